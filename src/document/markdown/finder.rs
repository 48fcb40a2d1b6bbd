//! Searching for the end of constructs so that a text full of unclosed ones is still read in linear time.

use memchr::memmem;

/// Finds one mark again and again. As long as offsets grow, no byte is looked at twice.
pub(super) struct Finder {
    mark: memmem::Finder<'static>,
    /// The range that was searched, and the first hit in it.
    from: usize,
    to: usize,
    hit: Option<usize>,
}

impl Finder {
    pub(super) fn new(mark: &'static str) -> Self {
        Self { mark: memmem::Finder::new(mark.as_bytes()), from: 0, to: 0, hit: None }
    }

    /// Where the next mark at or after `from` begins, if it ends at or before `limit`.
    pub(super) fn find(&mut self, bytes: &[u8], from: usize, limit: usize) -> Option<usize> {
        let len = self.mark.needle().len();
        let limit = limit.min(bytes.len());
        let known = self.from <= from && from <= self.to;
        if let Some(hit) = self.hit.filter(|hit| known && *hit >= from) {
            return (hit + len <= limit).then_some(hit);
        }
        let start = if known { self.to } else { from };
        self.from = from;
        self.hit = bytes.get(start..limit).and_then(|text| self.mark.find(text)).map(|at| start + at);
        self.to = self.hit.map_or(start.max((limit + 1).saturating_sub(len)), |hit| hit + 1);
        self.hit
    }
}

/// Finds the blank line that ends a paragraph, from offsets that never decrease.
#[derive(Default)]
pub(super) struct ParagraphEnds {
    from: usize,
    end: usize,
}

impl ParagraphEnds {
    /// The end of the paragraph that holds `at`.
    pub(super) fn find(&mut self, bytes: &[u8], at: usize) -> usize {
        if at >= self.from && at < self.end {
            return self.end;
        }
        self.from = at;
        self.end = bytes.len();
        for found in memchr::memchr_iter(b'\n', bytes.get(at..).unwrap_or_default()) {
            let line = bytes.get(at + found + 1..).unwrap_or_default();
            let next = line.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'>'));
            if next.is_none_or(|byte| *byte == b'\n') {
                self.end = at + found;
                break;
            }
        }
        self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hit_is_found_again_until_it_is_passed() {
        let text = b"{{ tide }} and {{ berth }}";
        let mut ends = Finder::new("}}");
        assert_eq!(ends.find(text, 0, text.len()), Some(8));
        assert_eq!(ends.find(text, 2, text.len()), Some(8));
        assert_eq!(ends.find(text, 10, 20), None);
        assert_eq!(ends.find(text, 16, text.len()), Some(24));
        assert_eq!(ends.find(text, 25, text.len()), None);
        assert_eq!(ends.find(text, 0, text.len()), Some(8));
    }

    #[test]
    fn a_mark_that_lies_across_a_former_limit_is_found() {
        let text = b"{{ harbour }}";
        let mut ends = Finder::new("}}");
        assert_eq!(ends.find(text, 0, 12), None);
        assert_eq!(ends.find(text, 1, 13), Some(11));
    }

    #[test]
    fn a_paragraph_ends_before_a_blank_line_of_any_kind() {
        let text = b"one\ntwo\n \t\nthree\r\n\r\nfour";
        let mut ends = ParagraphEnds::default();
        assert_eq!(ends.find(text, 0), 7);
        assert_eq!(ends.find(text, 5), 7);
        assert_eq!(ends.find(text, 11), 17);
        assert_eq!(ends.find(text, 21), text.len());
    }
}

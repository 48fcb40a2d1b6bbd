//! What the words of a list look like from afar.

/// Which lengths the words of a list have, by their first letter, whatever its case: one look spares most other words a search.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shapes([u8; 32]);

impl Shapes {
    /// The shapes of these words.
    pub(crate) fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut shapes = Self::default();
        for word in words.into_iter().map(str::as_bytes) {
            if let Some(lengths) = shapes.0.get_mut(row(word)) {
                *lengths |= length(word);
            }
        }
        shapes
    }

    /// Whether the list may have this word.
    pub(crate) fn may_have(&self, word: &[u8]) -> bool {
        self.lengths(word) & length(word) != 0
    }

    /// Whether the list may have a word that begins with these letters.
    pub(crate) fn may_begin(&self, start: &str) -> bool {
        start.is_empty() || self.lengths(start.as_bytes()) != 0
    }

    fn lengths(&self, word: &[u8]) -> u8 {
        self.0.get(row(word)).copied().unwrap_or(0)
    }
}

/// The last bits of the first letter, which both its cases share.
fn row(word: &[u8]) -> usize {
    word.first().map_or(0, |first| usize::from(first % 32))
}

/// A bit for the length.
const fn length(word: &[u8]) -> u8 {
    1 << (word.len() % 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_list_are_seen_and_most_others_are_not() {
        let shapes = Shapes::of(["sources", "über", "further reading"]);
        let may_have = |word: &str| shapes.may_have(word.as_bytes());
        assert!(may_have("sources") && may_have("Sources") && may_have("über"));
        assert!(!may_have("source") && !may_have("resource") && !may_have(""));
        assert!(shapes.may_begin("further") && shapes.may_begin("") && !shapes.may_begin("reading"));
        assert!(Shapes::of([""]).may_have(b"") && !Shapes::of([]).may_begin("a"));
    }
}

//! Spans of a text become places: line, column, offset on disk, and the lines around them.

use crate::finding::{Excerpt, Place, Point};
use crate::source::Source;
use crate::span::{LineIndex, Position, Span};

/// Bytes of a line that an excerpt shows at most.
const WINDOW: usize = 240;

/// Bytes shown before a place on a long line.
const BEFORE: usize = 80;

/// Lines that an excerpt shows at most.
const LINES: u32 = 3;

/// Finds the places of one article, whose line index is made once, and only for an article that has findings.
pub(super) struct Places<'s> {
    source: &'s Source,
    lines: &'s LineIndex,
    /// Lines kept above and below those of a place; `None`: no lines at all.
    around: Option<u32>,
    /// The last offset asked for, with its position: findings come sorted, so a long line is counted once.
    last: (u32, Position),
}

impl<'s> Places<'s> {
    pub(super) fn new(source: &'s Source, lines: &'s LineIndex, around: Option<u32>) -> Self {
        Self { source, lines, around, last: (0, Position { line: 1, column: 1 }) }
    }

    pub(super) fn place(&mut self, span: Span) -> Place {
        let start = self.point(span.start());
        let end = self.point(span.end());
        let excerpt = self.around.map(|around| Box::new(self.excerpt(span, start.position.line, around)));
        Place { span, start, end, excerpt }
    }

    fn point(&mut self, offset: u32) -> Point {
        let text = self.source.text();
        let line = self.lines.line(offset);
        let (last, position) = self.last;
        let position = if position.line == line && last <= offset && last > 0 {
            let between = Span::new(last, offset).cut(text).chars().count() as u32;
            Position { line, column: position.column + between }
        } else {
            self.lines.position(offset, text)
        };
        self.last = (offset, position);
        let byte_column = offset.saturating_sub(self.lines.span(line, text).start()) + 1;
        Point { offset: self.source.file_offset(offset), position, byte_column }
    }

    fn excerpt(&self, span: Span, first: u32, around: u32) -> Excerpt {
        let text = self.source.text();
        let last = self.lines.line(span.end().max(span.start() + 1) - 1).clamp(first, first + LINES - 1);
        let mut shown = String::new();
        let mut mark = Span::at(0);
        let mut cut = (false, false);
        for line in first..=last {
            let whole = self.lines.span(line, text);
            let (mut from, mut to) = (whole.start() as usize, whole.end() as usize);
            if line == first && whole.start() == 0 && text.starts_with('\u{feff}') {
                from = 3;
            }
            if to - from > WINDOW {
                if line == first && span.start() as usize > from + BEFORE {
                    from = text.floor_char_boundary(span.start() as usize - BEFORE);
                    from = words_start(text, from, span.start() as usize);
                    cut.0 = true;
                }
                if to - from > WINDOW {
                    to = text.floor_char_boundary(from + WINDOW);
                    cut.1 |= line == first;
                }
            }
            let at = shown.len() as u32;
            shown.push_str(text.get(from..to).unwrap_or(""));
            let within = |offset: u32| offset.clamp(from as u32, to as u32) - from as u32 + at;
            if line == first {
                mark = Span::new(within(span.start()), within(span.end()));
            } else if span.end() > from as u32 {
                mark = Span::new(mark.start(), within(span.end()));
            }
            if line < last {
                shown.push('\n');
            }
        }
        let above = (first.saturating_sub(around).max(1)..first).map(|line| self.line(line)).collect();
        let below = (last + 1..=last + around).map_while(|line| self.line_at(line)).collect();
        Excerpt { line: first, text: shown.into(), mark, cut, above, below }
    }

    /// The start of a line.
    fn line(&self, line: u32) -> Box<str> {
        let text = self.lines.span(line, self.source.text()).cut(self.source.text()).trim_start_matches('\u{feff}');
        text.get(..text.floor_char_boundary(WINDOW)).unwrap_or(text).into()
    }

    /// The same for a line that may lie behind the end.
    fn line_at(&self, line: u32) -> Option<Box<str>> {
        let end = self.lines.line(self.source.text().len() as u32);
        (line <= end).then(|| self.line(line))
    }
}

/// The start of the next word at or behind `from`, so that a cut line begins with a whole word; `from` if there is none before `until`.
fn words_start(text: &str, from: usize, until: usize) -> usize {
    let window = text.get(from..until).unwrap_or("");
    window.find(' ').map_or(from, |blank| from + blank + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Format;

    #[test]
    fn a_long_line_is_cut_around_the_place_at_whole_words() {
        let text = format!("{}the tide gauge stops like: {}", "harbour notes ".repeat(60), "more words ".repeat(60));
        let source = Source::of_text("gauge.txt", Format::Plain, &text);
        let at = text.find("stops like:").unwrap();
        let place = Places::new(&source, &LineIndex::new(source.text()), Some(0)).place(Span::of(at, at + 11));
        let excerpt = place.excerpt.unwrap();
        assert_eq!(excerpt.mark.cut(&excerpt.text), "stops like:");
        assert!(excerpt.text.len() <= WINDOW && excerpt.cut == (true, true));
        assert!(["harbour", "notes"].iter().any(|word| excerpt.text.starts_with(word)));
        assert_eq!(place.start.position.column as usize, at + 1);
    }

    #[test]
    fn places_that_go_back_are_counted_anew() {
        let text = "ä ö ü\nThe ferry – at nine.";
        let source = Source::of_text("ferry.md", Format::Markdown, text);
        let lines = LineIndex::new(source.text());
        let mut places = Places::new(&source, &lines, None);
        let (late, early) = (text.find("nine").unwrap(), text.find("ferry").unwrap());
        assert_eq!(places.place(Span::of(late, late + 4)).start.position, Position { line: 2, column: 16 });
        assert_eq!(places.place(Span::of(early, early + 5)).start.position, Position { line: 2, column: 5 });
    }

    #[test]
    fn lines_around_a_place_end_with_the_text() {
        let text = "One pier.\nTwo boats.\nThree ropes.\nFour crates.";
        let source = Source::of_text("pier.md", Format::Markdown, text);
        let at = text.find("Three").unwrap();
        let excerpt = Places::new(&source, &LineIndex::new(source.text()), Some(5)).place(Span::of(at, at + 5)).excerpt.unwrap();
        assert_eq!(excerpt.above.iter().map(|line| &**line).collect::<Vec<_>>(), ["One pier.", "Two boats."]);
        assert_eq!(excerpt.below.iter().map(|line| &**line).collect::<Vec<_>>(), ["Four crates."]);
    }
}

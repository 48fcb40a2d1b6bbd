//! The last line of an article, with nothing below it: whether it is a heading that lost its text. The candidates go in.

use super::byline;
use super::heading::Shape;
use super::line::{Class, Line, Role};
use super::outline::{Candidate, is_remark};

/// Words of such a heading, at most.
const WORDS: u8 = 8;

/// The same, in a row of its like.
const WORDS_AMONG_LIKE: u8 = 12;

/// What the candidates of an article have in common.
pub(super) struct Common {
    /// Known by their shape alone.
    guesses: usize,
    /// Questions.
    asked: usize,
    /// In capitals.
    titled: usize,
}

impl Common {
    pub(super) fn of(found: &[Candidate]) -> Self {
        let shaped = |of: fn(Shape) -> bool| found.iter().filter(|candidate| candidate.shape.is_some_and(of)).count();
        Self {
            guesses: found.iter().filter(|candidate| candidate.guess).count(),
            asked: shaped(|shape| shape.question),
            titled: shaped(|shape| shape.title_case),
        }
    }

    /// Whether a candidate at the end of an article is a heading: it looks like one, the article has others, and text stands above it.
    pub(super) fn may_end(&self, candidate: &Candidate, shape: Shape, lines: &[Line], source: &str) -> bool {
        let Some(line) = lines.get(candidate.line) else { return false };
        let (text, above) = (line.text(source), candidate.line.checked_sub(1).and_then(|above| lines.get(above)));
        let is_text = |above: &Line| {
            above.is_long()
                || matches!(above.class, Class::Bullet(_))
                || matches!(above.role, Role::Code | Role::Item)
                || above.is_paragraph(source)
        };
        // Among questions, or among names in capitals, a longer one is a heading too.
        let is_asked = shape.question && self.asked > 2 && shape.words <= WORDS_AMONG_LIKE;
        let is_titled = shape.title_case && self.titled > 4;
        let longest = if is_asked || is_titled { WORDS_AMONG_LIKE } else { WORDS };
        let is_cased = text.starts_with(char::is_uppercase) || matches!(line.class, Class::Bullet(_));
        let is_named = (is_asked || !is_remark(text, shape)) && (self.guesses >= 3 || !byline::is_name(text, line.words));
        self.guesses >= 2 && (2..=longest).contains(&shape.words) && is_cased && is_named && above.is_some_and(is_text)
    }
}

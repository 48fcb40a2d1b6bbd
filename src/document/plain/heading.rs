//! The shape of a heading: short, capitalised, made of letters, without the mark that ends a sentence.

use super::line::{Class, Line};
use super::phrase::{self, Lower};

/// A text that may be a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// Its long words begin with capitals.
    pub title_case: bool,
    /// It ends in a colon.
    pub colon: bool,
    /// It ends in a question mark.
    pub question: bool,
    pub words: u8,
    /// Words of four letters and more.
    pub weighty: u8,
}

/// Words of a heading, at most.
const WORDS: u8 = 16;

/// The shape of a text that may be a heading, by itself.
pub(super) fn shape(text: &str, words: u8) -> Option<Shape> {
    shape_of_cut(text, words).filter(|_| !is_cut(without_anchor(text)))
}

/// The same, though it may end in a word that nothing ends with: where its number says that it is a heading, it lost its end.
pub(super) fn shape_of_cut(text: &str, words: u8) -> Option<Shape> {
    if words > WORDS || text.len() > 160 {
        return None;
    }
    let text = without_anchor(text);
    // Between two ways.
    if ["or", "and"].iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return None;
    }
    // A question in quotation marks heads its answer: “Who pays for the rope?”
    let text = unquoted_question(text).unwrap_or(text);
    let first = text.chars().next()?;
    let last = text.chars().next_back()?;
    if first.is_lowercase() || !first.is_alphanumeric() && !matches!(first, '¿' | '¡') {
        return None;
    }
    if matches!(last, '.' | '!' | ';' | ',' | '…' | '。' | '！' | '-' | '–' | '—' | '&' | '/' | '”' | '"') {
        return None;
    }
    // The mark of a note behind a full stop: "fewer boats.†"
    let unmarked = text.trim_end_matches(['†', '‡', '¹', '²', '³', '*']);
    if unmarked.len() < text.len() && unmarked.ends_with(['.', '!']) {
        return None;
    }
    let mut letters = 0_usize;
    let mut visible = 0_usize;
    let mut glued = 0_usize;
    let mut before = ' ';
    for c in text.chars() {
        glued += usize::from((before.is_lowercase() || before.is_ascii_digit()) && c.is_uppercase());
        before = c;
        letters += usize::from(c.is_alphabetic());
        visible += usize::from(!c.is_whitespace());
        if matches!(c, '@' | '{' | '}' | '=' | '\\' | '<' | '>' | '|' | '\t' | '←' | '_' | '`') {
            return None;
        }
    }
    // A question and what follows from it are sentences.
    if words >= 8 && text.contains("? ") {
        return None;
    }
    // The name of a type or a file: `System.Collections.Hashtable`.
    if words == 1 && text.matches('.').count() >= 2 {
        return None;
    }
    // Cells that ran together: no name has three capitals inside its words.
    if glued >= 3 {
        return None;
    }
    if letters * 10 < visible * 6
        || letters < 2
        || text.contains("://")
        || text.contains("www.")
        || text.contains(" : ")
        || text.contains("  ")
    {
        return None;
    }
    if phrase::is_label(&Lower::of(text)) || is_field(text) {
        return None;
    }
    let (weighty, capitals) = capitals(text);
    Some(Shape {
        title_case: weighty == 0 || capitals * 4 >= weighty * 3,
        colon: last == ':' || last == '：',
        question: last == '?' || last == '？',
        words,
        weighty,
    })
}

/// The words of a question that stands in quotation marks as a whole.
fn unquoted_question(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['“', '"'])?.strip_suffix(['”', '"'])?;
    (inner.ends_with('?') && !inner.contains(['“', '”', '"'])).then_some(inner)
}

/// Whether the line is one of several labels with their values, on lines that follow each other: a card, a form, settings.
pub(super) fn is_in_fields(lines: &[Line], index: usize, source: &str) -> bool {
    let labelled = |index: usize| lines.get(index).is_some_and(|line| line.is_text() && is_labelled(line.text(source)));
    labelled(index)
        && (lines.get(index + 1).is_some_and(|next| !next.gap) && labelled(index + 1)
            || lines.get(index).is_some_and(|line| !line.gap) && index.checked_sub(1).is_some_and(labelled))
}

/// Begins with a label of at most three words before a colon, and no number in it.
fn is_labelled(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(40)).unwrap_or(text);
    let Some(at) = head.find(':') else { return false };
    let label = head.get(..at).unwrap_or("");
    let rest = text.get(at + 1..).unwrap_or("");
    (rest.is_empty() || rest.starts_with(' ')) && label.split(' ').count() <= 3 && !label.bytes().any(|byte| byte.is_ascii_digit())
}

/// A label and its value: `Excused: nobody`, `Ticket: 4711`. Behind a number or a long label stands a title: `Step 2: what to pack`.
fn is_field(text: &str) -> bool {
    let Some((label, value)) = text.split_once(": ") else { return false };
    let is_short = label.split(' ').count() <= 2 && value.split(' ').count() <= 3;
    is_short
        && !label.bytes().any(|byte| byte.is_ascii_digit())
        && value.starts_with(|c: char| c.is_ascii_digit() || c.is_lowercase() || c == '#')
}

/// The text without the name of a link target that a converter left behind it: `Prices {#prices}`.
fn without_anchor(text: &str) -> &str {
    let Some(at) = text.strip_suffix('}').and_then(|text| text.rfind('{')) else { return text };
    let name = text.get(at + 1..text.len() - 1).unwrap_or("").trim_start_matches(':').trim();
    let is_name = name.starts_with('#') && !name.contains(' ');
    if is_name { text.get(..at).unwrap_or(text).trim_end() } else { text }
}

/// Ends in a word that nothing ends with: a sentence that broke off.
fn is_cut(text: &str) -> bool {
    const OPEN: [&str; 31] = [
        "a", "an", "and", "are", "as", "at", "because", "but", "by", "can", "from", "has", "have", "her", "his", "is", "its", "of", "or",
        "our", "than", "that", "the", "their", "these", "this", "was", "were", "which", "with", "your",
    ];
    let last = text.rsplit([' ', '\u{a0}']).next().unwrap_or("");
    last.len() <= 7 && last.starts_with(|c: char| c.is_ascii_lowercase()) && OPEN.contains(&last)
}

/// How many words have four letters or more, and how many of them begin with a capital.
fn capitals(text: &str) -> (u8, u8) {
    let mut weighty = 0;
    let mut capitals = 0;
    for word in text.split_ascii_whitespace() {
        let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        if word.len() < 4 {
            continue;
        }
        weighty += 1;
        capitals += u8::from(word.starts_with(|c: char| !c.is_lowercase()));
    }
    (weighty, capitals)
}

/// Whether the rule below a line is as long as the line, as it is typed by hand: a date or a version may be all that the line says.
pub(super) fn is_underlined(line: &Line, rule: &Line, source: &str) -> bool {
    let text = line.text(source);
    let is_set_off = line.gap || matches!(rule.class, Class::Rule(b'='));
    is_set_off
        && rule.span.len().abs_diff(line.span.len()) <= 2
        && is_title(text, line.words)
        && !text.contains("  ")
        && !text.contains('|')
}

/// Whether the text may be the title: the first line of an article may be longer than a heading, and may end in a mark.
pub(super) fn is_title(text: &str, words: u8) -> bool {
    let ends = text.ends_with(['.', ';', ',', ':', '…']);
    words <= 25
        && text.len() <= 220
        && !ends
        && text.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '“' | '"' | '‘' | '\'' | '¿' | '¡' | '$' | '€' | '£' | '@' | '.'))
        && text.chars().any(char::is_alphabetic)
        && !text.contains("://")
        && !text.contains('\t')
        && !phrase::is_label(&Lower::of(text))
}

/// The end of the question that begins the text, if an answer follows in the same paragraph: the byte behind its mark.
pub(super) fn question_end(text: &str) -> Option<usize> {
    let at = memchr::memchr(b'?', text.as_bytes().get(..300.min(text.len()))?)?;
    let rest = text.get(at + 1..)?;
    let answer = rest.trim_start();
    let words = text.get(..at)?.split_ascii_whitespace().count();
    let starts = text.starts_with(char::is_uppercase) && answer.starts_with(|c: char| !c.is_lowercase());
    let sentence = text.get(..at)?.contains(". ");
    (rest.starts_with(' ') && (2..=30).contains(&words) && starts && !sentence && !answer.is_empty()).then_some(at + 1)
}

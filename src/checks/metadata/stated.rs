//! What an article says of its own length: entries of its metadata, and lines near its beginning or end. Statements with their places come out.

use super::length::Length;
use crate::document::{BlockId, Document, Flags, Kind, Meta, MetaFrom};
use crate::rule::{Found, RawFinding};
use crate::span::Span;

/// A length that the article states.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stated {
    /// The number; of a range the lower end.
    pub least: f64,
    /// The upper end of a range.
    pub most: f64,
    /// The words of the source.
    pub src: Span,
    /// The block that holds it; the whole article for metadata.
    pub block: BlockId,
}

/// How lines say a length, in lower case.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wording<'w> {
    /// What stands behind the number: "words", "min read".
    pub units: &'w [String],
    /// What may stand before it: "word count", "reading time".
    pub labels: &'w [String],
    /// What may stand behind a number that has a label.
    pub labelled: &'w [String],
}

/// Reports the statements that do not hold: the first as `say` words it, others as further places of the same defect.
pub(super) fn report<'d>(
    article: &Document,
    found: &mut Found<'d>,
    statements: &[Stated],
    holds: impl Fn(&Stated, Length) -> bool,
    say: impl for<'f> FnOnce(&'f mut Found<'d>, &Stated, &str, Length) -> &'f mut RawFinding,
) {
    /// Further places that are told.
    const MORE: usize = 4;
    if statements.is_empty() {
        return;
    }
    found.concerned();
    let Some(length) = Length::of(article) else { return };
    let mut wrong = statements.iter().filter(|stated| !holds(stated, length));
    let Some(first) = wrong.next() else { return };
    let finding = say(found, first, first.src.cut(article.source.text()), length);
    for other in wrong.take(MORE) {
        finding.related(other.src, "stated here, too");
    }
}

/// Lines of different lengths belong to articles that a page lists.
pub(super) fn only_one(lines: Vec<Stated>) -> Vec<Stated> {
    let agree = lines.windows(2).all(|pair| matches!(pair, [one, two] if (one.least, one.most) == (two.least, two.most)));
    if agree { lines } else { Vec::new() }
}

/// A key of metadata without its marks, in lower case.
pub(super) fn bare_key(key: &str) -> String {
    key.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// The statement of an entry of the front matter or of a tag; `None` when its value is more than a number with a unit.
pub(super) fn of_entry(meta: &Meta, units: &[String]) -> Option<Stated> {
    let value = meta.value.trim();
    let (least, most) = duration(value).map(|minutes| (minutes, minutes)).or_else(|| {
        let value = value.trim_start_matches(['~', '≈', ' ']);
        let (number, len) = number(value)?;
        let rest = value.get(len..)?.trim_start_matches([' ', '-']).trim_end_matches('.').to_lowercase();
        (rest.is_empty() || units.contains(&rest)).then_some(number)
    })?;
    (least > 0.0).then_some(Stated { least, most, src: meta.src, block: Document::ROOT })
}

/// What a JSON-LD block says under a key, if it says it once.
pub(super) fn of_data(meta: &Meta, key: &str, units: &[String]) -> Option<Stated> {
    let (_, behind) = meta.value.split_once(key)?;
    if behind.contains(key) || meta.src.len() as usize != meta.value.len() {
        return None;
    }
    let rest = behind.trim_start().strip_prefix(':')?.trim_start().trim_start_matches('"');
    let len = rest.find(['"', ',', '}', '\n']).unwrap_or(rest.len());
    let value = rest.get(..len)?.trim_end();
    let start = meta.src.start() as usize + meta.value.len() - rest.len();
    let src = Span::of(start, start + value.len());
    of_entry(&Meta { from: MetaFrom::JsonLd, key: key.into(), value: value.into(), src }, units)
}

/// Leaves at the beginning and at the end of an article among which such a line stands.
const NEAR: usize = 10;
const LAST: usize = 3;
/// Bytes of such a line.
const LINE: usize = 160;

/// Leaf blocks in which an article may speak of itself: short ones near its beginning and its end, outside of lists, tables and quotations.
pub(super) fn lines(article: &Document) -> Vec<BlockId> {
    let is_line = |id: BlockId| {
        let block = article.block(id);
        let is_free =
            || !article.ancestors(id).any(|id| matches!(article.block(id).kind, Kind::List | Kind::Table | Kind::Quote | Kind::FootDef));
        let is_short = block.text.len() as usize <= LINE;
        // An export shows a line without a full stop as a heading.
        let is_guess = block.kind == Kind::Heading && block.flags.has(Flags::GUESS);
        is_short
            && (block.kind == Kind::Byline || (block.kind == Kind::Paragraph || is_guess) && !block.flags.has(Flags::BOILER) && is_free())
    };
    let leaves = || article.all().filter(|(_, block)| block.kind.is_leaf() && !block.text.is_empty()).map(|(id, _)| id);
    let mut near: Vec<BlockId> = leaves().take(NEAR).collect();
    let first_of_last = near.last().map_or(0, |last| last + 1);
    let all = article.blocks.len() as BlockId;
    let mut last: Vec<BlockId> = (first_of_last..all)
        .rev()
        .filter(|&id| {
            let block = article.block(id);
            block.kind.is_leaf() && !block.text.is_empty() && !block.flags.has(Flags::BOILER)
        })
        .take(LAST)
        .collect();
    last.reverse();
    near.extend(last);
    near.retain(|&id| is_line(id));
    near
}

/// What the lines of an article say of its length.
pub(super) fn of_lines(article: &Document, wording: Wording<'_>) -> Vec<Stated> {
    let mut found = Vec::new();
    for block in lines(article) {
        let text = article.text_of(block);
        if !text.bytes().any(|byte| byte.is_ascii_digit()) || is_of_a_teaser(article, block) {
            continue;
        }
        let is_byline = article.block(block).kind == Kind::Byline;
        if let Some((least, most, at)) = in_line(text, is_byline, wording) {
            let src = article.source_span(at.shifted(article.block(block).text.start()));
            found.push(Stated { least, most, src, block });
        }
    }
    found
}

/// Whether a way to the whole of another article stands right below a line ("Read more →"): the line is about that one.
fn is_of_a_teaser(article: &Document, line: BlockId) -> bool {
    const NEAR: BlockId = 3;
    (line + 1..(line + 1 + NEAR).min(article.blocks.len() as BlockId)).any(|below| {
        let text = article.text_of(below);
        let is_way = article.block(below).kind.is_leaf() && text.len() < 40 && article.links_in(below).next().is_some();
        is_way && ["read ", "continue "].iter().any(|word| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
    })
}

/// The length that a line states, and where; among other words only if the line is known to be about the article.
fn in_line(text: &str, is_byline: bool, wording: Wording<'_>) -> Option<(f64, f64, Span)> {
    let mut at = 0;
    while let Some(digit) = text.get(at..)?.find(|c: char| c.is_ascii_digit()) {
        let start = at + digit;
        let Some(((least, most), len)) = number(text.get(start..)?) else {
            at = start + 1;
            continue;
        };
        let behind = text.get(start + len..)?;
        let before = without_hedge(text.get(..start)?);
        let labelled = wording.labels.iter().any(|label| ends_in_label(before, label));
        let unit = unit_behind(behind, if labelled { wording.labelled } else { wording.units });
        let holds = match unit {
            Some(unit) => {
                let opens = labelled
                    || is_byline && !before.ends_with(['.', ',', '$', '€', '£'])
                    || ends_open(before)
                    || before.strip_suffix(',').is_some_and(is_length);
                let rest = behind.get(unit..)?;
                opens && (closes(rest) || rest.strip_prefix(", ").is_some_and(is_length))
            }
            None => labelled && closes(behind),
        };
        if holds && least > 0.0 {
            let end = start + len + unit.unwrap_or(0);
            return Some((least, most, Span::of(start, end)));
        }
        at = start + len;
    }
    None
}

/// Text without "about", "~" and the like at its end.
fn without_hedge(text: &str) -> &str {
    let bare = text.trim_end().trim_end_matches(['~', '≈']).trim_end();
    let hedge = ["about", "approximately", "approx.", "approx", "around", "ca.", "circa", "roughly"].into_iter().find(|hedge| {
        let start = bare.len().saturating_sub(hedge.len());
        bare.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(hedge))
    });
    let bare = hedge.map_or(bare, |hedge| bare.get(..bare.len() - hedge.len()).unwrap_or("").trim_end());
    // "A 14-minute read", "Takes 24 minutes to read", "This article takes 24 minutes to read": all that stands before.
    let takes = || {
        let mut words = bare.split(' ');
        let opens = words.next().is_some_and(|first| ["this", "reading"].iter().any(|word| first.eq_ignore_ascii_case(word)));
        opens && words.next_back() == Some("takes") && words.count() <= 1
    };
    if ["a", "an", "takes", "it takes"].iter().any(|word| bare.eq_ignore_ascii_case(word)) || takes() { "" } else { bare }
}

/// Whether nothing of a sentence stands before: the beginning, or a mark that parts the line.
fn ends_open(before: &str) -> bool {
    before.chars().next_back().is_none_or(|c| {
        !c.is_alphanumeric() && !matches!(c, ',' | '.' | '\'' | '’' | '%' | '$' | '€' | '£' | '#' | '_' | '"' | '”' | '<' | '>')
    })
}

/// Whether a text is a length and nothing else: "2,307 words", "10 min read", beside which another one is stated.
fn is_length(text: &str) -> bool {
    /// What lengths are reckoned in, as their words begin, and the words of a length.
    const UNITS: [&str; 4] = ["word", "min", "read", "page"];
    const WORDS: usize = 4;
    let mut words = text.split([' ', '-']).skip_while(|word| word.eq_ignore_ascii_case("about"));
    let is_number = words.next().is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()));
    let mut rest = words.peekable();
    let is_unit = |word: &str| UNITS.iter().any(|unit| word.get(..unit.len()).is_some_and(|start| start.eq_ignore_ascii_case(unit)));
    is_number && rest.peek().is_some_and(|word| is_unit(word)) && rest.nth(WORDS).is_none()
}

fn ends_in_label(before: &str, label: &str) -> bool {
    /// Words before "length" that make it that of the whole.
    const OF_ALL: [&str; 10] = ["article", "content", "essay", "estimated", "page", "post", "reading", "story", "text", "total"];
    let bare = before.trim_end_matches([':', ' ', '-', '–', '—', '(']);
    let Some(start) = bare.len().checked_sub(label.len()) else { return false };
    // "Tides are strings of length 1": words lead to the label, and no mark parts it from the number.
    let is_marked = before.get(bare.len()..).is_some_and(|joint| !joint.trim().is_empty());
    let is_sentence = !is_marked && bare.get(..start).is_some_and(|rest| rest.trim_end().ends_with(char::is_alphanumeric));
    // "The line length: 100" is that of a line.
    let is_of_part = label == "length"
        && bare.get(..start).is_some_and(|rest| {
            let word = rest.trim_end().rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            !word.is_empty() && !OF_ALL.iter().any(|all| word.eq_ignore_ascii_case(all))
        });
    !is_sentence
        && !is_of_part
        && bare.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(label))
        && bare.get(..start).is_some_and(ends_open)
}

/// The length of the unit behind a number, blanks before it included; the longest that fits.
fn unit_behind(behind: &str, units: &[String]) -> Option<usize> {
    let rest = behind.trim_start_matches([' ', '\u{a0}', '-']);
    let lead = behind.len() - rest.len();
    let fits = |unit: &&String| rest.get(..unit.len()).is_some_and(|start| start.eq_ignore_ascii_case(unit));
    units
        .iter()
        .filter(fits)
        .filter(|unit| !rest.get(unit.len()..).is_some_and(|tail| tail.starts_with(char::is_lowercase)))
        .map(|unit| lead + unit.len())
        .max()
}

/// Whether the statement ends here: no word of a sentence follows. What sites print is glued to what follows (`words6/30/2026`).
fn closes(behind: &str) -> bool {
    let rest = behind.trim_start_matches([' ', '\u{a0}']);
    match rest.chars().next() {
        None => true,
        Some(c) if c.is_alphabetic() => c.is_uppercase(),
        Some('%' | '/' | '+') => false,
        // The end of a sentence is the end of the line.
        Some('.' | ',') => rest.len() == 1,
        Some(_) => true,
    }
}

/// A number with commas between its thousands, or two that are a range, and the length of what was read.
pub(super) fn number(text: &str) -> Option<((f64, f64), usize)> {
    let (first, len) = single(text)?;
    let rest = text.get(len..)?;
    for mark in [" to ", " – ", " - ", "–", "-"] {
        let Some((last, more)) = rest.strip_prefix(mark).and_then(single) else { continue };
        if last > first {
            return Some(((first, last), len + mark.len() + more));
        }
    }
    Some(((first, first), len))
}

fn single(text: &str) -> Option<(f64, usize)> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while digit(end) || bytes.get(end) == Some(&b',') && end > 0 && (1..=3).all(|next| digit(end + next)) && !digit(end + 4) {
        end += 1;
    }
    if bytes.get(end) == Some(&b'.') && digit(end + 1) {
        end += 1;
        while digit(end) {
            end += 1;
        }
    }
    let written = text.get(..end).filter(|written| !written.is_empty() && written.len() <= 12)?;
    Some((written.replace(',', "").parse().ok()?, end))
}

/// The minutes of a duration as ISO 8601 writes it: `PT7M`, `PT1H5M`, `PT420S`.
fn duration(value: &str) -> Option<f64> {
    let mut rest = value.strip_prefix("PT").filter(|rest| !rest.is_empty())?;
    let mut minutes = 0.0;
    while !rest.is_empty() {
        let (number, len) = single(rest)?;
        minutes += match rest.as_bytes().get(len)? {
            b'H' => number * 60.0,
            b'M' => number,
            b'S' => number / 60.0,
            _ => return None,
        };
        rest = rest.get(len + 1..)?;
    }
    Some(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Option<(f64, f64)> {
        let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
        let (units, labels, labelled) =
            (list(&["words", "min read", "minute read"]), list(&["word count", "reading time"]), list(&["words", "min", "minutes"]));
        let wording = Wording { units: &units, labels: &labels, labelled: &labelled };
        in_line(text, false, wording).map(|(least, most, _)| (least, most))
    }

    #[test]
    fn lines_about_the_length_are_read_in_many_wordings() {
        for text in
            ["2,307 words6/30/2026", "📖 2,307 words", "Word count: 2,307", "Ann Lee · 2,307 words · News", "(2307 words)", "~2307 words"]
        {
            assert_eq!(line(text), Some((2307.0, 2307.0)), "{text}");
        }
        for text in
            ["7 min read", "7-minute read", "Reading time: 7 minutes", "Reading time about 7 min", "May 3 • 7 min read", "7 Min ReadShare"]
        {
            assert_eq!(line(text), Some((7.0, 7.0)), "{text}");
        }
        assert_eq!(line("Reading time: 5–7 minutes"), Some((5.0, 7.0)));
        // Both lengths of a line are stated: each rule has its own unit.
        assert_eq!(line("2,307 words, 10 pages"), Some((2307.0, 2307.0)));
        assert_eq!(line("10 pages, 2,307 words"), Some((2307.0, 2307.0)));
    }

    #[test]
    fn sentences_about_lengths_are_none() {
        for text in [
            "Write 500 words in each section.",
            "500 words in each section",
            "The essay has 500 words",
            "This is a 7 minute read.",
            "7 minutes",
            "Page 7 of 10",
            "12 words or fewer",
        ] {
            assert_eq!(line(text), None, "{text}");
        }
    }

    #[test]
    fn durations_are_minutes() {
        assert_eq!(
            [duration("PT7M"), duration("PT1H5M"), duration("PT420S"), duration("PT"), duration("7")],
            [Some(7.0), Some(65.0), Some(7.0), None, None]
        );
    }
}

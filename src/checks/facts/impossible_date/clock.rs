//! Times that no clock shows: "at 17:65", "14:30 a.m.".

use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
use crate::rule::Found;
use crate::span::Span;

/// Stems of what happens at a time of the day.
const HAPPENING: [&str; 22] = [
    "open", "clos", "start", "begin", "end", "leav", "depart", "arriv", "sail", "meet", "serv", "lock", "call", "finish", "ring", "board",
    "land", "dock", "run", "shut", "doors", "last",
];

/// Words right before a time.
const BEFORE: [&str; 10] = ["at", "from", "until", "till", "before", "after", "by", "around", "since", "to"];

/// Stems of sentences whose figures with a colon are no times of the day.
const OTHERS: [&str; 16] = [
    "timer", "score", "video", "minute", "verse", "ratio", "split", "lap", "record", "aspect", "clip", "podcast", "episode", "track",
    "chapter", "psalm",
];

pub(super) fn check(article: &Document, found: &mut Found<'_>) {
    for (id, block) in article.all() {
        if !matches!(block.kind, Kind::Paragraph | Kind::Heading) || block.flags.has(Flags::BOILER) {
            continue;
        }
        let text = block.text.cut(&article.text);
        for colon in memchr::memchr_iter(b':', text.as_bytes()) {
            let Some(time) = Printed::at(text, colon) else { continue };
            let Some(fault) = time.fault(text) else { continue };
            let place = time.text.shifted(block.text.start());
            if is_code(article, id, place) {
                continue;
            }
            found.concerned();
            let words = time.text.cut(text);
            let finding = found.at(id, article.source_span(place), fault.template(), [words]);
            if fault == Fault::TwiceAfternoon {
                finding.milder();
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    Hour,
    Minute,
    Morning,
    TwiceAfternoon,
}

impl Fault {
    const fn template(self) -> &'static str {
        match self {
            Self::Hour => "“{}” is no time: a day has 24 hours",
            Self::Minute => "“{}” is no time: an hour has 60 minutes",
            Self::Morning => "“{}” is no time: the morning ends at 12",
            Self::TwiceAfternoon => "“{}” says twice that it is the afternoon",
        }
    }
}

/// Digits around a colon that may be a time.
struct Printed {
    text: Span,
    hour: u32,
    minute: u32,
    half: Option<char>,
}

impl Printed {
    fn at(text: &str, colon: usize) -> Option<Self> {
        let before = text.get(..colon)?;
        let behind = text.get(colon + 1..)?;
        let hours = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let minutes = behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if !(1..=2).contains(&hours) || minutes != 2 {
            return None;
        }
        let start = colon - hours;
        let stands_free = text.get(..start)?.chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '“' | '"'));
        let rest = behind.get(2..)?;
        let mut end = colon + 3;
        let trimmed = rest.trim_start_matches([' ', '\u{a0}']);
        let half = ["a.m.", "p.m.", "am", "pm", "a.m", "p.m"].iter().find(|half| {
            trimmed.get(..half.len()).is_some_and(|word| word.eq_ignore_ascii_case(half))
                && !trimmed.get(half.len()..).is_some_and(|next| next.starts_with(char::is_alphanumeric))
        });
        if let Some(half) = half {
            end += rest.len() - trimmed.len() + half.len();
        } else if rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | '/' | '%' | '-' | '–' | '_'))
            || rest.starts_with('.') && rest.get(1..).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()))
        {
            return None;
        }
        let half = half.and_then(|half| half.chars().next());
        let (hour, minute) = (before.get(start..)?.parse().ok()?, behind.get(..2)?.parse().ok()?);
        stands_free.then_some(Self { text: Span::of(start, end), hour, minute, half })
    }

    fn fault(&self, text: &str) -> Option<Fault> {
        /// Behind it, hours are a length and no time.
        const LAST: u32 = 29;
        if (25..=LAST).contains(&self.hour) && self.minute < 60 && self.half.is_none() {
            return is_told_as_time(text, self.text).then_some(Fault::Hour);
        }
        if self.hour > 24 || self.minute < 60 && !(self.half.is_some() && self.hour > 12) {
            return None;
        }
        if self.minute < 60 {
            return Some(if self.half == Some('a') { Fault::Morning } else { Fault::TwiceAfternoon });
        }
        (self.half.is_some() || is_told_as_time(text, self.text)).then_some(Fault::Minute)
    }
}

/// Whether the words before a figure say that something happens then.
fn is_told_as_time(text: &str, time: Span) -> bool {
    /// Words before it that are looked at.
    const NEAR: usize = 6;
    /// Bytes that hold them, so that a row of times takes linear time.
    const BYTES: usize = 200;
    let start = time.start() as usize;
    let sentence = text
        .get(text.floor_char_boundary(start.saturating_sub(BYTES))..start)
        .and_then(|before| before.rsplit(['.', '!', '?', '\n']).next())
        .unwrap_or("");
    let mut words = sentence.split(|c: char| !c.is_alphanumeric()).rev().filter(|word| !word.is_empty()).map(str::to_lowercase);
    let is_introduced = words.next().is_some_and(|word| BEFORE.contains(&word.as_str()));
    let near: Vec<String> = words.take(NEAR).collect();
    let has = |stems: &[&str]| near.iter().any(|word| stems.iter().any(|stem| word.starts_with(stem)));
    is_introduced && has(&HAPPENING) && !has(&OTHERS)
}

fn is_code(article: &Document, block: BlockId, place: Span) -> bool {
    let is_no_prose = |kind| matches!(kind, InlineKind::Code | InlineKind::Math | InlineKind::Template);
    let inlines = article.inlines_of(block);
    let begun = inlines.partition_point(|inline| inline.text.start() < place.end());
    // Ranges nest, a few deep.
    let near = inlines.get(begun.saturating_sub(16)..begun).unwrap_or_default();
    near.iter().any(|inline| is_no_prose(inline.kind) && inline.text.overlaps(place))
}

//! How large an article says a change is: "an increase of 75 %", "(up 40 %)", "doubled", and where that stands beside the change.

use super::{Change, Direction, direction_of_amount, direction_of_verb};
use crate::fact::{Bound, Dimension, Quantity, Sentence, TermKind};
use crate::span::Span;

/// What is said of the size of a change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StatedSize {
    /// How large.
    pub size: Size,
    /// In which direction, if a word says so.
    pub direction: Option<Direction>,
    /// Where the size is printed.
    pub text: Span,
    /// It is hedged.
    pub bound: Bound,
    /// "A 50 % improvement": what the percentage is measured against is open.
    pub is_open: bool,
}

/// The size of a change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    /// So many hundredths of the first value; with its value as printed and the unit of its last digit.
    Percent(f64, f64),
    /// So many times as much: "doubled" is 2, "halved" 0.5.
    Factor(f64),
}

/// Words that end the search for a claim: another clause begins.
const STOP: &[&str] = &[
    "and",
    "but",
    "while",
    "whereas",
    "as",
    "with",
    "when",
    "if",
    "because",
    "since",
    "despite",
    "although",
    "though",
    "after",
    "before",
    "plus",
    "including",
    "where",
    "who",
    "than",
    "until",
    "so",
    "then",
    "to",
    "from",
    "for",
    "among",
    "like",
    "however",
];

/// Words near a percentage that make it another one: of each year, of an average, of a share, of speed.
const OTHER: &[&str] = &[
    "annual",
    "annually",
    "annualized",
    "annualised",
    "yearly",
    "monthly",
    "weekly",
    "daily",
    "quarterly",
    "cagr",
    "compound",
    "compounded",
    "compounding",
    "respectively",
    "per",
    "each",
    "every",
    "yoy",
    "mom",
    "margin",
    "speedup",
    "faster",
    "slower",
    "efficient",
    "efficiency",
    "productivity",
    "inflation",
    "real",
    "relative",
    "goal",
    "target",
    "required",
    "discount",
    "chance",
    "probability",
    "confidence",
    "interest",
    "tax",
    "fee",
    "points",
    "point",
    "quicker",
];

impl StatedSize {
    /// What the sentence says of the size of one of its changes.
    #[must_use]
    pub fn of(sentence: &Sentence<'_>, change: &Change) -> Option<Self> {
        let inside = if change.is_reversed { inside(sentence, change) } else { None };
        inside.or_else(|| behind(sentence, change)).or_else(|| before(sentence, change)).or_else(|| factor_before(sentence, change))
    }

    fn percent(sentence: &Sentence<'_>, at: usize, direction: Option<Direction>, is_open: bool) -> Option<Self> {
        // "5 percent a year" is not the size of all of it.
        let quantity = sentence.quantity(at).filter(|quantity| quantity.rates.is_empty())?;
        let amount = quantity.single()?;
        let size = match amount.unit.dimension {
            Dimension::Percent => Size::Percent(amount.number.value.abs(), amount.number.resolution),
            _ => return None,
        };
        Some(Self { size, direction, text: quantity.text, bound: quantity.bound, is_open })
    }
}

fn is_percent(quantity: &Quantity) -> bool {
    quantity.low.unit.dimension == Dimension::Percent && quantity.high.is_none()
}

/// "…, an increase of 75 %", "(+40 %)", "— that is 40 % more": behind the change.
fn behind(sentence: &Sentence<'_>, change: &Change) -> Option<StatedSize> {
    let mut is_parted = false;
    for at in change.end..change.end + 13 {
        match sentence.terms.get(at)?.kind {
            TermKind::Quantity(_) => {
                let quantity = sentence.quantity(at)?;
                if is_percent(quantity) {
                    return is_parted.then(|| claim_at(sentence, change, change.end, at)).flatten();
                }
                if quantity.low.unit.dimension != Dimension::Time {
                    return None;
                }
            }
            TermKind::Word if sentence.is_any(at, STOP) => return None,
            TermKind::Word => is_parted |= sentence.is_any(at, &["or", "representing", "meaning", "i"]) || is_gerund(sentence, at),
            TermKind::Date(_) => {}
            TermKind::Mark(',' | '(' | '—' | '–' | ';' | ':' | '=' | '≈' | '~' | '-' | '+' | '−') => is_parted = true,
            TermKind::Mark(')' | '.') if !is_parted => {}
            _ => return None,
        }
    }
    None
}

fn is_gerund(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.word(at).is_some_and(|word| word.ends_with("ing") && direction_of_verb(word).is_some())
}

/// Reads the percentage at `at` with the words around it, none of them before `first`.
fn claim_at(sentence: &Sentence<'_>, change: &Change, first: usize, at: usize) -> Option<StatedSize> {
    // "(−40 %)" and "+40 %": the sign is the direction.
    let negative = sentence.quantity(at)?.low.number.value < 0.0;
    let sign = at.checked_sub(1).and_then(|before| sentence.mark(before));
    let by_sign = match sign {
        _ if negative => Some(Direction::Down),
        Some('+') => Some(Direction::Up),
        Some('-' | '−') => Some(Direction::Down),
        _ => None,
    };
    let named_behind = named_behind(sentence, at);
    let named_before = named_before(sentence, first, at);
    let (direction, is_open, end) = if let Some((direction, is_open, end)) = named_behind {
        (direction, is_open, end)
    } else if let Some((direction, is_open)) = named_before {
        (direction, is_open, at + 1)
    } else if by_sign.is_some() {
        (by_sign, false, at + 1)
    } else {
        // "(40 %)" alone: behind a count it may be a share of something.
        let opening = sentence.before_hedges(at);
        let in_brackets = sentence.mark(at + 1) == Some(')') && opening.is_some_and(|before| sentence.mark(before) == Some('('));
        let is_or = matches!(sentence.mark(at + 1), Some(',' | '.' | ';')) && opening.is_some_and(|before| sentence.is(before, "or"));
        let is_alone = (in_brackets || is_or) && !change.to.is_count();
        if !is_alone || change.to.unit.dimension == Dimension::Percent {
            return None;
        }
        (None, false, at + 1)
    };
    // "The average fee grew 45 %" is one fee; "an average increase of 45 %" is of several.
    let is_mean = sentence.has_any(at.saturating_sub(4), at, &["average", "averaging", "mean", "median"])
        && !sentence.has_any(at.saturating_sub(3), at, &["grew", "rose", "fell", "increased", "decreased", "dropped", "declined", "by"])
        || sentence.has_any(at, end + 1, &["average"]);
    let is_behind = at >= change.end || change.is_reversed;
    let is_other = is_mean
        || sentence.has_any(first.max(at.saturating_sub(if is_behind { 6 } else { 3 })), end + 4, OTHER)
        || sentence.is(at + 1, "of")
        || is_behind && is_about_something_else(sentence, change, end)
        || !is_behind && sentence.is_any(end, &["year", "compared"]);
    if is_other { None } else { StatedSize::percent(sentence, at, direction, is_open) }
}

/// The noun or comparison of change behind a percentage, up to three words away; with the first term behind it.
fn named_behind(sentence: &Sentence<'_>, at: usize) -> Option<(Option<Direction>, bool, usize)> {
    for word in at + 1..at + 5 {
        if sentence.mark(word) == Some('-') && word == at + 1 {
            continue;
        }
        let found = sentence.word(word)?;
        if let Some(direction) = direction_of_amount(found) {
            return Some((Some(direction), false, word + 1));
        }
        if ["improvement", "change", "difference", "swing"].iter().any(|open| found.eq_ignore_ascii_case(open)) {
            return Some((None, true, word + 1));
        }
        if crate::fact::is_function_word(found) {
            return None;
        }
    }
    None
}

/// "an increase of", "up", "growing by" before a percentage.
fn named_before(sentence: &Sentence<'_>, first: usize, at: usize) -> Option<(Option<Direction>, bool)> {
    let cue = sentence.before_hedges(at).filter(|cue| *cue >= first)?;
    let cue = if sentence.is(cue, "by") {
        // "growing by", "cutting waiting times by".
        let before = cue.checked_sub(1).filter(|cue| *cue >= first)?;
        (before.saturating_sub(3).max(first)..=before)
            .rev()
            .find(|at| sentence.word(*at).and_then(direction_of_verb).is_some())
            .unwrap_or(before)
    } else {
        cue
    };
    let word = sentence.word(cue)?;
    let is_of = (cue + 1..at).any(|at| sentence.is(at, "of"));
    if let Some(direction) = direction_of_amount(word).filter(|_| is_of) {
        return Some((Some(direction), false));
    }
    if is_of && ["improvement", "change", "difference"].iter().any(|open| word.eq_ignore_ascii_case(open)) {
        return Some((None, true));
    }
    if word.eq_ignore_ascii_case("up") {
        return Some((Some(Direction::Up), false));
    }
    if word.eq_ignore_ascii_case("down") {
        return Some((Some(Direction::Down), false));
    }
    direction_of_verb(word).map(|direction| (Some(direction), false))
}

/// Whether the words behind a claim say that it is of something else than the change: "a 40 % increase in revenue" behind numbers of users.
fn is_about_something_else(sentence: &Sentence<'_>, change: &Change, end: usize) -> bool {
    if sentence.is_any(end, &["over", "on", "vs", "versus", "against", "above", "below"]) {
        let is_period = sentence.is_any(end + 1, &["the", "that", "this", "its", "just", "only"]) || sentence.quantity(end + 1).is_some();
        return !is_period && !change.is_reversed;
    }
    if sentence.is(end, "compared") || sentence.is(end, "year") || sentence.is_any(end, &["a", "when", "if"]) {
        return true;
    }
    if !sentence.is_any(end, &["in", "of"]) {
        return false;
    }
    let Some(head) = (end + 1..end + 5).find_map(|at| sentence.word(at).filter(|word| !crate::fact::is_function_word(word))) else {
        return sentence.word(end + 1).is_some();
    };
    let stem = crate::fact::stem(head);
    let is_period =
        ["year", "month", "week", "day", "quarter", "decade", "time", "total", "period"].iter().any(|period| stem.starts_with(period));
    let is_said_before =
        (sentence.around(end).0..end.saturating_sub(1)).filter_map(|at| sentence.word(at)).any(|word| crate::fact::stem(word) == stem);
    !is_period && !is_said_before
}

/// "60 members, up 50 % from 40", "60, a 50 % increase over 40": between both values.
fn inside(sentence: &Sentence<'_>, change: &Change) -> Option<StatedSize> {
    let last = (change.start + 1..change.end).rev().find(|at| sentence.is_any(*at, &["from", "over", "than"]))?;
    let at = (change.start + 1..last).rev().find(|at| sentence.quantity(*at).is_some_and(is_percent))?;
    let claim = claim_at(sentence, change, change.start + 1, at)?;
    // "60 %, 20 % more than …": only what stands close to "from" belongs to it.
    (last - at <= 4).then_some(claim)
}

/// "rose 40 % from 50 to 70", "a 40 % increase, from 50 to 70", "an increase of 40 %, from 50 to 70": before the change.
fn before(sentence: &Sentence<'_>, change: &Change) -> Option<StatedSize> {
    for at in (change.start.saturating_sub(12)..change.start).rev() {
        match sentence.terms.get(at)?.kind {
            TermKind::Quantity(_) => {
                let quantity = sentence.quantity(at)?;
                if is_percent(quantity) {
                    return claim_at(sentence, change, at.saturating_sub(6), at);
                }
                if quantity.low.unit.dimension != Dimension::Time {
                    return None;
                }
            }
            TermKind::Word if sentence.is_any(at, STOP) || sentence.is(at, "which") => return None,
            TermKind::Word | TermKind::Date(_) | TermKind::Mark(',' | '(' | '—' | '–' | ':') => {}
            _ => return None,
        }
    }
    None
}

/// "Cut in half", "fell by a third": the size, its direction, and the first term of the words for it.
fn part_in_words(sentence: &Sentence<'_>, at: usize) -> Option<(Size, Direction, usize)> {
    const PARTS: [(&str, f64); 5] = [("half", 50.0), ("third", 100.0 / 3.0), ("quarter", 25.0), ("fifth", 20.0), ("tenth", 10.0)];
    /// In words, a part is rounded so freely.
    const RESOLUTION: f64 = 3.5;
    /// Words from the verb to "by": "cut its costs by a third".
    const REACH: usize = 4;
    let before = at.checked_sub(1)?;
    let verb = |to: usize| {
        let direction = |at: usize| sentence.word(at).and_then(direction_of_verb);
        (to.saturating_sub(REACH)..to).rev().find_map(direction)
    };
    if sentence.is(at, "half") && sentence.is(before, "in") {
        let is_cut = (before.saturating_sub(REACH)..before).any(|at| sentence.is_any(at, &["cut", "cuts", "cutting"]));
        return is_cut.then_some((Size::Factor(0.5), Direction::Down, before));
    }
    let (_, percent) = PARTS.into_iter().find(|(word, _)| sentence.is(at, word))?;
    let by = if sentence.is_any(before, &["a", "one"]) { before.checked_sub(1)? } else { before };
    let direction = verb(by).filter(|_| sentence.is(by, "by"))?;
    Some((Size::Percent(percent, RESOLUTION), direction, by + 1))
}

/// "doubled from 40 to 90", "more than tripled, from …": a verb that says how many times.
fn factor_before(sentence: &Sentence<'_>, change: &Change) -> Option<StatedSize> {
    const FACTORS: &[(&str, f64)] = &[
        ("doubled", 2.0),
        ("doubling", 2.0),
        ("doubles", 2.0),
        ("tripled", 3.0),
        ("tripling", 3.0),
        ("trebled", 3.0),
        ("quadrupled", 4.0),
        ("quadrupling", 4.0),
        ("quintupled", 5.0),
        ("halved", 0.5),
        ("halving", 0.5),
    ];
    if change.is_reversed {
        return None;
    }
    for at in (change.start.saturating_sub(5)..change.start).rev() {
        let word = match sentence.terms.get(at)?.kind {
            TermKind::Word => sentence.word(at)?,
            TermKind::Date(_) | TermKind::Mark(',' | '(' | '—' | '–') => continue,
            _ => return None,
        };
        if let Some((_, factor)) = FACTORS.iter().find(|(verb, _)| word.eq_ignore_ascii_case(verb)) {
            let bound = at.checked_sub(1).map_or(Bound::Exact, |before| {
                if sentence.is_any(before, &["nearly", "almost", "roughly", "about", "approximately", "virtually", "practically"]) {
                    Bound::About
                } else if sentence.is(before, "than") {
                    if sentence.is_any(before.saturating_sub(1), &["less"]) { Bound::LessThan } else { Bound::MoreThan }
                } else {
                    Bound::Exact
                }
            });
            let direction = Some(if *factor > 1.0 { Direction::Up } else { Direction::Down });
            return Some(StatedSize { size: Size::Factor(*factor), direction, text: sentence.terms.get(at)?.text, bound, is_open: false });
        }
        if let Some((size, direction, first)) = part_in_words(sentence, at) {
            let text = sentence.terms.get(first)?.text.join(sentence.terms.get(at)?.text);
            return Some(StatedSize { size, direction: Some(direction), text, bound: Bound::Exact, is_open: false });
        }
        if sentence.is_any(at, STOP) {
            return None;
        }
    }
    None
}

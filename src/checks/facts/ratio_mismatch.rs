//! Two numbers, or a fraction in words, beside a percentage that is not theirs.

use serde::Deserialize;

use crate::fact::{Bound, Dimension, Facts, Quantity, Sentence, TermKind, shown};
use crate::rule::{FactCheck, Found};
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RatioMismatch {}

/// A part of a whole that is stated without a percentage.
struct Share {
    /// In hundredths: what it may be.
    low: f64,
    high: f64,
    /// In hundredths: what it is.
    value: f64,
    text: Span,
    /// Both numbers are counts, and no words for a part.
    is_counted: bool,
    /// The first term of it and the first one behind it.
    start: usize,
    end: usize,
}

impl FactCheck for RatioMismatch {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        for sentence in facts.sentences() {
            if !sentence.quantities().any(|(_, quantity)| quantity.low.unit.dimension == Dimension::Percent) {
                if sentence.quantities().nth(1).is_some() {
                    in_counts(facts, &sentence, found);
                }
                continue;
            }
            for at in 0..sentence.terms.len() {
                let Some(share) = of_whole(&sentence, at)
                    .or_else(|| of_whole_before(&sentence, at))
                    .or_else(|| of_them(&sentence, at))
                    .or_else(|| fraction(&sentence, at))
                else {
                    continue;
                };
                let Some(percent) = behind(&sentence, &share).or_else(|| before(&sentence, &share)) else { continue };
                found.concerned();
                if let Some(amount) = percent.single()
                    && !fits(&share, percent, amount.number.value, amount.number.resolution)
                    && !sentence.has_any(share.start, share.start + 60, &["respectively"])
                {
                    let quotes = [facts.printed(share.text).to_owned(), shown(share.value), facts.printed(percent.text).to_owned()];
                    found
                        .at(sentence.block, facts.source(percent.text), "“{}” is {} %, not “{}”", quotes)
                        .related(facts.source(share.text), "the share");
                }
            }
        }
    }
}

/// "Half of the 300 applicants (120 people)", "a quarter of the 80 firms, or 30,": a part in words beside the count that it makes.
fn in_counts(facts: &Facts<'_>, sentence: &Sentence<'_>, found: &mut Found<'_>) {
    for at in 0..sentence.terms.len() {
        let Some(share) = fraction(sentence, at).filter(|_| sentence.is(at + 1, "of")) else { continue };
        let to = at + 2 + usize::from(sentence.is_any(at + 2, &["the", "our", "its", "their", "these", "those", "all"]));
        let whole = sentence.quantity(to).and_then(|whole| whole.single().filter(|amount| amount.is_count() && whole.rates.is_empty()));
        let Some(whole) = whole.filter(|whole| whole.number.value > 1.0 && whole.number.value.fract() == 0.0) else { continue };
        let end = sentence.behind_noun(to);
        // In brackets, or set off by commas with "or" before it: nothing else may be said of another count there.
        let in_brackets = sentence.mark(end) == Some('(');
        let is_or = sentence.mark(end) == Some(',') && sentence.is(end + 1, "or");
        // "…, 80 in all,".
        let in_all = |at: usize| sentence.are(at, &["in", "all"]) || sentence.are(at, &["in", "total"]) || sentence.is(at, "altogether");
        let is_sum = sentence.mark(end) == Some(',') && in_all(end + 2);
        let first = sentence.behind_hedges(end + if in_brackets || is_sum { 1 } else { 2 });
        let Some((part, amount)) = sentence.quantity(first).and_then(|part| Some((part, part.single()?))) else { continue };
        let behind = sentence.behind_noun(first);
        let closes = match sentence.mark(behind) {
            Some(')') => in_brackets,
            _ if is_sum => true,
            Some(',' | '.' | ';') => is_or,
            _ => is_or && sentence.terms.get(behind).is_none(),
        };
        if !closes || !amount.is_count() || !part.rates.is_empty() || amount.number.value.fract() != 0.0 {
            continue;
        }
        found.concerned();
        let stated = amount.number.value / whole.number.value * 100.0;
        let slack = if part.bound.is_vague() { 4.0 } else { 0.5 };
        if stated + slack < share.low || stated - slack > share.high {
            let quotes = [facts.printed(share.text).to_owned(), shown(stated), facts.printed(part.text).to_owned()];
            found
                .at(sentence.block, facts.source(part.text), "“{}” is not {} %, as “{}” would be", quotes)
                .related(facts.source(share.text), "the share");
        }
    }
}

/// Whether a percentage may stand for a share: rounded, cut off, or its complement.
fn fits(share: &Share, percent: &Quantity, value: f64, resolution: f64) -> bool {
    let is_round = value % 5.0 == 0.0 && resolution >= 1.0;
    let slack = if percent.bound.is_vague() { 4.0 } else { resolution.min(1.0) * 1.001 + 0.05 };
    // Of a few, "60 %" is often said for 58.
    let slack = if is_round && share.is_counted && share.high - share.low > 1e-9 { slack.max(2.5) } else { slack };
    let meets = |value: f64| share.low - slack <= value && value <= share.high + slack;
    // The percentage may be that of those who are left; then it must be exact.
    let left = 100.0 - value;
    let rest = resolution.min(1.0) * 0.55;
    let is_rest = share.is_counted && share.low - rest <= left && left <= share.high + rest;
    meets(value) || is_rest
}

/// "9 of 25 users", "12 out of the 48", "one in four respondents", "9/25".
fn of_whole(sentence: &Sentence<'_>, at: usize) -> Option<Share> {
    let part = sentence.quantity(at)?;
    let number = part.single().filter(|amount| amount.is_count() && part.rates.is_empty())?;
    let mut to = sentence.behind_noun(at);
    let mut is_pair_of_words = false;
    if sentence.mark(to) == Some('/') {
        let tight = sentence.printed_at(to + 1).len() + 1 + sentence.printed_at(at).len();
        let whole = sentence.quantity(to + 1)?;
        if part.text.join(whole.low.text).len() as usize != tight {
            return None;
        }
        to += 1;
    } else if sentence.are(to, &["out", "of"]) {
        to += 2;
    } else if sentence.is(to, "of") {
        to += 1;
    } else if sentence.is(to, "in") && part.noun.is_empty() {
        is_pair_of_words = true;
        to += 1;
    } else {
        return None;
    }
    while sentence.is_any(to, &["the", "its", "our", "their", "all", "these", "those", "a", "total", "every", "of"]) {
        to += 1;
    }
    let whole = sentence.quantity(to)?;
    let total = whole.single().filter(|amount| amount.is_count() && whole.rates.is_empty())?;
    let (one, all) = (number.number.value, total.number.value);
    let is_share = one > 0.0 && all >= one && all > 1.0 && one.fract() == 0.0 && all.fract() == 0.0;
    // "one in four" may be a rounded share; "15 in 2019" is none.
    let is_pair = !is_pair_of_words || all <= 20.0 && !whole.noun.is_empty() || all == 100.0 || all == 1000.0;
    if !is_share || !is_pair || !sentence.same_noun(part, whole) && !is_pair_of_words {
        return None;
    }
    let value = one / all * 100.0;
    let is_vague = part.bound.is_vague() || whole.bound.is_vague();
    // Few are said round, and "one in four" stands for a quarter and what is near it.
    let slack = if is_pair_of_words {
        in_words_slack(value)
    } else if is_vague {
        (value * 0.1).max(4.0)
    } else if all <= 12.0 {
        0.01
    } else {
        0.0
    };
    let (low, high) = opened(part.bound, value - slack, value + slack);
    let (from, until) = (number.interval(Bound::Exact).unrounded(), total.interval(Bound::Exact).unrounded());
    let rounded = number.number.magnitude > 1.0 || total.number.magnitude > 1.0 || all >= 1000.0 && total.number.resolution >= 100.0;
    let (low, high) = if rounded { (low.min(from.low / until.high * 100.0), high.max(from.high / until.low * 100.0)) } else { (low, high) };
    Some(Share {
        low,
        high,
        value,
        text: part.text.join(whole.text),
        is_counted: !is_pair_of_words,
        start: at,
        end: sentence.behind_noun(to),
    })
}

/// "Of the 40 users, 10 (25 %) …": the whole stands first.
fn of_whole_before(sentence: &Sentence<'_>, at: usize) -> Option<Share> {
    let part = sentence.quantity(at)?;
    let number = part.single().filter(|amount| amount.is_count() && part.rates.is_empty() && part.noun.is_empty())?;
    let comma = sentence.before_hedges(at).filter(|comma| sentence.mark(*comma) == Some(','))?;
    let to = (comma.saturating_sub(8)..comma).rev().find(|at| sentence.quantity(*at).is_some())?;
    let whole = sentence.quantity(to)?;
    let total = whole.single().filter(|amount| amount.is_count() && whole.rates.is_empty() && !whole.noun.is_empty())?;
    let mut of = to.checked_sub(1)?;
    while of > 0 && sentence.is_any(of, &["the", "our", "these", "those", "all", "its"]) {
        of -= 1;
    }
    // "Out of the 40 users, 10 (25 %) …".
    let opening = if of > 0 && sentence.is(of - 1, "out") { of - 1 } else { of };
    let begins = opening == 0 || sentence.mark(opening - 1).is_some();
    let (one, all) = (number.number.value, total.number.value);
    let is_share = one > 0.0 && all >= one && all > 1.0 && one.fract() == 0.0 && all.fract() == 0.0 && total.number.magnitude == 1.0;
    if !sentence.is(of, "of") || !begins || !is_share {
        return None;
    }
    let value = one / all * 100.0;
    let slack = if part.bound.is_vague() || whole.bound.is_vague() { (value * 0.1).max(4.0) } else { 0.01 };
    let (low, high) = opened(part.bound, value - slack, value + slack);
    Some(Share { low, high, value, text: whole.text.join(part.text), is_counted: true, start: at, end: at + 1 })
}

/// "We tested 200 loaves, and 50 of them, or 40 %, …": the whole is the only other count of the sentence, before it.
fn of_them(sentence: &Sentence<'_>, at: usize) -> Option<Share> {
    let part =
        sentence.quantity(at).filter(|_| sentence.is(at + 1, "of") && sentence.is_any(at + 2, &["them", "these", "whom", "which"]))?;
    let number = part.single().filter(|amount| amount.is_count() && part.rates.is_empty() && part.noun.is_empty())?;
    let mut counts = sentence.quantities().filter(|(place, other)| *place != at && other.low.unit.dimension == number.unit.dimension);
    let (Some((to, whole)), None) = (counts.next(), counts.next()) else { return None };
    let total = whole.single().filter(|_| to < at && whole.rates.is_empty() && !whole.noun.is_empty())?;
    let (one, all) = (number.number.value, total.number.value);
    let are_exact = part.bound == Bound::Exact && whole.bound == Bound::Exact && one.fract() == 0.0 && all.fract() == 0.0;
    if one <= 0.0 || all <= one || !are_exact || total.number.magnitude != 1.0 {
        return None;
    }
    let value = one / all * 100.0;
    Some(Share { low: value - 0.01, high: value + 0.01, value, text: whole.text.join(part.text), is_counted: true, start: at, end: at + 3 })
}

/// "two-thirds of users", "a quarter of the fleet", "more than half of us".
fn fraction(sentence: &Sentence<'_>, at: usize) -> Option<Share> {
    const NAMES: &[(&str, f64)] = &[("half", 50.0), ("third", 100.0 / 3.0), ("quarter", 25.0), ("fifth", 20.0), ("tenth", 10.0)];
    let (value, bound, text) = if let Some(quantity) = sentence.quantity(at) {
        let amount = quantity.single().filter(|amount| amount.unit.dimension == Dimension::Fraction)?;
        (amount.number.value * 100.0, quantity.bound, quantity.text)
    } else {
        let word = sentence.word(at)?;
        let (_, value) = NAMES.iter().find(|(name, _)| word.eq_ignore_ascii_case(name))?;
        let has_article = at.checked_sub(1).is_some_and(|before| sentence.is_any(before, &["a", "one"]));
        // "Half a million", "the third of the boats", "the first half of the year".
        let is_half = *value == 50.0;
        let before = if has_article { at - 1 } else { at };
        let is_ordinal = before.checked_sub(1).is_some_and(|before| {
            sentence.is_any(before, &["first", "second", "other", "latter", "the", "this", "that", "last", "and", "each"])
        });
        if !(has_article || is_half) || is_ordinal || sentence.is_any(at + 1, &["a", "an"]) {
            return None;
        }
        let bound = bound_before(sentence, before);
        (*value, bound, sentence.terms.get(at)?.text)
    };
    // "Half the staff" needs no "of".
    let is_half = value == 50.0 && sentence.is_any(at + 1, &["the", "our", "its", "their", "all"]);
    if !(sentence.is(at + 1, "of") || is_half) || !(0.0..100.0).contains(&value) {
        return None;
    }
    let slack = in_words_slack(value);
    let (low, high) = opened(bound, value - slack, value + slack);
    // "Nearly half" for 44 %, and "more than half" for any more.
    let low = if matches!(bound, Bound::Nearly | Bound::About) { low - slack * 0.5 } else { low };
    Some(Share { low, high, value, text, is_counted: false, start: at, end: at + 1 })
}

/// How far from its own value a part in words may stand: an eighth of it, and never many points.
fn in_words_slack(value: f64) -> f64 {
    (value * 0.13).clamp(3.5, 7.0)
}

/// What the words before a part make of it.
fn bound_before(sentence: &Sentence<'_>, at: usize) -> Bound {
    let Some(before) = at.checked_sub(1) else { return Bound::Exact };
    let pair = before.checked_sub(1);
    if sentence.is(before, "than") && pair.is_some_and(|pair| sentence.is_any(pair, &["more", "greater"]))
        || sentence.is_any(before, &["over", "above"])
    {
        Bound::MoreThan
    } else if sentence.is(before, "than") && pair.is_some_and(|pair| sentence.is_any(pair, &["less", "fewer"]))
        || sentence.is_any(before, &["under", "below"])
    {
        Bound::LessThan
    } else if sentence.is_any(before, &["nearly", "almost", "about", "around", "roughly", "approximately", "to"]) {
        Bound::About
    } else if sentence.is(before, "least") {
        Bound::AtLeast
    } else {
        Bound::Exact
    }
}

/// What a hedge opens of a share.
fn opened(bound: Bound, low: f64, high: f64) -> (f64, f64) {
    match bound {
        Bound::AtLeast | Bound::MoreThan => (low, 100.0),
        Bound::AtMost | Bound::LessThan => (0.0, high),
        Bound::Exact | Bound::About | Bound::Nearly => (low, high),
    }
}

/// The percentage behind a share: "(36 %)", ", or 36 %," "= 36 %", with nothing but the words for the whole between them.
fn behind<'f>(sentence: &Sentence<'f>, share: &Share) -> Option<&'f Quantity> {
    let mut at = share.end;
    while at < share.end + 8 {
        match sentence.terms.get(at)?.kind {
            TermKind::Word if sentence.is_any(at, &["and", "but", "while", "whereas", "to", "from", "versus", "compared"]) => return None,
            TermKind::Word if sentence.is(at, "or") => break,
            TermKind::Word => at += 1,
            TermKind::Mark(_) => break,
            _ => return None,
        }
    }
    if let Some((_, percent)) = sentence.alone_in_brackets(at) {
        return is_percent(percent);
    }
    if sentence.mark(at) == Some('(') {
        // "(36 %, up from 30 %)".
        let inside = sentence.behind_hedges(at + 1);
        return sentence.quantity(inside).filter(|_| matches!(sentence.mark(inside + 1), Some(',' | ';'))).and_then(is_percent);
    }
    let is_close = at <= share.end + 5;
    let mut inside = at;
    let is_sign = matches!(sentence.mark(at), Some('=' | '≈'));
    if matches!(sentence.mark(at), Some(',' | '—' | '–' | '=' | '≈')) {
        inside += 1;
    }
    let is_or = sentence.is(inside, "or") || sentence.are(inside, &["that", "is"]) || sentence.is_any(inside, &["that's", "that’s"]);
    // "Two-thirds of the crew, 45 percent, …".
    let is_beside = sentence.mark(at) == Some(',')
        && sentence.quantity(inside).is_some_and(|percent| percent.rates.is_empty())
        && sentence.mark(inside + 1) == Some(',');
    if !is_close || !(is_or || is_sign || is_beside || matches!(sentence.mark(at), Some('—' | '–'))) {
        return None;
    }
    inside += if sentence.are(inside, &["that", "is"]) { 2 } else { usize::from(is_or) };
    let inside = sentence.behind_hedges(inside);
    let percent = sentence.quantity(inside)?;
    // "or 36 % of all boats" is of something else; "36 % more" is no share.
    let ends =
        sentence.terms.get(inside + 1).is_none() || matches!(sentence.mark(inside + 1), Some(',' | '.' | ')' | ';' | ':' | '—' | '–'));
    if ends { is_percent(percent) } else { None }
}

/// The percentage before a share in brackets: "36 % of users (9 of 25)".
fn before<'f>(sentence: &Sentence<'f>, share: &Share) -> Option<&'f Quantity> {
    let open = sentence.before_hedges(share.start).filter(|open| sentence.mark(*open) == Some('('))?;
    let closes = (share.end..share.end + 4).find(|at| sentence.mark(*at).is_some()).is_some_and(|at| sentence.mark(at) == Some(')'));
    if !closes {
        return None;
    }
    for at in (open.saturating_sub(6)..open).rev() {
        match sentence.terms.get(at)?.kind {
            TermKind::Quantity(_) => return sentence.quantity(at).and_then(is_percent),
            TermKind::Word if sentence.is_any(at, &["and", "but", "while", "to", "from", "than", "more", "less"]) => return None,
            TermKind::Word => {}
            _ => return None,
        }
    }
    None
}

fn is_percent(quantity: &Quantity) -> Option<&Quantity> {
    Some(quantity)
        .filter(|quantity| quantity.low.unit.dimension == Dimension::Percent && quantity.high.is_none() && quantity.low.number.value >= 0.0)
}

//! More parts than the whole has.

use serde::Deserialize;

use crate::fact::{Bound, Dimension, Facts, Quantity, Sentence, TermKind, is_plural, is_verb_form};
use crate::rule::{FactCheck, Found, Words};
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ImpossibleRatio {
    /// Groups of which at most all can do something.
    groups: Words,
}

impl FactCheck for ImpossibleRatio {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        for sentence in facts.sentences() {
            for at in 0..sentence.terms.len() {
                if let Some((text, is_more)) =
                    counted(&sentence, at).or_else(|| of_whole_before(&sentence, at)).or_else(|| graded(&sentence, at))
                {
                    found.concerned();
                    if is_more {
                        found.at(sentence.block, facts.source(text), "“{}” is more than all", [facts.printed(text)]);
                    }
                }
                if let Some((text, is_more)) = self.percentage(&sentence, at) {
                    found.concerned();
                    if is_more {
                        found.at(sentence.block, facts.source(text), "“{}” is more than all of them", [facts.printed(text)]);
                    }
                }
            }
        }
    }
}

impl ImpossibleRatio {
    /// "130 % of users say": a percentage of a group that does something.
    fn percentage(&self, sentence: &Sentence<'_>, at: usize) -> Option<(Span, bool)> {
        const DOING: &[&str] = &[
            "say",
            "said",
            "says",
            "report",
            "reported",
            "agree",
            "agreed",
            "prefer",
            "preferred",
            "believe",
            "believed",
            "think",
            "feel",
            "felt",
            "want",
            "wanted",
            "plan",
            "answered",
            "use",
            "used",
            "have",
            "were",
            "are",
            "would",
            "did",
            "do",
            "rated",
            "chose",
            "voted",
            "recommend",
            "recommended",
            "found",
            "never",
            "already",
            "who",
        ];
        let quantity = sentence.quantity(at)?;
        let amount = quantity.single().filter(|amount| amount.unit.dimension == Dimension::Percent)?;
        if !sentence.is(at + 1, "of") {
            return None;
        }
        let mut noun = at + 2;
        while sentence.is_any(noun, &["the", "all", "our", "its", "their", "these", "those", "surveyed", "active", "online"]) {
            noun += 1;
        }
        let word = sentence.word(noun)?;
        let does = sentence.is_any(noun + 1, DOING) || sentence.word(noun + 1).is_some_and(is_verb_form);
        let is_group = self.groups.has("en", word) && does;
        let is_limit = matches!(quantity.bound, Bound::AtMost | Bound::LessThan);
        let is_vague = is_limit || sentence.has_any(at.saturating_sub(8), at, &["not", "if", "would"]);
        is_group.then(|| {
            (quantity.text.join(sentence.terms.get(noun).map_or(quantity.text, |term| term.text)), amount.number.value > 100.0 && !is_vague)
        })
    }
}

/// "12 out of 10 users": counts of one thing.
fn counted(sentence: &Sentence<'_>, at: usize) -> Option<(Span, bool)> {
    let part = sentence.quantity(at)?;
    let number = part.single().filter(|amount| amount.is_count() && part.rates.is_empty())?;
    let mut to = sentence.behind_noun(at);
    let is_out_of = sentence.are(to, &["out", "of"]);
    if is_out_of {
        to += 2;
    } else if sentence.is(to, "of") && (sentence.is_any(to + 1, &["the", "our", "its", "their", "these", "those"]) || part.noun.is_empty())
    {
        to += 1;
    } else {
        return None;
    }
    while sentence.is_any(to, &["the", "our", "its", "their", "these", "those", "every", "all", "a"]) {
        to += 1;
    }
    let whole = sentence.quantity(to)?;
    let total = whole.single().filter(|amount| amount.is_count() && whole.rates.is_empty())?;
    let last = sentence.cut(whole.noun).split([' ', '-']).next_back().unwrap_or("");
    // "20 of 5 kinds" and "40 of 3-inch pipe" count two things.
    let is_kind =
        ["kinds", "types", "sizes", "sorts", "colors", "colours", "pairs", "packs", "sets", "groups", "different", "each"].contains(&last);
    // "Sold 300 out of 2 shops": the second is where.
    let is_place = ["shops", "stores", "offices", "places", "countries", "locations", "cities", "states", "rooms", "warehouses", "sites"]
        .contains(&last);
    let same = sentence.same_noun(part, whole) && is_plural(last) && !is_kind && !is_place && !last.starts_with(char::is_uppercase);
    let (one, all) = (number.number.value, total.number.value);
    // "11 out of 10" is how people praise.
    let is_praise = all == 10.0 && one == 11.0;
    let is_vague = part.bound.is_vague() || whole.bound.is_vague();
    let is_whole = one.fract() == 0.0 && all.fract() == 0.0 && all > 1.0;
    let is_joined = sentence.cut(Span::new(part.text.start(), whole.low.text.end())).len() < 60;
    let follows = at.checked_sub(1).is_some_and(|before| {
        matches!(sentence.mark(before), Some('-' | '–' | '/' | '.' | ':' | '×' | '#'))
            || sentence.is_any(before, &["by", "x", "multiple", "multiples", "top"])
    });
    (same && is_whole && is_joined && !is_vague && !follows && (is_out_of || !number.number.in_words))
        .then(|| (part.text.join(whole.text), one > all && !is_praise))
}

/// "Of the 40 plots, 52 are rented": the whole stands first.
fn of_whole_before(sentence: &Sentence<'_>, at: usize) -> Option<(Span, bool)> {
    const DOING: [&str; 12] = ["are", "did", "do", "failed", "fell", "had", "have", "left", "said", "took", "were", "will"];
    let of = usize::from(sentence.is(0, "out"));
    let article = usize::from(sentence.is_any(of + 1, &["the", "our", "its", "these", "those", "all"]));
    let to = of + 1 + article;
    let whole = sentence.quantity(to).filter(|_| sentence.is(of, "of"))?;
    // "75 fell": a verb may look like what is counted.
    let is_bare =
        |part: &Quantity| part.noun.is_empty() || part.noun == sentence.terms.get(at + 1).map(|term| term.text).unwrap_or_default();
    let part = sentence.quantity(at).filter(|part| is_bare(part) && part.rates.is_empty())?;
    let (one, all) = (part.single().filter(|amount| amount.is_count())?, whole.single().filter(|amount| amount.is_count())?);
    let comma = at.checked_sub(1).filter(|comma| sentence.mark(*comma) == Some(','))?;
    let is_whole_list = sentence.behind_noun(to) == comma && !whole.noun.is_empty() && !whole.bound.is_vague() && whole.rates.is_empty();
    let does = sentence.is_any(at + 1, &DOING) || sentence.word(at + 1).is_some_and(is_verb_form);
    let are_counts = one.number.value.fract() == 0.0 && all.number.value.fract() == 0.0 && all.number.value > 1.0;
    (is_whole_list && does && are_counts && part.bound == Bound::Exact)
        .then(|| (whole.text.join(part.text), one.number.value > all.number.value))
}

/// "4.7/4 stars", "rated 5.3 out of 5": a grade above the best one.
fn graded(sentence: &Sentence<'_>, at: usize) -> Option<(Span, bool)> {
    let decimal = |at: usize| {
        let term = sentence.terms.get(at)?;
        let is_number = match term.kind {
            TermKind::Other => true,
            TermKind::Quantity(_) => sentence.quantity(at).is_some_and(|quantity| quantity.low.is_count() && quantity.high.is_none()),
            _ => false,
        };
        let printed = sentence.printed_at(at);
        if is_number && printed.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') { printed.parse::<f64>().ok() } else { None }
    };
    let grade = decimal(at)?;
    let best = if sentence.mark(at + 1) == Some('/') {
        at + 2
    } else if sentence.are(at + 1, &["out", "of"]) {
        at + 3
    } else {
        return None;
    };
    let most = decimal(best)?;
    let has_stars = most == 5.0 && sentence.is_any(best + 1, &["stars", "star"]);
    let is_scale = [4.0, 5.0, 10.0, 100.0].contains(&most) && (grade.fract() != 0.0 || has_stars);
    // "5.6 out of 5" is a grade whatever it is given to.
    let is_rating = best == at + 3
        || sentence.is_any(best + 1, &["stars", "star", "rating"])
        || sentence.has_stem(at.saturating_sub(6), at, &["rated", "rating", "rate", "score", "gpa", "average", "star"]);
    let is_alone = !matches!(sentence.mark(best + 1), Some('/'));
    let first = sentence.terms.get(at)?.text;
    let text = first.join(sentence.terms.get(best)?.text);
    (is_scale && is_rating && is_alone).then_some((text, grade > most))
}

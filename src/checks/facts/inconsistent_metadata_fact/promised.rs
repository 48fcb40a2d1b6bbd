//! What the title promises and a text of the metadata promises otherwise: "7 Ways to Moor" and "Ten ways to moor", "The 2024 Budget" and "the 2023
//! budget".

use super::document_of;
use crate::document::{Document, Meta};
use crate::fact::{Bound, DateForm, Facts, number_word, stem};
use crate::rule::Found;

/// A number or a year with the noun that it tells apart.
struct Promise {
    number: f64,
    is_year: bool,
    noun: String,
    printed: String,
}

/// Compares the first promise of the title with those of a text of the metadata.
pub(super) fn check(facts: &Facts<'_>, meta: &Meta, text: &str, found: &mut Found<'_>) {
    let Some(title) = facts.document.sections.first().filter(|section| section.level == 1).map(|section| section.heading) else { return };
    let printed = facts.document.text_of(title);
    let may_count = |word: &str| word.contains(|c: char| c.is_ascii_digit()) || number_word(word).is_some();
    if printed == text || !printed.split_whitespace().any(may_count) {
        return;
    }
    let of_title = promises(&document_of(printed));
    let [own] = of_title.as_slice() else { return };
    let of_text = promises(&document_of(text));
    let same_kind = |other: &&Promise| other.is_year == own.is_year && other.noun == own.noun;
    found.concerned();
    let others: Vec<&Promise> = of_text.iter().filter(same_kind).collect();
    let [other] = others.as_slice() else { return };
    if other.number != own.number {
        let quotes = [own.printed.as_str(), other.printed.as_str(), &*meta.key];
        found
            .at(title, facts.document.text_src(title), "“{}” in the title, but “{}” in the metadata (“{}”)", quotes)
            .related(meta.src, "in the metadata");
    }
}

/// The exact counts and the years of a text, each with what it stands before.
fn promises(document: &Document) -> Vec<Promise> {
    let facts = Facts::of(document);
    let mut promises = Vec::new();
    for sentence in facts.sentences() {
        for (_, quantity) in sentence.quantities() {
            let Some(amount) = quantity.single().filter(|amount| amount.is_count() && quantity.bound == Bound::Exact) else { continue };
            let Some(noun) = sentence.cut(quantity.noun).split_whitespace().next_back() else { continue };
            let printed = sentence.cut(quantity.text.join(quantity.noun)).to_owned();
            promises.push(Promise { number: amount.number.value, is_year: false, noun: stem(noun), printed });
        }
        for (at, date) in sentence.dates().filter(|(_, date)| date.form == DateForm::Year) {
            let (Some(year), Some(noun)) = (date.year, sentence.word(at + 1)) else { continue };
            let is_noun = !crate::fact::is_function_word(noun) && !crate::fact::is_verb_form(noun);
            if is_noun {
                let printed = format!("{} {noun}", sentence.printed_at(at));
                promises.push(Promise { number: f64::from(year), is_year: true, noun: stem(noun), printed });
            }
        }
    }
    promises
}

//! A fact of the metadata (title, description, a key that names it) that the body states otherwise.

use serde::Deserialize;

use crate::document::{Document, Meta, MetaFrom};
use crate::fact::{Claim, ClaimForm, ClaimValue, Facts, Likeness, Quantity, claim_words, likeness, stem};
use crate::limits::Limits;
use crate::rule::{FactCheck, Found};
use crate::source::{Format, Source};
use crate::span::Span;

mod named;
mod promised;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct InconsistentMetadataFact {
    /// Keys whose text is a title.
    titles: Vec<String>,
    /// Keys whose text sums the article up.
    summaries: Vec<String>,
    /// Keys that name a fact about what the title names.
    facts: Vec<String>,
    /// Keys of those that are events, whose value is a date.
    events: Vec<String>,
}

/// Fewest words that a sentence of the metadata and one of the body share.
const SHARED: usize = 3;
/// Most entries of the metadata that are read, and values of each: a text in the metadata is short.
const TEXTS: usize = 12;
const VALUES: usize = 12;

impl FactCheck for InconsistentMetadataFact {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        let mut read: Vec<&str> = Vec::new();
        let mut named = 0;
        for meta in &facts.document.meta {
            let is_title = is_key(meta, &self.titles);
            let sums_up = is_title || is_key(meta, &self.summaries);
            if !meta.value.bytes().any(|byte| byte.is_ascii_digit()) {
                // "Eight questions to ask" below the title "10 Questions to Ask".
                if sums_up && read.len() < TEXTS {
                    promised::check(facts, meta, meta.value.trim(), found);
                }
                continue;
            }
            if sums_up {
                let text = if is_title { without_site(&meta.value) } else { meta.value.trim() };
                // A page says its description again for each of its readers.
                if read.len() < TEXTS && !read.contains(&text) {
                    read.push(text);
                    summary(facts, meta, text, found);
                    promised::check(facts, meta, text, found);
                }
            } else if named < TEXTS && meta.from == MetaFrom::FrontMatter && is_key(meta, &self.facts) {
                named += 1;
                self.named_fact(facts, meta, found);
            }
        }
    }
}

/// Whether a key of the metadata, or the last part of a nested one, is in the list.
fn is_key(meta: &Meta, keys: &[String]) -> bool {
    let is_text = matches!(meta.from, MetaFrom::FrontMatter | MetaFrom::MetaTag | MetaFrom::Title);
    is_text && keys.iter().any(|key| meta.key.eq_ignore_ascii_case(key))
}

/// A title without the name of the site behind it.
fn without_site(title: &str) -> &str {
    title
        .split([" | ", " – ", " — ", " - ", " · "].iter().find(|mark| title.contains(**mark)).copied().unwrap_or("\n"))
        .next()
        .unwrap_or(title)
        .trim()
}

/// Reads a text of the metadata as an article of its own.
fn document_of(text: &str) -> Document {
    let mut text = text.replace(['\n', '\r'], " ");
    // A description without a full stop is a statement all the same.
    if !text.ends_with(['.', '!', '?', '…']) {
        text.push('.');
    }
    Document::read(Source::of_text("metadata", Format::Markdown, &text), &Limits::default(), "en")
}

/// Compares what a title or a description states with what the body states.
fn summary(facts: &Facts<'_>, meta: &Meta, text: &str, found: &mut Found<'_>) {
    let document = document_of(text);
    let stated = Facts::of(&document);
    let mut last = Span::default();
    for claim in stated.claims().iter().take(VALUES) {
        found.concerned();
        let mut claim = claim.clone();
        // A summary says again what the article says.
        claim.restates = true;
        if claim.at == last || says_so(facts, &stated, &claim) {
            continue;
        }
        let alike = facts.claims().iter().filter(|body| is_of_one_fact(&claim, body));
        let against: Vec<&Claim> = alike.filter(|body| claim.value.contradicts(&body.value)).collect();
        let Some(first) = against.first() else { continue };
        // Two further values are a series: one for each year, each team.
        if against.iter().any(|other| other.value.contradicts(&first.value)) {
            continue;
        }
        last = claim.at;
        report(facts, first, meta, stated.printed(claim.at).trim(), found);
    }
}

fn report(facts: &Facts<'_>, body: &Claim, meta: &Meta, said: &str, found: &mut Found<'_>) {
    let source = facts.document.source.text();
    let place = meta.src.cut(source).find(said).map_or(meta.src, |at| Span::of(at, at + said.len()).shifted(meta.src.start()));
    let quotes = [facts.printed(body.at).trim(), said, &meta.key];
    found.at(body.block, facts.source(body.at), "“{}” here, but “{}” in the metadata (“{}”)", quotes).related(place, "in the metadata");
}

/// Whether the body has a value that agrees with the claim, wherever it stands.
fn says_so(facts: &Facts<'_>, stated: &Facts<'_>, claim: &Claim) -> bool {
    match claim.value {
        ClaimValue::Quantity { .. } => stated
            .quantities()
            .iter()
            .find(|quantity| quantity.text == claim.at)
            .is_none_or(|own| facts.quantities().iter().any(|other| agrees(facts, other, stated, own))),
        // A summary names places in passing.
        ClaimValue::Name(_) => true,
        ClaimValue::Date { .. } => facts.sentences().any(|sentence| {
            sentence.dates().any(|(_, date)| {
                let other = ClaimValue::Date { year: date.year, month: date.month, day: date.day };
                !claim.value.contradicts(&other)
            })
        }),
    }
}

/// Whether two quantities may be one. For counts it is enough that one of them does not say what it counts.
fn agrees(facts: &Facts<'_>, other: &Quantity, stated: &Facts<'_>, own: &Quantity) -> bool {
    let hedged = own.bound.is_vague() || other.bound.is_vague();
    let head = |facts: &Facts<'_>, noun: Span| facts.printed(noun).split([' ', '-']).next_back().map(stem).unwrap_or_default();
    let (one, two) = (head(stated, own.noun), head(facts, other.noun));
    own.low.unit.dimension == other.low.unit.dimension
        && (one == two || one.is_empty() || two.is_empty())
        && own.interval().meets(other.interval(), hedged)
}

/// Whether a claim of the metadata and one of the body speak of one fact: the same words, or all words of one among those of the other.
fn is_of_one_fact(claim: &Claim, body: &Claim) -> bool {
    if likeness(claim, body) == Some(Likeness::Same) {
        return true;
    }
    let are_statements = claim.form == ClaimForm::Statement && body.form == ClaimForm::Statement;
    let is_figure = matches!(claim.value, ClaimValue::Quantity { .. }) && !claim.is_bare;
    if !are_statements || !is_figure || claim.measure != body.measure || body.is_weak || body.when.is_some() {
        return false;
    }
    let sorted = |claim: &Claim| {
        let mut words = claim.words.to_vec();
        words.sort_unstable();
        words.dedup();
        words
    };
    let (one, two) = (sorted(claim), sorted(body));
    let (short, long) = if one.len() <= two.len() { (&one, &two) } else { (&two, &one) };
    short.len() >= SHARED && short.iter().all(|word| long.binary_search(word).is_ok())
}

/// The words of the title as claims compare them.
fn title_words(document: &Document) -> Vec<u32> {
    document.title().map(claim_words).unwrap_or_default()
}

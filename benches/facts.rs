//! What facts cost: their extraction beside the reading of the article, and laying libraries of growing size side by side.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark may stop")]

use contentaudit::checks;
use contentaudit::document::Document;
use contentaudit::fact::{ClaimForm, ClaimValue, Facts, Interval, Timely};
use contentaudit::library::{Entry, Library, SharedClaim};
use contentaudit::limits::Limits;
use contentaudit::rule::{Check, FoundAcross};
use contentaudit::source::{Format, Source};
use contentaudit::span::Span;
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};

const MARKDOWN: &str = include_str!("../fixtures/growth-library/hiring-a-head-of-support.md");

fn main() {
    divan::main();
}

#[divan::bench]
fn article_read(bencher: Bencher) {
    let text = MARKDOWN.repeat(40);
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| Source::of_text("bench", Format::Markdown, &text))
        .bench_local_values(|source| Document::read(source, &Limits::default(), "en"));
}

/// Quantities and dates.
#[divan::bench]
fn values_of_the_article(bencher: Bencher) {
    let text = MARKDOWN.repeat(40);
    let document = Document::read(Source::of_text("bench", Format::Markdown, &text), &Limits::default(), "en");
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| Facts::of(divan::black_box(&document)).quantities().len());
}

/// What is said of them.
#[divan::bench]
fn claims_of_the_article(bencher: Bencher) {
    let text = MARKDOWN.repeat(40);
    let document = Document::read(Source::of_text("bench", Format::Markdown, &text), &Limits::default(), "en");
    bencher.counter(BytesCount::of_str(&text)).with_inputs(|| Facts::of(&document)).bench_local_refs(|facts| facts.claims().len());
}

/// Articles of five claims each; every tenth fact is stated by a second article, every hundredth with another value.
fn library(articles: usize) -> Library {
    let claim = |article: usize, number: usize| {
        let fact = if article.is_multiple_of(10) && article > 0 { article - 1 } else { article } * 5 + number;
        let value = f64::from(fact as u32) + if article.is_multiple_of(100) { 1000.0 } else { 0.0 };
        SharedClaim {
            key: (fact as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15),
            value: ClaimValue::Quantity { interval: Interval { low: value, high: value, rounding: 0.0 }, is_vague: false, is_range: false },
            span: Span::at(number as u32 * 100),
            printed: format!("{value}").into(),
            about: "the fee of the quay".into(),
            form: ClaimForm::Frame,
            is_order: false,
            is_named: true,
            is_weak: false,
            timely: Timely::No,
        }
    };
    let entry = |article: usize| {
        let mut claims: Vec<SharedClaim> = (0..5).map(|number| claim(article, number)).collect();
        claims.sort_by_key(|claim| claim.key);
        Entry { path: format!("content/{article}.md").into(), claims: claims.into(), ..Entry::default() }
    };
    Library::new((0..articles).map(entry))
}

#[divan::bench(args = [1_000, 10_000, 100_000])]
fn library_compared(bencher: Bencher, articles: usize) {
    let standard = checks::standard().unwrap();
    let rule = standard.rule(standard.find("library-conflict").unwrap()).unwrap();
    let Check::AcrossLibrary(check) = rule.check(&toml::Table::new()).unwrap() else { return };
    let library = library(articles);
    bencher.counter(ItemsCount::new(articles)).bench_local(|| {
        let mut found = FoundAcross::default();
        check.check(divan::black_box(&library), &mut found);
        found.into_parts().0.len()
    });
}

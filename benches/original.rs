//! What it costs to find articles that say the same: the record of an article beside its reading, and libraries of growing size.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark may stop")]

use contentaudit::checks;
use contentaudit::document::{Document, Sketch};
use contentaudit::library::{Entry, Library, Passage, Wording, wording};
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
fn record_of_the_article(bencher: Bencher) {
    let read = || Document::read(Source::of_text("bench", Format::Markdown, MARKDOWN), &Limits::default(), "en");
    bencher.counter(BytesCount::of_str(MARKDOWN)).with_inputs(read).bench_local_refs(|document| wording(document));
}

/// Articles of 30 paragraphs: 10 that all have, and every tenth article is a copy of another one but for a paragraph.
fn library(articles: usize) -> Library {
    let spread = |value: u64| (value + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let entry = |article: usize| {
        let text = if article.is_multiple_of(10) && article > 0 { article - 1 } else { article } as u64;
        let key = |number: u64| {
            spread(match number {
                0..10 => number,
                10 => (article as u64) << 32,
                _ => text * 100 + number,
            })
        };
        let wording = Wording {
            body: key(10),
            words: 900,
            passages: (0..30).map(|number| Passage::new(key(number), 30, Span::at(0))).collect(),
            sketch: Sketch::of((0..30).flat_map(|number| (0..27).map(move |shingle| spread(key(number) ^ shingle)))),
            ..Wording::default()
        };
        Entry { path: format!("content/{}.md", spread(article as u64)).into(), wording, ..Entry::default() }
    };
    Library::new((0..articles).map(entry))
}

fn compared(bencher: Bencher, rule: &str, articles: usize) {
    let standard = checks::standard().unwrap();
    let Check::AcrossLibrary(check) = standard.rule(standard.find(rule).unwrap()).unwrap().check(&toml::Table::new()).unwrap() else {
        return;
    };
    // What is common to the rules is found anew each time.
    bencher.counter(ItemsCount::new(articles)).with_inputs(|| library(articles)).bench_local_values(|library| {
        let mut found = FoundAcross::default();
        check.check(&library, &mut found);
        found.into_parts().0.len()
    });
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 5)]
fn duplicates(bencher: Bencher, articles: usize) {
    compared(bencher, "duplicate-article", articles);
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 5)]
fn near_duplicates(bencher: Bencher, articles: usize) {
    compared(bencher, "near-duplicate-article", articles);
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 5)]
fn reused_passages(bencher: Bencher, articles: usize) {
    compared(bencher, "reused-passage", articles);
}

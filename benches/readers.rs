//! Our readers beside the bare parsers, on the same text: what the model and its exact places cost.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark may stop")]

use contentaudit::config::Config;
use contentaudit::document::Document;
use contentaudit::finding::Severity;
use contentaudit::limits::Limits;
use contentaudit::rule::{ArticleCheck, Check, Found, SignSearch};
use contentaudit::source::{Format, Source};
use divan::Bencher;
use divan::counter::BytesCount;
use pulldown_cmark::{Options, Parser};

const MARKDOWN: &str = include_str!("../fixtures/growth-library/hiring-a-head-of-support.md");
const HTML: &str = include_str!("../fixtures/growth-library/pricing-page.html");
const PLAIN: &str = include_str!("../fixtures/growth-library/first-sales-hire.txt");

fn main() {
    divan::main();
}

/// The body of an article many times over, as one long article.
fn long(text: &str) -> String {
    text.repeat(40)
}

fn read(bencher: Bencher, text: &str, format: Format) {
    let text = long(text);
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| Source::of_text("bench", format, &text))
        .bench_local_values(|source| Document::read(source, &Limits::default(), "en"));
}

#[divan::bench]
fn markdown_bare(bencher: Bencher) {
    let text = long(MARKDOWN);
    let options = Options::ENABLE_GFM | Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| Parser::new_ext(&text, options).into_offset_iter().map(|(_, range)| range.end).fold(0, usize::wrapping_add));
}

#[divan::bench]
fn markdown(bencher: Bencher) {
    read(bencher, MARKDOWN, Format::Markdown);
}

#[divan::bench]
fn html_bare(bencher: Bencher) {
    let text = long(HTML);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| scraper::Html::parse_document(&text));
}

#[divan::bench]
fn html(bencher: Bencher) {
    read(bencher, HTML, Format::Html);
}

#[divan::bench]
fn plain(bencher: Bencher) {
    read(bencher, PLAIN, Format::Plain);
}

/// All rules on an article that is read already.
#[divan::bench]
fn rules(bencher: Bencher) {
    let standard = contentaudit::checks::standard().unwrap();
    let config = Config::standard(&standard, ".".into());
    let checks: Vec<Check> =
        config.rules.iter().map(|setting| standard.rule(setting.rule).unwrap().check(&setting.options).unwrap()).collect();
    let text = long(MARKDOWN);
    let document = Document::read(Source::of_text("bench", Format::Markdown, &text), &Limits::default(), "en");
    let per_article: Vec<&dyn ArticleCheck> =
        checks.iter().filter_map(|check| if let Check::PerArticle(check, _) = check { Some(&**check) } else { None }).collect();
    let search = SignSearch::new(per_article.iter().map(|check| check.signs()));
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        for (check, seen) in per_article.iter().zip(search.look(&document)) {
            let mut found = Found::new(&document, None, Severity::Error);
            found.see(seen);
            check.check(&document, &mut found);
            divan::black_box(found.into_parts());
        }
    });
}

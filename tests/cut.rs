//! Truncation is the subject, so it is also the fuzzer: small articles are cut at every character and audited.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::expect_used,
    reason = "a test may stop"
)]

use std::fs;
use std::path::Path;

use contentaudit::config::Config;
use contentaudit::document::Document;
use contentaudit::limits::Limits;
use contentaudit::rule::{Check, Found, Standard};
use contentaudit::source::{Format, Source};

fn checks(standard: &Standard, config: &Config) -> Vec<Check> {
    config.rules.iter().map(|setting| standard.rule(setting.rule).unwrap().check(&setting.options).unwrap()).collect()
}

/// Reads and checks a text; every span must lie within it, on character boundaries.
fn audit(text: &str, format: Format, checks: &[Check]) {
    let document = Document::read(Source::of_text("cut", format, text), &Limits::default(), "en");
    for (id, block) in document.all() {
        assert!(text.get(block.src.range()).is_some(), "{format:?}: block {id} {block:?} leaves {text:?}");
        assert!(document.text.get(block.text.range()).is_some(), "{format:?}: block {id} {block:?} leaves the rendered text");
        assert!(block.end > id && block.end as usize <= document.blocks.len());
    }
    for piece in &document.pieces {
        assert!(text.get(piece.src.range()).is_some(), "{format:?}: {piece:?} leaves {text:?}");
    }
    for inline in &document.inlines {
        assert!(text.get(inline.src.range()).is_some(), "{format:?}: {inline:?} leaves {text:?}");
        assert!(document.text.get(inline.text.range()).is_some(), "{format:?}: {inline:?} leaves the rendered text");
    }
    for check in checks {
        let mut found = Found::new(&document, None, contentaudit::finding::Severity::Error);
        check.check_article(&document, &mut found);
        for finding in found.into_parts().0 {
            assert!(text.get(finding.span.range()).is_some(), "{format:?}: {finding:?} leaves {text:?}");
        }
    }
}

fn texts(folder: &str) -> Vec<(Format, String)> {
    let mut texts: Vec<_> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (Format::of_path(&path).unwrap(), fs::read_to_string(&path).unwrap()))
        .collect();
    texts.sort_by(|one, other| one.1.cmp(&other.1));
    texts
}

#[test]
fn an_article_cut_at_any_character_is_audited() {
    let standard = contentaudit::checks::standard().unwrap();
    let config = Config::standard(&standard, ".".into());
    let checks = checks(&standard, &config);
    for (format, text) in texts("growth-library").into_iter().chain(texts("sound-library")) {
        for (at, _) in text.char_indices() {
            audit(&text[..at], format, &checks);
        }
    }
}

#[test]
fn an_article_of_one_form_is_audited_in_every_other() {
    let standard = contentaudit::checks::standard().unwrap();
    let config = Config::standard(&standard, ".".into());
    let checks = checks(&standard, &config);
    for (_, text) in texts("growth-library").into_iter().chain(texts("sound-library")) {
        for format in [Format::Markdown, Format::Mdx, Format::Html, Format::Plain] {
            for (at, _) in text.char_indices().step_by(17) {
                audit(&text[at..], format, &checks);
            }
        }
    }
}

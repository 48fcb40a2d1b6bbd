//! What each format shows of one library made by hand.

use super::sample::{Sample, article, finding, place};
use super::*;
use crate::finding::{Finding, Message, is_hidden};
use crate::score::{Charge, left};
use crate::span::Span;
use clap::ValueEnum;
use proptest::prelude::*;

fn sample() -> Sample {
    Sample::new(|_, _| {})
}

#[test]
fn the_page_of_an_editor() {
    insta::assert_snapshot!(sample().written(Format::Text, false, |_| {}));
}

#[test]
fn the_page_with_the_ledger() {
    insta::assert_snapshot!(sample().written(Format::Text, false, |report| {
        report.explain = true;
        report.limit = 2;
    }));
}

#[test]
fn one_line_for_each_finding_and_each_score() {
    insta::assert_snapshot!(sample().written(Format::Concise, false, |_| {}));
}

#[test]
fn the_forms_that_programs_read() {
    for (name, format) in [
        ("sarif", Format::Sarif),
        ("github", Format::Github),
        ("gitlab", Format::Gitlab),
        ("junit", Format::Junit),
        ("checkstyle", Format::Checkstyle),
        ("rdjson", Format::Rdjson),
        ("markdown", Format::Markdown),
    ] {
        insta::assert_snapshot!(name, sample().written(format, false, |_| {}).replace(env!("CARGO_PKG_VERSION"), "VERSION"));
    }
}

#[test]
fn nothing_of_our_own_looks_like_a_command_to_a_build_service() {
    let sample = sample();
    for format in Format::value_variants().iter().copied().filter(|format| *format != Format::Github) {
        assert_eq!(sample.written(format, true, |_| {}), sample.written(format, false, |_| {}));
    }
}

#[test]
fn no_line_of_the_page_is_wider_than_80_columns() {
    let page = sample().written(Format::Text, false, |report| report.explain = true);
    let wide: Vec<&str> = page.lines().filter(|line| layout::width(line) > layout::COLUMNS).collect();
    assert_eq!(wide, [""; 0]);
}

#[test]
fn articles_beyond_the_limit_are_counted_with_their_findings() {
    let page = sample().written(Format::Text, false, |report| report.limit = 1);
    assert!(page.contains("2 more articles with 3 findings not shown: `--limit 0` shows all,"), "{page}");
    let page = sample().written(Format::Text, false, |report| report.limit = 0);
    assert!(!page.contains("not shown"), "{page}");
}

#[test]
fn a_quiet_page_has_no_summary() {
    let page = sample().written(Format::Text, false, |report| report.quiet = true);
    assert!(!page.contains("library  ") && page.contains("error[missing-list]"), "{page}");
}

#[test]
fn json_reads_back_with_the_same_figures() {
    let sample = sample();
    let value: serde_json::Value = serde_json::from_str(&sample.written(Format::Json, false, |_| {})).unwrap();
    assert_eq!(value["version"], 1);
    assert_eq!(value["summary"]["articles"], 4);
    assert_eq!(value["summary"]["drafts"], 1);
    assert_eq!(value["errors"][0]["kind"], "limit");
    let fees = &value["articles"][2 - 1];
    assert_eq!(fees["path"], "content/fees.md");
    assert_eq!(fees["score"]["audited"]["not_audited"], serde_json::json!(["facts", "agreement", "original"]));
    assert_eq!(fees["findings"][0]["rule"], "missing-list");
    assert_eq!(fees["findings"][0]["fingerprint"], "0000000000abcdef");
    assert_eq!(fees["findings"][0]["start"], serde_json::json!({"offset": 145, "line": 3, "column": 130}));
    assert_eq!(fees["findings"][1]["related"][0]["message"], "first used here");
    assert_eq!(fees["findings"][0]["fix"], serde_json::Value::Null);
    for (article, score) in value["articles"].as_array().unwrap().iter().zip(&sample.scored.scores) {
        let ledger = article["score"]["ledger"].as_array().unwrap();
        let sum: f64 = ledger.iter().map(|row| row["points"].as_f64().unwrap()).sum();
        assert!((sum - f64::from(score.points) / 10_000.0).abs() < 1e-9);
        assert!((article["score"]["points"].as_f64().unwrap() - sum).abs() < 1e-9);
    }
}

#[test]
fn points_have_four_decimals_in_json() {
    let json = sample().written(Format::Json, false, |_| {});
    assert!(json.contains("\"weight\":1.5000,"), "{json}");
    assert!(!json.contains("\"points\":0,"));
}

#[test]
fn each_line_of_jsonl_is_an_object_and_the_last_is_the_envelope() {
    let sample = sample();
    let lines = sample.written(Format::Jsonl, false, |_| {});
    let values: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(values.len(), sample.scored.audit.articles.len() + 1);
    assert_eq!(values[1]["path"], "content/fees.md");
    let last = values.last().unwrap();
    assert_eq!((&last["standard"], last.get("articles")), (&serde_json::json!("2026.1"), None));
    let whole: serde_json::Value = serde_json::from_str(&sample.written(Format::Json, false, |_| {})).unwrap();
    assert_eq!(whole["articles"].as_array().unwrap()[..], values[..values.len() - 1]);
}

#[test]
fn an_empty_library_has_an_envelope_and_no_points() {
    let sample = Sample::new(|_, audit| {
        audit.articles.clear();
        audit.errors.clear();
    });
    let value: serde_json::Value = serde_json::from_str(&sample.written(Format::Json, false, |_| {})).unwrap();
    assert_eq!((&value["articles"], &value["errors"]), (&serde_json::json!([]), &serde_json::json!([])));
    assert_eq!(value["summary"]["points"], serde_json::Value::Null);
    assert!(sample.written(Format::Text, false, |_| {}).starts_with("library   0 articles, 0 certified\n"));
}

/// What a hostile article would like to say.
const PAYLOAD: &str = "::error::x ##[error]y ##vso[task.complete]z \u{1b}[2J\u{9b}1m\u{7f}\u{202e}\u{200b}\u{e0041} \"}";

fn hostile() -> Sample {
    Sample::new(|standard, audit| {
        let text = format!("{PAYLOAD}\nand so on\n");
        let mut one: Finding =
            finding(standard, "truncated-sentence", place(&text, PAYLOAD), Message::new("the text stops: “{}”", [PAYLOAD]));
        one.section = vec![PAYLOAD.into()];
        let mut hostile = article(&format!("{PAYLOAD}.md"), vec![one]);
        hostile.title = Some(PAYLOAD.into());
        hostile.language.code = PAYLOAD.into();
        audit.articles.push(hostile.into());
    })
}

#[test]
fn no_format_lets_an_article_steer_a_terminal_or_a_build_service() {
    let sample = hostile();
    for format in [Format::Text, Format::Concise, Format::Json, Format::Jsonl] {
        let report = sample.written(format, true, |report| report.explain = true);
        for line in report.lines() {
            assert!(!line.trim_start().starts_with("::"), "{line}");
            assert!(!line.contains("##[") && !line.contains("##vso["), "{line}");
            assert!(!line.chars().any(is_hidden), "{line:?}");
        }
        assert!(report.contains("1b"), "the payload is still told");
    }
}

#[test]
fn a_hostile_article_reads_back_from_json_as_it_is() {
    for ci in [false, true] {
        let value: serde_json::Value = serde_json::from_str(&hostile().written(Format::Json, ci, |_| {})).unwrap();
        let last = value["articles"].as_array().unwrap().last().unwrap();
        assert_eq!(last["title"], PAYLOAD);
        assert_eq!(last["path"], format!("{PAYLOAD}.md"));
        assert_eq!(last["findings"][0]["message"], format!("the text stops: “{PAYLOAD}”"));
    }
}

#[test]
fn a_mark_lies_under_its_words_whatever_stands_before_them() {
    for before in ["", "\u{202e}\u{1b}[1m ", "港口港口 ", "e\u{301}e\u{301} ", "\t\t ", &"words and ".repeat(40)] {
        let text = format!("{before}the ferry was late and more follows here for a while, as the harbour master said");
        let sample = Sample::new(|standard, audit| {
            let one = finding(standard, "truncated-sentence", place(&text, "ferry was late"), Message::new("cut", [""; 0]));
            audit.articles = vec![article("a.md", vec![one]).into()];
        });
        let page = sample.written(Format::Text, false, |_| {});
        let lines: Vec<&str> = page.lines().collect();
        let carets = lines.iter().position(|line| line.contains("^^^")).unwrap();
        let columns = |text: &str| layout::width(text);
        let start = columns(lines[carets].split('^').next().unwrap());
        let under = columns(lines[carets - 1].split("ferry").next().unwrap());
        assert_eq!((start, lines[carets].matches('^').count()), (under, "ferry was late".len()), "{page}");
        assert!(columns(lines[carets - 1]) <= layout::COLUMNS, "{page}");
    }
}

#[test]
fn an_excerpt_that_lies_does_not_end_the_report() {
    let sample = Sample::new(|standard, audit| {
        let mut one = finding(standard, "truncated-sentence", place("Öl und Brot", "Brot"), Message::new("cut", [""; 0]));
        if let Some(excerpt) = &mut one.place.excerpt {
            excerpt.mark = Span::new(1, 4_000);
        }
        audit.articles = vec![article("oil.md", vec![one]).into()];
    });
    assert!(sample.written(Format::Text, false, |_| {}).contains("1 | Öl und Brot\n  | ^^^^^^^^^^^"));
}

#[test]
fn the_ledger_sums_to_the_points_and_each_row_can_be_recomputed() {
    let sample = sample();
    for score in &sample.scored.scores {
        assert_eq!(score.rows.iter().map(|row| row.points).sum::<u32>(), score.points);
    }
    let page = sample.written(Format::Text, false, |report| report.explain = true);
    let (_, fees) = page.split_once("content/fees.md").unwrap();
    let row = fees.lines().find(|line| line.trim_start().starts_with("lists ")).unwrap();
    let figures: Vec<&str> = row.split_whitespace().collect();
    let halved = figures[2].parse().unwrap();
    assert_eq!(figures[3], layout::exact_points(left(10_000, halved)), "{row}");
    let charge: &Charge = &sample.scored.scores[1].rows[2].charges[0];
    assert_eq!(figures[4], layout::exact_points(charge.regained), "{row}");
}

#[test]
fn score_lines_say_certified_before_a_number_only_where_it_is_earned() {
    let mut sample = Sample::new(|_, audit| {
        audit.not_audited = crate::audit::CriterionSet::default();
        audit.articles.truncate(1);
    });
    let line = |sample: &Sample| score_line(&sample.scored.scores[0], &sample.config, "en");
    assert_eq!(line(&sample), "audited 13/13 · certified 10/10");
    sample.scored.scores[0].verdict = crate::score::Verdict::CertifiedByProfile;
    sample.scored.scores[0].points = 99_600;
    sample.config.profile.name = "house".to_owned();
    assert_eq!(line(&sample), "audited 13/13 · certified (profile house) 9.9/10");
}

/// Pieces that are wide, invisible, joined, or marks of the drawing itself.
const PIECES: [&str; 18] = [
    "the ferry ",
    "港口",
    "e\u{301}",
    "\u{1f468}\u{200d}\u{1f469}",
    "\t",
    "\u{202e}",
    "\u{1b}[31m",
    "\u{0}",
    " | ",
    ":::",
    "-->",
    "^^^",
    "\u{fffc}",
    "ﷺ",
    "\u{e0041}",
    " ",
    "⚠\u{fe0f}",
    "\u{fe0f}",
];

proptest! {
    #[test]
    fn any_line_with_any_mark_is_drawn_within_the_page(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60),
        start in 0u32..300,
        length in 0u32..300,
        cut in any::<(bool, bool)>(),
    ) {
        let text = pieces.concat();
        let sample = Sample::new(|standard, audit| {
            let mut one = finding(standard, "truncated-sentence", place("x", "x"), Message::new("“{}”", [&text]));
            if let Some(excerpt) = &mut one.place.excerpt {
                excerpt.text = text.as_str().into();
                excerpt.mark = Span::new(start, start + length);
                excerpt.cut = cut;
            }
            one.related.push(crate::finding::Related { path: None, place: one.place.clone(), words: "again".into() });
            audit.articles = vec![article("a.md", vec![one]).into()];
        });
        let page = sample.written(Format::Text, true, |_| {});
        prop_assert!(page.contains("\n1 |") && page.contains('^'), "{page}");
        prop_assert!(!page.chars().any(|c| is_hidden(c) && !matches!(c, '\n' | '\u{fe0f}')), "{page:?}");
        let wide = page.lines().filter(|line| line.starts_with("1 | ")).find(|line| layout::width(line) > layout::COLUMNS);
        prop_assert_eq!(wide, None);
    }
}

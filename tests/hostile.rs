//! Hostile input: no shape panics, overflows the stack or takes more than linear time (`hardening` P1, P2).
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::expect_used, reason = "a test may stop")]

use std::cell::OnceCell;
use std::time::{Duration, Instant};

use contentaudit::config::Config;
use contentaudit::document::Document;
use contentaudit::fact::Facts;
use contentaudit::finding::Severity;
use contentaudit::library::wording;
use contentaudit::limits::Limits;
use contentaudit::rule::{Check, Found};
use contentaudit::source::{Format, Source};

/// A shape of hostile text, repeated to a size.
type Shape = (&'static str, fn(usize) -> String);

const SHAPES: &[Shape] = &[
    ("nested quotes", |n| "> ".repeat(n.min(4_000)) + &"lazy\n".repeat(n)),
    ("nested lists", |n| (0..n.min(2_000)).map(|depth| format!("{}- deep\n", "  ".repeat(depth))).collect()),
    ("items on one line", |n| "- ".repeat(n) + "end"),
    ("open brackets", |n| "[".repeat(n)),
    ("brackets and parens", |n| "[a](".repeat(n)),
    ("images", |n| "![a".repeat(n)),
    ("backticks", |n| (1..n.min(1_500)).map(|run| "`".repeat(run % 40) + " ").collect()),
    ("stars", |n| "*a **b ".repeat(n)),
    ("underscores", |n| "_a__b_".repeat(n)),
    ("open tags", |n| "<div>".repeat(n)),
    ("open bold", |n| "<b><p>".repeat(n)),
    ("open formatting with names", |n| (0..n).map(|id| format!("<b id={id}><p>")).collect()),
    ("open lists", |n| "<ul><li>".repeat(n)),
    ("tables in tables", |n| "<table><tr><td>".repeat(n)),
    ("text in tables", |n| "<table>x<tr>y".repeat(n)),
    ("attributes", |n| format!("<a {}>x</a>", (0..n).map(|id| format!("a{id}=1 ")).collect::<String>())),
    ("half tags", |n| "<a href='".repeat(n)),
    ("half comments", |n| "<!--".repeat(n)),
    ("comments", |n| "<!-- -->".repeat(n)),
    ("entities", |n| "&amp;&nvlt;&".repeat(n)),
    ("template marks", |n| "{{".repeat(n)),
    ("template tags", |n| "{% if %}\n".repeat(n)),
    ("braces", |n| "{a {b ".repeat(n)),
    ("component tags", |n| "<A b={".repeat(n)),
    ("colons", |n| ":::note\n".repeat(n)),
    ("fences", |n| "```\n~~~\n".repeat(n)),
    ("pipes", |n| "| a | b\n|--|--\n".repeat(n)),
    ("one wide table", |n| format!("|{}\n|{}\n", "a|".repeat(n), "-|".repeat(n))),
    ("headings", |n| "# same\n".repeat(n)),
    ("heading levels", |n| (0..n).map(|i| format!("{} h\n", "#".repeat(i % 6 + 1))).collect()),
    ("lead-ins", |n| "They track metrics like:\n\n".repeat(n)),
    ("bullets", |n| "•\n".repeat(n)),
    ("headers without rows", |n| (0..n / 4).map(|i| format!("| Lamp {i} | Oil |\n| --- | --- |\n\nIt is lit.\n\n")).collect()),
    ("elements of their own", |n| (0..n / 2).map(|i| format!("<lamp{i}>\n\nIt is lit at {i} %, says a survey.\n\n")).collect()),
    ("sections for a script", |n| (0..n / 2).map(|i| format!("<h2>Lamp {i}</h2><pre id=\"l\"></pre>\n")).collect()),
    ("headings without their names", |n| (0..n / 2).map(|i| format!("## Step {i}:\n\n")).collect()),
    ("notes to somebody", |n| (0..n / 4).map(|i| format!("[Tom: please verify the dates of {i}]\n\n")).collect()),
    ("values below a long title", |n| format!("# {}\n\n{}", "old mill ".repeat(n), "The mill has 40 looms.\n\n".repeat(n / 4))),
    ("values of one kind", |n| (0..n / 4).map(|i| format!("With {i} looms, the mill {i} of Holm is open.\n\n- Looms: {i}\n\n")).collect()),
    ("headings that stop", |n| (0..n / 4).map(|i| format!("## Raise the flag {i} when\n\nIt is lit.\n\n")).collect()),
    ("names of a template", |n| "Date: %BERTH_DATE% and ${berth} of <berth name>, ".repeat(n / 4)),
    ("numbered lines", |n| (0..n).map(|i| format!("{i}.\n")).collect()),
    ("questions", |n| "Q1. Why? ".repeat(n)),
    ("one long line", |n| "word ".repeat(n)),
    ("marks without blanks", |n| "a,b (c“d”e\" f thepan about12 the the long- term , ".repeat(n)),
    ("lead-ins in one line", |n| "Use the following: ".repeat(n)),
    ("bars between words", |n| "Home | About | ".repeat(n)),
    ("one long word", |n| "w".repeat(n)),
    ("blank lines", |n| "\n".repeat(n)),
    ("carriage returns", |n| "a\r".repeat(n)),
    ("references", |n| (0..n).map(|i| format!("[r{i}]: x\n")).collect()),
    ("reference uses", |n| "[a][b] ".repeat(n)),
    ("footnotes", |n| (0..n).map(|i| format!("[^{i}]: x\n\n")).collect()),
    ("addresses", |n| "https://a.b/c://d ".repeat(n)),
    ("colons and slashes", |n| "://".repeat(n)),
    ("sentences", |n| "The end and. The ".repeat(n)),
    ("values", |n| "12 of 15 (80%), from $5 to $10 million, ".repeat(n)),
    ("sentences with one fact", |n| (0..n).map(|i| format!("The fee of the Norholm quay is ${i} a night. ")).collect()),
    ("sentences said again", |n| (0..n).map(|i| format!("Some {i} ships of the old harbour council came in.\n\n")).collect()),
    ("paragraphs said twice", |n| {
        let all: String =
            (0..n / 8).map(|i| format!("Boat {i} came into the old harbour {i} at noon with {i} crates of rope and lamps.\n\n")).collect();
        all.repeat(2)
    }),
    ("one paragraph again and again", |n| "The ferry leaves the north pier at ten and comes back at noon.\n\n".repeat(n / 4)),
    ("paragraphs nearly said twice", |n| {
        let one = "boat came into the old harbour at noon with crates of rope and lamps for the quay and the crane and the yard ".repeat(2);
        (0..n / 16).map(|i| format!("The {i} {one}{}.\n\n", i / 2)).collect()
    }),
    ("sentences in pairs", |n| {
        (0..n / 8).map(|i| format!("The ferry {i} leaves the north pier at ten every morning. ", i = i / 2)).collect()
    }),
    ("digits in one run", |n| "1.2,3-4/5:6".repeat(n)),
    ("letters in one run", |n| format!("5 {}", "a.b-c'd@".repeat(n))),
    ("number words", |n| "one hundred and twenty-five thousand and ".repeat(n)),
    ("dates", |n| "Monday, 3 May 2024 or 2024-05-03 at 9:30 AM ET, ".repeat(n)),
    ("acronyms", |n| "Integrated Voice Response (IVR) and ".repeat(n)),
    ("quotation marks around figures", |n| "\"5 of the many ships".repeat(n)),
    ("table of figures", |n| format!("| a | b |\n|---|---|\n{}", "| Total | 5 |\n".repeat(n))),
    ("announced counts", |n| "There are three ways:\n\n- a\n- b\n\n".repeat(n)),
    ("figures", |n| "On average 5% of people, ".repeat(n)),
    ("yaml depth", |n| format!("---\n{}a\n---\n", "- ".repeat(n))),
    ("yaml brackets", |n| format!("---\na: {}\n---\n", "[".repeat(n))),
    ("yaml aliases", |n| format!("---\na: &a [x]\n{}---\n", "b: [*a, *a]\n".repeat(n))),
    ("toml front matter", |n| format!("+++\na = {}\n+++\n", "[".repeat(n))),
    ("json front matter", |n| format!("{}\n", "{\"a\":".repeat(n))),
    ("combining marks", |n| "a\u{301}\u{202e}".repeat(n)),
    ("nul bytes", |n| "a\0".repeat(n)),
];

fn audit(text: &str, format: Format, checks: &[Check]) -> Duration {
    let start = Instant::now();
    let document = Document::read(Source::of_text("hostile", format, text), &Limits::default(), "en");
    std::hint::black_box(wording(&document));
    // As a run does it: facts are read once for all rules that ask for them.
    let facts = OnceCell::new();
    for check in checks {
        let mut found = Found::new(&document, None, Severity::Error);
        match check {
            Check::OfFacts(check) => check.check(facts.get_or_init(|| Facts::of(&document)), &mut found),
            check => check.check_article(&document, &mut found),
        }
    }
    start.elapsed()
}

#[test]
fn no_shape_takes_more_than_linear_time() {
    let standard = contentaudit::checks::standard().unwrap();
    let config = Config::standard(&standard, ".".into());
    let checks: Vec<Check> =
        config.rules.iter().map(|setting| standard.rule(setting.rule).unwrap().check(&setting.options).unwrap()).collect();
    let mut slow = Vec::new();
    for (name, shape) in SHAPES {
        for format in [Format::Markdown, Format::Mdx, Format::Html, Format::Plain] {
            // A quadratic shape of this size takes minutes without optimisation; a linear one well under a second. The bound is
            // no measurement: it only tells the two apart.
            let small = audit(&shape(2_000), format, &checks);
            let large = audit(&shape(16_000), format, &checks);
            if large > Duration::from_millis(400) && large > small * 24 {
                slow.push(format!("{name} as {format:?}: {small:?}, then {large:?} for eight times as much"));
            }
        }
    }
    assert!(slow.is_empty(), "more than linear:\n{}", slow.join("\n"));
}

#[test]
fn a_small_stack_is_enough() {
    // Worker threads have 2 MiB by default; half of it must do, without optimisation.
    let run = std::thread::Builder::new().stack_size(1024 * 1024).spawn(|| {
        for (_, shape) in SHAPES {
            for format in [Format::Markdown, Format::Mdx, Format::Html, Format::Plain] {
                audit(&shape(20_000), format, &[]);
            }
        }
    });
    run.unwrap().join().unwrap();
}

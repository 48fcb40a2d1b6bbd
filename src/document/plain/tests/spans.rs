//! Any text leads back to its source, in linear time.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::read;
use crate::document::Kind;
use crate::span::Span;

#[test]
fn hostile_sizes_take_linear_time() {
    let inputs = [
        "• item\n".repeat(100_000),
        "Short line\n".repeat(100_000),
        "Short line\n\n".repeat(100_000),
        "word ".repeat(1_000_000),
        "a  b\na  b  c\n".repeat(50_000),
        "a\tb\n".repeat(100_000),
        "```\n~~~\n".repeat(50_000),
        "~~~ x\n\n".repeat(50_000),
        "<!-- ".repeat(200_000),
        "<!-- -->".repeat(100_000),
        "Table of Contents\n".repeat(50_000),
        "FAQ\n\nWhy? Because.\n\n".repeat(30_000),
        "By Ann Lee\n".repeat(100_000),
        (0..60_000).fold(String::new(), |stairs, step| stairs + &" ".repeat(step % 700) + "- item\n"),
        "    code();\n\n".repeat(50_000),
        "Label:\n".repeat(100_000),
    ];
    for input in &inputs {
        let start = Instant::now();
        let document = read(input);
        assert!(document.blocks.len() > 1 || !document.comments.is_empty());
        assert!(start.elapsed() < Duration::from_secs(30), "{:?}: {:?}", input.get(..20), start.elapsed());
    }
}

/// Each word of the text stands at the place in the source that it leads to; blocks nest, within the source.
fn check(text: &str) {
    let document = read(text);
    for piece in &document.pieces {
        let shown = Span::new(piece.at, piece.at + piece.text_len).cut(&document.text);
        let written = piece.src.cut(text);
        let blank = |c: char| if c.is_ascii_whitespace() { ' ' } else { c };
        let same = shown.chars().map(blank).eq(written.chars().map(blank));
        let apart = written.trim().is_empty() || text.contains("<!--");
        assert!(same || shown.trim().is_empty() && apart, "{shown:?} is not {written:?}");
    }
    for (id, block) in document.all() {
        assert!(
            block.src.end() as usize <= text.len()
                && text.is_char_boundary(block.src.start() as usize)
                && text.is_char_boundary(block.src.end() as usize)
        );
        let parent = document.block(block.parent);
        assert!(
            id == 0 || block.parent < id && block.end <= parent.end && parent.src.contains(block.src),
            "{:?} {:?} in {:?}",
            block.kind,
            block.src,
            parent
        );
    }
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>().concat();
    if !text.contains("<!--") && !text.contains(['#', '|', '`', '~', '-', '=', '*', '_', '\t']) {
        let shown = words(&document.text);
        let marks: String = words(text);
        assert!(shown.chars().all(|c| marks.contains(c)));
        assert!(shown.len() <= marks.len());
    }
}

#[test]
fn text_leads_back_to_the_source() {
    for text in [
        "Über Häfen\n\n  • Brot — „frisch“\n\n\u{a0}Ende\u{a0}gut\n",
        "港の朝\n\n魚は六時に届く。\n\n• 鯖\n• 鰯\n",
        "Title\r\n\r\nA line\twith tab\r\nand  two blanks\r\n",
        "x <!-- c --> y\n\n<!-- a\nb --> z\n",
    ] {
        check(text);
    }
}

fn lines() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "• ",
        "- ",
        "1. ",
        "2.",
        "•",
        "—",
        "Q1. ",
        "A: ",
        "\t",
        "  ",
        "    ",
        "| ",
        " | ",
        "```",
        "---",
        "===",
        "# ",
        "<!-- ",
        " -->",
        "FAQ",
        "Sources",
        "Conclusion",
        "Table of Contents",
        "Related Articles",
        "Skip to content",
        "By Ann Lee",
        "7 min read",
        "flowchart TD",
        "What is rye? ",
        "The harbour opens at five and closes late in the evening, on all days of the year but one, which is the first of May",
        "Role & Work:",
        "they sell:",
        "Short",
        "é",
        "e\u{301}",
        "港",
        "🏆",
        "\u{200f}שלום\u{202e}",
        "\u{a0}",
        "\u{3000}",
        "https://harbour.example",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\u{feff}",
        "\u{2028}",
    ]);
    prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn any_lines_lead_back_to_the_source(text in lines()) {
        check(&text);
    }
}

#[test]
fn each_kind_has_its_exact_bytes() {
    let text = "Skip to content\n\nThe Night Bakers\nBy Ann Lee\n\nTwo bakeries in town stay open for all who work at night, and both of them sell out long before the morning comes.\n\n\
        What They Bake\n\n  • Rye  bread\n  • \n\nLine\tPrice \nRye\t\n\n```sh\nbake --rye\n```\n\n---\n\nQ1. Is it dark?\n";
    let document = read(text);
    let found: Vec<_> = document.all().skip(1).map(|(id, block)| (block.kind, block.src.cut(text), document.text_of(id))).collect();
    let prose = "Two bakeries in town stay open for all who work at night, and both of them sell out long before the morning comes.";
    assert_eq!(
        found,
        [
            (Kind::Region, "Skip to content", "Skip to content"),
            (Kind::Paragraph, "Skip to content", "Skip to content"),
            (Kind::Heading, "The Night Bakers", "The Night Bakers"),
            (Kind::Byline, "By Ann Lee", "By Ann Lee"),
            (Kind::Paragraph, prose, prose),
            (Kind::Heading, "What They Bake", "What They Bake"),
            (Kind::List, "• Rye  bread\n  •", "Rye bread"),
            (Kind::Item, "• Rye  bread", "Rye bread"),
            (Kind::Paragraph, "Rye  bread", "Rye bread"),
            (Kind::Item, "•", ""),
            (Kind::Table, "Line\tPrice \nRye", "Line\nPrice\nRye"),
            (Kind::Row, "Line\tPrice", "Line\nPrice"),
            (Kind::Cell, "Line", "Line"),
            (Kind::Paragraph, "Line", "Line"),
            (Kind::Cell, "Price", "Price"),
            (Kind::Paragraph, "Price", "Price"),
            (Kind::Row, "Rye", "Rye"),
            (Kind::Cell, "Rye", "Rye"),
            (Kind::Paragraph, "Rye", "Rye"),
            (Kind::Cell, "", ""),
            (Kind::Code, "```sh\nbake --rye\n```", "bake --rye"),
            (Kind::Rule, "---", ""),
            (Kind::Heading, "Q1. Is it dark?", "Q1. Is it dark?"),
        ]
    );
}

//! Text files whose lines are broken at a fixed width: manuals, release notes, files to read first.

use super::*;
use crate::document::InlineKind;
use crate::span::Span;

#[test]
fn indented_paragraphs_of_a_manual_join() {
    let text = "NAME\n       moor - tie a boat to a berth\n\nDESCRIPTION\n       Looks for a berth that is long enough for the boat and ties the\n       \
                North Quay rope to it. Where no berth is free, the boat waits in the\n       roads until one is.\n\nOPTIONS\n       --rope NAME\n           \
                Take this rope. Without the option, the harbour master chooses a\n           Newhaven rope.\n";
    let document = read(text);
    assert!(document.text.contains("ties the North Quay rope to it."), "{}", document.text);
    assert!(document.text.contains("chooses a Newhaven rope."), "{}", document.text);
}

#[test]
fn short_lines_between_them_do_not_hide_that_lines_are_broken() {
    let commands = (1..12).map(|n| format!("berth = {n}\nrope = {n}\n\n")).collect::<String>();
    let text = format!(
        "Berths\n\n{commands}The names of the berths are read from the file that is named on the\nfirst line, and the ropes from the file on the second, as is told in\n\
         ROPE_README. Whoever changes one of them has to start the service again, or\nelse the old names stay.\n"
    );
    assert!(read(&text).text.contains("as is told in ROPE_README."), "{}", read(&text).text);
}

#[test]
fn one_sentence_on_two_lines_is_enough_where_no_line_is_wide() {
    let text = "Mooring today\n\n* Berths of the north quay are told apart by their colour, and the\n  ropes by their length (see the\n  North Quay plan)\n\n* Fees\n Monday\n Tuesday\n";
    assert_eq!(outline(text), "h1 Mooring today\n-p Berths of the north quay are told apart\n-p Fees Monday Tuesday\n");
}

#[test]
fn an_export_with_a_short_line_or_two_stays_an_export() {
    let text =
        format!("Mooring today\n{PROSE}\nWhoever wants a berth has to ask the master of the\nberths\n{PROSE}\nWhat it costs\n{PROSE}\n");
    let outline = outline(&text);
    assert!(outline.contains("\np Whoever wants a berth has to ask the mas\n"), "{outline}");
    assert!(outline.contains("\n?h2 What it costs\n"), "{outline}");
    assert!(!read(&text).text.contains("of the berths"));
}

#[test]
fn comments_are_no_headings() {
    for comment in [
        "# This table belongs to the harbour office. Ask there before you change\n# what the buyers read.",
        "# Berths\n#\n# Their names, from north to south",
        "# Berths\n# Ropes\n# Fees",
        "# Every rope has a name.\n# Short ropes come first.\nrope 12m",
        "/*\n * Berths and ropes.\n *\n * Ask the harbour office.\n */",
    ] {
        let text = format!("Mooring today\n\n{PROSE}\n\n{comment}\n\n{PROSE}\n");
        let found = outline(&text);
        assert!(found.starts_with("h1 Mooring today\np The harbour") && !found.contains("h2"), "{comment}: {found}");
        assert_eq!(blocks(&read(&text), Kind::Code).len(), 1, "{found}");
    }
    let above = format!(
        "# Copying is allowed for everybody, as long as the name of the harbour\n# is not taken off.\n\nMooring today\n\n{PROSE}\n"
    );
    assert_eq!(read(&above).title(), Some("Mooring today"));
}

#[test]
fn a_mark_of_a_heading_by_itself_is_one() {
    let text = format!("# Mooring today\n## In short\n{PROSE}\n\n# Fees\n\n{PROSE}\n\n# Ropes\n{PROSE}\n");
    let outline = outline(&text);
    let headings: Vec<_> = outline.lines().filter(|line| line.starts_with('h')).collect();
    assert_eq!(headings, ["h1 Mooring today", "h2 In short", "h1 Fees", "h1 Ropes"]);
}

#[test]
fn settings_of_an_editor_are_no_text() {
    for settings in
        ["Local Variables:\nmode: text\nfill-column: 72\nEnd:", "# Settings\nlocal variables:\nmode: text\nend:", "# vim: tw=72:"]
    {
        let text = format!("Mooring today\n\n{PROSE}\n\n{settings}\n");
        let document = read(&text);
        let first = settings.lines().next().unwrap_or_default();
        assert!(outline(&text).contains(&format!("\n~p {first}")), "{}", outline(&text));
        assert_eq!(blocks(&document, Kind::Heading).len(), 1);
    }
}

#[test]
fn a_number_or_sign_that_only_begins_a_line_is_text() {
    let text = "Mooring today\n\nThe office keeps the names of all boats that moored here in a list with\n# signs between them, and counts the berths of the quays from one to\n12.\n\n\
                - whoever looks for a rope that is long enough for a boat finds it on hook\n  7.\n- the other ropes lie in the shed, which is opened as soon as the harbour\n  office is.\n\n1. Tie the boat.\n2.\n3. Pay the fee.\n";
    let document = read(text);
    assert!(document.text.contains("with # signs between") && document.text.contains("from one to 12."), "{}", document.text);
    assert!(document.text.contains("on hook 7."), "{}", document.text);
    assert!(outline(text).ends_with("1p Tie the boat.\n1\n1p Pay the fee.\n"), "{}", outline(text));
}

#[test]
fn underlined_headings_of_release_notes_have_their_levels_and_their_text() {
    const PROSE: &str = "Whoever moors for longer than a week tells the office so on the first\nday, and pays for\nall of it.";
    let text = format!(
        "Mooring today\n\n{PROSE}\n\nSpring of this year\n===================\n\nRopes\n-----\n\n{PROSE}\n\nFees\n----\n\n{PROSE}\n\n\
         Moorings 2.1.30 (1 May 2021)\n============================\n\n{PROSE}\n\nThe fee for a night is paid at the office, on the day on which the\nboat leaves.\n\
         Moorings 2.1\n============\n\nNo changes at all\n\nMoorings 2.0\n============\n\n{PROSE}\n"
    );
    let outline = outline(&text);
    let headings: Vec<_> = outline.lines().filter(|line| line.starts_with('h')).collect();
    assert_eq!(
        headings,
        [
            "h1 Mooring today",
            "h2 Spring of this year",
            "h3 Ropes",
            "h3 Fees",
            "h2 Moorings 2.1.30 (1 May 2021)",
            "h2 Moorings 2.1",
            "h2 Moorings 2.0"
        ]
    );
}

#[test]
fn a_term_above_its_wrapped_explanation_keeps_its_line() {
    let text = "Mooring today\n\nmoor undo\n  The rope is taken from the berth and laid into the shed, where the\n  master of the harbour\n  looks for it.\n\n\
                Place : The office of the harbour master on the North\n        quay, with the shed\nOpen : daily\nKeys : At the Blue Gull\n";
    let document = read(text);
    let breaks: Vec<_> =
        document.inlines.iter().filter(|inline| inline.kind == InlineKind::Break).map(|inline| inline.src.start()).collect();
    assert!(breaks.first().is_some_and(|at| Span::new(0, *at).cut(text).ends_with("moor undo")), "{breaks:?}");
    assert!(document.text.contains("master of the harbour looks for it."));
    assert!(blocks(&document, Kind::Table).is_empty(), "{}", outline(text));
}

//! Text files whose lines are broken at a fixed width: manuals, release notes, files to read first.

use super::*;

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

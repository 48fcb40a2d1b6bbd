use crate::checks::tested::{findings, markdown};

fn marks(text: &str) -> Vec<String> {
    markdown("truncation-marker", text).into_iter().map(|(_, words)| words).collect()
}

#[test]
fn marks_that_count_the_rest_or_say_that_it_is_not_shown_are_found() {
    for mark in ["[+1834 chars]", "(1,245 more words)", "(cont.)", "[remaining paragraphs not shown]", "[shortened for preview]"] {
        let text = format!("# The lock\n\nThe lock is old, and the gates are heavy. The keeper opens them at six {mark}\n");
        assert_eq!(marks(&text).len(), 1, "{mark}");
    }
    for note in ["(500 words)", "(two more boats)", "[3 pages]"] {
        let text = format!("# The lock\n\nThe keeper asked for a short report on the lock and its gates {note}\n");
        assert_eq!(marks(&text).len(), 0, "{note}");
    }
}

#[test]
fn marks_at_the_end_of_a_paragraph_are_found() {
    for mark in ["[…]", "[...]", "(truncated)", "[content truncated, 900 characters left out]", "(more)", "[text cut off]"] {
        assert_eq!(marks(&format!("# The pier\n\nThe pier was built of oak in the year {mark}\n\nIt stands.\n")), [mark]);
    }
}

#[test]
fn an_omission_within_a_quotation_is_the_writers() {
    assert_eq!(
        marks("# The pier\n\nThe master wrote: “The pier is of oak […]”\n\n> It stands […]\n\nShe said “it stands […] still”.\n").len(),
        0
    );
    assert_eq!(marks("# Marks\n\nWords that say so with others (\"900 characters left out\").\n").len(), 0);
    assert_eq!(marks("# Tools\n\nCall `tar [...]` and wait for `[…]`\n\nThen see [what follows \\[…\\]](more.md)\n").len(), 0);
}

#[test]
fn a_call_to_read_on_is_found_where_no_link_follows_it() {
    assert_eq!(marks("# The pier\n\nThe pier was built of oak.\n\nContinue reading\n"), ["Continue reading"]);
    assert_eq!(marks("# The pier\n\nThe pier was built of… Read more\n"), ["Read more"]);
    assert_eq!(marks("# News\n\nThe pier.\n\n[Read more](pier.md)\n\nThe lock.\n\n[Read more](lock.md)\n").len(), 0);
    let teasers = "News\n\nThe pier was built of oak and stands.\n\nRead more\n\nThe lock was built of stone and stands.\n\nRead more\n";
    assert_eq!(findings("truncation-marker", "news.txt", teasers).len(), 0);
}

#[test]
fn marks_of_feeds_tools_and_pages_are_found() {
    for mark in [
        "[text cut off]",
        "(article continues)",
        "[300 words omitted]",
        "*[snip]*",
        "(remainder of the article in the archive)",
        "(continued)",
        "[... 12 lines omitted ...]",
        "[truncated].",
    ] {
        assert_eq!(marks(&format!("# The pier\n\nThe pier was built of oak and of larch {mark}\n\nIt stands.\n")).len(), 1, "{mark}");
    }
    for line in ["To be continued", "Subscribe to continue reading", "[…]", "**Truncated**", "Article continues"] {
        let text = format!("# The pier\n\nThe pier was built of oak. It stands.\n\n{line}\n\nIt carries lamps.\n");
        assert_eq!(marks(&text).len(), 1, "{line}");
    }
}

#[test]
fn words_of_marks_in_sentences_and_labels_are_no_marks() {
    for line in [
        "The rope is cut.",
        "The list is truncated at the tenth name, and the clerk keeps the rest.",
        "Ropes (cut to length)",
        "Prices (more)?",
        "See the notes (more below).",
        "Lines omitted by the printer come back in spring.",
        "Lamps, ropes, blocks and so on…",
        "“We left at dawn…”",
        "Wait for it…",
        "The berths along the outer wall of the pier are let by the week and they have the numbers 13, 14, ...",
        "Keys: `[...]`",
        "How to read more",
        "Log in to read more about the harbour in the archive of the island.",
    ] {
        let text = format!("# The pier\n\nThe pier was built of oak. It stands.\n\n{line}\n\nIt carries lamps.\n");
        let expected = usize::from(line == "Prices (more)?") * marks(&text).len();
        assert_eq!(marks(&text).len(), expected, "{line}");
    }
}

#[test]
fn dots_between_code_are_lines_left_out() {
    assert_eq!(marks("# Pump\n\n    start\n\n...\n\n    stop\n").len(), 0);
    assert_eq!(marks("# Pump\n\nIt starts.\n\n...\n\nIt stops.\n"), ["..."]);
}

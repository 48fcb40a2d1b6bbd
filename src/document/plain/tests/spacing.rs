//! Headings that stand right above their text, code without fences, and files without blank lines.

use super::*;

/// The headings of a text, and nothing else.
fn headings(text: &str) -> Vec<String> {
    let outline = outline(text);
    outline.lines().filter(|line| line.trim_start_matches(['?', 'Q']).starts_with('h')).map(str::to_owned).collect()
}

#[test]
fn headings_may_stand_right_above_what_they_head() {
    let text = format!(
        "The harbour at dawn\n{PROSE}\n\nWhere the boats come in\n{PROSE}\n\n{PROSE}\n\nWhat the buyers pay\nPrices\n{PROSE}\n\n\
         Who may sell\nTo be decided.\n\nBoats for hire\n- The Gull\n- The Tern\n\n{PROSE}\n\nThe gulls, seen from the quay\n\n{PROSE}\n"
    );
    assert_eq!(
        headings(&text),
        [
            "h1 The harbour at dawn",
            "?h2 Where the boats come in",
            "?h2 What the buyers pay",
            "?h3 Prices",
            "?h2 Who may sell",
            "?h2 Boats for hire"
        ]
    );
}

#[test]
fn one_innocent_line_more_changes_no_other_reading() {
    let steps: Vec<String> = (1..9)
        .map(|n| format!("Walk to the {n}th berth and write down the length, the name and the home port of whatever boat lies there."))
        .collect();
    let text = format!("Counting boats\n\n{PROSE}\n\nRounds\n\n{}\n\nThe book\n\n{PROSE}\n", steps.join("\n"));
    let more = text.replacen(PROSE, &format!("Nobody likes the job.\n\n{PROSE}"), 1);
    let less: Vec<String> = outline(&more).lines().filter(|line| !line.contains("Nobody likes")).map(str::to_owned).collect();
    assert_eq!(outline(&text).lines().collect::<Vec<_>>(), less);
}

#[test]
fn without_blank_lines_short_lines_between_paragraphs_are_headings() {
    let text = format!(
        "The harbour at dawn\n{PROSE}\nWhere the boats come in\n{PROSE}\n{PROSE}\n2. What the buyers pay\n{PROSE}\n3. Who may sell\n{PROSE}\n\
         The berths are these:\nThe north quay\nThe mole\nThe fish dock\nThe slip\n{PROSE}\n"
    );
    assert_eq!(
        headings(&text),
        ["h1 The harbour at dawn", "?h2 Where the boats come in", "?h2 2. What the buyers pay", "?h2 3. Who may sell", "?h2 The slip"]
    );
}

#[test]
fn a_wrapped_sentence_and_the_lines_of_a_card_are_no_headings() {
    let text = format!(
        "The harbour at dawn\n\n{PROSE}\n\nWhoever comes early finds the best places\nand leaves before the ferry does.\n\n\
         Chair: Ann Lee\nExcused: nobody\nPlace: Harbour Office\n\nExcused: nobody\n\n{PROSE}\n"
    );
    assert_eq!(headings(&text), ["h1 The harbour at dawn"]);
}

#[test]
fn code_without_a_fence_is_code() {
    for code in [
        "fn main() {\n    moor(12);\n}",
        "Get-Berth -Id 0",
        "$ npm install tides",
        "# TODO: ask the harbour master\nrm -r berths.old",
        "moor gull\n+ berth(\n+ ~~~~~\nunknown name",
        "PS> Get-Berth\nName    Length\n----    ------\nGull    12",
        "// Ask the harbour master first.\nlet berth = find(12);",
    ] {
        let text = format!("Berths by script\n\n{PROSE}\n\nThe script is short:\n\n{code}\n\n{PROSE}\n");
        let document = read(&text);
        let found: Vec<_> = blocks(&document, Kind::Code).into_iter().map(|(_, src, _)| src).collect();
        assert_eq!(found, [code]);
        assert_eq!(headings(&text), ["h1 Berths by script"]);
        assert!(document.unclosed.is_empty());
    }
}

#[test]
fn columns_and_their_underlines_are_no_headings() {
    let text = format!("Berths by script\n\n{PROSE}\n\nName    Length\n----    ------\nGull    12\n\n{PROSE}\n");
    assert_eq!(headings(&text), ["h1 Berths by script"]);
}

#[test]
fn a_header_alone_and_a_row_that_lost_its_cells_belong_to_a_table() {
    let text = format!(
        "Fares\n\n{PROSE}\n\nLine\tFare\tDays\n\n{PROSE}\n\nLine\tFare\tDays\nHarbour\t$4\tdaily\nIsland\t$6\tdaily\nLighthouse\n\n{PROSE}\n"
    );
    let document = read(&text);
    let rows: Vec<_> = blocks(&document, Kind::Row).into_iter().map(|(_, src, _)| src).collect();
    assert_eq!(rows, ["Line\tFare\tDays", "Line\tFare\tDays", "Harbour\t$4\tdaily", "Island\t$6\tdaily", "Lighthouse"]);
    assert_eq!(blocks(&document, Kind::Table).len(), 2);
    assert_eq!(headings(&text), ["h1 Fares"]);
}

#[test]
fn a_line_above_sentences_ends_sources_that_are_empty() {
    let text = format!(
        "Tides\n\n{PROSE}\n\nSources\n\nWho wrote these pages\n\nAnn Lee has kept the tide tables of the port for twenty years. She lives by the sea.\n"
    );
    assert_eq!(headings(&text), ["h1 Tides", "h2 Sources", "?h2 Who wrote these pages"]);
}

#[test]
fn items_that_lost_their_bullets_are_a_list_below_their_lead_in() {
    let items = ["A berth that is long enough.", "A rope of twelve metres, or two of six.", "Somebody who waits on the quay."];
    let listed = |text: &str| {
        let document = read(text);
        blocks(&document, Kind::Item).into_iter().map(|(_, src, _)| src.to_owned()).collect::<Vec<_>>()
    };
    let apart = format!("Mooring\n\n{PROSE}\n\nIt takes three things:\n\n{}\n\nPaying\n\n{PROSE}\n", items.join("\n"));
    assert_eq!(listed(&apart), items);
    assert_eq!(headings(&apart), ["h1 Mooring", "?h2 Paying"]);
    let dense = format!("Mooring\n{PROSE}\nIt takes three things:\n{}\nPaying\n{PROSE}\n", items.join("\n"));
    assert_eq!(listed(&dense), items);
    assert_eq!(headings(&dense), ["h1 Mooring", "?h2 Paying"]);
    let headed = format!("Mooring\n\n{PROSE}\n\nIt takes three things:\n\nPaying\n{PROSE}\n");
    assert_eq!(listed(&headed), Vec::<String>::new());
}

#[test]
fn of_three_headings_in_a_row_the_lower_two_stand_side_by_side() {
    let text = format!("Mooring\n\n{PROSE}\n\nThe visitors' pier\n\nFees by length\n\nHow to book\n\n{PROSE}\n");
    assert_eq!(headings(&text), ["h1 Mooring", "?h2 The visitors' pier", "?h3 Fees by length", "?h3 How to book"]);
}

#[test]
fn headings_of_one_make_stand_side_by_side() {
    for pair in [["Mooring a raft", "Mooring a dinghy"], ["Who may moor", "What it costs"]] {
        let text = format!("Mooring\n\n{PROSE}\n\n{}\n\n{}\n\n{PROSE}\n\nPaying\n\n{PROSE}\n", pair[0], pair[1]);
        assert_eq!(headings(&text), ["h1 Mooring".to_owned(), format!("?h2 {}", pair[0]), format!("?h2 {}", pair[1]), "?h2 Paying".into()]);
    }
    // Below its parts, a question below a statement, the same words again.
    for pair in [["Mooring a boat", "A raft"], ["How mooring works", "Who may moor?"], ["Mooring a raft", "Mooring a raft in the ice"]] {
        let text = format!("Mooring\n\n{PROSE}\n\n{}\n\n{}\n\n{PROSE}\n\nPaying\n\n{PROSE}\n", pair[0], pair[1]);
        assert_eq!(headings(&text), ["h1 Mooring".to_owned(), format!("?h2 {}", pair[0]), format!("?h3 {}", pair[1]), "?h2 Paying".into()]);
    }
}

#[test]
fn a_question_at_the_end_may_be_long_among_questions() {
    let asked = |last: &str| {
        let text = format!("Mooring\n\n{PROSE}\n\nWho may moor?\n\n{PROSE}\n\nIs there a fee?\n\n{PROSE}\n\n{last}\n");
        headings(&text).len()
    };
    assert_eq!(asked("What did the town get from its pier in the first winter?"), 4);
    assert_eq!(asked("What did the town and the island get from their pier in its first long winter?"), 3);
}

#[test]
fn a_file_may_end_with_a_heading() {
    for body in ["- The Gull\n- The Tern", "Boats pay in advance, at the office."] {
        let text = format!("Mooring\n\n{PROSE}\n\nWho may moor\n\n{body}\n\nHow to book\n");
        assert_eq!(headings(&text), ["h1 Mooring", "?h2 Who may moor", "?h2 How to book"]);
    }
    let signed = format!("Mooring\n\n{PROSE}\n\nWho may moor\n\n{PROSE}\n\nAnn Lee\n");
    assert_eq!(headings(&signed), ["h1 Mooring", "?h2 Who may moor"]);
}

#[test]
fn a_question_of_a_faq_heads_nothing_but_its_answer() {
    let text = format!("Bread\n\n{PROSE}\n\nFAQ\n\nIs rye bread dark?\n\n{PROSE}\n\nDoes it keep?\n\nOther grains\n\n{PROSE}\n");
    assert_eq!(headings(&text), ["h1 Bread", "h2 FAQ", "Qh3 Is rye bread dark?", "Qh3 Does it keep?", "?h2 Other grains"]);
}

#[test]
fn remarks_of_a_machine_open_no_fence() {
    let text = format!("Berths by script\n\n{PROSE}\n\n~~~ half an hour of pause ~~~\n\nberth = fnd(12)\n        ~~~\n\n{PROSE}\n");
    assert!(read(&text).unclosed.is_empty());
}

#[test]
fn headings_that_a_lead_in_announces_stand_below_its_own() {
    let text = format!(
        "Letters to the harbour\n\n{PROSE}\n\nKinds of letters\n\nWe tell apart three kinds:\n\nQuestions\n\n{PROSE}\n\nComplaints\n\n{PROSE}\n\nIdeas\n\n{PROSE}\n\nWhere to write\n\n{PROSE}\n"
    );
    assert_eq!(
        headings(&text),
        ["h1 Letters to the harbour", "?h2 Kinds of letters", "?h3 Questions", "?h3 Complaints", "?h3 Ideas", "?h2 Where to write"]
    );
}

#[test]
fn the_first_line_is_the_title_of_headings_right_below_it() {
    let text = format!("Mooring\nIn short\nTie the boat.\n\nWhat it costs\n{PROSE}\n\nHow to book\n{PROSE}\n");
    assert_eq!(headings(&text), ["h1 Mooring", "?h2 In short", "?h2 What it costs", "?h2 How to book"]);
}

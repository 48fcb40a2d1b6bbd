//! What exports read as: outlines, exact spans, and the way from text back to source.

use std::fmt::Write as _;

use crate::document::{BlockId, Document, Flags, Kind, MetaFrom};
use crate::limits::Limits;
use crate::source::{Format, Source};

mod spacing;
mod spans;
mod wrapping;

const PROSE: &str = "The harbour wakes long before the town does, and whoever wants fresh fish has to be on the quay by six o'clock, \
    because the restaurants buy the best of it within an hour.";

fn read(text: &str) -> Document {
    Document::read(Source::of_text("article.txt", Format::Plain, text), &Limits::default(), "en")
}

/// One line per leaf, container signs in front: `-` item, `|` cell, `~` furniture, `?` guess, `Q` question.
fn outline(text: &str) -> String {
    let document = read(text);
    let mut out = String::new();
    for (id, block) in document.all() {
        let leaf = block.kind.is_leaf();
        let empty = matches!(block.kind, Kind::Item | Kind::Cell) && block.end == id + 1;
        if !leaf && !empty {
            continue;
        }
        let mut marks = String::new();
        for ancestor in document.ancestors(id).collect::<Vec<_>>().into_iter().rev().chain(empty.then_some(id)) {
            let above = document.block(ancestor);
            marks.push_str(match above.kind {
                Kind::Item if document.block(above.parent).flags.has(Flags::ORDERED) => "1",
                Kind::Item => "-",
                Kind::Cell if above.flags.has(Flags::HEADER) => "‖",
                Kind::Cell => "|",
                Kind::Table if above.flags.has(Flags::GUESS) => "?",
                Kind::Toc => "toc",
                _ => "",
            });
        }
        if block.flags.has(Flags::BOILER) {
            marks.push('~');
        }
        if block.flags.has(Flags::GUESS) {
            marks.push('?');
        }
        if block.flags.has(Flags::QUESTION) {
            marks.push('Q');
        }
        let name = match block.kind {
            Kind::Heading => format!("h{}", block.level),
            Kind::Paragraph => "p".into(),
            Kind::Code => "code".into(),
            Kind::Rule => "---".into(),
            Kind::Byline => "by".into(),
            _ => String::new(),
        };
        let text: String = document.text_of(id).chars().take(40).collect();
        let line = format!("{marks}{name} {}", if leaf { text.replace('\n', "⏎") } else { String::new() });
        let _ = writeln!(out, "{}", line.trim());
    }
    out
}

fn blocks(document: &Document, kind: Kind) -> Vec<(BlockId, &str, &str)> {
    let all = document.all().filter(|(_, block)| block.kind == kind);
    all.map(|(id, block)| (id, block.src.cut(document.source.text()), document.text_of(id))).collect()
}

#[test]
fn the_first_heading_is_the_title_and_the_others_are_guesses() {
    let text = format!("A Morning in the Harbour\n\n{PROSE}\n\nWhere the boats come in\n\n{PROSE}\n\nConclusion\n\n{PROSE}\n");
    assert_eq!(
        outline(&text),
        "h1 A Morning in the Harbour\np The harbour wakes long before the town d\n?h2 Where the boats come in\n\
         p The harbour wakes long before the town d\nh2 Conclusion\np The harbour wakes long before the town d\n"
    );
}

#[test]
fn repeated_and_adjacent_headings_stand_one_level_lower() {
    let text = format!(
        "Two Bakeries Compared\n\n{PROSE}\n\nPrices\n\nThe Old Mill\n\n{PROSE}\n\nRye & Sons\n\n{PROSE}\n\nOpening Hours\n\nThe Old Mill\n\n{PROSE}\n\nRye & Sons\n\n{PROSE}\n"
    );
    let outline = outline(&text);
    let headings: Vec<_> = outline.lines().filter(|line| !line.starts_with('p')).collect();
    assert_eq!(
        headings,
        [
            "h1 Two Bakeries Compared",
            "?h2 Prices",
            "?h3 The Old Mill",
            "?h3 Rye & Sons",
            "?h2 Opening Hours",
            "?h3 The Old Mill",
            "?h3 Rye & Sons"
        ]
    );
}

#[test]
fn a_heading_used_twice_stays_on_its_level() {
    let text = format!("The Ferry\n\n{PROSE}\n\nFares\n\n{PROSE}\n\nTimetable\n\n{PROSE}\n\nFares\n\n{PROSE}\n");
    let outline = outline(&text);
    let headings: Vec<_> = outline.lines().filter(|line| !line.starts_with('p')).collect();
    assert_eq!(headings, ["h1 The Ferry", "?h2 Fares", "?h2 Timetable", "?h2 Fares"]);
}

#[test]
fn a_closing_section_is_nobodys_parent() {
    let text = format!(
        "The Library Moves\n\n{PROSE}\n\nConclusion\n\nWhat Readers Say\n\n{PROSE}\n\nNew Shelves\n\nSources\n\nhttps://library.example/moves\n"
    );
    let outline = outline(&text);
    assert!(outline.contains("h2 Conclusion\n?h2 What Readers Say\n"), "{outline}");
    assert!(outline.ends_with("?h2 New Shelves\nh2 Sources\np https://library.example/moves\n"), "{outline}");
}

#[test]
fn bullets_of_every_kind_are_items() {
    for sign in ["•", "◦", "▪", "●", "–", "—", "*", "+", "-"] {
        let text = format!("What we sell\n\n{PROSE}\n\n{sign} Rye bread\n{sign} Oat cakes\n");
        assert!(outline(&text).ends_with("-p Rye bread\n-p Oat cakes\n"), "{sign}: {}", outline(&text));
    }
    for (first, second) in [("1.", "2."), ("1)", "2)"), ("a)", "b)"), ("(1)", "(2)")] {
        let text = format!("What we sell\n\n{PROSE}\n\n{first} Rye bread\n{second} Oat cakes\n");
        assert!(outline(&text).ends_with("1p Rye bread\n1p Oat cakes\n"), "{first}: {}", outline(&text));
    }
}

#[test]
fn items_may_stand_apart_nest_and_go_on() {
    let text = format!(
        "Baking day\n\n{PROSE}\n\n  • Flour from the mill,\n    ground yesterday\n\n  • Water\n      ◦ warm\n      ◦ not hot\n  • Salt\n\n{PROSE}\n"
    );
    assert_eq!(
        outline(&text).lines().skip(2).collect::<Vec<_>>(),
        [
            "-p Flour from the mill, ground yesterday",
            "-p Water",
            "--p warm",
            "--p not hot",
            "-p Salt",
            "p The harbour wakes long before the town d"
        ]
    );
}

#[test]
fn a_lone_mark_is_an_item_without_text() {
    let text = format!("Baking day\n\n{PROSE}\n\n1. Flour\n2. \n3.\n4. Salt\n\n{PROSE}\n\n  •\n  •\n");
    let document = read(&text);
    let items: Vec<_> = blocks(&document, Kind::Item).into_iter().map(|(_, src, text)| (src, text)).collect();
    assert_eq!(items, [("1. Flour", "Flour"), ("2.", ""), ("3.", ""), ("4. Salt", "Salt"), ("•", ""), ("•", "")]);
    assert_eq!(blocks(&document, Kind::List).len(), 2);
}

#[test]
fn a_remark_behind_a_dash_is_no_list() {
    let text = format!("Voices\n\n{PROSE}\n\n— Ann Lee, harbour master\n\n{PROSE}\n");
    assert!(outline(&text).contains("\np — Ann Lee, harbour master\n"), "{}", outline(&text));
}

#[test]
fn a_lead_in_is_a_paragraph_and_a_label_in_capitals_a_heading() {
    let text = format!("Sales Roles\n\n{PROSE}\n\nSigns that a team needs a lead:\n\n{PROSE}\n\nRole & Responsibilities:\n\n{PROSE}\n");
    let outline = outline(&text);
    assert!(outline.contains("\np Signs that a team needs a lead:\n"), "{outline}");
    assert!(outline.contains("\n?h3 Role & Responsibilities:\n"), "{outline}");
}

#[test]
fn numbered_questions_are_headings() {
    let text = format!("Bread\n\n{PROSE}\n\nFAQs\n\nQ1. Is rye bread dark?\n{PROSE}\nQ2. Does it keep?\n{PROSE}\n");
    let outline = outline(&text);
    assert!(outline.contains("h2 FAQs\nQh3 Q1. Is rye bread dark?\np The harbour"), "{outline}");
}

#[test]
fn a_question_with_its_answer_behind_it_is_cut_in_two() {
    let text =
        format!("Bread\n\n{PROSE}\n\nFAQ\n\nIs rye bread dark? Mostly, for it is baked long.\n\nDoes it keep?\n\nNext Steps\n\n{PROSE}\n");
    let document = read(&text);
    let asked: Vec<_> = document.all().filter(|(_, block)| block.flags.has(Flags::QUESTION)).map(|(id, _)| document.text_of(id)).collect();
    assert_eq!(asked, ["Is rye bread dark?", "Does it keep?"]);
    assert!(outline(&text).contains("h2 FAQ\nQp Is rye bread dark?\np Mostly, for it is baked long.\nQp Does it keep?\nh2 Next Steps\n"));
}

#[test]
fn questions_on_lines_of_their_own_are_headings_below_the_faq() {
    let text = format!("Bread\n\n{PROSE}\n\nFrequently asked questions\n\nIs rye bread dark?\n\n{PROSE}\n\nDoes it keep?\n\n{PROSE}\n");
    let outline = outline(&text);
    let headings: Vec<_> = outline.lines().filter(|line| line.contains("h2") || line.contains("h3")).collect();
    assert_eq!(headings, ["h2 Frequently asked questions", "Qh3 Is rye bread dark?", "Qh3 Does it keep?"]);
}

#[test]
fn tabs_and_pipes_make_tables() {
    let text = format!("Fares\n\n{PROSE}\n\nLine\tFare\nHarbour\t$4\nIsland\t\n\n{PROSE}\n\n| Day | Boats |\n|---|---|\n| Monday | 12 |\n");
    assert_eq!(
        outline(&text).lines().filter(|line| line.contains(['|', '‖'])).collect::<Vec<_>>(),
        ["‖p Line", "‖p Fare", "|p Harbour", "|p $4", "|p Island", "|", "‖p Day", "‖p Boats", "|p Monday", "|p 12"]
    );
}

#[test]
fn short_lines_below_a_lead_in_are_a_table_without_borders() {
    let text = format!(
        "Roles\n\n{PROSE}\n\nThe two differ:\n\nAspect Baker Miller\nScope of work Bread and cakes Flour\nWorking hours From three in the morning Daylight\n\n{PROSE}\n"
    );
    let document = read(&text);
    let tables = blocks(&document, Kind::Table);
    assert_eq!(tables.len(), 1);
    assert!(document.block(tables[0].0).flags.has(Flags::GUESS));
    assert_eq!(blocks(&document, Kind::Row).into_iter().map(|(_, src, _)| src).collect::<Vec<_>>().len(), 3);
}

#[test]
fn verses_and_addresses_have_no_headings_and_no_rows() {
    let text = format!(
        "Songs of the Quay\n\n{PROSE}\n\nThe gulls are up before the sun,\nThe nets are in, the night is done,\nAnd home, and home we go.\n\nHarbour Office\n12 Quay Street\nNewhaven\n\n{PROSE}\n"
    );
    assert_eq!(
        outline(&text).lines().skip(2).collect::<Vec<_>>(),
        [
            "p The gulls are up before the sun, The net",
            "p Harbour Office 12 Quay Street Newhaven",
            "p The harbour wakes long before the town d"
        ]
    );
}

#[test]
fn diagrams_stay_text() {
    let text = format!("Roles\n\n{PROSE}\n\nflowchart TD A[Owner] --> B[Baker] B --> C[Seller]\n\n{PROSE}\n");
    assert!(outline(&text).contains("\np flowchart TD A[Owner] --> B[Baker] B -->\n"));
}

#[test]
fn fences_left_in_the_text_hold_code() {
    let text = format!("Deploying\n\n{PROSE}\n\n```bash\ncurl https://library.example\n\n<!-- not a comment -->\n```\n\n{PROSE}\n");
    let document = read(&text);
    let code = blocks(&document, Kind::Code);
    assert_eq!(code[0].2, "curl https://library.example\n\n<!-- not a comment -->");
    assert_eq!(document.string(document.block(code[0].0).aux), Some("bash"));
    assert!(document.comments.is_empty() && document.unclosed.is_empty());
}

#[test]
fn lines_to_cut_along_hold_what_is_shown() {
    let text = format!("Tides\n\n{PROSE}\n\n---%<--------\n# the mark of the pier\nmark = 3\n---%<--------\n\n{PROSE}\n");
    let document = read(&text);
    let codes: Vec<&str> = document.of_kind(Kind::Code).map(|(id, _)| document.text_of(id)).collect();
    assert_eq!(codes, ["# the mark of the pier\nmark = 3"]);
    assert_eq!(document.of_kind(Kind::Heading).count(), 1);
}

#[test]
fn an_open_fence_holds_its_paragraph_only() {
    let text = format!("Deploying\n\n{PROSE}\n\n```bash\ncurl https://library.example\n\n{PROSE}\n");
    let document = read(&text);
    assert_eq!(blocks(&document, Kind::Code)[0].2, "curl https://library.example");
    assert_eq!(document.unclosed[0].src.cut(&text), "```bash");
    assert!(outline(&text).ends_with("p The harbour wakes long before the town d\n"));
}

#[test]
fn comments_are_kept_and_no_text() {
    let text = format!("Bread\n\n<!-- checked -->\n\nRye <!-- or\noat --> keeps for a week.\n\n{PROSE} <!-- end -->\n");
    let document = read(&text);
    let comments: Vec<_> = document.comments.iter().map(|comment| comment.body.cut(&text)).collect();
    assert_eq!(comments, [" checked ", " or\noat ", " end "]);
    assert!(!document.text.contains("oat") && document.text.contains("keeps for a week."));
    assert!(read("Bread <!-- is open\n\nand goes on\n").text.contains("and goes on"));
}

#[test]
fn bylines_are_known_near_the_title() {
    let text = format!("The Night Bakers\nAnn Lee\nLast updated on March 2, 2024\n7 min read\n\n{PROSE}\n");
    let document = read(&text);
    let bylines: Vec<_> = document.meta.iter().filter(|meta| meta.from == MetaFrom::Byline).map(|meta| &*meta.value).collect();
    assert_eq!(bylines, ["Ann Lee", "Last updated on March 2, 2024", "7 min read"]);
    assert_eq!(document.title(), Some("The Night Bakers"));
    let glued =
        outline(&format!("12/13 · audited\n\nThe Night Bakers\n\n1,204 words3/2/2024\n\nArticle written by :\nAnn Lee\n\n{PROSE}\n"));
    assert!(
        glued.starts_with("by 12/13 · audited\nh1 The Night Bakers\nby 1,204 words3/2/2024\nby Article written by : Ann Lee\np "),
        "{glued}"
    );
}

#[test]
fn crumbs_above_and_links_below_are_furniture() {
    let text = format!(
        "Skip to content\nHome › Guides\n\nThe Night Bakers\n\n{PROSE}\n\nWhat They Bake\n\n{PROSE}\n\nShare on Facebook\n\nRelated Articles\n\nThe Day Bakers\n\nScroll to Top\n"
    );
    let outline = outline(&text);
    assert!(outline.starts_with("~p Skip to content\n~p Home › Guides\nh1 The Night Bakers\n"), "{outline}");
    assert!(outline.ends_with("~p Share on Facebook\n~p Related Articles\n~p The Day Bakers\n~p Scroll to Top\n"), "{outline}");
}

#[test]
fn related_words_above_prose_are_no_tail() {
    let text =
        format!("Tides\n\n{PROSE}\n\nSubscribe to our newsletter and never miss a post!\n\nRelated Articles\n\n{PROSE}\n\n{PROSE}\n");
    let outline = outline(&text);
    assert!(outline.contains("~p Subscribe to our newsletter"), "{outline}");
    assert!(
        outline
            .ends_with("\n?h2 Related Articles\np The harbour wakes long before the town d\np The harbour wakes long before the town d\n"),
        "{outline}"
    );
}

#[test]
fn a_table_of_contents_needs_entries() {
    let with = format!(
        "Tides\n\nTable of Contents\nWhy Tides Move\nHow to Read Them\n\n{PROSE}\n\nWhy Tides Move\n\n{PROSE}\n\nHow to Read Them\n\n{PROSE}\n"
    );
    assert!(outline(&with).contains("tocp Table of Contents\ntocp Why Tides Move\ntocp How to Read Them\np The"), "{}", outline(&with));
    let without = format!("Tides\n\nTable of Contents\n\n{PROSE}\n\nWhy Tides Move\n\n{PROSE}\n");
    assert!(outline(&without).contains("~p Table of Contents\n"));
}

#[test]
fn wrapped_lines_join() {
    let text = "Harbour rules\n\nBoats longer than twelve metres moor at the outer quay and report to the\nharbour office before they do so; all others may use any free place on\nthe inner side, as long as they leave room for the ferry.\n\nFees are paid in the office. Whoever stays for longer than a week gets a\nlower rate, which the office works out from the length of the boat and\nthe month of the year.\n";
    assert_eq!(
        outline(text),
        "h1 Harbour rules\n?p Boats longer than twelve metres moor at\n?p Fees are paid in the office. Whoever sta\n"
    );
    assert!(read(text).text.contains("report to the harbour office"));
}

#[test]
fn compact_files_have_a_paragraph_per_line() {
    let text = format!(
        "Sales Roles Explained\n{PROSE}\nHead of Sales\nRole & Responsibilities:\n- Leads the team\n- Sets the goals\n{PROSE}\nConclusion: One Team\n{PROSE}\n"
    );
    assert_eq!(
        outline(&text).lines().map(|line| line.chars().take(30).collect()).collect::<Vec<String>>(),
        [
            "h1 Sales Roles Explained",
            "p The harbour wakes long befor",
            "?h2 Head of Sales",
            "?h3 Role & Responsibilities:",
            "-p Leads the team",
            "-p Sets the goals",
            "p The harbour wakes long befor",
            "h2 Conclusion: One Team",
            "p The harbour wakes long befor"
        ]
    );
}

#[test]
fn marks_of_markdown_left_in_the_text_are_sure_headings() {
    let text = format!("Tides\n\n{PROSE}\n\n### Spring tides ###\n\n{PROSE}\n\nNeap tides\n----------\n\n{PROSE}\n");
    let document = read(&text);
    let headings: Vec<_> =
        blocks(&document, Kind::Heading).into_iter().map(|(id, src, text)| (document.block(id).level, src, text)).collect();
    assert_eq!(headings[1..], [(3, "### Spring tides ###", "Spring tides"), (2, "Neap tides\n----------", "Neap tides")]);
    assert!(document.all().all(|(_, block)| !block.flags.has(Flags::GUESS)));
}

#[test]
fn sources_are_no_headings() {
    let text = format!(
        "Tides\n\n{PROSE}\n\nSources\n\nAdmiralty Tide Tables\n\nHarbour Office, Annual Report 2023\n\n[3] https://tides.example/atlas\n"
    );
    assert_eq!(
        outline(&text).lines().skip(2).collect::<Vec<_>>(),
        ["h2 Sources", "p Admiralty Tide Tables", "p Harbour Office, Annual Report 2023", "p [3] https://tides.example/atlas"]
    );
}

#[test]
fn cells_on_lines_of_their_own_are_no_headings() {
    let cells = ["Feature", "Basic Plan", "Premium Plan", "Monthly Price", "Support", "Email only"].join("\n\n");
    let text = format!("Plans\n\n{PROSE}\n\n{cells}\n\n{PROSE}\n");
    assert!(!outline(&text).contains("h2"), "{}", outline(&text));
    let glued = format!("Plans\n\n{PROSE}\n\nFeatureBasic PlanPremium PlanSupportEmail onlyPhone\n\n{PROSE}\n");
    assert!(!outline(&glued).contains("h2"), "{}", outline(&glued));
}

#[test]
fn a_broken_off_sentence_is_no_heading() {
    let text = format!("Tides\n\n{PROSE}\n\nConclusion\n\nIn conclusion, the moon and\n");
    assert!(outline(&text).ends_with("h2 Conclusion\np In conclusion, the moon and\n"));
}

#[test]
fn every_line_end_and_a_mark_at_the_start_read_alike() {
    let text = format!("Tides\n\n{PROSE}\n\n• Spring\n• Neap\n\nConclusion\n\n{PROSE}\n");
    let expected = outline(&text);
    assert_eq!(outline(&text.replace('\n', "\r\n")), expected);
    assert_eq!(outline(&text.replace('\n', "\r")), expected);
    assert_eq!(outline(&format!("\u{feff}{text}")), expected);
    assert_eq!(outline(""), "");
    assert_eq!(outline("\u{feff}\n \n"), "");
}

#[test]
fn numbers_that_count_up_between_paragraphs_number_headings() {
    let text = format!("Bread in Steps\n\n{PROSE}\n\n1. Mill the Flour\n\n{PROSE}\n\n2. Knead\n\n{PROSE}\n\n3. Conclusion\n\n{PROSE}\n");
    let outline_of = |text: &str| outline(text).lines().filter(|line| !line.starts_with("p ")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(outline_of(&text), ["h1 Bread in Steps", "?h2 1. Mill the Flour", "?h2 2. Knead", "h2 3. Conclusion"]);
    let same = text.replace("2. Knead", "1. Knead").replace("3. Conclusion", "1. Bake");
    assert_eq!(outline_of(&same), ["h1 Bread in Steps", "1p Mill the Flour", "1p Knead", "1p Bake"]);
}

#[test]
fn speakers_are_no_headings() {
    let text = format!("At the Oven\n\n{PROSE}\n\nQ: When do you start?\n\nA: At two in the morning.\n\nQ: Every day? Yes.\n\nA:\n");
    assert_eq!(
        outline(&text).lines().skip(2).collect::<Vec<_>>(),
        ["Qp Q: When do you start?", "p A: At two in the morning.", "Qp Q: Every day?", "p Yes.", "p A:"]
    );
}

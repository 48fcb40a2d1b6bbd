use super::*;
use crate::checks::tested::findings;
use crate::limits::Limits;
use crate::source::Source;

fn found(text: &str) -> Vec<String> {
    let standard = crate::checks::standard().unwrap();
    let rule = standard.rule(standard.find("sequence-gap").unwrap()).unwrap();
    let check: SequenceGap = rule.article.options.clone().try_into().unwrap();
    let article = Document::read(Source::of_text("mooring.md", Format::Markdown, text), &Limits::default(), "en");
    let mut found = Found::new(&article, None, crate::finding::Severity::Warning);
    check.check(&article, &mut found);
    found.into_parts().0.iter().map(|finding| finding.message.plain()).collect()
}

fn headings(titles: &[&str]) -> Vec<String> {
    let sections: Vec<String> = titles.iter().map(|title| format!("## {title}\n\nTake the rope.\n\n")).collect();
    found(&sections.concat())
}

#[test]
fn a_hole_is_named_with_its_neighbours() {
    assert_eq!(
        headings(&["Step 1: Slow down", "Step 2: Throw the rope", "Step 4: Pay"]),
        ["number 3 is missing between “Step 2: Throw the rope” and “Step 4: Pay”"]
    );
    assert_eq!(
        headings(&["1. Slow down", "2. Throw the rope", "5. Pay"]),
        ["numbers 3 and 4 are missing between “2. Throw the rope” and “5. Pay”"]
    );
}

#[test]
fn a_number_that_stands_twice_is_reported() {
    assert_eq!(headings(&["1. Slow down", "2. Throw the rope", "2. Pay"]), ["number 2 stands twice: “2. Throw the rope” and “2. Pay”"]);
}

#[test]
fn letters_and_roman_numbers_are_numbers_too() {
    assert_eq!(
        headings(&["Option A: Rent a berth", "Option B: Share one", "Option D: Anchor outside"]),
        ["number C is missing between “Option B: Share one” and “Option D: Anchor outside”"]
    );
    assert_eq!(
        headings(&["Part I: The tug", "Part II: The ferry", "Part IV: The night boat"]),
        ["number III is missing between “Part II: The ferry” and “Part IV: The night boat”"]
    );
    assert_eq!(headings(&["Chapter One", "Chapter Two", "Chapter Four"]), ["number 3 is missing between “Chapter Two” and “Chapter Four”"]);
    assert_eq!(
        headings(&["Tip #1 – Slow down", "Tip #2 – Look up", "Tip #2 – Look down", "Tip #3 – Pay"]),
        ["number 2 stands twice: “Tip #2 – Look up” and “Tip #2 – Look down”"]
    );
}

#[test]
fn sequences_that_skip_on_purpose_are_left_alone() {
    for titles in [
        &["Day 1: Out", "Day 2: Fog", "Day 5: Home"][..],
        &["Week 1: Knots", "Week 2: Ropes", "Week 4: Wind"],
        &["2019. The first boat", "2020. The second", "2023. The third"],
        &["Route 1: Island", "Route 2: Bridge", "Route 4: Fish market"],
        &["Berth 1", "Berth 2", "Berth 4"],
        &["Top 3 boats", "Top 5 boats", "Top 10 boats"],
        &["Option A: Rent", "Option B: Share", "Option B.2: Share at night", "Option C: Anchor"],
        &["Part I: The tug", "Part A: Ropes", "Part II: The ferry", "Part B: Fenders"],
        &["10 a.m. Loading", "11 a.m. Crossing", "2 p.m. Return"],
        &["Step 1a: Slow down", "Step 1b: Look up", "Step 3: Pay"],
    ] {
        assert_eq!(headings(titles), Vec::<String>::new(), "{titles:?}");
    }
}

#[test]
fn sequences_that_run_otherwise_are_left_alone() {
    for titles in [
        &["0. Read on", "1. Slow down", "2. Pay"][..],
        &["3. Slow down", "2. Throw", "1. Pay"],
        &["1. Slow", "2. Throw", "1. Wait", "2. Pay"],
        &["Step 1: Slow", "Steps 2–3: Throw and tie", "Step 4: Pay"],
        &["1. One", "9. Two", "12. Three", "40. Four"],
        &["1. Slow", "1. Throw", "1. Pay"],
        &["Step 1: Slow down", "Step 3: Pay"],
        &["1. May, minutes", "2. May, minutes", "5. May, minutes"],
        &["Version 1.1", "Version 1.2", "Version 1.4"],
    ] {
        assert_eq!(headings(titles), Vec::<String>::new(), "{titles:?}");
    }
}

#[test]
fn a_list_that_counts_for_itself_fills_no_hole() {
    let text = "## Step 1\n\nTake it.\n\n## Step 3\n\nTurn it.\n\n## Step 4\n\nLet go.\n\n1. The rope\n2. The fender\n";
    assert_eq!(found(text).len(), 1);
}

#[test]
fn a_number_written_in_another_way_is_not_missing() {
    let text = "## Step 1: Slow down\n\nGently.\n\n## Step 2: Throw\n\nThe rope.\n\nStep 3: tie it to the ring.\n\n## Step 4: Pay\n\nAt the office.\n";
    assert_eq!(found(text), Vec::<String>::new());
    let text = "## 1. Slow down\n\nGently.\n\n## 2. Throw\n\nThe rope.\n\n3. Tie it.\n\n## 4. Pay\n\nAt the office.\n";
    assert_eq!(found(text), Vec::<String>::new());
}

#[test]
fn bold_leads_count_like_headings() {
    let text = "# Mooring\n\n**Step 1:** Slow down.\n\n**Step 2:** Throw the rope.\n\n**Step 4:** Pay at the office.\n";
    assert_eq!(found(text), ["number 3 is missing between “Step 2:” and “Step 4:”"]);
}

#[test]
fn a_run_is_local() {
    let steps = |title: &str, numbers: &[u32]| {
        let verbs = ["", "Slow", "Throw", "Tie", "Pay"];
        let step = |number: &u32| format!("**{number}.** {} the rope.\n\n", verbs.get(*number as usize).unwrap());
        let steps: Vec<String> = numbers.iter().map(step).collect();
        format!("## {title}\n\n{}", steps.concat())
    };
    let text = format!("# Ropes\n\n{}{}", steps("Moor", &[1, 2, 4]), steps("Leave", &[1, 2, 3, 4]));
    assert_eq!(found(&text).len(), 1);
    let titles = ["1. Slow", "2. Throw", "4. Pay", "1. Wait", "2. Look", "3. Sail"];
    assert_eq!(headings(&titles), ["number 3 is missing between “2. Throw” and “4. Pay”"]);
    assert_eq!(headings(&["I. Tugs", "II. Ferries", "IV. Night boats"]).len(), 1);
    // One item further down is no part of the steps.
    let list = "# Ropes\n\n**Step 1:** Slow down.\n\n**Step 2:** Throw.\n\n**Step 4:** Pay.\n\n## Fees\n\n1. Day\n2. Night\n3. Week\n";
    assert_eq!(found(list).len(), 1);
}

#[test]
fn a_heading_behind_a_list_is_no_item_of_it() {
    let text = |last: &str| {
        format!(
            "Mooring a boat\n\nIt takes a minute, and nobody needs help when the wind is low.\n\n1. Slow down before the pier.\n\
             2. Throw the rope to the ring.\n3. Pay at the office.\n\nThe lamp burns.\n\n\n{last}\n\nIt is quiet until the first boat comes.\n"
        )
    };
    assert!(findings("sequence-gap", "mooring.txt", &text("6. Sleeping well\n================")).is_empty());
}

#[test]
fn exports_count_in_lines_and_items() {
    let plain = |text: &str| findings("sequence-gap", "mooring.txt", text).len();
    let head = "Mooring a boat\n\nIt takes a minute, and nobody needs help with it when the wind is low and the boat is small.\n\n";
    let tail = "\nThen the evening comes, and the harbour is quiet until the first boat of the day leaves the pier again.\n";
    assert_eq!(
        plain(&format!(
            "{head}1. Slow down before the pier.\n2. Throw the rope to the ring.\n4. Pay at the office.\n5. Sleep well.\n{tail}"
        )),
        1
    );
    assert_eq!(plain(&format!("{head}1. Slow down before the pier.\n2. Throw the rope to the ring.\n3. Pay at the office.\n{tail}")), 0);
    assert_eq!(plain(&format!("{head}1. Slow down before the pier.\n1. Throw the rope to the ring.\n1. Pay at the office.\n{tail}")), 0);
    assert_eq!(
        plain(&format!(
            "{head}Stage 1: Slow down before the pier.\n\nStage 2: Throw the rope to the ring.\n\nStage 4: Pay at the office.\n{tail}"
        )),
        1
    );
}

#[test]
fn numbers_of_an_export_are_text() {
    let export = |text: &str| findings("sequence-gap", "mooring.txt", text).into_iter().map(|(message, _)| message).collect::<Vec<_>>();
    let list = "Mooring\n\nIt takes a minute, and two people who know each other well:\n\n1. Slow down.\n2. Throw the rope.\n4. Pay.\n5. Go home.\n";
    assert_eq!(export(list), ["number 3 is missing between “Throw the rope.” and “Pay.”"]);
    let steps = "Mooring\n\nIt takes a minute.\n\nStep 1: Slow down.\n\nStep 2: Throw the rope.\n\nStep 4: Pay at the office.\n";
    assert_eq!(export(steps), ["number 3 is missing between “Step 2:” and “Step 4:”"]);
    for whole in [
        list.replace("4. Pay", "3. Pay").replace("5. Go", "4. Go"),
        list.replace("2. Throw the rope.", "2. Throw the rope.\n   3. Tie it."),
        list.replace("2. Throw", "1. Throw").replace("4. Pay", "1. Pay").replace("5. Go", "1. Go"),
        list.replace("2. Throw", "9. Throw").replace("4. Pay", "30. Pay").replace("5. Go", "31. Go"),
        list.replace("4. Pay.", "3.\n4. Pay."),
        list.replace("2. Throw", "1. Ask for help.\n2. Throw").replace("4. Pay", "3. Pay").replace("5. Go", "4. Go"),
        steps.replace("Step 4: Pay", "Step 4 costs money: pay"),
    ] {
        assert_eq!(export(&whole), Vec::<String>::new(), "{whole}");
    }
}

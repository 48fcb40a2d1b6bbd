use crate::checks::tested::{findings, markdown};

const RULE: &str = "truncated-title";

fn quotes(text: &str) -> Vec<String> {
    markdown(RULE, text).into_iter().map(|(_, words)| words).collect()
}

#[test]
fn a_cut_title_points_at_its_field() {
    let text = "---\ntitle: \"Baking rye bread in a wood-fired ov\"\n---\n\n# Baking rye bread in a wood-fired oven\n\nStart early.\n";
    assert_eq!(quotes(text), ["Baking rye bread in a wood-fired ov"]);
}

#[test]
fn the_name_of_the_site_behind_a_cut_title_hides_nothing() {
    let page = "<!doctype html><html><head><title>How we bake rye bread in a wood-fi… | The mill</title></head>\
                <body><h1>How we bake rye bread in a wood-fired oven</h1><p>Start early.</p></body></html>";
    assert_eq!(findings(RULE, "bread.html", page).len(), 1);
    let page = page.replace("wood-fi… |", "wood-fired oven |");
    assert_eq!(findings(RULE, "bread.html", &page), []);
}

#[test]
fn an_address_shows_the_rest_of_a_word() {
    assert_eq!(
        quotes("---\ntitle: The mill opens its old grain elev\nslug: the-mill-opens-its-old-grain-elevator\n---\n\nOn Sunday.\n").len(),
        1
    );
    assert_eq!(quotes("---\ntitle: The mill opens\nslug: the-mill-opens-its-old-grain-elevator\n---\n\nOn Sunday.\n").len(), 0);
}

#[test]
fn parts_and_versions_of_a_series_are_no_cuts() {
    let text =
        "---\ntitle: Milling for beginners, part I\ndescription: Part one.\nog_title: Milling for beginners, part II\n---\n\nStart.\n";
    assert_eq!(quotes(text).len(), 0);
    let text = "---\ntitle: What is new in release 1\nog_title: What is new in release 12\n---\n\nStart.\n";
    assert_eq!(quotes(text).len(), 0);
}

#[test]
fn a_short_form_or_another_form_of_a_word_is_no_piece() {
    let body = "The mill keeps a detailed specification. The stones were dressed, debugging the hopper took a week, and attendees came.\n";
    for heading in ["Read the mill spec", "Test and debug", "Who should attend", "Choosing the right stone"] {
        assert_eq!(quotes(&format!("# The mill\n\n## {heading}\n\n{body}")).len(), 0, "{heading}");
    }
}

#[test]
fn headings_may_end_in_a_preposition_that_belongs_to_a_verb() {
    for heading in [
        "What the miller waits for",
        "Things to look out for",
        "The mill, two years in",
        "Grain we stand by and live from",
        "Signing in",
        "Less than or greater than",
        "Exclusive or",
        "Part A",
        "i.e., vs. e.g.,",
        "How we got here, and...",
    ] {
        assert_eq!(quotes(&format!("# The mill\n\n## {heading}\n\nThe stones turn.\n")).len(), 0, "{heading}");
    }
}

#[test]
fn headings_that_lost_their_end_are_found() {
    for heading in ["Dressing the stones and the", "How to pay for", "Grain, flour, bread,", "Prices (per sack, milled ("] {
        assert_eq!(quotes(&format!("# The mill\n\n## {heading}\n\nThe stones turn.\n")), [heading], "{heading}");
    }
}

#[test]
fn the_first_line_of_a_plain_text_is_its_title() {
    let text = "How the old mill got its new...\n\nThe stones came by ship in the spring, and the whole village pulled.\n";
    assert_eq!(
        findings(RULE, "mill.txt", text),
        [("“How the old mill got its new...” is cut short".to_owned(), "How the old mill got its new...".to_owned())]
    );
}

#[test]
fn a_caption_is_compared_with_the_text_alternative() {
    let page = "<article><h1>The mill</h1><figure><img src=\"m.jpg\" alt=\"The miller and his daughter before the wheel\">\
                <figcaption>The miller and his dau</figcaption></figure><p>Text.</p></article>";
    assert_eq!(
        findings(RULE, "mill.html", page),
        [("the caption is cut short: “The miller and his dau”".to_owned(), "The miller and his dau".to_owned())]
    );
}

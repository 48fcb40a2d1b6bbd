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
        "Who we are interested in",
        "The bread we compared with",
        "Grain that is paid for",
        "Exclusive or",
        "Another section between",
        "Part A",
        "i.e., vs. e.g.,",
        "How we got here, and...",
    ] {
        assert_eq!(quotes(&format!("# The mill\n\n## {heading}\n\nThe stones turn.\n")).len(), 0, "{heading}");
    }
}

#[test]
fn headings_that_lost_their_end_are_found() {
    for heading in
        ["Dressing the stones and the", "Meet others interested in", "How to pay for", "Grain, flour, bread,", "Prices (per sack, milled ("]
    {
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

#[test]
fn a_title_that_ends_in_the_first_letter_of_a_word_is_found() {
    let page = |title: &str| {
        format!(
            "---\ntitle: {title}\n---\n\nThe mill stands by the river. Its Upper Chamber holds the grain, and the lower one holds flour.\n"
        )
    };
    for title in ["What the mill keeps in its Upper C", "How the miller counts the s", "A year at the mill by the w"] {
        assert_eq!(quotes(&page(title)), [title], "{title}");
    }
    for title in [
        "Solving the mill for x",
        "The mill, plan B",
        "Flour of grade A",
        "How to mill in C",
        "What the mill and I",
        "Vitamin C",
        "The life of a",
    ] {
        let found = quotes(&page(title)).len();
        assert_eq!(found, usize::from(title.ends_with(" of a")), "{title}");
    }
}

#[test]
fn a_preposition_or_an_auxiliary_leaves_a_title_open() {
    let body = "The mill stands by the river and grinds the grain of five villages in autumn.\n";
    for title in ["Moving existing customers to", "Lessons from the first year of", "Where the savings of the second year will"] {
        assert_eq!(quotes(&format!("# The mill\n\n## {title}\n\n{body}")).len(), usize::from(!title.starts_with("Where")), "{title}");
    }
    // The heading shows what the title lost, whatever it begins with.
    let text = format!("---\ntitle: What the new rules mean for\n---\n\n# What the new rules mean for millers\n\n{body}");
    assert_eq!(quotes(&text), ["What the new rules mean for"]);
}

#[test]
fn a_slip_of_the_pen_is_no_piece() {
    let body = "The mill stands by the river and grinds the grain of five villages in autumn, when the water is high. ".repeat(8);
    assert_eq!(quotes(&format!("# Why the mill runs sucessfully\n\n{body}\n")).len(), 0);
    assert_eq!(quotes(&format!("# Why the miller signed a contr\n\n{body}\n")).len(), 1);
}

#[test]
fn a_word_that_no_word_is_like_is_a_piece_of_one() {
    let body =
        "The stones came from the quarry. Engineering’s plans were lost, and the council asked for innovation and for authentication.\n";
    for title in ["How design met engi", "The mill and the cou", "A culture of innovat", "Asking the guests for authenticat"] {
        assert_eq!(quotes(&format!("# {title}\n\n{body}")), [title], "{title}");
    }
}

#[test]
fn an_address_or_the_name_of_the_file_shows_the_last_word() {
    let text = "---\ntitle: 3 ways to run a mill rem\nslug: 3-ways-run-mill-remotely\n---\n\nStart early.\n";
    assert_eq!(quotes(text), ["3 ways to run a mill rem"]);
    let text = "# The mill opens its old grain elev\n\nOn Sunday.\n";
    assert_eq!(findings(RULE, "2024-05-the-mill-opens-its-old-grain-elevator.md", text).len(), 1);
    for name in ["the-mills.md", "mill-opening-hours.md", "the-mill-opens-its-old-grain-elev.md", "a.md"] {
        assert_eq!(findings(RULE, name, "# When the mill open\n\nOn Sunday.\n").len(), 0, "{name}");
    }
}

#[test]
fn a_cut_title_that_the_heading_repeats_is_one_defect() {
    let text = "---\ntitle: How we found the leak in the\n---\n\n# How we found the leak in the\n\nIt was the valve.\n";
    assert_eq!(quotes(text).len(), 1);
}

#[test]
fn titles_trail_off_on_purpose() {
    for title in ["Soon…", "And the winner is…", "More, more, more…", "The mill (to be continued…)"] {
        assert!(quotes(&format!("# {title}\n\nOn Sunday.\n")).len() <= usize::from(title.contains("continued")), "{title}");
    }
    assert_eq!(quotes("# Choosing a millstone…\n\nOn Sunday.\n"), ["Choosing a millstone…"]);
}

#[test]
fn descriptions_and_captions_that_lost_their_end_are_found() {
    let page = |description: &str| {
        format!(
            "---\ntitle: The mill\ndescription: {description}\n---\n\nThe mill stands by the river and grinds the grain of five villages in autumn.\n"
        )
    };
    for (description, count) in [
        ("What the miller looks at before the", 1),
        ("The mill stands by the river and grinds the grain of five", 1),
        ("The mill stands by the river", 0),
        ("Some of the troubles that a miller may run into", 0),
        ("What the miller looks at", 0),
    ] {
        assert_eq!(quotes(&page(description)).len(), count, "{description}");
    }
    let page = |caption: &str| {
        format!("<h1>The mill</h1><figure><img src=\"m.jpg\" alt=\"\"><figcaption>{caption}</figcaption></figure><p>Text.</p>")
    };
    assert_eq!(findings(RULE, "mill.html", &page("The wheel before and after the")).len(), 1);
    assert_eq!(findings(RULE, "mill.html", &page("The wheel before and after the flood")).len(), 0);
}

#[test]
fn dots_behind_a_word_that_needs_a_noun_cut_a_heading() {
    for (heading, count) in [
        ("What the miller never says about the...", 1),
        ("Getting the stones ready for your…", 1),
        ("How we got here, and...", 0),
        ("And here is the...", 0),
        ("What to think of", 0),
        ("What to know about the history of", 1),
        ("impl\\<T\\> Clone for Mill\\<T\\> where T: Clone,", 0),
        ("fn grind(&self) -> Flour where Self: Sized,", 0),
    ] {
        assert_eq!(quotes(&format!("# The mill\n\n## {heading}\n\nThe stones turn.\n")).len(), count, "{heading}");
    }
    assert_eq!(quotes("# The mill\n\n## The stones are dressed by...\n\n- the miller\n- his son\n").len(), 0);
}

#[test]
fn a_word_that_stands_nowhere_but_in_a_phrase_of_the_article_is_a_piece_of_it() {
    let body = "The mill sells stone ground flour. Stone ground rye is coarser, and stone ground oats keep for a month.\n";
    assert_eq!(quotes(&format!("# Why we like stone gro\n\n{body}")), ["Why we like stone gro"]);
    // "Rust" is a word, and the article has it only within others.
    let rust = "The hinge is rust free. A rusty, rust-free or rustproof hinge squeaks.\n";
    assert_eq!(quotes(&format!("# A hinge without any rust\n\n{rust}")).len(), 0);
    let wind = "The east windmill turns. The east windmill rests. The east windmill is sold.\n";
    assert_eq!(quotes(&format!("# All about the east wind\n\n{wind}")), ["All about the east wind"]);
    assert_eq!(quotes(&format!("# All about the east wind\n\n{wind}The wind comes from the sea.\n")).len(), 0);
    let other = wind.replace("windmill", "winding");
    assert_eq!(quotes(&format!("# All about the east wind\n\n{other}")).len(), 0);
}

#[test]
fn two_things_of_one_page_may_have_names_that_begin_alike() {
    let page = |body: &str| format!("# Class: Tide\n\n{body}\n\n# Class: TideTable\n\nIt has a row for each day.\n");
    assert_eq!(quotes(&page("Each Tide has a height, and a Tide knows its hour.")).len(), 0);
    assert_eq!(quotes(&page("It has a height.")), ["Class: Tide"]);
}

#[test]
fn a_name_that_lost_its_end_is_known_by_the_article() {
    let body = "Millstonery is the craft of it. We learn Millstonery for years, and Millstonery feeds us.\n";
    let page = |title: &str| format!("---\ntitle: {title}\n---\n\n{body}");
    assert_eq!(quotes(&page("How we grind fine flour with Millston")), ["How we grind fine flour with Millston"]);
    for title in ["How we grind fine flour with Millstonery", "How We Grind Fine Flour With Mills", "How we grind with Rye"] {
        assert_eq!(quotes(&page(title)).len(), 0, "{title}");
    }
}

#[test]
fn a_verb_that_the_article_knows_as_the_beginning_of_a_noun_is_a_piece_of_it() {
    let body = "Flour management is a trade. Whoever learns flour management learns to wait, for flour management takes time.\n";
    assert_eq!(quotes(&format!("# An introduction to flour manage\n\n{body}")), ["An introduction to flour manage"]);
    assert_eq!(quotes(&format!("# How the buyers of flour manage\n\n{body}")).len(), 0);
    let two = |short: &str, long: &str| format!("---\ntitle: {long}\n---\n\n# {short}\n\nIt takes time.\n");
    assert_eq!(quotes(&two("Asking the mill with a GrainHasht", "Asking the mill with a GrainHashtable")).len(), 1);
}

#[test]
fn names_and_words_with_a_hyphen_are_completed_by_the_article() {
    let body = "MillWorks runs it, and MillWorks is paid for stone-ground flour. Call GetGrainSize or GetGrainSize again.\n";
    assert_eq!(quotes(&format!("# A visit to MillWor\n\n{body}")), ["A visit to MillWor"]);
    assert_eq!(quotes(&format!("# Flour that is stone-gro\n\n{body}")), ["Flour that is stone-gro"]);
    for heading in ["How to call GetGrain", "A visit to MillWorks", "A visit to MillTown", "Flour that is stone-cold"] {
        assert_eq!(quotes(&format!("# {heading}\n\n{body}")).len(), 0, "{heading}");
    }
}

#[test]
fn a_letter_that_the_article_goes_on_with_is_no_name() {
    let body = "The grain is ground for every baker in town, and ground for eternity.\n";
    assert_eq!(quotes(&format!("# The grain we have ground for e\n\n{body}")), ["The grain we have ground for e"]);
    assert_eq!(quotes(&format!("# The grain we have ground for e\n\n{body}\nThe number e is irrational.\n")).len(), 0);
    assert_eq!(quotes(&format!("# The grain we solve for x\n\n{body}")).len(), 0);
}

/// An article about a mill, long enough that its names stand in it again.
fn about_the_mill(title: &str, sentence: &str) -> String {
    let filler = "The stones turn slowly and the water comes from the pond behind the house where the cats live. ".repeat(7);
    format!("# {title}\n\n{filler}{sentence}\n")
}

#[test]
fn a_capital_alone_at_the_end_of_a_long_title_is_the_first_letter_of_a_word() {
    assert_eq!(quotes(&about_the_mill("From the City to the River: How a Miller Turned T", "It rains.")).len(), 1);
    assert_eq!(quotes(&about_the_mill("How the Miller of the Old Town Came to Plan B", "Then came plan B, and it rained.")).len(), 0);
    assert_eq!(quotes(&about_the_mill("Vitamin D", "It rains.")).len(), 0);
}

#[test]
fn a_prefix_and_a_word_are_no_word_where_the_article_has_a_longer_one() {
    assert_eq!(quotes("# Three ways to do resear\n\nGood research takes time, and research on flour takes a year.\n").len(), 1);
    assert_eq!(quotes("# Three ways to do rework\n\nWe reworked the stones.\n").len(), 0);
}

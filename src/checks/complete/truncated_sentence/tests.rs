use crate::checks::tested::{findings, markdown};

const RULE: &str = "truncated-sentence";

/// An article that closes its paragraphs, with this passage in it.
fn article(passage: &str) -> String {
    format!(
        "# The old quay\n\nThe quay was built of granite and oak. It is older than the church.\n\n{passage}\n\n\
         ## Who looks after it\n\nThe harbour master does, with two men and a boat. They come in spring and in autumn.\n"
    )
}

fn quotes(passage: &str) -> Vec<String> {
    markdown(RULE, &article(passage)).into_iter().map(|(_, words)| words).collect()
}

#[test]
fn paragraphs_that_stop_are_found() {
    for (passage, words) in [
        ("Boats tie up on the inner side, where the wall shelters them, and the", "shelters them, and the"),
        ("Whoever comes after dark hangs a lamp at the bow, rings twice,", "the bow, rings twice,"),
        ("The stones were cut on the island (the quarry lies behind the", "quarry lies behind the"),
        ("The oldest ring carries a date that nobody can read, because", "nobody can read, because"),
        ("In a storm from the west the outer berths are closed, and boats must lie in the basin behind the mil", "basin behind the mil"),
        ("The crane lifts two tonnes. Anything heavier has to wait for the floating crane, which comes when the", "which comes when the"),
        ("Guests pay one coin for", "pay one coin for"),
        ("Every spring the divers look at the foundations, and every spring they find a hole that is bigger than", "that is bigger than"),
    ] {
        assert_eq!(quotes(passage), [words], "{passage}");
    }
}

#[test]
fn what_begins_as_a_sentence_and_stops_without_a_mark_is_found() {
    for (passage, words) in [
        ("We seldom see a", "We seldom see a"),
        ("They keep the best ropes", "keep the best ropes"),
        ("When we have a long", "we have a long"),
        ("The divers work for the town and for whoever asks them. So far, over 40 boats", "far, over 40 boats"),
        ("In either case (by day or by night", "day or by night"),
        ("Nobody who comes here for the first time believes the\n\n[Stories of the quay.](stories.md)", "first time believes the"),
        (
            "- The ladder is made of oak.\n- The lamp is lit at six in the evening.\n- Count the ropes on the quay\n- The bell rings twice in fog.",
            "ropes on the quay",
        ),
    ] {
        assert_eq!(quotes(passage), [words], "{passage}");
    }
    for passage in [
        "When to moor",
        "If you need help",
        "- The ladder is made of oak.\n- The lamp is lit at six.\n- Ropes on the quay\n- The bell rings.\n\nThe quay has\n\n- a crane\n- two lamps",
        "The fee is the same for all who come here by day. Width of the berths in metres, between the posts: 40 feet",
        "In memory of the men of the\n\n[Old quay](quay.md)",
    ] {
        assert_eq!(quotes(passage), Vec::<String>::new(), "{passage}");
    }
}

#[test]
fn paragraphs_without_a_mark_on_purpose_are_left_alone() {
    for passage in [
        "The basin\\\nBehind the mill\\\nwhere the water is still",
        "Harbour office, 2 Quay Street, second door on the left",
        "*The quay in a photograph that the ferryman took in the summer of 1921*",
        "“Nobody ties up here after dark,” said the master. “Nobody?” “Nobody.”",
        "Photo 3: the divers on the stairs of the quay, before they go down to the foundations",
        "With kind regards, Ann Lund",
        "**Opening hours of the harbour office in the months from May to September**",
        "The ring was put in by Smith & Sons Ltd.",
        "Lamps, ropes, etc.",
        "> The stones were cut on the island and\n>\n> Ann Lund",
        "https://example.org/the-quay/and-its-stones",
        "Read more in [the book of the quay that the office sells to guests](book.md)",
        "What the office asks for, what it gives back, and where the money comes from:\n\n- the berths\n- the crane",
        "Whoever wants to tie up sees to it that\n\n1. the fenders are out\n2. the engine is off",
        "The lamp is the one that the divers put in.",
        "Who looks after the lamps, the ropes and the ladders of the outer wall:\nJohn Lund\nMary Berg\nThe clerk of the office",
        "Thank you to everyone who came to the opening of the new stairs! <3",
        "“The new stairs are the best thing that has happened to the crews in years.” - John Lund, Director of the Pilots",
        "This notice was late, and we are sorry about it. --Ann",
        "Look at\n\n[The book of the quay](book.md) for the names of the stones.",
    ] {
        assert_eq!(quotes(passage), [""; 0], "{passage}");
    }
}

#[test]
fn an_item_is_measured_by_its_siblings() {
    let list = |item: &str| {
        format!(
            "- Hang out the fenders before the wall comes near.\n- Shut the engine off at the stairs.\n{item}\n- Ring the bell of the office once."
        )
    };
    for item in [
        "- Pass the line through the ring, not around the bollard, which is kept for the",
        "- Pass the line through the ring, not around the bollard, which belongs to the ferry",
        "- Pass the line and",
        "- Tell the harbour mas",
    ] {
        assert_eq!(quotes(&list(item)).len(), 1, "{item}");
    }
    for item in
        ["- Fenders", "- [The rules of the basin, as the office prints them every year](rules.md)", "- Pass the line:\n  - first\n  - then"]
    {
        assert_eq!(quotes(&list(item)).len(), 0, "{item}");
    }
    // Items that make one sentence together.
    assert_eq!(quotes("- take the line, and\n- make it fast").len(), 0);
    assert_eq!(quotes("1. The boat is paid for;\n2. the lamp is lit; and\n3. the master has been told.").len(), 0);
    // The first line of an item is the name of what its paragraphs say.
    assert_eq!(
        quotes("1. Making fast at the outer wall in a wind from the west\n\n   Use two lines.\n\n2. Going on land.\n\n   Use the stairs.\n\n3. Leaving.\n\n   Ring twice.")
            .len(),
        0
    );
}

#[test]
fn a_cell_stops_only_in_a_word_that_ends_nothing() {
    let table = |cell: &str| format!("| Berth | For whom |\n| --- | --- |\n| Outer wall | {cell} |\n| Basin | Small boats |");
    assert_eq!(quotes(&table("Ships that stay for a night and the")), ["a night and the"]);
    assert_eq!(
        markdown(
            RULE,
            "# Berths\n\nAll are let.\n\n<table><tr><th>Berth</th></tr><tr><td>It is for those of the<ul><li>harbour</li><li>office</li></ul></td></tr></table>\n"
        ),
        []
    );
    for cell in ["Ships that stay for the night", "Guests, crews, owners", "Whoever the master sends in"] {
        assert_eq!(quotes(&table(cell)).len(), 0, "{cell}");
    }
}

#[test]
fn words_are_missing_where_a_sentence_begins_behind_an_open_one() {
    for (passage, words) in [
        ("The divers look at the stones and. They write it down.", "and."),
        ("The crane was brought from the In the winter it stands still.", "the In"),
        ("The master keeps the keys of When nobody is there, the clerk opens.", "of When"),
        ("It rests on a bed of Most days, the water hides it.", "of Most"),
        ("The office hands out a list with They sign it at the stairs.", "with They"),
        ("The pilot knows the way to Per the rules of 1921, nobody else may steer.", "to Per"),
        ("The book lists the names of But nobody reads it.", "of But"),
        ("The clerk talks with the In weeks of this kind and weather, he stays at home.", "the In"),
        ("The stairs lead down to Use the rope when they are wet.", "to Use"),
        ("Guests pay for the week and Although the clerk is strict, nobody minds.", "and Although"),
    ] {
        let found = markdown(RULE, &article(passage));
        let found: Vec<&str> = found.iter().map(|(message, _)| message.as_str()).collect();
        assert_eq!(found, [format!("words are missing at “{words}”")], "{passage}");
    }
}

#[test]
fn names_and_titles_behind_small_words_are_whole() {
    for passage in [
        "The ferry goes to The Hague in summer.",
        "She sings in The Lost Anchor, the band of the quay.",
        "The plan of 1921 was called “Fishing With and For the Village” and was never built.",
        "Ask the We the People group.",
        "The lamps are lit, the boats are in\nThe harbour of the winter,\nAnd nobody goes out.",
        "The crew of When the Boat Comes In lives here.",
        "Use the `for` loop or the For button, the In tray and the At sign.",
        "Press the Use this rope button, then choose the Make a knot page.",
        "The For loop, which comes first, ties the rope.",
        "It was far from the Civil War, and It was long ago.",
        "He wrote a How to Tie Up leaflet.",
        "The rope is the one for *The Old Lady*, our crane.",
    ] {
        assert_eq!(quotes(passage), [""; 0], "{passage}");
    }
}

#[test]
fn a_line_in_an_export_that_lost_its_end_is_found_before_a_quotation() {
    let text = "The old quay\n\nThe quay was built of granite and oak. It is older than the church.\n\n\
                Voices from the pier and\n\n“I came for the boats and stayed for the people,” says the cook. He has been here for years.\n\n\
                The office is open until five. The master has the key.\n";
    assert_eq!(findings(RULE, "quay.txt", text).len(), 1);
}

#[test]
fn dashes_and_hyphens_that_nothing_takes_up_are_found() {
    for (passage, count) in [
        ("The divers came back for another reason —", 1),
        ("In autumn the clerk counts the lamps once more -", 1),
        ("Under the outer wall the divers found a long-", 1),
        ("The old drawings show a founda-", 1),
        ("The old drawings show two things —\n\n- a stair\n- a ring", 0),
        ("The old drawings show two things —\n\nthe stair and the ring that it leads to.", 0),
        ("The master keeps what he calls for short —\n\n**Stairs** that lead down to the water at low tide.", 0),
        ("“Nobody ties up here in the dark, for it is —”", 0),
        ("A word may begin in `under-`", 0),
        ("The lamp that was lit here was given by the crews —\n\nAnn Lund", 0),
    ] {
        assert_eq!(quotes(passage).len(), count, "{passage}");
    }
}

#[test]
fn pieces_of_words_are_known_by_their_letters() {
    for (passage, count) in [
        ("- Lamps and ropes\n- Rings for the lifebo and the harbour organiz\n- Oil", 1),
        ("- Lamps and ropes\n- Rings for the lifeboat\n- Oil", 0),
        ("| Who | What |\n| --- | --- |\n| Clerk | Keeps the book of the organiz |\n| Master | Keeps the key |", 1),
        ("| Who | What |\n| --- | --- |\n| Clerk | Crews who |\n| Master | Guests of the pier who |", 1),
        ("| Who | What |\n| --- | --- |\n| Clerk | The ring it belongs to |\n| Master | Keeps the key |", 0),
        ("| Name | Also |\n| --- | --- |\n| Rope | hawser, line, ropee, rop |", 0),
        ("- Lamps and ropes\n- Rings for the quayd\n- Oil", 0),
        ("The bell (rung twice", 1),
        ("As a guest (of the", 1),
        ("The master asks the crews for an organiz They come in spring.", 1),
        ("The master asks the crews and the organiz However, they come in spring.", 0),
        ("They bring what they need and the However, nobody else may.", 1),
        ("The text of the book This Old Quay is in the office.", 0),
    ] {
        assert_eq!(quotes(passage).len(), count, "{passage}");
    }
}

#[test]
fn a_quotation_may_lack_its_mark_but_no_noun() {
    for (passage, count) in [
        ("> We came for the boats, we stayed for the people, and then the", 1),
        ("> We came for the boats and stayed for the people", 0),
        ("> We came for the boats, we stayed for the people, and then the\n\nwind turned, as the book says.", 0),
        ("> We came for the boats and the\n>\n> Ann Lund, pilot", 0),
        ("*Photo 2: The quay before and after the*", 1),
        ("*Photo 2: The quay before the storm*", 0),
        ("Whoever comes late pays the clerk in the morning (or leaves the coins in the box at the\n\npierbox is the name of the box.", 1),
    ] {
        assert_eq!(quotes(passage).len(), count, "{passage}");
    }
}

#[test]
fn an_end_in_a_name_or_a_number_is_whole() {
    for passage in [
        "The berth that was let to the pilots for the whole of the winter is berth QUAY0123",
        "The wind at the outer wall is measured twice a day, and the strongest so far was 35 knots",
        "The clock of the harbour office has always been set by hand to Quay Summer Time",
        "Whoever rents a berth for a whole season is given a value that is called berthNumber",
    ] {
        assert_eq!(quotes(passage), [""; 0], "{passage}");
    }
}

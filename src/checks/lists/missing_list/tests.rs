//! Lead-ins in articles about a harbour, and what follows them.

use crate::checks::tested::{findings, markdown};

const RULE: &str = "missing-list";

/// The lead-ins that are found in an article about a harbour, with other text around `middle`.
fn found(middle: &str) -> usize {
    let text = format!(
        "# The harbour\n\nThe harbour has four berths.\n\n## Berths\n\nEach berth has a ladder.\n\n{middle}\n\n## Fees\n\nPaid in the office.\n\n## Hours\n\nFrom six.\n"
    );
    markdown(RULE, &text).len()
}

#[test]
fn a_list_is_missing_where_the_section_ends_or_runs_on() {
    for middle in [
        "Whoever rents one has to bring these papers:",
        "To rent a berth for the winter, a tenant has to bring three papers:\n\nFor example, the tenant of berth four brings the contract of last year and a plan of the boat.\n\nThe office keeps them until spring, and gives them back when the fee is paid.",
        "The warden looks after the following ropes and lamps:",
        "A tenant may not:",
        "**Tools for the ladder:**",
        "Duties of the warden:\n\nDuties of the tenant:",
        "What the tide takes:\n\nWhat the tide brings:",
        "The book lists damage such as:\n\nWhen the master has read the book, he sends it to the town.",
        "To get a berth for the night boat, go to the office and ask there about everything:",
        "The warden answers for the ropes of the whole harbour, and for its lamps. He watches figures like:\n\nThe pilot answers for the ships that come in at night, and for those that wait outside. His figures include:\n\nBoth are paid by the town.",
        "Every tenant must:\n\nThere is a second ladder behind the shed, and nobody has used it since the flood.",
        "The fee pays for things including:\n\nHowever, the crane is paid by the hour and has a book of its own.",
        "Before the first frost, put away the following tools.",
        "The crew is paid as follows.",
        "Each berth has a number. Below is a list of what the fee pays for.",
        "The commonest kinds of damage were the following.\n\nThe warden walks the quay twice a day, once at dawn and once when the lamps are lit.",
        "There are a number of rules for the ladders:\n\nNote that the oak ones are older than the quay.",
        "You can test a ladder before you climb it by:\n\nThe warden has seen many of them break, and most were younger than he is.",
        "The lengths that the warden allows are:\n\nThe shortest ladder is older than he is.",
        "These lamps burn in all weathers:",
        "Signs that a ladder is too old to climb:",
        "Some examples:",
        "Some questions to ask before the winter:\n\nThe warden keeps the ladders in the shed, and nobody may use them without his leave.\n\nHe has the key on his belt, where he can feel it all day long and half of the night.",
        "Key duties of the warden include:\n\n### What makes the harbour so safe at night:\n\n- the lamps\n- the bell",
        "Five ladders have to be carried home:",
        "1. Ask the warden for the key.\n2. Take the things you need:\n3. Lock the shed behind you again.",
        "The warden looks after three things:\n\n- **Ladders:**\n- **Lamps:**\n- **Ropes:**",
        "- Lamps: they are lit at dusk and put out at dawn.\n- Ropes: they are changed every spring by the crew.\n- Ladders:",
        "- **Lamps** are lit at dusk and put out at dawn.\n- **Ropes** are changed every spring by the crew.\n- **Ladders**",
        "To keep the crews warm, the town provides:\n\nThe warden also pays for the coal, and for the lamp that burns at the stove all night long.\n\nHe pays in spring.",
        "The warden looks out for any ladders that:\n\nThe oak ones are older than the quay and will outlive the warden and his brother.",
        "Crews can tie up in several ways depending on the wind:\n\nHaving these ways to tie up spares the old piles, which the ice has moved.\n\nThe piles are oak.",
        "Each letter conveys these pieces of news:\n\nThe second letter goes to the town, and the clerk files it there by its number and its year.\n\nIt waits.",
        "The keepers knew a few things at the outset:\n\nThe help with points 1 and 2 came from the island, where a keeper had seen the same.\n\nIt went on.",
        "On this round the warden will:\n\nSome of the questions that he asks at each ladder are:\n\n- Is it dry?\n- Does it hold?",
        "The mark of a ladder must be one of those in the following table:\n\nYou can put the mark on a new ladder with the iron from the office, like this:\n\n```\niron 4\n```",
        "There are several ways to climb a ladder:\n\n### What is a ladder made of?\n\nOak.\n\n### Who climbs it?\n\nThe warden.",
        "Keep in mind the ladders, the lamps and the ropes, including:\n\n*Written by Ada Lund, who has kept the pier for nine winters.*",
    ] {
        assert!(found(middle) > 0, "{middle}");
    }
}

#[test]
fn what_was_announced_stands_there_in_another_form() {
    for middle in [
        "The ladders are of these kinds:\n\n### Iron\n\nThey rust.\n\n### Oak\n\nThey rot.",
        "The gauge prints lines like:\n\n```\n6:10 4.2 m\n```",
        "The berths are:\n\n| Berth | Metres |\n| --- | --- |\n| 1 | 12 |",
        "The master says things like:\n\n> The sea has time.",
        "The berths are shown in these pictures:\n\n![Berth one](one.jpg)",
        "The berths are:\n\n{{< berths >}}",
        "There are two ways to moor:\n\nFirst, drop the anchor and let the stern swing to the quay until the crew can step over.\n\nSecond, go alongside.",
        "Take these three along:\n\n**Ropes.** Two of ten metres.\n\n**Lamps.** One for each end.",
        "The master put it this way:\n\nNo ladder was ever lost to the sea, only to people who did not look after it.",
        "Best regards:",
        "Date:\n\nBerth:\n\nName:",
        "The work went on during the following weeks.",
        "More on this in the following sections.",
        "He asked me:\n\nWhere do you keep the second ladder, the one that my father made?",
        "Three things matter: the rope, the lamp and the tide.",
        "- Slack water:\n- High water:\n- Low water:",
        "Please fill in the following fields:\n\n- **Name:**\n- **Boat:**\n- **Berth:**",
        "Berths are let in two ways:\n\n## By the day\n\nAsk the warden.\n\n## By the year\n\nAsk the town.",
        "Here are my thoughts on the ladders:\n\nThe oak ones are older than the quay and will outlive the warden.",
        "Those are the five newest ladders.",
        "The ladders are listed [here](ladders.md).",
        "Letters fall into three piles:\n\nUrgent. Somebody waits at the counter, and the warden answers.\n\nNormal. The letter has a date.\n\nOther. It is filed.",
        "1. Ask the warden.\n2. Look at the gauge:\n\n```\n4.2 m\n```\n\n3. Moor.",
        "The help that is provided:\n\nThe oak ladders are older than the quay, and the warden has a saw for them.\n\nIt is sharp.",
        "Here's what our book consists of:\n\nOur book has three parts:\n\n- Ladders\n- Lamps",
        "The ladders can:\n\nIf the tide is low, stand on the sand, as they do in these two places:\n\n- the pier\n- the steps",
        "The things worth knowing are:\n\n### Context-bound rules\n\nNone.\n\n### Rules of the quay\n\nTwo.",
        "Wood comes with a few limits:\n\n### Half dry?\n\nThen wait.\n\n### Wet wood\n\nIt rots.",
        "We look at these charts:\n\n`inner.png` (two metres):\n\n![The inner basin](inner.png)\n\n`outer.png` (nine metres):\n\n![The outer basin](outer.png)",
        "When the gate moves, you can wait for events:\n\n## .on('open', gate)\n\nIt is open.\n\n## .on('close', gate)\n\nIt is closed.",
        "For more of it, you can take advantage of:\n\n### tide-clock\n\nIt rings when the water comes.",
        "- _boat_ `Boat`:\n- _berth_ `?number`: The berth that it takes.",
        "Some signs to type:\n\n- :anchor:\n- :sailboat:\n- :wave:",
        "Let us walk through what the parts do:\n\n##### setup\n\nThe part called setup lights the lamps and waits for the first boat of the day.\n\n##### close\n\nIt puts them out.",
        "- Ask the warden for the key, then look at this film of the gate:\n\n  ![The gate](gate.gif)",
    ] {
        assert_eq!(found(middle), 0, "{middle}");
    }
}

#[test]
fn a_footer_is_no_list_and_navigation_is_one() {
    let page = |behind: &str| {
        format!(
            "<html><body><article><h1>The harbour</h1><p>Each berth has a ladder, and the warden looks after it.</p><p>Bring the following papers:</p></article>{behind}</body></html>"
        )
    };
    assert_eq!(findings(RULE, "harbour.html", &page("<footer><p>The town, all rights reserved.</p></footer>")).len(), 1);
}

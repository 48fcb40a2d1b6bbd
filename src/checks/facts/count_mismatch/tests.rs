//! Lead-ins in many wordings above a list that has one item more than they say, and lead-ins that announce something else.

use crate::checks::tested::markdown;

const FOUR: &str =
    "- Look at the water before you cast off.\n- Tell the warden where you go.\n- Keep the papers dry.\n- Come back before dark.\n";

fn found(lead_in: &str) -> usize {
    markdown("count-mismatch", &format!("# Harbour\n\nThe office helps everyone.\n\n{lead_in}\n\n{FOUR}\nThen go home.\n")).len()
}

#[test]
fn lead_ins_announce_in_many_ways() {
    for lead_in in [
        "The warden has three duties:",
        "You will need three things:",
        "A berth is rented in three ways:",
        "There are three reasons why boats sink:",
        "This matters for three reasons:",
        "Every crew has to pass three checks before it may leave:",
        "The plan rests on three pillars:",
        "In short, there are three main lessons:",
        "The three phases of the project are:",
        "The three phases are as follows:",
        "Here are three tips for a calm night:",
        "Follow these three steps to moor:",
        "The following three boats are for sale:",
        "To join, complete the following three steps:",
        "The harbour is divided into three areas:",
        "A good rope has three qualities we look for:",
        "Before you sign, ask yourself three questions:",
        "The committee considered three options, listed below:",
        "Three factors explain the rise:",
        "It boils down to three points:",
        "There are 3 ways you can reach the office:",
        "The office offers three services (all of them free):",
        "Keep these three rules in mind:",
        "The lock has three chambers, which are used in turn:",
        "**There are three types of rope:**",
        "Most delays come from one of three causes:",
        "Each crew plays one of the following three roles:",
        "Three kinds of boats use the lock:",
        "We saw three emerging types of use:",
        "Once the crew is ready, there are three good approaches to leaving the pier:",
        "The council named three critical topics:",
        "There are three kinds of ropes, each with its own use:",
        "There are three files in this folder:",
        "The round has three stages, described below:",
        "The new edition includes three new features:",
        "The new edition includes three new features to its chart of the sound:",
        "You can choose between three berths:",
        "Three things I wish I had known before I came:",
        "The warden makes three checks (told under Ropes, Lamps, Papers and Water):",
        "A berth is rented in three ways, each with its own form:",
    ] {
        assert_eq!(found(lead_in), 1, "{lead_in}");
    }
}

#[test]
fn lead_ins_that_announce_something_else_are_left_alone() {
    for lead_in in [
        "The harbour has three lamps and a bell for any crew:",
        "If there are three pilots on board, they must:",
        "The three wardens told us to:",
        "In all three cases, do this:",
        "Each of the three crews must:",
        "At least three papers are needed, such as:",
        "With three boats in the lock, remember to:",
        "The three offices do the following:",
        "Do these checks on all three engines:",
        "One of three things you should know, for example:",
        "We asked three wardens about the lamps. They said:",
        "The first three steps are:",
        "Up to three of these may be chosen:",
        "The ferry to the three islands:",
        "Tickets for three people:",
        "Boats with three engines must:",
        "The three ferries share:",
        "When three boats meet:",
        "The three towns disagree about:",
        "Our three founders believe in:",
        "The three partners agreed to:",
        "Three wardens can:",
        "Three boats came in and they carried:",
        "The three ports reported these problems:",
        "The 24 wardens we asked often named these troubles:",
        "The plan to build three piers was abandoned:",
        "There are not three ways but more:",
        "The office takes three papers and can lend:",
        "A series of three posts that explain:",
        "In these three pictures we:",
        "In three lessons you will learn:",
        "The main differences between the three boats are:",
        "The main differences between the three methods are:",
        "What the three options have in common:",
        "The law knows three kinds of boats but treats alike:",
        "There are three winners in each class:",
        "Three lights on the front show:",
        "Then write down three rules, each marked:",
        "Name three reasons, each with one of:",
        "The kit includes three lamps for crews that:",
        "Each crew picks three tasks from the list:",
        "Choose three topics for your report:",
        "A combination of three different signs between:",
        "Three conditions decide whether:",
        "The three steps share:",
        "The following matters in all three stages:",
        "In addition to the three rules above:",
        "Besides these three reasons:",
        "For all three roles you need:",
        "After three steps you will have:",
        "These three options let you:",
        "The three ideas grew into:",
        "From three ideas came:",
        "You need three parts and some glue:",
        "There are three types plus a default:",
        "The lists below have three items each:",
        "Each of the following has three parts:",
        "The three functions take the same arguments:",
        "Three lessons for people who:",
        "Rope Guidelines 3.0 references:",
        "The crew works three hours:",
    ] {
        assert_eq!(found(lead_in), 0, "{lead_in}");
    }
}

#[test]
fn lists_are_counted_as_a_writer_may_count_them() {
    let silent = |text: &str| assert_eq!(markdown("count-mismatch", text).len(), 0, "{text}");
    silent("# A\n\nThere are three ways:\n\n- by road\n- by rail\n\nMore of them:\n\n- by boat\n");
    silent("# A\n\nThere are four ways:\n\n- by land\n  - by road\n  - by rail\n- by sea\n  - by ferry\n  - by boat\n");
    silent("# A\n\nThere are five ways:\n\n- by road\n- by rail\n");
    silent("# A\n\nThere are two ways:\n\n- by road\n- by rail\n- by boat\n- on foot\n");
    silent("# A\n\nThere are three ways:\n\n- by road\n- by rail\n\nAnd finally, by boat.\n");
    silent("# A\n\nThere are three ways:\n\n- by road\n- by rail\n\n```\nsail\n```\n\n- by boat\n");
    silent("# A\n\nThere are two ways:\n\n- **By road.**\n- The road is long.\n- **By rail.**\n");
}

//! Articles that say what others say, put into a library of articles made by rule: how many are found, and that what articles may share stays silent.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use contentaudit::checks;
use contentaudit::document::Sketch;
use contentaudit::library::{Entry, Library, Passage, Wording};
use contentaudit::rule::{Check, FoundAcross};
use contentaudit::span::Span;

/// Numbers without pattern, the same in each run (Steele, Lea and Flood 2014, `SplitMix`).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % sides as u64) as usize
    }

    fn one_of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.roll(words.len())]
    }
}

const WHO: [&str; 24] = [
    "the warden",
    "the council",
    "the ferry",
    "a pilot",
    "the crew",
    "the yard",
    "a visitor",
    "the mayor",
    "the keeper",
    "the museum",
    "every boat",
    "the office",
    "the school",
    "a baker",
    "the tavern",
    "the diver",
    "our guide",
    "the museum's clerk",
    "the market",
    "a fisherman",
    "the doctor",
    "the teacher",
    "the bridge master",
    "nobody",
];
const DOES: [&str; 24] = [
    "sets",
    "mends",
    "paints",
    "counts",
    "orders",
    "moves",
    "lights",
    "closes",
    "opens",
    "measures",
    "sells",
    "repairs",
    "visits",
    "carries",
    "cleans",
    "inspects",
    "describes",
    "remembers",
    "collects",
    "builds",
    "hires",
    "watches",
    "paid for",
    "asked about",
];
const WHAT: [&str; 28] = [
    "the fees",
    "the old crane",
    "the outer buoys",
    "the north pier",
    "the lamp",
    "the nets",
    "two barrels",
    "the gauge",
    "the ropes",
    "the inner quay",
    "a new roof",
    "the tickets",
    "the charts",
    "the sails",
    "the berths",
    "the engine",
    "the timetable",
    "the dredger",
    "the customs house",
    "the herring",
    "the gate of the lock",
    "the signal",
    "the stones of the wall",
    "the ledger",
    "the winter stores",
    "the slipway",
    "the bell",
    "the coal",
];
const WHEN: [&str; 20] = [
    "in spring",
    "before the storm",
    "after the council has met",
    "on Sundays",
    "when the tide is low",
    "for the summer",
    "at noon",
    "every second year",
    "with some delay",
    "because the current is strong",
    "without being asked",
    "for a small deposit",
    "as long as there is light",
    "since the war",
    "together with the neighbours",
    "although it rains",
    "near the market",
    "until the ice comes",
    "behind the workshop",
    "by the light of a lantern",
];

const HOW: [&str; 40] = [
    "wide", "rusty", "famous", "small", "western", "painted", "broken", "heavy", "narrow", "borrowed", "stone", "iron", "quiet", "late",
    "cheap", "dear", "double", "hidden", "wooden", "steep", "windy", "blue", "early", "royal", "empty", "common", "proud", "leaky",
    "polished", "second", "distant", "lonely", "crowded", "salted", "frozen", "crooked", "northern", "modest", "handsome", "tarred",
];

fn sentence(dice: &mut Dice) -> String {
    let mut clause = || {
        let what = dice.one_of(&WHAT);
        let (article, thing) = what.split_once(' ').unwrap_or(("", what));
        format!(
            "{} {} {article} {} {thing} {} {}",
            dice.one_of(&WHO),
            dice.one_of(&DOES),
            dice.one_of(&HOW),
            dice.one_of(&HOW),
            dice.one_of(&WHEN)
        )
    };
    let (first, second) = (clause(), clause());
    let text = format!("{first}, and {second}.");
    let first: String = text.chars().take(1).flat_map(char::to_uppercase).collect();
    first + &text.chars().skip(1).collect::<String>()
}

/// Paragraphs of sentences.
type Text = Vec<Vec<String>>;

fn text(dice: &mut Dice) -> Text {
    let paragraphs = 5 + dice.roll(6);
    (0..paragraphs).map(|_| (0..3 + dice.roll(3)).map(|_| sentence(dice)).collect()).collect()
}

const NOTE: &str = "Please note that the paths along the water are closed from dusk until dawn, that dogs are kept on a lead, that nobody swims in the \
                    basin or dives from the crane, and that the society answers for no loss. What stands here is no advice: ask the warden before you \
                    sail, listen to the forecast, and keep the charts of the year on board. Whoever finds a mistake is thanked and given a cup of tea, \
                    in the office of the society, on the first floor of the old customs house, on any day but Monday, between nine and noon or by \
                    appointment. The texts of this library may be copied by schools.";

fn article(title: &str, text: &Text) -> String {
    let body: Vec<String> = text.iter().map(|sentences| sentences.join(" ")).collect();
    format!("# {title}\n\n{}\n\n## About this library\n\n{NOTE}\n", body.join("\n\n"))
}

/// The text with every tenth word or so changed.
fn changed(dice: &mut Dice, text: &Text) -> Text {
    let mut word = |word: &str| {
        if dice.roll(10) == 0 { ["once", "rather", "here", "perhaps", "quite"][dice.roll(5)].to_owned() } else { word.to_owned() }
    };
    text.iter().map(|own| own.iter().map(|sentence| sentence.split(' ').map(&mut word).collect::<Vec<_>>().join(" ")).collect()).collect()
}

/// The same sentences in another order.
fn shuffled(dice: &mut Dice, text: &Text) -> Text {
    let mut all: Vec<String> = text.concat();
    for at in (1..all.len()).rev() {
        all.swap(at, dice.roll(at + 1));
    }
    all.chunks(4).map(<[String]>::to_vec).collect()
}

/// What the rules on articles that say the same find in a folder: lines of the concise report.
fn found(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let select = "duplicate-article,near-duplicate-article,reused-passage";
    let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
    let command = command.current_dir(folder).env_clear().args(["check", "--output-format", "concise", "--select", select]).args(arguments);
    let said = String::from_utf8(command.output().unwrap().stdout).unwrap();
    said.lines().filter(|line| line.contains('[')).map(str::to_owned).collect()
}

const SOUND: usize = 300;

/// A sound library: every article has its own text, and all have the same note.
fn library(dice: &mut Dice) -> (tempfile::TempDir, Vec<Text>) {
    let folder = tempfile::tempdir().unwrap();
    let texts: Vec<Text> = (0..SOUND).map(|_| text(dice)).collect();
    for (number, text) in texts.iter().enumerate() {
        let title = format!("How {} {} {} {}", dice.one_of(&WHO), dice.one_of(&DOES), dice.one_of(&WHAT), dice.one_of(&WHEN));
        fs::write(folder.path().join(format!("a{number:03}.md")), article(&title, text)).unwrap();
    }
    (folder, texts)
}

#[test]
fn a_sound_library_with_boilerplate_is_silent() {
    let (folder, _) = library(&mut Dice(1));
    assert_eq!(found(folder.path(), &["."]), Vec::<String>::new());
    // An editor may see what was learnt.
    let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
    let output = command.current_dir(folder.path()).args(["check", "--show-boilerplate", "--no-cache"]).output().unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    insta::assert_snapshot!(shown);
}

#[test]
fn copies_of_three_kinds_are_found() {
    let mut dice = Dice(2);
    let (folder, texts) = library(&mut dice);
    let mut missed = Vec::new();
    for copy in 0..102 {
        let of = &texts[copy * 2];
        let own = match copy % 3 {
            0 => of.clone(),
            1 => shuffled(&mut dice, of),
            _ => changed(&mut dice, of),
        };
        fs::write(folder.path().join(format!("copy-{copy}.md")), article(&format!("Told once more: {copy}"), &own)).unwrap();
    }
    let found = found(folder.path(), &["."]);
    for copy in 0..102 {
        let rule = if copy % 3 == 0 { "warning[duplicate-article]" } else { "info[near-duplicate-article]" };
        let (name, of) = (format!("copy-{copy}.md:1:3: {rule}"), format!("that of a{:03}.md", copy * 2));
        if !found.iter().any(|line| line.starts_with(&name) && line.contains(&of)) {
            missed.push(copy);
        }
    }
    assert!(missed.len() * 20 <= 102, "{} of 102 missed: {missed:?}", missed.len());
    // Each is one finding, at the copy, and nothing else is one.
    let at: BTreeSet<&str> = found.iter().filter_map(|line| line.split(':').next()).collect();
    assert_eq!((at.len(), found.len() - at.len()), (102 - missed.len(), 0), "{found:#?}");
    for jobs in ["1", "2", "8"] {
        assert_eq!(self::found(folder.path(), &[".", "--jobs", jobs]), found);
    }
}

#[test]
fn scopes_are_never_compared_and_a_few_files_are_no_library() {
    let mut dice = Dice(3);
    let folder = tempfile::tempdir().unwrap();
    let own = article("How the warden counts the ropes", &text(&mut dice));
    for part in ["old", "new"] {
        fs::create_dir(folder.path().join(part)).unwrap();
        fs::write(folder.path().join(part).join("ropes.md"), &own).unwrap();
    }
    assert_eq!(found(folder.path(), &["."]).len(), 1);
    assert_eq!(found(folder.path(), &["old/ropes.md", "new/ropes.md"]).len(), 0);
    fs::write(folder.path().join("contentaudit.toml"), "[library]\nscopes = [\"old/**\", \"new/**\"]\n").unwrap();
    assert_eq!(found(folder.path(), &["."]).len(), 0);
}

#[test]
fn the_criterion_is_audited_with_the_library_alone() {
    let mut dice = Dice(4);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ropes.md"), article("How the warden counts the ropes", &text(&mut dice))).unwrap();
    let said = |path: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
        let output = command.current_dir(folder.path()).env_clear().args(["check", path, "--output-format", "concise"]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(!said(".").contains("not audited"), "{}", said("."));
    assert!(said("ropes.md").contains("2 not audited (agreement, original)"), "{}", said("ropes.md"));
}

/// What an article has as its passage of a number.
type Shape = fn(usize, u64) -> u64;

/// How long the rule takes on so many articles.
fn time(rule: &str, articles: usize, shape: Shape) -> Duration {
    let standard = checks::standard().unwrap();
    let Check::AcrossLibrary(check) = standard.rule(standard.find(rule).unwrap()).unwrap().check(&toml::Table::new()).unwrap() else {
        return Duration::ZERO;
    };
    let spread = |value: u64| (value + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let entry = |article: usize| {
        let keys = || (0..40).map(|number| spread(shape(article, number)));
        let passage = |key| Passage::new(key, 60, Span::at(0));
        let wording = Wording {
            body: keys().fold(0, |sum, key| sum.rotate_left(7) ^ key),
            words: 2_400,
            passages: keys().map(passage).collect(),
            sketch: Sketch::of(keys().flat_map(|key| (0..8).map(move |shingle| spread(key ^ shingle)))),
            ..Wording::default()
        };
        let mut path = String::new();
        write!(path, "a{article}/{}.md", spread(article as u64)).unwrap();
        Entry { path: path.into(), wording, ..Entry::default() }
    };
    let library = Library::new((0..articles).map(entry));
    let start = Instant::now();
    let mut found = FoundAcross::default();
    check.check(&library, &mut found);
    start.elapsed()
}

#[test]
fn no_library_takes_more_than_linear_time() {
    /// What the articles of a library have: by article and number of the passage.
    const SHAPES: [(&str, Shape); 5] = [
        ("all the same", |_, number| number),
        ("the same boilerplate in all", |article, number| if number < 30 { number } else { article as u64 * 100 + number }),
        ("nearly the same", |article, number| if number > 0 { number } else { article as u64 * 100 }),
        (
            "families of four",
            |article, number| if number > 8 { article as u64 / 4 * 100 + number } else { article as u64 * 1_000_003 + number },
        ),
        ("chains of neighbours", |article, number| article as u64 * 20 + number),
    ];
    for rule in ["duplicate-article", "near-duplicate-article", "reused-passage"] {
        for (name, shape) in SHAPES {
            let (small, large) = (time(rule, 1_000, shape), time(rule, 8_000, shape));
            // A step on all pairs takes sixty-four times as long.
            assert!(
                large < Duration::from_millis(800) || large < small * 24,
                "{rule}, {name}: {small:?}, then {large:?} for eight times as much"
            );
        }
    }
}

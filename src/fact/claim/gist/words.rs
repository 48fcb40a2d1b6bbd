//! Words as gists compare them, and lists of those that mean something to one.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::fact::claim::{ClaimWord, claim_word, subject};
use crate::fact::words::{WordList, stem};

/// Words that say that something has a value, and leave it to the unit which.
const LIGHT: &WordList = &WordList::of([
    "accommodates",
    "account",
    "accounted",
    "accounts",
    "allows",
    "amount",
    "amounts",
    "available",
    "averages",
    "capacity",
    "carries",
    "carry",
    "charge",
    "charged",
    "charges",
    "charging",
    "come",
    "comes",
    "contain",
    "contains",
    "cost",
    "costing",
    "costs",
    "cover",
    "covers",
    "deep",
    "depth",
    "duration",
    "employ",
    "employs",
    "extends",
    "feature",
    "features",
    "fee",
    "fees",
    "form",
    "forms",
    "get",
    "gets",
    "give",
    "gives",
    "got",
    "height",
    "high",
    "hold",
    "holds",
    "houses",
    "ideal",
    "include",
    "includes",
    "last",
    "lasted",
    "lasting",
    "lasts",
    "length",
    "long",
    "made",
    "make",
    "makes",
    "measure",
    "measured",
    "measures",
    "measuring",
    "need",
    "needs",
    "offer",
    "offered",
    "offers",
    "operate",
    "operates",
    "pay",
    "pays",
    "percent",
    "percentage",
    "price",
    "priced",
    "prices",
    "proportion",
    "provide",
    "provides",
    "rate",
    "reach",
    "reached",
    "reaches",
    "recommended",
    "represents",
    "require",
    "required",
    "requirement",
    "requires",
    "retails",
    "rise",
    "rises",
    "run",
    "running",
    "runs",
    "seats",
    "sells",
    "serves",
    "share",
    "size",
    "span",
    "spans",
    "stand",
    "stands",
    "stretches",
    "support",
    "supports",
    "take",
    "takes",
    "taking",
    "tall",
    "total",
    "totaled",
    "totals",
    "usual",
    "weigh",
    "weighing",
    "weighs",
    "weight",
    "wide",
    "width",
    "worth",
]);

/// Forms of one word that no ending joins, and the one that stands for them.
const FORMS: [(&str, &str); 42] = [
    ("acquisition", "acquire"),
    ("began", "begin"),
    ("begun", "begin"),
    ("birth", "born"),
    ("bought", "buy"),
    ("broke", "break"),
    ("brought", "bring"),
    ("built", "build"),
    ("chosen", "choose"),
    ("constructed", "build"),
    ("construction", "build"),
    ("death", "died"),
    ("drawn", "draw"),
    ("drew", "draw"),
    ("established", "found"),
    ("establishment", "found"),
    ("foundation", "found"),
    ("gone", "go"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("growth", "grow"),
    ("held", "hold"),
    ("introduction", "introduce"),
    ("kept", "keep"),
    ("led", "lead"),
    ("left", "leave"),
    ("lent", "lend"),
    ("lost", "lose"),
    ("met", "meet"),
    ("production", "produce"),
    ("reduction", "reduce"),
    ("sent", "send"),
    ("shipment", "ship"),
    ("sold", "sell"),
    ("spent", "spend"),
    ("store", "keep"),
    ("stored", "keep"),
    ("stores", "keep"),
    ("taught", "teach"),
    ("won", "win"),
    ("written", "write"),
    ("wrote", "write"),
];

/// The words of [`FORMS`].
const HAS_FORM: &WordList = &WordList::of_keys(FORMS);

/// Words that say of a whole sentence that it may be so, was so or is wanted.
pub(super) const UNCERTAIN: &[&str] = &[
    "if",
    "suppose",
    "would",
    "could",
    "should",
    "might",
    "may",
    "goal",
    "goals",
    "target",
    "targets",
    "aim",
    "aims",
    "aimed",
    "plans",
    "planned",
    "hopes",
    "hoped",
    "expects",
    "expected",
    "forecast",
    "projected",
    "proposed",
    "estimated",
    "previously",
    "originally",
    "formerly",
    "initially",
    "once",
    "former",
    "already",
    "another",
    "only",
    "still",
    "whether",
    "instead",
    "nearly",
    "almost",
    "extra",
    "additional",
    "further",
    "not",
    "never",
    "no",
    "than",
];

/// Words on which a clause behind them depends.
pub(super) const CONDITIONS: &[&str] = &["if", "suppose", "unless", "whether", "imagine"];

/// Words for many of a thing.
pub(super) const GROUPS: &[&str] = &["collection", "fleet", "network", "pool", "range", "staff", "stock", "team", "total", "workforce"];

/// Whether a heading says no more than that figures follow: "Technical data".
pub(super) fn announces_figures(heading: &str) -> bool {
    heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(|word| OF_FIGURES.has(word))
}

/// Words of such headings.
const OF_FIGURES: &WordList = &WordList::of([
    "basic",
    "basics",
    "data",
    "details",
    "dimensions",
    "facts",
    "features",
    "figures",
    "general",
    "information",
    "key",
    "measurements",
    "notes",
    "numbers",
    "overview",
    "product",
    "specification",
    "specifications",
    "specs",
    "summary",
    "technical",
]);

pub(super) fn words_of(text: &str) -> Vec<ClaimWord> {
    /// More are no title, no heading and no label: each claim has a copy of them.
    const MOST: usize = 40;
    text.split(|c: char| !c.is_alphanumeric()).filter_map(word).take(MOST).collect()
}

/// A word as gists compare it; `None` for one that says nothing of what a value is of.
pub(super) fn word(printed: &str) -> Option<ClaimWord> {
    if LIGHT.has(printed) {
        return None;
    }
    if HAS_FORM.has(printed) {
        let form = FORMS.iter().find(|(form, _)| form.eq_ignore_ascii_case(printed))?.1;
        return if LIGHT.has(form) { None } else { subject::word(form) };
    }
    let is_small = printed.bytes().all(|byte| byte.is_ascii_lowercase())
        || printed.get(1..).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_lowercase()));
    subject::word(if is_small { root(printed) } else { printed })
}

/// A noun without the ending that makes it of a verb: "renewal", "completion", "shipment".
fn root(printed: &str) -> &str {
    /// Letters of the verb.
    const FEWEST: usize = 4;
    let singular = printed.strip_suffix('s').unwrap_or(printed);
    ["ation", "ment", "ion", "al"].iter().find_map(|end| singular.strip_suffix(end)).filter(|verb| verb.len() >= FEWEST).unwrap_or(printed)
}

/// What has a date: without a word of these a date tells which of many is meant.
pub(super) static EVENTS: LazyLock<HashSet<ClaimWord>> = LazyLock::new(|| {
    const NAMES: [&str; 47] = [
        "abolish",
        "acquire",
        "adopt",
        "arrive",
        "become",
        "begin",
        "born",
        "build",
        "certify",
        "close",
        "complete",
        "create",
        "deadline",
        "demolish",
        "destroy",
        "die",
        "discover",
        "dissolve",
        "donate",
        "elect",
        "enact",
        "end",
        "expire",
        "finish",
        "found",
        "inaugurate",
        "incorporate",
        "introduce",
        "invent",
        "launch",
        "merge",
        "move",
        "open",
        "pass",
        "patent",
        "plant",
        "premiere",
        "publish",
        "ratify",
        "register",
        "release",
        "reopen",
        "repeal",
        "sign",
        "start",
        "take",
        "win",
    ];
    let forms = |name: &&str| [word(name), word(&format!("{name}ed")), word(&format!("{name}d"))];
    NAMES.iter().flat_map(forms).flatten().collect()
});

/// Which of the lengths of a thing an adjective or noun names: "4 m tall" is not "4 m wide".
pub(super) fn axis(printed: &str) -> Option<ClaimWord> {
    const HEIGHT: &[&str] = &["high", "height", "tall"];
    const WIDTH: &[&str] = &["wide", "width"];
    const DEPTH: &[&str] = &["deep", "depth"];
    let name = [HEIGHT, WIDTH, DEPTH].iter().find(|names| names.contains(&printed))?;
    name.last().map(|name| claim_word(&stem(name)))
}

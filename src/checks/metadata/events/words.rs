//! Words by which a sentence says that something began or ended.

/// What a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// "founded".
    Start,
    /// "began": what is begun can be finished.
    WorkStart,
    /// "published": what is published can be changed.
    TextStart,
    /// "born".
    PersonStart,
    /// "its founding".
    StartNoun,
    /// "closed".
    End,
    /// "finished".
    WorkEnd,
    /// "updated".
    TextEnd,
    /// "died".
    PersonEnd,
    /// "its closure".
    EndNoun,
}

const START: &[&str] = &[
    "chartered",
    "commenced",
    "commences",
    "commissioned",
    "created",
    "enacted",
    "erected",
    "established",
    "established",
    "formed",
    "founded",
    "founding",
    "inaugurated",
    "incorporated",
    "instituted",
    "introduced",
    "launched",
    "launches",
    "launching",
    "open",
    "opened",
    "opening",
    "opens",
    "organised",
    "organized",
    "ratified",
    "built",
    "constructed",
    "adopted",
];
const WORK_START: &[&str] =
    &["began", "begin", "begins", "begun", "beginning", "initiated", "kicked", "start", "started", "starting", "starts"];
const TEXT_START: &[&str] = &["issued", "posted", "published", "released", "written"];
const PERSON_START: &[&str] = &[
    "appointed",
    "arrested",
    "born",
    "elected",
    "employed",
    "enrolled",
    "hired",
    "joined",
    "married",
    "admitted",
    "served",
    "ruled",
    "reigned",
];
const START_NOUN: &[&str] = &[
    "adoption",
    "beginning",
    "birth",
    "creation",
    "establishment",
    "formation",
    "foundation",
    "founding",
    "inception",
    "incorporation",
    "introduction",
    "launch",
    "opening",
    "start",
];
const END: &[&str] = &[
    "abolished",
    "cancelled",
    "canceled",
    "ceased",
    "close",
    "closed",
    "closes",
    "collapsed",
    "concluded",
    "concludes",
    "decommissioned",
    "delisted",
    "demolished",
    "destroyed",
    "disbanded",
    "discontinued",
    "disestablished",
    "dissolved",
    "ended",
    "ends",
    "expired",
    "expires",
    "folded",
    "liquidated",
    "phased",
    "razed",
    "repealed",
    "scrapped",
    "shut",
    "shuttered",
    "sunset",
    "terminated",
    "wound",
    "withdrawn",
    "retired",
    "withdrawn",
];
const WORK_END: &[&str] = &["completed", "finalised", "finalized", "finished", "finishes", "wrapped"];
const TEXT_END: &[&str] = &["amended", "corrected", "modified", "retracted", "revised", "updated"];
const PERSON_END: &[&str] = &["acquitted", "died", "discharged", "divorced", "graduated", "left", "resigned", "retired"];
const END_NOUN: &[&str] = &[
    "abolition",
    "cancellation",
    "closing",
    "closure",
    "collapse",
    "completion",
    "death",
    "demise",
    "demolition",
    "discontinuation",
    "dissolution",
    "end",
    "expiration",
    "expiry",
    "repeal",
    "retirement",
    "shutdown",
    "termination",
];

impl Part {
    pub fn of(word: &str) -> Option<Self> {
        let lower = word.to_ascii_lowercase();
        let has = |list: &[&str]| list.contains(&lower.as_str());
        Some(if has(START) {
            Self::Start
        } else if has(WORK_START) {
            Self::WorkStart
        } else if has(TEXT_START) {
            Self::TextStart
        } else if has(PERSON_START) {
            Self::PersonStart
        } else if has(END) {
            Self::End
        } else if has(WORK_END) {
            Self::WorkEnd
        } else if has(TEXT_END) {
            Self::TextEnd
        } else if has(PERSON_END) {
            Self::PersonEnd
        } else if has(START_NOUN) {
            Self::StartNoun
        } else if has(END_NOUN) {
            Self::EndNoun
        } else {
            return None;
        })
    }

    pub const fn is_noun(self) -> bool {
        matches!(self, Self::StartNoun | Self::EndNoun)
    }

    pub const fn is_of_person(self) -> bool {
        matches!(self, Self::PersonStart)
    }

    /// Whether what begins with this word can end with the other. A book may appear after its author's death, and a bridge may be opened
    /// before it is completed.
    pub const fn may_begin(self, end: Self) -> bool {
        match end {
            Self::End | Self::EndNoun => {
                matches!(self, Self::Start | Self::WorkStart | Self::TextStart | Self::PersonStart | Self::StartNoun)
            }
            Self::WorkEnd => matches!(self, Self::WorkStart),
            Self::TextEnd => matches!(self, Self::TextStart),
            Self::PersonEnd => matches!(self, Self::PersonStart | Self::WorkStart),
            _ => false,
        }
    }
}

/// Words that say that something stood still for a time, and that it went on.
pub(super) const STANDING_STILL: &[&str] = &["closed", "shut", "suspended", "interrupted", "halted"];
pub(super) const GOING_ON: &[&str] = &["reopened", "resumed", "restarted", "restored"];

/// Words that say that something began or ended more than once, or of several things which date is whose.
pub(super) const TWICE: &[&str] = &[
    "again",
    "another",
    "reestablished",
    "refounded",
    "reintroduced",
    "relaunched",
    "reopened",
    "reopening",
    "respectively",
    "restarted",
    "restored",
    "resumed",
    "revived",
    "second",
    "third",
    "rebuilt",
    "republished",
    "reissued",
    "rereleased",
];
/// Words by which a range of dates is a change of a date.
pub(super) const MOVING: &[&str] = &[
    "advanced",
    "amended",
    "back",
    "backdated",
    "brought",
    "change",
    "changed",
    "changes",
    "changing",
    "corrected",
    "deferred",
    "delayed",
    "earlier",
    "extended",
    "forward",
    "move",
    "moved",
    "moves",
    "moving",
    "postponed",
    "pulled",
    "pushed",
    "rescheduled",
    "revised",
    "shifted",
    "updated",
];
/// Prepositions of dates.
pub(super) const BEFORE_DATES: &[&str] = &["in", "on", "by", "around", "circa", "during", "of", "since", "from", "as", "about", "until"];
/// Words between a preposition and a date.
pub(super) const ABOUT: &[&str] =
    &["early", "late", "mid", "around", "about", "the", "year", "spring", "summer", "autumn", "fall", "winter", "beginning", "end"];
/// Words before a noun that say whose it is.
pub(super) const WHOSE: &[&str] = &["its", "his", "her", "their", "the"];
/// Words between a word and its date that begin something else.
pub(super) const STOPS: &[&str] =
    &["and", "or", "but", "which", "who", "that", "when", "while", "where", "because", "until", "after", "before", "since", "than", "not"];
/// What follows came before.
pub(super) const LOOKING_BACK: &[&str] = &["after", "having", "following", "since"];
/// What follows came later.
pub(super) const LOOKING_ON: &[&str] = &["until", "till", "before", "to", "through"];
/// Words between the beginning and the end that are no other subject.
pub(super) const LINKS: &[&str] = &[
    "and", "but", "then", "was", "were", "is", "are", "had", "has", "have", "been", "being", "be", "will", "it", "they", "its", "his",
    "her", "their", "later", "only", "just", "barely", "less", "more", "than", "yet", "from", "also", "already", "works", "taken", "torn",
    "soon",
];

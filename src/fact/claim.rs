//! Claims: what an article says a value is of, so that two places that speak of one fact can be laid side by side.
//!
//! Two readers fill them. A *frame* is a sentence built like a statement of a value ("the average salary of a pilot is …"): its words are those
//! of subject and attribute. A *statement* is any other clause with a value: its words are all that is left when the value is cut out. Both
//! prefer to say nothing.

use super::interval::Interval;
use super::{Dimension, Facts, Quantity};
use serde::{Deserialize, Serialize};
use std::hash::{Hash, Hasher};

use crate::document::BlockId;
use crate::span::Span;

mod acronym;
mod frame;
mod gist;
mod label;
mod matching;
mod opener;
mod order;
mod passing;
mod relation;
mod statement;
mod subject;
mod table;
mod turn;

pub use matching::{Brief, Likeness, likeness};
pub use order::is_order;
pub use relation::{is_place, is_role};
pub use statement::{has_particular_subject, names_subject};

/// How a claim is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ClaimForm {
    /// "The average salary of a pilot is …": the words are sorted.
    Frame,
    /// A cell of a table, of its row and its column: the words are sorted.
    Cell,
    /// "Base salary: $120,000": the sorted words of the label; [`Claim::names`] are those of the heading or title that says of what.
    Label,
    /// A clause with its value cut out: the words keep their order.
    Statement,
    /// What the clause around a value, a label or a cell says that it is of, however it is built: the words are sorted, [`Claim::names`] are those of
    /// the title.
    Gist,
}

/// What a claim says the value is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum ClaimValue {
    /// All values in base units that it may stand for.
    Quantity {
        /// The values.
        interval: Interval,
        /// It is not claimed to be exact.
        is_vague: bool,
        /// Two ends are printed.
        is_range: bool,
    },
    /// A date as far as it is printed.
    Date {
        /// Year.
        year: Option<i16>,
        /// Month.
        month: Option<u8>,
        /// Day.
        day: Option<u8>,
    },
    /// A name of something or somebody: the first of its words, 0 for none. Two names are at odds when they share no word.
    Name([ClaimWord; 4]),
}

impl ClaimValue {
    /// Whether both cannot be true of one thing.
    #[must_use]
    pub fn contradicts(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Quantity { interval, is_vague, .. }, Self::Quantity { interval: other, is_vague: other_vague, .. }) => {
                !interval.meets(*other, *is_vague || *other_vague) && !interval.is_converted(*other)
            }
            (Self::Date { year, month, day }, Self::Date { year: other_year, month: other_month, day: other_day }) => {
                let differ = |one: Option<i16>, other: Option<i16>| one.zip(other).is_some_and(|(one, other)| one != other);
                differ(*year, *other_year)
                    || differ(month.map(i16::from), other_month.map(i16::from))
                    || differ(day.map(i16::from), other_day.map(i16::from))
            }
            (Self::Name(words), Self::Name(other)) => !words.iter().any(|word| *word != 0 && other.contains(word)),
            _ => false,
        }
    }
}

impl ClaimValue {
    /// Whether both cannot be true of one thing. A sentence that is said twice must say the same limit and the same ends of a range; other claims may
    /// overlap.
    #[must_use]
    pub fn conflicts(&self, other: &Self, said_twice: bool) -> bool {
        self.contradicts(other) || said_twice && (self.is_other_range(other) || self.is_other_limit(other))
    }

    /// Whether both are limits on one side, "within 14 days" and "within 30 days", of other values.
    fn is_other_limit(&self, other: &Self) -> bool {
        let (Self::Quantity { interval, .. }, Self::Quantity { interval: other, .. }) = (self, other) else { return false };
        let end = |value: f64, rounding: f64| Interval { low: value, high: value, rounding };
        let differ = |one: f64, two: f64| !end(one, interval.rounding).meets(end(two, other.rounding), false);
        let are_highest = interval.low.is_infinite() && other.low.is_infinite() && interval.high.is_finite() && other.high.is_finite();
        let are_lowest = interval.high.is_infinite() && other.high.is_infinite() && interval.low.is_finite() && other.low.is_finite();
        are_highest && differ(interval.high, other.high) || are_lowest && differ(interval.low, other.low)
    }

    /// Whether both are ranges with other ends.
    fn is_other_range(&self, other: &Self) -> bool {
        let (Self::Quantity { interval, is_range: true, .. }, Self::Quantity { interval: other, is_range: true, .. }) = (self, other)
        else {
            return false;
        };
        let end = |value: f64, rounding: f64| Interval { low: value, high: value, rounding };
        let same = |one: f64, two: f64| end(one, interval.rounding).meets(end(two, other.rounding), false);
        !same(interval.low, other.low) || !same(interval.high, other.high)
    }
}

/// Whether a claim holds for a time only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Timely {
    /// It holds for good.
    No,
    /// It changes from year to year: money, counts, shares.
    ByYear,
    /// A date of a statement: the next issue says the same of the next meeting.
    ByMonth,
}

/// A word as claims compare it: the hash of its stem.
pub type ClaimWord = u32;

/// A value and what it is of.
#[derive(Clone, Debug)]
pub struct Claim {
    /// How it is made.
    pub form: ClaimForm,
    /// The words of what the value is of.
    pub words: Box<[ClaimWord]>,
    /// For a statement: how many of its words stand before the value. For a frame 1 if the value is part of its subject, else 0. For a gist its tense.
    pub slot: u16,
    /// The sentence says that it repeats what was said, or stands where an article sums up.
    pub restates: bool,
    /// The sentence leans on another one, speaks to the reader or says little: it is a claim only beside one that restates it. Of a gist: it has no name.
    pub is_weak: bool,
    /// What limits it: place, segment, tense, other values of the sentence. Sorted; only claims of one scope are compared.
    pub scope: Box<[ClaimWord]>,
    /// The date or version that a heading above it names.
    pub when: Option<ClaimWord>,
    /// Names among the words: two claims must agree on them. Sorted.
    pub names: Box<[ClaimWord]>,
    /// What the value measures: dimension, currency, what is counted, rates. Only claims of one measure are compared.
    pub measure: u64,
    /// Whether it holds for a time only.
    pub timely: Timely,
    /// A number without unit and without anything that it counts.
    pub is_bare: bool,
    /// The value.
    pub value: ClaimValue,
    /// The leaf block that holds it.
    pub block: BlockId,
    /// The value as printed, in [`crate::document::Document::text`].
    pub at: Span,
    /// For a frame: the words of subject and attribute as printed; else the sentence.
    pub about: Span,
    /// The words that limit a frame, before its subject and behind its value; of a cell the head of its column; of a gist its value, if that is joined
    /// to what it describes ("an 18-month warranty"); else empty.
    pub limits: [Span; 2],
}

impl Claim {
    /// Whether both cannot be true. A sentence that is said twice must say the same ends of a range; other claims may overlap.
    #[must_use]
    pub fn contradicts(&self, other: &Self) -> bool {
        let is_said = |form: ClaimForm| matches!(form, ClaimForm::Statement | ClaimForm::Gist);
        let said_twice = is_said(self.form) && is_said(other.form);
        self.value.conflicts(&other.value, said_twice)
    }

    /// Equal for claims that speak of the same fact in the same words, in whatever article.
    #[must_use]
    pub fn key(&self) -> u64 {
        let words = |seed: u64, words: &[ClaimWord]| words.iter().fold(hash(seed, b"|"), |sum, word| hash(sum, &word.to_le_bytes()));
        let form = match self.form {
            ClaimForm::Statement => &b"statement"[..],
            ClaimForm::Gist => b"gist",
            ClaimForm::Frame | ClaimForm::Cell | ClaimForm::Label => b"frame",
        };
        let form = hash(SEED, form);
        let of_words = words(words(form, &self.words), &self.scope);
        // Where a gist has its value tells nothing of what it is of.
        let slot = if self.form == ClaimForm::Gist { of_words } else { hash(of_words, &self.slot.to_le_bytes()) };
        let measured = hash(slot, &self.measure.to_le_bytes());
        self.when.map_or(measured, |when| hash(measured, &when.to_le_bytes()))
    }
}

impl Facts<'_> {
    /// The claims of the article, in the order of their values. Read when first asked for.
    #[must_use]
    pub fn claims(&self) -> &[Claim] {
        self.claims.get_or_init(|| {
            let mut claims = Vec::new();
            for sentence in self.sentences() {
                frame::read(self, &sentence, &mut claims);
                label::read(self, &sentence, &mut claims);
                statement::read(self, &sentence, &mut claims);
            }
            table::read(self, &mut claims);
            label::definitions(self, &mut claims);
            relation::read(self, &mut claims);
            order::read(self, &mut claims);
            acronym::shorten(self, &mut claims);
            self.date_claims(&mut claims);
            claims.sort_by_key(|claim| (claim.at, claim.form));
            claims
        })
    }
}

impl Facts<'_> {
    /// The gists of the article's clauses, labels and cells, in the order of their values. Read when first asked for.
    #[must_use]
    pub fn gists(&self) -> &[Claim] {
        self.gists.get_or_init(|| {
            let mut gists = gist::read(self);
            self.date_claims(&mut gists);
            gists
        })
    }

    /// Tells each claim the date or version that a heading above it names.
    fn date_claims(&self, claims: &mut [Claim]) {
        let dated = self.dated_sections();
        for claim in claims {
            let section = self.document.sections.partition_point(|section| section.heading <= claim.block);
            claim.when = section.checked_sub(1).and_then(|at| dated.get(at)).copied().flatten();
        }
    }

    /// For each section the date or version that its heading or one above it names: what stands below holds for that.
    fn dated_sections(&self) -> Vec<Option<ClaimWord>> {
        let mut dated: Vec<Option<ClaimWord>> = Vec::with_capacity(self.document.sections.len());
        for section in &self.document.sections {
            let title = self.document.text_of(section.heading);
            let has_date = || self.sentences_in(section.heading).any(|sentence| sentence.dates().next().is_some());
            let own = (section.level > 1 && (names_version(title) || has_date())).then(|| claim_word(title));
            let above = dated.get(section.parent as usize).copied().flatten();
            dated.push(own.or(above));
        }
        dated
    }
}

/// Whether a heading names a version: digits with a point between them, or behind a "v".
fn names_version(title: &str) -> bool {
    title.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let number = word.strip_prefix(['v', 'V']);
        let digits = number.unwrap_or(word);
        digits.starts_with(|c: char| c.is_ascii_digit())
            && (number.is_some() || digits.contains('.') && digits.chars().all(|c| c.is_ascii_digit() || c == '.'))
    })
}

/// The value of a quantity as claims compare it.
fn value_of(quantity: &Quantity) -> ClaimValue {
    ClaimValue::Quantity { interval: quantity.interval(), is_vague: quantity.bound.is_vague(), is_range: quantity.high.is_some() }
}

/// Whether what a quantity measures changes from year to year.
const fn timely(quantity: &Quantity) -> Timely {
    match quantity.low.unit.dimension {
        Dimension::Money(_) | Dimension::Count | Dimension::Percent | Dimension::Fraction => Timely::ByYear,
        _ => Timely::No,
    }
}

/// Whether a quantity is a number and no more.
fn is_bare(quantity: &Quantity) -> bool {
    quantity.low.unit.dimension == Dimension::Count && quantity.noun.is_empty()
}

/// The hash of some bytes (FNV-1a, 64 bits; Fowler, Noll, Vo 1991), folded from `seed`.
fn hash(seed: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(seed, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// [`hash`] of what is no text.
struct Sum(u64);

impl Hasher for Sum {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(self.0, bytes);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Where [`hash`] begins.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// A word as claims compare it.
fn claim_word(stem: &str) -> ClaimWord {
    let wide = hash(SEED, stem.as_bytes());
    (wide ^ wide >> 32) as u32
}

/// The words of a text as claims compare them, sorted.
#[must_use]
pub fn claim_words(text: &str) -> Vec<ClaimWord> {
    let mut words: Vec<ClaimWord> = text.split(|c: char| !c.is_alphanumeric()).filter_map(subject::word).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// What a quantity measures.
fn measure(facts: &Facts<'_>, quantity: &Quantity) -> u64 {
    let mut sum = Sum(SEED);
    (quantity.low.unit.dimension, &quantity.rates).hash(&mut sum);
    let mut sum = sum.finish();
    // What is counted is the last word: "annual visitors" are visitors; but "68-member" is members, whatever stands behind it.
    let mut words = facts.printed(quantity.noun).split_whitespace();
    if let Some(noun) = if is_glued(facts, quantity) { words.next() } else { words.next_back() } {
        sum = hash(sum, super::words::stem(noun).as_bytes());
    }
    sum
}

/// "68-member": whether what is counted is joined to its number.
fn is_glued(facts: &Facts<'_>, quantity: &Quantity) -> bool {
    let start = quantity.noun.start();
    !quantity.noun.is_empty() && facts.document.text.as_bytes().get(start.saturating_sub(1) as usize) == Some(&b'-')
}

/// The measure of a plain count of things.
fn measure_of_count(noun: &str) -> u64 {
    let mut sum = Sum(SEED);
    (Dimension::Count, &[] as &[crate::fact::Rate]).hash(&mut sum);
    hash(sum.finish(), super::words::stem(noun).as_bytes())
}

/// The measure of dates.
fn date_measure() -> u64 {
    hash(SEED, b"date")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::limits::Limits;
    use crate::source::{Format, Source};

    /// How each two neighbouring claims of a form compare in an article: how alike they are, and whether they contradict each other.
    fn compared(text: &str, form: ClaimForm) -> Vec<(Option<Likeness>, bool)> {
        let document = Document::read(Source::of_text("article.md", Format::Markdown, text), &Limits::default(), "en");
        let facts = Facts::of(&document);
        let claims: Vec<&Claim> = facts.claims().iter().filter(|claim| claim.form == form).collect();
        claims
            .windows(2)
            .filter_map(
                |pair| if let [one, other] = pair { Some((likeness(one, other), one.value.contradicts(&other.value))) } else { None },
            )
            .collect()
    }

    #[test]
    fn frames_meet_whichever_way_round_they_are_said() {
        let frames = |text: &str| compared(text, ClaimForm::Frame);
        assert_eq!(
            frames("The default timeout of Relay is 5 seconds, after which it stops. Relay's default timeout is 2,500 ms."),
            [(Some(Likeness::Same), true)]
        );
        assert_eq!(
            frames(
                "The average base salary for a pilot hovers around $95,000. The average annual salary for a pilot ranges from $90,000 to $99,000."
            ),
            [(Some(Likeness::Same), false)]
        );
        assert_eq!(frames("The fee of the quay is $40 per night. The fee of the quay is $40 per month."), [(None, false)]);
        assert_eq!(frames("The fee of the quay was $40. The fee of the quay is $50."), [(None, true)]);
    }

    #[test]
    fn gists_meet_however_their_clauses_are_built() {
        let meet = |one: &str, other: &str| {
            let text = format!("# Halvorsen Rope\n\n{one}\n\n{other}\n");
            let document = Document::read(Source::of_text("article.md", Format::Markdown, &text), &Limits::default(), "en");
            let facts = Facts::of(&document);
            let in_block = |block: BlockId| facts.gists().iter().filter(move |gist| gist.block == block);
            in_block(2).any(|one| in_block(3).any(|other| likeness(one, other).is_some()))
        };
        for (one, other) in [
            ("The mill keeps order books for seven years.", "Order books are kept by the mill for ten years."),
            ("The guarantee lasts 24 months.", "Halvorsen Rope comes with an 18-month guarantee."),
            ("Halvorsen Rope has 12 shops.", "Goods may be returned at any of the 15 shops of Halvorsen Rope."),
            ("Halvorsen Rope was opened in 1931 by a bishop.", "It recalls the opening of Halvorsen Rope in 1913."),
            ("The old mill has 40 looms.", "With 45 looms, the old mill is the largest in town."),
        ] {
            assert!(meet(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("The old mill has 40 looms.", "The new mill has 45 looms."),
            ("The old mill has 40 looms.", "If all goes well, the old mill has 45 looms."),
            ("The old mill had 40 looms.", "The old mill has 45 looms."),
            ("The mast is 4 m tall.", "The mast is 4 m wide."),
            ("The two-ton winch stands outside.", "The five-ton winch stands outside."),
        ] {
            assert!(!meet(one, other), "{one} {other}");
        }
    }

    #[test]
    fn statements_meet_behind_their_openers() {
        let statements = |text: &str| compared(text, ClaimForm::Statement);
        assert_eq!(
            statements("The office counted 1,240 ships at the quay. In short, the office counted 1,420 ships at the quay."),
            [(Some(Likeness::Same), true)]
        );
        assert_eq!(statements("The office counted 1,240 ships at the quay. The office counted 1,420 boats at the quay."), [(None, true)]);
        assert_eq!(
            statements("Keepers lived in the lighthouse until 1968. To recap: Keepers lived in the lighthouse until 1986."),
            [(Some(Likeness::Same), true)]
        );
    }
}

//! Frames without a figure: where something is based, whom somebody reports to, who leads it.

use std::sync::LazyLock;

use memchr::memmem;

use super::{Claim, ClaimForm, ClaimValue, ClaimWord, SEED, Timely, claim_word, hash, subject};
use crate::document::{BlockId, Flags, Kind};
use crate::fact::Facts;
use crate::fact::words::{WordList, is_function_word};
use crate::span::Span;

/// What is said of a subject.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// "is headquartered in Austin".
    Place,
    /// "reports to the chief executive".
    ReportsTo,
    /// "is led by a director".
    LedBy,
}

/// The words of each relation, blanks included.
const RELATIONS: [(&str, Relation); 9] = [
    (" headquartered in ", Relation::Place),
    (" based in ", Relation::Place),
    (" has its headquarters in ", Relation::Place),
    (" with its headquarters in ", Relation::Place),
    (" with headquarters in ", Relation::Place),
    (" reports to ", Relation::ReportsTo),
    (" reports directly to ", Relation::ReportsTo),
    (" is led by ", Relation::LedBy),
    (" is headed by ", Relation::LedBy),
];

/// Words that are hedges, or a state of the past or of some only: nothing is claimed of the subject as it is.
pub(super) const UNSURE: &WordList = &WordList::of([
    "a",
    "can",
    "could",
    "former",
    "formerly",
    "generally",
    "had",
    "if",
    "initially",
    "may",
    "might",
    "most",
    "mostly",
    "new",
    "no",
    "not",
    "now",
    "often",
    "once",
    "or",
    "originally",
    "previously",
    "should",
    "some",
    "sometimes",
    "then",
    "typically",
    "until",
    "usually",
    "was",
    "were",
    "when",
    "whether",
    "will",
    "would",
]);

/// Words before the relation that belong to its verb.
const AUXILIARY: &[&str] = &["also", "and", "are", "both", "company", "currently", "directly", "firm", "is", "which", "who"];

/// Names of places that hold others: "Munich" and "Germany" do not contradict each other.
const WIDE: &[&str] = &[
    "africa",
    "alabama",
    "alaska",
    "america",
    "argentina",
    "arizona",
    "arkansas",
    "asia",
    "australia",
    "austria",
    "bavaria",
    "bay area",
    "belgium",
    "brazil",
    "britain",
    "brooklyn",
    "bulgaria",
    "california",
    "canada",
    "chile",
    "china",
    "colombia",
    "colorado",
    "connecticut",
    "croatia",
    "czech republic",
    "delaware",
    "denmark",
    "egypt",
    "england",
    "estonia",
    "europe",
    "finland",
    "florida",
    "france",
    "georgia",
    "germany",
    "greece",
    "hawaii",
    "hungary",
    "iceland",
    "idaho",
    "illinois",
    "india",
    "indiana",
    "indonesia",
    "iowa",
    "ireland",
    "israel",
    "italy",
    "japan",
    "kansas",
    "kentucky",
    "kenya",
    "latvia",
    "lithuania",
    "london",
    "louisiana",
    "maine",
    "malaysia",
    "manhattan",
    "maryland",
    "massachusetts",
    "mexico",
    "michigan",
    "minnesota",
    "mississippi",
    "missouri",
    "montana",
    "nebraska",
    "netherlands",
    "nevada",
    "new england",
    "new hampshire",
    "new jersey",
    "new mexico",
    "new york",
    "new zealand",
    "nigeria",
    "north america",
    "north carolina",
    "north dakota",
    "norway",
    "ohio",
    "oklahoma",
    "ontario",
    "oregon",
    "pakistan",
    "pennsylvania",
    "peru",
    "philippines",
    "poland",
    "portugal",
    "quebec",
    "rhode island",
    "romania",
    "russia",
    "scotland",
    "serbia",
    "silicon valley",
    "singapore",
    "south africa",
    "south america",
    "south carolina",
    "south dakota",
    "south korea",
    "spain",
    "sweden",
    "switzerland",
    "taiwan",
    "tennessee",
    "texas",
    "thailand",
    "turkey",
    "uae",
    "uk",
    "ukraine",
    "united kingdom",
    "united states",
    "us",
    "usa",
    "utah",
    "vermont",
    "vietnam",
    "virginia",
    "wales",
    "washington",
    "west virginia",
    "wisconsin",
    "wyoming",
];

/// Whether a claim says where something is based.
#[must_use]
pub fn is_place(claim: &Claim) -> bool {
    claim.measure == Relation::Place.measure()
}

/// Whether a claim says whom somebody reports to, or who leads something.
#[must_use]
pub fn is_role(claim: &Claim) -> bool {
    claim.measure == Relation::ReportsTo.measure() || claim.measure == Relation::LedBy.measure()
}

/// Bytes of a sentence that are looked at on each side.
pub(super) const NEAR: usize = 240;
/// Most words of a subject.
pub(super) const WORDS: usize = 6;

/// The words of the relations, made ready for the search once.
static FINDERS: LazyLock<[memmem::Finder<'static>; 9]> = LazyLock::new(|| RELATIONS.map(|(words, _)| memmem::Finder::new(words)));

/// Reads all relations of an article.
pub(super) fn read(facts: &Facts<'_>, claims: &mut Vec<Claim>) {
    let text = &facts.document.text;
    for ((words, relation), finder) in RELATIONS.into_iter().zip(FINDERS.iter()) {
        for at in finder.find_iter(text.as_bytes()) {
            claims.extend(relation_at(facts, at, words, relation));
        }
    }
}

fn relation_at(facts: &Facts<'_>, at: usize, words: &str, relation: Relation) -> Option<Claim> {
    let document = facts.document;
    let leaf = document.leaf_at(at as u32);
    let block = document.block(leaf);
    let is_read = block.kind == Kind::Paragraph && !block.flags.has(Flags::BOILER) && !is_set_apart(facts, leaf);
    let range = block.text.range();
    if !is_read || at < range.start || at + words.len() > range.end {
        return None;
    }
    let text = &document.text;
    let before = text.get(text.ceil_char_boundary(range.start.max(at.saturating_sub(NEAR)))..at)?;
    let behind_at = at + words.len();
    let behind = text.get(behind_at..text.floor_char_boundary(range.end.min(behind_at + NEAR)))?;
    let sentence = before.rfind(['.', '!', '?', ':', ';', '(', '—']).map_or(0, |end| text_behind(before, end));
    let opening = before.get(sentence..)?;
    let is_unsure = words_of(opening).chain(words_of(words)).any(|word| UNSURE.has(word));
    let said = relation.value(behind)?;
    let rest = behind.get(said.len()..)?;
    let ends_asking = rest.find(['.', '!', '?']).is_some_and(|end| rest.get(end..).is_some_and(|mark| mark.starts_with('?')));
    if is_unsure || ends_asking || opening.contains(['“', '"']) {
        return None;
    }
    let about = subject_of(opening)?;
    let names: Vec<ClaimWord> = words_of(about).filter_map(subject::word).collect();
    let is_named =
        words_of(about).any(|word| word.starts_with(char::is_uppercase) && !subject::is_generic(word) && !is_function_word(word));
    if names.is_empty() || names.len() > WORDS || !is_named {
        return None;
    }
    let mut sorted = names.clone();
    sorted.push(claim_word(relation.name()));
    sorted.sort_unstable();
    sorted.dedup();
    let scope_end = rest.find([',', '.', ';', '(', '—', '!']).unwrap_or(rest.len());
    let limited = rest.get(..scope_end).unwrap_or("");
    let limited = [" and ", " with ", " but ", " which ", " because "]
        .iter()
        .filter_map(|word| limited.find(word))
        .min()
        .and_then(|end| limited.get(..end))
        .unwrap_or(limited);
    let mut scope: Vec<ClaimWord> = words_of(limited).filter_map(subject::word).collect();
    scope.sort_unstable();
    let start = at - before.len() + sentence + opening.find(about)?;
    Some(Claim {
        form: ClaimForm::Frame,
        words: sorted.into(),
        slot: 0,
        restates: false,
        is_weak: false,
        scope: scope.into(),
        when: None,
        timely: Timely::ByYear,
        is_bare: false,
        names: names.into(),
        measure: relation.measure(),
        value: relation.claimed(said),
        block: leaf,
        at: Span::of(behind_at, behind_at + said.len()),
        about: Span::of(start, start + about.len()),
        limits: Default::default(),
    })
}

/// Whether a block holds somebody else's words, or those of a table.
pub(super) fn is_set_apart(facts: &Facts<'_>, block: BlockId) -> bool {
    facts.document.is_within(block, Kind::Quote) || facts.document.is_within(block, Kind::Table)
}

pub(super) fn text_behind(text: &str, at: usize) -> usize {
    at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}

pub(super) fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-' | '&')).filter(|word| !word.is_empty())
}

/// The words before a relation that are its subject: what stands between the last comma and the verb's own words.
pub(super) fn subject_of(opening: &str) -> Option<&str> {
    let mut subject = opening.trim_end().trim_end_matches(',').trim_end();
    while let Some(shorter) = AUXILIARY.iter().find_map(|word| {
        let shorter = subject.strip_suffix(word)?;
        (shorter.is_empty() || shorter.ends_with(' ')).then(|| shorter.trim_end().trim_end_matches(',').trim_end())
    }) {
        subject = shorter;
    }
    let subject = subject.rsplit(',').next()?.trim();
    let first = words_of(subject).next()?;
    let subject = if matches!(first, "The" | "the") { subject.get(first.len()..)?.trim_start() } else { subject };
    // "A company that builds cranes", "he", "our team": nobody's name.
    let is_plain = words_of(subject).all(|word| !is_function_word(word) || matches!(word, "of" | "and"));
    (is_plain && !subject.is_empty()).then_some(subject)
}

impl Relation {
    fn measure(self) -> u64 {
        hash(SEED, self.name().as_bytes())
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Place => "based in",
            Self::ReportsTo => "reports to",
            Self::LedBy => "led by",
        }
    }

    /// The words that a text begins with and that are the value; `None` for what is too vague to be compared.
    fn value(self, behind: &str) -> Option<&str> {
        match self {
            Self::Place => place(behind),
            Self::ReportsTo | Self::LedBy => {
                let end = behind.find([',', '.', ';', '(', ':', '—', '!', '?']).unwrap_or(behind.len());
                let said = behind.get(..end)?;
                let stops = [" and ", " who ", " which ", " in ", " for ", " with ", " at ", " on ", " while ", " but ", " as ", " or "];
                let end = stops.iter().filter_map(|stop| said.find(stop)).min().unwrap_or(said.len());
                let is_open = said.contains(" or ");
                let said = said.get(..end)?.trim_end();
                let count = words_of(said).filter(|word| !is_function_word(word)).count();
                (!is_open && (1..=4).contains(&count)).then_some(said)
            }
        }
    }

    fn claimed(self, said: &str) -> ClaimValue {
        match self {
            Self::Place => {
                let lower = said.to_lowercase();
                ClaimValue::Name([claim_word(lower.strip_suffix(" city").unwrap_or(&lower)), 0, 0, 0])
            }
            Self::ReportsTo | Self::LedBy => {
                let mut words = words_of(said).filter_map(subject::word);
                ClaimValue::Name(std::array::from_fn(|_| words.next().unwrap_or(0)))
            }
        }
    }
}

/// The name of a city that a text begins with: "San José" of "San José, Costa Rica".
fn place(behind: &str) -> Option<&str> {
    let mut end = 0;
    for word in behind.split_inclusive(' ') {
        let bare = word.trim_end();
        let name = bare.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !name.starts_with(char::is_uppercase) {
            break;
        }
        let at = end + name.len();
        if name.len() < bare.len() || word == bare {
            end = at;
            break;
        }
        end += word.len();
    }
    let city = behind.get(..end)?.trim_end();
    let lower = city.to_lowercase();
    (!city.is_empty() && city.chars().any(char::is_lowercase) && WIDE.binary_search(&lower.as_str()).is_err()).then_some(city)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_lists_are_sorted_for_the_search() {
        assert!(WIDE.is_sorted());
    }

    #[test]
    fn a_place_is_the_name_of_a_city() {
        assert_eq!(place("San José, Costa Rica, and"), Some("San José"));
        assert_eq!(place("Austin with an office in Berlin"), Some("Austin"));
        assert_eq!([place("Germany."), place("New York"), place("the north")], [None; 3]);
    }

    #[test]
    fn a_subject_has_a_name() {
        assert_eq!(subject_of("The Lindqvist Bakery is"), Some("Lindqvist Bakery"));
        assert_eq!(subject_of("In spring, Baltic Grain, which is"), Some("Baltic Grain"));
        assert_eq!(subject_of("A company that builds cranes is"), None);
        assert_eq!(subject_of("Our team is"), None);
    }
}

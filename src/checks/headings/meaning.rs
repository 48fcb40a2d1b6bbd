//! What a heading is about, whatever its number, its small words, its word order and its synonyms: titles in, comparable keys out.

use super::lexicon::{Lexicon, Role, key, one_spelling, singular_key, spelled_out, verb_key};
use crate::fact::is_function_word;

/// What a heading is about, in keys of words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Meaning {
    /// Its words in order, synonyms replaced by their group.
    words: Vec<u64>,
    /// Whose.
    owners: Vec<u64>,
    joints: Vec<u64>,
    directed: bool,
    /// Begins with a verb: it is about doing something.
    acts: bool,
    /// Words of the title, all of them.
    length: usize,
}

/// What tells the key of a verb from that of the same word as a noun or a command: "tying" and "how to tie" are about the same, "tie" is a
/// step.
const WAY: u64 = 0x9e37_79b9_7f4a_7c15;

/// Reads what headings are about, one after the other in the same memory.
pub(super) struct Reader<'l> {
    lexicon: &'l Lexicon,
    /// A word in lower case.
    word: String,
    /// The words of the title as groups have them.
    written: Vec<u64>,
    /// The same words as they are compared: those in -ing as verbs.
    keys: Vec<u64>,
    /// Indices of the words that "and" joins to the one before.
    joined: Vec<usize>,
    meaning: Meaning,
}

impl<'l> Reader<'l> {
    pub(super) const fn new(lexicon: &'l Lexicon) -> Self {
        let meaning = Meaning { words: Vec::new(), owners: Vec::new(), joints: Vec::new(), directed: false, acts: false, length: 0 };
        Self { lexicon, word: String::new(), written: Vec::new(), keys: Vec::new(), joined: Vec::new(), meaning }
    }

    /// What `title` (without its number) is about; `None` when it has too little to say. The parts of something that is counted
    /// ("Week 4: Goals") say more than their words.
    pub(super) fn read(&mut self, title: &str, is_part: bool) -> Option<&Meaning> {
        self.written.clear();
        self.keys.clear();
        self.joined.clear();
        let title = spelled_out(title);
        let title = &*title;
        let (title, mut asks_for_verb) = self.lexicon.opened(title).unwrap_or((title, false));
        let meaning = &mut self.meaning;
        meaning.words.clear();
        meaning.owners.clear();
        meaning.joints.clear();
        meaning.directed = false;
        meaning.acts = false;
        meaning.length = 0;
        let shouts = !title.chars().any(char::is_lowercase);
        // “"-" Operator” is about the sign.
        let is_sign = |word: &str| {
            let inner = word.trim_matches(['"', '\'', '“', '”', '‘', '’', '`']);
            inner.len() < word.len() && !inner.is_empty() && !inner.chars().any(char::is_alphanumeric)
        };
        if title.split_whitespace().any(is_sign) {
            return None;
        }
        for word in title.split(|c: char| c.is_whitespace() || matches!(c, '/' | '–' | '—' | '-')) {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '#' | '&' | '$' | '%'));
            if word.is_empty() {
                continue;
            }
            meaning.length += 1;
            // "Using AND" is about the operator; `Boat.moor` and `boatNames` are names, too.
            let unusual = word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase() || byte == b'.' || !byte.is_ascii());
            // "FAQs": several of what capitals name.
            let several = word.strip_suffix('s').filter(|one| one.len() > 2 && one.bytes().all(|byte| byte.is_ascii_uppercase()));
            if let (Some(one), false) = (several, shouts) {
                self.written.push(key(&one.to_ascii_lowercase()));
                self.keys.push(key(&one.to_ascii_lowercase()));
                continue;
            }
            if unusual && !shouts && (word.chars().all(char::is_uppercase) || is_name(word)) {
                self.written.push(key(word));
                self.keys.push(key(word));
                asks_for_verb = false;
                continue;
            }
            self.word.clear();
            if word.is_ascii() {
                self.word.push_str(word);
                self.word.make_ascii_lowercase();
            } else {
                self.word.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
            }
            let word = one_spelling(self.word.strip_suffix("'s").unwrap_or(&self.word));
            let word = &*word;
            let as_written = key(word);
            // "ROW" and "ROWS" alone are two names.
            if shouts && !title.trim().contains(char::is_whitespace) {
                self.written.push(as_written);
                self.keys.push(as_written);
                continue;
            }
            if self.written.is_empty() && asks_for_verb {
                self.written.push(as_written);
                self.keys.push(verb_key(word).wrapping_add(WAY));
                meaning.acts = true;
                continue;
            }
            match self.lexicon.role(as_written) {
                _ if word == "&" || word == "and" => self.joined.push(self.written.len()),
                Some(Role::Article) => {}
                Some(Role::Owner) => meaning.owners.push(as_written),
                Some(Role::Joint) => {
                    // "Training for volunteers" is about a training.
                    meaning.acts &= asks_for_verb || self.written.len() > 1;
                    meaning.joints.push(as_written);
                }
                role => {
                    meaning.directed |= role == Some(Role::Direction);
                    let written = if word.ends_with('s') { singular_key(word) } else { as_written };
                    // "Training for volunteers" and "Volunteer training".
                    let verb = word.strip_suffix('s').unwrap_or(word);
                    let is_verb = verb.len() > 4 && verb.ends_with("ing");
                    meaning.acts |= is_verb && self.written.is_empty() && verb.len() == word.len();
                    self.written.push(written);
                    self.keys.push(if is_verb { verb_key(verb).wrapping_add(WAY) } else { written });
                }
            }
        }
        // "What is a tide gauge?" and "What is a tide gauge for?": a joint that nothing follows asks for something of its own.
        let last =
            || title.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).map(|word| key(&word.to_ascii_lowercase()));
        if let Some(joint) = meaning.joints.last().copied().filter(|joint| meaning.length > 1 && last() == Some(*joint)) {
            self.written.push(joint);
            self.keys.push(joint);
        }
        // "What?" and "What for?" ask for different things.
        let asks = || title.split(|c: char| !c.is_alphanumeric()).next().is_some_and(is_function_word);
        if self.written.is_empty() || meaning.length <= 2 && !meaning.joints.is_empty() && asks() {
            return None;
        }
        self.take_groups(is_part);
        Some(&self.meaning)
    }

    /// Replaces synonyms by their group. Near synonyms count only beside other words: "Goals" and "Objectives" as whole headings may be two
    /// things, "Goals of the pilot" and "Objectives of the pilot" are one.
    fn take_groups(&mut self, is_part: bool) {
        let words = &mut self.meaning.words;
        let (mut own, mut near) = (is_part, false);
        let mut at = 0;
        while let Some(rest) = self.written.get(at..).filter(|rest| !rest.is_empty()) {
            let single = if let Some(phrase) = self.lexicon.phrase(rest) {
                // "Getting started" is as fixed as "first steps"; "choosing" is about what "how to select" is about.
                let way = if at == 0 && self.meaning.acts && phrase.near { WAY } else { 0 };
                words.push(phrase.group.wrapping_add(way));
                own |= !phrase.near;
                near |= phrase.near;
                at += phrase.length();
                phrase.length() == 1
            } else {
                words.extend(self.keys.get(at).copied());
                own = true;
                at += 1;
                true
            };
            // "Fees and rules of the harbour", "Rules and fees of the harbour".
            if single
                && self.joined.contains(&(at - 1))
                && !self.meaning.directed
                && let [.., one, other] = words.as_mut_slice()
                && *one > *other
            {
                std::mem::swap(one, other);
            }
        }
        if !own && near && words.len() < 2 {
            words.clone_from(&self.keys);
        }
    }
}

impl Meaning {
    /// The words without their order, as one key.
    pub(super) fn key(&self) -> u64 {
        self.words.iter().fold(0, |key, word| key.wrapping_add(*word))
    }

    /// Whether both say the same.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let differ = |one: &[u64], other: &[u64]| !one.is_empty() && !other.is_empty() && one != other;
        if differ(&self.owners, &other.owners) {
            return false;
        }
        if self.words == other.words {
            return !differ(&self.joints, &other.joints);
        }
        let sorted = |words: &[u64]| {
            let mut words = words.to_vec();
            words.sort_unstable();
            words
        };
        // "Benefits of walking" and "Walking benefits"; "Scope and goals" and "Goals and scope".
        let joined = self.joints.len() + other.joints.len() == 1
            // "Meeting the board" is no board meeting.
            || self.joints.is_empty() && other.joints.is_empty() && self.length > self.words.len() && self.acts == other.acts;
        joined && !self.directed && !other.directed && sorted(&self.words) == sorted(&other.words)
    }
}

/// Code, call or path: such headings differ by a letter and mean it.
pub(super) fn is_code(title: &str) -> bool {
    title.contains(['[', ']', '{', '}', '<', '>', '_', '=', '\\', '`', '@', '*', '\u{fffc}'])
        // Words in brackets may follow words, those of a call follow its name.
        || title.contains("()")
        // A word without a capital names an option or a field.
        || !title.contains(char::is_whitespace) && !title.contains(char::is_uppercase)
        || title.match_indices('(').any(|(at, _)| title.get(..at).is_some_and(|before| before.ends_with(|c: char| !c.is_whitespace())))
}

/// A word with a capital or a dot inside. Such names are compared letter by letter.
fn is_name(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    let inner_capital = word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase);
    inner_capital && !word.contains(['’', '\''])
        || word.contains('.') && !word.contains("..") && word.split('.').any(|part| part.chars().nth(1).is_some())
}

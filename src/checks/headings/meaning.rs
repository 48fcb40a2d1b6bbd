//! What a heading is about, whatever its number, its small words, its word order and its synonyms: titles in, comparable keys out.

use super::lexicon::{Lexicon, Role, key, singular_key};

/// What a heading is about, in keys of words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Meaning {
    /// Its words in order, synonyms replaced by their group.
    words: Vec<u64>,
    /// Whose.
    owners: Vec<u64>,
    joints: Vec<u64>,
    directed: bool,
    /// Words of the title, all of them.
    length: usize,
}

/// Reads what headings are about, one after the other in the same memory.
pub(super) struct Reader<'l> {
    lexicon: &'l Lexicon,
    /// A word in lower case.
    word: String,
    /// The words of the title as they are written.
    written: Vec<u64>,
    meaning: Meaning,
}

impl<'l> Reader<'l> {
    pub(super) const fn new(lexicon: &'l Lexicon) -> Self {
        let meaning = Meaning { words: Vec::new(), owners: Vec::new(), joints: Vec::new(), directed: false, length: 0 };
        Self { lexicon, word: String::new(), written: Vec::new(), meaning }
    }

    /// What `title` (without its number) is about; `None` when it has too little to say.
    pub(super) fn read(&mut self, title: &str) -> Option<&Meaning> {
        self.written.clear();
        let meaning = &mut self.meaning;
        meaning.words.clear();
        meaning.owners.clear();
        meaning.joints.clear();
        meaning.directed = false;
        meaning.length = 0;
        let shouts = !title.chars().any(char::is_lowercase);
        for word in title.split(|c: char| c.is_whitespace() || matches!(c, '/' | '–' | '—' | '-')) {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '#' | '&' | '$' | '%'));
            if word.is_empty() {
                continue;
            }
            meaning.length += 1;
            // "Using AND" is about the operator.
            if !shouts && word.len() > 1 && word.chars().all(char::is_uppercase) {
                self.written.push(key(word));
                continue;
            }
            self.word.clear();
            if word.is_ascii() {
                self.word.push_str(word);
                self.word.make_ascii_lowercase();
            } else {
                self.word.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
            }
            let word = self.word.strip_suffix("'s").unwrap_or(&self.word);
            let as_written = key(word);
            match self.lexicon.role(as_written) {
                _ if word == "&" => {}
                Some(Role::Article) => {}
                Some(Role::Owner) => meaning.owners.push(as_written),
                Some(Role::Joint) => meaning.joints.push(as_written),
                role => {
                    meaning.directed |= role == Some(Role::Direction);
                    self.written.push(if word.ends_with('s') { singular_key(word) } else { as_written });
                }
            }
        }
        if self.written.is_empty() {
            return None;
        }
        self.take_groups();
        Some(&self.meaning)
    }

    /// Replaces synonyms by their group. Near synonyms count only beside other words: "Goals" and "Objectives" as whole headings may be two
    /// things, "Goals of the pilot" and "Objectives of the pilot" are one.
    fn take_groups(&mut self) {
        let words = &mut self.meaning.words;
        let (mut own, mut near) = (false, false);
        let mut at = 0;
        while let Some(rest) = self.written.get(at..).filter(|rest| !rest.is_empty()) {
            if let Some(phrase) = self.lexicon.phrase(rest) {
                words.push(phrase.group);
                own |= !phrase.near;
                near |= phrase.near;
                at += phrase.length();
            } else {
                words.extend(rest.first());
                own = true;
                at += 1;
            }
        }
        if !own && near {
            words.clone_from(&self.written);
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
            || self.joints.is_empty() && other.joints.is_empty() && self.length > self.words.len();
        joined && !self.directed && !other.directed && sorted(&self.words) == sorted(&other.words)
    }
}

/// Code, call or path: such headings differ by a letter and mean it.
pub(super) fn is_name(title: &str) -> bool {
    title.chars().any(|c| matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '_' | '=' | '\\' | '`' | '@' | '*' | '\u{fffc}'))
        || title.split_whitespace().any(|word| {
            let mut characters = word.trim_end_matches(['.', ',', ':', '?', '!']).chars();
            let inner_capital = characters.by_ref().skip(1).any(char::is_uppercase);
            let mixed = word.chars().any(char::is_lowercase);
            let dotted = word.trim_end_matches('.').contains('.') && !word.contains("..") && word.split('.').any(|part| part.len() > 1);
            inner_capital && mixed && !word.contains(['-', '–', '/', '’', '\'']) || dotted
        })
}

//! What English words are by their looks: function words, plurals, and the stem that two forms of one word share.

/// Words that carry grammar and no matter.
const FUNCTION: &WordList = &WordList::of([
    "a", "about", "above", "after", "again", "against", "ago", "all", "along", "also", "although", "am", "among", "an", "and", "any",
    "are", "around", "as", "at", "be", "because", "been", "before", "being", "below", "between", "both", "but", "by", "can", "could",
    "did", "do", "does", "down", "during", "each", "either", "else", "etc", "even", "every", "few", "for", "from", "had", "has", "have",
    "he", "her", "here", "him", "his", "how", "however", "i", "if", "in", "into", "is", "it", "its", "itself", "just", "later", "less",
    "like", "many", "may", "me", "might", "more", "most", "much", "must", "my", "near", "neither", "no", "nor", "not", "now", "of", "off",
    "on", "once", "one", "only", "onto", "or", "other", "our", "out", "over", "own", "per", "plus", "rather", "same", "shall", "she",
    "should", "since", "so", "some", "still", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this",
    "those", "through", "to", "too", "toward", "towards", "under", "until", "up", "upon", "us", "versus", "very", "via", "vs", "was", "we",
    "were", "what", "when", "where", "whether", "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without",
    "would", "yet", "you", "your",
]);

/// Words to look others up in: each a number of sixteen bytes, in order, so that a search compares numbers and not texts. Values and what
/// stands around them are asked for such words more often than for anything else.
#[derive(Debug)]
pub(super) struct WordList<W: ?Sized = [u128]>(W);

impl<const N: usize> WordList<[u128; N]> {
    /// A list of words in lower case, of up to sixteen bytes each, in any order.
    #[allow(clippy::indexing_slicing, reason = "a constant: a wrong index does not compile")]
    pub const fn of(words: [&str; N]) -> Self {
        let mut all = [0; N];
        let mut at = 0;
        while at < N {
            assert!(!words[at].is_empty() && words[at].len() <= 16, "a word that does not fit");
            let word = packed(words[at].as_bytes());
            let mut place = at;
            while place > 0 && all[place - 1] > word {
                all[place] = all[place - 1];
                place -= 1;
            }
            all[place] = word;
            at += 1;
        }
        Self(all)
    }

    /// A list of the words that a table says something of.
    #[allow(clippy::indexing_slicing, reason = "a constant: a wrong index does not compile")]
    pub const fn of_keys(table: [(&str, &str); N]) -> Self {
        let mut words = [""; N];
        let mut at = 0;
        while at < N {
            words[at] = table[at].0;
            at += 1;
        }
        Self::of(words)
    }
}

impl WordList {
    /// Whether the list has a word, in whatever case.
    pub fn has(&self, word: &str) -> bool {
        (1..=16).contains(&word.len()) && self.0.binary_search(&packed(word.as_bytes())).is_ok()
    }
}

/// Up to sixteen bytes of a word as a number, in lower case as far as it is ASCII.
const fn packed(word: &[u8]) -> u128 {
    let mut sum = 0;
    let mut rest = word;
    while let [first, behind @ ..] = rest {
        sum = sum << 8 | first.to_ascii_lowercase() as u128;
        rest = behind;
    }
    sum
}

/// A word in lower case, as far as it is ASCII, on the stack: most words are only looked up. Words too long for any list are empty.
#[derive(Clone, Copy)]
pub(super) struct Folded {
    bytes: [u8; Self::MOST],
    len: u8,
}

impl Folded {
    const MOST: usize = 23;

    pub fn of(word: &str) -> Self {
        let mut bytes = [0; Self::MOST];
        let Some(target) = bytes.get_mut(..word.len()) else { return Self { bytes, len: 0 } };
        target.copy_from_slice(word.as_bytes());
        target.make_ascii_lowercase();
        Self { bytes, len: word.len() as u8 }
    }

    pub fn as_str(&self) -> &str {
        self.bytes.get(..usize::from(self.len)).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
    }
}

/// Whether a word carries grammar and no matter, in whatever case.
#[must_use]
pub fn is_function_word(word: &str) -> bool {
    FUNCTION.has(word)
}

/// Whether a word looks like a past form or a participle ("finished", "running"): behind a noun it begins what is said of it.
#[must_use]
pub fn is_verb_form(word: &str) -> bool {
    word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing")) && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Plurals without an `s`.
const PLURALS: &WordList = &WordList::of([
    "people",
    "children",
    "men",
    "women",
    "data",
    "criteria",
    "staff",
    "media",
    "phenomena",
    "alumni",
    "feet",
    "mice",
    "teeth",
    "analyses",
    "fish",
]);

/// Whether a word looks like the plural of a noun.
#[must_use]
pub fn is_plural(word: &str) -> bool {
    let folded = Folded::of(word);
    let lower = folded.as_str();
    let by_ending =
        lower.len() > 3 && lower.ends_with('s') && !["ss", "us", "is", "'s", "’s", "ics", "ous"].iter().any(|end| lower.ends_with(end));
    by_ending && !matches!(lower, "was" | "has" | "does" | "always" | "perhaps" | "sales" | "series" | "news" | "plus") || PLURALS.has(word)
}

/// A word in lower case without its plural, verb ending or possessive, with British spelling made American: what two forms of one word share.
/// After Harman's s-stemmer (1991), with `-ed` and `-ing` added.
#[must_use]
pub fn stem(word: &str) -> String {
    let mut word = if word.is_ascii() { word.to_ascii_lowercase() } else { word.to_lowercase() };
    for possessive in ["'s", "’s", "'", "’"] {
        if let Some(len) = word.strip_suffix(possessive).map(str::len) {
            word.truncate(len);
        }
    }
    if word.len() > 4 && word.ends_with("ies") {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if word.len() > 4 && ["ches", "shes", "sses", "xes", "zes"].iter().any(|end| word.ends_with(end)) {
        word.truncate(word.len() - 2);
    } else if word.len() > 3 && word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        word.truncate(word.len() - 1);
    }
    for ending in ["ing", "ed"] {
        if let Some(len) = word.strip_suffix(ending).map(str::len).filter(|len| *len >= 4) {
            word.truncate(len);
            let bytes = word.as_bytes();
            if let [.., before, last] = bytes
                && before == last
                && !matches!(last, b'l' | b's' | b'z')
            {
                word.truncate(word.len() - 1);
            }
            break;
        }
    }
    if word.len() > 4 && word.ends_with('e') {
        word.truncate(word.len() - 1);
    }
    if let Some(len) = word.strip_suffix("our").map(str::len).filter(|len| *len > 2) {
        word.truncate(len);
        word.push_str("or");
    }
    let spelt = word.as_bytes().windows(7).position(|part| part == b"isation");
    if let Some(len) = spelt.or_else(|| word.strip_suffix("is").map(str::len).filter(|len| *len > 4)) {
        let rest = word.get(len + 2..).unwrap_or("").to_owned();
        word.truncate(len);
        word.push_str("iz");
        word.push_str(&rest);
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_knows_its_words_in_any_case_and_order() {
        const LIST: &WordList = &WordList::of(["two", "percent", "approximately", "an"]);
        assert!(["An", "PERCENT", "two", "Approximately"].iter().all(|word| LIST.has(word)));
        assert!(["", "a", "percents", "approximately-so-much"].iter().all(|word| !LIST.has(word)));
        assert!(is_function_word("The") && !is_function_word("boats"));
    }

    #[test]
    fn forms_of_one_word_share_a_stem() {
        for (one, other) in [
            ("boats", "boat"),
            ("companies", "company"),
            ("priced", "price"),
            ("running", "runs"),
            ("organisation", "organization"),
            ("colour", "colors"),
            ("city's", "city"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} {other}");
        }
        assert_ne!(stem("boss"), stem("bos"));
    }

    #[test]
    fn plurals_are_told_from_verbs_and_singulars() {
        assert!(is_plural("cases") && is_plural("people"));
        assert!(!is_plural("was") && !is_plural("basis") && !is_plural("analysis") && !is_plural("business"));
    }
}

//! Claims as they outlive their article: what is needed to lay them side by side with those of others, and no text but the value.

use crate::fact::{Claim, ClaimForm, ClaimValue, Facts, Timely, is_function_word, is_order, is_place, names_subject};
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// Fewest words of a statement that names nothing and nobody.
const UNNAMED_WORDS: usize = 6;

/// Fewest words of a gist.
const GIST_WORDS: usize = 3;

/// Most bytes kept of what a claim is about.
const ABOUT: usize = 80;

/// A claim that can be compared with those of other articles.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "each says one thing of the claim, and no two exclude each other")]
pub struct SharedClaim {
    /// Equal for claims that speak of the same fact in the same words.
    pub key: u64,
    /// The value.
    pub value: ClaimValue,
    /// Where the value stands in the source.
    pub span: Span,
    /// The value as printed.
    pub printed: Box<str>,
    /// Subject and attribute as printed; empty for a statement.
    pub about: Box<str>,
    /// How it is made.
    pub form: ClaimForm,
    /// It sets two things against each other: the value is the one that has more.
    pub is_order: bool,
    /// It names its subject: it can be compared with claims of articles on other matters.
    pub is_named: bool,
    /// It leans on what stands around it, or speaks to the reader: only an article on the same matter means the same by it.
    pub is_weak: bool,
    /// Whether articles of different times need not agree on it.
    pub timely: Timely,
}

impl SharedClaim {
    /// Whether it is built like the statement of a value.
    #[must_use]
    pub fn is_frame(&self) -> bool {
        self.form == ClaimForm::Frame
    }

    /// Whether both cannot be true ([`crate::fact::ClaimValue::conflicts`]).
    #[must_use]
    pub fn contradicts(&self, other: &Self) -> bool {
        let said_twice = !self.is_frame() && !other.is_frame();
        self.value.conflicts(&other.value, said_twice)
    }
}

/// The claims of an article that others may contradict, sorted by key.
#[must_use]
pub fn shared_claims(facts: &Facts<'_>) -> Box<[SharedClaim]> {
    let mut shared: Vec<SharedClaim> = facts
        .claims()
        .iter()
        .chain(facts.gists())
        .filter(|claim| is_shareable(facts, claim))
        .map(|claim| shared_claim(facts, claim))
        .collect();
    shared.sort_by_key(|claim| (claim.key, claim.span));
    shared.into()
}

/// Whether a claim may be compared with those of other articles at all.
fn is_shareable(facts: &Facts<'_>, claim: &Claim) -> bool {
    match claim.form {
        ClaimForm::Cell | ClaimForm::Label => false,
        // Who leads whom is told in many ways.
        ClaimForm::Frame if matches!(claim.value, ClaimValue::Name(_)) => is_place(claim) || is_order(claim),
        // A bare number may be a place on a screen as well as a size.
        ClaimForm::Frame => !claim.names.is_empty() && !claim.is_bare,
        // Two words and a name among them say of what a value is wherever they stand.
        ClaimForm::Gist => {
            is_whole(facts, claim)
                && !claim.is_weak
                && !claim.is_bare
                && matches!(claim.value, ClaimValue::Quantity { .. })
                && (claim.words.len() >= GIST_WORDS || claim.words.len() == 2 && names_twice(facts, claim))
        }
        ClaimForm::Statement => !claim.is_weak || claim.words.len() >= UNNAMED_WORDS,
    }
}

/// Whether a gist is of a sentence, in an article that shows no code: what a program does it does here.
fn is_whole(facts: &Facts<'_>, gist: &Claim) -> bool {
    let is_sentence = gist.about.contains(gist.at) && facts.printed(gist.about).trim_end().ends_with(['.', '!']);
    is_sentence && !facts.shows_code()
}

/// Whether a clause has a name of two words.
fn names_twice(facts: &Facts<'_>, claim: &Claim) -> bool {
    let words: Vec<&str> = facts.printed(claim.about).split_whitespace().collect();
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && !is_function_word(word);
    words.windows(2).any(|pair| pair.iter().all(|word| is_name(word)))
}

/// Whether a sentence points to what stands around it: another article may say the same of what stands around its own.
fn points_around(sentence: &str) -> bool {
    let has = |word: &[u8]| memchr::memmem::find(sentence.as_bytes(), word).is_some();
    if !has(b"above") && !has(b"below") {
        return false;
    }
    ["shown above", "shown below", "described above", "described below", "as above", "as below", "above example", "example above"]
        .iter()
        .any(|words| sentence.split(words).nth(1).is_some_and(|behind| !behind.starts_with(char::is_alphanumeric)))
}

fn shared_claim(facts: &Facts<'_>, claim: &Claim) -> SharedClaim {
    let is_frame = claim.form == ClaimForm::Frame;
    let about = if is_frame { facts.printed(claim.about).trim() } else { "" };
    let about = about.get(..about.floor_char_boundary(ABOUT)).unwrap_or("");
    SharedClaim {
        key: claim.key(),
        value: claim.value,
        span: facts.source(claim.at),
        printed: facts.printed(claim.at).trim().into(),
        about: about.into(),
        form: claim.form,
        is_order: is_order(claim),
        is_weak: claim.is_weak || !is_frame && points_around(facts.printed(claim.about)),
        is_named: match claim.form {
            ClaimForm::Gist => true,
            ClaimForm::Statement => names_subject(facts, claim),
            ClaimForm::Frame | ClaimForm::Cell | ClaimForm::Label => !claim.names.is_empty(),
        },
        timely: claim.timely,
    }
}

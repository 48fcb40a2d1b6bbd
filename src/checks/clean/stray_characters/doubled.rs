//! Small words that stand twice by mistake: "the the", "of of".

use super::super::shown::{before, behind, is_in, is_shown, seen_in_prose};
use super::StrayCharacters;
use crate::document::{BlockId, Document, InlineKind};
use crate::fact::is_verb_form;
use crate::finding::{Edit, Fix};
use crate::rule::{Found, Seen, Signs, Words};
use crate::span::Span;

/// Kinds of signs.
const SURE: u8 = 0;
const STRANDED: u8 = 1;
const PAIRS: u8 = 3;

/// Words before a preposition that may stand at the end of a clause ("the tool that we came with with the crew").
const REACH: usize = 12;

/// Words that leave the place of a preposition at the end of their clause.
const RELATIVE: [&str; 14] =
    ["what", "whatever", "who", "whom", "whose", "which", "where", "wherever", "that", "how", "why", "when", "than", "as"];

/// Subjects of a clause that needs no such word: "the person I spoke to to learn more".
const SUBJECTS: [&str; 8] = ["i", "we", "you", "he", "she", "it", "they", "there"];

/// Words behind which a clause begins.
const JOINING: [&str; 10] = ["and", "but", "so", "if", "because", "then", "or", "that", "since", "while"];

/// Verbs with "in" or "on" as a part of them.
const PARTICLES: [&str; 30] = [
    "add", "break", "build", "built", "call", "carry", "check", "come", "comes", "drop", "fade", "fill", "get", "go", "goes", "hold",
    "live", "log", "move", "opt", "pass", "plug", "put", "read", "sign", "step", "switch", "turn", "type", "zoom",
];

/// Words before a pair that speak of the word itself: "the word a a second time".
const NAMING: [&str; 10] = ["word", "words", "letter", "letters", "type", "typed", "write", "written", "string", "article"];

impl StrayCharacters {
    /// The pairs to look for.
    pub(super) fn pairs(&self) -> Signs {
        let mut signs = Signs::default();
        for (kind, words) in [(SURE, &self.doubled), (STRANDED, &self.stranded), (PAIRS, &self.doubled_pairs)] {
            let all = words.by_language().flat_map(|(_, words)| words).map(|word| format!("{word} {word}"));
            signs.add(kind, all.collect::<Vec<_>>().iter().map(String::as_str));
        }
        signs
    }

    /// Words that stand twice. One finding a paragraph: who writes so on purpose does it in a row.
    pub(super) fn doubled(&self, article: &Document, seen: &[Seen], found: &mut Found<'_>) {
        let mut last: Option<BlockId> = None;
        for (id, sign) in seen_in_prose(article, seen) {
            if last == Some(id) {
                continue;
            }
            let hit = sign.text;
            let words = match sign.kind {
                SURE => &self.doubled,
                PAIRS => &self.doubled_pairs,
                _ => &self.stranded,
            };
            if !is_mistake(article, id, hit, sign.kind, words) {
                continue;
            }
            last = Some(id);
            let half = hit.start() + (hit.end() - hit.start()) / 2;
            let word = Span::new(half + 1, hit.end());
            let finding = found.at(id, article.source_span(hit), "“{}” stands twice", [word.cut(&article.text)]);
            let src = article.source_span(Span::new(half, hit.end()));
            let (cut, text) = (src.cut(article.source.text()), Span::new(half, hit.end()).cut(&article.text));
            if cut.split_whitespace().eq(text.split_whitespace()) && !cut.contains('\n') {
                finding.fixed_by(Fix::safe("delete one of the words", vec![Edit::replace(src, "")]));
            }
        }
    }
}

/// Whether two equal words are one too many.
fn is_mistake(article: &Document, id: BlockId, hit: Span, kind: u8, words: &Words) -> bool {
    let (head, tail) = (before(article, id, hit), behind(article, id, hit));
    let pair = hit.cut(&article.text);
    let half = pair.len() / 2;
    let (Some(one), Some(other)) = (pair.get(..half), pair.get(half + 1..)) else { return false };
    // "The The", "plan A a year later": the first may have the capital of a sentence, the second none.
    let opens = head.trim_end().is_empty() || head.trim_end().ends_with(['.', '!', '?', ':']);
    let is_lower = |word: &str| word.chars().all(|c| c.is_lowercase() || c == ' ');
    let is_written = is_lower(other) && (is_lower(one) || opens && one.get(1..).is_some_and(is_lower));
    // "the there", "a-a", "(a a)": whole words between blanks, with words on.
    let is_whole = (head.is_empty() || head.ends_with([' ', '(', '“', '—', '–'])) && tail.starts_with(' ');
    let next = tail.split_whitespace().next().unwrap_or("");
    let goes_on = next.starts_with(char::is_alphabetic) && (next.chars().filter(|c| c.is_alphabetic()).count() > 1 || next == "a")
        || kind == SURE && next.starts_with(|c: char| c.is_ascii_digit() || c == '$');
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    // "the the the", "and and or": a play on words.
    let is_kin = |word: &str| {
        let word = bare(word);
        let pairs = [["and", "or"], ["a", "an"]];
        word == other || pairs.iter().any(|pair| pair.contains(&other) && pair.contains(&&*word))
    };
    let is_row = is_kin(next) || head.split_whitespace().next_back().is_some_and(is_kin);
    if !is_written || !is_whole || !goes_on || is_row || !words.has(&article.language.code, other) {
        return false;
    }
    // "*the* the": one of them is set as a word that is spoken of.
    let is_set = |inline: &crate::document::Inline| {
        let text = inline.text.cut(&article.text).trim();
        inline.text.overlaps(hit) && (text.eq_ignore_ascii_case(one) || text.eq_ignore_ascii_case(pair))
    };
    let marked = [InlineKind::Code, InlineKind::Math, InlineKind::Template, InlineKind::Image, InlineKind::Embed];
    if is_in(article, id, hit, &marked) || is_shown(article, id, hit) || article.inlines_of_range(id, id + 1).iter().take(200).any(is_set) {
        return false;
    }
    let clause = || head.rsplit(['.', '!', '?', ';', ':', '(', '—']).next().unwrap_or("");
    let near = |count: usize| clause().split_whitespace().rev().take(count).map(bare);
    if near(2).any(|word| NAMING.contains(&&*word)) {
        return false;
    }
    if matches!(kind, SURE | PAIRS) {
        return true;
    }
    let ahead = near(1).next().unwrap_or_default();
    match other {
        // "I will tell you you are late", "hold it it may fall": only where a clause begins.
        "it" | "you" => ahead.is_empty() || head.trim_end().ends_with(',') || JOINING.contains(&&*ahead),
        // "Is is a verb?"
        "is" | "was" | "will" if ahead.is_empty() && tail.trim_end().ends_with('?') => false,
        // "log in in the morning", "the folder the file is saved in in most cases".
        // "the berth pointed to to moor": a participle behind its noun, and what is done.
        "to" if ahead.ends_with("ed") && is_verb_form(&ahead) && opens_infinitive(&bare(next)) && !has_auxiliary(&mut near(3).skip(1)) => {
            false
        }
        "in" | "on" if is_verb_form(&ahead) || PARTICLES.contains(&&*ahead) => false,
        _ => !near(REACH).any(|word| RELATIVE.contains(&&*word)) && !has_inner_subject(clause()),
    }
}

/// Whether a subject stands within a clause, behind another word: "the person I spoke to".
fn has_inner_subject(clause: &str) -> bool {
    let mut words = clause.split_whitespace().rev().take(REACH);
    let mut word = words.next();
    while let Some(this) = word {
        let before = words.next();
        // "the stage you're in in the spring".
        let bare = this.split(['’', '\'']).next().unwrap_or(this);
        let is_subject = SUBJECTS.iter().any(|subject| bare.eq_ignore_ascii_case(subject));
        let joins = |before: &str| before.ends_with(',') || matches!(&*before.to_ascii_lowercase(), "and" | "but" | "or" | "so" | "then");
        if is_subject && before.is_some_and(|before| !joins(before)) {
            return true;
        }
        word = before;
    }
    false
}

/// Whether a word may be what somebody is to do: a place or a thing has an article or another word before it.
fn opens_infinitive(next: &str) -> bool {
    const OTHERS: [&str; 22] = [
        "the", "a", "an", "this", "that", "these", "those", "each", "every", "some", "any", "all", "our", "your", "their", "its", "his",
        "her", "my", "one", "two", "it",
    ];
    !OTHERS.contains(&next) && !next.ends_with('s')
}

/// Whether a participle has its verb, or its subject, before it: "was moved", "we walked".
fn has_auxiliary<'w>(before: &mut impl Iterator<Item = impl AsRef<str> + 'w>) -> bool {
    const VERBS: [&str; 11] = ["is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "gets"];
    before.any(|word| VERBS.contains(&word.as_ref()) || SUBJECTS.contains(&word.as_ref()))
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    #[test]
    fn what_a_participle_points_to_may_be_told_by_a_verb() {
        let count = |words: &str| markdown("stray-characters", &format!("# The quay\n\nThe ferry leaves at six.\n\n{words}\n")).len();
        assert_eq!(count("The mark gives the ring pointed to to moor the boat."), 0);
        assert_eq!(count("The boats were moved to to shelter behind the mole."), 1);
        assert_eq!(count("The crew walked to to the quay at noon."), 1);
    }
}

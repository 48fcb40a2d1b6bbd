//! Last words of headings that are no words, but the beginning of one.

use super::name::Name;
use crate::checks::dictionary::Dictionary;
use crate::checks::piece::{Beginning, Evidence};
use crate::checks::prose::{has_words, last_word};
use crate::document::Document;
use crate::rule::Words;

/// Headings whose last word may be a piece of one.
#[derive(Default)]
pub(super) struct Fragments<'d> {
    candidates: Vec<Name<'d>>,
}

/// What the last word of a heading is the beginning of.
#[derive(Clone, Copy)]
pub(super) enum Whole<'d> {
    /// A word that the article has.
    Known(&'d str),
    /// Nobody knows: it is no word, and the article has no longer one.
    Lost,
}

/// Headings that are looked at: an article with more is a list of names.
const HEADINGS: usize = 400;

impl<'d> Fragments<'d> {
    pub(super) fn is_empty(&self) -> bool {
        self.candidates.is_empty()
    }

    /// Takes a heading, if it ends in a word that could be a piece of one.
    pub(super) fn add(&mut self, name: &Name<'d>, is_title: bool) {
        let text = name.text.trim_end();
        if self.candidates.len() >= HEADINGS {
            return;
        }
        let last = last_word(text);
        let before = text.strip_suffix(last).unwrap_or("");
        let mut letters = last.chars();
        letters.next();
        let is_plain = last.len() < 24
            && (letters.all(|c| c.is_lowercase() || c == '-') || is_in_mixed_case(last))
            && before.ends_with(' ')
            && before.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ',' || c == ':')
            && (last.len() > 2 || is_title)
            && last.starts_with(char::is_alphabetic);
        // Two words are a name as often, unless the last one is none.
        if is_plain && (has_words(text, 3) || last.len() >= LETTERS_OF_PIECE && has_words(text, 2) && last.starts_with(char::is_lowercase))
        {
            self.candidates.push(name.clone());
        }
    }

    /// Headings that stop within a word, with that word as the text has it.
    pub(super) fn completed(
        self,
        article: &'d Document,
        known: &Words,
        letters: &[String],
        endings: &[String],
    ) -> Vec<(Name<'d>, Whole<'d>)> {
        let dictionary = Dictionary::of(&article.language.code);
        let is_read = |name: &Name<'_>| dictionary.is_none_or(|dictionary| is_in_language(dictionary, name.text));
        let completed = self.candidates.into_iter().filter_map(|name| {
            let last = last_word(name.text);
            let whole = if last.len() == 1 {
                letter_of_a_word(article, &name, letters)
            } else if last.contains('-') {
                hyphened(article, &name, last, known).map(Whole::Known)
            } else if is_in_mixed_case(last) {
                mixed(article, &name, last, known).map(Whole::Known)
            } else {
                word(article, &name, known).or_else(|| word_of_a_phrase(article, &name, last, endings).map(Whole::Known))
            };
            whole.filter(|_| is_read(&name)).map(|whole| (name, whole))
        });
        completed.collect()
    }
}

/// Whether the dictionary has most of the words before the last one, as far as they may be in it: the title of a page that was translated only in
/// part is in the other language.
fn is_in_language(dictionary: &Dictionary, title: &str) -> bool {
    let words = title.split_whitespace().filter(|word| word.chars().all(char::is_alphabetic));
    let (mut listed, mut all) = (0, 0);
    for word in words.take(12).filter(|word| *word != last_word(title) && word.starts_with(char::is_lowercase)) {
        listed += usize::from(dictionary.lists(word));
        all += 1;
    }
    2 * listed > all || all == 0
}

/// Words of an article that speaks of what its headings name.
const ENOUGH: usize = 100;

/// What the last word of a heading is the beginning of, if it is no word.
fn word<'d>(article: &'d Document, name: &Name<'_>, known: &Words) -> Option<Whole<'d>> {
    let last = last_word(name.text);
    let is_capital = last.starts_with(char::is_uppercase);
    // "Smith & Co", but "the Federal Co" where the article names the Federal Council.
    if last.len() <= 2 && is_capital {
        return behind_same_word(article, name, last).flatten().map(Whole::Known);
    }
    let evidence = Evidence::of(article, &own(article, name), last, known);
    // Two words say too little of what else it may be.
    let is_short = !has_words(name.text, 3);
    if evidence.is_piece() && !is_short {
        return Some(evidence.longer.map_or(Whole::Lost, Whole::Known));
    }
    // A name that a title ends in stands in its article as well.
    if evidence.is_unknown() && !is_short && !is_capital && last.len() > 2 && has_words(&article.text, ENOUGH) {
        return Some(Whole::Lost);
    }
    // "Planning permissio" in a short article: the dictionary has the word, with a few letters more.
    let lacks_end = || Dictionary::of(&article.language.code).is_some_and(|dictionary| dictionary.lacks_end(last));
    if !is_capital && last.len() >= LETTERS_OF_PIECE && !evidence.is_elsewhere && !evidence.is_word && lacks_end() {
        return Some(Whole::Lost);
    }
    if is_short {
        return None;
    }
    // "The Winter Mon" in an article about the winter months: a day, a name, or a piece.
    let is_name = || Dictionary::of(&article.language.code).is_some_and(|dictionary| !dictionary.lists(&last.to_lowercase()));
    let may_be_name = !evidence.is_elsewhere && evidence.longer.is_some() && is_capital && is_name();
    let behind = may_be_name.then(|| behind_same_word(article, name, last).flatten()).flatten();
    // "… with Millston" in an article that names Millstonery again and again.
    let may_be_cut = is_capital && !evidence.is_elsewhere && evidence.lost >= LOST_OF_NAME;
    let only = || evidence.longer.filter(|whole| may_be_cut && is_in_small_letters(name.text) && is_only(article, name, last, whole));
    behind.or_else(only).map(Whole::Known)
}

/// Letters of a piece that the article knows nothing of.
const LETTERS_OF_PIECE: usize = 5;

/// Letters that a name lost, at least.
const LOST_OF_NAME: usize = 3;

/// The first word of a title and the last one have a capital, and no other has.
fn is_in_small_letters(title: &str) -> bool {
    let words: Vec<&str> = title.split_whitespace().collect();
    let inner = words.get(1..words.len().saturating_sub(1)).unwrap_or_default();
    inner.len() >= 4 && inner.iter().all(|word| word.starts_with(char::is_lowercase))
}

/// Whether the article has several words that begin so, and all of them are this one.
fn is_only(article: &Document, name: &Name<'_>, piece: &str, whole: &str) -> bool {
    const USES: usize = 3;
    let own = own(article, name);
    let mut uses = Beginning::of(&article.text, piece).filter(|(at, _)| !own.contains(at)).map(|(_, word)| word);
    let (mut count, mut others) = (0, false);
    for word in uses.by_ref() {
        count += usize::from(word.eq_ignore_ascii_case(whole));
        others |= !word.eq_ignore_ascii_case(whole);
    }
    count >= USES && !others
}

/// A title that ends in the first letter of a word, with the word if the article has it behind the same word: "the Digital C".
fn letter_of_a_word<'d>(article: &'d Document, name: &Name<'_>, letters: &[String]) -> Option<Whole<'d>> {
    /// Words of a title that is no name with a letter, and letters of the word before that letter.
    const TITLE: usize = 6;
    const LETTERS: usize = 4;
    let text = name.text.trim_end();
    let letter = last_word(text);
    let lower = letter.to_lowercase();
    if !has_words(text, 4) {
        return None;
    }
    // "In search of e": what stands alone elsewhere is no piece.
    let may_stand_alone = letters.contains(&lower) && letter == lower;
    if may_stand_alone && stands_alone(article, name, letter) {
        return None;
    }
    let whole = behind_same_word(article, name, letter)?.filter(|whole| !may_stand_alone || whole.len() > 2);
    if may_stand_alone {
        return whole.map(Whole::Known);
    }
    // "…, Launches", but "Vitamins A, B" and "Plan B".
    let head = text.strip_suffix(letter).unwrap_or("");
    let breaks_off = || letter == lower || head.trim_end().ends_with(',') && last_word(head).len() > 1 && has_words(text, 5);
    // A long title in capitals whose article never has the letter as a word: nobody writes of "Plan B" without naming it again.
    let is_never_named = || {
        has_words(text, TITLE)
            && has_words(&article.text, ENOUGH)
            && last_word(head).len() >= LETTERS
            && !stands_alone(article, name, letter)
    };
    whole.map(Whole::Known).or_else(|| (breaks_off() || is_never_named()).then_some(Whole::Lost))
}

/// Whether the article has the letter as a word outside the title.
fn stands_alone(article: &Document, name: &Name<'_>, letter: &str) -> bool {
    let own = own(article, name);
    let is_word = |at: usize| {
        let is_open = |neighbour: Option<char>| neighbour.is_none_or(|c| !c.is_alphanumeric());
        is_open(article.text.get(..at).and_then(|before| before.chars().next_back()))
            && is_open(article.text.get(at + letter.len()..).and_then(|behind| behind.chars().next()))
    };
    article.text.match_indices(letter).any(|(at, _)| !own.contains(&at) && is_word(at))
}

/// A name with a capital inside: `LinkedIn`.
fn is_in_mixed_case(word: &str) -> bool {
    word.chars().all(char::is_alphabetic)
        && word.starts_with(char::is_uppercase)
        && word.chars().skip(1).any(char::is_uppercase)
        && word.chars().any(char::is_lowercase)
}

/// The name that a piece of it lacks a few letters of (`LinkedI`), where the article never has the piece. A longer rest makes another
/// name: `GetItem`, `GetItemProperty`.
fn mixed<'d>(article: &'d Document, name: &Name<'_>, piece: &str, known: &Words) -> Option<&'d str> {
    const REST: usize = 3;
    const USES: usize = 2;
    let own = own(article, name);
    let evidence = Evidence::of(article, &own, piece, known);
    let whole = evidence.longer.filter(|whole| evidence.is_piece() && whole.len() <= piece.len() + REST)?;
    let rest = whole.get(piece.len()..)?;
    let uses = Beginning::of(&article.text, piece).filter(|(at, word)| !own.contains(at) && *word == whole).take(USES).count();
    (rest.chars().all(char::is_lowercase) && uses == USES).then_some(whole)
}

/// The second half of a word with a hyphen that is no word, where the article has it whole: "user-ce" of "user-centred".
fn hyphened<'d>(article: &'d Document, name: &Name<'_>, piece: &str, known: &Words) -> Option<&'d str> {
    let own = own(article, name);
    let (first, half) = piece.rsplit_once('-')?;
    if half.is_empty() || !Evidence::of(article, &own, half, known).is_piece() {
        return None;
    }
    let halves = Beginning::of(&article.text, half).filter(|(at, whole)| !own.contains(at) && whole.len() > half.len());
    let behind =
        |at: usize| article.text.get(..at).and_then(|before| before.strip_suffix('-')).is_some_and(|before| before.ends_with(first));
    halves.filter(|(at, _)| behind(*at)).find_map(|(at, whole)| article.text.get(at - 1 - first.len()..at + whole.len()))
}

/// Words of a title that has a verb.
const ASKING: [&str; 9] = ["how", "why", "when", "where", "what", "who", "that", "which", "if"];

/// Letters of an ending that no title loses by another form of its last word.
const LONG_ENDING: usize = 4;

/// A word that the article never has but as the beginning of another, behind the same word and several times: "open sour" where it speaks
/// of "open source". Other forms of a word are no pieces.
fn word_of_a_phrase<'d>(article: &'d Document, name: &Name<'_>, piece: &str, endings: &[String]) -> Option<&'d str> {
    const LETTERS: usize = 3;
    const USES: usize = 3;
    let text = name.text.trim_end();
    let before = last_word(text.strip_suffix(piece).unwrap_or(""));
    if piece.len() < LETTERS || before.len() < LETTERS || !has_words(text, 3) {
        return None;
    }
    let asks = text.split(' ').any(|word| ASKING.iter().any(|known| known.eq_ignore_ascii_case(word)));
    let own = own(article, name);
    let mut whole: Option<&str> = None;
    let (mut uses, mut forms) = (0, false);
    for (at, word) in Beginning::of(&article.text, piece).filter(|(at, _)| !own.contains(at)) {
        let rest = word.get(piece.len()..).unwrap_or("");
        let is_other = whole.is_some_and(|whole| !whole.eq_ignore_ascii_case(word));
        let behind = || article.text.get(..at).and_then(|text| text.strip_suffix(' ')).map_or("", last_word);
        let is_behind = behind().eq_ignore_ascii_case(before);
        // "An introduction to crop manage" where farmers manage by "crop management", but "how farmers manage".
        let is_form = endings.iter().any(|ending| ending == rest);
        if rest.is_empty() || (is_form || rest.len() < 2) && asks {
            return None;
        }
        if is_form && rest.len() < LONG_ENDING && !is_behind {
            forms = true;
            continue;
        }
        if rest.len() < 2 || is_other || is_form && rest.len() < LONG_ENDING {
            return None;
        }
        whole = Some(word);
        uses += usize::from(is_behind);
    }
    // Where the article has other forms of it, the piece is a word, and only a noun that lost a long ending is none.
    let is_noun = |whole: &str| whole.len() >= piece.len() + LONG_ENDING;
    whole.filter(|whole| uses >= USES && (!forms || is_noun(whole)))
}

/// The word of the article that begins with the last one of a title, behind the same word as there. `None` where the article has the piece
/// itself there, so that it is none.
#[expect(clippy::option_option, reason = "a search that finds nothing says less than one that finds the piece as a word")]
fn behind_same_word<'d>(article: &'d Document, name: &Name<'_>, piece: &str) -> Option<Option<&'d str>> {
    /// Letters of a neighbour that says something.
    const NEIGHBOUR: usize = 3;
    /// Uses of a word that is only one letter longer.
    const USES: usize = 3;
    let text = name.text.trim_end();
    let before = last_word(text.strip_suffix(piece).unwrap_or(""));
    let own = own(article, name);
    let (mut whole, mut one_more) = (None, 0);
    // "AI" says as much as a longer word.
    let is_acronym = before.len() >= 2 && before.bytes().all(|byte| byte.is_ascii_uppercase());
    if before.len() < NEIGHBOUR && !is_acronym {
        return Some(None);
    }
    let neighbours = Beginning::of(&article.text, before).filter(|(at, word)| word.len() == before.len() && !own.contains(at));
    for (at, neighbour) in neighbours {
        let Some(behind) = article.text.get(at + neighbour.len()..).and_then(|text| text.strip_prefix(' ')) else { continue };
        let word = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        if word.get(..piece.len()).is_some_and(|start| start.eq_ignore_ascii_case(piece)) {
            // One letter more is another form as often: "Co" and "Cos".
            if word.len() < piece.len() + 2 {
                one_more += usize::from(word.len() == piece.len() + 1 && !word.ends_with('s'));
                if word.len() == piece.len() || one_more == 0 {
                    return None;
                }
                if one_more < USES {
                    continue;
                }
            }
            whole.get_or_insert(word);
        }
    }
    Some(whole)
}

/// Where the heading itself stands in the text.
fn own(article: &Document, name: &Name<'_>) -> std::ops::Range<usize> {
    if name.block == Document::ROOT { 0..0 } else { article.block(name.block).text.range() }
}

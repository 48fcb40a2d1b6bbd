//! Headings, items, cells, captions and short sentences that were left in another language: one of their words speaks in a sentence of that
//! language and is neither English nor part of names ("werden", "cómo", "vous"), and hardly a word is English.

use super::{ForeignResidue, Script, script};
use crate::checks::clean::shown::{is_about, is_shown, sentence};
use crate::checks::dictionary::Dictionary;
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
use crate::rule::{Seen, leaves};
use crate::span::Span;

/// Words of a unit.
const WORDS: std::ops::RangeInclusive<usize> = 3..=24;

impl ForeignResidue {
    /// The units of an article in another language in Latin letters.
    pub(super) fn units(&self, article: &Document, seen: &[Seen], dictionary: &Dictionary) -> Vec<(BlockId, Span)> {
        let mut found: Vec<(BlockId, Span)> = Vec::new();
        let mut looked_at = Span::default();
        for (id, sign) in leaves(article, seen) {
            if looked_at.contains(sign.text) || !is_read(article, id) || super::goes_on(article, sign.text) {
                continue;
            }
            let text = article.text_of(id);
            let leaf = Span::new(article.block(id).text.start(), article.block(id).text.start() + text.len() as u32);
            if sign.kind == super::NAMED {
                if let Some(name) = self.named(text, leaf.start(), sign.text)
                    && may_be_residue(article, id, name, true)
                {
                    looked_at = leaf;
                    found.push((id, name));
                }
                continue;
            }
            looked_at = sentence(article, id, sign.text);
            let said = looked_at.cut(&article.text);
            if self.speaks(dictionary, said) && may_be_residue(article, id, looked_at, false) {
                found.push((id, looked_at));
            }
        }
        let all: Vec<BlockId> = found.iter().map(|(id, _)| *id).collect();
        found.retain(|(id, _)| is_alone(article, *id, &all) && !self.names_language(article, *id));
        found
    }

    /// A heading or a label that pages of another language have, alone or before a colon: "Zusammenfassung", "Fuente: …".
    fn named(&self, text: &str, start: u32, sign: Span) -> Option<Span> {
        if sign.start() != start {
            return None;
        }
        let lower = text.to_lowercase();
        let line = lower.trim_end_matches([':', '.', '?', ' ', '\u{a0}']);
        let is_whole = self.names.by_language().any(|(_, names)| names.iter().any(|name| name == line));
        let label = lower.split_once(':').map(|(label, rest)| (label.trim_end(), rest.starts_with(' ')));
        let is_label = label.is_some_and(|(label, is_apart)| {
            is_apart && self.labels.by_language().any(|(_, labels)| labels.iter().any(|known| known == label))
        });
        let end = if is_whole { text.len() } else { text.find(':')? };
        (is_whole || is_label).then(|| Span::new(start, start + end as u32))
    }

    /// Whether the head of the table that holds a block names a language.
    fn names_language(&self, article: &Document, id: BlockId) -> bool {
        let table = holder(article, id).filter(|holder| article.block(*holder).kind == Kind::Table);
        let head = table.and_then(|table| article.children(table).next());
        let says = |text: &str| self.subjects.of("en").iter().any(|subject| text.contains(subject.trim()));
        head.is_some_and(|row| article.children(row).any(|cell| says(&article.text_of(cell).to_lowercase())))
    }

    /// Whether a unit is a sentence, or part of one, in another language.
    fn speaks(&self, dictionary: &Dictionary, text: &str) -> bool {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(WORDS.end() + 1).collect();
        if !WORDS.contains(&words.len()) || text.contains(['(', '“', '"', '«', '„', '|', '=', '/']) {
            return false;
        }
        self.speaking.by_language().any(|(language, speaking)| {
            let speaks = words.iter().filter(|word| speaking.iter().any(|known| known == *word)).count();
            let theirs = |word: &str| self.small_words.has(language, word) || speaking.iter().any(|known| known == word);
            let mut known: Vec<&str> = words.iter().copied().filter(|word| theirs(word)).collect();
            known.sort_unstable();
            known.dedup();
            let is_own = |word: &str| {
                let is_small = self.small_words.has("en", word) && !self.shared.has(language, word);
                !theirs(word) && (is_small || word.len() > 3 && dictionary.lists(word))
            };
            let own = words.iter().filter(|word| is_own(word)).count();
            // Without such a word: nothing is English, and more than names stand in it.
            let is_bare = || {
                let small = text.split(' ').skip(1).filter(|word| word.starts_with(char::is_lowercase) && !theirs(word) && word.len() > 3);
                own == 0 && words.len() > 3 && small.count() > 1 && !text.starts_with(|c: char| c.is_lowercase())
            };
            known.len() > 1 && (speaks > 0 && own * 4 <= words.len() || speaks == 0 && is_bare())
        })
    }
}

fn is_read(article: &Document, id: BlockId) -> bool {
    let block = article.block(id);
    matches!(block.kind, Kind::Paragraph | Kind::Heading) && !block.flags.has(Flags::BOILER)
}

/// Whether nothing says that a unit is in another language on purpose.
fn may_be_residue(article: &Document, id: BlockId, span: Span, is_label: bool) -> bool {
    /// Words of titles and headings beside those of the option.
    const SPOKEN_OF: [&str; 8] = ["phrase", "vocabulary", "language", "translat", "lyrics", "poem", "proverb", "dish"];
    let kinds = [InlineKind::Link, InlineKind::Code, InlineKind::Emphasis, InlineKind::Quote, InlineKind::Template];
    let is_marked = article.inlines_of_range(id, id + 1).iter().any(|inline| kinds.contains(&inline.kind) && inline.text.overlaps(span));
    let is_held = [Kind::Quote, Kind::DefDesc, Kind::DefTerm, Kind::FootDef].iter().any(|kind| article.is_within(id, *kind));
    let text = article.text_of(id);
    // An entry of a list of sources has its year.
    let has_year = text.as_bytes().windows(4).any(|four| matches!(four, [b'1' | b'2', rest @ ..] if rest.iter().all(u8::is_ascii_digit)));
    let is_heading = article.block(id).kind == Kind::Heading && article.title() == Some(text);
    let spoken_of: Vec<String> = SPOKEN_OF.iter().map(|word| (*word).to_owned()).collect();
    !is_marked
        && !is_held
        && (is_label || !has_year)
        && !is_heading
        && !super::is_glossary(text)
        && !text.starts_with(['“', '"', '«', '„', '\'', '‘', '$', '=', '>'])
        && !is_shown(article, id, span)
        && !super::is_led_in(article, id)
        && !is_about(article, id, &spoken_of)
}

/// Whether a unit is the only one of its list or its table: several stand there on purpose.
fn is_alone(article: &Document, id: BlockId, all: &[BlockId]) -> bool {
    let holder = holder(article, id);
    let Some(holder) = holder else { return true };
    let end = article.block(holder).end;
    let from = all.partition_point(|other| *other < holder);
    let to = all.partition_point(|other| *other < end);
    // Two of four words of a phrase book are as foreign.
    let leaves = (holder..end).filter(|other| is_read(article, *other) && !article.block(*other).text.is_empty()).take(4).count();
    // Of a head that was left in another language one cell stands for all.
    let head = || article.children(holder).next().map_or(holder, |row| article.block(row).end);
    let are_head = || {
        article.block(holder).kind == Kind::Table
            && to.checked_sub(1).and_then(|last| all.get(last)).is_some_and(|last| *last < head())
            && all.get(from) == Some(&id)
    };
    (to - from == 1 || are_head()) && leaves > 2
}

/// The list or the table that holds a block.
fn holder(article: &Document, id: BlockId) -> Option<BlockId> {
    let mut at = id;
    let mut found = None;
    while at != 0 {
        let block = article.block(at);
        if matches!(block.kind, Kind::List | Kind::Table) {
            found = Some(at);
        }
        at = block.parent;
    }
    found
}

/// Headings and items of an article in Latin letters that are whole in another script, and long enough to be no name.
pub(super) fn in_other_scripts(article: &Document, id: BlockId, text: &str) -> bool {
    /// Words, or letters of a script without blanks.
    const WORDS: usize = 3;
    const LETTERS: usize = 6;
    let is_item = article.is_within(id, Kind::Item) && holder(article, id).is_some_and(|list| has_latin_items(article, list));
    let is_heading = article.block(id).kind == Kind::Heading;
    let letters = text.chars().filter_map(script).filter(|found| *found == Script::Other).count();
    let latin = text.chars().filter_map(script).any(|found| found == Script::Latin);
    let kinds = [InlineKind::Link, InlineKind::Code, InlineKind::Emphasis, InlineKind::Quote];
    let is_marked = article.inlines_of_range(id, id + 1).iter().any(|inline| kinds.contains(&inline.kind));
    (is_item || is_heading) && !latin && !is_marked && (text.split_whitespace().count() >= WORDS || letters >= LETTERS)
}

/// Whether all other items of a list are in Latin letters, two at least.
fn has_latin_items(article: &Document, list: BlockId) -> bool {
    const NEAR: usize = 40;
    let (mut latin, mut others) = (0, 0);
    for item in article.children(list).take(NEAR) {
        match article.text_of(item).chars().find_map(script) {
            Some(Script::Latin) => latin += 1,
            Some(_) => others += 1,
            None => {}
        }
    }
    latin > 1 && others == 1
}

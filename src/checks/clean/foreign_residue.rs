//! A stray line in a script or language that the article is not written in, and letters of another alphabet within a word.

use std::sync::OnceLock;

use serde::Deserialize;

use super::expressions::Known;
use super::shown::{in_prose, is_about, is_shown, seen_in_prose, sentence};
use crate::checks::dictionary::Dictionary;
use crate::document::{BlockId, Document, Flags, InlineKind, Kind, LanguageFrom};
use crate::rule::{ArticleCheck, Found, Seen, Signs, Words};
use crate::span::Span;

mod named;
mod runs;
mod units;

use named::is_in_another;
use runs::{foreign_run, lone_word, mixed_word};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ForeignResidue {
    /// Small words of other languages, by which a sentence of theirs is known.
    small_words: Words,
    /// Those of them that no sentence of English has.
    telling: Words,
    /// Words of sentences that are neither English nor part of names.
    speaking: Words,
    /// Headings and lines of pages in other languages.
    names: Words,
    /// Labels before a colon.
    labels: Words,
    /// Small words of English that another language has as well: they speak neither for nor against it.
    shared: Words,
    /// Words of buttons and bylines of pages in other languages.
    lines: Words,
    /// Words of titles of articles that speak of languages.
    subjects: Words,
    /// Words of a sentence.
    at_least: usize,
    #[serde(skip)]
    known: OnceLock<Known>,
    /// Small words of other languages alone.
    #[serde(skip)]
    small: OnceLock<Known>,
}

/// Scripts that are told apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Other,
}

fn script(c: char) -> Option<Script> {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => Some(Script::Latin),
        '\u{400}'..='\u{52f}' => Some(Script::Cyrillic),
        // Hebrew, Arabic, Indic scripts, Thai, Georgian, Hangul, kana, Han. Greek stands in formulas.
        '\u{590}'..='\u{6ff}'
        | '\u{900}'..='\u{e7f}'
        | '\u{10a0}'..='\u{11ff}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' => Some(Script::Other),
        _ => None,
    }
}

/// Whether a paragraph of an article is written in Latin letters: a short page of which none is has another language than the one it was taken for.
fn has_latin(article: &Document) -> bool {
    article.of_kind(Kind::Paragraph).filter(|(_, block)| !block.flags.has(Flags::BOILER)).any(|(id, _)| {
        // An address, and a name beside a word of another script ("API 文件"), are none.
        let words = || article.text_of(id).split_whitespace().filter(|word| !word.contains(['/', '@']));
        let has_small = words().filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase())).nth(1).is_some();
        let mut scripts = words().flat_map(str::chars).filter_map(script).peekable();
        let is_text = scripts.peek().is_some();
        let (latin, others) =
            scripts.fold((0, 0), |(latin, others), found| if found == Script::Latin { (latin + 1, others) } else { (latin, others + 1) });
        is_text && (others == 0 || has_small && latin > others)
    })
}

/// Signs of units: a word of a sentence, a heading or a label.
const SPEAKING: u8 = 1;
const NAMED: u8 = 2;

/// Places in another language that are reported one by one.
const FEW: usize = 5;

impl ArticleCheck for ForeignResidue {
    fn signs(&self) -> Signs {
        let all = |words: &Words| words.by_language().flat_map(|(_, words)| words.iter().cloned()).collect::<Vec<_>>();
        let mut signs = Signs::default();
        for (kind, words) in [(0, &self.telling), (SPEAKING, &self.speaking), (NAMED, &self.names), (NAMED, &self.labels)] {
            signs.add(kind, all(words).iter().map(String::as_str));
        }
        signs
    }

    fn check(&self, article: &Document, found: &mut Found<'_>) {
        // Articles in Latin letters: the script of others is their own.
        const LATIN: [&str; 12] = ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "fi", "pl"];
        let language = &*article.language.code;
        if !LATIN.contains(&language) {
            return;
        }
        let mut reported = Vec::new();
        self.scripts(article, &mut reported, found);
        if language == "en" {
            let seen = found.take_seen();
            self.sentences(article, &seen, &mut reported);
            if let Some(dictionary) = Dictionary::of("en") {
                let mut known: Vec<BlockId> = reported.iter().map(|(id, _)| *id).collect();
                known.sort_unstable();
                let units = self.units(article, &seen, dictionary).into_iter().filter(|(id, _)| known.binary_search(id).is_err());
                let units: Vec<(BlockId, Span)> = units.filter(|(id, _)| !is_about(article, *id, self.subjects.of("en"))).collect();
                reported.extend(units);
            }
            // A short page between blocks of code shows no language: without a sentence of English it was taken for it by default.
            if article.language.from == LanguageFrom::Default && !reported.is_empty() && !self.has_english(article) {
                return;
            }
        }
        // "{reply, Berth}" is what a program takes.
        reported.retain(|(_, span)| !span.cut(&article.text).contains('{'));
        if !reported.is_empty() && is_in_another(article, reported.len()) {
            return;
        }
        // A page that was translated in part is one defect.
        let is_in_two = reported.len() > FEW;
        let places = if is_in_two { reported.get(..1).unwrap_or_default() } else { &reported };
        for (id, span) in places {
            let words = span.cut(&article.text).chars().take(60).collect::<String>();
            let finding = found.at_words(*id, article.source_span(*span), "“{}” is not in the language of the article", [words]);
            for (_, other) in reported.iter().skip(1).take(if is_in_two { FEW } else { 0 }) {
                finding.related(article.source_span(*other), "and this");
            }
        }
    }
}

impl ForeignResidue {
    fn scripts(&self, article: &Document, reported: &mut Vec<(BlockId, Span)>, found: &mut Found<'_>) {
        /// Lines of other scripts: with more, the article is about a language, or lists its translations.
        const LINES: usize = 3;
        /// Words of other scripts within sentences: with more, the article names things as they are called elsewhere.
        const LONE: usize = 2;
        let bytes = article.text.as_bytes();
        let mut at = 0;
        let mut lines: Vec<(BlockId, Span)> = Vec::new();
        let mut words: Vec<(BlockId, Span)> = Vec::new();
        let mut lone: Vec<(BlockId, Span)> = Vec::new();
        // Letters of these scripts begin with 0xD0 or more; dashes and quotation marks with 0xE2 do not count.
        while let Some(hit) = next_foreign(bytes, at) {
            let id = article.leaf_at(hit as u32);
            let leaf = article.block(id).text;
            at = (leaf.end() as usize).max(hit + 1);
            if !matches!(article.block(id).kind, Kind::Paragraph | Kind::Heading | Kind::Byline)
                || article.block(id).flags.has(Flags::BOILER)
            {
                continue;
            }
            let text = article.text_of(id);
            let count = |wanted: fn(Script) -> bool| text.chars().filter_map(script).filter(|found| wanted(*found)).count();
            let foreign = count(|found| found != Script::Latin);
            let latin = count(|found| found == Script::Latin);
            let opens =
                || text.starts_with(|c| script(c).is_some_and(|found| found != Script::Latin)) && text.split_whitespace().count() <= 4;
            if foreign > 1 && (foreign > latin || opens()) {
                lines.push((id, Span::new(leaf.start(), leaf.start() + text.len() as u32)));
            } else if let Some((from, to)) = (foreign > 0).then(|| foreign_run(text)).flatten() {
                lines.push((id, Span::new(leaf.start() + from as u32, leaf.start() + to as u32)));
            } else if let Some((from, to)) = (foreign > 0).then(|| mixed_word(text)).flatten() {
                words.push((id, Span::new(leaf.start() + from as u32, leaf.start() + to as u32)));
            } else if let Some((from, to)) = (foreign > 1).then(|| lone_word(text)).flatten() {
                lone.push((id, Span::new(leaf.start() + from as u32, leaf.start() + to as u32)));
            }
        }
        if lines.is_empty() && lone.len() <= LONE {
            for (id, span) in &lone {
                self.report(article, *id, *span, reported);
            }
        }
        if !lines.is_empty() && lines.len() <= LINES && has_latin(article) {
            for (id, span) in &lines {
                // What was guessed to be a heading of an export is a line like others.
                let block = article.block(*id);
                let is_heading = block.kind == Kind::Heading && !block.flags.has(Flags::GUESS);
                if is_heading || article.is_within(*id, Kind::Item) {
                    let is_residue = lines.len() == 1 && units::in_other_scripts(article, *id, article.text_of(*id));
                    if is_residue && !is_about(article, *id, self.subjects.of("en")) {
                        reported.push((*id, *span));
                    }
                    continue;
                }
                let leads = article.inlines_of_range(*id, *id + 1).iter().any(|inline| inline.kind == InlineKind::Image);
                if !leads && !article.text_of(*id).starts_with(['「', '『', '‘']) {
                    self.report(article, *id, *span, reported);
                }
            }
        }
        for (id, span) in words.iter().take(20) {
            if !is_shown(article, *id, *span) && !is_about(article, *id, self.subjects.of("en")) {
                found.at_words(*id, article.source_span(*span), "“{}” has letters of another alphabet", [span.cut(&article.text)]);
            }
        }
    }

    /// Sentences and lines of another language in Latin letters.
    fn sentences(&self, article: &Document, seen: &[Seen], reported: &mut Vec<(BlockId, Span)>) {
        let Some(dictionary) = Dictionary::of("en") else { return };
        let known = self.known.get_or_init(|| Known::of(self.lines.by_language().flat_map(|(_, words)| words.iter().map(String::as_str))));
        let mut last: Option<BlockId> = None;
        // Most sentences of other languages have a letter that English has not.
        in_prose(
            article,
            |text, at| memchr::memchr2(0xc3, 0xc4, text.as_bytes().get(at..)?).map(|found| at + found..at + found + 2),
            |id, hit| {
                if last == Some(id) {
                    return;
                }
                let span = sentence(article, id, hit);
                if self.is_foreign(span.cut(&article.text)) {
                    last = Some(id);
                    self.report(article, id, span, reported);
                }
            },
        );
        // Others have a small word that English has not.
        let mut looked_at = Span::default();
        for (id, sign) in seen_in_prose(article, seen).filter(|(_, sign)| sign.kind == 0 && !goes_on(article, sign.text)) {
            if last == Some(id) || looked_at.contains(sign.text) {
                continue;
            }
            looked_at = sentence(article, id, sign.text);
            let said = looked_at.cut(&article.text);
            // The title of a book stands between marks.
            if !said.starts_with(['“', '"', '«', '„', '(']) && self.is_foreign(said) {
                last = Some(id);
                self.report(article, id, looked_at, reported);
            }
        }
        // A paragraph is one finding, however it was known.
        let mut known_before: Vec<BlockId> = reported.iter().map(|(id, _)| *id).collect();
        known_before.sort_unstable();
        // What was guessed to be a heading of an export is a line like others.
        let guessed = article.of_kind(Kind::Heading).filter(|(_, block)| block.flags.has(Flags::GUESS) && !block.flags.has(Flags::BOILER));
        for (id, block) in article.of_kind(Kind::Paragraph).chain(guessed) {
            let text = article.text_of(id);
            if known_before.binary_search(&id).is_ok() || text.len() < 6 {
                continue;
            }
            let bytes = text.as_bytes();
            // Nearly every English sentence has one of these.
            if bytes.len() > LINE && is_soon_english(bytes) {
                continue;
            }
            let start = block.text.start();
            if bytes.len() <= LINE {
                // A button or a byline of a page in another language.
                if known.may_hold(text) && self.is_line(dictionary, text) {
                    self.report(article, id, Span::new(start, start + text.len() as u32), reported);
                }
            } else {
                let span = sentence(article, id, Span::new(start, start + text.chars().next().map_or(0, char::len_utf8) as u32));
                if self.is_foreign(span.cut(&article.text)) {
                    self.report(article, id, span, reported);
                }
            }
        }
    }

    fn report(&self, article: &Document, id: BlockId, span: Span, reported: &mut Vec<(BlockId, Span)>) {
        let is_marked = article.inlines_of_range(id, id + 1).iter().any(|inline| {
            matches!(inline.kind, InlineKind::Link | InlineKind::Code | InlineKind::Emphasis | InlineKind::Quote)
                && inline.text.overlaps(span)
        });
        let text = article.text_of(id);
        // A line above announces the whole of what it leads in, no sentence among others.
        let is_among_others = (span.len() as usize) * 2 <= text.len();
        // What begins so was typed into a cell or at a prompt.
        let is_typed = text.starts_with(['=', '$', '>', '%']);
        // "高灰 <gao@example.org>" and "[Officina del porto" are a name, and the words of a link that was cut.
        let is_name = text.contains('@') && text.contains('<') || text.starts_with('[');
        if !is_marked
            && !is_typed
            && !is_glossary(text)
            && !is_name
            && !is_inside(article, id)
            && (is_among_others || !is_led_in(article, id))
            && !text.starts_with(['“', '"', '«'])
            // "Chinese: …" says itself what follows.
            && !span.cut(&article.text).split_once(": ").is_some_and(|(label, rest)| {
                label.len() < 24 && label.is_ascii() && !rest.chars().filter_map(script).any(|found| found == Script::Latin)
            })
            && !is_about(article, id, self.subjects.of("en"))
            && !is_shown(article, id, span)
        {
            reported.push((id, span));
        }
    }

    /// Whether an article says anything in English.
    fn has_english(&self, article: &Document) -> bool {
        /// Small words of English that show it.
        const SHOWING: usize = 3;
        article.of_kind(Kind::Paragraph).filter(|(_, block)| !block.flags.has(Flags::BOILER)).any(|(id, _)| {
            let words = article.text_of(id).split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(60);
            words.filter(|word| self.small_words.has("en", &word.to_lowercase())).nth(SHOWING - 1).is_some()
        })
    }

    /// Whether small words of another language stand in a sentence, and hardly any of English.
    fn is_foreign(&self, text: &str) -> bool {
        let small = self.small.get_or_init(|| {
            let others = self.small_words.by_language().filter(|(language, _)| *language != "en");
            Known::of(others.flat_map(|(_, words)| words.iter().map(String::as_str)))
        });
        if !small.may_hold_several(text) {
            return false;
        }
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(60).collect();
        if words.len() < self.at_least {
            return false;
        }
        self.small_words.by_language().filter(|(language, _)| *language != "en").any(|(language, _)| {
            let own = words.iter().filter(|word| self.small_words.has("en", word) && !self.shared.has(language, word)).count();
            let mut known: Vec<&str> = words.iter().copied().filter(|word| self.small_words.has(language, word)).collect();
            let count = known.len();
            known.sort_unstable();
            known.dedup();
            count * 5 >= words.len() && known.len() > 2 && own * 3 <= count
        })
    }

    /// Whether a short line is one of a page in another language: one of its words is known from such lines, and no other is English.
    fn is_line(&self, dictionary: &Dictionary, text: &str) -> bool {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
        if !(2..=8).contains(&words.len()) {
            return false;
        }
        self.lines.by_language().any(|(language, lines)| {
            let of_lines = || words.iter().filter(|word| lines.iter().any(|line| line == *word));
            let known = of_lines().count();
            // "plus" and "continue" are words of English as well.
            if known == 0 || known == 1 && of_lines().all(|word| dictionary.lists(word)) {
                return false;
            }
            let own = words
                .iter()
                .filter(|word| {
                    let is_theirs = lines.iter().any(|line| line == *word) || self.small_words.has(language, word);
                    // "How do you continue?"
                    !is_theirs && (self.small_words.has("en", word) || word.len() > 3 && dictionary.lists(word))
                })
                .count();
            own == 0 || known > 1 && own == 1
        })
    }
}

/// "ES: ligadura, I: legatura, F: ligature": one word in several languages.
fn is_glossary(text: &str) -> bool {
    let is_label = |word: &str| {
        word.strip_suffix(':').is_some_and(|code| (1..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_uppercase()))
    };
    text.split_whitespace().take(80).filter(|word| is_label(word)).count() > 2
}

/// Whether a word goes on behind the part of it that was seen.
fn goes_on(article: &Document, part: Span) -> bool {
    article.text.as_bytes().get(part.end() as usize).is_some_and(u8::is_ascii_alphanumeric)
}

/// Whether a small word of English stands near the beginning of a text.
fn is_soon_english(text: &[u8]) -> bool {
    /// Bytes that are looked at.
    const NEAR: usize = 160;
    let near = text.get(..NEAR).unwrap_or(text);
    let small = |word: &[u8]| matches!(word, b"the" | b"of" | b"to" | b"and" | b"is" | b"for" | b"with" | b"you");
    // Neither the first word nor the last counts: one may begin a name, the other is cut.
    let mut words = near.split(|byte| *byte == b' ').skip(1).peekable();
    std::iter::from_fn(|| words.next().filter(|_| words.peek().is_some())).any(small)
}

/// The next byte that begins a letter of another script; most stretches of a text are ASCII, which is seen at once.
fn next_foreign(bytes: &[u8], from: usize) -> Option<usize> {
    const STRETCH: usize = 128;
    let mut at = from;
    for stretch in bytes.get(from..)?.chunks(STRETCH) {
        if !stretch.is_ascii()
            && let Some(found) = stretch.iter().position(|byte| matches!(byte, 0xd0..=0xe1 | 0xe3..=0xed))
        {
            return Some(at + found);
        }
        at += stretch.len();
    }
    None
}

/// Bytes of a line that may be a button.
const LINE: usize = 60;

/// Whether a block stands where other languages stand on purpose.
fn is_inside(article: &Document, id: BlockId) -> bool {
    [Kind::Item, Kind::Cell, Kind::Quote, Kind::DefDesc, Kind::FootDef, Kind::Figure].iter().any(|kind| article.is_within(id, *kind))
}

/// Whether the line above leads a block in.
fn is_led_in(article: &Document, id: BlockId) -> bool {
    (0..id)
        .rev()
        .take(20)
        .find(|before| article.block(*before).kind.is_leaf() && !article.block(*before).text.is_empty())
        .is_some_and(|before| article.text_of(before).ends_with(':'))
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::{findings, markdown};

    const RULE: &str = "foreign-residue";

    fn count(words: &str) -> usize {
        markdown(RULE, &format!("# The bakery\n\nA shop opens at six, and the bread is warm by then. The flour comes from the mill beside the river.\n\n{words}\n\nThe flour comes on Mondays, and the baker carries it.\n")).len()
    }

    #[test]
    fn stray_lines_are_found() {
        for words in [
            "The baker says when:\n\nThe shop opens at six on all days but Monday. 这一点对小团队尤其重要。 On that day it opens at eight, and closes at noon.",
            "作者 google",
            "Подробнее",
            "続きを読む",
            "Der Bäcker ist nicht da, aber die Brote sind auf dem Tisch und warten.",
            "The bаker is here.",
        ] {
            assert_eq!(count(words), 1, "{words}");
        }
    }

    #[test]
    fn what_is_shown_on_purpose_is_none() {
        for words in [
            "Tokyo (東京) has many bakeries.",
            "> 作者",
            "[日本語](ja.md)",
            "He said “Хлеб” at the door.",
            "The sign says:\n\n作者",
            "Δt and μm are signs.",
            "*Der Bäcker ist nicht da, aber die Brote sind auf dem Tisch.*",
            "Rye, wheat, oat, spelt, barley, maize, rice, millet.",
        ] {
            assert_eq!(count(words), 0, "{words}");
        }
    }

    #[test]
    fn an_article_in_another_language_is_none() {
        let dutch = "Maak een bestand met de naam `tij.js` en schrijf daarin een functie.\n\nDe variabele wordt elke keer aangemaakt en weer verwijderd als de functie klaar is met haar werk.\n";
        assert_eq!(findings(RULE, "lessons/scope/problem_nl.md", dutch), []);
        let english = "# The bakery\n\nA shop opens at six, and the bread is warm by then, for the ovens are lit at four.\n\nDer Bäcker ist nicht da, aber die Brote sind auf dem Tisch und warten.\n\nThe flour comes from the mill on Mondays, and the baker carries it to the loft.\n";
        assert_eq!(findings(RULE, "shops/de/bakery.md", english).len(), 1);
        let name = english.replace("Der Bäcker ist nicht da, aber die Brote sind auf dem Tisch und warten.", "高灰 <gao@example.org>");
        assert_eq!(findings(RULE, "shops/bakery.md", &name), []);
    }
}

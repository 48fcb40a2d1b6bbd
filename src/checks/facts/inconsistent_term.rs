//! One name in two spellings, where it is defined or heads something: "(Cro)" beside "CRO", "Onedrive" beside `OneDrive`.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use crate::checks::dictionary::Dictionary;
use crate::checks::prose::{has_inner_capital, has_words};
use crate::document::{BlockId, Document, Flags, Inline, InlineKind, Kind, Looks};
use crate::rule::{ArticleCheck, Found, Shapes};
use crate::span::Span;

mod spelling;

use spelling::{Initials, Spelling, is_capitals, names, words};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct InconsistentTerm {
    /// Fewest letters of a name.
    letters: usize,
}

/// Two spellings of a name.
#[derive(Default)]
struct Name<'t> {
    /// In the order in which they first occur.
    spellings: Vec<Spelling<'t>>,
    /// It is an acronym: written in capitals it is right.
    is_acronym: bool,
}

impl ArticleCheck for InconsistentTerm {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let mut known: HashMap<String, Name<'_>> = HashMap::new();
        // A capital within a word, or a word in brackets.
        let naming = leaves(article).filter(|(id, _)| article.looks(*id).has_any(Looks::TURN.or(Looks::ROUND)));
        for (_, block) in naming {
            for (name, is_acronym) in names(block.text.cut(&article.text)).filter(|(name, _)| name.len() >= self.letters) {
                known.entry(name.to_ascii_lowercase()).or_default().is_acronym |= is_acronym;
            }
        }
        if known.is_empty() {
            return;
        }
        found.concerned();
        let longest = known.keys().map(String::len).max().unwrap_or(0);
        let initials = Initials::of(known.keys());
        let shapes = Shapes::of(known.keys().map(String::as_str));
        let mut lower = String::new();
        for (id, block) in leaves(article) {
            let text = block.text.cut(&article.text);
            let may_be = |word: &str| (self.letters..=longest).contains(&word.len()) && shapes.may_have(word.as_bytes());
            for (at, word) in words(text, &initials).filter(|(_, word)| may_be(word)) {
                lower.clear();
                lower.extend(word.chars().map(|c| c.to_ascii_lowercase()));
                let Some(name) = known.get_mut(&lower) else { continue };
                let place = Span::of(at, at + word.len()).shifted(block.text.start());
                if is_no_prose(article, id, place)
                    || is_of_a_program(text, at)
                    || is_partly_marked(article, id, place)
                    || names_target(article, id, place, word)
                {
                    continue;
                }
                let (defines, opens) = (defines(article, id, place), opens_sentence(text, at));
                match name.spellings.iter_mut().find(|spelling| spelling.word == word) {
                    Some(spelling) => spelling.again(defines, opens),
                    None => name.spellings.push(Spelling::first(word, id, place, defines, opens)),
                }
            }
        }
        let mut slips: Vec<(&Spelling<'_>, &Spelling<'_>)> = known.values().filter_map(Name::slip).collect();
        slips.sort_by_key(|(slip, _)| slip.place);
        // What code spells so is the name of something in it.
        let mut code: Option<HashSet<&str>> = None;
        for (slip, usual) in slips {
            // A column that is headed so, and a row about something of that name.
            let both = |kind| [slip, usual].iter().all(|spelling| article.is_within(spelling.block, kind));
            // So are two terms that are explained, each for itself; longer ones are the lines of a table of contents.
            let are_terms = || both(Kind::DefTerm) && [slip, usual].iter().all(|spelling| !has_words(article.text_of(spelling.block), 4));
            if both(Kind::Table) || are_terms() || [slip, usual].iter().any(|spelling| names_page(article, spelling.word)) {
                continue;
            }
            let code = code.get_or_insert_with(|| words_of_code(article));
            if code.contains(slip.word)
                || has_inner_capital(usual.word) && code.contains(usual.word)
                || is_common(article, slip, usual)
                || [slip, usual].iter().any(|spelling| is_small_elsewhere(article, spelling))
                || speaks_of_spelling(article.text_of(slip.block))
            {
                continue;
            }
            found
                .at(slip.block, article.source_span(slip.place), "“{}” is spelled “{}” elsewhere", [slip.word, usual.word])
                .related(article.source_span(usual.place), "the other spelling");
        }
    }
}

impl<'t> Name<'t> {
    /// The rarer spelling of a name, and the usual one.
    fn slip(&self) -> Option<(&Spelling<'t>, &Spelling<'t>)> {
        let is_candidate = |spelling: &&Spelling<'_>| {
            // A heading in capitals writes everything so; a word of the language is no name: "IT" and "It" are two things.
            let is_listed = || Dictionary::of("en").is_some_and(|words| words.lists(spelling.word));
            let has_inner = has_inner_capital(spelling.word);
            // "LOC" and "LoC" may stand for two things.
            if self.is_acronym && has_inner {
                false
            } else if is_capitals(spelling.word) {
                self.is_acronym
            } else {
                has_inner || !is_listed()
            }
        };
        let candidates: Vec<&Spelling<'_>> = self.spellings.iter().filter(is_candidate).collect();
        let [one, two] = candidates.as_slice() else { return None };
        let (slip, usual) = if one.count < two.count { (*one, *two) } else { (*two, *one) };
        // "Ada" beside "ADA" may be a person, unless it is defined or heads a section.
        let defines = if self.is_acronym {
            [one, two].iter().any(|spelling| spelling.defines && !is_capitals(spelling.word))
        } else {
            slip.defines || usual.defines
        };
        defines.then_some((slip, usual))
    }
}

/// Whether one spelling is made of words of the language and the other is a word as well, which the article has in small letters, too, joined or
/// not: "the filesystem" beside `FileSystem`.
fn is_common(article: &Document, one: &Spelling<'_>, other: &Spelling<'_>) -> bool {
    let Some(dictionary) = Dictionary::of("en") else { return false };
    let parts = |word: &str| -> Option<Vec<String>> {
        let mut ends: Vec<usize> = word.char_indices().skip(1).filter(|(_, c)| c.is_ascii_uppercase()).map(|(at, _)| at).collect();
        ends.push(word.len());
        let mut from = 0;
        let each = ends.into_iter().map(|end| word.get(std::mem::replace(&mut from, end)..end).unwrap_or_default().to_ascii_lowercase());
        each.map(|part| dictionary.lists(&part).then_some(part)).collect()
    };
    let is_flat = |word: &str| !has_inner_capital(word);
    let (is_one_flat, is_other_flat) = (is_flat(one.word), is_flat(other.word));
    let joined = if is_one_flat { other } else { one };
    // "file system" and "file-system" say so as well.
    let is_said = |parts: &[String]| ["", " ", "-"].iter().any(|joint| stands_alone(&article.text, &parts.join(joint)));
    is_one_flat != is_other_flat && parts(joined.word).is_some_and(|parts| is_said(&parts))
}

/// Whether a word has its one capital from its place at the start of a sentence or heading, and is written small where it stands within one: the
/// heading "Knotterm" is the command `knotterm`, not the `KnotTerm` that it opens.
fn is_small_elsewhere(article: &Document, spelling: &Spelling<'_>) -> bool {
    spelling.always_opens && !has_inner_capital(spelling.word) && stands_alone(&article.text, &spelling.word.to_ascii_lowercase())
}

/// Whether a text has a word that is no part of another one, an address or a name out of code.
fn stands_alone(text: &str, word: &str) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'/' | b'@' | b'.' | b'-' | b'$' | b'\\');
    memchr::memmem::find_iter(text.as_bytes(), word.as_bytes()).any(|at| {
        let before = at.checked_sub(1).and_then(|at| text.as_bytes().get(at));
        let end = at + word.len();
        let behind = text.as_bytes().get(end);
        // A full stop may end the sentence.
        let ends = behind == Some(&b'.') && text.as_bytes().get(end + 1).is_none_or(u8::is_ascii_whitespace);
        !before.is_some_and(is_part) && (ends || !behind.is_some_and(is_part))
    })
}

/// "Onedrive is incorrect": whether a text tells how a name is spelled, and so spells it otherwise on purpose.
fn speaks_of_spelling(text: &str) -> bool {
    ["spelled", "spelling", "spelt", "camel case", "incorrect"]
        .iter()
        .any(|word| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some())
}

/// "class LampPost": whether the word before a name says what of a program it names.
fn is_of_a_program(text: &str, at: usize) -> bool {
    const KINDS: [&str; 8] = ["class", "enum", "function", "interface", "method", "struct", "trait", "typedef"];
    let before = text.get(..at).unwrap_or_default();
    let word = before.strip_suffix(' ').unwrap_or("").rsplit(' ').next().unwrap_or("");
    KINDS.iter().any(|kind| word.eq_ignore_ascii_case(kind))
}

/// Whether a word at `at` of a block's text is the first of the block or of a sentence, the number of a heading aside.
fn opens_sentence(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end_matches(|c: char| !c.is_alphabetic() && !matches!(c, '.' | '!' | '?'));
    before.is_empty() || before.ends_with(['.', '!', '?'])
}

/// The words that stand in code.
fn words_of_code(article: &Document) -> HashSet<&str> {
    let blocks = article.of_kind(Kind::Code).map(|(id, _)| article.text_of(id));
    let inlines = article.inlines.iter().filter(|inline| inline.kind == InlineKind::Code).map(|inline| inline.text.cut(&article.text));
    // "lamp_of(Berth :: berth()) -> ok": the head of an entry in a reference is code, whatever its markup.
    let signatures = leaves(article).map(|(_, block)| block.text.cut(&article.text)).filter(|text| is_signature(text));
    blocks
        .chain(inlines)
        .chain(signatures)
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect()
}

/// Whether a text declares something of a program: it binds a name to a call, gives it a type or a result.
fn is_signature(text: &str) -> bool {
    /// Words of a declaration.
    const WORDS: usize = 24;
    let is_call = || text.contains("()") || text.contains('(') && !text.contains(" (");
    !has_words(text, WORDS)
        && (text.contains(" -> ")
            || text.contains(" :: ")
            || text.contains(" = ") && is_call()
            || text.contains('|') && text.contains('(')
            || text.starts_with('{'))
}

/// The text that is the article's own.
fn leaves(article: &Document) -> impl Iterator<Item = (BlockId, &crate::document::Block)> {
    article.all().filter(|(_, block)| matches!(block.kind, Kind::Paragraph | Kind::Heading) && !block.flags.has(Flags::BOILER))
}

/// How deep ranges nest that a word may stand in, with those that ended before it in one breath.
const NESTED: usize = 12;

/// Whether the page is called after a name out of a program: `harbour.quay.Mrt.html`, `LampPost.html`.
fn names_page(article: &Document, word: &str) -> bool {
    let parts = article.source.stem();
    parts.rsplit('.').next() == Some(word) && (parts.contains('.') || has_inner_capital(word))
}

/// Whether a word is all of a link to the page of its name: an entry in the index of a program's types.
fn names_target(article: &Document, block: BlockId, place: Span, word: &str) -> bool {
    let is_link = |inline: &&Inline| inline.kind == InlineKind::Link && inline.text == place;
    let link = inlines_at(article, block, place).iter().find(is_link).and_then(|inline| article.links.get(inline.aux as usize));
    let stem = link.map(|link| {
        let page = link.url.rsplit('/').next().unwrap_or("");
        page.split(['.', '#', '?']).next().unwrap_or("")
    });
    stem == Some(word)
}

/// Whether some letters of a word are set apart from the others: the bold ones of "**Mo**oring **R**ope**s**" say what "mrs" stands for.
fn is_partly_marked(article: &Document, block: BlockId, place: Span) -> bool {
    let ends_within = |at: u32| place.start() < at && at < place.end();
    inlines_at(article, block, place)
        .iter()
        .filter(|inline| matches!(inline.kind, InlineKind::Strong | InlineKind::Emphasis))
        .any(|inline| ends_within(inline.text.start()) || ends_within(inline.text.end()))
}

/// The last ranges of a block that begin before a place ends: those that may hold it.
fn inlines_at(article: &Document, block: BlockId, place: Span) -> &[Inline] {
    let inlines = article.inlines_of(block);
    let begun = inlines.partition_point(|inline| inline.text.start() < place.end());
    inlines.get(begun.saturating_sub(NESTED)..begun).unwrap_or_default()
}

/// Whether a word stands in code, a formula or somebody else's words.
fn is_no_prose(article: &Document, block: BlockId, place: Span) -> bool {
    let is_foreign = |kind| matches!(kind, InlineKind::Code | InlineKind::Math | InlineKind::Template | InlineKind::Quote);
    let around = inlines_at(article, block, place);
    around.iter().any(|inline| is_foreign(inline.kind) && inline.text.overlaps(place)) || article.is_within(block, Kind::Quote)
}

/// Whether a word stands where names are given: in a heading, a term, the head of a table, in bold at the start of its paragraph, or in parentheses
/// of its own.
fn defines(article: &Document, block: BlockId, place: Span) -> bool {
    let of_block = article.block(block);
    let text = &article.text;
    let stands_alone = text.get(..place.range().start).is_some_and(|before| before.ends_with('('))
        && text.get(place.range().end..).is_some_and(|behind| behind.starts_with(')'));
    let opens_in_bold = || {
        let opening = article.inlines_of(block).iter().take(NESTED).filter(|inline| inline.text.start() == of_block.text.start());
        opening.into_iter().any(|inline| inline.kind == InlineKind::Strong && inline.text.contains(place))
    };
    let heads = || article.ancestors(block).any(|id| article.block(id).kind == Kind::DefTerm || article.block(id).flags.has(Flags::HEADER));
    of_block.kind == Kind::Heading || stands_alone || opens_in_bold() || heads()
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn said(text: &str) -> Vec<String> {
        markdown("inconsistent-term", text).into_iter().map(|(message, _)| message).collect()
    }

    #[test]
    fn the_rarer_spelling_is_told_with_the_usual_one() {
        assert_eq!(
            markdown("inconsistent-term", "# Moving to OneDrive\n\nWith OneDrive it is one click. Onedrive asks twice.\n"),
            [("“Onedrive” is spelled “OneDrive” elsewhere".to_owned(), "Onedrive".to_owned())]
        );
        assert_eq!(
            said("The Chief Revenue Officer (Cro) sets targets. A CRO reports to the board. Each CRO has a team."),
            ["“Cro” is spelled “CRO” elsewhere"]
        );
        assert_eq!(said("## What a Cro does\n\nThe Chief Revenue Officer (CRO) sets targets. A CRO leads.").len(), 1);
    }

    #[test]
    fn other_things_of_the_same_letters_are_left_alone() {
        for text in [
            "# GITHUB ACTIONS\n\nGitHub runs them.",
            "# Errors\n\nThe type ErrorS holds them.",
            "The Access Data Authority (ADA) met Ada Lindqvist.",
            "# GitHub\n\nSee `Github` and https://example.org/Github and @Github.",
            "Someone wrote GitHub, and someone Github.",
            "# GitHub\n\n> Github was new then.",
            "# HashTable or list?\n\nA Hashtable is read by key: `New-Object Hashtable`. HashTable is older, and a HashTable keeps no order.",
        ] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
    }
}

//! Citations by author and year ("(Lund 2019)") and the list that they lead to.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::checks::sources::{SourceTitles, entries, source_sections};
use crate::document::{BlockId, Document, Flags, Kind};
use crate::span::Span;

/// A citation by author and year that no entry answers.
pub(super) struct Undefined {
    pub(super) block: BlockId,
    /// Author and year, in the text.
    pub(super) text: Span,
}

/// Entries from which a list is one of authors and years.
const LIST: usize = 2;

/// Where in an entry its year stands.
const HEAD: usize = 200;

/// Characters before the name of its author, at most.
const BEFORE: usize = 8;

/// The citations by author and year that the list of sources does not answer; none where it has another style.
pub(super) fn undefined(article: &Document, titles: &SourceTitles) -> Vec<Undefined> {
    static ENTRY: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^\p{Lu}[\p{L}’'-]+,? .*?(?-u:\b)(?:19|20)[0-9]{2}").ok());
    static CITATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"[(;] ?(?:see |e\.g\.,? |cf\. )?(\p{Lu}[\p{L}’'-]+)(?: et al\.?| (?:and|&) \p{Lu}[\p{L}’'-]+)?,? ((?:19|20)[0-9]{2})[a-z]?(?:, pp?\. ?[0-9–-]+)?[);]|(\p{Lu}[\p{L}’'-]+) et al\.? \(((?:19|20)[0-9]{2})[a-z]?\)").ok()
    });
    let lists: Vec<_> = source_sections(article, titles).collect();
    if lists.is_empty() {
        return Vec::new();
    }
    // To make these takes as long as to read some articles, and few have lists of sources.
    let (Some(entry), Some(citation)) = (ENTRY.as_ref(), CITATION.as_ref()) else { return Vec::new() };
    let heads = lists
        .iter()
        .flat_map(|section| entries(article, section))
        .map(|(block, _)| article.text_of(block))
        .map(|text| text.char_indices().nth(HEAD).map_or(text, |(end, _)| text.get(..end).unwrap_or(text)));
    let (mut known, mut answers) = (0, HashSet::new());
    // A number or a mark may stand before the name.
    let from_name = |head: &str| head.char_indices().take(BEFORE + 1).find(|(_, c)| c.is_alphabetic()).map(|(at, _)| at);
    let is_entry = |head: &str| from_name(head).and_then(|at| head.get(at..)).is_some_and(|name| entry.is_match(name));
    for head in heads.filter(|head| is_entry(head)) {
        known += 1;
        let words = || head.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '’' | '\''));
        let years = words().filter(|word| word.starts_with(|c: char| c.is_ascii_digit())).filter_map(|word| word.get(..4));
        answers
            .extend(years.flat_map(|year| words().filter(|word| word.starts_with(char::is_uppercase)).map(move |author| (author, year))));
    }
    if known < LIST {
        return Vec::new();
    }
    let mut answered = false;
    let mut undefined = Vec::new();
    let in_list = |id: BlockId| lists.iter().any(|section| (section.heading..section.end).contains(&id));
    for (id, block) in article.of_kind(Kind::Paragraph).filter(|(id, block)| !block.flags.has(Flags::BOILER) && !in_list(*id)) {
        for found in citation.captures_iter(article.text_of(id)) {
            let (Some(author), Some(year)) = (found.get(1).or(found.get(3)), found.get(2).or(found.get(4))) else { continue };
            if answers.contains(&(author.as_str(), year.as_str())) {
                answered = true;
            } else {
                let start = block.text.start() as usize;
                undefined.push(Undefined { block: id, text: Span::of(start + author.start(), start + year.end()) });
            }
        }
    }
    if answered { undefined } else { Vec::new() }
}

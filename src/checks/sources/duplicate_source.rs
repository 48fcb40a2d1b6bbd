//! The same source twice in one list.

use std::collections::HashMap;

use serde::Deserialize;

use super::address::page;
use super::entries::{entries, source_sections};
use super::titles::SourceTitles;
use crate::document::{BlockId, Document};
use crate::rule::{ArticleCheck, Found, Words};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct DuplicateSource {
    titles: SourceTitles,
    /// Words by which an entry cites a part of a source.
    parts: Words,
}

/// An entry that later ones are compared with.
struct Entry {
    id: BlockId,
    words: String,
    cites_part: bool,
}

impl ArticleCheck for DuplicateSource {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        for section in source_sections(article, &self.titles) {
            let mut by_page: HashMap<String, Entry> = HashMap::new();
            let mut by_words: HashMap<String, BlockId> = HashMap::new();
            // Entries by their last words.
            let mut by_end: HashMap<String, (String, BlockId)> = HashMap::new();
            for (id, _) in entries(article, section) {
                found.concerned();
                let mut pages = article.links_in(id).filter_map(|(_, link)| page(&link.url));
                let (first, more) = (pages.next(), pages.next().is_some());
                let words = words(article.text_of(id));
                // A note that says more than where it comes from is one of several on a source.
                let explains = words.split(' ').nth(NOTE).is_some();
                let cites_part =
                    explains || self.parts.of(&article.language.code).iter().any(|part| words.split(' ').any(|word| word == part));
                // An entry that names several pages is judged by its words, with its addresses.
                let earlier = match first {
                    Some(page) if !more => {
                        let is_home = page.ends_with('/') && page.matches('/').count() == 1;
                        let entry = by_page.get(&page);
                        let same = entry.filter(|entry| {
                            entry.words == words || !cites_part && !entry.cites_part && !is_home && !differ_in_year(&entry.words, &words)
                        });
                        let earlier = same.map(|entry| entry.id);
                        by_page.entry(page).or_insert(Entry { id, words, cites_part });
                        earlier
                    }
                    // A year, a volume or a page tells a source from a sentence about sources.
                    None if words.split(' ').count() >= WORDS && words.bytes().any(|byte| byte.is_ascii_digit()) => {
                        let same = by_words.get(&words).copied();
                        let end = last_words(&words);
                        // "Guide to tides, 2018" behind "Harbour Library, Guide to tides, 2018": the author was left out once. What only a
                        // number distinguishes ends otherwise.
                        let shorter = by_end.get(end).filter(|(other, _)| has_year(end) && ends_with(other, &words));
                        let earlier = same.or(shorter.map(|(_, earlier)| *earlier));
                        by_end.entry(end.to_owned()).or_insert_with(|| (words.clone(), id));
                        by_words.entry(words).or_insert(id);
                        earlier
                    }
                    _ => None,
                };
                // A short list and a long one may have an entry in common.
                let part = |id: BlockId| article.section_of(id).map(|section| section.heading);
                if let Some(earlier) = earlier.filter(|earlier| part(*earlier) == part(id)) {
                    found
                        .at(id, article.text_src(id), "“{}” is listed twice", [article.text_of(id)])
                        .related(article.text_src(earlier), "first listed here");
                }
            }
        }
    }
}

/// Words of the longest plain entry, with its address.
const NOTE: usize = 45;

/// Words from which an entry without an address is known by them.
const WORDS: usize = 4;

/// The last words of an entry, of which there are as many as make one known.
fn last_words(words: &str) -> &str {
    let start = words.rmatch_indices(' ').nth(WORDS - 1).map_or(0, |(blank, _)| blank + 1);
    words.get(start..).unwrap_or(words)
}

fn has_year(words: &str) -> bool {
    words
        .split(' ')
        .any(|word| word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.bytes().all(|b| b.is_ascii_digit()))
}

/// Two works with years of their own: one of them has the other's address by mistake.
fn differ_in_year(one: &str, other: &str) -> bool {
    let years = |words: &str| words.split(' ').filter(|word| has_year(word)).map(str::to_owned).collect::<Vec<_>>();
    let (one, other) = (years(one), years(other));
    !one.is_empty() && !other.is_empty() && !one.iter().any(|year| other.contains(year))
}

/// Whether one of both entries ends in the whole other one, before which it has a few words of its own.
fn ends_with(one: &str, other: &str) -> bool {
    let (long, short) = if one.len() > other.len() { (one, other) } else { (other, one) };
    long.strip_suffix(short).is_some_and(|author| author.ends_with(' ') && author.split_whitespace().count() <= 6)
}

/// The words of an entry without its number and its marks.
fn words(text: &str) -> String {
    let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | '.' | ')' | '(' | ' '));
    let mut out = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn found(entries: &str) -> usize {
        let text = format!("# The ferry\n\nThe ferry runs all the year.\n\n## Sources\n\n{entries}\n");
        markdown("duplicate-source", &text).len()
    }

    #[test]
    fn one_page_twice_is_one_source() {
        assert_eq!(found("- [Tides](https://example.org/tides)\n- Tide tables, http://www.example.org/tides/?utm_source=x"), 1);
        assert_eq!(found("1. Lund, A. (2019). Ropes and knots. Pier Press.\n2. Lund A (2019) Ropes and Knots, Pier Press"), 1);
    }

    #[test]
    fn works_of_two_years_are_two() {
        assert_eq!(
            found("- Lund (2002). [Tides at night](https://example.org/tides)\n- Holm (2007). [A study of fog](https://example.org/tides)"),
            0
        );
    }

    #[test]
    fn an_author_left_out_once_makes_no_other_source() {
        assert_eq!(found("- Harbour Library, Tables of the tides, 2018.\n- Tables of the tides, 2018."), 1);
        assert_eq!(found("- Tables of the tides, 2018.\n- Harbour Library, Tables of the tides, 2018."), 1);
        assert_eq!(found("- Harbour Library, Tables of the tides, 2018.\n- Tables of the tides, 2019."), 0);
        assert_eq!(found("- Pier Press, Tables of the tides, 2018.\n- Harbour Library, Tables of the tides, 2018."), 0);
        assert_eq!(found("- Harbour Library, Tables of the tides.\n- Tables of the tides."), 0);
    }

    #[test]
    fn two_parts_of_one_source_are_two_entries() {
        assert_eq!(found("- [Tides, p. 12](https://example.org/tides)\n- [Tides, p. 40](https://example.org/tides)"), 0);
        assert_eq!(found("- [Tides](https://example.org/)\n- [Ropes](https://example.org/)"), 0);
        assert_eq!(found("- [Annual report](https://example.org/2019)\n- [Annual report](https://example.org/2020)"), 0);
        let note = "Beside what he says of the wind, Lund holds that a boat which nobody paints will not float for long, and that the best paint is the one that the crew has at hand when the sun shines, since it will hardly shine again in the week that the paint takes to arrive";
        assert_eq!(found(&format!("1. Lund, A. (2019). Ropes. https://example.org/ropes\n2. {note}, https://example.org/ropes")), 0);
        assert_eq!(found("- Lund, ibid.\n- Lund, ibid."), 0);
    }
}

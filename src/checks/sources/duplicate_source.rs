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
                        let same = entry.filter(|entry| entry.words == words || !cites_part && !entry.cites_part && !is_home);
                        let earlier = same.map(|entry| entry.id);
                        by_page.entry(page).or_insert(Entry { id, words, cites_part });
                        earlier
                    }
                    // A year, a volume or a page tells a source from a sentence about sources.
                    None if words.split(' ').count() >= WORDS && words.bytes().any(|byte| byte.is_ascii_digit()) => {
                        let earlier = by_words.get(&words).copied();
                        by_words.entry(words).or_insert(id);
                        earlier
                    }
                    _ => None,
                };
                if let Some(earlier) = earlier {
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
    fn two_parts_of_one_source_are_two_entries() {
        assert_eq!(found("- [Tides, p. 12](https://example.org/tides)\n- [Tides, p. 40](https://example.org/tides)"), 0);
        assert_eq!(found("- [Tides](https://example.org/)\n- [Ropes](https://example.org/)"), 0);
        assert_eq!(found("- [Annual report](https://example.org/2019)\n- [Annual report](https://example.org/2020)"), 0);
        let note = "Beside what he says of the wind, Lund holds that a boat which nobody paints will not float for long, and that the best paint is the one that the crew has at hand when the sun shines, since it will hardly shine again in the week that the paint takes to arrive";
        assert_eq!(found(&format!("1. Lund, A. (2019). Ropes. https://example.org/ropes\n2. {note}, https://example.org/ropes")), 0);
        assert_eq!(found("- Lund, ibid.\n- Lund, ibid."), 0);
    }
}

//! An entry that only keeps the place of a source.

use serde::Deserialize;

use super::entries::{entries, source_sections};
use super::titles::SourceTitles;
use crate::document::{BlockId, Document, InlineKind};
use crate::rule::{ArticleCheck, Found, Words};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PlaceholderSource {
    titles: SourceTitles,
    /// Whole entries that say that the source is still to come.
    placeholders: Words,
    /// First words of an instruction in brackets.
    instructions: Words,
    /// Words that name a source of any kind, and last words of an announcement.
    nouns: Words,
    /// Last words of "sources …", "list of references …".
    announcements: Words,
}

impl ArticleCheck for PlaceholderSource {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        for section in source_sections(article, &self.titles) {
            found.concerned();
            let mut placeholders = entries(article, section).filter(|(id, _)| self.is_placeholder(article, *id));
            let Some((first, _)) = placeholders.next() else { continue };
            let words = article.text_of(first);
            let finding = found.at(first, article.text_src(first), "“{}” keeps the place of a source, and is none", [words]);
            // One list that was never written is one defect.
            for (other, _) in placeholders.take(RELATED) {
                finding.related(article.text_src(other), "and this");
            }
        }
    }
}

/// Further placeholders that are named.
const RELATED: usize = 5;

impl PlaceholderSource {
    fn is_placeholder(&self, article: &Document, id: BlockId) -> bool {
        let language = &*article.language.code;
        let text = article.text_of(id).trim();
        let leads_on = article
            .inlines_of(id)
            .iter()
            .any(|inline| matches!(inline.kind, InlineKind::Image | InlineKind::Embed | InlineKind::FootRef | InlineKind::Template))
            || article.links_in(id).any(|(_, link)| link.is_external() || link.url.starts_with('/'));
        if text.len() > 120 || leads_on {
            return false;
        }
        let words = plain(text);
        let has = |list: &Words, word: &str| list.of(language).iter().any(|known| known == word);
        if has(&self.placeholders, &words) || text.chars().all(|c| matches!(c, 'x' | 'X' | '…' | '.' | '?' | '_' | ' ')) {
            return true;
        }
        let first = words.split(' ').next().unwrap_or("");
        let in_brackets = text.starts_with(['[', '<', '{', '(']) && text.trim_end_matches('.').ends_with([']', '>', '}', ')']);
        if in_brackets && has(&self.instructions, first) {
            return true;
        }
        let announced = self.announcements.of(language).iter().find_map(|end| words.strip_suffix(end.as_str()));
        if let Some(subject) = announced.map(str::trim).filter(|subject| !subject.is_empty()) {
            return subject.split(' ').count() <= 4 && subject.split(' ').any(|word| has(&self.nouns, word));
        }
        self.is_numbered(language, text)
    }

    /// "Source 1, Source 2", "[1] [2] [3]", "Link 1", "Reference".
    fn is_numbered(&self, language: &str, text: &str) -> bool {
        let mut any = false;
        for word in
            text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '[' | ']' | '(' | ')' | '.' | '#' | ':' | '|' | '•' | '-'))
        {
            let word = word.trim();
            if word.is_empty() {
                continue;
            }
            let is_number = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
            let lower = word.to_lowercase();
            let is_noun = self.nouns.of(language).contains(&lower);
            if !is_number && !is_noun {
                return false;
            }
            any |= is_number || is_noun;
        }
        any
    }
}

/// Words in lower case, with single blanks and without marks around and between them.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if !word.is_empty() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn found(entries: &str) -> Vec<String> {
        let text = format!("# The ferry\n\nThe ferry runs all the year.\n\n## Sources\n\n{entries}\n");
        markdown("placeholder-source", &text).into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn what_keeps_a_place_is_no_source() {
        for entry in [
            "TBD",
            "N/A",
            "Coming soon.",
            "[Add sources here]",
            "\\[Insert citation\\]",
            "Source 1, Source 2, Source 3",
            "[1] [2] [3]",
            "Sources to be added.",
            "References will be added later.",
            "…",
            "XXX",
        ] {
            assert_eq!(found(entry).len(), 1, "{entry}");
        }
        assert_eq!(found("- Source 1\n- Source 2"), ["Source 1"]);
    }

    #[test]
    fn sources_are_left_alone() {
        for entry in [
            "- The harbour book, page 12.",
            "- [1] The harbour book",
            "- [Source](https://example.org/book)",
            "1. Lund, A. (2019). Ropes.",
            "See the notes at the end of each chapter.",
            "[^1]",
            "![Chart](chart.png)",
        ] {
            assert_eq!(found(entry), Vec::<String>::new(), "{entry}");
        }
    }
}

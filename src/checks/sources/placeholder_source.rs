//! An entry that only keeps the place of a source.

use serde::Deserialize;

use super::entries::{entries, source_sections};
use super::titles::SourceTitles;
use crate::checks::prose::{Forms, next_block};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
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
    /// What an entry that names nothing is made of, beside nouns and numbers.
    fillers: Words,
    /// Those of them that say that the source is still to come.
    wants: Words,
    /// Words for kinds of works and for the parts of an entry, which name none.
    works: Words,
    /// Parts of an entry: several of them and nothing else are its pattern.
    parts: Words,
    /// Words that count entries ("first source").
    ordinals: Words,
}

impl ArticleCheck for PlaceholderSource {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let forms = Forms::of(article);
        for section in source_sections(article, &self.titles) {
            found.concerned();
            let mut placeholders = entries(article, section).filter(|(id, _)| self.is_placeholder(article, *id));
            let Some((first, _)) = placeholders.next().filter(|_| !forms.hold(section.heading)) else { continue };
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
            || article.links_in(id).any(|(_, link)| (link.is_external() || link.url.starts_with('/')) && !is_example(&link.url));
        // A picture without words, a mark of a reader's tools: no words that keep a place.
        // "[2] (1,2)": the label of a note that two places refer to, and its text stands in a paragraph of its own.
        let is_label = text.starts_with('[') && text.contains("] (") && text.ends_with(')') && !text.contains(char::is_alphabetic);
        // The number of a note in one cell, its words in the next.
        let is_numbered_row = || {
            let row = article.ancestors(id).find(|outer| article.block(*outer).kind == Kind::Row);
            text.starts_with('[') && row.is_some_and(|row| article.text_of(row).trim().len() > text.len() + 2)
        };
        // The number of a note as the term that its words define.
        let is_term = || {
            let defined = || {
                next_block(article, id)
                    .is_some_and(|next| article.block(next).kind == Kind::DefDesc || article.is_within(next, Kind::DefDesc))
            };
            (article.block(id).kind == Kind::DefTerm || article.is_within(id, Kind::DefTerm)) && defined()
        };
        // "`url`: The address of the source." describes a field, and the head of a table names its columns.
        let is_field = || {
            let start = article.block(id).text.start();
            article.inlines_of(id).iter().any(|inline| inline.kind == InlineKind::Code && inline.text.start() == start)
                && text.contains(':')
        };
        let heads_column = || {
            let row = article.ancestors(id).find(|outer| article.block(*outer).kind == Kind::Row);
            row.is_some_and(|row| article.block(row).flags.has(Flags::HEADER))
        };
        if is_numbered_row() || is_term() || is_field() || heads_column() {
            return false;
        }
        if text.len() > 120 || leads_on || text.is_empty() || is_label {
            return false;
        }
        let without = without_examples(text);
        let text =
            without.as_deref().unwrap_or(text).trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '<' | '>' | '('));
        if text.is_empty() {
            return true;
        }
        let words = plain(text);
        let has = |list: &Words, word: &str| list.of(language).iter().any(|known| known == word);
        if has(&self.placeholders, &words) || text.chars().all(|c| matches!(c, 'x' | 'X' | '…' | '.' | '?' | '_' | ' ')) {
            return true;
        }
        let first = words.split(' ').next().unwrap_or("");
        let in_brackets = |text: &str| text.starts_with(['[', '<', '{', '(']) && text.trim_end_matches('.').ends_with([']', '>', '}', ')']);
        let in_brackets = in_brackets(text) || in_brackets(article.text_of(id).trim());
        if in_brackets && (has(&self.instructions, first) || self.is_bare(language, &words)) {
            return true;
        }
        // "See the list of references.": the list sends its reader to itself.
        if words.strip_prefix("see ").is_some_and(|rest| self.is_bare(language, rest)) {
            return true;
        }
        let announced = self.announcements.of(language).iter().find_map(|end| words.strip_suffix(end.as_str()));
        if let Some(subject) = announced.map(str::trim).filter(|subject| !subject.is_empty())
            && subject.split(' ').count() <= 4
            && subject.split(' ').any(|word| has(&self.nouns, word))
        {
            return true;
        }
        self.is_numbered(language, text)
            || self.orders(language, &words)
            || self.is_still_to_be(language, &words)
            || self.names_nothing(language, text, &words)
            || self.is_pattern(language, &words)
            || self.is_ordinal(language, &words)
    }

    /// "Author, A. (Year). Title. Publisher.", "Smith, J. (20XX). Title of article.": the parts of an entry, and none of a work.
    fn is_pattern(&self, language: &str, words: &str) -> bool {
        /// Parts that make a pattern.
        const PARTS: usize = 3;
        let is_part = |word: &str| self.parts.of(language).iter().any(|known| known == word);
        let is_small =
            |word: &str| word.len() <= 1 || self.fillers.of(language).iter().chain(self.works.of(language)).any(|known| known == word);
        let all = || words.split(' ').filter(|word| !word.is_empty());
        let parts = all().filter(|word| is_part(word)).count();
        let has_open_year = all().any(|word| matches!(word, "20xx" | "19xx" | "xxxx" | "yyyy"));
        let names_title = || words.contains("title of ") || words.contains(" title") || words.starts_with("title");
        // "Name of source, date", "Website name – page title – date accessed": an entry that names nothing beside its parts.
        let is_name = |word: &str| is_part(word) || [&self.nouns, &self.works].iter().any(|list| list.has(language, word));
        let are_names = || {
            all().filter(|word| is_name(word)).count() >= PARTS
                && all().all(|word| is_name(word) && (is_part(word) || !word.ends_with('s')) || is_small(word))
        };
        parts >= PARTS && all().all(|word| is_part(word) || is_small(word))
            || parts >= 1 && are_names()
            || has_open_year && (names_title() || parts >= PARTS - 1)
    }

    /// "Add at least three reputable sources", "Insert links to the studies": an order to whoever writes the list.
    fn orders(&self, language: &str, words: &str) -> bool {
        /// Words of such an order.
        const LONGEST: usize = 8;
        let all: Vec<&str> = words.split(' ').collect();
        let [first, inner @ .., last] = all.as_slice() else { return false };
        let is_verb = matches!(*first, "add" | "insert" | "include" | "provide" | "supply" | "cite" | "paste" | "find");
        is_verb
            && (1..=LONGEST - 2).contains(&inner.len())
            && self.nouns.has(language, last)
            // "Find all the sources" may be said to readers.
            && inner.iter().any(|word| ["least", "two", "three", "four", "five", "some", "more", "few", "reputable", "reliable", "credible", "relevant", "your", "proper", "real", "actual"].contains(word))
    }

    /// "References will be supplied by the author": what is to become of the sources, and nothing of one.
    fn is_still_to_be(&self, language: &str, words: &str) -> bool {
        /// Words before the verb, and in all.
        const BEFORE: usize = 4;
        const LONGEST: usize = 10;
        let all: Vec<&str> = words.split(' ').collect();
        let be = all.iter().take(BEFORE + 2).position(|word| *word == "be");
        let Some((before, behind)) = be.and_then(|at| Some((all.get(..at)?, all.get(at + 1..)?))) else { return false };
        // "To be added before publication."
        let is_bare = matches!(before, ["to" | "will"] | ["still" | "yet", "to"])
            && behind.first().is_some_and(|word| self.wants.has(language, word))
            && behind.get(1).is_none_or(|word| {
                matches!(*word, "before" | "by" | "once" | "when" | "after" | "in" | "at" | "with" | "prior" | "later" | "soon" | "here")
            });
        if is_bare && all.len() <= LONGEST {
            return true;
        }
        let to_come = before.last().is_some_and(|word| matches!(*word, "will" | "to" | "must" | "should"));
        to_come
            && all.len() <= LONGEST
            && before
                .iter()
                .any(|word| self.nouns.has(language, word) || self.works.has(language, word) && !matches!(*word, "data" | "site" | "page"))
            && behind.first().is_some_and(|word| self.wants.has(language, word) || matches!(*word, "listed" | "included" | "cited"))
    }

    /// "First source", "Another study", "Study 1", "Book title here".
    fn is_ordinal(&self, language: &str, words: &str) -> bool {
        let has = |list: &Words, word: &str| list.of(language).iter().any(|known| known == word);
        let is_name = |word: &str| has(&self.nouns, word) || has(&self.works, word) || has(&self.parts, word);
        let all: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
        let is_number = |word: &str| (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
        match all.as_slice() {
            [kind, number] if is_number(number) => has(&self.works, kind) && !has(&self.parts, kind) && !kind.ends_with('s'),
            [ordinal, kind] if has(&self.ordinals, ordinal) => has(&self.nouns, kind) || has(&self.works, kind) && !has(&self.parts, kind),
            [named @ .., "here"] => {
                (1..=4).contains(&named.len())
                    && named.iter().all(|word| is_name(word) || matches!(*word, "your" | "the" | "of"))
                    && named.iter().any(|word| is_name(word))
            }
            _ => false,
        }
    }

    /// "Source?", "Study – will look up the link", "Insert link": no word of it names a work, and one says that it is still to come.
    fn names_nothing(&self, language: &str, text: &str, words: &str) -> bool {
        let has = |list: &Words, word: &str| list.of(language).iter().any(|known| known == word);
        let is_name = |word: &str| has(&self.nouns, word) || has(&self.works, word);
        let (mut named, mut wanted) = (false, text.trim_end().ends_with('?'));
        for word in words.split([' ', '/', '-']).filter(|word| !word.is_empty()) {
            let is_number = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
            let (noun, want) = (is_name(word), has(&self.wants, word));
            if !noun && !want && !is_number && !has(&self.fillers, word) && !word.bytes().all(|byte| byte == b'x' || byte == b'?') {
                return false;
            }
            named |= noun;
            wanted |= want;
        }
        // "Articles and books" is a poor entry, but may well be a heading of entries.
        named && wanted
    }

    /// "List of sources": what the list is called, and nothing of a work.
    fn is_bare(&self, language: &str, words: &str) -> bool {
        let has = |list: &Words, word: &str| list.has(language, word);
        let mut all = words.split(' ').filter(|word| !word.is_empty());
        words.split(' ').any(|word| has(&self.nouns, word)) && all.all(|word| has(&self.nouns, word) || has(&self.fillers, word))
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
            let lower = word.to_lowercase();
            let is_number = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit())
                || matches!(lower.as_str(), "one" | "two" | "three" | "four" | "five" | "six");
            let is_noun = self.nouns.of(language).contains(&lower);
            if !is_number && !is_noun {
                return false;
            }
            any |= is_number || is_noun;
        }
        any
    }
}

/// An address that stands for any: the site of examples without a page or with one that is called a page, a name that says what to put
/// there, or nothing but a mark.
fn is_example(address: &str) -> bool {
    const PAGES: [&str; 14] = [
        "article",
        "articles",
        "page",
        "source",
        "source1",
        "link",
        "study",
        "report",
        "url",
        "path",
        "title",
        "paper",
        "citation",
        "reference",
    ];
    let rest = address.trim().trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    let rest = rest.trim_end_matches(['/', '.', ',', ')', '>']);
    let (host, page) = rest.split_once('/').unwrap_or((rest, ""));
    let is_site = matches!(host, "example.com" | "example.org" | "example.net");
    let is_page = page.is_empty() || PAGES.contains(&page.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-'));
    // "your-source-here.com"
    let mut words = host.split(['-', '.']);
    let asks = host.contains('-')
        && words.clone().any(|word| matches!(word, "your" | "here"))
        && words.any(|word| PAGES.contains(&word) || matches!(word, "site" | "website"));
    is_site && is_page || asks || matches!(rest, "" | "#" | "url" | "link" | "...")
}

/// A text without the addresses that stand for any; `None` when it has none.
fn without_examples(text: &str) -> Option<String> {
    let is_one = |word: &str| word.contains('.') && is_example(word.trim_start_matches(['(', '<', '[', '-', '–']));
    let any = (text.contains("example.") || text.contains("your-") || text.contains("-here")) && text.split_whitespace().any(is_one);
    any.then(|| text.split_whitespace().filter(|word| !is_one(word)).collect::<Vec<_>>().join(" "))
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
            "Source?",
            "Insert link",
            "TODO: add the link",
            "Book – must still find the title",
            "Link to the report is missing",
            "Will add the references later",
            "Need a citation here",
            "Reference 3 (to be confirmed)",
            "https://example.com",
            "Link 1: https://www.example.org/",
            "Author, title, year (pending)",
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
            "Books and articles",
            "Lund, Report to follow the tide",
            "Tide tables, https://example.org/tides",
            "What is a source?",
            "See the links above.",
            "Add salt to the water: the harbour cook book",
        ] {
            assert_eq!(found(entry), Vec::<String>::new(), "{entry}");
        }
    }
}

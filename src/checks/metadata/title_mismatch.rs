//! Two titles of one article that say different things: another article's title, or another year.

use serde::Deserialize;

use crate::document::{BlockId, Document, Flags, Kind, MetaFrom};
use crate::rule::{ArticleCheck, Found, Words};
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TitleMismatch {
    /// Words of a title that must be missing from the article before it counts as another's.
    missing_words: usize,
    /// Words that say nothing about the subject.
    common: Words,
    /// Numbers in words.
    numbers: Words,
    /// Words of titles that tell what kind of page an article is.
    kinds: Words,
}

/// A title with its place.
struct Title<'d> {
    text: &'d str,
    src: Span,
    block: BlockId,
    from: MetaFrom,
}

/// Letters of a word that says what an article is about.
const LONG: usize = 6;

/// Bytes of a title that are looked at.
const LONGEST: usize = 300;

impl ArticleCheck for TitleMismatch {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let titles = titles(article);
        if titles.len() < 2 {
            return;
        }
        found.concerned();
        let language = &article.language.code;
        for (at, title) in titles.iter().enumerate() {
            // The heading that readers see is what the others are compared with; it stands last.
            let others = titles.get(at + 1..).unwrap_or_default();
            let Some(other) = others.iter().find(|other| self.differ_in_number(language, title.text, other.text)) else { continue };
            found
                .at(title.block, title.src, "the title “{}” has another number than “{}”", [title.text, other.text])
                .related(other.src, "the other title");
            return;
        }
        let Some(heading) = titles.iter().find(|title| title.block != Document::ROOT) else { return };
        let named = titles.iter().filter(|title| title.block == Document::ROOT);
        if let Some(title) = named.into_iter().find(|title| names_another(article, title.text, heading.text)) {
            found
                .at(title.block, title.src, "the title “{}” names another thing than “{}”", [title.text, heading.text])
                .related(heading.src, "the heading that readers see");
            return;
        }
        for title in titles.iter().filter(|title| title.block == Document::ROOT) {
            if self.is_of_another(article, title.text, heading.text) {
                let finding =
                    found.at(title.block, title.src, "the title “{}” is of another article than “{}”", [title.text, heading.text]);
                finding.related(heading.src, "the heading that readers see");
                // A site that gives all its pages one title means it so.
                finding.slot = Some(title.text.into());
                return;
            }
        }
    }
}

impl TitleMismatch {
    /// Whether two titles are one but for a number, or name the same thing of two years.
    fn differ_in_number(&self, language: &str, one: &str, other: &str) -> bool {
        let (first, second) = (self.parts(language, one), self.parts(language, other));
        if first.numbers == second.numbers
            || first.numbers.is_empty()
            || second.numbers.is_empty()
            || first.words.len().min(second.words.len()) < 2
        {
            return false;
        }
        let holds = |long: &[String], short: &[String]| short.iter().all(|word| long.contains(word));
        if first.words == second.words && first.numbers.len() == second.numbers.len() {
            // `1.2` for `1.2.3` is shorter, not another.
            return !first
                .numbers
                .iter()
                .zip(&second.numbers)
                .all(|(one, other)| one.starts_with(other.as_str()) || other.starts_with(one.as_str()));
        }
        let year = |parts: &Parts| match parts.numbers.as_slice() {
            [year] if year.len() == 4 && (year.starts_with("19") || year.starts_with("20")) => Some(year.clone()),
            _ => None,
        };
        let is_part = holds(&first.words, &second.words) || holds(&second.words, &first.words);
        is_part && matches!((year(&first), year(&second)), (Some(one), Some(other)) if one != other)
    }

    /// Whether a title has nothing to do with the heading, and hardly a word of the article.
    fn is_of_another(&self, article: &Document, title: &str, heading: &str) -> bool {
        let seen = self.subject(article, heading);
        // "Chapter 4: The tides" is a part of what the title names.
        let is_part = heading.split(' ').nth(1).is_some_and(|number| {
            number.ends_with([':', '.'])
                && number.trim_end_matches([':', '.']).bytes().all(|byte| byte.is_ascii_digit())
                && number.len() > 1
        });
        if is_part || seen.is_empty() || self.subject(article, title).iter().any(|word| seen.iter().any(|other| is_kin(word, other))) {
            return false;
        }
        // "Getting started", "Release notes" say what kind of page it is, and the heading what is started.
        let mut subject = self.subject(article, without_site(title));
        subject.retain(|word| !self.kinds.has(&article.language.code, word));
        let mut missing: Vec<&String> = subject.iter().collect();
        let leaves =
            article.all().filter(|(_, block)| block.kind.is_leaf() && !block.flags.has(Flags::BOILER) && block.kind != Kind::Byline);
        for (_, block) in leaves {
            if missing.len() < self.missing_words || missing.len() * 2 < subject.len() {
                return false;
            }
            for word in block.text.cut(&article.text).split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= 3) {
                let word = word.to_lowercase();
                // A long word says what an article is about: where it occurs, the title is of this one.
                if subject.iter().any(|wanted| wanted.len() >= LONG && is_kin(wanted, &word)) {
                    return false;
                }
                missing.retain(|wanted| !is_kin(wanted, &word));
            }
        }
        if missing.len() < self.missing_words || missing.len() * 2 < subject.len() {
            return false;
        }
        // The name of a site, a file or a section may stand for its pages.
        let path = article.source.path().to_string_lossy().to_lowercase();
        let own = path.rsplitn(3, ['/', '\\']).take(2);
        let names_file = || own.into_iter().any(|name| self.subject(article, title).iter().any(|word| name.contains(word.as_str())));
        !missing.iter().any(|word| path.contains(word.as_str())) && !names_file() && !self.is_of_site(article, &path, title)
    }

    /// Whether the title is that of the site: the page is its first one, and what stands around its text has the name.
    fn is_of_site(&self, article: &Document, path: &str, title: &str) -> bool {
        let file = path.rsplit(['/', '\\']).next().unwrap_or("");
        if !["index.", "home.", "default."].iter().any(|start| file.starts_with(start)) {
            return false;
        }
        let mut missing = self.subject(article, title);
        for (_, block) in article.all().filter(|(_, block)| block.kind.is_leaf() && block.flags.has(Flags::BOILER)) {
            let text = block.text.cut(&article.text).to_lowercase();
            missing.retain(|word| !text.contains(word.as_str()));
        }
        missing.is_empty()
    }

    /// The words of a title that say what it is about.
    fn subject(&self, article: &Document, title: &str) -> Vec<String> {
        let language = &article.language.code;
        let words = title.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        let mut subject: Vec<String> = words
            .filter(|word| word.chars().count() >= 3 && !word.starts_with(|c: char| c.is_ascii_digit()))
            .filter(|word| !self.common.has(language, word) && self.number_of(language, word).is_none())
            .collect();
        subject.sort_unstable();
        subject.dedup();
        subject
    }

    fn parts(&self, language: &str, title: &str) -> Parts {
        let mut parts = Parts::default();
        let lower = without_site(title).to_lowercase();
        let marks = |c: char| !(c.is_alphanumeric() || c == '.');
        for word in lower.split(marks).map(|word| word.trim_matches('.')).filter(|word| !word.is_empty()) {
            let number = word.strip_prefix('v').unwrap_or(word);
            if number.starts_with(|c: char| c.is_ascii_digit()) {
                parts.numbers.push(number.to_owned());
            } else if let Some(number) = self.number_of(language, word) {
                parts.numbers.push(number);
            } else {
                parts.words.push(word.to_owned());
            }
        }
        parts
    }

    /// `seven` is `7`: the list says both.
    fn number_of(&self, language: &str, word: &str) -> Option<String> {
        let entry = self.numbers.of(language).iter().find_map(|entry| entry.strip_prefix(word)?.strip_prefix('='));
        entry.map(str::to_owned)
    }
}

/// "Moving house in Vienna" above "Moving house in Zagreb": one name differs, and the article never says it.
fn names_another(article: &Document, title: &str, heading: &str) -> bool {
    let words = |text: &'_ str| {
        text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()).collect::<Vec<_>>()
    };
    let (own, seen) = (words(without_site(title)), words(heading));
    let mut differing = own.iter().zip(&seen).enumerate().filter(|(_, (one, other))| !one.eq_ignore_ascii_case(other));
    let (Some((at, (name, other))), None) = (differing.next(), differing.next()) else { return false };
    let is_name = |word: &str| word.len() > 3 && word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase);
    // Where small words stand around it, a capital makes a name.
    let follows_small = at > 0 && own.get(at - 1).is_some_and(|before| before.starts_with(char::is_lowercase));
    own.len() == seen.len()
        && own.len() >= 4
        && follows_small
        && is_name(name)
        && is_name(other)
        && !is_kin(&name.to_lowercase(), &other.to_lowercase())
        && memchr::memmem::find(article.text.as_bytes(), name.as_bytes()).is_none()
        && memchr::memmem::find(article.text.to_lowercase().as_bytes(), name.to_lowercase().as_bytes()).is_none()
}

/// Words and numbers of a title, in order.
#[derive(Debug, Default)]
struct Parts {
    words: Vec<String>,
    numbers: Vec<String>,
}

/// Two forms of one word, as far as their beginning shows.
fn is_kin(one: &str, other: &str) -> bool {
    let shared = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    let (shorter, longer) = (one.len().min(other.len()), one.len().max(other.len()));
    // "hire" and "hiring" part before the last letter of the shorter one.
    shared >= 3 && shared + 1 >= shorter && longer - shared <= 4 || shared >= 5 && shared + 4 >= longer
}

/// A title without the name of the site behind it.
fn without_site(title: &str) -> &str {
    [" | ", " · ", " :: ", " » ", " — ", " – ", " - "].iter().find_map(|mark| title.split_once(mark)).map_or(title, |(title, _)| title)
}

/// What the metadata calls the article, and last the first heading of the first level that readers see.
fn titles(article: &Document) -> Vec<Title<'_>> {
    let mut titles: Vec<Title<'_>> = Vec::new();
    for meta in &article.meta {
        let is_title = match meta.from {
            MetaFrom::Title => true,
            MetaFrom::FrontMatter => meta.key.eq_ignore_ascii_case("title"),
            MetaFrom::MetaTag => meta.key.eq_ignore_ascii_case("og:title"),
            _ => false,
        };
        let text = meta.value.trim();
        let is_known = titles.iter().any(|known| known.text == text || known.from == meta.from);
        if is_title && !text.is_empty() && text.len() <= LONGEST && !text.contains("{{") && !text.contains("{%") && !is_known {
            titles.push(Title { text, src: meta.src, block: Document::ROOT, from: meta.from });
        }
    }
    let mut headings = article.sections.iter().filter(|section| section.level == 1);
    if let (Some(first), None) = (headings.next(), headings.next()) {
        let text = article.text_of(first.heading);
        if !text.is_empty() && text.len() <= LONGEST {
            titles.push(Title { text, src: article.text_src(first.heading), block: first.heading, from: MetaFrom::Byline });
        }
    }
    titles
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::findings;

    fn page(title: &str, heading: &str) -> usize {
        let text = format!(
            "<html lang=en><head><title>{title}</title></head><body><h1>{heading}</h1><p>The ferry leaves at six from the north pier. Bring a lamp, and pay on board.</p></body></html>"
        );
        findings("title-mismatch", "a.html", &text).len()
    }

    #[test]
    fn other_numbers_and_other_articles_are_found() {
        assert_eq!(page("Harbour fair 2023: programme", "Harbour fair 2024: programme"), 1);
        assert_eq!(page("Harbour fair 2023", "Harbour fair 2024: programme"), 1);
        assert_eq!(page("7 Ways to Moor a Boat | Harbour", "Nine ways to moor a boat"), 1);
        assert_eq!(page("A guide to baking sourdough bread", "Ferry times"), 1);
    }

    #[test]
    fn lists_of_articles_and_the_first_page_of_a_site_have_its_name() {
        let page = |path: &str, title: &str| {
            let text = format!(
                "<html lang=en><head><title>{title}</title></head><body><header>Lindqvist harbour office</header><main><h1>Other articles</h1><p>The ferry leaves at six. Bring a lamp, and pay on board.</p></main></body></html>"
            );
            findings("title-mismatch", path, &text).len()
        };
        assert_eq!(page("category/rope.html", "Lindqvist harbour - rope"), 0);
        assert_eq!(page("en/index.html", "Lindqvist harbour office"), 0);
        assert_eq!(page("category/b.html", "Growing beans on balconies"), 1);
    }

    #[test]
    fn shorter_longer_and_reworded_titles_are_left_alone() {
        assert_eq!(page("Seven ways to moor a boat - Harbour", "7 ways to moor a boat"), 0);
        assert_eq!(page("Boats from the north pier", "Ferry times"), 0);
        assert_eq!(page("North pier departures", "Ferry times"), 0);
        assert_eq!(page("Release 1.2", "Release 1.2.3 of the timetable"), 0);
        assert_eq!(page("Home", "Ferry times"), 0);
        assert_eq!(page("Harbour fair 2023 to 2024", "Harbour fair 2024"), 0);
    }
}

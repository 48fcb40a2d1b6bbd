//! What an article says, as it outlives the article: hashes of its text and its passages, a sketch of its shingles, and no text.
//!
//! A sketch takes a quarter of a KiB at most, a passage 16 bytes, a link 4.

use super::decoded;
use crate::document::{Document, Inline, InlineKind, Kind, Leaf, MetaFrom, Role, Sketch, mix};
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// Words from which a paragraph or item is told from others by its hash.
const PASSAGE: u32 = 12;

/// What an article says, without its words.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Wording {
    /// Equal where all text is, but for the title.
    pub body: u64,
    /// Words of paragraphs and items; none where they only show how a page looks.
    pub words: u32,
    /// The smallest place that shows which article it is: its title, or what it begins with.
    pub title: Span,
    /// Its paragraphs and items, in order, without the shortest.
    pub passages: Box<[Passage]>,
    /// Its shingles.
    pub sketch: Sketch,
    /// Hashes of the names of the pages that it leads to, in ascending order ([`page_name`]).
    pub leads_to: Box<[u32]>,
}

/// A paragraph or item.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Passage {
    /// Equal where the words are.
    #[serde(with = "postcard::fixint::le")]
    pub key: u64,
    /// Where it begins in the source.
    start: u32,
    /// Bytes, as far as they fit.
    len: u16,
    /// Words, as far as they fit: a library has more of these than of anything else.
    words: u16,
}

impl Passage {
    /// A passage of so many words.
    #[must_use]
    pub fn new(key: u64, words: u32, span: Span) -> Self {
        let fitting = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
        Self { key, start: span.start(), len: fitting(span.len()), words: fitting(words) }
    }

    /// How many words.
    #[must_use]
    pub fn words(&self) -> u32 {
        u32::from(self.words)
    }

    /// Where it stands in the source; the beginning of a very long one.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::new(self.start, self.start.saturating_add(u32::from(self.len)))
    }
}

/// What an article says.
#[must_use]
pub fn wording(article: &Document) -> Wording {
    let leaves = article.leaves();
    let title = title(article);
    let mut all = Wording { title: title.1, sketch: leaves.sketch.clone(), ..Wording::default() };
    let mut passages = Vec::new();
    for leaf in leaves.all.iter().filter(|leaf| Some(leaf.id) != title.0) {
        all.body = mix(all.body, leaf.key);
        if !leaf.role.is_prose() {
            continue;
        }
        all.words += leaf.words;
        if leaf.words >= PASSAGE && !is_quoted(article, leaf) && !is_labelled(article, leaf) {
            passages.push(Passage::new(leaf.key, leaf.words, article.text_src(leaf.id)));
        }
    }
    all.passages = passages.into();
    if shows_filler(article) {
        all.words = 0;
    }
    let links = article.inlines.iter().filter(|inline| inline.kind == InlineKind::Link);
    let urls = links.filter_map(|inline| article.links.get(inline.aux as usize));
    let mut leads_to: Vec<u32> = urls.filter_map(|link| page_name(&decoded(&link.url))).collect();
    leads_to.sort_unstable();
    leads_to.dedup();
    all.leads_to = leads_to.into();
    all
}

/// Whether a paragraph is what somebody else said.
fn is_quoted(article: &Document, leaf: &Leaf) -> bool {
    article.text_of(leaf.id).starts_with(['“', '"', '«', '„'])
}

/// Whether a paragraph begins with a label or a name ("**Note:** …", "**Ann Lee** is the warden of …"), or is set apart as a whole: notes and boxes about
/// people go where they are needed.
fn is_labelled(article: &Document, leaf: &Leaf) -> bool {
    let start = article.block(leaf.id).text.start();
    let marks = |inline: &&Inline| matches!(inline.kind, InlineKind::Strong | InlineKind::Emphasis);
    let mut marked = article.inlines_of(leaf.id).iter().take_while(|inline| inline.text.start() <= start).filter(marks);
    // A word or two in italics begin many a sentence.
    marked.any(|inline| inline.kind == InlineKind::Strong || inline.text.len() as usize * 2 > article.text_of(leaf.id).len())
}

/// Whether the text is that of printers who have none.
fn shows_filler(article: &Document) -> bool {
    const FILLERS: [&str; 2] = ["dolor sit amet", "Pellentesque habitant"];
    FILLERS.iter().any(|filler| memchr::memmem::find(article.text.as_bytes(), filler.as_bytes()).is_some())
}

/// The name by which others lead to a page: the last part of its path without extension and date, or its folder for an index. As a hash.
#[must_use]
pub fn page_name(path: &str) -> Option<u32> {
    let path = path.split(['#', '?']).next().unwrap_or(path);
    let named = path
        .rsplit(['/', '\\'])
        .map(stem)
        .find(|part| !matches!(part.to_ascii_lowercase().as_str(), "" | "index" | "_index" | "readme"))?;
    // `2024-05-03-opening.md` becomes `/2024/05/03/opening/`.
    let undated = named.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_'));
    let name = if undated.is_empty() { named } else { undated };
    let letters = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    Some((letters.fold(0, |hash, c| mix(hash, u64::from(u32::from(c)))) >> 32) as u32)
}

/// A name without its extension.
fn stem(name: &str) -> &str {
    const EXTENSIONS: [&str; 8] = [".md", ".mdx", ".markdown", ".html", ".htm", ".txt", ".php", ".aspx"];
    EXTENSIONS.iter().find_map(|extension| name.strip_suffix(extension)).unwrap_or(name)
}

/// The heading that is the title, if one is, and where the article says what it is called.
fn title(article: &Document) -> (Option<u32>, Span) {
    let heading = article.of_kind(Kind::Heading).find(|(_, block)| block.level == 1).map(|(id, _)| id);
    let said = |from: MetaFrom| {
        let mut meta = article.meta.iter().filter(|meta| meta.from == from && meta.key.eq_ignore_ascii_case("title"));
        meta.find(|meta| !meta.value.trim().is_empty()).map(|meta| meta.src)
    };
    let first = || {
        let leaves = &article.leaves().all;
        let head = leaves.iter().find(|leaf| leaf.role == Role::Heading).or_else(|| leaves.first());
        head.map_or(Span::at(0), |leaf| article.text_src(leaf.id))
    };
    let place = said(MetaFrom::FrontMatter).or_else(|| heading.map(|id| article.text_src(id))).or_else(|| said(MetaFrom::Title));
    (heading, place.unwrap_or_else(first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::source::{Format, Source};

    fn of(text: &str) -> Wording {
        wording(&Document::read(Source::of_text("quay.md", Format::Markdown, text), &Limits::default(), "en"))
    }

    const TEXT: &str = "The warden sets the fees once a year, after the council has seen what the dredging cost.";

    #[test]
    fn titles_case_and_marks_make_no_other_text_but_code_and_headings_do() {
        let body = |text: &str| of(text).body;
        let one = body(&format!("# Fees\n\n{TEXT}\n\n```\npay\n```\n"));
        assert_eq!(one, body(&format!("---\ntitle: What it costs\n---\n# Costs\n\n{}\n\n```\npay\n```\n", TEXT.replace(',', " –"))));
        for other in [format!("# Fees\n\n{TEXT}\n\n```\nleave\n```\n"), format!("# Fees\n\n## Who decides\n\n{TEXT}\n\n```\npay\n```\n")] {
            assert_ne!(one, body(&other));
        }
    }

    #[test]
    fn what_an_article_is_called_is_its_place() {
        let place = |text: &str| of(text).title.cut(text).to_owned();
        assert_eq!(place(&format!("---\ntitle: What it costs\n---\n# Costs\n\n{TEXT}\n")), "What it costs");
        assert_eq!(place(&format!("# Costs\n\n{TEXT}\n")), "Costs");
        assert_eq!(place("It is small.\n\nIt is old.\n"), "It is small.");
        assert_eq!(of("").title, Span::at(0));
    }

    #[test]
    fn passages_are_paragraphs_and_items_of_some_length() {
        let wording = of(&format!("# Fees\n\n{TEXT}\n\nIt is small.\n\n- {TEXT}\n\n> {TEXT}\n\n“{TEXT}” said the mayor.\n"));
        assert_eq!(wording.passages.iter().map(Passage::words).collect::<Vec<_>>(), [17, 17]);
        assert_eq!(wording.words, 57);
    }

    #[test]
    fn pages_are_known_by_their_last_name() {
        let same = [
            "blog/2024-05-03-opening-day.md",
            "/2024/05/03/opening-day/",
            "https://quay.example/opening-day.html#fees",
            "opening_day/index.md",
        ];
        let names: Vec<Option<u32>> = same.iter().map(|path| page_name(path)).collect();
        assert!(names.iter().all(|name| name.is_some() && *name == names[0]), "{names:?}");
        assert_ne!(page_name("opening-night.md"), names[0]);
        assert_eq!(page_name("#fees"), None);
    }
}

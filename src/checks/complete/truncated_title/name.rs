//! What an article calls itself: titles and descriptions of its metadata, and its first heading.

use super::cut::ends_in_ellipsis;
use crate::checks::prose::{self, count_words};
use crate::document::{BlockId, Document, Kind, Meta, MetaFrom};
use crate::source::Format;
use crate::span::Span;

/// What a name is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    #[default]
    Title,
    Description,
    /// A description that may be taken from the text and end in dots on purpose.
    Summary,
    Caption,
    /// The words of the article's address: never reported, only what a title may be cut from.
    Address,
}

/// A title or description, with its place.
#[derive(Clone, Debug, Default)]
pub(super) struct Name<'d> {
    pub text: &'d str,
    /// Where it stands, if it is not the text of its block.
    pub src: Option<Span>,
    pub block: BlockId,
    pub part: Part,
}

impl Name<'_> {
    /// Where it stands in the source.
    pub(super) fn span(&self, article: &Document) -> Span {
        self.src.unwrap_or_else(|| article.text_src(self.block))
    }
}

/// Names that are compared with each other.
const AT_MOST: usize = 16;

/// Titles and descriptions of an article.
pub(super) fn of(article: &Document) -> Vec<Name<'_>> {
    let mut names: Vec<Name<'_>> = article
        .meta
        .iter()
        .filter_map(|meta| {
            let part = match meta.from {
                MetaFrom::Title => Part::Title,
                MetaFrom::FrontMatter | MetaFrom::MetaTag => part_of(&meta.key)?,
                MetaFrom::Element if &*meta.key == "canonical" => Part::Address,
                MetaFrom::JsonLd => return headline(meta),
                MetaFrom::Element | MetaFrom::Byline => return None,
            };
            let text = meta.value.trim();
            let text = if part == Part::Address { last_step(text) } else { text };
            Some(Name { text, src: Some(meta.src), block: Document::ROOT, part })
        })
        .filter(|name| !name.text.is_empty())
        .take(AT_MOST)
        .collect();
    // The name of the file often holds the words of the title.
    if let Some(stem) = article.source.path().file_stem().and_then(|stem| stem.to_str()).filter(|stem| stem.contains(['-', '_'])) {
        names.push(Name { text: stem, src: Some(Span::at(0)), block: Document::ROOT, part: Part::Address });
    }
    let headings = article.sections.iter().filter(|section| section.level == 1).map(|section| section.heading);
    let of_block = |block| Name { text: article.text_of(block), src: None, block, part: Part::Title };
    names.extend(headings.chain(cut_first_line(article)).take(2).map(of_block));
    names
}

/// The title that a block of JSON-LD gives, if it gives one and writes it without escapes.
fn headline(meta: &Meta) -> Option<Name<'_>> {
    let (_, behind) = meta.value.split_once("\"headline\"")?;
    if behind.contains("\"headline\"") || meta.src.len() as usize != meta.value.len() {
        return None;
    }
    let rest = behind.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let text = rest.get(..rest.find(['"', '\\'])?).filter(|text| rest.get(text.len()..).is_some_and(|end| end.starts_with('"')))?;
    let start = meta.src.start() as usize + meta.value.len() - rest.len();
    let src = Span::of(start, start + text.len());
    (text.trim() == text).then_some(Name { text, src: Some(src), block: Document::ROOT, part: Part::Title })
}

/// The first line of a plain text, where its dots keep it from being read as the title.
fn cut_first_line(article: &Document) -> Option<BlockId> {
    let first = article.children(Document::ROOT).next().filter(|_| article.source.format() == Format::Plain)?;
    let text = article.text_of(first);
    let is_line = article.block(first).kind == Kind::Paragraph && count_words(text) <= 20 && ends_in_ellipsis(text);
    is_line.then_some(first)
}

/// Fields that hold the whole title or description; short titles for menus are short on purpose.
fn part_of(key: &str) -> Option<Part> {
    const TITLES: [&str; 10] =
        ["title", "og:title", "twitter:title", "seo.title", "seo_title", "meta_title", "metatitle", "og_title", "headline", "dc.title"];
    const DESCRIPTIONS: [&str; 9] = [
        "description",
        "og:description",
        "twitter:description",
        "seo.description",
        "seo_description",
        "meta_description",
        "metadescription",
        "og_description",
        "dc.description",
    ];
    const ADDRESSES: [&str; 6] = ["slug", "permalink", "url", "path", "aliases", "og:url"];
    let is_one_of = |known: &[&str]| known.iter().any(|known| known.eq_ignore_ascii_case(key));
    if is_one_of(&TITLES) {
        Some(Part::Title)
    } else if is_one_of(&DESCRIPTIONS) {
        Some(Part::Description)
    } else if is_one_of(&["summary", "abstract"]) {
        Some(Part::Summary)
    } else if is_one_of(&ADDRESSES) {
        Some(Part::Address)
    } else {
        None
    }
}

/// The last step of an address, which often holds the words of the title.
fn last_step(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or(address).trim_end_matches('/');
    let step = path.rsplit('/').next().unwrap_or(path);
    step.rsplit_once('.').map_or(step, |(name, _)| name)
}

/// A title without the name of the site behind it.
pub(super) fn without_site(title: &str) -> Option<&str> {
    let marks = [" | ", " - ", " – ", " — ", " · ", " :: ", " » "];
    marks.iter().filter_map(|mark| title.rsplit_once(mark)).map(|(title, _)| title.trim_end()).max_by_key(|title| title.len())
}

/// The file is called as a program calls a thing, and its last word is that of the title: "Scale Image By" in `ImageScaleBy.md`.
pub(super) fn is_name_of_code(article: &Document, name: &Name<'_>) -> bool {
    let last = prose::last_word(name.text);
    let stem = article.source.stem();
    let is_in_humps = |before: &str| {
        !before.contains(|c: char| !c.is_ascii_alphanumeric()) && before.bytes().skip(1).any(|byte| byte.is_ascii_uppercase())
    };
    last.starts_with(char::is_uppercase)
        && stem.strip_suffix(last).is_some_and(|before| before.ends_with(char::is_lowercase) && is_in_humps(stem))
}

/// The file is called after the last two words together: "Lamps How To" in `lamps-howto.html`.
pub(super) fn is_in_file_name(article: &Document, name: &Name<'_>) -> bool {
    /// Letters of two words.
    const LETTERS: usize = 4;
    let mut words = name.text.split_whitespace().rev();
    let (last, before) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let joined = [before, last].concat().to_lowercase();
    let stem = article.source.stem().to_lowercase();
    joined.len() > LETTERS && stem.rsplit(['-', '_']).next() == Some(joined.as_str())
}

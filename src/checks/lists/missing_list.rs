//! A lead-in that announces a list, with no list behind it.

use serde::Deserialize;

use crate::checks::prose::{self, End, count_words};
use crate::document::{Block, BlockId, Document, Flags, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found, Words};
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MissingList {
    /// Last words of a lead-in that a list must follow.
    announcing: Words,
    /// Words in a lead-in that a paragraph may follow: it announces one thing, a question, somebody's words.
    introducing: Words,
}

impl ArticleCheck for MissingList {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        for (id, block) in article.of_kind(Kind::Paragraph) {
            let text = article.text_of(id);
            if End::of(text) != End::Colon || !may_announce(article, id, block) {
                continue;
            }
            found.concerned();
            let lead_in = prose::last_sentence(prose::last_line(article, id));
            let missing = match behind(article, id) {
                Behind::Nothing | Behind::LeadIn => true,
                Behind::Prose(next) => self.needs_list(&article.language.code, lead_in) && is_plain_prose(article, next),
                Behind::Content => false,
            };
            if missing && lead_in.chars().any(char::is_alphabetic) {
                let from = article.block(id).text.start() + (article.text_of(id).len() - lead_in.len()) as u32;
                let words = Span::new(from, from + lead_in.len() as u32);
                let tail = Span::new(words.start().max(prose::tail(article, id, 8).start()), words.end());
                found.at(id, article.source_span(tail), "the list announced by “{}” is missing", [lead_in]);
            }
        }
    }
}

/// Only running text and items announce lists.
fn may_announce(article: &Document, id: BlockId, block: &Block) -> bool {
    !block.flags.has(Flags::QUESTION)
        && !article.ancestors(id).any(|ancestor| {
            matches!(
                article.block(ancestor).kind,
                Kind::Quote | Kind::Cell | Kind::Caption | Kind::Figure | Kind::DefTerm | Kind::Toc | Kind::FootDef
            )
        })
}

/// What stands behind a lead-in.
enum Behind {
    /// The end of the section, of the article or of the item.
    Nothing,
    /// Another lead-in.
    LeadIn,
    /// A paragraph.
    Prose(BlockId),
    /// What a lead-in may announce.
    Content,
}

fn behind(article: &Document, id: BlockId) -> Behind {
    let Some(next) = prose::next_block(article, id) else { return Behind::Nothing };
    let block = article.block(next);
    let item = article.ancestors(id).find(|ancestor| article.block(*ancestor).kind == Kind::Item);
    match block.kind {
        Kind::Heading => {
            // Headings below the section's own are what the lead-in announces.
            let own = article.section_of(id).map_or(0, |section| section.level);
            if block.level > own { Behind::Content } else { Behind::Nothing }
        }
        // The next item of the same list: this one announced something of its own, unless all items are labels.
        Kind::Item => match item {
            Some(item) if article.block(item).parent == block.parent && is_label_among_texts(article, item) => Behind::Nothing,
            _ => Behind::Content,
        },
        Kind::Paragraph if item.is_some_and(|item| next >= article.block(item).end) => Behind::Content,
        Kind::Paragraph => {
            let text = article.text_of(next);
            let is_lead_in = End::of(text) == End::Colon && count_words(text) <= 14;
            if is_lead_in && !is_answered(article, next) { Behind::LeadIn } else { Behind::Prose(next) }
        }
        _ => Behind::Content,
    }
}

/// Whether a second lead-in has its list, so that the first one may announce both.
fn is_answered(article: &Document, id: BlockId) -> bool {
    prose::next_block(article, id).is_some_and(|next| !matches!(article.block(next).kind, Kind::Heading | Kind::Paragraph | Kind::Item))
}

/// The item is only a label, while its siblings say something behind theirs ("Cost: two euros").
fn is_label_among_texts(article: &Document, item: BlockId) -> bool {
    let siblings: Vec<&str> = article
        .children(article.block(item).parent)
        .filter(|other| *other != item)
        .filter_map(|other| article.children(other).next())
        .map(|child| article.text_of(child))
        .collect();
    let labelled = siblings
        .iter()
        .filter(|text| text.split_once(": ").is_some_and(|(label, rest)| count_words(label) <= 7 && count_words(rest) >= 3))
        .count();
    siblings.len() >= 2 && labelled == siblings.len()
}

/// A paragraph of a sentence or more, which does not itself go on, count or quote.
fn is_plain_prose(article: &Document, id: BlockId) -> bool {
    let text = article.text_of(id);
    let starts = text.trim_start();
    let quotes = starts.starts_with(['“', '"', '‘', '\'', '«', '(', '[', '\u{fffc}'])
        || starts.starts_with(|c: char| c.is_lowercase() || c.is_numeric());
    let signs = starts.starts_with(|c: char| !c.is_alphanumeric());
    let inline_start = article.inlines_of(id).first().is_some_and(|inline| {
        inline.text.start() == article.block(id).text.start()
            && matches!(
                inline.kind,
                InlineKind::Strong | InlineKind::Code | InlineKind::Image | InlineKind::Emphasis | InlineKind::Link | InlineKind::Template
            )
    });
    !quotes && !signs && !inline_start && count_words(text) >= 8
}

impl MissingList {
    /// Whether a paragraph cannot be what the lead-in announces.
    fn needs_list(&self, language: &str, lead_in: &str) -> bool {
        let words: Vec<String> = lead_in
            .split_whitespace()
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
            .filter(|word| !word.is_empty())
            .collect();
        let last = words.last().map_or("", String::as_str);
        if self
            .announcing
            .of(language)
            .iter()
            .any(|known| known == last || known.contains(' ') && words.join(" ").ends_with(known.as_str()))
        {
            return true;
        }
        let introduces = words.iter().any(|word| self.introducing.has(language, word));
        words.len() >= 6 && !introduces && names_several(&words)
    }
}

/// The lead-in is about several things: "signs a company needs a pilot", "depends on maturity, complexity and stage".
fn names_several(words: &[String]) -> bool {
    let plural = |word: &String| word.len() > 3 && word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    words.iter().any(plural)
}

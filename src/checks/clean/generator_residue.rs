//! Labels that whoever made the text wrote for themselves: "Desk assignment:", "Target keyword:", "H2:", "(150 words)".

use std::cell::OnceCell;
use std::sync::{LazyLock, OnceLock};

use regex::Regex;
use serde::Deserialize;

use super::shown::{in_prose, is_about, is_shown, next, plain, shows_code};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind, MetaFrom};
use crate::rule::{ArticleCheck, Found, Words};
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct GeneratorResidue {
    /// Labels that no reader is meant to see.
    labels: Words,
    /// Labels that show it beside others.
    beside: Words,
    /// Small words before a label.
    modifiers: Words,
    /// Whole lines.
    lines: Words,
    /// Words of titles of articles that speak of such labels.
    subjects: Words,
    #[serde(skip)]
    first_letters: OnceLock<Vec<bool>>,
}

/// Bytes of a label.
const LABEL: usize = 48;

/// Orders to a writer behind a heading, and tags around the parts of an answer.
const ORDERS: &str = r"\(\s*(?:~|≈|approx(?:imately|\.)? ?|about |around |target:? ?|max\.? ?|min\.? ?)?[0-9]{2,4}(?:\s?[-–]\s?[0-9]{2,4})?\+? words?(?: max| min| total)?\s*\)\s*:?$";
const TAGS: &str = r"</?(?:thinking|answer|article|article_body|output|response|draft|final|final_answer|result|content|section_[0-9]+|scratchpad|outline|reasoning|antml:[a-z_]+|rewritten_?(?:text|article)|body)>";

impl ArticleCheck for GeneratorResidue {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        static ORDER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(ORDERS).ok());
        let language = &*article.language.code;
        let subjects = self.subjects.of(language);
        // An article may say in its front matter alone that it is about how pages are found.
        let is_about = |article: &Document, id: BlockId, subjects: &[String]| is_about(article, id, subjects) || describes_search(article);
        tags(article, found);
        let firsts = self.first_letters.get_or_init(|| {
            let mut known = vec![false; 256];
            for (_, words) in self
                .labels
                .by_language()
                .chain(self.beside.by_language())
                .chain(self.lines.by_language())
                .chain(self.modifiers.by_language())
            {
                for byte in words.iter().filter_map(|word| word.bytes().next()) {
                    for byte in [byte.to_ascii_lowercase(), byte.to_ascii_uppercase()] {
                        if let Some(slot) = known.get_mut(usize::from(byte)) {
                            *slot = true;
                        }
                    }
                }
            }
            known
        });
        let mut weak: Vec<(BlockId, Span)> = Vec::new();
        let mut last: Option<BlockId> = None;
        let mut has_code = None;
        for (id, block) in article.all() {
            if !matches!(block.kind, Kind::Paragraph | Kind::Heading) || block.flags.has(Flags::BOILER) || block.text.is_empty() {
                continue;
            }
            let text = article.text_of(id);
            if block.kind == Kind::Heading
                && text.ends_with([')', ':'])
                && let Some(order) = ORDER.as_ref().and_then(|order| order.find(text))
                && order.start() > 0
                && !is_about(article, id, subjects)
            {
                let span = Span::new(block.text.start() + order.start() as u32, block.text.start() + text.len() as u32);
                found.at(id, article.source_span(span), "“{}” is an order to the writer", [span.cut(&article.text)]);
                continue;
            }
            let lead = text.len() - text.trim_start_matches(['[', '(', '*', '#', '-', '=', '—', '<', ' ', '_']).len();
            let Some(bare) = text.get(lead..) else { continue };
            if !bare.bytes().next().is_some_and(|byte| firsts.get(usize::from(byte)).copied().unwrap_or(false)) {
                continue;
            }
            let Some(label) = self.label(language, bare, block.kind) else { continue };
            if article.is_within(id, Kind::Cell) || article.is_within(id, Kind::Quote) || is_about(article, id, subjects) {
                continue;
            }
            // "System prompt" and "Job ID" head sections of manuals.
            if block.kind == Kind::Heading && !bare.contains(':') && *has_code.get_or_insert_with(|| shows_code(article)) {
                continue;
            }
            let span = Span::new(block.text.start() + lead as u32, block.text.start() + (lead + label.len) as u32);
            let is_link = article
                .inlines_of_range(id, id + 1)
                .iter()
                .any(|inline| matches!(inline.kind, InlineKind::Link | InlineKind::Code) && inline.text.overlaps(span));
            // "System prompt: the `prompt` field is optional" tells what a field of a program is for.
            let is_field = article.is_within(id, Kind::Item)
                && article
                    .inlines_of_range(id, id + 1)
                    .iter()
                    .any(|inline| inline.kind == InlineKind::Code && inline.text.start() > span.end());
            // "System prompt:" above code says what the article shows.
            let is_all = block.kind == Kind::Paragraph && text.len() <= lead + label.len;
            let leads_in = is_all
                && crate::checks::prose::next_block(article, id)
                    .is_some_and(|next| matches!(article.block(next).kind, Kind::Code | Kind::Quote));
            if is_link || is_field || leads_in || is_shown(article, id, span) || is_of_a_list(article, id, bare) || heads_text(article, id)
            {
                continue;
            }
            if label.is_sure {
                // Labels that follow each other are one note.
                if last.is_none_or(|last| id > last + 3) {
                    report(article, id, span, found);
                }
                last = Some(id);
            } else {
                weak.push((id, span));
            }
        }
        // Two such labels in a row are no sentence of an article.
        let mut reported: Option<BlockId> = last;
        for pair in weak.windows(2) {
            if let [(id, span), (next, other)] = pair
                && *next <= id + 3
                // "Tone:" above each of several letters is a part of all of them.
                && span.cut(&article.text) != other.cut(&article.text)
                && reported.is_none_or(|last| *id > last + 3)
            {
                report(article, *id, *span, found);
                reported = Some(*next);
            }
        }
    }
}

/// Whether a line is one of several of its kind: a grade in a list of them ("Internal use only"), the part of a program that a change is of
/// ("style: …"), or what an option is for.
fn is_of_a_list(article: &Document, id: BlockId, words: &str) -> bool {
    let is_small = words.starts_with(char::is_lowercase);
    article.is_within(id, Kind::DefList)
        || article.is_within(id, Kind::Item) && (is_small || !words.contains(':') || words.to_lowercase().starts_with("internal"))
}

/// Whether a heading without a colon has text of its own below it: "End of document" names an option.
fn heads_text(article: &Document, id: BlockId) -> bool {
    article.block(id).kind == Kind::Heading
        && !article.text_of(id).contains(':')
        && crate::checks::prose::next_block(article, id).is_some_and(|next| article.block(next).kind == Kind::Paragraph)
        && article.text_of(id).to_lowercase().starts_with("end of ")
}

struct Label {
    len: usize,
    is_sure: bool,
}

impl GeneratorResidue {
    fn label(&self, language: &str, text: &str, kind: Kind) -> Option<Label> {
        let line = text.trim_end_matches([']', ')', '*', '-', '=', '—', '>', ' ', '.', '_', '!']);
        if text.len() <= LABEL && self.lines.has(language, &plain(line)) {
            return Some(Label { len: line.len(), is_sure: true });
        }
        let colon = memchr::memchr(b':', text.as_bytes().get(..LABEL.min(text.len())).unwrap_or_default());
        let (words, len) = match colon {
            Some(colon) => (text.get(..colon)?, colon + 1),
            // A heading of just these words heads such a note.
            None if kind == Kind::Heading && text.len() <= LABEL && text.contains(' ') => (text, text.len()),
            None => return None,
        };
        // A value follows, and no long sentence: labels are settings.
        let value = text.get(len..).unwrap_or("").trim_start_matches(['*', ' ']);
        if colon.is_some() && kind == Kind::Heading && value.is_empty() {
            return None;
        }
        let said = plain(words.trim_matches(|c: char| !c.is_alphanumeric()));
        let mut rest = said.as_str();
        loop {
            if self.labels.has(language, rest) {
                return Some(Label { len, is_sure: true });
            }
            if colon.is_some() && self.beside.has(language, rest) && value.split_whitespace().take(30).count() < 30 {
                return Some(Label { len, is_sure: false });
            }
            let (first, more) = rest.split_once(' ')?;
            if !self.modifiers.has(language, first) && !first.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            rest = more;
        }
    }
}

/// Whether the front matter of an article says that it is about how pages are found.
fn describes_search(article: &Document) -> bool {
    let says = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("seo"));
    article
        .meta
        .iter()
        .filter(|meta| meta.from == MetaFrom::FrontMatter)
        .any(|meta| ["name", "title", "description", "category"].iter().any(|key| meta.key.eq_ignore_ascii_case(key)) && says(&meta.value))
}

/// Tags of an answer that stand in the text.
fn tags(article: &Document, found: &mut Found<'_>) {
    static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(TAGS).ok());
    if memchr::memchr(b'<', article.text.as_bytes()).is_none() {
        return;
    }
    let Some(tag) = TAG.as_ref() else { return };
    // Beside "<html>" it is the source of a page that is shown.
    let shows_page = OnceCell::new();
    in_prose(
        article,
        |text, at| next(tag, text, at),
        |id, hit| {
            let alone = article.text_of(id).trim() == hit.cut(&article.text);
            if alone && !is_shown(article, id, hit) && !*shows_page.get_or_init(|| article.text.contains("<html>")) {
                report(article, id, hit, found);
            }
        },
    );
}

fn report(article: &Document, id: BlockId, span: Span, found: &mut Found<'_>) {
    found.at(id, article.source_span(span), "“{}” is a label of whoever made the text", [span.cut(&article.text)]);
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    const RULE: &str = "generator-residue";

    #[test]
    fn labels_are_found() {
        for words in [
            "Desk assignment: bakery, second pass",
            "**Target keyword:** rye bread",
            "Primary Keyword: rye bread",
            "[Meta description: All about rye.]",
            "## Introduction (150 words)",
            "Image prompt: a loaf on a table",
            "[END OF ARTICLE]",
            "## H2: Rye bread",
            "Tone: friendly\n\nTarget audience: bakers",
            "\\</article>",
        ] {
            assert_eq!(markdown(RULE, &format!("# Bakery\n\nIt opens at six.\n\n{words}\n\nBread is sold.\n")).len(), 1, "{words}");
        }
    }

    #[test]
    fn labels_for_readers_are_none() {
        for words in [
            "Note: the oven is hot.",
            "Ingredients: flour, water.",
            "Status: open.",
            "Target temperature: 220 °C.",
            "## Introduction (short)",
            "## Version notes",
            "The end.",
            "Write `Target keyword:` above it.",
        ] {
            assert_eq!(markdown(RULE, &format!("# Bakery\n\nIt opens at six.\n\n{words}\n\nBread is sold.\n")), [], "{words}");
        }
        assert_eq!(markdown(RULE, "# SEO for bakers\n\nTarget keyword: rye bread.\n"), []);
    }
}

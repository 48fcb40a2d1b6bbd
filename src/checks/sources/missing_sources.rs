//! Figures about the world, and nothing that lets a reader check them.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use crate::checks::prose::last_sentence;
use crate::checks::sources::titles::SourceTitles;
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found, SourcesNeed, Words};
use crate::source::Format;
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MissingSources {
    titles: SourceTitles,
    /// Words by which a sentence presents a figure as a finding about the world.
    about_the_world: Words,
    /// Words by which a figure is the writer's or the reader's own, a plan or an example.
    not_about_the_world: Words,
    /// Sentences with such figures that an article may have without a source.
    at_most: usize,
}

impl ArticleCheck for MissingSources {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let need = found.article_type().map_or(SourcesNeed::WithFigures, |of_type| of_type.sources);
        if need == SourcesNeed::Never {
            return;
        }
        let figures = self.figures(article);
        if !figures.is_empty() {
            found.concerned();
        }
        // An export to plain text loses its links, so that a figure or two without a source say little there.
        let lost = if article.source.format() == Format::Plain { 2 } else { 0 };
        if need == SourcesNeed::WithFigures && figures.len() <= self.at_most + lost || self.has_source(article) {
            return;
        }
        match figures.first() {
            Some((block, span)) => {
                let words = span.cut(&article.text);
                let more = figures.len() - 1;
                let finding = if more == 0 {
                    found.at(*block, article.source_span(*span), "the article gives figures (“{}”) and no source", [words])
                } else {
                    let more = more.to_string();
                    found.at(
                        *block,
                        article.source_span(*span),
                        "the article gives figures (“{}” and {} more) and no source",
                        [words, &more],
                    )
                };
                if need == SourcesNeed::Required {
                    finding.as_error();
                }
            }
            None => {
                let at = article.sections.first().map_or(Document::ROOT, |section| section.heading);
                let span = if at == Document::ROOT { Span::at(0) } else { article.text_src(at) };
                found.at(at, span, "articles of this type need sources, and this one has none", [""; 0]).as_error();
            }
        }
    }
}

/// Percentages, sums of money, and numbers with a magnitude.
static FIGURE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    RegexBuilder::new(r"[$€£¥]\s?\d(?:[\d.,]*\d)?(?:\s?(?:million|billion|trillion|[kmb]n?)\b)?|\d(?:[\d.,]*\d)?\s?(?:%|percent\b|per cent\b|percentage points\b)|\d(?:[\d.,]*\d)?\s(?:million|billion|trillion)\b|\b\d+ (?:out of|in) (?:10|ten|100)\b")
        .case_insensitive(true)
        .build()
        .ok()
});

impl MissingSources {
    /// Sentences' figures that are findings about the world, as ranges of the text, with their blocks.
    fn figures(&self, article: &Document) -> Vec<(BlockId, Span)> {
        let Some(figure) = FIGURE.as_ref() else { return Vec::new() };
        let mut figures = Vec::new();
        for hit in figure.find_iter(&article.text) {
            let block = article.leaf_at(hit.start() as u32);
            let leaf = article.block(block);
            let reads = leaf.kind == Kind::Paragraph && !leaf.flags.has(Flags::BOILER) && !article.is_within(block, Kind::Quote);
            if !reads || leaf.text.end() < hit.end() as u32 {
                continue;
            }
            let text = article.text_of(block);
            let at = hit.start() - leaf.text.start() as usize;
            let before = last_sentence(text.get(..at).unwrap_or(""));
            let after = text.get(at..).unwrap_or("");
            let end = after.find(". ").or_else(|| after.find(['!', '?'])).unwrap_or(after.len());
            let sentence = format!("{before}{}", after.get(..end).unwrap_or("")).to_lowercase();
            if self.is_about_the_world(&article.language.code, &sentence) && !is_attributed(text) {
                figures.push((block, Span::of(hit.start(), hit.end())));
            }
        }
        figures
    }

    fn is_about_the_world(&self, language: &str, sentence: &str) -> bool {
        let has = |known: &String| {
            sentence.match_indices(known.as_str()).any(|(at, _)| {
                let before = sentence.get(..at).and_then(|text| text.chars().next_back());
                let after = sentence.get(at + known.len()..).and_then(|text| text.chars().next());
                !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
            })
        };
        self.about_the_world.of(language).iter().any(has) && !self.not_about_the_world.of(language).iter().any(has)
    }

    /// An external link, a note, or an entry in a Sources section.
    fn has_source(&self, article: &Document) -> bool {
        let outward = article.inlines.iter().any(|inline| {
            inline.kind == InlineKind::Link
                && !article.block(inline.block).flags.has(Flags::BOILER)
                && article.links.get(inline.aux as usize).is_some_and(crate::document::Link::is_external)
        });
        let noted = article.of_kind(Kind::FootDef).next().is_some();
        outward
            || noted
            || article.sections.iter().any(|section| {
                self.titles.has(&article.language.code, article.text_of(section.heading))
                    && article.range_has_content(section.heading + 1, section.end)
            })
    }
}

/// A named attribution: "according to the 2024 Harbour Survey", "a Ferry Union report found".
fn is_attributed(paragraph: &str) -> bool {
    static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?:[Aa]ccording to|[Rr]eported by|[Pp]ublished by|[Dd]ata from|[Ff]igures from|[Ss]urvey by|[Ss]tudy by|[Rr]esearch by|[Rr]eport by) (?:the |a |an )?(?:\d{4} )?[A-Z]|\b[A-Z][A-Za-z&]+(?:’s|'s)? (?:\d{4} )?(?:[A-Z][a-z]+ )*(?:[Ss]urvey|[Ss]tudy|[Rr]eport|[Cc]ensus|[Rr]esearch|[Ii]ndex)\b",
        )
        .ok()
    });
    NAMED.as_ref().is_some_and(|named| named.is_match(paragraph))
}

//! Figures about the world, and nothing that lets a reader check them.

use std::ops::Range;

use serde::Deserialize;

use crate::checks::external_figures::{ExternalFigures, Presented, figure_at, marks};
use crate::checks::prose::{is_order, last_sentence};
use crate::checks::sources::titles::SourceTitles;
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found, SourcesNeed};
use crate::source::Format;
use crate::span::Span;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct MissingSources {
    titles: SourceTitles,
    #[serde(flatten)]
    external: ExternalFigures,
    /// Sentences with such figures that an article may have without a source.
    at_most: usize,
}

impl ArticleCheck for MissingSources {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let need = found.article_type().map_or(SourcesNeed::WithFigures, |of_type| of_type.sources);
        if need == SourcesNeed::Never {
            return;
        }
        if self.has_source(article) {
            found.concerned();
            return;
        }
        let figures = self.figures(article);
        if !figures.is_empty() {
            found.concerned();
        }
        // An export to plain text loses its links, so that a figure or two without a source say little there.
        let is_told = figures.iter().any(|figure| figure.is_telling);
        let lost = match article.source.format() {
            Format::Plain if is_told => 1,
            Format::Plain => 2,
            _ => 0,
        };
        // An order to a program gives it thresholds to go by.
        if need == SourcesNeed::WithFigures && !figures.is_empty() && is_order(article) {
            return;
        }
        // One sentence may as well report what everybody knows, or what the writer counted, unless it says how its figures were found.
        let may_be_own = figures.iter().all(|figure| figure.sentence == 0 && !figure.is_telling);
        if need == SourcesNeed::WithFigures && (may_be_own || figures.len() <= self.at_most + lost) {
            return;
        }
        if let Some(Figure { block, span, .. }) = figures.first() {
            let words = span.cut(&article.text);
            let more = figures.len() - 1;
            let finding = if more == 0 {
                found.at(*block, article.source_span(*span), "the article gives figures (“{}”) and no source", [words])
            } else {
                let more = more.to_string();
                found.at(*block, article.source_span(*span), "the article gives figures (“{}” and {} more) and no source", [words, &more])
            };
            // What is said without a source elsewhere in the article is the same defect.
            finding.stands_for(Span::of(0, article.source.text().len()));
            if need == SourcesNeed::Required {
                finding.as_error();
            }
        } else {
            let at = article.sections.first().map_or(Document::ROOT, |section| section.heading);
            let span = if at == Document::ROOT { Span::at(0) } else { article.text_src(at) };
            found.at(at, span, "articles of this type need sources, and this one has none", [""; 0]).as_error();
        }
    }
}

/// Code stands right before a paragraph or right behind it.
fn stands_beside_code(article: &Document, paragraph: BlockId) -> bool {
    let is_code = |id: BlockId| article.blocks.get(id as usize).is_some_and(|block| block.kind == Kind::Code);
    paragraph.checked_sub(1).is_some_and(is_code) || is_code(article.block(paragraph).end)
}

/// A figure that is a finding about the world.
struct Figure {
    block: BlockId,
    /// Range of the text.
    span: Span,
    /// Which of the sentences with such figures it stands in.
    sentence: usize,
    /// Its sentence says how it was found.
    is_telling: bool,
}

/// The sentence that was judged last.
struct Sentence {
    block: BlockId,
    /// Its paragraph is running text.
    is_prose: bool,
    /// Its paragraph names a source.
    is_attributed: bool,
    /// Where it stands in [`Document::text`].
    range: Range<usize>,
    /// What it makes of its figures.
    figures: Presented,
}

impl MissingSources {
    /// Figures that are findings about the world. None when one of them has a source by name: then the article has one.
    fn figures(&self, article: &Document) -> Vec<Figure> {
        let mut figures: Vec<Figure> = Vec::new();
        // A sentence is judged once, however many figures it has, so that a long one takes no longer for having many.
        let mut sentence =
            Sentence { block: Document::ROOT, is_prose: false, is_attributed: false, range: 0..0, figures: Presented::Otherwise };
        let mut sentences = 0;
        let mut last = 0;
        for mark in marks(&article.text) {
            let Some(hit) = figure_at(&article.text, mark) else { continue };
            // "<1 %" is a limit that somebody set.
            if article.text.get(..hit.start).is_some_and(|before| before.trim_end().ends_with(['<', '>', '≤', '≥'])) {
                continue;
            }
            if !sentence.range.contains(&hit.start) {
                self.judge(article, hit.start, &mut sentence);
            }
            // A figure beside code is what the program puts out.
            if sentence.figures == Presented::Otherwise || stands_beside_code(article, sentence.block) {
                continue;
            }
            if sentence.is_attributed {
                return Vec::new();
            }
            // "$5 million" has two marks and is one figure.
            let leaf = article.block(sentence.block).text;
            let is_new = figures.last().is_none_or(|last| last.span.end() as usize <= hit.start);
            if is_new && hit.end <= leaf.end() as usize {
                sentences += usize::from(!figures.is_empty() && last != sentence.range.start);
                last = sentence.range.start;
                let span = Span::of(hit.start, hit.end);
                figures.push(Figure {
                    block: sentence.block,
                    span,
                    sentence: sentences,
                    is_telling: sentence.figures == Presented::AsFoundBySomebody,
                });
            }
        }
        if !figures.is_empty() && (self.external.counts_itself(article) || self.is_introduced(article)) {
            figures.clear();
        }
        figures
    }

    /// A paragraph says whose findings the article reports ("The Pilots’ Guild has published a report on the crews of the islands"),
    /// whether or not its figures stand there.
    fn is_introduced(&self, article: &Document) -> bool {
        let language = &*article.language.code;
        article.of_kind(Kind::Paragraph).any(|(id, _)| {
            let text = article.text_of(id);
            self.external.names_source(language, text) && self.external.is_about_the_world(language, text)
        })
    }

    /// Moves on to the sentence around an offset of the text.
    fn judge(&self, article: &Document, at: usize, sentence: &mut Sentence) {
        /// Bytes in which a sentence ends, so that a paragraph without a full stop takes linear time.
        const NEAR: usize = 2000;
        let block = article.leaf_at(at as u32);
        let leaf = article.block(block);
        if block != sentence.block {
            let reads = leaf.kind == Kind::Paragraph && !leaf.flags.has(Flags::BOILER) && !article.is_within(block, Kind::Quote);
            let text = article.text_of(block);
            sentence.block = block;
            sentence.is_prose = reads;
            sentence.is_attributed = reads && self.external.names_source(&article.language.code, text);
            sentence.range = leaf.text.start() as usize..leaf.text.start() as usize;
        }
        let before = article.text.get(sentence.range.end..at).unwrap_or("");
        let start = at - last_sentence(before).len();
        let end = leaf.text.end() as usize;
        let after = article.text.get(at..end.min(article.text.floor_char_boundary(at + NEAR))).unwrap_or("");
        let end = at + after.find(". ").or_else(|| after.find(['!', '?'])).map_or(after.len(), |stop| stop + 1);
        sentence.range = start..end.max(at + 1);
        let words = article.text.get(start..end).filter(|_| sentence.is_prose).unwrap_or("");
        sentence.figures = self.external.presented(&article.language.code, words);
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
            // A list of sources without an entry is a defect of its own, with a charge of its own.
            || article.sections.iter().any(|section| self.titles.has(&article.language.code, article.text_of(section.heading)))
    }
}

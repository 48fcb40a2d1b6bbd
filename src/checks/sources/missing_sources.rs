//! Figures about the world, and nothing that lets a reader check them.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use regex::Regex;
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
    /// Words by which an article reports its own counts, for instance a survey of its own.
    own_counts: Words,
    /// Capitalised words before a verb of saying that name nobody ("Studies", "It").
    nobody: Words,
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
        let lost = if article.source.format() == Format::Plain { 2 } else { 0 };
        if need == SourcesNeed::WithFigures && figures.len() <= self.at_most + lost {
            return;
        }
        if let Some((block, span)) = figures.first() {
            let words = span.cut(&article.text);
            let more = figures.len() - 1;
            let finding = if more == 0 {
                found.at(*block, article.source_span(*span), "the article gives figures (“{}”) and no source", [words])
            } else {
                let more = more.to_string();
                found.at(*block, article.source_span(*span), "the article gives figures (“{}” and {} more) and no source", [words, &more])
            };
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

/// What stands beside the digits of a figure: a currency before them, a unit or magnitude behind them. Only these are searched
/// for in the text, and the digits are looked at from there.
static MARKS: LazyLock<Vec<Finder<'static>>> =
    LazyLock::new(|| ["€", "£", "¥", "percent", "per cent", "illion", "out of 10", " in 10 "].map(Finder::new).into());

/// All marks in a text, in their order.
fn marks(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = memchr::memchr2_iter(b'$', b'%', text.as_bytes()).map(|at| at..at + 1).collect();
    for mark in MARKS.iter() {
        found.extend(mark.find_iter(text.as_bytes()).map(|at| at..at + mark.needle().len()));
    }
    found.sort_by_key(|mark| mark.start);
    found
}

/// The figure around a mark: its digits, with the mark.
fn figure_at(text: &str, mark: Range<usize>) -> Option<Range<usize>> {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let sign = text.get(mark.clone())?;
    if matches!(sign, "$" | "€" | "£" | "¥") {
        let behind = text.get(mark.end..)?;
        let blank = behind.len() - behind.trim_start_matches(' ').len();
        let digits = behind.get(blank..)?;
        let len = digits.find(|c| !is_number(c)).unwrap_or(digits.len());
        let len = digits.get(..len)?.trim_end_matches([',', '.']).len();
        return (len > 0 && blank <= 1 && digits.starts_with(|c: char| c.is_ascii_digit())).then_some(mark.start..mark.end + blank + len);
    }
    // "5.5 million", "12 percent", "3 out of 10": letters of a magnitude and a blank may stand between.
    let before = text.get(..mark.start)?;
    let before = if sign == "illion" { before.strip_suffix(['m', 'b', 'M', 'B']).or_else(|| before.strip_suffix("tr"))? } else { before };
    let before = before.strip_suffix(' ').unwrap_or(before);
    let digits = before
        .rfind(|c| !is_number(c))
        .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let number = before.get(digits..)?;
    number.starts_with(|c: char| c.is_ascii_digit()).then_some(digits..mark.end)
}

/// The sentence that was judged last.
struct Sentence {
    block: BlockId,
    /// Its paragraph is running text that names no source.
    paragraph_counts: bool,
    /// Where it stands in [`Document::text`].
    range: Range<usize>,
    /// It presents its figures as findings about the world.
    counts: bool,
}

impl MissingSources {
    /// Figures that are findings about the world, as ranges of the text, with their blocks.
    fn figures(&self, article: &Document) -> Vec<(BlockId, Span)> {
        let mut figures: Vec<(BlockId, Span)> = Vec::new();
        // A sentence is judged once, however many figures it has, so that a long one takes no longer for having many.
        let mut sentence = Sentence { block: Document::ROOT, paragraph_counts: false, range: 0..0, counts: false };
        for mark in marks(&article.text) {
            let Some(hit) = figure_at(&article.text, mark) else { continue };
            if !sentence.range.contains(&hit.start) {
                self.judge(article, hit.start, &mut sentence);
            }
            let leaf = article.block(sentence.block).text;
            // "$5 million" has two marks and is one figure.
            let is_new = figures.last().is_none_or(|(_, last)| last.end() as usize <= hit.start);
            if sentence.counts && is_new && hit.end <= leaf.end() as usize {
                figures.push((sentence.block, Span::of(hit.start, hit.end)));
            }
        }
        if !figures.is_empty() && self.own_counts.of(&article.language.code).iter().any(|own| has_phrase(&article.text, own)) {
            figures.clear();
        }
        figures
    }

    /// Moves on to the sentence around an offset of the text.
    fn judge(&self, article: &Document, at: usize, sentence: &mut Sentence) {
        let block = article.leaf_at(at as u32);
        let leaf = article.block(block);
        if block != sentence.block {
            let reads = leaf.kind == Kind::Paragraph && !leaf.flags.has(Flags::BOILER) && !article.is_within(block, Kind::Quote);
            let text = article.text_of(block);
            let nobody = self.nobody.of(&article.language.code);
            let paragraph_counts = reads && !is_attributed(text) && !is_said_by_somebody(text, nobody);
            *sentence = Sentence { block, paragraph_counts, range: leaf.text.start() as usize..leaf.text.start() as usize, counts: false };
        }
        let before = article.text.get(sentence.range.end..at).unwrap_or("");
        let start = at - last_sentence(before).len();
        let end = leaf.text.end() as usize;
        let after = article.text.get(at..end).unwrap_or("");
        let end = at + after.find(". ").or_else(|| after.find(['!', '?'])).map_or(after.len(), |stop| stop + 1);
        sentence.range = start..end.max(at + 1);
        let words = article.text.get(start..end).filter(|_| sentence.paragraph_counts).map(str::to_lowercase);
        sentence.counts = words.is_some_and(|words| self.is_about_the_world(&article.language.code, &words));
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
            // A list of sources without an entry is a defect of its own, with a charge of its own.
            || article.sections.iter().any(|section| self.titles.has(&article.language.code, article.text_of(section.heading)))
    }
}

/// A named attribution: "according to the 2024 Harbour Survey", "a Ferry Union report found".
fn is_attributed(paragraph: &str) -> bool {
    static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?:[Aa]ccording to|[Rr]eported by|[Pp]ublished by|[Dd]ata from|[Ff]igures from|[Ss]urvey by|[Ss]tudy by|[Rr]esearch by|[Rr]eport by) (?:the |a |an )?(?:[0-9]{4} )?[A-Z]|(?-u:\b)[A-Z][A-Za-z&]+(?:’s|'s)? (?:[0-9]{4} )?(?:[A-Z][a-z]+ )*(?:[Ss]urvey|[Ss]tudy|[Rr]eport|[Cc]ensus|[Rr]esearch|[Ii]ndex)(?-u:\b)",
        )
        .ok()
    });
    NAMED.as_ref().is_some_and(|named| named.is_match(paragraph))
}

/// Whether a text has a phrase, its first letter in either case.
fn has_phrase(text: &str, phrase: &str) -> bool {
    let Some(rest) = phrase.get(1..) else { return false };
    let head = phrase.as_bytes().first().copied().unwrap_or(0);
    memchr::memmem::find_iter(text.as_bytes(), rest).any(|at| {
        let before = at.checked_sub(1).and_then(|before| text.as_bytes().get(before));
        before.is_some_and(|byte| byte.eq_ignore_ascii_case(&head))
            && !at.checked_sub(2).and_then(|before| text.as_bytes().get(before)).is_some_and(u8::is_ascii_alphanumeric)
    })
}

/// A name with a verb of saying: "Gartner estimates", "says Ann Lund". Generic words at the start of a sentence are no names.
fn is_said_by_somebody(paragraph: &str, nobody: &[String]) -> bool {
    static SAID: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?-u:\b)([A-Z][A-Za-z&.’'-]*)(?: [A-Z][A-Za-z&.’'-]*)*,? (?:says|said|states|stated|writes|wrote|finds|found|reports|reported|estimates|estimated|notes|noted|projects|projected|predicts|predicted|announced|calculated)(?-u:\b)|(?-u:\b)(?:says|said|states|stated|writes|wrote|notes|explains|explained|reports) [A-Z][a-z]",
        )
        .ok()
    });
    let Some(said) = SAID.as_ref() else { return false };
    said.captures_iter(paragraph).any(|found| found.get(1).is_none_or(|name| !nobody.iter().any(|word| word == name.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_who_says_it_has_a_name() {
        let nobody = ["Studies", "Research", "It"].map(str::to_owned);
        assert!(is_said_by_somebody("The Pilots’ Guild estimates that 12% of boats are late.", &nobody));
        assert!(is_said_by_somebody("“12% of boats are late,” says Ann Lund.", &nobody));
        assert!(!is_said_by_somebody("Studies found that 12% of boats are late.", &nobody));
        assert!(!is_said_by_somebody("It reports that 12% of boats are late.", &nobody));
    }

    #[test]
    fn phrases_begin_at_a_word() {
        assert!(has_phrase("Our survey of the island", "our survey"));
        assert!(!has_phrase("in hour surveys", "our survey"));
    }
}

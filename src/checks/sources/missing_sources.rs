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
    /// Words that tell such a finding even where it stands alone.
    findings: Words,
    /// People and organisations in the plural, of which a share is counted.
    groups: Words,
    /// What a share of them does when somebody asked them.
    answers: Words,
    /// What has a size that somebody estimates.
    markets: Words,
    /// How that size is told.
    sizes: Words,
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
        let is_told = figures.iter().any(|figure| figure.is_telling);
        let lost = match article.source.format() {
            Format::Plain if is_told => 1,
            Format::Plain => 2,
            _ => 0,
        };
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
static MARKS: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| {
    ["€", "£", "¥", "percent", "per cent", "illion", "out of", " in 10 ", "times more ", "times less ", "times as "].map(Finder::new).into()
});

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

/// How a sentence presents its figures.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Presented {
    /// As one's own, as a plan, as an example, or just so.
    Otherwise,
    /// As findings about the world.
    AsFindings,
    /// As such, and it says how they were found.
    AsFoundBySomebody,
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
            if !sentence.range.contains(&hit.start) {
                self.judge(article, hit.start, &mut sentence);
            }
            if sentence.figures == Presented::Otherwise {
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
        let own = |own: &String| has_phrase(&article.text, own);
        if !figures.is_empty() && (self.own_counts.of(&article.language.code).iter().any(own) || self.is_introduced(article)) {
            figures.clear();
        }
        figures
    }

    /// A paragraph says whose findings the article reports ("The Pilots’ Guild has published a report on the crews of the islands"),
    /// whether or not its figures stand there.
    fn is_introduced(&self, article: &Document) -> bool {
        let language = &*article.language.code;
        let (nobody, about) = (self.nobody.of(language), self.about_the_world.of(language));
        article.of_kind(Kind::Paragraph).filter(|(_, block)| !block.flags.has(Flags::BOILER)).any(|(id, _)| {
            let text = article.text_of(id);
            if !is_attributed(text, nobody) && !is_said_by_somebody(text, nobody) {
                return false;
            }
            let text = text.to_lowercase();
            about.iter().any(|known| has_word(&text, known))
        })
    }

    /// Moves on to the sentence around an offset of the text.
    fn judge(&self, article: &Document, at: usize, sentence: &mut Sentence) {
        let block = article.leaf_at(at as u32);
        let leaf = article.block(block);
        if block != sentence.block {
            let reads = leaf.kind == Kind::Paragraph && !leaf.flags.has(Flags::BOILER) && !article.is_within(block, Kind::Quote);
            let text = article.text_of(block);
            let nobody = self.nobody.of(&article.language.code);
            sentence.block = block;
            sentence.is_prose = reads;
            sentence.is_attributed = reads && (is_attributed(text, nobody) || is_said_by_somebody(text, nobody));
            sentence.range = leaf.text.start() as usize..leaf.text.start() as usize;
        }
        let before = article.text.get(sentence.range.end..at).unwrap_or("");
        let start = at - last_sentence(before).len();
        let end = leaf.text.end() as usize;
        let after = article.text.get(at..end).unwrap_or("");
        let end = at + after.find(". ").or_else(|| after.find(['!', '?'])).map_or(after.len(), |stop| stop + 1);
        sentence.range = start..end.max(at + 1);
        let words = article.text.get(start..end).filter(|_| sentence.is_prose).map(str::to_lowercase);
        let words = words.unwrap_or_default();
        let language = &*article.language.code;
        let has = |list: &Words| list.of(language).iter().any(|known| has_word(&words, known));
        sentence.figures = match has(&self.findings) || self.is_finding(language, &words) {
            _ if has(&self.not_about_the_world) => Presented::Otherwise,
            true => Presented::AsFoundBySomebody,
            false if has(&self.about_the_world) => Presented::AsFindings,
            false => Presented::Otherwise,
        };
    }

    /// A construction that only somebody who counted can write: a share of a group that answers ("63% of employees say"), the size of a
    /// market ("the market grew to $2.4 billion").
    fn is_finding(&self, language: &str, sentence: &str) -> bool {
        let (groups, answers) = (self.groups.of(language), self.answers.of(language));
        let is = |list: &[String], word: &str| list.iter().any(|known| known == word);
        let mut words = sentence.split_whitespace().peekable();
        while let Some(word) = words.next() {
            // "63% of", "63 percent of", "63 per cent of", "4 out of 10", "7 in 10".
            let next = words.peek().copied().unwrap_or("");
            let share = (word.ends_with('%') || matches!(word, "percent" | "cent" | "third" | "half" | "quarter" | "quarters" | "thirds"))
                && next == "of"
                || matches!(word, "of" | "in") && matches!(next, "10" | "ten" | "five" | "four" | "three" | "100");
            // "29% were asked, and 71% preferred the night boat".
            if matches!(word.as_bytes(), [.., b'0'..=b'9', b'%']) && is(answers, bare_word(next)) {
                return true;
            }
            if !share {
                continue;
            }
            let mut behind = words.clone().skip(1).take(SPAN).map(bare_word);
            let mut group = behind.by_ref().take(GROUP);
            if group.any(|word| is(groups, word)) && behind.any(|word| is(answers, word)) {
                return true;
            }
        }
        let has = |list: &Words| list.of(language).iter().any(|known| has_word(sentence, known));
        let in_money = sentence.contains("illion") && sentence.contains(['$', '€', '£', '¥']);
        in_money && has(&self.markets) && has(&self.sizes)
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

/// A word without the marks around it.
fn bare_word(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Words behind a share in which its group and what it answers stand, and those in which the group does.
const SPAN: usize = 14;
const GROUP: usize = 5;

/// Whether a text in lower case has a word or phrase of whole words.
fn has_word(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + phrase.len()..).and_then(|text| text.chars().next());
        // "Work-study" is no study.
        !before.is_some_and(|c| c.is_alphanumeric() || c == '-') && !after.is_some_and(char::is_alphanumeric)
    })
}

/// A named attribution: "according to the 2024 Harbour Survey", "as measured by the Ferry Union", "the Pilots’ Guild’s yearly report".
fn is_attributed(paragraph: &str, nobody: &[String]) -> bool {
    static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?:[Aa]ccording to|[Ss]ources?:|[Ff]igures from|[Dd]ata from|(?:[Ss]urvey|[Ss]tudy|[Rr]esearch|[Rr]eport|[Aa]nalysis|[Pp]oll|[Aa]rticle|[Ii]nfographic) (?:by|from)|(?:[Rr]eported|[Mm]easured|[Pp]ublished|[Cc]onducted|[Cc]ommissioned|[Ee]stimated|[Cc]ounted) (?:by|in)) (?:[a-z0-9’'-]+ ){0,5}[“\x22]?[A-Z]|(?-u:\b)[Pp]er (?:the )?[A-Z]|\([A-Z][A-Za-z0-9&.’' -]{1,60},? (?:19|20)[0-9]{2} ?\)|(?-u:\b)([A-Z][A-Za-z0-9&]+)(?:(?:’s?|'s?) (?:[a-z]+ ){0,2}| )(?:[0-9]{4} )?(?:[A-Z][a-z]+ )*(?:[Ss]urvey|[Ss]tudy|[Rr]eport|[Cc]ensus|[Rr]esearch|[Ii]ndex|[Pp]oll|[Dd]ata|[Aa]nalysis|[Aa]rticle)(?-u:\b)",
        )
        .ok()
    });
    let Some(named) = NAMED.as_ref() else { return false };
    named
        .captures_iter(paragraph)
        .any(|found| found.get(1).is_none() || names_somebody(found.get(0).map_or("", |all| all.as_str()), nobody))
}

/// Whether words that begin with a capital have a name among them: "The Ferry Union predicts", but not "The survey".
fn names_somebody(words: &str, nobody: &[String]) -> bool {
    let mut words = words.split_whitespace();
    let first = words.next().unwrap_or("");
    let is_generic = nobody.iter().any(|word| word == first);
    let second = words.next().filter(|second| second.starts_with(char::is_uppercase));
    // "A Harbour Master reports" is any of them.
    !is_generic || first == "The" && second.is_some() && words.next().is_some()
}

/// Whether a text has a phrase, its first letter in either case; `our … survey` leaves room for two words.
fn has_phrase(text: &str, phrase: &str) -> bool {
    let (phrase, tail) = phrase.split_once(" … ").map_or((phrase, None), |(head, tail)| (head, Some(tail)));
    let Some(rest) = phrase.get(1..) else { return false };
    let head = phrase.as_bytes().first().copied().unwrap_or(0);
    memchr::memmem::find_iter(text.as_bytes(), rest).any(|at| {
        let before = at.checked_sub(1).and_then(|before| text.as_bytes().get(before));
        let mut behind = text.get(at + rest.len()..).unwrap_or("").split_ascii_whitespace();
        before.is_some_and(|byte| byte.eq_ignore_ascii_case(&head))
            && !at.checked_sub(2).and_then(|before| text.as_bytes().get(before)).is_some_and(u8::is_ascii_alphanumeric)
            && tail.is_none_or(|tail| behind.by_ref().take(3).any(|word| word.trim_end_matches([',', '.', ';', ':']) == tail))
    })
}

/// A name with a verb of saying: "Gartner estimates", "says Ann Lund". Generic words at the start of a sentence are no names.
fn is_said_by_somebody(paragraph: &str, nobody: &[String]) -> bool {
    static SAID: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?-u:\b)([A-Z][A-Za-z0-9&.’'-]*)(?: (?:[A-Z][A-Za-z0-9&.’'-]*|team|survey|study|report|of|and|for|the|“[^”]{0,60}”)){0,6}(?:,[^,.]{3,60},|,)? (?:(?:also|now|just|has|have|is|are|[a-z]+ly) )?(?:says|said|states|stated|writes|wrote|finds|found|reports|reported|estimates|estimated|notes|noted|projects|projected|predicts|predicted|expects|announced|calculated|describes|described|shows|showed|surveyed|polled|analyzed|analysed|published|released|concludes|concluded|puts|forecasting|conducted)(?-u:\b)|(?-u:\b)(?:says|said|states|stated|writes|wrote|notes|explains|explained|reports) [A-Z][a-z]",
        )
        .ok()
    });
    let Some(said) = SAID.as_ref() else { return false };
    said.captures_iter(paragraph).any(|found| {
        let Some(all) = found.get(0) else { return false };
        // "The Chief Pilot reports to the council" says nothing.
        let behind = paragraph.get(all.end()..).unwrap_or("");
        let answers_to = behind.starts_with(" to ") || behind.starts_with(" directly");
        !answers_to && (found.get(1).is_none() || names_somebody(all.as_str(), nobody))
    })
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
    fn a_name_is_told_from_words_that_begin_a_sentence() {
        let nobody = ["The", "A", "Recent", "This"].map(str::to_owned);
        for text in [
            "According to the 2024 Harbour Survey, 12% of boats are late.",
            "According to this drawing from Fast Ferry, 12% of boats are late.",
            "12% of boats are late, as measured by the island's Tide Office.",
            "12% of boats are late (Lund & Holm, 2019).",
            "Pier2’s yearly survey data shows that 12% of boats are late.",
            "12% of boats are late, per the Pilots' Guild.",
        ] {
            assert!(is_attributed(text, &nobody), "{text}");
        }
        for text in [
            "The survey found that 12% of boats are late.",
            "Recent research shows that 12% of boats are late.",
            "According to some experts, 12% of boats are late.",
            "A berth costs $40 per night, and 12% of boats are late.",
        ] {
            assert!(!is_attributed(text, &nobody), "{text}");
        }
        assert!(is_said_by_somebody("The Ferry Union, a club of old captains, predicts that 12% of boats will be late.", &nobody));
        assert!(!is_said_by_somebody("A Harbour Master reports on 12% of boats.", &nobody));
        assert!(!is_said_by_somebody("The Harbour Master reports directly to the council, and 12% of boats are late.", &nobody));
        assert!(is_said_by_somebody("Tidewatch recently reported that 12% of boats are late.", &nobody));
    }

    #[test]
    fn phrases_begin_at_a_word() {
        assert!(has_phrase("Our survey of the island", "our survey"));
        assert!(!has_phrase("in hour surveys", "our survey"));
        assert!(has_phrase("Our yearly guest survey, in May", "our … survey"));
        assert!(!has_phrase("Our boats were counted in the survey", "our … survey"));
    }
}

//! Running text that makes claims, and what in it and around it lets a reader check them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::bytes::Regex;

use crate::checks::external_figures::ExternalFigures;
use crate::checks::phrases::Phrases;
use crate::checks::prose::{next_block, sentences};
use crate::checks::sources::SourceTitles;
use crate::document::{BlockId, Document, InlineKind, Kind, Link};
use crate::rule::{Seen, leaves};
use crate::span::Span;

/// Paragraphs before a claim that may say whose findings follow.
const BEFORE: usize = 4;

/// Words of a line that is an address, an arrow before it.
const ADDRESS: usize = 2;

/// Blocks among which these are looked for.
const BLOCKS: usize = 40;

/// A paragraph of running text: no quotation, no cell, no entry of a list of sources.
#[derive(Clone, Copy)]
pub(super) struct Passage<'d> {
    article: &'d Document,
    pub(super) block: BlockId,
    pub(super) text: &'d str,
}

impl<'d> Passage<'d> {
    /// The passage that a paragraph is, if it is one.
    pub(super) fn of(article: &'d Document, block: BlockId, titles: &SourceTitles) -> Option<Self> {
        let apart =
            |kind| matches!(kind, Kind::Quote | Kind::Cell | Kind::FootDef | Kind::Caption | Kind::Figure | Kind::Toc | Kind::DefTerm);
        let is_entry = || {
            let section = article.section_of(block)?;
            let mut around = std::iter::once(section).chain(article.parents(section));
            around.find(|section| titles.has(&article.language.code, article.text_of(section.heading)))
        };
        let stands_apart = article.ancestors(block).any(|ancestor| apart(article.block(ancestor).kind));
        (!stands_apart && is_entry().is_none()).then(|| Self { article, block, text: article.text_of(block) })
    }

    /// A range of the passage as one of the text.
    pub(super) fn in_text(&self, range: &Range<usize>) -> Span {
        let start = self.article.block(self.block).text.start();
        Span::new(start + range.start as u32, start + range.end as u32)
    }

    /// A range of the passage as one of the source.
    pub(super) fn in_source(&self, range: &Range<usize>) -> Span {
        self.article.source_span(self.in_text(range))
    }

    /// Whether a range touches words that are set as code.
    pub(super) fn is_code(&self, range: &Range<usize>) -> bool {
        let span = self.in_text(range);
        self.article.inlines_of(self.block).iter().any(|inline| inline.kind == InlineKind::Code && inline.text.overlaps(span))
    }

    /// Whether a range has a link, a note or a mark of citation.
    pub(super) fn refers(&self, range: &Range<usize>) -> bool {
        let span = self.in_text(range);
        let refers = |kind| matches!(kind, InlineKind::Link | InlineKind::FootRef | InlineKind::Template);
        // They stand in the order of their starts.
        let inlines = self.article.inlines_of(self.block);
        let from = inlines.partition_point(|inline| inline.text.start() < span.start());
        let within = inlines.get(from..).unwrap_or_default().iter().take_while(|inline| inline.text.start() <= span.end());
        within.into_iter().any(|inline| refers(inline.kind)) || cites(self.text.get(range.clone()).unwrap_or(""))
    }

    /// Whether a citation with its pages stands behind a place: it closes what was told and quoted since the last one.
    pub(super) fn cites_pages_behind(&self, at: usize) -> bool {
        self.text.get(at..).is_some_and(cites_pages)
    }

    /// Whether a sentence behind a place sends the reader to a page for more: "For more details, see [the paper](…)".
    pub(super) fn points_outward_behind(&self, at: usize) -> bool {
        const LEADS: [&str; 4] = [" For more ", " For details", " For further ", " See "];
        let behind = self.text.get(at.saturating_sub(1)..).unwrap_or("");
        let lead = LEADS.iter().filter_map(|lead| memchr::memmem::find(behind.as_bytes(), lead.as_bytes())).min();
        lead.is_some_and(|lead| self.refers(&(at.saturating_sub(1) + lead..self.text.len())))
    }

    /// Whether the passage as a whole has a link to another site, a note or a mark of citation.
    pub(super) fn refers_outward(&self) -> bool {
        refers_outward(self.article, self.block)
    }

    /// Whether the passage ends in a task for its reader ("Calculate the chance that …", "Do you agree?"): what it tells was made up for that.
    pub(super) fn sets_a_task(&self) -> bool {
        const ORDERS: [&str; 9] = [
            "Calculate",
            "Compute",
            "Determine",
            "Advise",
            "Prove",
            "Find the probability",
            "Do you agree",
            "To what extent",
            "Discuss both",
        ];
        /// Sentences at its end in which the task stands.
        const LAST: usize = 2;
        let starts = |sentence: &Range<usize>| {
            let words = self.text.get(sentence.clone()).unwrap_or("").trim_start();
            ORDERS.iter().any(|order| words.strip_prefix(order).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
        };
        &*self.article.language.code == "en" && sentences(self.text).iter().rev().take(LAST).any(starts)
    }

    /// Whether a place lies between quotation marks.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        // A quotation that began long before is a text of its own, and its paragraph a quotation.
        const REACH: usize = 1000;
        let from = (at.saturating_sub(REACH)..at).find(|&from| self.text.is_char_boundary(from)).unwrap_or(at);
        let before = self.text.get(from..at).unwrap_or("");
        let opened = before.rfind('“').is_some_and(|open| before.rfind('”').is_none_or(|close| close < open));
        opened || from == 0 && before.matches('"').count() % 2 == 1
    }

    /// Whether what stands around the passage says where its claims come from: the words that lead in its list, a line "Source: …" behind it,
    /// the list that it leads in.
    pub(super) fn is_sourced_around(&self, external: &ExternalFigures) -> bool {
        let article = self.article;
        let language = &*article.language.code;
        let sourced = |id: BlockId| refers_outward(article, id) || external.names_source(language, article.text_of(id));
        let behind = next_block(article, self.block);
        let named_behind = behind.is_some_and(|next| {
            let block = article.block(next);
            match block.kind {
                Kind::Paragraph => {
                    let is_source_line = article.text_of(next).get(..6).is_some_and(|start| start.eq_ignore_ascii_case("source"));
                    // An address below the paragraph, and hardly a word besides.
                    let is_address = || article.text_of(next).split_whitespace().count() <= ADDRESS && refers_outward(article, next);
                    is_source_line || self.text.ends_with(':') && sourced(next) || is_address()
                }
                // Nothing but links to other sites: the sources of the paragraph above them.
                Kind::List if is_list_of_links(article, next) => true,
                Kind::List | Kind::Quote | Kind::Figure | Kind::Table => self.text.ends_with(':') && sourced(next),
                _ => false,
            }
        });
        let list = article.ancestors(self.block).filter(|&id| article.block(id).kind == Kind::List).last();
        let led_in =
            list.and_then(|list| list.checked_sub(1)).is_some_and(|lead| article.block(lead).kind == Kind::Paragraph && sourced(lead));
        named_behind || led_in
    }

    /// Whether a paragraph shortly before, in the same section, says whose findings it reports; for an item, any paragraph of the article.
    /// `introductions` are the words for what such findings stand in.
    pub(super) fn is_introduced(&self, external: &ExternalFigures, introductions: &Phrases) -> bool {
        let article = self.article;
        // The items of a list go on with what the article is about.
        if article.is_within(self.block, Kind::Item) {
            return introduces_source(article, external, introductions);
        }
        let from = article.section_of(self.block).map_or(0, |section| section.heading);
        let mut paragraphs = (from..self.block).rev().take(BLOCKS).filter(|&id| article.block(id).kind == Kind::Paragraph).take(BEFORE);
        paragraphs.any(|id| introduces(article, id, external, introductions))
    }
}

/// A sentence of running text in which signs were seen.
pub(super) struct Candidate {
    pub(super) sentence: Range<usize>,
    /// Where the sentence behind it ends, which may say who is meant.
    pub(super) next: usize,
    /// A bit for each kind of sign that was seen in it.
    kinds: u8,
}

impl Candidate {
    /// Whether it has a sign of a kind.
    pub(super) const fn has(&self, kind: u8) -> bool {
        self.kinds >> kind & 1 == 1
    }
}

/// The paragraphs in which signs were seen, each with its sentences that have some.
pub(super) fn candidates<'s>(article: &'s Document, seen: &'s [Seen]) -> impl Iterator<Item = (BlockId, Vec<Candidate>)> {
    let mut seen = leaves(article, seen).filter(|(id, _)| article.block(*id).kind == Kind::Paragraph).peekable();
    std::iter::from_fn(move || {
        let (id, first) = seen.next()?;
        let start = article.block(id).text.start();
        let mut of_leaf = vec![first];
        while let Some((_, sign)) = seen.next_if(|(next, _)| *next == id) {
            of_leaf.push(sign);
        }
        let sentences = sentences(article.text_of(id));
        let mut signs = of_leaf.into_iter().map(|sign| ((sign.text.start() - start) as usize, 1 << sign.kind)).peekable();
        let candidate = |(at, sentence): (usize, &Range<usize>)| {
            let mut kinds = 0;
            while let Some((_, kind)) = signs.next_if(|(at, _)| *at < sentence.end) {
                kinds |= kind;
            }
            let next = sentences.get(at + 1).map_or(sentence.end, |next| next.end);
            (kinds != 0).then(|| Candidate { sentence: sentence.clone(), next, kinds })
        };
        Some((id, sentences.iter().enumerate().filter_map(candidate).collect()))
    })
}

/// Whether a paragraph says whose findings it reports.
fn introduces(article: &Document, id: BlockId, external: &ExternalFigures, introductions: &Phrases) -> bool {
    let (language, text) = (&*article.language.code, article.text_of(id));
    introductions.are_in(language, text) && (refers_outward(article, id) || external.names_source(language, text))
}

/// Whether any paragraph of an article does.
pub(super) fn introduces_source(article: &Document, external: &ExternalFigures, introductions: &Phrases) -> bool {
    article.of_kind(Kind::Paragraph).any(|(id, _)| introduces(article, id, external, introductions))
}

/// Whether a text has a mark of citation: "[3]", "(Lund 2019)", "[Lund et al. 2019]", "[Lund, Ropes, p. 12]".
fn cites(text: &str) -> bool {
    static MARK: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?-u)\[[0-9]{1,3}(?:(?:, ?|-|–)[0-9]{1,3})*\]|\([^()]{0,80}[A-Z][^()]{0,80}(?:19|20)[0-9]{2}[a-z]?[^()]{0,80}\)|\[[A-Z][^\[\]]{0,80} (?:19|20)[0-9]{2}[a-z]?[^\[\]]{0,40}\]").ok()
    });
    MARK.as_ref().is_some_and(|mark| mark.is_match(text.as_bytes())) || cites_pages(text)
}

/// Whether a text cites the pages of a book between brackets: "[Lund, Ropes of the islands, p. 12]", "[Op. Cit., pp. 3-5]".
fn cites_pages(text: &str) -> bool {
    static PAGES: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?-u)\[[^\[\]]{0,240}(?:\bpp?\. ?[0-9]|[Oo]p\. ?[Cc]it|\b[Ii]bid)|\([^()]{1,160}\bpp?\. ?[0-9]|\([Ss]ee (?:[A-Z]\. ?)+[A-Z][a-z]").ok()
    });
    text.contains(['[', '(']) && PAGES.as_ref().is_some_and(|pages| pages.is_match(text.as_bytes()))
}

/// Whether each item of a list is a link to another site and nothing else.
fn is_list_of_links(article: &Document, list: BlockId) -> bool {
    let is_link = |item: BlockId| {
        let linked: u32 = article.links_in(item).filter(|(_, link)| link.is_external()).map(|(link, _)| link.text.len()).sum();
        let words = article.block(item).text.cut(&article.text).trim();
        linked > 0 && linked as usize * 10 >= words.len() * 9
    };
    article.children(list).next().is_some() && article.children(list).all(is_link)
}

/// Whether a block has a link to another site, a note or a mark of citation.
fn refers_outward(article: &Document, id: BlockId) -> bool {
    let outward = article.inlines_of(id).iter().any(|inline| match inline.kind {
        InlineKind::Link => article.links.get(inline.aux as usize).is_some_and(Link::is_external),
        InlineKind::FootRef => true,
        _ => false,
    });
    outward || cites(article.text_of(id))
}

/// Whether a word is a unit of data or of a program's time: its figure is a setting, which whoever wrote the program tried out.
pub(super) fn is_unit_of_data(word: &str) -> bool {
    const UNITS: [&str; 12] = ["bit", "bits", "byte", "bytes", "kb", "kbytes", "mb", "mbytes", "gb", "kib", "mib", "ms"];
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    UNITS.iter().any(|unit| bare.eq_ignore_ascii_case(unit))
}

/// Whether a sentence gives a size of data: "64 kBytes may do".
pub(super) fn gives_size(sentence: &str) -> bool {
    let mut words = sentence.split(' ').peekable();
    std::iter::from_fn(|| words.next().map(|word| (word, words.peek().copied())))
        .any(|(word, next)| word.starts_with(|c: char| c.is_ascii_digit()) && next.is_some_and(is_unit_of_data))
}

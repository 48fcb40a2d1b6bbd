//! The kind `count`: how many of something each unit of an article holds.

use serde::Deserialize;

use super::{Report, article_place, first_line, wrong};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};

/// The options as the article states them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Options {
    of: Of,
    per: Per,
    at_least: Option<u32>,
    at_most: Option<u32>,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Of {
    Words,
    Characters,
    Links,
    Images,
    Items,
    Rows,
    Cells,
    Headings,
    Paragraphs,
    Lists,
    Tables,
    CodeBlocks,
}

/// What holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Per {
    Article,
    Section,
    List,
    ListItem,
    Table,
    Row,
    Cell,
    Paragraph,
    Heading,
}

pub(super) struct Count {
    of: Of,
    per: Per,
    at_least: u32,
    at_most: u32,
}

/// A part of the article whose count is asked for: blocks from `start` to before `end`.
#[derive(Clone, Copy)]
struct Unit {
    block: BlockId,
    start: BlockId,
    end: BlockId,
}

impl Count {
    pub(super) fn new(options: &Options) -> Result<Self, toml::de::Error> {
        let &Options { of, per, at_least, at_most } = options;
        if at_least.is_none() && at_most.is_none() {
            return Err(wrong("a count rule has `at-least`, `at-most` or both"));
        }
        let (at_least, at_most) = (at_least.unwrap_or(0), at_most.unwrap_or(u32::MAX));
        if at_least > at_most {
            return Err(wrong("`at-least` is more than `at-most`"));
        }
        let in_text = matches!(of, Of::Words | Of::Characters | Of::Links | Of::Images);
        if !in_text && matches!(per, Per::Paragraph | Per::Heading) {
            return Err(wrong("a paragraph or heading holds words, characters, links and images, nothing else"));
        }
        Ok(Self { of, per, at_least, at_most })
    }

    pub(super) fn check(&self, document: &Document, report: &mut Report<'_, '_>) {
        let mut counted = Counted { document, of: self.of, cap: self.cap(), upto: Vec::with_capacity(document.blocks.len() + 1) };
        counted.upto.push(0);
        for unit in self.units(document) {
            report.concerned();
            let direct = self.direct_children();
            let number = match direct {
                Some(kind) => document.children(unit.block).filter(|&child| is_counted(document, child, kind)).count() as u32,
                None => counted.within(unit.start, unit.end),
            };
            if number < self.at_least {
                self.report(document, report, unit, number, self.at_least, None);
            } else if self.at_most < number {
                let surplus = direct.and_then(|kind| {
                    document.children(unit.block).filter(|&child| is_counted(document, child, kind)).nth(self.at_most as usize)
                });
                self.report(document, report, unit, number, self.at_most, surplus);
            }
        }
    }

    /// Counting stops where the bound is reached, unless the message wants to know by how much it is passed.
    fn cap(&self) -> u32 {
        if self.at_most == u32::MAX { self.at_least } else { u32::MAX }
    }

    /// A list is as long as its own items, a table as its own rows: what is nested in them is counted there.
    fn direct_children(&self) -> Option<Kind> {
        match (self.of, self.per) {
            (Of::Items, Per::List) => Some(Kind::Item),
            (Of::Rows, Per::Table) => Some(Kind::Row),
            (Of::Cells, Per::Row) => Some(Kind::Cell),
            _ => None,
        }
    }

    fn units<'d>(&self, document: &'d Document) -> Box<dyn Iterator<Item = Unit> + 'd> {
        let kind = match self.per {
            Per::Article => {
                let (block, _) = article_place(document);
                return Box::new(std::iter::once(Unit { block, start: 0, end: document.blocks.len() as BlockId }));
            }
            Per::Section => {
                // A section may say what it has to say in its subsections; but what is too much is counted where it stands.
                let whole = self.at_most == u32::MAX || self.of == Of::Headings;
                return Box::new(document.sections.iter().map(move |section| Unit {
                    block: section.heading,
                    start: section.heading + 1,
                    end: if whole { section.end } else { section.own_end },
                }));
            }
            Per::List => Kind::List,
            Per::ListItem => Kind::Item,
            Per::Table => Kind::Table,
            Per::Row => Kind::Row,
            Per::Cell => Kind::Cell,
            Per::Paragraph => Kind::Paragraph,
            Per::Heading => Kind::Heading,
        };
        let (is_paragraph, is_row) = (kind == Kind::Paragraph, kind == Kind::Row);
        Box::new(document.of_kind(kind).filter_map(move |(id, block)| {
            // The text of a cell is its cell's; a header row is no row of data.
            let passed_over = is_paragraph && document.block(block.parent).kind == Kind::Cell || is_row && block.flags.has(Flags::HEADER);
            let start = if block.kind.is_leaf() { id } else { id + 1 };
            (!passed_over).then_some(Unit { block: id, start, end: block.end })
        }))
    }

    fn report(&self, document: &Document, report: &mut Report<'_, '_>, unit: Unit, number: u32, bound: u32, surplus: Option<BlockId>) {
        let span = match (self.per, surplus) {
            (Per::Article, _) => article_place(document).1,
            (_, Some(surplus)) => first_line(document, document.block(surplus).src),
            (Per::Section | Per::Heading | Per::Paragraph, None) => document.text_src(unit.block),
            _ => first_line(document, document.block(unit.block).src),
        };
        report.at(unit.block, span, [number.to_string(), bound.to_string()]);
    }
}

/// Whether a block counts as one of its kind.
fn is_counted(document: &Document, id: BlockId, kind: Kind) -> bool {
    let block = document.block(id);
    let header_row = kind == Kind::Row && block.flags.has(Flags::HEADER);
    block.kind == kind && !header_row && !block.flags.has(Flags::BOILER)
}

/// Running totals over the blocks, so that nested units do not count their blocks again.
struct Counted<'d> {
    document: &'d Document,
    of: Of,
    cap: u32,
    /// What the blocks before each block come to, as far as anybody asked.
    upto: Vec<u64>,
}

impl Counted<'_> {
    fn within(&mut self, start: BlockId, end: BlockId) -> u32 {
        while self.upto.len() <= end as usize {
            let id = self.upto.len() as BlockId - 1;
            let before = self.upto.last().copied().unwrap_or(0);
            self.upto.push(before + u64::from(self.own(id)));
        }
        let total = |id: BlockId| self.upto.get(id as usize).copied().unwrap_or(0);
        u32::try_from(total(end).saturating_sub(total(start))).unwrap_or(u32::MAX)
    }

    /// What a block itself holds, without the blocks inside it.
    fn own(&self, id: BlockId) -> u32 {
        let document = self.document;
        let block = document.block(id);
        if block.flags.has(Flags::BOILER) {
            return 0;
        }
        let one_if = |kind: Kind| u32::from(is_counted(document, id, kind));
        let inlines = |kind: InlineKind| {
            if block.kind.is_leaf() {
                document.inlines_of_range(id, id + 1).iter().filter(|inline| inline.kind == kind).count() as u32
            } else {
                0
            }
        };
        match self.of {
            Of::Words => own_words(document, id, self.cap),
            Of::Characters if block.kind.is_leaf() => characters(document.text_of(id)),
            Of::Characters => 0,
            Of::Links => inlines(InlineKind::Link),
            Of::Images => inlines(InlineKind::Image),
            Of::Items => one_if(Kind::Item),
            Of::Rows => one_if(Kind::Row),
            Of::Cells => one_if(Kind::Cell),
            Of::Headings => one_if(Kind::Heading),
            Of::Paragraphs => one_if(Kind::Paragraph),
            Of::Lists => one_if(Kind::List),
            Of::Tables => one_if(Kind::Table),
            Of::CodeBlocks => one_if(Kind::Code),
        }
    }
}

/// Words of a block's own text, at most `cap`. What a reader sees without being text (a picture, a template, a player, a
/// mark such as “✓”) is at least one word: nothing that shows something is empty.
fn own_words(document: &Document, id: BlockId, cap: u32) -> u32 {
    let block = document.block(id);
    match block.kind {
        Kind::Template | Kind::Embed | Kind::Math | Kind::Toc => return 1,
        kind if !kind.is_leaf() => return 0,
        _ => {}
    }
    let text = document.text_of(id);
    let mut number = text.split(char::is_whitespace).filter(|word| word.contains(char::is_alphanumeric)).take(cap as usize).count() as u32;
    // Before its inline ranges are looked up, which costs more than the words.
    if number >= cap {
        return number;
    }
    for inline in document.inlines_of_range(id, id + 1) {
        number += match inline.kind {
            InlineKind::Image => {
                let alt = document.links.get(inline.aux as usize).and_then(|link| link.alt.as_deref()).unwrap_or("");
                (alt.split_whitespace().count() as u32).max(1)
            }
            InlineKind::Template | InlineKind::Embed | InlineKind::Math => 1,
            _ => 0,
        };
    }
    if number == 0 { u32::from(text.contains(is_visible)) } else { number }
}

fn characters(text: &str) -> u32 {
    text.chars().filter(|c| *c != '\u{fffc}').count() as u32
}

/// Neither blank nor one of the marks that only join or separate.
fn is_visible(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

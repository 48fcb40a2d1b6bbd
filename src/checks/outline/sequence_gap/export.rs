//! The numbers of a plain-text export, which shows no bold and no heading: lines and items in, numbers out.

use super::{Entry, Key, in_own_order};
use crate::checks::numbering::numbered;
use crate::document::{BlockId, Document, Flags, Kind};
use crate::source::Format;
use crate::span::Span;

/// Levels of numbers that are no headings.
const LINES: u8 = 254;
const ITEMS: u8 = 255;

/// The numbers of an export, which shows no bold: those that open a paragraph with their label ("Stage 2: Throw the rope"), and those of
/// items, which a page would count itself.
pub(super) fn of_lines<'d>(article: &'d Document, labels: &[String]) -> Vec<(Key, Entry<'d>)> {
    let mut entries = Vec::new();
    let mut sections = article.sections.iter().peekable();
    let mut section = 0;
    for (id, block) in article.all() {
        while sections.next_if(|section| section.heading <= id).is_some() {
            section += 1;
        }
        match block.kind {
            Kind::Paragraph if !block.flags.has(Flags::BOILER) && !in_own_order(article, id) => {
                let words = article.text_of(id);
                let number =
                    numbered(words, labels).filter(|number| !number.label.is_empty() && number.prefix.ends_with([':', '.', ')', '–', '—']));
                if let Some(number) = number {
                    let len = number.prefix.len() as u32;
                    let text = Span::new(block.text.start(), block.text.start() + len);
                    entries.push(((section, LINES, number.label.clone(), number.written), Entry { block: id, number, text }));
                }
            }
            Kind::Item if article.block(block.parent).flags.has(Flags::ORDERED) => {
                let head = block.src.cut(article.source.text()).trim_start();
                let line = head.lines().next().unwrap_or(head);
                if is_underlined(article.source.text().get(block.src.start() as usize..).unwrap_or(head)) {
                    continue;
                }
                let leaf = article.block(id + 1);
                // A list in a list counts for itself, and a list in another section, too.
                let outer = article.block(block.parent).parent;
                if let Some(number) = numbered(line, &[]).filter(|_| leaf.kind == Kind::Paragraph && leaf.parent == id) {
                    entries.push(((outer, ITEMS, section.to_string(), number.written), Entry { block: id + 1, number, text: leaf.text }));
                }
            }
            _ => {}
        }
    }
    entries
}

/// Whether a heading of an export has a blank line above it: without one, it is a line of what stands there, whatever it looks like.
pub(super) fn stands_apart(article: &Document, heading: BlockId) -> bool {
    if article.source.format() != Format::Plain {
        return true;
    }
    let above = article.source.text().get(..article.block(heading).src.start() as usize).unwrap_or_default();
    let above = above.trim_end_matches([' ', '\t', '#', '*']);
    above.is_empty() || above.strip_suffix('\n').is_some_and(|above| above.trim_end_matches([' ', '\t', '\r']).ends_with('\n'))
}

/// A line of signs stands below the first line: a heading, whatever it was read as ("6. Fees↵======").
fn is_underlined(text: &str) -> bool {
    let below = text.trim_start().lines().nth(1).unwrap_or("").trim();
    let sign = below.bytes().next().unwrap_or(b' ');
    below.len() > 2 && matches!(sign, b'=' | b'-' | b'~' | b'*') && below.bytes().all(|byte| byte == sign)
}

/// Whether a number stands at the start of a line between two others of an export: an item without text, or one set deeper.
pub(super) fn begins_a_line(article: &Document, before: &Entry<'_>, after: &Entry<'_>, number: u32) -> bool {
    let (from, to) = (article.block(before.block).src.start(), article.block(after.block).src.start());
    article.source.format() == Format::Plain
        && Span::new(from, to.max(from)).cut(article.source.text()).lines().skip(1).any(|line| {
            let digits = line.trim_start().split(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
            digits.parse() == Ok(number)
        })
}

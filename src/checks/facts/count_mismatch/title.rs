//! Titles that say how many things follow, and the headings or the list that must hold them.

use super::whole;
use crate::checks::numbering::numbered;
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
use crate::fact::{is_function_word, is_plural, number_word};
use crate::span::Span;

/// A range of a title's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub start: u32,
    pub end: u32,
}

impl Words {
    pub(super) fn cut(self, title: &str) -> &str {
        title.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// The number of things that a title announces, and its words from the number to the noun: "Top 5 Ways to Moor", "Mooring in three steps".
pub(super) fn counted(title: &str, is_thing: impl Fn(&str) -> bool) -> Option<(usize, Words)> {
    /// Words between the number and the noun.
    const DESCRIBING: usize = 3;
    let start_of = |word: &str| word.as_ptr() as usize - title.as_ptr() as usize;
    let words: Vec<&str> = title.split_whitespace().collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    for (at, word) in words.iter().enumerate() {
        let Some(number) = word.parse::<usize>().ok().or_else(|| number_word(word).and_then(whole)) else { continue };
        let is_any = |at: Option<usize>, known: &[&str]| {
            at.and_then(|at| words.get(at)).is_some_and(|word| known.iter().any(|known| word.eq_ignore_ascii_case(known)))
        };
        // "The Top 5 Ways", "Mooring: our 5 best tips", "Mooring in 5 steps"; not "How the top five topics are selected".
        let mut before = at.checked_sub(1);
        for skipped in [&["top", "best", "following", "key"][..], &["the", "our", "my", "these", "are"], &["here", "in", "into"]] {
            if is_any(before, skipped) {
                before = before.and_then(|before| before.checked_sub(1));
            }
        }
        let is_in = is_any(at.checked_sub(1), &["in", "into"]);
        let begins = is_in || before.is_none_or(|before| words.get(before).is_some_and(|word| word.ends_with([':', '–', '—', '|', '-'])));
        if !begins || number < 2 {
            return None;
        }
        for noun in words.iter().skip(at + 1).take(DESCRIBING + 1) {
            let plain = bare(noun);
            if is_thing(&plain) {
                let end = start_of(noun) + noun.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
                return Some((number, Words { start: start_of(word) as u32, end: end as u32 }));
            }
            if is_function_word(&plain) || noun.ends_with([':', ',', '.']) {
                return None;
            }
        }
        return None;
    }
    None
}

/// What a title's section holds that may be its things.
pub(super) struct Parts {
    /// Headings of the next level that are numbered from one on without a hole.
    numbered: Option<usize>,
    /// Headings right below the heading, where all of them are of one level and none is of the kind that nobody counts.
    plain: Option<usize>,
    /// Items of the only list, where there are no headings and the list is most of the text.
    items: Option<usize>,
    /// Any other way to count them.
    others: Vec<usize>,
    /// The first of them.
    pub first: Span,
}

impl Parts {
    /// The number of things when it is another one, with the words to say so.
    pub(super) fn other_than(&self, number: usize) -> Option<(usize, &'static str)> {
        let is_slip = |count: &usize| *count >= 2 && *count <= number * 2 && number <= count * 2;
        if self.others.contains(&number) {
            return None;
        }
        let of = |count: Option<usize>, words| count.filter(is_slip).map(|count| (count, words));
        of(self.numbered, "the title announces “{}”, but the numbered headings are {}")
            .or_else(|| of(self.plain, "the title announces “{}”, but {} headings stand below it"))
            .or_else(|| of(self.items, "the title announces “{}”, but the list has {} items"))
    }
}

/// The parts of a section.
pub(super) fn parts(article: &Document, section: usize, is_uncounted: impl Fn(&str) -> bool) -> Option<Parts> {
    let own = article.sections.get(section)?;
    of_range(article, own.heading + 1, own.end, own.level, is_uncounted)
}

/// The parts of the whole article.
pub(super) fn parts_of_article(article: &Document, is_uncounted: impl Fn(&str) -> bool) -> Option<Parts> {
    of_range(article, 1, article.block(Document::ROOT).end, 0, is_uncounted)
}

fn of_range(article: &Document, from: BlockId, to: BlockId, level: u8, is_uncounted: impl Fn(&str) -> bool) -> Option<Parts> {
    let section_at = |block: BlockId| article.sections.partition_point(|section| section.heading < block);
    let sections = article.sections.get(section_at(from)..section_at(to)).unwrap_or_default();
    let inside: Vec<_> = sections.iter().filter(|section| section.level > level).collect();
    if let Some(next_level) = inside.iter().map(|section| section.level).min() {
        return headings(article, &inside, next_level, &is_uncounted).or_else(|| plain_headings(article, &inside, level, is_uncounted));
    }
    let lists: Vec<BlockId> = (from..to).filter(|id| is_list(article, *id) && !article.is_within(*id, Kind::Item)).collect();
    let [list] = lists.as_slice() else { return None };
    let items: Vec<BlockId> = article.children(*list).filter(|item| article.has_content(*item)).collect();
    let first = article.text_src(*items.first()?);
    let uncounted = items.iter().filter(|item| is_uncounted(article.text_of(**item).split('\n').next().unwrap_or(""))).count();
    let nested = (*list..article.block(*list).end).filter(|id| article.block(*id).kind == Kind::Item).count();
    let bold = (from..to).filter(|id| is_bold_lead(article, *id)).count();
    let is_title = level < 2;
    let is_most = !is_title || {
        let whole: u32 = (from..to).map(|id| article.block(id)).filter(|block| block.kind.is_leaf()).map(|block| block.text.len()).sum();
        article.block(*list).text.len() * 2 >= whole
    };
    // Things that are bold paragraphs stand beside a list of something else.
    let items_count = Some(items.len()).filter(|_| is_most && bold < 2 && !names_others(article, *list));
    Some(Parts {
        numbered: None,
        plain: None,
        items: items_count,
        others: vec![items.len(), items.len() - uncounted, nested, nested - items.len()],
        first,
    })
}

fn is_list(article: &Document, id: BlockId) -> bool {
    let block = article.block(id);
    block.kind == Kind::List && !block.flags.has(Flags::BOILER)
}

fn headings(
    article: &Document,
    inside: &[&crate::document::Section],
    next_level: u8,
    is_uncounted: impl Fn(&str) -> bool,
) -> Option<Parts> {
    let here: Vec<BlockId> = inside.iter().filter(|section| section.level == next_level).map(|section| section.heading).collect();
    let labels = LABELS.map(str::to_owned);
    let all: Vec<_> =
        here.iter().filter_map(|heading| numbered(article.text_of(*heading), &labels).map(|number| (*heading, number))).collect();
    let numbers: Vec<_> = all.iter().filter(|(_, number)| !is_uncounted(number.rest)).collect();
    let first = article.text_src(numbers.first()?.0);
    let last = numbers.iter().map(|(_, number)| number.last as usize).max()?;
    let begins_at = numbers.first()?.1.first as usize;
    let is_whole = numbers.len() >= 3 && begins_at <= 1 && last + 1 == numbers.len() + begins_at;
    let counted = here.iter().filter(|heading| !is_uncounted(article.text_of(**heading))).count();
    // Numbered headings with two or more others beside them may be of another matter.
    let others = if is_whole { vec![last, numbers.len(), all.len()] } else { vec![last, numbers.len(), all.len(), counted, here.len()] };
    Some(Parts { numbered: Some(numbers.len()).filter(|_| is_whole), plain: None, items: None, others, first })
}

/// The headings below one that is not the title ("## Five ways to save water"), when none of them has headings of its own.
fn plain_headings(
    article: &Document,
    inside: &[&crate::document::Section],
    level: u8,
    is_uncounted: impl Fn(&str) -> bool,
) -> Option<Parts> {
    let titles = || inside.iter().map(|section| article.text_of(section.heading));
    let are_alike = inside.iter().all(|section| section.level == level + 1) && !titles().any(is_uncounted);
    let first = article.text_src(inside.first()?.heading);
    // What comes in pairs or with figures of its own is counted in another way.
    let are_plain = titles().all(|title| !title.contains(" and ") && !title.contains('&') && !title.contains(|c: char| c.is_ascii_digit()));
    let count = inside.len();
    Some(Parts {
        numbered: None,
        plain: Some(count).filter(|count| level >= 2 && *count >= 3 && are_alike && are_plain),
        items: None,
        others: vec![count],
        first,
    })
}

/// Words before the number of a heading.
const LABELS: [&str; 20] = [
    "step",
    "tip",
    "way",
    "reason",
    "rule",
    "phase",
    "stage",
    "part",
    "lesson",
    "mistake",
    "principle",
    "question",
    "idea",
    "method",
    "trend",
    "sign",
    "myth",
    "strategy",
    "number",
    "no",
];

/// A paragraph that begins in bold, as a thing with its text does.
pub(super) fn is_bold_lead(article: &Document, id: BlockId) -> bool {
    let block = article.block(id);
    block.kind == Kind::Paragraph
        && !article.is_within(id, Kind::Item)
        && article.inlines_of(id).iter().any(|inline| inline.kind == InlineKind::Strong && inline.text.start() == block.text.start())
}

/// "You will hear from the following speakers:" above the list, which names what its items are.
fn names_others(article: &Document, list: BlockId) -> bool {
    let above = list.checked_sub(1).map(|above| article.text_of(above)).filter(|above| above.ends_with(':'));
    let words = above.unwrap_or("").split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    // "The first two kinds of gates have one thing in common:" has its number one word before its noun, or two.
    words.windows(3).any(|words| {
        let [word, next, last] = words else { return false };
        (*word == "following" || number_word(word).is_some_and(|value| value > 1.0)) && (is_plural(next) || is_plural(last))
    }) || words.windows(2).any(|words| {
        let [word, next] = words else { return false };
        (*word == "following" || number_word(word).is_some_and(|value| value > 1.0)) && is_plural(next)
    })
}

//! What stands behind a lead-in: a block goes in, and what a reader meets below it comes out.

use super::MissingList;
use crate::checks::prose::{self, End, count_words};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind, Section};
use crate::source::Format;

/// What stands behind a lead-in.
pub(super) enum Behind {
    /// The end of the section or of the article.
    Nothing,
    /// The end of the item that the lead-in stands in.
    EndOfItem(BlockId),
    /// Another lead-in.
    LeadIn(BlockId),
    /// A heading of the same level, with its own text.
    Heading(BlockId),
    /// A heading below the section's own.
    Below(BlockId),
    /// The same, with a number.
    Numbered(BlockId),
    /// A paragraph.
    Prose(BlockId),
    /// Another lead-in, with what it announces.
    Answered(BlockId),
    /// What a lead-in may announce.
    Content,
}

pub(super) fn behind(article: &Document, id: BlockId) -> Behind {
    let item = article.ancestors(id).find(|ancestor| article.block(*ancestor).kind == Kind::Item);
    let next = prose::next_block(article, id);
    if let Some(item) = item
        && next.is_none_or(|next| next >= article.block(item).end)
    {
        return Behind::EndOfItem(item);
    }
    // A list of links that looks like navigation is a list all the same; a footer is none.
    let behind = article.block(id).end;
    let block = article.block(behind);
    if block.parent == article.block(id).parent && block.flags.has(Flags::BOILER) {
        let lists = |id: BlockId| matches!(article.block(id).kind, Kind::List | Kind::Table | Kind::Heading);
        if block.kind != Kind::Region || (behind..block.end).take(BOILER_BLOCKS).any(lists) {
            return Behind::Content;
        }
    }
    let Some(next) = next else { return Behind::Nothing };
    if is_set_off(article, id, next) {
        return Behind::Content;
    }
    let block = article.block(next);
    match block.kind {
        Kind::Heading => {
            // Headings below the section's own are what the lead-in announces.
            let section = article.section_of(id);
            let (own, end) = section.map_or((0, article.blocks.len() as BlockId), |section| (section.level, section.end));
            let is_below = block.level > own && !(own <= 1 && is_only_heading(article, next, end));
            // "1.7.1. Ropes" is a part of "1.7. Tools", whatever its level was guessed to be.
            if section.is_some_and(|own| is_part_of(article.text_of(own.heading), article.text_of(next))) {
                return Behind::Content;
            }
            let is_numbered = is_counted(article.text_of(next)) && !section.is_some_and(|own| is_counted(article.text_of(own.heading)));
            // A box of its own that holds a title and code: what was announced.
            let in_box = block.parent != article.block(id).parent && article.block(block.parent).kind == Kind::Region;
            let is_code =
                |first: BlockId| article.block(first).kind == Kind::Code || prose::is_made_of(article, first, &[InlineKind::Code]);
            if (in_box || prose::titles_example(article, next)) && prose::next_block(article, next).is_some_and(is_code) {
                Behind::Content
            } else if is_below && !is_numbered {
                Behind::Below(next)
            } else if is_numbered && block.level > own {
                Behind::Numbered(next)
            } else if is_numbered
                || is_boxed(article, id, next, section.map(|section| section.heading))
                || names_thing(article, next)
                    && !section.is_some_and(|own| names_thing(article, own.heading))
                    && next_of_its_level(article, next).is_none_or(|other| names_thing(article, other))
            {
                Behind::Content
            } else if block.level == own {
                Behind::Heading(next)
            } else {
                Behind::Nothing
            }
        }
        // What opens a panel stands for what the panel holds.
        Kind::Paragraph if block.flags.has(Flags::QUESTION) && article.source.format() != Format::Plain => Behind::Content,
        Kind::Paragraph => {
            let text = article.text_of(next);
            let start = article.block(next).text.start();
            let begins_with =
                |kind| article.inlines_of(next).first().is_some_and(|inline| inline.kind == kind && inline.text.start() == start);
            // A picture, a paragraph that is code, or the name of a file with a colon and what it holds, is one of the things.
            let is_code = prose::is_made_of(article, next, &[InlineKind::Code]);
            if begins_with(InlineKind::Image)
                || is_code
                || begins_with(InlineKind::Code) && End::of(text) == End::Colon && count_words(text) <= 4
            {
                return Behind::Content;
            }
            let is_lead_in = End::of(text) == End::Colon && count_words(text) <= 14;
            match (is_lead_in, is_answered(article, next)) {
                // Labels of one word are fields that somebody fills in: "Host:", "Notes:".
                (true, false) if count_words(text) >= 2 => Behind::LeadIn(next),
                (true, true) if count_words(text) >= 2 => Behind::Answered(next),
                (true, _) => Behind::Content,
                (false, _) if is_end_matter(article, next) => Behind::Nothing,
                (false, _) => Behind::Prose(next),
            }
        }
        _ => Behind::Content,
    }
}

/// In plain text, what stands behind a lead-in is set off by its place or by its sign: it begins at another column, it is the prompt or the comment
/// of a program ("# apt install"), or it is a short line with a text of its own further in.
fn is_set_off(article: &Document, lead_in: BlockId, next: BlockId) -> bool {
    /// Words of a term.
    const TERM: usize = 4;
    if article.source.format() != Format::Plain {
        return false;
    }
    let text = article.text_of(next);
    // One that looks like a heading lost its sign on the way.
    let line = article.block(next).src.cut(article.source.text()).trim_start();
    // "+o  The first way": what printers of old made of a bullet.
    let is_bullet = ["+\u{8}o ", "+o ", "o  "].iter().any(|sign| line.starts_with(sign));
    let is_prompt = line.strip_prefix(['#', '$', '%', '>']).is_some_and(|command| command.starts_with(char::is_whitespace));
    let column = |id: BlockId| {
        let start = article.text_src(id).start() as usize;
        let line = article.source.text().get(..start).unwrap_or("").rsplit('\n').next().unwrap_or("");
        line.chars().all(char::is_whitespace).then_some(line.len())
    };
    let is_paragraph = article.block(next).kind == Kind::Paragraph;
    let is_elsewhere = |one: BlockId, other: BlockId| column(one).zip(column(other)).is_some_and(|(one, other)| one != other);
    let is_term = || {
        End::of(text) == End::Word
            && !prose::has_words(text, TERM + 1)
            && prose::next_block(article, next)
                .is_some_and(|behind| article.block(behind).kind == Kind::Paragraph && is_elsewhere(next, behind))
    };
    is_bullet || is_prompt || is_paragraph && is_elsewhere(lead_in, next) || is_term()
}

/// "5.8.1. Ropes" below "5.8. Tools".
fn is_part_of(own: &str, heading: &str) -> bool {
    let number = |title: &'_ str| {
        let number = title.split_whitespace().next().unwrap_or("").trim_end_matches(['.', ':', ')']).to_owned();
        (number.contains(|c: char| c.is_ascii_digit()) && number.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')).then_some(number)
    };
    number(own).zip(number(heading)).is_some_and(|(own, part)| part.strip_prefix(own.as_str()).is_some_and(|rest| rest.starts_with('.')))
}

/// Nothing but paragraphs in italics follows to the end of the article: who wrote it, where it stood before.
fn is_end_matter(article: &Document, id: BlockId) -> bool {
    /// Such paragraphs, at most.
    const NOTES: usize = 6;
    let mut at = Some(id);
    for _ in 0..NOTES {
        let Some(note) = at else { return true };
        let block = article.block(note);
        let is_note = block.kind == Kind::Paragraph
            && count_words(article.text_of(note)) >= 5
            && prose::is_made_of(article, note, &[InlineKind::Emphasis]);
        if !is_note {
            return false;
        }
        at = prose::next_block(article, note);
    }
    at.is_none()
}

/// Sections that are looked at around a lead-in.
const SECTIONS: usize = 128;
/// Furniture longer than this is not looked through for a list.
const BOILER_BLOCKS: usize = 64;

/// Lead-in and heading stand together in a box of their own, so that the heading's level says nothing of the section around it.
pub(super) fn is_boxed(article: &Document, lead_in: BlockId, heading: BlockId, section: Option<BlockId>) -> bool {
    let container = article.block(lead_in).parent;
    let is_shared = article.block(heading).parent == container && article.block(container).kind == Kind::Region;
    is_shared && section.is_none_or(|section| article.block(section).parent != container)
}

/// "Tip 1: …", "2. Ropes", "First, …": the headings are the list. A year or a version counts nothing.
pub(super) fn is_counted(heading: &str) -> bool {
    let counts = |word: &str| {
        let digits = word.trim_start_matches('#').trim_end_matches(['.', ':', ')', ',', '-', '–']);
        (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    heading.split_whitespace().take(2).any(counts) || heading.starts_with("First")
}

/// How many sections stand right below the one that a block stands in.
pub(super) fn subsections(article: &Document, id: BlockId) -> usize {
    let Some(own) = article.section_of(id) else { return 0 };
    let from = article.sections.partition_point(|section| section.heading <= own.heading);
    let below = || article.sections.get(from..).unwrap_or_default().iter().take(SECTIONS).take_while(|section| section.heading < own.end);
    let level = below().map(|section| section.level).min();
    below().filter(|section| Some(section.level) == level).count()
}

/// A heading alone before `end` is no list of things, unless it heads one.
pub(super) fn is_only_heading(article: &Document, heading: BlockId, end: BlockId) -> bool {
    let heads_prose =
        prose::next_block(article, heading).is_some_and(|next| matches!(article.block(next).kind, Kind::Paragraph | Kind::Heading));
    if !heads_prose {
        return false;
    }
    let level = article.block(heading).level;
    let after = article.sections.partition_point(|section| section.heading <= heading);
    let mut later = article.sections.iter().skip(after).take_while(|section| section.heading < end);
    !later.any(|section| section.level <= level)
}

/// Whether a second lead-in has its list, so that the first one may announce both.
pub(super) fn is_answered(article: &Document, id: BlockId) -> bool {
    prose::next_block(article, id).is_some_and(|next| match article.block(next).kind {
        Kind::Heading | Kind::Item => false,
        // A command or a picture in a line of its own.
        Kind::Paragraph => {
            prose::is_made_of(article, next, &[InlineKind::Code])
                || article
                    .inlines_of(next)
                    .first()
                    .is_some_and(|inline| inline.kind == InlineKind::Image && inline.text.start() == article.block(next).text.start())
        }
        _ => true,
    })
}

impl MissingList {
    /// Whether the headings behind a lead-in may be what it announces, though they stand on its own heading's level: as many of them follow
    /// as it says, or the first of them names it.
    pub(super) fn is_taken_up_by_headings(&self, article: &Document, lead_in: BlockId, next: BlockId, number: Option<usize>) -> bool {
        let Some(own) = article.section_of(lead_in) else { return true };
        // Names out of code, one after the other: ".on('tide')".
        let is_name = || prose::shows_code(article.text_of(next)) || article.text_of(next).starts_with(['.', '-', '@']);
        if own.level <= 1 || is_name() || names_first_word(prose::last_sentence(article.text_of(lead_in)), article.text_of(next)) {
            return true;
        }
        let from = article.sections.partition_point(|section| section.heading < next);
        let siblings = || {
            let rest = article.sections.get(from..).unwrap_or_default().iter();
            rest.take(SECTIONS)
                .take_while(|section| section.level >= own.level)
                .filter(|section| section.level == own.level && !self.stands_apart(article, section))
        };
        if siblings().take(2).filter(|section| is_named_in(article, lead_in, section)).count() == 2 {
            return true;
        }
        let Some(number) = number else { return false };
        let follow = siblings().take(number + 1).count();
        // "By the day", "By the year": as many headings of one make as it says.
        let start = |section: &Section| article.text_of(section.heading).split_whitespace().next().map(str::to_lowercase);
        let first = siblings().next().and_then(start);
        let is_alike = || follow >= number && siblings().take(number).all(|section| start(section) == first);
        let is_name = |heading: BlockId| count_words(article.text_of(heading)) <= 2;
        follow == number || is_alike() || follow > number && siblings().take(number).all(|section| is_name(section.heading))
    }

    /// The section ends behind a lead-in, and no headings take it up.
    pub(super) fn is_followed_by_nothing(&self, article: &Document, lead_in: BlockId) -> bool {
        match behind(article, lead_in) {
            Behind::Nothing => true,
            Behind::Heading(next) => {
                !self.is_taken_up_by_headings(article, lead_in, next, None) && !self.heads_short_texts(article, lead_in, next)
            }
            _ => false,
        }
    }

    /// Several sections of the same level follow, each with one paragraph: they are what is announced.
    fn heads_short_texts(&self, article: &Document, lead_in: BlockId, next: BlockId) -> bool {
        /// Sections that show it, and words of each.
        const SEVERAL: usize = 3;
        const WORDS: usize = 30;
        let Some(own) = article.section_of(lead_in) else { return false };
        let from = article.sections.partition_point(|section| section.heading < next);
        let siblings =
            article.sections.get(from..).unwrap_or_default().iter().take(SECTIONS).take_while(|section| section.level == own.level);
        let is_short = |section: &&Section| {
            let text = prose::next_block(article, section.heading);
            !self.stands_apart(article, section)
                && text.is_some_and(|text| article.block(text).kind == Kind::Paragraph && !prose::has_words(article.text_of(text), WORDS))
        };
        siblings.take(SEVERAL).filter(is_short).count() == SEVERAL
    }

    /// The sections that follow on the same level open with lists or tables, and none of them stands apart: they are what is announced.
    pub(super) fn heads_lists(&self, article: &Document, lead_in: BlockId, next: BlockId) -> bool {
        /// Sections that show it.
        const BOTH: usize = 2;
        let Some(own) = article.section_of(lead_in) else { return false };
        let from = article.sections.partition_point(|section| section.heading < next);
        let siblings =
            article.sections.get(from..).unwrap_or_default().iter().take(SECTIONS).take_while(|section| section.level >= own.level);
        let opens = |section: &Section| {
            prose::next_block(article, section.heading).is_some_and(|first| matches!(article.block(first).kind, Kind::List | Kind::Table))
        };
        let shows = |section: &&Section| opens(section) && !self.stands_apart(article, section);
        siblings.filter(|section| section.level == own.level).take(BOTH).filter(shows).count() == BOTH
    }

    /// The section closes the article, whatever was announced before it: "What's next", "Learn more".
    pub(super) fn stands_apart(&self, article: &Document, section: &Section) -> bool {
        let heading = article.text_of(section.heading).replace('’', "'").to_lowercase();
        self.apart.has(&article.language.code, heading.trim_matches(|c: char| !c.is_alphanumeric()))
    }
}

/// The next heading of the same level below the same one.
fn next_of_its_level(article: &Document, heading: BlockId) -> Option<BlockId> {
    let at = article.sections.partition_point(|section| section.heading < heading);
    let own = article.sections.get(at)?;
    let mut later = article.sections.iter().skip(at + 1).take(SECTIONS);
    later.find(|section| section.level <= own.level).filter(|section| section.level == own.level).map(|section| section.heading)
}

/// The heading is the name of a thing out of code, which no chapter has: "tide-clock", "Harbour.toml", "`moor`", `TideClock`.
pub(super) fn names_thing(article: &Document, heading: BlockId) -> bool {
    let title = article.text_of(heading);
    let start = article.block(heading).text.start();
    let begins_as_code =
        article.inlines_of(heading).first().is_some_and(|inline| inline.kind == InlineKind::Code && inline.text.start() == start);
    // One word with a sign or a capital within.
    let is_name = || {
        let is_file = || {
            title.rsplit_once('.').is_some_and(|(name, end)| {
                !name.is_empty() && (1..=5).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_lowercase())
            })
        };
        !title.contains(char::is_whitespace)
            && (title.starts_with(char::is_lowercase) && title.contains(['-', '_', '.', '@', '/'])
                || is_file()
                || prose::has_inner_capital(title))
    };
    begins_as_code || is_name()
}

/// The heading begins with one of the last words of a lead-in: "… with the following events" above "Event: close", "… under the Harbour
/// Licence, as follows" above "Harbour Licence".
pub(super) fn names_first_word(lead_in: &str, heading: &str) -> bool {
    /// Words that may be what is announced.
    const LAST: usize = 5;
    /// Words that begin questions and clauses, and name nothing.
    const SMALL: [&str; 14] =
        ["when", "what", "where", "which", "will", "with", "that", "this", "your", "have", "doe", "from", "into", "should"];
    let word = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).trim_end_matches('s').to_lowercase();
    let first = heading.split_whitespace().next().map_or(String::new(), word);
    first.len() > 3 && !SMALL.contains(&&*first) && lead_in.split_whitespace().rev().take(LAST).any(|other| word(other) == first)
}

/// The paragraph of a lead-in has the words of a heading: "The harbour has piers, cranes and locks. Here is what each of them does:" above
/// "Piers", "Cranes" and "Locks".
fn is_named_in(article: &Document, lead_in: BlockId, section: &Section) -> bool {
    /// Bytes of a name.
    const NAME: usize = 4;
    let heading = article.text_of(section.heading).to_lowercase();
    heading.len() >= NAME && article.text_of(lead_in).to_lowercase().contains(&heading)
}

/// The lead-in stands in the first section of its level, which may open the others.
pub(super) fn is_first_section(article: &Document, lead_in: BlockId) -> bool {
    let Some(own) = article.section_of(lead_in) else { return true };
    let before = article.sections.partition_point(|section| section.heading < own.heading);
    !article
        .sections
        .get(..before)
        .unwrap_or_default()
        .iter()
        .rev()
        .take(SECTIONS)
        .any(|section| section.parent == own.parent && section.level == own.level)
}

//! A lead-in that announces a list, with no list behind it.

use serde::Deserialize;

use crate::checks::prose::{self, End, count_words};
use crate::document::{Block, BlockId, Document, Flags, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found, Words};
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MissingList {
    /// Last words of a lead-in that a list must follow.
    announcing: Words,
    /// Words in a lead-in that a paragraph may follow: it announces one thing, a question, somebody's words.
    introducing: Words,
    /// Persons who speak in a lead-in: what they say may be a paragraph, unless the lead-in counts.
    speaking: Words,
    /// Words that count or point at several things: a plural behind them needs its list.
    counting: Words,
    /// Words by which a lead-in points at the sections behind it.
    pointing: Words,
    /// Words with which a paragraph begins to count.
    beginning: Words,
}

impl ArticleCheck for MissingList {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        for (id, block) in article.of_kind(Kind::Paragraph) {
            let text = article.text_of(id);
            if End::of(text) != End::Colon || is_shortcode(text) || !may_announce(article, id, block) || goes_on(article, id) {
                continue;
            }
            found.concerned();
            let lead_in = prose::last_sentence(prose::last_line(article, id));
            // "Two parameters: the element and the offset:" names its things itself.
            if lead_in.trim_end_matches(':').contains(": ") {
                continue;
            }
            let behind = behind(article, id);
            let missing = match behind {
                Behind::Nothing if article.is_within(id, Kind::Item) => self.may_stand_in_item(article, id, lead_in),
                Behind::Nothing => true,
                Behind::LeadIn => count_words(lead_in) >= 2,
                Behind::Prose(next) => {
                    let is_label = prose::is_made_of(article, id, &[InlineKind::Strong, InlineKind::Emphasis]);
                    let text = article.text_of(next);
                    self.is_plain_prose(article, next)
                        && match self.need(&article.language.code, lead_in, is_label) {
                            Need::Sure => !is_labelled(text),
                            Need::Headed => true,
                            Need::Likely => !is_labelled(text) && is_told_at_length(text),
                            Need::None => false,
                        }
                }
                Behind::Heading => !self.points_on(&article.language.code, lead_in),
                Behind::Content => false,
            };
            if missing && lead_in.chars().any(char::is_alphabetic) {
                let from = article.block(id).text.start() + (article.text_of(id).len() - lead_in.len()) as u32;
                let words = Span::new(from, from + lead_in.len() as u32);
                let tail = Span::new(words.start().max(prose::tail(article, id, 8).start()), words.end());
                let finding = found.at(id, article.source_span(tail), "the list announced by “{}” is missing", [lead_in]);
                // Headings or paragraphs behind it may be what is announced, in another form.
                let is_sure = || self.need(&article.language.code, lead_in, false) == Need::Sure;
                if matches!(behind, Behind::Heading) || matches!(behind, Behind::Prose(_)) && !is_sure() {
                    finding.milder();
                }
            }
        }
    }
}

/// `:tada:` is a picture in words.
fn is_shortcode(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or("");
    last.len() > 2 && last.starts_with(':')
}

/// Something that is no text stands behind the colon, or what ends in it is a name in code or the text of a link.
fn goes_on(article: &Document, id: BlockId) -> bool {
    let end = article.block(id).text.start() + article.text_of(id).trim_end().len() as u32;
    let kinds = [InlineKind::Image, InlineKind::Embed, InlineKind::Template, InlineKind::Math];
    let behind = article.inlines_of(id).iter().any(|inline| kinds.contains(&inline.kind) && inline.text.start() >= end);
    behind || prose::ends_in(article, id, &[InlineKind::Code, InlineKind::Link]).is_some()
}

/// Only running text and items announce lists.
fn may_announce(article: &Document, id: BlockId, block: &Block) -> bool {
    !block.flags.has(Flags::QUESTION)
        && !article.ancestors(id).any(|ancestor| {
            matches!(
                article.block(ancestor).kind,
                Kind::Quote | Kind::Cell | Kind::Caption | Kind::Figure | Kind::DefTerm | Kind::Toc | Kind::FootDef
            )
        })
}

/// What stands behind a lead-in.
enum Behind {
    /// The end of the section, of the article or of the item.
    Nothing,
    /// Another lead-in.
    LeadIn,
    /// A heading of the same level, with its own text.
    Heading,
    /// A paragraph.
    Prose(BlockId),
    /// What a lead-in may announce.
    Content,
}

fn behind(article: &Document, id: BlockId) -> Behind {
    // A list of links that looks like navigation is a list all the same.
    let behind = article.block(article.block(id).end);
    if behind.parent == article.block(id).parent && behind.flags.has(Flags::BOILER) {
        return Behind::Content;
    }
    let Some(next) = prose::next_block(article, id) else { return Behind::Nothing };
    let block = article.block(next);
    let item = article.ancestors(id).find(|ancestor| article.block(*ancestor).kind == Kind::Item);
    match block.kind {
        Kind::Heading => {
            // Headings below the section's own are what the lead-in announces.
            let section = article.section_of(id);
            let (own, end) = section.map_or((0, article.blocks.len() as BlockId), |section| (section.level, section.end));
            let is_below = block.level > own && !(own <= 1 && is_only_heading(article, next, end));
            let is_content =
                is_below || is_counted(article.text_of(next)) || is_boxed(article, id, next, section.map(|section| section.heading));
            let is_sibling = block.level == own;
            if is_content {
                Behind::Content
            } else if is_sibling {
                Behind::Heading
            } else {
                Behind::Nothing
            }
        }
        // The next item of the same list: this one announced something of its own, unless all items are labels.
        Kind::Item => match item {
            Some(item) if article.block(item).parent == block.parent && is_label_among_texts(article, item) => Behind::Nothing,
            _ => Behind::Content,
        },
        Kind::Paragraph if item.is_some_and(|item| next >= article.block(item).end) => Behind::Content,
        Kind::Paragraph => {
            let text = article.text_of(next);
            let start = article.block(next).text.start();
            if article.inlines_of(next).first().is_some_and(|inline| inline.kind == InlineKind::Image && inline.text.start() == start) {
                return Behind::Content;
            }
            let is_lead_in = End::of(text) == End::Colon && count_words(text) <= 14;
            match (is_lead_in, is_answered(article, next)) {
                // Labels of one word are fields that somebody fills in: "Host:", "Notes:".
                (true, false) if count_words(text) >= 2 => Behind::LeadIn,
                (true, _) => Behind::Content,
                (false, _) => Behind::Prose(next),
            }
        }
        _ => Behind::Content,
    }
}

/// Lead-in and heading stand together in a box of their own, so that the heading's level says nothing of the section around it.
fn is_boxed(article: &Document, lead_in: BlockId, heading: BlockId, section: Option<BlockId>) -> bool {
    let container = article.block(lead_in).parent;
    let is_shared = article.block(heading).parent == container && article.block(container).kind == Kind::Region;
    is_shared && section.is_none_or(|section| article.block(section).parent != container)
}

/// "Tip 1: …", "2. Ropes", "First, …": the headings are the list.
fn is_counted(heading: &str) -> bool {
    heading.split_whitespace().take(2).any(|word| word.starts_with(|c: char| c.is_ascii_digit())) || heading.starts_with("First")
}

/// A heading alone before `end` is no list of things, unless it heads one.
fn is_only_heading(article: &Document, heading: BlockId, end: BlockId) -> bool {
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
fn is_answered(article: &Document, id: BlockId) -> bool {
    prose::next_block(article, id).is_some_and(|next| !matches!(article.block(next).kind, Kind::Heading | Kind::Paragraph | Kind::Item))
}

/// The item is only a label, while its siblings say something behind theirs ("Cost: two euros").
fn is_label_among_texts(article: &Document, item: BlockId) -> bool {
    let siblings: Vec<&str> = article
        .children(article.block(item).parent)
        .filter(|other| *other != item)
        .filter_map(|other| article.children(other).next())
        .map(|child| article.text_of(child))
        .collect();
    // The first item may be the heading of the others.
    let is_bold = article.inlines_of(item).first().is_some_and(|inline| inline.kind == InlineKind::Strong);
    let is_first = article.children(article.block(item).parent).next() == Some(item) && !is_bold;
    let labelled = siblings
        .iter()
        .filter(|text| text.split_once(": ").is_some_and(|(label, rest)| count_words(label) <= 7 && count_words(rest) >= 3))
        .count();
    siblings.len() >= 2 && labelled == siblings.len() && !is_first
}

/// A list without marks: lines, names between commas, or paragraphs that begin with the same words.
fn is_list_in_lines(article: &Document, id: BlockId) -> bool {
    let text = article.text_of(id);
    let has_lines = article.inlines_of(id).iter().any(|inline| inline.kind == InlineKind::Break);
    let is_enumeration = text.matches(", ").count() * 3 >= count_words(text);
    let start = |text: &str| text.split_whitespace().take(2).map(str::to_owned).collect::<Vec<_>>();
    let is_repeated = prose::next_block(article, id)
        .is_some_and(|next| article.block(next).kind == Kind::Paragraph && start(article.text_of(next)) == start(text));
    has_lines || is_enumeration || is_repeated
}

/// The text begins with a label of a few words: "Title case: …".
fn is_labelled(text: &str) -> bool {
    text.split_once(": ").is_some_and(|(label, _)| count_words(label) <= 4)
}

impl MissingList {
    /// A paragraph of a sentence or more, which does not itself go on, count or quote.
    fn is_plain_prose(&self, article: &Document, id: BlockId) -> bool {
        let text = article.text_of(id);
        let starts = text.trim_start();
        let quotes = starts.starts_with(['“', '"', '‘', '\'', '«', '(', '[', '\u{fffc}'])
            || starts.starts_with(|c: char| c.is_lowercase() || c.is_numeric());
        let signs = starts.starts_with(|c: char| !c.is_alphanumeric());
        let inline_start = article.inlines_of(id).first().is_some_and(|inline| {
            inline.text.start() == article.block(id).text.start()
                && matches!(
                    inline.kind,
                    InlineKind::Strong
                        | InlineKind::Code
                        | InlineKind::Image
                        | InlineKind::Emphasis
                        | InlineKind::Link
                        | InlineKind::Template
                )
        });
        let enumerates = self
            .beginning
            .of(&article.language.code)
            .iter()
            .any(|known| starts.strip_prefix(known.as_str()).is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric())));
        !is_list_in_lines(article, id) && !quotes && !signs && !inline_start && !enumerates && count_words(text) >= 8
    }

    /// Whether an item that ends a list may have lost a list of its own.
    fn may_stand_in_item(&self, article: &Document, id: BlockId, lead_in: &str) -> bool {
        let item = article.ancestors(id).find(|ancestor| article.block(*ancestor).kind == Kind::Item);
        item.is_some_and(|item| is_label_among_texts(article, item)) || self.need(&article.language.code, lead_in, false) == Need::Sure
    }

    /// The lead-in names the sections behind it: "see below for a full list".
    fn points_on(&self, language: &str, lead_in: &str) -> bool {
        lead_in.split(|c: char| !c.is_alphanumeric()).any(|word| self.pointing.has(language, &word.to_lowercase()))
    }

    /// Whether a list must follow the lead-in, or whether a paragraph will do.
    fn need(&self, language: &str, lead_in: &str, is_label: bool) -> Need {
        let words: Vec<String> = lead_in
            .split_whitespace()
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
            .filter(|word| !word.is_empty())
            .collect();
        let last = words.last().map_or("", String::as_str);
        if self.announcing.of(language).iter().any(|known| known == last || known.contains(' ') && ends_in_words(&words, known)) {
            return Need::Sure;
        }
        // "the following papers"
        if is_plural(last) && words.iter().rev().skip(1).take(2).any(|word| word == "following" && self.announcing.has(language, word)) {
            return Need::Sure;
        }
        if words.iter().any(|word| self.introducing.has(language, word)) {
            return Need::None;
        }
        let counts = |word: &str| self.counting.has(language, word) || word.parse().is_ok_and(|number: u32| (2..=20).contains(&number));
        let counted_things = words.len() >= 3 && is_plural(last) && words.iter().rev().skip(1).take(4).any(|word| counts(word));
        if counted_things || words.len() >= 5 && counts(last) {
            return Need::Sure;
        }
        if is_label || words.iter().any(|word| self.speaking.has(language, word)) {
            return Need::None;
        }
        if (3..=10).contains(&words.len()) && words.first().is_some_and(|word| is_plural(word)) {
            return Need::Headed;
        }
        let is_statement = words.len() >= 6 && words.iter().any(|word| is_plural(word));
        if is_statement { Need::Likely } else { Need::None }
    }
}

/// How surely a lead-in wants a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    /// Its last words announce one.
    Sure,
    /// It is the heading of a list in all but form: "Signs a company needs a pilot".
    Headed,
    /// It states something about several things and leaves them open.
    Likely,
    /// A paragraph will do.
    None,
}

/// A paragraph that tells something of its own, not only what the lead-in leaves open.
fn is_told_at_length(text: &str) -> bool {
    count_words(text) >= 20 && prose::last_sentence(text).len() < text.len()
}

/// Whether the last words are these.
fn ends_in_words(words: &[String], known: &str) -> bool {
    let mut known = known.rsplit(' ');
    let mut words = words.iter().rev();
    known.all(|known| words.next().is_some_and(|word| word == known))
}

/// A word in the plural, as far as its end shows.
fn is_plural(word: &str) -> bool {
    word.len() > 3 && word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
}

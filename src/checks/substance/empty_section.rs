//! A heading with nothing below it.

use std::cell::OnceCell;

use serde::Deserialize;

use crate::checks::numbering::{is_dated, names_version};
use crate::checks::prose::{
    Forms, has_words, is_directive, is_drawn_by_program, is_made_of, is_program, leads_elsewhere, puts_in, says_that_nothing_is_there,
    shows_code, stands_for_folder, titles_example,
};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind, NONE, Section};
use crate::rule::{ArticleCheck, Found, Words};
use crate::source::Format;
use crate::span::Span;

mod level;
mod unnamed;
mod whole;

use whole::{holds_only_a_way_back, is_measure, is_place, is_sample, opens_table, sends_to_file};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct EmptySection {
    /// Words of a heading that say why there is nothing below it.
    called_off: Words,
    /// Headings of a programme that need no text.
    pauses: Words,
    /// Words before a colon by which a heading says all of a thing: "License: MIT".
    fields: Words,
    /// Headings of sections that every article owes its readers: no slot that may stay empty.
    owed: Words,
    /// Words behind a mark by which a heading sends its readers on: "The lock – see below".
    sending_on: Words,
    /// Words of a heading above questions that readers ask others, or themselves.
    questions: Words,
}

/// Sections that are looked at to see what headings of an article are like.
const SECTIONS: usize = 100;

impl ArticleCheck for EmptySection {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let forms = Forms::of(article);
        let mut above_equals = Vec::new();
        let mut unnamed = Vec::new();
        let drawn = OnceCell::new();
        let scripted = OnceCell::new();
        for (index, section) in article.sections.iter().enumerate() {
            found.concerned();
            let heading = article.text_of(section.heading);
            if heading.trim().is_empty() {
                if unnamed::has_no_words(article, section) {
                    unnamed.push(section.heading);
                }
                // A heading that is only a picture or an anchor is decoration.
                continue;
            }
            if !is_empty(article, section) || holds_empty_list(article, section) {
                continue;
            }
            // The title above headings of its own level (`# Title`, `# Part one`).
            let is_title = index == 0 && section.parent == NONE && section.level == 1 && article.sections.len() > 1;
            if is_title
                || self.is_called_off(&article.language.code, heading)
                || article.parents(section).any(|outer| self.is_called_off(&article.language.code, article.text_of(outer.heading)))
                || self.is_said_below(article, index)
                || is_text_itself(article, index, heading)
                || is_name(article, index)
                || is_signature_among_others(article, index)
                || is_generated(article, section)
                || is_point_of_a_list(article, index)
                || is_field_of_a_card(article, index)
                || is_entry_of_a_programme(article, index)
                || self.is_question_alone(article, index)
                || is_swallowed(article, section)
                || sends_to_file(heading)
                || whole::is_made_later(article, section)
                || is_signed(article, section, heading)
                || leads_elsewhere(article, section.heading)
                || is_sample(article, section)
                || level::is_said_again(article, index)
                || level::is_set_apart_by_class(article, index)
                || level::says_enough(article, section, || *scripted.get_or_init(|| is_program(article)))
                || is_date_below_title(article, section, heading)
                || is_link_in_a_cell(article, section)
                || says_that_nothing_is_there(article)
                || is_above_a_comment(article, index)
                || *drawn.get_or_init(|| is_drawn_by_program(article))
                || forms.hold(section.heading)
            {
                continue;
            }
            if let Some(next) = level::next_of_same_level(article, index) {
                above_equals.push((section.heading, next, self.slot(article, index)));
                continue;
            }
            let next = article.sections.get(index + 1).map(|next| article.text_of(next.heading));
            let is_guess = is_guess(article, section, heading);
            let finding = if let Some(next) = next.filter(|_| is_guess) {
                let message = "nothing stands between “{}” and “{}”: a heading over the next, a caption, or the name of a lost text?";
                found.at(section.heading, article.text_src(section.heading), message, [heading, next])
            } else {
                found.at(section.heading, article.text_src(section.heading), "section “{}” is empty", [heading])
            };
            finding.slot = self.slot(article, index);
            // A first heading above others of its level may be the title of them all, set too low.
            let is_first = index == 0 && !article.range_has_content(0, section.heading);
            if is_first && article.sections.get(1).is_some_and(|next| next.level == section.level) {
                finding.milder();
            }
            if is_guess {
                finding.milder();
            }
            // A release without notes may have had none.
            if names_version(heading) && (!has_words(heading, 5) || is_dated(heading) && !has_words(heading, 9)) {
                finding.milder();
            }
            // The site may list the pages of the folder there.
            if is_end_of_index(article, section) {
                finding.milder().milder();
            }
        }
        level::report(article, above_equals, found);
        unnamed::report(article, &unnamed, found);
    }
}

impl EmptySection {
    /// The heading of a log has said it all: "12 March (no meeting)", "11/23/2026 harbour holiday".
    fn is_called_off(&self, language: &str, heading: &str) -> bool {
        let lower = heading.to_lowercase();
        let words = |phrase: &String| {
            lower
                .match_indices(phrase.as_str())
                .any(|(at, _)| !lower.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric)))
        };
        // "Break (10 minutes)".
        let title = lower.split(['(', '!']).next().unwrap_or(&lower);
        let is_pause = || self.pauses.has(language, title.trim_matches(|c: char| !c.is_alphanumeric()));
        let is_field = || {
            let (label, value) = lower.split_once(':').unwrap_or(("", ""));
            self.fields.has(language, label.trim()) && !value.trim().is_empty() || is_measure(label, value)
        };
        is_field()
            || is_date_with_remark(heading)
            || is_pause()
            || self.called_off.of(language).iter().any(words)
            || self.sends_on(language, &lower)
    }

    /// A question among others without an answer, below a heading that says for whom they are: "Questions to ask".
    fn is_question_alone(&self, article: &Document, index: usize) -> bool {
        let asks = |section: &Section| article.text_of(section.heading).ends_with('?');
        let Some(section) = article.sections.get(index).filter(|section| asks(section)) else { return false };
        let Some(parent) = article.sections.get(section.parent as usize) else { return false };
        let lower = article.text_of(parent.heading).to_lowercase();
        self.questions.of(&article.language.code).iter().any(|known| lower.contains(known.as_str()))
            && article
                .sections
                .iter()
                .skip(section.parent as usize + 1)
                .take_while(|other| other.heading < parent.end)
                .all(|other| asks(other) && is_empty(article, other))
    }

    /// "The old lock – see its own chapter below", "Fees (moved to the price list)".
    fn sends_on(&self, language: &str, heading: &str) -> bool {
        heading.match_indices(['–', '—', '(', '[', ':']).chain(heading.match_indices(" - ")).any(|(at, mark)| {
            let behind = heading.get(at + mark.len()..).unwrap_or("").trim_start();
            let begins = |word: &String| behind.strip_prefix(word.as_str()).is_some_and(|rest| rest.starts_with(' '));
            at > 0 && self.sending_on.of(language).iter().any(begins)
        })
    }

    /// What a template that many articles are made from calls the section: its heading and the heading beside it.
    fn slot(&self, article: &Document, index: usize) -> Option<Box<str>> {
        let title = |index: usize| article.sections.get(index).map(|section| article.text_of(section.heading));
        let heading = title(index)?;
        let (mark, beside) = match title(index + 1) {
            Some(next) => (">", next),
            None => ("<", index.checked_sub(1).and_then(title)?),
        };
        let is_owed = self.owed.has(&article.language.code, &heading.trim_end_matches(':').to_lowercase());
        (!is_owed).then(|| [heading, "\n", mark, beside].concat().into())
    }

    /// The next heading of a log says it: "12 March" above "Cancelled for want of a quorum".
    fn is_said_below(&self, article: &Document, index: usize) -> bool {
        let (Some(section), Some(next)) = (article.sections.get(index), article.sections.get(index + 1)) else { return false };
        let has_year = article.text_of(section.heading).bytes().any(|byte| byte.is_ascii_digit());
        has_year && next.level == section.level && self.is_called_off(&article.language.code, article.text_of(next.heading))
    }
}

/// The heading is the text: it shows a picture or a template, it says whole sentences, or it is a line below a title in the smallest type.
fn is_text_itself(article: &Document, index: usize, heading: &str) -> bool {
    let Some(section) = article.sections.get(index) else { return false };
    let shows = |kind| matches!(kind, InlineKind::Image | InlineKind::Embed | InlineKind::Template | InlineKind::Math);
    let has_picture = article.inlines_of(section.heading).iter().any(|inline| shows(inline.kind));
    let above = article.sections.get(index.wrapping_sub(1)).map_or(0, |above| above.level);
    // "Read [the guide](guide.md) for tides, fees and the lock"; "Moorings for boats of all sizes since 1904." right below the title.
    let is_below_title =
        || index == 1 && article.sections.first().is_some_and(|title| !article.range_has_content(title.heading + 1, section.heading));
    let is_said = || {
        !article.block(section.heading).flags.has(Flags::GUESS)
            && ((has_words(heading, 6) && heading.ends_with('.') || has_words(heading, 10) && !heading.ends_with('?')) && is_below_title()
                || has_words(heading, 4)
                    && article.links_in(section.heading).next().is_some()
                    && !is_made_of(article, section.heading, &[InlineKind::Link]))
    };
    // The title of a change is all that a list of changes says of it.
    let is_change = || {
        let mut links = article.links_in(section.heading);
        links.next().is_some_and(|(_, link)| ["/pull/", "/commit/", "/issues/"].iter().any(|part| link.url.contains(part)))
            && links.next().is_none()
    };
    // The whole file is one message: "The gauge sends no readings, for its cable is cut."
    let is_message = || {
        article.children(Document::ROOT).take(2).count() == 1
            && article.source.format() != Format::Plain
            && (has_words(heading, 4) && heading.ends_with('.') || has_words(heading, 8))
    };
    // "DO NOT MOOR AT THE FUEL PIER." shouts all that it has to say.
    let is_shouted = || {
        has_words(heading, 4)
            && heading.trim_end().ends_with(['.', '!'])
            && heading.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
    };
    has_picture
        || is_said()
        || is_shouted()
        || is_message()
        || is_change()
        || is_link_itself(article, section)
        || has_words(heading, 25)
        || section.level == 6 && above < 5
}

/// A table of headings that are links is a menu.
fn is_link_in_a_cell(article: &Document, section: &Section) -> bool {
    article.is_within(section.heading, Kind::Cell) && is_made_of(article, section.heading, &[InlineKind::Link])
}

/// In plain text, "# Ring the bell" is the first line of a sample that a program reads.
fn is_above_a_comment(article: &Document, index: usize) -> bool {
    article.source.format() == Format::Plain
        && article.sections.get(index + 1).is_some_and(|next| {
            let line = article.block(next.heading).src.cut(article.source.text()).trim_start();
            line.strip_prefix('#').is_some_and(|comment| comment.starts_with(char::is_whitespace))
        })
}

/// "May 2024" among the first lines of an export: when the text was written.
fn is_date_below_title(article: &Document, section: &Section, heading: &str) -> bool {
    /// Blocks of a title page, and words of a date.
    const TITLE_PAGE: BlockId = 16;
    const WORDS: usize = 4;
    section.heading <= TITLE_PAGE
        && article.block(section.heading).flags.has(Flags::GUESS)
        && is_dated(heading)
        && !has_words(heading, WORDS + 1)
        && heading.split(|c: char| !c.is_alphanumeric()).any(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The heading is a link to what it names, as no other such heading of its level is that has text below it.
fn is_link_itself(article: &Document, section: &Section) -> bool {
    let is_link = |section: &Section| is_made_of(article, section.heading, &[InlineKind::Link]);
    let is_headed = |other: &Section| other.level == section.level && is_link(other) && !is_empty(article, other);
    // A row of links is a menu.
    let is_menu = article.inlines_of(section.heading).iter().filter(|inline| inline.kind == InlineKind::Link).count() >= 2;
    is_link(section) && (is_menu || !article.sections.iter().take(SECTIONS).any(is_headed))
}

/// A list without items, or with a lone bullet, is a defect of its own.
fn holds_empty_list(article: &Document, section: &Section) -> bool {
    (section.heading + 1..section.own_end).any(|id| article.block(id).kind == Kind::List)
}

/// "Presenter: Ada Lund", "Topic: The lock": what stands above the text of notes is a card that is set in headings.
fn is_field_of_a_card(article: &Document, index: usize) -> bool {
    /// Fields of a card.
    const FIELDS: usize = 6;
    let is_field = |section: &Section| {
        let heading = article.text_of(section.heading);
        heading.split_once(':').is_some_and(|(label, value)| !value.trim().is_empty() && !has_words(label, 4))
    };
    let fields = article.sections.get(..=index).filter(|fields| fields.len() <= FIELDS).unwrap_or_default();
    fields.first().is_some_and(|first| !article.range_has_content(0, first.heading))
        && fields.iter().all(|section| is_field(section) && is_empty(article, section))
}

/// "11:00 am – 11:10 am, Opening remarks: Ada Lund, pilot": a time and what happens then. Fewer words do beside other times.
fn is_entry_of_a_programme(article: &Document, index: usize) -> bool {
    /// Entries that make a programme, and how far around they are looked for.
    const ENTRIES: usize = 3;
    const AROUND: usize = 12;
    let title = |section: &Section| article.text_of(section.heading);
    let near = article.sections.iter().skip(index.saturating_sub(AROUND)).take(2 * AROUND);
    article.sections.get(index).is_some_and(|section| {
        begins_with_time(title(section))
            && (has_words(title(section), 3)
                || near.filter(|other| other.level == section.level && begins_with_time(title(other))).take(ENTRIES).count() == ENTRIES)
    })
}

fn begins_with_time(heading: &str) -> bool {
    let (time, _) = heading.split_once(char::is_whitespace).unwrap_or((heading, ""));
    time.split_once([':', '.']).is_some_and(|(hour, rest)| {
        let digits = |text: &str| !text.is_empty() && text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        digits(hour) && digits(rest.get(..2).unwrap_or("")) && !rest.get(2..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    })
}

/// What stands below the heading lies in a block that is never closed, which is a defect of its own.
fn is_swallowed(article: &Document, section: &Section) -> bool {
    let from = article.block(section.heading).src.end();
    let to = article.blocks.get(section.own_end as usize).map_or(article.source.text().len() as u32, |next| next.src.start());
    article.unclosed.iter().any(|unclosed| (from..=to).contains(&unclosed.src.start()))
}

/// A date in figures and words behind it.
fn is_date_with_remark(heading: &str) -> bool {
    let (date, remark) = heading.split_once(' ').unwrap_or((heading, ""));
    let is_date =
        date.matches(['/', '-', '.']).count() == 2 && date.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'-' | b'.'));
    // "4 December 2026 [only three of us, the lock is checked offline]".
    let behind_year = heading.split_once('[').is_some_and(|(date, remark)| {
        date.trim_end().ends_with(|c: char| c.is_ascii_digit()) && remark.ends_with(']') && has_words(remark, 3)
    });
    is_date && remark.chars().any(char::is_alphabetic) || behind_year
}

/// A short line of an export may be a caption whose picture is gone; a question or a numbered step is a heading.
fn is_guess(article: &Document, section: &Section, heading: &str) -> bool {
    let is_numbered = || heading.split_whitespace().take(2).any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    article.block(section.heading).flags.has(Flags::GUESS) && !heading.ends_with('?') && !is_numbered()
}

/// "Written for the allotment society by Hanna Weiss": the last line of an export says whose it is.
fn is_signed(article: &Document, section: &Section, heading: &str) -> bool {
    let is_last = section.end as usize >= article.blocks.len();
    let first = heading.split(' ').next().unwrap_or("");
    let names = heading.split_once(" by ").is_some_and(|(_, name)| name.split(' ').all(|word| word.starts_with(char::is_uppercase)));
    is_last
        && names
        && (first.ends_with("ed") || matches!(first, "Written" | "Photos" | "Photo" | "Text" | "Words"))
        && article.block(section.heading).flags.has(Flags::GUESS)
}

/// Neither text nor subsections.
fn is_empty(article: &Document, section: &Section) -> bool {
    section.own_end >= section.end
        && (!article.range_has_content(section.heading + 1, section.own_end) || holds_only_a_way_back(article, section))
        && !shows_navigation(article, section)
        && !opens_table(article, section)
        && !opens_box(article, section)
}

/// Whether a box with a heading of its own stands right below: a warning, an example with its title. A box that is a section itself has another
/// one behind it, or below its heading.
fn opens_box(article: &Document, section: &Section) -> bool {
    let outer = article.block(section.heading).parent;
    let behind = article.block(section.heading).end;
    let (block, title) = (article.block(behind), article.block(behind + 1));
    if titles_example(article, behind) {
        return article.range_has_content(behind + 1, article.section_of(behind).map_or(0, |example| example.own_end));
    }
    let is_box = block.kind == Kind::Region && block.parent == outer && title.kind == Kind::Heading && title.parent == behind;
    let headings = |from: BlockId, to: BlockId| (from..to).filter(|id| article.block(*id).kind == Kind::Heading).take(2).count();
    let follows = article.block(block.end);
    is_box
        && headings(behind, block.end) == 1
        && article.range_has_content(behind + 2, block.end)
        && !(follows.parent == outer && follows.kind == Kind::Region && article.block(block.end + 1).kind == Kind::Heading)
}

/// A menu in the heading's own box is what the section shows.
fn shows_navigation(article: &Document, section: &Section) -> bool {
    let outer = article.block(section.heading).parent;
    let behind = article.block(section.heading).end;
    let block = article.block(behind);
    let is_own = block.parent == outer && behind < section.own_end && block.flags.has(Flags::BOILER);
    // A list of links right below its heading is what the section lists, whatever it looks like to a reader of whole pages.
    let is_list = || {
        let inner = article.children(behind).next();
        block.kind == Kind::List && inner.is_some()
            || inner.is_some_and(|inner| article.block(inner).kind == Kind::List && article.block(inner).src.start() == block.src.start())
            // A table of links, as books have it above the pages of a chapter.
            || block.kind == Kind::Table && article.inlines_of_range(behind, block.end).iter().any(|inline| inline.kind == InlineKind::Link)
    };
    is_own && (is_list() || outer != Document::ROOT && !article.text_of(behind).is_empty())
}

/// A name out of code (`System.String[]`, `run()`, `--force`) or "None": a reference lists such names as headings, and the name is all
/// there is to say. A name in mixed case (`PSCustomObject`) counts beside one that is plainly out of code. So does a field with its value
/// ("Date & time: 11/18 11:41").
fn is_name(article: &Document, index: usize) -> bool {
    let title =
        |index: Option<usize>| index.and_then(|index| article.sections.get(index)).map_or("", |section| article.text_of(section.heading));
    let heading = title(Some(index));
    let has_value = heading.split_once(": ").is_some_and(|(_, value)| !value.is_empty() && !value.chars().any(char::is_alphabetic));
    let is_listed = || is_out_of_code(title(index.checked_sub(1))) || is_out_of_code(title(Some(index + 1)));
    heading == "None" || has_value || is_out_of_code(heading) || is_in_mixed_case(heading) && is_listed()
}

/// A signature (`impl Freeze for Gauge`, `gauge.read(line[, metres])`) beside another one: a reference lists them as headings.
fn is_signature_among_others(article: &Document, index: usize) -> bool {
    let is_signature =
        |index: Option<usize>| index.and_then(|index| article.sections.get(index)).is_some_and(|section| is_code(article, section));
    let is_marked = article.sections.get(index).is_some_and(|section| is_marked_as_code(article, section));
    is_marked || is_signature(Some(index)) && (is_signature(index.checked_sub(1)) || is_signature(Some(index + 1)))
}

/// The heading is code: it is marked as such, or it has what only code has.
fn is_code(article: &Document, section: &Section) -> bool {
    let heading = article.text_of(section.heading);
    let is_call = || heading.split_once('(').is_some_and(|(name, _)| name.ends_with(char::is_alphanumeric)) && heading.contains(')');
    shows_code(heading)
        || heading.contains('<') && heading.contains('>')
        || is_call()
        || is_made_of(article, section.heading, &[InlineKind::Code])
}

/// The tag of a heading says that it is code.
fn is_marked_as_code(article: &Document, section: &Section) -> bool {
    let source = article.block(section.heading).src.cut(article.source.text());
    let tag = source.split('>').next().unwrap_or("");
    article.source.format() == Format::Html && tag.contains("class=") && tag.contains("code")
}

/// A comment, or a heading that is a directive (`::: harbour.tides`), says that the text is put in later by a generator.
fn is_generated(article: &Document, section: &Section) -> bool {
    let heading = article.text_of(section.heading);
    if is_directive(heading) || is_place(heading) {
        return true;
    }
    let (from, to) = (article.block(section.heading).src.end(), article.blocks.get(section.own_end as usize).map(|next| next.src.start()));
    let end = to.unwrap_or(article.source.text().len() as u32).max(from);
    let between = Span::new(from, end).cut(article.source.text());
    // "```{include} lights.md": a fence that a generator reads, with what it is to put there.
    let is_directive = |line: &str| {
        let behind = line.trim_start().trim_start_matches(['`', ':', '~']);
        behind.len() + 3 <= line.trim_start().len()
            && behind.strip_prefix('{').and_then(|rest| rest.split_once('}')).is_some_and(|(_, named)| !named.trim().is_empty())
    };
    if between.contains('{') && (between.lines().any(is_directive) || puts_in(between)) {
        return true;
    }
    let Some((_, comment)) = between.split_once("<!--") else { return false };
    let comment = comment.to_ascii_lowercase();
    comment.contains("generated") || comment.trim_start().starts_with("include")
}

/// The last heading of a file that stands for its folder ("index.md", "README.md"), with nothing behind it.
fn is_end_of_index(article: &Document, section: &Section) -> bool {
    section.own_end as usize >= article.blocks.len() && stands_for_folder(article)
}

/// One word with a sign that no word of prose has.
fn is_out_of_code(heading: &str) -> bool {
    // "moor(boat, [berth])" has blanks between its brackets only.
    let name = heading.strip_suffix(')').and_then(|call| call.split_once('(')).map(|(name, _)| name);
    if name.is_some_and(|name| !name.is_empty() && !name.contains(char::is_whitespace)) {
        return true;
    }
    let mut words = heading.split_whitespace();
    let (Some(word), None) = (words.next(), words.next()) else { return false };
    let inner = word.trim_end_matches(['.', ':', '?', '!']);
    inner.contains(['.', '(', '[', '_', '<', '\\', '/', '=', '$', '@']) || inner.starts_with('-')
}

/// One word with a capital inside.
fn is_in_mixed_case(heading: &str) -> bool {
    !heading.contains(char::is_whitespace) && heading.chars().skip(1).any(char::is_uppercase) && heading.chars().any(char::is_lowercase)
}

/// One of three numbered headings in a row without text: a list whose points are marked as headings.
fn is_point_of_a_list(article: &Document, index: usize) -> bool {
    let is_point =
        |section: &Section| article.text_of(section.heading).starts_with(|c: char| c.is_ascii_digit()) && is_empty(article, section);
    let around = article.sections.get(index.saturating_sub(2)..(index + 3).min(article.sections.len())).unwrap_or_default();
    around.windows(3).any(|row| row.iter().all(is_point))
}

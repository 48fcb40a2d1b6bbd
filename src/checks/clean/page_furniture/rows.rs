//! Lines of a page that are known by their shape: rows of its parts, counts of what readers did, players, notices and invitations.

use std::ops::Range;

use super::PageFurniture;
use crate::checks::prose::{has_words, next_block};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
use crate::source::Format;

/// Bytes of a row, at most.
const LONGEST: usize = 140;

/// First words of lines that are known by their shape.
pub(super) const FIRST: [&str; 7] = ["join", "previous", "follow", "image", "photo", "slide", "page"];

/// What stands before the first capital within a word: parts that run together begin so.
pub(super) fn first_of_glued(line: &str) -> Option<&str> {
    let first = line.get(..line.len().min(24)).or_else(|| line.split(' ').next())?;
    let turn = first
        .as_bytes()
        .windows(2)
        .take_while(|pair| pair.first() != Some(&b' '))
        .position(|pair| matches!(pair, [one, other] if one.is_ascii_lowercase() && other.is_ascii_uppercase()))?;
    first.get(..=turn)
}

impl PageFurniture {
    /// Whether a line is nothing but parts of a page, one behind the other or run together: "Tweet Pin Share 12 Email", `ShareTweetPin`.
    pub(super) fn is_row_of_parts(&self, language: &str, line: &str) -> bool {
        /// Parts of such a row.
        const PARTS: usize = 3;
        if line.len() > LONGEST || line.ends_with(['.', ':', ';', ',']) || !line.starts_with(char::is_uppercase) {
            return false;
        }
        let lower = line.to_ascii_lowercase();
        let (mut at, mut parts, mut last) = (0, 0, "");
        while let Some(rest) = lower.get(at..).filter(|rest| !rest.is_empty()) {
            let skipped = rest.len() - rest.trim_start_matches(|c: char| !c.is_alphabetic()).len();
            // Counts and marks stand between them; "and" and whatever else does not.
            if skipped > 0 {
                let between = rest.get(..skipped).unwrap_or("");
                if between.contains([',', '.', '(', '/', '"', '“']) || between.trim() == "-" {
                    return false;
                }
                at += skipped;
                continue;
            }
            let goes_on = |part: &str| {
                let behind = lower.as_bytes().get(at + part.len());
                behind.is_none_or(|byte| !byte.is_ascii_alphabetic())
                    || line.as_bytes().get(at + part.len()).is_some_and(u8::is_ascii_uppercase)
            };
            let begins = line.as_bytes().get(at).is_some_and(u8::is_ascii_uppercase);
            let known = self
                .lines
                .of(language)
                .iter()
                .chain(self.parts.of(language))
                .chain(self.chained.of(language))
                .filter(|part| rest.starts_with(part.as_str()) && goes_on(part));
            let Some(part) = known.max_by_key(|part| part.len()).filter(|_| begins) else { return false };
            parts += usize::from(part != last);
            last = part;
            at += part.len();
        }
        parts >= PARTS
    }

    /// Whether a line begins with a number and tells what readers did, where a picture stands among others or how long a player plays.
    pub(super) fn is_count(&self, language: &str, line: &str) -> bool {
        /// Words of such a line.
        const WORDS: usize = 6;
        if line.len() > LONGEST || line.ends_with(['.', ':']) || line.split(' ').nth(WORDS).is_some() {
            return false;
        }
        let words: Vec<&str> = line.split(' ').collect();
        let is_number = |word: &str| {
            let digits = word.trim_end_matches(['k', 'K', 'm', 'M', '+']);
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
        };
        let is_time = |word: &str| {
            word.split_once(':').is_some_and(|(minutes, seconds)| is_number(minutes) && seconds.len() == 2 && is_number(seconds))
        };
        match words.as_slice() {
            ["Follow", account] => account.len() > 3 && account.starts_with('@'),
            [number, what] => is_number(number) && self.counted.has(language, &what.to_lowercase()),
            [number, "of", all, rest @ ..] if is_number(number) && is_number(all) => {
                rest.len() > 1 && self.lines.has(language, &rest.join(" ").to_lowercase())
            }
            ["Image" | "Photo" | "Slide" | "Page", number, "of", all] => is_number(number) && is_number(all),
            [at, "/", length, ..] => is_time(at) && is_time(length),
            _ => false,
        }
    }

    /// Whether a line asks readers to join others, by a number of theirs: "Join 20,000 readers who …".
    pub(super) fn is_invitation(&self, language: &str, line: &str) -> bool {
        let lower = line.to_lowercase();
        let Some(rest) = lower.strip_prefix("join ") else { return false };
        let mut words = rest.split(' ').skip_while(|word| matches!(*word, "over" | "more" | "than" | "our" | "the" | "nearly" | "almost"));
        let Some(number) = words.next().filter(|number| number.starts_with(|c: char| c.is_ascii_digit())) else { return false };
        // "Join 200 volunteers who clean the beach" is no call of a page: those count by the thousand.
        let is_large = number.contains([',', '+', 'k']);
        let behind: Vec<&str> = words.take(2).collect();
        behind.iter().any(|word| self.joined.has(language, word)) || is_large && behind.get(1) == Some(&"who")
    }
}

/// Whether a line says whose the page is: "© 2024 Garden Media. All rights reserved."
pub(super) fn is_notice(line: &str) -> bool {
    let rest = line.strip_prefix("Copyright ").unwrap_or(line);
    let marked = rest.strip_prefix('©').or_else(|| rest.strip_prefix("(c)"));
    let rest = marked.unwrap_or(rest).trim_start();
    let is_year = rest
        .get(..4)
        .is_some_and(|year| (year.starts_with("19") || year.starts_with("20")) && year.bytes().all(|byte| byte.is_ascii_digit()));
    is_year && (marked.is_some() || line.starts_with("Copyright ") && line.contains("ights reserved"))
}

/// Whether a notice is one of several, as a book has them for all who own a part of it.
pub(super) fn is_imprint(article: &Document, id: BlockId) -> bool {
    let above = (0..id).rev().take(4).find(|above| article.block(*above).kind.is_leaf());
    let is_other = |beside: Option<BlockId>| beside.is_some_and(|beside| is_notice(article.text_of(beside)));
    is_other(above) || is_other(next_block(article, id))
}

/// Whether a line says something by itself: a label with its sentence, or what the picture above it does.
pub(super) fn is_told(article: &Document, id: BlockId, line: &str) -> bool {
    let is_markdown = matches!(article.source.format(), Format::Markdown | Format::Mdx);
    let text = article.text_of(id);
    // "[Get notified of new lamps](…)" is its writer's own, "@SUBSCRIBE@" and "Tags: {{ tags }}" are filled in by a program, and "=== Download" heads a part.
    let is_link = || {
        let inlines = article.inlines_of_range(id, id + 1);
        has_words(text, 3) && inlines.iter().any(|inline| inline.kind == InlineKind::Link && inline.text.cut(&article.text) == text)
    };
    let is_framed = text.starts_with('@') && text.ends_with('@') || text.starts_with("==") || text.contains('\u{fffc}');
    is_labelled_sentence(line)
        || is_framed
        || is_markdown && (is_sentence_behind_label(line) || is_link())
        || is_told_of_picture(article, id)
}

/// "(click to enlarge)" right below a picture: what the picture does.
fn is_told_of_picture(article: &Document, id: BlockId) -> bool {
    /// Blocks above it that may hold the picture.
    const NEAR: u32 = 3;
    let has_picture = || {
        article.inlines_of_range(id.saturating_sub(NEAR), id).iter().any(|inline| inline.kind == InlineKind::Image)
            || (id.saturating_sub(NEAR)..id).any(|above| article.block(above).kind == Kind::Figure)
    };
    article.text_of(id).starts_with('(') && has_picture()
}

/// "More like this: The lamp is lit at dusk.": a label that its writer set before a sentence.
fn is_sentence_behind_label(line: &str) -> bool {
    /// Words of a sentence.
    const WORDS: usize = 4;
    line.split_once(": ").is_some_and(|(_, rest)| rest.ends_with('.') && has_words(rest, WORDS))
}

/// Whether the entries of a table of contents stand below a line of a text: the source has several short lines there, with dots, with numbers of
/// parts, or one further in than the other.
pub(super) fn stands_over_contents(article: &Document, id: BlockId) -> bool {
    /// Entries, and lines that are looked at.
    const ENTRIES: usize = 3;
    const NEAR: usize = 12;
    let behind = article.source.text().get(article.block(id).src.end() as usize..).unwrap_or("");
    let lines = behind.lines().skip(1).filter(|line| line.chars().any(char::is_alphanumeric)).take(NEAR);
    let is_entry = |line: &&str| {
        let said = line.trim();
        let is_numbered =
            said.trim_start_matches(['*', '-', '§', '[', '(', ' ']).starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'I' | 'V'));
        let is_indented = line.starts_with("  ") || line.starts_with('\t');
        let has_page = said.contains("..") || said.contains(" . .");
        (is_numbered || is_indented || has_page) && !said.ends_with(['.', '!', '?', ',']) && !has_words(said, 14)
    };
    lines.take_while(is_entry).nth(ENTRIES - 1).is_some()
}

/// Whether a line is one of the first of a text, which say whose it is.
pub(super) fn heads_text(article: &Document, id: BlockId) -> bool {
    const LINES: usize = 8;
    let before = article.source.text().get(..article.block(id).src.start() as usize).unwrap_or("");
    article.source.format() == Format::Plain && memchr::memchr_iter(b'\n', before.as_bytes()).take(LINES).count() < LINES
}

/// Whether a line in capitals heads the terms of a licence: the whole file is one, or its terms stand right below.
pub(super) fn heads_terms(article: &Document, id: BlockId, line: &str) -> bool {
    /// Blocks below it that are looked at.
    const NEAR: usize = 6;
    let is_loud = line.bytes().any(|byte| byte.is_ascii_uppercase()) && !line.bytes().any(|byte| byte.is_ascii_lowercase());
    let tells = |below: BlockId| {
        let text = article.text_of(below);
        ["licen", "Licen", "Definitions", "DEFINITIONS"].iter().any(|word| text.contains(word))
    };
    is_loud && line.contains("TERMS") && (id + 1..article.blocks.len() as BlockId).take(NEAR).any(tells)
}

/// Whether a line leads to the page before and the one behind, each with its title: "Previous: Oils Next: Brushes".
pub(super) fn is_turn(line: &str) -> bool {
    let rest = ["Previous: ", "Previous post: ", "Previous article: ", "Prev: "].iter().find_map(|before| line.strip_prefix(before));
    rest.is_some_and(|rest| [" Next: ", " Next post: ", " Next article: "].iter().any(|next| rest.contains(next)))
}

/// Whether a line ends with a full stop behind what would be a label of the page: "Tags: use them sparingly." is a sentence.
fn is_labelled_sentence(line: &str) -> bool {
    let label = line.split_once(':').map_or("", |(label, _)| label);
    label.len() < 16
        && matches!(label.to_lowercase().as_str(), "tags" | "category" | "categories" | "related" | "share")
        && line.ends_with(['.', '!', '?'])
}

/// The blocks between the first and the last paragraph that say something.
pub(super) fn prose_between(article: &Document) -> Range<BlockId> {
    let is_said = |(id, block): &(BlockId, &crate::document::Block)| {
        block.kind == Kind::Paragraph && !block.flags.has(Flags::BOILER) && has_words(article.text_of(*id), 8)
    };
    let first = article.all().find(is_said).map_or(BlockId::MAX, |(id, _)| id);
    let all = article.blocks.iter().enumerate().rev().map(|(id, block)| (id as BlockId, block));
    let last = all.into_iter().find(is_said).map_or(0, |(id, _)| id);
    first.saturating_add(1)..last
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::findings;

    const RULE: &str = "page-furniture";

    #[test]
    fn a_table_of_contents_stands_over_its_entries() {
        let text = |entries: &str| {
            format!(
                "The tide book\n\nThis book tells how the tables are made, and by whom they are read.\n\nTable of Contents\n\n{entries}\n\nThe gauge is read every night, and the clerk adds the moon to what it says.\n"
            )
        };
        assert_eq!(findings(RULE, "book.txt", &text("   1. Gauges\n   2. Moons\n      2.1. New moon\n   3. Storms")), []);
        assert_eq!(
            findings(RULE, "book.txt", &text("====================\n\nGauges ........ 3\nMoons ......... 7\nStorms ........ 9")),
            []
        );
        assert_eq!(
            findings(RULE, "book.txt", &text("The clerk has kept the tables since spring, and nobody else may add to them.")).len(),
            1
        );
    }

    #[test]
    fn headings_of_help_name_controls() {
        let part = |name: &str, does: &str| format!("<h2>{name}</h2><p>{does}</p>");
        let page = |others: &str| {
            format!(
                "<h1>The tide window</h1><p>The window shows the tides of a week in three rows of boxes.</p>{others}<p>It closes by itself at noon, when the new table of the day is there.</p>"
            )
        };
        let controls = part("Accept All", "Accepts all corrections of the clerk.")
            + &part("Reject", "Rejects the one that is marked.")
            + &part("Next", "Goes to the next one.");
        assert_eq!(findings(RULE, "window.html", &page(&controls)), []);
        assert_eq!(findings(RULE, "window.html", &page("<p>Accept All</p>")).len(), 1);
    }

    #[test]
    fn navigation_of_a_page_that_says_so_is_in_its_place() {
        let page = |name: &str| {
            format!(
                "<body><div id=\"{name}\"><a href=\"index.html\">Home</a> | <a href=\"toc.html\">Table of contents</a> | <a href=\"all.html\">Index</a></div><h1>Tides</h1><p>The gauge is read every night, and the clerk adds the moon to it.</p><p>Nobody else may add to the tables that he makes of it.</p></body>"
            )
        };
        assert_eq!(findings(RULE, "tides.html", &page("global-nav")), []);
    }
}

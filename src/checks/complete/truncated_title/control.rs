//! Headings that go on in what stands below them: the words beside a field of a program, and the first line of a text.

use super::TruncatedTitle;
use super::name::Name;
use crate::checks::prose;
use crate::document::{BlockId, Document, Kind};
use crate::source::Format;

impl TruncatedTitle {
    /// The clause of a heading goes on below it. "Copy results to" above "Select the range …": the words beside a field of a program, whose
    /// value goes on with them.
    pub(super) fn names_a_control(&self, article: &Document, name: &Name<'_>) -> bool {
        /// Words of such a label.
        const LABEL: usize = 6;
        let language = &article.language.code;
        let is_seldom = || self.seldom_last.has(language, &prose::last_word(name.text).to_lowercase());
        // "Take this boat when" above a list of cases goes on in it.
        let goes_on = |next: BlockId| match article.block(next).kind {
            Kind::Paragraph => {
                let text = article.text_of(next);
                is_seldom() && self.describes(language, text)
                    || self.tells_what_it_does(language, text)
                    || self.is_page_of_controls(article)
            }
            Kind::List | Kind::DefList => is_seldom(),
            _ => false,
        };
        let is_list = |next: BlockId| matches!(article.block(next).kind, Kind::List | Kind::DefList);
        article.block(name.block).kind == Kind::Heading
            && text_below(article, name.block)
                .is_some_and(|next| (is_list(next) || !prose::has_words(name.text, LABEL + 1)) && goes_on(next))
    }

    /// Whether a text tells what a field or a button is for: "Select the berth …", "For guests, select …".
    fn describes(&self, language: &str, text: &str) -> bool {
        let begins = |text: &str, known: &str| {
            text.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known))
                && text.get(known.len()..).is_some_and(|rest| rest.starts_with(' '))
        };
        let tells = |text: &str| self.describing.of(language).iter().any(|known| begins(text, known));
        tells(text) || begins(text, "for") && text.split_once(", ").is_some_and(|(_, rest)| tells(rest))
    }

    /// "Specifies …": in this form it speaks of the field, where "Specify …" may tell readers what to do.
    fn tells_what_it_does(&self, language: &str, text: &str) -> bool {
        let first = text.split(' ').next().unwrap_or("");
        first.ends_with('s') && self.describes(language, text)
    }

    /// Several headings stand above such texts, so that the others are controls as well.
    fn is_page_of_controls(&self, article: &Document) -> bool {
        /// Headings that show it, and those that are looked at.
        const SEVERAL: usize = 3;
        const HEADINGS: usize = 100;
        let language = &article.language.code;
        let below = article.sections.iter().take(HEADINGS).filter_map(|section| prose::next_block(article, section.heading));
        let described =
            below.filter(|next| article.block(*next).kind == Kind::Paragraph && self.tells_what_it_does(language, article.text_of(*next)));
        described.take(SEVERAL).count() == SEVERAL
    }
}

/// The block below a heading, a remark in brackets between them aside: "Thanks to" above "(in the order of their names)".
fn text_below(article: &Document, heading: BlockId) -> Option<BlockId> {
    let next = prose::next_block(article, heading)?;
    let text = article.text_of(next).trim();
    let is_remark = article.block(next).kind == Kind::Paragraph && text.starts_with('(') && text.ends_with(')');
    if is_remark { prose::next_block(article, next) } else { Some(next) }
}

/// The sentence that a heading begins goes on in the paragraph below it, with a small letter: "For boats of the lower quay," above "the following
/// holds".
pub(super) fn goes_on_below(article: &Document, name: &Name<'_>) -> bool {
    let goes_on = |next: BlockId| {
        // Markdown takes the second line of a wrapped heading for a paragraph: the heading is cut then.
        let from = article.text_src(name.block).end() as usize;
        let gap = article.source.text().get(from..article.block(next).src.start() as usize).unwrap_or("");
        let is_apart = article.source.format() == Format::Html || gap.matches('\n').nth(1).is_some();
        article.block(next).kind == Kind::Paragraph && is_apart && article.text_of(next).starts_with(char::is_lowercase)
    };
    article.block(name.block).kind == Kind::Heading && prose::next_block(article, name.block).is_some_and(goes_on)
}

/// Another heading of the level begins and ends in the same words: "Raise the flag when", "Raise the lamp when" go on in what stands below each.
pub(super) fn is_one_of_a_row(article: &Document, name: &Name<'_>) -> bool {
    /// Sections on either side that are looked at: each heading that may be cut asks for them.
    const NEAR: usize = 40;
    let ends = |text: &str| {
        let first = text.split_whitespace().next().unwrap_or("").to_lowercase();
        (first, prose::last_word(text).to_lowercase())
    };
    let level = article.block(name.block).level;
    let place = article.sections.partition_point(|section| section.heading < name.block);
    let end = article.sections.len().min(place + NEAR);
    let beside = article.sections.get(place.saturating_sub(NEAR)..end).unwrap_or_default();
    let own = ends(name.text);
    let is_alike = |heading: BlockId| {
        let text = article.text_of(heading);
        heading != name.block && text != name.text && article.block(heading).level == level && ends(text) == own
    };
    article.block(name.block).kind == Kind::Heading && beside.iter().any(|section| is_alike(section.heading))
}

/// A plain text shows the first line of a paragraph as it shows a heading; the next one goes on in a small letter.
pub(super) fn is_wrapped_line(article: &Document, line: BlockId) -> bool {
    let goes_on = |next: BlockId| article.text_of(next).starts_with(char::is_lowercase);
    article.source.format() == Format::Plain && prose::next_block(article, line).is_some_and(goes_on)
}

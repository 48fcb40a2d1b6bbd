//! A bullet with nothing behind it, among others that say something.

use std::collections::HashMap;

use serde::Deserialize;

use super::slot::Slots;
use crate::checks::numbering::is_dated;
use crate::checks::prose::{self, Forms};
use crate::document::{BlockId, Document, Flags, Inline, InlineKind, Kind};
use crate::finding::{Edit, Fix};
use crate::rule::{ArticleCheck, Found};
use crate::source::Format;
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct EmptyListItem {}

impl ArticleCheck for EmptyListItem {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let (forms, slots) = (Forms::of(article), Slots::of(article));
        let mut left_blank: Vec<BlockId> = Vec::new();
        // Looked at once for each list: it may have thousands of blank items.
        let mut filled: HashMap<BlockId, bool> = HashMap::new();
        for (id, item) in article.of_kind(Kind::Item) {
            found.concerned();
            if article.has_content(id) && !is_mark_alone(article, id) || is_divider(article, item.src) {
                continue;
            }
            let list = item.parent;
            let is_alone = article.children(list).nth(1).is_none();
            // A list of several blank bullets is one defect of its own.
            let is_filled = *filled.entry(list).or_insert_with(|| article.has_content(list));
            if is_marker_of_text(article, id, list) {
                continue;
            }
            if !is_alone && !is_filled || forms.hold(list) || is_alone && slots.hold(list) {
                continue;
            }
            // Whoever takes notes opens the next bullet and has nothing more to write.
            if item.end == article.block(list).end && is_dated_notes(article) {
                left_blank.push(id);
                continue;
            }
            let finding = found.at(id, item.src, "list item has no text", [""; 0]);
            // The only item of a list is what is left of all of them.
            if !is_alone {
                finding.fixed_by(Fix::safe("remove the item", vec![Edit::remove(article.source.text(), item.src)]));
            }
        }
        terms(article, &forms, found);
        pairs(article, &forms, found);
        let Some((first, others)) = left_blank.split_first() else { return };
        let span = article.block(*first).src;
        let finding = match others.len() {
            0 => found.at(*first, span, "a last bullet was left blank", [""; 0]),
            more => found.at(*first, span, "{} last bullets were left blank", [(more + 1).to_string()]),
        };
        finding.milder().milder();
    }
}

/// Terms whose description was left blank, among others that say something. What a list leaves blank throughout is filled in by somebody else.
fn terms(article: &Document, forms: &Forms<'_>, found: &mut Found<'_>) {
    for (list, _) in article.of_kind(Kind::DefList) {
        let descriptions = || article.children(list).filter(|id| article.block(*id).kind == Kind::DefDesc);
        let blank = descriptions().filter(|id| !article.has_content(*id)).count();
        // Several in a row may share the next description.
        if blank != 1 || descriptions().nth(2).is_none() || forms.hold(list) {
            continue;
        }
        for id in descriptions().filter(|id| !article.has_content(*id)) {
            let term = id.checked_sub(1).and_then(|above| article.children(list).take_while(|child| *child <= above).last());
            let holds =
                |inline: &Inline| matches!(inline.kind, InlineKind::Image | InlineKind::Embed | InlineKind::Template | InlineKind::Math);
            if article.inlines_of(id).iter().any(holds) {
                continue;
            }
            // `<dt>-q<dd><dt>--quiet<dd>Says nothing.`: two terms of one description.
            let tag = article.block(id).src.cut(article.source.text());
            let is_shared = tag.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("<dd")) && !tag.contains("</");
            // A step says all itself.
            let is_sentence = |term: &BlockId| prose::End::of(article.text_of(*term)) == prose::End::Closed;
            let is_term = |term: &BlockId| {
                article.block(*term).kind == Kind::DefTerm
                    && article.has_content(*term)
                    && !article.text_of(*term).contains(['=', '_', '{', '(', '<', '/'])
            };
            if let Some(term) = term.filter(is_term).filter(|term| !is_shared && !is_sentence(term)) {
                found.at(id, article.block(id).src, "nothing is said of “{}”", [article.text_of(term)]);
            }
        }
    }
}

/// Nothing but a mark stands in the item: a stop, or a dash between items that say something.
fn is_mark_alone(article: &Document, id: BlockId) -> bool {
    /// Items that show it.
    const NEAR: usize = 40;
    let is_dash = |id: BlockId| matches!(article.text_of(id).trim(), "—" | "–" | "-");
    match article.text_of(id).trim() {
        ";" | "," | "." => true,
        // Several dashes in a list say "none" in it.
        _ => {
            is_dash(id) && {
                let siblings = || article.children(article.block(id).parent).take(NEAR);
                siblings().nth(2).is_some() && siblings().filter(|item| is_dash(*item)).nth(1).is_none()
            }
        }
    }
}

/// "Pears –" between "Apples – for juice" and "Plums – for jam": a name with its dash and nothing behind it.
fn pairs(article: &Document, forms: &Forms<'_>, found: &mut Found<'_>) {
    /// Items of a list that are looked at.
    const ITEMS: usize = 60;
    let ends = |id: BlockId| article.text_of(id).trim_end().ends_with(" –") || article.text_of(id).trim_end().ends_with(" —");
    let says = |id: BlockId| [" – ", " — "].iter().any(|dash| article.text_of(id).contains(dash));
    for (list, _) in article.of_kind(Kind::List) {
        let mut open = article.children(list).take(ITEMS).filter(|item| ends(*item));
        let (Some(item), None) = (open.next(), open.next()) else { continue };
        let others = || article.children(list).take(ITEMS).filter(|other| *other != item);
        if others().nth(1).is_some() && others().all(says) && !forms.hold(list) {
            let name = article.text_of(item).trim_end_matches([' ', '–', '—']);
            found.at(item, article.block(item).src, "nothing is said of “{}”", [name]);
        }
    }
}

/// No item, but a number that ends a sentence in its next line ("… of 24 July↵2015."), or a letter above the list of what it counts ("a)").
fn is_marker_of_text(article: &Document, item: BlockId, list: BlockId) -> bool {
    let block = article.block(item);
    let is_alone = article.children(list).nth(1).is_none();
    let marker = block.src.cut(article.source.text()).trim();
    let number: Option<u32> = marker.trim_end_matches(['.', ')']).parse().ok();
    let is_late = article.block(list).flags.has(Flags::ORDERED) && number.is_some_and(|number| number > 1);
    let goes_on = || prose::next_block(article, item).is_some_and(|next| matches!(article.block(next).kind, Kind::List | Kind::Code));
    is_alone && is_late || article.source.format() == Format::Plain && goes_on()
}

/// A line between the items of a menu: `<li class="divider">`.
fn is_divider(article: &Document, item: Span) -> bool {
    let tag = item.cut(article.source.text()).split('>').next().unwrap_or("");
    tag.starts_with("<li") && ["divider", "separator", "spacer"].iter().any(|class| tag.contains(class))
}

/// Notes of meetings, day after day: several headings are dates.
fn is_dated_notes(article: &Document) -> bool {
    /// Days of a log, and headings that are looked at.
    const DAYS: usize = 3;
    const HEADINGS: usize = 400;
    let headings = article.sections.iter().take(HEADINGS).map(|section| article.text_of(section.heading));
    headings.filter(|heading| is_dated(heading)).take(DAYS).count() == DAYS
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn found(text: &str) -> Vec<String> {
        markdown("empty-list-item", text).into_iter().map(|(message, _)| message).collect()
    }

    #[test]
    fn bullets_left_blank_at_the_ends_of_notes_are_one_remark() {
        let notes = "# Minutes\n\n## 3 May\n\n- The crane is late.\n-\n\n## 10 May\n\n- It came.\n-\n\n## 17 May\n\n- Nothing\n";
        assert_eq!(found(notes), ["2 last bullets were left blank"]);
        let lost = notes.replace("- The crane is late.\n-\n", "- The crane is late.\n-\n- The rope is short.\n");
        assert_eq!(found(&lost), ["list item has no text", "a last bullet was left blank"]);
    }

    #[test]
    fn a_bullet_without_words_among_others_is_lost() {
        assert_eq!(found("# Packing\n\n- A lamp\n-\n- A coat\n"), ["list item has no text"]);
        assert_eq!(found("# Packing\n\n- A lamp\n- ![A coat](coat.svg)\n"), [""; 0]);
    }

    #[test]
    fn a_slot_of_the_notes_may_stay_blank() {
        let day = |day: &str, item: &str| format!("## May {day}\n\nAbsent\n\n-{item}\n\nNotes\n\n- The fee stays.\n\n");
        let three = format!("# Minutes\n\n{}{}{}", day("3", " Ada"), day("10", ""), day("17", " Ben"));
        assert_eq!(found(&three), [""; 0]);
    }
}

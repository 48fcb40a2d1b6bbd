//! An announced number of things beside a list or headings of another number.

use serde::Deserialize;

use crate::document::{BlockId, Document, Kind, MetaFrom};
use crate::fact::{Facts, Sentence};
use crate::rule::{FactCheck, Found, Words};
use crate::span::Span;

mod announced;
mod listed;
#[cfg(test)]
mod tests;
mod title;
mod told;

use announced::announced;
use listed::Listed;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct CountMismatch {
    /// Nouns for things that are told one after another ("reasons"): a title must have one, and a lead-in behind a preposition.
    things: Words,
    /// Nouns for people and for amounts: what a list below says of them is not one item each.
    amounts: Words,
    /// Words before a list that leave its number open.
    open: Words,
    /// First words of headings that writers do not count, and labels of such items.
    uncounted: Words,
    /// First words of items that add something to those that were counted.
    additional: Words,
    /// Highest number that is checked; nobody counts longer lists.
    at_most: usize,
}

/// Whether the head of the page has the words of a heading without the number that it begins with: "11 Ropes and Knots", "Ropes and Knots (Manual)".
fn is_number_of_chapter(article: &Document, heading: &str) -> bool {
    let unnumbered = heading.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' ' | '\u{a0}'));
    unnumbered.len() < heading.len()
        && article.meta.iter().any(|meta| meta.key.eq_ignore_ascii_case("title") && meta.value.starts_with(unnumbered))
}

/// Headings around one that are looked at for the number before, behind or below its own.
const AROUND: usize = 24;

/// Whether a heading has its place in a numbered outline: "9 Common Knots" above "9.1 Bends", or between "8 Ropes" and "10 Lamps".
fn is_in_numbered_outline(article: &Document, section: usize) -> bool {
    let number = |at: usize| {
        let own = article.sections.get(at)?;
        let text = article.text_of(own.heading).trim_start();
        let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = text.get(..text.len() - behind.len())?;
        Some((own.level, digits.parse::<usize>().ok()?, behind))
    };
    let Some((level, own, _)) = number(section) else { return false };
    // "3.1 Modules" in the contents below it.
    let heading = article.sections.get(section).map_or(0, |section| section.heading);
    let first_below = format!("{own}.1");
    let opens_contents = |text: &str| text.strip_prefix(&first_below).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
    if article
        .all()
        .skip(heading as usize + 1)
        .take(AROUND)
        .any(|(id, block)| block.kind.is_leaf() && opens_contents(article.text_of(id).trim_start()))
    {
        return true;
    }
    let around = section.saturating_sub(AROUND)..section.saturating_add(AROUND);
    around.filter(|at| *at != section).filter_map(|at| Some((at, number(at)?))).any(|(at, (other_level, other, behind))| {
        let is_below =
            at > section && other == own && behind.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let is_beside = other_level == level && other.abs_diff(own) == 1 && behind.starts_with(char::is_whitespace);
        is_below || is_beside
    })
}

/// A number with what it announces.
struct Announced {
    number: usize,
    /// From the number to its noun, in the text of the article.
    text: Span,
}

impl FactCheck for CountMismatch {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        let article = facts.document;
        for sentence in facts.sentences() {
            if article.block(sentence.block).kind == Kind::Paragraph {
                self.lead_in(facts, &sentence, found);
                self.in_sentence(facts, &sentence, found);
                self.in_order(facts, &sentence, found);
            }
        }
        self.behind_lists(facts, found);
        for (index, section) in article.sections.iter().enumerate() {
            self.heading(article, index, section.heading, found);
        }
        self.title_of_metadata(article, found);
    }
}

impl CountMismatch {
    /// "The warden has three duties:" above a list.
    fn lead_in(&self, facts: &Facts<'_>, sentence: &Sentence<'_>, found: &mut Found<'_>) {
        let article = facts.document;
        let language = &*article.language.code;
        let ends_block = article.text_of(sentence.block).ends_with(sentence.printed());
        let Some(list) = Some(()).filter(|()| ends_block).and_then(|()| article.siblings_behind(sentence.block).next()) else { return };
        let kind = article.block(list).kind;
        let is_alone = kind == Kind::List && sentence.text.start() == article.block(sentence.block).text.start();
        if !(matches!(kind, Kind::List | Kind::Table) || title::is_bold_lead(article, list)) {
            return;
        }
        let Some(announced) = announced(sentence, self, language, is_alone).filter(|announced| announced.number <= self.at_most) else {
            return;
        };
        found.concerned();
        if kind != Kind::List {
            return Self::other_than_list(facts, sentence, &announced, list, found);
        }
        let listed = Listed::of(article, list);
        if listed.answers(article, announced.number, |text| self.is_additional(language, text)) {
            return;
        }
        found
            .at(
                sentence.block,
                facts.source(announced.text),
                "“{}” are announced, but the list has {} items",
                [facts.printed(announced.text), &listed.items.len().to_string()],
            )
            .related(list_span(article, list), "the list");
    }

    /// "Five ways to moor" above headings or a list.
    fn heading(&self, article: &Document, section: usize, heading: BlockId, found: &mut Found<'_>) {
        let printed = article.text_of(heading);
        let Some((number, words)) = self.title(article, printed) else { return };
        if is_number_of_chapter(article, printed) || is_in_numbered_outline(article, section) {
            return;
        }
        found.concerned();
        // Of announced questions, each heading is one, whatever it begins with.
        let asks = words.cut(printed).to_lowercase().ends_with("questions");
        let is_uncounted = |text: &str| !(asks && text.ends_with('?')) && self.is_uncounted(&article.language.code, text);
        let Some(parts) = title::parts(article, section, is_uncounted) else { return };
        let Some((count, what)) = parts.other_than(number) else { return };
        let start = article.block(heading).text.start();
        let text = Span::new(start + words.start, start + words.end);
        let finding = found.at(heading, article.source_span(text), what, [words.cut(printed), &count.to_string()]);
        finding.milder().related(parts.first, "the first of them");
    }

    /// The same in a title that only the metadata has.
    fn title_of_metadata(&self, article: &Document, found: &mut Found<'_>) {
        let Some(meta) = article.meta.iter().find(|meta| meta.from == MetaFrom::FrontMatter && &*meta.key == "title") else { return };
        let is_heading = |section: &crate::document::Section| article.text_of(section.heading) == &*meta.value;
        if article.sections.iter().any(|section| section.level == 1) || article.sections.iter().any(is_heading) {
            return;
        }
        let Some((number, words)) = self.title(article, &meta.value) else { return };
        found.concerned();
        let Some(parts) = title::parts_of_article(article, |text| self.is_uncounted(&article.language.code, text)) else { return };
        let Some((count, what)) = parts.other_than(number) else { return };
        found
            .at(Document::ROOT, meta.src, what, [words.cut(&meta.value), &count.to_string()])
            .milder()
            .related(parts.first, "the first of them");
    }

    fn title(&self, article: &Document, printed: &str) -> Option<(usize, title::Words)> {
        title::counted(printed, |word| self.things.has(&article.language.code, word)).filter(|(number, _)| *number <= self.at_most)
    }

    /// "Conclusion", "Bonus tip": a heading that writers do not count.
    fn is_uncounted(&self, language: &str, text: &str) -> bool {
        let first = first_words(text).next();
        first.is_some_and(|word| self.uncounted.has(language, &word) || self.additional.has(language, &word))
    }

    /// "Other", "The remaining ones", "Note: …": an item that adds something to those that were counted.
    fn is_additional(&self, language: &str, text: &str) -> bool {
        let is_label = text.split_once([':', '—', '–', '(']).is_some_and(|(label, _)| !label.trim().contains(' ')) || !text.contains(' ');
        // "A lamp (optional): …".
        let bracketed = text.split_once('(').and_then(|(label, rest)| (label.len() < 40).then(|| first_words(rest).next())?);
        first_words(text).take(2).any(|word| self.additional.has(language, &word))
            || bracketed.is_some_and(|word| self.additional.has(language, &word))
            || is_label && self.is_uncounted(language, text)
    }
}

/// A value that counts: a whole number below a thousand.
fn whole(value: f64) -> Option<usize> {
    (0..1000u16).find(|number| f64::from(*number) == value).map(usize::from)
}

/// The words of a text in lower case.
fn first_words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Where a list begins: its first item, so that a reader is not shown all of it.
fn list_span(article: &Document, list: BlockId) -> Span {
    article.children(list).next().map_or(article.block(list).src, |item| article.text_src(item))
}

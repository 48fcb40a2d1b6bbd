//! A section that says next to nothing, among sections that say much more.

use std::collections::HashMap;

use serde::Deserialize;

use crate::checks::prose::{End, Forms, count_words_to};
use crate::document::{Document, Flags, InlineKind, Kind, Section};
use crate::rule::{ArticleCheck, Found, Words};
use crate::source::Format;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ThinSection {
    /// Words that a section needs.
    at_least: usize,
    /// How many times as many words all its neighbours have.
    neighbours: usize,
    /// First words of the object of a verb.
    objects: Words,
}

impl ArticleCheck for ThinSection {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let forms = Forms::of(article);
        let weights: Vec<Option<usize>> =
            article.sections.iter().map(|section| weight(article, section, self.at_least * self.neighbours)).collect();
        // The lightest sections of each parent and level, so that one pass answers how heavy the others are.
        let mut lightest: HashMap<(u32, u8), Lightest> = HashMap::new();
        for (section, weight) in article.sections.iter().zip(&weights) {
            lightest.entry((section.parent, section.level)).or_default().add(*weight);
        }
        for (section, weight) in article.sections.iter().zip(&weights) {
            let Some(words) = weight.filter(|words| *words > 0) else { continue };
            found.concerned();
            let Some(others) = lightest.get(&(section.parent, section.level)) else { continue };
            let heading = article.text_of(section.heading);
            // Where most sections are code, tables or lists, a word or two are a field of a form.
            let is_prose = others.count >= 3 && others.of_other_kinds < others.count;
            if words < self.at_least
                && is_prose
                && others.second >= self.at_least * self.neighbours
                && !heading.ends_with('?')
                && !forms.hold(section.heading)
            {
                let said = (section.heading + 1..section.own_end).find(|id| !article.text_of(*id).is_empty()).unwrap_or(section.heading);
                if self.is_entry(article, heading, article.text_of(said)) {
                    continue;
                }
                found.at(said, article.text_src(said), "section “{}” says only “{}”", [heading, article.text_of(said)]);
            }
        }
    }
}

impl ThinSection {
    /// A line that says all that its section is for: what a thing with this name is or does ("tidegen – Makes tide tables", "Opens the
    /// gate."), who may copy it, or where more is said.
    fn is_entry(&self, article: &Document, heading: &str, text: &str) -> bool {
        let behind_name =
            text.get(..heading.len()).filter(|start| start.eq_ignore_ascii_case(heading)).and_then(|_| text.get(heading.len()..));
        let is_purpose = behind_name.is_some_and(|rest| [" – ", " — ", " - ", " -- "].iter().any(|dash| rest.starts_with(dash)));
        let mut words = text.split(' ');
        let verb = words.next().unwrap_or("");
        let mut is_of_verb = || words.next().is_some_and(|word| self.objects.has(&article.language.code, word));
        let does = verb.len() > 3 && verb.ends_with('s') && !verb.ends_with("ss") && is_of_verb();
        let is_notice = text.contains(['©', '\\', '{']);
        is_purpose || does || is_notice || article.source.format() == Format::Plain && text.contains(['<', '['])
    }
}

/// Sections side by side: how many, and the words of the lightest but one.
struct Lightest {
    count: usize,
    of_other_kinds: usize,
    first: usize,
    second: usize,
}

impl Default for Lightest {
    fn default() -> Self {
        Self { count: 0, of_other_kinds: 0, first: usize::MAX, second: usize::MAX }
    }
}

impl Lightest {
    fn add(&mut self, words: Option<usize>) {
        let Some(words) = words else {
            self.of_other_kinds += 1;
            return;
        };
        self.count += 1;
        if words < self.first {
            (self.first, self.second) = (words, self.first);
        } else {
            self.second = self.second.min(words);
        }
    }
}

/// The words of a section of paragraphs, `enough` for more; nothing for one that says something by other means or has subsections.
fn weight(article: &Document, section: &Section, enough: usize) -> Option<usize> {
    if section.own_end != section.end {
        return None;
    }
    let (mut words, mut is_sentence) = (0, false);
    for id in section.heading + 1..section.own_end {
        let block = article.block(id);
        match block.kind {
            Kind::Paragraph => {
                let text = article.text_of(id);
                words += count_words_to(text, enough.saturating_sub(words));
                // A value without a full stop fills a field: "Red Hat", "10 to 15 minutes".
                is_sentence |= End::of(text).is_closed();
            }
            Kind::Region | Kind::Rule => {}
            _ if block.flags.has(Flags::BOILER) => {}
            _ => return None,
        }
    }
    let is_shown = |kind| {
        matches!(
            kind,
            InlineKind::Image | InlineKind::Embed | InlineKind::Template | InlineKind::Math | InlineKind::Link | InlineKind::Code
        )
    };
    let shows_more = article.inlines_of_range(section.heading + 1, section.own_end).iter().any(|inline| is_shown(inline.kind));
    (!shows_more && (is_sentence || words == 0)).then_some(words)
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    const LONG: &str = "The keeper opens the gate when the water stands level, and closes it behind the last boat of the hour.";

    #[test]
    fn a_section_of_two_words_among_long_ones_is_thin() {
        let text = format!("# The lock\n\n## Fees\n\nThey vary.\n\n## Hours\n\n{LONG}\n\n## Boats\n\n{LONG}\n");
        let found = markdown("thin-section", &text);
        assert_eq!(found, [("section “Fees” says only “They vary.”".to_owned(), "They vary.".to_owned())]);
    }

    #[test]
    fn a_line_that_says_all_there_is_to_say_is_not_thin() {
        for said in ["Fees – What guests pay.", "Displays the fees.", "© 2021 by Ada Lund."] {
            let text = format!("# The lock\n\n## Fees\n\n{said}\n\n## Hours\n\n{LONG}\n\n## Boats\n\n{LONG}\n");
            assert_eq!(markdown("thin-section", &text), [], "{said}");
        }
        let text = format!("# The lock\n\n## Fees\n\nGuests pay.\n\n## Hours\n\n{LONG}\n\n## Boats\n\n{LONG}\n");
        assert_eq!(markdown("thin-section", &text).len(), 1);
    }

    #[test]
    fn short_sections_side_by_side_links_and_questions_are_not_thin() {
        let text = format!("# The lock\n\n## Fees\n\nThey vary.\n\n## Hours\n\nAll day.\n\n## Boats\n\n{LONG}\n");
        assert_eq!(markdown("thin-section", &text), []);
        let text =
            format!("# The lock\n\n## Fees\n\n[The list](fees.md)\n\n## Is it open?\n\nYes.\n\n## Hours\n\n{LONG}\n\n## Boats\n\n{LONG}\n");
        assert_eq!(markdown("thin-section", &text), []);
    }
}

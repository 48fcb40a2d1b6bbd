//! Two sections about the same thing under headings that only look different.

use std::collections::HashMap;

use serde::Deserialize;

use super::meaning::{Meaning, Small, Synonyms};
use super::title::{has_levels, lines, same_words};
use crate::checks::numbering::{is_dated, numbered};
use crate::document::{BlockId, Document, InlineKind, Kind, NONE};
use crate::rule::{ArticleCheck, Found, Words};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SimilarHeading {
    /// Words before a number: "Step 4".
    number_labels: Words,
    articles: Words,
    owners: Words,
    joints: Words,
    directions: Words,
    same_meaning: Synonyms,
    near_meaning: Synonyms,
}

/// A heading that later ones are compared with.
struct Earlier {
    heading: BlockId,
    meaning: Meaning,
    /// Label and number.
    number: Option<(String, u32)>,
    words: String,
}

/// Headings of one key that a later one is compared with.
const COMPARED: usize = 8;

impl ArticleCheck for SimilarHeading {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let language = &*article.language.code;
        let small = Small {
            articles: self.articles.of(language),
            owners: self.owners.of(language),
            joints: self.joints.of(language),
            directions: self.directions.of(language),
        };
        let mut known: HashMap<(u32, String), Vec<Earlier>> = HashMap::new();
        for section in &article.sections {
            found.concerned();
            let parent = if has_levels(article) { section.parent } else { NONE };
            let Some(heading) = self.read(article, section.heading, &small) else { continue };
            let earlier = known.entry((parent, heading.meaning.key())).or_default();
            report(article, earlier, &heading, found, false);
            if earlier.len() < COMPARED {
                earlier.push(heading);
            }
        }
        for line in lines(article) {
            let Some(heading) = self.read(article, line, &small) else { continue };
            if let Some(earlier) = known.get(&(NONE, heading.meaning.key())) {
                report(article, earlier, &heading, found, true);
            }
        }
    }
}

impl SimilarHeading {
    /// A heading as it is compared; `None` when it is code, a day of a log, or says too little.
    fn read(&self, article: &Document, id: BlockId, small: &Small<'_>) -> Option<Earlier> {
        let language = &*article.language.code;
        let title = article.text_of(id);
        let is_code = article.inlines_of(id).iter().any(|inline| inline.kind == InlineKind::Code);
        if is_code || is_dated(title) {
            return None;
        }
        let labels = self.number_labels.of(language);
        let number = numbered(title, labels).filter(|number| !number.rest.is_empty());
        // "3) Lesson 1: Knots" was numbered twice; the number with a word counts.
        let inner = number.as_ref().filter(|number| number.label.is_empty()).and_then(|number| numbered(number.rest, labels));
        let number = inner.filter(|inner| !inner.label.is_empty() && !inner.rest.is_empty()).or(number);
        let body = number.as_ref().map_or(title, |number| number.rest);
        let meaning = Meaning::of(body, language, small, &self.same_meaning, &self.near_meaning)?;
        let in_list = article.block(id).kind == Kind::Paragraph && article.is_within(id, Kind::Item);
        // The number of an item is no part of its text, but of what it looks like.
        let number = number.map(|number| (number.label, number.first)).or(in_list.then(|| (String::new(), 0)));
        let words = if in_list { String::new() } else { same_words(title) };
        Some(Earlier { heading: id, meaning, number, words })
    }
}

fn report(article: &Document, earlier: &[Earlier], heading: &Earlier, found: &mut Found<'_>, guessed: bool) {
    // The same words are a matter of `duplicate-heading`.
    if earlier.iter().any(|other| other.words == heading.words) {
        return;
    }
    let Some(similar) = earlier.iter().find(|other| is_similar(other, heading)) else { return };
    let words = [article.text_of(heading.heading), article.text_of(similar.heading)];
    let finding = found.at(heading.heading, article.text_src(heading.heading), "heading “{}” says the same as “{}”", words);
    finding.related(article.text_src(similar.heading), "first used here");
    if guessed {
        finding.milder();
    }
}

fn is_similar(one: &Earlier, other: &Earlier) -> bool {
    let numbers_agree = match (&one.number, &other.number) {
        // "Week 1: Review" and "Week 2: Review" are two weeks; "2. Fees" and "5. Fees" are one subject twice.
        (Some((label, number)), Some((others_label, others_number))) => {
            label.is_empty() && others_label.is_empty() || (label, number) == (others_label, others_number)
        }
        _ => true,
    };
    numbers_agree && one.meaning.is_same(&other.meaning)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::source::{Format, Source};

    /// Messages on an article of these headings.
    fn found(headings: &[&str]) -> Vec<String> {
        let standard = crate::checks::standard().unwrap();
        let rule = standard.rule(standard.find("similar-heading").unwrap()).unwrap();
        let check: SimilarHeading = rule.article.options.clone().try_into().unwrap();
        let sections: Vec<String> = headings.iter().map(|title| format!("## {title}\n\nThe ferry runs all the year.\n\n")).collect();
        let text = sections.concat();
        let article = Document::read(Source::of_text("ferry.md", Format::Markdown, &text), &Limits::default(), "en");
        let mut found = Found::new(&article, None, crate::finding::Severity::Warning);
        check.check(&article, &mut found);
        found.into_parts().0.iter().map(|finding| finding.message.plain()).collect()
    }

    fn similar(one: &str, other: &str) -> bool {
        !found(&[one, other]).is_empty()
    }

    #[test]
    fn numbers_articles_and_order_do_not_make_two_subjects() {
        assert!(similar("Fees", "2. Fees"));
        assert!(similar("Pay the Fee", "Step 4: Pay the Fee"));
        assert!(similar("The Night Ferry", "Night Ferry"));
        assert!(similar("Your Mooring Options", "Mooring Options"));
        assert!(similar("Night Crossing", "Night Crossings"));
        assert!(similar("Benefits of Early Booking", "Early Booking Benefits"));
        assert!(similar("Fees and Fines", "Fines & Fees"));
        assert!(similar("Follow-up", "Follow up"));
        assert!(similar("The U.S. Coast Guard", "U.S. Coast Guard"));
    }

    #[test]
    fn synonyms_make_one_subject() {
        assert!(similar("Benefits of Booking Early", "Advantages of Booking Early"));
        assert!(similar("Conclusion", "Final Thoughts"));
        assert!(similar("Goals of the Pilot", "Objectives of the Pilot"));
        assert!(!similar("Goals", "Objectives"));
    }

    #[test]
    fn contrasts_stay_two_subjects() {
        for (one, other) in [
            ("What Does a Harbour Master Do?", "What Does a Pilot Do?"),
            ("Fees in 2022", "Fees in 2023"),
            ("Pros of Night Crossings", "Cons of Night Crossings"),
            ("Week 1: Review", "Week 2: Review"),
            ("Option A: Buy", "Option B: Buy"),
            ("Before the Crossing", "After the Crossing"),
            ("Converting Knots to Miles", "Converting Miles to Knots"),
            ("Our Duties", "Your Duties"),
            ("C", "C++"),
            ("C#", "C"),
            ("`Boat`", "`Boats`"),
            ("Boat.moor", "Boat.moors"),
            ("With a Berth", "Without a Berth"),
            ("Using the AND Operator", "Using the OR Operator"),
            ("Moor and Pay", "Moor or Pay"),
        ] {
            assert!(!similar(one, other), "{one} / {other}");
        }
    }

    #[test]
    fn equal_words_are_left_to_the_rule_about_them() {
        assert!(!similar("Fees", "fees:"));
    }
}

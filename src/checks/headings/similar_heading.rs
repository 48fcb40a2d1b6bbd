//! Two sections about the same thing under headings that only look different.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::lexicon::{Lexicon, Lexicons, Role};
use super::meaning::{Meaning, Reader, is_code};
use super::title::{has_levels, lines, words_key};
use crate::checks::numbering::{Numbered, is_dated, names_version, numbered};
use crate::checks::prose::is_form;
use crate::document::{BlockId, Document, InlineKind, Kind, NONE, Section};
use crate::rule::{ArticleCheck, Found, Words};

#[derive(Deserialize)]
#[serde(from = "Options")]
pub(crate) struct SimilarHeading {
    /// Words before a number: "Step 4".
    number_labels: Words,
    lexicons: BTreeMap<String, Lexicon>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    number_labels: Words,
    articles: Words,
    owners: Words,
    joints: Words,
    directions: Words,
    ways: Words,
    askings: Words,
    same_meaning: Words,
    near_meaning: Words,
}

impl From<Options> for SimilarHeading {
    fn from(options: Options) -> Self {
        let mut lexicons = Lexicons::default();
        lexicons.add_small(&options.articles, Role::Article);
        lexicons.add_small(&options.owners, Role::Owner);
        lexicons.add_small(&options.joints, Role::Joint);
        lexicons.add_small(&options.directions, Role::Direction);
        lexicons.add_openers(&options.ways, true);
        lexicons.add_openers(&options.askings, false);
        lexicons.add_groups(&options.same_meaning, false);
        lexicons.add_groups(&options.near_meaning, true);
        Self { number_labels: options.number_labels, lexicons: lexicons.done() }
    }
}

/// A heading that later ones are compared with.
struct Earlier {
    heading: BlockId,
    meaning: Meaning,
    /// Label and number.
    number: Option<(String, u32)>,
    asks: bool,
    /// `None` for an item, whose number is no part of its text, so that nothing has its words.
    words: Option<u64>,
}

/// The parent of a section, the container around it and what its heading means.
type Key = (u32, u32, u64);

/// Headings of one key that a later one is compared with.
const COMPARED: usize = 8;

impl ArticleCheck for SimilarHeading {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        if !article.sections.is_empty() {
            found.concerned();
        }
        let none = Lexicon::default();
        let mut reader = Reader::new(self.lexicons.get(&*article.language.code).unwrap_or(&none));
        let lines = self.lines(article, &mut reader);
        let mut known: HashMap<Key, Vec<Earlier>> = HashMap::new();
        let form = OnceCell::new();
        let is_form = || *form.get_or_init(|| is_form(article));
        for (key, heading) in self.alike(article, &lines, &mut reader) {
            let Some(heading) = self.read(article, heading, &mut reader) else { continue };
            let earlier = known.entry(key).or_default();
            report(article, earlier, &heading, is_form, found, false);
            if earlier.len() < COMPARED {
                earlier.push(heading);
            }
        }
        for (key, line) in lines {
            let earlier = known.entry((NONE, NONE, key)).or_default();
            // Lines that a number makes a heading are compared with each other, too; bare ones may be anything.
            let in_list = article.is_within(line, Kind::Item);
            if earlier.is_empty() && !in_list {
                continue;
            }
            let Some(heading) = self.read(article, line, &mut reader) else { continue };
            report(article, earlier, &heading, is_form, found, true);
            if in_list && earlier.len() < COMPARED {
                earlier.push(heading);
            }
        }
    }
}

impl SimilarHeading {
    /// The headings that share parent and key with another one or with a line, in their order. All others need not be looked at.
    fn alike(&self, article: &Document, lines: &[(u64, BlockId)], reader: &mut Reader<'_>) -> Vec<(Key, BlockId)> {
        if article.sections.len() + lines.len() < 2 {
            return Vec::new();
        }
        let has_levels = has_levels(article);
        let mut keyed: Vec<(Key, BlockId)> = Vec::with_capacity(article.sections.len());
        // An only child has nothing to be like: its parent begins right above it and ends where it ends.
        let is_only_child = |index: usize, section: &Section| {
            let parent = article.sections.get(section.parent as usize);
            parent.is_some_and(|parent| section.parent as usize + 1 == index && parent.end == section.end)
        };
        for (index, section) in article.sections.iter().enumerate() {
            if has_levels && is_only_child(index, section) {
                continue;
            }
            // A word list of plain text is no row of headings.
            if !has_levels && !article.range_has_content(section.heading + 1, section.own_end) {
                continue;
            }
            let parent = if has_levels { section.parent } else { NONE };
            if let Some(meaning) = self.read_words(article, section.heading, reader) {
                keyed.push(((parent, section.container, meaning.key()), section.heading));
            }
        }
        keyed.sort_unstable();
        let mut of_lines: Vec<u64> = lines.iter().map(|line| line.0).collect();
        of_lines.sort_unstable();
        let mut alike: Vec<(Key, BlockId)> = keyed
            .chunk_by(|one, other| one.0 == other.0)
            .filter(|run| run.len() > 1 || run.first().is_some_and(|first| of_lines.binary_search(&first.0.2).is_ok()))
            .flatten()
            .copied()
            .collect();
        alike.sort_unstable_by_key(|(_, heading)| *heading);
        alike
    }

    /// Lines that may be headings, with their keys.
    fn lines(&self, article: &Document, reader: &mut Reader<'_>) -> Vec<(u64, BlockId)> {
        lines(article).filter_map(|line| Some((self.read_words(article, line, reader)?.key(), line))).collect()
    }

    /// The number of a heading and the words behind it.
    fn split<'d>(&self, article: &'d Document, id: BlockId) -> (Option<Numbered<'d>>, &'d str) {
        let labels = self.number_labels.of(&article.language.code);
        let title = article.text_of(id);
        let number = numbered(title, labels).filter(|number| !number.rest.is_empty());
        // "3) Lesson 1: Knots" was numbered twice; the number with a word counts.
        let inner = number.as_ref().filter(|number| number.label.is_empty()).and_then(|number| numbered(number.rest, labels));
        let number = inner.filter(|inner| !inner.label.is_empty() && !inner.rest.is_empty()).or(number);
        let body = number.as_ref().map_or(title, |number| number.rest);
        (number, body)
    }

    fn read_words<'r>(&self, article: &Document, id: BlockId, reader: &'r mut Reader<'_>) -> Option<&'r Meaning> {
        let (number, body) = self.split(article, id);
        reader.read(body, number.is_some_and(|number| !number.label.is_empty()))
    }

    /// A heading as it is compared; `None` when it is code, a day of a log, or says too little.
    fn read(&self, article: &Document, id: BlockId, reader: &mut Reader<'_>) -> Option<Earlier> {
        let title = article.text_of(id);
        let has_code = article.inlines_of(id).iter().any(|inline| inline.kind == InlineKind::Code);
        if has_code || is_code(title) || is_dated(title) {
            return None;
        }
        let meaning = self.read_words(article, id, reader)?.clone();
        let (number, _) = self.split(article, id);
        let in_list = article.block(id).kind == Kind::Paragraph && article.is_within(id, Kind::Item);
        // The number of an item is no part of its text, but of what it looks like.
        let number = number.map(|number| (number.label, number.first)).or(in_list.then(|| (String::new(), 0)));
        let words = if in_list { None } else { words_key(title) };
        let asks = title.trim_end().ends_with('?');
        Some(Earlier { heading: id, meaning, number, asks, words })
    }
}

/// A version heads what stands between the two: "Fix" below one release, "Fixes" below the next.
pub(super) fn is_of_other_release(article: &Document, earlier: BlockId, later: BlockId) -> bool {
    /// Sections above the later one that are looked at.
    const NEAR: usize = 200;
    let to = article.sections.partition_point(|section| section.heading < later);
    let near = article.sections.get(to.saturating_sub(NEAR)..to).unwrap_or_default();
    let between = near.iter().filter(|section| section.heading > earlier);
    let level = article.block(later).level;
    let heads = |section: &Section| {
        let heading = article.text_of(section.heading);
        let start = heading.match_indices(' ').nth(1).map_or(heading.len(), |(at, _)| at);
        section.level <= level && names_version(heading.get(..start).unwrap_or(heading))
    };
    between.into_iter().any(heads)
}

fn report(article: &Document, earlier: &[Earlier], heading: &Earlier, is_form: impl Fn() -> bool, found: &mut Found<'_>, guessed: bool) {
    // The same words are a matter of `duplicate-heading`.
    if heading.words.is_some() && earlier.iter().any(|other| other.words == heading.words) {
        return;
    }
    // A FAQ may take up what a section said; where levels are guessed, it cannot be told from the sections.
    let comparable = |other: &&Earlier| has_levels(article) || other.asks == heading.asks;
    let Some(similar) = earlier.iter().filter(comparable).find(|other| is_similar(other, heading)) else { return };
    let words = [article.text_of(heading.heading), article.text_of(similar.heading)];
    if differ_in_number(words) && are_of_code(article, heading.heading, similar.heading) {
        return;
    }
    // "2. Draw this lock", "3. Draw this lock": the numbered tasks of a quiz.
    let is_numbered = heading.number.is_some() && similar.number.is_some() && heading.number != similar.number;
    if is_numbered && is_form() {
        return;
    }
    // "Page" and "Pages" are two things of a program, and "Example:" a label; elsewhere they are one.
    let is_one_word = differ_in_number(words) && words.iter().all(|title| !title.trim().contains(' '));
    if is_one_word && (are_labels(words) || names_things(article))
        || differ_in_marks(words)
        || is_of_other_release(article, similar.heading, heading.heading)
    {
        return;
    }
    let finding = found.at(heading.heading, article.text_src(heading.heading), "heading “{}” says the same as “{}”", words);
    finding.related(article.text_src(similar.heading), "first used here");
    if guessed {
        finding.milder();
    }
}

/// "Example:" and "Examples:".
fn are_labels(words: [&str; 2]) -> bool {
    words.iter().all(|title| title.trim_end().ends_with(':'))
}

/// Whether most headings of an article are single words, or it shows code: they name the parts of a program or of a window.
fn names_things(article: &Document) -> bool {
    /// Headings that show it, at least.
    const SEVERAL: usize = 6;
    let all = article.sections.iter().filter(|section| section.level > 1);
    let (single, several) = all.fold((0_usize, 0_usize), |(single, several), section| {
        let is_single = !article.text_of(section.heading).trim().contains(' ');
        (single + usize::from(is_single), several + 1)
    });
    several >= SEVERAL && single * 2 >= several || article.of_kind(Kind::Code).next().is_some()
}

/// "Pier/Harbour" and "Pier (Harbour)": only the marks tell what is chosen.
fn differ_in_marks([one, other]: [&str; 2]) -> bool {
    let differ = |one: &str, other: &str| one.contains('/') && !one.contains('(') && other.contains('(') && !other.contains('/');
    differ(one, other) || differ(other, one)
}

/// "Tab" and "Tabs": one of them has a plural where the other has the same word.
fn differ_in_number([one, other]: [&str; 2]) -> bool {
    let words = |title: &'_ str| {
        let words = title.split(' ').filter(|word| !["a", "an", "the"].iter().any(|article| word.eq_ignore_ascii_case(article)));
        words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).trim_end_matches('s').to_lowercase()).collect::<Vec<_>>()
    };
    one.len() != other.len() && words(one) == words(other)
}

/// Code stands in a section: both are about things of a program, of which one may hold several of the other.
fn are_of_code(article: &Document, one: BlockId, other: BlockId) -> bool {
    let has_code = |heading: BlockId| {
        article.section_of(heading).is_some_and(|section| (heading + 1..section.end).any(|id| article.block(id).kind == Kind::Code))
    };
    has_code(one) || has_code(other)
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
    use crate::checks::tested::markdown;
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
    fn a_thing_of_a_program_and_several_of_it_are_two() {
        let page = |code: &str| {
            format!("# Boats\n\nAll of it.\n\n## Night Berth\n\nIt holds a boat.\n\n{code}\n\n## Night Berths\n\nAll of them.\n")
        };
        assert_eq!(markdown("similar-heading", &page("```\nberth.free()\n```")).len(), 0);
        assert_eq!(markdown("similar-heading", &page("It has a ladder.")).len(), 1);
    }

    #[test]
    fn numbers_articles_and_order_do_not_make_two_subjects() {
        assert!(similar("Fees", "2. Fees"));
        assert!(similar("Pay the Fee", "Step 4: Pay the Fee"));
        assert!(similar("The Night Ferry", "Night Ferry"));
        assert!(similar("Your Mooring Options", "Mooring Options"));
        assert!(similar("Night Crossing", "Night Crossings"));
        assert!(!similar("Articles", "Table of contents"));
        assert!(similar("Benefits of Early Booking", "Early Booking Benefits"));
        assert!(similar("Fees and Fines", "Fines & Fees"));
        assert!(similar("Follow-up", "Follow up"));
        assert!(similar("III. Rules of the pier", "Rules of the pier"));
        assert!(similar("Loading and inspection of crates", "Inspection and loading of crates"));
        assert!(similar("Parking for visitors", "Visitor parking"));
        assert!(similar("Usual errors", "Common pitfalls"));
        assert!(similar("If you need help", "Where to get help"));
        assert!(similar("The U.S. Coast Guard", "U.S. Coast Guard"));
    }

    #[test]
    fn synonyms_make_one_subject() {
        assert!(similar("Benefits of Booking Early", "Advantages of Booking Early"));
        assert!(similar("Conclusion", "Final Thoughts"));
        assert!(similar("Goals of the Pilot", "Objectives of the Pilot"));
        assert!(!similar("Goals", "Objectives"));
        assert!(similar("How to Choose a Berth", "Selecting the Berth"));
        assert!(similar("How do you splice a rope?", "Splicing a rope"));
        assert!(similar("What are the benefits of early booking?", "Benefits of early booking"));
        assert!(similar("Why this matters", "Why it is important"));
        assert!(similar("Pros and cons", "Advantages and disadvantages"));
        assert!(similar("Wrapping up", "Final thoughts"));
        assert!(similar("Week 4: Goals", "Week 4: Objectives"));
        assert!(similar("The evaluation process", "Assessment procedure"));
        assert!(similar("“Are there examples of late boats?”", "2. “Are there examples of late boats?”"));
        assert!(similar("Mooring Lines of a DockMate", "Mooring Line of the DockMate"));
        assert!(similar("Crew meals (winter)", "The crew meals (winter)"));
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
            // One word in the singular and the plural: a label, or a thing and a list of such.
            ("Example:", "Examples:"),
            // Marks that tell two choices apart, and two things of which each is with the other.
            ("Pier/Harbour", "Pier (Harbour)"),
            ("A Little Tar with Your Rope", "A Little Rope with Your Tar"),
            // A step and the subject around it.
            ("Choose a Berth", "Choosing a Berth"),
            ("Meeting the Pilots", "Pilot Meeting"),
            ("Loading of crates and inspection of boats", "Inspection of crates and loading of boats"),
            ("How to Book", "How to Cancel"),
            ("What Is a Pilot?", "What Is a Tug?"),
            ("Buying a Boat", "Selling a Boat"),
            ("Tips for Crews", "Tips for Guests"),
            ("Part A: Ropes", "Part B: Ropes"),
            // Names of code and options.
            ("berth", "berths"),
            ("getBerth", "getBerths"),
            ("The BoatList of the harbour", "The BoatLists of the harbour"),
            ("moor(boat)", "moor(boats)"),
            ("Week 3: Goals", "Week 4: Objectives"),
            ("Handling alarms", "Managing alarms"),
        ] {
            assert!(!similar(one, other), "{one} / {other}");
        }
    }

    #[test]
    fn equal_words_are_left_to_the_rule_about_them() {
        assert!(!similar("Fees", "fees:"));
    }
}

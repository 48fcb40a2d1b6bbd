//! A sentence that says again what the article said, and turns it round: "In short, exports fell" below "exports rose".

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

use crate::checks::prose::{End, has_inner_capital, has_words, sentences};
use crate::document::{BlockId, Document, Flags, Kind};
use crate::rule::{ArticleCheck, Found, Seen, Signs, Words, leaves};

mod lexicon;
mod said;

use lexicon::{Lexicon, WordKind};
use said::{Beginnings, Said, Turned};

/// The options, read into one lexicon for each language.
#[derive(Deserialize)]
#[serde(from = "Options")]
pub(crate) struct ContradictingStatement {
    /// Words that both sentences share at least, function words aside.
    words: usize,
    /// Words of the earlier sentence that the later one may leave out.
    left_out: usize,
    openers: Words,
    lexicons: BTreeMap<String, Lexicon>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    words: usize,
    left_out: usize,
    openers: Words,
    summaries: Words,
    opposites: Words,
    opposite_qualities: Words,
    verbs: Words,
    negations: Words,
    empty: Words,
    conditions: Words,
    limiting: Words,
}

impl From<Options> for ContradictingStatement {
    fn from(options: Options) -> Self {
        let languages = options.opposites.by_language().map(|(language, opposites)| {
            let mut lexicon = Lexicon::of(opposites, options.opposite_qualities.of(language));
            lexicon.add_openers(options.openers.of(language));
            for (kind, words) in [
                (WordKind::Summary, &options.summaries),
                (WordKind::Verb, &options.verbs),
                (WordKind::Negation, &options.negations),
                (WordKind::Empty, &options.empty),
                (WordKind::Condition, &options.conditions),
                (WordKind::Limiting, &options.limiting),
            ] {
                lexicon.add(kind, words.of(language));
            }
            (language.to_owned(), lexicon)
        });
        let lexicons = languages.collect();
        Self { words: options.words, left_out: options.left_out, openers: options.openers, lexicons }
    }
}

/// Sentences of an article that are compared with its others.
const RESTATING: usize = 60;

/// Sentences among them that deny something of a name, and the words of weight that they share with the one they deny.
const DENYING: usize = 20;
const DENIED_WORDS: usize = 5;

/// Kinds of signs.
const OPENER: u8 = 0;
const DENIAL: u8 = 1;

/// How a sentence denies what its subject does.
const DENIALS: [&str; 10] = ["does not", "do not", "did not", "is not", "are not", "cannot", "doesn't", "doesn’t", "isn't", "isn’t"];

impl ArticleCheck for ContradictingStatement {
    fn signs(&self) -> Signs {
        let mut signs = Signs::default();
        for (_, openers) in self.openers.by_language() {
            signs.add(OPENER, openers.iter().map(String::as_str));
        }
        signs.add(DENIAL, DENIALS);
        signs
    }

    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let seen = found.take_seen();
        let Some(lexicon) = self.lexicons.get(&*article.language.code) else { return };
        let leaves_of = |kind: u8| leaves(article, &seen).filter(move |(_, seen)| seen.kind == kind);
        let mut opened: Vec<BlockId> = leaves_of(OPENER).filter(|(_, seen)| may_open(article, seen)).map(|(id, _)| id).collect();
        opened.dedup();
        let mut denied: Vec<BlockId> = leaves_of(DENIAL).map(|(id, _)| id).filter(|id| is_running_text(article, *id)).collect();
        denied.dedup();
        let mut restating = restating(article, lexicon, &opened);
        restating.extend(denying(article, lexicon, &denied));
        if restating.is_empty() {
            return;
        }
        found.concerned();
        let needed: Vec<Beginnings> = restating.iter().map(|restating| restating.said.needed()).collect();
        let may_answer = |sentence: &str| {
            let begins = Beginnings::of(sentence);
            needed.iter().any(|needed| begins.has(*needed))
        };
        let all: Vec<Said<'_>> = running_text(article).flat_map(|id| said_in(article, lexicon, id, &may_answer)).collect();
        for Restating { said, summary, denies } in &restating {
            let is_elsewhere = |other: BlockId| other != said.block && !summary.contains(&other) && !is_beside(article, said.block, other);
            let others = || all.iter().filter(|other| is_elsewhere(other.block));
            // Where the article says both, it speaks of two cases.
            if others().any(|other| said.agrees(other, self.left_out)) {
                continue;
            }
            let least = if *denies { DENIED_WORDS } else { self.words };
            let turned = others().find_map(|other| said.turned(other, least, self.left_out).map(|turned| (other, turned)));
            let turned = turned.filter(|(_, turned)| !denies || matches!(turned, Turned::Denied));
            let Some((other, turned)) = turned else { continue };
            let place = article.source_span(other.span);
            match turned {
                Turned::Word(here, there) => found
                    .at(
                        said.block,
                        article.source_span(here),
                        "“{}” here, but “{}” elsewhere in the same words: “{}”",
                        [here.cut(&article.text).to_owned(), there.cut(&article.text).to_owned(), other.printed(article)],
                    )
                    .related(place, "the other statement"),
                Turned::Denied => found
                    .at(
                        said.block,
                        article.source_span(said.span),
                        "“{}” says the opposite of “{}”",
                        [said.printed(article), other.printed(article)],
                    )
                    .related(place, "the other statement"),
            };
        }
    }
}

/// Whether an opener may stand at the beginning of a sentence: "overall" does so but rarely.
fn may_open(article: &Document, opener: &Seen) -> bool {
    let before = article.text.get(..opener.text.start() as usize).unwrap_or_default();
    !before.trim_end_matches(' ').ends_with(|c: char| c.is_alphanumeric() || c == ',')
}

/// Paragraphs and items that are the article's own words.
fn running_text(article: &Document) -> impl Iterator<Item = BlockId> {
    article.of_kind(Kind::Paragraph).map(|(id, _)| id).filter(|id| is_running_text(article, *id))
}

fn is_running_text(article: &Document, id: BlockId) -> bool {
    let apart = |kind| matches!(kind, Kind::Quote | Kind::Cell | Kind::DefList | Kind::FootDef | Kind::Caption | Kind::Figure | Kind::Toc);
    let block = article.block(id);
    block.kind == Kind::Paragraph && !block.flags.has(Flags::BOILER) && !article.ancestors(id).any(|outer| apart(article.block(outer).kind))
}

/// The sentences that deny something of what has a name: in the same words, nothing else is meant.
fn denying<'a>(article: &'a Document, lexicon: &'a Lexicon, denied: &[BlockId]) -> impl Iterator<Item = Restating<'a>> {
    let said = denied.iter().flat_map(|id| said_in(article, lexicon, *id, |_| true)).filter(|said| said.denies_of_a_name);
    said.map(|said| Restating { said, summary: 0..0, denies: true }).take(DENYING)
}

/// The sentences of a paragraph that state something and are asked for.
fn said_in<'a>(
    article: &'a Document,
    lexicon: &'a Lexicon,
    id: BlockId,
    is_asked: impl Fn(&str) -> bool,
) -> impl Iterator<Item = Said<'a>> {
    let text = article.text_of(id);
    let is_statement = move |sentence: &str| is_asked(sentence) && End::of(sentence) == End::Closed && !sentence.trim_end().ends_with('?');
    let ranges = sentences(text).into_iter().filter(move |range| text.get(range.clone()).is_some_and(&is_statement));
    ranges.map(move |range| Said::read(article, lexicon, id, range))
}

/// A sentence that says again what was said before.
struct Restating<'a> {
    said: Said<'a>,
    /// The section that sums up, if that is where it stands: what it sums up stands outside.
    summary: Range<BlockId>,
    /// It only denies: nothing says that it was said before.
    denies: bool,
}

/// The sentences that say again what was said before: an opener says so, or the section or list that they stand in sums up.
fn restating<'a>(article: &'a Document, lexicon: &'a Lexicon, opened: &[BlockId]) -> Vec<Restating<'a>> {
    let summaries: Vec<Range<BlockId>> = article
        .sections
        .iter()
        .filter(|section| lexicon.sums_up(article.text_of(section.heading)))
        .map(|section| section.heading..section.end)
        .collect();
    let is_led_in = |id: BlockId| {
        let list = article.ancestors(id).filter(|outer| article.block(*outer).kind == Kind::List).last();
        let above = list.and_then(|list| list.checked_sub(1)).filter(|above| article.block(*above).kind == Kind::Paragraph);
        above.is_some_and(|above| lexicon.sums_up(article.text_of(above)))
    };
    let mut found = Vec::new();
    for id in running_text(article) {
        let is_opened = opened.binary_search(&id).is_ok();
        let summary = summaries.iter().find(|summary| summary.contains(&id)).cloned();
        let in_summary = summary.is_some() || is_led_in(id);
        if is_opened || in_summary {
            let said = said_in(article, lexicon, id, |_| true).filter(|said| (in_summary || said.restates) && said.can_be_turned());
            found.extend(said.map(|said| Restating { said, summary: summary.clone().unwrap_or(0..0), denies: false }));
        }
        if found.len() >= RESTATING {
            break;
        }
    }
    found
}

/// Whether two blocks stand side by side on purpose: as items of one list.
fn is_beside(article: &Document, one: BlockId, other: BlockId) -> bool {
    let list = |id: BlockId| article.ancestors(id).filter(|outer| article.block(*outer).kind == Kind::List).last();
    let labels = || label_above(article, one).zip(label_above(article, other));
    list(one).is_some_and(|of_one| list(other) == Some(of_one))
        || labels().is_some_and(|(one, other)| one != other)
        || is_first_of_entry(article, one) && is_first_of_entry(article, other)
}

/// Whether a block stands right below a heading that is a name out of a program: `NotLitAtNight`.
fn is_first_of_entry(article: &Document, id: BlockId) -> bool {
    let heading = article.section_of(id).map(|section| section.heading).filter(|heading| heading + 1 == id);
    heading
        .map(|heading| article.text_of(heading))
        .is_some_and(|title| !title.contains(char::is_whitespace) && (has_inner_capital(title) || title.contains(['_', '('])))
}

/// The bare name, alone in its list, that stands right above a block and is explained by it.
fn label_above(article: &Document, id: BlockId) -> Option<BlockId> {
    /// Words of a name.
    const WORDS: usize = 3;
    let above = id.checked_sub(1)?;
    let item = article.ancestors(above).find(|outer| article.block(*outer).kind == Kind::Item)?;
    let is_alone = article.children(article.block(item).parent).nth(1).is_none();
    let text = article.text_of(above);
    (is_alone && !has_words(text, WORDS + 1) && !text.ends_with(['.', '!', '?'])).then_some(above)
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn said(body: &str, summary: &str) -> Vec<String> {
        let text = format!("# The harbour\n\n{body}\n\nNobody minds the gulls.\n\n{summary}\n");
        markdown("contradicting-statement", &text).into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn one_word_is_turned_round() {
        assert_eq!(said("Exports of grain rose in the spring.", "In short, exports of grain fell in the spring."), ["fell"]);
        assert_eq!(
            said("The toll of a barge is at least 40 crowns a day.", "To recap: the toll of a barge is at most 40 crowns a day."),
            ["at most"]
        );
        // The later sentence leaves a word or two out.
        assert_eq!(said("Exports of dried grain rose sharply in the spring.", "In short, exports of grain fell in the spring."), ["fell"]);
    }

    #[test]
    fn a_statement_is_denied() {
        assert_eq!(said("The keeper lends ropes to sailing boats.", "In short, the keeper does not lend ropes to sailing boats.").len(), 1);
        assert_eq!(said("The office doesn't open the second lock.", "In short, the office opens the second lock.").len(), 1);
    }

    #[test]
    fn two_cases_and_other_things_are_left_alone() {
        for (body, summary) in [
            // No word of restating.
            ("Exports of grain rose in the spring.", "Exports of grain fell in the spring."),
            // Both are said above.
            (
                "Dues of long boats are higher in summer.\n\nDues of long boats are lower in summer.",
                "In short, dues of long boats are lower in summer.",
            ),
            // Another thing.
            ("Exports of dried grain rose in the spring.", "In short, exports of fresh fish fell in the spring."),
            // A condition.
            ("If the water rises, the keeper opens both gates.", "In short, if the water falls, the keeper opens both gates."),
            ("When the water rises, the keeper opens both gates.", "In short, when the water falls, the keeper opens both gates."),
            // Two kinds of things.
            ("Larger boats pay at the upper gate.", "In short, smaller boats pay at the upper gate."),
            // What is left out limits.
            ("Exports of grain rose only in the spring.", "In short, exports of grain fell in the spring."),
            // Too little.
            ("Exports rose.", "In short, exports fell."),
            ("Did exports of grain rise in the spring?", "In short, exports of grain fell in the spring."),
        ] {
            assert_eq!(said(body, summary), [""; 0], "{body} {summary}");
        }
    }
}

//! A lead-in that announces a list, with no list behind it.

use serde::Deserialize;

use crate::checks::prose::{self, End, Forms, count_words};
use crate::document::{Block, BlockId, Document, Flags, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found, Seen, Signs, Words};
use crate::span::Span;

mod behind;
mod clause;
mod form;
mod label;
mod need;
mod shown;
mod told;
mod verdict;

use behind::{Behind, behind};
use label::{is_bare_label, is_list_of_labels};
use need::{Need, is_plural};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MissingList {
    /// Last words of a lead-in that leave its clause open: what follows has to end it.
    leaving_open: Words,
    /// The same, of a lead-in of some length: a field of a form may be called so.
    hanging: Words,
    /// Last words of a lead-in whose clause is whole and announces several things.
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
    /// First words of a sentence that ends no clause: it says something of its own.
    running_on: Words,
    /// First words that take up what was said before: no item begins so.
    taking_up: Words,
    /// Last words of a sentence with a full stop that announces a list all the same.
    closing: Words,
    /// Things that follow in time or on later pages, not below ("the following days").
    elsewhere: Words,
    /// Lengths of time, which no list tells.
    lasting: Words,
    /// Words with which the first of several paragraphs begins: first, either.
    counting_off: Words,
    /// Things that are shown and never told: "the following table".
    shown: Words,
    /// Last words before a signature.
    signing_off: Words,
    /// Labels of what a page has around its article ("Share this:").
    of_page: Words,
    /// First words of a lead-in that hold out several things ("here are").
    holding_out: Words,
    /// The same, in a sentence with a full stop ("below is a list").
    showing: Words,
    /// First words of a label that is half a question.
    asking: Words,
    /// Things in the plural that a paragraph may tell.
    told: Words,
    /// Plurals that do not end in "s".
    plurals: Words,
    /// Words of a clause with a verb of its own.
    finite: Words,
    /// Words behind "the following" that name nothing ("bring the following along").
    trailing: Words,
    /// Words by which a sentence points at what stands below it.
    placing: Words,
    /// Things that the sections behind a lead-in may be ("here are suggestions").
    holding_several: Words,
    /// Last words that hand over one thing directly below: a picture, code, a command.
    handing_over: Words,
    /// Words of a lead-in above the fields of a form.
    filling_in: Words,
    /// First words of a clause that says something of the plural before it ("papers that").
    relative: Words,
    /// Words before such a plural.
    determining: Words,
    /// Verbs whose object is left out at the end of a lead-in ("the town provides").
    taking: Words,
    /// Words before one of them that give it another meaning ("is provided").
    passive: Words,
    /// First words of a lead-in that hold out a few things ("some examples from").
    some: Words,
    /// Words among the first of a paragraph by which it goes on with what stands above it.
    adding: Words,
    /// Words for things that stand above.
    referring: Words,
    /// The same, anywhere in the first sentence.
    above: Words,
    /// First words of a condition.
    conditions: Words,
    /// Words by which a sentence gives one of several things.
    giving_one: Words,
    /// Words of a lead-in above questions.
    asked: Words,
    /// Words of a heading that names two things.
    joining: Words,
    /// Headings of sections that stand apart from those before them.
    apart: Words,
    /// First words of a heading that opens an article or a part of it.
    opening: Words,
    /// Words of a lead-in that tells what an article holds.
    holding: Words,
    /// Words for a place in a list with numbers ("point 3").
    numbered: Words,
    /// Verbs by which "the following" is one thing to be noted, or somebody's words.
    noting: Words,
    /// Subjects of a clause that lacks its object ("you will need").
    subjects: Words,
    /// Verbs that lack it at the end of a lead-in.
    lacking: Words,
    /// Words by which the object stands before its verb ("what you need").
    objects: Words,
    /// Words before a noun.
    articles: Words,
    /// Verbs of an order that points at what is to be done ("follow these steps").
    ordering: Words,
    /// Verbs that ask readers for things.
    requesting: Words,
    /// Such things.
    things: Words,
    /// Participles behind the things of a label ("tools needed").
    past: Words,
    /// Labels of one word that notes may leave empty.
    slots: Words,
    /// Things that a sentence shows below it ("table below").
    below: Words,
    /// Verbs of a thing that shows others ("the following example shows how").
    telling: Words,
}

/// How sure a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sure {
    /// Nothing else can be meant.
    Quite,
    /// What follows could be what was announced, in an odd form.
    Nearly,
    /// The section ends in a colon, and the next one may say what it announces.
    Hardly,
}

const MISSING: &str = "the list announced by “{}” is missing";

/// Lead-ins that are searched for in the whole article.
const SEARCHES: u32 = 100;

/// Lists that an article without any surely lost.
const LOST: usize = 2;

/// Bytes of a sentence that announces with a full stop.
const LONGEST: usize = 160;

impl ArticleCheck for MissingList {
    fn signs(&self) -> Signs {
        // A lead-in with a full stop has one of these.
        let mut signs = Signs::default();
        for (_, words) in [&self.closing, &self.showing, &self.placing].into_iter().flat_map(Words::by_language) {
            signs.add_parts(0, words.iter().map(String::as_str));
        }
        for (_, words) in self.below.by_language() {
            signs.add_parts(1, words.iter().map(String::as_str));
        }
        signs
    }

    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let forms = Forms::of(article);
        let seen = found.take_seen();
        let mut lists = 0;
        for (id, _) in article.of_kind(Kind::List) {
            lists += 1;
            self.labels_alone(article, id, found);
        }
        let (mut lost, mut doubtful, mut searches) = (0, Vec::new(), SEARCHES);
        for (id, block) in article.of_kind(Kind::Paragraph) {
            let text = article.text_of(id);
            match End::of(text) {
                End::Colon if !is_shortcode(text) && may_announce(article, id, block) && !goes_on(article, id) => {
                    found.concerned();
                    if self.is_complete(article, lead_in_of(article, id)) || form::announces_no_list(article, id, lead_in_of(article, id)) {
                        continue;
                    }
                    match self.colon(article, id, &forms, &mut searches, found) {
                        Some(Sure::Quite | Sure::Nearly) => lost += 1,
                        Some(Sure::Hardly) => {}
                        None => doubtful.push(id),
                    }
                }
                End::Closed if text.ends_with('.') && ends_section(article, block) && may_announce(article, id, block) => {
                    self.full_stop(article, id, &seen, found);
                }
                // "The desk keeps track of the following", without any mark.
                End::Word
                    if self.closing.of(&article.language.code).iter().any(|known| text.ends_with(known.as_str()))
                        && prose::has_words(text, 4)
                        && may_announce(article, id, block)
                        && self.is_followed_by_nothing(article, id) =>
                {
                    found.concerned();
                    let lead_in = lead_in_of(article, id);
                    found.at(id, announcement(article, id, lead_in), MISSING, [lead_in]).milder();
                }
                End::Word | End::Sign if is_bare_label(article, id) => {
                    let words = article.text_of(id);
                    found.at(id, article.text_src(id), "nothing stands behind the label “{}”", [words]).milder().milder();
                }
                _ => {}
            }
        }
        self.shown_nowhere(article, &seen, found);
        // An export that lost one list lost the others.
        if lost >= LOST && lists == 0 {
            for id in doubtful.into_iter().filter(|id| self.is_left_alone(article, *id)) {
                let lead_in = lead_in_of(article, id);
                found.at(id, announcement(article, id, lead_in), MISSING, [lead_in]).milder();
            }
        }
    }
}

impl MissingList {
    /// A lead-in with a colon, and how surely its list is missing.
    fn colon(&self, article: &Document, id: BlockId, forms: &Forms<'_>, searches: &mut u32, found: &mut Found<'_>) -> Option<Sure> {
        let lead_in = lead_in_of(article, id);
        let sure = self.missing(article, id, lead_in)?;
        // The label of a form stands above nothing until somebody fills it in; a clause that is left open is no label.
        if prose::is_made_of(article, id, &[InlineKind::Strong, InlineKind::Emphasis]) && forms.hold(id) {
            return Some(Sure::Hardly);
        }
        *searches = searches.saturating_sub(1);
        // A clause that is left open is no label.
        let is_open = || self.need(&article.language.code, lead_in, false) == Need::Open;
        if *searches > 0 && recurs(article, lead_in) && !is_open() {
            return Some(Sure::Hardly);
        }
        let finding = found.at(id, announcement(article, id, lead_in), MISSING, [lead_in]);
        match sure {
            Sure::Quite => {}
            Sure::Nearly => _ = finding.milder(),
            Sure::Hardly => _ = finding.milder().milder(),
        }
        Some(sure)
    }

    /// "Two parameters: the element and the offset:" names its things itself.
    fn is_complete(&self, article: &Document, lead_in: &str) -> bool {
        self.asks_to_read_on(&article.language.code, lead_in)
            || lead_in.trim_end_matches(':').contains(": ")
            || !lead_in.chars().any(char::is_alphabetic)
            || self.signs_off(article, lead_in)
    }

    /// "Bring the following tools." with a full stop, at the end of a section.
    fn full_stop(&self, article: &Document, id: BlockId, seen: &[Seen], found: &mut Found<'_>) {
        let sentence = prose::last_sentence(prose::last_line(article, id));
        // A sentence with a link points at another page.
        let from = article.block(id).text.start() + (article.text_of(id).len() - sentence.len()) as u32;
        let next = seen.partition_point(|sign| sign.text.start() < from);
        let may_announce = seen.get(next).is_some_and(|sign| sign.text.start() < from + sentence.len() as u32);
        let links = || article.inlines_of(id).iter().any(|inline| inline.kind == InlineKind::Link && inline.text.end() > from);
        // "The following signals were added: red, green and white." names them.
        if sentence.len() > LONGEST
            || sentence.contains(": ")
            || !may_announce
            || links()
            || !self.announces_with_full_stop(&article.language.code, sentence)
            || article.is_within(id, Kind::Item)
        {
            return;
        }
        found.concerned();
        let language = &article.language.code;
        let is_missing = match behind(article, id) {
            Behind::Nothing => true,
            Behind::Heading(next) => {
                // "Examples are given below." above the sections that give them.
                let are_sections = || {
                    self.points_on(language, sentence) && need::lower_words(sentence).any(|word| self.holding_several.has(language, &word))
                };
                !self.opens_the_others(article, id, sentence)
                    && !are_sections()
                    && !self.heads_lists(article, id, next)
                    && !self.is_taken_up_by_headings(article, id, next, self.number(language, sentence))
            }
            // One sentence with a verb of its own is no row of things.
            Behind::Prose(next) => {
                let words = || sentence.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
                let names = |word: &str| self.is_plural(language, word) && !self.told.has(language, word);
                let own = article.section_of(id).map_or(0, |section| section.level);
                let ends = |behind: BlockId| article.block(behind).kind == Kind::Heading && article.block(behind).level <= own;
                prose::next_block(article, next).is_none_or(ends)
                    && self.is_ordinary(article, next)
                    && !sentence.ends_with("as follows.")
                    && (words().any(|word| names(&word)) || !sentence.ends_with("following."))
                    && !words().any(|word| self.introducing.has(language, &word) && word != "here")
            }
            _ => false,
        };
        if is_missing {
            found.at(id, announcement(article, id, sentence), MISSING, [sentence]).milder();
        }
    }

    /// A list whose items are labels and nothing else, below words that announce what they say.
    fn labels_alone(&self, article: &Document, id: BlockId, found: &mut Found<'_>) {
        let Some(above) = id.checked_sub(1).filter(|above| article.block(*above).kind == Kind::Paragraph) else { return };
        let lead_in = article.text_of(above);
        if End::of(lead_in) != End::Colon || !prose::has_words(lead_in, 4) || !is_list_of_labels(article, id) {
            return;
        }
        let language = &article.language.code;
        let is_form = lead_in.split(|c: char| !c.is_alphanumeric()).any(|word| self.filling_in.has(language, &word.to_lowercase()));
        if let (false, Some(first)) = (is_form, article.children(id).next()) {
            let words = article.text_of(first);
            found.at(first, article.text_src(first), "the list says nothing behind “{}” and its other labels", [words]).milder();
        }
    }

    /// "Best regards:", "Share this:"
    fn signs_off(&self, article: &Document, lead_in: &str) -> bool {
        let (language, words) = (&article.language.code, lead_in.trim_end_matches([':', ' ']));
        count_words(lead_in) <= 4
            && !lead_in.contains(", ")
            && (self.signing_off.has(language, &prose::last_word(words).to_lowercase())
                || self.of_page.has(language, &words.trim().to_lowercase()))
    }

    /// "the pilot goes as follows", "bring the following tools"
    fn announces_with_full_stop(&self, language: &str, sentence: &str) -> bool {
        let sentence = sentence.trim_end().trim_end_matches('.');
        let lower = sentence.to_lowercase();
        // "The following fields can only be chosen if …" says something of what stands below.
        if lower.contains(" only ") {
            return false;
        }
        let names = |word: &str| self.is_plural(language, word) && !self.elsewhere.has(language, word) && !self.told.has(language, word);
        let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        if let Some(at) = self.closing.of(language).iter().find_map(|known| lower.rfind(known.as_str()).map(|at| at + known.len())) {
            let behind: Vec<String> = lower.get(at..).unwrap_or("").split_whitespace().map(bare).collect();
            // "… were the following", "bring the following along", "bring the following tools": no more than a name behind it.
            let ends = behind.iter().all(|word| self.trailing.has(language, word)) && sentence.len() > 14;
            // "The following things have to be on the tables."
            let begins = lower.starts_with("the following ")
                && behind
                    .iter()
                    .take(4)
                    .position(|word| names(word))
                    .and_then(|noun| behind.get(noun + 1))
                    .is_some_and(|verb| self.finite.has(language, verb));
            return ends || begins || behind.len() <= 3 && behind.last().is_some_and(|last| names(last));
        }
        // "The steps are listed below", "below is a list of …".
        let words: Vec<String> = lower.split_whitespace().map(bare).collect();
        let begins = self.showing.of(language).iter().any(|known| lower.starts_with(known.as_str()));
        let points = || {
            self.placing.of(language).iter().any(|known| lower.ends_with(known.as_str())) && words.iter().take(6).any(|word| names(word))
        };
        words.len() <= 14
            && (begins
                && (words.iter().take(5).any(|word| word == "list")
                    || words.iter().find(|word| self.is_plural(language, word)).is_some_and(|word| names(word)))
                || points())
    }

    /// "What the reviewers want to see:" or "some examples:" alone in a paragraph, the label of what is to be seen.
    fn is_label_left(&self, article: &Document, id: BlockId, lead_in: &str) -> bool {
        let begins = lead_in.split(' ').next().is_some_and(|word| self.asking.has(&article.language.code, word));
        let count = count_words(lead_in);
        // "Some examples:", "Tools needed:", "Ingredients:"
        let language = &article.language.code;
        let label = lead_in.trim_end_matches(':').trim_end();
        let things = label.rsplit_once(' ').filter(|(_, last)| self.past.has(language, last)).map_or(label, |(things, _)| things);
        // "Tools we used:": the clause of the label has its subject and its verb behind the things.
        let things = things.rsplit_once(' ').filter(|(_, last)| self.speaking.has(language, last)).map_or(things, |(things, _)| things);
        let is_known = || [&self.told, &self.slots].iter().any(|words| words.has(language, &label.to_lowercase()));
        let is_one = || count == 1 && label.len() >= 6 && !is_known();
        let names = ((2..=4).contains(&count) || is_one()) && is_plural(things);
        let is_whole = lead_in.len() == article.text_of(id).len();
        // Behind other sentences a label without a verb announces what the next block should hold.
        let begins_anew = || count >= 2 && lead_in.starts_with(char::is_uppercase) && lead_in.ends_with(':');
        names && (is_whole || begins_anew()) || is_whole && begins && (3..=9).contains(&count)
    }

    /// How many things a lead-in announces, where it says so.
    fn number(&self, language: &str, lead_in: &str) -> Option<usize> {
        const NUMBERS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
        lead_in.split_whitespace().find_map(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            let spelt = || self.counting.has(language, &word).then(|| NUMBERS.iter().position(|known| *known == word)).flatten();
            spelt().map(|at| at + 2).or_else(|| word.parse().ok().filter(|number| (2..=20).contains(number)))
        })
    }

    /// A sentence with a verb of its own, which ends no open clause.
    fn is_statement(&self, language: &str, text: &str) -> bool {
        let begins = text.starts_with(|c: char| c.is_uppercase());
        begins
            && End::of(text) == End::Closed
            && prose::has_words(text, 5)
            && text.split_whitespace().skip(1).take(6).any(|word| self.finite.has(language, word))
    }

    /// A word in the plural.
    fn is_plural(&self, language: &str, word: &str) -> bool {
        is_plural(word) || self.plurals.has(language, word)
    }
}

/// The last sentence of a paragraph.
fn lead_in_of(article: &Document, id: BlockId) -> &str {
    prose::last_sentence(prose::last_line(article, id))
}

/// A label that comes back in the article is a slot of its notes, which may stay empty on a day.
fn recurs(article: &Document, lead_in: &str) -> bool {
    /// Times that show a slot.
    const TIMES: usize = 3;
    /// Letters of a label that is not part of others.
    const LETTERS: usize = 6;
    // "Open Discussion [10 min]:" may have another length on another day.
    let label = lead_in.split(['[', '(']).next().unwrap_or(lead_in).trim_end();
    label.len() >= LETTERS && memchr::memmem::find_iter(article.text.as_bytes(), label).take(TIMES).count() == TIMES
}

/// A section that says nothing but its announcement: it may head the sections behind it.
fn is_all_of_section(article: &Document, id: BlockId, sentence: &str) -> bool {
    sentence.len() == article.text_of(id).len() && article.section_of(id).is_none_or(|section| section.heading + 1 == id)
}

/// The last words of a lead-in, in the source.
fn announcement(article: &Document, id: BlockId, lead_in: &str) -> Span {
    let from = article.block(id).text.start() + (article.text_of(id).len() - lead_in.len()) as u32;
    let words = Span::new(from, from + lead_in.len() as u32);
    article.source_span(Span::new(words.start().max(prose::tail(article, id, 8).start()), words.end()))
}

/// A label of one word below another label: a form.
fn is_field(article: &Document, id: BlockId, lead_in: &str) -> bool {
    let above = id.checked_sub(1).map(|above| article.text_of(above));
    count_words(lead_in) == 1 && !is_plural(lead_in.trim_end_matches(':')) && above.is_some_and(|text| End::of(text) == End::Colon)
}

/// Two lead-ins of one make: "What went well:", "What did not:".
fn is_parallel(one: &str, other: &str) -> bool {
    let first = |text: &str| text.split_whitespace().next().map(str::to_lowercase);
    let last = |text: &str| prose::last_word(text.trim_end_matches([':', ' '])).to_lowercase();
    first(one) == first(other) || last(one) == last(other)
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

/// A section or the article may end with the paragraph, or with one more: what tells it at a glance for most.
fn ends_section(article: &Document, block: &Block) -> bool {
    let is_end = |id: BlockId| id as usize >= article.blocks.len() || !matches!(article.block(id).kind, Kind::Paragraph | Kind::List);
    let next = block.end;
    article.block(block.parent).kind != Kind::Item
        && (is_end(next) || article.block(next).kind == Kind::Paragraph && is_end(article.block(next).end))
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

/// A paragraph of a whole sentence or more.
fn is_sentence(text: &str) -> bool {
    prose::has_words(text, 12) && End::of(text) == End::Closed
}

#[cfg(test)]
mod tests;

//! Whether the list of a lead-in is missing, by what it promises and what stands behind it.

use std::ops::Range;

use super::behind::{Behind, behind, is_counted, is_first_section, is_only_heading, names_first_word, names_thing, subsections};
use super::form::{are_begun_alike, is_labelled, is_row_of_sentences, is_running_text};
use super::label::{
    is_all_strong, is_label_among_texts, is_label_with_remark, is_last_of_labels, is_lead_in_among_sentences, starts_strong,
};
use super::need::{Need, lower_words};
use super::told::Told;
use super::{MissingList, Sure, is_all_of_section, is_field, is_parallel, is_sentence};
use crate::checks::prose::{self, End, count_words};
use crate::document::{BlockId, Document, InlineKind, Kind, Section};
use crate::rule::Words;

/// Other items with a colon that show that a list is one of phrases ("Here is how it is done:").
const PHRASES: usize = 3;

impl MissingList {
    /// Whether the list of a lead-in is missing, and how surely.
    pub(super) fn missing(&self, article: &Document, id: BlockId, lead_in: &str) -> Option<Sure> {
        let language = &article.language.code;
        let is_label = prose::is_made_of(article, id, &[InlineKind::Strong, InlineKind::Emphasis]);
        let need = || self.need(language, lead_in, is_label);
        let behind = behind(article, id);
        // "**If no pilot is on board:**" heads what is done then.
        if (is_label || is_label_with_remark(article, id))
            && self.is_condition(language, lead_in)
            && (matches!(behind, Behind::Prose(_) | Behind::LeadIn(_) | Behind::Answered(_) | Behind::Below(_))
                || self.heads_headings(article))
        {
            return None;
        }
        // A label above a sentence and the list or table itself.
        if let Behind::Prose(next) = behind
            && is_label
            && End::of(article.text_of(next)) == End::Closed
            && prose::next_block(article, next).is_some_and(|list| matches!(article.block(list).kind, Kind::List | Kind::Table))
        {
            return None;
        }
        match behind {
            // "There are two steps for this:" above "First mend the net."
            Behind::Prose(next) if self.number(language, lead_in).is_some() && self.counts_off(language, article.text_of(next)) => None,
            // "There are three kinds of lamps:" above a sentence and a section for each.
            Behind::Prose(_) if self.number(language, lead_in).is_some_and(|number| subsections(article, id) == number) => None,
            Behind::EndOfItem(item) => self.missing_in_item(article, item, lead_in),
            // One word of many is a field that somebody fills in: "Host:", "Date:".
            Behind::Nothing | Behind::Heading(_) if is_field(article, id, lead_in) => None,
            Behind::Nothing => self.missing_at_end(article, id, lead_in, is_label),
            // "two kinds of readings:" above "**By day:**" and "**By night:**", each with its text.
            Behind::LeadIn(next) if !is_label && labels_from(article, next) >= self.number(language, lead_in).unwrap_or(2) => None,
            Behind::LeadIn(next) => {
                let wants = is_label && is_all_strong(article, next)
                    || is_parallel(lead_in, article.text_of(next))
                    || matches!(need(), Need::Open | Need::Sure | Need::Headed);
                (count_words(lead_in) >= 2 && wants).then_some(Sure::Quite)
            }
            // A paragraph that runs into a lead-in of its own takes up no clause that is left open.
            Behind::Prose(next)
                if End::of(article.text_of(next)) == End::Colon
                    && (need() == Need::Open && !self.is_condition(language, article.text_of(next))
                        || need() == Need::Sure && self.shows_following(language, lead_in))
                    && !starts_strong(article, next) =>
            {
                Some(Sure::Quite)
            }
            Behind::Prose(next) if need() == Need::Sure && self.is_too_little(article, next, self.number(language, lead_in)) => {
                Some(Sure::Nearly)
            }
            Behind::Prose(next) => {
                // What comes back as "these options" was named in between, whatever else the lead-in says.
                let text = article.text_of(next);
                let goes_on = || self.adds(language, text) && prose::has_words(lead_in, 4);
                let need = match need() {
                    Need::None if self.counts_things(language, lead_in) || goes_on() => Need::Likely,
                    need => need,
                };
                if matches!(need, Need::Open | Need::Sure) && self.shows_following(language, lead_in) && is_running_text(article, next) {
                    return Some(Sure::Nearly);
                }
                self.missing_before_prose(article, next, lead_in, need)
            }
            Behind::Heading(_) if self.points_on(language, lead_in) => None,
            Behind::Heading(next) => self.missing_before_heading(article, id, next, lead_in, is_label),
            // A label heads no chapters, "Requirements:" above the first of them, unless it names them: "The steps:" above "Step 1".
            Behind::Numbered(next) => {
                let is_title = article.section_of(id).is_none_or(|section| section.level <= 1);
                let names = || {
                    self.number(language, lead_in).is_some()
                        || names_first_word(lead_in, article.text_of(next))
                        || lower_words(lead_in).any(|word| self.holding_several.has(language, &word))
                };
                (is_label && is_title && !names()).then_some(Sure::Nearly)
            }
            // "take advantage of:" above "### tide-clock": the name of a program is what is announced.
            Behind::Below(next) if names_thing(article, next) => None,
            Behind::Below(next) => {
                let section = article.section_of(id);
                let end = section.map_or(article.blocks.len() as BlockId, |section| section.end);
                let heads_chapters = || is_label && section.is_none_or(|section| section.level <= 1) && !is_last_of_labels(article, id);
                // No question ends the clause that a lead-in leaves open, and none is a step or a way.
                let asks = || {
                    let question = article.text_of(next);
                    question.ends_with('?')
                        && (need() == Need::Open
                            || prose::has_words(question, 4) && self.counts_things(language, lead_in) && !self.asks(language, lead_in))
                };
                // "What made this work:" announces things of its own.
                let is_lead_in = || End::of(article.text_of(next)) == End::Colon && prose::has_words(article.text_of(next), 5);
                // The heading and its first words stand above the list itself.
                let heads_list = || {
                    let behind = prose::next_block(article, next).and_then(|first| prose::next_block(article, first));
                    behind.is_some_and(|list| matches!(article.block(list).kind, Kind::List | Kind::DefList | Kind::Table))
                };
                let is_lost = || {
                    !heads_list()
                        && (need() == Need::Open && (is_only_heading(article, next, end) || is_lead_in())
                        // "On the following sites:" above one subsection: one is not several.
                        || need() == Need::Sure && is_only_heading(article, next, end) && self.shows_following(language, lead_in)
                        || need() == Need::Sure && self.has_too_few_headings(article, next, end, self.number(language, lead_in)))
                };
                (heads_chapters() || asks() || is_lost() || self.opens_anew(language, lead_in, article.text_of(next), need()))
                    .then_some(Sure::Nearly)
            }
            Behind::Answered(next) => self.missing_before_answered(article, next, lead_in, is_label),
            Behind::Content => None,
        }
    }

    /// Several conditions of the article stand right above headings: each heads what is to be said then.
    fn heads_headings(&self, article: &Document) -> bool {
        /// Conditions that show it.
        const SEVERAL: usize = 2;
        let heads = |id: BlockId| {
            prose::next_block(article, id).is_some_and(|next| article.block(next).kind == Kind::Heading)
                && self.is_condition(&article.language.code, article.text_of(id))
                && End::of(article.text_of(id)) == End::Colon
                && is_all_strong(article, id)
        };
        article.of_kind(Kind::Paragraph).filter(|(id, _)| heads(*id)).take(SEVERAL).count() == SEVERAL
    }

    /// Another lead-in follows, and what stands behind that is its own: no sentence ends a clause that was left open, and no text is the
    /// table or picture that was announced.
    fn missing_before_answered(&self, article: &Document, next: BlockId, lead_in: &str, is_label: bool) -> Option<Sure> {
        let language = &article.language.code;
        let text = article.text_of(next);
        let is_own = || {
            let ends_in_verb = || self.finite.has(language, prose::last_word(text.trim_end_matches([':', ' '])));
            let has_verb = text.split_whitespace().skip(1).take(7).any(|word| self.finite.has(language, word)) || ends_in_verb();
            text.starts_with(char::is_uppercase) && has_verb && prose::has_words(text, 5) && !starts_strong(article, next)
        };
        // "We also found these:" adds to what stood above it.
        if prose::has_words(lead_in, 4) && self.adds(language, text) {
            return Some(Sure::Nearly);
        }
        let is_own = || is_own() && !self.shares_a_word(language, lead_in, text);
        let is_lost = match self.need(language, lead_in, is_label) {
            // "If it is late, say:" may be one of the things that a tenant can do.
            Need::Open => is_own() && !self.is_condition(language, text),
            Need::Sure => is_own() && self.shows_following(language, lead_in),
            _ => false,
        };
        is_lost.then_some(Sure::Nearly)
    }

    /// A paragraph that is the first of several, by its first word.
    fn counts_off(&self, language: &str, text: &str) -> bool {
        let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        self.counting_off.has(language, &first.to_lowercase())
    }

    /// The lead-in ends its section.
    fn missing_at_end(&self, article: &Document, id: BlockId, lead_in: &str, is_label: bool) -> Option<Sure> {
        let language = &article.language.code;
        if prose::next_block(article, id).is_none() {
            // The site lists the pages of a folder below the text of its index.
            let is_index = article.source.path().file_stem().is_some_and(|stem| stem == "index" || stem == "_index");
            return Some(if is_index { Sure::Hardly } else { Sure::Quite });
        }
        if is_label {
            return Some(Sure::Quite);
        }
        // A heading above the lead-in's own may be the next part of what it announces, set too high.
        match self.need(language, lead_in, is_label) {
            Need::Open => Some(Sure::Quite),
            Need::Sure | Need::Headed => Some(Sure::Nearly),
            Need::Likely | Need::None if self.is_label_left(article, id, lead_in) || self.hands_over(language, lead_in) => {
                Some(Sure::Nearly)
            }
            Need::Likely | Need::None => prose::has_words(lead_in, 4).then_some(Sure::Hardly),
        }
    }

    /// A heading of the section's own level stands behind the lead-in.
    fn missing_before_heading(&self, article: &Document, id: BlockId, next: BlockId, lead_in: &str, is_label: bool) -> Option<Sure> {
        let language = &article.language.code;
        // "Step 2" behind "Step 1" goes on with what the lead-in stands in.
        let own = article.section_of(id).map_or("", |section| article.text_of(section.heading));
        if is_counted(own) && is_counted(article.text_of(next)) {
            return Some(Sure::Nearly);
        }
        if self.opens_the_others(article, id, lead_in)
            || self.announces_one(language, lead_in)
            || self.is_taken_up_by_headings(article, id, next, self.number(language, lead_in))
            || self.heads_lists(article, id, next)
            || is_called_so(article, next, lead_in)
        {
            return None;
        }
        let is_lost = is_label
            || matches!(self.need(language, lead_in, is_label), Need::Open | Need::Sure | Need::Headed)
            || self.is_label_left(article, id, lead_in)
            || self.hands_over(language, lead_in);
        if is_lost {
            return Some(Sure::Nearly);
        }
        // Whole sentences: the next section may go on with what they say, unless it shows things of its own at once.
        let shows =
            prose::next_block(article, next).is_some_and(|first| !matches!(article.block(first).kind, Kind::Paragraph | Kind::Heading));
        let words = || lead_in.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        let names_several = || words().any(|word| self.holding_several.has(language, &word));
        (prose::has_words(lead_in, 4) && !shows && !names_several()).then_some(Sure::Hardly)
    }

    /// The first section, when it says nothing else, may announce the others, unless it asks for things to bring, or its heading names what
    /// is announced ("Documents" above "Bring the following documents:").
    pub(super) fn opens_the_others(&self, article: &Document, id: BlockId, lead_in: &str) -> bool {
        let language = &article.language.code;
        let holds_out =
            || self.need(language, lead_in, false) != Need::None || lead_in.split(' ').any(|word| self.is_plural(language, word));
        let own = || article.section_of(id).map_or("", |section| article.text_of(section.heading));
        is_all_of_section(article, id, lead_in)
            && is_first_section(article, id)
            && holds_out()
            && !self.asks_for_things(language, lead_in)
            // A full stop says less of what is missing than a colon.
            && (lead_in.ends_with('.') || !self.shares_plural(language, own(), lead_in))
    }

    /// A heading has a plural that the lead-in has as well.
    fn shares_plural(&self, language: &str, heading: &str, lead_in: &str) -> bool {
        lower_words(heading).any(|word| self.is_plural(language, &word) && lower_words(lead_in).any(|other| other == word))
    }

    /// "You should see something like this:", where nothing is seen.
    fn hands_over(&self, language: &str, lead_in: &str) -> bool {
        prose::has_words(lead_in, 4)
            && self.handing_over.has(language, &prose::last_word(lead_in.trim_end_matches([':', ' '])).to_lowercase())
    }

    /// Whether a paragraph behind a lead-in is no item of what was announced.
    fn missing_before_prose(&self, article: &Document, next: BlockId, lead_in: &str, need: Need) -> Option<Sure> {
        let language = &article.language.code;
        let text = article.text_of(next);
        // "If it is late, say one of these:" may be one of the things that a tenant can do.
        if need == Need::Open && text.ends_with(':') && self.is_condition(language, text) {
            return None;
        }
        let states = need == Need::Open && self.is_statement(language, text) && !starts_strong(article, next);
        if need == Need::None || is_labelled(text) && need != Need::Headed || !(states || is_running_text(article, next)) {
            return None;
        }
        let starts = |words: &Words| starts_with_any(text, words.of(language));
        // One paragraph may be one thing, several may be several.
        let is_alone = prose::next_block(article, next).is_none_or(|behind| article.block(behind).kind == Kind::Heading);
        let goes_on_with = |asks: bool| asks && starts(&self.running_on);
        if goes_on_with(need == Need::Open || need == Need::Sure && self.requests(language, lead_in) && self.is_statement(language, text))
            || matches!(need, Need::Open | Need::Sure) && starts(&self.taking_up)
        {
            return Some(Sure::Quite);
        }
        if need == Need::Sure && self.announces_things(language, lead_in) && self.is_no_thing(text) && is_running_text(article, next) {
            return Some(Sure::Nearly);
        }
        if need == Need::Sure && self.announces_steps(language, lead_in) && self.tells_of_a_thing(language, text) {
            return Some(Sure::Nearly);
        }
        if self.is_item_like(article, next) || is_row_of_sentences(article, next) || are_begun_alike(text) {
            return None;
        }
        // What follows may be what was announced, in words.
        let told = if matches!(need, Need::Sure | Need::Headed) { self.told_by(article, next, lead_in) } else { Told::No };
        match need {
            _ if self.refers_back(language, text) || need != Need::Open && self.names_again(language, lead_in, text) => Some(Sure::Nearly),
            Need::Headed | Need::Likely if starts(&self.taking_up) => Some(Sure::Nearly),
            Need::Open | Need::Sure if self.gives_example(language, text) => Some(Sure::Nearly),
            Need::Sure | Need::Headed if self.announces_questions(language, lead_in) && !text.contains('?') && is_sentence(text) => {
                Some(Sure::Nearly)
            }
            Need::Sure | Need::Headed if told == Told::Yes => None,
            Need::Sure | Need::Headed if is_alone => Some(if told == Told::Perhaps { Sure::Hardly } else { Sure::Nearly }),
            Need::Open if is_alone && is_sentence(text) || self.is_statement(language, text) => Some(Sure::Nearly),
            _ => None,
        }
    }

    /// The lead-in says how many things follow, and fewer paragraphs do before the next heading, none of them a list in all but its marks.
    fn is_too_little(&self, article: &Document, next: BlockId, number: Option<usize>) -> bool {
        /// A smaller number may stand in one paragraph: "The first is … The second …".
        const SEVERAL: usize = 4;
        let Some(number) = number.filter(|number| *number >= SEVERAL) else { return false };
        let mut at = Some(next);
        for _ in 0..number {
            let Some(id) = at.filter(|id| article.block(*id).kind != Kind::Heading) else { return true };
            if article.block(id).kind != Kind::Paragraph || !self.is_ordinary(article, id) {
                return false;
            }
            at = prose::next_block(article, id);
        }
        false
    }

    /// Two lead-ins have a word of some length in common: they speak of one thing.
    fn shares_a_word(&self, language: &str, one: &str, other: &str) -> bool {
        /// Letters of a word that says something.
        const LETTERS: usize = 4;
        let words = |text: &str| -> Vec<String> {
            let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= LETTERS).map(str::to_lowercase);
            words.filter(|word| !self.finite.has(language, word)).collect()
        };
        let other = words(other);
        words(one).iter().any(|word| other.contains(word))
    }

    /// A heading that opens an article is none of the things that were announced, unless the lead-in tells what the article holds: "This guide
    /// covers" above "Background".
    fn opens_anew(&self, language: &str, lead_in: &str, heading: &str, need: Need) -> bool {
        let lower = heading.to_lowercase();
        let words = || lead_in.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        // "setup" is a name out of code.
        matches!(need, Need::Open | Need::Sure)
            && heading.starts_with(char::is_uppercase)
            && self
                .opening
                .of(language)
                .iter()
                .any(|known| lower.strip_prefix(known.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
            && !words().any(|word| self.holding.has(language, &word))
    }

    /// The lead-in says how many things follow, and fewer headings do.
    fn has_too_few_headings(&self, article: &Document, next: BlockId, end: BlockId, number: Option<usize>) -> bool {
        /// More things than these have no heading each.
        const HEADED: usize = 9;
        let Some(number) = number.filter(|number| *number <= HEADED) else { return false };
        let level = article.block(next).level;
        let from = article.sections.partition_point(|section| section.heading < next);
        let sections = article.sections.iter().skip(from).take_while(|section| section.heading < end);
        let language = &article.language.code;
        // "Rowing and sailing boats" heads two of the three kinds of boats.
        let things = |section: &Section| {
            let joints = article.text_of(section.heading).split_whitespace().filter(|word| self.joining.has(language, word)).count();
            1 + joints
        };
        let headed: usize =
            sections.filter(|section| section.level <= level && !self.stands_apart(article, section)).take(number).map(things).sum();
        headed < number && !holds_list_of(article, next..end, number)
    }

    /// A lead-in above an ordinary paragraph, which may be what it announces: it says something only in an article that lost its lists.
    pub(super) fn is_left_alone(&self, article: &Document, id: BlockId) -> bool {
        let (language, lead_in) = (&article.language.code, super::lead_in_of(article, id));
        let words = || lead_in.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        let Behind::Prose(next) = behind(article, id) else { return false };
        prose::has_words(lead_in, 4)
            && !words().any(|word| self.introducing.has(language, &word) || self.speaking.has(language, &word))
            && self.is_ordinary(article, next)
    }

    /// A paragraph of a sentence or more that is no item in all but its mark.
    pub(super) fn is_ordinary(&self, article: &Document, id: BlockId) -> bool {
        let text = article.text_of(id);
        is_sentence(text) && is_running_text(article, id) && !is_labelled(text) && !self.is_item_like(article, id)
    }

    /// Whether an item has lost its text, or a list of its own.
    fn missing_in_item(&self, article: &Document, item: BlockId, lead_in: &str) -> Option<Sure> {
        // What stands right behind the list was set too far to the left.
        let shows = |next: BlockId| matches!(article.block(next).kind, Kind::Code | Kind::Table | Kind::Math | Kind::Quote);
        if is_parameter(article, item) || prose::next_block(article, item).is_some_and(shows) {
            return None;
        }
        if is_label_among_texts(article, item) {
            return Some(Sure::Quite);
        }
        // Where a list goes on, or something stands behind it that was set too far to the left, that may be what is announced.
        if let Some(next) = prose::next_block(article, item).filter(|next| article.block(*next).kind != Kind::Heading) {
            let goes_on = article.block(next).kind == Kind::Item && article.block(next).parent == article.block(item).parent;
            // "…, or:" joins an item to the next.
            let is_joined = [", or:", ", and:"].iter().any(|end| lead_in.ends_with(end));
            return (goes_on && !is_joined && prose::has_words(lead_in, 4) && is_lead_in_among_sentences(article, item))
                .then_some(Sure::Nearly);
        }
        // A form has several labels that somebody fills in, and a list of phrases holds nothing else.
        let is_label = |other: BlockId| article.children(other).next().is_some_and(|text| End::of(article.text_of(text)) == End::Colon);
        let others = || article.children(article.block(item).parent).filter(|other| *other != item);
        let are_phrases =
            || others().filter(|other| is_label(*other)).count() >= PHRASES && others().filter(|other| !is_label(*other)).count() <= 1;
        if matches!(self.need(&article.language.code, lead_in, false), Need::Open | Need::Sure) {
            return (!are_phrases()).then_some(Sure::Quite);
        }
        let is_form = others().any(is_label);
        (!is_form && count_words(lead_in) <= 9).then_some(Sure::Nearly)
    }
}

/// "Here are some examples of lamps:" above a heading "Examples" with what it says.
fn is_called_so(article: &Document, heading: BlockId, lead_in: &str) -> bool {
    let title = article.text_of(heading).to_lowercase();
    !title.is_empty()
        && !title.contains(' ')
        && prose::next_block(article, heading).is_some_and(|next| article.block(next).kind != Kind::Heading)
        && lower_words(lead_in).any(|word| word == title)
}

/// "_boat_ `Boat`:" in a reference that was made from a program: a name with its type.
fn is_parameter(article: &Document, item: BlockId) -> bool {
    article.children(item).next().is_some_and(|text| {
        prose::is_made_of(article, text, &[InlineKind::Emphasis, InlineKind::Strong, InlineKind::Code])
            && article.inlines_of(text).iter().any(|inline| inline.kind == InlineKind::Code)
    })
}

/// The text begins with one of these words or phrases, whatever its case.
fn starts_with_any(text: &str, known: &[String]) -> bool {
    known.iter().any(|known| {
        let rest = text.get(known.len()..).filter(|_| text.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known)));
        rest.is_some_and(|rest| rest.starts_with([' ', ',', '’', '\'']))
    })
}

/// A list within a range of blocks has as many items as were announced: "four signs" above three sections, each with its four.
fn holds_list_of(article: &Document, mut blocks: Range<BlockId>, number: usize) -> bool {
    blocks.any(|id| {
        article.block(id).kind == Kind::List
            && article.children(id).filter(|item| article.block(*item).kind == Kind::Item).take(number + 1).count() == number
    })
}

/// The paragraphs from a label on, to the end of its section, that are labels in bold words.
fn labels_from(article: &Document, label: BlockId) -> usize {
    /// Blocks that are looked at.
    const NEAR: usize = 60;
    let is_label =
        |id: BlockId| article.block(id).kind == Kind::Paragraph && End::of(article.text_of(id)) == End::Colon && is_all_strong(article, id);
    let blocks = std::iter::once(label).chain(article.siblings_behind(label));
    blocks.take(NEAR).take_while(|id| article.block(*id).kind != Kind::Heading).filter(|id| is_label(*id)).count()
}

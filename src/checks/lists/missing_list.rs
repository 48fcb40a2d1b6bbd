//! A lead-in that announces a list, with no list behind it.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::checks::prose::{self, End, count_words};
use crate::document::{Block, BlockId, Document, Flags, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found, Words};
use crate::span::Span;

mod behind;
mod form;
mod label;
mod need;

use behind::{Behind, behind, is_counted, is_first_section, is_only_heading, is_taken_up_by_headings};
use form::{is_labelled, is_running_text};
use label::{is_all_strong, is_bare_label, is_label_among_texts, is_lead_in_among_sentences, is_list_of_labels};
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
    /// Things that are shown and never told: "the following table".
    shown: Words,
    /// Last words before a signature.
    signing_off: Words,
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
    /// Words of a lead-in above the fields of a form.
    filling_in: Words,
    /// `closing`, `showing` and `placing` of all languages as one pattern, made when first asked for.
    #[serde(skip)]
    announced: OnceLock<Option<regex::Regex>>,
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

/// Bytes of a sentence that announces with a full stop.
const LONGEST: usize = 160;

impl ArticleCheck for MissingList {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        for (id, _) in article.of_kind(Kind::List) {
            self.labels_alone(article, id, found);
        }
        for (id, block) in article.of_kind(Kind::Paragraph) {
            let text = article.text_of(id);
            match End::of(text) {
                End::Colon if !is_shortcode(text) && may_announce(article, id, block) && !goes_on(article, id) => {
                    found.concerned();
                    self.colon(article, id, found);
                }
                End::Closed if ends_section(article, block) && self.may_end_so(text) && may_announce(article, id, block) => {
                    self.full_stop(article, id, found);
                }
                End::Word | End::Sign if is_bare_label(article, id) => {
                    let words = article.text_of(id);
                    found.at(id, article.text_src(id), "nothing stands behind the label “{}”", [words]).milder().milder();
                }
                _ => {}
            }
        }
    }
}

impl MissingList {
    /// A lead-in with a colon.
    fn colon(&self, article: &Document, id: BlockId, found: &mut Found<'_>) {
        let lead_in = prose::last_sentence(prose::last_line(article, id));
        // "Two parameters: the element and the offset:" names its things itself.
        if lead_in.trim_end_matches(':').contains(": ") || !lead_in.chars().any(char::is_alphabetic) || self.signs_off(article, lead_in) {
            return;
        }
        if let Some(sure) = self.missing(article, id, lead_in) {
            let finding = found.at(id, announcement(article, id, lead_in), "the list announced by “{}” is missing", [lead_in]);
            match sure {
                Sure::Quite => {}
                Sure::Nearly => _ = finding.milder(),
                Sure::Hardly => _ = finding.milder().milder(),
            }
        }
    }

    /// Whether the last sentence may announce with a full stop: one look for any of the words, which spares nearly all texts a closer one.
    fn may_end_so(&self, text: &str) -> bool {
        let pattern = self.announced.get_or_init(|| {
            let lists = [&self.closing, &self.showing, &self.placing];
            let words: Vec<String> =
                lists.iter().flat_map(|list| list.by_language()).flat_map(|(_, words)| words).map(|word| regex::escape(word)).collect();
            regex::RegexBuilder::new(&words.join("|")).case_insensitive(true).build().ok()
        });
        if !text.ends_with('.') {
            return false;
        }
        let tail = text.get(text.floor_char_boundary(text.len().saturating_sub(LONGEST))..).unwrap_or(text);
        pattern.as_ref().is_none_or(|pattern| pattern.is_match(tail))
    }

    /// "Bring the following tools." with a full stop, at the end of a section.
    fn full_stop(&self, article: &Document, id: BlockId, found: &mut Found<'_>) {
        let sentence = prose::last_sentence(prose::last_line(article, id));
        // A sentence with a link points at another page.
        let from = article.block(id).text.start() + (article.text_of(id).len() - sentence.len()) as u32;
        let links = || article.inlines_of(id).iter().any(|inline| inline.kind == InlineKind::Link && inline.text.end() > from);
        if sentence.len() > LONGEST
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
                !is_all_of_section(article, id, sentence) && !is_taken_up_by_headings(article, id, next, self.number(language, sentence))
            }
            // One sentence with a verb of its own is no row of things.
            Behind::Prose(next) => {
                let words = || sentence.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
                let names = |word: &str| self.is_plural(language, word) && !self.told.has(language, word);
                let own = article.section_of(id).map_or(0, |section| section.level);
                let ends = |behind: BlockId| article.block(behind).kind == Kind::Heading && article.block(behind).level <= own;
                prose::next_block(article, next).is_none_or(ends)
                    && is_sentence(article.text_of(next))
                    && is_running_text(article, next)
                    && !is_labelled(article.text_of(next))
                    && !self.is_item_like(article, next)
                    && !sentence.ends_with("as follows.")
                    && (words().any(|word| names(&word)) || !sentence.ends_with("following."))
                    && !words().any(|word| self.introducing.has(language, &word) && word != "here")
            }
            _ => false,
        };
        if is_missing {
            found.at(id, announcement(article, id, sentence), "the list announced by “{}” is missing", [sentence]).milder();
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

    /// Whether the list of a lead-in is missing, and how surely.
    fn missing(&self, article: &Document, id: BlockId, lead_in: &str) -> Option<Sure> {
        let language = &article.language.code;
        let is_label = prose::is_made_of(article, id, &[InlineKind::Strong, InlineKind::Emphasis]);
        let need = || self.need(language, lead_in, is_label);
        match behind(article, id) {
            Behind::EndOfItem(item) => self.missing_in_item(article, item, lead_in),
            // One word of many is a field that somebody fills in: "Host:", "Date:".
            Behind::Nothing | Behind::Heading(_) if is_field(article, id, lead_in) => None,
            // A heading above the lead-in's own may be the next part of what it announces, set too high.
            Behind::Nothing => {
                let is_last = prose::next_block(article, id).is_none();
                match need() {
                    _ if is_last || is_label => Some(Sure::Quite),
                    Need::Open => Some(Sure::Quite),
                    Need::Sure | Need::Headed => Some(Sure::Nearly),
                    Need::Likely | Need::None => self.is_label_left(article, id, lead_in).then_some(Sure::Nearly),
                }
            }
            Behind::LeadIn(next) => {
                let wants = is_label && is_all_strong(article, next)
                    || is_parallel(lead_in, article.text_of(next))
                    || matches!(need(), Need::Open | Need::Sure | Need::Headed);
                (count_words(lead_in) >= 2 && wants).then_some(Sure::Quite)
            }
            // A paragraph that runs into a lead-in of its own takes up no clause that is left open.
            Behind::Prose(next) if End::of(article.text_of(next)) == End::Colon && need() == Need::Open => Some(Sure::Quite),
            Behind::Prose(next) => self.missing_before(article, next, need()),
            Behind::Heading(_) if self.points_on(language, lead_in) => None,
            Behind::Heading(next) => {
                // "Step 2" behind "Step 1" goes on with what the lead-in stands in.
                let goes_on = || {
                    let own = article.section_of(id).map_or("", |section| article.text_of(section.heading));
                    is_counted(own) && is_counted(article.text_of(next))
                };
                let is_lost = is_label
                    || matches!(need(), Need::Open | Need::Sure | Need::Headed)
                    || self.is_label_left(article, id, lead_in)
                    || goes_on();
                // The first section, when it says nothing else, may announce the others.
                let opens_the_others = || is_all_of_section(article, id, lead_in) && is_first_section(article, id);
                // Whole sentences: the next section may go on with what they say, unless it shows things of its own at once.
                let shown = || prose::next_block(article, next).is_some_and(|first| article.block(first).kind != Kind::Paragraph);
                if !is_lost && prose::has_words(lead_in, 4) && !shown() && !opens_the_others() {
                    return (!is_taken_up_by_headings(article, id, next, self.number(language, lead_in))).then_some(Sure::Hardly);
                }
                (is_lost && !is_taken_up_by_headings(article, id, next, self.number(language, lead_in)) && !opens_the_others())
                    .then_some(Sure::Nearly)
            }
            Behind::Below(next) => {
                let end = article.section_of(id).map_or(article.blocks.len() as BlockId, |section| section.end);
                // No question ends the clause that a lead-in leaves open.
                let asks = need() == Need::Open && article.text_of(next).ends_with('?');
                let is_lost = is_label || asks || need() == Need::Open && is_only_heading(article, next, end);
                is_lost.then_some(Sure::Nearly)
            }
            Behind::Content => None,
        }
    }

    /// Whether a paragraph behind a lead-in is no item of what was announced.
    fn missing_before(&self, article: &Document, next: BlockId, need: Need) -> Option<Sure> {
        let language = &article.language.code;
        let text = article.text_of(next);
        let states = need == Need::Open && self.is_statement(language, text);
        if need == Need::None || is_labelled(text) && need != Need::Headed || !(states || is_running_text(article, next)) {
            return None;
        }
        let starts = |words: &Words| {
            let known = |known: &String| {
                let rest =
                    text.get(known.len()..).filter(|_| text.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known)));
                rest.is_some_and(|rest| rest.starts_with([' ', ',', '’', '\'']))
            };
            words.of(language).iter().any(known)
        };
        // One paragraph may be one thing, several may be several.
        let is_alone = prose::next_block(article, next).is_none_or(|behind| article.block(behind).kind == Kind::Heading);
        if need == Need::Open && starts(&self.running_on) || matches!(need, Need::Open | Need::Sure) && starts(&self.taking_up) {
            return Some(Sure::Quite);
        }
        if self.is_item_like(article, next) {
            return None;
        }
        match need {
            Need::Headed | Need::Likely if starts(&self.taking_up) => Some(Sure::Nearly),
            Need::Sure | Need::Headed if is_alone => Some(Sure::Nearly),
            Need::Open if is_alone && is_sentence(text) || self.is_statement(language, text) => Some(Sure::Nearly),
            _ => None,
        }
    }

    /// Whether an item has lost its text, or a list of its own.
    fn missing_in_item(&self, article: &Document, item: BlockId, lead_in: &str) -> Option<Sure> {
        if is_label_among_texts(article, item) {
            return Some(Sure::Quite);
        }
        // Where a list goes on, or something stands behind it that was set too far to the left, that may be what is announced.
        if let Some(next) = prose::next_block(article, item).filter(|next| article.block(*next).kind != Kind::Heading) {
            let goes_on = article.block(next).kind == Kind::Item && article.block(next).parent == article.block(item).parent;
            return (goes_on && is_lead_in_among_sentences(article, item)).then_some(Sure::Nearly);
        }
        if matches!(self.need(&article.language.code, lead_in, false), Need::Open | Need::Sure) {
            return Some(Sure::Quite);
        }
        // A form has several labels that somebody fills in.
        let is_label = |other: BlockId| article.children(other).next().is_some_and(|text| End::of(article.text_of(text)) == End::Colon);
        let is_form = article.children(article.block(item).parent).any(|other| other != item && is_label(other));
        (!is_form && count_words(lead_in) <= 9).then_some(Sure::Nearly)
    }

    /// "Best regards:"
    fn signs_off(&self, article: &Document, lead_in: &str) -> bool {
        count_words(lead_in) <= 4
            && self.signing_off.has(&article.language.code, &prose::last_word(lead_in.trim_end_matches([':', ' '])).to_lowercase())
    }

    /// "the pilot goes as follows", "bring the following tools"
    fn announces_with_full_stop(&self, language: &str, sentence: &str) -> bool {
        let sentence = sentence.trim_end().trim_end_matches('.');
        let lower = sentence.to_lowercase();
        let names = |word: &str| self.is_plural(language, word) && !self.elsewhere.has(language, word) && !self.told.has(language, word);
        let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        if let Some(at) = self.closing.of(language).iter().find_map(|known| lower.rfind(known.as_str()).map(|at| at + known.len())) {
            let behind: Vec<String> = lower.get(at..).unwrap_or("").split_whitespace().map(bare).collect();
            // "… were the following", "bring the following along", "bring the following tools": no more than a name behind it.
            let ends = behind.iter().all(|word| self.trailing.has(language, word)) && sentence.len() > 20;
            return ends || behind.len() <= 3 && behind.last().is_some_and(|last| names(last));
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
        // "Some examples:"
        let names = (2..=4).contains(&count) && is_plural(lead_in.trim_end_matches(':'));
        lead_in.len() == article.text_of(id).len() && (names || begins && (3..=9).contains(&count))
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

/// A section that says nothing but its announcement: it heads the sections behind it.
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

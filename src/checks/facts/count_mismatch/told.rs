//! Things that are counted elsewhere than above a list: above a table or bold paragraphs, in a sentence, one after another, and behind a list.

use super::listed::Listed;
use super::{Announced, CountMismatch, list_span, title, whole};
use crate::checks::facts::grid::Grid;
use crate::document::{BlockId, Document, Kind};
use crate::fact::{Bound, Facts, Sentence, is_function_word, is_plural, stem};
use crate::rule::Found;

/// Whether a count can be a slip of the announced number, and no count of something else.
fn is_slip(count: usize, number: usize) -> bool {
    count >= 2 && count != number && count < number * 2 && number < count * 2
}

impl CountMismatch {
    /// "The line has four stations:" above a table of stations, or above paragraphs that begin in bold.
    pub(super) fn other_than_list(facts: &Facts<'_>, sentence: &Sentence<'_>, announced: &Announced, next: BlockId, found: &mut Found<'_>) {
        let article = facts.document;
        let printed = facts.printed(announced.text);
        let (count, template) = if article.block(next).kind == Kind::Table {
            let Some(rows) = rows_of(article, next, printed) else { return };
            (rows, "“{}” are announced, but the table has {}")
        } else {
            /// Paragraphs that are looked at, so that a row of announcements takes linear time.
            const NEAR: usize = 100;
            let behind = || article.siblings_behind(sentence.block).take(NEAR);
            // Paragraphs between them may have bold words of another kind, and an outline of its own numbers them.
            let leads: Vec<BlockId> = behind().take_while(|id| title::is_bold_lead(article, *id)).collect();
            // Where the announcement itself is in bold, bold says nothing.
            let all_in_bold =
                title::is_bold_lead(article, sentence.block) && sentence.text.start() == article.block(sentence.block).text.start();
            let is_numbered = leads.iter().any(|id| article.text_of(*id).starts_with(|c: char| c.is_ascii_digit()));
            let in_a_row = leads.len();
            let of_section = behind().take_while(|id| article.block(*id).kind != Kind::Heading);
            if is_numbered || all_in_bold || of_section.filter(|id| title::is_bold_lead(article, *id)).count() != in_a_row {
                return;
            }
            (in_a_row, "“{}” are announced, but {} paragraphs begin in bold")
        };
        if is_slip(count, announced.number) {
            found
                .at(sentence.block, facts.source(announced.text), template, [printed, &count.to_string()])
                .related(article.text_src(next), "the first of them");
        }
    }

    /// "We grow five varieties: Early Scarlet, Long Black and Winter Blue."
    pub(super) fn in_sentence(&self, facts: &Facts<'_>, sentence: &Sentence<'_>, found: &mut Found<'_>) {
        let mut quantities = sentence.quantities();
        let (Some((at, quantity)), None) = (quantities.next(), quantities.next()) else { return };
        let Some(number) = quantity.single().filter(|amount| amount.is_count()).and_then(|amount| whole(amount.number.value)) else {
            return;
        };
        let is_exact = quantity.bound == Bound::Exact && !quantity.is_quoted && quantity.rates.is_empty() && number <= self.at_most;
        let noun = sentence.cut(quantity.noun);
        if number < 2 || !is_exact || !noun.rsplit(' ').next().is_some_and(is_plural) {
            return;
        }
        let behind = sentence.behind_noun(at);
        // "three things have helped:", "four stops are near:".
        // "Two crews took part, namely the ferry and the tug".
        let namely = |at: &usize| sentence.is(*at, "namely") && at.checked_sub(1).is_some_and(|comma| sentence.mark(comma) == Some(','));
        let Some(colon) = (behind..behind + 4).find(|at| sentence.mark(*at) == Some(':')).or_else(|| (behind..behind + 6).find(namely))
        else {
            return;
        };
        let said = colon - usize::from(namely(&colon));
        let has_marks = (behind..said).any(|at| sentence.word(at).is_none());
        let is_of_these = at > 0 && sentence.is_any(at - 1, &["all", "other", "first", "last", "next", "these", "those", "of"]);
        let language = &*facts.document.language.code;
        let amount = noun.rsplit(' ').next().is_some_and(|word| self.amounts.has(language, &word.to_lowercase()));
        let is_open = self.open.of(language).iter().any(|phrase| {
            let words: Vec<&str> = phrase.split(' ').collect();
            (0..colon).any(|at| sentence.are(at, &words))
        });
        let Some(items) = items(sentence, colon + 1).filter(|_| !has_marks && !is_of_these && !is_open && !amount) else { return };
        found.concerned();
        // "design, research and development" may be two of them.
        let may_be_fewer = !items.are_plain && (items.count == number + 1 && !items.has_last_comma || number == 2);
        if is_slip(items.count, number) && !may_be_fewer {
            let text = quantity.text.join(quantity.noun);
            let quotes = [facts.printed(text), &items.count.to_string()];
            found.at(sentence.block, facts.source(text), "“{}” are announced, but {} are named", quotes).milder();
        }
    }

    /// "There were two reasons for the move. First, … Second, … Third, …"
    pub(super) fn in_order(&self, facts: &Facts<'_>, sentence: &Sentence<'_>, found: &mut Found<'_>) {
        const ORDINALS: [&[&str]; 8] = [
            &["First,", "Firstly,"],
            &["Second,", "Secondly,"],
            &["Third,", "Thirdly,"],
            &["Fourth,", "Fourthly,"],
            &["Fifth,", "Fifthly,"],
            &["Sixth,"],
            &["Seventh,"],
            &["Eighth,"],
        ];
        const IN_FULL: [&[&str]; 8] = [
            &["The first is ", "The first one is "],
            &["The second is ", "The second one is "],
            &["The third is ", "The third one is "],
            &["The fourth is ", "The fourth one is "],
            &["The fifth is ", "The fifth one is "],
            &["The sixth is "],
            &["The seventh is "],
            &["The eighth is "],
        ];
        /// Bytes behind the announcement that are looked at.
        const NEAR: usize = 4000;
        let article = facts.document;
        let whole_text = article.text_of(sentence.block);
        let start = (sentence.text.end() - article.block(sentence.block).text.start()) as usize;
        let end = whole_text.floor_char_boundary(start + NEAR);
        let Some(behind) = whole_text.get(start..end).map(str::trim_start).filter(|behind| begins_row(behind)) else { return };
        let mut told = sentence.quantities().filter(|(_, quantity)| {
            let last = sentence.cut(quantity.noun).rsplit(' ').next().unwrap_or("").to_lowercase();
            self.things.has(&article.language.code, &last) && quantity.bound == Bound::Exact && !quantity.is_quoted
        });
        let (Some((at, quantity)), None) = (told.next(), told.next()) else { return };
        let Some(number) = quantity.single().filter(|amount| amount.is_count()).and_then(|amount| whole(amount.number.value)) else {
            return;
        };
        if number < 2 || at > 0 && sentence.is_any(at - 1, &["all", "other", "first", "last", "next", "these", "those", "of", "another"]) {
            return;
        }
        // What is told as "the third part" or in the next paragraph is not seen here: only one too many is sure.
        let behind = behind.split_whitespace().collect::<Vec<_>>().join(" ");
        let begins = |words: &[&str]| {
            words
                .iter()
                .any(|word| behind.starts_with(word) || [". ", "? ", "! "].iter().any(|end| behind.contains(&format!("{end}{word}"))))
        };
        // "The first is the light. The second is the price."
        let rows = [ORDINALS, IN_FULL];
        let count = rows.iter().map(|ordinals| ordinals.iter().take_while(|words| begins(words)).count()).max().unwrap_or(0);
        found.concerned();
        if count > number {
            let text = quantity.text.join(quantity.noun);
            found
                .at(sentence.block, facts.source(text), "“{}” are announced, but {} are told", [facts.printed(text), &count.to_string()])
                .milder();
        }
    }

    /// "All five of them were agreed on in May", "Together, the four items above make up the whole" behind a list.
    pub(super) fn behind_lists(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        let article = facts.document;
        for (list, block) in article.of_kind(Kind::List) {
            let Some(next) = article.siblings_behind(list).next().filter(|next| article.block(*next).kind == Kind::Paragraph) else {
                continue;
            };
            let Some(sentence) = facts.sentences_in(next).next() else { continue };
            let opens = sentence.text.start() == article.block(next).text.start() && block.end <= next;
            let Some((at, quantity)) = sentence.quantities().next().filter(|(at, _)| opens && *at <= 3) else { continue };
            let number = quantity
                .single()
                .filter(|amount| amount.is_count() && quantity.bound == Bound::Exact)
                .and_then(|amount| whole(amount.number.value));
            let Some(number) =
                number.filter(|number| *number >= 2 && points_back(&sentence, at, |word| self.things.has(&article.language.code, word)))
            else {
                continue;
            };
            found.concerned();
            let listed = Listed::of(article, list);
            if listed.answers(article, number, |text| self.is_additional(&article.language.code, text)) {
                continue;
            }
            let quotes = [facts.printed(quantity.text), &listed.items.len().to_string()];
            found
                .at(next, facts.source(quantity.text), "“{}” of them are spoken of, but the list has {} items", quotes)
                .related(list_span(article, list), "the list")
                .milder();
        }
    }
}

/// Whether a text begins to tell things one after another.
fn begins_row(text: &str) -> bool {
    ["First", "The first is ", "The first one is "].iter().any(|begin| text.starts_with(begin))
}

/// "All five of them", "These four points", "the four items above": whether a number is that of all that stands before it.
fn points_back(sentence: &Sentence<'_>, at: usize, is_thing: impl Fn(&str) -> bool) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let noun = sentence.behind_noun(at);
    let names_thing = || {
        (at + 1..noun).filter_map(|at| sentence.word(at)).any(|word| is_thing(&word.to_lowercase()) || matches!(word, "entries" | "items"))
    };
    let of_them = sentence.is(at + 1, "of") && sentence.is_any(at + 2, &["them", "these"]);
    let begins = before == 0;
    let joins_all = before == 2 && sentence.is(0, "together") && sentence.mark(1) == Some(',');
    begins && sentence.is(before, "all") && of_them
        || begins && sentence.is(before, "these") && names_thing()
        || (begins || joins_all) && sentence.is(before, "the") && names_thing() && sentence.is(noun, "above")
}

/// How many rows a table has whose first column is of the announced things; totals are none.
fn rows_of(article: &Document, table: BlockId, announced: &str) -> Option<usize> {
    let grid = Grid::of(article, table).filter(|grid| !grid.header.is_empty())?;
    let last = |text: &str| text.split(|c: char| !c.is_alphanumeric()).rfind(|word| !word.is_empty()).map(stem);
    let is_of_things = last(grid.head(0)).is_some_and(|head| last(announced).is_some_and(|noun| noun == head));
    let first = |row: &Vec<BlockId>| row.first().map_or("", |cell| grid.text(*cell));
    let is_row = |row: &&Vec<BlockId>| {
        let text = first(row).to_lowercase();
        !text.is_empty() && !["total", "sum", "all", "overall", "average"].iter().any(|word| text.starts_with(word))
    };
    let mut names: Vec<&str> = grid.rows.iter().filter(is_row).map(first).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    // A name that comes twice is one thing in two rows.
    (is_of_things && names.len() == count).then_some(count)
}

/// What a sentence names behind a colon.
struct Items {
    count: usize,
    has_last_comma: bool,
    /// Each begins with an article: "the baker, the priest, and the porter".
    are_plain: bool,
}

/// Short items between commas with one "and" or "or" before the last, up to the end of the sentence; none when anything else stands there.
fn items(sentence: &Sentence<'_>, from: usize) -> Option<Items> {
    /// Words of an item.
    const WORDS: usize = 4;
    let last = sentence.terms.len().checked_sub(1).filter(|last| sentence.mark(*last) == Some('.'))?;
    let (mut count, mut words, mut has_and, mut has_last_comma, mut capitals, mut plain) = (1, 0, false, false, 0, 0);
    for at in from..last {
        match sentence.mark(at) {
            Some(',') if has_and || words == 0 => return None,
            Some(',') => (count, words, has_last_comma) = (count + 1, 0, sentence.is_any(at + 1, &["and", "or"])),
            Some('-') => {}
            Some(_) => return None,
            None => {
                let word = sentence.word(at)?;
                if matches!(word, "and" | "or") {
                    if has_and {
                        return None;
                    }
                    count += usize::from(words > 0);
                    (has_and, words) = (true, 0);
                    continue;
                }
                words += 1;
                // A sentence and not a name: "they were short, …", "to moor, …".
                let may_be_in_name = !is_function_word(word) || matches!(word, "a" | "an" | "the" | "of" | "for" | "your" | "our" | "its");
                if words > WORDS || !may_be_in_name {
                    return None;
                }
                plain += usize::from(words == 1 && matches!(word, "a" | "an" | "the"));
                capitals += usize::from(words == 1 && word.starts_with(char::is_uppercase));
            }
        }
    }
    // "Berlin, Germany, and Paris, France": names of places in pairs.
    (has_and && words > 0 && capitals < count && count >= 2).then_some(Items { count, has_last_comma, are_plain: plain == count })
}

//! What programs print for a value that is not there: "[object Object]", "#REF!", "undefined weeks", "on null at noon".

use std::sync::LazyLock;

use regex::Regex;

use super::languages::speaks_of_programs;
use super::told::lists_errors;
use super::{LONGEST, TemplatePlaceholder, VALUE};
use crate::checks::clean::shown::{before, behind, forms, is_about, is_shown, seen_in_prose, sentence, shows_code};
use crate::checks::prose;
use crate::document::Document;
use crate::rule::{Found, Seen};
use crate::span::Span;

/// What programs print for a value that is not there, and how that begins.
const VALUES: &str = concat!(
    r"^(?:\[object Object\]|#(?:REF|VALUE|DIV/0|NAME|NULL|NUM)[!?]|[$€£](?:undefined|null|NaN)(?-u:\b)|(?:undefined|null|NaN) ?",
    r"(?:%|percent|people|days|weeks|months|years|hours|minutes|users|customers|employees|companies|dollars|new|times|items|points|members|teams|agencies|per cent|minute|hour|day|week|month|year))",
);
pub(super) const NOTHING: [&str; 5] = ["undefined", "null", "NaN", "None", "Invalid Date"];
pub(super) const FAILED: [&str; 7] = ["[object object]", "#REF", "#VALUE", "#DIV/0", "#NAME", "#NULL", "#NUM"];

/// "NaN" in place of a count ("of the NaN boats"), in an article that has no other use for it.
pub(super) fn counts(article: &Document, seen: &[Seen], found: &mut Found<'_>) {
    /// What is said of the value itself.
    const OWN: [&str; 12] =
        ["values", "entries", "results", "payloads", "inputs", "outputs", "checks", "cells", "numbers", "floats", "comparisons", "bits"];
    let text = &article.text;
    let mut is_only = None;
    for (id, sign) in seen_in_prose(article, seen).filter(|(_, sign)| sign.text.cut(text) == "NaN") {
        let (before, behind) = (before(article, id, sign.text), behind(article, id, sign.text));
        let Some(behind) = behind.strip_prefix(' ') else { continue };
        let noun = behind.split(|c: char| !c.is_ascii_lowercase() && c != '-').next().unwrap_or("");
        let is_plural = noun.len() > 3 && noun.ends_with('s') && !noun.ends_with("ss");
        let is_value = OWN.contains(&noun) && !is_counted(before);
        let opens = before.ends_with(' ') || before.is_empty();
        if is_plural
            && opens
            && !is_value
            && *is_only.get_or_insert_with(|| memchr::memmem::find_iter(text.as_bytes(), "NaN").nth(1).is_none())
            && !shows_code(article)
            && !is_shown(article, id, sign.text)
        {
            let words = Span::new(sign.text.start(), sign.text.end() + 1 + noun.len() as u32);
            found.at(id, article.source_span(words), "“{}” was printed in place of a value", [words.cut(text)]);
        }
    }
}

/// Words before a number of things, and of nothing else.
fn is_counted(before: &str) -> bool {
    const COUNTING: [&str; 16] = [
        "roughly",
        "about",
        "around",
        "nearly",
        "over",
        "than",
        "these",
        "those",
        "all",
        "only",
        "yielded",
        "received",
        "counted",
        "least",
        "most",
        "approximately",
    ];
    COUNTING.contains(&prose::last_word(before)) || before.ends_with("of the ")
}

/// Words before which a value is expected, and behind which a sentence goes on: "calls at undefined on Thursdays".
const PLACES: [&str; 18] = [
    "costs", "cost", "takes", "saves", "at", "on", "in", "by", "from", "with", "for", "near", "until", "since", "between", "before",
    "after", "of",
];
const GREETINGS: [&str; 14] =
    ["dear", "hello", "hi", "hey", "welcome", "thanks", "mr", "mrs", "ms", "dr", "prof", "morning", "afternoon", "evening"];
const GOES_ON: [&str; 27] = [
    "at", "on", "in", "by", "from", "with", "for", "near", "until", "since", "to", "every", "each", "per", "who", "which", "where", "when",
    "this", "next", "last", "of", "before", "after", "during", "between", "today",
];
/// What an undefined name does at the beginning of a sentence.
const DOES: [&str; 14] =
    ["has", "offers", "opens", "serves", "takes", "costs", "was", "lives", "works", "runs", "welcomes", "provides", "helps", "will"];

/// Such a value in a sentence that needs another one there, in an article for readers: "the fair is on null at noon", "Hello undefined,".
pub(super) fn alone(article: &Document, seen: &[Seen], found: &mut Found<'_>) {
    let mut is_for_readers = None;
    for (id, sign) in seen_in_prose(article, seen).filter(|(_, sign)| sign.kind == VALUE) {
        let words = sign.text.cut(&article.text);
        if is_missing(words, before(article, id, sign.text), behind(article, id, sign.text))
            && *is_for_readers.get_or_insert_with(|| !shows_code(article) && !speaks_of_programs(&article.text))
            && !is_shown(article, id, sign.text)
        {
            found.at(id, article.source_span(sign.text), "“{}” was printed in place of a value", [words]);
        }
    }
}

fn is_missing(words: &str, before: &str, behind: &str) -> bool {
    let next = behind.strip_prefix(' ').map_or("", |rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or(""));
    let last = prose::last_word(before);
    let opens = before.ends_with(' ') || before.is_empty();
    let has = |list: &[&str], word: &str| list.iter().any(|known| word.eq_ignore_ascii_case(known));
    // "Price: null", "Last updated: Invalid Date".
    let is_label = before.ends_with(": ") && behind.trim_end_matches('.').is_empty() && before.len() < 40 && !before.contains(". ");
    let ends = behind.is_empty() || behind.starts_with([',', '.', '!', '?', ';', ')']);
    match words {
        "Invalid Date" => is_label || has(&PLACES, last) && (ends || has(&GOES_ON, next)),
        "undefined" | "null" | "NULL" | "NaN" => {
            let is_first = before.is_empty() && words == "undefined" && has(&DOES, next);
            let is_greeted = opens && has(&GREETINGS, last) && ends;
            // "It results in null." says so; "It calls at undefined." does not.
            let is_last = ends && matches!(last, "at" | "near" | "since" | "until" | "on") && words != "NaN";
            is_label || is_first || is_greeted || opens && has(&PLACES, last) && (has(&GOES_ON, next) || is_last)
        }
        // "At none of them": the word of the language has small letters, and counts what follows it.
        "None" => opens && has(&PLACES, last) && has(&GOES_ON, next) && next != "of",
        _ => false,
    }
}

impl TemplatePlaceholder {
    /// What programs print for a value that is not there: "[object Object]", "#REF!", "undefined weeks".
    pub(super) fn values(&self, article: &Document, seen: &[Seen], found: &mut Found<'_>) {
        static VALUE_FORM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(VALUES).ok());
        let mut has_code = None;
        for (id, hit) in forms(article, seen, VALUE, || VALUE_FORM.as_ref(), LONGEST) {
            let words = hit.cut(&article.text);
            // Articles about programs speak of such values.
            let is_technical = *has_code.get_or_insert_with(|| shows_code(article));
            let is_odd = words.starts_with(['[', '#']) && !is_about(article, id, self.subjects.of(&article.language.code));
            // Values of a program stand between its signs.
            let is_data = before(article, id, hit).ends_with(['"', '\'', ':', '=', '{', ',']);
            let said = sentence(article, id, hit).cut(&article.text).to_lowercase();
            let is_told = self.repairs.of(&article.language.code).iter().any(|word| said.contains(word.as_str()))
                // Help for sheets lists what stands in their cells.
                || words.starts_with('#')
                    && (self.sheets.are_in(&article.language.code, &article.text) || lists_errors(&article.text));
            if (is_odd || !is_technical) && !is_data && !is_told && !is_shown(article, id, hit) {
                found.at(id, article.source_span(hit), "“{}” was printed in place of a value", [words]);
            }
        }
    }
}

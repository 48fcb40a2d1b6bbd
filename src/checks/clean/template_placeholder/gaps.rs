//! Signs in place of a figure that nobody looked up: "about ?? weeks", "more than ___ people", "[X] households", "Table ??", "on DD/MM/YYYY".

use super::languages::{COUNTED, Readers};
use crate::checks::clean::shown::{before, behind, sentence};
use crate::checks::prose::last_word;
use crate::document::BlockId;
use crate::span::Span;

/// How the forms begin.
pub(super) const GAPS: [&str; 26] = [
    "?? ", "??? ", "??,", "??.", "N/A ", "N.N ", "X.X ", "__ ", "__%", "[X]", "[N]", "[#]", "[??]", "[?]", "[n]", "[ref]", "[xref]",
    "<n> ", "DD/MM/YY", "MM/DD/YY", "DD.MM.YY", "20XX", "XXX ", "## ", "### ", "XXX-XXXX",
];

/// Every form of such a sign.
pub(super) const GAPPED: &str =
    r"^(?:\?{2,4}|N/A|N\.N|X\.X|_{2,}|\[(?i-u:[XN#]|\?{1,3}|x?ref)\]|<n>|XXX(?:-XXXX)?|#{2,3}|DD[/.]MM[/.]YY(?:YY)?|MM/DD/YY(?:YY)?|20XX)";

/// Words before a figure of things.
const BEFORE_FIGURES: [&str; 42] = [
    "about",
    "over",
    "nearly",
    "than",
    "roughly",
    "around",
    "approximately",
    "almost",
    "some",
    "least",
    "most",
    "of",
    "for",
    "took",
    "takes",
    "take",
    "costs",
    "cost",
    "within",
    "every",
    "after",
    "by",
    "from",
    "between",
    "only",
    "under",
    "last",
    "lasts",
    "lasted",
    "holds",
    "another",
    "just",
    "nearest",
    "are",
    "is",
    "measures",
    "has",
    "have",
    "had",
    "with",
    "serves",
    "employs",
];

/// What a text numbers and refers to.
const NUMBERED: [&str; 12] =
    ["table", "figure", "fig", "section", "chapter", "page", "equation", "appendix", "figures", "tables", "sections", "pages"];

/// Words before a day.
const BEFORE_DAYS: [&str; 9] = ["on", "dated", "since", "until", "from", "before", "after", "by", "for"];

/// Words before a year.
const BEFORE_YEARS: [&str; 6] = ["in", "year", "since", "until", "by", "from"];

/// Words of sentences that tell how days are written.
const OF_FORMATS: [&str; 11] = ["format", "enter", "type", "formatted", "form", "use", "field", "input", "style", "example", "e.g."];

/// Whether such a sign stands where a figure, a number of a part or a day belongs, in an article for readers.
pub(super) fn is_gap(readers: &Readers<'_>, id: BlockId, hit: Span) -> bool {
    let article = readers.article;
    let (before, behind) = (before(article, id, hit), behind(article, id, hit));
    let words = hit.cut(&article.text);
    let opens = before.is_empty() || before.ends_with(' ');
    let last = last_word(before).to_ascii_lowercase();
    let follows = |list: &[&str]| before.ends_with(' ') && list.contains(&&*last);
    let is_reference = words == "X.X" || words.contains('?') || words.to_ascii_lowercase().ends_with("ref]");
    let is_number = || is_reference && follows(&NUMBERED) && (behind.is_empty() || behind.starts_with([' ', ',', '.', ')', ';']));
    let is_day = || {
        let said = sentence(article, id, hit).cut(&article.text).to_lowercase();
        let is_placed = words.len() > 7 && follows(&BEFORE_DAYS) || words == "20XX" && follows(&BEFORE_YEARS);
        is_placed && !OF_FORMATS.iter().any(|word| said.contains(word))
    };
    let is_figure = || {
        let next = behind.strip_prefix(' ').unwrap_or("");
        let next = next.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
        let is_unit =
            COUNTED.contains(&next) || matches!(next, "minute" | "hour" | "day" | "week" | "month" | "million" | "billion" | "households");
        let is_plural =
            next.len() > 4 && next.ends_with('s') && !next.ends_with("ss") && next.bytes().all(|byte| byte.is_ascii_lowercase());
        // "It took ?? weeks": a unit needs no word before it; other things do.
        let is_blank = !words.contains("ref") && !words.starts_with("DD") && !words.starts_with("MM") && words != "20XX";
        // "Ranked XXX sites" and "## headings" are no numbers: a share, a hedge or what was done with so many things stands before one.
        let is_run = words.starts_with(['X', '#']) && words != "X.X";
        // "Begin with ## headings": behind a preposition signs of markup stand as well.
        let is_led =
            || is_run && matches!(&*last, "of" | "for" | "by" | "from" | "with" | "between" | "within" | "after" | "every" | "is" | "are");
        let was_done = || last.len() > 4 && last.ends_with("ed");
        let is_share = behind.starts_with('%') && follows(&BEFORE_FIGURES);
        // "___ people" in a text with more such lines is for its reader to fill in.
        let is_alone = !words.starts_with('_') || memchr::memmem::find_iter(article.text.as_bytes(), "__ ").nth(1).is_none();
        is_blank
            && words.len() < 8
            && is_alone
            && opens
            && !before.is_empty()
            && (is_share
                || is_unit && !is_run && follows_a_word(before)
                || (is_plural || is_unit) && !is_led() && (follows(&BEFORE_FIGURES) || was_done()))
    };
    // "Call us at 555-XXX-XXXX."
    let is_phone = || {
        const CALLING: [&str; 7] = ["call", "phone", "tel", "telephone", "fax", "text", "dial"];
        let said = sentence(article, id, hit).cut(&article.text).to_lowercase();
        let has = |list: &[&str]| said.split(|c: char| !c.is_alphanumeric()).any(|word| list.contains(&word));
        let is_area =
            before.strip_suffix(['-', ' ', ')']).is_some_and(|area| area.trim_end_matches(')').ends_with(|c: char| c.is_ascii_digit()));
        words.len() == 8 && is_area && has(&CALLING) && !has(&OF_FORMATS)
    };
    (is_number() || is_figure() || is_day() || is_phone()) && readers.see(id, hit, false)
}

/// Whether a word stands before a blank: no sign of a sum or a list.
fn follows_a_word(before: &str) -> bool {
    before.trim_end().ends_with(|c: char| c.is_ascii_lowercase())
}

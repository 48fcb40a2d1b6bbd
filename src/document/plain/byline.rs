//! Lines that say who wrote the article, when, and how long it is.

use super::phrase::Lower;

/// What a line near the title says about the article.
pub(super) fn is_byline(text: &str, words: u8) -> bool {
    if words > 12 || text.len() > 120 {
        return false;
    }
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let lower = Lower::of(bare);
    is_stamp(bare, &lower) || !text.ends_with('.') && (is_credit(bare, &lower) || is_date(bare) || is_badge(bare, &lower))
}

/// Wordings that are a byline wherever they stand.
pub(super) fn is_sure_byline(text: &str, words: u8) -> bool {
    if words > 10 || text.len() > 100 || text.ends_with('.') {
        return false;
    }
    let lower = Lower::of(text);
    let dated = ["last updated", "last modified", "updated on", "published on", "posted on", "last reviewed"];
    is_stamp(text, &lower)
        || ["article written by", "written by"].iter().any(|known| lower.starts(known))
        || dated.iter().any(|known| lower.starts(known)) && text.bytes().any(|byte| byte.is_ascii_digit())
}

/// `7 min read`, `2,307 words6/30/2026`: what sites print is glued to what follows.
fn is_stamp(text: &str, lower: &Lower) -> bool {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b',').count();
    if digits > 0 && text.starts_with(|c: char| c.is_ascii_digit()) {
        let rest = text.get(digits..).unwrap_or("").trim_start();
        if rest.starts_with("words") && !rest.get(5..).is_some_and(|tail| tail.starts_with(|c: char| c.is_ascii_lowercase())) {
            let tail = rest.get(5..).unwrap_or("");
            return tail.trim().is_empty() || tail.bytes().any(|byte| byte.is_ascii_digit()) || tail.contains('·');
        }
    }
    lower.contains("min") && ["min read", "mins read", "min. read", "minute read", "minutes read"].iter().any(|known| lower.contains(known))
}

fn is_credit(text: &str, lower: &Lower) -> bool {
    const STARTS: [&str; 18] = [
        "article by",
        "article written by",
        "author:",
        "by:",
        "date:",
        "edited by",
        "fact checked by",
        "last modified",
        "last reviewed",
        "last updated",
        "medically reviewed by",
        "posted",
        "published",
        "reviewed by",
        "updated on",
        "updated:",
        "words by",
        "written by",
    ];
    if lower.starts("by ") {
        return text.get(3..).is_some_and(|name| name.trim_start().starts_with(char::is_uppercase));
    }
    STARTS.iter().any(|known| lower.starts(known))
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Nothing but a date: `March 2, 2024`, `2 May 2024`, `2024-05-02`, `6/30/2026`, with a weekday or a clock at most.
fn is_date(text: &str) -> bool {
    let mut year = false;
    let mut parts = 0_usize;
    for word in text.split([' ', ',', '/', '-', '.', '·', '|']).filter(|word| !word.is_empty()) {
        parts += 1;
        let lower = word.to_ascii_lowercase();
        let number = lower.bytes().all(|byte| byte.is_ascii_digit()) && lower.len() <= 4;
        let ordinal = ["st", "nd", "rd", "th"].iter().any(|end| lower.strip_suffix(end).is_some_and(|day| day.parse::<u8>().is_ok()));
        let named = MONTHS.iter().any(|month| lower.starts_with(month)) && lower.len() <= 9
            || lower.ends_with("day") && lower.len() <= 9
            || ["am", "pm", "at", "utc"].contains(&&*lower)
            || lower.contains(':') && lower.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
        if !number && !ordinal && !named {
            return false;
        }
        year |= number && lower.len() == 4 && (lower.starts_with("19") || lower.starts_with("20"));
    }
    year && parts >= 3
}

/// `12/13 · audited`, `Certified10/10?`: a mark that somebody gave the article.
fn is_badge(text: &str, lower: &Lower) -> bool {
    let bytes = text.as_bytes();
    let marked = memchr::memchr_iter(b'/', bytes).any(|at| {
        let digit = |index: Option<usize>| index.and_then(|index| bytes.get(index)).is_some_and(u8::is_ascii_digit);
        digit(at.checked_sub(1)) && digit(Some(at + 1))
    });
    marked && ["audited", "certified", "verified", "score", "rated", "quality", "passed"].iter().any(|word| lower.contains(word))
}

/// Something that looks like a person's name, or the letter that stands for a picture of one.
pub(super) fn is_name(text: &str, words: u8) -> bool {
    words <= 4
        && text.len() <= 60
        && text.split_ascii_whitespace().all(|word| {
            word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’' | ','))
                || matches!(word, "de" | "van" | "von" | "der" | "di" | "da" | "and" | "&" | "la" | "el" | "bin")
        })
}

/// A line that only opens a byline (`Article written by :`): the next line belongs to it.
pub(super) fn opens(text: &str) -> bool {
    let text = text.trim_end_matches([':', ' ']);
    text.get(text.len().saturating_sub(3)..).is_some_and(|end| end.eq_ignore_ascii_case(" by"))
        || text.eq_ignore_ascii_case("author")
        || text.eq_ignore_ascii_case("by")
}

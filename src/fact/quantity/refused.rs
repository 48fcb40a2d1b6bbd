//! Numbers that are no quantities: they name, they count parts of a text, they are idioms.

use crate::fact::lexer::Lexeme;
use crate::fact::tokens::Tokens;
use crate::fact::words::WordList;

/// Words before a number that make it a name: "section 4", "version 2".
const REFERENCE: &WordList = &WordList::of([
    "act",
    "addendum",
    "annex",
    "apartment",
    "appendix",
    "article",
    "bill",
    "book",
    "box",
    "building",
    "bulletin",
    "cell",
    "channel",
    "chapter",
    "chapters",
    "class",
    "clause",
    "column",
    "day",
    "decree",
    "diagram",
    "directive",
    "docket",
    "edition",
    "episode",
    "eq",
    "equation",
    "error",
    "example",
    "examples",
    "exercise",
    "exercises",
    "exhibit",
    "fig",
    "figs",
    "figure",
    "figures",
    "flight",
    "footnote",
    "form",
    "formula",
    "gate",
    "gen",
    "generation",
    "goal",
    "grade",
    "group",
    "highway",
    "http",
    "id",
    "illustration",
    "index",
    "instruction",
    "instructions",
    "interstate",
    "issue",
    "issues",
    "item",
    "kep",
    "key",
    "law",
    "layer",
    "lesson",
    "level",
    "line",
    "lines",
    "listing",
    "listings",
    "lot",
    "model",
    "module",
    "no",
    "node",
    "nos",
    "note",
    "nr",
    "number",
    "numbers",
    "offset",
    "opcode",
    "option",
    "order",
    "page",
    "pages",
    "par",
    "paragraph",
    "part",
    "patch",
    "phase",
    "photo",
    "pillar",
    "plate",
    "platform",
    "play",
    "port",
    "ports",
    "position",
    "pp",
    "pr",
    "principle",
    "priority",
    "problem",
    "psalm",
    "pull",
    "question",
    "rank",
    "register",
    "registers",
    "release",
    "request",
    "requirement",
    "rfc",
    "room",
    "round",
    "route",
    "row",
    "rule",
    "rules",
    "scene",
    "schedule",
    "screenshot",
    "season",
    "section",
    "sections",
    "sheet",
    "slide",
    "slot",
    "snippet",
    "stage",
    "standard",
    "step",
    "steps",
    "suite",
    "sura",
    "table",
    "tables",
    "task",
    "theorem",
    "tier",
    "tip",
    "title",
    "topic",
    "track",
    "type",
    "unit",
    "ver",
    "verse",
    "version",
    "versions",
    "vol",
    "volume",
    "wave",
    "week",
    "world",
    "zone",
]);

/// Whether a number at `at`, before the token `end`, is a name, an idiom or a part of something that is no quantity.
pub(super) fn is_name(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    let before = at.checked_sub(1);
    let word_before = before.and_then(|before| tokens.word(before));
    // "(+35%)", but not "a+5" and "+49 40".
    let is_signed = |plus: usize| {
        tokens.mark(end) == Some('%') && (!tokens.is_tight(plus) || plus.checked_sub(1).is_some_and(|at| tokens.mark(at) == Some('(')))
    };
    if before.is_some_and(|before| {
        tokens.mark(before).is_some_and(|mark| {
            matches!(mark, '#' | '§' | '¶' | '_' | '@' | '\\' | '№') || mark == '+' && tokens.is_tight(at) && !is_signed(before)
        })
    }) || tokens.is_tight(at) && before.is_some_and(|before| tokens.get(before).is_some_and(|token| token.lexeme == Lexeme::Other))
    {
        return true;
    }
    if is_rest_of_something(tokens, at) {
        return true;
    }
    // "Error -1": the sign was read with its number, and both were no quantity.
    let is_minus = |sign: usize| tokens.mark(sign) == Some('-') && tokens.is_tight(at) && !tokens.is_tight(sign);
    if before.is_some_and(|sign| {
        is_minus(sign) && sign.checked_sub(1).is_some_and(|name| tokens.word(name).is_some_and(|name| REFERENCE.has(name)))
    }) {
        return true;
    }
    // "No. 5", "Fig. 3".
    let abbreviated =
        before.filter(|before| tokens.mark(*before) == Some('.')).and_then(|dot| dot.checked_sub(1)).and_then(|word| tokens.word(word));
    // "The choir numbers 64 singers".
    let counts = |word: &str| word == "numbers" && tokens.word(end).is_some_and(crate::fact::is_plural);
    let reference = |word: &str| REFERENCE.has(word) && !counts(word);
    if word_before.is_some_and(reference)
        || abbreviated.is_some_and(|word| {
            ["no", "nos", "fig", "figs", "sec", "vol", "pp", "p", "ch", "art", "eq", "nr", "v"]
                .iter()
                .any(|known| word.eq_ignore_ascii_case(known))
        })
    {
        return true;
    }
    // "COVID-19", "GPT-4": a name with a hyphen.
    if let Some(dash) = before.filter(|before| tokens.mark(*before) == Some('-') && tokens.is_tight(at) && tokens.is_tight(*before))
        && let Some(name) = dash.checked_sub(1)
        && tokens.get(name).is_some_and(|token| token.lexeme != Lexeme::Number)
        && tokens.word(name).is_none_or(|name| name.bytes().any(|byte| byte.is_ascii_uppercase()))
    {
        return true;
    }
    // A letter at the digits, a slash at both sides, a number behind a point or colon: parts of something else.
    let touches_behind = tokens.is_tight(end)
        && (tokens.word(end).is_some() || tokens.mark(end).is_some_and(|mark| matches!(mark, '_' | '@' | '=' | '\\' | '#' | '^')));
    if touches_behind || tokens.is_tight(end) && tokens.get(end).is_some_and(|token| token.lexeme == Lexeme::Other) {
        return true;
    }
    let is_colon_ratio = |mark: usize, number: usize| tokens.mark(mark) == Some(':') && tokens.is_tight(number) && tokens.is_number(number);
    if tokens.is_tight(end) && is_colon_ratio(end, end + 1)
        || before.is_some_and(|before| tokens.is_tight(before) && tokens.is_tight(at) && tokens.mark(before) == Some(':'))
    {
        return true;
    }
    is_idiom(tokens, at, end)
}

/// Whether a number is what a name left of itself: the second year of "1900-13", the last page of "pp. 3-82", the section of "openlock(8)", the year of
/// "Harbour '56".
fn is_rest_of_something(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(mark) = at.checked_sub(1).filter(|_| tokens.is_tight(at)) else { return false };
    let digits = tokens.printed(at).len();
    match tokens.mark(mark) {
        Some('-' | '–') if tokens.is_tight(mark) && mark > 0 && tokens.is_number(mark - 1) => {
            let first = tokens.printed(mark - 1);
            let is_year = first.len() == 4 && first.bytes().all(|byte| byte.is_ascii_digit()) && first.starts_with(['1', '2']);
            let of_pages = || {
                let dot = mark.checked_sub(2).filter(|dot| tokens.mark(*dot) == Some('.'));
                dot.and_then(|dot| dot.checked_sub(1)).is_some_and(|word| tokens.is_any(word, &["p", "pp", "pg", "pgs"]))
            };
            is_year && digits == 2 || of_pages()
        }
        Some('(') => {
            tokens.is_tight(mark) && mark > 0 && tokens.word(mark - 1).is_some() && digits == 1 && tokens.mark(at + 1) == Some(')')
        }
        Some('\'' | '’') => !tokens.is_tight(mark) && digits == 2,
        _ => false,
    }
}

/// "24/7", "50/50", "401(k)", "1920×1080", phone numbers.
fn is_idiom(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    let other_at_slash = if tokens.mark(end) == Some('/') && tokens.is_tight(end) && tokens.is_tight(end + 1) && tokens.is_number(end + 1) {
        Some((tokens.printed(at), tokens.printed(end + 1)))
    } else if at >= 2 && tokens.mark(at - 1) == Some('/') && tokens.is_tight(at) && tokens.is_tight(at - 1) && tokens.is_number(at - 2) {
        Some((tokens.printed(at - 2), tokens.printed(at)))
    } else {
        None
    };
    if let Some((one, other)) = other_at_slash {
        let is_slashed = |slash: usize| tokens.mark(slash) == Some('/') && tokens.is_tight(slash);
        // "01/10/2018": a date that could be either.
        if is_slashed(end) && (at >= 2 && is_slashed(at - 1) || is_slashed(end + 2)) || at >= 4 && is_slashed(at - 1) && is_slashed(at - 3)
        {
            return true;
        }
        let sum = one.parse::<u32>().ok().zip(other.parse::<u32>().ok()).map(|(one, other)| one + other);
        // "4.7/5" is a grade, "12/15" may be a share: what is left is a date, a part or an idiom.
        return matches!((one, other), ("24", "7") | ("9", "11") | ("7", "24"))
            || sum == Some(100)
            || !one.contains('.') && other.parse::<u32>().is_ok_and(|other| other < 5);
    }
    // "401(k)", "501(c)(3)".
    if tokens.mark(end) == Some('(') && tokens.is_tight(end) && tokens.word(end + 1).is_some_and(|word| word.len() == 1) {
        return true;
    }
    let product = |mark: usize| matches!(tokens.mark(mark), Some('×' | '*')) || tokens.is(mark, "x");
    if product(end) && tokens.is_number(end + 1) || at >= 2 && product(at - 1) && tokens.is_number(at - 2) {
        return true;
    }
    // Three numbers and more joined by tight dashes, and what stands behind an area code in brackets.
    let joined =
        |dash: usize, number: usize| tokens.is_dash(dash) && tokens.is_tight(dash) && tokens.is_tight(number) && tokens.is_number(number);
    let behind = joined(end, end + 1);
    let before = at >= 2 && joined(at - 1, at) && tokens.is_number(at - 2);
    let two_before = before && at >= 4 && joined(at - 3, at - 2) && tokens.is_number(at - 4);
    behind && (before || joined(end + 2, end + 3)) || two_before
}

/// Whether a bare number follows a name ("Ubuntu 17", "Windows 10"): a capitalised word in the middle of a sentence.
pub(super) fn follows_a_name(tokens: &Tokens<'_>, at: usize, in_heading: bool) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let Some(word) = tokens.word(before).filter(|word| word.chars().next().is_some_and(char::is_uppercase)) else { return false };
    let begins_a_sentence = before == 0
        || tokens.mark(before - 1).is_some_and(|mark| matches!(mark, '.' | '!' | '?' | ':' | '“' | '"' | '(' | '•' | '—' | '–'));
    let decimal = tokens.printed(at).contains('.');
    // "ActionScript 2": capitals inside a word make it a name wherever it stands.
    if word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase) {
        return true;
    }
    let is_plain = crate::fact::words::is_function_word(word) || matches!(word, "Top" | "Of" | "In" | "Costs" | "Price" | "Total");
    // A decimal behind a name is its version, anywhere.
    !is_plain && (decimal || !begins_a_sentence && !in_heading)
}

//! Words that lost the blank between them where a mark of the source begins or ends (`**bright**lamp`), and sentences that lost their mark and their
//! blank ("matters mostThe rest").

use super::is_read;
use crate::checks::clean::shown::shows_code;
use crate::checks::dictionary::Dictionary;
use crate::checks::prose::has_words;
use crate::document::{BlockId, Document, Inline, InlineKind, Kind, Looks};
use crate::span::Span;

/// Letters of each of two words, at least: the ends of words are shorter.
const LETTERS: usize = 3;

/// What is added to a word that is marked or leads somewhere: "the **gauge**less pier", "[tide](a.md)like".
const ENDS: [&str; 14] = ["able", "age", "ers", "est", "ful", "ies", "ing", "ings", "ish", "less", "like", "ness", "ship", "wise"];

/// What words begin with that are words of their own as well.
const BEGINNINGS: [&str; 20] = [
    "anti", "auto", "back", "bio", "cyber", "down", "eco", "hyper", "info", "inter", "macro", "mega", "meta", "micro", "mini", "multi",
    "non", "over", "sub", "super",
];

/// Two words that stand together where bold or slanted letters or the words of a link begin or end.
pub(super) fn of_marks<'a>(article: &'a Document, dictionary: &'static Dictionary) -> impl Iterator<Item = (BlockId, Span)> + 'a {
    let marks = article
        .inlines
        .iter()
        .filter(|inline| matches!(inline.kind, InlineKind::Strong | InlineKind::Emphasis | InlineKind::Link) && !inline.text.is_empty());
    marks.filter_map(move |inline| {
        let bytes = article.text.as_bytes();
        // Most marks stand between blanks.
        let is_seam = |at: u32| {
            let at = at as usize;
            let letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
            letter(at.checked_sub(1)) && letter(Some(at))
        };
        let seam = [inline.text.end(), inline.text.start()].into_iter().find(|at| is_seam(*at))?;
        // Links side by side are told apart by those who know buttons.
        let touches = |other: &&Inline| other.kind == InlineKind::Link && (other.text.start() == seam || other.text.end() == seam);
        if article.inlines_of(inline.block).iter().filter(touches).take(2).count() > usize::from(inline.kind == InlineKind::Link) {
            return None;
        }
        // "**lib***name*": a name of two parts, of which one stands for others.
        let meets = |other: &&Inline| {
            matches!((other.kind, inline.kind), (InlineKind::Strong, InlineKind::Emphasis) | (InlineKind::Emphasis, InlineKind::Strong))
                && (other.text.start() == inline.text.end() && seam == other.text.start()
                    || other.text.end() == inline.text.start() && seam == other.text.end())
        };
        if article.inlines_of(inline.block).iter().any(|other| meets(&other)) {
            return None;
        }
        let leaf = article.block(inline.block).text;
        let (from, to) = (leaf.start() as usize, leaf.end() as usize);
        let word = two_words(article.text.get(from..to)?, seam as usize - from, dictionary)?;
        is_read(article, inline.block).then_some((inline.block, Span::from(word).shifted(leaf.start())))
    })
}

/// The letters around a place of a text, if they are two words there and none together.
fn two_words(text: &str, seam: usize, dictionary: &Dictionary) -> Option<std::ops::Range<usize>> {
    let is_letter = |byte: &u8| byte.is_ascii_alphabetic();
    let bytes = text.as_bytes();
    let start = seam - bytes.get(..seam)?.iter().rev().take_while(|byte| is_letter(byte)).count();
    let end = seam + bytes.get(seam..)?.iter().take_while(|byte| is_letter(byte)).count();
    let (left, right) = (text.get(start..seam)?, text.get(seam..end)?);
    // Names and what belongs to code have other marks at their sides.
    let is_bare =
        |byte: Option<&u8>| byte.is_none_or(|byte| matches!(byte, b' ' | b',' | b'.' | b';' | b':' | b'?' | b'!' | b'(' | b')' | b'\n'));
    let is_small = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase());
    let stands_apart = is_bare(start.checked_sub(1).and_then(|at| bytes.get(at))) && is_bare(bytes.get(end));
    (stands_apart
        && left.len() >= LETTERS
        && right.len() >= LETTERS
        && is_small(left.get(1..)?)
        && is_small(right)
        && !ENDS.contains(&right)
        && dictionary.lists(left)
        && dictionary.lists(right)
        && !BEGINNINGS.contains(&left.to_ascii_lowercase().as_str())
        && !is_one_word(dictionary, &format!("{left}{right}")))
    .then_some(start..end)
}

/// Whether letters are one word, in any of its forms: "approver".
fn is_one_word(dictionary: &Dictionary, letters: &str) -> bool {
    let is_form = |end: &str| letters.strip_suffix(end).is_some_and(|stem| dictionary.lists(stem) || dictionary.lists(&format!("{stem}e")));
    dictionary.lists(letters) || ["s", "es", "r", "er", "ers", "d", "ed", "ing", "ly"].iter().any(|end| is_form(end))
}

/// The last word of a sentence together with the first of the next, nothing or a comma between them.
pub(super) fn of_sentences<'a>(
    article: &'a Document,
    dictionary: &'static Dictionary,
    is_opener: impl Fn(&str) -> bool + 'a,
) -> impl Iterator<Item = (BlockId, Span)> + 'a {
    // A capital right behind a small letter or a comma.
    let turning = article.looking(Kind::Paragraph, Looks::TURN.or(Looks::TIGHT));
    let paragraphs = turning.filter(move |(id, _)| is_read(article, *id) && article.text_of(*id).ends_with('.'));
    let mut is_technical: Option<bool> = None;
    paragraphs.filter_map(move |(id, block)| {
        let text = article.text_of(id);
        if !may_turn(text) {
            return None;
        }
        let bytes = text.as_bytes();
        let turn = (1..bytes.len()).find_map(|at| {
            let before = bytes.get(at - 1)?;
            let is_turn = bytes.get(at)?.is_ascii_uppercase() && (before.is_ascii_lowercase() || *before == b',');
            let left_end = if *before == b',' { at - 1 } else { at };
            let word = is_turn.then(|| joined(text, left_end, at)).flatten()?;
            let (left, right) = (text.get(word.start..left_end)?, text.get(at..word.end)?);
            let behind = text.get(word.end..)?.strip_prefix(' ')?;
            let goes_on = behind.starts_with(|c: char| c.is_ascii_lowercase());
            // "SummaryThe mill closed": the heading stands in front of its text.
            let opens = word.start == 0 && left.starts_with(|c: char| c.is_ascii_uppercase());
            let heads = || matches!(right, "The" | "This" | "These" | "There" | "They" | "When") && dictionary.lists(&left.to_lowercase());
            let fits = if opens { heads() } else { dictionary.lists(left) && is_opener(right) };
            (goes_on && fits).then_some(word)
        });
        let turn = turn.or_else(|| of_small_words(text, dictionary)).or_else(|| of_names(text, &is_opener))?;
        // "useThe" may be a name where an article shows code.
        let technical = *is_technical.get_or_insert_with(|| shows_code(article));
        (!technical).then(|| (id, Span::from(turn).shifted(block.text.start())))
    })
}

/// A small word that runs into a name or a month: "untilOctober", "inLeeds".
fn of_small_words(text: &str, dictionary: &Dictionary) -> Option<std::ops::Range<usize>> {
    const SMALL: [&str; 20] = [
        "every", "each", "next", "in", "at", "of", "to", "and", "the", "for", "from", "with", "until", "since", "through", "between",
        "during", "before", "after", "by",
    ];
    let bytes = text.as_bytes();
    (1..bytes.len()).find_map(|at| {
        if !bytes.get(at)?.is_ascii_uppercase() || !bytes.get(at - 1)?.is_ascii_lowercase() {
            return None;
        }
        let small = bytes.get(..at)?.iter().rev().take_while(|byte| byte.is_ascii_lowercase()).count();
        let start = at - small;
        let end = at + 1 + bytes.get(at + 1..)?.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        let stands =
            start > 0 && bytes.get(start - 1) == Some(&b' ') && bytes.get(end).is_none_or(|byte| matches!(byte, b' ' | b',' | b'.' | b';'));
        let right = text.get(at..end)?;
        (stands && SMALL.contains(&text.get(start..at)?) && right.len() > 3 && dictionary.lists(right)).then_some(start..end)
    })
}

/// A name that runs into the next sentence: `Photo: Jane HartleyThe harbour was rebuilt`.
fn of_names(text: &str, is_opener: &impl Fn(&str) -> bool) -> Option<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    (1..bytes.len()).find_map(|at| {
        if !bytes.get(at)?.is_ascii_uppercase() || !bytes.get(at - 1)?.is_ascii_lowercase() {
            return None;
        }
        let small = bytes.get(..at)?.iter().rev().take_while(|byte| byte.is_ascii_lowercase()).count();
        let start = (at - small).checked_sub(1)?;
        let end = at + 1 + bytes.get(at + 1..)?.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        let stands = bytes.get(start)?.is_ascii_uppercase() && small > LETTERS && start > 0 && bytes.get(start - 1) == Some(&b' ');
        let goes_on = bytes.get(end) == Some(&b' ') && bytes.get(end + 1).is_some_and(u8::is_ascii_lowercase);
        let right = text.get(at..end)?;
        // "HackerOne", "PhaseFirst" are names.
        let is_name = matches!(
            right,
            "One"
                | "Its"
                | "For"
                | "First"
                | "Second"
                | "Next"
                | "Now"
                | "All"
                | "Some"
                | "Here"
                | "Only"
                | "Today"
                | "Just"
                | "Other"
                | "Not"
        );
        (stands && goes_on && end - at > 2 && !is_name && is_opener(right)).then_some(start..end)
    })
}

/// Whether a capital stands right behind a small letter or a comma. Without a way out of the loop, the compiler looks at many bytes at a time.
#[allow(clippy::needless_bitwise_bool, reason = "a lazy operator would be a branch")]
fn may_turn(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_turn = |(one, two): (&u8, &u8)| ((one.wrapping_sub(b'a') < 26) | (*one == b',')) & (two.wrapping_sub(b'A') < 26);
    bytes.iter().zip(bytes.get(1..).unwrap_or_default()).fold(false, |seen, pair| seen | is_turn(pair))
}

/// A label without a blank behind its colon, and a bracket without one behind it: "Note:Bring your papers", "(free of charge)where you live".
pub(super) fn of_labels<'a>(article: &'a Document, dictionary: &'static Dictionary) -> impl Iterator<Item = (BlockId, Span)> + 'a {
    let tight = article.looking(Kind::Paragraph, Looks::TIGHT);
    let paragraphs = tight.filter(move |(id, _)| is_read(article, *id) && article.text_of(*id).ends_with(['.', '!', '?']));
    paragraphs.filter_map(move |(id, block)| {
        let text = article.text_of(id);
        let bytes = text.as_bytes();
        let word = |at: usize| {
            let len = bytes.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            text.get(at..at + len).filter(|word| word.len() >= LETTERS && dictionary.lists(word))
        };
        let before = |at: usize| {
            let len = bytes.get(..at).unwrap_or_default().iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
            text.get(at - len..at).filter(|word| word.len() >= LETTERS && dictionary.lists(word))
        };
        let goes_on = |end: usize| bytes.get(end) == Some(&b' ') && bytes.get(end + 1).is_some_and(u8::is_ascii_lowercase);
        let label = text.get(..LABEL.min(text.len())).and_then(|start| start.find(':')).and_then(|colon| {
            let (left, right) = (before(colon)?, word(colon + 1)?);
            let is_label = left.len() == colon && left.starts_with(|c: char| c.is_ascii_uppercase());
            let is_sentence =
                right.starts_with(|c: char| c.is_ascii_uppercase()) && right.bytes().skip(1).all(|byte| byte.is_ascii_lowercase());
            let end = colon + 1 + right.len();
            (is_label && is_sentence && goes_on(end) && has_words(text.get(end..)?, WORDS)).then_some(0..end)
        });
        let bracket = || {
            memchr::memchr_iter(b')', bytes).find_map(|close| {
                let (left, right) = (before(close)?, word(close + 1)?);
                let open = text.get(..close)?.rfind('(')?;
                // "(sub)zone" is one word.
                let inside = text.get(open + 1..close)?;
                let is_apart = open == 0 || bytes.get(open - 1) == Some(&b' ');
                let end = close + 1 + right.len();
                let is_small = right.bytes().all(|byte| byte.is_ascii_lowercase());
                (is_apart && inside.contains(' ') && is_small && !ENDS.contains(&right) && goes_on(end)).then(|| close - left.len()..end)
            })
        };
        let found = label.or_else(bracket)?;
        Some((id, Span::from(found).shifted(block.text.start())))
    })
}

/// Bold letters at the beginning of a paragraph that are a label or a heading, with its text right behind them: "**Parking**There is a car park".
pub(super) fn of_bold<'a>(article: &'a Document, dictionary: &'static Dictionary) -> impl Iterator<Item = (BlockId, Span)> + 'a {
    let mut is_technical: Option<bool> = None;
    article.inlines.iter().filter(|inline| inline.kind == InlineKind::Strong && !inline.text.is_empty()).filter_map(move |inline| {
        let leaf = article.block(inline.block).text;
        let end = inline.text.end() as usize;
        let next = article.text.get(end..leaf.end() as usize)?.chars().next()?;
        if !next.is_ascii_uppercase() && !next.is_ascii_digit() && !next.is_ascii_lowercase() {
            return None;
        }
        let before = article.text.get(leaf.start() as usize..inline.text.start() as usize)?;
        let bold = inline.text.cut(&article.text);
        let source = article.source.text();
        let tag = inline.src.cut(source).split('>').next().unwrap_or("");
        // An element of its own is set apart by the page, and so is one that follows.
        let is_set = tag.starts_with('<') && tag.contains('=');
        let touches = source.get(inline.src.end() as usize..).is_some_and(|behind| behind.starts_with(next));
        if !(before.is_empty() || before.ends_with(' ')) || is_set || !touches || !is_read(article, inline.block) {
            return None;
        }
        let tail = article.text.get(end..leaf.end() as usize)?;
        let len = tail.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let right = tail.get(..len)?;
        let words = bold.trim_end_matches([':', '.', '!', '?']);
        let marks = bold.len() - words.len();
        let left = words.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
        let is_small = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase());
        let goes_on = tail.get(len..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '.', ',', '%', '/', '-', '–']));
        let is_marked = bold.ends_with([':', '.', '!', '?']) && bold.len() > 3;
        let is_label = || {
            let is_capital = next.is_ascii_uppercase()
                && is_small(right.get(1..).unwrap_or(""))
                && (dictionary.lists(right) || bold.contains(' ') && matches!(right, "A" | "I"));
            let is_number = next.is_ascii_digit() && bold.contains(' ') && right.bytes().all(|byte| byte.is_ascii_digit());
            let is_word = left.len() >= LETTERS && is_small(left.get(1..).unwrap_or("")) && dictionary.lists(left);
            let is_sentence = bold.contains(' ') || tail.split_whitespace().nth(1).is_some();
            before.is_empty() && is_word && (is_capital && is_sentence || is_number)
        };
        let technical = is_technical.get_or_insert_with(|| shows_code(article));
        (goes_on && (is_marked || !*technical && is_label())).then(|| (inline.block, Span::of(end - left.len() - marks, end + len)))
    })
}

/// Bytes of a label, and words behind one that show a sentence.
const LABEL: usize = 20;
const WORDS: usize = 4;

/// From the beginning of a small word that ends at `left_end` to the end of the one with a capital that begins at `at`.
fn joined(text: &str, left_end: usize, at: usize) -> Option<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let small = bytes.get(..left_end)?.iter().rev().take_while(|byte| byte.is_ascii_lowercase()).count();
    let start = left_end - small;
    let start = if start == 1 && bytes.first().is_some_and(u8::is_ascii_uppercase) { 0 } else { start };
    let is_whole = start == 0 || bytes.get(start - 1) == Some(&b' ');
    let end = at + 1 + bytes.get(at + 1..)?.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    (is_whole && small >= LETTERS && end > at + 1).then_some(start..end)
}

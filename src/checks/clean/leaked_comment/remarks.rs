//! What people remark on a text between its sentences or beside it: "(note to editor: please verify)", "[JM: is this still true?]", "Commented
//! [JS2]: …", `// remove before publishing`, "[is that right? -KM]".

use super::notes::Notes;
use crate::document::{BlockId, Document, Kind, Looks};
use crate::source::Format;
use crate::span::Span;

/// Marks of which every remark has one.
pub(super) const MARKS: Looks = Looks::SQUARE.or(Looks::ROUND).or(Looks::SLASH).or(Looks::COLON).or(Looks::AND);

/// Bytes of a remark.
const LONGEST: usize = 160;

/// Pairs of brackets in a paragraph that are looked at.
const SEVERAL: usize = 20;

/// Who is spoken to before a colon, in small letters.
const ADDRESSED: [&str; 14] = [
    "ed",
    "ed.",
    "eds",
    "editor",
    "note to editor",
    "note to the editor",
    "note to ed",
    "editor's note to author",
    "editor to author",
    "note to author",
    "query",
    "author query",
    "copy editor",
    "sub-editor",
];

/// Who is spoken to in capitals at the beginning of a paragraph.
const ADDRESSING: [&str; 5] = ["EDITOR: ", "REVIEWER: ", "WRITER: ", "AUTHOR: ", "PROOFREADER: "];

/// Whether any text of an article may hold such a remark.
pub(super) fn may_be_in(article: &Document) -> bool {
    let looks = article.all_looks();
    let has = |words: &str| memchr::memmem::find(article.text.as_bytes(), words.as_bytes()).is_some();
    looks.has_any(Looks::SQUARE.or(Looks::ROUND).or(Looks::AND))
        || looks.has_any(Looks::SLASH) && has("// ")
        || looks.has_any(Looks::COLON) && (has("omment") || has("NOTE: ") || ADDRESSING.iter().any(|head| has(head)))
}

/// The first remark of a paragraph.
pub(super) fn remark(article: &Document, id: BlockId, text: &str, notes: &[&Notes]) -> Option<Span> {
    let is_said = |words: &str| notes.iter().any(|notes| notes.is_said(words));
    let named = || is_named(article, text, is_said).then_some(0..text.len());
    let range = whole(text, notes).or_else(named).or_else(|| between_brackets(text, is_said))?;
    let block = article.block(id);
    // A row of a table and a heading have names and labels in brackets; an export takes a short line for a heading or for code.
    let is_line =
        block.kind == Kind::Paragraph || article.source.format() == Format::Plain && matches!(block.kind, Kind::Heading | Kind::Code);
    (is_line && !article.is_within(id, Kind::Cell)).then(|| Span::from(range).shifted(block.text.start()))
}

/// A paragraph that is a remark: of a word processor, or in the sign of a program.
fn whole(text: &str, notes: &[&Notes]) -> Option<std::ops::Range<usize>> {
    if text.len() > LONGEST {
        return None;
    }
    let is_said = |words: &str| notes.iter().any(|notes| notes.is_said(words));
    let said = if let Some(rest) = text.strip_prefix("// ") {
        rest.contains(' ') && notes.iter().any(|notes| notes.has(rest))
    } else if let Some(rest) = text.strip_prefix("Commented [").or_else(|| text.strip_prefix("Comment [")) {
        // The mark of whoever commented, and the number of the comment.
        rest.split_once("]:").is_some_and(|(mark, body)| is_mark(mark, true) && !body.trim().is_empty())
    } else if let Some(rest) = text.strip_prefix("Comment by ") {
        rest.split_once(": ").is_some_and(|(name, body)| name.split_whitespace().nth(3).is_none() && is_said(body))
    } else if let Some(rest) = text.strip_prefix('[') {
        let (mark, body) = rest.split_once(']')?;
        let is_comment = || mark.split_once(": ").is_some_and(|(head, body)| is_numbered_comment(head) && !body.is_empty());
        is_mark(mark, true) && is_said(body.trim_start_matches([':', ' ']))
            || body.is_empty() && (is_comment() || is_order(mark) && is_said(mark))
    } else if text.starts_with('@') {
        // "@Maria can you verify the numbers in this paragraph?"
        text.contains(' ') && is_said(text)
    } else if let Some((role, body)) = text.split_once(" comment: ") {
        // "Editor’s comment: the second half repeats the first, please merge."
        role.len() < 20 && is_said(body) && notes.iter().any(|notes| notes.has(&text.replace('’', "'")))
    } else {
        // "REVIEWER NOTE: tone too salesy here." What readers are told is an editor's note with its apostrophe.
        text.split_once(" NOTE: ").is_some_and(|(role, body)| {
            role.len() < 20 && !role.contains(char::is_lowercase) && is_said(body) && notes.iter().any(|notes| notes.has(text))
        })
    };
    said.then_some(0..text.len())
}

/// "[Maria: can we get a sharper picture?]": a paragraph in brackets that speaks to somebody by name. In the minutes of a talk, others speak by their names as well.
fn is_named(article: &Document, text: &str, is_said: impl Fn(&str) -> bool) -> bool {
    const LETTERS: std::ops::RangeInclusive<usize> = 3..=12;
    /// Paragraphs that are looked at.
    const NEAR: usize = 200;
    // "EDITOR: please verify the dates." needs no brackets.
    let in_capitals = |head: &str| ADDRESSING.iter().any(|known| known.strip_suffix(": ") == Some(head));
    let speaks = |name: &str, id: BlockId| article.text_of(id).strip_prefix(name).is_some_and(|rest| rest.starts_with([':', ' ']));
    // Who speaks in a dialogue does so soon.
    let paragraphs = || article.of_kind(Kind::Paragraph).take(NEAR);
    let comes_again = |name: &str| paragraphs().filter(|(id, _)| speaks(name, *id)).nth(1).is_some();
    if let Some((head, body)) = text.split_once(": ").filter(|(head, _)| in_capitals(head)) {
        return text.len() <= LONGEST && is_said(body) && !comes_again(head);
    }
    let Some((name, body)) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).and_then(|inner| inner.split_once(": ")) else {
        return false;
    };
    let mut letters = name.chars();
    let is_name =
        letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase) && LETTERS.contains(&name.chars().count());
    is_name && text.len() <= LONGEST && is_said(body) && !paragraphs().any(|(id, _)| speaks(name, id))
}

/// "KM", "JS2": two or three capitals, behind them a number if they must have one.
fn is_mark(mark: &str, numbered: bool) -> bool {
    let letters = mark.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = mark.get(letters..).unwrap_or("");
    // "[Q1]" numbers the question of a survey.
    (2..=3).contains(&letters) && digits.len() < 4 && digits.bytes().all(|byte| byte.is_ascii_digit()) && (!numbered || !digits.is_empty())
}

/// "Comment 4", as word processors of several languages number them.
fn is_numbered_comment(head: &str) -> bool {
    const COMMENTS: [&str; 8] = ["Comment", "Kommentar", "Commentaire", "Comentario", "Comentário", "Commento", "Opmerking", "Komentarz"];
    head.rsplit_once(' ').is_some_and(|(word, number)| {
        let number = number.trim_start_matches(|c: char| c.is_ascii_uppercase());
        COMMENTS.contains(&word) && !number.is_empty() && number.len() < 4 && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Whether a whole paragraph in brackets orders something to be done with the text: "[rewrite this bit]".
fn is_order(inner: &str) -> bool {
    inner.starts_with(|c: char| c.is_ascii_lowercase()) && ["this ", "the "].iter().any(|word| inner.contains(word))
}

/// A remark in brackets that names who says it or to whom: "(note to editor: …)", "[JM: …]", "[… -KM]", "((…))".
fn between_brackets(text: &str, is_said: impl Fn(&str) -> bool) -> Option<std::ops::Range<usize>> {
    memchr::memchr2_iter(b'[', b'(', text.as_bytes()).take(SEVERAL).find_map(|at| {
        let open = text.get(at..=at)?;
        let close = if open == "[" { ']' } else { ')' };
        let rest = text.get(at + 1..)?;
        let doubled = rest.starts_with(open);
        let start = if doubled { at + 2 } else { at + 1 };
        let rest = text.get(start..)?;
        let end = rest.get(..rest.floor_char_boundary(LONGEST))?.find(close)?;
        let inner = rest.get(..end)?;
        let behind = rest.get(end + 1..)?;
        if behind.starts_with(['(', '[', ':']) || inner.contains(['[', '(']) {
            return None;
        }
        let cries = inner.ends_with("!!") || inner.ends_with("??");
        // A mark ends in capitals or digits.
        let may_be_signed = open == "[" && inner.ends_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit());
        if !(doubled || cries || may_be_signed || inner.contains(": ")) {
            return None;
        }
        let head = inner.split_once(": ").map(|(head, _)| head).filter(|head| head.len() < 26);
        let body = inner.split_once(": ").map_or("", |(_, body)| body);
        let is_addressed = head.is_some_and(|head| {
            // "[PK: …]" may be a chapter of a book: what is said shows that it is not.
            let small = head.to_ascii_lowercase().replace('’', "'");
            is_mark(head, false) && head.len() > 1
                || ADDRESSED.contains(&&*small)
                || small.starts_with("comment from ")
                || small.starts_with("query from ")
                || small.starts_with("nb for ")
                || small.starts_with("note for ")
        });
        let signed = inner.rsplit_once([' ', '-', '–', '—']).filter(|(said, mark)| {
            let is_set_off = said.trim_end().ends_with(['-', '–', '—']) || inner.ends_with(&format!("-{mark}"));
            is_mark(mark, false) && mark.len() > 1 && is_set_off && open == "["
        });
        let note = is_addressed && is_said(body)
            || signed.is_some_and(|(said, _)| is_said(said.trim_end_matches([' ', '-', '–', '—'])))
            || (doubled && behind.starts_with(close) || cries) && is_said(inner);
        let shut = usize::from(doubled && behind.starts_with(close));
        note.then(|| at..start + end + 1 + shut)
    })
}

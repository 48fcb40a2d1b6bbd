//! Comments in the signs of programs and remarks in brackets that readers of a page or an export see: `/* … */`, `%% … %%`, "[[comment: …]]".

use super::{LeakedComment, remarks, report, report_source};
use crate::checks::clean::shown::{is_about, is_prose, is_shown, part_of, part_shows_code};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind, Looks};
use crate::rule::Found;
use crate::source::Format;
use crate::span::Span;

/// Signs of comments that hold a whole paragraph or the end of one, and where each ends.
const SIGNS: [(&str, &str); 8] = [
    ("/*", "*/"),
    ("{/*", "*/}"),
    ("%%", "%%"),
    ("{{!--", "--}}"),
    ("{{!", "}}"),
    ("<#--", "-->"),
    ("{*", "*}"),
    ("{% comment %}", "{% endcomment %}"),
];

/// Signs of a comment that a program for texts made other ones of, or that lost a part: a whole paragraph, and where each ends.
const BROKEN: [(&str, &str); 7] =
    [("<!—", "—>"), ("<!–", "–>"), ("< !--", "-- >"), ("<! --", "-- >"), ("<!- ", " ->"), ("!--", "--"), ("!—", "—")];

/// A paragraph between the broken signs of a comment.
fn broken(article: &Document, id: BlockId, text: &str) -> Option<Span> {
    let (open, close) = *BROKEN.iter().find(|(open, close)| text.starts_with(open) && text.ends_with(close))?;
    let inner = text.strip_prefix(open)?.strip_suffix(close)?;
    let says = inner.split_whitespace().nth(1).is_some() && !inner.contains(['<', '>', '=']);
    (says && article.block(id).kind != Kind::Heading).then(|| {
        let start = article.block(id).text.start();
        Span::new(start, start + text.len() as u32)
    })
}

/// What a remark in brackets begins with that is for colleagues, without its colon.
const REMARKS: [&str; 22] = [
    "comment",
    "note to self",
    "editor's note to self",
    "internal note",
    "internal comment",
    "note to editor",
    "note to the editor",
    "note to author",
    "note to the author",
    "query to author",
    "author query",
    "editor's comment",
    "reviewer comment",
    "reviewer's comment",
    "note to designer",
    "note to design",
    "note to layout",
    "note to production",
    "note to copy desk",
    "note to picture desk",
    "note to web team",
    "internal",
];

/// Marks of which every such comment has one.
const OF_COMMENTS: Looks = remarks::MARKS.or(Looks::STAR).or(Looks::PERCENT).or(Looks::CURLY).or(Looks::ANGLE).or(Looks::CALL);

/// Reports them; `is_seen` says that a comment was found already, whose end is none of another one.
pub(super) fn in_text(rule: &LeakedComment, article: &Document, language: &str, is_seen: bool, found: &mut Found<'_>) {
    for inline in article.inlines.iter().filter(|inline| inline.kind == InlineKind::Link) {
        // Markdown takes two brackets for a link to a page of a wiki.
        let head =
            inline.src.cut(article.source.text()).strip_prefix("[[").and_then(|inner| inner.split_once(':')).map_or("", |(head, _)| head);
        if is_remark(head) && is_prose(article, inline.block) && !is_about(article, inline.block, rule.subjects.of(language)) {
            report_source(article, inline.block, inline.src, found);
        }
    }
    let text = article.text.as_bytes();
    let looks = article.all_looks();
    let has = |sign: &str| looks.has_any(Looks::of_mark(sign)) && memchr::memmem::find(text, sign.as_bytes()).is_some();
    let has_signs = !is_seen && (has("*/") || has("%%") || has("{{!") || has("<#--") || has("*}") || has("{% endcomment"));
    let has_note = memchr::memmem::find(text, b"ote to ").is_some();
    let has_remark = looks.has_any(Looks::SQUARE) || has_note;
    let has_end = !is_seen && looks.has_any(Looks::ANGLE) && memchr::memmem::find_iter(text, "-->").take(2).count() == 1;
    let may_remark = remarks::may_be_in(article);
    let has_broken = has("<!") || has("!--") || has("!—") || has("< !");
    if !has_signs && !has_remark && !has_end && !may_remark && !has_broken {
        return;
    }
    let is_export = article.source.format() == Format::Plain;
    let notes = rule.notes_of(language);
    for (id, block) in article.all() {
        // What an export indents was no code, and a line of signs alone reads like some.
        let is_read = is_prose(article, id) || is_export && block.kind == Kind::Code && !block.flags.has(Flags::BOILER);
        if !is_read {
            continue;
        }
        let looks = article.looks(id);
        if !looks.has_any(OF_COMMENTS) {
            continue;
        }
        let words = article.text_of(id);
        let is_signed = has_signs && looks.has_any(Looks::STAR.or(Looks::PERCENT).or(Looks::CURLY).or(Looks::ANGLE));
        let may_be_remark = looks.has_any(Looks::SQUARE) || has_note && looks.has_any(Looks::ROUND);
        let Some(span) = (may_be_remark.then(|| remark(article, id, words)).flatten())
            .or_else(|| is_signed.then(|| comment(rule, article, id, language)).flatten())
            .or_else(|| has_broken.then(|| broken(article, id, words)).flatten())
            .or_else(|| (may_remark && looks.has_any(remarks::MARKS)).then(|| remarks::remark(article, id, words, &notes)).flatten())
            .or_else(|| has_end.then(|| end(article, id, words)).flatten())
        else {
            continue;
        };
        // What stands in another part tells nothing of a remark in this one.
        let shows = || !is_export && part_shows_code(article, &part_of(article, id));
        if !shows() && !is_shown(article, id, span) && !is_about(article, id, rule.subjects.of(language)) {
            report(article, id, span, found);
        }
    }
}

/// A comment that is a paragraph, or ends one: all of it said in words.
fn comment(rule: &LeakedComment, article: &Document, id: BlockId, language: &str) -> Option<Span> {
    let text = article.text_of(id);
    let trimmed = text.trim_end();
    let (open, close) = *SIGNS.iter().find(|(_, close)| trimmed.ends_with(close))?;
    let body = trimmed.strip_suffix(close)?;
    let at = body.rfind(open)?;
    let inner = body.get(at + open.len()..)?.trim();
    let is_whole = body.get(..at)?.trim().is_empty();
    let start = article.block(id).text.start() + at as u32;
    let start = if at > 0 && body.get(at - 1..at) == Some("{") { start - 1 } else { start };
    let several = inner
        .split_whitespace()
        .filter(|word| word.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b',' | b'.' | b'\'' | b'?')))
        .count();
    // Two signs of percent on both sides hold nothing else than a comment.
    let is_said = inner.lines().count() == 1
        && rule.notes_of(language).iter().any(|notes| if open == "%%" { notes.has(inner) } else { notes.is_said(inner) });
    // An old page has a line of stars around its title.
    let is_comment = several > 3 && !inner.contains(['*', ';', '{', '=', '@', '\\']);
    (is_said || is_whole && is_comment && open != "%%" && is_alone(article, id))
        .then(|| Span::new(start, article.block(id).text.start() + trimmed.len() as u32))
}

/// Whether the article has no other such sign: files of programs begin with a comment and go on with more.
fn is_alone(article: &Document, id: BlockId) -> bool {
    let text = article.text.as_bytes();
    memchr::memmem::find_iter(text, "*/").nth(1).is_none()
        && article.all().any(|(other, block)| other < id && block.kind == Kind::Paragraph)
}

/// `[[comment: …]]`, `[note to self: …]`, `(note to editor: …)`.
fn remark(article: &Document, id: BlockId, text: &str) -> Option<Span> {
    memchr::memchr2_iter(b'[', b'(', text.as_bytes()).take(20).find_map(|at| {
        let (open, close_mark) = if text.as_bytes().get(at) == Some(&b'[') { ('[', ']') } else { ('(', ')') };
        let rest = text.get(at..)?.trim_start_matches(open);
        let (head, body) = rest.get(..rest.floor_char_boundary(400))?.split_once(':')?;
        let end = body.find(close_mark)?;
        let said = body.get(..end)?;
        let after = body.get(end..)?;
        let close = after.len() - after.trim_start_matches(close_mark).len();
        let is_link = after.get(close..)?.starts_with('(');
        let to = text.len() - rest.len() + head_len(rest) + 1 + end + close;
        // Round brackets hold what an author says by the way ("note to self"), unless it is said to be for colleagues.
        let is_said_to = |whom: &str| head.trim().get(..whom.len()).is_some_and(|start| start.eq_ignore_ascii_case(whom));
        let is_for_them = open == '[' || is_said_to("note to ") && !is_said_to("note to self");
        let words = if open == '[' { 2 } else { 1 };
        (is_remark(head) && is_for_them && !is_link && said.split_whitespace().nth(words).is_some()).then(|| {
            let start = article.block(id).text.start();
            Span::new(start + at as u32, start + to as u32)
        })
    })
}

/// Whether words before a colon say that what follows is for colleagues.
fn is_remark(head: &str) -> bool {
    head.len() < 30 && {
        let head = head.trim().replace('’', "'");
        REMARKS.iter().any(|remark| head.eq_ignore_ascii_case(remark))
    }
}

/// Bytes before the colon.
fn head_len(rest: &str) -> usize {
    rest.find(':').unwrap_or(0)
}

/// The end of a comment at the beginning of a paragraph that goes on as a sentence does.
fn end(article: &Document, id: BlockId, text: &str) -> Option<Span> {
    let rest = text.strip_prefix("-->")?;
    let is_sentence =
        rest.trim_start().starts_with(char::is_uppercase) && rest.trim_end().ends_with('.') && rest.split_whitespace().nth(4).is_some();
    let is_page = article.block(id).kind == Kind::Paragraph && !article.is_within(id, Kind::Cell) && !article.is_within(id, Kind::List);
    (is_sentence && is_page && !rest.contains("->")).then(|| {
        let start = article.block(id).text.start();
        Span::new(start, start + 3)
    })
}

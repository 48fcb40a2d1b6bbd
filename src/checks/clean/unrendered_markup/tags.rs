//! Tags that readers see, in angles and in brackets, and lines below words: `<b>`, `[url=…]…[/url]`, `__Warning:__`.

use std::sync::LazyLock;

use regex::Regex;

use super::{ANGLE, BRACKET, LINES, LONGEST, Sign, What, is_call, is_markdown, is_verbatim, push};
use crate::checks::clean::shown::{self, forms, is_in, is_prose, is_shown, seen_in_prose, shows_code};
use crate::document::{Document, InlineKind, Kind};
use crate::rule::Seen;
use crate::span::Span;

/// Tags of running text that readers see.
pub(super) fn elements(article: &Document, seen: &[Seen], signs: &mut Vec<Sign>) {
    static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r#"^(?:<(?i-u:(b|i|em|strong|u|a|p|span|li|ul|ol|h[1-6]|div|sup|sub|small|mark|code|blockquote)(?:\s[a-z-]+=)?)[^<>\n]*>[^<>\n]+(?:(?i-u:<br ?/?>)[^<>\n]*)?</(?i-u:([a-z0-9]+))>|(?i-u:<a\s+href=["']|<img\s+src=["'])[^<>\n]*>|(?i:<a\s+href=|<img\s+src=)“[^<>\n]*>|(?i-u:<br ?/?>|</(?:p|div|strong|em|li|ul|span)>))"#).ok()
    });
    for (id, hit) in forms(article, seen, ANGLE, || TAG.as_ref(), LONGEST) {
        let words = hit.cut(&article.text);
        // A lone `<br>` between words was meant to break the line; beside "the" or before "tag" it is spoken of.
        let is_lone = !words.contains("</") && !words.contains('=') || words.starts_with("</");
        let before = shown::before(article, id, hit);
        let behind = shown::behind(article, id, hit).trim_start();
        let last = before.trim_end().rsplit(' ').next().unwrap_or("").to_lowercase();
        let is_named = (before.is_empty() || before.ends_with([' ', '(']) || !words.starts_with("<br"))
            && (matches!(
                &*last,
                "the" | "a" | "an" | "or" | "and" | "of" | "with" | "by" | "use" | "using" | "in" | "as" | "to" | "for" | "like"
            ) || ["tag", "element", "and ", "or ", "is ", "in ", ",", ")", "as "].iter().any(|word| behind.starts_with(word)));
        // "marked by the tags <h1> and </h1>"; and a tag that is all of its paragraph, below words that announce it.
        let is_example = || {
            article.text_of(id).trim() == words && id.checked_sub(1).is_some_and(|above| article.text_of(above).trim_end().ends_with(':'))
        };
        let is_spoken_of = matches!(&*last, "tag" | "tags" | "element" | "elements") || is_example();
        if !is_shown(article, id, hit)
            && !is_spoken_of
            && !(is_lone && (is_named || before.trim().is_empty() && behind.is_empty() || article.block(id).kind == Kind::Heading))
            && is_prose(article, id)
        {
            push(article, signs, What::Element, id, hit);
        }
    }
}

/// Tags in brackets with their end: `[url=…]Map[/url]`, `[caption id="7"]The quay[/caption]`.
pub(super) fn codes(article: &Document, seen: &[Seen], signs: &mut Vec<Sign>) {
    /// Bytes in which the end is looked for.
    const FAR: usize = 3000;
    if memchr::memmem::find(article.text.as_bytes(), b"[/").is_none() {
        return;
    }
    let (mut has_code, mut last) = (None, 0);
    for (id, sign) in seen_in_prose(article, seen).filter(|(_, sign)| sign.kind == BRACKET) {
        let start = sign.text.start() as usize;
        let Some(rest) = article.text.get(start..article.text.floor_char_boundary(start + FAR)).filter(|rest| rest.starts_with('[')) else {
            continue;
        };
        let name: &str =
            rest.get(1..).unwrap_or("").split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').next().unwrap_or("");
        let behind = rest.get(1 + name.len()..).unwrap_or("");
        let is_tag = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.len() < 24 && behind.starts_with([']', '=', ' ']);
        if start < last || !is_tag {
            continue;
        }
        let Some((tag, inner)) = behind.split_once(']') else { continue };
        let ends = |end: &str| inner.find(&format!("[/{end}]"));
        let Some(at) = ends(name).or_else(|| ends(&name.to_ascii_uppercase())) else { continue };
        // "[x y]" is a remark unless its words are values.
        if tag.starts_with(' ') && !tag.contains('=') {
            continue;
        }
        let end = start + 1 + name.len() + tag.len() + 1 + at + name.len() + 3;
        last = end;
        let leaf_end = article.block(id).text.start() as usize + article.text_of(id).len();
        let hit = Span::of(start, end.min(leaf_end));
        let is_code = *has_code.get_or_insert_with(|| shows_code(article));
        if !is_code && !is_shown(article, id, hit) {
            push(article, signs, What::Element, id, hit);
        }
    }
}

/// `__Warning:__`, `__very important__` where no step made bold letters of it.
pub(super) fn underlined(article: &Document, seen: &[Seen], signs: &mut Vec<Sign>) {
    static PAIR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^__[A-Za-z“][^_\n]{1,100}[A-Za-z.!?:”]__").ok());
    let mut has_code = None;
    for (id, hit) in forms(article, seen, LINES, || PAIR.as_ref(), LONGEST) {
        let inner = hit.cut(&article.text).trim_matches('_');
        let (before, behind) = (shown::before(article, id, hit), shown::behind(article, id, hit));
        let opens = before.is_empty() || before.ends_with([' ', '(', '“', '"']);
        let closes = behind.is_empty() || behind.starts_with([' ', '.', ',', ')', '!', '?', ':', ';', '”', '"']);
        // "__init__" and "__Pages__" are names.
        let is_said = inner.contains(' ') || inner.ends_with([':', '!', '.']);
        if opens
            && closes
            && is_said
            && !*has_code.get_or_insert_with(|| shows_code(article))
            && !is_in(article, id, hit, &[InlineKind::Code, InlineKind::Math])
            && (!is_markdown(article) || is_verbatim(article, hit))
            && !is_shown(article, id, hit)
        {
            push(article, signs, What::Emphasis, id, hit);
        }
    }
}

/// Whether two stars that should close do not, for a blank stands before them and a word behind: "**Bring: **the form".
pub(super) fn is_unbound(inner: &str, ends: &str) -> bool {
    let words = inner.trim_end();
    let last = words.rsplit(' ').next().unwrap_or("");
    inner.ends_with(' ')
        && inner.starts_with(char::is_alphanumeric)
        && ends.starts_with(char::is_alphabetic)
        && words.ends_with(|c: char| c.is_alphabetic() || matches!(c, ':' | '.' | '!' | '?'))
        && !matches!(last, "and" | "or" | "with")
        && !is_call(words.split(' ').next().unwrap_or(""))
        && !is_call(ends.split([' ', ')', ',']).next().unwrap_or(""))
        && words.split(' ').count() < 8
}

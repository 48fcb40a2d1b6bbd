//! Links that lead to a blank: `%LINK%`, `https://[domain]/contact`, `https://www.yoursite.com`.

use std::cell::OnceCell;
use std::sync::LazyLock;

use super::languages::speaks_of_programs;
use crate::checks::clean::expressions::Expression;
use crate::checks::clean::shown::{is_prose, shows_code};
use crate::document::{Document, InlineKind};
use crate::rule::Found;
use crate::span::Span;

/// Addresses that nobody wrote for readers.
static BLANK: LazyLock<Expression> = LazyLock::new(|| {
    Expression::of(
        r"(?i)^(?:%%?[a-z][a-z_ ]{2,30}%%?$|\*\|[a-z_]+\|\*$|(?:https?://)?(?:[\[<]|%5B|%3C)(?:your |the )?[a-z][a-z _-]*[g-z _-][a-z _-]*(?:[\]>]|%5D|%3E)|(?:https?://[^/]+/)?#?(?:insert|add|put|paste)[-_ ]?(?:the[-_ ]?|your[-_ ]?|a[-_ ]?)?(?:link|url|address)(?:[-_ ]?here)?/?$|https?://[^/]+/(?:your|the)[-_](?:link|url)(?:[-_]here)?/?$|(?:https?://)?(?:www\.)?(?:link|url)[-_.]?(?:goes[-_.]?)?here(?:/|$)|https?://(?:www\.)?your-?(?:site|web-?site|domain|company|link|url|blog|page|shop|store|brand|business|organi[sz]ation)(?:-?name)?\.(?:com|org|net|co\.uk|gov)(?:/|$|\?))",
    )
});

/// Bytes of such an address.
const LONGEST: usize = 120;

/// Reports the words of links in sentences that lead there.
pub(super) fn lead_to_blanks(article: &Document, found: &mut Found<'_>) {
    if !article.links.iter().any(|link| is_blank(&link.url) || is_mark(&link.url)) {
        return;
    }
    let is_for_readers = OnceCell::new();
    let is_read_by_all = || *is_for_readers.get_or_init(|| !shows_code(article) && !speaks_of_programs(&article.text));
    for inline in article.inlines.iter().filter(|inline| inline.kind == InlineKind::Link && is_prose(article, inline.block)) {
        let words = inline.text.cut(&article.text);
        // "[To do](TODO)" leads to a file of that name.
        // A page may have a place of that name: the list of what is still to be done.
        let is_place = |url: &str| {
            let named = url.strip_prefix('#').map(|name| [format!("\"{name}\""), format!("'{name}'")]);
            named.is_some_and(|named| {
                named.iter().any(|name| memchr::memmem::find(article.source.text().as_bytes(), name.as_bytes()).is_some())
            })
        };
        let is_left =
            |url: &str| is_mark(url) && !is_place(url) && !words.to_ascii_lowercase().starts_with("to") && !words.eq_ignore_ascii_case(url);
        if !article.links.get(inline.aux as usize).is_some_and(|link| is_left(&link.url) || is_blank(&link.url) && is_read_by_all()) {
            continue;
        }
        // Whoever shows an address shows how one looks.
        let is_address = words.contains("://") || words.contains('.') && !words.contains(' ');
        if !is_address && !words.is_empty() {
            let span = Span::new(inline.src.start(), inline.src.end());
            found.at(inline.block, span, "the address of the link “{}” was never filled in", [words]);
        }
    }
}

/// A mark of writers, or what a program prints for what is not there, in place of an address.
fn is_mark(url: &str) -> bool {
    // "#null" is a place in the page.
    matches!(url, "undefined" | "null" | "[object%20Object]")
        || matches!(url.trim_start_matches('#'), "TODO" | "TBD" | "TBA" | "TBC" | "TK" | "XXX" | "xxx" | "todo" | "tbd" | "URL" | "LINK")
}

fn is_blank(url: &str) -> bool {
    url.len() <= LONGEST && BLANK.is_match(url)
}

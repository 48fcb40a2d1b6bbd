//! Links as they outlive their article: those that lead to other files of the library, and those whose form is odd.

use std::borrow::Cow;

use super::anchor::{Anchors, is_special};
use crate::document::{Document, Flags, InlineKind, Kind, Link, LinkForm};
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// A link or picture that must be looked at beside the other articles.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SharedLink {
    /// Where its address stands.
    pub span: Span,
    /// The address as written.
    pub url: Box<str>,
    /// A picture.
    pub is_image: bool,
    /// The article itself speaks of the server: of one on the reader's own computer, or of the very address.
    pub is_of_a_lesson: bool,
}

/// The links of an article, and the places in it that others can lead to.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Links {
    /// Links that may be broken.
    pub links: Box<[SharedLink]>,
    /// Places of the article.
    pub anchors: Anchors,
    /// Links to other sites, as far as a report about them was read.
    pub external: Box<[(Span, Box<str>)]>,
    /// Links to places that the article itself does not have.
    pub lost: Box<[(Span, Box<str>)]>,
    /// Whether these are many, and more than the article has: its headings were renamed or translated, or its site names places in another
    /// way.
    pub loses_most: bool,
}

/// Links to lost places from which they may be more than slips.
const MANY: usize = 8;

/// What an article's links are, without its text. Links from the root of the site are kept if somebody said where that is.
#[must_use]
pub fn shared_links(article: &Document, is_rooted: bool, has_report: bool) -> Links {
    let anchors = Anchors::of(article);
    let (mut links, mut lost, mut external) = (Vec::new(), Vec::new(), Vec::new());
    let (mut speaks_of_servers, mut met) = (None, 0);
    let source = article.source.text();
    for inline in &article.inlines {
        let is_image = inline.kind == InlineKind::Image;
        if !is_image && inline.kind != InlineKind::Link || article.block(inline.block).flags.has(Flags::BOILER) {
            continue;
        }
        let Some(link) = article.links.get(inline.aux as usize) else { continue };
        let is_written = is_written(link);
        let is_reported = has_report && link.is_external();
        if !is_written && !is_reported {
            continue;
        }
        if is_reported {
            external.push((link.url_src, link.url.trim().into()));
        }
        // The page of a wiki is known by its title.
        if inline.src.cut(source).trim_start_matches('!').starts_with("[[") {
            continue;
        }
        let url = link.url.trim();
        if !is_written {
            continue;
        }
        let words = inline.text.cut(&article.text).trim();
        if let Some(fragment) = url.strip_prefix('#') {
            let name = decoded(fragment);
            // A link without words is a mark, or has its words and its place put in by a generator.
            let is_mark = is_image || !words.contains(char::is_alphanumeric);
            // An address that several links share is given once.
            let is_told = lost.last().is_some_and(|(place, _): &(Span, _)| *place == link.url_src);
            let is_there = is_special(&name) || names_part(article, &name) || anchors.may_have(&name) || anchors.may_have(fragment);
            met += usize::from(is_there);
            if !is_mark && !is_told && !is_there {
                lost.push((link.url_src, fragment.into()));
            }
        } else if is_worth_a_look(url, is_rooted) {
            let is_of_a_lesson = words == url
                || names_service(url) && article.of_kind(Kind::Code).next().is_some()
                || is_own_computer(url)
                    && *speaks_of_servers.get_or_insert_with(|| {
                        ["localhost", "127.0.0.1", "0.0.0.0", "192.168.", "10.0."].iter().any(|host| has(&article.text, host))
                    });
            links.push(SharedLink { span: link.url_src, url: url.into(), is_image, is_of_a_lesson });
        }
    }
    let loses_most = lost.len() >= MANY && lost.len() > met;
    Links { links: links.into(), anchors, external: external.into(), lost: lost.into(), loses_most }
}

/// Whether a place is a part of a program, which `MyST` knows by its name: `#LampOil.price`. No heading is called so.
fn names_part(article: &Document, name: &str) -> bool {
    let is_name = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.contains('.')
        && name.split('.').all(is_name)
        && ["\n```{", "\n:::{"].iter().any(|mark| has(article.source.text(), mark))
}

/// Whether a text has these words; quicker than [`str::contains`] in long ones.
fn has(text: &str, words: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), words.as_bytes()).is_some()
}

/// Whether the address was written as one, and not put together by a template.
fn is_written(link: &Link) -> bool {
    let is_sign = |byte: u8| matches!(byte, b'{' | b'}' | b'<' | b'>' | b'$' | b'|' | b'*');
    // The first byte of what stands for a template, and that of an escaped brace.
    let is_rare = |byte: u8| is_sign(byte) || matches!(byte, b'%' | 0xef);
    // Without a way out, so that the compiler takes many bytes at once.
    let is_plain = !link.url.bytes().fold(false, |found, byte| found | is_rare(byte));
    matches!(link.form, LinkForm::Direct | LinkForm::Reference)
        && (is_plain || !link.url.bytes().any(is_sign) && !link.url.contains('\u{fffc}') && !link.url.contains("%7B"))
}

/// Whether an address leads to a server on the computer of whoever wrote it.
#[must_use]
pub fn is_own_computer(url: &str) -> bool {
    url.split_once(':').and_then(|(_, rest)| rest.strip_prefix("//")).is_some_and(|rest| is_own_host(host(rest)))
}

/// Whether an address names a program on its reader's own computer by its port, and hardly a page of it: `http://localhost:6333/dashboard`. An article with
/// orders to type tells how that program is started.
fn names_service(url: &str) -> bool {
    let Some(rest) = url.split_once("://").map(|(_, rest)| rest) else { return false };
    let host = host(rest);
    let path = rest.get(host.len()..).unwrap_or("").split('#').next().unwrap_or("").trim_matches('/');
    let has_port = host.rsplit_once(':').is_some_and(|(_, port)| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()));
    has_port && !path.contains(['/', '.', '?']) && is_own_computer(url)
}

/// The host and the port at the beginning of an address without its scheme.
fn host(rest: &str) -> &str {
    rest.get(..rest.bytes().position(|byte| matches!(byte, b'/' | b'?' | b'#')).unwrap_or(rest.len())).unwrap_or("")
}

fn is_own_host(host: &str) -> bool {
    let name = host.split_once(':').map_or(host, |(name, _)| name);
    let is_last = |own: &str| {
        let before = name.len().checked_sub(own.len());
        before
            .and_then(|at| name.split_at_checked(at))
            .is_some_and(|(before, last)| last.eq_ignore_ascii_case(own) && (before.is_empty() || before.ends_with('.')))
    };
    matches!(name, "127.0.0.1" | "0.0.0.0")
        || is_last("local")
        || is_last("localhost")
        || is_last("internal")
        || host.starts_with("[::1]")
        || is_of_own_net(name)
}

/// Whether a host is a number that only the network around it knows: `192.168.0.12`, `10.1.4.7`, `172.16.0.1`.
fn is_of_own_net(name: &str) -> bool {
    if !name.starts_with('1') {
        return false;
    }
    let mut parts = name.split('.').map(|part| part.parse::<u8>().ok());
    let Some((Some(first), Some(second))) = parts.next().zip(parts.next()) else { return false };
    let is_own = first == 10 || first == 192 && second == 168 || first == 172 && (16..=31).contains(&second);
    is_own && parts.by_ref().take(2).flatten().count() == 2 && parts.next().is_none()
}

/// Whether an address is the path of a file on the disk of whoever wrote it: `C:\Users\ann\forms.docx`, `/home/ann/forms.odt`, `\\server\forms`.
#[must_use]
pub fn is_on_disk(url: &str) -> bool {
    /// Folders that everybody has on a disk of their own.
    const OWN: [&str; 9] = ["Documents", "Desktop", "Downloads", "Pictures", "Library", "Dropbox", "OneDrive", "Music", "Movies"];
    let is_sign = |c: char| matches!(c, '/' | '\\');
    if let [letter, b':', slash, ..] = url.as_bytes() {
        return letter.is_ascii_alphabetic() && matches!(slash, b'/' | b'\\') && !url.get(3..).unwrap_or("").starts_with('/');
    }
    // "\\server\share", of which Markdown leaves one sign at its beginning.
    if let Some(rest) = url.strip_prefix('\\') {
        return rest.trim_start_matches('\\').split_once('\\').is_some_and(|(host, share)| !host.is_empty() && !share.is_empty());
    }
    let mut parts = url.split(is_sign);
    match (parts.next(), parts.next()) {
        (Some("~"), Some(folder)) => OWN.contains(&folder),
        (Some(""), Some("Users" | "home" | "Volumes")) => parts.nth(1).is_some_and(|folder| OWN.contains(&folder)),
        _ => false,
    }
}

/// The scheme of an address.
#[must_use]
pub fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-'));
    is_scheme.then_some(scheme)
}

/// Whether anything about the address can be wrong that shows without the network.
fn is_worth_a_look(url: &str, is_rooted: bool) -> bool {
    match url.as_bytes().first() {
        None | Some(b'?' | b'@' | b':' | b'&' | b'[' | b'(' | b'!' | b'`' | b'"' | b'\'') => false,
        Some(b'~' | b'/' | b'\\') if is_on_disk(url) => true,
        Some(b'~') => false,
        Some(b'/') => is_rooted && !url.starts_with("//"),
        Some(_) => match scheme(url) {
            None => true,
            // The letter of a disk.
            Some(_) if is_on_disk(url) => true,
            Some(scheme) => {
                let rest = url.get(scheme.len() + 1..).unwrap_or("");
                let is = |known: &str| scheme.eq_ignore_ascii_case(known);
                if is("http") || is("https") {
                    let host = host(rest.strip_prefix("//").unwrap_or(""));
                    is_cut_short(url)
                        || !host.contains('.')
                        || host.bytes().any(|byte| matches!(byte, b',' | b' '))
                        || is_own_host(host)
                        || host.ends_with(':')
                } else {
                    is("file") || rest.starts_with('/') && scheme.starts_with(['h', 't', 'H', 'T']) && scheme.len() <= 7
                }
            }
        },
    }
}

/// `https://example.org/tid…`: what a page shows of a long address was taken for it. Two versions may have dots between them (`v1...v2`).
#[must_use]
pub fn is_cut_short(url: &str) -> bool {
    ["...", "…", "%E2%80%A6", "%e2%80%a6"].iter().any(|dots| url.ends_with(dots))
        && url.split_once("://").is_some_and(|(_, rest)| rest.contains('/'))
}

/// An address or a part of it with its percent signs decoded.
#[must_use]
pub fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = text.get(at + 1..at + 3).filter(|_| byte == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        decoded.push(hex.unwrap_or(byte));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).map_or(Cow::Borrowed(text), Cow::Owned)
}

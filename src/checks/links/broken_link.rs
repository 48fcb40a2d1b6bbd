//! A link to a page or download that is not there, or whose address is misspelt.

use std::path::Path;

use serde::Deserialize;

use super::whole::{Resolved, Whole, resolved};
use crate::checks::sources::fault;
use crate::library::{Library, Target, is_cut_short, is_on_disk, is_own_computer};
use crate::rule::{FoundAcross, LibraryCheck};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct BrokenLink {
    /// Ends of names of sites, for addresses that lack their scheme.
    domains: Vec<String>,
    /// Those among them that no file has for its ending: such a name needs no path behind it.
    sure_domains: Vec<String>,
}

impl LibraryCheck for BrokenLink {
    fn check(&self, library: &Library, found: &mut FoundAcross) {
        let whole = Whole::of(library);
        for of in resolved(library).filter(|of| !of.link.is_image) {
            if whole.is_foreign(of.article) {
                continue;
            }
            found.concerned(of.article);
            let url = &*of.link.url;
            if let Some(words) = self.fault(&of) {
                found.at(of.article, of.link.span, words, [url]);
                continue;
            }
            if !whole.misses(&of) {
                continue;
            }
            match of.target {
                Target::OtherCase(real) => {
                    let name = real.rsplit('/').next().unwrap_or(real);
                    // The site may give the folders of its pages other names.
                    let path = url.split(['?', '#']).next().unwrap_or("");
                    if std::path::Path::new(name).extension().is_some_and(|ending| ending == "html")
                        && path.rsplit('/').next() == Some(name)
                    {
                        continue;
                    }
                    found.at(of.article, of.link.span, "the link “{}” is written in other letters than the file, “{}”", [url, name]);
                }
                Target::NoPage if is_made_of_program(url) => {}
                Target::NoPage => {
                    found.at(of.article, of.link.span, "there is no page “{}”", [url]);
                }
                _ => {
                    found.at(of.article, of.link.span, "there is no file “{}”", [url]);
                }
            }
        }
    }
}

impl BrokenLink {
    /// What is wrong with the address itself.
    fn fault(&self, of: &Resolved<'_>) -> Option<&'static str> {
        let url = &*of.link.url;
        // "file:../manual.pdf" lies beside the page, and where a system keeps its manuals everybody has them.
        let beside = url.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("file:")).and_then(|_| url.get(5..));
        if beside.is_some_and(|path| path.starts_with('.') || path.starts_with("///usr/share/doc/")) {
            return None;
        }
        if is_on_disk(url) || beside.is_some() {
            return Some("the link “{}” leads to a file on its writer's own disk");
        }
        if is_own_computer(url) {
            return (!of.link.is_of_a_lesson).then_some("the link “{}” leads to its writer's own computer");
        }
        // An article that shows the address itself speaks of it: `http://wpad/wpad.dat`.
        let names_server =
            || of.link.is_of_a_lesson && url.starts_with("http") && !url.contains([',', ' ']) && url.matches("//").count() == 1;
        if let Some(fault) = fault(url, None).filter(|_| !names_server()) {
            return Some(fault.words());
        }
        if url.starts_with("http") && is_cut_short(url) && !of.link.is_of_a_lesson {
            return Some("the address “{}” is cut short");
        }
        let is_nowhere = matches!(of.target, Target::Unknown | Target::NoPage | Target::NoFile | Target::NotBeside | Target::LeftOut);
        if is_nowhere && is_mail(url) {
            return Some("the address “{}” lacks its “mailto:”");
        }
        (is_nowhere && self.names_site(url)).then_some("the address “{}” lacks its “https://”")
    }

    /// `example.org/tides`, `www.example.org`.
    fn names_site(&self, url: &str) -> bool {
        let host = url.split(['/', '?', '#']).next().unwrap_or("");
        let is_host = host.contains('.')
            && host.split('.').all(|label| {
                !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') && !label.starts_with('-')
            });
        let last = host.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
        let is_sure = || url.len() > host.len() || host.starts_with("www.") || self.sure_domains.contains(&last);
        is_host && self.domains.contains(&last) && is_sure()
    }
}

/// Pages that a generator makes of the parts of a program: one is called after a class (`LampOil.html`) or after the text that it was made of
/// (`lamps.md.html`).
fn is_made_of_program(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let name = path.rsplit('/').next().unwrap_or(path);
    let Some(stem) = name.strip_suffix(".html") else { return false };
    let humps = stem.bytes().filter(u8::is_ascii_uppercase).count();
    let is_class = stem.starts_with(|c: char| c.is_ascii_uppercase())
        && stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
        && stem.bytes().any(|byte| byte.is_ascii_lowercase())
        && (humps > 1 || url.contains('#'));
    is_class || Path::new(stem).extension().is_some_and(|source| source == "md")
}

/// `ann@example.org`, and none of a picture for fine screens (`ann@2x.png`).
fn is_mail(url: &str) -> bool {
    /// Endings of files that have such a sign in their names.
    const FILES: [&str; 14] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "md", "html", "htm", "js", "css", "pdf", "txt", "json"];
    let url = url.split('?').next().unwrap_or(url);
    let Some((name, host)) = url.split_once('@') else { return false };
    let is_part =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+'));
    let Some((site, end)) = host.rsplit_once('.') else { return false };
    let is_end =
        end.len() > 1 && end.bytes().all(|byte| byte.is_ascii_alphabetic()) && !FILES.iter().any(|file| end.eq_ignore_ascii_case(file));
    is_part(name) && is_part(site) && is_end && !site.starts_with(|c: char| c.is_ascii_digit())
}

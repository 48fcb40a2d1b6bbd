//! A link without an address, without words, or whose address was never defined.

use serde::Deserialize;

use crate::checks::citations::{References, is_link};
use crate::document::{Document, Flags, Inline, InlineKind, Kind, Link, LinkForm, Note};
use crate::rule::{ArticleCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct EmptyLink {}

impl ArticleCheck for EmptyLink {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let source = article.source.text();
        let mut is_told = false;
        let mut is_filled = None;
        for (index, inline) in article.inlines.iter().enumerate().filter(|(_, inline)| inline.kind == InlineKind::Link) {
            if article.block(inline.block).flags.has(Flags::BOILER) {
                continue;
            }
            let Some(link) =
                article.links.get(inline.aux as usize).filter(|link| matches!(link.form, LinkForm::Direct | LinkForm::Reference))
            else {
                continue;
            };
            found.concerned();
            let tag = Tag::of(inline.src.cut(source));
            let words = inline.text.cut(&article.text).trim();
            let is_mark = tag.0.is_some() && (link.url.trim() == "#" || is_void(link.url.trim()));
            // "[](){#fees}" gives a place its name.
            let is_name = words.is_empty() && source.get(inline.src.end() as usize..).is_some_and(|behind| behind.starts_with("{#"));
            if is_name || is_mark && opens_list(article, inline) {
                continue;
            }
            // In the contents of a book a chapter without an address is still to be written, and its reader knows such entries.
            if link.url.trim().is_empty() && article.source.stem() == "SUMMARY" {
                continue;
            }
            if leads_nowhere(link, words, tag) {
                // An article full of links to `#` shows how links look, or waits for all its addresses: that is said once.
                if link.url.trim() == "#" && std::mem::replace(&mut is_told, true) {
                    continue;
                }
                let finding = found.at(inline.block, inline.src, "the link “{}” leads nowhere", [words]);
                // In HTML a program may listen to it from afar.
                if is_mark {
                    finding.milder();
                }
            } else if words.is_empty()
                && !shows_something(article, index)
                && !is_drawn(link, tag)
                && !holds_markup(article, inline)
                && !*is_filled.get_or_insert_with(|| is_myst(source))
            {
                let finding = found.at(inline.block, inline.src, "the link to “{}” has no words", [&*link.url]);
                // Alone in its paragraph it is what is left of a picture: nobody sees that anything is missing.
                if article.text_of(inline.block).trim().is_empty() {
                    finding.milder();
                }
            }
        }
        pictures(article, found);
        let others = References::of(article);
        for note in &article.notes {
            let Note::UndefinedReference { at, label } = note else { continue };
            // A note has rules of its own.
            if label.starts_with('^') {
                continue;
            }
            // "[Ann][if there is time]" in notes of a meeting.
            if !is_link(article, *at, label, others) {
                continue;
            }
            let block = article.blocks.partition_point(|block| block.src.start() <= at.start()).saturating_sub(1) as u32;
            found.at(block, *at, "the address “{}” of the link is not given anywhere", [label]);
        }
    }
}

/// Pictures whose address was never filled in. One that a script or a template gives its address has another attribute for it.
fn pictures(article: &Document, found: &mut Found<'_>) {
    for inline in article.inlines.iter().filter(|inline| inline.kind == InlineKind::Image) {
        let Some(picture) = article.links.get(inline.aux as usize).filter(|picture| matches!(picture.url.trim(), "" | "#")) else {
            continue;
        };
        let written = inline.src.cut(article.source.text());
        let is_given_later = || {
            let tag = written.split('>').next().unwrap_or("").to_ascii_lowercase();
            tag.contains(['{', '$', '%'])
                || tag.contains("srcset")
                || tag.match_indices("src").count() > 1
                || ["data-", ":", "on", "ng-", "class", "id"].iter().any(|name| {
                    tag.match_indices(name).any(|(at, _)| tag.get(..at).is_some_and(|before| before.ends_with(char::is_whitespace)))
                })
        };
        let alt = picture.alt.as_deref().unwrap_or("").trim();
        let has_words = alt.chars().any(char::is_alphanumeric);
        let is_written = if written.starts_with('<') { !is_given_later() } else { written.starts_with("![") };
        if has_words && is_written && picture.form == LinkForm::Direct && !article.block(inline.block).flags.has(Flags::BOILER) {
            found.at(inline.block, inline.src, "the picture “{}” has no address", [alt]);
        }
    }
}

/// The start tag of a link in HTML.
#[derive(Clone, Copy)]
struct Tag<'t>(Option<&'t str>);

impl<'t> Tag<'t> {
    fn of(source: &'t str) -> Self {
        Self(source.strip_prefix('<').and_then(|tag| tag.split('>').next()))
    }

    fn has(self, attributes: &[&str]) -> bool {
        self.0.is_some_and(|tag| {
            let tag = tag.to_ascii_lowercase();
            attributes.iter().any(|name| {
                tag.match_indices(name).any(|(at, _)| tag.get(..at).is_some_and(|before| before.ends_with(char::is_whitespace)))
            })
        })
    }
}

/// Whether the link has no address, or the one that leads to the page it stands on.
fn leads_nowhere(link: &Link, words: &str, tag: Tag<'_>) -> bool {
    match link.url.trim() {
        "" => !tag.has(&["on", "data-", "role", "x-", "@", ":", "v-"]),
        // Programs of the page listen to such links, and "back to the top" means what it does.
        // An article that shows the address itself speaks of it.
        "about:blank" => !words.is_empty() && words != "about:blank",
        url if url == "#" || is_void(url) => {
            !words.is_empty()
                && !tag.has(&["on", "data-", "role", "class", "id", "aria-", "x-", "@"])
                && !words.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "top" | "up" | "start"))
        }
        _ => false,
    }
}

/// An order to do nothing in place of an address: `javascript:void(0)`, `javascript:;`.
fn is_void(url: &str) -> bool {
    const SCHEME: &str = "javascript:";
    let Some(rest) = url.get(..SCHEME.len()).filter(|scheme| scheme.eq_ignore_ascii_case(SCHEME)).and_then(|_| url.get(SCHEME.len()..))
    else {
        return false;
    };
    let rest = rest.trim().trim_end_matches(';').replace(' ', "").to_ascii_lowercase();
    matches!(&*rest, "" | "void" | "void(0)" | "void0" | "void()" | "void(null)" | "returnfalse" | "false" | "//" | "{}" | "null")
}

/// Whether the source is `MyST`, whose generator puts the title of the page there.
fn is_myst(source: &str) -> bool {
    ["```{", ":::{", ")=\n"].iter().any(|mark| memchr::memmem::find(source.as_bytes(), mark.as_bytes()).is_some())
}

/// Whether a link without words shows a picture, code or a formula, or what a template puts there.
fn shows_something(article: &Document, index: usize) -> bool {
    let Some(link) = article.inlines.get(index) else { return false };
    // What stands within a range follows it.
    let behind = article.inlines.iter().skip(index + 1);
    behind.take_while(|inline| inline.block == link.block && inline.src.start() < link.src.end()).any(|inline| {
        matches!(
            inline.kind,
            InlineKind::Image | InlineKind::Embed | InlineKind::Template | InlineKind::Math | InlineKind::Code | InlineKind::FootRef
        )
    })
}

/// Whether a link opens a list below it, as in menus that fold.
fn opens_list(article: &Document, link: &Inline) -> bool {
    article.siblings_behind(link.block).next().is_some_and(|next| article.block(next).kind == Kind::List)
}

/// Whether tags or a template stand between the tags of a link in HTML: what they show is not known.
fn holds_markup(article: &Document, link: &Inline) -> bool {
    /// Bytes behind the start of the link in which its end tag is looked for.
    const NEAR: usize = 600;
    let rest = article.source.text().get(link.src.start() as usize..).unwrap_or("");
    let near = rest.get(..rest.floor_char_boundary(NEAR)).unwrap_or("");
    let Some(inner) = near.strip_prefix('<').and_then(|tag| tag.split_once('>')).map(|(_, inner)| inner) else { return false };
    let inner = inner.split("</a").next().unwrap_or("");
    inner.contains("{{") || inner.contains("{%") || inner.contains('<')
}

/// Whether a style sheet or a program may draw the link, or somebody named it for those who hear pages, or it only marks a place.
fn is_drawn(link: &Link, tag: Tag<'_>) -> bool {
    link.title.is_some()
        || link.url.starts_with('#')
        || tag.has(&["class", "id", "name", "style", "title", "aria-", "data-", "role", "x-", "v-"])
        || tag.0.is_some_and(|tag| tag.contains('{'))
}

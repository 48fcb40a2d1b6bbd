//! A picture without a text alternative, or with one that is only the name of its file.

use serde::Deserialize;

use crate::document::{Document, Flags, Inline, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MissingAlt {
    /// Endings of picture files.
    endings: Vec<String>,
    /// First parts of the names that cameras and programs give.
    cameras: Vec<String>,
    /// Alternatives that nobody filled in.
    placeholders: Vec<String>,
    /// Names that programs give to pictures, before their number.
    programs: Vec<String>,
    /// Words for pictures and their alternatives.
    pictures: Vec<String>,
    /// Words that say nothing more beside them.
    fillers: Vec<String>,
    /// Parts of addresses of pictures that show nothing: they count readers, or keep places free.
    blanks: Vec<String>,
}

impl ArticleCheck for MissingAlt {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let source = article.source.text();
        let mut above: Option<(&str, u32)> = None;
        for (index, inline) in article.inlines.iter().enumerate().filter(|(_, inline)| inline.kind == InlineKind::Image) {
            if article.block(inline.block).flags.has(Flags::BOILER) {
                continue;
            }
            let Some(picture) = article.links.get(inline.aux as usize) else { continue };
            found.concerned();
            let written = inline.src.cut(source);
            let tag = written.starts_with('<').then_some(written);
            // A page has a picture that its script loads once more, for readers without scripts.
            let is_twin = above.replace((&*picture.url, inline.src.end())).is_some_and(|(url, end)| {
                let gap = source.get(end as usize..inline.src.start() as usize).unwrap_or("");
                url == &*picture.url && gap.len() < GAP && gap.contains("noscript>")
            });
            if is_twin || tag.is_some() && is_beacon(source, inline, &picture.url) {
                continue;
            }
            let alt = picture.alt.as_deref().map(|alt| if tag.is_none() { alt.trim() } else { alt });
            match alt {
                // An empty alternative in HTML says that the picture is decoration.
                Some("") if tag.is_some() => {}
                // The address of a figure of the article itself: a generator puts it there with its words.
                None | Some("") if picture.url.starts_with('#') || self.is_blank(&picture.url, tag) => {}
                None | Some("") if tag.is_some_and(is_named_otherwise) || picture.url.trim().is_empty() || written.starts_with("![[") => {}
                // What is only a blank is neither a description nor the empty one that says decoration.
                Some(alt) if tag.is_some() && alt.trim().is_empty() => {
                    if !self.is_blank(&picture.url, tag) && !tag.is_some_and(is_named_otherwise) && !picture.url.trim().is_empty() {
                        found.at(inline.block, inline.src, "the text alternative is only a blank", [""; 0]).milder();
                    }
                }
                None | Some("") => {
                    let url = if picture.url.starts_with("data:") { "data" } else { &*picture.url };
                    let name = url.split(['?', '#']).next().unwrap_or("").rsplit('/').next().unwrap_or("");
                    let finding = found.at(inline.block, inline.src, "the picture “{}” has no text alternative", [name]);
                    // Its caption or the words of its link say something of it.
                    if is_captioned(article, inline) || is_beside_words(article, index) {
                        finding.milder();
                    }
                }
                Some(alt) if self.is_name_of_file(alt.trim()) || is_stem(alt.trim(), &picture.url) => {
                    found.at(inline.block, inline.src, "the text alternative “{}” is only the name of a file", [alt.trim()]);
                }
                Some(alt) if self.says_nothing(alt.trim()) => {
                    found.at(inline.block, inline.src, "the text alternative “{}” says nothing of the picture", [alt.trim()]);
                }
                Some(_) => {}
            }
        }
    }
}

/// Bytes between a picture and the one that a script puts in its place.
const GAP: usize = 200;

impl MissingAlt {
    /// Whether a picture shows nothing.
    fn is_blank(&self, url: &str, tag: Option<&str>) -> bool {
        let is_line = |tag: &str| {
            let tag = tag.split('>').next().unwrap_or("").to_ascii_lowercase();
            ["width", "height"].iter().any(|side| {
                tag.match_indices(side).any(|(at, _)| {
                    // `border-width: 0` is no size.
                    let is_part = tag.get(..at).is_some_and(|before| before.ends_with(|c: char| c == '-' || c.is_alphanumeric()));
                    let value = tag.get(at + side.len()..).unwrap_or("").trim_start_matches([':', '=', '"', '\'', ' ']);
                    let unit = value.strip_prefix(['0', '1']).unwrap_or("%");
                    !is_part && (unit.is_empty() || unit.starts_with("px") || unit.starts_with(['"', '\'', ' ', ';', '/']))
                })
            })
        };
        self.blanks.iter().any(|blank| url.contains(blank.as_str())) || tag.is_some_and(is_line)
    }

    /// `IMG_2041.jpg`, `screenshot-2021-03-04`, `DSC00871`.
    fn is_name_of_file(&self, alt: &str) -> bool {
        let ending = alt.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        if ending.is_some_and(|ending| self.endings.contains(&ending)) && alt.split_whitespace().count() <= 2 {
            return true;
        }
        let lower = alt.to_ascii_lowercase();
        // "a8f3c91be02d47": the name of what a program stored.
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if lower.len() >= 12 && lower.bytes().all(is_hex) && lower.bytes().filter(u8::is_ascii_digit).count() >= 3 {
            return true;
        }
        if self.programs.iter().any(|name| lower.strip_prefix(name.as_str()).is_some_and(is_numbered)) {
            return true;
        }
        self.cameras.iter().any(|camera| {
            lower.strip_prefix(camera.as_str()).is_some_and(|rest| {
                rest.bytes().filter(u8::is_ascii_digit).count() >= 3
                    && rest.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'_' | b'.' | b'x'))
            })
        })
    }

    /// "Image", "alt text goes here", "undefined": words for pictures with nothing beside them, or what a program prints for nothing.
    fn says_nothing(&self, alt: &str) -> bool {
        const LONGEST: usize = 60;
        if alt.len() > LONGEST {
            return false;
        }
        // "-": a mark that no voice reads out.
        let is_mark = alt.bytes().all(|byte| byte.is_ascii_punctuation());
        if is_mark || self.placeholders.iter().any(|known| known.eq_ignore_ascii_case(alt)) {
            return true;
        }
        let has = |list: &[String], word: &str| list.iter().any(|known| known.eq_ignore_ascii_case(word));
        let mut words = alt.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        words.clone().any(|word| has(&self.pictures, word))
            && words.all(|word| has(&self.pictures, word) || has(&self.fillers, word) || is_number(word))
    }
}

/// Whether what stands behind the name of a program is only a date, a time, a number or a mark of a copy: "2024-05-03 at 10.12.33", " (2)".
fn is_numbered(rest: &str) -> bool {
    const MARKS: [&str; 12] = ["at", "am", "pm", "wa", "copy", "edited", "scaled", "um", "à", "v", "x", "min"];
    let is_number = |word: &str| word.trim_start_matches(char::is_alphabetic).bytes().all(|byte| byte.is_ascii_digit());
    let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_only = words.clone().all(|word| {
        let letters = word.trim_matches(|c: char| c.is_ascii_digit());
        is_number(word) && letters.is_empty() || MARKS.contains(&letters)
    });
    is_only && words.any(|word| word.bytes().any(|byte| byte.is_ascii_digit())) && !rest.starts_with(char::is_alphabetic)
}

/// Whether an alternative is the name of the file itself, without its ending: `van_front_final2` of `van_front_final2.png`.
fn is_stem(alt: &str, url: &str) -> bool {
    /// Bytes of a name that is more than a word or two.
    const LONG: usize = 20;
    let name = url.split(['?', '#']).next().unwrap_or("").rsplit('/').next().unwrap_or("");
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    // "orchard-final-v2" of another file.
    let last = alt.rsplit(['-', '_']).next().unwrap_or("");
    let is_version = || last.strip_prefix('v').is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    let names_copy = || is_version() || matches!(last, "final" | "copy" | "draft" | "edited" | "cropped" | "resized");
    let is_bare = !alt.contains([' ', '`', '.']) && !alt.contains(char::is_uppercase);
    if is_bare && alt.contains(['-', '_']) && names_copy() && alt.len() > last.len() + 3 {
        return true;
    }
    alt == stem && !alt.contains([' ', '`']) && alt.contains('_') && (alt.len() >= LONG || alt.bytes().any(|byte| byte.is_ascii_digit()))
}

/// Whether the tag says in another way what is to be said of it: nothing, or what its template puts there.
fn is_named_otherwise(tag: &str) -> bool {
    let tag = tag.split('>').next().unwrap_or("").to_ascii_lowercase();
    [
        "aria-hidden",
        "aria-label",
        "role=\"presentation",
        "role=\"none",
        "role=presentation",
        "role='presentation",
        "title=",
        "{...",
        ":alt",
        "v-bind",
        "{{",
        "{%",
        "[alt]",
    ]
    .iter()
    .any(|mark| tag.contains(mark))
}

/// Whether a page loads it only to count readers without scripts: an address that hands over what to count, and names no picture.
fn is_beacon(source: &str, inline: &Inline, url: &str) -> bool {
    let Some((path, query)) = url.split_once('?') else { return false };
    let name = path.rsplit('/').next().unwrap_or("");
    let before = source.get(..inline.src.start() as usize).unwrap_or("").trim_end();
    !name.contains('.')
        && query.contains('&')
        && before.get(before.len().saturating_sub(10)..).is_some_and(|tag| tag.eq_ignore_ascii_case("<noscript>"))
}

fn is_captioned(article: &Document, inline: &Inline) -> bool {
    let figure = std::iter::once(inline.block).chain(article.ancestors(inline.block)).find(|&id| article.block(id).kind == Kind::Figure);
    figure.is_some_and(|figure| article.block(figure).text.cut(&article.text).chars().any(char::is_alphanumeric))
}

/// Whether the picture stands in a link beside words.
fn is_beside_words(article: &Document, index: usize) -> bool {
    /// Ranges around one place, at most.
    const AROUND: usize = 16;
    let Some(picture) = article.inlines.get(index) else { return false };
    // What holds a range begins before it.
    article.inlines.iter().take(index).rev().take(AROUND).any(|link| {
        link.kind == InlineKind::Link && link.src.contains(picture.src) && link.text.cut(&article.text).chars().any(char::is_alphanumeric)
    })
}

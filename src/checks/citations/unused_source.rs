//! An entry of a numbered list of sources that nothing in the article cites, though others are cited.

use std::collections::HashSet;

use serde::Deserialize;

use super::marks::{Citations, numbers};
use crate::checks::sources::SourceTitles;
use crate::document::{Document, Flags, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found, Words};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct UnusedSource {
    titles: SourceTitles,
    /// Words before a number in brackets that make it a key, an index or a part.
    no_citation: Words,
}

impl ArticleCheck for UnusedSource {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        unused_notes(article, found);
        let Some(citations) = Citations::of(article, &self.titles, &self.no_citation) else { return };
        let mut cited: HashSet<u32> = citations.marks.iter().flat_map(|mark| mark.numbers.iter().copied()).collect();
        let numbered = || citations.entries.iter().filter(|entry| entry.is_numbered);
        let used = numbered().filter(|entry| cited.contains(&entry.number)).count();
        if used > 0 {
            found.concerned();
        }
        // Where most entries are not cited, the list is there for reading on.
        if used < 2 || used * 2 < numbered().count() {
            return;
        }
        cited.extend(mentioned(article));
        for entry in numbered().filter(|entry| !cited.contains(&entry.number)) {
            let span = article.text_src(entry.block);
            found.at(entry.block, span, "nothing cites source {}", [entry.number.to_string()]);
        }
    }
}

/// The numbers between brackets within the text, whatever stands before them, and those between the ends of a range ("\[10\]–\[13\]").
fn mentioned(article: &Document) -> Vec<u32> {
    /// Numbers of a range.
    const LONGEST: u32 = 40;
    let text = &article.text;
    let mut found = Vec::new();
    let mut earlier: Option<(usize, u32)> = None;
    for open in memchr::memchr_iter(b'[', text.as_bytes()) {
        let Some((len, named)) = numbers(text.get(open..).unwrap_or("")) else { continue };
        // What a leaf begins with is the number of an entry.
        if article.block(article.leaf_at(open as u32)).text.start() as usize == open {
            earlier = None;
            continue;
        }
        if let (Some((end, from)), Some(to)) = (earlier, named.first())
            && text.get(end..open).is_some_and(|between| matches!(between.trim(), "-" | "–" | "—" | "to" | "through"))
            && from < *to
            && to - from < LONGEST
        {
            found.extend(from..*to);
        }
        earlier = named.last().map(|last| (open + len, *last));
        found.extend(named);
    }
    found
}

/// Footnotes that nothing refers to.
fn unused_notes(article: &Document, found: &mut Found<'_>) {
    let referred: HashSet<&str> = article
        .inlines
        .iter()
        .filter(|inline| inline.kind == InlineKind::FootRef)
        .filter_map(|inline| article.string(inline.aux))
        .collect();
    if referred.is_empty() {
        return;
    }
    for (id, note) in article.all().filter(|(_, block)| block.kind == Kind::FootDef && !block.flags.has(Flags::BOILER)) {
        let Some(label) = article.string(note.aux) else { continue };
        if !referred.contains(label) {
            found.at(id, article.text_src(id), "nothing refers to footnote {}", [label]);
        }
    }
}

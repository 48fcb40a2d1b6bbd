//! Comments that readers see, and notes in comments that were never meant to ship.

use std::sync::OnceLock;

use serde::Deserialize;

use super::shown::{behind, in_prose, is_about, is_in, is_log, is_page_in_text, is_shown, next_of};
use crate::document::{BlockId, Comment, Document, InlineKind, Kind, Looks};
use crate::finding::{Edit, Fix};
use crate::rule::{ArticleCheck, Found, Words};
use crate::source::Format;
use crate::span::Span;
use crate::waiver::MARK;

mod notes;
mod remarks;
mod spoken;

use notes::Notes;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct LeakedComment {
    /// Words that a note to oneself or to others begins with.
    opening: Words,
    /// People to whom notes are addressed, before a colon or behind "note to".
    roles: Words,
    /// Phrases of such notes.
    phrases: Words,
    /// Words of the marks of a pipeline.
    pipeline: Words,
    /// Words that are such marks only beside others.
    beside: Words,
    /// What somebody who reads a text over asks to be done with it.
    requests: Words,
    /// Parts of a text, and what it is made of.
    contents: Words,
    /// What is found fault with in a text.
    states: Words,
    /// Words of comments on code and for programs.
    trade: Words,
    /// Words of titles of articles that speak of comments.
    subjects: Words,
    #[serde(skip)]
    notes: OnceLock<Vec<(String, Notes)>>,
}

impl ArticleCheck for LeakedComment {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let language = &*article.language.code;
        let source = article.source.text();
        // Lists of changes speak of such signs; those of records and of pages in text are for their program.
        if is_log(article) || is_page_in_text(article) {
            return;
        }
        if article.source.format() == Format::Plain {
            for comment in article.comments.iter().filter(|comment| !is_sample(source, comment.src)) {
                let words = comment.src.cut(source);
                found
                    .at(Document::ROOT, comment.src, "readers see the comment “{}”", [short(words)])
                    .fixed_by(Fix::safe("remove the comment", vec![Edit::remove(source, comment.src)]).editing_words());
            }
        } else {
            self.notes_in_source(article, language, found);
        }
        let is_seen = self.in_text(article, language, found);
        spoken::in_text(self, article, language, is_seen, found);
    }
}

/// Signs of comments of several languages, and where each ends.
const SIGNS: [(&str, &str); 7] =
    [("<!--", "-->"), ("{/*", "*/}"), ("{#", "#}"), ("<%--", "--%>"), ("[//]: #", ")"), ("[comment]: <> (", ")"), ("{>>", "<<}")];

impl LeakedComment {
    /// Comments whose signs stand in the text.
    fn in_text(&self, article: &Document, language: &str, found: &mut Found<'_>) -> bool {
        let mut seen = Span::at(0);
        let looks = article.all_looks();
        if !looks.has_any(Looks::ANGLE.or(Looks::CURLY).or(Looks::SQUARE)) {
            return false;
        }
        for (open, close) in SIGNS.into_iter().filter(|(open, _)| looks.has_any(Looks::of_mark(open))) {
            in_prose(
                article,
                |text, at| next_of(open, text, at),
                |id, hit| {
                    let rest = behind(article, id, hit);
                    let Some(body) = rest.find(close).and_then(|end| rest.get(..end)).or((open == "<!--").then_some(rest)) else { return };
                    // `{#id}` is an attribute, and a sign alone is spoken of.
                    // "<!-- comment -->" shows how one is written.
                    // So does "look for <!--, and for ***".
                    let is_shape = body.trim().eq_ignore_ascii_case("comment") || body.starts_with([',', ';', ')', '”', '"']);
                    let says =
                        !is_shape && body.chars().filter(|c| c.is_alphabetic()).count() > 2 && (open != "{#" || body.starts_with(' '));
                    // An indented comment above a tag is a piece of a page that an export shows.
                    let is_code = article.block(id).kind == Kind::Code
                        && article
                            .text_of(id)
                            .lines()
                            .any(|line| line.trim_start().starts_with('<') && !line.trim_start().starts_with("<!"));
                    if !says
                        || is_code
                        || is_for_others(article, id, hit)
                        || is_shown(article, id, hit)
                        || is_about(article, id, self.subjects.of(language))
                    {
                        return;
                    }
                    let end = (hit.end() as usize + body.len() + close.len())
                        .min(article.block(id).text.start() as usize + article.text_of(id).len());
                    let span = Span::new(hit.start(), end as u32);
                    seen = span;
                    report(article, id, span, found);
                },
            );
        }
        // The end of a comment whose beginning got lost.
        if seen.is_empty() && looks.has_any(Looks::ANGLE) {
            in_prose(
                article,
                |text, at| next_of("-->", text, at),
                |id, hit| {
                    let before = super::shown::before(article, id, hit);
                    // In a cell it is an arrow from one to the next.
                    let may_be_arrow = article.block(id).kind == Kind::Heading
                        || article.is_within(id, Kind::Cell)
                        || is_in(article, id, hit, &[InlineKind::Link]);
                    if before.trim().is_empty() && behind(article, id, hit).trim().is_empty() && !may_be_arrow {
                        report(article, id, hit, found);
                        return;
                    }
                    let is_end =
                        behind(article, id, hit).trim().is_empty() && before.trim_end().ends_with(|c: char| c.is_alphabetic() || c == '.');
                    let stands_alone = before.contains("<!-") || article.text.matches("-->").take(2).count() == 1;
                    if is_end
                        && stands_alone
                        && !before.contains("->")
                        && !before.contains("<--")
                        && before.split_whitespace().count() > 2
                        && !is_shown(article, id, hit)
                    {
                        let is_diagram = before.contains('[') && before.contains(']');
                        if !is_diagram && !is_about(article, id, self.subjects.of(language)) {
                            report(article, id, hit, found);
                        }
                    }
                },
            );
        }
        !seen.is_empty()
    }

    /// Notes of editors and marks of pipelines that only the source shows: one step milder.
    fn notes_in_source(&self, article: &Document, language: &str, found: &mut Found<'_>) {
        const OPEN: [&str; 3] = ["begin", "start", "beginning"];
        const CLOSE: [&str; 2] = ["end", "stop"];
        // A page of `<template>` elements is part of a program, whose comments no reader gets.
        let is_program =
            || article.source.format() == Format::Html && memchr::memmem::find(article.source.text().as_bytes(), b"<template").is_some();
        if article.comments.is_empty() || is_program() {
            return;
        }
        let known = self.notes_of(language);
        let source = article.source.text();
        let marks = |words: &[&str]| article.comments.iter().any(|comment| is_part_mark(comment.body.cut(source), words));
        // "Generated by the lamp list. Do not edit this section."
        let is_order = |body: &str| {
            let said = body.to_ascii_lowercase();
            said.contains("generated by") && said.contains("not edit")
        };
        let opens = || marks(&OPEN) || article.comments.iter().any(|comment| is_order(comment.body.cut(source)));
        let has_parts = marks(&CLOSE) && opens();
        for comment in &article.comments {
            let body = comment.body.cut(source).trim();
            // The program needs both marks; one alone was left behind.
            if has_parts && (is_part_mark(body, &OPEN) || is_part_mark(body, &CLOSE)) {
                continue;
            }
            // What asks this audit for silence is meant to stay.
            let is_waiver = body.get(..MARK.len()).is_some_and(|start| start.eq_ignore_ascii_case(MARK));
            if is_waiver || body.len() > 600 || body.is_empty() || !known.iter().any(|notes| notes.has(body)) {
                continue;
            }
            let block = block_of(article, *comment);
            let finding = found.at(block, comment.src, "the source holds a note that was not meant to ship: “{}”", [short(body)]);
            // Whoever wrote the note may still want it elsewhere.
            finding.milder().fixed_by(Fix::not_safe("remove the note", vec![Edit::remove(source, comment.src)]));
            finding.slot = Some(body.into());
        }
    }

    /// The notes that are known in a language: who writes them need not write in that of the article.
    fn notes_of(&self, language: &str) -> Vec<&Notes> {
        let all = self.notes.get_or_init(|| self.grammars());
        all.iter().filter(|(of, _)| of == language || of == "en").map(|(_, notes)| notes).collect()
    }

    fn grammars(&self) -> Vec<(String, Notes)> {
        self.opening.by_language().map(|(language, _)| (language.to_owned(), Notes::of(self, language))).collect()
    }
}

/// Whether a comment of a typed text stands in a sample: its line is set in by four blanks, and the text begins at the edge.
fn is_sample(source: &str, comment: Span) -> bool {
    const BLANKS: usize = 4;
    let before = source.get(..comment.start() as usize).unwrap_or("");
    let line = before.rsplit('\n').next().unwrap_or("");
    line.len() >= BLANKS
        && line.bytes().all(|byte| byte == b' ')
        && source.trim_start_matches(['\u{feff}', '\n', '\r']).starts_with(|c: char| !c.is_whitespace())
}

/// Whether the sign of a comment opens the style or the script of a page that is told as text.
fn is_for_others(article: &Document, id: BlockId, hit: Span) -> bool {
    let head = super::shown::before(article, id, hit).trim_end();
    head.ends_with("<style>") || head.ends_with("<script>")
}

/// Whether a comment opens (or closes) a part that a program writes anew: "BEGIN GENERATED TABLE".
fn is_part_mark(body: &str, words: &[&str]) -> bool {
    let mut said = body.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(8);
    said.next().is_some_and(|first| words.iter().any(|word| first.eq_ignore_ascii_case(word)))
        && said.any(|word| word.eq_ignore_ascii_case("generated") || word.eq_ignore_ascii_case("autogenerated"))
}

fn report(article: &Document, id: BlockId, span: Span, found: &mut Found<'_>) {
    found.at(id, article.source_span(span), "readers see the comment “{}”", [short(span.cut(&article.text))]);
}

fn report_source(article: &Document, id: BlockId, src: Span, found: &mut Found<'_>) {
    found.at(id, src, "readers see the comment “{}”", [short(src.cut(article.source.text()))]);
}

/// The block in which a comment stands, or the one before it.
fn block_of(article: &Document, comment: Comment) -> BlockId {
    let after = article.blocks.partition_point(|block| block.src.start() <= comment.src.start());
    // A guess about a block says nothing about a comment beside it.
    let id = after.saturating_sub(1) as BlockId;
    if article.block(id).src.contains(comment.src) { id } else { Document::ROOT }
}

fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or("")),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::{findings, markdown};

    const RULE: &str = "leaked-comment";

    #[test]
    fn comments_that_readers_see_are_found() {
        assert_eq!(
            findings(RULE, "a.txt", "The bakery\n\nA shop opens at six in the morning.\n\n<!--night-weave-->\n\nBread is sold.\n").len(),
            1
        );
        assert_eq!(findings(RULE, "a.html", "<h1>Bakery</h1><p>It opens. &lt;!-- ask Ada --&gt;</p>").len(), 1);
        assert_eq!(findings(RULE, "a.html", "<h1>Bakery</h1><p>It opens. {/* ask Ada */}</p>").len(), 1);
        assert_eq!(markdown(RULE, "# Bakery\n\nIt opens. \\<!-- ask Ada -->\n").len(), 1);
    }

    #[test]
    fn notes_that_only_the_source_shows_are_found() {
        for note in [
            "TODO: ask Ada for the hours",
            "note to editor: is this still true?",
            "Editor: please check the price",
            "remove before publishing",
            "night-weave",
            "desk:bakery pass=2",
            "model=gpt-4o temperature=0.7",
            "generated by the article pipeline",
            "needs a source",
        ] {
            assert_eq!(markdown(RULE, &format!("# Bakery\n\nIt opens at six.\n\n<!-- {note} -->\n\nBread is sold.\n")).len(), 1, "{note}");
        }
    }

    #[test]
    fn ordinary_comments_are_none() {
        for note in [
            "more",
            "toc",
            "prettier-ignore-start",
            "markdownlint-disable MD013",
            "wp:paragraph",
            "Begin of the table",
            "link references",
            "Copyright 2024 The Bakery",
            "The old paragraph about rye was here.",
            "Chart of flours start",
            "end of introduction",
            "keywords: tide_keyword_read tide_keyword_count tide_keyword_names",
            "omit in toc",
            "This file is generated. Do not edit.",
            "Do not change this list by hand. Run: `npm run fix:oven-docs`",
        ] {
            assert_eq!(markdown(RULE, &format!("# Bakery\n\nIt opens at six.\n\n<!-- {note} -->\n\nBread is sold.\n")), [], "{note}");
        }
        assert_eq!(markdown(RULE, "# Bakery\n\nWrite `<!-- note -->` into it. Go to Oven --> Door --> Lamp.\n"), []);
    }

    #[test]
    fn comments_of_programs_that_a_text_is_written_for_are_none() {
        let note = "The quay\n\nThe page drops all constructs such as <!-- look at the lamps --> before it is read.\n";
        assert_eq!(findings(RULE, "NEWS.txt", note), []);
        assert_eq!(findings(RULE, "quay.txt", note).len(), 1);
        let page = "<h1>Boats</h1>\nThe boats <em>wait</em> at the quay.<br>\n<!-- TODO: tell about the tug -->\nThe tug waits as well.\n";
        assert_eq!(findings(RULE, "boats.txt", page), []);
    }
}

//! A code fence, comment or element that is opened and never closed swallows the rest of the article.

use serde::Deserialize;

mod closed;
mod elements;

use crate::checks::prose::has_words;
use crate::document::{Document, Kind, Unclosed, UnclosedKind};
use crate::rule::{ArticleCheck, Found};
use crate::source::Format;
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct UnclosedBlock {
    /// Languages of code blocks whose text may show fences, in lower case.
    shows_fences: Vec<Box<str>>,
}

impl ArticleCheck for UnclosedBlock {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let mut swallows = false;
        for unclosed in article.unclosed.iter().filter(|unclosed| !closes_itself(article, unclosed)) {
            let what = match unclosed.what {
                UnclosedKind::Fence => "the code block that “{}” opens is never closed",
                UnclosedKind::Comment => "the comment that “{}” opens is never closed",
                UnclosedKind::Element => "“{}” is never closed, so readers do not see what follows",
                UnclosedKind::Template => "the block that “{}” opens is never closed",
            };
            let finding = found.at(unclosed.block, unclosed.src, what, [unclosed.src.cut(article.source.text())]);
            if unclosed.what == UnclosedKind::Fence
                && let Some(fix) = closed::at_its_end(article, unclosed.block, unclosed.src)
            {
                finding.fixed_by(fix);
            }
            if ends_with_its_item(article, unclosed) || is_written_closed(article, unclosed) {
                finding.milder().milder();
            } else {
                swallows = true;
            }
        }
        // What swallows the rest of the article holds no other defect of the kind.
        if !swallows {
            comments_closed_by_others(article, found);
            if matches!(article.source.format(), Format::Markdown | Format::Mdx) {
                self.fences_closed_by_others(article, found);
            }
        }
        if matches!(article.source.format(), Format::Html | Format::Plain) {
            fences_left_in_text(article, found);
        }
        if article.source.format() != Format::Plain && article.unclosed.is_empty() {
            elements::left_open(article, found);
        }
    }
}

/// Whether a tag of a Markdown article closes itself as those of components do (`<iframe … />` beside `className=` or `<Tabs>`): what renders
/// such an article reads them so.
fn closes_itself(article: &Document, unclosed: &Unclosed) -> bool {
    let source = article.source.text();
    let is_markdown = matches!(article.source.format(), Format::Markdown | Format::Mdx);
    // A style whose lines a blank one parts is closed further down, and a browser reads it whole.
    let is_parted = || {
        let behind = source.get(unclosed.src.end() as usize..).unwrap_or("");
        let ends =
            |name: &str, end: &[u8]| unclosed.src.cut(source).starts_with(name) && memchr::memmem::find(behind.as_bytes(), end).is_some();
        ends("<style", b"</style") || ends("<script", b"</script")
    };
    is_markdown && unclosed.what == UnclosedKind::Element && is_parted()
        || is_markdown
            && unclosed.what == UnclosedKind::Element
            && unclosed.src.cut(source).ends_with("/>")
            && (source.contains("className=") || article.of_kind(Kind::Template).next().is_some())
}

/// Whether a frame of a Markdown article is written as closed (`<iframe … />`): most of what renders one takes it so, and where it does not, the whole rest
/// of the page is gone before its writer's eyes.
fn is_written_closed(article: &Document, unclosed: &Unclosed) -> bool {
    let source = article.source.text();
    // The mark may stand in one of the lines below.
    let tag = || source.get(unclosed.src.start() as usize..).and_then(|open| open.split_once('>')).map(|(tag, _)| tag);
    matches!(article.source.format(), Format::Markdown | Format::Mdx)
        && unclosed.what == UnclosedKind::Element
        && tag().is_some_and(|tag| tag.ends_with('/'))
}

/// Whether the item or quotation around a fence ends the block, and nothing but code stands in it: the page looks as it should.
fn ends_with_its_item(article: &Document, unclosed: &Unclosed) -> bool {
    let block = article.block(unclosed.block);
    let is_inside = block.kind == Kind::Code && article.ancestors(unclosed.block).any(|outer| article.block(outer).kind != Kind::Region);
    is_inside && (block.end as usize) < article.blocks.len() && !holds_prose(article.text_of(unclosed.block))
}

/// A comment that a later one closes: prose lies between its start and the start of the next.
fn comments_closed_by_others(article: &Document, found: &mut Found<'_>) {
    /// Words that show prose.
    const PROSE: usize = 12;
    for comment in &article.comments {
        let body = comment.body.cut(article.source.text());
        let Some(next) = memchr::memmem::find(body.as_bytes(), b"<!--") else { continue };
        let swallowed = body.get(..next).unwrap_or("");
        // Behind the note that opens it, at least one block of prose.
        let has_prose = swallowed.split("\n\n").skip(1).any(is_prose)
            || memchr::memmem::find(swallowed.as_bytes(), b"</p>").is_some() && has_words(swallowed, PROSE);
        // A passage that was taken out with a comment in it leaves its own end in the text.
        if has_prose && !article.text.contains("-->") {
            let mark = Span::new(comment.src.start(), comment.src.start() + 4);
            found.at(Document::ROOT, mark, "the comment that “{}” opens is never closed", ["<!--"]);
        }
    }
}

impl UnclosedBlock {
    /// A fence that the next block closes: the line that opens the next block has become a line of its code.
    fn fences_closed_by_others(&self, article: &Document, found: &mut Found<'_>) {
        for (id, block) in article.of_kind(Kind::Code) {
            let code = article.text_of(id);
            let has = |mark: &&str| memchr::memmem::find(code.as_bytes(), mark.as_bytes()).is_some();
            let Some(mark) = ["```", "~~~"].into_iter().find(has) else { continue };
            let first = block.src.cut(article.source.text()).lines().next().unwrap_or("").trim_end();
            let language = article.string(block.aux);
            // Whoever writes more than three marks does so to show three of them.
            if !is_fence(first, mark)
                || language.is_some_and(|language| self.shows_fences.iter().any(|known| language.eq_ignore_ascii_case(known)))
            {
                continue;
            }
            let mut at = block.text.start();
            for line in code.split('\n') {
                let end = at + line.len() as u32;
                let trimmed = line.trim_start_matches(' ');
                if is_fence(trimmed, mark) && trimmed.get(mark.len()..).is_some_and(|info| info.starts_with(char::is_alphabetic)) {
                    let above = Span::new(block.text.start(), at).cut(&article.text);
                    // Without a language it may be a text that shows fences; deeper ones may be part of the code.
                    if language.is_some() && trimmed == line || holds_prose(above) {
                        let src = Span::new(block.src.start(), block.src.start() + first.len() as u32);
                        let next = article.source_span(Span::new(end - trimmed.len() as u32, end));
                        let finding = found.at(id, src, "the code block that “{}” opens is not closed before the next one begins", [first]);
                        finding.related(next, "the next block");
                        if let Some(fix) = closed::before_next(article, src, next.start()) {
                            finding.fixed_by(fix);
                        }
                    }
                    break;
                }
                at = end + 1;
            }
        }
    }
}

/// Whether a line is a fence of just these marks.
fn is_fence(line: &str, mark: &str) -> bool {
    line.strip_prefix(mark).is_some_and(|info| !info.starts_with(['`', '~']) && !info.contains('`'))
}

/// Whether prose stands behind the first lines of what a block has taken in; what is indented is part of the code.
fn holds_prose(code: &str) -> bool {
    code.split("\n\n").skip(1).any(|paragraph| !paragraph.starts_with(' ') && is_prose(paragraph))
}

/// A sentence of some length, from its capital to its mark.
fn is_prose(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(char::is_uppercase) && text.ends_with(['.', ':', '!', '?']) && has_words(text, 7)
}

/// Fences that an export left in the text: the last one is open when their number is odd.
fn fences_left_in_text(article: &Document, found: &mut Found<'_>) {
    let mut open = None;
    for (id, block) in article.of_kind(Kind::Paragraph) {
        let text = article.text_of(id);
        // A cell of a page shows a fence, and several runs of marks in a line underline columns: "~~~~~ ~~~~ ~~~~~".
        let is_cell = || article.source.format() == Format::Html && article.is_within(id, Kind::Cell);
        let underlines = || text.starts_with("~~~") && text.trim_start_matches('~').contains("~~~");
        if is_cell() || underlines() {
            continue;
        }
        // A fence is only a fence where a line begins; three marks within a line are inline code.
        let mut marks = 0;
        if text.starts_with("```") || text.starts_with("~~~") {
            marks += 1 + text.get(3..).map_or(0, |rest| rest.matches("```").count());
        } else if text.ends_with("```") || text.ends_with("~~~") {
            marks += 1;
        }
        if marks % 2 == 1 {
            let word = text.split_whitespace().next().map_or(0, str::len) as u32;
            open = match open {
                None => Some((id, article.source_span(Span::new(block.text.start(), block.text.start() + word)))),
                Some(_) => None,
            };
        }
    }
    if let Some((id, span)) = open {
        found.at(id, span, "the code block that “{}” opens is never closed", [span.cut(article.source.text())]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::tested::{findings, markdown};
    use crate::finding::Severity;
    use crate::limits::Limits;
    use crate::source::Source;

    const RULE: &str = "unclosed-block";

    #[test]
    fn a_fence_closes_with_blanks_and_tabs_behind_it() {
        for end in ["```", "``` ", "```\t", "````"] {
            assert_eq!(markdown(RULE, &format!("# Pump\n\n```bash\npump --start\n{end}\n\nWait for the lamp.\n")).len(), 0, "{end:?}");
        }
        for end in ["``", "~~~", "```bash", "The end ```"] {
            assert_eq!(markdown(RULE, &format!("# Pump\n\n```bash\npump --start\n{end}\n\nWait for the lamp.\n")).len(), 1, "{end:?}");
        }
    }

    #[test]
    fn what_a_later_block_closes_is_found() {
        let text =
            "# Pump\n\n```\npump --start\n\nWait for the lamp beside the tank to turn green.\n\n```bash\npump --stop\n```\n\nIt stops.\n";
        assert_eq!(markdown(RULE, text).len(), 1);
        let text = "# Pump\n\nIt starts.\n\n<!-- to be checked --\n\nWait for the lamp beside the tank to turn green.\n\n<!-- end -->\n\nIt stops.\n";
        assert_eq!(markdown(RULE, text).len(), 1);
        let text = "# Pump\n\n```markdown\nWait for it.\n\nWait for the lamp beside the tank to turn green.\n\n```bash\npump --stop\n```\n\nIt stops.\n";
        assert_eq!(markdown(RULE, text).len(), 0);
        let page = "<h1>Pump</h1><p>It starts.</p><pre>pump --start<p>Wait for the lamp.</p><h2>Stop</h2><p>It stops.</p>";
        assert_eq!(findings(RULE, "pump.html", page).len(), 1);
    }

    #[test]
    fn tags_of_components_close_themselves() {
        let text = |tabs: &str| {
            format!("# Pump\n\nWatch it:\n\n{tabs}\n<iframe title=\"Pump\" src=\"https://pump.test/run\" />\n\nWait for the lamp.\n")
        };
        assert_eq!(markdown(RULE, &text("")).len(), 1);
        assert_eq!(markdown(RULE, &text("<TOC/>\n")).len(), 0);
        assert_eq!(markdown(RULE, &text("<div className=\"wide\"></div>\n")).len(), 0);
    }

    #[test]
    fn marks_that_underline_columns_are_no_fence() {
        let text =
            |line: &str| format!("The pumps\n\nPump  Lamp  Tank\n\n{line}\n\nOne   red   full\n\nWait for the lamp before you go on.\n");
        assert_eq!(findings(RULE, "pumps.txt", &text("~~~bash")).len(), 1);
        assert_eq!(findings(RULE, "pumps.txt", &text("~~~~~ ~~~~~ ~~~~")).len(), 0);
    }

    #[test]
    fn the_line_that_opens_the_next_block_shows_that_one_is_open() {
        let text = |open: &str, next: &str| format!("# Pump\n\nType:\n\n{open}\npump --start\n\n{next}\nThe pump runs\n```\n\nIt runs.\n");
        for (open, next) in [("```bash", "```Output"), ("```bash", "```text title=\"out\""), ("``` {.bash}", "```csharp")] {
            let found = markdown(RULE, &text(open, next));
            let message = format!("the code block that “{open}” opens is not closed before the next one begins");
            assert_eq!(found, [(message, open.to_owned())], "{open} {next}");
        }
        // The next block stands in a list.
        let swallowed = "Wait for the lamp beside\nthe tank to turn green.\n\n1. Then:\n\n   ```bash";
        assert_eq!(markdown(RULE, &text("```bash", swallowed)).len(), 1);
        // Text that may show fences, marks of another kind, marks within a line, an indented line.
        for (open, next) in
            [("```md", "```bash"), ("```", "```bash"), ("```bash", "~~~bash"), ("```bash", "echo ```x"), ("```py", "    ```x")]
        {
            assert!(markdown(RULE, &text(open, next)).is_empty(), "{open} {next}");
        }
    }

    #[test]
    fn a_fence_that_ends_with_its_item_swallows_nothing() {
        let severities = |text: &str| {
            let article = Document::read(Source::of_text("pump.md", Format::Markdown, text), &Limits::default(), "en");
            let mut found = Found::new(&article, None, Severity::Error);
            UnclosedBlock { shows_fences: Vec::new() }.check(&article, &mut found);
            found.into_parts().0.iter().map(|finding| finding.severity).collect::<Vec<_>>()
        };
        let list = "# Pump\n\n1. Type:\n\n   ```bash\n   pump --start\n\n1. Wait.\n";
        assert_eq!(severities(list), [Severity::Info]);
        assert_eq!(
            severities(&list.replace("start\n", "start\n\n   Wait for the lamp beside the tank to turn green.\n")),
            [Severity::Error]
        );
        // The text ends within the block.
        assert_eq!(severities(list.strip_suffix("1. Wait.\n").unwrap()), [Severity::Error]);
    }

    #[test]
    fn elements_and_comments_that_stay_open_are_found() {
        assert_eq!(findings(RULE, "pump.html", "<h1>Pump</h1><p>It starts.</p><!-- to be checked <p>It stops.</p>").len(), 1);
        assert_eq!(findings(RULE, "pump.html", "<h1>Pump</h1><p>It starts.<p>It stops.<ul><li>One<li>Two</ul>").len(), 0);
        assert_eq!(markdown(RULE, "# Pump\n\nA lone `` ` `` is a mark, and so is ~~~ within a line.\n").len(), 0);
    }
}

//! A code fence, comment or element that is opened and never closed swallows the rest of the article.

use serde::Deserialize;

use crate::checks::prose::has_words;
use crate::document::{Document, Kind, UnclosedKind};
use crate::rule::{ArticleCheck, Found};
use crate::source::Format;
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct UnclosedBlock {}

impl ArticleCheck for UnclosedBlock {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        for unclosed in &article.unclosed {
            let what = match unclosed.what {
                UnclosedKind::Fence => "the code block that “{}” opens is never closed",
                UnclosedKind::Comment => "the comment that “{}” opens is never closed",
                UnclosedKind::Element => "“{}” is never closed, so readers do not see what follows",
                UnclosedKind::Template => "the block that “{}” opens is never closed",
            };
            found.at(unclosed.block, unclosed.src, what, [unclosed.src.cut(article.source.text())]);
        }
        // What swallows the rest of the article holds no other defect of the kind.
        if article.unclosed.is_empty() {
            comments_closed_by_others(article, found);
            if matches!(article.source.format(), Format::Markdown | Format::Mdx) {
                fences_closed_by_others(article, found);
            }
        }
        if matches!(article.source.format(), Format::Html | Format::Plain) {
            fences_left_in_text(article, found);
        }
    }
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

/// A fence that the next one closes: its code holds prose and the line that opens the next block.
fn fences_closed_by_others(article: &Document, found: &mut Found<'_>) {
    for (id, block) in article.of_kind(Kind::Code) {
        let code = block.src.cut(article.source.text());
        let Some(mark) = ["```", "~~~"].iter().find(|mark| code.starts_with(**mark)) else { continue };
        // Text in Markdown shows fences.
        let (first, inside) = code.split_once('\n').unwrap_or((code, ""));
        let info = first.trim_start_matches(['`', '~']).trim();
        if info.starts_with(['m', 'M', 'l']) || first.starts_with(&format!("{mark}{}", &mark.get(..1).unwrap_or(""))) {
            continue;
        }
        let mut before = "";
        let opens = |line: &str| line.strip_prefix(mark).is_some_and(|info| info.starts_with(char::is_alphabetic) && !info.contains(' '));
        let mut has_prose = false;
        for line in inside.lines() {
            if opens(line) && has_prose {
                let src = Span::new(block.src.start(), block.src.start() + first.trim_end().len() as u32);
                found.at(id, src, "the code block that “{}” opens is never closed", [first.trim_end()]);
                break;
            }
            has_prose |= before.trim().is_empty() && is_prose(line);
            before = line;
        }
    }
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
    use crate::checks::tested::{findings, markdown};

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
    fn elements_and_comments_that_stay_open_are_found() {
        assert_eq!(findings(RULE, "pump.html", "<h1>Pump</h1><p>It starts.</p><!-- to be checked <p>It stops.</p>").len(), 1);
        assert_eq!(findings(RULE, "pump.html", "<h1>Pump</h1><p>It starts.<p>It stops.<ul><li>One<li>Two</ul>").len(), 0);
        assert_eq!(markdown(RULE, "# Pump\n\nA lone `` ` `` is a mark, and so is ~~~ within a line.\n").len(), 0);
    }
}

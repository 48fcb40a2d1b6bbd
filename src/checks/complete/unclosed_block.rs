//! A code fence, comment or element that is opened and never closed swallows the rest of the article.

use serde::Deserialize;

use crate::document::{Document, Kind, Unclosed, UnclosedKind};
use crate::rule::{ArticleCheck, Found};
use crate::source::Format;
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct UnclosedBlock {}

impl ArticleCheck for UnclosedBlock {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        for unclosed in &article.unclosed {
            if unclosed.what == UnclosedKind::Fence && is_closed_before_a_tab(article, unclosed) {
                continue;
            }
            let what = match unclosed.what {
                UnclosedKind::Fence => "the code block that “{}” opens is never closed",
                UnclosedKind::Comment => "the comment that “{}” opens is never closed",
                UnclosedKind::Element => "“{}” is never closed, so readers do not see what follows",
                UnclosedKind::Template => "the block that “{}” opens is never closed",
            };
            found.at(unclosed.block, unclosed.src, what, [unclosed.src.cut(article.source.text())]);
        }
        if matches!(article.source.format(), Format::Html | Format::Plain) {
            fences_left_in_text(article, found);
        }
    }
}

/// A closing fence with a tab behind it closes for readers, though our parser reads on.
fn is_closed_before_a_tab(article: &Document, unclosed: &Unclosed) -> bool {
    let mark = unclosed.src.cut(article.source.text()).chars().find(|c| matches!(c, '`' | '~'));
    let block = article.block(unclosed.block).src.cut(article.source.text());
    mark.is_some_and(|mark| {
        block.lines().skip(1).any(|line| line.ends_with('\t') && line.trim().len() >= 3 && line.trim().chars().all(|c| c == mark))
    })
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
    fn elements_and_comments_that_stay_open_are_found() {
        assert_eq!(findings(RULE, "pump.html", "<h1>Pump</h1><p>It starts.</p><!-- to be checked <p>It stops.</p>").len(), 1);
        assert_eq!(findings(RULE, "pump.html", "<h1>Pump</h1><p>It starts.<p>It stops.<ul><li>One<li>Two</ul>").len(), 0);
        assert_eq!(markdown(RULE, "# Pump\n\nA lone `` ` `` is a mark, and so is ~~~ within a line.\n").len(), 0);
    }
}

//! Headings without a word: marks of a heading that an editor left behind, or a name that was lost.

use crate::document::{BlockId, Document, Section};
use crate::rule::Found;

/// Whether readers see nothing in a heading, and no program needs it: an element with attributes may be filled, or be a mark to jump to.
pub(super) fn has_no_words(article: &Document, section: &Section) -> bool {
    let source = article.block(section.heading).src.cut(article.source.text());
    !article.has_content(section.heading) && !source.contains(['=', '{'])
}

/// Reports the first of such headings, for all of them.
pub(super) fn report(article: &Document, headings: &[BlockId], found: &mut Found<'_>) {
    let [first, others @ ..] = headings else { return };
    let span = article.block(*first).src;
    let finding = if others.is_empty() {
        found.at(*first, span, "a heading has no words", [""; 0])
    } else {
        found.at(*first, span, "{} headings have no words", [headings.len().to_string()])
    };
    finding.milder();
    for other in others {
        finding.related(article.block(*other).src, "nor has this one");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::{findings, markdown};

    #[test]
    fn headings_without_words_are_one_finding() {
        let text = "# Bells\n\nAll of them.\n\n## \n\n## Bronze\n\nIt rings.\n\n### \n\nSo does tin.\n";
        assert_eq!(markdown("empty-section", text), [("2 headings have no words".to_owned(), "##".to_owned())]);
        let page = "<h1>Bells</h1><p>All of them.</p><h2><br></h2><h2>Bronze</h2><p>It rings.</p>";
        assert_eq!(findings("empty-section", "bells.html", page), [("a heading has no words".to_owned(), "<h2><br></h2>".to_owned())]);
    }

    #[test]
    fn pictures_anchors_and_what_a_script_fills_are_no_lost_names() {
        for heading in ["<h2><img src=\"bell.jpg\"></h2>", "<h2><a name=\"bronze\"></a></h2>", "<h2 id=\"name\"></h2>"] {
            let page = format!("<h1>Bells</h1><p>All of them.</p>{heading}<p>It rings.</p>");
            assert!(findings("empty-section", "bells.html", &page).is_empty(), "{heading}");
        }
    }
}

//! Headings such as "New Section" and "Untitled": whether the article means them.

use crate::checks::prose;
use crate::document::{BlockId, Document, Kind};

/// Whether the text below a heading such as "New Section" says these words of a thing: the heading names a part of a program, or a picture that is
/// called so.
pub(super) fn is_spoken_of(article: &Document, heading: BlockId) -> bool {
    let words = article.text_of(heading).to_lowercase();
    let says = |text: &str| text.contains(&words) || words == "untitled" && text.contains("no title");
    let is_told = words.contains(' ') || words == "untitled";
    article.section_of(heading).filter(|section| section.heading == heading && is_told).is_some_and(|section| {
        (heading + 1..section.own_end).any(|id| article.block(id).kind == Kind::Paragraph && says(&article.text_of(id).to_lowercase()))
    })
}

/// Whether a heading is one of two that tell the new from the old, or a term among terms: "New section" beside "Old section", "Heading" among words.
pub(super) fn is_of_a_pair(article: &Document, heading: BlockId) -> bool {
    let words = article.text_of(heading).to_lowercase();
    let told = words.strip_prefix("new ").is_some_and(|thing| {
        article.of_kind(Kind::Heading).any(|(_, block)| {
            let other = block.text.cut(&article.text).to_lowercase();
            ["old ", "previous ", "former ", "first "]
                .iter()
                .any(|before| other.strip_prefix(before).is_some_and(|rest| rest.trim() == thing))
        })
    });
    let is_term = || {
        !words.contains(' ')
            && article.title().is_some_and(|title| {
                title
                    .to_lowercase()
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|word| matches!(word, "words" | "terms" | "glossary" | "vocabulary"))
            })
    };
    told || is_term()
}

/// Whether a heading stands above a paragraph that speaks of something: a sample of a page has filler there, or nothing.
pub(super) fn heads_text_of_its_own(article: &Document, heading: BlockId) -> bool {
    /// Words of a paragraph that was written for readers.
    const WORDS: usize = 12;
    prose::next_block(article, heading).is_some_and(|next| {
        let text = article.text_of(next);
        let lower = text.to_lowercase();
        article.block(next).kind == Kind::Paragraph
            && prose::has_words(text, WORDS)
            && prose::End::of(text).is_closed()
            && !["heading", "title", "placeholder", "lorem", "template", "sample", "example"].iter().any(|word| lower.contains(word))
    })
}

/// Whether a heading orders what a manual tells of below it: "Add text here".
pub(super) fn is_step(article: &Document, heading: BlockId, said: &str) -> bool {
    ["add ", "insert ", "type ", "write ", "click "].iter().any(|verb| said.starts_with(verb))
        && !said.contains("heading")
        && !said.contains("title")
        && prose::next_block(article, heading)
            .is_some_and(|next| article.block(next).kind == Kind::Paragraph && prose::has_words(article.text_of(next), 8))
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::findings;

    #[test]
    fn headings_of_help_name_controls_of_a_program() {
        let page = |last: &str| {
            format!(
                "<h1>The table window</h1><p>The window sets how a table looks.</p><h3>Heading</h3><p>Formats the first row of the table.</p><h3>Border</h3><p>Draws a line around each cell.</p><h3>Shade</h3>{last}"
            )
        };
        assert_eq!(findings("placeholder-text", "window.html", &page("<p>Fills every second row.</p>")), []);
    }
}

//! A section that holds nothing but a placeholder.

use serde::Deserialize;

use crate::checks::prose::{Forms, count_words, is_made_of, next_block};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind, Section};
use crate::rule::{ArticleCheck, Found, Words};

mod grammar;

use grammar::Grammar;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PlaceholderSection {
    /// What a placeholder says as a whole.
    whole: Words,
    /// Words that one begins with, a mark or nothing behind them ("TODO: …").
    opening: Words,
    /// Words that one begins with, whatever follows ("Lorem ipsum …").
    filler: Words,
    /// Words that a note in brackets begins with ("[Add content here]").
    in_brackets: Words,
    /// Headings below which a state is what is to be said ("Status").
    stating: Words,
    /// First words of a question that "coming soon" answers.
    yes_or_no: Words,
    /// The grammar of announcements.
    announcement: Grammar,
}

/// Blocks of a section that is still only a placeholder.
const BLOCKS: usize = 3;
/// Words of a note to write something.
const NOTE: usize = 30;
/// Bytes of both: a longer paragraph is neither.
const LONGEST: usize = 240;
/// Words of an announcement.
const ANNOUNCEMENT: usize = 20;

/// Other definitions without text that a finding names.
const TOLD: usize = 4;

impl ArticleCheck for PlaceholderSection {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let forms = Forms::of(article);
        for section in &article.sections {
            if let Some(paragraphs) = only_text(article, section) {
                found.concerned();
                let language = &article.language.code;
                let heading = article.text_of(section.heading);
                let all = paragraphs.iter().all(|id| self.is_placeholder(language, heading, article.text_of(*id)));
                if let (Some(first), true) = (paragraphs.first(), all && !forms.hold(section.heading)) {
                    let words = article.text_of(*first);
                    let finding =
                        found.at(*first, article.text_src(*first), "section “{}” holds only a placeholder: “{}”", [heading, words]);
                    // Pages that show how a layout looks are filled so on purpose.
                    if self.filler.of(language).iter().any(|known| words.to_lowercase().starts_with(known.as_str())) {
                        finding.milder();
                    }
                }
            }
        }
        self.answers(article, found);
        self.definitions(article, found);
    }
}

/// The paragraphs of a section that has nothing else, and no subsection.
fn only_text(article: &Document, section: &Section) -> Option<Vec<BlockId>> {
    if section.own_end != section.end {
        return None;
    }
    let mut paragraphs = Vec::new();
    // A footer behind the article is no part of its last section.
    let end = (section.heading + 1..section.own_end).find(|id| article.block(*id).flags.has(Flags::BOILER)).unwrap_or(section.own_end);
    for id in section.heading + 1..end {
        let block = article.block(id);
        match block.kind {
            Kind::Paragraph if !article.text_of(id).is_empty() => {
                if paragraphs.len() == BLOCKS {
                    return None;
                }
                paragraphs.push(id);
            }
            Kind::Paragraph | Kind::Region | Kind::Rule | Kind::Quote | Kind::List | Kind::Item => {}
            _ => return None,
        }
    }
    let is_shown =
        |kind| matches!(kind, InlineKind::Image | InlineKind::Embed | InlineKind::Template | InlineKind::Link | InlineKind::Math);
    let shows_more = article.inlines_of_range(section.heading + 1, end).iter().any(|inline| is_shown(inline.kind));
    (!paragraphs.is_empty() && !shows_more).then_some(paragraphs)
}

impl PlaceholderSection {
    /// Answers below questions that are no headings.
    fn answers(&self, article: &Document, found: &mut Found<'_>) {
        let language = &article.language.code;
        for (id, block) in article.of_kind(Kind::Paragraph) {
            let is_question =
                article.text_of(id).ends_with('?') && (block.flags.has(Flags::QUESTION) || is_made_of(article, id, &[InlineKind::Strong]));
            if !is_question {
                continue;
            }
            let Some(next) = next_block(article, id).filter(|next| article.block(*next).kind == Kind::Paragraph) else { continue };
            let is_all = next_block(article, next).is_none_or(|behind| {
                let other = article.block(behind);
                other.kind == Kind::Heading || article.text_of(behind).ends_with('?') || other.parent != block.parent
            });
            let answer = article.text_of(next);
            let said = answer.split_once(": ").filter(|(label, _)| label.len() <= 6).map_or(answer, |(_, said)| said);
            found.concerned();
            if is_all && self.is_placeholder(language, article.text_of(id), said) {
                found.at(next, article.text_src(next), "the answer to “{}” is only a placeholder: “{}”", [article.text_of(id), answer]);
            }
        }
    }

    /// Definitions of a list that say the same, and nothing: a single one may say what a sign means ("Under construction").
    fn definitions(&self, article: &Document, found: &mut Found<'_>) {
        let language = &article.language.code;
        for (list, _) in article.of_kind(Kind::DefList) {
            let mut all: Vec<(BlockId, &str, &str)> = Vec::new();
            let mut term = "";
            for child in article.children(list) {
                let text = article.text_of(child);
                match article.block(child).kind {
                    Kind::DefTerm => term = text,
                    Kind::DefDesc => all.push((child, term, text)),
                    _ => {}
                }
            }
            all.sort_by_key(|(id, _, text)| (*text, *id));
            // Hardly any says what another says, and only of these is it worth asking what that is.
            for same in all.chunk_by(|(_, _, one), (_, _, other)| one == other).filter(|same| same.len() > 1) {
                let mut open = same.iter().filter(|(_, term, text)| self.is_placeholder(language, term, text));
                let Some((first, term, text)) = open.next() else { continue };
                let others: Vec<BlockId> = open.map(|(id, _, _)| *id).collect();
                if !others.is_empty() {
                    let message = "the definitions of “{}” and {} more are only placeholders: “{}”";
                    let finding = found.at(*first, article.text_src(*first), message, [*term, &others.len().to_string(), text]);
                    for other in others.into_iter().take(TOLD) {
                        finding.related(article.text_src(other), "and this one");
                    }
                }
            }
        }
    }

    fn is_placeholder(&self, language: &str, heading: &str, text: &str) -> bool {
        // Looking a word up costs more than seeing that a paragraph is too long to be a note.
        if text.len() > LONGEST && !self.begins_with_filler(language, text) {
            return false;
        }
        let (is_bracketed, inner) = bracketed(text);
        let folded = inner.to_lowercase();
        let folded = folded.trim_matches(|c: char| !c.is_alphanumeric());
        let count = count_words(folded);
        let behind = |known: &String| folded.strip_prefix(known.as_str());
        // "??", "…" or a dash, and no letter.
        // Two dots open a remark in reStructuredText; dots that stand for a text are three.
        if count == 0 && !matches!(text.trim(), "" | "..") && text.trim().chars().all(|c| matches!(c, '?' | '.' | '…' | '-' | '–' | '—'))
        {
            return true;
        }
        // "Pending" is what there is to say under "Status", and "coming soon" answers "Is there an app?".
        let says_state = self.says_state(language, heading);
        if self.whole.has(language, folded) && !(says_state && (folded.contains(' ') || !self.opening.has(language, folded)))
            || self.begins_with_filler(language, folded)
        {
            return true;
        }
        let open = folded.strip_prefix("still ").unwrap_or(folded);
        let is_note = |known: &String| {
            open.strip_prefix(known.as_str()).is_some_and(|rest| rest.trim_start().starts_with([':', '-', '–', '—', ',', '(', '.', '!']))
        };
        if count <= NOTE && self.opening.of(language).iter().any(is_note) {
            return true;
        }
        let is_order =
            |known: &String| behind(known).is_some_and(|rest| rest.is_empty() || rest.starts_with(|c: char| !c.is_alphanumeric()));
        if is_bracketed && count <= NOTE && self.in_brackets.of(language).iter().any(is_order) {
            return true;
        }
        if count <= NOTE && self.announcement.tells_writer(language, inner, folded, is_bracketed) {
            return true;
        }
        count <= ANNOUNCEMENT && self.announcement.announces(language, folded, says_state)
    }

    fn begins_with_filler(&self, language: &str, text: &str) -> bool {
        let begins = |known: &String| text.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known));
        self.filler.of(language).iter().any(begins)
    }

    /// The heading asks for a state, so that a state is its text.
    fn says_state(&self, language: &str, heading: &str) -> bool {
        let lower = heading.to_lowercase();
        let first = lower.split(' ').next().unwrap_or("");
        lower.split(|c: char| !c.is_alphanumeric()).any(|word| self.stating.has(language, word))
            || heading.ends_with('?') && self.yes_or_no.has(language, first)
    }
}

/// What stands in square brackets, angle brackets or braces, or in marks of emphasis left from an export.
fn bracketed(text: &str) -> (bool, &str) {
    let text = text.trim().trim_matches(['*', '_']);
    let pairs = [('[', ']'), ('<', '>'), ('{', '}'), ('(', ')')];
    for (open, close) in pairs {
        if let Some(inner) = text.strip_prefix(open).and_then(|rest| rest.trim_end_matches('.').strip_suffix(close)) {
            return (true, inner.trim());
        }
    }
    (false, text)
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::{findings, markdown};

    const RULE: &str = "placeholder-section";

    #[test]
    fn placeholders_are_found_whatever_they_are_written_like() {
        for words in [
            "TBD",
            "*Coming soon!*",
            "Content coming soon.",
            "[Add content here]",
            "\\<insert text here\\>",
            "TODO: ask the pilot for his figures.",
            "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
            "This section is under construction.",
            "- TBA",
            "More about the locks will follow in spring.",
            "The full text is still being written.",
            "I will add this chapter as soon as the plans are back from the printer.",
            "Our pilot is drafting this section.",
            "There is no text here yet, sorry.",
            "Come back in a month for the rest of this page.",
            "Waiting for photos from the museum.",
            "Still to do: ask the keeper.",
            "Information to be provided later.",
            "More about that later.",
            "Add details later.",
            "??",
            "…",
            "—",
            "Writer: please expand.",
            "(author to supply)",
            "[~150 words on the fees]",
            "Draft, not yet written.",
            "Write two or three paragraphs on the fees here.",
            "[Screenshot of the fee table]",
        ] {
            let text = format!("# The lock\n\nThe lock is old.\n\n## Fees\n\n{words}\n\n## Hours\n\nIt opens at six.\n");
            assert_eq!(markdown(RULE, &text).len(), 1, "{words}");
        }
    }

    #[test]
    fn a_footer_hides_no_placeholder_of_the_last_section() {
        let page = "<html><body><main><article><h1>The lock</h1><p>It is old and heavy, and two keepers have to lean on its gates \
                    before they move at all; in winter, when the ice lies on the river, a third one comes from the town and helps \
                    them with a bar.</p><h2>Fees</h2><p>TBD</p></article></main>\
                    <footer><p>Harbour office, <a href=\"/\">home</a></p></footer></body></html>";
        assert_eq!(findings(RULE, "lock.html", page).len(), 1);
    }

    #[test]
    fn text_that_says_when_or_what_comes_is_content() {
        for words in [
            "Coming soon to the outer pier: a second crane, paid for by the town.",
            "The fees are to be decided by the council in March.",
            "Todo lists are read aloud at seven.",
            "N/A stands for a berth that is not available.",
            "Under construction since May, the lock opens in autumn.",
            "See [the plan](plan.md).",
            "None.",
            "Nothing to report.",
            "No changes.",
            "Not applicable.",
            "The results will be published in March.",
            "The page will be added to the index of the town.",
            "The crew is working on the second gate.",
            "Information is given at the counter.",
            "Come back to the gate after the bridge.",
            "Waiting boats moor at the long wall.",
            "There is nothing here but mud.",
            "The chapter follows the river to the weir.",
            "See you next year!",
            "Editor: Ada Lund",
            "The author sent the fees to the office here.",
            "(150 words were not enough)",
        ] {
            let text = format!("# The lock\n\n## Fees\n\n{words}\n\n## Hours\n\nIt opens at six.\n");
            assert_eq!(markdown(RULE, &text), [], "{words}");
        }
    }

    #[test]
    fn two_dots_open_a_remark() {
        assert_eq!(findings(RULE, "lock.txt", "The lock\n========\n\nIt is old.\n\nFees\n----\n\n..\n\nHours\n-----\n\nSix.\n"), []);
        assert_eq!(findings(RULE, "lock.txt", "The lock\n========\n\nIt is old.\n\nFees\n----\n\n...\n\nHours\n-----\n\nSix.\n").len(), 1);
    }

    #[test]
    fn a_state_answers_a_heading_that_asks_for_one() {
        for (heading, words) in
            [("Status", "In progress."), ("Is there a lift?", "Coming soon."), ("Decision", "Pending review by the council.")]
        {
            let text = format!("# The lock\n\n## {heading}\n\n{words}\n\n## Hours\n\nIt opens at six.\n");
            assert_eq!(markdown(RULE, &text), [], "{words}");
        }
    }

    #[test]
    fn an_answer_below_a_bold_question_may_be_a_placeholder() {
        let text = "# The lock\n\n**Who opens it?**\n\nThis answer will follow soon.\n\n**Who pays?**\n\nThe town.\n";
        assert_eq!(markdown(RULE, text).len(), 1);
    }

    #[test]
    fn definitions_that_say_the_same_nothing_are_placeholders() {
        let list = |words: &str| format!("<h1>The lock</h1><dl><dt>Gate</dt><dd>{words}</dd><dt>Sill</dt><dd>{words}</dd></dl>");
        assert_eq!(findings(RULE, "lock.html", &list("Needs details.")).len(), 1);
        assert_eq!(findings(RULE, "lock.html", &list("Of oak.")), []);
        let legend = "<h1>The lock</h1><dl><dt>Red</dt><dd>Under construction</dd><dt>Green</dt><dd>Open</dd></dl>";
        assert_eq!(findings(RULE, "lock.html", legend), []);
    }

    #[test]
    fn the_finding_names_the_section_and_points_at_the_placeholder() {
        let page = "<h1>The lock</h1><p>Old.</p><h2>Fees</h2><p>To be added.</p><h2>Hours</h2><p>Six.</p>";
        let message = "section “Fees” holds only a placeholder: “To be added.”";
        assert_eq!(findings(RULE, "lock.html", page), [(message.to_owned(), "To be added.".to_owned())]);
    }
}

//! A question of a FAQ that nothing answers.

use std::collections::HashMap;

use serde::Deserialize;

use crate::checks::prose::{holds_list, is_made_of, leads_elsewhere, next_block};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind, Section};
use crate::rule::{ArticleCheck, Found, Words};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct EmptyAnswer {
    /// Headings of a FAQ.
    titles: Words,
    /// Labels before an answer ("A:").
    labels: Words,
}

/// A question, and whether anything answers it.
struct Question {
    block: BlockId,
    /// Questions of one group are a FAQ or a list of questions together.
    group: Group,
    answered: bool,
    /// It stands below the heading of a FAQ.
    in_faq: bool,
}

/// The questions of a group.
struct Tally {
    answered: usize,
    open: usize,
    first: BlockId,
}

/// What makes questions a group.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Group {
    /// Headings of one level below the same section.
    Headings(u32, u8),
    /// Paragraphs within the same section and container.
    Paragraphs(BlockId, BlockId),
    /// Terms of a definition list.
    Terms(BlockId),
}

impl ArticleCheck for EmptyAnswer {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        panels(article, found);
        let mut questions = self.headings(article);
        self.paragraphs(article, &mut questions);
        terms(article, &mut questions);
        if questions.is_empty() {
            return;
        }
        found.concerned();
        let mut groups: HashMap<Group, Tally> = HashMap::new();
        for question in &questions {
            let tally = groups.entry(question.group).or_insert(Tally { answered: 0, open: 0, first: question.block });
            *(if question.answered { &mut tally.answered } else { &mut tally.open }) += 1;
        }
        for question in questions.iter().filter(|question| !question.answered && !opens_empty_panel(article, question.block)) {
            let Some(tally) = groups.get(&question.group) else { continue };
            // A first question over all others is the heading of them.
            let is_heading = tally.first == question.block && matches!(question.group, Group::Paragraphs(..));
            // Where no question has an answer, the questions themselves are what is listed.
            let is_among_answers = tally.answered > tally.open && !is_heading;
            let may_lack = is_among_answers || question.in_faq && (tally.answered > 0 || tally.open == 1);
            if may_lack && !is_task_of_a_sheet(article, question.block) {
                let text = article.text_of(question.block);
                found.at(question.block, article.text_src(question.block), "the question “{}” has no answer", [text]);
            }
        }
    }
}

impl EmptyAnswer {
    /// Headings that are questions, with nothing below them.
    fn headings(&self, article: &Document) -> Vec<Question> {
        let mut questions = Vec::new();
        for section in &article.sections {
            let heading = section.heading;
            // The page that a question leads to answers it.
            if is_question(article.text_of(heading)) && !leads_elsewhere(article, heading) && !holds_list(article, heading) {
                let answered = section.own_end < section.end || article.range_has_content(section.heading + 1, section.own_end);
                questions.push(Question {
                    block: section.heading,
                    group: Group::Headings(section.parent, section.level),
                    answered,
                    in_faq: self.is_in_faq(article, section.heading, true),
                });
            }
        }
        questions
    }

    /// Questions that are paragraphs: marked as such, bold, or labelled.
    fn paragraphs(&self, article: &Document, questions: &mut Vec<Question>) {
        for (id, block) in article.of_kind(Kind::Paragraph) {
            let text = article.text_of(id);
            if !(is_question(text) || is_numbered(text) && block.flags.has(Flags::QUESTION)) {
                continue;
            }
            let is_marked = block.flags.has(Flags::QUESTION) || is_made_of(article, id, &[InlineKind::Strong]) || is_numbered(text);
            let outer = block.parent;
            if !is_marked || matches!(article.block(outer).kind, Kind::Item | Kind::Cell | Kind::Quote | Kind::Row | Kind::DefTerm) {
                continue;
            }
            let section = article.section_of(id).map_or(Document::ROOT, |section| section.heading);
            let is_alone_in_box = block.flags.has(Flags::QUESTION) && article.block(outer).kind == Kind::Region;
            let answered = if is_alone_in_box && article.block(outer).end > block.end {
                article.range_has_content(block.end, article.block(outer).end)
            } else if is_alone_in_box && is_box_of(article, outer, id) {
                next_block(article, id).is_some_and(|next| article.block(next).kind == Kind::Heading && repeats_question(article, id, next))
            } else {
                self.is_answered(article, id)
            };
            let group = Group::Paragraphs(section, if is_alone_in_box { article.block(outer).parent } else { outer });
            questions.push(Question { block: id, group, answered, in_faq: self.is_in_faq(article, id, false) });
        }
    }

    /// Whether what follows a paragraph can be its answer.
    fn is_answered(&self, article: &Document, id: BlockId) -> bool {
        let Some(next) = next_block(article, id) else { return false };
        let block = article.block(next);
        match block.kind {
            Kind::Heading => is_headed_part(article, id, next) || repeats_question(article, id, next),
            Kind::Paragraph => {
                let text = article.text_of(next);
                let is_question = is_question(text)
                    && (block.flags.has(Flags::QUESTION) || is_made_of(article, next, &[InlineKind::Strong]) || is_numbered(text));
                let label = text.trim_end().trim_end_matches([':', '.', ')']);
                let is_label = text.len() > label.len() && self.labels.has(&article.language.code, label);
                !(is_question || is_label && next_block(article, next).is_none_or(|behind| is_end(article, behind)))
            }
            _ => true,
        }
    }

    /// A FAQ's heading stands above the block.
    fn is_in_faq(&self, article: &Document, id: BlockId, is_heading: bool) -> bool {
        let Some(section) = article.section_of(id) else { return false };
        let own = (!is_heading).then_some(section);
        own.into_iter().chain(article.parents(section)).any(|section| {
            let title = article.text_of(section.heading).to_lowercase();
            self.titles.of(&article.language.code).iter().any(|known| {
                title.match_indices(known.as_str()).any(|(at, _)| {
                    let is_edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
                    is_edge(title.get(..at).and_then(|before| before.chars().next_back()))
                        && is_edge(title.get(at + known.len()..).and_then(|behind| behind.chars().next()))
                })
            })
        })
    }
}

/// "1. What does the bell say?" beside other numbered tasks without a text: a sheet that pupils fill in.
fn is_task_of_a_sheet(article: &Document, question: BlockId) -> bool {
    /// Empty tasks that make a sheet, with the question itself.
    const TASKS: usize = 2;
    let starts_with_number = |id: BlockId| article.text_of(id).starts_with(|c: char| c.is_ascii_digit());
    if article.block(question).kind != Kind::Heading || !starts_with_number(question) {
        return false;
    }
    let Some(own) = article.section_of(question) else { return false };
    let tasks =
        article.sections.iter().filter(|other| other.parent == own.parent && other.level == own.level && starts_with_number(other.heading));
    let is_open = |task: &&Section| task.own_end >= task.end && !article.range_has_content(task.heading + 1, task.own_end);
    tasks.filter(is_open).filter(|task| !is_question(article.text_of(task.heading))).take(TASKS - 1).count() == TASKS - 1
}

/// Panels that a question opens, and nothing in them.
fn panels(article: &Document, found: &mut Found<'_>) {
    for (id, block) in article.of_kind(Kind::Paragraph) {
        if block.flags.has(Flags::QUESTION) && !block.flags.has(Flags::BOILER) && opens_empty_panel(article, id) {
            found.concerned();
            found.at(id, article.text_src(id), "nothing unfolds below “{}”", [article.text_of(id)]);
        }
    }
}

/// Right behind the line that opens a panel the panel ends.
fn opens_empty_panel(article: &Document, id: BlockId) -> bool {
    let block = article.block(id);
    let begins = |text: &str, tag: &str| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    let behind = article.source.text().get(article.text_src(id).end() as usize..).unwrap_or("").trim_start();
    // "Added in version 2.1" is all that a note of this form has to say.
    block.flags.has(Flags::QUESTION)
        && is_question(article.text_of(id))
        && begins(behind, "</summary>")
        && behind.get("</summary>".len()..).is_some_and(|rest| begins(rest.trim_start(), "</details"))
}

/// A question that opens its section, above the headings of its parts: they answer it.
fn is_headed_part(article: &Document, id: BlockId, next: BlockId) -> bool {
    article.section_of(id).is_some_and(|section| section.heading + 1 == id && article.block(next).level > section.level)
}

/// The panel that a question opens begins with the same question as a heading, maybe with a word changed, and a text below it.
fn repeats_question(article: &Document, id: BlockId, next: BlockId) -> bool {
    are_one_question(article.text_of(id), article.text_of(next))
        && article.section_of(next).is_some_and(|section| article.range_has_content(next + 1, section.own_end))
}

/// Whether two questions differ in one word at most.
fn are_one_question(one: &str, other: &str) -> bool {
    /// Words of a question that may differ in one.
    const WORDS: usize = 6;
    let (one, other) = (one.trim(), other.trim());
    let is_close = || {
        let (words, others): (Vec<&str>, Vec<&str>) = (one.split_whitespace().collect(), other.split_whitespace().collect());
        let pairs = words.iter().zip(&others);
        words.len() >= WORDS && words.len() == others.len() && pairs.filter(|(word, other)| !word.eq_ignore_ascii_case(other)).count() <= 1
    };
    one.eq_ignore_ascii_case(other) || is_question(other) && is_close()
}

/// A question or a heading follows, so that nothing answers what stands before.
fn is_end(article: &Document, id: BlockId) -> bool {
    let block = article.block(id);
    block.kind == Kind::Heading || block.kind == Kind::Paragraph && is_question(article.text_of(id))
}

/// The container holds nothing but the question, and others of its kind stand beside it.
fn is_box_of(article: &Document, container: BlockId, id: BlockId) -> bool {
    article.block(container).end == article.block(id).end && article.children(container).count() == 1
}

/// Terms that are questions, without a definition before the next term.
fn terms(article: &Document, questions: &mut Vec<Question>) {
    for (list, _) in article.of_kind(Kind::DefList) {
        let mut children = article.children(list).peekable();
        while let Some(child) = children.next() {
            if article.block(child).kind == Kind::DefTerm && is_question(article.text_of(child)) {
                let answered = children.peek().is_some_and(|next| article.block(*next).kind == Kind::DefDesc && article.has_content(*next));
                questions.push(Question { block: child, group: Group::Terms(list), answered, in_faq: false });
            }
        }
    }
}

fn is_question(text: &str) -> bool {
    text.trim_end().trim_end_matches(['*', '_', '"', '”', ')', ' ']).ends_with(['?', '？'])
}

/// "Q1. …", "Q: …".
fn is_numbered(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['Q', 'q']) else { return false };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.starts_with(['.', ':', ')']) && rest.len() > 4
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::{findings, markdown};

    fn open(text: &str) -> Vec<String> {
        markdown("empty-answer", text).into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn a_heading_without_an_answer_is_found_among_answered_ones() {
        let text = "# The ferry\n\n## FAQ\n\n### Can I bring a dog?\n\nYes.\n\n### Can I pay later?\n\n### Is there tea?\n\nAt noon.\n";
        assert_eq!(open(text), ["Can I pay later?"]);
    }

    #[test]
    fn bold_questions_in_a_row_are_found_among_answered_ones() {
        let text = "# The ferry\n\n**Can I bring a dog?**\n\nYes.\n\n**Can I pay later?**\n\n**Is there tea?**\n\nAt noon.\n";
        assert_eq!(open(text), ["Can I pay later?"]);
    }

    #[test]
    fn a_label_without_an_answer_answers_nothing() {
        let text = "# Questions\n\n**Can I bring a dog?**\n\nA: Yes, on a lead.\n\n**Can I pay later?**\n\nA:\n\n**Is there tea?**\n\nA: At noon.\n";
        assert_eq!(open(text), ["Can I pay later?"]);
    }

    #[test]
    fn parts_with_headings_answer_a_question_above_them() {
        let text =
            "# FAQ\n\n## Fares\n\n**Can I pay later?**\n\nYes.\n\n## Dogs\n\n**Where may a dog lie?**\n\n### In summer\n\nOn deck.\n";
        assert_eq!(open(text).len(), 0);
        let text = "# FAQ\n\n## Fares\n\n**Can I pay later?**\n\nYes.\n\n**Can I pay in kind?**\n\n### Dogs\n\n**Is there tea?**\n\nYes.\n";
        assert_eq!(open(text), ["Can I pay in kind?"]);
    }

    #[test]
    fn a_closed_panel_without_a_body_is_found() {
        let page = "<h1>FAQ</h1><details><summary>Can I bring a dog?</summary><p>Yes.</p></details>\
                    <details><summary>Can I pay later?</summary></details><details><summary>Is there tea?</summary><p>At noon.</p></details>";
        assert_eq!(findings("empty-answer", "ferry.html", page).len(), 1);
    }

    #[test]
    fn lists_of_questions_are_content() {
        let text = "# Interviewing a deckhand\n\n## Questions to ask\n\n**What do you do in fog?**\n\n**When did you last row?**\n\n## Then\n\nListen.\n";
        assert_eq!(open(text).len(), 0);
        let text = "# The ferry\n\n## Why a ferry?\n\n### Cost\n\nA bridge is dear.\n\n## Who sails?\n\nThe crew.\n";
        assert_eq!(open(text).len(), 0);
    }
}

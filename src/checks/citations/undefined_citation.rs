//! A mark that leads to no entry: "[4]" above a list of three, a footnote without its text.

use std::collections::HashSet;

use serde::Deserialize;

use super::marks::{Citations, Mark};
use super::{author_year, bare_marks};
use crate::checks::prose::has_words;
use crate::checks::sources::{SourceTitles, source_sections};
use crate::document::{BlockId, Document, Flags, Inline, InlineKind, Kind, LinkForm, Note};
use crate::rule::{ArticleCheck, Found, Words};
use crate::source::Format;
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct UndefinedCitation {
    titles: SourceTitles,
    /// Words before a number in brackets that make it a key, an index or a part.
    no_citation: Words,
}

impl ArticleCheck for UndefinedCitation {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        undefined_notes(article, found);
        empty_notes(article, found);
        for citation in author_year::undefined(article, &self.titles) {
            let words = citation.text.cut(&article.text);
            found.at(citation.block, article.source_span(citation.text), "the list of sources has no entry for “{}”", [words]);
        }
        let citations = Citations::of(article, &self.titles, &self.no_citation);
        // Nothing but a list of sources would answer these, and there is none under any of its names.
        if citations.as_ref().is_none_or(|citations| citations.entries.is_empty() && !citations.has_list)
            && &*article.language.code == "en"
            && source_sections(article, &self.titles).next().is_none()
        {
            bare(article, found);
        }
        if let Some(citations) = citations {
            if !citations.marks.is_empty() {
                found.concerned();
            }
            if citations.entries.is_empty() {
                without_list(article, &citations, found);
            } else {
                beyond_list(article, &citations, found);
            }
        }
    }
}

/// Labels whose definitions stand in what an unclosed block has swallowed: that one defect is told where the block opens.
fn swallowed(article: &Document) -> HashSet<String> {
    let Some(open) = article.unclosed.iter().map(|unclosed| unclosed.src.end() as usize).min() else { return HashSet::new() };
    let lines = article.source.text().get(open..).unwrap_or("").lines();
    let labels = lines.filter_map(|line| line.trim_start().strip_prefix('[')?.split_once("]:").map(|(label, _)| label.to_lowercase()));
    labels.collect()
}

/// Notes that the text refers to and nobody wrote.
fn undefined_notes(article: &Document, found: &mut Found<'_>) {
    let others = References::of(article);
    let swallowed = swallowed(article);
    for note in &article.notes {
        let Note::UndefinedReference { at, label } = note else { continue };
        if swallowed.contains(&label.to_lowercase()) {
            continue;
        }
        let block = block_at(article, *at);
        if article.block(block).flags.has(Flags::BOILER) {
            continue;
        }
        // "[^1][the-issue]" is a link whose words look so.
        let is_linked = article.source.text().get(at.end() as usize..).is_some_and(|behind| behind.starts_with('['));
        if label.starts_with('^') && is_linked {
            continue;
        }
        if let Some(label) = label.strip_prefix('^') {
            found.at(block, *at, "footnote “{}” has no text", [label]);
        } else if is_link(article, *at, label, others) {
            found.at(block, *at, "“{}” refers to a link that is not defined", [at.cut(article.source.text())]);
        }
    }
    // On a page, the mark of a note is a link, and its text may have gone.
    let references = || article.inlines.iter().filter(|inline| inline.kind == InlineKind::FootRef);
    if references().next().is_none() {
        return;
    }
    found.concerned();
    let defined: HashSet<u32> = article.all().filter(|(_, block)| block.kind == Kind::FootDef).map(|(_, block)| block.aux).collect();
    let labels: HashSet<&str> = defined.iter().filter_map(|&aux| article.string(aux)).collect();
    let mut told = HashSet::new();
    for reference in references() {
        let Some(label) = article.string(reference.aux) else { continue };
        if labels.contains(label) || article.block(reference.block).flags.has(Flags::BOILER) || !told.insert(label) {
            continue;
        }
        // The text may stand where notes are not looked for.
        let source = article.source.text();
        let named = |quote: &str| {
            ["id", "name"]
                .iter()
                .any(|key| memchr::memmem::find(source.as_bytes(), format!("{key}={quote}{label}{quote}").as_bytes()).is_some())
        };
        if !named("\"") && !named("'") && !named("") {
            // A mark of a page is no text of its article: what stands between its tags.
            let words = reference.text.cut(&article.text).trim();
            let mark = || without_tags(reference.src.cut(source));
            let shown = if words.is_empty() { mark() } else { words.to_owned() };
            found.at(reference.block, reference.src, "footnote “{}” has no text", [if shown.is_empty() { label } else { &shown }]);
        }
    }
}

/// Notes that were begun and not written: "[^1]:" and nothing behind it.
fn empty_notes(article: &Document, found: &mut Found<'_>) {
    if !matches!(article.source.format(), Format::Markdown | Format::Mdx) {
        return;
    }
    let holds = |inline: &Inline| matches!(inline.kind, InlineKind::Image | InlineKind::Embed | InlineKind::Template);
    for (id, block) in article.of_kind(Kind::FootDef).filter(|(id, _)| !article.has_content(*id)) {
        if let Some(label) = article.string(block.aux).filter(|_| !article.inlines_of(id).iter().any(holds)) {
            found.at(id, block.src, "footnote “{}” has no text", [label]);
        }
    }
}

/// Bytes of a line around a place that may be a formula.
const FORMULA: usize = 400;

/// Whether a text and a label in brackets were meant as a link beyond doubt: minutes and logs put names and remarks in brackets side by side
/// ("[Lund][if time allows]").
pub(in crate::checks) fn is_link(article: &Document, at: Span, label: &str, others: References) -> bool {
    let source = article.source.text();
    let (before, behind) = (source.get(..at.start() as usize).unwrap_or(""), source.get(at.end() as usize..).unwrap_or(""));
    // "[the price list][]": nobody but who means a link puts empty brackets behind words; behind one word they are a row of a program's values.
    let is_of_words = || label.trim().contains(' ') && label.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '\''));
    let is_bare = at.cut(source).ends_with("][]") || !at.cut(source).contains("][") && behind.starts_with("[]");
    if is_bare && is_of_words() {
        return !before.ends_with('[');
    }
    if before.ends_with('[') || behind.starts_with(['(', '[']) || label.starts_with(' ') || label.split_whitespace().count() > 2 {
        return false;
    }
    let is_label = label.contains(['-', '.', '_']) || label.bytes().any(|byte| byte.is_ascii_digit());
    // "[the price list][prices]": the label begins as a word of the text does.
    let text = at.cut(source).trim_start_matches('[').split(']').next().unwrap_or("").to_lowercase();
    let start: String = label.chars().take(4).collect::<String>().to_lowercase();
    let is_named_so = start.chars().count() == 4 && text.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(&start));
    // "we take our [lamps and their oil][source] seriously": a sentence goes on around it.
    let words = at.cut(source).trim_start_matches('[');
    let in_sentence = || {
        before.trim_end_matches(' ').ends_with(|c: char| c.is_lowercase() || c == ',')
            && (behind.starts_with([',', '.', ';', '!', '?'])
                || behind.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase)))
            && label.chars().all(char::is_lowercase)
            && words.starts_with(char::is_lowercase)
            && words.split(']').next().is_some_and(|words| words.contains(' '))
    };
    // "[rope][knot] Tie it again": marks of what a change is about.
    let is_mark = || {
        !words.split(']').next().unwrap_or("").contains(' ')
            && (before.trim_end_matches([' ', '*', '-']).ends_with(['\n', ':']) || before.trim().is_empty())
            && behind.starts_with(' ')
    };
    // "[the tide][crate::tide]" is for the program that makes pages of a program's notes.
    let is_path = label.contains("::")
        || names_member(label, words.starts_with('`'))
        || others.are_of_program && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    // "[Berth 1][Berth 2]": names in a row, which differ in their number alone.
    let bare = |text: &str| text.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
    let is_row = label.contains(' ') && words.split(']').next().is_some_and(|first| first != label && bare(first) == bare(label));
    // "^[a-z][_a-z0-9\\-]*$" is an expression.
    let is_expression = label.contains(['$', '\\', '^']);
    // "$\\mathsf{rope}[t_s][0]$": places in a row, within a formula, of which a line holds little.
    let in_formula = || {
        let before = before.get(before.ceil_char_boundary(before.len().saturating_sub(FORMULA))..).unwrap_or("");
        let behind = behind.get(..behind.floor_char_boundary(FORMULA)).unwrap_or("");
        before.rsplit('\n').next().unwrap_or("").matches('$').count() % 2 == 1 && behind.split('\n').next().unwrap_or("").contains('$')
    };
    // "[1][2]": two marks of sources, which the list has or has not.
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let are_marks = is_number(label) && is_number(&text);
    if is_path
        || are_marks
        || in_formula()
        || is_row
        || is_expression
        || label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') && is_mark()
    {
        return false;
    }
    is_label || !label.contains(' ') && (others.are || is_named_so || in_sentence())
}

/// How an article writes links whose addresses stand elsewhere.
#[derive(Clone, Copy)]
pub(in crate::checks) struct References {
    /// It has links whose addresses stand elsewhere in it.
    are: bool,
    /// Some lead to names within a program: a generator knows these, and the headings of all pages.
    are_of_program: bool,
}

impl References {
    pub(in crate::checks) fn of(article: &Document) -> Self {
        let is_member = |note: &Note| {
            let Note::UndefinedReference { at, label } = note else { return false };
            names_member(label, at.cut(article.source.text()).starts_with("[`"))
        };
        Self {
            are: !article.notes.is_empty() && article.links.iter().any(|link| link.form == LinkForm::Reference),
            are_of_program: article.notes.iter().any(is_member),
        }
    }
}

/// Whether a label is a name within a program ("harbour.boats.moor"): generators that write pages about programs know where it is described. With
/// one dot it may be the name of a file, unless the words of the link are code or the name has letters that names of files have not.
fn names_member(label: &str, is_code: bool) -> bool {
    let is_name = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let last = label.rsplit('.').next().unwrap_or("");
    let is_sure = is_code || label.matches('.').count() > 1 || last.contains('_') || last.bytes().any(|byte| byte.is_ascii_uppercase());
    label.contains('.') && is_sure && label.split('.').all(is_name)
}

/// The block that holds a place of the source.
pub(super) fn block_at(article: &Document, at: Span) -> BlockId {
    let after = article.blocks.partition_point(|block| block.src.start() <= at.start());
    after.saturating_sub(1) as BlockId
}

/// Marks with numbers that the list does not have.
fn beyond_list(article: &Document, citations: &Citations, found: &mut Found<'_>) {
    let defined: HashSet<u32> = citations.entries.iter().map(|entry| entry.number).collect();
    let last = defined.iter().copied().max().unwrap_or(0);
    // A text of which hardly any number has an entry counts something else.
    let own: Vec<&Mark> = citations.marks.iter().filter(|mark| !mark.is_link).collect();
    let known = own.iter().filter(|mark| mark.numbers.iter().any(|number| defined.contains(number))).count();
    if known == 0 {
        return;
    }
    let unmarked = unmarked_notes(article);
    let mut told = HashSet::new();
    let mut beyond: Vec<(&Mark, u32)> = Vec::new();
    // No list of sources lost nine tenths of its entries and its numbers go on: they count something else.
    let is_far = |number: u32| number > last.saturating_mul(10);
    for mark in own.into_iter().filter(|mark| !mark.is_range_beyond(article, last) && !mark.is_value(article)) {
        let missing = mark
            .numbers
            .iter()
            .filter(|number| **number > 0 && !is_far(**number) && !defined.contains(number) && !unmarked.contains(number));
        beyond.extend(missing.filter(|number| told.insert(**number)).map(|number| (mark, *number)));
    }
    if !beyond.is_empty() {
        let lines = lines_of_entries(article);
        beyond.retain(|(_, number)| !lines.contains(number));
    }
    // A list that was cut off, or has no numbers, is one defect.
    let is_whole = beyond.len() > RELATED;
    for (mark, number) in beyond.iter().take(if is_whole { 1 } else { RELATED }) {
        let finding = found.at(
            mark.block,
            article.source_span(mark.text),
            "the list of sources has no entry {} and ends at {}",
            [number.to_string(), last.to_string()],
        );
        for (other, _) in beyond.iter().skip(1).take(if is_whole { RELATED } else { 0 }) {
            finding.related(article.source_span(other.text), "nor for this");
        }
    }
}

/// Numbers in brackets that begin a line of a text, behind the marks of a note or none: `    [1]  http://…`, `.. [3] https://…`. What lies further in
/// is read as a sample.
fn lines_of_entries(article: &Document) -> HashSet<u32> {
    if article.source.format() != Format::Plain {
        return HashSet::new();
    }
    let number = |line: &str| {
        let (digits, behind) = line.trim_start_matches([' ', '\t', '.', '*']).strip_prefix('[')?.split_once(']')?;
        behind.trim_start_matches(':').starts_with([' ', '\t']).then(|| digits.parse().ok()).flatten()
    };
    article.source.text().lines().filter_map(number).collect()
}

/// Numbers that open a paragraph without a mark, as raised ones do: "2 Since the key reacts to all of them".
fn unmarked_notes(article: &Document) -> HashSet<u32> {
    let number = |text: &str| {
        let digits = text.bytes().take(4).take_while(u8::is_ascii_digit).count();
        // "1 Lund, Ropes", "1. Lund, Ropes".
        let behind = text.get(digits..)?.trim_start_matches(['.', ')']).trim_start();
        behind.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '"')).then(|| text.get(..digits)?.parse().ok()).flatten()
    };
    article.of_kind(Kind::Paragraph).filter_map(|(id, _)| number(article.text_of(id))).collect()
}

/// Raised numbers, "(ref. 2)" and "(Lund & Hay 2019)" without any list: one defect.
fn bare(article: &Document, found: &mut Found<'_>) {
    let marks = bare_marks::unanswered(article);
    let Some((first, others)) = marks.split_first() else { return };
    found.concerned();
    let span = article.source_span(first.text);
    let finding = found.at(first.block, span, "“{}” cites a source that is listed nowhere", [first.text.cut(&article.text)]);
    for mark in others.iter().take(RELATED) {
        finding.related(article.source_span(mark.text), "cited here as well");
    }
    // Another page may have the list.
    finding.milder();
}

/// Marks that count up from one, and no list at all: one defect.
fn without_list(article: &Document, citations: &Citations, found: &mut Found<'_>) {
    let single: Vec<&Mark> = citations.marks.iter().filter(|mark| !mark.is_link && mark.numbers.len() == 1).collect();
    let numbers: HashSet<u32> = single.iter().flat_map(|mark| mark.numbers.iter().copied()).collect();
    let last = numbers.iter().copied().max().unwrap_or(0) as usize;
    let blocks: HashSet<BlockId> = single.iter().map(|mark| mark.block).collect();
    let all: Vec<&Mark> = citations.marks.iter().filter(|mark| !mark.is_link).collect();
    let ends_sentence = |mark: &&Mark| {
        let end = article.block(mark.block).text.end();
        let behind = article.text.get(mark.text.end() as usize..end as usize).unwrap_or("");
        behind.is_empty() || behind.starts_with(['.', ',', '?', '!', ';', ':'])
    };
    // Those of one paragraph end its clauses: "within three seasons [1], [2]."
    let are_set = || blocks.len() > 1 || all.iter().all(ends_sentence) && article.of_kind(Kind::Code).next().is_none();
    let count_up = numbers.contains(&1) && numbers.len() > 1 && last <= numbers.len() + 1 && are_set();
    // "[1-3]", "[2, 5]": several numbers in one mark, at the ends of sentences.
    let cite_several = || {
        all.iter().any(|mark| mark.numbers.len() > 1)
            && all.windows(2).any(
                |pair| matches!(pair, [one, other] if one.block != other.block || (one.numbers.len() == 1) != (other.numbers.len() == 1)),
            )
            && all.iter().all(|mark| ends_sentence(mark) && article.block(mark.block).kind == Kind::Paragraph)
            && article.of_kind(Kind::Code).next().is_none()
    };
    // "Damp walls cost more.[3]": right behind the end of a clause nothing else stands in brackets.
    let are_glued = || {
        let is_glued = |mark: &&Mark| {
            let block = article.block(mark.block);
            let before = article.text.get(block.text.start() as usize..mark.text.start() as usize).unwrap_or("");
            let behind = article.text.get(mark.text.end() as usize..block.text.end() as usize).unwrap_or("");
            let is_word = before.trim_end_matches(['.', ',', '?', '!', '”', '"']).ends_with(|c: char| c.is_alphanumeric() || c == ')');
            let is_end = before.ends_with(['.', ',', '?', '!', '”', '"']) && has_words(before, 5);
            // An export takes a line that ends in a mark for a heading.
            (block.kind == Kind::Paragraph || block.flags.has(Flags::GUESS))
                && is_word
                && is_end
                && (behind.is_empty() || behind.starts_with([' ', '\n']))
        };
        !all.is_empty() && all.iter().all(is_glued) && article.of_kind(Kind::Code).next().is_none()
    };
    let (single, count_up) = if count_up {
        (single, true)
    } else if cite_several() || are_glued() {
        (all, true)
    } else {
        (single, false)
    };
    // "[Footnote 1: The report says more.]" stands in the running text.
    let is_within = || {
        let has = |number: &u32| ["Footnote", "Note"].iter().any(|name| article.text.contains(&format!("[{name} {number}:")));
        !numbers.is_empty() && numbers.iter().all(has)
    };
    // Marks that count from nothing are places in a row of a program, and a list of sources may be set as code.
    let is_elsewhere = || {
        let is_list = |id: BlockId| article.text_of(id).lines().any(|line| line.trim_start().starts_with("[1]"));
        citations.marks.iter().any(|mark| mark.numbers.contains(&0))
            || !numbers.is_empty() && numbers.is_subset(&lines_of_entries(article))
            || article.of_kind(Kind::Code).any(|(id, _)| is_list(id))
    };
    let have_notes = || {
        let unmarked = unmarked_notes(article);
        !numbers.is_empty() && numbers.iter().all(|number| unmarked.contains(number))
    };
    if citations.has_list || citations.marks.iter().any(|mark| mark.is_link) || !count_up || have_notes() || is_elsewhere() || is_within() {
        return;
    }
    if let Some((first, others)) = single.split_first() {
        let span = article.source_span(first.text);
        let finding = found.at(first.block, span, "“{}” cites a list of sources that is not there", [first.text.cut(&article.text)]);
        for mark in others.iter().take(RELATED) {
            finding.related(article.source_span(mark.text), "cited here as well");
        }
        // Without a list nothing shows that the marks are citations.
        finding.milder();
    }
}

/// Further places that one finding shows.
const RELATED: usize = 8;

/// What stands between the tags of a mark: "1" of `<sup><a href="#fn1">[1]</a></sup>`.
fn without_tags(mark: &str) -> String {
    let mut is_tag = false;
    let shown = mark.chars().filter(|c| {
        let in_tag = is_tag || *c == '<';
        is_tag = in_tag && *c != '>';
        !in_tag
    });
    shown.collect::<String>().trim_matches(['[', ']', ' ', '(', ')']).to_owned()
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::{findings, markdown};

    fn found(text: &str) -> Vec<String> {
        markdown("undefined-citation", &format!("# Ropes\n\n{text}\n")).into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn a_number_beyond_the_list_is_reported_once() {
        let list = "## Sources\n\n1. Lund, Ropes.\n2. Holm, Knots.";
        assert_eq!(found(&format!("Hemp holds well [1, 3]. Nylon stretches [2], and steel does not [3].\n\n{list}")), ["[1, 3]"]);
        assert_eq!(found(&format!("Hemp holds well [1]. Nylon stretches [2].\n\n{list}")), Vec::<String>::new());
        assert_eq!(found("Hemp holds well[1]. Steel[4] does not.\n\n[1] Lund, Ropes.\n\n[2] Holm, Knots."), ["[4]"]);
        assert_eq!(found("Hemp holds[0] and steel[2] too.\n\n[0] Lund: https://example.org\n[1] Holm\n[2] Berg"), Vec::<String>::new());
    }

    #[test]
    fn brackets_of_other_kinds_are_no_citations() {
        for text in [
            "Press [1] for help and [2] for the office.",
            "The values arg_v[1] and arg_v[2] are read.\n\nThen arg_v[3] is.",
            "Use `a[1]` here.\n\nAnd `a[2]` there.",
            "A note with [1] mark alone.",
            "- [x] done\n- [ ] open",
            "The interval [1, 5] and the interval [2, 8] overlap.",
            "See [1](ropes.md).\n\nSee [2](knots.md).",
            "Hemp holds well [1].\n\nSteel does not [2].\n\n[1] - https://example.org/1\n[2] - https://example.org/2",
            "Hemp holds well [1].\n\nSteel does not [2].\n\n[1]: https://example.org/1\n[2]: https://example.org/2",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_block_that_swallows_the_definitions_is_another_defect() {
        let text = "See [the knots][02] and [the ropes][3].\n\n```sh\ntie --bowline\n\nThat is all.\n\n[02]: knots.md\n";
        assert_eq!(found(text), ["[the ropes][3]"]);
    }

    #[test]
    fn links_without_a_definition_are_told_from_names_in_brackets() {
        assert_eq!(found("See [the chart][rope-chart] first."), ["[the chart][rope-chart]"]);
        assert_eq!(found("They take the [price of rope][source] seriously."), ["[price of rope][source]"]);
        assert_eq!(found("- [quay][rope2] Tie it again\n- See [the ropes][harbour::ropes]."), Vec::<String>::new());
        assert_eq!(found("It is a name: ^[a-z][_$a-z0-9\\-]*$"), Vec::<String>::new());
        assert_eq!(found("Ropes sink ([^1][hemp], [^2][hemp]).\n\n[hemp]: hemp.md"), Vec::<String>::new());
        assert_eq!(found("* Take back 12: [quay][rope-list] Tie it again"), Vec::<String>::new());
        assert_eq!(found("* A gate fixed: [Old][East/West] No more noise."), Vec::<String>::new());
        assert_eq!(found("* [Lund][if time allows] new ropes\n* [[Holm][knots] again](a.md)"), Vec::<String>::new());
    }

    #[test]
    fn authors_and_years_are_looked_up_where_the_list_has_them() {
        let list = "## References\n\n- Lund, A. (2019). Ropes. Island Press.\n- Holm, B. and Berg, C. (2021). Knots. Island Press.";
        assert_eq!(found(&format!("Hemp holds (Lund, 2019). Nylon stretches (Berg 2016; Holm & Berg, 2021).\n\n{list}")), ["Berg 2016"]);
        assert_eq!(
            found("Hemp holds (Lund, 2019). Nylon stretches (Berg 2016).\n\n## References\n\n- The rope book"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_raised_number_may_open_its_note() {
        let page = "<h1>Keys</h1><table><tr><td>click <sup>[1]</sup></td><td>press it <sup>[2]</sup></td></tr></table><p>Hold it [1].</p>\
                    <p><sup>1</sup> Although it is a key.</p><p><sup>2</sup> Since it reacts.</p>";
        assert_eq!(findings("undefined-citation", "keys.html", page), Vec::new());
    }

    #[test]
    fn entries_of_a_typed_text_may_lie_further_in() {
        let text = |list: &str| {
            format!("The quay letter\n\nThe board has some 2,000 boats [1] on its list, and the last letter [2] named them.\n\n{list}\n")
        };
        assert_eq!(
            findings("undefined-citation", "letter.txt", &text("    [1]  http://quay.test/boats\n    [2]  http://quay.test/letter")),
            []
        );
        assert_eq!(
            findings("undefined-citation", "letter.txt", &text(".. [1] http://quay.test/boats\n.. [2] http://quay.test/letter")),
            []
        );
    }
}

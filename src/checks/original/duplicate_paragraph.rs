//! A paragraph, an item or a passage that stands twice in an article: pasted and forgotten, or written anew and not compared.

use serde::Deserialize;

use super::meant::Meant;
use super::near::{candidates, difference};
use super::shared::shared;
use crate::checks::prose::has_words;
use crate::document::{BlockId, Document, Flags, Kind, Leaf, Leaves, Role, beside_words};
use crate::finding::{Edit, Fix};
use crate::library::is_reference;
use crate::rule::{ArticleCheck, Found};
use crate::source::Format;
use crate::span::Span;

mod repeated;

use repeated::{Repeated, Run, rows, run};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct DuplicateParagraph {
    /// Words of a paragraph that stands twice in a row, at least.
    in_a_row: usize,
    /// Words of an item that stands twice in one list, at least.
    in_one_list: usize,
    /// Words of a paragraph that stands twice with others between, at least.
    far_apart: usize,
    /// Words of a paragraph of which a few were changed, at least.
    nearly: usize,
    /// Words of a sentence that stands twice in a row, at least.
    sentence: usize,
}

/// Words of a paragraph that is a whole speech.
const SPEECH: usize = 1000;

/// Words of items without a paragraph from which a list that stands twice is no list of steps.
const LIST: usize = 80;

/// Words of a section that no two things have in common by chance.
const SECTION: usize = 100;

/// Copies with others between from which they are the way in which the article is made.
const STRUCTURE: usize = 4;

/// A copy that has others between itself and what it is a copy of.
struct Far {
    earlier: usize,
    later: usize,
    what: What,
}

impl Far {
    /// Whether both places may well say the same. An item stands among those of its list.
    fn is_meant(&self, leaves: &Leaves, meant: &Meant<'_>) -> bool {
        let [first, copy] = match self.what {
            What::List(_, lists) => lists,
            _ => [leaves.id(self.earlier), leaves.id(self.later)],
        };
        meant.is_apart(first, copy, matches!(self.what, What::Section(_)))
    }
}

enum What {
    Paragraph,
    /// So many paragraphs and items.
    Passage(usize),
    /// So many items, and both lists.
    List(usize, [BlockId; 2]),
    Section(BlockId),
    Near,
    /// From the first sentence on that stands in both.
    Shared(Span),
}

impl ArticleCheck for DuplicateParagraph {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let leaves = article.leaves();
        if leaves.all.iter().any(|leaf| leaf.role.is_prose()) {
            found.concerned();
        }
        // What says in a line what a part of a program is for stands above what says more of it.
        if is_reference(article) {
            return;
        }
        let meant = Meant::of(article);
        let near = candidates(leaves, self.nearly as u32);
        let repeated = Repeated::of(&leaves.all);
        let mut is_copy = vec![false; leaves.all.len()];
        let mut far = Vec::new();
        let mut at = 0;
        while at < leaves.all.len() {
            let Some(run) = run(&leaves.all, &repeated, at) else {
                at += 1;
                continue;
            };
            is_copy.iter_mut().skip(run.later).take(run.len).for_each(|flag| *flag = true);
            if let Some((first, copy)) = rows(article, &leaves.all, &repeated, run) {
                let words = leaves.all.get(run.later).map_or(String::new(), |leaf| opening(article.text_of(leaf.id)));
                let finding = found.at(copy, article.block(copy).src, "the row “{}” stands twice in its table", [words]);
                finding.related(article.block(first).src, "stands here already");
            }
            if let Some(copy) = self.judged(article, leaves, run, &repeated, &meant, found)
                && far.len() < STRUCTURE
                && !copy.is_meant(leaves, &meant)
            {
                far.push(copy);
            }
            at += run.len;
        }
        for (earlier, later) in near {
            if far.len() >= STRUCTURE {
                break;
            }
            let is_known = [earlier, later].iter().any(|at| is_copy.get(*at as usize) == Some(&true));
            if !is_known && self.is_near(article, leaves, (earlier as usize, later as usize), &meant) {
                is_copy.iter_mut().skip(later as usize).take(1).for_each(|flag| *flag = true);
                far.push(Far { earlier: earlier as usize, later: later as usize, what: What::Near });
            }
        }
        for both in shared(leaves, self.nearly as u32) {
            if far.len() >= STRUCTURE {
                break;
            }
            let is_known = [both.earlier, both.later].iter().any(|at| is_copy.get(*at) == Some(&true));
            let (one, other) = (leaves.id(both.earlier), leaves.id(both.later));
            // What somebody answers to is quoted first.
            let is_quoted = article.text_of(other).starts_with(['"', '“', '”', '„', '‘', '«', '»', '>']);
            // "… More" ends what leads to another page.
            let is_teaser = [one, other].iter().any(|id| ["…", "..."].iter().any(|dots| article.text_of(*id).contains(dots)));
            let is_meant =
                is_quoted || is_teaser || meant.is_sample(other) || meant.is_apart(one, other, false) || meant.are_titled_alike(one, other);
            if !is_known && !is_meant && !are_joined(leaves, both.earlier, both.later) {
                far.push(Far { earlier: both.earlier, later: both.later, what: What::Shared(both.text) });
            }
        }
        if far.len() < STRUCTURE {
            for copy in &far {
                report(article, leaves, copy, found);
            }
        }
        self.sentences(article, leaves, &meant, found);
    }
}

impl DuplicateParagraph {
    /// Reports a copy that follows what it is a copy of, or a second item of a list; gives back one that others part from it.
    fn judged(
        &self,
        article: &Document,
        leaves: &Leaves,
        run: Run,
        repeated: &Repeated,
        meant: &Meant<'_>,
        found: &mut Found<'_>,
    ) -> Option<Far> {
        let pairs = || leaves.all.iter().skip(run.earlier).zip(leaves.all.iter().skip(run.later)).take(run.len).enumerate();
        let (mut words, mut paragraphs, mut prose) = (0, 0, 0);
        let mut longest: Option<(usize, &Leaf, &Leaf)> = None;
        for (at, (one, other)) in pairs().filter(|(_, (one, other))| one.role.is_prose() && other.role.is_prose()) {
            words += one.words as usize;
            paragraphs += usize::from(one.role == Role::Paragraph);
            prose += 1;
            if longest.is_none_or(|(_, longest, _)| longest.words < one.words) {
                longest = Some((at, one, other));
            }
        }
        let (at, first, copy) = longest?;
        let is_single = prose == 1;
        let follows = run.earlier + run.len == run.later;
        let is_item = is_single && copy.role == Role::Item;
        // Twice is a copy, three times a way of writing.
        let times = repeated.times.get(run.later + at).copied().unwrap_or(1);
        let is_twice = times == 2 || repeated.is_row.get(run.later + at) == Some(&true);
        let enough = if is_item { self.in_one_list } else { self.in_a_row };
        if !is_twice || words < enough.min(self.far_apart) || meant.is_sample(copy.id) {
            return None;
        }
        let is_same = |one: &Leaf, other: &Leaf| beside_words(article, one.id).eq(beside_words(article, other.id));
        // "~/mail" and "~/Mail": an item may differ in the size of a letter alone.
        let is_other_name = || {
            let texts = [first, copy].map(|leaf| article.text_of(leaf.id));
            matches!(texts, [one, other] if one != other && one.contains('/') && one.eq_ignore_ascii_case(other))
        };
        if is_item && is_other_name() {
            return None;
        }
        if !pairs().all(|(_, (one, other))| is_same(one, other)) || is_single && !has_words(article.text_of(copy.id), enough) {
            return None;
        }
        let list = |leaf: &Leaf| article.block(article.block(leaf.id).parent).parent;
        // The last item of one list and the first of the next: two tabs, each of which has to say it.
        if follows && is_item && list(first) != list(copy) {
            return None;
        }
        // What a typed text sets in shows how the text above it was written.
        let indent = |leaf: &Leaf| {
            let before = article.source.text().get(..article.block(leaf.id).src.start() as usize).unwrap_or("");
            before.len() - before.trim_end_matches(' ').len()
        };
        if follows && article.source.format() == Format::Plain && indent(copy) > indent(first) {
            return None;
        }
        if follows {
            let words = opening(article.text_of(copy.id));
            let span = article.text_src(copy.id);
            let finding = match prose {
                1 if is_item => found.at(copy.id, span, "list item “{}” stands twice", [words]),
                1 => found.at(copy.id, span, "the paragraph “{}” stands twice in a row", [words]),
                more => found.at(copy.id, span, "{} paragraphs in a row stand twice, among them “{}”", [more.to_string(), words]),
            };
            finding.related(article.text_src(first.id), "stands here already");
            if run.len == 1
                && let Some(fix) = without_copy(article, first.id, copy.id)
            {
                finding.fixed_by(fix);
            }
            return None;
        }
        if is_item && list(first) == list(copy) {
            // The same step may be taken twice, and a log may say twice what was done twice.
            let is_whole = [first, copy].iter().all(|leaf| whole(article, leaf.id) == Some(article.block(leaf.id).parent));
            let is_long = copy.words as usize >= self.in_one_list * 2;
            if is_whole && !is_ordered(article, copy.id) && (is_long || !meant.is_log(copy.id)) {
                found
                    .at(copy.id, article.text_src(copy.id), "list item “{}” stands twice in its list", [opening(article.text_of(copy.id))])
                    .related(article.text_src(first.id), "stands here already");
            }
            return None;
        }
        let head = leaves.all.get(run.later).filter(|leaf| leaf.role == Role::Heading);
        let heads = head.map(|head| (leaves.all.get(run.earlier).map_or(0, |leaf| leaf.id), head.id));
        let is_section =
            heads.is_some_and(|(one, other)| meant.are_siblings(one, other) || words >= SECTION && !meant.have_code(one, other));
        // Two lists of the same items, from the first to the last, are no steps that come again.
        let are_lists = || {
            let is_whole = |leaf: &Leaf| {
                let list = list(leaf);
                article.block(list).kind == Kind::List && !is_ordered(article, leaf.id) && article.children(list).count() == prose
            };
            prose > 2 && run.len == prose && is_whole(first) && is_whole(copy)
        };
        let enough = if paragraphs == 0 && !is_section && !are_lists() { LIST } else { self.far_apart.min(LIST) };
        if words < enough {
            return None;
        }
        let what = match heads {
            Some((_, heading)) if is_section => What::Section(heading),
            _ if is_single => What::Paragraph,
            _ if are_lists() => What::List(prose, [list(first), list(copy)]),
            _ => What::Passage(prose),
        };
        Some(Far { earlier: run.earlier + at, later: run.later + at, what })
    }

    /// Whether one paragraph says what another says but for a few words that make no difference.
    fn is_near(&self, article: &Document, leaves: &Leaves, (earlier, later): (usize, usize), meant: &Meant<'_>) -> bool {
        /// A paragraph is a near copy when at most one word of so many differs.
        const KEPT: usize = 6;
        let (Some(one), Some(other)) = (leaves.all.get(earlier), leaves.all.get(later)) else { return false };
        let spare = one.words as usize / KEPT;
        if one.words.abs_diff(other.words) as usize > spare
            || !has_words(article.text_of(other.id), self.nearly)
            || one.role != Role::Paragraph
            || other.role != Role::Paragraph
            || meant.is_sample(other.id)
            || meant.is_apart(one.id, other.id, false)
        {
            return false;
        }
        let Some(difference) = difference(article, one.id, other.id) else { return false };
        difference.gone.len().max(difference.come.len()) <= spare
            && beside_words(article, one.id).eq(beside_words(article, other.id))
            && !meant.is_contrast(&difference, one.id, other.id)
    }

    /// Sentences that stand twice in one paragraph, or end one and begin the next.
    fn sentences(&self, article: &Document, leaves: &Leaves, meant: &Meant<'_>, found: &mut Found<'_>) {
        let is_long = |words: u32, text: Span| words as usize >= self.sentence && !text.cut(&article.text).contains('\u{fffc}');
        // A paragraph that is a whole speech lost its own, and what is said again in it may be pages apart.
        let is_paragraph = |leaf: &&Leaf| (2 * self.sentence..SPEECH).contains(&(leaf.words as usize));
        for leaf in leaves.all.iter().filter(|leaf| leaf.role.is_prose()).filter(is_paragraph) {
            let own = leaves.sentences_of(leaf);
            if own.len() < 2 {
                continue;
            }
            let long = own.iter().enumerate().filter(|(_, sentence)| is_long(sentence.words, sentence.text));
            let mut long: Vec<(u64, usize)> = long.map(|(at, sentence)| (sentence.key, at)).collect();
            long.sort_unstable();
            // A sentence that comes back again and again is a refrain.
            let twice = long.chunk_by(|one, other| one.0 == other.0).filter_map(|same| match same {
                [first, second] => Some((first.1, second.1)),
                _ => None,
            });
            // One finding for each paragraph: what was pasted into it is often more than one sentence.
            let Some((first, second)) = twice.min_by_key(|(_, second)| *second) else { continue };
            let (Some(first), Some(second)) = (own.get(first), own.get(second)) else { continue };
            if !meant.is_sample(leaf.id) {
                let words = opening(second.text.cut(&article.text));
                found
                    .at(leaf.id, article.source_span(second.text), "the sentence “{}” stands twice in its paragraph", [words])
                    .related(article.source_span(first.text), "stands here already");
            }
        }
        for pair in leaves.all.windows(2) {
            let [one, other] = pair else { continue };
            if one.key == other.key || one.role != Role::Paragraph || other.role != Role::Paragraph {
                continue;
            }
            let (Some(last), Some(first)) = (leaves.sentences_of(one).last(), leaves.sentences_of(other).first()) else { continue };
            if last.key == first.key && is_long(first.words, first.text) && !meant.is_sample(other.id) {
                let words = opening(first.text.cut(&article.text));
                found
                    .at(other.id, article.source_span(first.text), "the sentence “{}” ends one paragraph and begins the next", [words])
                    .related(article.source_span(last.text), "stands here already");
            }
        }
    }
}

/// Whether one sentence ends a paragraph and begins the next, which is a finding of its own.
fn are_joined(leaves: &Leaves, earlier: usize, later: usize) -> bool {
    let (Some(one), Some(other)) = (leaves.all.get(earlier), leaves.all.get(later)) else { return false };
    let ends = leaves.sentences_of(one).last().zip(leaves.sentences_of(other).first());
    earlier + 1 == later && ends.is_some_and(|(last, first)| last.key == first.key)
}

fn report(article: &Document, leaves: &Leaves, copy: &Far, found: &mut Found<'_>) {
    let (Some(first), Some(second)) = (leaves.all.get(copy.earlier), leaves.all.get(copy.later)) else { return };
    let (words, span) = match copy.what {
        What::Shared(text) => {
            let behind = Span::new(text.start(), article.block(second.id).text.start() + article.text_of(second.id).len() as u32);
            (opening(behind.cut(&article.text)), article.source_span(text))
        }
        _ => (opening(article.text_of(second.id)), article.text_src(second.id)),
    };
    let finding = match copy.what {
        What::Paragraph => found.at(second.id, span, "the paragraph “{}” stands twice", [words]),
        What::Passage(paragraphs) => {
            found.at(second.id, span, "{} paragraphs stand twice, among them “{}”", [paragraphs.to_string(), words])
        }
        What::List(items, _) => found.at(second.id, span, "a list of {} items stands twice, among them “{}”", [items.to_string(), words]),
        What::Section(heading) => found.at(second.id, span, "the section “{}” stands twice", [article.text_of(heading).to_owned()]),
        What::Near => found.at(second.id, span, "the paragraph “{}” says almost word for word what another one says", [words]),
        What::Shared(_) => found.at(second.id, span, "a paragraph says again what another one says, from “{}” on", [words]),
    };
    finding.related(article.text_src(first.id), "stands here already");
}

/// The first words of a text, enough to find it.
fn opening(text: &str) -> String {
    const CHARACTERS: usize = 60;
    let Some((cut, _)) = text.char_indices().nth(CHARACTERS) else { return text.to_owned() };
    let short = text.get(..cut).unwrap_or("");
    let end = short.rfind(char::is_whitespace).unwrap_or(cut);
    format!("{}…", short.get(..end).unwrap_or(short).trim_end_matches([',', ';', ':', '–', '—']))
}

/// Takes out the second of two blocks with the same words, if nothing but blanks stands between them. Where they are written the same,
/// readers lose nothing.
fn without_copy(article: &Document, first: BlockId, copy: BlockId) -> Option<Fix> {
    let source = article.source.text();
    let (one, other) = (article.block(whole(article, first)?).src, article.block(whole(article, copy)?).src);
    if one.end() >= other.start() || !Span::new(one.end(), other.start()).cut(source).trim().is_empty() {
        return None;
    }
    let edit = Edit::replace(Span::new(one.end(), other.end()), "");
    let is_same = one.cut(source) == other.cut(source);
    let fix = if is_same { Fix::safe } else { Fix::not_safe };
    Some(fix("remove the second one", vec![edit]).editing_words())
}

/// Whether a text is a step: an ordered list holds it.
fn is_ordered(article: &Document, id: BlockId) -> bool {
    article.ancestors(id).map(|outer| article.block(outer)).any(|outer| outer.kind == Kind::List && outer.flags.has(Flags::ORDERED))
}

/// The block that is gone when a text is: the paragraph, or its item if that has nothing else.
fn whole(article: &Document, id: BlockId) -> Option<BlockId> {
    let parent = article.block(id).parent;
    let holder = article.block(parent);
    if holder.kind != Kind::Item {
        return Some(id);
    }
    (parent + 1 == id && holder.end == article.block(id).end).then_some(parent)
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::{findings, markdown};

    const RULE: &str = "duplicate-paragraph";
    const LONG: &str = "The warden sets the fees once a year, after the council has seen what the dredging cost and how many boats came in \
                        during the summer months.";

    fn found(text: &str) -> Vec<String> {
        markdown(RULE, text).into_iter().map(|(message, _)| message).collect()
    }

    /// The long paragraph below two headings, with a line of its own behind each.
    fn far(heads: [&str; 2], behind: [&str; 2]) -> String {
        let part = |at: usize| format!("## {}\n\n{LONG}\n\n{}\n\n", heads[at], behind[at]);
        format!("# A small harbour\n\nIt is small.\n\n{}{}", part(0), part(1))
    }

    const OWN: [&str; 2] = ["Visitors pay by the night.", "The mayor has no vote."];

    #[test]
    fn words_are_the_same_without_case_blanks_and_marks() {
        let text = "# Boats\n\nThe *last* boat isn't late – it leaves at ten.\n\nThe last  boat isn’t late: it leaves at ten\n";
        assert_eq!(found(text), ["the paragraph “The last boat isn’t late: it leaves at ten” stands twice in a row"]);
        // Signs, code and targets make a difference.
        for (one, other) in [("a + b", "a / b"), ("`-a`", "`a`"), ("[it](a.md)", "[it](b.md)"), ("![](a.png)", "![](b.png)")] {
            let text = format!("# Boats\n\nThe last boat of the day leaves with {one}\n\nThe last boat of the day leaves with {other}\n");
            assert_eq!(found(&text), [""; 0], "{one}");
        }
    }

    #[test]
    fn what_comes_three_times_is_a_way_of_writing_unless_it_stands_in_a_row() {
        let row = format!("# Boats\n\n{LONG}\n\n{LONG}\n\n{LONG}\n");
        assert_eq!(found(&row).len(), 2);
        let parted = format!("# Boats\n\n{LONG}\n\nOne.\n\n{LONG}\n\nTwo.\n\n{LONG}\n");
        assert_eq!(found(&parted), [""; 0]);
        let four: String = (0..4).map(|at| format!("{at} {LONG}\n\nOne {at}.\n\n")).collect();
        assert_eq!(
            found(&format!("# Boats\n\n{four}Between.\n\n{four}")),
            ["8 paragraphs stand twice, among them “0 The warden sets the fees once a year, after the council…”"]
        );
    }

    #[test]
    fn parts_that_are_made_alike_say_the_same() {
        let interview = [
            "You have sailed a lot with young people, how do you make time for that?",
            "How did the harbour make sure that all the young people had a coat?",
        ];
        for heads in [["Fees", "Who decides"], ["Looking at your fees", "Asking your visitors"], interview] {
            assert_eq!(found(&far(heads, OWN)).len(), 1, "{heads:?}");
        }
        for heads in [["Set up on Windows", "Set up on Linux"], ["Pay(amount)", "Who decides"], ["Reports of events", "Yearly reports"]] {
            assert_eq!(found(&far(heads, OWN)), [""; 0], "{heads:?}");
        }
        assert_eq!(found(&far(["Fees", "Who decides"], ["Then press the button.", "Then press the bell."])), [""; 0]);
        assert_eq!(found(&far(["Fees", "Who decides"], ["```\npay\n```", "The mayor has no vote."])), [""; 0]);
        assert_eq!(found(&far(["Fees", "Who decides"], OWN).replace("The warden", "Note: the warden")), [""; 0]);
        assert_eq!(found(&far(["3 May 2024", "10 May 2024"], OWN)), [""; 0]);
        let tabs = format!("# Boats\n\n<Tab name=\"a\">\n\n{LONG}\n\nOne.\n\n</Tab>\n<Tab name=\"b\">\n\n{LONG}\n\nTwo.\n\n</Tab>\n");
        assert_eq!(findings(RULE, "boats.mdx", &tabs), []);
    }

    #[test]
    fn a_list_has_an_item_once_but_steps_come_again() {
        let list =
            |mark: &str| format!("# Boats\n\n{mark} Wait until the lamp is green\n{mark} Go in\n{mark} Wait until the lamp is green\n");
        assert_eq!(found(&list("-")), ["list item “Wait until the lamp is green” stands twice in its list"]);
        assert_eq!(found(&list("1.")), [""; 0]);
        // A day does the same once more, but hardly in so many words.
        let day = |item: &str| format!("# 3 May 2024\n\n- {item}\n- Oiled the gate of the lock\n- {item}\n");
        assert_eq!(found(&day("Let the night boat through the lock")), [""; 0]);
        assert_eq!(found(&day("Let the night boat through the lock after the warden had lit the lamp on the pier")).len(), 1);
        // What stands below an item tells it from another.
        let nested =
            "# Talks\n\n- News of the harbour and the quay\n  - in London\n- Rope\n- News of the harbour and the quay\n  - in Paris\n";
        assert_eq!(found(nested), [""; 0]);
    }

    #[test]
    fn samples_and_forms_repeat_their_filler() {
        let text = "# Boats\n\nLorem ipsum dolor sit amet, consectetur adipiscing elit.\n\nLorem ipsum dolor sit amet, consectetur adipiscing elit.\n";
        assert_eq!(found(text), [""; 0]);
    }

    #[test]
    fn a_sentence_stands_twice_in_its_paragraph_once() {
        let one = "The ferry leaves the north pier at ten each morning. ";
        assert_eq!(found(&format!("# Boats\n\n{one}It is small. {one}It is old.\n")).len(), 1);
        assert_eq!(found(&format!("# Boats\n\n{one}It is small. {one}It is old. {one}\n")), [""; 0]);
        assert_eq!(found("# Boats\n\nIt is small and old. It leaves early every day from the pier. It is small and old.\n"), [""; 0]);
    }

    #[test]
    fn words_that_make_a_difference_are_no_copy() {
        let near = |change: (&str, &str)| {
            let long = format!("{LONG} The members often meet in spring, because the boats are then still in the yard.");
            let other = long.replace(change.0, change.1);
            found(&format!("# A small harbour\n\n## Fees\n\n{long}\n\nVisitors pay.\n\n## Who decides\n\n{other}\n\nFive members vote.\n"))
                .len()
        };
        assert_eq!(near(("often", "frequently")), 1);
        assert_eq!(near(("because", "since in most years")), 1);
        for change in [("spring", "May"), ("once a year", "2 times a year"), ("often meet", "often set fees"), ("boats", "ships")] {
            assert_eq!(near(change), 0, "{change:?}");
        }
    }
}

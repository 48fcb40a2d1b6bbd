//! Labels that whoever made the text wrote for themselves: "Desk assignment:", "Target keyword:", "H2:", "(150 words)".

use std::cell::OnceCell;
use std::sync::{LazyLock, OnceLock};

use regex::Regex;
use serde::Deserialize;

use super::expressions::plain;
use super::shown::{in_prose, is_about, is_shown, next, shows_code};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind, Looks, MetaFrom};
use crate::rule::{ArticleCheck, Found, Words};
use crate::source::Format;
use crate::span::Span;

mod orders;

use orders::{ORDERS, Strength};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct GeneratorResidue {
    /// Labels that no reader is meant to see.
    labels: Words,
    /// Labels that show it beside others.
    beside: Words,
    /// Small words before a label.
    modifiers: Words,
    /// Whole lines.
    lines: Words,
    /// Words of titles of articles that speak of such labels.
    subjects: Words,
    #[serde(skip)]
    first_letters: OnceLock<Vec<bool>>,
}

/// Bytes of a label.
const LABEL: usize = 48;

/// Lengths to a writer behind a heading, and tags around the parts of an answer.
const LENGTHS: &str = r"\(\s*(?:~|≈|approx(?:imately|\.)? ?|about |around |target:? ?|max\.? ?|min\.? ?)?[0-9]{2,4}(?:\s?[-–]\s?[0-9]{2,4})?\+? words?(?: max| min| total)?\s*\)\s*:?$";
const TAGS: &str = r"</?(?:thinking|answer|article|article_body|output|response|draft|final|final_answer|result|content|section_[0-9]+|scratchpad|outline|reasoning|antml:[a-z_]+|rewritten_?(?:text|article)|body)>";

impl ArticleCheck for GeneratorResidue {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        static ORDER: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(LENGTHS).ok());
        let language = &*article.language.code;
        let subjects = self.subjects.of(language);
        // An article may say in its front matter alone that it is about how pages are found.
        let is_about = |article: &Document, id: BlockId, subjects: &[String]| {
            // A line that an export takes for a heading is not what its section is about.
            let at = if article.block(id).kind == Kind::Heading { id.saturating_sub(1) } else { id };
            is_about(article, at, subjects) || describes_search(article)
        };
        tags(article, found);
        let firsts = self.first_letters.get_or_init(|| {
            let mut known = vec![false; 256];
            for (_, words) in self
                .labels
                .by_language()
                .chain(self.beside.by_language())
                .chain(self.lines.by_language())
                .chain(self.modifiers.by_language())
            {
                for byte in words.iter().filter_map(|word| word.bytes().next()) {
                    for byte in [byte.to_ascii_lowercase(), byte.to_ascii_uppercase()] {
                        if let Some(slot) = known.get_mut(usize::from(byte)) {
                            *slot = true;
                        }
                    }
                }
            }
            known
        });
        let mut weak: Vec<(BlockId, Span, bool)> = Vec::new();
        let mut last: Option<BlockId> = None;
        let mut has_code = None;
        for (id, block) in article.all() {
            if !matches!(block.kind, Kind::Paragraph | Kind::Heading) || block.flags.has(Flags::BOILER) || block.text.is_empty() {
                continue;
            }
            let text = article.text_of(id);
            if block.kind == Kind::Heading
                && text.ends_with([')', ':'])
                && let Some(order) = ORDER.as_ref().and_then(|order| order.find(text))
                && order.start() > 0
                && !is_about(article, id, subjects)
            {
                let span = Span::new(block.text.start() + order.start() as u32, block.text.start() + text.len() as u32);
                found.at(id, article.source_span(span), "“{}” is an order to the writer", [span.cut(&article.text)]);
                continue;
            }
            // Neither a label nor a line: nearly all paragraphs.
            if text.len() > orders::LINE && !article.looks(id).has_any(Looks::COLON) {
                continue;
            }
            let lead = text.len() - text.trim_start_matches(['[', '(', '*', '#', '-', '=', '—', '<', ' ', '_']).len();
            let Some(bare) = text.get(lead..) else { continue };
            let listed = bare.bytes().next().is_some_and(|byte| firsts.get(usize::from(byte)).copied().unwrap_or(false));
            let in_item = || article.is_within(id, Kind::Item);
            let mut label = self.label(language, bare, block.kind, in_item, listed);
            // A setting may open a row of them.
            if label.as_ref().is_none_or(|label| !label.is_sure) {
                label = line(text, lead, block.kind).or(label);
            }
            let Some(label) = label else { continue };
            if article.is_within(id, Kind::Cell) || article.is_within(id, Kind::Quote) || is_about(article, id, subjects) {
                continue;
            }
            // "System prompt" and "Job ID" head sections of manuals.
            if block.kind == Kind::Heading && !bare.contains(':') && *has_code.get_or_insert_with(|| shows_code(article)) {
                continue;
            }
            let span = Span::new(block.text.start() + lead as u32, block.text.start() + (lead + label.len) as u32);
            let is_link = article
                .inlines_of_range(id, id + 1)
                .iter()
                .any(|inline| matches!(inline.kind, InlineKind::Link | InlineKind::Code) && inline.text.overlaps(span));
            // "System prompt: the `prompt` field is optional" tells what a field of a program is for.
            let is_field = article.is_within(id, Kind::Item)
                && article
                    .inlines_of_range(id, id + 1)
                    .iter()
                    .any(|inline| inline.kind == InlineKind::Code && inline.text.start() > span.end());
            // "Meta keywords: `<meta …>`" tells of code.
            let tells_of_code = article.inlines_of_range(id, id + 1).iter().any(|inline| {
                inline.kind == InlineKind::Code && inline.text.start() >= span.end() && inline.text.start() <= span.end() + 3
            });
            // "System prompt:" above code says what the article shows.
            let is_all = block.kind == Kind::Paragraph && text.len() <= lead + label.len;
            let leads_in = is_all
                && crate::checks::prose::next_block(article, id)
                    .is_some_and(|next| matches!(article.block(next).kind, Kind::Code | Kind::Quote));
            // "==BEGIN==" marks where a sample begins, and "“System prompt:”" is what somebody else might write.
            let is_fence = text.get(..lead).is_some_and(|signs| signs.ends_with("==")) && text.ends_with("==");
            let is_quoted = text.get(..lead).is_some_and(|signs| signs.ends_with(['"', '“', '\'', '‘']))
                || bare.starts_with(['"', '“', '‘']) && bare.get(1..).is_some_and(|rest| rest.contains(['"', '”', '’']));
            if is_link
                || is_fence
                || is_quoted
                || is_field
                || tells_of_code
                || leads_in
                || is_shown(article, id, span)
                || is_of_a_list(article, id, bare)
                || self.is_one_of_terms(article, id)
                || is_parameter(article, bare, span)
                || comes_again(article, span)
                || heads_text(article, id)
            {
                continue;
            }
            if label.is_sure {
                // Labels that follow each other are one note.
                if last.is_none_or(|last| id > last + 3) {
                    report(article, id, span, found);
                }
                last = Some(id);
            } else {
                weak.push((id, span, label.sets));
            }
        }
        // Two such labels in a row are no sentence of an article.
        let mut reported: Option<BlockId> = last;
        for pair in weak.windows(2) {
            if let [(id, span, sets), (next, other, also_sets)] = pair
                && *next <= id + 3
                // "Audience: children" and "Style: songs" may be a programme.
                && (*sets || *also_sets)
                // "Tone:" above each of several letters is a part of all of them.
                && span.cut(&article.text) != other.cut(&article.text)
                && reported.is_none_or(|last| *id > last + 3)
            {
                report(article, *id, *span, found);
                reported = Some(*next);
            }
        }
    }
}

/// Whether a line is one of several of its kind: a grade in a list of them ("Internal use only"), the part of a program that a change is of
/// ("style: …"), or what an option is for.
fn is_of_a_list(article: &Document, id: BlockId, words: &str) -> bool {
    let is_small = words.starts_with(char::is_lowercase);
    article.is_within(id, Kind::DefList)
        || article.is_within(id, Kind::Item) && (is_small || !words.contains(':') || words.to_lowercase().starts_with("internal"))
}

/// Whether a page sets a name in small letters apart from the sentence that tells what it holds: "<span>prompt</span>: Text of the message."
fn is_parameter(article: &Document, words: &str, label: Span) -> bool {
    let is_set = || article.source_span(label).cut(article.source.text()).contains("</");
    article.source.format() == Format::Html
        && words.starts_with(char::is_lowercase)
        && label.cut(&article.text).trim_end_matches(':').bytes().all(|byte| byte.is_ascii_lowercase())
        && words.ends_with('.')
        && is_set()
}

/// Whether a label heads the entries of a list, each of which has it: no order to a program is given so often.
fn comes_again(article: &Document, label: Span) -> bool {
    /// Entries that show a list.
    const ENTRIES: usize = 3;
    let words = label.cut(&article.text).as_bytes();
    let opens = |at: &usize| at.checked_sub(1).is_none_or(|before| article.text.as_bytes().get(before) == Some(&b'\n'));
    memchr::memmem::find_iter(article.text.as_bytes(), words).filter(opens).nth(ENTRIES - 1).is_some()
}

/// Whether a heading without a colon has text of its own below it: "End of document" names an option.
fn heads_text(article: &Document, id: BlockId) -> bool {
    article.block(id).kind == Kind::Heading
        && !article.text_of(id).contains(':')
        && crate::checks::prose::next_block(article, id).is_some_and(|next| article.block(next).kind == Kind::Paragraph)
        && article.text_of(id).to_lowercase().starts_with("end of ")
}

struct Label {
    len: usize,
    is_sure: bool,
    /// It sets how a text is to be written.
    sets: bool,
}

impl GeneratorResidue {
    /// Whether most items of a list have labels that no order has: it tells of several things, and this is one of them.
    fn is_one_of_terms(&self, article: &Document, id: BlockId) -> bool {
        /// Items that are looked at, and those that show it.
        const MOST: usize = 40;
        const SEVERAL: usize = 3;
        let Some(item) = article.ancestors(id).find(|outer| article.block(*outer).kind == Kind::Item) else { return false };
        let list = article.block(item).parent;
        let (mut labels, mut orders) = (0, 0);
        for other in article.children(list).take(MOST) {
            let text = article.text_of(other).lines().next().unwrap_or("").trim_start_matches(['*', '_', ' ']);
            if memchr::memchr(b':', text.as_bytes().get(..LABEL.min(text.len())).unwrap_or_default()).is_some() {
                labels += 1;
                orders += usize::from(self.label(&article.language.code, text, Kind::Paragraph, || true, true).is_some());
            }
        }
        labels >= SEVERAL && 2 * orders <= labels
    }

    fn label(&self, language: &str, text: &str, kind: Kind, in_item: impl Fn() -> bool, listed: bool) -> Option<Label> {
        let line = text.trim_end_matches([']', ')', '*', '-', '=', '—', '>', ' ', '.', '_', '!']);
        if listed && text.len() <= LABEL && self.lines.has(language, &plain(line)) {
            // A heading "First draft" heads what is said of it.
            let heads = kind == Kind::Heading && line.len() == text.len() && line.to_ascii_lowercase().contains("draft");
            return (!heads).then_some(Label { len: line.len(), is_sure: true, sets: false });
        }
        let colon = memchr::memchr(b':', text.as_bytes().get(..LABEL.min(text.len())).unwrap_or_default());
        let (words, len) = match colon {
            Some(colon) => (text.get(..colon)?, colon + 1),
            // A heading of just these words heads such a note.
            None if kind == Kind::Heading && text.len() <= LABEL && text.contains(' ') => (text, text.len()),
            None => return None,
        };
        let composed = colon.is_some() && orders::may_be_label(words);
        if !listed && !composed {
            return None;
        }
        // A value follows, and no long sentence: labels are settings.
        let value = text.get(len..).unwrap_or("").trim_start_matches(['*', ' ']);
        if colon.is_some() && kind == Kind::Heading && value.is_empty() {
            return None;
        }
        let said = plain(words.trim_matches(|c: char| !c.is_alphanumeric()));
        if let Some(is_heading) = is_level(&said, value, &in_item) {
            return is_heading.then_some(Label { len, is_sure: true, sets: false });
        }
        let is_short = value.split_whitespace().take(30).count() < 30;
        let strength = |label: &str| self.strength(language, label, value, colon.is_some() && is_short);
        let found = |strength: Strength| Label { len, is_sure: strength == Strength::Sure, sets: strength != Strength::Beside };
        let mut rest = said.as_str();
        loop {
            if let Some(strength) = strength(rest) {
                // An item tells what a field holds: "Prompt: the question that the caller hears".
                return (!((explains(value) || is_measured(value)) && in_item())).then(|| found(strength));
            }
            let (first, more) = rest.split_once(' ')?;
            if !self.modifiers.has(language, first) && !first.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            rest = more;
        }
    }

    /// How sure a label is: by the lists, or by the words that it is made of.
    fn strength(&self, language: &str, label: &str, value: &str, has_value: bool) -> Option<Strength> {
        if self.labels.has(language, label) && !(label.ends_with("slug") && value.contains(' ')) {
            return Some(Strength::Sure);
        }
        if !has_value {
            return None;
        }
        let composed = (language == "en").then(|| ORDERS.strength(label, &plain(value))).flatten();
        composed.or_else(|| self.beside.has(language, label).then_some(Strength::Beside))
    }
}

/// For a label "H2": whether it is the heading of a text, and not a half of a year, a tablet or a hypothesis.
fn is_level(label: &str, value: &str, in_item: &impl Fn() -> bool) -> Option<bool> {
    matches!(label, "h1" | "h2" | "h3" | "h4").then(|| {
        let bare = value.trim_start_matches(['“', '"', '[', '‘', '\'']);
        bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && !value.ends_with('.') && !in_item()
    })
}

/// "800ms", "12 KB": what an item measures is no order.
fn is_measured(value: &str) -> bool {
    let value = value.trim_end_matches(['.', ',', ';']);
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = value.get(number.len()..).unwrap_or("").to_ascii_lowercase();
    number.trim_end().ends_with(|c: char| c.is_ascii_digit()) && matches!(&*unit, "ms" | "s" | "sec" | "kb" | "mb" | "gb" | "px")
}

/// Whether a value tells what a field holds.
fn explains(value: &str) -> bool {
    const OPENERS: [&str; 14] =
        ["the ", "a ", "an ", "whether ", "how ", "what ", "which ", "from ", "one of ", "number of ", "if ", "open ", "where ", "who "];
    // "Tools are taken in while it runs."
    let says = || value.split(' ').nth(1).is_some_and(|verb| matches!(verb, "is" | "are" | "can" | "may" | "will"));
    OPENERS.iter().any(|opener| value.starts_with(opener)) || says()
}

/// A line that says where the text ends or how to write a part, or that is a row of settings.
fn line(text: &str, lead: usize, kind: Kind) -> Option<Label> {
    let len = text.len() - lead;
    let is_line = ORDERS.is_line(text) || kind == Kind::Paragraph && ORDERS.is_settings(text);
    is_line.then_some(Label { len, is_sure: true, sets: false })
}

/// Whether the front matter of an article says that it is about how pages are found.
fn describes_search(article: &Document) -> bool {
    let says = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("seo"));
    article
        .meta
        .iter()
        .filter(|meta| meta.from == MetaFrom::FrontMatter)
        .any(|meta| ["name", "title", "description", "category"].iter().any(|key| meta.key.eq_ignore_ascii_case(key)) && says(&meta.value))
}

/// Tags of an answer that stand in the text.
fn tags(article: &Document, found: &mut Found<'_>) {
    static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(TAGS).ok());
    if !article.all_looks().has_any(Looks::ANGLE) {
        return;
    }
    let Some(tag) = TAG.as_ref() else { return };
    // Beside "<html>" it is the source of a page that is shown.
    let shows_page = OnceCell::new();
    in_prose(
        article,
        |text, at| next(tag, text, at),
        |id, hit| {
            let alone = article.text_of(id).trim() == hit.cut(&article.text);
            if alone && !is_shown(article, id, hit) && !*shows_page.get_or_init(|| article.text.contains("<html>")) {
                report(article, id, hit, found);
            }
        },
    );
}

fn report(article: &Document, id: BlockId, span: Span, found: &mut Found<'_>) {
    found.at(id, article.source_span(span), "“{}” is a label of whoever made the text", [span.cut(&article.text)]);
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::{findings, markdown};

    const RULE: &str = "generator-residue";

    #[test]
    fn labels_are_found() {
        for words in [
            "Desk assignment: bakery, second pass",
            "**Target keyword:** rye bread",
            "Primary Keyword: rye bread",
            "[Meta description: All about rye.]",
            "## Introduction (150 words)",
            "Image prompt: a loaf on a table",
            "[END OF ARTICLE]",
            "## H2: Rye bread",
            "Tone: friendly\n\nTarget audience: bakers",
            "\\</article>",
            "Internal linking idea: the page on flour",
            "Writer's brief: keep it light",
            "Fact-check: pending",
            "Word count: 600 | Tone: warm",
            "Schema: FAQPage. Canonical: /rye.",
            "[Section 3 ends here]",
            "Draft v2 - awaiting approval, do not share",
        ] {
            assert_eq!(markdown(RULE, &format!("# Bakery\n\nIt opens at six.\n\n{words}\n\nBread is sold.\n")).len(), 1, "{words}");
        }
    }

    #[test]
    fn labels_for_readers_are_none() {
        for words in [
            "Note: the oven is hot.",
            "Ingredients: flour, water.",
            "Status: open.",
            "Target temperature: 220 °C.",
            "## Introduction (short)",
            "## Version notes",
            "The end.",
            "Write `Target keyword:` above it.",
            "**Audience:** children\n\n**Style:** songs",
            "Style: rye | Length: 30 centimetres",
            "H1: revenue rose to four million.",
            "Slug: a piece of lead for casting type.",
            "Research notes: the baker keeps hers in the drawer.",
            "Quality score: 4 of 5.",
            "- Job ID: the number of the loaf",
        ] {
            assert_eq!(markdown(RULE, &format!("# Bakery\n\nIt opens at six.\n\n{words}\n\nBread is sold.\n")), [], "{words}");
        }
        assert_eq!(markdown(RULE, "# SEO for bakers\n\nTarget keyword: rye bread.\n"), []);
    }

    #[test]
    fn parameters_and_entries_of_a_catalogue_have_such_labels() {
        let page = "<h1>InputBox</h1><p>The order shows a box.</p><p><span>prompt</span>: Text that stands in the box.</p><p><span>title</span>: Text of its bar.</p>";
        assert_eq!(findings(RULE, "box.html", page), []);
        let entry =
            |name: &str| format!("## {name}\n\n**Purpose**: Lists the {name} of the quay\n\n**Prompt**: Ask the clerk for them\n\n");
        let all = ["boats", "ropes", "lamps"].map(entry).concat();
        assert_eq!(findings(RULE, "catalogue.md", &format!("# Orders\n\n{all}")), []);
    }
}

//! Blanks of a template that nobody filled in: `{{company_name}}`, "[Insert date]", "XX%".

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::shown::is_kept_as_template;
use super::shown::{before, behind, forms, is_about, is_in, is_log, is_shown};
use crate::checks::phrases::Phrases;
use crate::checks::prose::{self, Forms, lowered};
use crate::document::{BlockId, Document, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found, Signs, Words};
use crate::source::Format;
use crate::span::Span;

mod gaps;
mod languages;
mod links;
mod told;
mod values;

use gaps::{GAPPED, GAPS, is_gap};
use languages::{MARKED, MARKS, OPENED, OPENINGS, Readers, is_asked, is_template, set_by_markdown};
use told::{has_many_brackets, is_for_a_program, is_in_formulas, is_label, is_part_of_label, is_single, is_told_before};
use values::{FAILED, NOTHING};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TemplatePlaceholder {
    /// What a blank is for.
    slots: Words,
    /// What a blank is for where nothing else has such signs: in articles without code.
    details: Words,
    /// First words of an order to fill it.
    orders: Words,
    /// Words of titles of articles that show blanks.
    subjects: Words,
    /// Words of headings and sentences beside a sample that others fill in.
    samples: Words,
    /// Words of sentences that tell of a value that was printed by mistake.
    repairs: Words,
    /// Words of articles that speak of sheets and their cells.
    sheets: Phrases,
    /// Blanks of different words from which an article is a sample itself.
    at_most: usize,
}

/// Kinds of signs: what opens a blank, how other forms of one begin, what stands in place of a value, and what in place of a figure.
const OPEN: u8 = 0;
const MARK: u8 = 1;
const VALUE: u8 = 2;
const GAP: u8 = 3;

/// Bytes of a blank, at most.
const LONGEST: usize = 300;

/// Words behind which a thing is named.
const NEEDS: [&str; 12] = [" at ", " on ", " in ", " by ", " of ", " for ", " from ", " the ", " with ", " to ", " see ", " than "];

/// One blank of an article.
struct Blank {
    block: BlockId,
    span: Span,
    src: Span,
    words: String,
    is_sure: bool,
}

/// Whether an article is written in `MyST`, by its directives.
fn is_myst(source: &str) -> bool {
    ["\n```{", "\n:::{"].iter().any(|mark| memchr::memmem::find(source.as_bytes(), mark.as_bytes()).is_some())
}

impl ArticleCheck for TemplatePlaceholder {
    fn signs(&self) -> Signs {
        let mut signs = Signs::default();
        signs.add(OPEN, OPENINGS);
        signs.add(MARK, MARKS);
        let capitals: Vec<String> = ('a'..='z').map(|letter| format!("%{letter}")).collect();
        signs.add(MARK, capitals.iter().map(String::as_str));
        let names: Vec<String> = ('a'..='z').map(|letter| format!("${letter}")).collect();
        signs.add(MARK, names.iter().map(String::as_str));
        signs.add(GAP, GAPS);
        signs.add(VALUE, NOTHING.into_iter().chain(FAILED));
        let sums: Vec<String> = ["$", "€", "£"].iter().flat_map(|sign| NOTHING.map(|nothing| format!("{sign}{nothing}"))).collect();
        signs.add(VALUE, sums.iter().map(String::as_str));
        signs
    }

    fn check(&self, article: &Document, found: &mut Found<'_>) {
        static OPEN_FORM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(OPENED).ok());
        static GAP_FORM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(GAPPED).ok());
        static MARK_FORM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(MARKED).ok());
        let seen = found.take_seen();
        let language = &*article.language.code;
        let readers = Readers::of(article);
        let mut blanks: Vec<Blank> = Vec::new();
        self.constructs(article, language, &mut blanks);
        let mut take = |(id, hit): (BlockId, Span)| {
            let words = hit.cut(&article.text);
            let is_blank = self.is_blank(language, words, before(article, id, hit), behind(article, id, hit));
            if let Some(is_sure) = is_blank.or_else(|| self.is_slot(&readers, language, (id, hit)))
                && !is_shown(article, id, hit)
                && !is_in(article, id, hit, &[InlineKind::Link])
                && !is_told_before(article, id, hit)
                && !is_label(article, id, hit)
                && !is_in_formulas(article, id, words)
                && (is_sure || !is_part_of_label(article, id, hit))
                // "Enter [your name] into the form" speaks to the reader.
                && !(words.get(1..5).is_some_and(|start| start.eq_ignore_ascii_case("your")) && is_asked(article, id, hit))
            {
                blanks.push(Blank { block: id, span: hit, src: article.source_span(hit), words: words.to_owned(), is_sure });
            }
        };
        forms(article, &seen, OPEN, || OPEN_FORM.as_ref(), LONGEST).for_each(&mut take);
        forms(article, &seen, MARK, || MARK_FORM.as_ref(), LONGEST).for_each(&mut take);
        for (id, hit) in forms(article, &seen, GAP, || GAP_FORM.as_ref(), LONGEST) {
            if is_gap(&readers, id, hit) && !is_shown(article, id, hit) && !is_in(article, id, hit, &[InlineKind::Link]) {
                let words = hit.cut(&article.text).to_owned();
                blanks.push(Blank { block: id, span: hit, src: article.source_span(hit), words, is_sure: false });
            }
        }
        set_by_markdown(&readers, &mut blanks);
        links::lead_to_blanks(article, found);
        self.values(article, &seen, found);
        values::counts(article, &seen, found);
        values::alone(article, &seen, found);
        if blanks.is_empty() || is_kept_as_template(article) || is_log(article) {
            return;
        }
        if blanks.iter().any(|blank| blank.words.contains('{')) && is_template(article, |name| self.names(language, name)) {
            blanks.retain(|blank| !blank.words.contains('{'));
        }
        // MyST puts the value of a name there: `{{ release }}`.
        if blanks.iter().any(|blank| blank.words.starts_with("{{")) && is_myst(article.source.text()) {
            blanks.retain(|blank| !blank.words.starts_with("{{"));
        }
        if blanks.iter().any(|blank| is_single(&blank.words)) && is_for_a_program(article) {
            blanks.retain(|blank| !is_single(&blank.words));
        }
        let mut kinds: Vec<&str> = blanks.iter().map(|blank| blank.words.as_str()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let in_forms = Forms::of(article);
        let is_sample = kinds.len() > self.at_most || has_many_brackets(article, 2 * self.at_most);
        let mut reported: Vec<(&Blank, Vec<Span>)> = Vec::new();
        for blank in &blanks {
            let shows = is_sample && !blank.is_sure
                || is_about(article, blank.block, self.subjects.of(language))
                || !blank.is_sure
                    && (is_about(article, blank.block, self.samples.of(language)) || self.is_beside_sample(article, blank, language))
                || in_forms.hold(blank.block);
            let is_figure = blank.is_sure && blank.words.contains("XX");
            // "Score X.X, XX%" is a line in which everything is a blank: it shows its form.
            let is_form = is_figure && article.text_of(blank.block).contains("X.X");
            if !is_form && (!shows || is_figure && !in_forms.hold(blank.block)) {
                // A line of the form that comes again is one defect, and so is a page of which no blank was filled in.
                let same = reported
                    .iter_mut()
                    .find(|(first, _)| is_sample || first.words.eq_ignore_ascii_case(&blank.words) && first.words.len() > 2);
                match same {
                    Some((_, others)) => others.push(blank.src),
                    None => reported.push((blank, Vec::new())),
                }
            }
        }
        for (blank, others) in reported {
            let finding = found.at(blank.block, blank.src, "“{}” was never filled in", [blank.words.as_str()]);
            for other in others.into_iter().take(5) {
                finding.related(other, "and here");
            }
        }
    }
}

/// What exports name in brackets in place of what they leave out.
const SHOWN: [&str; 14] =
    ["image", "photo", "screenshot", "logo", "chart", "table", "link", "video", "text", "content", "caption", "anchor", "here", "source"];

impl TemplatePlaceholder {
    /// Whether a construct is a blank, and whether nothing else looks so.
    fn is_blank(&self, language: &str, words: &str, before: &str, behind: &str) -> Option<bool> {
        if words.starts_with(['$', '€', '£']) && words.trim_start_matches(['$', '€', '£']).starts_with('X') {
            return Some(true);
        }
        if words.starts_with('X') && words.ends_with(['%', 'X']) && !words.contains(['/', ':']) {
            return (!before.ends_with(|c: char| c.is_alphanumeric() || c == '-')).then_some(true);
        }
        let inner = words.trim_matches(|c: char| !c.is_alphanumeric());
        let is_named = self.names_slot(language, inner);
        match words.as_bytes() {
            [b'{', b'{', ..] => (is_named && !words.contains(['.', '|', '$']) && !words.starts_with("{{{")).then_some(true),
            [b'$', b'{', ..] | [b'{', b'A'..=b'Z' | b'a'..=b'z', ..] => {
                // Paths, sets and the syntax of calls have names in braces too; blanks have names of several words.
                let in_address = before
                    .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '=' | ':' | '{' | '$' | '-' | '.' | '_' | '@' | '%'))
                    || before.ends_with("->")
                    || behind.starts_with(['/', '}', '&', '-', '_', '(']);
                let is_name = inner.contains('_')
                    || inner.split(' ').count() > 1 && !words.starts_with('$')
                    || words.starts_with("${") && !inner.contains(' ');
                (is_named && is_name && !in_address && !words.contains('.')).then_some(inner.contains('_'))
            }
            [b'[', ..] => {
                // "[port|berth]" is the usage of a command, "[moor_boat()]" a call, "[tide_table-service]" the name of a program's part.
                let is_one = !inner.contains(' ');
                if is_one && (inner.contains('|') || words.ends_with("()]") || inner.contains('_') && inner.contains('-')) {
                    return None;
                }
                // A link whose target stands behind it, a call, an index.
                // "[SIG-NAME]-Integration" is a pattern of names.
                if behind.starts_with(['(', '[', ':', '/']) && !behind.starts_with(": ")
                    || behind.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_uppercase))
                    || before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ']' | ')' | '_' | '!' | '^' | '\\' | '='))
                {
                    return None;
                }
                // A cell or an item that is nothing else: "[price]".
                let is_whole = before.is_empty()
                    && behind.is_empty()
                    && is_named
                    && inner.len() > 3
                    && inner.bytes().all(|byte| byte.is_ascii_lowercase());
                if is_whole && !SHOWN.contains(&inner) {
                    return Some(false);
                }
                self.brackets(language, words.get(1..words.len() - 1).unwrap_or(""), before)
            }
            [b'<', ..] => {
                let first = inner.split([' ', '_', '-']).next().unwrap_or("").to_lowercase();
                (first == "insert" && inner.len() > first.len() && inner.starts_with("INSERT")).then_some(true)
            }
            // Marks for mail programs and build tools: capital letters between signs.
            [b'%' | b'*' | b'_' | b'@', ..] => (is_named && !words.bytes().any(|byte| byte.is_ascii_lowercase())).then_some(true),
            _ => None,
        }
    }

    /// What stands in brackets: an order to fill it, or the name of what is missing, written as names of blanks are.
    fn brackets(&self, language: &str, inner: &str, before: &str) -> Option<bool> {
        let inner = inner.trim_matches(['[', ']', ' ', '*']);
        // "[:python_version < "3.10"]" heads a part of a file of settings.
        // "[kg.m-2.day]" is a unit, "[',' NUMBER]" a rule of a grammar.
        let is_unit = !inner.contains(' ') && inner.trim_end_matches('.').contains('.');
        if inner.starts_with([':', '.', ',', '/', '-', '\'', '`', '@']) || inner.contains(['<', '>', '=']) || is_unit {
            return None;
        }
        let (first, rest) = inner.split_once([' ', '_', '-', ':']).unwrap_or((inner, ""));
        let count = inner.split([' ', '_', '-']).filter(|word| !word.is_empty()).count();
        let small = first.to_lowercase();
        let is_order = self.orders.has(language, &small) && !rest.is_empty();
        let is_loud = inner.len() > 2 && inner.chars().any(char::is_alphabetic) && !inner.chars().any(char::is_lowercase);
        let is_named = self.names_slot(language, inner);
        if is_order && (small == "insert" || is_loud && is_named) {
            return Some(is_loud);
        }
        // "See the report at [link]."
        if count == 1 && is_named && inner == small && NEEDS.iter().any(|word| before.ends_with(word)) {
            return Some(false);
        }
        if is_order && (is_named || inner.split(' ').any(|word| self.slots.has(language, &word.to_lowercase()))) {
            return Some(count > 5);
        }
        if inner.chars().all(|c| c == 'X') && !inner.is_empty() && inner.len() != 1 {
            return Some(true);
        }
        let is_title = inner.split(' ').all(|word| word.starts_with(char::is_uppercase));
        (is_named && (is_loud && (count > 1 || inner.len() > 3) || is_title && count > 1 && count <= 4 || inner.contains('_')))
            .then_some(false)
    }

    /// Whether the last word of a name says what a blank is for: `company_name`, `firstName`, "Job Title".
    fn names_slot(&self, language: &str, name: &str) -> bool {
        let is_word = |word: &&str| !word.is_empty() && !word.bytes().all(|byte| byte.is_ascii_digit());
        let runs = name.split(|c: char| !c.is_alphanumeric());
        let mut words = runs.flat_map(humps).filter(is_word);
        let Some(mut last) = words.next() else { return false };
        // Of at most four words the last one counts.
        for word in words.by_ref().take(3) {
            last = word;
        }
        words.next().is_none() && self.slots.may_have(language, last) && self.slots.has(language, &lowered(last))
    }

    /// `{{ … }}` in the source of a Markdown article: most sites fill them in, so only names of blanks count, where no other construct shows
    /// that the site does.
    fn constructs(&self, article: &Document, language: &str, blanks: &mut Vec<Blank>) {
        if matches!(article.source.format(), Format::Html | Format::Plain) {
            return;
        }
        let source = article.source.text();
        let inside = |src: Span| src.cut(source).strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"));
        let mut candidates = Vec::new();
        for inline in article.inlines.iter().filter(|inline| inline.kind == InlineKind::Template) {
            let Some(inner) = inside(inline.src) else {
                if inline.src.cut(source).starts_with("{%") || inline.src.cut(source).starts_with("{{") {
                    return;
                }
                continue;
            };
            let is_name = inner.trim().bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b' ' | b'-'));
            if !is_name || !self.names_slot(language, inner.trim()) {
                return;
            }
            candidates.push((inline.block, inline.text, inline.src));
        }
        for (id, block) in article.of_kind(Kind::Template) {
            let Some(inner) = inside(block.src) else { return };
            let is_name = inner.trim().bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b' ' | b'-'));
            if !is_name || !self.names_slot(language, inner.trim()) {
                return;
            }
            candidates.push((id, block.text, block.src));
        }
        for (block, span, src) in candidates {
            if !is_shown(article, block, span) {
                blanks.push(Blank { block, span, src, words: src.cut(source).to_owned(), is_sure: true });
            }
        }
    }

    /// Whether the sentence around a blank, or the line above it, speaks of a sample.
    fn is_beside_sample(&self, article: &Document, blank: &Blank, language: &str) -> bool {
        /// Words of a sentence that announces a sample without a colon, at most: a longer one has more to tell.
        const FEW: usize = 14;
        let says = |text: &str| {
            let text = text.to_lowercase();
            // "Information" is no format, and "description" no script.
            let is_said =
                |word: &str| text.match_indices(word).any(|(at, _)| !text.get(..at).unwrap_or("").ends_with(char::is_alphanumeric));
            self.samples.of(language).iter().any(|word| is_said(word))
        };
        // A long paragraph above says many words; what announces a sample is its last sentence.
        let above = (0..blank.block).rev().take(6).find(|id| article.block(*id).kind.is_leaf());
        let announces = |text: &str| (text.ends_with(':') || !prose::has_words(text, FEW)) && says(text);
        says(before(article, blank.block, blank.span)) || above.is_some_and(|id| announces(prose::last_sentence(article.text_of(id))))
    }
}

/// The words of a name such as `firstName`: a capital behind a small letter begins one.
fn humps(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(name);
    std::iter::from_fn(move || {
        let name = rest.take()?;
        let mut was_small = false;
        let next = name.char_indices().find(|(_, c)| std::mem::replace(&mut was_small, c.is_lowercase()) && c.is_uppercase());
        let (hump, behind) = next.and_then(|(at, _)| name.split_at_checked(at)).map_or((name, None), |(hump, behind)| (hump, Some(behind)));
        rest = behind;
        Some(hump)
    })
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::{findings, markdown};

    const RULE: &str = "template-placeholder";

    fn page(words: &str) -> usize {
        findings(RULE, "page.html", &format!("<h1>Hiring a baker</h1><p>A shop opens at six.</p><p>{words}</p>")).len()
    }

    #[test]
    fn blanks_are_found_in_every_form() {
        for words in [
            "Our office in {{city}} is open.",
            "Welcome to {company_name}, the shop on the corner.",
            "Dear %FIRST_NAME%, the shop opens at six.",
            "The shop earns $XX a day.",
            "About XX% of bakers start at night.",
            "Bakers earn $XX,XXX a year.",
            "The shop of [Company Name] opens at six.",
            "It was founded in [INSERT YEAR].",
            "It was founded in [insert the year of the first shop].",
            "The shop is run by [OWNER NAME].",
            "Hello *|FNAME|*, welcome.",
        ] {
            assert_eq!(page(words), 1, "{words}");
        }
        assert_eq!(markdown(RULE, "# Hiring a baker\n\nOur shop in {{city_name}} opens at six.\n").len(), 1);
    }

    #[test]
    fn a_line_that_comes_again_is_one_finding() {
        let text = "# Minutes\n\n- Hours [your name here]\n\nThe shop opens at six.\n\n- Flour [Your name here]\n";
        assert_eq!(markdown(RULE, text).len(), 1);
    }

    #[test]
    fn what_is_meant_is_none() {
        for words in [
            "The set {a, b} has two members.",
            "Press [Enter] to go on, or [Insert] to type.",
            "See [1] and [citation needed].",
            "He said it [sic] twice.",
            "Call <code>{{name}}</code> in the page.",
            "The address /bakers/{name}/shops lists them.",
            "Sizes run from S to XXL, and chromosomes XX and XY differ.",
            "Write <em>“Dear [First Name]”</em> above it.",
            "A 20% rise, and 5% more.",
            "Select the <strong>[number] ovens</strong> option.",
            "The list [SHOP-NAME]-Ovens holds them.",
            "Release 2 fixes the crash that showed [object Object] beside the oven.",
        ] {
            assert_eq!(page(words), 0, "{words}");
        }
        let email = "{% if late %}\nThe shop at {{ base_url }} opens late today.\n{% endif %}\n\nIt is run by {{ owner_name }}.\n";
        assert_eq!(findings(RULE, "mail.txt", email), []);
        let page = "<h1 class=\"{{ size|default }}\">{{ title }}</h1><p>{{ text|safe }}</p>";
        assert_eq!(findings(RULE, "piece.html", page), []);
        for text in [
            "# Hiring\n\nThe shop opens at {{ site.opening }} in {{ city_name }}.\n",
            "# Hiring\n\nA timeout {{optional_inline}} follows.\n",
            "# Email templates for bakers\n\nDear [First Name], the shop opens at six.\n",
            "# Hiring\n\nSee [Company Name].\n\n[Company Name]: https://bakery.test/\n",
        ] {
            assert_eq!(markdown(RULE, text), [], "{text}");
        }
    }
}

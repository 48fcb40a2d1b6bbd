//! Where a text stands twice on purpose: parts made alike, logs, samples, reference pages.

use std::cell::OnceCell;

use super::near::Difference;
use crate::checks::numbering::{is_dated, names_version};
use crate::checks::prose::{Forms, has_words, shows_code};
use crate::document::{BlockId, Document, Inline, InlineKind, Kind, Section};
use crate::fact::is_function_word;
use crate::span::Span;

/// What an article repeats on purpose.
pub(super) struct Meant<'d> {
    article: &'d Document,
    forms: Forms<'d>,
    title: &'d str,
    /// Whether the title is a day or a release; asked for when something stands twice.
    is_log: OnceCell<bool>,
    /// Whether the article shows how text looks; asked for when something stands twice.
    is_sample: OnceCell<bool>,
    /// All blocks of code and formulas, in order.
    code: Vec<BlockId>,
}

impl<'d> Meant<'d> {
    pub(super) fn of(article: &'d Document) -> Self {
        let code = article.all().filter(|(_, block)| matches!(block.kind, Kind::Code | Kind::Math)).map(|(id, _)| id).collect();
        Self {
            article,
            forms: Forms::of(article),
            title: article.title().unwrap_or(""),
            is_log: OnceCell::new(),
            is_sample: OnceCell::new(),
            code,
        }
    }

    /// Whether a text shows how a page looks, or is filled in by others.
    pub(super) fn is_sample(&self, id: BlockId) -> bool {
        const FILLERS: [&str; 3] = ["dolor sit amet", "Pellentesque habitant", "dolor id nibh"];
        let has_filler = || FILLERS.iter().any(|filler| memchr::memmem::find(self.article.text.as_bytes(), filler.as_bytes()).is_some());
        *self.is_sample.get_or_init(has_filler) || self.forms.hold(id)
    }

    /// Whether a block stands in a log: the title or a heading above it is a day or a release.
    pub(super) fn is_log(&self, id: BlockId) -> bool {
        let is_entry = |title: &str| is_dated(title) || names_version(title);
        let above =
            self.article.section_of(id).into_iter().flat_map(|section| std::iter::once(section).chain(self.article.parents(section)));
        let is_named = || {
            let stem = self.article.source.stem().to_ascii_lowercase();
            stem.starts_with("changelog") || matches!(&*stem, "changes" | "news" | "history")
        };
        *self.is_log.get_or_init(|| is_entry(self.title) || is_named())
            || above.into_iter().any(|section| is_entry(self.article.text_of(section.heading)))
    }

    /// Whether two headings stand below the same one.
    pub(super) fn are_siblings(&self, one: BlockId, other: BlockId) -> bool {
        let sections = self.article.section_of(one).zip(self.article.section_of(other));
        sections.is_some_and(|(one, other)| one.parent == other.parent && one.level == other.level && one.container == other.container)
    }

    /// Whether two places with others between may well say the same; a section that stands twice is a copy wherever it is, but for parts that
    /// are shown by turns or made alike.
    pub(super) fn is_apart(&self, first: BlockId, copy: BlockId, is_section: bool) -> bool {
        self.is_log(copy) || if is_section { self.is_framed(first, copy) } else { self.is_parallel(first, copy) }
    }

    /// Whether the headings above two texts have several words in common: what both parts need is said in both.
    pub(super) fn are_titled_alike(&self, first: BlockId, copy: BlockId) -> bool {
        /// Words in common that no two headings have by chance.
        const SEVERAL: usize = 3;
        let sections = self.article.section_of(first).zip(self.article.section_of(copy));
        sections.filter(|(one, other)| one.heading != other.heading).is_some_and(|(one, other)| {
            let other: Vec<String> = content(self.article.text_of(other.heading)).collect();
            content(self.article.text_of(one.heading)).filter(|word| other.iter().any(|known| is_kin(word, known))).count() >= SEVERAL
        })
    }

    /// Whether two sections are the same part of two wholes: each in an item of its own, of which readers see one, or each behind a section of
    /// one name ("Aliases", "Arguments").
    fn is_framed(&self, first: BlockId, copy: BlockId) -> bool {
        let item = |id: BlockId| self.article.ancestors(id).find(|outer| self.article.block(*outer).kind == Kind::Item);
        let before = |id: BlockId| {
            let section = self.article.section_of(id)?;
            let sections = &self.article.sections;
            let at = sections.partition_point(|other| other.heading < section.heading);
            let before = sections.get(at.checked_sub(1)?).filter(|before| before.level == section.level)?;
            Some((before.heading, self.article.text_of(before.heading)))
        };
        let are_alike = before(first)
            .zip(before(copy))
            .is_some_and(|((one, title), (other, other_title))| one != other && title.eq_ignore_ascii_case(other_title));
        are_alike || item(first).zip(item(copy)).is_some_and(|(one, other)| one != other)
    }

    /// Whether two texts stand in parts that are made alike, each of which has to say it: tabs, entries of a reference, instructions for one
    /// thing and another.
    fn is_parallel(&self, first: BlockId, copy: BlockId) -> bool {
        if self.container(first) != self.container(copy) || self.is_labelled(copy) || self.is_opened_alike(first, copy) {
            return true;
        }
        let one = self.article.section_of(first);
        let Some(other) = self.article.section_of(copy) else { return false };
        if self.has_code(Some(other)) || self.has_code(one) || self.has_inline_code(copy) || self.is_entry(other) {
            return true;
        }
        let Some(one) = one else { return false };
        if one.heading == other.heading {
            return false;
        }
        // Parts of the same name stand below headings that differ.
        let titles = [one, other].map(|section| self.article.text_of(section.heading));
        let is_same = titles.iter().all(|title| title.eq_ignore_ascii_case(titles.first().copied().unwrap_or("")));
        self.is_entry(one) || if is_same { one.parent != other.parent } else { self.share_words(titles) }
    }

    /// Whether a paragraph begins with a label ("Next step:") or is the title of what it links to.
    fn is_labelled(&self, id: BlockId) -> bool {
        /// Words of a label.
        const LABEL: usize = 4;
        let text = self.article.text_of(id);
        let links: usize = self.article.links_in(id).map(|(inline, _)| inline.text.len() as usize).sum();
        let is_strong = |inline: &&Inline| matches!(inline.kind, InlineKind::Strong | InlineKind::Emphasis);
        let begins_strong = || {
            let start = self.article.block(id).text.start();
            self.article.inlines_of(id).iter().filter(is_strong).any(|inline| inline.text.start() == start)
        };
        text.split_whitespace().take(LABEL).any(|word| word.ends_with([':', '：'])) || 2 * links > text.len() || begins_strong()
    }

    /// Whether code stands in the section of one of two headings.
    pub(super) fn have_code(&self, one: BlockId, other: BlockId) -> bool {
        [one, other].into_iter().any(|heading| self.has_code(self.article.section_of(heading)))
    }

    /// The innermost element around a block.
    fn container(&self, id: BlockId) -> Option<Span> {
        let at = self.article.block(id).src;
        self.article
            .containers
            .iter()
            .take_while(|container| container.start() <= at.start())
            .filter(|container| container.contains(at))
            .last()
            .copied()
    }

    /// Whether code stands in the own part of a section, or before the first one.
    fn has_code(&self, section: Option<&Section>) -> bool {
        let first = self.article.sections.first().map_or(self.article.blocks.len() as BlockId, |section| section.heading);
        let (from, to) = section.map_or((0, first), |section| (section.heading, section.own_end));
        let next = self.code.partition_point(|id| *id < from);
        self.code.get(next).is_some_and(|id| *id < to)
    }

    fn has_inline_code(&self, id: BlockId) -> bool {
        self.article.inlines_of(id).iter().any(|inline| matches!(inline.kind, InlineKind::Code | InlineKind::Math | InlineKind::Template))
    }

    /// Whether a section is the entry of a reference: its heading is a name of code.
    fn is_entry(&self, section: &Section) -> bool {
        let title = self.article.text_of(section.heading);
        let is_name = !title.contains(char::is_whitespace)
            && (title.starts_with(['-', '.', '$', '@', '#', '/', '<'])
                || title.contains(['_', '(', '.', '/'])
                || title.chars().skip(1).any(char::is_uppercase) && title.chars().any(char::is_lowercase));
        is_name || shows_code(title) || self.has_inline_code(section.heading)
    }

    /// Whether two headings have a word in common that the title does not have ("Set up on Windows", "Set up on Linux"), or begin or end with the
    /// same.
    fn share_words(&self, titles: [&str; 2]) -> bool {
        /// Words of a heading that is a sentence.
        const LONG: usize = 9;
        // "Lesson 1. Fail early" and "Lesson 3. Ask the crews" have their label in common.
        let titles = if titles.iter().all(|title| behind_label(title).is_some()) {
            titles.map(|title| behind_label(title).unwrap_or(title))
        } else {
            titles
        };
        let [one, other] = titles.map(|title| content(title).collect::<Vec<String>>());
        let are_kin = |one: Option<&String>, other: Option<&String>| one.zip(other).is_some_and(|(one, other)| is_kin(one, other));
        let start = |title: &str| title.split_whitespace().take(2).map(str::to_lowercase).collect::<Vec<_>>();
        let starts = titles.map(start);
        if starts.iter().all(|words| words.len() == 2) && starts.first() == starts.last() {
            return true;
        }
        // Whole sentences, such as the questions of an interview, have a word in common by chance.
        if titles.iter().all(|title| has_words(title, LONG)) {
            return false;
        }
        let is_named = |word: &String| content(self.title).any(|known| is_kin(word, &known));
        // What the whole article is about stands in headings that have nothing else in common.
        let ends_alike = are_kin(one.last(), other.last()) && (one.len().abs_diff(other.len()) < 2 || !one.last().is_some_and(is_named));
        let first_words = titles.map(|title| title.split_whitespace().next().map(str::to_lowercase));
        let are_first = first_words.first() == first_words.last();
        let begins_alike =
            are_kin(one.first(), other.first()) && (one.len() == other.len() || are_first || !one.first().is_some_and(is_named));
        begins_alike || ends_alike || one.iter().any(|word| other.iter().any(|others| is_kin(word, others)) && !is_named(word))
    }

    /// Whether the texts around both begin alike.
    fn is_opened_alike(&self, first: BlockId, copy: BlockId) -> bool {
        const WORDS: usize = 3;
        let opens = |id: Option<BlockId>| -> Option<Vec<&str>> {
            let id = id.filter(|id| *id > 0 && (*id as usize) < self.article.blocks.len())?;
            if self.article.block(id).kind == Kind::Heading {
                return None;
            }
            let words: Vec<&str> = self.article.text_of(id).split_whitespace().take(WORDS).collect();
            (words.len() == WORDS).then_some(words)
        };
        let alike = |one: Option<BlockId>, other: Option<BlockId>| {
            // A question that is asked twice is copied with its answer.
            let is_question = |text: &str| text.trim_end().ends_with('?');
            let is_asked = one.zip(other).is_some_and(|(one, other)| {
                let texts = [one, other].map(|id| self.article.blocks.get(id as usize).map_or("", |_| self.article.text_of(id)));
                texts.iter().all(|text| is_question(text)) && texts.first() == texts.last()
            });
            !is_asked && opens(one).is_some_and(|words| opens(other).is_some_and(|others| words == others))
        };
        let before = |id: BlockId| id.checked_sub(1);
        let behind = |id: BlockId| Some(self.article.block(id).end);
        before(copy) != Some(first) && alike(before(first), before(copy))
            || before(copy) != Some(first) && alike(behind(first), behind(copy))
    }

    /// Whether the words that differ make a difference: numbers, names, code, the subject of a heading, or one word for another throughout.
    pub(super) fn is_contrast(&self, difference: &Difference, first: BlockId, copy: BlockId) -> bool {
        let word = |span: &Span| span.cut(&self.article.text);
        let all = || difference.gone.iter().chain(&difference.come).map(word);
        let is_plain = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_lowercase() || matches!(c, '\'' | '’'));
        // "In short, the crew" before what stood there already: a capital that is due to the place, not to a name that was put for another one.
        let starts = [first, copy].map(|id| self.article.block(id).text.start());
        let opens = |span: &&Span| starts.contains(&span.start());
        let opener = match (difference.gone.iter().find(opens), difference.come.iter().find(opens)) {
            (Some(opener), None) | (None, Some(opener)) => Some(opener.start()),
            _ => None,
        };
        let is_placed = |span: &Span| {
            let mut letters = word(span).chars();
            opener == Some(span.start()) && letters.next().is_some_and(char::is_uppercase) && is_plain(letters.as_str())
        };
        if !difference.gone.iter().chain(&difference.come).all(|span| is_plain(word(span)) || is_placed(span)) {
            return true;
        }
        let is_repeated = |spans: &[Span]| {
            let mut words: Vec<&str> = spans.iter().map(word).filter(|word| word.len() > 3).collect();
            words.sort_unstable();
            words.windows(2).any(|pair| pair.first() == pair.last())
        };
        if is_repeated(&difference.gone) || is_repeated(&difference.come) {
            return true;
        }
        let titles = [first, copy].map(|id| self.article.section_of(id).map_or("", |section| self.article.text_of(section.heading)));
        let subjects: Vec<String> = titles.into_iter().flat_map(content).collect();
        all().any(|word| subjects.iter().any(|subject| is_kin(&word.to_lowercase(), subject)))
    }
}

/// What stands behind the label and number of a heading ("Lesson 1. Fail early").
fn behind_label(title: &str) -> Option<&str> {
    let (label, rest) = title.trim_start().split_once(' ')?;
    let (number, rest) = rest.trim_start().split_once(' ')?;
    let digits = number.trim_end_matches(['.', ':', ')']);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && label.chars().all(char::is_alphabetic)).then_some(rest)
}

/// Words of a heading that say what it is about, in lower case.
fn content(title: &str) -> impl Iterator<Item = String> {
    const LETTERS: usize = 4;
    let words = title.split(|c: char| !c.is_alphanumeric());
    // A script without blanks has a word in each of its signs.
    let words = words.filter(|word| word.chars().nth(LETTERS - 1).is_some() || word.contains(|c| c >= '\u{2e80}')).map(str::to_lowercase);
    words.filter(|word| !is_function_word(word))
}

/// Whether two words are one, or forms of it.
fn is_kin(one: &str, other: &str) -> bool {
    const STEM: usize = 6;
    let is_wide = |word: &str| word.contains(|c| c >= '\u{2e80}');
    if is_wide(one) && is_wide(other) {
        return one.chars().any(|c| c >= '\u{2e80}' && other.contains(c));
    }
    let stem = |word: &str| word.char_indices().nth(STEM).map_or(word.len(), |(at, _)| at);
    one == other || one.len() >= STEM && other.len() >= STEM && one.get(..stem(one)) == other.get(..stem(other))
}

//! Forms: articles, or parts of them, that others fill in (a template, a worksheet, a quiz, a model page). What is blank in them is meant to be.

use std::cell::OnceCell;

use crate::document::{BlockId, Document, Inline, InlineKind, Kind, MetaFrom, Section};

/// The words by which a language names forms. They stand here, and in no rule's article, because all rules that look for what is blank ask
/// the same question.
struct Words {
    language: &'static str,
    /// What a form is called.
    forms: &'static [&'static str],
    /// Words before it in a description of the article itself ("use this template").
    pointing: &'static [&'static str],
    /// Words behind it that say what it is for ("a template for ending projects").
    purpose: &'static [&'static str],
    /// Folders and files that show what an article looks like, where an underscore keeps them apart from articles ("_example").
    models: &'static [&'static str],
}

const WORDS: [Words; 1] = [Words {
    language: "en",
    forms: &["template", "templates", "boilerplate", "worksheet", "quiz", "questionnaire"],
    pointing: &["this"],
    purpose: &["for", "of", "to"],
    models: &["example", "examples", "sample", "template", "templates"],
}];

/// Entries of the front matter that describe the article.
const DESCRIPTIONS: [&str; 6] = ["description", "summary", "deck", "subtitle", "subhead", "excerpt"];

/// Whether an article, or a part of it, is a form. The article as a whole is looked at when somebody asks.
pub(in crate::checks) struct Forms<'d> {
    article: &'d Document,
    whole: OnceCell<bool>,
}

impl<'d> Forms<'d> {
    pub(in crate::checks) const fn of(article: &'d Document) -> Self {
        Self { article, whole: OnceCell::new() }
    }

    /// Whether a block stands in a form: the article is one, or a heading above the block names one.
    pub(in crate::checks) fn hold(&self, id: BlockId) -> bool {
        *self.whole.get_or_init(|| is_form(self.article)) || is_below_form(self.article, id)
    }
}

/// Whether the article as a whole is a form, by its title, the name of its file or a folder around it, its description, or its blanks.
pub(in crate::checks) fn is_form(article: &Document) -> bool {
    let Some(words) = words_of(article) else { return fills_blanks(article) };
    let says = |text: &str| words_in(text).any(|word| words.forms.contains(&&*word));
    let path = article.source.path();
    let names = path.iter().rev().take(2).filter_map(|name| name.to_str());
    let is_model = |name: &str| name.strip_prefix('_').is_some_and(|name| words_in(name).any(|word| words.models.contains(&&*word)));
    let describes = |text: &str| is_described_as_form(words, text);
    article.title().is_some_and(says)
        || names.map(|name| name.split('.').next().unwrap_or(name)).any(says)
        || path.iter().filter_map(|name| name.to_str()).any(is_model)
        || path.iter().rev().skip(2).take(1).filter_map(|name| name.to_str()).any(|name| words.forms.contains(&name))
        || article
            .meta
            .iter()
            .filter(|meta| meta.from == MetaFrom::FrontMatter && DESCRIPTIONS.iter().any(|key| meta.key.eq_ignore_ascii_case(key)))
            .any(|meta| describes(&meta.value))
        || fills_blanks(article)
}

fn words_of(article: &Document) -> Option<&'static Words> {
    WORDS.iter().find(|words| words.language == &*article.language.code)
}

fn words_in(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// "Use this template to plan your project", "A template for ending projects".
fn is_described_as_form(words: &Words, text: &str) -> bool {
    /// Words of a description within which it says what the article is.
    const FIRST: usize = 4;
    let said: Vec<String> = words_in(text).collect();
    said.iter().enumerate().filter(|(_, word)| words.forms.contains(&word.as_str())).any(|(at, _)| {
        let is_pointed_at =
            at.checked_sub(1).and_then(|before| said.get(before)).is_some_and(|word| words.pointing.contains(&word.as_str()));
        let has_purpose = at < FIRST && said.get(at + 1).is_some_and(|word| words.purpose.contains(&word.as_str()));
        is_pointed_at || has_purpose
    })
}

/// A section that holds the block is headed as a form: "Project reflection template", "Template for the minutes".
fn is_below_form(article: &Document, id: BlockId) -> bool {
    let (Some(words), Some(section)) = (words_of(article), article.section_of(id)) else { return false };
    let heads = |section: &Section| {
        let said: Vec<String> = words_in(article.text_of(section.heading)).collect();
        let is_form = |word: Option<&String>| word.is_some_and(|word| words.forms.contains(&word.as_str()));
        let has_purpose = said.get(1).is_some_and(|word| words.purpose.contains(&word.as_str()));
        said.len() > 1 && (is_form(said.last()) || is_form(said.first()) && has_purpose)
    };
    heads(section) || article.parents(section).any(heads)
}

/// Blanks in the middle of sentences, one of them several times: "we have worked with [partner] for two years".
fn fills_blanks(article: &Document) -> bool {
    /// Blanks of a form, and the paragraphs among which one of them stands: a long text has brackets for other ends.
    const BLANKS: usize = 3;
    const PARAGRAPHS: usize = 10;
    /// Blanks of a paragraph that are looked at.
    const ENOUGH: usize = 20;
    if memchr::memchr_iter(b'[', article.text.as_bytes()).nth(BLANKS - 1).is_none() {
        return false;
    }
    let mut blanks: Vec<&str> = Vec::new();
    let mut paragraphs = 0;
    for (id, _) in article.of_kind(Kind::Paragraph) {
        paragraphs += 1;
        let text = article.text_of(id);
        // Words in brackets within a quotation are the editor's.
        if text.contains('[') && !text.contains(['“', '"', '«']) && !article.is_within(id, Kind::Quote) {
            let start = article.block(id).text.start();
            let is_other = |at: usize| {
                let is_within = |inline: &Inline| inline.text.start() <= start + at as u32 && start + (at as u32) < inline.text.end();
                article.inlines_of(id).iter().any(|inline| matches!(inline.kind, InlineKind::Code | InlineKind::Link) && is_within(inline))
            };
            blanks.extend(blanks_in(text).take(ENOUGH).filter(|(at, _)| !is_other(*at)).map(|(_, blank)| blank));
        }
    }
    let is_dense = blanks.len() >= BLANKS && blanks.len() * PARAGRAPHS >= paragraphs;
    blanks.sort_unstable();
    is_dense && blanks.windows(2).any(|pair| matches!(pair, [one, other] if one == other))
}

/// What stands in square brackets between the words of a sentence, and where. A sign that no word has makes it the name of a file or of a place
/// in code.
fn blanks_in(text: &str) -> impl Iterator<Item = (usize, &str)> {
    /// Bytes of a blank.
    const LONGEST: usize = 60;
    text.match_indices('[').filter_map(|(at, _)| {
        let (before, behind) = (text.get(..at)?, text.get(at + 1..)?);
        let near = behind.get(..behind.floor_char_boundary(LONGEST + 1)).unwrap_or(behind);
        let blank = near.split(']').next().filter(|blank| blank.len() < near.len())?;
        let goes_on =
            behind.get(blank.len() + 1..).unwrap_or("").strip_prefix(' ').is_some_and(|rest| rest.starts_with(|c: char| c.is_lowercase()));
        let is_within = before.strip_suffix(' ').is_some_and(|rest| rest.ends_with(|c: char| c.is_alphanumeric() || c == ','));
        let is_words = blank.starts_with(char::is_alphabetic) && !blank.contains(['.', '_', '#', ':', '(', '`']);
        (goes_on && is_within && is_words).then_some((at, blank))
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Forms, is_form};
    use crate::document::{Document, Kind};
    use crate::limits::Limits;
    use crate::source::{Format, Source};

    fn read(name: &str, text: &str) -> Document {
        let format = Format::of_path(Path::new(name)).unwrap();
        Document::read(Source::of_text(name, format, text), &Limits::default(), "en")
    }

    #[test]
    fn an_article_says_in_many_places_that_it_is_a_form() {
        for (name, text) in [
            ("minutes-template.md", "# Minutes\n"),
            ("templates/minutes.md", "# Minutes\n"),
            ("site/_example/index.md", "# A day at the pier\n"),
            ("minutes.md", "# Template for the minutes\n"),
            ("minutes.md", "---\ntitle: Minutes\nsummary: Use this template, which the council shared in May.\n---\n\nWho was there\n"),
            ("minutes.md", "---\ntitle: Minutes\ndeck: A template for the council\n---\n\nWho was there\n"),
            ("plan.md", "# Plan\n\nWe sail with [crew] to the pier.\n\nThe boat of [crew] needs [number of oars] oars.\n"),
        ] {
            assert!(is_form(&read(name, text)), "{name}: {text}");
        }
    }

    #[test]
    fn an_article_that_speaks_of_forms_or_explains_words_is_none() {
        for (name, text) in [
            ("example/minutes.md", "# Minutes\n"),
            ("minutes.md", "---\ntitle: Minutes\nsummary: Why the council gave up its template.\n---\n\nWho was there\n"),
            ("talk.md", "# Talk\n\n“We gave [the crew] a boat, and [the crew] sank [the boat] at once.”\n"),
            ("read.md", "# Logs\n\nSee [log.md] and [log.md] for a year, and `f [x] and [x] or [y] but`, or [x] alone.\n"),
            ("list.md", "# List\n\n- [new] A boat\n- [new] An oar\n- [old] A rope\n"),
        ] {
            assert!(!is_form(&read(name, text)), "{name}: {text}");
        }
    }

    #[test]
    fn a_part_is_a_form_by_the_heading_above_it() {
        let article =
            read("minutes.md", "# Minutes\n\n## Minutes template\n\n### Who\n\n-\n-\n\n## Template engines\n\n### Which\n\n-\n-\n");
        let forms = Forms::of(&article);
        let held: Vec<bool> = article.of_kind(Kind::List).map(|(id, _)| forms.hold(id)).collect();
        assert_eq!(held, [true, false]);
    }
}

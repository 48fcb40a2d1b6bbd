//! Titles, headings, descriptions and captions that are cut short: against a fuller text in the same article, or by their own last word.

use serde::Deserialize;

use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found, Words};
use crate::source::Format;
use crate::span::Span;

mod cut;
mod dangling;
mod fragment;
mod name;

use cut::{Cut, Folded, begins_alike, ends_in_ellipsis};
use fragment::{Fragments, Vocabulary};
use name::{Name, Part};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TruncatedTitle {
    /// Words that never end a heading.
    never_last: Words,
    /// Words that end one only in a question or behind a verb that takes them.
    seldom_last: Words,
    /// Words of a heading in which one of `seldom-last` may stand last.
    asking: Words,
    /// Words before "and", "or" or another last word that then is a name.
    naming: Words,
    /// First words of a title that trails off on purpose.
    trailing_off: Words,
    /// Ends that make another word of a whole one.
    endings: Words,
    /// Words of two letters.
    short_words: Words,
    /// Short forms that begin a longer word and are words themselves.
    clipped: Words,
    /// Letters that no word ends in.
    never_ending: Words,
}

impl ArticleCheck for TruncatedTitle {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let names = name::of(article);
        if !names.is_empty() {
            found.concerned();
        }
        let mut reported = vec![false; names.len()];
        self.against_each_other(article, &names, &mut reported, found);
        self.against_the_text(article, &names, &mut reported, found);
        self.captions(article, found);
        self.by_their_own_words(article, &names, &reported, found);
    }
}

impl TruncatedTitle {
    /// Titles against titles, descriptions against descriptions.
    fn against_each_other(&self, article: &Document, names: &[Name<'_>], reported: &mut [bool], found: &mut Found<'_>) {
        let language = &article.language.code;
        let folded: Vec<Folded> = names.iter().map(|name| Folded::of_title(name.text)).collect();
        for ((name, short), reported) in names.iter().zip(&folded).zip(reported) {
            if name.part == Part::Address {
                continue;
            }
            let fuller = names.iter().zip(&folded).find(|(other, long)| match other.part {
                // An address leaves small words out, so that it only shows a word that is longer.
                Part::Address => name.part == Part::Title && self.cut(language, name.text, short, long) == Some(Cut::InWord),
                part => part == name.part && self.cut(language, name.text, short, long).is_some(),
            });
            // A site adds its name behind what it cut: "The tide tab… | Harbour".
            let fuller = fuller.or_else(|| {
                let bare = name::without_site(name.text)?;
                let short = Folded::of(bare);
                names.iter().zip(&folded).find(|(other, long)| other.part == name.part && self.cut(language, bare, &short, long).is_some())
            });
            if let Some((fuller, _)) = fuller {
                *reported = true;
                report(name, fuller.span, found);
            }
        }
    }

    /// Titles against lines near the top that repeat them, descriptions against the paragraphs that they were taken from.
    fn against_the_text(&self, article: &Document, names: &[Name<'_>], reported: &mut [bool], found: &mut Found<'_>) {
        /// Paragraphs that are compared.
        const NEAR: usize = 12;
        if reported.iter().all(|done| *done) {
            return;
        }
        let paragraphs: Vec<BlockId> =
            article.of_kind(Kind::Paragraph).map(|(id, _)| id).filter(|id| !article.text_of(*id).is_empty()).take(NEAR).collect();
        for (name, reported) in names.iter().zip(reported) {
            if *reported || name.part == Part::Address {
                continue;
            }
            let short = Folded::of(name.text);
            for id in &paragraphs {
                let text = article.text_of(*id);
                // Folding costs, and hardly a paragraph begins as a title does.
                if !begins_alike(name.text, text) {
                    continue;
                }
                let long = &Folded::of(text);
                // A title repeats itself as a line of its own, not as the start of a sentence.
                let is_line = name.part == Part::Description || text.len() <= name.text.len() + 80 && !text.ends_with('.');
                if is_line && short.words() >= 4 && self.cut(&article.language.code, name.text, &short, long).is_some() {
                    *reported = true;
                    report(name, article.text_src(*id), found);
                    break;
                }
            }
        }
    }

    /// Captions against the text alternative of their picture.
    fn captions(&self, article: &Document, found: &mut Found<'_>) {
        for (id, figure) in article.of_kind(Kind::Figure) {
            let Some(caption) = (id..figure.end).find(|inner| article.block(*inner).kind == Kind::Caption) else { continue };
            let text = article.text_of(caption);
            let short = Folded::of(text);
            let images = article.inlines_of(id).iter().filter(|inline| inline.kind == InlineKind::Image);
            for (image, alt) in images.filter_map(|image| Some((image, article.links.get(image.aux as usize)?.alt.as_deref()?))) {
                let long = Folded::of(alt);
                let language = &article.language.code;
                if self.cut(language, text, &short, &long).is_some() {
                    let name = Name { text, span: article.text_src(caption), block: caption, part: Part::Caption };
                    report(&name, image.src, found);
                } else if self.cut(language, alt, &long, &short).is_some() {
                    let name = Name { text: alt, span: image.src, block: image.block, part: Part::Caption };
                    report(&name, article.text_src(caption), found);
                }
            }
        }
    }

    /// Headings and titles that end in a word that ends none, and in a piece of a word that the article knows whole.
    fn by_their_own_words(&self, article: &Document, names: &[Name<'_>], reported: &[bool], found: &mut Found<'_>) {
        let mut fragments = Fragments::default();
        let titles = names.iter().zip(reported).filter(|(name, _)| name.part == Part::Title);
        let mut done: Vec<Span> = Vec::new();
        for (name, reported) in titles {
            done.push(name.span);
            if !*reported {
                self.own_words(article, name, true, &mut fragments, found);
            }
        }
        for (id, block) in article.of_kind(Kind::Heading) {
            let span = article.text_src(id);
            if done.contains(&span) || block.flags.has(Flags::QUESTION) {
                continue;
            }
            found.concerned();
            let name = Name { text: article.text_of(id), span, block: id, part: Part::Title };
            self.own_words(article, &name, false, &mut fragments, found);
        }
        let language = &article.language.code;
        let words = Vocabulary {
            endings: self.endings.of(language),
            short: self.short_words.of(language),
            clipped: self.clipped.of(language),
            never_ending: self.never_ending.of(language),
        };
        for (name, word) in fragments.completed(article, &words) {
            found.at(name.block, name.span, "“{}” stops in the middle of “{}”", [name.text, &word]);
        }
    }

    fn own_words<'d>(&self, article: &'d Document, name: &Name<'d>, is_title: bool, fragments: &mut Fragments<'d>, found: &mut Found<'_>) {
        let language = &article.language.code;
        // A last word in code or emphasis is spoken of, not spoken.
        let is_marked = name.block != Document::ROOT
            && crate::checks::prose::ends_in(article, name.block, &[InlineKind::Code, InlineKind::Emphasis, InlineKind::Template])
                .is_some();
        if is_marked || has_markup_behind(article, name) {
            return;
        }
        if self.is_dangling(language, name.text) {
            found.at(name.block, name.span, "“{}” is cut short", [name.text]);
        } else if is_title && self.trails_off_by_accident(language, name.text) {
            // Nothing shows what is lost: it may trail off on purpose.
            found.at(name.block, name.span, "“{}” is cut short", [name.text]).milder();
        } else {
            fragments.add(name.clone(), is_title);
        }
    }

    /// A title of a sentence's length that ends in dots.
    fn trails_off_by_accident(&self, language: &str, text: &str) -> bool {
        let first = text.split_whitespace().next().unwrap_or("");
        ends_in_ellipsis(text) && Folded::of(text).words() >= 4 && !self.trailing_off.has(language, first)
    }

    /// How `short` is cut, if it is what `long` begins with.
    fn cut(&self, language: &str, text: &str, short: &Folded, long: &Folded) -> Option<Cut> {
        let cut = short.cut_from(text, long, self.endings.of(language))?;
        match cut {
            Cut::BehindWord => self.is_dangling(language, text).then_some(cut),
            Cut::InWord | Cut::Ellipsis => Some(cut),
        }
    }
}

/// The heading goes on behind its text, with a tag that renders nothing.
fn has_markup_behind(article: &Document, name: &Name<'_>) -> bool {
    let end = article.block(name.block).src.end();
    let is_markdown = matches!(article.source.format(), Format::Markdown | Format::Mdx);
    is_markdown
        && name.block != Document::ROOT
        && Span::new(name.span.end(), end.max(name.span.end())).cut(article.source.text()).contains('<')
}

fn report(name: &Name<'_>, fuller: Span, found: &mut Found<'_>) {
    let message = match name.part {
        Part::Title => "the title is cut short: “{}”",
        Part::Description => "the description is cut short: “{}”",
        Part::Caption | Part::Address => "the caption is cut short: “{}”",
    };
    found.at(name.block, name.span, message, [name.text]).related(fuller, "the fuller text");
}

#[cfg(test)]
mod tests;

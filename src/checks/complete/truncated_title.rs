//! Titles, headings, descriptions and captions that are cut short: against a fuller text in the same article, or by their own last word.

use std::cell::OnceCell;

use serde::Deserialize;

use crate::checks::prose;
use crate::document::{BlockId, Document, Flags, Inline, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found, RawFinding, Words};
use crate::source::Format;
use crate::span::Span;

mod bare_number;
mod control;
mod cut;
mod dangling;
mod fragment;
mod name;
mod stops;

use control::is_wrapped_line;
use cut::{Cut, Folded, Letters, ends_in_ellipsis};
use fragment::{Fragments, Whole};
use name::{Name, Part};
use stops::{stops_behind_mark, stops_in_bracket, stops_in_compound, stops_in_quotation};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TruncatedTitle {
    /// Words that never end a heading.
    never_last: Words,
    /// Words that end one only in a question or behind a verb that takes them.
    seldom_last: Words,
    /// Words of a heading in which one of `seldom-last` may stand last.
    asking: Words,
    /// Words that one of `seldom-last` belongs to, right behind them.
    phrasal: Words,
    /// Verbs with a particle that stands behind their object ("put … in").
    carrying: Words,
    /// Words by which "will" behind them is a noun.
    before_will: Words,
    /// Participles that need what follows their preposition: "interested in".
    needing: Words,
    /// Lengths of time before "in": "two years in".
    lasting: Words,
    /// Verbs that move somebody "in": "letting more people in".
    letting: Words,
    /// First words of a question.
    questioning: Words,
    /// Words before "and", "or" or another last word that then is a name.
    naming: Words,
    /// Words before dots that leave a noun or a clause open, though some end a title without dots.
    before_dots: Words,
    /// Words that trail off on purpose before dots.
    joining: Words,
    /// First words of a title that trails off on purpose.
    trailing_off: Words,
    /// First words of a text that tells what a field or a button of a program is for.
    describing: Words,
    /// Ends that make another word of a whole one.
    endings: Words,
    /// Words that the dictionary does not have.
    known_words: Words,
    /// Letters that stand alone at the end of a title.
    letters: Words,
}

impl ArticleCheck for TruncatedTitle {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let names = name::of(article);
        if !names.is_empty() {
            found.concerned();
        }
        let mut reported = vec![false; names.len()];
        let compared: Vec<Compared<'_, '_>> = names.iter().map(Compared::of).collect();
        self.against_each_other(article, &compared, &mut reported, found);
        self.against_the_text(article, &compared, &mut reported, found);
        let mut fragments = Fragments::default();
        self.captions(article, &mut fragments, found);
        self.descriptions(article, &names, &mut reported, &mut fragments, found);
        self.by_their_own_words(article, &names, &reported, fragments, found);
        for heading in bare_number::all(article) {
            found.at(heading, article.text_src(heading), "“{}” is cut short", [article.text_of(heading)]);
        }
    }
}

/// A name with what comparing it needs, folded only when it begins as another does.
struct Compared<'n, 'd> {
    name: &'n Name<'d>,
    letters: Letters,
    folded: OnceCell<Folded>,
}

impl<'n, 'd> Compared<'n, 'd> {
    fn of(name: &'n Name<'d>) -> Self {
        Self { name, letters: Letters::of(name.text), folded: OnceCell::new() }
    }

    /// Whether it may be cut from the other: it begins so, or its last word begins one of an address.
    fn is_alike(&self, long: &Self) -> bool {
        let ends_within = || {
            let last = prose::last_word(self.name.text).to_ascii_lowercase();
            last.len() >= 2
                && long
                    .name
                    .text
                    .match_indices(&last)
                    .any(|(at, _)| long.name.text.get(at + last.len()..).is_some_and(|behind| behind.starts_with(char::is_alphabetic)))
        };
        self.letters.begin(long.letters) || long.name.part == Part::Address && ends_within()
    }

    fn folded(&self) -> &Folded {
        self.folded.get_or_init(|| Folded::of_title(self.name.text))
    }
}

impl TruncatedTitle {
    /// Titles against titles, descriptions against descriptions.
    fn against_each_other(&self, article: &Document, names: &[Compared<'_, '_>], reported: &mut [bool], found: &mut Found<'_>) {
        let language = &article.language.code;
        for (short, reported) in names.iter().zip(reported) {
            let name = short.name;
            if matches!(name.part, Part::Address | Part::Summary) {
                continue;
            }
            let alike = || names.iter().filter(|long| long.name.text != name.text && short.is_alike(long));
            let fuller = alike().find(|long| match long.name.part {
                // An address leaves small words out, so that it only shows a word that is longer.
                Part::Address => {
                    let endings = self.endings.of(language);
                    name.part == Part::Title
                        && (self.cut(language, name.text, short.folded(), long.folded()) == Some(Cut::InWord)
                            || short.folded().is_cut_from_address(name.text, long.folded(), endings))
                }
                part => {
                    part == name.part
                        && self.cut(language, name.text, short.folded(), long.folded()).is_some()
                        && !are_two_things(article, name, long.name)
                }
            });
            // A site adds its name behind what it cut: "The tide tab… | Harbour".
            let fuller = fuller.or_else(|| {
                alike().next()?;
                let bare = name::without_site(name.text)?;
                let cut = Folded::of(bare);
                // A title that is longer has all of this one, and not only what stands before a mark: "Part A – What is a tide?".
                let is_whole = |long: &Compared<'_, '_>| long.folded().begins_with(short.folded());
                let is_fuller = |long: &&Compared<'_, '_>| long.name.part == name.part && !is_whole(long);
                alike().filter(is_fuller).find(|long| self.cut(language, bare, &cut, long.folded()).is_some())
            });
            if let Some(fuller) = fuller.filter(|_| !is_marked(article, name)) {
                *reported = true;
                report(article, name, fuller.name.span(article), found);
            }
        }
    }

    /// Titles against lines near the top that repeat them, descriptions against the paragraphs that they were taken from.
    fn against_the_text(&self, article: &Document, names: &[Compared<'_, '_>], reported: &mut [bool], found: &mut Found<'_>) {
        /// Paragraphs that are compared.
        const NEAR: usize = 12;
        if reported.iter().all(|done| *done) {
            return;
        }
        let paragraphs = article.of_kind(Kind::Paragraph).map(|(id, _)| (id, article.text_of(id))).filter(|(_, text)| !text.is_empty());
        for (id, text) in paragraphs.take(NEAR) {
            let first = Letters::first(text);
            if !names.iter().any(|name| name.letters.begin_with(first)) {
                continue;
            }
            let (letters, folded) = (Letters::of(text), OnceCell::new());
            for (short, reported) in names.iter().zip(&mut *reported) {
                let name = short.name;
                // Folding costs, and hardly a paragraph begins as a title does.
                if *reported || matches!(name.part, Part::Address | Part::Summary) || !short.letters.begin(letters) {
                    continue;
                }
                // A title repeats itself as a line of its own, not as the start of a sentence.
                let is_line = name.part == Part::Description || text.len() <= name.text.len() + 80 && !text.ends_with('.');
                let long = || folded.get_or_init(|| Folded::of(text));
                let short = Folded::of(name.text);
                if is_line && short.words() >= 4 && self.cut(&article.language.code, name.text, &short, long()).is_some() {
                    *reported = true;
                    report(article, name, article.text_src(id), found);
                }
            }
        }
    }

    /// Captions against the text alternative of their picture.
    fn captions<'d>(&self, article: &'d Document, fragments: &mut Fragments<'d>, found: &mut Found<'_>) {
        for (caption, _) in article.of_kind(Kind::Caption) {
            let text = article.text_of(caption);
            let name = Name { text, src: None, block: caption, part: Part::Caption };
            if !self.is_dangling(&article.language.code, text) {
                fragments.add(&name, false);
            } else if !is_marked(article, &name) {
                found.at(caption, name.span(article), "the caption is cut short: “{}”", [text]);
            }
        }
        for (id, figure) in article.of_kind(Kind::Figure) {
            let Some(caption) = (id..figure.end).find(|inner| article.block(*inner).kind == Kind::Caption) else { continue };
            let text = article.text_of(caption);
            if self.is_dangling(&article.language.code, text) {
                continue;
            }
            let short = Folded::of(text);
            let images = article.inlines_of(id).iter().filter(|inline| inline.kind == InlineKind::Image);
            for (image, alt) in images.filter_map(|image| Some((image, article.links.get(image.aux as usize)?.alt.as_deref()?))) {
                let long = Folded::of(alt);
                let language = &article.language.code;
                if self.cut(language, text, &short, &long).is_some() {
                    let name = Name { text, src: None, block: caption, part: Part::Caption };
                    report(article, &name, image.src, found);
                } else if self.cut(language, alt, &long, &short).is_some() {
                    let name = Name { text: alt, src: Some(image.src), block: image.block, part: Part::Caption };
                    report(article, &name, article.text_src(caption), found);
                }
            }
        }
    }

    /// Headings and titles that end in a word that ends none, and in a piece of a word that the article knows whole.
    fn by_their_own_words<'d>(
        &self,
        article: &'d Document,
        names: &[Name<'d>],
        reported: &[bool],
        mut fragments: Fragments<'d>,
        found: &mut Found<'_>,
    ) {
        let titles = names.iter().zip(reported).filter(|(name, _)| name.part == Part::Title);
        let mut done: Vec<&str> = Vec::new();
        let addresses: Vec<&str> = names.iter().filter(|name| name.part == Part::Address).map(|name| name.text).collect();
        for (name, _) in titles.filter(|(_, reported)| !**reported) {
            // A title that the heading repeats is one defect.
            if !done.contains(&name.text) {
                done.push(name.text);
                self.own_words(article, name, Some(&addresses), &mut fragments, found);
            }
        }
        let questions = OnceCell::new();
        for (id, block) in article.of_kind(Kind::Heading) {
            if block.flags.has(Flags::QUESTION) || names.iter().any(|name| name.block == id) {
                continue;
            }
            found.concerned();
            let name = Name { text: article.text_of(id), src: None, block: id, part: Part::Title };
            if self.is_cut_question(article, &name, &questions) {
                found.at(id, name.span(article), "“{}” is cut short", [name.text]);
                continue;
            }
            self.own_words(article, &name, None, &mut fragments, found);
        }
        if fragments.is_empty() {
            return;
        }
        let language = &article.language.code;
        for (name, whole) in fragments.completed(article, &self.known_words, self.letters.of(language), self.endings.of(language)) {
            if is_marked(article, &name) || is_end_of_file_name(article, prose::last_word(name.text)) {
                continue;
            }
            match whole {
                Whole::Known(word) => _ = found.at(name.block, name.span(article), "“{}” stops in the middle of “{}”", [name.text, word]),
                Whole::Lost => _ = found.at(name.block, name.span(article), "“{}” is cut short", [name.text]).milder(),
            }
        }
    }

    /// Descriptions that end in a word that ends none, or in the middle of the sentence that the text begins with.
    fn descriptions<'d>(
        &self,
        article: &Document,
        names: &[Name<'d>],
        reported: &mut [bool],
        fragments: &mut Fragments<'d>,
        found: &mut Found<'_>,
    ) {
        for (name, reported) in
            names.iter().zip(reported).filter(|(name, reported)| matches!(name.part, Part::Description | Part::Summary) && !**reported)
        {
            if self.is_dangling(&article.language.code, name.text) {
                *reported = true;
                let finding = found.at(name.block, name.span(article), "the description is cut short: “{}”", [name.text]);
                if is_excerpt(article, name.text) {
                    finding.milder();
                }
            } else if let Some(id) = whole_sentence(article, name.text).filter(|_| name.part == Part::Description) {
                *reported = true;
                // It may have been shortened with care.
                report(article, name, article.text_src(id), found).milder();
            } else {
                fragments.add(name, false);
            }
        }
    }

    /// `addresses`: those of the article, where the name is its title.
    fn own_words<'d>(
        &self,
        article: &'d Document,
        name: &Name<'d>,
        addresses: Option<&[&str]>,
        fragments: &mut Fragments<'d>,
        found: &mut Found<'_>,
    ) {
        let language = &article.language.code;
        let is_title = addresses.is_some();
        if self.is_dangling(language, name.text) {
            // The file is called so as well: "Paste as" may be a name, and "Change Fee By" is one in a reference of code.
            let last = prose::last_word(name.text);
            let is_called_so = || addresses.unwrap_or_default().iter().any(|address| prose::last_part(address).eq_ignore_ascii_case(last));
            let is_command = || {
                last.starts_with(char::is_uppercase)
                    && !prose::has_words(name.text, 5)
                    && is_called_so()
                    && article.of_kind(Kind::Code).next().is_some()
            };
            if !is_marked(article, name)
                && !self.names_a_control(article, name)
                && !name::is_name_of_code(article, name)
                && !is_command()
                && !control::goes_on_below(article, name)
                && !control::is_one_of_a_row(article, name)
                && !name::is_in_file_name(article, name)
            {
                let finding = found.at(name.block, name.span(article), "“{}” is cut short", [name.text]);
                if is_called_so() {
                    finding.milder();
                }
            }
        } else if stops_in_bracket(name.text)
            || stops_in_quotation(name.text)
            || stops_in_compound(article, name)
            || stops_behind_mark(article, name)
        {
            let is_code = article.inlines_of(name.block).iter().any(|inline| inline.kind == InlineKind::Code);
            if !is_marked(article, name)
                && (name.block == Document::ROOT || !is_code)
                && !self.names_a_control(article, name)
                && !control::goes_on_below(article, name)
            {
                found.at(name.block, name.span(article), "“{}” is cut short", [name.text]);
            }
        } else if is_title && self.trails_off_by_accident(language, name.text) {
            if !is_marked(article, name) {
                // Nothing shows what is lost: it may trail off on purpose.
                found.at(name.block, name.span(article), "“{}” is cut short", [name.text]).milder();
            }
        } else if ends_in_ellipsis(name.text) && self.breaks_off_in_dots(language, name.text) {
            // The next heading or line may go on with it.
            let goes_on = prose::next_block(article, name.block).is_some_and(|next| {
                matches!(article.block(next).kind, Kind::List | Kind::DefList)
                    || article.text_of(next).starts_with(|c: char| c.is_lowercase() || matches!(c, '.' | '…'))
            });
            if !goes_on && !is_marked(article, name) {
                found.at(name.block, name.span(article), "“{}” is cut short", [name.text]);
            }
        } else {
            fragments.add(name, is_title);
        }
    }

    /// A heading that begins as a question, ends in a preposition and lacks the mark that all other questions of the article have.
    fn is_cut_question(&self, article: &Document, name: &Name<'_>, marked: &OnceCell<bool>) -> bool {
        /// Other questions that show a habit.
        const OTHERS: usize = 2;
        let language = &article.language.code;
        let asks = |text: &str| {
            let first = text.split_whitespace().next().unwrap_or("");
            self.questioning.has(language, &first.to_lowercase())
        };
        let is_open = |text: &str| prose::End::of(text) == prose::End::Word && self.seldom_last.has(language, prose::last_word(text));
        let all_marked = || {
            let mut others = 0;
            let mut headings =
                article.of_kind(Kind::Heading).map(|(id, _)| article.text_of(id)).filter(|text| asks(text) && !is_open(text));
            headings.all(|text| {
                others += 1;
                text.ends_with('?')
            }) && others >= OTHERS
        };
        is_open(name.text) && asks(name.text) && !is_marked(article, name) && *marked.get_or_init(all_marked)
    }

    /// A title of a sentence's length that ends in dots.
    fn trails_off_by_accident(&self, language: &str, text: &str) -> bool {
        // "A.5. And finally…" has its number first.
        let mut words = text.split_whitespace().skip_while(|word| word.contains(|c: char| c.is_ascii_digit()));
        let first = words.next().unwrap_or("");
        let is_long = || {
            let folded = Folded::of(text);
            folded.words() >= 4 || folded.words() == 3 && !folded.repeats_itself()
        };
        // "2.5. Open as Layers…" heads the command of a menu, which opens a dialog.
        let behind = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let is_numbered = behind.len() < text.len() && behind.starts_with(char::is_whitespace);
        ends_in_ellipsis(text) && !is_numbered && is_long() && !self.trailing_off.has(language, first)
    }

    /// How `short` is cut, if it is what `long` begins with.
    fn cut(&self, language: &str, text: &str, short: &Folded, long: &Folded) -> Option<Cut> {
        let cut = short.cut_from(text, long, self.endings.of(language))?;
        match cut {
            // A title that was shortened with care ends in no preposition.
            Cut::BehindWord => (self.is_dangling(language, text) || self.ends_loosely(language, text)).then_some(cut),
            Cut::InWord | Cut::Ellipsis => Some(cut),
        }
    }
}

/// "Class: Tide" and "Class: `TideTable`" head parts of one page, if both stand in it and the text speaks of a "Tide" besides.
fn are_two_things(article: &Document, name: &Name<'_>, long: &Name<'_>) -> bool {
    /// Times that the text says the word.
    const USES: usize = 2;
    let last = prose::last_word(name.text);
    let is_word = |at: &usize| {
        let (before, behind) = (article.text.get(..*at).unwrap_or(""), article.text.get(at + last.len()..).unwrap_or(""));
        !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric)
    };
    let own = article.block(name.block).text;
    name.block != Document::ROOT
        && long.block != Document::ROOT
        && !last.is_empty()
        && memchr::memmem::find_iter(article.text.as_bytes(), last)
            .filter(|at| !own.range().contains(at))
            .filter(is_word)
            .nth(USES - 1)
            .is_some()
}

/// A description that begins as a paragraph near the top was taken from it by a program, which counts and does not read.
fn is_excerpt(article: &Document, description: &str) -> bool {
    /// Letters that are compared, and paragraphs.
    const BEGINNING: usize = 30;
    const NEAR: usize = 6;
    let end = description.char_indices().nth(BEGINNING).map_or(description.len(), |(at, _)| at);
    let beginning = description.get(..end).unwrap_or(description);
    article.of_kind(Kind::Paragraph).take(NEAR).any(|(id, _)| article.text_of(id).starts_with(beginning))
}

/// The paragraph near the top whose first sentence goes on where a description without a full stop ends.
fn whole_sentence(article: &Document, description: &str) -> Option<BlockId> {
    /// Paragraphs that are compared, and words of a description that is a sentence.
    const NEAR: usize = 6;
    const ENOUGH: usize = 8;
    if !description.ends_with(char::is_alphanumeric) || !prose::has_words(description, ENOUGH) {
        return None;
    }
    let paragraphs = article.of_kind(Kind::Paragraph).take(NEAR);
    paragraphs.map(|(id, _)| id).find(|id| {
        article
            .text_of(*id)
            .strip_prefix(description)
            .and_then(|rest| rest.strip_prefix(' '))
            .is_some_and(|rest| rest.starts_with(char::is_lowercase))
    })
}

/// The last word is in code or emphasis, so that it is spoken of, not spoken; or a tag stands behind it that renders nothing; or the line is
/// the first of a text.
fn is_marked(article: &Document, name: &Name<'_>) -> bool {
    if name.block == Document::ROOT {
        return false;
    }
    let block = article.block(name.block);
    let (start, end) = (block.text.start(), block.src.end());
    let behind = || {
        let from = name.span(article).end();
        Span::new(from, end.max(from)).cut(article.source.text())
    };
    let kinds = [InlineKind::Code, InlineKind::Emphasis, InlineKind::Template];
    // "Tests: [and], [or]": words with a link each.
    let is_own_word = |inline: &Inline| inline.text.start() > start && !inline.text.cut(&article.text).contains(char::is_whitespace);
    prose::ends_in(article, name.block, &kinds).is_some()
        || prose::ends_in(article, name.block, &[InlineKind::Link, InlineKind::Quote]).is_some_and(is_own_word)
        || matches!(article.source.format(), Format::Markdown | Format::Mdx) && behind().contains('<')
        || is_wrapped_line(article, name.block)
}

fn report<'f>(article: &Document, name: &Name<'_>, fuller: Span, found: &'f mut Found<'_>) -> &'f mut RawFinding {
    let message = match name.part {
        Part::Title => "the title is cut short: “{}”",
        Part::Description | Part::Summary => "the description is cut short: “{}”",
        Part::Caption | Part::Address => "the caption is cut short: “{}”",
    };
    found.at(name.block, name.span(article), message, [name.text]).related(fuller, "the fuller text")
}

/// The file is called so as well: "Running Micros" in `running-micros.md`.
fn is_end_of_file_name(article: &Document, word: &str) -> bool {
    let stem = article.source.stem();
    stem.len() > word.len() && prose::last_part(stem).eq_ignore_ascii_case(word)
}

#[cfg(test)]
mod tests;

//! Text that only kept a place: filler, notes to the writer, "your text here".

use std::sync::OnceLock;

use serde::Deserialize;

use super::expressions::{Expression, alternatives, plain};
use super::shown::{
    before, behind, has_name, has_sentence, is_about, is_in, is_of_records, is_shown, names_control, seen_in_prose, sentence, shows_code,
};
use crate::checks::prose::{self, Forms};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found, Signs, Words};
use crate::source::Format;
use crate::span::Span;

mod headings;
mod kept;
mod rows;

use headings::{heads_text_of_its_own, is_of_a_pair, is_spoken_of, is_step};
use kept::{FENCED, Kept, Lists, asks, follows_piece, stands_for_number};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PlaceholderText {
    /// Filler text.
    fillers: Words,
    /// Marks of notes to oneself.
    marks: Words,
    /// Phrases of a place that was kept.
    phrases: Words,
    /// What notes in brackets want.
    wants: Words,
    /// What they want it of.
    things: Words,
    /// What is still to happen.
    states: Words,
    /// Texts and parts of them for which a place is kept.
    pieces: Words,
    /// Pictures and what else stands between texts.
    pictures: Words,
    /// Words of filler Latin that no English sentence has.
    latin: Words,
    /// Small words between them.
    small: Words,
    /// Headings that were never written.
    headings: Words,
    /// Parts of an article that announce themselves.
    parts: Words,
    /// Words of names of files and folders of minutes and samples.
    paths: Words,
    /// Words of names of folders in which filler shows how a page looks.
    folders: Words,
    /// Words of titles of articles that speak of such text.
    subjects: Words,
    #[serde(skip)]
    grammars: OnceLock<Vec<(String, Grammar)>>,
}

struct Grammar {
    fillers: Vec<String>,
    marks: Vec<String>,
    phrases: Expression,
    /// "This section is under construction."
    announced: Expression,
    /// Headings that head nothing yet.
    headings: Vec<String>,
    /// "[add figure]", "(chart goes here)".
    notes: Expression,
    /// Forms of short paragraphs and of notes between marks.
    kept: Kept,
    latin: Vec<String>,
    subjects: Vec<String>,
}

/// Parts of sentences by which an article says that it is not written.
const ANNOUNCED: [&str; 8] = [
    "under construction",
    "a stub",
    "a placeholder",
    "be written",
    "being written",
    "not yet written",
    "not written yet",
    "not finished yet",
];

impl ArticleCheck for PlaceholderText {
    fn signs(&self) -> Signs {
        let lists = [&self.fillers, &self.marks, &self.phrases, &self.latin].map(Words::by_language).into_iter().flatten();
        let mut signs = Signs::of(lists.flat_map(|(_, words)| words.iter().map(String::as_str)).chain(ANNOUNCED));
        // Notes stand in brackets, and between marks.
        signs.add(0, ["["].into_iter().chain(FENCED).chain(["note to self"]));
        for (_, words) in self.wants.by_language().chain(self.things.by_language()) {
            for open in ["[", "("] {
                signs.add(0, words.iter().map(|word| format!("{open}{word}")).collect::<Vec<_>>().iter().map(String::as_str));
            }
        }
        signs
    }

    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let grammars = self.grammars.get_or_init(|| self.grammars());
        let Some((_, grammar)) = grammars.iter().find(|(language, _)| **language == *article.language.code) else { return };
        let names = article.source.path().iter().rev().take(3).filter_map(|name| name.to_str());
        let paths = self.paths.of(&article.language.code);
        if names
            .flat_map(|name| name.split(|c: char| !c.is_alphanumeric()))
            .any(|word| paths.iter().any(|known| known.eq_ignore_ascii_case(word)))
        {
            return;
        }
        // A list of tasks, and the data of a program with its comments.
        let in_tasks = || article.source.path().parent().is_some_and(|folder| folder.ends_with("todo"));
        if article.source.format() == Format::Plain && (has_name(article, &["todo"]) || in_tasks()) || is_of_records(article) {
            return;
        }
        let folders = self.folders.of(&article.language.code);
        let shows_filler = article
            .source
            .path()
            .iter()
            .rev()
            .skip(1)
            .take(2)
            .filter_map(|name| name.to_str())
            .flat_map(|name| name.split(|c: char| !c.is_alphanumeric()))
            .any(|word| folders.iter().any(|known| known.eq_ignore_ascii_case(word)));
        let mut last: Option<BlockId> = None;
        let mut headings: Vec<BlockId> = Vec::new();
        let forms = Forms::of(article);
        for (id, block) in article.of_kind(Kind::Heading) {
            let text = article.text_of(id);
            if text.len() < 40
                && grammar.heads_nothing(text)
                && (!is_about(article, id, &grammar.subjects) || heads_text_of_its_own(article, id))
                && !forms.hold(id)
                // An option of a program may be called so.
                && !prose::is_made_of(article, id, &[InlineKind::Code])
                && article.title() != Some(text)
                && !is_spoken_of(article, id)
                && !is_of_a_pair(article, id)
                && !names_control(article, id)
            {
                headings.push(id);
                let span = Span::new(block.text.start(), block.text.start() + text.len() as u32);
                found.at(id, article.source_span(span), "the heading “{}” only keeps a place", [text]);
            }
        }
        // A short paragraph may only keep a place by its form.
        let mut whole: Vec<BlockId> = Vec::new();
        // An export takes a short line without a mark at its end for a heading.
        let is_export = article.source.format() == Format::Plain;
        for (id, block) in article.all() {
            let is_line = block.kind == Kind::Paragraph || is_export && block.kind == Kind::Heading && headings.binary_search(&id).is_err();
            if is_line && !block.flags.has(Flags::BOILER) && grammar.kept.is_whole(article, id) {
                let span = Span::new(block.text.start(), block.text.start() + article.text_of(id).len() as u32);
                let is_sound = is_shown(article, id, span)
                    || is_in(article, id, span, &[InlineKind::Link])
                    || is_about(article, id, &grammar.subjects)
                    || forms.hold(id)
                    || shows_filler
                    || is_one_of_definitions(article, id);
                if !is_sound {
                    whole.push(id);
                    found.at(id, article.source_span(span), "“{}” only keeps the place of a text", [span.cut(&article.text)]);
                }
            }
        }
        for (id, span) in rows::kept(article) {
            let is_sound = is_shown(article, id, span)
                || is_in(article, id, span, &[InlineKind::Link])
                || is_about(article, id, &grammar.subjects)
                || forms.hold(id)
                || shows_code(article);
            if !is_sound && whole.binary_search(&id).is_err() {
                whole.push(id);
                found.at(id, article.source_span(span), "“{}” only keeps the place of a text", [span.cut(&article.text)]);
            }
        }
        whole.sort_unstable();
        for (id, sign) in seen_in_prose(article, &found.take_seen()) {
            let hit = sign.text;
            // A paragraph that keeps a place is one finding.
            if last == Some(id) || headings.binary_search(&id).is_ok() || whole.binary_search(&id).is_ok() {
                continue;
            }
            let Some(words) = grammar.placeholder(article, id, hit) else { continue };
            if shows_filler
                && (grammar.is_filler(hit.cut(&article.text))
                    || grammar.latin.iter().any(|word| word.eq_ignore_ascii_case(hit.cut(&article.text))))
                || is_one_of_definitions(article, id)
            {
                continue;
            }
            // Whoever asks for a source speaks of no filler, whatever the article is about.
            let asks_for_source = words.cut(&article.text).ends_with("needed]");
            if is_shown(article, id, hit)
                || is_in(article, id, hit, &[InlineKind::Link])
                || !asks_for_source && is_about(article, id, &grammar.subjects)
                || forms.hold(id)
            {
                continue;
            }
            last = Some(id);
            found.at(id, article.source_span(words), "“{}” only keeps the place of a text", [words.cut(&article.text)]);
        }
    }
}

impl PlaceholderText {
    fn grammars(&self) -> Vec<(String, Grammar)> {
        self.marks.by_language().map(|(language, _)| (language.to_owned(), self.grammar(language))).collect()
    }

    fn grammar(&self, language: &str) -> Grammar {
        let list = |words: &Words| alternatives(words.of(language));
        let (wants, things, states) = (list(&self.wants), list(&self.things), list(&self.states));
        // What is wanted stands in square brackets; round ones hold what sentences say by the way.
        let notes = format!(
            r"^(?:[\[<]+\s*(?:please )?{wants}\b:?(?: (?:[\w'%-]|’)+){{0,8}}? {things}\b[^\]>]{{0,60}}|[\[<]+\s*(?:[\w'-]+:? ){{0,4}}?{things}:?(?: [\w'-]+){{0,8}}? {states}\b[^\]>]{{0,30}}|\(\s*(?:[\w'-]+:? ){{0,3}}?{things}(?: [\w'-]+){{0,3}}? (?:goes here|go here|to be added|to be inserted|to be supplied|to follow)|\(\s*(?:sources?|citation|reference|stats?)\s*\?|[\[<]+{things}:? ?(?:needed|missing|here|tk|tbd|pending|\?+))\s*[.?!]*[\])>]"
        );
        let announced = format!(
            r"^\W*(?:this|the) (?:[\w-]+ )?{0} (?:is|are) (?:currently |still |now )?(?:under construction|a stub|a placeholder|being written|to be written|not yet written|not written yet|yet to be written|not finished yet)\W*$",
            list(&self.parts)
        );
        Grammar {
            fillers: self.fillers.of(language).to_vec(),
            marks: self.marks.of(language).to_vec(),
            phrases: Expression::of(&format!(r"^\W*(?:[\w'-]+:\s*)?{}\W*$", list(&self.phrases))),
            notes: Expression::of(&format!("(?i){notes}")),
            announced: Expression::of(&announced),
            headings: self.headings.of(language).to_vec(),
            kept: Kept::of(&Lists {
                pieces: self.pieces.of(language),
                pictures: self.pictures.of(language),
                wants: self.wants.of(language),
                latin: self.latin.of(language),
                small: self.small.of(language),
            }),
            latin: self.latin.of(language).to_vec(),
            subjects: self.subjects.of(language).to_vec(),
        }
    }
}

impl Grammar {
    /// Whether a heading is what an editor offers for a new one: "Heading 2", "[Title]", "New Section".
    fn heads_nothing(&self, heading: &str) -> bool {
        let bare = heading.trim_matches(|c: char| !c.is_alphabetic());
        self.headings.iter().any(|known| known.eq_ignore_ascii_case(bare))
    }

    fn is_filler(&self, words: &str) -> bool {
        self.fillers.iter().any(|filler| filler.eq_ignore_ascii_case(words))
    }

    /// The words of a placeholder around what was found, if it is one.
    fn placeholder(&self, article: &Document, id: BlockId, hit: Span) -> Option<Span> {
        let words = hit.cut(&article.text);
        let (before, behind) = (before(article, id, hit), behind(article, id, hit));
        // "Lime mortar breathes.[citation needed]"
        let is_glued_note = || words.starts_with('[') && (before.ends_with(['.', ',']) || behind.starts_with("citation needed"));
        if before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.' | '#' | '@')) && !is_glued_note() {
            return None;
        }
        if self.is_filler(words) {
            return Some(sentence(article, id, hit));
        }
        if self.latin.iter().any(|word| word.eq_ignore_ascii_case(words)) {
            let around = sentence(article, id, hit);
            return self.kept.is_latin(around.cut(&article.text)).then_some(around);
        }
        if FENCED.contains(&words) {
            // "<<"lamp">>" is what a program takes.
            let is_closed = words == ">>" && before.contains("<<");
            return if is_closed { None } else { self.kept.fenced(article, id, hit) };
        }
        if words.eq_ignore_ascii_case("note to self") {
            // In small letters it opens a writer's remark.
            let is_note = words == "NOTE TO SELF" || before.trim_end().ends_with('[');
            return is_note.then(|| sentence(article, id, hit));
        }
        if words.starts_with(['[', '(']) {
            let rest = Span::new(hit.start(), hit.end() + behind.len() as u32);
            let rest = rest.cut(&article.text);
            // A note that any word may begin is looked at once, where its bracket was seen.
            let by_form = || self.kept.bracket_end(rest);
            let end = if words == "[" { by_form() } else { self.notes.end_in(rest).or_else(by_form) }?;
            return Some(Span::new(hit.start(), hit.start() + end as u32));
        }
        if self.marks.iter().any(|mark| mark == words) {
            return is_note(article, id, before, behind, words).then(|| sentence(article, id, hit));
        }
        // A phrase stands alone: it is the paragraph, the heading, the cell or the sentence.
        let around = sentence(article, id, hit);
        let said = plain(around.cut(&article.text));
        // "placeholder" in a list of words is one of them.
        let is_listed = !said.contains(' ') && !has_sentence(article);
        // A row of a table tells what a placeholder is.
        let is_told = said.eq_ignore_ascii_case("placeholder") && article.is_within(id, Kind::Cell);
        // "placeholder (?) for one letter" goes on behind the mark in brackets.
        let goes_on = around.cut(&article.text).ends_with("(?")
            && article.text.get(around.end() as usize..).is_some_and(|rest| rest.starts_with(')'));
        // "Example text" above a quotation says what is quoted.
        let heads_quotation = article.block(id).kind == Kind::Heading
            && prose::next_block(article, id)
                .is_some_and(|next| article.text_of(next).starts_with(['“', '"', '‘']) || article.block(next).kind == Kind::Quote);
        let is_told = is_told || article.block(id).kind == Kind::Heading && (is_spoken_of(article, id) || is_step(article, id, &said));
        (!is_listed && !is_told && !goes_on && !heads_quotation && (self.phrases.is_match(&said) || self.announced.is_match(&said)))
            .then_some(around)
    }
}

/// Whether a definition says no more than another one of its list: `placeholder-section` reports them together.
fn is_one_of_definitions(article: &Document, id: BlockId) -> bool {
    let Some(own) = article.ancestors(id).find(|outer| article.block(*outer).kind == Kind::DefDesc) else { return false };
    let text = article.text_of(own);
    let mut others =
        article.children(article.block(own).parent).filter(|other| *other != own && article.block(*other).kind == Kind::DefDesc);
    text == article.text_of(id) && others.any(|other| article.text_of(other) == text)
}

/// Whether a sentence begins behind a mark.
fn begins_sentence(behind: &str) -> bool {
    behind.starts_with(' ') && behind.trim_start().starts_with(char::is_uppercase)
}

/// Whether a mark such as "TODO" is a note to somebody and no word of a sentence.
fn is_note(article: &Document, id: BlockId, before: &str, behind: &str, mark: &str) -> bool {
    if behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '\'' | '’')) {
        return false;
    }
    // "/* XXX: the lamp is dark */" is a comment of a program that is shown.
    if mark == "XXX" && before.trim_end().ends_with("/*") {
        return false;
    }
    let opens =
        before.trim_end().is_empty() || before.trim_end().ends_with(['.', '!', '?', ':', '[', '(', '<', '{', '–', '—', '…', '*', '”']);
    let in_brackets = before.trim_end().ends_with(['[', '(', '<', '{']);
    let leads_on = behind.starts_with([':', ']'])
        || behind.starts_with(" -")
        || behind.starts_with(" –")
        || behind.starts_with(" —")
        || behind.starts_with('(');
    let is_cell = article.is_within(id, Kind::Cell);
    // "Currency:XXX (XXX)" has a name for each currency, and the term "TODO" names a file.
    // "{$PATH XXX}" names what "XXX can be" tells of.
    let is_named = || {
        /// Bytes before the mark's paragraph and behind its beginning that are looked at.
        const NEAR: usize = 4000;
        let at = article.block(id).text.start() as usize;
        let near = at.saturating_sub(NEAR)..(at + NEAR).min(article.text.len());
        let around = article.text.as_bytes().get(near).unwrap_or_default();
        ["XXX}", "XXX>", "XXX]"].iter().any(|end| memchr::memmem::find(around, end.as_bytes()).is_some())
    };
    let is_joker = mark == "XXX" && (before.ends_with(':') || before.trim_end_matches('(').trim_end().ends_with("XXX") || is_named())
        || article.is_within(id, Kind::DefTerm);
    if is_joker {
        return false;
    }
    match mark {
        // What is still to be determined may be said of a thing: a date, a place.
        "TBD" | "TBA" | "TBC" => {
            let is_row = is_cell || article.is_within(id, Kind::Item);
            !is_row
                && (before.trim().is_empty() && behind.trim().is_empty() && stands_beside_sentences(article, id)
                    || before.trim_end().ends_with('[') && behind.starts_with([']', ':'])
                    || before.trim().is_empty() && begins_sentence(behind)
                    // "TBD: prices for partners", but not what the letters stand for.
                    || before.is_empty() && behind.starts_with(": ") && prose::has_words(behind, 2) && !behind.to_lowercase().contains("to be ")
                    // "… and so it goes. TBD You can also …": a sentence was to come between two others.
                    || before.ends_with(". ") && begins_sentence(behind) && prose::has_words(before, 6) && prose::has_words(behind, 4))
        }
        // Journalists' mark, and a chemical or a country in other texts.
        "TK" => {
            !is_cell && opens && (leads_on && !behind.starts_with('(') || in_brackets && behind.starts_with([' ', ']', ')']))
                || (before.is_empty() || before.ends_with(' ')) && behind.starts_with(" TK")
                || stands_for_number(before, behind)
                || follows_piece(before) && behind.starts_with([' ', '.', ','])
        }
        // "To be written", and what an SSD bears.
        "TBW" => {
            let rest = behind.strip_prefix(':').map_or("", str::trim_start);
            !is_cell && before.trim().is_empty() && rest.starts_with(|c: char| c.is_alphabetic())
        }
        _ => {
            let alone = before.trim().is_empty() && behind.trim().is_empty();
            // "(TODO lamps)" in a list of changes is what somebody wrote of a change.
            let is_of_change = || !leads_on && article.is_within(id, Kind::Item) && article.links_in(id).next().is_some();
            !is_cell && (opens && leads_on || in_brackets && !is_of_change() || alone && article.block(id).kind != Kind::Heading)
                || !is_cell
                    && opens
                    && behind.starts_with(' ')
                    && behind.trim_start().starts_with(|c: char| c.is_lowercase())
                    // "XXX on the pattern shows" speaks of a sign.
                    && (mark != "XXX" || asks(behind))
        }
    }
}

/// Whether sentences stand right before a paragraph, and no label behind it: it keeps the place of one.
fn stands_beside_sentences(article: &Document, id: BlockId) -> bool {
    /// Words of a sentence.
    const WORDS: usize = 5;
    let is_said = |beside: Option<BlockId>| {
        beside.is_some_and(|beside| {
            let text = article.text_of(beside);
            article.block(beside).kind == Kind::Paragraph && prose::has_words(text, WORDS) && prose::End::of(text).is_closed()
        })
    };
    let before = id.checked_sub(1).filter(|before| article.block(*before).kind.is_leaf());
    article.block(id).kind == Kind::Paragraph
        && is_said(before)
        && prose::next_block(article, id).is_none_or(|next| is_said(Some(next)) || article.block(next).kind != Kind::Paragraph)
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::{findings, markdown};

    const RULE: &str = "placeholder-text";

    fn count(words: &str) -> usize {
        markdown(RULE, &format!("# The bakery\n\nA shop opens at six.\n\n{words}\n\nThe flour comes on Mondays.\n")).len()
    }

    #[test]
    fn kept_places_are_found() {
        for words in [
            "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
            "TODO: ask the baker for the hours.",
            "The oven is hot. TODO: say how hot.",
            "The oven (TODO check this) is hot.",
            "\\[TODO\\]",
            "The shop earns \\[add figure here\\] a day.",
            "\\[Image of the oven goes here\\]",
            "\\[screenshot needed\\]",
            "Your text goes here.",
            "FIXME: wrong year.",
            "TK TK",
            "Flour, water and salt are all it takes.\n\nTBD",
            "Caption to be supplied by Ada.",
            "Quote from the miller to come.",
            "Add two lines about the mill here.",
            "This is a sample post. Edit or delete it.",
            "Sed posuere consectetur est at lobortis. Curabitur blandit tempus porttitor.",
            "sdfsdf sdfsdfsdf",
            "Test test test",
            "!! rent of the oven still missing !!",
            "NOTE TO SELF: ask for the fee.",
            "TBW: how the oven is fed",
            "A loaf weighs about TK pounds when it is baked.",
        ] {
            assert_eq!(count(words), 1, "{words}");
        }
    }

    #[test]
    fn filler_in_a_folder_of_samples_shows_a_page() {
        let filler = "# The bakery\n\nA shop opens at six.\n\nLorem ipsum dolor sit amet.\n";
        assert_eq!(findings(RULE, "working-examples/sticky/index.md", filler), []);
        assert_eq!(findings(RULE, "rye-examples.md", filler).len(), 1);
        let note = filler.replace("Lorem ipsum dolor sit amet", "TODO: ask the baker for the hours");
        assert_eq!(findings(RULE, "working-examples/sticky/index.md", &note).len(), 1);
    }

    #[test]
    fn words_that_say_something_are_none() {
        for words in [
            "A TODO list hangs by the oven.",
            "The app is called TODO.",
            "Write `TODO: later` into the file.",
            "He wrote “TODO: later” on the door.",
            "Turkey has the code TK.",
            "The date is TBD.",
            "The text goes here and there.",
            "Add flour (add water too).",
            "Add \\[1\\] (see image).",
            "Use the search box (text here is matched as it is).",
            "The caption is to be written in ink.",
            "Put the bread here.",
            "Wow!! What a loaf!!",
            "Is this still rye??",
            "Note to self: never bake at noon.",
            "TBW: 600",
            "Ex libris, in vino veritas, et cetera.",
            "Some text on the wall is old.",
            "The table needs to be repaired.",
        ] {
            assert_eq!(count(words), 0, "{words}");
        }
        assert_eq!(markdown(RULE, "# Lorem ipsum and other fillers\n\nLorem ipsum dolor sit amet is no Latin.\n"), []);
    }
}

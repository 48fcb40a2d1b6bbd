//! Text that stops in the middle of a clause or a word, or lost words where one sentence runs into the next.

use std::cell::OnceCell;

use serde::Deserialize;

use crate::checks::prose::{self, End, count_words, has_words, last_word};
use crate::document::{BlockId, Document, Flags, Inline, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found, Words};
use crate::source::Format;
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TruncatedSentence {
    /// Words that never end a sentence.
    never_last: Words,
    /// Words that seldom end one: they count only at the open end of a longer text.
    seldom_last: Words,
    /// Prepositions that stand last where a clause leaves their noun before it: "the groups they belong to".
    stranding: Words,
    /// Words that begin such a clause.
    relating: Words,
    /// Words that never stand before a full stop.
    never_before_stop: Words,
    /// Words that begin a sentence and nothing else.
    openers: Words,
    /// Words that begin a caption, a number behind them.
    captions: Words,
    /// Words of a paragraph without any other sign before its open end counts.
    at_least: usize,
}

/// Its own last words show that something is lost.
const MID_SENTENCE: &str = "the text stops in mid-sentence: “…{}”";

/// All that shows is a missing mark, where its neighbours have one: a lost clause and a lost full stop look the same.
const NO_MARK: &str = "the text ends without a full stop, as if cut off: “…{}”";

/// Words shown of a text that stops.
const SHOWN: usize = 4;

impl ArticleCheck for TruncatedSentence {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        // Made only where an open end asks for them.
        let (habit, mut lists) = (OnceCell::new(), Lists::default());
        for (id, _) in article.of_kind(Kind::Paragraph) {
            if article.text_of(id).is_empty() {
                continue;
            }
            found.concerned();
            self.within(article, id, found);
            if !End::of(article.text_of(id)).is_open() {
                continue;
            }
            let place = Place::of(article, id);
            match place {
                Place::Quoted => {}
                Place::Cell => self.open_end(article, id, false, false, found),
                Place::Item | Place::Running => {
                    if prose::next_block(article, id)
                        .is_some_and(|next| !is_end_of(article, id, next) && prose::is_taken_up(article, Some(next)))
                    {
                        continue;
                    }
                    let closing = if place == Place::Item {
                        Closing::Siblings(lists.siblings(article, id))
                    } else {
                        Closing::Habit(habit.get_or_init(|| Habit::of(article)))
                    };
                    self.open_end(article, id, true, closing.closes(), found);
                    self.unended(article, id, &closing, found);
                }
            }
        }
    }
}

/// Where a paragraph stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Between others.
    Running,
    /// In an item of a list.
    Item,
    /// In a cell of a table.
    Cell,
    /// In a quotation, a caption, a note or a term: other people's words, or no sentences.
    Quoted,
}

impl Place {
    fn of(article: &Document, id: BlockId) -> Self {
        for ancestor in article.ancestors(id) {
            match article.block(ancestor).kind {
                Kind::Item => return Self::Item,
                Kind::Cell => return Self::Cell,
                Kind::Quote | Kind::Caption | Kind::Figure | Kind::FootDef | Kind::DefTerm | Kind::Toc | Kind::Byline => {
                    return Self::Quoted;
                }
                _ => {}
            }
        }
        // A list that its author drew by hand.
        if article.text_of(id).starts_with(['•', '◦', '▪', '●', '–', '—']) { Self::Item } else { Self::Running }
    }
}

/// Whether `next` lies outside the item that holds `id`, so that it takes nothing up.
fn is_end_of(article: &Document, id: BlockId, next: BlockId) -> bool {
    let item = article.ancestors(id).find(|ancestor| article.block(*ancestor).kind == Kind::Item);
    item.is_some_and(|item| next >= article.block(item).end && article.block(next).kind == Kind::Item)
}

/// How the paragraphs of an article end as a rule: an open end says nothing where many are open.
struct Habit {
    closed: usize,
    open: usize,
}

impl Habit {
    fn of(article: &Document) -> Self {
        let mut habit = Self { closed: 0, open: 0 };
        for (id, _) in article.of_kind(Kind::Paragraph) {
            let text = article.text_of(id);
            if !matches!(Place::of(article, id), Place::Running) || !has_words(text, 6) {
                continue;
            }
            let end = End::of(text);
            habit.closed += usize::from(end.is_closed());
            habit.open += usize::from(end.is_open());
        }
        habit
    }

    /// Whether other paragraphs are closed, with hardly an exception; `id` itself is open.
    const fn is_to_close(&self) -> bool {
        let others_open = self.open.saturating_sub(1);
        self.closed >= 2 && others_open * 10 <= self.closed
    }

    /// Whether there is only one other paragraph, and it is closed.
    const fn is_alone(&self) -> bool {
        self.closed == 1 && self.open <= 1
    }

    /// Whether most others are closed.
    const fn is_mostly_closed(&self) -> bool {
        let others_open = self.open.saturating_sub(1);
        others_open * 3 <= self.closed
    }
}

/// How texts beside a text end.
enum Closing<'h> {
    /// The other items of its list.
    Siblings(Siblings),
    /// The other paragraphs of the article.
    Habit(&'h Habit),
}

impl Closing<'_> {
    /// Most are closed.
    const fn closes(&self) -> bool {
        match self {
            Self::Siblings(siblings) => siblings.closed >= 1 && siblings.closed > siblings.open * 3,
            Self::Habit(habit) => habit.is_mostly_closed(),
        }
    }
}

impl TruncatedSentence {
    /// An end that is open by its own words: a word that ends no sentence, a comma, a bracket. `closes`: the texts beside it are closed.
    /// A preposition that ends a clause of its own: "the groups they are members of".
    fn is_stranded(&self, language: &str, text: &str) -> bool {
        /// Words before the preposition in which such a clause begins.
        const CLAUSE: usize = 8;
        let mut words = text.split_whitespace().rev().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
        words.next().is_some_and(|last| self.stranding.has(language, &last))
            && words.take(CLAUSE).any(|word| self.relating.has(language, word.split(['\'', '’']).next().unwrap_or("")))
    }

    fn open_end(&self, article: &Document, id: BlockId, is_prose: bool, closes: bool, found: &mut Found<'_>) {
        let text = prose::last_line(article, id);
        let words = |at_least| has_words(text, at_least);
        let word = last_word(text);
        let language = &article.language.code;
        let open = match End::of(text) {
            End::Word => {
                // A short line of an export may be a heading that lost its end.
                let enough = if article.source.format() == Format::Plain && is_prose { 3 } else { 4 };
                let never = self.never_last.has(language, word) && words(enough);
                // "What you live on" ends a line of notes, but no sentence where sentences are closed.
                let seldom = is_prose && closes && self.seldom_last.has(language, word) && words(8);
                (never || seldom) && !self.is_stranded(language, text) && !is_named(article, id) && !is_series(text, word)
            }
            End::Comma => {
                is_prose
                    && closes
                    && words(7)
                    && !self.is_caption(language, text)
                    && !prose::is_made_of(article, id, &[InlineKind::Link, InlineKind::Code])
            }
            End::Opening => is_prose && words(4) && !text.ends_with('{') && !is_smiley(text) && !is_named(article, id),
            End::Closed | End::Sign | End::Colon | End::Nothing => false,
        };
        // "a, b, and" at the end of an item: the list itself is the sentence.
        let in_series = End::of(text) == End::Comma || matches!(word, "and" | "or");
        if open && !(in_series && has_item_behind(article, id)) {
            report(article, id, found, MID_SENTENCE);
        }
    }

    /// An end that is open only by what is missing: no mark, where the article closes its paragraphs.
    fn unended(&self, article: &Document, id: BlockId, closing: &Closing<'_>, found: &mut Found<'_>) {
        let text = prose::last_line(article, id);
        let (language, word) = (&article.language.code, last_word(text));
        let is_stranded = self.is_stranded(language, text);
        if End::of(text) != End::Word || self.never_last.has(language, word) && !is_stranded {
            return;
        }
        let words = |at_least| has_words(text, at_least);
        // Such a word is reported as an open end of its own.
        if closing.closes() && words(8) && self.seldom_last.has(language, word) && !is_stranded {
            return;
        }
        let has_inner = || {
            let last = prose::last_sentence(text);
            last.len() < text.len() && has_words(last, 3)
        };
        let in_brackets = text.contains('(') && words(8) && bracket_left_open(prose::last_sentence(text));
        let bound = match closing {
            Closing::Siblings(siblings) => {
                let enough = siblings.closed >= 3 || siblings.closed == 2 && has_inner();
                enough && siblings.open == 0 && siblings.other == 0 && words(8)
            }
            Closing::Habit(habit) => {
                words(self.at_least) && (habit.is_to_close() || habit.is_mostly_closed() && has_inner())
                    || habit.is_alone() && words(self.at_least + 6)
            }
        };
        // A definition is a phrase as often as a sentence.
        let is_phrase = article.is_within(id, Kind::DefDesc)
            || matches!(closing, Closing::Siblings(_)) && text.starts_with(char::is_lowercase)
            || is_labelled(article, id) && !has_inner();
        if !(bound && !is_phrase || in_brackets)
            || self.is_caption(language, text)
            || is_named(article, id)
            || is_title_case(text)
            || ends_in_a_name(text)
        {
            return;
        }
        let finding = report(article, id, found, if in_brackets { MID_SENTENCE } else { NO_MARK });
        // A lost full stop looks the same as a lost clause, so this is one step milder.
        if !in_brackets && !article.block(id).flags.has(Flags::GUESS) {
            finding.milder();
        }
    }

    /// "Figure 3. The lock from the pier".
    fn is_caption(&self, language: &str, text: &str) -> bool {
        let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let behind = text.get(first.len()..).unwrap_or("").trim_start_matches(['.', ' ', '\u{a0}']);
        self.captions.has(language, first) && behind.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Words lost within a paragraph: "the ropes, the blocks and. The report", "one of the They were".
    fn within(&self, article: &Document, id: BlockId, found: &mut Found<'_>) {
        let text = article.text_of(id);
        let start = article.block(id).text.start();
        let bytes = text.as_bytes();
        // Only a capital behind a blank can show it, and capitals are few: one look at each byte of the article, a closer one at them.
        for (capital, _) in bytes.iter().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase()) {
            let Some(at) = capital.checked_sub(1).filter(|at| bytes.get(*at) == Some(&b' ')) else { continue };
            let Some(from) = short_word_before(bytes, at) else { continue };
            let (Some(before), Some(behind)) = (text.get(from..at), text.get(at + 1..)) else { continue };
            let (word, behind) = behind.split_at_checked(behind.find(' ').unwrap_or(behind.len())).unwrap_or((behind, ""));
            let Some(lost) = self.lost(&article.language.code, before, word, behind) else { continue };
            let end = match lost {
                Lost::BeforeStop => at,
                Lost::Between => at + 1 + word.len(),
            };
            let span = Span::new(start + from as u32, start + end as u32);
            // A word in code, in italics or in a link is a name.
            let is_name = |inline: &Inline| inline.kind != InlineKind::Break && inline.text.overlaps(span);
            if !article.inlines_of(id).iter().any(is_name) {
                found.at(id, article.source_span(span), "words are missing at “{}”", [span.cut(&article.text)]);
            }
        }
    }

    /// Whether words are lost between `before` and `word`, and on which side of the sentence's end.
    fn lost(&self, language: &str, before: &str, word: &str, behind: &str) -> Option<Lost> {
        if let Some(stem) = before.strip_suffix('.') {
            return self.never_before_stop.has(language, stem).then_some(Lost::BeforeStop);
        }
        let is_article = matches!(before, "the" | "a" | "an");
        if !is_article && !matches!(before, "of" | "and" | "to" | "with" | "in" | "for") {
            return None;
        }
        // "of The Hague": a name may begin with these words behind a preposition.
        let opens = self.openers.has(language, word) && (is_article || !matches!(word, "The" | "This" | "You"));
        let rest = behind.trim_start();
        // "We the People" is a name.
        (opens && rest.starts_with(char::is_lowercase) && !rest.starts_with("the ")).then_some(Lost::Between)
    }
}

/// Where the word before `at` begins, if it is short enough to be one that lost its end.
fn short_word_before(text: &[u8], at: usize) -> Option<usize> {
    const LONGEST: usize = 10;
    let from = at.saturating_sub(LONGEST);
    let blank = text.get(from..at)?.iter().rposition(|byte| *byte == b' ');
    blank.map(|blank| from + blank + 1).or_else(|| (from == 0).then_some(0))
}

/// Where words were lost.
enum Lost {
    /// Before the full stop of a sentence.
    BeforeStop,
    /// The end of one sentence and its full stop.
    Between,
}

/// How many items of a list are closed, and how many are open.
#[derive(Clone, Copy, Default)]
struct Siblings {
    closed: usize,
    open: usize,
    /// With a colon, a semicolon or a sign.
    other: usize,
}

/// The list looked at last, so that a long list is counted once and not once for each item.
#[derive(Default)]
struct Lists {
    last: Option<(BlockId, Siblings)>,
}

impl Lists {
    /// The other items of the list that holds this open paragraph.
    fn siblings(&mut self, article: &Document, id: BlockId) -> Siblings {
        let Some(item) = article.ancestors(id).find(|ancestor| article.block(*ancestor).kind == Kind::Item) else {
            return Siblings::default();
        };
        let list = article.block(item).parent;
        let all = match self.last {
            Some((known, all)) if known == list => all,
            _ => {
                let mut all = Siblings::default();
                for other in article.children(list) {
                    let last = article.children(other).filter(|child| article.block(*child).kind == Kind::Paragraph).last();
                    let end = last.map_or(End::Nothing, |last| End::of(article.text_of(last)));
                    let is_stop = end == End::Closed && last.is_some_and(|last| !article.text_of(last).ends_with(';'));
                    all.closed += usize::from(is_stop);
                    all.open += usize::from(end.is_open());
                    all.other += usize::from(!is_stop && !end.is_open());
                }
                self.last = Some((list, all));
                all
            }
        };
        Siblings { open: all.open.saturating_sub(1), ..all }
    }
}

/// The text ends in a link, in code or in bold words: a name or a label, no sentence.
fn is_named(article: &Document, id: BlockId) -> bool {
    let kinds = [
        InlineKind::Link,
        InlineKind::Code,
        InlineKind::Template,
        InlineKind::Image,
        InlineKind::Math,
        InlineKind::FootRef,
        InlineKind::Embed,
    ];
    prose::ends_in(article, id, &kinds).is_some()
        || prose::is_made_of(article, id, &[InlineKind::Strong, InlineKind::Emphasis])
        || prose::ends_in(article, id, &[InlineKind::Strong]).is_some()
}

/// Another item follows in the same list.
fn has_item_behind(article: &Document, id: BlockId) -> bool {
    let item = article.ancestors(id).find(|ancestor| article.block(*ancestor).kind == Kind::Item);
    item.is_some_and(|item| article.block(item).end < article.block(article.block(item).parent).end)
}

/// The last word is an address or a handle, or the text ends in who said it ("— Ann Lee").
fn ends_in_a_name(text: &str) -> bool {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or("");
    let handle = word.starts_with(['@', '#']) || word.contains(['/', '@', '_', '=', '\\']) || word.trim_end_matches('.').contains('.');
    let said_by = text
        .rsplit_once(['—', '–', '―'])
        .is_some_and(|(_, name)| count_words(name) <= 6 && name.trim_start().starts_with(char::is_uppercase));
    handle || said_by
}

/// ":(" opens nothing.
fn is_smiley(text: &str) -> bool {
    text.ends_with(":(") || text.ends_with(":-(") || text.ends_with(";(")
}

/// A bold label stands before a phrase: "**For whom:** bakers of all levels".
fn is_labelled(article: &Document, id: BlockId) -> bool {
    let start = article.block(id).text.start();
    article.inlines_of(id).first().is_some_and(|inline| {
        let label = inline.text.cut(&article.text);
        let behind = article.text.get(inline.text.end() as usize..).unwrap_or("");
        inline.kind == InlineKind::Strong && inline.text.start() == start && (label.ends_with(':') || behind.starts_with(':'))
    })
}

/// "the time is up; or": the next paragraph goes on with the series.
fn is_series(text: &str, word: &str) -> bool {
    matches!(word, "and" | "or") && text.trim_end().strip_suffix(word).is_some_and(|before| before.trim_end().ends_with([';', ',']))
}

/// A bracket opens in the text and does not close.
fn bracket_left_open(text: &str) -> bool {
    let (opened, closed) = (text.matches('(').count(), text.matches(')').count());
    opened == closed + 1 && text.rfind('(') > text.rfind(')')
}

/// Most words begin with a capital: a title or a label.
fn is_title_case(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().filter(|word| word.starts_with(char::is_alphabetic) && word.len() > 3).collect();
    let capitals = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    words.len() >= 2 && capitals * 3 >= words.len() * 2
}

fn report<'f>(article: &Document, id: BlockId, found: &'f mut Found<'_>, what: &str) -> &'f mut crate::rule::RawFinding {
    let tail = prose::tail(article, id, SHOWN);
    let span = article.source_span(tail);
    found.at(id, span, what, [tail.cut(&article.text)])
}

//! Signs that stand where none belongs, such as the bullet of a next item behind the last word of one, and small words that stand twice.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::shown::{before, behind, is_of_records, is_prose, is_shown};
use crate::checks::dictionary::Dictionary;
use crate::document::{BlockId, Document, InlineKind, Kind, Looks};
use crate::fact::{is_function_word, weekday};
use crate::finding::{Edit, Fix};
use crate::rule::{ArticleCheck, Found, Seen, Signs, Words};
use crate::source::Format;
use crate::span::Span;

mod blanks;
mod doubled;
mod pairs;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct StrayCharacters {
    /// Signs that end no paragraph behind a full stop.
    at_ends: String,
    /// Signs that are no paragraph by themselves.
    alone: String,
    /// Words of which two never follow each other.
    doubled: Words,
    /// Words that may end a clause of which the next one begins with the same.
    stranded: Words,
    /// Pairs of words of which two never follow each other: "in the in the".
    doubled_pairs: Words,
}

/// Two marks where one belongs.
const DOUBLED: &str = r"\.{2,}|, ?,|; ?;|,\.|;\.|:\.|\.,|\?\.|!\.|,;|;,|,:|\.:";

/// The kind of signs that have a blank beside a mark; the other ones are words that stand twice.
const BLANK: u8 = 2;

impl ArticleCheck for StrayCharacters {
    fn signs(&self) -> Signs {
        let mut signs = self.pairs();
        signs.add(BLANK, blanks::SIGNS);
        signs
    }

    fn check(&self, article: &Document, found: &mut Found<'_>) {
        static PAIRS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(DOUBLED).ok());
        let (blank, doubled): (Vec<Seen>, Vec<Seen>) = found.take_seen().into_iter().partition(|seen| seen.kind == BLANK);
        // Records for a program have signs of their own, and words in any language.
        if is_of_records(article) {
            return;
        }
        self.doubled(article, &doubled, found);
        self.ends(article, found);
        begins(article, found);
        headings(article, found);
        self.alone(article, found);
        for pairs::Half { id, text, says } in pairs::all(article).chain(pairs::bullets(article)) {
            found.at(id, article.source_span(text), says, [text.cut(&article.text)]);
        }
        if let Some(dictionary) = Dictionary::of(&article.language.code) {
            for blanks::Blank { id, text, says } in blanks::all(article, &blank, dictionary) {
                found.at(id, article.source_span(text), says, [text.cut(&article.text)]);
            }
        }
        let may_have = |id: &BlockId| article.looks(*id).has_any(Looks::PAIR.or(Looks::LOOSE)) && is_prose(article, *id);
        for id in article.all().map(|(id, _)| id).filter(may_have) {
            let Some(pairs) = PAIRS.as_ref() else { return };
            let leaf = article.block(id).text;
            let mut hits = pairs.find_iter(leaf.cut(&article.text)).map(|hit| Span::of(hit.start(), hit.end()).shifted(leaf.start()));
            if let Some(hit) = hits.find(|hit| is_stray(article, id, *hit)) {
                let word = word_before(article, id, hit);
                // "tide::" above what it stands for, in texts that a program reads.
                let is_term = article.source.format() == Format::Plain && word.cut(&article.text).ends_with("::");
                if is_term {
                    continue;
                }
                let finding = found.at(id, article.source_span(word), "a mark too many in “{}”", [word.cut(&article.text)]);
                if let Some(fix) = one_mark_fewer(article, id, hit) {
                    finding.fixed_by(fix);
                }
            }
        }
    }
}

impl StrayCharacters {
    /// A sign that is a whole paragraph between others: it belonged to something that is gone.
    fn alone(&self, article: &Document, found: &mut Found<'_>) {
        /// Such paragraphs at most: more of them part what the article holds.
        const FEW: usize = 2;
        let is_sign = |text: &str| {
            let mut chars = text.chars();
            chars.next().is_some_and(|sign| chars.next().is_none() && self.alone.contains(sign))
        };
        let signs = article.of_kind(Kind::Paragraph).filter(|(id, block)| {
            is_sign(article.text_of(*id)) && matches!(article.block(block.parent).kind, Kind::Root | Kind::Region) && is_prose(article, *id)
        });
        let signs: Vec<BlockId> = signs.map(|(id, _)| id).take(FEW + 1).collect();
        if signs.len() > FEW {
            return;
        }
        // Behind code, a formula or a picture it may go on with what stands there.
        let follows_text = |id: BlockId| {
            id.checked_sub(1).is_some_and(|above| {
                matches!(article.block(above).kind, Kind::Paragraph | Kind::Heading) && !article.text_of(above).is_empty()
            })
        };
        for id in signs.into_iter().filter(|id| follows_text(*id)) {
            found.at(id, article.text_src(id), "“{}” stands alone", [article.text_of(id)]);
        }
    }
}

/// Whether a pair of marks stands behind a word and before a blank, and the first belongs to no short form.
fn is_stray(article: &Document, id: BlockId, hit: Span) -> bool {
    let (head, tail) = (before(article, id, hit), behind(article, id, hit));
    let word = head.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
    let is_word = word.len() > 3 && word.chars().all(|c| c.is_lowercase() && c.is_alphabetic());
    // No sentence has two such marks, whatever the word: "the Act,. a law".
    let in_letters = || word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''));
    let is_word = is_word || matches!(hit.cut(&article.text), ",." | ",," | ", ,") && word.len() > 2 && in_letters();
    // "on bakery.gov.. However": an address ends the sentence.
    let names_site = || {
        let domain = word.rsplit_once('.').map_or("", |(_, domain)| domain);
        domain.len() > 2 && word.len() > 6 && domain.chars().all(char::is_lowercase)
    };
    // "to do so.. The rest": where the next sentence begins, two stops stand for one behind a short word as well.
    let is_small = word.len() > 1 && word.chars().all(char::is_lowercase);
    let is_known = || {
        let is_name = word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase) && word.len() > 4;
        is_name
            && (weekday(word).is_some()
                || Dictionary::of(&article.language.code).is_some_and(|dictionary| dictionary.lists(&word.to_lowercase())))
    };
    let ends_sentence = tail.trim_start().starts_with(char::is_uppercase) && (is_small || is_known());
    let is_word = is_word || hit.cut(&article.text) == ".." && (ends_sentence || names_site());
    let marks = hit.cut(&article.text);
    let ends = tail.is_empty() || tail.starts_with(' ') || marks == ",," && tail.starts_with(char::is_alphabetic);
    // "Changed in size,. . . and in kind": words were left out of a quotation.
    if marks.len() > 2 && !marks.contains(' ') || tail.trim_start().starts_with('.') {
        return false;
    }
    // "etc.,", "Inc.:", "approx.," are right, and so is every short form: only words of some length that are no short forms count.
    let goes_on = tail.trim_start().starts_with(char::is_uppercase);
    // Whoever ends sentences so ends more than one of them so.
    let ends_once = || tail.is_empty() && is_word && head.split_whitespace().nth(3).is_some() && is_only(article, marks);
    // Behind the last word of a paragraph no clause goes on with a comma.
    let letters = if tail.is_empty() && !article.is_within(id, Kind::Item) { 3 } else { 4 };
    let is_whole = || word.len() > letters && Dictionary::of(&article.language.code).is_some_and(|dictionary| dictionary.lists(word));
    let is_short = marks == ".." && !goes_on && !ends_once()
        || marks.starts_with('.')
            && marks != ".."
            && (word.chars().count() < 6 && !goes_on && !is_whole()
                || matches!(
                    word,
                    "approx"
                        | "incl"
                        | "dept"
                        | "assoc"
                        | "govt"
                        | "grad"
                        | "grads"
                        | "undergrad"
                        | "undergrads"
                        | "specs"
                        | "contrib"
                        | "admin"
                        | "config"
                        | "temp"
                ));
    let is_marked = super::shown::is_in(
        article,
        id,
        Span::new(hit.start().saturating_sub(1), hit.end() + 1),
        &[InlineKind::Code, InlineKind::Math, InlineKind::Template, InlineKind::Link],
    );
    // "Yahoo!." and "what is X?." end with a name or a title.
    // A page that sets a mark as what it speaks of (<b>rgb:</b>) ends its sentence behind it.
    let parts_them = |marks: &str| marks != ".." && is_set_apart(article, Span::new(hit.start(), hit.end()));
    let is_cry = match marks {
        "?." => asks(head),
        "!." => false,
        _ => true,
    };
    is_word && ends && !is_short && !is_marked && !parts_them(marks) && is_cry && marks != ".:" && !is_shown(article, id, hit)
}

/// Whether two stops stand nowhere else in an article.
fn is_only(article: &Document, marks: &str) -> bool {
    memchr::memmem::find_iter(article.text.as_bytes(), marks.as_bytes()).nth(1).is_none()
}

/// Whether the sentence that ends here is a question, and no name that ends in its mark.
fn asks(head: &str) -> bool {
    const FIRST: [&str; 24] = [
        "How", "What", "Why", "When", "Where", "Who", "Which", "Do", "Does", "Did", "Is", "Are", "Was", "Were", "Can", "Could", "Should",
        "Will", "Would", "Has", "Have", "Must", "May", "Shall",
    ];
    let start = head.rfind(['.', '!', '?']).map_or(0, |mark| mark + 1);
    let sentence = head.get(start..).unwrap_or("").trim_start();
    sentence.split(' ').next().is_some_and(|first| FIRST.contains(&first)) && sentence.split(' ').nth(3).is_some()
}

/// A comma or full stop that a paragraph begins with: it was left behind, and ends nothing.
fn begins(article: &Document, found: &mut Found<'_>) {
    for (id, block) in article.of_kind(Kind::Paragraph) {
        let text = article.text_of(id);
        let Some(mark) = opening_mark(article, text) else { continue };
        let is_sentence = text.split_whitespace().nth(4).is_some() && text.ends_with(['.', '!', '?']);
        // ", where t is the tide" goes on behind a formula, code or a list.
        let follows_text = id.checked_sub(1).is_some_and(|above| {
            let above = article.block(above);
            matches!(above.kind, Kind::Paragraph | Kind::Heading) && !above.text.is_empty()
        });
        // A picture or a component may stand before it.
        let starts_bare = article.inlines_of(id).first().is_none_or(|inline| inline.text.start() > block.text.start() + 1);
        let is_written_so = article.text_src(id).cut(article.source.text()).starts_with(mark.trim_end());
        // ")    Tell which rope it is": the keys of a program stand in a column of their own.
        let is_column = || {
            let behind = article.text_src(id).cut(article.source.text()).get(mark.trim_end().len()..);
            behind.is_some_and(|rest| rest.starts_with("  ") || rest.starts_with('\t'))
        };
        let is_alone = is_written_so && !is_column() && !article.is_within(id, Kind::Quote);
        if is_prose(article, id) && is_sentence && follows_text && starts_bare && is_alone {
            let word = text.get(mark.len()..).and_then(|rest| rest.split(' ').next()).unwrap_or("");
            let span = Span::of(block.text.start() as usize, block.text.start() as usize + mark.len() + word.len());
            found.at(id, article.source_span(span), "a stray sign before “{}”", [word]);
        }
    }
}

/// What a page shows beside a heading for those who link to it or edit it, left in its words: "What it costs¶", "What it costs[edit]".
fn headings(article: &Document, found: &mut Found<'_>) {
    for (id, block) in article.of_kind(Kind::Heading) {
        let text = article.text_of(id);
        let Some(sign) = ["¶", "[edit]"].into_iter().find(|sign| text.ends_with(sign) && text.len() > sign.len() + 2) else { continue };
        let end = block.text.start() + text.len() as u32;
        let span = Span::new(end - sign.len() as u32, end);
        if !super::shown::is_in(article, id, span, &[InlineKind::Code, InlineKind::Link]) {
            found.at(id, article.source_span(span), "a stray sign behind “{}”", [text]);
        }
    }
}

/// The mark that a paragraph begins with, if no text begins so.
fn opening_mark<'a>(article: &Document, text: &'a str) -> Option<&'a str> {
    if let Some(rest) = text.strip_prefix('n') {
        return lost_backslash(rest).then(|| text.get(..1)).flatten();
    }
    let first = text.chars().next().filter(|first| matches!(first, ',' | '.' | ';' | ')' | ']' | '}' | '|' | '¦' | '¶' | '§'))?;
    let rest = text.get(first.len_utf8()..)?;
    let with_blank = || text.get(..=first.len_utf8());
    match first {
        // ".NET" and ".htaccess" are names, and a mark right before a word of sentences is none.
        ',' | '.' if rest.starts_with(char::is_uppercase) => {
            let word = rest.split(' ').next().unwrap_or("");
            let is_small = word.chars().skip(1).all(char::is_lowercase) && word.len() > 1;
            let is_word = || Dictionary::of(&article.language.code).is_some_and(|dictionary| dictionary.lists(&word.to_lowercase()));
            (is_small && is_word()).then(|| text.get(..1)).flatten()
        }
        ',' | '.' | ';' if rest.starts_with(' ') => with_blank(),
        _ if first == ';' || !rest.starts_with(' ') || rest.contains(first) => None,
        _ => with_blank().filter(|_| rest.trim_start().starts_with(char::is_uppercase)),
    }
}

/// "nThe shop opens": the end of a line as programs write it, of which the backslash got lost. Only small words tell it from names ("nVidia").
fn lost_backslash(rest: &str) -> bool {
    let word = rest.split(' ').next().unwrap_or("");
    word.len() > 1
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
        && is_function_word(&word.to_ascii_lowercase())
}

/// Whether a page has a tag between the signs, or right before the last of them: an element of its own is a sign that was set on purpose.
fn is_set_apart(article: &Document, signs: Span) -> bool {
    article.source.format() == Format::Html && article.source_span(signs).cut(article.source.text()).contains('<')
}

/// Deletes one of two marks: the second of two alike, or the one that does not fit what follows.
fn one_mark_fewer(article: &Document, id: BlockId, hit: Span) -> Option<Fix> {
    let marks = hit.cut(&article.text);
    let (first, second) = (Span::new(hit.start(), hit.start() + 1), Span::new(hit.end() - 1, hit.end()));
    match marks {
        ",," | ";;" | ", ," | "; ;" => Some(Fix::safe("delete one of the marks", vec![without(article, second)?])),
        // Two stops may be what is left of three.
        ".." => Some(Fix::not_safe("delete one of the marks", vec![without(article, second)?])),
        _ if marks.matches('.').count() == 1 => {
            let tail = behind(article, id, hit).trim_start();
            let is_end = tail.is_empty() || tail.starts_with(char::is_uppercase);
            let gone = if marks.starts_with('.') == is_end { second } else { first };
            Some(Fix::not_safe("delete one of the marks", vec![without(article, gone)?]))
        }
        _ => None,
    }
}

/// Deletes signs, if the source has them as readers see them.
fn without(article: &Document, signs: Span) -> Option<Edit> {
    let src = article.source_span(signs);
    (src.cut(article.source.text()) == signs.cut(&article.text)).then(|| Edit::replace(src, ""))
}

fn word_before(article: &Document, id: BlockId, hit: Span) -> Span {
    let head = before(article, id, hit);
    let start = head.rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
    Span::new(hit.start() - (head.len() - start) as u32, hit.end())
}

impl StrayCharacters {
    /// A sign behind the last full stop of a paragraph or an item.
    fn ends(&self, article: &Document, found: &mut Found<'_>) {
        for (id, block) in article.of_kind(Kind::Paragraph) {
            let text = article.text_of(id);
            let Some(last) = text.chars().next_back() else { continue };
            if !self.at_ends.contains(last) {
                continue;
            }
            let signs = text.trim_end_matches(|c: char| self.at_ends.contains(c) || c == ' ');
            let stray = text.get(signs.len()..).unwrap_or("");
            let is_cry = signs.ends_with(['!', '?']);
            // "C++", "1990-", ratings of stars, bars of menus: behind a full stop that ends a word nothing of the kind is meant.
            let is_stop = signs.ends_with(['.', '!', '?', ';', ','])
                && signs.get(..signs.len() - 1).is_some_and(|head| {
                    head.ends_with(|c: char| {
                        c.is_lowercase()
                            || c.is_ascii_digit()
                            || matches!(c, ')' | '”' | '’')
                            || c.is_uppercase() && (stray.starts_with(' ') || is_cry && signs.split_whitespace().nth(7).is_some())
                    })
                })
                && signs.split_whitespace().nth(2).is_some();
            // A star right behind a sentence points to a note, one behind a blank to nothing.
            // "rare, archaic, etc.;" in a row of items that end so.
            let is_abbreviated = stray == ";" && ["etc.", "e.g.", "i.e.", "al.", "ff."].iter().any(|short| signs.ends_with(short));
            let is_footnote = last == '*' && (!stray.starts_with(' ') || article.text.matches('*').take(2).count() > 1)
                || stray.trim().chars().count() > 2;
            // "Thanks to Ada! -" above the paragraphs of its item.
            let leads_on = stray.trim() == "-" && article.is_within(id, Kind::Item) && article.block(block.end).parent == block.parent;
            // A line of signs closes a block in sources of some manuals.
            let closes_block = || {
                let is_typed = article.source.format() == Format::Plain && stray.trim().len() > 1;
                is_typed
                    && article.text_src(id).cut(article.source.text()).trim_end().rsplit('\n').next().map(str::trim) == Some(stray.trim())
            };
            if !is_stop || closes_block() || leads_on || is_abbreviated || is_footnote || block.text.is_empty() {
                continue;
            }
            let start = block.text.start() as usize;
            let from = signs.rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
            let span = Span::of(start + from, start + text.len());
            let is_marked = super::shown::is_in(
                article,
                id,
                Span::of(start + signs.len(), start + text.len()),
                &[InlineKind::Code, InlineKind::Math, InlineKind::Link, InlineKind::Template],
            );
            // A production of a grammar sets its signs one by one: "Rule<sup>?</sup> <span>;</span>".
            let last_mark = signs.chars().next_back().map_or(0, char::len_utf8);
            let is_set = is_set_apart(article, Span::of(start + signs.len() - last_mark, start + text.len()));
            if !is_marked && !is_set {
                let finding = found.at(id, article.source_span(span), "a stray sign behind “{}”", [span.cut(&article.text)]);
                if let Some(edit) = without(article, Span::of(start + signs.len(), start + text.len())) {
                    // A comma or a semicolon may be the sign that is meant, and two signs ("Requirements.--" in a statute) a way of writing.
                    let is_sure = signs.ends_with(['.', '!', '?']) && !stray.contains(';') && stray.trim().chars().count() == 1;
                    let fix = if is_sure { Fix::safe } else { Fix::not_safe };
                    finding.fixed_by(fix("delete the sign", vec![edit]));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::{findings, markdown};

    const RULE: &str = "stray-characters";

    fn count(words: &str) -> usize {
        markdown(RULE, &format!("# The bakery\n\nA shop opens at six.\n\n{words}\n\nThe flour comes on Mondays.\n")).len()
    }

    #[test]
    fn stray_signs_are_found() {
        for words in [
            "The oven boosts revenue.-",
            "The oven is closed,. It is cold.",
            "The ovens are closed.| ",
            "The ovens,, both of them, are cold.",
            "The Bakery Act,. a law of 1995, says so.",
            "The bread is warm. #",
            "The ovens are well-known,, and both are cold.",
            "Ask the baker to do so.. The oven is hot.",
            "Everybody reads bakery.gov.. However, few people write to it.",
            "The bakers will tell you on the first day whom you have to ask at HQ!-",
        ] {
            assert_eq!(count(words), 1, "{words}");
        }
    }

    #[test]
    fn signs_that_belong_there_are_none() {
        for words in [
            "Rye, wheat, etc., are flours.",
            "Rye, wheat, spelt, etc.;",
            "We hire grads., PhDs and undergrads.",
            "It runs C++",
            "Born in 1990-",
            "See note.\\*",
            "What is Yahoo!.",
            "Bread (rye.).",
            "One, two ...",
            "The file is called setup.py..",
        ] {
            assert_eq!(count(words), 0, "{words}");
        }
    }

    #[test]
    fn keys_of_a_program_stand_in_a_column() {
        let text = |gap: &str| {
            format!("The ferry game\n\nThe crew reads these keys from the board.\n\n){gap}Tell which of the ropes you are holding.\n")
        };
        assert_eq!(findings(RULE, "keys.txt", &text("    ")), []);
    }
}

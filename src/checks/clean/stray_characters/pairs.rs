//! Brackets and quotation marks of which the other half is missing, and empty ones.

use crate::checks::clean::shown::is_prose;
use crate::checks::prose::has_words;
use crate::document::{BlockId, Document, Flags, InlineKind, Kind, Looks};
use crate::span::Span;

/// A half of a pair that stands alone, with the word beside it.
pub(super) struct Half {
    pub id: BlockId,
    pub text: Span,
    pub says: &'static str,
}

const CLOSES: &str = "nothing opens what is closed in “{}”";
const OPENS: &str = "nothing closes what “{}” opens";

/// Leaves on both sides that may hold the other half.
const NEAR: usize = 6;

/// Brackets and quotation marks that come in two forms.
const PAIRS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('{', '}'), ('“', '”')];

/// The halves of an article that stand alone: one for each paragraph.
pub(super) fn all(article: &Document) -> impl Iterator<Item = Half> + '_ {
    const MARKS: Looks = Looks::ROUND.or(Looks::SQUARE).or(Looks::CURLY).or(Looks::QUOTE).or(Looks::WIDE);
    let may_be = |id: &BlockId| article.looks(*id).has_any(MARKS) && is_prose(article, *id);
    (0..article.blocks.len() as BlockId).filter(may_be).filter_map(|id| {
        let text = article.text_of(id);
        let half = closing(article, id, text).or_else(|| within(article, id, text)).or_else(|| opening(article, id, text))?;
        (!is_held(article, id, text)).then_some(half)
    })
}

/// Lists whose items begin with the bullets of another list: those of the text before it became one.
pub(super) fn bullets(article: &Document) -> impl Iterator<Item = Half> + '_ {
    /// Bullets, and marks that stand for them where every item begins so.
    const BULLETS: [&str; 7] = ["• ", "▪ ", "◦ ", "‣ ", "■ ", "- ", "* "];
    article.of_kind(Kind::List).filter(|(_, list)| !list.flags.has(Flags::BOILER)).filter_map(|(list, _)| {
        let first = article.children(list).next()?;
        let bullet = BULLETS.iter().find(|bullet| article.text_of(first).starts_with(**bullet))?;
        let is_row = article.children(list).count() > 1 && article.children(list).all(|item| article.text_of(item).starts_with(bullet));
        let leaf = article.leaf_at(article.block(first).text.start());
        let text = article.text_of(leaf);
        let word = text.get(bullet.len()..)?.find(' ').map_or(text.len(), |blank| bullet.len() + blank);
        (is_row && !text.is_empty() && !has_no_bullets(article, list)).then(|| half(article, leaf, 0..word, "a second bullet before “{}”"))
    })
}

/// Whether a page sets a list without bullets, so that the signs of its items are all there are: by its class, for which the page's style says so, or in
/// its tag.
fn has_no_bullets(article: &Document, list: BlockId) -> bool {
    let source = article.source.text();
    let tag = article.block(list).src.cut(source);
    if !tag.starts_with('<') {
        return false;
    }
    let tag = tag.get(..tag.find('>').unwrap_or(tag.len())).unwrap_or("");
    let class = tag.split_once("class=").map_or("", |(_, rest)| rest.trim_start_matches(['"', '\'']));
    let class = class.split(['"', '\'', '>']).next().unwrap_or("");
    let is_styled = |name: &str| {
        let mut rules = source.match_indices(name).filter(|(at, _)| source.get(..*at).is_some_and(|head| head.ends_with('.'))).take(4);
        rules.any(|(at, _)| {
            let rule = source.get(at..).and_then(|rest| rest.split_once('}')).map_or("", |(rule, _)| rule);
            rule.split_once("list-style").is_some_and(|(_, value)| value.split(';').next().unwrap_or("").contains("none"))
        })
    };
    tag.contains("list-style")
        || class.split_whitespace().any(|name| name.contains("bullet") || name.contains("unstyled") || is_styled(name))
}

/// Whether a paragraph has what writes brackets of its own, or is part of something that goes on elsewhere.
fn is_held(article: &Document, id: BlockId, text: &str) -> bool {
    let kinds = [InlineKind::Code, InlineKind::Math, InlineKind::Template, InlineKind::Image, InlineKind::Break];
    article.inlines_of_range(id, id + 1).iter().any(|inline| kinds.contains(&inline.kind))
        || article.is_within(id, Kind::Quote)
        || article.block(id).src.cut(article.source.text()).contains("{{")
        || ["](", "://", "{{", "}}", "=>", "->", "\\"].iter().any(|mark| text.contains(mark))
}

/// A closing half at the end of a paragraph.
fn closing(article: &Document, id: BlockId, text: &str) -> Option<Half> {
    let body = text.trim_end_matches(['.', '!', '?', ' ']);
    let last = body.chars().next_back()?;
    let (open, close) = if last == '"' { ('"', '"') } else { *PAIRS.iter().find(|(_, close)| *close == last)? };
    let words = body.get(..body.len() - last.len_utf8())?;
    // "5 feet 3\"" is a size, and ":)" a face.
    let is_word = words.ends_with(|c: char| c.is_alphabetic() || matches!(c, '.' | '!' | '?' | ',')) || words.ends_with(' ') && open != '"';
    let is_sentence = has_words(words, if article.block(id).kind == Kind::Heading { 2 } else { 4 });
    if !is_word || !is_sentence || balance(text, open, close) >= 0 {
        return None;
    }
    let has_other = match open {
        // An interval, a smiley or a label takes half of a pair.
        '(' | '[' | '{' => text.contains(['[', '(', '{']) || open == '(' && has_labels(text),
        _ => text.contains(['„', '«', '‟', '″', '`', '‘']) || text.contains("''") || open == '“' && text.contains('"'),
    };
    let opens_before = || {
        leaves_before(article, id)
            .any(|before| balance(article.text_of(before), open, close) > 0 || open == '"' && is_odd(article.text_of(before)))
    };
    let word = words.trim_end().rfind(char::is_whitespace).map_or(0, |blank| blank + 1);
    let is_quoted = open == '"' && words.get(word..).is_some_and(|word| word.contains('"'));
    (!has_other && !is_quoted && !opens_before()).then(|| half(article, id, word..body.len(), CLOSES))
}

/// The only bracket of a sentence, which closes behind a word: "for a whole day] before it is opened".
fn within(article: &Document, id: BlockId, text: &str) -> Option<Half> {
    let bytes = text.as_bytes();
    let at = memchr::memchr2(b')', b']', bytes)?;
    let (open, close) = if bytes.get(at) == Some(&b')') { ('(', ')') } else { ('[', ']') };
    let (head, tail) = (text.get(..at)?, text.get(at + 1..)?);
    if head.contains(['(', '[', '{']) || tail.contains(['(', '[', '{', ')', ']', '}']) {
        return None;
    }
    let letters = head.bytes().rev().take_while(u8::is_ascii_lowercase).count();
    // Labels are shorter.
    let is_word = letters > 2 && has_words(head, 3) && !has_labels(text);
    let goes_on = [" ", ", ", ". "].iter().any(|mark| tail.strip_prefix(mark).is_some_and(|rest| rest.starts_with(char::is_alphabetic)));
    let is_sentence = text.ends_with(['.', '!', '?']) && article.block(id).kind == Kind::Paragraph;
    let opens_before = || leaves_before(article, id).any(|before| balance(article.text_of(before), open, close) > 0);
    (is_word && goes_on && is_sentence && !opens_before()).then(|| half(article, id, at - letters..at + 1, CLOSES))
}

/// An opening half that nothing closes: a quotation mark before the first word, or a bracket within a sentence.
fn opening(article: &Document, id: BlockId, text: &str) -> Option<Half> {
    if !text.ends_with(['.', '!', '?']) || !has_words(text, 5) || article.block(id).kind == Kind::Heading {
        return None;
    }
    let first = text.chars().next()?;
    let (open, close, at) = if matches!(first, '“' | '"') {
        (first, if first == '"' { '"' } else { '”' }, 0)
    } else if let Some((mark, at)) = lone_quotation(text) {
        (mark, if mark == '"' { '"' } else { '”' }, at)
    } else {
        let at = memchr::memrchr(b'(', text.as_bytes())?;
        ('(', ')', at)
    };
    if open == '(' {
        let is_within = text.get(..at).is_some_and(|head| head.ends_with(' '))
            && text.get(at + 1..).is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        if !is_within || balance(text, open, close) != 1 || text.contains(['[', '{']) || text.matches(open).count() != 1 {
            return None;
        }
    } else {
        let other = text.get(at + open.len_utf8()..)?;
        if other.contains(['“', '”', '"', '″', '«', '»', '`']) || other.contains("''") || !other.starts_with(char::is_alphabetic) {
            return None;
        }
    }
    let is_half = |other: BlockId| {
        let text = article.text_of(other);
        balance(text, open, close) != 0 || open == '"' && is_odd(text) || open != '(' && text.starts_with(['“', '"', '”'])
    };
    let closes = leaves_behind(article, id).any(is_half) || open != '(' && leaves_before(article, id).any(is_half);
    (!closes).then(|| {
        let behind = text.get(at + open.len_utf8()..).unwrap_or("");
        let word = behind.find(char::is_whitespace).unwrap_or(behind.len());
        half(article, id, at..at + open.len_utf8() + word, OPENS)
    })
}

/// The only quotation mark of a text, right behind a blank and before a word: "The keeper said “We open at six."
fn lone_quotation(text: &str) -> Option<(char, usize)> {
    let mut marks = text.char_indices().filter(|(_, c)| matches!(c, '“' | '”' | '"'));
    let (at, mark) = marks.next().filter(|(_, mark)| *mark != '”')?;
    let head = text.get(..at)?;
    let words = head.strip_suffix(' ')?;
    // A sign that is spoken of, a size and a word of code have no quotation behind them.
    let leads = words.ends_with(|c: char| c.is_alphabetic() || matches!(c, ':' | ','));
    (marks.next().is_none() && leads && !text.contains(['=', '<', '>', '`', '„', '‘'])).then_some((mark, at))
}

fn half(article: &Document, id: BlockId, range: std::ops::Range<usize>, says: &'static str) -> Half {
    Half { id, text: Span::from(range).shifted(article.block(id).text.start()), says }
}

/// How many more open than close. Straight marks are both: one left over closes.
fn balance(text: &str, open: char, close: char) -> i64 {
    if open == close {
        return if is_odd(text) { -1 } else { 0 };
    }
    let count = |mark: char| {
        let mut buffer = [0; 4];
        memchr::memmem::find_iter(text.as_bytes(), mark.encode_utf8(&mut buffer).as_bytes()).count()
    };
    let of = |mark: char| i64::try_from(count(mark)).unwrap_or(i64::MAX);
    of(open) - of(close)
}

fn is_odd(text: &str) -> bool {
    memchr::memchr_iter(b'"', text.as_bytes()).count() % 2 == 1
}

/// Whether a closing bracket behind a letter or a number is a label of a list, "a) bread, 2) flour", or the mouth of a face.
fn has_labels(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b')', bytes).any(|close| {
        let label = bytes.get(..close).unwrap_or_default().iter().rev().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let before = close.checked_sub(label + 1).and_then(|at| bytes.get(at));
        label < 3 && before.is_none_or(|byte| matches!(byte, b' ' | b':' | b';' | b'-' | b'='))
    })
}

/// The leaves above and below one that may hold the other half.
fn leaves_before(article: &Document, id: BlockId) -> impl Iterator<Item = BlockId> + '_ {
    (0..id).rev().filter(|other| is_leaf(article, *other)).take(NEAR)
}

fn leaves_behind(article: &Document, id: BlockId) -> impl Iterator<Item = BlockId> + '_ {
    (id + 1..article.blocks.len() as BlockId).filter(|other| is_leaf(article, *other)).take(NEAR)
}

fn is_leaf(article: &Document, id: BlockId) -> bool {
    let block = article.block(id);
    block.kind.is_leaf() && !block.text.is_empty() && !block.flags.has(Flags::BOILER)
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::findings;

    #[test]
    fn a_list_without_bullets_may_have_signs_of_its_own() {
        let page = |style: &str, class: &str| {
            format!(
                "<html><head><style>{style}</style></head><body><h1>Boats</h1><ul{class}><li>- The ferry is old.</li><li>- The tug is new.</li></ul></body></html>"
            )
        };
        let of = |style: &str, class: &str| findings("stray-characters", "boats.html", &page(style, class)).len();
        assert_eq!(of("", ""), 1);
        assert_eq!(of("ul.quays {list-style: none}", " class=\"quays\""), 0);
        assert_eq!(of("ul.quays {color: red} p {list-style: none}", " class=\"quays\""), 1);
        assert_eq!(of("", " class=\"no-bullet\""), 0);
        assert_eq!(of("", " style=\"list-style-type: none\""), 0);
    }
}

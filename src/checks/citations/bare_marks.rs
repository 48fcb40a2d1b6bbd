//! Marks of sources in an article that has no list of any: raised numbers, "(ref. 2)", "(Lund & Hay 2019)". Where they stand comes out.

use super::undefined_citation::block_at;
use crate::checks::prose::has_words;
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
use crate::fact::{is_function_word, month, number_word};
use crate::span::Span;

/// A mark, in the text.
#[derive(Clone, Copy)]
pub(super) struct Bare {
    pub(super) block: BlockId,
    pub(super) text: Span,
}

/// Words of a paragraph in which a mark cites.
const ENOUGH: usize = 6;

/// The marks of an article in which nothing answers them; those of one kind, which are one defect.
pub(super) fn unanswered(article: &Document) -> Vec<Bare> {
    /// Marks that are looked at: each asks all of the article for its source.
    const MOST: usize = 50;
    if article.all().any(|(_, block)| matches!(block.kind, Kind::FootDef | Kind::Math)) {
        return Vec::new();
    }
    let raised = [raised, daggers, raised_by_tags].into_iter().map(|marks| marks(article)).find(|marks| !marks.is_empty());
    if let Some(raised) = raised {
        return raised;
    }
    let (mut numbered, mut named, mut listed, mut round) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for open in memchr::memchr2_iter(b'(', b'[', article.text.as_bytes()) {
        if numbered.len() + named.len() >= MOST {
            break;
        }
        let rest = article.text.get(open + 1..).unwrap_or("");
        let first = rest.bytes().next().unwrap_or(0);
        // Hardly a bracket begins as such a mark does.
        if first.is_ascii_digit() && round.len() < MOST {
            round.extend(round_number(article, open));
        }
        if !first.is_ascii_alphabetic() && first < 0x80 {
            continue;
        }
        let near = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or("");
        let is_square = article.text.as_bytes().get(open) == Some(&b'[');
        let Some((inside, _)) = near.split_once(if is_square { ']' } else { ')' }) else { continue };
        let place = || prose_at(article, Span::of(open, open + inside.len() + 2));
        if points_at_list(inside) {
            listed.extend(place());
        } else if let Some(number) = number_of(inside) {
            numbered.extend(place().map(|mark| (mark, number)));
        } else if !is_square && let Some(cited) = inside.split("; ").map(Cited::of).collect::<Option<Vec<Cited<'_>>>>() {
            // "[The best tool](…) (Lund & Hay 2020)": the link leads to the source.
            let is_linked = |mark: &Bare| article.inlines_of(mark.block).iter().any(|inline| inline.kind == InlineKind::Link);
            // "(Lund et al., 2019; Hay, 2020)" cites several.
            if let Some(mark) = place().filter(|mark| !is_linked(mark)) {
                named.extend(cited.into_iter().map(|cited| (mark, cited)));
            }
        }
    }
    if !listed.is_empty() {
        return listed;
    }
    if numbered.iter().any(|(_, number)| is_numbered_list(article, *number)) {
        return Vec::new();
    }
    if !numbered.is_empty() {
        return numbered.into_iter().map(|(mark, _)| mark).collect();
    }
    let has = |wanted: u32| round.iter().find(|(number, _)| *number == wanted).map(|(_, mark)| mark.block);
    let counts_up = has(1).zip(has(2)).is_some_and(|(one, two)| one != two);
    if counts_up && !is_numbered_list(article, 1) && !is_numbered_list(article, 2) {
        return round.into_iter().map(|(_, mark)| mark).collect();
    }
    let is_sure = named.iter().any(|(_, cited)| cited.is_sure);
    let several =
        named.iter().any(|(one, cited)| named.iter().any(|(other, others)| one.block != other.block && cited.name != others.name));
    let several = several || named.iter().any(|(_, cited)| cited.is_scholarly);
    if !is_sure || !several || named.iter().any(|(mark, cited)| is_answered(article, *mark, cited)) {
        return Vec::new();
    }
    named.into_iter().map(|(mark, _)| mark).collect()
}

/// Bytes of a mark.
const LONGEST: usize = 64;

/// The mark, if it stands in running text and in no link.
fn prose_at(article: &Document, text: Span) -> Option<Bare> {
    let block = article.leaf_at(text.start());
    let leaf = article.block(block);
    let in_other = |kind| matches!(kind, InlineKind::Link | InlineKind::Code | InlineKind::FootRef | InlineKind::Math);
    let is_held = article
        .inlines_of(block)
        .iter()
        .any(|inline| in_other(inline.kind) && inline.text.start() < text.end() && inline.text.end() > text.start());
    (leaf.kind == Kind::Paragraph && !leaf.flags.has(Flags::BOILER) && !is_held && has_words(article.text_of(block), ENOUGH))
        .then_some(Bare { block, text })
}

/// Raised numbers that count up from one, behind the end of a sentence or a word, where no note begins with one.
fn raised(article: &Document) -> Vec<Bare> {
    /// Letters of a word that is no unit and no name of a size ("km²").
    const LETTERS: usize = 4;
    let bytes = article.text.as_bytes();
    let marks = ["¹", "²"].map(|mark| memchr::memmem::find_iter(bytes, mark).collect::<Vec<usize>>());
    let [ones, twos] = &marks;
    if ones.is_empty() || twos.is_empty() {
        return Vec::new();
    }
    let is_raised = |c: char| matches!(c, '¹' | '²' | '³' | '⁴'..='⁹' | '⁰');
    if article
        .all()
        .any(|(id, block)| block.kind.is_leaf() && article.text_of(id).lines().any(|line| line.trim_start().starts_with(is_raised)))
    {
        return Vec::new();
    }
    let cites = |at: &usize| {
        let before = article.text.get(..*at).unwrap_or("");
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        let behind = article.text.get(at + '¹'.len_utf8()..).unwrap_or("");
        (before.ends_with(['.', ',', '?', '!', '”', '"', ';', ')']) || word.chars().count() >= LETTERS)
            && (behind.is_empty() || behind.starts_with(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';')))
    };
    // A power of anything else shows that the signs are no marks.
    if !ones.iter().chain(twos).all(cites) {
        return Vec::new();
    }
    let mut found: Vec<Bare> = ones.iter().chain(twos).filter_map(|at| prose_at(article, Span::of(*at, at + '¹'.len_utf8()))).collect();
    found.sort_unstable_by_key(|mark| mark.text.start());
    if found.len() == ones.len() + twos.len() { found } else { Vec::new() }
}

/// Daggers behind the mark that ends a sentence or a clause ("fewer calls.†"), where no note begins with one; behind a name they say that somebody is dead.
fn daggers(article: &Document) -> Vec<Bare> {
    let marks: Vec<usize> = memchr::memmem::find_iter(article.text.as_bytes(), "†").collect();
    let is_dagger = |c: char| matches!(c, '†' | '‡');
    let cites = |at: &usize| article.text.get(..*at).is_some_and(|before| before.ends_with(['.', ',', '?', '!', '”', ';']));
    let begins_note = |id: BlockId| article.text_of(id).lines().any(|line| line.trim_start().starts_with(is_dagger));
    if marks.is_empty() || !marks.iter().all(cites) || article.all().any(|(id, block)| block.kind.is_leaf() && begins_note(id)) {
        return Vec::new();
    }
    marks.into_iter().filter_map(|at| prose_at(article, Span::of(at, at + '†'.len_utf8()))).collect()
}

/// Plain digits that tags raise, `calls.<sup>1</sup>`, which count up from one as the raised signs do.
fn raised_by_tags(article: &Document) -> Vec<Bare> {
    const OPEN: &str = "<sup>";
    const CLOSE: &str = "</sup>";
    /// Letters of a word that is no unit and no name of a size ("km²").
    const LETTERS: usize = 4;
    /// Marks that are looked at.
    const MOST: usize = 50;
    let source = article.source.text();
    let mut marks = Vec::new();
    for at in memchr::memmem::find_iter(source.as_bytes(), OPEN).take(MOST) {
        let (before, behind) = (source.get(..at).unwrap_or(""), source.get(at + OPEN.len()..).unwrap_or(""));
        let Some((raised, rest)) = behind.split_once(CLOSE) else { return Vec::new() };
        // "1st" has its letters raised.
        if !raised.is_empty() && raised.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            continue;
        }
        let letters = before.chars().rev().take_while(|c| c.is_alphabetic()).count();
        let cites = (before.ends_with(['.', ',', '?', '!', '”', '"', ';', ')']) || letters >= LETTERS)
            && (rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | '<')));
        // A power or a note that begins with its number shows that the others are no marks of sources.
        let Some(number) = raised.parse::<u32>().ok().filter(|number| cites && *number < 100) else { return Vec::new() };
        let start = at + OPEN.len();
        let block = block_at(article, Span::of(start, start + raised.len()));
        let base = article.block(block).text.start() as usize;
        let mut digits = article.text_of(block).match_indices(raised).map(|(at, _)| Span::of(base + at, base + at + raised.len()));
        let Some(mark) = digits.find(|digits| article.source_span(*digits).start() as usize == start) else { return Vec::new() };
        marks.push((number, mark));
    }
    let counts_up = [1, 2].iter().all(|wanted| marks.iter().any(|(number, _)| number == wanted));
    let all = marks.len();
    let found: Vec<Bare> = marks.into_iter().filter_map(|(_, mark)| prose_at(article, mark)).collect();
    if counts_up && found.len() == all && !is_numbered_list(article, 1) && !is_numbered_list(article, 2) { found } else { Vec::new() }
}

/// "see references below", "see the bibliography at the end": the list itself.
fn points_at_list(inside: &str) -> bool {
    let lists = ["references", "sources", "bibliography", "works cited", "reference list"];
    let places = [" below", " at the end", " at the bottom", " at the foot", " section"];
    let named = inside.strip_prefix("see ").map(|rest| rest.strip_prefix("the ").unwrap_or(rest).to_ascii_lowercase());
    named.is_some_and(|named| {
        lists.iter().any(|list| named.strip_prefix(list).is_some_and(|rest| places.iter().any(|place| rest.starts_with(place))))
    })
}

/// "see reference 3", "ref. 2", "refs. 3 and 4": the number of a source.
fn number_of(inside: &str) -> Option<u32> {
    let told = inside.strip_prefix("see ").or_else(|| inside.strip_prefix("cf. "));
    let inside = told.unwrap_or(inside);
    let (word, rest) = inside.split_once(' ')?;
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let names = matches!(word.as_str(), "ref" | "refs" | "reference" | "references" | "source" | "sources" | "endnote" | "footnote");
    // "(note 4)" may be one of music; "(see note 4)" sends readers to it.
    let names = names || told.is_some() && matches!(word.as_str(), "note" | "notes");
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, behind) = rest.split_at_checked(digits)?;
    let is_end = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b',' | b'-' | b'&'));
    let goes_on = behind.strip_prefix(" and ").unwrap_or(behind);
    (names && (1..=2).contains(&digits) && is_end(goes_on)).then(|| number.parse().ok()).flatten()
}

/// "It rots when it is put away wet (2).": a number in round brackets that ends a sentence behind a word of weight, which names no part and is no number
/// itself ("two (2)").
fn round_number(article: &Document, open: usize) -> Option<(u32, Bare)> {
    const LETTERS: usize = 4;
    const PARTS: [&str; 22] = [
        "step",
        "option",
        "phase",
        "figure",
        "table",
        "equation",
        "section",
        "article",
        "paragraph",
        "item",
        "case",
        "type",
        "level",
        "part",
        "question",
        "rule",
        "group",
        "number",
        "class",
        "grade",
        "stage",
        "clause",
    ];
    let rest = article.text.get(open + 1..)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number: u32 = rest.get(..digits).filter(|_| digits < 3)?.parse().ok()?;
    let behind = rest.get(digits..)?.strip_prefix(").")?;
    let word = article.text.get(..open)?.strip_suffix(' ')?.rsplit(|c: char| !c.is_ascii_lowercase()).next()?;
    let is_weighty = word.len() >= LETTERS && !is_function_word(word) && !PARTS.contains(&word) && number_word(word).is_none();
    let ends = behind.is_empty() || behind.starts_with(char::is_whitespace);
    (is_weighty && ends && number > 0).then(|| prose_at(article, Span::of(open, open + digits + 2)))?.map(|mark| (number, mark))
}

/// The article counts so many things in a list, or begins a line with the number and its name: they may be the sources.
fn is_numbered_list(article: &Document, number: u32) -> bool {
    let is_list = article
        .of_kind(Kind::List)
        .any(|(id, list)| list.flags.has(Flags::ORDERED) && article.children(id).take(number as usize).count() == number as usize);
    let begins = |id: BlockId| {
        let text = article.text_of(id).trim_start_matches(['[', '(', '#']).to_ascii_lowercase();
        ["", "source ", "reference ", "ref. ", "ref ", "note "].iter().any(|label| {
            text.strip_prefix(label)
                .and_then(|rest| rest.strip_prefix(&*number.to_string()))
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        })
    };
    is_list || article.all().any(|(id, block)| block.kind.is_leaf() && begins(id))
}

/// "Lund & Hay 2019", "cf. Lund, 2016", "Lund 2014, p. 88".
struct Cited<'t> {
    name: &'t str,
    year: &'t str,
    /// Only a citation is written so.
    is_sure: bool,
    /// One of them is enough: "et al.", or the page that is meant.
    is_scholarly: bool,
}

impl<'t> Cited<'t> {
    fn of(inside: &'t str) -> Option<Self> {
        let bare = ["cf. ", "see ", "e.g. ", "e.g., "].iter().find_map(|start| inside.strip_prefix(start));
        let compares = inside.starts_with("cf. ");
        let text = bare.unwrap_or(inside);
        let (text, page) = text.split_once(", p").map_or((text, None), |(text, page)| (text, Some(page)));
        let is_page = page.is_none_or(|page| {
            let number = page.trim_start_matches(['p', '.', ' ']);
            !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '–' | '-'))
        });
        let year = text.get(text.len().checked_sub(4)?..)?;
        let is_year = (year.starts_with("19") || year.starts_with("20")) && year.bytes().all(|byte| byte.is_ascii_digit());
        let names = text.strip_suffix(year)?.strip_suffix(' ')?;
        let names = names.strip_suffix(',').unwrap_or(names);
        let is_name = |name: &str| {
            name.chars().count() > 2
                && name.starts_with(char::is_uppercase)
                && name.chars().skip(1).all(|c| c.is_lowercase() || matches!(c, '-' | '’' | '\''))
                && month(name).is_none()
                && !matches!(name, "Spring" | "Summer")
        };
        let (first, is_pair) = match names.strip_suffix(" et al.").or_else(|| names.strip_suffix(" et al")) {
            Some(first) => (first, true),
            None => match names.split_once(" & ").or_else(|| names.split_once(" and ")) {
                Some((first, second)) if is_name(second) => (first, true),
                Some(_) => return None,
                None => (names, false),
            },
        };
        let is_scholarly = page.is_some() || names.contains(" et al");
        (is_year && is_page && is_name(first)).then_some(Self {
            name: first,
            year,
            is_sure: is_pair || page.is_some() || compares,
            is_scholarly,
        })
    }
}

/// A line that begins with the name and has the year is the entry, wherever it stands.
fn is_answered(article: &Document, mark: Bare, cited: &Cited<'_>) -> bool {
    article.all().any(|(id, block)| {
        let text = article.text_of(id);
        block.kind.is_leaf() && id != mark.block && text.contains(cited.year) && text.trim_start().starts_with(cited.name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_with_a_number_or_a_name_are_read() {
        for (inside, number) in [("see reference 3", 3), ("ref. 2", 2), ("refs. 3 and 4", 3), ("source 1", 1)] {
            assert_eq!(number_of(inside), Some(number), "{inside}");
        }
        for inside in ["source code", "see page 3", "reference 3 boats", "ref. 2019"] {
            assert_eq!(number_of(inside), None, "{inside}");
        }
        for (inside, name, is_sure) in [
            ("Lund & Hay, 2019", "Lund", true),
            ("Lund et al., 2021", "Lund", true),
            ("Lund 2014, p. 88", "Lund", true),
            ("cf. Lund, 2016", "Lund", true),
            ("Lund, 2020, pp. 12–15", "Lund", true),
            ("Lund 2020", "Lund", false),
        ] {
            assert_eq!(Cited::of(inside).map(|cited| (cited.name, cited.is_sure)), Some((name, is_sure)), "{inside}");
        }
        for inside in ["May 2019", "since 2019", "Harbour Office 2019", "2019", "the pier, 2019"] {
            assert!(Cited::of(inside).is_none(), "{inside}");
        }
    }
}

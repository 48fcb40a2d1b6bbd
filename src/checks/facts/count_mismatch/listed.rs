//! The things below a lead-in, counted in all ways that a writer may have counted them.

use super::whole;
use crate::checks::prose::has_words;
use crate::document::{BlockId, Document, InlineKind, Kind};
use crate::fact::number_word;

/// A list below a lead-in.
pub(super) struct Listed {
    /// Its items, those inside items left out.
    pub items: Vec<BlockId>,
    /// How many items there are inside its items.
    nested: usize,
    /// How many there are with each further list of the section.
    onward: Vec<usize>,
    /// What follows may be the rest of it.
    goes_on: bool,
}

/// Blocks behind a list that are looked at for the rest of it.
const ONWARD: usize = 40;

impl Listed {
    pub(super) fn of(article: &Document, list: BlockId) -> Self {
        let items: Vec<BlockId> = items_of(article, list).collect();
        let end = article.block(list).end;
        let inside = (list + 1..end).filter(|id| article.block(*id).kind == Kind::Item).count();
        let nested = inside - items.len().min(inside);
        let mut onward = Vec::new();
        let mut together = items.len();
        let mut goes_on = false;
        let mut before = list;
        for next in article.siblings_behind(list).take(ONWARD) {
            match article.block(next).kind {
                Kind::Heading => break,
                Kind::List => {
                    together += items_of(article, next).count();
                    onward.push(together);
                    // A list without a lead-in of its own goes on with this one.
                    goes_on |= !article.text_of(before).ends_with(':');
                }
                _ => {}
            }
            if before == list {
                goes_on |= is_rest(article, next);
            }
            before = next;
        }
        Self { items, nested, onward, goes_on }
    }

    /// Whether the number can be that of these things, or nobody can say.
    pub(super) fn answers(&self, article: &Document, number: usize, is_additional: impl Fn(&str) -> bool) -> bool {
        let count = self.items.len();
        if count < 2 || count >= number * 2 || count * 2 < number || count == number {
            return true;
        }
        let counted = [self.nested, self.nested + count].into_iter().chain(self.onward.iter().copied());
        let text = |item: &BlockId| first_line(article, *item);
        if counted.into_iter().any(|other| other == number) {
            return true;
        }
        // "5 tugs" and "7 ferries" are twelve boats; "two doors" and "two lamps" are two things of each kind.
        let amounts = || self.items.iter().map(|item| amount(text(item)));
        if amounts().map(|amount| amount.unwrap_or(1)).sum::<usize>() == number || amounts().all(|amount| amount == Some(number)) {
            return true;
        }
        // "Keys 4 and 5: Two gates of the lock" is two of them.
        let of_label = |item: &BlockId| text(item).split_once(':').and_then(|(_, said)| first_amount(said)).unwrap_or(1);
        if self.items.iter().map(of_label).sum::<usize>() == number {
            return true;
        }
        // "Two ropes are crossed", "Two lamps are out": how many faults these are is not said.
        if amounts().all(|amount| amount.is_some_and(|amount| amount > 1)) {
            return true;
        }
        // An item that went on to announce what the next ones are: the list is two.
        if self.items.iter().any(|item| announces_more(article, *item)) {
            return true;
        }
        // "2 through 5 (for guests)" is four of them.
        if self.items.iter().map(|item| stretch(text(item)).unwrap_or(1)).sum::<usize>() == number {
            return true;
        }
        if count < number {
            // "Lamps and Ropes. …" are two in one item, and so are "either … or …".
            let holds_pair = |item: &BlockId| holds_two(text(item)) || names_two(text(item)) || opens_with_two(article, *item);
            let pairs = self.items.iter().filter(|item| holds_pair(item)).count();
            // "(a) fewer lamps, (b) more ropes, and" are two of them in one item.
            let marks: usize = self.items.iter().map(|item| marks_within(text(item))).sum();
            if marks == number {
                return true;
            }
            return self.goes_on || labels(article, &self.items) == number || count + pairs == number;
        }
        // "This berth has no lamp, but …" is a remark on the item before it, where no other item begins so.
        let is_remark = |item: &&BlockId| REMARKS.iter().any(|start| text(item).starts_with(start));
        let is_told = count == number + 1 && tells_what_happens(&self.items.iter().map(text).collect::<Vec<_>>());
        let has_remark = count == number + 1 && self.items.iter().position(|item| is_remark(&item)).is_some_and(|at| at > 0);
        // "Hours: …" below ways to reach somebody, "(Dropped: …)", "additionally, …".
        let is_aside = |text: &str| text.starts_with('(') || text.contains("additionally") || is_framing(text);
        let asides = self.items.iter().filter(|item| is_aside(text(item))).count();
        let remarks = usize::from(is_told || has_remark && self.items.iter().filter(is_remark).count() == 1 || asides == 1);
        let added = self.items.iter().filter(|item| is_additional(text(item))).count() + remarks;
        count - number <= added || bold(article, &self.items) == number
    }
}

/// First words of an item that adds a remark to those before it.
const REMARKS: [&str; 16] = [
    "This ",
    "These ",
    "Note that ",
    "Note, ",
    "Note:",
    "However, ",
    "If still ",
    "If none ",
    "If neither ",
    "If nothing ",
    "For an example ",
    "For more ",
    "For details ",
    "See also ",
    "You can see ",
    "You can find ",
];

/// Whether the last item alone says in a whole sentence what will happen: a remark on the things before it.
fn tells_what_happens(items: &[&str]) -> bool {
    let will = |text: &str| text.split_whitespace().any(|word| word == "will");
    items.split_last().is_some_and(|(last, others)| {
        let is_sentence = |text: &str| text.trim_end().ends_with(['.', ')']);
        will(last) && is_sentence(last) && !others.iter().any(|other| will(other) || is_sentence(other)) && !last.starts_with("The ")
    })
}

/// The items of a list with something in them.
fn items_of(article: &Document, list: BlockId) -> impl Iterator<Item = BlockId> + '_ {
    article.children(list).filter(|item| article.block(*item).kind == Kind::Item && article.has_content(*item))
}

/// Whether an item names two things in its label and speaks of both, or two ways with an "or" between them.
fn holds_two(text: &str) -> bool {
    let (label, behind) = text.split_once(['.', ':', '—', '–']).unwrap_or(("", ""));
    let said = behind.split('.').next().unwrap_or("");
    let speaks_of_both = || said.split_whitespace().any(|word| matches!(word, "Both" | "both" | "them"));
    !has_words(label, 6) && label.contains(" and ") && speaks_of_both()
        || text.split_once("either ").is_some_and(|(_, ways)| ways.contains(" or "))
}

/// Whether an item opens with two names in code and nothing but a joint between them: "`lit`, `unlit`: whether the lamp burns".
fn opens_with_two(article: &Document, item: BlockId) -> bool {
    let Some(leaf) = (item..article.block(item).end).find(|id| article.block(*id).kind.is_leaf()) else { return false };
    let mut codes = article.inlines_of(leaf).iter().filter(|inline| inline.kind == InlineKind::Code).map(|inline| inline.text);
    let (Some(one), Some(other)) = (codes.next(), codes.next()) else { return false };
    let between = article.text.get(one.end() as usize..other.start() as usize).unwrap_or("-");
    one.start() == article.block(leaf).text.start() && matches!(between.trim(), "" | "," | "/" | "and" | "or" | ", and")
}

/// Whether an item is the names of two things and what is said of both: "the mate and the deputy mate, who …", "Hull & Selby".
fn names_two(text: &str) -> bool {
    /// Words of the two names.
    const WORDS: usize = 8;
    let end = text.find([',', ';', '(']).unwrap_or(text.len());
    let (head, behind) = text.split_at_checked(end).unwrap_or((text, ""));
    let head = head.trim_end().trim_end_matches('.');
    let pair = [" and ", " & ", " as well as "].iter().find_map(|joint| head.split_once(joint));
    let Some((one, other)) = pair.filter(|_| !has_words(head, WORDS) && !text.contains(['—', '–', ':'])) else { return false };
    let first = |name: &str| name.split(' ').next().unwrap_or("").to_lowercase();
    let has_article = |name: &&str| matches!(&*first(name), "the" | "a" | "an" | "one" | "our" | "its" | "their" | "his" | "her");
    let is_name = |name: &&str| name.split(' ').all(|word| word.starts_with(char::is_uppercase));
    let is_deed = |name: &&str| !name.contains(' ') && name.ends_with("ing");
    let both = [one, other];
    // What is told in a sentence has no such names, but what a comma leads on to may be anything.
    let is_sentence = text.trim_end().ends_with('.') && behind.is_empty();
    !is_sentence && (both.iter().all(has_article) || both.iter().all(is_name) || both.iter().all(is_deed))
}

/// How many items of a list within a sentence an item has: "(a) …, (b) …".
fn marks_within(text: &str) -> usize {
    let is_mark = |word: &str| matches!(word.as_bytes(), [b'(', sign, b')'] if sign.is_ascii_alphanumeric());
    text.split_whitespace().filter(|word| is_mark(word)).count()
}

/// "Hours: Monday to Friday", "Duration: 90 minutes": an item that says of all things when, how long or for how much they are.
fn is_framing(text: &str) -> bool {
    const LABELS: [&str; 16] = [
        "availability",
        "contact",
        "cost",
        "costs",
        "date",
        "deadline",
        "duration",
        "fee",
        "hours",
        "length",
        "location",
        "opening hours",
        "price",
        "time",
        "venue",
        "when",
    ];
    text.split_once(':').is_some_and(|(label, _)| LABELS.contains(&&*label.trim().to_lowercase()))
}

/// Whether an item ends in an announcement, and nothing that it holds answers it.
fn announces_more(article: &Document, item: BlockId) -> bool {
    let leaves = || (item + 1..article.block(item).end).filter(|id| article.block(*id).kind.is_leaf());
    leaves().count() == 1 && article.text_of(item).ends_with(':')
}

/// The first leaf of an item.
fn first_line(article: &Document, item: BlockId) -> &str {
    article.text_of(item).split('\n').next().unwrap_or("")
}

/// Whether a block behind a list may hold the rest of it: it is no prose, or begins like an item.
fn is_rest(article: &Document, next: BlockId) -> bool {
    match article.block(next).kind {
        Kind::Paragraph => {
            let text = article.text_of(next);
            let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            let begins = [
                "And",
                "Finally",
                "Lastly",
                "Last",
                "Also",
                "Then",
                "Plus",
                "Third",
                "Fourth",
                "Fifth",
                "Sixth",
                "Another",
                "Or",
                "Next",
                "Optionally",
            ];
            let is_bold = article
                .inlines_of(next)
                .iter()
                .any(|inline| inline.kind == InlineKind::Strong && inline.text.start() == article.block(next).text.start());
            let has_picture = article
                .inlines_of(next)
                .iter()
                .any(|inline| matches!(inline.kind, InlineKind::Image | InlineKind::Embed | InlineKind::Template));
            begins.contains(&first)
                || is_bold
                || has_picture
                || text.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '•' | '*' | '·' | '–'))
                || ["The last", "The third", "The fourth", "The fifth", "The final"].iter().any(|begin| text.starts_with(begin))
        }
        Kind::Heading | Kind::Rule | Kind::Byline => false,
        _ => true,
    }
}

/// The number that a text begins with.
fn first_amount(text: &str) -> Option<usize> {
    let first = text.split_whitespace().next()?;
    first.parse::<usize>().ok().or_else(|| number_word(first).and_then(whole)).filter(|value| (1..1000).contains(value))
}

/// How many things an item says it is: "7 ferries", "The seven ferries" and "Plus 7 more ferries" seven, "Ferries (7)" seven.
fn amount(text: &str) -> Option<usize> {
    let first = text.split_whitespace().find(|word| !matches!(*word, "The" | "Plus" | "And" | "plus" | "and")).unwrap_or("");
    let value = |word: &str| word.parse::<usize>().ok().or_else(|| number_word(word).and_then(whole));
    let behind =
        || text.rsplit(|c: char| matches!(c, '(' | ':') || c.is_whitespace()).next().unwrap_or("").trim_end_matches([')', '.', ';']);
    value(first).or_else(|| value(behind())).filter(|value| (1..1000).contains(value))
}

/// How many numbers an item stands for that begins with the first and the last of them: "2 through 5", "6–9", "4 and 5".
fn stretch(text: &str) -> Option<usize> {
    let mut words = text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '(' | ':' | ',')).filter(|word| !word.is_empty());
    let first: usize = words.next()?.parse().ok()?;
    let next = words.next()?;
    let is_joint = matches!(next, "to" | "through" | "until" | "and" | "&");
    let last: usize = if is_joint { words.next()? } else { next }.parse().ok()?;
    (first < last && last < 1000).then(|| last - first + 1)
}

/// How many items begin in bold: where only some do, these are the things, and the others belong to them.
fn bold(article: &Document, items: &[BlockId]) -> usize {
    let is_bold = |item: &&BlockId| {
        let start = article.block(**item).text.start();
        article.inlines_of(**item).iter().any(|inline| inline.kind == InlineKind::Strong && inline.text.start() == start)
    };
    items.iter().filter(is_bold).count()
}

/// How many paragraphs of the items are code and nothing else: an item may explain two options.
fn labels(article: &Document, items: &[BlockId]) -> usize {
    let is_code = |id: &BlockId| {
        let text = article.block(*id).text;
        article.block(*id).kind == Kind::Paragraph
            && article.inlines_of(*id).iter().any(|inline| inline.kind == InlineKind::Code && inline.text.len() + 1 >= text.len())
    };
    items.iter().flat_map(|item| *item..article.block(*item).end).filter(is_code).count()
}

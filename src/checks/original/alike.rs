//! How much of what two articles say they have in common, boilerplate aside, and where that is meant.

use std::collections::BTreeMap;
use std::path::Path;

use crate::checks::numbering::{is_dated, names_version};
use crate::document::{Document, MetaFrom, shingles};
use crate::fact::is_function_word;
use crate::library::{Entry, Filter, Library, Peers, page_name};
use crate::source::{ArticleId, Format};

/// What articles say without what many of them say.
pub(super) struct Own<'l> {
    library: &'l Library,
    peers: &'l Peers,
    /// Hashes of shingles that many articles have, in ascending order.
    common: Vec<u32>,
    /// Tells most hashes that are not among them without a search.
    may_be_common: Filter,
}

/// Hashes that are counted at once: those of a larger library part by part, so that the counters stay small and tell most hashes apart.
const COUNTED: usize = 1 << 20;

impl<'l> Own<'l> {
    /// Learns what `often` articles say.
    pub(super) fn of(library: &'l Library, peers: &'l Peers, often: usize) -> Self {
        let mut common: Vec<u32> = Vec::new();
        let mut part_of: Vec<u32> = Vec::new();
        let sketches = || peers.firsts().filter_map(|(_, article)| library.entry(article)).map(|entry| entry.wording.sketch.hashes());
        let hashes = sketches().map(<[u32]>::len).sum::<usize>();
        let parts = hashes.div_ceil(COUNTED).next_power_of_two() as u32;
        let mut counters = Counters::of(hashes.min(COUNTED));
        for part in 0..parts {
            // The smallest hashes differ in their last bits.
            let of_part = || sketches().flatten().copied().filter(move |hash| hash & (parts - 1) == part);
            counters.clear();
            of_part().for_each(|hash| counters.add(hash));
            part_of.clear();
            of_part().filter(|hash| counters.may_have(*hash, often)).for_each(|hash| part_of.push(hash));
            part_of.sort_unstable();
            let many = part_of.chunk_by(PartialEq::eq).filter(|same| same.len() >= often);
            common.extend(many.filter_map(|same| same.first()));
        }
        common.sort_unstable();
        let may_be_common = Filter::of(common.len(), common.iter().copied().map(u64::from));
        Self { library, peers, common, may_be_common }
    }

    /// An article by its place among the peers.
    pub(super) fn article(&self, at: usize) -> Option<(ArticleId, &'l Entry)> {
        let article = self.peers.articles().get(at)?;
        Some((*article, self.library.entry(*article)?))
    }

    /// The hashes of an article that are its own, in ascending order.
    pub(super) fn hashes(&self, entry: &'l Entry) -> impl Iterator<Item = u32> {
        let is_common = |hash: &u32| self.may_be_common.may_have(u64::from(*hash)) && self.common.binary_search(hash).is_ok();
        entry.wording.sketch.hashes().iter().copied().filter(move |hash| !is_common(hash))
    }

    /// Of the shingles that either of two articles has, the share that stands in both, in per cent, as far as the sketches tell.
    pub(super) fn alike(one: &'l Entry, other: &'l Entry) -> usize {
        let bound = common_bound(one, other);
        let all = |entry: &'l Entry| {
            let hashes = entry.wording.sketch.hashes();
            hashes.get(..hashes.partition_point(|hash| *hash <= bound)).unwrap_or_default()
        };
        in_common(all(one), all(other))
    }

    /// The same of those shingles that are their own.
    pub(super) fn alike_of_own(&self, one: &'l Entry, other: &'l Entry) -> usize {
        let bound = common_bound(one, other);
        let own = |entry: &'l Entry| self.hashes(entry).take_while(move |hash| *hash <= bound).collect::<Vec<u32>>();
        in_common(&own(one), &own(other))
    }
}

/// The hash up to which the sketches of two articles hold all their shingles.
fn common_bound(one: &Entry, other: &Entry) -> u32 {
    one.wording.sketch.bound().min(other.wording.sketch.bound())
}

/// How often hashes were met, up to 255 times; a counter may stand for several hashes, and says more then, never less.
struct Counters(Vec<u8>);

impl Counters {
    fn of(hashes: usize) -> Self {
        Self(vec![0; (hashes * 2).next_power_of_two()])
    }

    fn clear(&mut self) {
        self.0.fill(0);
    }

    /// As for a [`Filter`], whose hashes are the same.
    fn place(&self, hash: u32) -> usize {
        (hash.wrapping_mul(0x9e37_79b1) >> (u32::BITS - self.0.len().trailing_zeros()).min(u32::BITS - 1)) as usize
    }

    fn add(&mut self, hash: u32) {
        let place = self.place(hash);
        if let Some(counter) = self.0.get_mut(place) {
            *counter = counter.saturating_add(1);
        }
    }

    fn may_have(&self, hash: u32, often: usize) -> bool {
        self.0.get(self.place(hash)).is_some_and(|counter| usize::from(*counter) >= often.min(usize::from(u8::MAX)))
    }
}

/// Twice the number of what two ascending rows have in common by the sum of both (Dice 1945), in per cent.
fn in_common<T: Ord>(one: &[T], other: &[T]) -> usize {
    let (mut shared, mut others) = (0, other.iter().peekable());
    for value in one {
        while others.next_if(|other| *other < value).is_some() {}
        shared += usize::from(others.peek() == Some(&value));
    }
    (200 * shared).checked_div(one.len() + other.len()).unwrap_or(0)
}

/// Whether two articles may well be alike: parts of a series, entries of a log or a reference, one that leads to the other.
pub(super) fn is_meant(one: &Entry, other: &Entry) -> bool {
    let both = |is: fn(&str) -> bool| [one, other].iter().all(|entry| entry.title.as_deref().is_some_and(is));
    one.is_series_of(other)
        || are_titled_alike(one, other)
        || differs_in_numbers(&one.path, &other.path)
        || are_logs(one, other)
        || is_legacy(one) != is_legacy(other)
        || both(is_name_of_code)
        || are_chapters(one, other)
        || [one, other].iter().all(|entry| is_of_command(entry))
        || introduce(one, other)
        || leads_to(one, other)
        || leads_to(other, one)
}

/// Whether an article is kept for those who still use what it is about. "Old" and "archive" say so of the article only as the name of a folder, behind
/// the name of a file or in brackets: the Old Bridge is no version of a bridge.
fn is_legacy(entry: &Entry) -> bool {
    const WORDS: [&str; 3] = ["legacy", "deprecated", "obsolete"];
    const KEPT: [&str; 4] = ["old", "archive", "archived", "archives"];
    let title = entry.title.as_deref().unwrap_or("");
    let mut words =
        [&*entry.path, title].into_iter().flat_map(|text| text.split(|c: char| !c.is_alphabetic()).map(str::to_ascii_lowercase));
    // `legacyWorkflows` is written as one word.
    let is_named = words.any(|word| WORDS.contains(&&*word) || word.starts_with("legacy") || word.starts_with("deprecated"));
    let mut folders = entry.path.split('/').map(|folder| folder.split('.').next().unwrap_or(folder));
    let is_kept = |name: &str| {
        let last = name.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        KEPT.contains(&&*last.to_ascii_lowercase())
    };
    let in_brackets = |title: &str| title.split_once(['(', '[']).is_some_and(|(_, inside)| is_kept(inside.trim_end_matches([')', ']'])));
    is_named || folders.any(is_kept) || in_brackets(title)
}

/// Whether titles that differ, or the names of dated files, begin or end alike, as those of a series do: "Harbour walks, part two: the lamp", "The lamp:
/// opening hours", "Berths (by day)".
fn are_titled_alike(one: &Entry, other: &Entry) -> bool {
    const WORDS: usize = 3;
    let words = |title: &str| {
        let parts = title.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        parts.map(str::to_lowercase).collect::<Vec<_>>()
    };
    let begin_alike = |one: &str, other: &str| {
        let (one, other) = (words(one), words(other));
        one != other && one.iter().zip(&other).take_while(|(one, other)| one == other).count() >= WORDS
    };
    // The names of dated articles are titles as well; those of others may begin with the folders of a site.
    let (name, other_name) = (one.in_parts().1, other.in_parts().1);
    if [name, other_name].iter().all(|name| name.starts_with(|c: char| c.is_ascii_digit())) && begin_alike(name, other_name) {
        return true;
    }
    let Some((one, other)) = one.title.as_deref().zip(other.title.as_deref()) else { return false };
    let parted = |title: &str| title.split_once([':', '：', '(']).map(|(head, tail)| (words(head), words(tail)));
    let is_same = |one: &[String], other: &[String]| !one.is_empty() && one == other;
    let share_part =
        parted(one).zip(parted(other)).is_some_and(|((head, tail), (heads, tails))| is_same(&head, &heads) || is_same(&tail, &tails));
    words(one) != words(other) && (begin_alike(one, other) || share_part || differs_in_name(&words(one), &words(other)))
}

/// Whether two titles are the same but for one name, wherever that stands: "Lund by boat: what to see in Lund" and "Holm by boat: what to see in Holm".
fn differs_in_name(one: &[String], other: &[String]) -> bool {
    /// Words that both have.
    const SHARED: usize = 4;
    let mut others = one.iter().zip(other).filter(|(one, other)| one != other);
    let first = others.next();
    // The name comes again in each, so that the rest is a frame around it.
    let mut again = others.peekable();
    one.len() == other.len()
        && again.peek().is_some()
        && again.all(|pair| Some(pair) == first)
        && one.iter().zip(other).filter(|(one, other)| one == other).count() >= SHARED
}

/// Whether two paths are the same but for numbers: what was written for one year or version and then for the next. A lone small number more is
/// what a publishing system puts behind the name of a copy (`fees-2`).
fn differs_in_numbers(one: &str, other: &str) -> bool {
    const YEAR: usize = 4;
    let rest = |path: &str| path.chars().filter(|c| c.is_alphabetic() || *c == '/').collect::<String>();
    let numbers = |path: &str| -> Vec<String> {
        path.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).map(str::to_owned).collect()
    };
    let (first, second) = (numbers(one), numbers(other));
    let has_own_year = |own: &[String], others: &[String]| own.iter().any(|number| number.len() == YEAR && !others.contains(number));
    rest(one) == rest(other) && (first.len() == second.len() || has_own_year(&first, &second) || has_own_year(&second, &first))
}

/// Whether an article is a log, or an entry of one: of a month, a day or a version.
pub(super) fn is_log(entry: &Entry) -> bool {
    const MONTHS: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let is_of_month = || entry.in_parts().1.split(|c: char| !c.is_alphanumeric()).any(|word| MONTHS.contains(&&*word.to_ascii_lowercase()));
    entry.title.as_deref().is_some_and(|title| is_dated(title) || names_version(title)) || is_of_month()
}

/// Whether both are logs, or entries of one.
pub(super) fn are_logs(one: &Entry, other: &Entry) -> bool {
    is_log(one) && is_log(other)
}

/// Whether one of two pages says that the other one is its original, or both name the same.
pub(super) fn is_canonical(one: &Document, other: &Document) -> bool {
    let said = |article: &'_ Document| {
        let said = article.meta.iter().find(|meta| meta.from == MetaFrom::Element && &*meta.key == "canonical");
        said.map(|said| said.value.clone())
    };
    let own = |article: &Document| page_name(&article.source.path().to_string_lossy());
    let names = |article: &Document, other: &Document| {
        let name = said(article).and_then(|said| page_name(&said));
        // Pages of one name in two folders say nothing by it.
        name.is_some() && name == own(other) && name != own(article)
    };
    let is_one = || said(one).is_some_and(|original| said(other).is_some_and(|others| original == others));
    is_one() || names(one, other) || names(other, one)
}

/// Whether a page is put together of others: most of what the shorter one says stands in the longer one, which says much besides.
pub(super) fn is_part_of(one: &Document, other: &Document) -> bool {
    /// Share of the part that stands in the whole, in per cent, and how many times as long the whole is.
    const PART: usize = 90;
    const LONGER: usize = 2;
    let (one, other) = (shingles(one, |_| false), shingles(other, |_| false));
    let (part, whole) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let held = || part.iter().filter(|row| whole.binary_search(row).is_ok()).count();
    part.len() * LONGER <= whole.len() && held() * 100 >= part.len() * PART
}

/// Whether a text is that of a short licence, which stands below many a work.
pub(super) fn is_short_licence(text: &str) -> bool {
    const TERMS: [&str; 3] = ["ermission is hereby granted", "edistribution and use in source", "WITHOUT WARRANTY OF ANY KIND"];
    TERMS.iter().any(|term| memchr::memmem::find(text.as_bytes(), term.as_bytes()).is_some())
}

/// Whether two pages are chapters of two books, each with its number: "A.3. Lamps" and "C.3. Lamps" in folders of their own.
pub(super) fn are_chapters(one: &Entry, other: &Entry) -> bool {
    let is_numbered = |entry: &Entry| {
        let number = entry.title.as_deref().and_then(|title| title.split(' ').next()).unwrap_or("");
        let parts = || number.trim_end_matches('.').split('.');
        let is_part = |part: &str| {
            part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_uppercase()) || part.bytes().all(|byte| byte.is_ascii_digit())
        };
        number.ends_with('.') && number.len() > 1 && parts().all(|part| !part.is_empty() && is_part(part))
    };
    one.in_parts().0 != other.in_parts().0 && is_numbered(one) && is_numbered(other)
}

/// Whether a page describes one command among others: its title is the name of its file (`lamp_lit.md`, "lamp lit") or begins with it ("lit - what
/// burns"), or the file has the number of a part of the manual (`lamp-lit.1.md`).
fn is_of_command(entry: &Entry) -> bool {
    let (stem, title) = (entry.stem(), entry.title.as_deref().unwrap_or(""));
    let (_, name) = entry.in_parts();
    let is_part = name.split('.').nth(1).is_some_and(|part| matches!(part, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8"));
    let is_named = stem.contains('_')
        && title.len() == stem.len()
        && title.bytes().zip(stem.bytes()).all(|(one, other)| one.eq_ignore_ascii_case(&other) || one == b' ' && other == b'_');
    is_part || is_named || title.strip_prefix(stem).is_some_and(|rest| rest.starts_with(" - ") || rest.starts_with(" — "))
}

/// Whether two pages tell what a whole is: the README of two parts, or that of a folder and the first page of the manual below it.
fn introduce(one: &Entry, other: &Entry) -> bool {
    let is_readme = |entry: &Entry| entry.stem().eq_ignore_ascii_case("readme");
    let is_first = |entry: &Entry| {
        let stem = entry.stem().to_ascii_lowercase();
        let name = stem.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.'));
        matches!(name, "index" | "about" | "introduction" | "intro" | "overview" | "home")
    };
    let is_of = |readme: &Entry, first: &Entry| is_readme(readme) && is_first(first) && first.in_parts().0.starts_with(readme.in_parts().0);
    is_readme(one) && is_readme(other) || is_of(one, other) || is_of(other, one)
}

/// Whether a title is the name of something in a program, as in a reference: `Copy-Item`, `about_Modules`, `Quay.open()`.
fn is_name_of_code(title: &str) -> bool {
    let has_marks = title.contains(['-', '_', '.', '(', ':', '/']);
    !title.contains(char::is_whitespace) && (has_marks || title.chars().skip(1).any(char::is_uppercase))
}

/// Of the rows of four words in the running text of two articles, the share that stands in both, in per cent; paragraphs that many articles have are
/// left out.
pub(super) fn wording_in_common(one: &Document, other: &Document, is_boilerplate: impl Fn(u64) -> bool) -> usize {
    in_common(&shingles(one, &is_boilerplate), &shingles(other, &is_boilerplate))
}

/// Whether two articles say the same of two things: each is called after a word that it uses again and again, and the other hardly ever.
pub(super) fn are_of_two_things(one: &Document, other: &Document) -> bool {
    let (names, others) = (Names::of(one), Names::of(other));
    let asked: Vec<&String> = names.all.iter().chain(&others.all).collect();
    let (used, used_there) = (times(one, &asked), times(other, &asked));
    names.has_own(&used, &used_there) && others.has_own(&used_there, &used)
}

/// Words of a text or a name, in lower case.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty())
}

/// How often an article uses each of a few words.
fn times<'n>(article: &Document, asked: &[&'n String]) -> BTreeMap<&'n str, u32> {
    let mut used: BTreeMap<&str, u32> = asked.iter().map(|name| (name.as_str(), 0)).collect();
    for word in parts(&article.text) {
        // Hardly any word is one of them.
        if (!word.is_ascii() || asked.iter().any(|name| name.eq_ignore_ascii_case(word)))
            && let Some(times) = used.get_mut(word.to_lowercase().as_str())
        {
            *times += 1;
        }
    }
    used
}

/// The words that an article is called after.
struct Names {
    all: Vec<String>,
    /// The name of its file, where that is one word.
    stem: String,
}

impl Names {
    fn of(article: &Document) -> Self {
        /// Words of a name that are looked at: each is held against every word of a text.
        const WORDS: usize = 24;
        let path = article.source.path();
        let near = path.parent().and_then(Path::file_name).into_iter().chain(path.file_stem());
        let named = near.filter_map(|name| name.to_str()).chain(article.title());
        Self {
            all: named.flat_map(|name| parts(name).take(WORDS)).map(str::to_lowercase).collect(),
            stem: article.source.stem().to_lowercase(),
        }
    }

    /// Whether the article is called after a word that the other one lacks.
    fn has_own(&self, used: &BTreeMap<&str, u32>, used_there: &BTreeMap<&str, u32>) -> bool {
        const LETTERS: usize = 2;
        /// How often at least.
        const OFTEN: u32 = 2;
        /// How many times as often as the other one.
        const MORE: u32 = 3;
        let is_long = |name: &String| name.chars().nth(LETTERS - 1).is_some() || name.contains(|c| c >= '\u{2e80}');
        let times = |used: &BTreeMap<&str, u32>, name: &str| used.get(name).copied().unwrap_or(0);
        let is_used = |name: &&String| times(used, name) >= OFTEN.max(times(used_there, name).saturating_mul(MORE));
        // A file that is called "less" and nothing else is about a thing of that name.
        let is_name = |name: &String| is_long(name) && (self.stem == *name || !is_function_word(name));
        self.all.iter().filter(|name| is_name(name)).any(|name| is_used(&name))
    }
}

/// Whether one of two articles is in plain text what the other one is a page of: a whole book in one file beside its chapters.
pub(super) fn is_in_text_of(one: &Document, other: &Document) -> bool {
    /// Share of a page that its text has at least, in per cent: the text breaks off words and numbers links.
    const WHOLE: usize = 80;
    let is_plain = |article: &Document| article.source.format() == Format::Plain;
    if is_plain(one) == is_plain(other) {
        return false;
    }
    let (text, page) = if is_plain(one) { (one, other) } else { (other, one) };
    let (held, rows) = (shingles(text, |_| false), shingles(page, |_| false));
    rows.iter().filter(|row| held.binary_search(row).is_ok()).count() * 100 >= rows.len() * WHOLE
}

/// Whether an article is a licence or a part of one, by the words that only its law speaks of.
pub(super) fn is_licence(article: &Document) -> bool {
    /// How often it speaks of them at least.
    const OFTEN: usize = 3;
    const TERMS: [&str; 5] = ["this License", "the License", "this license", "Cover Texts", "Licensor"];
    TERMS.iter().map(|term| memchr::memmem::find_iter(article.text.as_bytes(), term.as_bytes()).count()).sum::<usize>() >= OFTEN
}

/// Whether an article has a link to another one, by its name.
fn leads_to(one: &Entry, other: &Entry) -> bool {
    page_name(&other.path).is_some_and(|name| one.wording.leads_to.binary_search(&name).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::source::Source;

    #[test]
    fn a_thing_may_be_called_as_a_small_word_is() {
        let page = |name: &str| {
            let text = format!("The loader of {name} is built in. Whoever writes {name} by hand gives the file of {name} to the loader.\n");
            Document::read(Source::of_text(&format!("tools/{name}.md"), Format::Markdown, &text), &Limits::default(), "en")
        };
        assert!(are_of_two_things(&page("less"), &page("sass")));
        assert!(!are_of_two_things(&page("less"), &page("less")));
    }

    #[test]
    fn a_page_says_which_one_is_the_original() {
        let page = |name: &str, original: Option<&str>| {
            let link =
                original.map_or(String::new(), |name| format!("<link rel=\"canonical\" href=\"https://harbour.example/book/{name}\">"));
            let text = format!("<html><head><title>Night boats</title>{link}</head><body><p>Wait outside the lock.</p></body></html>");
            Document::read(Source::of_text(name, Format::Html, &text), &Limits::default(), "en")
        };
        let original = page("book/night-boats.html", None);
        assert!(is_canonical(&page("book/chapter-seven.html", Some("night-boats.html")), &original));
        assert!(is_canonical(&original, &page("book/chapter-seven.html", Some("night-boats.html"))));
        assert!(is_canonical(&page("a.html", Some("night-boats.html")), &page("b.html", Some("night-boats.html"))));
        assert!(!is_canonical(&page("book/chapter-seven.html", None), &original));
        assert!(!is_canonical(&page("book/chapter-seven.html", Some("chapter-seven.html")), &original));
        // A page of one name in another folder names itself.
        assert!(!is_canonical(&page("old/night-boats.html", Some("night-boats.html")), &original));
    }
}

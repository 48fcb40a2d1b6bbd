//! Which articles may be compared for what they say: those of one language and one part of the library, the earliest first.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Entry, Filter, Library};
use crate::source::ArticleId;

/// Articles that may be compared, and what they have in common to the word.
#[derive(Debug, Default)]
pub struct Peers {
    /// The earliest first: by the date that they say, those without a date last; then by path.
    articles: Vec<ArticleId>,
    /// For each of them the earliest one with the same text, as a place in `articles`.
    first: Vec<u32>,
    /// Passages of several articles, by key, and of how many. Articles with the same text count once.
    shared: Vec<(u64, u32)>,
}

impl Peers {
    /// The articles, the earliest first.
    #[must_use]
    pub fn articles(&self) -> &[ArticleId] {
        &self.articles
    }

    /// The places of articles that are no copy to the word of an earlier one, with their numbers.
    pub fn firsts(&self) -> impl Iterator<Item = (usize, ArticleId)> {
        self.articles
            .iter()
            .zip(&self.first)
            .enumerate()
            .filter(|(at, (_, first))| *at == **first as usize)
            .map(|(at, (article, _))| (at, *article))
    }

    /// The copies to the word, each with the earliest article with that text.
    pub fn copies(&self) -> impl Iterator<Item = (ArticleId, ArticleId)> {
        let copies = self.articles.iter().zip(&self.first).enumerate().filter(|(at, (_, first))| *at != **first as usize);
        copies.filter_map(|(_, (article, first))| Some((*article, *self.articles.get(*first as usize)?)))
    }

    /// In how many articles with texts of their own a passage stands.
    #[must_use]
    pub fn holders(&self, passage: u64) -> usize {
        let at = self.shared.binary_search_by_key(&passage, |(key, _)| *key);
        at.ok().and_then(|at| self.shared.get(at)).map_or(1, |(_, count)| *count as usize)
    }

    /// The passages that stand in so many articles, with how many that are.
    pub fn passages_of(&self, least: usize) -> impl Iterator<Item = (u64, usize)> {
        self.shared.iter().filter(move |(_, count)| *count as usize >= least).map(|(key, count)| (*key, *count as usize))
    }

    /// Lays articles side by side.
    fn of(mut members: Vec<(ArticleId, &Entry)>) -> Self {
        let paths: FxHashSet<&str> = members.iter().map(|(_, entry)| &*entry.path).collect();
        // Among articles of one time, what is named as a copy of another one is the later one.
        members.sort_by_cached_key(|(article, entry)| {
            (entry.published.is_none(), entry.published, is_named_as_copy(&entry.path, |path| paths.contains(path)), *article)
        });
        let mut order: Vec<usize> = (0..members.len()).collect();
        let body = |at: &usize| members.get(*at).map_or(0, |(_, entry)| entry.wording.body);
        order.sort_by_key(|at| (body(at), *at));
        let mut first = vec![0; members.len()];
        for same in order.chunk_by(|one, other| body(one) == body(other)) {
            let earliest = same.first().copied().unwrap_or(0) as u32;
            for at in same {
                first.iter_mut().skip(*at).take(1).for_each(|first| *first = earliest);
            }
        }
        let mut shared: Vec<(u64, u32)> = Vec::new();
        let mut held: Vec<(u64, u32)> = Vec::new();
        let passages = members.iter().map(|(_, entry)| entry.wording.passages.len()).sum::<usize>();
        let parts = passages.div_ceil(COUNTED).next_power_of_two() as u64;
        // The highest bits of a key: the others choose its place in a filter.
        let part_of = |key: u64| key.rotate_left(parts.trailing_zeros()) & (parts - 1);
        for part in 0..parts {
            let firsts = || members.iter().enumerate().filter(|(at, _)| first.get(*at) == Some(&(*at as u32)));
            let of_part = || {
                let all = firsts().flat_map(|(at, (_, entry))| entry.wording.passages.iter().map(move |passage| (passage.key, at as u32)));
                all.filter(|(key, _)| part_of(*key) == part)
            };
            let repeated = Filter::of_repeated(passages.min(COUNTED), of_part().map(|(key, _)| key));
            held.clear();
            held.extend(of_part().filter(|(key, _)| repeated.may_have(*key)));
            held.sort_unstable();
            held.dedup();
            let several = held.chunk_by(|one, other| one.0 == other.0).filter(|same| same.len() > 1);
            shared.extend(several.filter_map(|same| Some((same.first()?.0, same.len() as u32))));
        }
        shared.sort_unstable();
        Self { articles: members.into_iter().map(|(article, _)| article).collect(), first, shared }
    }
}

/// Passages that are counted at once: those of a larger library part by part, so that few of them are in memory twice.
const COUNTED: usize = 1 << 17;

/// What articles must have in common to be compared: the part of the library, the language, and the edition of their path.
type Part<'l> = (Option<u16>, &'l str, String);

impl Library {
    /// The articles that may be compared with each other for what they say, by part and language. Drafts are written beside what they replace,
    /// and are compared with nothing.
    #[must_use]
    pub fn peers(&self) -> &[Peers] {
        self.peers.get_or_init(|| {
            let mut groups: BTreeMap<Part<'_>, Vec<(ArticleId, &Entry)>> = BTreeMap::new();
            let forms = Forms::of(self);
            let translated = Translated::of(self);
            let mut editions: FxHashMap<&str, String> = FxHashMap::default();
            for (article, entry) in self.articles().filter(|(_, entry)| !entry.draft && entry.wording.words > 0) {
                if forms.is_further(entry) {
                    continue;
                }
                let (folder, name) = entry.in_parts();
                let of_folder = editions.entry(folder).or_insert_with(|| edition_of_folder(folder, &translated));
                let edition = edition_of_name(name).map_or_else(|| of_folder.clone(), |mark| format!("{of_folder}{mark}"));
                groups.entry((entry.part, &*entry.language, edition)).or_default().push((article, entry));
            }
            groups.into_values().map(Peers::of).collect()
        })
    }

    /// The articles that an article may be compared with, itself among them.
    #[must_use]
    pub fn peers_of(&self, article: ArticleId) -> Option<&Peers> {
        let of = self.peer_groups.get_or_init(|| {
            let groups = self.peers().iter().enumerate();
            let mut of: Vec<(ArticleId, usize)> =
                groups.flat_map(|(at, peers)| peers.articles().iter().map(move |article| (*article, at))).collect();
            of.sort_unstable();
            of
        });
        let at = of.binary_search_by_key(&article, |(article, _)| *article).ok()?;
        self.peers().get(of.get(at)?.1)
    }
}

/// Articles that a library keeps in two forms, as a page and as its text: folder after folder has the same two names for one text.
struct Forms<'l> {
    /// The names of the further form, each with that of the first one.
    names: BTreeSet<(&'l str, &'l str)>,
    paths: FxHashSet<&'l str>,
    /// Articles of a folder that has the same names as another one, with other extensions: `html/pier.html`, `markdown/pier.md`.
    parallel: FxHashSet<&'l str>,
}

/// Forms of a text, the one that writers edit first.
const FORMS: [&str; 5] = ["md", "mdx", "markdown", "html", "htm"];

impl<'l> Forms<'l> {
    /// Folders in which two names have one text from which they are two forms.
    const FOLDERS: usize = 3;

    /// Names of first forms that are looked for, for each name of a further one.
    const FIRSTS: usize = 8;

    /// Articles of one name that are looked at: an index stands in every folder.
    const NAMESAKES: usize = 8;

    /// The further ones of articles in parallel folders.
    fn parallel(library: &'l Library) -> FxHashSet<&'l str> {
        let form = |name: &str| {
            let extension = name.split_once('.').map_or("", |(_, extension)| extension);
            FORMS.iter().position(|form| *form == extension).unwrap_or(FORMS.len())
        };
        let mut forms = library.articles().map(|(_, entry)| form(entry.in_parts().1));
        // Most libraries have one.
        let first = forms.next();
        if forms.all(|form| Some(form) == first) {
            return FxHashSet::default();
        }
        let mut named: Vec<(&str, &str, usize, &str)> = library
            .articles()
            .map(|(_, entry)| {
                let (folder, name) = entry.in_parts();
                (entry.stem(), folder, form(name), &*entry.path)
            })
            .collect();
        named.sort_unstable();
        let pairs = || {
            let namesakes = named.chunk_by(|one, other| one.0 == other.0).filter(|same| (2..=Self::NAMESAKES).contains(&same.len()));
            namesakes.flat_map(|same| {
                let further = same.iter().flat_map(move |further| same.iter().map(move |first| (first, further)));
                further.filter(|(first, further)| first.1 != further.1 && first.2 < further.2)
            })
        };
        let mut folders: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for (first, further) in pairs() {
            *folders.entry((first.1, further.1)).or_default() += 1;
        }
        let are_parallel = |first: &str, further: &str| folders.get(&(first, further)).is_some_and(|names| *names >= Self::FOLDERS);
        pairs().filter(|(first, further)| are_parallel(first.1, further.1)).map(|(_, further)| further.3).collect()
    }

    fn of(library: &'l Library) -> Self {
        let repeated = Filter::of_repeated(library.entries.len(), library.articles().map(|(_, entry)| entry.wording.body));
        let mut copies: Vec<(&str, u64, &str)> = library
            .articles()
            .filter(|(_, entry)| repeated.may_have(entry.wording.body))
            .map(|(_, entry)| (entry.in_parts(), entry.wording.body))
            .map(|((folder, name), body)| (folder, body, name))
            .collect();
        copies.sort_unstable();
        let pairs = copies.windows(2).filter_map(|pair| match pair {
            [one, other] if one.0 == other.0 && one.1 == other.1 => Some((other.2, one.2)),
            _ => None,
        });
        let mut pairs: Vec<(&str, &str)> = pairs.collect();
        pairs.sort_unstable();
        let names =
            pairs.chunk_by(PartialEq::eq).filter(|same| same.len() >= Self::FOLDERS).filter_map(|same| same.first().copied()).collect();
        Self { names, paths: library.articles().map(|(_, entry)| &*entry.path).collect(), parallel: Self::parallel(library) }
    }

    /// Whether an article is the further form of one beside it: by the names of its library, or because only the extension differs.
    fn is_further(&self, entry: &Entry) -> bool {
        let (folder, name) = entry.in_parts();
        let has = |first: &str| self.paths.contains(&*format!("{folder}{first}"));
        let stem = name.strip_suffix(".txt").or_else(|| name.strip_suffix(".html")).or_else(|| name.strip_suffix(".htm"));
        let is_form =
            |stem: &str| FORMS.iter().take_while(|form| !name.ends_with(&format!(".{form}"))).any(|form| has(&format!("{stem}.{form}")));
        let firsts = self.names.range((name, "")..).take_while(|(further, _)| *further == name).take(Self::FIRSTS);
        let is_known = firsts.map(|(_, first)| first).any(|first| has(first));
        is_known || stem.is_some_and(is_form) || self.parallel.contains(&*entry.path)
    }
}

/// Names of folders that end in a language where another folder has the same name with another one: `guide-en`, `guide-it`.
#[derive(Debug, Default)]
pub(super) struct Translated(FxHashSet<Box<str>>);

impl Translated {
    fn of(library: &Library) -> Self {
        let folders: FxHashSet<&str> = library.articles().map(|(_, entry)| entry.in_parts().0).collect();
        let mut named: Vec<(&str, &str, &str)> = folders
            .iter()
            .flat_map(|folder| folder.split(['/', '\\']))
            .filter_map(|name| {
                let (stem, code) = name.rsplit_once(['-', '_'])?;
                is_language(code).then_some((stem, code, name))
            })
            .collect();
        named.sort_unstable();
        named.dedup();
        let pairs = named.chunk_by(|one, other| one.0 == other.0).filter(|same| same.len() > 1);
        Self(pairs.flatten().map(|(_, _, name)| (*name).into()).collect())
    }

    fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }
}

/// The folders of a path that are called after a version or a language, each with a `/`: what differs in these alone says the same on purpose.
pub(super) fn edition_of_folder(folder: &str, translated: &Translated) -> String {
    let mut edition = String::new();
    for name in folder.split(['/', '\\']).filter(|name| is_version(name) || is_language(name) || translated.has(name)) {
        edition.push_str(&name.to_ascii_lowercase());
        edition.push('/');
    }
    edition
}

/// The language that the name of a file ends with, or begins with in brackets: `[ja]-Fees.md`.
fn edition_of_name(name: &str) -> Option<String> {
    if let Some((mark, _)) = name.strip_prefix('[').and_then(|rest| rest.split_once(']')).filter(|(mark, _)| is_language(mark)) {
        return Some(mark.to_ascii_lowercase());
    }
    // `how-to-use-it` is not written in Italian.
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mark = stem.rsplit_once('.').or_else(|| stem.rsplit_once('_')).map(|(_, mark)| mark);
    mark.filter(|mark| is_language(mark)).map(str::to_ascii_lowercase)
}

/// Whether a folder is called after a version: `v2`, `7.4`, `release-1.x`, `version-v3.x`, `latest`. A number alone is as well a year.
fn is_version(folder: &str) -> bool {
    let name = folder.to_ascii_lowercase();
    let number = ["version-", "release-", "version", "release", "v"].iter().find_map(|prefix| name.strip_prefix(prefix));
    let number = number.map(|number| number.strip_prefix('v').unwrap_or(number));
    let bare = number.unwrap_or(&name);
    let is_number = bare.starts_with(|c: char| c.is_ascii_digit())
        && bare.split(['.', '-', '_']).all(|part| part == "x" || part.bytes().all(|byte| byte.is_ascii_digit()));
    is_number && (number.is_some() || bare.contains('.')) || matches!(&*name, "latest" | "stable" | "next" | "nightly")
}

/// Whether a folder or a mark is called after a language: `fr`, `pt-BR`, `zh_cn`.
fn is_language(name: &str) -> bool {
    const CODES: [&str; 58] = [
        "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "ga", "gl", "he",
        "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk", "ko", "lt", "lv", "mk", "ml", "mn", "ms", "nb", "nl", "nn", "no", "pl",
        "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "ta", "th", "tr", "uk", "vi", "zh",
    ];
    // Most folders are called after something else.
    if !matches!(name.as_bytes(), [_, _] | [_, _, b'-' | b'_', ..]) {
        return false;
    }
    let name = name.to_ascii_lowercase();
    let (code, region) = name.split_once(['-', '_']).unwrap_or((&name, ""));
    CODES.contains(&code)
        && (region.is_empty() || (2..=4).contains(&region.len()) && region.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Whether a path has the name of another one with what is put behind or before the name of a copy: `fees-copy.md`, `fees (1).md`, `fees-2.md`.
fn is_named_as_copy(path: &str, is_there: impl Fn(&str) -> bool) -> bool {
    let name_at = path.rfind('/').map_or(0, |slash| slash + 1);
    let Some((folder, name)) = path.split_at_checked(name_at) else { return false };
    let Some((stem, ending)) = name.rsplit_once('.') else { return false };
    let unnumbered = stem.trim_end_matches(')').trim_end_matches(|c: char| c.is_ascii_digit());
    // A number of two digits is that of a chapter or a day.
    let is_numbered = unnumbered.len() < stem.len() && stem.len() - unnumbered.len() <= 3;
    let bare = if is_numbered { unnumbered.trim_end_matches(['(', ' ', '-', '_']) } else { stem };
    let lower = bare.to_ascii_lowercase();
    let behind = ["copy", "kopie", "duplicate"].iter().find_map(|word| lower.strip_suffix(word)).map(str::len);
    let base = behind.and_then(|end| bare.get(..end)).unwrap_or(bare).trim_end_matches([' ', '-', '_', '.', '(']);
    let base = ["copy-of-", "copy of ", "copy_of_"]
        .iter()
        .find_map(|word| lower.starts_with(word).then(|| base.get(word.len()..))?)
        .unwrap_or(base);
    base.len() < stem.len() && !base.is_empty() && is_there(&format!("{folder}{base}.{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Passage, Wording};
    use crate::span::Span;

    fn entry(path: &str, body: u64, published: Option<(i16, Option<u8>)>) -> Entry {
        let passages = [Passage::new(body, 20, Span::at(0)), Passage::new(9, 20, Span::at(0))].into();
        Entry { path: path.into(), published, wording: Wording { body, words: 40, passages, ..Wording::default() }, ..Entry::default() }
    }

    #[test]
    fn the_earliest_of_copies_is_the_first_by_date_and_then_by_path() {
        let dated = |year| Some((year, None));
        let entries = vec![entry("a.md", 1, None), entry("b.md", 1, dated(2024)), entry("c.md", 1, dated(2023)), entry("d.md", 2, None)];
        let library = Library::new(entries);
        let [peers] = library.peers() else { panic!("one group") };
        assert_eq!(peers.copies().map(|(copy, first)| (copy.0, first.0)).collect::<Vec<_>>(), [(1, 2), (0, 2)]);
        // Copies count once.
        assert_eq!([peers.holders(9), peers.holders(1)], [2, 1]);
    }

    #[test]
    fn of_one_text_in_two_folders_one_form_is_compared() {
        let named = |path: &str| entry(path, path.len() as u64, None);
        let pages = |folder: &str, extension: &str, count: usize| {
            (0..count).map(|page| named(&format!("{folder}/p{page}.{extension}"))).collect::<Vec<_>>()
        };
        let compared = |entries: Vec<Entry>| {
            let library = Library::new(entries);
            library.peers().iter().map(|peers| peers.articles().len()).sum::<usize>()
        };
        assert_eq!(compared([pages("html", "html", 3), pages("markdown", "md", 3)].concat()), 3);
        // Two names may agree by chance, and so may folders with the same extension.
        assert_eq!(compared([pages("html", "html", 2), pages("markdown", "md", 2)].concat()), 4);
        assert_eq!(compared([pages("spring", "md", 3), pages("autumn", "md", 3)].concat()), 6);
    }

    #[test]
    fn versions_and_languages_are_parts_of_their_own() {
        let same = [
            ("docs/a.md", "docs/b/c.md"),
            ("how-to-use-it/a.md", "manuals/a.md"),
            ("blog/2024/05/a.md", "blog/2023/a.md"),
            ("go/a.md", "js/a.md"),
        ];
        let other = [
            ("docs/5.1/a.md", "docs/7.4/a.md"),
            ("v1/a.md", "v2/a.md"),
            ("fr/a.md", "a.md"),
            ("a.pt-br.md", "a.md"),
            ("latest/a.md", "1.x/a.md"),
            ("guide-en/a.md", "guide-it/a.md"),
            ("[en]-Fees.md", "[ja]-Fees.md"),
        ];
        let paths = ["guide-en/a.md", "guide-it/a.md", "how-to-use-it/a.md", "manuals/a.md"];
        let translated = Translated::of(&Library::new(paths.iter().map(|path| entry(path, 1, None)).collect::<Vec<Entry>>()));
        let edition = |path: &str| {
            let entry = entry(path, 1, None);
            let (folder, name) = entry.in_parts();
            (edition_of_folder(folder, &translated), edition_of_name(name))
        };
        for (one, two) in same {
            assert_eq!(edition(one), edition(two), "{one}, {two}");
        }
        for (one, two) in other {
            assert_ne!(edition(one), edition(two), "{one}, {two}");
        }
    }

    #[test]
    fn copies_are_known_by_their_names() {
        let is_copy = |path: &str| is_named_as_copy(path, |other| other == "quay/fees.md");
        for path in
            ["quay/fees-copy.md", "quay/fees (1).md", "quay/fees-2.md", "quay/fees copy.md", "quay/Copy of fees.md", "quay/fees_copy2.md"]
        {
            assert!(is_copy(path), "{path}");
        }
        for path in ["quay/fees.md", "fees-copy.md", "quay/fees-2024.md", "quay/copy.md", "quay/rules-2.md"] {
            assert!(!is_copy(path), "{path}");
        }
    }
}

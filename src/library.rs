//! What all articles left behind, side by side: no parse tree, one or two KiB an article.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::source::ArticleId;
use set_apart::{is_set_apart, title_parts};

mod anchor;
mod claim;
mod files;
mod filter;
mod link;
mod link_report;
mod packed;
mod peers;
mod set_apart;
mod target;
mod wording;

pub use anchor::{Anchors, is_special};
pub use claim::{SharedClaim, shared_claims};
pub use files::{Files, Presence};
pub(crate) use filter::Filter;
pub use link::{Links, SharedLink, decoded, is_cut_short, is_on_disk, is_own_computer, scheme, shared_links};
pub use link_report::{Answer, LinkReport};
pub use peers::Peers;
pub(crate) use set_apart::is_reference;
pub use target::{LinkSettings, Target, names_picture};
pub use wording::{Passage, Wording, page_name, wording};

/// What an article leaves behind for checks across the library.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Entry {
    /// Its path, as messages show it.
    #[serde(skip)]
    pub path: Box<str>,
    /// What it calls itself.
    pub title: Option<Box<str>>,
    /// Its language.
    pub language: Cow<'static, str>,
    /// A draft.
    pub draft: bool,
    /// The part of the library that it belongs to; articles of two parts are never compared.
    pub part: Option<u16>,
    /// What it states of things that other articles may speak of, too; sorted by [`SharedClaim::key`].
    pub claims: Box<[SharedClaim]>,
    /// The year it says it was published in, and the month if it says that, too.
    pub published: Option<(i16, Option<u8>)>,
    /// Its links to other files, and the places in it that others can lead to.
    pub links: Links,
    /// What it says, for comparison with others.
    pub wording: Wording,
}

/// Fewest claims in common that make two articles versions of one.
const VERSION_CLAIMS: usize = 4;

impl Entry {
    /// The same entry, which is compared with none for what it says if its page stands apart by its path or title. Told once, when it is read: the
    /// next run finds it in the cache.
    #[must_use]
    pub fn told_apart(mut self) -> Self {
        if is_set_apart(&self) {
            self.wording.words = 0;
        }
        self
    }

    /// The folder of its file with the mark behind it, and the name in that.
    #[must_use]
    pub fn in_parts(&self) -> (&str, &str) {
        let at = self.path.rfind(['/', '\\']).map_or(0, |at| at + 1);
        self.path.split_at_checked(at).unwrap_or(("", &self.path))
    }

    /// The name of its file without extensions.
    #[must_use]
    pub fn stem(&self) -> &str {
        let (_, name) = self.in_parts();
        name.split('.').next().unwrap_or(name)
    }

    /// Whether it is a page in HTML, by the ending of its name.
    #[must_use]
    pub fn is_page(&self) -> bool {
        let (_, name) = self.in_parts();
        name.rsplit_once('.').is_some_and(|(_, ending)| ["html", "htm", "xhtml"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
    }

    /// Whether two articles are parts of a series: their titles are the same but for numbers and months, or the names of their files where they have
    /// no title.
    #[must_use]
    pub fn is_series_of(&self, other: &Self) -> bool {
        let is_series = |one: &str, two: &str| one != two && series_words(one).eq(series_words(two)) && series_words(one).next().is_some();
        match (&self.title, &other.title) {
            (Some(one), Some(two)) => is_series(one, two),
            (None, None) => is_series(&self.path, &other.path),
            _ => false,
        }
    }

    /// Whether two articles tell of two things of one kind: "Working in Denmark" and "Working in Sweden", "The north gate" and "The south gate".
    #[must_use]
    pub fn is_parallel_to(&self, other: &Self) -> bool {
        let words = |entry: &Self| entry.title.as_deref().map(|title| series_words(title).collect::<Vec<_>>()).unwrap_or_default();
        let (one, two) = (words(self), words(other));
        let apart = one.iter().zip(&two).filter(|(one, two)| one != two).count();
        one.len() == two.len() && apart > 0 && apart * 2 <= one.len()
    }

    /// Whether two articles are called the same, the name of a book or site aside.
    #[must_use]
    pub fn is_named_as(&self, other: &Self) -> bool {
        let parts = |entry: &Self| {
            let title = entry.title.as_deref().unwrap_or("").to_lowercase();
            title_parts(&title).map(str::to_owned).filter(|part| !part.is_empty()).collect::<Vec<_>>()
        };
        let own = parts(self);
        parts(other).iter().any(|part| own.contains(part))
    }

    /// Whether two articles are about one matter: the title of one holds all words of the other's, two of them at least.
    #[must_use]
    pub fn is_about_the_matter_of(&self, other: &Self) -> bool {
        self.titles_in_words(other).is_some()
    }

    /// Whether it is called by a name out of a program, as entries of a reference are: "vaddv", "slider8table".
    #[must_use]
    pub fn is_entry_of_reference(&self) -> bool {
        let is_name = |title: &str| {
            let is_word = !title.contains(char::is_whitespace);
            is_word
                && (title.starts_with(char::is_lowercase)
                    || title.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit() || c == '_'))
        };
        // "lamp_low_pier in harbour::lamps - Quay", "Function harbour::lamps::lamp_low".
        let has_path =
            |title: &str| title.split("::").nth(1).is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'));
        self.title.as_deref().map(str::trim).is_some_and(|title| is_name(title) || has_path(title))
    }

    /// The words that the title of one of two articles on one matter has beside those of the other's; none for articles on two matters.
    #[must_use]
    pub fn words_beside(&self, other: &Self) -> Vec<String> {
        let Some((short, mut long)) = self.titles_in_words(other) else { return Vec::new() };
        long.retain(|word| !short.contains(word));
        long
    }

    /// The words of two titles, where those of the longer one hold all of the shorter one's, two at least.
    fn titles_in_words(&self, other: &Self) -> Option<(Vec<String>, Vec<String>)> {
        let words = |title: &Option<Box<str>>| title.as_deref().map(|title| series_words(title).collect::<Vec<_>>()).unwrap_or_default();
        let (one, two) = (words(&self.title), words(&other.title));
        let (short, long) = if one.len() <= two.len() { (one, two) } else { (two, one) };
        (short.len() >= 2 && short.iter().all(|word| long.contains(word))).then_some((short, long))
    }

    /// Whether two articles stand in editions of their library, by version or by language, of which each is true of its own time.
    #[must_use]
    pub fn is_of_other_edition(&self, other: &Self) -> bool {
        let of_version = |entry: &Self| peers::edition_of_folder(entry.in_parts().0, &peers::Translated::default());
        of_version(self) != of_version(other)
    }

    /// Whether two articles are copies or versions of one: most of what the longer one claims, the other claims as well.
    #[must_use]
    pub fn is_version_of(&self, other: &Self) -> bool {
        if self.title.is_some() && self.title == other.title && self.in_parts().1 == other.in_parts().1 {
            return true;
        }
        let strong = |entry: &Self| entry.claims.iter().filter(|claim| !claim.is_weak).count();
        let (mut shared, mut at) = (0, 0);
        for claim in self.claims.iter().filter(|claim| !claim.is_weak) {
            while other.claims.get(at).is_some_and(|known| known.key < claim.key) {
                at += 1;
            }
            shared += usize::from(other.claims.get(at).is_some_and(|known| known.key == claim.key));
        }
        shared >= VERSION_CLAIMS && shared * 5 >= strong(self).max(strong(other)) * 3
    }
}

/// The words of a title without numbers, months and weekdays.
fn series_words(title: &str) -> impl Iterator<Item = String> + '_ {
    const TIMES: [&str; 23] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "spring",
        "summer",
        "autumn",
        "winter",
    ];
    title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !word.chars().any(|c| c.is_ascii_digit()))
        .map(str::to_lowercase)
        .filter(|word| !TIMES.contains(&word.as_str()))
}

/// All articles of a run, in path order.
#[derive(Debug, Default)]
pub struct Library {
    #[expect(
        clippy::vec_box,
        reason = "each stays where it was made: all of a large library would be in memory twice while they are moved"
    )]
    entries: Vec<Box<Entry>>,
    files: Files,
    settings: LinkSettings,
    root: PathBuf,
    report: Option<Arc<LinkReport>>,
    targets: OnceLock<Vec<Vec<Target>>>,
    peers: OnceLock<Vec<Peers>>,
    peer_groups: OnceLock<Vec<(ArticleId, usize)>>,
    is_part: bool,
}

impl Library {
    /// A library of these entries, which stand in path order.
    #[must_use]
    pub fn new(entries: impl IntoIterator<Item = impl Into<Box<Entry>>>) -> Self {
        Self { entries: entries.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    /// The same as a few articles of a library that was not read: what its articles have in common is not known.
    #[must_use]
    pub const fn as_part(mut self, is_part: bool) -> Self {
        self.is_part = is_part;
        self
    }

    /// Whether these are all articles of a library.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        !self.is_part
    }

    /// Its root, as paths show it.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What a link checker said of the links to other sites, if its report was read.
    #[must_use]
    pub fn link_report(&self) -> Option<&LinkReport> {
        self.report.as_deref()
    }

    /// Forgets the links of all articles and where they lead, for when the checks on links are through.
    pub fn forget_links(&mut self) {
        self.targets = OnceLock::new();
        self.entries.iter_mut().for_each(|entry| entry.links = Links::default());
    }

    /// What an article left behind.
    #[must_use]
    pub fn entry(&self, article: ArticleId) -> Option<&Entry> {
        self.entries.get(article.0 as usize).map(|entry| &**entry)
    }

    /// The articles with their numbers.
    pub fn articles(&self) -> impl Iterator<Item = (ArticleId, &Entry)> {
        self.entries.iter().enumerate().map(|(id, entry)| (ArticleId(id as u32), &**entry))
    }
}

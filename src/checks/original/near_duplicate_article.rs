//! Two articles that say nearly the same: candidates share rare shingles of their sketches, and only they are compared.
//!
//! Pairs come together as in Broder, Glassman, Manasse and Zweig, "Syntactic clustering of the web" (1997): the smallest hashes of an article are
//! bands of one row each, those that many articles have are left out, and articles in one band are candidates. Each article is paired with
//! two others of a band at most, so that the step is linear however many articles are alike.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::alike::{Own, are_of_two_things, is_canonical, is_in_text_of, is_licence, is_meant, wording_in_common};
use super::boilerplate::{self, often, own_words};
use crate::document::Document;
use crate::library::{Entry, Filter, Library, Peers};
use crate::rule::{AcrossFinding, FoundAcross, LibraryCheck};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct NearDuplicateArticle {
    /// Words of its own that an article has, at least.
    words: usize,
    /// Share of what both say that they have in common, in per cent.
    alike: usize,
    /// Articles in which four words in a row stand that are boilerplate.
    boilerplate_articles: usize,
    /// The same as a share of a smaller library, in per cent.
    boilerplate_share: usize,
}

/// Hashes of an article that are looked up: two articles that share a third of their shingles have one of these in common but once in a
/// hundred thousand times.
const BANDS: usize = 32;

/// Bands that two articles share by chance.
const CHANCE: usize = 2;

/// How far below the option a sketch may be for its article to be read, for what it leaves out.
const MARGIN: usize = 15;

/// What two articles must have in common of what few others say, in per cent: pages from one template have little.
const OF_OWN: usize = 25;

/// Candidates that are compared for each article.
const CANDIDATES: usize = 6;

impl LibraryCheck for NearDuplicateArticle {
    fn check(&self, library: &Library, found: &mut FoundAcross) {
        if !library.is_whole() {
            return;
        }
        for peers in library.peers() {
            let often = often(peers, self.boilerplate_articles, self.boilerplate_share);
            let own = Own::of(library, peers, often);
            let mut books = Books::default();
            for (later, earlier) in candidates(&own, peers) {
                let is_long = |entry: &Entry| own_words(entry, peers, often) >= self.words;
                self.judge(&own, later, &earlier, is_long, |one, other| books.are_parallel(peers, library, one, other), found);
            }
        }
    }

    /// The sketches say which articles to read; what is told was counted in the texts.
    fn confirm(&self, library: &Library, finding: &mut AcrossFinding, here: &Document, there: &Document) -> bool {
        let Some(peers) = library.peers_of(finding.article) else { return false };
        let often = often(peers, self.boilerplate_articles, self.boilerplate_share);
        let alike = wording_in_common(here, there, |paragraph| peers.holders(paragraph) >= often);
        finding.message.requote(0, &alike.to_string());
        let is_one_text = || is_licence(here) && is_licence(there) || is_in_text_of(here, there) || is_canonical(here, there);
        alike >= self.alike && !are_of_two_things(here, there) && !is_one_text()
    }

    fn confirms_by(&self, library: &Library, finding: &AcrossFinding) -> u64 {
        boilerplate::hash(library, finding.article, self.boilerplate_articles, self.boilerplate_share)
    }
}

impl NearDuplicateArticle {
    /// Reports an article that is like an earlier one, naming the one that it is most like.
    fn judge(
        &self,
        own: &Own<'_>,
        later: usize,
        candidates: &[usize],
        is_long: impl Fn(&Entry) -> bool,
        mut are_parallel: impl FnMut(&Entry, &Entry) -> bool,
        found: &mut FoundAcross,
    ) {
        let Some((here, entry)) = own.article(later).filter(|(_, entry)| is_long(entry)) else { return };
        let is_like = |earlier: &usize| {
            let (_, other) = own.article(*earlier)?;
            let alike = Own::alike(entry, other);
            let is_worth_reading =
                alike + MARGIN >= self.alike && own.alike_of_own(entry, other) >= OF_OWN && is_long(other) && !is_meant(entry, other);
            is_worth_reading.then_some((alike, *earlier))
        };
        let mut like: Vec<(usize, usize)> = candidates.iter().filter_map(is_like).collect();
        like.sort_by_key(|(alike, earlier)| (usize::MAX - alike, *earlier));
        let Some((alike, (there, other))) = like.first().and_then(|(alike, earlier)| Some((*alike, own.article(*earlier)?))) else {
            return;
        };
        // A page of that name stands in each book of a set.
        let is_named_alike = |(_, earlier): &(usize, usize)| own.article(*earlier).is_some_and(|(_, other)| other.is_named_as(entry));
        if like.iter().all(is_named_alike) && (like.len() > 1 || are_parallel(entry, other)) {
            return;
        }
        let (span, path) = (entry.wording.title, &*other.path);
        let further = like.iter().skip(1).filter(|(alike, _)| *alike >= self.alike).count();
        let (alike, more) = (alike.to_string(), further.to_string());
        let finding = match further {
            0 => found.at(here, span, "{} % of the wording is that of {}", [&*alike, path]),
            1 => found.at(here, span, "{} % of the wording is that of {}, and another article is alike, too", [&*alike, path]),
            _ => found.at(here, span, "{} % of the wording is that of {}, and {} more articles are alike, too", [&*alike, path, &more]),
        };
        finding.related(there, other.wording.title, "the earlier article").open();
    }
}

/// Folders whose files are called alike, as those of a set of books are: one for each program, each with its page about a menu.
#[derive(Default)]
struct Books<'l> {
    /// The names of the files in each folder; made when the first two are compared.
    names: BTreeMap<&'l str, BTreeSet<&'l str>>,
    judged: BTreeMap<(&'l str, &'l str), bool>,
}

impl<'l> Books<'l> {
    /// Whether the folders of two articles have several names in common.
    fn are_parallel(&mut self, peers: &Peers, library: &'l Library, one: &Entry, other: &Entry) -> bool {
        /// Names in common, and names that are looked at.
        const SHARED: usize = 4;
        const NAMES: usize = 200;
        if self.names.is_empty() {
            let entries = peers.articles().iter().filter_map(|article| library.entry(*article));
            entries.for_each(|entry| {
                let (folder, name) = entry.in_parts();
                self.names.entry(folder).or_default().insert(name);
            });
        }
        let folder = |entry: &Entry| self.names.get_key_value(entry.in_parts().0).map(|(folder, names)| (*folder, names));
        let (Some((one, names)), Some((other, others))) = (folder(one), folder(other)) else { return false };
        let shared = || names.iter().take(NAMES).filter(|name| others.contains(*name)).take(SHARED).count();
        *self.judged.entry((one, other)).or_insert_with(|| one != other && shared() == SHARED)
    }
}

/// For each article, the earlier ones that share most bands with it.
fn candidates(own: &Own<'_>, peers: &Peers) -> Vec<(usize, Vec<usize>)> {
    let entries = peers.firsts().filter_map(|(at, _)| Some((at as u32, own.article(at)?.1)));
    let all = entries.flat_map(|(at, entry)| own.hashes(entry).take(BANDS).map(move |hash| (hash, at)));
    let mut bands: Vec<(u32, u32)> = Vec::with_capacity(peers.articles().len() * BANDS);
    all.for_each(|band| bands.push(band));
    let shared = Filter::of_repeated(bands.len(), bands.iter().map(|(hash, _)| u64::from(*hash)));
    bands.retain(|(hash, _)| shared.may_have(u64::from(*hash)));
    bands.sort_unstable();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for band in bands.chunk_by(|one, other| one.0 == other.0).filter(|band| band.len() > 1) {
        let Some((_, first)) = band.first() else { continue };
        for (before, (_, later)) in band.iter().zip(band.iter().skip(1)) {
            pairs.push((*later, *first));
            if before.1 != *first {
                pairs.push((*later, before.1));
            }
        }
    }
    pairs.sort_unstable();
    let mut counted: Vec<(u32, usize, u32)> = pairs
        .chunk_by(PartialEq::eq)
        .filter(|same| same.len() > CHANCE)
        .filter_map(|same| same.first().map(|(later, earlier)| (*later, usize::MAX - same.len(), *earlier)))
        .collect();
    counted.sort_unstable();
    let of_later = counted.chunk_by(|one, other| one.0 == other.0);
    of_later
        .filter_map(|same| {
            Some((same.first()?.0 as usize, same.iter().take(CANDIDATES).map(|(_, _, earlier)| *earlier as usize).collect()))
        })
        .collect()
}

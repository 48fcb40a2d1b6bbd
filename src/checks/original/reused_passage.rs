//! A long passage that an earlier article has as well, though the library does not have it all over.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::alike::{is_in_text_of, is_log, is_meant, is_part_of, is_short_licence, wording_in_common};
use super::boilerplate::{self, often};
use crate::document::Document;
use crate::library::{Library, Passage, Peers};
use crate::rule::{AcrossFinding, Boilerplate, FoundAcross, LibraryCheck};
use crate::source::ArticleId;
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ReusedPassage {
    /// Words of a passage, at least.
    words: usize,
    /// Per cent of their wording from which two articles are a matter of `near-duplicate-article`.
    alike: usize,
    /// Articles in which a passage stands that is boilerplate.
    boilerplate_articles: usize,
    /// The same as a share of a smaller library, in per cent.
    boilerplate_share: usize,
}

/// Most articles that another one takes passages from without being a digest of them.
const DIGEST: usize = 3;

/// A paragraph and the earliest article that has it, too.
#[derive(Clone, Copy)]
struct Shared {
    /// Its number in its article.
    passage: usize,
    /// The place of the other article among the peers.
    other: usize,
    /// Its number there.
    there: usize,
}

/// Paragraphs in a row that two articles share.
struct Run {
    other: usize,
    words: usize,
    here: Span,
    there: Span,
}

impl LibraryCheck for ReusedPassage {
    fn check(&self, library: &Library, found: &mut FoundAcross) {
        if !library.is_whole() {
            return;
        }
        for peers in library.peers() {
            let often = often(peers, self.boilerplate_articles, self.boilerplate_share);
            let passages = |at: usize| {
                peers.articles().get(at).and_then(|article| library.entry(*article)).map_or(&[][..], |entry| &entry.wording.passages)
            };
            let mut all: Vec<(usize, Vec<Run>)> = shared(library, peers, often)
                .into_iter()
                .map(|(at, shared)| (at, runs(&shared, passages(at), passages).into_iter().filter(|run| run.words >= self.words).collect()))
                .collect();
            // A digest is put together from many, a book from its chapters: whichever of them came first.
            let mut others: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
            for (at, other) in all.iter().flat_map(|(at, runs)| runs.iter().map(|run| (*at, run.other))) {
                others.entry(at).or_default().insert(other);
                others.entry(other).or_default().insert(at);
            }
            let is_digest = |at: usize| others.get(&at).is_some_and(|others| others.len() > DIGEST);
            all.retain(|(at, _)| !is_digest(*at));
            for (at, runs) in &mut all {
                runs.retain(|run| !is_digest(run.other));
                report(library, peers, *at, runs, found);
            }
        }
    }

    /// Articles that are alike as a whole are the matter of another rule, or of none.
    fn confirm(&self, library: &Library, finding: &mut AcrossFinding, here: &Document, there: &Document) -> bool {
        let Some(peers) = library.peers_of(finding.article) else { return false };
        let often = often(peers, self.boilerplate_articles, self.boilerplate_share);
        let is_licence = || is_short_licence(finding.span.cut(here.source.text()));
        wording_in_common(here, there, |paragraph| peers.holders(paragraph) >= often) < self.alike
            && !is_in_text_of(here, there)
            && !is_part_of(here, there)
            && !is_licence()
    }

    fn confirms_by(&self, library: &Library, finding: &AcrossFinding) -> u64 {
        boilerplate::hash(library, finding.article, self.boilerplate_articles, self.boilerplate_share)
    }

    fn boilerplate(&self, library: &Library) -> Vec<Boilerplate> {
        let of_peers = |peers: &Peers| {
            let mut common: BTreeMap<u64, usize> =
                peers.passages_of(often(peers, self.boilerplate_articles, self.boilerplate_share)).collect();
            let entries = peers.firsts().filter_map(|(_, article)| Some((article, library.entry(article)?)));
            let passages = entries.flat_map(|(article, entry)| entry.wording.passages.iter().map(move |passage| (article, passage)));
            // Each is told once, where it stands first.
            let first = |(article, passage): (ArticleId, &Passage)| {
                Some(Boilerplate { article, span: passage.span(), articles: common.remove(&passage.key)? })
            };
            passages.filter_map(first).collect::<Vec<_>>()
        };
        library.peers().iter().flat_map(of_peers).collect()
    }
}

/// For each article, its paragraphs that an earlier article has, without boilerplate.
fn shared(library: &Library, peers: &Peers, often: usize) -> Vec<(usize, Vec<Shared>)> {
    let mut held: Vec<(u64, u32, u32)> = Vec::new();
    for (at, article) in peers.firsts() {
        let passages = library.entry(article).map_or(&[][..], |entry| &entry.wording.passages);
        let is_shared = |passage: &Passage| (2..often).contains(&peers.holders(passage.key));
        held.extend(
            passages
                .iter()
                .enumerate()
                .filter(|(_, passage)| is_shared(passage))
                .map(|(number, passage)| (passage.key, at as u32, number as u32)),
        );
    }
    held.sort_unstable();
    let mut shared: Vec<(usize, Shared)> = Vec::new();
    for same in held.chunk_by(|one, other| one.0 == other.0) {
        let Some((_, first, there)) = same.first().copied() else { continue };
        let others = same.iter().filter(|(_, at, _)| *at != first);
        shared.extend(
            others
                .map(|(_, at, number)| (*at as usize, Shared { passage: *number as usize, other: first as usize, there: there as usize })),
        );
    }
    shared.sort_by_key(|(at, shared)| (*at, shared.passage));
    let of_article = shared.chunk_by(|one, other| one.0 == other.0);
    of_article.filter_map(|own| Some((own.first()?.0, own.iter().map(|(_, shared)| *shared).collect()))).collect()
}

/// Paragraphs that follow each other in both articles, put together.
fn runs<'p>(shared: &[Shared], here: &[Passage], of: impl Fn(usize) -> &'p [Passage]) -> Vec<Run> {
    let follows = |one: &Shared, next: &Shared| next.other == one.other && next.passage == one.passage + 1 && next.there == one.there + 1;
    let place = |row: &[Shared], of: &[Passage], number: fn(&Shared) -> usize| {
        let passage = |shared: Option<&Shared>| shared.and_then(|shared| of.get(number(shared))).map_or(Span::at(0), Passage::span);
        passage(row.first()).join(passage(row.last()))
    };
    let run = |row: &[Shared]| {
        let other = row.first()?.other;
        let words = row.iter().filter_map(|shared| here.get(shared.passage)).map(|passage| passage.words() as usize).sum();
        Some(Run { other, words, here: place(row, here, |shared| shared.passage), there: place(row, of(other), |shared| shared.there) })
    };
    shared.chunk_by(follows).filter_map(run).collect()
}

/// Reports the longest passage that an article shares with each other one.
fn report(library: &Library, peers: &Peers, at: usize, runs: &[Run], found: &mut FoundAcross) {
    let article = |at: usize| peers.articles().get(at).and_then(|article| Some((*article, library.entry(*article)?)));
    let Some((here, entry)) = article(at).filter(|(_, entry)| !is_log(entry)) else { return };
    let mut by_other: Vec<&Run> = runs.iter().collect();
    by_other.sort_by_key(|run| (run.other, usize::MAX - run.words, run.here));
    for same in by_other.chunk_by(|one, next| one.other == next.other) {
        let Some((run, (there, other))) = same.first().and_then(|run| Some((run, article(run.other)?))) else { continue };
        if is_meant(entry, other) || is_log(other) {
            continue;
        }
        let (words, more, path) = (run.words.to_string(), (same.len() - 1).to_string(), &*other.path);
        let finding = match same.len() {
            1 => found.at(here, run.here, "{} words in a row stand in {} as well", [&*words, path]),
            2 => found.at(here, run.here, "{} words in a row stand in {} as well, and so does another passage", [&*words, path]),
            _ => found.at(here, run.here, "{} words in a row stand in {} as well, and so do {} more passages", [&*words, path, &more]),
        };
        finding.related(there, run.there, "stands here already").open();
    }
}

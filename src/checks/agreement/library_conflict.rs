//! One fact with different values in two articles of the library.

use serde::Deserialize;

use crate::fact::Timely;
use crate::library::{Entry, Library, SharedClaim};
use crate::rule::{FoundAcross, LibraryCheck};
use crate::source::ArticleId;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct LibraryConflict {
    /// Also compare statements that are not built like the statement of a value, word by word.
    statements: bool,
}

/// Most values that a fact may have.
const VALUES: usize = 8;

/// Most other places that a finding names.
const NAMED: usize = 100;

/// A claim and the article that makes it.
#[derive(Clone, Copy)]
struct Holder<'l> {
    article: ArticleId,
    entry: &'l Entry,
    claim: &'l SharedClaim,
}

impl LibraryCheck for LibraryConflict {
    fn check(&self, library: &Library, found: &mut FoundAcross) {
        let mut holders: Vec<Holder<'_>> = Vec::new();
        for (article, entry) in library.articles() {
            let claims = entry.claims.iter().filter(|claim| claim.is_frame || self.statements);
            let before = holders.len();
            holders.extend(claims.map(|claim| Holder { article, entry, claim }));
            if holders.len() > before {
                found.concerned(article);
            }
        }
        // Stable: within a key the articles stay in the order of the library.
        holders.sort_by_key(|holder| holder.claim.key);
        let same_fact = holders.chunk_by(|one, other| one.claim.key == other.claim.key);
        for group in same_fact.filter(|group| group.len() > 1) {
            if let Some((few, many)) = sides(group) {
                report(&few, &many, found);
            }
        }
    }
}

/// Those who hold another value than most, and those who hold that of most. A fact with one value has no sides; one with several, none of which
/// most articles hold, is a series.
fn sides<'l>(group: &[Holder<'l>]) -> Option<(Vec<Holder<'l>>, Vec<Holder<'l>>)> {
    let mut values: Vec<Vec<Holder<'l>>> = Vec::new();
    for holder in group {
        let is_same = |known: &[Holder<'_>]| known.first().is_some_and(|first| !first.claim.value.contradicts(&holder.claim.value));
        let at = values.iter().position(|known| is_same(known)).unwrap_or(values.len());
        match values.get_mut(at) {
            Some(known) => known.push(*holder),
            None if at == VALUES => return None,
            None => values.push(vec![*holder]),
        }
    }
    if values.len() < 2 {
        return None;
    }
    // The first of the largest.
    let most = values.iter().enumerate().max_by_key(|(at, side)| (articles(side), std::cmp::Reverse(*at)))?.0;
    let is_series = values.len() > 2 && articles(values.get(most)?) * 3 < articles(group) * 2;
    if is_series {
        return None;
    }
    let many = values.remove(most);
    // An article that holds both contradicts itself, which is another rule's matter.
    let holds_both = |holder: &Holder<'_>| many.binary_search_by_key(&holder.article, |other| other.article).is_ok();
    let mut few: Vec<Holder<'_>> = values.into_iter().flatten().filter(|holder| !holds_both(holder)).collect();
    few.sort_by_key(|holder| holder.article);
    (!few.is_empty()).then_some((few, many))
}

/// How many articles hold these claims, which are in the order of their articles.
fn articles(holders: &[Holder<'_>]) -> usize {
    holders.chunk_by(|one, other| one.article == other.article).count()
}

/// Reports a conflict on each article of the side that fewer hold.
fn report(few: &[Holder<'_>], many: &[Holder<'_>], found: &mut FoundAcross) {
    for one_article in few.chunk_by(|one, other| one.article == other.article) {
        let Some(holder) = one_article.first() else { continue };
        let others: Vec<&Holder<'_>> = many.iter().filter(|other| is_comparable(holder, other)).collect();
        let Some(other) = others.first() else { continue };
        let (claim, other_claim) = (holder.claim, other.claim);
        let path = &*other.entry.path;
        let mut named = others.clone();
        named.dedup_by_key(|holder| holder.article);
        let (agree, all) = (named.len().to_string(), (named.len() + articles(few)).to_string());
        let finding = match (claim.is_frame, named.len() > 1) {
            (true, false) => found.at(
                holder.article,
                claim.span,
                "{} is “{}” here, but “{}” in {}",
                [&*claim.about, &*claim.printed, &*other_claim.printed, path],
            ),
            (true, true) => found.at(
                holder.article,
                claim.span,
                "{} is “{}” here, but “{}” in {}: {} of {} articles say so",
                [&*claim.about, &*claim.printed, &*other_claim.printed, path, &agree, &all],
            ),
            (false, false) => found.at(
                holder.article,
                claim.span,
                "“{}” here, but “{}” in the same words in {}",
                [&*claim.printed, &*other_claim.printed, path],
            ),
            (false, true) => found.at(
                holder.article,
                claim.span,
                "“{}” here, but “{}” in the same words in {}: {} of {} articles say so",
                [&*claim.printed, &*other_claim.printed, path, &agree, &all],
            ),
        };
        for other in named.iter().take(NAMED) {
            finding.related(other.article, other.claim.span, "the other value");
        }
        if !claim.is_frame {
            finding.milder();
        }
    }
}

/// Whether two articles are bound to agree: neither parts of a series nor versions of one, and published together where what they say is of its time.
fn is_comparable(one: &Holder<'_>, other: &Holder<'_>) -> bool {
    let same_subject = one.claim.is_named || one.entry.is_about_the_matter_of(other.entry);
    let together =
        one.entry.published.zip(other.entry.published).is_none_or(|((year, month), (other_year, other_month))| match one.claim.timely {
            Timely::No => true,
            Timely::ByYear => year == other_year,
            // Each issue of a newsletter announces its own meeting.
            Timely::ByMonth => year == other_year && month.zip(other_month).is_none_or(|(month, other)| month == other),
        });
    same_subject && together && !one.entry.is_series_of(other.entry) && !one.entry.is_version_of(other.entry)
}

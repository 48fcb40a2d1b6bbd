//! One fact with different values in two articles of the library.

use serde::Deserialize;

use crate::checks::numbering::names_version;
use crate::fact::{ClaimForm, Timely, is_function_word};
use crate::library::{Entry, Library, SharedClaim};
use crate::rule::{FoundAcross, LibraryCheck, Words};
use crate::source::ArticleId;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct LibraryConflict {
    /// Also compare statements that are not built like the statement of a value, word by word.
    statements: bool,
    /// Words that a title has beside those of another article's title when it sums that article up.
    summaries: Words,
}

/// Most values that a fact may have.
const VALUES: usize = 8;

/// Most articles that may hold another value than most: more fill in a form. Each of them is compared with all that hold the value of most.
const FEW: usize = 20;

/// Most other places that a finding names.
const NAMED: usize = 100;

/// A claim and the article that makes it.
#[derive(Clone, Copy)]
struct Holder<'l> {
    /// The key of the claim: what holders are sorted by, so that a large library is not looked through for each comparison.
    key: u64,
    article: ArticleId,
    entry: &'l Entry,
    claim: &'l SharedClaim,
}

impl LibraryCheck for LibraryConflict {
    fn check(&self, library: &Library, found: &mut FoundAcross) {
        let concerns = |claim: &SharedClaim| (claim.is_frame() || self.statements) && !claim.is_order;
        compare(library, concerns, |one, other| self.sums_up(one, other), found);
    }
}

impl LibraryConflict {
    /// Whether one of two articles is called after the other, and else a summary: "Rules of the Quay: The Short Version".
    fn sums_up(&self, one: &Entry, other: &Entry) -> bool {
        let more = one.words_beside(other);
        more.iter().any(|word| self.summaries.has(&one.language, word))
            && more.iter().all(|word| is_function_word(word) || self.summaries.has(&one.language, word))
    }
}

/// Reports the conflicts among the claims that `concerns` lets through. What one article repeats of the other that it `sums_up` it repeats in full.
pub(super) fn compare(
    library: &Library,
    concerns: impl Fn(&SharedClaim) -> bool,
    sums_up: impl Fn(&Entry, &Entry) -> bool,
    found: &mut FoundAcross,
) {
    let mut holders: Vec<Holder<'_>> = Vec::new();
    for (article, entry) in library.articles() {
        let claims = entry.claims.iter().filter(|claim| concerns(claim));
        let before = holders.len();
        holders.extend(claims.map(|claim| Holder { key: claim.key, article, entry, claim }));
        if holders.len() > before {
            found.concerned(article);
        }
    }
    // Stable: within a key the articles stay in the order of the library.
    holders.sort_by_key(|holder| holder.key);
    let same_fact = holders.chunk_by(|one, other| one.key == other.key);
    let mut conflicts: Vec<Conflict<'_>> = same_fact.filter_map(sides).flat_map(|(few, many)| conflicts(&few, &many, &sums_up)).collect();
    // A frame is a statement as well, and says more.
    conflicts.sort_by_key(|conflict| (conflict.holder.article, conflict.holder.claim.span, !conflict.holder.claim.is_frame()));
    conflicts.dedup_by_key(|conflict| (conflict.holder.article, conflict.holder.claim.span));
    for conflict in &conflicts {
        conflict.report(found);
    }
}

/// An article that says something else than others.
struct Conflict<'l> {
    holder: Holder<'l>,
    /// Those who say otherwise, one an article, in the order of the library.
    others: Vec<Holder<'l>>,
    /// How many articles say something on it.
    all: usize,
}

/// Those who hold another value than most, and those who hold that of most. A fact with one value has no sides; one with several, none of which
/// most articles hold, is a series.
fn sides<'l>(group: &[Holder<'l>]) -> Option<(Vec<Holder<'l>>, Vec<Holder<'l>>)> {
    let mut values: Vec<Vec<Holder<'l>>> = Vec::new();
    for holder in group {
        let is_same = |known: &[Holder<'_>]| known.first().is_some_and(|first| !first.claim.contradicts(holder.claim));
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
    (1..=FEW).contains(&articles(&few)).then_some((few, many))
}

/// How many articles hold these claims, which are in the order of their articles.
fn articles(holders: &[Holder<'_>]) -> usize {
    holders.chunk_by(|one, other| one.article == other.article).count()
}

/// The conflicts of each article that holds another value than most, with those whom it can be compared with.
fn conflicts<'l>(few: &[Holder<'l>], many: &[Holder<'l>], sums_up: &impl Fn(&Entry, &Entry) -> bool) -> Vec<Conflict<'l>> {
    let holders = few.chunk_by(|one, other| one.article == other.article).filter_map(|of_article| of_article.first());
    let conflict = |holder: &Holder<'l>| {
        let mut others: Vec<Holder<'l>> = many.iter().filter(|other| is_comparable(holder, other, sums_up)).copied().collect();
        others.dedup_by_key(|other| other.article);
        let all = others.len() + articles(few);
        (!others.is_empty()).then_some(Conflict { holder: *holder, others, all })
    };
    holders.filter_map(conflict).collect()
}

impl Conflict<'_> {
    fn report(&self, found: &mut FoundAcross) {
        let Some(other) = self.others.first() else { return };
        let claim = self.holder.claim;
        let (here, there, path) = (&*claim.printed, &*other.claim.printed, &*other.entry.path);
        let (agree, all) = (self.others.len().to_string(), self.all.to_string());
        let (article, span) = (self.holder.article, claim.span);
        let finding = match (claim.is_frame(), self.others.len() > 1) {
            _ if claim.is_order => found.at(article, span, "“{}” here, but “{}” in {}", [&*claim.about, &*other.claim.about, path]),
            (true, false) => found.at(article, span, "{}: “{}” here, but “{}” in {}", [&*claim.about, here, there, path]),
            (true, true) => {
                let template = "{}: “{}” here, but “{}” in {} ({} of {} articles say so)";
                found.at(article, span, template, [&*claim.about, here, there, path, &agree, &all])
            }
            (false, _) if claim.form == ClaimForm::Gist => {
                found.at(article, span, "“{}” here, but “{}” for the same in {}", [here, there, path])
            }
            (false, false) => found.at(article, span, "“{}” here, but “{}” in the same words in {}", [here, there, path]),
            (false, true) => {
                let template = "“{}” here, but “{}” in the same words in {} ({} of {} articles say so)";
                found.at(article, span, template, [here, there, path, &agree, &all])
            }
        };
        for other in self.others.iter().take(NAMED) {
            finding.related(other.article, other.claim.span, "the other value");
        }
        if !claim.is_frame() {
            finding.milder();
        }
    }
}

/// Whether two articles are bound to agree: of one part of the library, neither parts of a series nor versions of one, and published together where what they say is of its time.
fn is_comparable(one: &Holder<'_>, other: &Holder<'_>, sums_up: &impl Fn(&Entry, &Entry) -> bool) -> bool {
    // "Wait 5 to 10 minutes" is said of each step, and a sequel says "the following table" again; a summary repeats what the article says.
    let needs_summary = one.claim.is_weak || other.claim.is_weak || !one.claim.value.contradicts(&other.claim.value);
    let same_subject =
        if needs_summary { sums_up(one.entry, other.entry) } else { one.claim.is_named || one.entry.is_about_the_matter_of(other.entry) };
    let together =
        one.entry.published.zip(other.entry.published).is_none_or(|((year, month), (other_year, other_month))| match one.claim.timely {
            Timely::No => true,
            Timely::ByYear => year == other_year,
            // Each issue of a newsletter announces its own meeting.
            Timely::ByMonth => year == other_year && month.zip(other_month).is_none_or(|(month, other)| month == other),
        });
    // Each entry of a reference says the same of its own thing.
    let is_of_each = !one.claim.is_frame() && one.entry.is_entry_of_reference() && other.entry.is_entry_of_reference();
    // Each release has its own thanks and its own list.
    let of_release = |entry: &Entry| entry.title.as_deref().is_some_and(names_version);
    let are_releases = !one.claim.is_frame() && of_release(one.entry) && of_release(other.entry) && one.entry.title != other.entry.title;
    // What the article on one gate says of "the gate" is not said of the other.
    let are_parallel = || !one.claim.is_frame() && one.entry.is_parallel_to(other.entry);
    !is_of_each
        && !are_releases
        && !are_parallel()
        && one.entry.part == other.entry.part
        && same_subject
        && together
        && !one.entry.is_series_of(other.entry)
        && !one.entry.is_version_of(other.entry)
        && !one.entry.is_of_other_edition(other.entry)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{ClaimValue, Interval};
    use crate::span::Span;

    /// How many articles are reported when so many say 1 and so many say 2 of one fact.
    fn reported(ones: usize, twos: usize) -> usize {
        let entry = |value: f64| Entry {
            claims: [SharedClaim {
                key: 1,
                value: ClaimValue::Quantity {
                    interval: Interval { low: value, high: value, rounding: 0.0 },
                    is_vague: false,
                    is_range: false,
                },
                span: Span::at(0),
                printed: value.to_string().into(),
                about: "The fee of the quay".into(),
                form: ClaimForm::Frame,
                is_order: false,
                is_named: true,
                is_weak: false,
                timely: Timely::No,
            }]
            .into(),
            ..Entry::default()
        };
        let entries = std::iter::repeat_n(1.0, ones).chain(std::iter::repeat_n(2.0, twos)).map(entry);
        let mut found = FoundAcross::default();
        LibraryConflict { statements: true, summaries: Words::default() }.check(&Library::new(entries), &mut found);
        found.into_parts().0.len()
    }

    #[test]
    fn the_value_of_fewer_articles_is_reported_unless_many_hold_it() {
        assert_eq!([reported(1, 1), reported(5, 1), reported(2, 5), reported(90, FEW), reported(90, FEW + 1)], [1, 1, 2, FEW, 0]);
    }
}

//! What ended before it began: an article changed before it was published, and events told the wrong way round.

use serde::Deserialize;

use super::events;
use super::own_date::{self, OwnDate, Role};
use crate::document::MetaFrom;
use crate::fact::Facts;
use crate::rule::{FactCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct DateOrder {
    /// Days that a change may lie before the publication.
    slack: i32,
    /// Days that the line readers see and the metadata may be apart.
    apart: i32,
}

impl FactCheck for DateOrder {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        self.own_dates(facts, found);
        for event in events::of(facts) {
            found.concerned();
            if !event.is_wrong() {
                continue;
            }
            let (end, start) = (facts.printed(event.end.text), facts.printed(event.start.text));
            let at = facts.source(event.end.text);
            let finding = if event.began.is_empty() {
                found.at(event.block, at, "ends on “{}”, before it begins on “{}”", [end, start])
            } else {
                found.at(event.block, at, "“{}” ({}) lies before “{}” ({})", [event.ended, end, event.began, start])
            };
            finding.related(facts.source(event.start.text), "the beginning");
        }
    }
}

impl DateOrder {
    /// The first change that lies before the publication, dates of one place before dates of two.
    fn own_dates(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        let dates = own_date::of(facts);
        if !dates.is_empty() {
            found.concerned();
        }
        let of_roles = |roles: &'static [Role]| dates.iter().filter(move |own| roles.contains(&own.role));
        let pairs = || {
            let updates = of_roles(&[Role::Updated]);
            updates.flat_map(move |updated| of_roles(&[Role::Published, Role::First]).map(move |published| (updated, published)))
        };
        let is_one_place = |(updated, published): &(&OwnDate, &OwnDate)| updated.from == published.from;
        let wrong = pairs()
            .filter(is_one_place)
            .find(|pair| self.is_wrong(pair))
            .or_else(|| pairs().filter(|pair| !is_one_place(pair) && pair.0.from != MetaFrom::Byline).find(|pair| self.is_wrong(pair)));
        let Some((updated, published)) = wrong else { return self.two_publications(facts, &dates, found) };
        let source = facts.document.source.text();
        let quotes = [updated.src.cut(source), published.src.cut(source)];
        let finding = found.at(updated.block, updated.src, "updated on “{}”, before it was published on “{}”", quotes);
        finding.related(published.src, "published");
        if updated.from != published.from {
            finding.milder();
        }
    }

    /// A line that readers see against the metadata: which of both is the day?
    fn two_publications(&self, facts: &Facts<'_>, dates: &[OwnDate], found: &mut Found<'_>) {
        let published = || dates.iter().filter(|own| own.role == Role::Published);
        // Beside a line that says the change as well, the metadata may mean either.
        if dates.iter().any(|own| own.role == Role::Updated && own.from == MetaFrom::Byline) {
            return;
        }
        let Some(seen) = published().find(|own| own.from == MetaFrom::Byline) else { return };
        let is_apart = |own: &&OwnDate| own.day().zip(seen.day()).is_some_and(|(one, other)| (one - other).get_days().abs() > self.apart);
        // One place of the metadata that agrees is enough: the others are of the page or its translation.
        let said: Vec<&OwnDate> = published().filter(|own| own.from != MetaFrom::Byline).collect();
        let Some(other) = said.first().filter(|_| said.iter().all(is_apart)) else { return };
        let source = facts.document.source.text();
        let quotes = [seen.src.cut(source), other.src.cut(source)];
        found
            .at(seen.block, seen.src, "published on “{}”, but on “{}” by its metadata", quotes)
            .milder()
            .related(other.src, "in the metadata");
    }

    fn is_wrong(&self, (updated, published): &(&OwnDate, &OwnDate)) -> bool {
        let days = updated.day().zip(published.day()).map(|(updated, published)| (published - updated).get_days());
        days.is_some_and(|days| days > self.slack)
    }
}

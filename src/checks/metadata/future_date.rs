//! An article that says it was published on a day to come.

use serde::Deserialize;

use super::own_date;
use crate::fact::Facts;
use crate::rule::{FactCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct FutureDate {
    /// Whether an article may wait for its day.
    allow_scheduled: bool,
    /// Days that an article may be ahead of the day of the run.
    slack: i32,
}

impl FactCheck for FutureDate {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        let dates = own_date::of(facts);
        if !dates.is_empty() {
            found.concerned();
        }
        if dates.is_empty() || self.allow_scheduled || facts.document.is_draft() {
            return;
        }
        let Some(today) = found.today_or_later() else { return };
        // One date too many is said once, however often the page repeats it.
        let ahead = dates.iter().find(|own| own.day().is_some_and(|day| (day - today).get_days() > self.slack));
        if let Some(own) = ahead
            && let Some(today) = found.today()
        {
            let printed = own.src.cut(facts.document.source.text());
            found.at(own.block, own.src, "the article's date, “{}”, lies after {}", [printed, &today.to_string()]);
        }
    }
}

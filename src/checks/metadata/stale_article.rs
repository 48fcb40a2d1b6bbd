//! An article that nobody has looked at for longer than the library allows.

use serde::Deserialize;

use super::own_date;
use crate::fact::Facts;
use crate::rule::{FactCheck, Found};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct StaleArticle {
    /// Days that an article may be old; 0: any age.
    max_age: i32,
}

impl FactCheck for StaleArticle {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        if self.max_age <= 0 || facts.document.is_draft() {
            return;
        }
        let dates = own_date::of(facts);
        let newest = dates.iter().filter_map(|own| own.day().map(|day| (day, own))).max_by_key(|(day, _)| *day);
        let Some((day, own)) = newest else { return };
        let Some(today) = found.today() else { return };
        found.concerned();
        let age = (today - day).get_days();
        if age > self.max_age {
            let printed = own.src.cut(facts.document.source.text());
            found.at(own.block, own.src, "last published or updated on “{}”, {} days ago", [printed, &age.to_string()]);
        }
    }
}

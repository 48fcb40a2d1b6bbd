//! A word count that the article states and does not have.

use serde::Deserialize;

use super::length::Length;
use super::stated::{self, Stated, Wording};
use crate::document::{Document, MetaFrom};
use crate::finding::{Edit, Fix};
use crate::rule::{ArticleCheck, Found, Words};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct StatedWordCount {
    /// Percent that a statement may be off.
    tolerance: u32,
    /// Words that it may always be off.
    slack: u32,
    /// Keys of metadata, without marks and in lower case.
    keys: Vec<String>,
    /// What stands behind the number.
    units: Words,
    /// What may stand before it.
    labels: Words,
}

impl ArticleCheck for StatedWordCount {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let holds = |stated: &Stated, length| self.holds(stated, length);
        stated::report(article, found, &self.statements(article), holds, |found, first, printed, length| {
            let words = length.words.to_string();
            let finding = found.at(first.block, first.src, "“{}” is stated, the article has {} words", [printed, &words]);
            // In the metadata the bare number is the statement; a line for readers is theirs to word.
            if first.block == Document::ROOT && printed.bytes().all(|byte| byte.is_ascii_digit()) {
                finding.fixed_by(Fix::safe("state the words there are", vec![Edit::replace(first.src, &words)]));
            }
            finding
        });
    }
}

impl StatedWordCount {
    fn statements(&self, article: &Document) -> Vec<Stated> {
        let units = self.units.of(&article.language.code);
        let is_key = |key: &str| self.keys.contains(&stated::bare_key(key));
        let entries = || article.meta.iter().filter(|meta| matches!(meta.from, MetaFrom::FrontMatter | MetaFrom::MetaTag));
        let mut all: Vec<Stated> = entries().filter(|meta| is_key(&meta.key)).filter_map(|meta| stated::of_entry(meta, units)).collect();
        // A list of words is no count.
        if all.len() > 2 {
            all.clear();
        }
        let data = article.meta.iter().filter(|meta| meta.from == MetaFrom::JsonLd);
        all.extend(data.filter_map(|meta| stated::of_data(meta, "\"wordCount\"", units)));
        let wording = Wording { units, labels: self.labels.of(&article.language.code), labelled: units };
        all.extend(stated::only_one(stated::of_lines(article, wording)));
        all
    }

    fn holds(&self, stated: &Stated, length: Length) -> bool {
        let slack = f64::from(self.slack);
        let part = f64::from(self.tolerance) / 100.0;
        let (least, most) = (f64::from(length.least), f64::from(length.most));
        stated.most >= least - (least * part).max(slack) && stated.least <= most + (most * part).max(slack)
    }
}

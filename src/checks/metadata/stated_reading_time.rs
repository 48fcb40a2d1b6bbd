//! A reading time that nobody needs for an article of this length.

use serde::Deserialize;

use super::length::Length;
use super::stated::{self, Stated, Wording};
use crate::document::{Document, Meta, MetaFrom};
use crate::rule::{ArticleCheck, Found, Words};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct StatedReadingTime {
    /// Words that a slow reader reads in a minute.
    slowest: u32,
    /// Words that a fast reader reads in a minute.
    fastest: u32,
    /// Seconds for each picture.
    picture: u32,
    /// Keys of metadata, without marks and in lower case.
    keys: Vec<String>,
    /// What stands behind the number.
    units: Words,
    /// What may stand before it.
    labels: Words,
    /// What may stand behind a number that has a label, and in metadata.
    minutes: Words,
}

/// Minutes by which a statement may be rounded up or down.
const ROUNDING: f64 = 1.0;

/// From here on a number under a key may be of seconds.
const SECONDS: f64 = 90.0;

impl ArticleCheck for StatedReadingTime {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let holds = |stated: &Stated, length| self.holds(stated, length);
        stated::report(article, found, &self.statements(article), holds, |found, first, printed, length| {
            let minutes = |pace: u32| (f64::from(length.words) / f64::from(pace)).ceil().max(1.0);
            let (quick, slow) = (minutes(self.fastest), minutes(self.slowest));
            let needed = if quick < slow { format!("{quick} to {slow} minutes") } else { format!("about {slow} min") };
            let quotes = [printed, &length.words.to_string(), &needed];
            found.at(first.block, first.src, "“{}” is stated, the {} words take {}", quotes)
        });
    }
}

impl StatedReadingTime {
    fn statements(&self, article: &Document) -> Vec<Stated> {
        let language = &article.language.code;
        let minutes = self.minutes.of(language);
        let is_key = |meta: &&Meta| {
            matches!(meta.from, MetaFrom::FrontMatter | MetaFrom::MetaTag) && self.keys.contains(&stated::bare_key(&meta.key))
        };
        let mut all: Vec<Stated> = article.meta.iter().filter(is_key).filter_map(|meta| stated::of_entry(meta, minutes)).collect();
        all.extend(of_card(article, self.labels.of(language), minutes));
        let data = article.meta.iter().filter(|meta| meta.from == MetaFrom::JsonLd);
        all.extend(data.filter_map(|meta| stated::of_data(meta, "\"timeRequired\"", minutes)));
        let wording = Wording { units: self.units.of(language), labels: self.labels.of(language), labelled: minutes };
        all.extend(stated::only_one(stated::of_lines(article, wording)));
        all
    }

    fn holds(&self, stated: &Stated, length: Length) -> bool {
        let pictures = f64::from(length.pictures) * f64::from(self.picture) / 60.0;
        let least = f64::from(length.least) / f64::from(self.fastest.max(1));
        let most = f64::from(length.most) / f64::from(self.slowest.max(1)) + pictures;
        let fits = |low: f64, high: f64| high + ROUNDING >= least && low - ROUNDING <= most;
        fits(stated.least, stated.most) || stated.least >= SECONDS && fits(stated.least / 60.0, stated.most / 60.0)
    }
}

/// The pairs of tags in which pages tell other sites their reading time: `twitter:label1` and `twitter:data1`.
fn of_card(article: &Document, labels: &[String], minutes: &[String]) -> Option<Stated> {
    let tag = |wanted: &str| article.meta.iter().find(|meta| meta.from == MetaFrom::MetaTag && &*meta.key == wanted);
    [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")].into_iter().find_map(|(label, data)| {
        let label = tag(label)?.value.trim().to_lowercase();
        if !labels.contains(&label) {
            return None;
        }
        stated::of_entry(tag(data)?, minutes)
    })
}

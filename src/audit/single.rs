//! One article by itself, as it would be with another text: what fixes are judged by.

use std::collections::HashSet;

use jiff::civil::Date;

use super::article::{Outcome, audit};
use super::plan::Plan;
use super::waive::of_article;
use crate::document::Document;
use crate::finding::Finding;
use crate::source::Source;

/// What the rules that see one article say of a text.
#[derive(Clone, Debug)]
pub struct Single {
    /// Settled findings.
    pub findings: Vec<Finding>,
    /// The identities of all findings, of those that are waived and of claims of a score, too.
    pub prints: HashSet<u64>,
    /// A hash over the words that readers see, in their order.
    pub words: u64,
}

/// Audits one text by itself; `None`: it is no article.
#[must_use]
pub fn single(source: Source, plan: &Plan<'_>, today: Date) -> Option<Single> {
    let document = Document::read(source.clone(), &plan.config.limits, &plan.config.language);
    let mut hasher = blake3::Hasher::new();
    for (word, _) in document.words_of(Document::ROOT) {
        hasher.update(word.as_bytes());
        hasher.update(&[0]);
    }
    let words = hasher.finalize().as_bytes().iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte));
    match audit(source, plan, None, today) {
        Outcome::Article(article) => {
            let mut article = article.audited;
            of_article(&mut article, plan, today);
            let told = article.findings.iter().chain(article.waived.iter().map(|waived| &waived.finding));
            let prints = told.chain(article.claims.iter().map(|(_, finding)| finding)).map(|finding| finding.fingerprint).collect();
            Some(Single { findings: article.findings, prints, words })
        }
        Outcome::PassedOver(_) => None,
    }
}

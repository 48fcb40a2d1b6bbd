//! What articles claim of their own score against the score that this audit gives without these claims: a claim of more becomes a finding.

use super::{Score, State, Terms, display_points, score};
use crate::audit::{Audit, Auditable, Audited};
use crate::config::Config;
use crate::rule::ScoreClaim;

/// Turns the claims that are not borne out into findings of their articles, and forgets the others.
pub(super) fn judge(audit: &mut Audit, terms: &Terms<'_>) {
    let claimants = audit.articles.iter().enumerate().filter(|(_, article)| !article.claims.is_empty());
    let scored: Vec<(usize, Best)> =
        claimants.map(|(at, article)| (at, Best::of(article, &score(article, audit, terms), terms.config))).collect();
    for (at, best) in scored {
        let Some(article) = audit.articles.get_mut(at) else { continue };
        for (claim, mut finding) in std::mem::take(&mut article.claims) {
            let Some(borne) = best.less_than(claim) else { continue };
            finding.message.push(borne, [&*best.words(claim)]);
            article.findings.push(finding);
        }
        article.findings.sort_by_key(|finding| (finding.place.span, finding.rule));
    }
}

/// The best that an article can claim: what this run did not look at is not held against it.
struct Best {
    met: u32,
    points: u32,
    is_certified: bool,
}

impl Best {
    fn of(article: &Audited, score: &Score, config: &Config) -> Self {
        let unseen = || score.rows.iter().filter(|row| row.state == State::NotAudited);
        let points = score.points + unseen().map(|row| row.weight).sum::<u32>();
        let unmet = score.rows.iter().filter(|row| row.state == State::Unmet).count() as u32;
        let is_certified = article.auditable == Auditable::Yes
            && score.counts.errors == 0
            && unmet <= config.certification.unmet
            && points >= config.certification.points;
        Self { met: score.met + unseen().count() as u32, points, is_certified }
    }

    /// What to say of a claim that is not borne out.
    const fn less_than(&self, claim: ScoreClaim) -> Option<&'static str> {
        match claim {
            ScoreClaim::Met(met) if met > self.met => Some(", this audit finds {} criteria met"),
            // Points are shown with one decimal, rounded down.
            ScoreClaim::Points(points) | ScoreClaim::Certified(points) if points / 1_000 > self.points / 1_000 => {
                Some(", this audit finds {} points")
            }
            ScoreClaim::Certified(_) if !self.is_certified => Some(", this audit does not certify it, at {} points"),
            _ => None,
        }
    }

    fn words(&self, claim: ScoreClaim) -> String {
        match claim {
            ScoreClaim::Met(_) => self.met.to_string(),
            ScoreClaim::Points(_) | ScoreClaim::Certified(_) => display_points(self.points),
        }
    }
}

//! The score line of an article, in the standard's words.

use crate::config::Config;
use crate::score::{Score, State, Unseen, Verdict, display_points};

use super::escape;

/// `audited 7/13, 2 not audited (agreement, original) · 4.1/10, not certified (9 errors)`. The name of a profile in it is escaped.
#[must_use]
pub fn score_line(score: &Score, config: &Config, language: &str) -> String {
    let mut line = format!("audited {}/{}", score.met, score.rows.len());
    if score.verdict != Verdict::NotAuditable {
        line.push_str(&not_audited(score, language));
    }
    line.push_str(" · ");
    let points = points(score.points);
    let waived = if score.waived > 0 { format!(", {} waived", score.waived) } else { String::new() };
    let before =
        score.before.map(self::points).filter(|before| *before != points).map(|before| format!(", {before} before")).unwrap_or_default();
    line + &match score.verdict {
        Verdict::Certified => format!("certified {points}/10{waived}{before}"),
        Verdict::CertifiedByProfile => format!("certified (profile {}) {points}/10{waived}{before}", escape::quoted(&config.profile.name)),
        Verdict::NotCertified => format!("{points}/10, not certified ({}){waived}{before}", score.reason),
        Verdict::NotAuditable => format!("{points}/10, not auditable ({}){waived}{before}", score.reason),
    }
}

/// `, 2 not audited (agreement, original)`; criteria that lack words of the article's language stand behind `no words for de:`.
fn not_audited(score: &Score, language: &str) -> String {
    let rows = || score.rows.iter().filter(|row| row.state == State::NotAudited);
    let number = rows().count();
    if number == 0 {
        return String::new();
    }
    let names = |wordless: bool| {
        let names: Vec<&str> =
            rows().filter(|row| (row.unseen == Some(Unseen::NoWords)) == wordless).map(|row| row.criterion.name()).collect();
        names.join(", ")
    };
    let (unseen, wordless) = (names(false), names(true));
    let between = if unseen.is_empty() || wordless.is_empty() { "" } else { "; " };
    let wordless = if wordless.is_empty() { wordless } else { format!("no words for {}: {wordless}", escape::quoted(language)) };
    format!(", {number} not audited ({unseen}{between}{wordless})")
}

/// Points with one decimal, rounded down; a full score is 10.
fn points(points: u32) -> String {
    match points {
        0 => "0".to_owned(),
        100_000 => "10".to_owned(),
        _ => display_points(points),
    }
}

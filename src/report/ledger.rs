//! The ledger of an article for `--explain-score`: every figure that its points are made of, so that anyone can recompute them.

use std::io;

use anstyle::Style;

use super::layout::{COLUMNS, counted, exact_points, number, wrap};
use super::output::Output;
use super::{Report, escape, names};
use crate::audit::Audited;
use crate::score::{Charge, Counts, Row, Score, State, Unseen, Verdict};

pub(super) fn write(out: &mut Output, article: &Audited, score: &Score, report: &Report<'_>) -> io::Result<()> {
    let about = format!(
        "read as {}, {} · language {} ({}) · main content: {}",
        article.format.name(),
        counted(article.words, "word"),
        escape::quoted(&article.language.code),
        names::language_from(article.language.from),
        names::main_content_words(article.main),
    );
    for line in wrap(&about, COLUMNS - 2, COLUMNS - 2) {
        out.ours("  ").ours(&line).end()?;
    }
    out.end()?;
    let bold = Style::new().bold();
    out.ours("  ").style(bold).ours("criterion   weight  halved    left  to regain  findings").plain().end()?;
    for row in &score.rows {
        criterion(out, row, report)?;
    }
    let weights = score.rows.iter().map(|row| row.weight).sum();
    let regained = score.rows.iter().map(|row| row.regained).sum();
    let sums = format!("sum        {:>7} {:>15} {:>10}", exact_points(weights), exact_points(score.points), exact_points(regained));
    out.ours("  ").style(bold).ours(&sums).plain().end()?;
    let mut notes = vec![match score.verdict {
        Verdict::NotAuditable => "an article that is not auditable has 0 points, whatever was found in it".to_owned(),
        _ => "left: the weight, halved once for each warning and twice for each error, rounded down at each halving to four decimals"
            .to_owned(),
    }];
    for group in not_audited(score) {
        let names: Vec<&str> = group.iter().map(|row| row.criterion.name()).collect();
        let reason = group.first().and_then(|row| row.unseen).map_or("", Unseen::words);
        notes.push(format!("not audited, {reason}: {}", names.join(", ")));
    }
    for note in notes {
        for line in wrap(&note, COLUMNS - 2, COLUMNS - 2) {
            out.ours("  ").ours(&line).end()?;
        }
    }
    cheapest(out, score, report)
}

/// Criteria that nobody looked at, by reason.
fn not_audited(score: &Score) -> Vec<Vec<&Row>> {
    let mut rows: Vec<&Row> = score.rows.iter().filter(|row| row.state == State::NotAudited).collect();
    rows.sort_by_key(|row| (row.unseen, row.criterion));
    rows.chunk_by(|one, other| one.unseen == other.unseen).map(<[&Row]>::to_vec).collect()
}

fn criterion(out: &mut Output, row: &Row, report: &Report<'_>) -> io::Result<()> {
    let counts = row.charges.iter().fold(Counts::default(), |sum, charge| sum.plus(charge.counts));
    let figures = format!("{:<10} {:>7}", row.criterion.name(), exact_points(row.weight));
    let start = 2 + 10 + 1 + 7;
    out.ours("  ").ours(&figures);
    let found: Vec<String> = row.charges.iter().map(|charge| words(charge, report)).collect();
    let rest = match row.state {
        State::NotAudited => format!(" {:>7} {:>7} {:>10}", "–", exact_points(row.points), "–"),
        _ => format!(" {:>7} {:>7} {:>10}", counts.halvings(), exact_points(row.points), exact_points(row.regained)),
    };
    // A criterion that is not audited may have findings all the same: of the rules that could run.
    let text = if found.is_empty() { row.state.name().to_owned() } else { format!("{}: {}", row.state.name(), found.join(", ")) };
    let left = start + 1 + 7 + 1 + 7 + 1 + 10 + 2;
    out.ours(&rest).ours("  ");
    for (index, line) in wrap(&text, COLUMNS - left, COLUMNS - left).iter().enumerate() {
        if index > 0 {
            out.ours(&" ".repeat(left));
        }
        out.ours(line).end()?;
    }
    Ok(())
}

/// `missing-list 6 errors, 1 warning`.
fn words(charge: &Charge, report: &Report<'_>) -> String {
    let counts = charge.counts;
    let parts: Vec<String> = [(counts.errors, "error"), (counts.warnings, "warning"), (counts.infos, "info")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| counted(count, noun))
        .collect();
    format!("{} {}", report.standard.id(charge.rule), parts.join(" and "))
}

/// What to fix first: most points for each finding.
fn cheapest(out: &mut Output, score: &Score, report: &Report<'_>) -> io::Result<()> {
    let mut fixes: Vec<(&Row, &Charge)> = score
        .rows
        .iter()
        .flat_map(|row| row.charges.iter().map(move |charge| (row, charge)))
        .filter(|(_, charge)| charge.regained > 0)
        .collect();
    if fixes.is_empty() {
        return Ok(());
    }
    fixes.sort_by_key(|(row, charge)| {
        let per_finding = u64::from(charge.regained) * 1_000 / u64::from(charge.counts.all().max(1));
        (std::cmp::Reverse(per_finding), row.criterion, charge.rule)
    });
    out.end()?;
    out.ours("  ").style(Style::new().bold()).ours("cheapest points first: fixing all findings of a rule").plain().end()?;
    for (row, charge) in fixes {
        let line = format!(
            "  +{}  {} {} ({})",
            exact_points(charge.regained),
            number(charge.counts.all()),
            report.standard.id(charge.rule),
            row.criterion.name()
        );
        out.ours(&line).end()?;
    }
    Ok(())
}

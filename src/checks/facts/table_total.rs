//! A row or column of totals that is not the sum of the others.

use serde::Deserialize;

use super::grid::{Cell, Figure, Grid};
use crate::document::{BlockId, Kind};
use crate::fact::{Dimension, Facts, is_plural, stem, unit};
use crate::rule::{FactCheck, Found, Words};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TableTotal {
    /// What rows and columns of totals are called.
    totals: Words,
    /// What a row of totals is called where all figures are money: "Overall" may be the mean of anything else.
    totals_of_money: Words,
    /// Words in a row's label that make it another kind of result: sums of parts, averages, differences.
    results: Words,
    /// Words above a column whose figures are not added up.
    not_added: Words,
}

/// Figures that stand for a total and its parts.
struct Sum {
    total: BlockId,
    printed: Figure,
    /// What the parts make.
    made: f64,
    is_right: bool,
    has_many: bool,
}

impl FactCheck for TableTotal {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        for (table, _) in facts.document.of_kind(Kind::Table) {
            let Some(grid) = Grid::of(facts.document, table) else { continue };
            self.row_of_totals(&grid, found);
            self.column_of_totals(&grid, found);
        }
    }
}

impl TableTotal {
    fn row_of_totals(&self, grid: &Grid<'_>, found: &mut Found<'_>) {
        /// Fewest rows that are summed up.
        const PARTS: usize = 2;
        let language = &*grid.document.language.code;
        let Some((last, parts)) = grid.rows.split_last() else { return };
        let label = |row: &[BlockId]| row.iter().map(|cell| grid.text(*cell)).find(|text| !text.is_empty()).unwrap_or("").to_owned();
        let of_money_only = self.totals_of_money.has(language, &label(last).to_lowercase());
        if parts.len() < PARTS
            || !(of_money_only || self.is_total(language, &label(last)) || is_all_of_column(grid, &label(last)))
            || parts.iter().any(|row| self.is_result(language, &label(row)))
        {
            return;
        }
        found.concerned();
        let columns = (1..last.len()).filter(|column| !self.is_not_added(language, grid.head(*column)));
        let sums: Vec<(bool, Sum)> = columns
            .filter_map(|column| {
                let cells = parts.iter().filter_map(|row| row.get(column).copied());
                Some((is_money(grid.head(column)), sum(grid, *last.get(column)?, cells)?))
            })
            .collect();
        let other_is_right = sums.iter().any(|(_, sum)| sum.is_right && sum.has_many);
        let is_added = |is_money: bool, sum: &Sum| is_money || sum.printed.unit.starts_with(['$', '€', '£']);
        // "Overall" may be the mean, but not beside a column that is added up.
        let sums: Vec<Sum> = sums
            .into_iter()
            .filter(|(is_money, sum)| !of_money_only || other_is_right || is_added(*is_money, sum))
            .map(|(_, sum)| sum)
            .collect();
        for wrong in sums.iter().filter(|sum| sum.is_slip()) {
            report(grid, wrong, other_is_right, found);
        }
    }

    /// A last column of totals; where most rows are right, the others are wrong.
    fn column_of_totals(&self, grid: &Grid<'_>, found: &mut Found<'_>) {
        let language = &*grid.document.language.code;
        let Some(last) = grid.header.len().checked_sub(1).filter(|last| *last >= 2) else { return };
        let any_result =
            (1..last).any(|column| self.is_not_added(language, grid.head(column)) || self.is_result(language, grid.head(column)));
        if !self.is_total(language, grid.head(last)) || any_result {
            return;
        }
        found.concerned();
        let sums: Vec<Sum> = grid.rows.iter().filter_map(|row| sum(grid, *row.get(last)?, row.get(1..last)?.iter().copied())).collect();
        let right = sums.iter().filter(|sum| sum.is_right && sum.has_many).count();
        for wrong in sums.iter().filter(|sum| sum.is_slip() && right * 2 > sums.len()) {
            report(grid, wrong, true, found);
        }
    }

    /// "Total", "Total (2024)", "Grand total".
    fn is_total(&self, language: &str, label: &str) -> bool {
        /// Words of a label beside that of the total.
        const WORDS: usize = 4;
        let lower = label.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        words.len() <= WORDS && words.first().is_some_and(|first| self.totals.has(language, first))
            || words.len() == 2
                && words.first().is_some_and(|first| *first == "overall" || !self.results.has(language, first))
                && words.last().is_some_and(|last| self.totals.has(language, last))
    }

    fn is_result(&self, language: &str, label: &str) -> bool {
        has_word(label, |word| self.results.has(language, word) || self.totals.has(language, word))
    }

    fn is_not_added(&self, language: &str, label: &str) -> bool {
        label.contains('%') || has_word(label, |word| self.not_added.has(language, word))
    }
}

/// "All offices" below "Office": the row is of all that the first column names.
fn is_all_of_column(grid: &Grid<'_>, label: &str) -> bool {
    let Some((all, things)) = label.split_once(' ') else { return false };
    let last = |text: &str| text.split(|c: char| !c.is_alphanumeric()).rfind(|word| !word.is_empty()).map(stem);
    all.eq_ignore_ascii_case("all") && is_plural(things) && last(things).is_some_and(|things| last(grid.head(0)) == Some(things))
}

impl Sum {
    /// A run that was timed as a whole, in seconds or less, takes a little longer than its stages. Hours of a timesheet add up.
    fn has_overhead(&self) -> bool {
        /// What is spent between the stages, at most, as a part of all.
        const BETWEEN: f64 = 0.05;
        let more = self.printed.value - self.made;
        unit(&self.printed.unit).is_some_and(|unit| unit.dimension == Dimension::Time && unit.factor <= 1.0)
            && more > 0.0
            && more <= self.printed.value * BETWEEN
    }

    /// A total that is wrong by so much that nothing else can be meant, and not by so much that it must be something else.
    fn is_slip(&self) -> bool {
        /// A total further away counts something else.
        const FAR: f64 = 0.4;
        !self.is_right && !self.has_overhead() && (self.made - self.printed.value).abs() <= self.printed.value.abs() * FAR
    }
}

/// "Amount (EUR)": whether the head of a column names a currency.
fn is_money(head: &str) -> bool {
    head.contains(['$', '€', '£'])
        || head.split(|c: char| !c.is_alphabetic()).any(|word| matches!(word, "EUR" | "USD" | "GBP" | "CHF" | "euros" | "dollars"))
}

fn has_word(label: &str, is_known: impl Fn(&str) -> bool) -> bool {
    label.split(|c: char| !c.is_alphanumeric()).any(|word| is_known(&word.to_lowercase()))
}

/// The total and what its parts make; none when one of them is no figure or has another unit.
fn sum(grid: &Grid<'_>, total: BlockId, parts: impl Iterator<Item = BlockId>) -> Option<Sum> {
    let Cell::Figure(printed) = grid.cell(total) else { return None };
    let mut figures = Vec::new();
    for part in parts {
        match grid.cell(part) {
            Cell::Figure(figure) => figures.push(figure),
            Cell::Blank => {}
            Cell::Words => return None,
        }
    }
    let is_bare = |unit: &str| unit.is_empty() || unit == "$";
    let of_one_unit = figures.iter().all(|figure| figure.unit == printed.unit || is_bare(&figure.unit) && is_bare(&printed.unit));
    // Years are no amounts, and a percentage of a whole is added up by another rule.
    let are_years =
        figures.iter().all(|figure| (1900.0..2100.0).contains(&figure.value) && figure.unit.is_empty() && figure.resolution == 1.0);
    if figures.len() < 2 || !of_one_unit || are_years {
        return None;
    }
    let sum: f64 = figures.iter().map(|figure| figure.value).sum();
    let rounding: f64 = figures
        .iter()
        .chain([&printed])
        .filter(|figure| figure.resolution < 1.0 || figure.unit == "%" || is_scaled(&figure.unit))
        .map(|figure| figure.resolution / 2.0)
        .sum();
    let count: f64 = figures.iter().map(|_| 1.0).sum();
    let near = |value: f64| (value - printed.value).abs() <= rounding + printed.value.abs() * 1e-9;
    let highest = figures.iter().map(|figure| figure.value).fold(f64::NEG_INFINITY, f64::max);
    let is_mean = (sum / count - printed.value).abs() <= printed.resolution || near(highest);
    let grows = figures.len() > 2
        && figures.windows(2).all(|pair| matches!(pair, [one, next] if one.value <= next.value))
        && figures.last().is_some_and(|last| near(last.value));
    Some(Sum { total, made: sum, is_right: near(sum) || is_mean || grows, has_many: near(sum) && sum != 0.0, printed })
}

/// "12k", "3.4m": rounded whatever their digits.
fn is_scaled(unit: &str) -> bool {
    matches!(unit.trim_start_matches('$'), "k" | "m" | "b" | "bn")
}

fn report(grid: &Grid<'_>, wrong: &Sum, is_sure: bool, found: &mut Found<'_>) {
    let decimals = wrong.printed.decimals;
    let sum = format!("{:.decimals$}", wrong.made);
    let finding = found.at(
        wrong.total,
        grid.document.text_src(wrong.total),
        "the total is given as “{}”, but its parts make {}",
        [grid.text(wrong.total), &sum],
    );
    if !is_sure {
        finding.milder();
    }
}

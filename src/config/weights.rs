//! `[weights]` and points: decimal numbers in, ten-thousandths of a point out.

use std::ops::Range;

use super::error::words;
use super::reader::{Reader, Value};
use crate::finding::Message;
use crate::rule::Criterion;

/// Ten points.
const ALL: u32 = 100_000;

/// The weights that a configuration gives; with those of the standard they must sum to ten.
pub(super) fn read(reader: &mut Reader<'_>, header: Range<usize>, value: &Value<'_>) -> [Option<u32>; 13] {
    let mut weights = [None; 13];
    let Some(table) = reader.table("weights", value) else { return weights };
    let mut sound = true;
    for (key, value) in table {
        let Some(criterion) = Criterion::of_name(key.get_ref()) else {
            reader.unknown(key.span(), "criterion", key.get_ref(), &Criterion::ALL.map(Criterion::name));
            sound = false;
            continue;
        };
        let weight = points(reader, criterion.name(), value);
        sound &= weight.is_some();
        if let Some(slot) = weights.get_mut(criterion.index()) {
            *slot = weight;
        }
    }
    let sum: u32 = Criterion::ALL.into_iter().zip(weights).map(|(criterion, weight)| weight.unwrap_or(criterion.weight())).sum();
    if sound && sum != ALL {
        let sum = decimal(sum);
        reader.problem(
            header,
            Message::new("the weights sum to {} points, not to ten", [sum]),
            words("criteria that are not named keep their weight; change some until all sum to ten"),
        );
    }
    weights
}

/// Points from 0 to 10 with at most four decimals.
pub(super) fn points(reader: &mut Reader<'_>, key: &str, value: &Value<'_>) -> Option<u32> {
    let wanted = "write a number from 0 to 10 with at most four decimals";
    let number = reader.number(key, value, wanted)?;
    let scaled = number * 10_000.0;
    if number > 10.0 || (scaled - scaled.round()).abs() > 1e-6 {
        reader.problem(value.span(), Message::new("`{}` is no number of points", [key]), words(wanted));
        return None;
    }
    #[allow(clippy::cast_sign_loss, reason = "between 0 and 100,000 by the line above")]
    Some(scaled.round() as u32)
}

/// Points in as few decimals as they need.
pub(crate) fn decimal(points: u32) -> String {
    let text = format!("{}.{:04}", points / 10_000, points % 10_000);
    let short = text.trim_end_matches('0');
    if short.ends_with('.') { format!("{short}0") } else { short.to_owned() }
}

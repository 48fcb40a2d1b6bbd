//! `[limits]`: sizes and numbers in, bounds on input out.

use super::error::words;
use super::reader::{Reader, Value};
use crate::finding::Message;
use crate::limits::{LARGEST_FILE, Limits};

pub(super) const KEYS: [&str; 7] = ["file-size", "depth", "attributes", "front-matter-size", "front-matter-depth", "blocks", "references"];

/// The limits that a configuration gives.
pub(super) fn read(reader: &mut Reader<'_>, value: &Value<'_>) -> Vec<(&'static str, u64)> {
    let mut limits = Vec::new();
    let Some(table) = reader.table("limits", value) else { return limits };
    for (key, value) in table {
        let Some(known) = KEYS.into_iter().find(|known| *known == key.get_ref().as_ref()) else {
            reader.unknown(key.span(), "limit", key.get_ref(), &KEYS);
            continue;
        };
        let is_size = known.ends_with("size");
        let number = match value.as_ref().as_str().filter(|_| is_size) {
            Some(text) => {
                let number = size(text);
                if number.is_none() {
                    let way_out = words("write bytes, or a whole number with B, KB, MB, GB, KiB, MiB or GiB, such as \"10 MB\"");
                    reader.problem(value.span(), Message::new("`{}` is no size", [known]), way_out);
                }
                number
            }
            None => reader.whole(known, value, if is_size { "write bytes, or a size such as \"10 MB\"" } else { "write a whole number" }),
        };
        let Some(number) = number else { continue };
        if (1..=LARGEST_FILE).contains(&number) {
            limits.push((known, number));
        } else {
            let way_out = format!("it can be from 1 to {LARGEST_FILE}");
            reader.problem(value.span(), Message::new("`{}` is out of bounds", [known]), words(&way_out));
        }
    }
    limits
}

/// Bytes of a size such as `10 MB`.
fn size(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at_checked(digits)?;
    let factor = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "kb" => 1_000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        "kib" => 1 << 10,
        "mib" => 1 << 20,
        "gib" => 1 << 30,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(factor)
}

/// Sets one limit.
pub(super) fn set(limits: &mut Limits, key: &str, value: u64) {
    match key {
        "file-size" => limits.file_size = value,
        "depth" => limits.depth = value as usize,
        "attributes" => limits.attributes = value as usize,
        "front-matter-size" => limits.front_matter_size = value as usize,
        "front-matter-depth" => limits.front_matter_depth = value as usize,
        "blocks" => limits.blocks = value as usize,
        _ => limits.references = value as usize,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units_of_a_thousand_and_of_1024() {
        assert_eq!(["10 MB", "512", "64KiB", "1 GiB"].map(size), [Some(10_000_000), Some(512), Some(65_536), Some(1 << 30)]);
        assert_eq!(["MB", "-1", "1.5 MB", "10 apples", "99999999999 GB"].map(size), [None; 5]);
    }
}

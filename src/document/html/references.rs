//! Character references in attribute values: the value as written comes in, the value meant goes out.

use std::borrow::Cow;

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// No name of the standard's table is longer, its semicolon included.
const LONGEST_NAME: usize = 32;

/// Decodes the references of an attribute value. There, a name without its semicolon counts only if no letter, digit or
/// `=` follows, so that `?a=1&copy=2` stays an address.
pub(super) fn decode(value: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr2(b'&', b'\r', value.as_bytes()) else { return Cow::Borrowed(value) };
    let (plain, mut rest) = value.split_at_checked(first).unwrap_or((value, ""));
    let mut decoded = String::with_capacity(value.len());
    decoded.push_str(plain);
    while let Some(c) = rest.chars().next() {
        let used = match c {
            '&' => reference(rest, &mut decoded),
            '\r' => {
                decoded.push('\n');
                if rest.starts_with("\r\n") { 2 } else { 1 }
            }
            _ => 0,
        };
        if used == 0 {
            decoded.push(c);
        }
        rest = rest.get(used.max(1)..).unwrap_or("");
        let plain = memchr::memchr2(b'&', b'\r', rest.as_bytes()).unwrap_or(rest.len());
        decoded.push_str(rest.get(..plain).unwrap_or(""));
        rest = rest.get(plain..).unwrap_or("");
    }
    Cow::Owned(decoded)
}

/// Decodes the reference at the start of `text`; the bytes it took, 0 when it is none.
fn reference(text: &str, decoded: &mut String) -> usize {
    let name = text.get(1..).unwrap_or("");
    if let Some(number) = name.strip_prefix('#') {
        return numeric(number, decoded).map_or(0, |used| used + 2);
    }
    let longest = name.bytes().take(LONGEST_NAME).take_while(u8::is_ascii_alphanumeric).count();
    let longest = longest + usize::from(name.as_bytes().get(longest) == Some(&b';'));
    for len in (2..=longest).rev() {
        let candidate = name.get(..len).unwrap_or("");
        let Some(&(first, second)) = NAMED_ENTITIES.get(candidate) else { continue };
        if first == 0 {
            continue;
        }
        let follower = name.as_bytes().get(len);
        if !candidate.ends_with(';') && follower.is_some_and(|&byte| byte == b'=' || byte.is_ascii_alphanumeric()) {
            return 0;
        }
        decoded.extend([first, second].into_iter().filter(|&code| code != 0).filter_map(char::from_u32));
        return len + 1;
    }
    0
}

fn numeric(number: &str, decoded: &mut String) -> Option<usize> {
    let (digits, radix, prefix) = match number.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16, 1),
        None => (number, 10, 0),
    };
    let len = digits.chars().take_while(|c| c.is_digit(radix)).count();
    let code = digits
        .get(..len)
        .filter(|digits| !digits.is_empty())?
        .chars()
        .fold(0_u32, |code, c| code.saturating_mul(radix).saturating_add(c.to_digit(radix).unwrap_or(0)));
    let replaced = code.checked_sub(0x80).and_then(|index| C1_REPLACEMENTS.get(index as usize)).copied().flatten();
    decoded.push(replaced.or_else(|| char::from_u32(code).filter(|&c| c != '\0')).unwrap_or('\u{fffd}'));
    Some(prefix + len + usize::from(digits.as_bytes().get(len) == Some(&b';')))
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn references_are_decoded_by_the_rules_of_attributes() {
        assert_eq!(decode("Fish &amp; chips &#8211; &#x20ac;9&nbsp;a plate"), "Fish & chips – €9\u{a0}a plate");
        assert_eq!(decode("/search?a=1&copy=2&lt"), "/search?a=1&copy=2<");
        assert_eq!(decode("&notit; &notin; &&; &#; &#x; &#150; &#0;"), "&notit; ∉ &&; &#; &#x; – \u{fffd}");
        assert_eq!(decode("two\r\nlines\rand more"), "two\nlines\nand more");
        assert_eq!(decode("&NotEqualTilde;"), "≂̸");
    }

    #[test]
    fn a_value_without_references_is_borrowed() {
        assert!(matches!(decode("/harbour/opening-hours"), std::borrow::Cow::Borrowed(_)));
    }
}

//! Words of a list known by a few bits: one look spares nearly every text a closer one.

/// Words known by two of their bytes and a hash of all. What it does not know is none of them; what it knows is one of them as a rule.
pub(super) struct Glance {
    /// Two bytes, which tell nearly all other words apart.
    pairs: [u32; KINDS],
    bits: [u64; BITS / 64],
}

/// Kinds of bytes: those of no word, each letter whatever its case, and last digits with the bytes of other letters.
const KINDS: usize = 28;
const BITS: usize = 4096;

impl Glance {
    /// The first words of these phrases.
    pub(super) fn of_first<'w>(phrases: impl IntoIterator<Item = &'w str>) -> Self {
        let words = phrases.into_iter().map(str::as_bytes);
        Self::of(words.map(|word| (letters(word.first(), word.get(1)), first_word(word).1)))
    }

    /// The last words of these phrases.
    pub(super) fn of_last<'w>(phrases: impl IntoIterator<Item = &'w str>) -> Self {
        let words = phrases.into_iter().map(str::as_bytes);
        Self::of(words.map(|word| (last_letters(word), last_word(word))))
    }

    fn of(words: impl Iterator<Item = ((usize, usize), usize)>) -> Self {
        let mut glance = Self { pairs: [0; KINDS], bits: [0; BITS / 64] };
        for ((row, column), place) in words {
            if let (Some(pairs), Some(bits)) = (glance.pairs.get_mut(row), glance.bits.get_mut(place / 64)) {
                *pairs |= 1 << column;
                *bits |= 1 << (place % 64);
            }
        }
        glance
    }

    fn has_pair(&self, (row, column): (usize, usize)) -> bool {
        self.pairs.get(row).is_some_and(|pairs| pairs >> column & 1 == 1)
    }

    fn has(&self, place: usize) -> bool {
        self.bits.get(place / 64).is_some_and(|bits| bits >> (place % 64) & 1 == 1)
    }

    /// Whether one of the first words of a text is known.
    pub(super) fn may_begin(&self, text: &str, words: usize) -> bool {
        let mut rest = text.as_bytes();
        for _ in 0..words {
            let Some(start) = rest.iter().position(|byte| is_letter(*byte)) else { return false };
            rest = rest.get(start..).unwrap_or_default();
            if self.has_pair(letters(rest.first(), rest.get(1))) && self.has(first_word(rest).1) {
                return true;
            }
            let Some(end) = rest.iter().position(|byte| !is_letter(*byte)) else { return false };
            rest = rest.get(end..).unwrap_or_default();
        }
        false
    }

    /// Whether the last word of a text is known, marks behind it aside.
    pub(super) fn may_end(&self, text: &[u8]) -> bool {
        let Some(last) = text.iter().rposition(|byte| is_letter(*byte)) else { return false };
        let text = text.get(..=last).unwrap_or(text);
        self.has_pair(last_letters(text)) && self.has(last_word(text))
    }
}

/// The last two letters of a text.
fn last_letters(text: &[u8]) -> (usize, usize) {
    letters(text.len().checked_sub(2).and_then(|at| text.get(at)), text.last())
}

fn letters(first: Option<&u8>, second: Option<&u8>) -> (usize, usize) {
    let kind = |byte: Option<&u8>| byte.map_or(0, |byte| usize::from(kind(*byte)));
    (kind(first), kind(second))
}

fn is_letter(byte: u8) -> bool {
    kind(byte) != 0
}

fn kind(byte: u8) -> u8 {
    KIND_OF.get(usize::from(byte)).copied().unwrap_or(0)
}

/// The kind of each byte, as a table: it is asked for most bytes of an article.
#[allow(clippy::indexing_slicing, reason = "it is made when the program is compiled, which would fail")]
static KIND_OF: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0_u8;
    loop {
        kinds[byte as usize] = match byte {
            b'a'..=b'z' => byte - b'a' + 1,
            b'A'..=b'Z' => byte - b'A' + 1,
            b'0'..=b'9' | 0x80.. => KINDS as u8 - 1,
            _ => 0,
        };
        if byte == u8::MAX {
            break kinds;
        }
        byte += 1;
    }
};

/// Length and hash of the word that a text begins with.
fn first_word(text: &[u8]) -> (usize, usize) {
    let mut hash = 0_u32;
    let mut len = 0;
    for byte in text.iter().take_while(|byte| is_letter(**byte)) {
        hash = next(hash, *byte);
        len += 1;
    }
    (len, place(hash))
}

/// Hash of the word that a text ends in, marks behind it aside; read backwards.
fn last_word(text: &[u8]) -> usize {
    let letters = text.iter().rev().skip_while(|byte| !is_letter(**byte)).take_while(|byte| is_letter(**byte));
    place(letters.fold(0, |hash, byte| next(hash, *byte)))
}

const fn next(hash: u32, byte: u8) -> u32 {
    hash.wrapping_mul(31).wrapping_add(byte.to_ascii_lowercase() as u32)
}

const fn place(hash: u32) -> usize {
    (hash.wrapping_mul(0x9e37_79b1) >> 20) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_whatever_their_case() {
        let first = Glance::of_first(["truncated", "to be continued"]);
        assert!(first.may_begin("(Truncated)", 1) && first.may_begin("The text: to be", 3));
        assert!(!first.may_begin("The text: to be", 2) && !first.may_begin("today", 3) && !first.may_begin("", 3));
        let last = Glance::of_last(["a", "the", "read more"]);
        assert!(last.may_end(b"and a") && last.may_end(b"THE") && last.may_end(b"Read More...") && !last.may_end(b"sea"));
    }
}

//! The words and signs of a text, as hashes that are equal where they are read alike, in one pass over its bytes.

use std::ops::Range;

use super::looks::Looks;
use crate::span::Span;

/// Somebody who looks at the prose of an article while its leaves are read: its bytes are then gone through once. Places are those in
/// [`Document::text`].
pub(crate) trait Watch {
    /// Letters or digits of ASCII begin behind something else. `letters` are the first eight of them at most, in lower case, the first in the lowest
    /// byte, and nothing behind the last.
    fn run(&mut self, at: usize, letters: u64);
    /// Letters or digits go on, but look like the beginning of another word: a capital, or a digit behind a letter.
    fn joint(&mut self, at: usize, letters: u64);
    /// A character stands here that is no letter or digit of ASCII; `next` is the byte behind its first one.
    fn mark(&mut self, at: usize, first: u8, next: u8);
}

/// Nobody.
impl Watch for () {
    fn run(&mut self, _: usize, _: u64) {}

    fn joint(&mut self, _: usize, _: u64) {}

    fn mark(&mut self, _: usize, _: u8, _: u8) {}
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Folded {
    Letter,
    /// Has a meaning of its own, as in `a + b`.
    Sign,
    /// Ends a word.
    End,
    /// Stands within a word and is no part of it.
    Nothing,
}

/// What a character beyond ASCII is to a key.
fn fold(c: char) -> Folded {
    match c {
        '’' | 'ʼ' | '\u{ad}' => Folded::Nothing,
        '\u{fffc}' => Folded::Sign,
        // Most letters of scripts without blanks, which a look into tables would cost more.
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => {
            Folded::Letter
        }
        // Dashes and quotation marks, likewise.
        '\u{2000}'..='\u{206f}' => Folded::End,
        _ if c.is_alphanumeric() || is_mark(c) => Folded::Letter,
        _ => Folded::End,
    }
}

const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '€' | '£' | '°' | '±' | '×')
}

/// Takes a value into a hash.
pub(crate) const fn mix(hash: u64, value: u64) -> u64 {
    // An odd constant without pattern, as in FxHash.
    (hash.rotate_left(5) ^ (value + 1)).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// What a byte is to a key that is no letter or digit of ASCII.
const SIGN: u8 = 1;
const END: u8 = 2;
const NOTHING: u8 = 3;
/// A part of a wide character.
const WIDE: u8 = 4;
/// Ends a word, and perhaps a sentence.
const STOP: u8 = 5;

#[expect(clippy::indexing_slicing, reason = "where this goes wrong it does not compile")]
const BYTES: [u8; 256] = {
    let mut bytes = [WIDE; 256];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        bytes[at] = match byte {
            b'.' | b'!' | b'?' => STOP,
            b'\'' => NOTHING,
            b'+' | b'/' | b'<' | b'>' | b'=' | b'&' | b'|' | b'%' | b'$' | b'#' | b'@' | b'^' | b'~' | b'{' | b'}' | b'\\' => SIGN,
            _ => END,
        };
        at += 1;
    }
    bytes
};

/// A word as far as it has been read: eight letters of ASCII are one number, so that few of them are mixed.
#[derive(Default)]
struct Word {
    start: usize,
    hash: u64,
    /// Those that are not yet mixed.
    letters: u64,
    /// Letters so far; a wide one fills the number that it stands in, and the next.
    len: u32,
    wide: u32,
}

impl Word {
    const fn begin(&mut self, at: usize) {
        if self.len == 0 {
            self.start = at;
        }
    }

    /// Adds letters of ASCII in lower case, `count` of them, the first in the lowest byte.
    const fn add(&mut self, letters: u64, count: u32) {
        let used = self.len % 8;
        self.letters |= letters << (8 * used);
        self.len += count;
        if used + count >= 8 {
            self.hash = mix(self.hash, self.letters);
            self.letters = if used == 0 { 0 } else { letters >> (8 * (8 - used)) };
        }
    }

    fn add_wide(&mut self, c: char) {
        for lower in c.to_lowercase() {
            self.hash = mix(mix(self.hash, self.letters), u64::from(u32::from(lower)) | 1 << 63);
            self.letters = 0;
            self.len = self.len.next_multiple_of(8) + 8;
        }
        self.wide += u32::from(c >= '\u{2e80}');
    }

    const fn hash(&self) -> u64 {
        mix(self.hash, self.letters)
    }
}

/// Letters and digits of ASCII.
struct Run {
    /// Up to eight of them, in lower case, the first in the lowest byte.
    letters: u64,
    count: u32,
    /// The highest bit of each byte with a capital or a digit.
    others: u64,
    has_digit: bool,
}

impl Run {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * Self::EACH;

    /// Those that begin a text, as far as its first eight bytes go. All eight are looked at at once: in each byte without its highest bit, adding the
    /// distance to 128 sets that bit from a certain value on.
    #[inline]
    fn of(bytes: &[u8]) -> Self {
        let from = |value: u8| u64::from(0x80 - value) * Self::EACH;
        let all = eight(bytes);
        let lower = all | (0x20 * Self::EACH);
        let (low, plain) = (lower & !Self::HIGH, all & !Self::HIGH);
        let is_letter = (low + from(b'a')) & !(low + from(b'z' + 1));
        let is_digit = (plain + from(b'0')) & !(plain + from(b'9' + 1));
        let ends = !((is_letter | is_digit) & !all) & Self::HIGH;
        let count = ends.trailing_zeros() / 8;
        // The lowest byte that ends it, and all above, go.
        let kept = if count == 8 { u64::MAX } else { (1 << (8 * count)) - 1 };
        // The bit that tells the cases apart, as the highest.
        let is_capital = is_letter & !(all << 2);
        let has_digit = is_digit & Self::HIGH & kept != 0;
        Self { letters: lower & kept, count, others: (is_capital | is_digit) & Self::HIGH & kept, has_digit }
    }

    /// Calls `take` with the places that look like the beginning of another word: a capital behind a small letter or before one, a digit behind a
    /// letter, a letter behind a digit.
    fn joints(bytes: &[u8], among: Range<usize>, mut take: impl FnMut(usize, u8, u8)) {
        for at in among {
            let (Some(before), Some(byte)) = (bytes.get(at - 1), bytes.get(at)) else { return };
            let ends = byte.is_ascii_uppercase() && (!before.is_ascii_uppercase() || bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase));
            if ends || byte.is_ascii_digit() != before.is_ascii_digit() {
                take(at, *before, *byte);
            }
        }
    }
}

/// The first eight bytes as a number, the first in the lowest byte; nothing stands behind the last one.
#[inline]
pub(crate) fn eight(bytes: &[u8]) -> u64 {
    u64::from_le_bytes(bytes.first_chunk().copied().unwrap_or_else(|| {
        let mut few = [0; 8];
        few.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        few
    }))
}

/// Whoever takes what counts in a text, in order; places are those in the text.
pub(super) trait Take {
    /// A word; `wide` of its characters are of scripts that write without blanks.
    fn word(&mut self, hash: u64, text: Span, wide: u32);
    /// A sign with a meaning of its own.
    fn sign(&mut self, hash: u64, text: Span);
    /// A mark before `end` that ends a word, and perhaps a sentence.
    fn stop(&mut self, end: usize);
}

/// Reads what counts in a text, which begins at `base`, and tells what its bytes look like.
#[inline]
pub(super) fn pieces(text: &str, base: usize, watch: &mut impl Watch, take: &mut impl Take) -> Looks {
    let bytes = text.as_bytes();
    let mut looks = Looks::default();
    let mut word = Word::default();
    let mut at = 0;
    let mut goes_on = false;
    loop {
        let run = Run::of(bytes.get(at..).unwrap_or_default());
        let begins = !goes_on;
        goes_on = run.count == 8;
        if run.count > 0 {
            word.begin(at);
            word.add(run.letters, run.count);
            if begins {
                watch.run(base + at, run.letters);
            }
            // A capital at the beginning is no joint; a digit may have letters behind it.
            let is_capital = begins && !(run.letters as u8).is_ascii_digit();
            if run.has_digit {
                looks.add_digit();
            }
            if run.others & if is_capital { !0x80 } else { u64::MAX } != 0 {
                Run::joints(bytes, at + usize::from(begins)..at + run.count as usize, |at, before, byte| {
                    looks.add_joint(before, byte);
                    watch.joint(base + at, Run::of(bytes.get(at..).unwrap_or_default()).letters);
                });
            }
            at += run.count as usize;
            if goes_on {
                continue;
            }
        }
        let start = at;
        let (mut kind, mut sign) = (END, 0);
        if let Some(&byte) = bytes.get(at) {
            at += 1;
            let behind = bytes.get(at).copied().unwrap_or(b'\n');
            watch.mark(base + start, byte, behind);
            looks.add_mark(start.checked_sub(1).and_then(|at| bytes.get(at)).copied().unwrap_or(b'\n'), byte, behind);
            kind = BYTES.get(usize::from(byte)).copied().unwrap_or(END);
            sign = u32::from(byte);
        }
        match kind {
            NOTHING => continue,
            WIDE => {
                let Some(c) = text.get(start..).and_then(|rest| rest.chars().next()) else { continue };
                at = start + c.len_utf8();
                sign = u32::from(c);
                match fold(c) {
                    Folded::Letter => {
                        word.begin(start);
                        word.add_wide(c);
                        continue;
                    }
                    Folded::Nothing => continue,
                    Folded::Sign => kind = SIGN,
                    Folded::End => kind = END,
                }
            }
            _ => {}
        }
        if word.len > 0 {
            take.word(word.hash(), Span::of(word.start, start), word.wide);
            word = Word::default();
        }
        match kind {
            SIGN => take.sign(mix(0, u64::from(sign)), Span::of(start, at)),
            STOP => take.stop(at),
            _ if start == bytes.len() => return looks,
            _ => {}
        }
    }
}

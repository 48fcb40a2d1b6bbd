//! Words of the rendered text: counted once, with a fast path for ASCII.
//!
//! A hyphen, an apostrophe and a point between letters or digits stay inside a word (`follow-up`, `don't`, `4.5`).

use unicode_segmentation::UnicodeSegmentation;

use super::{Block, BlockId, Document, Flags, Kind};
use crate::span::Span;

impl Document {
    /// How many words the article has, without page furniture and code blocks.
    #[must_use]
    pub fn words(&self) -> usize {
        let counts =
            |block: &&Block| block.kind.is_leaf() && !matches!(block.kind, Kind::Code | Kind::Math) && !block.flags.has(Flags::BOILER);
        // Blocks in a row are counted at once: most are short, and many bytes together cost little more than a few. The newline
        // that ends each keeps their words apart.
        let (mut words, mut row) = (0, Span::default());
        for block in self.blocks.iter().filter(counts) {
            let text = block.text.cut(&self.text);
            if !text.is_ascii() {
                words += count(text);
            } else if row.end() == block.text.start() {
                row = row.join(block.text);
            } else {
                words += count(row.cut(&self.text));
                row = block.text;
            }
        }
        words + count(row.cut(&self.text))
    }

    /// The words of a block and all blocks inside it, each with its place in [`Document::text`].
    #[must_use]
    pub fn words_of(&self, id: BlockId) -> Words<'_> {
        let text = self.block(id).text;
        Words::new(text.cut(&self.text), text.start())
    }
}

/// How many words a text has: what [`Words`] finds, without their places. Scripts that write without blanks are segmented; elsewhere a
/// word begins at a letter behind no letter, unless both stand around a joint. To count these, an ASCII character of its class stands for each
/// other one.
fn count(text: &str) -> usize {
    let bytes = text.as_bytes();
    if bytes.is_ascii() {
        return count_ascii(bytes);
    }
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = text;
    let mut in_katakana = false;
    while let Some(c) = rest.chars().next() {
        if in_katakana && !is_katakana(c) {
            plain.push(b' ');
            in_katakana = false;
        }
        if c.is_ascii() {
            let row = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
            let (row, behind) = rest.split_at_checked(row).unwrap_or((rest, ""));
            plain.extend_from_slice(row.as_bytes());
            rest = behind;
            continue;
        }
        match c {
            '’' => plain.push(b'\''),
            // Each is a word of its own.
            '\u{3005}'..='\u{3007}'
            | '\u{3041}'..='\u{3096}'
            | '\u{309d}'..='\u{309f}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}' => {
                plain.extend_from_slice(b" a ");
            }
            // A row of them is one, apart from the letters beside it.
            c if is_katakana(c) => {
                plain.extend_from_slice(if in_katakana { b"a" } else { b" a" });
                in_katakana = true;
            }
            // Syllables of Korean stand together as letters do, marks of Chinese and Japanese part words.
            '\u{ac00}'..='\u{d7a3}' => plain.push(b'a'),
            '\u{3000}'..='\u{3003}'
            | '\u{3008}'..='\u{3020}'
            | '\u{30fb}'
            | '\u{ff01}'
            | '\u{ff08}'
            | '\u{ff09}'
            | '\u{ff1b}'
            | '\u{ff1f}' => plain.push(b' '),
            '\u{3099}' | '\u{309a}' => {}
            '\u{300}'..='\u{36f}' | '\u{200d}' => {}
            // Thai to Khmer, and everything from the Han radicals to the Hangul syllables: no blanks between words.
            '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{2e80}'..='\u{abff}'
            | '\u{ff00}'..='\u{ffef}'
            | '\u{20000}'..='\u{3ffff}' => return Words::new(text, 0).count(),
            // Dashes and quotation marks, which a look into tables would cost more.
            '\u{2000}'..='\u{206f}' => plain.push(b' '),
            letter if letter.is_alphanumeric() => plain.push(b'a'),
            _ => plain.push(b' '),
        }
        rest = rest.get(c.len_utf8()..).unwrap_or("");
    }
    count_ascii(&plain)
}

/// Letters of katakana, with the mark of a long vowel.
const fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30fe}' | '\u{31f0}'..='\u{31ff}')
}

/// Counts without tables and branches (hence no lazy operators), so that the compiler makes it a few instructions for many bytes.
#[allow(clippy::needless_bitwise_bool, reason = "a lazy operator would be a branch")]
fn count_ascii(text: &[u8]) -> usize {
    const fn letter(byte: u8) -> bool {
        (byte | 0x20).wrapping_sub(b'a') < 26 || digit(byte) || byte == b'_'
    }
    const fn digit(byte: u8) -> bool {
        byte.wrapping_sub(b'0') < 10
    }
    const fn joint(byte: u8) -> bool {
        byte == b'-' || byte == b'\'' || byte == b'.'
    }
    let begins = |before: u8, last: u8, byte: u8| {
        let joined = letter(before) & joint(last) | digit(before) & (last == b',') & digit(byte);
        u8::from(letter(byte) & !letter(last) & !joined)
    };
    let first = text.first().map_or(0, |byte| u8::from(letter(*byte)));
    let second = match text {
        [one, two, ..] => u8::from(letter(*two) & !letter(*one)),
        _ => 0,
    };
    let mut words = usize::from(first) + usize::from(second);
    let (Some(one), Some(two)) = (text.get(1..), text.get(2..)) else { return words };
    // A sum of so few fits a byte, which keeps the lanes narrow.
    for ((before, last), byte) in text.chunks(128).zip(one.chunks(128)).zip(two.chunks(128)) {
        let lanes = before.iter().zip(last).zip(byte).map(|((before, last), byte)| begins(*before, *last, *byte));
        words += usize::from(lanes.fold(0_u8, u8::wrapping_add));
    }
    words
}

/// Iterates over the words of a text.
#[derive(Clone, Debug)]
pub struct Words<'t> {
    text: &'t str,
    /// Where the text stands in [`Document::text`].
    base: u32,
    /// Bytes read so far.
    at: usize,
    /// End of the stretch at `at` that is known to hold other characters than ASCII, or `at`.
    wide_end: usize,
}

impl<'t> Words<'t> {
    /// The words of `text`, which stands at `base`.
    #[must_use]
    pub const fn new(text: &'t str, base: u32) -> Self {
        Self { text, base, at: 0, wide_end: 0 }
    }

    fn word(&self, start: usize, end: usize) -> Option<(&'t str, Span)> {
        let word = self.text.get(start..end)?;
        Some((word, Span::of(start, end).shifted(self.base)))
    }

    /// The next word of a stretch without blanks that is not all ASCII; moves behind it.
    fn wide_word(&mut self) -> Option<(usize, usize)> {
        let stretch = self.text.get(self.at..self.wide_end)?;
        let mut word: Option<(usize, usize)> = None;
        for (at, part) in stretch.unicode_word_indices() {
            let (start, end) = (self.at + at, self.at + at + part.len());
            match word {
                None => word = Some((start, end)),
                Some((first, last)) if self.text.get(last..start).is_some_and(is_joint) => word = Some((first, end)),
                Some(_) => break,
            }
        }
        self.at = word.map_or(self.wide_end, |(_, end)| end);
        word
    }
}

impl<'t> Iterator for Words<'t> {
    type Item = (&'t str, Span);

    fn next(&mut self) -> Option<Self::Item> {
        let bytes = self.text.as_bytes();
        loop {
            if self.at < self.wide_end {
                match self.wide_word() {
                    Some((start, end)) => return self.word(start, end),
                    None => continue,
                }
            }
            // Blanks and marks between words.
            let rest = bytes.get(self.at..)?;
            self.at += rest.iter().position(|&byte| is_word_byte(byte) || byte >= 0x80)?;
            let start = self.at;
            let mut end = start;
            loop {
                while bytes.get(end).is_some_and(|&byte| is_word_byte(byte)) {
                    end += 1;
                }
                let joins = bytes.get(end).is_some_and(|&byte| matches!(byte, b'-' | b'\'' | b'.' | b','));
                let digits = bytes.get(end) != Some(&b',')
                    || end.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(u8::is_ascii_digit);
                let after = bytes
                    .get(end + 1)
                    .is_some_and(|&byte| if bytes.get(end) == Some(&b',') { byte.is_ascii_digit() } else { is_word_byte(byte) });
                if !(joins && digits && after) {
                    break;
                }
                end += 1;
            }
            let wide = bytes.get(end).is_some_and(|&byte| byte >= 0x80)
                || bytes.get(end) == Some(&b'-') && bytes.get(end + 1).is_some_and(|&byte| byte >= 0x80);
            if !wide {
                self.at = end;
                return self.word(start, end);
            }
            let len = bytes.get(start..)?.iter().position(|&byte| byte.is_ascii_whitespace()).unwrap_or(bytes.len() - start);
            // A stretch of a script without blanks may be a whole article: it is read part by part, in whole characters.
            self.wide_end = start + len.min(STRETCH);
            while !self.text.is_char_boundary(self.wide_end) {
                self.wide_end += 1;
            }
        }
    }
}

/// Bytes of a stretch that are segmented at once.
const STRETCH: usize = 1024;

const fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// What keeps two parts one word.
fn is_joint(between: &str) -> bool {
    matches!(between, "-" | "'" | "’" | "‑" | "\u{ad}" | "ʼ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::source::{Format, Source};

    fn words(text: &str) -> Vec<&str> {
        Words::new(text, 0).map(|(word, _)| word).collect()
    }

    #[test]
    fn counting_finds_what_reading_finds() {
        for text in [
            "The follow-up isn't late: 4.5 tons, 1,200 crates – and the crew’s naïve “plan” (café, Ångström) is done.",
            "灯台の記録 and the sea",
            "タイドテーブルの見方、港湾2024年のデータ「Dockerコンテナ」・ベイ々ー",
            "港口的潮汐表，每天更新。（见API文档）10月3日",
            "항구의 조석표는 매일 갱신됩니다. Docker를 3번",
            "ท่าเรือ เปิดทุกวัน and ﾃﾞｰﾀ Ａｂｃ",
            "e\u{301}clair and — nothing…",
            "-x, 'y' and .z: a--b, 1,2 3, 4 e.g. A.B.C. it's o'clock; x_y snake_case 24/7 -",
            "a",
            "",
        ] {
            assert_eq!(count(text), Words::new(text, 0).count(), "{text}");
        }
    }

    #[test]
    fn the_words_of_an_article_are_those_of_its_blocks() {
        let text = "# Pier 2-\n\nwell-\n\n- known\n- café-\n- don\n\n't stop.\n\n---\n\n1,\n\n2 and 3\n";
        let article = Document::read(Source::of_text("pier.md", Format::Markdown, text), &Limits::default(), "en");
        let of_blocks = article.of_kind(Kind::Paragraph).chain(article.of_kind(Kind::Heading)).map(|(id, _)| article.words_of(id).count());
        assert_eq!(article.words(), of_blocks.sum::<usize>());
        assert_eq!(article.words(), 12);
    }

    #[test]
    fn hyphens_and_apostrophes_stay_inside_a_word() {
        assert_eq!(words("The harbour-master's follow-up didn't wait."), ["The", "harbour-master's", "follow-up", "didn't", "wait"]);
        assert_eq!(words("the baker’s well‑known rye-bread"), ["the", "baker’s", "well‑known", "rye-bread"]);
    }

    #[test]
    fn numbers_with_points_and_commas_are_one_word() {
        assert_eq!(words("2,307 loaves at $4.50, 12% more"), ["2,307", "loaves", "at", "4.50", "12", "more"]);
    }

    #[test]
    fn dashes_and_slashes_part_words() {
        assert_eq!(words("bread—and butter – and/or jam -- now"), ["bread", "and", "butter", "and", "or", "jam", "now"]);
    }

    #[test]
    fn letters_beyond_ascii_make_words() {
        assert_eq!(words("Café Müller in Kraków, “São Paulo”"), ["Café", "Müller", "in", "Kraków", "São", "Paulo"]);
        assert_eq!(words("cafe\u{301} naïve—déjà-vu"), ["cafe\u{301}", "naïve", "déjà-vu"]);
    }

    #[test]
    fn scripts_without_blanks_are_segmented() {
        assert_eq!(words("港の図書館 opens"), ["港", "の", "図", "書", "館", "opens"]);
        assert!(words(&"港".repeat(100_000)).len() == 100_000);
    }

    #[test]
    fn objects_and_blanks_are_no_words() {
        assert_eq!(words("\u{fffc}\u{a0}… – \n"), Vec::<&str>::new());
        assert_eq!(words(""), Vec::<&str>::new());
    }

    #[test]
    fn spans_lead_to_the_words() {
        let text = "Über der Hafen-Straße, don't stop";
        for (word, span) in Words::new(text, 7) {
            assert_eq!(Span::new(span.start() - 7, span.end() - 7).cut(text), word);
        }
    }
}

//! What the bytes of a leaf look like: a bit for each kind of mark that it has, and for marks and letters that touch in a way they seldom do. A check
//! asks these bits first, and most leaves are turned away without a second look at their text.

/// A set of looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Looks(u32);

impl Looks {
    /// `(` or `)`.
    pub(crate) const ROUND: Self = Self(1);
    /// `[` or `]`.
    pub(crate) const SQUARE: Self = Self(1 << 1);
    /// `{` or `}`.
    pub(crate) const CURLY: Self = Self(1 << 2);
    /// `<` or `>`.
    pub(crate) const ANGLE: Self = Self(1 << 3);
    /// `|`.
    pub(crate) const BAR: Self = Self(1 << 4);
    /// `*`.
    pub(crate) const STAR: Self = Self(1 << 5);
    /// `_`.
    pub(crate) const LINE: Self = Self(1 << 6);
    /// `` ` `` or `~`.
    pub(crate) const TICK: Self = Self(1 << 7);
    /// `#`.
    pub(crate) const HASH: Self = Self(1 << 8);
    /// `=`, `+` or `^`.
    pub(crate) const SUM: Self = Self(1 << 9);
    /// `/`.
    pub(crate) const SLASH: Self = Self(1 << 10);
    /// `\`.
    pub(crate) const BACKSLASH: Self = Self(1 << 11);
    /// `&` or `@`.
    pub(crate) const AND: Self = Self(1 << 12);
    /// `%`.
    pub(crate) const PERCENT: Self = Self(1 << 13);
    /// `$`.
    pub(crate) const MONEY: Self = Self(1 << 14);
    /// `:`.
    pub(crate) const COLON: Self = Self(1 << 15);
    /// `;`.
    pub(crate) const SEMICOLON: Self = Self(1 << 16);
    /// `!` or `?`.
    pub(crate) const CALL: Self = Self(1 << 17);
    /// `"`.
    pub(crate) const QUOTE: Self = Self(1 << 18);
    /// `,`.
    pub(crate) const COMMA: Self = Self(1 << 19);
    /// `.`.
    pub(crate) const STOP: Self = Self(1 << 20);
    /// `-`.
    pub(crate) const HYPHEN: Self = Self(1 << 21);
    /// A character beyond ASCII.
    pub(crate) const WIDE: Self = Self(1 << 22);
    /// A digit.
    pub(crate) const DIGIT: Self = Self(1 << 23);
    /// A capital right behind a small letter.
    pub(crate) const TURN: Self = Self(1 << 24);
    /// A digit right behind a letter or before one.
    pub(crate) const JOINT: Self = Self(1 << 25);
    /// A mark other than a hyphen or an apostrophe right between letters or digits: "end.Next".
    pub(crate) const TIGHT: Self = Self(1 << 26);
    /// A mark right before another one: ",.".
    pub(crate) const PAIR: Self = Self(1 << 27);
    /// A blank before a mark that stands behind a word, or behind a bracket that opens: "late ,", "( now".
    pub(crate) const LOOSE: Self = Self(1 << 28);
    /// A tab, or a character that steers a printer.
    pub(crate) const CONTROL: Self = Self(1 << 29);

    /// A letter or mark of Latin, Greek, Cyrillic and their neighbours, of two bytes: é, ж, and a blank that does not break.
    pub(crate) const LATIN: Self = Self(1 << 30);
    /// A character of three bytes or more that is no mark of typography.
    pub(crate) const FAR: Self = Self(1 << 31);

    /// All of them: whatever is not known to be without.
    pub(crate) const ALL: Self = Self(u32::MAX);

    /// What the mark that a text begins with looks like by itself.
    pub(crate) fn of_mark(text: &str) -> Self {
        let first = text.bytes().next().and_then(|first| BYTES.get(usize::from(first)));
        Self(first.map_or(0, |(bits, _)| *bits))
    }

    /// Both sets together.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any of `others` is among these.
    pub(crate) const fn has_any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// Adds what a byte that is no letter or digit of ASCII looks like between its neighbours; a blank stands beyond the ends of a text.
    #[inline]
    pub(super) fn add_mark(&mut self, before: u8, byte: u8, behind: u8) {
        let of = |byte: u8| BYTES.get(usize::from(byte)).copied().unwrap_or((0, Class::Blank));
        let ((bits, class), (_, left), (_, right)) = (of(byte), of(before), of(behind));
        self.0 |= bits;
        match (class, left, right) {
            (Class::Mark | Class::Word, Class::Word, Class::Word) => self.0 |= Self::TIGHT.0,
            (Class::Blank, _, Class::Mark) if matches!(behind, b',' | b'.' | b';' | b':' | b'!' | b'?' | b')') => self.0 |= Self::LOOSE.0,
            (Class::Mark, _, Class::Blank) if byte == b'(' => self.0 |= Self::LOOSE.0,
            (Class::Mark, _, Class::Mark | Class::Joint) => self.0 |= Self::PAIR.0,
            _ => {}
        }
    }

    /// Adds what a letter or digit looks like right behind another one.
    #[inline]
    pub(super) const fn add_joint(&mut self, before: u8, byte: u8) {
        if byte.is_ascii_digit() || before.is_ascii_digit() {
            self.0 |= Self::JOINT.0;
        } else if before.is_ascii_lowercase() {
            self.0 |= Self::TURN.0;
        }
    }

    /// Adds that there is a digit.
    #[inline]
    pub(super) const fn add_digit(&mut self) {
        self.0 |= Self::DIGIT.0;
    }
}

/// What a byte is beside others.
#[derive(Clone, Copy)]
enum Class {
    Blank,
    /// A letter or digit of ASCII, or a part of a wide character.
    Word,
    /// A hyphen or an apostrophe.
    Joint,
    Mark,
}

#[expect(clippy::indexing_slicing, reason = "where this goes wrong it does not compile")]
const BYTES: [(u32, Class); 256] = {
    let mut bytes = [(Looks::WIDE.0, Class::Word); 256];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        bytes[at] = match byte {
            b' ' | b'\n' => (0, Class::Blank),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => (0, Class::Word),
            b'-' => (Looks::HYPHEN.0, Class::Joint),
            b'\'' => (0, Class::Joint),
            b'(' | b')' => (Looks::ROUND.0, Class::Mark),
            b'[' | b']' => (Looks::SQUARE.0, Class::Mark),
            b'{' | b'}' => (Looks::CURLY.0, Class::Mark),
            b'<' | b'>' => (Looks::ANGLE.0, Class::Mark),
            b'|' => (Looks::BAR.0, Class::Mark),
            b'*' => (Looks::STAR.0, Class::Mark),
            b'_' => (Looks::LINE.0, Class::Mark),
            b'`' | b'~' => (Looks::TICK.0, Class::Mark),
            b'#' => (Looks::HASH.0, Class::Mark),
            b'=' | b'+' | b'^' => (Looks::SUM.0, Class::Mark),
            b'/' => (Looks::SLASH.0, Class::Mark),
            b'\\' => (Looks::BACKSLASH.0, Class::Mark),
            b'&' | b'@' => (Looks::AND.0, Class::Mark),
            b'%' => (Looks::PERCENT.0, Class::Mark),
            b'$' => (Looks::MONEY.0, Class::Mark),
            b':' => (Looks::COLON.0, Class::Mark),
            b';' => (Looks::SEMICOLON.0, Class::Mark),
            b'!' | b'?' => (Looks::CALL.0, Class::Mark),
            b'"' => (Looks::QUOTE.0, Class::Mark),
            b',' => (Looks::COMMA.0, Class::Mark),
            b'.' => (Looks::STOP.0, Class::Mark),
            _ => (Looks::CONTROL.0, Class::Blank),
        };
        at += 1;
    }
    while at < 256 {
        let bits = match at {
            0xc0..=0xdf => Looks::LATIN.0,
            0xe0..=0xe1 | 0xe3..=0xff => Looks::FAR.0,
            _ => 0,
        };
        bytes[at].0 |= bits;
        at += 1;
    }
    bytes
};

//! Marks at the start of a line: bullets, numbers, rules, fences, questions, diagram source.

use super::line::Class;

/// A bullet or number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// Bytes up to the text.
    pub len: u32,
    /// The number it says; 0 for a bullet.
    pub number: u16,
    /// The kind of mark: items of one list share it.
    pub sign: char,
}

impl Marker {
    pub const fn is_ordered(self) -> bool {
        matches!(self.sign, '1' | ')' | 'a')
    }

    /// A dash that also opens a remark or names a speaker: one alone is no list.
    pub const fn is_dash(self) -> bool {
        matches!(self.sign, '–' | '—' | '―')
    }

    /// A sign that nobody writes but for a list.
    pub const fn is_sure(self) -> bool {
        matches!(self.sign, '•' | '◦' | '▪' | '●' | '‣' | '○' | '■' | '□' | '·' | '▸' | '►')
    }
}

/// What the line is by its first characters.
pub(super) fn class(text: &str, words: u8) -> Class {
    let bytes = text.as_bytes();
    let Some(&first) = bytes.first() else { return Class::Text };
    match first {
        b'-' | b'*' | b'_' | b'=' | b'~' if words <= 8 && is_rule(text, first) => return Class::Rule(first),
        b'`' | b'~' if is_fence(text, first) => return Class::Fence(first),
        b'-' if is_cut(text) => return Class::Fence(CUT),
        b'#' => return hash(text).unwrap_or(Class::Text),
        b'Q' if is_question(text) => return Class::Question,
        b'A'..=b'Z' => return Class::Text,
        b'a'..=b'z' if bytes.get(1) != Some(&b')') => return if is_diagram(text) { Class::Diagram } else { Class::Text },
        _ => {}
    }
    if first >= 0x80 && is_long_dash_rule(text) {
        return Class::Rule(b'-');
    }
    match marker(text) {
        Some(marker) if marker.len as usize >= text.len() => Class::Lone(marker),
        Some(marker) => Class::Bullet(marker),
        None => Class::Text,
    }
}

fn is_rule(text: &str, sign: u8) -> bool {
    let signs = text.bytes().filter(|&byte| byte == sign).count();
    (signs >= 3 || signs == 2 && text == "==") && text.bytes().all(|byte| byte == sign || byte == b' ' || byte == b'\t')
}

fn is_long_dash_rule(text: &str) -> bool {
    text.chars().count() >= 3 && text.chars().all(|c| matches!(c, '—' | '–' | '─' | '━' | '═' | '⸻' | '*' | ' '))
        || text == "⁂"
        || text == "⸻"
}

fn is_fence(text: &str, sign: u8) -> bool {
    let signs = text.bytes().take_while(|&byte| byte == sign).count();
    let info = text.get(signs..).unwrap_or("");
    signs >= 3 && !info.contains(['`', '~']) && info.split_ascii_whitespace().count() <= 3
}

/// What stands for the mark of [`is_cut`].
pub(super) const CUT: u8 = b'%';

/// A line to cut along, which plain texts set above and below what they show: `---%<---`, `--- 8< ---`.
fn is_cut(text: &str) -> bool {
    let dashes = text.bytes().filter(|byte| *byte == b'-').count();
    let scissors = ["%<", ">%", "8<", ">8"].iter().any(|scissors| text.contains(scissors));
    scissors && dashes >= 4 && text.bytes().all(|byte| matches!(byte, b'-' | b'%' | b'8' | b'<' | b'>' | b' '))
}

fn hash(text: &str) -> Option<Class> {
    let level = text.bytes().take_while(|&byte| byte == b'#').count();
    let rest = text.get(level..)?;
    let words = rest.trim_start();
    (level <= 6 && rest.starts_with([' ', '\t']) && !words.is_empty())
        .then_some(Class::Hash(level as u8, (text.len() - words.len()) as u32))
}

/// `Q1. …`, `Q12: …`, `Q3) …`.
fn is_question(text: &str) -> bool {
    let rest = text.get(1..).unwrap_or("");
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let rest = rest.get(digits..).unwrap_or("");
    (1..=3).contains(&digits) && rest.starts_with(['.', ':', ')']) && rest.get(1..).is_some_and(|text| text.starts_with(' '))
}

/// The first word of a diagram's source, with arrows or a direction behind it.
fn is_diagram(text: &str) -> bool {
    const KINDS: [&str; 12] = [
        "flowchart",
        "graph",
        "sequenceDiagram",
        "classDiagram",
        "stateDiagram",
        "stateDiagram-v2",
        "erDiagram",
        "gantt",
        "mindmap",
        "gitGraph",
        "mermaid",
        "digraph",
    ];
    let word = text.split([' ', '\t']).next().unwrap_or("");
    if !KINDS.contains(&word) {
        return false;
    }
    let rest = text.get(word.len()..).unwrap_or("").trim_start();
    rest.is_empty()
        || ["TD", "TB", "LR", "RL", "BT", "{"].iter().any(|direction| rest.starts_with(direction))
        || ["-->", "->>", "---", "==>"].iter().any(|arrow| rest.contains(arrow))
}

/// The bullet or number that begins the text.
pub(super) fn marker(text: &str) -> Option<Marker> {
    let sign = text.chars().next()?;
    let (marker, rest) = match sign {
        '•' | '◦' | '▪' | '●' | '‣' | '○' | '■' | '□' | '·' | '▸' | '►' | '–' | '—' | '―' | '-' | '*' | '+' => {
            let rest = text.get(sign.len_utf8()..)?;
            // A lone "+" joins what stands above and below it, as AsciiDoc has it.
            if sign == '+' && rest.trim().is_empty() {
                return None;
            }
            ((sign, 0), rest)
        }
        '0'..='9' => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let number = text.get(..digits).filter(|digits| digits.len() <= 3)?.parse().ok()?;
            let rest = text.get(digits..)?;
            let sign = if rest.starts_with('.') { '1' } else { rest.starts_with(')').then_some(')')? };
            ((sign, number), rest.get(1..)?)
        }
        'a'..='z' => {
            let rest = text.get(1..)?.strip_prefix(')')?;
            (('a', (sign as u16) - ('a' as u16) + 1), rest)
        }
        '(' => {
            let inner = text.get(1..)?;
            let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
            let number = inner.get(..digits).filter(|digits| (1..=2).contains(&digits.len()))?.parse().ok()?;
            ((')', number), inner.get(digits..)?.strip_prefix(')')?)
        }
        _ => return None,
    };
    let words = rest.trim_start();
    // "•Item" is an item, "-5 degrees" and "*emphasis*" are text.
    let glued = !words.is_empty() && words.len() == rest.len();
    let (sign, number) = marker;
    let marker = Marker { len: (text.len() - words.len()) as u32, number, sign };
    (!glued || marker.is_sure() && sign != '·').then_some(marker)
}

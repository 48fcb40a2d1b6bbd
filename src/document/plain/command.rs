//! Code that lost its fence: which lines are commands, statements or what a machine printed.

use super::line::{Class, Line, Role};
use super::profile::Profile;

/// How much a line looks like code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// No sentence and no heading is written so.
    Sure,
    /// Code where it touches code: a comment, a word in small letters, a row of columns.
    Weak,
    /// Says nothing either way.
    Open,
    /// A paragraph.
    Prose,
}

/// Gives the lines of code that stand without a fence their role. A stretch of code reaches from its first sure line to its last, with
/// the comments and commands that touch it.
pub(super) fn mark(lines: &mut [Line], source: &str, profile: Profile, start: usize, tail: usize) {
    let mut at = start;
    let mut fence = None;
    while at < tail {
        let Some(line) = lines.get(at) else { break };
        if let Class::Fence(sign) = line.class
            && !is_mere_underline(lines, at, source)
        {
            fence = if fence == Some(sign) { None } else { fence.or(Some(sign)) };
        }
        if fence.is_some() || line.role != Role::Plain {
            at += 1;
            continue;
        }
        let rest = lines.get(at..tail).unwrap_or_default();
        let len = 1 + rest
            .iter()
            .skip(1)
            .enumerate()
            .take_while(|(offset, line)| {
                let opens = matches!(line.class, Class::Fence(_)) && !is_mere_underline(lines, at + 1 + offset, source);
                !line.gap && line.role == Role::Plain && !opens
            })
            .count();
        let before = at.checked_sub(1).and_then(|before| lines.get(before));
        let signs: Vec<Sign> = signs(rest.get(..len).unwrap_or_default(), before, source);
        let mut from = 0;
        while let Some((first, end)) = stretch(&signs, from, profile) {
            for line in lines.iter_mut().skip(at + first).take(end - first) {
                line.role = Role::Code;
            }
            from = end;
        }
        at += len;
    }
}

/// Tildes right below a line, set in as no fence is or with the line above as long: they point at what stands above them.
fn is_mere_underline(lines: &[Line], at: usize, source: &str) -> bool {
    let (Some(line), Some(above)) = (lines.get(at), at.checked_sub(1).and_then(|above| lines.get(above))) else { return false };
    let text = line.text(source);
    !line.gap && text.len() >= 4 && text.bytes().all(|byte| byte == b'~') && (line.indent > 0 || above.span.len() == line.span.len())
}

/// The first stretch of code in a run of lines without blank lines between them.
fn stretch(signs: &[Sign], from: usize, profile: Profile) -> Option<(usize, usize)> {
    let sure = from + signs.get(from..)?.iter().position(|sign| *sign == Sign::Sure)?;
    // A wrapped sentence may break anywhere: only a run that is code throughout is code.
    if matches!(profile, Profile::Wrapped(_)) {
        let coded = signs.iter().filter(|sign| **sign == Sign::Sure).count();
        let has_prose = signs.contains(&Sign::Prose);
        return (from == 0 && coded * 2 >= signs.len() && !has_prose).then_some((0, signs.len()));
    }
    let before = signs.get(from..sure)?.iter().rev().take_while(|sign| **sign == Sign::Weak).count();
    let mut end = sure + 1;
    let mut open = 0;
    for (index, sign) in signs.iter().enumerate().skip(sure + 1) {
        match sign {
            Sign::Sure => {
                end = index + 1;
                open = 0;
            }
            Sign::Weak if open == 0 => end = index + 1,
            Sign::Weak | Sign::Open if open < 3 => open += 1,
            _ => break,
        }
    }
    // Where blank lines stand between paragraphs, what touches code to the end of the run is what it prints.
    let rest = signs.get(end..).unwrap_or_default();
    if profile == Profile::Separated && rest.len() < 12 && end - sure >= 2 && !rest.contains(&Sign::Prose) {
        end = signs.len();
    }
    Some((sure - before, end))
}

fn signs(lines: &[Line], before: Option<&Line>, source: &str) -> Vec<Sign> {
    let mut signs: Vec<Sign> = lines.iter().map(|line| sign(line, source)).collect();
    // "# Install the tools" is a comment above a command, whatever the command is.
    for index in 0..lines.len() {
        let is_comment = lines.get(index).is_some_and(|line| matches!(line.class, Class::Hash(1, _)));
        let leads = |line: &Line| line.is_text() && line.text(source).ends_with(':');
        let above = index.checked_sub(1).map_or(before, |above| lines.get(above));
        let commands = lines.get(index + 1).is_some_and(|next| is_command(next.text(source), next.words));
        // One command below the sentence that says to type it; several lines may as well be a list.
        let is_typed = !commands
            && above.is_some_and(leads)
            && lines.get(index).is_some_and(|line| {
                let text = line.text(source);
                line.is_text() && (is_cmdlet(text) || line.words >= 2 && is_command(text, line.words))
            });
        let next = lines.get(index + 1).map_or("", |next| next.text(source));
        let is_underlined = next.bytes().next().is_some_and(|first| is_underline(next, first));
        if (is_comment && commands || is_typed || is_underlined)
            && let Some(sign) = signs.get_mut(index)
        {
            *sign = Sign::Sure;
        }
    }
    signs
}

/// The marks below a place in a line that a compiler found wrong; they have no other use in running text, but for a fence.
fn is_underline(text: &str, first: u8) -> bool {
    let marks = text.trim_start_matches(['+', '|', ' ']);
    matches!(first, b'+' | b'|' | b'^') && marks.len() >= 2 && marks.bytes().all(|byte| matches!(byte, b'~' | b'^'))
}

/// One word that names a command: `Get-Berth`.
pub(super) fn is_cmdlet(text: &str) -> bool {
    !text.contains(' ')
        && text.split_once('-').is_some_and(|(verb, noun)| {
            verb.starts_with(|c: char| c.is_ascii_uppercase())
                && verb.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
                && noun.starts_with(|c: char| c.is_ascii_uppercase())
                && noun.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// A few words in small letters that end no sentence: `cargo build`.
fn is_command(text: &str, words: u8) -> bool {
    words <= 12 && text.starts_with(|c: char| c.is_ascii_lowercase()) && !text.ends_with(['.', ',', ';', ':', '?', '!'])
}

fn sign(line: &Line, source: &str) -> Sign {
    let text = line.text(source);
    let bytes = text.as_bytes();
    let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) else { return Sign::Open };
    if is_underline(text, first) || matches!(line.class, Class::Fence(_)) {
        return Sign::Sure;
    }
    match line.class {
        Class::Rule(sign) => return if is_columns(text, sign) { Sign::Weak } else { Sign::Prose },
        // "# mount -a" is typed by the administrator.
        Class::Hash(1, len) if has_option(text.get(len as usize..).unwrap_or(text)) => return Sign::Sure,
        Class::Hash(level, _) => return if level == 1 { Sign::Weak } else { Sign::Prose },
        Class::Question | Class::Diagram | Class::Lone(_) => return Sign::Prose,
        Class::Bullet(marker) if marker.sign != '+' && marker.sign != '-' && !opens_code(text, first) => return Sign::Prose,
        _ => {}
    }
    if opens_code(text, first)
        || matches!(last, b'{' | b'}') && !text.contains("{{") && !text.contains("}}") && !text.contains("{:") && !text.contains("{#")
    {
        return Sign::Sure;
    }
    if line.is_long() {
        return if text.ends_with(");") { Sign::Sure } else { Sign::Prose };
    }
    let ends = matches!(last, b'.' | b'?' | b'!' | b':') || text.ends_with(['…', '”', '’']);
    if ends && line.words >= 5 {
        return Sign::Prose;
    }
    if last == b'\\' || text.ends_with(" `") || last == b';' && memchr::memchr3(b'=', b'(', b':', bytes).is_some() || text.ends_with("):") {
        return Sign::Sure;
    }
    if memchr::memchr3(b'=', b'(', b'&', bytes).is_some()
        && [" = ", "==", "=>", "+=", "()", "(\"", "$(", "&&", "='", "=\""].iter().any(|known| text.contains(known))
        && !text.starts_with("==")
    {
        return Sign::Sure;
    }
    if matches!(line.class, Class::Bullet(_)) {
        return Sign::Prose;
    }
    if has_option(text) {
        return Sign::Sure;
    }
    let columns = text.contains("  ") || text.contains(" : ");
    if columns || is_command(text, line.words) || line.indent >= 2 { Sign::Weak } else { Sign::Open }
}

/// The first signs of a line that only code begins with.
fn opens_code(text: &str, first: u8) -> bool {
    let second = text.as_bytes().get(1).copied().unwrap_or(b' ');
    match first {
        b'}' => true,
        b'{' => !matches!(second, b'{' | b'%' | b':' | b'#'),
        b'$' => second == b' ' || second.is_ascii_alphabetic() || second == b'_',
        b'/' => matches!(second, b'/' | b'*'),
        b'*' => text == "*/",
        b'#' => text.starts_with("#!") || text.starts_with("#[") || text.starts_with("#include"),
        b'@' => second == b'{',
        b'<' => text.ends_with('>') && (second == b'/' || second.is_ascii_alphabetic()) && !text.contains("://"),
        b'>' => text.starts_with(">>> "),
        b'-' => second == b'-' && text.as_bytes().get(2).is_some_and(u8::is_ascii_lowercase),
        b'P' => text.starts_with("PS>") || text.starts_with("PS C:"),
        b'f' => text.starts_with("fn ") && text.contains('('),
        b'C' => text.starts_with("C:\\"),
        _ => false,
    }
}

/// A command of one word with an option behind it: `npm ci --silent`, `Get-Process -Id 0`.
fn has_option(text: &str) -> bool {
    let word = text.split(' ').next().unwrap_or("");
    let is_name = word.starts_with(|c: char| c.is_ascii_lowercase())
        || word.split_once('-').is_some_and(|(_, noun)| noun.starts_with(|c: char| c.is_ascii_uppercase()));
    is_name
        && text.match_indices(" -").chain(text.match_indices("[-")).any(|(at, _)| {
            let option = text.get(at + 2..).unwrap_or("").trim_start_matches('-');
            option.starts_with(|c: char| c.is_ascii_alphabetic())
        })
}

/// The line below the names of columns: `---- --------`.
pub(super) fn is_columns(text: &str, sign: u8) -> bool {
    sign == b'-' && text.split_ascii_whitespace().filter(|group| group.len() >= 2).count() >= 2
}

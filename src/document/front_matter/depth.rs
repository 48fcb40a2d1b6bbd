//! Nesting of front matter, judged by its bytes before any parser sees it: parsers recurse or slow down over it.

/// Where the text is nested deeper than `limit`, counted over brackets, indentation and list marks.
pub(super) fn too_deep(text: &str, limit: usize) -> Option<u32> {
    // Blocks begin at columns of their own in what stands before the words of a line: nearly all front matter is flat at first sight.
    let lead = |line: &str| line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t' | b'-' | b'?')).count();
    let brackets = memchr::memchr2_iter(b'[', b'{', text.as_bytes()).count();
    if text.split(['\n', '\r']).map(lead).max().unwrap_or(0) + 1 + brackets <= limit {
        return None;
    }
    let mut brackets = 0_usize;
    let mut quote = None;
    // Columns at which open blocks begin.
    let mut columns: Vec<usize> = Vec::new();
    let mut column = 0_usize;
    let mut at_start = true;
    let mut previous = b'\n';
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'\n' || byte == b'\r' {
            column = 0;
            at_start = true;
            previous = byte;
            continue;
        }
        if at_start && byte != b' ' && byte != b'\t' {
            let followed = text.as_bytes().get(at + 1).is_none_or(u8::is_ascii_whitespace);
            let is_mark = matches!(byte, b'-' | b'?') && followed;
            while columns.last().is_some_and(|open| *open >= column) {
                columns.pop();
            }
            columns.push(column);
            // Behind a list mark a block may begin on the same line.
            at_start = is_mark;
        }
        match quote {
            Some(open) => {
                if byte == open && previous != b'\\' {
                    quote = None;
                }
            }
            None => match byte {
                b'"' | b'\'' if matches!(previous, b' ' | b'\n' | b'\r' | b'[' | b'{' | b',' | b':' | b'=' | b'\t') => quote = Some(byte),
                b'[' | b'{' => brackets += 1,
                b']' | b'}' => brackets = brackets.saturating_sub(1),
                _ => {}
            },
        }
        if brackets + columns.len() > limit {
            return Some(at as u32);
        }
        previous = byte;
        column += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_front_matter_is_flat() {
        let text = "title: \"Tides [and] berths\"\ntags:\n  - harbour\n  - moon\nseo:\n  title: Tides\n  card: {wide: [1, 2]}\n";
        assert_eq!(too_deep(text, 4), None);
        assert!(too_deep(text, 3).is_some());
    }

    #[test]
    fn nesting_is_counted_in_every_notation() {
        assert_eq!(too_deep(&"[".repeat(65), 64), Some(63));
        assert_eq!(too_deep(&"- ".repeat(65), 64), Some(128));
        assert_eq!(too_deep(&"- ".repeat(64), 64), None);
        let indented = (0..65).map(|depth| " ".repeat(depth) + "a:").collect::<Vec<_>>().join("\n");
        assert!(too_deep(&indented, 64).is_some());
    }
}

//! Text files that programs read: a list of words, pairs of paths, settings. The text goes in, whether it has one such form comes out.

/// Lines that show a form.
const ENOUGH: usize = 5;

/// Whether each line is a single word, names nothing but paths, quoted values and the like, sets a value, or holds fields between
/// semicolons. Comments and directives do not count. The
/// first line of prose settles it, so this costs an article next to nothing.
pub(super) fn is_for_programs(source: &str) -> bool {
    let mut seen = 0;
    for line in source.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['#', ';', '@'])) {
        if !is_for_program(line) {
            return false;
        }
        seen += 1;
    }
    seen >= ENOUGH
}

fn is_for_program(line: &str) -> bool {
    let mut words = line.split_ascii_whitespace();
    let (Some(first), second) = (words.next(), words.next()) else { return false };
    // A word alone that ends as text does is the last of a paragraph.
    match second {
        None => {
            let is_section = first.starts_with('[') && first.ends_with(']');
            is_section || is_value(first) || first.starts_with(char::is_alphanumeric) && !first.ends_with(['.', '!', '?', ':', ','])
        }
        Some("=") => true,
        Some(_) if has_fields(line) => true,
        Some(second) => is_value(first) && is_value(second) && words.all(is_value),
    }
}

/// Fields between semicolons; a sentence may have one, and ends as sentences do.
fn has_fields(line: &str) -> bool {
    let data = line.split('#').next().unwrap_or("").trim_end();
    memchr::memchr(b';', data.as_bytes()).is_some() && !data.ends_with(['.', '!', '?', ':', ','])
}

/// A value in quotes, a path, an address.
fn is_value(word: &str) -> bool {
    let is_quoted = |mark: char| word.len() > 1 && word.starts_with(mark) && word.ends_with(mark);
    is_quoted('"') || is_quoted('\'') || word.contains('/') && !word.starts_with(['(', '[']) || word.contains('=')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_paths_words_and_settings_are_for_programs() {
        assert!(is_for_programs("# old and new\n\n\"a.md\" \"b/a.md\"\n'c.md' 'b/c.md'\n\"d\" \"e\"\n/tides /moon\n/a /b\n"));
        assert!(is_for_programs("berth\nFerry\nferries\nmooring\ntide\n"));
        assert!(is_for_programs("# Berths; lengths\n\n@north\ngull; 12 ; yes # old\ntern ; 8;\n\n# South\n\nauk;9;no\nrail; 7\nloon;6\n"));
        assert!(is_for_programs("[pier]\nname = North pier\nberths = 4\nferry=1\nlights=on\n"));
    }

    #[test]
    fn articles_are_for_readers() {
        assert!(!is_for_programs("Tides\n\nThe ferry leaves at high water.\n"));
        assert!(!is_for_programs("Ferries\n\nNorth pier\nSouth pier\nEast pier\nWest pier\n"));
        assert!(!is_for_programs("The ferry waits; boats do not.\nTides turn; ropes hold.\nA;\nB;\nC; d.\nE; f\n"));
        assert!(!is_for_programs("Menu\nHome\nAbout\n"));
        assert!(!is_for_programs("Yes.\nNo.\nYes.\nNo.\nYes.\n"));
    }
}

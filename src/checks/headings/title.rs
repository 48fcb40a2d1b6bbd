//! The words of a heading, made comparable.

/// The words without case and without the marks that may end a heading. `C`, `C++` and `C#` stay three headings.
pub(super) fn same_words(title: &str) -> String {
    let ends = |c: char| c.is_whitespace() || matches!(c, '.' | ':' | '?' | '!' | '…' | '–' | '—' | '-');
    let title = title.trim_end_matches(ends).trim_start();
    let mut words = String::with_capacity(title.len());
    for word in title.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::same_words;

    #[test]
    fn marks_at_the_end_and_case_do_not_tell_headings_apart() {
        assert_eq!(same_words("What to Expect:"), same_words("what to expect …"));
    }

    #[test]
    fn names_that_end_in_signs_stay_apart() {
        assert_ne!(same_words("C++"), same_words("C"));
        assert_ne!(same_words("C#"), same_words("F#"));
    }
}

//! Who says so: a paragraph in, whether it names a source out.

use std::sync::LazyLock;

use regex::Regex;

/// A named attribution: "according to the 2024 Harbour Survey", "as measured by the Ferry Union", "the Pilots’ Guild’s yearly report".
pub(super) fn is_attributed(paragraph: &str, nobody: &[String]) -> bool {
    static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?:[Aa]ccording to|[Ss]ources?:|[Ff]igures from|[Dd]ata from|(?:[Ss]urvey|[Ss]tudy|[Rr]esearch|[Rr]eport|[Aa]nalysis|[Pp]oll|[Aa]rticle|[Ii]nfographic) (?:by|from)|(?:[Rr]eported|[Mm]easured|[Pp]ublished|[Cc]onducted|[Cc]ommissioned|[Ee]stimated|[Cc]ounted) (?:by|in)) (?:[a-z0-9’'-]+ ){0,5}[“\x22]?[A-Z]|(?-u:\b)[Pp]er (?:the )?[A-Z]|\([A-Z][A-Za-z0-9&.’' -]{1,60},? (?:19|20)[0-9]{2} ?\)|(?-u:\b)([A-Z][A-Za-z0-9&]+)(?:(?:’s?|'s?) (?:[a-z]+ ){0,2}| )(?:[0-9]{4} )?(?:[A-Z][a-z]+ )*(?:[Ss]urvey|[Ss]tudy|[Rr]eport|[Cc]ensus|[Rr]esearch|[Ii]ndex|[Pp]oll|[Dd]ata|[Aa]nalysis|[Aa]rticle)(?-u:\b)",
        )
        .ok()
    });
    let Some(named) = NAMED.as_ref() else { return false };
    named
        .captures_iter(paragraph)
        .any(|found| found.get(1).is_none() || names_somebody(found.get(0).map_or("", |all| all.as_str()), nobody))
}

/// Whether words that begin with a capital have a name among them: "The Ferry Union predicts", but not "The survey".
fn names_somebody(words: &str, nobody: &[String]) -> bool {
    let mut words = words.split_whitespace();
    let first = words.next().unwrap_or("");
    let is_generic = nobody.iter().any(|word| word == first);
    let second = words.next().filter(|second| second.starts_with(char::is_uppercase));
    // "A Harbour Master reports" is any of them.
    !is_generic || first == "The" && second.is_some() && words.next().is_some()
}

/// A name with a verb of saying: "Gartner estimates", "says Ann Lund". Generic words at the start of a sentence are no names.
pub(super) fn is_said_by_somebody(paragraph: &str, nobody: &[String]) -> bool {
    static SAID: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let word = "(?:[A-Z][A-Za-z0-9&.’'-]*|team|survey|study|report|of|and|for|the)";
        Regex::new(&format!(
            r"(?-u:\b)([A-Z][A-Za-z0-9&.’'-]*)(?: {word}){{0,6}}(?: “[^”]{{0,60}}”(?: {word}){{0,3}})?(?:,[^,.]{{3,60}},|,)? (?:(?:also|now|just|has|have|is|are|[a-z]+ly) )?(?:says|said|states|stated|writes|wrote|finds|found|reports|reported|estimates|estimated|notes|noted|projects|projected|predicts|predicted|expects|announced|calculated|describes|described|shows|showed|surveyed|polled|analyzed|analysed|published|released|concludes|concluded|puts|forecasting|conducted)(?-u:\b)|(?-u:\b)(?:says|said|states|stated|writes|wrote|notes|explains|explained|reports) [A-Z][a-z]"
        ))
        .ok()
    });
    let Some(said) = SAID.as_ref() else { return false };
    said.captures_iter(paragraph).any(|found| {
        let Some(all) = found.get(0) else { return false };
        // "The Chief Pilot reports to the council" says nothing.
        let behind = paragraph.get(all.end()..).unwrap_or("");
        let answers_to = behind.starts_with(" to ") || behind.starts_with(" directly");
        !answers_to && (found.get(1).is_none() || names_somebody(all.as_str(), nobody))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_who_says_it_has_a_name() {
        let nobody = ["Studies", "Research", "It"].map(str::to_owned);
        assert!(is_said_by_somebody("The Pilots’ Guild estimates that 12% of boats are late.", &nobody));
        assert!(is_said_by_somebody("“12% of boats are late,” says Ann Lund.", &nobody));
        assert!(!is_said_by_somebody("Studies found that 12% of boats are late.", &nobody));
        assert!(!is_said_by_somebody("It reports that 12% of boats are late.", &nobody));
    }

    #[test]
    fn a_name_is_told_from_words_that_begin_a_sentence() {
        let nobody = ["The", "A", "Recent", "This"].map(str::to_owned);
        for text in [
            "According to the 2024 Harbour Survey, 12% of boats are late.",
            "According to this drawing from Fast Ferry, 12% of boats are late.",
            "12% of boats are late, as measured by the island's Tide Office.",
            "12% of boats are late (Lund & Holm, 2019).",
            "Pier2’s yearly survey data shows that 12% of boats are late.",
            "12% of boats are late, per the Pilots' Guild.",
        ] {
            assert!(is_attributed(text, &nobody), "{text}");
        }
        for text in [
            "The survey found that 12% of boats are late.",
            "Recent research shows that 12% of boats are late.",
            "According to some experts, 12% of boats are late.",
            "A berth costs $40 per night, and 12% of boats are late.",
        ] {
            assert!(!is_attributed(text, &nobody), "{text}");
        }
        assert!(is_said_by_somebody("The Ferry Union, a club of old captains, predicts that 12% of boats will be late.", &nobody));
        assert!(!is_said_by_somebody("A Harbour Master reports on 12% of boats.", &nobody));
        assert!(!is_said_by_somebody("The Harbour Master reports directly to the council, and 12% of boats are late.", &nobody));
        assert!(is_said_by_somebody("Tidewatch recently reported that 12% of boats are late.", &nobody));
    }
}

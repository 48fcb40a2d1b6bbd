//! Times of a day that end before they begin, in one half of the day.

use serde::Deserialize;

use crate::fact::{Facts, Sentence, Time, weekday};
use crate::rule::{FactCheck, Found, Words};

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ClockRange {
    /// Minutes that a range may fall short of a whole day.
    whole_day: u16,
    /// Words for what never lasts for almost a whole day.
    short: Words,
    /// Words of a sentence that speaks of more than one day, or of a time that was moved.
    other_day: Words,
}

impl FactCheck for ClockRange {
    fn check(&self, facts: &Facts<'_>, found: &mut Found<'_>) {
        let language = &facts.document.language.code;
        for sentence in facts.sentences() {
            let times: Vec<(usize, &Time)> = sentence.times().collect();
            for pair in times.windows(2) {
                let &[(first, start), (second, end)] = pair else { continue };
                if !is_range(&sentence, first, second) {
                    continue;
                }
                found.concerned();
                let same_half = start.is_afternoon.is_some() && start.is_afternoon == end.is_afternoon;
                let same_zone = start.zone.is_none() || end.zone.is_none() || start.zone == end.zone;
                let back = start.minutes.saturating_sub(end.minutes);
                // "11 am–2 am": what opens for lunch may close in the small hours.
                let ends_at_night = start.minutes >= LATE_MORNING && (SMALL_HOURS.0..=SMALL_HOURS.1).contains(&end.minutes);
                if same_half
                    && same_zone
                    && back > 0
                    && (back > self.whole_day || !is_whole_day(back) || sentence.has_any(0, sentence.terms.len(), self.short.of(language)))
                    && !(ends_at_night && start.is_afternoon == Some(false))
                    && !sentence.has_any(0, sentence.terms.len(), self.other_day.of(language))
                    && !ends_on_other_day(&sentence, second)
                {
                    let quotes = [facts.printed(end.text), facts.printed(start.text)];
                    let at = facts.source(start.text.join(end.text));
                    found.at(sentence.block, at, "ends at “{}”, before it begins at “{}”", quotes);
                }
            }
        }
    }
}

/// Whether somebody may close for so few minutes of a day: an hour, half of one, or while the clock strikes.
const fn is_whole_day(back: u16) -> bool {
    back.is_multiple_of(30) || back <= 5
}

/// Minutes of the day from which bars and kitchens open.
const LATE_MORNING: u16 = 10 * 60;

/// Minutes of the day between which they close.
const SMALL_HOURS: (u16, u16) = (60, 5 * 60);

/// "Friday, 4 pm to 2 pm on Sunday": whether one weekday alone stands right behind the second time. "On Sundays", "every Sunday" and "Monday to Friday"
/// say of both times on which days they hold, and so does what stands before them.
fn ends_on_other_day(sentence: &Sentence<'_>, second: usize) -> bool {
    let name = |at: usize| sentence.word(at).and_then(weekday);
    let opening = second + 1 + usize::from(matches!(sentence.mark(second + 1), Some(',' | '(')));
    let at = opening + usize::from(sentence.is_any(opening, &["on", "the", "that"]));
    let is_joined = matches!(sentence.mark(at + 1), Some('-' | '–' | '—' | ',' | '/' | '&'))
        || sentence.is_any(at + 1, &["to", "through", "thru", "until", "till", "and", "or"]);
    let holds_for_both = is_joined && name(at + 2).is_some();
    name(at).is_some_and(|day| (0..second).any(|before| name(before).is_some_and(|other| other != day))) && !holds_for_both
}

/// Whether two times are joined to one span: "9 am–5 pm", "9 am to 5 pm", "between 9 am and 5 pm".
fn is_range(sentence: &Sentence<'_>, first: usize, second: usize) -> bool {
    if second != first + 2 {
        return false;
    }
    let joint = first + 1;
    matches!(sentence.mark(joint), Some('-' | '–' | '—' | '‐' | '‑'))
        || sentence.is_any(joint, &["to", "until", "till", "through", "thru"])
        || sentence.is(joint, "and") && first.checked_sub(1).is_some_and(|before| sentence.is(before, "between"))
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn said(text: &str) -> Vec<String> {
        markdown("clock-range", text).into_iter().map(|(message, _)| message).collect()
    }

    #[test]
    fn an_end_before_the_beginning_in_one_half_of_the_day_is_found() {
        for text in [
            "Open 9:30 AM–12:00 AM.",
            "Open from 11 a.m. to 9 a.m. on weekdays.",
            "The talk is held between 3:30 pm and 1:30 pm.",
            "Doors: 16:30 - 14:00.",
            "The line is staffed 10:00 am until 8:00 am ET.",
            "Tuesday: 4:00 PM–2:00 PM.",
            "It is open on Saturday from 4:00 PM to 2:00 PM.",
            "The desk is open Monday to Friday from 9 am to 7 am.",
            "Call between 9 a.m. and 6 a.m., Monday through Friday.",
            "The pool is kept free 19:00–17:30 every Thursday.",
        ] {
            assert_eq!(said(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn nights_and_whole_days_are_left_alone() {
        for text in [
            "Open 9:30 AM–12:00 PM.",
            "Open 11 PM–2 AM.",
            "The night shift is 22:00–06:00.",
            "Open 9:30–8:00.",
            "Futures trade from 6:00 p.m. to 5:00 p.m.",
            "The talk was moved from 3 pm to 1 pm.",
            "The ferry sails at 5 pm to 2 pm of the next day.",
            "Open 12:30 PM–1:30 PM.",
            "The retreat: Friday, 4:00 pm to 2:00 pm on Sunday.",
            "The hut is ours from Friday 5 pm to Sunday 3 pm.",
        ] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
    }
}

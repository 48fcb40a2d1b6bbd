//! The number that a lead-in announces: the last sentence of a paragraph in, the number with its noun out.

mod words;

use words::{ASIDE, BEFORE, CHOOSING, DETERMINERS, HANGING, NAMING, OTHER_NUMBERS, PREPOSITIONS, RELATIVE, TIMES, UNREAL, WHOLE};

use super::{Announced, CountMismatch, whole};
use crate::fact::{Dimension, Quantity, Sentence, is_function_word, is_plural, is_verb_form};

/// Words between a number in a condition and the list from which something else is announced.
const FAR_FROM_LIST: usize = 6;

/// What a sentence announces above a list.
pub(super) fn announced(sentence: &Sentence<'_>, rule: &CountMismatch, language: &str, is_alone: bool) -> Option<Announced> {
    let last = sentence.terms.len().checked_sub(1)?;
    if let Some(label) = label(sentence, last) {
        return Some(label);
    }
    let has_colon = sentence.mark(last) == Some(':');
    let is_stated = sentence.mark(last) == Some('.');
    if !(has_colon || is_stated && (is_alone || begins_announcing(sentence))) {
        return None;
    }
    let (at, quantity) = sentence.quantities().last()?;
    let number = counted(quantity)?;
    // "version: 2 ↵ lamps:": two lines of data.
    if at > 0 && sentence.mark(at - 1) == Some(':') && has_colon && !quantity.low.number.in_words {
        return None;
    }
    let start = clause_start(sentence, at);
    // "To join two boats with a line:" announces what is done.
    if start == 0 && sentence.is(0, "to") {
        return None;
    }
    // "Where two lamps hang from one hook, special care is needed:" sets a condition.
    let is_condition =
        (0..at.min(4)).any(|place| sentence.is_any(place, &["where", "when", "whenever", "if", "unless", "because", "since"]));
    if is_condition && has_colon && (at..last).filter(|place| sentence.quantity(*place).is_none()).count() > FAR_FROM_LIST {
        return None;
    }
    let noun = noun(sentence, at, |word| rule.things.has(language, &word.to_lowercase()))?;
    let word = sentence.word(noun)?.to_lowercase();
    let is_thing = rule.things.has(language, &word);
    // "The routine has four stages.", "You find the five forms below.", a paragraph of its own.
    if is_stated && !begins_announcing(sentence) && !ends_stating(sentence, at, noun, last, is_thing) {
        return None;
    }
    let other_number = (start..last).any(|place| place != at && is_other_number(sentence, start, place));
    // "one of the following four roles" is about the four.
    let points_at_list = at > 0 && sentence.is(at - 1, "following");
    let picks_any = at > 2 && sentence.is_any(at - 3, &["any", "one"]) && sentence.is(at - 2, "of") && sentence.is(at - 1, "these");
    let picks_one = points_at_list || picks_any || at > 1 && sentence.are(at - 2, &["one", "of"]) && is_thing;
    let leaves_open = rule.open.of(language).iter().filter(|phrase| !picks_one || *phrase != "one of").any(|phrase| {
        let words: Vec<&str> = phrase.split(' ').collect();
        // "The kit includes three things:" says that there are three, whatever else it may hold.
        let counts =
            |place: usize| matches!(phrase.as_str(), "include" | "includes") && place + words.len() == at && (noun + 1 == last || is_thing);
        // "The unused part of a card is refunded for four reasons:" has a part of something else.
        let is_of_another = |place: usize| {
            let behind = place + words.len();
            words.last() == Some(&"of") && behind < at && !(behind..at).all(|between| sentence.is_any(between, &DETERMINERS))
        };
        (start..last).any(|place| sentence.are(place, &words) && !counts(place) && !is_of_another(place))
    });
    // "two kinds of boats and a raft for guests:" counts more than the two.
    let more = [
        &["and", "a"][..],
        &["and", "an"],
        &["and", "one"],
        &["and", "some"],
        &["plus"],
        &["along", "with"],
        &["together", "with"],
        &["as", "well", "as"],
    ];
    let adds = (noun + 1..last).any(|place| more.iter().any(|words| sentence.are(place, words)));
    let is_real = !sentence.has_any(start, at, &UNREAL) && !begins_with_condition(sentence, start);
    // "three people hold" may look like two nouns.
    let is_amount = (at + 1..=noun).any(|place| sentence.word(place).is_some_and(|word| rule.amounts.has(language, &word.to_lowercase())));
    if other_number || leaves_open || adds || !is_real || is_amount || is_of_others(sentence, start, at) {
        return None;
    }
    let ends_naming = noun + 2 == last && sentence.is_any(noun + 1, &NAMING);
    if !(picks_one || may_stand_behind(sentence, start, at, is_thing, noun + 1 == last, ends_naming))
        || !is_whole(sentence, noun + 1, last, is_thing)
    {
        return None;
    }
    Some(Announced { number, text: quantity.text.join(sentence.terms.get(noun)?.text) })
}

/// Whether a sentence with a full stop says how many things there are, or where they stand, and nothing else of them.
fn ends_stating(sentence: &Sentence<'_>, at: usize, noun: usize, last: usize, is_thing: bool) -> bool {
    const HAVING: [&str; 18] = [
        "has",
        "have",
        "are",
        "into",
        "of",
        "in",
        "follow",
        "includes",
        "consider",
        "covers",
        "takes",
        "take",
        "needs",
        "need",
        "requires",
        "require",
        "involves",
        "comprises",
    ];
    // "Remember these three rules."
    const ASKING: [&str; 8] = ["apply", "consider", "follow", "heed", "observe", "remember", "try", "use"];
    let asks = at > 1 && sentence.is(at - 1, "these") && sentence.is_any(at - 2, &ASKING);
    let ends = is_thing && noun + 1 == last && (asks || at > 0 && sentence.is_any(at - 1, &HAVING));
    ends || noun + 2 == last && sentence.is(noun + 1, "below")
}

/// "Errands (4):", a label and the number of what stands below it.
fn label(sentence: &Sentence<'_>, last: usize) -> Option<Announced> {
    let open = last.checked_sub(3).filter(|open| (1..=3).contains(open))?;
    let is_label = sentence.mark(last) == Some(':') && sentence.mark(last - 1) == Some(')') && sentence.mark(open) == Some('(');
    let quantity = sentence.quantity(open + 1).filter(|_| is_label)?;
    let word = sentence.word(open - 1).filter(|word| is_plural(word))?;
    let is_whole = (0..open).all(|at| sentence.word(at).is_some_and(|word| !is_function_word(word)));
    let number = counted(quantity).filter(|_| is_whole && quantity.noun.is_empty() && !word.starts_with(|c: char| c.is_ascii_digit()))?;
    Some(Announced { number, text: sentence.terms.first()?.text.join(sentence.terms.get(last - 1)?.text) })
}

/// The number of a quantity that counts exactly, from two on.
fn counted(quantity: &Quantity) -> Option<usize> {
    let amount = quantity.single()?;
    let value = amount.number.value;
    let is_plain = amount.unit.dimension == Dimension::Count
        && !quantity.bound.is_vague()
        && quantity.rates.is_empty()
        && !quantity.is_quoted
        && amount.number.magnitude == 1.0
        && amount.number.resolution >= 1.0
        && !(amount.number.in_words && amount.number.resolution > 1.0);
    whole(value).filter(|number| is_plain && *number >= 2)
}

/// "There are three ways." with a full stop announces what stands directly below.
fn begins_announcing(sentence: &Sentence<'_>) -> bool {
    sentence.is_any(0, &["here", "these"]) && sentence.is(1, "are")
        || sentence.are(0, &["follow", "these"])
        || sentence.are(0, &["the", "following"])
}

/// Where the clause of a term begins.
fn clause_start(sentence: &Sentence<'_>, at: usize) -> usize {
    (0..at).rev().find(|place| matches!(sentence.mark(*place), Some(',' | ';' | ':' | '—' | '–' | '(' | '…'))).map_or(0, |mark| mark + 1)
}

/// Whether the list holds what there is to choose from, or speaks of something beside the things or of each thing that it names: "Pick three tasks:",
/// "Besides these three rules:", "In all three cases, note:", "Each of the following has three parts:".
fn is_of_others(sentence: &Sentence<'_>, start: usize, at: usize) -> bool {
    let before = at.checked_sub(1);
    let preposition =
        (start..at).rev().find(|place| !sentence.is_any(*place, &DETERMINERS)).filter(|place| sentence.is_any(*place, &PREPOSITIONS));
    // "You can choose between three berths:" names them all.
    let chooses = preposition.is_none() && sentence.has_any(start, at, &CHOOSING);
    let in_all = preposition.is_some() && before.is_some_and(|before| sentence.is(before, "all"));
    let of_each =
        (start..at).any(|place| sentence.are(place, &["each", "of", "the", "following"]) || sentence.are(place, &["each", "of", "these"]));
    let aside = sentence.is_any(start, &ASIDE) && !begins_behind_opener(sentence, start, at) || sentence.are(start, &["in", "addition"]);
    // "What the two boats have in common:", but "What matters most comes down to five things:".
    let comes_to = at > 1 && sentence.are(at - 2, &["down", "to"]);
    let asks = !comes_to && sentence.is_any(start, &["what", "how", "why", "where", "which", "who"]) && at > start + 1;
    // "In these two pictures we:", whatever it is.
    let leads = preposition == Some(start)
        && sentence.is_any(start, &["in", "on", "at", "with", "within", "during"])
        && begins_relative(sentence, at);
    chooses || in_all || of_each || aside || asks || leads
}

/// "After a long talk the wardens agreed on two rules:", without a comma behind the opener: whether a subject with its verb stands between the two.
fn begins_behind_opener(sentence: &Sentence<'_>, start: usize, at: usize) -> bool {
    const SUBJECTS: [&str; 13] = ["we", "you", "i", "they", "he", "she", "it", "the", "our", "a", "an", "this", "every"];
    const VERBS: [&str; 30] = [
        "are", "can", "chose", "did", "do", "drew", "found", "gave", "get", "got", "had", "has", "have", "is", "knows", "made", "must",
        "need", "needs", "put", "saw", "see", "set", "should", "took", "was", "were", "will", "wrote", "left",
    ];
    let is_verb = |place: usize| sentence.is_any(place, &VERBS) || sentence.word(place).is_some_and(is_verb_form);
    // The opener has a noun of its own before the subject begins.
    (start + 2..at).find(|place| sentence.is_any(*place, &SUBJECTS)).is_some_and(|subject| (subject + 1..at).any(is_verb))
}

/// Whether a number or a word beside the announced one counts something as well. "Half a plot" and "after six months" do not.
fn is_other_number(sentence: &Sentence<'_>, start: usize, place: usize) -> bool {
    if let Some(quantity) = sentence.quantity(place) {
        let is_time = quantity.low.unit.dimension == Dimension::Time;
        return !(is_time
            && place > start
            && sentence.is_any(start, &["after", "in", "within", "for", "over", "during"])
            && place <= start + 2);
    }
    let is_half_of = || sentence.is_any(place + 1, &["of", "the", "as"]) || place > 1 && sentence.are(place - 2, &["and", "a"]);
    sentence.is_any(place, &OTHER_NUMBERS) || sentence.is(place, "half") && is_half_of()
}

/// Whether somebody begins to do something behind the noun of a number.
fn begins_relative(sentence: &Sentence<'_>, at: usize) -> bool {
    /// Words from the number to its noun and one behind it.
    const NEAR: usize = 5;
    (at + 2..at + 2 + NEAR).any(|place| sentence.is_any(place, &["we", "you", "i", "they", "he", "she", "it"]))
}

/// "If the boat is long and …, and there are two pilots:"
fn begins_with_condition(sentence: &Sentence<'_>, start: usize) -> bool {
    sentence.is_any(0, &UNREAL) && (start == 0 || sentence.is_any(start, &["and", "or"]))
}

/// The term of the plural that a number counts: the last of up to five words that describe it.
fn noun(sentence: &Sentence<'_>, at: usize, is_thing: impl Fn(&str) -> bool) -> Option<usize> {
    /// Words before the noun.
    const DESCRIBING: usize = 4;
    let mut words = 0;
    // "All four of these habits cost nothing:".
    let of_these = at > 0 && sentence.is(at - 1, "all") && (sentence.are(at + 1, &["of", "these"]) || sentence.are(at + 1, &["of", "the"]));
    let mut place = if of_these { at + 3 } else { at + 1 };
    while words <= DESCRIBING {
        let Some(word) = sentence.word(place) else {
            // "simple, cheap ways", "well-known ways".
            if words > 0 && matches!(sentence.mark(place), Some(',' | '-' | '/' | '&' | '“' | '”' | '"'))
                || words == 0 && sentence.mark(place) == Some('“')
            {
                place += 1;
                continue;
            }
            return None;
        };
        // "Topics" looks like a science.
        if is_plural(word) || is_thing(word) {
            // "three operations teams", but "three reasons people leave".
            let goes_on = !is_thing(word) && sentence.word(place + 1).is_some_and(|next| is_plural(next) && !is_function_word(next));
            return Some(if goes_on { place + 1 } else { place });
        }
        let is_joined = words > 0 && word.eq_ignore_ascii_case("and");
        if is_function_word(word) && !is_joined && !["most", "more", "own", "other"].iter().any(|known| word.eq_ignore_ascii_case(known)) {
            return None;
        }
        words += usize::from(!is_joined);
        place += 1;
    }
    None
}

/// Whether what stands before the number lets the list be of its things.
fn may_stand_behind(sentence: &Sentence<'_>, start: usize, at: usize, is_thing: bool, is_last: bool, ends_naming: bool) -> bool {
    let mut before = at;
    while before > start && sentence.is_any(before - 1, &DETERMINERS) && !(sentence.is(before - 1, "of") && before < start + 2) {
        if sentence.is(before - 1, "of") {
            break;
        }
        before -= 1;
    }
    // "All three sails are set at once:" says something of sails that are known.
    if !is_thing && sentence.is_any(at.saturating_sub(1), &["all"]) {
        return false;
    }
    if before == start {
        return true;
    }
    let place = before - 1;
    if sentence.is_any(place, &BEFORE) && !(sentence.is(place, "and") && sentence.is_any(at - 1, &DETERMINERS)) {
        return false;
    }
    if sentence.is(place, "of") {
        return place > start && sentence.is_any(place - 1, &WHOLE);
    }
    if sentence.is_any(place, &PREPOSITIONS) {
        // "the following checks on three machines".
        let names_others = (start..place).any(|other| {
            sentence.is_any(other, &["following", "these", "this", "what", "how"])
                || sentence.word(other).is_some_and(|word| is_plural(word) && !is_function_word(word) && other + 1 < place)
                    // "It comes down to six questions:".
                    && !(other > 0 && sentence.is_any(other - 1, &["it", "this", "that", "which", "everything"]))
        });
        let is_known = sentence.is_any(at - 1, &["the", "these", "those", "our", "all", "its", "their", "his", "her", "your", "my"]);
        // "The differences between the two locks are:"
        let is_of_subject = place > start && sentence.is_any(place + 1, &DETERMINERS) && ends_naming;
        // "The list has the differences between the two ways:" is a list of differences.
        let sets_apart = sentence.is(place, "between") && sentence.is(at - 1, "the");
        return !is_of_subject && !sets_apart && is_thing && (is_last || !names_others)
            || !is_known && is_last && !names_others && place > start + 1;
    }
    true
}

/// Whether the clause is whole where the lead-in ends, so that the list is not its last part.
fn is_whole(sentence: &Sentence<'_>, from: usize, last: usize, is_thing: bool) -> bool {
    if from >= last || is_bracketed(sentence, from, last) {
        return true;
    }
    // ", and each of them has:"; a comma may only begin what is said of the things themselves.
    let breaks_off = (from..last).any(|place| match sentence.mark(place) {
        Some(',') if sentence.is(place + 1, "each") => gives_each(sentence, place + 2, last),
        Some(',') => {
            const SAYING_WHERE: [&str; 12] =
                ["which", "all", "in", "as", "listed", "namely", "from", "ranked", "ordered", "described", "explained", "shown"];
            !sentence.is_any(place + 1, &SAYING_WHERE)
        }
        Some(';' | ':' | '—' | '–' | '?' | '!' | '=' | '/') => true,
        _ => false,
    });
    let is_relative = sentence.is_any(from, &RELATIVE);
    // "three files in this folder" says where they are.
    let points =
        |place: usize| sentence.is(place, "this") && !(place > from && place + 1 < last && sentence.is_any(place - 1, &PREPOSITIONS));
    let points_on = sentence.has_any(from, last, &["following", "these"])
        || !is_relative && (sentence.has_any(from, last, &["what", "how"]) || (from..last).any(points));
    // "the five marks from the rules of the watch:" may be followed by the rules.
    let is_derived = sentence.is(from, "from") && sentence.word(last - 1).is_some_and(is_plural);
    // "The three lamps need the same care:" is followed by the care, "two papers and can lend:" by what can be lent.
    let goes_on = sentence.has_any(from, last, &["same", "but"]) || sentence.is_any(from, &["and", "or"]);
    if breaks_off || points_on || is_derived || goes_on {
        return false;
    }
    let end = sentence.word(last - 1);
    let Some(end) = end else {
        return matches!(sentence.mark(last - 1), Some(')' | '”' | '"')) || sentence.date(last - 1).is_some();
    };
    let lower = end.to_lowercase();
    if NAMING.contains(&lower.as_str()) {
        return true;
    }
    if is_relative {
        // "three people to:", "three ways you can:".
        let is_open =
            ["to", "can", "must", "should", "will", "may", "could", "and", "or", "the", "a", "that", "by"].contains(&lower.as_str());
        // "three posts that explain:"
        let explains = !is_thing && sentence.is(from, "that") && last == from + 2;
        // "These are the three rules we live by:"
        let is_stranded = last == from + 3
            && sentence.is_any(from, &["we", "you", "i", "they", "he", "she"])
            && lower == "by"
            && sentence.is_any(0, &["here", "these"]);
        return !explains && (!is_open || last - from > 3 && lower == "to" || is_stranded);
    }
    // What crews and boats do may be what the list says; of things to be told, the list tells them.
    let is_each = |place: usize| sentence.is_any(place, &["each", "every"]) && !sentence.is_any(place + 1, &TIMES);
    let of_each = sentence.mark(from).is_none() && (from..last).any(is_each);
    // Such as "the following three checks each morning" before a colon.
    let is_when = from + 2 == last && sentence.is_any(from, &["each", "every"]) && sentence.is_any(from + 1, &TIMES);
    if is_when && !is_thing {
        return true;
    }
    if !is_thing && (of_each || !is_said_of_place(sentence, from, last)) {
        return false;
    }
    // "types of use" ends in a noun.
    let is_noun =
        last >= from + 2 && sentence.is_any(last - 2, &["of", "in", "for", "the", "a", "an", "our", "your", "their", "its", "own"]);
    !HANGING.contains(&lower.as_str()) || is_noun && lower.len() > 2 || is_thing && is_done_to_somebody(sentence, from, last)
}

/// "Five habits helped us:": what the things did to somebody, where a verb of saying would have the list for what was said ("told us:").
fn is_done_to_somebody(sentence: &Sentence<'_>, from: usize, last: usize) -> bool {
    const PEOPLE: [&str; 5] = ["us", "them", "me", "him", "everyone"];
    const SAYING: [&str; 24] = [
        "told", "tell", "tells", "taught", "teach", "teaches", "showed", "shown", "show", "shows", "gave", "give", "gives", "asked", "ask",
        "let", "lets", "made", "makes", "reminded", "remind", "allow", "allowed", "got",
    ];
    let Some(verb) = last.checked_sub(2).filter(|verb| *verb >= from) else { return false };
    sentence.is_any(last - 1, &PEOPLE)
        && sentence.word(verb).is_some_and(|word| !is_function_word(word))
        && !sentence.has_any(from, last, &SAYING)
        // "Four questions to ask them:" ends its clause as well.
        && !sentence.is(from, "to")
}

/// "three checks (scored under Ropes, Lamps and Papers):", all in parentheses that the lead-in ends with.
fn is_bracketed(sentence: &Sentence<'_>, from: usize, last: usize) -> bool {
    let closing = || (from..last).find(|place| sentence.mark(*place) == Some(')'));
    sentence.mark(from) == Some('(') && closing() == Some(last - 1)
}

/// ", each marked:", ", each with one of:": what each of them gets is what the list holds.
fn gives_each(sentence: &Sentence<'_>, from: usize, last: usize) -> bool {
    let is_open = |word: &str| HANGING.contains(&word.to_lowercase().as_str()) || is_verb_form(word);
    // "each with its own use" ends in a noun.
    let is_noun = last > from + 1 && sentence.is_any(last - 2, &["own", "a", "an", "the", "its", "their"]);
    let tells_where = || sentence.is_any(last - 1, &["explained", "described", "listed"]);
    from >= last || !is_noun && sentence.word(last - 1).is_none_or(|word| is_open(word) && !tells_where())
}

/// "three boats for sale", "three boats are in the lock": no more than where they are and what they are for.
fn is_said_of_place(sentence: &Sentence<'_>, from: usize, last: usize) -> bool {
    /// Words behind a noun that say no more than that.
    const WORDS: usize = 7;
    const BEGINNING: [&str; 22] = [
        "of",
        "for",
        "in",
        "on",
        "at",
        "from",
        "with",
        "are",
        "were",
        "below",
        "available",
        "listed",
        "here",
        "as",
        "available",
        "within",
        "between",
        "about",
        "under",
        "per",
        "before",
        "until",
    ];
    const SAYING: [&str; 24] = [
        "told", "said", "say", "gave", "give", "have", "has", "had", "can", "must", "should", "will", "do", "did", "made", "make", "got",
        "get", "took", "take", "saw", "see", "found", "find",
    ];
    let begins = sentence.is_any(from, &BEGINNING) || matches!(sentence.mark(from), Some('(' | ','));
    let says = (from..last).any(|place| sentence.word(place).is_some_and(is_verb_form) || sentence.is_any(place, &SAYING));
    begins && last - from <= WORDS && (!says || sentence.is_any(from, &["are", "were", "listed"]) || sentence.mark(from).is_some())
}

//! Letters that were decoded in the wrong encoding: “donâ€™t”, “cafÃ©”, “�”.

use serde::Deserialize;

use super::shown::{before, behind, in_prose, is_about, is_in, next_of};
use crate::checks::dictionary::Dictionary;
use crate::document::{BlockId, Document, InlineKind, Looks};
use crate::rule::{ArticleCheck, Found, Signs, Words};
use crate::span::Span;

mod layers;
mod ligatures;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Mojibake {
    /// Words of titles of articles that show such letters.
    subjects: Words,
    /// Words that lost their apostrophe to a question mark, as "don?t".
    contractions: Words,
    /// What is left of a word before letters that a font joins.
    pieces: Words,
    /// What is left of one behind them.
    ends: Words,
    /// Words that lost them and closed up.
    lost: Words,
}

impl ArticleCheck for Mojibake {
    fn signs(&self) -> Signs {
        ligatures::signs(self)
    }

    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let language = &*article.language.code;
        let mut last: Option<(BlockId, u32)> = None;
        let mut hit_at = |id: BlockId, hit: Span, found: &mut Found<'_>| {
            // A paragraph that was decoded wrongly is one defect.
            if last.is_some_and(|(block, _)| block == id) {
                return;
            }
            let is_code = is_in(article, id, hit, &[InlineKind::Code]);
            if is_code || is_about(article, id, self.subjects.of("en")) {
                return;
            }
            // "signs like "Ã¼"": alone between quotation marks they are spoken of.
            let (opens, closes) = (['"', '“', '‘', '\'', '«'], ['"', '”', '’', '\'', '»']);
            if before(article, id, hit).ends_with(opens) && behind(article, id, hit).starts_with(closes) {
                return;
            }
            let word = word_around(article, id, hit);
            // A word of many scripts shows what a program can print.
            let cut = word.cut(&article.text);
            if cut.contains('\u{fffd}')
                && cut.chars().any(|c| c > '\u{24f}' && c.is_alphabetic())
                && !cut.bytes().any(|b| b.is_ascii_alphabetic())
            {
                return;
            }
            // "hotărâre" has two letters of its own language.
            if hit.cut(&article.text) == "â" && cut.chars().any(|c| c != 'â' && c.is_alphabetic() && !c.is_ascii()) {
                return;
            }
            last = Some((id, hit.end()));
            found.at(id, article.source_span(word), "“{}” was read in the wrong encoding", [word.cut(&article.text)]);
        };
        let looks = article.all_looks();
        if looks.has_any(Looks::LATIN) {
            in_prose(article, next_wrong, |id, hit| hit_at(id, hit, found));
            in_prose(article, layers::next, |id, hit| hit_at(id, hit, found));
            // "customerΓÇÖs": marks of typography as an old console shows their bytes.
            in_prose(article, |text, at| next_of("ΓÇ", text, at), |id, hit| hit_at(id, hit, found));
        }
        if looks.has_any(Looks::FAR) {
            in_prose(article, |text, at| next_of("\u{fffd}", text, at), |id, hit| hit_at(id, hit, found));
        }
        // A question mark between letters stands in few texts at all.
        let letter = |at: Option<usize>| at.and_then(|at| article.text.as_bytes().get(at)).is_some_and(u8::is_ascii_lowercase);
        let has_asked = looks.has_any(Looks::CALL);
        if has_asked
            && looks.has_any(Looks::TIGHT)
            && memchr::memchr_iter(b'?', article.text.as_bytes()).any(|at| letter(at.checked_sub(1)) && letter(Some(at + 1)))
        {
            for word in self.contractions.of(language) {
                in_prose(
                    article,
                    |text, at| next_of(word, text, at),
                    |id, hit| {
                        let before = before(article, id, hit).chars().next_back();
                        let behind = hit.end() as usize;
                        let goes_on = article
                            .text
                            .get(behind..)
                            .and_then(|rest| rest.chars().next())
                            .is_some_and(|c| c == ' ' || c == ',' || c == '.');
                        if before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '?' | '&' | '=')) && goes_on {
                            hit_at(id, hit, found);
                        }
                    },
                );
            }
        }
        if let Some(dictionary) = Dictionary::of(language) {
            let mut last: Option<BlockId> = None;
            let seen = found.take_seen();
            let lost = if seen.is_empty() { Vec::new() } else { ligatures::all(article, &seen, dictionary) };
            let asked = has_asked.then(|| ligatures::asked(article, dictionary)).into_iter().flatten();
            for (id, word) in lost.into_iter().chain(asked) {
                if last.replace(id) != Some(id) && !is_about(article, id, self.subjects.of("en")) {
                    let text = word.cut(&article.text);
                    let says = if text.contains(['ﬁ', 'ﬂ', 'ﬀ', 'ﬃ', 'ﬄ']) {
                        "“{}” has one character for letters that the font of a page joins"
                    } else {
                        "“{}” lost letters that the font of a page joins"
                    };
                    found.at(id, article.source_span(word), says, [text]);
                }
            }
        }
    }
}

/// The next run of letters that become one other letter when their bytes are read as UTF-8.
fn next_wrong(text: &str, at: usize) -> Option<std::ops::Range<usize>> {
    let bytes = text.as_bytes();
    let mut from = at;
    // The first letter of such a run is one of Latin-1 (0xC3), which most English text has little of; a control character begins with 0xC2.
    while let Some(found) = memchr::memchr2(0xc2, 0xc3, bytes.get(from..)?).map(|found| from + found) {
        from = found + 2;
        let Some(rest) = text.get(found..) else { continue };
        let before = text.get(..found).and_then(|before| before.chars().next_back());
        if let Some(len) = wrong_len(rest, before).or_else(|| half_len(rest, before)) {
            return Some(found..found + len);
        }
    }
    None
}

/// Bytes of wrong letters that lost a part: “backâ€ says”, where the control character behind them was dropped, “Total:Â 120”, where the blank became a
/// plain one, and the apostrophe of an old Macintosh (`ItÕs`).
fn half_len(text: &str, before: Option<char>) -> Option<usize> {
    let mut chars = text.chars();
    let (first, next) = (chars.next()?, chars.next());
    let is_half = match first {
        'â' if next == Some('€') => true,
        // "the customerâs owner", "40 â¬": the control characters behind the first letter were dropped.
        'â' => {
            let behind = text.get(first.len_utf8()..)?;
            let end: String = behind.chars().take_while(char::is_ascii_alphabetic).collect();
            let is_word = before.is_some_and(|c| c.is_ascii_lowercase());
            let is_end = matches!(end.as_str(), "s" | "re" | "ve" | "ll") || end == "t" && before == Some('n');
            return (is_word && is_end || next == Some('¬'))
                .then(|| first.len_utf8() + if next == Some('¬') { '¬'.len_utf8() } else { 0 });
        }
        'Â' => {
            before.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c.is_ascii_punctuation())
                && matches!(next, Some(' ' | 'Â' | '£' | '©'))
        }
        'Õ' => {
            let behind = text.get(first.len_utf8()..)?;
            let end: String = behind.chars().take_while(char::is_ascii_alphabetic).collect();
            before.is_some_and(|c| c.is_ascii_lowercase()) && matches!(end.as_str(), "s" | "t" | "d" | "m" | "re" | "ve" | "ll")
        }
        _ => false,
    };
    is_half.then(|| first.len_utf8() + if first == 'â' { '€'.len_utf8() } else { 0 })
}

/// Bytes of the wrong letters that a text begins with.
fn wrong_len(text: &str, before: Option<char>) -> Option<usize> {
    let mut chars = text.char_indices();
    let (_, first) = chars.next()?;
    // A control character of Latin-1 stands in no text.
    if ('\u{80}'..='\u{9f}').contains(&first) && first != '\u{85}' {
        return Some(first.len_utf8());
    }
    let lead = byte_of(first)?;
    let count = match lead {
        0xc2..=0xdf => 1,
        0xe1..=0xef => 2,
        0xf0..=0xf4 => 3,
        _ => return None,
    };
    let mut bytes = vec![lead];
    let mut end = first.len_utf8();
    let mut last = first;
    for _ in 0..count {
        let (at, next) = chars.next()?;
        let byte = byte_of(next).filter(|byte| (0x80..=0xbf).contains(byte))?;
        bytes.push(byte);
        end = at + next.len_utf8();
        last = next;
    }
    // "liberté »", "nemožné –": a blank that does not break stands between a word and the mark behind it.
    if matches!(bytes.as_slice(), [_, 0xa0, _]) {
        return None;
    }
    let meant = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    let is_likely = match count {
        // Two letters occur by chance: the first is one of the few that begin a Latin letter, and it is no word in capitals before a mark.
        1 => {
            let is_latin = ('\u{a0}'..='\u{17f}').contains(&meant);
            // A closing mark behind a capital: “ROMÔ, and a sign behind it: "Ã »".
            let is_mark = matches!(last, '”' | '’' | '“' | '‘' | '–' | '—' | '…' | '»' | '«' | '\u{a0}' | '™' | '®' | '©');
            let is_word = before.is_some_and(char::is_uppercase) || before.is_none_or(|c| !c.is_alphanumeric());
            is_latin
                && matches!(first, 'Ã' | 'Â' | 'Å' | 'Ä')
                && !(is_mark
                    && is_word
                    && !(first == 'Ã' && matches!(last, '©') || first == 'Â' && matches!(last, '\u{a0}' | '©' | '®' | '»' | '«')))
        }
        2 => {
            first == 'â'
                || first == 'ï'
                || first == 'á'
                || first == 'ã' && meant.is_alphanumeric()
                || first == 'å'
                || first == 'ä'
                || first == 'è'
                || first == 'é'
                || first == 'æ'
                || first == 'ç'
        }
        _ => first == 'ð',
    };
    is_likely.then_some(end)
}

/// The byte of a letter in windows-1252.
fn byte_of(c: char) -> Option<u8> {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•',
        '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match c {
        '\u{a0}'..='\u{ff}' | '\u{80}'..='\u{9f}' => u8::try_from(u32::from(c)).ok(),
        _ => HIGH.iter().position(|known| *known == c).map(|at| 0x80 + at as u8),
    }
}

/// The word in which wrong letters stand.
fn word_around(article: &Document, id: BlockId, hit: Span) -> Span {
    let leaf = article.block(id).text;
    let start = leaf.start() as usize;
    let end = start + article.text_of(id).len();
    let before = article.text.get(start..hit.start() as usize).unwrap_or("");
    let from = before.char_indices().rev().take(40).take_while(|(_, c)| !c.is_whitespace()).last().map_or(before.len(), |(at, _)| at);
    let behind = article.text.get(hit.end() as usize..end).unwrap_or("");
    let to = behind.char_indices().take(40).find(|(_, c)| c.is_whitespace()).map_or(behind.len().min(40), |(at, _)| at);
    let to = (to..=behind.len()).find(|at| behind.is_char_boundary(*at)).unwrap_or(behind.len());
    Span::of(start + from, hit.end() as usize + to)
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    const RULE: &str = "mojibake";

    #[test]
    fn wrong_letters_are_found_with_their_word() {
        for (words, word) in [
            ("The baker donâ€™t know.", "donâ€™t"),
            ("The cafÃ© is open.", "cafÃ©"),
            ("It costs Â£5 a loaf.", "Â£5"),
            ("The bakerï¿½s door.", "bakerï¿½s"),
            ("Bread \u{fffd} and butter.", "\u{fffd}"),
            ("A smile ðŸ˜€ for all.", "ðŸ˜€"),
            ("The baker don?t know.", "don?t"),
            ("Brot fÃ¼r alle.", "fÃ¼r"),
            ("A quote \u{93}here\u{94}.", "\u{93}here\u{94}."),
        ] {
            let found = markdown(RULE, &format!("# Bakery\n\n{words}\n"));
            assert_eq!(found.iter().map(|(_, at)| at.as_str()).collect::<Vec<_>>(), [word], "{words}");
        }
    }

    #[test]
    fn right_letters_are_none() {
        for words in [
            "In Ålesund, São Tomé and CÂMARA they sell MAÇÃ and “ROMÔ, a café “Âncora” with façade and naïveté.",
            "Layers of 1,000 Å, 30 €, ±5 °C, §4, ½ loaf.",
            "Pão, coração, Ça va, Über, Ärger, Öl, ß.",
            "What?s is that? Tell me.",
            "NAÇÃO, SÃO, AÇÃO!",
        ] {
            assert_eq!(markdown(RULE, &format!("# Bakery\n\n{words}\n")), [], "{words}");
        }
        assert_eq!(markdown(RULE, "# What UTF-8 does to letters\n\nThe word cafÃ© was café.\n"), []);
        assert_eq!(markdown(RULE, "# Bakery\n\nWrite `cafÃ©` here.\n"), []);
    }
}

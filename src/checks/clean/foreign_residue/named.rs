//! Articles that are in another language as a whole, or are being translated into it: by their name, their folder and their paragraphs.

use super::FEW;
use crate::document::{Document, Flags, Kind, language_in_path, marked_language};

/// Whether the name of an article or of its folder says another language than English.
fn is_named_so(article: &Document) -> bool {
    // "lang/gl/intro.txt": such a folder holds one folder for each language, whatever its code.
    let names = || article.source.path().iter().filter_map(|name| name.to_str());
    let is_code = |name: &str| {
        let (code, region) = name.split_once(['-', '_']).unwrap_or((name, ""));
        (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase()) && region.len() < 9 && code != "en"
    };
    let is_in_languages =
        || names().zip(names().skip(1)).any(|(folder, name)| matches!(folder, "lang" | "locale" | "locales" | "i18n") && is_code(name));
    language_in_path(article.source.path()).is_some_and(|code| code != "en") || is_marked_so(article) || is_in_languages()
}

/// Whether its path says so beyond doubt.
fn is_marked_so(article: &Document) -> bool {
    /// Languages in letters of their own: a line in these beside a folder of their name is what was translated.
    const LETTERS: [&str; 15] = ["ru", "uk", "bg", "be", "sr", "mk", "el", "ar", "fa", "he", "hi", "th", "ja", "ko", "zh"];
    let path = article.source.path();
    marked_language(path).is_some_and(|code| code != "en") || language_in_path(path).is_some_and(|code| LETTERS.contains(&code))
}

/// Lines of a page called after another language from which it is being translated.
const SEVERAL: usize = 2;

/// Whether an article is in another language as a whole: its name or that of its folder says so and its paragraphs do not contradict, or hardly one of
/// them is in English.
pub(super) fn is_in_another(article: &Document, reported: usize) -> bool {
    /// Letters of a paragraph that shows a language, and paragraphs that are looked at.
    const LETTERS: usize = 60;
    const NEAR: usize = 200;
    let paragraphs = article.of_kind(Kind::Paragraph).filter(|(_, block)| !block.flags.has(Flags::BOILER));
    let texts = paragraphs.map(|(id, _)| article.text_of(id)).filter(|text| text.len() >= LETTERS).take(NEAR);
    let (mut english, mut others) = (0, 0);
    for text in texts {
        // "For", "to" and "is" are words of other languages as well.
        let says_the = text.split(' ').take(40).any(|word| matches!(word, "the" | "The" | "of" | "and" | "that"));
        if says_the { english += 1 } else { others += 1 }
    }
    &*article.language.code == "en"
        && (is_named_so(article) && (english <= others || reported >= SEVERAL || is_marked_so(article))
            || reported > FEW && english * 4 <= others)
}

//! Ends by which a title shows that something is lost: an open bracket, or a mark that parts it from what follows.

use super::name::Name;
use crate::checks::dictionary::Dictionary;
use crate::checks::prose;
use crate::document::{Document, Kind};

/// The last bracket stays open behind a word: "Mooring a boat (with exam".
pub(super) fn stops_in_bracket(text: &str) -> bool {
    let Some(at) = text.rfind(['(', '[']).filter(|_| prose::End::of(text) == prose::End::Word) else { return false };
    let (before, inside) = (text.get(..at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
    let is_code = || text.contains(['=', '{', '<', '$', '\\', '|', '`']);
    before.ends_with(' ')
        && before.trim_end().ends_with(|c: char| c.is_alphanumeric() || matches!(c, ':' | ',' | '”' | '’' | '?' | '!'))
        && inside.starts_with(char::is_alphanumeric)
        && !inside.contains([')', ']'])
        && !is_code()
}

/// A mark that parts a title from what follows it is the last of it: "The tide table –". Its subtitle may stand in the next line.
pub(super) fn stops_behind_mark(article: &Document, name: &Name<'_>) -> bool {
    /// Words of a subtitle.
    const SUBTITLE: usize = 14;
    let text = name.text.trim_end();
    let body = text.trim_end_matches(['–', '—', '|', '-']);
    let is_parted = body.len() < text.len() && body.ends_with(' ') && text.len() - body.len() <= '—'.len_utf8();
    let has_mark = is_parted || text.strip_suffix(',').is_some_and(|body| body.ends_with(char::is_alphanumeric));
    let is_continued = || {
        prose::next_block(article, name.block).is_none_or(|next| {
            article.block(next).kind == Kind::Heading
                || article.block(next).kind == Kind::Paragraph && !prose::has_words(article.text_of(next), SUBTITLE)
        })
    };
    // "October 25 –" is a day whose name is missing at most, "– Instead of –" is set so.
    let is_words = text.starts_with(char::is_alphanumeric) && body.trim_end().trim_end_matches(',').ends_with(char::is_alphabetic);
    has_mark && is_words && name.block != Document::ROOT && prose::has_words(body, 2) && !is_continued()
}

/// A quotation is opened before a word and nowhere closed: "The myth of the “perfect".
pub(super) fn stops_in_quotation(text: &str) -> bool {
    let curly = || (text.matches('“').count() == 1 && !text.contains(['”', '"', '„', '«'])).then(|| text.find('“')).flatten();
    let straight = || (text.matches('"').count() == 1 && !text.contains(['“', '”', '`', '″'])).then(|| text.find('"')).flatten();
    let Some(at) = curly().or_else(straight) else { return false };
    let (before, inside) = (text.get(..at).unwrap_or(""), text.get(at..).unwrap_or("").trim_start_matches(['“', '"']));
    // A quotation that is all of the title may lack its end on purpose.
    before.ends_with(' ')
        && before.trim_end().ends_with(char::is_alphabetic)
        && inside.starts_with(char::is_alphabetic)
        && prose::End::of(text) == prose::End::Word
        && !prose::shows_code(text)
}

/// The first half of a compound is the last word: "Planning a cross-".
pub(super) fn stops_in_compound(article: &Document, name: &Name<'_>) -> bool {
    /// Letters of a word that is joined to another; shorter ones are beginnings of words, which are spoken of.
    const LETTERS: usize = 4;
    /// Words behind which a compound is open, because its noun is missing.
    const DETERMINERS: [&str; 11] = ["a", "an", "the", "your", "our", "their", "its", "any", "every", "each", "no"];
    let Some(body) = name.text.trim_end().strip_suffix('-') else { return false };
    let half = prose::last_word(body);
    let before = body.strip_suffix(half).map_or("", str::trim_end);
    let determined = prose::last_word(before).to_ascii_lowercase();
    let is_half = half.len() >= LETTERS && half.bytes().all(|byte| byte.is_ascii_lowercase());
    let goes_on = || prose::next_block(article, name.block).is_some_and(|next| article.text_of(next).starts_with(char::is_lowercase));
    is_half
        && DETERMINERS.contains(&&*determined)
        && prose::has_words(body, 3)
        && Dictionary::of(&article.language.code).is_some_and(|dictionary| dictionary.lists(half))
        && !goes_on()
}

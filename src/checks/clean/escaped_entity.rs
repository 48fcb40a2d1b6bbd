//! Character references that readers see: "Salt &amp; Pepper".

use std::cell::OnceCell;

use serde::Deserialize;

use super::shown::{before, behind, in_prose, is_about, is_between_marks, is_in, is_log, next_of, sentence};
use crate::document::{BlockId, Document, InlineKind, Kind};
use crate::finding::{Edit, Fix};
use crate::rule::{ArticleCheck, Found, Words};
use crate::span::Span;

mod codes;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct EscapedEntity {
    /// Names of references that texts are escaped with.
    names: Vec<Box<str>>,
    /// Words of titles of articles that speak of references.
    subjects: Words,
    /// Words of sentences that speak of them.
    terms: Words,
    /// Words of sentences that speak of codes of programs and addresses.
    program_terms: Words,
}

impl ArticleCheck for EscapedEntity {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let language = &*article.language.code;
        let mut last: Option<BlockId> = None;
        let log = OnceCell::new();
        in_prose(
            article,
            |text, at| next_of("&", text, at),
            |id, hit| {
                let rest = behind(article, id, hit);
                let name = reference(rest).or_else(|| unfinished(rest, before(article, id, hit)));
                let Some(name) = name.filter(|_| !*log.get_or_init(|| is_log(article))) else { return };
                let is_known = name.strip_prefix('#').is_some_and(is_number) || self.names.iter().any(|known| **known == *name);
                // A text that was escaped twice was so from end to end.
                if !is_known || last == Some(id) || is_named(article, id, hit) || is_about(article, id, self.subjects.of(language)) {
                    return;
                }
                let said = sentence(article, id, hit).cut(&article.text).to_lowercase();
                if self.terms.of(language).iter().any(|term| said.contains(term.as_str())) {
                    return;
                }
                last = Some(id);
                let semicolon = u32::from(rest.get(name.len()..).is_some_and(|rest| rest.starts_with(';')));
                let span = Span::new(hit.start(), hit.end() + name.len() as u32 + semicolon);
                let finding =
                    found.at(id, article.source_span(span), "readers see “{}” in place of a character", [span.cut(&article.text)]);
                if let Some(edits) = unescaped(article, id, hit.start(), &self.names) {
                    finding.fixed_by(Fix::safe("write the characters themselves", edits).editing_words());
                }
            },
        );
        self.codes(article, found);
    }
}

impl EscapedEntity {
    /// Codes of programs, addresses and mails.
    fn codes(&self, article: &Document, found: &mut Found<'_>) {
        let language = &*article.language.code;
        let mut last: Option<BlockId> = None;
        let next = |text: &str, at: usize| {
            let mut from = at;
            while let Some(sign) = memchr::memchr3(b'\\', b'%', b'=', text.as_bytes().get(from..)?).map(|sign| from + sign) {
                if let Some(len) = codes::code_at(text, sign) {
                    return Some(sign..sign + len);
                }
                from = sign + 1;
            }
            None
        };
        let mut report = |id: BlockId, hit: Span| {
            if last == Some(id) || is_named(article, id, hit) || is_about(article, id, self.subjects.of(language)) {
                return;
            }
            let said = sentence(article, id, hit).cut(&article.text).to_lowercase();
            if self.terms.of(language).iter().chain(self.program_terms.of(language)).any(|term| said.contains(term.as_str())) {
                return;
            }
            last = Some(id);
            let word = codes::word(&article.text, hit);
            found.at(id, article.source_span(word), "readers see a code in place of a character: “{}”", [word.cut(&article.text)]);
        };
        in_prose(article, next, &mut report);
        // The end of a line as a sheet keeps it.
        if memchr::memmem::find(article.text.as_bytes(), b"_x000D_").is_some() {
            in_prose(article, |text, at| next_of("_x000D_", text, at), &mut report);
        }
    }
}

/// The edits by which the references of a leaf from an offset on are escaped once less; `None` where what is printed is not what the source has.
fn unescaped(article: &Document, id: BlockId, from: u32, names: &[Box<str>]) -> Option<Vec<Edit>> {
    /// References of one leaf, at most.
    const MOST: usize = 400;
    let text = article.text_of(id);
    let start = article.block(id).text.start();
    let rest = text.get((from - start) as usize..)?;
    let is_known = |name: &str| name.strip_prefix('#').is_some_and(is_number) || names.iter().any(|known| **known == *name);
    let found = rest.match_indices('&').take(MOST).filter_map(|(at, _)| {
        let name = reference(rest.get(at + 1..)?).filter(|name| is_known(name))?;
        Some(Span::new(from + at as u32, from + at as u32 + name.len() as u32 + 2))
    });
    found
        .map(|printed| {
            let src = article.source_span(printed);
            // "&amp;mdash;" in the source is printed as "&mdash;", which is what it should have been.
            let is_escaped = src.cut(article.source.text()).replacen("&amp;", "&", 1) == printed.cut(&article.text);
            is_escaped.then(|| Edit::replace(src, printed.cut(&article.text)))
        })
        .collect()
}

/// Whether a reference is shown as such: in code, in a quotation, or in a few words between quotation marks. Somebody's whole sentences were
/// escaped as the text around them was.
fn is_named(article: &Document, id: BlockId, hit: Span) -> bool {
    /// Bytes on either side in which a quotation mark stands around a few words.
    const NEAR: usize = 40;
    let (before, behind) = (before(article, id, hit), behind(article, id, hit));
    let before = before.get(before.floor_char_boundary(before.len().saturating_sub(NEAR))..).unwrap_or(before);
    let behind = behind.get(..behind.floor_char_boundary(NEAR)).unwrap_or(behind);
    // "lesser than (&lt;)": the sign itself stands before it.
    let is_in_brackets = before.ends_with('(') && behind.bytes().take(10).any(|byte| byte == b')');
    is_in_brackets
        || is_in(article, id, hit, &[InlineKind::Code, InlineKind::Quote, InlineKind::Math])
        || article.is_within(id, Kind::Quote)
        || is_between_marks(before, behind)
}

/// The name or number of a reference, from behind its first sign to its semicolon.
fn reference(text: &str) -> Option<&str> {
    const LONGEST: usize = 10;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    text.get(..end).filter(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#'))
}

/// "the baker&rsquos door": the name of a sign of typography without its semicolon, behind a word or a blank.
fn unfinished<'t>(text: &'t str, before: &str) -> Option<&'t str> {
    const NAMES: [&str; 8] = ["rsquo", "lsquo", "ldquo", "rdquo", "mdash", "ndash", "hellip", "nbsp"];
    let name = NAMES.iter().find(|name| text.starts_with(**name))?;
    let behind = text.get(name.len()..)?;
    let stands = before.is_empty() || before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | ',' | '(' | '!' | '?'));
    let is_address = before.rsplit(' ').next().is_some_and(|word| word.contains(['/', '=', '?']));
    (stands && !is_address && behind.starts_with(|c: char| c.is_alphabetic() || matches!(c, ' ' | ',' | '.')))
        .then(|| text.get(..name.len()))
        .flatten()
}

fn is_number(digits: &str) -> bool {
    let hex = digits.strip_prefix(['x', 'X']);
    let digits = hex.unwrap_or(digits);
    (2..=6).contains(&digits.len())
        && digits.bytes().all(|byte| if hex.is_some() { byte.is_ascii_hexdigit() } else { byte.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::{findings, markdown};

    const RULE: &str = "escaped-entity";

    #[test]
    fn references_that_readers_see_are_found() {
        for words in [
            "“We asked the bakers of the whole county what they put into rye bread &amp;amp; what they would never put into it”, says Lund,",
            "Salt &amp;amp; pepper",
            "The baker&amp;#39;s door",
            "Open&amp;nbsp;daily",
            "Bread &amp;mdash; fresh",
        ] {
            assert_eq!(findings(RULE, "a.html", &format!("<h1>Bakery</h1><p>{words} for all.</p>")).len(), 1, "{words}");
        }
        assert_eq!(
            findings(RULE, "a.txt", "Bakery\n\nThe baker&#8217;s door is open at six.\n\nBread is sold there every day.\n").len(),
            1
        );
    }

    #[test]
    fn references_that_are_meant_are_none() {
        for text in [
            "# Bakery\n\nSalt &amp; pepper, a &mdash; dash.\n",
            "# Bakery\n\nWrite `&amp;` for it.\n",
            "# Bakery\n\nWrite “salt &amp;amp; pepper” on the door.\n",
            "# Bakery\n\nThe entity &amp;amp; stands for it.\n",
            "# HTML in recipes\n\nUse &amp;nbsp; between them.\n",
            "# Bakery\n\nThe address ?a=1&amp;b=2; is long, AT&T; too.\n",
        ] {
            assert_eq!(markdown(RULE, text), [], "{text}");
        }
    }
}

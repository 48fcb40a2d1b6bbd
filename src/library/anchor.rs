//! Places within an article that a link can lead to: its headings under the names that generators give them, and what its source names.
//!
//! Generators disagree about blanks, marks and accents, so that names are compared by their letters and digits alone. A name that one of them
//! would make is enough.

use super::packed;
use crate::document::{Document, Kind};
use crate::source::Format;
use serde::{Deserialize, Serialize};

/// The places of one article.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Anchors {
    /// Hashes of names, sorted.
    #[serde(with = "packed")]
    names: Box<[u64]>,
    /// Those among them that all articles of a library can lead to: labels of `MyST`.
    #[serde(with = "packed")]
    labels: Box<[u64]>,
    /// Parts of the article come from elsewhere, or its names cannot be guessed: nothing can be said of a name that is not here.
    pub is_open: bool,
}

impl Anchors {
    /// The places of an article.
    #[must_use]
    pub fn of(article: &Document) -> Self {
        let mut hashes = Vec::new();
        let mut outline = Outline::default();
        let (mut headings, mut foreign, mut masked) = (0_usize, 0_usize, false);
        for (id, block) in article.all() {
            if !matches!(block.kind, Kind::Heading | Kind::DefTerm | Kind::Caption) {
                continue;
            }
            let heading = article.text_of(id);
            // "### lamp-oil <span>(outdoors)</span>": some generators leave out what stands in an element.
            if block.kind == Kind::Heading
                && article.source.format() != Format::Html
                && let Some((before, _)) = block.src.cut(article.source.text()).split_once(" <")
            {
                hashes.push(hash(&folded(before)));
            }
            headings += usize::from(block.kind == Kind::Heading);
            if is_plain(heading) {
                let letters = heading.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase());
                let name = letters.clone().fold(START, step);
                hashes.push(name);
                if block.kind == Kind::Heading {
                    outline.add(block.level, name, letters);
                }
                continue;
            }
            if block.kind == Kind::Heading {
                foreign += usize::from(heading.chars().filter(|c| c.is_alphabetic()).any(|c| c as u32 > 0x24f));
                masked |= heading.contains('\u{fffc}');
            }
            hashes.extend(variants(heading).iter().map(|name| hash(name)));
        }
        // The second of a name is numbered, from one or from two.
        hashes.sort_unstable();
        let mut names = Vec::with_capacity(hashes.len());
        outline.nested_names(&hashes, &mut names);
        for same in hashes.chunk_by(|one, other| one == other) {
            names.extend(same.first());
            for number in 1..same.len() {
                let numbered = |number: usize| same.first().map(|first| number.to_string().bytes().fold(*first, step));
                names.extend(numbered(number));
                names.extend(numbered(number + 1));
            }
        }
        let mut labels = Vec::new();
        each_named(article.source.text(), |name, is_label| {
            let name = hash(&folded(name));
            names.push(name);
            if is_label {
                labels.push(name);
            }
        });
        names.sort_unstable();
        names.dedup();
        let text = article.source.text();
        let is_open = masked
            || foreign * 2 > headings
            || is_made_of_code(text)
            || article.of_kind(Kind::Template).any(|(_, block)| brings_text(block.src.cut(text)))
            || article.source.format() == Format::Html && is_part_of_page(text, headings);
        Self { names: names.into(), labels: labels.into(), is_open }
    }

    /// Names that all articles of a library can lead to, by their [`Self::key`].
    #[must_use]
    pub fn labels(&self) -> &[u64] {
        &self.labels
    }

    /// What stands for a name.
    #[must_use]
    pub fn key(name: &str) -> u64 {
        hash(&folded(name))
    }

    /// Whether a link may lead to a place of that name.
    #[must_use]
    pub fn may_have(&self, fragment: &str) -> bool {
        let name = folded(fragment);
        let has = |name: &str| self.names.binary_search(&hash(name)).is_ok();
        self.is_open
            || name.is_empty()
            || has(&name)
            || PREFIXES.iter().any(|prefix| name.strip_prefix(prefix).is_some_and(has))
            // `1-fees` where the number was left out of the name, or the other way round.
            || has(name.trim_start_matches(|c: char| c.is_ascii_digit()))
    }
}

/// Headings with those above them: some generators tell two of a name apart by the name of the heading above each.
#[derive(Default)]
struct Outline {
    /// Level and name of the heading that a place stands under, from the outermost one.
    above: Vec<(u8, u64)>,
    /// The name of a heading, and the one that it has together with the heading above it.
    nested: Vec<(u64, u64)>,
}

impl Outline {
    fn add(&mut self, level: u8, name: u64, letters: impl Iterator<Item = u8>) {
        while self.above.last().is_some_and(|(outer, _)| *outer >= level) {
            self.above.pop();
        }
        if let Some((_, outer)) = self.above.last() {
            self.nested.push((name, letters.fold(*outer, step)));
        }
        self.above.push((level, name));
    }

    /// The longer names of headings whose own one stands twice among the sorted `hashes`.
    fn nested_names(&self, hashes: &[u64], names: &mut Vec<u64>) {
        let is_twice = |name: u64| {
            let first = hashes.partition_point(|other| *other < name);
            hashes.get(first + 1) == Some(&name)
        };
        names.extend(self.nested.iter().filter(|(name, _)| is_twice(*name)).map(|(_, nested)| nested));
    }
}

/// What sites put before names.
const PREFIXES: [&str; 8] = ["usercontent", "markdownheader", "toc", "h", "heading", "header", "anchor", "section"];

/// Names that no article needs to have: the top of the page, notes, text that the browser looks for, routes, lines of programs, and entries of
/// references that are made from code.
#[must_use]
pub fn is_special(fragment: &str) -> bool {
    let lower = fragment.to_ascii_lowercase();
    fragment.trim().is_empty()
        || matches!(&*lower, "top" | "_top" | "content" | "main" | "main-content" | "maincontent" | "comments" | "respond" | "contents" | "toc" | "search")
        || ["fn", "_ft", "_edn", "ftn", "cite", "ref-", "_toc", "footnote", "note-", "user-content-fn", "more-", "method-", "type-", "event-", "property-", "gdcalert"].iter().any(|start| lower.starts_with(start))
        || fragment.contains(['/', '=', ':', '{', '}', '<', '>', '$', '(', '!', '~', '\u{fffc}'])
        // `#L10-L20`
        || lower.strip_prefix('l').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && rest.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'l')))
}

/// Whether a text in HTML is put into a page that has the places, or has other texts put into it.
fn is_part_of_page(html: &str, headings: usize) -> bool {
    let is_page = ["<html", "<HTML", "<body", "<BODY"].iter().any(|tag| html.contains(tag));
    !is_page && headings < 2 || html.contains("data-include") || html.contains("<!--#include")
}

/// Whether a generator writes parts of the article from the source of a program: `::: harbour.tides`, or `::: command` with its options below it.
fn is_made_of_code(text: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), b"::: ").any(|at| {
        let starts_line = text.get(..at).is_some_and(|before| before.is_empty() || before.ends_with('\n'));
        let mut lines = text.get(at + 4..).unwrap_or("").lines();
        let name = lines.next().unwrap_or("").trim();
        // `::: tip` opens a box.
        starts_line
            && !name.contains(' ')
            && (name.contains(['.', ':'])
                || lines.next().is_some_and(|option| option.starts_with("  ") && option.trim_start().starts_with(':')))
    })
}

/// Letters and digits in lower case. The small form of a capital may be a letter and a mark above it, which names of places keep or lose.
fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

/// Names that generators make of a heading.
fn variants(text: &str) -> Vec<String> {
    let plain = folded(text);
    let mut all = Vec::with_capacity(2);
    let unnumbered = plain.trim_start_matches(|c: char| c.is_ascii_digit());
    if unnumbered.len() < plain.len() && !unnumbered.is_empty() {
        all.push(unnumbered.to_owned());
    }
    if text.contains(['&', '+', '%', '$', '@', '<', '>', '=']) {
        let spelt: String = text.chars().map(|c| spelt(c).map_or_else(|| c.to_string(), str::to_owned)).collect();
        all.push(folded(&spelt));
    }
    if !plain.is_ascii() {
        all.push(plain.chars().filter(char::is_ascii).collect());
        for is_german in [false, true] {
            all.push(plain.chars().map(|c| bare(c, is_german).map_or_else(|| c.to_string(), str::to_owned)).collect());
        }
    }
    all.push(plain);
    all.retain(|name| !name.is_empty());
    all.sort_unstable();
    all.dedup();
    all
}

const fn spelt(mark: char) -> Option<&'static str> {
    Some(match mark {
        '&' => "and",
        '+' => "plus",
        '%' => "percent",
        '$' => "dollar",
        '@' => "at",
        '<' => "less",
        '>' => "greater",
        '=' => "equals",
        _ => return None,
    })
}

const fn bare(letter: char, is_german: bool) -> Option<&'static str> {
    Some(match letter {
        'ä' if is_german => "ae",
        'ö' if is_german => "oe",
        'ü' if is_german => "ue",
        'à'..='å' | 'ā' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'è'..='ë' | 'ē' | 'ę' | 'ě' => "e",
        'ì'..='ï' | 'ī' | 'ı' => "i",
        'ñ' | 'ń' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ß' => "ss",
        'ł' => "l",
        'š' | 'ś' | 'ş' => "s",
        'ž' | 'ź' | 'ż' => "z",
        'ğ' => "g",
        'đ' | 'ð' => "d",
        'ř' => "r",
        'ť' => "t",
        _ => return None,
    })
}

/// Whether a construct that stands alone may bring headings with it.
fn brings_text(construct: &str) -> bool {
    let head = construct.get(..construct.floor_char_boundary(200)).unwrap_or("").to_ascii_lowercase();
    ["include", "partial", "content", "render", "snippet", "readfile", "embed", "import", "transclude", "macro", "markdown"]
        .iter()
        .any(|word| head.contains(word))
        || head.starts_with('<')
            && construct.starts_with(|_: char| true)
            && construct.get(1..2).is_some_and(|first| first.chars().all(char::is_uppercase))
}

/// Names that the source gives itself: `id="…"`, `name=…`, `{#…}`, `{: #…}`, `(…)=`, and quoted words of constructs that make anchors; with each
/// whether it is a label, which other articles can name as well.
fn each_named(source: &str, mut each: impl FnMut(&str, bool)) {
    let bytes = source.as_bytes();
    let name_at = |start: usize| {
        let rest = source.get(start..).unwrap_or("");
        let len = rest
            .bytes()
            .take(200)
            .take_while(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'"' | b'\'' | b'>' | b'}' | b'<' | b')'))
            .count();
        rest.get(..len).or_else(|| rest.get(..rest.floor_char_boundary(len))).unwrap_or("")
    };
    for at in memchr::memchr_iter(b'=', bytes) {
        let before = source
            .get(at.saturating_sub(12)..at)
            .or_else(|| source.get(source.floor_char_boundary(at.saturating_sub(12))..at))
            .unwrap_or("")
            .trim_end();
        let is_name = |word: &str| {
            before.len() >= word.len()
                && before.is_char_boundary(before.len() - word.len())
                && before.get(before.len() - word.len()..).is_some_and(|end| end.eq_ignore_ascii_case(word))
                && before.get(..before.len() - word.len()).is_some_and(|lead| {
                    lead.is_empty() || lead.ends_with(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '{' | '-' | ':'))
                })
        };
        if is_name("id") || is_name("name") || is_name("anchor") || is_name("slug") {
            let rest = source.get(at + 1..).unwrap_or("");
            let lead = rest.len() - rest.trim_start_matches([' ', '"', '\'', '{', '`']).len();
            each(name_at(at + 1 + lead), false);
            // A manual may have a blank within the name: `id="gate-statement hint"`.
            let quoted = rest.strip_prefix('"').and_then(|rest| rest.get(..rest.floor_char_boundary(200))?.split_once('"'));
            if let Some((name, _)) = quoted.filter(|(name, _)| name.contains(' ')) {
                each(name, false);
            }
        } else if before.ends_with(')') {
            // `(name)=` on a line of its own.
            let near = source.get(source.floor_char_boundary(at.saturating_sub(200))..at).unwrap_or("");
            let line = near.rsplit('\n').next().unwrap_or("");
            if let Some(name) = line.trim().strip_prefix('(').and_then(|name| name.strip_suffix(')')) {
                each(name, true);
            }
        }
    }
    let has = |words: &[u8]| memchr::memmem::find(bytes, words).is_some();
    if has(b":label:") || has(b":name:") {
        for line in source.lines().map(str::trim_start) {
            if let Some(name) = line.strip_prefix(":label:").or_else(|| line.strip_prefix(":name:")) {
                each(name.trim(), true);
            }
        }
    }
    for at in memchr::memchr_iter(b'#', bytes) {
        let before = source.get(at.saturating_sub(4)..at).unwrap_or("").trim_end_matches(' ');
        if before.ends_with(['{', ':']) || before.ends_with("/*") {
            each(name_at(at + 1), false);
        }
    }
    for at in memchr::memmem::find_iter(bytes, b"anchor").take(2_000) {
        let rest = source.get(at + 6..).unwrap_or("");
        let name = rest.trim_start_matches([' ', '"', '\'', '=', '(', ':', '`']);
        each(name_at(at + 6 + (rest.len() - name.len())), false);
    }
}

/// FNV-1a: a name that happens to equal another is only a link that nobody complains of.
fn hash(name: &str) -> u64 {
    name.bytes().fold(START, step)
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

/// Whether all generators agree on the letters and digits of a heading's name.
fn is_plain(heading: &str) -> bool {
    heading.is_ascii() && !heading.contains(['&', '+', '%', '$', '@', '<', '>', '=']) && !heading.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::source::{Format, Source};

    fn may_lead(text: &str, fragment: &str) -> bool {
        let document = Document::read(Source::of_text("a.md", Format::Markdown, text), &Limits::default(), "en");
        Anchors::of(&document).may_have(fragment)
    }

    #[test]
    fn headings_have_the_names_of_many_generators() {
        for (heading, fragments) in [
            ("Salt & pepper", &["salt--pepper", "salt-pepper", "salt-and-pepper", "salt_pepper"][..]),
            ("1. Fees", &["1-fees", "fees"]),
            ("What's new?", &["whats-new", "what-s-new"]),
            ("Get started :zap:", &["get-started-zap"]),
            ("🧐 About the press", &["-about-the-press", "about-the-press"]),
            ("Running `make proof`", &["running-make-proof", "user-content-running-make-proof"]),
            ("Über uns", &["über-uns", "uber-uns", "ueber-uns", "ber-uns"]),
            ("Prices {#what-it-costs}", &["what-it-costs"]),
        ] {
            for fragment in fragments {
                assert!(may_lead(&format!("# Press\n\n## {heading}\n\nText.\n"), fragment), "{heading} {fragment}");
            }
        }
        assert!(!may_lead("# Press\n\n## Fees\n", "prices") && !may_lead("# Press\n\n## Fees\n", "fees-2"));
        assert!(may_lead("# Press\n\n## Fees\n\n## Fees\n", "fees-1"));
        let twice = "# Press\n\n## Members\n\n### Fees\n\n## Guests\n\n### Fees\n\n### Beds\n";
        assert!(may_lead(twice, "guests-fees") && may_lead(twice, "members-fees") && !may_lead(twice, "guests-beds"));
    }

    #[test]
    fn articles_made_of_code_may_have_any_name() {
        for made in ["::: harbour.tides.Table", "::: click-command\n    :module: harbour.cli"] {
            assert!(may_lead(&format!("# Tides\n\n{made}\n"), "harbour-tides"), "{made}");
        }
        assert!(!may_lead("# Tides\n\n::: tip\nBring a lamp.\n:::\n", "harbour-tides"));
    }

    #[test]
    fn names_of_the_source_count() {
        for text in [
            "<a name=\"fees\"></a>",
            "<span id=fees></span>",
            "{: #fees}",
            "(fees)=",
            "```{figure} fees.png\n:label: fees\n```",
            "{{< anchor \"fees\" >}}",
            "<h2 class=x id='fees'>Prices</h2>",
        ] {
            assert!(may_lead(&format!("# Press\n\n{text}\n\nText.\n"), "fees"), "{text}");
        }
    }
}

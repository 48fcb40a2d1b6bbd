//! A source whose address cannot lead anywhere.

use serde::Deserialize;

use super::address::{Fault, fault};
use super::entries::{entries, source_sections};
use super::titles::SourceTitles;
use crate::document::{BlockId, Document, InlineKind, LinkForm};
use crate::rule::{ArticleCheck, Found};
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct MalformedSource {
    titles: SourceTitles,
}

impl ArticleCheck for MalformedSource {
    fn check(&self, article: &Document, found: &mut Found<'_>) {
        for section in source_sections(article, &self.titles) {
            for (id, _) in entries(article, section) {
                found.concerned();
                if let Some((fault, span, address)) = first_fault(article, id) {
                    found.at(id, span, fault.words(), [address]);
                }
            }
        }
    }
}

/// The first broken address of an entry: what is broken, where, and the address. One entry is mended in one go.
fn first_fault(article: &Document, id: BlockId) -> Option<(Fault, Span, &str)> {
    let linked = article.links_in(id).filter(|(_, link)| link.form != LinkForm::Bare).find_map(|(_, link)| {
        let fault = fault(link.url.trim(), None)?;
        Some((fault, link.url_src, &*link.url))
    });
    linked.or_else(|| written_fault(article, id))
}

/// The first broken address that is written out in the text of an entry.
fn written_fault(article: &Document, id: BlockId) -> Option<(Fault, Span, &str)> {
    let block = article.block(id);
    let text = article.text_of(id);
    let start = block.text.start();
    let apart = |span: Span| {
        !article.inlines_of(id).iter().any(|inline| {
            inline.text.overlaps(span)
                && match inline.kind {
                    InlineKind::Code => true,
                    InlineKind::Link => article.links.get(inline.aux as usize).is_some_and(|link| link.form != LinkForm::Bare),
                    _ => false,
                }
        })
    };
    let broken = |from: usize, to: usize, fault: Fault| {
        let span = Span::of(from, to).shifted(start);
        apart(span).then(|| (fault, article.source_span(span), span.cut(&article.text)))
    };
    // A link that was opened and never ended, or that a blank in its address keeps from being one.
    if let Some(at) = text.find("](") {
        let behind = text.get(at + 2..).unwrap_or("");
        let end = behind.find(')');
        let address = behind.get(..end.unwrap_or(behind.len())).unwrap_or(behind);
        if address.contains("//") || address.starts_with("www.") {
            let blank = address
                .find(char::is_whitespace)
                .filter(|blank| !address.get(*blank..).unwrap_or("").trim_start().starts_with(['"', '\'', '“']));
            let fault = match (end, blank) {
                (None, _) => Some(Fault::Bracket),
                (Some(_), Some(_)) => Some(Fault::Blank),
                _ => None,
            };
            if let Some(fault) = fault {
                return broken(at + 2, at + 2 + address.trim_end().len(), fault);
            }
        }
    }
    let mut words = words(text).peekable();
    while let Some((at, word)) = words.next() {
        // Only what looks like an address is looked at.
        if !word.contains(['/', ':']) && !word.starts_with(['w', 'W']) {
            continue;
        }
        let open = word.trim_start_matches(['(', '[', '<', '"', '“', '‘', '\'', '*']);
        let from = at + word.len() - open.len();
        let end = open.trim_end_matches(['>', '"', '”', '’', '\'', ',', ';', '*']);
        // A bracket that was opened before the address closes behind it.
        let end = if open.len() < word.len() || end.matches(')').count() > end.matches('(').count() {
            end.trim_end_matches([')', ']', '.'])
        } else {
            end
        };
        // "https://example.org/tid…": what a narrow column or a list of links shows of an address.
        if end.ends_with(['…']) || end.ends_with("...") {
            let host = end.split_once("://").map_or(end, |(_, host)| host);
            let is_cut = (host.len() < end.len() || end.starts_with("www.")) && host.trim_end_matches(['.', '…']).contains('.');
            if let Some(broken) = Some(()).filter(|()| is_cut).and_then(|()| broken(from, from + end.len(), Fault::Cut)) {
                return Some(broken);
            }
        }
        let next = words.peek().map(|(_, next)| next.trim_end_matches(['.', ',', ')', ']', ';']));
        if let Some(fault) = fault(end, next) {
            let to = match (fault, next) {
                (Fault::Blank, Some(next)) => words.peek().map_or(from + end.len(), |(at, _)| at + next.len()),
                _ => from + end.len(),
            };
            if let Some(broken) = broken(from, to, fault) {
                return Some(broken);
            }
        }
    }
    None
}

/// The words of a text, as blanks part them, with where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(char::is_whitespace).filter_map(move |word| {
        let from = text.get(at..).and_then(|rest| rest.find(word)).map_or(at, |found| at + found);
        at = from + word.len();
        (!word.is_empty()).then_some((from, word))
    })
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn found(entries: &str) -> Vec<String> {
        let text = format!("# The ferry\n\nThe ferry runs all the year.\n\n## Sources\n\n{entries}\n");
        markdown("malformed-source", &text).into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn the_broken_address_is_shown() {
        assert_eq!(found("- Tide tables, htp://example.org/tides, page 3"), ["htp://example.org/tides"]);
        assert_eq!(found("- [Tide tables](https//example.org/tides)"), ["https//example.org/tides"]);
        assert_eq!(found("- Tide tables (https:// example.org/tides)"), ["https:// example.org/tides"]);
        assert_eq!(found("- [Tide tables](https://example.org/tides"), ["https://example.org/tides"]);
        assert_eq!(found("- [Tide tables](https://example.org/may tides)"), ["https://example.org/may tides"]);
        assert_eq!(found("- Tide tables: https://example .org/tides"), ["https://example .org/tides"]);
        assert_eq!(found("- Tide tables (https://example.org /tides)"), ["https://example.org /tides"]);
        assert_eq!(found("- Tide tables: http://"), ["http://"]);
        assert_eq!(found("- Tide tables, ww.example.org."), ["ww.example.org."]);
        assert_eq!(found("- Tide tables, https://www.example.org/harbour/tid…"), ["https://www.example.org/harbour/tid…"]);
        assert_eq!(found("- Tide tables, www.example.org/harbour/ti... (2024)"), ["www.example.org/harbour/ti..."]);
        assert_eq!(found("- Tide tables, http://www.https://example.org/tides"), ["http://www.https://example.org/tides"]);
        assert_eq!(found("- Tide tables, https://www example.org/tides"), ["https://www example.org/tides"]);
        assert_eq!(found("- Tide tables, https:\\\\example.org\\tides"), ["https:\\\\example.org\\tides"]);
        assert_eq!(found("- Tide tables, http//www.example.org"), ["http//www.example.org"]);
        assert_eq!(found("- [Tide tables](http:// https://example.org/tides)"), ["http:// https://example.org/tides"]);
        assert_eq!(found("- [Tide tables](https://)"), ["https://"]);
    }

    #[test]
    fn sound_entries_are_left_alone() {
        for entry in [
            "- Tide tables, https://example.org/tides.",
            "- [Tide tables](https://example.org/tide_(sea) \"of May\")",
            "- Lund, A. (2019). Ropes and knots (https://example.org).",
            "- <https://example.org/tides>",
            "- See `htp://example.org`, which is how not to write it",
            "- [Our tide tables](../tides.md)",
            "- The harbour book: pages 3/4, w/o charts",
            "- Lund, A. (2019). Ropes and knots. doi:10.1000/182",
            "- Lund, A. (2019). Ropes and knots. https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
            "- Lund, A. (2019). Ropes and knots. DOI: 10.1000/xyz123.",
            "- Holm, B. (2021). The moon at sea. arXiv:2101.00001v2, ISBN 978-0-00-000000-2",
            "- Tide tables (www.example.org/tides), seen 3 May 2024",
            "- Tide tables, https://example.org:8443/tides?from=1&to=2#may.",
            "- Tide tables, https://example.org/a,b;c/~lund/'tides'",
            "- Tide tables, https://xn--mnchen-3ya.example/ and https://münchen.example/",
            "- Tide tables [https://example.org/tides]",
            "- Tide tables, https://example.org / https://example.com",
            "- Tide tables, https://example.org .",
            "- Tide tables, https://example.org .pdf",
            "- Tide tables: <https://web.archive.org/web/2019/http://example.org/tides>",
            "- Tide tables, https://192.0.2.1/tides",
            "- And so on … [Tide tables](https://example.org/tides) ...",
        ] {
            assert_eq!(found(entry), Vec::<String>::new(), "{entry}");
        }
    }
}

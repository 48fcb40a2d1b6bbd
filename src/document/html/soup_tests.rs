//! Tag soup: whatever comes in, the tree equals that of the plain parser, and each place holds what it claims.

use html5ever::driver::{ParseOpts, parse_document};
use html5ever::tendril::TendrilSink;
use html5ever::tokenizer::TokenizerOpts;
use html5ever::tree_builder::TreeBuilderOpts;
use scraper::{Html, HtmlTreeSink};

use super::attributes::{attributes, tag_name};
use super::parse::{Parsed, parse_in_feeds};
use super::references;
use super::tree::{NO_NODE, NodeId, Origin, Tree, What};
use crate::limits::Limits;

/// The tree of the plain parser, a line a node.
fn plain(source: &str) -> Vec<String> {
    let options = ParseOpts {
        tokenizer: TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() },
        tree_builder: TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() },
    };
    let body = source.strip_prefix('\u{feff}').unwrap_or(source);
    let html = parse_document(HtmlTreeSink::new(Html::new_document()), options).one(body);
    let mut lines = Vec::new();
    for node in html.tree.root().descendants() {
        let depth = node.ancestors().count();
        let shown = match node.value() {
            scraper::Node::Element(element) => {
                let mut found: Vec<_> = element.attrs.iter().map(|(name, value)| format!("{}={:?}", &*name.local, &**value)).collect();
                found.sort();
                format!("<{} {}>", &*element.name.local, found.join(" "))
            }
            scraper::Node::Text(text) => format!("{:?}", &**text),
            scraper::Node::Comment(_) => "comment".to_owned(),
            scraper::Node::Doctype(_) => "doctype".to_owned(),
            scraper::Node::Document => "document".to_owned(),
            scraper::Node::Fragment => "fragment".to_owned(),
            scraper::Node::ProcessingInstruction(_) => "instruction".to_owned(),
        };
        lines.push(format!("{depth} {shown}"));
    }
    lines
}

fn text(tree: &Tree, id: NodeId, source: &str) -> String {
    tree.pieces(id).map(|piece| tree.text(piece, source)).collect()
}

/// Our tree in the same form.
fn ours(tree: &Tree, source: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for id in tree.subtree(0) {
        let depth = std::iter::successors(Some(id), |&id| Some(tree.node(id).parent).filter(|&parent| parent != NO_NODE)).count() - 1;
        let shown = match tree.node(id).what {
            What::Element => {
                let element = tree.element(id).unwrap();
                let mut found: Vec<_> =
                    element.attributes.iter().map(|found| format!("{}={:?}", &*found.name.local, &*found.value)).collect();
                found.sort();
                format!("<{} {}>", &*element.name.local, found.join(" "))
            }
            What::Text => format!("{:?}", text(tree, id, source)),
            What::Comment => "comment".to_owned(),
            What::Doctype => "doctype".to_owned(),
            What::Document => "document".to_owned(),
            What::Fragment => "fragment".to_owned(),
        };
        lines.push(format!("{depth} {shown}"));
    }
    lines
}

/// Each place holds what it claims.
fn check_places(parsed: &Parsed, source: &str) {
    let tree = &parsed.tree;
    for id in tree.subtree(0) {
        let node = tree.node(id);
        assert!(node.start.start() <= node.start.end() && node.end as usize <= source.len(), "{source:?}");
        for piece in tree.pieces(id) {
            let written = piece.src.cut(source);
            let shown = tree.text(piece, source);
            if piece.decoded != NO_NODE {
                let decoded = references::decode(written);
                let is_newline = matches!(written, "\r" | "\r\n") && shown == "\n";
                let is_nul = written == "\0" && shown == "\u{fffd}";
                assert!(
                    is_newline || is_nul || written.starts_with('&') && decoded.contains(shown),
                    "{written:?} for {shown:?} in {source:?}"
                );
            }
        }
        let Some(element) = tree.element(id) else { continue };
        let name = &*element.name.local;
        if node.origin == Origin::Source {
            let tag = node.start.cut(source);
            let written = tag_name(tag);
            assert!(
                written.replace('\0', "\u{fffd}").eq_ignore_ascii_case(name) || written.eq_ignore_ascii_case("image") && name == "img",
                "{tag:?} for {name} in {source:?}"
            );
            assert!(tag.ends_with('>'), "{tag:?} in {source:?}");
            for found in &element.attributes {
                let has = attributes(tag).any(|attribute| {
                    attribute.name.replace('\0', "\u{fffd}").eq_ignore_ascii_case(&found.name.local)
                        && attribute.value.replace('\0', "\u{fffd}") == *found.value
                        || found.name.prefix.is_some()
                });
                assert!(has || matches!(name, "html" | "body"), "{found:?} in {tag:?} of {source:?}");
            }
        } else {
            assert!(node.start.is_empty());
        }
        if node.has_end_tag() {
            let tag = crate::span::Span::new(node.inner_end, node.end).cut(source);
            let written = tag_name(tag);
            let is_heading = |name: &str| name.len() == 2 && name.starts_with(['h', 'H']);
            assert!(
                tag.starts_with("</") && (written.eq_ignore_ascii_case(name) || is_heading(written) && is_heading(name)),
                "{tag:?} for {name} in {source:?}"
            );
        }
    }
    for comment in &parsed.comments {
        assert!(comment.cut(source).starts_with('<'), "{source:?}");
    }
}

fn check(source: &str, feed: usize) {
    let parsed = parse_in_feeds(source, 0, &Limits::default(), feed);
    assert!(parsed.stop.is_none());
    let (ours, plain) = (ours(&parsed.tree, source), plain(source));
    assert!(ours == plain, "{source:?} in feeds of {feed}\nours {ours:#?}\nplain {plain:#?}");
    check_places(&parsed, source);
}

/// Numbers that look random and are the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

const MORSELS: &[&str] = &[
    "<p>",
    "</p>",
    "<div class=pier>",
    "</div>",
    "<b>",
    "</b>",
    "<i id=x>",
    "</i>",
    "<a href='/tides?a=1&amp;b'>",
    "</a>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th>",
    "<tbody>",
    "<caption>",
    "</caption>",
    "<ul>",
    "</ul>",
    "<li>",
    "</li>",
    "<h2>",
    "</h2>",
    "</h3>",
    "<br>",
    "</br>",
    "<img alt=\"\" src=a.png>",
    "<image>",
    "<hr/>",
    "<pre>\n",
    "</pre>",
    "<textarea>\n",
    "</textarea>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<title>",
    "</title>",
    "<svg>",
    "</svg>",
    "<foreignObject>",
    "<math>",
    "<mi>",
    "</math>",
    "<![CDATA[",
    "]]>",
    "<template>",
    "</template>",
    "<select>",
    "<option>",
    "</select>",
    "<form>",
    "</form>",
    "<button>",
    "</button>",
    "<body class=a>",
    "</body>",
    "<html lang=en>",
    "</html>",
    "<head>",
    "</head>",
    "<!doctype html>",
    "<!-- quay -->",
    "<!--",
    "-->",
    "<!x>",
    "</>",
    "<?php ?>",
    "<",
    "&amp;",
    "&lt",
    "&nvlt;",
    "&notit;",
    "&#8211;",
    "&#x",
    "&",
    "\r\n",
    "\r",
    "\n",
    " ",
    "\0",
    "\u{feff}",
    "harbour",
    "Ö",
    "ferry at noon",
    "tide 3 > 2",
    "<object>",
    "</object>",
    "<noscript>",
    "</noscript>",
    "<frameset>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<details>",
    "<summary>",
    "<nobr>",
    "<meta charset=utf-8>",
    "<x-map>",
    "</x-map>",
    "<plaintext>",
    "<a>",
    "<font size=1>",
    "</font>",
    "<col>",
    "<input type=hidden>",
    "<ruby>",
    "<rt>",
];

fn soup(numbers: &mut Numbers, morsels: usize) -> String {
    (0..morsels).map(|_| MORSELS[numbers.below(MORSELS.len())]).collect()
}

#[test]
fn random_soup_gives_the_plain_parsers_tree_with_right_places() {
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    for round in 0..3_000 {
        let morsels = 1 + numbers.below(if round % 10 == 0 { 80 } else { 14 });
        let source = soup(&mut numbers, morsels);
        let feed = [2_048, 1, 3, 17][round % 4];
        check(&source, feed);
    }
}

#[test]
fn texts_at_the_end_of_a_feed_keep_their_places() {
    for source in [
        "\u{feff}<p>Ebb &amp; flow &copy 2024\r\nand &nvlt; then\u{feff}more</p><!-- tide",
        "<svg><![CDATA[line one\r\nline two]]></svg><title>Quay &am",
        "<table>loose text<tr><td>cell</table>after",
        "<b><p>bold</b> plain</p><script>if (a<b) {}</script>&am",
    ] {
        for feed in 1..source.len() {
            check(source, feed);
        }
    }
}

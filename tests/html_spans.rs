//! Every word of a page leads back to the bytes that it was made of, whatever the markup looks like.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

use contentaudit::document::{Document, Kind};
use contentaudit::limits::Limits;
use contentaudit::source::{Format, Source};

const MORSELS: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<em>",
    "</em>",
    "<a href='/tides?a=1&amp;b'>",
    "</a>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<th>",
    "<caption>",
    "<ul>",
    "<ol>",
    "<li>",
    "</li>",
    "</ul>",
    "<h2>",
    "</h2>",
    "<h3>",
    "<br>",
    "<img src=pier.png>",
    "<pre>\n",
    "</pre>",
    "<code>",
    "</code>",
    "<dl>",
    "<dt>",
    "<dd>",
    "<details>",
    "<summary>",
    "</summary>",
    "<blockquote>",
    "</blockquote>",
    "<hr>",
    "<svg>",
    "</svg>",
    "<button>",
    "</button>",
    "<figure>",
    "<figcaption>",
    "<x-map>",
    "</x-map>",
    "<nav>",
    "</nav>",
    "<body>",
    "<main>",
    "<sup><a href='#n1'>1</a></sup>",
    "<li id=n1>",
    "<p hidden>",
    "<iframe></iframe>",
    "<math>",
    "</math>",
    "<!-- low tide -->",
    "&amp;",
    "&nbsp;",
    "&lt",
    "&nvlt;",
    "&#8211;",
    "\r\n",
    "\r",
    "\n",
    " ",
    "\t",
    "\0",
    "harbour",
    " Öl ",
    "ferry at noon",
    "tide 3 > 2",
    "—",
    "<q>",
    "</q>",
    "<input type=checkbox>",
    "<span class=byline>",
    "<p class=byline>",
    "</span>",
    "<section>",
    "</section>",
    "<template>",
    "<aside>",
];

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

/// A line end of the source may be a blank of the text.
fn same_but_blanks(shown: &str, written: &str) -> bool {
    let plain = |c: char| if c.is_ascii_whitespace() { ' ' } else { c };
    shown.chars().map(plain).eq(written.chars().map(plain))
}

fn check(html: &str, format: Format) {
    let document = Document::read(Source::of_text("tides", format, html), &Limits::default(), "en");
    let mut at = 0;
    for piece in &document.pieces {
        assert!(piece.at >= at, "pieces stand in the order of the text: {html:?}");
        at = piece.at + piece.text_len;
        let shown = document.text.get(piece.at as usize..at as usize).expect("pieces end at characters");
        let written = html.get(piece.src.range()).expect("sources end at characters");
        let blank = shown == " " || shown == "\n";
        assert!(
            same_but_blanks(shown, written)
                || blank && (written.is_empty() || written.chars().all(|c| c.is_ascii_whitespace()) || written.starts_with('<'))
                || written.starts_with('&')
                || shown == "\u{fffd}" && written == "\0"
                || shown == "\u{fffc}",
            "{shown:?} is not {written:?} in {html:?}"
        );
    }
    for (id, block) in document.all() {
        assert!(html.get(block.src.range()).is_some(), "{block:?} in {html:?}");
        assert!(document.text.get(block.text.range()).is_some(), "{block:?} in {html:?}");
        assert!(block.end > id && block.end as usize <= document.blocks.len(), "{block:?} in {html:?}");
        assert!(document.block(block.parent).text.contains(block.text), "{block:?} in {html:?}");
        assert!(!document.block(block.parent).kind.is_leaf(), "{block:?} in {html:?}");
    }
    for inline in &document.inlines {
        assert!(document.text.get(inline.text.range()).is_some() && html.get(inline.src.range()).is_some(), "{inline:?} in {html:?}");
        assert!(document.block(inline.block).text.contains(inline.text), "{inline:?} in {html:?}");
    }
    for comment in &document.comments {
        assert_eq!(comment.src.cut(html).get(..4), Some("<!--"), "{html:?}");
    }
    for (_, code) in document.of_kind(Kind::Rule) {
        assert!(code.text.is_empty());
    }
}

#[test]
fn random_soup_leads_back_to_its_source() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for round in 0..4_000 {
        let morsels = 1 + numbers.below(if round % 10 == 0 { 90 } else { 16 });
        let html: String = (0..morsels).map(|_| MORSELS[numbers.below(MORSELS.len())]).collect();
        check(&html, Format::Html);
    }
}

#[test]
fn html_in_a_quotation_of_markdown_leads_back_past_the_quote_marks() {
    let markdown = "> <div>The harbour\n> master counts <b>every\n> ship</b> &amp; ferry.</div>\n\nAfter.\n";
    check(markdown, Format::Markdown);
    let document = Document::read(Source::of_text("tides.md", Format::Markdown, markdown), &Limits::default(), "en");
    assert_eq!(document.text, "The harbour master counts every ship & ferry.\nAfter.\n");
    let at = document.text.find("ship").expect("the word is there") as u32;
    let found = document.source_span(contentaudit::span::Span::new(at, at + 4));
    assert_eq!(found.start() as usize, markdown.find("ship").expect("the word is there"));
}

//! What a reader sees of a page becomes blocks: each test reads a small article.

use crate::document::{Document, Flags, InlineKind, Kind, MainContent, MetaFrom, Note, UnclosedKind};
use crate::limits::Limits;
use crate::source::{Format, Source};
use crate::span::Span;

fn read(html: &str) -> Document {
    Document::read(Source::of_text("harbour.html", Format::Html, html), &Limits::default(), "en")
}

/// A line a block: its depth as blanks, kind, level, text of leaves.
fn outline(document: &Document) -> Vec<String> {
    document
        .all()
        .skip(1)
        .map(|(id, block)| {
            let depth = " ".repeat(document.ancestors(id).count());
            let level = if block.level > 0 { block.level.to_string() } else { String::new() };
            let furniture = if block.flags.has(Flags::BOILER) { "-" } else { "" };
            let text = if block.kind.is_leaf() { format!(" {}", document.text_of(id)) } else { String::new() };
            format!("{depth}{furniture}{:?}{level}{text}", block.kind).trim_end().to_owned()
        })
        .collect()
}

fn sources<'s>(document: &Document, html: &'s str, kind: Kind) -> Vec<&'s str> {
    document.all().filter(|(_, block)| block.kind == kind).map(|(_, block)| block.src.cut(html)).collect()
}

fn inlines<'d>(document: &'d Document, html: &'d str, kind: InlineKind) -> Vec<(&'d str, &'d str)> {
    let of_kind = document.inlines.iter().filter(|inline| inline.kind == kind);
    of_kind.map(|inline| (inline.text.cut(&document.text), inline.src.cut(html))).collect()
}

#[test]
fn text_between_blocks_is_a_paragraph_of_its_own() {
    let html = "<div>The old pier<p>It was built in 1902.</p>and rebuilt<h2>Visits</h2>daily</div>";
    let document = read(html);
    assert_eq!(
        outline(&document),
        ["Paragraph The old pier", "Paragraph It was built in 1902.", "Paragraph and rebuilt", "Heading2 Visits", "Paragraph daily"]
    );
    assert_eq!(sources(&document, html, Kind::Paragraph), ["The old pier", "<p>It was built in 1902.</p>", "and rebuilt", "daily"]);
}

#[test]
fn a_last_item_without_text_stays_an_item() {
    let html = "<ul><li>Tides<li>Winds <ol><li>North</ol><li></ul>";
    let document = read(html);
    assert_eq!(
        outline(&document),
        ["List1", " Item", "  Paragraph Tides", " Item", "  Paragraph Winds", "  List2", "   Item", "    Paragraph North", " Item"]
    );
    assert_eq!(sources(&document, html, Kind::Item), ["<li>Tides", "<li>Winds <ol><li>North</ol>", "<li>North", "<li>"]);
    assert!(document.of_kind(Kind::List).any(|(_, list)| list.flags.has(Flags::ORDERED)));
}

#[test]
fn a_table_keeps_its_caption_and_header_row() {
    let document = read("<table><caption>Fares</caption><tr><th>Trip<th>Fare<tr><td>Single<td>4.20</table>");
    assert_eq!(
        outline(&document),
        [
            "Table",
            " Caption",
            "  Paragraph Fares",
            " Row",
            "  Cell",
            "   Paragraph Trip",
            "  Cell",
            "   Paragraph Fare",
            " Row",
            "  Cell",
            "   Paragraph Single",
            "  Cell",
            "   Paragraph 4.20"
        ]
    );
    let headers: Vec<bool> = document.of_kind(Kind::Row).map(|(_, row)| row.flags.has(Flags::HEADER)).collect();
    assert_eq!(headers, [true, false]);
}

#[test]
fn a_table_that_only_places_its_cells_is_no_table() {
    let document = read("<table role=presentation><tr><td>Left<td>Right</table><table><tr><td><h2>Quay</h2><p>Text</table>");
    assert!(document.of_kind(Kind::Table).next().is_none());
    assert_eq!(document.of_kind(Kind::Heading).count(), 1);
}

#[test]
fn a_link_around_blocks_is_a_link_in_each_of_them() {
    let html = "<a href=\"/loaves?a=1&amp;b=2\"><h3>Rye loaf</h3><p>Baked at four.</p></a>";
    let document = read(html);
    assert_eq!(outline(&document), ["Heading3 Rye loaf", "Paragraph Baked at four."]);
    assert_eq!(inlines(&document, html, InlineKind::Link), [("Rye loaf", "Rye loaf"), ("Baked at four.", "Baked at four.")]);
    let link = document.links.first().unwrap();
    assert_eq!((&*link.url, link.url_src.cut(html)), ("/loaves?a=1&b=2", "/loaves?a=1&amp;b=2"));
}

#[test]
fn formatting_and_references_keep_their_bytes() {
    let html = "<p>Fish &amp; chips cost <b>4&nbsp;euros</b>,\r\n or <a href='#menu' title='Menu'>more</a><br>at the quay.</p>";
    let document = read(html);
    assert_eq!(document.text, "Fish & chips cost 4\u{a0}euros, or more at the quay.\n");
    assert_eq!(inlines(&document, html, InlineKind::Strong), [("4\u{a0}euros", "<b>4&nbsp;euros</b>")]);
    assert_eq!(inlines(&document, html, InlineKind::Link), [("more", "<a href='#menu' title='Menu'>more</a>")]);
    assert_eq!(inlines(&document, html, InlineKind::Break), [(" ", "<br>")]);
    let at = document.text.find('&').unwrap() as u32;
    assert_eq!(document.source_span(Span::new(at, at + 1)).cut(html), "&amp;");
}

#[test]
fn empty_links_and_missing_alternatives_are_kept() {
    let html = "<p>See <a href=/map></a> and <img src=a.png> or <img src=b.png alt=\"\">.</p>";
    let document = read(html);
    assert_eq!(inlines(&document, html, InlineKind::Link), [("", "<a href=/map></a>")]);
    let alternatives: Vec<_> = document.links.iter().skip(1).map(|link| link.alt.as_deref()).collect();
    assert_eq!(alternatives, [None, Some("")]);
}

#[test]
fn code_is_kept_as_it_is_with_its_language() {
    let document = read("<pre><code class=\"hljs language-rust\">fn main() {\n    &lt;quay&gt;\n}</code></pre>");
    let (id, block) = document.of_kind(Kind::Code).next().unwrap();
    assert_eq!(document.text_of(id), "fn main() {\n    <quay>\n}");
    assert_eq!(document.string(block.aux), Some("rust"));
}

#[test]
fn questions_notes_and_definitions_are_told_apart() {
    let html = "<details><summary>Is it open?</summary>Yes.</details><p>Ships<sup><a href=\"#fn1\">1</a></sup> sail.</p>\
                <dl><dt>Ebb<dd>Falling tide</dl><ol class=footnotes><li id=fn1>Port log. <a href=\"#fnref1\">↩</a></ol>";
    let document = read(html);
    assert_eq!(
        outline(&document),
        [
            "Region",
            " Paragraph Is it open?",
            " Paragraph Yes.",
            "Paragraph Ships sail.",
            "DefList",
            " DefTerm",
            "  Paragraph Ebb",
            " DefDesc",
            "  Paragraph Falling tide",
            "Region",
            " FootDef",
            "  Paragraph Port log."
        ]
    );
    assert!(document.block(2).flags.has(Flags::QUESTION));
    let reference = document.inlines.iter().find(|inline| inline.kind == InlineKind::FootRef).unwrap();
    assert_eq!((document.string(reference.aux), reference.src.cut(html)), (Some("fn1"), "<sup><a href=\"#fn1\">1</a></sup>"));
    let (_, note) = document.of_kind(Kind::FootDef).next().unwrap();
    assert_eq!(document.string(note.aux), Some("fn1"));
}

#[test]
fn what_is_no_text_fills_its_section() {
    let html = "<h2>Map</h2><iframe src=map.html></iframe><h2>Video</h2><p><video>no player</video></p>\
                <h2>Answer</h2><div hidden>In a closed panel.</div><h2>Asked</h2><dialog><h1>Error</h1></dialog><h2>Chart</h2><tide-chart></tide-chart><h2>Nothing</h2><div hidden></div>";
    let document = read(html);
    let filled: Vec<bool> =
        document.sections.iter().map(|section| document.range_has_content(section.heading + 1, section.own_end)).collect();
    assert_eq!(filled, [true, true, true, true, true, false]);
    assert_eq!(document.text, "Map\nVideo\nAnswer\nAsked\nChart\nNothing\n");
}

#[test]
fn headings_keep_their_words_without_their_anchors() {
    let document = read(
        "<h2 id=a>Opening hours <a class=headerlink href=\"#a\">¶</a></h2><h3><button>When?</button></h3><div role=heading aria-level=4>Prices</div>",
    );
    assert_eq!(outline(&document), ["Heading2 Opening hours", "Heading3 When?", "Heading4 Prices"]);
}

const STORY: &str = "The harbour master counts every ship that comes in with the morning tide and writes it into a large green book.";

#[test]
fn furniture_is_set_apart_and_the_title_above_the_article_is_not() {
    let html = format!(
        "<html lang=en><head><title>Harbour &amp; tides</title><meta name=description content=\"All ships\"></head><body>\
         <header><nav><a href=/>Home</a></nav><h1>The harbour</h1></header><div class=post-text itemprop=articleBody>\
         <p>{STORY}</p><p>{STORY} Twice.</p><aside><p>Read on</p></aside></div><footer>Imprint</footer></body></html>"
    );
    let document = read(&html);
    assert_eq!(document.main, MainContent::ArticleBody);
    assert_eq!(
        outline(&document),
        [
            "-Region".to_owned(),
            " -Paragraph Home".to_owned(),
            "Heading1 The harbour".to_owned(),
            format!("Paragraph {STORY}"),
            format!("Paragraph {STORY} Twice."),
            "-Region".to_owned(),
            " -Paragraph Read on".to_owned(),
            "-Region".to_owned(),
            " -Paragraph Imprint".to_owned()
        ]
    );
    let said: Vec<_> = document.meta.iter().map(|meta| (meta.from, &*meta.key, &*meta.value, meta.src.cut(&html))).collect();
    assert_eq!(
        said,
        [
            (MetaFrom::Element, "lang", "en", "en"),
            (MetaFrom::Title, "title", "Harbour & tides", "Harbour &amp; tides"),
            (MetaFrom::MetaTag, "description", "All ships", "All ships"),
        ]
    );
}

#[test]
fn contents_and_byline_are_known() {
    let html = "<p class=byline>By <a rel=author href=/ann>Ann Lee</a> · 3 May 2024</p><ul><li><a href=\"#a\">Ships</a><li><a href=\"#b\">Tides</a><li><a href=\"#c\">Fares</a></ul>";
    let document = read(html);
    assert_eq!(outline(&document).first().map(String::as_str), Some("Byline By Ann Lee · 3 May 2024"));
    assert_eq!(outline(&document).get(1).map(String::as_str), Some("Toc"));
    let byline = document.meta.iter().find(|meta| meta.from == MetaFrom::Byline).unwrap();
    assert_eq!(&*byline.value, "By Ann Lee · 3 May 2024");
}

#[test]
fn what_is_never_closed_is_named_by_its_opening_mark() {
    let marks = |html: &str| -> Vec<(UnclosedKind, String)> {
        read(html).unclosed.iter().map(|unclosed| (unclosed.what, unclosed.src.cut(html).to_owned())).collect()
    };
    assert_eq!(marks("<p>Open</p><!-- note <p>Lost</p>"), [(UnclosedKind::Comment, "<!--".to_owned())]);
    assert_eq!(marks("<p>Open</p><script async>var a; <p>Lost</p>"), [(UnclosedKind::Element, "<script async>".to_owned())]);
    assert_eq!(marks("<p>Open</p><textarea rows=2>Lost"), [(UnclosedKind::Element, "<textarea rows=2>".to_owned())]);
    assert_eq!(marks("<p>Open</p><svg width=9><text>Lost"), [(UnclosedKind::Element, "<svg width=9>".to_owned())]);
    assert_eq!(marks("<p>Open <a href=\"/quay>quay</a> lost"), [(UnclosedKind::Element, "<a".to_owned())]);
    assert_eq!(marks("<div><p>One<p>Two<ul><li>Three"), []);
}

#[test]
fn a_limit_keeps_what_was_read_before_it() {
    let stop = |html: &str, limits: &Limits| {
        let document = Document::read(Source::of_text("harbour.html", Format::Html, html), limits, "en");
        let stop = document.notes.iter().find_map(|note| match note {
            Note::Limit { name, value, at } => Some((*name, *value, *at)),
            _ => None,
        });
        (stop, document.text)
    };
    let limits = Limits { attributes: 3, depth: 8, ..Limits::default() };
    assert_eq!(stop("<p>Quay<p a b c>Pier", &limits), (None, "Quay\nPier\n".to_owned()));
    assert_eq!(stop("<p>Quay<p a b c d>Pier", &limits), (Some(("attributes", 3, 7)), "Quay\n".to_owned()));
    let nested = |divs: usize| format!("Quay{}Pier", "<div>".repeat(divs));
    assert_eq!(stop(&nested(6), &limits).0, None);
    assert_eq!(stop(&nested(7), &limits), (Some(("depth", 8, 34)), "Quay\n".to_owned()));
}

/// The headings of the article itself.
fn headings(html: &str) -> Vec<String> {
    let document = read(html);
    let own = document.of_kind(Kind::Heading).filter(|(_, block)| !block.flags.has(Flags::BOILER));
    own.map(|(id, _)| document.text_of(id).to_owned()).collect()
}

/// A paragraph long enough to be prose.
const PROSE: &str = "<p>The ferry leaves the northern pier at half past six, before the bakers open, and comes back with the first boats. \
    Those who want to walk to the light take the path behind the hall, which is dry until the flood reaches the second gate.</p>";

#[test]
fn a_long_section_among_others_is_not_the_whole_article() {
    let page = format!(
        "<body><h1>Mooring</h1><section><h2>Ropes</h2><p>Take the long one.</p></section><section><h2>Turns</h2></section>\
        <section><h2>Examples</h2>{PROSE}{PROSE}</section></body>"
    );
    assert_eq!(headings(&page), ["Mooring", "Ropes", "Turns", "Examples"]);
    assert_eq!(read(&page).main, MainContent::Whole);
    // A column beside the article is none of its parts.
    let columns = format!("<body><div><h1>Mooring</h1>{PROSE}{PROSE}</div><div><h4>News</h4><p>The pier is closed.</p></div></body>");
    assert_eq!(read(&columns).main, MainContent::Densest);
}

#[test]
fn links_below_a_heading_are_what_it_announces() {
    let links = "<ul><li><a href=\"a.html\">Tides</a></li><li><a href=\"b.html\">Winds</a></li><li><a href=\"c.html\">Fees</a></li>\
        <li><a href=\"d.html\">Maps</a></li></ul>";
    let own_list = |html: &str| read(html).of_kind(Kind::List).any(|(_, block)| !block.flags.has(Flags::BOILER));
    assert!(own_list(&format!("<body><h1>Pier</h1>{PROSE}<h2>See also</h2>{links}</body>")));
    assert!(own_list(&format!("<body><h1>Pier</h1>{PROSE}<h2>Where you are</h2><nav>{links}</nav></body>")));
    assert!(!own_list(&format!("<body><h1>Pier</h1>{PROSE}{links}</body>")));
    assert!(!own_list(&format!("<body><h1>Pier</h1>{PROSE}<h2>Maps</h2><p>At the office.</p><nav>{links}</nav></body>")));
}

#[test]
fn the_anchor_of_a_section_does_not_make_it_furniture() {
    let page = |attribute: &str| format!("<body><h1>Pier</h1>{PROSE}<section {attribute}><h2>Related work</h2></section></body>");
    assert_eq!(headings(&page("id=related")), ["Pier", "Related work"]);
    assert_eq!(headings(&page("class=related")), ["Pier"]);
}

#[test]
fn what_is_set_as_if_it_were_typed_is_code() {
    for attribute in ["style=\"font-family:monospace\"", "class=\"stt\"", "class=\"command\""] {
        let document = read(&format!("<p>Type <span {attribute}>&lt;b&gt;</span> and wait.</p>"));
        assert!(document.inlines.iter().any(|inline| inline.kind == InlineKind::Code), "{attribute}");
    }
    assert_eq!(read("<p>Type:</p><p class=\"code\">tide --year 2024</p>").of_kind(Kind::Code).count(), 1);
    assert!(!read("<p>Type <span class=\"nott\">it</span>.</p>").inlines.iter().any(|inline| inline.kind == InlineKind::Code));
}

#[test]
fn a_section_about_comments_is_none_of_them() {
    let comments = "<div id=\"comments\"><h2>Comments</h2><p>The ferry was late again, and nobody told us why it was.</p><form><textarea></textarea></form></div>";
    assert_eq!(headings(&format!("<body><h1>Pier</h1>{PROSE}{comments}</body>")), ["Pier"]);
    let section =
        "<section id=\"comments\"><h2>Comments</h2><p>A comment begins with a star, and goes on to the end of its line.</p></section>";
    assert_eq!(headings(&format!("<body><h1>Pier</h1>{PROSE}{section}</body>")), ["Pier", "Comments"]);
    let document = read(&format!(
        "<body><h1>Pier</h1>{PROSE}<h4 class=\"discussion\">Discussion</h4><p class=\"discussion\">The pier is long.</p></body>"
    ));
    assert!(document.of_kind(Kind::Paragraph).any(|(id, _)| document.text_of(id) == "The pier is long."));
}

#[test]
fn links_below_a_heading_in_a_box_or_a_caption_are_what_it_announces() {
    let links = "<ul><li><a href=\"a.html\">Tides</a></li><li><a href=\"b.html\">Winds</a></li><li><a href=\"c.html\">Fees</a></li>\
        <li><a href=\"d.html\">Maps</a></li></ul>";
    let own_list = |html: &str| read(html).of_kind(Kind::List).any(|(_, block)| !block.flags.has(Flags::BOILER));
    let boxed = "<div class=\"titlepage\"><div><h2>The guides</h2></div></div>";
    assert!(own_list(&format!("<body><h1>Pier</h1>{PROSE}<div>{boxed}<div class=\"table\">{links}</div></div></body>")));
    assert!(own_list(&format!("<body><h1>Pier</h1>{PROSE}<h2>The guides</h2><div><p class=\"caption\">Guides</p>{links}</div></body>")));
}

#[test]
fn who_wrote_a_text_is_no_heading_of_it() {
    let credits = "<h4 class=\"author\">Ann Lund</h4><h4 class=\"date\">2022-03-23</h4>";
    assert_eq!(headings(&format!("<body><h1 class=\"title\">Pier</h1>{credits}{PROSE}<h2>Ropes</h2>{PROSE}</body>")), ["Pier", "Ropes"]);
}

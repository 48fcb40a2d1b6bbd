//! Every piece of a Markdown article's text leads back to the bytes it was made of, whatever the markup around it.

use contentaudit::document::{Document, Flags, InlineKind, Kind, Note, UnclosedKind};
use contentaudit::limits::Limits;
use contentaudit::source::{Format, Source};
use contentaudit::span::Span;
use proptest::prelude::*;

fn read(text: &str) -> Document {
    Document::read(Source::of_text("harbour.md", Format::Markdown, text), &Limits::default(), "en")
}

fn read_mdx(text: &str) -> Document {
    Document::read(Source::of_text("harbour.mdx", Format::Mdx, text), &Limits::default(), "en")
}

/// The blocks as kind and text, without the root and without implicit paragraphs.
fn outline(document: &Document) -> Vec<(Kind, String)> {
    document
        .all()
        .skip(1)
        .filter(|(_, block)| !block.flags.has(Flags::IMPLICIT))
        .map(|(id, block)| (block.kind, document.text_of(id).to_owned()))
        .collect()
}

fn sources(document: &Document, kind: Kind) -> Vec<&str> {
    document.of_kind(kind).map(|(_, block)| block.src.cut(document.source.text())).collect()
}

fn inlines(document: &Document, kind: InlineKind) -> Vec<(&str, &str)> {
    let found = document.inlines.iter().filter(|inline| inline.kind == kind);
    found.map(|inline| (inline.text.cut(&document.text), inline.src.cut(document.source.text()))).collect()
}

/// What must hold for any article: pieces in order and true to the source, blocks inside each other.
fn check(document: &Document) -> Result<(), TestCaseError> {
    let source = document.source.text();
    let mut at = 0;
    for piece in &document.pieces {
        prop_assert!(piece.at >= at);
        at = piece.at + piece.text_len;
        let text = document.text.get(piece.at as usize..at as usize);
        let written = source.get(piece.src.range());
        prop_assert!(text.is_some() && written.is_some(), "a piece splits a character: {piece:?}");
        let (text, written) = (text.unwrap_or(""), written.unwrap_or(""));
        // A construct of three bytes is as long as the character that stands for it.
        if piece.text_len == piece.src.len() && !text.contains('\u{fffc}') {
            // A line end within text is shown as a blank; a lone carriage return of code as a line end.
            let plain = |text: &str| text.replace(['\n', '\r', '\t', '\u{c}', '>'], " ");
            prop_assert_eq!(plain(text), plain(written));
        }
    }
    for (id, block) in document.all().skip(1) {
        let parent = document.block(block.parent);
        prop_assert!(block.parent < id && id < block.end && block.end <= parent.end);
        prop_assert!(source.get(block.src.range()).is_some() && document.text.get(block.text.range()).is_some());
        prop_assert!(parent.text.contains(block.text));
    }
    for inline in &document.inlines {
        prop_assert!(source.get(inline.src.range()).is_some() && document.text.get(inline.text.range()).is_some());
    }
    for link in &document.links {
        prop_assert!(source.get(link.url_src.range()).is_some());
    }
    Ok(())
}

const TOKENS: [&str; 104] = [
    "# ",
    "## Tides",
    "===\n",
    "---\n",
    "***",
    "**",
    "*",
    "_",
    "~~",
    "`",
    "``",
    "```",
    "```js\n",
    "~~~\n",
    "    ",
    "\t",
    "- ",
    "+ ",
    "1. ",
    "10) ",
    "- [x] ",
    "- [ ] ",
    "> ",
    ">",
    "> [!NOTE]\n",
    "> [!berth]\n",
    "| a | b |\n",
    "|---|---|\n",
    "| \\| |",
    "|",
    "[",
    "]",
    "](",
    "](tide.md)",
    "![",
    "](map.svg \"Map\")",
    "[^1]",
    "[^1]: ",
    "[quay][map]",
    "[map]: quay.md\n",
    "[[",
    "]]",
    "[TOC]",
    "[//]: # (note)\n",
    "<https://example.org>",
    "<b>",
    "</b>",
    "<br>",
    "<img src=\"{{ a }}\" alt=x>",
    "<a href='x'>",
    "</a>",
    "<div>\n",
    "</div>\n",
    "<!--",
    "-->",
    "<details>",
    "<Map />",
    "<Tabs>\n",
    "</Tabs>",
    "{{ tide }}",
    "{{< fig src=\"é\" >}}",
    "{{% box %}}",
    "{{",
    "}}",
    "{% if a %}",
    "{% raw %}",
    "{% endraw %}",
    "{% highlight js %}\n",
    "{% endhighlight %}\n",
    "{% comment %}",
    "{% endcomment %}",
    "{/* note */}",
    "{: .wide}",
    "{:toc}",
    "{#id}",
    "{",
    "}",
    "{# a #}",
    ":::tip\n",
    ":::\n",
    "!!! note\n    ",
    "??? a\n\n    ",
    "=== \"Tab\"\n    ",
    "term\n: ",
    ": ",
    "  - : ",
    "$$\n",
    "&amp;",
    "&nbsp;",
    "&#x1F6A2;",
    "\\*",
    "\\",
    "  \n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "import a\n",
    "+++\n",
    "harbour",
    "tide",
    "é",
    "\u{feff}",
];

const CHARACTERS: [&str; 10] = ["e\u{301}", "潮", "\u{202e}", "👩\u{200d}🚢", "\u{a0}", "ß", "\u{2028}", "ﬁ", "\0", "ا"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn any_markup_is_read_with_true_spans(parts in prop::collection::vec(prop_oneof![
        4 => prop::sample::select(&TOKENS[..]),
        1 => prop::sample::select(&CHARACTERS[..]),
    ], 0..40)) {
        let text = parts.concat();
        check(&read(&text))?;
        check(&read_mdx(&text))?;
    }
}

const LONG: &str = "\u{feff}---\r\ntitle: Mooring in the old harbour\r\n---\r\n\r\n# Mooring in the old harbour\r\n\r\nThe harbour has *three* basins, and \
**each** has its own `berth plan`.\r\nGuests tie up at the [north quay](quay.md \"North\").\r\n\r\n1. Call the office\r\n   on channel nine.\r\n2. Wait for an \
answer.\r\n\r\n> The bar is dangerous\r\n> in a westerly gale.\r\n\r\n| Basin | Depth |\r\n|---|---|\r\n| Inner \\| old | 3&nbsp;m |\r\n\r\n```text\r\nslow   \
ahead\r\n```\r\n";

#[test]
fn each_word_of_an_article_with_windows_lines_leads_to_itself() {
    let document = read(LONG);
    check(&document).unwrap();
    let mut at = 0;
    for word in document.text.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            let src = document.source_span(Span::of(at, at + word.len()));
            assert_eq!(src.cut(document.source.text()), word);
        }
        at += word.len();
        at += document.text.get(at..).unwrap_or("").chars().next().map_or(0, char::len_utf8);
    }
    assert_eq!(sources(&document, Kind::Quote), ["> The bar is dangerous\r\n> in a westerly gale."]);
    assert_eq!(sources(&document, Kind::Cell), ["Basin", "Depth", "Inner \\| old", "3&nbsp;m"]);
    assert_eq!(document.front_matter.cut(document.source.text()), "---\r\ntitle: Mooring in the old harbour\r\n---");
}

#[test]
fn an_article_cut_at_any_character_is_still_read() {
    let article = "---\ntitle: Tides\n---\n# Tides {#top}\n\n- [x] one `two` {{ three }}\n\n  {{< map >}}\n\n:::tip\n> [!NOTE]\n> four\n:::\n\nterm\n: five\n\n\
                !!! note\n    six\n\n<div><img src=\"é.svg\"></div>\n\n| a | `b\\|c` |\n|---|---|\n| d[^1] | e |\n\n[^1]: seven\n\n```js\neight\n```\n";
    for (at, _) in article.char_indices() {
        let cut = article.get(..at).unwrap();
        check(&read(cut)).unwrap();
        check(&read_mdx(cut)).unwrap();
    }
}

#[test]
fn headings_keep_their_words_and_lose_their_marks() {
    let document = read(
        "# Opening hours <!-- omit in toc -->\n\nWinter\nhours\n---\n\n### Closed days {#closed .wide}\n\n## -Gate {Open | Shut}\n\n## The C# club ##\n",
    );
    let headings: Vec<_> = document
        .of_kind(Kind::Heading)
        .map(|(id, block)| (block.level, document.text_of(id), document.string(block.aux), block.src.cut(document.source.text())))
        .collect();
    assert_eq!(
        headings,
        [
            (1, "Opening hours", None, "# Opening hours <!-- omit in toc -->"),
            (2, "Winter hours", None, "Winter\nhours\n---"),
            (3, "Closed days", Some("closed"), "### Closed days {#closed .wide}"),
            (2, "-Gate {Open | Shut}", None, "## -Gate {Open | Shut}"),
            (2, "The C# club", None, "## The C# club ##"),
        ]
    );
}

#[test]
fn lists_know_their_depth_and_items_their_boxes() {
    let document = read("- [x] Flour\n- Yeast\n  1. fresh\n  2. dry\n\n  Keep it cool.\n");
    let lists: Vec<_> = document.of_kind(Kind::List).map(|(_, list)| (list.level, list.flags.has(Flags::ORDERED))).collect();
    assert_eq!(lists, [(1, false), (2, true)]);
    let tasks: Vec<_> = document.of_kind(Kind::Item).map(|(_, item)| item.flags.has(Flags::TASK)).collect();
    assert_eq!(tasks, [true, false, false, false]);
    assert_eq!(sources(&document, Kind::Item)[1], "- Yeast\n  1. fresh\n  2. dry\n\n  Keep it cool.");
}

#[test]
fn links_know_where_their_addresses_stand() {
    let document = read(
        "[Plan](plan.md \"This year\"), [![Map](map.svg)](https://example.org/a_(b)), [rules][r], <ann@example.org>, [new]({{ site.url }}/new).\n\n[r]: <our rules.md> 'Rules'\n",
    );
    let source = document.source.text();
    let links: Vec<_> =
        document.links.iter().map(|link| (&*link.url, link.url_src.cut(source), link.title.as_deref(), link.alt.as_deref())).collect();
    assert_eq!(
        links,
        [
            ("plan.md", "plan.md", Some("This year"), None),
            ("https://example.org/a_(b)", "https://example.org/a_(b)", None, None),
            ("map.svg", "map.svg", None, Some("Map")),
            ("our rules.md", "our rules.md", Some("Rules"), None),
            ("mailto:ann@example.org", "ann@example.org", None, None),
            ("{{ site.url }}/new", "{{ site.url }}/new", None, None),
        ]
    );
}

#[test]
fn references_without_a_definition_are_noted_but_no_marks_are() {
    let document = read("- [x] [Chart][depths] and[^tide]\n- [ ] See [notes] or grid[a][b]\n\n> [!NOTE]\n> Calm.\n\n[TOC]\n");
    let labels: Vec<_> = document
        .notes
        .iter()
        .map(|note| match note {
            Note::UndefinedReference { at, label } => (at.cut(document.source.text()), &**label),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(labels, [("[^tide]", "^tide"), ("[Chart][depths]", "depths")]);
    assert_eq!(sources(&document, Kind::Toc), ["[TOC]"]);
    assert!(document.of_kind(Kind::Region).all(|(_, region)| region.flags.has(Flags::ALERT)));
}

#[test]
fn footnotes_have_labels_and_no_text_of_their_own() {
    let document = read("High water is at noon[^gauge].\n\n[^gauge]: Read at the pier.\n");
    let reference = document.inlines.iter().find(|inline| inline.kind == InlineKind::FootRef).unwrap();
    assert_eq!((document.string(reference.aux), reference.src.cut(document.source.text())), (Some("gauge"), "[^gauge]"));
    let (id, definition) = document.of_kind(Kind::FootDef).next().unwrap();
    assert_eq!((document.string(definition.aux), document.text_of(id)), (Some("gauge"), "Read at the pier."));
    assert_eq!(document.text_of(1), "High water is at noon.");
}

#[test]
fn code_is_raw_and_an_open_fence_is_noted() {
    let document =
        read("````markdown\n```sh\nfeed {{ x }}\n```\n````\n\n> ```sh\n> knead\n> ```\n\n    proof  twice\n\n~~~yaml\nbake: true\n");
    assert_eq!(
        outline(&document),
        [
            (Kind::Code, "```sh\nfeed {{ x }}\n```".into()),
            (Kind::Quote, "knead".into()),
            (Kind::Code, "knead".into()),
            (Kind::Code, "proof  twice".into()),
            (Kind::Code, "bake: true".into()),
        ]
    );
    let unclosed: Vec<_> = document.unclosed.iter().map(|open| (open.what, open.src.cut(document.source.text()))).collect();
    assert_eq!(unclosed, [(UnclosedKind::Fence, "~~~yaml")]);
    assert_eq!(document.string(document.block(document.unclosed[0].block).aux), Some("yaml"));
}

#[test]
fn constructs_that_stand_alone_are_content_and_those_in_text_are_objects() {
    let document = read(
        "## Photographs\n\n{{< figure src=\"oven.jpg\" >}}\n\nThe loaf weighs {{ site.loaf }} grams.{: .small}\n\n{% include map.html %}\n{% endif %}\n",
    );
    assert_eq!(
        outline(&document),
        [
            (Kind::Heading, "Photographs".into()),
            (Kind::Template, String::new()),
            (Kind::Paragraph, "The loaf weighs \u{fffc} grams.".into()),
            (Kind::Template, String::new()),
        ]
    );
    assert_eq!(sources(&document, Kind::Template), ["{{< figure src=\"oven.jpg\" >}}", "{% include map.html %}"]);
    assert_eq!(inlines(&document, InlineKind::Template), [("\u{fffc}", "{{ site.loaf }}")]);
}

#[test]
fn the_content_of_boxes_is_text() {
    let document = read(
        ":::tip[Cards]\n\nThe office takes coins.\n\n- also notes\n:::\n\n!!! warning \"Ice\"\n    Mind the steps.\n\n    - Hold the rail.\n\nThe end.\n",
    );
    assert_eq!(
        outline(&document),
        [
            (Kind::Region, "The office takes coins.\nalso notes".into()),
            (Kind::Paragraph, "The office takes coins.".into()),
            (Kind::List, "also notes".into()),
            (Kind::Item, "also notes".into()),
            (Kind::Region, "Mind the steps.\nHold the rail.".into()),
            (Kind::Paragraph, "Mind the steps.".into()),
            (Kind::List, "Hold the rail.".into()),
            (Kind::Item, "Hold the rail.".into()),
            (Kind::Paragraph, "The end.".into()),
        ]
    );
}

#[test]
fn definitions_of_two_dialects_are_no_cut_sentences() {
    let document = read("`knead`\n: Work the dough.\n  Ten minutes.\n\n`proof`\n: Let it rise.\n\n- `bake`\n  - : Put it in the oven.\n");
    assert_eq!(
        outline(&document),
        [
            (Kind::DefList, "knead\nWork the dough. Ten minutes.\nproof\nLet it rise.".into()),
            (Kind::DefTerm, "knead".into()),
            (Kind::DefDesc, "Work the dough. Ten minutes.".into()),
            (Kind::DefTerm, "proof".into()),
            (Kind::DefDesc, "Let it rise.".into()),
            (Kind::List, "bake\nPut it in the oven.".into()),
            (Kind::Item, "bake\nPut it in the oven.".into()),
            (Kind::List, "Put it in the oven.".into()),
            (Kind::Item, "Put it in the oven.".into()),
        ]
    );
    assert_eq!(sources(&document, Kind::DefDesc), [": Work the dough.\n  Ten minutes.", ": Let it rise."]);
}

#[test]
fn regions_of_liquid_are_code_comments_or_braces_as_written() {
    let document = read(
        "{% highlight sh linenos %}\nopen --lock\n```\n{% endhighlight %}\n\nWrite {% raw %}{{ berth }}{% endraw %} there.\n\n{% comment %}\n## Hidden\n\n-\n{% endcomment %}\n\nShown.\n",
    );
    assert_eq!(
        outline(&document),
        [(Kind::Code, "open --lock\n```".into()), (Kind::Paragraph, "Write {{ berth }} there.".into()), (Kind::Paragraph, "Shown.".into()),]
    );
    assert_eq!(document.string(document.block(1).aux), Some("sh"));
    assert_eq!(inlines(&document, InlineKind::Code), [("{{ berth }}", "{{ berth }}")]);
    assert_eq!(document.comments.len(), 1);
    assert!(document.unclosed.is_empty());
}

#[test]
fn what_a_shortcode_for_code_encloses_is_code() {
    let document = read(
        "{{< code file=\"layouts/berths.html\" >}}\n<h4>Berths</h4>\n{{< /code-toggle >}}\n{{< /code >}}\n\n{{< highlight go >}}\nopen()\n{{< / highlight >}}\n\n{{< code \"moor.go\" >}}\n\nShown.\n",
    );
    assert_eq!(
        outline(&document),
        [
            (Kind::Code, "<h4>Berths</h4>\n{{< /code-toggle >}}".into()),
            (Kind::Code, "open()".into()),
            (Kind::Template, String::new()),
            (Kind::Paragraph, "Shown.".into()),
        ]
    );
    assert!(document.unclosed.is_empty());
}

#[test]
fn comments_of_every_syntax_are_kept_apart_from_the_text() {
    let document =
        read("Fresh bread. <!-- price? -->\n\n<!--\n# Old\n\n- \n-->\n\n[//]: # (ask the baker)\n\n{/* later */}\n{{/* never */}}\n");
    let source = document.source.text();
    let said: Vec<_> = document.comments.iter().map(|comment| comment.body.cut(source).trim()).collect();
    assert_eq!(outline(&document), [(Kind::Paragraph, "Fresh bread.".into())]);
    for expected in ["price?", "# Old\n\n-", "ask the baker", "later", "never"] {
        assert!(said.contains(&expected), "{expected:?} in {said:?}");
    }
}

#[test]
fn a_comment_without_end_hides_the_rest() {
    let document = read("Rolls at six.\n\n<!-- prettier-ignore\n\n## Cakes\n\nAt noon.\n");
    assert_eq!(outline(&document), [(Kind::Paragraph, "Rolls at six.".into())]);
    assert_eq!(document.unclosed[0].what, UnclosedKind::Comment);
    assert_eq!(document.unclosed[0].src.cut(document.source.text()), "<!--");
}

#[test]
fn embedded_html_has_text_pictures_and_positions() {
    let document = read(
        "> <div align=\"center\">\n> <img src=\"oven.jpg\" alt=\"The oven\">\n> Baked <b>daily</b>\n> </div>\n\nPress <kbd>F2</kbd> or <a href=\"shop.html\">order</a><br>by noon.\n",
    );
    let source = document.source.text();
    assert_eq!(inlines(&document, InlineKind::Code), [("F2", "<kbd>F2</kbd>")]);
    assert_eq!(inlines(&document, InlineKind::Link), [("order", "<a href=\"shop.html\">order</a>")]);
    assert!(document.text.contains("Baked daily"));
    assert!(document.text.contains("Press F2 or order by noon."));
    let at = document.text.find("daily").unwrap();
    assert_eq!(document.source_span(Span::of(at, at + 5)), Span::of(source.find("daily").unwrap(), source.find("daily").unwrap() + 5));
    assert_eq!(document.links.iter().find(|link| &*link.url == "oven.jpg").unwrap().url_src.cut(source), "oven.jpg");
}

#[test]
fn components_of_mdx_are_content_and_imports_are_nothing() {
    let document = read_mdx(
        "import Map from './map'\n\n<Map layer={['quay', \"pier\"]}\n  wide />\n\n<Tabs>\n<Tab>\n\nTie up *here*, at berth {props.berth}.\n\n</Tab>\n</Tabs>\n\nSee <Badge text=\"new\" /> and **<Link to=\"/x\">the plan</Link>**.\n",
    );
    assert_eq!(
        outline(&document),
        [
            (Kind::Template, String::new()),
            (Kind::Template, String::new()),
            (Kind::Template, String::new()),
            (Kind::Paragraph, "Tie up here, at berth \u{fffc}.".into()),
            (Kind::Paragraph, "See \u{fffc} and the plan.".into()),
        ]
    );
}

#[test]
fn lone_carriage_returns_end_lines() {
    let document = read("# Bees\r\rThe hives\rmove in winter.\r\r- one\r- two\r");
    assert_eq!(document.text_of(2), "The hives move in winter.");
    assert_eq!(sources(&document, Kind::Item), ["- one", "- two"]);
}

#[test]
fn text_between_two_rules_is_text() {
    let document = read("---\ntitle: Stars\n---\n\nOne.\n\n---\n\nnote: bring coats\n\n---\n\nTwo.\n");
    assert_eq!(document.meta.len(), 1);
    assert_eq!(outline(&document).iter().filter(|(kind, _)| *kind == Kind::Paragraph).count(), 3);
    assert_eq!(document.of_kind(Kind::Rule).count(), 2);
}

#[test]
fn limits_stop_the_reading_and_are_noted() {
    let name = |text: &str| {
        read(text).notes.iter().find_map(|note| match note {
            Note::Limit { name, at, .. } => Some((*name, *at)),
            _ => None,
        })
    };
    assert_eq!(name(&format!("Calm.\n\n{} x\n", ">".repeat(257))), Some(("quote-marks", 7)));
    assert_eq!(name(&format!("{} x\n", ">".repeat(256))), None);
    assert_eq!(name(&"1. ".repeat(600)).map(|(name, _)| name), Some("depth"));
    assert_eq!(name(&format!("---\na: {}\n---\n", "[".repeat(65))).map(|(name, _)| name), Some("front-matter-depth"));
    assert_eq!(name(&format!("---\n{}\n---\n", "a".repeat(256 * 1024 + 1))).map(|(name, _)| name), Some("front-matter-size"));
    let few = Limits { references: 2, ..Limits::default() };
    let text = "[a]: 1\n[b]: 2\n\nText.\n\n[c]: 3\n\nMore.\n";
    let document = Document::read(Source::of_text("tide.md", Format::Markdown, text), &few, "en");
    assert!(matches!(document.notes[..], [Note::Limit { name: "references", at: 22, .. }]), "{:?}", document.notes);
    assert_eq!(document.text, "Text.\n");
}

#[test]
fn code_over_two_lines_keeps_its_characters_whole() {
    let document = read("- ``steer\n    n\u{f6}``\n\n` a\u{f6} `\n");
    check(&document).unwrap();
    assert_eq!(inlines(&document, InlineKind::Code), [("steer n\u{f6}", "``steer\n    n\u{f6}``"), ("a\u{f6}", "` a\u{f6} `")]);
}

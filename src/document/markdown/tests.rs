//! What a generator fills counts as content: empty links, directives, modules of components.

use std::path::Path;

use crate::document::{Document, InlineKind, Kind};
use crate::limits::Limits;
use crate::source::{Format, Source};

fn read(name: &str, text: &str) -> Document {
    let format = Format::of_path(Path::new(name)).unwrap();
    Document::read(Source::of_text(name, format, text), &Limits::default(), "en")
}

fn kinds(document: &Document) -> Vec<Kind> {
    document.blocks.iter().skip(1).map(|block| block.kind).collect()
}

#[test]
fn a_link_without_text_takes_the_title_of_its_target() {
    for address in ["./berths.md", "#tides"] {
        let text = format!("Moor as told in []({address})\n");
        let document = read("harbour.md", &text);
        assert_eq!(document.text_of(1), "Moor as told in \u{fffc}");
        let (link, _) = document.links_in(1).next().unwrap();
        assert_eq!(link.text.cut(&document.text), "\u{fffc}");
        assert_eq!(link.src.cut(&text), format!("[]({address})"));
    }
    // Nothing is known of another site, a picture has no title, and these lead nowhere.
    for link in ["[](https://harbour.example/)", "[![Quay](quay.png)](berths.md)", "[]()", "[](#)"] {
        let document = read("harbour.md", &format!("Moor {link}\n"));
        assert!(document.inlines.iter().all(|inline| inline.kind != InlineKind::Template), "{link}");
    }
}

#[test]
fn a_directive_that_names_what_it_documents_is_a_template() {
    assert_eq!(kinds(&read("harbour.md", "::: harbour.berths\n\nTie up.\n")), [Kind::Template, Kind::Paragraph]);
    assert_eq!(kinds(&read("harbour.md", "## ::: harbour\n\n## Tides\n")), [Kind::Heading, Kind::Template, Kind::Heading]);
    assert_eq!(kinds(&read("harbour.md", ":::{toctree}\n:::\n\nTie up.\n")), [Kind::Template, Kind::Paragraph]);
    assert_eq!(kinds(&read("harbour.md", ":::{note}\nTie up.\n:::\n")), [Kind::Region, Kind::Paragraph]);
    assert_eq!(kinds(&read("harbour.md", "::: tip\n:::\n")), [Kind::Region]);
}

#[test]
fn a_module_ends_where_its_last_brace_does() {
    let module = "export const Berth = ({ name, boats }) => {\n  const free = boats.length;\n\n  return <p>{name} is free</p>;\n};\n";
    assert_eq!(kinds(&read("berth.mdx", &format!("{module}\nTie up.\n"))), [Kind::Paragraph]);
    // With nothing around it, it is what other pages show.
    assert_eq!(kinds(&read("berth.mdx", module)), [Kind::Template]);
}

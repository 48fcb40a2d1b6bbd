//! What a generator fills counts as content: empty links, directives, modules of components.

use crate::document::{Document, Kind};
use crate::limits::Limits;
use crate::source::{Format, Source};

fn read(name: &str, text: &str) -> Document {
    let format = if name.ends_with(".mdx") { Format::Mdx } else { Format::Markdown };
    Document::read(Source::of_text(name, format, text), &Limits::default(), "en")
}

fn kinds(document: &Document) -> Vec<Kind> {
    document.blocks.iter().skip(1).map(|block| block.kind).collect()
}

#[test]
fn a_module_ends_where_its_last_brace_does() {
    let module = "export const Berth = ({ name, boats }) => {\n  const free = boats.length;\n\n  return <p>{name} is free</p>;\n};\n";
    assert_eq!(kinds(&read("berth.mdx", &format!("{module}\nTie up.\n"))), [Kind::Paragraph]);
    // With nothing around it, it is what other pages show.
    assert_eq!(kinds(&read("berth.mdx", module)), [Kind::Template]);
}

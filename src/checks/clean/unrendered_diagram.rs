//! The source of a diagram that stands in the text in place of the picture.

use serde::Deserialize;

use super::shown::{is_in, seen_in_text};
use crate::document::{BlockId, Document, Flags, InlineKind, Kind};
use crate::rule::{ArticleCheck, Found, Signs};
use crate::source::Format;
use crate::span::Span;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct UnrenderedDiagram {
    /// Marks of elements whose text a script draws.
    drawn: Vec<Box<str>>,
}

/// First words of sources: names that no sentence begins with, and some with what must stand behind them.
const STARTS: [&str; 44] = [
    "flowchart TD",
    "flowchart TB",
    "flowchart LR",
    "flowchart RL",
    "flowchart BT",
    "graph TD",
    "graph TB",
    "graph LR",
    "graph RL",
    "graph BT",
    "sequenceDiagram",
    "classDiagram",
    "stateDiagram",
    "erDiagram",
    "gitGraph",
    "quadrantChart",
    "xychart-beta",
    "sankey-beta",
    "@startuml",
    "mindmap ",
    "gantt ",
    "journey ",
    "timeline ",
    "digraph ",
    "pie ",
    "C4Context",
    "C4Container",
    "C4Component",
    "C4Dynamic",
    "C4Deployment",
    "requirementDiagram",
    "block-beta",
    "packet-beta",
    "architecture-beta",
    "radar-beta",
    "treemap-beta",
    "zenuml",
    "strict graph ",
    "strict digraph ",
    "graph ",
    "@startmindmap",
    "@startgantt",
    "@startwbs",
    "@startsalt",
];

/// Whether what stands behind the first word is the source of a diagram.
fn goes_on(start: &str, rest: &str) -> bool {
    let near = rest.get(..rest.char_indices().nth(400).map_or(rest.len(), |(at, _)| at)).unwrap_or(rest);
    let arrows = ["-->", "->>", "---", "==>", "-.->", "--|", "|>", "--o", "--*", "<|--", "||--", "}o", "|o", "..>"];
    let has_arrow = arrows.iter().any(|arrow| near.contains(arrow));
    match start.trim() {
        "mindmap" => near.contains("root(") || near.contains("((") || near.contains("[["),
        "gantt" => near.contains("dateFormat") || near.contains("section "),
        "journey" | "timeline" => near.trim_start().starts_with("title ") && (near.contains("section ") || near.contains(" : ")),
        "digraph" | "strict digraph" => opens_graph(near) && near.contains("->"),
        "graph" | "strict graph" => opens_graph(near) && near.contains("--"),
        "requirementDiagram" => near.contains('{'),
        "block-beta" | "packet-beta" | "architecture-beta" | "radar-beta" | "treemap-beta" => true,
        "zenuml" => near.contains("->") || near.contains("title "),
        start if start.starts_with("@start") && start != "@startuml" => {
            near.contains("@end") || near.trim_start().starts_with(['*', '+', '[', '{'])
        }
        "pie" | "pie title" => near.contains("\" :") || near.contains("\":") || near.contains("” :"),
        "quadrantChart" | "xychart-beta" => near.contains("axis"),
        "gitGraph" => near.contains("commit"),
        "sankey-beta" => true,
        "@startuml" => near.contains("->") || near.contains("@enduml") || near.contains("--"),
        start if start.starts_with("C4") => near.contains('('),
        start if start.starts_with("flowchart") || start.starts_with("graph") => has_arrow || near.contains('['),
        "classDiagram" => has_arrow || near.contains("class ") || near.contains('{'),
        _ => has_arrow || near.contains("participant ") || near.contains("actor "),
    }
}

/// Whether a graph of Graphviz is opened: by a name, if any, and a brace.
fn opens_graph(near: &str) -> bool {
    let head = near.split('{').next().unwrap_or("");
    head.len() < near.len() && head.trim().len() < 40 && !head.trim_matches('"').trim().contains(['.', ',', ';', '('])
}

impl ArticleCheck for UnrenderedDiagram {
    fn signs(&self) -> Signs {
        let mut signs = Signs::of(STARTS);
        signs.add_parts(EDGE, EDGES);
        signs.add(INNER, INNER_LINES);
        signs.add(ERROR, ERRORS);
        signs
    }

    fn check(&self, article: &Document, found: &mut Found<'_>) {
        let mut last: Option<BlockId> = None;
        for (id, sign) in seen_in_text(article, &found.take_seen()) {
            let mut hit = sign.text;
            if sign.kind == EDGE {
                if last != Some(id)
                    && are_edges(article.text_of(id))
                    && !is_in(article, id, hit, &[InlineKind::Code])
                    && !self.is_drawn(article, id)
                {
                    last = Some(id);
                    report(article, id, article.block(id).text, found);
                }
                continue;
            }
            if sign.kind == INNER || sign.kind == ERROR {
                let is_one = if sign.kind == INNER { is_inner_line(article, id, hit) } else { is_error(article.text_of(id)) };
                if last != Some(id) && is_one && !is_in(article, id, hit, &[InlineKind::Code]) && !self.is_drawn(article, id) {
                    last = Some(id);
                    report(article, id, article.block(id).text, found);
                }
                continue;
            }
            // A sentence may begin with "Timeline"; the names of sources are written in one way.
            let goes_on_as_word = article.text.get(hit.end() as usize..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
            let is_written = STARTS.contains(&hit.cut(&article.text)) && (!goes_on_as_word || hit.cut(&article.text).ends_with(' '));
            if last == Some(id) || !is_written || is_in(article, id, hit, &[InlineKind::Code]) {
                continue;
            }
            if hit.cut(&article.text) == "pie " && article.text.get(hit.end() as usize..).is_some_and(|rest| rest.starts_with("title ")) {
                hit = Span::new(hit.start(), hit.end() + 5);
            }
            let block = article.block(id);
            let before = Span::new(block.text.start(), hit.start()).cut(&article.text);
            // The name of the language may stand before it, and the label of a picture.
            let opens = before.trim().is_empty()
                || matches!(
                    before.trim(),
                    "mermaid" | "```mermaid" | "~~~mermaid" | ":::" | "::: mermaid" | "Copy code" | "mermaid Copy code"
                );
            let in_sentence = !opens && (before.len() > 200 || !before.trim_end().ends_with([':', '.', '!', '?', '—', '–', ')', '`']));
            let rest = source_behind(article, id, hit);
            if in_sentence || !goes_on(hit.cut(&article.text), rest) || self.is_drawn(article, id) {
                continue;
            }
            last = Some(id);
            report(article, id, Span::new(hit.start(), block.text.start() + article.text_of(id).len() as u32), found);
        }
    }
}

fn report(article: &Document, id: BlockId, text: Span, found: &mut Found<'_>) {
    let line = article.source_span(text);
    let first = line.cut(article.source.text()).lines().next().unwrap_or("").trim_end();
    found.at(
        id,
        Span::new(line.start(), line.start() + first.len() as u32),
        "readers see the source of a diagram, not the picture: “{}”",
        [article.text_of(id).chars().take(60).collect::<String>()],
    );
}

/// How the edges of a diagram begin whose first line got lost.
const EDGES: [&str; 4] = ["] -->", "} -->", ") -->", "] ---"];
const EDGE: u8 = 1;

/// Whether a text is made of edges between boxes with a name and a label each: "A[Flour] --> B[Dough] B --> C{Ready?}".
fn are_edges(text: &str) -> bool {
    const ARROWS: [&str; 3] = ["-->", "---", "==>"];
    const BOXES: usize = 3;
    let bytes = text.as_bytes();
    // "A[Flour]": a name right before the bracket, a small one, and a label within it.
    let is_box = |at: &usize| {
        let name =
            bytes.get(..*at).unwrap_or_default().iter().rev().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        let before = at.checked_sub(name + 1).and_then(|at| bytes.get(at));
        (1..=12).contains(&name) && before.is_none_or(|byte| matches!(byte, b' ' | b'\n' | b'>' | b'|' | b';' | b'&'))
    };
    let boxes = memchr::memchr3_iter(b'[', b'{', b'(', bytes).filter(is_box).take(BOXES).count();
    let arrows: usize = ARROWS.iter().map(|arrow| memchr::memmem::find_iter(bytes, arrow).take(2).count()).sum();
    let starts = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    boxes >= BOXES && arrows > 1 && (1..=12).contains(&starts) && matches!(bytes.get(starts), Some(b'[' | b'{' | b'('))
}

/// Lines within the source of a diagram, of which the first one got lost.
const INNER_LINES: [&str; 5] = ["style ", "classDef ", "linkStyle ", "subgraph ", "participant "];
const INNER: u8 = 2;

/// Whether a text begins with such a line: colours as a style has them, a part with its end, somebody with an arrow.
fn is_inner_line(article: &Document, id: BlockId, hit: Span) -> bool {
    if hit.start() != article.block(id).text.start() {
        return false;
    }
    let (word, text) = (hit.cut(&article.text), article.text_of(id));
    let has_arrow = || ["-->", "->>", "---", "==>"].iter().any(|arrow| text.contains(arrow));
    match word {
        "style " | "classDef " | "linkStyle " => {
            ["fill:#", "stroke:#", "color:#", "stroke-width:"].iter().any(|colour| text.contains(colour))
        }
        "subgraph " => has_arrow() || text.contains('[') && text.split_whitespace().next_back() == Some("end"),
        "participant " => has_arrow(),
        _ => false,
    }
}

/// What a program that draws diagrams puts in the place of one it cannot draw.
const ERRORS: [&str; 2] = ["mermaid version ", "unable to render rich display"];
const ERROR: u8 = 3;

fn is_error(text: &str) -> bool {
    text.starts_with("Syntax error in") || text.starts_with("Unable to render rich display")
}

impl UnrenderedDiagram {
    /// A script of the page draws the text of such an element.
    fn is_drawn(&self, article: &Document, id: BlockId) -> bool {
        if matches!(article.source.format(), Format::Plain) {
            return false;
        }
        let start = article.block(id).src.start() as usize;
        let source = article.source.text();
        let mut from = start.saturating_sub(200);
        while !source.is_char_boundary(from) {
            from += 1;
        }
        let block = article.block(id).src.cut(source);
        let head = block.get(..block.char_indices().nth(200).map_or(block.len(), |(at, _)| at)).unwrap_or(block);
        let tags = [source.get(from..start).unwrap_or(""), head.split('>').next().filter(|tag| tag.starts_with('<')).unwrap_or("")];
        tags.iter().any(|text| {
            let tag = text.rfind('<').map_or("", |at| text.get(at..).unwrap_or(""));
            let tag = tag.to_lowercase();
            self.drawn.iter().any(|name| tag.contains(&**name)) && !tag.starts_with("</")
        })
    }
}

/// What stands behind the first word: the rest of the paragraph and the lines below it, which an export may have parted.
fn source_behind(article: &Document, id: BlockId, hit: Span) -> &str {
    let mut end = article.block(id).text.end();
    for (_, block) in article.all().skip(id as usize + 1).take(8) {
        if block.kind == Kind::Heading || block.flags.has(Flags::BOILER) {
            break;
        }
        end = end.max(block.text.end());
    }
    Span::new(hit.end(), end).cut(&article.text)
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::{findings, markdown};

    const RULE: &str = "unrendered-diagram";

    #[test]
    fn sources_in_the_text_are_found() {
        for words in [
            "flowchart TD A[Flour] --> B[Dough] B --> C[Bread]",
            "graph LR\nA[Flour] --> B[Dough]",
            "sequenceDiagram\nBaker->>Oven: bread",
            "mermaid flowchart TD A[Flour] --> B[Dough]",
            "pie title Flours \"Rye\" : 40 \"Wheat\" : 60",
            "stateDiagram-v2 [*] --> Raw Raw --> Baked",
            "digraph bread { flour -> dough; dough -> loaf; }",
            "graph bread {\nflour -- dough;\n}",
            "@startuml Baker -> Oven : bread @enduml",
        ] {
            assert_eq!(markdown(RULE, &format!("# Bread\n\nFrom flour to bread:\n\n{words}\n\nIt takes a day.\n")).len(), 1, "{words}");
            assert_eq!(
                findings(RULE, "bread.txt", &format!("Bread\n\nFrom flour to bread it takes a day.\n\n{words}\n\nIt takes a day.\n")).len(),
                1,
                "{words}"
            );
        }
    }

    #[test]
    fn code_and_sentences_are_none() {
        for text in [
            "# Bread\n\n```mermaid\nflowchart TD\nA --> B\n```\n",
            "# Bread\n\nBegin with `flowchart TD A --> B` and go on.\n",
            "# Bread\n\nA flowchart TD shows runs from top to bottom --> that is all.\n",
            "# Bread\n\nThe timeline is long, the journey hard.\n",
        ] {
            assert_eq!(markdown(RULE, text), [], "{text}");
        }
        assert_eq!(findings(RULE, "bread.html", "<h1>Bread</h1><div class=\"mermaid\">flowchart TD A --> B</div>"), []);
        assert_eq!(findings(RULE, "bread.html", "<h1>Bread</h1><div>flowchart TD A[x] --&gt; B</div>").len(), 1);
    }
}

//! The forms of one article: Markdown comes in, the same article as a page and as a page's text export goes out. The examples of rules are proven in
//! all of them.

use std::fmt::Write as _;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// The Markdown that both conversions read.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// The article as a browser gets it: a page when it says something of itself, else the fragment that it is.
#[must_use]
pub fn to_html(markdown: &str) -> String {
    let (entries, body) = front_matter(markdown);
    let mut article = String::new();
    html::push_html(&mut article, Parser::new_ext(body, options()));
    if entries.is_empty() {
        return article;
    }
    let mut head = String::new();
    let mut language = "en";
    for (key, value) in entries {
        let value_escaped = value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
        match key {
            "title" => _ = writeln!(head, "<title>{value_escaped}</title>"),
            "lang" | "language" => language = value,
            _ => _ = writeln!(head, "<meta name=\"{key}\" content=\"{value_escaped}\">"),
        }
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n{head}</head>\n<body>\n<main>\n<article>\n\
         {article}</article>\n</main>\n</body>\n</html>\n"
    )
}

/// The article as somebody gets it who copies a page's text: headings on lines of their own, bullets, rows with tabs.
#[must_use]
pub fn to_text(markdown: &str) -> String {
    let (_, body) = front_matter(markdown);
    let mut export = Export::default();
    for event in Parser::new_ext(body, options()) {
        export.take(event);
    }
    format!("{}\n", export.text.trim_matches('\n'))
}

/// The entries of simple front matter, and the text below it.
fn front_matter(markdown: &str) -> (Vec<(&str, &str)>, &str) {
    let Some((front, body)) = markdown.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) else {
        return (Vec::new(), markdown);
    };
    let entries = front.lines().filter_map(|line| line.split_once(": ")).map(|(key, value)| (key, value.trim_matches('"')));
    (entries.collect(), body)
}

#[derive(Default)]
struct Export {
    text: String,
    /// The number of the next item of each open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    /// Nothing stands behind the bullet yet.
    at_bullet: bool,
    cells: usize,
    in_code: bool,
}

impl Export {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code => self.text.push_str(&text),
            Event::Text(text) | Event::Code(text) => self.words(&text),
            Event::InlineHtml(markup) if markup.starts_with("<br") => self.words("\n"),
            Event::Html(markup) => self.markup(&markup),
            Event::SoftBreak => self.words(" "),
            Event::HardBreak => self.words("\n"),
            Event::Rule => {
                self.gap();
                self.text.push_str("---\n");
            }
            Event::FootnoteReference(label) => self.words(&format!("[{label}]")),
            Event::TaskListMarker(done) => self.words(if done { "☑ " } else { "☐ " }),
            Event::InlineHtml(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph if self.at_bullet => {}
            Tag::Paragraph | Tag::Heading { .. } | Tag::Table(_) => self.gap(),
            Tag::CodeBlock(_) => {
                self.gap();
                self.in_code = true;
            }
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.gap();
                } else {
                    self.line();
                }
                self.lists.push(*first);
            }
            Tag::Item => {
                self.line();
                let depth = self.lists.len().saturating_sub(1);
                self.text.push_str(&"  ".repeat(depth));
                match self.lists.last_mut() {
                    Some(Some(number)) => {
                        let _ = write!(self.text, "{number}. ");
                        *number += 1;
                    }
                    _ => self.text.push_str(if depth == 0 { "• " } else { "◦ " }),
                }
                self.at_bullet = true;
            }
            Tag::TableRow | Tag::TableHead => self.cells = 0,
            Tag::TableCell => {
                if self.cells > 0 {
                    self.text.push('\t');
                }
                self.cells += 1;
            }
            Tag::FootnoteDefinition(label) => {
                self.gap();
                let _ = write!(self.text, "[{label}] ");
                self.at_bullet = true;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead => {
                let trimmed = self.text.trim_end_matches(' ').len();
                self.text.truncate(trimmed);
                self.line();
                self.at_bullet = false;
            }
            TagEnd::CodeBlock => {
                self.line();
                self.in_code = false;
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        self.at_bullet = false;
        self.text.push_str(words);
    }

    /// What a page shows of markup within an article: the words between the tags. Comments show nothing.
    fn markup(&mut self, markup: &CowStr<'_>) {
        let mut rest: &str = markup;
        let mut words = String::new();
        while let Some((before, tag)) = rest.split_once('<') {
            words.push_str(before);
            let end = if tag.starts_with("!--") { "-->" } else { ">" };
            rest = tag.split_once(end).map_or("", |(_, after)| after);
        }
        words.push_str(rest);
        if !words.trim().is_empty() {
            self.gap();
            self.text.push_str(words.trim());
            self.line();
        }
    }

    /// Ends the line.
    fn line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// A blank line, but within lists.
    fn gap(&mut self) {
        self.line();
        if self.lists.is_empty() && !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_keeps_words_bullets_rows_and_code() {
        let markdown = "---\ntitle: The ferry\n---\n# The *ferry*\n\nIt sails [daily](times.md)\nat six.\n\n- Oars\n  - two\n-\n- ![A lamp](lamp.jpg)\n\n\
            2. Load\n3. Cast off\n\n| Day | Boats |\n| --- | --- |\n| Monday | 3 |\n\n```\nrow  --hard\n```\n\n> The sea has time.\n\n<!-- note -->\n\nThe end.\n";
        assert_eq!(
            to_text(markdown),
            "The ferry\n\nIt sails daily at six.\n\n• Oars\n  ◦ two\n•\n• A lamp\n\n2. Load\n3. Cast off\n\nDay\tBoats\nMonday\t3\n\n\
             row  --hard\n\nThe sea has time.\n\nThe end.\n"
        );
    }

    #[test]
    fn an_article_with_front_matter_becomes_a_page() {
        let page = to_html("---\ntitle: Fares & times\nlang: de\nauthor: Ann Lee\n---\n# The ferry\n");
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"de\">\n"), "{page}");
        assert!(page.contains("<title>Fares &amp; times</title>\n<meta name=\"author\" content=\"Ann Lee\">"), "{page}");
        assert!(page.contains("<main>\n<article>\n<h1>The ferry</h1>\n</article>"), "{page}");
        assert_eq!(to_html("# The ferry\n"), "<h1>The ferry</h1>\n");
    }
}

//! The markup that a text file is written in, though its name says plain text: many a manual and README is kept so.

/// A markup whose signs stand at the beginning of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Markup {
    Markdown,
    AsciiDoc,
    ReStructuredText,
    Org,
    Wiki,
    Roff,
    Tex,
    Texinfo,
    Pod,
}

/// All but Markdown, which is told by how its headings stand.
const OTHERS: [Markup; 8] =
    [Markup::AsciiDoc, Markup::ReStructuredText, Markup::Org, Markup::Wiki, Markup::Roff, Markup::Tex, Markup::Texinfo, Markup::Pod];

/// Lines with text that are looked at.
const LINES: usize = 300;

/// Lines with its signs that a markup has at least, and one of how many lines has them: a page may show a few, and an export may have kept some.
const SIGNED: usize = 4;
const OF: usize = 15;

/// The markup that most of a text is written in, if it is one.
pub(crate) fn of(text: &str) -> Option<Markup> {
    if is_markdown(text) {
        return Some(Markup::Markdown);
    }
    let mut signed = [0; OTHERS.len()];
    let mut lines = 0;
    for line in text.lines().map(str::trim_end).filter(|line| !line.is_empty()).take(LINES) {
        lines += 1;
        for (markup, signed) in OTHERS.iter().zip(&mut signed) {
            *signed += usize::from(markup.signs(line));
        }
    }
    let (signed, markup) = signed.into_iter().zip(OTHERS).max_by_key(|(signed, _)| *signed)?;
    (signed >= SIGNED && signed * OF >= lines).then_some(markup)
}

/// Whether a text is Markdown from its first line on: headings of two levels at least, each by itself, and other marks among them.
fn is_markdown(text: &str) -> bool {
    const HEADINGS: usize = 3;
    const MARKS: usize = 2;
    let level = |line: &str| {
        let rest = line.trim_start_matches('#');
        let level = line.len() - rest.len();
        (1..=6).contains(&level).then_some(level).filter(|_| rest.starts_with(' ') && rest.trim().len() > 1)
    };
    let mut lines = text.lines().map(str::trim_end);
    let first = lines.by_ref().find(|line| !line.is_empty()).and_then(level);
    let Some(first) = first else { return false };
    let (mut headings, mut levels, mut marks, mut is_alone) = (1, 1_u8 << first, 0, false);
    for line in lines.take(LINES * 2) {
        if let Some(level) = level(line).filter(|_| is_alone) {
            headings += 1;
            levels |= 1 << level;
        }
        let is_marked = line.contains("](") || line.starts_with("```") || line.matches("**").count() > 1 || line.matches('`').count() > 1;
        marks += usize::from(is_marked);
        is_alone = line.is_empty();
    }
    headings >= HEADINGS && levels.count_ones() > 1 && marks >= MARKS
}

impl Markup {
    /// Why a text in it is no article.
    pub(crate) const fn is_unread(self) -> Option<&'static str> {
        match self {
            Self::Markdown => None,
            Self::AsciiDoc => Some("written in AsciiDoc, which is not read"),
            Self::ReStructuredText => Some("written in reStructuredText, which is not read"),
            Self::Org => Some("written in Org, which is not read"),
            Self::Wiki => Some("written in the markup of a wiki, which is not read"),
            Self::Roff => Some("written in roff, which is not read"),
            Self::Tex => Some("written in TeX, which is not read"),
            Self::Texinfo => Some("written in Texinfo, which is not read"),
            Self::Pod => Some("written in POD, which is not read"),
        }
    }

    /// Whether a line has a sign that hardly any other text has.
    fn signs(self, line: &str) -> bool {
        /// What stands behind a sign, up to the end of its word.
        fn word<'l>(line: &'l str, sign: &str) -> Option<&'l str> {
            line.strip_prefix(sign).map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or(""))
        }
        let has = |known: &[&str], sign: &str| word(line, sign).is_some_and(|word| known.contains(&word));
        match self {
            Self::Markdown => false,
            Self::AsciiDoc => {
                let is_heading =
                    line.trim_start_matches('=').strip_prefix(' ').is_some_and(|title| !title.trim().is_empty() && !title.ends_with('='));
                line.starts_with('=') && is_heading
                    || has(&["source", "NOTE", "TIP", "WARNING", "IMPORTANT", "CAUTION", "cols", "options", "quote", "verse"], "[")
                    || line.starts_with("[[") && line.ends_with("]]")
                    || ["image::", "include::", "ifdef::", "ifndef::", "endif::", "toc::"].iter().any(|macro_| line.starts_with(macro_))
            }
            Self::ReStructuredText => {
                let is_directive = line.trim_start().strip_prefix(".. ").is_some_and(|rest| {
                    let name = rest.split("::").next().unwrap_or("");
                    rest.starts_with('_') && rest.contains(':')
                        || name.len() < rest.len()
                            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'_'))
                });
                // ":doc:`fees`".
                let is_role = || {
                    line.split(":`")
                        .next()
                        .filter(|before| before.len() < line.len())
                        .and_then(|before| before.rsplit_once(':'))
                        .is_some_and(|(_, role)| {
                            !role.is_empty() && role.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+'))
                        })
                };
                is_directive || is_role()
            }
            Self::Org => {
                line.trim_start().strip_prefix("#+").is_some_and(|rest| {
                    let key = rest.split([':', ' ']).next().unwrap_or("");
                    key.len() > 2 && key.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
                }) || matches!(line.trim(), ":PROPERTIES:" | ":END:" | ":LOGBOOK:")
            }
            Self::Wiki => {
                let inner = line.trim_matches('=');
                let is_heading = line.starts_with("==") && line.ends_with("==") && !inner.trim().is_empty();
                is_heading || line.matches("'''").count() > 1 || matches!(line, "|-" | "|}") || line.starts_with("{|")
            }
            Self::Roff => has(
                &["SH", "SS", "TP", "TH", "PP", "BR", "IP", "RS", "RE", "sp", "br", "nf", "fi", "Sh", "Ss", "It", "Bl", "El", "Pp"],
                ".",
            ),
            Self::Tex => has(
                &[
                    "section",
                    "subsection",
                    "chapter",
                    "begin",
                    "end",
                    "item",
                    "documentclass",
                    "usepackage",
                    "newcommand",
                    "label",
                    "input",
                ],
                "\\",
            ),
            Self::Texinfo => {
                has(&["node", "chapter", "section", "subsection", "itemize", "item", "end", "table", "example", "menu", "include"], "@")
            }
            Self::Pod => has(&["head1", "head2", "head3", "over", "item", "back", "cut", "pod", "encoding"], "="),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_markup_of_a_text_is_told_by_its_lines() {
        let markdown = "# Tide tables\n\nRead [the key](key.md).\n\n## Use\n\nRun `tides`, then `print`.\n\n## Terms\n\nFree of charge.\n";
        assert_eq!(of(markdown), Some(Markup::Markdown));
        let asciidoc = "= Tide tables\n\n== Use\n\n[source,sh]\n----\ntides\n----\n\n== Terms\n\nFree of charge.\n";
        assert_eq!(of(asciidoc), Some(Markup::AsciiDoc));
        let rst = "Tide tables\n===========\n\n.. toctree::\n   :maxdepth: 2\n\nSee :doc:`key` first.\n\n.. note:: Mind the wind.\n\n.. _terms:\n\nFree of charge.\n";
        assert_eq!(of(rst), Some(Markup::ReStructuredText));
        let org = "#+TITLE: Tide tables\n#+OPTIONS: toc:nil\n\n* Use\n\n#+BEGIN_SRC sh\ntides\n#+END_SRC\n";
        assert_eq!(of(org), Some(Markup::Org));
        let wiki = "'''Tide tables''' are '''lists''' of tides.\n\n== Use ==\n\nRun it.\n\n== Terms ==\n\nFree of charge.\n\n=== Notes ===\n\nNone.\n";
        assert_eq!(of(wiki), Some(Markup::Wiki));
        assert_eq!(of(".TH TIDES 1\n.SH NAME\ntides\n.SH USE\n.TP\nRun it.\n"), Some(Markup::Roff));
        assert_eq!(of("=head1 NAME\n\ntides\n\n=head1 USE\n\n=over 4\n\n=item print\n\n=back\n"), Some(Markup::Pod));
    }

    #[test]
    fn an_export_that_has_kept_some_signs_is_plain_text() {
        let export = "Tide tables\n\n## Use\n\nRead the **key** first, then [the list](list.md).\n\nTerms\n\nFree of charge.\n";
        assert_eq!(of(export), None);
        let settings = "# Where the tables are kept\npath = /srv/tides\n# How many\n# are printed at once\ncount = 4\n";
        assert_eq!(of(settings), None);
        let prose = "Tide tables\n\n== Use ==\n\nRun it twice a day.\n\nTerms\n\nFree of charge.\n";
        assert_eq!(of(prose), None);
    }
}

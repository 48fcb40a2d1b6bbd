//! Pages that are like others on purpose, by their names: what a generator makes of a program, licences and notices, logs, and what a site keeps
//! beside its pages. None of them is compared for what it says.

use super::Entry;
use crate::document::Document;

/// Folders that a site keeps beside its pages. Those of posts begin so, too.
const BESIDE: [&str; 7] = ["_sources", "_static", "_includes", "_layouts", "_templates", "_build", "_generated"];

/// Names of files that say so, digits at their end aside: licences, notices, logs of changes, names of people.
const NAMED: [&str; 19] = [
    "license",
    "licence",
    "licenses",
    "licences",
    "copying",
    "copyright",
    "notice",
    "notices",
    "contributing",
    "code_of_conduct",
    "changes",
    "history",
    "release-notes",
    "releases",
    "authors",
    "contributors",
    "maintainers",
    "credits",
    "thanks",
];

/// Ends of such names: `fonts-license`.
const ENDED: [&str; 3] = ["license", "licence", "changelog"];

/// Beginnings of such names, of which one is a word of the whole: `fdl-section3`, `gpl`.
const BEGUN: [&str; 5] = ["fdl", "gfdl", "gpl", "lgpl", "agpl"];

/// Ends of the names of pages that a generator makes of a program.
const MADE: [&str; 12] = [
    "-members",
    "_source",
    "-source",
    "package-tree",
    "package-summary",
    "package-frame",
    "help-doc",
    "allclasses",
    "allpackages-index",
    "overview-tree",
    "genindex",
    "index-all",
];

/// Ends and beginnings of their titles.
const TITLED: [&str; 9] = [
    "member list",
    "class reference",
    "file reference",
    "struct reference",
    "namespace reference",
    "source file",
    "package tree",
    " api)",
    "api documentation)",
];
const KINDS: [&str; 7] = ["class ", "interface ", "package ", "namespace ", "module ", "enum ", "annotation "];

/// Beginnings of the titles of legal pages.
const LEGAL: [&str; 2] = ["notices", "copyright"];

/// Generators that make pages of programs, as they sign them.
const GENERATORS: [&str; 9] = ["doxygen", "javadoc", "typedoc", "jsdoc", "pdoc", "epydoc", "rustdoc", "yard", "phpdocumentor"];

/// Whether a page stands apart by its path or title.
pub(super) fn is_set_apart(entry: &Entry) -> bool {
    let (folders, _) = entry.in_parts();
    let stem = entry.stem().to_ascii_lowercase();
    let is_named = || {
        NAMED.contains(&stem.trim_end_matches(|c: char| c.is_ascii_digit()))
            || ENDED.iter().any(|end| stem.ends_with(end))
            || stem.starts_with("changelog")
            || stem.split(|c: char| !c.is_alphabetic()).next().is_some_and(|first| BEGUN.contains(&first))
    };
    let folders = || folders.split(['/', '\\']).filter(|folder| !folder.is_empty());
    // "templates/lamp/" is a sample of several files, for others to copy; "templates/lamp.md" may be an article.
    let is_sample = || folders().skip_while(|folder| *folder != "templates").nth(1).is_some();
    let is_beside = || folders().any(|folder| BESIDE.contains(&folder)) || is_sample();
    let is_titled = || {
        let title = entry.title.as_deref().unwrap_or("").to_ascii_lowercase();
        title_parts(&title).any(|part| {
            let is_kind = KINDS.iter().any(|kind| part.strip_prefix(kind).is_some_and(|rest| !rest.trim().contains(' ')));
            is_kind || TITLED.iter().any(|end| part.ends_with(end)) || LEGAL.iter().any(|legal| part.starts_with(legal))
        })
    };
    is_named() || is_beside() || MADE.iter().any(|end| stem.ends_with(end)) || is_titled()
}

/// The parts of a title, of which one is often the name of the book or site: "Harbour guide - Notices".
pub(super) fn title_parts(title: &str) -> impl Iterator<Item = &str> {
    // Most titles have none of these signs; the two dashes begin with the same byte.
    let may_be_parted = title.bytes().any(|byte| matches!(byte, b'-' | b'|' | b':' | 0xe2));
    let marks = [" - ", " | ", " – ", " — ", " :: "].iter().filter(|_| may_be_parted);
    let parted = marks.into_iter().find_map(|mark| title.split_once(mark));
    let (first, rest) = parted.map_or((title, None), |(first, rest)| (first, Some(rest)));
    std::iter::once(first).chain(rest).map(str::trim)
}

/// Whether a generator made a page of the parts of a program, as it says in the head of the page: what repeats or stands empty there does so in the program.
pub(crate) fn is_reference(article: &Document) -> bool {
    article.meta.iter().any(|meta| meta.key.eq_ignore_ascii_case("generator") && makes_reference(&meta.value))
}

/// Whether a generator of reference pages signs what it makes so.
pub(super) fn makes_reference(generator: &str) -> bool {
    let name = generator.to_ascii_lowercase();
    GENERATORS.iter().any(|known| name.starts_with(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_is_like_others_on_purpose() {
        let is_apart =
            |path: &str, title: Option<&str>| is_set_apart(&Entry { path: path.into(), title: title.map(Into::into), ..Entry::default() });
        for (path, title) in [
            ("docs/_sources/berths.rst.txt", None),
            ("api/classQuay-members.html", None),
            ("api/Quay.html", Some("Class Quay")),
            ("api/quay_8h.html", Some("quay.h File Reference")),
            ("guide/NOTICES.html", None),
            ("user/front.html", Some("Harbour guide - Copyright notices")),
            ("api/quay.html", Some("Quay (Harbour 2.1 API)")),
            ("history3.html", None),
            ("guide/fdl-section3.html", None),
            ("starters/templates/lamp/README.md", None),
        ] {
            assert!(is_apart(path, title), "{path}");
        }
        for (path, title) in [
            ("content/berths.md", Some("Class trips to the harbour")),
            ("news/2024/opening.md", Some("The season opens")),
            ("a.md", None),
            ("_posts/2024-05-03-opening.md", None),
            ("guide/history-of-the-harbour.md", None),
            ("guide/how-copyright-works.md", None),
            ("blog/template-for-a-log.md", None),
            ("blog/templates/log.md", None),
        ] {
            assert!(!is_apart(path, title), "{path}");
        }
        assert!(makes_reference("Doxygen 1.9.4") && makes_reference("javadoc/17") && !makes_reference("Hugo 0.120"));
    }
}

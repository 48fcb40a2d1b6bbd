//! Promises about the repository: the order of its modules, the table of rules, their articles and the index that lists them.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::expect_used, reason = "a test may stop")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use contentaudit::checks;
use contentaudit::rule::example::{Expected, cases};
use contentaudit::rule::{Article, Criterion};

/// Files of more than 500 lines, and why each is in one piece.
const LONG_FILES: [(&str, &str); 0] = [];

/// Words of parsers, which editors do not use.
const PARSERS_WORDS: [&str; 9] = ["node", "nodes", "token", "tokens", "AST", "DOM", "parser", "span", "byte"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All files below a folder whose name ends so, in order, with their paths from the root.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut waiting = vec![root().join(folder)];
    let mut files = BTreeMap::new();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                let shown = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
                files.insert(shown, read(&path));
            }
        }
    }
    files.into_iter().collect()
}

/// The articles of all built-in rules, by id.
fn articles() -> Vec<Article> {
    checks::standard().unwrap().rules().map(|(_, rule)| rule.article.clone()).collect()
}

fn assert_none(what: &str, wrong: &[String]) {
    assert!(wrong.is_empty(), "{what}:\n{}", wrong.join("\n"));
}

#[test]
fn a_module_uses_only_modules_above_it() {
    let lib = read(&root().join("src/lib.rs"));
    let order: Vec<&str> = lib.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';')).collect();
    assert!(order.len() > 10, "{order:?}");
    let mut wrong = Vec::new();
    for (path, text) in files("src", ".rs") {
        let own = path.trim_start_matches("src/").split(['/', '.']).next().unwrap_or("").to_owned();
        let Some(at) = order.iter().position(|module| *module == own) else { continue };
        for (line, number) in text.lines().zip(1..) {
            let code = line.split("//").next().unwrap_or("");
            for used in uses(code) {
                match order.iter().position(|module| *module == used) {
                    Some(other) if other > at => wrong.push(format!("{path}:{number}: `{own}` stands above `{used}`")),
                    Some(_) => {}
                    None => wrong.push(format!("{path}:{number}: no module `{used}` in lib.rs")),
                }
            }
        }
    }
    assert_none("modules that reach upward", &wrong);
}

/// The modules that a line names behind `crate::`.
fn uses(code: &str) -> Vec<&str> {
    let is_name = |c: char| c.is_ascii_lowercase() || c == '_';
    code.split("crate::")
        .skip(1)
        .filter(|_| !code.contains("contentaudit::"))
        .flat_map(|rest| match rest.strip_prefix('{') {
            Some(group) => group.split([',', '}']).map(|part| part.trim().split("::").next().unwrap_or("")).collect(),
            None => vec![rest.split(|c| !is_name(c)).next().unwrap_or("")],
        })
        .filter(|name| !name.is_empty() && name.chars().all(is_name))
        .collect()
}

#[test]
fn uses_are_seen_in_imports_groups_and_paths() {
    assert_eq!(uses("use crate::source::{open, shown};"), ["source"]);
    assert_eq!(uses("use crate::{limits, span::Span};"), ["limits", "span"]);
    assert_eq!(uses("    let all: Vec<crate::score::Score> = crate::audit::run();"), ["score", "audit"]);
    assert!(uses("pub(crate) fn open() {}").is_empty());
}

#[test]
fn every_rule_article_stands_in_the_table_once() {
    let mut ids: Vec<String> = checks::BUILT_IN.iter().map(|rule| Article::parse(rule.article).unwrap().id).collect();
    ids.sort_unstable();
    let mut on_disk: Vec<String> = files("rules", ".md")
        .into_iter()
        .filter_map(|(path, _)| Some(path.strip_prefix("rules/")?.strip_suffix(".md")?.to_owned()))
        .filter(|name| name != "README")
        .collect();
    on_disk.sort_unstable();
    assert_eq!(ids, on_disk);
    for rule in checks::BUILT_IN {
        let id = Article::parse(rule.article).unwrap().id;
        assert_eq!(rule.article, read(&root().join(format!("rules/{id}.md"))), "rules/{id}.md is the article of another row");
    }
}

#[test]
fn a_coded_rule_has_a_file_of_its_name_and_a_declared_one_has_none() {
    let sources: BTreeSet<String> = files("src/checks", ".rs").into_iter().map(|(path, _)| path).collect();
    let mut wrong = Vec::new();
    for rule in checks::BUILT_IN {
        let article = Article::parse(rule.article).unwrap();
        let file = format!("src/checks/{}/{}.rs", article.criterion.name(), article.id.replace('-', "_"));
        let (coded, has_file) = (article.kind == "coded", sources.contains(&file));
        if coded != rule.make.is_some() {
            wrong.push(format!("{}: [check.{}] does not go with its row in the table", article.id, article.kind));
        }
        if coded != has_file {
            wrong.push(format!("{}: {file} {}", article.id, if coded { "is missing" } else { "belongs to no coded rule" }));
        }
    }
    assert_none("rules and their files", &wrong);
}

#[test]
fn the_options_of_a_rule_can_be_read_and_each_is_explained() {
    let mut wrong = Vec::new();
    for (_, rule) in checks::standard().unwrap().rules() {
        let article = &rule.article;
        if let Err(error) = rule.check(&toml::Table::new()) {
            wrong.push(format!("{}: {}", article.id, error.message()));
        }
        let explained: BTreeSet<String> = headings(&article.body, "Options")
            .into_iter()
            .filter_map(|heading| Some(heading.strip_prefix('`')?.strip_suffix('`')?.to_owned()))
            .collect();
        let options: BTreeSet<String> = article.options.keys().cloned().collect();
        for missing in options.difference(&explained) {
            wrong.push(format!("{}: no heading ### `{missing}` below ## Options", article.id));
        }
        for unknown in explained.difference(&options).filter(|option| !article.optional_options().contains(&option.as_str())) {
            wrong.push(format!("{}: ### `{unknown}` explains an option that the rule does not have", article.id));
        }
    }
    assert_none("options", &wrong);
}

#[test]
fn what_reports_print_of_a_rule_is_one_line_as_of_a_team_s_own() {
    let mut wrong = Vec::new();
    for article in articles() {
        for (key, words) in [("message", Some(&article.message)), ("help", Some(&article.help)), ("precision", article.precision.as_ref())]
        {
            if words.is_some_and(|words| words.chars().count() > contentaudit::limits::QUOTE_CHARS || words.contains('\n')) {
                wrong.push(format!("{}: `{key}` does not fit one line; the section \"Measured\" has room", article.id));
            }
        }
    }
    assert_none("lines of rules", &wrong);
}

/// The third-level headings of one section of a rule article.
fn headings(body: &str, section: &str) -> Vec<String> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in body.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            inside = title.trim() == section;
        } else if let Some(heading) = line.strip_prefix("### ").filter(|_| inside) {
            found.push(heading.trim().to_owned());
        }
    }
    found
}

#[test]
fn every_rule_shows_a_bad_and_a_good_example() {
    let mut wrong = Vec::new();
    for article in articles() {
        match cases(&article.body) {
            Err(error) => wrong.push(format!("{}: body, {error}", article.id)),
            Ok(cases) => {
                for expected in [Expected::Bad, Expected::Good] {
                    if !cases.iter().flat_map(|case| &case.examples).any(|example| example.expected == expected) {
                        wrong.push(format!("{}: no {expected:?} example", article.id));
                    }
                }
                let mut seen = BTreeSet::new();
                wrong.extend(
                    cases
                        .iter()
                        .filter(|case| !seen.insert(&case.heading))
                        .map(|case| format!("{}: two examples are called “{}”", article.id, case.heading)),
                );
            }
        }
    }
    assert_none("examples", &wrong);
}

#[test]
fn who_outranks_exists_is_at_least_as_severe_and_turns_in_no_circle() {
    let articles: BTreeMap<String, Article> = articles().into_iter().map(|article| (article.id.clone(), article)).collect();
    let mut wrong = Vec::new();
    for article in articles.values() {
        for outranked in &article.outranks {
            match articles.get(outranked) {
                None => wrong.push(format!("{} outranks `{outranked}`, which is no rule", article.id)),
                Some(other) if other.severity > article.severity => {
                    wrong.push(format!("{} outranks {outranked}, which is more severe", article.id));
                }
                Some(_) => {}
            }
        }
        // Everything that it outranks, over any number of steps, must not lead back to it.
        let mut reached = BTreeSet::new();
        let mut waiting: Vec<&String> = article.outranks.iter().collect();
        while let Some(next) = waiting.pop() {
            if reached.insert(next) {
                waiting.extend(articles.get(next).into_iter().flat_map(|article| &article.outranks));
            }
        }
        if reached.contains(&article.id) {
            wrong.push(format!("{} outranks itself over others", article.id));
        }
    }
    assert_none("precedence", &wrong);
}

#[test]
fn messages_speak_an_editors_language() {
    let mut wrong = Vec::new();
    let mut look_at = |place: &str, words: &str| {
        let first = words.chars().next().unwrap_or('.');
        if first.is_uppercase() {
            wrong.push(format!("{place}: “{words}” begins with a capital"));
        }
        if words.ends_with(['.', '!', ':']) {
            wrong.push(format!("{place}: “{words}” ends in a mark"));
        }
        for word in words.split(|c: char| !c.is_alphanumeric()).filter(|word| PARSERS_WORDS.contains(word)) {
            wrong.push(format!("{place}: “{words}” says “{word}”"));
        }
    };
    for article in articles() {
        look_at(&article.id, &article.message);
        look_at(&article.id, &article.help);
    }
    for (path, text) in files("src/checks", ".rs") {
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        for template in code.split('"').skip(1).step_by(2).filter(|literal| literal.contains("“{}") || literal.starts_with("the ")) {
            look_at(&path, template);
        }
    }
    assert_none("messages", &wrong);
}

#[test]
fn the_index_lists_every_rule_below_its_criterion() {
    let mut index = String::new();
    for criterion in Criterion::ALL {
        let rules: Vec<Article> = articles().into_iter().filter(|article| article.criterion == criterion).collect();
        if rules.is_empty() {
            continue;
        }
        write!(index, "\n### `{}`: {}\n\n", criterion.name(), criterion.question()).unwrap();
        for rule in rules {
            writeln!(index, "- [`{id}`]({id}.md), {}: {}", rule.default_severity(), rule.title, id = rule.id).unwrap();
        }
    }
    let path = root().join("rules/README.md");
    let readme = read(&path);
    let (before, listed) = readme.split_once("## Index\n").expect("rules/README.md has a section “Index”");
    let (listed, behind) = listed.find("\n## ").map_or((listed, ""), |end| listed.split_at(end));
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(path, format!("{before}## Index\n{index}{behind}")).unwrap();
    } else {
        assert_eq!(listed.trim(), index.trim(), "`UPDATE_README=1 cargo test --test house` writes the section “Index” of rules/README.md");
    }
}

#[test]
fn no_source_file_is_long_without_a_reason() {
    let sources = files("src", ".rs");
    let mut wrong = Vec::new();
    for (path, text) in &sources {
        let lines = text.lines().count();
        let excused = LONG_FILES.iter().any(|(file, _)| file == path);
        if lines > 500 && !excused {
            wrong.push(format!("{path} has {lines} lines: which second subject moved in?"));
        }
        if lines <= 500 && excused {
            wrong.push(format!("{path} has {lines} lines and needs no excuse any more"));
        }
    }
    for (file, _) in LONG_FILES.iter().filter(|(file, _)| sources.iter().all(|(path, _)| path != file)) {
        wrong.push(format!("{file} is excused and does not exist"));
    }
    assert_none("long files", &wrong);
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent: Vec<String> = files("src", ".rs")
        .into_iter()
        .filter(|(path, text)| !text.starts_with("//!") && !path.ends_with("/tests.rs") && !path.ends_with("_tests.rs"))
        .map(|(path, _)| path)
        .collect();
    assert_none("files without a module comment", &silent);
}

//! The team's own rules, as a newsroom uses them: what they report, what they repair, how they are proven, and what is said of one that is wrong.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// Exit code, standard output and standard error, hashes as `HASH`.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
    let command = command.current_dir(folder).env_clear().env("SOURCE_DATE_EPOCH", "1795500000").stdin(Stdio::null());
    let output = command.args(arguments).output().unwrap();
    let hash = regex::Regex::new(r"\b[0-9a-f]{16}\b").unwrap();
    let [out, err] =
        [&output.stdout, &output.stderr].map(|bytes| hash.replace_all(std::str::from_utf8(bytes).unwrap(), "HASH").into_owned());
    (output.status.code().unwrap(), out, err)
}

fn seen((code, out, err): &(i32, String, String)) -> String {
    format!("exit {code}\n--- stdout\n{out}--- stderr\n{err}")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (from, to) = (entry.as_ref().unwrap().path(), to.join(entry.as_ref().unwrap().file_name()));
        if from.is_dir() { copy(&from, &to) } else { _ = fs::copy(from, to).unwrap() }
    }
}

/// A fresh copy of the newsroom.
fn newsroom() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/own-rules"), folder.path());
    folder
}

fn write(folder: &Path, file: &str, text: &str) {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A library of one article with these rule articles.
fn library(rules: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "contentaudit.toml", "rule-folders = [\"audit-rules\"]\n");
    write(folder.path(), "content/ferry.md", "# The ferry\n\nIt utilises the tide, and utilise is a long word for use.\n");
    fs::create_dir_all(folder.path().join("audit-rules")).unwrap();
    for (file, text) in rules {
        write(folder.path(), &format!("audit-rules/{file}"), text);
    }
    folder
}

/// A rule article of this name, with more of its front matter and its check.
fn rule(id: &str, more: &str, check: &str) -> String {
    format!(
        "+++\nid = \"{id}\"\ncriterion = \"clean\"\nseverity = \"warning\"\nmessage = \"“{{}}” is not our word\"\nhelp = \"mend it\"\n{more}\n{check}\n+++\n\
         # A word\n"
    )
}

const UTILISE: &str = "[check.pattern]\nwords = [\"utilise\"]";

/// What is said of rule articles that are wrong.
fn refused(rules: &[(&str, &str)]) -> String {
    let library = library(rules);
    let (code, out, err) = run(library.path(), &["check"]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    err
}

#[test]
fn own_rules_report_as_built_in_ones_do() {
    let newsroom = newsroom();
    insta::assert_snapshot!(seen(&run(newsroom.path(), &["check"])));
}

#[test]
fn every_machine_format_knows_them() {
    let newsroom = newsroom();
    let of = |format: &str| run(newsroom.path(), &["check", "--output-format", format]).1;
    let sarif: serde_json::Value = serde_json::from_str(&of("sarif")).unwrap();
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    let own = rules.iter().position(|rule| rule["id"] == "banned-word").unwrap();
    assert_eq!(rules[own]["shortDescription"]["text"], "Word that the house does not use");
    assert!(rules[own]["help"]["markdown"].as_str().unwrap().contains("harbour people"));
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let result = results.iter().find(|result| result["ruleId"] == "banned-word").unwrap();
    assert_eq!(result["ruleIndex"], own);
    assert!(results.iter().any(|result| result["ruleId"] == "banned-word" && result["suppressions"][0]["kind"] == "inSource"));
    let json: serde_json::Value = serde_json::from_str(&of("json")).unwrap();
    assert_eq!(json["profile"]["name"], "quayside");
    let finding = &json["articles"][0]["findings"][0];
    assert_eq!((&finding["rule"], &finding["criterion"]), (&"slug-form".into(), &"metadata".into()));
    assert_eq!(finding["help"], "write small letters, digits and hyphens");
    let ledger = json["articles"][0]["score"]["ledger"].as_array().unwrap();
    assert!(ledger.iter().any(|row| row["findings"]["placeholder-mark"] == 1));
    for format in ["concise", "jsonl", "github", "gitlab", "rdjson", "checkstyle", "junit"] {
        assert!(of(format).contains("banned-word"), "{format}");
    }
    let statistics = run(newsroom.path(), &["check", "--statistics"]).1;
    assert!(statistics.lines().any(|line| line == "3  utilise            info  3 fixable"), "{statistics}");
}

#[test]
fn the_precedence_of_an_own_rule_settles_who_keeps_the_charge() {
    let newsroom = newsroom();
    let rules = |arguments: &[&str]| {
        let (_, out, _) = run(newsroom.path(), &[&["check", "--output-format", "concise", "content/merger.md"], arguments].concat());
        out.lines().filter(|line| line.contains("placeholder")).map(str::to_owned).collect::<Vec<_>>()
    };
    let own = "content/merger.md:14:61: error[placeholder-mark] “TK” marks what the author wanted to write later";
    assert_eq!(rules(&[]), [own]);
    let without = rules(&["--ignore", "placeholder-mark"]);
    assert!(without.len() == 1 && without[0].starts_with("content/merger.md:14:61: error[placeholder-text]"), "{without:?}");
}

#[test]
fn configuration_flags_and_overrides_name_them_as_any_other() {
    let newsroom = newsroom();
    let mut configuration = fs::read_to_string(newsroom.path().join("contentaudit.toml")).unwrap();
    configuration.push_str("\n[[overrides]]\npaths = [\"content/*.txt\"]\nrules = { banned-word = \"off\" }\n");
    fs::write(newsroom.path().join("contentaudit.toml"), configuration.replace("[rules]\n", "[rules]\nutilise = \"off\"\n")).unwrap();
    let concise = |arguments: &[&str]| run(newsroom.path(), &[&["check", "--output-format", "concise"], arguments].concat()).1;
    let all = concise(&[]);
    assert!(!all.contains("[utilise]") && all.contains("merger.md:9:36: warning[banned-word]") && !all.contains("deep dive"), "{all}");
    let selected = concise(&["--select", "utilise"]);
    assert!(selected.lines().filter(|line| line.contains('[')).all(|line| line.contains("info[utilise]")), "{selected}");
    assert!(selected.contains("[utilise]") && !concise(&["--ignore", "banned-word"]).contains("[banned-word]"));
    // Without the configuration nobody knows them.
    let isolated = concise(&["--isolated", "content"]);
    assert!(!isolated.contains("[banned-word]") && isolated.contains("no rule and no criterion is called “banned-word”"), "{isolated}");
    let values = run(newsroom.path(), &["config"]).1;
    let row =
        |start: &str| values.lines().find(|line| line.starts_with(start)).map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    assert_eq!(row("rules.utilise").as_deref(), Some("rules.utilise off contentaudit.toml"));
    assert_eq!(row("rules.slug-form").as_deref(), Some("rules.slug-form warning standard"));
    assert_eq!(row("rule-folders").as_deref(), Some("rule-folders set contentaudit.toml"));
}

#[test]
fn a_waiver_and_the_baseline_know_them() {
    let newsroom = newsroom();
    let (_, out, _) =
        run(newsroom.path(), &["check", "--output-format", "concise", "--select", "unknown-waiver,unused-waiver,banned-word"]);
    assert!(!out.contains("unknown-waiver") && !out.contains("unused-waiver") && out.contains(", 1 waived"), "{out}");
    let (code, out, _) = run(newsroom.path(), &["baseline"]);
    assert_eq!(code, 0, "{out}");
    assert!(fs::read_to_string(newsroom.path().join("contentaudit-baseline.json")).unwrap().contains("placeholder-mark"));
    assert_eq!(run(newsroom.path(), &["check", "--fail-on", "info"]).0, 0);
}

#[test]
fn a_rule_about_waivers_may_itself_be_waived_when_it_is_the_teams() {
    let library = library(&[("no-waiver.md", &rule("no-waiver", "", UTILISE))]);
    let article = "# The ferry\n\n<!-- contentaudit-disable-next-line no-waiver -- it is a quote -->\nThey utilise it.\n";
    write(library.path(), "content/ferry.md", article);
    let (_, out, _) = run(library.path(), &["check", "--output-format", "concise"]);
    assert!(!out.contains("[no-waiver]") && out.contains("1 waived"), "{out}");
}

#[test]
fn the_profile_changes_with_each_word_of_a_rule() {
    let library = library(&[]);
    let profile = || {
        let output =
            Command::new(env!("CARGO_BIN_EXE_contentaudit")).current_dir(library.path()).env_clear().arg("config").output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().find_map(|line| line.strip_prefix("profile")).unwrap().trim().to_owned()
    };
    let standard = profile();
    assert!(standard.starts_with("default ("), "{standard}");
    let article = rule("utilise", "", UTILISE);
    write(library.path(), "audit-rules/utilise.md", &article);
    let with_rule = profile();
    assert!(with_rule.starts_with("custom (") && with_rule != standard, "{with_rule}");
    write(library.path(), "audit-rules/utilise.md", &format!("{article}\nBecause it is long.\n"));
    let with_reason = profile();
    assert!(with_reason != with_rule, "{with_reason}");
    // The same rule on a system that ends its lines otherwise.
    write(library.path(), "audit-rules/utilise.md", &format!("{article}\nBecause it is long.\n").replace('\n', "\r\n"));
    assert_eq!(profile(), with_reason);
    assert!(run(library.path(), &["check"]).1.contains("changed: own rule utilise\n"));
}

#[test]
fn a_replacement_is_written_only_with_unsafe_fixes() {
    let newsroom = newsroom();
    let merger = newsroom.path().join("content/merger.md");
    let before = fs::read_to_string(&merger).unwrap();
    let (_, _, err) = run(newsroom.path(), &["check", "--fix"]);
    assert_eq!((fs::read_to_string(&merger).unwrap(), err.as_str()), (before.clone(), ""));
    let (code, out, err) = run(newsroom.path(), &["check", "--diff", "--unsafe-fixes"]);
    insta::assert_snapshot!(seen(&(code, out, err)));
    let (_, _, err) = run(newsroom.path(), &["check", "--fix", "--unsafe-fixes"]);
    assert_eq!(err, "fixed 3 findings in 2 articles: 3 utilise\n");
    assert_eq!(fs::read_to_string(&merger).unwrap(), before.replace("utilise", "use"));
}

#[test]
fn what_a_replacement_would_lose_or_repeat_is_left() {
    let with = |check: &str, file: &str, text: &str| {
        let library = library(&[("house-word.md", &rule("house-word", "", check))]);
        write(library.path(), file, text);
        let (code, _, err) =
            run(library.path(), &["check", "--fix", "--unsafe-fixes", "--fail-on", "never", "--select", "house-word", file]);
        assert_eq!(code, 0, "{err}");
        fs::read_to_string(library.path().join(file)).unwrap()
    };
    let words = "[check.pattern]\nwords = [\"log in\"]\nreplace = \"log in & on\"";
    // What is written there may hold the words again, and is not looked at again.
    assert_eq!(with(words, "a.md", "# Log\n\nYou log in daily.\n"), "# Log\n\nYou log in & on daily.\n");
    assert_eq!(with(words, "a.md", "# Log\n\nYou log\nin daily.\n"), "# Log\n\nYou log in & on daily.\n");
    assert_eq!(with(words, "a.html", "<h1>Log</h1>\n<p>You log in daily.</p>\n"), "<h1>Log</h1>\n<p>You log in &amp; on daily.</p>\n");
    // A mark between the words would go with them.
    assert_eq!(with(words, "a.md", "# Log\n\nYou **log** in daily.\n"), "# Log\n\nYou **log** in daily.\n");
    let nothing = "[check.pattern]\nwords = [\"very\"]\nreplace = \"\"";
    assert_eq!(with(nothing, "a.md", "# Fog\n\nA very thick fog, very.\n"), "# Fog\n\nA thick fog,.\n");
}

#[test]
fn own_rules_are_listed_and_explained_with_their_files() {
    let newsroom = newsroom();
    let (code, out, err) = run(newsroom.path(), &["rules"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let line = out.lines().find(|line| line.contains("banned-word")).unwrap();
    assert_eq!(line, "  warning  banned-word               Word that the house does not use (audit-rules/banned-word.md)");
    let rules: serde_json::Value = serde_json::from_str(&run(newsroom.path(), &["rules", "--output-format", "json"]).1).unwrap();
    let files: Vec<&str> = rules.as_array().unwrap().iter().filter_map(|rule| rule["file"].as_str()).collect();
    assert_eq!((files.len(), files[0]), (7, "audit-rules/banned-word.md"));
    insta::assert_snapshot!(seen(&run(newsroom.path(), &["explain", "banned-word"])));
    assert!(run(newsroom.path(), &["explain", "clean"]).1.contains("banned-word"));
    let (code, _, err) = run(newsroom.path(), &["explain", "baned-word"]);
    assert_eq!((code, err.contains("the nearest is `banned-word`")), (2, true), "{err}");
    // Whatever is the matter with the configuration, it can be asked which rules there are.
    fs::write(newsroom.path().join("contentaudit.toml"), "rule-folders = [\"audit-rules\"]\n[rules]\nno-such-rule = \"off\"\n").unwrap();
    assert!(run(newsroom.path(), &["rules"]).1.contains("banned-word"));
}

#[test]
fn rule_articles_are_no_articles_of_the_library() {
    let newsroom = newsroom();
    let files = run(newsroom.path(), &["check", "--show-files"]).1;
    assert_eq!(files.lines().filter(|line| line.starts_with("audited")).count(), 3, "{files}");
    assert!(files.contains("passed over  audit-rules/banned-word.md: in a folder of rules\n"), "{files}");
    let named = run(newsroom.path(), &["check", "--show-files", "audit-rules/banned-word.md", "content/timetable.txt"]).1;
    assert!(named.contains("passed over  audit-rules/banned-word.md") && named.contains("audited      content/timetable.txt"), "{named}");
}

#[test]
fn examples_of_own_rules_are_run() {
    let newsroom = newsroom();
    assert_eq!(
        seen(&run(newsroom.path(), &["rules", "--test"])),
        "exit 0\n--- stdout\n15 examples of 7 rules, 37 proofs: all hold\n--- stderr\n"
    );
    // From elsewhere, by the path or the configuration.
    let above = tempfile::tempdir().unwrap();
    let (path, file) = (newsroom.path().to_str().unwrap(), newsroom.path().join("contentaudit.toml"));
    assert_eq!(run(above.path(), &["rules", "--test", path]).0, 0);
    assert_eq!(run(above.path(), &["rules", "--test", "--config", file.to_str().unwrap()]).0, 0);
}

#[test]
fn an_example_that_does_not_show_what_it_says_is_told() {
    let examples = "\n## Examples\n\n### Nothing to see\n```markdown bad\nThey use it.\n```\n\n### A quote\n```markdown good\nThey *utilise* it.\n```\n\n\
        ### Only in one form\n```markdown bad\n---\nslug: utilise\n---\n# Words\n\nNone.\n```\n\n### Wrong options\n```toml options\nwords = []\n```\n```text good\nNone.\n```\n";
    let article = rule("utilise", "", "[check.pattern]\nwords = [\"utilise\"]\n");
    let silent = rule("silent", "", UTILISE);
    let of_metadata = rule("slug-word", "", "[check.pattern]\nwords = [\"utilise\"]\nscope = \"metadata\"");
    let only = "\n## Examples\n\n### In the front matter\n```markdown bad\n---\nslug: utilise\n---\n# Words\n\nNone.\n```\n";
    let library = library(&[
        ("utilise.md", &format!("{article}{examples}")),
        ("silent.md", &silent),
        ("slug-word.md", &format!("{of_metadata}{only}")),
    ]);
    insta::assert_snapshot!(seen(&run(library.path(), &["rules", "--test"])));
}

#[test]
fn without_rule_folders_there_is_nothing_to_test() {
    let folder = tempfile::tempdir().unwrap();
    insta::assert_snapshot!(seen(&run(folder.path(), &["rules", "--test"])));
}

#[test]
fn all_that_is_wrong_in_rule_articles_is_said_at_once() {
    let good = rule("good", "", UTILISE);
    let coded = rule("coded-one", "", "[check.coded]\nat-least = 1");
    let typo = rule("typo", "severty = \"error\"\nlanguages = [\"english\"]\nforms = \"html\"", UTILISE);
    let pattern = rule("bad-pattern", "", "[check.pattern]\npattern = '(rye'");
    let selector = rule("bad-selector", "", "[check.selector]\ncss = \"li:hover\"\nforbidden = true");
    let option = rule("bad-option", "", "[check.count]\nof = \"words\"\nper = \"list\"\nat-leest = 1");
    let value = rule("bad-value", "", "[check.count]\nof = \"words\"\nper = \"list\"\nat-least = \"three\"");
    let missing = rule("missing-value", "", "[check.count]\nper = \"list\"\nat-least = 3");
    let two = rule("two-kinds", "", "[check.count]\nof = \"words\"\nper = \"list\"\nat-least = 3\n[check.pattern]\nwords = [\"a\"]");
    let criterion = good.replace("\"clean\"", "\"style\"").replace("\"good\"", "\"new-criterion\"");
    insta::assert_snapshot!(refused(&[
        ("good.md", &good),
        ("coded-one.md", &coded),
        ("typo.md", &typo),
        ("bad-pattern.md", &pattern),
        ("bad-selector.md", &selector),
        ("bad-option.md", &option),
        ("bad-value.md", &value),
        ("missing-value.md", &missing),
        ("two-kinds.md", &two),
        ("new-criterion.md", &criterion),
        ("no-rule.md", "# Just an article\n"),
        ("no-title.md", &rule("no-title", "", UTILISE).replace("# A word", "A word")),
        ("no-toml.md", &rule("no-toml", "words = [", UTILISE)),
    ]));
}

#[test]
fn names_that_a_rule_cannot_have() {
    insta::assert_snapshot!(refused(&[
        ("empty-list.md", &rule("empty-list", "", UTILISE)),
        ("other-name.md", &rule("a-name", "", UTILISE)),
        ("clean.md", &rule("clean", "", UTILISE)),
        ("Capital.md", &rule("Capital", "", UTILISE)),
    ]));
}

#[test]
fn precedence_that_cannot_be() {
    insta::assert_snapshot!(refused(&[
        ("one.md", &rule("one", "outranks = [\"two\"]", UTILISE)),
        ("two.md", &rule("two", "outranks = [\n  \"no-such-rule\",\n  \"one\",\n]", UTILISE)),
        ("mild.md", &rule("mild", "outranks = [\"empty-list\"]", UTILISE)),
        ("self.md", &rule("self", "outranks = [\"self\"]", UTILISE)),
        // One that cannot be read is there all the same.
        ("sound.md", &rule("sound", "outranks = [\"broken\"]", UTILISE)),
        ("broken.md", &rule("broken", "", "[check.pattern]\nscope = \"text\"")),
        ("unread.md", "+++\n"),
        ("over.md", &rule("over", "outranks = [\"unread\"]", UTILISE)),
    ]));
}

#[test]
fn words_that_no_report_can_show() {
    let hidden = rule("hidden", "", UTILISE).replace("mend it", "mend\\u001b[31m it");
    let long = rule("long", "", UTILISE).replace("mend it", &"mend it ".repeat(40));
    let title = rule("title", "", UTILISE).replace("# A word", "\n\n# A \u{202e}word");
    let examples = rule("examples", "", UTILISE) + "\n## Examples\n\n### One\n\n```rust bad\nx\n```\n";
    insta::assert_snapshot!(refused(&[("hidden.md", &hidden), ("long.md", &long), ("title.md", &title), ("examples.md", &examples)]));
}

#[test]
fn folders_that_cannot_hold_rules() {
    let library = library(&[]);
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), "secret.md", "+++\nsecret\n");
    let configuration = format!(
        "rule-folders = [\n  \"no-such-folder\",\n  \".\",\n  \"content/ferry.md\",\n  \"{}\",\n  \"link\",\n]\n",
        outside.path().parent().unwrap().to_str().unwrap()
    );
    #[cfg(unix)]
    std::os::unix::fs::symlink(outside.path(), library.path().join("link")).unwrap();
    write(library.path(), "contentaudit.toml", &configuration);
    let (code, _, err) = run(library.path(), &["check"]);
    let err = err.replace(outside.path().parent().unwrap().to_str().unwrap(), "OUTSIDE");
    assert_eq!(code, 2);
    insta::assert_snapshot!(err);
    write(library.path(), "contentaudit.toml", "rule-folders = \"audit-rules\"\n");
    let (code, _, err) = run(library.path(), &["check"]);
    assert_eq!(
        (code, err.starts_with("error: contentaudit.toml:1:16: `rule-folders` has a value of the wrong kind\n")),
        (2, true),
        "{err}"
    );
}

#[cfg(unix)]
#[test]
fn files_that_are_no_rule_articles_are_named_and_never_quoted() {
    let library = library(&[]);
    let outside = tempfile::tempdir().unwrap();
    write(outside.path(), "secret.md", "+++\nsecret\n");
    std::os::unix::fs::symlink(outside.path().join("secret.md"), library.path().join("audit-rules/linked.md")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", library.path().join("audit-rules/endless.md")).unwrap();
    assert!(Command::new("mkfifo").arg(library.path().join("audit-rules/pipe.md")).status().unwrap().success());
    fs::create_dir(library.path().join("audit-rules/folder.md")).unwrap();
    fs::write(library.path().join("audit-rules/latin.md"), b"+++\ncaf\xe9\n").unwrap();
    fs::write(library.path().join("audit-rules/huge.md"), vec![b'x'; 256 * 1024 + 1]).unwrap();
    let (code, _, err) = run(library.path(), &["check"]);
    assert_eq!(code, 2);
    insta::assert_snapshot!(err);
}

#[test]
fn there_are_no_more_rules_than_anyone_reads() {
    let library = library(&[]);
    for number in 0..500 {
        let id = format!("word-{number}");
        write(library.path(), &format!("audit-rules/{id}.md"), &rule(&id, "", &format!("[check.pattern]\nwords = [\"{id}\"]")));
    }
    assert_eq!(run(library.path(), &["check", "--fail-on", "error"]).0, 0);
    write(library.path(), "audit-rules/one-more.md", "");
    let (code, _, err) = run(library.path(), &["check"]);
    assert_eq!((code, err.lines().next().unwrap()), (2, "error: audit-rules: there are more than 500 rule articles"));
}

#[test]
fn large_patterns_are_few() {
    let library = library(&[]);
    for number in 0..51 {
        let id = format!("large-{number}");
        write(library.path(), &format!("audit-rules/{id}.md"), &rule(&id, "", "[check.pattern]\npattern = '\\w{9}x'"));
    }
    let (code, _, err) = run(library.path(), &["check"]);
    let (first, rest) = err.split_once('\n').unwrap();
    assert_eq!((code, first), (2, "error: audit-rules/large-9.md:8: there are more than 50 rules with large patterns"));
    assert_eq!(rest.lines().count(), 1);
}

#[test]
fn a_rule_for_a_type_that_nobody_declares_would_never_run() {
    let check = "[check.required-section]\ntitles = [\"In short\"]\ntypes = [\"report\"]";
    assert_eq!(
        refused(&[("in-short.md", &rule("in-short", "", check))]),
        "error: audit-rules/in-short.md:10: the rule `in-short` is for articles of the type `report`, which nobody declares\n  \
         help: write [types.report] in the configuration, with `paths` or without\n"
    );
}

#[test]
fn configurations_that_are_extended_bring_their_rules() {
    let library = library(&[("utilise.md", &rule("utilise", "outranks = [\"utilises\"]", UTILISE))]);
    write(library.path(), "house/house.toml", "rule-folders = [\"rules\", \"../audit-rules\"]\n[rules]\nutilise = \"error\"\n");
    write(library.path(), "house/rules/utilises.md", &rule("utilises", "", "[check.pattern]\nwords = [\"utilises\"]"));
    write(
        library.path(),
        "contentaudit.toml",
        "extends = \"house/house.toml\"\nrule-folders = [\"audit-rules\"]\n[rules]\nutilises = \"info\"\n",
    );
    let (_, out, err) = run(library.path(), &["check", "--output-format", "concise", "--select", "utilise,utilises"]);
    let found: Vec<&str> = out.lines().filter_map(|line| line.split(' ').nth(1)).filter(|word| word.contains('[')).collect();
    assert_eq!(found, ["info[utilises]", "error[utilise]"], "{out}{err}");
    assert!(!run(library.path(), &["check", "--show-files"]).1.contains("audited      house"), "{out}");
    write(library.path(), "house/rules/utilise.md", &rule("utilise", "", UTILISE));
    let (code, _, err) = run(library.path(), &["check"]);
    assert_eq!((code, err.lines().count()), (2, 2));
    assert!(err.contains("the rule `utilise` stands in ") && err.contains("audit-rules/utilise.md"), "{err}");
}

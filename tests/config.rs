//! What a configuration may say, where it is looked for, and what is said about one that is wrong.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// A library of two articles with this configuration.
fn library(configuration: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let article = "Harbour fees\n\nThe fee is due at the gate, whatever the size of the boat may be, and the office will\n";
    fs::create_dir_all(folder.path().join("guides/old")).unwrap();
    fs::write(folder.path().join("fees.txt"), article).unwrap();
    fs::write(folder.path().join("guides/old/moorings.txt"), article).unwrap();
    fs::write(folder.path().join("contentaudit.toml"), configuration).unwrap();
    folder
}

/// Exit code, standard output and standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_contentaudit")).current_dir(folder).env_clear().args(arguments).output().unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    (output.status.code().unwrap(), out, err)
}

/// What is said about a wrong configuration.
fn refused(configuration: &str) -> String {
    let library = library(configuration);
    let (code, out, err) = run(library.path(), &["check"]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    err
}

/// The files that a run audits.
fn audited(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let (_, out, err) = run(folder, &[&["check", "--show-files"], arguments].concat());
    assert_eq!(err, "");
    out.lines().filter_map(|line| line.strip_prefix("audited ")).map(|path| path.trim().to_owned()).collect()
}

#[test]
fn everything_wrong_is_said_at_once_with_line_and_way_out() {
    insta::assert_snapshot!(refused(
        r#"profil = "house"
exlude = ["archive"]
include = ["a{b", "../x", "**/*.md", 7]
language = "english"

[rules]
mising-list = "off"
empty-list = "fatal"
duplicate-heading = { siblings-only = "yes" }
empty-section = { sverity = "info" }

[weights]
linkz = 0

[certification]
points = 11
unmet = 2.5

[limits]
file-size = "10 apples"
depht = 3
blocks = 0

[types.guide]
paths = "guides/**"
sources = "always"
"#
    ));
}

#[test]
fn weights_that_do_not_sum_to_ten_stop_the_run() {
    assert_eq!(
        refused("\n[weights]\nsources = 1.5\n"),
        "error: contentaudit.toml:2:2: the weights sum to 10.5 points, not to ten\n  \
         help: criteria that are not named keep their weight; change some until all sum to ten\n"
    );
}

#[test]
fn text_that_is_no_toml_is_refused_with_its_line() {
    let err = refused("language = \"en\"\nexclude = [\n");
    assert!(err.starts_with("error: contentaudit.toml:2:12: not valid TOML: "), "{err}");
}

#[test]
fn at_most_twenty_problems_are_listed_and_the_others_counted() {
    let keys: Vec<String> = (0..30).map(|number| format!("quay{number} = 1")).collect();
    let err = refused(&keys.join("\n"));
    assert_eq!(err.matches("unknown key").count(), 20);
    assert!(err.ends_with("… and 10 more of this kind\n"), "{err}");
    assert!(err.starts_with("error: contentaudit.toml:1:1: unknown key `quay0`\n"), "{err}");
}

#[test]
fn a_hostile_configuration_neither_steers_the_terminal_nor_is_it_quoted() {
    let err = refused("\"\\u001b[31m\\u202e\" = \"the secret\"\nlanguage = \"another secret\"\n");
    assert!(err.contains("unknown key `\\u{1b}[31m\\u{202e}`"), "{err}");
    assert!(!err.contains("secret"), "{err}");
}

#[test]
fn a_configuration_that_is_too_large_or_no_text_or_no_file_is_refused() {
    let err = refused(&format!("# {}\n", "x".repeat(1_000_000)));
    assert!(err.starts_with("error: contentaudit.toml: the configuration is larger than 1000000 bytes\n"), "{err}");
    let library = library("");
    fs::write(library.path().join("contentaudit.toml"), b"language = \"\xff\"").unwrap();
    assert!(run(library.path(), &["check"]).2.starts_with("error: contentaudit.toml: the configuration is not UTF-8\n"));
    fs::remove_file(library.path().join("contentaudit.toml")).unwrap();
    fs::create_dir(library.path().join("contentaudit.toml")).unwrap();
    assert_eq!(run(library.path(), &["check"]).0, 2);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_a_configuration_does_not_stall_the_run() {
    let library = library("");
    let file = library.path().join("contentaudit.toml");
    fs::remove_file(&file).unwrap();
    assert!(Command::new("mkfifo").arg(&file).status().unwrap().success());
    let (code, _, err) = run(library.path(), &["check"]);
    assert_eq!((code, err.lines().next()), (2, Some("error: contentaudit.toml: the configuration is not a regular file")));
}

#[test]
fn the_nearest_configuration_above_the_argument_holds() {
    let library = library("exclude = [\"guides\"]\n");
    assert_eq!(audited(library.path(), &[]), ["fees.txt"]);
    assert_eq!(audited(library.path(), &["--isolated"]), ["fees.txt", "guides/old/moorings.txt"]);
    assert!(run(library.path(), &["check", "guides", "-q"]).2.is_empty());
    fs::create_dir(library.path().join("guides/.config")).unwrap();
    fs::write(library.path().join("guides/.config/contentaudit.toml"), "include = [\"old/*.txt\"]\n").unwrap();
    assert_eq!(audited(library.path(), &["guides"]), ["guides/old/moorings.txt"]);
    fs::write(library.path().join("contentaudit.toml"), "").unwrap();
    let (_, _, err) = run(library.path(), &["check"]);
    assert_eq!(err, "note: ignored, a library has one configuration: guides/.config/contentaudit.toml\n");
    assert_eq!(audited(&library.path().join("guides/old"), &[]), ["moorings.txt"]);
}

#[test]
fn arguments_of_two_libraries_are_refused() {
    let library = library("");
    fs::write(library.path().join("guides/contentaudit.toml"), "").unwrap();
    let (code, _, err) = run(library.path(), &["check", "fees.txt", "guides"]);
    assert_eq!(code, 2);
    assert!(
        err.starts_with("error: `.` (contentaudit.toml) and `guides` (guides/contentaudit.toml) belong to different libraries\n"),
        "{err}"
    );
}

#[test]
fn a_configuration_named_with_a_flag_has_its_own_root() {
    let library = library("exclude = [\"**\"]\n");
    let other = library.path().join("guides/house.toml");
    fs::write(&other, "exclude = [\"old\"]\n").unwrap();
    assert_eq!(audited(library.path(), &["--config", "guides/house.toml"]), ["fees.txt"]);
    assert_eq!(run(library.path(), &["check", "--config", "absent.toml"]).0, 2);
}

/// The profile of a run, as JSON gives it.
fn profile(configuration: &str, arguments: &[&str]) -> serde_json::Value {
    let library = library(configuration);
    let (_, out, err) = run(library.path(), &[&["check", "--output-format", "json"], arguments].concat());
    let report: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{err}"));
    report["profile"].clone()
}

#[test]
fn the_profile_says_what_differs_from_the_standard() {
    let default = profile("", &[]);
    assert_eq!((&default["name"], &default["changes"]), (&"default".into(), &serde_json::json!([])));
    let house = profile(
        r#"profile = "house"
[rules]
empty-list = "warning"
empty-section = "off"
duplicate-heading = { siblings-only = false }
missing-title = { severity = "warning" }
[weights]
sources = 1.5
links = 0
[certification]
points = 8.5
unmet = 2
[types.guide]
paths = ["guides/**"]
sources = "required"
"#,
        &[],
    );
    assert_eq!(house["name"], "house");
    assert_eq!(
        house["changes"],
        serde_json::json!([
            "rule duplicate-heading siblings-only = false",
            "rule empty-list warning",
            "rule empty-section off",
            "weight sources 1.5",
            "weight links 0.0",
            "certified from 8.5 points",
            "certified with 2 criteria unmet",
            "type guide: sources required",
        ])
    );
    assert_ne!(house["hash"], default["hash"]);
}

#[test]
fn what_repeats_the_standard_changes_nothing_and_flags_change_something() {
    let default = profile("", &[]);
    assert_eq!(profile("profile = \"house\"\nlanguage = \"en\"\n[weights]\nlinks = 0.5\n[certification]\npoints = 9\n", &[]), default);
    let ignored = profile("", &["--ignore", "empty-list"]);
    assert_eq!((&ignored["name"], &ignored["changes"]), (&"custom".into(), &serde_json::json!(["rule empty-list off"])));
    let limited = profile("[limits]\nfile-size = \"20 MB\"\n", &[]);
    assert_eq!(limited["name"], "default");
    assert_ne!(limited["hash"], default["hash"]);
}

#[test]
fn select_applies_only_what_it_names_even_a_rule_that_is_off() {
    let library = library("[rules]\ntruncated-sentence = \"off\"\n");
    let findings = |arguments: &[&str]| {
        let (_, out, _) = run(library.path(), &[&["check", "--output-format", "concise"], arguments].concat());
        out.matches("[truncated-sentence]").count()
    };
    assert_eq!((findings(&[]), findings(&["--select", "complete"]), findings(&["--select", "lists"])), (0, 2, 0));
    assert_eq!(findings(&["--select", "complete", "--ignore", "truncated-sentence"]), 0);
}

#[test]
fn a_type_names_the_sections_that_its_articles_need_and_their_order() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("guides")).unwrap();
    fs::write(
        folder.path().join("contentaudit.toml"),
        "[types.guide]\npaths = [\"guides\"]\nrequired-sections = [\"Overview | Introduction\", \"Fares\", \"Sources\"]\nsection-order = true\n",
    )
    .unwrap();
    let article = "# The ferry\n\nThe ferry runs all the year.\n\n## Fares\n\nA crossing costs two coins.\n\n## Introduction\n\nIt was built in a shed.\n";
    fs::write(folder.path().join("guides/ferry.md"), article).unwrap();
    fs::write(folder.path().join("ferry.md"), article).unwrap();
    let arguments = ["check", "--select", "required-section,section-order", "--output-format", "concise"];
    let (code, out, err) = run(folder.path(), &arguments);
    let found: Vec<&str> = out.lines().filter(|line| line.contains('[')).collect();
    assert_eq!((code, err.as_str()), (1, ""));
    assert_eq!(
        found,
        [
            "guides/ferry.md:1:3: error[required-section] an article of type “guide” needs a section “Sources”",
            "guides/ferry.md:5:4: warning[section-order] section “Fares” stands before “Overview”",
        ]
    );
}

#[test]
fn a_title_without_words_asks_for_no_section() {
    let said = refused("[types.guide]\nrequired-sections = [\"Overview |\"]\nsection-order = \"yes\"\n");
    assert!(said.contains("no title for a section in `required-sections`") && said.contains("write true or false"), "{said}");
}

#[test]
fn parts_of_a_library_that_are_versions_are_never_compared() {
    let conflicts = |configuration: &str, folders: [&str; 2]| {
        let library = library(configuration);
        for (folder, (title, fee)) in folders.into_iter().zip([("Fees", 40), ("What a night costs", 55)]) {
            fs::create_dir_all(library.path().join(folder)).unwrap();
            let article = format!("# {title}\n\nThe fee of the Norholm harbour is ${fee} per night, and power is included.\n");
            fs::write(library.path().join(folder).join(format!("{folder}.md")), article).unwrap();
        }
        let (_, out, _) = run(library.path(), &["check", "--select", "agreement", "--output-format", "concise"]);
        out.matches("[library-conflict]").count()
    };
    let scopes = "[library]\nscopes = [\"east\", \"west/**\"]\n";
    assert_eq!([conflicts("", ["east", "west"]), conflicts(scopes, ["east", "west"])], [1, 0]);
    // Folders that are called after versions say so themselves.
    assert_eq!(conflicts("", ["v1", "v2"]), 0);
}

#[test]
fn an_override_holds_for_its_paths_only() {
    let found = |configuration: &str, arguments: &[&str]| {
        let library = library(configuration);
        let (_, out, err) = run(library.path(), &[&["check", "--output-format", "concise", "--quiet"], arguments].concat());
        assert_eq!(err, "");
        let lines = out.lines().filter(|line| line.contains("[truncated-sentence]"));
        lines.map(|line| line.split("[truncated").next().unwrap_or("").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("", &[]), ["fees.txt:3:67: error", "guides/old/moorings.txt:3:67: error"]);
    let off = "[[overrides]]\npaths = [\"guides/**\"]\nrules = { truncated-sentence = \"off\" }\n";
    assert_eq!(found(off, &[]), ["fees.txt:3:67: error"]);
    // The last one that matches decides, and a rule that is off elsewhere may be on.
    let again = format!("{off}\n[[overrides]]\npaths = [\"guides/old\"]\nrules = {{ truncated-sentence = \"warning\" }}\n");
    assert_eq!(found(&again, &[]), ["fees.txt:3:67: error", "guides/old/moorings.txt:3:67: warning"]);
    let only = "[rules]\ntruncated-sentence = \"off\"\n[[overrides]]\npaths = [\"fees.txt\"]\nrules = { truncated-sentence = \"info\" }\n";
    assert_eq!(found(only, &[]), ["fees.txt:3:67: info"]);
    // A flag is stronger.
    assert_eq!(found(&again, &["--ignore", "truncated-sentence"]), [""; 0]);
}

#[test]
fn an_override_makes_no_score_better_in_silence() {
    let library = library(
        "[[overrides]]\npaths = [\"fees.txt\"]\nrules = { missing-list = \"off\", empty-list = \"off\", empty-list-item = \"off\" }\n",
    );
    let (_, out, _) = run(library.path(), &["check", "--output-format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["profile"]["name"], "custom");
    assert_eq!(report["profile"]["changes"][0], "rule empty-list off in fees.txt");
    let state = |article: usize| {
        let ledger = report["articles"][article]["score"]["ledger"].as_array().unwrap();
        ledger.iter().find(|row| row["criterion"] == "lists").unwrap()["state"].clone()
    };
    assert_eq!((state(0), state(1)), ("not audited".into(), "not concerned".into()));
}

#[test]
fn an_override_that_says_nothing_is_refused() {
    let said =
        refused("[[overrides]]\nrules = { truncated-sentense = \"off\" }\n\n[[overrides]]\npaths = [\"guides\"]\nlanguag = \"de\"\n");
    for part in ["unknown rule `truncated-sentense`", "an override has no `paths`", "unknown key of an override `languag`"] {
        assert!(said.contains(part), "{part}\n{said}");
    }
}

#[test]
fn a_configuration_stands_on_others() {
    let library = library("extends = \"house.toml\"\n[rules]\nempty-section = \"off\"\n");
    let folder = library.path();
    fs::create_dir(folder.join("base")).unwrap();
    fs::write(folder.join("base/all.toml"), "language = \"de\"\n[rules]\ntruncated-sentence = \"info\"\n[certification]\npoints = 8\n")
        .unwrap();
    fs::write(folder.join("house.toml"), "extends = [\"base/all.toml\"]\n[rules]\nempty-section = \"info\"\nempty-list = \"info\"\n")
        .unwrap();
    let (_, out, err) = run(folder, &["check", "--output-format", "json"]);
    assert_eq!(err, "");
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let changes: Vec<&str> = report["profile"]["changes"].as_array().unwrap().iter().map(|change| change.as_str().unwrap()).collect();
    assert_eq!(changes, ["rule empty-list info", "rule empty-section off", "rule truncated-sentence info", "certified from 8.0 points"]);
}

#[test]
fn each_value_is_shown_with_the_file_that_says_it() {
    let library = library("extends = \"house.toml\"\n[rules]\nempty-list = \"info\"\n");
    fs::write(library.path().join("house.toml"), "language = \"de\"\n[rules]\nempty-section = \"info\"\nempty-list = \"off\"\n").unwrap();
    let (_, out, _) = run(library.path(), &["config"]);
    let lines: Vec<String> = out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for line in ["language de house.toml", "rules.empty-section info house.toml", "rules.empty-list info contentaudit.toml"] {
        assert!(lines.iter().any(|known| known == line), "{line}\n{lines:#?}");
    }
}

#[test]
fn a_type_is_the_one_of_the_upper_configuration() {
    let library = library("extends = \"house.toml\"\n[types.guide]\npaths = [\"**\"]\nsources = \"never\"\n");
    let folder = library.path();
    fs::write(folder.join("house.toml"), "[types.guide]\npaths = [\"**\"]\nsources = \"required\"\n").unwrap();
    let (_, out, err) = run(folder, &["check", "--output-format", "json", "--select", "missing-sources"]);
    assert_eq!((err.as_str(), out.contains("articles of this type need sources")), ("", false), "{out}");
}

#[test]
fn configurations_that_name_each_other_many_times_stop_the_run() {
    let many = |name: &str| format!("extends = [{}]\n", vec![format!("\"{name}\""); 30].join(", "));
    let library = library(&many("one.toml"));
    fs::write(library.path().join("one.toml"), many("two.toml")).unwrap();
    fs::write(library.path().join("two.toml"), many("three.toml")).unwrap();
    fs::write(library.path().join("three.toml"), "language = \"de\"\n").unwrap();
    let (code, _, err) = run(library.path(), &["check"]);
    assert_eq!((code, err.contains("leads to more than a hundred configurations, with `three.toml`")), (2, true), "{err}");
}

#[test]
fn what_a_configuration_cannot_stand_on_is_named_with_its_line() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("other.toml"), "").unwrap();
    let far = outside.path().join("other.toml");
    for (configuration, house, said) in [
        (
            "language = \"en\"\nextends = \"hous.toml\"\n".to_owned(),
            "",
            "contentaudit.toml:2: `extends` names a file that is not there: `hous.toml`",
        ),
        (
            "extends = \"house.toml\"\n".to_owned(),
            "extends = \"contentaudit.toml\"\n",
            "house.toml:1: `extends` leads from `contentaudit.toml` back",
        ),
        (format!("extends = {:?}\n", far.display().to_string()), "", "`extends` names a file outside of the library"),
        ("extends = \"house.toml\"\n".to_owned(), "languag = \"de\"\n", "house.toml:1:1: unknown key `languag`"),
    ] {
        let library = library(&configuration);
        fs::write(library.path().join("house.toml"), house).unwrap();
        let (code, _, err) = run(library.path(), &["check"]);
        assert_eq!(code, 2);
        assert!(err.contains(said), "{said}\n{err}");
    }
}

#[test]
fn each_value_is_shown_with_its_origin() {
    let library = library(
        "[rules]\nempty-section = { severity = \"info\", pauses = { en = [\"siesta\"] } }\n[certification]\npoints = 8\n\
         [[overrides]]\npaths = [\"guides\"]\nrules = { truncated-sentence = \"off\" }\nlanguage = \"de\"\n",
    );
    let lines = |path: &str| {
        let (code, out, err) = run(library.path(), &["config", path]);
        assert_eq!((code, err.as_str()), (0, ""));
        let squeezed = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        out.lines().map(squeezed).collect::<Vec<_>>()
    };
    let (fees, guide) = (lines("fees.txt"), lines("guides/old/moorings.txt"));
    let has = |lines: &[String], line: &str| assert!(lines.iter().any(|known| known == line), "{line}\n{lines:#?}");
    has(&fees, "certification.points 8.0 contentaudit.toml");
    has(&fees, "weights.lists 1.0 standard");
    has(&fees, "rules.empty-section info contentaudit.toml");
    has(&fees, "rules.truncated-sentence error standard");
    has(&fees, "language en standard");
    has(&guide, "rules.truncated-sentence off contentaudit.toml [[overrides]]");
    has(&guide, "language de contentaudit.toml [[overrides]]");
}

#[test]
fn a_key_may_be_said_by_a_flag_and_goes_before_the_file() {
    let library = library("language = \"de\"\n[rules]\nthin-section = { severity = \"warning\", at-least = 10 }\n");
    let lines = |flags: &[&str]| {
        let (code, out, err) = run(library.path(), &[&["config"], flags].concat());
        assert_eq!((code, err.as_str()), (0, ""));
        out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    let flags = ["--config", "rules.thin-section.at-least=20", "--config=language = fr", "--config", "rules.empty-link=\"off\""];
    let said = lines(&flags);
    for line in ["language fr --config", "rules.thin-section warning --config", "at-least 20 --config", "rules.empty-link off --config"] {
        assert!(said.iter().any(|known| known == line), "{line}\n{said:#?}");
    }
    // The same by `check`, which audits nothing then.
    let (code, out, _) = run(library.path(), &[&["check", "--show-settings"], &flags[..]].concat());
    let shown: Vec<String> = out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    assert_eq!((code, shown), (0, said));
    // Without the file, too.
    assert!(lines(&["--isolated", "--config", "language=fr"]).iter().any(|line| line == "language fr --config"));
    for (flags, wrong) in [
        (&["--config", "languag=fr"][..], "error: --config:1:1: unknown key `languag`\n  help: the nearest one is `language`\n"),
        (&["--config", "extends=\"house.toml\""], "`extends` and `rule-folders` are for configuration files"),
        (&["--config", "contentaudit.toml", "--isolated"], "a run has one configuration file, and none with --isolated"),
        (&["--config", "a.toml", "--config", "b.toml"], "a run has one configuration file"),
        (&["--config", "weights.sources=1.5"], "the weights sum to 10.5 points"),
    ] {
        let (code, _, err) = run(library.path(), &[&["check"], flags].concat());
        assert!(code == 2 && err.contains(wrong), "{flags:?}\n{err}");
    }
}

#[test]
fn extend_select_adds_rules_to_those_that_are_on() {
    let library = library("[rules]\nempty-section = \"off\"\n");
    let on = |flags: &[&str]| {
        let (_, out, _) = run(library.path(), &[&["check", "--show-settings"], flags].concat());
        let severity = |rule: &str| {
            out.lines().find(|line| line.starts_with(&format!("rules.{rule} "))).unwrap().split_whitespace().nth(1).unwrap().to_owned()
        };
        ["empty-section", "inconsistent-role", "missing-list"].map(severity)
    };
    assert_eq!(on(&[]), ["off", "off", "error"]);
    assert_eq!(on(&["--extend-select", "empty-section,inconsistent-role"]), ["error", "warning", "error"]);
    // A criterion brings along what the standard applies; what is left out stays out.
    assert_eq!(on(&["--extend-select", "substance,facts"]), ["error", "off", "error"]);
    assert_eq!(on(&["--select", "lists", "--extend-select", "inconsistent-role", "--ignore", "missing-list"]), ["off", "warning", "off"]);
}

#[test]
fn what_holds_for_a_path_holds_from_wherever_it_is_asked() {
    let library = library(
        "[types.guide]\npaths = [\"handbook/**\"]\nrequired-sections = [\"Overview\"]\n\
         [[overrides]]\npaths = [\"handbook/**\"]\nrules = { missing-list = \"off\" }\n",
    );
    let root = library.path();
    fs::write(
        root.join("contentaudit-waivers.toml"),
        "[[waiver]]\npath = \"news/fees.md\"\nrule = \"missing-list\"\nreason = \"the page has it\"\n",
    )
    .unwrap();
    // The same words in three folders: one has rules of its own, one is waived.
    for folder in ["handbook", "news", "log"] {
        fs::create_dir_all(root.join(folder)).unwrap();
        fs::write(
            root.join(folder).join("fees.md"),
            "The harbour is paid for by its guests, and by nobody else.\n\nIt keeps figures such as:\n",
        )
        .unwrap();
    }
    let rules = ["missing-list", "required-section"];
    let found = |folder: &Path, path: &str, line: &str| {
        let (_, out, _) = run(folder, &["check", "--output-format", "concise", path]);
        let lines: Vec<&str> = out.lines().filter(|known| known.starts_with(line)).collect();
        rules.map(|rule| lines.iter().any(|line| line.contains(&format!("[{rule}]"))))
    };
    // Twice: the second run has a cache.
    for _ in 0..2 {
        for (folder, expected) in [("handbook", [false, true]), ("news", [false, false]), ("log", [true, false])] {
            assert_eq!(found(root, ".", &format!("{folder}/")), expected, "{folder}");
            for path in ["fees.md", "."] {
                assert_eq!(found(&root.join(folder), path, "fees.md"), expected, "{folder} {path}");
            }
        }
    }
}

#[test]
fn an_override_may_say_options_of_a_rule() {
    let article = "# Harbour fees\n\n## Summer\n\nThey are due in May.\n\n### Boats\n\nForty coins a night.\n\n## Winter\n\n\
                   They are due in October.\n\n### Boats\n\nTen coins a night.\n";
    let found = |configuration: &str, arguments: &[&str]| {
        let library = library(configuration);
        for name in ["fees.md", "guides/moorings.md", "guides/old/quay.md"] {
            fs::write(library.path().join(name), article).unwrap();
        }
        let select = ["check", "--output-format", "concise", "--quiet", "--select", "duplicate-heading"];
        let (_, out, err) = run(library.path(), &[&select, arguments].concat());
        assert_eq!(err, "");
        let lines = out.lines().filter(|line| line.contains("[duplicate-heading]"));
        lines.map(|line| line.split("[duplicate").next().unwrap_or("").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found("", &[]), [""; 0]);
    // The severity that is not said stays what it is elsewhere.
    let guides = "[[overrides]]\npaths = [\"guides\"]\nrules = { duplicate-heading = { siblings-only = false } }\n";
    assert_eq!(found(guides, &[]), ["guides/moorings.md:15:5: warning", "guides/old/quay.md:15:5: warning"]);
    // The last one that says options for a path decides on them, and one that says a severity alone leaves them.
    let old = format!(
        "{guides}[[overrides]]\npaths = [\"guides/old\"]\nrules = {{ duplicate-heading = {{ siblings-only = true }} }}\n\
         [[overrides]]\npaths = [\"guides/*\"]\nrules = {{ duplicate-heading = \"error\" }}\n"
    );
    assert_eq!(found(&old, &[]), ["guides/moorings.md:15:5: error"]);
    // A flag is stronger.
    assert_eq!(found(guides, &["--config", "rules.duplicate-heading.siblings-only=true"]), [""; 0]);
}

#[test]
fn options_on_some_paths_change_the_profile_and_are_shown_there() {
    let configuration = "[[overrides]]\npaths = [\"guides\"]\nrules = { thin-section = { severity = \"warning\", at-least = 40 } }\n";
    let changes = profile(configuration, &[])["changes"].clone();
    assert_eq!(changes, serde_json::json!(["rule thin-section warning in guides", "rule thin-section at-least = 40 in guides"]));
    let library = library(configuration);
    let shown = |path: &str| {
        let (_, out, _) = run(library.path(), &["config", path]);
        let lines = out.lines().skip_while(|line| !line.starts_with("rules.thin-section")).take(2);
        lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(
        shown("guides/old/moorings.txt"),
        ["rules.thin-section warning contentaudit.toml [[overrides]]", "at-least 40 contentaudit.toml [[overrides]]"]
    );
    assert_eq!(shown("fees.txt")[0], "rules.thin-section info standard");
}

#[test]
fn wrong_options_of_an_override_are_named_with_their_place() {
    insta::assert_snapshot!(refused(
        r#"[[overrides]]
paths = ["guides"]
rules = { thin-section = { at-leat = 40 }, missing-list = { severity = "loud" } }

[[overrides]]
paths = ["news"]
rules = { duplicate-heading = { siblings-only = "yes" }, reused-passage = { words = 90 } }
"#
    ));
}

#[test]
fn what_a_flag_says_holds_on_all_paths() {
    let library = library("[[overrides]]\npaths = [\"**\"]\nrules = { truncated-sentence = \"info\" }\nlanguage = \"de\"\n");
    let shown = |flags: &[&str]| {
        let (_, out, _) = run(library.path(), &[&["config", "fees.txt"], flags].concat());
        let value = |name: &str| out.lines().find(|line| line.starts_with(name)).unwrap().split_whitespace().nth(1).unwrap().to_owned();
        ["language", "rules.truncated-sentence "].map(value)
    };
    assert_eq!(shown(&[]), ["de", "info"]);
    assert_eq!(shown(&["--config", "rules.truncated-sentence=\"warning\"", "--config", "language=fr"]), ["fr", "warning"]);
}

#[test]
fn paths_are_relative_to_the_file_that_states_them() {
    let library = library("extends = [\"guides/house.toml\", \".config/base.toml\"]\n");
    let folder = library.path();
    fs::create_dir_all(folder.join(".config")).unwrap();
    fs::create_dir_all(folder.join("guides/[new]")).unwrap();
    fs::create_dir_all(folder.join("guides/static")).unwrap();
    fs::write(folder.join("guides/static/map.pdf"), "%PDF").unwrap();
    fs::write(folder.join("guides/page.md"), "# Harbour fees\n\nSee [the map](/map.pdf) and [the plan](/plan.pdf).\n").unwrap();
    fs::write(folder.join("guides/[new]/quay.txt"), "Harbour fees\n\nThe fee is due at the gate.\n").unwrap();
    // Beside the guides, of all guides but the old ones; `.config` counts as its parent.
    fs::write(
        folder.join("guides/house.toml"),
        "exclude = [\"old\"]\n[links]\nroot = \"static\"\n[[overrides]]\npaths = [\"*.md\"]\nrules = { missing-title = \"off\" }\nlanguage = \"de\"\n",
    )
    .unwrap();
    fs::write(folder.join(".config/base.toml"), "include = [\"guides/**\"]\n").unwrap();
    assert_eq!(audited(folder, &[]), ["guides/[new]/quay.txt", "guides/page.md"]);
    let (_, out, err) = run(folder, &["check", "--select", "links", "--output-format", "concise"]);
    assert_eq!((out.matches("[broken-link]").count(), out.contains("“/plan.pdf”")), (1, true), "{out}{err}");
    let (_, out, _) = run(folder, &["config", "guides/page.md"]);
    assert!(out.lines().any(|line| line.starts_with("language ") && line.contains(" de ")), "{out}");
    // A folder with marks of globs in its name is that folder.
    fs::write(folder.join("guides/[new]/house.toml"), "exclude = [\"*.txt\"]\n").unwrap();
    fs::write(folder.join("contentaudit.toml"), "extends = \"guides/[new]/house.toml\"\n").unwrap();
    assert_eq!(audited(folder, &[]), ["fees.txt", "guides/old/moorings.txt", "guides/page.md"]);
}

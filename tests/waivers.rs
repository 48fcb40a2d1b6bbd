//! Waivers as writers use them: what is silent, what costs, and what is told of the waivers themselves.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::process::{Command, Stdio};

/// What `check` says of an article: its exit code, and the lines of the concise report.
fn said(name: &str, article: &str, arguments: &[&str]) -> (Option<i32>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), article).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
    let command = command.current_dir(folder.path()).env_clear().stdin(Stdio::null()).args(["check", "--today", "2026-12-01", name]);
    let format = if arguments.contains(&"--output-format") { &[][..] } else { &["--output-format", "concise"] };
    let run = command.args(format).args(arguments).output().unwrap();
    (run.status.code(), String::from_utf8(run.stdout).unwrap().lines().map(str::to_owned).collect())
}

fn article(waiver: &str) -> String {
    format!(
        "# Night boats\n\nThe last boat leaves at ten, and it takes bicycles but no cars.\n\n## Fares\n\nVisitors pay by the night.\n\n\
         ## Crew\n\nThe crew of four sleeps on board.\n\n{waiver}\n\nThe harbour keeps figures such as:\n"
    )
}

const DEFECT: &str = "boats.md:15:1: error[missing-list] the list announced by “The harbour keeps figures such as:” is missing";

#[test]
fn a_reason_makes_a_finding_silent_and_its_lack_does_not() {
    let (code, lines) = said("boats.md", &article("<!-- nothing -->"), &[]);
    assert_eq!((code, lines.first().map(String::as_str)), (Some(1), Some(DEFECT)));
    for waiver in
        ["disable-next-line missing-list", "disable-next-line lists", "disable-file missing-list", "disable", "disable MISSING-LIST"]
    {
        let (code, lines) = said("boats.md", &article(&format!("<!-- contentaudit-{waiver} -- it comes in spring -->")), &[]);
        assert_eq!((code, lines.len()), (Some(0), 1), "{waiver}: {lines:?}");
        assert!(lines.concat().ends_with(", 1 waived"), "{lines:?}");
    }
    let (code, lines) = said("boats.md", &article("<!-- contentaudit-disable-next-line missing-list -->"), &[]);
    assert_eq!(code, Some(1));
    assert_eq!(lines.first().unwrap(), &format!("{DEFECT} (waived without a reason, so it still counts)"));
}

#[test]
fn a_waiver_with_a_reason_goes_before_one_without() {
    let waivers =
        "<!-- contentaudit-disable missing-list -->\n\n<!-- contentaudit-disable-next-line missing-list -- it comes in spring -->";
    let (code, lines) = said("boats.md", &article(waivers), &[]);
    assert_eq!(code, Some(0), "{lines:?}");
    assert!(lines.last().unwrap().ends_with(", 1 waived"), "{lines:?}");
    assert!(lines.iter().all(|line| !line.starts_with("boats.md:15:")), "{lines:?}");
}

#[test]
fn waivers_that_waive_nothing_are_told() {
    let kinds = |waiver: &str, arguments: &[&str]| {
        let (_, lines) = said("boats.md", &article(&format!("<!-- contentaudit-{waiver} -->")), arguments);
        let rules = lines.iter().filter_map(|line| line.split_once('[')?.1.split_once(']').map(|(rule, _)| rule.to_owned()));
        rules.filter(|rule| rule.ends_with("-waiver")).collect::<Vec<_>>()
    };
    assert_eq!(kinds("disable-next-line missing-list until=2026-11-30 -- spring", &[]), ["expired-waiver"]);
    assert_eq!(kinds("disable-next-line missing-list until=2026-12-01 -- spring", &[]), [""; 0]);
    assert_eq!(kinds("disable-next-line empty-list -- spring", &[]), ["unused-waiver"]);
    assert_eq!(kinds("disable-next-line missing-lists -- spring", &[]), ["unknown-waiver"]);
    // Nobody knows whether a rule that does not run would need it.
    assert_eq!(kinds("disable-next-line empty-list -- spring", &["--select", "clean"]), [""; 0]);
}

#[test]
fn pages_have_waivers_too_and_machines_read_them() {
    let page = "<!doctype html><html lang=\"en\"><head><title>Night boats</title></head><body><main><h1>Night boats</h1>\n<p>The last boat leaves \
                at ten.</p>\n<!-- contentaudit-disable-next-line missing-list until=2027-05-01 -- it comes in spring -->\n<p>The harbour keeps \
                figures such as:</p></main></body></html>\n";
    let (code, lines) = said("boats.html", page, &["--output-format", "json"]);
    assert_eq!(code, Some(0), "{lines:?}");
    let report: serde_json::Value = serde_json::from_str(&lines.join("\n")).unwrap();
    assert_eq!(report["summary"]["waived"], 1);
    assert_eq!(report["articles"][0]["findings"][0]["waived"], serde_json::json!({"reason": "it comes in spring", "until": "2027-05-01"}));
    let (_, lines) = said("boats.html", page, &["--output-format", "sarif"]);
    let report: serde_json::Value = serde_json::from_str(&lines.join("\n")).unwrap();
    let suppressions = &report["runs"][0]["results"][0]["suppressions"];
    assert_eq!(*suppressions, serde_json::json!([{"kind": "inSource", "justification": "it comes in spring"}]));
}

/// A text export of a page, which has no comments.
const EXPORT: &str = "Night boats\n\nThe last boat leaves at ten.\n\nFares\n\nVisitors pay by the night. The harbour keeps figures such as:\n\nMore\n\nThe \
                      crew of four sleeps on board.\n";

#[test]
fn waivers_for_forms_without_comments_stand_beside_the_articles() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("contentaudit.toml", "");
    write("boats.txt", EXPORT);
    let check = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
        let command = command.current_dir(folder.path()).env_clear().stdin(Stdio::null());
        let output = command.args(["check", "--output-format", "json", "--today", "2026-11-25"]).args(more).output().unwrap();
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        (output.status.code(), report, String::from_utf8(output.stderr).unwrap())
    };
    let (_, report, _) = check(&[]);
    let findings = report["articles"][0]["findings"].as_array().unwrap();
    let lost = findings.iter().find(|finding| finding["rule"] == "missing-list").unwrap();
    let told = |report: &serde_json::Value, rule: &str| {
        let all = report["articles"][0]["findings"].as_array().unwrap();
        let of_rule = all.iter().find(|finding| finding["rule"] == rule);
        of_rule.map(|finding| (finding["message"].as_str().unwrap().to_owned(), finding["waived"]["reason"].as_str().map(str::to_owned)))
    };
    let (by_rule, by_print) = (
        "[[waiver]]\npath = \"boats.txt\"\nrule = \"lists\"\nreason = \"the table is a picture\"\nuntil = \"2026-12-31\"\n".to_owned(),
        format!("[[waiver]]\nfingerprint = {}\nreason = \"the table is a picture\"\n", lost["fingerprint"]),
    );
    for waivers in [&by_rule, &by_print] {
        write("contentaudit-waivers.toml", waivers);
        let (_, report, notes) = check(&[]);
        assert_eq!(told(&report, "missing-list").unwrap().1.as_deref(), Some("the table is a picture"), "{waivers}{notes}");
        assert_eq!(report["summary"]["waived"], 1);
        assert_eq!((told(&report, "unused-waiver"), notes.as_str()), (None, ""));
        // The standard as it is knows no waivers of a team.
        assert_eq!(told(&check(&["--isolated"]).1, "missing-list").unwrap().1, None);
    }
    // One that is over, one that nothing needs, one for an article that is not there.
    write(
        "contentaudit-waivers.toml",
        &format!(
            "{}\n[[waiver]]\npath = \"boats.txt\"\nrule = \"empty-list\"\nreason = \"none\"\n\n[[waiver]]\npath = \"gone.txt\"\nrule = \"empty-list\"\nreason = \"none\"\n",
            by_rule.replace("2026-12-31", "2026-01-31")
        ),
    );
    let (_, report, notes) = check(&[]);
    assert_eq!(told(&report, "missing-list").unwrap().1, None);
    assert_eq!(told(&report, "expired-waiver").unwrap().0, "the waiver in line 1 of contentaudit-waivers.toml held until 2026-01-31");
    assert_eq!(told(&report, "unused-waiver").unwrap().0, "no finding needs the waiver in line 7 of contentaudit-waivers.toml");
    assert_eq!(notes, "note: nothing in the library needs the waivers in contentaudit-waivers.toml: line 12\n");
    // Of an article alone nobody can say that.
    assert_eq!(check(&["boats.txt"]).2, "");
    write("contentaudit-waivers.toml", "[[waiver]]\npath = \"boats.txt\"\nrule = \"mising-list\"\nreason = \"none\"\n");
    let (code, _, notes) = check(&[]);
    assert_eq!(
        (code, notes.as_str()),
        (
            Some(2),
            "error: contentaudit-waivers.toml:3: no rule or criterion has the name of this `rule`\n  help: the nearest is `missing-list`; `contentaudit rules` \
             lists all\n"
        )
    );
}

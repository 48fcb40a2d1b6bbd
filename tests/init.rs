//! `init` in folders of several generators: what it writes is read, and finds the articles.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
    let run = command.current_dir(folder).env_clear().stdin(Stdio::null()).args(arguments).output().unwrap();
    (run.status.code(), String::from_utf8(run.stdout).unwrap(), String::from_utf8(run.stderr).unwrap())
}

fn folder(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "# Night boats\n\nThe last boat leaves at ten.\n").unwrap();
    }
    folder
}

#[test]
fn the_configuration_fits_the_site() {
    for (site, files, articles) in [
        ("Hugo", &["hugo.toml", "content/boats.md", "static/map.svg", "themes/old/README.md"][..], &["content/boats.md"][..]),
        ("Jekyll", &["_config.yml", "_posts/2026-01-02-boats.md", "_site/boats.html"], &["_posts/2026-01-02-boats.md"]),
        ("Docusaurus", &["docusaurus.config.js", "docs/boats.md", "blog/crew.md", "README.md"], &["blog/crew.md", "docs/boats.md"]),
        ("MkDocs", &["mkdocs.yml", "docs/boats.md", "site/boats.html"], &["docs/boats.md"]),
        ("", &["boats.html", "crew.md"], &["boats.html", "crew.md"]),
    ] {
        let library = folder(files);
        let (code, said, notes) = run(library.path(), &["init"]);
        assert_eq!(code, Some(0), "{notes}");
        assert!(said.contains(site), "{said}");
        let (code, said, notes) = run(library.path(), &["check", "--show-files"]);
        assert_eq!(code, Some(0), "{site}: {notes}");
        let is_article = |word: &&str| [".md", ".html"].iter().any(|end| word.ends_with(end));
        let audited = said.split("passed over").next().unwrap();
        let shown: Vec<&str> = audited.split_whitespace().filter(is_article).collect();
        assert_eq!(shown, articles, "{site}: {said}");
    }
}

#[test]
fn a_picture_beside_the_articles_is_none() {
    let library = folder(&["content/boats.md"]);
    fs::write(library.path().join("content/quay.png"), b"\x89PNG\r\n\x1a\n\0\0").unwrap();
    assert_eq!(run(library.path(), &["init"]).0, Some(0));
    let (code, said, notes) = run(library.path(), &["check", "--show-files"]);
    let listed = "audited      content/boats.md\npassed over  2 files of other extensions\n";
    assert_eq!((code, said.as_str(), notes.as_str()), (Some(0), listed, ""));
    assert_eq!(run(library.path(), &["check"]).0, Some(0));
}

#[test]
fn what_is_there_is_never_written_over() {
    let library = folder(&["boats.md"]);
    fs::write(library.path().join("contentaudit.toml"), "language = \"de\"\n").unwrap();
    let (code, _, notes) = run(library.path(), &["init"]);
    assert_eq!(code, Some(2));
    assert!(notes.contains("there is a configuration already") && notes.contains("init --print"), "{notes}");
    assert_eq!(fs::read_to_string(library.path().join("contentaudit.toml")).unwrap(), "language = \"de\"\n");
    let (code, said, _) = run(library.path(), &["init", "--print"]);
    assert!(code == Some(0) && said.contains("# [[overrides]]"), "{said}");
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let library = folder(&["boats.md"]);
    for arguments in [&["init", "dcos"][..], &["init", "--print", "dcos"]] {
        let (code, _, notes) = run(library.path(), arguments);
        assert!(code == Some(2) && notes.contains("dcos") && notes.contains("name the folder of the library"), "{notes}");
    }
}

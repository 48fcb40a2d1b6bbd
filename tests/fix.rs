//! What `--fix` promises: a file is its old bytes or its new ones at every moment, nobody's edit is lost, and nothing but the defect changes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that cannot go on has failed")]

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::rc::Rc;

use contentaudit::fix::{Files, Left, Look, replace, settle, sweep};
use proptest::prelude::*;
use tempfile::TempDir;

const CUT: &str =
    "# What the harbour tour needs\n\nBring these along, because the quay is cold before sunrise:\n\n- A lamp\n-\n- A warm coat\n";
const WHOLE: &str =
    "# What the harbour tour needs\n\nBring these along, because the quay is cold before sunrise:\n\n- A lamp\n- A warm coat\n";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
    command.current_dir(folder).env_clear().env("SOURCE_DATE_EPOCH", "1795500000").stdin(Stdio::null());
    command.arg("check").args(arguments).args(["--select", "lists"]).output().unwrap()
}

fn seen(output: &Output) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8(bytes.clone()).unwrap());
    format!("exit {}\n--- stdout\n{out}--- stderr\n{err}", output.status.code().unwrap())
}

fn folder(articles: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in articles {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

/// Names in a folder, ours for passing files among them; without the cache.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name != ".contentaudit-cache");
    names.sort();
    names
}

#[test]
fn a_blank_item_goes_and_the_rest_stays_byte_by_byte() {
    let windows = format!("\u{feff}{}", CUT.replace('\n', "\r\n"));
    let folder = folder(&[("tour.md", CUT.as_bytes()), ("windows.md", windows.as_bytes())]);
    let output = run(folder.path(), &["--fix", "-q"]);
    assert_eq!(seen(&output), "exit 0\n--- stdout\n--- stderr\nfixed 2 findings in 2 articles: 2 empty-list-item\n");
    assert_eq!(fs::read_to_string(folder.path().join("tour.md")).unwrap(), WHOLE);
    assert_eq!(fs::read_to_string(folder.path().join("windows.md")).unwrap(), format!("\u{feff}{}", WHOLE.replace('\n', "\r\n")));
    assert_eq!(names(folder.path()), ["tour.md", "windows.md"]);
    let before = fs::metadata(folder.path().join("tour.md")).unwrap().modified().unwrap();
    assert_eq!(seen(&run(folder.path(), &["--fix", "-q"])), "exit 0\n--- stdout\n--- stderr\n");
    assert_eq!(fs::metadata(folder.path().join("tour.md")).unwrap().modified().unwrap(), before);
}

#[test]
fn a_diff_shows_what_would_change_and_changes_nothing() {
    let folder = folder(&[("tour.md", CUT.as_bytes())]);
    insta::assert_snapshot!(seen(&run(folder.path(), &["--diff"])));
    assert_eq!(fs::read_to_string(folder.path().join("tour.md")).unwrap(), CUT);
    fs::write(folder.path().join("tour.md"), WHOLE).unwrap();
    assert_eq!(seen(&run(folder.path(), &["--diff"])), "exit 0\n--- stdout\n--- stderr\n");
}

#[test]
fn standard_input_is_not_repaired() {
    let folder = folder(&[]);
    assert_eq!(
        seen(&run(folder.path(), &["--fix", "-"])),
        "exit 2\n--- stdout\n--- stderr\nerror: standard input cannot be repaired\n  help: name the file, or leave out --fix and --diff\n"
    );
}

#[cfg(unix)]
#[test]
fn what_may_not_be_written_is_named_and_left() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let outside = folder(&[("beyond.md", CUT.as_bytes())]);
    let folder =
        folder(&[("linked.md", CUT.as_bytes()), ("locked.md", CUT.as_bytes()), ("open.md", CUT.as_bytes()), ("contentaudit.toml", b"")]);
    let at = |name: &str| folder.path().join(name);
    fs::hard_link(at("linked.md"), at("other-name.md")).unwrap();
    fs::set_permissions(at("locked.md"), fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(at("open.md"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink(outside.path().join("beyond.md"), at("leads-out.md")).unwrap();
    let output = run(folder.path(), &["--fix", "-q", "linked.md", "locked.md", "open.md", "leads-out.md"]);
    let err = String::from_utf8(output.stderr).unwrap();
    insta::assert_snapshot!(err);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(at("open.md")).unwrap(), WHOLE);
    assert_eq!(fs::metadata(at("open.md")).unwrap().permissions().mode() & 0o777, 0o640);
    for left in ["linked.md", "locked.md", "leads-out.md"] {
        assert_eq!(fs::read_to_string(at(left)).unwrap(), CUT, "{left}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_within_the_library_stays_a_link() {
    let folder = folder(&[("tour.md", CUT.as_bytes()), ("contentaudit.toml", b"")]);
    std::os::unix::fs::symlink("tour.md", folder.path().join("alias.md")).unwrap();
    run(folder.path(), &["--fix", "-q", "alias.md"]);
    assert!(fs::symlink_metadata(folder.path().join("alias.md")).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(folder.path().join("tour.md")).unwrap(), WHOLE);
}

#[test]
fn another_encoding_is_left_as_it_is() {
    let bytes: Vec<u8> = std::iter::once(0xfeff).chain(CUT.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let folder = folder(&[("tour.md", &bytes)]);
    assert_eq!(run(folder.path(), &["--fix", "-q"]).status.code(), Some(1));
    assert_eq!(fs::read(folder.path().join("tour.md")).unwrap(), bytes);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever stands around the blank items, they alone go, and nothing is left to repair.
    #[test]
    fn only_the_blank_items_go(items in prop::collection::vec(prop::option::of("[A-Z][a-z]{3,9} [a-z]{4,9}"), 2..9), crlf: bool, mark in "[-*+]") {
        let end = if crlf { "\r\n" } else { "\n" };
        let list = |all: bool| -> String {
            let shown = items.iter().filter(|item| all || item.is_some());
            shown.map(|item| format!("{mark}{}{end}", item.as_ref().map_or_else(String::new, |words| format!(" {words}")))).collect()
        };
        let article = |list: &str| format!("# Harbour tour{end}{end}Bring along what the quay asks of you in the morning:{end}{end}{list}{end}The boat leaves at nine.{end}");
        let some = items.iter().flatten().count();
        prop_assume!(some > 0);
        let folder = folder(&[("tour.md", article(&list(true)).as_bytes())]);
        run(folder.path(), &["--fix", "-q"]);
        let after = fs::read_to_string(folder.path().join("tour.md")).unwrap();
        prop_assert_eq!(&after, &article(&list(false)));
        run(folder.path(), &["--fix", "-q"]);
        prop_assert_eq!(fs::read_to_string(folder.path().join("tour.md")).unwrap(), after);
    }
}

type Inode = Rc<RefCell<Vec<u8>>>;

/// A file system in memory that fails, stops or sees an editor save at the n-th call.
#[derive(Default)]
struct Memory {
    files: RefCell<BTreeMap<PathBuf, Inode>>,
    calls: Cell<usize>,
    /// This call and no other fails.
    fails_at: Option<usize>,
    /// This call and all behind it fail: the process is gone.
    stops_at: Option<usize>,
    saves_at: Option<(usize, Save)>,
    /// No two files change places in one step here.
    is_plain: bool,
    /// What the editor has open.
    open: RefCell<Option<Inode>>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Save {
    /// Over the file that has the name.
    InPlace,
    /// A new file under the name.
    ByName,
    /// Into the file that was open from the beginning.
    IntoOpen,
}

const TARGET: &str = "/library/tour.md";
const SAVED: &[u8] = b"what the editor saved";

impl Memory {
    fn new() -> Self {
        let memory = Self::default();
        let inode: Inode = Rc::new(RefCell::new(b"old".to_vec()));
        *memory.open.borrow_mut() = Some(inode.clone());
        memory.files.borrow_mut().insert(TARGET.into(), inode);
        memory
    }

    fn call(&self) -> io::Result<()> {
        let call = self.calls.get();
        self.calls.set(call + 1);
        if let Some((_, how)) = self.saves_at.filter(|(at, _)| *at == call) {
            match how {
                Save::InPlace => *self.files.borrow()[Path::new(TARGET)].borrow_mut() = SAVED.to_vec(),
                Save::ByName => {
                    self.files.borrow_mut().insert(TARGET.into(), Rc::new(RefCell::new(SAVED.to_vec())));
                }
                Save::IntoOpen => *self.open.borrow().as_ref().unwrap().borrow_mut() = SAVED.to_vec(),
            }
        }
        if self.fails_at == Some(call) || self.stops_at.is_some_and(|from| call >= from) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        Ok(())
    }

    fn bytes(&self, path: &Path) -> Option<Vec<u8>> {
        self.files.borrow().get(path).map(|inode| inode.borrow().clone())
    }
}

impl Files for Memory {
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.call().map(|()| path.to_path_buf())
    }

    fn look(&self, _: &Path) -> io::Result<Look> {
        self.call().map(|()| Look { is_regular: true, is_read_only: false, links: 1 })
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.call()?;
        self.bytes(path).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn create_beside(&self, path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
        self.call()?;
        let beside = path.with_file_name(".contentaudit-1.tmp");
        self.files.borrow_mut().insert(beside.clone(), Rc::new(RefCell::new(bytes.to_vec())));
        Ok(beside)
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<bool> {
        self.call()?;
        if self.is_plain {
            return Ok(false);
        }
        let mut files = self.files.borrow_mut();
        let (first, second) = (files[one].clone(), files[other].clone());
        files.insert(one.into(), second);
        files.insert(other.into(), first);
        Ok(true)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call()?;
        let mut files = self.files.borrow_mut();
        let inode = files.remove(from).ok_or(io::ErrorKind::NotFound)?;
        files.insert(to.into(), inode);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.call()?;
        self.files.borrow_mut().remove(path);
        Ok(())
    }

    fn sync(&self, _: &Path) -> io::Result<()> {
        self.call()
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        self.call()?;
        Ok(self.files.borrow().keys().filter(|path| path.parent() == Some(folder)).cloned().collect())
    }
}

/// Replaces and settles; with what the file holds then.
fn replaced(files: &Memory) -> (Result<(), Left>, Vec<u8>) {
    let result = replace(files, Path::new(TARGET), Path::new("/library"), b"old", b"new").and_then(|old| settle(files, &old));
    (result, files.bytes(Path::new(TARGET)).unwrap())
}

/// More calls than a replacement makes.
const CALLS: usize = 16;

#[test]
fn whichever_call_fails_the_file_is_whole() {
    for is_plain in [false, true] {
        for at in 0..CALLS {
            let files = Memory { fails_at: Some(at), is_plain, ..Memory::new() };
            let (result, bytes) = replaced(&files);
            assert_eq!(bytes, if result.is_ok() { b"new" } else { b"old" }, "call {at}: {result:?}");
            let files = Memory { stops_at: Some(at), is_plain, ..Memory::new() };
            let (_, bytes) = replaced(&files);
            assert!(bytes == b"old" || bytes == b"new", "stopped at {at}");
            // The next run leaves the article alone in its folder.
            sweep(&Memory { files: RefCell::new(files.files.borrow().clone()), ..Memory::default() }, Path::new("/library"));
        }
    }
}

#[test]
fn whenever_an_editor_saves_what_was_saved_is_what_the_file_holds() {
    for how in [Save::InPlace, Save::ByName, Save::IntoOpen] {
        let calls = {
            let files = Memory::new();
            assert_eq!(replaced(&files).1, b"new");
            files.calls.get()
        };
        // The last call removes the old file: who saves into it then had it open through the whole run.
        let last = if how == Save::IntoOpen { calls - 1 } else { calls };
        for at in 0..last {
            let files = Memory { saves_at: Some((at, how)), ..Memory::new() };
            let (result, bytes) = replaced(&files);
            assert_eq!(bytes, SAVED, "{how:?} at call {at}: {result:?}");
        }
    }
}

#[test]
fn what_a_killed_run_left_is_swept_up() {
    let folder = folder(&[("tour.md", CUT.as_bytes()), (".contentaudit-0123456789ab.tmp", b"half a")]);
    run(folder.path(), &["--fix", "-q"]);
    assert_eq!(names(folder.path()), ["tour.md"]);
}

/// Runs all rules but those that need a library, and keeps the summary line of the repair.
fn repaired(name: &str, article: &str, flags: &[&str]) -> (String, String) {
    let folder = folder(&[(name, article.as_bytes())]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_contentaudit"));
    command.current_dir(folder.path()).env_clear().env("SOURCE_DATE_EPOCH", "1795500000").stdin(Stdio::null());
    let output = command.args(["check", "--fix", "-q"]).args(flags).output().unwrap();
    (fs::read_to_string(folder.path().join(name)).unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_comment_that_readers_see_goes_with_its_line() {
    let article = "The harbour tour\n\nThe tour begins at the old crane at nine in the morning, and it takes two hours.\n\n<!--tour-weave-->\n\nBring a lamp and a warm coat, because the quay is cold.\n";
    let (after, told) = repaired("tour.txt", article, &[]);
    assert_eq!(after, article.replace("<!--tour-weave-->\n", ""));
    assert_eq!(told, "fixed 1 finding in 1 article: 1 leaked-comment\n");
}

#[test]
fn references_escaped_twice_are_escaped_once() {
    let article = "<!doctype html><html lang=\"en\"><title>Salt and bread</title><h1>Salt and bread</h1>\n<p>Salt &amp;amp; pepper stand on every table of the harbour inn, and the baker&amp;#39;s bread is warm.</p>\n<p>A plain &amp; stays.</p></html>\n";
    let (after, told) = repaired("inn.html", article, &[]);
    assert_eq!(after, article.replace("&amp;amp;", "&amp;").replace("&amp;#39;", "&#39;"));
    assert_eq!(told, "fixed 1 finding in 1 article: 1 escaped-entity\n");
}

#[test]
fn a_stated_count_of_words_is_corrected_in_the_metadata() {
    let body = "# The harbour tour\n\nThe tour begins at the old crane at nine in the morning. It takes two hours, and the warden leads it. Bring a lamp and a warm coat, because the quay is cold before sunrise and the wind comes from the sea.\n";
    let (after, told) = repaired("tour.md", &format!("---\nword_count: 900\n---\n{body}"), &[]);
    assert_eq!(after, format!("---\nword_count: 45\n---\n{body}"));
    assert_eq!(told, "fixed 1 finding in 1 article: 1 stated-word-count\n");
}

#[test]
fn a_note_in_the_source_waits_for_the_flag() {
    let article = "# The harbour tour\n\n<!-- TODO: check the price with the warden -->\nThe tour begins at the old crane at nine in the morning, and it takes two hours.\n";
    assert_eq!(repaired("tour.md", article, &[]).0, article);
    assert_eq!(
        repaired("tour.md", article, &["--unsafe-fixes"]).0,
        "# The harbour tour\n\nThe tour begins at the old crane at nine in the morning, and it takes two hours.\n"
    );
}

/// Repairs twice, and holds the second run to finding nothing; with what the file holds then, in both kinds of line ends.
fn repaired_for_good(name: &str, article: &str, flags: &[&str]) -> (String, String) {
    let (after, told) = repaired(name, article, flags);
    assert_eq!(repaired(name, &after, flags), (after.clone(), String::new()), "a second run");
    let (windows, _) = repaired(name, &article.replace('\n', "\r\n"), flags);
    assert_eq!(windows, after.replace('\n', "\r\n"), "with line ends of two characters");
    (after, told)
}

#[test]
fn the_second_of_two_paragraphs_goes_with_the_blank_line_before_it() {
    let text = "The tour begins at the *old* crane at nine in the morning, and it takes two hours.";
    let around = |text: &str| format!("# The harbour tour\n\nBring a lamp.\n\n{text}\n\nThe quay is cold before sunrise.\n");
    let (after, told) = repaired_for_good("tour.md", &around(&[text, text].join("\n\n")), &[]);
    assert_eq!(after, around(text));
    assert_eq!(told, "fixed 1 finding in 1 article: 1 duplicate-paragraph\n");
    assert_eq!(repaired_for_good("tour.md", &around(&[text, text, text].join("\n\n")), &[]).0, around(text));
    // Written otherwise, an editor chooses.
    let otherwise = around(&[text, &text.replace('*', "_")].join("\n\n"));
    assert_eq!(repaired("tour.md", &otherwise, &[]).0, otherwise);
    assert_eq!(repaired_for_good("tour.md", &otherwise, &["--unsafe-fixes"]).0, around(text));
    let page = |text: &str| {
        format!(
            "<!doctype html><html lang=\"en\"><title>The harbour tour</title><h1>The harbour tour</h1>\n{text}\n<p>The quay is cold before sunrise.</p></html>\n"
        )
    };
    let text = format!("<p class=\"lead\">{text}</p>");
    assert_eq!(repaired_for_good("tour.html", &page(&[&*text, &*text].join("\n")), &[]).0, page(&text));
    let list = |items: &[&str]| {
        format!("# The harbour tour\n\nBring these along, because the quay is cold:\n\n{}\nThe boat leaves at nine.\n", items.concat())
    };
    let lamp = "- A lamp with a spare battery\n";
    assert_eq!(repaired_for_good("tour.md", &list(&[lamp, lamp, "- A coat\n"]), &[]).0, list(&[lamp, "- A coat\n"]));
}

#[test]
fn a_block_of_code_is_closed_where_its_end_is_certain() {
    let head = "# Starting the pump\n\nType this into the box beside the lamp, and wait:\n\n```bash\npump --start\n\npump --log\n";
    let (after, told) = repaired_for_good("pump.md", head, &[]);
    assert_eq!(after, format!("{head}```\n"));
    assert_eq!(told, "fixed 1 finding in 1 article: 1 unclosed-block\n");
    let tail = "\n## Stopping it\n\nWait for the lamp beside the tank to turn green.\n";
    let swallowed = [head, tail].concat();
    assert_eq!(repaired("pump.md", &swallowed, &[]).0, swallowed);
    assert_eq!(repaired_for_good("pump.md", &swallowed, &["--unsafe-fixes"]).0, format!("{head}```\n{tail}"));
    let next = "\n```Output\nThe pump is running.\n```\n\nWait for the lamp beside the tank to turn green.\n";
    assert_eq!(repaired_for_good("pump.md", &[head, next].concat(), &["--unsafe-fixes"]).0, format!("{head}```\n{next}"));
    let item = "# Starting the pump\n\n1. Type this:\n\n   ~~~bash\n   pump --start\n\n1. Wait for the lamp.\n";
    assert_eq!(repaired_for_good("pump.md", item, &[]).0, item.replace("--start\n", "--start\n   ~~~\n"));
}

#[test]
fn a_stray_sign_goes_alone() {
    let around = |text: &str| format!("# What a revenue chief does\n\n{text}\n\nShe also hires the people who sell.\n");
    let text = "She reviews how sales work, and boosts revenue.";
    let (after, told) = repaired_for_good("chief.md", &around(&[text, "-"].concat()), &[]);
    assert_eq!((&*after, &*told), (&*around(text), "fixed 1 finding in 1 article: 1 stray-characters\n"));
    assert_eq!(repaired_for_good("chief.md", &around(&text.replace(',', ",,")), &[]).0, around(text));
    let cut = around("She reviews how sales work,. Then she plans the year with the team.");
    assert_eq!(repaired("chief.md", &cut, &[]).0, cut);
    assert_eq!(repaired_for_good("chief.md", &cut, &["--unsafe-fixes"]).0, cut.replace(",.", "."));
}

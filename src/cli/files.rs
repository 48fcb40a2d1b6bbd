//! Which files a run looked at, and which it passed over and why.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use crate::audit::{Audit, Inputs};
use crate::config::{Config, NAMES};
use crate::report::{Output, main_content_words};
use crate::source::{absolute, shown};
use crate::waiver::{FILE, FILED};

/// Ignored configurations that are named one by one.
const NAMED: usize = 5;

/// The list of `--show-files`.
pub(super) fn write(out: &mut Output, audit: &Audit, verbose: bool) -> io::Result<()> {
    for article in &audit.articles {
        out.ours("audited      ").path(&article.path);
        if verbose {
            out.ours(&format!("  ({}, language ", article.format.name())).quoted(&article.language.code);
            out.ours(", main content: ").ours(main_content_words(article.main)).ours(")");
        }
        out.end()?;
    }
    for skipped in &audit.passed_over {
        out.ours("passed over  ").path(&skipped.shown).ours(": ").ours(&skipped.why).end()?;
    }
    if audit.others > 0 {
        out.ours(&format!("passed over  {} of other extensions", files(audit.others))).end()?;
    }
    out.finish()
}

/// Notes for people: where the configuration comes from, and why nothing was audited.
pub(super) fn notes(out: &mut Output, audit: &Audit, config: &Config, inputs: &Inputs, verbose: bool) -> io::Result<()> {
    if verbose {
        match &config.file {
            Some(file) => out.ours("note: configuration ").path(file).end()?,
            None => out.ours("note: no configuration").end()?,
        }
        out.ours("note: library root ").path(&config.selection.root).end()?;
    }
    let root = &config.selection.root;
    if config.file.is_some() {
        below(out, audit, config, inputs)?;
    }
    if !audit.lost_waivers.is_empty() && inputs.are_whole(root) {
        let lines: Vec<String> = audit.lost_waivers.iter().map(u32::to_string).collect();
        out.ours("note: nothing in the library needs the waivers in ").ours(FILED).ours(&format!(": line {}", lines.join(", "))).end()?;
    }
    // A configuration above the folder moves the root of its library.
    for stray in
        inputs.paths.iter().map(|path| path.join(FILE)).filter(|file| file.is_file() && absolute(file, &inputs.cwd) != root.join(FILE))
    {
        let root = shown(root, &inputs.cwd);
        let root = if root.as_os_str().is_empty() { Path::new(".") } else { &root };
        out.ours("note: ")
            .path(&stray)
            .ours(" is not read: the root of the library is ")
            .path(root)
            .ours("; `contentaudit baseline` writes one there")
            .end()?;
    }
    if audit.articles.is_empty() && audit.errors.is_empty() {
        nothing(out, audit, config, inputs)?;
    }
    out.finish()
}

/// Configurations below the root, beside or above an article: a library has one, so they are named and ignored.
fn below(out: &mut Output, audit: &Audit, config: &Config, inputs: &Inputs) -> io::Result<()> {
    let root = &config.selection.root;
    let mut folders = BTreeSet::new();
    for article in &audit.articles {
        for folder in inputs.cwd.join(&article.path).ancestors().skip(1) {
            // What is known already has its ancestors in the set.
            if folder == root || !folder.starts_with(root) || !folders.insert(folder.to_path_buf()) {
                break;
            }
        }
    }
    let ignored = folders.iter().flat_map(|folder| NAMES.map(|name| folder.join(name))).filter(|file| file.is_file());
    let ignored: Vec<PathBuf> = ignored.map(|file| shown(&file, &inputs.cwd)).filter(|file| config.file.as_ref() != Some(file)).collect();
    for file in ignored.iter().take(NAMED) {
        out.ours("note: ignored, a library has one configuration: ").path(file).end()?;
    }
    if ignored.len() > NAMED {
        out.ours(&format!("note: {} more are ignored", ignored.len() - NAMED)).end()?;
    }
    Ok(())
}

fn nothing(out: &mut Output, audit: &Audit, config: &Config, inputs: &Inputs) -> io::Result<()> {
    out.ours("note: no article found in ");
    for (index, path) in inputs.paths.iter().map(PathBuf::as_path).chain(inputs.stdin.as_deref().map(Path::new)).enumerate() {
        out.ours(if index > 0 { ", `" } else { "`" }).path(path).ours("`");
    }
    out.end()?;
    if audit.others > 0 {
        let why =
            if config.selection.include.is_some() { "of other extensions, or not matched by `include`" } else { "of other extensions" };
        out.ours(&format!("  {} {why}", files(audit.others))).end()?;
    }
    let mut whys: Vec<&str> = audit.passed_over.iter().map(|skipped| &*skipped.why).collect();
    whys.sort_unstable();
    for group in whys.chunk_by(|one, other| one == other) {
        let Some(why) = group.first() else { continue };
        out.ours(&format!("  {} passed over: {why}", files(group.len()))).end()?;
    }
    if audit.others == 0 && whys.is_empty() {
        out.ours("  hidden files and what .gitignore names are not looked at").end()?;
    }
    Ok(())
}

fn files(number: usize) -> String {
    format!("{number} file{}", if number == 1 { "" } else { "s" })
}

//! What a run costs beside the least it could cost, and how it grows: ratios of processor time, peaks of memory, bytes on disk.
//!
//! `cargo bench --bench scale` measures a generated library; `-- --markdown FOLDER --html FOLDER` measures others, of which it takes copies, and
//! `-- --articles 1000,1000000` other sizes. One line for each figure, as a table of Markdown. Seconds mean nothing on a shared machine: what is
//! compared runs in turns, and the median of the ratios counts.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a benchmark may stop")]
#![allow(clippy::cast_precision_loss, reason = "what is measured is far below 2^52")]

use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;

mod floor;
mod generated;
mod process;

use floor::Floor;
use generated::Form;
use process::{Taken, against, check};

const MIB: f64 = 1_048_576.0;

/// Sections of a generated article: about 2 KB, and 8 KB as articles of libraries have on average.
const SHORT: usize = 2;
const USUAL: usize = 9;

#[derive(Parser)]
struct Arguments {
    /// Articles of Markdown to measure, instead of generated ones.
    #[arg(long)]
    markdown: Option<PathBuf>,
    /// Articles of HTML to measure, instead of generated ones.
    #[arg(long)]
    html: Option<PathBuf>,
    /// Sizes of generated libraries for the growth of a run.
    #[arg(long, value_delimiter = ',', default_value = "1000,10000,100000")]
    articles: Vec<usize>,
    /// Pairs of runs for each ratio.
    #[arg(long, default_value_t = 5)]
    pairs: usize,
    /// Does the least that can be done with a folder: what the bench calls itself with.
    #[arg(long, value_enum, requires = "folder", hide = true)]
    floor: Option<Floor>,
    /// Writes an article of so many megabytes into a folder, and says how many bytes it has.
    #[arg(long, requires_all = ["folder", "form"], hide = true)]
    write_long: Option<usize>,
    #[arg(long, value_enum, hide = true)]
    form: Option<Form>,
    #[arg(hide = true)]
    folder: Option<PathBuf>,
    /// Cargo says so.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() {
    let arguments = Arguments::parse();
    if let (Some(floor), Some(folder)) = (arguments.floor, &arguments.folder) {
        println!("{}", floor.run(folder));
        return;
    }
    if let (Some(megabytes), Some(form), Some(folder)) = (arguments.write_long, arguments.form, &arguments.folder) {
        println!("{}", generated::long(folder, megabytes, form));
        return;
    }
    let scratch = tempfile::tempdir().unwrap();
    let markdown = corpus(&scratch.path().join("markdown"), arguments.markdown.as_deref(), Form::Markdown);
    let html = corpus(&scratch.path().join("html"), arguments.html.as_deref(), Form::Html);
    println!("| what | this run | at most |\n|---|--:|--:|");
    cold(&markdown, Floor::Markdown, arguments.pairs);
    cold(&html, Floor::Html, arguments.pairs);
    stages(&markdown, arguments.pairs);
    warm(&markdown, &scratch.path().join("cache"), arguments.pairs);
    long(&scratch.path().join("long"), Form::Markdown, Floor::Markdown);
    long(&scratch.path().join("long"), Form::Html, Floor::Html);
    tiny(&scratch.path().join("tiny"), arguments.pairs);
    growth(&scratch.path().join("growth"), &arguments.articles);
}

/// A line of the table.
fn line(what: &str, figure: &str, most: &str) {
    println!("| {what} | {figure} | {most} |");
}

fn ratio(what: &str, figure: f64, most: &str) {
    line(what, &format!("{figure:.2}"), most);
}

fn memory(what: &str, peak: u64, most: &str) {
    line(what, &format!("{:.0} MiB", peak as f64 / MIB), most);
}

/// A copy of a library, because some of its articles will be changed; else a generated one.
fn corpus(to: &Path, from: Option<&Path>, form: Form) -> PathBuf {
    fs::create_dir_all(to).unwrap();
    match from {
        Some(from) => copy(from, to),
        None => generated::library(to, if form == Form::Markdown { 13_000 } else { 4_000 }, USUAL, form),
    }
    to.to_path_buf()
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else if entry.file_type().unwrap().is_file() {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// All files of a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.path().is_dir() { folders.push(entry.path()) } else { found.push(entry.path()) }
        }
    }
    found.sort();
    found
}

fn bytes(folder: &Path) -> u64 {
    files(folder).iter().map(|file| fs::metadata(file).map_or(0, |file| file.len())).sum()
}

/// A run that knows nothing yet.
fn cold(folder: &Path, floor: Floor, pairs: usize) {
    let (of_floor, peak) = against(pairs, || check(folder, &["--no-cache"]), || process::floor(floor, folder));
    let name = floor.name();
    let (most, most_memory) = if matches!(floor, Floor::Markdown) { ("5.0", "96 MiB") } else { ("2.5", "") };
    ratio(&format!("cold, {name}: processor / floor `{name}`"), of_floor, most);
    memory(&format!("cold, {name}: peak ({} articles)", files(folder).len()), peak, most_memory);
}

/// What parts of a run cost of it.
fn stages(folder: &Path, pairs: usize) {
    let without = |criteria: &'static str, what: &str| {
        let (all, _) = against(pairs, || check(folder, &["--no-cache"]), || check(folder, &["--no-cache", "--ignore", criteria]));
        line(what, &format!("{:.0} %", (all - 1.0) * 100.0), "");
    };
    without("agreement,original,links", "comparing the articles of the library: over a run without");
    without("facts,agreement", "facts and what they contradict: over a run without");
}

/// A run that knows all or nearly all articles.
fn warm(folder: &Path, cache: &Path, pairs: usize) {
    let of = |cache: &Path| check(folder, &["--cache-dir", cache.to_str().unwrap()]);
    of(cache);
    let (of_floor, _) = against(pairs, || of(cache), || process::floor(Floor::Read, folder));
    ratio("warm: processor / floor `read`", of_floor, "2.5");
    let (of_cold, _) = against(pairs, || of(cache), || check(folder, &["--no-cache"]));
    ratio("warm: processor / cold", of_cold, "0.3");
    let kept = files(cache);
    let share = bytes(cache) as f64 / bytes(folder) as f64 * 100.0;
    line("cache: bytes / bytes of the articles", &format!("{share:.1} %"), "15 %");
    line("cache: files", &kept.iter().filter(|file| file.extension().is_some_and(|name| name == "cache")).count().to_string(), "a few");
    let articles = files(folder);
    let mut round = 0;
    let (of_warm, _) = against(
        pairs,
        || {
            round += 1;
            for article in articles.iter().step_by(100) {
                let mut text = fs::read(article).unwrap();
                text.extend_from_slice(format!("\n\nSeen again on visit {round}.\n").as_bytes());
                fs::write(article, text).unwrap();
            }
            of(cache)
        },
        || of(cache),
    );
    ratio("warm, one article of a hundred changed: processor / warm", of_warm, "1.5");
}

/// One large article.
fn long(folder: &Path, form: Form, floor: Floor) {
    let name = floor.name();
    let sizes: &[usize] = if form == Form::Markdown { &[1, 10, 100] } else { &[1, 10] };
    let mut before: Option<f64> = None;
    for megabytes in sizes {
        fs::create_dir_all(folder).unwrap();
        let bytes = process::write_long(folder, *megabytes, form);
        let run = || check(folder, &["--no-cache", "--config", "limits.file-size=\"1 GiB\"", "--config", "limits.blocks=100000000"]);
        let mut taken: Option<Taken> = None;
        let (of_floor, peak) = against(if *megabytes == 100 { 1 } else { 3 }, || *taken.insert(run()), || process::floor(floor, folder));
        let (most, most_memory) = match (form, megabytes) {
            (Form::Markdown, 10) => ("6", "120 MiB"),
            (Form::Markdown, 100) => ("7", "1,229 MiB"),
            (Form::Html, 10) => ("3", "200 MiB"),
            _ => ("", ""),
        };
        ratio(&format!("one article of {megabytes} MB, {name}: processor / floor"), of_floor, most);
        memory(&format!("one article of {megabytes} MB, {name}: peak"), peak, most_memory);
        let of_byte = taken.map_or(0.0, |taken| taken.cpu.as_secs_f64()) / bytes as f64;
        if let Some(before) = before.filter(|_| *megabytes > 1) {
            ratio(&format!("{megabytes} MB, {name}: processor for each byte / that of a tenth"), of_byte / before, "1.25");
        }
        before = Some(of_byte);
        fs::remove_dir_all(folder).unwrap();
    }
}

/// What a run costs before its first article.
fn tiny(folder: &Path, pairs: usize) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("ramp.md"), "# The ramp\n\nIt is closed on Mondays.\n").unwrap();
    let (of_floor, _) = against(5 * pairs, || check(folder, &["--no-cache"]), || process::floor(Floor::Markdown, folder));
    ratio("one tiny article: processor / floor `markdown`", of_floor, "2");
}

/// Libraries of growing size.
fn growth(folder: &Path, sizes: &[usize]) {
    let mut before: Option<(f64, u64, usize)> = None;
    for &articles in sizes {
        fs::create_dir_all(folder).unwrap();
        generated::library(folder, articles, SHORT, Form::Markdown);
        let runs: Vec<Taken> = (0..if articles > 20_000 { 1 } else { 3 }).map(|_| check(folder, &["--no-cache"])).collect();
        let each = process::median(runs.iter().map(|taken| taken.cpu.as_secs_f64()).collect()) / articles as f64;
        let peak = runs.iter().map(|taken| taken.peak).max().unwrap_or(0);
        line(&format!("{articles} generated articles: processor for each"), &format!("{:.0} µs", each * 1e6), "");
        memory(&format!("{articles} generated articles: peak"), peak, "");
        if let Some((each_before, peak_before, fewer)) = before {
            ratio(&format!("{articles} articles: processor for each / that with {fewer}"), each / each_before, "1.25");
            let more = peak.saturating_sub(peak_before) as f64 / 1024.0 / (articles - fewer) as f64;
            line(&format!("{articles} articles: memory for each more than {fewer}"), &format!("{more:.1} KiB"), "5 KiB");
        }
        before = Some((each, peak, articles));
        fs::remove_dir_all(folder).unwrap();
    }
}

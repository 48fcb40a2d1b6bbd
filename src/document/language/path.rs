//! What a path says of the language of its article: names of files and folders go in, a code comes out.

use std::path::Path;

use super::CODES;

/// The language that a path says so that hardly anything else can be meant: with a region (`pt-BR`), behind the name of the file (`guide.de.html`) or of its
/// folder (`guide-it`).
pub(crate) fn marked(path: &Path) -> Option<&'static str> {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("");
    let mut folders = path.iter().rev().skip(1).take(FOLDERS).filter_map(|folder| folder.to_str());
    of_name(stem).or_else(|| folders.find(|folder| folder.len() == 5).and_then(of_tag)).or_else(|| in_end_of_folder(path))
}

/// The language that one of the two folders above a file ends in: `harbour-guide-it/rules.html`.
pub(super) fn in_end_of_folder(path: &Path) -> Option<&'static str> {
    const FOLDERS: usize = 2;
    let folders = path.iter().rev().skip(1).take(FOLDERS).filter_map(|folder| folder.to_str());
    let mut ends = folders.filter_map(|folder| folder.rsplit_once(['-', '_', '.']).map(|(_, end)| end));
    ends.find_map(|end| CODES.iter().find(|(_, code, _)| *code == end).map(|(_, code, _)| *code))
}

/// The language that the name of a file ends in, or that one of the three folders above it is called by: `problem_nl.md`, `guide.nb-no.html`,
/// `text/dk/rules.txt`, `pt_BR/guide/rules.md`.
pub(crate) fn in_path(path: &Path) -> Option<&'static str> {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("");
    let mut folders = path.iter().rev().skip(1).take(FOLDERS).filter_map(|folder| folder.to_str());
    of_name(stem).or_else(|| folders.find_map(of_tag))
}

/// Folders above the file that are looked at.
const FOLDERS: usize = 3;

/// The language that the name of a file ends in.
fn of_name(stem: &str) -> Option<&'static str> {
    stem.split('.').skip(1).find_map(of_tag).or_else(|| stem.rsplit_once('_').and_then(|(_, suffix)| of_tag(suffix)))
}

/// The language of a tag: `de`, `pt-BR`, `nb_no`.
fn of_tag(tag: &str) -> Option<&'static str> {
    /// What folders are called by country, and a code that stands for two of Norway's languages.
    const OTHERS: [(&str, &str); 6] = [("dk", "da"), ("cz", "cs"), ("jp", "ja"), ("cn", "zh"), ("se", "sv"), ("no", "nb")];
    let (code, region) = tag.split_once(['-', '_', '@']).unwrap_or((tag, ""));
    let is_tag = code.len() == 2 && matches!(region.len(), 0 | 2) && region.bytes().all(|byte| byte.is_ascii_alphabetic());
    let other = || OTHERS.iter().find(|(other, _)| code.eq_ignore_ascii_case(other)).map(|(_, code)| *code);
    let own = || CODES.iter().find(|(_, short, _)| code.eq_ignore_ascii_case(short)).map(|(_, short, _)| *short);
    is_tag.then(|| own().or_else(other)).flatten()
}

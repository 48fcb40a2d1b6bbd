//! Whether a library is whole enough for a missing file to mean anything: where most of a kind lead nowhere, the files are kept elsewhere.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::library::{Library, SharedLink, Target, names_picture};
use crate::source::{ArticleId, is_for_models};

/// A link or picture with where it leads.
#[derive(Clone, Copy)]
pub(super) struct Resolved<'l> {
    pub article: ArticleId,
    pub link: &'l SharedLink,
    pub target: &'l Target,
}

/// All links of a library with where they lead.
pub(super) fn resolved(library: &Library) -> impl Iterator<Item = Resolved<'_>> {
    library.articles().zip(library.targets()).flat_map(|((article, entry), targets)| {
        entry.links.links.iter().zip(targets).map(move |(link, target)| Resolved { article, link, target })
    })
}

/// Articles that may miss something before anybody asks whether the library is whole.
const FEW: usize = 5;

/// Articles from which on a library without a single file that a link leads to was handed over without its files.
const MANY: usize = 50;

/// Counts for each part of the library (the folders right below its root).
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    articles: usize,
    /// Articles with a link to a page that is not there, and links to pages that are.
    without_page: usize,
    pages: usize,
    /// Of downloads and of pictures: which lead nowhere, and which are there.
    without_file: [usize; 2],
    files: [usize; 2],
    other_case: usize,
    /// The links of the pages about a project itself to pages and files that are there, and to those that are not.
    project_pages: usize,
    project_without_page: usize,
    project_files: usize,
    project_without_file: usize,
}

/// What is known of each part of a library.
pub(super) struct Whole<'l> {
    counts: FxHashMap<&'l str, Counts>,
    /// Folders, as links write them, of which many files are missing and none is there.
    left_out: FxHashSet<&'l str>,
    /// Endings of files of which several are missing and none is there: another form of the same pages, which is shipped apart.
    forms_left_out: FxHashSet<String>,
    /// Links out of the library to what is not there are slips: they are few, and what else leads there is found.
    misses_beside: bool,
    /// Of each article.
    articles: Vec<Place<'l>>,
}

/// Where an article lies; of one without links to other files nobody asks more than its part.
#[derive(Clone, Copy, Debug)]
struct Place<'l> {
    part: &'l str,
    /// It is a page about a project itself, as it lies beside its source.
    is_of_project: bool,
    /// Somebody else wrote it, or it is there to be wrong.
    is_foreign: bool,
}

impl<'l> Whole<'l> {
    pub fn of(library: &'l Library) -> Self {
        let root = library.root().to_str().unwrap_or("");
        let place_of = |path: &'l str, has_links: bool| {
            let inner = path.strip_prefix(root).unwrap_or(path).trim_start_matches('/');
            let part = inner.split_once('/').map_or("", |(part, _)| part);
            // What is handed to language models holds the texts of many pages, each with the ways from its own place.
            let is_foreign = has_links && (is_foreign(inner) || is_for_models(std::path::Path::new(inner)));
            Place { part, is_of_project: has_links && is_of_project(inner), is_foreign }
        };
        let articles: Vec<Place<'_>> = library.articles().map(|(_, entry)| place_of(&entry.path, !entry.links.links.is_empty())).collect();
        let mut counts: FxHashMap<&str, Counts> = FxHashMap::default();
        for ((article, place), targets) in library.articles().zip(&articles).zip(library.targets()) {
            let count = counts.entry(place.part).or_default();
            count.articles += 1;
            count.without_page += usize::from(targets.iter().any(|target| matches!(target, Target::NoPage | Target::LeftOut)));
            let [mut lacks_download, mut lacks_picture] = [false; 2];
            for (target, link) in targets.iter().zip(&article.1.links.links) {
                if place.is_of_project {
                    count.project_pages += usize::from(matches!(target, Target::Article(_)));
                    count.project_without_page += usize::from(matches!(target, Target::NoPage | Target::LeftOut));
                    count.project_files += usize::from(matches!(target, Target::File));
                    count.project_without_file += usize::from(matches!(target, Target::NoFile));
                }
                // A link to a picture goes where the pictures are.
                let is_picture = || link.is_image || names_picture(&link.url);
                match target {
                    Target::Article(_) => count.pages += 1,
                    Target::NoFile if is_picture() => lacks_picture = true,
                    Target::NoFile => lacks_download = true,
                    Target::File => {
                        let [downloads, pictures] = &mut count.files;
                        let is_picture = is_picture();
                        *downloads += usize::from(!is_picture && names_file(&link.url));
                        *pictures += usize::from(is_picture);
                    }
                    Target::OtherCase(_) => count.other_case += 1,
                    _ => {}
                }
            }
            let [downloads, pictures] = &mut count.without_file;
            *downloads += usize::from(lacks_download);
            *pictures += usize::from(lacks_picture);
        }
        Self {
            counts,
            left_out: left_out(library),
            forms_left_out: forms_left_out(library),
            misses_beside: misses_beside(library),
            articles,
        }
    }

    /// Whether somebody else wrote an article, or it is there to be wrong: a package within the site, the fixture of a test.
    pub fn is_foreign(&self, article: ArticleId) -> bool {
        self.articles.get(article.0 as usize).is_some_and(|place| place.is_foreign)
    }

    /// Whether what a link misses is missing from the library, and not only from what was handed over.
    pub fn misses(&self, of: &Resolved<'_>) -> bool {
        let Some(place) = self.articles.get(of.article.0 as usize).filter(|place| !place.is_foreign) else { return false };
        let counts = self.counts.get(place.part).copied().unwrap_or_default();
        let [[missing_downloads, missing_pictures], [downloads, pictures]] = [counts.without_file, counts.files];
        let is_picture = || of.link.is_image || names_picture(&of.link.url);
        let files = downloads + pictures;
        match of.target {
            // Packages bring their README along, and not what it leads to.
            Target::NoPage if leads_to_project(&of.link.url) || is_generated(&of.link.url) => false,
            Target::NoPage if place.is_of_project && counts.project_pages < 3 * counts.project_without_page => false,
            Target::NoFile if place.is_of_project && counts.project_files < 3 * counts.project_without_file => false,
            Target::NoPage => counts.without_page <= FEW.max(counts.articles / 50).max(counts.pages / 100),
            // Not one file is there: they are kept elsewhere, unless there is but one to miss.
            Target::NoFile if folder_of(&of.link.url).is_some_and(|folder| self.left_out.contains(folder)) => false,
            Target::NoFile if self.forms_left_out.contains(&ending_of(&of.link.url)) => false,
            Target::NoFile if files == 0 => missing_downloads + missing_pictures == 1 && counts.articles < MANY,
            Target::NoFile if is_picture() => missing_pictures <= FEW.max(pictures / 4),
            Target::NoFile => missing_downloads <= FEW.max(downloads / 4),
            Target::NotBeside => self.misses_beside && !place.is_of_project && !leads_to_project(&of.link.url),
            // Where many links have other letters, the site does not mind.
            Target::OtherCase(_) => counts.other_case <= FEW.max((counts.pages + files) / 50),
            _ => false,
        }
    }
}

/// The folder of an address, as it is written.
fn folder_of(url: &str) -> Option<&str> {
    url.split(['?', '#']).next().and_then(|path| path.rsplit_once('/')).map(|(folder, _)| folder)
}

/// Whether links out of a library that lead nowhere are slips of few articles, and not all that came along of what lay beside it.
fn misses_beside(library: &Library) -> bool {
    /// Articles for each that leads to nothing beside the library.
    const ARTICLES: usize = 20;
    let missing = library.targets().iter().filter(|targets| targets.contains(&Target::NotBeside)).count();
    missing <= FEW.max(library.targets().len() / 50) && missing * ARTICLES <= library.targets().len()
}

/// Folders whose files were not handed over: many are missing, and none is there.
fn left_out(library: &Library) -> FxHashSet<&str> {
    /// Files of a folder that nobody lost one by one.
    const FILES: usize = 20;
    let mut folders: FxHashMap<&str, (usize, bool)> = FxHashMap::default();
    for of in resolved(library) {
        let missing = match of.target {
            Target::NoFile => true,
            Target::File => false,
            _ => continue,
        };
        if let Some(folder) = folder_of(&of.link.url) {
            let (count, any) = folders.entry(folder).or_default();
            *count += usize::from(missing);
            *any |= !missing;
        }
    }
    folders.into_iter().filter(|(_, (missing, any))| *missing >= FILES && !any).map(|(folder, _)| folder).collect()
}

/// Endings of files that pages have beside them in another form, where several files are missing and none is there.
fn forms_left_out(library: &Library) -> FxHashSet<String> {
    /// Files that are missing, at least.
    const FILES: usize = 3;
    const FORMS: [&str; 5] = ["pdf", "epub", "ps", "gz", "zip"];
    let mut forms: FxHashMap<String, (FxHashSet<&str>, bool)> = FxHashMap::default();
    for of in resolved(library).filter(|of| matches!(of.target, Target::NoFile | Target::File)) {
        let ending = ending_of(&of.link.url);
        if FORMS.contains(&ending.as_str()) {
            let (missing, any) = forms.entry(ending).or_default();
            match of.target {
                Target::NoFile => _ = missing.insert(of.link.url.rsplit('/').next().unwrap_or("")),
                _ => *any = true,
            }
        }
    }
    forms.into_iter().filter(|(_, (missing, any))| missing.len() >= FILES && !any).map(|(ending, _)| ending).collect()
}

/// The ending of the file that an address names, in small letters.
fn ending_of(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or("");
    path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or_else(String::new, |(_, ending)| ending.to_ascii_lowercase())
}

/// Whether an address names a file and no folder.
fn names_file(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or("");
    path.rsplit('/')
        .next()
        .unwrap_or("")
        .rsplit_once('.')
        .is_some_and(|(stem, ending)| !stem.trim_matches('.').is_empty() && !ending.is_empty())
}

/// Whether a page is about a project itself, and lies beside its source: `README.md`, `CONTRIBUTING.md`.
fn is_of_project(path: &str) -> bool {
    const PAGES: [&str; 15] = [
        "readme",
        "contributing",
        "contributors",
        "changelog",
        "changes",
        "history",
        "security",
        "code_of_conduct",
        "upgrading",
        "agents",
        "release",
        "governance",
        "maintainers",
        "project_charter",
        "sponsors",
    ];
    let name = path.rsplit('/').next().unwrap_or(path);
    let begins = |page: &&str| name.get(..page.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(page));
    PAGES.iter().any(begins) || name.as_bytes().windows("readme".len()).any(|part| part.eq_ignore_ascii_case(b"readme"))
}

/// Whether a link leads to such a page, which a package may leave out.
fn leads_to_project(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or("");
    !path.contains("://") && is_of_project(path)
}

/// Whether an address names a page that programs make beside a manual: its index, its search. Who hands over single pages leaves them out.
fn is_generated(url: &str) -> bool {
    const PAGES: [&str; 5] = ["genindex.html", "py-modindex.html", "modindex.html", "search.html", "dir.html"];
    let path = url.split(['?', '#']).next().unwrap_or("");
    PAGES.contains(&path.rsplit('/').next().unwrap_or(path))
}

/// Whether a folder on the way to an article holds what others wrote, or what is there to be wrong.
fn is_foreign(path: &str) -> bool {
    const FOLDERS: [&str; 9] =
        ["node_modules", "vendor", "third_party", "fixtures", "testdata", "test", "tests", "__tests__", "site-packages"];
    path.split('/').rev().skip(1).any(|folder| FOLDERS.contains(&folder))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::library::{Entry, Files, LinkSettings, shared_links};
    use crate::limits::Limits;
    use crate::source::{Format, Source};

    /// The links that articles of a library miss, each "article: address".
    fn missed(articles: &[(&str, &str)]) -> Vec<String> {
        let entries = articles.iter().map(|(path, text)| {
            let article = Document::read(Source::of_text(path, Format::Markdown, text), &Limits::default(), "en");
            Entry { path: (*path).into(), links: shared_links(&article, false, false), ..Entry::default() }
        });
        let library = Library::new(entries).on(Files::below("".into(), "/no-such-library".into()), LinkSettings::default(), "".into());
        let whole = Whole::of(&library);
        let named = |of: Resolved<'_>| format!("{}: {}", library.entry(of.article).map_or("", |entry| &entry.path), of.link.url);
        resolved(&library).filter(|of| whole.misses(of)).map(named).collect()
    }

    #[test]
    fn a_package_brings_its_readme_without_the_pages_around_it() {
        let readme = "# Tide tables\n\n![Tides](logo.svg) Read [how to contribute](CONTRIBUTING.md) and [the history](docs/history.md).\n";
        assert_eq!(missed(&[("README.md", readme)]), [""; 0]);
        let guide = "# How to read them\n\nRead [how to contribute](../CONTRIBUTING.md).\n";
        assert_eq!(missed(&[("README.md", readme), ("docs/guide.md", guide)]), [""; 0]);
        let whole = "# Tide tables\n\nRead [one](a.md), [two](b.md), [three](c.md) and [four](d.md).\n";
        let page = "# Tides\n\nThey come twice a day.\n";
        assert_eq!(missed(&[("README.md", whole), ("a.md", page), ("b.md", page), ("c.md", page)]), ["README.md: d.md"]);
    }

    #[test]
    fn a_library_without_any_picture_was_handed_over_without_them() {
        let (one, two) = ("# Tides\n\n![Moon](moon.png)\n", "# Moons\n\n![Moon](full.png)\n");
        assert_eq!(missed(&[("tides.md", one)]), ["tides.md: moon.png"]);
        assert_eq!(missed(&[("tides.md", one), ("moons.md", two)]), [""; 0]);
    }

    #[test]
    fn what_others_wrote_and_what_is_there_to_be_wrong_is_left_alone() {
        for path in ["tests/fixtures/a.md", "site/node_modules/tides/guide.md"] {
            assert_eq!(missed(&[(path, "# Tides\n\nRead [more](more.md).\n")]), [""; 0], "{path}");
        }
    }

    #[test]
    fn folders_that_copies_leave_out_are_not_known() {
        assert_eq!(missed(&[("start.md", "# Start\n\nUse [the form](.github/form.md).\n")]), [""; 0]);
        assert_eq!(missed(&[("start.md", "# Start\n\nRead [the reference](api/index.html).\n")]), [""; 0]);
        assert_eq!(missed(&[("start.md", "# Start\n\nRead [the reference](reference.html).\n")]), ["start.md: reference.html"]);
    }
}

//! Where the links of a library lead: to an article, to a file, nowhere, or to what nobody can know from here.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf, is_separator};
use std::sync::Arc;

use memchr::memchr2;
use rustc_hash::{FxHashMap, FxHashSet};

use super::files::{Files, Presence};
use super::link::{decoded, scheme};
use super::{Entry, Library, LinkReport};
use crate::source::ArticleId;

/// What configuration says about links (`[links]`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkSettings {
    /// The folder that a leading `/` means, relative to the library's root; without it such links are not checked.
    pub root: Option<String>,
    /// Endings that a link may leave out.
    pub extensions: Vec<String>,
    /// Folders of the site and the folders of the library that they are made from.
    pub aliases: Vec<(String, String)>,
}

impl LinkSettings {
    /// Whether anybody said where links from the root of the site lead.
    #[must_use]
    pub const fn is_rooted(&self) -> bool {
        self.root.is_some() || !self.aliases.is_empty()
    }
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Nobody can know from here: out of the library, to another site, to what a generator makes.
    Unknown,
    /// To an article.
    Article(ArticleId),
    /// To another file or a folder.
    File,
    /// To a file whose name has other letters.
    OtherCase(Box<str>),
    /// To a page that is not there.
    NoPage,
    /// To a picture or download that is not there.
    NoFile,
    /// To a page or file beside the library's folder that is not there.
    NotBeside,
    /// To what is not there and copies of a library go without: hidden files, and pages of folders that only the site has.
    LeftOut,
}

/// Endings of pages.
const PAGES: [&str; 7] = ["md", "markdown", "mdx", "html", "htm", "xhtml", "txt"];
/// Endings of pictures.
const PICTURES: [&str; 11] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "bmp", "tif", "tiff"];
/// Endings of downloads.
const DOWNLOADS: [&str; 19] = [
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "csv", "zip", "gz", "mp3", "mp4", "mov", "webm", "ogg", "wav", "epub",
];
/// Whether pictures or downloads end so.
fn is_file(ending: &str) -> bool {
    PICTURES.contains(&ending) || DOWNLOADS.contains(&ending)
}

/// Whether an address is that of a picture, by its ending.
#[must_use]
pub fn names_picture(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or("");
    path.rsplit_once('.').is_some_and(|(_, ending)| PICTURES.iter().any(|picture| picture.eq_ignore_ascii_case(ending)))
}

/// Endings that pages have in a library, for a link that leaves its own out or names that of the site.
const SOURCES: [&str; 8] = ["md", "markdown", "mdx", "html", "htm", "rst", "adoc", "ipynb"];
/// Files that stand for their folder.
const INDEXES: [&str; 8] = ["index.md", "_index.md", "README.md", "readme.md", "index.mdx", "index.html", "index.htm", "index.markdown"];

/// Finds where links lead.
pub(super) struct Targets<'l> {
    library: &'l Library,
    by_path: FxHashMap<&'l str, ArticleId>,
    /// By path in lower case; made for the first link that leads to no path as it is written.
    by_letters: OnceCell<FxHashMap<String, &'l str>>,
    /// Paths of articles without their endings.
    stems: FxHashSet<&'l str>,
    /// Folders on the way to the articles.
    folders: FxHashSet<&'l str>,
    /// What was found where no article lies: many links lead to one place.
    looked: RefCell<FxHashMap<Box<str>, Target>>,
}

impl<'l> Targets<'l> {
    pub(super) fn of(library: &'l Library) -> Self {
        let by_path = library.articles().map(|(id, entry)| (&*entry.path, id)).collect();
        let stems = library.articles().filter_map(|(_, entry)| entry.path.rsplit_once('.')).map(|(stem, _)| stem).collect();
        let mut folders = FxHashSet::default();
        for (_, entry) in library.articles() {
            let above = |path: &&'l str| path.rfind('/').map_or((!path.is_empty()).then_some(""), |end| path.get(..end));
            // What lies above a known folder is known.
            std::iter::successors(Some(&*entry.path), above).skip(1).take_while(|folder| folders.insert(*folder)).for_each(drop);
        }
        Self { library, by_path, by_letters: OnceCell::new(), stems, folders, looked: RefCell::default() }
    }

    /// Where a link of an article leads.
    pub(super) fn target(&self, entry: &Entry, url: &str) -> Target {
        let path = decoded(memchr2(b'#', b'?', url.as_bytes()).and_then(|end| url.get(..end)).unwrap_or(url));
        let path = if path.contains('\\') { Cow::Owned(path.replace('\\', "/")) } else { path };
        // "tides.md/#moon": sites that make a folder of each page lead there.
        let is_source = |page: &&str| Path::new(page).extension().is_some_and(|ending| ending == "md" || ending == "mdx");
        let path = path.strip_suffix('/').filter(is_source).unwrap_or(&path);
        if path.is_empty() || scheme(path).is_some() || path.chars().any(|c| c.is_control() || matches!(c, '…' | '\u{200b}')) {
            return Target::Unknown;
        }
        let folder = entry.in_parts().0.trim_end_matches(is_separator);
        if let Some(rest) = path.strip_prefix('/') {
            return self.below_root(rest);
        }
        let Some(at) = joined(folder, path).filter(|at| self.library.files.holds(Path::new(at))) else {
            return self.look_beside(folder, path);
        };
        let found = self.look(&at);
        if !matches!(found, Target::NoPage | Target::NoFile | Target::Unknown) {
            return found;
        }
        // Generators that make a folder of each page let links begin there.
        let own = entry.path.rsplit_once('.').map_or(&*entry.path, |(stem, _)| stem);
        let below = joined(own, path).filter(|at| self.library.files.holds(Path::new(at)));
        match below.map(|at| self.look(&at)) {
            Some(other @ (Target::Article(_) | Target::File)) => other,
            _ if found != Target::Unknown && self.is_left_out(Path::new(&at)) => Target::LeftOut,
            _ => found,
        }
    }

    /// What lies beside the library, where a link leads one folder out of it.
    fn look_beside(&self, folder: &str, path: &str) -> Target {
        let Some(inner) = Path::new(folder).strip_prefix(&self.library.root).ok().and_then(Path::to_str) else { return Target::Unknown };
        // Where it leads from the folder that holds the library.
        let rest = joined("library", inner).and_then(|from_above| joined(&from_above, path));
        let Some(at) = rest.and_then(|rest| self.library.files.beside(Path::new(&rest))) else { return Target::Unknown };
        let ending = at.extension().and_then(|ending| ending.to_str()).unwrap_or("").to_ascii_lowercase();
        if !PAGES.contains(&ending.as_str()) && !is_file(&ending) {
            return Target::Unknown;
        }
        let place = at.to_string_lossy();
        if let Some(known) = self.looked.borrow().get(&*place) {
            return known.clone();
        }
        let is_there = |at: &Path| at.symlink_metadata().is_ok();
        let others = || {
            let is_page = !is_file(&ending);
            SOURCES
                .iter()
                .filter(move |_| is_page)
                .map(|other| at.with_extension(other))
                .chain(INDEXES.map(|index| at.with_extension("").join(index)))
        };
        let found = if is_there(&at) || others().any(|other| is_there(&other)) { Target::File } else { Target::NotBeside };
        self.looked.borrow_mut().insert((*place).into(), found.clone());
        found
    }

    /// Whether copies of a library go without a file: it lies in a hidden folder, or is a page of a folder that only the site has.
    fn is_left_out(&self, at: &Path) -> bool {
        let is_hidden = |component| matches!(component, Component::Normal(name) if name.as_encoded_bytes().starts_with(b"."));
        let is_made = at.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("html"));
        // "tides.de.html" beside "tides.html" is a translation that is handed over apart.
        let original = || {
            let (stem, ending) = at.to_str()?.rsplit_once('.')?;
            let (original, code) = stem.rsplit_once('.')?;
            let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
            is_code.then(|| format!("{original}.{ending}"))
        };
        let is_translation = original().is_some_and(|original| self.by_path.contains_key(original.as_str()));
        is_translation
            || at.strip_prefix(&self.library.root).unwrap_or(at).components().any(is_hidden)
            || is_made && at.parent().and_then(Path::to_str).is_some_and(|folder| !folder.is_empty() && !self.folders.contains(folder))
    }

    /// A link from the root of the site: by its aliases, then in the folder that configuration names.
    fn below_root(&self, path: &str) -> Target {
        let settings = &self.library.settings;
        let root = self.library.root.as_path();
        let mut roots: Vec<String> = Vec::new();
        let from = |folder: &String, path: &str| joined(root.join(folder).to_str()?, path);
        for (site, folder) in &settings.aliases {
            let site = site.trim_matches('/');
            let inner =
                if site.is_empty() { Some(path) } else { path.strip_prefix(site).filter(|rest| rest.is_empty() || rest.starts_with('/')) };
            roots.extend(inner.and_then(|inner| from(folder, inner)));
        }
        roots.extend(settings.root.as_ref().and_then(|folder| from(folder, path)));
        let mut worst = Target::Unknown;
        for at in roots {
            match self.look(&at) {
                Target::Unknown => worst = Target::NoPage,
                missing @ (Target::NoPage | Target::NoFile) => worst = missing,
                found => return found,
            }
        }
        worst
    }

    /// What lies at a path.
    fn look(&self, text: &str) -> Target {
        if let Some(id) = self.by_path.get(text) {
            return Target::Article(*id);
        }
        if let Some(known) = self.looked.borrow().get(text) {
            return known.clone();
        }
        let found = self.look_around(Path::new(text), text);
        self.looked.borrow_mut().insert(text.into(), found.clone());
        found
    }

    /// What lies at a path where no article lies: with an ending that the link leaves out, the page that a folder stands for, or another file.
    fn look_around(&self, at: &Path, text: &str) -> Target {
        let ending = at.extension().and_then(|ending| ending.to_str()).unwrap_or("").to_ascii_lowercase();
        let stem = if PAGES.contains(&ending.as_str()) { text.get(..text.len() - ending.len() - 1).unwrap_or(text) } else { text };
        // `index.html` may be made of a file that stands for its folder.
        let is_made = matches!(ending.as_str(), "html" | "htm");
        let of_folder = stem.strip_suffix("index").filter(|folder| is_made && (folder.is_empty() || folder.ends_with('/')));
        let is_page = !is_file(&ending);
        let pages = || {
            let own_endings = self.library.settings.extensions.iter().map(|ending| ending.trim_start_matches('.'));
            SOURCES.into_iter().chain(own_endings).filter(move |_| is_page).map(|ending| format!("{stem}.{ending}"))
        };
        let index = |index: &str| if stem.is_empty() { index.to_owned() } else { format!("{stem}/{index}") };
        let indexes = || INDEXES.into_iter().filter(move |_| is_page).map(index);
        let folders = || {
            of_folder
                .into_iter()
                .filter(move |_| is_page)
                .flat_map(|folder| ["_index.md", "README.md"].map(|name| format!("{folder}{name}")))
        };
        // Most of what is not there has no article of any ending either.
        let is_parted = |ending: &String| ending.trim_start_matches('.').contains('.');
        let may_be_other = stem.is_empty()
            || of_folder.is_some()
            || self.stems.contains(stem)
            || self.folders.contains(stem)
            || self.library.settings.extensions.iter().any(is_parted);
        if may_be_other && let Some(id) = pages().chain(indexes()).chain(folders()).find_map(|page| self.by_path.get(page.as_str())) {
            return Target::Article(*id);
        }
        let by_letters =
            self.by_letters.get_or_init(|| self.library.articles().map(|(_, entry)| (entry.path.to_lowercase(), &*entry.path)).collect());
        if let Some(real) = by_letters.get(&text.to_lowercase()) {
            return Target::OtherCase((*real).into());
        }
        match self.library.files.presence(at) {
            Presence::Yes => return Target::File,
            Presence::OtherCase(real) if PAGES.contains(&ending.as_str()) || is_file(&ending) => {
                return Target::OtherCase(real);
            }
            _ => {}
        }
        // `tides.html` is made of `tides.html.erb`.
        let templates = ["erb", "haml", "slim", "ejs", "j2"].iter().filter(|_| is_made).map(|ending| format!("{text}.{ending}"));
        let files = &self.library.files;
        let is_there = |page: String| files.presence(Path::new(&page)) == Presence::Yes;
        // Files of that stem are asked for where there is any, and those that stand for a folder where it is there.
        let is_beside = files.has_stem(Path::new(stem)) && pages().chain(templates).any(is_there);
        let is_below = || (stem.is_empty() || files.presence(Path::new(stem)) != Presence::No) && indexes().any(is_there);
        if is_beside || is_below() || folders().any(is_there) {
            return Target::File;
        }
        if PAGES.contains(&ending.as_str()) && ending != "txt" {
            Target::NoPage
        } else if ending == "txt" || is_file(&ending) {
            Target::NoFile
        } else {
            // What has no ending is made by a generator, or is meant for another tool.
            Target::Unknown
        }
    }
}

/// A path from a folder, without `.` and `..`; `None` when it leads above everything.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut at = String::with_capacity(folder.len() + 1 + path.len());
    at.push_str(folder);
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if at.is_empty() => return None,
            ".." => at.truncate(at.rfind(is_separator).unwrap_or(0)),
            name => {
                if !at.is_empty() {
                    at.push(MAIN_SEPARATOR);
                }
                at.push_str(name);
            }
        }
    }
    Some(at)
}

impl Library {
    /// The same library on a disk, with what configuration says about links; `root` is its root as paths show it.
    #[must_use]
    pub fn on(mut self, files: Files, settings: LinkSettings, root: PathBuf) -> Self {
        (self.files, self.settings, self.root) = (files, settings, root);
        self
    }

    /// The same library with what a link checker said of its links to other sites.
    #[must_use]
    pub fn with_report(mut self, report: Option<Arc<LinkReport>>) -> Self {
        self.report = report;
        self
    }

    /// Where each link of each article leads, in their order; found once.
    pub fn targets(&self) -> &[Vec<Target>] {
        self.targets.get_or_init(|| {
            let targets = Targets::of(self);
            self.articles().map(|(_, entry)| entry.links.links.iter().map(|link| targets.target(entry, &link.url)).collect()).collect()
        })
    }
}

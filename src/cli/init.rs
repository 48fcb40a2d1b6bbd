//! `init`: a commented configuration that fits the folder it finds.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Error, ended};
use crate::report::{Colour, Output};

/// The name of the configuration.
const FILE: &str = "contentaudit.toml";

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The library's root
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// Print the configuration and write nothing
    #[arg(long)]
    print: bool,
}

/// What a generator of sites keeps where.
struct Site {
    name: &'static str,
    /// Files of which one shows that the folder is such a site.
    marks: &'static [&'static str],
    /// Folders of articles, as far as they are there.
    articles: &'static [&'static str],
    /// What a leading `/` in a link means.
    root: Option<&'static str>,
    /// Folders that hold no articles.
    others: &'static [&'static str],
}

/// The sites that are known, the most particular marks first.
const SITES: [Site; 4] = [
    Site {
        name: "Docusaurus",
        marks: &["docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs"],
        articles: &["docs", "blog", "src/pages"],
        root: Some("static"),
        others: &["build", "node_modules"],
    },
    Site { name: "MkDocs", marks: &["mkdocs.yml", "mkdocs.yaml"], articles: &["docs"], root: Some("docs"), others: &["site"] },
    Site {
        name: "Hugo",
        marks: &["hugo.toml", "hugo.yaml", "hugo.json", "archetypes"],
        articles: &["content"],
        root: Some("static"),
        others: &["public", "resources", "themes"],
    },
    Site {
        name: "Jekyll",
        marks: &["_config.yml", "_config.yaml", "_posts"],
        articles: &["_posts", "_pages", "_docs", "docs"],
        root: Some("."),
        others: &["_site", "vendor"],
    },
];

/// A folder that no generator is known of.
const FOLDER: Site = Site { name: "", marks: &[], articles: &["content", "articles", "posts", "docs"], root: None, others: &[] };

pub(super) fn run(arguments: &Arguments, colour: Colour) -> Result<u8, Error> {
    let folder = &arguments.folder;
    if !folder.is_dir() {
        return Err(Error::NoFolder(folder.clone()));
    }
    let path = folder.join(FILE);
    let text = configuration(folder);
    let mut out = Output::stdout(colour);
    if arguments.print {
        let written = out.lines(text.trim_end()).and_then(|()| out.finish());
        return ended(written, 0);
    }
    // What somebody wrote is never written over.
    let written = OpenOptions::new().write(true).create_new(true).open(&path).and_then(|mut file| file.write_all(text.as_bytes()));
    match written {
        Ok(()) => {}
        Err(reason) if reason.kind() == io::ErrorKind::AlreadyExists => return Err(Error::Configured(path)),
        Err(reason) => return Err(Error::Write { path: Some(path), reason }),
    }
    let site = site(folder);
    let name = if site.name.is_empty() { String::new() } else { format!(" for a site made with {}", site.name) };
    let said = out.path(&path).ours(&format!(" is written{name}; `contentaudit check` reads it")).end().and_then(|()| out.finish());
    ended(said, 0)
}

/// The site that a folder holds.
fn site(folder: &Path) -> &'static Site {
    let is_site = |site: &&Site| site.marks.iter().any(|mark| folder.join(mark).exists());
    SITES.iter().find(is_site).unwrap_or(&FOLDER)
}

/// The text of a configuration that fits a folder.
fn configuration(folder: &Path) -> String {
    let site = site(folder);
    let is_there = |name: &&&str| folder.join(name).is_dir();
    let globs = |names: &[&str]| names.iter().filter(is_there).map(|name| format!("\"{name}/**\"")).collect::<Vec<_>>().join(", ");
    let (articles, others) = (globs(site.articles), globs(site.others));
    let made = if site.name.is_empty() { String::new() } else { format!(" This folder looks like a site made with {}.", site.name) };
    let include = if articles.is_empty() {
        "# include = [\"content/**\"]             # without it, every article below this folder".to_owned()
    } else {
        format!("include = [{articles}]")
    };
    let exclude = if others.is_empty() { "# exclude = [\"content/archive/**\"]".to_owned() } else { format!("exclude = [{others}]") };
    let root = match site.root.filter(|root| folder.join(root).is_dir()) {
        Some(root) => format!("[links]\nroot = \"{root}\"                       # what a leading / means"),
        None => {
            "# [links]\n# root = \"static\"                     # what a leading / means; without it such links are not checked".to_owned()
        }
    };
    format!(
        "# For completion in an editor: `contentaudit schema > contentaudit.schema.json`, and this line without its first two signs:\n\
         # #:schema contentaudit.schema.json\n\
         # What contentaudit checks here and how.{made}\n\
         # `contentaudit rules` lists the rules, `contentaudit explain RULE` says what one does.\n\n\
         {include}\n{exclude}\n\
         # language = \"en\"                     # of articles that neither say nor show theirs\n\n\
         # rule-folders = [\"audit-rules\"]      # rules of your own, each an article\n\n\
         # [rules]                             # \"error\", \"warning\", \"info\" or \"off\", with options if need be\n\
         # missing-title = \"off\"\n\
         # thin-section = {{ severity = \"warning\", at-least = 40 }}\n\n\
         {root}\n\n\
         # [certification]\n# points = 9.0\n# unmet = 1\n\n\
         # [[overrides]]                       # for some paths only\n# paths = [\"changelog/**\"]\n# rules = {{ duplicate-heading = \"off\" }}\n"
    )
}

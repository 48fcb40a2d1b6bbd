//! The least that any linter of articles does: reads every file and takes it through a bare parser, on all cores. Ratios are taken against it,
//! because they hold on a machine whose speed drifts.

use std::fs;
use std::path::Path;

use contentaudit::source::{Selection, walk};
use pulldown_cmark::{Options, Parser};
use rayon::prelude::*;

/// What is done with each file.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum Floor {
    /// Read, and hashed with BLAKE3: what a run must do that trusts nothing but content.
    Read,
    /// Parsed as Markdown, with the places of all events.
    Markdown,
    /// Parsed as HTML into a tree, without places.
    Html,
}

impl Floor {
    /// The name by which the bench calls itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }

    /// Does it with all articles of a folder. The sum keeps the work from being left out.
    pub fn run(self, folder: &Path) -> usize {
        let articles = walk(&[folder.to_path_buf()], &Selection::default(), folder, rayon::current_num_threads()).articles;
        articles.par_iter().map(|article| self.of_file(article.path())).reduce(|| 0, usize::wrapping_add)
    }

    fn of_file(self, path: &Path) -> usize {
        let bytes = fs::read(path).unwrap_or_default();
        if matches!(self, Self::Read) {
            return usize::from(blake3::hash(&bytes).as_bytes()[0]);
        }
        let Ok(text) = String::from_utf8(bytes) else { return 0 };
        match self {
            Self::Html => scraper::Html::parse_document(&text).tree.nodes().count(),
            Self::Markdown | Self::Read => Parser::new_ext(&text, extensions()).into_offset_iter().map(|(_, range)| range.len()).sum(),
        }
    }
}

/// Those of GitHub, and front matter.
fn extensions() -> Options {
    Options::ENABLE_GFM
        | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
}

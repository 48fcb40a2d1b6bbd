//! Every bound on what the tool reads, in one place.
//!
//! Going over a limit never passes in silence: the article gets an error entry of kind `limit` that says up to
//! which line it was audited, and is not certified.

/// The bounds that a configuration may change (`[limits]`), with the standard's defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file.
    pub file_size: u64,
    /// Nesting of blocks or elements; browsers stop at the same depth.
    pub depth: usize,
    /// Attributes of one HTML element: html5ever collects them in quadratic time.
    pub attributes: usize,
    /// Bytes of front matter.
    pub front_matter_size: usize,
    /// Nesting of front matter values.
    pub front_matter_depth: usize,
    /// Blocks or nodes of one article: tag soup takes up to 82 times its size in memory.
    pub blocks: usize,
    /// Link reference definitions of one article.
    pub references: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_size: 10_000_000,
            depth: 512,
            attributes: 1_000,
            front_matter_size: 256 * 1024,
            front_matter_depth: 64,
            blocks: 1_000_000,
            references: 50_000,
        }
    }
}

/// The largest file that any configuration may ask for, in bytes: offsets are `u32`.
pub const LARGEST_FILE: u64 = 1 << 30;

/// Bytes of a cache file: some million articles.
pub const CACHE_SIZE: u64 = 1 << 30;

/// Bytes of a configuration file.
pub const CONFIG_SIZE: u64 = 1_000_000;

/// Characters of quoted text in a message; the rest is cut with an ellipsis.
pub const QUOTE_CHARS: usize = 200;

/// Findings of one rule in one article that are kept one by one; the rest is counted.
pub const FINDINGS_PER_RULE: usize = 1_000;

/// Bytes of a template construct (`{{ … }}`): keeps masking linear.
pub const TEMPLATE_BYTES: usize = 4 * 1024;

/// Bytes of a JSX tag, whose attributes may hold whole tables of a reference; masking searches none of them twice.
pub const JSX_BYTES: usize = 256 * 1024;

/// Quote marks at the start of one Markdown line: lazy lines under deep quotes are pulldown-cmark's quadratic case.
pub const QUOTE_MARKS: usize = 256;

/// Formatting elements that the HTML parser may re-create (`<b>` and `<p>` by the thousand grow to gigabytes).
pub const CLONED_ELEMENTS: usize = 20_000;

/// Bytes of a compiled pattern of a rule article.
pub const PATTERN_SIZE: usize = 1_000_000;

/// Bytes of a compiled pattern of which there may be as many as there are rules.
pub const SMALL_PATTERN: usize = PATTERN_SIZE / 16;

/// Rules of a team's own whose patterns are larger than that.
pub const LARGE_PATTERNS: usize = 50;

/// Nesting of a pattern of a rule article.
pub const PATTERN_NESTING: u32 = 100;

/// Bytes of a CSS selector of a rule article.
pub const SELECTOR_SIZE: usize = 1_000;

/// Nesting of a CSS selector of a rule article: `:not(…)` and its kin are read by recursion.
pub const SELECTOR_NESTING: usize = 8;

/// Words, marks and values of a sentence; a longer one is cut there. No real one is near, and rules look at each value with all others.
pub const SENTENCE_TERMS: usize = 300;

/// Rule articles of a team's own.
pub const OWN_RULES: usize = 500;

/// Folders that hold them.
pub const RULE_FOLDERS: usize = 20;

/// Bytes of a rule article.
pub const RULE_ARTICLE_SIZE: u64 = 256 * 1024;

/// Bytes of a rule's id.
pub const RULE_NAME: usize = 60;

/// Exceptions of a pattern of a rule article, each a pattern of its own.
pub const EXCEPTIONS: usize = 20;

/// Bytes that a rule article puts in the place of a hit.
pub const REPLACEMENT_SIZE: usize = 1_000;

//! The kind `selector`: what a CSS selector finds is forbidden, or must be there.

use std::cell::OnceCell;

use scraper::Selector;
use serde::Deserialize;

use super::tree::Tree;
use super::{Report, article_place, first_line, wrong};
use crate::document::Document;
use crate::limits::{self, Limits};

/// The options as the article states them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Options {
    css: String,
    forbidden: Option<bool>,
    required: Option<bool>,
}

pub(super) struct SelectorCheck {
    selector: Selector,
    /// It must match; else it must not.
    required: bool,
}

impl SelectorCheck {
    pub(super) fn new(options: &Options) -> Result<Self, toml::de::Error> {
        let required = match (options.forbidden, options.required) {
            (Some(true), None | Some(false)) => false,
            (None | Some(false), Some(true)) => true,
            _ => return Err(wrong("a selector rule has either `forbidden = true` or `required = true`")),
        };
        Ok(Self { selector: parse(&options.css)?, required })
    }

    pub(super) fn check(&self, document: &Document, report: &mut Report<'_, '_>) {
        let alone = OnceCell::new();
        // A check does not know the run's limits. The standard's stop this second reading where they stop the first, or sooner.
        let tree = report.found.shared().map_or(&alone, |shared| &shared.tree).get_or_init(|| Tree::of(document, &Limits::default()));
        let mut matches = tree.html.select(&self.selector).filter_map(|element| Some((tree.place(element.id())?, element)));
        if self.required {
            report.concerned();
            if matches.next().is_none() {
                let (block, span) = article_place(document);
                report.at(block, span, [""]);
            }
            return;
        }
        for ((block, span), element) in matches {
            let words: String = element.text().flat_map(str::chars).take(limits::QUOTE_CHARS + 1).collect();
            report.at(block, first_line(document, span), [words]);
        }
    }
}

/// Reads a selector. What is wrong is said in our words: the parser's are about its tokens.
fn parse(css: &str) -> Result<Selector, toml::de::Error> {
    if css.len() > limits::SELECTOR_SIZE {
        return Err(wrong(format!("the selector is longer than {} bytes", limits::SELECTOR_SIZE)));
    }
    let mut depth = 0usize;
    for c in css.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > limits::SELECTOR_NESTING {
            return Err(wrong(format!("the selector nests brackets more than {} deep", limits::SELECTOR_NESTING)));
        }
    }
    // Each element is compared with all elements before it, which takes quadratic time on a long list.
    if has_sibling_walk(css) {
        return Err(wrong("`~` between elements is not supported: name the direct neighbour with `+`, or use `:has`"));
    }
    Selector::parse(css).map_err(|_| {
        wrong(format!(
            "`{css}` is no selector that can be used: there are names, `.class`, `#id`, `[attribute]`, `>`, `+`, blanks and commas, \
             `:is`, `:not`, `:where`, `:has`, `:empty`, `:first-child` and its kin, and `:nth-child(n)`"
        ))
    })
}

/// Whether `~` stands as a combinator, not within `~=` or quotes.
fn has_sibling_walk(css: &str) -> bool {
    let mut quote = None;
    let mut characters = css.chars().peekable();
    while let Some(c) = characters.next() {
        match (quote, c) {
            (_, '\\') => {
                characters.next();
            }
            (Some(open), _) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '~') if characters.peek() != Some(&'=') => return true,
            _ => {}
        }
    }
    false
}

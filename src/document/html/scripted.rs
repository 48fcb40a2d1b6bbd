//! Elements that are empty in the source because a script fills them.

use std::cell::OnceCell;
use std::collections::HashSet;

use html5ever::local_name;

use super::role::Role;
use super::tree::{NodeId, Tree, What};

/// Longer strings of a script name no element.
const LONGEST_NAME: usize = 64;
/// Attributes by which a page has a part put in.
const INCLUDES: [&str; 16] = [
    "data-include",
    "data-src",
    "data-url",
    "data-template",
    "data-component",
    "data-widget",
    "data-bind",
    "data-load",
    "data-fetch",
    "data-feed",
    "data-embed",
    "data-source",
    "x-data",
    "x-text",
    "v-text",
    "ng-bind",
];

/// What the scripts of a page name; read when the first empty element with a name is met.
#[derive(Default)]
pub(super) struct Scripted(OnceCell<HashSet<String>>);

impl Scripted {
    /// Whether an element without words is filled by a script: it has an attribute that says from where, it is announced to those who
    /// do not see it change, or a script of the page names it.
    pub(super) fn is_filled(&self, tree: &Tree, html: &str, id: NodeId) -> bool {
        let Some(element) = tree.element(id) else { return false };
        let is_live = |id: NodeId| {
            tree.element(id).is_some_and(|element| {
                let is_live = |name: &str, value: &str| {
                    name == "aria-live" && value != "off" || name == "role" && matches!(value, "log" | "status" | "alert" | "timer")
                };
                element.attributes.iter().any(|attribute| is_live(&attribute.name.local, &attribute.value))
            })
        };
        if element.attributes.iter().any(|attribute| INCLUDES.contains(&&*attribute.name.local)) || is_live(id) {
            return true;
        }
        let Some(name) = tree.attribute(id, &local_name!("id")) else { return false };
        is_live(tree.node(id).parent) || self.0.get_or_init(|| names(tree, html)).contains(name)
    }
}

/// What stands between quotation marks in the scripts of a page, a `#` before it aside.
fn names(tree: &Tree, html: &str) -> HashSet<String> {
    let mut names = HashSet::new();
    for id in tree.subtree(0) {
        let node = tree.node(id);
        if node.what != What::Element
            || node.role != Role::Unrendered
            || tree.element(id).is_none_or(|element| element.name.local != local_name!("script"))
        {
            continue;
        }
        for piece in tree.children(id).flat_map(|text| tree.pieces(text)) {
            let quoted = tree.text(piece, html).split(['"', '\'', '`']);
            names.extend(quoted.filter(|name| name.len() <= LONGEST_NAME).map(|name| name.trim_start_matches('#').to_owned()));
        }
    }
    names
}

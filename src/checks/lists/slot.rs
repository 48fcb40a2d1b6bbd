//! Slots of dated notes: lists below a label or a heading that comes back again and again ("Absent", "Action items"), filled on other days.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::document::{BlockId, Document, Kind};

/// The lists of an article by their labels; they are looked at when somebody asks.
pub(super) struct Slots<'d> {
    article: &'d Document,
    tallies: OnceCell<HashMap<&'d str, Tally>>,
}

/// The lists below one label.
#[derive(Default)]
struct Tally {
    filled: usize,
    all: usize,
}

impl<'d> Slots<'d> {
    pub(super) const fn of(article: &'d Document) -> Self {
        Self { article, tallies: OnceCell::new() }
    }

    /// Whether the list stands below a label that comes back, with items in some places.
    pub(super) fn hold(&self, list: BlockId) -> bool {
        /// Places of a label that make it one of a form.
        const PLACES: usize = 3;
        let Some(label) = label_of(self.article, list) else { return false };
        let tallies = self.tallies.get_or_init(|| {
            let mut tallies: HashMap<&str, Tally> = HashMap::new();
            for (id, _) in self.article.of_kind(Kind::List) {
                if let Some(label) = label_of(self.article, id) {
                    let tally = tallies.entry(label).or_default();
                    tally.all += 1;
                    tally.filled += usize::from(self.article.has_content(id));
                }
            }
            tallies
        });
        tallies.get(label).is_some_and(|tally| tally.all >= PLACES && tally.filled > 0)
    }
}

/// The heading or the short paragraph right above a list, without the marks behind it.
fn label_of(article: &Document, list: BlockId) -> Option<&str> {
    /// Bytes of a label.
    const LONGEST: usize = 80;
    let above = list.checked_sub(1)?;
    let block = article.block(above);
    let label = article.text_of(above).trim_end_matches(|c: char| !c.is_alphanumeric());
    (matches!(block.kind, Kind::Heading | Kind::Paragraph) && !label.is_empty() && label.len() <= LONGEST).then_some(label)
}

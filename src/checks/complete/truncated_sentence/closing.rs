//! How the texts beside a text end: an open end says little where others are open too.

use std::cell::OnceCell;

use super::Place;
use crate::checks::prose::{End, has_words};
use crate::document::{BlockId, Document, Kind};

/// How texts beside a text end.
pub(super) enum Closing<'h> {
    /// The other items of its list.
    Siblings(Siblings),
    /// The other paragraphs of the article.
    Habit(&'h OnceCell<Habit>),
}

impl Closing<'_> {
    /// Words of a text in which a word that seldom ends a sentence counts: an item is sooner a phrase.
    pub(super) const fn seldom_from(&self) -> usize {
        match self {
            Self::Siblings(_) => 8,
            Self::Habit(_) => 5,
        }
    }

    /// Most are closed.
    pub(super) fn closes(&self, article: &Document) -> bool {
        match self {
            Self::Siblings(siblings) => siblings.closed >= 1 && siblings.closed > siblings.open * 3,
            Self::Habit(habit) => habit.get_or_init(|| Habit::of(article)).is_mostly_closed(),
        }
    }
}

/// How the paragraphs of an article end as a rule: an open end says nothing where many are open.
pub(super) struct Habit {
    pub closed: usize,
    pub open: usize,
}

impl Habit {
    pub(super) fn of(article: &Document) -> Self {
        let mut habit = Self { closed: 0, open: 0 };
        for (id, _) in article.of_kind(Kind::Paragraph) {
            let text = article.text_of(id);
            if !matches!(Place::of(article, id), Place::Running) || !has_words(text, 6) {
                continue;
            }
            let end = End::of(text);
            habit.closed += usize::from(end.is_closed());
            habit.open += usize::from(end.is_open());
        }
        habit
    }

    /// Whether other paragraphs are closed, with hardly an exception; `id` itself is open.
    pub(super) const fn is_to_close(&self) -> bool {
        let others_open = self.open.saturating_sub(1);
        self.closed >= 2 && others_open * 10 <= self.closed
    }

    /// Whether there is only one other paragraph, and it is closed.
    pub(super) const fn is_alone(&self) -> bool {
        self.closed == 1 && self.open <= 1
    }

    /// Whether most others are closed.
    pub(super) const fn is_mostly_closed(&self) -> bool {
        let others_open = self.open.saturating_sub(1);
        others_open * 3 <= self.closed
    }
}

/// How many items of a list are closed, and how many are open.
#[derive(Clone, Copy, Default)]
pub(super) struct Siblings {
    pub closed: usize,
    pub open: usize,
    /// With a colon, a semicolon or a sign.
    pub other: usize,
}

impl Siblings {
    /// Some are sentences, and none is left open.
    pub(super) const fn are_closed(self) -> bool {
        self.closed >= 2 && self.open == 0 && self.other == 0
    }
}

/// The list looked at last, so that a long list is counted once and not once for each item.
#[derive(Default)]
pub(super) struct Lists {
    last: Option<(BlockId, Siblings)>,
    /// Whether the lists of the article close their items.
    pub closed: Option<bool>,
    /// Whether no item but one is left open.
    none_open: Option<bool>,
}

impl Lists {
    /// Whether the items of all lists are closed, with hardly an exception.
    pub(super) fn are_closed(&mut self, article: &Document) -> bool {
        /// Items that show a habit.
        const ENOUGH: usize = 5;
        *self.closed.get_or_insert_with(|| {
            let (mut closed, mut open) = (0_usize, 0_usize);
            for (item, _) in article.of_kind(Kind::Item) {
                let last = article.children(item).filter(|child| article.block(*child).kind == Kind::Paragraph).last();
                match last.map_or(End::Nothing, |last| End::of(article.text_of(last))) {
                    End::Closed => closed += 1,
                    end => open += usize::from(end.is_open()),
                }
            }
            closed >= ENOUGH && open.saturating_sub(1) * 10 <= closed
        })
    }

    /// Whether no other item of the article is left open, and several are closed.
    pub(super) fn leave_none_open(&mut self, article: &Document) -> bool {
        /// Items that show it.
        const ENOUGH: usize = 3;
        *self.none_open.get_or_insert_with(|| {
            let mut closed = 0_usize;
            let mut open = 0_usize;
            for (item, _) in article.of_kind(Kind::Item) {
                let last = article.children(item).filter(|child| article.block(*child).kind == Kind::Paragraph).last();
                let end = last.map_or(End::Nothing, |last| End::of(article.text_of(last)));
                closed += usize::from(end == End::Closed);
                open += usize::from(end.is_open());
            }
            closed >= ENOUGH && open <= 1
        })
    }

    /// The other items of the list that holds this open paragraph.
    pub(super) fn siblings(&mut self, article: &Document, id: BlockId) -> Siblings {
        let Some(item) = article.ancestors(id).find(|ancestor| article.block(*ancestor).kind == Kind::Item) else {
            return Siblings::default();
        };
        let list = article.block(item).parent;
        let all = match self.last {
            Some((known, all)) if known == list => all,
            _ => {
                let mut all = Siblings::default();
                for other in article.children(list) {
                    let last = article.children(other).filter(|child| article.block(*child).kind == Kind::Paragraph).last();
                    let end = last.map_or(End::Nothing, |last| End::of(article.text_of(last)));
                    let is_stop = end == End::Closed && last.is_some_and(|last| !article.text_of(last).ends_with(';'));
                    all.closed += usize::from(is_stop);
                    all.open += usize::from(end.is_open());
                    all.other += usize::from(!is_stop && !end.is_open());
                }
                self.last = Some((list, all));
                all
            }
        };
        Siblings { open: all.open.saturating_sub(1), ..all }
    }
}

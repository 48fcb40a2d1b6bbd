//! How a check reports: place and words, nothing else. Id, severity and help come from the rule's article.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;

use crate::document::{BlockId, Document, Flags};
use crate::finding::{Fix, Message, Severity};
use crate::limits;
use crate::rule::{Seen, Shared, Standard};
use crate::source::ArticleId;
use crate::span::Span;

/// What an article of some type must have (`[types]` of the configuration).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleType {
    /// Its name, as in `[types.NAME]` and `type: NAME` in front matter.
    pub name: String,
    /// Whether an article of this type needs sources.
    pub sources: SourcesNeed,
    /// Titles of the sections that an article of this type must have; `One | Other` takes either.
    pub required_sections: Vec<String>,
    /// Whether these sections must stand in that order.
    pub section_order: bool,
    /// Keys that the metadata of an article of this type must have.
    pub metadata: Vec<String>,
}

/// When an article needs sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourcesNeed {
    /// Always; an article without is an error.
    Required,
    /// When it states figures about the world.
    #[default]
    WithFigures,
    /// Never.
    Never,
}

/// What a mark on an article claims of its score; whether it is borne out shows only once the article is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScoreClaim {
    /// So many of the thirteen criteria met.
    Met(u32),
    /// So many points, in ten-thousandths.
    Points(u32),
    /// Certified, with so many points.
    Certified(u32),
}

/// The days on which a check finds the same in an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Days {
    /// On all.
    #[default]
    Any,
    /// From this day on.
    From(jiff::civil::Date),
    /// On this day.
    Only(jiff::civil::Date),
}

impl Days {
    pub(crate) fn has(self, day: jiff::civil::Date) -> bool {
        match self {
            Self::Any => true,
            Self::From(first) => first <= day,
            Self::Only(only) => only == day,
        }
    }
}

/// A finding as a check reports it: spans of the text, without lines and columns.
#[derive(Clone, Debug)]
pub struct RawFinding {
    /// The block it concerns, which decides its section and whether it rests on a guess.
    pub block: BlockId,
    /// The smallest span that shows it.
    pub span: Span,
    /// How bad it is here.
    pub severity: Severity,
    /// What it is.
    pub message: Message,
    /// Further places in the same article.
    pub related: Vec<RawRelated>,
    /// Where else it stands for the defect: what rules that it outranks find there is the same one.
    pub stands_for: Vec<Span>,
    /// What many articles may share: findings of the same words in many of them are no defect of each.
    pub slot: Option<Box<str>>,
    /// How it is repaired.
    pub fix: Option<Fix>,
    /// What the article claims of its score here: a finding only if the score does not bear it out.
    pub claim: Option<ScoreClaim>,
}

/// A further place of a raw finding.
#[derive(Clone, Debug)]
pub struct RawRelated {
    /// Where.
    pub span: Span,
    /// What stands there.
    pub words: &'static str,
}

impl RawFinding {
    /// A finding that says no more than what is where.
    fn new(block: BlockId, span: Span, severity: Severity, message: Message) -> Self {
        Self { block, span, severity, message, related: Vec::new(), stands_for: Vec::new(), slot: None, fix: None, claim: None }
    }

    /// Adds a further place of the same article.
    pub fn related(&mut self, span: Span, words: &'static str) -> &mut Self {
        self.related.push(RawRelated { span, words });
        self
    }

    /// Says how the defect is repaired.
    pub fn fixed_by(&mut self, fix: Fix) -> &mut Self {
        self.fix = Some(fix);
        self
    }

    /// Says that it stands for the defect there as well, such as a finding for the whole article: what rules that this one outranks find
    /// there is dropped.
    pub fn stands_for(&mut self, span: Span) -> &mut Self {
        self.stands_for.push(span);
        self
    }

    /// Makes this finding an error, whatever the rule's default says (an article type asks for more).
    pub fn as_error(&mut self) -> &mut Self {
        self.severity = Severity::Error;
        self
    }

    /// Makes this finding one step milder: the check itself is less sure here.
    pub fn milder(&mut self) -> &mut Self {
        self.severity = self.severity.lowered();
        self
    }
}

/// Takes what one rule finds in one article.
pub struct Found<'d> {
    document: &'d Document,
    article_type: Option<&'d ArticleType>,
    severity: Severity,
    today: Option<jiff::civil::Date>,
    days: Days,
    standard: Option<&'d Standard>,
    shared: Option<&'d Shared>,
    findings: Vec<RawFinding>,
    beyond: u32,
    concerned: bool,
    /// The check's signs in the text.
    seen: Vec<Seen>,
    /// Where findings beyond the limit go, so that a check need not know of it.
    spill: Option<Box<RawFinding>>,
}

impl<'d> Found<'d> {
    /// An empty collection for one rule.
    #[must_use]
    pub fn new(document: &'d Document, article_type: Option<&'d ArticleType>, severity: Severity) -> Self {
        Self {
            document,
            article_type,
            severity,
            today: None,
            days: Days::Any,
            standard: None,
            shared: None,
            findings: Vec::new(),
            beyond: 0,
            concerned: false,
            seen: Vec::new(),
            spill: None,
        }
    }

    /// The same for a run on a certain day.
    #[must_use]
    pub const fn on(mut self, today: jiff::civil::Date) -> Self {
        self.today = Some(today);
        self
    }

    /// The day of the run; a check that needs it is silent where nobody says which day it is. On other days the check is made again.
    pub fn today(&mut self) -> Option<jiff::civil::Date> {
        self.days = self.today.map_or(self.days, Days::Only);
        self.today
    }

    /// The day of the run, for a check that finds nothing on later days if it finds nothing on this one; if it does, it asks for [`Self::today`].
    pub fn today_or_later(&mut self) -> Option<jiff::civil::Date> {
        self.days = self.today.map_or(self.days, |today| self.days.max(Days::From(today)));
        self.today
    }

    /// On which days the check finds what it has found.
    pub(crate) const fn days(&self) -> Days {
        self.days
    }

    /// The same for a run under a standard.
    #[must_use]
    pub const fn under(mut self, standard: &'d Standard) -> Self {
        self.standard = Some(standard);
        self
    }

    /// The same with what other checks of the article have made.
    #[must_use]
    pub const fn sharing(mut self, shared: &'d Shared) -> Self {
        self.shared = Some(shared);
        self
    }

    /// What the checks of the article make once and all use.
    pub(super) const fn shared(&self) -> Option<&'d Shared> {
        self.shared
    }

    /// Whether the standard of the run has a rule of this id; any may be one where nobody says which standard it is.
    #[must_use]
    pub fn has_rule(&self, id: &str) -> bool {
        self.standard.is_none_or(|standard| standard.find(id).is_some())
    }

    /// Hands over what was seen of the check's signs.
    pub fn see(&mut self, seen: Vec<Seen>) {
        self.seen = seen;
    }

    /// What was seen of the check's signs ([`crate::rule::ArticleCheck::signs`]), in the order in which they end.
    #[must_use]
    pub fn take_seen(&mut self) -> Vec<Seen> {
        std::mem::take(&mut self.seen)
    }

    /// The type of the article, if configuration or the article says one.
    #[must_use]
    pub const fn article_type(&self) -> Option<&'d ArticleType> {
        self.article_type
    }

    /// Says that the article has something that the rule is about (a list, a heading, a figure), defective or not. A
    /// criterion of which nothing is said is shown as "not concerned".
    pub fn concerned(&mut self) {
        self.concerned = true;
    }

    /// Reports a defect of a block at a span of the source. `{}` in the template are filled with quotes of the article.
    /// A finding on a block whose structure was guessed is one severity lower.
    pub fn at<Q: AsRef<str>>(
        &mut self,
        block: BlockId,
        span: Span,
        template: &str,
        quotes: impl IntoIterator<Item = Q>,
    ) -> &mut RawFinding {
        self.concerned = true;
        if self.findings.len() >= limits::FINDINGS_PER_RULE {
            self.beyond += 1;
            return spilled(&mut self.spill, self.severity);
        }
        let guessed = self.document.block(block).flags.has(Flags::GUESS);
        let severity = if guessed { self.severity.lowered() } else { self.severity };
        let at = self.findings.len();
        self.findings.push(RawFinding::new(block, span, severity, Message::new(template, quotes)));
        let (findings, spill, severity) = (&mut self.findings, &mut self.spill, self.severity);
        findings.get_mut(at).unwrap_or_else(|| spilled(spill, severity))
    }

    /// Reports a defect of the words of a block, which they have whatever the block is: that its structure was guessed does not matter.
    pub fn at_words<Q: AsRef<str>>(
        &mut self,
        block: BlockId,
        span: Span,
        template: &str,
        quotes: impl IntoIterator<Item = Q>,
    ) -> &mut RawFinding {
        let severity = self.severity;
        let finding = self.at(block, span, template, quotes);
        finding.severity = severity;
        finding
    }

    /// What was found, how much was beyond the limit, and whether the article has anything that the rule is about.
    #[must_use]
    pub fn into_parts(self) -> (Vec<RawFinding>, u32, bool) {
        (self.findings, self.beyond, self.concerned)
    }
}

/// A place for a finding that nobody will see.
fn spilled(spill: &mut Option<Box<RawFinding>>, severity: Severity) -> &mut RawFinding {
    spill.insert(Box::new(RawFinding::new(0, Span::at(0), severity, Message::new("", [""; 0]))))
}

/// A finding of a check across the library. The articles themselves are gone by then: places are spans of their sources.
#[derive(Clone, Debug)]
pub struct AcrossFinding {
    /// The article it is reported on.
    pub article: ArticleId,
    /// Where.
    pub span: Span,
    /// What it is.
    pub message: Message,
    /// Other places, with what stands there.
    pub related: Vec<(ArticleId, Span, &'static str)>,
    /// One step milder than the rule: the check is less sure here.
    pub is_milder: bool,
    /// It stands only if the check confirms it once the two articles are read again.
    pub is_open: bool,
}

impl AcrossFinding {
    /// Adds another place.
    pub fn related(&mut self, article: ArticleId, span: Span, words: &'static str) -> &mut Self {
        self.related.push((article, span, words));
        self
    }

    /// Leaves open whether it stands until the check sees the texts of the article and of the first other place
    /// ([`crate::rule::LibraryCheck::confirm`]). Few findings should be: each costs the reading of two articles.
    pub const fn open(&mut self) -> &mut Self {
        self.is_open = true;
        self
    }

    /// Makes this finding one step milder: the check itself is less sure here.
    pub const fn milder(&mut self) -> &mut Self {
        self.is_milder = true;
        self
    }
}

/// A passage that stands in many articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Boilerplate {
    /// The first of them.
    pub article: ArticleId,
    /// Where it stands there.
    pub span: Span,
    /// In how many articles it stands.
    pub articles: usize,
}

/// Takes what one rule finds across the library.
#[derive(Debug)]
pub struct FoundAcross {
    findings: Vec<AcrossFinding>,
    concerned: Vec<ArticleId>,
    /// Where findings beyond the limit of an article go, so that a check need not know of it.
    spill: AcrossFinding,
    per_article: HashMap<ArticleId, usize>,
}

impl Default for FoundAcross {
    fn default() -> Self {
        let spill = AcrossFinding {
            article: ArticleId(0),
            span: Span::at(0),
            message: Message::new("", [""; 0]),
            related: Vec::new(),
            is_milder: false,
            is_open: false,
        };
        Self { findings: Vec::new(), concerned: Vec::new(), spill, per_article: HashMap::new() }
    }
}

impl FoundAcross {
    /// Says that an article has something that the rule is about.
    pub fn concerned(&mut self, article: ArticleId) {
        self.concerned.push(article);
    }

    /// Reports a defect of an article that shows in the light of others.
    pub fn at<Q: AsRef<str>>(
        &mut self,
        article: ArticleId,
        span: Span,
        template: &str,
        quotes: impl IntoIterator<Item = Q>,
    ) -> &mut AcrossFinding {
        let count = self.per_article.entry(article).or_insert(0);
        *count += 1;
        if *count > limits::FINDINGS_PER_RULE {
            self.spill.related.clear();
            return &mut self.spill;
        }
        let at = self.findings.len();
        let message = Message::new(template, quotes);
        self.findings.push(AcrossFinding { article, span, message, related: Vec::new(), is_milder: false, is_open: false });
        self.findings.get_mut(at).unwrap_or(&mut self.spill)
    }

    /// What was found, and the articles that have anything that the rule is about.
    #[must_use]
    pub fn into_parts(self) -> (Vec<AcrossFinding>, Vec<ArticleId>) {
        (self.findings, self.concerned)
    }
}

//! A small library with every situation that a report must show, made by hand.

use crate::audit::{Audit, Auditable, Audited, CriterionSet, ErrorEntry};
use crate::config::Config;
use crate::document::{Language, LanguageFrom, MainContent};
use crate::finding::{Excerpt, Finding, Message, Place, Point, Related, Severity};
use crate::report::output::tests::written;
use crate::report::{Format, Report};
use crate::rule::{BuiltIn, Criterion, Standard};
use crate::score::{Scored, score_all};
use crate::source::{Format as Form, Skipped};
use crate::span::{LineIndex, Span};

/// Three rules with words of their own, so that no page here changes with the product's rules.
const RULES: [&str; 3] = [
    "+++\nid = \"missing-list\"\ncriterion = \"lists\"\nseverity = \"error\"\nmessage = \"the list is missing\"\n\
     help = \"write the list, or let the sentence end\"\n[check.coded]\n+++\n# Announced list that is missing\n",
    "+++\nid = \"duplicate-heading\"\ncriterion = \"headings\"\nseverity = \"warning\"\nmessage = \"the heading appears twice\"\n\
     help = \"tell the two sections apart, or join them\"\n[check.coded]\n+++\n# Heading used twice\n",
    "+++\nid = \"truncated-sentence\"\ncriterion = \"complete\"\nseverity = \"error\"\nmessage = \"the text stops\"\n\
     help = \"finish the sentence or delete it\"\n[check.coded]\n+++\n# Sentence that is cut off\n",
];

fn standard() -> Standard {
    Standard::new(&RULES.map(|article| BuiltIn { article, make: None })).unwrap()
}

/// The place of the first `words` of a text.
pub(super) fn place(text: &str, words: &str) -> Place {
    place_from(text, words, 0)
}

pub(super) fn place_from(text: &str, words: &str, from: usize) -> Place {
    let start = from + text.get(from..).unwrap().find(words).unwrap();
    let span = Span::of(start, start + words.len());
    let lines = LineIndex::new(text);
    let point = |offset: u32| {
        let byte_column = offset - lines.span(lines.line(offset), text).start() + 1;
        Point { offset, position: lines.position(offset, text), byte_column }
    };
    let line = lines.line(span.start());
    let whole = lines.span(line, text);
    let mark = Span::new(span.start() - whole.start(), span.end().min(whole.end()) - whole.start());
    let excerpt = Excerpt { line, text: whole.cut(text).into(), mark, cut: (false, false), above: Vec::new(), below: Vec::new() };
    Place { span, start: point(span.start()), end: point(span.end()), excerpt: Some(Box::new(excerpt)) }
}

pub(super) fn finding(standard: &Standard, rule: &str, place: Place, message: Message) -> Finding {
    let rule = standard.find(rule).unwrap();
    let severity = standard.severity(rule);
    Finding {
        rule,
        severity,
        place,
        message,
        related: Vec::new(),
        section: vec!["Harbour".into()],
        slot: None,
        fingerprint: 0x00ab_cdef,
        fix: None,
        edits_at: Box::default(),
    }
}

pub(super) fn article(path: &str, findings: Vec<Finding>) -> Audited {
    let mut concerned = CriterionSet::default();
    concerned.insert(Criterion::Complete);
    Audited {
        path: path.into(),
        format: Form::Markdown,
        title: Some("Fees".into()),
        words: 1_812,
        draft: false,
        language: Language { code: "en".into(), from: LanguageFrom::Declared },
        main: MainContent::Whole,
        findings,
        known: Vec::new(),
        waived: Vec::new(),
        waivers: Vec::new(),
        claims: Vec::new(),
        beyond: Vec::new(),
        concerned,
        wordless: CriterionSet::default(),
        off: CriterionSet::default(),
        auditable: Auditable::Yes,
    }
}

const FEES: &str = "# Harbour fees\n\nEvery skipper pays by length, by season and by the number of nights in port, and the harbour office \
asks for the fee on arrival. The fee covers services like:\n\nThe office is open from nine to five.\n\n## Moorings\n\nA mooring costs \
twelve a night.\n\n## Moorings\n\nAsk the harbour master.\n";

/// Two articles with findings, one clean one, one draft, one read in part and one that could not be read.
pub(super) fn audit(standard: &Standard) -> Audit {
    let missing = finding(
        standard,
        "missing-list",
        place(FEES, "The fee covers services like:"),
        Message::new("the list announced by “{}” is missing", ["The fee covers services like:"]),
    );
    let mut twice = finding(
        standard,
        "duplicate-heading",
        place_from(FEES, "Moorings", FEES.rfind("Moorings").unwrap()),
        Message::new("the heading “{}” appears twice", ["Moorings"]),
    );
    twice.related.push(Related { path: None, place: place(FEES, "Moorings"), words: "first used here".into() });
    let mut fees = article("content/fees.md", vec![missing, twice]);
    fees.wordless.insert(Criterion::Facts);
    let tides = "Tide tables for the west quay\nHigh water at 06:12 港口 \u{1f6a2} and\n";
    let mut elsewhere = finding(
        standard,
        "truncated-sentence",
        place(tides, "06:12 港口 \u{1f6a2} and"),
        Message::new("the text stops in mid-sentence: “{}”", ["06:12 港口 \u{1f6a2} and"]),
    );
    elsewhere.related.push(Related { path: Some("content/fees.md".into()), place: place(FEES, "nine to five"), words: "says this".into() });
    elsewhere.severity = Severity::Warning;
    let mut draft = article("content/ferry.md", Vec::new());
    draft.draft = true;
    let mut part = article("content/log.md", Vec::new());
    part.auditable = Auditable::PartOnly;
    let mut not_audited = CriterionSet::default();
    not_audited.insert(Criterion::Agreement);
    not_audited.insert(Criterion::Original);
    Audit {
        articles: [article("content/bakery.md", Vec::new()), fees, draft, part, article("content/tides.md", vec![elsewhere])]
            .map(Box::new)
            .into(),
        errors: vec![ErrorEntry {
            path: "content/log.md".into(),
            kind: "limit",
            message: "limit of blocks reached (1000000): audited up to line 812".to_owned(),
            way_out: "simplify the article, or raise blocks under [limits]".to_owned(),
        }],
        passed_over: vec![Skipped { shown: "content/old.md".into(), why: "exclude".into() }],
        others: 3,
        not_audited,
        boilerplate: Vec::new(),
        lost_waivers: Vec::new(),
        date: "2026-11-25".to_owned(),
    }
}

/// Everything that a report needs, to be changed by a test.
pub(super) struct Sample {
    pub(super) standard: Standard,
    pub(super) config: Config,
    pub(super) scored: Scored,
}

impl Sample {
    pub(super) fn new(change: impl FnOnce(&Standard, &mut Audit)) -> Self {
        let standard = standard();
        let config = Config::standard(&standard, ".".into());
        let mut audit = audit(&standard);
        change(&standard, &mut audit);
        let scored = score_all(audit, &standard, &config);
        Self { standard, config, scored }
    }

    pub(super) fn written(&self, format: Format, ci: bool, change: impl FnOnce(&mut Report<'_>)) -> String {
        let (scored, standard, config) = (&self.scored, &self.standard, &self.config);
        let mut report = Report { scored, standard, config, limit: 50, explain: false, verbose: false, quiet: false };
        change(&mut report);
        written(ci, |out| report.write(format, out))
    }
}

//! The product's own JSON, version 1, and its line-by-line form: one pass over the audit, nothing held back.

use std::io;

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};

use super::output::Output;
use super::{Report, escape, names};
use crate::audit::{Audited, ErrorEntry, Waived};
use crate::config::STANDARD;
use crate::finding::{Edit, Finding, Fix, Place, Point, Related, RuleId};
use crate::rule::Criterion;
use crate::score::{Charge, Row, Score, Unseen, Verdict};

mod form;

pub(super) use form::Compact;
use form::Envelope;

/// Version of the format; fields may be added within one, never renamed or removed.
const VERSION: u32 = 1;

/// Writes one object.
///
/// # Errors
/// When the stream does not take it.
pub fn write(out: &mut Output, report: &Report<'_>) -> io::Result<()> {
    let ci = out.is_ci();
    let mut serializer = serde_json::Serializer::with_formatter(out.data(), Envelope::new(ci));
    Whole { report, articles: true }.serialize(&mut serializer)?;
    out.end()
}

/// Writes one article a line, then the envelope without articles.
///
/// # Errors
/// When the stream does not take it.
pub fn write_lines(out: &mut Output, report: &Report<'_>) -> io::Result<()> {
    let ci = out.is_ci();
    for (article, score) in report.scored.audit.articles.iter().zip(&report.scored.scores) {
        let mut serializer = serde_json::Serializer::with_formatter(out.data(), Compact::new(ci));
        OneArticle { report, article, score }.serialize(&mut serializer)?;
        out.end()?;
    }
    let mut serializer = serde_json::Serializer::with_formatter(out.data(), Compact::new(ci));
    Whole { report, articles: false }.serialize(&mut serializer)?;
    out.end()
}

/// Points as a number; the formatter gives it four decimals.
fn points(points: u32) -> f64 {
    f64::from(points) / 10_000.0
}

struct Whole<'a> {
    report: &'a Report<'a>,
    articles: bool,
}

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (report, audit) = (self.report, &self.report.scored.audit);
        let profile = &report.config.profile;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("version", &VERSION)?;
        map.serialize_entry("tool", &Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") })?;
        map.serialize_entry("standard", STANDARD)?;
        map.serialize_entry("profile", &Profile { name: &profile.name, hash: &profile.hash, changes: &profile.changes })?;
        map.serialize_entry("date", &audit.date)?;
        map.serialize_entry("summary", &Summary(report))?;
        if self.articles {
            map.serialize_entry("articles", &Articles(report))?;
        }
        map.serialize_entry("errors", &Errors(&audit.errors))?;
        map.end()
    }
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Profile<'a> {
    name: &'a str,
    hash: &'a str,
    changes: &'a [String],
}

struct Summary<'a>(&'a Report<'a>);

impl Serialize for Summary<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Spread {
            lowest: f64,
            median: f64,
            highest: f64,
        }
        #[derive(Serialize)]
        struct Cheapest<'a> {
            path: &'a str,
            rule: &'a str,
            findings: u32,
            regained_if_fixed: f64,
        }
        let (report, library, audit) = (self.0, &self.0.scored.library, &self.0.scored.audit);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("articles", &library.articles)?;
        map.serialize_entry("drafts", &library.drafts)?;
        map.serialize_entry("certified", &library.certified)?;
        map.serialize_entry("not_auditable", &library.not_auditable)?;
        map.serialize_entry("errors", &library.counts.errors)?;
        map.serialize_entry("warnings", &library.counts.warnings)?;
        map.serialize_entry("infos", &library.counts.infos)?;
        map.serialize_entry("baselined", &library.known.all())?;
        map.serialize_entry("waived", &audit.articles.iter().map(|article| article.waived.len()).sum::<usize>())?;
        let spread =
            library.points.map(|all| Spread { lowest: points(all.lowest), median: points(all.median), highest: points(all.highest) });
        map.serialize_entry("points", &spread)?;
        map.serialize_entry("by_rule", &ByRule(report, &library.by_rule))?;
        let cheapest = library.cheapest.as_ref().and_then(|(index, charge)| Some((audit.articles.get(*index)?, charge)));
        let cheapest = cheapest.map(|(article, charge)| (escape::path_text(&article.path), charge));
        map.serialize_entry(
            "cheapest",
            &cheapest.as_ref().map(|(path, charge)| Cheapest {
                path,
                rule: report.standard.id(charge.rule),
                findings: charge.counts.all(),
                regained_if_fixed: points(charge.regained),
            }),
        )?;
        map.serialize_entry("passed_over", &audit.passed_over.len())?;
        map.serialize_entry("not_audited", &NotAudited(report))?;
        map.end()
    }
}

/// Criteria that no article of this run was audited for.
struct NotAudited<'a>(&'a Report<'a>);

impl Serialize for NotAudited<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let set = self.0.scored.audit.not_audited;
        serializer.collect_seq(Criterion::ALL.into_iter().filter(|criterion| set.has(*criterion)).map(Criterion::name))
    }
}

/// How many findings of each rule.
struct ByRule<'a>(&'a Report<'a>, &'a [(RuleId, u32)]);

impl Serialize for ByRule<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.1.iter().map(|(rule, number)| (self.0.standard.id(*rule), number)))
    }
}

struct Articles<'a>(&'a Report<'a>);

impl Serialize for Articles<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let scored = self.0.scored;
        let mut list = serializer.serialize_seq(None)?;
        for (article, score) in scored.audit.articles.iter().zip(&scored.scores) {
            list.serialize_element(&OneArticle { report: self.0, article, score })?;
        }
        list.end()
    }
}

struct OneArticle<'a> {
    report: &'a Report<'a>,
    article: &'a Audited,
    score: &'a Score,
}

impl Serialize for OneArticle<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Language<'a> {
            code: &'a str,
            from: &'static str,
        }
        let article = self.article;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("path", &escape::path_text(&article.path))?;
        map.serialize_entry("format", article.format.name())?;
        map.serialize_entry("title", &article.title)?;
        map.serialize_entry("words", &article.words)?;
        map.serialize_entry("draft", &article.draft)?;
        map.serialize_entry("language", &Language { code: &article.language.code, from: names::language_from(article.language.from) })?;
        map.serialize_entry("main_content", names::main_content(article.main))?;
        map.serialize_entry("score", &OneScore { report: self.report, score: self.score })?;
        map.serialize_entry("findings", &Findings { report: self.report, article })?;
        map.serialize_entry("beyond", &ByRule(self.report, &article.beyond))?;
        map.end()
    }
}

struct OneScore<'a> {
    report: &'a Report<'a>,
    score: &'a Score,
}

impl Serialize for OneScore<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct AuditedOf {
            met: u32,
            of: usize,
            not_audited: Vec<&'static str>,
        }
        let score = self.score;
        let verdict = match score.verdict {
            Verdict::Certified => "certified".to_owned(),
            Verdict::CertifiedByProfile => format!("certified (profile {})", self.report.config.profile.name),
            Verdict::NotCertified => "not certified".to_owned(),
            Verdict::NotAuditable => "not auditable".to_owned(),
        };
        let mut map = serializer.serialize_map(None)?;
        let not_audited = score.not_audited().map(Criterion::name).collect();
        map.serialize_entry("audited", &AuditedOf { met: score.met, of: score.rows.len(), not_audited })?;
        map.serialize_entry("points", &points(score.points))?;
        if let Some(before) = score.before {
            map.serialize_entry("points_before", &points(before))?;
        }
        map.serialize_entry("certified", &score.is_certified())?;
        map.serialize_entry("verdict", &verdict)?;
        map.serialize_entry("reason", &score.reason)?;
        map.serialize_entry("ledger", &Ledger { report: self.report, rows: &score.rows })?;
        map.end()
    }
}

struct Ledger<'a> {
    report: &'a Report<'a>,
    rows: &'a [Row],
}

impl Serialize for Ledger<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.rows.iter().map(|row| LedgerRow { report: self.report, row }))
    }
}

struct LedgerRow<'a> {
    report: &'a Report<'a>,
    row: &'a Row,
}

impl Serialize for LedgerRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let row = self.row;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("criterion", row.criterion.name())?;
        map.serialize_entry("weight", &points(row.weight))?;
        map.serialize_entry("state", row.state.name())?;
        map.serialize_entry("reason", row.unseen.map_or("", Unseen::words))?;
        map.serialize_entry("points", &points(row.points))?;
        let findings: Vec<(RuleId, u32)> = row.charges.iter().map(|charge| (charge.rule, charge.counts.all())).collect();
        map.serialize_entry("findings", &ByRule(self.report, &findings))?;
        map.serialize_entry("charges", &Charges { report: self.report, charges: &row.charges })?;
        map.serialize_entry("regained_if_fixed", &points(row.regained))?;
        map.end()
    }
}

struct Charges<'a> {
    report: &'a Report<'a>,
    charges: &'a [Charge],
}

impl Serialize for Charges<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct OneCharge<'a> {
            rule: &'a str,
            errors: u32,
            warnings: u32,
            infos: u32,
            regained_if_fixed: f64,
        }
        serializer.collect_seq(self.charges.iter().map(|charge| OneCharge {
            rule: self.report.standard.id(charge.rule),
            errors: charge.counts.errors,
            warnings: charge.counts.warnings,
            infos: charge.counts.infos,
            regained_if_fixed: points(charge.regained),
        }))
    }
}

struct Findings<'a> {
    report: &'a Report<'a>,
    article: &'a Audited,
}

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (report, article) = (self.report, self.article);
        let told = article.findings.iter().map(|finding| OneFinding { report, finding, waived: None, baselined: false });
        let known = article.known.iter().map(|finding| OneFinding { report, finding, waived: None, baselined: true });
        let waived = article.waived.iter();
        let waived = waived.map(|waived| OneFinding { report, finding: &waived.finding, waived: Some(waived), baselined: false });
        serializer.collect_seq(told.chain(known).chain(waived))
    }
}

struct OneFinding<'a> {
    report: &'a Report<'a>,
    finding: &'a Finding,
    waived: Option<&'a Waived>,
    baselined: bool,
}

impl Serialize for OneFinding<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let finding = self.finding;
        let rule = self.report.standard.rule(finding.rule).map(|rule| &rule.article);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("rule", self.report.standard.id(finding.rule))?;
        map.serialize_entry("criterion", rule.map_or("", |article| article.criterion.name()))?;
        map.serialize_entry("severity", finding.severity.name())?;
        map.serialize_entry("message", &finding.message.plain())?;
        map.serialize_entry("help", rule.map_or("", |article| &article.help))?;
        map.serialize_entry("start", &OnePoint::from(&finding.place.start))?;
        map.serialize_entry("end", &OnePoint::from(&finding.place.end))?;
        map.serialize_entry("section", &finding.section)?;
        map.serialize_entry("fingerprint", &format_args!("{:016x}", finding.fingerprint))?;
        map.serialize_entry("related", &AllRelated(&finding.related))?;
        map.serialize_entry("fix", &finding.fix.as_ref().map(OneFix::from))?;
        map.serialize_entry("waived", &self.waived.map(OneWaiver::from))?;
        map.serialize_entry("baselined", &self.baselined)?;
        map.end()
    }
}

#[derive(Serialize)]
struct OneWaiver<'w> {
    reason: &'w str,
    until: Option<String>,
}

impl<'w> From<&'w Waived> for OneWaiver<'w> {
    fn from(waived: &'w Waived) -> Self {
        Self { reason: &waived.reason, until: waived.until.map(|until| until.to_string()) }
    }
}

#[derive(Serialize)]
struct OneFix<'f> {
    title: &'f str,
    safety: &'static str,
    edits: Vec<OneEdit<'f>>,
}

/// Bytes of the file, which is UTF-8 where there are fixes.
#[derive(Serialize)]
struct OneEdit<'f> {
    start: u32,
    end: u32,
    replacement: &'f str,
}

impl<'f> From<&'f Fix> for OneFix<'f> {
    fn from(fix: &'f Fix) -> Self {
        let edit = |edit: &'f Edit| OneEdit { start: edit.span.start(), end: edit.span.end(), replacement: &edit.replacement };
        Self { title: &fix.title, safety: fix.safety.name(), edits: fix.edits.iter().map(edit).collect() }
    }
}

#[derive(Serialize)]
struct OnePoint {
    offset: u32,
    line: u32,
    column: u32,
}

impl From<&Point> for OnePoint {
    fn from(point: &Point) -> Self {
        Self { offset: point.offset, line: point.position.line, column: point.position.column }
    }
}

struct AllRelated<'a>(&'a [Related]);

impl Serialize for AllRelated<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct OneRelated<'a> {
            /// Null: the same article.
            path: Option<&'a str>,
            start: OnePoint,
            end: OnePoint,
            message: &'a str,
        }
        serializer.collect_seq(self.0.iter().map(|related| {
            let Place { start, end, .. } = &related.place;
            OneRelated { path: related.path.as_deref(), start: start.into(), end: end.into(), message: &related.words }
        }))
    }
}

struct Errors<'a>(&'a [ErrorEntry]);

impl Serialize for Errors<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct OneError<'a> {
            path: std::borrow::Cow<'a, str>,
            kind: &'a str,
            message: &'a str,
            help: &'a str,
        }
        serializer.collect_seq(self.0.iter().map(|error| OneError {
            path: escape::path_text(&error.path),
            kind: error.kind,
            message: &error.message,
            help: &error.way_out,
        }))
    }
}

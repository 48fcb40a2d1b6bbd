//! Holds the score to the standard's word on generated audits. The figures are made a second time by [`naive`], which is
//! written from the standard's text and shares no arithmetic with the product.
#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::expect_used, reason = "a test may stop")]

use std::path::PathBuf;
use std::sync::LazyLock;

use contentaudit::audit::{Audit, Auditable, Audited, CriterionSet};
use contentaudit::config::Config;
use contentaudit::document::{Language, MainContent};
use contentaudit::finding::{Finding, Message, Place, RuleId, Severity};
use contentaudit::rule::{BuiltIn, Criterion, Standard};
use contentaudit::score::{Score, State, Unseen, Verdict, display_points, score_all};
use contentaudit::source::Format;
use proptest::prelude::*;
use proptest::sample::select;

fn standard() -> &'static Standard {
    static STANDARD: LazyLock<Standard> = LazyLock::new(two_rules_each);
    &STANDARD
}

/// Two rules for each criterion: findings of one criterion come from more than one.
fn two_rules_each() -> Standard {
    let articles = Criterion::ALL.into_iter().flat_map(|criterion| {
        ["hard", "soft"].map(|kind| {
            let (name, severity) = (criterion.name(), if kind == "hard" { "error" } else { "warning" });
            let text = format!(
                "+++\nid = \"{name}-{kind}\"\ncriterion = \"{name}\"\nseverity = \"{severity}\"\nmessage = \"it is wrong\"\nhelp = \"mend it\"\n\n\
                 [check.count]\nof = \"words\"\nper = \"article\"\nat-least = 1\n+++\n# Something {kind}\n"
            );
            BuiltIn { article: Box::leak(text.into_boxed_str()), make: None }
        })
    });
    Standard::new(&articles.collect::<Vec<_>>()).unwrap()
}

/// An article in the terms of the standard.
#[derive(Clone, Debug)]
struct Case {
    /// Criterion, whether the hard rule found it, severity.
    findings: Vec<(usize, bool, Severity)>,
    /// Findings beyond the limit of findings that are kept.
    beyond: Vec<(usize, bool, u32)>,
    concerned: Vec<usize>,
    wordless: Vec<usize>,
    words: u32,
    draft: bool,
    auditable: Auditable,
}

fn severity() -> impl Strategy<Value = Severity> {
    select(&Severity::ALL[..])
}

/// Mostly few findings, so that all verdicts occur.
fn case() -> impl Strategy<Value = Case> {
    let few = prop_oneof![3 => 0..3usize, 2 => 0..30usize];
    let findings = few.prop_flat_map(|few| prop::collection::vec((0..13usize, any::<bool>(), severity()), few));
    let beyond = prop_oneof![9 => Just(Vec::new()), 1 => prop::collection::vec((0..13usize, any::<bool>(), 1..5_000u32), 1)];
    let wordless = prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(0..13usize, 1..4)];
    let auditable = prop_oneof![8 => Just(Auditable::Yes), 1 => Just(Auditable::NoText), 1 => Just(Auditable::PartOnly)];
    (findings, beyond, prop::collection::vec(0..13usize, 0..13), wordless, 0..5_000u32, prop::bool::weighted(0.2), auditable).prop_map(
        |(findings, beyond, concerned, wordless, words, draft, auditable)| Case {
            findings,
            beyond,
            concerned,
            wordless,
            words,
            draft,
            auditable,
        },
    )
}

fn set(criteria: &[usize]) -> CriterionSet {
    let mut set = CriterionSet::default();
    for &criterion in criteria {
        set.insert(Criterion::ALL[criterion]);
    }
    set
}

fn rule(standard: &Standard, criterion: usize, hard: bool) -> RuleId {
    standard.find(&format!("{}-{}", Criterion::ALL[criterion].name(), if hard { "hard" } else { "soft" })).unwrap()
}

fn audited(standard: &Standard, case: &Case) -> Audited {
    let finding = |&(criterion, hard, severity): &(usize, bool, Severity)| Finding {
        rule: rule(standard, criterion, hard),
        severity,
        place: Place::default(),
        message: Message::new("it is wrong", [""; 0]),
        related: Vec::new(),
        section: Vec::new(),
        slot: None,
        fix: None,
        edits_at: Box::default(),
        fingerprint: 0,
    };
    Audited {
        path: PathBuf::from("ferry.md"),
        format: Format::Markdown,
        title: None,
        words: case.words,
        draft: case.draft,
        language: Language::default(),
        main: MainContent::Whole,
        findings: case.findings.iter().map(finding).collect(),
        known: Vec::new(),
        waived: Vec::new(),
        waivers: Vec::new(),
        claims: Vec::new(),
        beyond: case.beyond.iter().map(|&(criterion, hard, number)| (rule(standard, criterion, hard), number)).collect(),
        concerned: set(&case.concerned),
        wordless: set(&case.wordless),
        off: CriterionSet::default(),
        auditable: case.auditable,
    }
}

fn audit(standard: &Standard, cases: &[Case], not_audited: &[usize]) -> Audit {
    let articles = cases.iter().map(|case| Box::new(audited(standard, case))).collect();
    Audit { articles, not_audited: set(not_audited), date: "2026-01-01".to_owned(), ..Audit::default() }
}

fn score_of(standard: &Standard, config: &Config, case: &Case, not_audited: &[usize]) -> Score {
    score_all(audit(standard, std::slice::from_ref(case), not_audited), standard, config).scores.remove(0)
}

/// The figures of the standard, made by hand.
struct Naive {
    points: u32,
    met: u32,
    by_criterion: [u32; 13],
    certified: bool,
}

fn naive(case: &Case, not_audited: &[usize], weights: [u32; 13], at_least: u32, unmet_allowed: u32) -> Naive {
    // (criterion, severity) of each finding, one by one.
    let mut findings: Vec<(usize, Severity)> = case.findings.iter().map(|&(criterion, _, severity)| (criterion, severity)).collect();
    for &(criterion, hard, number) in &case.beyond {
        // What is beyond the limit counts with the severity of its rule.
        findings.extend((0..number).map(|_| (criterion, if hard { Severity::Error } else { Severity::Warning })));
    }
    let is_audited = |criterion: usize| !not_audited.contains(&criterion) && !case.wordless.contains(&criterion);
    let mut by_criterion = [0; 13];
    let (mut met, mut unmet) = (0, 0);
    for criterion in 0..13 {
        if !is_audited(criterion) {
            continue;
        }
        let mut worth = weights[criterion];
        let mut is_met = true;
        for (_, severity) in findings.iter().filter(|(of, _)| *of == criterion) {
            match severity {
                Severity::Info => {}
                Severity::Warning => {
                    worth /= 2;
                    is_met = false;
                }
                Severity::Error => {
                    worth /= 2;
                    worth /= 2;
                    is_met = false;
                }
            }
        }
        by_criterion[criterion] = worth;
        if is_met { met += 1 } else { unmet += 1 }
    }
    if case.auditable != Auditable::Yes {
        return Naive { points: 0, met: 0, by_criterion: [0; 13], certified: false };
    }
    let points: u32 = by_criterion.iter().sum();
    let no_error = !findings.iter().any(|(_, severity)| *severity == Severity::Error);
    let all_seen = (0..13).all(|criterion| is_audited(criterion) || weights[criterion] == 0);
    Naive { points, met, by_criterion, certified: points >= at_least && unmet <= unmet_allowed && no_error && all_seen }
}

fn not_audited() -> impl Strategy<Value = Vec<usize>> {
    prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(0..13usize, 1..4)]
}

/// Weights that are together ten points.
fn weights() -> impl Strategy<Value = [u32; 13]> {
    let moved = prop::collection::vec((0..13usize, 0..13usize, 0..5_000u32), 0..6);
    moved.prop_map(|moved| {
        let mut weights = Criterion::ALL.map(Criterion::weight);
        for (from, to, points) in moved {
            let points = points.min(weights[from]);
            weights[from] -= points;
            weights[to] += points;
        }
        weights
    })
}

fn config(standard: &Standard) -> Config {
    Config::standard(standard, PathBuf::from("."))
}

/// No figure of `better` is under one of `worse`.
fn assert_no_figure_is_lower(better: &Score, worse: &Score) -> Result<(), TestCaseError> {
    prop_assert!(better.points >= worse.points);
    prop_assert!(better.met >= worse.met);
    prop_assert!(better.is_certified() || !worse.is_certified());
    for (better, worse) in better.rows.iter().zip(&worse.rows) {
        prop_assert!(better.points >= worse.points, "{:?}", better.criterion);
    }
    Ok(())
}

proptest! {
    #[test]
    fn each_figure_is_what_a_second_hand_makes_it(
        case in case(), not_audited in not_audited(), weights in weights(), at_least in 0..100_001u32, unmet in 0..4u32,
    ) {
        let standard = standard();
        let mut config = config(standard);
        config.weights = weights;
        config.certification.points = at_least;
        config.certification.unmet = unmet;
        let score = score_of(standard, &config, &case, &not_audited);
        let naive = naive(&case, &not_audited, weights, at_least, unmet);
        prop_assert_eq!(score.points, naive.points);
        prop_assert_eq!(score.met, naive.met);
        prop_assert_eq!(score.is_certified(), naive.certified, "{}", score.reason);
        prop_assert_eq!(score.reason.is_empty(), naive.certified);
        prop_assert_eq!(score.rows.iter().map(|row| row.points).collect::<Vec<_>>(), naive.by_criterion);
        prop_assert_eq!(score.verdict == Verdict::NotAuditable, case.auditable != Auditable::Yes);
    }

    #[test]
    fn the_ledger_sums_to_the_total_and_never_to_more_than_ten(case in case(), not_audited in not_audited(), weights in weights()) {
        let standard = standard();
        let mut config = config(standard);
        config.weights = weights;
        let score = score_of(standard, &config, &case, &not_audited);
        prop_assert_eq!(score.rows.iter().map(|row| row.points).sum::<u32>(), score.points);
        prop_assert!(score.points <= 100_000);
        let counted: u32 = score.rows.iter().flat_map(|row| &*row.charges).map(|charge| charge.counts.all()).sum();
        prop_assert_eq!(counted, score.counts.all());
        for row in &score.rows {
            prop_assert_eq!(row.state == State::NotAudited, row.unseen.is_some());
            let values: Vec<u64> = row.charges.iter().map(contentaudit::score::Charge::value).collect();
            prop_assert!(values.is_sorted_by(|one, other| one >= other), "cheapest points first: {values:?}");
        }
    }

    #[test]
    fn one_more_finding_never_raises_a_figure(
        case in case(), not_audited in not_audited(), criterion in 0..13usize, hard: bool, severity in severity(), at in 0..40usize,
    ) {
        let standard = standard();
        let config = config(standard);
        let mut worse = case.clone();
        worse.findings.insert(at.min(case.findings.len()), (criterion, hard, severity));
        let (before, after) = (score_of(standard, &config, &case, &not_audited), score_of(standard, &config, &worse, &not_audited));
        assert_no_figure_is_lower(&before, &after)?;
        // Ten points are for articles without warnings and errors only.
        prop_assert!(severity == Severity::Info || after.points < 100_000);
    }

    #[test]
    fn infos_cost_nothing(case in case(), not_audited in not_audited()) {
        let standard = standard();
        let config = config(standard);
        let mut without = case.clone();
        without.findings.retain(|(_, _, severity)| *severity != Severity::Info);
        let (with, without) = (score_of(standard, &config, &case, &not_audited), score_of(standard, &config, &without, &not_audited));
        prop_assert_eq!((with.points, with.met, with.verdict), (without.points, without.met, without.verdict));
        prop_assert!(with.rows.iter().flat_map(|row| &*row.charges).all(|charge| charge.counts.costly() > 0 || charge.regained == 0));
    }

    #[test]
    fn fixing_what_a_row_charges_gives_back_what_it_promises(case in case(), criterion in 0..13usize, hard: bool) {
        let standard = standard();
        let config = config(standard);
        let before = score_of(standard, &config, &case, &[]);
        let row = &before.rows[criterion];

        let mut fixed = case.clone();
        fixed.findings.retain(|finding| finding.0 != criterion);
        fixed.beyond.retain(|finding| finding.0 != criterion);
        let after = &score_of(standard, &config, &fixed, &[]).rows[criterion];
        prop_assert_eq!(after.points, row.points + row.regained);
        if case.auditable == Auditable::Yes && !case.wordless.contains(&criterion) {
            prop_assert_eq!(after.points, row.weight, "the whole loss comes back");
        }

        let id = rule(standard, criterion, hard);
        if let Some(charge) = row.charges.iter().find(|charge| charge.rule == id) {
            let mut fixed = case.clone();
            fixed.findings.retain(|finding| (finding.0, finding.1) != (criterion, hard));
            fixed.beyond.retain(|finding| (finding.0, finding.1) != (criterion, hard));
            let after = score_of(standard, &config, &fixed, &[]);
            prop_assert_eq!(after.points, before.points + charge.regained);
        }
    }

    #[test]
    fn neither_order_nor_padding_changes_a_score(case in case(), words in 0..1_000_000u32, seed in 0..1_000usize) {
        let standard = standard();
        let config = config(standard);
        let mut turned = case.clone();
        turned.words = words;
        turned.beyond.reverse();
        let len = turned.findings.len().max(1);
        turned.findings.rotate_left(seed % len);
        turned.findings.sort_by_key(|finding| finding.0 * seed % 7);
        prop_assert_eq!(score_of(standard, &config, &case, &[]), score_of(standard, &config, &turned, &[]));
    }

    #[test]
    fn a_criterion_that_nobody_looks_at_is_no_free_point(case in case(), before in not_audited(), more in 0..13usize) {
        let standard = standard();
        let config = config(standard);
        let mut fewer = before.clone();
        fewer.push(more);
        let (all, fewer) = (score_of(standard, &config, &case, &before), score_of(standard, &config, &case, &fewer));
        assert_no_figure_is_lower(&all, &fewer)?;
        prop_assert_eq!(fewer.rows[more].points, 0);
        prop_assert!(!fewer.is_certified());
    }

    #[test]
    fn a_criterion_that_is_switched_off_gives_no_points_and_shows_in_the_verdict(case in case(), off in 0..13usize) {
        let standard = standard();
        let all = score_of(standard, &config(standard), &case, &[]);
        let mut config = config(standard);
        for hard in [true, false] {
            config.rules[usize::from(rule(standard, off, hard).0)].severity = None;
        }
        let mut silent = case.clone();
        silent.findings.retain(|finding| finding.0 != off);
        silent.beyond.retain(|finding| finding.0 != off);
        let score = score_of(standard, &config, &silent, &[off]);
        prop_assert!(score.points <= all.points && score.met <= all.met);
        prop_assert_eq!((score.rows[off].points, score.rows[off].unseen), (0, Some(Unseen::SwitchedOff)));
        prop_assert!(score.verdict != Verdict::Certified);
    }

    #[test]
    fn the_library_is_a_distribution_without_its_drafts(cases in prop::collection::vec(case(), 0..9)) {
        let standard = standard();
        let config = config(standard);
        let scored = score_all(audit(standard, &cases, &[]), standard, &config);
        let library = &scored.library;
        let mut points: Vec<u32> = Vec::new();
        let mut certified = 0;
        for (case, score) in cases.iter().zip(&scored.scores) {
            prop_assert_eq!(score, &score_of(standard, &config, case, &[]), "neighbours do not matter");
            if !case.draft {
                points.push(score.points);
                certified += u32::from(score.is_certified());
            }
        }
        points.sort_unstable();
        prop_assert_eq!(library.articles as usize, points.len());
        prop_assert_eq!(library.drafts as usize, cases.len() - points.len());
        prop_assert_eq!(library.certified, certified);
        match &library.points {
            None => prop_assert!(points.is_empty()),
            Some(of) => {
                prop_assert_eq!((of.lowest, of.highest), (points[0], points[points.len() - 1]));
                // The lower of two: at least half have no more, and less than half have less.
                prop_assert!(points.iter().filter(|&&points| points <= of.median).count() * 2 >= points.len());
                prop_assert!(points.iter().filter(|&&points| points < of.median).count() * 2 < points.len());
            }
        }
        let worst: Vec<u32> = library.worst_first.iter().map(|&index| scored.scores[index].points).collect();
        prop_assert!(worst.len() == cases.len() && worst.is_sorted());
        let cheapest = cases.iter().zip(&scored.scores).filter(|(case, _)| !case.draft).flat_map(|(_, score)| &score.rows);
        let best = cheapest.flat_map(|row| &*row.charges).filter(|charge| charge.regained > 0).map(contentaudit::score::Charge::value).max();
        prop_assert_eq!(library.cheapest.map(|(_, charge)| charge.value()), best);
    }
}

fn sound() -> Case {
    Case {
        findings: Vec::new(),
        beyond: Vec::new(),
        concerned: (0..13).collect(),
        wordless: Vec::new(),
        words: 300,
        draft: false,
        auditable: Auditable::Yes,
    }
}

#[test]
fn the_verdict_names_the_first_reason_against_it() {
    let standard = standard();
    let config = config(standard);
    let verdict = |change: fn(&mut Case), not_audited: &[usize]| {
        let mut case = sound();
        change(&mut case);
        let score = score_of(standard, &config, &case, not_audited);
        (score.verdict, score.reason, display_points(score.points))
    };
    let says = |verdict: Verdict, reason: &str, points: &str| (verdict, reason.to_owned(), points.to_owned());
    assert_eq!(verdict(|_| {}, &[]), says(Verdict::Certified, "", "10.0"));
    assert_eq!(verdict(|case| case.findings.push((12, false, Severity::Warning)), &[]), says(Verdict::Certified, "", "9.7"));
    assert_eq!(verdict(|case| case.findings.push((12, true, Severity::Error)), &[]), says(Verdict::NotCertified, "1 error", "9.6"));
    assert_eq!(
        verdict(|case| case.findings.extend([(11, false, Severity::Warning), (12, false, Severity::Warning)]), &[]),
        says(Verdict::NotCertified, "2 criteria unmet", "9.5")
    );
    assert_eq!(
        verdict(|case| case.findings.extend([(0, false, Severity::Warning); 2]), &[]),
        says(Verdict::NotCertified, "under 9.0 points", "8.8")
    );
    assert_eq!(verdict(|_| {}, &[8, 9]), says(Verdict::NotCertified, "2 criteria not audited", "9.0"));
    assert_eq!(verdict(|case| case.wordless.push(7), &[]), says(Verdict::NotCertified, "1 criterion not audited", "8.5"));
    assert_eq!(verdict(|case| case.auditable = Auditable::NoText, &[]), says(Verdict::NotAuditable, "no readable body text", "0.0"));
    assert_eq!(verdict(|case| case.auditable = Auditable::PartOnly, &[]), says(Verdict::NotAuditable, "read only in part", "0.0"));
}

#[test]
fn what_nothing_concerns_is_met_and_says_so() {
    let standard = standard();
    let mut case = sound();
    case.concerned = vec![0];
    let score = score_of(standard, &config(standard), &case, &[]);
    assert_eq!((score.met, score.rows[0].state, score.rows[2].state), (13, State::Met, State::NotConcerned));
}

#[test]
fn a_changed_profile_certifies_under_its_own_name() {
    let standard = standard();
    let mut config = config(standard);
    config.profile.changes.push("weight sources 1.5".to_owned());
    assert_eq!(score_of(standard, &config, &sound(), &[]).verdict, Verdict::CertifiedByProfile);
    config.profile.changes.clear();
    for hard in [true, false] {
        config.rules[usize::from(rule(standard, 12, hard).0)].severity = None;
    }
    let score = score_of(standard, &config, &sound(), &[12]);
    assert_eq!((score.verdict, score.met, score.points), (Verdict::CertifiedByProfile, 12, 95_000));
}

#[test]
fn points_are_shown_rounded_down() {
    assert_eq!([99_600, 99_999, 100_000, 41_250, 0].map(display_points), ["9.9", "9.9", "10.0", "4.1", "0.0"]);
}

#[test]
fn a_finding_where_the_library_is_missing_is_counted_and_gives_no_points() {
    let standard = standard();
    let original = Criterion::Original.index();
    let mut case = sound();
    case.findings.push((original, false, Severity::Warning));
    let (with, without) =
        (score_of(standard, &config(standard), &case, &[original]), score_of(standard, &config(standard), &sound(), &[original]));
    assert_eq!((with.rows[original].state, with.rows[original].points, with.counts.warnings), (State::NotAudited, 0, 1));
    assert_eq!((with.points, with.met, with.verdict, with.reason), (without.points, without.met, without.verdict, without.reason));
    assert_eq!(with.rows[original].charges.len(), 1);
}

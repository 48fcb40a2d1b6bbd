//! A figure that somebody must have counted, and nothing in its paragraph that says who.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::frame::Frames;
use super::passage::{Candidate, Passage, candidates, introduces_source, is_unit_of_data};
use crate::checks::external_figures::{ExternalFigures, Presented, add_figures, bare_word, figure_at, marks, without_country};
use crate::checks::phrases::Phrases;
use crate::checks::prose::is_order;
use crate::checks::sources::SourceTitles;
use crate::document::Document;
use crate::rule::{ArticleCheck, Found, Signs, SourcesNeed, Words};
use crate::source::Format;

mod world;

use world::{Told, World, ends_like_people};

/// The options; those of the two notions come by `flatten`.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct UncitedStatistic {
    titles: SourceTitles,
    #[serde(flatten)]
    external: ExternalFigures,
    #[serde(flatten)]
    frames: Frames,
    #[serde(flatten)]
    world: World,
    /// Words by which even a finding of nobody in particular is the writer's own, or supposed.
    own: Phrases,
    /// Words that go back to a source which the article has introduced.
    back_references: Phrases,
    /// What findings stand in that an article introduces: survey, report.
    introductions: Phrases,
    /// What a figure is told by that stands for each of many.
    per_head: Phrases,
    /// What a sum is told by that stands for a time.
    yearly: Phrases,
    /// What a percentage makes of a group: higher, faster, less.
    effects: Words,
    /// What groups do with money.
    spending: Words,
    /// Words before a share that show that it was counted elsewhere.
    hedges: Phrases,
    /// Groups of which hardly any article has a count of its own.
    populations: Words,
    /// What is averaged over all of its kind.
    averages: Phrases,
    /// What a share is of that only somebody who counted for all can tell.
    scopes: Words,
}

/// A claim: where its figure stands in the passage, and its sentence.
struct Claim {
    figure: Range<usize>,
    sentence: Range<usize>,
    /// Where the next sentence ends.
    next: usize,
    /// Nobody in particular is said to have found it.
    is_vague: bool,
}

/// Kinds of signs.
const FIGURE: u8 = 0;
const FRAME: u8 = 1;

impl ArticleCheck for UncitedStatistic {
    fn signs(&self) -> Signs {
        let mut signs = Signs::default();
        add_figures(&mut signs, FIGURE);
        self.frames.add_signs(&mut signs, FRAME);
        signs
    }

    fn check(&self, article: &Document, found: &mut Found<'_>) {
        if found.article_type().is_some_and(|of_type| of_type.sources == SourcesNeed::Never) {
            return;
        }
        let (mut counts_itself, mut introduces, mut is_ordered) = (None, None, None);
        for (id, candidates) in candidates(article, &found.take_seen()) {
            let claims = self.claims(article, article.text_of(id), &candidates);
            if claims.is_empty() {
                continue;
            }
            let Some(passage) = Passage::of(article, id, &self.titles) else { continue };
            found.concerned();
            if passage.refers_outward() || passage.sets_a_task() || passage.is_sourced_around(&self.external) {
                continue;
            }
            // Asked once for all claims of a paragraph, and only when one of them needs it.
            let mut is_told = None;
            let uncited = claims.iter().filter(|claim| {
                let around = || {
                    self.external.names_source(&article.language.code, passage.text)
                        || passage.is_introduced(&self.external, &self.introductions)
                };
                self.is_uncited(article, &passage, claim)
                    && (claim.is_vague || !*is_told.get_or_insert_with(around))
                    && !(self.goes_back(article, &passage, claim)
                        && *introduces.get_or_insert_with(|| introduces_source(article, &self.external, &self.introductions)))
            });
            let uncited: Vec<&Claim> = uncited.collect();
            let Some(first) = uncited.first() else { continue };
            if !first.is_vague && *counts_itself.get_or_insert_with(|| self.external.counts_itself(article)) {
                continue;
            }
            // An order to a program gives it thresholds to go by.
            if *is_ordered.get_or_insert_with(|| is_order(article)) {
                return;
            }
            let words = passage.text.get(first.figure.clone()).unwrap_or("");
            let finding = found.at(id, passage.in_source(&first.figure), "nothing says where “{}” comes from", [words]);
            // A vague attribution of the same claim is the same defect.
            for claim in &uncited {
                finding.stands_for(passage.in_source(&claim.sentence));
            }
            // An export to plain text loses its links.
            if article.source.format() == Format::Plain {
                finding.milder();
            }
        }
    }
}

impl UncitedStatistic {
    /// The claims of a paragraph.
    fn claims(&self, article: &Document, text: &str, candidates: &[Candidate]) -> Vec<Claim> {
        let language = &*article.language.code;
        let claim = |candidate: &Candidate| {
            let (range, next) = (candidate.sentence.clone(), candidate.next);
            let sentence = text.get(range.clone())?;
            // What has neither digits nor a share in words ("one in six") has no figure.
            if !candidate.has(FIGURE) && !sentence.bytes().any(|byte| byte.is_ascii_digit()) && !sentence.contains(" in ") {
                return None;
            }
            let shifted = |figure: Range<usize>| range.start + figure.start..range.start + figure.end;
            let frame = || self.frames.find(language, sentence).or_else(|| self.frames.find_set_phrase(language, sentence));
            if let Some(frame) = candidate.has(FRAME).then(frame).flatten() {
                // A number without a unit may be anything: the writer's own, for one.
                let bare = || number(sentence, &frame).filter(|_| !self.own.are_in(language, &without_country(sentence)));
                let figure = shifted(figure(sentence).or_else(bare)?);
                // "Studies show that we sleep badly" speaks of everybody; "we know that studies show" of the writer.
                let is_own = self.own.are_in(language, &without_country(sentence.get(..frame.end).unwrap_or("")));
                return (!is_own).then_some(Claim { figure, sentence: range, next, is_vague: true });
            }
            let averaged = || self.is_averaged(language, sentence).then(|| number(sentence, &(0..0))).flatten();
            let spent = self.spends_time(language, sentence);
            let figure = shifted(spent.clone().or_else(|| figure(sentence)).or_else(averaged)?);
            let clause = clause_of(sentence, figure.end - range.start);
            // "The energy that households use" is nobody's own, whatever else is used.
            let is_for_all = || (spent.is_some() || self.is_share_of_all(language, sentence)) && !self.is_personal(language, clause);
            let is_finding = self.external.presented(language, sentence) == Presented::AsFoundBySomebody
                || is_for_all()
                || (self.is_counted(language, sentence) || self.is_averaged(language, sentence)) && !self.external.is_own(language, clause);
            is_finding.then_some(Claim { figure, sentence: range, next, is_vague: false })
        };
        candidates.iter().filter_map(claim).collect()
    }

    /// Whether nothing in a sentence says where its claim comes from; "studies show" introduces its own witnesses, who may be named in the next
    /// one: who is named elsewhere in a long paragraph is somebody else.
    fn is_uncited(&self, article: &Document, passage: &Passage<'_>, claim: &Claim) -> bool {
        let with_next = || passage.text.get(claim.sentence.start..claim.next).unwrap_or("");
        let is_sourced = passage.refers(&claim.sentence)
            || passage.is_quoted(claim.figure.start)
            || claim.is_vague && self.external.names_source(&article.language.code, with_next());
        !is_sourced
    }

    /// Whether a claim goes back to findings that were introduced.
    fn goes_back(&self, article: &Document, passage: &Passage<'_>, claim: &Claim) -> bool {
        !claim.is_vague && self.back_references.are_in(&article.language.code, passage.text.get(claim.sentence.clone()).unwrap_or(""))
    }

    /// So much on average for each, or for one who stands for all: "the average worker", "costs a company an average of".
    fn is_averaged(&self, language: &str, sentence: &str) -> bool {
        if !sentence.contains("verage") && !sentence.contains("typical") {
            return false;
        }
        if self.per_head.are_in(language, sentence) || self.averages.are_in(language, sentence) {
            return true;
        }
        let lower = sentence.to_lowercase();
        // "A revenue chief earns $312,000 a year on average."
        let is_paid = [" earn ", " earns ", " is paid ", " are paid "].iter().any(|verb| lower.contains(verb));
        if is_paid && lower.contains("average") && sentence.contains(['$', '€', '£']) && self.yearly.are_in(language, sentence) {
            return true;
        }
        let one_of_group = |word: &str| {
            let word = bare_word(word);
            let plural = word.strip_suffix('y').map_or_else(|| format!("{word}s"), |stem| format!("{stem}ies"));
            self.external.is_group(language, &plural) || self.populations.has(language, &plural)
        };
        // "A failed hire costs a company about $17,000 on average", "replacing a clerk costs on average a third of the salary": one who stands for all pays.
        let costs_one = || {
            let words: Vec<&str> = lower.split(' ').collect();
            let in_money = sentence.contains(['$', '€', '£']);
            let of_pay = || {
                let is_percent =
                    |word: &str| word.trim_end_matches([',', '.']).ends_with('%') || matches!(bare_word(word), "percent" | "cent");
                words.iter().position(|word| is_percent(word)).is_some_and(|at| {
                    let pay = words
                        .iter()
                        .skip(at + 2)
                        .take(4)
                        .any(|word| matches!(bare_word(word), "salary" | "salaries" | "wage" | "wages" | "pay"));
                    words.get(at + 1).is_some_and(|word| *word == "of") && pay
                })
            };
            let costs = |at: usize| words.get(at).is_some_and(|word| matches!(*word, "cost" | "costs"));
            let of_one = |at: usize| {
                words.get(at + 1).is_some_and(|word| matches!(*word, "a" | "an" | "the" | "each" | "every"))
                    && words.iter().skip(at + 2).take(2).any(|word| one_of_group(word))
            };
            lower.contains("average") && (0..words.len()).any(|at| costs(at) && (in_money && of_one(at) || of_pay()))
        };
        if costs_one() {
            return true;
        }
        // The kind of worker may stand between: "the average knowledge worker spends", "checks email 77 times a day".
        let of_one = ["the average ", "an average ", "a typical ", "the typical "];
        let is_average_one = of_one.iter().flat_map(|one| lower.match_indices(one)).any(|(at, words)| {
            let words: Vec<&str> = lower.get(at + words.len()..).unwrap_or("").split(' ').take(4).collect();
            let one = words.iter().take(3).position(|word| one_of_group(word));
            one.is_some_and(|one| {
                words.get(one + 1).is_some_and(|verb| self.spending.has(language, verb)) || self.yearly.are_in(language, sentence)
            })
        });
        is_average_one
            || lower
                .split_once(" an average of ")
                .is_some_and(|(before, _)| before.split(' ').any(|word| one_of_group(word) || self.is_of_people(language, word)))
    }

    /// "Nurses in rural hospitals earn an average of": a group in the plural.
    fn is_of_people(&self, language: &str, word: &str) -> bool {
        let word = bare_word(word);
        self.populations.has(language, word) || ends_like_people(word)
    }

    /// A construction that only somebody who counted can write.
    fn is_counted(&self, language: &str, sentence: &str) -> bool {
        let lower = sentence.to_lowercase();
        let words: Vec<&str> = lower.split_whitespace().collect();
        let bare = |at: usize| words.get(at).map_or("", |word| bare_word(word));
        let is_population = |word: &str| self.populations.has(language, word) || ends_like_people(word);
        let of_group = |word: &str| self.external.is_group(language, word);
        let told = Told {
            lower: &lower,
            words: &words,
            is_population: &is_population,
            is_group: &of_group,
            is_yearly: self.yearly.are_in(language, sentence),
        };
        if self.world.tells(language, &told) {
            return true;
        }
        let is_group = |at: usize| of_group(bare(at)) || is_population(bare(at));
        let groups: Vec<usize> = (0..words.len()).filter(|&at| is_group(at)).collect();
        let Some(&first) = groups.first() else { return false };
        let is_percent = |at: usize| {
            words.get(at).is_some_and(|word| word.trim_end_matches([',', '.']).ends_with('%')) || matches!(bare(at), "percent" | "cent")
        };
        // "Teams that plan are 30% faster", "companies outperform others by 12%", "reps spend 28% of their week": the group is what the sentence
        // is about.
        // "On average, reps spend 28% of their week".
        let opening = if bare(0) == "on" && bare(1) == "average" { 2 } else { 0 };
        let is_subject = first < SUBJECT + opening
            && !(opening..first).any(|at| matches!(bare(at), "of" | "by" | "for" | "to" | "with" | "from" | "in" | "on" | "than"));
        let has_effect = |at: usize| {
            let is_sum = words.get(at).is_some_and(|word| word.starts_with(['$', '€', '£'])) && bare(at + 2) == "than";
            let is_more = (is_percent(at) || is_sum || bare(at) == "times") && self.effects.has(language, bare(at + 1));
            let by = is_percent(at) && (at.saturating_sub(2)..at).any(|before| bare(before) == "by");
            let spends = || (at.saturating_sub(3)..at).any(|before| self.spending.has(language, bare(before)));
            let is_theirs = |at: usize| {
                let of_time = || {
                    matches!(bare(at), "the" | "a" | "each" | "every")
                        && matches!(bare(at + 1), "week" | "workweek" | "day" | "workday" | "year")
                };
                matches!(bare(at), "their" | "revenue" | "revenues" | "income" | "turnover" | "payroll") || of_time()
            };
            let of_theirs = is_percent(at) && bare(at + 1) == "of" && is_theirs(at + 2) && spends();
            is_more || by || of_theirs
        };
        if is_subject && (first..words.len()).any(has_effect) {
            return true;
        }
        // "Fog costs companies $40 million a year".
        let in_money = sentence.contains(['$', '€', '£', '¥'])
            && (lower.contains("illion") || self.yearly.are_in(language, sentence) || self.per_head.are_in(language, sentence));
        let is_money = |at: usize| words.get(at).is_some_and(|word| word.contains(['$', '€', '£', '¥']));
        let spends = |at: usize| {
            let near = |from: usize, to: usize| (from..to).any(is_group);
            is_money(at)
                && (at.saturating_sub(REACH)..at)
                    .any(|verb| self.spending.has(language, bare(verb)) && near(verb.saturating_sub(REACH), at))
        };
        if in_money && (0..words.len()).any(spends) {
            return true;
        }
        // "Nine out of ten startups", "1 in 4 new hires": nobody counts his own like this; "nearly half of small firms" at the start.
        let in_so_many = |&group: &usize| {
            (group.saturating_sub(GROUP).max(1)..group).any(|at| {
                // "Six out of ten visitors" of its own an article may count.
                let is_out = bare(at - 1) == "out" && is_population(bare(group));
                let counted = at.saturating_sub(if is_out { 2 } else { 1 });
                matches!(bare(at), "in" | "of") && is_number(bare(counted)) && is_number(bare(at + 1))
            })
        };
        if groups.iter().any(in_so_many) {
            return true;
        }
        // "Of all cyclists in hospital, seven in ten had no helmet."
        let of_all = bare(0) == "of" && bare(1) == "all" && is_population(bare(2));
        if of_all && (3..words.len()).any(|at| bare(at) == "in" && is_number(bare(at - 1)) && is_number(bare(at + 1))) {
            return true;
        }
        // "Half of those people" were spoken of before.
        let of_group = |at: usize| {
            let is_counted_group =
                |at: usize| is_population(bare(at)) && !matches!(bare(at - 1), "those" | "these" | "the" | "his" | "her" | "its");
            bare(at) == "of" && (at + 1..at + GROUP).any(is_counted_group)
        };
        let is_share = |at: usize| {
            is_percent(at)
                || matches!(bare(at), "half" | "third" | "thirds" | "quarter" | "quarters" | "fifth" | "two-thirds" | "three-quarters")
        };
        let shared = (0..OPENING.min(words.len())).find(|&at| is_share(at) && of_group(at + 1));
        shared.is_some_and(|at| self.hedges.are_in(language, &words.get(..at).unwrap_or_default().join(" ")))
    }

    /// Whether a clause speaks of the writer, of the reader, or of what might be.
    fn is_personal(&self, language: &str, clause: &str) -> bool {
        self.own.are_in(language, &without_country(clause))
            || clause
                .split(' ')
                .map(bare_word)
                .any(|word| ["you", "your", "if", "should", "must"].iter().any(|own| word.eq_ignore_ascii_case(own)))
    }

    /// "Employees spend 2.5 hours a day on email": so many, whom no writer asked.
    fn spends_time(&self, language: &str, sentence: &str) -> Option<Range<usize>> {
        let unit = sentence.find(" hours ").or_else(|| sentence.find(" minutes "))?;
        let before: Vec<String> = sentence.get(..unit)?.split_whitespace().map(|word| bare_word(word).to_lowercase()).collect();
        let group = before.iter().take(SUBJECT).position(|word| self.populations.has(language, word))?;
        let verb = before.iter().skip(group).take(REACH).any(|word| self.spending.has(language, word));
        let number = number(sentence, &(0..0)).filter(|number| number.end <= unit)?;
        (verb && self.yearly.are_in(language, sentence.get(unit..)?)).then_some(number)
    }

    /// "Heating accounts for 64% of the energy that households use": a share of what all have or do.
    fn is_share_of_all(&self, language: &str, sentence: &str) -> bool {
        let Some((_, behind)) = sentence.split_once(" account").and_then(|(_, rest)| rest.split_once("for ")) else { return false };
        let mut words = behind.split_whitespace().take(SHARE).map(bare_word);
        behind.contains('%') && words.any(|word| self.scopes.has(language, &word.to_lowercase()))
    }
}

/// A sentence up to the end of the clause that a figure stands in: what is behind it, set apart by a mark, is said of something else.
fn clause_of(sentence: &str, figure: usize) -> &str {
    let behind = sentence.get(figure..).unwrap_or("");
    let end = [", although ", ", though ", ", even though ", ", while ", ", whereas ", ", but ", "; "]
        .iter()
        .filter_map(|mark| behind.find(mark))
        .min();
    end.and_then(|end| sentence.get(..figure + end)).unwrap_or(sentence)
}

/// Whether a word in lower case is a small number, in digits or in letters.
fn is_number(word: &str) -> bool {
    matches!(
        word,
        "one"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "eleven"
            | "twelve"
            | "fifteen"
            | "twenty"
            | "hundred"
    ) || (1..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Words between a sum, who spends it and the verb that says so.
const REACH: usize = 5;

/// Words behind a share in which its group stands.
const GROUP: usize = 5;

/// Words at the start of a sentence in which a share is what it is about.
const OPENING: usize = 8;

/// Words behind "accounts for" in which the whole of the share stands.
const SHARE: usize = 9;

/// Words of a sentence among which its subject stands.
const SUBJECT: usize = 4;

/// The first figure of a sentence, spelled-out shares included.
fn figure(sentence: &str) -> Option<Range<usize>> {
    static SPELLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let number = "(?:one|two|three|four|five|six|seven|eight|nine)";
        let tens = "ten|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
        Regex::new(&format!(
            r"(?i-u)\b(?:{number}|[0-9]{{1,3}}) (?:[a-z]+ )?(?:out of|in) (?:every )?(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|[0-9]{{1,3}})\b|\b(?:{number}|ten|[0-9.]+) times (?:the [a-z]+|(?:as|more|less|fewer|[a-z]{{2,}}er)\b)|\b(?:{tens})(?:-{number})? per ?cent\b|\b(?:(?:one|two|three|a)[- ](?:thirds?|quarters?|fifths?)|half) of\b"
        ))
        .ok()
    });
    let counted = marks(sentence).into_iter().find_map(|mark| figure_at(sentence, mark));
    let spelled = SPELLED.as_ref().and_then(|spelled| spelled.find(sentence)).map(|found| found.range());
    match (counted, spelled) {
        (Some(counted), Some(spelled)) => Some(if counted.start < spelled.start { counted } else { spelled }),
        (counted, spelled) => counted.or(spelled),
    }
}

/// The first number behind an attribution that counts something: no year, no number of a citation or a name.
fn number(sentence: &str, frame: &Range<usize>) -> Option<Range<usize>> {
    let behind = sentence.get(frame.end..)?;
    let mut at = frame.end;
    for word in behind.split(' ') {
        let start = at;
        at += word.len() + 1;
        let digits = word.trim_matches(|c: char| matches!(c, '(' | ')' | ',' | '.' | ';' | ':' | '“' | '”' | '"' | '–' | '—'));
        let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.' | b'-'));
        let is_year = digits.len() == 4 && digits.starts_with(['1', '2']);
        // "64 kBytes may do" is a size, and "was taken out in 3.8" names a version.
        let is_of_program = || {
            let next = behind.get(at - frame.end..).unwrap_or("").split(' ').next().unwrap_or("");
            let before = behind.get(..start - frame.end).unwrap_or("").trim_end().rsplit(' ').next().unwrap_or("");
            is_unit_of_data(next)
                || digits.contains('.') && next.is_empty() && matches!(before, "for" | "in" | "since" | "version" | "release")
        };
        if is_number && !is_year && !is_of_program() {
            let lead = word.find(digits)?;
            return Some(start + lead..start + lead + digits.len());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::checks::tested::markdown;

    fn found(paragraph: &str) -> Vec<String> {
        let text = format!("# Night boats\n\n{paragraph}\n");
        markdown("uncited-statistic", &text).into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn findings_of_nobody_in_particular_are_reported() {
        for (paragraph, figure) in [
            ("Studies show that 62% of deckhands leave within a year.", "62%"),
            ("It is known that nearly nine out of ten projects fail for this reason.", "nine out of ten"),
            ("Experts estimate that ferries lose $4.5 million a year to fog.", "$4.5"),
            ("Research has found that people look at the tide table 11 times a day.", "11"),
            ("On average, a paper log costs 6 hours per employee per week, or 15% of a shift.", "15%"),
            ("Companies that chart their crossings see 23% higher revenue.", "23%"),
            ("Late boats cost businesses $12 billion each year.", "$12"),
            ("The market is expected to reach $14 billion by 2031.", "$14"),
        ] {
            assert_eq!(found(paragraph), [figure], "{paragraph}");
        }
    }

    #[test]
    fn a_source_of_the_paragraph_will_do() {
        for paragraph in [
            "Studies show that 62% of deckhands [leave within a year](https://example.org/crews).",
            "Studies show that 62% of deckhands leave within a year.[^1]\n\n[^1]: Lund, Crews.",
            "Studies show that 62% of deckhands leave within a year (Lund, 2019).",
            "Studies show that 62% of deckhands leave within a year. The Harbour Institute found the same in 2021.",
            "Studies show that 62% of deckhands leave within a year.\n\nSource: Harbour Institute",
            "The Harbour Institute published a [survey](https://example.org/crews) of crews.\n\nSome 62% of deckhands say that they will not stay.",
            "We asked our crews, and studies show that 62% of our deckhands leave.",
            "If 62% of customers say no, ask again.",
            "> Studies show that 62% of deckhands leave within a year.",
        ] {
            assert_eq!(found(paragraph), Vec::<String>::new(), "{paragraph}");
        }
    }
}

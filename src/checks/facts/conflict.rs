//! Claims of one article that speak of the same fact and say different things.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::checks::numbering::names_version;
use crate::document::{BlockId, Document, Inline, InlineKind, Kind, Section};
use crate::fact::{Brief, Claim, ClaimForm, Facts, Likeness, has_particular_subject, is_function_word, likeness, names_subject};
use crate::rule::Found;

/// Most claims of one measure that are laid side by side one by one; more are a series.
const SIDE_BY_SIDE: usize = 80;

/// Blocks below a heading that are counted to find the place of one of them.
const COUNTED: usize = 200;

/// Most repeats of one fact: more are a form that is filled in again and again.
const REPEATS: usize = 3;

/// Two claims that contradict each other.
struct Conflict<'f> {
    /// The one to report: fewer places hold its value, or it stands later.
    at: &'f Claim,
    /// The other one.
    other: &'f Claim,
    /// How surely both speak of one fact.
    likeness: Likeness,
}

/// Reports the conflicts among the claims that `concerns` lets through, each in the words that `said` makes of it: the claim to report, the other
/// one. `near`: also where a word or two differ, one step milder. `place` is what stands at the other one.
pub(super) fn report<'f>(
    facts: &'f Facts<'_>,
    near: bool,
    concerns: impl Fn(&Claim) -> bool,
    said: impl Fn(&'f Claim, &'f Claim) -> (&'static str, [&'f str; 3]),
    place: &'static str,
    found: &mut Found<'_>,
) {
    if facts.claims().iter().any(&concerns) {
        found.concerned();
    }
    let mut repeated = None;
    for conflict in conflicts(facts, concerns).into_iter().filter(|conflict| near || conflict.likeness == Likeness::Same) {
        let (at, other) = (conflict.at, conflict.other);
        if repeated.get_or_insert_with(|| Repeated::of(facts)).hold(facts, at) {
            continue;
        }
        // Two sentences that name nothing are about two things more often than about one.
        let is_nameless = at.form == ClaimForm::Statement && !(names_its_matter(facts, at) && names_its_matter(facts, other));
        let is_unsure = is_nameless && !at.restates && !other.restates;
        // Manuals say of each of their entries the same.
        if is_unsure && facts.shows_code() {
            continue;
        }
        let (template, quotes) = said(at, other);
        let finding = found.at(at.block, facts.source(at.at), template, quotes).related(facts.source(other.at), place);
        // Whoever says the same in other words may mean something else.
        let is_reworded = at.form == ClaimForm::Gist;
        if conflict.likeness == Likeness::Near || is_unsure || is_reworded {
            finding.milder();
        }
    }
}

/// How many sentences say the same with figures of their own ("Thanks to 5 crews, 2 of them new", release after release): a form that is filled in.
struct Repeated(HashMap<u64, usize>);

impl Repeated {
    /// Sentences of one form: two may be a slip, three are made so.
    const OFTEN: usize = 3;

    fn of(facts: &Facts<'_>) -> Self {
        let mut counts = HashMap::new();
        let mut last = None;
        // The claims of a sentence stand one behind the other.
        for claim in facts.claims().iter().filter(|claim| claim.form == ClaimForm::Statement) {
            if last.replace(claim.about) != Some(claim.about) {
                *counts.entry(Self::form(facts, claim)).or_default() += 1;
            }
        }
        Self(counts)
    }

    fn hold(&self, facts: &Facts<'_>, claim: &Claim) -> bool {
        let is_often = || self.0.get(&Self::form(facts, claim)).is_some_and(|count| *count >= Self::OFTEN);
        claim.form == ClaimForm::Statement && !claim.restates && is_often()
    }

    /// The words of a sentence as a number, figures and the ending of plurals aside.
    fn form(facts: &Facts<'_>, claim: &Claim) -> u64 {
        let is_word = |word: &&str| !word.is_empty() && !word.contains(|c: char| c.is_ascii_digit());
        let words = facts.printed(claim.about).split(|c: char| !c.is_alphanumeric()).filter(is_word);
        let mut form = DefaultHasher::new();
        words.for_each(|word| word.trim_end_matches('s').to_lowercase().hash(&mut form));
        form.finish()
    }
}

/// The conflicts among the claims that `concerns` lets through.
fn conflicts<'f>(facts: &'f Facts<'_>, concerns: impl Fn(&Claim) -> bool) -> Vec<Conflict<'f>> {
    let mut by_measure: HashMap<(bool, u64), Vec<&Claim>> = HashMap::new();
    let mut order = Vec::new();
    // Last what is said in other ways: the same words say more surely what they are of.
    let both = facts.claims().iter().chain(facts.gists());
    for claim in both.filter(|claim| concerns(claim)) {
        let group = by_measure.entry((claim.form == ClaimForm::Gist, claim.measure)).or_default();
        if group.is_empty() {
            order.push((claim.form == ClaimForm::Gist, claim.measure));
        }
        group.push(claim);
    }
    let mut found: Vec<Conflict<'_>> = Vec::new();
    let mut reported = HashSet::new();
    for group in order.iter().filter_map(|measure| by_measure.get(measure)) {
        let mut taken = vec![false; group.len()];
        let briefs: Vec<Brief> = group.iter().map(|claim| Brief::of(claim)).collect();
        for (at, (claim, brief)) in group.iter().zip(&briefs).enumerate() {
            if taken.get(at) == Some(&true) {
                continue;
            }
            let others = group.iter().zip(&briefs).enumerate().skip(at + 1).take(SIDE_BY_SIDE);
            let alike: Vec<(usize, &Claim, Likeness)> = others
                .filter(|(_, (_, other))| brief.may_be_like(other))
                .filter_map(|(index, (other, _))| likeness(claim, other).map(|likeness| (index, *other, likeness)))
                .collect();
            for (index, _, _) in &alike {
                if let Some(taken) = taken.get_mut(*index) {
                    *taken = true;
                }
            }
            // A frame is a statement as well.
            let new = conflict(facts, claim, &alike).filter(|new| !reported.contains(&new.at.at) && !reported.contains(&new.other.at));
            reported.extend(new.iter().flat_map(|new| [new.at.at, new.other.at]));
            found.extend(new);
        }
    }
    found
}

/// The conflict of a claim with those that are like it, if they hold two values in all.
fn conflict<'f>(facts: &Facts<'_>, claim: &'f Claim, alike: &[(usize, &'f Claim, Likeness)]) -> Option<Conflict<'f>> {
    let (same, different): (Vec<_>, Vec<_>) = alike.iter().partition(|(_, other, _)| !claim.contradicts(other));
    let (_, other, likeness) = different.first()?;
    // A fact with three values is a series: one for each year, each team, each product.
    let is_series = different.iter().any(|(_, one, _)| one.contradicts(other));
    if is_series || alike.len() > REPEATS || is_parallel(facts, claim, other) {
        return None;
    }
    let holders = 1 + same.len();
    let (at, other) = if holders < different.len() { (claim, *other) } else { (*other, claim) };
    Some(Conflict { at, other, likeness: *likeness })
}

/// Whether two claims stand side by side on purpose: in one paragraph, as items of lists, in one table.
fn is_parallel(facts: &Facts<'_>, one: &Claim, other: &Claim) -> bool {
    let article = facts.document;
    let holder = |claim: &Claim, kind: Kind| article.ancestors(claim.block).filter(|block| article.block(*block).kind == kind).last();
    let both = |kind: Kind| holder(one, kind).zip(holder(other, kind));
    let same = |kind: Kind| both(kind).is_some_and(|(one, other)| one == other);
    // What is repeated on purpose may stand in another list, and where its section begins.
    let is_restated = one.restates || other.restates;
    let are_named = names_its_matter(facts, one) && names_its_matter(facts, other);
    // Who says four words of what a value is of says of which thing it is.
    let says_much = |claim: &Claim| claim.form == ClaimForm::Gist && claim.words.len() > 3;
    let are_named = are_named || says_much(one) && says_much(other);
    let may_be_twins = !are_named || are_in_series(article, one.block, other.block);
    one.block == other.block
        || same(Kind::List)
        || both(Kind::Table).is_some()
        || !is_restated && (both(Kind::List).is_some() || both(Kind::DefList).is_some())
        || !is_restated && may_be_twins && is_twin(article, one.block, other.block)
        || !is_restated && one.form == ClaimForm::Gist && are_of_program(facts, one, other)
        || are_entries(article, one.block, other.block, is_restated)
        || are_of_versions(article, one.block, other.block)
        || !is_restated && are_examples(article, one.block, other.block)
        || !is_restated && (are_same_parts(article, one.block, other.block) || are_of_named_things(facts, one, other))
        || !is_restated && are_of_siblings(article, one.block, other.block, are_named || are_particular(facts, one, other))
}

/// Whether two blocks stand below one label in bold ("Description") that each entry of a reference has again.
fn are_same_parts(article: &Document, one: BlockId, other: BlockId) -> bool {
    /// Blocks of text below a label.
    const BELOW: usize = 4;
    let label = |block: BlockId| {
        let above = (0..block).rev().take(COUNTED).filter(|id| article.block(*id).kind.is_leaf()).take(BELOW);
        above.take_while(|id| article.block(*id).kind == Kind::Paragraph).find(|id| {
            let text = article.text_of(*id).trim();
            let is_all = |inline: &Inline| inline.kind == InlineKind::Strong && inline.text.cut(&article.text).trim() == text;
            article.inlines_of(*id).iter().any(is_all)
        })
    };
    label(one).zip(label(other)).is_some_and(|(one, other)| one != other && article.text_of(one) == article.text_of(other))
}

/// Whether two statements stand in paragraphs that begin with the names of two things: "The Tern is a ferry. It has …. 40 seats can be folded away."
fn are_of_named_things(facts: &Facts<'_>, one: &Claim, other: &Claim) -> bool {
    let code = |claim: &Claim| {
        /// Bytes before a name in code: "After the `lamp` keyword".
        const OPENING: u32 = 16;
        let start = facts.document.block(claim.block).text.start();
        let first = facts.document.inlines_of(claim.block).iter().find(|inline| inline.kind == InlineKind::Code)?;
        let opens = claim.about.start() > first.text.end() && first.text.start() <= start + OPENING;
        opens.then(|| first.text.cut(&facts.document.text))
    };
    if code(one).zip(code(other)).is_some_and(|(one, other)| one != other) {
        return true;
    }
    let name = |claim: &Claim| {
        let text = facts.document.text_of(claim.block);
        let is_behind = matches!(claim.form, ClaimForm::Statement | ClaimForm::Gist)
            && claim.about.start() > facts.document.block(claim.block).text.start();
        let mut words = text.split_whitespace().filter(|_| is_behind);
        let first = words.next()?;
        let determined = matches!(first, "The" | "A" | "An" | "Our");
        let name = if determined { words.next()? } else { first }.trim_end_matches([',', ':', '.']);
        let is_name =
            name.starts_with(char::is_uppercase) && (determined || name.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit()));
        is_name.then_some(name)
    };
    name(one).zip(name(other)).is_some_and(|(one, other)| one != other)
}

/// Whether two claims tell what they are about from others of its kind, in an article that tells a story: in a manual, each section has its own
/// maximum file size.
fn are_particular(facts: &Facts<'_>, one: &Claim, other: &Claim) -> bool {
    /// Words of subject and attribute, or of a row and its column.
    const WORDS: usize = 3;
    // "Our choir": an author has one of them.
    let is_own = |claim: &Claim| claim.words.len() + 1 >= WORDS && facts.printed(claim.about).to_lowercase().starts_with("our ");
    let is_particular = |claim: &Claim| match claim.form {
        ClaimForm::Statement => has_particular_subject(facts, claim),
        ClaimForm::Cell | ClaimForm::Label => true,
        // "The deposit for a van".
        ClaimForm::Gist => {
            let mut printed = facts.printed(claim.about).split_whitespace();
            let is_definite = printed.next().is_some_and(|first| first.eq_ignore_ascii_case("the"))
                && printed.take(3).any(|word| matches!(word, "of" | "for"));
            claim.words.len() + usize::from(is_definite) >= WORDS && !has_setting(facts, claim)
        }
        ClaimForm::Frame => (claim.words.len() >= WORDS || is_own(claim)) && !has_setting(facts, claim),
    };
    is_particular(one) && is_particular(other) && facts.document.of_kind(Kind::Code).next().is_none()
}

/// Whether a claim is of what each part of a program has of its own.
fn has_setting(facts: &Facts<'_>, claim: &Claim) -> bool {
    facts.printed(claim.about).split_whitespace().any(|word| !is_function_word(word) && OF_SETTINGS.contains(&&*word.to_lowercase()))
}

/// Words of what each part of a program has of its own.
const OF_SETTINGS: [&str; 6] = ["default", "limit", "max", "maximum", "min", "minimum"];

/// Whether a claim says by a name what it is about.
fn names_its_matter(facts: &Facts<'_>, claim: &Claim) -> bool {
    match claim.form {
        ClaimForm::Statement => names_subject(facts, claim),
        ClaimForm::Frame | ClaimForm::Label => !claim.names.is_empty(),
        ClaimForm::Cell => false,
        // Words that the title has name what the article is about.
        ClaimForm::Gist => !claim.is_weak || claim.restates || claim.words.iter().any(|word| claim.names.binary_search(word).is_ok()),
    }
}

/// Whether two gists stand beside code and do not both have a name: each part of a program is described in the same words.
fn are_of_program(facts: &Facts<'_>, one: &Claim, other: &Claim) -> bool {
    (one.is_weak || other.is_weak) && facts.shows_code()
}

/// Whether two blocks stand in two sections of one section, each of which may have its own thing: "the trail" below "To the lake" is not "the trail"
/// below "To the tower". What introduces the article and what answers questions on it speak of the whole, and so does what names its matter, unless
/// the headings are alike: "Setting up on a phone" and "Setting up on a desk".
fn are_of_siblings(article: &Document, one: BlockId, other: BlockId, are_named: bool) -> bool {
    const OF_ALL: [&str; 9] = ["about", "answers", "background", "description", "faq", "faqs", "intro", "introduction", "questions"];
    let path = |block: BlockId| {
        let mut path: Vec<&Section> =
            article.section_of(block).into_iter().flat_map(|own| std::iter::once(own).chain(article.parents(own))).collect();
        path.reverse();
        path
    };
    let (one, other) = (path(one), path(other));
    let apart = one.iter().zip(&other).find(|(one, other)| one.heading != other.heading);
    let is_of_all = |section: &Section| {
        let title = article.text_of(section.heading).to_lowercase();
        title.trim_end().ends_with('?') || title.split(|c: char| !c.is_alphanumeric()).any(|word| OF_ALL.contains(&word))
    };
    let are_alike = |one: &Section, other: &Section| {
        let (one, other) = (article.text_of(one.heading), article.text_of(other.heading));
        let words = one.split_whitespace().count();
        let apart = one.split_whitespace().zip(other.split_whitespace()).filter(|(one, other)| one != other).count();
        words == other.split_whitespace().count() && apart > 0 && apart * 2 <= words
    };
    apart.is_some_and(|(one, other)| are_alike(one, other) || !are_named && !is_of_all(one) && !is_of_all(other))
}

/// Whether two blocks stand in entries of a reference, each of which speaks of its own thing: the headings are names out of a program or single words
/// above code, or the parts of such entries have one title.
fn are_entries(article: &Document, one: BlockId, other: BlockId, is_restated: bool) -> bool {
    let is_entry = |section: &Section| {
        let title = article.text_of(section.heading);
        let has_code = || (section.heading..section.own_end).take(COUNTED).any(|id| article.block(id).kind == Kind::Code);
        let is_word = !title.contains(char::is_whitespace);
        let is_name =
            title.split_whitespace().next().is_some_and(|first| first.contains('_') || first.ends_with("()") || first.starts_with('-'));
        is_name || is_word && (title.starts_with(char::is_lowercase) || has_code())
    };
    let (Some(of_one), Some(of_other)) = (article.section_of(one), article.section_of(other)) else { return false };
    // "Example" below one entry, and "Example" below another.
    let are_same_part = || !is_restated && article.text_of(of_one.heading) == article.text_of(of_other.heading);
    of_one.heading != of_other.heading && (is_entry(of_one) && is_entry(of_other) || are_same_part())
}

/// Whether two blocks are notes on two versions: "Removed in version 2.1" above one, "Removed in version 3.0" above the other.
fn are_of_versions(article: &Document, one: BlockId, other: BlockId) -> bool {
    /// Words of what stands above a note.
    const LABEL: usize = 24;
    // "2.1 Fees" is the number of a section.
    const SAYING: [&str; 8] = ["added", "changed", "deprecated", "release", "removed", "since", "version", "versions"];
    let speaks_of_version = |label: &str| label.split(|c: char| !c.is_alphabetic()).any(|word| SAYING.contains(&&*word.to_lowercase()));
    let version = |block: BlockId| {
        let list = article.ancestors(block).filter(|outer| article.block(*outer).kind == Kind::List).last();
        let above = (0..list.unwrap_or(block)).rev().take(COUNTED).find(|id| article.block(*id).kind.is_leaf())?;
        let label = article.text_of(above);
        let is_short = label.split_whitespace().nth(LABEL).is_none();
        (is_short && names_version(label) && speaks_of_version(label)).then_some(label)
    };
    version(one).zip(version(other)).is_some_and(|(one, other)| one != other)
}

/// "Example 3: All berths" and "Example 4: Berths of a year": whether two blocks stand in sections of a counted series.
fn are_in_series(article: &Document, one: BlockId, other: BlockId) -> bool {
    let counted = |block: BlockId| {
        let (word, rest) = article.text_of(article.section_of(block)?.heading).split_once(' ')?;
        rest.starts_with(|c: char| c.is_ascii_digit()).then_some(word)
    };
    counted(one).is_some_and(|word| counted(other) == Some(word))
}

/// Whether two blocks stand in two examples, each of which has its own figures: "Example 1: The first lines" and "Example 3: A line of its own".
fn are_examples(article: &Document, one: BlockId, other: BlockId) -> bool {
    let heading = |block: BlockId| article.section_of(block).map(|section| section.heading);
    let is_example = |heading: BlockId| {
        article.text_of(heading).split(|c: char| !c.is_alphabetic()).next().is_some_and(|first| first.eq_ignore_ascii_case("example"))
    };
    heading(one).zip(heading(other)).is_some_and(|(one, other)| one != other && is_example(one) && is_example(other))
}

/// Whether two blocks hold the same place in two sections of as many paragraphs: what they say holds for their own section.
fn is_twin(article: &Document, one: BlockId, other: BlockId) -> bool {
    let section = |block: BlockId| article.section_of(block);
    let (Some(of_one), Some(of_other)) = (section(one), section(other)) else { return false };
    if of_one.heading == of_other.heading || of_one.level != of_other.level || of_one.parent != of_other.parent {
        return false;
    }
    let place = |block: BlockId, heading: BlockId| {
        // Far below its heading nobody counts; and a long section would be counted through again and again.
        let between = (heading..block).take(COUNTED).filter(|id| article.block(*id).kind.is_leaf()).count();
        (between, article.block(article.block(block).parent).kind)
    };
    let paragraphs =
        |section: &Section| (section.heading..section.own_end).take(COUNTED).filter(|id| article.block(*id).kind.is_leaf()).count();
    place(one, of_one.heading) == place(other, of_other.heading) && paragraphs(of_one) == paragraphs(of_other)
}

//! Keys of the front matter that name a fact: `founded: 2011` on the page of a company.

use super::{InconsistentMetadataFact, document_of, report, title_words};
use crate::document::Meta;
use crate::fact::{Claim, ClaimForm, ClaimValue, Facts, claim_words};
use crate::rule::Found;

impl InconsistentMetadataFact {
    /// Compares a fact that a key names with frames of the body that are about what the title names.
    pub(super) fn named_fact(&self, facts: &Facts<'_>, meta: &Meta, found: &mut Found<'_>) {
        let is_event = self.events.iter().any(|key| meta.key.eq_ignore_ascii_case(key));
        let words = claim_words(&meta.key.replace(['_', '-'], " "));
        let title = title_words(facts.document);
        let value = meta.value.trim();
        // "members: 68": a number alone would be that of an item.
        let is_number = value.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
        let document = document_of(&if is_event {
            format!("Founded in {value}")
        } else if is_number {
            format!("There are {value} {}", meta.key)
        } else {
            value.to_owned()
        });
        let stated = Facts::of(&document);
        let Some(value) = only_value(&stated, is_event).filter(|_| !words.is_empty()) else { return };
        found.concerned();
        let is_about_title = |claim: &&Claim| {
            let mut rest = claim.words.iter().filter(|word| !words.contains(word)).peekable();
            let is_box = claim.form == ClaimForm::Label && claim.restates && rest.peek().is_none();
            (claim.form == ClaimForm::Frame && rest.peek().is_some() || is_box)
                && words.iter().all(|word| claim.words.contains(word))
                && rest.all(|word| title.binary_search(word).is_ok())
                // What happens once is not limited by where and by whom it is done.
                && (is_event || claim.scope.is_empty())
                && claim.when.is_none()
        };
        let same_kind = |claim: &&Claim| match (&value, &claim.value) {
            (Value::Date(_), ClaimValue::Date { .. }) => true,
            (Value::Quantity(own), ClaimValue::Quantity { .. }) => facts
                .quantities()
                .iter()
                .any(|quantity| quantity.text == claim.at && quantity.low.unit.dimension == own.dimension && quantity.rates == own.rates),
            _ => false,
        };
        let own = value.as_claimed();
        let about: Vec<&Claim> = facts.claims().iter().filter(is_about_title).filter(same_kind).collect();
        let Some(first) = about.first().filter(|_| about.iter().all(|claim| claim.value.contradicts(&own))) else { return };
        report(facts, first, meta, meta.value.trim(), found);
    }
}

/// The value of a key.
enum Value {
    Date(ClaimValue),
    Quantity(Measured),
}

/// A quantity of a key.
struct Measured {
    value: ClaimValue,
    dimension: crate::fact::Dimension,
    rates: Vec<crate::fact::Rate>,
}

impl Value {
    const fn as_claimed(&self) -> ClaimValue {
        match self {
            Self::Date(value) => *value,
            Self::Quantity(measured) => measured.value,
        }
    }
}

/// The one value that a key holds.
fn only_value(stated: &Facts<'_>, is_event: bool) -> Option<Value> {
    let mut sentences = stated.sentences();
    let (Some(sentence), None) = (sentences.next(), sentences.next()) else { return None };
    let mut dates = sentence.dates();
    let mut quantities = sentence.quantities();
    if is_event {
        let (Some((_, date)), None) = (dates.next(), dates.next()) else { return None };
        return Some(Value::Date(ClaimValue::Date { year: date.year, month: date.month, day: date.day }));
    }
    let (Some((_, quantity)), None, None) = (quantities.next(), quantities.next(), dates.next()) else { return None };
    Some(Value::Quantity(Measured {
        value: ClaimValue::Quantity {
            interval: quantity.interval(),
            is_vague: quantity.bound.is_vague(),
            is_range: quantity.high.is_some(),
        },
        dimension: quantity.low.unit.dimension,
        rates: quantity.rates.clone(),
    }))
}

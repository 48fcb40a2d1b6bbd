//! The coded checks by criterion, and the one table of all built-in rules.

use serde::de::DeserializeOwned;

use crate::rule::{ArticleCheck, ArticleError, BuiltIn, Check, FactCheck, LibraryCheck, Standard};

mod agreement;
mod attribution;
mod citations;
mod clean;
mod complete;
mod dictionary;
mod external_figures;
mod facts;
mod headings;
mod links;
mod lists;
mod metadata;
mod numbering;
mod original;
mod outline;
mod phrases;
mod piece;
mod prose;
mod sources;
mod substance;
#[cfg(test)]
mod tested;

use agreement::{LibraryConflict, LibraryOrderConflict};
use citations::{UncitedExample, UncitedStatistic, UndefinedCitation, UnusedSource, VagueAttribution};
use clean::{
    ChatResidue, EscapedEntity, ExpiredWaiver, FlattenedTable, ForeignResidue, GeneratorResidue, GluedText, LeakedComment, Mojibake,
    PageFurniture, PlaceholderText, StrayCharacters, TemplatePlaceholder, UnknownWaiver, UnrenderedDiagram, UnrenderedMarkup, UnusedWaiver,
};
use complete::{EmptyArticle, TruncatedSentence, TruncatedTable, TruncatedTitle, TruncationMarker, UnclosedBlock};
use facts::{
    AcronymExpansion, ClockRange, ContradictingStatement, CountMismatch, DirectionMismatch, DurationMismatch, EquationMismatch,
    ImpossibleDate, ImpossibleRatio, InconsistentDate, InconsistentFigure, InconsistentMetadataFact, InconsistentRole, InconsistentTerm,
    InvertedRange, PartsSum, PercentChange, PercentSum, PeriodArithmetic, RatioMismatch, RestatedNumber, StatisticPValue, TableTotal,
    TimeZoneMismatch, UnitConversion, WrongWeekday,
};
use headings::{DuplicateHeading, SimilarHeading};
use links::{BrokenAnchor, BrokenImage, BrokenLink, DeadExternalLink, EmptyLink, MissingAlt};
use lists::{EmptyList, EmptyListItem, MissingList};
use metadata::{
    DateOrder, FutureDate, InvalidMetadata, MissingMetadata, StaleArticle, StatedReadingTime, StatedScore, StatedWordCount, TitleMismatch,
};
use original::{DuplicateArticle, DuplicateParagraph, NearDuplicateArticle, ReusedPassage};
use outline::{HeadingIsParagraph, MissingTitle, MultipleTitles, RequiredSection, SectionOrder, SequenceGap, SkippedHeadingLevel};
use sources::{DuplicateSource, EmptySources, MalformedSource, MissingSources, PlaceholderSource};
use substance::{EmptyAnswer, EmptySection, PlaceholderSection, ThinSection};

/// Every built-in rule, one row each.
pub const BUILT_IN: &[BuiltIn] = &[
    per_article::<AcronymExpansion>(include_str!("../rules/acronym-expansion.md")),
    across_library::<BrokenAnchor>(include_str!("../rules/broken-anchor.md")),
    across_library::<BrokenImage>(include_str!("../rules/broken-image.md")),
    across_library::<BrokenLink>(include_str!("../rules/broken-link.md")),
    per_article::<ChatResidue>(include_str!("../rules/chat-residue.md")),
    of_facts::<ClockRange>(include_str!("../rules/clock-range.md")),
    per_article::<ContradictingStatement>(include_str!("../rules/contradicting-statement.md")),
    of_facts::<CountMismatch>(include_str!("../rules/count-mismatch.md")),
    of_facts::<DateOrder>(include_str!("../rules/date-order.md")),
    across_library::<DeadExternalLink>(include_str!("../rules/dead-external-link.md")),
    of_facts::<DirectionMismatch>(include_str!("../rules/direction-mismatch.md")),
    across_library::<DuplicateArticle>(include_str!("../rules/duplicate-article.md")),
    per_article::<DuplicateHeading>(include_str!("../rules/duplicate-heading.md")),
    per_article::<DuplicateParagraph>(include_str!("../rules/duplicate-paragraph.md")),
    per_article::<DuplicateSource>(include_str!("../rules/duplicate-source.md")),
    of_facts::<DurationMismatch>(include_str!("../rules/duration-mismatch.md")),
    per_article::<EmptyAnswer>(include_str!("../rules/empty-answer.md")),
    per_article::<EmptyArticle>(include_str!("../rules/empty-article.md")),
    per_article::<EmptyLink>(include_str!("../rules/empty-link.md")),
    per_article::<EmptyList>(include_str!("../rules/empty-list.md")),
    per_article::<EmptyListItem>(include_str!("../rules/empty-list-item.md")),
    per_article::<EmptySection>(include_str!("../rules/empty-section.md")),
    per_article::<EmptySources>(include_str!("../rules/empty-sources.md")),
    of_facts::<EquationMismatch>(include_str!("../rules/equation-mismatch.md")),
    per_article::<EscapedEntity>(include_str!("../rules/escaped-entity.md")),
    per_article::<ExpiredWaiver>(include_str!("../rules/expired-waiver.md")),
    per_article::<FlattenedTable>(include_str!("../rules/flattened-table.md")),
    per_article::<ForeignResidue>(include_str!("../rules/foreign-residue.md")),
    of_facts::<FutureDate>(include_str!("../rules/future-date.md")),
    per_article::<GeneratorResidue>(include_str!("../rules/generator-residue.md")),
    per_article::<GluedText>(include_str!("../rules/glued-text.md")),
    per_article::<HeadingIsParagraph>(include_str!("../rules/heading-is-paragraph.md")),
    of_facts::<ImpossibleDate>(include_str!("../rules/impossible-date.md")),
    of_facts::<ImpossibleRatio>(include_str!("../rules/impossible-ratio.md")),
    of_facts::<InconsistentDate>(include_str!("../rules/inconsistent-date.md")),
    of_facts::<InconsistentFigure>(include_str!("../rules/inconsistent-figure.md")),
    of_facts::<InconsistentMetadataFact>(include_str!("../rules/inconsistent-metadata-fact.md")),
    of_facts::<InconsistentRole>(include_str!("../rules/inconsistent-role.md")),
    per_article::<InconsistentTerm>(include_str!("../rules/inconsistent-term.md")),
    per_article::<InvalidMetadata>(include_str!("../rules/invalid-metadata.md")),
    of_facts::<InvertedRange>(include_str!("../rules/inverted-range.md")),
    per_article::<LeakedComment>(include_str!("../rules/leaked-comment.md")),
    across_library::<LibraryConflict>(include_str!("../rules/library-conflict.md")),
    across_library::<LibraryOrderConflict>(include_str!("../rules/library-order-conflict.md")),
    per_article::<MalformedSource>(include_str!("../rules/malformed-source.md")),
    per_article::<MissingAlt>(include_str!("../rules/missing-alt.md")),
    per_article::<MissingList>(include_str!("../rules/missing-list.md")),
    per_article::<MissingMetadata>(include_str!("../rules/missing-metadata.md")),
    per_article::<MissingSources>(include_str!("../rules/missing-sources.md")),
    per_article::<MissingTitle>(include_str!("../rules/missing-title.md")),
    per_article::<Mojibake>(include_str!("../rules/mojibake.md")),
    per_article::<MultipleTitles>(include_str!("../rules/multiple-titles.md")),
    across_library::<NearDuplicateArticle>(include_str!("../rules/near-duplicate-article.md")),
    per_article::<PageFurniture>(include_str!("../rules/page-furniture.md")),
    of_facts::<PartsSum>(include_str!("../rules/parts-sum.md")),
    of_facts::<PercentChange>(include_str!("../rules/percent-change.md")),
    of_facts::<PercentSum>(include_str!("../rules/percent-sum.md")),
    of_facts::<PeriodArithmetic>(include_str!("../rules/period-arithmetic.md")),
    per_article::<PlaceholderSection>(include_str!("../rules/placeholder-section.md")),
    per_article::<PlaceholderSource>(include_str!("../rules/placeholder-source.md")),
    per_article::<PlaceholderText>(include_str!("../rules/placeholder-text.md")),
    of_facts::<RatioMismatch>(include_str!("../rules/ratio-mismatch.md")),
    per_article::<RequiredSection>(include_str!("../rules/required-section.md")),
    of_facts::<RestatedNumber>(include_str!("../rules/restated-number.md")),
    across_library::<ReusedPassage>(include_str!("../rules/reused-passage.md")),
    per_article::<SectionOrder>(include_str!("../rules/section-order.md")),
    per_article::<SequenceGap>(include_str!("../rules/sequence-gap.md")),
    per_article::<SimilarHeading>(include_str!("../rules/similar-heading.md")),
    per_article::<SkippedHeadingLevel>(include_str!("../rules/skipped-heading-level.md")),
    of_facts::<StaleArticle>(include_str!("../rules/stale-article.md")),
    per_article::<StatedReadingTime>(include_str!("../rules/stated-reading-time.md")),
    per_article::<StatedScore>(include_str!("../rules/stated-score.md")),
    per_article::<StatedWordCount>(include_str!("../rules/stated-word-count.md")),
    per_article::<StatisticPValue>(include_str!("../rules/statistic-p-value.md")),
    per_article::<StrayCharacters>(include_str!("../rules/stray-characters.md")),
    of_facts::<TableTotal>(include_str!("../rules/table-total.md")),
    per_article::<TemplatePlaceholder>(include_str!("../rules/template-placeholder.md")),
    per_article::<ThinSection>(include_str!("../rules/thin-section.md")),
    of_facts::<TimeZoneMismatch>(include_str!("../rules/time-zone-mismatch.md")),
    per_article::<TitleMismatch>(include_str!("../rules/title-mismatch.md")),
    per_article::<TruncatedSentence>(include_str!("../rules/truncated-sentence.md")),
    per_article::<TruncatedTable>(include_str!("../rules/truncated-table.md")),
    per_article::<TruncatedTitle>(include_str!("../rules/truncated-title.md")),
    per_article::<TruncationMarker>(include_str!("../rules/truncation-marker.md")),
    per_article::<UncitedExample>(include_str!("../rules/uncited-example.md")),
    per_article::<UncitedStatistic>(include_str!("../rules/uncited-statistic.md")),
    per_article::<UnclosedBlock>(include_str!("../rules/unclosed-block.md")),
    per_article::<UndefinedCitation>(include_str!("../rules/undefined-citation.md")),
    of_facts::<UnitConversion>(include_str!("../rules/unit-conversion.md")),
    per_article::<UnknownWaiver>(include_str!("../rules/unknown-waiver.md")),
    per_article::<UnrenderedDiagram>(include_str!("../rules/unrendered-diagram.md")),
    per_article::<UnrenderedMarkup>(include_str!("../rules/unrendered-markup.md")),
    per_article::<UnusedSource>(include_str!("../rules/unused-source.md")),
    per_article::<UnusedWaiver>(include_str!("../rules/unused-waiver.md")),
    per_article::<VagueAttribution>(include_str!("../rules/vague-attribution.md")),
    of_facts::<WrongWeekday>(include_str!("../rules/wrong-weekday.md")),
];

/// A coded rule that sees one article; its options struct is the check.
const fn per_article<C: ArticleCheck + DeserializeOwned + 'static>(article: &'static str) -> BuiltIn {
    BuiltIn { article, make: Some(|options| Ok(Check::per_article(options.try_into::<C>()?))) }
}

/// A coded rule that sees the facts of one article; its options struct is the check.
const fn of_facts<C: FactCheck + DeserializeOwned + 'static>(article: &'static str) -> BuiltIn {
    BuiltIn { article, make: Some(|options| Ok(Check::OfFacts(Box::new(options.try_into::<C>()?)))) }
}

/// A coded rule that sees the library; its options struct is the check.
const fn across_library<C: LibraryCheck + DeserializeOwned + 'static>(article: &'static str) -> BuiltIn {
    BuiltIn { article, make: Some(|options| Ok(Check::AcrossLibrary(Box::new(options.try_into::<C>()?)))) }
}

/// The standard of this version.
///
/// # Errors
/// Never for the articles in this repository; a test keeps it so.
pub fn standard() -> Result<Standard, ArticleError> {
    Standard::new(BUILT_IN)
}

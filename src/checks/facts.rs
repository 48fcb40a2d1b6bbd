//! Does it agree with itself?

mod conflict;
mod count_mismatch;
mod direction_mismatch;
mod grid;
mod impossible_ratio;
mod inconsistent_date;
mod inconsistent_figure;
mod inverted_range;
mod parts_sum;
mod percent_change;
mod percent_sum;
mod period_arithmetic;
mod ranked;
mod ratio_mismatch;
mod remainder;
mod restated_number;
mod table_total;
mod unit_conversion;
mod wrong_weekday;

pub(super) use count_mismatch::CountMismatch;
pub(super) use direction_mismatch::DirectionMismatch;
pub(super) use impossible_ratio::ImpossibleRatio;
pub(super) use inconsistent_date::InconsistentDate;
pub(super) use inconsistent_figure::InconsistentFigure;
pub(super) use inverted_range::InvertedRange;
pub(super) use parts_sum::PartsSum;
pub(super) use percent_change::PercentChange;
pub(super) use percent_sum::PercentSum;
pub(super) use period_arithmetic::PeriodArithmetic;
pub(super) use ratio_mismatch::RatioMismatch;
pub(super) use restated_number::RestatedNumber;
pub(super) use table_total::TableTotal;
pub(super) use unit_conversion::UnitConversion;
pub(super) use wrong_weekday::WrongWeekday;

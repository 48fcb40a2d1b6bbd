//! Does it agree with itself?

mod conflict;
mod inconsistent_date;
mod inconsistent_figure;
mod wrong_weekday;

pub(super) use inconsistent_date::InconsistentDate;
pub(super) use inconsistent_figure::InconsistentFigure;
pub(super) use wrong_weekday::WrongWeekday;

//! Does it agree with itself?

mod wrong_weekday;

pub(super) use wrong_weekday::WrongWeekday;

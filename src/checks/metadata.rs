//! Is what it says of itself true?

mod date_order;
mod events;
mod future_date;
mod own_date;

pub(super) use date_order::DateOrder;
pub(super) use future_date::FutureDate;

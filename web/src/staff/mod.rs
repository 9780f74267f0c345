//! What the counter and the registry share: finding people, due dates, what was just done.

pub mod done;
pub mod due;
pub mod finder;
pub mod scan;

//! The lab: a simulated network, disk and clock around the very same sessions, and an arena around the very same rules.
//! One seed is one night, bit for bit.

pub mod arena;
mod check;
pub mod disk;
pub mod machine;
pub mod night;
mod party;
pub mod weather;

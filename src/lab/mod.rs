//! The lab: a simulated network, disk and clock around the very same sessions, and an arena around the very same rules.
//! One seed is one night, bit for bit.

pub mod arena;
pub mod check;
pub mod clock;
pub mod deed;
pub mod disk;
pub mod draw;
pub mod evening;
pub mod fault;
pub mod frame;
pub mod history;
pub mod machine;
pub mod night;
mod note;
mod party;
mod perform;
pub mod picture;
mod play;
mod power;
mod rogue;
pub mod script;
pub mod shrink;
pub mod sky;
pub mod span;
pub mod svg;
pub mod tally;
mod ways;
pub mod weather;

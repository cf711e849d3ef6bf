//! Joins ui, guest and host.

pub mod face;
pub mod line;
pub mod plain;

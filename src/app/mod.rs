//! Joins ui, guest and host.

pub mod line;

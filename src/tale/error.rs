//! What is wrong with an adventure's files: where, what, and what its author can do about it.

use std::fmt;

/// Why an adventure cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaleError {
    /// The file, and the place in it: `maps/road.tmj: object 7 (door)`.
    pub at: String,
    /// What is wrong there and what helps.
    pub why: String,
}

impl TaleError {
    /// Something is wrong at this place.
    pub(super) fn new(at: impl Into<String>, why: impl Into<String>) -> TaleError {
        TaleError { at: at.into(), why: why.into() }
    }
}

impl fmt::Display for TaleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.why)
    }
}

impl std::error::Error for TaleError {}

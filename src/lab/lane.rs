//! Lanes: each machine's evening as spans and steps, for whoever draws them, on paper or in a window.

use crate::lab::check::Violation;
use crate::lab::history::{History, letter};
use crate::lab::span::{self, Span};

/// One machine's evening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// What its player is called.
    pub name: String,
    /// When it was there first, in milliseconds since the evening began.
    pub since_ms: u64,
    /// When it hosted.
    pub hosting: Vec<Span>,
    /// When too few answered it.
    pub frozen: Vec<Span>,
    /// When it stood still.
    pub paused: Vec<Span>,
    /// When it was off.
    pub off: Vec<Span>,
    /// When it could not hear others, and whom.
    pub apart: Vec<Span>,
    /// How far it knew the ledger to be durable: from when, and the index.
    pub durable: Vec<(u64, u64)>,
    /// Something does not hold that begins with this machine.
    pub wrong: bool,
}

/// The lanes of all machines, in the order in which they came.
pub fn lanes(history: &History, violations: &[Violation], end_ms: u64) -> Vec<Lane> {
    let accused: Vec<usize> = violations.iter().filter_map(|violation| accused(history, violation)).collect();
    let lane = |who: usize| Lane {
        name: name(history, who),
        since_ms: history.moments.iter().find(|moment| moment.who == who).map_or(0, |moment| moment.at_ms),
        hosting: span::hosting(history, who, end_ms),
        frozen: span::frozen(history, who, end_ms),
        paused: span::paused(history, who, end_ms),
        off: span::off(history, who, end_ms),
        apart: span::apart(history, who, end_ms),
        durable: span::durable(history, who),
        wrong: accused.contains(&who),
    };
    (0..history.players.len()).map(lane).collect()
}

/// What a machine's player is called: the name, else the letter that checkers use.
pub(super) fn name(history: &History, who: usize) -> String {
    history.names.get(who).filter(|name| !name.is_empty()).map_or_else(|| letter(who).to_string(), Clone::clone)
}

/// The machine that a violation begins with, where it names one: checkers name machines by letters.
fn accused(history: &History, violation: &Violation) -> Option<usize> {
    let mut letters = violation.what.chars();
    let first = letters.next();
    let names = letters.next().is_some_and(|second| !second.is_alphanumeric());
    (0..history.players.len()).find(|who| names && Some(letter(*who)) == first)
}

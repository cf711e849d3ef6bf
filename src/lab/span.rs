//! Spans of a night: from when to when a machine hosted, was off, stood still or was cut off.

use crate::lab::history::{History, Seen};

/// A part of the evening, and how a machine was then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// From.
    pub from_ms: u64,
    /// Until.
    pub to_ms: u64,
    /// How the machine was.
    pub state: State,
}

/// How a machine was for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It hosted in this term.
    Hosts(u64),
    /// It hosted, and so many answered, of so many: too few.
    Frozen(u16, u16),
    /// It was off.
    Off,
    /// It stood still.
    Paused,
    /// It could not hear these.
    Deaf(Vec<usize>),
}

/// When a machine hosted, with the term.
pub(super) fn hosting(history: &History, who: usize, end_ms: u64) -> Vec<Span> {
    spans(history, who, end_ms, |seen| match seen {
        Seen::Hosts { term } => Turn::Begins(State::Hosts(*term)),
        Seen::Deposed | Seen::Stops => Turn::Ends,
        _ => Turn::Neither,
    })
}

/// When too few answered a host.
pub(super) fn frozen(history: &History, who: usize, end_ms: u64) -> Vec<Span> {
    spans(history, who, end_ms, |seen| match seen {
        Seen::Frozen(answer, of) => Turn::Begins(State::Frozen(*answer, *of)),
        Seen::Thawed | Seen::Deposed | Seen::Stops => Turn::Ends,
        _ => Turn::Neither,
    })
}

/// When a machine was off.
pub(super) fn off(history: &History, who: usize, end_ms: u64) -> Vec<Span> {
    spans(history, who, end_ms, |seen| match seen {
        Seen::Stops => Turn::Begins(State::Off),
        Seen::Starts => Turn::Ends,
        _ => Turn::Neither,
    })
}

/// When a machine stood still.
pub(super) fn paused(history: &History, who: usize, end_ms: u64) -> Vec<Span> {
    let moments = history.moments.iter().filter(|moment| moment.who == who);
    moments
        .filter_map(|moment| match moment.seen {
            Seen::Pauses { span_ms } => {
                let to_ms = (moment.at_ms + span_ms).min(end_ms);
                Some(Span { from_ms: moment.at_ms, to_ms, state: State::Paused })
            }
            _ => None,
        })
        .collect()
}

/// When a machine could not hear others, and whom.
pub(super) fn apart(history: &History, who: usize, end_ms: u64) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut deaf_to: Vec<usize> = Vec::new();
    let mut since = 0;
    let mut close = |deaf_to: &[usize], since: u64, to_ms: u64| {
        if !deaf_to.is_empty() && to_ms > since {
            spans.push(Span { from_ms: since, to_ms, state: State::Deaf(deaf_to.to_vec()) });
        }
    };
    for moment in history.moments.iter().filter(|moment| moment.who == who) {
        match moment.seen {
            Seen::Apart { from } if !deaf_to.contains(&from) => {
                close(&deaf_to, since, moment.at_ms);
                since = moment.at_ms;
                deaf_to.push(from);
            }
            Seen::Joined { from } => {
                close(&deaf_to, since, moment.at_ms);
                since = moment.at_ms;
                deaf_to.retain(|known| *known != from);
            }
            _ => {}
        }
    }
    close(&deaf_to, since, end_ms);
    spans
}

/// How far a machine knew the ledger to be durable, over time.
pub(super) fn durable(history: &History, who: usize) -> Vec<(u64, u64)> {
    let moments = history.moments.iter().filter(|moment| moment.who == who);
    moments
        .filter_map(|moment| match moment.seen {
            Seen::Durable { index } => Some((moment.at_ms, index)),
            _ => None,
        })
        .collect()
}

enum Turn {
    Begins(State),
    Ends,
    Neither,
}

fn spans(history: &History, who: usize, end_ms: u64, turn: impl Fn(&Seen) -> Turn) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut open: Option<(u64, State)> = None;
    for moment in history.moments.iter().filter(|moment| moment.who == who) {
        let (ends, begins) = match turn(&moment.seen) {
            Turn::Begins(state) => (true, Some(state)),
            Turn::Ends => (true, None),
            Turn::Neither => continue,
        };
        if let Some((from_ms, state)) = open.take_if(|_| ends) {
            spans.push(Span { from_ms, to_ms: moment.at_ms, state });
        }
        open = begins.map(|state| (moment.at_ms, state)).or(open);
    }
    spans.extend(open.map(|(from_ms, state)| Span { from_ms, to_ms: end_ms, state }));
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::history::of_text::history;

    fn check(text: &str, of: impl Fn(&History, usize, u64) -> Vec<Span>, wanted: &[(u64, u64)]) {
        let found: Vec<(u64, u64)> =
            of(&history(text), 0, 100).into_iter().map(|span| (span.from_ms, span.to_ms)).collect();
        assert_eq!(found, wanted, "{text}");
    }

    #[test]
    fn spans_begin_end_and_reach_the_edge() {
        check("A hosts 1; B starts; A deposed; A hosts 3", hosting, &[(0, 20), (30, 100)]);
        check("A hosts 1; A hosts 2; A stops", hosting, &[(0, 10), (10, 20)]);
        check("A starts; A stops; A starts", off, &[(10, 20)]);
        check("A starts; A stops", off, &[(10, 100)]);
        check("B stops; A starts", off, &[]);
    }
}

//! C18: no panic, no failed assertion, no endless night, no rule that leads to what cannot be, no expectation missed.

use crate::lab::history::{History, Seen, letter};

/// Reports what a machine or the night itself stumbled over.
pub(super) fn check(history: &History) -> Vec<String> {
    let faults = history.moments.iter().filter_map(|moment| match &moment.seen {
        Seen::Fault(what) => Some(format!("{}: {what}", letter(moment.who))),
        Seen::Missed(what) => Some(what.clone()),
        _ => None,
    });
    faults.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::history::of_text::tell_apart;

    #[test]
    fn a_fault_is_told() {
        tell_apart(
            check,
            &["A starts", "A starts; A stops", "A calm"],
            &["A fault panic", "A starts; B fault hang", "A fault x; A fault y"],
        );
    }
}

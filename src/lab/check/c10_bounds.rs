//! C10: queues, maps and messages stay within their bounds at all times.

use std::collections::BTreeSet;

use crate::lab::history::{History, Seen, letter};

/// Reports what was measured above its bound, once for each machine.
pub(super) fn check(history: &History) -> Vec<String> {
    let mut said = BTreeSet::new();
    let mut wrongs = Vec::new();
    for moment in &history.moments {
        if let Seen::Size { what, size, most } = moment.seen
            && size > most
            && said.insert((moment.who, what))
        {
            wrongs.push(format!("{}: {what} {size}, where {most} is the most", letter(moment.who)));
        }
    }
    wrongs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::history::of_text::tell_apart;

    #[test]
    fn what_grows_past_its_bound_is_seen() {
        tell_apart(
            check,
            &["A size 3 64", "A size 64 64; B size 0 1", "A starts"],
            &["A size 65 64", "A size 1 64; A size 700 64", "A size 1 64; B size 2 1"],
        );
    }
}

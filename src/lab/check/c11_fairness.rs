//! C11: in fair weather an honest command is answered in bound, whatever a liar or a flooder does beside it.

use std::collections::BTreeMap;

use crate::lab::history::{History, Seen, letter};

/// The longest an honest person waits for an answer once everyone is together in fair weather, in milliseconds.
const ANSWER_MS: u64 = 5_000;

/// Times from each command of the calm to its entry or refusal.
pub(super) fn check(history: &History) -> Vec<String> {
    let flawed = history.flawed();
    let mut open: BTreeMap<(u8, u64), (usize, u64)> = BTreeMap::new();
    let mut together = false;
    let mut last_ms = 0;
    let mut wrongs = Vec::new();
    for moment in &history.moments {
        last_ms = moment.at_ms;
        match moment.seen {
            Seen::Together => together = true,
            Seen::Asks { seat, number } if together && !flawed.contains(&moment.who) => {
                open.insert((seat, number), (moment.who, moment.at_ms));
            }
            Seen::Entry { .. } | Seen::Refused { .. } if together => {
                let Some(key) = answered(&moment.seen) else { continue };
                if let Some((who, asked_ms)) = open.remove(&key)
                    && moment.at_ms > asked_ms + ANSWER_MS
                {
                    wrongs.push(format!("{} waited {} ms for an answer", letter(who), moment.at_ms - asked_ms));
                }
            }
            _ => {}
        }
    }
    let unanswered = open.into_values().filter(|(_, asked_ms)| last_ms > asked_ms + ANSWER_MS);
    wrongs.extend(unanswered.map(|(who, _)| format!("{} was not answered", letter(who))));
    wrongs
}

/// Which command this answers.
fn answered(seen: &Seen) -> Option<(u8, u64)> {
    match seen {
        Seen::Entry { deed, .. } => *deed,
        Seen::Refused { seat, number } => Some((*seat, *number)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::history::of_text::history;

    /// The answer comes so many milliseconds after the command.
    fn check_after(text: &str, late_ms: u64, wrong: bool) {
        let mut night = history(text);
        if let Some(last) = night.moments.last_mut() {
            last.at_ms += late_ms;
        }
        assert_eq!(!check(&night).is_empty(), wrong, "{text} after {late_ms} ms");
    }

    #[test]
    fn who_waits_too_long_is_seen() {
        check_after("A together; A asks 0 5; A deed 3 1 x 0 5", 100, false);
        check_after("A together; A asks 0 5; A refused 0 5", 4_000, false);
        check_after("A asks 0 5; A deed 3 1 x 0 5", 60_000, false);
        check_after("A together; A asks 0 5; A deed 3 1 x 0 5", 5_100, true);
        check_after("A together; A asks 0 5; A refused 0 5", 6_000, true);
        check_after("A together; A asks 0 5; B starts", 9_000, true);
    }
}

//! C11: in fair weather an honest command is answered in bound, whatever a liar or a flooder does beside it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::lab::history::{History, Seen, letter};
use crate::session::limits::{COMMANDS_BURST, COMMANDS_PER_SECOND};

/// The longest an honest person waits for an answer once everyone is together in fair weather, in milliseconds.
const ANSWER_MS: u64 = 5_000;

/// The most commands of one seat that a host may decide in a second: what was saved up, a second's worth, and some for
/// clocks that run fast.
const IN_A_SECOND: usize = (COMMANDS_BURST + COMMANDS_PER_SECOND) as usize + 4;

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
    wrongs.extend(hasty(history));
    let unanswered = open.into_values().filter(|(_, asked_ms)| last_ms > asked_ms + ANSWER_MS);
    wrongs.extend(unanswered.map(|(who, _)| format!("{} was not answered", letter(who))));
    wrongs
}

/// Seats of which a host decided more commands in a second than anyone may ask.
fn hasty(history: &History) -> Vec<String> {
    let mut recent: BTreeMap<(usize, u8), VecDeque<u64>> = BTreeMap::new();
    let mut hosts = BTreeSet::new();
    let mut wrongs = Vec::new();
    for moment in &history.moments {
        let (who, at_ms) = (moment.who, moment.at_ms);
        let seat = match &moment.seen {
            // A new host begins to count anew.
            Seen::Hosts { .. } => {
                hosts.insert(who);
                recent.retain(|(host, _), _| *host != who);
                continue;
            }
            Seen::Deposed | Seen::Stops => {
                hosts.remove(&who);
                continue;
            }
            Seen::Entry { deed: Some((seat, _)), .. } if hosts.contains(&who) => *seat,
            Seen::Denies { seat } => *seat,
            _ => continue,
        };
        let times = recent.entry((who, seat)).or_default();
        times.push_back(at_ms);
        while times.front().is_some_and(|first| first + 1_000 < at_ms) {
            times.pop_front();
        }
        if times.len() > IN_A_SECOND {
            wrongs.push(format!("{} decides {} commands of seat {seat} in a second", letter(who), times.len()));
            times.clear();
        }
    }
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

    #[test]
    fn who_is_served_too_fast_is_seen() {
        let decided = |count: usize| format!("A hosts 2;{}", "A denies 3;".repeat(count));
        check_after(&decided(34), 0, false);
        check_after(&decided(35), 0, true);
        check_after(&format!("{}A hosts 3;{}", decided(20), "A denies 3;".repeat(20)), 0, false);
    }
}

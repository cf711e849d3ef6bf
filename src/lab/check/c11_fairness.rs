//! C11: in fair weather an honest command is answered in bound, whatever a liar or a flooder does beside it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::lab::history::{History, Seen, letter};
use crate::session::limits::{COMMANDS_BURST, COMMANDS_PER_SECOND};

/// The longest an honest person waits for an answer once everyone is together in fair weather, in milliseconds. Counted
/// from when all he asked before was answered: what piled up in bad weather comes first, as fast as the host takes it.
const ANSWER_MS: u64 = 5_000;

/// The most commands of one seat that a host may decide in a second: what was saved up, a second's worth, and some for
/// clocks that run fast. A host that stood still decides what was asked meanwhile by the time at which it stopped, then its
/// clock goes on in one leap, and as much is saved up again.
const IN_A_SECOND: usize = (COMMANDS_BURST + COMMANDS_PER_SECOND) as usize + 4;

// A machine learns the time at least so often, and when it goes on after it stood still.
const TICK_MS: u64 = 100;

/// Times from each command of the calm to its entry or refusal.
pub(super) fn check(history: &History) -> Vec<String> {
    let flawed = history.flawed();
    let mut open: BTreeMap<(u8, u64), (usize, u64)> = BTreeMap::new();
    let mut answers: BTreeMap<(usize, u8), u64> = BTreeMap::new();
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
                let turn_ms = answers.insert((moment.who, key.0), moment.at_ms).unwrap_or(0);
                // His own screen counts: others may be told earlier or later.
                let Some((who, asked_ms)) = open.get(&key).copied().filter(|(who, _)| *who == moment.who) else {
                    continue;
                };
                open.remove(&key);
                let since_ms = asked_ms.max(turn_ms);
                if moment.at_ms > since_ms + ANSWER_MS {
                    wrongs.push(format!("{} waited {} ms for an answer", letter(who), moment.at_ms - since_ms));
                }
            }
            _ => {}
        }
    }
    for ((seat, _), (who, asked_ms)) in open {
        let turn_ms = answers.get(&(who, seat)).copied().unwrap_or(0);
        if last_ms > asked_ms.max(turn_ms) + ANSWER_MS {
            wrongs.push(format!("{} was not answered", letter(who)));
        }
    }
    wrongs.extend(hasty(history));
    wrongs
}

/// Seats of which a host decided more commands in a second than anyone may ask.
fn hasty(history: &History) -> Vec<String> {
    let mut recent: BTreeMap<(usize, u8), VecDeque<u64>> = BTreeMap::new();
    let mut hosts = BTreeSet::new();
    // When each machine went on, or will, that stood still.
    let mut leaps: BTreeMap<usize, u64> = BTreeMap::new();
    let mut wrongs = Vec::new();
    for moment in &history.moments {
        let (who, at_ms) = (moment.who, moment.at_ms);
        let seat = match &moment.seen {
            Seen::Pauses { span_ms } => {
                let leap_ms = leaps.entry(who).or_default();
                *leap_ms = (*leap_ms).max(at_ms + span_ms);
                continue;
            }
            // Whoever still stands still goes on.
            Seen::Calm => {
                leaps.values_mut().for_each(|leap_ms| *leap_ms = (*leap_ms).min(at_ms));
                continue;
            }
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
        let leapt = leaps
            .get(&who)
            .is_some_and(|leap_ms| *leap_ms <= at_ms && times.front().is_some_and(|first| *first <= leap_ms + TICK_MS));
        if times.len() > IN_A_SECOND + if leapt { COMMANDS_BURST as usize } else { 0 } {
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
        check_after("A asks 0 4; A together; A asks 0 5; A refused 0 4; A deed 3 1 x 0 5", 4_900, false);
        check_after("A asks 0 4; A together; A asks 0 5; A refused 0 4; A deed 3 1 x 0 5", 5_100, true);
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
        let after = |pause: &str, count: usize| format!("A hosts 2;{pause};{}", "A denies 3;".repeat(count));
        check_after(&after("A pauses 20", 54), 0, false);
        check_after(&after("A pauses 20", 55), 0, true);
        check_after(&after("A pauses 9000", 35), 0, true);
        check_after(&after("A pauses 9000;A calm", 54), 0, false);
        check_after(&after("B pauses 20", 35), 0, true);
    }
}

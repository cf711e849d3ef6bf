//! C12: when the faults end, someone hosts soon, a fresh command becomes durable, everyone agrees, and nothing still waits.

use crate::lab::history::{Flaw, History, Seen, letter};

/// The longest it may take until everyone is together again, in milliseconds.
const TOGETHER_MS: u64 = 30_000;
/// The longest a fresh command may then take to be durable, in milliseconds.
const FRESH_MS: u64 = 5_000;

/// So many terms may begin within [`ENDLESS_MS`], whatever happens.
const TERMS_MOST: usize = 8;
const ENDLESS_MS: u64 = 24_000;

/// Whether terms follow each other so fast that nobody gets to play.
fn endless(history: &History) -> Vec<String> {
    let begun: Vec<u64> = history
        .moments
        .iter()
        .filter(|moment| matches!(moment.seen, Seen::Hosts { .. }))
        .map(|moment| moment.at_ms)
        .collect();
    let fast = begun.windows(TERMS_MOST).find(|times| times[TERMS_MOST - 1] < times[0] + ENDLESS_MS);
    fast.map(|times| format!("{TERMS_MOST} terms began within {} ms", times[TERMS_MOST - 1] - times[0]))
        .into_iter()
        .collect()
}

/// Times the way back. Nights that never became calm promise nothing.
pub(super) fn check(history: &History) -> Vec<String> {
    let Some(calm_ms) = history.calm_ms() else { return Vec::new() };
    // A host who told two stories can leave honest machines with two ledgers: that can take people to settle.
    if history.moments.iter().any(|moment| moment.seen == Seen::Flawed(Flaw::LiesAsHost)) {
        return Vec::new();
    }
    let flawed = history.flawed();
    let mut wrongs = endless(history);
    let at = |wanted: &Seen| history.moments.iter().find(|moment| moment.seen == *wanted).map(|moment| moment.at_ms);
    match at(&Seen::Together) {
        None => wrongs.push("the table never came together again".to_owned()),
        Some(at_ms) if at_ms > calm_ms + TOGETHER_MS => {
            wrongs.push(format!("it took {} ms to come together again", at_ms - calm_ms));
        }
        Some(at_ms) => match at(&Seen::Answered) {
            None => wrongs.push("nothing new became durable".to_owned()),
            Some(fresh_ms) if fresh_ms > at_ms + FRESH_MS => {
                wrongs.push(format!("something new became durable only after {} ms", fresh_ms - at_ms));
            }
            Some(_) => {}
        },
    }
    for end in history.ends.iter().filter(|end| end.seated && !flawed.contains(&end.who)) {
        for (seat, number) in &end.waiting {
            wrongs.push(format!("command {number} of {}'s seat {seat} still waits", letter(end.who)));
        }
    }
    wrongs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::history::of_text::tell_apart;

    #[test]
    fn play_goes_on_after_the_faults() {
        tell_apart(
            check,
            &[
                "A calm; A together; A answered",
                "A calm; A together; A answered; A ends xy 2 y",
                "A starts; B stops",
                "A calm; A together; A answered; B forgot; B ends x 1 x waits 0 7",
            ],
            &[
                "A calm; A starts",
                "A calm; A together",
                "A calm; A together; A answered; A ends xy 2 y waits 0 7",
                "A calm; A hosts 3; A answered",
                "A calm; A hosts 2; B hosts 3; A hosts 4; B hosts 5; A hosts 6; B hosts 7; A hosts 8; B hosts 9",
            ],
        );
    }
}

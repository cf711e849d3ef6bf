//! C15: what people saw: nothing shown as durable is taken back, and what was accepted and lost is shown as lost.

use std::collections::BTreeMap;

use crate::lab::history::{Flaw, History, Seen, letter};

/// Follows what each person's screen said, start by start.
pub(super) fn check(history: &History) -> Vec<String> {
    let mut wrongs = Vec::new();
    // The last index shown, and the last shown as durable.
    let mut screens: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
    let crooked = !history.crooked_terms().is_empty();
    for moment in &history.moments {
        let who = letter(moment.who);
        let (last, durable) = screens.entry(moment.who).or_default();
        match &moment.seen {
            Seen::Starts | Seen::Flawed(Flaw::Forgot) => (*last, *durable) = (0, 0),
            Seen::Entry { index, .. } => {
                if *last > 0 && *index != *last + 1 {
                    wrongs.push(format!("{who} is shown entry {index} after {last}, and nothing was said to be lost"));
                }
                *last = *index;
            }
            Seen::Durable { index } => {
                if *last > 0 && *index > *last {
                    wrongs.push(format!("{who} is shown {index} as durable and has seen {last}"));
                }
                if *index < *durable {
                    wrongs.push(format!("{who} is shown {index} as durable after {durable}"));
                }
                *durable = *index;
            }
            Seen::Lost { indices } => {
                let Some(first) = indices.iter().min() else { continue };
                if *first <= *durable && !crooked {
                    wrongs.push(format!("{who} is told that entry {first} is lost, and it was durable"));
                }
                if *last > 0 {
                    *last = first.saturating_sub(1);
                }
            }
            _ => {}
        }
    }
    wrongs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::history::of_text::tell_apart;

    #[test]
    fn screens_never_take_back_what_is_durable() {
        tell_apart(
            check,
            &[
                "A entry 1 1 x; A durable 1; A entry 2 1 y; A lost 2; A entry 2 2 z; A durable 2",
                "A entry 1 1 x; A starts; A entry 5 2 y; A durable 5",
                "A entry 4 1 x; A entry 5 1 y; A durable 4; A durable 5; A durable 5",
            ],
            &[
                "A entry 1 1 x; A durable 1; A lost 1",
                "A entry 1 1 x; A entry 1 2 y",
                "A entry 1 1 x; A entry 3 1 y",
                "A entry 1 1 x; A durable 2",
                "A entry 1 1 x; A entry 2 1 y; A durable 2; A durable 1",
            ],
        );
    }
}

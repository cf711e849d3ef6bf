//! C03: one host a term; one vote a term; terms and promises never go down, also across restarts.

use std::collections::BTreeMap;

use crate::lab::history::{History, Seen, letter};

/// Follows terms, votes and acknowledgements of every honest machine.
pub(super) fn check(history: &History) -> Vec<String> {
    let mut wrongs = Vec::new();
    let flawed = history.flawed();
    let mut hosts: BTreeMap<u64, usize> = BTreeMap::new();
    let mut votes: BTreeMap<(usize, u64), usize> = BTreeMap::new();
    let mut terms: BTreeMap<usize, u64> = BTreeMap::new();
    let mut promised: BTreeMap<usize, u64> = BTreeMap::new();
    // One who votes twice can make two hosts; he is convicted for it, which is another checker's matter.
    let lied = !history.liars().is_empty();
    for moment in &history.moments {
        let who = moment.who;
        if flawed.contains(&who) {
            continue;
        }
        match moment.seen {
            Seen::Term { term, host } => {
                if !lied && *hosts.entry(term).or_insert(host) != host {
                    wrongs.push(format!("term {term} has two hosts, the other is {}", letter(host)));
                }
                let known = terms.entry(who).or_default();
                if term < *known {
                    wrongs.push(format!("{} goes back from term {known} to {term}", letter(who)));
                }
                *known = (*known).max(term);
            }
            Seen::Hosts { term } if !lied && *hosts.entry(term).or_insert(who) != who => {
                wrongs.push(format!("term {term} has two hosts, the other is {}", letter(who)));
            }
            Seen::SendsVote { term } if votes.keys().all(|cast| *cast != (who, term)) => {
                wrongs.push(format!("{} sends a vote in term {term} that is not on its disk", letter(who)));
            }
            Seen::Votes { term, candidate, .. } => {
                if *votes.entry((who, term)).or_insert(candidate) != candidate {
                    wrongs.push(format!("{} votes twice in term {term}", letter(who)));
                }
                let known = promised.entry(who).or_default();
                if term < *known {
                    wrongs.push(format!("{} votes in term {term} and had promised {known}", letter(who)));
                }
                *known = (*known).max(term);
            }
            Seen::Fenced { term } => {
                let known = promised.entry(who).or_default();
                *known = (*known).max(term);
            }
            Seen::Acks { term, .. } if promised.get(&who).is_some_and(|known| term < *known) => {
                wrongs.push(format!("{} acknowledges in term {term} below its promise", letter(who)));
            }
            Seen::Recovered { promised: back, .. } if promised.get(&who).is_some_and(|known| back < *known) => {
                wrongs.push(format!("{} forgot a promise and comes back with {back}", letter(who)));
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
    fn one_host_one_vote_and_never_back() {
        tell_apart(
            check,
            &[
                "A term 1 A; B term 1 A; B term 2 B; A term 2 B",
                "A votes 1 A; B votes 1 A; B acks 1 4; B votes 2 B",
                "A votes 2 B; A stops; A recovered 4 x 2; A votes 3 A",
                "C lies; A term 2 A; B term 2 B",
                "A fenced 2; A acks 2 5; A acks 2 6",
                "A votes 2 B; A sends-vote 2; A sends-vote 2",
            ],
            &[
                "A term 2 A; B term 2 B",
                "A hosts 2; B hosts 2",
                "A votes 2 A; A votes 2 B",
                "A votes 3 A; A votes 2 B",
                "A votes 2 B; A acks 1 4",
                "A fenced 3; A acks 2 4",
                "A votes 4 B; A stops; A recovered 9 x 3",
                "A term 2 A; A term 1 B",
                "A votes 2 B; A sends-vote 3",
            ],
        );
    }
}

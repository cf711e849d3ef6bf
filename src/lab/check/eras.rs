//! Eras: which rosters were in force at which entry, and whose word was a majority, counted by the lab itself.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::session::entry::Entry;
use crate::session::ledger::Batch;
use crate::session::roster::{Role, Roster};
use crate::world::id::PlayerId;

/// The rosters of a ledger by the index from which they were in force, oldest first.
#[derive(Debug)]
pub(super) struct Eras(Vec<(u64, Vec<Roster>)>);

impl Eras {
    /// Reads them from the entries.
    pub(super) fn of(line: &[Arc<Batch>]) -> Eras {
        let mut eras = Vec::new();
        for (line, index) in line.iter().flat_map(|batch| &batch.lines).zip(1_u64..) {
            match &line.entry {
                Entry::Genesis(genesis) => eras.push((index, vec![Roster::of(genesis.founder)])),
                Entry::Joint { old, new, .. } => eras.push((index, vec![old.clone(), new.clone()])),
                Entry::Settled { roster } | Entry::CalledOff { roster } => eras.push((index, vec![roster.clone()])),
                _ => {}
            }
        }
        Eras(eras)
    }

    /// True when these are a majority of every roster that was in force at an entry.
    pub(super) fn is_majority_at(&self, index: u64, who: &BTreeSet<PlayerId>) -> bool {
        self.is_majority_within(index, index, who)
    }

    /// True when these are a majority of every roster of some era between two entries.
    pub(super) fn is_majority_within(&self, first: u64, last: u64, who: &BTreeSet<PlayerId>) -> bool {
        let begun = self.0.iter().rposition(|(from, _)| *from <= first).unwrap_or(0);
        let eras = self.0.iter().skip(begun).take_while(|(from, _)| *from <= last.max(first));
        eras.into_iter().any(|(_, rosters)| rosters.iter().all(|roster| weighs_most(roster, who)))
    }
}

fn weighs_most(roster: &Roster, who: &BTreeSet<PlayerId>) -> bool {
    let weight = |(player, role): (&PlayerId, &Role)| match role {
        Role::Voter | Role::Witness => 2 + u32::from(*player == roster.chair),
        Role::Observer | Role::Resting => 0,
    };
    let all: u32 = roster.members.iter().map(weight).sum();
    let some: u32 = roster.members.iter().filter(|(player, _)| who.contains(player)).map(weight).sum();
    2 * some > all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(who: &str, chair: char, weighs: bool) {
        let player = |letter: char| PlayerId([letter as u8; 32]);
        let members = "abcd".chars().map(|letter| (player(letter), Role::Voter)).chain([(player('o'), Role::Observer)]);
        let roster = Roster { chair: player(chair), members: members.collect() };
        assert_eq!(weighs_most(&roster, &who.chars().map(player).collect()), weighs, "{who} with chair {chair}");
    }

    #[test]
    fn more_than_half_of_the_weight_decides() {
        check("ab", 'a', true);
        check("bc", 'a', false);
        check("bco", 'a', false);
        check("bcd", 'a', true);
        check("axy", 'a', false);
    }
}

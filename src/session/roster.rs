//! Rosters: who weighs how much, and what a majority is, also while one roster is becoming another.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::hash::Hash;
use crate::bugs::{Bug, seeded};
use crate::world::id::PlayerId;

/// What a member is to the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Plays and votes: weighs 2, the chair 3.
    Voter,
    /// A machine that keeps the ledger and votes but does not play: weighs 2.
    Witness,
    /// Watches: weighs nothing.
    Observer,
    /// A voter who lets the others play without him for an evening: weighs nothing.
    Resting,
}

/// The members and their weights. Weights do not move with the host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// Who weighs 3: the founder, or whoever the table was handed to.
    pub chair: PlayerId,
    /// Everyone, the chair included.
    pub members: BTreeMap<PlayerId, Role>,
}

/// The roster in force, and the next one while a change is under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rosters {
    /// In force.
    pub now: Roster,
    /// Also in force, until it alone is.
    pub next: Option<Roster>,
}

impl Roster {
    /// A table of one.
    pub fn of(founder: PlayerId) -> Roster {
        Roster { chair: founder, members: BTreeMap::from([(founder, Role::Voter)]) }
    }

    /// What a player's word weighs.
    pub fn weight(&self, player: PlayerId) -> u32 {
        match self.members.get(&player) {
            Some(Role::Voter | Role::Witness) if player == self.chair => 3,
            Some(Role::Voter | Role::Witness) => 2,
            Some(Role::Observer | Role::Resting) | None => 0,
        }
    }

    /// What everyone together weighs.
    pub fn total(&self) -> u32 {
        self.members.keys().map(|player| self.weight(*player)).sum()
    }

    /// True when these players weigh more than half.
    pub fn is_majority(&self, players: &BTreeSet<PlayerId>) -> bool {
        2 * players.iter().map(|player| self.weight(*player)).sum::<u32>() > self.total()
    }
}

impl Rosters {
    /// One roster, no change under way.
    pub fn settled(now: Roster) -> Rosters {
        Rosters { now, next: None }
    }

    /// True when these players are a majority of every roster in force.
    pub fn is_majority(&self, players: &BTreeSet<PlayerId>) -> bool {
        if let (Some(next), true) = (&self.next, seeded(Bug::NewRosterAlone)) {
            return next.is_majority(players);
        }
        self.now.is_majority(players) && self.next.as_ref().is_none_or(|next| next.is_majority(players))
    }

    /// Everyone in a roster in force.
    pub fn members(&self) -> BTreeSet<PlayerId> {
        self.now.members.keys().chain(self.next.iter().flat_map(|next| next.members.keys())).copied().collect()
    }

    /// Everyone whose word weighs something.
    pub fn voters(&self) -> BTreeSet<PlayerId> {
        self.members().into_iter().filter(|player| self.weighs(*player)).collect()
    }

    /// True when a player's word weighs something.
    pub fn weighs(&self, player: PlayerId) -> bool {
        self.now.weight(player) > 0 || self.next.as_ref().is_some_and(|next| next.weight(player) > 0)
    }

    /// True for a member of a roster in force.
    pub fn contains(&self, player: PlayerId) -> bool {
        self.now.members.contains_key(&player)
            || self.next.as_ref().is_some_and(|next| next.members.contains_key(&player))
    }

    /// What a batch's head and a vote say of the rosters in force.
    pub fn hash(&self) -> Hash {
        Hash::of_value("roundtable 2026 rosters", self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `members` are letters, the first is the chair; a capital is a voter, `w` a witness, others observe.
    fn check(members: &str, who: &str, majority: bool) {
        let id = |letter: char| PlayerId([letter as u8; 32]);
        let role = |letter: char| match letter {
            'w' => Role::Witness,
            letter if letter.is_uppercase() => Role::Voter,
            _ => Role::Observer,
        };
        let roster = Roster {
            chair: members.chars().next().map(id).unwrap_or_else(|| panic!("no chair")),
            members: members.chars().map(|letter| (id(letter), role(letter))).collect(),
        };
        assert_eq!(roster.is_majority(&who.chars().map(id).collect()), majority, "{who} of {members}");
    }

    #[test]
    fn more_than_half_by_weight() {
        check("A", "A", true);
        check("AB", "A", true);
        check("AB", "B", false);
        check("ABC", "A", false);
        check("ABC", "BC", true);
        check("ABC", "AB", true);
        check("ABCD", "AB", true);
        check("ABCD", "CD", false);
        check("ABCD", "BCD", true);
        check("Ao", "o", false);
        check("ABw", "Bw", true);
        check("ABCoooo", "Aoooo", false);
        check("ABC", "", false);
    }

    #[test]
    fn a_change_needs_both() {
        let (a, b) = (PlayerId([1; 32]), PlayerId([2; 32]));
        let old = Roster::of(a);
        let mut new = old.clone();
        new.members.insert(b, Role::Voter);
        new.chair = b;
        let both = Rosters { now: old, next: Some(new) };
        assert!(!both.is_majority(&BTreeSet::from([a])));
        assert!(!both.is_majority(&BTreeSet::from([b])));
        assert!(both.is_majority(&BTreeSet::from([a, b])));
    }
}

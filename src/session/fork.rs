//! Forks: a table that goes on apart from its parent, by the signed word of everyone who is present.
//!
//! A fork has the parent's whole ledger up to one end, and then one entry of its own, which names that end and gives the
//! table a new identity. Whoever is not present keeps seat and hero but weighs nothing there; the founder of the fork is
//! its chair. The two never merge by themselves: both stay as saves, unless the fork is adopted ([`super::adoption`]).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::adoption::{Parted, laid_to_rest};
use super::distrust::Falsehood;
use super::hash::{Hash, TableId};
use super::roster::{Role, Rosters};
use super::seal::{Domain, Sealable, Sealed, Signature};
use super::table::{Moment, Table};
use super::term::Tail;
use crate::world::id::PlayerId;

/// What everyone present agrees on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parting {
    /// The table they part from.
    pub parent: TableId,
    /// The end of its ledger that they go on from.
    pub at: Tail,
    /// Chance, so that no two forks are one.
    pub random: [u8; 16],
    /// Who begins it and is its chair.
    pub founder: PlayerId,
    /// Everyone present, the founder included.
    pub present: BTreeSet<PlayerId>,
}

/// A parting with the word of everyone present.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fork {
    /// What they agreed on.
    pub parting: Parting,
    /// Their signatures.
    pub consents: Vec<(PlayerId, Signature)>,
}

impl Sealable for Parting {
    const DOMAIN: Domain = Domain::Parting;
}

impl Parting {
    /// The fork's own identity.
    pub fn table(&self) -> TableId {
        TableId(Hash::of_value("roundtable 2026 fork", self))
    }
}

impl Fork {
    /// True when everyone present signed it, and nobody else.
    pub fn is_agreed(&self) -> bool {
        let who: BTreeSet<PlayerId> = self.consents.iter().map(|(player, _)| *player).collect();
        who == self.parting.present
            && who.len() == self.consents.len()
            && who.contains(&self.parting.founder)
            && self
                .consents
                .iter()
                .all(|(player, signature)| Sealed { said: self.parting.clone(), signature: *signature }.is_by(*player))
    }
}

impl Table {
    /// Why these may not part here, if they may not: everyone present sits here, and the founder plays.
    pub fn check_parting(&self, parting: &Parting, before: Tail) -> Result<(), Falsehood> {
        let members = &self.rosters.now.members;
        let sit = parting.present.iter().all(|player| members.contains_key(player));
        let plays = matches!(members.get(&parting.founder), Some(Role::Voter | Role::Resting));
        let here = parting.parent == self.id && parting.at == before;
        if here && sit && plays && parting.present.contains(&parting.founder) { Ok(()) } else { Err(Falsehood::Fork) }
    }

    /// The table goes on apart. Its term is the parent's until the fork's first host is elected.
    pub(super) fn part(&mut self, fork: &Fork, moment: Moment) -> Result<(), Falsehood> {
        let parting = &fork.parting;
        self.check_parting(parting, moment.before)?;
        if !fork.is_agreed() {
            return Err(Falsehood::Fork);
        }
        let mut roster = self.rosters.now.clone();
        roster.chair = parting.founder;
        for (player, role) in &mut roster.members {
            // Who is not there lets the others play without him; who is there plays.
            *role = match (*role, parting.present.contains(player)) {
                (role, false) => laid_to_rest(role),
                (Role::Resting, true) => Role::Voter,
                (role, true) => role,
            };
        }
        let rosters = std::mem::replace(&mut self.rosters, Rosters::settled(roster));
        (self.change, self.change_index) = (None, 0);
        self.id = parting.table();
        (self.host, self.opened) = (parting.founder, 0);
        self.base = (parting.founder, self.term);
        self.ever = self.rosters.voters();
        self.invites.clear();
        self.fair.part();
        self.parting = Some(Parted { parting: parting.clone(), rosters, words: BTreeMap::new() });
        Ok(())
    }
}

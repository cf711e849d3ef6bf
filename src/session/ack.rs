//! Acknowledgements: a machine's signed word that its disk has the ledger to an index, and what a majority of them makes.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::hash::TableId;
use super::ledger::Ledger;
use super::roster::Rosters;
use super::seal::{Domain, Sealable, Sealed, Signature};
use super::term::Tail;
use crate::bugs::{Bug, seeded};
use crate::world::id::PlayerId;

/// What an acknowledgement says. It leaves only after `fdatasync`, and never for a term below the promised one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ack {
    /// Which table.
    pub table: TableId,
    /// The term whose host it is said to.
    pub term: u64,
    /// The end of the ledger on this machine's disk; it is a part of that host's line.
    pub tail: Tail,
}

impl Sealable for Ack {
    const DOMAIN: Domain = Domain::Ack;
}

/// Proof that everything to an index is kept by a majority.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Durable {
    /// The term in which it was counted.
    pub term: u64,
    /// The last durable index.
    pub index: u64,
    /// Who keeps it: tails at or past the index, each signed.
    pub kept: Vec<(PlayerId, Tail, Signature)>,
}

/// The newest acknowledgement of each machine in one term.
#[derive(Clone, Debug, Default)]
pub struct Acks {
    newest: BTreeMap<PlayerId, Sealed<Ack>>,
}

impl Acks {
    /// Takes an acknowledgement that was checked; older ones change nothing. True when it is news.
    pub fn take(&mut self, player: PlayerId, ack: Sealed<Ack>) -> bool {
        let news = self.newest.get(&player).is_none_or(|known| known.said.tail.index < ack.said.tail.index);
        if news {
            self.newest.insert(player, ack);
        }
        news
    }

    /// A machine's newest acknowledgement.
    pub fn of(&self, player: PlayerId) -> Option<&Sealed<Ack>> {
        self.newest.get(&player)
    }

    /// How far a machine's disk has the ledger.
    pub fn index_of(&self, player: PlayerId) -> u64 {
        self.newest.get(&player).map_or(0, |ack| ack.said.tail.index)
    }

    /// The highest index that a majority of the rosters keeps.
    pub fn majority(&self, rosters: &Rosters) -> u64 {
        let indices: BTreeSet<u64> = self.newest.values().map(|ack| ack.said.tail.index).collect();
        let alone = seeded(Bug::MinorityDurable);
        indices.into_iter().rev().find(|index| alone || rosters.is_majority(&self.keepers(*index))).unwrap_or(0)
    }

    /// Everyone whose disk has the ledger to an index.
    pub fn keepers(&self, index: u64) -> BTreeSet<PlayerId> {
        self.newest.iter().filter(|(_, ack)| ack.said.tail.index >= index).map(|(player, _)| *player).collect()
    }

    /// Proof that an index is durable: no more acknowledgements than a majority needs.
    pub fn proof(&self, term: u64, index: u64, rosters: &Rosters) -> Durable {
        let (mut kept, mut who) = (Vec::new(), BTreeSet::new());
        for (player, ack) in &self.newest {
            if ack.said.tail.index >= index && rosters.weighs(*player) && !rosters.is_majority(&who) {
                who.insert(*player);
                kept.push((*player, ack.said.tail, ack.signature));
            }
        }
        Durable { term, index, kept }
    }
}

impl Durable {
    /// True when the acknowledgements are genuine, of this ledger's line, and a majority of these rosters.
    pub fn holds(&self, table: TableId, ledger: &Ledger, rosters: &Rosters) -> bool {
        let who: BTreeSet<PlayerId> = self.kept.iter().map(|(player, ..)| *player).collect();
        who.len() == self.kept.len()
            && (rosters.is_majority(&who) || seeded(Bug::MinorityDurable))
            && self.index <= ledger.tail().index
            && self.kept.iter().all(|(player, tail, signature)| {
                let said = Ack { table, term: self.term, tail: *tail };
                tail.index >= self.index
                    && ledger.tail_at(tail.index) == Some(*tail)
                    && Sealed { said, signature: *signature }.is_by(*player)
            })
    }
}

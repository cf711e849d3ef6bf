//! The charter: what holds at the table, changed by a vote of the majority and by nothing else, no new host included.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::distrust::Falsehood;
use super::entry::{Absent, Charter};
use super::hash::TableId;
use super::seal::{Domain, Sealable, Sealed, Signature};
use super::table::Table;
use crate::world::id::PlayerId;
use crate::world::seat::Stead;

/// A member's word that the charter be this from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Motion {
    /// Which table.
    pub table: TableId,
    /// How often the charter was changed before, so that an old word cannot be used again.
    pub round: u32,
    /// What is to hold.
    pub charter: Charter,
}

impl Sealable for Motion {
    const DOMAIN: Domain = Domain::Motion;
}

impl Charter {
    /// What the world is to do with absent heroes.
    ///
    /// A friend who plays one asks by a seat of his own ([`crate::rules::command::Verb::For`]): the number, the signature
    /// and the values for the dice are his, since only he has them, and the absent player's row stays where it was.
    pub(super) const fn stead(&self) -> Stead {
        match self.absent {
            Absent::Pause => Stead::Pause,
            Absent::Guard => Stead::Guard,
            Absent::Machine => Stead::Machine,
            Absent::Friend => Stead::Friend,
        }
    }
}

impl Table {
    /// Changes the charter, if a majority of the rosters in force signed for it in this round.
    pub(super) fn change_charter(
        &mut self,
        charter: &Charter,
        votes: &[(PlayerId, Signature)],
    ) -> Result<(), Falsehood> {
        let said = Motion { table: self.id, round: self.charter_round, charter: charter.clone() };
        let who: BTreeSet<PlayerId> = votes.iter().map(|(player, _)| *player).collect();
        let news = *charter != self.charter;
        let signed =
            votes.iter().all(|(player, signature)| Sealed { said: said.clone(), signature: *signature }.is_by(*player));
        if !news || who.len() != votes.len() || !self.rosters.is_majority(&who) || !signed {
            return Err(Falsehood::Charter);
        }
        self.charter = charter.clone();
        self.charter_round += 1;
        Ok(())
    }
}

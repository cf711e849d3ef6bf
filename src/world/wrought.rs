//! What magic has done to places: doors that it holds shut, things that it made whole.

use serde::{Deserialize, Serialize};

use super::World;
use super::apply::Impossible;
use super::id::CreatureId;
use super::place::Fate;
use crate::tale::id::{MapId, ThingId};

/// Something of this sort that has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each case says what has happened; its fields are named after what they hold")]
pub enum Wrought {
    /// Magic of this level holds a door or a chest shut.
    Sealed { creature: CreatureId, map: MapId, thing: ThingId, level: u8 },
    /// It sleeps until this second.
    Lulled { map: MapId, thing: ThingId, until_second: u64 },
    /// It is over.
    Unsealed { map: MapId, thing: ThingId },
    /// What a thing had lost is whole again.
    Repaired { map: MapId, thing: ThingId },
}

/// Magic that holds something shut.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// Who made it.
    pub by: CreatureId,
    /// The slot that it was cast from.
    pub level: u8,
    /// It sleeps until this second.
    pub asleep_until_second: u64,
}

/// Makes it true.
pub(super) fn apply(world: &mut World, wrought: &Wrought) -> Result<(), Impossible> {
    let place = &mut world.now.place;
    match wrought {
        Wrought::Sealed { creature, map, thing, level } => {
            let seal = Seal { by: *creature, level: *level, asleep_until_second: 0 };
            place.sealed.insert((map.clone(), thing.clone()), seal);
        }
        Wrought::Lulled { map, thing, until_second } => {
            let seal = place.sealed.get_mut(&(map.clone(), thing.clone()));
            seal.ok_or_else(|| Impossible("nothing holds it shut".to_owned()))?.asleep_until_second = *until_second;
        }
        Wrought::Unsealed { map, thing } => {
            place.sealed.remove(&(map.clone(), thing.clone()));
        }
        Wrought::Repaired { map, thing } => {
            place.battered.remove(&(map.clone(), thing.clone()));
        }
    }
    Ok(())
}

impl World {
    /// The magic that holds a thing of the current map shut now.
    pub fn seal(&self, thing: &ThingId) -> Option<&Seal> {
        if self.now.place.sealed.is_empty() || self.fate(thing) == Some(Fate::Open) {
            return None;
        }
        let seal = self.now.place.sealed.get(&(self.now.place.map.clone(), thing.clone()))?;
        (seal.asleep_until_second <= self.now.clock_seconds).then_some(seal)
    }
}

//! Finding what an event speaks of, or saying that it is not there.

use super::Now;
use super::apply::Impossible;
use super::creature::Creature;
use super::encounter::Encounter;
use super::id::CreatureId;

impl Now {
    /// A creature that must be there.
    pub(super) fn one(&self, id: CreatureId) -> Result<&Creature, Impossible> {
        self.creatures.get(&id).ok_or_else(|| Impossible(format!("there is no creature {}", id.0)))
    }

    /// A creature that must be there, to be changed.
    pub(super) fn one_mut(&mut self, id: CreatureId) -> Result<&mut Creature, Impossible> {
        self.creatures.get_mut(&id).ok_or_else(|| Impossible(format!("there is no creature {}", id.0)))
    }

    /// The fight that must be under way, to be changed.
    pub(super) fn fight_mut(&mut self) -> Result<&mut Encounter, Impossible> {
        self.encounter.as_mut().ok_or_else(|| Impossible("there is no fight".to_owned()))
    }
}

/// Errs with a reason unless it holds.
pub(super) fn must(holds: bool, why: &str) -> Result<(), Impossible> {
    if holds { Ok(()) } else { Err(Impossible(why.to_owned())) }
}

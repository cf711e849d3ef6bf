//! A fight: initiative, whose turn it is, and what that turn has used up.

use serde::{Deserialize, Serialize};

use super::id::CreatureId;
use crate::tale::deed::Deed;

/// A fight in rounds of six seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Encounter {
    /// Everyone in it with the initiative total, highest first.
    pub order: Vec<(CreatureId, i32)>,
    /// Whose turn it is: an index into `order`.
    pub turn: u16,
    /// The round, from 1.
    pub round: u32,
    /// Those who were surprised and have not yet ended their first turn.
    pub surprised: Vec<CreatureId>,
    /// What the present turn has used.
    pub used: Used,
    /// Those who have attacked a foe or been hurt since the end of their last turn.
    pub stirred: std::collections::BTreeSet<CreatureId>,
    /// What was shot and thrown, and by whom.
    pub shot: Vec<(CreatureId, crate::srd::id::ItemId)>,
    /// What winning brings.
    pub won: Vec<Deed>,
}

/// What a turn has used up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Used {
    /// Actions used; one is there, a surge gives one more.
    pub actions: u8,
    /// Actions granted beyond the one.
    pub surges: u8,
    /// The bonus action.
    pub bonus: bool,
    /// The free interaction with an object.
    pub object: bool,
    /// Feet moved.
    pub moved_feet: u16,
    /// Feet of movement gained by dashing.
    pub dashed_feet: u16,
    /// Attacks left of an attack action that has begun.
    pub attacks_left: u8,
    /// Other actions left of a multiattack that has begun: action and count.
    pub multiattack: Vec<(crate::srd::id::ActionId, u8)>,
    /// Attacked with a light melee weapon, so that the other hand may strike.
    pub light_attack: bool,
    /// The further action of the hasted.
    pub hasted: bool,
    /// Cast a spell as a bonus action, so that only cantrips are left.
    pub bonus_spell: bool,
    /// Cast a spell of 1st level or higher with an action.
    pub leveled_spell: bool,
    /// Attacks made, of whatever sort.
    pub struck: u8,
    /// Who was attacked in this turn, the first one first.
    pub struck_at: Vec<CreatureId>,
    /// Took the attack action.
    pub attack_action: bool,
    /// Took it with a fist or a weapon that counts as one.
    pub martial: bool,
    /// Shot a weapon that must be loaded: not again with the same action.
    pub loaded: bool,
    /// Unarmed strikes left of a flurry.
    pub flurry: u8,
    /// Features that work once a turn and have worked, and whose.
    pub once: Vec<(CreatureId, crate::srd::id::FeatureId)>,
    /// Whoever has somebody inside, and the damage that this turn did to it from there.
    pub from_inside: Option<(CreatureId, i32)>,
    /// Damage dealt in this turn, and to whom.
    pub hurt: std::collections::BTreeMap<CreatureId, i32>,
    /// The straight line walked just now, for charges.
    pub run: Run,
    /// Why something was done was said already.
    pub reasoned: bool,
    /// Attacks of a stat block that have hit, and whom.
    pub hits: Vec<(crate::srd::id::ActionId, CreatureId)>,
}

/// A straight line walked: its direction, a step each way at the most, and its length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Columns a step.
    pub x: i16,
    /// Rows a step.
    pub y: i16,
    /// How long it is, feet.
    pub feet: u16,
}

impl Encounter {
    /// Whose turn it is.
    pub fn current(&self) -> Option<CreatureId> {
        self.order.get(usize::from(self.turn)).map(|(creature, _)| *creature)
    }
}

//! Which creatures something is for: by type, kind, size, side or state.

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::damage::DamageKind;
use super::id::{MonsterId, SubkindId};
use super::kind::{CreatureKind, Size};

/// Which creatures an effect is for; all that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// One of these types.
    pub kinds: Vec<CreatureKind>,
    /// None of these types.
    pub not_kinds: Vec<CreatureKind>,
    /// Has lost hit points.
    pub wounded: bool,
    /// Enemies of whoever acts.
    pub foes: bool,
    /// At most this size.
    pub size_max: Option<Size>,
    /// None of these kinds of humanoids and monsters: `elf`, `goblinoid`; a hero's are his race and its parent.
    pub not_subkinds: Vec<SubkindId>,
    /// Wears armour of metal.
    pub in_metal: bool,
    /// Has one of these conditions.
    pub has: Vec<Condition>,
    /// Friends of whoever acts, himself included.
    pub friends: bool,
    /// Not whoever acts.
    pub others: bool,
    /// Not even he who acts could be meant: only he.
    pub oneself: bool,
    /// Intelligence of at least this.
    pub int_min: Option<u8>,
    /// One of these kinds within the type.
    pub subkinds: Vec<SubkindId>,
    /// Does not bear anything of this name.
    pub bears_not: Option<String>,
    /// Intelligence of at most this.
    pub int_max: Option<u8>,
    /// Hears.
    pub hears: bool,
    /// Challenge rating of at most this, in eighths.
    pub cr_eighths_max: Option<u16>,
    /// Dead.
    pub dead: bool,
    /// Alive at 0 hit points.
    pub dying: bool,
    /// Cannot have any of these conditions.
    pub immune_to: Vec<Condition>,
    /// Can have all of these conditions.
    pub not_immune_to: Vec<Condition>,
    /// Understands what whoever acts says.
    pub understands: bool,
    /// Concentrates on a spell.
    pub concentrates: bool,
    /// At least this size.
    pub size_min: Option<Size>,
    /// Breathes, as far as the book says.
    pub breathes: bool,
    /// Bears something of this name.
    pub bears: Option<String>,
    /// Has one of these conditions by whoever acts.
    pub has_by: Vec<Condition>,
    /// Has none of these conditions by whoever acts.
    pub not_by: Vec<Condition>,
    /// Dead for at most so many minutes.
    pub dead_minutes_max: Option<u32>,
    /// One of these stat blocks.
    pub monsters: Vec<MonsterId>,
    /// Has legendary actions.
    pub legendary: bool,
    /// Cannot be harmed by damage of one of these kinds.
    pub proof_against: Vec<DamageKind>,
}

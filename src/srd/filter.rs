//! Which creatures something is for: by type, kind, size, side or state.

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::id::SubkindId;
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
    /// Friends of whoever acts, himself included.
    pub friends: bool,
    /// At most this size.
    pub size_max: Option<Size>,
    /// None of these kinds of humanoids and monsters: `elf`, `goblinoid`; a hero's are his race and its parent.
    pub not_subkinds: Vec<SubkindId>,
    /// Wears armour of metal.
    pub in_metal: bool,
    /// Has one of these conditions.
    pub has: Vec<Condition>,
}

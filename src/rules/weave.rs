//! The reader of `srd::weave::Weave`: how magic sees a creature, and what dispels what lasts on it (SRD: Spell Descriptions).

use super::figure;
use crate::srd::kind::CreatureKind;
use crate::srd::modifier::Modifier;
use crate::srd::weave::Weave;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::ongoing::Ongoing;

/// The type that magic takes a creature for which looks for types.
pub(super) fn appears(world: &World, one: &Creature) -> CreatureKind {
    let mask = figure::gives(world, one).into_iter().find_map(|given| match given {
        Modifier::Weave(Weave::Appears(kind)) => Some(*kind),
        _ => None,
    });
    mask.unwrap_or_else(|| figure::kind(world, one))
}

/// True when magic that looks for magic finds none on a creature.
pub(super) fn hides_aura(world: &World, one: &Creature) -> bool {
    figure::gives(world, one).contains(&&Modifier::Weave(Weave::NoAura))
}

/// The least level of a spell that dispels it, where it says so itself.
pub(super) fn dispelled_from(lasts: &Ongoing) -> Option<u8> {
    lasts.gives.iter().find_map(|given| match given {
        Modifier::Weave(Weave::DispelledFrom(level)) => Some(*level),
        _ => None,
    })
}

//! Taking in hand, putting on and away, giving and letting fall (SRD: Equipment).

use super::command::Verb;
use super::refusal::Refusal;
use super::unfold::Unfold;
use crate::srd::id::ItemId;
use crate::world::World;
use crate::world::event::Slot;
use crate::world::id::CreatureId;

/// What the creature may ask for here.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let _ = (world, who, into);
}

/// Takes in hand or puts on.
pub(super) fn equip(now: &mut Unfold<'_>, who: CreatureId, item: &ItemId, slot: Slot) -> Result<(), Refusal> {
    let _ = (now, who, item, slot);
    Err(Refusal::NotOwned)
}

/// Puts away.
pub(super) fn unequip(now: &mut Unfold<'_>, who: CreatureId, slot: Slot) -> Result<(), Refusal> {
    let _ = (now, who, slot);
    Err(Refusal::NotOwned)
}

/// Gives.
pub(super) fn give(
    now: &mut Unfold<'_>,
    who: CreatureId,
    to: CreatureId,
    item: &ItemId,
    count: u16,
) -> Result<(), Refusal> {
    let _ = (now, who, to, item, count);
    Err(Refusal::NotOwned)
}

/// Gives coins.
pub(super) fn give_coins(now: &mut Unfold<'_>, who: CreatureId, to: CreatureId, cp: u32) -> Result<(), Refusal> {
    let _ = (now, who, to, cp);
    Err(Refusal::NotOwned)
}

/// Lets fall.
pub(super) fn drop(now: &mut Unfold<'_>, who: CreatureId, item: &ItemId, count: u16) -> Result<(), Refusal> {
    let _ = (now, who, item, count);
    Err(Refusal::NotOwned)
}

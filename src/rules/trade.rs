//! Buying and selling at a counter.

use super::command::Verb;
use super::refusal::Refusal;
use super::unfold::Unfold;
use crate::srd::id::ItemId;
use crate::tale::id::ShopId;
use crate::world::World;
use crate::world::id::CreatureId;

/// What the creature may ask for here.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let _ = (world, who, into);
}

/// Buys.
pub(super) fn buy(
    now: &mut Unfold<'_>,
    who: CreatureId,
    shop: &ShopId,
    item: &ItemId,
    count: u16,
) -> Result<(), Refusal> {
    let _ = (now, who, shop, item, count);
    Err(Refusal::NoShop)
}

/// Sells.
pub(super) fn sell(
    now: &mut Unfold<'_>,
    who: CreatureId,
    shop: &ShopId,
    item: &ItemId,
    count: u16,
) -> Result<(), Refusal> {
    let _ = (now, who, shop, item, count);
    Err(Refusal::NoShop)
}

/// Leaves the counter.
pub(super) fn leave(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    let _ = (now, who);
    Err(Refusal::NoShop)
}

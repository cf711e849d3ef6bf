//! Buying and selling at a counter, in copper pieces, to the last one (SRD: Equipment, Selling Treasure).
//!
//! Counts are single pieces, also of what is sold by the bundle: a price is rounded up for whoever buys and down for
//! whoever sells. Anyone in the party may trade while a counter is open.

use super::burden;
use super::command::Verb;
use super::gate;
use super::refusal::Refusal;
use super::unfold::Unfold;
use crate::bugs::{Bug, seeded};
use crate::srd::id::ItemId;
use crate::srd::item::Use;
use crate::tale::Shop;
use crate::tale::id::ShopId;
use crate::world::World;
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// What the creature may ask for here: one bundle of each thing for sale, one piece of each thing to sell.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Some((id, _)) = world.now.story.shop.clone() else { return };
    let Some(shop) = world.tale.shops.get(&id) else { return };
    for item in shop.sells.keys() {
        let bundle = world.book.items.get(item).map_or(1, |item| item.bundle.max(1));
        let count = left(world, shop, &id, item).map_or(bundle, |left| left.min(bundle));
        if may_buy(world, who, &id, item, count).is_ok() {
            into.push(Verb::Buy { shop: id.clone(), item: item.clone(), count });
        }
    }
    let owned = world.creature(who).into_iter().flat_map(|one| one.pack.items.keys());
    for item in owned.filter(|item| may_sell(world, who, &id, item, 1).is_ok()) {
        into.push(Verb::Sell { shop: id.clone(), item: item.clone(), count: 1 });
    }
    if may_leave(world, who).is_ok() {
        into.push(Verb::LeaveShop);
    }
}

/// Buys: all of it or nothing.
pub(super) fn buy(
    now: &mut Unfold<'_>,
    who: CreatureId,
    shop: &ShopId,
    item: &ItemId,
    count: u16,
) -> Result<(), Refusal> {
    let cp = may_buy(now.world(), who, shop, item, count)?;
    now.happens(Event::Bought { creature: who, shop: shop.clone(), item: item.clone(), count, cp });
    unpacks(now, who, item, count);
    Ok(())
}

/// Opens an equipment pack: what it holds takes its place.
fn unpacks(now: &mut Unfold<'_>, who: CreatureId, item: &ItemId, count: u16) {
    let Some(contents) = contents(now.world(), item).map(<[_]>::to_vec) else { return };
    now.happens(Event::ItemLost { creature: who, item: item.clone(), count });
    for (inside, each) in contents {
        now.happens(Event::ItemGained { creature: who, item: inside, count: each.saturating_mul(count) });
    }
}

/// What an equipment pack holds.
fn contents<'w>(world: &'w World, item: &ItemId) -> Option<&'w [(ItemId, u16)]> {
    match &world.book.items.get(item)?.use_ {
        Use::Bundle(contents) => Some(contents),
        _ => None,
    }
}

/// Sells: all of it or nothing.
pub(super) fn sell(
    now: &mut Unfold<'_>,
    who: CreatureId,
    shop: &ShopId,
    item: &ItemId,
    count: u16,
) -> Result<(), Refusal> {
    let cp = may_sell(now.world(), who, shop, item, count)?;
    now.happens(Event::Sold { creature: who, shop: shop.clone(), item: item.clone(), count, cp });
    Ok(())
}

/// Leaves the counter.
pub(super) fn leave(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    may_leave(now.world(), who)?;
    now.happens(Event::ShopClosed);
    Ok(())
}

/// What so many pieces cost; none for what has no price.
pub fn price_cp(world: &World, item: &ItemId, count: u16) -> Option<u32> {
    let (cost, bundle) = cost(world, item)?;
    u32::try_from((cost * u64::from(count)).div_ceil(bundle)).ok()
}

/// What a shop pays for so many pieces; none for what it does not want.
pub fn offer_cp(world: &World, shop: &Shop, item: &ItemId, count: u16) -> Option<u32> {
    let (cost, bundle) = cost(world, item)?;
    // Trade goods are as good as coins.
    let goods = world.book.items.get(item).is_some_and(|item| matches!(item.use_, Use::Goods));
    let percent = if goods { 100 } else { u64::from(shop.pays_percent) };
    let paid = cost * u64::from(count) * percent / (100 * bundle);
    u32::try_from(paid).ok().filter(|cp| *cp > 0)
}

fn may_buy(world: &World, who: CreatureId, id: &ShopId, item: &ItemId, count: u16) -> Result<u32, Refusal> {
    let one = gate::at_leisure(world, who)?;
    let shop = open(world, id)?;
    if !shop.sells.contains_key(item) {
        return Err(Refusal::NotForSale);
    }
    if count == 0 || left(world, shop, id, item).is_some_and(|left| left < count) {
        return Err(Refusal::SoldOut);
    }
    let cp = price_cp(world, item, count).ok_or(Refusal::NotForSale)?;
    if cp > one.pack.purse_cp && !seeded(Bug::PurseWraps) {
        return Err(Refusal::TooDear);
    }
    match contents(world, item) {
        Some(contents) => {
            let weight = |(inside, each): &(ItemId, u16)| {
                u64::from(burden::weight_millipounds(world, inside)) * u64::from(*each) * u64::from(count)
            };
            burden::fits(world, one, contents.iter().map(weight).sum())?;
        }
        None => burden::bears(world, one, item, count)?,
    }
    Ok(cp)
}

fn may_sell(world: &World, who: CreatureId, id: &ShopId, item: &ItemId, count: u16) -> Result<u32, Refusal> {
    let one = gate::at_leisure(world, who)?;
    let shop = open(world, id)?;
    burden::spare(one, item, count)?;
    offer_cp(world, shop, item, count).ok_or(Refusal::NotForSale)
}

fn may_leave(world: &World, who: CreatureId) -> Result<(), Refusal> {
    gate::awake(world, who)?;
    world.now.story.shop.as_ref().map(|_| ()).ok_or(Refusal::NoShop)
}

fn open<'w>(world: &'w World, id: &ShopId) -> Result<&'w Shop, Refusal> {
    let open = world.now.story.shop.as_ref().is_some_and(|(open, _)| open == id);
    world.tale.shops.get(id).filter(|_| open).ok_or(Refusal::NoShop)
}

fn left(world: &World, shop: &Shop, id: &ShopId, item: &ItemId) -> Option<u16> {
    let stock = shop.sells.get(item).copied().flatten()?;
    let sold = world.now.place.sold.get(&(id.clone(), item.clone())).copied().unwrap_or_default();
    Some(stock.saturating_sub(sold))
}

/// The price of a bundle and how many pieces it holds.
fn cost(world: &World, item: &ItemId) -> Option<(u64, u64)> {
    let book = world.book.items.get(item).map(|item| (item.cost_cp, item.bundle.max(1)));
    let (cost, bundle) = book.or_else(|| world.tale.items.get(item).map(|keepsake| (keepsake.cost_cp, 1)))?;
    Some((u64::from(cost?), u64::from(bundle)))
}

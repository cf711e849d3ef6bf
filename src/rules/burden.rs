//! What things weigh and how much a hero bears (SRD: Lifting and Carrying; Coinage).
//!
//! Ruling: coins are changed into as few gold, silver and copper pieces as they can be; 50 weigh a pound.

use super::figure;
use super::refusal::Refusal;
use crate::srd::charm::Charm;
use crate::srd::id::ItemId;
use crate::srd::item::Use;
use crate::srd::kind::Size;
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::{Creature, Pack};

const COIN_MILLIPOUNDS: u64 = 20;

/// The weight of one thing, book's or tale's, in thousandths of a pound.
pub fn weight_millipounds(world: &World, item: &ItemId) -> u32 {
    let book = world.book.items.get(item).map(|item| item.weight_millipounds);
    book.or_else(|| world.tale.items.get(item).map(|keepsake| keepsake.weight_millipounds)).unwrap_or_default()
}

/// What a pack weighs with its coins, in thousandths of a pound.
pub fn pack_millipounds(world: &World, pack: &Pack) -> u64 {
    all_millipounds(world, pack).saturating_sub(held(world, pack))
}

/// The same as if no magic held any of it.
fn all_millipounds(world: &World, pack: &Pack) -> u64 {
    let things = pack.items.iter().map(|(item, count)| u64::from(weight_millipounds(world, item)) * u64::from(*count));
    things.sum::<u64>() + coins(pack.purse_cp) * COIN_MILLIPOUNDS
}

/// What weighs nothing because a magic bag or quiver holds it: things that are neither worn nor in hand.
fn held(world: &World, pack: &Pack) -> u64 {
    let charms = |item: &ItemId| {
        let gives = world.book.items.get(item).and_then(|item| item.magic.as_ref()).map(|magic| &magic.gives);
        gives
            .into_iter()
            .flatten()
            .filter_map(|given| if let Modifier::Charm(charm) = given { Some(charm) } else { None })
    };
    let owned: Vec<_> = pack.items.keys().flat_map(charms).collect();
    let room = owned.iter().map(|charm| if let Charm::Holds(pounds) = charm { u64::from(*pounds) * 1000 } else { 0 });
    let animals = pack.items.iter().map(|(item, count)| match world.book.items.get(item).map(|item| &item.use_) {
        Some(Use::Mount { carries_pounds, .. }) => u64::from(*carries_pounds) * u64::from(*count) * 1000,
        _ => 0,
    });
    let room = room.sum::<u64>() + animals.sum::<u64>();
    let quiver = owned.iter().any(|charm| **charm == Charm::Quiver);
    let weight = |item: &ItemId, count: u16| u64::from(weight_millipounds(world, item)) * u64::from(count);
    let quivered = |item: &ItemId, count: u16| {
        let most = QUIVER.iter().find(|(id, _)| item.as_str() == *id).map_or(0, |(_, most)| *most);
        if quiver { weight(item, count.min(most)) } else { 0 }
    };
    let loose = pack.items.iter().filter(|(item, _)| charms(item).next().is_none());
    let loose = loose.map(|(item, count)| weight(item, count.saturating_sub(pack.in_use(item))));
    let all_quivered: u64 = pack.items.iter().map(|(item, count)| quivered(item, *count)).sum();
    loose.sum::<u64>().min(room).max(all_quivered)
}

/// What a magic quiver holds of each.
const QUIVER: [(&str, u16); 4] = [("arrow", 60), ("javelin", 18), ("longbow", 6), ("shortbow", 6)];

/// What a creature bears at the most: 15 pounds a point of strength, in thousandths of a pound.
pub fn capacity_millipounds(world: &World, one: &Creature) -> u64 {
    let strength = u64::from(figure::scores(world, one).str);
    let more = super::instinct::has(world, one, |it| *it == crate::srd::instinct::Instinct::BearsMore);
    let halves = match one.size.step(i8::from(more)) {
        Size::Tiny => 1,
        Size::Small | Size::Medium => 2,
        Size::Large => 4,
        Size::Huge => 8,
        Size::Gargantuan => 16,
    };
    // What magic carries along for a while comes on top.
    let carried = one.ongoing.values().flat_map(|lasts| &lasts.gives).map(|given| match given {
        Modifier::Charm(Charm::Holds(pounds)) => u64::from(*pounds) * 1000,
        _ => 0,
    });
    strength * 15_000 * halves / 2 + carried.sum::<u64>()
}

/// Errs when so many more would be too heavy.
pub(super) fn bears(world: &World, one: &Creature, item: &ItemId, count: u16) -> Result<(), Refusal> {
    let more = u64::from(weight_millipounds(world, item)) * u64::from(count);
    let most = capacity_millipounds(world, one);
    // What is light enough without magic is so with it: hardly anybody's bags are looked into.
    if all_millipounds(world, &one.pack) + more <= most {
        return Ok(());
    }
    let mut pack = one.pack.clone();
    let owned = pack.items.entry(item.clone()).or_default();
    *owned = owned.saturating_add(count);
    let heavy = pack_millipounds(world, &pack) > most;
    if heavy && more > 0 { Err(Refusal::TooHeavy) } else { Ok(()) }
}

/// Errs when so much more weight would be too heavy; what weighs nothing always fits.
pub(super) fn fits(world: &World, one: &Creature, more_millipounds: u64) -> Result<(), Refusal> {
    let heavy = pack_millipounds(world, &one.pack) + more_millipounds > capacity_millipounds(world, one);
    if heavy && more_millipounds > 0 { Err(Refusal::TooHeavy) } else { Ok(()) }
}

/// Errs unless so many are owned and neither worn nor held.
pub(super) fn spare(one: &Creature, item: &ItemId, count: u16) -> Result<(), Refusal> {
    let owned = one.pack.items.get(item).copied().unwrap_or_default();
    if count == 0 || owned < count {
        return Err(Refusal::NotOwned);
    }
    let used = one.pack.in_use(item) + u16::from(one.pack.adorned.contains(item) || one.pack.attuned.contains(item));
    if owned.saturating_sub(used) < count { Err(Refusal::InUse) } else { Ok(()) }
}

/// The fewest coins that a sum is counted in.
const fn coins(cp: u32) -> u64 {
    (cp / 100 + cp % 100 / 10 + cp % 10) as u64
}

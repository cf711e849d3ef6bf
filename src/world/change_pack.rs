//! How things and coins change hands.

use super::World;
use super::apply::Impossible;
use super::creature::Pack;
use super::event::{Event, Slot};
use super::id::CreatureId;
use super::now::must;
use crate::bugs::{Bug, seeded};
use crate::srd::id::ItemId;

/// Makes an event about things true; others leave everything as it is.
pub(super) fn apply(world: &mut World, event: &Event) -> Result<(), Impossible> {
    match event {
        Event::ItemGained { creature, item, count } => gain(pack(world, *creature)?, item, *count),
        Event::ItemLost { creature, item, count } => lose(pack(world, *creature)?, item, *count)?,
        Event::CoinsGained { creature, cp } => earn(pack(world, *creature)?, *cp),
        Event::CoinsLost { creature, cp } => pay(pack(world, *creature)?, *cp)?,
        Event::Bought { creature, shop, item, count, cp } => {
            let pack = pack(world, *creature)?;
            pay(pack, *cp)?;
            gain(pack, item, *count);
            let sold = world.now.place.sold.entry((shop.clone(), item.clone())).or_default();
            *sold = sold.saturating_add(*count);
        }
        Event::Sold { creature, item, count, cp, .. } => {
            let pack = pack(world, *creature)?;
            lose(pack, item, *count)?;
            earn(pack, *cp);
        }
        Event::Equipped { creature, item, slot } => {
            let pack = pack(world, *creature)?;
            must(pack.items.contains_key(item), "it is not owned")?;
            *pack.slot_mut(*slot) = Some(item.clone());
        }
        Event::Unequipped { creature, slot } => *pack(world, *creature)?.slot_mut(*slot) = None,
        Event::Corroded { creature, item } => {
            let pack = pack(world, *creature)?;
            // What was shot is not in the pack any more; it will not be found either.
            if pack.items.contains_key(item) && pack.in_use(item) > 0 {
                let worn = pack.corroded.entry(item.clone()).or_default();
                *worn = worn.saturating_add(1);
            }
            let shot = world.now.encounter.as_mut().map(|fight| &mut fight.shot);
            if let Some(shot) = shot
                && let Some(at) = shot.iter().rposition(|(who, what)| who == creature && what == item)
            {
                shot.remove(at);
            }
        }
        Event::ItemUsed { creature, .. } => must(world.now.creatures.contains_key(creature), "nobody uses it")?,
        _ => {}
    }
    Ok(())
}

fn pack(world: &mut World, id: CreatureId) -> Result<&mut Pack, Impossible> {
    Ok(&mut world.now.one_mut(id)?.pack)
}

fn gain(pack: &mut Pack, item: &ItemId, count: u16) {
    let owned = pack.items.entry(item.clone()).or_default();
    *owned = owned.saturating_add(count);
}

/// Takes things out of a pack.
pub(super) fn lose(pack: &mut Pack, item: &ItemId, count: u16) -> Result<(), Impossible> {
    let owned = pack.items.get(item).copied().unwrap_or(0);
    must(owned >= count, "it is not owned")?;
    let left = owned - count;
    if left > 0 {
        pack.items.insert(item.clone(), left);
    } else {
        pack.items.remove(item);
    }
    if left == 0 {
        pack.adorned.remove(item);
        pack.attuned.remove(item);
        pack.known.remove(item);
        pack.coated.remove(item);
        pack.corroded.remove(item);
        pack.spent.remove(item);
        let marks = format!("{item}#");
        pack.spent.retain(|id, _| !id.as_str().starts_with(&marks));
    }
    // What is no longer owned is no longer held: the other hand lets go first.
    for slot in [Slot::OffHand, Slot::Shield, Slot::Worn, Slot::MainHand] {
        if pack.in_use(item) > left && pack.slot(slot) == Some(item) {
            *pack.slot_mut(slot) = None;
        }
    }
    Ok(())
}

fn earn(pack: &mut Pack, cp: u32) {
    pack.purse_cp = pack.purse_cp.saturating_add(cp);
}

fn pay(pack: &mut Pack, cp: u32) -> Result<(), Impossible> {
    must(pack.purse_cp >= cp || seeded(Bug::PurseWraps), "the purse does not hold so much")?;
    pack.purse_cp = if seeded(Bug::PurseWraps) { pack.purse_cp.wrapping_sub(cp) } else { pack.purse_cp - cp };
    Ok(())
}

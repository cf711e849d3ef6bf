//! Taking in hand, putting on and away, giving and letting fall (SRD: Equipment).
//!
//! Rulings: hands make room by themselves. In a fight one thing a turn is taken in hand or put away for free, another
//! takes the action; a shield always does; armour is changed at leisure only, in the time that the book says.

use super::command::Verb;
use super::refusal::Refusal;
use super::unfold::Unfold;
use super::{burden, clock, figure, gate, grid, instinct, lasting, reaction, turn, wear};
use crate::bugs::{Bug, seeded};
use crate::srd::effect::EndsOn;
use crate::srd::id::ItemId;
use crate::srd::instinct::Instinct;
use crate::srd::item::{Item, Property, Use};
use crate::world::World;
use crate::world::creature::{Creature, Pack, Side};
use crate::world::event::{Event, Slot, Spending};
use crate::world::id::CreatureId;

const SLOTS: [Slot; 4] = [Slot::MainHand, Slot::OffHand, Slot::Shield, Slot::Worn];
const REACH_FEET: u16 = 5;
const MINUTE_SECONDS: u32 = clock::MINUTE_SECONDS;

/// What the creature may ask for here.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Some(one) = world.creature(who) else { return };
    for (item, slot) in one.pack.items.keys().flat_map(|item| SLOTS.map(|slot| (item, slot))) {
        if may_equip(world, who, item, slot).is_ok() {
            into.push(Verb::Equip { item: item.clone(), slot });
        }
    }
    into.extend(
        SLOTS.into_iter().filter(|slot| may_unequip(world, who, *slot).is_ok()).map(|slot| Verb::Unequip { slot }),
    );
    for to in takers(world).map(|friend| friend.id) {
        let things = one.pack.items.keys().filter(|item| may_give(world, who, to, item, 1).is_ok());
        into.extend(things.map(|item| Verb::Give { to, item: item.clone(), count: 1 }));
        for cp in [100, one.pack.purse_cp] {
            if may_pay(world, who, to, cp).is_ok() {
                into.push(Verb::GiveCoins { to, cp });
            }
        }
    }
    let dropped = one.pack.items.keys().filter(|item| may_drop(world, who, item, 1).is_ok());
    into.extend(dropped.map(|item| Verb::Drop { item: item.clone(), count: 1 }));
}

/// Takes in hand or puts on.
pub(super) fn equip(now: &mut Unfold<'_>, who: CreatureId, item: &ItemId, slot: Slot) -> Result<(), Refusal> {
    let price = may_equip(now.world(), who, item, slot)?;
    pay(now, who, price);
    if slot == Slot::Worn {
        let minutes = now.creature(who).map_or(0, |one| change_minutes(now.world(), &one.pack, Some(item)));
        clock::pass(now, u32::from(minutes) * MINUTE_SECONDS);
    }
    let away = in_the_way(now.world(), who, item, slot);
    wear::changing(now, who, |now| {
        away.into_iter().for_each(|slot| now.happens(Event::Unequipped { creature: who, slot }));
        now.happens(Event::Equipped { creature: who, item: item.clone(), slot });
    });
    if slot == Slot::Worn {
        lasting::end_where(now, who, |_, lasts| lasts.ends_on.contains(&EndsOn::Armour));
    }
    Ok(())
}

/// Puts away.
pub(super) fn unequip(now: &mut Unfold<'_>, who: CreatureId, slot: Slot) -> Result<(), Refusal> {
    let price = may_unequip(now.world(), who, slot)?;
    pay(now, who, price);
    if slot == Slot::Worn {
        let minutes = now.creature(who).map_or(0, |one| change_minutes(now.world(), &one.pack, None));
        clock::pass(now, u32::from(minutes) * MINUTE_SECONDS);
    }
    wear::changing(now, who, |now| now.happens(Event::Unequipped { creature: who, slot }));
    Ok(())
}

/// Gives.
pub(super) fn give(
    now: &mut Unfold<'_>,
    who: CreatureId,
    to: CreatureId,
    item: &ItemId,
    count: u16,
) -> Result<(), Refusal> {
    let price = may_give(now.world(), who, to, item, count)?;
    pay(now, who, price);
    passes(now, who, to, item, count);
    Ok(())
}

/// Things change hands; what was used of them stays used.
pub(super) fn passes(now: &mut Unfold<'_>, from: CreatureId, to: CreatureId, item: &ItemId, count: u16) {
    let marks = format!("{item}#");
    let whole = |one: &&Creature| one.pack.items.get(item) == Some(&count);
    let spent = now.creature(from).filter(whole).into_iter().flat_map(|one| &one.pack.spent);
    let own = spent.filter(|(id, _)| *id == item || id.as_str().starts_with(&marks));
    let used: Vec<(ItemId, u8)> = own.map(|(id, charges)| (id.clone(), *charges)).collect();
    wear::changing(now, from, |now| now.happens(Event::ItemLost { creature: from, item: item.clone(), count }));
    now.happens(Event::ItemGained { creature: to, item: item.clone(), count });
    for (item, charges) in used {
        now.happens(Event::ChargesSpent { creature: to, item, charges });
    }
}

/// Gives coins.
pub(super) fn give_coins(now: &mut Unfold<'_>, who: CreatureId, to: CreatureId, cp: u32) -> Result<(), Refusal> {
    let price = may_pay(now.world(), who, to, cp)?;
    pay(now, who, price);
    if !seeded(Bug::GiftDoubled) || reaction::is_played(now.world(), to) {
        now.happens(Event::CoinsLost { creature: who, cp });
    }
    now.happens(Event::CoinsGained { creature: to, cp });
    Ok(())
}

/// Lets fall; what has fallen is lost.
pub(super) fn drop(now: &mut Unfold<'_>, who: CreatureId, item: &ItemId, count: u16) -> Result<(), Refusal> {
    may_drop(now.world(), who, item, count)?;
    now.happens(Event::ItemLost { creature: who, item: item.clone(), count });
    Ok(())
}

fn pay(now: &mut Unfold<'_>, who: CreatureId, price: Option<Spending>) {
    if let Some(what) = price {
        now.happens(Event::Spent { creature: who, what });
    }
}

/// Whether hands are free for it now, and what that costs in a fight.
fn hands(world: &World, who: CreatureId, slow: bool) -> Result<(&Creature, Option<Spending>), Refusal> {
    let Some(fight) = &world.now.encounter else { return Ok((gate::awake(world, who)?, None)) };
    let one = turn::may_fight(world, who)?;
    if !slow && !fight.used.object {
        return Ok((one, Some(Spending::Object)));
    }
    turn::has_action(world)?;
    Ok((one, Some(Spending::Action)))
}

fn may_equip(world: &World, who: CreatureId, item: &ItemId, slot: Slot) -> Result<Option<Spending>, Refusal> {
    let (one, price) = hands(world, who, slot == Slot::Shield)?;
    if !one.pack.items.contains_key(item) {
        return Err(Refusal::NotOwned);
    }
    let record = world.book.items.get(item).ok_or(Refusal::NotAWeapon)?;
    if !fits(record, slot) {
        return Err(Refusal::NotAWeapon);
    }
    if slot == Slot::Worn && world.now.encounter.is_some() {
        return Err(Refusal::InEncounter);
    }
    if one.pack.slot(slot) == Some(item) {
        return Err(Refusal::AlreadySo);
    }
    burden::spare(one, item, 1)?;
    Ok(price)
}

fn may_unequip(world: &World, who: CreatureId, slot: Slot) -> Result<Option<Spending>, Refusal> {
    let (one, price) = hands(world, who, slot == Slot::Shield)?;
    if one.pack.slot(slot).is_none() {
        return Err(Refusal::NotOwned);
    }
    if slot == Slot::Worn && world.now.encounter.is_some() {
        return Err(Refusal::InEncounter);
    }
    Ok(price)
}

fn may_give(
    world: &World,
    who: CreatureId,
    to: CreatureId,
    item: &ItemId,
    count: u16,
) -> Result<Option<Spending>, Refusal> {
    let (one, price) = hands(world, who, false)?;
    burden::spare(one, item, count)?;
    let friend = friend(world, one, to)?;
    burden::bears(world, friend, item, count)?;
    Ok(price)
}

fn may_pay(world: &World, who: CreatureId, to: CreatureId, cp: u32) -> Result<Option<Spending>, Refusal> {
    let (one, price) = hands(world, who, false)?;
    if cp == 0 || one.pack.purse_cp < cp {
        return Err(Refusal::TooDear);
    }
    friend(world, one, to)?;
    Ok(price)
}

fn may_drop(world: &World, who: CreatureId, item: &ItemId, count: u16) -> Result<(), Refusal> {
    // Letting go takes no time, but it takes one's own turn.
    let one = if world.now.encounter.is_some() { turn::may_fight(world, who)? } else { gate::awake(world, who)? };
    let owned = one.pack.items.get(item).copied().unwrap_or_default();
    if count == 0 || owned < count {
        return Err(Refusal::NotOwned);
    }
    let only_worn = one.pack.worn.as_ref() == Some(item) && owned == count;
    if only_worn { Err(Refusal::InUse) } else { Ok(()) }
}

/// Who can be given things: heroes, and what goes with them and was not called by magic.
fn takers(world: &World) -> impl Iterator<Item = &Creature> {
    let beast = |one: &&Creature| one.sheet().is_none() && one.side == Side::Heroes && !one.called && !one.dead;
    world.heroes().chain(world.now.creatures.values().filter(beast))
}

fn friend<'w>(world: &'w World, one: &Creature, to: CreatureId) -> Result<&'w Creature, Refusal> {
    let friend = takers(world).find(|friend| friend.id == to && to != one.id).ok_or(Refusal::NoSuchTarget)?;
    if instinct::has(world, friend, |it| *it == Instinct::Ephemeral) {
        return Err(Refusal::HandsFull);
    }
    if figure::incapacitated(friend) {
        return Err(Refusal::TargetDown);
    }
    if grid::feet_between(one, friend) > REACH_FEET { Err(Refusal::OutOfReach) } else { Ok(friend) }
}

fn fits(item: &Item, slot: Slot) -> bool {
    match (&item.use_, slot) {
        (Use::Armour(_), Slot::Worn) | (Use::Shield(_), Slot::Shield) => true,
        (Use::Weapon(_), Slot::MainHand) => true,
        (Use::Weapon(weapon), Slot::OffHand) => weapon.properties.contains(&Property::Light) && !weapon.ranged,
        (Use::Focus(_) | Use::Light { .. }, Slot::MainHand | Slot::OffHand) => true,
        (Use::Gear, Slot::MainHand | Slot::OffHand) => item.magic.as_ref().is_some_and(wear::is_held),
        _ => false,
    }
}

/// What must be put away for it: whatever is there, and what the same arm or both hands hold.
fn in_the_way(world: &World, who: CreatureId, item: &ItemId, slot: Slot) -> Vec<Slot> {
    let Some(one) = world.creature(who) else { return Vec::new() };
    let two_handed = |id: &ItemId| match world.book.items.get(id).map(|item| &item.use_) {
        Some(Use::Weapon(weapon)) => weapon.properties.contains(&Property::TwoHanded),
        _ => false,
    };
    let both = one.pack.main_hand.as_ref().is_some_and(two_handed);
    let others: &[Slot] = match slot {
        Slot::MainHand if two_handed(item) => &[Slot::MainHand, Slot::OffHand, Slot::Shield],
        Slot::MainHand => &[Slot::MainHand],
        Slot::OffHand if both => &[Slot::OffHand, Slot::Shield, Slot::MainHand],
        Slot::OffHand => &[Slot::OffHand, Slot::Shield],
        Slot::Shield if both => &[Slot::Shield, Slot::OffHand, Slot::MainHand],
        Slot::Shield => &[Slot::Shield, Slot::OffHand],
        Slot::Worn => &[Slot::Worn],
    };
    let hovers = |slot: &Slot| *slot == Slot::Shield && !super::ward::arm_taken(one);
    let taken = others.iter().copied().filter(|other| one.pack.slot(*other).is_some());
    taken.filter(|other| *other == slot || !hovers(other)).collect()
}

/// Minutes to take off what is worn and put on something else.
fn change_minutes(world: &World, pack: &Pack, next: Option<&ItemId>) -> u16 {
    let off = pack.worn.as_ref().and_then(|item| figure::armour(world, item)).map_or(0, |armour| armour.doff_minutes);
    off + next.and_then(|item| figure::armour(world, item)).map_or(0, |armour| armour.don_minutes)
}

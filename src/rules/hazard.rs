//! Locks and traps: picking, breaking, disarming, springing (SRD: Traps, Objects, Tools).
//!
//! Rulings: each try takes a minute and may be made again; a crowbar helps to break things; who fails to disarm a trap
//! by 5 or more springs it.

use super::clock;
use super::command::Verb;
use super::d20::{self, Tally};
use super::deed;
use super::figure;
use super::gate;
use super::refusal::Refusal;
use super::seal;
use super::snare;
use super::unfold::Unfold;
use crate::srd::ability::Ability;
use crate::srd::id::ItemId;
use crate::srd::modifier::Training;
use crate::tale::id::ThingId;
use crate::tale::map::{Is, Lock, Tile};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::place::Fate;

const THIEVES_TOOLS: &str = "thieves_tools";
const CROWBAR: &str = "crowbar";
/// Failing to disarm by so much springs the trap.
const CLUMSY: i32 = 5;

/// What the creature may ask for here.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    for (id, _) in world.things() {
        if may_pick(world, who, id).is_ok() {
            into.push(Verb::PickLock { thing: id.clone() });
        }
        if may_force(world, who, id).is_ok() {
            into.push(Verb::Force { thing: id.clone() });
        }
        if may_disarm(world, who, id).is_ok() {
            into.push(Verb::Disarm { thing: id.clone() });
        }
    }
}

/// Picks a lock.
pub(super) fn pick_lock(now: &mut Unfold<'_>, who: CreatureId, thing: &ThingId) -> Result<(), Refusal> {
    let dc = may_pick(now.world(), who, thing)?;
    clock::pass(now, clock::MINUTE_SECONDS);
    snare::guards(now, who, thing);
    deed::aftermath(now);
    if now.creature(who).is_none_or(figure::incapacitated) {
        return Ok(());
    }
    if tinker(now, who, dc) >= dc {
        seal::picked(now, thing);
        change(now, thing, Fate::Unlocked);
    }
    Ok(())
}

/// Breaks a lock; a door flies open with it.
pub(super) fn force(now: &mut Unfold<'_>, who: CreatureId, thing: &ThingId) -> Result<(), Refusal> {
    let dc = may_force(now.world(), who, thing)?;
    clock::pass(now, clock::MINUTE_SECONDS);
    let mut tally = Tally::default();
    tally.up_if(now.creature(who).is_some_and(|one| owns(one, CROWBAR)));
    let ability = Ability::Str;
    let roll = d20::check_roll(now, who, ability, None, tally);
    let success = roll.total() >= dc;
    now.happens(Event::Checked { creature: who, ability, skill: None, roll, dc: Some(dc), success });
    if success {
        let door = matches!(now.world().thing(thing).map(|thing| &thing.is), Some(Is::Door(_)));
        seal::ends(now, thing);
        change(now, thing, if door { Fate::Open } else { Fate::Unlocked });
    }
    Ok(())
}

/// Disarms a trap that was found.
pub(super) fn disarm(now: &mut Unfold<'_>, who: CreatureId, thing: &ThingId) -> Result<(), Refusal> {
    let dc = may_disarm(now.world(), who, thing)?;
    clock::pass(now, clock::MINUTE_SECONDS);
    let total = tinker(now, who, dc);
    let touchy = snare::of(now.world(), thing).and_then(|snare| snare.book).is_some_and(|trap| trap.touchy);
    if total >= dc {
        change(now, thing, Fate::Spent);
    } else if touchy || total <= dc - CLUMSY {
        snare::spring(now, who, thing);
        deed::aftermath(now);
    }
    Ok(())
}

/// Whatever waits on a tile for feet, in a fight too: traps, once each.
pub(super) fn stepped(now: &mut Unfold<'_>, who: CreatureId, tile: Tile) {
    let world = now.world();
    let armed = |id: &ThingId, is: &Is| matches!(is, Is::Trap { .. }) && world.fate(id) != Some(Fate::Spent);
    let here = world.things_on(tile).filter(|(id, thing)| armed(id, &thing.is));
    let here = here.filter(|(id, _)| snare::waits_for_feet(world, who, id));
    for id in here.map(|(id, _)| id.clone()).collect::<Vec<_>>() {
        snare::spring(now, who, &id);
    }
}

/// A dexterity check with thieves' tools; its total.
fn tinker(now: &mut Unfold<'_>, who: CreatureId, dc: i32) -> i32 {
    let ability = Ability::Dex;
    let mut tally = Tally::default();
    tally.down_if(now.creature(who).is_none_or(|one| !owns(one, THIEVES_TOOLS)));
    let mut roll = d20::check_roll(now, who, ability, None, tally);
    let tools = Training::Item(ItemId::new(THIEVES_TOOLS));
    let sheet = now.creature(who).and_then(|one| Some((one, one.sheet()?)));
    if let Some((one, _)) = sheet.filter(|(_, sheet)| figure::trained(now.world(), sheet, &tools)) {
        roll.bonus += figure::proficiency(now.world(), one);
    }
    let (total, success) = (roll.total(), roll.total() >= dc);
    now.happens(Event::Checked { creature: who, ability, skill: None, roll, dc: Some(dc), success });
    total
}

fn may_pick(world: &World, who: CreatureId, id: &ThingId) -> Result<i32, Refusal> {
    let one = gate::at_leisure(world, who)?;
    let lock = lock(world, one, id)?;
    if lock.pick_dc == 0 {
        return Err(Refusal::NotLocked);
    }
    let dc = i32::from(lock.pick_dc) + seal::harder(world, id);
    if owns(one, THIEVES_TOOLS) { Ok(dc) } else { Err(Refusal::NoTools) }
}

fn may_force(world: &World, who: CreatureId, id: &ThingId) -> Result<i32, Refusal> {
    let one = gate::at_leisure(world, who)?;
    lock(world, one, id).map(|lock| i32::from(lock.force_dc) + seal::harder(world, id))
}

fn may_disarm(world: &World, who: CreatureId, id: &ThingId) -> Result<i32, Refusal> {
    let one = gate::at_leisure(world, who)?;
    // A trap that nobody has found is not spoken of.
    if world.fate(id) != Some(Fate::Found) {
        return Err(Refusal::NoSuchThing);
    }
    gate::in_reach(world, one, id)?;
    let snare = snare::of(world, id).ok_or(Refusal::NoSuchThing)?;
    let dc = snare.disarm_dc.ok_or(Refusal::NoSuchThing)?;
    let bare = snare.book.is_some_and(|trap| trap.bare_hands);
    if bare || owns(one, THIEVES_TOOLS) { Ok(i32::from(dc)) } else { Err(Refusal::NoTools) }
}

/// The lock that still keeps a thing in reach shut.
pub(super) fn lock<'w>(world: &'w World, one: &Creature, id: &ThingId) -> Result<&'w Lock, Refusal> {
    let lock = match &gate::in_reach(world, one, id)?.is {
        Is::Door(lock) | Is::Chest { lock, .. } => lock.as_ref(),
        Is::Trap { .. }
        | Is::Person(_)
        | Is::Shop(_)
        | Is::Exit { .. }
        | Is::Ambush { .. }
        | Is::Spot(_)
        | Is::Object(_)
        | Is::Barrier => return Err(Refusal::NotLocked),
    };
    if let Some(held) = seal::lock(world, id, lock) {
        return Ok(held);
    }
    match world.fate(id) {
        Some(Fate::Open) => Err(Refusal::AlreadyOpen),
        Some(Fate::Unlocked | Fate::Shut) => Err(Refusal::NotLocked),
        Some(Fate::Found | Fate::Spent | Fate::Gone) | None => lock.ok_or(Refusal::NotLocked),
    }
}

fn owns(one: &Creature, item: &str) -> bool {
    one.pack.items.contains_key(&ItemId::new(item))
}

fn change(now: &mut Unfold<'_>, thing: &ThingId, fate: Fate) {
    let map = now.world().now.place.map.clone();
    now.happens(Event::ThingChanged { map, thing: thing.clone(), fate });
}

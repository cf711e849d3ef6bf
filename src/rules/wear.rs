//! Magic things worn, borne and attuned to; which of them work (SRD: Magic Items, Attunement, Wearing Items).
//!
//! Rulings 35 and 36: attuning takes a whole short rest and is done at its end; what is not worn or held does nothing.

use std::collections::BTreeSet;

use super::caster;
use super::command::Verb;
use super::figure;
use super::gate;
use super::refusal::Refusal;
use super::rest;
use super::turn;
use super::unfold::Unfold;
use crate::srd::ability::{Ability, Scores};
use crate::srd::charm::Charm;
use crate::srd::id::ItemId;
use crate::srd::knack::Knack;
use crate::srd::magic::{Attune, Magic, Place};
use crate::srd::modifier::{Modifier, Training};
use crate::world::World;
use crate::world::creature::{Creature, Pack};
use crate::world::event::{Event, Slot, Spending};
use crate::world::id::CreatureId;

/// Nobody is attuned to more things than this.
const ATTUNED_MAX: usize = 3;

/// What the creature may put on, take off, attune to and study here.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Some(one) = world.creature(who) else { return };
    let magic = |item: &&ItemId| magic(world, item).is_some();
    for item in one.pack.items.keys().filter(magic) {
        if may_wear(world, who, item).is_ok() {
            into.push(Verb::Wear { item: item.clone() });
        }
        if may_attune(world, who, item).is_ok() {
            into.push(Verb::Attune { item: item.clone() });
        }
    }
    let worn = one.pack.adorned.iter().filter(|item| may_take_off(world, who, item).is_ok());
    into.extend(worn.map(|item| Verb::TakeOff { item: item.clone() }));
    let held = one.pack.attuned.iter().filter(|item| may_let_go(world, who, item).is_ok());
    into.extend(held.map(|item| Verb::Unattune { item: item.clone() }));
}

/// Puts on: in a fight that takes the action.
pub(super) fn wear(now: &mut Unfold<'_>, who: CreatureId, item: &ItemId) -> Result<(), Refusal> {
    let price = may_wear(now.world(), who, item)?;
    pay(now, who, price);
    changing(now, who, |now| now.happens(Event::Donned { creature: who, item: item.clone() }));
    Ok(())
}

/// Takes off: in a fight that takes the action.
pub(super) fn take_off(now: &mut Unfold<'_>, who: CreatureId, item: &ItemId) -> Result<(), Refusal> {
    let price = may_take_off(now.world(), who, item)?;
    pay(now, who, price);
    changing(now, who, |now| now.happens(Event::Doffed { creature: who, item: item.clone() }));
    Ok(())
}

/// Attunes at the end of a short rest.
pub(super) fn attune(now: &mut Unfold<'_>, who: CreatureId, item: &ItemId) -> Result<(), Refusal> {
    may_attune(now.world(), who, item)?;
    changing(now, who, |now| now.happens(Event::Attuned { creature: who, item: item.clone() }));
    Ok(())
}

/// Ends an attunement at the end of a short rest.
pub(super) fn let_go(now: &mut Unfold<'_>, who: CreatureId, item: &ItemId) -> Result<(), Refusal> {
    may_let_go(now.world(), who, item)?;
    changing(now, who, |now| now.happens(Event::Unattuned { creature: who, item: item.clone() }));
    Ok(())
}

fn pay(now: &mut Unfold<'_>, who: CreatureId, price: Option<Spending>) {
    if let Some(what) = price {
        now.happens(Event::Spent { creature: who, what });
    }
}

/// Lets something happen that may change what things give, and the most hit points with it.
pub(super) fn changing(now: &mut Unfold<'_>, who: CreatureId, happens: impl FnOnce(&mut Unfold<'_>)) {
    let before = now.creature(who).map_or(0, |one| vigour(now.world(), one));
    happens(now);
    let by = now.creature(who).map_or(0, |one| vigour(now.world(), one)) - before;
    if by != 0 {
        now.happens(Event::MaxHpChanged { creature: who, by });
    }
}

/// What things add to the most hit points of a hero: by constitution and by level.
fn vigour(world: &World, one: &Creature) -> i32 {
    let Some(sheet) = one.sheet() else { return 0 };
    let con = figure::modifier(world, one, Ability::Con) - sheet.scores.modifier(Ability::Con);
    let more = working(world, one).flat_map(|magic| &magic.gives).map(|given| match given {
        Modifier::HpPerLevel(hp) => i32::from(*hp),
        _ => 0,
    });
    i32::from(sheet.level()) * (con + more.sum::<i32>())
}

/// A score goes up for good, and so does the most it can be.
pub(super) fn grow(now: &mut Unfold<'_>, creature: CreatureId, ability: Ability, by: u8) {
    let Some(sheet) = now.creature(creature).and_then(|one| one.sheet()) else { return };
    let (level, score) = (i32::from(sheet.level()), sheet.scores.of(ability));
    let before = sheet.scores.modifier(ability);
    now.happens(Event::ScoreGained { creature, ability, by, most: score.saturating_add(by) });
    let after = now.creature(creature).and_then(|one| one.sheet()).map_or(before, |it| it.scores.modifier(ability));
    if ability == Ability::Con && after != before {
        now.happens(Event::MaxHpChanged { creature, by: level * (after - before) });
    }
}

/// The magic of a thing.
pub fn magic<'w>(world: &'w World, item: &ItemId) -> Option<&'w Magic> {
    world.book.items.get(item)?.magic.as_ref()
}

/// The things in somebody's hands and on his body that work.
pub(super) fn things<'w>(world: &'w World, one: &'w Creature) -> impl Iterator<Item = (&'w ItemId, &'w Magic)> {
    let slots = [Slot::MainHand, Slot::OffHand, Slot::Shield, Slot::Worn];
    let held = slots.into_iter().filter_map(|slot| one.pack.slot(slot)).chain(&one.pack.adorned);
    held.filter(|item| works(world, one, item)).filter_map(|item| Some((item, magic(world, item)?)))
}

/// The magic of everything that works on the creature now.
pub fn working<'w>(world: &'w World, one: &'w Creature) -> impl Iterator<Item = &'w Magic> {
    let known = one.pack.memo.known(&world.book, || worked(world, &one.pack));
    let anew = if known.is_none() { worked(world, &one.pack) } else { Vec::new() };
    let rows = known.into_iter().flatten().copied().chain(anew);
    rows.filter_map(|row| world.book.items.at(row)?.magic.as_ref())
}

/// The rows in the book of all that is worn or held and works, in the order of their ids.
pub(super) fn worked(world: &World, pack: &Pack) -> Vec<usize> {
    let slots = [Slot::Worn, Slot::Shield, Slot::MainHand, Slot::OffHand];
    let held = slots.into_iter().filter_map(|slot| pack.slot(slot));
    let held: BTreeSet<&ItemId> = held.chain(&pack.adorned).filter(|item| in_use(world, pack, item)).collect();
    held.into_iter().filter_map(|item| world.book.items.row(item)).collect()
}

/// True when a magic thing that is worn or held does what it can: it asks for no attunement, or has it.
pub fn works(world: &World, one: &Creature, item: &ItemId) -> bool {
    in_use(world, &one.pack, item)
}

fn in_use(world: &World, pack: &Pack, item: &ItemId) -> bool {
    magic(world, item).is_some_and(|magic| is_active(magic, pack, item))
}

/// The same for those who have looked up its magic.
pub(super) fn is_active(magic: &Magic, pack: &Pack, item: &ItemId) -> bool {
    magic.attune.as_ref().is_none_or(|it| it.partly) || pack.attuned.contains(item)
}

/// What things change about the creature.
pub(super) fn gives<'w>(world: &'w World, one: &'w Creature) -> Vec<&'w Modifier> {
    if one.pack.items.is_empty() {
        return Vec::new();
    }
    working(world, one).flat_map(|magic| &magic.gives).collect()
}

/// Whatever magic things alone bring: theirs, and what lasts of potions.
pub(super) fn charms<'w>(world: &'w World, one: &'w Creature) -> impl Iterator<Item = &'w Charm> {
    let lasting = one.ongoing.values().flat_map(|lasts| &lasts.gives);
    let mut now = Vec::new();
    for given in gives(world, one) {
        match given {
            Modifier::If { .. } => super::state::count(world, one, std::slice::from_ref(given), &mut now),
            given => now.push(given),
        }
    }
    now.into_iter().chain(lasting).filter_map(|given| match given {
        Modifier::Charm(charm) => Some(charm),
        _ => None,
    })
}

/// Scores as things make them.
pub(super) fn scores(world: &World, one: &Creature, mut scores: Scores) -> Scores {
    for charm in charms(world, one) {
        let (ability, least, by, most) = match charm {
            Charm::ScoreAtLeast(ability, least) => (ability, *least, 0, 0),
            Charm::ScorePlus { ability, by, most } => (ability, 0, *by, *most),
            _ => continue,
        };
        let score = scores.of_mut(*ability);
        *score = (*score).max(least).max(score.saturating_add(by).min(most));
    }
    scores
}

/// What things add to the proficiency bonus.
pub(super) fn mastery(world: &World, one: &Creature) -> i32 {
    charms(world, one).map(|charm| if let Charm::Proficiency(plus) = charm { i32::from(*plus) } else { 0 }).sum()
}

/// Speeds in feet that things do not let it fall below.
pub(super) fn feet_least<'w>(world: &'w World, one: &'w Creature) -> impl Iterator<Item = i32> {
    charms(world, one).filter_map(|charm| match charm {
        Charm::SpeedAtLeast(feet) | Charm::Flies(feet) => Some(i32::from(*feet)),
        _ => None,
    })
}

/// True when a thing trains its bearer in this.
pub(super) fn trains(world: &World, one: &Creature, needed: &Training) -> bool {
    gives(world, one).iter().any(|given| matches!(given, Modifier::Proficient(list) if list.contains(needed)))
}

fn may_wear(world: &World, who: CreatureId, item: &ItemId) -> Result<Option<Spending>, Refusal> {
    let (one, price) = hands(world, who)?;
    let place = magic(world, item).ok_or(Refusal::NotAWeapon)?.place;
    if !one.pack.items.contains_key(item) {
        return Err(Refusal::NotOwned);
    }
    if one.pack.adorned.contains(item) {
        return Err(Refusal::AlreadySo);
    }
    let there = one.pack.adorned.iter().filter(|other| magic(world, other).is_some_and(|it| it.place == place));
    if there.count() >= place.room() { Err(Refusal::HandsFull) } else { Ok(price) }
}

fn may_take_off(world: &World, who: CreatureId, item: &ItemId) -> Result<Option<Spending>, Refusal> {
    let (one, price) = hands(world, who)?;
    if !one.pack.adorned.contains(item) {
        return Err(Refusal::NotOwned);
    }
    if bound(world, one, item) { Err(Refusal::Cursed) } else { Ok(price) }
}

fn may_attune(world: &World, who: CreatureId, item: &ItemId) -> Result<(), Refusal> {
    let one = at_own_rest(world, who)?;
    let attune = magic(world, item).and_then(|magic| magic.attune.as_ref()).ok_or(Refusal::NothingThere)?;
    if !one.pack.items.contains_key(item) {
        return Err(Refusal::NotOwned);
    }
    if one.pack.attuned.contains(item) {
        return Err(Refusal::AlreadySo);
    }
    let attuned = &one.pack.attuned;
    if attuned.len() >= ATTUNED_MAX {
        return Err(Refusal::TooManyAttuned);
    }
    let of = magic(world, item).map(|magic| &magic.of);
    if attuned.iter().any(|other| magic(world, other).map(|magic| &magic.of) == of) {
        return Err(Refusal::AlreadySo);
    }
    if answers(world, one, attune) { Ok(()) } else { Err(Refusal::NotTrained) }
}

/// Whether the creature is one of those whom a thing answers to.
fn answers(world: &World, one: &Creature, attune: &Attune) -> bool {
    let wears = |of: &ItemId| one.pack.adorned.iter().any(|item| magic(world, item).is_some_and(|it| it.of == *of));
    if !attune.with.iter().all(wears) {
        return false;
    }
    let Some(sheet) = one.sheet() else { return true };
    if figure::knacks(world, one).any(|knack| *knack == Knack::AnyDevice) {
        return true;
    }
    let class = attune.classes.is_empty() || sheet.classes.iter().any(|(class, _)| attune.classes.contains(class));
    let parent = world.book.races.get(&sheet.race).and_then(|race| race.of.as_ref());
    let race = attune.races.is_empty()
        || attune.races.contains(&sheet.race)
        || parent.is_some_and(|parent| attune.races.contains(parent));
    class && race && (!attune.casters || !caster::spells(world, one).is_empty())
}

/// At the end of a short rest that nothing else has taken up (ruling 35).
fn at_own_rest(world: &World, who: CreatureId) -> Result<&Creature, Refusal> {
    let one = rest::at_rest(world, who)?;
    let spent = one.pack.attuned_seconds == Some(world.now.clock_seconds);
    if spent { Err(Refusal::NotRestful) } else { Ok(one) }
}

fn may_let_go(world: &World, who: CreatureId, item: &ItemId) -> Result<(), Refusal> {
    let one = at_own_rest(world, who)?;
    if !one.pack.attuned.contains(item) {
        return Err(Refusal::NotOwned);
    }
    if bound(world, one, item) { Err(Refusal::Cursed) } else { Ok(()) }
}

/// True when a curse keeps a thing on whoever has attuned to it.
pub(super) fn bound(world: &World, one: &Creature, item: &ItemId) -> bool {
    one.pack.attuned.contains(item) && magic(world, item).is_some_and(|magic| magic.cursed)
}

/// Whether hands are free for it now, and what that costs in a fight.
fn hands(world: &World, who: CreatureId) -> Result<(&Creature, Option<Spending>), Refusal> {
    if world.now.encounter.is_none() {
        return Ok((gate::awake(world, who)?, None));
    }
    let one = turn::may_fight(world, who)?;
    turn::has_action(world)?;
    Ok((one, Some(Spending::Action)))
}

/// True where a thing is worn by being held.
pub(super) fn is_held(magic: &Magic) -> bool {
    magic.place == Place::Held
}

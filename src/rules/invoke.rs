//! Using the powers of magic things: charges, dawns, spells cast from them (SRD: Magic Items, Activating an Item).
//!
//! A spell from a thing needs no slot, no components and no training, at the thing's own strength where it has one.
//! Ruling 37: what comes back at dawn comes back when the party ends a long rest.

use super::absorb;
use super::afflict::{self, Cause};
use super::aim::{self, Aim};
use super::cast::{self, Casting};
use super::clock::MINUTE_SECONDS;
use super::command::Verb;
use super::lasting;
use super::refusal::Refusal;
use super::snatch;
use super::turn;
use super::unfold::Unfold;
use super::wear;
use crate::dice::{D20 as DIE, Face, Sides};
use crate::srd::id::ItemId;
use crate::srd::magic::{Does, Last, Magic, Place, Power};
use crate::srd::spell::{Spell, Targets, Time};
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Slot, Spending};
use crate::world::id::CreatureId;
use crate::world::question::How;

/// Every power of every thing at hand, with the fewest charges and with all of them.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Ok(one) = turn::may_act(world, who) else { return };
    for (item, magic) in at_hand(world, one) {
        for (power, does) in magic.powers.iter().enumerate() {
            let Ok(power) = u8::try_from(power) else { continue };
            let (least, most) = does.charges;
            let most = most.max(least).min(left(one, item, magic));
            for charges in [least, most].into_iter().take(if most > least { 2 } else { 1 }) {
                let Some(aim) = aimed(world, one, does, charges) else { continue };
                for (targets, at) in aim::choices(world, one, aim) {
                    if allowed(world, who, item, power, charges, &targets, at).is_ok() {
                        into.push(Verb::Invoke { item: item.clone(), power, charges, targets, at });
                    }
                }
            }
        }
    }
}

/// Magic things with powers that the creature wears, holds or carries ready.
fn at_hand<'w>(world: &'w World, one: &'w Creature) -> impl Iterator<Item = (&'w ItemId, &'w Magic)> {
    let all = one.pack.items.keys().filter_map(|item| Some((item, wear::magic(world, item)?)));
    all.filter(|(item, magic)| !magic.powers.is_empty() && ready(world, one, item, magic))
}

/// What is worn or held to work must be; the rest is taken out of a pocket.
fn ready(world: &World, one: &Creature, item: &ItemId, magic: &Magic) -> bool {
    let slots = [Slot::Worn, Slot::Shield, Slot::MainHand, Slot::OffHand];
    let held = slots.into_iter().any(|slot| one.pack.slot(slot) == Some(item));
    let there = match magic.place {
        Place::Held => held,
        Place::Carried => true,
        _ => one.pack.adorned.contains(item),
    };
    there && wear::works(world, one, item)
}

/// Charges left in a thing.
pub(super) fn left(one: &Creature, item: &ItemId, magic: &Magic) -> u8 {
    let spent = one.pack.spent.get(item).copied().unwrap_or_default();
    magic.charges.map_or(0, |charges| charges.max).saturating_sub(spent)
}

/// Under which name the uses of a power since dawn are counted.
pub(super) fn counted(item: &ItemId, power: u8) -> ItemId {
    ItemId::new(&format!("{item}#{power}"))
}

/// Things choose for their bearers: what they were made for, else the first of what a spell leaves open.
fn how(power: &Power) -> How {
    let choice = match &power.does {
        Does::Cast { choice, .. } => choice.as_deref().map(Into::into),
        Does::Works { .. } => None,
    };
    How { choice, also: Vec::new() }
}

fn aimed<'w>(world: &'w World, one: &Creature, power: &'w Power, charges: u8) -> Option<Aim<'w>> {
    match &power.does {
        Does::Cast { on_oneself: true, .. } => Some(Aim::plain(&Targets::Oneself)),
        Does::Cast { spell, .. } => {
            let spell = world.book.spells.get(spell)?;
            // What was chosen with it changes nothing about whom a thing's spell may be aimed at.
            static USUAL: How = How { choice: None, also: Vec::new() };
            Some(cast::aimed(world, one, spell, level(spell, power, charges), &USUAL))
        }
        Does::Works { targets, range_feet, only, effects, .. } => {
            let attack = matches!(effects.first(), Some(crate::srd::effect::Effect::Attack { .. }));
            Some(Aim { range_feet: *range_feet, attack, only: only.as_ref(), ..Aim::plain(targets) })
        }
    }
}

/// The level that a spell is cast at from a thing.
fn level(spell: &Spell, power: &Power, charges: u8) -> u8 {
    let Does::Cast { level, .. } = &power.does else { return 0 };
    let own = if *level == 0 { spell.level } else { *level };
    if own == 0 { 0 } else { own.saturating_add(charges.saturating_sub(power.charges.0)).min(9) }
}

/// Whether the power may be used so; whom it touches.
fn allowed(
    world: &World,
    who: CreatureId,
    item: &ItemId,
    number: u8,
    charges: u8,
    targets: &[CreatureId],
    at: Option<Tile>,
) -> Result<Vec<CreatureId>, Refusal> {
    let one = turn::may_act(world, who)?;
    let magic = wear::magic(world, item).ok_or(Refusal::NothingThere)?;
    let power = magic.powers.get(usize::from(number)).ok_or(Refusal::NothingThere)?;
    if !one.pack.items.contains_key(item) || !ready(world, one, item, magic) {
        return Err(Refusal::NotOwned);
    }
    match power.time {
        _ if power.free => {}
        Time::Action => turn::has_action(world)?,
        Time::BonusAction => turn::has_bonus(world)?,
        Time::Minutes(_) if world.now.encounter.is_some() => return Err(Refusal::InEncounter),
        Time::Minutes(_) => {}
        Time::Reaction(_) => return Err(Refusal::NoReaction),
    }
    let (least, most) = power.charges;
    let used = one.pack.spent.get(&counted(item, number)).copied().unwrap_or_default();
    if charges < least || charges > most.max(least) || charges > left(one, item, magic) {
        return Err(Refusal::NoCharges);
    }
    if power.a_dawn.is_some_and(|often| used >= often) || (power.days > 0 && used > 0) {
        return Err(Refusal::NoCharges);
    }
    if !power.must.iter().all(|state| super::state::holds(world, one, state)) {
        return Err(Refusal::NoSuchTarget);
    }
    scroll(world, one, magic, power)?;
    let aim = aimed(world, one, power, charges).ok_or(Refusal::NoSuchSpell)?;
    aim::check(world, one, aim, targets, at)
}

/// A scroll is read only by those on whose list its spell is.
fn scroll(world: &World, one: &Creature, magic: &Magic, power: &Power) -> Result<(), Refusal> {
    let Does::Cast { spell, .. } = &power.does else { return Ok(()) };
    let (Some(sheet), Some(spell)) = (one.sheet(), world.book.spells.get(spell)) else { return Ok(()) };
    let listed = sheet.classes.iter().any(|(class, _)| spell.classes.contains(class));
    if magic.of.as_str() == SCROLL && !listed { Err(Refusal::NotTrained) } else { Ok(()) }
}

const SCROLL: &str = "spell_scroll";

/// Uses the power.
pub(super) fn resolve(
    now: &mut Unfold<'_>,
    who: CreatureId,
    item: &ItemId,
    number: u8,
    charges: u8,
    (targets, at): (&[CreatureId], Option<Tile>),
) -> Result<(), Refusal> {
    let touched = allowed(now.world(), who, item, number, charges, targets, at)?;
    finds_out(now, who, item);
    let touched = match allowed(now.world(), who, item, number, charges, targets, at) {
        // It is emptier than it looked: trying that was the bearer's turn.
        Err(Refusal::NoCharges) => return Ok(()),
        _ => touched,
    };
    let Some(magic) = wear::magic(now.world(), item).cloned() else { return Err(Refusal::NothingThere) };
    let Some(power) = magic.powers.get(usize::from(number)).cloned() else { return Err(Refusal::NothingThere) };
    if !power.free {
        spend_time(now, who, power.time);
    }
    now.happens(Event::Invoked { creature: who, item: item.clone(), power: number });
    if charges > 0 {
        now.happens(Event::ChargesSpent { creature: who, item: item.clone(), charges });
    }
    let torn = tears(now, who, item, number, &power);
    if power.a_dawn.is_some() || power.days > 0 || power.risk > 0 {
        let charges = power.days.max(1);
        now.happens(Event::ChargesSpent { creature: who, item: counted(item, number), charges });
    }
    if torn {
        now.happens(Event::ItemLost { creature: who, item: item.clone(), count: 1 });
        return Ok(());
    }
    let mastered = power.uses_up.then(|| masters(now, who, &magic, &power));
    if mastered.is_some() {
        now.happens(Event::ItemLost { creature: who, item: item.clone(), count: 1 });
    }
    if mastered != Some(false) {
        unfolds(now, who, item, &power, charges, (targets, at, &touched));
    }
    wanes(now, who, item);
    Ok(())
}

/// What is used too often between two dawns may be torn by it.
fn tears(now: &mut Unfold<'_>, who: CreatureId, item: &ItemId, number: u8, power: &Power) -> bool {
    let used = now.creature(who).and_then(|one| one.pack.spent.get(&counted(item, number)).copied()).unwrap_or(0);
    if power.risk == 0 || used == 0 {
        return false;
    }
    let face = now.roll(Sides(100));
    now.happens(Event::TableRolled { creature: who, face });
    face.0 <= u16::from(power.risk).saturating_mul(u16::from(used))
}

/// True for a thing of which nobody knows yet how much it holds.
pub(super) fn is_unknown(one: &Creature, item: &ItemId, magic: &Magic) -> bool {
    let mark = ItemId::new(&format!("{item}{FOUND}"));
    let found = magic.charges.is_some_and(|charges| charges.first.is_some());
    found && !one.pack.spent.contains_key(item) && !one.pack.spent.contains_key(&mark)
}

/// A thing that was found with fewer charges than it can hold shows how many at its first use.
pub(super) fn finds_out(now: &mut Unfold<'_>, who: CreatureId, item: &ItemId) {
    let charges = wear::magic(now.world(), item).and_then(|magic| magic.charges);
    let Some((most, first)) = charges.and_then(|charges| Some((charges.max, charges.first?))) else { return };
    let mark = ItemId::new(&format!("{item}{FOUND}"));
    let unknown = |one| wear::magic(now.world(), item).is_some_and(|magic| is_unknown(one, item, magic));
    if !now.creature(who).is_some_and(unknown) {
        return;
    }
    let faces: Vec<Face> = (0..first.count).map(|_| now.roll(first.sides)).collect();
    let held = i32::from(first.plus) + faces.iter().map(|face| i32::from(face.0)).sum::<i32>();
    let missing = i32::from(most) - held.clamp(0, i32::from(most));
    now.happens(Event::PoolRolled { by: who, faces, total: held.max(0) });
    if missing > 0 {
        let charges = u8::try_from(missing).unwrap_or(most);
        now.happens(Event::ChargesSpent { creature: who, item: item.clone(), charges });
    }
    // Nobody finds out twice; the mark is no charge and never comes back.
    now.happens(Event::ChargesSpent { creature: who, item: mark, charges: 1 });
}

fn spend_time(now: &mut Unfold<'_>, who: CreatureId, time: Time) {
    if now.world().now.encounter.is_some() {
        let what = if time == Time::BonusAction { Spending::Bonus } else { Spending::Action };
        now.happens(Event::Spent { creature: who, what });
    } else if let Time::Minutes(minutes) = time {
        now.happens(Event::TimePassed { seconds: u32::from(minutes) * MINUTE_SECONDS });
    }
}

fn unfolds(
    now: &mut Unfold<'_>,
    who: CreatureId,
    item: &ItemId,
    power: &Power,
    charges: u8,
    (targets, at, touched): (&[CreatureId], Option<Tile>, &[CreatureId]),
) {
    match &power.does {
        Does::Cast { spell, .. } => {
            let Some(spell) = now.world().book.spells.get(spell).cloned() else { return };
            let (targets, touched, level) = (targets.to_vec(), touched.to_vec(), level(&spell, power, charges));
            cast::unfolds(now, who, Casting { spell, level, targets, at, touched, how: how(power) });
            // The spell's attacks and saving throws look this up; the next spell puts it away.
            now.happens(Event::InvokedFor { creature: who, item: item.clone() });
        }
        Does::Works { effects, concentration, .. } => {
            let mut cause = Cause::power(now.world(), who, item, effects, charges.saturating_sub(power.charges.0));
            (cause.from, cause.at) = (at.unwrap_or(cause.from), at);
            if *concentration {
                lasting::end_concentration(now, who);
                let spell = crate::srd::id::SpellId::new(item.as_str());
                now.happens(Event::Concentrated { creature: who, spell });
                cause.concentration = true;
            }
            afflict::run(now, &cause, effects, touched);
        }
    }
}

/// A spell on a scroll that is above its reader's own asks for a check of his casting ability: DC 10 and its level.
fn masters(now: &mut Unfold<'_>, who: CreatureId, magic: &Magic, power: &Power) -> bool {
    let Does::Cast { spell, .. } = &power.does else { return true };
    let world = now.world();
    let (Some(one), Some(spell)) = (world.creature(who), world.book.spells.get(spell)) else { return true };
    let slots = super::caster::slots(world, one);
    let own = slots.iter().rposition(|slots| *slots > 0).map_or(0, |at| at + 1);
    if magic.of.as_str() != SCROLL || usize::from(spell.level) <= own {
        return true;
    }
    let Some(ability) = super::caster::ability(world, one, Some(spell)) else { return false };
    let dc = 10 + i32::from(spell.level);
    super::d20::check(now, who, ability, None, dc)
}

/// A thing whose last charge was spent may be gone: on a 1.
pub(super) fn wanes(now: &mut Unfold<'_>, who: CreatureId, item: &ItemId) {
    let Some(magic) = wear::magic(now.world(), item) else { return };
    let Some((last, twenty)) = magic.charges.and_then(|charges| Some((charges.last?, charges.twenty))) else { return };
    let empty = now.creature(who).is_some_and(|one| left(one, item, magic) == 0);
    if !empty {
        return;
    }
    if last == Last::Dust {
        return now.happens(Event::ItemLost { creature: who, item: item.clone(), count: 1 });
    }
    let face = now.roll(DIE);
    let gone = face == Face(1) && last != Last::Stays;
    now.happens(Event::Waned { creature: who, item: item.clone(), face, gone });
    if let Some(back) = twenty.filter(|_| face == Face(DIE.0)) {
        let faces: Vec<Face> = (0..back.count).map(|_| now.roll(back.sides)).collect();
        let sum = i32::from(back.plus) + faces.iter().map(|face| i32::from(face.0)).sum::<i32>();
        let charges = u8::try_from(sum.max(0)).unwrap_or(u8::MAX);
        now.happens(Event::ChargesRegained { creature: who, item: item.clone(), charges, faces });
    }
    if gone {
        now.happens(Event::ItemLost { creature: who, item: item.clone(), count: 1 });
        let left = match last {
            Last::Plain => "quarterstaff",
            Last::Better => "quarterstaff+2",
            Last::Gone | Last::Dust | Last::Stays => return,
        };
        let left = now.world().book.items.get(&ItemId::new(left)).map(|item| item.id.clone());
        if let Some(staff) = left {
            now.happens(Event::ItemGained { creature: who, item: staff, count: 1 });
        }
    }
}

/// Counts that no dawn clears: that somebody has found out how much a thing holds, all that it has taken in, its wounds.
const FOR_GOOD: [&str; 3] = [FOUND, absorb::TAKEN, snatch::HURT];
/// What follows a thing's name once it is known how much it held.
const FOUND: &str = "#first";

/// Dawn: what comes back does.
pub(super) fn dawn(now: &mut Unfold<'_>) {
    let world = now.world();
    let spent =
        world.now.creatures.values().flat_map(|one| one.pack.spent.iter().map(|(item, spent)| (one.id, item, *spent)));
    let spent: Vec<(CreatureId, ItemId, u8)> = spent.map(|(id, item, spent)| (id, item.clone(), spent)).collect();
    for (creature, item, spent) in spent {
        if FOR_GOOD.iter().any(|mark| item.as_str().ends_with(mark)) {
            continue;
        }
        if item.as_str().contains('#') {
            let spent = if waits(now.world(), &item) { 1 } else { spent };
            now.happens(Event::ChargesRegained { creature, item, charges: spent, faces: Vec::new() });
            continue;
        }
        let back = wear::magic(now.world(), &item).and_then(|magic| magic.charges?.dawn);
        let Some(back) = back else { continue };
        let faces: Vec<Face> = (0..back.count).map(|_| now.roll(back.sides)).collect();
        let sum = i32::from(back.plus) + faces.iter().map(|face| i32::from(face.0)).sum::<i32>();
        let charges = u8::try_from(sum.clamp(0, i32::from(spent))).unwrap_or(spent);
        now.happens(Event::ChargesRegained { creature, item, charges, faces });
    }
}

/// True where the uses that are counted so stand for dawns to come.
fn waits(world: &World, counted: &ItemId) -> bool {
    let Some((item, number)) = counted.as_str().split_once('#') else { return false };
    let magic = wear::magic(world, &ItemId::new(item));
    let power = number.parse::<usize>().ok().and_then(|number| magic?.powers.get(number));
    power.is_some_and(|power| power.days > 0)
}

/// What a spell that is being cast from a thing must be resisted with, and how well its attacks hit, where the thing
/// itself says so.
pub(super) fn strength(world: &World, one: &Creature) -> Option<(Option<u8>, Option<i8>)> {
    let item = one.pack.invoking.as_ref()?;
    let magic = wear::magic(world, item)?;
    magic.powers.iter().find_map(|power| match &power.does {
        Does::Cast { dc, attack, .. } if dc.is_some() || attack.is_some() => Some((*dc, *attack)),
        _ => None,
    })
}

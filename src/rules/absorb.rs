//! Spells at one creature alone that a thing of its takes in or throws back (SRD: Rod of Absorption, Ioun
//! Stone, Staffs).

use super::afflict::{self, Cause};
use super::invoke;
use super::lasting;
use super::sight;
use super::turn;
use super::unfold::Unfold;
use super::wear;
use crate::srd::charm::Charm;
use crate::srd::id::{FeatureId, ItemId, SpellId};
use crate::srd::magic::{Does, Magic};
use crate::srd::modifier::Modifier;
use crate::srd::spell::{Spell, Targets};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending};
use crate::world::id::CreatureId;
use crate::world::question::Asks;

/// What follows a thing's name where all the levels are counted that it has taken in.
pub(super) const TAKEN: &str = "#taken";
/// The power that a thing goes off with when it takes in more than it holds.
const BURST: &str = "retributive_strike";

/// Whether somebody's thing takes in a spell that is at him alone; it has no effect then.
pub(super) fn takes_in(now: &mut Unfold<'_>, by: CreatureId, spell: &Spell, level: u8, touched: &[CreatureId]) -> bool {
    let Some(target) = touched.first().copied().filter(|one| touched.iter().all(|it| it == one) && *one != by) else {
        return false;
    };
    if matches!(spell.targets, Targets::Area(_) | Targets::Areas(..)) {
        return false;
    }
    let world = now.world();
    if !world.creature(target).is_some_and(|one| turn::may_react(world, one)) {
        return false;
    }
    let stopped = absorbs(now, by, target, level) || cancels(now, by, target, level);
    if stopped && spell.held_from(level) {
        lasting::end_concentration(now, by);
    }
    stopped
}

/// What takes a spell in has its levels as charges.
fn absorbs(now: &mut Unfold<'_>, by: CreatureId, target: CreatureId, level: u8) -> bool {
    let world = now.world();
    let Some((item, most)) = world.creature(target).and_then(|one| taker(world, one, level)) else { return false };
    if !agrees(now, target, &item, by, i32::from(level)) {
        return false;
    }
    invoke::finds_out(now, target, &item);
    let Some((magic, left)) = holding(now.world(), target, &item) else { return false };
    let room = magic.charges.map_or(0, |charges| charges.max).saturating_sub(left);
    let bursts = level > room;
    if level > 0 {
        let (creature, faces, charges) = (target, Vec::new(), level.min(room));
        now.happens(Event::ChargesRegained { creature, item: item.clone(), charges, faces });
    }
    if most.is_some() {
        let taken = now.creature(target).is_some_and(|one| one.pack.spent.contains_key(&mark(&item)));
        // What it held when it was found counts as well.
        let charges = level + if taken { 0 } else { left };
        now.happens(Event::ChargesSpent { creature: target, item: mark(&item), charges });
    } else if bursts {
        goes_off(now, target, &item, magic);
    }
    true
}

/// What undoes a spell spends its levels of all that it can undo; the bearer sees who casts it.
fn cancels(now: &mut Unfold<'_>, by: CreatureId, target: CreatureId, level: u8) -> bool {
    let world = now.world();
    let (Some(one), Some(caster)) = (world.creature(target), world.creature(by)) else { return false };
    let able = |magic: &Magic| {
        magic.gives.iter().any(|it| matches!(it, Modifier::Charm(Charm::Cancels(most)) if level <= *most))
    };
    let found =
        wear::things(world, one).find(|(item, magic)| able(magic) && invoke::left(one, item, magic) >= level.max(1));
    let Some(item) = found.map(|(item, _)| item.clone()).filter(|_| sight::sees(world, one, caster)) else {
        return false;
    };
    if !agrees(now, target, &item, by, i32::from(level)) {
        return false;
    }
    if level > 0 {
        now.happens(Event::ChargesSpent { creature: target, item: item.clone(), charges: level });
        invoke::wanes(now, target, &item);
    }
    true
}

fn mark(item: &ItemId) -> ItemId {
    ItemId::new(&format!("{item}{TAKEN}"))
}

fn holding(world: &World, who: CreatureId, item: &ItemId) -> Option<(Magic, u8)> {
    let magic = wear::magic(world, item)?;
    Some((magic.clone(), invoke::left(world.creature(who)?, item, magic)))
}

/// A thing of somebody's that could take in a spell of this level now, and how much it takes in all its time.
fn taker(world: &World, one: &Creature, level: u8) -> Option<(ItemId, Option<u8>)> {
    wear::things(world, one).find_map(|(item, magic)| {
        let most = magic.gives.iter().find_map(|given| match given {
            Modifier::Charm(Charm::Absorbs { most }) => Some(*most),
            _ => None,
        })?;
        // How much a thing holds that was just found shows when it is first used; there is room in it.
        let left = if invoke::is_unknown(one, item, magic) { 0 } else { invoke::left(one, item, magic) };
        let taken = one.pack.spent.get(&mark(item)).copied().unwrap_or(left);
        let holds = magic.charges.map_or(0, |charges| charges.max);
        let room = |most: u8| taken.saturating_add(level) <= most && left.saturating_add(level) <= holds;
        most.is_none_or(room).then(|| (item.clone(), most))
    })
}

/// Lets the bearer of a thing decide, and takes his reaction.
fn agrees(now: &mut Unfold<'_>, who: CreatureId, item: &ItemId, by: CreatureId, total: i32) -> bool {
    let feature = FeatureId::new(item.as_str());
    let asks = Asks::Feature { feature, other: Some(by), total, goal: 0, options: Vec::new() };
    if now.decide(who, asks, 1) == 0 {
        return false;
    }
    if now.world().now.encounter.is_some() {
        now.happens(Event::Spent { creature: who, what: Spending::Reaction });
    }
    // The number is none of its powers': only the thing itself is told of.
    now.happens(Event::Invoked { creature: who, item: item.clone(), power: u8::MAX });
    true
}

/// A thing that holds more than it can breaks as if its bearer had broken it.
fn goes_off(now: &mut Unfold<'_>, who: CreatureId, item: &ItemId, magic: Magic) {
    let burst = magic.powers.into_iter().find(|power| power.id == BURST);
    let Some(Does::Works { effects, .. }) = burst.map(|power| power.does) else { return };
    let cause = Cause::power(now.world(), who, item, &effects, 0);
    afflict::run(now, &cause, &effects, &[who]);
}

/// Whether a spell that was at somebody alone, and that he has resisted, is thrown back at its caster as his own.
pub(super) fn throws_back(now: &mut Unfold<'_>, cause: &Cause, target: CreatureId) -> Option<Cause> {
    let world = now.world();
    let spell = world.book.spells.get(&SpellId::new(&cause.name)).filter(|_| cause.by != target)?;
    let one = world.creature(target).filter(|one| turn::may_react(world, one))?;
    let (item, _) = wear::things(world, one).find(|(item, magic)| {
        let turns = magic.gives.contains(&Modifier::Charm(Charm::ThrowsBack(spell.school)));
        turns && invoke::left(one, item, magic) > 0
    })?;
    let (item, spell) = (item.clone(), spell.clone());
    agrees(now, target, &item, cause.by, 0).then_some(())?;
    now.happens(Event::ChargesSpent { creature: target, item: item.clone(), charges: 1 });
    invoke::wanes(now, target, &item);
    let mut own = Cause::spell(now.world(), target, &spell, cause.level);
    own.how = cause.how.clone();
    if own.concentration {
        lasting::end_concentration(now, target);
        now.happens(Event::Concentrated { creature: target, spell: spell.id });
    }
    Some(own)
}

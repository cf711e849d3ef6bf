//! Using things up: potions, a healer's kit, oil on a blade (SRD: Equipment, Adventuring Gear).

use super::afflict::{self, Cause};
use super::command::Verb;
use super::figure;
use super::grid;
use super::refusal::Refusal;
use super::turn;
use super::unfold::Unfold;
use crate::srd::condition::Condition;
use crate::srd::effect::{Effect, Grant};
use crate::srd::id::ItemId;
use crate::srd::item::{Poison, Use};
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending};
use crate::world::id::CreatureId;

/// Everything in the pack that may be used up, on everyone in reach.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Ok(one) = turn::may_act(world, who) else { return };
    for item in one.pack.items.keys() {
        let targets =
            std::iter::once(None).chain(world.now.creatures.keys().filter(|id| **id != who).map(|id| Some(*id)));
        for target in targets {
            if allowed(world, who, item, target).is_ok() {
                into.push(Verb::UseItem { item: item.clone(), target });
            }
        }
    }
}

/// Whether it may be used so; what it does.
pub(super) fn allowed<'w>(
    world: &'w World,
    who: CreatureId,
    item: &ItemId,
    target: Option<CreatureId>,
) -> Result<&'w [Effect], Refusal> {
    let one = turn::may_act(world, who)?;
    if !one.pack.items.contains_key(item) {
        return Err(Refusal::NotOwned);
    }
    if !quick(world, one) {
        turn::has_action(world)?;
    }
    let effects = match world.book.items.get(item).map(|item| &item.use_) {
        Some(Use::Consumed { effects, thrown_feet: None, .. }) => effects,
        Some(Use::Poison { gets_in, effects }) => {
            let other = world.creature(target.unwrap_or(who)).ok_or(Refusal::NoSuchTarget)?;
            given(one, other, *gets_in)?;
            effects
        }
        _ => return Err(Refusal::NothingThere),
    };
    if let Some(target) = target {
        let other = world.creature(target).ok_or(Refusal::NoSuchTarget)?;
        if other.dead {
            return Err(Refusal::TargetDown);
        }
        if grid::feet_between(one, other) > grid::SQUARE_FEET {
            return Err(Refusal::OutOfReach);
        }
    }
    Ok(effects)
}

/// Whether a poison can be given so: it is swallowed willingly or without a will, breathed by anyone near, and
/// smeared on those who cannot get away (ruling 39).
fn given(one: &Creature, other: &Creature, gets_in: Poison) -> Result<(), Refusal> {
    let helpless = figure::incapacitated(other);
    let held = helpless || other.has(Condition::Grappled) || other.has(Condition::Restrained);
    let can = match gets_in {
        Poison::Ingested => helpless || other.side == one.side,
        Poison::Inhaled => true,
        Poison::Contact => held || other.side == one.side,
        Poison::Injury => return Err(Refusal::NothingThere),
    };
    if can { Ok(()) } else { Err(Refusal::NotAFoe) }
}

/// Whether a thing is used with the bonus action, by those who have the hands for it.
fn quick(world: &World, one: &Creature) -> bool {
    let hands = figure::gives(world, one)
        .into_iter()
        .any(|given| matches!(given, Modifier::BonusActions(list) if list.contains(&Grant::UseObject)));
    hands && world.now.encounter.is_some() && turn::has_bonus(world).is_ok()
}

/// Uses it up.
pub(super) fn resolve(
    now: &mut Unfold<'_>,
    who: CreatureId,
    item: &ItemId,
    target: Option<CreatureId>,
) -> Result<(), Refusal> {
    let effects = allowed(now.world(), who, item, target)?.to_vec();
    if now.world().now.encounter.is_some() {
        let bonus = now.creature(who).is_some_and(|one| quick(now.world(), one));
        now.happens(Event::Spent { creature: who, what: if bonus { Spending::Bonus } else { Spending::Action } });
    }
    now.happens(Event::ItemUsed { creature: who, item: item.clone(), target });
    if wears_out(now, who, item) {
        now.happens(Event::ItemLost { creature: who, item: item.clone(), count: 1 });
    }
    let cause = Cause::item(now.world(), who, item, &effects);
    afflict::run(now, &cause, &effects, &[target.unwrap_or(who)]);
    Ok(())
}

/// Whether this was the last use of one of them; kits with several uses count them.
fn wears_out(now: &mut Unfold<'_>, who: CreatureId, item: &ItemId) -> bool {
    let uses = match now.world().book.items.get(item).map(|item| &item.use_) {
        Some(Use::Consumed { uses, .. }) => *uses,
        _ => 1,
    };
    if uses <= 1 {
        return true;
    }
    let resource = crate::srd::id::ResourceId::new(item.as_str());
    now.happens(Event::UseSpent { creature: who, resource: resource.clone(), count: 1 });
    let spent = now.creature(who).and_then(|one| one.spent.get(&resource).copied()).unwrap_or(0);
    let done = u16::from(spent) >= uses;
    if done {
        now.happens(Event::UsesRegained { creature: who, resource, count: u8::MAX });
    }
    done
}

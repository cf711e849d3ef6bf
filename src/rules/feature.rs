//! Using features: second wind, channelled divinity, a surge, a rage, breath (SRD: Classes, Races).

use super::afflict::{self, Cause};
use super::aim::{self, Aim};
use super::caster;
use super::command::Verb;
use super::figure;
use super::refusal::Refusal;
use super::rest;
use super::state;
use super::turn;
use super::unfold::Unfold;
use super::window;
use crate::srd::feature::{Acts, Feature, Share};
use crate::srd::id::FeatureId;
use crate::srd::knack::Knack;
use crate::srd::spell::Time;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending};
use crate::world::id::CreatureId;
use crate::world::question::How;

/// How a feature is used: on whom, at which level of what it brings or of its slot, where, with what choice.
pub(super) type Way<'a> = (&'a [CreatureId], u8, Option<Tile>, &'a How);

/// Every feature that may be used, at every target.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let one = match turn::may_act(world, who) {
        Err(Refusal::Surprised) => world.creature(who),
        one => one.ok(),
    };
    let Some(one) = one else { return };
    let Some(sheet) = one.sheet() else { return };
    for (feature, _) in figure::features(world, sheet) {
        let Some(acts) = &feature.acts else { continue };
        for level in levels(world, one, acts) {
            // What cannot be paid for need not be aimed.
            if payable(world, one, feature, acts, level).is_err() {
                continue;
            }
            for choice in super::options::of(world, one, &acts.effects, &acts.targets, level, 0) {
                let how = How { choice, also: Vec::new() };
                for (targets, at) in aim::choices(world, one, aimed(acts)) {
                    if allowed(world, who, &feature.id, (&targets, level, at, &how)).is_ok() {
                        into.push(Verb::Use { feature: feature.id.clone(), targets, level, at, how: how.clone() });
                    }
                }
            }
        }
    }
}

/// The levels that one chooses from; 0 where there is nothing to choose.
fn levels(world: &World, one: &Creature, acts: &Acts) -> Vec<u8> {
    if acts.slot {
        return (1..=9).filter(|level| caster::slots_left(world, one, *level) > 0).collect();
    }
    if acts.costs.is_empty() { vec![0] } else { acts.costs.iter().map(|(level, _)| *level).collect() }
}

fn aimed(acts: &Acts) -> Aim<'_> {
    let range_feet = (acts.range_feet > 0).then_some(acts.range_feet);
    Aim { range_feet, only: acts.only.as_ref(), ..Aim::plain(&acts.targets) }
}

/// What is used, and whom it touches.
pub(super) struct Checked {
    acts: Acts,
    touched: Vec<CreatureId>,
}

/// Whether the feature may be used so.
pub(super) fn allowed(world: &World, who: CreatureId, id: &FeatureId, way: Way<'_>) -> Result<Checked, Refusal> {
    let (targets, level, at, how) = way;
    let one = match turn::may_act(world, who) {
        // Just what shakes off surprise may be used while surprised.
        Err(Refusal::Surprised) => {
            world.creature(who).filter(|one| shakes_off(world, one, id)).ok_or(Refusal::Surprised)?
        }
        one => one?,
    };
    let feature = of(world, one, id).ok_or(Refusal::NoSuchFeature)?;
    let acts = feature.acts.as_ref().ok_or(Refusal::NoSuchFeature)?;
    payable(world, one, feature, acts, level)?;
    if how.choice.is_some()
        && !super::options::of(world, one, &acts.effects, &acts.targets, level, 0).contains(&how.choice)
    {
        return Err(Refusal::NoSuchChoice);
    }
    let touched = aim::check(world, one, aimed(acts), targets, at)?;
    Ok(Checked { acts: acts.clone(), touched })
}

/// Whether time, uses and state allow it.
fn payable(world: &World, one: &Creature, feature: &Feature, acts: &Acts, level: u8) -> Result<(), Refusal> {
    if acts.at_rest {
        rest::at_rest(world, one.id)?;
    } else if world.now.encounter.is_some() && !acts.free {
        match acts.time {
            Time::Action => turn::has_action(world)?,
            Time::BonusAction => turn::has_bonus(world)?,
            Time::Minutes(_) => return Err(Refusal::InEncounter),
            Time::Reaction(_) => return Err(Refusal::NoReaction),
        }
    } else if acts.free {
        turn::may_fight(world, one.id)?;
    }
    if !acts.must.iter().all(|state| state::holds(world, one, state)) {
        return Err(Refusal::AlreadySo);
    }
    if acts.once && window::used(world, one.id, &feature.id) {
        return Err(Refusal::NoUses);
    }
    if !levels(world, one, acts).contains(&level) {
        return Err(Refusal::NoSlot);
    }
    let cost = cost(acts, level);
    if acts.spends.as_ref().is_some_and(|resource| figure::uses(world, one, resource).1 < cost) {
        return Err(Refusal::NoUses);
    }
    Ok(())
}

fn cost(acts: &Acts, level: u8) -> u8 {
    acts.costs.iter().find(|(of, _)| *of == level).map_or(acts.cost, |(_, cost)| *cost)
}

fn of<'w>(world: &'w World, one: &Creature, id: &FeatureId) -> Option<&'w Feature> {
    let features = figure::features(world, one.sheet()?);
    features.map(|(feature, _)| feature).find(|feature| feature.id == *id)
}

fn shakes_off(world: &World, one: &Creature, id: &FeatureId) -> bool {
    figure::knacks(world, one).any(|knack| matches!(knack, Knack::ActsSurprised(it) if it == id))
}

/// Uses it.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId, id: &FeatureId, way: Way<'_>) -> Result<(), Refusal> {
    let Checked { acts, touched } = allowed(now.world(), who, id, way)?;
    let level = way.1;
    if now.world().now.encounter.is_some() && !acts.free && !acts.at_rest {
        let bonus = acts.time == Time::BonusAction;
        now.happens(Event::Spent { creature: who, what: if bonus { Spending::Bonus } else { Spending::Action } });
    } else if let Time::Minutes(minutes) = acts.time {
        now.happens(Event::TimePassed { seconds: u32::from(minutes) * 60 });
    }
    let count = match acts.share {
        Share::Fixed => cost(&acts, level),
        Share::Wounds => wounds(now.world(), who, &acts, &touched),
    };
    if let Some(resource) = &acts.spends {
        now.happens(Event::UseSpent { creature: who, resource: resource.clone(), count });
    }
    if acts.slot {
        caster::spend_slot(now, who, level);
    }
    now.happens(Event::Featured { creature: who, feature: id.clone() });
    let mut cause = Cause::feature(now.world(), who, id);
    cause.paid(count, level);
    (cause.at, cause.how) = (way.2, way.3.clone());
    afflict::run(now, &cause, &acts.effects, &touched);
    Ok(())
}

/// As much as the first of them lacks, or all that is left.
fn wounds(world: &World, who: CreatureId, acts: &Acts, touched: &[CreatureId]) -> u8 {
    let lacks = touched.first().and_then(|id| world.creature(*id)).map_or(0, |one| one.hp_max - one.hp);
    let left = world.creature(who).zip(acts.spends.as_ref()).map_or(0, |(one, it)| figure::uses(world, one, it).1);
    u8::try_from(lacks.max(1)).unwrap_or(u8::MAX).min(left)
}

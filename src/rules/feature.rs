//! Using features: second wind, channelled divinity, a surge (SRD: Classes).

use super::afflict::{self, Cause};
use super::aim::{self, Aim};
use super::command::Verb;
use super::figure;
use super::refusal::Refusal;
use super::turn;
use super::unfold::Unfold;
use crate::srd::class::{Acts, Feature};
use crate::srd::id::FeatureId;
use crate::srd::spell::Time;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending};
use crate::world::id::CreatureId;

/// Every feature that may be used, at every target.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Ok(one) = turn::may_act(world, who) else { return };
    let Some(sheet) = one.sheet() else { return };
    for (feature, _) in figure::features(world, sheet) {
        let Some(acts) = &feature.acts else { continue };
        for (targets, at) in aim::choices(world, one, aimed(acts)) {
            if at.is_none() && allowed(world, who, &feature.id, &targets).is_ok() {
                into.push(Verb::Use { feature: feature.id.clone(), targets });
            }
        }
    }
}

fn aimed(acts: &Acts) -> Aim<'_> {
    let range_feet = (acts.range_feet > 0).then_some(acts.range_feet);
    Aim { range_feet, ..Aim::plain(&acts.targets) }
}

/// What is used, and whom it touches.
pub(super) struct Checked {
    acts: Acts,
    touched: Vec<CreatureId>,
}

/// Whether the feature may be used so.
pub(super) fn allowed(
    world: &World,
    who: CreatureId,
    id: &FeatureId,
    targets: &[CreatureId],
) -> Result<Checked, Refusal> {
    let one = turn::may_act(world, who)?;
    let feature = of(world, one, id).ok_or(Refusal::NoSuchFeature)?;
    let acts = feature.acts.as_ref().ok_or(Refusal::NoSuchFeature)?;
    if acts.at_rest {
        let rested = world.now.short_rest_seconds == Some(world.now.clock_seconds) && world.now.encounter.is_none();
        if !rested {
            return Err(Refusal::NotRestful);
        }
    } else if world.now.encounter.is_some() && !acts.free {
        match acts.time {
            Time::Action => turn::has_action(world)?,
            Time::BonusAction => turn::has_bonus(world)?,
            Time::Minutes(_) => return Err(Refusal::InEncounter),
            Time::Reaction(_) => return Err(Refusal::NoReaction),
        }
    } else if acts.free {
        turn::may_fight(world, who)?;
    }
    if acts.spends.as_ref().is_some_and(|resource| figure::uses(world, one, resource).1 == 0) {
        return Err(Refusal::NoUses);
    }
    let touched = aim::check(world, one, aimed(acts), targets, None)?;
    Ok(Checked { acts: acts.clone(), touched })
}

fn of<'w>(world: &'w World, one: &Creature, id: &FeatureId) -> Option<&'w Feature> {
    let features = figure::features(world, one.sheet()?);
    features.into_iter().map(|(feature, _)| feature).find(|feature| feature.id == *id)
}

/// Uses it.
pub(super) fn resolve(
    now: &mut Unfold<'_>,
    who: CreatureId,
    id: &FeatureId,
    targets: &[CreatureId],
) -> Result<(), Refusal> {
    let Checked { acts, touched } = allowed(now.world(), who, id, targets)?;
    if now.world().now.encounter.is_some() && !acts.free && !acts.at_rest {
        let bonus = acts.time == Time::BonusAction;
        now.happens(Event::Spent { creature: who, what: if bonus { Spending::Bonus } else { Spending::Action } });
    }
    if let Some(resource) = &acts.spends {
        now.happens(Event::UseSpent { creature: who, resource: resource.clone() });
    }
    now.happens(Event::Featured { creature: who, feature: id.clone() });
    let cause = Cause::feature(now.world(), who, id);
    afflict::run(now, &cause, &acts.effects, &touched);
    Ok(())
}

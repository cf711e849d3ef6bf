//! What is felt near a creature: stench, gazes, heat; what its death does to those around (SRD: Monsters, Traits).

use super::afflict::{self, Cause};
use super::damage::{self, Harm};
use super::eyes;
use super::figure;
use super::grid;
use super::lasting;
use super::maw;
use super::sight;
use super::turn;
use super::unfold::Unfold;
use crate::srd::damage::DamageKind;
use crate::srd::effect::Until;
use crate::srd::id::FeatureId;
use crate::srd::modifier::Modifier;
use crate::srd::nature::{Aura, Nature};
use crate::world::World;
use crate::world::creature::{Creature, Side};
use crate::world::event::{Event, Spending};
use crate::world::id::CreatureId;

/// Everything that a creature feels as its turn starts, and what others feel of it.
pub(super) fn felt(now: &mut Unfold<'_>, who: CreatureId) {
    let Some(one) = now.creature(who).filter(|one| !one.dead) else { return };
    let world = now.world();
    let mut due: Vec<(CreatureId, String, Aura, CreatureId)> = Vec::new();
    for bearer in
        world.now.creatures.values().filter(|bearer| bearer.sheet().is_none() && !figure::incapacitated(bearer))
    {
        for (name, aura) in auras(world, bearer) {
            let mut add = |target: &Creature| {
                if reaches(world, bearer, target, &name, aura) {
                    due.push((bearer.id, name.clone(), aura.clone(), target.id));
                }
            };
            match aura.own_turn {
                true if bearer.id == who => world.now.creatures.values().for_each(&mut add),
                false => add(one),
                true => {}
            }
        }
    }
    for (by, name, aura, target) in due {
        if eyes::averts(now, by, &name, target) {
            continue;
        }
        if aura.reaction {
            if now.creature(by).is_none_or(|one| !turn::may_react(now.world(), one)) {
                continue;
            }
            now.happens(Event::Spent { creature: by, what: Spending::Reaction });
            now.happens(Event::Featured { creature: by, feature: FeatureId::new(&name) });
        }
        let cause = Cause::named(now.world(), by, &name, &aura.effects);
        afflict::run(now, &cause, &aura.effects, &[target]);
    }
    hurts_held(now, who);
}

/// The auras of a stat block, by the names of its traits.
fn auras<'w>(world: &'w World, bearer: &Creature) -> Vec<(String, &'w Aura)> {
    let traits = figure::block(world, bearer).into_iter().flat_map(|block| block.traits.iter().chain(&block.reactions));
    let auras = traits.flat_map(|given| {
        given.gives.iter().filter_map(|it| match it {
            Modifier::Trait(Nature::Aura(aura)) => Some((given.id.to_string(), aura)),
            _ => None,
        })
    });
    auras.collect()
}

fn reaches(world: &World, bearer: &Creature, target: &Creature, name: &str, aura: &Aura) -> bool {
    let friend = bearer.side == target.side || target.side == Side::Bystanders;
    bearer.id != target.id
        && !target.dead
        && grid::feet_between(bearer, target) <= aura.feet
        && !(friend && aura.spares_friends)
        && !maw::is_proof(target, name)
        && (!aura.seen || (sight::sees(world, bearer, target) && sight::sees(world, target, bearer)))
}

/// Barbs and burning skin hurt whom the bearer holds, or who holds it.
fn hurts_held(now: &mut Unfold<'_>, who: CreatureId) {
    let world = now.world();
    let Some(one) = world.creature(who).filter(|one| one.is_up()) else { return };
    let hurts = figure::gives(world, one).into_iter().find_map(|given| match given {
        Modifier::Trait(Nature::HurtsHeld { dice, kind }) => Some((*dice, *kind)),
        _ => None,
    });
    let Some((dice, kind)) = hurts else { return };
    let held = |holder: CreatureId, held: &Creature| {
        held.ongoing.values().any(|lasts| lasts.name == "grapple" && lasts.source == holder)
    };
    let all =
        world.now.creatures.values().filter(|other| held(who, other) || held(other.id, one)).map(|other| other.id);
    for target in all.collect::<Vec<_>>() {
        let amount = damage::roll(now, who, kind, dice, false, 0);
        damage::deal(now, Harm { target, by: Some(who), kind, amount, magical: false, critical: false });
    }
}

/// What a death does to everyone around.
pub(super) fn bursts(now: &mut Unfold<'_>, who: CreatureId) {
    let world = now.world();
    let Some(one) = world.creature(who) else { return };
    let traits = figure::block(world, one).into_iter().flat_map(|block| &block.traits);
    let found = traits.flat_map(|given| given.gives.iter().map(move |it| (given.id.to_string(), it)));
    let burst = found.into_iter().find_map(|(name, given)| match given {
        Modifier::Trait(Nature::DeathBurst { feet, effects }) => Some((name, *feet, effects.clone())),
        _ => None,
    });
    let Some((name, feet, effects)) = burst else { return };
    let near = |other: &&Creature| other.id != who && !other.dead && grid::feet_between(one, other) <= feet;
    let targets: Vec<CreatureId> = world.now.creatures.values().filter(near).map(|other| other.id).collect();
    let cause = Cause::named(world, who, &name, &effects);
    afflict::run(now, &cause, &effects, &targets);
}

/// What damage of one kind gives its bearer to bear until the end of its next turn.
pub(super) fn recoils(now: &mut Unfold<'_>, who: CreatureId, kind: DamageKind) {
    let world = now.world();
    let Some(one) = world.creature(who).filter(|one| one.is_up()) else { return };
    let found = figure::gives(world, one).into_iter().find_map(|given| match given {
        Modifier::Trait(Nature::Recoils { from, gives }) if *from == kind => Some(gives.clone()),
        _ => None,
    });
    if let Some(gives) = found {
        let expires = lasting::expires(world, Until::EndOfTargetTurn, who, who);
        let mut ongoing = lasting::new(now, "recoil", who, expires);
        ongoing.gives = gives;
        lasting::begin(now, who, ongoing);
    }
}

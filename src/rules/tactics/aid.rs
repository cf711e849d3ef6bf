//! What helps oneself and one's friends: getting one's breath back, getting the fallen up, going on when others stop.

use super::legal;
use crate::rules::cast;
use crate::rules::caster;
use crate::rules::command::Verb;
use crate::rules::figure;
use crate::rules::grid;
use crate::srd::effect::{Effect, Grant};
use crate::srd::spell::{Targets, Time};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::question::How;

/// Healing for oneself when it is needed, and for friends who lie dying.
pub(super) fn helps(world: &World, one: &Creature) -> Option<Verb> {
    recovers(world, one).or_else(|| raises(world, one))
}

/// A feature that gives back hit points, at half of them or fewer.
fn recovers(world: &World, one: &Creature) -> Option<Verb> {
    let sheet = one.sheet().filter(|_| one.hp * 2 <= one.hp_max)?;
    figure::features(world, sheet).find_map(|(feature, _)| {
        let acts = feature.acts.as_ref().filter(|acts| acts.targets == Targets::Oneself && !acts.at_rest)?;
        let heals = acts.effects.iter().any(|effect| matches!(effect, Effect::Heal { .. }));
        let verb =
            Verb::Use { feature: feature.id.clone(), targets: Vec::new(), level: 0, at: None, how: How::default() };
        if heals { legal(world, one.id, verb) } else { None }
    })
}

/// A healing spell on a friend who lies at 0 hit points, from the smallest slot.
fn raises(world: &World, one: &Creature) -> Option<Verb> {
    let fallen = |other: &&Creature| other.side == one.side && other.dying.is_some() && !other.dead;
    let mut down = world.now.creatures.values().filter(fallen).peekable();
    down.peek()?;
    let heals = |effects: &[Effect]| effects.iter().any(|effect| matches!(effect, Effect::Heal { .. }));
    let spells = caster::spells(world, one);
    let mut spells = spells.into_iter().filter(|spell| heals(&spell.effects)).collect::<Vec<_>>();
    // What costs only a bonus action comes first.
    spells.sort_by_key(|spell| (spell.time != Time::BonusAction, spell.level));
    down.find_map(|friend| {
        spells.iter().find_map(|spell| {
            let level = (spell.level..=9).find(|level| caster::slots_left(world, one, *level) > 0)?;
            let (targets, how) = (vec![friend.id], How::default());
            let near = grid::feet_between(one, friend) <= 120;
            let able = near && cast::allowed(world, one.id, &spell.id, level, &targets, None, &how).is_ok();
            able.then(|| Verb::Cast { spell: spell.id.clone(), level, targets, at: None, how })
        })
    })
}

/// One more action, once the first is spent and somebody is left to strike.
pub(super) fn presses_on(world: &World, one: &Creature) -> Option<Verb> {
    let sheet = one.sheet()?;
    let beside = super::foes(world, one).any(|foe| grid::feet_between(one, foe) <= grid::SQUARE_FEET);
    if !beside || super::can_fight(world) {
        return None;
    }
    figure::features(world, sheet).find_map(|(feature, _)| {
        let acts = feature.acts.as_ref().filter(|acts| acts.free)?;
        let surges = acts.effects.iter().any(|effect| matches!(effect, Effect::Act { grant: Grant::Action }));
        let verb =
            Verb::Use { feature: feature.id.clone(), targets: Vec::new(), level: 0, at: None, how: How::default() };
        if surges { legal(world, one.id, verb) } else { None }
    })
}

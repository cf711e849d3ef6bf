//! Which legendary action is worth its price at the end of somebody's turn.

use super::wit::{self, Wit};
use super::{foes, power};
use crate::rules::aim::{self, Aim};
use crate::rules::arms;
use crate::rules::attack;
use crate::rules::field::Reach;
use crate::rules::figure;
use crate::rules::grid;
use crate::rules::legend::{self, Taken};
use crate::rules::stat_action;
use crate::srd::id::ActionId;
use crate::srd::monster::{Action, Does};
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Weapon;
use crate::world::id::CreatureId;

/// The best option that can be paid for, if any does something.
pub(in crate::rules) fn choose(world: &World, one: &Creature, left: u8) -> Option<(Action, Taken)> {
    let options = legend::of(world, one)?.options.iter().filter(|option| option.cost <= left);
    let able = options.filter(|option| arms::can_now(world, one, option));
    let found = able.filter_map(|option| valued(world, one, option).map(|(score, taken)| (score, option, taken)));
    // What costs more must bring more.
    let best = found.max_by_key(|(score, option, _)| (score / i32::from(option.cost.max(1)), *score));
    best.map(|(_, option, taken)| (option.clone(), taken))
}

fn valued(world: &World, one: &Creature, option: &Action) -> Option<(i32, Taken)> {
    match &option.does {
        Does::Use(ids) => ids.iter().filter_map(|id| used(world, one, id)).max_by_key(|(score, _)| *score),
        Does::Effects { .. } => effects(world, one, option),
        Does::Walk(quarters) => walk(world, one, *quarters).map(|path| (1, Taken::Walk(path))),
        Does::Stride(quarters) => walk(world, one, *quarters).map(|path| (1, Taken::Stride(path))),
        Does::Cantrip => power::casting(world, one, 0..=0).map(|(score, cast)| (score, Taken::Cast(Box::new(cast)))),
        Does::Spell => power::casting(world, one, 1..=9).map(|(score, cast)| (score, Taken::Cast(Box::new(cast)))),
        Does::Attack(_) | Does::Multiattack(_) => None,
    }
}

fn used(world: &World, one: &Creature, id: &ActionId) -> Option<(i32, Taken)> {
    let action = arms::action(world, one, id)?;
    if matches!(action.does, Does::Effects { .. }) {
        return effects(world, one, action).filter(|_| !stat_action::spent(one, action));
    }
    let weapon = Weapon::Action(id.clone());
    let arm = arms::arm(world, one, &weapon)?;
    let fit = |foe: &&Creature| {
        attack::within(world, one, foe, &arm).is_ok() && attack::target_of(world, one, foe.id).is_ok()
    };
    let target = foes(world, one).filter(fit).min_by_key(|foe| (foe.hp, foe.id))?;
    Some((attack::worth(&arm), Taken::Strike(id.clone(), target.id)))
}

/// Effects on the best aim that there is; what helps only oneself is worth it when it is needed.
fn effects(world: &World, one: &Creature, action: &Action) -> Option<(i32, Taken)> {
    let Does::Effects { targets, range_feet, only, effects } = &action.does else { return None };
    let shape = Aim { only: only.as_ref(), ..stat_action::aimed(targets, *range_feet, effects) };
    let harm = power::harm(effects);
    let wit = wit::of(world, one);
    let mut best: Option<(i32, Vec<CreatureId>)> = None;
    for (aims, at) in aim::choices(world, one, shape) {
        let Ok(touched) = aim::check(world, one, shape, &aims, at) else { continue };
        let score = power::value(world, one, &touched, wit) * harm * 2;
        let heals = power::heals(effects) && one.hp * 2 < one.hp_max && touched == [one.id];
        let score = if heals { 60 } else { score };
        if score > 0 && best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, touched));
        }
    }
    best.map(|(score, touched)| (score, Taken::Effects(action.id.clone(), touched)))
}

/// Nearer to somebody, while nobody is in reach.
fn walk(world: &World, one: &Creature, quarters: u8) -> Option<Vec<Tile>> {
    let near = |tile| foes(world, one).map(|foe| grid::feet_between_at(one, tile, foe)).min().unwrap_or(u16::MAX);
    if near(one.at) <= grid::SQUARE_FEET {
        return None;
    }
    let reach = Reach::of(world, one, figure::speed_feet(world, one) / 4 * u16::from(quarters));
    let (tile, _) = reach.tiles().min_by_key(|(tile, feet)| (near(*tile), *feet))?;
    (near(tile) < near(one.at)).then(|| reach.path(tile))
}

/// Where it goes after what it has just done: away from everyone at a third of its hit points, else nearer.
pub(in crate::rules) fn strides(world: &World, one: &Creature, quarters: u8) -> Option<Vec<Tile>> {
    if one.hp * 3 > one.hp_max || wit::of(world, one) == Wit::Mindless {
        return walk(world, one, quarters);
    }
    let near = |tile| foes(world, one).map(|foe| grid::feet_between_at(one, tile, foe)).min().unwrap_or(u16::MAX);
    let reach = Reach::of(world, one, figure::speed_feet(world, one) / 4 * u16::from(quarters));
    let (tile, _) = reach.tiles().max_by_key(|(tile, feet)| (near(*tile), std::cmp::Reverse(*feet)))?;
    (near(tile) > near(one.at)).then(|| reach.path(tile))
}

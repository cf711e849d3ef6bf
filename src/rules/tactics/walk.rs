//! Where to go: into reach of someone, away from what one fears, nearer when all are far.

use std::collections::BTreeMap;

use super::{blow, can_fight, foes, legal};
use crate::rules::attack;
use crate::rules::command::{Cost, Verb};
use crate::rules::grid;
use crate::rules::movement;
use crate::srd::effect::Grant;
use crate::srd::modifier::Modifier;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;

/// The turned and those who may only run do so.
pub(super) fn flees(world: &World, one: &Creature) -> Option<Verb> {
    let source = one.ongoing.values().find(|lasts| lasts.gives.contains(&Modifier::Turned))?.source;
    let from = world.creature(source)?;
    let dash = legal(world, one.id, Verb::Act { action: Grant::Dash, cost: Cost::Action });
    let paths = movement::reachable(world, one.id);
    let far = |tile: &Tile| grid::feet_between_at(one, *tile, from);
    let best = paths
        .into_iter()
        .filter(|(tile, _)| far(tile) > far(&one.at))
        .max_by_key(|(tile, path)| (far(tile), std::cmp::Reverse(path.len())));
    dash.or_else(|| best.and_then(|(_, path)| legal(world, one.id, Verb::Go(path)))).or(Some(Verb::EndTurn))
}

/// Walks to where it can attack unhampered with the best that it has, the shortest way.
pub(super) fn closes_in(world: &World, one: &Creature) -> Option<Verb> {
    if !can_fight(world) || movement::left_feet(world, one) == 0 {
        return None;
    }
    let arms = blow::armed(world, one);
    let foes: Vec<&Creature> = foes(world, one).collect();
    let paths: BTreeMap<Tile, Vec<Tile>> = movement::reachable(world, one.id);
    let mut ghost = one.clone();
    let mut best: Option<(i32, Vec<Tile>)> = None;
    for (tile, path) in paths {
        let crowded = foes.iter().any(|foe| grid::feet_between_at(one, tile, foe) <= 5);
        ghost.at = tile;
        for (_, arm) in &arms {
            let score = attack::worth(arm) * 8 - i32::try_from(path.len()).unwrap_or(i32::MAX);
            if best.as_ref().is_some_and(|(most, _)| score <= *most) {
                continue;
            }
            let free = |foe: &&Creature| {
                let far = grid::feet_between_at(one, tile, foe);
                let reached = arm.reach_feet.is_some_and(|reach| far <= reach);
                let near = arm.range_feet.is_some_and(|(normal, _)| far <= normal);
                (reached || (near && !crowded)) && attack::within(world, &ghost, foe, arm).is_ok()
            };
            if foes.iter().any(free) {
                best = Some((score, path.clone()));
            }
        }
    }
    best.and_then(|(_, path)| legal(world, one.id, Verb::Go(path)))
}

/// A dash for free, where something allows it and nobody is near.
pub(super) fn sprints(world: &World, one: &Creature) -> Option<Verb> {
    let dash = Verb::Act { action: Grant::Dash, cost: Cost::Bonus };
    legal(world, one.id, dash).filter(|_| can_fight(world) && far(world, one))
}

/// True when no foe is near enough to be struck.
pub(super) fn far(world: &World, one: &Creature) -> bool {
    foes(world, one).next().is_some() && !foes(world, one).any(|foe| grid::feet_between(one, foe) <= 10)
}

/// As near to a foe as the movement that is left carries.
pub(super) fn nearer(world: &World, one: &Creature) -> Option<Verb> {
    if movement::left_feet(world, one) == 0 {
        return None;
    }
    let wide = movement::reach(world, one, 300);
    let target =
        |tile: &Tile| foes(world, one).map(|foe| grid::feet_between_at(one, *tile, foe)).min().unwrap_or(u16::MAX);
    let goal = wide.iter().min_by_key(|(tile, path)| (target(tile), path.len()))?;
    if target(goal.0) >= target(&one.at) {
        return None;
    }
    let mut path = goal.1.clone();
    while !path.is_empty() {
        if let Some(verb) = legal(world, one.id, Verb::Go(path.clone())) {
            return Some(verb);
        }
        path.pop();
    }
    None
}

//! Where to go: into reach of someone, away from what one fears, nearer when all are far.

use super::{can_fight, foes, legal};
use crate::rules::arms::Arm;
use crate::rules::attack;
use crate::rules::command::{Cost, Verb};
use crate::rules::field::Reach;
use crate::rules::grid;
use crate::rules::movement;
use crate::srd::effect::Grant;
use crate::srd::modifier::Modifier;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Weapon;

/// The turned and those who may only run do so.
pub(super) fn flees(world: &World, one: &Creature) -> Option<Verb> {
    let source = one.ongoing.values().find(|lasts| lasts.gives.contains(&Modifier::Turned))?.source;
    let from = world.creature(source)?;
    let dash = legal(world, one.id, Verb::Act { action: Grant::Dash, cost: Cost::Action });
    if dash.is_some() {
        return dash;
    }
    let reach = movement::reachable(world, one);
    let far = |tile: Tile| grid::feet_between_at(one, tile, from);
    let farther = reach.tiles().filter(|(tile, _)| far(*tile) > far(one.at));
    let best = farther.max_by_key(|(tile, feet)| (far(*tile), std::cmp::Reverse(*feet)));
    best.and_then(|(tile, _)| legal(world, one.id, Verb::Go(reach.path(tile)))).or(Some(Verb::EndTurn))
}

/// Walks to where it can attack unhampered with the best that it has, the shortest way.
pub(super) fn closes_in(world: &World, one: &Creature, arms: &[(Weapon, Arm<'_>)]) -> Option<Verb> {
    if !can_fight(world) || movement::left_feet(world, one) == 0 {
        return None;
    }
    let foes: Vec<&Creature> = foes(world, one).collect();
    let reach = movement::reachable(world, one);
    let arms: Vec<(i32, &Arm<'_>)> = arms.iter().map(|(_, arm)| (attack::worth(arm) * 8, arm)).collect();
    let mut ghost = one.clone();
    let mut best: Option<(i32, Tile)> = None;
    for (tile, feet) in reach.tiles() {
        let crowded = || foes.iter().any(|foe| grid::feet_between_at(one, tile, foe) <= 5);
        ghost.at = tile;
        for (worth, arm) in &arms {
            let score = worth - i32::from(feet / grid::SQUARE_FEET);
            if best.as_ref().is_some_and(|(most, _)| score <= *most) {
                continue;
            }
            let free = |foe: &&Creature| {
                let far = grid::feet_between_at(one, tile, foe);
                let reached = arm.reach_feet.is_some_and(|reach| far <= reach);
                let near = arm.range_feet.is_some_and(|(normal, _)| far <= normal);
                (reached || (near && !crowded())) && attack::within(world, &ghost, foe, arm).is_ok()
            };
            if foes.iter().any(free) {
                best = Some((score, tile));
            }
        }
    }
    best.and_then(|(_, tile)| legal(world, one.id, Verb::Go(reach.path(tile))))
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
    // Whoever stands beside a foe is as near as can be: the ground is not looked at.
    let foes: Vec<&Creature> = foes(world, one).collect();
    let beside = foes.iter().any(|foe| grid::feet_between(one, foe) <= grid::SQUARE_FEET);
    if beside || movement::left_feet(world, one) == 0 {
        return None;
    }
    let wide = Reach::of(world, one, 300);
    let target = |tile: Tile| foes.iter().map(|foe| grid::feet_between_at(one, tile, foe)).min();
    let target = |tile: Tile| target(tile).unwrap_or(u16::MAX);
    let (goal, _) = wide.tiles().min_by_key(|(tile, feet)| (target(*tile), *feet))?;
    if target(goal) >= target(one.at) {
        return None;
    }
    let mut path = wide.path(goal);
    while !path.is_empty() {
        if let Some(verb) = legal(world, one.id, Verb::Go(path.clone())) {
            return Some(verb);
        }
        path.pop();
    }
    None
}

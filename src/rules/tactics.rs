//! What creatures do that nobody plays: legal and not stupid. Absent heroes only guard themselves.

use std::collections::BTreeMap;

use super::arms;
use super::attack;
use super::command::{Consent, Cost, Verb};
use super::figure;
use super::grid;
use super::movement;
use super::posture;
use super::reaction;
use super::sight;
use super::stat_action;
use crate::srd::effect::{Effect, Grant};
use crate::srd::monster::Does;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::{Creature, Side};
use crate::world::event::Weapon;
use crate::world::id::CreatureId;
use crate::world::question::Asks;

/// What happens next by itself: who does what. None when a present player must choose, or nobody fights.
pub(super) fn next(world: &World) -> Option<(CreatureId, Verb)> {
    if let Some(question) = world.now.questions.last() {
        if reaction::is_played(world, question.of) {
            return None;
        }
        // An absent player's hero strikes and shields: these cost him nothing that he would miss.
        let yes = match question.asks {
            Asks::OpportunityAttack(_) | Asks::Reaction(_) | Asks::Protect(_) | Asks::Readied | Asks::Rebuke(..) => {
                Consent::Yes
            }
        };
        return Some((question.of, Verb::Answer { yes }));
    }
    let who = world.now.encounter.as_ref()?.current()?;
    if reaction::is_played(world, who) {
        return None;
    }
    let one = world.creature(who)?;
    let verb = if one.sheet().is_none() || one.side == Side::Foes { foe(world, one) } else { guard(world, one) };
    Some((who, verb.unwrap_or(Verb::EndTurn)))
}

/// An absent hero stands up, dodges and waits.
fn guard(world: &World, one: &Creature) -> Option<Verb> {
    let stands = || legal(world, one.id, Verb::Stand);
    stands().or_else(|| legal(world, one.id, Verb::Act { action: Grant::Dodge, cost: Cost::Action }))
}

/// The verb if it is legal now.
fn legal(world: &World, who: CreatureId, verb: Verb) -> Option<Verb> {
    let allowed = match &verb {
        Verb::Act { action, cost } => super::act::allowed(world, who, *action, *cost).is_ok(),
        Verb::Attack { target, weapon } => attack::allowed(world, who, *target, weapon).is_ok(),
        Verb::Go(path) => movement::allowed(world, who, path).is_ok(),
        Verb::MonsterAction { action, targets, at } => stat_action::allowed(world, who, action, targets, *at).is_ok(),
        Verb::Stand => posture::may_stand(world, who).is_ok(),
        _ => false,
    };
    allowed.then_some(verb)
}

/// A monster's next step: get up, use what is strongest on whoever is best to attack, walk there if need be.
fn foe(world: &World, one: &Creature) -> Option<Verb> {
    let who = one.id;
    if let Some(verb) = legal(world, who, Verb::Stand) {
        return Some(verb);
    }
    if let Some(verb) = flees(world, one) {
        return Some(verb);
    }
    if let Some(verb) = special(world, one).or_else(|| spell(world, one)).or_else(|| opens(world, one)) {
        return Some(verb);
    }
    let here = blow(world, one);
    // A blow that is hampered by range or by a foe at one's side can wait for a better place.
    match here {
        Some((verb, false)) => Some(verb),
        hampered => closes_in(world, one)
            .or_else(|| sprints(world, one))
            .or(hampered.map(|(verb, _)| verb))
            .or_else(|| nearer(world, one))
            .or_else(|| {
                legal(world, who, Verb::Act { action: Grant::Dash, cost: Cost::Action }).filter(|_| far(world, one))
            })
            .or_else(|| last_resort(world, one)),
    }
}

/// The turned and those who may only run do so.
fn flees(world: &World, one: &Creature) -> Option<Verb> {
    use crate::srd::modifier::Modifier;
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

/// Breath, webs and the like, on as many foes and as few friends as can be.
fn special(world: &World, one: &Creature) -> Option<Verb> {
    let mut all = Vec::new();
    stat_action::offers(world, one.id, &mut all);
    let scored = all.into_iter().filter_map(|verb| {
        let Verb::MonsterAction { action, targets, at } = &verb else { return None };
        if matches!(arms::action(world, one, action)?.does, Does::Multiattack(_)) {
            return None;
        }
        let touched = stat_action::allowed(world, one.id, action, targets, *at).ok()?;
        let score = touched.iter().filter_map(|id| world.creature(*id)).map(|other| value(one, other)).sum::<i32>();
        Some((score, verb))
    });
    scored.filter(|(score, _)| *score > 0).max_by_key(|(score, _)| *score).map(|(_, verb)| verb)
}

/// Foes count for, friends against.
fn value(one: &Creature, other: &Creature) -> i32 {
    if !other.is_up() {
        0
    } else if other.side == one.side {
        -2
    } else {
        2
    }
}

/// A harmful spell at those it hurts most.
fn spell(world: &World, one: &Creature) -> Option<Verb> {
    figure::block(world, one)?.casts.as_ref()?;
    let mut all = Vec::new();
    super::cast::offers(world, one.id, &mut all);
    let scored = all.into_iter().filter_map(|verb| {
        let Verb::Cast { spell, level, targets, at, how } = &verb else { return None };
        let record = world.book.spells.get(spell)?;
        let harms = record.effects.iter().any(|effect| {
            matches!(
                effect,
                Effect::Attack { .. } | Effect::Save { .. } | Effect::Damage { .. } | Effect::HpPool { .. }
            )
        });
        let touched = super::cast::allowed(world, one.id, spell, *level, targets, *at, how).ok()?;
        let sum: i32 = touched.iter().filter_map(|id| world.creature(*id)).map(|other| value(one, other)).sum();
        // The smallest slot does as well as a greater one for creatures that live for one fight.
        let score = sum * 10 - i32::from(*level) + i32::from(record.level) * 3;
        (harms && sum > 0).then_some((score, verb))
    });
    scored.max_by_key(|(score, _)| *score).map(|(_, verb)| verb)
}

/// Several attacks with one action, once somebody is in reach of one of them.
fn opens(world: &World, one: &Creature) -> Option<Verb> {
    let multi = figure::block(world, one)?.actions.iter().find(|action| matches!(action.does, Does::Multiattack(_)))?;
    let Does::Multiattack(rows) = &multi.does else { return None };
    let reaches = rows.iter().flatten().any(|(id, _)| {
        let weapon = Weapon::Action(id.clone());
        let arm = arms::arm(world, one, &weapon);
        foes(world, one).any(|foe| arm.as_ref().is_some_and(|arm| attack::within(world, one, foe, arm).is_ok()))
    });
    let verb = Verb::MonsterAction { action: multi.id.clone(), targets: Vec::new(), at: None };
    if reaches { legal(world, one.id, verb) } else { None }
}

/// The best attack on the best target in reach or range, and whether something hampers it.
fn blow(world: &World, one: &Creature) -> Option<(Verb, bool)> {
    let weapons = arms::choices(world, one);
    let mut best: Option<(i32, Verb, bool)> = None;
    for target in foes(world, one) {
        for weapon in &weapons {
            if attack::allowed(world, one.id, target.id, weapon).is_err() {
                continue;
            }
            let (score, hampered) = score(world, one, target, weapon);
            if best.as_ref().is_none_or(|(most, ..)| score > *most) {
                best = Some((score, Verb::Attack { target: target.id, weapon: weapon.clone() }, hampered));
            }
        }
    }
    best.map(|(_, verb, hampered)| (verb, hampered))
}

/// Those who are up; a charmer is left alone by the attack's own rule.
fn foes<'w>(world: &'w World, one: &Creature) -> impl Iterator<Item = &'w Creature> {
    let side = one.side;
    world
        .now
        .creatures
        .values()
        .filter(move |other| other.side != side && other.side != Side::Bystanders && other.is_up())
}

fn score(world: &World, one: &Creature, target: &Creature, weapon: &Weapon) -> (i32, bool) {
    let Some(arm) = arms::arm(world, one, weapon) else { return (0, true) };
    let far = grid::feet_between(one, target);
    let ranged = arm.reach_feet.is_none_or(|reach| far > reach);
    let crowded = ranged && foes(world, one).any(|foe| grid::feet_between(one, foe) <= 5);
    let long = ranged && arm.range_feet.is_some_and(|(normal, _)| far > normal);
    // Easier to hit, nearer to falling, and beside a friend who already fights him.
    let need = figure::ac(world, target) - arm.bonus;
    let finish = if target.hp * 4 <= attack::worth(&arm) { 20 } else { 0 };
    let beside = world.now.creatures.values().filter(|friend| friend.side == one.side && friend.id != one.id);
    let beside =
        i32::from(beside.filter(|friend| friend.is_up()).any(|friend| grid::feet_between(friend, target) <= 5));
    let hampered = crowded || long;
    let sum = attack::worth(&arm) - need * 2 + finish + beside * 4 - i32::from(hampered) * 25 - target.hp / 4;
    (sum + i32::from(sight::sees(world, one, target)) * 5, hampered)
}

/// True while there is something left to fight with this turn.
fn can_fight(world: &World) -> bool {
    let used = world.now.encounter.as_ref().map(|fight| &fight.used);
    used.is_some_and(|used| used.actions <= used.surges || used.multiattack.iter().any(|(_, left)| *left > 0))
}

/// Walks to where it can attack unhampered with the best that it has, the shortest way.
fn closes_in(world: &World, one: &Creature) -> Option<Verb> {
    if !can_fight(world) || movement::left_feet(world, one) == 0 {
        return None;
    }
    let arms: Vec<_> =
        arms::choices(world, one).into_iter().filter_map(|weapon| arms::arm(world, one, &weapon)).collect();
    let paths: BTreeMap<Tile, Vec<Tile>> = movement::reachable(world, one.id);
    let mut ghost = one.clone();
    let mut best: Option<(i32, Vec<Tile>)> = None;
    for (tile, path) in paths {
        ghost.at = tile;
        let free = |foe: &Creature, arm: &arms::Arm<'_>| {
            let far = grid::feet_between(&ghost, foe);
            let reached = arm.reach_feet.is_some_and(|reach| far <= reach);
            let near = arm.range_feet.is_some_and(|(normal, _)| far <= normal);
            let crowded = || foes(world, one).any(|foe| grid::feet_between(&ghost, foe) <= 5);
            attack::within(world, &ghost, foe, arm).is_ok() && (reached || (near && !crowded()))
        };
        let able = arms.iter().filter(|arm| foes(world, one).any(|foe| free(foe, arm)));
        let Some(worth) = able.map(attack::worth).max() else { continue };
        let score = worth * 8 - i32::try_from(path.len()).unwrap_or(i32::MAX);
        if best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, path));
        }
    }
    best.and_then(|(_, path)| legal(world, one.id, Verb::Go(path)))
}

/// A dash for free, where something allows it and nobody is near.
fn sprints(world: &World, one: &Creature) -> Option<Verb> {
    let dash = Verb::Act { action: Grant::Dash, cost: Cost::Bonus };
    legal(world, one.id, dash).filter(|_| can_fight(world) && far(world, one))
}

/// True when no foe is near enough to be struck.
fn far(world: &World, one: &Creature) -> bool {
    foes(world, one).next().is_some() && !foes(world, one).any(|foe| grid::feet_between(one, foe) <= 10)
}

/// As near to a foe as the movement that is left carries.
fn nearer(world: &World, one: &Creature) -> Option<Verb> {
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

/// With nothing better to do: shake off a hold, slip away, dodge.
fn last_resort(world: &World, one: &Creature) -> Option<Verb> {
    legal(world, one.id, Verb::Act { action: Grant::Escape, cost: Cost::Action })
        .or_else(|| legal(world, one.id, Verb::Act { action: Grant::Dodge, cost: Cost::Action }))
}

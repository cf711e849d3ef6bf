//! Attacks: with what, at whom, and whether it is worth while from here.

use super::wit::{self, Wit};
use super::{foes, legal};
use crate::rules::arms::{self, Arm};
use crate::rules::attack;
use crate::rules::command::Verb;
use crate::rules::figure;
use crate::rules::grid;
use crate::rules::sight;
use crate::srd::monster::Does;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Weapon;

/// Several attacks with one action, once somebody is in reach of one of them.
pub(super) fn opens(world: &World, one: &Creature) -> Option<Verb> {
    let multi = figure::block(world, one)?.actions.iter().find(|action| matches!(action.does, Does::Multiattack(_)))?;
    let Does::Multiattack(rows) = &multi.does else { return None };
    let verb = Verb::MonsterAction { action: multi.id.clone(), targets: Vec::new(), at: None };
    let verb = legal(world, one.id, verb)?;
    let reaches = rows.iter().flatten().any(|(id, _)| {
        let weapon = Weapon::Action(id.clone());
        let arm = arms::arm(world, one, &weapon);
        foes(world, one).any(|foe| arm.as_ref().is_some_and(|arm| attack::within(world, one, foe, arm).is_ok()))
    });
    reaches.then_some(verb)
}

/// The best attack on the best target in reach or range, and whether something hampers it.
pub(super) fn best(world: &World, one: &Creature) -> Option<(Verb, bool)> {
    let weapons = armed(world, one);
    let wit = wit::of(world, one);
    let mut best: Option<(i32, &Creature, &Weapon, bool)> = None;
    for target in foes(world, one) {
        let ac = figure::ac(world, target);
        for (weapon, arm) in &weapons {
            let far = grid::feet_between(one, target);
            let most = arm.reach_feet.unwrap_or(0).max(arm.range_feet.map_or(0, |(_, long)| long));
            if far > most {
                continue;
            }
            let (score, hampered) = score(world, one, target, arm, ac, wit);
            let better = best.as_ref().is_none_or(|(most, ..)| score > *most);
            if better && attack::allowed(world, one.id, target.id, weapon).is_ok() {
                best = Some((score, target, weapon, hampered));
            }
        }
    }
    best.map(|(_, target, weapon, hampered)| (Verb::Attack { target: target.id, weapon: weapon.clone() }, hampered))
}

/// Every way to attack with its figures.
pub(super) fn armed<'w>(world: &'w World, one: &Creature) -> Vec<(Weapon, Arm<'w>)> {
    let all = arms::choices(world, one).into_iter();
    all.filter_map(|weapon| arms::arm(world, one, &weapon).map(|arm| (weapon, arm))).collect()
}

fn score(world: &World, one: &Creature, target: &Creature, arm: &Arm<'_>, ac: i32, wit: Wit) -> (i32, bool) {
    let far = grid::feet_between(one, target);
    let ranged = arm.reach_feet.is_none_or(|reach| far > reach);
    let crowded = ranged && foes(world, one).any(|foe| grid::feet_between(one, foe) <= 5);
    let long = ranged && arm.range_feet.is_some_and(|(normal, _)| far > normal);
    let hampered = crowded || long;
    let worth = attack::worth(arm) - i32::from(hampered) * 25;
    if wit == Wit::Mindless {
        // Whatever is nearest.
        return (worth - i32::from(far) * 8, hampered);
    }
    // Easier to hit, nearer to falling, and beside a friend who already fights him.
    let need = ac - arm.bonus;
    let finish = if target.hp * 4 <= attack::worth(arm) { 20 } else { 0 };
    let friend = |friend: &&Creature| friend.side == one.side && friend.id != one.id && friend.is_up();
    let mut friends = world.now.creatures.values().filter(friend);
    let beside = i32::from(friends.any(|friend| grid::feet_between(friend, target) <= 5));
    // Only what everyone can see decides: wounds, and who holds a spell together.
    let holds = if wit == Wit::Shrewd && target.concentration.is_some() { 12 } else { 0 };
    let hurt = if wit == Wit::Instinct { (target.hp_max - target.hp) / 4 } else { -target.hp / 4 };
    let sum = worth - need * 2 + finish + beside * 4 + hurt + holds;
    (sum + i32::from(sight::sees(world, one, target)) * 5, hampered)
}

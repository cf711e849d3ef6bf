//! Attacks: with what, at whom, and whether it is worth while from here.

use super::wit::{self, Wit};
use super::{foes, legal};
use crate::rules::arms::{self, Arm};
use crate::rules::attack;
use crate::rules::command::Verb;
use crate::rules::figure;
use crate::rules::grid;
use crate::rules::sight;
use crate::rules::turn;
use crate::srd::monster::Does;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Weapon;
use crate::world::question::How;

/// Several attacks with one action, once somebody is in reach of one of them.
pub(super) fn opens(world: &World, one: &Creature) -> Option<Verb> {
    let multi = figure::block(world, one)?.actions.iter().find(|action| matches!(action.does, Does::Multiattack(_)))?;
    let Does::Multiattack(rows) = &multi.does else { return None };
    let verb = Verb::MonsterAction { action: multi.id.clone(), targets: Vec::new(), at: None, how: How::default() };
    let verb = legal(world, one.id, verb)?;
    let reaches = rows.iter().flatten().any(|(id, _)| {
        let weapon = Weapon::Action(id.clone());
        let arm = arms::arm(world, one, &weapon);
        foes(world, one).any(|foe| arm.as_ref().is_some_and(|arm| attack::within(world, one, foe, arm).is_ok()))
    });
    reaches.then_some(verb)
}

/// The best attack on the best target in reach or range, and whether something hampers it.
pub(super) fn best(world: &World, one: &Creature, weapons: &[(Weapon, Arm<'_>)]) -> Option<(Verb, bool)> {
    turn::may_fight(world, one.id).ok()?;
    let wit = wit::of(world, one);
    let mut best: Option<(i32, &Creature, &Weapon, bool)> = None;
    for target in foes(world, one) {
        let far = grid::feet_between(one, target);
        let most = |arm: &Arm<'_>| arm.reach_feet.unwrap_or(0).max(arm.range_feet.map_or(0, |(_, long)| long));
        if weapons.iter().all(|(_, arm)| far > most(arm)) || attack::target_of(world, one, target.id).is_err() {
            continue;
        }
        let prey = Prey::of(world, one, target, wit);
        for (weapon, arm) in weapons {
            if far > most(arm) {
                continue;
            }
            let (score, hampered) = score(world, one, &prey, arm, wit);
            let better = best.as_ref().is_none_or(|(most, ..)| score > *most);
            if better && attack::with(world, one, target, weapon, arm).is_ok() {
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

/// What a target looks like to an attacker, whatever he attacks with.
struct Prey<'w> {
    target: &'w Creature,
    far: u16,
    ac: i32,
    /// What speaks for it besides the weapon.
    charm: i32,
}

impl<'w> Prey<'w> {
    fn of(world: &World, one: &Creature, target: &'w Creature, wit: Wit) -> Prey<'w> {
        let far = grid::feet_between(one, target);
        if wit == Wit::Mindless {
            // Whatever is nearest.
            return Prey { target, far, ac: 0, charm: -i32::from(far) * 8 };
        }
        let friend = |friend: &&Creature| friend.side == one.side && friend.id != one.id && friend.is_up();
        let mut friends = world.now.creatures.values().filter(friend);
        let beside = i32::from(friends.any(|friend| grid::feet_between(friend, target) <= 5));
        // Only what everyone can see decides: wounds, and who holds a spell together.
        let holds = if wit == Wit::Shrewd && target.concentration.is_some() { 12 } else { 0 };
        let hurt = if wit == Wit::Instinct { (target.hp_max - target.hp) / 4 } else { -target.hp / 4 };
        let seen = i32::from(sight::sees(world, one, target)) * 5;
        Prey { target, far, ac: figure::ac(world, target), charm: beside * 4 + hurt + holds + seen }
    }
}

/// How good an attack is, and whether something hampers it.
fn score(world: &World, one: &Creature, prey: &Prey<'_>, arm: &Arm<'_>, wit: Wit) -> (i32, bool) {
    let ranged = arm.reach_feet.is_none_or(|reach| prey.far > reach);
    let crowded = ranged && foes(world, one).any(|foe| grid::feet_between(one, foe) <= 5);
    let long = ranged && arm.range_feet.is_some_and(|(normal, _)| prey.far > normal);
    let hampered = crowded || long;
    let worth = attack::worth(arm) - i32::from(hampered) * 25 + prey.charm;
    if wit == Wit::Mindless {
        return (worth, hampered);
    }
    // Easier to hit and nearer to falling.
    let finish = if prey.target.hp * 4 <= attack::worth(arm) { 20 } else { 0 };
    (worth - (prey.ac - arm.bonus) * 2 + finish, hampered)
}

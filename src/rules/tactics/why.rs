//! Why it was chosen: the one thing that spoke most for it, where there was a choice; once a turn at the most.

use smol_str::SmolStr;

use super::wit::{self, Wit};
use super::{foes, power};
use crate::rules::arms::{self, Arm};
use crate::rules::attack;
use crate::rules::cast;
use crate::rules::command::Verb;
use crate::rules::figure;
use crate::rules::grid;
use crate::rules::stat_action;
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::id::CreatureId;
use crate::world::why::Why;

/// So many foes are worth a word.
const SEVERAL: usize = 2;

/// Why somebody who is about to do this does it; none where nothing else could have been done as well.
pub(in crate::rules) fn of(world: &World, who: CreatureId, verb: &Verb) -> Option<Why> {
    let fight = world.now.encounter.as_ref().filter(|fight| fight.current() == Some(who) && !fight.used.reasoned)?;
    let one = world.creature(who)?;
    match verb {
        Verb::Attack { target, weapon } => {
            let arm = arms::arm(world, one, weapon)?;
            preferred(world, one, world.creature(*target)?, &arm)
        }
        Verb::MonsterAction { action, targets, at, .. } => {
            let touched = stat_action::allowed(world, who, action, targets, *at).ok()?;
            several(world, one, action.as_str(), &touched)
        }
        Verb::Cast { spell, level, targets, at, how } => {
            let touched = cast::allowed(world, who, spell, *level, targets, *at, how).ok()?;
            let heals = world.book.spells.get(spell).is_some_and(|spell| power::heals(&spell.effects));
            let dying =
                |id: &&CreatureId| world.creature(**id).is_some_and(|it| it.side == one.side && it.dying.is_some());
            let rescued = touched.iter().find(dying).filter(|_| heals);
            rescued.map(|id| Why::Rescues(*id)).or_else(|| several(world, one, spell.as_str(), &touched))
        }
        Verb::Go(_) | Verb::Act { .. } if fight.used.actions == 0 => {
            let from = one.ongoing.values().find(|lasts| lasts.gives.contains(&Modifier::Turned))?.source;
            Some(Why::Flees(from))
        }
        _ => None,
    }
}

/// So many foes at once.
fn several(world: &World, one: &Creature, with: &str, touched: &[CreatureId]) -> Option<Why> {
    let foe = |id: &&CreatureId| world.creature(**id).is_some_and(|it| it.side != one.side && it.is_up());
    let count = touched.iter().filter(foe).count();
    let foes = u8::try_from(count).unwrap_or(u8::MAX);
    (count >= SEVERAL).then(|| Why::Several { with: SmolStr::new(with), foes })
}

/// What speaks for one target, by the weight that it has when a target is chosen.
fn points(world: &World, one: &Creature, target: &Creature, arm: &Arm<'_>, wit: Wit) -> [(i32, Why); 6] {
    let id = target.id;
    let when = |holds: bool, points: i32| if holds { points } else { 0 };
    let friend = |other: &&Creature| other.side == one.side && other.id != one.id && other.is_up();
    let beside = || world.now.creatures.values().filter(friend).any(|it| grid::feet_between(it, target) <= 5);
    if wit == Wit::Mindless {
        let near = -i32::from(grid::feet_between(one, target));
        let none = || (0, Why::Nearest(id));
        return [(near, Why::Nearest(id)), none(), none(), none(), none(), none()];
    }
    let instinct = wit == Wit::Instinct;
    [
        (when(target.hp * 4 <= attack::worth(arm), 20), Why::Falling(id)),
        (when(wit == Wit::Shrewd && target.concentration.is_some(), 12), Why::Holding(id)),
        (when(instinct, (target.hp_max - target.hp) / 4), Why::Wounded(id)),
        (when(!instinct, -target.hp / 4), Why::Weakest(id)),
        (when(beside(), 4), Why::Beside(id)),
        (-figure::ac(world, target) * 2, Why::Open(id)),
    ]
}

/// What speaks most for this target against every other one that could be struck the same way.
fn preferred(world: &World, one: &Creature, target: &Creature, arm: &Arm<'_>) -> Option<Why> {
    let wit = wit::of(world, one);
    let fits = |other: &&Creature| {
        other.id != target.id
            && attack::target_of(world, one, other.id).is_ok()
            && attack::within(world, one, other, arm).is_ok()
    };
    let others: Vec<_> = foes(world, one).filter(fits).map(|other| points(world, one, other, arm, wit)).collect();
    if others.is_empty() {
        return None;
    }
    let own = points(world, one, target, arm, wit);
    let ahead = own.into_iter().enumerate().map(|(at, (points, why))| {
        let best = others.iter().map(|other| other[at].0).max().unwrap_or(points);
        (points - best, why)
    });
    // Of equal reasons the first one is given.
    let best = ahead.rev().max_by_key(|(ahead, _)| *ahead)?;
    (best.0 > 0).then_some(best.1)
}

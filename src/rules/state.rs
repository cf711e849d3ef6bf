//! The states that changes hang on, and what half training is worth (SRD: Classes).

use super::caster;
use super::figure;
use super::grid;
use super::heads;
use super::sight;
use super::ward;
use super::wear;
use crate::srd::ability::Ability;
use crate::srd::condition::Condition;
use crate::srd::id::ItemId;
use crate::srd::instinct::Terrain;
use crate::srd::item::ArmourWeight;
use crate::srd::knack::{Knack, State};
use crate::srd::modifier::Modifier;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::id::CreatureId;

/// Adds what counts now, what hangs on a state that holds included.
pub(super) fn count<'w>(world: &World, one: &Creature, gives: &'w [Modifier], into: &mut Vec<&'w Modifier>) {
    for given in gives {
        match given {
            Modifier::If { when, gives } => {
                if when.iter().all(|state| holds(world, one, state)) {
                    count(world, one, gives, into);
                }
            }
            given => into.push(given),
        }
    }
}

/// Whether a creature is so.
pub(super) fn holds(world: &World, one: &Creature, state: &State) -> bool {
    let used = || world.now.encounter.as_ref().filter(|fight| fight.current() == Some(one.id)).map(|fight| &fight.used);
    match state {
        State::Bears(name) => one.bears(name),
        State::Lacks(name) => !one.bears(name),
        State::Unarmoured => one.pack.worn.is_none(),
        State::Shieldless => one.pack.shield.is_none(),
        State::NotHeavy => {
            let worn = one.pack.worn.as_ref().and_then(|id| figure::armour(world, id));
            worn.is_none_or(|armour| armour.weight != ArmourWeight::Heavy)
        }
        State::Alert => !one.has(Condition::Blinded) && !one.has(Condition::Deafened) && !figure::incapacitated(one),
        State::Able => !figure::incapacitated(one),
        State::BeforeAttacks => used().is_some_and(|used| used.struck == 0),
        State::InShadow => !sight::brightly_lit(world, one.at),
        State::InSunlight => sight::sunlit(world, one),
        State::InBrightLight => sight::brightly_lit(world, one.at),
        State::InWater => grid::squares(one).any(|square| world.ground(square).water),
        State::InWall => grid::squares(one).any(|square| world.ground(square).wall),
        State::OnGround(terrain) => grid::squares(one).any(|square| world.ground(square).terrain == *terrain),
        State::SeveralHeads => heads::left(world, one) > 1,
        State::Held => one.has(Condition::Grappled) || one.has(Condition::Restrained),
        State::Beside(terrain) => beside(world, one.at, *terrain),
        State::RanUp(feet) => used().is_some_and(|used| used.run.feet >= *feet),
        State::Unless(states) => !states.iter().any(|state| holds(world, one, state)),
        State::Level(class, least) => {
            let levels = one.sheet().map_or(&[][..], |sheet| &sheet.classes);
            levels.iter().any(|(its, level)| its == class && level >= least)
        }
        State::EmptyHanded => one.pack.main_hand.is_none() && one.pack.off_hand.is_none() && !ward::arm_taken(one),
        State::FreeHand => one.pack.main_hand.is_none() || (one.pack.off_hand.is_none() && !ward::arm_taken(one)),
        State::Hunts(name) => hunted(world, one.id, name).next().is_some(),
        State::Wears(of) => one.pack.adorned.iter().any(|item| is_of(world, item, of)),
        State::Attuned(of) => one.pack.attuned.iter().any(|item| is_of(world, item, of)),
        State::SlotSpent(level) => {
            one.slots_spent.get(usize::from(level.saturating_sub(1))).is_some_and(|spent| *spent > 0)
        }
        State::Slots(level, least) => {
            caster::slots(world, one).get(usize::from(level.saturating_sub(1))).is_some_and(|slots| slots >= least)
        }
        State::Owns(cp) => one.pack.purse_cp >= *cp,
        State::AfterAttacks => used().is_some_and(|used| used.attack_action),
    }
}

/// Those alive who bear something of this name from somebody.
pub(super) fn hunted<'w>(world: &'w World, by: CreatureId, name: &str) -> impl Iterator<Item = &'w Creature> {
    let bears = move |one: &&Creature| one.ongoing.values().any(|lasts| lasts.source == by && lasts.name == *name);
    world.now.creatures.values().filter(|one| !one.dead).filter(bears)
}

fn is_of(world: &World, item: &ItemId, of: &ItemId) -> bool {
    wear::magic(world, item).is_some_and(|magic| magic.of == *of)
}

/// True when ground of this sort lies within 5 feet of a square.
pub(super) fn beside(world: &World, at: Tile, terrain: Terrain) -> bool {
    let near = (-1..=1).flat_map(|y| (-1..=1).map(move |x| (x, y)));
    let mut near = near.map(|(x, y)| Tile { x: at.x.saturating_add(x), y: at.y.saturating_add(y) });
    near.any(|tile| world.ground(tile).terrain == terrain)
}

/// True for those who are gone from where they stand.
pub(super) fn is_elsewhere(one: &Creature) -> bool {
    one.ongoing.values().any(|lasts| lasts.gives.contains(&Modifier::Knack(Knack::Elsewhere)))
}

/// What someone adds to a check that he is not trained for.
pub(super) fn half_trained(world: &World, one: &Creature, ability: Ability) -> i32 {
    if one.sheet().is_none() {
        return 0;
    }
    let proficiency = figure::proficiency(world, one);
    let halves = figure::knacks(world, one).filter_map(|knack| match knack {
        Knack::HalfProficiency { of, up } if of.contains(&ability) => Some((proficiency + if *up { 1 } else { 0 }) / 2),
        _ => None,
    });
    halves.max().unwrap_or(0)
}

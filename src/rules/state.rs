//! The states that changes hang on, and what half training is worth (SRD: Classes).

use super::figure;
use super::sight;
use crate::srd::ability::Ability;
use crate::srd::condition::Condition;
use crate::srd::item::ArmourWeight;
use crate::srd::knack::{Knack, State};
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::Creature;

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
        State::Level(class, least) => {
            let levels = one.sheet().map_or(&[][..], |sheet| &sheet.classes);
            levels.iter().any(|(its, level)| its == class && level >= least)
        }
        State::EmptyHanded => one.pack.main_hand.is_none() && one.pack.off_hand.is_none() && one.pack.shield.is_none(),
        State::FreeHand => one.pack.main_hand.is_none() || (one.pack.off_hand.is_none() && one.pack.shield.is_none()),
        State::AfterAttacks => used().is_some_and(|used| used.attack_action),
    }
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

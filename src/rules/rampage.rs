//! Heroes whom a cursed axe drives mad: whom they must strike, and when they calm down (SRD: Magic Items, Berserker Axe).
//!
//! Ruling 70: nobody chooses for a berserker in his turns. He strikes at the nearest creature that he perceives within 60
//! feet, friend or foe, and calms down when there is none or the fight is over.

use super::attack;
use super::d20::{self, Save};
use super::damage::Harm;
use super::field::Reach;
use super::grid;
use super::instinct::BERSERK;
use super::lasting;
use super::movement;
use super::posture;
use super::sieve;
use super::sight;
use super::unfold::Unfold;
use super::wear;
use crate::srd::ability::Ability;
use crate::srd::charm::Charm;
use crate::srd::id::ItemId;
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::{Creature, Side};
use crate::world::event::Weapon;
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;

use super::command::Verb;

/// So far a berserker looks for somebody, feet.
const PREY_FEET: u16 = 60;

/// The axe that its bearer has attuned to, and what he must save against.
fn axe<'w>(world: &'w World, one: &'w Creature) -> Option<(&'w ItemId, u8)> {
    one.pack.attuned.iter().find_map(|item| {
        let gives = &wear::magic(world, item)?.gives;
        let dc =
            gives.iter().find_map(|it| if let Modifier::Charm(Charm::Berserk(dc)) = it { Some(*dc) } else { None });
        Some((item, dc?))
    })
}

/// Whoever bears the axe and is hurt by a foe may go berserk.
pub(super) fn angers(now: &mut Unfold<'_>, harm: Harm) {
    let world = now.world();
    let Some((one, by)) = world.creature(harm.target).zip(harm.by.and_then(|by| world.creature(by))) else { return };
    let Some((_, dc)) = axe(world, one).filter(|_| one.is_up() && one.side != by.side && !one.bears(BERSERK)) else {
        return;
    };
    if world.now.encounter.is_none() {
        return;
    }
    let who = harm.target;
    let save = Save { magic: true, ..Save::plain(who, Ability::Wis, i32::from(dc)) };
    if !d20::save(now, &save) {
        // What is counted in turns is over with the fight.
        let rage = lasting::new(now, BERSERK, who, Expires::TurnEnd(who, u16::MAX));
        lasting::begin(now, who, rage);
    }
}

/// A berserker whose turn starts with nobody around calms down.
pub(super) fn calms(now: &mut Unfold<'_>, who: CreatureId) {
    let world = now.world();
    let alone = |one: &Creature| one.sheet().is_some() && one.bears(BERSERK) && prey(world, one).is_none();
    if world.creature(who).is_some_and(alone) {
        lasting::end_where(now, who, |_, lasts| lasts.name == BERSERK);
    }
}

/// True for a hero whose turn is nobody's to choose.
pub(super) fn drives(world: &World, who: CreatureId) -> bool {
    let turn = world.now.encounter.as_ref().is_some_and(|fight| fight.current() == Some(who));
    turn && world.now.questions.is_empty()
        && world.creature(who).is_some_and(|one| one.sheet().is_some() && one.bears(BERSERK))
}

/// The nearest creature that a berserker perceives.
fn prey<'w>(world: &'w World, one: &Creature) -> Option<&'w Creature> {
    let hears = sieve::hears(world, one);
    let perceived = |other: &&Creature| {
        other.id != one.id
            && other.is_up()
            && other.side != Side::Bystanders
            && grid::feet_between(one, other) <= PREY_FEET
            && (sight::sees(world, one, other) || (hears && other.hidden.is_none()))
    };
    world.now.creatures.values().filter(perceived).min_by_key(|other| (grid::feet_between(one, other), other.id))
}

/// What a berserker does next: gets up, strikes with the axe, or goes where he can.
pub(super) fn next(world: &World, one: &Creature) -> Option<Verb> {
    if posture::may_stand(world, one.id).is_ok() {
        return Some(Verb::Stand);
    }
    let (prey, (axe, _)) = prey(world, one).zip(axe(world, one))?;
    let strikes = [Weapon::BothHands(axe.clone()), Weapon::Held(axe.clone())].into_iter();
    let mut strikes = strikes.filter(|weapon| attack::allowed(world, one.id, prey.id, weapon).is_ok());
    if let Some(weapon) = strikes.next() {
        return Some(Verb::Attack { target: prey.id, weapon });
    }
    let far = |tile| grid::feet_between_at(one, tile, prey);
    if far(one.at) <= grid::SQUARE_FEET || movement::left_feet(world, one) == 0 {
        return None;
    }
    let wide = Reach::of(world, one, PREY_FEET * 2);
    let (goal, _) = wide.tiles().min_by_key(|(tile, feet)| (far(*tile), *feet))?;
    let mut path = wide.path(goal);
    while !path.is_empty() {
        let ends = path.last().copied().unwrap_or(one.at);
        if far(ends) < far(one.at) && movement::allowed(world, one.id, &path).is_ok() {
            return Some(Verb::Go(path));
        }
        path.pop();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::scene::Setting;
    use super::super::{offers, resolve};
    use super::*;
    use crate::dice::Dice;
    use crate::rules::command::Command;
    use crate::rules::refusal::Refusal;
    use crate::world::event::Event;

    /// Whether Ada's player chooses for her, berserk or not.
    fn check(berserk: bool, chooses: bool) {
        let head = "map A . g\nAda A fighter 5 hp 60 berserker_axe.greataxe\ngob g ogre\n---\n";
        let mut world = Setting::read(head).unwrap_or_else(|wrong| panic!("{wrong}")).world;
        let ada = world.now.creatures.values().find(|one| one.name == "Ada").map(|one| one.id).expect("Ada is there");
        if berserk {
            let mut dice = Dice::rolled([1; 32]);
            let mut now = Unfold::new(&world, &mut dice);
            let rage = lasting::new(&now, BERSERK, ada, Expires::TurnEnd(ada, u16::MAX));
            lasting::begin(&mut now, ada, rage);
            for event in now.finish() {
                world.apply(&event).expect("it can begin");
            }
        }
        let seat = world.now.seats.iter().find(|(_, seat)| seat.creature == Some(ada));
        let (seat, player) = seat.map(|(id, seat)| (*id, seat.player)).expect("she has a seat");
        assert_eq!(!offers(&world, player).is_empty(), chooses);
        let command = Command { seat, verb: Verb::EndTurn };
        let done = resolve(&world, player, &command, &mut Dice::rolled([2; 32]));
        assert_eq!(
            done.map(|events: Vec<Event>| !events.is_empty()),
            if chooses { Ok(true) } else { Err(Refusal::NotYourTurn) }
        );
    }

    #[test]
    fn nobody_chooses_for_a_berserker() {
        check(false, true);
        check(true, false);
    }
}

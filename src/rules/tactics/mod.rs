//! What creatures do that nobody plays: legal and not stupid. What absent heroes of a story do the charter says.

mod aid;
mod blow;
mod legend;
mod power;
mod walk;
mod why;
mod wit;

pub(super) use legend::{choose as legend, strides};
pub(super) use why::of as why;

use power::Armed;

use super::attack;
use super::command::{Consent, Cost, Verb};
use super::illusion;
use super::instinct;
use super::movement;
use super::posture;
use super::quirk;
use super::rampage;
use super::reaction;
use super::stat_action;
use crate::srd::effect::Grant;
use crate::world::World;
use crate::world::creature::{Creature, Side};
use crate::world::encounter::Encounter;
use crate::world::id::CreatureId;
use crate::world::question::Asks;
use crate::world::seat::Stead;

/// What happens next by itself: who does what. None when a present player must choose, or nobody fights.
pub(super) fn next(world: &World) -> Option<(CreatureId, Verb)> {
    if waits(world) {
        return None;
    }
    turn_of(world, |world, one| {
        let nobody_s = one.side == Side::Foes || one.sheet().is_none();
        if nobody_s || world.now.stead == Stead::Machine { fights(world, one) } else { guard(world, one) }
    })
}

/// True while it is for an absent player to choose and the charter says that play waits for him. Who left for good is
/// not waited for.
fn waits(world: &World) -> bool {
    let asked = world.now.questions.last().map(|question| question.of);
    let Some(who) = asked.or_else(|| world.now.encounter.as_ref()?.current()) else { return false };
    let seat = world.now.seats.values().find(|seat| seat.creature == Some(who));
    let player = seat.and_then(|seat| world.now.players.get(&seat.player));
    world.now.stead == Stead::Pause && player.is_some_and(|player| !player.present)
}

/// The same where absent heroes fight as well as they can.
pub(super) fn fighting(world: &World) -> Option<(CreatureId, Verb)> {
    turn_of(world, fights)
}

fn turn_of(world: &World, choose: fn(&World, &Creature) -> Option<Verb>) -> Option<(CreatureId, Verb)> {
    if let Some(question) = world.now.questions.last() {
        if reaction::is_played(world, question.of) {
            return None;
        }
        // An absent player's hero strikes and shields: these cost him nothing that he would miss.
        let yes = match question.asks {
            Asks::Feature { ref options, .. } => options.first().map_or(Consent::Yes, |way| Consent::Way(*way)),
            Asks::OpportunityAttack(_) | Asks::Reaction(_) | Asks::Protect(_) | Asks::Readied | Asks::Rebuke(..) => {
                Consent::Yes
            }
        };
        return Some((question.of, Verb::Answer { yes }));
    }
    let who = world.now.encounter.as_ref()?.current()?;
    let one = world.creature(who)?;
    if rampage::drives(world, who) {
        return Some((who, rampage::next(world, one).unwrap_or(Verb::EndTurn)));
    }
    if reaction::is_played(world, who) {
        return None;
    }
    Some((who, choose(world, one).unwrap_or(Verb::EndTurn)))
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
        Verb::MonsterAction { action, targets, at, .. } => {
            stat_action::allowed(world, who, action, targets, *at).is_ok()
        }
        Verb::Use { feature, targets, level, at, how } => {
            super::feature::allowed(world, who, feature, (targets, *level, *at, how)).is_ok()
        }
        Verb::Stand => posture::may_stand(world, who).is_ok(),
        _ => false,
    };
    allowed.then_some(verb)
}

/// The next step of a fighter: get up, use what is strongest on whoever is best to attack, walk there if need be.
fn fights(world: &World, one: &Creature) -> Option<Verb> {
    let who = one.id;
    if let Some(verb) = legal(world, who, Verb::Stand).or_else(|| walk::flees(world, one)) {
        return Some(verb);
    }
    // Nothing is weighed twice, and nothing at all once the turn has no blow left.
    let spent = !can_strike(world);
    let arms = if spent { Vec::new() } else { blow::armed(world, one) };
    let here = blow::best(world, one, &arms);
    let quirk = quirk::likes(world, one, here.is_some(), spent);
    if quirk.is_some() {
        return quirk;
    }
    let armed = if here.is_some() { Armed::Within(&arms) } else { Armed::Without };
    let more = aid::helps(world, one).or_else(|| power::uses(world, one, armed));
    if let Some(verb) = more.or_else(|| blow::opens(world, one)) {
        return Some(verb);
    }
    // A blow that is hampered by range or by a foe at one's side can wait for a better place.
    match here {
        Some((verb, false)) => Some(verb),
        hampered => walk::closes_in(world, one, &arms)
            .or_else(|| walk::sprints(world, one))
            .or(hampered.map(|(verb, _)| verb))
            .or_else(|| aid::presses_on(world, one))
            .or_else(|| walk::nearer(world, one))
            .or_else(|| {
                let dash = Verb::Act { action: Grant::Dash, cost: Cost::Action };
                legal(world, who, dash).filter(|_| walk::far(world, one))
            })
            .or_else(|| last_resort(world, one)),
    }
}

/// With nothing better to do: shake off a hold, slip away, dodge.
fn last_resort(world: &World, one: &Creature) -> Option<Verb> {
    legal(world, one.id, Verb::Act { action: Grant::Escape, cost: Cost::Action })
        .or_else(|| legal(world, one.id, Verb::Act { action: Grant::Dodge, cost: Cost::Action }))
}

/// Those who are up; a charmer is left alone by the attack's own rule.
fn foes<'w>(world: &'w World, one: &Creature) -> impl Iterator<Item = &'w Creature> {
    // Nobody fights what he knows to be an image.
    let known: Vec<CreatureId> = match one.ongoing.is_empty() {
        true => Vec::new(),
        false => world.now.creatures.values().filter(|it| illusion::knows(one, it)).map(|it| it.id).collect(),
    };
    let (id, side, raging) = (one.id, one.side, one.bears(instinct::BERSERK));
    let hostile = move |other: &&Creature| {
        (other.side != side || raging)
            && other.id != id
            && other.side != Side::Bystanders
            && other.is_up()
            && !known.contains(&other.id)
    };
    world.now.creatures.values().filter(hostile)
}

/// True while a blow is left, the other hand's included.
fn can_strike(world: &World) -> bool {
    let other_hand = |fight: &Encounter| fight.used.light_attack && !fight.used.bonus;
    can_fight(world) || world.now.encounter.as_ref().is_some_and(other_hand)
}

/// True while there is something left to fight with this turn.
fn can_fight(world: &World) -> bool {
    let used = world.now.encounter.as_ref().map(|fight| &fight.used);
    used.is_some_and(|used| {
        used.actions <= used.surges || used.attacks_left > 0 || used.multiattack.iter().any(|(_, left)| *left > 0)
    })
}

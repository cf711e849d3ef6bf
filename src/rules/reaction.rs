//! Reactions: who could react to what is happening, who is asked, and who decides at once (SRD: Reactions).

use super::arms;
use super::attack;
use super::bonus;
use super::d20::{self, Save, Tally};
use super::figure;
use super::grid;
use super::heads;
use super::instinct;
use super::lasting;
use super::nature;
use super::reflex;
use super::respond;
use super::sight;
use super::threat;
use super::turn;
use super::unfold::Unfold;
use super::wait;
use crate::bugs::{Bug, seeded};
use crate::srd::ability::Ability;
use crate::srd::id::{ActionId, ResourceId};
use crate::srd::instinct::Instinct;
use crate::srd::modifier::Modifier;
use crate::srd::monster::{Action, Does};
use crate::srd::spell::{Spell, Trigger};
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::{Creature, Side};
use crate::world::event::{D20, Event, Hits, Spending};
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;
use crate::world::question::{Asks, Pending, Strike};
use crate::world::seat::Stead;

/// No creature of the book reaches farther.
const REACH_FEET_MAX: u16 = 30;

/// Counts the reactions of further heads.
fn head_reactions() -> ResourceId {
    ResourceId::new("reactive_heads")
}

/// Whether a creature could strike at someone who leaves its reach: by its reaction, or by one of its further heads.
fn may_strike(world: &World, one: &Creature) -> bool {
    turn::may_react(world, one) || (one.reacted && spare_heads(world, one) && turn::may_react_again(world, one))
}

/// True when a further head has a reaction left.
fn spare_heads(world: &World, one: &Creature) -> bool {
    let used = one.spent.get(&head_reactions()).copied().unwrap_or(0);
    instinct::has(world, one, |it| *it == Instinct::ReactiveHeads) && used + 1 < heads::left(world, one)
}

/// Reactions that come back as a turn begins: those of further heads with their own, others with every turn.
pub(super) fn refreshes(now: &mut Unfold<'_>, who: CreatureId) {
    if now.creature(who).is_some_and(|one| one.spent.contains_key(&head_reactions())) {
        now.happens(Event::UsesRegained { creature: who, resource: head_reactions(), count: u8::MAX });
    }
    let world = now.world();
    let again = |one: &&Creature| one.reacted && instinct::has(world, one, |it| *it == Instinct::Reactive);
    let all: Vec<CreatureId> = world.now.creatures.values().filter(again).map(|one| one.id).collect();
    all.into_iter().for_each(|creature| now.happens(Event::ReactionRegained { creature }));
}

/// True when a present player decides for this creature, or one who is waited for until he or a friend does.
pub(super) fn is_played(world: &World, who: CreatureId) -> bool {
    let master = world.creature(who).and_then(|one| one.master);
    let mut seats = world
        .now
        .seats
        .values()
        .filter(|seat| seat.creature.is_some() && (seat.creature == Some(who) || seat.creature == master));
    let lent = world.now.stead == Stead::Friend;
    seats.any(|seat| world.now.players.get(&seat.player).is_some_and(|player| player.present || lent))
}

/// Lets the next neighbour of the target who could hinder the attack decide. The attack goes on as it is returned; none
/// when nobody is left to decide, or when somebody was asked.
pub(super) fn protect(now: &mut Unfold<'_>, strike: &Strike) -> Option<Strike> {
    let world = now.world();
    let (attacker, target) = (world.creature(strike.attacker)?, world.creature(strike.target)?);
    let able = |one: &&Creature| {
        let protects = || figure::gives(world, one).contains(&&Modifier::ProtectNeighbours);
        one.side == target.side
            && one.id != target.id
            && !strike.asked.contains(&one.id)
            && one.pack.shield.is_some()
            && protects()
            && grid::feet_between(one, target) <= 5
            && turn::may_react(world, one)
            && sight::sees(world, one, attacker)
    };
    let helper = world.now.creatures.values().find(able)?.id;
    let mut next = strike.clone();
    next.asked.push(helper);
    if is_played(world, helper) {
        now.ask(helper, Asks::Protect(strike.target), vec![Pending::Roll(next)]);
        return None;
    }
    now.happens(Event::Spent { creature: helper, what: Spending::Reaction });
    next.hindered = true;
    Some(next)
}

/// Lets the target of a hit that could still be turned decide; true when it was asked and the attack waits.
pub(super) fn turns_hit(now: &mut Unfold<'_>, strike: &Strike, roll: &D20, ac: i32) -> bool {
    let world = now.world();
    let (Some(target), Some(attacker)) = (world.creature(strike.target), world.creature(strike.attacker)) else {
        return false;
    };
    if strike.asked.contains(&target.id) || !turn::may_react(world, target) {
        return false;
    }
    let short = roll.total() - ac;
    let parry = figure::gives(world, target).iter().find_map(|given| match given {
        Modifier::Parry(plus) if i32::from(*plus) > short && sight::sees(world, target, attacker) => Some(*plus),
        _ => None,
    });
    let melee = || arms::arm(world, attacker, &strike.weapon).and_then(|arm| arm.reach_feet).is_some();
    if let Some(plus) = parry.filter(|_| melee()) {
        let who = target.id;
        now.happens(Event::Spent { creature: who, what: Spending::Reaction });
        let mut ongoing = lasting::new(now, "parry", who, Expires::TurnStart(who, 1));
        ongoing.gives = vec![Modifier::Ac(i8::try_from(plus).unwrap_or(i8::MAX))];
        lasting::begin(now, who, ongoing);
        return false;
    }
    let Some(spell) = respond::answer(world, target, Trigger::HitByAttack).map(|spell| spell.id.clone()) else {
        return false;
    };
    let who = target.id;
    if is_played(world, who) {
        let mut strike = strike.clone();
        strike.asked.push(who);
        now.ask(who, Asks::Reaction(spell), vec![Pending::Land { strike, roll: roll.clone() }]);
        return true;
    }
    // Whoever is not asked casts it when it turns the blow.
    let raises = world.book.spells.get(&spell).map_or(0, raised_ac);
    if raises > short {
        respond::react(now, who, &spell, None, strike.attacker);
    }
    false
}

fn raised_ac(spell: &Spell) -> i32 {
    let given = spell.effects.iter().flat_map(|effect| match effect {
        crate::srd::effect::Effect::Modifier { gives, .. } => &gives[..],
        _ => &[],
    });
    given.map(|given| if let Modifier::Ac(plus) = given { i32::from(*plus) } else { 0 }).sum()
}

/// What follows an attack: a parry is over, a charge knocks down, a rampage goes on.
pub(super) fn after_attack(now: &mut Unfold<'_>, strike: &Strike, hits: Hits) {
    lasting::end_where(now, strike.target, |_, lasts| lasts.name == "parry");
    reflex::lowers(now, strike);
    let world = now.world();
    let (Some(one), Some(foe)) = (world.creature(strike.attacker), world.creature(strike.target)) else { return };
    let fight = world.now.encounter.as_ref().filter(|fight| fight.current() == Some(one.id));
    let Some(fight) = fight.filter(|_| hits != Hits::Miss && !strike.reaction) else { return };
    let bonus = !fight.used.bonus;
    if !foe.is_up() {
        let rampages = bonus && figure::gives(world, one).iter().any(|given| matches!(given, Modifier::Rampage));
        let bites = |action: &&Action| action.id.as_str() == "bite" && matches!(action.does, Does::Attack(_));
        let bite = figure::block(world, one).and_then(|block| block.actions.iter().find(bites));
        let feet = figure::speed_feet(world, one) / 2;
        if let Some(bite) = bite.map(|action| action.id.clone()).filter(|_| rampages && dropped(now, strike.target)) {
            now.happens(Event::Spent { creature: strike.attacker, what: Spending::Dashed(feet) });
            strikes_again(now, strike.attacker, bite);
        }
        return;
    }
    if turn::is_prone(foe) {
        return;
    }
    let charge = |event: &Event| matches!(event, Event::Featured { feature, .. } if feature.as_str() == "charge");
    let pounce = bonus::pounce(world, one, foe, strike);
    if let Some(dc) = bonus::charge_dc(world, one).filter(|_| now.events().iter().any(charge)) {
        trip(now, strike, dc);
    } else if let Some((dc, then)) = pounce
        && trip(now, strike, dc)
        && bonus
    {
        strikes_again(now, strike.attacker, then);
    }
}

/// True when the creature has fallen or died in this very command.
fn dropped(now: &Unfold<'_>, who: CreatureId) -> bool {
    now.events().iter().any(|event| match event {
        Event::Fell { creature } | Event::Died { creature } => *creature == who,
        _ => false,
    })
}

/// A strength save against falling prone; true when it failed.
fn trip(now: &mut Unfold<'_>, strike: &Strike, dc: u8) -> bool {
    let save = Save {
        who: strike.target,
        ability: Ability::Str,
        dc: i32::from(dc),
        against: Vec::new(),
        turning: false,
        magic: false,
        tally: Tally::default(),
        bonus: 0,
        by: None,
        alone: false,
    };
    let falls = !d20::save(now, &save);
    if falls {
        lasting::prone(now, strike.target, strike.attacker);
    }
    falls
}

/// One more attack with the bonus action.
fn strikes_again(now: &mut Unfold<'_>, creature: CreatureId, with: ActionId) {
    now.happens(Event::Spent { creature, what: Spending::Bonus });
    let mut attacks =
        now.world().now.encounter.as_ref().map(|fight| fight.used.multiattack.clone()).unwrap_or_default();
    match attacks.iter_mut().find(|(action, _)| *action == with) {
        Some((_, left)) => *left = left.saturating_add(1),
        None => attacks.push((with, 1)),
    }
    now.happens(Event::Multiattacked { creature, attacks });
}

/// Everyone whose reach a walker leaves with the step from one tile to the next and who could strike at it, and those
/// who have readied an attack on whoever comes into reach.
pub(super) fn provoked(world: &World, walker: &Creature, to: Tile) -> Vec<Pending> {
    let mut all = Vec::new();
    if walker.bears("disengage") || walker.side == Side::Bystanders || nature::flies_by(world, walker) {
        return all;
    }
    for one in world.now.creatures.values() {
        let hostile = one.side != walker.side && one.side != Side::Bystanders;
        let (here, there) = (grid::feet_between(one, walker), grid::feet_between_at(walker, to, one));
        // Most steps lead nobody away from anybody: what is quick to see is asked first.
        if !hostile || here > REACH_FEET_MAX || there <= here || !may_strike(world, one) {
            continue;
        }
        let leaves = threat::reach_feet(world, one).is_some_and(|reach| here <= reach && there > reach);
        if leaves && sight::sees(world, one, walker) {
            all.push(Pending::Opportunity { creature: one.id, target: walker.id, agreed: false });
        }
    }
    all
}

/// Everyone whose reach somebody leaves by going from here to there in the air, and who could strike at it.
pub(super) fn left_behind(world: &World, here: &Creature, there: &Creature) -> Vec<Pending> {
    if here.bears("disengage") || nature::flies_by(world, here) {
        return Vec::new();
    }
    let strikes = |one: &&Creature| {
        let hostile = one.side != here.side && one.side != Side::Bystanders && here.side != Side::Bystanders;
        let (before, after) = (grid::feet_between(one, here), grid::feet_between(one, there));
        let leaves = |reach: u16| before <= reach && after > reach;
        hostile
            && threat::reach_feet(world, one).is_some_and(leaves)
            && turn::may_react(world, one)
            && sight::sees(world, one, here)
    };
    let all = world.now.creatures.values().filter(strikes);
    all.map(|one| Pending::Opportunity { creature: one.id, target: here.id, agreed: false }).collect()
}

/// Those who have readied an attack and can make it on a creature that has just moved.
pub(super) fn readied(world: &World, walker: &Creature) -> Vec<Pending> {
    let ready = |one: &&Creature| {
        one.side != walker.side && turn::may_react(world, one) && one.bears("ready") && sight::sees(world, one, walker)
    };
    let all = world.now.creatures.values().filter(ready).filter(|one| {
        if let Some(reaches) = wait::reaches(world, one, walker) {
            return reaches;
        }
        threat::for_opportunity(world, one).is_some_and(|(_, reach)| grid::feet_between(one, walker) <= reach)
    });
    all.map(|one| Pending::Readied { creature: one.id, target: walker.id, agreed: false }).collect()
}

/// A strike at someone who leaves one's reach, or who comes into it while one was ready.
pub(super) fn strike_at(now: &mut Unfold<'_>, creature: CreatureId, target: CreatureId, asks: Asks, step: Pending) {
    let world = now.world();
    let (Some(one), Some(foe)) = (world.creature(creature), world.creature(target)) else { return };
    if !may_strike(world, one) || !foe.is_up() {
        return;
    }
    let agreed = match &step {
        Pending::Opportunity { agreed, .. } | Pending::Readied { agreed, .. } => *agreed,
        Pending::Walk { .. }
        | Pending::Stride { .. }
        | Pending::Spell { .. }
        | Pending::Rebuke { .. }
        | Pending::Roll(_)
        | Pending::Again { .. }
        | Pending::Land { .. }
        | Pending::Leap { .. }
        | Pending::Legend { .. } => true,
    };
    if !agreed && is_played(world, creature) {
        return now.ask(creature, asks, vec![step]);
    }
    let waiting = matches!(step, Pending::Readied { .. });
    if waiting && wait::releases(now, creature, target) {
        return;
    }
    let world = now.world();
    let Some(one) = world.creature(creature) else { return };
    let shot = if waiting { wait::weapon(one) } else { None };
    let Some(weapon) = shot.or_else(|| threat::for_opportunity(world, one).map(|(weapon, _)| weapon)) else { return };
    if attack::target_of(world, one, target).is_err() {
        return;
    }
    if one.reacted && !seeded(Bug::SecondReaction) {
        now.happens(Event::UseSpent { creature, resource: head_reactions(), count: 1 });
    } else {
        now.happens(Event::Spent { creature, what: Spending::Reaction });
    }
    lasting::end_where(now, creature, |_, lasts| lasts.name == "ready");
    let mut strike = attack::strike(creature, target, &weapon);
    strike.reaction = true;
    now.steps.push_front(Pending::Roll(strike));
}

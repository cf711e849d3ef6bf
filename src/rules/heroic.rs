//! What class features change about attacks: critical range, bent rolls, braced blows, pressed hits, answers (SRD: Classes).

use super::afflict::Cause;
use super::arms::{self, Arm};
use super::attack;
use super::bonus;
use super::d20::Tally;
use super::figure;
use super::grid;
use super::lasting;
use super::shift;
use super::sight;
use super::threat;
use super::unfold::Unfold;
use super::window::{self, About, Mended};
use crate::dice::{Amount, D20 as DIE, Face};
use crate::srd::chance::{Turn, Window};
use crate::srd::effect::Way;
use crate::srd::knack::Knack;
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{D20, Event, Hits, Weapon};
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;
use crate::world::question::{Pending, Strike};

/// What marks somebody who has been hit by another in this turn.
const WARY: &str = "multiattack_defense";

/// The face from which on this attack is a critical hit.
pub(super) fn critical_from(world: &World, one: &Creature, strike: &Strike) -> Face {
    if one.sheet().is_none() || matches!(strike.weapon, Weapon::Spell(_) | Weapon::Flask(_)) {
        return Face(DIE.0);
    }
    let faces = figure::knacks(world, one).filter_map(|knack| match knack {
        Knack::CriticalFrom(face) => Some(u16::from(*face)),
        _ => None,
    });
    Face(faces.min().unwrap_or(DIE.0))
}

/// The weapon's dice that a critical hit in reach adds for some.
pub(super) fn brutal(world: &World, strike: &Strike, dice: Amount) -> Option<Amount> {
    let one = world.creature(strike.attacker)?;
    let more = figure::knacks(world, one).filter_map(|knack| match knack {
        Knack::CriticalDice(more) => Some(u16::from(*more)),
        _ => None,
    });
    let count = more.sum::<u16>();
    let in_reach = || arms::arm(world, one, &strike.weapon).is_some_and(|arm| arm.reach_feet.is_some());
    (count > 0 && dice.count > 0 && in_reach()).then_some(Amount { count, plus: 0, ..dice })
}

/// Lets both sides bend the roll before it counts: inspiration and luck for a miss, cutting words for a hit.
pub(super) fn bends(now: &mut Unfold<'_>, strike: &Strike, roll: &mut D20, ac: i32, hits: Hits) -> Hits {
    let about = About { other: Some(strike.target), total: roll.total(), goal: ac, ..About::default() };
    match hits {
        Hits::Miss => match window::mend(now, strike.attacker, Window::Missed, about) {
            Some(Mended::Made) => Hits::Hit,
            Some(Mended::Plus(faces, sum)) => {
                roll.dice.extend(faces);
                roll.bonus += sum;
                if roll.kept != Face(1) && roll.total() >= ac { Hits::Hit } else { Hits::Miss }
            }
            Some(Mended::Again) => {
                let face = now.roll(DIE);
                roll.faces.push(face);
                roll.kept = face;
                let critical =
                    now.creature(strike.attacker).is_some_and(|one| face >= critical_from(now.world(), one, strike));
                match roll.total() >= ac && face != Face(1) {
                    _ if critical => Hits::Critical,
                    true => Hits::Hit,
                    false => Hits::Miss,
                }
            }
            None => Hits::Miss,
        },
        Hits::Hit => {
            roll.bonus -= window::cut(now, strike.attacker, Window::FoeHits, about);
            if roll.total() >= ac { Hits::Hit } else { Hits::Miss }
        }
        Hits::Critical => Hits::Critical,
    }
}

/// Lets the target of a hit do something about its damage before it is rolled.
pub(super) fn braces(now: &mut Unfold<'_>, strike: &Strike) {
    let world = now.world();
    let Some((one, foe)) = world.creature(strike.attacker).zip(world.creature(strike.target)) else { return };
    let far = grid::feet_between(one, foe);
    let is_shot =
        |arm: Arm<'_>| arm.weapon && arm.range_feet.is_some() && arm.reach_feet.is_none_or(|reach| far > reach);
    // Only heroes have learned anything against shots.
    let shot = foe.sheet().is_some() && arms::arm(world, one, &strike.weapon).is_some_and(is_shot);
    window::ward(now, strike.target, strike.attacker, shot);
}

/// Lets the attacker press a hit: smites, stunning strikes and the like. Then what its target draws from it.
pub(super) fn presses(now: &mut Unfold<'_>, strike: &Strike, critical: bool) {
    let world = now.world();
    let Some(one) = world.creature(strike.attacker) else { return };
    let with = match &strike.weapon {
        Weapon::Held(id) | Weapon::BothHands(id) | Weapon::OffHand(id) | Weapon::Thrown(id) => Some(id),
        _ => None,
    };
    let about = About { other: Some(strike.target), critical, with, ..About::default() };
    let arm = arms::arm(world, one, &strike.weapon);
    let weapon = arm.as_ref().is_some_and(|arm| arm.weapon);
    let near = weapon && arm.is_some_and(|arm| arm.reach_feet.is_some());
    let flurry = now.events().iter().any(|event| {
        matches!(event, Event::Spent { creature, what: crate::world::event::Spending::Flurry(_) } if *creature == strike.attacker)
    });
    let mut windows = Vec::new();
    if near {
        windows.push(Window::HitInReach);
    }
    if strike.weapon == Weapon::Unarmed {
        windows.push(Window::HitUnarmed);
        if flurry {
            windows.push(Window::HitInFlurry);
        }
    }
    windows.push(Window::Hit);
    window::on_hit(now, strike.attacker, &windows, about);
    blasts_away(now, strike);
    grows_wary(now, strike);
}

/// Some spells' attacks push whoever they hit.
fn blasts_away(now: &mut Unfold<'_>, strike: &Strike) {
    let Weapon::Spell(spell) = &strike.weapon else { return };
    let world = now.world();
    let Some(one) = world.creature(strike.attacker) else { return };
    let feet = figure::knacks(world, one).find_map(|knack| match knack {
        Knack::SpellPushes(id, feet) if id == spell => Some(*feet),
        _ => None,
    });
    if let Some(feet) = feet.filter(|_| now.creature(strike.target).is_some_and(|foe| !foe.dead)) {
        let arm = arms::arm(world, one, &strike.weapon);
        let cause = Cause::attack(world, strike, arm.as_ref(), false);
        shift::push(now, &cause, strike.target, Way::Away, feet);
    }
}

/// Whoever was hit is harder to hit for the same attacker as long as the turn lasts.
fn grows_wary(now: &mut Unfold<'_>, strike: &Strike) {
    let world = now.world();
    let Some(foe) = world.creature(strike.target).filter(|foe| foe.is_up()) else { return };
    let plus = figure::knacks(world, foe).find_map(|knack| match knack {
        Knack::AcAfterHit(plus) => Some(*plus),
        _ => None,
    });
    let turn = world.now.encounter.as_ref().and_then(|fight| fight.current());
    let Some((plus, turn)) = plus.zip(turn) else { return };
    let mut ongoing = lasting::new(now, WARY, strike.attacker, Expires::TurnEnd(turn, 1));
    ongoing.gives = vec![Modifier::Knack(Knack::AcAfterHit(plus))];
    if !foe.ongoing.values().any(|lasts| lasts.name == WARY && lasts.source == strike.attacker) {
        lasting::begin(now, strike.target, ongoing);
    }
}

/// What somebody adds to armour class against one attacker only.
pub(super) fn ac_against(foe: &Creature, one: &Creature) -> i32 {
    let wary = foe.ongoing.values().filter(|lasts| lasts.name == WARY && lasts.source == one.id);
    let plus = wary.flat_map(|lasts| &lasts.gives).map(|given| match given {
        Modifier::Knack(Knack::AcAfterHit(plus)) => i32::from(*plus),
        _ => 0,
    });
    plus.max().unwrap_or(0)
}

/// Lets the target answer an attack: strike back at whoever hurt or missed it, turn the blow on another.
pub(super) fn answers(now: &mut Unfold<'_>, strike: &Strike, hits: Hits) {
    let world = now.world();
    let Some((one, foe)) = world.creature(strike.attacker).zip(world.creature(strike.target)) else { return };
    if foe.sheet().is_none() || !foe.is_up() || !one.is_up() {
        return;
    }
    let near = || arms::arm(world, one, &strike.weapon).is_some_and(|arm| arm.reach_feet.is_some());
    let hurt = hits != Hits::Miss
        && now.events().iter().any(|event| {
            matches!(event, Event::Damaged { creature, taken, absorbed, .. } if *creature == foe.id && taken + absorbed > 0)
        });
    let mut windows = vec![Window::Attacked];
    if hurt {
        windows.push(Window::Hurt);
    }
    if hits == Hits::Miss && near() {
        windows.push(Window::MissedBy);
    }
    let about = About { other: Some(strike.attacker), ..About::default() };
    let (attacker, target) = (strike.attacker, strike.target);
    for at in windows {
        for open in window::open(now.world(), target, at, about) {
            match open.chance.does {
                Turn::Strike => strikes_back(now, target, attacker, &open, about),
                Turn::Redirect => redirects(now, strike, &open, about),
                _ => {}
            }
        }
    }
}

fn strikes_back(now: &mut Unfold<'_>, who: CreatureId, at: CreatureId, open: &window::Open, about: About<'_>) {
    let world = now.world();
    let Some((one, foe)) = world.creature(who).zip(world.creature(at)) else { return };
    let Some((weapon, reach)) = threat::for_opportunity(world, one) else { return };
    if grid::feet_between(one, foe) > reach || attack::target_of(world, one, at).is_err() {
        return;
    }
    if window::take(now, who, open, about) > 0 {
        let mut strike = attack::strike(who, at, &weapon);
        strike.reaction = true;
        now.steps.push_front(Pending::Roll(strike));
    }
}

/// The attacker repeats the attack against somebody else in its reach.
fn redirects(now: &mut Unfold<'_>, strike: &Strike, open: &window::Open, about: About<'_>) {
    let world = now.world();
    let Some(one) = world.creature(strike.attacker) else { return };
    let Some(arm) = arms::arm(world, one, &strike.weapon) else { return };
    let reach = arm.reach_feet.unwrap_or(0);
    let others =
        world.now.creatures.values().filter(|it| it.id != strike.attacker && it.id != strike.target && it.is_up());
    let mut others: Vec<&Creature> = others.filter(|it| grid::feet_between(one, it) <= reach).collect();
    // Foes of whoever turns the blow come first: that is what he wants.
    let side = world.creature(strike.target).map(|it| it.side);
    others.sort_by_key(|it| (Some(it.side) == side, it.id));
    let Some(other) = others.first().filter(|it| Some(it.side) != side).map(|it| it.id) else { return };
    if window::take(now, strike.target, open, about) > 0 {
        let mut again = strike.clone();
        (again.target, again.reaction) = (other, true);
        now.steps.push_front(Pending::Roll(again));
    }
}

/// Whoever fights by ear needs no eyes for those who do not hide.
pub(super) fn fights_unseen(world: &World, one: &Creature, foe: &Creature) -> bool {
    foe.hidden.is_none()
        && !sight::out_of_line(world, one, foe)
        && figure::knacks(world, one).any(|knack| matches!(knack, Knack::FightsUnseen))
}

/// Advantage that is taken or denied: recklessness, holds, elusiveness, slipping out of reach.
pub(super) fn tallies(world: &World, one: &Creature, foe: &Creature, strike: &Strike, tally: &mut Tally) {
    let holds = foe.ongoing.values().any(|lasts| lasts.name == "grapple" && lasts.source == one.id);
    for knack in figure::knacks(world, one) {
        match knack {
            Knack::AttackAdvantage(when) => tally.up_if(bonus::grip(world, one, &strike.weapon, *when)),
            Knack::HoldsFast => tally.up_if(holds),
            _ => {}
        }
    }
    let able = !figure::incapacitated(foe);
    for knack in figure::knacks(world, foe) {
        match knack {
            Knack::NoAdvantageAgainst if able => tally.up = false,
            Knack::HardToCatch => tally.down_if(strike.reaction && leaves(world, foe)),
            _ => {}
        }
    }
}

/// True while it walks: what strikes at it now strikes because it leaves a reach.
fn leaves(world: &World, foe: &Creature) -> bool {
    world.now.encounter.as_ref().is_some_and(|fight| fight.current() == Some(foe.id))
}

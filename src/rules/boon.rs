//! The reader of `srd::boon::Boon`: what only class features do at once (SRD: Classes).

use super::afflict::{self, Cause};
use super::arms;
use super::attack;
use super::damage;
use super::figure;
use super::grid;
use super::lasting;
use super::sight;
use super::unfold::Unfold;
use super::wrestle;
use crate::dice::Sides;
use crate::srd::boon::Boon;
use crate::srd::condition::Condition;
use crate::srd::effect::Mode;
use crate::srd::id::SpellId;
use crate::srd::kind::CreatureKind;
use crate::srd::knack::Knack;
use crate::world::event::{Event, Spending, Weapon};
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;
use crate::world::question::Pending;

/// Does it to these targets.
pub(super) fn run(now: &mut Unfold<'_>, cause: &Cause, boon: &Boon, targets: &[CreatureId]) {
    match boon {
        Boon::End(name) => {
            for target in targets {
                lasting::end_where(now, *target, |_, lasts| lasts.name == *name && lasts.source == cause.by);
            }
        }
        Boon::Strikes(count) => now.happens(Event::Spent { creature: cause.by, what: Spending::Flurry(*count) }),
        Boon::DropsTo0 => targets.iter().for_each(|target| damage::drop_to_0(now, *target, cause.by)),
        Boon::Senses { kinds, feet } => senses(now, cause.by, kinds, *feet),
        Boon::EndsSpell => targets.iter().for_each(|target| ends_spell(now, *target)),
        Boon::Destroys => targets.iter().for_each(|target| destroys(now, cause.by, *target)),
        Boon::Percent { plus, then } => {
            let face = now.roll(Sides(100));
            let most = cause.sum(now.world(), plus);
            now.happens(Event::PercentRolled { creature: cause.by, face, most });
            if i32::from(face.0) <= most {
                afflict::run(now, cause, then, targets);
            }
        }
        Boon::Pins => targets.iter().for_each(|target| pins(now, cause.by, *target)),
        Boon::WeaponAttacks(mode) => volley(now, cause.by, *mode, targets),
    }
}

/// Shows those who hide, and names all of these types that are not wholly behind something.
fn senses(now: &mut Unfold<'_>, who: CreatureId, kinds: &[CreatureKind], feet: u16) {
    let world = now.world();
    let Some(one) = world.creature(who) else { return };
    let near = |other: &&crate::world::creature::Creature| {
        other.id != who
            && !other.dead
            && kinds.contains(&super::weave::appears(world, other))
            && grid::feet_between(one, other) <= feet
            && !sight::out_of_line(world, one, other)
    };
    let found: Vec<CreatureId> = world.now.creatures.values().filter(near).map(|other| other.id).collect();
    now.happens(Event::Sensed { creature: who, found: found.clone() });
    for creature in found {
        if now.creature(creature).is_some_and(|one| one.hidden.is_some()) {
            now.happens(Event::Revealed { creature });
        }
    }
}

/// The spell that was begun first ends, on this creature.
fn ends_spell(now: &mut Unfold<'_>, target: CreatureId) {
    let world = now.world();
    let spell = |name: &str| world.book.spells.contains_key(&SpellId::new(name));
    let first = world.creature(target).and_then(|one| one.ongoing.values().find(|lasts| spell(&lasts.name)));
    let Some((name, source)) = first.map(|lasts| (lasts.name.clone(), lasts.source)) else { return };
    lasting::end_where(now, target, |_, lasts| lasts.name == name && lasts.source == source);
}

fn destroys(now: &mut Unfold<'_>, by: CreatureId, target: CreatureId) {
    let world = now.world();
    let Some((one, other)) = world.creature(by).zip(world.creature(target)) else { return };
    let most = figure::knacks(world, one).filter_map(|knack| match knack {
        Knack::DestroysUndead(eighths) => Some(*eighths),
        _ => None,
    });
    let weak = figure::block(world, other).zip(most.max()).is_some_and(|(block, most)| block.cr_eighths <= most);
    if weak && figure::kind(world, other) == CreatureKind::Undead {
        damage::die(now, target);
    }
}

/// A grapple check once more; both are restrained as long as the hold lasts.
fn pins(now: &mut Unfold<'_>, by: CreatureId, target: CreatureId) {
    if !wrestle::outdoes(now, by, target) {
        return;
    }
    for bearer in [target, by] {
        let mut ongoing = lasting::new(now, "grappler_pin", by, Expires::Never);
        ongoing.condition = Some(Condition::Restrained);
        lasting::begin(now, bearer, ongoing);
    }
}

/// One attack on each, the first one first, with what suits best.
fn volley(now: &mut Unfold<'_>, by: CreatureId, mode: Mode, targets: &[CreatureId]) {
    for target in targets.iter().rev() {
        let world = now.world();
        let Some((one, foe)) = world.creature(by).zip(world.creature(*target)) else { continue };
        let fits = |weapon: &Weapon| match mode {
            Mode::Melee => matches!(weapon, Weapon::Held(_) | Weapon::BothHands(_) | Weapon::Unarmed),
            Mode::Ranged => matches!(weapon, Weapon::Held(_) | Weapon::Thrown(_)),
        };
        let reaches = |arm: &arms::Arm<'_>| match mode {
            Mode::Melee => arm.reach_feet.is_some(),
            Mode::Ranged => arm.range_feet.is_some(),
        };
        let ready = attack::ready_weapons(world, one).into_iter().filter(fits);
        let ready = ready.filter_map(|weapon| arms::arm(world, one, &weapon).map(|arm| (weapon, arm)));
        let ready = ready.filter(|(_, arm)| reaches(arm) && attack::within(world, one, foe, arm).is_ok());
        let best = ready.max_by_key(|(_, arm)| attack::worth(arm)).map(|(weapon, _)| weapon);
        if let Some(weapon) = best {
            now.steps.push_front(Pending::Roll(attack::strike(by, *target, &weapon)));
        }
    }
}

//! Healing by effects: hit points, temporary ones, what was wrong, life itself (SRD: Healing, Spell Descriptions).

use super::cause::Cause;
use super::damage;
use super::figure;
use super::lasting;
use super::prowess;
use super::unfold::Unfold;
use crate::dice::{Amount, Face};
use crate::srd::condition::Condition;
use crate::srd::conjure::{Mended, Revive};
use crate::srd::kind::CreatureKind;
use crate::srd::modifier::{Modifier, On};
use crate::srd::quantity::Quantity;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;

/// Healing for each target, or out of one pool.
pub(super) fn heals(
    now: &mut Unfold<'_>,
    cause: &Cause,
    dice: &Quantity,
    never: &[CreatureKind],
    pool: bool,
    targets: &[CreatureId],
) {
    let mut left = None;
    for target in targets {
        let Some(one) = now.creature(*target) else { continue };
        if never.contains(&figure::kind(now.world(), one)) {
            continue;
        }
        let amount = cause.amount(now.world(), dice);
        if pool {
            // One pool for all of them, the first one first; a feature's brings nobody above half.
            let most = if cause.level > 0 { one.hp_max } else { one.hp_max / 2 };
            let rest = left.unwrap_or(amount.average());
            let given = (most - one.hp).clamp(0, rest);
            left = Some(rest - given);
            if given > 0 {
                damage::heal(now, *target, Some(cause.by), Vec::new(), given);
            }
            continue;
        }
        let most = figure::gives(now.world(), one).iter().any(|given| matches!(given, Modifier::HealsMost))
            || prowess::heals_most(now.world(), cause);
        let (faces, sum) = if most { (Vec::new(), highest(amount)) } else { rolled(now, amount) };
        let more = cause.heal_bonus(now.world());
        damage::heal(now, *target, Some(cause.by), faces, sum.max(0) + more);
        prowess::heals_healer(now, cause, *target);
    }
}

fn highest(amount: Amount) -> i32 {
    i32::from(amount.count) * i32::from(amount.sides.0) + i32::from(amount.plus)
}

fn rolled(now: &mut Unfold<'_>, amount: Amount) -> (Vec<Face>, i32) {
    let faces: Vec<_> = (0..amount.count).map(|_| now.roll(amount.sides)).collect();
    let sum = i32::from(amount.plus) + faces.iter().map(|face| i32::from(face.0)).sum::<i32>();
    (faces, sum)
}

/// Temporary hit points: they do not add up, whoever has more keeps what he has.
pub(super) fn temporary(now: &mut Unfold<'_>, cause: &Cause, dice: &Quantity, targets: &[CreatureId]) {
    for target in targets {
        let amount = cause.amount(now.world(), dice);
        let (faces, sum) = rolled(now, amount);
        let has = now.creature(*target).map_or(0, |one| one.hp_temporary);
        now.happens(Event::TempHpGained { creature: *target, faces, hp: sum.max(has) });
    }
}

/// Whoever is dying is stable.
pub(super) fn steadies(now: &mut Unfold<'_>, target: CreatureId) {
    let chokes = now.creature(target).is_some_and(|one| super::water::choking(now.world(), one));
    if !chokes && now.creature(target).and_then(|one| one.dying).is_some_and(|dying| !dying.stable) {
        now.happens(Event::Stabilized { creature: target });
    }
}

/// Puts right what is wrong.
pub(super) fn mends(now: &mut Unfold<'_>, list: &[Mended], target: CreatureId) {
    for mended in list {
        let Some(one) = now.creature(target) else { return };
        match mended {
            Mended::One(conditions) => {
                let first = one.ongoing.values().find(|it| it.condition.is_some_and(|is| conditions.contains(&is)));
                if let Some(name) = first.map(|lasts| (lasts.name.clone(), lasts.source)) {
                    // What came with the same spell or blow goes with it.
                    lasting::end_where(now, target, |_, it| (&it.name, it.source) == (&name.0, name.1));
                }
            }
            Mended::Exhaustion if one.exhaustion > 0 => now.happens(Event::ExhaustionEased { creature: target }),
            Mended::MaxHp if one.hp_max_lost > 0 => now.happens(Event::MaxHpRestored { creature: target }),
            Mended::Exhaustion | Mended::MaxHp => {}
            Mended::Spell(id) => lasting::end_where(now, target, |_, it| it.name == id.as_str()),
            Mended::Curse => lasting::end_where(now, target, |_, it| CURSES.contains(&it.name.as_str())),
            Mended::Disease => {
                lasting::end_where(now, target, |_, it| DISEASES.contains(&it.name.as_str()));
                super::disease::cured(now, target);
            }
            Mended::Madness => super::madness::ends(now, target, |expires| expires != Expires::Never),
            Mended::Mind => super::madness::ends(now, target, |_| true),
            Mended::Poison => lasting::end_where(now, target, |_, it| it.condition == Some(Condition::Poisoned)),
            Mended::Shape => lasting::end_where(now, target, |_, it| it.gives.contains(&Modifier::Shaped)),
            Mended::Scores => lasting::end_where(now, target, |_, it| {
                it.gives.iter().any(|given| matches!(given, Modifier::Score(..)))
            }),
        }
    }
}

/// What counts as a curse.
const CURSES: [&str; 5] = ["bestow_curse", "geas", "lycanthropy", "mummy_rot", "restless"];
/// True for what is a curse: it outlasts whoever laid it.
pub(super) fn is_curse(name: &str) -> bool {
    CURSES.contains(&name)
}

/// What counts as a disease.
const DISEASES: [&str; 2] = ["contagion", "mummy_rot"];

/// True when the dead can be called back so: not too long dead, and of a kind that can.
pub(super) fn may_revive(now: u64, one: &Creature, revive: &Revive) -> bool {
    let minutes = one.died_seconds.map_or(0, |died| now.saturating_sub(died) / 60);
    one.dead && minutes <= u64::from(revive.minutes)
}

/// So many days do not count for the dead.
pub(super) fn preserves(now: &mut Unfold<'_>, target: CreatureId, days: u16) {
    if now.creature(target).is_some_and(|one| one.dead) {
        now.happens(Event::Preserved { creature: target, seconds: u64::from(days) * 86_400 });
    }
}

/// A caster who has given too much casts no more and does nothing well until a long rest.
fn tires(now: &mut Unfold<'_>, cause: &Cause) {
    let mut tired = lasting::new(now, cause.name.clone(), cause.by, Expires::LongRest);
    let worse = [On::Attacks, On::Checks, On::Saves].map(Modifier::Disadvantage);
    tired.gives = worse.into_iter().chain([Modifier::NoCasting]).collect();
    lasting::begin(now, cause.by, tired);
}

/// Life for the dead.
pub(super) fn revives(now: &mut Unfold<'_>, cause: &Cause, revive: &Revive, target: CreatureId) {
    let clock = now.world().now.clock_seconds;
    let Some(one) = now.creature(target).filter(|one| may_revive(clock, one, revive)) else { return };
    let minutes = one.died_seconds.map_or(0, |died| clock.saturating_sub(died) / 60);
    let undead = figure::kind(now.world(), one) == CreatureKind::Undead;
    if undead {
        return;
    }
    super::reborn::takes(now, &revive.new_body, target);
    let hp = revive.hp.map_or_else(|| now.creature(target).map_or(1, |one| one.hp_max), i32::from);
    now.happens(Event::Revived { creature: target, hp });
    if revive.tires_after_minutes > 0 && minutes >= u64::from(revive.tires_after_minutes) {
        tires(now, cause);
    }
    if revive.burden > 0 {
        let mut burden = lasting::new(now, cause.name.clone(), cause.by, Expires::Never);
        burden.gives = vec![Modifier::Burden(revive.burden)];
        lasting::begin(now, target, burden);
    }
}

//! Damage that effects deal: rolled once for everyone, whole or half, and what follows from it (SRD: Damage Rolls).

use super::cause::Cause;
use super::damage::{self, Harm};
use super::lasting;
use super::prowess;
use super::sieve::matches;
use super::unfold::Unfold;
use crate::srd::charm::Charm;
use crate::srd::damage::DamageKind;
use crate::srd::effect::Effect;
use crate::srd::modifier::Modifier;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;

/// Rolls damage once for everyone and deals it: whole to some, half to others.
pub(super) fn hurt(now: &mut Unfold<'_>, cause: &Cause, effect: &Effect, full: &[CreatureId], halved: &[CreatureId]) {
    let Effect::Damage { dice, kind, half, spares, most, .. } = effect else { return };
    let Some(kind) = cause.kind(kind) else { return };
    if full.is_empty() && halved.is_empty() {
        return;
    }
    let amount = cause.amount(now.world(), dice).and(prowess::more(now, cause, &[kind]));
    let rolled = prowess::roll(now, cause, kind, amount);
    let highest = i32::from(amount.count) * i32::from(amount.sides.0) + i32::from(amount.plus);
    let by = Some(cause.by);
    let (magical, critical) = (cause.magic || cause.enchanted, cause.critical);
    for (targets, part) in [(full, 1), (halved, 2)] {
        for target in targets {
            let Some(one) = now.creature(*target) else { continue };
            let worst = most.as_ref().is_some_and(|filter| matches(now.world(), cause.by, filter, one));
            let amount = if worst { highest } else { rolled } / if *half { part * 2 } else { part };
            let harm = Harm { target: *target, by, kind, amount, magical, critical };
            if *spares {
                damage::deal_sparing(now, harm);
            } else {
                damage::deal(now, harm);
            }
        }
    }
}

/// Those whom the damage just dealt has brought to 0 hit points, by this kind where one is named.
pub(super) fn dropped(now: &Unfold<'_>, by: Option<DamageKind>, targets: &[CreatureId]) -> Vec<CreatureId> {
    let down = |id: &CreatureId| {
        let by_that = last(now, *id).is_some_and(|(kind, taken)| taken > 0 && by.is_none_or(|by| by == kind));
        by_that && now.creature(*id).is_some_and(|one| !one.is_up())
    };
    targets.iter().copied().filter(down).collect()
}

/// The kind and the hit points of the last damage that a creature took.
pub(super) fn last(now: &Unfold<'_>, id: CreatureId) -> Option<(DamageKind, i32)> {
    now.events().iter().rev().find_map(|event| match event {
        Event::Damaged { creature, kind, taken, .. } if *creature == id => Some((*kind, *taken)),
        _ => None,
    })
}

/// The most hit points go down by what was just lost, until the next long rest.
pub(super) fn drains(now: &mut Unfold<'_>, target: CreatureId) {
    let Some((_, hp)) = last(now, target).filter(|(_, lost)| *lost > 0) else { return };
    now.happens(Event::MaxHpLost { creature: target, hp });
    if now.creature(target).is_some_and(|one| one.hp_max == 0 && !one.dead) {
        damage::die(now, target);
    }
}

/// Whoever acts regains half of what the target has just lost.
pub(super) fn leeches(now: &mut Unfold<'_>, by: CreatureId, target: CreatureId) {
    if let Some((_, taken)) = last(now, target).filter(|(_, taken)| *taken > 1) {
        damage::heal(now, by, Some(by), Vec::new(), taken / 2);
    }
}

/// Death, whatever the hit points: only a ward against death helps.
pub(super) fn kills(now: &mut Unfold<'_>, target: CreatureId) {
    if now.creature(target).is_none_or(|one| one.dead) || damage::warded_from_death(now, target) {
        return;
    }
    damage::die(now, target);
}

/// What the last attack took from somebody comes back only by rest.
pub(super) fn stays_open(now: &mut Unfold<'_>, by: CreatureId, target: CreatureId) {
    let since = now.events().iter().rposition(|event| matches!(event, Event::Attacked { .. })).unwrap_or(0);
    let taken = now.events().iter().skip(since).map(|event| match event {
        Event::Damaged { creature, by: Some(of), taken, .. } if *creature == target && *of == by => *taken,
        _ => 0,
    });
    let sum = taken.sum::<i32>() + now.creature(target).map_or(0, unhealed);
    lasting::end_where(now, target, |_, lasts| lasts.name == UNHEALED);
    let mut open = lasting::new(now, UNHEALED, by, Expires::LongRest);
    open.gives = vec![Modifier::Charm(Charm::Unhealed(u16::try_from(sum).unwrap_or(u16::MAX)))];
    lasting::begin(now, target, open);
}

/// How many hit points come back to somebody only by rest.
pub(super) fn unhealed(one: &Creature) -> i32 {
    let given = one.ongoing.values().filter(|lasts| lasts.name == UNHEALED).flat_map(|lasts| &lasts.gives);
    given.map(|given| if let Modifier::Charm(Charm::Unhealed(hp)) = given { i32::from(*hp) } else { 0 }).sum()
}

/// The name of wounds that no magic closes.
pub(super) const UNHEALED: &str = "unhealed";

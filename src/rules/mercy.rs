//! Knocking out instead of killing (SRD: Damage and Healing, Knocking a Creature Out). Ruling 45.

use super::arms;
use super::attempt::Attempt;
use super::damage::Harm;
use super::grid;
use super::lasting;
use super::refusal::Refusal;
use super::toll;
use super::turn;
use super::unfold::Unfold;
use crate::srd::condition::Condition;
use crate::world::World;
use crate::world::event::{Event, Weapon};
use crate::world::hardship::Pose;
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;

const MERCY: &str = "mercy";

/// What may be done of it.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Attempt>) {
    let Ok(one) = turn::may_fight(world, who) else { return };
    into.push(if one.bears(MERCY) { Attempt::StrikeToKill } else { Attempt::HoldBack });
}

/// Blows in reach knock out from now on.
pub(super) fn holds_back(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    if turn::may_fight(now.world(), who)?.bears(MERCY) {
        return Err(Refusal::AlreadySo);
    }
    let mercy = lasting::new(now, MERCY, who, Expires::Never);
    lasting::begin(now, who, mercy);
    toll::poses(now, who, Pose::HoldsBack, None);
    Ok(())
}

/// Blows kill again.
pub(super) fn strikes_to_kill(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    if !turn::may_fight(now.world(), who)?.bears(MERCY) {
        return Err(Refusal::AlreadySo);
    }
    lasting::end_where(now, who, |_, lasts| lasts.name == MERCY);
    toll::poses(now, who, Pose::StrikesToKill, None);
    Ok(())
}

/// Knocks out whoever a merciful blow brings down: unconscious and stable. False when the blow is not one of those.
pub(super) fn knocks_out(now: &mut Unfold<'_>, harm: Harm) -> bool {
    let Some(by) = harm.by.and_then(|by| now.creature(by)).filter(|by| by.bears(MERCY)) else { return false };
    let Some(target) = now.creature(harm.target) else { return false };
    let blow = now.events().iter().rev().find_map(|event| match event {
        Event::Attacked { attacker, target, weapon, .. } if (*attacker, *target) == (by.id, harm.target) => {
            Some(weapon)
        }
        _ => None,
    });
    let in_reach = blow.filter(|weapon| !matches!(weapon, Weapon::Spell(_) | Weapon::Flask(_) | Weapon::Thrown(_)));
    let arm = in_reach.and_then(|weapon| arms::arm(now.world(), by, weapon)).and_then(|arm| arm.reach_feet);
    if arm.is_none_or(|reach| grid::feet_between(by, target) > reach) {
        return false;
    }
    let creature = harm.target;
    now.happens(Event::Fell { creature });
    now.happens(Event::Stabilized { creature });
    lasting::lets_go(now, creature);
    if now.creature(creature).is_some_and(|one| !one.has(Condition::Prone)) {
        lasting::prone(now, creature, creature);
    }
    toll::poses(now, creature, Pose::KnockedOut, None);
    true
}

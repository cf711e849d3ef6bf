//! Inspiration: one at most, good for advantage on one roll, or for a friend (SRD: Inspiration). Ruling 46.

use super::attempt::Attempt;
use super::gate;
use super::lasting;
use super::refusal::Refusal;
use super::toll;
use super::turn;
use super::unfold::Unfold;
use crate::srd::effect::EndsOn;
use crate::srd::modifier::{Modifier, On};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::hardship::Pose;
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;

const INSPIRATION: &str = "inspiration";
const INSPIRED: &str = "inspired";

/// What may be done with it.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Attempt>) {
    if may_call(world, who).is_err() {
        return;
    }
    into.push(Attempt::CallOnInspiration);
    let friends = world.heroes().map(|hero| hero.id).filter(|friend| may_hand_on(world, who, *friend).is_ok());
    into.extend(friends.map(Attempt::Inspire));
}

/// Something was done well: its doer is inspired, unless he is already.
pub(super) fn inspires(now: &mut Unfold<'_>, who: CreatureId) {
    if now.creature(who).is_none_or(|one| one.dead || one.bears(INSPIRATION)) {
        return;
    }
    let inspiration = lasting::new(now, INSPIRATION, who, Expires::Never);
    lasting::begin(now, who, inspiration);
    toll::poses(now, who, Pose::Inspired, None);
}

/// The next attack roll, saving throw or check has advantage.
pub(super) fn calls(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    may_call(now.world(), who)?;
    lasting::end_where(now, who, |_, lasts| lasts.name == INSPIRATION);
    let mut inspired = lasting::new(now, INSPIRED, who, Expires::Never);
    inspired.gives = [On::Attacks, On::Saves, On::Checks].map(Modifier::Advantage).to_vec();
    inspired.ends_on = vec![EndsOn::Used];
    lasting::begin(now, who, inspired);
    toll::poses(now, who, Pose::CallsOnIt, None);
    Ok(())
}

/// A friend is inspired instead.
pub(super) fn hands_on(now: &mut Unfold<'_>, who: CreatureId, friend: CreatureId) -> Result<(), Refusal> {
    may_hand_on(now.world(), who, friend)?;
    lasting::end_where(now, who, |_, lasts| lasts.name == INSPIRATION);
    let inspiration = lasting::new(now, INSPIRATION, friend, Expires::Never);
    lasting::begin(now, friend, inspiration);
    toll::poses(now, who, Pose::Inspires, Some(friend));
    Ok(())
}

/// Whoever is inspired and free to act: in the own turn of a fight, else at any time, scenes included.
fn may_call(world: &World, who: CreatureId) -> Result<&Creature, Refusal> {
    let one = if world.now.encounter.is_some() { turn::may_fight(world, who)? } else { gate::awake(world, who)? };
    if one.bears(INSPIRATION) { Ok(one) } else { Err(Refusal::NoUses) }
}

fn may_hand_on(world: &World, who: CreatureId, friend: CreatureId) -> Result<(), Refusal> {
    may_call(world, who)?;
    let other = world.heroes().find(|hero| hero.id == friend && friend != who && hero.is_up());
    match other {
        None => Err(Refusal::NoSuchTarget),
        Some(other) if other.bears(INSPIRATION) => Err(Refusal::AlreadySo),
        Some(_) => Ok(()),
    }
}

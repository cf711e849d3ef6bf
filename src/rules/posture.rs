//! Standing up, dropping prone, letting a spell go: what costs no action (SRD: Movement and Position).

use super::command::Verb;
use super::figure;
use super::lasting;
use super::movement;
use super::refusal::Refusal;
use super::turn;
use super::unfold::Unfold;
use crate::srd::condition::Condition;
use crate::world::World;
use crate::world::event::{Event, Spending};
use crate::world::id::CreatureId;

/// What may be done of it.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    if may_stand(world, who).is_ok() {
        into.push(Verb::Stand);
    }
    if may_drop(world, who).is_ok() {
        into.push(Verb::DropProne);
    }
    if may_let_go(world, who).is_ok() {
        into.push(Verb::LetGo);
    }
}

pub(super) fn may_stand(world: &World, who: CreatureId) -> Result<u16, Refusal> {
    let one = turn::may_act(world, who)?;
    if !one.has(Condition::Prone) {
        return Err(Refusal::NotProne);
    }
    // Standing up takes half of one's speed; without any speed nobody stands up.
    let half = figure::speed_feet(world, one) / 2;
    let fight = world.now.encounter.is_some();
    if half == 0 || (fight && movement::left_feet(world, one) < half) { Err(Refusal::NoMovement) } else { Ok(half) }
}

fn may_drop(world: &World, who: CreatureId) -> Result<(), Refusal> {
    let one = turn::may_fight(world, who)?;
    if one.has(Condition::Prone) || lasting::immune(world, who, Condition::Prone) {
        Err(Refusal::AlreadySo)
    } else {
        Ok(())
    }
}

fn may_let_go(world: &World, who: CreatureId) -> Result<(), Refusal> {
    let one = turn::may_act(world, who)?;
    if one.concentration.is_some() { Ok(()) } else { Err(Refusal::NothingThere) }
}

/// Stands up.
pub(super) fn stand(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    let feet = may_stand(now.world(), who)?;
    if now.world().now.encounter.is_some() {
        now.happens(Event::Spent { creature: who, what: Spending::Feet(feet) });
    }
    lasting::end_where(now, who, |_, lasts| lasts.condition == Some(Condition::Prone));
    Ok(())
}

/// Drops prone.
pub(super) fn drop_prone(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    may_drop(now.world(), who)?;
    lasting::prone(now, who, who);
    Ok(())
}

/// Stops concentrating.
pub(super) fn let_go(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    may_let_go(now.world(), who)?;
    lasting::end_concentration(now, who);
    Ok(())
}

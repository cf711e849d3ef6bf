//! Things that are hurled by their own power, and what that does on the way and around the target (SRD: Magic Items A-Z).

use super::afflict::Cause;
use super::attack;
use super::grid;
use super::unfold::Unfold;
use crate::srd::id::ItemId;
use crate::world::World;
use crate::world::event::{Event, Spending, Weapon};
use crate::world::id::CreatureId;
use crate::world::question::Pending;

/// Throws the thing itself: what further attacks the action has are still to be made.
pub(super) fn hurls(now: &mut Unfold<'_>, cause: &Cause, target: CreatureId) {
    let world = now.world();
    let Some(one) = world.creature(cause.by) else { return };
    if world.now.encounter.is_some() {
        let more = attack::extra(world, one);
        now.happens(Event::Spent { creature: cause.by, what: Spending::Attack(more) });
    }
    let weapon = Weapon::Thrown(ItemId::new(&cause.name));
    now.steps.push_front(Pending::Roll(attack::strike(cause.by, target, &weapon)));
}

/// Those who stand on the straight line between two creatures.
pub(super) fn between(world: &World, from: CreatureId, to: CreatureId) -> Vec<CreatureId> {
    let (Some(one), Some(other)) = (world.creature(from), world.creature(to)) else { return Vec::new() };
    let (start, end) = (grid::middle(one.at), grid::middle(other.at));
    let stands = world.now.creatures.values().filter(|it| it.id != from && it.id != to && !it.dead && !it.is_away());
    let crossed = stands.filter(|it| grid::crosses(start, end, |tile| grid::squares(it).any(|own| own == tile)));
    crossed.map(|it| it.id).collect()
}

/// A creature and everyone so near to it.
pub(super) fn near(world: &World, target: CreatureId, feet: u16) -> Vec<CreatureId> {
    let Some(one) = world.creature(target) else { return Vec::new() };
    let all = world.now.creatures.values().filter(|it| !it.dead && !it.is_away());
    all.filter(|it| grid::feet_between(one, it) <= feet).map(|it| it.id).collect()
}

//! Pools of hit points that cover as many creatures as they can, the weakest first (SRD: Spell Descriptions, Sleep).

use super::cause::Cause;
use super::unfold::Unfold;
use crate::srd::condition::Condition;
use crate::srd::quantity::Quantity;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// Rolls a pool and covers targets with it, those with the fewest hit points first.
pub(super) fn cover(
    now: &mut Unfold<'_>,
    cause: &Cause,
    dice: &Quantity,
    targets: &[CreatureId],
    passes_over: impl Fn(&World, &Creature) -> bool,
) -> Vec<CreatureId> {
    let amount = cause.amount(now.world(), dice);
    let faces: Vec<_> = (0..amount.count).map(|_| now.roll(amount.sides)).collect();
    let mut total = i32::from(amount.plus) + faces.iter().map(|face| i32::from(face.0)).sum::<i32>();
    now.happens(Event::PoolRolled { by: cause.by, faces, total });
    let world = now.world();
    let all = targets.iter().filter_map(|id| world.creature(*id));
    let mut all: Vec<_> =
        all.filter(|one| one.is_up() && !one.has(Condition::Unconscious) && !passes_over(world, one)).collect();
    all.sort_by_key(|one| (one.hp, one.id));
    let mut covered = Vec::new();
    for one in all {
        if one.hp > total {
            break;
        }
        total -= one.hp;
        covered.push(one.id);
    }
    covered
}

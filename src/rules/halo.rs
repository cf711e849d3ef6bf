//! What friends and foes near by change: auras of those who are able to act (SRD: Classes, Paladin).

use super::damage::{self, Harm};
use super::figure;
use super::grid;
use super::unfold::Unfold;
use crate::srd::condition::Condition;
use crate::srd::knack::Knack;
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::id::CreatureId;

/// Everything that auras of its own side give a creature, with whose aura it is.
pub(super) fn around(world: &World, who: CreatureId) -> Vec<(&Creature, &Modifier)> {
    let Some(one) = world.creature(who) else { return Vec::new() };
    let mut all = Vec::new();
    let friends = world.now.creatures.values().filter(|it| it.side == one.side && it.sheet().is_some());
    for bearer in friends {
        let able = !figure::incapacitated(bearer);
        for knack in figure::knacks(world, bearer) {
            if let Knack::Aura { feet, gives, always } = knack
                && (able || *always)
                && grid::feet_between(one, bearer) <= *feet
            {
                all.extend(gives.iter().map(|given| (bearer, given)));
            }
        }
    }
    all
}

/// True when an aura keeps a condition off.
pub(super) fn keeps_off(world: &World, who: CreatureId, condition: Condition) -> bool {
    matches!(condition, Condition::Charmed | Condition::Frightened)
        && around(world, who).iter().any(|(_, given)| **given == Modifier::ImmuneTo(condition))
}

/// Hurts whoever begins a turn in the light of a foe that sears.
pub(super) fn sears(now: &mut Unfold<'_>, who: CreatureId) {
    let world = now.world();
    let Some(one) = world.creature(who).filter(|one| one.is_up()) else { return };
    let foes = world.now.creatures.values().filter(|foe| foe.side != one.side && foe.sheet().is_some());
    let mut all = Vec::new();
    for foe in foes.filter(|foe| !figure::incapacitated(foe)) {
        all.extend(figure::knacks(world, foe).filter_map(|knack| match knack {
            Knack::Sears { feet, hp, kind } if grid::feet_between(one, foe) <= *feet => Some((foe.id, *hp, *kind)),
            _ => None,
        }));
    }
    for (by, hp, kind) in all {
        let by = Some(by);
        damage::deal(now, Harm { target: who, by, kind, amount: i32::from(hp), magical: true, critical: false });
    }
}

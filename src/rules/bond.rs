//! Damage that somebody else bears a part of: whom a creature hangs on to, and guardians bound to their masters (SRD: Monsters).

use super::damage::{self, Harm};
use super::figure;
use super::grid;
use super::instinct;
use super::unfold::Unfold;
use crate::srd::damage::DamageKind;
use crate::srd::instinct::Instinct;
use crate::world::World;
use crate::world::creature::{Creature, RIDING};
use crate::world::id::CreatureId;

/// A guardian feels what happens to its master so far away, feet.
const BOND_FEET: u16 = 60;

/// Deals to others what they bear of this damage; what is left for the one it was meant for.
pub(super) fn parted(now: &mut Unfold<'_>, harm: Harm, dealt: i32) -> i32 {
    let Some((other, part)) = other(now.world(), harm, dealt).filter(|(_, part)| *part > 0) else { return dealt };
    damage::deal(now, Harm { target: other, amount: part, critical: false, ..harm });
    dealt - part
}

/// Who bears a part of it, and how much.
fn other(world: &World, harm: Harm, dealt: i32) -> Option<(CreatureId, i32)> {
    let one = world.creature(harm.target)?;
    let hanging =
        instinct::of(world, one).find_map(|it| if let Instinct::Transfers(name) = it { Some(name) } else { None });
    if let Some(name) = hanging {
        let held = |other: &&Creature| {
            !other.dead && other.ongoing.values().any(|lasts| lasts.name == *name && lasts.source == one.id)
        };
        return world.now.creatures.values().find(held).map(|other| (other.id, dealt - dealt / 2));
    }
    let guards = |other: &&Creature| {
        let bound = instinct::has(world, other, |it| *it == Instinct::Bound);
        bound && other.is_up() && other.id != one.id && master(world, other) == Some(one.id)
    };
    let guardian = world.now.creatures.values().find(guards)?;
    (grid::feet_between(one, guardian) <= BOND_FEET).then(|| (guardian.id, dealt - dealt / 2))
}

/// True when the mount lends its rider resistance to this kind.
pub(super) fn lends(world: &World, one: &Creature, kind: DamageKind) -> bool {
    let mount = one.ongoing.values().find(|lasts| lasts.name == RIDING).and_then(|lasts| world.creature(lasts.source));
    mount.is_some_and(|mount| instinct::has(world, mount, |it| *it == Instinct::Lends(kind)))
}

/// Whom a guardian is bound to: its master, else the first of its friends who casts spells (ruling 55).
fn master(world: &World, guardian: &Creature) -> Option<CreatureId> {
    let casts = |other: &&Creature| {
        let own = figure::block(world, other).is_some_and(|block| block.casts.is_some());
        other.side == guardian.side && other.is_up() && own
    };
    guardian.master.or_else(|| world.now.creatures.values().find(casts).map(|other| other.id))
}

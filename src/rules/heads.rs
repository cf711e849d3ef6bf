//! Creatures of several heads: how many are left, how they are lost and grow again (SRD: Monsters, Hydra).

use super::damage::{self, Harm};
use super::instinct;
use super::lasting;
use super::unfold::Unfold;
use crate::srd::damage::DamageKind;
use crate::srd::effect::Until;
use crate::srd::id::{FeatureId, ResourceId};
use crate::srd::instinct::Instinct;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// So much damage in one turn costs a head.
const HURT_LEAST: i32 = 25;
/// Hit points that come back with each head.
const REGROWN_HP: i32 = 10;
/// Keeps heads from growing again.
const CHARRED: &str = "charred";

fn lost() -> ResourceId {
    ResourceId::new("heads_lost")
}

fn grown() -> ResourceId {
    ResourceId::new("heads_grown")
}

/// Heads lost since the last turn ended.
fn stumps() -> ResourceId {
    ResourceId::new("stumps")
}

fn counted(one: &Creature, what: &ResourceId) -> u8 {
    one.spent.get(what).copied().unwrap_or(0)
}

/// How many heads are left; 1 for those who have no more anyway.
pub(super) fn left(world: &World, one: &Creature) -> u8 {
    let first =
        instinct::of(world, one).find_map(|it| if let Instinct::Heads(count) = it { Some(*count) } else { None });
    first.map_or(1, |first| first.saturating_add(counted(one, &grown())).saturating_sub(counted(one, &lost())))
}

fn is_headed(world: &World, one: &Creature) -> bool {
    instinct::has(world, one, |it| matches!(it, Instinct::Heads(_)))
}

/// As many bites as heads.
pub(super) fn bites(world: &World, who: CreatureId, attacks: &mut [(crate::srd::id::ActionId, u8)]) {
    let Some(one) = world.creature(who).filter(|one| is_headed(world, one)) else { return };
    let heads = left(world, one);
    attacks.iter_mut().for_each(|(_, count)| *count = heads);
}

/// Loses a head when this damage makes it enough for the turn; the last one is its death. `before` is what the turn had
/// dealt so far.
pub(super) fn falls(now: &mut Unfold<'_>, harm: Harm, before: i32, worth: i32) {
    let creature = harm.target;
    let Some(one) = now.creature(creature).filter(|one| one.is_up() && is_headed(now.world(), one)) else { return };
    let last = left(now.world(), one) <= 1;
    if harm.kind == DamageKind::Fire {
        let expires = lasting::expires(now.world(), Until::EndOfTargetTurn, creature, creature);
        let mark = lasting::new(now, CHARRED, creature, expires);
        lasting::begin(now, creature, mark);
    }
    if before >= HURT_LEAST || before + worth < HURT_LEAST {
        return;
    }
    for resource in [lost(), stumps()] {
        now.happens(Event::UseSpent { creature, resource, count: 1 });
    }
    now.happens(Event::Featured { creature, feature: FeatureId::new("multiple_heads") });
    if last {
        damage::die(now, creature);
    }
}

/// Damage that the present turn has dealt to a creature so far.
pub(super) fn hurt_so_far(world: &World, who: CreatureId) -> i32 {
    let hurt = world.now.encounter.as_ref().and_then(|fight| fight.used.hurt.get(&who).copied());
    hurt.unwrap_or(0)
}

/// At the end of its turn two heads grow for each that was lost since the last one.
pub(super) fn grow_again(now: &mut Unfold<'_>, who: CreatureId) {
    let Some(one) = now.creature(who).filter(|one| one.is_up()) else { return };
    let fallen = counted(one, &stumps());
    if fallen == 0 {
        return;
    }
    let charred = one.bears(CHARRED);
    now.happens(Event::UsesRegained { creature: who, resource: stumps(), count: u8::MAX });
    if charred {
        return;
    }
    let heads = fallen.saturating_mul(2);
    now.happens(Event::UseSpent { creature: who, resource: grown(), count: heads });
    damage::heal(now, who, None, Vec::new(), REGROWN_HP * i32::from(heads));
}

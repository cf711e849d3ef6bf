//! Those whom death does not keep: how they escape it, when and where they come back (SRD: Monsters, Rejuvenation, Misty
//! Escape).
//!
//! Ruling 60: whoever comes back does so where it fell, once the party is near; what it is bound to lies hidden there.

use super::encounter;
use super::instinct;
use super::lasting;
use super::sight;
use super::unfold::Unfold;
use crate::dice::Sides;
use crate::srd::id::FeatureId;
use crate::srd::instinct::Instinct;
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::Being;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;
use crate::world::returning::Returning;

/// What a vampire becomes instead of falling.
const MIST: &str = "misty_escape";
/// Two hours at the most to its resting place, and one there.
const MIST_SECONDS: u64 = 3 * 3600;
/// So near the party must come, feet.
const NEAR_FEET: u16 = 60;

/// Whether a creature escapes as mist instead of dying; neither sun nor running water lets it.
pub(super) fn escapes(now: &mut Unfold<'_>, creature: CreatureId) -> bool {
    let world = now.world();
    let Some(one) = world.creature(creature).filter(|one| !one.dead && one.hp == 0) else { return false };
    if !instinct::has(world, one, |it| *it == Instinct::MistyEscape) {
        return false;
    }
    if one.bears(MIST) {
        return true;
    }
    if sight::sunlit(world, one) || world.ground(one.at).water {
        return false;
    }
    now.happens(Event::Featured { creature, feature: FeatureId::new(MIST) });
    promise(now, creature, MIST_SECONDS);
    let mut mist = lasting::new(now, MIST, creature, Expires::Never);
    mist.gives = vec![Modifier::Away];
    lasting::begin(now, creature, mist);
    true
}

/// Rolls when a creature that has died comes back, if it does.
pub(super) fn promises(now: &mut Unfold<'_>, creature: CreatureId) {
    let world = now.world();
    let Some(one) = world.creature(creature) else { return };
    let found = instinct::of(world, one).find_map(|it| match it {
        Instinct::Returns { die, hours, in_hell } => Some((*die, *hours, *in_hell)),
        _ => None,
    });
    let Some((die, hours, in_hell)) = found else { return };
    if in_hell && (world.map().is_none_or(|map| !map.hell) || blessed(now, creature)) {
        return;
    }
    let times = if die > 1 { now.roll(Sides(die)).0 } else { 1 };
    promise(now, creature, u64::from(times) * u64::from(hours) * 3600);
}

/// True when somebody whom a blessing strengthens has done it.
fn blessed(now: &Unfold<'_>, creature: CreatureId) -> bool {
    let by = now.events().iter().rev().find_map(|event| match event {
        Event::Damaged { creature: hurt, by, .. } if *hurt == creature => Some(*by),
        _ => None,
    });
    by.flatten().and_then(|by| now.creature(by)).is_some_and(|by| by.bears("bless"))
}

fn promise(now: &mut Unfold<'_>, creature: CreatureId, after_seconds: u64) {
    let world = now.world();
    let Some(one) = world.creature(creature) else { return };
    let Being::Monster(monster) = &one.being else { return };
    let (map, at) = (world.now.place.map.clone(), one.away.unwrap_or(one.at));
    let seconds = world.now.clock_seconds.saturating_add(after_seconds);
    let returning = Returning { monster: monster.clone(), map, at, seconds };
    now.happens(Event::ReturnSet { creature, returning: Box::new(returning) });
}

/// Lets those come back whose time has come and who are near.
pub(super) fn settle(now: &mut Unfold<'_>) {
    let Some((index, returning)) = due(now.world()) else { return };
    now.happens(Event::Returned { index });
    encounter::begin(now, &[(returning.monster, returning.at)], None, &[]);
}

fn due(world: &World) -> Option<(u8, Returning)> {
    let busy = world.now.encounter.is_some() || world.now.story.scene.is_some() || world.now.story.shop.is_some();
    if busy || !world.now.questions.is_empty() || world.now.returning.is_empty() {
        return None;
    }
    let near = |returning: &Returning| {
        let mut heroes = world.heroes().filter(|hero| hero.is_up());
        heroes.any(|hero| super::grid::feet_to(hero, returning.at) <= NEAR_FEET)
    };
    let mut all = world.now.returning.iter().zip(0..);
    let found = all.find(|(returning, _)| {
        returning.seconds <= world.now.clock_seconds && returning.map == world.now.place.map && near(returning)
    });
    found.map(|(returning, index)| (index, returning.clone()))
}

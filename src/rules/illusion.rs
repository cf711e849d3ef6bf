//! Images that are none: who sees through them, and how (SRD: Illusion spells).
//!
//! Ruling: an image hides what is behind it from all but its maker, those who have touched it and those whose
//! search has found it out.

use smol_str::SmolStr;

use super::afflict::Cause;
use super::d20::{self, Tally};
use super::grid;
use super::lasting;
use super::unfold::Unfold;
use crate::srd::ability::{Ability, Skill};
use crate::srd::modifier::Modifier;
use crate::srd::quantity::Dc;
use crate::srd::weave::Weave;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::{CreatureId, ZoneId};
use crate::world::ongoing::{Expires, Ongoing};
use crate::world::zone::Zone;

/// What marks those who have seen through an image; what was chosen with it is the image's name.
pub(super) const PIERCED: &str = "pierced";
/// Images are looked into from so far, feet.
const SEARCH_FEET: u16 = 60;

/// True for those whom an image does not deceive.
pub(super) fn is_pierced(zone: &Zone, one: &Creature) -> bool {
    let through = |lasts: &Ongoing| {
        lasts.name == PIERCED && lasts.source == zone.source && lasts.chosen.as_ref() == Some(&zone.name)
    };
    zone.source == one.id || one.ongoing.values().any(through)
}

/// Somebody sees that what this caster made under this name is an image.
pub(super) fn pierces(now: &mut Unfold<'_>, by: CreatureId, name: &SmolStr, target: CreatureId) {
    let mut knows = lasting::new(now, PIERCED, by, Expires::LongRest);
    knows.chosen = Some(name.clone());
    if by != target {
        lasting::begin(now, target, knows);
    }
}

/// Looks into every image near: an investigation check against its maker's spell DC.
pub(super) fn inspects(now: &mut Unfold<'_>, who: CreatureId) {
    looks_through(now, who);
    for zone in images(now.world(), who) {
        let world = now.world();
        let Some(zone) = world.now.zones.get(&zone) else { continue };
        let (cause, name, by) = (Cause::zone(world, zone), zone.name.clone(), zone.source);
        let dc = zone.is.dc.map_or_else(|| cause.dc(world, Dc::Spell), i32::from);
        if investigates(now, who, dc) {
            pierces(now, by, &name, who);
        }
    }
}

/// An investigation check against an image.
fn investigates(now: &mut Unfold<'_>, who: CreatureId, dc: i32) -> bool {
    let (ability, skill) = (Ability::Int, Some(Skill::Investigation));
    let roll = d20::check_roll(now, who, ability, skill, Tally::default());
    let success = roll.total() >= dc;
    now.happens(Event::Checked { creature: who, ability, skill, roll, dc: Some(dc), success });
    success
}

/// What makes a creature an image only.
fn image_of(one: &Creature) -> Option<&Ongoing> {
    one.ongoing.values().find(|lasts| lasts.gives.contains(&Modifier::Weave(Weave::Image)))
}

/// Looks into the images of creatures near, but for one's own.
fn looks_through(now: &mut Unfold<'_>, who: CreatureId) {
    let Some(one) = now.creature(who) else { return };
    let near = now.world().now.creatures.values().filter(|it| grid::feet_between(one, it) <= SEARCH_FEET);
    let images = near.filter(|it| !knows(one, it)).filter_map(image_of).filter(|lasts| lasts.source != who);
    let images: Vec<_> = images.map(|lasts| (lasts.source, lasts.name.clone(), lasts.level)).collect();
    for (by, name, level) in images {
        let world = now.world();
        let dc = Cause::again(world, by, &name, level).dc(world, Dc::Spell);
        if investigates(now, who, dc) {
            pierces(now, by, &name, who);
        }
    }
}

/// True for one who knows that a creature is an image only.
pub(super) fn knows(one: &Creature, image: &Creature) -> bool {
    let Some(is) = image_of(image) else { return false };
    one.ongoing.values().any(|it| it.name == PIERCED && it.source == is.source && it.chosen.as_ref() == Some(&is.name))
}

/// The images near that deceive somebody.
fn images(world: &World, who: CreatureId) -> Vec<ZoneId> {
    let Some(one) = world.creature(who) else { return Vec::new() };
    let near = |zone: &&Zone| grid::feet_to(one, zone.at) <= SEARCH_FEET;
    let all = world.now.zones.values().filter(|zone| zone.is.illusory && !is_pierced(zone, one));
    all.filter(near).map(|zone| zone.id).collect()
}

//! Eyes that magic gives besides one's own: sensors, images, those who are watched (SRD: Clairvoyance, Scrying, Mislead).
//!
//! Ruling: whoever the watcher sees or fights is known to him, his friends are known well, all others by hearsay. Nothing
//! that somebody owns is known to be his, so that no thing makes watching him easier.

use super::afflict::{self, Cause};
use super::d20::{self, Save};
use super::grid;
use super::lasting;
use super::maw;
use super::sight;
use super::summon::free_near;
use super::unfold::Unfold;
use crate::srd::ability::Ability;
use crate::srd::condition::Condition;
use crate::srd::effect::{Effect, Until};
use crate::srd::modifier::Modifier;
use crate::srd::weave::Weave;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::ongoing::{Expires, Ongoing};

/// True when an eye of magic that the creature has shows it the other one.
pub(super) fn sees(world: &World, one: &Creature, other: &Creature) -> bool {
    let shows = |at: Tile, feet: u16| {
        let lit = || grid::feet_to(other, at) <= feet || grid::squares(other).any(|it| sight::lit(world, it));
        sight::clear(world, at, other.at) && lit()
    };
    let zones = world.now.zones.values().filter(|zone| zone.is.eye_feet > 0 && zone.source == one.id);
    let lends = |it: &Ongoing| it.source == one.id && it.gives.contains(&Modifier::Weave(Weave::Eyes));
    let bearers = world.now.creatures.values().filter(|it| !it.is_away() && it.ongoing.values().any(lends));
    let open = || !other.is_away() && !sight::unseen(world, one, other) && !one.has(Condition::Unconscious);
    let shown = zones.map(|zone| (zone.at, zone.is.eye_feet)).any(|(at, feet)| shows(at, feet));
    (shown
        || bearers
            .map(|it| (it.at, sight::darkvision_feet(world, one).max(grid::SQUARE_FEET)))
            .any(|(at, feet)| shows(at, feet)))
        && open()
}

/// Tries to watch somebody: a wisdom saving throw that is harder the better he is known; who withstands it does so for
/// a day.
pub(super) fn pries(now: &mut Unfold<'_>, cause: &Cause, then: &[Effect], target: CreatureId) {
    let world = now.world();
    let Some((by, one)) = world.creature(cause.by).zip(world.creature(target)) else { return };
    let hidden = super::figure::gives(world, one).contains(&&Modifier::Hidden);
    if maw::is_proof(one, &cause.name) || hidden {
        return;
    }
    let fight = world.now.encounter.as_ref();
    let fights = |id: CreatureId| fight.is_some_and(|fight| fight.order.iter().any(|(it, _)| *it == id));
    let bonus = match one.side == by.side {
        true => FAMILIAR,
        false if sight::sees(world, by, one) || (fights(by.id) && fights(target)) => 0,
        false => HEARSAY,
    };
    let save = Save { magic: true, bonus, ..Save::plain(target, Ability::Wis, i32::from(cause.dc_byte())) };
    if !d20::save(now, &save) {
        return afflict::run(now, cause, then, &[target]);
    }
    let expires = lasting::expires(now.world(), Until::Hours(24), cause.by, target);
    let proof = lasting::new(now, format!("{}_proof", cause.name), cause.by, expires);
    lasting::begin(now, target, proof);
}

/// What is added to the saving throw of one who is known well, and of one who is known by hearsay.
const FAMILIAR: i32 = -5;
const HEARSAY: i32 = 5;

/// What somebody has called by a name.
fn called(world: &World, cause: &Cause) -> Vec<CreatureId> {
    let own = |lasts: &Ongoing| {
        lasts.name == cause.name && lasts.source == cause.by && lasts.gives.contains(&Modifier::Summoned)
    };
    let all = world.now.creatures.values().filter(|one| one.called && one.ongoing.values().any(own));
    all.map(|one| one.id).collect()
}

/// What was called goes to the square aimed at, so many feet at the most.
pub(super) fn steers(now: &mut Unfold<'_>, cause: &Cause, feet: u16) {
    let Some(to) = cause.at else { return };
    for id in called(now.world(), cause) {
        let world = now.world();
        let Some(one) = world.creature(id) else { continue };
        let most = i16::try_from(feet / grid::SQUARE_FEET).unwrap_or(i16::MAX);
        let step = |from: i16, to: i16| from.saturating_add(to.saturating_sub(from).clamp(-most, most));
        let to = free_near(world, one, Tile { x: step(one.at.x, to.x), y: step(one.at.y, to.y) });
        if to != one.at {
            now.happens(Event::Moved { creature: id, path: vec![to], feet: 0 });
        }
    }
}

/// Turns from one's own senses to those of what was called, or back.
pub(super) fn looks(now: &mut Unfold<'_>, cause: &Cause, until: Until) {
    let name = format!("{}_eyes", cause.name);
    if now.creature(cause.by).is_some_and(|by| by.bears(&name)) {
        return lasting::end_everywhere(now, |_, _, lasts| lasts.name == name && lasts.source == cause.by);
    }
    let servants = called(now.world(), cause);
    if servants.is_empty() {
        return;
    }
    let fresh = |now: &Unfold<'_>, bearer| {
        let expires = lasting::expires(now.world(), cause.until(until), cause.by, bearer);
        let mut fresh = lasting::new(now, name.clone(), cause.by, expires);
        fresh.concentration = cause.concentration;
        fresh
    };
    for servant in servants {
        let mut eyes = fresh(now, servant);
        eyes.gives = vec![Modifier::Weave(Weave::Eyes)];
        lasting::begin(now, servant, eyes);
    }
    for condition in [Condition::Blinded, Condition::Deafened] {
        let mut turned = fresh(now, cause.by);
        turned.condition = Some(condition);
        lasting::begin(now, cause.by, turned);
    }
}

/// What was called waits in a space of its own; from there it comes back beside its master.
pub(super) fn pockets(now: &mut Unfold<'_>, cause: &Cause) {
    let name = format!("{}_pocket", cause.name);
    for id in called(now.world(), cause) {
        if now.creature(id).is_some_and(|one| !one.is_away()) {
            let mut pocket = lasting::new(now, name.clone(), cause.by, Expires::Never);
            pocket.gives = vec![Modifier::Away];
            lasting::begin(now, id, pocket);
            continue;
        }
        lasting::end_where(now, id, |_, lasts| lasts.name == name);
        let world = now.world();
        let Some((by, one)) = world.creature(cause.by).zip(world.creature(id)) else { continue };
        let to = free_near(world, one, by.at);
        if to != one.at {
            now.happens(Event::Moved { creature: id, path: vec![to], feet: 0 });
        }
    }
}

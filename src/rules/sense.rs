//! What magic senses: creatures of a kind, poison, magic, traps, somebody far away (SRD: Divination spells).

use super::afflict::Cause;
use super::figure;
use super::grid;
use super::unfold::Unfold;
use super::ward;
use super::weave;
use crate::srd::charm::Charm;
use crate::srd::conjure::Sense;
use crate::srd::id::SpellId;
use crate::srd::modifier::Modifier;
use crate::tale::map::Is;
use crate::world::World;
use crate::world::creature::{Creature, Side};
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::place::Fate;

/// Tells whoever acts what is there; those who are hidden from divination are not.
pub(super) fn senses(now: &mut Unfold<'_>, cause: &Cause, it: &Sense, meant: &[CreatureId]) {
    let Sense { ethereal, feet, kinds, bearing, magic, targets, traps, foes, minds } = it;
    let world = now.world();
    let Some(by) = world.creature(cause.by) else { return };
    let is_sensed = |one: &&Creature| {
        let kept = ward::bears(world, one, |it| *it == Charm::KeepsMind);
        let kind = !kept && kinds.contains(&weave::appears(world, one));
        let ill = bearing.iter().any(|condition| one.has(*condition));
        let enchanted =
            *magic && one.ongoing.values().any(|it| world.book.spells.contains_key(&SpellId::new(&it.name)));
        let enchanted = enchanted && !weave::hides_aura(world, one);
        let minded = *minds && figure::scores(world, one).int > 3 && world.knows_any_language(one);
        let sought = *targets && meant.contains(&one.id);
        one.id != cause.by && (kind || ill || enchanted || minded || sought)
    };
    let near = world.now.creatures.values().filter(|one| !one.is_away() && grid::feet_between(by, one) <= *feet);
    let mut found: Vec<CreatureId> =
        near.clone().filter(|one| !hidden(world, one)).filter(is_sensed).map(|one| one.id).collect();
    if *foes {
        let hostile = near
            .filter(|one| !hidden(world, one) && one.is_up() && one.side != by.side && one.side != Side::Bystanders);
        found.extend(hostile.min_by_key(|one| grid::feet_between(by, one)).map(|one| one.id));
    }
    if *ethereal {
        let beyond = |one: &&Creature| {
            let there = one.away.is_some_and(|at| grid::feet_to(by, at) <= *feet);
            there && one.ongoing.values().any(|lasts| ETHEREAL.contains(&lasts.name.as_str()))
        };
        found.extend(world.now.creatures.values().filter(beyond).map(|one| one.id));
    }
    let trapped = *traps && traps_near(world, by, *feet);
    let magical = *magic && world.now.zones.values().any(|zone| grid::feet_to(by, zone.at) <= *feet);
    now.happens(Event::Divined { creature: cause.by, found, things: trapped || magical });
}

/// What takes somebody to the Ethereal Plane.
const ETHEREAL: [&str; 4] = ["etherealness", "ethereal_jaunt", "ethereal_stride", "blink"];

fn hidden(world: &World, one: &Creature) -> bool {
    figure::gives(world, one).iter().any(|given| matches!(given, Modifier::Hidden))
}

/// True when a trap lies in sight that has not gone off.
fn traps_near(world: &World, by: &Creature, feet: u16) -> bool {
    let armed =
        world.things().filter(|(id, thing)| matches!(thing.is, Is::Trap { .. }) && world.fate(id) != Some(Fate::Spent));
    let mut tiles = armed.flat_map(|(_, thing)| thing.at.iter());
    tiles.any(|tile| grid::feet_to(by, *tile) <= feet && super::sight::clear(world, by.at, *tile))
}

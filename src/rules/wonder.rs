//! The reader of `srd::wonder::Wonder`: what only a few spells do (SRD: Spell Descriptions).

use std::collections::BTreeSet;

use smol_str::SmolStr;

use super::afflict::{self, Cause};
use super::d20::{self, Save};
use super::double;
use super::figure;
use super::geas;
use super::grid;
use super::illusion;
use super::lasting;
use super::sensor;
use super::stored;
use super::summon;
use super::unfold::Unfold;
use super::weave;
use crate::srd::ability::Ability;
use crate::srd::effect::{Effect, Until};
use crate::srd::id::{ItemId, SpellId};
use crate::srd::kind::CreatureKind;
use crate::srd::modifier::Modifier;
use crate::srd::wonder::Wonder;
use crate::tale::map::Is;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::place::Fate;

/// Does it to these targets.
pub(super) fn run(now: &mut Unfold<'_>, cause: &Cause, wonder: &Wonder, targets: &[CreatureId]) {
    match wonder {
        Wonder::For { only, then } => {
            let targets = afflict::filtered(now.world(), cause, Some(only), targets);
            afflict::run(now, cause, then, &targets);
        }
        Wonder::Identify => targets.iter().for_each(|target| identifies(now, cause.by, *target)),
        Wonder::Locate { feet, things, kinds } => locates(now, cause, *feet, *things, kinds),
        Wonder::Retry { ability, hours } => {
            targets.iter().for_each(|target| tries_again(now, cause, *ability, *hours, *target));
        }
        Wonder::Stored { otherwise } => stored::goes_off(now, cause, otherwise, targets),
        Wonder::Contingent { .. } => stored::waits(now, cause),
        Wonder::Answer => targets.iter().for_each(|target| stored::answers(now, cause, *target)),
        Wonder::Land(land) => super::land::run(now, cause, land, targets),
        Wonder::Pries { then } => targets.iter().for_each(|target| sensor::pries(now, cause, then, *target)),
        Wonder::Pockets => sensor::pockets(now, cause),
        Wonder::Releases => summon::dismiss(now, cause.by, &cause.name),
        Wonder::Steers(feet) => sensor::steers(now, cause, *feet),
        Wonder::Looks { until } => sensor::looks(now, cause, *until),
        Wonder::Doubles(summon) => targets.iter().for_each(|target| double::makes(now, cause, summon, *target)),
        Wonder::Repairs(cp) => targets.iter().for_each(|target| double::repairs(now, cause, *cp, *target)),
        Wonder::Geas(it) => targets.iter().for_each(|target| geas::watches(now, cause, it, *target)),
        Wonder::Breach(it) => targets.iter().for_each(|target| geas::breaks(now, cause, it, *target)),
        Wonder::Rarely { minutes, then } => geas::rarely(now, cause, *minutes, then, targets),
        Wonder::SeeThrough => targets.iter().for_each(|target| illusion::pierces(now, cause.by, &cause.name, *target)),
    }
}

/// What may be chosen with it by this creature from a slot of this level.
pub(super) fn choices(world: &World, one: &Creature, wonder: &Wonder, level: u8) -> Vec<SmolStr> {
    match wonder {
        Wonder::Stored { .. } => stored::glyphs(world, one, level),
        Wonder::Contingent { most } => stored::contingencies(world, one, *most),
        Wonder::Locate { things, kinds, .. } => sought(world, one, *things, kinds),
        Wonder::Land(land) => super::land::choices(world, one, land),
        _ => Vec::new(),
    }
}

/// Makes known what magic things somebody has, and tells whether a spell is on him.
fn identifies(now: &mut Unfold<'_>, by: CreatureId, target: CreatureId) {
    let world = now.world();
    let Some(one) = world.creature(target) else { return };
    let magic = |item: &&ItemId| world.book.items.get(*item).is_some_and(|item| item.magic.is_some());
    let unknown: Vec<ItemId> =
        one.pack.items.keys().filter(magic).filter(|item| !one.pack.known.contains(*item)).cloned().collect();
    let enchanted = one.ongoing.values().any(|lasts| world.book.spells.contains_key(&SpellId::new(&lasts.name)));
    for item in unknown {
        now.happens(Event::Identified { creature: target, item });
    }
    if enchanted {
        now.happens(Event::Divined { creature: by, found: vec![target], things: false });
    }
}

/// What could be looked for here: things that others have or that lie in chests, and creatures by their sort.
fn sought(world: &World, one: &Creature, things: bool, kinds: &[CreatureKind]) -> Vec<SmolStr> {
    let others = || world.now.creatures.values().filter(|other| other.id != one.id);
    let mut all = BTreeSet::new();
    if things {
        all.extend(others().flat_map(|other| other.pack.items.keys()).map(|item| SmolStr::new(item.as_str())));
        all.extend(chests(world).flat_map(|(_, holds)| holds).map(|(item, _)| SmolStr::new(item.as_str())));
    }
    let beasts = others().filter(|other| kinds.contains(&figure::kind(world, other)));
    all.extend(beasts.filter_map(|other| other.block_id()).map(|id| SmolStr::new(id.as_str())));
    all.into_iter().collect()
}

/// The chests of the map that are still full: where they stand, and what is in them.
fn chests(world: &World) -> impl Iterator<Item = (crate::tale::map::Tile, &[(ItemId, u16)])> {
    world.things().filter(|(id, _)| world.fate(id) != Some(Fate::Open)).filter_map(|(_, thing)| match &thing.is {
        Is::Chest { holds, .. } => Some((thing.at.first().copied()?, holds.as_slice())),
        _ => None,
    })
}

/// Tells who has the chosen thing or is of the chosen sort, within so many feet.
fn locates(now: &mut Unfold<'_>, cause: &Cause, feet: u16, things: bool, kinds: &[CreatureKind]) {
    let world = now.world();
    let Some(by) = world.creature(cause.by) else { return };
    let Some(sort) = cause.how.choice.as_deref() else { return };
    let item = ItemId::new(sort);
    let is_it = |one: &&Creature| {
        let bears = things && one.pack.items.contains_key(&item);
        let beast = kinds.contains(&weave::appears(world, one)) && one.block_id().is_some_and(|id| id.as_str() == sort);
        one.id != by.id && (bears || beast)
    };
    let hidden = |one: &Creature| figure::gives(world, one).contains(&&Modifier::Hidden);
    let near = world.now.creatures.values().filter(|one| !one.is_away() && grid::feet_between(by, one) <= feet);
    let found = near.filter(is_it).filter(|one| !hidden(one)).map(|one| one.id).collect();
    let lies = |(at, holds): (crate::tale::map::Tile, &[(ItemId, u16)])| {
        grid::feet_to(by, at) <= feet && holds.iter().any(|(held, _)| *held == item)
    };
    let things = things && chests(world).any(lies);
    now.happens(Event::Divined { creature: cause.by, found, things });
}

/// A saving throw that ends the spell, or another wait for the next one.
fn tries_again(now: &mut Unfold<'_>, cause: &Cause, ability: Ability, hours: u16, target: CreatureId) {
    let bears = |lasts: &crate::world::ongoing::Ongoing| lasts.name == cause.name && lasts.source == cause.by;
    // Nothing is left of what something else has ended already.
    if now.creature(target).is_none_or(|one| one.dead || !one.ongoing.values().any(bears)) {
        return;
    }
    let save = Save { magic: true, ..Save::plain(target, ability, i32::from(cause.dc_byte())) };
    if d20::save(now, &save) {
        return lasting::end_where(now, target, |_, lasts| bears(lasts));
    }
    let mut wait = lasting::new(
        now,
        cause.name.clone(),
        cause.by,
        lasting::expires(now.world(), Until::Hours(hours), cause.by, target),
    );
    wait.level = cause.level;
    wait.gives = vec![Modifier::WhenOver(vec![Effect::Wonder(Box::new(Wonder::Retry { ability, hours }))])];
    lasting::begin(now, target, wait);
}

#[cfg(test)]
mod tests {
    use super::super::scene::Setting;
    use super::super::text;
    use super::super::unfold::Unfold;
    use super::super::{clock, decide};
    use super::*;
    use crate::dice::{Dice, Face};

    /// What happens to a feeble mind in thirty days when the second saving throw shows this face.
    fn check(face: u16, remains: bool) {
        let head = "map A B\nAda A wizard 15 feeblemind\nBea B wizard 1 hp 60 bystander\nexploring\n---\n";
        let mut world = Setting::read(head).unwrap().world;
        let (ada, line) = text::actor("Ada casts feeblemind on Bea", &world).unwrap();
        let verb = text::parse_verb(line, &world, ada).unwrap();
        let faces = [3, 3, 3, 3, 2].map(Face);
        let events = decide(&world, ada, &verb, &mut Dice::read(faces)).unwrap();
        events.iter().for_each(|event| world.apply(event).unwrap());
        let bea = world.now.creatures.values().find(|one| one.name == "Bea").unwrap().id;
        let mut dice = Dice::read([Face(face)]);
        let mut now = Unfold::new(&world, &mut dice);
        clock::pass(&mut now, 30 * 24 * clock::HOUR_SECONDS);
        let events = now.finish();
        events.iter().for_each(|event| world.apply(event).unwrap());
        assert!(dice.settled(), "one saving throw was rolled");
        let one = world.creature(bea).unwrap();
        assert_eq!(one.bears("feeblemind"), remains);
        let waits =
            |lasts: &crate::world::ongoing::Ongoing| lasts.gives.iter().any(|it| matches!(it, Modifier::WhenOver(_)));
        assert_eq!(one.ongoing.values().any(waits), remains);
    }

    #[test]
    fn a_feeble_mind_tries_again_every_thirty_days() {
        check(2, true);
        check(19, false);
    }
}

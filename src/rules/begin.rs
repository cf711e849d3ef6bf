//! Beginning the adventure with those who are here, and taking the party elsewhere.

use super::choose;
use super::command::Verb;
use super::guide;
use super::refusal::Refusal;
use super::stand;
use super::unfold::Unfold;
use crate::tale::id::MapId;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::event::Event;
use crate::world::floor::Floor;
use crate::world::id::CreatureId;

/// What the creature may ask for here.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    if allowed(world, who).is_ok() {
        into.push(Verb::Begin);
    }
}

/// Begins: everyone stands at the start, and the first scene opens.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    allowed(now.world(), who)?;
    let (map, tile) = now.world().tale.start.clone();
    let opening = now.world().tale.opening.clone();
    now.happens(Event::TaleBegan);
    travel(now, &map, tile);
    if let Some(scene) = opening {
        choose::open(now, &scene, who);
    }
    Ok(())
}

fn allowed(world: &World, who: CreatureId) -> Result<(), Refusal> {
    if world.now.story.ending.is_some() {
        return Err(Refusal::TaleOver);
    }
    if world.now.story.begun {
        return Err(Refusal::AlreadyBegun);
    }
    world.creature(who).map(|_| ()).ok_or(Refusal::NoHero)
}

/// Takes the whole party to a map, the fallen carried along; everyone finds room around the tile.
pub(super) fn travel(now: &mut Unfold<'_>, map: &MapId, tile: Tile) {
    if !now.world().tale.maps.contains_key(map) {
        return;
    }
    if now.world().now.story.shop.is_some() {
        now.happens(Event::ShopClosed);
    }
    let party: Vec<CreatureId> = now.world().heroes().map(|hero| hero.id).collect();
    // Things of the new map are looked at as they will be once the party is there.
    let mut there = now.world().clone();
    there.now.place.map = map.clone();
    there.now.creatures.retain(|_, one| one.sheet().is_none());
    let room = stand::spread(&Floor::of(&there), tile, party.len(), &Default::default());
    let spots = party.into_iter().zip(room.into_iter().chain(std::iter::repeat(tile))).collect();
    now.happens(Event::Travelled { map: map.clone(), spots });
    guide::goes_on(now);
}

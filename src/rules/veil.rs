//! What lies between eyes and what they look at: fog, magical darkness, walls of glass and force (SRD: Vision and Light).

use super::figure;
use super::grid;
use super::illusion;
use super::ward;
use crate::srd::charm::Charm;
use crate::srd::knack::Knack;
use crate::srd::zone::{Solid, Veil};
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::zone::Zone;

/// Fog, storms and magical darkness between two creatures or around either; truesight pierces darkness only.
pub(super) fn veiled(world: &World, one: &Creature, other: &Creature, truly: bool) -> bool {
    if world.now.zones.is_empty() || one.id == other.id {
        return false;
    }
    let hides = |zone: &Zone| match (zone.is.veil, zone.is.solid) {
        _ if zone.is.illusory && illusion::is_pierced(zone, one) => false,
        _ if spares_maker(zone, one) => false,
        (Some(Veil::Heavily), _) | (_, Some(Solid::Opaque)) => true,
        (Some(Veil::Darkness), _) => !truly && !devils_sight(world, one),
        _ => false,
    };
    let from_outside = |zone: &Zone| {
        zone.is.veil == Some(Veil::FromOutside) && zone.covers(world, other.at) && !zone.covers(world, one.at)
    };
    if world.now.zones.values().any(from_outside) {
        return true;
    }
    let thick = |tile: Tile| world.zones_at(tile).any(hides);
    grid::crosses(grid::middle(one.at), grid::middle(other.at), thick)
}

/// True for whoever has made a fog that hinders others only.
fn spares_maker(zone: &Zone, one: &Creature) -> bool {
    zone.source == one.id && zone.is.only.as_ref().is_some_and(|only| only.others)
}

fn devils_sight(world: &World, one: &Creature) -> bool {
    let knows = figure::knacks(world, one).any(|knack| *knack == Knack::SeesMagicalDark);
    knows
        || figure::block(world, one).is_some_and(|block| block.traits.iter().any(|it| it.id.as_str() == "devils_sight"))
}

/// True when only walls that these eyes see through stand between.
pub(super) fn through_glass(world: &World, one: &Creature, other: &Creature) -> bool {
    let far = grid::feet_between(one, other);
    if ward::bears(world, one, |charm| matches!(charm, Charm::SeesThrough(feet) if *feet >= far)) {
        return true;
    }
    let clear = |zone: &Zone| zone.is.solid == Some(Solid::Clear);
    if !world.now.zones.values().any(clear) {
        return false;
    }
    let doors = world.shut_tiles();
    let stops = |tile: Tile| {
        let stone = world.map().is_none_or(|map| map.ground(tile).wall) || doors.contains(&tile);
        stone || world.zones_at(tile).any(|zone| zone.is.solid == Some(Solid::Wall))
    };
    !grid::crosses(grid::middle(one.at), grid::middle(other.at), stops)
}

#[cfg(test)]
mod tests {
    use super::super::scene::Setting;
    use super::super::sight;
    use super::super::{decide, text};
    use crate::dice::Dice;

    /// Whether an ogre behind a wall, so many squares off, is seen through a ring that looks through walls.
    fn check(row: &str, seen: bool) {
        let head = format!("map {row}\nAda A fighter 5 ring_of_x_ray_vision\ngob g ogre\n---\n");
        let mut world = Setting::read(&head).unwrap().world;
        let (ada, line) = text::actor("Ada invokes ring of x ray vision: see through", &world).unwrap();
        let sees = |world: &crate::world::World| {
            let gob = world.now.creatures.values().find(|one| one.name == "gob").unwrap();
            sight::sees(world, world.creature(ada).unwrap(), gob)
        };
        assert!(!sees(&world), "nobody sees through walls by himself");
        let verb = text::parse_verb(line, &world, ada).unwrap();
        let events = decide(&world, ada, &verb, &mut Dice::read([])).unwrap();
        events.iter().for_each(|event| world.apply(event).unwrap());
        assert_eq!(sees(&world), seen);
    }

    #[test]
    fn a_ring_looks_through_walls_thirty_feet_far() {
        check("A . # . g", true);
        check("A . # . . . . g", false);
    }
}

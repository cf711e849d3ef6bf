//! Senses that hiding does not fool: iron and gold that are smelt, threads of one web, a quarry, a servant's eyes (SRD:
//! Monsters, Traits).
//!
//! Ruling 59: whoever knows exactly where somebody is has no trouble with his hiding.

use super::arms;
use super::figure;
use super::grid;
use super::instinct;
use super::sight;
use super::zones;
use crate::srd::condition::Condition;
use crate::srd::instinct::{Instinct, Scent};
use crate::srd::item::Use;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Weapon;
use crate::world::zone::Zone;

/// What marks whom a tracker follows.
pub(super) const QUARRY: &str = "faultless_tracker";

/// True when one knows exactly where the other is, hidden or not.
pub(super) fn locates(world: &World, one: &Creature, other: &Creature) -> bool {
    let far = grid::feet_between(one, other);
    let own = instinct::has(world, one, |it| match it {
        Instinct::Smells { what, feet } => far <= *feet && carries(world, other, *what),
        Instinct::FeelsWeb => zones_of(world, one, other),
        Instinct::Tracks => other.ongoing.values().any(|lasts| lasts.name == QUARRY && lasts.source == one.id),
        _ => false,
    });
    own || told(world, one, other) || overheard(world, one, other)
}

/// True when a web that both touch tells of it.
fn zones_of(world: &World, one: &Creature, other: &Creature) -> bool {
    let webs = world.now.zones.values().filter(|zone| zone.name == "web");
    webs.into_iter().any(|zone| zones::holds(world, zone, one) && zones::holds(world, zone, other))
}

/// True when a servant that shares its senses sees the other.
fn told(world: &World, one: &Creature, other: &Creature) -> bool {
    let servant = |it: &&Creature| it.master == Some(one.id) && it.is_up() && !it.is_away() && it.id != other.id;
    let mut servants = world.now.creatures.values().filter(servant);
    servants.any(|it| instinct::has(world, it, |own| *own == Instinct::SharesSenses) && sight::sees(world, it, other))
}

/// True when an ear of magic that one has made hears the other.
fn overheard(world: &World, one: &Creature, other: &Creature) -> bool {
    let hears = |zone: &Zone| zone.source == one.id && zone.is.ear_feet > 0 && !one.has(Condition::Deafened);
    let near = |zone: &Zone| grid::feet_to(other, zone.at) <= zone.is.ear_feet;
    let silent = || world.zones_at(other.at).any(|zone| zone.is.silent);
    world.now.zones.values().any(|zone| hears(zone) && near(zone)) && !silent()
}

fn carries(world: &World, one: &Creature, what: Scent) -> bool {
    match what {
        Scent::Gold => one.pack.purse_cp > 0,
        Scent::Iron => {
            let worn = one.pack.worn.as_ref().and_then(|id| figure::armour(world, id)).is_some_and(|it| it.metal);
            let arms = one.pack.items.keys().any(|id| match world.book.items.get(id).map(|item| &item.use_) {
                Some(Use::Weapon(_)) => super::corrode::is_food(world, id, false),
                _ => false,
            });
            // What stat blocks carry is known by what they strike with.
            let printed = one.sheet().is_none() && arms::choices(world, one).iter().any(|it| is_blade(world, it));
            worn || arms || printed
        }
    }
}

fn is_blade(world: &World, weapon: &Weapon) -> bool {
    let Weapon::Action(id) = weapon else { return false };
    let item = crate::srd::id::ItemId::new(id.as_str());
    super::corrode::is_food(world, &item, false)
}

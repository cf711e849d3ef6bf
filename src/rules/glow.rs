//! The light that magic things shed by themselves, sunlight among it (SRD: Magic Items A-Z). Ruling 68.

use super::cause::Cause;
use super::grid;
use super::lasting;
use super::unfold::Unfold;
use super::wear;
use crate::srd::charm::Charm;
use crate::srd::id::ItemId;
use crate::srd::instinct::Terrain;
use crate::srd::item::Use;
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::ongoing::{Expires, Ongoing};

/// Bright light and further dim light of everything that the creature wears or holds, feet. What shines only under some
/// state is left out: such states hang on light themselves.
pub(super) fn of<'w>(world: &'w World, one: &'w Creature) -> impl Iterator<Item = (u16, u16)> + use<'w> {
    let things = wear::gives(world, one).into_iter().filter_map(move |given| match given {
        Modifier::Charm(Charm::Shines(bright, dim)) => Some((*bright, *dim)),
        Modifier::Charm(Charm::ShinesInFrost(bright, dim)) if freezes(world, one) => Some((*bright, *dim)),
        _ => None,
    });
    things.chain(one.ongoing.values().filter_map(sun))
}

/// All who carry sunlight, and how far it reaches, dim light included, feet.
pub(super) fn suns(world: &World) -> impl Iterator<Item = (&Creature, u16)> {
    let all = world.now.creatures.values();
    all.flat_map(|one| one.ongoing.values().filter_map(sun).map(move |(bright, dim)| (one, bright.saturating_add(dim))))
}

/// Bright and further dim sunlight that something sheds while it lasts, feet.
fn sun(lasts: &Ongoing) -> Option<(u16, u16)> {
    lasts.gives.iter().find_map(|given| match given {
        Modifier::Charm(Charm::Sunlight(bright, dim)) => Some((*bright, *dim)),
        _ => None,
    })
}

/// The sunlight of the same thing reaches farther, or less far, between these limits in feet.
pub(super) fn widens(now: &mut Unfold<'_>, cause: &Cause, by: i16, (least, most): (u16, u16)) {
    let creature = cause.by;
    let Some(one) = now.creature(creature) else { return };
    let Some(lit) = one.ongoing.values().find(|lasts| lasts.name == cause.name && sun(lasts).is_some()) else { return };
    let (old, mut anew) = (lit.id, lasting::new(now, lit.name.clone(), lit.source, lit.expires));
    let reach = |feet: u16| feet.saturating_add_signed(by).clamp(least, most);
    let changed = lit.gives.iter().map(|given| match given {
        Modifier::Charm(Charm::Sunlight(bright, dim)) => Modifier::Charm(Charm::Sunlight(reach(*bright), reach(*dim))),
        other => other.clone(),
    });
    anew.gives = changed.collect();
    now.happens(Event::Ended { creature, ongoing: old });
    lasting::begin(now, creature, anew);
}

/// True for a weapon that has no blade now: it must be kindled first.
pub(super) fn is_out(world: &World, one: &Creature, item: &ItemId) -> bool {
    let kindled = wear::magic(world, item).is_some_and(|it| it.gives.contains(&Modifier::Charm(Charm::Kindled)));
    kindled && !one.bears(item.as_str())
}

/// A weapon that shines until it is told otherwise goes out when the hand lets it go.
pub(super) fn settle(now: &mut Unfold<'_>) {
    let world = now.world();
    let weapon = |id: &ItemId| world.book.items.get(id).is_some_and(|item| matches!(item.use_, Use::Weapon(_)));
    let dropped = |one: &Creature, lasts: &Ongoing| {
        let shines = lasts.light_feet.is_some() || sun(lasts).is_some();
        let own = shines && lasts.source == one.id && lasts.expires == Expires::Never;
        let id = own.then(|| ItemId::new(&lasts.name));
        let held = |id: &ItemId| [&one.pack.main_hand, &one.pack.off_hand].into_iter().flatten().any(|it| it == id);
        id.is_some_and(|id| weapon(&id) && !held(&id))
    };
    let all = world.now.creatures.values().filter(|one| !one.ongoing.is_empty());
    let over = all.flat_map(|one| one.ongoing.values().map(move |lasts| (one, lasts)));
    let over = over.filter(|(one, lasts)| dropped(one, lasts)).map(|(one, lasts)| (one.id, lasts.name.clone()));
    for (who, name) in over.collect::<Vec<(CreatureId, _)>>() {
        lasting::end_where(now, who, |_, lasts| lasts.name == name && lasts.source == who);
    }
}

/// True where it is cold enough for ice or snow.
fn freezes(world: &World, one: &Creature) -> bool {
    grid::squares(one).any(|square| matches!(world.ground(square).terrain, Terrain::Ice | Terrain::Snow))
}

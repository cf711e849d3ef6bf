//! Foes that wait in a zone and foes that a story brings on: the right number for the party, seen in time or not.

use super::encounter;
use super::unfold::Unfold;
use crate::srd::id::MonsterId;
use crate::tale::deed::{Deed, Foe};
use crate::tale::id::ThingId;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Side;
use crate::world::event::Event;
use crate::world::id::CreatureId;

use super::stand;

/// Springs an ambush. The zone is gone once the fight is won; whoever loses it can walk into it again.
pub(super) fn spring(now: &mut Unfold<'_>, id: &ThingId, foes: &[Foe], hidden_dc: Option<u8>, won: &[Deed]) {
    let mut won = won.to_vec();
    won.insert(0, Deed::Remove(id.clone()));
    begin(now, foes, hidden_dc, &won);
}

/// Begins a fight with those foes that come against a party of this size. Scenes and counters are left for it, and
/// heroes who stand in one spot make room.
pub(super) fn begin(now: &mut Unfold<'_>, foes: &[Foe], hidden_dc: Option<u8>, won: &[Deed]) {
    let heroes = now.world().heroes().filter(|hero| !hero.dead).count();
    let coming = foes.iter().filter(|foe| foe.comes(heroes) && now.world().book.monsters.contains_key(&foe.monster));
    let coming: Vec<&Foe> = coming.collect();
    let asleep: Vec<bool> = coming.iter().map(|foe| foe.asleep).collect();
    let coming: Vec<(MonsterId, Tile)> = coming.iter().map(|foe| (foe.monster.clone(), foe.at)).collect();
    if coming.is_empty() || now.world().now.encounter.is_some() {
        return;
    }
    if now.world().now.story.scene.is_some() {
        now.happens(Event::SceneEnded);
    }
    if now.world().now.story.shop.is_some() {
        now.happens(Event::ShopClosed);
    }
    for (creature, to) in crowded(now.world()) {
        now.happens(Event::Shoved { creature, to });
    }
    encounter::begin_asleep(now, &coming, &asleep, hidden_dc, won);
}

/// Heroes on a tile where another stands already, and where they go instead.
fn crowded(world: &World) -> Vec<(CreatureId, Tile)> {
    let heroes: Vec<_> = world.now.creatures.values().filter(|one| one.side == Side::Heroes && !one.dead).collect();
    let mut taken = std::collections::BTreeSet::new();
    let second: Vec<_> = heroes.iter().filter(|hero| !taken.insert(hero.at)).collect();
    let floor = crate::world::floor::Floor::of(world);
    let mut moves = Vec::new();
    for hero in second {
        if let Some(to) = stand::spread(&floor, hero.at, 1, &taken).first().copied() {
            taken.insert(to);
            moves.push((hero.id, to));
        }
    }
    moves
}

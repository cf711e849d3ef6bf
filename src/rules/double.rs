//! Doubles: a copy that obeys its maker, and a spare body that a soul wakes in (SRD: Simulacrum, Clone).
//!
//! Ruling: whoever wakes in a spare body is with the party again a day later. His things lie with the old one; the
//! nearest friend takes them up.

use std::collections::BTreeMap;

use super::afflict::Cause;
use super::damage;
use super::grid;
use super::lasting;
use super::summon::{self, free_near};
use super::unfold::Unfold;
use crate::srd::conjure::Summon;
use crate::srd::effect::Until;
use crate::srd::modifier::Modifier;
use crate::srd::weave::Weave;
use crate::world::World;
use crate::world::creature::{Being, Creature};
use crate::world::event::Event;
use crate::world::id::{CreatureId, SeatId};
use crate::world::memo::Kept;
use crate::world::ongoing::Expires;

/// Makes a copy of the target with half of its hit points and none of its things, which obeys.
pub(super) fn makes(now: &mut Unfold<'_>, cause: &Cause, summon: &Summon, target: CreatureId) {
    if summon.one_only {
        summon::dismiss(now, cause.by, &cause.name);
    }
    let world = now.world();
    let Some((maker, one)) = world.creature(cause.by).zip(world.creature(target)) else { return };
    let own = CreatureId(world.now.next_creature);
    let hp_max = (one.form.as_ref().map_or(one.hp_max, |form| form.hp_max) / 2).max(1);
    let mut copy = Creature {
        id: own,
        name: unique(world, &one.name),
        side: maker.side,
        size: one.form.as_ref().map_or(one.size, |form| form.size),
        hp: hp_max,
        hp_max,
        spent: one.spent.clone(),
        slots_spent: one.slots_spent,
        exhaustion: one.exhaustion,
        called: true,
        master: Some(cause.by),
        ongoing: BTreeMap::new(),
        ..Creature::new(own, String::new(), being(&one.being))
    };
    copy.at = free_near(world, &copy, maker.at);
    now.happens(Event::Arrived { creature: Box::new(copy), initiative: None });
    summon::binds(now, cause, summon, own);
}

/// What the copy is: nobody's seat goes with a sheet.
fn being(being: &Being) -> Being {
    match being {
        Being::Hero(sheet) => {
            let mut sheet = crate::world::creature::Sheet::clone(sheet);
            sheet.seat = SeatId(u8::MAX);
            Being::Hero(Kept::new(sheet))
        }
        Being::Monster(id) => Being::Monster(id.clone()),
    }
}

fn unique(world: &World, name: &str) -> String {
    let taken = |name: &String| world.now.creatures.values().any(|one| one.name == *name);
    let mut names = (2..).map(|number| format!("{name} {number}"));
    names.find(|name| !taken(name)).unwrap_or_default()
}

/// Mends a copy as far as its maker pays for it: so many copper pieces for each hit point.
pub(super) fn repairs(now: &mut Unfold<'_>, cause: &Cause, cp: u32, target: CreatureId) {
    let Some((maker, one)) = now.creature(cause.by).zip(now.creature(target)) else { return };
    let paid = i32::try_from(maker.pack.purse_cp / cp.max(1)).unwrap_or(i32::MAX);
    let hp = (one.hp_max - one.hp).min(paid);
    if hp > 0 {
        let cp = cp.saturating_mul(u32::try_from(hp).unwrap_or(0));
        now.happens(Event::CoinsLost { creature: cause.by, cp });
        damage::heal(now, target, Some(cause.by), Vec::new(), hp);
    }
}

/// Whoever has a spare body that is ripe.
pub(super) fn spared(world: &World, creature: CreatureId) -> Option<CreatureId> {
    let ripe = Modifier::Weave(Weave::Spare);
    let has = |one: &&Creature| one.ongoing.values().any(|lasts| lasts.gives.contains(&ripe));
    world.creature(creature).filter(has).map(|one| one.id)
}

/// The soul of one who has just died wakes in its spare body, far away and without its things.
pub(super) fn wakes(now: &mut Unfold<'_>, creature: CreatureId) {
    let world = now.world();
    let Some(one) = world.creature(creature).filter(|one| one.dead) else { return };
    let friends = world.heroes().filter(|hero| hero.id != creature && hero.is_up() && !hero.is_away());
    let heir = friends.min_by_key(|hero| (grid::feet_between(one, hero), hero.id)).map(|hero| hero.id);
    let (items, cp, hp) = (one.pack.items.clone(), one.pack.purse_cp, one.hp_max);
    for (item, count) in items {
        now.happens(Event::ItemLost { creature, item: item.clone(), count });
        if let Some(creature) = heir {
            now.happens(Event::ItemGained { creature, item, count });
        }
    }
    if cp > 0 {
        now.happens(Event::CoinsLost { creature, cp });
        if let Some(creature) = heir {
            now.happens(Event::CoinsGained { creature, cp });
        }
    }
    now.happens(Event::Revived { creature, hp });
    let expires = lasting::expires(now.world(), Until::Hours(24), creature, creature);
    let mut far = lasting::new(now, FAR, creature, expires);
    far.gives = vec![Modifier::Away];
    lasting::begin(now, creature, far);
}

/// What lasts on whoever wakes far away.
const FAR: &str = "clone";

/// True for those who have woken far away: they stand in no fight.
pub(super) fn is_far(one: &Creature) -> bool {
    one.is_away() && one.ongoing.values().any(|lasts| lasts.name == FAR && lasts.expires != Expires::Never)
}

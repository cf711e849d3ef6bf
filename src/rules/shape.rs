//! Other shapes: who may take which, what stays of the true one, how it comes back (SRD: Polymorph, Shapechange).

use super::afflict::Cause;
use super::body;
use super::figure;
use super::instinct;
use super::lasting;
use super::summon::free_near;
use super::unfold::Unfold;
use crate::srd::conjure::{ByClass, Keeps, Transform};
use crate::srd::effect::Until;
use crate::srd::id::MonsterId;
use crate::srd::instinct::Instinct;
use crate::srd::knack::Knack;
use crate::srd::modifier::Modifier;
use crate::srd::monster::Monster;
use crate::world::World;
use crate::world::creature::{Creature, Side};
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// Whether a creature could take the shape of a stat block.
fn fits(world: &World, transform: &Transform, one: &Creature, block: &Monster) -> bool {
    let own = || match (&one.being, body::true_block(world, one)) {
        (crate::world::creature::Being::Hero(sheet), _) => u16::from(sheet.level()) * 8,
        (_, Some(block)) => block.cr_eighths,
        (_, None) => 0,
    };
    if let Some(measure) = &transform.by_class {
        return measured(measure, level_in(one, measure), transform, block);
    }
    let typed = transform.these.contains(&block.id)
        || (transform.these.is_empty()
            && (transform.kinds.is_empty() || transform.kinds.contains(&block.kind))
            && !transform.not_kinds.contains(&block.kind));
    typed
        && block.cr_eighths <= transform.cr_eighths.unwrap_or_else(own)
        && transform.size_max.is_none_or(|most| block.size <= most)
}

/// Levels in the class that measures a shape.
fn level_in(one: &Creature, measure: &ByClass) -> u8 {
    let classes = one.sheet().into_iter().flat_map(|sheet| &sheet.classes);
    classes.filter(|(id, _)| *id == measure.class).map(|(_, level)| *level).sum()
}

fn measured(measure: &ByClass, level: u8, transform: &Transform, block: &Monster) -> bool {
    let most = measure.ratings.iter().rev().find(|(from, _)| *from <= level).map(|(_, rating)| *rating);
    transform.kinds.contains(&block.kind)
        && most.is_some_and(|most| block.cr_eighths <= most)
        && (block.swim_feet == 0 || level >= measure.swims_from)
        && (block.fly_feet == 0 || level >= measure.flies_from)
}

/// Every shape that a creature could take, mightiest first.
pub(super) fn choices(world: &World, transform: &Transform, one: &Creature) -> Vec<MonsterId> {
    let mut all: Vec<&Monster> =
        world.book.monsters.values().filter(|block| fits(world, transform, one, block)).collect();
    all.sort_by_key(|block| (std::cmp::Reverse(block.cr_eighths), block.id.clone()));
    // Whoever changes by itself may change back as well.
    let back = one.block_id().filter(|_| transform.keeps != Keeps::Nothing && one.form.is_some());
    let back = back.and_then(|_| body::true_block(world, one));
    back.into_iter().chain(all).map(|block| block.id.clone()).collect()
}

/// A target takes the chosen shape: the humblest for a foe and the mightiest for a friend where nothing was chosen.
pub(super) fn takes(now: &mut Unfold<'_>, cause: &Cause, transform: &Transform, target: CreatureId) {
    let world = now.world();
    let fixed = |one: &Creature| instinct::has(world, one, |it| *it == Instinct::ImmutableForm);
    let Some(one) = world.creature(target).filter(|one| one.is_up() && !fixed(one)) else { return };
    let all = choices(world, transform, one);
    let chosen = cause.how.choice.as_ref().map(|name| MonsterId::new(name));
    let friend = world.creature(cause.by).is_some_and(|by| by.side == one.side || one.side == Side::Bystanders);
    let usual = if friend { all.first() } else { all.last() };
    let Some(id) = chosen.filter(|id| all.contains(id)).or_else(|| usual.cloned()) else { return };
    if transform.keeps != Keeps::Nothing && body::true_block(world, one).is_some_and(|block| block.id == id) {
        return lasting::end_where(now, target, |_, lasts| lasts.gives.contains(&Modifier::Shaped));
    }
    let Some((hp, size)) = world.book.monsters.get(&id).map(|block| (block.hp.average().max(1), block.size)) else {
        return;
    };
    let hours = transform.by_class.as_ref().map(|measure| Until::Hours(u16::from(level_in(one, measure) / 2).max(1)));
    let expires = lasting::expires(world, cause.until(hours.unwrap_or(transform.until)), cause.by, target);
    let speaks = figure::knacks(world, one).any(|knack| matches!(knack, Knack::CastsInShapes));
    let mut ongoing = lasting::new(now, cause.name.clone(), cause.by, expires);
    (ongoing.level, ongoing.concentration) = (cause.level, cause.concentration);
    ongoing.gives.push(Modifier::Shaped);
    lasting::end_where(now, target, |_, lasts| lasts.gives.contains(&Modifier::Shaped));
    lasting::begin(now, target, ongoing);
    let (keeps_mind, casts, keeps) = (transform.keeps_mind, transform.casts || speaks, transform.keeps);
    now.happens(Event::Shaped { creature: target, monster: id, keeps_mind, casts, keeps, hp, size });
    makes_room(now, target);
}

/// The true shape comes back when nothing holds the other one.
pub(super) fn comes_back(now: &mut Unfold<'_>, target: CreatureId) {
    let world = now.world();
    let Some(one) = world.creature(target).filter(|one| one.form.is_some()) else { return };
    if one.ongoing.values().any(|lasts| lasts.gives.contains(&Modifier::Shaped)) {
        return;
    }
    now.happens(Event::Unshaped { creature: target });
    makes_room(now, target);
}

/// Whoever has grown or come back stands on the nearest free square.
pub(super) fn makes_room(now: &mut Unfold<'_>, creature: CreatureId) {
    let world = now.world();
    let Some(one) = world.creature(creature).filter(|one| !one.is_away()) else { return };
    let to = free_near(world, one, one.at);
    if to != one.at {
        now.happens(Event::Shoved { creature, to });
    }
}

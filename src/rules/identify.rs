//! Finding out what a magic thing does by attending to it for the whole of a short rest (SRD: Magic Items).

use super::attempt::Attempt;
use super::refusal::Refusal;
use super::rest;
use super::unfold::Unfold;
use crate::srd::id::ItemId;
use crate::world::World;
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// What may be done of it.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Attempt>) {
    let Some(one) = world.creature(who) else { return };
    let things = one.pack.items.keys().filter(|item| may_study(world, who, item).is_ok());
    into.extend(things.map(|item| Attempt::Identify(item.clone())));
}

/// Its powers are known.
pub(super) fn studies(now: &mut Unfold<'_>, who: CreatureId, item: &ItemId) -> Result<(), Refusal> {
    may_study(now.world(), who, item)?;
    now.happens(Event::Identified { creature: who, item: item.clone() });
    Ok(())
}

fn may_study(world: &World, who: CreatureId, item: &ItemId) -> Result<(), Refusal> {
    let one = rest::at_rest(world, who)?;
    if !one.pack.items.contains_key(item) {
        return Err(Refusal::NotOwned);
    }
    let magic = world.book.items.get(item).is_some_and(|it| it.magic.is_some());
    if !magic || one.pack.known.contains(item) { Err(Refusal::AlreadySo) } else { Ok(()) }
}

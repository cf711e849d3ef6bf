//! What is said of things: equipping, giving, dropping, buying, selling.

use super::{Read, Said, Unclear};
use crate::rules::command::Verb;
use crate::world::event::Slot;

/// The phrases, each with its reader.
pub(super) const PHRASES: &[(&str, Read)] = &[
    ("equips", equip),
    ("puts away", put_away),
    ("gives", give),
    ("drops", drop),
    ("buys", buy),
    ("sells", sell),
    ("leaves the shop", |_, _| Ok(Verb::LeaveShop)),
];

/// Each slot and how it is said.
const SLOTS: [(Slot, &str); 4] =
    [(Slot::Worn, "armor"), (Slot::Shield, "shield"), (Slot::MainHand, "main hand"), (Slot::OffHand, "other hand")];

/// A slot as it is said.
pub(super) fn said_slot(slot: Slot) -> &'static str {
    SLOTS.iter().find(|(known, _)| *known == slot).map_or("main hand", |(_, words)| words)
}

fn slot(words: &str) -> Result<Slot, Unclear> {
    let words = words.trim_start_matches("the ");
    let known = SLOTS.iter().find(|(_, said)| *said == words);
    known.map(|(slot, _)| *slot).ok_or_else(|| Unclear::Thing(words.to_owned()))
}

/// `the shield`, `the main hand`, or the thing itself.
fn put_away(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    if let Ok(slot) = slot(rest) {
        return Ok(Verb::Unequip { slot });
    }
    let item = said.item(rest)?;
    let slots = [Slot::MainHand, Slot::OffHand, Slot::Shield, Slot::Worn];
    let slot = slots.into_iter().find(|slot| said.one.pack.slot(*slot) == Some(&item));
    slot.map(|slot| Verb::Unequip { slot }).ok_or_else(|| Unclear::Thing(rest.to_owned()))
}

/// `longsword as main hand`; the main hand where nothing is said.
fn equip(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    let (item, slot) = match rest.rsplit_once(" as ") {
        Some((item, words)) => (item, slot(words)?),
        None => (rest, Slot::MainHand),
    };
    Ok(Verb::Equip { item: said.item(item)?, slot })
}

/// `2 torch to Bron`, `250 cp to Bron`.
fn give(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    let (what, whom) = rest.rsplit_once(" to ").ok_or_else(|| Unclear::Creature(rest.to_owned()))?;
    let to = said.creature(whom)?;
    if let Some(count) = what.strip_suffix(" cp") {
        return Ok(Verb::GiveCoins { to, cp: count.parse().map_err(|_| Unclear::Count(count.to_owned()))? });
    }
    let (item, count) = said.items(what)?;
    Ok(Verb::Give { to, item, count })
}

fn drop(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    let (item, count) = said.items(rest)?;
    Ok(Verb::Drop { item, count })
}

fn buy(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    let (item, count) = said.items(rest)?;
    Ok(Verb::Buy { shop: counter(said)?, item, count })
}

fn sell(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    let (item, count) = said.items(rest)?;
    Ok(Verb::Sell { shop: counter(said)?, item, count })
}

fn counter(said: &Said<'_>) -> Result<crate::tale::id::ShopId, Unclear> {
    let open = said.world.now.story.shop.as_ref();
    open.map(|(shop, _)| shop.clone()).ok_or_else(|| Unclear::Thing("shop".to_owned()))
}

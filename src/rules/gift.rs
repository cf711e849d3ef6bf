//! Decisions that magic things bring, beside those of features: who could make one, what it costs (SRD: Magic Items).

use super::afflict::Cause;
use super::figure;
use super::invoke;
use super::unfold::Unfold;
use super::wear;
use super::window::{self, About, Open};
use crate::srd::chance::{Turn, Window};
use crate::srd::id::{FeatureId, ItemId, SpellId};
use crate::srd::magic::Gift;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Slot};
use crate::world::id::CreatureId;

/// Gifts are counted apart from powers.
const GIFTS_FROM: u8 = 200;

/// Every decision that things let a creature make in this window.
pub(super) fn open(world: &World, one: &Creature, window: Window, about: About<'_>) -> Vec<Open> {
    let slots = [Slot::Worn, Slot::Shield, Slot::MainHand, Slot::OffHand];
    let mut things: Vec<&ItemId> = slots.into_iter().filter_map(|slot| one.pack.slot(slot)).collect();
    things.extend(&one.pack.adorned);
    things.dedup();
    let mut all = Vec::new();
    for item in things.into_iter().filter(|item| wear::works(world, one, item)) {
        let gifts = wear::magic(world, item).map_or(&[][..], |magic| &magic.gifts);
        for (gift, number) in gifts.iter().zip(0_u8..) {
            let feature = FeatureId::new(item.as_str());
            let struck = !gift.struck || about.with == Some(item);
            if gift.chance.at != window
                || !struck
                || !is_against(world, gift, about)
                || !window::may(world, one, &feature, &gift.chance, about)
            {
                continue;
            }
            let open = Open { feature, chance: gift.chance.clone(), thing: Some((item.clone(), number)) };
            if left(world, one, &open) {
                all.push(open);
            }
        }
    }
    all
}

/// Whether a saving throw is against what the gift is for.
fn is_against(world: &World, gift: &Gift, about: About<'_>) -> bool {
    let comes = gift.conditions.is_empty() || gift.conditions.iter().any(|it| about.conditions.contains(it));
    if !comes || (gift.alone && !about.alone) {
        return false;
    }
    if gift.schools.is_empty() && gift.from.is_empty() {
        return true;
    }
    let Some((by, name)) = about.against else { return false };
    let spell = world.book.spells.get(&SpellId::new(name));
    spell.is_some_and(|spell| gift.schools.contains(&spell.school))
        || world.creature(by).is_some_and(|by| gift.from.contains(&figure::kind(world, by)))
}

fn gift<'w>(world: &'w World, open: &Open) -> Option<(&'w Gift, ItemId, u8)> {
    let (item, number) = open.thing.as_ref()?;
    let gift = wear::magic(world, item)?.gifts.get(usize::from(*number))?;
    Some((gift, item.clone(), *number))
}

/// Whether there are charges and uses for it.
pub(super) fn left(world: &World, one: &Creature, open: &Open) -> bool {
    let Some((gift, item, _)) = gift(world, open) else { return true };
    let Some(magic) = wear::magic(world, &item) else { return false };
    let used = one.pack.spent.get(&invoke::counted(&item, GIFTS_FROM + gift.pool)).copied().unwrap_or_default();
    invoke::left(one, &item, magic) >= gift.charges.0 && gift.a_dawn.is_none_or(|often| used < often)
}

/// How many charges may be spent on it, where that is for its bearer to say.
pub(super) fn options(world: &World, one: &Creature, open: &Open) -> Vec<u8> {
    let Some((gift, item, _)) = gift(world, open) else { return Vec::new() };
    let left = wear::magic(world, &item).map_or(0, |magic| invoke::left(one, &item, magic));
    let (least, most) = gift.charges;
    if most > least { (least..=most.min(left)).collect() } else { Vec::new() }
}

/// Pays for it; false when the thing turns out to hold too little.
pub(super) fn pays(now: &mut Unfold<'_>, who: CreatureId, open: &Open, chosen: u8) -> bool {
    let Some((gift, item, number)) = gift(now.world(), open) else { return true };
    let charges = if gift.charges.1 > gift.charges.0 { chosen } else { gift.charges.0 };
    let pool = gift.a_dawn.map(|_| gift.pool);
    if charges > 0 {
        invoke::finds_out(now, who, &item);
    }
    if now.creature(who).is_none_or(|one| !left(now.world(), one, open)) {
        return false;
    }
    // The number is none of its powers': only the thing itself is told of.
    now.happens(Event::Invoked { creature: who, item: item.clone(), power: GIFTS_FROM + number });
    if charges > 0 {
        now.happens(Event::ChargesSpent { creature: who, item: item.clone(), charges });
    }
    if let Some(pool) = pool {
        let item = invoke::counted(&item, GIFTS_FROM + pool);
        now.happens(Event::ChargesSpent { creature: who, item, charges: 1 });
    }
    invoke::wanes(now, who, &item);
    true
}

/// What brings its effects about: as strong as the charges beyond the least.
pub(super) fn cause(world: &World, who: CreatureId, open: &Open, chosen: u8) -> Cause {
    let Some((gift, item, _)) = gift(world, open) else { return Cause::feature(world, who, &open.feature) };
    let effects = match &gift.chance.does {
        Turn::Effects(effects) => &effects[..],
        _ => &[],
    };
    Cause::power(world, who, &item, effects, chosen.saturating_sub(gift.charges.0.max(1)))
}

//! What a new hero owns, wears and holds (SRD: Equipment): packs opened, armour on, weapons in hand.

use std::collections::BTreeMap;

use super::create::Plan;
use super::lineage::Lineage;
use crate::srd::Book;
use crate::srd::ability::{Ability, Scores};
use crate::srd::id::ItemId;
use crate::srd::item::{Armour, ArmourWeight, Property, Use, Weapon};
use crate::srd::modifier::{Modifier, When};
use crate::world::creature::Pack;

/// The pack of a new hero: what the plan chose, opened, worn and held as its owner would.
pub(super) fn pack(book: &Book, plan: &Plan, lineage: &Lineage<'_>, scores: &Scores) -> Pack {
    let mut pack = Pack { items: things(book, plan), ..Pack::default() };
    pack.purse_cp = book.backgrounds.get(&plan.background).map_or(0, |background| background.purse_cp);
    pack.worn = armour(book, &pack.items, lineage, scores);
    arm(book, &mut pack, lineage, scores);
    pack
}

fn things(book: &Book, plan: &Plan) -> BTreeMap<ItemId, u16> {
    let class = book.classes.get(&plan.class).into_iter().flat_map(|class| &class.equipment);
    let chosen = class.zip(&plan.equipment).filter_map(|(row, number)| row.get(usize::from(*number)));
    let background = book.backgrounds.get(&plan.background).map(|background| &background.equipment);
    let mut picks = plan.picks.iter();
    let mut items = BTreeMap::new();
    for (item, count) in chosen.chain(background).flatten() {
        match book.items.get(item).map(|item| &item.use_) {
            Some(Use::OneOf(_)) => {
                picks.by_ref().take(usize::from(*count)).for_each(|picked| add(&mut items, picked, 1));
            }
            Some(Use::Bundle(contents)) => {
                contents.iter().for_each(|(inside, each)| add(&mut items, inside, each.saturating_mul(*count)));
            }
            _ => add(&mut items, item, *count),
        }
    }
    items
}

fn add(items: &mut BTreeMap<ItemId, u16>, item: &ItemId, count: u16) {
    let had = items.entry(item.clone()).or_insert(0);
    *had = had.saturating_add(count);
}

/// The armour that protects best among those the hero is trained in.
fn armour(book: &Book, items: &BTreeMap<ItemId, u16>, lineage: &Lineage<'_>, scores: &Scores) -> Option<ItemId> {
    let worn =
        items.keys().filter(|item| lineage.is_trained(item)).filter_map(|item| match &book.items.get(item)?.use_ {
            Use::Armour(armour) => Some((ac(armour, scores), item)),
            _ => None,
        });
    worn.max_by_key(|(ac, _)| *ac).map(|(_, item)| item.clone())
}

fn ac(armour: &Armour, scores: &Scores) -> i32 {
    let dex = scores.modifier(Ability::Dex);
    i32::from(armour.ac)
        + match armour.weight {
            ArmourWeight::Light => dex,
            ArmourWeight::Medium => dex.min(2),
            ArmourWeight::Heavy => 0,
        }
}

/// Puts the best weapon in the main hand, then a shield or a second light weapon where the hand is free for it.
fn arm(book: &Book, pack: &mut Pack, lineage: &Lineage<'_>, scores: &Scores) {
    let has_shield = pack.items.keys().any(|item| is_shield(book, item) && lineage.is_trained(item));
    let weapons: Vec<(&ItemId, &Weapon)> =
        pack.items.keys().filter_map(|item| Some((item, weapon(book, item)?))).collect();
    let trained = weapons.iter().filter(|(item, _)| lineage.is_trained(item));
    // A hero with a shield keeps an arm for it, unless a fighting style says otherwise.
    let best = trained.max_by_key(|(item, weapon)| {
        let shield = if has_shield && !is_two_handed(weapon) { 4 } else { 0 };
        (worth(weapon, scores) + liking(weapon, lineage) + shield, std::cmp::Reverse(*item))
    });
    let Some((main, first)) = best.map(|(item, weapon)| ((*item).clone(), (*weapon).clone())) else { return };
    let light = |weapon: &Weapon| weapon.properties.contains(&Property::Light) && !weapon.ranged;
    let second = weapons.iter().find(|(item, weapon)| {
        light(weapon) && (**item != main || pack.items.get(*item).is_some_and(|count| *count > 1))
    });
    let off_hand = second.filter(|_| light(&first)).map(|(item, _)| (*item).clone());
    pack.main_hand = Some(main);
    if is_two_handed(&first) {
        return;
    }
    let prefers_two = lineage.gives(|modifier| matches!(modifier, Modifier::OffHandModifier));
    if has_shield && !(prefers_two && off_hand.is_some()) {
        pack.shield = pack.items.keys().find(|item| is_shield(book, item)).cloned();
    } else {
        pack.off_hand = off_hand;
    }
}

/// Twice the average of a hit: good enough to tell a sword from a stick.
fn worth(weapon: &Weapon, scores: &Scores) -> i32 {
    let (str, dex) = (scores.modifier(Ability::Str), scores.modifier(Ability::Dex));
    let finesse = weapon.properties.contains(&Property::Finesse);
    let modifier = if weapon.ranged {
        dex
    } else if finesse {
        str.max(dex)
    } else {
        str
    };
    let dice = weapon.damage.map_or(0, |damage| i32::from(damage.count) * (i32::from(damage.sides.0) + 1));
    // Bows stay on the back until they are called for, and a lance is for riders.
    let odd = weapon.ranged || weapon.properties.contains(&Property::Special);
    dice + 4 * modifier - if odd { 8 } else { 0 }
}

/// What a fighting style adds to that.
fn liking(weapon: &Weapon, lineage: &Lineage<'_>) -> i32 {
    let archer = lineage.gives(|modifier| matches!(modifier, Modifier::AttackBonus { when: When::RangedWeapon, .. }));
    let great = lineage.gives(|modifier| matches!(modifier, Modifier::RerollLowDamage(_)));
    let pair = lineage.gives(|modifier| matches!(modifier, Modifier::OffHandModifier));
    let likes = (archer && weapon.ranged)
        || (great && is_two_handed(weapon) && !weapon.ranged)
        || (pair && weapon.properties.contains(&Property::Light));
    if likes { 16 } else { 0 }
}

fn weapon<'a>(book: &'a Book, item: &ItemId) -> Option<&'a Weapon> {
    match &book.items.get(item)?.use_ {
        Use::Weapon(weapon) => Some(weapon),
        _ => None,
    }
}

fn is_shield(book: &Book, item: &ItemId) -> bool {
    matches!(book.items.get(item).map(|item| &item.use_), Some(Use::Shield(_)))
}

fn is_two_handed(weapon: &Weapon) -> bool {
    weapon.properties.contains(&Property::TwoHanded)
}

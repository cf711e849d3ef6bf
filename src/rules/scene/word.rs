//! The words of a creature's line: state, things, spells, features, skills, conditions.

use super::set::Row;
use crate::srd::Book;
use crate::srd::ability::{Ability, Skill};
use crate::srd::condition::Condition;
use crate::srd::id::{ClassId, FeatureId, ItemId, MonsterId, RaceId, SpellId};
use crate::srd::item::{Property, Use};
use crate::srd::magic::Place;
use crate::world::creature::{Being, Creature, Dying, Sheet, Side};

/// Reads one word of a creature's line and what belongs to it; how many words that were.
pub(super) fn read(
    book: &Book,
    row: &mut Row,
    word: &str,
    next: Option<&str>,
    third: Option<&str>,
) -> Result<usize, String> {
    let number = next.and_then(|next| next.parse::<i32>().ok());
    let one = &mut row.creature;
    if let Some(count) =
        word.parse::<u16>().ok().filter(|_| next.is_some_and(|next| book.items.contains_key(&ItemId::new(next))))
    {
        let item = ItemId::new(next.unwrap_or_default());
        *one.pack.items.entry(item).or_default() += count;
        return Ok(2);
    }
    if word == "stowed"
        && let Some(next) = next.filter(|next| book.items.contains_key(&ItemId::new(next)))
    {
        *one.pack.items.entry(ItemId::new(next)).or_default() += 1;
        return Ok(2);
    }
    if let Some(condition) = Condition::ALL.into_iter().find(|condition| condition.as_str() == word) {
        if condition == Condition::Exhaustion {
            one.exhaustion = number.and_then(|number| u8::try_from(number).ok()).unwrap_or(1);
            return Ok(if number.is_some() { 2 } else { 1 });
        }
        let by = third.filter(|_| next == Some("by")).map(str::to_owned);
        let used = if by.is_some() { 3 } else { 1 };
        row.conditions.push((condition, by));
        return Ok(used);
    }
    // A shield is a thing and a spell: `casts shield` is the spell.
    if word == "casts"
        && let (Some(spell), Some(sheet)) = (next, sheet_mut(one))
    {
        sheet.prepared.insert(SpellId::new(spell));
        return Ok(2);
    }
    if let Some(used) = state_word(row, word, next, number) {
        return Ok(used);
    }
    book_word(book, &mut row.creature, word, number)
}

fn state_word(row: &mut Row, word: &str, next: Option<&str>, number: Option<i32>) -> Option<usize> {
    let one = &mut row.creature;
    match word {
        "hp" => {
            let (now, most) = next?.split_once('/').unwrap_or((next?, next?));
            (one.hp, one.hp_max) = (now.parse().ok()?, most.parse().ok()?);
            return Some(2);
        }
        "of" => row.master = Some(next?.to_owned()),
        "slots" => row.slots = usize::try_from(number?).ok(),
        "temp" => one.hp_temporary = number?,
        "hidden" => one.hidden = Some(number?),
        "purse" => one.pack.purse_cp = u32::try_from(number?).ok()?,
        "xp" => sheet_mut(one)?.xp = u32::try_from(number?).ok()?,
        "friend" => one.side = Side::Heroes,
        "foe" => one.side = Side::Foes,
        "bystander" => one.side = Side::Bystanders,
        "away" => row.away = true,
        "surprised" => row.surprised = true,
        "whole" => row.whole = true,
        "reacted" => one.reacted = true,
        "dead" => (one.dead, one.hp) = (true, 0),
        "dying" => (one.hp, one.dying) = (0, Some(Dying::default())),
        "stable" => (one.hp, one.dying) = (0, Some(Dying { stable: true, ..Dying::default() })),
        _ => {
            let ability = Ability::ALL.into_iter().find(|ability| ability.short() == word)?;
            *sheet_mut(one)?.scores.of_mut(ability) = u8::try_from(number?).ok()?;
            return Some(2);
        }
    }
    let alone = ["friend", "foe", "bystander", "away", "surprised", "whole", "reacted", "dead", "dying", "stable"];
    Some(if alone.contains(&word) { 1 } else { 2 })
}

pub(super) fn sheet_mut(one: &mut Creature) -> Option<&mut Sheet> {
    match &mut one.being {
        Being::Hero(sheet) => Some(sheet),
        Being::Monster(_) => None,
    }
}

fn book_word(book: &Book, one: &mut Creature, word: &str, number: Option<i32>) -> Result<usize, String> {
    let known = book.monsters.contains_key(&MonsterId::new(word)) || book.races.contains_key(&RaceId::new(word));
    let class = book.classes.contains_key(&ClassId::new(word)) && number.is_some();
    let itself = matches!(&one.being, Being::Monster(id) if id.as_str() == word);
    if itself || (known && !class && !book.items.contains_key(&ItemId::new(word))) {
        return Ok(1);
    }
    if book.classes.contains_key(&ClassId::new(word)) {
        return Ok(if number.is_some() { 2 } else { 1 });
    }
    if let Some(item) = book.items.get(&ItemId::new(word)) {
        owns(one, item);
        return Ok(1);
    }
    let sheet = sheet_mut(one).ok_or_else(|| format!("\"{word}\" means nothing for a monster"))?;
    if let Some(spell) = book.spells.get(&SpellId::new(word)) {
        let list = if spell.level == 0 { &mut sheet.cantrips } else { &mut sheet.prepared };
        list.insert(spell.id.clone());
    } else if book.features.contains_key(&FeatureId::new(word)) {
        sheet.chosen.insert(FeatureId::new(word));
    } else if let Some(skill) = Skill::ALL.into_iter().find(|skill| skill.as_str() == word) {
        sheet.skills.insert(skill);
    } else {
        return Err(format!("\"{word}\" is nothing that a creature's line can say"));
    }
    Ok(1)
}

/// Puts a thing into the pack, and into a hand or onto the body where it goes and there is room.
fn owns(one: &mut Creature, item: &crate::srd::item::Item) {
    let pack = &mut one.pack;
    *pack.items.entry(item.id.clone()).or_default() += 1;
    if let Some(magic) = &item.magic {
        // What a line names is worn and attuned to; `stowed` before it leaves it in the pack.
        if magic.attune.is_some() {
            pack.attuned.insert(item.id.clone());
        }
        if magic.place == Place::Held && matches!(item.use_, Use::Gear) && pack.main_hand.is_none() {
            pack.main_hand = Some(item.id.clone());
        } else if magic.place != Place::Held {
            pack.adorned.insert(item.id.clone());
        }
    }
    let slot = match &item.use_ {
        Use::Weapon(weapon) if pack.main_hand.is_none() => {
            let _ = weapon;
            &mut pack.main_hand
        }
        Use::Weapon(weapon) if pack.off_hand.is_none() && pack.shield.is_none() => {
            let light = weapon.properties.contains(&Property::Light);
            if !light {
                return;
            }
            &mut pack.off_hand
        }
        Use::Armour(_) if pack.worn.is_none() => &mut pack.worn,
        Use::Shield(_) if pack.shield.is_none() => &mut pack.shield,
        Use::Light { .. } if pack.off_hand.is_none() && pack.shield.is_none() => &mut pack.off_hand,
        _ => return,
    };
    *slot = Some(item.id.clone());
}

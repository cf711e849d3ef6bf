//! Names for telling: heroes by their own, monsters by the book's in the reader's language.

use super::super::World;
use super::super::creature::Being;
use super::super::id::CreatureId;
use super::super::ongoing::Ongoing;
use crate::srd::id::{ItemId, SpellId};
use crate::words::sentence::{Sentence, Value};

/// A creature's name: a hero's own, or a monster's in the reader's language with its number.
pub fn who(world: &World, id: CreatureId) -> Value {
    let Some(one) = world.creature(id) else { return Value::Sentence(Box::new(Sentence::new("told-someone"))) };
    let Being::Monster(monster) = &one.being else { return Value::text(&one.name) };
    let book = monster.as_str().replace('_', " ");
    match one.name.strip_prefix(&book).map(str::trim) {
        Some("") => Value::name("monster", monster),
        Some(number) => match number.parse::<i64>() {
            Ok(number) => {
                let kind = Value::name("monster", monster);
                Value::Sentence(Box::new(Sentence::new("told-numbered").with("kind", kind).with("number", number)))
            }
            Err(_) => Value::text(&one.name),
        },
        None => Value::text(&one.name),
    }
}

/// An item's name: the book's, or the adventure's own.
pub(super) fn item(world: &World, id: &ItemId) -> Value {
    match world.tale.items.get(id) {
        Some(own) => Value::Sentence(Box::new(Sentence::new(own.name.as_str().to_owned()))),
        None => Value::name("item", id),
    }
}

/// A number of items.
pub(super) fn items(world: &World, id: &ItemId, count: u16) -> Value {
    if count == 1 {
        return item(world, id);
    }
    let sentence = Sentence::new("told-items").with("count", i64::from(count)).with("item", item(world, id));
    Value::Sentence(Box::new(sentence))
}

/// A spell's name.
pub(super) fn spell(id: &SpellId) -> Value {
    Value::name("spell", id)
}

/// What something lasting is called: the condition it brings, else what it comes from.
pub(super) fn lasting(world: &World, ongoing: &Ongoing) -> Value {
    if let Some(condition) = ongoing.condition {
        return Value::name("condition", format!("{condition:?}").to_lowercase());
    }
    cause(world, &ongoing.name)
}

/// A spell, a feature, a condition, an action or an item by its id, whichever the book has.
pub(super) fn cause(world: &World, id: &str) -> Value {
    let book = &world.book;
    if book.spells.contains_key(&SpellId::new(id)) {
        Value::name("spell", id)
    } else if book.features.contains_key(&crate::srd::id::FeatureId::new(id)) {
        Value::name("feature", id)
    } else if book.items.contains_key(&ItemId::new(id)) {
        Value::name("item", id)
    } else if book.monsters.values().any(|block| {
        let mut actions = block.actions.iter().map(|action| &action.id);
        let mut quirks = block.quirks.iter().map(|quirk| &quirk.id);
        actions.any(|known| known.as_str() == id) || quirks.any(|known| known.as_str() == id)
    }) {
        Value::name("action", id)
    } else if book
        .monsters
        .values()
        .any(|block| block.traits.iter().chain(&block.reactions).any(|given| given.id.as_str() == id))
    {
        Value::name("feature", id)
    } else if book.diseases.keys().any(|disease| id.strip_suffix("_fit").unwrap_or(id) == disease.as_str()) {
        Value::name("disease", id)
    } else if let Some(row) = id.strip_prefix("madness_") {
        Value::name("madness", row)
    } else if let Some(item) = book.items.keys().find(|item| {
        // What a thing marks its bearers with is called like the thing.
        id.strip_prefix(item.as_str()).is_some_and(|rest| rest.starts_with('_') && rest != "_proof")
    }) {
        Value::name("item", item)
    } else if let Some(spell) = id
        .strip_suffix("_rests")
        .or(id.strip_suffix("_eyes"))
        .or(id.strip_suffix("_pocket"))
        .filter(|id| book.spells.contains_key(&SpellId::new(id)))
    {
        Value::name("spell", spell)
    } else if id.strip_suffix("_proof").is_some_and(|id| book.spells.contains_key(&SpellId::new(id))) {
        Value::name("lasting", "spared")
    } else if id.ends_with("_proof") {
        Value::name("lasting", "proof")
    } else if matches!(
        id,
        "form"
            | "inside"
            | "lycanthropy"
            | "restless"
            | "recoil"
            | "berserk"
            | "charred"
            | "averted"
            | "stake"
            | "tracking"
            | "antimagic"
            | "seared"
    ) {
        Value::name("lasting", id)
    } else {
        Value::text(id.replace('_', " "))
    }
}

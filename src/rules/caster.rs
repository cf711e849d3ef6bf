//! What a caster can do: ability, DC, attack bonus, slots, spells that are ready (SRD: Spellcasting).

use std::collections::BTreeSet;

use super::figure;
use crate::srd::ability::Ability;
use crate::srd::id::{ResourceId, SpellId};
use crate::srd::monster::Innate;
use crate::srd::spell::Spell;
use crate::world::World;
use crate::world::creature::{Being, Creature, Sheet};

/// The ability that a spell is cast with: of the class that has it on its list, else of any that casts.
pub fn ability(world: &World, one: &Creature, spell: Option<&Spell>) -> Option<Ability> {
    match &one.being {
        Being::Hero(sheet) => {
            let casting = |listed: bool| {
                sheet.classes.iter().find_map(|(id, _)| {
                    let casting = world.book.classes.get(id)?.casting.as_ref()?;
                    let lists = spell.is_none_or(|spell| spell.classes.contains(id));
                    (lists || !listed).then_some(casting.ability)
                })
            };
            // A cantrip that comes with a trait is cast with the ability that the trait names.
            let trait_ability = || {
                let lists = |class| spell.is_some_and(|spell| spell.classes.contains(class));
                let features = figure::features(world, sheet);
                features.iter().find_map(|(it, _)| it.cantrip.as_ref().filter(|(class, _)| lists(class))).map(|it| it.1)
            };
            casting(true).or_else(trait_ability).or_else(|| casting(false))
        }
        Being::Monster(_) => {
            let block = figure::block(world, one)?;
            match (&block.casts, &block.innate) {
                (_, Some(innate)) if spell.is_some_and(|spell| comes(innate, &spell.id)) => Some(innate.ability),
                (Some(casts), _) => Some(casts.ability),
                (None, innate) => innate.as_ref().map(|innate| innate.ability),
            }
        }
    }
}

/// The DC of a creature's spells.
pub fn dc(world: &World, one: &Creature, spell: Option<&Spell>) -> i32 {
    if let Some((dc, _)) = printed(world, one, spell) {
        return dc;
    }
    8 + attack_bonus(world, one, spell)
}

/// DC and attack bonus that a stat block prints for a spell.
fn printed(world: &World, one: &Creature, spell: Option<&Spell>) -> Option<(i32, i32)> {
    let block = figure::block(world, one)?;
    match (&block.casts, &block.innate) {
        (_, Some(innate)) if spell.is_some_and(|spell| comes(innate, &spell.id)) => Some((innate.dc, innate.attack)),
        (Some(casts), _) => Some((casts.dc, casts.attack)),
        (None, innate) => innate.as_ref().map(|innate| (innate.dc, innate.attack)),
    }
    .map(|(dc, attack)| (i32::from(dc), i32::from(attack)))
}

/// True for a spell that a stat block casts without a slot.
fn comes(innate: &Innate, spell: &SpellId) -> bool {
    innate.at_will.contains(spell) || innate.per_day.iter().any(|(_, spells)| spells.contains(spell))
}

/// How often a creature may still cast a spell without a slot; none where it needs one.
pub fn innate_left(world: &World, one: &Creature, spell: &SpellId) -> Option<u8> {
    let innate = figure::block(world, one)?.innate.as_ref()?;
    if innate.at_will.contains(spell) {
        return Some(u8::MAX);
    }
    let (most, _) = innate.per_day.iter().find(|(_, spells)| spells.contains(spell))?;
    Some(most.saturating_sub(one.spent.get(&innate_uses(spell)).copied().unwrap_or(0)))
}

/// Under which name those casts are counted.
pub fn innate_uses(spell: &SpellId) -> ResourceId {
    ResourceId::new(spell.as_str())
}

/// The bonus of a creature's spell attacks.
pub fn attack_bonus(world: &World, one: &Creature, spell: Option<&Spell>) -> i32 {
    if let Some((_, attack)) = printed(world, one, spell) {
        return attack;
    }
    figure::proficiency(world, one) + spell_modifier(world, one, spell)
}

/// The spellcasting modifier; 0 for those who do not cast.
pub fn spell_modifier(world: &World, one: &Creature, spell: Option<&Spell>) -> i32 {
    ability(world, one, spell).map_or(0, |ability| figure::modifier(world, one, ability))
}

/// How many times a cantrip's dice or rays a caster of this level has.
pub fn growth(level: u8) -> u16 {
    1 + u16::from(level >= 5) + u16::from(level >= 11) + u16::from(level >= 17)
}

/// Slots of each level from 1st to 9th, spent ones included.
pub fn slots(world: &World, one: &Creature) -> [u8; 9] {
    let mut slots = [0; 9];
    let mut fill = |row: &[u8]| {
        for (slot, count) in slots.iter_mut().zip(row) {
            *slot = (*slot).max(*count);
        }
    };
    match &one.being {
        Being::Hero(sheet) => {
            for (class, level) in &sheet.classes {
                let rows = world.book.classes.get(class).map_or(&[][..], |class| &class.levels);
                if let Some(row) = rows.get(..usize::from(*level).min(rows.len())).and_then(<[_]>::last) {
                    fill(&row.slots);
                }
            }
        }
        Being::Monster(_) => {
            if let Some(casts) = figure::block(world, one).and_then(|block| block.casts.as_ref()) {
                fill(&casts.slots);
            }
        }
    }
    slots
}

/// How many slots of a level are left.
pub fn slots_left(world: &World, one: &Creature, level: u8) -> u8 {
    let Some(at) = usize::from(level).checked_sub(1) else { return 0 };
    let most = slots(world, one).get(at).copied().unwrap_or(0);
    most.saturating_sub(one.slots_spent.get(at).copied().unwrap_or(0))
}

/// Every spell that a creature can cast, cantrips included.
pub fn spells<'w>(world: &'w World, one: &Creature) -> Vec<&'w Spell> {
    if one.form.as_ref().is_some_and(|form| !form.casts) {
        return Vec::new();
    }
    let ids: BTreeSet<&SpellId> = match &one.being {
        Being::Hero(sheet) => sheet.cantrips.iter().chain(&sheet.prepared).chain(always(world, sheet)).collect(),
        Being::Monster(_) => {
            let block = figure::block(world, one);
            let casts = block.and_then(|block| block.casts.as_ref()).into_iter().flat_map(|casts| &casts.spells);
            let innate = block.and_then(|block| block.innate.as_ref()).into_iter();
            let innate =
                innate.flat_map(|it| it.at_will.iter().chain(it.per_day.iter().flat_map(|(_, spells)| spells)));
            casts.chain(innate).collect()
        }
    };
    ids.into_iter().filter_map(|id| world.book.spells.get(id)).collect()
}

/// Spells that a hero's classes keep prepared for him.
pub fn always<'w>(world: &'w World, sheet: &Sheet) -> Vec<&'w SpellId> {
    let rows = sheet.classes.iter().filter_map(|(class, level)| {
        Some(world.book.classes.get(class)?.levels.iter().take(usize::from(*level)).flat_map(|row| &row.always))
    });
    rows.flatten().collect()
}

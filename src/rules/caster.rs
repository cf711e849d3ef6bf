//! What a caster can do: ability, DC, attack bonus, slots, spells that are ready (SRD: Spellcasting).

use super::unfold::Unfold;
use super::{figure, invoke, wear};
use crate::srd::Book;
use crate::srd::ability::Ability;
use crate::srd::charm::Charm;
use crate::srd::class::{Class, Ready, Slots};
use crate::srd::id::{ClassId, ResourceId, SpellId};
use crate::srd::knack::Knack;
use crate::srd::monster::Innate;
use crate::srd::spell::Spell;
use crate::world::World;
use crate::world::creature::{Being, Creature, Sheet};
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// The ability that a spell is cast with: of the class or the feature it was learnt with, else of a class that has it
/// on its list, else of any that casts.
pub fn ability(world: &World, one: &Creature, spell: Option<&Spell>) -> Option<Ability> {
    let sheet = match &one.being {
        Being::Hero(sheet) => sheet,
        Being::Monster(_) => {
            let block = figure::block(world, one)?;
            return match (&block.casts, &block.innate) {
                (_, Some(innate)) if spell.is_some_and(|spell| comes(innate, &spell.id)) => Some(innate.ability),
                (Some(casts), _) => Some(casts.ability),
                (None, innate) => innate.as_ref().map(|innate| innate.ability),
            };
        }
    };
    let of = |class: &ClassId| world.book.classes.get(class)?.casting.as_ref().map(|casting| casting.ability);
    let learnt = spell.and_then(|spell| sheet.learnt.get(&spell.id)).and_then(of);
    let granted = || {
        let feature = world.book.features.get(sheet.granted.get(&spell?.id)?)?;
        feature.cantrip.as_ref().map(|(_, ability)| *ability)
    };
    let innate = || {
        let id = &spell?.id;
        figure::knacks(world, one).find_map(|knack| match knack {
            Knack::Casts { spell, ability, .. } if spell == id => *ability,
            _ => None,
        })
    };
    let mut classes = sheet.classes.iter().map(|(id, _)| id);
    let listed = || classes.clone().find(|id| spell.is_none_or(|spell| spell.classes.contains(id)) && of(id).is_some());
    let by_trait = || {
        let spell = spell?;
        let features = figure::features(world, sheet);
        let mut cantrips = features.filter_map(|(it, _)| it.cantrip.as_ref());
        cantrips.find(|(class, _)| spell.classes.contains(class)).map(|(_, ability)| *ability)
    };
    learnt
        .or_else(granted)
        .or_else(innate)
        .or_else(|| listed().and_then(of))
        .or_else(by_trait)
        .or_else(|| classes.find_map(of))
}

/// The DC of a creature's spells.
pub fn dc(world: &World, one: &Creature, spell: Option<&Spell>) -> i32 {
    if let Some((dc, _)) = printed(world, one, spell) {
        return dc;
    }
    if let Some((Some(dc), _)) = invoke::strength(world, one) {
        return i32::from(dc);
    }
    8 + figure::proficiency(world, one) + spell_modifier(world, one, spell) + of_things(world, one).1
}

/// What things add to spell attacks and to spell DCs.
fn of_things(world: &World, one: &Creature) -> (i32, i32) {
    wear::charms(world, one).fold((0, 0), |(attack, dc), charm| match charm {
        Charm::SpellAttack(plus) => (attack + i32::from(*plus), dc),
        Charm::SpellDc(plus) => (attack, dc + i32::from(*plus)),
        _ => (attack, dc),
    })
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
    if let Some((_, Some(attack))) = invoke::strength(world, one) {
        return i32::from(attack);
    }
    figure::proficiency(world, one) + spell_modifier(world, one, spell) + of_things(world, one).0
}

/// The spellcasting modifier; 0 for those who do not cast.
pub fn spell_modifier(world: &World, one: &Creature, spell: Option<&Spell>) -> i32 {
    ability(world, one, spell).map_or(0, |ability| figure::modifier(world, one, ability))
}

/// How many times a cantrip's dice or rays a caster of this level has.
pub fn growth(level: u8) -> u16 {
    1 + u16::from(level >= 5) + u16::from(level >= 11) + u16::from(level >= 17)
}

/// Slots of each level from 1st to 9th, spent ones included, those of a pact apart.
pub fn slots(world: &World, one: &Creature) -> [u8; 9] {
    let mut slots = [0; 9];
    let row: &[u8] = match &one.being {
        Being::Hero(sheet) => hero_slots(&world.book, sheet),
        Being::Monster(_) => {
            let casts = figure::block(world, one).and_then(|block| block.casts.as_ref());
            casts.map_or(&[], |casts| &casts.slots)
        }
    };
    slots.iter_mut().zip(row).for_each(|(slot, count)| *slot = *count);
    slots
}

/// One casting class has the slots of its table; several together those of a full caster of all their levels, half
/// of those of slow casters.
fn hero_slots<'b>(book: &'b Book, sheet: &Sheet) -> &'b [u8] {
    let row = |class: &'b Class, level: u8| {
        let level = usize::from(level).min(class.levels.len());
        level.checked_sub(1).map_or(&[][..], |at| class.levels[at].slots.as_slice())
    };
    let casts = sheet.classes.iter().filter_map(|(id, level)| {
        let class = book.classes.get(id)?;
        let slots = class.casting.as_ref()?.slots;
        (slots != Slots::Pact && !row(class, *level).is_empty()).then_some((class, slots, *level))
    });
    let casts: Vec<_> = casts.collect();
    if let [(class, _, level)] = casts[..] {
        return row(class, level);
    }
    let level = casts.iter().map(|(_, slots, level)| if *slots == Slots::Half { level / 2 } else { *level }).sum();
    let full = |class: &&Class| class.casting.as_ref().is_some_and(|casting| casting.slots == Slots::Full);
    book.classes.values().find(full).filter(|_| !casts.is_empty()).map_or(&[], |class| row(class, level))
}

/// What the slots of a pact are counted as.
pub(super) const PACT: &str = "pact_magic";

/// The level of a pact's slots, and how many there are and are left.
pub fn pact(world: &World, one: &Creature) -> Option<(u8, u8, u8)> {
    let sheet = one.sheet()?;
    let level = sheet.classes.iter().find_map(|(id, level)| {
        let row = world.book.classes.get(id)?.levels.get(usize::from(*level).checked_sub(1)?)?;
        (row.pact > 0).then_some(row.pact)
    })?;
    let (most, left) = figure::uses(world, one, &ResourceId::new(PACT));
    Some((level, most, left))
}

/// How many slots of a level are left, those of a pact included.
pub fn slots_left(world: &World, one: &Creature, level: u8) -> u8 {
    let Some(at) = usize::from(level).checked_sub(1) else { return 0 };
    let most = slots(world, one).get(at).copied().unwrap_or(0);
    let own = most.saturating_sub(one.slots_spent.get(at).copied().unwrap_or(0));
    let pact = pact(world, one).filter(|(of, ..)| *of == level).map_or(0, |(_, _, left)| left);
    own.saturating_add(pact)
}

/// Spends a slot; a pact's first, because it comes back sooner.
pub(super) fn spend_slot(now: &mut Unfold<'_>, creature: CreatureId, level: u8) {
    let pact = now.creature(creature).and_then(|one| pact(now.world(), one));
    if pact.is_some_and(|(of, _, left)| of == level && left > 0) {
        now.happens(Event::UseSpent { creature, resource: ResourceId::new(PACT), count: 1 });
    } else {
        now.happens(Event::SlotSpent { creature, level });
    }
}

/// The highest level of spells that one class by itself lets learn or prepare at a level of it.
pub(super) fn slot_max(class: &Class, level: u8) -> u8 {
    let row = usize::from(level).checked_sub(1).and_then(|at| class.levels.get(at));
    row.map_or(0, |row| row.pact.max(u8::try_from(row.slots.len()).unwrap_or(9)))
}

/// True for classes whose spells are known for good.
pub(super) fn knows_for_good(class: &Class) -> bool {
    class.casting.as_ref().is_some_and(|casting| casting.ready == Ready::Known)
}

/// Every spell that a creature can cast, cantrips included.
pub fn spells<'w>(world: &'w World, one: &Creature) -> Vec<&'w Spell> {
    if one.form.as_ref().is_some_and(|form| !form.casts) {
        return Vec::new();
    }
    let mut ids: Vec<&SpellId> = match &one.being {
        Being::Hero(sheet) => {
            let learnt = sheet.cantrips.iter().chain(&sheet.prepared).chain(sheet.granted.keys());
            let known = sheet.learnt.iter().filter(|(_, of)| world.book.classes.get(*of).is_some_and(knows_for_good));
            let innate = figure::knacks(world, one).filter_map(|knack| match knack {
                Knack::Casts { spell, .. } => Some(spell),
                _ => None,
            });
            learnt.chain(known.map(|(spell, _)| spell)).chain(always(world, sheet)).chain(innate).collect()
        }
        Being::Monster(_) => {
            let block = figure::block(world, one);
            let casts = block.and_then(|block| block.casts.as_ref()).into_iter().flat_map(|casts| &casts.spells);
            let innate = block.and_then(|block| block.innate.as_ref()).into_iter();
            let innate =
                innate.flat_map(|it| it.at_will.iter().chain(it.per_day.iter().flat_map(|(_, spells)| spells)));
            casts.chain(innate).collect()
        }
    };
    // Each once, however it was learnt, in the order of their names.
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().filter_map(|id| world.book.spells.get(id)).collect()
}

/// Spells that a hero's features keep prepared for him.
pub fn always<'w>(world: &'w World, sheet: &Sheet) -> impl Iterator<Item = &'w SpellId> {
    let features = figure::features(world, sheet);
    let rows = features.flat_map(|(feature, level)| feature.always.iter().filter(move |(from, _)| *from <= level));
    rows.flat_map(|(_, spells)| spells)
}

//! Spells that classes and features let a hero learn and he has not learnt yet (SRD: Spellcasting, Classes).

use std::collections::BTreeSet;

use super::{caster, choices, figure, owed};
use crate::srd::class::{Class, Ready};
use crate::srd::feature::{Feature, Learns};
use crate::srd::id::{ClassId, SpellId};
use crate::srd::spell::Spell;
use crate::world::World;
use crate::world::creature::Sheet;
use crate::world::growth::Growth;

/// Every spell that may be learnt now.
pub(super) fn owed(world: &World, sheet: &Sheet) -> Vec<Growth> {
    let mut all = Vec::new();
    for (id, level) in &sheet.classes {
        let Some(class) = world.book.classes.get(id) else { continue };
        all.extend(of_class(world, sheet, class, *level));
    }
    for (feature, level) in figure::features(world, sheet) {
        all.extend(of_feature(world, sheet, feature, level));
    }
    all
}

fn of_class(world: &World, sheet: &Sheet, class: &Class, level: u8) -> Vec<Growth> {
    let Some(row) = class.levels.get(usize::from(level.max(1)) - 1) else { return Vec::new() };
    let learnt = |cantrip: bool| {
        let own = sheet.learnt.iter().filter(|(_, of)| **of == class.id);
        let spells = own.filter_map(|(id, _)| world.book.spells.get(id));
        spells.filter(|spell| (spell.level == 0) == cantrip && !sheet.prepared.contains(&spell.id)).count()
    };
    let known =
        |id: &SpellId| sheet.cantrips.contains(id) || sheet.learnt.contains_key(id) || sheet.granted.contains_key(id);
    let mut all = Vec::new();
    if learnt(true) < usize::from(row.cantrips) {
        let free = choices::list(&world.book, &class.id, 0).into_iter().filter(|id| !known(id));
        all.extend(free.map(|spell| Growth::Cantrip(class.id.clone(), spell)));
    }
    let Some(casting) = &class.casting else { return all };
    let left = match casting.ready {
        Ready::Known => usize::from(row.spells).saturating_sub(learnt(false)),
        Ready::Spellbook { start, per_level } => {
            let all = usize::from(start) + usize::from(per_level) * usize::from(level.max(1) - 1);
            all.saturating_sub(sheet.spellbook.len())
        }
        Ready::Prepared => 0,
    };
    if left > 0 {
        let levels = 1..=caster::slot_max(class, level);
        let spells = levels.flat_map(|level| listed(world, sheet, &class.id, level));
        let book = matches!(casting.ready, Ready::Spellbook { .. });
        let always = caster::always(world, sheet).collect::<Vec<_>>();
        let new =
            spells.filter(|id| if book { !sheet.spellbook.contains(id) } else { !known(id) && !always.contains(&id) });
        all.extend(new.map(
            |spell| {
                if book { Growth::Inscribe(spell) } else { Growth::Spell(class.id.clone(), spell) }
            },
        ));
    }
    all
}

/// A class's spells of one level, those that features add to its list included.
fn listed(world: &World, sheet: &Sheet, class: &ClassId, level: u8) -> Vec<SpellId> {
    let own = choices::list(&world.book, class, level);
    let features = figure::features_of(world, sheet, class);
    let added = features.iter().flat_map(|(feature, _)| &feature.lists);
    let added = added.filter(|id| world.book.spells.get(*id).is_some_and(|spell| spell.level == level));
    own.into_iter().chain(added.cloned()).collect::<BTreeSet<_>>().into_iter().collect()
}

fn of_feature(world: &World, sheet: &Sheet, feature: &Feature, level: u8) -> Vec<Growth> {
    let mut rows: Vec<Vec<SpellId>> = Vec::new();
    if let Some((class, _)) = &feature.cantrip {
        rows.push(choices::list(&world.book, class, 0));
    }
    for learns in feature.learns.iter().filter(|learns| learns.at <= level) {
        let of: Vec<SpellId> = allowed(world, sheet, learns).into_iter().map(|spell| spell.id.clone()).collect();
        rows.extend(std::iter::repeat_n(of, usize::from(learns.count)));
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let chosen: Vec<SpellId> =
        sheet.granted.iter().filter(|(_, of)| **of == feature.id).map(|(spell, _)| spell.clone()).collect();
    let open = owed::unfilled(&rows, &chosen).into_iter().filter_map(|at| rows.get(at)).flatten();
    // What stands in the book may be mastered besides; nothing else is learnt twice.
    let twice = |id: &&SpellId| {
        let mastered = feature.learns.iter().any(|learns| learns.in_book);
        sheet.granted.contains_key(*id)
            || (!mastered && (sheet.cantrips.contains(*id) || sheet.learnt.contains_key(*id)))
    };
    let open: BTreeSet<&SpellId> = open.filter(|id| !twice(id)).collect();
    open.into_iter().map(|spell| Growth::Granted(feature.id.clone(), spell.clone())).collect()
}

fn allowed<'w>(world: &'w World, sheet: &Sheet, learns: &Learns) -> Vec<&'w Spell> {
    let most =
        sheet.classes.iter().filter_map(|(id, level)| Some(caster::slot_max(world.book.classes.get(id)?, *level)));
    let (least, most) = learns.levels.unwrap_or((0, most.max().unwrap_or(0)));
    let fits = |spell: &&Spell| {
        (least..=most).contains(&spell.level)
            && learns.of.as_ref().is_none_or(|class| spell.classes.contains(class))
            && (!learns.in_book || sheet.spellbook.contains(&spell.id))
            && (learns.only.is_empty() || learns.only.contains(&spell.id))
            && (!learns.rituals || spell.ritual)
    };
    world.book.spells.values().filter(fits).collect()
}

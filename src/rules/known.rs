//! What follows from a hero's sheet and the book: features, what they change, training (SRD: Races, Classes).
//!
//! It is asked at every roll and changes once a level: a kept sheet remembers it.

use std::collections::BTreeSet;

use crate::srd::feature::Feature;
use crate::srd::modifier::{Modifier, Training};
use crate::world::World;
use crate::world::creature::Sheet;
use crate::world::memo::Learned;

/// Every feature with the levels that count for it: race, background, classes, chosen ones, in this order.
pub(super) fn features<'w>(world: &'w World, sheet: &Sheet) -> impl Iterator<Item = (&'w Feature, u8)> {
    let known = of(world, sheet);
    let anew = if known.is_none() { gathered(world, sheet) } else { Vec::new() };
    let rows = known.into_iter().flat_map(|known| &known.features);
    rows.filter_map(|(row, level)| Some((world.book.features.at(*row)?, *level))).chain(anew)
}

/// What is remembered of a sheet; none for one that is still being written.
pub(super) fn of<'s>(world: &World, sheet: &'s Sheet) -> Option<&'s Learned> {
    sheet.memo.known(&world.book, || anew(world, sheet))
}

/// What there is to remember, looked up in the book.
pub(super) fn anew(world: &World, sheet: &Sheet) -> Learned {
    let all = gathered(world, sheet);
    let row = |(feature, level): &(&Feature, u8)| Some((world.book.features.row(&feature.id)?, *level));
    Learned {
        features: all.iter().filter_map(row).collect(),
        gives: all.iter().flat_map(|(feature, level)| feature.gives_at(*level)).cloned().collect(),
        training: training(world, sheet, &all),
    }
}

/// The features looked up in the book.
pub(super) fn gathered<'w>(world: &'w World, sheet: &Sheet) -> Vec<(&'w Feature, u8)> {
    let book = &world.book;
    let level = sheet.level();
    let race = book.races.get(&sheet.race);
    let parent = race.and_then(|race| book.races.get(race.of.as_ref()?));
    let mut all = Vec::new();
    let traits = parent.into_iter().chain(race).flat_map(|race| &race.traits);
    let background = book.backgrounds.get(&sheet.background).map(|background| &background.feature);
    all.extend(traits.chain(background).filter_map(|id| book.features.get(id)).map(|feature| (feature, level)));
    for (class, level) in &sheet.classes {
        let Some(class) = book.classes.get(class) else { continue };
        let ids = class.levels.iter().take(usize::from(*level)).flat_map(|row| &row.features);
        for feature in ids.filter_map(|id| book.features.get(id)) {
            // Of one kin, such as ways to fight without armour, only what came first counts.
            let again = !feature.kin.is_empty() && all.iter().any(|(other, _)| other.kin == feature.kin);
            if !again {
                all.push((feature, *level));
            }
        }
    }
    all.extend(sheet.chosen.iter().filter_map(|id| book.features.get(id)).map(|feature| (feature, level)));
    let brought = |(feature, level): &(&'w Feature, u8)| {
        let level = *level;
        feature.brings.iter().filter_map(|id| book.features.get(id)).map(move |feature| (feature, level))
    };
    let brought: Vec<_> = all.iter().flat_map(brought).collect();
    all.extend(brought);
    all
}

/// Everything that a hero is trained in.
fn training(world: &World, sheet: &Sheet, features: &[(&Feature, u8)]) -> BTreeSet<Training> {
    let book = &world.book;
    let class = sheet.classes.first().and_then(|(id, _)| book.classes.get(id));
    let joined = sheet.classes.iter().skip(1).filter_map(|(id, _)| book.classes.get(id));
    let background = book.backgrounds.get(&sheet.background);
    let taught = features.iter().flat_map(|(feature, level)| feature.gives_at(*level)).flat_map(|given| match given {
        Modifier::Proficient(list) => list.as_slice(),
        _ => &[],
    });
    let all = class.into_iter().flat_map(|class| &class.training);
    let all = all.chain(joined.flat_map(|class| &class.joining.training));
    let all = all.chain(background.into_iter().flat_map(|background| &background.training)).chain(taught).cloned();
    let skills = sheet.skills.iter().map(|skill| Training::Skill(*skill));
    all.chain(skills).chain(sheet.tools.iter().cloned().map(Training::Item)).collect()
}

/// Whether a hero is trained in it.
pub(super) fn trained(world: &World, sheet: &Sheet, wanted: &Training) -> bool {
    match of(world, sheet) {
        Some(known) => known.training.contains(wanted),
        None => training(world, sheet, &gathered(world, sheet)).contains(wanted),
    }
}

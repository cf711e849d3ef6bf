//! What race, background, classes and levels let a hero choose and he has not chosen yet (SRD: Beyond 1st Level).
//!
//! Nothing is kept of what is open: it is what the tables grant, less what the sheet holds.

use std::collections::BTreeSet;

use super::{caster, choices, figure, learning};
use crate::srd::ability::{Ability, Skill};
use crate::srd::class::Class;
use crate::srd::feature::{Feature, Needs};
use crate::srd::id::{FeatureId, ItemId};
use crate::srd::item::Use;
use crate::srd::modifier::Training;
use crate::world::World;
use crate::world::creature::Sheet;
use crate::world::growth::Growth;

/// No score goes higher by improvements.
const SCORE_MAX: u8 = 20;
/// Points of one improvement.
const IMPROVEMENT: u8 = 2;

/// Every choice that is open to the hero now, each on its own.
pub fn owed(world: &World, sheet: &Sheet) -> Vec<Growth> {
    let mut all = Vec::new();
    all.extend(features(world, sheet).into_iter().map(Growth::Feature));
    all.extend(scores(world, sheet));
    all.extend(skills(world, sheet).into_iter().map(Growth::Skill));
    all.extend(expertise(world, sheet).into_iter().map(Growth::Expertise));
    all.extend(tools(world, sheet).into_iter().map(Growth::Tool));
    all.extend(languages(world, sheet));
    all.extend(learning::owed(world, sheet));
    all.extend(exchanges(world, sheet));
    all
}

/// Rows that no chosen thing stands for: each chosen thing fills one row that it is in, as many as can be.
pub(super) fn unfilled<T: PartialEq>(rows: &[Vec<T>], chosen: &[T]) -> Vec<usize> {
    fn fill<T: PartialEq>(
        rows: &[Vec<T>],
        chosen: &[T],
        at: usize,
        taken: &mut [Option<usize>],
        seen: &mut [bool],
    ) -> bool {
        let row = &rows[at];
        for (place, one) in chosen.iter().enumerate().filter(|(_, one)| row.contains(one)) {
            if seen[place] {
                continue;
            }
            seen[place] = true;
            let free = match taken[place] {
                None => true,
                Some(other) => fill(rows, chosen, other, taken, seen),
            };
            if free {
                taken[place] = Some(at);
                debug_assert!(one == &chosen[place]);
                return true;
            }
        }
        false
    }
    let mut taken = vec![None; chosen.len()];
    (0..rows.len()).filter(|at| !fill(rows, chosen, *at, &mut taken, &mut vec![false; chosen.len()])).collect()
}

/// All that is in rows without a choice yet and not chosen already.
fn open<T: Ord + Clone>(rows: &[Vec<T>], chosen: &[T]) -> BTreeSet<T> {
    let rows = unfilled(rows, chosen).into_iter().filter_map(|at| rows.get(at)).flatten();
    rows.filter(|one| !chosen.contains(one)).cloned().collect()
}

fn features(world: &World, sheet: &Sheet) -> Vec<FeatureId> {
    let chosen: Vec<FeatureId> = sheet.chosen.iter().cloned().collect();
    let rows: Vec<Vec<FeatureId>> = rows(world, sheet).into_iter().map(|(row, _)| row).collect();
    let open = open(&rows, &chosen).into_iter();
    open.filter(|id| world.book.features.get(id).is_some_and(|it| meets(world, sheet, &it.needs, it))).collect()
}

/// What is chosen out of: one row a choice, with the feature that brings it.
fn rows(world: &World, sheet: &Sheet) -> Vec<(Vec<FeatureId>, FeatureId)> {
    let book = &world.book;
    let own = figure::features(world, sheet).map(|(feature, _)| feature);
    let mut rows: Vec<&Feature> = own.filter(|feature| !feature.choose.is_empty()).collect();
    for (class, level) in &sheet.classes {
        let levels =
            book.classes.get(class).into_iter().flat_map(|class| class.levels.iter().take(usize::from(*level)));
        rows.extend(levels.flat_map(|row| &row.chooses).filter_map(|id| book.features.get(id)));
    }
    rows.into_iter().map(|feature| (feature.choose.clone(), feature.id.clone())).collect()
}

/// Whether what a feature needs is there. Levels are those of the class that has it among its choices.
fn meets(world: &World, sheet: &Sheet, needs: &Needs, feature: &Feature) -> bool {
    let lets = |class: &Class| {
        let rows = class.levels.iter().flat_map(|row| row.features.iter().chain(&row.chooses));
        let mut rows = rows.filter_map(|id| world.book.features.get(id));
        rows.any(|it| it.choose.contains(&feature.id))
    };
    let mut levels = sheet.classes.iter().filter(|(id, _)| world.book.classes.get(id).is_some_and(lets));
    (needs.level == 0 || levels.any(|(_, level)| *level >= needs.level))
        && needs.feature.as_ref().is_none_or(|id| sheet.chosen.contains(id))
        && needs.cantrip.as_ref().is_none_or(|id| sheet.cantrips.contains(id))
        && needs.score.is_none_or(|(ability, least)| sheet.scores.of(ability) >= least)
}

fn scores(world: &World, sheet: &Sheet) -> Vec<Growth> {
    let mut all = Vec::new();
    let race = world.book.races.get(&sheet.race);
    if race.is_some_and(|race| sheet.inherited.len() < usize::from(race.scores_of_choice)) {
        let raised = |ability: &Ability| race.is_some_and(|race| race.scores.iter().any(|(it, _)| it == ability));
        let free = Ability::ALL.into_iter().filter(|it| !raised(it) && !sheet.inherited.contains(it));
        all.extend(free.map(Growth::Inherit));
    }
    let improvements = figure::features(world, sheet).filter(|(feature, _)| feature.improves).count();
    let feats = sheet.chosen.iter().filter(|id| world.book.features.get(id).is_some_and(|it| it.feat)).count();
    let points =
        (improvements.saturating_sub(feats) * usize::from(IMPROVEMENT)).saturating_sub(usize::from(sheet.raised));
    if points > 0 {
        let room = Ability::ALL.into_iter().filter(|ability| sheet.scores.of(*ability) < SCORE_MAX);
        all.extend(room.map(Growth::Raise));
    }
    // A feat takes the place of a whole improvement.
    if points >= usize::from(IMPROVEMENT) && points.is_multiple_of(usize::from(IMPROVEMENT)) {
        let feats = world.book.features.values().filter(|it| it.feat && !sheet.chosen.contains(&it.id));
        let feats = feats.filter(|it| meets(world, sheet, &it.needs, it));
        all.extend(feats.map(|it| Growth::Feature(it.id.clone())));
    }
    all
}

fn skills(world: &World, sheet: &Sheet) -> BTreeSet<Skill> {
    let mut rows: Vec<Vec<Skill>> = Vec::new();
    let every = |of: &Vec<Skill>| if of.is_empty() { Skill::ALL.to_vec() } else { of.clone() };
    for (at, (class, _)) in sheet.classes.iter().enumerate() {
        let Some(class) = world.book.classes.get(class) else { continue };
        let count = if at == 0 { class.skills.0 } else { class.joining.skills };
        rows.extend(std::iter::repeat_n(every(&class.skills.1), usize::from(count)));
    }
    for (feature, _) in figure::features(world, sheet) {
        rows.extend(std::iter::repeat_n(every(&feature.skills.1), usize::from(feature.skills.0)));
    }
    let chosen: Vec<Skill> = sheet.skills.iter().copied().collect();
    let open = open(&rows, &chosen).into_iter();
    open.filter(|skill| !figure::trained(world, sheet, &Training::Skill(*skill))).collect()
}

fn expertise(world: &World, sheet: &Sheet) -> Vec<Skill> {
    let count: usize = figure::features(world, sheet).map(|(feature, _)| usize::from(feature.expertise)).sum();
    if sheet.expertise.len() >= count {
        return Vec::new();
    }
    let trained = |skill: &Skill| figure::trained(world, sheet, &Training::Skill(*skill));
    Skill::ALL.into_iter().filter(|skill| !sheet.expertise.contains(skill) && trained(skill)).collect()
}

fn tools(world: &World, sheet: &Sheet) -> BTreeSet<ItemId> {
    let mut rows: Vec<Vec<ItemId>> = Vec::new();
    for (at, (class, _)) in sheet.classes.iter().enumerate() {
        let Some(class) = world.book.classes.get(class) else { continue };
        let count = if at == 0 { class.tools.0 } else { class.joining.tools };
        // What stands for many is chosen by its members.
        let of = class.tools.1.iter().flat_map(|id| match world.book.items.get(id).map(|item| &item.use_) {
            Some(Use::OneOf(ids)) => ids.clone(),
            _ => vec![id.clone()],
        });
        rows.extend(std::iter::repeat_n(of.collect::<Vec<_>>(), usize::from(count)));
    }
    let chosen: Vec<ItemId> = sheet.tools.iter().cloned().collect();
    let open = open(&rows, &chosen).into_iter();
    open.filter(|id| !figure::trained(world, sheet, &Training::Item(id.clone()))).collect()
}

fn languages(world: &World, sheet: &Sheet) -> Vec<Growth> {
    let book = &world.book;
    let race = book.races.get(&sheet.race);
    let parent = race.and_then(|race| book.races.get(race.of.as_ref()?));
    let races = || race.into_iter().chain(parent);
    let background = book.backgrounds.get(&sheet.background).map_or(0, |it| usize::from(it.languages));
    let features = figure::features(world, sheet);
    let more: usize = features.map(|(feature, _)| usize::from(feature.languages)).sum();
    let count = races().map(|race| usize::from(race.languages_of_choice)).sum::<usize>() + background + more;
    if sheet.languages.len() >= count {
        return Vec::new();
    }
    let known = |id: &_| sheet.languages.contains(id) || races().any(|race| race.languages.contains(id));
    let free = book.languages.iter().filter(|id| !known(*id) && choices::may_choose(id));
    free.cloned().map(Growth::Language).collect()
}

/// What the last level lets give up: a spell of a class that knows its spells for good, a feature among several.
fn exchanges(world: &World, sheet: &Sheet) -> Vec<Growth> {
    let Some(class) = &sheet.exchanges else { return Vec::new() };
    let own = sheet.learnt.iter().filter(|(spell, of)| *of == class && !sheet.prepared.contains(*spell));
    let leveled = own.filter(|(spell, _)| world.book.spells.get(spell).is_some_and(|spell| spell.level > 0));
    let known = world.book.classes.get(class).is_some_and(caster::knows_for_good);
    let mut all: Vec<Growth> = leveled.filter(|_| known).map(|(spell, _)| Growth::Forget(spell.clone())).collect();
    // Only what one has several of is exchanged, and nothing that something else hangs on.
    let needed = |id: &FeatureId| {
        let others = sheet.chosen.iter().filter_map(|other| world.book.features.get(other));
        others.into_iter().any(|other| other.needs.feature.as_ref() == Some(id))
    };
    for (row, of) in rows(world, sheet) {
        let several =
            world.book.classes.get(class).is_some_and(|it| it.levels.iter().any(|level| level.chooses.contains(&of)));
        if several && world.book.features.get(&of).is_some_and(|feature| feature.exchanged) {
            let chosen = row.into_iter().filter(|id| sheet.chosen.contains(id) && !needed(id));
            all.extend(chosen.map(Growth::GiveUp));
        }
    }
    all.sort();
    all.dedup();
    all
}

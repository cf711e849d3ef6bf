//! New bodies for the dead: which race they have, what of the old one goes with it (SRD: Reincarnate).
//!
//! Ruling: kinds of races that the book lacks count as the kind that it has. What was learnt stays, languages too; what
//! the old blood brought goes, and what the new one lets choose is open.

use super::figure;
use super::unfold::Unfold;
use crate::dice::Sides;
use crate::srd::feature::Feature;
use crate::srd::id::RaceId;
use crate::srd::race::Race;
use crate::world::World;
use crate::world::creature::Sheet;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::memo::Memo;

/// Rolls for a new body and gives it to a hero; nobody else's race is written down.
pub(super) fn takes(now: &mut Unfold<'_>, rows: &[(u8, RaceId)], target: CreatureId) {
    if rows.is_empty() {
        return;
    }
    let face = now.roll(Sides(100));
    now.happens(Event::TableRolled { creature: target, face });
    let world = now.world();
    let row = rows.iter().find(|(most, _)| i32::from(face.0) <= i32::from(*most));
    let Some(race) = row.and_then(|(_, race)| world.book.races.get(race)) else { return };
    let Some(one) = world.creature(target) else { return };
    let Some(old) = one.sheet() else { return };
    let sheet = Box::new(changed(world, old, race));
    let more = figure::hp_bonus(world, &sheet) - figure::hp_bonus(world, old);
    let (hp_max, size) = ((one.hp_max + more).max(1), race.size);
    now.happens(Event::Reborn { creature: target, sheet, hp_max, size });
}

/// The sheet with another race.
fn changed(world: &World, old: &Sheet, race: &Race) -> Sheet {
    let mut sheet = Sheet { memo: Memo::default(), ..old.clone() };
    for (ability, plus) in bloods(world, &old.race).flat_map(|race| &race.scores) {
        let score = sheet.scores.of_mut(*ability);
        *score = score.saturating_sub(*plus).max(1);
    }
    for ability in std::mem::take(&mut sheet.inherited) {
        let score = sheet.scores.of_mut(ability);
        *score = score.saturating_sub(1).max(1);
    }
    for (ability, plus) in bloods(world, &race.id).flat_map(|race| &race.scores) {
        let score = sheet.scores.of_mut(*ability);
        *score = score.saturating_add(*plus).min(SCORE_MAX);
    }
    let traits: Vec<&Feature> =
        bloods(world, &old.race).flat_map(|race| &race.traits).filter_map(|id| world.book.features.get(id)).collect();
    sheet.chosen.retain(|id| !traits.iter().any(|given| given.choose.contains(id)));
    sheet.granted.retain(|_, by| !traits.iter().any(|given| given.id == *by));
    sheet.languages.extend(bloods(world, &old.race).flat_map(|race| &race.languages).cloned());
    sheet.race = race.id.clone();
    sheet
}

/// A race, after the one that it is a kind of.
fn bloods<'w>(world: &'w World, id: &RaceId) -> impl Iterator<Item = &'w Race> + use<'w> {
    let race = world.book.races.get(id);
    let parent = race.and_then(|race| world.book.races.get(race.of.as_ref()?));
    parent.into_iter().chain(race)
}

/// No blood raises a score above this.
const SCORE_MAX: u8 = 20;

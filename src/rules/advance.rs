//! Gaining a level: what it brings and what must be chosen (SRD: Beyond 1st Level).

use serde::{Deserialize, Serialize};

use super::choices::{self, Pick};
use super::command::Verb;
use super::gate;
use super::lineage::Lineage;
use super::refusal::Refusal;
use super::unfold::Unfold;
use crate::srd::class::Ready;
use crate::srd::id::{ClassId, FeatureId, SpellId};
use crate::world::World;
use crate::world::creature::Sheet;
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// Every choice that a new level asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The class that gains the level.
    pub class: ClassId,
    /// Features where there is a choice.
    pub chosen: Vec<FeatureId>,
    /// New cantrips.
    pub cantrips: Vec<SpellId>,
    /// New spells in the book.
    pub spells: Vec<SpellId>,
}

/// The experience points that the first twenty levels ask for.
const XP: [u32; 20] = [
    0, 300, 900, 2_700, 6_500, 14_000, 23_000, 34_000, 48_000, 64_000, 85_000, 100_000, 120_000, 140_000, 165_000,
    195_000, 225_000, 265_000, 305_000, 355_000,
];
/// Steps that are offered at the most; every other legal one is accepted too.
const OFFERS_MAX: usize = 12;

/// What a new level lets its hero choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rise {
    /// Features: one out of each row.
    pub chosen: Vec<Vec<FeatureId>>,
    /// New cantrips.
    pub cantrips: Pick<SpellId>,
    /// New spells for the book.
    pub spells: Pick<SpellId>,
}

/// What the creature may ask for here.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Ok((class, rise)) = allowed(world, who) else { return };
    into.extend(steps(&class, &rise).into_iter().take(OFFERS_MAX).map(|step| Verb::LevelUp(Box::new(step))));
}

/// Gains the level, with hit points by the average.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId, step: &Step) -> Result<(), Refusal> {
    let (class, rise) = allowed(now.world(), who)?;
    if step.class != class || !rise.allows(step) {
        return Err(Refusal::BadPlan);
    }
    let Some((one, sheet)) = now.creature(who).and_then(|one| Some((one, one.sheet()?))) else {
        return Err(Refusal::NoHero);
    };
    let mut sheet = sheet.clone();
    sheet.classes.iter_mut().filter(|(id, _)| *id == class).for_each(|(_, level)| *level += 1);
    sheet.chosen.extend(step.chosen.iter().cloned());
    sheet.cantrips.extend(step.cantrips.iter().cloned());
    sheet.spellbook.extend(step.spells.iter().cloned());
    let book = &now.world().book;
    let chosen: Vec<FeatureId> = sheet.chosen.iter().cloned().collect();
    let lineage = Lineage::of(book, &sheet.race, &sheet.background, &sheet.classes, &chosen);
    // The average of a hit die is rounded up here: 6 of a d10.
    let die = book.classes.get(&class).map_or(0, |class| i32::from(class.hit_die) / 2 + 1);
    let hp_max = one.hp_max + lineage.hp_of_level(&sheet.scores, die);
    now.happens(Event::LevelGained { creature: who, sheet: Box::new(sheet), hp_max });
    Ok(())
}

/// Experience points that a character level asks for; none above 20th.
pub fn threshold(level: u8) -> Option<u32> {
    XP.get(usize::from(level).checked_sub(1)?).copied()
}

/// What the next level of a hero's class lets him choose; none when the book holds no further level.
pub fn rise(world: &World, sheet: &Sheet) -> Option<(ClassId, Rise)> {
    let (id, level) = sheet.classes.first()?;
    let class = world.book.classes.get(id)?;
    let next = class.levels.get(usize::from(*level))?;
    let before = class.levels.get(usize::from(*level) - 1)?;
    let features = next.features.iter().filter_map(|id| world.book.features.get(id));
    let chosen = features.map(|feature| feature.choose.clone()).filter(|row| !row.is_empty()).collect();
    let cantrips = choices::list(&world.book, id, 0).into_iter().filter(|spell| !sheet.cantrips.contains(spell));
    let count = match class.casting.as_ref().map(|casting| casting.ready) {
        Some(Ready::Spellbook { per_level, .. }) => usize::from(per_level),
        Some(Ready::Prepared) | None => 0,
    };
    let levels = (1u8..).zip(&next.slots).filter(|(_, slots)| **slots > 0).map(|(level, _)| level);
    let spells = levels.flat_map(|level| choices::list(&world.book, id, level));
    let new = spells.filter(|spell| count > 0 && !sheet.spellbook.contains(spell));
    let rise = Rise {
        chosen,
        cantrips: Pick::new(usize::from(next.cantrips.saturating_sub(before.cantrips)), cantrips.collect()),
        spells: Pick::new(count, new.collect()),
    };
    Some((id.clone(), rise))
}

impl Rise {
    /// Whether the step chooses exactly this.
    pub fn allows(&self, step: &Step) -> bool {
        choices::one_each(&self.chosen, &step.chosen)
            && self.cantrips.allows(&step.cantrips)
            && self.spells.allows(&step.spells)
    }
}

fn allowed(world: &World, who: CreatureId) -> Result<(ClassId, Rise), Refusal> {
    let sheet = gate::at_leisure(world, who)?.sheet().ok_or(Refusal::NoHero)?;
    let needed = threshold(sheet.level() + 1).ok_or(Refusal::NotEnoughXp)?;
    if sheet.xp < needed {
        return Err(Refusal::NotEnoughXp);
    }
    rise(world, sheet).ok_or(Refusal::NotEnoughXp)
}

/// Some steps: every feature that may be chosen, with spells that follow one another in the book.
fn steps(class: &ClassId, rise: &Rise) -> Vec<Step> {
    let mut rows: Vec<Vec<FeatureId>> = vec![Vec::new()];
    for row in &rise.chosen {
        let longer =
            rows.iter().flat_map(|these| row.iter().map(|one| [these.as_slice(), std::slice::from_ref(one)].concat()));
        rows = longer.take(OFFERS_MAX).collect();
    }
    let spells = windows(&rise.spells);
    let cantrips = windows(&rise.cantrips);
    let of = |chosen: &Vec<FeatureId>, spells: &[SpellId]| Step {
        class: class.clone(),
        chosen: chosen.clone(),
        cantrips: cantrips.first().cloned().unwrap_or_default(),
        spells: spells.to_vec(),
    };
    rows.iter().flat_map(|chosen| spells.iter().map(|spells| of(chosen, spells)).collect::<Vec<_>>()).collect()
}

fn windows(pick: &Pick<SpellId>) -> Vec<Vec<SpellId>> {
    if pick.count == 0 { vec![Vec::new()] } else { pick.of.windows(pick.count).map(<[SpellId]>::to_vec).collect() }
}

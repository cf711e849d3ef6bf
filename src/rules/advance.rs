//! Gaining a level: in a class one has or joins; what it lets choose is chosen afterwards (SRD: Beyond 1st Level).
//!
//! Ruling: nobody gains another level before everything that the last one lets choose is chosen.

use serde::{Deserialize, Serialize};

use super::command::Verb;
use super::figure;
use super::gate;
use super::owed;
use super::refusal::Refusal;
use super::unfold::Unfold;
use crate::dice::Sides;
use crate::srd::class::Class;
use crate::srd::id::ClassId;
use crate::srd::knack::Knack;
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::Sheet;
use crate::world::event::Event;
use crate::world::growth::Growth;
use crate::world::id::CreatureId;

/// A level to be gained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The class that gains the level.
    pub class: ClassId,
    /// Where its hit points come from.
    pub hp: HitPoints,
}

/// Where the hit points of a level come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HitPoints {
    /// The average of the hit die, rounded up.
    Average,
    /// A roll of the hit die.
    Rolled,
}

/// The experience points that the first twenty levels ask for.
const XP: [u32; 20] = [
    0, 300, 900, 2_700, 6_500, 14_000, 23_000, 34_000, 48_000, 64_000, 85_000, 100_000, 120_000, 140_000, 165_000,
    195_000, 225_000, 265_000, 305_000, 355_000,
];

/// What the creature may ask for here.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Some(sheet) = world.creature(who).and_then(|one| one.sheet()) else { return };
    // Those that one has come first.
    let own = sheet.classes.iter().map(|(id, _)| id);
    let others = world.book.classes.keys().filter(|id| sheet.classes.iter().all(|(own, _)| own != *id));
    for class in own.chain(others) {
        if allowed(world, who, class).is_ok() {
            let step = |hp| Verb::LevelUp(Box::new(Step { class: class.clone(), hp }));
            into.extend([step(HitPoints::Average), step(HitPoints::Rolled)]);
        }
    }
}

/// Gains the level.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId, step: &Step) -> Result<(), Refusal> {
    let class = allowed(now.world(), who, &step.class)?;
    let die = Sides(class.hit_die);
    let Some((one, sheet)) = now.creature(who).and_then(|one| Some((one, one.sheet()?))) else {
        return Err(Refusal::NoHero);
    };
    let (hp_max, before) = (one.hp_max, figure::hp_bonus(now.world(), sheet));
    let after = grown(now.world(), sheet, &step.class);
    let face = (step.hp == HitPoints::Rolled).then(|| now.roll(die));
    // The average of a hit die is rounded up here: 6 of a d10.
    let rolled = face.map_or(i32::from(die.0) / 2 + 1, |face| i32::from(face.0));
    let more = figure::hp_bonus(now.world(), &after) - before + rolled;
    let (sheet, hp_max) = (Box::new(after), hp_max + more.max(1));
    now.happens(Event::LevelGained { creature: who, sheet, hp_max, face });
    Ok(())
}

/// The sheet with one more level of a class.
pub(super) fn grown(world: &World, sheet: &Sheet, class: &ClassId) -> Sheet {
    let mut sheet = sheet.clone();
    match sheet.classes.iter_mut().find(|(id, _)| id == class) {
        Some((_, level)) => *level += 1,
        None => sheet.classes.push((class.clone(), 1)),
    }
    sheet.exchanges = Some(class.clone());
    raise_scores(world, &mut sheet, class);
    sheet
}

/// Scores that the newest level of a class raises by itself.
pub(super) fn raise_scores(world: &World, sheet: &mut Sheet, class: &ClassId) {
    let level = sheet.classes.iter().find(|(id, _)| id == class).map_or(0, |(_, level)| usize::from(*level));
    let row = world.book.classes.get(class).and_then(|class| class.levels.get(level.checked_sub(1)?));
    let features = row.into_iter().flat_map(|row| &row.features).filter_map(|id| world.book.features.get(id));
    for given in features.flat_map(|feature| &feature.gives) {
        let Modifier::Knack(Knack::Scores { plus, most }) = given else { continue };
        for (ability, plus) in plus {
            let score = sheet.scores.of_mut(*ability);
            *score = score.saturating_add(*plus).min(*most).max(*score);
        }
    }
}

/// Experience points that a character level asks for; none above 20th.
pub fn threshold(level: u8) -> Option<u32> {
    XP.get(usize::from(level).checked_sub(1)?).copied()
}

fn allowed<'w>(world: &'w World, who: CreatureId, class: &ClassId) -> Result<&'w Class, Refusal> {
    let sheet = gate::at_leisure(world, who)?.sheet().ok_or(Refusal::NoHero)?;
    let needed = threshold(sheet.level() + 1).ok_or(Refusal::NotEnoughXp)?;
    if sheet.xp < needed {
        return Err(Refusal::NotEnoughXp);
    }
    let exchange = |growth: &Growth| matches!(growth, Growth::Forget(_) | Growth::GiveUp(_));
    if owed::owed(world, sheet).iter().any(|growth| !exchange(growth)) {
        return Err(Refusal::ChoiceOpen);
    }
    let next = world.book.classes.get(class).ok_or(Refusal::BadPlan)?;
    let joins = sheet.classes.iter().all(|(id, _)| id != class);
    let own = sheet.classes.iter().filter_map(|(id, _)| world.book.classes.get(id));
    // Whoever joins a class must have what it takes for that one and for all that he has.
    if joins && !own.chain([next]).all(|class| suits(sheet, class)) {
        return Err(Refusal::BadPlan);
    }
    Ok(next)
}

fn suits(sheet: &Sheet, class: &Class) -> bool {
    let reaches = |row: &Vec<_>| row.iter().all(|(ability, least)| sheet.scores.of(*ability) >= *least);
    class.joining.needs.iter().any(reaches)
}

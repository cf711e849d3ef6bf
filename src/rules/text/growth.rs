//! What is said of growing: levels, and the choices that they leave open.

use super::find::spoken;
use super::{Said, Unclear};
use crate::rules::advance::{HitPoints, Step};
use crate::rules::command::Verb;
use crate::srd::ability::{Ability, Skill};
use crate::srd::id::{ClassId, FeatureId};
use crate::world::growth::Growth;

/// `wizard`, `wizard and rolls`.
pub(super) fn level_up(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    let (name, hp) = match rest.strip_suffix(" and rolls") {
        Some(name) => (name, HitPoints::Rolled),
        None => (rest, HitPoints::Average),
    };
    Ok(Verb::LevelUp(Box::new(Step { class: class(said, name)?, hp })))
}

/// `sleep as wizard`, `sleep by magical secrets`.
pub(super) fn learns(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    if let Some((spell, name)) = rest.rsplit_once(" as ") {
        let (class, spell) = (class(said, name)?, said.spell(spell)?);
        let cantrip = said.world.book.spells.get(&spell).is_some_and(|spell| spell.level == 0);
        return Ok(Verb::Grow(if cantrip { Growth::Cantrip(class, spell) } else { Growth::Spell(class, spell) }));
    }
    // Names of spells and features may both hold the word: the last one that leaves two names parts them.
    let parted = rest.rmatch_indices(" by ").find_map(|(at, word)| {
        let (spell, name) = (said.spell(&rest[..at]).ok()?, said.feature(&rest[at + word.len()..])?);
        Some(Verb::Grow(Growth::Granted(name, spell)))
    });
    parted.ok_or_else(|| Unclear::Thing(rest.to_owned()))
}

/// A language.
pub(super) fn speaks(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    let known = said.world.book.languages.iter().find(|id| spoken(id.as_str()) == rest);
    known.map(|id| Verb::Grow(Growth::Language(id.clone()))).ok_or_else(|| Unclear::Thing(rest.to_owned()))
}

/// A feature by its name.
pub(super) fn feature(said: &Said<'_>, name: &str) -> Result<FeatureId, Unclear> {
    said.feature(name).ok_or_else(|| Unclear::Thing(name.to_owned()))
}

/// A skill by its name.
pub(super) fn skill(name: &str) -> Result<Skill, Unclear> {
    let known = Skill::ALL.into_iter().find(|skill| spoken(skill.as_str()) == name);
    known.ok_or_else(|| Unclear::Thing(name.to_owned()))
}

/// An ability by its abbreviation.
pub(super) fn ability(name: &str) -> Result<Ability, Unclear> {
    Ability::ALL.into_iter().find(|ability| ability.short() == name).ok_or_else(|| Unclear::Thing(name.to_owned()))
}

fn class(said: &Said<'_>, name: &str) -> Result<ClassId, Unclear> {
    let known = said.world.book.classes.keys().find(|id| spoken(id.as_str()) == name);
    known.cloned().ok_or_else(|| Unclear::Thing(name.to_owned()))
}

//! What a hero chooses while growing: one choice at a time, each a small change of the sheet.

use serde::{Deserialize, Serialize};

use super::creature::Sheet;
use crate::srd::ability::{Ability, Skill};
use crate::srd::id::{ClassId, FeatureId, ItemId, LanguageId, SpellId};

/// One choice that race, class or level leave open.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Growth {
    /// A feature out of several: a fighting style, an invocation, a feat.
    Feature(FeatureId),
    /// A cantrip of a class.
    Cantrip(ClassId, SpellId),
    /// A spell that a class knows for good.
    Spell(ClassId, SpellId),
    /// A spell for the book.
    Inscribe(SpellId),
    /// A spell that a feature lets learn.
    Granted(FeatureId, SpellId),
    /// Training in a skill.
    Skill(Skill),
    /// Twice the proficiency bonus on a skill.
    Expertise(Skill),
    /// A language.
    Language(LanguageId),
    /// Training with a tool or an instrument.
    Tool(ItemId),
    /// A point of an ability score improvement.
    Raise(Ability),
    /// A point that the race lets choose.
    Inherit(Ability),
    /// Gives a known spell up for another.
    Forget(SpellId),
    /// Gives a feature up for another of its kind.
    GiveUp(FeatureId),
}

impl Sheet {
    /// Makes a choice. Whether it is open is for the rules to say.
    pub fn grow(&mut self, growth: &Growth) {
        match growth {
            Growth::Feature(id) => drop(self.chosen.insert(id.clone())),
            Growth::Cantrip(class, spell) => {
                self.cantrips.insert(spell.clone());
                self.learnt.insert(spell.clone(), class.clone());
            }
            Growth::Spell(class, spell) => {
                self.learnt.insert(spell.clone(), class.clone());
            }
            Growth::Inscribe(spell) => drop(self.spellbook.insert(spell.clone())),
            Growth::Granted(feature, spell) => drop(self.granted.insert(spell.clone(), feature.clone())),
            Growth::Skill(skill) => drop(self.skills.insert(*skill)),
            Growth::Expertise(skill) => drop(self.expertise.insert(*skill)),
            Growth::Language(id) => drop(self.languages.insert(id.clone())),
            Growth::Tool(id) => drop(self.tools.insert(id.clone())),
            Growth::Raise(ability) => {
                let score = self.scores.of_mut(*ability);
                *score = score.saturating_add(1);
                self.raised = self.raised.saturating_add(1);
            }
            Growth::Inherit(ability) => {
                let score = self.scores.of_mut(*ability);
                *score = score.saturating_add(1);
                self.inherited.insert(*ability);
            }
            Growth::Forget(spell) => {
                self.learnt.remove(spell);
                self.exchanges = None;
            }
            Growth::GiveUp(feature) => {
                self.chosen.remove(feature);
                self.exchanges = None;
            }
        }
    }
}

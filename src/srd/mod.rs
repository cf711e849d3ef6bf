//! The book: SRD 5.1 as tables of facts, loaded once from `assets/srd` and the same for every player of one release.

pub mod ability;
pub mod background;
pub mod boon;
pub mod budget;
pub mod chance;
pub mod charm;
pub mod class;
pub mod condition;
pub mod conjure;
pub mod coverage;
mod cross;
pub mod damage;
pub mod effect;
pub mod feature;
pub mod filter;
pub mod forge;
pub mod grade;
pub mod id;
pub mod instinct;
pub mod item;
pub mod kind;
pub mod knack;
pub mod land;
pub mod living;
pub mod load;
pub mod magic;
pub mod manner;
pub mod modifier;
pub mod monster;
pub mod nature;
pub mod plight;
pub mod quantity;
pub mod quirk;
pub mod race;
pub mod rolls;
pub mod shelf;
pub mod span;
pub mod speech;
pub mod spell;
pub mod trap;
pub mod trick;
pub mod weave;
pub mod wonder;
pub mod zone;

use std::collections::BTreeSet;

use background::Background;
use class::Class;
use feature::Feature;
use forge::Template;
use grade::Graded;
use id::{BackgroundId, ClassId, DiseaseId, FeatureId, ItemId, LanguageId, MonsterId, RaceId, SpellId, TrapId};
use item::Item;
use monster::Monster;
use plight::{Disease, Madness, Span};
use race::Race;
use serde::Serialize;
use shelf::Shelf;
use spell::Spell;
use trap::Trap;

/// Every record of the book by its id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Book {
    /// Languages that heroes may know.
    pub languages: BTreeSet<LanguageId>,
    /// What only stat blocks speak or understand.
    pub tongues: BTreeSet<LanguageId>,
    /// Races and subraces.
    pub races: Shelf<RaceId, Race>,
    /// Classes.
    pub classes: Shelf<ClassId, Class>,
    /// Features of classes, fighting styles, racial traits.
    pub features: Shelf<FeatureId, Feature>,
    /// Backgrounds.
    pub backgrounds: Shelf<BackgroundId, Background>,
    /// Things to own.
    pub items: Shelf<ItemId, Item>,
    /// Records of magic items; the things that they make stand among the items.
    pub magic: Shelf<ItemId, Template>,
    /// Spells.
    pub spells: Shelf<SpellId, Spell>,
    /// Stat blocks.
    pub monsters: Shelf<MonsterId, Monster>,
    /// Traps.
    pub traps: Shelf<TrapId, Trap>,
    /// Diseases.
    pub diseases: Shelf<DiseaseId, Disease>,
    /// Kinds of madness.
    pub madness: Shelf<Span, Madness>,
    /// Grades of records that are not full, or full though they hold nothing to decide.
    pub listed_grades: Vec<Graded>,
}

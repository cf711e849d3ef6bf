//! Grades: for each rule of the book how much of it the engine decides, and why not all where it does not.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Book;
use super::condition::Condition;
use super::id::ActionId;
use super::item::Use;
use super::monster::Action;

/// How much of a record the engine decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Grade {
    /// The engine decides everything.
    Full,
    /// The engine runs cost, time and targets; the table decides the outcome.
    Adjudicated,
    /// The engine runs the cost; what it does is told.
    Narrative,
}

/// A kind of graded record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GradedKind {
    /// Spells.
    Spell,
    /// Features of classes and backgrounds, fighting styles, racial traits.
    Feature,
    /// Traits of stat blocks; one trait may be borne by many.
    Trait,
    /// Actions of stat blocks: `monster/action`.
    Action,
    /// Things to own.
    Item,
    /// Conditions.
    Condition,
    /// Reactions of stat blocks: `monster/reaction`.
    Reaction,
    /// Legendary actions of stat blocks: `monster/action`.
    Legendary,
    /// Diseases.
    Disease,
    /// Kinds of madness.
    Madness,
    /// Traps.
    Trap,
    /// Rules of play that are no record of a table: only those that are listed are there at all.
    Rule,
}

/// One record's grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Graded {
    /// What kind of record.
    pub kind: GradedKind,
    /// Its id.
    pub id: String,
    /// Its grade.
    pub grade: Grade,
    /// Why it is not full, or why it is although it holds nothing to decide; empty for the rest.
    #[serde(default)]
    pub why: String,
}

/// How many records of one kind have which grade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Graded full.
    pub full: usize,
    /// Graded adjudicated.
    pub adjudicated: usize,
    /// Graded narrative.
    pub narrative: usize,
}

impl Tally {
    /// All records of the kind.
    pub const fn total(&self) -> usize {
        self.full + self.adjudicated + self.narrative
    }
}

impl GradedKind {
    /// Its name in the tables and in `roundtable coverage`: `spell`.
    pub const fn as_str(self) -> &'static str {
        match self {
            GradedKind::Spell => "spell",
            GradedKind::Feature => "feature",
            GradedKind::Trait => "trait",
            GradedKind::Action => "action",
            GradedKind::Item => "item",
            GradedKind::Condition => "condition",
            GradedKind::Reaction => "reaction",
            GradedKind::Legendary => "legendary",
            GradedKind::Disease => "disease",
            GradedKind::Madness => "madness",
            GradedKind::Trap => "trap",
            GradedKind::Rule => "rule",
        }
    }
}

impl Book {
    /// The grade of every record that is graded, by kind and id.
    pub fn grades(&self) -> Vec<Graded> {
        let mut all: Vec<Graded> = self.graded_ids().into_iter().map(|(kind, id)| self.grade(kind, &id)).collect();
        all.sort_by(|one, other| (one.kind, &one.id).cmp(&(other.kind, &other.id)));
        all
    }

    /// How many records of each kind have which grade.
    pub fn tallies(&self) -> BTreeMap<GradedKind, Tally> {
        let mut tallies: BTreeMap<GradedKind, Tally> = BTreeMap::new();
        for graded in self.grades() {
            let tally = tallies.entry(graded.kind).or_default();
            *match graded.grade {
                Grade::Full => &mut tally.full,
                Grade::Adjudicated => &mut tally.adjudicated,
                Grade::Narrative => &mut tally.narrative,
            } += 1;
        }
        tallies
    }

    /// The grade of one record: full unless the table of grades says otherwise.
    pub fn grade(&self, kind: GradedKind, id: &str) -> Graded {
        let listed = self.listed_grades.iter().find(|graded| graded.kind == kind && graded.id == id);
        let full = || Graded { kind, id: id.to_owned(), grade: Grade::Full, why: String::new() };
        listed.cloned().or_else(|| self.worst_choice(kind, id)).unwrap_or_else(full)
    }

    /// An action that the book prints as a choice of several is as good as the least of them.
    fn worst_choice(&self, kind: GradedKind, id: &str) -> Option<Graded> {
        let (monster, choice) = id.split_once('/').filter(|_| kind == GradedKind::Action)?;
        let block = self.monsters.values().find(|block| block.id.as_str() == monster)?;
        let part = |action: &&Action| action.choice_of.as_ref().is_some_and(|of| of.as_str() == choice);
        let parts = block.actions.iter().filter(part).map(|action| format!("{monster}/{}", action.id));
        let worst = parts.map(|part| self.grade(kind, &part)).max_by_key(|part| part.grade)?;
        Some(Graded { id: id.to_owned(), ..worst })
    }

    /// Every record that has a grade.
    pub(super) fn graded_ids(&self) -> Vec<(GradedKind, String)> {
        let mut all: Vec<(GradedKind, String)> = Vec::new();
        all.extend(self.spells.keys().map(|id| (GradedKind::Spell, id.to_string())));
        all.extend(self.features.keys().map(|id| (GradedKind::Feature, id.to_string())));
        // What stands for one of many is no thing of its own.
        let things = self.items.values().filter(|item| !matches!(item.use_, Use::OneOf(_)) && item.magic.is_none());
        all.extend(self.magic.keys().map(|id| (GradedKind::Item, id.to_string())));
        all.extend(things.map(|item| (GradedKind::Item, item.id.to_string())));
        for monster in self.monsters.values() {
            all.extend(monster.traits.iter().map(|given| (GradedKind::Trait, given.id.to_string())));
            let named = |id: &ActionId| format!("{}/{id}", monster.id);
            let choices = monster.actions.iter().filter_map(|action| action.choice_of.as_ref());
            let actions = monster.actions.iter().map(|action| &action.id).chain(choices);
            all.extend(actions.map(|id| (GradedKind::Action, named(id))));
            let legendary = monster.legendary.iter().flat_map(|legend| &legend.options);
            all.extend(legendary.map(|action| (GradedKind::Legendary, named(&action.id))));
            let reactions = monster.reactions.iter().map(|given| format!("{}/{}", monster.id, given.id));
            all.extend(reactions.map(|id| (GradedKind::Reaction, id)));
        }
        all.extend(Condition::ALL.into_iter().map(|condition| (GradedKind::Condition, condition.as_str().to_owned())));
        all.extend(self.traps.keys().map(|id| (GradedKind::Trap, id.to_string())));
        all.extend(self.diseases.keys().map(|id| (GradedKind::Disease, id.to_string())));
        all.extend(self.madness.keys().map(|id| (GradedKind::Madness, id.as_str().to_owned())));
        let rules = self.listed_grades.iter().filter(|graded| graded.kind == GradedKind::Rule);
        all.extend(rules.map(|graded| (GradedKind::Rule, graded.id.clone())));
        all.sort();
        all.dedup();
        all
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Grade::Full => "full",
            Grade::Adjudicated => "adjudicated",
            Grade::Narrative => "narrative",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::srd::effect::{Effect, Success};
    use crate::srd::monster::Does;

    /// What only the table can decide stands somewhere among the effects.
    fn told(effects: &[Effect]) -> bool {
        effects.iter().any(|effect| match effect {
            Effect::Narrative { .. } => true,
            Effect::Attack { hit, miss, .. } => told(hit) || told(miss),
            Effect::Save { fail, success, .. } => told(fail) || matches!(success, Success::Then(then) if told(then)),
            Effect::Check { success, fail, .. } => told(success) || told(fail),
            Effect::HpPool { then, .. } | Effect::IfDropped { then, .. } => told(then),
            Effect::Ongoing { effects, .. } => told(effects),
            _ => false,
        })
    }

    #[test]
    fn what_is_told_is_never_full() {
        let book = Book::standard();
        for spell in book.spells.values() {
            let grade = book.grade(GradedKind::Spell, spell.id.as_str()).grade;
            assert!(!told(&spell.effects) || grade != Grade::Full, "{}", spell.id);
        }
        for monster in book.monsters.values() {
            let actions = monster.actions.iter().map(|action| (GradedKind::Action, action));
            let legendary = monster.legendary.iter().flat_map(|legend| &legend.options);
            for (kind, action) in actions.chain(legendary.map(|action| (GradedKind::Legendary, action))) {
                let Does::Effects { effects, .. } = &action.does else { continue };
                let grade = book.grade(kind, &format!("{}/{}", monster.id, action.id)).grade;
                assert!(!told(effects) || grade != Grade::Full, "{} {}", monster.id, action.id);
            }
        }
    }

    #[test]
    fn what_holds_nothing_to_decide_is_listed() {
        let book = Book::standard();
        let listed = |kind, id: &str| book.listed_grades.iter().any(|graded| graded.kind == kind && graded.id == id);
        for feature in book.features.values() {
            let holds = !feature.gives.is_empty()
                || feature.acts.is_some()
                || !feature.choose.is_empty()
                || feature.expertise > 0
                || feature.counts.is_some()
                || feature.languages > 0
                || feature.cantrip.is_some()
                || !feature.grows.is_empty()
                || feature.chance.is_some()
                || !feature.brings.is_empty()
                || feature.skills.0 > 0
                || feature.improves
                || !feature.always.is_empty()
                || !feature.lists.is_empty()
                || !feature.learns.is_empty()
                || !feature.wakes.is_empty();
            assert!(holds || listed(GradedKind::Feature, feature.id.as_str()), "{}", feature.id);
        }
        for given in book.monsters.values().flat_map(|monster| &monster.traits) {
            assert!(!given.gives.is_empty() || listed(GradedKind::Trait, given.id.as_str()), "{}", given.id);
        }
        for monster in book.monsters.values() {
            for given in &monster.reactions {
                let id = format!("{}/{}", monster.id, given.id);
                assert!(!given.gives.is_empty() || listed(GradedKind::Reaction, &id), "{id}");
            }
        }
    }

    #[test]
    fn each_grade_that_is_not_full_says_why_and_is_of_a_record() {
        let book = Book::standard();
        let known = book.graded_ids();
        for graded in &book.listed_grades {
            assert!(known.contains(&(graded.kind, graded.id.clone())), "{} {}", graded.kind.as_str(), graded.id);
            assert!(!graded.why.is_empty(), "{}", graded.id);
        }
        assert_eq!(book.tallies().values().map(Tally::total).sum::<usize>(), known.len());
    }
}

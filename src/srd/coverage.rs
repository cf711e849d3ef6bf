//! Coverage: the whole book's index against what the tables hold, so that what is absent is counted too.

use std::sync::OnceLock;

use serde::Deserialize;

use super::Book;
use super::grade::{Grade, GradedKind, Tally};

/// One kind of record: how many the whole book has, and how many of them have which grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// What the kind is called: `spell`, `magic_item`.
    pub kind: String,
    /// All records of the kind in the whole book.
    pub total: usize,
    /// Those that the tables hold, by grade.
    pub tally: Tally,
    /// Those that are full.
    pub full: Vec<String>,
    /// Those that the tables do not hold.
    pub absent: Vec<String>,
}

/// A kind of record and the ids that the whole book has of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Chapter {
    kind: String,
    ids: Vec<String>,
}

impl Book {
    /// The whole book, kind by kind, in the order of its index.
    pub fn coverage(&self) -> Vec<Covered> {
        let known = self.graded_ids();
        index().iter().map(|chapter| self.covered(chapter, &known)).collect()
    }

    fn covered(&self, chapter: &Chapter, known: &[(GradedKind, String)]) -> Covered {
        let mut covered = Covered {
            kind: chapter.kind.clone(),
            total: chapter.ids.len(),
            tally: Tally::default(),
            full: Vec::new(),
            absent: Vec::new(),
        };
        for id in &chapter.ids {
            match self.standing(&chapter.kind, id, known) {
                None => covered.absent.push(id.clone()),
                Some(Grade::Adjudicated) => covered.tally.adjudicated += 1,
                Some(Grade::Narrative) => covered.tally.narrative += 1,
                Some(Grade::Full) => {
                    covered.tally.full += 1;
                    covered.full.push(id.clone());
                }
            }
        }
        covered
    }

    /// The grade of a record of the index; none when the tables do not hold it.
    fn standing(&self, kind: &str, id: &str, known: &[(GradedKind, String)]) -> Option<Grade> {
        let kind = match kind {
            "monster" => return self.block_standing(id),
            "race" => return self.race_standing(id),
            "class" => return self.class_standing(id),
            "background" => {
                let background = self.backgrounds.values().find(|background| background.id.as_str() == id)?;
                return Some(self.grade(GradedKind::Feature, background.feature.as_str()).grade);
            }
            kind => graded(kind)?,
        };
        let there = known.binary_search(&(kind, id.to_owned())).is_ok();
        there.then(|| self.grade(kind, id).grade)
    }

    /// A stat block is as good as the least of its traits, actions, reactions and legendary actions.
    fn block_standing(&self, id: &str) -> Option<Grade> {
        let block = self.monsters.values().find(|block| block.id.as_str() == id)?;
        let traits = block.traits.iter().map(|given| self.grade(GradedKind::Trait, given.id.as_str()).grade);
        let legendary = block.legendary.iter().flat_map(|legend| &legend.options);
        let own = [
            (GradedKind::Action, block.actions.iter().map(|it| it.id.as_str()).collect::<Vec<_>>()),
            (GradedKind::Reaction, block.reactions.iter().map(|it| it.id.as_str()).collect()),
            (GradedKind::Legendary, legendary.map(|it| it.id.as_str()).collect()),
        ];
        let own = own.iter().flat_map(|(kind, ids)| ids.iter().map(move |it| (*kind, format!("{id}/{it}"))));
        Some(traits.chain(own.map(|(kind, it)| self.grade(kind, &it).grade)).max().unwrap_or(Grade::Full))
    }

    /// A race is as good as the least of its traits.
    fn race_standing(&self, id: &str) -> Option<Grade> {
        let race = self.races.values().find(|race| race.id.as_str() == id)?;
        let traits = race.traits.iter().map(|id| self.grade(GradedKind::Feature, id.as_str()).grade);
        Some(traits.max().unwrap_or(Grade::Full))
    }

    /// A class is there when all its levels are, and as good as the least of its features.
    fn class_standing(&self, id: &str) -> Option<Grade> {
        let class = self.classes.values().find(|class| class.id.as_str() == id && class.levels.len() >= LEVELS)?;
        let features = class.levels.iter().flat_map(|level| &level.features);
        let features = features.map(|id| self.grade(GradedKind::Feature, id.as_str()).grade);
        Some(features.max().unwrap_or(Grade::Full))
    }
}

const LEVELS: usize = 20;

/// Under which kind records of the index are graded.
fn graded(kind: &str) -> Option<GradedKind> {
    Some(match kind {
        "spell" => GradedKind::Spell,
        "trait" => GradedKind::Trait,
        "action" => GradedKind::Action,
        "reaction" => GradedKind::Reaction,
        "legendary" => GradedKind::Legendary,
        "race_trait" | "feature" | "invocation" | "feat" => GradedKind::Feature,
        "weapon" | "armour" | "gear" | "tool" | "pack" | "mount" | "vehicle" | "magic_item" | "trade_good"
        | "poison" => GradedKind::Item,
        "condition" => GradedKind::Condition,
        "disease" => GradedKind::Disease,
        "madness" => GradedKind::Madness,
        "trap" => GradedKind::Trap,
        "rule" => GradedKind::Rule,
        _ => return None,
    })
}

fn index() -> &'static [Chapter] {
    static INDEX: OnceLock<Vec<Chapter>> = OnceLock::new();
    let read = || ron::from_str(include_str!("../../assets/srd/index.ron"));
    INDEX.get_or_init(|| read().unwrap_or_else(|wrong| panic!("the built-in index is broken: {wrong}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_holds_the_whole_book() {
        let covered = Book::standard().coverage();
        let total = |kind: &str| covered.iter().find(|it| it.kind == kind).map(|it| it.total);
        let counts = [
            ("spell", 319),
            ("monster", 317),
            ("trait", 148),
            ("action", 818),
            ("reaction", 12),
            ("legendary", 93),
            ("race", 13),
            ("class", 12),
            ("feature", 188),
            ("invocation", 32),
            ("magic_item", 240),
            ("condition", 15),
        ];
        for (kind, count) in counts {
            assert_eq!(total(kind), Some(count), "{kind}");
        }
    }

    #[test]
    fn every_kind_adds_up_and_is_sorted() {
        for covered in Book::standard().coverage() {
            assert_eq!(covered.tally.total() + covered.absent.len(), covered.total, "{}", covered.kind);
            assert_eq!(covered.tally.full, covered.full.len(), "{}", covered.kind);
        }
        for chapter in index() {
            assert!(chapter.ids.is_sorted(), "{}", chapter.kind);
            let other = ["monster", "race", "class", "background"].contains(&chapter.kind.as_str());
            assert!(other || graded(&chapter.kind).is_some(), "nobody grades {}", chapter.kind);
        }
    }
}

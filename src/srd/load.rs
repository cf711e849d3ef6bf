//! Reads the book from the tables that are built into the program, and seals it with a fingerprint.

use std::fmt;
use std::hash::Hash;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;

use super::Book;
use super::background::Background;
use super::class::Class;
use super::cross::check;
use super::feature::Feature;
use super::forge::{Template, forge};
use super::item::Item;
use super::monster::Monster;
use super::plight::{Disease, Madness};
use super::race::Race;
use super::shelf::Shelf;
use super::spell::Spell;
use super::trap::Trap;

/// Whose work the book rests on and what was changed, as its licence asks: shown in the game, word for word.
pub const NOTICE: &str = include_str!("../../assets/srd/NOTICE");

/// Why a book cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookError {
    /// A table is not written as its records are.
    Unreadable {
        /// The table's file name.
        table: &'static str,
        /// Line and what is wrong there.
        why: String,
    },
    /// Two records of one kind share an id.
    Twice {
        /// Their table.
        table: &'static str,
        /// The id.
        id: String,
    },
    /// A record names another that the book does not have.
    Unknown {
        /// The record that names it.
        from: String,
        /// What kind of record it names.
        kind: &'static str,
        /// The name.
        id: String,
    },
}

impl Book {
    /// The book of this release, read anew; everyone else wants [`Book::standard`].
    pub fn load() -> Result<Book, BookError> {
        let languages = read("languages.ron", include_str!("../../assets/srd/languages.ron"))?;
        let tongues = read("tongues.ron", include_str!("../../assets/srd/tongues.ron"))?;
        let (languages, tongues) = (languages.into_iter().collect(), tongues.into_iter().collect());
        let mut book = Book { languages, tongues, ..Book::default() };
        fill(&mut book.races, "races.ron", include_str!("../../assets/srd/races.ron"), |race: &Race| race.id.clone())?;
        fill(&mut book.classes, "classes.ron", include_str!("../../assets/srd/classes.ron"), |class: &Class| {
            class.id.clone()
        })?;
        for (table, text) in FEATURES {
            fill(&mut book.features, table, text, |feature: &Feature| feature.id.clone())?;
        }
        let backgrounds = include_str!("../../assets/srd/backgrounds.ron");
        fill(&mut book.backgrounds, "backgrounds.ron", backgrounds, |background: &Background| background.id.clone())?;
        for (table, text) in ITEMS {
            fill(&mut book.items, table, text, |item: &Item| item.id.clone())?;
        }
        for (table, text) in SPELLS {
            fill(&mut book.spells, table, text, |spell: &Spell| spell.id.clone())?;
        }
        for (table, text) in MAGIC {
            fill(&mut book.magic, table, text, |template: &Template| template.id.clone())?;
        }
        for template in book.magic.values() {
            for item in forge(template, &book.items, &book.spells) {
                let id = item.id.clone();
                if book.items.insert(id.clone(), item).is_some() {
                    return Err(BookError::Twice { table: "magic items", id: id.to_string() });
                }
            }
        }
        for (table, text) in MONSTERS {
            fill(&mut book.monsters, table, text, |monster: &Monster| monster.id.clone())?;
        }
        let conjured = include_str!("../../assets/srd/conjured.ron");
        fill(&mut book.monsters, "conjured.ron", conjured, |monster: &Monster| monster.id.clone())?;
        let traps = include_str!("../../assets/srd/traps.ron");
        fill(&mut book.traps, "traps.ron", traps, |trap: &Trap| trap.id.clone())?;
        let diseases = include_str!("../../assets/srd/diseases.ron");
        fill(&mut book.diseases, "diseases.ron", diseases, |disease: &Disease| disease.id.clone())?;
        for madness in read::<Madness>("madness.ron", include_str!("../../assets/srd/madness.ron"))? {
            book.madness.insert(madness.id, madness);
        }
        book.listed_grades = read("grades.ron", include_str!("../../assets/srd/grades.ron"))?;
        let rules = read("grades_rules.ron", include_str!("../../assets/srd/grades_rules.ron"))?;
        book.listed_grades.extend(rules);
        check(&book)?;
        Ok(book)
    }

    /// The book of this release, read once.
    pub fn standard() -> &'static Book {
        static BOOK: OnceLock<Book> = OnceLock::new();
        BOOK.get_or_init(|| Book::load().unwrap_or_else(|wrong| panic!("the built-in book is broken: {wrong}")))
    }

    /// BLAKE3 over the book's canonical encoding: two programs with one fingerprint play by one book.
    pub fn fingerprint(&self) -> [u8; 32] {
        match postcard::to_stdvec(self) {
            Ok(bytes) => *blake3::hash(&bytes).as_bytes(),
            // Writing plain data into a growing vector has no way to fail.
            Err(wrong) => panic!("the book cannot be encoded: {wrong}"),
        }
    }
}

const FEATURES: [(&str, &str); 4] = [
    ("features.ron", include_str!("../../assets/srd/features.ron")),
    ("features_martial.ron", include_str!("../../assets/srd/features_martial.ron")),
    ("features_magic.ron", include_str!("../../assets/srd/features_magic.ron")),
    ("invocations.ron", include_str!("../../assets/srd/invocations.ron")),
];

const SPELLS: [(&str, &str); 10] = [
    ("spells_0.ron", include_str!("../../assets/srd/spells_0.ron")),
    ("spells_1.ron", include_str!("../../assets/srd/spells_1.ron")),
    ("spells_2.ron", include_str!("../../assets/srd/spells_2.ron")),
    ("spells_3.ron", include_str!("../../assets/srd/spells_3.ron")),
    ("spells_4.ron", include_str!("../../assets/srd/spells_4.ron")),
    ("spells_5.ron", include_str!("../../assets/srd/spells_5.ron")),
    ("spells_6.ron", include_str!("../../assets/srd/spells_6.ron")),
    ("spells_7.ron", include_str!("../../assets/srd/spells_7.ron")),
    ("spells_8.ron", include_str!("../../assets/srd/spells_8.ron")),
    ("spells_9.ron", include_str!("../../assets/srd/spells_9.ron")),
];

const MONSTERS: [(&str, &str); 14] = [
    ("monsters/aberration.ron", include_str!("../../assets/srd/monsters/aberration.ron")),
    ("monsters/beast.ron", include_str!("../../assets/srd/monsters/beast.ron")),
    ("monsters/celestial.ron", include_str!("../../assets/srd/monsters/celestial.ron")),
    ("monsters/construct.ron", include_str!("../../assets/srd/monsters/construct.ron")),
    ("monsters/dragon.ron", include_str!("../../assets/srd/monsters/dragon.ron")),
    ("monsters/elemental.ron", include_str!("../../assets/srd/monsters/elemental.ron")),
    ("monsters/fey.ron", include_str!("../../assets/srd/monsters/fey.ron")),
    ("monsters/fiend.ron", include_str!("../../assets/srd/monsters/fiend.ron")),
    ("monsters/giant.ron", include_str!("../../assets/srd/monsters/giant.ron")),
    ("monsters/humanoid.ron", include_str!("../../assets/srd/monsters/humanoid.ron")),
    ("monsters/monstrosity.ron", include_str!("../../assets/srd/monsters/monstrosity.ron")),
    ("monsters/ooze.ron", include_str!("../../assets/srd/monsters/ooze.ron")),
    ("monsters/plant.ron", include_str!("../../assets/srd/monsters/plant.ron")),
    ("monsters/undead.ron", include_str!("../../assets/srd/monsters/undead.ron")),
];

const MAGIC: [(&str, &str); 4] = [
    ("magic_arms.ron", include_str!("../../assets/srd/magic_arms.ron")),
    ("magic_worn.ron", include_str!("../../assets/srd/magic_worn.ron")),
    ("magic_potions.ron", include_str!("../../assets/srd/magic_potions.ron")),
    ("magic_charged.ron", include_str!("../../assets/srd/magic_charged.ron")),
];

const ITEMS: [(&str, &str); 9] = [
    ("mounts.ron", include_str!("../../assets/srd/mounts.ron")),
    ("goods.ron", include_str!("../../assets/srd/goods.ron")),
    ("poisons.ron", include_str!("../../assets/srd/poisons.ron")),
    ("weapons.ron", include_str!("../../assets/srd/weapons.ron")),
    ("armour.ron", include_str!("../../assets/srd/armour.ron")),
    ("gear.ron", include_str!("../../assets/srd/gear.ron")),
    ("tools.ron", include_str!("../../assets/srd/tools.ron")),
    ("packs.ron", include_str!("../../assets/srd/packs.ron")),
    ("groups.ron", include_str!("../../assets/srd/groups.ron")),
];

fn fill<K: Hash + Ord + fmt::Display, R: DeserializeOwned>(
    into: &mut Shelf<K, R>,
    table: &'static str,
    text: &str,
    id: impl Fn(&R) -> K,
) -> Result<(), BookError> {
    for record in read::<R>(table, text)? {
        let id = id(&record);
        if into.contains_key(&id) {
            return Err(BookError::Twice { table, id: id.to_string() });
        }
        into.insert(id, record);
    }
    Ok(())
}

pub(super) fn read<R: DeserializeOwned>(table: &'static str, text: &str) -> Result<Vec<R>, BookError> {
    ron::from_str(text).map_err(|wrong| BookError::Unreadable { table, why: wrong.to_string() })
}

impl fmt::Display for BookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BookError::Unreadable { table, why } => write!(f, "{table} cannot be read: {why}"),
            BookError::Twice { table, id } => write!(f, "{table} has \"{id}\" twice"),
            BookError::Unknown { from, kind, id } => {
                write!(f, "{from} names the {kind} \"{id}\", which the book lacks")
            }
        }
    }
}

impl std::error::Error for BookError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::srd::id::SpellId;

    #[test]
    fn every_table_of_the_book_reads() {
        let book = Book::load().unwrap_or_else(|wrong| panic!("{wrong}"));
        assert_eq!(&book, Book::standard());
    }

    #[test]
    fn a_changed_figure_changes_the_fingerprint() {
        let mut book = Book::standard().clone();
        assert_eq!(book.fingerprint(), Book::standard().fingerprint());
        book.spells.record_mut(&SpellId::new("fire_bolt")).unwrap().level = 1;
        assert_ne!(book.fingerprint(), Book::standard().fingerprint());
    }

    #[test]
    fn a_table_that_is_not_written_well_says_where() {
        let wrong = read::<Item>("gear.ron", "[(id: \"rope\", use_: Gear, cost_cp: Some(1), colour: 2)]").unwrap_err();
        let wrong = wrong.to_string();
        assert!(wrong.starts_with("gear.ron cannot be read: ") && wrong.contains("colour"), "{wrong}");
        let mut items = Shelf::default();
        let twice = "[(id: \"rope\", use_: Gear), (id: \"rope\", use_: Tool)]";
        let wrong = fill(&mut items, "gear.ron", twice, |item: &Item| item.id.clone()).unwrap_err();
        assert_eq!(wrong.to_string(), "gear.ron has \"rope\" twice");
    }
}

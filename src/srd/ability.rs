//! Ability scores, skills and the arithmetic that both rest on (SRD: Using Ability Scores).

use serde::{Deserialize, Serialize};

/// The six abilities, in the book's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ability {
    /// Strength.
    Str,
    /// Dexterity.
    Dex,
    /// Constitution.
    Con,
    /// Intelligence.
    Int,
    /// Wisdom.
    Wis,
    /// Charisma.
    Cha,
}

impl Ability {
    /// All six, in the book's order.
    pub const ALL: [Ability; 6] = [Ability::Str, Ability::Dex, Ability::Con, Ability::Int, Ability::Wis, Ability::Cha];

    /// The book's abbreviation.
    pub const fn short(self) -> &'static str {
        match self {
            Ability::Str => "str",
            Ability::Dex => "dex",
            Ability::Con => "con",
            Ability::Int => "int",
            Ability::Wis => "wis",
            Ability::Cha => "cha",
        }
    }
}

/// Six scores, each 1 to 30.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scores {
    /// Strength.
    pub str: u8,
    /// Dexterity.
    pub dex: u8,
    /// Constitution.
    pub con: u8,
    /// Intelligence.
    pub int: u8,
    /// Wisdom.
    pub wis: u8,
    /// Charisma.
    pub cha: u8,
}

impl Scores {
    /// The score of one ability.
    pub const fn of(&self, ability: Ability) -> u8 {
        match ability {
            Ability::Str => self.str,
            Ability::Dex => self.dex,
            Ability::Con => self.con,
            Ability::Int => self.int,
            Ability::Wis => self.wis,
            Ability::Cha => self.cha,
        }
    }

    /// The score of one ability, to be changed.
    pub const fn of_mut(&mut self, ability: Ability) -> &mut u8 {
        match ability {
            Ability::Str => &mut self.str,
            Ability::Dex => &mut self.dex,
            Ability::Con => &mut self.con,
            Ability::Int => &mut self.int,
            Ability::Wis => &mut self.wis,
            Ability::Cha => &mut self.cha,
        }
    }

    /// The modifier of one ability: (score - 10) / 2, rounded down.
    pub const fn modifier(&self, ability: Ability) -> i32 {
        (self.of(ability) as i32 - 10).div_euclid(2)
    }
}

/// The eighteen skills, in the alphabet's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the book's own and say all there is")]
pub enum Skill {
    Acrobatics,
    AnimalHandling,
    Arcana,
    Athletics,
    Deception,
    History,
    Insight,
    Intimidation,
    Investigation,
    Medicine,
    Nature,
    Perception,
    Performance,
    Persuasion,
    Religion,
    SleightOfHand,
    Stealth,
    Survival,
}

impl Skill {
    /// All eighteen, in the alphabet's order.
    pub const ALL: [Skill; 18] = [
        Skill::Acrobatics,
        Skill::AnimalHandling,
        Skill::Arcana,
        Skill::Athletics,
        Skill::Deception,
        Skill::History,
        Skill::Insight,
        Skill::Intimidation,
        Skill::Investigation,
        Skill::Medicine,
        Skill::Nature,
        Skill::Perception,
        Skill::Performance,
        Skill::Persuasion,
        Skill::Religion,
        Skill::SleightOfHand,
        Skill::Stealth,
        Skill::Survival,
    ];

    /// The ability a check with this skill uses.
    pub const fn ability(self) -> Ability {
        match self {
            Skill::Athletics => Ability::Str,
            Skill::Acrobatics | Skill::SleightOfHand | Skill::Stealth => Ability::Dex,
            Skill::Arcana | Skill::History | Skill::Investigation | Skill::Nature | Skill::Religion => Ability::Int,
            Skill::AnimalHandling | Skill::Insight | Skill::Medicine | Skill::Perception | Skill::Survival => {
                Ability::Wis
            }
            Skill::Deception | Skill::Intimidation | Skill::Performance | Skill::Persuasion => Ability::Cha,
        }
    }

    /// Its name in the tables and behind the dash of its message: `survival`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Skill::Acrobatics => "acrobatics",
            Skill::AnimalHandling => "animal_handling",
            Skill::Arcana => "arcana",
            Skill::Athletics => "athletics",
            Skill::Deception => "deception",
            Skill::History => "history",
            Skill::Insight => "insight",
            Skill::Intimidation => "intimidation",
            Skill::Investigation => "investigation",
            Skill::Medicine => "medicine",
            Skill::Nature => "nature",
            Skill::Perception => "perception",
            Skill::Performance => "performance",
            Skill::Persuasion => "persuasion",
            Skill::Religion => "religion",
            Skill::SleightOfHand => "sleight_of_hand",
            Skill::Stealth => "stealth",
            Skill::Survival => "survival",
        }
    }
}

//! What days cost and bring: lifestyles, pastimes, pace, materials of things (SRD: Expenses, Downtime, Travel, Objects).

use serde::{Deserialize, Serialize};

use super::id::{ItemId, LanguageId};

/// How somebody lives from day to day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the book's own and say all there is")]
pub enum Lifestyle {
    #[default]
    Wretched,
    Squalid,
    Poor,
    Modest,
    Comfortable,
    Wealthy,
    Aristocratic,
}

impl Lifestyle {
    /// Every one, the cheapest first.
    pub const ALL: [Lifestyle; 7] = [
        Lifestyle::Wretched,
        Lifestyle::Squalid,
        Lifestyle::Poor,
        Lifestyle::Modest,
        Lifestyle::Comfortable,
        Lifestyle::Wealthy,
        Lifestyle::Aristocratic,
    ];

    /// What a day of it costs, in copper pieces.
    pub const fn cost_cp(self) -> u32 {
        match self {
            Lifestyle::Wretched => 0,
            Lifestyle::Squalid => 10,
            Lifestyle::Poor => 20,
            Lifestyle::Modest => 100,
            Lifestyle::Comfortable => 200,
            Lifestyle::Wealthy => 400,
            Lifestyle::Aristocratic => 1000,
        }
    }

    /// Behind the dash of its name: `modest`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Lifestyle::Wretched => "wretched",
            Lifestyle::Squalid => "squalid",
            Lifestyle::Poor => "poor",
            Lifestyle::Modest => "modest",
            Lifestyle::Comfortable => "comfortable",
            Lifestyle::Wealthy => "wealthy",
            Lifestyle::Aristocratic => "aristocratic",
        }
    }
}

/// What somebody does with free days.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Pastime {
    /// Makes a thing.
    Craft(ItemId),
    /// Practises a profession, for a modest living, or performs, for a wealthy one.
    Profession,
    /// Recovers from what weakens.
    Recuperate,
    /// Looks into something.
    Research,
    /// Learns a language.
    Language(LanguageId),
    /// Learns to use a tool.
    Tool(ItemId),
}

/// How fast a party travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// 400 feet a minute; less is noticed on the way.
    Fast,
    /// 300 feet a minute.
    #[default]
    Normal,
    /// 200 feet a minute, quietly.
    Slow,
}

impl Pace {
    /// Every one.
    pub const ALL: [Pace; 3] = [Pace::Fast, Pace::Normal, Pace::Slow];

    /// Miles in an hour.
    pub const fn miles_an_hour(self) -> u16 {
        match self {
            Pace::Fast => 4,
            Pace::Normal => 3,
            Pace::Slow => 2,
        }
    }

    /// What it adds to passive perception.
    pub const fn alertness(self) -> i32 {
        match self {
            Pace::Fast => -5,
            Pace::Normal | Pace::Slow => 0,
        }
    }

    /// Behind the dash of its name: `fast`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Pace::Fast => "fast",
            Pace::Normal => "normal",
            Pace::Slow => "slow",
        }
    }
}

/// What a thing is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the book's own and say all there is")]
pub enum Material {
    Cloth,
    Glass,
    #[default]
    Wood,
    Stone,
    Iron,
    Mithral,
    Adamantine,
}

impl Material {
    /// Armour class of a thing made of it.
    pub const fn ac(self) -> i32 {
        match self {
            Material::Cloth => 11,
            Material::Glass => 13,
            Material::Wood => 15,
            Material::Stone => 17,
            Material::Iron => 19,
            Material::Mithral => 21,
            Material::Adamantine => 23,
        }
    }
}

/// How large a thing is, and whether it breaks easily.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the book's own and say all there is")]
pub enum Sturdy {
    TinyFragile,
    Tiny,
    SmallFragile,
    Small,
    MediumFragile,
    Medium,
    LargeFragile,
    #[default]
    Large,
}

impl Sturdy {
    /// Its hit points: the average of the book's dice.
    pub const fn hp(self) -> i32 {
        match self {
            Sturdy::TinyFragile => 2,
            Sturdy::Tiny => 5,
            Sturdy::SmallFragile => 3,
            Sturdy::Small => 10,
            Sturdy::MediumFragile => 4,
            Sturdy::Medium => 18,
            Sturdy::LargeFragile => 5,
            Sturdy::Large => 27,
        }
    }
}

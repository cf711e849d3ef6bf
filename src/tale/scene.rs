//! Scenes and the four kinds of choice that lead out of them: direct, conditional, dice, mixed.

use serde::{Deserialize, Serialize};

use super::deed::{Deed, Need};
use super::id::{ChoiceId, SceneId, TextId};
use super::map::Test;
use crate::srd::id::SpellId;

/// One scene: something is told, then someone chooses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scene {
    /// What is told.
    pub text: TextId,
    /// Who speaks, if anyone.
    #[serde(default)]
    pub speaker: Option<TextId>,
    /// What happens as it begins.
    #[serde(default)]
    pub deeds: Vec<Deed>,
    /// The ways out; a scene without any ends when it has been read.
    #[serde(default)]
    pub choices: Vec<Choice>,
}

/// One way out of a scene.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its name within the scene.
    pub id: ChoiceId,
    /// What the chooser reads.
    pub text: TextId,
    /// Offered only while all of this holds: a conditional choice, or with dice a mixed one.
    #[serde(default)]
    pub needs: Vec<Need>,
    /// Offered once only.
    #[serde(default)]
    pub once: bool,
    /// What it leads to.
    pub leads: Leads,
}

/// Where a choice leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Leads {
    /// Straight there.
    Direct(Outcome),
    /// A check decides: rows of (lowest total, outcome), lowest first; the first row starts at 0 and rows leave no gap.
    Dice {
        /// What is rolled.
        test: Test,
        /// What each total brings.
        rows: Vec<(u8, Outcome)>,
    },
    /// Somebody resists a spell that lasts on the chooser: a d20 and a bonus against the spell DC of whoever has cast it.
    Resisted {
        /// Which spell.
        spell: SpellId,
        /// His bonus.
        bonus: i8,
        /// What comes of it if it holds.
        yields: Outcome,
        /// What comes of it if he resists, or if there is no such spell.
        resists: Outcome,
    },
}

/// What a choice brings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Outcome {
    /// What happens.
    pub deeds: Vec<Deed>,
    /// The scene that follows; none ends the talk.
    pub next: Option<SceneId>,
}

/// The four kinds of choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Always there, leads straight on.
    Direct,
    /// There while something holds, leads straight on.
    Conditional,
    /// Always there, a check decides.
    Dice,
    /// There while something holds, a check decides.
    Mixed,
}

impl Choice {
    /// Which of the four kinds it is.
    pub const fn kind(&self) -> Kind {
        match (&self.leads, self.needs.is_empty()) {
            (Leads::Direct(_), true) => Kind::Direct,
            (Leads::Direct(_), false) => Kind::Conditional,
            (Leads::Dice { .. } | Leads::Resisted { .. }, true) => Kind::Dice,
            (Leads::Dice { .. } | Leads::Resisted { .. }, false) => Kind::Mixed,
        }
    }
}

impl Leads {
    /// Everything it may bring.
    pub fn outcomes(&self) -> Vec<&Outcome> {
        match self {
            Leads::Direct(outcome) => vec![outcome],
            Leads::Dice { rows, .. } => rows.iter().map(|(_, outcome)| outcome).collect(),
            Leads::Resisted { yields, resists, .. } => vec![yields, resists],
        }
    }

    /// What a check's total brings; a total below 0 counts as 0. None for a direct choice and a table without rows.
    pub fn row(&self, total: i32) -> Option<&Outcome> {
        match self {
            Leads::Direct(_) | Leads::Resisted { .. } => None,
            Leads::Dice { rows, .. } => {
                let reached = rows.iter().rev().find(|(least, _)| i32::from(*least) <= total.max(0));
                reached.or(rows.first()).map(|(_, outcome)| outcome)
            }
        }
    }
}

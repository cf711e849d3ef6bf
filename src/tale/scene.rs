//! Scenes and the four kinds of choice that lead out of them: direct, conditional, dice, mixed.

use serde::{Deserialize, Serialize};

use super::deed::{Deed, Need};
use super::id::{ChoiceId, SceneId, TextId};
use super::map::Test;

/// One scene: something is told, then someone chooses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scene {
    /// What is told.
    pub text: TextId,
    /// Who speaks, if anyone.
    pub speaker: Option<TextId>,
    /// What happens as it begins.
    pub deeds: Vec<Deed>,
    /// The ways out; a scene without any ends when it has been read.
    pub choices: Vec<Choice>,
}

/// One way out of a scene.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its name within the scene.
    pub id: ChoiceId,
    /// What the chooser reads.
    pub text: TextId,
    /// Offered only while all of this holds: a conditional choice, or with dice a mixed one.
    pub needs: Vec<Need>,
    /// Offered once only.
    pub once: bool,
    /// What it leads to.
    pub leads: Leads,
}

/// Where a choice leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
}

/// What a choice brings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// What happens.
    pub deeds: Vec<Deed>,
    /// The scene that follows; none ends the talk.
    pub next: Option<SceneId>,
}

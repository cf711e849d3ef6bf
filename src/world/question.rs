//! A choice that someone owes before play goes on, and what waits for the answer. Saved like everything else.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::event::{D20, Weapon};
use super::id::CreatureId;
use crate::dice::Face;
use crate::srd::id::{FeatureId, SpellId};
use crate::tale::map::Tile;

/// How a spell is cast, where it leaves a choice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct How {
    /// Which of its options: a kind of damage, a shape, a creature, a side.
    pub choice: Option<SmolStr>,
    /// Further points, where it has several.
    pub also: Vec<Tile>,
}

/// A choice that is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Who owes it.
    pub of: CreatureId,
    /// What is asked.
    pub asks: Asks,
    /// What goes on once it is answered, first one first.
    pub then: Vec<Pending>,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Asks {
    /// Strike at someone who leaves your reach?
    OpportunityAttack(CreatureId),
    /// Cast this reaction spell?
    Reaction(SpellId),
    /// Hinder an attack on a neighbour with your shield?
    Protect(CreatureId),
    /// Let the readied action happen?
    Readied,
    /// Cast this spell at whoever has just hurt you?
    Rebuke(SpellId, CreatureId),
    /// Use this feature on that roll or that blow?
    Feature {
        /// Which.
        feature: FeatureId,
        /// Who else it is about.
        other: Option<CreatureId>,
        /// The roll so far.
        total: i32,
        /// What it must reach; 0 where nothing was rolled.
        goal: i32,
        /// Which slot or which of its ways, where there are several.
        options: Vec<u8>,
    },
}

/// A step that waits for an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pending {
    /// A walk goes on over these tiles.
    Walk {
        /// Who walks.
        creature: CreatureId,
        /// The tiles that are left.
        path: Vec<Tile>,
        /// Whether everyone had a chance to strike at its first step.
        struck: bool,
    },
    /// Someone may strike at a walker who leaves his reach.
    Opportunity {
        /// Who may strike.
        creature: CreatureId,
        /// The walker.
        target: CreatureId,
        /// Asked and willing.
        agreed: bool,
    },
    /// A readied attack on someone who has come near.
    Readied {
        /// Who was ready.
        creature: CreatureId,
        /// The one who has come.
        target: CreatureId,
        /// Asked and willing.
        agreed: bool,
    },
    /// An attack that was announced is rolled.
    Roll(Strike),
    /// A spell that was cast does its work, once everyone it touches had a chance to turn it.
    Spell {
        /// Who cast it.
        creature: CreatureId,
        /// Which.
        spell: SpellId,
        /// From a slot of this level.
        level: u8,
        /// Around or towards this tile.
        at: Option<Tile>,
        /// Whom it touches.
        touched: Vec<CreatureId>,
        /// Those who were asked already.
        asked: Vec<CreatureId>,
        /// What was chosen with it.
        how: How,
    },
    /// Somebody who was hurt may answer.
    Rebuke {
        /// Who was hurt.
        creature: CreatureId,
        /// Who did it.
        target: CreatureId,
    },
    /// A command that was stopped in the middle is played again from its beginning.
    Again {
        /// Who asked for it.
        creature: CreatureId,
        /// What for, as the rules write commands down.
        verb: Vec<u8>,
        /// The faces that were rolled so far.
        faces: Vec<Face>,
        /// The decisions that were made so far.
        answers: Vec<u8>,
    },
    /// An attack that was rolled meets armour and does its damage.
    Land {
        /// The attack.
        strike: Strike,
        /// Its roll.
        roll: D20,
    },
    /// A jump or a flight straight up or down takes place.
    Leap {
        /// Who.
        creature: CreatureId,
        /// Where it ends.
        to: Tile,
        /// What it costs, feet.
        feet: u16,
        /// How high it ends; none for a jump.
        height_feet: Option<u16>,
    },
    /// Legends may act at the end of somebody's turn; then the next turn begins.
    Legend {
        /// Whose turn has ended.
        after: CreatureId,
        /// Those who had their chance.
        asked: Vec<CreatureId>,
    },
    /// A walk that costs nothing of a turn's movement goes on over these tiles.
    Stride {
        /// Who walks.
        creature: CreatureId,
        /// The tiles that are left.
        path: Vec<Tile>,
        /// Whether everyone had a chance to strike at its first step.
        struck: bool,
    },
}

/// An attack under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strike {
    /// Who attacks.
    pub attacker: CreatureId,
    /// Whom.
    pub target: CreatureId,
    /// With what.
    pub weapon: Weapon,
    /// The slot of the spell that attacks, else 0.
    pub level: u8,
    /// Made with a reaction.
    pub reaction: bool,
    /// Neighbours who were already asked to hinder it.
    pub asked: Vec<CreatureId>,
    /// One of them does: disadvantage.
    pub hindered: bool,
    /// Where it comes from, if that is not where the attacker stands.
    pub from: Option<Tile>,
    /// What was chosen with the spell that attacks.
    pub how: How,
}

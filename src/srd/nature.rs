//! What only stat blocks are: auras, bursts at death, forms, legendary will (SRD: Monsters, Traits).

use serde::{Deserialize, Serialize};

use super::ability::Ability;
use super::damage::DamageKind;
use super::effect::Effect;
use super::id::{ActionId, FormId, ItemId};
use super::kind::Size;
use super::modifier::Modifier;
use crate::dice::Amount;

/// A trait of a stat block that changes more than a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Nature {
    /// So often a day a saving throw that failed has succeeded after all.
    LegendaryResistance(u8),
    /// Whoever starts a turn near the bearer suffers this, as long as the bearer can act.
    Aura(Aura),
    /// What its death does to everyone within so many feet.
    DeathBurst {
        /// How far, feet.
        feet: u16,
        /// What it does.
        effects: Vec<Effect>,
    },
    /// It moves through others and may stop where they stand.
    SharesSpace,
    /// It moves through others, slowly.
    Incorporeal,
    /// It is never turned.
    NeverTurned,
    /// Spells of up to this level do nothing to it.
    SpellProof(u8),
    /// Damage of this kind gives it something to bear until the end of its next turn.
    Recoils {
        /// Of which kind.
        from: DamageKind,
        /// What it bears.
        gives: Vec<Modifier>,
    },
    /// Advantage against whom it holds.
    HoldsFast,
    /// Advantage against those who had no turn yet; hits on the surprised are critical.
    Assassin,
    /// Whoever it holds is hurt at the start of its turns.
    HurtsHeld {
        /// How much.
        dice: Amount,
        /// Of which kind.
        kind: DamageKind,
    },
    /// It has this form now.
    InForm(FormId),
    /// One of its scores has gone down.
    Weakened(Ability, u8),
    /// Damage of these kinds makes two of it, each a size smaller with half its hit points; a reaction.
    Splits(Vec<DamageKind>),
    /// A dexterity save against this catches what is thrown by one of these attacks; a reaction.
    Catches {
        /// Against what.
        dc: u8,
        /// By which attacks.
        what: Vec<ActionId>,
    },
    /// Armour class goes up by 2 against an attack on whoever bears this thing within 5 feet; a reaction.
    ShieldsBearer(ItemId),
    /// May make this attack as a bonus action.
    BonusStrike(ActionId),
}

/// Something that everyone near its bearer feels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aura {
    /// How far, feet.
    pub feet: u16,
    /// What it does.
    pub effects: Vec<Effect>,
    /// Only where both see each other.
    #[serde(default)]
    pub seen: bool,
    /// Friends of the bearer do not feel it.
    #[serde(default)]
    pub spares_friends: bool,
    /// Whoever is not surprised may avert his eyes: then it does nothing to him, and he does not see the bearer until his
    /// next turn; or he only strikes at it with disadvantage.
    #[serde(default)]
    pub averted: Option<Averted>,
    /// It is felt when the bearer's own turn starts instead.
    #[serde(default)]
    pub own_turn: bool,
    /// Each time it takes the bearer's reaction.
    #[serde(default)]
    pub reaction: bool,
}

/// What averting one's eyes costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Averted {
    /// The bearer is not seen.
    Blindly,
    /// Attacks on the bearer have disadvantage.
    Clumsily,
}

/// What jaws, tendrils and worse do to a target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Maw {
    /// Swallows or engulfs whom it holds: blinded and restrained inside, out of everyone's reach, hurt each turn.
    Swallow {
        /// At most this size.
        size_max: Size,
        /// So many at a time; none means any number.
        #[serde(default)]
        most: Option<u8>,
        /// What the inside does at the start of each of the swallower's turns.
        each: Vec<Effect>,
        /// So much damage from inside in one turn, and a constitution save failed against this, and all are out.
        #[serde(default)]
        spits: Option<(u16, u8)>,
        /// Against what one climbs out with strength, where that is possible.
        #[serde(default)]
        escape_dc: Option<u8>,
        /// Eyes are covered too.
        #[serde(default)]
        blinds: bool,
    },
    /// The attacker regains what the last damage took.
    Feeds,
    /// A score goes down by so much; at 0 the target dies.
    Weakens(Ability, Amount),
    /// The target falls to 0 hit points.
    Fells,
    /// The target dies if it has at most so many hit points left.
    Slays(u16),
    /// Whoever has withstood this is safe from it for a day.
    Proof,
    /// Takes another form of its own.
    Form(FormId),
    /// Those who hear it tell it from the real thing by wisdom (insight) against this.
    Fools(u8),
    /// A hit holds instead of hurting where holding brings more: nobody is held yet who could be.
    HoldsInstead {
        /// Against what the target escapes.
        escape_dc: u8,
    },
    /// Throws whom it holds or has caught in a direction that a d8 tells, prone; whatever stops the flight hurts.
    Flings {
        /// How far, feet.
        feet: u16,
        /// Damage for each 10 feet of flight.
        dice: Amount,
        /// What somebody in the way must save against so as not to share it.
        dc: u8,
    },
    /// What the same did to anyone else before is over.
    OneAtATime,
}

/// A form of a shape changer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Its name within the block.
    pub id: FormId,
    /// Armour class in it, where it differs.
    #[serde(default)]
    pub ac: Option<u8>,
    /// Its best speed in feet, where it differs.
    #[serde(default)]
    pub speed_feet: Option<u16>,
    /// Its size, where it differs.
    #[serde(default)]
    pub size: Option<Size>,
    /// It neither flies, swims nor climbs but as its own changes say.
    #[serde(default)]
    pub grounded: bool,
    /// What it changes.
    #[serde(default)]
    pub gives: Vec<Modifier>,
}

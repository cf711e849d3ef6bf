//! Areas that stay for a while: what they do to bodies, eyes, feet and spells inside (SRD: Areas of Effect).

use serde::{Deserialize, Serialize};

use super::ability::Ability;
use super::damage::DamageKind;
use super::effect::{Effect, Until};
use super::filter::Filter;
use super::modifier::Modifier;
use super::spell::Area;
use crate::dice::Amount;

/// An area that stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// Its shape, where it is another one than that of the spell.
    pub area: Option<Area>,
    /// How long it stays at the most.
    pub until: Until,
    /// Around whoever made it, wherever he goes.
    pub with_maker: bool,
    /// So many feet more of its radius for each slot level above the spell's own.
    pub feet_per_slot: u16,
    /// Whom its effects are for.
    pub only: Option<Filter>,
    /// Each foot inside costs so many feet more: 1 for difficult ground.
    pub rough: u8,
    /// What it does to eyes.
    pub veil: Option<Veil>,
    /// What it shines.
    pub shines: Option<Shine>,
    /// What it stops: bodies, and eyes where it is not clear.
    pub solid: Option<Solid>,
    /// Nothing is heard inside, and nobody can speak a spell.
    pub silent: bool,
    /// Creatures that cannot enter.
    pub bars: Option<Filter>,
    /// Spells up to this level that are cast from outside do nothing inside; one more for each slot level above.
    pub wards_up_to: Option<u8>,
    /// No magic works inside.
    pub antimagic: bool,
    /// What changes for everyone inside it is for.
    pub gives: Vec<Modifier>,
    /// When its effects come upon somebody.
    pub on: Vec<On>,
    /// What they are.
    pub does: Vec<Effect>,
    /// Ending a turn so near to its warm side is as bad as ending it inside, feet.
    pub side_feet: u16,
    /// It moves so many feet away from its maker when his turn begins.
    pub drifts_feet: u16,
    /// What it does to everyone inside when it is over.
    pub over: Vec<Effect>,
    /// So many more dice in that for each turn of its maker that it has stayed.
    pub swells: Option<Amount>,
    /// It is over once it has dealt so much damage.
    pub spends: Option<u16>,
    /// It goes off only for those who come so near to its middle, feet; 0 means anywhere inside.
    pub trigger_feet: u16,
    /// One around each point aimed at.
    pub each: bool,
    /// It costs more only for those who come nearer to its maker.
    pub against: bool,
    /// Walls of stone and wood are open inside.
    pub opens: bool,
    /// Nobody inside can leave.
    pub keeps: bool,
    /// What it does to everyone inside from so many turns of its maker on, when such a turn begins.
    pub rounds: Vec<(u8, Vec<Effect>)>,
    /// It comes upon one creature at a time.
    pub one: bool,
    /// It is around its maker's place, not around the point aimed at.
    pub at_maker: bool,
    /// Whoever stands behind it has three-quarters cover.
    pub covers: bool,
    /// It is gone once its effects have come upon somebody.
    pub once: bool,
    /// Nobody gets into it or out of it by magic that leaps over space.
    pub seals: bool,
    /// Its maker sees from its middle: lit squares, and those within so many feet; 0 means he does not.
    pub eye_feet: u16,
    /// Rough ground inside costs no more where only plants make it rough: on open ground, and what these spells have made.
    pub smooths: Vec<String>,
    /// Its maker hears from its middle whoever is within so many feet; 0 means he does not.
    pub ear_feet: u16,
    /// The dead inside do not rise as undead.
    pub rests: bool,
    /// It is an image only, which whoever sees through it sees through.
    pub illusory: bool,
    /// It is made of panels that can be broken.
    pub panels: Option<Box<Panels>>,
    /// It stays for good once it has lasted its whole time.
    pub stays: bool,
    /// Foes whom it would shut in may save with this, and get out by their reaction.
    pub dodged: Option<Ability>,
    /// It opens walls of stone only.
    pub of_stone: bool,
    /// It lies on open ground only, not on rock, ice or floors.
    pub of_earth: bool,
    /// Rough ground inside is smooth.
    pub levels: bool,
    /// A party rests safely in it, however long.
    pub shelters: bool,
    /// Whoever shelters in it eats and drinks there.
    pub feeds: bool,
    /// It grows wider as time passes.
    pub grows: Option<Grows>,
    /// What a search must reach that sees through it, where that is not its maker's own DC.
    pub dc: Option<u8>,
    /// Nothing goes through its edge: neither blows nor spells nor what else reaches from one side to the other.
    pub shuts: bool,
    /// Its water is gone.
    pub dries: bool,
    /// A strong wind: vapour that it has touched for a turn of its maker's is gone.
    pub wind: bool,
    /// Smoke, fog or gas.
    pub vapour: bool,
    /// It goes only so many feet in each turn of its maker's to where he has sent it; 0 means that it is there at once.
    pub creeps_feet: u16,
    /// It cannot be sent farther from its maker than this, feet; 0 means that nothing holds it.
    pub leash_feet: u16,
}

/// What a wall of magic is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panels {
    /// The side of one, feet.
    pub feet: u16,
    /// Armour class.
    pub ac: u8,
    /// Hit points of each.
    pub hp: u16,
    /// Twice the damage of these kinds.
    #[serde(default)]
    pub vulnerable: Vec<DamageKind>,
    /// What is left where one was.
    #[serde(default)]
    pub leaves: Option<Box<Zone>>,
    /// It is the thing itself that made it: that is gone with the first panel.
    #[serde(default)]
    pub thing: bool,
    /// Of half the thickness it is so long, feet, and its panels have so many hit points.
    #[serde(default)]
    pub thin: Option<(u16, u16)>,
}

/// How an area around its maker grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grows {
    /// By so many feet.
    pub feet: u16,
    /// So often, seconds.
    pub seconds: u16,
    /// So wide at the most, feet.
    pub most_feet: u16,
}

/// When the effects of an area come upon a creature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum On {
    /// It enters for the first time on a turn.
    Enter,
    /// It begins its turn inside.
    TurnStart,
    /// It ends its turn inside.
    TurnEnd,
    /// It goes 5 feet inside.
    Step,
    /// The turn of the area's maker begins while it is inside.
    MakerStart,
    /// The turn of the area's maker ends while it is inside.
    MakerEnd,
}

/// What an area does to eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Veil {
    /// Perception by sight is harder.
    Lightly,
    /// Nothing is seen in it or through it.
    Heavily,
    /// Those outside do not see those inside.
    FromOutside,
    /// Darkness that no darkvision sees through and no lesser light pierces.
    Darkness,
}

/// What an area shines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Shine {
    /// Dim light.
    Dim,
    /// Bright light.
    Bright,
    /// Sunlight.
    Sunlight,
}

/// What an area stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Solid {
    /// Bodies, missiles, spells and eyes.
    Wall,
    /// Bodies, missiles and spells: eyes see through.
    Clear,
    /// Eyes only.
    Opaque,
    /// Arrows and other missiles only.
    Missiles,
}

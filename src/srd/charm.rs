//! What only magic things change about their bearer: scores, spells, ways of moving, armour, rest (SRD: Magic Items).

use serde::{Deserialize, Serialize};

use super::ability::Ability;
use super::damage::DamageKind;
use super::id::{ItemId, MonsterId, SpellId};
use super::kind::CreatureKind;
use super::spell::School;

/// A change to figures that only magic things bring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Charm {
    /// A score is this where it is lower.
    ScoreAtLeast(Ability, u8),
    /// A score goes up, to this at the most.
    ScorePlus {
        /// Which.
        ability: Ability,
        /// By how much.
        by: u8,
        /// To how much at the most.
        most: u8,
    },
    /// Spell attacks hit better.
    SpellAttack(i8),
    /// Spells are harder to resist.
    SpellDc(i8),
    /// The proficiency bonus goes up.
    Proficiency(u8),
    /// Armour class without armour and shield goes up.
    AcBare(i8),
    /// Armour class against attacks from afar goes up.
    AcFromAfar(i8),
    /// Attack rolls of spells against the bearer have disadvantage.
    HindersSpellAttacks,
    /// Critical hits on the bearer are ordinary ones.
    NoCriticals,
    /// Half the damage of weapons from afar.
    ResistFromAfar,
    /// No damage of these kinds from what is not magical.
    ImmuneNonmagical(Vec<DamageKind>),
    /// Walks on water.
    WaterWalks,
    /// Walking speed is never below this.
    SpeedAtLeast(u16),
    /// The dying bearer is stable at the start of his turn, and hit dice heal twice as much.
    ClosesWounds,
    /// Regains hit points as time passes: so many dice every so many minutes.
    Mends {
        /// How many.
        dice: crate::dice::Amount,
        /// How often, minutes.
        minutes: u16,
    },
    /// Needs neither food nor drink.
    Fed,
    /// Cannot be harmed by disease.
    NoDisease,
    /// Disadvantage on attack rolls with anything else than this.
    Jealous,
    /// Jumps so many times as far.
    Leaps(u8),
    /// Cold weather does no harm.
    Warm,
    /// Attacks miss more easily until the bearer is hurt, and not while he cannot move.
    Displaced,
    /// Perception checks to see the bearer have disadvantage.
    HardToSee,
    /// Climbing and swimming cost nothing more.
    ClimbsAndSwims,
    /// Climbs walls and ceilings.
    ClimbsWalls,
    /// Swims so many feet a turn.
    Swims(u16),
    /// Flies so many feet a turn; 0 means as fast as it walks.
    Flies(u16),
    /// Attacks of opportunity have disadvantage.
    HardToCatch,
    /// Walks twice as fast.
    SpeedTwice,
    /// So many pounds of what its bearer owns weigh nothing.
    Holds(u16),
    /// 60 arrows, 18 javelins and 6 bows weigh nothing.
    Quiver,
    /// Sees farther in the dark than before, feet.
    DarkvisionPlus(u16),
    /// Sees the invisible so far, feet.
    SeesInvisible(u16),
    /// Cannot be surprised.
    NeverSurprised,
    /// Breathes where others cannot.
    Breathes,
    /// A charge makes a failed dexterity save a success.
    Evades,
    /// Falls do no harm.
    FallsSoftly,
    /// Rough ground costs nothing more.
    SureFooted,
    /// Magic neither holds nor paralyses the bearer.
    Unbound,
    /// Half cover does not help against the bearer's spell attacks.
    SpellsPierceHalfCover,
    /// Half damage of these kinds from what is not magical.
    ResistNonmagical(Vec<DamageKind>),
    /// Strikes of the hands are magical claws: a d8 that slashes, better by one.
    Clawed,
    /// Saves against what goes by these names have advantage.
    Braves(Vec<String>),
    /// Saves against breath and presence of creatures of this type have advantage.
    BravesBreath(CreatureKind),
    /// Attacks against creatures of this subkind, and saves against what they do, have disadvantage.
    Dreads(String),
    /// Sheds bright light so far, and dim light so much farther, feet.
    Shines(u16, u16),
    /// The same, only where it freezes.
    ShinesInFrost(u16, u16),
    /// Sheds sunlight: bright so far, and dim so much farther, feet.
    Sunlight(u16, u16),
    /// The thing that gives this strikes only while its bearer is under what it does by its own name.
    Kindled,
    /// Whoever is trained in one of these is trained in the thing that gives this.
    Like(Vec<ItemId>),
    /// Nothing is unseen so near to its bearer, feet.
    Reveals(u16),
    /// Shots at others near by hit its bearer instead, who may let them where he is asked.
    DrawsMissiles {
        /// How near, feet.
        feet: u16,
        /// With the reaction, as its bearer likes.
        asked: bool,
    },
    /// The reaction takes so many feet from any push.
    Steady(u16),
    /// The thing that gives this is so much better again against creatures of this type.
    Bane(CreatureKind, i8),
    /// The thing that gives this comes back to the hand that threw it.
    Returns,
    /// The thing that gives this strikes once more with the bonus action.
    Quick,
    /// What the thing that gives this cuts is cut whatever resists it.
    Pierces,
    /// Saves against spells at the bearer alone have advantage, and a 20 throws lesser ones back.
    TurnsSpells,
    /// No magic carries the bearer elsewhere.
    Anchored,
    /// Sees through walls so far, feet.
    SeesThrough(u16),
    /// No magic reads its bearer's thoughts, or tells lies, loyalties or type.
    KeepsMind,
    /// This spell, close by, blinds the bearer until a constitution save against that at the end of a turn.
    Dazzled(SpellId, u8),
    /// What goes by these names does not catch the bearer.
    Uncaught(Vec<String>),
    /// The reaction takes spells in that are at the bearer alone: their levels become charges.
    Absorbs {
        /// So many levels in all; more than it holds destroys the thing where nothing is said.
        #[serde(default)]
        most: Option<u8>,
    },
    /// Keeps spells of so many levels together that are cast into it, for its wearer.
    Stores(u8),
    /// The spell that lasts is kept in this thing.
    KeptIn(ItemId),
    /// The reaction undoes a spell of this level at the most that is at the bearer alone: its levels are charges spent.
    Cancels(u8),
    /// Circles its bearer: foes grasp it or break it.
    Orbits {
        /// What grasping and striking it must reach.
        ac: u8,
        /// How much breaks it; everything hurts it half.
        hp: u8,
    },
    /// So many hit points come back only by rest.
    Unhealed(u16),
    /// Does the most damage it can to things.
    Cleaves,
    /// The reaction and a charge throw a spell of this school back that was at the bearer alone and resisted.
    ThrowsBack(School),
    /// Climbs as fast as it walks.
    Climbs,
    /// The thing of the same name can be thrown: so far well, and so far at all, feet.
    Hurled(u16, u16),
    /// Whom foes hurt that has attuned to it goes berserk unless a wisdom save reaches this.
    Berserk(u8),
    /// Creatures of these kinds that are unhurt do not attack its bearer.
    Spared(Vec<MonsterId>),
    /// Water for its bearer and all who are with him.
    Waters,
    /// The shield needs no hand.
    Hovers,
    /// Smeared on a blade or so many pieces of ammunition it makes them magical and better, for so many minutes.
    Oils {
        /// To hit and to hurt.
        plus: u8,
        /// How long.
        minutes: u16,
        /// How many pieces.
        pieces: u8,
    },
    /// The thing that gives this shoots at those who bear something of this name from its bearer with advantage, past cover
    /// and as well from afar.
    Hunts(String),
}

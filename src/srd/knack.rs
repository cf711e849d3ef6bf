//! What class features and feats change beyond plain bonuses, and the states that this may hang on (SRD: Classes).

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::ability::Ability;
use super::damage::DamageKind;
use super::feature::Free;
use super::filter::Filter;
use super::id::{ClassId, FeatureId, ItemId, ResourceId, SpellId};
use super::instinct::Terrain;
use super::kind::CreatureKind;
use super::modifier::{Modifier, On, When};
use super::spell::School;
use crate::dice::Amount;

/// How a creature must be for something to count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// Something of this name lasts on it.
    Bears(SmolStr),
    /// Nothing of this name lasts on it.
    Lacks(SmolStr),
    /// It wears no armour.
    Unarmoured,
    /// It bears no shield.
    Shieldless,
    /// It wears no heavy armour.
    NotHeavy,
    /// It is neither blinded nor deafened nor unable to act.
    Alert,
    /// It is able to act.
    Able,
    /// It has not attacked yet in its turn.
    BeforeAttacks,
    /// It has taken the attack action in its turn.
    AfterAttacks,
    /// It stands in dim light or darkness.
    InShadow,
    /// It stands in sunlight.
    InSunlight,
    /// It stands in bright light.
    InBrightLight,
    /// It is in deep water.
    InWater,
    /// It is within a wall.
    InWall,
    /// It stands on ground of this sort.
    OnGround(Terrain),
    /// More than one of its heads is left.
    SeveralHeads,
    /// It is held or restrained.
    Held,
    /// It stands within 5 feet of ground of this sort.
    Beside(Terrain),
    /// It has just come so many feet in a straight line.
    RanUp(u16),
    /// None of this holds.
    Unless(Vec<State>),
    /// It has so many levels in a class.
    Level(ClassId, u8),
    /// One of its hands holds nothing.
    FreeHand,
    /// Neither of its hands holds anything.
    EmptyHanded,
    /// Somebody alive bears something of this name from it.
    Hunts(SmolStr),
    /// It wears one of the things of this record.
    Wears(ItemId),
    /// It has attuned to one of the things of this record.
    Attuned(ItemId),
    /// One of its spell slots of this level is spent.
    SlotSpent(u8),
    /// It has so many spell slots of a level: level, how many.
    Slots(u8, u8),
    /// It owns so many coins, in copper pieces.
    Owns(u32),
}

/// A change that only heroes know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Knack {
    /// So many more attacks with one attack action; several do not add up.
    ExtraAttacks(u8),
    /// Attacks with weapons are critical hits from this face on.
    CriticalFrom(u8),
    /// So many more of the weapon's dice with a critical hit in reach.
    CriticalDice(u8),
    /// Advantage on attacks made like this.
    AttackAdvantage(When),
    /// Casts no spells and holds none.
    NoCasting,
    /// May act while surprised by using this first.
    ActsSurprised(FeatureId),
    /// Falls to 1 hit point instead of 0 as long as there are uses.
    Endures(ResourceId),
    /// The same by a constitution save against this DC, which goes up by the step with each try until the next rest.
    EnduresBySave {
        /// Counts the tries.
        tries: ResourceId,
        /// The first DC.
        dc: u8,
        /// How much each further one is higher.
        step: u8,
    },
    /// What ends in an idle turn does not end so.
    NeverIdle,
    /// A check with this ability is worth at least its score.
    CheckFloor(Ability),
    /// Scores go up so much, to this at the most.
    Scores {
        /// How much.
        plus: Vec<(Ability, u8)>,
        /// The most they can be.
        most: u8,
    },
    /// One attack made like this with the bonus action.
    BonusAttack(When),
    /// Charmed and frightened do not count.
    Unshaken,
    /// The die that this bard gives to others.
    InspirationDie(Amount),
    /// Bears a die of whoever inspired it.
    Inspired,
    /// Half the proficiency bonus on checks without training.
    HalfProficiency {
        /// With which abilities.
        of: Vec<Ability>,
        /// Rounded up.
        up: bool,
    },
    /// Whoever spends a hit die near by regains this more, once a rest.
    SongOfRest(Amount),
    /// Comes back to so many uses when a fight begins without any.
    RegainsInFight(ResourceId, u8),
    /// So many uses come back with a short rest.
    RegainsAtRest(ResourceId, u8),
    /// Undead up to this challenge rating, in eighths, are destroyed when they are turned.
    DestroysUndead(u16),
    /// Whoever heals another with a spell regains this and the slot's level.
    HealsHealer(u8),
    /// Healing dice show their highest faces.
    HealsMost,
    /// Rough ground costs nothing more.
    IgnoresRough,
    /// Creatures of these types can neither charm nor frighten it.
    UnswayedBy(Vec<CreatureKind>),
    /// Creatures of these types must save by wisdom against its spell DC to attack it.
    SanctuaryFrom(Vec<CreatureKind>),
    /// Regains this and an ability's modifier at the start of a turn with 1 to half its hit points.
    Rallies(u8, Ability),
    /// The die of unarmed strikes and monk weapons, which may use dexterity.
    MartialArts(Amount),
    /// An ability's modifier, at least so much, on rolls.
    BonusOf {
        /// Which ability.
        ability: Ability,
        /// At least so much.
        least: i8,
        /// On which rolls.
        on: Vec<On>,
    },
    /// An ability's modifier, at least so much, on damage with weapons.
    DamageOf {
        /// Which ability.
        ability: Ability,
        /// At least so much.
        least: i8,
        /// Of which kind; none means the weapon's.
        #[serde(default)]
        kind: Option<DamageKind>,
        /// Under which circumstances.
        when: When,
    },
    /// It and its friends within so many feet have this while it is able to act.
    Aura {
        /// How far, feet.
        feet: u16,
        /// What they have.
        gives: Vec<Modifier>,
        /// Also while it is not.
        #[serde(default)]
        always: bool,
    },
    /// Foes that begin a turn within so many feet are hurt.
    Sears {
        /// How far, feet.
        feet: u16,
        /// How much.
        hp: u8,
        /// Of which kind.
        kind: DamageKind,
    },
    /// Knows creatures of these types well.
    Favours(Vec<CreatureKind>),
    /// Once a turn this ability's modifier on damage to those it knows well.
    SlaysFavoured(Ability),
    /// Foes out of sight are attacked without disadvantage.
    FightsUnseen,
    /// Attacks against it when it leaves a reach have disadvantage.
    HardToCatch,
    /// Armour class goes up so much against whoever has hit it in this turn.
    AcAfterHit(i8),
    /// A face below 10 counts as 10 on checks that it is trained in.
    Reliable,
    /// Notices the hidden and the unseen within so many feet while it hears.
    Blindsense(u16),
    /// No attack against it has advantage while it is able to act.
    NoAdvantageAgainst,
    /// Advantage on stealth after moving half its speed at the most.
    SlowSneak,
    /// Two turns in the first round, the second ten later.
    TwoFirstTurns,
    /// Casts a spell without having it ready.
    Casts {
        /// Which.
        spell: SpellId,
        /// As from a slot of this level.
        level: u8,
        /// How often without a slot; never means with a slot, once between long rests.
        free: Free,
        /// Only on itself.
        #[serde(default)]
        oneself: bool,
        /// At whom.
        #[serde(default)]
        only: Option<Filter>,
        /// With which ability, if not that of the class.
        #[serde(default)]
        ability: Option<Ability>,
    },
    /// What is changed about the next spell, at this cost in sorcery points.
    Metamagic(Meta),
    /// An ability's modifier on one damage roll of spells of this school or damage kind.
    SpellDamageOf {
        /// Which ability.
        ability: Ability,
        /// Spells of this school.
        #[serde(default)]
        school: Option<School>,
        /// Damage of this kind.
        #[serde(default)]
        kind: Option<DamageKind>,
        /// Only this spell, each of its attacks.
        #[serde(default)]
        spell: Option<SpellId>,
    },
    /// A spell's attacks push so many feet.
    SpellPushes(SpellId, u16),
    /// A spell reaches so far.
    SpellReaches(SpellId, u16),
    /// Flies as fast as it walks.
    Flies,
    /// Temporary hit points for bringing a foe down: an ability's modifier and the class level, at least 1.
    Thrives(Ability),
    /// Cantrips do half their damage to those who save.
    PotentCantrips,
    /// The next spell of 1st to 5th level does the most damage it can.
    Overchannels,
    /// Once a turn another attack against someone within 5 feet of the first target.
    HordeBreaker,
    /// Half damage of one kind that is not a magic weapon's.
    ResistsMundane(DamageKind),
    /// Attacks against those it holds have advantage.
    HoldsFast,
    /// Its fists count as magic.
    MagicFists,
    /// What goes by this name does nothing to its bearer.
    ProofAgainst(SmolStr),
    /// Nothing but a mark that something else looks for.
    Marked,
    /// Advantage on saves against spells of fiends and undead.
    HolySaves,
    /// Casts spells in other shapes too.
    CastsInShapes,
    /// Spells need no components that cost nothing.
    WithoutComponents,
    /// Comes of a dragon of this kind of damage.
    Ancestry(DamageKind),
    /// This ability's modifier on one damage roll of spells that deal the ancestor's damage.
    AncestralDamage(Ability),
    /// Half damage of the ancestor's kind.
    ResistsAncestry,
    /// Any melee weapon in hand is bound to its bearer and magic.
    PactWeapon,
    /// Sees through darkness that magic made.
    SeesMagicalDark,
    /// Gone from where it stands: can do nothing and be harmed by nothing.
    Elsewhere,
    /// Attunes to magic things that are meant for other classes and races.
    AnyDevice,
    /// Opens doors and chests within so many feet without touching them, and takes out what is light.
    FarHand(u16),
}

/// What sorcerers change about a spell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the book's own and say all there is")]
pub enum Meta {
    Careful,
    Distant,
    Empowered,
    Extended,
    Heightened,
    Quickened,
    Subtle,
    Twinned,
}

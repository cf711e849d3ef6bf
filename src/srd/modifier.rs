//! What changes rolls and figures as long as it lasts: bonuses, advantage, armour class, training, traits.

use serde::{Deserialize, Serialize};

use super::ability::{Ability, Skill};
use super::charm::Charm;
use super::condition::Condition;
use super::damage::DamageKind;
use super::effect::Grant;
use super::id::{ActionId, ItemId, SpellId};
use super::kind::CreatureKind;
use crate::dice::Amount;

/// A change to rolls or figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Modifier {
    /// Dice added to rolls.
    Bonus {
        /// Which dice.
        dice: Amount,
        /// To which rolls.
        on: Vec<On>,
    },
    /// Dice taken from rolls.
    Penalty {
        /// Which dice.
        dice: Amount,
        /// From which rolls.
        on: Vec<On>,
    },
    /// Advantage on rolls.
    Advantage(On),
    /// Disadvantage on rolls.
    Disadvantage(On),
    /// Attack rolls against the bearer have advantage.
    AttackedWithAdvantage,
    /// Attack rolls against the bearer have disadvantage.
    AttackedWithDisadvantage,
    /// Armour class goes up or down.
    Ac(i8),
    /// Armour class in armour goes up.
    AcInArmour(i8),
    /// Armour class without armour is this plus dexterity.
    AcUnarmoured(u8),
    /// Armour class without armour is 10 plus dexterity plus this ability.
    AcUnarmouredPlus(Ability),
    /// Speed goes up or down by feet.
    Speed(i16),
    /// Half damage of these kinds.
    Resist(Vec<DamageKind>),
    /// No damage of these kinds.
    Immune(Vec<DamageKind>),
    /// Double damage of these kinds.
    Vulnerable(Vec<DamageKind>),
    /// The condition cannot be gained.
    ImmuneTo(Condition),
    /// Further damage with a weapon hit.
    ExtraDamage {
        /// How much.
        dice: Amount,
        /// Of which kind; none means the weapon's.
        #[serde(default)]
        kind: Option<DamageKind>,
        /// Under which circumstances.
        when: When,
    },
    /// A bonus to attack rolls under some circumstances.
    AttackBonus {
        /// How much.
        plus: i8,
        /// Under which circumstances.
        when: When,
    },
    /// A bonus to damage rolls under some circumstances.
    DamageBonus {
        /// How much.
        plus: i8,
        /// Under which circumstances.
        when: When,
    },
    /// Damage dice of 1 or 2 are rolled once more.
    RerollLowDamage(When),
    /// A d20 of 1 is rolled once more.
    RerollOnes,
    /// The off-hand attack adds the ability modifier to damage.
    OffHandModifier,
    /// A reaction may give an attacker of a neighbour disadvantage.
    ProtectNeighbours,
    /// Trained in these.
    Proficient(Vec<Training>),
    /// Twice the proficiency bonus on checks with this skill.
    Expert(Skill),
    /// Hit points at each level.
    HpPerLevel(u8),
    /// Healing spells of 1st level and above heal this plus the slot's level more.
    HealBonus(u8),
    /// So many feet seen in the dark.
    Darkvision(u16),
    /// Bonus action for these actions.
    BonusActions(Vec<Grant>),
    /// Moves through the space of larger creatures.
    Nimble,
    /// May hide behind larger creatures.
    HidesBehindLarger,
    /// Cannot take reactions.
    NoReactions,
    /// Cannot regain hit points.
    NoHealing,
    /// Must use its turns to get away from whoever caused it.
    Turned,
    /// Takes no other action than these.
    OnlyActions(Vec<Grant>),
    /// Must reach this DC to be attacked: the attacker's wisdom save.
    Sanctuary,
    /// Attacks have advantage while a friend stands beside the target.
    PackTactics,
    /// May take the named actions as a bonus action (goblins).
    NimbleEscape,
    /// A constitution save at 0 hit points, DC 5 + damage, not for radiant damage or criticals.
    UndeadFortitude,
    /// A hit on a charge over these feet does more.
    Charge {
        /// How far it must have come, feet.
        feet: u16,
        /// How much more damage.
        dice: Amount,
        /// A strength save against falling prone.
        #[serde(default)]
        prone_dc: Option<u8>,
        /// With which attack.
        with: ActionId,
    },
    /// Sees, smells or hears better.
    Keen,
    /// Sunlight gives disadvantage.
    SunlightSensitive,
    /// Moves on walls and webs.
    Climber,
    /// More damage with advantage or beside a friend, once a turn.
    SneakAttack {
        /// How much.
        dice: Amount,
    },
    /// More damage to a creature that was surprised.
    SurpriseAttack {
        /// How much.
        dice: Amount,
    },
    /// Once a turn more damage where an ally stands beside the target.
    MartialAdvantage {
        /// How much.
        dice: Amount,
    },
    /// A free move and bite after a foe drops.
    Rampage,
    /// A further move as a bonus action towards a foe.
    Aggressive,
    /// Evocations spare so many friends plus the spell's level.
    SculptSpells(u8),
    /// Heavy armour does not slow its wearer down.
    NoArmourSlowdown,
    /// Magic cannot put the bearer to sleep.
    NoMagicSleep,
    /// A long rest takes so many hours.
    LongRestHours(u8),
    /// A reaction adds this to armour class against one melee attack that would hit, while a weapon is in hand.
    Parry(u8),
    /// Blindsight only while its bearer hears.
    Echolocation,
    /// Shares another's space; gains no hit points; half its dice at half its hit points or fewer.
    Swarm,
    /// Once between rests: damage of at most this that would drop it leaves 1 hit point.
    Relentless(u8),
    /// Attack rolls against whoever caused it have disadvantage.
    DisadvantageAgainstSource,
    /// A spell does nothing to the bearer.
    ImmuneToSpell(SpellId),
    /// Creatures of these types attack the bearer with disadvantage and can neither charm nor frighten it.
    WardedFrom(Vec<CreatureKind>),
    /// A hit on a charge: a strength save against falling prone, then another attack as a bonus action if it did.
    Pounce {
        /// How far it must have come, feet.
        feet: u16,
        /// With which attack.
        with: ActionId,
        /// Against what the target saves.
        dc: u8,
        /// The bonus attack.
        then: ActionId,
    },
    /// Leaving an enemy's reach in flight gives it no attack.
    Flyby,
    /// Melee attacks against the wounded have advantage.
    BloodFrenzy,
    /// Hit points regained at the start of each of its turns, from 1 hit point on; where something stops it, only a
    /// turn at 0 hit points without them kills.
    Regenerates {
        /// How many.
        hp: u8,
        /// Damage of these kinds stops it for a turn.
        stopped_by: Vec<DamageKind>,
    },
    /// May give its melee attacks advantage for a turn; attacks against it have advantage until its next.
    Reckless,
    /// Damage of these kinds heals instead.
    Absorbs(Vec<DamageKind>),
    /// Who hits it in melee from within 5 feet, or touches it, is hurt.
    HurtsAttackers {
        /// How much.
        dice: Amount,
        /// Of which kind.
        kind: DamageKind,
    },
    /// Its weapons are magical.
    MagicWeapons,
    /// Dexterity saves for half damage: none on a success, half on a failure.
    Evasion,
    /// Attacks against the surprised have advantage in the first round.
    Ambusher,
    /// Something that only magic things bring.
    Charm(Charm),
}

/// Which rolls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum On {
    /// Attack rolls.
    Attacks,
    /// Every saving throw.
    Saves,
    /// Saving throws of one ability.
    Save(Ability),
    /// Saving throws against being charmed, frightened, poisoned, put to sleep ...
    SaveAgainst(Condition),
    /// Saving throws of intelligence, wisdom and charisma against magic.
    SavesAgainstMagic(Ability),
    /// Every ability check.
    Checks,
    /// Checks of one ability.
    Check(Ability),
    /// Checks with one skill.
    Skill(Skill),
    /// Initiative.
    Initiative,
    /// Saving throws against spells and other magic.
    AgainstMagic,
    /// Saving throws against being turned.
    AgainstTurning,
}

/// Circumstances of an attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    /// Always.
    Always,
    /// With a ranged weapon.
    RangedWeapon,
    /// With a melee weapon.
    MeleeWeapon,
    /// With a melee weapon in one hand and no other weapon.
    OneHandedAlone,
    /// With a melee weapon in both hands.
    TwoHanded,
    /// With a finesse or ranged weapon.
    FinesseOrRanged,
    /// With a longbow or a shortbow.
    Bow,
}

/// Something one is trained in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Training {
    /// A skill.
    Skill(Skill),
    /// A saving throw.
    Save(Ability),
    /// All simple weapons.
    SimpleWeapons,
    /// All martial weapons.
    MartialWeapons,
    /// One weapon or tool.
    Item(ItemId),
    /// Light armour.
    LightArmour,
    /// Medium armour.
    MediumArmour,
    /// Heavy armour.
    HeavyArmour,
    /// Shields.
    Shields,
}

//! What spells, features, actions and items do, as data: a small closed set of operations that `rules` interprets.

use serde::{Deserialize, Serialize};

use super::ability::{Ability, Skill};
use super::condition::Condition;
use super::damage::DamageKind;
use super::id::{ItemId, ResourceId, SubkindId};
use super::kind::CreatureKind;
use crate::dice::Amount;

/// One operation on whoever the spell, feature or action has chosen. Lists run in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Effect {
    /// A spell attack roll, then what a hit or a miss does; from a thrown item: dexterity, no training.
    Attack {
        /// In reach or at range.
        mode: Mode,
        /// What a hit does.
        hit: Vec<Effect>,
        /// What a miss does all the same.
        #[serde(default)]
        miss: Vec<Effect>,
    },
    /// A saving throw by each target, then what failing or succeeding does.
    Save {
        /// Which saving throw.
        ability: Ability,
        /// Against what.
        dc: Dc,
        /// What a failure does.
        fail: Vec<Effect>,
        /// What a success does.
        #[serde(default)]
        success: Success,
        /// Who need not roll: others are not touched at all.
        #[serde(default)]
        only: Option<Filter>,
    },
    /// An ability check by whoever acts, then what it brings.
    Check {
        /// Which ability.
        ability: Ability,
        /// Which skill, if any.
        #[serde(default)]
        skill: Option<Skill>,
        /// Against what.
        dc: Dc,
        /// What a success does.
        #[serde(default)]
        success: Vec<Effect>,
        /// What a failure does.
        #[serde(default)]
        fail: Vec<Effect>,
    },
    /// Hit points lost.
    Damage {
        /// How many.
        dice: Quantity,
        /// Of which kind; several mean that the one who acts chooses.
        kind: Vec<DamageKind>,
        /// Which creatures it is for.
        #[serde(default)]
        only: Option<Filter>,
    },
    /// Hit points regained.
    Heal {
        /// How many.
        dice: Quantity,
        /// Creatures that it does nothing for.
        #[serde(default)]
        never: Vec<CreatureKind>,
        /// One pool shared among the targets instead of so much for each; nobody above half.
        #[serde(default)]
        pool: bool,
    },
    /// Temporary hit points.
    TempHp {
        /// How many.
        dice: Quantity,
    },
    /// A condition that lasts.
    Condition {
        /// Which.
        is: Condition,
        /// How long at the most.
        until: Until,
        /// What ends it early.
        #[serde(default)]
        ends_on: Vec<EndsOn>,
        /// A later saving throw that ends it.
        #[serde(default)]
        repeat: Option<Repeat>,
        /// Which creatures it is for.
        #[serde(default)]
        only: Option<Filter>,
        /// A check that the bearer may make as an action to be rid of it.
        #[serde(default)]
        escape: Option<Escape>,
    },
    /// Changes to rolls and figures that last.
    Modifier {
        /// What changes.
        gives: Vec<Modifier>,
        /// How long at the most.
        until: Until,
        /// What ends it early.
        #[serde(default)]
        ends_on: Vec<EndsOn>,
    },
    /// As many targets as a pool of hit points covers, those with the fewest first.
    HpPool {
        /// The pool.
        dice: Quantity,
        /// What happens to each that is covered.
        then: Vec<Effect>,
        /// Creatures that it passes over.
        #[serde(default)]
        never: Vec<CreatureKind>,
    },
    /// A push, a pull or a leap.
    Move {
        /// Which way.
        way: Way,
        /// How far, in feet.
        feet: u16,
    },
    /// What the acting creature may now do at once, besides.
    Act {
        /// Which.
        grant: Grant,
    },
    /// Something that is counted comes back.
    Regain {
        /// Which, or spell slots up to a sum of levels.
        what: Regained,
    },
    /// Life at 0 hit points.
    Stabilize,
    /// Ends conditions.
    Remove {
        /// Which.
        conditions: Vec<Condition>,
    },
    /// A light that is carried or set down.
    Light {
        /// Radius of bright light, feet.
        bright_feet: u16,
        /// Further radius of dim light, feet.
        dim_feet: u16,
        /// How long.
        until: Until,
    },
    /// What the table decides; the engine runs the cost and shows the named sentence.
    Narrative {
        /// The sentence's id.
        told: String,
        /// How long it lasts.
        until: Until,
    },
    /// Effects that come again at each turn of the bearer.
    Ongoing {
        /// What comes again.
        effects: Vec<Effect>,
        /// When in the turn.
        at: Moment,
        /// How long at the most.
        until: Until,
        /// A check that the bearer may make as an action to be rid of it.
        #[serde(default)]
        escape: Option<Escape>,
    },
    /// What happens if the damage just dealt has brought the target to 0 hit points.
    IfDropped {
        /// What happens.
        then: Vec<Effect>,
    },
}

/// When in a turn something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Moment {
    /// When the turn starts.
    StartOfTurn,
    /// When the turn ends.
    EndOfTurn,
}

/// A check that frees its maker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escape {
    /// With which ability.
    pub ability: Ability,
    /// Or with this skill, if its maker likes that better.
    #[serde(default)]
    pub skill: Option<Skill>,
    /// Against what.
    pub dc: Dc,
}

/// In reach or at range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mode {
    /// In reach.
    Melee,
    /// At range.
    Ranged,
}

/// What a roll must reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Dc {
    /// The caster's spell save DC.
    Spell,
    /// This number.
    Is(u8),
    /// 8 + proficiency bonus + this ability of whoever acts.
    Of(Ability),
}

/// Dice and what is added to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantity {
    /// The dice and the constant.
    pub is: Amount,
    /// What else is added.
    #[serde(default)]
    pub plus: Vec<Plus>,
    /// More of the same dice for each slot level above the spell's own.
    #[serde(default)]
    pub per_slot: Option<Amount>,
}

/// A figure of whoever acts, added to dice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Plus {
    /// The spellcasting modifier.
    SpellModifier,
    /// The levels in the class that gives the feature.
    ClassLevel,
    /// So many times the levels in the class that gives the feature.
    TimesClassLevel(u8),
    /// One ability's modifier.
    Ability(Ability),
    /// The proficiency bonus.
    Proficiency,
}

/// What a successful saving throw leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Success {
    /// Nothing happens.
    #[default]
    None,
    /// Half the damage and nothing else.
    Half,
    /// These effects instead.
    Then(Vec<Effect>),
}

/// Which creatures an effect is for; all that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// One of these types.
    pub kinds: Vec<CreatureKind>,
    /// None of these types.
    pub not_kinds: Vec<CreatureKind>,
    /// Has lost hit points.
    pub wounded: bool,
    /// Enemies of whoever acts.
    pub foes: bool,
    /// At most this size.
    pub size_max: Option<super::kind::Size>,
    /// None of these kinds of humanoids and monsters: `elf`, `goblinoid`; a hero's are his race and its parent.
    pub not_subkinds: Vec<SubkindId>,
}

/// How long something lasts at the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Until {
    /// It is over at once.
    Instant,
    /// So many rounds of six seconds, ending with a turn of whoever caused it.
    Rounds(u16),
    /// So many minutes.
    Minutes(u16),
    /// So many hours.
    Hours(u16),
    /// The start of the next turn of whoever caused it.
    StartOfSourceTurn,
    /// The end of the next turn of whoever caused it.
    EndOfSourceTurn,
    /// The start of the bearer's next turn.
    StartOfTargetTurn,
    /// The end of the bearer's next turn.
    EndOfTargetTurn,
    /// The next long rest.
    LongRest,
    /// Something else ends it.
    Ended,
    /// As long as the feature or item is there.
    Always,
}

/// What ends something before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EndsOn {
    /// The bearer takes damage.
    Damage,
    /// The bearer attacks or casts a spell.
    AttackOrCast,
    /// The roll that it changes was made.
    Used,
    /// Someone takes an action to wake or free the bearer.
    Woken,
    /// The one who caused it, or an ally of his, harms the bearer.
    HarmedBySource,
    /// The bearer dons armour.
    Armour,
}

/// A later saving throw that ends something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Repeat {
    /// At the end of each of the bearer's turns.
    EndOfTurn,
    /// Whenever the bearer takes damage.
    OnDamage,
}

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
        prone_dc: Option<u8>,
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

/// An action of the book that something allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the book's own and say all there is")]
pub enum Grant {
    Action,
    Dash,
    Disengage,
    Dodge,
    Hide,
    Help,
    Search,
    Attack,
    Escape,
}

/// What comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Regained {
    /// All uses of a resource.
    Uses(ResourceId),
    /// Spell slots worth half the class level (rounded up), none above 5th.
    SlotsByHalfLevel,
}

/// Which way something is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// Away from whoever acts.
    Away,
    /// Towards whoever acts.
    Towards,
    /// Whoever acts, where he likes and can see.
    Teleport,
}

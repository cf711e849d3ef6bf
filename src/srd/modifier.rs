//! What changes rolls and figures as long as it lasts: bonuses, advantage, armour class, training, traits.

use serde::{Deserialize, Serialize};

use super::ability::{Ability, Skill};
use super::charm::Charm;
use super::condition::Condition;
use super::damage::DamageKind;
use super::effect::{Effect, Grant};
use super::filter::Filter;
use super::id::{ActionId, FeatureId, SpellId};
use super::instinct::Instinct;
use super::kind::CreatureKind;
use super::knack::{Knack, State};
use super::nature::Nature;
pub use super::rolls::{On, Training, When};
use super::speech::Speech;
use super::weave::Weave;
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
        /// Once in each of its bearer's turns, kept count of under this name.
        #[serde(default)]
        once: Option<FeatureId>,
        /// Against whom.
        #[serde(default)]
        only: Option<Filter>,
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
        /// It does not happen where it is so.
        #[serde(default)]
        not_in: Vec<State>,
    },
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
    /// The bearer is not here: banished, lost in a maze, on another plane, in a space of its own.
    Away,
    /// The bearer does what whoever caused it wants.
    Controlled,
    /// The bearer is another creature's: it fights for its maker and goes with the spell.
    Summoned,
    /// Flies so many feet a turn.
    Fly(u16),
    /// Swims as fast as it walks.
    Swim,
    /// Speed is so many halves of what it was: 1 or 4.
    SpeedHalves(u8),
    /// Armour class is never below this.
    AcAtLeast(u8),
    /// Half damage of these kinds from what is not magical.
    ResistNonmagical(Vec<DamageKind>),
    /// The most hit points go up or down by so many as long as it lasts.
    MaxHp(i16),
    /// Sees the invisible.
    SeesInvisible,
    /// Sees all as it is so far, feet.
    Truesight(u16),
    /// Perceives without eyes so far, feet.
    Blindsight(u16),
    /// Is seen although it is invisible.
    Outlined,
    /// Takes no actions.
    NoActions,
    /// Has an action or a bonus action, not both.
    Slowed,
    /// Does not move.
    NoMovement,
    /// Casts no spells.
    NoCasting,
    /// Healing rolls count as their most.
    HealsMost,
    /// A club or a staff in hand strikes with the spellcasting ability, a d8, and magic.
    Shillelagh,
    /// What would bring the bearer to 0 hit points leaves 1, once.
    DeathWard,
    /// So many images that an attack may hit instead.
    MirrorImages(u8),
    /// Attacks by those who see the bearer by sight alone have disadvantage.
    Blurred,
    /// Rough ground costs nothing more, and no magic slows or holds the bearer.
    Unhindered,
    /// A further action of one of these kinds each turn: dash, disengage, hide, or one attack.
    Hasted,
    /// One size larger or smaller.
    Size(i8),
    /// Further damage to the bearer when whoever caused it hits it.
    HurtBySource {
        /// How much.
        dice: Amount,
        /// Of which kind; none means the weapon's.
        #[serde(default)]
        kind: Option<DamageKind>,
        /// Only with weapons.
        #[serde(default)]
        weapons: bool,
    },
    /// Damage with weapons of strength is half.
    WeakBlows,
    /// Further damage with the next hit, and what it does besides.
    Smites {
        /// What happens to the one who is hit.
        effects: Vec<Effect>,
    },
    /// Whoever hits it in melee suffers this, if the filter is his.
    StrikesBack {
        /// What happens to the attacker.
        effects: Vec<Effect>,
        /// To whom.
        #[serde(default)]
        only: Option<Filter>,
    },
    /// Damage to the bearer is dealt to whoever caused it as well.
    SharesDamage,
    /// No spell up to this level that is cast from outside does anything to the bearer.
    SpellWard(u8),
    /// Counts as a creature of this type.
    CountsAs(CreatureKind),
    /// Has one more turn in a row.
    TurnAgain,
    /// Checks of one ability count as at least 15 on the die.
    AtLeast15(Ability),
    /// Cannot be surprised.
    NeverSurprised,
    /// Weapons are magical, with so much more to hit and to hurt.
    WeaponPlus(u8),
    /// Scores of these abilities are this.
    Score(Ability, u8),
    /// Must spend its movement to get away from whoever caused it.
    Flees,
    /// Dances on the spot: no movement.
    Dances,
    /// Magic that looks for the bearer finds nothing.
    Hidden,
    /// So much less on attack rolls, saving throws and checks; a long rest takes 1 away.
    Burden(u8),
    /// The bearer has another shape, which goes with this.
    Shaped,
    /// Cannot attack.
    NoAttacks,
    /// Attacks of whoever caused it against the bearer have advantage.
    AdvantageToSource,
    /// Whoever sees the bearer attacks it with advantage, and it is seen although it is invisible.
    Glows,
    /// What temporary hit points there are go with it.
    TempHpGoes,
    /// Speed is this, in feet, whatever else it would be.
    SpeedIs(u16),
    /// So much less damage with weapons, 1 at the least.
    LessDamage(Amount),
    /// Fists, claws and teeth of a d6, magical, with 1 more to hit and to hurt.
    NaturalWeapons,
    /// Hangs 20 feet above the ground, out of the reach of arms.
    Lifted,
    /// Nothing goes through to the bearer or from it.
    Sealed,
    /// Walks on water.
    WaterWalk,
    /// Gone for good once its time has run out, for creatures of these types.
    AwayForGood(Vec<CreatureKind>),
    /// Creatures of these types attack the bearer with disadvantage.
    HardToHitFor(Vec<CreatureKind>),
    /// Damage stuns the bearer until the end of its next turn.
    StunnedByDamage,
    /// Ignores so much: what is charmed or frightened rests while it lasts.
    Suppresses(Vec<Condition>),
    /// What counts only while its bearer is so.
    If {
        /// All of this.
        when: Vec<State>,
        /// What counts then.
        gives: Vec<Modifier>,
    },
    /// Something that only heroes know.
    Knack(Knack),
    /// A long rest brings no hit points and eases no exhaustion; hit dice give half.
    RestsBadly,
    /// What happens to its bearer when it is over.
    WhenOver(Vec<Effect>),
    /// Something that only stat blocks are.
    Trait(Nature),
    /// Something that only magic things bring.
    Charm(Charm),
    /// Something that a stat block is by itself.
    Instinct(Instinct),
    /// Makes one attack a turn at the most, whatever it could make.
    OneAttack,
    /// The thing that called the bearer breaks when it dies.
    Vessel,
    /// Something about languages.
    Speech(Speech),
    /// Something that only a few spells change.
    Weave(Weave),
}

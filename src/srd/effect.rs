//! What spells, features, actions and items do, as data: a small closed set of operations that `rules` interprets.

use serde::{Deserialize, Serialize};

use smol_str::SmolStr;

use super::ability::{Ability, Skill};
use super::boon::Boon;
use super::condition::Condition;
use super::conjure::{Contest, May, Mended, Revive, Sense, Summon, Transform, Trial};
use super::damage::DamageKind;
use super::filter::Filter;
use super::id::{ItemId, MonsterId, SpellId};
use super::kind::CreatureKind;
pub use super::manner::{Grant, Mode, Regained, Success, Way};
use super::modifier::Modifier;
use super::nature::Maw;
use super::plight::Plight;
use super::quantity::{Dc, Quantity};
pub use super::span::{EndsOn, Escape, Moment, Repeat, Until};
use super::trick::Trick;
use super::wonder::Wonder;
use super::zone::Zone;

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
        /// Against whom the roll has advantage.
        #[serde(default)]
        advantage: Option<Filter>,
        /// The bonus of the roll, where a magic thing makes it.
        #[serde(default)]
        bonus: Option<i8>,
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
        /// Who must roll; others are not touched at all.
        #[serde(default)]
        only: Option<Filter>,
        /// Who has advantage.
        #[serde(default)]
        advantage: Option<Filter>,
        /// Who has disadvantage.
        #[serde(default)]
        disadvantage: Option<Filter>,
        /// Cover does not help.
        #[serde(default)]
        ignores_cover: bool,
        /// What a failure by 5 or more does besides.
        #[serde(default)]
        fail_by_5: Vec<Effect>,
        /// Friends of whoever acts do not resist: for them it fails without a roll.
        #[serde(default)]
        willing: bool,
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
        /// Half of what is rolled.
        #[serde(default)]
        half: bool,
        /// Nobody falls below 1 hit point by it.
        #[serde(default)]
        spares: bool,
        /// Every die shows its most against these.
        #[serde(default)]
        most: Option<Filter>,
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
        /// How long at the most; none means the next long rest.
        #[serde(default)]
        until: Option<Until>,
    },
    /// A condition that lasts.
    Condition {
        /// Which.
        is: Condition,
        /// How long at the most.
        #[serde(default)]
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
        #[serde(default)]
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
        /// A name of its own, where several things count as one.
        #[serde(default)]
        named: Option<SmolStr>,
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
        /// It also passes over those who cannot have this condition.
        #[serde(default)]
        never_immune_to: Option<Condition>,
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
        #[serde(default)]
        until: Until,
    },
    /// What the table decides; the engine runs the cost and shows the named sentence.
    Narrative {
        /// The sentence's id behind the dash of `narrative-`.
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
        #[serde(default)]
        until: Until,
        /// A check that the bearer may make as an action to be rid of it.
        #[serde(default)]
        escape: Option<Escape>,
        /// A later saving throw that ends it.
        #[serde(default)]
        repeat: Option<Repeat>,
        /// What ends it early.
        #[serde(default)]
        ends_on: Vec<EndsOn>,
    },
    /// What happens if damage of the same attack has just brought the target to 0 hit points.
    IfDropped {
        /// Only by damage of this kind.
        #[serde(default)]
        by: Option<DamageKind>,
        /// What happens.
        then: Vec<Effect>,
    },
    /// Grappled by whoever acts, until it escapes with athletics or acrobatics or is out of reach.
    Grapple {
        /// Against what it escapes.
        escape_dc: u8,
        /// Conditions that last as long as the grapple.
        #[serde(default)]
        also: Vec<Condition>,
        /// Which creatures it is for.
        #[serde(default)]
        only: Option<Filter>,
        /// So many creatures can be held so at a time; 0 means any number.
        #[serde(default)]
        limbs: u8,
    },
    /// A score goes up for good, and so does the most it can be.
    Grow {
        /// Which.
        ability: Ability,
        /// By how much.
        by: u8,
    },
    /// What happens to whoever acts, whomever the rest is for.
    Shine(Box<Effect>),
    /// What a spell does, without anyone concentrating on it.
    AsSpell {
        /// Which.
        spell: SpellId,
        /// How long, where that is not the spell's own time.
        #[serde(default)]
        until: Option<Until>,
    },
    /// The hit point maximum falls by the damage just dealt, until a long rest; at 0 the target dies.
    MaxHpLoss,
    /// One of these, as whoever acts has chosen; the first where nothing was said.
    Choose(Vec<(String, Vec<Effect>)>),
    /// An area that stays.
    Zone(Box<Zone>),
    /// What its maker may do with it on this turn and later ones.
    May(Box<May>),
    /// Creatures that come and obey.
    Summon(Box<Summon>),
    /// Another shape.
    Transform(Box<Transform>),
    /// Ends spells on each target, and areas at the place aimed at: lesser ones at once, greater ones by a check.
    Dispel,
    /// Breaks the spell that is being cast: a lesser one at once, a greater one by a check.
    Counter,
    /// Life for the dead.
    Revive(Box<Revive>),
    /// For those with at most so many hit points, or for the others.
    HpGate {
        /// At most so many hit points.
        hp: u16,
        /// What happens to them.
        #[serde(default)]
        then: Vec<Effect>,
        /// What happens to the others.
        #[serde(default)]
        otherwise: Vec<Effect>,
    },
    /// A die for each target, and what the first row that it does not exceed does.
    Table {
        /// Its sides.
        die: u16,
        /// Rows: up to which face, and what happens.
        rows: Vec<(u16, Vec<Effect>)>,
    },
    /// Saving throws at the end of each turn until so many succeeded or failed.
    Trial(Box<Trial>),
    /// A check of whoever acts against one of each target.
    Contest(Box<Contest>),
    /// Death, whatever the hit points.
    Kill,
    /// What is in hand falls to the ground.
    DropHeld,
    /// Concentration is over.
    BreakConcentration,
    /// Ends all that this spell does to the target.
    EndThis,
    /// Puts right what is wrong.
    Mend(Vec<Mended>),
    /// The most hit points go up for a while, and as many are regained.
    MoreHp {
        /// How many.
        dice: Quantity,
        /// How long at the most.
        #[serde(default)]
        until: Until,
    },
    /// The most hit points go down for a while by the damage just dealt.
    Wither {
        /// How long at the most.
        #[serde(default)]
        until: Until,
    },
    /// A step in a direction that a d8 tells, and so on as far as the speed reaches.
    Stagger,
    /// A melee attack at somebody in reach whom chance picks.
    Lash,
    /// What is within so many feet is sensed: creatures of these types, or what bears one of these.
    Sense(Sense),
    /// The same for so many of the targets at the most, foes first.
    Some {
        /// How many.
        count: u8,
        /// What happens to them.
        effects: Vec<Effect>,
    },
    /// The areas that the same spell has made are over.
    Replace,
    /// The dead do not decay: so many days do not count.
    Preserve {
        /// How many.
        days: u16,
    },
    /// Back to where it belongs: out of the fight for good.
    SendHome,
    /// The dead rise as one of these and obey.
    RaiseAs(MonsterId),
    /// So many turns in a row for whoever acts.
    ExtraTurns {
        /// How many.
        dice: Quantity,
    },
    /// Magical darkness at the place aimed at is over.
    EndDarkness,
    /// Whoever acts regains half of the damage just dealt.
    Leech,
    /// Things come into the doer's pack.
    Create {
        /// What.
        item: ItemId,
        /// How many.
        count: u16,
    },
    /// A lock at the place aimed at opens.
    Unlock,
    /// Something that only class features do.
    Boon(Boon),
    /// What jaws, tendrils and worse do.
    Maw(Maw),
    /// What the world does to those who travel it.
    Plight(Plight),
    /// Something that only a few spells do.
    Wonder(Box<Wonder>),
    /// What magic things do besides.
    Trick(Trick),
}

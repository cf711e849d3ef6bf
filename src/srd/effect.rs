//! What spells, features, actions and items do, as data: a small closed set of operations that `rules` interprets.

use serde::{Deserialize, Serialize};

use super::ability::{Ability, Skill};
use super::condition::Condition;
use super::damage::DamageKind;
use super::filter::Filter;
use super::id::{ResourceId, SpellId};
use super::kind::CreatureKind;
use super::modifier::Modifier;
use super::quantity::{Dc, Quantity};

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
        /// How long at the most; none means the next long rest.
        #[serde(default)]
        until: Option<Until>,
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
        /// A later saving throw that ends it.
        #[serde(default)]
        repeat: Option<Repeat>,
        /// Which creatures it is for.
        #[serde(default)]
        only: Option<Filter>,
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
        until: Until,
        /// A check that the bearer may make as an action to be rid of it.
        #[serde(default)]
        escape: Option<Escape>,
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
}

impl Effect {
    /// The same effect lasting so long.
    pub fn lasting(&self, how_long: Until) -> Effect {
        let mut effect = self.clone();
        match &mut effect {
            Effect::Condition { until, .. }
            | Effect::Modifier { until, .. }
            | Effect::Light { until, .. }
            | Effect::Ongoing { until, .. } => *until = how_long,
            _ => {}
        }
        effect
    }
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
    /// One spell slot, the highest up to this level.
    SlotUpTo(u8),
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

//! How long things last, when they come again, what ends them, how one gets free of them.

use serde::{Deserialize, Serialize};

use super::ability::{Ability, Skill};
use super::effect::Effect;
use super::quantity::Dc;
use super::trick::Trick;

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
    /// It is a saving throw instead of a check.
    #[serde(default)]
    pub saves: bool,
    /// Whoever fails may not try again for so many days.
    #[serde(default)]
    pub days: u16,
    /// Whoever gets free breaks what held him.
    #[serde(default)]
    pub breaks: bool,
    /// A friend within 5 feet may try it for him.
    #[serde(default)]
    pub by_friends: bool,
}

/// How long something lasts at the most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The end of the turn under way.
    EndOfTurn,
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
    /// As long as the spell lasts from the slot that it was cast from.
    #[default]
    Spell,
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
    /// The bearer's attack has hit.
    Hit,
    /// The bearer falls to 0 hit points.
    Dropped,
    /// The bearer or a friend of his is attacked or harmed.
    Harmed,
    /// The bearer and whoever caused it are farther apart than 60 feet.
    Apart,
    /// The bearer affects another creature by an attack or a spell.
    TouchesOthers,
    /// The temporary hit points that came with it are gone.
    TempHpGone,
    /// The bearer falls unconscious.
    Unconscious,
    /// The bearer ends a turn without having attacked or been hurt since the last one.
    Idle,
    /// The bearer's rage ends.
    Rage,
    /// The bearer moves.
    Moves,
    /// Whoever caused it has died or is gone.
    SourceDies,
    /// Whoever caused it can do nothing any more.
    SourceStops,
    /// The bearer and whoever caused it are farther apart than 120 feet.
    FarApart,
    /// The bearer is in no area of whoever caused it that goes by this name or the beginning of it.
    Leaves,
}

/// A later saving throw that ends something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Repeat {
    /// At the end of each of the bearer's turns.
    EndOfTurn,
    /// Whenever the bearer takes damage.
    OnDamage,
    /// At the end of each of the bearer's turns out of sight of whoever caused it.
    EndOfTurnUnseen,
    /// As an action of the bearer.
    Action,
    /// At the end of each of the bearer's turns, and with advantage whenever it takes damage.
    EndOfTurnAndDamage,
    /// At the end of each of the bearer's turns, with disadvantage in sight of whoever caused it.
    EndOfTurnInDread,
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
            Effect::Shine(inner) => **inner = inner.lasting(how_long),
            Effect::Trick(Trick::Around { effects, .. }) => {
                effects.iter_mut().for_each(|effect| *effect = effect.lasting(how_long));
            }
            _ => {}
        }
        effect
    }
}

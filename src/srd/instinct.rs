//! What some stat blocks are and know by themselves: what lies beneath their bodies, minds and heads (SRD: Monsters, Traits).

use serde::{Deserialize, Serialize};

use super::damage::DamageKind;
use super::effect::Effect;
use super::id::{FormId, MonsterId, SpellId};
use super::knack::State;
use super::zone::On;

/// What the ground is made of, where that matters to somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say all there is")]
pub enum Terrain {
    #[default]
    Plain,
    Snow,
    Ice,
    Rock,
    Tree,
    Home,
    Grave,
}

/// A trait of a stat block that rules ask for by what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Instinct {
    /// Cannot be frightened while it sees a friend within so many feet.
    Steadfast(u16),
    /// What comes upon it in its own turn, or with each step, while it is so.
    Suffers {
        /// When.
        on: On,
        /// While all of this holds.
        when: Vec<State>,
        /// What happens to it.
        does: Vec<Effect>,
    },
    /// With at most so many hit points it may go berserk as its turn starts, on a 6 of a d6, until it is whole again.
    Berserk {
        /// At most so many hit points.
        hp: u16,
        /// Its master may calm it by a charisma check (persuasion) against this.
        #[serde(default)]
        calm_dc: Option<u8>,
    },
    /// Half of its damage is dealt to whoever bears what goes by this name from it.
    Transfers(String),
    /// So many heads: 25 damage in a turn cost one; for each lost two grow at the end of its turn, unless fire seared it.
    Heads(u8),
    /// A further reaction for each further head, for opportunity attacks.
    ReactiveHeads,
    /// A reaction in every turn.
    Reactive,
    /// It and these creatures within so many feet save with advantage against being turned.
    Defies {
        /// Which.
        these: Vec<MonsterId>,
        /// How far, feet.
        feet: u16,
    },
    /// What goes by this name neither slows nor holds it.
    WalksIn(String),
    /// Finds the way out of this spell at once.
    FindsWayOut(SpellId),
    /// At 0 hit points it lies there, and grows back unless something stopped that.
    Rises,
    /// Magic moves it: where no magic works it does nothing, and a spell that dispels may put it to sleep.
    Animated,
    /// A weapon of metal that hits it wears away, one of wood too where that is so.
    Corrodes {
        /// Wood as well.
        wood: bool,
    },
    /// What it does to those whose place it comes into, once a turn.
    Enters(Vec<Effect>),
    /// Missiles of magic, lines and rays glance off, and back at their maker on a 6 of a d6.
    Reflects,
    /// Half of what hurts its master within 60 feet, rounded up, hurts it instead.
    Bound,
    /// No magic changes its form.
    ImmutableForm,
    /// Nothing is left of its body.
    LeavesNoBody,
    /// Passes where there is hardly a gap.
    Squeezes,
    /// Goes through natural rock and leaves no trace.
    Glides,
    /// Goes through natural rock at half its speed and leaves a tunnel.
    Tunnels,
    /// Ice and snow are like any other ground.
    SkatesOn,
    /// Is taken for a thing as long as it keeps still, or noticed only by this perception.
    Unnoticed(Option<u8>),
    /// Smells who carries this so far, feet.
    Smells {
        /// What.
        what: Scent,
        /// How far.
        feet: u16,
    },
    /// Feels everyone who touches the same web.
    FeelsWeb,
    /// Knows where the one is that it was set upon.
    Tracks,
    /// What it sees its master knows.
    SharesSenses,
    /// Whoever touches it sticks to it in this form.
    Adhesive {
        /// Against what one gets free, with disadvantage.
        dc: u8,
        /// In which form.
        form: FormId,
    },
    /// Beasts of these kinds within so many feet that are on no side do what it wants.
    Commands {
        /// Which.
        these: Vec<MonsterId>,
        /// How far, feet.
        feet: u16,
    },
    /// Bears as much as one a size larger.
    BearsMore,
    /// Looks away from whoever caused it.
    EyesAverted,
    /// Comes back so much later where it died.
    Returns {
        /// Sides of the die that tells how many times; 1 for once.
        die: u16,
        /// Hours of one time.
        hours: u16,
        /// Only in the Nine Hells, and not where somebody blessed has killed it.
        #[serde(default)]
        in_hell: bool,
    },
    /// Becomes mist instead of dying.
    MistyEscape,
    /// Others can walk into its place, and are engulfed.
    Open,
    /// Keeps a spell for its master.
    Stores,
    /// A spell that is kept.
    Stored,
    /// Does not come into a dwelling by itself, and a stake in its heart, where it rests, is its end; some are only held.
    Forbidden {
        /// The stake only holds it.
        held: bool,
    },
    /// Breathes water, and air too or not.
    Gills {
        /// Air too.
        air: bool,
    },
    /// Holds its breath for so many minutes.
    HoldsBreath(u16),
    /// Twice the damage to things.
    Besieges,
    /// Lends its rider resistance to this kind of damage.
    Lends(DamageKind),
    /// Neither wears nor carries anything.
    Ephemeral,
    /// Breathes nothing but water.
    Gilled,
    /// One of its heads is always awake.
    Wakeful,
    /// Whoever hits it in melee from within 5 feet suffers this while all of that holds.
    Touched {
        /// While all of this holds of the bearer.
        when: Vec<State>,
        /// What happens to the attacker.
        does: Vec<Effect>,
    },
}

/// What some creatures smell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scent {
    /// Iron and steel.
    Iron,
    /// Coins and gems.
    Gold,
}

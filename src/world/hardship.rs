//! What the world does to those who travel it, and what they do about it: traps that shoot, tolls, poses, journeys.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::event::{D20, Hits};
use super::id::CreatureId;
use crate::srd::living::{Lifestyle, Pace, Pastime};
use crate::tale::id::ThingId;

/// Something of this sort that has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each case says what has happened; its fields are named after what they hold")]
pub enum Hardship {
    /// A trap has shot at somebody.
    Shot { creature: CreatureId, thing: ThingId, roll: D20, ac: i32, hits: Hits },
    /// Something that no rest clears has come to this count; at 0 it is over.
    Tolled { creature: CreatureId, toll: SmolStr, count: u8 },
    /// Somebody has struck at a thing: the roll, and the hit points it cost.
    Battered { creature: CreatureId, thing: ThingId, roll: D20, ac: i32, dealt: u16 },
    /// The party has agreed how it travels.
    Agreed { creature: CreatureId, pace: Pace, marches: bool },
    /// The party travels so far.
    Travels { miles: u16, hours: u16 },
    /// Somebody lives like this from now on.
    Lives { creature: CreatureId, lifestyle: Lifestyle },
    /// Somebody spends free days like this from now on.
    TakesUp { creature: CreatureId, pastime: Pastime },
    /// So many days of it are done.
    Worked { creature: CreatureId, done: u16 },
    /// It has come to its end.
    Finished { creature: CreatureId, pastime: Pastime },
    /// Somebody is so high above the ground now.
    Rose { creature: CreatureId, feet: u16, cost_feet: u16 },
    /// Somebody holds himself differently from now on.
    Posed { creature: CreatureId, pose: Pose, target: Option<CreatureId> },
}

/// How somebody holds himself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Pose {
    /// Makes himself small to get through.
    Squeezes,
    /// Stands as tall as he is.
    Straightens,
    /// Strikes to knock out, not to kill.
    HoldsBack,
    /// Strikes to kill again.
    StrikesToKill,
    /// Is inspired by something that was done well.
    Inspired,
    /// Hands his inspiration on to somebody.
    Inspires,
    /// Calls on it for his next roll.
    CallsOnIt,
    /// Helps somebody with what he does next.
    Assists,
    /// Is knocked out, not killed.
    KnockedOut,
    /// Has no breath left.
    Chokes,
    /// Has got over a disease.
    Recovers,
    /// Gets on a mount.
    Mounts,
    /// Gets off it.
    Dismounts,
    /// Falls off it.
    FallsOff,
    /// Makes do with half rations.
    Scrimps,
    /// Eats whole rations again.
    EatsWell,
}

impl Pose {
    /// Behind the dash of its sentence: `squeezes`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Pose::Squeezes => "squeezes",
            Pose::Straightens => "straightens",
            Pose::HoldsBack => "holds-back",
            Pose::StrikesToKill => "strikes-to-kill",
            Pose::Inspired => "inspired",
            Pose::Inspires => "inspires",
            Pose::CallsOnIt => "calls-on-it",
            Pose::Assists => "assists",
            Pose::KnockedOut => "knocked-out",
            Pose::Chokes => "chokes",
            Pose::Recovers => "recovers",
            Pose::Mounts => "mounts",
            Pose::Dismounts => "dismounts",
            Pose::FallsOff => "falls-off",
            Pose::Scrimps => "scrimps",
            Pose::EatsWell => "eats-well",
        }
    }
}

//! What the world does to those who travel it, and what they do about it: traps that shoot, tolls, poses, journeys.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::event::{D20, Hits};
use super::id::CreatureId;
use crate::tale::id::ThingId;

/// Something of this sort that has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each case says what has happened; its fields are named after what they hold")]
pub enum Hardship {
    /// A trap has shot at somebody.
    Shot { creature: CreatureId, thing: ThingId, roll: D20, ac: i32, hits: Hits },
    /// Something that no rest clears has come to this count; at 0 it is over.
    Tolled { creature: CreatureId, toll: SmolStr, count: u8 },
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
        }
    }
}

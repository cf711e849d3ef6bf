//! What else a seat may ask for: everything that the wider rules allow, and which file decides it. Append-only.

use serde::{Deserialize, Serialize};

use super::command::Verb;
use super::refusal::Refusal;
use super::unfold::Unfold;
use super::{inspire, mercy, squeeze, together};
use crate::world::World;
use crate::world::id::CreatureId;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Attempt {
    /// Make oneself small to get through a narrow place.
    Squeeze,
    /// Stand as tall as one is again.
    Straighten,
    /// Strike to knock out instead of to kill.
    HoldBack,
    /// Strike to kill again.
    StrikeToKill,
    /// Call on inspiration for the next roll.
    CallOnInspiration,
    /// Hand inspiration on to a friend.
    Inspire(CreatureId),
    /// Help a friend with what he does next, outside of fights.
    Assist(CreatureId),
    /// Get out of what holds, outside of fights.
    BreakFree,
}

/// Decides it.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId, attempt: &Attempt) -> Result<(), Refusal> {
    match attempt {
        Attempt::Squeeze => squeeze::squeezes(now, who),
        Attempt::Straighten => squeeze::straightens(now, who),
        Attempt::HoldBack => mercy::holds_back(now, who),
        Attempt::StrikeToKill => mercy::strikes_to_kill(now, who),
        Attempt::CallOnInspiration => inspire::calls(now, who),
        Attempt::Inspire(friend) => inspire::hands_on(now, who, *friend),
        Attempt::Assist(friend) => together::assists(now, who, *friend),
        Attempt::BreakFree => together::breaks_free(now, who),
    }
}

/// What may be asked for now.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let mut all = Vec::new();
    for list in LISTS {
        list(world, who, &mut all);
    }
    into.extend(all.into_iter().map(Verb::Try));
}

/// What one file offers to one creature.
type List = fn(&World, CreatureId, &mut Vec<Attempt>);

const LISTS: [List; 4] = [squeeze::offers, mercy::offers, inspire::offers, together::offers];

//! What is said of the wider rules: squeezing, holding back, inspiration, working together.

use super::print::name;
use super::Read;
use crate::rules::attempt::Attempt;
use crate::rules::command::Verb;
use crate::world::World;

/// The phrases, each with its reader.
pub(super) const PHRASES: &[(&str, Read)] = &[
    ("squeezes", |_, _| Ok(Verb::Try(Attempt::Squeeze))),
    ("straightens", |_, _| Ok(Verb::Try(Attempt::Straighten))),
    ("holds back", |_, _| Ok(Verb::Try(Attempt::HoldBack))),
    ("strikes to kill", |_, _| Ok(Verb::Try(Attempt::StrikeToKill))),
    ("calls on inspiration", |_, _| Ok(Verb::Try(Attempt::CallOnInspiration))),
    ("inspires", |said, rest| Ok(Verb::Try(Attempt::Inspire(said.creature(rest)?)))),
    ("assists", |said, rest| Ok(Verb::Try(Attempt::Assist(said.creature(rest)?)))),
    ("breaks free", |_, _| Ok(Verb::Try(Attempt::BreakFree))),
];

/// An attempt as the words that mean it.
pub(super) fn said(world: &World, attempt: &Attempt) -> String {
    match attempt {
        Attempt::Squeeze => "squeezes".to_owned(),
        Attempt::Straighten => "straightens".to_owned(),
        Attempt::HoldBack => "holds back".to_owned(),
        Attempt::StrikeToKill => "strikes to kill".to_owned(),
        Attempt::CallOnInspiration => "calls on inspiration".to_owned(),
        Attempt::Inspire(friend) => format!("inspires {}", name(world, *friend)),
        Attempt::Assist(friend) => format!("assists {}", name(world, *friend)),
        Attempt::BreakFree => "breaks free".to_owned(),
    }
}

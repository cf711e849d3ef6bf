//! What the menu calls that which the wider rules allow.

use super::desk::Desk;
use crate::rules::attempt::{Attempt, Await};
use crate::srd::living::Pastime;
use crate::words::sentence::Value;

/// The words of an attempt, with what it is about.
pub(super) fn words(desk: &Desk, attempt: &Attempt) -> String {
    match attempt {
        Attempt::FlyAt(feet) => desk.say_with("verb-fly-at", "feet", Value::Number(i64::from(*feet))),
        Attempt::Leap(to) => format!("{} {},{}", desk.say("verb-leap"), to.x, to.y),
        Attempt::Pace(pace) => desk.say_with("verb-pace", "pace", Value::name("pace", pace.as_str())),
        Attempt::Live(style) => desk.say_with("verb-live", "what", Value::name("lifestyle", style.as_str())),
        Attempt::LetDaysPass(days) => desk.say_with("verb-days", "count", Value::Number(i64::from(*days))),
        Attempt::Snatch { item, .. } => desk.say_with("verb-snatch", "what", desk.item_value(item)),
        Attempt::Smash { item, .. } => desk.say_with("verb-smash", "what", desk.item_value(item)),
        Attempt::Identify(item) => desk.say_with("verb-identify", "what", desk.item_value(item)),
        Attempt::Await(Await::Shoot(item) | Await::Throw(item)) => {
            desk.say_with("verb-await", "what", desk.item_value(item))
        }
        Attempt::Await(Await::Cast { spell, .. }) => desk.say_with("verb-await", "what", Value::name("spell", spell)),
        Attempt::TakeUp(Pastime::Craft(item)) => desk.say_with("pastime-craft", "what", desk.item_value(item)),
        Attempt::TakeUp(Pastime::Tool(item)) => desk.say_with("pastime-tool", "what", desk.item_value(item)),
        Attempt::TakeUp(Pastime::Language(id)) => {
            desk.say_with("pastime-language", "what", Value::name("language", id))
        }
        _ => desk.say(plain(attempt)),
    }
}

/// The words of those that need nothing added.
const fn plain(attempt: &Attempt) -> &'static str {
    match attempt {
        Attempt::Squeeze => "verb-squeeze",
        Attempt::Straighten => "verb-straighten",
        Attempt::HoldBack => "verb-hold-back",
        Attempt::StrikeToKill => "verb-strike-to-kill",
        Attempt::CallOnInspiration => "verb-call-on-inspiration",
        Attempt::Inspire(_) => "verb-inspire",
        Attempt::Assist(_) => "verb-assist",
        Attempt::BreakFree => "verb-break-free",
        Attempt::Batter { .. } | Attempt::Hew { .. } => "verb-batter",
        Attempt::Mount(_) => "verb-mount",
        Attempt::Dismount => "verb-dismount",
        Attempt::March => "verb-march",
        Attempt::Camp => "verb-camp",
        Attempt::Scrimp => "verb-scrimp",
        Attempt::EatWell => "verb-eat-well",
        Attempt::TakeUp(Pastime::Profession) => "pastime-profession",
        Attempt::TakeUp(Pastime::Recuperate) => "pastime-recuperate",
        Attempt::TakeUp(Pastime::Research) => "pastime-research",
        _ => "verb-other",
    }
}

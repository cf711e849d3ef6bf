//! What is said of the wider rules: squeezing, leaps, inspiration, journeys, free days.

use super::fights::{usual, weapon, with};
use super::find::{spoken, tile};
use super::print::name;
use super::{Read, Said, Unclear};
use crate::rules::attempt::{Attempt, Await};
use crate::rules::command::Verb;
use crate::srd::id::LanguageId;
use crate::srd::living::{Lifestyle, Pace, Pastime};
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
    ("batters", batters),
    ("snatches", |said, rest| {
        let (item, from) = rest.split_once(" from ").ok_or_else(|| Unclear::Thing(rest.to_owned()))?;
        Ok(Verb::Try(Attempt::Snatch { from: said.creature(from)?, item: said.item(item)? }))
    }),
    ("strikes at", |said, rest| {
        let (what, with) = rest.split_once(" with ").ok_or_else(|| Unclear::Thing(rest.to_owned()))?;
        let (item, from) = what.rsplit_once(" of ").ok_or_else(|| Unclear::Thing(rest.to_owned()))?;
        let (from, item) = (said.creature(from)?, said.item(item)?);
        Ok(Verb::Try(Attempt::Smash { from, item, weapon: weapon(said, with)? }))
    }),
    ("leaps to", |_, rest| Ok(Verb::Try(Attempt::Leap(tile(rest).ok_or_else(|| Unclear::Where(rest.to_owned()))?)))),
    ("flies at", |_, rest| Ok(Verb::Try(Attempt::FlyAt(number(rest.trim_end_matches("feet"))?)))),
    ("sets a", |_, rest| {
        let pace = rest.trim_end_matches("pace").trim();
        let pace = Pace::ALL.into_iter().find(|known| known.as_str() == pace);
        pace.map(|pace| Verb::Try(Attempt::Pace(pace))).ok_or_else(|| Unclear::Thing(rest.to_owned()))
    }),
    ("marches on", |_, _| Ok(Verb::Try(Attempt::March))),
    ("camps at night", |_, _| Ok(Verb::Try(Attempt::Camp))),
    ("scrimps", |_, _| Ok(Verb::Try(Attempt::Scrimp))),
    ("eats well", |_, _| Ok(Verb::Try(Attempt::EatWell))),
    ("lives a", |_, rest| lives(rest)),
    ("lives an", |_, rest| lives(rest)),
    ("pursues", |said, rest| Ok(Verb::Try(Attempt::TakeUp(pastime(said, rest)?)))),
    ("lets", |_, rest| {
        Ok(Verb::Try(Attempt::LetDaysPass(number(rest.trim_end_matches("pass").trim().trim_end_matches("days"))?)))
    }),
    ("waits to shoot", |said, rest| {
        Ok(Verb::Try(Attempt::Await(Await::Shoot(said.item(rest.trim_start_matches("with "))?))))
    }),
    ("waits to throw", |said, rest| Ok(Verb::Try(Attempt::Await(Await::Throw(said.item(rest)?))))),
    ("waits to cast", |said, rest| {
        let (name, level) = match rest.rsplit_once(" at level ") {
            Some((name, level)) => (name, Some(number(level)?)),
            None => (rest, None),
        };
        let spell = said.spell(name)?;
        let own = said.world.book.spells.get(&spell).map_or(0, |spell| spell.level);
        Ok(Verb::Try(Attempt::Await(Await::Cast { spell, level: level.unwrap_or(own) })))
    }),
    ("mounts", |said, rest| Ok(Verb::Try(Attempt::Mount(said.creature(rest)?)))),
    ("dismounts", |_, _| Ok(Verb::Try(Attempt::Dismount))),
    ("identifies", |said, rest| Ok(Verb::Try(Attempt::Identify(said.item(rest)?)))),
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
        Attempt::Batter { thing, weapon } => format!("batters the {} with {}", spoken(thing.as_str()), with(weapon)),
        Attempt::Hew { at, weapon } => format!("batters {},{} with {}", at.x, at.y, with(weapon)),
        Attempt::Snatch { from, item } => format!("snatches {} from {}", spoken(item.as_str()), name(world, *from)),
        Attempt::Smash { from, item, weapon } => {
            format!("strikes at {} of {} with {}", spoken(item.as_str()), name(world, *from), with(weapon))
        }
        Attempt::Leap(to) => format!("leaps to {},{}", to.x, to.y),
        Attempt::FlyAt(feet) => format!("flies at {feet} feet"),
        Attempt::Pace(pace) => format!("sets a {} pace", pace.as_str()),
        Attempt::March => "marches on".to_owned(),
        Attempt::Camp => "camps at night".to_owned(),
        Attempt::Scrimp => "scrimps".to_owned(),
        Attempt::EatWell => "eats well".to_owned(),
        Attempt::Live(lifestyle) => {
            let article = if *lifestyle == Lifestyle::Aristocratic { "an" } else { "a" };
            format!("lives {article} {} life", lifestyle.as_str())
        }
        Attempt::TakeUp(pastime) => format!("pursues {}", pursued(pastime)),
        Attempt::LetDaysPass(days) => format!("lets {days} days pass"),
        Attempt::Await(Await::Shoot(item)) => format!("waits to shoot with {}", spoken(item.as_str())),
        Attempt::Await(Await::Throw(item)) => format!("waits to throw {}", spoken(item.as_str())),
        Attempt::Await(Await::Cast { spell, level }) => {
            let own = world.book.spells.get(spell).map_or(0, |spell| spell.level);
            let slot = if *level == own { String::new() } else { format!(" at level {level}") };
            format!("waits to cast {}{slot}", spoken(spell.as_str()))
        }
        Attempt::Mount(mount) => format!("mounts {}", name(world, *mount)),
        Attempt::Dismount => "dismounts".to_owned(),
        Attempt::Identify(item) => format!("identifies {}", spoken(item.as_str())),
    }
}

/// The thing, and with what it is struck: the main hand where nothing is said.
fn batters(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    let (what, with) = rest.split_once(" with ").map_or((rest, None), |(what, with)| (what, Some(with)));
    if let Some(at) = tile(what) {
        let weapon = with.map_or_else(|| Ok(usual(said)), |with| weapon(said, with))?;
        return Ok(Verb::Try(Attempt::Hew { at, weapon }));
    }
    let (thing, weapon) = match rest.split_once(" with ") {
        Some((thing, with)) => (said.thing(thing)?, weapon(said, with)?),
        None => (said.thing(rest)?, usual(said)),
    };
    Ok(Verb::Try(Attempt::Batter { thing, weapon }))
}

fn lives(rest: &str) -> Result<Verb, Unclear> {
    let style = rest.trim_end_matches("life").trim();
    let style = Lifestyle::ALL.into_iter().find(|known| known.as_str() == style);
    style.map(|style| Verb::Try(Attempt::Live(style))).ok_or_else(|| Unclear::Thing(rest.to_owned()))
}

/// `profession`, `recuperation`, `research`, `crafting longsword`, `language elvish`, `tool lute`.
fn pastime(said: &Said<'_>, rest: &str) -> Result<Pastime, Unclear> {
    let (kind, what) = rest.split_once(' ').unwrap_or((rest, ""));
    match kind {
        "profession" => Ok(Pastime::Profession),
        "recuperation" => Ok(Pastime::Recuperate),
        "research" => Ok(Pastime::Research),
        "crafting" => Ok(Pastime::Craft(said.item(what)?)),
        "tool" => Ok(Pastime::Tool(said.item(what)?)),
        "language" => Ok(Pastime::Language(LanguageId::new(&what.replace(' ', "_")))),
        _ => Err(Unclear::Thing(rest.to_owned())),
    }
}

fn pursued(pastime: &Pastime) -> String {
    match pastime {
        Pastime::Profession => "profession".to_owned(),
        Pastime::Recuperate => "recuperation".to_owned(),
        Pastime::Research => "research".to_owned(),
        Pastime::Craft(item) => format!("crafting {}", spoken(item.as_str())),
        Pastime::Tool(item) => format!("tool {}", spoken(item.as_str())),
        Pastime::Language(language) => format!("language {}", spoken(language.as_str())),
    }
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, Unclear> {
    text.trim().parse().map_err(|_| Unclear::Count(text.to_owned()))
}

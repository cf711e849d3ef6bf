//! Scenes: a situation, lines of commands, the dice they roll, and what is told. One language for tests and reports.
//!
//! ```text
//! map   . . . #
//!       A . g .
//! Ada   A fighter 3  hp 28  longsword
//! gob   g goblin
//! ---
//! gob goes east            refused NotYourTurn
//! Ada attacks gob          dice 15 6
//!   = Ada hits gob (20 against 15) for 9 slashing
//! ```
//!
//! Above `---` stands what is there (see `set.rs`); below it one command a line, with the faces that its dice show and the
//! reason it is refused for; `dice ?7` rolls them once from a seed and writes them down. Lines that begin with `=` are what is told; [`play`] writes them anew. Besides commands there
//! are `NAME plays` (a creature does what it likes best), `offers NAME ...` (what it may do that begins so) and `state NAME`.

mod board;
mod props;
mod set;
mod state;
mod word;

use std::fmt;

pub use set::Setting;

use super::refusal::Refusal;
use super::text::{self, Unclear};
use super::{decide, dispatch, reasoned, resolve, tactics};
use crate::dice::{Dice, Face};
use crate::words::fluent::Words;
use crate::words::sentence::Sentence;
use crate::world::World;
use crate::world::event::Event;
use crate::world::id::{CreatureId, SeatId};
use crate::world::tell::tell;

/// Why a scene cannot be played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SceneProblem {
    /// The line it is on, from 1.
    pub line: usize,
    /// What is wrong there.
    pub why: String,
}

impl fmt::Display for SceneProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.why)
    }
}

impl std::error::Error for SceneProblem {}

/// Plays a scene and writes it down again as it went. It went as it was expected to if nothing has changed.
pub fn play(text: &str, words: &Words) -> Result<String, SceneProblem> {
    let set = Setting::read(text)?;
    let mut out: String = text.lines().take(set.head_lines).flat_map(|line| [line.trim_end(), "\n"]).collect();
    let mut world = set.world;
    if let Some(faces) = set.initiative {
        let (told, changed) = begin(&world, &faces);
        world = changed;
        write_told(&mut out, &told, words);
    }
    for (number, line) in text.lines().enumerate().skip(set.head_lines) {
        let line = line.trim_end();
        // What was told the last time is written anew.
        if line.trim_start().starts_with('=') || line.trim_start().starts_with('!') {
            continue;
        }
        out.push_str(&step(&mut world, line, words).map_err(|why| SceneProblem { line: number + 1, why })?);
    }
    Ok(out)
}

/// Where two writings of a scene part: a line that was expected behind `-`, one that came instead behind `+`.
pub fn difference(expected: &str, went: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), went.lines().collect());
    let mut out = String::new();
    let (mut at, mut to) = (0, 0);
    while at < old.len() || to < new.len() {
        match (old.get(at), new.get(to)) {
            (Some(one), Some(other)) if one == other => {
                (at, to) = (at + 1, to + 1);
            }
            // A line that is still to come on the other side was left out here.
            (Some(one), other) if !new[to..].contains(one) || other.is_none() => {
                out.push_str(&format!("  - {one}\n"));
                at += 1;
            }
            (_, Some(other)) => {
                out.push_str(&format!("  + {other}\n"));
                to += 1;
            }
            (Some(_) | None, None) => at += 1,
        }
    }
    out
}

/// One line of a scene as it went, with what it led to below it.
fn step(world: &mut World, line: &str, words: &Words) -> Result<String, String> {
    let bare = line.trim();
    if bare.is_empty() || bare.starts_with('#') {
        return Ok(format!("{line}\n"));
    }
    if let Some(rest) = bare.strip_prefix("state ") {
        let who = somebody(world, rest)?.0;
        return Ok(format!("{line}\n  = {}\n", state::of(world, who)));
    }
    if let Some(rest) = bare.strip_prefix("offers ") {
        return Ok(format!("{line}\n{}", offered(world, rest)?));
    }
    let (command, faces, _) = parts(line);
    if let Some(sits) = bare.strip_prefix("seat ") {
        return sit(world, line, sits, words);
    }
    let (who, rest) = somebody(world, command)?;
    let verb = if rest == "plays" {
        let verb = match tactics::next(world) {
            Some((next, verb)) if next == who => verb,
            Some(_) | None => return Err("it is not up to this creature to play now".to_owned()),
        };
        return Ok(act(world, line, faces, words, |world, dice| reasoned(world, who, &verb, dice)));
    } else {
        text::parse_verb(rest, world, who).map_err(|why| words.say(&Unclear::sentence(&why)))?
    };
    Ok(act(world, line, faces, words, |world, dice| decide(world, who, &verb, dice)))
}

/// A player without a hero takes one: `seat 2 plays Pip`.
fn sit(world: &mut World, line: &str, sits: &str, words: &Words) -> Result<String, String> {
    let number: Option<u8> = sits.split_whitespace().next().and_then(|number| number.parse().ok());
    let player = number.and_then(|seat| world.now.seats.get(&SeatId(seat))).map(|seat| seat.player);
    let player = player.ok_or_else(|| "there is no such seat".to_owned())?;
    let (command, faces, _) = parts(line);
    let command = text::parse(command, world, player).map_err(|why| words.say(&Unclear::sentence(&why)))?;
    Ok(act(world, line, faces, words, |world, dice| resolve(world, player, &command, dice)))
}

/// Does what the line says and writes how it went.
fn act(
    world: &mut World,
    line: &str,
    faces: Vec<Face>,
    words: &Words,
    decide: impl Fn(&World, &mut Dice) -> Result<Vec<Event>, Refusal>,
) -> String {
    let (command, _, _) = parts(line);
    let mut dice = seed(line).map_or_else(|| Dice::read(faces.clone()), Dice::rolled);
    let decided = decide(world, &mut dice);
    let faces = if seed(line).is_some() { dice.take_shown() } else { faces };
    let shown: String = faces.iter().map(|face| format!(" {}", face.0)).collect();
    let dice_part = if faces.is_empty() { String::new() } else { format!("dice{shown}") };
    match decided {
        Err(why) => {
            format!("{}\n", with_end(line, command, &format!("refused {why:?}")))
        }
        Ok(events) => {
            let told = tell(world, &events);
            for event in &events {
                let done = world.apply(event);
                assert!(done.is_ok(), "a scene's world took {event:?} amiss: {done:?}");
            }
            let mut out = format!("{}\n", with_end(line, command, &dice_part));
            write_told(&mut out, &told, words);
            if !dice.settled() {
                let rolled = dice.take_shown().len();
                out.push_str(&format!("  ! the faces do not fit: {rolled} dice were rolled\n"));
            }
            out
        }
    }
}

/// The line with another end; as it was if the end is the same, however it is spaced.
fn with_end(line: &str, command: &str, end: &str) -> String {
    let old = line.trim().strip_prefix(command).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    if old == end {
        return line.to_owned();
    }
    let indent: String = line.chars().take_while(|letter| letter.is_whitespace()).collect();
    if end.is_empty() { format!("{indent}{command}") } else { format!("{indent}{command:<24} {end}") }
}

/// A line's command, its faces, and the refusal it expects.
fn parts(line: &str) -> (&str, Vec<Face>, Option<&str>) {
    let line = line.trim();
    let (line, refused) = match line.rsplit_once(" refused ") {
        Some((rest, why)) => (rest.trim_end(), Some(why.trim())),
        None => (line, None),
    };
    match line.rsplit_once(" dice ") {
        Some((rest, faces)) => (
            rest.trim_end(),
            faces.split_whitespace().filter_map(|face| face.parse().ok().map(Face)).collect(),
            refused,
        ),
        None => (line, Vec::new(), refused),
    }
}

/// The seed of dice that are yet to be rolled: `dice ?7`.
fn seed(line: &str) -> Option<[u8; 32]> {
    let number: u16 = line.rsplit_once(" dice ?")?.1.trim().parse().ok()?;
    let [high, low] = number.to_be_bytes();
    let mut seed = [0; 32];
    (seed[0], seed[1]) = (high, low);
    Some(seed)
}

fn somebody<'a>(world: &World, line: &'a str) -> Result<(CreatureId, &'a str), String> {
    text::actor(line, world).ok_or_else(|| format!("nobody here is named in \"{line}\""))
}

fn offered(world: &World, line: &str) -> Result<String, String> {
    let (who, start) = somebody(world, line)?;
    let mut verbs = Vec::new();
    dispatch::verbs(world, who, &mut verbs);
    let said = verbs.iter().map(|verb| text::print_verb(world, who, verb));
    Ok(said.filter(|said| said.starts_with(start)).map(|said| format!("  = {said}\n")).collect())
}

fn write_told(out: &mut String, told: &[Sentence], words: &Words) {
    for sentence in told {
        out.push_str(&format!("  = {}\n", words.say(sentence)));
    }
}

/// Rolls initiative and begins the first turn.
fn begin(world: &World, faces: &[Face]) -> (Vec<Sentence>, World) {
    let mut dice = Dice::read(faces.iter().copied());
    let mut unfold = super::unfold::Unfold::new(world, &mut dice);
    super::encounter::roll_initiative(&mut unfold);
    super::turn::first(&mut unfold);
    let events: Vec<Event> = unfold.finish();
    let mut changed = world.clone();
    for event in &events {
        let done = changed.apply(event);
        assert!(done.is_ok(), "a scene's world took {event:?} amiss: {done:?}");
    }
    (tell(world, &events), changed)
}

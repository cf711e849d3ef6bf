//! What may happen: the SRD's rules decide a command and return events; they change nothing themselves.

mod absorb;
mod act;
pub mod advance;
mod afflict;
mod aim;
mod ambush;
mod answer;
mod area;
pub mod arms;
#[cfg(test)]
mod ascent;
mod assist;
mod attack;
pub mod attempt;
mod aura;
mod batter;
mod begin;
mod body;
mod bond;
mod bonus;
mod boon;
pub mod burden;
mod carry;
mod cast;
pub mod caster;
mod cause;
mod chance;
pub mod choices;
pub mod choose;
mod clock;
mod coat;
pub mod command;
mod components;
mod consume;
mod corrode;
mod craft;
pub mod create;
mod creep;
mod d20;
mod damage;
mod dance;
mod dazzle;
mod deed;
mod delay;
pub mod deputy;
mod direct;
mod disease;
mod dispatch;
mod dispel;
mod dormant;
mod double;
mod downtime;
mod encounter;
mod explore;
mod eyes;
mod fade;
mod fall;
mod familiar;
mod fang;
mod feature;
mod field;
pub mod figure;
mod fists;
mod fling;
mod free;
mod gate;
mod geas;
mod gift;
mod glance;
mod globe;
mod glow;
pub mod grid;
mod grow;
mod guide;
mod halo;
mod hazard;
mod heads;
mod heroic;
mod hurl;
mod identify;
mod illusion;
mod inspire;
mod instinct;
mod interact;
mod invoke;
mod journey;
mod keen;
mod known;
mod laden;
mod land;
mod lasting;
#[cfg(test)]
mod law;
mod leap;
mod learning;
mod legend;
mod lineage;
mod linger;
mod lurk;
mod madness;
mod maw;
mod mend;
mod mercy;
mod meta;
mod mounted;
mod movement;
mod nature;
mod object;
mod options;
mod outfit;
pub mod owed;
mod passage;
mod plight;
mod pool;
mod portal;
mod posture;
pub mod prepare;
mod price;
mod provision;
mod prowess;
mod quirk;
mod rain;
mod rampage;
mod rampart;
mod reaction;
pub mod ready;
mod reborn;
mod reflex;
pub mod refusal;
mod regain;
mod resist;
mod respond;
mod rest;
mod returns;
#[cfg(test)]
mod romp;
mod route;
pub mod ruling;
pub mod scene;
mod scrutiny;
mod seal;
mod search;
mod sense;
mod sensor;
mod shape;
mod shift;
mod sieve;
pub mod sight;
pub mod skirmish;
mod slumber;
mod snare;
mod snatch;
mod soar;
mod speed;
pub mod spread;
mod squeeze;
mod stand;
mod stat_action;
mod state;
mod steps;
mod sticky;
mod store;
mod stored;
mod stride;
mod strike;
mod summon;
mod tactics;
pub mod text;
mod threat;
mod together;
mod toll;
pub mod trade;
mod trick;
mod turn;
mod unfold;
mod vapour;
mod veil;
mod wait;
mod walls;
mod ward;
mod water;
pub mod wear;
mod weave;
mod window;
mod wonder;
mod wound;
mod wrestle;
mod zones;

use std::collections::BTreeMap;

use command::{Command, Verb};
use refusal::Refusal;
use unfold::Unfold;

use crate::dice::Dice;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::event::Event;
use crate::world::id::{CreatureId, PlayerId, SeatId};

/// A legal command and how it is said: sent back as a line, `text` is that command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The command.
    pub command: Command,
    /// The line that means it.
    pub text: String,
}

/// Decides a player's command: what happens, or why not. Pure: the world stays as it is, only dice are used up.
///
/// It accepts exactly what [`offers`] lists, where one offer may stand for others: a walk for every legal path to its
/// tile, an area for every square in range, targets for every set of them that are each offered alone.
pub fn resolve(world: &World, player: PlayerId, command: &Command, dice: &mut Dice) -> Result<Vec<Event>, Refusal> {
    let own = |seat| world.now.seats.get(&seat).is_some_and(|it| it.player == player);
    let (seat, verb) = command.meant();
    let lent = deputy::stands_in(world, player, seat) && deputy::lends(verb);
    // A friend asks by a seat of his own; what he is offered is written plainly.
    let may = match command.verb {
        Verb::For { .. } => lent && own(command.seat),
        _ => lent || own(seat),
    };
    if !may {
        return Err(Refusal::NotYourSeat);
    }
    let mut unfold = Unfold::new(world, dice);
    dispatch::command(&mut unfold, seat, verb)?;
    steps::run(&mut unfold);
    Ok(unfold.finish())
}

/// Every command that [`resolve`] would accept from this player now, for his own heroes first.
pub fn offers(world: &World, player: PlayerId) -> Vec<Offer> {
    let mut all = Vec::new();
    for seat in deputy::seats(world, player) {
        let verbs = verbs(world, player, seat);
        // Worked out once for all walks: to name them one by one would search the map again for each.
        let walks = verbs.iter().any(|verb| matches!(verb, Verb::Go(path) if path.len() > 1));
        let hero = world.hero(seat).filter(|_| walks && world.now.encounter.is_none());
        let ways = hero.map(|hero| route::names(world, hero)).unwrap_or_default();
        all.extend(verbs.into_iter().map(|verb| {
            let command = Command { seat, verb };
            let text = said(world, &command, &ways);
            Offer { command, text }
        }));
    }
    all
}

/// The commands of [`offers`] without the lines that mean them: for players who read none.
pub fn commands(world: &World, player: PlayerId) -> Vec<Command> {
    let all = deputy::seats(world, player).into_iter();
    all.flat_map(|seat| verbs(world, player, seat).into_iter().map(move |verb| Command { seat, verb })).collect()
}

/// What this player may ask for with the hero of a seat that he plays.
fn verbs(world: &World, player: PlayerId, seat: SeatId) -> Vec<Verb> {
    let mut verbs = Vec::new();
    dispatch::offers(world, seat, &mut verbs);
    if deputy::stands_in(world, player, seat) {
        verbs.retain(deputy::lends);
    }
    verbs
}

/// The line of an offer. A walk that is offered in a fight is the usual one to its tile: nothing needs to be searched.
fn said(world: &World, command: &Command, ways: &BTreeMap<Vec<Tile>, String>) -> String {
    if let (Verb::Go(path), Some(hero)) = (&command.verb, world.hero(command.seat))
        && let Some(name) = ways.get(path)
    {
        return format!("{} goes to {name}", hero.name);
    }
    if let (Verb::Go(path), Some(hero), Some(_)) = (&command.verb, world.hero(command.seat), &world.now.encounter)
        && let [_, .., last] = path[..]
    {
        return format!("{} goes to {},{}", hero.name, last.x, last.y);
    }
    text::print(world, command)
}

/// What happens next without anyone's choice: a monster's turn, an absent player's turn, an answer that an absent
/// player owes. None when someone present must choose or nothing is under way. Each call is one step: one action, one
/// walk or one answer, so that it can be shown as it happens. A party of which nobody is awake sleeps on in one step.
pub fn proceed(world: &World, dice: &mut Dice) -> Option<Vec<Event>> {
    if slumber::holds(world) {
        let mut unfold = Unfold::new(world, dice);
        slumber::passes(&mut unfold);
        steps::run(&mut unfold);
        return Some(unfold.finish());
    }
    let (who, verb) = tactics::next(world)?;
    // A choice that the rules refuse must not stop the fight: its turn ends instead.
    reasoned(world, who, &verb, dice).or_else(|_| decide(world, who, &Verb::EndTurn, dice)).ok()
}

/// What a creature does that nobody plays, behind the reason why, where there was a choice.
fn reasoned(world: &World, who: CreatureId, verb: &Verb, dice: &mut Dice) -> Result<Vec<Event>, Refusal> {
    let why = tactics::why(world, who, verb);
    let events = decide(world, who, verb, dice)?;
    let why = why.map(|why| Event::Reasoned { creature: who, why });
    Ok(why.into_iter().chain(events).collect())
}

/// Decides what a creature asks for, whoever plays it.
fn decide(world: &World, who: CreatureId, verb: &Verb, dice: &mut Dice) -> Result<Vec<Event>, Refusal> {
    let mut unfold = Unfold::new(world, dice);
    dispatch::verb(&mut unfold, who, verb)?;
    steps::run(&mut unfold);
    Ok(unfold.finish())
}

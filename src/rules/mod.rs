//! What may happen: the SRD's rules decide a command and return events; they change nothing themselves.

pub mod advance;
mod ambush;
mod begin;
pub mod burden;
mod carry;
pub mod choices;
mod choose;
mod clock;
pub mod command;
pub mod create;
mod deed;
mod dispatch;
mod explore;
mod gate;
mod hazard;
mod interact;
mod lineage;
mod outfit;
pub mod prepare;
pub mod ready;
pub mod refusal;
mod rest;
mod route;
mod search;
mod stand;
pub mod text;
pub mod trade;
mod unfold;

use command::Command;
use refusal::Refusal;
use unfold::Unfold;

use crate::dice::Dice;
use crate::world::World;
use crate::world::event::Event;
use crate::world::id::PlayerId;

/// A legal command and how it is said: sent back as a line, `text` is that command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The command.
    pub command: Command,
    /// The line that means it.
    pub text: String,
}

/// Decides a player's command: what happens, or why not. Pure: the world stays as it is, only dice are used up.
pub fn resolve(world: &World, player: PlayerId, command: &Command, dice: &mut Dice) -> Result<Vec<Event>, Refusal> {
    let holds = world.now.seats.get(&command.seat).is_some_and(|seat| seat.player == player);
    if !holds {
        return Err(Refusal::NotYourSeat);
    }
    let mut unfold = Unfold::new(world, dice);
    dispatch::command(&mut unfold, command)?;
    Ok(unfold.finish())
}

/// Every command that [`resolve`] would accept from this player now.
pub fn offers(world: &World, player: PlayerId) -> Vec<Offer> {
    let _ = (world, player);
    Vec::new()
}

/// What happens next without anyone's choice: a monster's turn, an absent player's turn, an answer that an absent
/// player owes. None when someone present must choose or nothing is under way.
pub fn proceed(world: &World, dice: &mut Dice) -> Option<Vec<Event>> {
    let _ = (world, dice);
    None
}

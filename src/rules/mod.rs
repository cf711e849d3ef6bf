//! What may happen: the SRD's rules decide a command and return events; they change nothing themselves.

pub mod advance;
pub mod command;
pub mod create;
pub mod refusal;

use command::Command;
use refusal::Refusal;

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
    let _ = (world, player, dice, command);
    Err(Refusal::NotYourSeat)
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

//! What a player wants, once keys have been understood.

use super::night::Wish;
use super::settings::Settings;
use super::view::TableId;
use crate::rules::command::Command;
use crate::world::id::{PlayerId, SeatId};
use crate::world::seat::Stead;
use crate::world::walk::Buttons;

/// One wish of the player in front of the screen. The app sees to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Play an adventure with nobody invited.
    PlayAlone {
        /// The adventure's name.
        adventure: String,
    },
    /// Open a table for an adventure.
    Host {
        /// The adventure's name.
        adventure: String,
    },
    /// Sit down at the table of a ticket, in whatever shape it was typed or pasted.
    Join {
        /// The ticket.
        ticket: String,
    },
    /// Sit down at a table on this network: knock without a ticket, or go on where one sat before.
    Visit {
        /// Whose machine hosts it.
        player: PlayerId,
    },
    /// Stop trying to sit down.
    GiveUp,
    /// Open a saved table again.
    Continue {
        /// The table.
        table: TableId,
    },
    /// Let someone in who knocks.
    Admit {
        /// Who.
        player: PlayerId,
    },
    /// Let someone in who knocks: he is this member, on another machine.
    AdmitAs {
        /// Who.
        player: PlayerId,
        /// In whose place.
        place: PlayerId,
    },
    /// Do not let someone in who knocks.
    TurnAway {
        /// Who.
        player: PlayerId,
    },
    /// Ask the host for a command.
    Ask(Command),
    /// Buttons held in exploring, told whenever they change.
    Steer {
        /// Whose hero.
        seat: SeatId,
        /// What is held now.
        held: Buttons,
    },
    /// Say something to everyone.
    Say(String),
    /// Decide something about the table's members.
    Member(MemberWish),
    /// Go on apart from the table, with everyone present who says the same.
    Fork,
    /// Go along with those who went on apart.
    Follow,
    /// Put the ticket on the clipboard.
    CopyTicket,
    /// Ask for what is on the clipboard; the app answers with [`typed`](super::Ui::typed) letters.
    Paste,
    /// Make a new ticket; the old one stays good until it expires.
    NewTicket,
    /// The settings were changed; keep them.
    Settings(Box<Settings>),
    /// Something in the partition lab.
    Lab(Wish),
    /// Keep a picture of the screen.
    Screenshot,
    /// Keep the last ten seconds as a GIF.
    SaveGif,
    /// Leave the table for tonight; everything is saved.
    Leave,
    /// End the program.
    Quit,
}

/// What a member decides about himself, the charter or, while he hosts, another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberWish {
    /// He votes for what becomes of heroes whose players are away.
    Away(Stead),
    /// The others play without him tonight.
    Rest,
    /// He plays again.
    Wake,
    /// Another hosts from now on.
    HandOver(PlayerId),
    /// Another's word weighs 3 from now on.
    Chair(PlayerId),
    /// Another has to go, for good.
    SendAway(PlayerId),
    /// He leaves the table for good.
    LeaveForGood,
}

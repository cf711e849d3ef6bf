//! Sitting down at a friend's table: with a ticket, or by knocking at a door on this network.

use std::sync::Arc;

use super::App;
use super::effect::{Effect, Farewell, Reach};
use super::face::Face;
use super::invite::socket;
use crate::session::guest::{Guest, Wanted};
use crate::session::invite::Secret;
use crate::session::journal::Journal;
use crate::session::ticket::{self, BadTicket};
use crate::ui::view::{Joining, TableId};
use crate::words::sentence::{Sentence, Value};
use crate::world::id::PlayerId;

/// Names with numbers that are tried for a player who chose none.
const NAMES_MAX: u8 = 8;

/// The door that is knocked at.
#[derive(Clone, Debug)]
pub(super) struct Door {
    /// The first 8 bytes of the table's identity.
    pub(super) fingerprint: [u8; 8],
    /// The ticket's secret; none on this network, where one knocks without.
    pub(super) secret: Option<Secret>,
}

impl App {
    /// Sits down at a table that was named: by its ticket, by its name if it is saved here, else by the name of a table or
    /// a host on this network.
    pub(super) fn join_named(&mut self, text: &str) {
        let is_name = matches!(ticket::read(text), Err(BadTicket::NotATicket)) && !text.trim().is_empty();
        if is_name && self.saved_table(text).is_none() { self.seek(text) } else { self.join(text) }
    }

    /// Sits down at the table of a ticket. Whoever sat there before needs no new place: his saved table is opened.
    pub(super) fn join(&mut self, text: &str) {
        let ticket = match ticket::read(text) {
            Ok(ticket) => ticket,
            Err(why) => {
                if let Some(table) = self.saved_table(text) {
                    return self.reopen(table);
                }
                let told =
                    Sentence::new("join-reading").with("why", Value::Sentence(Box::new(super::said::ticket(why))));
                return self.not_joined("BadTicket", told);
            }
        };
        self.plan.addresses = ticket.addresses.iter().map(|address| address.at.to_string()).collect();
        if let Some(table) = self.saved_as(ticket.fingerprint) {
            return self.reopen(table);
        }
        self.status.joining = Some(Joining::Trying(Sentence::new("join-trying")));
        self.plan.door = Some(Door { fingerprint: ticket.fingerprint, secret: Some(ticket.secret) });
        self.knock();
        self.dial_plan();
    }

    /// Tries the plan's addresses, but where someone was met there on this network already: a second link would only take
    /// the first one's place.
    pub(super) fn dial_plan(&mut self) {
        let met = self.met();
        if met.is_empty() && !self.plan.addresses.is_empty() {
            let addresses = self.plan.addresses.clone();
            self.reach(Reach::Dial { addresses });
        }
        for (player, addresses) in met {
            self.befriend(player, addresses);
        }
    }

    /// Machines on this network that are linked already and are where the plan leads, and where they are.
    pub(super) fn met(&self) -> Vec<(PlayerId, Vec<String>)> {
        let near = self.near.linked().filter(|(_, door)| {
            let shown = door.board.as_ref().is_some_and(|(board, _)| self.visits(board.fingerprint));
            shown || self.is_planned(&door.addresses)
        });
        near.map(|(player, door)| (player, door.addresses.clone())).collect()
    }

    /// True when one of these addresses, in whatever spelling, is one that the plan leads to.
    fn is_planned(&self, addresses: &[String]) -> bool {
        let planned = |address: &String| self.plan.addresses.iter().any(|known| same_place(known, address));
        addresses.iter().any(planned)
    }

    /// Sits down at a table on this network: knocks without a ticket, or opens the table if it is saved here.
    pub(super) fn approach(&mut self, player: PlayerId) {
        let door = self.near.door(player);
        let near = door.and_then(|door| Some((door.addresses.clone(), door.board.as_ref()?.0.fingerprint)));
        let Some((addresses, fingerprint)) = near else {
            return self.not_joined("Vanished", Sentence::new("near-vanished"));
        };
        self.plan.addresses.clone_from(&addresses);
        self.befriend(player, addresses);
        if let Some(table) = self.saved_as(fingerprint) {
            self.status.joining = None;
            return self.reopen(table);
        }
        self.status.joining = Some(Joining::Trying(Sentence::new("join-trying")));
        self.plan.door = Some(Door { fingerprint, secret: None });
        self.knock();
    }

    /// Knocks at whoever of the table is linked or will be.
    fn knock(&mut self) {
        let Some(Door { fingerprint, secret }) = self.plan.door.clone() else { return };
        let wanted = Wanted { fingerprint, secret, name: self.own_name(), seats: 1 };
        let seed = self.chance.bytes();
        let guest = Guest::visiting(self.identity.again(), Arc::clone(&self.library), wanted, seed, self.now_ms);
        self.sit(guest, Journal::default(), Vec::new());
        for player in self.links.standing().filter(|player| self.concerns(*player)).collect::<Vec<_>>() {
            self.with_sitting(|sitting| sitting.linked(player));
        }
    }

    /// The door was found: whoever hosts has to open it, and both sides see the same digits.
    pub(super) fn at_the_door(&mut self, host: PlayerId) {
        let digits = self.digits(host);
        let name = self.near.board(host).map(|board| board.host.clone());
        let host = name.unwrap_or_else(|| self.words.text("join-host"));
        let told = Sentence::new("join-knocking").with("host", Value::text(host.as_str()));
        let told = told.with("digits", Value::text(digits.as_str()));
        self.status.joining = Some(Joining::Knocking { digits, host });
        self.inform("Knocking", told);
    }

    /// True while this table's door is knocked at.
    pub(super) fn visits(&self, fingerprint: [u8; 8]) -> bool {
        let door = self.plan.door.as_ref().filter(|_| self.status.joining.is_some());
        door.is_some_and(|door| door.fingerprint == fingerprint)
    }

    /// Whether a link is the table's business. While one door is knocked at, the others on this network are not.
    pub(super) fn concerns(&self, player: PlayerId) -> bool {
        let Some(near) = self.near.door(player).filter(|_| self.status.joining.is_some()) else { return true };
        match &near.board {
            Some((board, _)) => self.visits(board.fingerprint),
            None => self.is_planned(&near.addresses),
        }
    }

    /// Someone has this player's name. One that he did not choose himself gets a number, and he knocks again.
    pub(super) fn name_taken(&mut self) -> bool {
        let again = self.settings.name.is_empty() && self.plan.door.is_some() && self.plan.names_taken < NAMES_MAX;
        if again {
            self.plan.names_taken += 1;
            self.knock();
        }
        again
    }

    /// The saved table that begins with these bytes, if this player sat there before.
    pub(super) fn saved_as(&self, fingerprint: [u8; 8]) -> Option<TableId> {
        self.saved.iter().map(|(table, _)| *table).find(|table| table.0[..8] == fingerprint)
    }

    /// Sitting down did not work.
    pub(super) fn not_joined(&mut self, reason: &str, told: Sentence) {
        self.status.joining = Some(Joining::Failed(told.clone()));
        self.sitting = None;
        self.error(reason, told);
        if self.face == Face::Lines {
            self.effect(Effect::Quit(Farewell::Refused));
        }
    }
}

/// Whether two addresses, each written in any way, name one place.
pub(super) fn same_place(one: &str, other: &str) -> bool {
    one == other || socket(one).is_some_and(|place| socket(other) == Some(place))
}

//! What the network said, and what the app asks of it.

use super::App;
use super::effect::{Effect, Keep, Reach};
use super::happening::Reached;
use super::invite::{best, is_public, socket};
use super::join::same_place;
use super::line::Line;
use super::open::{ANY_ADDRESS, USUAL_ADDRESS};
use crate::session::guest::{self, Ask};
use crate::session::hash::Hash;
use crate::session::signboard::Signboard;
use crate::ui::view::Joining;
use crate::words::sentence::{Sentence, Value};
use crate::world::id::PlayerId;

impl App {
    /// Takes in what the network said.
    pub(super) fn reached(&mut self, reached: Reached) {
        match reached {
            Reached::Listening { address } => self.listens(address),
            Reached::NotListening { address, why } => self.does_not_listen(&address, why),
            Reached::Linked { player, address, path, inbound } => {
                self.linked(player, (!inbound).then_some(address.as_str()), path);
            }
            Reached::Unlinked { player, why } => self.unlinked(player, why),
            Reached::Received { player, bytes } => self.received(player, bytes),
            Reached::Failed { player, why } => self.failed(player, why),
            Reached::Found { player, addresses } => self.found_near(player, addresses),
            Reached::Vanished { player } => self.near_vanished(player),
            Reached::RoundTrip { player, micros } => {
                self.links.measured(player, micros);
                self.say_link(player);
            }
            Reached::Warned { told } => {
                self.warn("Network", Sentence::new("notice-disk").with("why", Value::text(told)))
            }
        }
    }

    /// Asks something of the network.
    pub(super) fn reach(&mut self, reach: Reach) {
        self.effect(Effect::Reach(reach));
    }

    fn listens(&mut self, address: String) {
        let new = socket(&address).filter(|socket| !self.listening.contains(socket));
        self.listening.extend(new);
        self.say(Line::Listening { address });
        if new.is_some_and(|socket| is_public(&socket)) {
            // A router opened a port after the ticket was shown: friends from outside need this address on it.
            self.show_ticket_again();
        }
        self.say_whereabouts();
        self.invite();
    }

    /// Other members learn where this machine is, so that it can host one day.
    pub(super) fn say_whereabouts(&mut self) {
        let addresses: Vec<String> = best(&self.listening).iter().map(|address| address.at.to_string()).collect();
        if !addresses.is_empty() {
            self.with_sitting(|sitting| sitting.tell_guest(guest::Input::Asked(Ask::Here(addresses))));
        }
    }

    /// Another member can be reached there: a link is kept, whoever hosts.
    pub(super) fn member_at(&mut self, player: PlayerId, addresses: Vec<String>) {
        self.befriend(player, addresses);
    }

    /// Keeps a link to someone at these addresses, this evening and the next.
    pub(super) fn befriend(&mut self, player: PlayerId, addresses: Vec<String>) {
        self.links.remember(player, addresses.clone());
        self.effect(Effect::Keep(Keep::Friend { player, addresses: addresses.clone() }));
        self.reach(Reach::KeepLink { player, addresses });
    }

    /// The usual port is another Roundtable's on this machine: any other will do.
    fn does_not_listen(&mut self, address: &str, why: String) {
        if address == USUAL_ADDRESS {
            return self.reach(Reach::Listen { address: ANY_ADDRESS.to_owned() });
        }
        let told = Sentence::new("notice-not-listening").with("address", Value::text(address));
        self.warn("NotListening", told.with("why", Value::text(why)));
    }

    /// A link stands. `address` is where the other was dialled; none where he dialled us.
    fn linked(&mut self, player: PlayerId, address: Option<&str>, path: String) {
        self.links.came(player, address, path);
        // Whoever was dialled is kept: a lost link comes back with nothing pressed.
        if address.is_some_and(|address| self.plan.addresses.iter().any(|known| same_place(known, address))) {
            let addresses = self.links.addresses(player);
            self.befriend(player, addresses);
        }
        self.say_link(player);
        self.near_linked(player);
        if self.concerns(player) {
            self.with_sitting(|sitting| sitting.linked(player));
        }
    }

    /// A signboard is for whoever looks around; everything else is the table's.
    fn received(&mut self, player: PlayerId, bytes: Vec<u8>) {
        match self.near.looks().then(|| Signboard::read(&bytes)).flatten() {
            Some(board) => self.near_shows(player, board),
            None => self.with_sitting(|sitting| sitting.receive(player, bytes)),
        }
    }

    fn unlinked(&mut self, player: PlayerId, why: String) {
        self.links.went(player);
        self.say_link(player);
        let concerns = self.concerns(player);
        self.near_linked(player);
        self.with_sitting(|sitting| sitting.unlinked(player));
        if concerns && matches!(self.status.joining, Some(Joining::Trying(_) | Joining::Knocking { .. })) {
            // Without a ticket nobody can try the same one again.
            let ticket = self.plan.door.as_ref().is_none_or(|door| door.secret.is_some());
            let told = Sentence::new(if ticket { "join-cut" } else { "near-cut" });
            self.not_joined("Cut", told.with("why", Value::text(why)));
        }
    }

    /// Nobody was reached. For one who wants to sit down that is the end of it; others are tried again.
    fn failed(&mut self, player: Option<PlayerId>, why: String) {
        if let Some(player) = player {
            return self.near_unreached(player);
        }
        // Where the same machine was met on this network, a second way there is not missed.
        if matches!(self.status.joining, Some(Joining::Trying(_))) && self.met().is_empty() {
            self.not_joined("Unreached", Sentence::new("join-unreached").with("why", Value::text(why)));
        }
    }

    /// Someone on the local network: a member of this table is linked to at once.
    fn found_near(&mut self, player: PlayerId, addresses: Vec<String>) {
        self.near_found(player, &addresses);
        let table = self.sitting.as_ref().and_then(|sitting| sitting.guest.table());
        if table.is_some_and(|table| table.members.contains_key(&player)) {
            self.befriend(player, addresses);
        }
    }

    fn say_link(&mut self, player: PlayerId) {
        let me = self.me();
        let Some(state) = self.links.news(player, me) else { return };
        let Some(way) = self.links.way(player) else { return };
        let line = Line::Link {
            player: data_encoding::HEXLOWER.encode(&player.0),
            name: self.name_of(player),
            state,
            path: way.path.clone(),
            round_trip_ms: way.round_trip_micros.map(|micros| u32::try_from(micros.div_ceil(1000)).unwrap_or(u32::MAX)),
        };
        self.say(line);
    }

    /// Six digits that both sides of a door see: the same two keys give the same digits on both screens.
    pub(super) fn digits(&self, other: PlayerId) -> String {
        let me = self.me();
        let (first, second) = if me < other { (me, other) } else { (other, me) };
        let hash = Hash::of("roundtable 2026 door digits", &[first.0, second.0].concat());
        let number = u32::from_be_bytes([hash.0[0], hash.0[1], hash.0[2], hash.0[3]]) % 1_000_000;
        format!("{number:06}")
    }
}

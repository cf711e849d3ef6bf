//! The door: strangers knock, prove their ticket, wait for the person who hosts, and catch up before they sit down.

use super::{Host, Output, Told};
use crate::session::entry::Change;
use crate::session::knock::{Knock, Proof, ShutDoor};
use crate::session::limits::{
    PROTOCOL, STRANGER_FRAMES_MAX, STRANGER_MS_MAX, STRANGERS_MAX, TICKET_TRIES_PER_MINUTE, TICKET_TRIES_PER_MINUTE_ALL,
};
use crate::session::names;
use crate::session::rate::Bucket;
use crate::session::replaced::NotReplaced;
use crate::session::roster::Role;
use crate::session::wire::{Challenge, Message, ToGuest, ToHost};
use crate::world::id::PlayerId;

/// A peer without a seat.
#[derive(Debug)]
pub(super) struct Stranger {
    knock: Knock,
    nonce: [u8; 16],
    since_ms: u64,
    frames: u32,
    /// His proof, once it held.
    pub(super) proof: Option<Box<Proof>>,
    /// Let in: he catches up, and sits down when he has what is durable.
    pub(super) admitted: bool,
    /// The member in whose place he was let in.
    pub(super) place: Option<PlayerId>,
}

/// Ticket tries in all: so many a minute, all of them at once if need be.
pub(super) fn tries_in_all() -> Bucket {
    Bucket::new(TICKET_TRIES_PER_MINUTE_ALL / 60, TICKET_TRIES_PER_MINUTE_ALL)
}

impl Host {
    /// Reads a stranger's frame. Before he is let in he may send ten of them, 4 KiB each.
    pub(super) fn read_stranger(&mut self, from: PlayerId, frame: &[u8], out: &mut Vec<Output>) -> Option<ToHost> {
        let stranger = self.strangers.get_mut(&from);
        let admitted = stranger.as_ref().is_some_and(|stranger| stranger.admitted);
        if admitted {
            let read = Message::from_frame(frame);
            return match read {
                Ok(Message::ToHost(
                    message @ (ToHost::Hello(_) | ToHost::Ack(_) | ToHost::BeatBack(_) | ToHost::Want { .. }),
                )) => Some(message),
                // He may have lost our word that the door is open.
                Ok(Message::ToHost(ToHost::Prove(_))) => {
                    self.send(from, ToGuest::Admitted(Box::new(self.certificate.clone())), out);
                    None
                }
                Ok(Message::ToHost(message @ ToHost::Knock(_))) => Some(message),
                Ok(_) | Err(_) => None,
            };
        }
        if let Some(stranger) = stranger {
            stranger.frames += 1;
            if stranger.frames > STRANGER_FRAMES_MAX {
                self.strangers.remove(&from);
                out.push(Output::Drop { player: from });
                return None;
            }
        }
        match Message::from_stranger(frame) {
            Ok(Message::ToHost(message @ (ToHost::Knock(_) | ToHost::Prove(_) | ToHost::Look))) => Some(message),
            // A machine that sat here once says hello: it is told plainly that it does not any more.
            Ok(Message::ToHost(ToHost::Hello(hello))) if hello.table == self.state.table.id => {
                let door = if self.state.table.banned.contains(&from) { ShutDoor::SentAway } else { ShutDoor::NotNow };
                // Whom an earlier host let in, and who never sat down, learns who hosts now: only him does he believe.
                if !self.state.table.ever.contains(&from) {
                    self.send(from, ToGuest::Term(Box::new(self.certificate.clone())), out);
                }
                self.send(from, ToGuest::Shut(door), out);
                None
            }
            Ok(Message::ToHost(_)) => None,
            Ok(Message::ToGuest(_)) | Err(_) => {
                self.strangers.remove(&from);
                out.push(Output::Drop { player: from });
                None
            }
        }
    }

    /// A stranger knocks: what he has must be what we have, before anything else is looked at.
    pub(super) fn knocked(&mut self, from: PlayerId, knock: Knock, out: &mut Vec<Output>) {
        if self.state.table.rosters.contains(from) {
            // A member lost his ledger: he sees which table this is and is let in at once, but is mute from then on.
            let nonce = self.chance.nonce();
            return self.challenge(from, nonce, out);
        }
        // The same knock twice gets the same challenge: the first answer may still be on its way. It is no further try:
        // each member sends a newcomer on to the host, and at a full table he would have none left.
        let again = self.strangers.get(&from).filter(|known| known.knock == knock).map(|known| known.nonce);
        let new = again.is_none();
        let door = if knock.protocol != PROTOCOL {
            Some(ShutDoor::OtherProtocol { theirs: PROTOCOL })
        } else if knock.book != self.state.table.genesis.book {
            Some(ShutDoor::OtherBook)
        } else if new
            && (!self.may_try(from) || (self.strangers.len() >= STRANGERS_MAX && !self.strangers.contains_key(&from)))
        {
            Some(ShutDoor::TooManyTries)
        } else {
            names::name(&knock.name).err().map(ShutDoor::BadName)
        };
        if let Some(door) = door {
            return self.shut_knock(from, &knock, door, out);
        }
        let nonce = again.unwrap_or_else(|| self.chance.nonce());
        let stranger =
            Stranger { knock, nonce, since_ms: self.now_ms, frames: 1, proof: None, admitted: false, place: None };
        if new {
            self.strangers.insert(from, stranger);
        }
        self.challenge(from, nonce, out);
    }

    fn challenge(&self, to: PlayerId, nonce: [u8; 16], out: &mut Vec<Output>) {
        let genesis = self.state.table.genesis.clone();
        let parting = self.state.table.parting.as_ref().map(|parted| Box::new(parted.parting.clone()));
        let challenge = Challenge { nonce, genesis, certificate: self.certificate.clone(), parting };
        self.send(to, ToGuest::Challenge(Box::new(challenge)), out);
    }

    /// He proves his ticket, and that he is who he is. Then the person who hosts is asked.
    pub(super) fn proved(&mut self, from: PlayerId, proof: Proof, out: &mut Vec<Output>) {
        if self.state.table.rosters.contains(from) {
            return self.send(from, ToGuest::Admitted(Box::new(self.certificate.clone())), out);
        }
        let Some(stranger) = self.strangers.get_mut(&from).filter(|stranger| stranger.proof.is_none()) else { return };
        let (said, knock) = (&proof.transcript, &stranger.knock);
        let same = said.host == self.identity.player()
            && said.player == from
            && said.host_nonce == stranger.nonce
            && said.player_nonce == knock.nonce
            && said.tag == knock.tag
            && said.seats == knock.seats
            && names::name(&knock.name).as_ref() == Ok(&said.name);
        // A false transcript and an unknown ticket get one and the same answer.
        let door = if same { self.state.table.first_door(&proof, self.now_ms) } else { Err(ShutDoor::WrongTicket) };
        if let Err(door) = door {
            return self.shut(from, door, out);
        }
        let (name, seats, by_ticket) = (said.name.clone(), said.seats, said.tag.is_some());
        stranger.proof = Some(Box::new(proof));
        out.push(Output::Tell(Told::Knocked { player: from, name, seats, by_ticket }));
    }

    /// The person who hosts lets him in, perhaps in the place of a member whose machine is lost: he gets the ledger, and
    /// sits down when he has what is durable.
    pub(super) fn admit(&mut self, player: PlayerId, place: Option<PlayerId>, out: &mut Vec<Output>) {
        if place.is_some_and(|place| self.may_replace(player, place).is_err()) {
            return self.cannot(out);
        }
        let Some(stranger) = self.strangers.get_mut(&player) else { return self.cannot(out) };
        let Some(proof) = &stranger.proof else { return self.cannot(out) };
        if let Err(door) = self.state.table.ticket_door(proof, self.now_ms) {
            return self.shut(player, door, out);
        }
        // He was heard because he might have taken another's place: as someone new he still needs one of his own.
        let door = self.state.table.door(proof, self.now_ms).err().filter(|_| place.is_none());
        if let Some(door @ (ShutDoor::NameTaken | ShutDoor::TableFull)) = door {
            return self.shut(player, door, out);
        }
        (stranger.admitted, stranger.place) = (true, place);
        self.send(player, ToGuest::Admitted(Box::new(self.certificate.clone())), out);
    }

    pub(super) fn turn_away(&mut self, player: PlayerId, out: &mut Vec<Output>) {
        if self.strangers.contains_key(&player) {
            self.shut(player, ShutDoor::TurnedAway, out);
        } else {
            self.cannot(out);
        }
    }

    /// Turns a stranger away, and tells the person who hosts.
    pub(super) fn shut(&mut self, from: PlayerId, door: ShutDoor, out: &mut Vec<Output>) {
        if let Some(stranger) = self.strangers.remove(&from) {
            self.shut_knock(from, &stranger.knock, door, out);
        }
    }

    fn shut_knock(&mut self, from: PlayerId, knock: &Knock, door: ShutDoor, out: &mut Vec<Output>) {
        self.strangers.remove(&from);
        self.send(from, ToGuest::Shut(door), out);
        // Each side is told what the other speaks.
        let door = match door {
            ShutDoor::OtherProtocol { .. } => ShutDoor::OtherProtocol { theirs: knock.protocol },
            door => door,
        };
        let name = names::name(&knock.name).ok();
        out.push(Output::Tell(Told::ShutOut { player: from, name, door }));
    }

    /// Who knocked and proved nothing in ten seconds is forgotten; who waits for a person is not.
    pub(super) fn forget_strangers(&mut self, out: &mut Vec<Output>) {
        let now_ms = self.now_ms;
        let late: Vec<PlayerId> = self
            .strangers
            .iter()
            .filter(|(_, stranger)| {
                stranger.proof.is_none() && now_ms.saturating_sub(stranger.since_ms) > STRANGER_MS_MAX
            })
            .map(|(player, _)| *player)
            .collect();
        for player in late {
            self.shut(player, ShutDoor::NoAnswer, out);
        }
        if self.tries.len() > 1_024 {
            self.tries.clear();
        }
    }

    /// The next newcomer who has everything durable, as a change of the roster.
    pub(super) fn next_newcomer(&self) -> Option<(PlayerId, Change)> {
        self.strangers.iter().find_map(|(player, stranger)| {
            let ready = stranger.admitted && self.durable > 0 && self.acks.index_of(*player) >= self.durable;
            let proof = stranger.proof.as_ref().filter(|_| ready)?;
            if let Some(place) = stranger.place {
                return Some((*player, Change::Replaced { player: place, proof: proof.clone() }));
            }
            let invited = proof.transcript.tag.and_then(|tag| self.state.table.invites.get(&tag));
            let role = match (proof.transcript.seats, invited.map(|invite| invite.role)) {
                (0, Some(Role::Witness)) => Role::Witness,
                (0, _) => Role::Observer,
                (_, _) => Role::Voter,
            };
            Some((*player, Change::Join { role, proof: proof.clone() }))
        })
    }

    /// Why someone who knocks cannot take a member's place now.
    pub fn may_replace(&self, player: PlayerId, place: PlayerId) -> Result<(), NotReplaced> {
        let proof = self.strangers.get(&player).and_then(|stranger| stranger.proof.as_ref());
        if self.accused.contains_key(&place) {
            return Err(NotReplaced::Lied);
        }
        self.state.table.check_replaced(place, proof.ok_or(NotReplaced::NoMember)?)
    }

    /// The members in whose place someone who knocks could be let in now.
    pub fn places(&self, player: PlayerId) -> Vec<PlayerId> {
        let members = self.state.table.members.keys().copied();
        members.filter(|place| self.may_replace(player, *place).is_ok()).collect()
    }

    fn may_try(&mut self, from: PlayerId) -> bool {
        // Five tries at once, then one in twelve seconds: counted in fifths so that a bucket of whole seconds fits.
        let now = self.now_ms / 12;
        let own = self.tries.entry(from).or_insert_with(|| Bucket::new(1, TICKET_TRIES_PER_MINUTE));
        own.take(now) && self.ticket_tries.take(self.now_ms)
    }
}

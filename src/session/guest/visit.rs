//! Visiting: a stranger's side of the knock, until the host lets him in.

use std::collections::BTreeMap;

use super::{Guest, Output, Told, Wanted};
use crate::session::chance::Chance;
use crate::session::hash::TableId;
use crate::session::knock::{Knock, Proof, ShutDoor, Transcript};
use crate::session::limits::{PROTOCOL, RETRY_MS, STRANGER_MS_MAX};
use crate::session::roster::Rosters;
use crate::session::term::Certificate;
use crate::session::wire::{Challenge, Message, ToHost};
use crate::world::id::PlayerId;

/// A visit under way.
#[derive(Debug)]
pub(super) struct Visit {
    wanted: Wanted,
    nonce: [u8; 16],
    /// Where and when the last knock was.
    knocked: Option<(PlayerId, u64)>,
    /// Everyone who was knocked at, and when: the first challenge is answered.
    doors: BTreeMap<PlayerId, u64>,
    /// Who answered, for which table, and whether that is a fork.
    genesis: Option<(PlayerId, TableId, bool)>,
    since_ms: u64,
}

impl Visit {
    pub(super) fn new(wanted: Wanted, chance: &mut Chance, now_ms: u64) -> Visit {
        Visit { wanted, nonce: chance.nonce(), knocked: None, doors: BTreeMap::new(), genesis: None, since_ms: now_ms }
    }
}

impl Guest {
    /// Knocks at a machine that may host the table.
    pub(super) fn knock(&mut self, at: PlayerId, out: &mut Vec<Output>) {
        let (now_ms, book) = (self.now_ms, self.library.book());
        let Some(visit) = &mut self.visit else { return };
        if visit.genesis.is_some() || at == self.identity.player() {
            return;
        }
        visit.knocked = Some((at, now_ms));
        visit.doors.insert(at, now_ms);
        let wanted = &visit.wanted;
        let knock = Knock {
            protocol: PROTOCOL,
            book,
            tag: wanted.secret.as_ref().map(|secret| secret.tag()),
            nonce: visit.nonce,
            name: wanted.name.clone(),
            seats: wanted.seats,
        };
        self.send(at, Message::ToHost(ToHost::Knock(knock)), out);
    }

    /// The host shows that it hosts the ticket's table, and only then the proof is sent, bound to this host.
    pub(super) fn challenged(&mut self, from: PlayerId, challenge: &Challenge, out: &mut Vec<Output>) {
        let Some(visit) = &mut self.visit else { return };
        if !visit.doors.contains_key(&from) || visit.genesis.is_some() {
            return;
        }
        let genesis = &challenge.genesis;
        let table = challenge.parting.as_ref().map_or_else(|| genesis.table(), |parting| parting.table());
        let certificate = &challenge.certificate;
        let door = if table.fingerprint() != visit.wanted.fingerprint
            || certificate.check(table).is_err()
            || certificate.host() != from
        {
            Some(ShutDoor::OtherTable)
        } else if genesis.book != self.library.book() {
            Some(ShutDoor::OtherBook)
        } else if self.library.tale(genesis.tale).is_none() {
            Some(ShutDoor::OtherTale)
        } else {
            None
        };
        if let Some(door) = door {
            return self.shut_out(from, door, out);
        }
        let transcript = Transcript {
            table,
            tag: visit.wanted.secret.as_ref().map(|secret| secret.tag()),
            host: from,
            player: self.identity.player(),
            host_nonce: challenge.nonce,
            player_nonce: visit.nonce,
            name: visit.wanted.name.clone(),
            seats: visit.wanted.seats,
        };
        let proof = Proof::new(&self.identity, visit.wanted.secret.as_ref(), transcript);
        visit.genesis = Some((from, table, challenge.parting.is_some()));
        visit.since_ms = self.now_ms;
        out.push(Output::Tell(Told::AtTheDoor { table: genesis.name.clone(), host: from }));
        self.send(from, Message::ToHost(ToHost::Prove(Box::new(proof))), out);
    }

    /// The door is open: from here on this is a guest with an empty ledger.
    pub(super) fn admitted(&mut self, from: PlayerId, certificate: Certificate, out: &mut Vec<Output>) {
        let Some((host, table, fork)) = self.visit.as_ref().and_then(|visit| visit.genesis) else { return };
        if from != host || certificate.check(table).is_err() || certificate.host() != from {
            return;
        }
        self.visit = None;
        self.table = Some(table);
        self.of_fork = fork;
        out.push(Output::Tell(Told::Admitted));
        self.adopt(certificate, out);
    }

    pub(super) fn shut_out(&mut self, from: PlayerId, door: ShutDoor, out: &mut Vec<Output>) {
        let asked = self.visit.as_ref().is_some_and(|visit| visit.doors.contains_key(&from));
        // Let in but not seated yet: another may have used up the same ticket meanwhile, or the host who had begun to give
        // him a seat is gone and the next knows nothing of it.
        let me = self.identity.player();
        let begun = |rosters: &Rosters| rosters.contains(me) && !rosters.now.members.contains_key(&me);
        let seated = self.table().is_some_and(|table| table.ever.contains(&me) && !begun(&table.rosters));
        if asked || (self.visit.is_none() && self.is_host(from) && !seated) {
            self.visit = None;
            out.push(Output::Tell(Told::Shut(door)));
        }
    }

    /// Knocks again where nobody answers, and gives up in the end; waiting for a person at the door has no end.
    pub(super) fn visit_ticked(&mut self, out: &mut Vec<Output>) {
        let Some(visit) = &self.visit else { return };
        if visit.genesis.is_some() {
            return;
        }
        if self.now_ms.saturating_sub(visit.since_ms) > STRANGER_MS_MAX && !self.links.is_empty() {
            self.visit = None;
            return out.push(Output::Tell(Told::Shut(ShutDoor::NoAnswer)));
        }
        let again = visit.knocked.is_none_or(|(_, at_ms)| self.now_ms.saturating_sub(at_ms) >= 2 * RETRY_MS);
        if !again {
            return;
        }
        // One after another: any of them may host now.
        let (me, last) = (self.identity.player(), visit.knocked.map(|(at, _)| at));
        let mut others = self.links.iter().copied().filter(|player| *player != me);
        let next = others.clone().find(|player| Some(*player) > last).or_else(|| others.next());
        if let Some(at) = next {
            self.knock(at, out);
        }
    }

    /// A member that does not host says who does.
    pub(super) fn sent_on(&mut self, certificate: &Certificate, out: &mut Vec<Output>) {
        let host = certificate.host();
        let Some(visit) = self.visit.as_ref().filter(|visit| visit.genesis.is_none()) else { return };
        if certificate.ballot.table.fingerprint() == visit.wanted.fingerprint {
            out.push(Output::Tell(Told::HostElsewhere { host }));
            // Every member says who hosts: one knock there is enough for a while.
            let fresh = visit.doors.get(&host).is_some_and(|at_ms| self.now_ms.saturating_sub(*at_ms) < RETRY_MS);
            if self.links.contains(&host) && !fresh {
                self.knock(host, out);
            }
        }
    }

    /// The link to the door broke: knock again when there is one.
    pub(super) fn door_lost(&mut self, player: PlayerId) {
        if let Some(visit) = &mut self.visit
            && visit.doors.remove(&player).is_some()
        {
            (visit.knocked, visit.genesis, visit.since_ms) = (None, None, self.now_ms);
        }
    }
}

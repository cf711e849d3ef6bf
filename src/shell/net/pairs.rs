//! From connections to links: which one a pair takes, and how a link ends.

use libp2p::PeerId;
use libp2p::core::ConnectedPoint;
use libp2p::swarm::{ConnectionError, ConnectionId};
use tokio::time::{Instant, timeout};

use super::lanes::Lanes;
use super::limits::{BEAT, BEAT_SECOND, FAREWELL, OPENING_MAX, SAME_MOMENT};
use super::link::{Beginning, Ended, Link};
use super::outbox::Refusal;
use super::pairing::{Verdict, judge};
use super::switchboard::{Chosen, Farewell, Linked, Opening, Switchboard};
use super::why::{Why, chain, plain};
use super::{Direction, Lane, Told, key, meet, streams};

impl Switchboard {
    /// An encrypted connection to somebody; the lanes come next.
    pub(super) fn on_established(&mut self, peer: &PeerId, connection: ConnectionId, endpoint: &ConnectedPoint) {
        let (direction, address) = match endpoint {
            ConnectedPoint::Dialer { address, .. } => (Direction::Outbound, address),
            ConnectedPoint::Listener { send_back_addr, .. } => (Direction::Inbound, send_back_addr),
        };
        let Some(peer) = key::of_peer(peer) else {
            self.swarm.close_connection(connection);
            return self.dial_failed(connection, Why::NotATable);
        };
        let now = Instant::now();
        if direction == Direction::Outbound
            && let Some(linked) = self.links.get(&peer)
        {
            // Dialled without knowing whom: it is somebody we already have, or somebody who just reached us.
            self.swarm.close_connection(connection);
            if linked.since.elapsed() < SAME_MOMENT {
                self.dials.linked(&peer, connection);
            } else {
                self.dial_failed(connection, Why::AlreadyConnected);
            }
            return;
        }
        self.dials.answered(connection, now);
        self.openings.insert(connection, Opening { peer, address: address.clone(), direction, due: now + OPENING_MAX });
    }

    /// All three lanes of a connection stand.
    pub(super) fn on_standing(&mut self, connection: ConnectionId, mut lanes: Box<Lanes>) {
        let Some(opening) = self.openings.get(&connection) else { return };
        let age = self.links.get(&opening.peer).map(|linked| linked.since.elapsed());
        match judge(&self.own, &opening.peer, age, opening.direction) {
            Verdict::Take => self.take(connection, lanes, true),
            Verdict::Close => self.let_go(connection, Why::AlreadyConnected),
            Verdict::Listen => {
                let report = self.chosen.clone();
                tokio::spawn(async move {
                    let is_chosen = timeout(OPENING_MAX, streams::chosen(&mut lanes)).await.unwrap_or(false);
                    // A switchboard that is gone needs no report.
                    let _ = report.send(Chosen { connection, lanes: is_chosen.then_some(lanes) }).await;
                });
            }
        }
    }

    /// The other side has decided about a connection.
    pub(super) fn on_chosen(&mut self, chosen: Chosen) {
        match chosen.lanes {
            Some(lanes) => self.take(chosen.connection, lanes, false),
            None => self.let_go(chosen.connection, Why::TurnedAway),
        }
    }

    /// This connection is the pair's link from now on.
    fn take(&mut self, connection: ConnectionId, lanes: Box<Lanes>, is_chooser: bool) {
        let Some(Opening { peer, address, direction, .. }) = self.openings.remove(&connection) else { return };
        if let Some(old) = self.links.remove(&peer) {
            self.swarm.close_connection(old.connection);
            self.mouth.say(Told::Lost { peer, why: Why::Replaced });
        }
        let link = Link::begin(
            *lanes,
            Beginning {
                peer,
                connection,
                is_chooser,
                beat: if is_chooser { BEAT } else { BEAT_SECOND },
                mouth: self.mouth.clone(),
                bulk_room: self.bulk_room.clone(),
                ended: self.ended.clone(),
            },
        );
        self.links.insert(peer, Linked { link, connection, direction, since: Instant::now() });
        self.dials.linked(&peer, connection);
        let path = meet::path(&address);
        tracing::info!(peer = key::short(&peer), path, "connected");
        // The link's tasks have not run yet: this is said before anything that comes in on it.
        self.mouth.say(Told::Connected { peer, address: meet::shown(&address), path, direction });
    }

    /// Gives up a connection that is not a link.
    pub(super) fn let_go(&mut self, connection: ConnectionId, why: Why) {
        let Some(opening) = self.openings.remove(&connection) else { return };
        self.swarm.close_connection(connection);
        self.opening_failed(connection, &opening.peer, why);
    }

    /// A connection is gone.
    pub(super) fn on_closed(&mut self, connection: ConnectionId, cause: Option<&ConnectionError>) {
        self.farewells.retain(|farewell| farewell.connection != connection);
        if let Some(opening) = self.openings.remove(&connection) {
            return self.opening_failed(connection, &opening.peer, Why::TurnedAway);
        }
        let linked = self.links.iter().find(|(_, linked)| linked.connection == connection);
        if let Some(peer) = linked.map(|(peer, _)| *peer) {
            let why = match cause {
                Some(ConnectionError::IO(error)) => Why::Broken(plain(&chain(error))),
                Some(ConnectionError::KeepAliveTimeout) => Why::Silent,
                None => Why::Broken("the connection was closed".to_owned()),
            };
            self.lose(&peer, why);
        }
    }

    /// A connection came to nothing before it was a link; its dial may live on in one that crossed it.
    fn opening_failed(&mut self, connection: ConnectionId, peer: &[u8; 32], why: Why) {
        let other = self.openings.iter().find(|(_, opening)| opening.peer == *peer).map(|(other, _)| *other);
        match other {
            Some(other) => self.dials.moved(connection, other),
            None => self.dial_failed(connection, why),
        }
    }

    /// A link's tasks have stopped.
    pub(super) fn on_ended(&mut self, ended: Ended) {
        let is_current = self.links.get(&ended.peer).is_some_and(|linked| linked.connection == ended.connection);
        if !is_current {
            return;
        }
        match ended.why {
            // The other side should learn what it did.
            Why::Breach(_) | Why::Silent | Why::NotReading => self.part(&ended.peer, &ended.why.to_string(), ended.why),
            why => self.lose(&ended.peer, why),
        }
    }

    /// Sends one frame, or says why it will not arrive.
    pub(super) fn send(&mut self, peer: &[u8; 32], lane: Lane, bytes: Vec<u8>) {
        let outcome = match self.links.get(peer) {
            Some(linked) => linked.link.send(lane, bytes),
            None => return self.mouth.say(Told::Dropped { peer: *peer, lane, why: Why::NotConnected }),
        };
        let why = match outcome {
            Ok(()) => return,
            Err(Refusal::TooLong) => Why::TooLong,
            Err(Refusal::CtrlFull | Refusal::BulkFull) => Why::Overflow,
        };
        self.mouth.say(Told::Dropped { peer: *peer, lane, why });
        if outcome == Err(Refusal::CtrlFull) {
            // A hole in an ordered lane cannot be mended: both sides start afresh.
            self.part(peer, "you read too slowly", Why::Overflow);
        }
    }

    /// Closes a link because the program says so; a kept peer is forgotten, or it would be back at once.
    pub(super) fn close(&mut self, peer: &[u8; 32], why: &str) {
        self.dials.forget(peer);
        self.part(peer, why, Why::ClosedHere(plain(why)));
    }

    /// Closes everything with a key and takes nothing new from it.
    pub(super) fn ban(&mut self, peer: &[u8; 32]) {
        self.dials.forget(peer);
        self.lose(peer, Why::Banned);
        if let Some(peer) = key::peer_of(peer) {
            self.swarm.behaviour_mut().bans.block_peer(peer);
        }
    }

    /// Takes back a ban.
    pub(super) fn allow(&mut self, peer: &[u8; 32]) {
        if let Some(peer) = key::peer_of(peer) {
            self.swarm.behaviour_mut().bans.unblock_peer(peer);
        }
    }

    /// Ends a link with words for the other side.
    fn part(&mut self, peer: &[u8; 32], words: &str, why: Why) {
        let Some(Linked { link, connection, since, .. }) = self.links.remove(peer) else { return };
        link.part(words);
        self.farewells.push(Farewell { _link: link, connection, due: Instant::now() + FAREWELL });
        self.tell_lost(peer, since, why);
    }

    /// Ends a link at once.
    fn lose(&mut self, peer: &[u8; 32], why: Why) {
        let Some(Linked { connection, since, .. }) = self.links.remove(peer) else { return };
        self.swarm.close_connection(connection);
        self.tell_lost(peer, since, why);
    }

    fn tell_lost(&mut self, peer: &[u8; 32], since: Instant, why: Why) {
        tracing::info!(peer = key::short(peer), %why, "lost");
        self.dials.lost(peer, since.elapsed(), Instant::now(), rand::random());
        self.mouth.say(Told::Lost { peer: *peer, why });
    }
}

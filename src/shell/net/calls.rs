//! Dialling: once, or again and again for peers that are kept.

use libp2p::Multiaddr;
use libp2p::swarm::ConnectionId;
use libp2p::swarm::dial_opts::{DialOpts, PeerCondition};
use tokio::time::Instant;

use super::dials::{Call, Failure};
use super::limits::DIAL_ADDRESSES_MAX;
use super::switchboard::Switchboard;
use super::why::Why;
use super::{Attempt, Told, key, meet};

impl Switchboard {
    /// Tries all addresses once.
    pub(super) fn dial(&mut self, peer: Option<[u8; 32]>, addresses: &[String]) {
        let now = Instant::now();
        let (targets, failed) = self.targets(addresses);
        if let Some(why) = peer.and_then(|peer| self.why_not(&peer)) {
            let attempts = addresses.iter().map(|address| Attempt { address: address.clone(), why: why.clone() });
            self.mouth.say(Told::Failed { peer, attempts: attempts.collect(), again_ms: None });
        } else if targets.is_empty() {
            self.mouth.say(Told::Failed { peer, attempts: failed, again_ms: None });
        } else if !self.dials.dial(peer, targets, failed, now) {
            let attempts = addresses.iter().map(|address| Attempt { address: address.clone(), why: Why::TooMany });
            self.mouth.say(Told::Failed { peer, attempts: attempts.collect(), again_ms: None });
        }
    }

    /// Dials now, and again whenever the link is lost.
    pub(super) fn keep(&mut self, peer: [u8; 32], addresses: &[String]) {
        let (targets, failed) = self.targets(addresses);
        let why_never = self.why_not(&peer).filter(|why| *why != Why::AlreadyConnected);
        if targets.is_empty() || why_never.is_some() {
            let why = why_never.unwrap_or(Why::BadAddress("none that can be used".to_owned()));
            let nothing = vec![Attempt { address: String::new(), why }];
            let attempts = if failed.is_empty() { nothing } else { failed };
            self.mouth.say(Told::Failed { peer: Some(peer), attempts, again_ms: None });
            return;
        }
        let is_linked = self.links.contains_key(&peer);
        self.dials.keep(peer, targets, is_linked, Instant::now());
    }

    /// Dials what is due.
    pub(super) fn ring(&mut self, now: Instant) {
        for call in self.dials.due(now) {
            let options = options(&call);
            let connection = options.connection_id();
            self.dials.ringing(call, connection);
            // A dial that cannot even begin is reported here and nowhere else.
            if let Err(error) = self.swarm.dial(options) {
                self.dial_failed(connection, Why::of_dial(&error));
            }
        }
    }

    /// One connection of a dial came to nothing.
    pub(super) fn dial_failed(&mut self, connection: ConnectionId, why: Why) {
        tracing::debug!(%why, "a dial came to nothing");
        let failure = self.dials.failed(connection, why, Instant::now(), rand::random());
        if let Some(Failure { peer, attempts, again }) = failure {
            let again_ms = again.map(|pause| u64::try_from(pause.as_millis()).unwrap_or(u64::MAX));
            self.mouth.say(Told::Failed { peer, attempts, again_ms });
        }
    }

    /// Why a peer cannot be dialled at all.
    fn why_not(&self, peer: &[u8; 32]) -> Option<Why> {
        if *peer == self.own {
            Some(Why::OwnAddress)
        } else if self.links.contains_key(peer) {
            Some(Why::AlreadyConnected)
        } else if key::peer_of(peer).is_none() {
            Some(Why::BadAddress("this is nobody's key".to_owned()))
        } else {
            None
        }
    }

    /// What can be dialled, best first, and what cannot.
    fn targets(&self, addresses: &[String]) -> (Vec<Multiaddr>, Vec<Attempt>) {
        let mut targets = Vec::new();
        let mut failed = Vec::new();
        for address in addresses.iter().take(DIAL_ADDRESSES_MAX) {
            match meet::targets(address, self.carriers) {
                Ok(found) => targets.extend(found),
                Err(why) => failed.push(Attempt { address: super::why::plain(address), why }),
            }
        }
        let mut ranked = meet::ranked(targets);
        ranked.truncate(DIAL_ADDRESSES_MAX);
        (ranked, failed)
    }
}

fn options(call: &Call) -> DialOpts {
    let whom = call.peer.as_ref().and_then(key::peer_of);
    let is_quic = meet::is_quic(&call.address);
    match whom {
        Some(peer) => {
            let options = DialOpts::peer_id(peer).condition(PeerCondition::Always);
            // Two TCP dials from listening port to listening port would cross as one half-open connection. QUIC has
            // one socket for everything, so there the port stays and keeps its way through the router.
            let options = if is_quic { options } else { options.allocate_new_port() };
            options.addresses(vec![call.address.clone()]).build()
        }
        None => {
            let options = DialOpts::unknown_peer_id().address(call.address.clone());
            let options = if is_quic { options } else { options.allocate_new_port() };
            options.build()
        }
    }
}

//! The network thread's loop: asks, links and the swarm come in here and are passed on to the work.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use futures::StreamExt as _;
use libp2p::core::transport::ListenerId;
use libp2p::identity::Keypair;
use libp2p::swarm::{ConnectionId, Swarm, SwarmEvent};
use libp2p::{Multiaddr, PeerId};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::{Instant, sleep_until};

use super::dials::Dials;
use super::inbox::Mouth;
use super::lanes::{self, Lanes};
use super::limits::{BULK_IN_BYTES_MAX, BULK_IN_UNIT_BYTES, FAREWELL, IDLE_MAX};
use super::link::{Ended, Link};
use super::swarm::{Parts, PartsEvent, build};
use super::why::Why;
use super::{Ask, Carriers, Direction, NetError, Settings, Told};

/// Everything the network thread knows.
pub(super) struct Switchboard {
    pub(super) swarm: Swarm<Parts>,
    pub(super) own: [u8; 32],
    pub(super) carriers: Carriers,
    pub(super) mouth: Mouth,
    pub(super) dials: Dials,
    pub(super) links: BTreeMap<[u8; 32], Linked>,
    pub(super) openings: HashMap<ConnectionId, Opening>,
    pub(super) farewells: Vec<Farewell>,
    pub(super) listening: Vec<(ListenerId, Multiaddr)>,
    pub(super) found: BTreeMap<[u8; 32], Vec<String>>,
    pub(super) bulk_room: Arc<Semaphore>,
    pub(super) chosen: mpsc::Sender<Chosen>,
    pub(super) ended: mpsc::Sender<Ended>,
    asks: mpsc::Receiver<Ask>,
    chosen_reports: mpsc::Receiver<Chosen>,
    ended_reports: mpsc::Receiver<Ended>,
}

/// The one link of a pair.
#[derive(Debug)]
pub(super) struct Linked {
    pub(super) link: Link,
    pub(super) connection: ConnectionId,
    pub(super) direction: Direction,
    pub(super) since: Instant,
}

/// A connection that is not a link yet.
#[derive(Debug)]
pub(super) struct Opening {
    pub(super) peer: [u8; 32],
    pub(super) address: Multiaddr,
    pub(super) direction: Direction,
    pub(super) due: Instant,
}

/// A link that is over for the program, while its goodbye is on the way.
#[derive(Debug)]
pub(super) struct Farewell {
    /// Its tasks write the goodbye; dropping it ends them.
    pub(super) _link: Link,
    pub(super) connection: ConnectionId,
    pub(super) due: Instant,
}

/// The other side has said whether it takes this connection.
#[derive(Debug)]
pub(super) struct Chosen {
    pub(super) connection: ConnectionId,
    pub(super) lanes: Option<Box<Lanes>>,
}

/// Reports of links that may wait for the loop.
const REPORTS_WAITING_MAX: usize = 256;

impl Switchboard {
    /// Builds the swarm; nothing is opened yet.
    pub(super) fn new(
        identity: &Keypair,
        own: [u8; 32],
        settings: Settings,
        asks: mpsc::Receiver<Ask>,
        mouth: Mouth,
    ) -> Result<Self, NetError> {
        let mut warnings = Vec::new();
        let swarm = build(identity, &mut warnings)?;
        for why in warnings {
            mouth.say(Told::Warning { why });
        }
        let (chosen, chosen_reports) = mpsc::channel(REPORTS_WAITING_MAX);
        let (ended, ended_reports) = mpsc::channel(REPORTS_WAITING_MAX);
        Ok(Switchboard {
            swarm,
            own,
            carriers: settings.carriers,
            mouth,
            dials: Dials::default(),
            links: BTreeMap::new(),
            openings: HashMap::new(),
            farewells: Vec::new(),
            listening: Vec::new(),
            found: BTreeMap::new(),
            bulk_room: Arc::new(Semaphore::new(BULK_IN_BYTES_MAX / BULK_IN_UNIT_BYTES)),
            chosen,
            ended,
            asks,
            chosen_reports,
            ended_reports,
        })
    }

    /// Runs until it is asked to stop or nobody can ask any more.
    pub(super) async fn run(mut self) {
        loop {
            let due = self.next_due();
            tokio::select! {
                ask = self.asks.recv() => match ask {
                    None | Some(Ask::Stop) => break,
                    Some(ask) => self.asked(ask),
                },
                Some(chosen) = self.chosen_reports.recv() => self.on_chosen(chosen),
                Some(ended) = self.ended_reports.recv() => self.on_ended(ended),
                event = self.swarm.select_next_some() => self.happened(event),
                () = sleep_until(due) => {}
            }
            self.on_time(Instant::now());
        }
        self.say_goodbye().await;
    }

    /// One ask, passed on.
    fn asked(&mut self, ask: Ask) {
        match ask {
            Ask::Listen { address } => self.listen(&address),
            Ask::Dial { peer, addresses } => self.dial(peer, &addresses),
            Ask::Keep { peer, addresses } => self.keep(peer, &addresses),
            Ask::Forget { peer } => self.dials.forget(&peer),
            Ask::Send { peer, lane, bytes } => self.send(&peer, lane, bytes),
            Ask::Close { peer, why } => self.close(&peer, &why),
            Ask::Ban { peer } => self.ban(&peer),
            Ask::Allow { peer } => self.allow(&peer),
            Ask::Discover => self.discover(),
            Ask::Hide => self.hide(),
            Ask::MapPort => self.map_port(),
            // Handled by the loop, which it ends.
            Ask::Stop => {}
        }
    }

    /// One event of the swarm, passed on.
    fn happened(&mut self, event: SwarmEvent<PartsEvent>) {
        match event {
            SwarmEvent::Behaviour(PartsEvent::Lanes(lanes::Event::Standing(connection, lanes))) => {
                self.on_standing(connection, lanes);
            }
            SwarmEvent::Behaviour(PartsEvent::Lanes(lanes::Event::Foreign(connection))) => {
                self.let_go(connection, Why::NotATable);
            }
            SwarmEvent::Behaviour(PartsEvent::Mdns(event)) => self.on_mdns(event),
            SwarmEvent::Behaviour(PartsEvent::Upnp(event)) => self.on_upnp(event),
            SwarmEvent::Behaviour(PartsEvent::Identify(event)) => self.on_identify(event),
            SwarmEvent::Behaviour(PartsEvent::Ping(_)) => {}
            SwarmEvent::ConnectionEstablished { peer_id, connection_id, endpoint, .. } => {
                self.on_established(&peer_id, connection_id, &endpoint);
            }
            SwarmEvent::ConnectionClosed { connection_id, cause, .. } => self.on_closed(connection_id, cause.as_ref()),
            SwarmEvent::OutgoingConnectionError { connection_id, error, .. } => {
                self.dial_failed(connection_id, Why::of_dial(&error));
            }
            SwarmEvent::IncomingConnectionError { error, .. } => {
                tracing::debug!(%error, "an inbound connection came to nothing");
            }
            SwarmEvent::NewListenAddr { listener_id, address } => self.on_listening(listener_id, address),
            SwarmEvent::ExpiredListenAddr { listener_id, address } => self.on_expired(listener_id, &address),
            SwarmEvent::ListenerClosed { listener_id, reason, .. } => self.on_listener_closed(listener_id, &reason),
            SwarmEvent::ListenerError { error, .. } => tracing::debug!(%error, "a listener stumbled"),
            _ => {}
        }
    }

    /// When something is due that no event announces.
    fn next_due(&self) -> Instant {
        let openings = self.openings.values().map(|opening| opening.due);
        let farewells = self.farewells.iter().map(|farewell| farewell.due);
        let soonest = openings.chain(farewells).chain(self.dials.next()).min();
        soonest.unwrap_or_else(|| Instant::now() + IDLE_MAX)
    }

    /// Does what is due.
    fn on_time(&mut self, now: Instant) {
        self.ring(now);
        let late: Vec<ConnectionId> =
            self.openings.iter().filter(|(_, opening)| opening.due <= now).map(|(connection, _)| *connection).collect();
        for connection in late {
            self.let_go(connection, Why::TimedOut);
        }
        let mut closing = Vec::new();
        self.farewells.retain(|farewell| {
            let is_due = farewell.due <= now;
            if is_due {
                closing.push(farewell.connection);
            }
            !is_due
        });
        for connection in closing {
            self.swarm.close_connection(connection);
        }
    }

    /// The last words to everyone, with a moment for them to arrive; then what is still open is closed.
    async fn say_goodbye(mut self) {
        for linked in self.links.values() {
            linked.link.part("goodbye");
        }
        let linked: Vec<ConnectionId> = self.links.values().map(|linked| linked.connection).collect();
        let mut open = self.wait_closed(linked).await;
        self.links.clear();
        let peers: Vec<PeerId> = self.swarm.connected_peers().copied().collect();
        for peer in peers {
            // It can only fail for peers that have just gone by themselves.
            let _ = self.swarm.disconnect_peer_id(peer);
        }
        open.extend(self.openings.keys());
        self.wait_closed(open).await;
    }

    /// Lets the swarm run until these connections are closed, for a moment at most; those that still are not.
    async fn wait_closed(&mut self, mut open: Vec<ConnectionId>) -> Vec<ConnectionId> {
        let due = Instant::now() + FAREWELL;
        while Instant::now() < due && !open.is_empty() {
            tokio::select! {
                event = self.swarm.select_next_some() => {
                    if let SwarmEvent::ConnectionClosed { connection_id, .. } = event {
                        open.retain(|connection| *connection != connection_id);
                    }
                }
                () = sleep_until(due) => {}
            }
        }
        open
    }
}

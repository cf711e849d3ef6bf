//! Our own addresses: opening them, announcing them, and learning how others see us.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, UdpSocket};

use libp2p::core::transport::ListenerId;
use libp2p::multiaddr::Protocol;
use libp2p::swarm::behaviour::toggle::Toggle;
use libp2p::swarm::{ExpiredListenAddr, FromSwarm, NetworkBehaviour, NewListenAddr};
use libp2p::{Multiaddr, TransportError, identify, mdns, upnp};

use super::limits::{FOUND_ADDRESSES_MAX, FOUND_PEERS_MAX, MDNS_QUERY_EVERY, MDNS_TTL};
use super::switchboard::Switchboard;
use super::why::Why;
use super::{Direction, Told, key, meet};

/// Free port numbers are looked for this often before giving up.
const PORT_TRIES: u32 = 8;

impl Switchboard {
    /// Opens an address; `ip:port` opens both carriers under one number.
    pub(super) fn listen(&mut self, address: &str) {
        let tries = match address.parse::<SocketAddr>() {
            Ok(socket) if socket.port() == 0 => PORT_TRIES,
            _ => 1,
        };
        let mut outcome = Err(Why::PortTaken);
        for _ in 0..tries {
            outcome = self.open(address);
            // Somebody took the number between looking and opening: look again.
            if outcome != Err(Why::PortTaken) {
                break;
            }
        }
        if let Err(why) = outcome {
            self.mouth.say(Told::Stopped { address: super::why::plain(address), why });
        }
    }

    fn open(&mut self, address: &str) -> Result<(), Why> {
        let written = match address.parse::<SocketAddr>() {
            Ok(socket) if socket.port() == 0 => {
                let port = free_port(socket.ip()).map_err(|error| Why::of_io(&error))?;
                SocketAddr::new(socket.ip(), port).to_string()
            }
            _ => address.to_owned(),
        };
        let mut opened: Vec<ListenerId> = Vec::new();
        for target in meet::targets(&written, self.carriers)? {
            match vacant(&target).and_then(|()| self.swarm.listen_on(target).map_err(why_of)) {
                Ok(listener) => opened.push(listener),
                Err(why) => {
                    // Half an address is worse than none: the ticket would name a port that does not answer.
                    for listener in opened {
                        self.swarm.remove_listener(listener);
                    }
                    return Err(why);
                }
            }
        }
        Ok(())
    }

    /// An address is open.
    pub(super) fn on_listening(&mut self, listener: ListenerId, address: Multiaddr) {
        self.mouth.say(Told::Listening { address: meet::shown(&address) });
        self.listening.push((listener, address));
    }

    /// An address is gone, because its network interface is.
    pub(super) fn on_expired(&mut self, listener: ListenerId, address: &Multiaddr) {
        self.listening.retain(|(other, open)| *other != listener || open != address);
        self.mouth.say(Told::Stopped { address: meet::shown(address), why: Why::Unreachable });
    }

    /// A listener is gone with all its addresses.
    pub(super) fn on_listener_closed(&mut self, listener: ListenerId, reason: &Result<(), io::Error>) {
        let why = match reason {
            Ok(()) => Why::ClosedHere("no longer listening".to_owned()),
            Err(error) => Why::of_io(error),
        };
        for (other, address) in std::mem::take(&mut self.listening) {
            if other == listener {
                self.mouth.say(Told::Stopped { address: meet::shown(&address), why: why.clone() });
            } else {
                self.listening.push((other, address));
            }
        }
    }

    /// Begins to announce us and to look for others on the local network.
    pub(super) fn discover(&mut self) {
        if self.swarm.behaviour().mdns.is_enabled() {
            return;
        }
        let config = mdns::Config { ttl: MDNS_TTL, query_interval: MDNS_QUERY_EVERY, enable_ipv6: false };
        match mdns::tokio::Behaviour::new(config, *self.swarm.local_peer_id()) {
            Ok(mut mdns) => {
                // It was not there when these were opened.
                for (listener_id, addr) in &self.listening {
                    mdns.on_swarm_event(FromSwarm::NewListenAddr(NewListenAddr { listener_id: *listener_id, addr }));
                }
                self.swarm.behaviour_mut().mdns = Toggle::from(Some(mdns));
            }
            Err(error) => self.warn(&format!("tables on this network cannot be looked for: {error}")),
        }
    }

    /// Announces us no longer.
    pub(super) fn hide(&mut self) {
        if let Some(mdns) = self.swarm.behaviour_mut().mdns.as_mut() {
            // Its tasks may outlive it for a while; without addresses they have nothing to announce.
            for (listener_id, addr) in &self.listening {
                mdns.on_swarm_event(FromSwarm::ExpiredListenAddr(ExpiredListenAddr {
                    listener_id: *listener_id,
                    addr,
                }));
            }
        }
        self.swarm.behaviour_mut().mdns = Toggle::from(None);
        for peer in std::mem::take(&mut self.found).into_keys() {
            self.mouth.say(Told::Gone { peer });
        }
    }

    /// Asks the router to forward our ports.
    pub(super) fn map_port(&mut self) {
        if self.swarm.behaviour().upnp.is_enabled() {
            return;
        }
        let mut upnp = upnp::tokio::Behaviour::default();
        for (listener_id, addr) in &self.listening {
            upnp.on_swarm_event(FromSwarm::NewListenAddr(NewListenAddr { listener_id: *listener_id, addr }));
        }
        self.swarm.behaviour_mut().upnp = Toggle::from(Some(upnp));
    }

    /// Somebody came or went on the local network. Any libp2p program announces itself there; only keys like ours
    /// are told, and only so many.
    pub(super) fn on_mdns(&mut self, event: mdns::Event) {
        match event {
            mdns::Event::Discovered(peers) => {
                for (peer, address) in peers {
                    let Some(peer) = key::of_peer(&peer).filter(|peer| *peer != self.own) else { continue };
                    if !self.found.contains_key(&peer) && self.found.len() >= FOUND_PEERS_MAX {
                        continue;
                    }
                    let addresses = self.found.entry(peer).or_default();
                    let shown = meet::shown(&address);
                    if meet::ip_of(&address).is_some_and(|ip| !ip.is_loopback())
                        && !addresses.contains(&shown)
                        && addresses.len() < FOUND_ADDRESSES_MAX
                    {
                        addresses.push(shown);
                        self.mouth.say(Told::Found { peer, addresses: addresses.clone() });
                    }
                }
            }
            mdns::Event::Expired(peers) => {
                for (peer, address) in peers {
                    let Some(peer) = key::of_peer(&peer) else { continue };
                    let Some(addresses) = self.found.get_mut(&peer) else { continue };
                    let shown = meet::shown(&address);
                    addresses.retain(|known| *known != shown);
                    if addresses.is_empty() {
                        self.found.remove(&peer);
                        self.mouth.say(Told::Gone { peer });
                    }
                }
            }
        }
    }

    /// The router has answered, or there is none that does.
    pub(super) fn on_upnp(&mut self, event: upnp::Event) {
        match event {
            upnp::Event::NewExternalAddr { external_addr, .. } => {
                self.mouth.say(Told::Mapped { address: meet::shown(&external_addr) });
            }
            upnp::Event::ExpiredExternalAddr { external_addr, .. } => {
                self.mouth.say(Told::Stopped { address: meet::shown(&external_addr), why: Why::Unreachable });
            }
            // Most offices and many homes: nothing for a player to worry about.
            upnp::Event::GatewayNotFound => tracing::info!("no router here forwards ports by itself (UPnP)"),
            upnp::Event::NonRoutableGateway => {
                self.warn("the router is behind another one: forwarding a port on it reaches nobody");
            }
        }
    }

    /// Somebody says how they see us. A TCP port that we dialled from is of no use to others.
    pub(super) fn on_identify(&mut self, event: identify::Event) {
        if let identify::Event::Received { connection_id, peer_id, info } = event
            && let Some(by) = key::of_peer(&peer_id)
        {
            let opening = self.openings.get(&connection_id).map(|opening| opening.direction);
            let linked = self.links.get(&by).filter(|linked| linked.connection == connection_id);
            let direction = opening.or(linked.map(|linked| linked.direction));
            let is_useful = meet::is_quic(&info.observed_addr) || direction == Some(Direction::Inbound);
            if is_useful && meet::Place::read(&meet::shown(&info.observed_addr)).is_some() {
                self.mouth.chat(Told::Seen { address: meet::shown(&info.observed_addr), by });
            }
        }
    }

    fn warn(&self, why: &str) {
        tracing::warn!("{why}");
        self.mouth.say(Told::Warning { why: why.to_owned() });
    }
}

/// A port that is free for both carriers right now.
fn free_port(ip: IpAddr) -> io::Result<u16> {
    let mut last = io::Error::from(io::ErrorKind::AddrInUse);
    for _ in 0..PORT_TRIES {
        let port = TcpListener::bind((ip, 0))?.local_addr()?.port();
        match UdpSocket::bind((ip, port)) {
            Ok(_) => return Ok(port),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// libp2p shares TCP ports between programs, so a second table on one port would silently get half the players:
/// look first whether the port is free.
fn vacant(target: &Multiaddr) -> Result<(), Why> {
    let port = target.iter().find_map(|part| match part {
        Protocol::Tcp(port) if port != 0 => Some(port),
        _ => None,
    });
    match (meet::ip_of(target), port) {
        (Some(ip), Some(port)) => TcpListener::bind((ip, port)).map(drop).map_err(|error| Why::of_io(&error)),
        _ => Ok(()),
    }
}

fn why_of(error: TransportError<io::Error>) -> Why {
    match error {
        TransportError::Other(error) => Why::of_io(&error),
        TransportError::MultiaddrNotSupported(address) => Why::BadAddress(address.to_string()),
    }
}

//! How many connections may come from one household: one IPv4 address or one IPv6 /64.

use std::collections::{HashMap, HashSet};
use std::convert::Infallible;
use std::net::IpAddr;
use std::task::{Context, Poll};

use libp2p::core::Endpoint;
use libp2p::core::transport::PortUse;
use libp2p::swarm::{
    ConnectionClosed, ConnectionDenied, ConnectionId, FromSwarm, ListenFailure, NetworkBehaviour, THandler,
    THandlerInEvent, THandlerOutEvent, ToSwarm, dummy,
};
use libp2p::{Multiaddr, PeerId};

use super::limits::{PENDING_PER_ADDRESS_MAX, PER_ADDRESS_MAX, PER_LOCAL_ADDRESS_MAX};
use super::meet::{household, ip_of, is_local};

/// Counts inbound connections, being set up or established, and refuses the one too many.
#[derive(Debug, Default)]
pub(super) struct Behaviour {
    homes: HashMap<ConnectionId, IpAddr>,
    counts: HashMap<IpAddr, Count>,
}

/// The connections of one household.
#[derive(Debug, Default)]
struct Count {
    all: u32,
    pending: HashSet<ConnectionId>,
}

/// The reason that is given to the swarm.
#[derive(Debug, thiserror::Error)]
#[error("too many connections from one address")]
pub(super) struct Crowded;

impl Behaviour {
    fn enter(&mut self, connection: ConnectionId, ip: IpAddr) -> Result<(), Crowded> {
        let home = household(ip);
        let all_max = if is_local(ip) { PER_LOCAL_ADDRESS_MAX } else { PER_ADDRESS_MAX };
        let count = self.counts.entry(home).or_default();
        let is_pending_full = !ip.is_loopback() && count.pending.len() >= PENDING_PER_ADDRESS_MAX as usize;
        if count.all >= all_max || is_pending_full {
            return Err(Crowded);
        }
        count.all += 1;
        count.pending.insert(connection);
        self.homes.insert(connection, home);
        Ok(())
    }

    fn settle(&mut self, connection: ConnectionId) {
        let count = self.homes.get(&connection).and_then(|home| self.counts.get_mut(home));
        if let Some(count) = count {
            count.pending.remove(&connection);
        }
    }

    fn leave(&mut self, connection: ConnectionId) {
        let Some(home) = self.homes.remove(&connection) else { return };
        let Some(count) = self.counts.get_mut(&home) else { return };
        count.pending.remove(&connection);
        count.all -= 1;
        if count.all == 0 {
            self.counts.remove(&home);
        }
    }
}

impl NetworkBehaviour for Behaviour {
    type ConnectionHandler = dummy::ConnectionHandler;
    type ToSwarm = Infallible;

    fn handle_pending_inbound_connection(
        &mut self,
        connection: ConnectionId,
        _local: &Multiaddr,
        remote: &Multiaddr,
    ) -> Result<(), ConnectionDenied> {
        let Some(ip) = ip_of(remote) else { return Ok(()) };
        self.enter(connection, ip).map_err(ConnectionDenied::new)
    }

    fn handle_established_inbound_connection(
        &mut self,
        connection: ConnectionId,
        _peer: PeerId,
        _local: &Multiaddr,
        _remote: &Multiaddr,
    ) -> Result<THandler<Self>, ConnectionDenied> {
        self.settle(connection);
        Ok(dummy::ConnectionHandler)
    }

    fn handle_established_outbound_connection(
        &mut self,
        _connection: ConnectionId,
        _peer: PeerId,
        _address: &Multiaddr,
        _role: Endpoint,
        _port: PortUse,
    ) -> Result<THandler<Self>, ConnectionDenied> {
        Ok(dummy::ConnectionHandler)
    }

    fn on_swarm_event(&mut self, event: FromSwarm<'_>) {
        match event {
            FromSwarm::ConnectionClosed(ConnectionClosed { connection_id, .. })
            | FromSwarm::ListenFailure(ListenFailure { connection_id, .. }) => self.leave(connection_id),
            _ => {}
        }
    }

    fn on_connection_handler_event(&mut self, _: PeerId, _: ConnectionId, event: THandlerOutEvent<Self>) {
        match event {}
    }

    fn poll(&mut self, _: &mut Context<'_>) -> Poll<ToSwarm<Self::ToSwarm, THandlerInEvent<Self>>> {
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_household_does_not_fill_the_table() {
        let check = |ip: &str, limit: u32| {
            let mut crowd = Behaviour::default();
            let ip: IpAddr = ip.parse().unwrap();
            for nth in 0..limit as usize {
                assert!(crowd.enter(ConnectionId::new_unchecked(nth), ip).is_ok());
                crowd.settle(ConnectionId::new_unchecked(nth));
            }
            assert!(crowd.enter(ConnectionId::new_unchecked(9_999), ip).is_err());
            // Others still come in, and one place is free when one leaves.
            assert!(crowd.enter(ConnectionId::new_unchecked(8_888), "198.51.100.7".parse().unwrap()).is_ok());
            crowd.leave(ConnectionId::new_unchecked(0));
            crowd.leave(ConnectionId::new_unchecked(0));
            assert!(crowd.enter(ConnectionId::new_unchecked(9_999), ip).is_ok());
            assert!(crowd.enter(ConnectionId::new_unchecked(7_777), ip).is_err());
        };
        check("203.0.113.9", PER_ADDRESS_MAX);
        check("2001:db8::1", PER_ADDRESS_MAX);
        check("192.168.1.2", PER_LOCAL_ADDRESS_MAX);
        check("127.0.0.1", PER_LOCAL_ADDRESS_MAX);
    }

    #[test]
    fn one_household_does_not_block_the_door() {
        let mut crowd = Behaviour::default();
        let ip: IpAddr = "192.168.1.2".parse().unwrap();
        for nth in 0..PENDING_PER_ADDRESS_MAX as usize {
            assert!(crowd.enter(ConnectionId::new_unchecked(nth), ip).is_ok());
        }
        assert!(crowd.enter(ConnectionId::new_unchecked(99), ip).is_err());
        crowd.settle(ConnectionId::new_unchecked(0));
        assert!(crowd.enter(ConnectionId::new_unchecked(99), ip).is_ok());
    }

    #[test]
    fn nothing_is_kept_of_those_who_left() {
        let mut crowd = Behaviour::default();
        for nth in 0..1_000 {
            let ip: IpAddr = format!("203.0.{}.{}", nth / 250, nth % 250).parse().unwrap();
            crowd.enter(ConnectionId::new_unchecked(nth), ip).unwrap();
            crowd.leave(ConnectionId::new_unchecked(nth));
        }
        assert!(crowd.homes.is_empty() && crowd.counts.is_empty());
    }
}

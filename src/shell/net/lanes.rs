//! Opens the three lanes of every connection: the dialler opens, the other side takes, once each.
//!
//! `libp2p-stream` would do nearly this, but it opens on any connection of a peer, does not say on which one a stream
//! came in, and drops streams that nobody waits for; a pair whose dials cross needs to know.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::{Ready, ready};
use std::task::{Context, Poll};

use libp2p::core::Endpoint;
use libp2p::core::transport::PortUse;
use libp2p::core::upgrade::{InboundUpgrade, OutboundUpgrade, UpgradeInfo};
use libp2p::swarm::handler::{ConnectionEvent, FullyNegotiatedInbound, FullyNegotiatedOutbound};
use libp2p::swarm::{
    ConnectionDenied, ConnectionHandler, ConnectionHandlerEvent, ConnectionId, FromSwarm, NetworkBehaviour,
    SubstreamProtocol, THandler, THandlerInEvent, THandlerOutEvent, ToSwarm,
};
use libp2p::{Multiaddr, PeerId, Stream, StreamProtocol};

use super::{Direction, Lane};

/// The lanes in the order in which they are opened.
const LANES: [Lane; 3] = [Lane::Ctrl, Lane::Live, Lane::Bulk];

fn protocol(lane: Lane) -> StreamProtocol {
    StreamProtocol::new(match lane {
        Lane::Ctrl => "/roundtable/ctrl/1",
        Lane::Live => "/roundtable/live/1",
        Lane::Bulk => "/roundtable/bulk/1",
    })
}

/// Three open streams.
#[derive(Debug)]
pub(super) struct Lanes {
    /// CTRL.
    pub(super) ctrl: Stream,
    /// LIVE.
    pub(super) live: Stream,
    /// BULK.
    pub(super) bulk: Stream,
}

/// What is told about a connection.
#[derive(Debug)]
pub(super) enum Event {
    /// All three lanes stand.
    Standing(ConnectionId, Box<Lanes>),
    /// The other side has no such lanes.
    Foreign(ConnectionId),
}

/// The part of the swarm that opens lanes.
#[derive(Debug, Default)]
pub(super) struct Behaviour {
    events: VecDeque<Event>,
}

impl NetworkBehaviour for Behaviour {
    type ConnectionHandler = Handler;
    type ToSwarm = Event;

    fn handle_established_inbound_connection(
        &mut self,
        _: ConnectionId,
        _: PeerId,
        _: &Multiaddr,
        _: &Multiaddr,
    ) -> Result<THandler<Self>, ConnectionDenied> {
        Ok(Handler::new(Direction::Inbound))
    }

    fn handle_established_outbound_connection(
        &mut self,
        _: ConnectionId,
        _: PeerId,
        _: &Multiaddr,
        _: Endpoint,
        _: PortUse,
    ) -> Result<THandler<Self>, ConnectionDenied> {
        Ok(Handler::new(Direction::Outbound))
    }

    fn on_swarm_event(&mut self, _: FromSwarm<'_>) {}

    fn on_connection_handler_event(&mut self, _: PeerId, connection: ConnectionId, outcome: THandlerOutEvent<Self>) {
        self.events.push_back(match outcome {
            Outcome::Standing(lanes) => Event::Standing(connection, lanes),
            Outcome::Foreign => Event::Foreign(connection),
        });
    }

    fn poll(&mut self, _: &mut Context<'_>) -> Poll<ToSwarm<Self::ToSwarm, THandlerInEvent<Self>>> {
        // The swarm polls again after every event of a connection, so no waker is kept.
        self.events.pop_front().map_or(Poll::Pending, |event| Poll::Ready(ToSwarm::GenerateEvent(event)))
    }
}

/// The lanes of one connection while they come to stand.
#[derive(Debug)]
pub(super) struct Handler {
    direction: Direction,
    to_open: VecDeque<Lane>,
    open: [Option<Stream>; 3],
    outcome: Option<Outcome>,
    is_over: bool,
}

/// How it went.
#[derive(Debug)]
pub(super) enum Outcome {
    Standing(Box<Lanes>),
    Foreign,
}

impl Handler {
    fn new(direction: Direction) -> Self {
        let to_open = match direction {
            Direction::Outbound => LANES.into(),
            Direction::Inbound => VecDeque::new(),
        };
        Handler { direction, to_open, open: [None, None, None], outcome: None, is_over: false }
    }

    /// Takes a stream for its lane. A second one for the same lane is dropped, which resets it.
    fn opened(&mut self, stream: Stream, protocol_opened: &StreamProtocol) {
        if self.is_over {
            return;
        }
        for (lane, place) in LANES.into_iter().zip(&mut self.open) {
            if protocol(lane) == *protocol_opened {
                place.get_or_insert(stream);
                break;
            }
        }
        if self.open.iter().all(Option::is_some)
            && let [Some(ctrl), Some(live), Some(bulk)] = std::mem::take(&mut self.open)
        {
            self.is_over = true;
            self.outcome = Some(Outcome::Standing(Box::new(Lanes { ctrl, live, bulk })));
        }
    }

    fn refused(&mut self) {
        if !self.is_over {
            self.is_over = true;
            self.open = [None, None, None];
            self.outcome = Some(Outcome::Foreign);
        }
    }
}

impl ConnectionHandler for Handler {
    type FromBehaviour = Infallible;
    type ToBehaviour = Outcome;
    type InboundProtocol = Named;
    type OutboundProtocol = Named;
    type InboundOpenInfo = ();
    type OutboundOpenInfo = ();

    fn listen_protocol(&self) -> SubstreamProtocol<Self::InboundProtocol> {
        let lanes = match self.direction {
            Direction::Inbound => LANES.into_iter().map(protocol).collect(),
            // The dialler opens; nobody opens lanes towards it.
            Direction::Outbound => Vec::new(),
        };
        SubstreamProtocol::new(Named(lanes), ())
    }

    fn poll(
        &mut self,
        _: &mut Context<'_>,
    ) -> Poll<ConnectionHandlerEvent<Self::OutboundProtocol, (), Self::ToBehaviour>> {
        if let Some(outcome) = self.outcome.take() {
            return Poll::Ready(ConnectionHandlerEvent::NotifyBehaviour(outcome));
        }
        match self.to_open.pop_front() {
            Some(lane) => Poll::Ready(ConnectionHandlerEvent::OutboundSubstreamRequest {
                protocol: SubstreamProtocol::new(Named(vec![protocol(lane)]), ()),
            }),
            None => Poll::Pending,
        }
    }

    fn on_behaviour_event(&mut self, event: Self::FromBehaviour) {
        match event {}
    }

    fn on_connection_event(&mut self, event: ConnectionEvent<'_, Self::InboundProtocol, Self::OutboundProtocol>) {
        match event {
            ConnectionEvent::FullyNegotiatedInbound(FullyNegotiatedInbound { protocol: (stream, name), .. })
            | ConnectionEvent::FullyNegotiatedOutbound(FullyNegotiatedOutbound { protocol: (stream, name), .. }) => {
                self.opened(stream, &name);
            }
            ConnectionEvent::DialUpgradeError(_) => self.refused(),
            _ => {}
        }
    }
}

/// Streams that are agreed on by name alone.
#[derive(Debug, Clone)]
pub(super) struct Named(Vec<StreamProtocol>);

impl UpgradeInfo for Named {
    type Info = StreamProtocol;
    type InfoIter = std::vec::IntoIter<StreamProtocol>;

    fn protocol_info(&self) -> Self::InfoIter {
        self.0.clone().into_iter()
    }
}

impl InboundUpgrade<Stream> for Named {
    type Output = (Stream, StreamProtocol);
    type Error = Infallible;
    type Future = Ready<Result<Self::Output, Self::Error>>;

    fn upgrade_inbound(self, stream: Stream, name: Self::Info) -> Self::Future {
        ready(Ok((stream, name)))
    }
}

impl OutboundUpgrade<Stream> for Named {
    type Output = (Stream, StreamProtocol);
    type Error = Infallible;
    type Future = Ready<Result<Self::Output, Self::Error>>;

    fn upgrade_outbound(self, stream: Stream, name: Self::Info) -> Self::Future {
        ready(Ok((stream, name)))
    }
}

//! The libp2p swarm: QUIC and TCP with TLS 1.3, and the behaviours with their limits.

use libp2p::connection_limits::ConnectionLimits;
use libp2p::core::muxing::StreamMuxerBox;
use libp2p::core::transport::{Boxed, OrTransport};
use libp2p::core::upgrade::Version;
use libp2p::identity::Keypair;
use libp2p::swarm::behaviour::toggle::Toggle;
use libp2p::swarm::{NetworkBehaviour, Swarm};
use libp2p::{
    PeerId, Transport as _, allow_block_list, connection_limits, dns, identify, mdns, memory_connection_limits, ping,
    quic, tcp, tls, upnp, yamux,
};

use super::limits;
use super::{NetError, crowd, lanes};

/// What identify says of us: the version of everything that is spoken on the wire.
pub(super) const PROTOCOL: &str = "/roundtable/1";

/// All parts of the swarm. The guards come first, so that a refused connection costs the others nothing.
#[derive(NetworkBehaviour)]
pub(super) struct Parts {
    pub(super) bans: allow_block_list::Behaviour<allow_block_list::BlockedPeers>,
    pub(super) limits: connection_limits::Behaviour,
    pub(super) memory: memory_connection_limits::Behaviour,
    pub(super) crowd: crowd::Behaviour,
    pub(super) lanes: lanes::Behaviour,
    pub(super) identify: identify::Behaviour,
    pub(super) ping: ping::Behaviour,
    pub(super) mdns: Toggle<mdns::tokio::Behaviour>,
    pub(super) upnp: Toggle<upnp::tokio::Behaviour>,
}

/// Builds the swarm; what is missing on this machine is put into words.
pub(super) fn build(identity: &Keypair, warnings: &mut Vec<String>) -> Result<Swarm<Parts>, NetError> {
    // A machine without name service still plays by numbers.
    let transport = match dns::tokio::Transport::system(plain_carriers(identity)?) {
        Ok(named) => named.boxed(),
        Err(error) => {
            warnings.push(format!("names cannot be looked up on this machine, numbers work: {error}"));
            plain_carriers(identity)?
        }
    };
    let peer = identity.public().to_peer_id();
    let config = libp2p::swarm::Config::with_tokio_executor()
        .with_idle_connection_timeout(limits::IDLE_MAX)
        .with_max_negotiating_inbound_streams(limits::STREAMS_NEGOTIATING_MAX);
    Ok(Swarm::new(transport, parts(identity), peer, config))
}

fn plain_carriers(identity: &Keypair) -> Result<Boxed<(PeerId, StreamMuxerBox)>, NetError> {
    let tls = tls::Config::new(identity).map_err(|error| NetError::Start(error.to_string()))?;
    let mut yamux = yamux::Config::default();
    yamux.set_max_num_streams(limits::STREAMS_MAX as usize * 2);
    let tcp = tcp::tokio::Transport::new(tcp::Config::default().nodelay(true))
        .upgrade(Version::V1Lazy)
        .authenticate(tls)
        .multiplex(yamux)
        .timeout(limits::HANDSHAKE_MAX);
    let mut config = quic::Config::new(identity);
    config.handshake_timeout = limits::HANDSHAKE_MAX;
    config.max_idle_timeout = limits::QUIC_IDLE_MS;
    config.keep_alive_interval = limits::QUIC_KEEP_ALIVE;
    config.max_concurrent_stream_limit = limits::STREAMS_MAX;
    config.max_stream_data = limits::QUIC_STREAM_BYTES_MAX;
    config.max_connection_data = limits::QUIC_CONNECTION_BYTES_MAX;
    let quic = quic::tokio::Transport::new(config);
    Ok(OrTransport::new(quic, tcp)
        .map(|either, _| match either {
            futures::future::Either::Left((peer, muxer)) => (peer, StreamMuxerBox::new(muxer)),
            futures::future::Either::Right((peer, muxer)) => (peer, StreamMuxerBox::new(muxer)),
        })
        .boxed())
}

fn parts(identity: &Keypair) -> Parts {
    let connections = ConnectionLimits::default()
        .with_max_pending_incoming(Some(limits::PENDING_INBOUND_MAX))
        .with_max_pending_outgoing(Some(limits::PENDING_OUTBOUND_MAX))
        .with_max_established_incoming(Some(limits::ESTABLISHED_MAX))
        .with_max_established_outgoing(Some(limits::ESTABLISHED_MAX))
        .with_max_established(Some(limits::ESTABLISHED_MAX))
        .with_max_established_per_peer(Some(limits::ESTABLISHED_PER_PEER_MAX));
    let about = identify::Config::new(PROTOCOL.to_owned(), identity.public())
        .with_agent_version("roundtable".to_owned())
        .with_push_listen_addr_updates(false)
        .with_cache_size(0)
        .with_hide_listen_addrs(true);
    Parts {
        bans: allow_block_list::Behaviour::default(),
        limits: connection_limits::Behaviour::new(connections),
        memory: memory_connection_limits::Behaviour::with_max_bytes(limits::MEMORY_BYTES_MAX),
        crowd: crowd::Behaviour::default(),
        lanes: lanes::Behaviour::default(),
        identify: identify::Behaviour::new(about),
        ping: ping::Behaviour::new(ping::Config::new().with_interval(limits::PING_EVERY)),
        // Both announce us to others, so they begin only when asked for.
        mdns: Toggle::from(None),
        upnp: Toggle::from(None),
    }
}

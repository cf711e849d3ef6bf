//! Every bound of the transport, named, with its unit last.

use std::time::Duration;

/// Longest CTRL frame, in bytes; also the ceiling of any frame on the wire.
pub const CTRL_FRAME_BYTES_MAX: usize = 64 * 1024;
/// Longest LIVE frame, in bytes: one packet.
pub const LIVE_FRAME_BYTES_MAX: usize = 1_200;
/// Longest BULK message, in bytes.
pub const BULK_MESSAGE_BYTES_MAX: usize = 16 * 1024 * 1024;
/// A BULK message travels in pieces of at most this many bytes, so that nothing waits behind it for long.
pub(super) const BULK_CHUNK_BYTES_MAX: usize = 16 * 1024;
/// BULK pieces on their way at once: 128 KiB, half a second of a thin line, fast enough on a good one.
pub(super) const BULK_CHUNKS_UNDERWAY_MAX: u32 = 8;
/// LIVE frames on their way at once: the next leaves when the other side has taken the last.
pub(super) const LIVE_FRAMES_UNDERWAY_MAX: u32 = 1;
/// Longest reason in a goodbye, in bytes.
pub(super) const BYE_BYTES_MAX: usize = 800;
/// The same in characters, what we send and show.
pub(super) const BYE_CHARACTERS_MAX: usize = 200;

/// Frames that wait to leave on CTRL before the link is closed for a fresh start.
pub(super) const CTRL_OUT_FRAMES_MAX: usize = 1_000;
/// The same in bytes.
pub(super) const CTRL_OUT_BYTES_MAX: usize = 512 * 1024;
/// Messages that wait to leave on BULK; further ones are refused.
pub(super) const BULK_OUT_MESSAGES_MAX: usize = 4;
/// CTRL frames that are gathered into one write, in bytes.
pub(super) const CTRL_WRITE_BYTES: usize = 16 * 1024;

/// What one peer may have waiting in the inbox on CTRL, in bytes; then we stop reading from it.
pub(super) const CTRL_IN_BYTES_MAX: usize = 256 * 1024;
/// A frame counts for at least this many bytes, which makes 64 frames the other bound.
pub(super) const CTRL_IN_FRAME_BYTES_MIN: usize = CTRL_IN_BYTES_MAX / 64;
/// What all peers together may have in the inbox or half received on BULK, in bytes.
pub(super) const BULK_IN_BYTES_MAX: usize = 64 * 1024 * 1024;
/// BULK messages that one peer may have half received or in the inbox.
pub(super) const BULK_IN_MESSAGES_MAX: usize = 2;
/// BULK room is counted in pieces of this many bytes.
pub(super) const BULK_IN_UNIT_BYTES: usize = 1024;
/// A BULK message must be whole after this time and one second more for each `BULK_IN_SECOND_BYTES`.
pub(super) const BULK_IN_TIME: Duration = Duration::from_secs(30);
/// See [`BULK_IN_TIME`].
pub(super) const BULK_IN_SECOND_BYTES: usize = 64 * 1024;
/// Above this many waiting parcels round trips are no longer reported.
pub(super) const INBOX_CHATTER_MAX: usize = 4_096;
/// Asks that may wait for the network thread.
pub(super) const ASKS_WAITING_MAX: usize = 4_096;

/// We say something on CTRL at least this often.
pub(super) const BEAT: Duration = Duration::from_millis(1_000);
/// The side with the larger key waits a little longer, so that on an idle link only one of two asks.
pub(super) const BEAT_SECOND: Duration = Duration::from_millis(1_250);
/// A round trip is measured at least this often.
pub(super) const ROUND_TRIP_EVERY: Duration = Duration::from_millis(1_900);
/// A peer that asks for more echoes in that time floods us.
pub(super) const PINGS_MAX: u32 = 32;
/// A link on which nothing came in for this long is closed.
pub(super) const SILENCE_MAX: Duration = Duration::from_secs(5);
/// A peer that takes nothing from us for this long is closed.
pub(super) const NOT_READING_MAX: Duration = Duration::from_secs(10);
/// A new connection has this long to become a link.
pub(super) const OPENING_MAX: Duration = Duration::from_secs(10);
/// After a goodbye the connection stays this long, so that the words arrive.
pub(super) const FAREWELL: Duration = Duration::from_millis(300);
/// A second connection within this time of the first is the other half of a simultaneous dial, not a fresh start.
pub(super) const SAME_MOMENT: Duration = Duration::from_secs(3);
/// Handshakes, encryption included.
pub(super) const HANDSHAKE_MAX: Duration = Duration::from_secs(5);
/// Between two addresses of one dial.
pub(super) const DIAL_STEP: Duration = Duration::from_millis(250);
/// A dialled connection that stands has this long before the next address is tried.
pub(super) const DIAL_ANSWERED: Duration = Duration::from_secs(3);
/// So often a dial goes back to a door that was too crowded, a second later each time.
pub(super) const DIAL_PATIENCE: u32 = 6;
/// Addresses tried in one dial, after both carriers are counted.
pub(super) const DIAL_ADDRESSES_MAX: usize = 32;
/// Dials at one time, kept peers included.
pub(super) const DIALS_MAX: usize = 256;
/// A link that lasted this long was a good one: redialling starts from one second again.
pub(super) const LASTED: Duration = Duration::from_secs(10);

/// QUIC gives up after this silence, in milliseconds.
pub(super) const QUIC_IDLE_MS: u32 = 6_000;
/// QUIC keeps the path open this often; our own beat is faster.
pub(super) const QUIC_KEEP_ALIVE: Duration = Duration::from_secs(2);
/// What a peer may have under way to us on one QUIC stream, in bytes.
pub(super) const QUIC_STREAM_BYTES_MAX: u32 = 256 * 1024;
/// The same for the whole connection.
pub(super) const QUIC_CONNECTION_BYTES_MAX: u32 = 768 * 1024;
/// Streams a peer may have open to us: three lanes, and identify and ping come and go.
pub(super) const STREAMS_MAX: u32 = 16;
/// Streams being negotiated on one connection.
pub(super) const STREAMS_NEGOTIATING_MAX: usize = 16;
/// An idle connection is closed after this time; the lanes keep a link from being idle.
pub(super) const IDLE_MAX: Duration = Duration::from_secs(90);
/// Inbound connections that are being set up.
pub(super) const PENDING_INBOUND_MAX: u32 = 32;
/// Outbound connections that are being set up.
pub(super) const PENDING_OUTBOUND_MAX: u32 = 16;
/// Established connections: 160 for seats and 64 for observers.
pub(super) const ESTABLISHED_MAX: u32 = 160 + 64;
/// Established connections with one key: the link, and the one that may replace it.
pub(super) const ESTABLISHED_PER_PEER_MAX: u32 = 2;
/// Inbound connections from one IPv4 address or IPv6 /64 on the internet.
pub(super) const PER_ADDRESS_MAX: u32 = 16;
/// Of the connections being set up, one household off this machine may hold this many: it cannot lock others out.
pub(super) const PENDING_PER_ADDRESS_MAX: u32 = 8;
/// Inbound connections from one address of a local network, where many players may share one machine.
pub(super) const PER_LOCAL_ADDRESS_MAX: u32 = 128;
/// Above this much memory of the whole process no new connection is taken, in bytes.
pub(super) const MEMORY_BYTES_MAX: usize = 256 * 1024 * 1024;
/// libp2p's own ping, only to be a good neighbour to other tools; our beat does the work.
pub(super) const PING_EVERY: Duration = Duration::from_secs(30);
/// We look for tables on the local network this often.
pub(super) const MDNS_QUERY_EVERY: Duration = Duration::from_secs(20);
/// An announcement on the local network is good for this long.
pub(super) const MDNS_TTL: Duration = Duration::from_secs(70);
/// Peers found on the local network that are told.
pub(super) const FOUND_PEERS_MAX: usize = 256;
/// Addresses told of each.
pub(super) const FOUND_ADDRESSES_MAX: usize = 16;

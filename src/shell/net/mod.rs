//! The network's door: plain values in and out; libp2p and tokio live behind it on a thread of their own.
//!
//! Peers are named by their 32-byte ed25519 public key, which is also their libp2p identity. A connected pair has
//! three lanes; [`Told::Connected`] comes when all three stand. The caller never waits for the network: [`Net::ask`]
//! queues or refuses at once, and what the network has to say waits in the [`Inbox`].

mod bulk;
mod calls;
mod crowd;
mod dials;
mod frame;
#[cfg(test)]
mod hostile;
mod inbox;
mod key;
mod lanes;
mod limits;
mod link;
mod meet;
mod outbox;
mod pairing;
mod pairs;
mod spots;
mod streams;
mod swarm;
mod switchboard;
mod why;

use std::thread;

use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;

pub use inbox::Inbox;
pub use limits::{BULK_MESSAGE_BYTES_MAX, CTRL_FRAME_BYTES_MAX, LIVE_FRAME_BYTES_MAX};
pub use meet::{Carrier, Place};
pub use why::Why;

/// A running network: a handle to its thread. Dropping it stops the network; [`Ask::Stop`] says goodbye first.
#[derive(Debug, Clone)]
pub struct Net {
    asks: mpsc::Sender<Ask>,
    key: [u8; 32],
}

/// How to start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settings {
    /// Which carriers are listened on and dialled.
    pub carriers: Carriers,
}

/// Which carriers may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Carriers {
    /// QUIC first, TCP second.
    #[default]
    QuicAndTcp,
    /// QUIC alone.
    QuicOnly,
    /// TCP alone.
    TcpOnly,
}

/// True for what can be read as an address to listen at or to dial.
pub fn is_address(text: &str) -> bool {
    meet::targets(text, Carriers::QuicAndTcp).is_ok()
}

/// The three streams of a connected pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// Ordered, whole, at most [`CTRL_FRAME_BYTES_MAX`] a frame: ledger, votes, acknowledgements, chat.
    Ctrl,
    /// Newest wins, at most [`LIVE_FRAME_BYTES_MAX`] a frame: presence.
    Live,
    /// Ordered, whole, at most [`BULK_MESSAGE_BYTES_MAX`] a message, gives way to the others: checkpoints, content.
    Bulk,
}

/// Who dialled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// They dialled us.
    Inbound,
    /// We dialled them.
    Outbound,
}

/// What the network is asked for. Addresses are `/ip4/…/udp/…/quic-v1`, `/ip4/…/tcp/…` or `ip:port` (both carriers).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Open `address`; `ip:port` opens UDP and TCP with one number, port 0 picks a free one.
    Listen {
        /// Where.
        address: String,
    },
    /// Try all addresses once, in 250 ms steps; the first that stands wins. Without `peer` any key is welcome.
    Dial {
        /// Whom to expect.
        peer: Option<[u8; 32]>,
        /// Where they may be.
        addresses: Vec<String>,
    },
    /// Dial `peer` now and again whenever the link is lost, without end, until [`Ask::Forget`].
    Keep {
        /// Whom.
        peer: [u8; 32],
        /// Where they may be; replaces what was kept before.
        addresses: Vec<String>,
    },
    /// Stop redialling `peer`; a standing link stays.
    Forget {
        /// Whom.
        peer: [u8; 32],
    },
    /// Send one frame or message.
    Send {
        /// To whom.
        peer: [u8; 32],
        /// On which lane.
        lane: Lane,
        /// What.
        bytes: Vec<u8>,
    },
    /// Close the link and tell the other side why.
    Close {
        /// With whom.
        peer: [u8; 32],
        /// Why, at most 200 characters are sent.
        why: String,
    },
    /// Close every connection of this key and take no new one.
    Ban {
        /// Whom.
        peer: [u8; 32],
    },
    /// Take back a ban.
    Allow {
        /// Whom.
        peer: [u8; 32],
    },
    /// Announce and look for tables on the local network (mDNS).
    Discover,
    /// Stop announcing and looking.
    Hide,
    /// Ask the router to forward our ports (UPnP).
    MapPort,
    /// Say goodbye to everyone and end the thread.
    Stop,
}

/// What the network has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// An address is open. An any-address listener is told as the machine's own addresses, one by one.
    Listening {
        /// Which.
        address: String,
    },
    /// An address is closed, or could not be opened.
    Stopped {
        /// Which.
        address: String,
        /// Why.
        why: Why,
    },
    /// All three lanes to `peer` stand.
    Connected {
        /// Who.
        peer: [u8; 32],
        /// Where they are; what was dialled if we dialled.
        address: String,
        /// `loopback`, `lan` or `internet`, and `quic` or `tcp`: for people.
        path: String,
        /// Who dialled.
        direction: Direction,
    },
    /// The link is gone; told once for each [`Told::Connected`].
    Lost {
        /// With whom.
        peer: [u8; 32],
        /// Why.
        why: Why,
    },
    /// A frame or message came in.
    Received {
        /// From whom.
        peer: [u8; 32],
        /// On which lane.
        lane: Lane,
        /// What.
        bytes: Vec<u8>,
    },
    /// Something that was to be sent will not arrive.
    Dropped {
        /// To whom.
        peer: [u8; 32],
        /// On which lane.
        lane: Lane,
        /// Why.
        why: Why,
    },
    /// A dial came to nothing.
    Failed {
        /// Whom we wanted, if we knew.
        peer: Option<[u8; 32]>,
        /// Each address with its reason.
        attempts: Vec<Attempt>,
        /// When it is tried again, for a kept peer.
        again_ms: Option<u64>,
    },
    /// The time to `peer` and back, measured every second or two.
    RoundTrip {
        /// Who.
        peer: [u8; 32],
        /// Microseconds.
        micros: u64,
    },
    /// Someone announced themselves on the local network.
    Found {
        /// Who.
        peer: [u8; 32],
        /// Where.
        addresses: Vec<String>,
    },
    /// Someone on the local network is no longer heard.
    Gone {
        /// Who.
        peer: [u8; 32],
    },
    /// The router forwards this address to us.
    Mapped {
        /// Which.
        address: String,
    },
    /// `by` sees us at this address; a claim, not a fact.
    Seen {
        /// Where.
        address: String,
        /// Who says so.
        by: [u8; 32],
    },
    /// Something optional does not work here; the network goes on.
    Warning {
        /// What, in words.
        why: String,
    },
    /// The network thread is gone; nothing more will come.
    Ended {
        /// Why, in words.
        why: String,
    },
}

/// One address that was tried, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Which address.
    pub address: String,
    /// How it ended.
    pub why: Why,
}

/// Why the door refused.
#[derive(Debug, thiserror::Error)]
pub enum NetError {
    /// These 32 bytes are no secret key.
    #[error("this is no ed25519 secret key")]
    Secret,
    /// The thread, its runtime or the encryption could not be set up.
    #[error("the network could not start: {0}")]
    Start(String),
    /// Too many asks are waiting.
    #[error("the network is busy: {} asks are waiting", limits::ASKS_WAITING_MAX)]
    Busy,
    /// The network thread is gone.
    #[error("the network has ended")]
    Ended,
}

impl Net {
    /// Starts the network thread under the identity of this ed25519 secret; nothing is opened or announced yet.
    pub fn start(secret: &[u8; 32], settings: Settings) -> Result<(Net, Inbox), NetError> {
        let identity = key::identity(secret).ok_or(NetError::Secret)?;
        let own = key::of_public(&identity.public()).ok_or(NetError::Secret)?;
        let (asks, waiting) = mpsc::channel(limits::ASKS_WAITING_MAX);
        let (mouth, inbox) = inbox::pair();
        let (started, outcome) = std::sync::mpsc::sync_channel(1);
        let body = move || {
            let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
                Ok(runtime) => runtime,
                Err(error) => return drop(started.send(Err(NetError::Start(error.to_string())))),
            };
            let last_word = mouth.clone();
            runtime.block_on(async move {
                match switchboard::Switchboard::new(&identity, own, settings, waiting, mouth) {
                    Ok(board) => {
                        let _ = started.send(Ok(()));
                        board.run().await;
                    }
                    Err(error) => drop(started.send(Err(error))),
                }
            });
            // Sockets close with the runtime: whoever hears the end may open the same port again.
            drop(runtime);
            last_word.say(Told::Ended { why: "stopped".to_owned() });
        };
        thread::Builder::new()
            .name("roundtable-net".to_owned())
            .spawn(body)
            .map_err(|error| NetError::Start(error.to_string()))?;
        outcome.recv().map_err(|_| NetError::Start("its thread ended at once".to_owned()))??;
        Ok((Net { asks, key: own }, inbox))
    }

    /// Our own public key.
    pub fn key(&self) -> [u8; 32] {
        self.key
    }

    /// Queues an ask and returns at once; `Busy` when the queue is full, `Ended` when the thread is gone.
    pub fn ask(&self, ask: Ask) -> Result<(), NetError> {
        self.asks.try_send(ask).map_err(|error| match error {
            TrySendError::Full(_) => NetError::Busy,
            TrySendError::Closed(_) => NetError::Ended,
        })
    }
}

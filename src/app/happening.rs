//! Everything that can happen to the app, in the past tense: keys, lines, frames, answers of the disk, the clock.

use crate::session::journal::mend::Copies;
use crate::ui::key::Key;
use crate::ui::night::Lab;
use crate::ui::view::{Point, TableId};
use crate::world::id::PlayerId;

/// Something that happened outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// Time went by.
    Ticked {
        /// Milliseconds since 1970, never less than before.
        now_ms: u64,
    },
    /// A key went down.
    Pressed(Key),
    /// A key went up.
    Released(Key),
    /// A letter was typed.
    Typed(char),
    /// The mouse or a finger did something.
    Pointed(Point),
    /// What was on the clipboard.
    Pasted(String),
    /// A line came in at the text face.
    LineRead(String),
    /// No more lines will come, or the window was closed.
    Closed,
    /// The network said something.
    Reached(Reached),
    /// The store finished something.
    Stored(Stored),
    /// The partition lab shows something new.
    Watched(Lab),
    /// From now on nothing can be heard here.
    Silenced {
        /// Why, in words.
        why: String,
    },
}

/// What the network said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reached {
    /// An address is open.
    Listening {
        /// Where.
        address: String,
    },
    /// An address could not be opened, or is no more.
    NotListening {
        /// Where.
        address: String,
        /// Why, in words.
        why: String,
    },
    /// All lanes to a player stand.
    Linked {
        /// To whom.
        player: PlayerId,
        /// Where they are.
        address: String,
        /// Which way, in words.
        path: String,
        /// They dialled us: their address is good for this link only.
        inbound: bool,
    },
    /// The link is gone.
    Unlinked {
        /// With whom.
        player: PlayerId,
        /// Why, in words.
        why: String,
    },
    /// A frame or message came in.
    Received {
        /// From whom.
        player: PlayerId,
        /// What.
        bytes: Vec<u8>,
    },
    /// Nobody was reached.
    Failed {
        /// Who was wanted, if it was known.
        player: Option<PlayerId>,
        /// Why, in words.
        why: String,
    },
    /// Someone showed himself on the local network.
    Found {
        /// Who.
        player: PlayerId,
        /// Where.
        addresses: Vec<String>,
    },
    /// Someone on the local network is gone.
    Vanished {
        /// Who.
        player: PlayerId,
    },
    /// There and back was measured.
    RoundTrip {
        /// With whom.
        player: PlayerId,
        /// So long.
        micros: u64,
    },
    /// Something to know about the network.
    Warned {
        /// In words.
        told: String,
    },
}

/// What the store finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    /// Records are on the disk, synced.
    Kept {
        /// The number they were given.
        token: u64,
    },
    /// Records could not be kept: the table stops here until the disk is mended.
    Lost {
        /// The number they were given.
        token: u64,
        /// Why, and what to do.
        told: String,
    },
    /// A table's ledger was read.
    Opened {
        /// Which.
        table: TableId,
        /// Both copies, as they lie there.
        copies: Copies,
        /// Its checkpoints, the newest first; none where the shelf was lost.
        checkpoints: Vec<Vec<u8>>,
    },
    /// The second copy cannot be written; the first is kept.
    CopyLost {
        /// Why.
        told: String,
    },
    /// A picture or a script was saved.
    Saved {
        /// Where.
        path: String,
    },
    /// Something could not be kept or read.
    Failed {
        /// Why, and what to do.
        told: String,
    },
}

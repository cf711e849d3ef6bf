//! What a guest tells the person: facts as values; the words are the screen's.

use super::{NotAlong, NotApart};
use crate::session::chat::Saying;
use crate::session::distrust::Distrust;
use crate::session::entry::{Absent, Entry};
use crate::session::hash::Hash;
use crate::session::knock::ShutDoor;
use crate::session::wire::Denial;
use crate::world::id::{PlayerId, SeatId};

/// Something to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The ledger went on by one entry. The world shown is the guest's, after the last of a row of these.
    Happened(Box<Happened>),
    /// Everything to this index is kept by a majority, on so many machines as far as is known.
    Durable {
        /// The last durable index.
        index: u64,
        /// How many machines.
        machines: u16,
    },
    /// A command was refused.
    Refused {
        /// Whose.
        seat: SeatId,
        /// Its number.
        number: u64,
        /// Why.
        why: Denial,
    },
    /// A chat line.
    Said {
        /// Who.
        player: PlayerId,
        /// What.
        saying: Saying,
    },
    /// A term has begun.
    Term {
        /// Which.
        term: u64,
        /// Whose.
        host: PlayerId,
    },
    /// The host does not answer.
    HostSilent {
        /// Who.
        host: PlayerId,
    },
    /// The host answers again, and the ledger is followed.
    HostBack {
        /// Who.
        host: PlayerId,
    },
    /// Too few voters answer: nothing is decided.
    Waiting {
        /// How many answer.
        answer: u16,
        /// Of how many.
        of: u16,
    },
    /// Enough voters answer again.
    GoingOn,
    /// Entries that were accepted by a host but not kept by a majority are lost.
    Lost {
        /// The indices they had, with what they were.
        entries: Vec<(u64, Entry)>,
    },
    /// A false entry: its author is not believed any more.
    Distrusted(Distrust),
    /// A member that was knocked at says that this player hosts now: he is to be linked.
    HostElsewhere {
        /// Who.
        host: PlayerId,
    },
    /// Another member's machine may be reached there: it is to be linked, so that it can host one day.
    Whereabouts {
        /// Whose.
        player: PlayerId,
        /// Where.
        addresses: Vec<String>,
    },
    /// The door opened a crack: the host is asked to let this player in.
    AtTheDoor {
        /// The table's name.
        table: String,
        /// Who hosts.
        host: PlayerId,
    },
    /// The host let this player in: the ledger comes.
    Admitted,
    /// This player has a seat.
    SatDown {
        /// Which.
        seats: Vec<SeatId>,
    },
    /// The door stays shut.
    Shut(ShutDoor),
    /// Messages go out too fast; some were dropped.
    Slower,
    /// A peer misbehaved and was cut off.
    Misbehaved {
        /// Who.
        player: PlayerId,
    },
    /// The disk failed: this machine keeps nothing more, neither votes nor acknowledges.
    DiskFailed,
    /// Everyone present was asked to go on apart, this player's own word given.
    AskedApart {
        /// How many are present, this player included.
        of: u16,
    },
    /// Someone proposes to go on apart: it is done when everyone present says so.
    ProposedApart {
        /// Who.
        by: PlayerId,
        /// How many are present.
        of: u16,
    },
    /// Someone voted to treat absent players' heroes like this; it holds once a majority says the same.
    Moved {
        /// Who.
        player: PlayerId,
        /// How.
        absent: Absent,
    },
    /// The table cannot be forked here and now.
    NotApart(NotApart),
    /// This machine's ledger is older than what it once acknowledged: it neither votes nor acknowledges any more.
    Restored,
    /// Another machine with this player's key is at the table too, right now.
    Twin {
        /// True when this machine neither votes nor acknowledges any more: the other one is to go on.
        mute: bool,
    },
    /// Another machine's key took the place of this one's: from here this table is only looked at.
    Replaced,
    /// Some went on from this table, apart, while this machine was not with them.
    WentOn {
        /// Who began it.
        by: PlayerId,
        /// When, in milliseconds since 1970.
        since_ms: u64,
        /// True when this machine has something newer, so that both stay.
        newer: bool,
    },
    /// This player cannot go along with them here and now.
    NotAlong(NotAlong),
}

/// One entry, as it became true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// Its index.
    pub index: u64,
    /// Its term.
    pub term: u64,
    /// The digest after it.
    pub digest: Hash,
    /// What was agreed.
    pub entry: Entry,
}

//! What a host tells the person who hosts: facts as values; the words are the screen's.

use crate::session::invite::Tag;
use crate::session::knock::ShutDoor;
use crate::world::id::PlayerId;

/// What the person who hosts is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// Someone with a good ticket, or from this network, asks to come in: answer with [`super::Ask::Admit`] or
    /// [`super::Ask::TurnAway`].
    Knocked {
        /// Who.
        player: PlayerId,
        /// What he would be called.
        name: String,
        /// How many seats he wants.
        seats: u8,
        /// True with a ticket, false from this network without one.
        by_ticket: bool,
    },
    /// A knock came to nothing.
    ShutOut {
        /// Who.
        player: PlayerId,
        /// What he would be called, if that can be a name.
        name: Option<String>,
        /// Why.
        door: ShutDoor,
    },
    /// An invite stands in the ledger at this index; its ticket is good once that is durable.
    Invited {
        /// Which.
        tag: Tag,
        /// The last minute it is good.
        expires_minute: u32,
        /// Where it stands.
        index: u64,
    },
    /// Too few voters answer: nothing is decided until they do.
    Frozen {
        /// How many answer.
        answer: u16,
        /// Of how many.
        of: u16,
    },
    /// Enough voters answer again.
    Thawed,
    /// How long a frame to a member and back takes.
    RoundTrip {
        /// Who.
        player: PlayerId,
        /// Milliseconds.
        round_trip_ms: u64,
    },
    /// A member of the table that this one parted from gave his word that this one takes its place.
    GoesAlong {
        /// Who.
        player: PlayerId,
    },
    /// What was asked cannot be done now.
    CannotNow,
    /// A peer misbehaved and was cut off.
    Misbehaved {
        /// Who.
        player: PlayerId,
    },
    /// The rules led to something that cannot happen: a fault of the program, with the entry that was left out.
    Fault(String),
}

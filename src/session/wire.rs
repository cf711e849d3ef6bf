//! The wire: every message in one place, one strict encoding, bounded before it is read. Append-only.
//!
//! A frame is one message in postcard. Its first byte tells whether a host or a guest is spoken to, so that the app can
//! hand it on without reading it. The lanes are three streams between two peers: CTRL for what is agreed, LIVE for what
//! is soon out of date, BULK for what is long and can wait.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::ack::{Ack, Durable};
use super::adoption::{Adoption, Onward};
use super::ballot::{Candidacy, Leave, NoVote};
use super::charter::Motion;
use super::chat::Saying;
use super::entry::{Asked, Genesis, Wish};
use super::evidence::Evidence;
use super::fair::{Consent, Reveal};
use super::fork::Parting;
use super::hash::{TableId, encode};
use super::knock::{Knock, Proof, ShutDoor};
use super::ledger::{Batch, Head};
use super::limits::{
    COMMAND_BYTES_MAX, CTRL_FRAME_BYTES_MAX, FRAME_BYTES_MAX, LIVE_FRAME_BYTES_MAX, STRANGER_FRAME_BYTES_MAX,
};
use super::pledge::Pledge;
use super::presence::Steering;
use super::seal::{Sealed, Signature};
use super::signboard::Signboard;
use super::term::{Ballot, Certificate, Tail, Vote};
use super::whereabouts::Whereabouts;
use crate::bugs::{Bug, seeded};
use crate::rules::refusal::Refusal;
use crate::world::id::{PlayerId, SeatId};

/// One message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Message {
    /// For the machine that hosts.
    ToHost(ToHost),
    /// For any machine at the table.
    ToGuest(ToGuest),
}

/// What a host hears.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToHost {
    /// A stranger knocks.
    Knock(Knock),
    /// The stranger proves his ticket.
    Prove(Box<Proof>),
    /// A member, or an admitted newcomer, is here and says how far his ledger goes.
    Hello(Hello),
    /// His disk has the ledger to here.
    Ack(Sealed<Ack>),
    /// A seat asks for something.
    Ask(Sealed<Asked>),
    /// A player says something.
    Say(Sealed<Saying>),
    /// An answer to a beat.
    BeatBack(BeatBack),
    /// Batches are missing after this index.
    Want {
        /// The last index that is there.
        after: u64,
    },
    /// A player wishes something about his own place in the roster.
    Wish(Sealed<Wish>),
    /// A seat changed its steering. LIVE.
    Steer(Steering),
    /// Where this member's machine may be reached.
    Here(Box<Sealed<Whereabouts>>),
    /// From the guest on the host's own machine: someone is to be voted out.
    Accuse(Box<Evidence>),
    /// A player binds himself to his chains.
    Pledge(Box<Sealed<Pledge>>),
    /// A witness's value, from himself or passed on.
    Reveal(Reveal),
    /// A witness was waited for long enough.
    Consent(Sealed<Consent>),
    /// A member wants the charter changed.
    Move(Box<Sealed<Motion>>),
    /// Anyone asks what is played here.
    Look,
    /// A member's word that this fork goes on in the place of the table it parted from.
    Word(Box<Sealed<Adoption>>),
}

/// What a guest hears, from the host or from another guest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToGuest {
    /// The host answers a knock.
    Challenge(Box<Challenge>),
    /// The door stays shut.
    Shut(ShutDoor),
    /// The door is open: say hello and catch up.
    Admitted(Box<Certificate>),
    /// The host answers a hello.
    Follow(Box<Follow>),
    /// The ledger goes on.
    Batch(Box<Batch>),
    /// The ledger to here is kept by a majority.
    Durable(Durable),
    /// A command was refused.
    Refused {
        /// Whose.
        seat: SeatId,
        /// Which.
        number: u64,
        /// Why.
        why: Denial,
    },
    /// The host is alive.
    Beat(Beat),
    /// Someone said something.
    Said {
        /// Who.
        player: PlayerId,
        /// What.
        saying: Sealed<Saying>,
    },
    /// A candidate asks for votes.
    Stand(Box<Sealed<Candidacy>>),
    /// The answer to a sounding, or a vote that is not given.
    Answer {
        /// What was asked.
        ballot: Ballot,
        /// Yes, or why not.
        answer: Result<(), NoVote>,
    },
    /// A vote.
    Vote(Box<Vote>),
    /// The newest term this machine knows of.
    Term(Box<Certificate>),
    /// Messages come too fast: some were dropped.
    Slower,
    /// The host asks its heir to stand at once.
    TakeOver(Sealed<Leave>),
    /// A member has promised this term: the host must stand again above it.
    Surpassed {
        /// The term.
        term: u64,
    },
    /// The signed end of another guest's ledger, for comparison.
    Head(Sealed<Head>),
    /// Proof that someone lied.
    Evidence(Box<Evidence>),
    /// Others changed their steering. LIVE.
    Steered(Vec<Steering>),
    /// Where another member's machine may be reached, by his own word.
    There {
        /// Whose.
        player: PlayerId,
        /// His word.
        at: Box<Sealed<Whereabouts>>,
    },
    /// A witness's value, so that nobody can say it was not given.
    Reveal(Reveal),
    /// Someone present proposes to go on apart.
    Apart(Box<Sealed<Parting>>),
    /// Someone present agrees to go on apart.
    Agreed {
        /// The fork that would be.
        table: TableId,
        /// His signature over the parting.
        signature: Signature,
    },
    /// Everyone present agreed: the fork's first batch.
    WentApart(Box<Batch>),
    /// A member wants the charter changed.
    Moved {
        /// Who.
        player: PlayerId,
        /// His word.
        motion: Box<Sealed<Motion>>,
    },
    /// What is played here.
    Signboard(Box<Signboard>),
    /// The host of a fork answers a hello for the parent.
    WentOn(Box<Onward>),
}

/// The host's answer to a knock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    /// The host's chance, fresh for this knock.
    pub nonce: [u8; 16],
    /// The table's beginning, whose hash the ticket carries.
    pub genesis: Genesis,
    /// That this machine hosts it.
    pub certificate: Certificate,
    /// How the table parted from its parent, if it is a fork: then the ticket carries the hash of this.
    pub parting: Option<Box<Parting>>,
}

/// A guest's first word after each link and each new term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// Which table.
    pub table: TableId,
    /// Chance, repeated in the answer, so that a late answer is not taken for a new one.
    pub nonce: u64,
    /// Where each term ends in the guest's ledger, newest first.
    pub ends: Vec<Tail>,
    /// How far the guest knows the ledger to be durable.
    pub durable: u64,
    /// The guest obeys no lower term.
    pub promised: u64,
    /// Chance, the same from one start of the machine to its end: two at once are two machines with one key.
    pub life: u64,
}

/// The host's answer to a hello.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Follow {
    /// The hello's chance.
    pub nonce: u64,
    /// That this machine hosts.
    pub certificate: Certificate,
    /// The part of the ledger that both have; the guest cuts what it has beyond, and batches follow from there.
    pub shared: Tail,
    /// Why the machine that said this hello may have lost what it had. It looks for itself: the hello may be an old one.
    pub doubt: Option<Doubt>,
    /// True when another machine with this key has said hello since this one first did.
    pub twin: bool,
}

/// Why a machine may have lost its ledger, or been put back to an older one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Doubt {
    /// Its player weighs something, and its ledger is empty.
    Empty,
    /// Its own word, of this term, that its disk has more.
    Acked(Sealed<Ack>),
}

/// A sign of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beat {
    /// The host's term.
    pub term: u64,
    /// When it was sent, by the host's clock.
    pub sent_ms: u64,
    /// The last index that guests may have.
    pub index: u64,
    /// The last durable index.
    pub durable: u64,
    /// On how many machines everything durable is kept.
    pub machines: u16,
    /// When the host is frozen: how many voters answer, of how many.
    pub frozen: Option<(u16, u16)>,
}

/// The answer to a sign of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BeatBack {
    /// The term.
    pub term: u64,
    /// The beat's time.
    pub sent_ms: u64,
    /// The last index the guest has.
    pub index: u64,
    /// The last index the guest knows to be durable.
    pub durable: u64,
}

/// Why a command was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Denial {
    /// The rules say no.
    Rules(Refusal),
    /// The seat is not this player's.
    NotYourSeat,
    /// The number was used before.
    OldNumber,
    /// Not signed by the seat's player, or for another table.
    BadSignature,
    /// Too many commands a second.
    TooFast,
    /// The command is longer than 2 KiB.
    TooLong,
    /// Too few machines answer: how many voters answer, of how many.
    Frozen(u16, u16),
    /// Too many commands of this seat wait already.
    TooManyWaiting,
    /// The rules led to something that cannot happen: a fault of the program, which the host reports.
    Broken,
    /// The value for the dice is not the seat's next: the command is to be signed again with that.
    Value,
    /// The host's own disk takes nothing more.
    DiskFailed,
}

/// One of the three streams between two peers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// What is agreed, in order.
    Ctrl,
    /// What is soon out of date: newer replaces what is still queued.
    Live,
    /// What is long and can wait.
    Bulk,
}

/// Who a frame is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressee {
    /// The machine that hosts.
    Host,
    /// The guest on that machine.
    Guest,
}

/// Why a frame is not a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// Longer than its lane or its sender may send.
    TooLong,
    /// Not the one encoding of any message.
    NotAMessage,
}

impl Message {
    /// The frame.
    pub fn to_frame(&self) -> Arc<[u8]> {
        encode(self).into()
    }

    /// Reads a frame from a member.
    pub fn from_frame(frame: &[u8]) -> Result<Message, Malformed> {
        if frame.len() > FRAME_BYTES_MAX {
            return Err(Malformed::TooLong);
        }
        let message = strict(frame).ok_or(Malformed::NotAMessage)?;
        if frame.len() > longest(&message) { Err(Malformed::TooLong) } else { Ok(message) }
    }

    /// Reads a frame from someone who has no seat yet.
    pub fn from_stranger(frame: &[u8]) -> Result<Message, Malformed> {
        if frame.len() > STRANGER_FRAME_BYTES_MAX { Err(Malformed::TooLong) } else { Message::from_frame(frame) }
    }
}

/// Who a frame is for, by its first byte.
pub fn addressee(frame: &[u8]) -> Option<Addressee> {
    match frame.first()? {
        0 => Some(Addressee::Host),
        1 => Some(Addressee::Guest),
        _ => None,
    }
}

/// The longest frame a lane carries.
pub fn frame_bytes_max(lane: Lane) -> usize {
    match lane {
        Lane::Ctrl => CTRL_FRAME_BYTES_MAX,
        Lane::Live => LIVE_FRAME_BYTES_MAX,
        Lane::Bulk => FRAME_BYTES_MAX,
    }
}

fn longest(message: &Message) -> usize {
    match message {
        Message::ToHost(ToHost::Ask(_)) => COMMAND_BYTES_MAX,
        Message::ToHost(ToHost::Say(_)) => super::limits::CHAT_BYTES_MAX + 256,
        Message::ToHost(ToHost::BeatBack(_) | ToHost::Want { .. } | ToHost::Steer(_) | ToHost::Look) => 64,
        Message::ToHost(ToHost::Here(_)) => 2 * super::limits::WHEREABOUTS_MAX * super::limits::WHEREABOUTS_BYTES_MAX,
        Message::ToHost(ToHost::Ack(_) | ToHost::Wish(_) | ToHost::Consent(_) | ToHost::Move(_) | ToHost::Word(_)) => {
            256
        }
        Message::ToHost(ToHost::Reveal(_)) | Message::ToGuest(ToGuest::Reveal(_)) => 64,
        Message::ToHost(ToHost::Pledge(_)) => STRANGER_FRAME_BYTES_MAX,
        Message::ToHost(ToHost::Knock(_) | ToHost::Prove(_) | ToHost::Hello(_)) => STRANGER_FRAME_BYTES_MAX,
        Message::ToHost(ToHost::Accuse(_)) => FRAME_BYTES_MAX,
        Message::ToGuest(ToGuest::Signboard(_)) => STRANGER_FRAME_BYTES_MAX,
        Message::ToGuest(ToGuest::Steered(_)) => LIVE_FRAME_BYTES_MAX,
        Message::ToGuest(_) => FRAME_BYTES_MAX,
    }
}

/// Reads a value: no bytes may follow, and writing it again must give the same bytes.
pub(super) fn strict<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Option<T> {
    let (value, rest) = postcard::take_from_bytes::<T>(bytes).ok()?;
    let one = rest.is_empty() && encode(&value) == bytes;
    (one || seeded(Bug::LooseEncoding)).then_some(value)
}

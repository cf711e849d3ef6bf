//! The guest: one machine's ledger. It knocks, follows a host, checks everything, keeps it, acknowledges, and votes.
//!
//! The host's own player is a guest too: his machine's guest owns the only ledger there, and the host beside it sends
//! it every batch first, over a loop in the app.

mod apart;
mod ask;
mod believe;
mod disk;
mod follow;
mod heads;
mod onward;
mod part;
mod stand;
mod start;
mod tell;
mod tick;
mod visit;
mod vote;
mod walk;
mod watch;
mod whereabouts;
mod witness;

pub use apart::NotApart;
pub use onward::NotAlong;
pub use part::Part;
pub use start::{Founding, Wanted};
pub use tell::{Happened, Told};

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use super::ack::Durable;
use super::adoption::Given;
use super::ballot::{Campaign, Leave};
use super::chance::Chance;
use super::distrust::Distrust;
use super::entry::{Absent, Asked, Wishing};
use super::evidence::Evidence;
use super::grown::Grown;
use super::hash::{Hash, TableId};
use super::journal::record::Record;
use super::ledger::{Batch, Ledger};
use super::library::Library;
use super::pledge::Turn;
use super::presence::Promenade;
use super::rate::{Bucket, Patience};
use super::roster::Rosters;
use super::seal::{Identity, Sealed};
use super::state::State;
use super::table::Table;
use super::term::{Certificate, Tail, Vote};
use super::wire::{Lane, Message, ToGuest};
use crate::rules::command::Command;
use crate::world::World;
use crate::world::id::{PlayerId, SeatId};
use crate::world::walk::{Buttons, Walker};
use watch::Watch;

/// What a guest is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A frame came from a peer whose key is known to the transport.
    Received {
        /// From whom.
        from: PlayerId,
        /// The frame.
        frame: Arc<[u8]>,
    },
    /// Time went on: milliseconds since 1970, never less than before. At least ten times a second.
    Ticked {
        /// Now.
        now_ms: u64,
    },
    /// A peer can be reached; its own machine always can.
    Linked {
        /// Who.
        player: PlayerId,
    },
    /// A peer can no longer be reached.
    Unlinked {
        /// Who.
        player: PlayerId,
    },
    /// Everything of this and earlier tokens is on the disk, synced.
    Persisted {
        /// The token of the [`Output::Persist`].
        token: u64,
    },
    /// The disk failed: nothing more can be kept.
    Failed,
    /// The person at this machine wants something.
    Asked(Ask),
}

/// What a person wants of his own guest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// To do something with a seat of his.
    Do(Command),
    /// To say something.
    Say(String),
    /// To walk: these buttons are held, and the hero is here. To be said on every step: only changes are sent.
    Steer {
        /// With which seat.
        seat: SeatId,
        /// What is held.
        buttons: Buttons,
        /// Where the hero is.
        walker: Walker,
    },
    /// To be reached here: addresses of this machine, at most 8.
    Here(Vec<String>),
    /// To host, now.
    Host,
    /// To leave the table for good.
    Leave,
    /// To let the others play without him for an evening.
    Rest,
    /// To play again.
    Wake,
    /// To have absent players' heroes treated like this from now on: his vote.
    Absent(Absent),
    /// To go on apart from the table, with everyone present who says the same.
    Fork,
    /// To go along with those who went on apart, and to let their table take this one's place.
    Follow,
}

/// What a guest wants done, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Send a frame; to its own player it goes to the host beside it, or back to the guest itself.
    Send {
        /// To whom.
        to: PlayerId,
        /// On which stream.
        lane: Lane,
        /// The frame.
        frame: Arc<[u8]>,
    },
    /// Append records to the journal and sync; then say so with this token.
    Persist {
        /// The token.
        token: u64,
        /// The records.
        records: Vec<Record>,
    },
    /// Tell the person.
    Tell(Told),
    /// This machine hosts now: build a host with [`Guest::rise`].
    Elected(Box<Certificate>),
    /// This machine hosts no more: drop the host.
    Deposed,
    /// The table goes on apart: drop the host, and let [`Guest::apart`] make the guest of the fork, on a new journal.
    Apart(Box<Batch>),
    /// The word for a fork is on the disk: leave this table's journal as it is and go on with the fork's own, by
    /// [`Guest::carry`] where this machine has one, else by [`Guest::goes_along`].
    GoAlong(Box<Given>),
    /// Cut this peer off.
    Drop {
        /// Whom.
        player: PlayerId,
    },
}

/// One machine's part in one table.
#[derive(Debug)]
pub struct Guest {
    identity: Identity,
    library: Arc<Library>,
    chance: Chance,
    /// Which start of the machine this is: chance.
    life: u64,
    /// A second machine with this key was told of; whether this one was mute then.
    twin: Option<bool>,
    now_ms: u64,
    table: Option<TableId>,
    copy: Copy,
    fence: Fence,
    disk: disk::Disk,
    links: BTreeSet<PlayerId>,
    host: Watch,
    waiting: BTreeMap<SeatId, VecDeque<Waiting>>,
    campaign: Option<Campaign>,
    stand_ms: u64,
    /// Someone has promised this term: the next try stands above it.
    floor: u64,
    host_leave: Option<Sealed<Leave>>,
    /// How many voters answered the last campaign, as it was told.
    told_waiting: Option<(usize, usize)>,
    visit: Option<visit::Visit>,
    distrusted: Vec<Distrust>,
    patience: BTreeMap<PlayerId, Patience>,
    chat_number: u64,
    /// How fast commands of a seat are sent: slower at once than a host takes them, for the way may bunch them up.
    pace: BTreeMap<SeatId, Bucket>,
    /// The highest number given to a command.
    numbered: u64,
    promenade: Promenade,
    steered: BTreeMap<SeatId, walk::Steered>,
    evidence: Vec<Evidence>,
    /// Who was proven to have lied.
    convicted: BTreeSet<PlayerId>,
    apart: apart::Apart,
    onward: onward::Way,
    /// The ledger that comes begins with another table's: this one parted from it.
    of_fork: bool,
    /// Where the ledger ended and when, if it was put back from a file once.
    restored: Option<(u64, u64)>,
    /// Votes that were seen on the way, the newest last.
    votes_seen: Vec<Vote>,
    /// The end of the ledger that was last shown to others, and when.
    shown: Hash,
    shown_ms: u64,
    /// Where this machine can be reached.
    here: Vec<String>,
    /// When that was said last.
    here_ms: u64,
    /// Where others can be reached who are not known to be members yet.
    heard_at: BTreeMap<PlayerId, Vec<String>>,
    /// The roll that waits for a witness.
    vigil: witness::Vigil,
    grown: Grown,
    wish: Option<Wishing>,
    wished_ms: u64,
}

/// The ledger, what it leads to, and how far a majority keeps it.
#[derive(Debug, Default)]
struct Copy {
    ledger: Ledger,
    state: Option<State>,
    durable: u64,
    /// How many machines are known to keep what is durable.
    machines: u16,
    /// An earlier durable state to go back to when the tail must be cut.
    root: Option<(Tail, State)>,
    /// The rosters by the index from which they were in force; the newest last.
    eras: Vec<(u64, Rosters)>,
    /// A proof of durability that waits for batches it speaks of.
    claim: Option<Durable>,
    /// The index of the checkpoint that the ledger was opened by; 0 where all of it was replayed.
    entered: u64,
}

/// What this machine obeys. Everything here is on the disk before it shows.
#[derive(Debug, Default)]
struct Fence {
    promised: u64,
    vote: Option<Vote>,
    certificate: Option<Certificate>,
    /// Neither votes nor acknowledges: the disk failed, the ledger was lost or restored, or a fork goes on in its place.
    mute: bool,
}

/// A command that is not durable yet.
#[derive(Debug)]
struct Waiting {
    number: u64,
    command: Command,
    /// The term in which it was first sent.
    since: Option<u64>,
    /// As it was last signed: for which term, with which value.
    signed: Option<(u64, Turn, Sealed<Asked>)>,
    sent_ms: u64,
    /// Where it stands in the ledger, once it does.
    index: Option<u64>,
}

impl Guest {
    /// Takes in what happened and returns what is to be done.
    #[must_use]
    pub fn handle(&mut self, input: Input) -> Vec<Output> {
        let mut out = Vec::new();
        match input {
            Input::Received { from, frame } => self.received(from, &frame, &mut out),
            Input::Ticked { now_ms } => self.ticked(now_ms, &mut out),
            Input::Linked { player } => self.linked(player, &mut out),
            Input::Unlinked { player } => self.unlinked(player),
            Input::Persisted { token } => self.persisted(token, &mut out),
            Input::Failed => self.failed(&mut out),
            Input::Asked(ask) => self.asked(ask, &mut out),
        }
        out
    }

    /// Who this machine's player is.
    pub fn player(&self) -> PlayerId {
        self.identity.player()
    }

    /// The table, once it is known.
    pub fn table_id(&self) -> Option<TableId> {
        self.table
    }

    /// The world after the last entry this machine has; none before the genesis came.
    pub fn world(&self) -> Option<&World> {
        self.copy.state.as_ref().map(|state| &state.world)
    }

    /// The table after the last entry this machine has.
    pub fn table(&self) -> Option<&Table> {
        self.copy.state.as_ref().map(|state| &state.table)
    }

    /// Table and world after the last entry this machine has.
    pub fn state(&self) -> Option<&State> {
        self.copy.state.as_ref()
    }

    /// The whole ledger.
    pub fn ledger(&self) -> &Ledger {
        &self.copy.ledger
    }

    /// The end of the ledger.
    pub fn tail(&self) -> Tail {
        self.copy.ledger.tail()
    }

    /// The last index that is known to be kept by a majority.
    pub fn durable(&self) -> u64 {
        self.copy.durable
    }

    /// On how many machines everything durable is kept, as far as is known.
    pub fn machines(&self) -> u16 {
        self.copy.machines
    }

    /// The newest term's certificate, and with it the host.
    pub fn certificate(&self) -> Option<&Certificate> {
        self.fence.certificate.as_ref()
    }

    fn send(&self, to: PlayerId, message: Message, out: &mut Vec<Output>) {
        out.push(Output::Send { to, lane: Lane::Ctrl, frame: message.to_frame() });
    }

    fn received(&mut self, from: PlayerId, frame: &[u8], out: &mut Vec<Output>) {
        let message = match Message::from_frame(frame) {
            Ok(Message::ToGuest(message)) => message,
            Ok(Message::ToHost(message)) => return self.not_the_host(from, &message, out),
            Err(_) => return self.strike(from, out),
        };
        match message {
            ToGuest::Challenge(challenge) => self.challenged(from, &challenge, out),
            ToGuest::Shut(door) => self.shut_out(from, door, out),
            ToGuest::Admitted(certificate) => self.admitted(from, *certificate, out),
            ToGuest::Follow(follow) => self.follow(from, *follow, out),
            ToGuest::Batch(batch) => self.batch(from, *batch, out),
            ToGuest::Durable(durable) => self.claimed(from, durable, out),
            ToGuest::Refused { seat, number, why } => self.refused(from, (seat, number), why, out),
            ToGuest::Beat(beat) => self.beat(from, beat, out),
            ToGuest::Said { player, saying } => self.said(from, player, saying, out),
            ToGuest::Stand(candidacy) => self.judge(from, &candidacy, out),
            ToGuest::Answer { ballot, answer } => self.answered(from, &ballot, answer, out),
            ToGuest::Vote(vote) => self.voted(&vote, out),
            ToGuest::Term(certificate) if self.visit.is_some() => self.sent_on(&certificate, out),
            ToGuest::Term(certificate) => self.reminded(from, *certificate, out),
            ToGuest::Slower => out.push(Output::Tell(Told::Slower)),
            ToGuest::TakeOver(leave) => self.take_over(from, leave, out),
            ToGuest::Surpassed { term } => self.surpassed(from, term, out),
            ToGuest::Head(head) => self.shown_head(from, head, out),
            ToGuest::Evidence(evidence) if self.is_of_table(from) => self.convict(*evidence, out),
            ToGuest::Evidence(_) => {}
            ToGuest::Steered(all) => self.others_steered(from, &all),
            ToGuest::There { player, at } if self.is_host(from) => self.others_whereabouts(player, &at, out),
            ToGuest::There { .. } => {}
            ToGuest::Reveal(reveal) if self.is_of_table(from) => self.saw_reveal(reveal),
            ToGuest::Reveal(_) => {}
            ToGuest::Moved { player, motion } => self.moved(from, player, &motion, out),
            // For whoever looks around; who sits here knows the table.
            ToGuest::Signboard(_) => {}
            ToGuest::Apart(sealed) => self.proposed(from, *sealed, out),
            ToGuest::Agreed { table, signature } => self.agreed(from, (table, signature), out),
            ToGuest::WentApart(batch) => self.went_apart(from, *batch, out),
            ToGuest::WentOn(onward) => self.went_on(from, *onward, out),
        }
    }

    fn strike(&mut self, from: PlayerId, out: &mut Vec<Output>) {
        let measure = self.patience.entry(from).or_default().strike(self.now_ms);
        if measure == super::rate::Measure::Drop {
            out.push(Output::Tell(Told::Misbehaved { player: from }));
            out.push(Output::Drop { player: from });
        }
    }
}

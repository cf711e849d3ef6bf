//! What can be done to a night, one deed at a time: what scripts are made of.

/// A deed and when it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Milliseconds since everyone sat down.
    pub at_ms: u64,
    /// What.
    pub deed: Deed,
}

/// One deed. Machines go by their place at the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A player does something that the rules offer, chosen by a number; one in ten is not allowed. Who cannot do
    /// anything now leaves it to the next one.
    Play {
        /// Who.
        who: usize,
        /// The choice.
        draw: u64,
    },
    /// Nothing passes between two groups.
    Partition {
        /// One group.
        one: Vec<usize>,
        /// The other.
        other: Vec<usize>,
    },
    /// Nothing passes from one group to the other; the other direction stays open.
    Deafen {
        /// Who is not heard.
        from: Vec<usize>,
        /// By whom.
        to: Vec<usize>,
    },
    /// Every way is open again.
    Heal,
    /// What two send each other waits.
    Hold(usize, usize),
    /// What waited goes on.
    Release(usize, usize),
    /// A link breaks and comes back.
    Break(usize, usize),
    /// The first sees its link to the other break.
    HalfClose(usize, usize),
    /// A kind of frame never arrives for a while.
    Miss {
        /// Which kind.
        kind: &'static str,
        /// For how long.
        span_ms: u64,
    },
    /// Something about one machine.
    To {
        /// Which.
        who: usize,
        /// What.
        act: Act,
    },
    /// Someone who has no seat tries something.
    Stranger(Prank),
    /// The faults end: ways heal, machines start, the weather is fair.
    Calm,
    /// Something must hold now.
    Expect(Expectation),
}

/// What happens to one machine, or what its player does with his place at the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// It stands still for so many milliseconds.
    Pause(u64),
    /// It stops at once.
    Crash,
    /// It starts again.
    Restart,
    /// It loses everything but its key.
    Wipe,
    /// Its disk is put back to how it was when play began.
    Restore,
    /// Everything takes so many milliseconds longer.
    Slow(u64),
    /// So many frames in a hundred are lost.
    Lose(u32),
    /// Its disk fails until it starts again.
    FailDisk,
    /// Its disk rots, and it starts again.
    Rot,
    /// Its disk wrote to the wrong place, and it starts again.
    Misdirect,
    /// Its clock runs at so many thousandths of the right speed.
    Drift(u64),
    /// Its clock jumps ahead by so many milliseconds.
    Jump(u64),
    /// Its player knocks with a ticket and sits down.
    Join,
    /// Its player leaves for good.
    Leave,
    /// Its player lets the others play without him.
    Rest,
    /// Its player plays again.
    Wake,
    /// Whoever hosts sends its player away.
    Kick,
    /// Whoever hosts makes its player the chair.
    Chair,
    /// Whoever hosts hands over to it.
    HandOver,
    /// It has another address.
    Move,
    /// It lies.
    Lie(Lie),
    /// It is lost for good: its player knocks from a new machine, and whoever hosts puts that in its place.
    Renew,
}

/// How a member lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lie {
    /// Sends what it once heard again, to everyone.
    Replay,
    /// Sends what it once heard with one byte changed.
    Mutate,
    /// Sends a frame longer than any may be.
    Oversize,
    /// Sends a thousand frames at once.
    Flood,
    /// Votes for two in one term.
    DoubleVote,
    /// Acknowledges what is not in the ledger.
    FalseAck,
    /// Commands another's seat.
    Steal,
    /// Shows a head that it signed itself.
    FalseHead,
    /// Accuses an honest member.
    FalseEvidence,
    /// Claims a term without votes.
    FalseTerm,
    /// Writes a message in another way than the one.
    Loose,
    /// Takes nothing in any more and keeps its links.
    NeverRead,
    /// Asks as fast as it can, and links anew to ask again.
    Haste,
    /// As host: signs another entry for one guest.
    TwoBatches,
    /// As host: signs an entry that leads nowhere.
    FalseBatch,
}

/// What someone without a seat tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prank {
    /// Random bytes.
    Garbage,
    /// A ticket that nobody gave.
    Ticket,
    /// Another version of the wire.
    Version,
    /// Another book.
    Book,
    /// Evidence, heads and terms that are nobody's business of his.
    Gossip,
}

/// What must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// Someone hosts and everyone holds the same.
    Together,
    /// This machine hosts.
    Host(usize),
    /// Nobody hosts who could decide anything.
    NoHost,
    /// This machine hosts and is frozen.
    Frozen(usize),
    /// So much is durable on every machine that is on.
    Durable(u64),
    /// The newest term is at least this.
    Term(u64),
}

impl Act {
    /// Acts without a number, by the word they have in scripts.
    pub const PLAIN: [(&'static str, Act); 16] = [
        ("crash", Act::Crash),
        ("restart", Act::Restart),
        ("wipe", Act::Wipe),
        ("restore", Act::Restore),
        ("fail-disk", Act::FailDisk),
        ("rot", Act::Rot),
        ("misdirect", Act::Misdirect),
        ("join", Act::Join),
        ("leave", Act::Leave),
        ("rest", Act::Rest),
        ("wake", Act::Wake),
        ("kick", Act::Kick),
        ("chair", Act::Chair),
        ("hand-over", Act::HandOver),
        ("move", Act::Move),
        ("renew", Act::Renew),
    ];
}

impl Lie {
    /// Every lie, by the word it has in scripts.
    pub const ALL: [(&'static str, Lie); 15] = [
        ("replay", Lie::Replay),
        ("mutate", Lie::Mutate),
        ("oversize", Lie::Oversize),
        ("flood", Lie::Flood),
        ("double-vote", Lie::DoubleVote),
        ("false-ack", Lie::FalseAck),
        ("steal", Lie::Steal),
        ("false-head", Lie::FalseHead),
        ("false-evidence", Lie::FalseEvidence),
        ("false-term", Lie::FalseTerm),
        ("loose", Lie::Loose),
        ("never-read", Lie::NeverRead),
        ("haste", Lie::Haste),
        ("two-batches", Lie::TwoBatches),
        ("false-batch", Lie::FalseBatch),
    ];

    /// True for lies that only a host can tell.
    pub fn is_of_host(self) -> bool {
        matches!(self, Lie::TwoBatches | Lie::FalseBatch)
    }
}

impl Prank {
    /// Every prank, by the word it has in scripts.
    pub const ALL: [(&'static str, Prank); 5] = [
        ("garbage", Prank::Garbage),
        ("ticket", Prank::Ticket),
        ("version", Prank::Version),
        ("book", Prank::Book),
        ("gossip", Prank::Gossip),
    ];
}

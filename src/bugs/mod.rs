//! Seeded bugs: fifty mistakes that could have been made, each at the place where it would live, so that the lab can be
//! seen to catch it. Only builds with the feature `seeded_bugs` have them: everywhere else [`seeded`] is a constant no.

/// A mistake, by its number in the list of the lab's own tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bug {
    /// B01: a batch is acknowledged before it is synced.
    AckBeforeSync,
    /// B02: the folder is not synced when a segment is created.
    FolderNotSynced,
    /// B03: a record's checks are not looked at.
    ChecksumUnread,
    /// B04: a torn end is built on.
    TornEndKept,
    /// B05: a sync that failed is taken for done.
    SyncTriedAgain,
    /// B06: no generation stays, not even the newest.
    LastGenerationGone,
    /// B07: recovery gives a rotten record a fresh checksum.
    ChecksumRenewed,
    /// B08: recovery empties a segment before it writes it again.
    RecoveryInPlace,
    /// B09: a host that starts again forgets which commands were done.
    NumbersLostOnRestart,
    /// B10: done commands are remembered for one connection only.
    NumbersByConnection,
    /// B11: a new host does not know which commands were done.
    NumbersNotInherited,
    /// B12: a vote leaves before it is on the disk.
    VoteBeforeSync,
    /// B13: a second candidate is voted for in a term that was promised.
    EqualTermAccepted,
    /// B14: a restarted machine forgets what it promised.
    PromiseForgotten,
    /// B15: a host below the promised term is still acknowledged.
    OldHostAcknowledged,
    /// B16: a roster that is only beginning decides alone.
    NewRosterAlone,
    /// B17: the lease counts from when an answer arrives.
    LeaseFromReceipt,
    /// B18: one machine's disk is a majority.
    MinorityDurable,
    /// B19: a candidate with a shorter ledger is voted for.
    ShorterTailWins,
    /// B20: an entry of an older term is counted durable by itself.
    OldTermCounted,
    /// B21: after a cut the next batch is applied to the state before the cut.
    WrongBase,
    /// B22: the digest leaves a field out.
    DigestSkipsField,
    /// B23: the rules walk through something that has no order.
    UnorderedRules,
    /// B24: the rules read a clock.
    ClockInRules,
    /// B25: a refused command spends a value for the dice.
    RefusalSpendsValue,
    /// B26: the state to go back to is taken while the world changes.
    RootTooEarly,
    /// B27: what a signature check says is not heeded.
    SignatureIgnored,
    /// B28: what was read is checked as it would be written, not as it came.
    LooseEncoding,
    /// B29: every kind of object is signed under one name.
    OneDomain,
    /// B30: keys of small order are taken.
    WeakKeys,
    /// B31: a player acts for another's seat.
    OtherSeat,
    /// B32: what only a player himself may wish, any host may write for him.
    OwnerOpen,
    /// B33: who was sent away may come again when the host changes.
    BanForgotten,
    /// B34: a purse goes below nothing.
    PurseWraps,
    /// B35: a reaction is used twice in a round.
    SecondReaction,
    /// B36: coins given to one who is away are not taken from the giver.
    GiftDoubled,
    /// B37: a witness shows his value before the intent is on his disk.
    EarlyReveal,
    /// B38: a ticket's secret stands in what is logged.
    SecretInLog,
    /// B39: the batch's time is mixed into a roll.
    GrindableRoll,
    /// B40: a chain is the same in every term.
    ChainReused,
    /// B41: a face is the rest of one byte.
    BiasedFace,
    /// B42: one voter's word passes a witness over.
    WitnessSkipped,
    /// B43: a slow reader is sent everything at once.
    UnboundedAhead,
    /// B44: each new link leaves an entry behind.
    LeakOnReconnect,
    /// B45: a new link begins with a full allowance.
    RateByConnection,
    /// B46: nobody is sent anything while one does not confirm.
    SlowReaderBlocks,
    /// B47: votes are asked for at once, and the host's answers do not matter.
    NoSounding,
    /// B48: two votes of different terms pass for proof.
    TermsNotCompared,
    /// B49: what was only accepted is shown as durable.
    AcceptedAsDurable,
    /// B50: a checker is switched off.
    CheckerOff,
}

/// Whether this mistake is made now: never, in a build without them.
#[cfg(not(feature = "seeded_bugs"))]
pub const fn seeded(_: Bug) -> bool {
    false
}

/// What no two machines and no two moments have in common, as a clock or an unordered set would.
#[cfg(not(feature = "seeded_bugs"))]
pub const fn unsteady() -> u64 {
    0
}

/// Does something as a sound program does it, whatever is seeded.
#[cfg(not(feature = "seeded_bugs"))]
pub fn soundly<T>(does: impl FnOnce() -> T) -> T {
    does()
}

#[cfg(feature = "seeded_bugs")]
pub use sown::{seeded, soundly, unsteady, with};

#[cfg(feature = "seeded_bugs")]
mod sown;

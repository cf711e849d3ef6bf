//! The one bug that is seeded on this thread.

use std::cell::Cell;

use super::Bug;

thread_local! {
    static SOWN: Cell<Option<Bug>> = const { Cell::new(None) };
    static LATE: Cell<u64> = const { Cell::new(0) };
}

impl Bug {
    /// Every bug, in order.
    pub const ALL: [Bug; 50] = [
        Bug::AckBeforeSync,
        Bug::FolderNotSynced,
        Bug::ChecksumUnread,
        Bug::TornEndKept,
        Bug::SyncTriedAgain,
        Bug::LastGenerationGone,
        Bug::ChecksumRenewed,
        Bug::RecoveryInPlace,
        Bug::NumbersLostOnRestart,
        Bug::NumbersByConnection,
        Bug::NumbersNotInherited,
        Bug::VoteBeforeSync,
        Bug::EqualTermAccepted,
        Bug::PromiseForgotten,
        Bug::OldHostAcknowledged,
        Bug::NewRosterAlone,
        Bug::LeaseFromReceipt,
        Bug::MinorityDurable,
        Bug::ShorterTailWins,
        Bug::OldTermCounted,
        Bug::WrongBase,
        Bug::DigestSkipsField,
        Bug::UnorderedRules,
        Bug::ClockInRules,
        Bug::RefusalSpendsValue,
        Bug::RootTooEarly,
        Bug::SignatureIgnored,
        Bug::LooseEncoding,
        Bug::OneDomain,
        Bug::WeakKeys,
        Bug::OtherSeat,
        Bug::OwnerOpen,
        Bug::BanForgotten,
        Bug::PurseWraps,
        Bug::SecondReaction,
        Bug::GiftDoubled,
        Bug::EarlyReveal,
        Bug::SecretInLog,
        Bug::GrindableRoll,
        Bug::ChainReused,
        Bug::BiasedFace,
        Bug::WitnessSkipped,
        Bug::UnboundedAhead,
        Bug::LeakOnReconnect,
        Bug::RateByConnection,
        Bug::SlowReaderBlocks,
        Bug::NoSounding,
        Bug::TermsNotCompared,
        Bug::AcceptedAsDurable,
        Bug::CheckerOff,
    ];

    /// Its number and what is wrong with it, in words.
    pub fn words(self) -> &'static str {
        match self {
            Bug::AckBeforeSync => "B01 a batch is acknowledged before it is synced",
            Bug::FolderNotSynced => "B02 the folder is not synced when a segment is created",
            Bug::ChecksumUnread => "B03 a record's checks are not looked at",
            Bug::TornEndKept => "B04 a torn end is built on",
            Bug::SyncTriedAgain => "B05 a sync that failed is taken for done",
            Bug::LastGenerationGone => "B06 no generation stays, not even the newest",
            Bug::ChecksumRenewed => "B07 recovery gives a rotten record a fresh checksum",
            Bug::RecoveryInPlace => "B08 recovery empties a segment before it writes it again",
            Bug::NumbersLostOnRestart => "B09 a host that starts again forgets which commands were done",
            Bug::NumbersByConnection => "B10 done commands are remembered for one connection only",
            Bug::NumbersNotInherited => "B11 a new host does not know which commands were done",
            Bug::VoteBeforeSync => "B12 a vote leaves before it is on the disk",
            Bug::EqualTermAccepted => "B13 a second candidate is voted for in a term that was promised",
            Bug::PromiseForgotten => "B14 a restarted machine forgets what it promised",
            Bug::OldHostAcknowledged => "B15 a host below the promised term is still acknowledged",
            Bug::NewRosterAlone => "B16 a roster that is only beginning decides alone",
            Bug::LeaseFromReceipt => "B17 the lease counts from when an answer arrives",
            Bug::MinorityDurable => "B18 one machine's disk is a majority",
            Bug::ShorterTailWins => "B19 a candidate with a shorter ledger is voted for",
            Bug::OldTermCounted => "B20 an entry of an older term is counted durable by itself",
            Bug::WrongBase => "B21 after a cut the next batch is applied to the state before the cut",
            Bug::DigestSkipsField => "B22 the digest leaves a field out",
            Bug::UnorderedRules => "B23 the rules walk through something that has no order",
            Bug::ClockInRules => "B24 the rules read a clock",
            Bug::RefusalSpendsValue => "B25 a refused command spends a value for the dice",
            Bug::RootTooEarly => "B26 the state to go back to is taken while the world changes",
            Bug::SignatureIgnored => "B27 what a signature check says is not heeded",
            Bug::LooseEncoding => "B28 what was read is checked as it would be written, not as it came",
            Bug::OneDomain => "B29 every kind of object is signed under one name",
            Bug::WeakKeys => "B30 keys of small order are taken",
            Bug::OtherSeat => "B31 a player acts for another's seat",
            Bug::OwnerOpen => "B32 what only a player himself may wish, any host may write for him",
            Bug::BanForgotten => "B33 who was sent away may come again when the host changes",
            Bug::PurseWraps => "B34 a purse goes below nothing",
            Bug::SecondReaction => "B35 a reaction is used twice in a round",
            Bug::GiftDoubled => "B36 coins given to one who is away are not taken from the giver",
            Bug::EarlyReveal => "B37 a witness shows his value before the intent is on his disk",
            Bug::SecretInLog => "B38 a ticket's secret stands in what is logged",
            Bug::GrindableRoll => "B39 the batch's time is mixed into a roll",
            Bug::ChainReused => "B40 a chain is the same in every term",
            Bug::BiasedFace => "B41 a face is the rest of one byte",
            Bug::WitnessSkipped => "B42 one voter's word passes a witness over",
            Bug::UnboundedAhead => "B43 a slow reader is sent everything at once",
            Bug::LeakOnReconnect => "B44 each new link leaves an entry behind",
            Bug::RateByConnection => "B45 a new link begins with a full allowance",
            Bug::SlowReaderBlocks => "B46 nobody is sent anything while one does not confirm",
            Bug::NoSounding => "B47 votes are asked for at once, and the host's answers do not matter",
            Bug::TermsNotCompared => "B48 two votes of different terms pass for proof",
            Bug::AcceptedAsDurable => "B49 what was only accepted is shown as durable",
            Bug::CheckerOff => "B50 a checker is switched off",
        }
    }
}

/// Whether this mistake is made now on this thread.
pub fn seeded(bug: Bug) -> bool {
    SOWN.get() == Some(bug)
}

/// What no two machines and no two moments have in common: each answer is another, and one seed is still one night.
pub fn unsteady() -> u64 {
    let next = LATE.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    LATE.set(next);
    next >> 33
}

/// Does something with one bug, or none, and goes back to what was seeded before, also on a panic.
pub fn with<T>(bug: Option<Bug>, does: impl FnOnce() -> T) -> T {
    struct Before(Option<Bug>);
    impl Drop for Before {
        fn drop(&mut self) {
            SOWN.set(self.0);
        }
    }
    let _before = Before(SOWN.replace(bug));
    LATE.set(0);
    does()
}

/// Does something as a sound program does it, whatever is seeded.
pub fn soundly<T>(does: impl FnOnce() -> T) -> T {
    with(None, does)
}

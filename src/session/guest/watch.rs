//! The host as a guest sees it: when it was heard, how far both ledgers agree, and whether it says that it is frozen.

use crate::session::ledger::Head;
use crate::session::seal::Sealed;

/// The host as this guest sees it.
#[derive(Debug, Default)]
pub(super) struct Watch {
    /// When it was last heard in the present term.
    pub(super) heard_ms: u64,
    /// The chance of the newest hello and when it was said.
    pub(super) hello: Option<(u64, u64)>,
    /// A term in which our ledger and the host's part: only what is below it can be shared.
    pub(super) disputed: Option<u64>,
    /// How far this ledger is known to be a part of the host's line; none before the first answer of the term.
    pub(super) matched: Option<u64>,
    /// The head of what the host signed in this very term and then knew nothing of: the first that was cut.
    pub(super) denied: Option<Sealed<Head>>,
    /// When missing batches were last asked for.
    pub(super) wanted_ms: u64,
    /// Whether the host says that it is frozen, and how many voters answer it, of how many.
    pub(super) frozen: Option<(u16, u16)>,
    /// When it was last known not to be.
    pub(super) frozen_ms: u64,
    /// Told to the person.
    pub(super) told_silent: bool,
}

impl Watch {
    /// A host that was neither heard of nor doubted before.
    pub(super) fn since(now_ms: u64) -> Watch {
        Watch { heard_ms: now_ms, frozen_ms: now_ms, ..Watch::default() }
    }
}

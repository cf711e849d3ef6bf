//! The clock: milliseconds since 1970 that never go back, whatever happens to the system's time meanwhile.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// A clock that starts at the system's time and goes on by itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    start: Instant,
    start_ms: u64,
}

impl Clock {
    /// Starts now. A system clock before 1970 counts as 1970: tickets then never expire early.
    pub(crate) fn start() -> Clock {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Clock { start: Instant::now(), start_ms: u64::try_from(since.as_millis()).unwrap_or(u64::MAX) }
    }

    /// Milliseconds since 1970.
    pub(crate) fn now_ms(&self) -> u64 {
        self.start_ms.saturating_add(u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX))
    }
}

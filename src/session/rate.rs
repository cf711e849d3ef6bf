//! Rates: how much of something a peer may send, and when patience ends.

use super::limits::{HASTE_ANSWERED, HASTE_MAX, STRIKES_FORGOTTEN_MS, STRIKES_MAX};

/// A bucket that refills: so many a second, so many at once.
#[derive(Clone, Debug)]
pub struct Bucket {
    per_second: u32,
    burst: u32,
    thousandths: u64,
    filled_ms: u64,
}

/// A peer's faults of late.
#[derive(Clone, Debug, Default)]
pub struct Patience {
    strikes: u32,
    haste: u32,
    since_ms: u64,
}

/// What to do about a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Refuse with a reason.
    Refuse,
    /// Refuse without a word.
    Ignore,
    /// Drop the peer.
    Drop,
}

impl Bucket {
    /// A full bucket.
    pub fn new(per_second: u32, burst: u32) -> Bucket {
        Bucket { per_second, burst, thousandths: u64::from(burst) * 1_000, filled_ms: 0 }
    }

    /// Takes one if there is one.
    pub fn take(&mut self, now_ms: u64) -> bool {
        let passed = now_ms.saturating_sub(self.filled_ms);
        self.filled_ms = self.filled_ms.max(now_ms);
        let gained = passed.saturating_mul(u64::from(self.per_second));
        self.thousandths = self.thousandths.saturating_add(gained).min(u64::from(self.burst) * 1_000);
        let enough = self.thousandths >= 1_000;
        if enough {
            self.thousandths -= 1_000;
        }
        enough
    }
}

impl Patience {
    /// One malformed frame or invalid signature.
    pub fn strike(&mut self, now_ms: u64) -> Measure {
        self.forget(now_ms);
        self.strikes += 1;
        if self.strikes >= STRIKES_MAX { Measure::Drop } else { Measure::Refuse }
    }

    /// One message too many.
    pub fn hasten(&mut self, now_ms: u64) -> Measure {
        self.forget(now_ms);
        self.haste += 1;
        match self.haste {
            haste if haste >= HASTE_MAX => Measure::Drop,
            haste if haste > HASTE_ANSWERED => Measure::Ignore,
            _ => Measure::Refuse,
        }
    }

    fn forget(&mut self, now_ms: u64) {
        if now_ms.saturating_sub(self.since_ms) >= STRIKES_FORGOTTEN_MS {
            *self = Patience { since_ms: now_ms, ..Patience::default() };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_gives_its_burst_and_then_its_rate() {
        let mut bucket = Bucket::new(10, 20);
        assert_eq!((0..100).filter(|_| bucket.take(5_000)).count(), 20);
        assert_eq!((5_000..=7_000).filter(|now| bucket.take(*now)).count(), 20);
        assert!(!bucket.take(1), "a clock that went back gives nothing");
    }

    #[test]
    fn patience_ends_and_is_renewed() {
        let mut patience = Patience::default();
        assert_eq!([0, 1, 2].map(|now| patience.strike(now)), [Measure::Refuse, Measure::Refuse, Measure::Drop]);
        assert_eq!(patience.strike(70_000), Measure::Refuse);
        let measures: Vec<Measure> = (0..HASTE_MAX).map(|_| patience.hasten(70_001)).collect();
        assert_eq!(measures.first(), Some(&Measure::Refuse));
        assert_eq!(measures.get(100), Some(&Measure::Ignore));
        assert_eq!(measures.last(), Some(&Measure::Drop));
    }
}

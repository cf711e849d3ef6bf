//! A machine's clock: it runs fast or slow, jumps ahead and stands still, but never goes back.

/// A clock that was read at one moment of the night and has a rate since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    at_ms: u64,
    local_ms: u64,
    per_mille: u64,
}

impl Clock {
    /// A clock that is right.
    pub fn right(now_ms: u64) -> Clock {
        Clock { at_ms: now_ms, local_ms: now_ms, per_mille: 1_000 }
    }

    /// What it shows.
    pub fn read(&self, now_ms: u64) -> u64 {
        self.local_ms + now_ms.saturating_sub(self.at_ms) * self.per_mille / 1_000
    }

    /// From now on it runs at so many thousandths of the right speed; 0 stands still.
    pub fn drift(&mut self, now_ms: u64, per_mille: u64) {
        *self = Clock { at_ms: now_ms, local_ms: self.read(now_ms), per_mille };
    }

    /// It jumps ahead.
    pub fn jump(&mut self, now_ms: u64, ahead_ms: u64) {
        *self = Clock { at_ms: now_ms, local_ms: self.read(now_ms) + ahead_ms, ..*self };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_drifts_jumps_and_never_goes_back() {
        let mut clock = Clock::right(1_000);
        assert_eq!(clock.read(1_500), 1_500);
        clock.drift(2_000, 950);
        assert_eq!(clock.read(3_000), 2_950);
        clock.jump(3_000, 30_000);
        assert_eq!(clock.read(3_000), 32_950);
        clock.drift(3_000, 0);
        assert_eq!(clock.read(9_000), 32_950);
    }
}

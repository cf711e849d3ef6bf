//! The weather between machines, as numbers: how bad the ways are, and how slow the disks.

/// How bad it is. Shares are in a hundred unless they say otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weather {
    /// The shortest way, in milliseconds.
    pub delay_ms: u64,
    /// How much longer it may take.
    pub jitter_ms: u64,
    /// Frames that are lost.
    pub lost: u32,
    /// Frames that come twice.
    pub doubled: u32,
    /// Frames that may overtake others.
    pub overtaking: u32,
    /// The longest a disk takes to sync, in milliseconds.
    pub disk_ms: u64,
    /// Frames in ten thousand with which a way begins to lose everything for a moment.
    pub bursts: u32,
    /// Frames in ten thousand that take up to ten seconds.
    pub stray: u32,
    /// Frames in ten thousand after which an old one comes once more.
    pub replayed: u32,
    /// Frames in ten thousand after which a way stands still for up to five seconds.
    pub clogged: u32,
    /// Frames in ten thousand that break the link.
    pub reset: u32,
    /// Frames in ten thousand that change on the way, which the transport sees and breaks the link.
    pub corrupted: u32,
    /// Bytes a second that a way carries; 0 for as many as there are.
    pub bytes_per_second: u64,
    /// Frames that may be on one way at a time before the link breaks.
    pub queue_frames: usize,
}

impl Weather {
    /// One room, one cable.
    pub fn calm() -> Weather {
        Weather {
            delay_ms: 1,
            jitter_ms: 1,
            lost: 0,
            doubled: 0,
            overtaking: 0,
            disk_ms: 5,
            bursts: 0,
            stray: 0,
            replayed: 0,
            clogged: 0,
            reset: 0,
            corrupted: 0,
            bytes_per_second: 0,
            queue_frames: 1_000,
        }
    }

    /// Across the country.
    pub fn fair() -> Weather {
        Weather { delay_ms: 20, jitter_ms: 40, disk_ms: 15, ..Weather::calm() }
    }

    /// Worse than any stream behaves: frames are lost, doubled and swapped.
    pub fn foul() -> Weather {
        Weather { jitter_ms: 150, lost: 8, doubled: 8, overtaking: 20, disk_ms: 60, ..Weather::fair() }
    }

    /// Every number with the name it has in scripts.
    pub fn numbers(&mut self) -> [(&'static str, Number<'_>); 14] {
        [
            ("delay", Number::Long(&mut self.delay_ms)),
            ("jitter", Number::Long(&mut self.jitter_ms)),
            ("lost", Number::Share(&mut self.lost)),
            ("doubled", Number::Share(&mut self.doubled)),
            ("overtaking", Number::Share(&mut self.overtaking)),
            ("disk", Number::Long(&mut self.disk_ms)),
            ("bursts", Number::Share(&mut self.bursts)),
            ("stray", Number::Share(&mut self.stray)),
            ("replayed", Number::Share(&mut self.replayed)),
            ("clogged", Number::Share(&mut self.clogged)),
            ("reset", Number::Share(&mut self.reset)),
            ("corrupted", Number::Share(&mut self.corrupted)),
            ("bytes", Number::Long(&mut self.bytes_per_second)),
            ("queue", Number::Count(&mut self.queue_frames)),
        ]
    }
}

/// One number of the weather.
#[derive(Debug)]
pub enum Number<'a> {
    /// Milliseconds, or bytes a second.
    Long(&'a mut u64),
    /// A share, at most 10,000.
    Share(&'a mut u32),
    /// How many.
    Count(&'a mut usize),
}

impl Number<'_> {
    /// What it is.
    pub fn value(&self) -> u64 {
        match self {
            Number::Long(value) => **value,
            Number::Share(value) => u64::from(**value),
            Number::Count(value) => **value as u64,
        }
    }

    /// Makes it another; false when that is too much.
    pub fn become_value(&mut self, new: u64) -> bool {
        match self {
            Number::Long(value) if new <= 100_000_000 => **value = new,
            Number::Share(value) if new <= 10_000 => **value = new as u32,
            Number::Count(value) if (1..=1_000_000).contains(&new) => **value = new as usize,
            Number::Long(_) | Number::Share(_) | Number::Count(_) => return false,
        }
        true
    }
}

//! The faults a night can have, by name, and how often each was really reached.

use std::collections::BTreeMap;

/// One class of fault. The numbers are those of the list in the crate docs of the lab.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Frames are lost, one by one and in bursts.
    Loss,
    /// Frames take long, a few of them very long.
    Delay,
    /// Frames come twice, and old ones come again.
    Doubling,
    /// Frames overtake each other.
    Reordering,
    /// A way stands still for a while and then lets everything through.
    Clog,
    /// Some machines cannot reach others, in both directions or in one.
    Partition,
    /// A link breaks and comes back, or only one side sees it break; a machine gets another address.
    Reset,
    /// A way carries few bytes a second, and a queue that is full breaks the link.
    Narrow,
    /// Bytes change on the way: the transport sees it and breaks the link.
    Corruption,
    /// A machine stops and starts again.
    Crash,
    /// A machine stands still, as a laptop whose lid is closed.
    Pause,
    /// A machine loses its ledger, or an old copy of it is put back.
    Amnesia,
    /// What was not synced is lost or torn by a crash.
    Torn,
    /// Bits turn over or pages are zeroed on the disk.
    Rot,
    /// A write lands elsewhere in the file.
    Misdirected,
    /// The disk refuses a write or a sync.
    DiskError,
    /// The disk is slow.
    SlowDisk,
    /// Clocks run fast or slow, jump and stand still.
    Clock,
    /// What happens at one time happens in another order, and one task is starved.
    Order,
    /// Queues are as short as they may be.
    Tight,
    /// A member lies.
    RogueGuest,
    /// A host lies.
    RogueHost,
    /// A stranger who watches lies.
    RogueStranger,
    /// A machine of another version or with another book knocks.
    Skew,
    /// Members come, leave, rest, are sent away; the chair moves; the host hands over.
    Churn,
    /// One kind of message never arrives for a while, so that the roads around it are walked.
    Detour,
}

impl Fault {
    /// Every class, in order.
    pub const ALL: [Fault; 26] = [
        Fault::Loss,
        Fault::Delay,
        Fault::Doubling,
        Fault::Reordering,
        Fault::Clog,
        Fault::Partition,
        Fault::Reset,
        Fault::Narrow,
        Fault::Corruption,
        Fault::Crash,
        Fault::Pause,
        Fault::Amnesia,
        Fault::Torn,
        Fault::Rot,
        Fault::Misdirected,
        Fault::DiskError,
        Fault::SlowDisk,
        Fault::Clock,
        Fault::Order,
        Fault::Tight,
        Fault::RogueGuest,
        Fault::RogueHost,
        Fault::RogueStranger,
        Fault::Skew,
        Fault::Churn,
        Fault::Detour,
    ];

    /// Its number and name, such as `F06 partition`.
    pub fn name(self) -> &'static str {
        match self {
            Fault::Loss => "F01 loss",
            Fault::Delay => "F02 delay",
            Fault::Doubling => "F03 doubling",
            Fault::Reordering => "F04 reordering",
            Fault::Clog => "F05 clog",
            Fault::Partition => "F06 partition",
            Fault::Reset => "F07 reset",
            Fault::Narrow => "F08 narrow",
            Fault::Corruption => "F09 corruption",
            Fault::Crash => "F10 crash",
            Fault::Pause => "F11 pause",
            Fault::Amnesia => "F12 amnesia",
            Fault::Torn => "F13 torn",
            Fault::Rot => "F14 rot",
            Fault::Misdirected => "F15 misdirected",
            Fault::DiskError => "F16 disk error",
            Fault::SlowDisk => "F17 slow disk",
            Fault::Clock => "F18 clock",
            Fault::Order => "F19 order",
            Fault::Tight => "F20 tight queues",
            Fault::RogueGuest => "F21 rogue guest",
            Fault::RogueHost => "F22 rogue host",
            Fault::RogueStranger => "F23 rogue stranger",
            Fault::Skew => "F24 skew",
            Fault::Churn => "F25 churn",
            Fault::Detour => "F26 detour",
        }
    }
}

/// How often each fault was reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached(BTreeMap<Fault, u64>);

impl Reached {
    /// One more.
    pub fn count(&mut self, fault: Fault) {
        *self.0.entry(fault).or_default() += 1;
    }

    /// How often.
    pub fn of(&self, fault: Fault) -> u64 {
        self.0.get(&fault).copied().unwrap_or(0)
    }

    /// Adds another count to this one.
    pub fn add(&mut self, other: &Reached) {
        for (fault, count) in &other.0 {
            *self.0.entry(*fault).or_default() += count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_has_its_number_and_a_count() {
        let mut reached = Reached::default();
        for (place, fault) in Fault::ALL.into_iter().enumerate() {
            assert!(fault.name().starts_with(&format!("F{:02} ", place + 1)), "{}", fault.name());
            reached.count(fault);
        }
        let mut twice = reached.clone();
        twice.add(&reached);
        assert!(Fault::ALL.iter().all(|fault| twice.of(*fault) == 2));
    }
}

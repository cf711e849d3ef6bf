//! Mending: two copies of one journal are read side by side, and where one is damaged the other stands in.
//!
//! Both copies get the same bytes, the second after the first. Nothing is computed anew: a frame that rotted is replaced
//! by the other copy's own bytes, or stays reported.

use super::recover::{Damage, Recovered, recover};
use super::{Journal, Step};
use crate::session::limits::WRITE_BYTES_MAX;

/// One copy's segments, by number in rising order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copies {
    /// The copy that is written first.
    pub first: Vec<(u32, Vec<u8>)>,
    /// The copy that follows it.
    pub second: Vec<(u32, Vec<u8>)>,
}

/// What two copies together hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// The records and where to go on. Its steps bring the first copy to that state, a torn end cut off included.
    pub found: Recovered,
    /// What brings the second copy to the same bytes, after the first.
    pub second: Vec<Step>,
    /// Where the first copy was damaged and the second stood in.
    pub mended: Option<Damage>,
}

/// Reads two copies of a journal.
pub fn mend(copies: &Copies) -> Mended {
    let alone = recover(&copies.first);
    let mut best = copies.first.clone();
    let mut found = alone.clone();
    loop {
        let (segment, offset) = found.journal.place();
        // Where nothing is wrong and neither copy goes on, there is nothing to try: the usual case reads a journal once.
        let goes_on = |other: &&Vec<(u32, Vec<u8>)>| {
            let beyond = |(number, bytes): &(u32, Vec<u8>)| (*number, bytes.len() as u64) > (segment, offset);
            found.damage.is_some() || other.iter().any(beyond)
        };
        let longer = [&copies.first, &copies.second].into_iter().filter(goes_on).find_map(|other| {
            let tried = spliced(&best, other, segment, offset);
            let read = recover(&tried);
            let (here, there) = ((segment, offset), read.journal.place());
            let sound = there == here && found.damage.is_some() && read.damage.is_none();
            (there > here || sound).then_some((tried, read))
        });
        match longer {
            Some((tried, read)) => (best, found) = (tried, read),
            None => break,
        }
    }
    // A second copy that is ahead shows that the first lost what had been synced.
    let further = found.journal.place() > alone.journal.place();
    let mended = (further || alone.damage.is_some() && found.damage.is_none())
        .then(|| alone.damage.unwrap_or_else(|| Damage::lost_end(alone.journal)));
    if found.damage.is_none() {
        cut_end(&mut best, found.journal);
        found.steps = rewrite(&copies.first, &best);
    }
    let second = if found.damage.is_none() { rewrite(&copies.second, &best) } else { Vec::new() };
    Mended { found, second, mended }
}

/// The segments of `best` up to a place, and those of `other` from there.
fn spliced(best: &[(u32, Vec<u8>)], other: &[(u32, Vec<u8>)], segment: u32, offset: u64) -> Vec<(u32, Vec<u8>)> {
    let mut whole: Vec<(u32, Vec<u8>)> = best.iter().filter(|(number, _)| *number < segment).cloned().collect();
    let head =
        best.iter().find(|(number, _)| *number == segment).map(|(_, bytes)| bytes.as_slice()).unwrap_or_default();
    let tail =
        other.iter().find(|(number, _)| *number == segment).map(|(_, bytes)| bytes.as_slice()).unwrap_or_default();
    let mut bytes = head.get(..offset as usize).unwrap_or(head).to_vec();
    bytes.extend(tail.get(offset as usize..).unwrap_or_default());
    whole.push((segment, bytes));
    // A segment that one copy lost is taken from the one that has it.
    let later = |number: &u32| *number > segment;
    let mut numbers: Vec<u32> = best.iter().chain(other).map(|(number, _)| *number).filter(later).collect();
    numbers.sort_unstable();
    numbers.dedup();
    for number in numbers {
        let of = |from: &[(u32, Vec<u8>)]| from.iter().find(|(own, _)| *own == number).cloned();
        whole.extend(of(other).or_else(|| of(best)));
    }
    whole
}

fn cut_end(best: &mut Vec<(u32, Vec<u8>)>, journal: Journal) {
    let (segment, offset) = journal.place();
    best.retain(|(number, bytes)| *number <= segment && (*number < segment || journal.exists || !bytes.is_empty()));
    if let Some((_, bytes)) = best.iter_mut().find(|(number, _)| *number == segment) {
        bytes.truncate(offset as usize);
    }
}

/// What makes a copy hold these bytes: only what differs is written.
fn rewrite(is: &[(u32, Vec<u8>)], wanted: &[(u32, Vec<u8>)]) -> Vec<Step> {
    let mut steps = Vec::new();
    for (number, bytes) in wanted {
        let segment = *number;
        let known = is.iter().find(|(own, _)| *own == segment).map(|(_, bytes)| bytes.as_slice());
        if known.is_none() {
            steps.extend([Step::Create { segment }, Step::SyncFolder]);
        }
        let known = known.unwrap_or_default();
        let same = known.iter().zip(bytes).take_while(|(one, other)| one == other).count();
        if same == bytes.len() && known.len() == bytes.len() {
            continue;
        }
        for (place, part) in bytes.get(same..).unwrap_or_default().chunks(WRITE_BYTES_MAX).enumerate() {
            let offset = (same + place * WRITE_BYTES_MAX) as u64;
            steps.push(Step::Write { segment, offset, bytes: part.to_vec() });
        }
        if known.len() > bytes.len() {
            steps.push(Step::Truncate { segment, bytes: bytes.len() as u64 });
        }
        steps.push(Step::SyncFile { segment });
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::journal::record::Record;

    /// A journal of so many records, one a write, in segments of at most `most` writes.
    fn journal(count: u64) -> Vec<(u32, Vec<u8>)> {
        let (mut journal, mut disk) = (Journal::default(), Vec::new());
        for index in 1..=count {
            for step in journal.append(&[Record::Durable { index }]) {
                if let Step::Write { bytes, .. } = step {
                    disk.extend(bytes);
                }
            }
        }
        vec![(0, disk)]
    }

    fn apply(mut disk: Vec<(u32, Vec<u8>)>, steps: &[Step]) -> Vec<(u32, Vec<u8>)> {
        for step in steps {
            match step {
                Step::Create { segment } => disk.push((*segment, Vec::new())),
                Step::Write { segment, offset, bytes } => {
                    let (_, file) = disk.iter_mut().find(|(number, _)| number == segment).expect("a segment");
                    let end = *offset as usize + bytes.len();
                    file.resize(file.len().max(end), 0);
                    file[*offset as usize..end].copy_from_slice(bytes);
                }
                Step::Truncate { segment, bytes } => {
                    let (_, file) = disk.iter_mut().find(|(number, _)| number == segment).expect("a segment");
                    file.truncate(*bytes as usize);
                }
                Step::SyncFile { .. } | Step::SyncFolder => {}
            }
        }
        disk
    }

    /// Both copies are brought to the whole journal again, or the damage is reported and nothing false is read.
    fn check(first: Vec<(u32, Vec<u8>)>, second: Vec<(u32, Vec<u8>)>, whole: bool, mended: bool) {
        let copies = Copies { first: first.clone(), second: second.clone() };
        let got = mend(&copies);
        assert!(recover(&journal(40)).records.starts_with(&got.found.records));
        assert_eq!(got.found.records.len() == 40, whole, "{:?}", got.found.damage);
        assert_eq!(got.mended.is_some(), mended, "{:?}", got.mended);
        if whole {
            assert_eq!(apply(first, &got.found.steps), journal(40));
            assert_eq!(apply(second, &got.second), journal(40));
        }
    }

    #[test]
    fn either_copy_stands_in_for_the_other() {
        let sound = || journal(40);
        let with = |change: fn(&mut Vec<u8>)| {
            let mut disk = journal(40);
            change(&mut disk[0].1);
            disk
        };
        check(sound(), sound(), true, false);
        check(sound(), Vec::new(), true, false);
        check(Vec::new(), sound(), true, true);
        check(with(|bytes| bytes[700] ^= 4), sound(), true, true);
        check(sound(), with(|bytes| bytes[700] ^= 4), true, false);
        check(with(|bytes| bytes.truncate(900)), sound(), true, true);
        check(with(|bytes| bytes[512..1024].fill(0)), sound(), true, true);
        check(sound(), with(|bytes| bytes.truncate(900)), true, false);
        check(with(|bytes| bytes.extend([0xa5; 90])), sound(), true, true);
        check(sound(), with(|bytes| bytes.extend([0xa5; 90])), true, false);
        // Damaged in two places, each good where the other is not.
        check(with(|bytes| bytes[300] ^= 1), with(|bytes| bytes[1500] ^= 1), true, true);
        check(with(|bytes| bytes[1500] ^= 1), with(|bytes| bytes[300] ^= 1), true, true);
        // In one place there is nothing to mend from.
        check(with(|bytes| bytes[700] ^= 4), with(|bytes| bytes[700] ^= 8), false, false);
    }

    #[test]
    fn mending_may_be_broken_off_anywhere_and_begun_again() {
        let mut bent = journal(40);
        bent[0].1[300] ^= 1;
        bent[0].1.truncate(1_200);
        let steps = mend(&Copies { first: bent.clone(), second: journal(40) }).found.steps;
        for done in 0..=steps.len() {
            let half = apply(bent.clone(), steps.get(..done).unwrap_or_default());
            let again = mend(&Copies { first: half.clone(), second: journal(40) });
            assert_eq!(apply(half, &again.found.steps), journal(40));
        }
    }
}

//! A simulated disk: what was not synced is dropped, kept or torn when the machine crashes.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rand::RngExt;
use rand::rngs::ChaCha20Rng;

use crate::session::journal::Step;

/// One machine's disk with one journal on it.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    files: BTreeMap<u32, Vec<u8>>,
    /// Files that the folder names for good.
    listed: BTreeSet<u32>,
    on_way: VecDeque<(u64, Vec<Step>)>,
    failed: bool,
}

impl Disk {
    /// Takes steps that will be done when [`Disk::finish`] says so; false where the disk has failed.
    pub fn begin(&mut self, token: u64, steps: Vec<Step>) -> bool {
        if !self.failed {
            self.on_way.push_back((token, steps));
        }
        !self.failed
    }

    /// Does everything up to a token, synced. True when that token was on its way.
    pub fn finish(&mut self, token: u64) -> bool {
        let mut done = false;
        while self.on_way.front().is_some_and(|(known, _)| *known <= token) {
            let Some((known, steps)) = self.on_way.pop_front() else { break };
            steps.iter().for_each(|step| self.apply(step));
            done |= known == token;
        }
        done
    }

    /// The power fails: some steps of what was on its way had happened, the last of them perhaps in part. True when
    /// something was on its way.
    pub fn crash(&mut self, chance: &mut ChaCha20Rng) -> bool {
        self.failed = false;
        let steps: Vec<Step> = self.on_way.drain(..).flat_map(|(_, steps)| steps).collect();
        let reached = chance.random_range(0..=steps.len());
        for (place, step) in steps.iter().take(reached).enumerate() {
            // Whether what follows a write was synced or not, the write itself may be there in part only.
            let synced = steps
                .get(place + 1..reached)
                .is_some_and(|later| later.iter().any(|later| matches!(later, Step::SyncFile { .. })));
            match step {
                Step::Write { segment, offset, bytes } if !synced => {
                    let torn = tear(bytes, *offset, chance);
                    self.apply(&Step::Write { segment: *segment, offset: *offset, bytes: torn });
                }
                step => self.apply(step),
            }
        }
        // A file that the folder was never synced to name may be gone with all that is in it.
        if chance.random_range(0..2) == 0 {
            self.files.retain(|segment, _| self.listed.contains(segment));
        }
        !steps.is_empty()
    }

    /// The disk refuses a write or a sync: some of what was on its way happened, and nothing more does.
    pub fn fail(&mut self, chance: &mut ChaCha20Rng) {
        self.crash(chance);
        self.failed = true;
    }

    /// True when it refuses everything until the machine starts again.
    pub fn has_failed(&self) -> bool {
        self.failed
    }

    /// The disk as it was synced, for a copy.
    pub fn synced(&self) -> Disk {
        Disk { files: self.files.clone(), listed: self.listed.clone(), ..Disk::default() }
    }

    /// A bit turns over, or a page is zeroed, in what had been synced long ago.
    pub fn rot(&mut self, chance: &mut ChaCha20Rng) {
        let Some(bytes) = self.files.values_mut().next() else { return };
        // The last write could as well be torn, which is another fault.
        let old = bytes.len() * 3 / 4;
        if old == 0 {
            return;
        }
        let place = chance.random_range(0..old);
        if chance.random_range(0..2) == 0 {
            bytes[place] ^= 1 << chance.random_range(0..8);
        } else {
            let page = place / 512 * 512;
            bytes[page..(page + 512).min(old.max(page + 1))].fill(0);
        }
    }

    /// A sector was written over another one.
    pub fn misdirect(&mut self, chance: &mut ChaCha20Rng) {
        let Some(bytes) = self.files.values_mut().next() else { return };
        let sectors = bytes.len() * 3 / 4 / 512;
        if sectors < 2 {
            return;
        }
        let from = chance.random_range(0..sectors);
        let to = (from + chance.random_range(1..sectors)) % sectors;
        let moved: Vec<u8> = bytes[from * 512..(from + 1) * 512].to_vec();
        bytes[to * 512..(to + 1) * 512].copy_from_slice(&moved);
    }

    /// Every segment with its content, as a restarted machine reads it.
    pub fn segments(&self) -> Vec<(u32, Vec<u8>)> {
        self.files.iter().map(|(segment, bytes)| (*segment, bytes.clone())).collect()
    }

    /// Does one step at once.
    pub fn apply(&mut self, step: &Step) {
        match step {
            Step::Create { segment } => {
                self.files.entry(*segment).or_default();
            }
            Step::Write { segment, offset, bytes } => {
                let file = self.files.entry(*segment).or_default();
                let end = *offset as usize + bytes.len();
                if file.len() < end {
                    file.resize(end, 0);
                }
                file[*offset as usize..end].copy_from_slice(bytes);
            }
            Step::Truncate { segment, bytes } => {
                self.files.entry(*segment).or_default().truncate(*bytes as usize);
            }
            Step::SyncFolder => self.listed = self.files.keys().copied().collect(),
            Step::SyncFile { .. } => {}
        }
    }
}

/// What is left of a write that was never synced: nothing, a part, all of it, or all but some sectors.
fn tear(bytes: &[u8], offset: u64, chance: &mut ChaCha20Rng) -> Vec<u8> {
    let mut torn = bytes.to_vec();
    match chance.random_range(0..4) {
        0 => torn.clear(),
        1 => torn.truncate(chance.random_range(0..=bytes.len())),
        2 => {
            for (place, byte) in torn.iter_mut().enumerate() {
                // One answer a sector: the seed of the choice is the sector's number.
                let sector = (offset + place as u64) / 512;
                if sector % 2 == 1 {
                    *byte = 0;
                }
            }
        }
        _ => {}
    }
    torn
}

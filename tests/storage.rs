//! Disks that fail: every boundary of every write, the n-th step failing for every n, and both copies damaged at will.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

#[path = "hostile/stage.rs"]
mod stage;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use rand::rngs::ChaCha20Rng;
use rand::{RngExt, SeedableRng};
use roundtable::lab::night::EVENING_MS;
use roundtable::session::entry::{Absent, Charter};
use roundtable::session::guest::{self, Ask, Founding, Guest, Part, Told};
use roundtable::session::host::{self, Host};
use roundtable::session::invite::Secret;
use roundtable::session::journal::mend::{Copies, mend};
use roundtable::session::journal::record::Record;
use roundtable::session::journal::recover::recover;
use roundtable::session::journal::{Journal, Step};
use roundtable::session::library::Library;
use roundtable::session::roster::Role;
use roundtable::session::seal::Identity;
use roundtable::session::wire::{Addressee, Denial, addressee};
use roundtable::tale;

use stage::create;

/// A founder at a table of one, with a disk of which the n-th step may fail.
struct Solo {
    guest: Guest,
    host: Option<Host>,
    journal: Journal,
    disk: BTreeMap<u32, Vec<u8>>,
    steps: Vec<Step>,
    /// How many steps were done when each row of records was reported to be kept, and the records.
    kept: Vec<(usize, Vec<Record>)>,
    fails_at: usize,
    stopped: bool,
    told: Vec<Told>,
    now_ms: u64,
}

impl Solo {
    fn new(fails_at: usize) -> Solo {
        let founding = Founding {
            random: [3; 16],
            name: "one evening".into(),
            founder_name: "Ada".into(),
            seats: 1,
            charter: Charter { absent: Absent::Guard },
            tale: Library::print_of(&tale::standard()[0]),
        };
        let identity = Identity::from_secret(&[5; 32]);
        let (guest, outputs) = Guest::founding(identity, Library::standard(), founding, [1; 32], EVENING_MS).unwrap();
        let mut solo = Solo {
            guest,
            host: None,
            journal: Journal::default(),
            disk: BTreeMap::new(),
            steps: Vec::new(),
            kept: Vec::new(),
            fails_at,
            stopped: false,
            told: Vec::new(),
            now_ms: EVENING_MS,
        };
        solo.follow(outputs);
        solo
    }

    fn guest(&mut self, input: guest::Input) {
        let outputs = self.guest.handle(input);
        self.follow(outputs);
    }

    fn host(&mut self, input: host::Input) {
        let outputs = self.host.as_mut().map(|host| host.handle(input)).unwrap_or_default();
        self.follow_host(outputs);
    }

    fn tick(&mut self) {
        self.now_ms += 50;
        let now_ms = self.now_ms;
        self.guest(guest::Input::Ticked { now_ms });
        self.host(host::Input::Ticked { now_ms });
    }

    fn follow(&mut self, outputs: Vec<guest::Output>) {
        let mut queue: VecDeque<guest::Output> = outputs.into();
        while let Some(output) = queue.pop_front() {
            match output {
                guest::Output::Send { frame, .. } => self.loop_back(frame),
                guest::Output::Persist { token, records } => {
                    let steps = self.journal.append(&records);
                    match self.do_steps(&steps) {
                        true => {
                            self.kept.push((self.steps.len(), records));
                            queue.extend(self.guest.handle(guest::Input::Persisted { token }));
                        }
                        false => queue.extend(self.guest.handle(guest::Input::Failed)),
                    }
                }
                guest::Output::Tell(told) => self.told.push(told),
                guest::Output::Elected(certificate) => {
                    if let Some((host, outputs)) = self.guest.rise(*certificate, [2; 32]) {
                        self.host = Some(host);
                        self.follow_host(outputs);
                    }
                }
                guest::Output::Deposed => self.host = None,
                guest::Output::Drop { .. } | guest::Output::Apart(_) | guest::Output::GoAlong(_) => {}
            }
        }
    }

    fn follow_host(&mut self, outputs: Vec<host::Output>) {
        for output in outputs {
            if let host::Output::Send { frame, .. } = output {
                self.loop_back(frame);
            }
        }
    }

    fn loop_back(&mut self, frame: Arc<[u8]>) {
        let from = self.guest.player();
        if addressee(&frame) == Some(Addressee::Host) && self.host.is_some() {
            self.host(host::Input::Received { from, frame });
        } else {
            self.guest(guest::Input::Received { from, frame });
        }
    }

    /// Does steps until one fails; after that the disk takes nothing more.
    fn do_steps(&mut self, steps: &[Step]) -> bool {
        for step in steps {
            if self.stopped || self.steps.len() + 1 == self.fails_at {
                if std::mem::replace(&mut self.stopped, true) {
                    return false;
                }
                // What failed may have happened in part.
                if let Step::Write { segment, offset, bytes } = step {
                    let half =
                        Step::Write { segment: *segment, offset: *offset, bytes: bytes[..bytes.len() / 2].to_vec() };
                    apply(&mut self.disk, &half);
                }
                return false;
            }
            apply(&mut self.disk, step);
            self.steps.push(step.clone());
        }
        true
    }

    /// A hero is made and tickets come and go: so many entries of several kinds.
    fn play(&mut self, rounds: u8) {
        self.tick();
        self.guest(guest::Input::Asked(Ask::Do(create(0))));
        for round in 0..rounds {
            self.tick();
            let secret = Secret::new([round; 12]);
            let tag = secret.tag();
            self.host(host::Input::Asked(host::Ask::Invite { secret, role: Role::Voter, uses: 1, lasts_ms: 60_000 }));
            self.tick();
            self.host(host::Input::Asked(host::Ask::Revoke { tag }));
        }
        self.tick();
    }
}

fn apply(disk: &mut BTreeMap<u32, Vec<u8>>, step: &Step) {
    match step {
        Step::Create { segment } => drop(disk.insert(*segment, Vec::new())),
        Step::Write { segment, offset, bytes } => {
            let file = disk.entry(*segment).or_default();
            let end = *offset as usize + bytes.len();
            file.resize(file.len().max(end), 0);
            file[*offset as usize..end].copy_from_slice(bytes);
        }
        Step::Truncate { segment, bytes } => disk.entry(*segment).or_default().truncate(*bytes as usize),
        Step::SyncFile { .. } | Step::SyncFolder => {}
    }
}

fn segments(disk: &BTreeMap<u32, Vec<u8>>) -> Vec<(u32, Vec<u8>)> {
    disk.iter().map(|(segment, bytes)| (*segment, bytes.clone())).collect()
}

fn restored(records: Vec<Record>) -> Guest {
    Guest::restored(Identity::from_secret(&[5; 32]), Library::standard(), records, &[], [1; 32], EVENING_MS)
        .expect("it replays")
}

/// What stands on the disk when the power fails before this step: the step not done, done, or done in part.
fn cuts(before: &BTreeMap<u32, Vec<u8>>, step: &Step) -> Vec<BTreeMap<u32, Vec<u8>>> {
    let mut cuts = vec![before.clone()];
    let with = |step: &Step| {
        let mut disk = before.clone();
        apply(&mut disk, step);
        disk
    };
    cuts.push(with(step));
    if let Step::Write { segment, offset, bytes } = step {
        for length in [1, 39, 41, bytes.len() / 2, bytes.len() - 1] {
            let torn = bytes[..length.min(bytes.len())].to_vec();
            cuts.push(with(&Step::Write { segment: *segment, offset: *offset, bytes: torn }));
        }
        // The length of the file is there, some sectors are not.
        let mut holes = bytes.clone();
        holes.iter_mut().enumerate().for_each(|(at, byte)| {
            if (*offset as usize + at) / 512 % 2 == 1 {
                *byte = 0;
            }
        });
        cuts.push(with(&Step::Write { segment: *segment, offset: *offset, bytes: holes }));
    }
    cuts
}

#[test]
fn power_may_fail_at_every_boundary_and_nothing_reported_is_lost() {
    let mut solo = Solo::new(usize::MAX);
    solo.play(24);
    assert!(solo.guest.durable() >= 50, "{:?}", solo.guest.tail());
    let all: Vec<Record> = solo.kept.iter().flat_map(|(_, records)| records.clone()).collect();
    let (mut disk, mut behind, mut tried) = (BTreeMap::new(), BTreeMap::new(), 0);
    for (done, step) in solo.steps.iter().enumerate() {
        let sure: usize = solo.kept.iter().filter(|(steps, _)| *steps <= done).map(|(_, records)| records.len()).sum();
        for cut in cuts(&disk, step) {
            tried += 1;
            // The second copy lags behind the first by one write, or has nothing yet.
            for second in [behind.clone(), BTreeMap::new()] {
                let mended = mend(&Copies { first: segments(&cut), second: segments(&second) });
                assert_eq!(mended.found.damage, None, "before step {done}: {step:?}");
                assert!(all.starts_with(&mended.found.records), "before step {done}: something false was read");
                assert!(mended.found.records.len() >= sure, "before step {done}: something kept was lost");
                // Broken off in the middle of recovery and begun again, it comes to the same.
                let mut half = cut.clone();
                for step in mended.found.steps.iter().take(mended.found.steps.len() / 2) {
                    apply(&mut half, step);
                }
                let again = mend(&Copies { first: segments(&half), second: segments(&second) });
                assert_eq!(again.found.records, mended.found.records);
            }
        }
        if done % 20 == 0 {
            let found = recover(&segments(&disk)).records;
            let guest = restored(found);
            assert!(guest.tail().index <= solo.guest.tail().index);
        }
        behind = disk.clone();
        apply(&mut disk, step);
    }
    println!("{} steps, {tried} ways for the power to fail", solo.steps.len());
    let guest = restored(recover(&segments(&disk)).records);
    assert_eq!(guest.state().unwrap().digest(), solo.guest.state().unwrap().digest());
}

#[test]
fn the_nth_step_may_fail_for_every_n_and_nothing_is_promised_after_it() {
    let mut sound = Solo::new(usize::MAX);
    sound.play(12);
    let count = sound.steps.len();
    for fails_at in 1..=count {
        let mut solo = Solo::new(fails_at);
        solo.play(12);
        let name = format!("step {fails_at} of {count}");
        assert!(solo.told.contains(&Told::DiskFailed), "{name}: it is said");
        assert_eq!(solo.told.iter().filter(|told| **told == Told::DiskFailed).count(), 1, "{name}: once");
        assert_eq!(solo.guest.role(), Part::Stopped, "{name}");
        assert!(solo.host.is_none(), "{name}: nobody hosts on a disk that failed");
        // Nothing that was not on the disk before is called durable.
        let found = recover(&segments(&solo.disk));
        assert_eq!(found.damage, None, "{name}");
        let again = restored(found.records);
        assert!(again.tail().index >= solo.guest.durable(), "{name}: {:?}", solo.guest.tail());
        let mut kept = solo.kept.iter().map(|(steps, _)| *steps);
        assert!(kept.all(|steps| steps < fails_at), "{name}: reported as kept after the fault");
        // Whoever asks for more is refused with the reason.
        if solo.guest.certificate().is_some() {
            solo.told.clear();
            solo.guest(guest::Input::Asked(Ask::Do(create(0))));
            let refused = |told: &Told| matches!(told, Told::Refused { why: Denial::DiskFailed, .. });
            assert!(solo.told.iter().any(refused), "{name}: {:?}", solo.told);
        }
    }
    println!("{count} steps failed, each once");
}

/// One fault at a random place of a copy.
fn damage(disk: &mut BTreeMap<u32, Vec<u8>>, chance: &mut ChaCha20Rng) -> &'static str {
    let bytes = disk.get_mut(&0).unwrap();
    let at = chance.random_range(0..bytes.len());
    match chance.random_range(0..6) {
        0 => {
            bytes[at] ^= 1 << chance.random_range(0..8);
            "a turned bit"
        }
        1 => {
            bytes.truncate(at);
            "a shortened file"
        }
        2 => {
            let page = at / 4096 * 4096;
            let end = (page + 4096).min(bytes.len());
            bytes[page..end].fill(0);
            "a zeroed page"
        }
        3 => {
            let (page, other) = (at / 512 * 512, chance.random_range(0..bytes.len()) / 512 * 512);
            let (from, to) = ((other, (other + 512).min(bytes.len())), page);
            let copy = bytes[from.0..from.1].to_vec();
            let end = (to + copy.len()).min(bytes.len());
            bytes[to..end].copy_from_slice(&copy[..end - to]);
            "a sector written to another's place"
        }
        4 => {
            bytes.extend((0..chance.random_range(1..600)).map(|_| 0xa5));
            "rubbish at the end"
        }
        _ => {
            disk.clear();
            "a lost file"
        }
    }
}

#[test]
fn a_damaged_copy_is_mended_from_the_other_and_two_are_never_silently_believed() {
    let mut solo = Solo::new(usize::MAX);
    solo.play(30);
    let all: Vec<Record> = solo.kept.iter().flat_map(|(_, records)| records.clone()).collect();
    let sound = solo.disk.clone();
    let mut chance = ChaCha20Rng::seed_from_u64(7);
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for round in 0..240 {
        let mut bad = sound.clone();
        *counts.entry(damage(&mut bad, &mut chance)).or_default() += 1;
        let (first, second) = if round % 2 == 0 { (&bad, &sound) } else { (&sound, &bad) };
        let mended = mend(&Copies { first: segments(first), second: segments(second) });
        assert_eq!(mended.found.records, all, "round {round}: {:?}", mended.found.damage);
        let (mut one, mut two) = (first.clone(), second.clone());
        mended.found.steps.iter().for_each(|step| apply(&mut one, step));
        mended.second.iter().for_each(|step| apply(&mut two, step));
        assert!(one == sound && two == sound, "round {round}: both copies are whole again");
        // Both damaged, each in its own way: what is read is true, and what is missing is known.
        let mut other = sound.clone();
        damage(&mut other, &mut chance);
        let mended = mend(&Copies { first: segments(&bad), second: segments(&other) });
        assert!(all.starts_with(&mended.found.records), "round {round}: something false was read");
    }
    println!("{counts:?}");
    assert_eq!(counts.len(), 6, "every kind of damage was done");
}

#[test]
fn what_was_put_back_never_signs_a_thing_twice() {
    let mut solo = Solo::new(usize::MAX);
    solo.play(4);
    let whole = recover(&segments(&solo.disk)).records;
    let term = solo.guest.certificate().unwrap().term();
    // Yesterday's half of the ledger, put back: alone it goes on, in terms that were never used before.
    let mut half: Vec<Record> = whole[..whole.len() / 2].to_vec();
    half.push(Record::Restored { index: 4, at_ms: EVENING_MS });
    let mut guest = restored(half);
    assert_eq!(guest.put_back_at(), Some((4, EVENING_MS)));
    assert!(!guest.is_mute());
    let outputs = guest.handle(guest::Input::Asked(Ask::Host));
    let vote = outputs.iter().find_map(|output| match output {
        guest::Output::Persist { records, .. } => records.iter().find_map(|record| match record {
            Record::Vote(vote) => Some(vote.ballot.term),
            _ => None,
        }),
        _ => None,
    });
    assert!(vote.is_some_and(|voted| voted > term + 1_000), "{vote:?}");
    // Where others weigh something it is mute.
    let night = stage::seated(41, 2);
    let guest = night.machines[1].guest.as_ref().unwrap();
    let mut records: Vec<Record> =
        guest.ledger().batches().iter().map(|batch| Record::Batch(Arc::clone(batch))).collect();
    records.push(Record::Restored { index: guest.tail().index, at_ms: EVENING_MS });
    let identity = Identity::from_secret(&night.machines[1].secret);
    let mut again = Guest::restored(identity, Library::standard(), records.clone(), &[], [1; 32], EVENING_MS).unwrap();
    assert!(again.is_mute());
    let outputs = again.handle(guest::Input::Asked(Ask::Host));
    assert!(outputs.is_empty(), "it does not stand: {outputs:?}");
    // Whoever reads a friend's file and never sat there promised nothing.
    let stranger =
        Guest::restored(Identity::from_secret(&[99; 32]), Library::standard(), records, &[], [1; 32], EVENING_MS)
            .unwrap();
    assert!(!stranger.is_mute());
}

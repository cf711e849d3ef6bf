//! Machines that begin, stop, start again, stand still, and lose what they had.

use std::sync::Arc;

use rand::RngExt;

use crate::lab::disk::Disk;
use crate::lab::fault::Fault;
use crate::lab::history::{Flaw, Seen};
use crate::lab::machine::Machine;
use crate::lab::night::{NOTICE_MS, Night, RELINK_MS, pair};
use crate::lab::queue::Event;
use crate::session::entry::{Absent, Charter};
use crate::session::export::generations_kept;
use crate::session::guest::{self, Founding, Guest, Wanted};
use crate::session::hash::{Hash, TableId};
use crate::session::invite::Secret;
use crate::session::journal::Journal;
use crate::session::journal::record::Record;
use crate::session::journal::recover::{Recovered, recover};
use crate::session::seal::Identity;

// What recovery does is one write among none.
const RECOVERY: u64 = 0;
// After so long without a word the transport gives a link up.
const IDLE_MS: u64 = 6_000;

impl Night {
    fn machine(&mut self) -> (usize, Identity) {
        let secret: [u8; 32] = self.chance.random();
        let identity = Identity::from_secret(&secret);
        let number = self.machines.len();
        self.machines.push(Machine::new(secret, identity.player(), self.now_ms));
        self.secrets.push(secret.to_vec());
        self.history.players.push(identity.player());
        self.noted.push((0, 0));
        self.begin_life(number);
        (number, identity)
    }

    fn begin_life(&mut self, number: usize) {
        self.machines[number].starts += 1;
        let starts = self.machines[number].starts;
        self.see(number, Seen::Starts);
        self.push(self.now_ms + 1, Event::Tick(number, starts));
    }

    /// A machine founds a table.
    pub fn found(&mut self, name: &str, tale: Hash) -> usize {
        let (number, identity) = self.machine();
        let founding = Founding {
            random: self.chance.random(),
            name: format!("{name}'s table"),
            founder_name: name.to_owned(),
            seats: 1,
            charter: Charter { absent: Absent::Guard },
            tale,
        };
        let seed = self.chance.random();
        let (guest, outputs) = Guest::founding(identity, Arc::clone(&self.library), founding, seed, self.now_ms)
            .unwrap_or_else(|why| panic!("nobody could found a table: {why:?}"));
        self.fingerprint = guest.fingerprint();
        self.machines[number].guest = Some(guest);
        let effects = self.machines[number].begin(outputs);
        self.follow(number, effects);
        number
    }

    /// A machine knocks at a table with this secret, linked to every other machine.
    pub fn knock(&mut self, name: &str, secret: Option<Secret>) -> usize {
        let (number, _) = self.machine();
        self.visit(number, name, secret);
        for other in 0..number {
            self.push(self.now_ms + 1, Event::Link(number, other));
        }
        number
    }

    /// From now on whoever knocks looks for this table.
    pub fn look_for(&mut self, table: TableId) {
        self.fingerprint = Some(table.fingerprint());
    }

    fn visit(&mut self, number: usize, name: &str, secret: Option<Secret>) {
        let Some(fingerprint) = self.fingerprint else { panic!("there is no table to knock at") };
        let identity = Identity::from_secret(&self.machines[number].secret);
        let wanted = Wanted { fingerprint, secret, name: name.to_owned(), seats: 1 };
        self.note_logged(number, &wanted);
        let seed = self.chance.random();
        let now_ms = self.machines[number].clock.read(self.now_ms);
        let guest = Guest::visiting(identity, Arc::clone(&self.library), wanted, seed, now_ms);
        self.machines[number].name = name.to_owned();
        self.machines[number].guest = Some(guest);
    }

    /// Turns a machine off at once; what its disk had not synced is dropped, kept or torn.
    pub fn crash(&mut self, number: usize) {
        self.line(format_args!("{} crashes", self.name(number)));
        self.reached.count(Fault::Crash);
        self.stop(number);
    }

    fn stop(&mut self, number: usize) {
        self.see(number, Seen::Stops);
        self.mark(&[b'c', number as u8]);
        let machine = &mut self.machines[number];
        (machine.guest, machine.host, machine.paused_ms, machine.hosted) = (None, None, 0, None);
        machine.starts += 1;
        machine.persisting.clear();
        if machine.disk.crash(&mut self.chance) {
            self.reached.count(Fault::Torn);
        }
        for other in 0..self.machines.len() {
            if self.linked.contains(&pair(number, other)) {
                let at = self.now_ms + self.chance.random_range(1..NOTICE_MS);
                self.push(at, Event::Unlink(number, other));
            }
        }
    }

    /// A machine's disk fails: nothing more can be kept there until the machine starts again.
    pub fn fail_disk(&mut self, number: usize) {
        self.line(format_args!("{}'s disk fails", self.name(number)));
        self.reached.count(Fault::DiskError);
        self.machines[number].disk.fail(&mut self.chance);
        self.machines[number].persisting.clear();
        let effects = self.machines[number].guest(guest::Input::Failed);
        self.follow(number, effects);
    }

    /// A machine stands still for a while, and its clock goes on. One that stands still already does so for the longer
    /// of both times.
    pub fn pause(&mut self, number: usize, span_ms: u64) {
        self.line(format_args!("{} stands still for {span_ms} ms", self.name(number)));
        self.reached.count(Fault::Pause);
        self.see(number, Seen::Pauses { span_ms });
        let machine = &mut self.machines[number];
        machine.paused_ms = machine.paused_ms.max(self.now_ms + span_ms);
        if span_ms > IDLE_MS {
            for other in 0..self.machines.len() {
                if self.linked.contains(&pair(number, other)) {
                    self.push(self.now_ms + IDLE_MS, Event::Unlink(number, other));
                }
            }
        }
    }

    /// A machine that stands still goes on at once.
    pub fn wake(&mut self, number: usize) {
        let until = std::mem::take(&mut self.machines[number].paused_ms);
        if until > self.now_ms {
            self.hasten(number, until);
        }
    }

    /// A machine loses everything but its player's key, and knocks at its own table without a ticket.
    pub fn wipe(&mut self, number: usize, name: &str) {
        self.line(format_args!("{} loses its ledger", self.name(number)));
        self.reached.count(Fault::Amnesia);
        self.stop(number);
        self.begin_anew(number, name, Flaw::Forgot);
    }

    fn begin_anew(&mut self, number: usize, name: &str, flaw: Flaw) {
        self.see(number, Seen::Flawed(flaw));
        let machine = &mut self.machines[number];
        (machine.disk, machine.journal) = (Disk::default(), Journal::default());
        machine.flawed = true;
        self.visit(number, name, None);
        self.begin_life(number);
        self.relink(number);
    }

    /// Keeps a copy of every disk, for [`Night::restore`].
    pub fn back_up(&mut self) {
        for machine in &mut self.machines {
            machine.generations.insert(0, machine.disk.synced());
            machine.generations.truncate(generations_kept(machine.generations.len()));
        }
    }

    /// An older copy of a machine's disk is put back.
    pub fn restore(&mut self, number: usize) {
        let Some(backup) = self.machines[number].generations.first().cloned() else {
            return self.see(number, Seen::NothingToRestore);
        };
        self.line(format_args!("{}'s backup is put back", self.name(number)));
        self.reached.count(Fault::Amnesia);
        self.stop(number);
        self.see(number, Seen::Flawed(Flaw::Forgot));
        self.machines[number].flawed = true;
        self.machines[number].disk = backup;
        self.restart(number);
    }

    /// Bits turn over on a machine's disk, or a page of it is zeroed; it starts again and finds out.
    pub fn rot(&mut self, number: usize) {
        self.line(format_args!("{}'s disk rots", self.name(number)));
        self.reached.count(Fault::Rot);
        self.damage(number, Disk::rot);
    }

    /// A write of a machine's disk landed elsewhere; it starts again and finds out.
    pub fn misdirect(&mut self, number: usize) {
        self.line(format_args!("{}'s disk writes to the wrong place", self.name(number)));
        self.reached.count(Fault::Misdirected);
        self.damage(number, Disk::misdirect);
    }

    fn damage(&mut self, number: usize, how: impl Fn(&mut Disk, &mut rand::rngs::ChaCha20Rng)) {
        if self.machines[number].guest.is_some() {
            self.stop(number);
        }
        self.see(number, Seen::Flawed(Flaw::Disk));
        self.machines[number].flawed = true;
        let before = self.machines[number].disk.segments();
        how(&mut self.machines[number].disk, &mut self.chance);
        if self.machines[number].disk.segments() != before {
            self.see(number, Seen::Rots);
        }
        self.restart(number);
    }

    /// Turns a machine on again with what its disk kept.
    pub fn restart(&mut self, number: usize) {
        self.line(format_args!("{} restarts", self.name(number)));
        self.mark(&[b's', number as u8]);
        let found = self.recover(number);
        let damaged = found.damage.is_some();
        let promised = found.records.iter().map(fence_of).max().unwrap_or(0);
        let name = self.machines[number].name.clone();
        if damaged {
            self.see(number, Seen::Recovered { index: 0, hash: Hash::default(), promised, damaged });
            // What is whole is of no more use than what the others have: it begins anew beside them.
            return self.begin_anew(number, &name, Flaw::Disk);
        }
        let seed = self.chance.random();
        let now_ms = self.machines[number].clock.read(self.now_ms);
        let machine = &mut self.machines[number];
        machine.journal = found.journal;
        let identity = Identity::from_secret(&machine.secret);
        let (rack, records) = (machine.rack.found(machine.starts / 2), found.records);
        // All of it replayed leads to the same: checkpoints are to be quick and nothing else.
        let again = Identity::from_secret(&machine.secret);
        let whole = Guest::restored(again, Arc::clone(&self.library), records.clone(), &[], seed, now_ms);
        match Guest::restored(identity, Arc::clone(&self.library), records, &rack, seed, now_ms) {
            Ok(guest) => {
                let (tail, promised) = (guest.tail(), guest.promised());
                if !whole.is_ok_and(|whole| same(&guest, &whole)) {
                    let led = guest.entered();
                    self.see(number, Seen::Fault(format!("the checkpoint of {led} leads elsewhere than the ledger")));
                }
                let machine = &mut self.machines[number];
                machine.guest = Some(guest);
                self.see(number, Seen::Recovered { index: tail.index, hash: tail.hash, promised, damaged });
            }
            Err(why) => self.see(number, Seen::Fault(format!("a journal does not replay: {why:?}"))),
        }
        self.begin_life(number);
        self.relink(number);
    }

    /// Reads a disk back and brings it in order. Now and then the power fails once more while that is done.
    fn recover(&mut self, number: usize) -> Recovered {
        loop {
            let disk = &mut self.machines[number].disk;
            let found = recover(&disk.segments());
            if found.steps.is_empty() || found.damage.is_some() {
                return found;
            }
            disk.begin(RECOVERY, found.steps.clone());
            if self.chance.random_range(0..4) > 0 {
                disk.finish(RECOVERY);
                return found;
            }
            disk.crash(&mut self.chance);
            self.reached.count(Fault::Torn);
        }
    }

    fn relink(&mut self, number: usize) {
        for other in 0..self.machines.len() {
            if other != number && !self.sky.is_cut((number, other)) && !self.sky.is_cut((other, number)) {
                self.push(self.now_ms + RELINK_MS, Event::Link(number, other));
            }
        }
    }
}

/// True for two guests that go on alike.
fn same(one: &Guest, other: &Guest) -> bool {
    let agreed = |guest: &Guest| {
        let digest = guest.state().map(crate::session::state::State::digest);
        let proofs = guest.evidence().to_vec();
        (guest.table_id(), guest.tail(), guest.durable(), digest, proofs)
    };
    let own = |guest: &Guest| (guest.promised(), guest.is_mute(), guest.put_back_at(), guest.certificate().cloned());
    agreed(one) == agreed(other) && own(one) == own(other)
}

fn fence_of(record: &Record) -> u64 {
    match record {
        Record::Certificate(certificate) => certificate.term(),
        Record::Vote(vote) => vote.ballot.term,
        _ => 0,
    }
}

//! How a guest begins: founding a table, knocking at one, or reading its own journal again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::disk::After;
use super::visit::Visit;
use super::watch::Watch;
use super::{Copy, Fence, Guest, Output};
use crate::bugs::{Bug, seeded};
use crate::session::chance::Chance;
use crate::session::checkpoint::{self, Entrance};
use crate::session::distrust::{Distrust, Falsehood};
use crate::session::entry::{Charter, Entry, Genesis, Line};
use crate::session::grown::Grown;
use crate::session::hash::{Hash, TableId};
use crate::session::host::{self, Host, Inheritance};
use crate::session::invite::Secret;
use crate::session::journal::record::Record;
use crate::session::ledger::{Batch, Ledger, Setting};
use crate::session::library::Library;
use crate::session::limits::{ELECTION_MS, PROTOCOL};
use crate::session::presence::Promenade;
use crate::session::replay::{Care, check_end, replay};
use crate::session::seal::Identity;
use crate::session::state::State;
use crate::session::table::Moment;
use crate::session::term::{Certificate, Tail};

// More terms than a table ever has.
const RESTORED_TERMS: u64 = 1 << 20;

/// What a founder decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founding {
    /// 16 bytes of chance.
    pub random: [u8; 16],
    /// The table's name.
    pub name: String,
    /// The founder's name.
    pub founder_name: String,
    /// The founder's seats, 0 to 4.
    pub seats: u8,
    /// What holds here.
    pub charter: Charter,
    /// The adventure's fingerprint.
    pub tale: Hash,
}

/// What a visitor wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The first 8 bytes of the table's identity, from the ticket or the list of tables on this network.
    pub fingerprint: [u8; 8],
    /// The ticket's secret; none for a table on the same network.
    pub secret: Option<Secret>,
    /// What he would be called.
    pub name: String,
    /// How many seats, 1 to 4; 0 to watch.
    pub seats: u8,
}

impl Guest {
    /// Founds a table. Its founder hosts it as soon as the genesis is on his disk.
    pub fn founding(
        identity: Identity,
        library: Arc<Library>,
        founding: Founding,
        seed: [u8; 32],
        now_ms: u64,
    ) -> Result<(Guest, Vec<Output>), Falsehood> {
        let mut guest = Guest::new(identity, library, seed, now_ms);
        let genesis = Genesis {
            random: founding.random,
            founder: guest.player(),
            founder_name: founding.founder_name,
            founder_seats: founding.seats,
            name: founding.name,
            charter: founding.charter,
            book: guest.library.book(),
            tale: founding.tale,
            protocol: PROTOCOL,
        };
        let batch = Arc::new(guest.first_batch(&genesis)?);
        let state = replay(None, Tail::default(), &batch, &guest.library, Care::Whole).map_err(|(_, why)| why)?;
        guest.table = Some(genesis.table());
        guest.take_in(Arc::clone(&batch), state);
        let mut out = Vec::new();
        let tail = guest.tail();
        guest.persist(vec![Record::Batch(batch)], After::Kept(tail), &mut out);
        guest.stand_now(&mut out);
        Ok((guest, out))
    }

    fn first_batch(&self, genesis: &Genesis) -> Result<Batch, Falsehood> {
        let entry = Entry::Genesis(genesis.clone());
        let mut state = State::founded(genesis, &self.library)?;
        state.write(&entry, Moment { term: 0, time_ms: self.now_ms, before: Tail::default() })?;
        let rosters = state.table.rosters.hash();
        let lines = vec![Line { entry, digest: state.digest() }];
        let setting = Setting { table: genesis.table(), term: 0, rosters, time_ms: self.now_ms };
        Ok(Batch::new(&self.identity, setting, Tail::default(), lines))
    }

    /// Knocks at a table as soon as any of its machines is linked.
    pub fn visiting(identity: Identity, library: Arc<Library>, wanted: Wanted, seed: [u8; 32], now_ms: u64) -> Guest {
        let mut guest = Guest::new(identity, library, seed, now_ms);
        guest.visit = Some(Visit::new(wanted, &mut guest.chance, now_ms));
        guest
    }

    /// Goes on from this machine's own journal. The records were checked before they were written; their chain is checked
    /// again, and the digest at the end. With a checkpoint that they bear out, what it covers is not replayed.
    pub fn restored(
        identity: Identity,
        library: Arc<Library>,
        records: Vec<Record>,
        checkpoints: &[Vec<u8>],
        seed: [u8; 32],
        now_ms: u64,
    ) -> Result<Guest, (u64, Falsehood)> {
        let mut guest = Guest::new(identity, library, seed, now_ms);
        let mut entrance = checkpoint::entrance(checkpoints, &records, &guest.library);
        for (place, record) in records.into_iter().enumerate() {
            match &entrance {
                Some(entrance) if entrance.passes(place) => guest.pass(record)?,
                Some(_) | None => guest.recall(record)?,
            }
            if let Some(entrance) = entrance.take_if(|entrance| entrance.is_at(place)) {
                guest.enter(entrance);
            }
        }
        check_end(guest.copy.state.as_ref(), guest.copy.ledger.last().map(Arc::as_ref))?;
        if seeded(Bug::PromiseForgotten) {
            (guest.fence.promised, guest.fence.vote) = (0, None);
        }
        guest.disk.kept = guest.tail();
        guest.disk.fenced = guest.fence.promised;
        Ok(guest)
    }

    /// Takes in a record that a checkpoint covers: the chain is checked, the state is not followed.
    fn pass(&mut self, record: Record) -> Result<(), (u64, Falsehood)> {
        match record {
            Record::Batch(batch) => {
                let tail = self.tail();
                batch.check_place(tail).map_err(|why| (tail.index + 1, why))?;
                self.recall_table(batch.head.said.table);
                self.copy.ledger.push(batch);
                Ok(())
            }
            Record::Cut { from } => {
                let lost = self.copy.ledger.cut(from);
                self.note_denied(&lost);
                Ok(())
            }
            // Nothing else hangs on the state.
            other => self.recall(other),
        }
    }

    /// Goes on with a checkpoint's state. The rosters in force there are known; who was in force before is asked by none:
    /// a claim names what was not yet durable, and a cut below replays from the genesis.
    fn enter(&mut self, entrance: Entrance) {
        let Entrance { tail, state, .. } = entrance;
        let rosters = state.table.rosters.hash();
        let since = self.copy.ledger.batches().iter().rev().map(|batch| &batch.head.said);
        let since = since.take_while(|head| head.rosters == rosters).last().map_or(tail.index, |head| head.first);
        self.copy.eras = vec![(since, state.table.rosters.clone())];
        self.copy.root = Some((tail, state.clone()));
        self.copy.state = Some(state);
        self.copy.entered = tail.index;
    }

    pub(super) fn recall(&mut self, record: Record) -> Result<(), (u64, Falsehood)> {
        match record {
            Record::Batch(batch) => {
                let state = replay(self.copy.state.take(), self.tail(), &batch, &self.library, Care::Own)?;
                self.recall_table(state.table.id);
                self.take_in(batch, state);
            }
            Record::Certificate(certificate) => {
                self.host.denied = None;
                self.fence.promised = self.fence.promised.max(certificate.term());
                self.fence.certificate = Some(*certificate);
            }
            Record::Vote(vote) => {
                self.fence.promised = self.fence.promised.max(vote.ballot.term);
                self.fence.vote = Some(*vote);
            }
            Record::Muted => self.fence.mute = true,
            Record::Restored { index, at_ms } => self.put_back(index, at_ms),
            Record::Given(given) => self.recall_given(*given),
            Record::Carried(given) => self.recall_carried(*given),
            Record::Cut { from } => {
                let lost = self.cut_copy(from).map_err(|why| (from, why))?;
                self.note_denied(&lost);
            }
            Record::Durable { index } => self.copy.durable = index,
            Record::Evidence(evidence) => {
                let table = self.table.unwrap_or_default();
                if let Some(charge) = evidence.charge(table, &self.library) {
                    let lie = |host| Distrust { term: charge.term, host, index: charge.index, why: charge.why };
                    self.distrusted.extend(charge.who.iter().copied().map(lie));
                    self.convicted.extend(charge.who);
                    self.evidence.push(*evidence);
                }
            }
        }
        Ok(())
    }

    /// What this key signed after the place that was put back is not known: it must not sign another thing there.
    fn put_back(&mut self, index: u64, at_ms: u64) {
        let me = self.identity.player();
        let known = self.fence.certificate.as_ref().map_or(0, Certificate::term);
        self.restored = Some((index, at_ms));
        match self.table() {
            // Alone there is nobody to be at odds with; the terms that may have been are passed over.
            Some(table) if table.ever.iter().all(|player| *player == me) => {
                self.fence.promised = self.fence.promised.max(known) + RESTORED_TERMS;
            }
            // Whoever never weighed anything has signed nothing.
            Some(table) if !table.ever.contains(&me) => {}
            Some(_) | None => self.fence.mute = true,
        }
    }

    pub(super) fn new(identity: Identity, library: Arc<Library>, seed: [u8; 32], now_ms: u64) -> Guest {
        Guest {
            identity,
            library,
            chance: Chance::new(seed),
            life: Hash::of("roundtable 2026 life", &seed)
                .0
                .iter()
                .take(8)
                .fold(0, |all, byte| all << 8 | u64::from(*byte)),
            twin: None,
            now_ms,
            table: None,
            copy: Copy { ledger: Ledger::default(), ..Copy::default() },
            fence: Fence::default(),
            disk: super::disk::Disk::default(),
            links: BTreeSet::new(),
            host: Watch::since(now_ms),
            waiting: BTreeMap::new(),
            pace: BTreeMap::new(),
            campaign: None,
            stand_ms: now_ms + 2 * ELECTION_MS,
            floor: 0,
            host_leave: None,
            told_waiting: None,
            visit: None,
            distrusted: Vec::new(),
            patience: BTreeMap::new(),
            chat_number: 0,
            numbered: 0,
            promenade: Promenade::default(),
            steered: BTreeMap::new(),
            evidence: Vec::new(),
            convicted: BTreeSet::new(),
            restored: None,
            apart: super::apart::Apart::default(),
            onward: super::onward::Way::default(),
            of_fork: false,
            votes_seen: Vec::new(),
            grown: Grown::default(),
            shown: Hash::default(),
            shown_ms: 0,
            here: Vec::new(),
            here_ms: 0,
            heard_at: BTreeMap::new(),
            vigil: super::witness::Vigil::default(),
            wish: None,
            wished_ms: 0,
        }
    }

    /// The host that this guest's election makes: call it on [`Output::Elected`], with fresh chance.
    pub fn rise(&self, certificate: Certificate, seed: [u8; 32]) -> Option<(Host, Vec<host::Output>)> {
        let state = self.copy.state.clone()?;
        if certificate.ballot.tail != self.tail() || certificate.host() != self.player() {
            return None;
        }
        let me = self.player();
        Some(Host::new(Inheritance {
            identity: self.identity.again(),
            library: Arc::clone(&self.library),
            certificate,
            ledger: self.copy.ledger.clone(),
            state,
            durable: self.copy.durable,
            evidence: self.evidence.clone(),
            links: self.links.iter().copied().filter(|player| *player != me).collect(),
            seed,
            now_ms: self.now_ms,
        }))
    }

    /// What identifies the table for a person who looks for it.
    pub fn fingerprint(&self) -> Option<[u8; 8]> {
        self.table.map(TableId::fingerprint)
    }
}

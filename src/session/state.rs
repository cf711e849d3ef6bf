//! The state: table and world together, changed by ledger entries only, and one digest over all of it.

use serde::{Deserialize, Serialize};

use super::distrust::Falsehood;
use super::entry::{Change, Charter, Entry, Genesis, Wishing};
use super::hash::{Hash, encode};
use super::library::Library;
use super::limits::{EVENTS_MAX, FACES_MAX};
use super::table::{Moment, Table};
use crate::bugs::{Bug, seeded};
use crate::world::event::Event;
use crate::world::id::PlayerId;
use crate::world::{Now, World};

/// Everything that is agreed at one index.
#[derive(Clone, Debug)]
pub struct State {
    /// Who sits here and who hosts.
    pub table: Table,
    /// The game.
    pub world: World,
}

/// A state as it is kept: without book and adventure, which everyone has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Who sits here and who hosts.
    pub table: Table,
    /// The game.
    pub now: Now,
}

impl State {
    /// The state before the genesis entry is counted.
    pub fn founded(genesis: &Genesis, library: &Library) -> Result<State, Falsehood> {
        if genesis.book != library.book() {
            return Err(Falsehood::Content);
        }
        let world = library.world(genesis.tale).ok_or(Falsehood::Content)?;
        Ok(State { table: Table::founded(genesis)?, world })
    }

    /// A state from what was kept of it, with the book it was played by.
    pub fn of_snapshot(snapshot: Snapshot, library: &Library) -> Result<State, Falsehood> {
        if snapshot.table.genesis.book != library.book() {
            return Err(Falsehood::Content);
        }
        let mut world = library.world(snapshot.table.genesis.tale).ok_or(Falsehood::Content)?;
        world.now = snapshot.now;
        Ok(State { table: snapshot.table, world })
    }

    /// What is kept of this state.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { table: self.table.clone(), now: self.world.now.clone() }
    }

    /// A hash over table and world: every field of both.
    pub fn digest(&self) -> Hash {
        if seeded(Bug::DigestSkipsField) {
            let table = Table { time_ms: 0, ..self.table.clone() };
            return Hash::of("roundtable 2026 table state", &encode(&table)).chain(&self.world.digest());
        }
        Hash::of("roundtable 2026 table state", &encode(&self.table)).chain(&self.world.digest())
    }

    /// Makes an entry true. Does not ask the rules whether commands lead to these events: that is the audit's work. On
    /// an error the state may be half changed: callers work on a copy.
    pub fn write(&mut self, entry: &Entry, moment: Moment) -> Result<(), Falsehood> {
        let change = self.table.change.clone();
        self.table.write(entry, moment)?;
        match entry {
            Entry::Genesis(genesis) => {
                let founder = genesis.founder;
                self.rule(&genesis.charter)?;
                self.sit(founder)
            }
            Entry::Settled { .. } => match change {
                Some(Change::Join { proof, .. }) => self.sit(proof.transcript.player),
                Some(Change::Kick { player } | Change::Convicted { player, .. }) => self.stand_up(player),
                Some(Change::Wished { player, wish }) if wish.said.wishing == Wishing::Leave => self.stand_up(player),
                Some(Change::Replaced { player, proof }) => {
                    self.if_playing(player, Event::Reseated { player: proof.transcript.player, before: player })
                }
                Some(Change::Wished { .. } | Change::Chair { .. } | Change::Adopted { .. }) | None => Ok(()),
            },
            Entry::Deed(deed) => self.happen(&deed.events, deed.faces.len()),
            Entry::Course { faces, events, .. } => self.happen(events, faces.len()),
            Entry::Away { player } => self.if_playing(*player, Event::WentAway { player: *player }),
            Entry::Back { player } => self.if_playing(*player, Event::CameBack { player: *player }),
            Entry::Opened(_)
            | Entry::Joint { .. }
            | Entry::CalledOff { .. }
            | Entry::Invited { .. }
            | Entry::Revoked { .. }
            | Entry::Pledged(_)
            | Entry::Owed(_)
            | Entry::PassedOver { .. }
            | Entry::Forked(_) => Ok(()),
            Entry::Chartered { charter, .. } => self.rule(charter),
        }
    }

    fn happen(&mut self, events: &[Event], faces: usize) -> Result<(), Falsehood> {
        if events.len() > EVENTS_MAX || faces > FACES_MAX {
            return Err(Falsehood::Limit);
        }
        events.iter().try_for_each(|event| self.world.apply(event)).map_err(|_| Falsehood::Impossible)
    }

    /// The charter is made true of the world.
    fn rule(&mut self, charter: &Charter) -> Result<(), Falsehood> {
        let stead = charter.stead();
        if self.world.now.stead == stead { Ok(()) } else { self.happen(&[Event::SteadAgreed { stead }], 0) }
    }

    // Who only watches or keeps the ledger has no place in the world.
    fn sit(&mut self, player: PlayerId) -> Result<(), Falsehood> {
        let member = self.table.members.get(&player).ok_or(Falsehood::Change)?;
        if member.seats.is_empty() {
            return Ok(());
        }
        let event = Event::Joined { player, name: member.name.clone(), seats: member.seats.clone() };
        self.happen(&[event], 0)
    }

    fn stand_up(&mut self, player: PlayerId) -> Result<(), Falsehood> {
        self.if_playing(player, Event::Left { player })
    }

    fn if_playing(&mut self, player: PlayerId, event: Event) -> Result<(), Falsehood> {
        if self.world.now.players.contains_key(&player) { self.happen(&[event], 0) } else { Ok(()) }
    }
}

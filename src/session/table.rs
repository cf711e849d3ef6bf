//! The table: who sits here, who hosts, which invites are open; made from ledger entries and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::adoption::Parted;
use super::distrust::Falsehood;
use super::entry::{Asked, Change, Charter, Entry, Genesis};
use super::fair::Fair;
use super::hash::TableId;
use super::invite::{Invite, Tag};
use super::limits::{INVITES_MAX, TABLE_NAME_LETTERS_MAX};
use super::names;
use super::roster::{Roster, Rosters};
use super::term::{Certificate, Tail};
use crate::bugs::{Bug, seeded};
use crate::world::id::{PlayerId, SeatId};

/// Everything the players agree on that is not the world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its identity.
    pub id: TableId,
    /// How it was founded.
    pub genesis: Genesis,
    /// Who weighs what.
    pub rosters: Rosters,
    /// The change of the roster that is under way.
    pub change: Option<Change>,
    /// The index at which the last change began.
    pub change_index: u64,
    /// The term, 0 before the first has opened.
    pub term: u64,
    /// The term's host; the founder before the first.
    pub host: PlayerId,
    /// The index of the term's first entry.
    pub opened: u64,
    /// Who signed the batch that elections begin from, and its term: the genesis, or the fork's first.
    pub base: (PlayerId, u64),
    /// What holds here now.
    pub charter: Charter,
    /// How often the charter was changed.
    pub charter_round: u32,
    /// Where this table comes from, if it is a fork.
    pub parting: Option<Parted>,
    /// Everyone who sits here, with name and seats.
    pub members: BTreeMap<PlayerId, Member>,
    /// Every seat that was ever given: whose it is and the last number it used.
    pub seats: BTreeMap<SeatId, Place>,
    /// Open invites.
    pub invites: BTreeMap<Tag, Invite>,
    /// Invites that were taken back.
    pub revoked: BTreeSet<Tag>,
    /// Everyone who ever weighed anything: they may stand for host.
    pub ever: BTreeSet<PlayerId>,
    /// Who was sent away for good.
    pub banned: BTreeSet<PlayerId>,
    /// Keys whose place another took, each with the index of the entry that settled it: they are good for nothing here.
    pub replaced: BTreeMap<PlayerId, u64>,
    /// Whose machine does not answer.
    pub away: BTreeSet<PlayerId>,
    /// What keeps rolls fair.
    pub fair: Fair,
    /// The host's time at the last batch; never goes back.
    pub time_ms: u64,
    /// How many entries there are.
    pub index: u64,
}

/// A person at the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The name everyone sees.
    pub name: String,
    /// His seats.
    pub seats: Vec<SeatId>,
}

/// A seat's place in the agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Who holds it.
    pub player: PlayerId,
    /// The number of the last command that was applied.
    pub number: u64,
}

/// The moment an entry is written in, as its batch's head says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The batch's term.
    pub term: u64,
    /// The batch's time.
    pub time_ms: u64,
    /// The chain before the entry: certificates name it.
    pub before: Tail,
}

/// Whether numbers of done commands are forgotten in one way or another.
pub(super) fn forgets_numbers() -> bool {
    seeded(Bug::NumbersLostOnRestart) || seeded(Bug::NumbersByConnection) || seeded(Bug::NumbersNotInherited)
}

impl Table {
    /// The table as its genesis leaves it.
    pub fn founded(genesis: &Genesis) -> Result<Table, Falsehood> {
        let founder = genesis.founder;
        if names::name(&genesis.founder_name).as_ref() != Ok(&genesis.founder_name) {
            return Err(Falsehood::Name);
        }
        if genesis.name.chars().count() > TABLE_NAME_LETTERS_MAX || genesis.name.chars().any(char::is_control) {
            return Err(Falsehood::Name);
        }
        let mut table = Table {
            id: genesis.table(),
            genesis: genesis.clone(),
            rosters: Rosters::settled(Roster::of(founder)),
            change: None,
            change_index: 0,
            term: 0,
            host: founder,
            opened: 0,
            base: (founder, 0),
            parting: None,
            charter: genesis.charter.clone(),
            charter_round: 0,
            members: BTreeMap::new(),
            seats: BTreeMap::new(),
            invites: BTreeMap::new(),
            revoked: BTreeSet::new(),
            ever: BTreeSet::from([founder]),
            banned: BTreeSet::new(),
            replaced: BTreeMap::new(),
            away: BTreeSet::new(),
            fair: Fair::default(),
            time_ms: 0,
            index: 0,
        };
        table.seat(founder, &genesis.founder_name, genesis.founder_seats)?;
        Ok(table)
    }

    /// Checks an entry and makes it true of the table. On an error the table may be half changed: callers work on a copy.
    pub(super) fn write(&mut self, entry: &Entry, moment: Moment) -> Result<(), Falsehood> {
        if moment.time_ms < self.time_ms {
            return Err(Falsehood::Time);
        }
        self.time_ms = moment.time_ms;
        // Every entry but a term's first belongs to the term that is open.
        if !matches!(entry, Entry::Opened(_)) && moment.term != self.term {
            return Err(Falsehood::Term);
        }
        if self.fair.bars(entry) {
            return Err(Falsehood::Owed);
        }
        match entry {
            Entry::Genesis(_) if self.index == 0 => {}
            Entry::Genesis(_) => return Err(Falsehood::Genesis),
            Entry::Opened(certificate) => self.open(certificate, moment)?,
            Entry::Joint { change, old, new } => self.begin_change(change, old, new)?,
            Entry::Settled { roster } => self.settle_change(roster)?,
            Entry::CalledOff { roster } => self.call_off_change(roster)?,
            Entry::Deed(deed) => {
                self.count(&deed.asked.said)?;
                self.spend_deed(deed)?;
            }
            Entry::Course { roll, again, .. } => self.spend_course(*roll, *again)?,
            Entry::Pledged(pledge) => self.pledge(&pledge.said)?,
            Entry::Owed(cause) => self.owe(cause)?,
            Entry::PassedOver { witness, consents } => self.pass_over(*witness, consents)?,
            Entry::Away { player } => {
                let news = self.members.contains_key(player) && self.away.insert(*player);
                news.then_some(()).ok_or(Falsehood::Idle)?;
            }
            Entry::Back { player } => self.away.remove(player).then_some(()).ok_or(Falsehood::Idle)?,
            Entry::Chartered { charter, votes } => self.change_charter(charter, votes)?,
            Entry::Forked(fork) => self.part(fork, moment)?,
            Entry::Invited { tag, invite } => self.invite(*tag, invite)?,
            Entry::Revoked { tag } => {
                self.invites.remove(tag).ok_or(Falsehood::Invite)?;
                self.revoked.insert(*tag);
            }
        }
        self.index += 1;
        Ok(())
    }

    /// The certificate must be of this very place: its tail is ours, its rosters are ours.
    fn open(&mut self, certificate: &Certificate, moment: Moment) -> Result<(), Falsehood> {
        certificate.check(self.id).map_err(Falsehood::Certificate)?;
        let here = certificate.term() == moment.term && certificate.term() > self.term;
        if !here || certificate.ballot.tail != moment.before || certificate.rosters != self.rosters {
            return Err(Falsehood::Place);
        }
        if !self.ever.contains(&certificate.host()) || self.replaced.contains_key(&certificate.host()) {
            return Err(Falsehood::Place);
        }
        self.term = certificate.term();
        self.host = certificate.host();
        self.opened = self.index + 1;
        if seeded(Bug::BanForgotten) {
            self.banned.clear();
            self.invites.values_mut().for_each(|invite| invite.uses = invite.uses.max(1));
        }
        self.fair.begin_term();
        Ok(())
    }

    fn count(&mut self, asked: &Asked) -> Result<(), Falsehood> {
        let place = self.seats.get_mut(&asked.command.seat).ok_or(Falsehood::Author)?;
        if asked.number <= place.number && !forgets_numbers() {
            return Err(Falsehood::Number);
        }
        place.number = asked.number;
        Ok(())
    }

    fn invite(&mut self, tag: Tag, invite: &Invite) -> Result<(), Falsehood> {
        // Spent and expired ones stay as long as there is room, so that their bearers are told what is wrong. Where there
        // is none the oldest gives way, a useless one first: a table that was opened often can still invite.
        let minute = super::invite::minute_of(self.time_ms);
        let worth = |invite: &Invite| (invite.uses > 0 && minute <= invite.expires_minute, invite.expires_minute);
        let oldest = self.invites.iter().min_by_key(|(_, invite)| worth(invite)).map(|(tag, _)| *tag);
        if let Some(oldest) = oldest.filter(|_| self.invites.len() >= INVITES_MAX) {
            self.invites.remove(&oldest);
        }
        let new = !self.invites.contains_key(&tag) && !self.revoked.contains(&tag);
        let bounded = (1..=super::limits::INVITE_USES_MAX).contains(&invite.uses);
        if !new || !bounded || !self.rosters.contains(invite.by) {
            return Err(Falsehood::Invite);
        }
        self.invites.insert(tag, invite.clone());
        Ok(())
    }

    /// Gives a newcomer his seats: new numbers, never used before.
    pub(super) fn seat(&mut self, player: PlayerId, name: &str, seats: u8) -> Result<(), Falsehood> {
        let next = self.seats.last_key_value().map_or(0, |(seat, _)| u16::from(seat.0) + 1);
        let numbers: Vec<SeatId> =
            (next..next + u16::from(seats)).filter_map(|n| u8::try_from(n).ok()).map(SeatId).collect();
        if numbers.len() != usize::from(seats) || seats > super::limits::SEATS_PER_PLAYER_MAX {
            return Err(Falsehood::Limit);
        }
        self.seats.extend(numbers.iter().map(|seat| (*seat, Place { player, number: 0 })));
        self.members.insert(player, Member { name: name.to_owned(), seats: numbers });
        Ok(())
    }

    /// Whose a seat is.
    pub fn holder(&self, seat: SeatId) -> Option<PlayerId> {
        self.seats.get(&seat).map(|place| place.player)
    }

    /// How many seats are held by members now.
    pub fn seats_taken(&self) -> usize {
        self.members.values().map(|member| member.seats.len()).sum()
    }
}

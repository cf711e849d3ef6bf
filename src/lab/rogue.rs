//! Those who lie: members, hosts and strangers, with their own keys and nobody else's.

use std::sync::Arc;

use rand::RngExt;

use crate::dice::chain::Value;
use crate::lab::deed::{Lie, Prank};
use crate::lab::fault::Fault;
use crate::lab::history::{Flaw, Seen};
use crate::lab::machine::Effect;
use crate::lab::night::Night;
use crate::lab::queue::Event;
use crate::rules;
use crate::rules::command::{Command, Verb};
use crate::session::ack::Ack;
use crate::session::entry::{Asked, Entry, Line};
use crate::session::evidence::Evidence;
use crate::session::guest::Guest;
use crate::session::hash::{Hash, TableId, encode};
use crate::session::invite::Secret;
use crate::session::knock::Knock;
use crate::session::ledger::{Batch, Setting};
use crate::session::limits::PROTOCOL;
use crate::session::pledge::Given;
use crate::session::seal::{Identity, Sealed};
use crate::session::table::{Moment, Table};
use crate::session::term::{Ballot, Certificate, Tail, Vote};
use crate::session::wire::{Message, ToGuest, ToHost};
use crate::world::id::{PlayerId, SeatId};

// More than any queue takes.
const FLOOD_FRAMES: usize = 1_000;
// More than anyone may ask at once, and how long they are given to arrive before their link breaks.
const HASTE_COMMANDS: u64 = 30;
const HASTE_MS: u64 = 150;

impl Night {
    /// A member lies once. Nothing happens when the lie is a host's and it does not host.
    pub fn lie(&mut self, number: usize, lie: Lie) {
        let hosts = self.machines[number].host.is_some();
        if self.machines[number].guest.is_none() || (lie.is_of_host() && !hosts) {
            return;
        }
        if !self.machines[number].flawed {
            self.machines[number].flawed = true;
            self.machines[number].hears = true;
            self.see(number, Seen::Flawed(Flaw::Lies));
        }
        let frames = self.lies(number, lie);
        if frames.is_empty() && lie != Lie::NeverRead {
            return;
        }
        self.line(format_args!("{} lies: {lie:?}", self.name(number)));
        if lie.is_of_host() {
            self.see(number, Seen::Flawed(Flaw::LiesAsHost));
            self.reached.count(Fault::RogueHost);
        } else {
            self.reached.count(Fault::RogueGuest);
        }
        let effects = frames.into_iter().map(|(to, frame)| Effect::Frame { to, frame });
        self.follow(number, effects.collect());
        self.misbehaves(number, lie);
    }

    /// What is no single frame: a machine that stops reading, or one that comes again on new links.
    fn misbehaves(&mut self, number: usize, lie: Lie) {
        match lie {
            Lie::NeverRead => self.machines[number].deaf = true,
            Lie::Haste => {
                for other in (0..self.machines.len()).filter(|other| *other != number) {
                    self.push(self.now_ms + HASTE_MS, Event::Unlink(number, other));
                }
            }
            _ => {}
        }
    }

    fn lies(&mut self, number: usize, lie: Lie) -> Vec<(PlayerId, Arc<[u8]>)> {
        let me = self.machines[number].player;
        let identity = Identity::from_secret(&self.machines[number].secret);
        let others: Vec<PlayerId> =
            self.machines.iter().map(|machine| machine.player).filter(|one| *one != me).collect();
        let victim = others[self.chance.random_range(0..others.len())];
        let overheard = self.machines[number].overheard.clone();
        let old = (!overheard.is_empty()).then(|| Arc::clone(&overheard[self.chance.random_range(0..overheard.len())]));
        let (byte, bit) = (self.chance.random_range(0..usize::MAX), self.chance.random_range(0..8));
        let Some(guest) = &self.machines[number].guest else { return Vec::new() };
        let Some(table) = guest.table_id() else { return Vec::new() };
        let to_all = |frame: Arc<[u8]>| others.iter().map(|to| (*to, Arc::clone(&frame))).collect();
        match lie {
            Lie::Replay => old.map(to_all).unwrap_or_default(),
            Lie::Mutate => old.map(|old| (victim, bent(&old, byte, bit))).into_iter().collect(),
            Lie::Oversize => to_all(vec![1; 100_000].into()),
            Lie::Flood => {
                let want = Message::ToHost(ToHost::Want { after: 0 }).to_frame();
                vec![(guest.certificate().map_or(victim, Certificate::host), want); FLOOD_FRAMES]
            }
            Lie::DoubleVote => double_vote(guest, &identity, &others),
            Lie::FalseAck => {
                let term = guest.certificate().map_or(0, Certificate::term);
                let tail = Tail { hash: Hash([7; 32]), index: guest.tail().index + 1, term };
                let ack = Sealed::new(&identity, Ack { table, term, tail });
                to_all(Message::ToHost(ToHost::Ack(ack)).to_frame())
            }
            Lie::Loose => {
                // A nought in two bytes where one is enough.
                let want = Message::ToHost(ToHost::Want { after: 0 }).to_frame();
                let long = [want.split_last().map_or(&[][..], |(_, rest)| rest), &[0x80, 0x00]].concat();
                to_all(long.into())
            }
            Lie::NeverRead => Vec::new(),
            Lie::Haste => hasty(guest, &identity).into_iter().flat_map(to_all).collect(),
            Lie::Steal => {
                let command = stolen(guest);
                let term = guest.certificate().map_or(0, Certificate::term);
                let given = Given { part: 0, value: Value([7; 32]) };
                let asked = Asked { table, number: u64::MAX >> 2, term, since: term, given, command };
                to_all(Message::ToHost(ToHost::Ask(Sealed::new(&identity, asked))).to_frame())
            }
            Lie::FalseHead | Lie::FalseEvidence | Lie::FalseTerm => {
                false_word(guest, &identity, lie, victim).map(to_all).unwrap_or_default()
            }
            Lie::TwoBatches | Lie::FalseBatch => {
                false_batch(guest, &identity, lie).map(|frame| (victim, frame)).into_iter().collect()
            }
        }
    }

    /// Someone without a seat tries something.
    pub fn prank(&mut self, prank: Prank) {
        let number = match self.stranger {
            Some(number) => number,
            None => {
                let secret = Secret::new(self.chance.random());
                let number = self.knock("Mallory", Some(secret));
                self.stranger = Some(number);
                self.machines[number].flawed = true;
                self.see(number, Seen::Flawed(Flaw::Lies));
                self.reached.count(Fault::RogueStranger);
                // Linked like anyone; the pranks come with the next ones.
                return;
            }
        };
        self.line(format_args!("a stranger tries {prank:?}"));
        let fault = if matches!(prank, Prank::Version | Prank::Book) { Fault::Skew } else { Fault::RogueStranger };
        self.reached.count(fault);
        let identity = Identity::from_secret(&self.machines[number].secret);
        let book = self.library.book();
        let knock = |protocol, book, seed: u8| {
            let tag = Some(Secret::new([seed; 12]).tag());
            let knock = Knock { protocol, book, tag, nonce: [seed; 16], name: "Mallory".to_owned(), seats: 1 };
            Message::ToHost(ToHost::Knock(knock)).to_frame()
        };
        let garbage: [u8; 32] = self.chance.random();
        let frame = match prank {
            Prank::Garbage => [[garbage[0] % 2].as_slice(), garbage.as_slice()].concat().into(),
            Prank::Ticket => knock(PROTOCOL, book, garbage[0]),
            Prank::Version => knock(PROTOCOL + 1, book, garbage[0]),
            Prank::Book => knock(PROTOCOL, Hash(garbage), garbage[0]),
            Prank::Gossip => {
                let vote = Vote {
                    ballot: Ballot {
                        table: TableId::default(),
                        term: 9_999,
                        candidate: identity.player(),
                        tail: Tail::default(),
                        rosters: Hash::default(),
                    },
                    voter: identity.player(),
                    signature: Sealed::new(
                        &identity,
                        Ack { table: TableId::default(), term: 1, tail: Tail::default() },
                    )
                    .signature,
                };
                let evidence = Evidence::TwoVotes { one: vote.clone(), other: vote };
                Message::ToGuest(ToGuest::Evidence(Box::new(evidence))).to_frame()
            }
        };
        let all = self.machines.iter().map(|machine| machine.player).collect::<Vec<PlayerId>>();
        let effects = all.into_iter().map(|to| Effect::Frame { to, frame: Arc::clone(&frame) });
        self.follow(number, effects.collect());
    }
}

/// What another player could do with his own seat just now.
/// More commands of the guest's own seat than anyone may ask, numbered onwards.
fn hasty(guest: &Guest, identity: &Identity) -> Vec<Arc<[u8]>> {
    let own = |table: &Table| {
        let seat = *table.members.get(&guest.player())?.seats.first()?;
        Some((table.id, seat, table.seats.get(&seat)?.number))
    };
    let Some((table, seat, number)) = guest.table().and_then(own) else { return Vec::new() };
    let term = guest.certificate().map_or(0, Certificate::term);
    let given = Given { part: 0, value: Value([7; 32]) };
    let asked = |ahead: u64| Asked {
        table,
        number: number + 1 + ahead,
        term,
        since: term,
        given,
        command: Command { seat, verb: Verb::EndTurn },
    };
    let frame = |ahead| Message::ToHost(ToHost::Ask(Sealed::new(identity, asked(ahead)))).to_frame();
    (0..HASTE_COMMANDS).map(frame).collect()
}

fn stolen(guest: &Guest) -> Command {
    let others = guest.table().into_iter().flat_map(|table| table.members.keys().copied());
    let mut may = others
        .filter(|player| *player != guest.player())
        .flat_map(|player| guest.world().map(|world| rules::commands(world, player)).unwrap_or_default());
    may.next().unwrap_or(Command { seat: SeatId(0), verb: Verb::EndTurn })
}

fn bent(frame: &[u8], byte: usize, bit: u32) -> Arc<[u8]> {
    let mut bytes = frame.to_vec();
    let place = byte % bytes.len().max(1);
    if let Some(byte) = bytes.get_mut(place) {
        *byte ^= 1 << bit;
    }
    bytes.into()
}

/// Two votes of one term for two candidates, each sent to its own.
fn double_vote(guest: &Guest, identity: &Identity, others: &[PlayerId]) -> Vec<(PlayerId, Arc<[u8]>)> {
    let Some(table) = guest.table() else { return Vec::new() };
    let term = guest.certificate().map_or(0, Certificate::term) + 1;
    let ballot =
        |candidate| Ballot { table: table.id, term, candidate, tail: guest.tail(), rosters: table.rosters.hash() };
    let votes = others.iter().take(2).map(|candidate| {
        let ballot = ballot(*candidate);
        let vote = Vote { ballot, voter: identity.player(), signature: Sealed::new(identity, ballot).signature };
        (*candidate, Message::ToGuest(ToGuest::Vote(Box::new(vote))).to_frame())
    });
    votes.collect()
}

/// A word about terms or histories that nothing stands behind.
fn false_word(guest: &Guest, identity: &Identity, lie: Lie, victim: PlayerId) -> Option<Arc<[u8]>> {
    let mut head = guest.ledger().last()?.head.said;
    head.time_ms += 1;
    let forged = Sealed::new(identity, head);
    let word = match lie {
        Lie::FalseHead => ToGuest::Head(forged),
        Lie::FalseEvidence => {
            let one = guest.ledger().last()?.head;
            ToGuest::Evidence(Box::new(Evidence::TwoBatches { by: victim, one, other: forged }))
        }
        _ => {
            let mut certificate = guest.certificate()?.clone();
            certificate.ballot.term += 1;
            certificate.ballot.candidate = identity.player();
            ToGuest::Term(Box::new(certificate))
        }
    };
    Some(Message::ToGuest(word).to_frame())
}

/// A batch that only one guest is sent: as good as the true one, or one that leads nowhere.
fn false_batch(guest: &Guest, identity: &Identity, lie: Lie) -> Option<Arc<[u8]>> {
    let state = guest.state()?;
    let tail = guest.tail();
    let term = guest.certificate()?.term();
    let player = *state.table.members.keys().find(|player| !state.table.away.contains(*player))?;
    let entry = Entry::Away { player };
    let mut next = state.clone();
    let time_ms = state.table.time_ms + 1;
    next.write(&entry, Moment { term, time_ms, before: tail }).ok()?;
    let digest = if lie == Lie::TwoBatches { next.digest() } else { Hash(blake3::hash(&encode(&tail)).into()) };
    let setting = Setting { table: state.table.id, term, rosters: state.table.rosters.hash(), time_ms };
    let batch = Batch::new(identity, setting, tail, vec![Line { entry, digest }]);
    Some(Message::ToGuest(ToGuest::Batch(Box::new(batch))).to_frame())
}

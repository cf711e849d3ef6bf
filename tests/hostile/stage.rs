//! An honest table and the means to cheat at it: a ledger, a follower, batches bound and signed anew.

#![allow(dead_code, reason = "each test file uses its own half of this")]

use std::sync::Arc;

use rand::RngExt;
use roundtable::dice::chain::Value;
use roundtable::lab::night::{EVENING_MS, Night};
use roundtable::lab::weather::Weather;
use roundtable::rules;
use roundtable::rules::command::{Command, Verb};
use roundtable::session::entry::{Asked, Deed, Entry, Line};
use roundtable::session::guest::{self, Ask, Guest};
use roundtable::session::hash::TableId;
use roundtable::session::host;
use roundtable::session::invite::Secret;
use roundtable::session::journal::record::Record;
use roundtable::session::ledger::{Batch, Setting};
use roundtable::session::library::Library;
use roundtable::session::pledge::Given;
use roundtable::session::roster::Role;
use roundtable::session::seal::Identity;
use roundtable::session::term::Tail;
use roundtable::session::wire::{Follow, Message, ToGuest, ToHost};
use roundtable::tale;
use roundtable::world::id::SeatId;

/// A founder who has made a hero and done some more.
pub(crate) fn honest() -> Night {
    let mut night = Night::new(7, Weather::calm(), Library::standard());
    night.found("Ada", Library::print_of(&tale::standard()[0]));
    night.run(500);
    night.ask(0, Ask::Do(create(0)));
    night.run(500);
    assert!(night.machines[0].guest.as_ref().unwrap().world().unwrap().now.creatures.len() == 1);
    night
}

pub(crate) fn create(seat: u8) -> Command {
    Command { seat: SeatId(seat), verb: Verb::Create(Box::new(rules::ready::heroes()[0].clone())) }
}

/// A command with a value for the dice that is nobody's.
pub(crate) fn asked(table: TableId, number: u64, seat: u8) -> Asked {
    let given = Given { part: 0, value: Value([0; 32]) };
    Asked { table, number, term: 1, since: 1, given, command: create(seat) }
}

/// The batches before the one with the deed, that one, and the founder's identity.
pub(crate) fn ledger() -> (Vec<Arc<Batch>>, Batch, Identity) {
    let night = honest();
    let guest = night.machines[0].guest.as_ref().unwrap();
    let batches = guest.ledger().batches();
    let is_deed = |batch: &&Arc<Batch>| batch.lines.iter().any(|line| matches!(line.entry, Entry::Deed(_)));
    let place = batches.iter().position(|batch| is_deed(&batch)).expect("a deed was done");
    let identity = Identity::from_secret(&night.machines[0].secret);
    (batches[..place].to_vec(), batches[place].as_ref().clone(), identity)
}

pub(crate) fn tail(batches: &[Arc<Batch>]) -> Tail {
    batches.last().unwrap().head.said.tail()
}

/// The batch with other lines, bound and signed anew as a host would.
pub(crate) fn signed_anew(batch: &Batch, before: &[Arc<Batch>], by: &Identity, lines: Vec<Line>) -> Batch {
    let head = batch.head.said;
    let setting = Setting { table: head.table, term: head.term, rosters: head.rosters, time_ms: head.time_ms };
    Batch::new(by, setting, tail(before), lines)
}

/// Another machine with the ledger to here, following the founder.
pub(crate) fn follower(before: &[Arc<Batch>], host: &Identity) -> Guest {
    let Some(Entry::Opened(certificate)) = before
        .iter()
        .flat_map(|batch| &batch.lines)
        .map(|line| &line.entry)
        .find(|entry| matches!(entry, Entry::Opened(_)))
    else {
        panic!("no term was opened")
    };
    let mut records: Vec<Record> = before.iter().map(|batch| Record::Batch(Arc::clone(batch))).collect();
    records.push(Record::Certificate(certificate.clone()));
    let me = Identity::from_secret(&[42; 32]);
    let mut guest =
        Guest::restored(me, Library::standard(), records, &[], [1; 32], EVENING_MS).expect("honest records");
    let outputs = guest.handle(guest::Input::Linked { player: host.player() });
    let nonce = outputs
        .iter()
        .find_map(|output| match output {
            guest::Output::Send { frame, .. } => match Message::from_frame(frame) {
                Ok(Message::ToHost(ToHost::Hello(hello))) => Some(hello.nonce),
                _ => None,
            },
            _ => None,
        })
        .expect("a guest says hello");
    let (certificate, shared) = (certificate.as_ref().clone(), tail(before));
    let follow = Follow { nonce, certificate, shared, doubt: None, twin: false };
    let frame = Message::ToGuest(ToGuest::Follow(Box::new(follow))).to_frame();
    let _ = guest.handle(guest::Input::Received { from: host.player(), frame });
    guest
}

pub(crate) fn with_deed(batch: &Batch, change: impl Fn(&mut Deed)) -> Vec<Line> {
    let mut lines = batch.lines.clone();
    for line in &mut lines {
        if let Entry::Deed(deed) = &mut line.entry {
            change(deed);
        }
    }
    lines
}

/// Sends a frame to the founder's host from a peer and says what was answered.
pub(crate) fn answers(night: &mut Night, from: &Identity, frame: Arc<[u8]>) -> Vec<ToGuest> {
    let host = night.machines[0].host.as_mut().expect("he hosts");
    let player = from.player();
    let outputs = host.handle(host::Input::Received { from: player, frame });
    outputs
        .into_iter()
        .filter_map(|output| match output {
            host::Output::Send { to, frame, .. } if to == player => match Message::from_frame(&frame) {
                Ok(Message::ToGuest(message)) => Some(message),
                _ => None,
            },
            _ => None,
        })
        .collect()
}

/// A table of so many in calm weather, everyone seated, the first of them hosting.
pub(crate) fn seated(seed: u64, count: usize) -> Night {
    let mut night = Night::new(seed, Weather::calm(), Library::standard());
    night.found("Ada", Library::print_of(&tale::standard()[0]));
    night.run(500);
    for name in ["Bob", "Cid", "Dot"].iter().take(count - 1) {
        let secret = Secret::new(night.chance().random());
        let invite = host::Ask::Invite { secret: secret.clone(), role: Role::Voter, uses: 1, lasts_ms: 3_600_000 };
        night.ask_host(0, invite);
        night.run(200);
        let newcomer = night.knock(name, Some(secret));
        let player = night.machines[newcomer].player;
        night.run(2_000);
        night.ask_host(0, host::Ask::Admit { player });
        night.run(2_000);
        let sat = night.machines[newcomer].told.iter().any(|told| matches!(told, guest::Told::SatDown { .. }));
        assert!(sat, "{name} sits down: {:?}", night.machines[newcomer].told);
    }
    night
}

//! Saves: a table's file reads back to the same state, and every changed byte of it is seen.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

use std::sync::Arc;

use roundtable::lab::night::{EVENING_MS, Night};
use roundtable::lab::weather::Weather;
use roundtable::rules;
use roundtable::rules::command::{Command, Verb};
use roundtable::session::export::{BadExport, Cover, Export};
use roundtable::session::guest::{Ask, Guest};
use roundtable::session::hash::Hash;
use roundtable::session::library::Library;
use roundtable::session::seal::Identity;
use roundtable::session::verify::verify;
use roundtable::tale;
use roundtable::world::id::SeatId;

/// A played table's file, and the digest it must lead to.
fn file() -> (Vec<u8>, Hash) {
    let mut night = Night::new(11, Weather::calm(), Library::standard());
    night.found("Ada", Library::print_of(&tale::standard()[0]));
    night.run(500);
    let verb = Verb::Create(Box::new(rules::ready::heroes()[0].clone()));
    night.ask(0, Ask::Do(Command { seat: SeatId(0), verb }));
    night.run(500);
    let guest = night.machines[0].guest.as_ref().unwrap();
    let cover = Cover {
        table: guest.table_id().unwrap(),
        name: guest.table().unwrap().genesis.name.clone(),
        tail: guest.tail(),
        durable: guest.durable(),
        certificate: guest.certificate().cloned(),
        by: guest.player(),
        made_ms: EVENING_MS,
        proofs: 0,
        content: Hash::default(),
    };
    let identity = Identity::from_secret(&night.machines[0].secret);
    (Export::to_bytes(&identity, cover, guest.ledger().batches(), &[]), guest.state().unwrap().digest())
}

#[test]
fn a_file_leads_to_the_same_state_offline_and_as_a_journal() {
    let (bytes, digest) = file();
    let export = Export::from_bytes(&bytes).unwrap();
    let verified = verify(export.batches.iter().map(Arc::as_ref), &Library::standard()).unwrap();
    assert_eq!((verified.digest, verified.tail), (digest, export.cover.tail));
    let reader = Identity::from_secret(&[99; 32]);
    let guest = Guest::restored(reader, Library::standard(), export.records(), &[], [0; 32], EVENING_MS).unwrap();
    assert_eq!(guest.state().unwrap().digest(), digest);
    assert_eq!(guest.durable(), export.cover.durable);
}

#[test]
fn every_changed_byte_and_every_shorter_file_is_refused() {
    let (bytes, _) = file();
    for place in (0..bytes.len()).step_by(7) {
        let mut bent = bytes.clone();
        bent[place] ^= 0x10;
        assert!(Export::from_bytes(&bent).is_err(), "byte {place}");
        assert!(Export::from_bytes(&bytes[..place]).is_err(), "cut at {place}");
    }
    assert_eq!(Export::from_bytes(b"PK something"), Err(BadExport::NotATable));
}

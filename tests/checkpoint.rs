//! Checkpoints: whatever lies on the shelf, a ledger that is opened leads to what it leads to when all of it is replayed.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

#[path = "hostile/stage.rs"]
mod stage;

use std::sync::{Arc, OnceLock};

use roundtable::lab::night::{EVENING_MS, Night};
use roundtable::session::checkpoint::Checkpoint;
use roundtable::session::guest::Guest;
use roundtable::session::hash::Hash;
use roundtable::session::journal::record::Record;
use roundtable::session::library::Library;
use roundtable::session::seal::Identity;
use roundtable::session::state::Snapshot;
use roundtable::session::term::Tail;
use roundtable::srd::Book;

/// What one machine of an evening had on its disk, and the checkpoints it took after 60 and after 120 entries.
struct Evening {
    secret: [u8; 32],
    records: Vec<Record>,
    early: Vec<u8>,
    late: Vec<u8>,
}

fn evening(number: usize) -> &'static Evening {
    static EVENINGS: [OnceLock<Evening>; 2] = [OnceLock::new(), OnceLock::new()];
    EVENINGS[number].get_or_init(|| {
        let mut night = stage::seated(41 + number as u64, 3);
        let early = played(&mut night, number, 60);
        let late = played(&mut night, number, 120);
        played(&mut night, number, 160);
        let machine = &night.machines[number];
        let guest = machine.guest.as_ref().unwrap();
        let batches = guest.ledger().batches().iter().map(|batch| Record::Batch(Arc::clone(batch)));
        let certificate = Record::Certificate(Box::new(guest.certificate().unwrap().clone()));
        let records = batches.chain([certificate, Record::Durable { index: guest.durable() }]).collect();
        Evening { secret: machine.secret, records, early, late }
    })
}

/// Everyone plays until the ledger is so long; the checkpoint of that moment.
fn played(night: &mut Night, number: usize, entries: u64) -> Vec<u8> {
    for draw in 0..4_000_u64 {
        let guest = night.machines[number].guest.as_ref().unwrap();
        if guest.tail().index >= entries && guest.tail().index == guest.durable() {
            let checkpoint = guest.checkpoint().unwrap();
            if checkpoint.index() == guest.tail().index {
                return checkpoint.to_bytes().unwrap();
            }
        }
        night.play(draw as usize % night.machines.len(), draw.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20);
        night.run(150);
    }
    panic!("nothing more happens at {entries}");
}

fn index(checkpoint: &[u8]) -> u64 {
    postcard::take_from_bytes::<Tail>(checkpoint).unwrap().0.index
}

fn place(records: &[Record], index: u64) -> usize {
    let ends = |record: &Record| matches!(record, Record::Batch(batch) if batch.end() >= index);
    records.iter().position(ends).unwrap()
}

/// The journal by its name in a test.
fn journal(evening: &Evening, name: &str) -> Vec<Record> {
    let whole = &evening.records;
    let (early, late) = (place(whole, index(&evening.early)), place(whole, index(&evening.late)));
    let between = match &whole[(early + late) / 2] {
        Record::Batch(batch) => batch.end(),
        other => panic!("{other:?}"),
    };
    let with = |at: usize, record: Record| [&whole[..at], &[record], &whole[at..]].concat();
    match name {
        "whole" => whole.clone(),
        "ends before late" => whole[..late].to_vec(),
        "ends with late" => whole[..=late].to_vec(),
        "late was cut" => [&whole[..=late], &[Record::Cut { from: between }]].concat(),
        "late was cut and came again" => {
            let again = place(whole, between) + 1;
            [&whole[..=late], &[Record::Cut { from: between }], &whole[again..]].concat()
        }
        "was put back when one sat there" => with(1, Record::Restored { index: 1, at_ms: EVENING_MS }),
        "was put back when three sat there" => with(early + 1, Record::Restored { index: between, at_ms: EVENING_MS }),
        "was put back at last" => [whole.as_slice(), &[Record::Restored { index: 160, at_ms: EVENING_MS }]].concat(),
        other => panic!("no journal is called {other}"),
    }
}

/// What lies on the shelf, by its names in a test: `late`, `early`, or one of them after something befell it.
fn shelf(evening: &Evening, names: &str) -> Vec<Vec<u8>> {
    names
        .split(", ")
        .filter(|name| !name.is_empty())
        .map(|name| {
            let (name, fate) = name.split_once(' ').unwrap_or((name, ""));
            let mut bytes = if name == "late" { evening.late.clone() } else { evening.early.clone() };
            let (mut tail, mut state): (Tail, Snapshot) = postcard::from_bytes(&bytes).unwrap();
            match fate {
                "" => return bytes,
                "bent" => {
                    let half = bytes.len() / 2;
                    bytes[half] ^= 1;
                    return bytes;
                }
                "cut short" => return bytes[..bytes.len() - 1].to_vec(),
                "longer" => return [bytes.as_slice(), &[0]].concat(),
                "of another time" => state.table.time_ms += 1,
                "of another world" => state.now.players.clear(),
                "in another place" => tail = postcard::take_from_bytes::<Tail>(&evening.early).unwrap().0,
                "of another chain" => tail.hash = Hash::default(),
                other => panic!("no fate is called {other}"),
            }
            postcard::to_stdvec(&(tail, state)).unwrap()
        })
        .collect()
}

fn opened(evening: &Evening, records: Vec<Record>, shelf: &[Vec<u8>]) -> Guest {
    Guest::restored(Identity::from_secret(&evening.secret), Library::standard(), records, shelf, [1; 32], EVENING_MS)
        .unwrap()
}

/// Opens a journal with what is on the shelf: by which checkpoint, and never to anything but what all of it leads to.
fn check(name: &str, on_shelf: &str, by: &str) {
    for number in [0, 1] {
        let evening = evening(number);
        let records = journal(evening, name);
        let guest = opened(evening, records.clone(), &shelf(evening, on_shelf));
        let whole = opened(evening, records, &[]);
        let wanted = match by {
            "late" => index(&evening.late),
            "early" => index(&evening.early),
            _ => 0,
        };
        assert_eq!(guest.entered(), wanted, "{name}; {on_shelf}");
        let agreed = |guest: &Guest| (guest.table_id(), guest.tail(), guest.durable(), guest.state().unwrap().digest());
        let own =
            |guest: &Guest| (guest.promised(), guest.is_mute(), guest.put_back_at(), guest.certificate().cloned());
        assert_eq!(agreed(&guest), agreed(&whole), "{name}; {on_shelf}");
        assert_eq!(own(&guest), own(&whole), "{name}; {on_shelf}");
        assert_eq!(guest.ledger(), whole.ledger(), "{name}; {on_shelf}");
    }
}

#[test]
fn the_newest_that_fits_is_used() {
    check("whole", "", "none");
    check("whole", "early", "early");
    check("whole", "late", "late");
    check("whole", "late, early", "late");
    check("whole", "early, late", "late");
    check("ends with late", "late", "late");
    check("ends before late", "late, early", "early");
    check("ends before late", "late", "none");
}

#[test]
fn what_is_damaged_or_of_another_ledger_is_as_good_as_none() {
    for fate in
        ["bent", "cut short", "longer", "of another time", "of another world", "in another place", "of another chain"]
    {
        check("whole", &format!("late {fate}"), "none");
        check("whole", &format!("late {fate}, early"), "early");
    }
    let (one, other) = (evening(0), evening(1));
    let guest = opened(one, one.records.clone(), &[other.late.clone(), vec![], vec![0; 70_000]]);
    assert_eq!(guest.entered(), 0);
}

#[test]
fn no_byte_of_a_checkpoint_may_differ() {
    let evening = evening(0);
    let records = journal(evening, "ends with late");
    for place in (0..evening.late.len()).step_by(61) {
        let mut bent = evening.late.clone();
        bent[place] ^= 1 << (place % 8);
        assert_eq!(opened(evening, records.clone(), &[bent]).entered(), 0, "byte {place}");
    }
}

#[test]
fn what_was_cut_or_put_back_is_heeded() {
    check("late was cut", "late, early", "early");
    check("late was cut", "late", "none");
    check("late was cut and came again", "late, early", "late");
    check("was put back when one sat there", "late", "late");
    check("was put back when three sat there", "late", "late");
    check("was put back when three sat there", "early", "early");
    check("was put back at last", "late", "late");
}

#[test]
fn another_book_is_not_played_on_because_of_a_checkpoint() {
    let evening = evening(0);
    let tales = roundtable::tale::standard().iter().cloned().map(Arc::new);
    let mut book = Book::standard().clone();
    book.languages.pop_first();
    let other = Arc::new(Library::new(Arc::new(book), tales));
    let me = Identity::from_secret(&evening.secret);
    let shelf = [evening.late.clone()];
    assert!(Guest::restored(me, other, evening.records.clone(), &shelf, [1; 32], EVENING_MS).is_err());
}

#[test]
fn machines_that_start_again_enter_late_and_play_on() {
    let mut night = stage::seated(43, 3);
    let mut entered = [false; 3];
    for entries in [60, 100, 140, 180] {
        played(&mut night, 0, entries);
        for (number, entered) in entered.iter_mut().enumerate() {
            night.crash(number);
            night.run(200);
            night.restart(number);
            *entered |= night.machines[number].guest.as_ref().unwrap().entered() > 0;
            night.run(4_000);
        }
    }
    assert_eq!(entered, [true; 3]);
    night.check_end();
    assert!(night.wrongs.is_empty(), "{:?}", night.wrongs);
}

#[test]
fn only_what_a_majority_keeps_is_taken() {
    let mut night = stage::seated(44, 3);
    played(&mut night, 0, 60);
    night.cut(0, 1);
    night.cut(0, 2);
    for draw in 0..12 {
        night.play(0, draw * 29 + 8);
        night.run(60);
    }
    let guest = night.machines[0].guest.as_ref().unwrap();
    let taken: Option<Checkpoint> = guest.checkpoint();
    assert!(guest.tail().index > guest.durable(), "nothing is on its way");
    assert!(taken.is_none_or(|taken| taken.index() <= guest.durable()));
}

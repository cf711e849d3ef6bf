//! Fair dice over simulated links: whose values a roll needs, liars, silent witnesses, and hosts that die in mid-roll.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use rand::RngExt;
use roundtable::dice::Dice;
use roundtable::lab::night::Night;
use roundtable::lab::weather::Weather;
use roundtable::rules;
use roundtable::rules::command::{Command, Verb};
use roundtable::session::entry::{Deed, Entry};
use roundtable::session::fair::Roll;
use roundtable::session::guest::{Ask, Told};
use roundtable::session::host;
use roundtable::session::invite::Secret;
use roundtable::session::ledger::Batch;
use roundtable::session::library::Library;
use roundtable::session::roster::Role;
use roundtable::session::verify::{Rolls, verify};
use roundtable::srd::Book;
use roundtable::tale;
use roundtable::world::World;
use roundtable::world::id::{PlayerId, SeatId};

fn library() -> Arc<Library> {
    static LIBRARY: OnceLock<Arc<Library>> = OnceLock::new();
    Arc::clone(LIBRARY.get_or_init(|| {
        let tales = tale::standard().iter().map(|tale| Arc::new(tale.clone()));
        Arc::new(Library::new(Arc::new(Book::standard().clone()), tales))
    }))
}

/// A table of `count` heroes who have begun; the first founded it and hosts.
fn table(seed: u64, count: usize) -> Night {
    let mut night = Night::new(seed, Weather::calm(), library());
    night.found("Ada", Library::print_of(&tale::standard()[0]));
    night.run(500);
    for name in ["Bob", "Cid", "Dot"].iter().take(count - 1) {
        let secret = Secret::new(night.chance().random());
        let invite = host::Ask::Invite { secret: secret.clone(), role: Role::Voter, uses: 1, lasts_ms: 3_600_000 };
        night.ask_host(0, invite);
        night.run(200);
        let newcomer = night.knock(name, Some(secret));
        night.run(1_000);
        let player = night.machines[newcomer].player;
        night.ask_host(0, host::Ask::Admit { player });
        let seated =
            |night: &Night| night.machines[newcomer].told.iter().any(|told| matches!(told, Told::SatDown { .. }));
        assert!(night.run_until(5_000, seated), "{name} sits down");
    }
    for number in 0..count {
        let plan = rules::ready::heroes()[number].clone();
        ask(&mut night, number, Verb::Create(Box::new(plan)));
    }
    ask(&mut night, 0, Verb::Begin);
    assert!(world(&night, count - 1).now.story.begun);
    while say(&mut night, count, &["continues"]) {}
    night
}

fn world(night: &Night, number: usize) -> &World {
    night.machines[number].guest.as_ref().unwrap().world().unwrap()
}

fn ask(night: &mut Night, number: usize, verb: Verb) {
    night.ask(number, Ask::Do(Command { seat: SeatId(number as u8), verb }));
    night.run(400);
}

fn batches(night: &Night, number: usize) -> Vec<Arc<Batch>> {
    night.machines[number].guest.as_ref().unwrap().ledger().batches().to_vec()
}

fn entries(night: &Night, number: usize) -> Vec<Entry> {
    batches(night, number).iter().flat_map(|batch| batch.lines.iter().map(|line| line.entry.clone())).collect()
}

/// The searches of a seat, oldest first: a search rolls at least one d20.
fn searches(night: &Night, seat: u8) -> Vec<Deed> {
    let of = |entry: Entry| match entry {
        Entry::Deed(deed) if deed.asked.said.command == (Command { seat: SeatId(seat), verb: Verb::Search }) => {
            Some(deed)
        }
        _ => None,
    };
    entries(night, 0).into_iter().filter_map(of).collect()
}

fn rolls(night: &Night, number: usize) -> Rolls {
    let batches = batches(night, number);
    verify(batches.iter().map(Arc::as_ref), &library()).expect("an honest ledger").rolls
}

fn calm(mut night: Night) -> Night {
    night.run(3_000);
    night.check_end();
    assert!(night.wrongs.is_empty(), "{:?}", night.wrongs);
    night
}

/// Says the first of some lines that means something, for the first hero that can say it.
fn say(night: &mut Night, count: usize, lines: &[&str]) -> bool {
    for line in lines {
        for number in (0..count).filter(|number| night.machines[*number].guest.is_some()) {
            let (at, player) = (world(night, number), night.machines[number].player);
            let Some(name) = at.hero(SeatId(number as u8)).map(|hero| hero.name.clone()) else { continue };
            let Ok(command) = rules::text::parse(&format!("{name} {line}"), at, player) else { continue };
            if rules::resolve(at, player, &command, &mut Dice::read([])).is_ok() {
                night.ask(number, Ask::Do(command));
                night.run(300);
                return true;
            }
        }
    }
    false
}

/// Walks from the village until a fight is on.
fn to_the_fight(night: &mut Night, count: usize) {
    for _ in 0..200 {
        if world(night, 0).now.encounter.is_some() {
            return;
        }
        let lines = [
            "continues",
            "goes through the east gate",
            "goes through the to hill",
            "goes to east gate",
            "goes to to hill",
            "goes to fire ring",
        ];
        assert!(say(night, count, &lines), "nobody can go on");
    }
    panic!("no fight");
}

/// A few rounds in which nobody but the monsters does anything.
fn rounds(night: &mut Night, count: usize) {
    for _ in 0..9 {
        say(night, count, &["ends the turn"]);
        night.run(1_000);
    }
}

#[test]
fn every_roll_has_the_values_of_two_players() {
    let mut night = table(1, 3);
    for seat in 0..3 {
        ask(&mut night, seat, Verb::Search);
    }
    let (ada, bob, cid) = (searches(&night, 0), searches(&night, 1), searches(&night, 2));
    assert!(matches!(ada[0].roll, Roll::Witnessed { host: None, .. }), "the host's own needs a witness: {:?}", ada[0]);
    assert!([&bob, &cid].iter().all(|all| matches!(all[0].roll, Roll::Pair { .. })), "{bob:?}");
    to_the_fight(&mut night, 3);
    rounds(&mut night, 3);
    let witnesses: BTreeSet<PlayerId> = entries(&night, 1)
        .iter()
        .filter_map(|entry| match entry {
            Entry::Course { roll: Roll::Witnessed { by, .. }, .. } => Some(*by),
            Entry::Course { roll, faces, .. } => {
                assert!(*roll == Roll::Idle && faces.is_empty(), "{entry:?}");
                None
            }
            _ => None,
        })
        .collect();
    assert_eq!(witnesses, BTreeSet::from([night.machines[1].player, night.machines[2].player]), "they take turns");
    let rolls = rolls(&night, 2);
    assert!(rolls.proven > 6 && rolls.witnessed > 3, "{rolls:?}");
    assert_eq!((rolls.alone, rolls.again, rolls.passed_over), (0, 0, 0));
    calm(night);
}

#[test]
fn one_alone_rolls_alone_and_it_is_said() {
    let mut night = table(2, 1);
    ask(&mut night, 0, Verb::Search);
    assert_eq!(searches(&night, 0)[0].roll, Roll::Alone);
    assert_eq!(rolls(&night, 0), Rolls { alone: 1, ..Rolls::default() });
    calm(night);
}

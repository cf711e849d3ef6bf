//! Fair dice over simulated links: whose values a roll needs, liars, silent witnesses, and hosts that die in mid-roll.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

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
use roundtable::session::table::Table;
use roundtable::session::verify::{Rolls, verify};
use roundtable::srd::Book;
use roundtable::tale;
use roundtable::world::World;
use roundtable::world::id::SeatId;

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
    night
}

fn world(night: &Night, number: usize) -> &World {
    night.machines[number].guest.as_ref().unwrap().world().unwrap()
}

fn table_of(night: &Night, number: usize) -> &Table {
    night.machines[number].guest.as_ref().unwrap().table().unwrap()
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
        if !say(night, count, &lines) {
            println!("{:?}", rules::offers(world(night, 0), night.machines[0].player).iter().map(|offer| offer.text.clone()).collect::<Vec<_>>());
            panic!("stuck");
        }
    }
    panic!("no fight");
}

#[test]
fn probe() {
    let mut night = table(1, 3);
    to_the_fight(&mut night, 3);
    for _ in 0..12 {
        say(&mut night, 3, &["ends the turn"]);
        night.run(1_000);
    }
    for entry in entries(&night, 0) {
        let text = format!("{entry:?}");
        println!("{}", text.chars().take(100).collect::<String>());
    }
    println!("{:?}", rolls(&night, 1));
    calm(night);
}

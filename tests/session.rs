//! Host and guests over simulated links: join, play, part, crash, come back. A failing night prints its seed and lines.

use std::sync::{Arc, OnceLock};

use rand::RngExt;
use roundtable::lab::night::Night;
use roundtable::lab::weather::Weather;
use roundtable::rules;
use roundtable::rules::command::{Command, Verb};
use roundtable::session::guest::{Ask, Told};
use roundtable::session::host;
use roundtable::session::invite::Secret;
use roundtable::session::library::Library;
use roundtable::session::roster::Role;
use roundtable::srd::Book;
use roundtable::tale;
use roundtable::world::event::Slot;

fn library() -> Arc<Library> {
    static LIBRARY: OnceLock<Arc<Library>> = OnceLock::new();
    Arc::clone(LIBRARY.get_or_init(|| {
        let tales = tale::standard().iter().map(|tale| Arc::new(tale.clone()));
        Arc::new(Library::new(Arc::new(Book::standard().clone()), tales))
    }))
}

/// A table of `count` players, everyone seated.
fn table(seed: u64, weather: Weather, count: usize) -> Night {
    let mut night = Night::new(seed, weather, library());
    let tale = Library::print_of(&tale::standard()[0]);
    let ada = night.found("Ada", tale);
    assert!(night.run_until(5_000, |night| night.machines[ada].host.is_some()), "seed {seed}: the founder hosts");
    for name in ["Bob", "Cid", "Dot", "Eve", "Fay", "Gus"].iter().take(count - 1) {
        sit(&mut night, name);
    }
    night
}

/// One more sits down, with a ticket of its own.
fn sit(night: &mut Night, name: &str) -> usize {
    let secret = Secret::new(night.chance().random());
    let Some(at) = night.machines.iter().position(|machine| machine.host.is_some()) else { panic!("nobody hosts") };
    let invite = host::Ask::Invite { secret: secret.clone(), role: Role::Voter, uses: 1, lasts_ms: 3_600_000 };
    night.ask_host(at, invite);
    night.run(200);
    let newcomer = night.knock(name, Some(secret));
    let player = night.machines[newcomer].player;
    let knocked = |night: &Night| {
        night.machines[at]
            .host_told
            .iter()
            .any(|told| matches!(told, host::Told::Knocked { player: who, .. } if *who == player))
    };
    assert!(night.run_until(20_000, knocked), "{name} knocks\n{}\n{:?}", night.lines, night.machines[newcomer].told);
    night.ask_host(at, host::Ask::Admit { player });
    let seated = |night: &Night| night.machines[newcomer].told.iter().any(|told| matches!(told, Told::SatDown { .. }));
    assert!(night.run_until(20_000, seated), "{name} sits down\n{}\n{:?}", night.lines, night.machines[newcomer].told);
    newcomer
}

/// Someone does something, mostly legal.
fn act(night: &mut Night, number: usize) {
    let verb = {
        let machine = &night.machines[number];
        let Some(guest) = &machine.guest else { return };
        let (Some(world), Some(table)) = (guest.world(), guest.table()) else { return };
        let Some(seat) = table.members.get(&machine.player).and_then(|member| member.seats.first()).copied() else {
            return;
        };
        let plans = rules::ready::heroes();
        let verb = match world.hero(seat) {
            None => Verb::Create(Box::new(plans[number % plans.len()].clone())),
            Some(hero) => match hero.pack.items.keys().next() {
                Some(item) if hero.pack.items.len() > 1 => Verb::Drop { item: item.clone(), count: 1 },
                _ => Verb::Unequip { slot: Slot::MainHand },
            },
        };
        let mut offers = rules::offers(world, machine.player);
        let command =
            if offers.is_empty() { Command { seat, verb } } else { offers.swap_remove(offers.len() / 2).command };
        Some(command)
    };
    if let Some(command) = verb {
        night.ask(number, Ask::Do(command));
    }
}

fn finish(mut night: Night, seed: u64) -> Night {
    night.check_end();
    if !night.wrongs.is_empty() {
        let tail: Vec<&str> = night.lines.lines().rev().take(60).collect();
        panic!(
            "seed {seed}:\n{}\n...\n{}",
            night.wrongs.join("\n"),
            tail.into_iter().rev().collect::<Vec<_>>().join("\n")
        );
    }
    night
}

fn digests_agree(night: &Night) -> bool {
    let mut states =
        night.machines.iter().filter_map(|machine| machine.guest.as_ref()).map(|guest| (guest.tail(), guest.durable()));
    let Some(first) = states.next() else { return true };
    first.0.index == first.1 && states.all(|state| state == first)
}

#[test]
fn alone_at_a_table() {
    let mut night = table(1, Weather::calm(), 1);
    for _ in 0..20 {
        act(&mut night, 0);
        night.run(100);
    }
    assert!(night.run_until(2_000, digests_agree));
    let night = finish(night, 1);
    let guest = night.machines[0].guest.as_ref().unwrap();
    assert!(guest.world().unwrap().now.creatures.len() == 1, "the hero was made");
    assert!(guest.durable() > 10, "{:?}", guest.tail());
}

#[test]
fn two_sit_down_and_play() {
    let mut night = table(2, Weather::fair(), 2);
    for round in 0..40 {
        act(&mut night, round % 2);
        night.run(150);
    }
    assert!(night.run_until(5_000, digests_agree), "{}", night.lines);
    finish(night, 2);
}

//! Host and guests over simulated links: join, play, part, crash, come back. A failing night prints its seed and lines.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

#[path = "session/adopted.rs"]
mod adopted;
#[path = "session/replaced.rs"]
mod replaced;
#[path = "session/seat.rs"]
mod seat;
#[path = "session/twin.rs"]
mod twin;

use std::sync::Arc;

use rand::RngExt;
use roundtable::lab::night::Night;
use roundtable::lab::weather::Weather;
use roundtable::rules;
use roundtable::rules::command::{Command, Verb};
use roundtable::session::entry::Absent;
use roundtable::session::guest::{Ask, Told};
use roundtable::session::host;
use roundtable::session::invite::Secret;
use roundtable::session::library::Library;
use roundtable::session::roster::Role;
use roundtable::session::verify::verify;
use roundtable::tale;
use roundtable::world::event::Slot;
use roundtable::world::id::SeatId;
use roundtable::world::seat::Stead;
use roundtable::world::walk::{Buttons, TILE, Walker};

/// Seeds from `from` on; `SEED=n` runs that one alone, `NIGHTS=n` so many.
fn range(from: u64, count: u64) -> std::ops::Range<u64> {
    let number = |name| std::env::var(name).ok().and_then(|text: String| text.parse::<u64>().ok());
    match (number("SEED"), number("NIGHTS")) {
        (Some(seed), _) => seed..seed + 1,
        (None, count_wanted) => from..from + count_wanted.unwrap_or(count),
    }
}

/// A table of `count` players, everyone seated.
fn table(seed: u64, weather: Weather, count: usize) -> Night {
    let mut night = Night::new(seed, weather, Library::standard());
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
    let draw: usize = night.chance().random_range(0..10_000);
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
            // A tenth of what is asked is not on offer.
            if offers.is_empty() || draw.is_multiple_of(10) { Command { seat, verb } } else { offers.swap_remove(draw % offers.len()).command };
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

/// The founder also opens and revokes invites: entries that need no rules.
fn act_as_host(night: &mut Night) {
    let Some(at) = night.machines.iter().position(|machine| machine.host.is_some()) else { return };
    let tag = night.machines[at].guest.as_ref().and_then(|guest| guest.table()?.invites.keys().next().copied());
    match tag {
        Some(tag) => night.ask_host(at, host::Ask::Revoke { tag }),
        None => {
            let secret = Secret::new(night.chance().random());
            night.ask_host(at, host::Ask::Invite { secret, role: Role::Voter, uses: 1, lasts_ms: 3_600_000 });
        }
    }
}

/// Some minutes of play with everything that can go wrong going wrong at random moments; then calm.
fn rough_night(seed: u64, weather: Weather, count: usize, crashes: bool, cuts: bool) -> Night {
    let mut night = table(seed, Weather::fair(), count);
    night.weather = weather;
    let mut down: Vec<usize> = Vec::new();
    let mut apart: Vec<(usize, usize)> = Vec::new();
    for _ in 0..60 {
        let who = night.chance().random_range(0..count);
        act(&mut night, who);
        if night.chance().random_range(0..3) == 0 {
            act_as_host(&mut night);
        }
        if crashes && night.chance().random_range(0..8) == 0 && !down.contains(&who) {
            night.crash(who);
            down.push(who);
        }
        if !down.is_empty() && night.chance().random_range(0..5) == 0 {
            let who = down.remove(0);
            night.restart(who);
        }
        let other = night.chance().random_range(0..count);
        if cuts && who != other && night.chance().random_range(0..10) == 0 {
            night.cut(who, other);
            apart.push((who, other));
        }
        if !apart.is_empty() && night.chance().random_range(0..4) == 0 {
            let (one, other) = apart.remove(0);
            night.heal(one, other);
        }
        let span = night.chance().random_range(20..1_500);
        night.run(span);
    }
    night.weather = Weather::fair();
    for who in down {
        night.restart(who);
    }
    for (one, other) in apart {
        night.heal(one, other);
    }
    let calm = night
        .run_until(60_000, |night| night.machines.iter().any(|machine| machine.host.is_some()) && digests_agree(night));
    if !calm {
        let ends: Vec<String> = night
            .machines
            .iter()
            .map(|machine| {
                let guest = machine.guest.as_ref();
                format!(
                    "{:?} {:?} {:?} host {}",
                    guest.map(|g| g.tail()),
                    guest.map(|g| g.durable()),
                    guest.map(|g| g.role()),
                    machine.host.is_some()
                )
            })
            .collect();
        for machine in &night.machines {
            if let Some(host) = &machine.host {
                let text = format!("{host:?}");
                eprintln!("{}", &text[text.find("peers:").unwrap_or(0)..]);
            }
            if let Some(guest) = &machine.guest {
                let text = format!("{guest:?}");
                eprintln!("{}", &text[text.find("disk:").unwrap_or(0)..]);
            }
        }
        night.wrongs.push(format!("no agreement a minute after calm:\n{}", ends.join("\n")));
    }
    finish(night, seed)
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
    assert!(guest.durable() >= 3, "{:?}", guest.tail());
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

#[test]
fn crashes_lose_nothing_durable() {
    for seed in range(100, 12) {
        rough_night(seed, Weather::fair(), 2, true, false);
    }
}

#[test]
fn three_go_on_through_crashes_cuts_and_foul_weather() {
    for seed in range(200, 12) {
        rough_night(seed, Weather::foul(), 3, true, true);
    }
}

#[test]
fn the_host_dies_and_the_others_go_on() {
    for seed in range(300, 6) {
        let mut night = table(seed, Weather::fair(), 3);
        night.crash(0);
        let elected = |night: &Night| night.machines[1..].iter().any(|machine| machine.host.is_some());
        assert!(
            night.run_until(4_000, elected),
            "seed {seed}: nobody took over\n{}\n{:?} {:?}",
            night.lines,
            night.machines[1].told.iter().rev().take(6).collect::<Vec<_>>(),
            night.machines[2].told.iter().rev().take(6).collect::<Vec<_>>()
        );
        let before = night.machines[1].guest.as_ref().map_or(0, |guest| guest.durable());
        act(&mut night, 1);
        assert!(night.run_until(2_000, |night| night.machines[1].guest.as_ref().unwrap().durable() > before));
        night.restart(0);
        assert!(night.run_until(10_000, digests_agree), "seed {seed}: he comes back as a guest\n{}", night.lines);
        assert!(night.machines[0].host.is_none(), "seed {seed}");
        finish(night, seed);
    }
}

#[test]
fn cut_for_half_a_minute_and_back_with_nothing_pressed() {
    let mut night = table(4, Weather::fair(), 2);
    act(&mut night, 1);
    night.run(500);
    night.cut(0, 1);
    for _ in 0..6 {
        act(&mut night, 0);
        act(&mut night, 1);
        act_as_host(&mut night);
        night.run(5_000);
    }
    assert!(!digests_agree(&night), "the founder went on alone");
    night.heal(0, 1);
    assert!(night.run_until(5_000, digests_agree), "{}", night.lines);
    let night = finish(night, 4);
    let table = night.machines[1].guest.as_ref().unwrap().table().unwrap();
    assert_eq!(table.members[&night.machines[1].player].seats.len(), 1, "the same seat");
}

fn host_of(night: &Night) -> Option<usize> {
    night.machines.iter().position(|machine| machine.host.is_some())
}

fn table_of(night: &Night, number: usize) -> &roundtable::session::table::Table {
    night.machines[number].guest.as_ref().and_then(|guest| guest.table()).expect("it sits at a table")
}

#[test]
fn the_host_hands_over_and_play_hardly_stops() {
    for seed in range(400, 4) {
        let mut night = table(seed, Weather::calm(), 3);
        let heir = night.machines[2].player;
        let before = night.now_ms();
        night.ask_host(0, host::Ask::HandOver { heir });
        assert!(night.run_until(2_000, |night| night.machines[2].host.is_some()), "seed {seed}\n{}", night.lines);
        act(&mut night, 1);
        let term =
            |night: &Night| night.machines[2].guest.as_ref().and_then(|guest| guest.ledger().term_at(guest.durable()));
        assert!(night.run_until(1_000, |night| term(night) == Some(2)), "seed {seed}\n{}", night.lines);
        let pause_ms = night.now_ms() - before;
        assert!(pause_ms < 300, "seed {seed}: {pause_ms} ms");
        assert!(night.machines[0].host.is_none(), "seed {seed}: the old host rests");
        assert!(night.run_until(5_000, digests_agree), "seed {seed}\n{}", night.lines);
        finish(night, seed);
    }
}

#[test]
fn someone_leaves_someone_is_sent_away_and_the_chair_moves() {
    let mut night = table(5, Weather::fair(), 4);
    night.ask(3, Ask::Leave);
    assert!(night.run_until(5_000, |night| !table_of(night, 0).members.contains_key(&night.machines[3].player)));
    let (bob, cid, dot) = (night.machines[1].player, night.machines[2].player, night.machines[3].player);
    night.ask_host(0, host::Ask::Kick { player: cid });
    assert!(night.run_until(5_000, |night| table_of(night, 0).banned.contains(&cid)), "{}", night.lines);
    night.ask_host(0, host::Ask::MoveChair { player: bob });
    assert!(night.run_until(5_000, |night| table_of(night, 1).rosters.now.chair == bob), "{}", night.lines);
    let roster = &table_of(&night, 0).rosters;
    assert!(roster.next.is_none() && !roster.contains(cid) && !roster.contains(dot));
    // Now Bob weighs 3 of 5: he goes on alone, and the founder may follow him.
    night.run(500);
    night.crash(0);
    assert!(night.run_until(6_000, |night| night.machines[1].host.is_some()), "{}", night.lines);
    night.restart(0);
    let both = |night: &Night| {
        let tail = |number: usize| night.machines[number].guest.as_ref().map(|guest| (guest.tail(), guest.durable()));
        tail(0) == tail(1)
    };
    assert!(night.run_until(10_000, both), "{}", night.lines);
    finish(night, 5);
}

#[test]
fn a_pair_waits_without_its_chair_and_goes_on_when_he_is_back() {
    let mut night = table(6, Weather::fair(), 2);
    night.crash(0);
    night.run(15_000);
    assert_eq!(host_of(&night), None, "two of five is no majority");
    assert!(
        night.machines[1].told.iter().any(|told| matches!(told, Told::Waiting { answer: 1, of: 2 })),
        "and it is said"
    );
    act(&mut night, 1);
    night.restart(0);
    assert!(night.run_until(10_000, |night| host_of(night) == Some(0)), "{}", night.lines);
    let made = |night: &Night| night.machines[0].guest.as_ref().unwrap().world().unwrap().now.creatures.len() == 1;
    assert!(night.run_until(10_000, made), "what was asked meanwhile is done\n{}", night.lines);
    assert!(night.run_until(5_000, digests_agree));
    finish(night, 6);
}

#[test]
fn a_host_without_a_majority_freezes_and_thaws() {
    let mut night = table(7, Weather::fair(), 3);
    night.cut(0, 1);
    night.cut(0, 2);
    assert!(night.run_until(1_500, |night| night.machines[0].host.as_ref().unwrap().frozen() == Some((1, 3))));
    let before = night.machines[0].guest.as_ref().unwrap().tail();
    act(&mut night, 0);
    night.run(400);
    assert_eq!(night.machines[0].guest.as_ref().unwrap().tail(), before, "nothing is decided");
    assert!(
        night.run_until(5_000, |night| (1..3).any(|other| night.machines[other].host.is_some())),
        "the others go on"
    );
    night.heal(0, 1);
    night.heal(0, 2);
    assert!(
        night.run_until(8_000, |night| night.machines[0].host.is_none() && digests_agree(night)),
        "{}",
        night.lines
    );
    let made = |night: &Night| night.machines[1].guest.as_ref().unwrap().world().unwrap().now.creatures.len() == 1;
    assert!(night.run_until(4_000, made), "what he asked while frozen is done by the next host");
    finish(night, 7);
}

#[test]
fn one_seed_is_one_night() {
    let lines = |seed| rough_night(seed, Weather::foul(), 3, true, true).lines;
    assert_eq!(lines(900), lines(900));
    assert_ne!(lines(900), lines(901));
}

#[test]
fn a_long_ledger_is_caught_up_with_and_play_goes_on_meanwhile() {
    let mut night = table(8, Weather::fair(), 1);
    for _ in 0..400 {
        act_as_host(&mut night);
        night.run(60);
    }
    let before = night.now_ms();
    let bob = sit(&mut night, "Bob");
    assert!(night.now_ms() - before < 8_000, "{} ms", night.now_ms() - before);
    assert!(night.machines[bob].guest.as_ref().unwrap().tail().index > 400);
    let dropped = night.machines[0].host_told.iter().any(|told| matches!(told, host::Told::Misbehaved { .. }));
    assert!(!dropped, "who catches up is not taken for a vandal");
    assert!(night.run_until(5_000, digests_agree));
    finish(night, 8);
}

#[test]
fn a_machine_whose_disk_fails_acknowledges_nothing_more_and_says_so() {
    let mut night = table(9, Weather::fair(), 3);
    night.fail_disk(1);
    assert!(night.machines[1].told.contains(&Told::DiskFailed));
    act(&mut night, 0);
    night.run(2_000);
    let guest = night.machines[0].guest.as_ref().unwrap();
    assert_eq!(guest.tail().index, guest.durable(), "the two others are a majority");
    // Without the third the founder and the failed disk are none.
    night.crash(2);
    night.run(300);
    act_as_host(&mut night);
    night.run(3_000);
    let guest = night.machines[0].guest.as_ref().unwrap();
    assert!(guest.tail().index > guest.durable(), "nothing counts that one disk alone keeps");
    assert!(night.wrongs.is_empty(), "{:?}", night.wrongs);
}

#[test]
fn a_machine_that_lost_its_ledger_follows_but_is_mute() {
    let mut night = table(10, Weather::fair(), 2);
    act(&mut night, 1);
    night.run(1_000);
    night.wipe(1, "Bob");
    assert!(night.run_until(20_000, digests_agree), "{}", night.lines);
    assert!(night.machines[1].told.contains(&Told::Restored), "{:?}", night.machines[1].told);
    finish(night, 10);
}

#[test]
fn one_walks_and_the_other_sees_it() {
    let mut night = table(11, Weather::fair(), 2);
    act(&mut night, 0);
    act(&mut night, 1);
    night.run(1_000);
    night.ask(0, Ask::Do(Command { seat: SeatId(0), verb: Verb::Begin }));
    let begun = |night: &Night| night.machines[1].guest.as_ref().unwrap().world().unwrap().now.story.begun;
    assert!(night.run_until(3_000, begun), "{:?}", night.machines[0].told.last());
    night.run(500);
    let start = Walker::at(night.machines[0].guest.as_ref().unwrap().world().unwrap().hero(SeatId(0)).unwrap().at);
    let seen = |night: &Night| {
        let mut others = night.machines[1].guest.as_ref().unwrap().strollers();
        others.find(|(seat, _)| *seat == SeatId(0)).map(|(_, one)| *one)
    };
    let ways = [Buttons::RIGHT, Buttons::LEFT, Buttons::UP, Buttons::DOWN];
    let mut moved = false;
    for buttons in ways {
        night.ask(0, Ask::Steer { seat: SeatId(0), buttons, walker: start });
        night.run(600);
        let one = seen(&night).expect("the other machine reckons with him");
        assert_eq!(one.buttons, buttons);
        moved |= (one.walker.x, one.walker.y) != (start.x, start.y);
    }
    assert!(moved, "he walks on the other's screen");
    // A claim to be far away is nobody's concern.
    let far = Walker { x: start.x + 40 * TILE, ..start };
    night.ask(0, Ask::Steer { seat: SeatId(0), buttons: Buttons::JUMP, walker: far });
    night.run(600);
    assert_ne!(seen(&night).map(|one| one.buttons), Some(Buttons::JUMP));
    finish(night, 11);
}

#[test]
fn five_go_on_while_one_leaves_and_the_chair_moves() {
    for seed in range(500, 4) {
        let mut night = table(seed, Weather::fair(), 5);
        night.weather = Weather::foul();
        for round in 0..40 {
            let who = night.chance().random_range(0..5);
            act(&mut night, who);
            let Some(at) = host_of(&night) else {
                night.run(500);
                continue;
            };
            match round {
                8 => night.ask(4, Ask::Leave),
                14 => {
                    let player = night.machines[1].player;
                    night.ask_host(at, host::Ask::MoveChair { player });
                }
                20 => night.crash(at),
                26 => (0..5)
                    .filter(|number| night.machines[*number].guest.is_none())
                    .collect::<Vec<_>>()
                    .into_iter()
                    .for_each(|off| night.restart(off)),
                30 => night.ask(2, Ask::Rest),
                _ => {}
            }
            let span = night.chance().random_range(50..900);
            night.run(span);
        }
        night.weather = Weather::fair();
        for off in (0..5).filter(|number| night.machines[*number].guest.is_none()).collect::<Vec<_>>() {
            night.restart(off);
        }
        // The one who left is told durable entries only, and may be a little behind.
        let together = |night: &Night| {
            let guests = night.machines[..4].iter().filter_map(|machine| machine.guest.as_ref());
            let mut ends = guests.map(|guest| (guest.tail(), guest.durable()));
            let first = ends.next();
            host_of(night).is_some()
                && first.is_some_and(|(tail, durable)| tail.index == durable)
                && ends.all(|end| Some(end) == first)
        };
        assert!(
            night.run_until(60_000, together),
            "seed {seed}: no agreement\n{}",
            night.lines.lines().rev().take(40).collect::<Vec<_>>().join("\n")
        );
        finish(night, seed);
    }
}

#[test]
fn who_left_hosts_for_those_who_cannot_do_it_without_him() {
    let mut night = table(9, Weather::fair(), 4);
    let (ada, bob, cid, dot) = (0, 1, 2, 3);
    night.ask(cid, Ask::Leave);
    let left = |night: &Night, number: usize| {
        let table = night.machines[number].guest.as_ref().and_then(|guest| guest.table());
        table.is_some_and(|table| !table.rosters.contains(night.machines[cid].player))
    };
    let known = |night: &Night| (0..4).all(|number| left(night, number));
    assert!(night.run_until(20_000, known), "Cid leaves\n{}", night.lines);
    night.crash(ada);
    night.cut(bob, dot);
    night.run(3_000);
    let durable =
        |night: &Night, number: usize| night.machines[number].guest.as_ref().map_or(0, |guest| guest.durable());
    let before = durable(&night, bob);
    let hosts = |night: &Night| night.machines[cid].host.is_some();
    for _ in 0..10 {
        if hosts(&night) {
            break;
        }
        night.ask(cid, Ask::Host);
        night.run(2_000);
    }
    assert!(hosts(&night), "Cid has the votes of Bob and Dot\n{}", night.lines);
    let both = |night: &Night| durable(night, bob) > before && durable(night, dot) > before;
    assert!(night.run_until(20_000, both), "his term is opened\n{}", night.lines);
    finish(night, 9);
}

fn told(night: &Night, number: usize, wanted: impl Fn(&Told) -> bool) -> bool {
    night.machines[number].told.iter().any(wanted)
}

#[test]
fn a_pair_s_guest_goes_on_apart_only_when_told_and_both_stay() {
    let mut night = table(12, Weather::fair(), 2);
    let parent = night.machines[1].guest.as_ref().unwrap().table_id().unwrap();
    act(&mut night, 1);
    night.run(1_000);
    // While the host answers there is nothing to part from.
    night.ask(1, Ask::Fork);
    assert!(told(&night, 1, |told| matches!(told, Told::NotApart(_))));
    night.crash(0);
    night.run(15_000);
    assert_eq!(night.machines[1].guest.as_ref().unwrap().table_id(), Some(parent), "nothing happens by itself");
    let before = night.machines[1].guest.as_ref().unwrap().tail();
    night.ask(1, Ask::Fork);
    assert!(night.run_until(5_000, |night| night.machines[1].host.is_some()), "{}", night.lines);
    let guest = night.machines[1].guest.as_ref().unwrap();
    let fork = guest.table().unwrap().parting.clone().expect("a fork").parting;
    assert_eq!((fork.parent, fork.at, guest.table_id()), (parent, before, Some(fork.table())));
    let durable = guest.durable();
    act_as_host(&mut night);
    assert!(night.run_until(3_000, |night| night.machines[1].guest.as_ref().unwrap().durable() > durable));
    // The founder comes back to the parent, which knows nothing of it.
    night.restart(0);
    assert!(night.run_until(10_000, |night| night.machines[0].host.is_some()), "{}", night.lines);
    night.run(5_000);
    let (one, two) = (night.machines[0].guest.as_ref().unwrap(), night.machines[1].guest.as_ref().unwrap());
    assert_eq!(one.table_id(), Some(parent));
    assert_eq!(two.table_id(), Some(fork.table()));
    assert!(one.distrusted().is_empty() && two.distrusted().is_empty(), "nobody lied");
    // The whole of the fork is a ledger that anyone can check, and a machine that restarts goes on with it.
    let verified = verify(two.ledger().batches().iter().map(Arc::as_ref), &Library::standard()).expect("it holds");
    assert_eq!((verified.table, verified.tail), (fork.table(), two.tail()));
    night.crash(1);
    night.restart(1);
    assert!(night.run_until(5_000, |night| night.machines[1].host.is_some()), "{}", night.lines);
    assert_eq!(night.machines[1].guest.as_ref().unwrap().table_id(), Some(fork.table()));
}

#[test]
fn two_of_five_go_on_apart_when_both_say_so() {
    let mut night = table(13, Weather::fair(), 5);
    let parent = night.machines[3].guest.as_ref().unwrap().table_id().unwrap();
    for far in 0..3 {
        night.cut(far, 3);
        night.cut(far, 4);
    }
    night.run(12_000);
    night.ask(3, Ask::Fork);
    night.run(2_000);
    assert!(told(&night, 4, |told| matches!(told, Told::ProposedApart { of: 2, .. })));
    assert_eq!(night.machines[3].guest.as_ref().unwrap().table_id(), Some(parent), "one word is not enough");
    night.ask(4, Ask::Fork);
    let apart =
        |night: &Night, number: usize| night.machines[number].guest.as_ref().unwrap().table_id() != Some(parent);
    let hosts = |night: &Night| night.machines[3..5].iter().filter(|machine| machine.host.is_some()).count() == 1;
    assert!(night.run_until(10_000, |night| apart(night, 3) && apart(night, 4) && hosts(night)), "{}", night.lines);
    act(&mut night, 4);
    let together = |night: &Night| {
        let end = |number: usize| night.machines[number].guest.as_ref().map(|guest| (guest.tail(), guest.durable()));
        end(3) == end(4) && end(3).is_some_and(|(tail, durable)| tail.index == durable)
    };
    assert!(night.run_until(10_000, together), "{}", night.lines);
    // The three others went on as the table that it was.
    assert!(!apart(&night, 0) && night.machines[..3].iter().any(|machine| machine.host.is_some()));
    for far in 0..3 {
        night.heal(far, 3);
        night.heal(far, 4);
    }
    night.run(10_000);
    assert!(!apart(&night, 0) && apart(&night, 3), "neither becomes the other");
    for machine in &night.machines {
        let guest = machine.guest.as_ref().unwrap();
        assert!(guest.distrusted().is_empty() && guest.evidence().is_empty(), "nobody lied");
    }
}

#[test]
fn the_charter_changes_by_a_majority_s_vote_and_lasts_through_a_new_host() {
    let mut night = table(14, Weather::fair(), 3);
    let round = |night: &Night, number: usize| table_of(night, number).charter_round;
    night.ask(1, Ask::Absent(Absent::Machine));
    night.run(2_000);
    assert_eq!(round(&night, 0), 0, "one of three is no majority");
    assert!(
        told(&night, 2, |told| matches!(told, Told::Moved { absent: Absent::Machine, .. })),
        "but everyone hears of it"
    );
    // His word for something else takes the place of the one before.
    night.ask(2, Ask::Absent(Absent::Friend));
    night.run(2_000);
    assert_eq!(round(&night, 0), 0);
    night.ask(2, Ask::Absent(Absent::Machine));
    assert!(night.run_until(3_000, |night| (0..3).all(|number| round(night, number) == 1)), "{}", night.lines);
    let stead =
        |night: &Night, number: usize| night.machines[number].guest.as_ref().unwrap().world().unwrap().now.stead;
    assert_eq!(stead(&night, 2), Stead::Machine);
    night.crash(0);
    assert!(night.run_until(6_000, |night| host_of(night).is_some_and(|at| at > 0)), "{}", night.lines);
    let at = host_of(&night).unwrap();
    assert_eq!((round(&night, at), stead(&night, at)), (1, Stead::Machine), "no new host changes it");
    night.restart(0);
    assert!(night.run_until(10_000, digests_agree), "{}", night.lines);
    finish(night, 14);
}

//! Cut cables: players in network namespaces of their own, links cut both ways and one way, a host that dies.
//!
//! Runs where it may make namespaces (root, and `ip` is there), else says why not. `CUT_SECONDS=30` cuts for longer.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

#[path = "real/cable.rs"]
mod cable;
#[path = "real/player.rs"]
mod player;
#[path = "real/table.rs"]
mod table;

use std::path::Path;
use std::time::{Duration, Instant};

use cable::Cables;
use player::Player;
use table::{agree, sit, ticket};

const LISTEN: &str = "0.0.0.0:47471";

fn cut_time() -> Duration {
    let seconds = std::env::var("CUT_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    Duration::from_secs(seconds.unwrap_or(8))
}

/// Players at as many machines: the first hosts, all have heroes, the adventure has begun.
fn sat_down(cables: &Cables, place: &Path, heroes: &[&str]) -> Vec<Player> {
    let mut players: Vec<Player> = Vec::new();
    for (at, hero) in heroes.iter().enumerate() {
        let (space, folder) = (cables.machine(at), place.join(format!("player{at}")));
        if let Some(host) = players.first_mut() {
            host.say("ticket");
            let invite = ticket(host);
            let mut guest = Player::start_in(&space, &folder, &["join", &invite, "--hero", hero, "--listen", LISTEN]);
            sit(&mut guest, hero);
            host.wait("hero", |line| line["kind"] == "entry" && line["events"].to_string().contains(hero));
            players.push(guest);
        } else {
            let arguments = ["host", "--hero", hero, "--admit", "all", "--listen", LISTEN];
            let mut host = Player::start_in(&space, &folder, &arguments);
            host.wait("hero", |line| line["kind"] == "entry" && line["events"].to_string().contains(hero));
            host.wait("ticket", |line| line["kind"] == "ticket");
            players.push(host);
        }
    }
    players[0].act(&format!("{} begins", heroes[0])).unwrap();
    players[0].act(&format!("{} continues", heroes[0])).unwrap();
    players
}

/// Does something that is possible whichever way is free, and returns how long it took to be durable.
fn act_durably(player: &mut Player, hero: &str) -> Duration {
    let start = Instant::now();
    for way in ["north", "south", "east", "west"] {
        if let Ok(entry) = player.act(&format!("{hero} goes {way}")) {
            let index = entry["index"].as_u64().unwrap();
            player.rewound();
            let kept = |line: &serde_json::Value| line["index"].as_u64().is_some_and(|kept| kept >= index);
            player.wait("durable", |line| line["kind"] == "durable" && kept(line));
            return start.elapsed();
        }
    }
    player.fail("cannot go anywhere")
}

/// Lets the cut last: nobody is waited for, the time itself is the test.
fn last(player: &mut Player, time: Duration) {
    player.heard_within(time, |_| false);
}

#[test]
fn a_guest_who_was_cut_off_comes_back_by_himself_to_his_seat() {
    let Some(cables) = Cables::lay(2) else { return };
    let place = tempfile::tempdir().unwrap();
    let mut players = sat_down(&cables, place.path(), &["Ada", "Pip"]);
    let [one, two] = &mut players[..] else { unreachable!() };
    agree(one, two);
    let seats = two.state()["seats"].clone();
    cables.cut(1);
    two.now();
    two.told("HostSilent");
    // The chair of a pair goes on; what he does meanwhile reaches the other later.
    act_durably(one, "Ada");
    last(two, cut_time());
    two.now();
    cables.mend(1);
    let mended = Instant::now();
    // Dials are repeated after 1, 2, 4, 8, 16 s and then twice a minute; one that is underway may have to fail first.
    two.wait_for(Duration::from_secs(100), "host back", |line| line["reason"] == "HostBack");
    println!("back after {:?}", mended.elapsed());
    agree(one, two);
    println!("durable again after {:?}", act_durably(two, "Pip"));
    assert_eq!(two.state()["seats"][1]["player"], seats[1]["player"]);
    agree(one, two);
}

#[test]
fn a_cable_that_carries_one_way_only_is_noticed_and_mended() {
    let Some(cables) = Cables::lay(2) else { return };
    let place = tempfile::tempdir().unwrap();
    let mut players = sat_down(&cables, place.path(), &["Ada", "Pip"]);
    let [one, two] = &mut players[..] else { unreachable!() };
    for (from, to) in [(0, 1), (1, 0)] {
        two.now();
        one.now();
        cables.cut_one_way(from, to);
        let start = Instant::now();
        let hears = if to == 1 { &mut *two } else { &mut *one };
        hears.wait("lost link", |line| line["kind"] == "link" && line["state"] != "good");
        println!("one way {from}>{to} noticed after {:?}", start.elapsed());
        last(two, cut_time() / 2);
        two.now();
        cables.mend_one_way(from, to);
        let start = Instant::now();
        two.wait("link", |line| line["kind"] == "link" && line["state"] == "good");
        println!("link again after {:?}", start.elapsed());
        act_durably(two, "Pip");
        agree(one, two);
    }
}

#[test]
fn the_table_goes_on_when_its_host_dies() {
    let Some(cables) = Cables::lay(3) else { return };
    let place = tempfile::tempdir().unwrap();
    let mut players = sat_down(&cables, place.path(), &["Ada", "Pip", "Mara"]);
    let [one, two, three] = &mut players[..] else { unreachable!() };
    act_durably(two, "Pip");
    agree(one, two);
    agree(one, three);
    // The founder's chair weighs 3 of 7: the two others are a majority without him.
    one.kill();
    let killed = Instant::now();
    two.now();
    two.wait("term", |line| line["kind"] == "term");
    println!("new host after {:?}", killed.elapsed());
    act_durably(two, "Pip");
    println!("next durable action after {:?}", killed.elapsed());
    act_durably(three, "Mara");
    agree(two, three);
    assert!(two.state()["index"].as_u64() > Some(one.durable()));
    let table = "The Bell That Lost Its Tongue";
    let arguments = ["host", "--table", table, "--admit", "all", "--listen", LISTEN];
    let mut one = Player::start_in(&cables.machine(0), &place.path().join("player0"), &arguments);
    one.kind("ready");
    let index = two.state()["index"].as_u64().unwrap();
    one.reach(index);
    println!("the old host is back after {:?}", killed.elapsed());
    agree(two, &mut one);
}

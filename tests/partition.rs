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

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
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

#[test]
fn two_on_one_network_find_each_other_and_sit_down_without_a_ticket() {
    let Some(cables) = Cables::lay_one_network(2) else { return };
    let place = tempfile::tempdir().unwrap();
    let start = |machine: usize, name: &str, arguments: &[&str]| {
        Player::start_in(&cables.machine(machine), &place.path().join(name), arguments)
    };
    let hero = |line: &serde_json::Value| line["kind"] == "entry" && line["events"].to_string().contains("Ada");
    let mut anna = start(0, "Anna", &["host", "--hero", "Ada", "--admit", "all", "--listen", LISTEN]);
    anna.wait("hero", hero);
    // A table that is open on its own machine alone is nobody else's to find.
    let mut cleo = start(0, "Cleo", &["host", "--hero", "Ada", "--listen", "127.0.0.1:0"]);
    cleo.wait("hero", hero);
    let asked = Instant::now();
    let mut dora = start(1, "Dora", &["join", "Cleo"]);
    let told = dora.told("NobodyNear");
    println!("after {:?}: {told}", asked.elapsed());
    assert!(told.contains("Anna") && !told.contains("(Cleo)"), "{told}");
    assert_eq!(dora.end().code(), Some(1));

    let asked = Instant::now();
    let mut bea = start(1, "Bea", &["join", "anna", "--hero", "Pip", "--listen", LISTEN]);
    let near = bea.kind("near");
    println!("found after {:?}: {near}", asked.elapsed());
    assert_eq!((near["host"].as_str(), near["stands"].as_str()), (Some("Anna"), Some("open")));
    let knock = anna.kind("knock");
    assert_eq!((knock["name"].as_str(), knock["by_ticket"].as_bool()), (Some("Bea"), Some(false)));
    let told = bea.told("Knocking");
    println!("knocked after {:?}: {told}", asked.elapsed());
    assert!(told.contains(knock["digits"].as_str().unwrap()), "{told} {knock}");
    anna.say("admit Bea");
    sit(&mut bea, "Pip");
    agree(&mut anna, &mut bea);
}

/// Everything that these players were told is durable is one history, and no command was applied twice.
fn one_history(players: &[&Player]) {
    let (mut digests, mut commands) = (BTreeMap::new(), BTreeMap::new());
    for player in players {
        // What a host wrote that a majority never had is lost and its place taken by another: only what was said to be
        // durable, when it was said, must stand.
        let (mut here, mut sure) = (BTreeMap::new(), 0);
        for line in &player.lines {
            let Some(index) = line["index"].as_u64() else { continue };
            if line["kind"] == "entry" {
                here.insert(index, line.clone());
            }
            if line["kind"] != "durable" || index <= sure {
                continue;
            }
            for (index, line) in here.range(sure + 1..=index) {
                let digest = line["digest"].as_str().unwrap().to_owned();
                let known = digests.entry(*index).or_insert_with(|| digest.clone());
                assert_eq!(*known, digest, "entry {index} was durable and is another at {}", player.name);
                if let (Some(seat), Some(number)) = (line["seat"].as_u64(), line["number"].as_u64()) {
                    let at = *commands.entry((seat, number)).or_insert(*index);
                    assert_eq!(at, *index, "command {number} of seat {seat} was applied twice");
                }
            }
            sure = index;
        }
        for (index, line) in here.range(..=sure) {
            let known = digests.get(index).map(String::as_str);
            assert!(known.is_none() || known == line["digest"].as_str(), "{} lost entry {index}", player.name);
        }
    }
    let last = digests.keys().next_back().copied().unwrap_or(0);
    println!("{last} durable entries, {} commands, one history at {} players", commands.len(), players.len());
}

/// Sends a signal to a player's process.
fn signal(player: &Player, name: &str) {
    let sent = Command::new("kill").args([name, &player.id().to_string()]).status();
    assert!(sent.is_ok_and(|sent| sent.success()), "kill {name}");
}

/// Waits until everyone has everything, and checks what they were told.
fn all_agree(players: &mut [Player]) {
    let (first, rest) = players.split_first_mut().unwrap();
    for other in rest.iter_mut() {
        agree(first, other);
    }
    one_history(&players.iter().collect::<Vec<_>>());
}

/// Waits until a machine follows a host again after its cable was mended.
fn follows(player: &mut Player, mended: Instant) {
    let back = |line: &serde_json::Value| line["reason"] == "HostBack" || line["kind"] == "term";
    player.wait_for(Duration::from_secs(100), "host back", back);
    println!("{} follows again {:?} after the cable was mended", player.name, mended.elapsed());
}

const FOUR: [&str; 4] = ["Ada", "Pip", "Mara", "Finn"];

#[test]
fn four_go_on_without_one_without_two_and_without_their_host() {
    let Some(cables) = Cables::lay(4) else { return };
    let place = tempfile::tempdir().unwrap();
    let mut players = sat_down(&cables, place.path(), &FOUR);
    all_agree(&mut players);
    // One guest, two guests, the host: whoever is left and weighs more than half goes on with nothing pressed.
    for (cut, left, heroes) in
        [(vec![3], [0, 1], ["Ada", "Pip"]), (vec![2, 3], [0, 1], ["Ada", "Pip"]), (vec![0], [1, 2], ["Pip", "Mara"])]
    {
        players.iter_mut().for_each(|player| {
            player.now();
        });
        cut.iter().for_each(|at| cables.cut(*at));
        let start = Instant::now();
        if cut == [0] {
            players[1].wait("term", |line| line["kind"] == "term");
            println!("another host after {:?}", start.elapsed());
        }
        for (at, hero) in left.iter().zip(heroes) {
            act_durably(&mut players[*at], hero);
        }
        println!("without {cut:?}: durable again after {:?}", start.elapsed());
        last(&mut players[left[0]], cut_time());
        act_durably(&mut players[left[0]], heroes[0]);
        cut.iter().for_each(|at| {
            players[*at].now();
        });
        cut.iter().for_each(|at| cables.mend(*at));
        let mended = Instant::now();
        cut.iter().for_each(|at| follows(&mut players[*at], mended));
        all_agree(&mut players);
        cut.iter().for_each(|at| {
            act_durably(&mut players[*at], FOUR[*at]);
        });
        all_agree(&mut players);
    }
}

#[test]
fn a_host_that_stood_still_finds_another_in_his_place_and_follows_him() {
    let Some(cables) = Cables::lay(4) else { return };
    let place = tempfile::tempdir().unwrap();
    let mut players = sat_down(&cables, place.path(), &FOUR);
    all_agree(&mut players);
    players.iter_mut().for_each(|player| {
        player.now();
    });
    // He is stopped in the middle of a command: what became of it is the same for everyone afterwards.
    players[3].say("Finn goes north");
    signal(&players[0], "-STOP");
    let stopped = Instant::now();
    players[1].wait("term", |line| line["kind"] == "term");
    println!("another host after {:?}", stopped.elapsed());
    act_durably(&mut players[1], "Pip");
    println!("next durable action after {:?}", stopped.elapsed());
    last(&mut players[2], cut_time() / 2);
    signal(&players[0], "-CONT");
    let goes_on = Instant::now();
    let index = players[1].state()["index"].as_u64().unwrap();
    players[0].reach(index);
    println!("the old host has everything {:?} after he goes on", goes_on.elapsed());
    assert_ne!(players[0].state()["role"], "host");
    all_agree(&mut players);
}

#[test]
fn four_go_on_when_their_host_is_killed_in_the_middle_of_a_command() {
    let Some(cables) = Cables::lay(4) else { return };
    let place = tempfile::tempdir().unwrap();
    let mut players = sat_down(&cables, place.path(), &FOUR);
    all_agree(&mut players);
    players.iter_mut().for_each(|player| {
        player.now();
    });
    players[2].say("Mara goes north");
    players[0].kill();
    let killed = Instant::now();
    players[1].wait("term", |line| line["kind"] == "term");
    println!("another host after {:?}", killed.elapsed());
    act_durably(&mut players[1], "Pip");
    println!("next durable action after {:?} (4 s is the aim)", killed.elapsed());
    let [one, two, three, four] = &mut players[..] else { unreachable!() };
    agree(two, three);
    agree(two, four);
    one_history(&[one, two, three, four]);
}

#[test]
fn a_host_hands_over_and_nobody_waits_long() {
    let Some(cables) = Cables::lay(3) else { return };
    let place = tempfile::tempdir().unwrap();
    let mut players = sat_down(&cables, place.path(), &FOUR[..3]);
    all_agree(&mut players);
    players.iter_mut().for_each(|player| {
        player.now();
    });
    let heir = players[2].name.clone();
    players[0].say(&format!("hand over to {heir}"));
    let asked = Instant::now();
    players[2].wait("term", |line| line["kind"] == "term");
    let elected = asked.elapsed();
    let taken = act_durably(&mut players[1], "Pip");
    println!("handed over in {elected:?}; the next action was durable {taken:?} after it was said (300 ms is the aim)");
    assert_eq!(players[2].state()["role"], "host");
    all_agree(&mut players);
}

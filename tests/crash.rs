//! Power cuts: host and guest are killed at random moments under play, and nothing that was reported durable is missing.
//!
//! `ROUNDS=50 SEED=7 cargo test --release --test crash -- --nocapture` says how long each restart took.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

#[path = "real/player.rs"]
mod player;
#[path = "real/table.rs"]
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::net::UdpSocket;
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use player::{PATIENCE, Player};
use table::{agree, back, reopen, ticket};

/// In release; a debug build on a busy machine gets more.
const RESTART_MAX: Duration = if cfg!(debug_assertions) { Duration::from_secs(20) } else { Duration::from_secs(2) };

/// Numbers that nobody chose, the same again for the same seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

fn variable(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// A port that was free a moment ago, so that a host comes back where it was.
fn listen() -> String {
    let port = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    format!("/ip4/127.0.0.1/udp/{port}/quic-v1")
}

/// What the players were told is durable: each entry's digest, and every command that was applied.
#[derive(Default)]
struct Kept {
    digests: BTreeMap<u64, String>,
    commands: BTreeMap<(u64, u64), u64>,
}

impl Kept {
    /// Takes in the log of one player: what it calls durable must be what everyone else calls durable.
    fn hear(&mut self, player: &Player) {
        let durable = player.durable();
        for line in player.lines.iter().filter(|line| line["kind"] == "entry") {
            let index = line["index"].as_u64().unwrap();
            if index > durable {
                continue;
            }
            let digest = line["digest"].as_str().unwrap();
            let known = self.digests.entry(index).or_insert_with(|| digest.to_owned());
            assert_eq!(known, digest, "entry {index} was durable and is another now at {}", player.name);
            if let (Some(seat), Some(number)) = (line["seat"].as_u64(), line["number"].as_u64()) {
                let at = *self.commands.entry((seat, number)).or_insert(index);
                assert_eq!(at, index, "command {number} of seat {seat} was applied twice");
            }
        }
    }

    fn last(&self) -> u64 {
        self.digests.last_key_value().map_or(0, |(index, _)| *index)
    }
}

/// Commands as fast as they are taken, the last of them unanswered.
fn play(one: &mut Player, two: &mut Player, chance: &mut Chance) {
    for _ in 0..chance.below(6) {
        let ways = ["north", "south", "east", "west"];
        let way = ways[chance.below(4) as usize];
        // A wall in the way, or a host that is just gone, is no matter here.
        if chance.below(2) == 0 {
            let _ = one.act(&format!("Ada goes {way}"));
        } else {
            let _ = two.act(&format!("Pip goes {way}"));
        }
    }
    one.say("Ada goes north");
    two.say("Pip goes south");
    one.say("Ada goes south");
    two.say("Pip goes north");
    one.heard_within(Duration::from_millis(chance.below(60)), |_| false);
}

/// A command of this hero that works, whichever way is free.
fn playable(player: &mut Player, hero: &str) {
    let free = ["north", "south", "east", "west"].iter().any(|way| player.act(&format!("{hero} goes {way}")).is_ok());
    if !free {
        player.fail("cannot go anywhere");
    }
}

#[test]
fn nothing_durable_is_lost_and_nothing_done_twice_when_players_are_killed() {
    let rounds = variable("ROUNDS").unwrap_or(3);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() as u64;
    let seed = variable("SEED").unwrap_or(now) | 1;
    println!("ROUNDS={rounds} SEED={seed}");
    let mut chance = Chance(seed);
    let place = tempfile::tempdir().unwrap();
    let folder = |name: &str| -> PathBuf { place.path().join(name) };
    let listen = listen();
    let (mut one, invite) = table::host(&folder("ada"), &listen);
    let mut two = table::join(&folder("bea"), &invite, "Pip");
    two.act("Pip begins").unwrap();
    one.act("Ada continues").unwrap();
    let mut kept = Kept::default();
    let mut took: Vec<(u64, Duration)> = Vec::new();
    for round in 0..rounds {
        play(&mut one, &mut two, &mut chance);
        let whom = chance.below(3);
        if whom != 1 {
            one.kill();
        }
        if whom != 0 {
            two.kill();
        }
        one.now();
        two.now();
        kept.hear(&one);
        kept.hear(&two);
        let start = Instant::now();
        if whom != 1 {
            one = reopen(&folder("ada"), &listen);
        }
        if whom != 0 {
            two = Player::start(&folder("bea"), &["join", "The Bell That Lost Its Tongue", "--listen", table::QUIC]);
        }
        if whom != 1 {
            ticket(&mut one);
            playable(&mut one, "Ada");
            took.push((round, start.elapsed()));
        }
        if whom != 0 {
            back(&mut two);
        }
        playable(&mut two, "Pip");
        if whom == 1 {
            took.push((round, start.elapsed()));
        }
        assert!(one.state()["index"].as_u64().unwrap() >= kept.last(), "round {round}: durable entries are missing");
        agree(&mut one, &mut two);
    }
    kept.hear(&one);
    kept.hear(&two);
    let longest = took.iter().map(|(_, took)| *took).max().unwrap_or_default();
    let whole: Duration = took.iter().map(|(_, took)| *took).sum();
    println!("{} restarts: mean {:?}, longest {longest:?}", took.len(), whole / took.len().max(1) as u32);
    println!("{} durable entries, {} commands", kept.digests.len(), kept.commands.len());
    assert!(longest < RESTART_MAX, "{took:?}");
    everything_is_there(&mut one, &kept, &folder("cai"));
}

/// Stops a program where it is, as a laptop that is closed does, or lets it go on.
fn signal(player: &Player, name: &str) {
    let told = std::process::Command::new("kill").arg(name).arg(player.id().to_string()).status();
    assert!(told.is_ok_and(|told| told.success()));
}

#[test]
fn a_host_that_slept_goes_on_and_nothing_was_lost() {
    let place = tempfile::tempdir().unwrap();
    let (mut one, invite) = table::host(&place.path().join("ada"), &listen());
    let mut two = table::join(&place.path().join("bea"), &invite, "Pip");
    two.act("Pip begins").unwrap();
    one.act("Ada continues").unwrap();
    agree(&mut one, &mut two);
    signal(&one, "-STOP");
    // What is asked for while nobody answers waits, and is done once when somebody does.
    two.now().say("Pip goes north");
    two.wait("silence", |line| line["reason"] == "HostSilent");
    two.wait("lost link", |line| line["kind"] == "link" && line["state"] != "good");
    two.now();
    signal(&one, "-CONT");
    two.wait("what was asked for", |line| line["kind"] == "entry" && line["seat"] == 1);
    agree(&mut one, &mut two);
    let done = one.lines.iter().filter(|line| line["kind"] == "entry" && line["seat"] == 1);
    let walked = done.filter(|line| line["events"].to_string().contains("Moved"));
    assert_eq!(walked.count(), 1);
}

/// A newcomer gets the whole ledger: every durable entry is in it as it was told, every command once.
fn everything_is_there(host: &mut Player, kept: &Kept, folder: &std::path::Path) {
    host.now().say("ticket");
    let invite = ticket(host);
    let mut three = Player::start(folder, &["join", &invite, "--hero", "Mara", "--listen", table::QUIC]);
    // A whole evening is replayed and checked here, which a debug build takes its time for.
    three.wait_for(PATIENCE * 8, "seat", |line| line["kind"] == "joined" && line["name"] == "cai");
    three.wait("hero", |line| line["kind"] == "entry" && line["events"].to_string().contains("Mara"));
    agree(host, &mut three);
    let digests = three.digests();
    for (index, digest) in
        kept.digests.iter().filter(|(index, _)| digests.keys().next().is_some_and(|first| *index >= first))
    {
        assert_eq!(digests.get(index), Some(digest), "entry {index} is missing or another");
    }
    let entries = three.lines.iter().filter(|line| line["kind"] == "entry" && line["seat"].is_u64());
    let mut seen = BTreeSet::new();
    for line in entries {
        assert!(seen.insert((line["seat"].as_u64(), line["number"].as_u64())), "applied twice: {line}");
    }
    println!("a newcomer read {} entries from {:?} on", digests.len(), digests.keys().next());
}

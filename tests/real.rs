//! Real processes on real sockets of this machine: what players and testers find, judged by the lines that the program says.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

#[path = "real/bot.rs"]
mod bot;
#[path = "real/player.rs"]
mod player;
#[path = "real/table.rs"]
mod table;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use bot::{Party, Plan};
use player::Player;
use serde_json::Value;
use table::{QUIC, TCP, agree, back, host, join, reopen, ticket};

/// Sits down, walks, talks, buys; both go; both come back and go on.
fn an_evening(listen: &str) {
    let place = tempfile::tempdir().unwrap();
    let (ada, bea) = (place.path().join("ada"), place.path().join("bea"));
    let (mut one, invite) = host(&ada, listen);
    let mut two = join(&bea, &invite, "Pip");
    two.act("Pip begins").unwrap();
    one.act("Ada continues").unwrap();
    two.act("Pip goes to vesk").unwrap();
    two.act("Pip talks to vesk").unwrap();
    two.act("Pip chooses trade").unwrap();
    let before = purse(&mut two);
    two.act("Pip buys torch").unwrap();
    assert!(purse(&mut two) < before, "a torch is not free");
    two.act("Pip leaves the shop").unwrap();
    assert!(agree(&mut one, &mut two) > 5);
    two.now();
    one.say("Ada says good night");
    assert_eq!(two.kind("said")["text"], "good night");
    let before = one.state();
    two.now();
    assert_eq!(one.quit(), Some(0));
    assert!(two.told("HostSilent").contains("ada"));
    assert_eq!(two.quit(), Some(0));

    let mut one = reopen(&ada, listen);
    let invite = ticket(&mut one);
    assert_eq!(one.state()["seats"], before["seats"]);
    // Whoever has a seat needs no new one: the ticket only says where the table is now.
    let mut two = Player::start(&bea, &["join", &invite, "--listen", listen]);
    back(&mut two);
    agree(&mut one, &mut two);
    two.act("Pip goes north").unwrap();
    agree(&mut one, &mut two);
}

/// What the hero of this player has in his purse.
fn purse(player: &mut Player) -> u64 {
    let key = player.key();
    let state = player.state();
    let seats = state["seats"].as_array().unwrap().iter();
    seats.filter(|seat| seat["player"] == key.as_str()).filter_map(|seat| seat["purse_cp"].as_u64()).sum()
}

#[test]
fn two_friends_play_over_quic_go_and_come_back() {
    an_evening(QUIC);
}

#[test]
fn two_friends_play_over_tcp_go_and_come_back() {
    an_evening(TCP);
}

#[test]
fn every_wrong_ticket_is_said_in_its_own_words_and_leaves_only_the_key() {
    let place = tempfile::tempdir().unwrap();
    let (mut one, invite) = host(&place.path().join("ada"), QUIC);
    let mut seen = Vec::new();
    let mut turned_away = |name: &str, ticket: &str, reason: &str| {
        let folder = place.path().join(name);
        let mut guest = Player::start(&folder, &["join", ticket]);
        let told = guest.told(reason);
        assert_eq!(guest.end().code(), Some(1), "{name}");
        assert!(told.len() > 20 && !seen.contains(&told), "{name}: {told}");
        seen.push(told);
        assert!(tables(&folder).is_empty(), "{name} keeps a table that he never sat at");
        assert!(folder.join("identity").exists());
    };
    turned_away("nonsense", "hello", "NobodyNear");
    turned_away("mistyped", &mistyped(&invite), "BadTicket");
    turned_away("short", &invite[..invite.len() - 6], "BadTicket");
    let mut two = join(&place.path().join("bea"), &invite, "Pip");
    let fresh = ticket(&mut one);
    assert_ne!(fresh, invite, "a used ticket is replaced");
    turned_away("late", &invite, "Spent");
    one.told("Spent");
    let mut three = join(&place.path().join("cai"), &fresh, "Mara");
    agree(&mut two, &mut three);
}

#[test]
fn whoever_knocks_is_let_in_or_turned_away() {
    let place = tempfile::tempdir().unwrap();
    let mut one = Player::start(&place.path().join("ada"), &["host", "--listen", QUIC]);
    let invite = ticket(&mut one);
    let knock = |name: &str| Player::start(&place.path().join(name), &["join", &invite, "--listen", QUIC]);
    let mut two = knock("bea");
    assert_eq!(one.kind("knock")["name"], "bea");
    two.told("Knocking");
    assert_eq!(two.state()["reason"], "NoTable", "nobody sees a table from its door");
    one.say("turn away bea");
    two.told("TurnedAway");
    assert_eq!(two.end().code(), Some(1));
    // Nobody sat down with it, so the ticket is still good.
    let mut three = knock("cai");
    one.wait("knock", |line| line["kind"] == "knock" && line["name"] == "cai");
    one.say("admit cai");
    three.wait("seat", |line| line["kind"] == "joined" && line["name"] == "cai");
    agree(&mut one, &mut three);
}

#[test]
fn two_who_come_with_one_ticket_get_one_seat() {
    let place = tempfile::tempdir().unwrap();
    let (mut one, invite) = host(&place.path().join("ada"), QUIC);
    let knock = |name: &str| Player::start(&place.path().join(name), &["join", &invite, "--listen", QUIC]);
    let (mut two, mut three) = (knock("bea"), knock("cai"));
    let over = |line: &Value, name: &str| line["kind"] == "error" || (line["kind"] == "joined" && line["name"] == name);
    let (first, second) = (two.wait("end", |line| over(line, "bea")), three.wait("end", |line| over(line, "cai")));
    let out = if first["kind"] == "error" { first } else { second };
    assert_eq!(out["reason"], "Spent");
    assert_eq!(one.state()["roster"].as_array().unwrap().len(), 2);
}

/// One letter is another.
fn mistyped(ticket: &str) -> String {
    let at = ticket.len() - 12;
    let other = if &ticket[at..=at] == "A" { "B" } else { "A" };
    format!("{}{other}{}", &ticket[..at], &ticket[at + 1..])
}

/// The tables that a data folder holds.
fn tables(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join("tables")).into_iter().flatten();
    entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect()
}

#[test]
fn a_folder_in_use_and_one_that_cannot_be_written_are_said() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("ada");
    let mut one = Player::start(&folder, &["solo"]);
    one.kind("ready");
    let mut two = Player::start(&folder, &["solo"]);
    assert_eq!(two.end().code(), Some(3));
    assert!(two.lines.iter().any(|line| line["told"].to_string().contains("in use")), "{:?}", two.lines);
    assert_eq!(one.quit(), Some(0));

    let file = place.path().join("file");
    fs::write(&file, "no folder").unwrap();
    let mut three = Player::start(&file.join("inside"), &["solo"]);
    assert_eq!(three.end().code(), Some(3));
    assert!(three.lines.iter().any(|line| line["told"].to_string().contains("--data DIR")), "{:?}", three.lines);
}

#[test]
fn a_whole_evening_can_be_piped_in() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("ada");
    let mut one = Player::start(&folder, &["solo", "--hero", "Ada"]);
    // All at once, before the table is even open.
    for line in ["Ada begins", "Ada continues", "Ada goes to vesk", "Ada talks to vesk", "Ada chooses bye"] {
        one.say(line);
    }
    assert_eq!(one.close(), Some(0));
    let refused = one.lines.iter().find(|line| line["kind"] == "refused");
    assert_eq!(refused, None);
    assert!(one.lines.iter().any(|line| line["events"].to_string().contains("SceneEnded")), "{:?}", one.lines);
}

#[test]
fn the_end_of_the_input_is_a_good_end() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("ada");
    let mut one = Player::start(&folder, &["solo", "--hero", "Ada"]);
    one.wait("hero", |line| line["events"].to_string().contains("Ada"));
    one.act("Ada begins").unwrap();
    let state = one.state();
    assert_eq!(one.state()["mode"], "scene");
    assert_eq!(one.close(), Some(0));
    let mut again = Player::start(&folder, &["solo", "--table", "The Bell That Lost Its Tongue"]);
    again.reach(state["index"].as_u64().unwrap());
    assert_eq!((&again.state()["seats"], &again.state()["mode"]), (&state["seats"], &state["mode"]));
}

#[test]
fn a_table_opens_to_the_same_by_a_checkpoint_with_a_bent_one_and_without_the_shelf() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("ada");
    // What is done is kept before the program ends: so the end of the evening leaves a checkpoint.
    let play = |player: &mut Player, line: &str| {
        let index = player.act(line).unwrap()["index"].as_u64().unwrap();
        player.now();
        if player.durable() < index {
            let kept = |line: &Value| line["kind"] == "durable" && line["index"].as_u64().is_some_and(|at| at >= index);
            player.wait("durable", kept);
        }
        let state = player.state();
        assert_eq!(player.close(), Some(0));
        state
    };
    let mut one = Player::start(&folder, &["solo", "--hero", "Ada"]);
    one.wait("hero", |line| line["events"].to_string().contains("Ada"));
    let mut state = play(&mut one, "Ada begins");
    let mut opens = |line: &str| {
        let mut again = Player::start(&folder, &["solo", "--table", "The Bell That Lost Its Tongue"]);
        again.reach(state["index"].as_u64().unwrap());
        assert_eq!((&again.state()["seats"], &again.state()["mode"]), (&state["seats"], &state["mode"]));
        state = play(&mut again, line);
        let logs = fs::read_dir(folder.join("log")).unwrap();
        let log: String = logs.map(|log| fs::read_to_string(log.unwrap().path()).unwrap()).collect();
        log.matches("no checkpoint fits").count()
    };
    let checkpoints = || sled::open(folder.join("shelf")).unwrap().open_tree("checkpoints").unwrap();
    assert!(!checkpoints().is_empty(), "one at the end of the evening");
    assert_eq!(opens("Ada continues"), 0);
    let (kept, mut bent) = (checkpoints(), Vec::new());
    for entry in &kept {
        let (key, mut bytes) = entry.unwrap();
        let half = bytes.len() / 2;
        bytes[half] ^= 1;
        bent.push(bytes.clone());
        kept.insert(key, bytes).unwrap();
    }
    assert!((1..=2).contains(&bent.len()), "the newest two: {}", bent.len());
    drop(kept);
    assert_eq!(opens("Ada goes to vesk"), 1);
    assert!(checkpoints().iter().values().all(|kept| !bent.contains(&kept.unwrap())), "what did not fit is gone");
    fs::remove_dir_all(folder.join("shelf")).unwrap();
    assert_eq!(opens("Ada talks to vesk"), 1);
}

#[test]
fn a_table_goes_to_a_friend_as_a_file_in_the_working_folder() {
    let place = tempfile::tempdir().unwrap();
    let mut one = Player::start(&place.path().join("ada"), &["solo", "--hero", "Ada"]);
    one.wait("hero", |line| line["events"].to_string().contains("Ada"));
    assert_eq!(one.quit(), Some(0));
    let [table] = tables(&place.path().join("ada")).try_into().unwrap();
    let run = |arguments: &[&str]| {
        let program = env!("CARGO_BIN_EXE_roundtable");
        let ended = Command::new(program).current_dir(place.path()).args(arguments).output().unwrap();
        (ended.status.code(), String::from_utf8_lossy(&[ended.stdout, ended.stderr].concat()).into_owned())
    };
    for arguments in [
        &["table", "export", &table, "friday.table", "--data", "ada"][..],
        &["verify", "friday.table"],
        &["table", "import", "friday.table", "--data", "bea"],
    ] {
        let (code, told) = run(arguments);
        assert_eq!(code, Some(0), "{arguments:?}: {told}");
    }
    assert_eq!(tables(&place.path().join("bea")), [table]);
}

#[test]
fn every_command_has_help_and_wrong_use_is_said() {
    let run = |arguments: &[&str]| {
        let ended = Command::new(env!("CARGO_BIN_EXE_roundtable")).args(arguments).output().unwrap();
        (ended.status.code(), String::from_utf8_lossy(&[ended.stdout, ended.stderr].concat()).into_owned())
    };
    let (code, help) = run(&["--help"]);
    assert_eq!(code, Some(0));
    let commands = help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1);
    let commands = commands.take_while(|line| line.starts_with("  "));
    let commands: Vec<&str> = commands.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(["host", "join", "solo"].iter().all(|known| commands.contains(known)), "{help}");
    for command in commands.into_iter().filter(|command| *command != "help") {
        let (code, help) = run(&[command, "--help"]);
        assert_eq!(code, Some(0), "{command}");
        assert!(help.contains("Example"), "{command} --help has no example:\n{help}");
        assert_eq!(run(&[command, "--no-such-flag"]).0, Some(2), "{command}");
    }
    for wrong in [&["nonsense"][..], &["join"], &["host", "--admit", "nobody"], &["solo", "--text", "--json"]] {
        assert_eq!(run(wrong).0, Some(2), "{wrong:?}");
    }
    let (code, told) = run(&["host", "--listen", "nonsense"]);
    assert!(code == Some(2) && told.contains("write IP:PORT"), "{told}");
}

/// A plan through our first adventure: a price is haggled over, a torch bought, the goblins talked to, the bell hung.
const BELL: Plan = Plan {
    answers: &[
        ("oda", "pay"),
        ("oda_pay", "haggle go"),
        ("oda_firm", "go"),
        ("oda_fifteen", "go"),
        ("oda_accept", "thanks off"),
        ("vesk", "trade"),
        ("fire_ring", "rest"),
        ("den", "whisper"),
        ("den_woken", "sorry"),
        ("den_talk", "dead"),
        ("den_dead", "rest"),
        ("hush", "rest"),
        ("threshold", "on"),
        ("tongue", "hang"),
        ("bell_rings", "home"),
        ("oda_bell", "goblins night"),
        ("oda_pasture", "night"),
    ],
    goals: &[
        ("mallow", "oda"),
        ("mallow", "vesk"),
        ("hill", "fire ring"),
        ("crypt", "hush"),
        ("crypt", "iron door"),
        ("crypt", "tongue"),
        ("mallow", "oda bell"),
    ],
    exits: &[
        ("mallow", "east gate", "road"),
        ("road", "to mallow", "mallow"),
        ("road", "to hill", "hill"),
        ("hill", "to road", "road"),
        ("hill", "stairs", "crypt"),
        ("crypt", "up", "hill"),
        ("inn", "inn out", "mallow"),
    ],
};

#[test]
fn two_friends_play_an_adventure_to_its_end_over_quic() {
    an_adventure(QUIC);
}

#[test]
fn two_friends_play_an_adventure_to_its_end_over_tcp() {
    an_adventure(TCP);
}

fn an_adventure(listen: &str) {
    let place = tempfile::tempdir().unwrap();
    let (mut one, invite) = host(&place.path().join("ada"), listen);
    let mut two = join(&place.path().join("bea"), &invite, "Pip");
    let mut party = Party::new(vec![&mut one, &mut two], BELL);
    party.play(|_| false);
    let evening = party.evening();
    println!("{evening:?}");
    assert!(evening.fights >= 1 && evening.purchases >= 1 && evening.rests >= 1, "{evening:?}");
    assert!(evening.dice_choices >= 1 && evening.levels >= 1 && evening.endings == 1, "{evening:?}");
    agree(&mut one, &mut two);
}

/// A small disk of its own, for root; gone when dropped.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount() -> Option<SmallDisk> {
        let place = tempfile::tempdir().unwrap();
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=2m", "small"]).arg(place.path()).output();
        mount.is_ok_and(|mount| mount.status.success()).then(|| SmallDisk(place))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).output();
    }
}

#[test]
fn a_full_disk_is_said_and_nothing_durable_is_lost() {
    let Some(disk) = SmallDisk::mount() else { return println!("skipped: a small disk needs root") };
    let (folder, filler) = (disk.0.path().join("ada"), disk.0.path().join("filler"));
    let mut one = Player::start(&folder, &["solo", "--hero", "Ada"]);
    one.wait("hero", |line| line["events"].to_string().contains("Ada"));
    one.act("Ada begins").unwrap();
    one.act("Ada continues").unwrap();
    let mut file = fs::File::create(&filler).unwrap();
    while file.write_all(&[0; 4096]).is_ok() {}
    while file.write_all(&[0; 1]).is_ok() {}
    // What is left of the ledger's last block may still take some entries.
    for way in ["north", "south"].into_iter().cycle().take(60) {
        one.now().say(&format!("Ada goes {way}"));
        let line = one.wait("answer", |line| line["kind"] == "error" || line["kind"] == "durable");
        if line["kind"] == "error" {
            break;
        }
    }
    one.rewound();
    assert!(one.told("DiskFailed").contains("free some space"));
    one.quit();
    let mut again = Player::start(&folder, &["solo", "--table", "The Bell That Lost Its Tongue"]);
    assert_eq!(again.end().code(), Some(3));
    assert!(again.lines.iter().any(|line| line["told"].to_string().contains("free some space")), "{:?}", again.lines);
    drop(file);
    fs::remove_file(&filler).unwrap();
    let mut again = Player::start(&folder, &["solo", "--table", "The Bell That Lost Its Tongue"]);
    again.wait("term", |line| line["kind"] == "term");
    assert!(again.state()["index"].as_u64().unwrap() >= one.durable());
    again.act("Ada goes east").unwrap();
}

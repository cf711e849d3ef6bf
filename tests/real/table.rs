//! A table of two processes: a host with a ticket and a guest who sat down with it.

#![allow(dead_code, reason = "each test file uses its own half of this")]

use std::path::Path;

use super::player::Player;

/// Both on loopback, over QUIC.
pub(crate) const QUIC: &str = "/ip4/127.0.0.1/udp/0/quic-v1";
/// Both on loopback, over TCP and TLS.
pub(crate) const TCP: &str = "/ip4/127.0.0.1/tcp/0";

/// Opens a table and waits for its first ticket.
pub(crate) fn host(folder: &Path, listen: &str) -> (Player, String) {
    let mut host = Player::start(folder, &["host", "--hero", "Ada", "--admit", "all", "--listen", listen]);
    let ticket = ticket(&mut host);
    (host, ticket)
}

/// The next ticket that a host shows.
pub(crate) fn ticket(host: &mut Player) -> String {
    host.kind("ticket")["ticket"].as_str().unwrap().to_owned()
}

/// Reopens the table that this folder holds.
pub(crate) fn reopen(folder: &Path, listen: &str) -> Player {
    let listen = ["host", "--table", "The Bell That Lost Its Tongue", "--admit", "all", "--listen", listen];
    Player::start(folder, &listen)
}

/// Sits down with a ticket and waits for the seat and the hero.
pub(crate) fn join(folder: &Path, ticket: &str, hero: &str) -> Player {
    let mut guest = Player::start(folder, &["join", ticket, "--hero", hero, "--listen", QUIC]);
    sit(&mut guest, hero);
    guest
}

/// Waits until a guest has a seat and a hero on it.
pub(crate) fn sit(guest: &mut Player, hero: &str) {
    let name = guest.name.clone();
    guest.wait("seat", |line| line["kind"] == "joined" && line["name"] == name.as_str());
    guest.wait("hero", |line| line["kind"] == "entry" && line["events"].to_string().contains(hero));
}

/// Waits until someone who had a seat before follows the host again.
pub(crate) fn back(guest: &mut Player) {
    guest.wait("link", |line| line["kind"] == "link" && line["state"] == "good");
    guest.wait("durable", |line| line["kind"] == "durable");
}

/// Both have the same entries; returns how many indexes both named.
pub(crate) fn agree(one: &mut Player, other: &mut Player) -> usize {
    // The table may write an entry of its own between two questions: then both are asked again.
    let (mut here, mut there) = (one.state(), other.state());
    while here["index"] != there["index"] {
        let last = here["index"].as_u64().max(there["index"].as_u64()).unwrap();
        one.reach(last);
        other.reach(last);
        (here, there) = (one.state(), other.state());
    }
    assert_eq!(here["digest"], there["digest"], "at {}", here["index"]);
    let (here, there) = (one.digests(), other.digests());
    let both: Vec<u64> = here.keys().filter(|index| there.contains_key(index)).copied().collect();
    for index in &both {
        assert_eq!(here[index], there[index], "entry {index} is another at {} than at {}", one.name, other.name);
    }
    both.len()
}

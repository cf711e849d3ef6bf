//! Probes: what no night brings about by itself, made by hand and put before the checkers.

use std::sync::Arc;

use crate::dice::chain::Mix;
use crate::dice::{D20, Dice};
use crate::lab::check::{Violation, violations};
use crate::lab::faces::Faces;
use crate::lab::history::{History, Moment, Seen};
use crate::session::charter::Motion;
use crate::session::entry::{Absent, Change, Charter, Entry, Genesis, Line, Wish, Wishing};
use crate::session::hash::Hash;
use crate::session::knock::{Proof, Transcript};
use crate::session::ledger::{Batch, Setting};
use crate::session::limits::PROTOCOL;
use crate::session::roster::Role;
use crate::session::seal::{Identity, Sealed, Signature};
use crate::session::table::Table;
use crate::session::term::Tail;
use crate::world::id::PlayerId;

const FACES: u32 = 200_000;

/// A member's word on the charter, passed off as his wish to leave: both say a table, a number and a choice.
pub(super) fn another_kind() -> Vec<Violation> {
    let (bob, table) = table_of_two();
    let motion = Motion { table: table.id, round: 1, charter: Charter { absent: Absent::Pause } };
    wished(&table, bob.player(), Sealed::new(&bob, motion).signature)
}

/// A wish that its player did not sign, written by whoever hosts.
pub(super) fn forged_wish() -> Vec<Violation> {
    let (bob, table) = table_of_two();
    let eve = Identity::from_secret(&[5; 32]);
    let wish = Wish { table: table.id, term: 1, wishing: Wishing::Leave };
    wished(&table, bob.player(), Sealed::new(&eve, wish).signature)
}

/// Someone knocks with a key of small order, for which one signature fits everything.
pub(super) fn weak_key() -> Vec<Violation> {
    let (_, table) = table_of_two();
    let mut point = [0; 32];
    point[0] = 1;
    let (player, whole) = (PlayerId(point), [point, [0; 32]].concat());
    let Ok(by_player) = postcard::from_bytes(&whole) else { return Vec::new() };
    let transcript = Transcript {
        table: table.id,
        tag: None,
        host: table.host,
        player,
        host_nonce: [3; 16],
        player_nonce: [4; 16],
        name: "Mallory".to_owned(),
        seats: 1,
    };
    let proof = Proof { transcript, by_ticket: None, by_player };
    let taken = table.door(&proof, 0).is_ok();
    let change = Change::Join { role: Role::Voter, proof: Box::new(proof) };
    if taken { judged(change, &table) } else { Vec::new() }
}

/// Many faces of a d20, drawn as a night draws them.
pub(super) fn many_faces() -> Vec<Violation> {
    let mut faces = Faces::default();
    for roll in 0..FACES {
        let mut dice = Dice::drawn(&Mix::of(&roll.to_le_bytes()));
        faces.add(None, dice.roll(D20).0);
    }
    faces.unfair().into_iter().map(|what| Violation { checker: "C09 dice", what }).collect()
}

/// A history that must be reported: what was shown as durable is said to be lost. Silence is what is wrong here.
pub(super) fn canary() -> Vec<Violation> {
    let seen = [Seen::Durable { index: 5 }, Seen::Lost { indices: vec![3] }];
    let moments = seen.map(|seen| Moment { at_ms: 1, who: 0, seen });
    let history = History { moments: moments.to_vec(), ..History::default() };
    let silent = violations(&history).is_empty();
    silent
        .then(|| Violation { checker: "canary", what: "a bad history passes for good".to_owned() })
        .into_iter()
        .collect()
}

/// What the checkers say of a wish to leave in the ledger, if the program takes it.
fn wished(table: &Table, player: PlayerId, signature: Signature) -> Vec<Violation> {
    let said = Wish { table: table.id, term: table.term, wishing: Wishing::Leave };
    let change = Change::Wished { player, wish: Sealed { said, signature } };
    if table.roster_after(&change).is_ok() { judged(change, table) } else { Vec::new() }
}

/// What the checkers say of a change in the ledger.
fn judged(change: Change, table: &Table) -> Vec<Violation> {
    let (old, new) = (table.rosters.now.clone(), table.rosters.now.clone());
    let entry = Entry::Joint { change, old, new };
    let setting = Setting { table: table.id, term: 1, rosters: Hash::default(), time_ms: 0 };
    let lines = vec![Line { entry, digest: Hash::default() }];
    let batch = Batch::new(&Identity::from_secret(&[1; 32]), setting, Tail::default(), lines);
    violations(&History { line: vec![Arc::new(batch)], ..History::default() })
}

/// Ada's table, where Bob sits too, and Bob's key.
fn table_of_two() -> (Identity, Table) {
    let (ada, bob) = (Identity::from_secret(&[1; 32]), Identity::from_secret(&[2; 32]));
    let genesis = Genesis {
        random: [1; 16],
        founder: ada.player(),
        founder_name: "Ada".to_owned(),
        founder_seats: 1,
        name: "a table".to_owned(),
        charter: Charter { absent: Absent::Guard },
        book: Hash::default(),
        tale: Hash::default(),
        protocol: PROTOCOL,
    };
    let mut table = Table::founded(&genesis).unwrap_or_else(|why| panic!("nobody could found a table: {why:?}"));
    table.term = 1;
    table.rosters.now.members.insert(bob.player(), Role::Voter);
    (bob, table)
}

//! Tables at which players do nothing but roll: ledgers of many dice, for whoever wants to check and to count them.

use std::sync::Arc;

use crate::lab::check::c09_dice;
use crate::lab::evening::{Evening, Voice};
use crate::lab::script::Script;
use crate::lab::weather::Weather;
use crate::rules::command::{Command, Verb};
use crate::rules::ready;
use crate::session::export::{Cover, Export};
use crate::session::guest::{Ask, Guest};
use crate::session::host;
use crate::session::library::Library;
use crate::session::seal::Identity;

const NAMES: [&str; 4] = ["Ada", "Bob", "Cid", "Dot"];
/// Nobody may ask more often than this, in milliseconds.
const ROUND_MS: u64 = 100;
/// After so many rounds someone else hosts, so that chains are committed anew.
const TERM_ROUNDS: u64 = 150;
/// A round in which nobody could do anything; so many in a row, and the table is stuck.
const STUCK_ROUNDS: u64 = 600;
const SETTLE_MS: u64 = 3_000;

/// The `.table` file of a table of two to four players with at least so many d20 in its ledger, made by one of its guests.
/// None when the table got stuck on the way, which is a mistake of the session's.
pub fn table(seed: u64, d20: usize, library: &Arc<Library>) -> Option<Vec<u8>> {
    let count = 2 + (seed % 3) as usize;
    let names = NAMES.iter().take(count).map(|name| (*name).to_owned()).collect();
    let script = Script {
        title: Vec::new(),
        seed,
        names,
        seated: count,
        weather: Weather::calm(),
        shuffled: false,
        lines: Vec::new(),
    };
    let mut evening = Evening::new(&script, library, Voice::Quiet);
    if !evening.open() {
        return None;
    }
    for (number, plan) in ready::heroes().iter().enumerate().take(count) {
        ask(&mut evening, number, Verb::Create(Box::new(plan.clone())));
        evening.night.run(SETTLE_MS);
    }
    ask(&mut evening, 0, Verb::Begin);
    let (mut rounds, mut idle, mut rolled, mut read) = (0_u64, 0, 0, 0);
    while rolled < d20 {
        rounds += 1;
        let asked = (0..count).filter(|number| turn(&mut evening, *number)).count();
        idle = if asked == 0 { idle + 1 } else { 0 };
        if idle > STUCK_ROUNDS {
            return None;
        }
        if rounds.is_multiple_of(TERM_ROUNDS) {
            hand_over(&mut evening, (rounds / TERM_ROUNDS) as usize % count);
        }
        evening.night.run(ROUND_MS);
        let batches = guest(&evening, count - 1)?.ledger().batches();
        rolled += c09_dice::rolls(&batches[read.min(batches.len())..]).len();
        read = batches.len();
    }
    evening.night.run(SETTLE_MS);
    file(&evening, count - 1)
}

/// A player does what he can, where nothing of his is on its way: he goes on in the story, else he searches.
fn turn(evening: &mut Evening, number: usize) -> bool {
    let Some(guest) = guest(evening, number).filter(|guest| guest.waiting().next().is_none()) else { return false };
    let Some(world) = guest.world() else { return false };
    let offers = crate::rules::commands(world, guest.player());
    let wanted = |verb: &Verb| matches!(verb, Verb::Continue | Verb::Search);
    let Some(command) = offers.into_iter().find(|command| wanted(&command.verb)) else { return false };
    evening.night.ask(number, Ask::Do(command));
    true
}

fn ask(evening: &mut Evening, number: usize, verb: Verb) {
    let table = guest(evening, number).and_then(|guest| guest.table().map(|table| (table, guest.player())));
    let seat = table.and_then(|(table, player)| table.members.get(&player)?.seats.first().copied());
    if let Some(seat) = seat {
        evening.night.ask(number, Ask::Do(Command { seat, verb }));
    }
}

fn hand_over(evening: &mut Evening, to: usize) {
    let heir = evening.night.machines[to].player;
    if let Some(at) = evening.host().filter(|at| *at != to) {
        evening.night.ask_host(at, host::Ask::HandOver { heir });
    }
}

fn guest(evening: &Evening, number: usize) -> Option<&Guest> {
    evening.night.machines.get(number)?.guest.as_ref()
}

/// The ledger as a guest exports it.
fn file(evening: &Evening, number: usize) -> Option<Vec<u8>> {
    let guest = guest(evening, number)?;
    let cover = Cover::of(guest, evening.night.now_ms())?;
    let identity = Identity::from_secret(&evening.night.machines[number].secret);
    Some(Export::to_bytes(&identity, cover, guest.ledger().batches(), guest.evidence()))
}

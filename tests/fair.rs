//! Fair dice over simulated links: whose values a roll needs, liars, silent witnesses, and hosts that die in mid-roll.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

#[path = "fair/friend.rs"]
mod friend;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use rand::RngExt;
use roundtable::dice::Dice;
use roundtable::dice::chain::Value;
use roundtable::lab::check::c09_dice;
use roundtable::lab::faces::Faces;
use roundtable::lab::night::Night;
use roundtable::lab::rolls;
use roundtable::lab::weather::Weather;
use roundtable::rules;
use roundtable::rules::command::{Command, Verb};
use roundtable::session::distrust::Falsehood;
use roundtable::session::entry::{Asked, Deed, Entry, Line};
use roundtable::session::evidence::{Evidence, Ground};
use roundtable::session::export::Export;
use roundtable::session::fair::{Cause, Consent, Reveal, Roll};
use roundtable::session::guest::{Ask, Told};
use roundtable::session::hash::Hash;
use roundtable::session::host;
use roundtable::session::invite::Secret;
use roundtable::session::ledger::{Batch, Setting};
use roundtable::session::library::Library;
use roundtable::session::pledge::{End, Given, Pledge, Strand};
use roundtable::session::roster::Role;
use roundtable::session::seal::{Identity, Sealed, Signature};
use roundtable::session::verify::{Rolls, verify};
use roundtable::session::wire::{Message, ToGuest, ToHost};
use roundtable::tale;
use roundtable::world::World;
use roundtable::world::id::{PlayerId, SeatId};

/// A table of `count` heroes who have begun; the first founded it and hosts.
fn table(seed: u64, count: usize) -> Night {
    let mut night = Night::new(seed, Weather::calm(), Library::standard());
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
    while say(&mut night, count, &["continues"]) {}
    night
}

fn world(night: &Night, number: usize) -> &World {
    night.machines[number].guest.as_ref().unwrap().world().unwrap()
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
    verify(batches.iter().map(Arc::as_ref), &Library::standard()).expect("an honest ledger").rolls
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
        assert!(say(night, count, &lines), "nobody can go on");
    }
    panic!("no fight");
}

/// A few rounds in which nobody but the monsters does anything.
fn rounds(night: &mut Night, count: usize) {
    for _ in 0..9 {
        say(night, count, &["ends the turn"]);
        night.run(1_000);
    }
}

#[test]
fn every_roll_has_the_values_of_two_players() {
    let mut night = table(1, 3);
    for seat in 0..3 {
        ask(&mut night, seat, Verb::Search);
    }
    let (ada, bob, cid) = (searches(&night, 0), searches(&night, 1), searches(&night, 2));
    assert!(matches!(ada[0].roll, Roll::Witnessed { host: None, .. }), "the host's own needs a witness: {:?}", ada[0]);
    assert!([&bob, &cid].iter().all(|all| matches!(all[0].roll, Roll::Pair { .. })), "{bob:?}");
    to_the_fight(&mut night, 3);
    rounds(&mut night, 3);
    let witnesses: BTreeSet<PlayerId> = entries(&night, 1)
        .iter()
        .filter_map(|entry| match entry {
            Entry::Course { roll: Roll::Witnessed { by, .. }, .. } => Some(*by),
            Entry::Course { roll, faces, .. } => {
                assert!(*roll == Roll::Idle && faces.is_empty(), "{entry:?}");
                None
            }
            _ => None,
        })
        .collect();
    assert_eq!(witnesses, BTreeSet::from([night.machines[1].player, night.machines[2].player]), "they take turns");
    let rolls = rolls(&night, 2);
    assert!(rolls.proven > 6 && rolls.witnessed > 3, "{rolls:?}");
    assert_eq!((rolls.alone, rolls.again, rolls.passed_over), (0, 0, 0));
    calm(night);
}

/// What waits for a witness at a machine, and who is owed.
fn owed(night: &Night, number: usize) -> Option<PlayerId> {
    Some(night.machines[number].guest.as_ref()?.table()?.fair.witness()?.0)
}

fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn number_of(night: &Night, player: PlayerId) -> usize {
    night.machines.iter().position(|machine| machine.player == player).unwrap()
}

fn hosts(night: &Night) -> Option<usize> {
    night.machines.iter().position(|machine| machine.host.is_some())
}

#[test]
fn a_silent_witness_is_passed_over_by_a_majority_and_his_value_is_burnt() {
    let mut night = table(3, 4);
    night.ask(0, Ask::Do(Command { seat: SeatId(0), verb: Verb::Search }));
    assert!(night.run_until(400, |night| owed(night, 0).is_some()));
    let silent = owed(&night, 0).unwrap();
    let number = number_of(&night, silent);
    night.crash(number);
    assert!(night.run_until(3_000, |night| !searches(night, 0).is_empty()), "{:?}", owed(&night, 0));
    let Roll::Witnessed { by, .. } = searches(&night, 0)[0].roll else { panic!("another witnesses it") };
    assert_ne!(by, silent);
    assert_eq!(rolls(&night, 0).passed_over, 1);
    night.restart(number);
    night.run(9_000);
    // He comes back and witnesses again, with a value that is not the one he owed.
    for _ in 0..6 {
        ask(&mut night, 0, Verb::Search);
        night.run(600);
    }
    let his = searches(&night, 0).iter().any(|deed| matches!(deed.roll, Roll::Witnessed { by, .. } if by == silent));
    assert!(his, "{:?}", searches(&night, 0).iter().map(|deed| deed.roll).collect::<Vec<_>>());
    calm(night);
}

#[test]
fn a_roll_that_the_host_left_owed_is_rolled_first_by_the_next() {
    let mut night = table(4, 3);
    night.ask(0, Ask::Do(Command { seat: SeatId(0), verb: Verb::Search }));
    assert!(night.run_until(400, |night| owed(night, 1).is_some() && owed(night, 2).is_some()));
    night.crash(0);
    // Whatever the others want to do first has to wait for it.
    night.ask(1, Ask::Do(Command { seat: SeatId(1), verb: Verb::Search }));
    assert!(night.run_until(6_000, |night| hosts(night).is_some()), "{}", night.lines);
    night.run(3_000);
    let at = hosts(&night).unwrap();
    let all = entries(&night, at);
    let deeds: Vec<&Deed> = all
        .iter()
        .skip_while(|entry| !matches!(entry, Entry::Owed(_)))
        .filter_map(|entry| if let Entry::Deed(deed) = entry { Some(deed) } else { None })
        .collect();
    let (first, second) = (deeds[0], deeds[1]);
    assert_eq!(first.asked.said.command.seat, SeatId(0), "{deeds:?}");
    assert!(matches!(first.roll, Roll::Witnessed { host: Some(_), .. }), "{:?}", first.roll);
    assert_eq!(second.asked.said.command.seat, SeatId(1));
    let batches = batches(&night, at);
    let rolls = verify(batches.iter().map(Arc::as_ref), &Library::standard()).expect("honest").rolls;
    assert!(rolls.again >= 1 && rolls.alone == 0, "{rolls:?}");
    night.restart(0);
    calm(night);
}

#[test]
fn a_step_of_the_monsters_that_was_left_owed_is_marked_when_it_is_rolled_again() {
    let mut night = table(5, 3);
    to_the_fight(&mut night, 3);
    let begun = (0..12).any(|_| {
        let ends = (0..3).find_map(|number| {
            let (at, player) = (world(&night, number), night.machines[number].player);
            let command = Command { seat: SeatId(number as u8), verb: Verb::EndTurn };
            rules::resolve(at, player, &command, &mut Dice::read([])).ok().map(|_| (number, command))
        });
        if let Some((number, command)) = ends {
            night.ask(number, Ask::Do(command));
        }
        night.run_until(1_500, |night| owed(night, 1).is_some() && owed(night, 2).is_some())
    });
    assert!(begun, "no monster rolls");
    night.crash(0);
    assert!(night.run_until(6_000, |night| hosts(night).is_some()));
    night.run(3_000);
    let again = |entry: &Entry| matches!(entry, Entry::Course { again: true, roll: Roll::Witnessed { .. }, .. });
    let at = hosts(&night).unwrap();
    assert_eq!(entries(&night, at).into_iter().filter(again).count(), 1);
    night.restart(0);
    calm(night);
}

#[test]
fn a_command_that_a_dead_host_may_have_seen_is_marked_and_witnessed() {
    let mut night = table(6, 3);
    night.ask(1, Ask::Do(Command { seat: SeatId(1), verb: Verb::Search }));
    night.crash(0);
    assert!(night.run_until(6_000, |night| hosts(night).is_some()));
    night.run(4_000);
    let at = hosts(&night).unwrap();
    let deeds: Vec<Deed> = entries(&night, at)
        .into_iter()
        .filter_map(|entry| if let Entry::Deed(deed) = entry { Some(deed) } else { None })
        .filter(|deed| deed.asked.said.command.verb == Verb::Search)
        .collect();
    assert_eq!(deeds.len(), 1);
    let said = &deeds[0].asked.said;
    assert!(said.since < said.term, "{said:?}");
    let third = (1..3).find(|number| *number != 1 && *number != at).map(|number| night.machines[number].player);
    match deeds[0].roll {
        Roll::Witnessed { by, .. } => assert!(third.is_none_or(|third| by == third)),
        // Bob hosts himself, or only he and the host are left.
        roll => assert!(at == 1 || third.is_none(), "{roll:?}"),
    }
    night.restart(0);
    calm(night);
}

/// Bob's search in a night of this seed, with something going wrong on the way.
fn bobs_roll(seed: u64, trouble: impl Fn(&mut Night)) -> Vec<u16> {
    let mut night = table(seed, 3);
    trouble(&mut night);
    night.ask(1, Ask::Do(Command { seat: SeatId(1), verb: Verb::Search }));
    assert!(night.run_until(9_000, |night| !searches(night, 1).is_empty()));
    let faces = searches(&night, 1)[0].faces.iter().map(|face| face.0).collect();
    calm(night);
    faces
}

#[test]
fn nothing_a_host_can_choose_changes_a_guest_s_roll() {
    let plain = bobs_roll(7, |_| ());
    assert_eq!(plain, bobs_roll(7, |night| night.run(2_345)), "later");
    let busy = |night: &mut Night| {
        for byte in 0..5 {
            let secret = Secret::new([byte; 12]);
            let invite = host::Ask::Invite { secret: secret.clone(), role: Role::Voter, uses: 1, lasts_ms: 3_600_000 };
            night.ask_host(0, invite);
            night.run(30);
        }
    };
    assert_eq!(plain, bobs_roll(7, busy), "after other entries, in another batch");
    let others = |night: &mut Night| {
        ask(night, 2, Verb::Search);
        ask(night, 0, Verb::Search);
    };
    assert_eq!(plain, bobs_roll(7, others), "after others have rolled");
    // The first try is lost with the link; it is asked again a second later.
    let lost = |night: &mut Night| {
        night.cut(0, 1);
        night.ask(1, Ask::Do(Command { seat: SeatId(1), verb: Verb::Search }));
        night.run(300);
        night.heal(0, 1);
    };
    assert_eq!(plain, bobs_roll(7, lost), "dropped once");
    let refused = |night: &mut Night| {
        let nonsense = Verb::Create(Box::new(rules::ready::heroes()[3].clone()));
        ask(night, 1, nonsense);
    };
    assert_eq!(plain, bobs_roll(7, refused), "after a command that was refused");
    let restarted = |night: &mut Night| {
        night.ask(1, Ask::Do(Command { seat: SeatId(1), verb: Verb::Search }));
        night.crash(1);
        night.run(500);
        night.restart(1);
        night.run(4_000);
    };
    assert_eq!(plain, bobs_roll(7, restarted), "after the player's machine restarted");
    // Of twenty faces two nights in a row may well show the same.
    assert!((8..12).any(|seed| bobs_roll(seed, |_| ()) != plain), "another night, another roll");
}

/// What became of a search whose host died on the way.
struct Fate {
    deed: Deed,
    /// The term of the batch it stands in.
    term: u64,
    /// Someone else had it in his ledger when the host died.
    held: bool,
    /// Someone else had the intent to roll it in his ledger when the host died.
    owed: bool,
    /// A majority signed that its witness was silent.
    passed_over: bool,
}

fn search_of(night: &Night, number: usize, seat: usize) -> Vec<(Deed, u64)> {
    let of_batch = |batch: &Arc<Batch>| {
        let term = batch.head.said.term;
        batch.lines.iter().map(move |line| (line.entry.clone(), term)).collect::<Vec<_>>()
    };
    let of = |(entry, term): (Entry, u64)| match entry {
        Entry::Deed(deed) if deed.asked.said.command.verb == Verb::Search => Some((deed, term)),
        _ => None,
    };
    let all = batches(night, number).iter().flat_map(of_batch).filter_map(of).collect::<Vec<_>>();
    all.into_iter().filter(|(deed, _)| deed.asked.said.command.seat == SeatId(seat as u8)).collect()
}

/// Someone searches; the host dies so many milliseconds later and starts again after a while. None when his own command
/// died with him: then nobody else knew of it.
fn host_dies(seat: usize, after_ms: u64, away_ms: u64) -> Option<Fate> {
    let mut night = table(11, 3);
    // Ways so long that every step lies in places of its own.
    night.weather = Weather::fair();
    night.ask(seat, Ask::Do(Command { seat: SeatId(seat as u8), verb: Verb::Search }));
    night.run(after_ms);
    let held = (1..3).any(|number| !search_of(&night, number, seat).is_empty());
    let owed = (1..3).any(|number| owed(&night, number).is_some());
    night.crash(0);
    night.run(away_ms);
    night.restart(0);
    let everywhere = |night: &Night| (0..3).all(|number| !search_of(night, number, seat).is_empty());
    if !night.run_until(20_000, everywhere) {
        assert!(seat == 0 && !held && !owed, "killed after {after_ms} ms: the search is never done");
        calm(night);
        return None;
    }
    let (deed, term) = search_of(&night, 1, seat).remove(0);
    let once = |number: usize| search_of(&night, number, seat).len() == 1;
    assert!((0..3).all(once), "killed after {after_ms} ms: it is done twice");
    let rolls = rolls(&night, 2);
    let mended = deed.asked.said.since < term;
    assert_eq!((rolls.again, rolls.alone), (u64::from(mended), 0), "killed after {after_ms} ms");
    calm(night);
    Some(Fate { deed, term, held, owed, passed_over: rolls.passed_over > 0 })
}

/// Every place in which a host can die between a command and its result. What anyone else holds stays as it is; what only
/// he knew is rolled again, marked, with values that were pledged after his death, and the witness's, whom only a majority
/// passes over.
fn dies_everywhere(seat: usize, away_ms: u64) {
    let plain = host_dies(seat, 2_000, away_ms).expect("it is done long before").deed;
    let (mut kept, mut again, mut others) = (0, 0, BTreeMap::new());
    for after_ms in (0..1_000).step_by(number("STEP", 5)) {
        let Some(Fate { deed, term, held, owed, passed_over }) = host_dies(seat, after_ms, away_ms) else { continue };
        let said = &deed.asked.said;
        if deed.faces == plain.faces && term == 1 {
            kept += 1;
            if held && kept > 12 {
                break;
            }
            continue;
        }
        assert!(!held, "killed after {after_ms} ms: what another had is gone");
        assert!(
            term > 1 && said.since == 1,
            "killed after {after_ms} ms: nobody sees that it was rolled again: {said:?}"
        );
        // An intent that another has stands as it was signed, and everything else waits for it.
        assert!(!owed || said.term == 1, "killed after {after_ms} ms: {said:?}");
        assert!(passed_over || matches!(deed.roll, Roll::Witnessed { .. }), "nobody witnessed it: {:?}", deed.roll);
        again += 1;
        // Nor does it help to choose the moment: whoever rolls it in his place rolls the same.
        let Roll::Witnessed { by, .. } = deed.roll else { continue };
        let first = others.entry((term, by, said.term)).or_insert_with(|| deed.faces.clone());
        assert_eq!(*first, deed.faces, "killed after {after_ms} ms: another moment, another roll");
    }
    println!("seat {seat}, away {away_ms} ms: {:?} kept {kept} times, else {others:?}", plain.faces);
    assert!(kept > 3 && again > 0, "{kept} kept, {again} rolled again");
}

#[test]
fn a_host_who_dies_before_a_guest_s_result_gains_nothing() {
    dies_everywhere(1, 8_000);
    dies_everywhere(1, 100);
}

#[test]
fn a_host_who_dies_before_his_own_result_gains_nothing() {
    dies_everywhere(0, 8_000);
    dies_everywhere(0, 100);
}

/// `ROLLS=n` rolls more; `roundtable lab --rolls 1000000` rolls a million, and keeps the files on a disk between.
#[test]
fn thousands_of_rolls_in_table_files_are_proven_and_even() {
    let wanted = number("ROLLS", 2_100);
    let tables = (wanted / 10_000).max(3);
    let (mut all, mut terms, mut proven) = (Faces::default(), 0, 0);
    for seed in 0..tables as u64 {
        let file = rolls::table(seed, wanted.div_ceil(tables), &Library::standard()).expect("the table goes on");
        let batches = Export::from_bytes(&file).expect("a table file").batches;
        let sound = verify(batches.iter().map(Arc::as_ref), &Library::standard()).expect("every entry holds");
        (terms, proven) = (terms + sound.terms.len(), proven + sound.rolls.proven);
        // Of two players the chair is a majority, and may pass over the other when he is slow; that is marked.
        assert!(sound.rolls.alone * 100 <= sound.rolls.proven, "{:?}", sound.rolls);
        let mut here = Faces::default();
        c09_dice::rolls(&batches).into_iter().for_each(|(seat, face)| here.add(seat, face));
        assert_eq!(here.unfair(), None, "at table {seed}");
        all.merge(&here);
    }
    println!("{} d20 in {terms} terms: {:?}", all.total(), all.counts());
    assert!(all.total() >= wanted as u64 && proven * 2 > all.total(), "{proven} rolls");
    assert!(terms > tables, "chains were committed more than once");
    assert_eq!(all.unfair(), None);
}

#[test]
fn one_alone_rolls_alone_and_it_is_said() {
    let mut night = table(2, 1);
    ask(&mut night, 0, Verb::Search);
    assert_eq!(searches(&night, 0)[0].roll, Roll::Alone);
    assert_eq!(rolls(&night, 0), Rolls { alone: 1, ..Rolls::default() });
    calm(night);
}

/// A table of three at which everyone searched twice, Bob first, and the host's own identity.
fn honest() -> &'static (Vec<Arc<Batch>>, Vec<Identity>) {
    static HONEST: OnceLock<(Vec<Arc<Batch>>, Vec<Identity>)> = OnceLock::new();
    HONEST.get_or_init(|| {
        let mut night = table(9, 3);
        for seat in [1, 2, 0, 1, 2, 0] {
            ask(&mut night, seat, Verb::Search);
        }
        let identities = night.machines.iter().map(|machine| Identity::from_secret(&machine.secret)).collect();
        (batches(&night, 1), identities)
    })
}

/// Bob's search, counted from 0.
fn bobs(number: usize) -> impl Fn(&Entry) -> bool {
    let seen = Cell::new(0);
    move |entry| {
        let his = matches!(entry, Entry::Deed(Deed { asked, .. }) if asked.said.command == Command { seat: SeatId(1), verb: Verb::Search });
        seen.set(seen.get() + usize::from(his));
        his && seen.get() == number + 1
    }
}

fn adas(entry: &Entry) -> bool {
    matches!(entry, Entry::Deed(Deed { roll: Roll::Witnessed { .. }, .. }))
}

fn is_owed(entry: &Entry) -> bool {
    matches!(entry, Entry::Owed(_))
}

/// An entry of the honest ledger.
fn found(which: impl Fn(&Entry) -> bool) -> Entry {
    let entries = honest().0.iter().flat_map(|batch| &batch.lines).map(|line| line.entry.clone());
    entries.into_iter().find(which).expect("it is in the ledger")
}

/// The honest ledger up to an entry, in whose place the host writes others: the offline check names it, and what he
/// signed convicts him wherever it is shown.
fn lie(name: &str, wanted: Falsehood, which: impl Fn(&Entry) -> bool, others: Vec<Entry>) {
    lie_in(honest(), name, wanted, which, others);
}

/// The same with another ledger, whose host is the first of those who play.
fn lie_in(
    (batches, identities): &(Vec<Arc<Batch>>, Vec<Identity>),
    name: &str,
    wanted: Falsehood,
    which: impl Fn(&Entry) -> bool,
    others: Vec<Entry>,
) {
    let mut place = None;
    for (at, batch) in batches.iter().enumerate() {
        if let Some(line) = batch.lines.iter().position(|line| which(&line.entry)) {
            place = Some((at, line));
            break;
        }
    }
    let (at, line) = place.expect(name);
    let (before, batch) = (&batches[..at], &batches[at]);
    let others = others.into_iter().map(|entry| Line { entry, digest: Hash::default() });
    let lines: Vec<Line> = batch.lines[..line].iter().cloned().chain(others).collect();
    let said = batch.head.said;
    let setting = Setting { table: said.table, term: said.term, rosters: said.rosters, time_ms: said.time_ms };
    let after = before.last().unwrap().head.said.tail();
    let bent = Batch::new(&identities[0], setting, after, lines);
    let refused =
        verify(before.iter().map(Arc::as_ref).chain([&bent]), &Library::standard()).map(|_| ()).expect_err(name);
    assert_eq!((refused.why, refused.host), (wanted, identities[0].player()), "{name}");
    let state = verify(before.iter().map(Arc::as_ref), &Library::standard()).expect("honest").state;
    let ground = Box::new(Ground::after(before.last().unwrap(), &state).unwrap());
    let proof = Evidence::FalseBatch { by: identities[0].player(), ground, batch: Box::new(bent) };
    let charge = proof.charge(said.table, &Library::standard()).expect(name);
    assert_eq!((charge.why, charge.who), (wanted, BTreeSet::from([identities[0].player()])), "{name}");
}

/// The entry with something about its roll changed.
fn bent(entry: Entry, bend: impl Fn(&mut Deed)) -> Vec<Entry> {
    let Entry::Deed(mut deed) = entry else { panic!("no command") };
    bend(&mut deed);
    vec![Entry::Deed(deed)]
}

fn host_value(entry: &Entry) -> Given {
    match entry {
        Entry::Deed(Deed { roll: Roll::Pair { host }, .. }) => *host,
        _ => panic!("not of a pair"),
    }
}

#[test]
fn a_host_who_bends_a_guest_s_roll_is_convicted() {
    let (first, second) = (found(bobs(0)), found(bobs(1)));
    lie("a face", Falsehood::Faces, bobs(0), bent(first.clone(), |deed| deed.faces[0].0 = deed.faces[0].0 % 20 + 1));
    lie("a face more", Falsehood::Faces, bobs(0), bent(first.clone(), |deed| deed.faces.push(deed.faces[0])));
    let garbage = Given { part: 0, value: Value([7; 32]) };
    let with = |host: Given| bent(first.clone(), |deed| deed.roll = Roll::Pair { host });
    lie("a value of his choice", Falsehood::Value, bobs(0), with(garbage));
    lie("a value before its turn", Falsehood::Value, bobs(0), with(host_value(&second)));
    lie("another part", Falsehood::Value, bobs(0), with(Given { part: 1, ..host_value(&first) }));
    let old = bent(second.clone(), |deed| deed.roll = Roll::Pair { host: host_value(&first) });
    lie("a value twice", Falsehood::Value, bobs(1), old);
    lie("the later command first", Falsehood::Value, bobs(0), vec![second.clone(), first.clone()]);
    lie("alone", Falsehood::Witness, bobs(0), bent(first.clone(), |deed| deed.roll = Roll::Alone));
    lie("idle", Falsehood::Witness, bobs(0), bent(first.clone(), |deed| deed.roll = Roll::Idle));
    let Entry::Deed(deed) = &first else { panic!("no command") };
    lie("a witness nobody owed", Falsehood::Witness, bobs(0), vec![Entry::Owed(Cause::Deed(deed.asked.clone()))]);
    // A command of another term, or one that claims it was first asked later.
    let bob = &honest().1[1];
    let signed = |bend: fn(&mut Asked)| {
        bent(first.clone(), |deed| {
            let mut said = deed.asked.said.clone();
            bend(&mut said);
            deed.asked = Sealed::new(bob, said);
        })
    };
    lie("of another term", Falsehood::Value, bobs(0), signed(|said| said.term = 2));
    lie("of a player's other value", Falsehood::Value, bobs(0), signed(|said| said.given.value = Value([8; 32])));
    lie("first asked later", Falsehood::Value, bobs(0), signed(|said| said.since = 2));
}

#[test]
fn a_host_who_bends_his_own_roll_is_convicted() {
    let (intent, result, guest) = (found(is_owed), found(adas), found(bobs(1)));
    let bend = |change: fn(&mut Deed)| bent(result.clone(), change);
    lie("a face", Falsehood::Faces, adas, bend(|deed| deed.faces[0].0 = deed.faces[0].0 % 20 + 1));
    lie("without a witness", Falsehood::Witness, is_owed, bend(|deed| deed.roll = Roll::Alone));
    lie("without saying so before", Falsehood::Witness, is_owed, vec![result.clone()]);
    lie("alone after all", Falsehood::Witness, adas, bend(|deed| deed.roll = Roll::Alone));
    lie("without dice", Falsehood::Faces, is_owed, bend(|deed| (deed.roll, deed.faces) = (Roll::Idle, Vec::new())));
    lie("with nothing coming of it", Falsehood::Events, adas, bend(|deed| deed.events.clear()));
    let changed = |by: Option<PlayerId>, witness: Option<Given>, host: Option<Given>| {
        bent(result.clone(), |deed| {
            let Roll::Witnessed { by: who, witness: value, .. } = deed.roll else { panic!("witnessed") };
            deed.roll = Roll::Witnessed { host, by: by.unwrap_or(who), witness: witness.unwrap_or(value) };
        })
    };
    let garbage = Given { part: 0, value: Value([7; 32]) };
    lie("a witness's value of his choice", Falsehood::Value, adas, changed(None, Some(garbage), None));
    lie("another witness", Falsehood::Witness, adas, changed(Some(PlayerId([9; 32])), None, None));
    lie("a value more", Falsehood::Witness, adas, changed(None, None, Some(host_value(&guest))));
    lie("something else first", Falsehood::Witness, adas, vec![guest.clone()]);
    let away = Entry::Away { player: honest().1[2].player() };
    lie("the world moves on", Falsehood::Owed, adas, vec![away]);
    lie("owed twice", Falsehood::Owed, adas, vec![intent.clone()]);
    lie("owed where nothing is rolled by itself", Falsehood::Idle, is_owed, vec![Entry::Owed(Cause::Course)]);
}

#[test]
fn a_host_who_passes_a_witness_over_needs_a_majority() {
    let (batches, identities) = honest();
    let at = batches.iter().position(|batch| batch.lines.iter().any(|line| adas(&line.entry))).unwrap();
    let state = verify(batches[..at].iter().map(Arc::as_ref), &Library::standard()).unwrap().state;
    let (witness, index) = state.table.fair.witness().expect("it is owed");
    let said = Consent { table: state.table.id, term: state.table.term, index, witness };
    let consent = |by: &Identity, said: Consent| (by.player(), Sealed::new(by, said).signature);
    let over = |consents: Vec<(PlayerId, Signature)>| vec![Entry::PassedOver { witness, consents }];
    let third = identities.iter().skip(1).find(|identity| identity.player() != witness).unwrap();
    let (own, his) = (consent(&identities[0], said), consent(third, said));
    lie("by himself", Falsehood::Witness, adas, over(vec![own]));
    lie("by himself twice", Falsehood::Witness, adas, over(vec![own, own]));
    let forged = (third.player(), own.1);
    lie("in another's name", Falsehood::Witness, adas, over(vec![own, forged]));
    let older = consent(third, Consent { index: index - 1, ..said });
    lie("for another roll", Falsehood::Witness, adas, over(vec![own, older]));
    let other = Entry::PassedOver { witness: third.player(), consents: vec![own, his] };
    lie("who is not owed", Falsehood::Witness, adas, vec![other]);
    // With the others' consent it is no lie: only the digest, which is left out here, is missing.
    lie("an honest one", Falsehood::Digest, adas, over(vec![own, his]));
}

#[test]
fn a_player_is_bound_once() {
    let pledged =
        |entry: &Entry| matches!(entry, Entry::Pledged(pledge) if pledge.said.player == honest().1[1].player());
    let Entry::Pledged(pledge) = found(pledged) else { panic!("he pledged") };
    let bob = &honest().1[1];
    lie("twice", Falsehood::Pledge, bobs(0), vec![Entry::Pledged(pledge.clone())]);
    let unsigned = Sealed { said: pledge.said.clone(), signature: pledge.signature.bent() };
    lie("unsigned", Falsehood::Pledge, pledged, vec![Entry::Pledged(unsigned)]);
    let later = Pledge { term: 2, ..pledge.said.clone() };
    lie("for another term", Falsehood::Pledge, pledged, vec![Entry::Pledged(Sealed::new(bob, later))]);
    let more = pledge.said.ends.values().next().copied().map(|end| (Strand::Course, end));
    let more = Pledge { ends: more.into_iter().collect(), ..pledge.said.clone() };
    lie("as if he hosted", Falsehood::Pledge, pledged, vec![Entry::Pledged(Sealed::new(bob, more))]);
}

#[test]
fn a_player_who_gives_another_value_or_none_gets_no_roll() {
    let mut night = table(10, 3);
    let bob = Identity::from_secret(&night.machines[1].secret);
    let table = night.machines[0].guest.as_ref().unwrap().table_id().unwrap();
    let before = night.machines[0].guest.as_ref().unwrap().tail();
    for (part, value) in [(0, Value([0; 32])), (1, Value([0; 32])), (u16::MAX, Value([1; 32]))] {
        let (given, command) = (Given { part, value }, Command { seat: SeatId(1), verb: Verb::Search });
        let asked = Asked { table, number: u64::MAX / 4, term: 1, since: 1, given, command };
        let frame = Message::ToHost(ToHost::Ask(Sealed::new(&bob, asked))).to_frame();
        night.slip(0, bob.player(), frame);
        night.run(300);
    }
    // Values that nobody owes, consents that nobody asked for, pledges in another's name.
    let given = Given { part: 0, value: Value([3; 32]) };
    let reveal = Reveal { term: 1, index: before.index, given };
    night.slip(0, bob.player(), Message::ToHost(ToHost::Reveal(reveal)).to_frame());
    night.slip(2, bob.player(), Message::ToGuest(ToGuest::Reveal(reveal)).to_frame());
    let witness = night.machines[2].player;
    let consent = Sealed::new(&bob, Consent { table, term: 1, index: before.index, witness });
    night.slip(0, bob.player(), Message::ToHost(ToHost::Consent(consent)).to_frame());
    let ends = [(Strand::Witness, End { part: 0, commitment: Value([4; 32]) })].into_iter().collect();
    let pledge = Sealed::new(&bob, Pledge { table, term: 1, player: witness, ends });
    night.slip(0, bob.player(), Message::ToHost(ToHost::Pledge(Box::new(pledge))).to_frame());
    night.run(1_000);
    assert_eq!(night.machines[0].guest.as_ref().unwrap().tail(), before, "nothing was written");
    ask(&mut night, 1, Verb::Search);
    assert_eq!(searches(&night, 1).len(), 1, "his next honest command is rolled");
    calm(night);
}

#[test]
fn rolls_stay_fair_through_crashes_and_cuts() {
    for seed in 20..24 {
        let mut night = table(seed, 3);
        night.weather = Weather::foul();
        let mut down: Vec<usize> = Vec::new();
        for round in 0..40 {
            let who: usize = night.chance().random_range(0..3);
            night.ask(who, Ask::Do(Command { seat: SeatId(who as u8), verb: Verb::Search }));
            let span = night.chance().random_range(10..900);
            night.run(span);
            if round % 7 == 3 && down.is_empty() {
                let who = hosts(&night).filter(|_| round % 2 == 1).unwrap_or(who);
                night.crash(who);
                down.push(who);
            } else if round % 5 == 4 {
                down.drain(..).for_each(|off| night.restart(off));
            }
        }
        down.drain(..).for_each(|off| night.restart(off));
        night.weather = Weather::fair();
        night.run(20_000);
        for number in 0..3 {
            let rolls = rolls(&night, number);
            assert!(rolls.proven >= 5, "seed {seed}: {rolls:?}");
        }
        calm(night);
    }
}

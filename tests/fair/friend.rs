//! A friend plays the hero of one whose machine does not answer, where the charter says so: his dice, his limits, liars.

use std::sync::{Arc, OnceLock};

use rand::RngExt;
use roundtable::lab::night::Night;
use roundtable::lab::weather::Weather;
use roundtable::rules::refusal::Refusal;
use roundtable::rules::{self, command::Command, command::Verb};
use roundtable::session::distrust::Falsehood;
use roundtable::session::entry::{Absent, Deed, Entry};
use roundtable::session::fair::{Cause, Roll};
use roundtable::session::guest::{Ask, Told};
use roundtable::session::ledger::Batch;
use roundtable::session::seal::{Identity, Sealed};
use roundtable::session::wire::Denial;
use roundtable::world::id::SeatId;
use roundtable::world::seat::Stead;

use super::{batches, bent, calm, entries, hosts, lie_in, number, owed, rolls, say, table, to_the_fight, world};

const BOB: SeatId = SeatId(1);
const CID: SeatId = SeatId(2);

/// The present ones agree that a friend plays.
fn agree(night: &mut Night, who: &[usize]) {
    for number in who {
        night.ask(*number, Ask::Absent(Absent::Friend));
    }
    assert!(night.run_until(3_000, |night| world(night, 0).now.stead == Stead::Friend), "{}", night.lines);
    night.run(500);
}

fn present(night: &Night, at: usize, number: usize) -> bool {
    world(night, at).now.players[&night.machines[number].player].present
}

fn bob_goes(night: &mut Night) {
    night.crash(1);
    assert!(night.run_until(20_000, |night| !present(night, 0, 1) && !present(night, 2, 1)), "{}", night.lines);
}

fn bob_comes(night: &mut Night) {
    night.restart(1);
    let back = |night: &Night| night.machines[1].guest.as_ref().is_some_and(|guest| guest.world().is_some());
    assert!(night.run_until(20_000, |night| back(night) && present(night, 0, 1) && present(night, 1, 1)));
    night.run(1_500);
}

fn asks(night: &mut Night, number: usize, seat: SeatId, verb: Verb) {
    night.ask(number, Ask::Do(Command { seat, verb }));
    night.run(1_000);
}

/// Something that needs no dice.
fn drops(night: &mut Night, number: usize, seat: SeatId) {
    let item = world(night, number).hero(seat).unwrap().pack.items.keys().next().unwrap().clone();
    asks(night, number, seat, Verb::Drop { item, count: 1 });
}

/// What was done by friends with Bob's hero.
fn deeds(night: &Night, at: usize) -> Vec<Deed> {
    let of = |entry: Entry| match entry {
        Entry::Deed(deed) if matches!(deed.asked.said.command.verb, Verb::For { seat: BOB, .. }) => Some(deed),
        _ => None,
    };
    entries(night, at).into_iter().filter_map(of).collect()
}

fn refusals(night: &Night, number: usize) -> Vec<Denial> {
    let told = night.machines[number].told.iter();
    told.filter_map(|told| if let Told::Refused { why, .. } = told { Some(*why) } else { None }).collect()
}

#[test]
fn what_a_friend_rolls_has_his_own_values_and_a_witness() {
    for count in [3, 4] {
        let mut night = table(40 + count as u64, count);
        bob_goes(&mut night);
        asks(&mut night, 2, BOB, Verb::Search);
        assert_eq!(refusals(&night, 2), [Denial::NotYourSeat], "nobody has agreed to it");
        agree(&mut night, &[0, 2, 3][..count - 1]);
        asks(&mut night, 2, BOB, Verb::Search);
        asks(&mut night, 0, BOB, Verb::Search);
        drops(&mut night, 2, BOB);
        let all = deeds(&night, 2);
        let [cids, adas, idle] = &all[..] else { panic!("{all:?}\n{}", night.lines) };
        let [ada, cid] = [0, 2].map(|number: usize| night.machines[number].player);
        // Where a third is here he witnesses; where nobody is, the friend does himself.
        let third = night.machines.last().unwrap().player;
        assert!(matches!(cids.roll, Roll::Witnessed { host: Some(_), by, .. } if by == third), "{cids:?}");
        assert!(cids.asked.is_by(cid) && cids.asked.said.command.seat == CID && !cids.faces.is_empty());
        assert!(matches!(adas.roll, Roll::Witnessed { host: None, by, .. } if by != ada), "{adas:?}");
        assert!(adas.asked.is_by(ada) && !adas.faces.is_empty());
        assert!(matches!(idle.roll, Roll::Pair { .. }) && idle.faces.is_empty(), "{idle:?}");
        let rolls = rolls(&night, 2);
        assert_eq!((rolls.proven, rolls.witnessed, rolls.alone), (2, 2, 0), "{rolls:?}");
        bob_comes(&mut night);
        // He is back: his hero is his, and the row of his rolls stands where he left it.
        asks(&mut night, 2, BOB, Verb::Search);
        assert_eq!(refusals(&night, 2).last(), Some(&Denial::NotYourSeat));
        asks(&mut night, 1, BOB, Verb::Search);
        let last = entries(&night, 1).into_iter().rev().find_map(|entry| match entry {
            Entry::Deed(deed) => Some(deed),
            _ => None,
        });
        let last = last.unwrap();
        assert!(last.asked.is_by(night.machines[1].player) && matches!(last.roll, Roll::Pair { .. }), "{last:?}");
        assert_eq!(deeds(&night, 0).len(), 3);
        calm(night);
    }
}

/// Until it is Bob's turn: the others let theirs pass.
fn to_bobs_turn(night: &mut Night) {
    for _ in 0..60 {
        let at = world(night, 0);
        let fight = at.now.encounter.as_ref().expect("the fight goes on");
        if at.now.questions.is_empty() && fight.current() == at.hero(BOB).map(|hero| hero.id) {
            return;
        }
        say(night, 3, &["answers no", "ends the turn"]);
        night.run(1_000);
    }
    panic!("his turn never comes\n{}", night.lines);
}

/// The first offer of such a kind with Bob's hero, taken by a friend.
fn plays(night: &mut Night, number: usize, wanted: fn(&Verb) -> bool) -> bool {
    let offers = rules::offers(world(night, number), night.machines[number].player);
    let found = offers.into_iter().find(|offer| offer.command.seat == BOB && wanted(&offer.command.verb));
    let Some(offer) = found else { return false };
    night.ask(number, Ask::Do(offer.command));
    night.run(1_500);
    true
}

#[test]
fn a_friend_fights_for_one_whose_machine_crashed_until_he_is_back() {
    let mut night = table(51, 3);
    agree(&mut night, &[0, 2]);
    to_the_fight(&mut night, 3);
    bob_goes(&mut night);
    to_bobs_turn(&mut night);
    let before = world(&night, 0).now.events;
    night.run(20_000);
    assert_eq!(world(&night, 0).now.events, before, "play waits, and his turn is not lost");
    let attack = |verb: &Verb| matches!(verb, Verb::Attack { .. });
    for _ in 0..8 {
        let done = plays(&mut night, 2, attack)
            || plays(&mut night, 2, |verb| matches!(verb, Verb::Go(path) if path.len() > 3))
                && plays(&mut night, 2, attack);
        if done {
            break;
        }
        plays(&mut night, 2, |verb| *verb == Verb::EndTurn);
        to_bobs_turn(&mut night);
    }
    let strikes = deeds(&night, 0);
    let strike = strikes.iter().find(|deed| matches!(deed.asked.said.command.meant().1, Verb::Attack { .. }));
    let strike = strike.unwrap_or_else(|| panic!("no attack\n{}", night.lines));
    assert!(!strike.faces.is_empty() && matches!(strike.roll, Roll::Witnessed { .. }), "{strike:?}");
    // Two friends at once: one of them is heard.
    let count = deeds(&night, 0).len();
    for number in [0, 2] {
        night.ask(number, Ask::Do(Command { seat: BOB, verb: Verb::EndTurn }));
    }
    night.run(1_500);
    assert_eq!(deeds(&night, 0).len(), count + 1);
    let late: Vec<Denial> = [0, 2].iter().flat_map(|number| refusals(&night, *number)).collect();
    assert!(matches!(late[..], [Denial::Rules(Refusal::NotYourTurn)]), "{late:?}");
    to_bobs_turn(&mut night);
    bob_comes(&mut night);
    assert!(!plays(&mut night, 2, |_| true), "nothing of his is offered to others");
    assert!(say(&mut night, 2, &["dodges"]), "he goes on himself, nothing pressed");
    assert!(say(&mut night, 2, &["ends the turn"]));
    rolls(&night, 1);
    calm(night);
}

#[test]
fn what_a_friend_rolls_is_rolled_by_the_next_host_before_its_player_is_back() {
    let mut night = table(61, 4);
    agree(&mut night, &[0, 2, 3]);
    bob_goes(&mut night);
    night.ask(2, Ask::Do(Command { seat: BOB, verb: Verb::Search }));
    assert!(night.run_until(1_000, |night| owed(night, 2).is_some() && owed(night, 3).is_some()), "{}", night.lines);
    night.crash(0);
    // Without Bob there is no majority: he comes back to a roll with his hero that was begun.
    night.restart(1);
    assert!(night.run_until(20_000, |night| hosts(night).is_some()), "{}", night.lines);
    let back = |night: &Night| hosts(night).is_some_and(|at| present(night, at, 1));
    assert!(night.run_until(20_000, back), "{}", night.lines);
    let at = hosts(&night).unwrap();
    let all = entries(&night, at);
    let is_friends =
        |entry: &Entry| matches!(entry, Entry::Deed(deed) if matches!(deed.asked.said.command.verb, Verb::For { .. }));
    let (done, back) =
        (all.iter().position(is_friends), all.iter().rposition(|entry| matches!(entry, Entry::Back { .. })));
    assert!(done.is_some() && done < back, "{done:?} {back:?}");
    assert_eq!(rolls(&night, at).again, 1);
    night.restart(0);
    calm(night);
}

/// A table of three: Bob goes, Cid does something, they agree that a friend plays, Cid drops something of Bob's, searches
/// with his hero, Bob comes back, and Cid does something.
fn honest() -> &'static (Vec<Arc<Batch>>, Vec<Identity>) {
    static HONEST: OnceLock<(Vec<Arc<Batch>>, Vec<Identity>)> = OnceLock::new();
    HONEST.get_or_init(|| {
        let mut night = table(71, 3);
        bob_goes(&mut night);
        drops(&mut night, 2, CID);
        agree(&mut night, &[0, 2]);
        drops(&mut night, 2, BOB);
        asks(&mut night, 2, BOB, Verb::Search);
        bob_comes(&mut night);
        drops(&mut night, 2, CID);
        let identities = night.machines.iter().map(|machine| Identity::from_secret(&machine.secret)).collect();
        (batches(&night, 0), identities)
    })
}

/// Cid's commands in their order, from 0: his own, with Bob's hero twice, his own.
fn cids(number: usize) -> impl Fn(&Entry) -> bool {
    let wanted =
        entries_of().into_iter().filter(|entry| matches!(entry, Entry::Deed(deed) if is_late(deed))).nth(number);
    move |entry| Some(entry) == wanted.as_ref()
}

fn is_late(deed: &Deed) -> bool {
    let verb = deed.asked.said.command.meant().1;
    deed.asked.said.command.seat == CID && matches!(verb, Verb::Drop { .. } | Verb::Search)
}

fn entries_of() -> Vec<Entry> {
    honest().0.iter().flat_map(|batch| &batch.lines).map(|line| line.entry.clone()).collect()
}

/// One of Cid's commands with another in its place, signed by this player with all that Cid gave.
fn instead(number: usize, by: usize, command: Command) -> Vec<Entry> {
    let entry = entries_of().into_iter().find(cids(number)).expect("it is in the ledger");
    bent(entry, |deed| {
        let said = roundtable::session::entry::Asked { command: command.clone(), ..deed.asked.said.clone() };
        deed.asked = Sealed::new(&honest().1[by], said);
    })
}

#[test]
fn a_host_who_lets_a_friend_play_whom_he_may_not_is_convicted() {
    let verb = || Verb::EndTurn;
    let with = |seat| Command { seat: CID, verb: Verb::For { seat: SeatId(seat), verb: Box::new(verb()) } };
    let drop_again = |seat| {
        let Some(Entry::Deed(deed)) = entries_of().into_iter().find(cids(1)) else { panic!("a command") };
        let verb = deed.asked.said.command.meant().1.clone();
        Command { seat: CID, verb: Verb::For { seat, verb: Box::new(verb) } }
    };
    let refused = Falsehood::Refused(Refusal::NotYourSeat);
    let lie = |name: &str, wanted, at: usize, others| lie_in(honest(), name, wanted, cids(at), others);
    lie("without the charter", refused, 0, instead(0, 2, drop_again(BOB)));
    lie("a present player's hero", refused, 1, instead(1, 2, with(0)));
    lie("his own", refused, 1, instead(1, 2, with(2)));
    lie("nobody's", refused, 1, instead(1, 2, with(9)));
    lie("after he is back", refused, 3, instead(3, 2, drop_again(BOB)));
    let plain = Command { seat: BOB, verb: drop_again(BOB).meant().1.clone() };
    lie("by the seat of the other", Falsehood::Author, 1, instead(1, 2, plain));
    lie("signed by another", Falsehood::Author, 1, instead(1, 0, drop_again(BOB)));
    // What a friend rolls is owed first.
    let search = |entry: &Entry| matches!(entry, Entry::Owed(Cause::Deed(asked)) if asked.said.command.seat == CID);
    let entry = entries_of().into_iter().find(cids(2)).unwrap();
    let Entry::Deed(deed) = &entry else { panic!("a command") };
    let Roll::Witnessed { host: Some(host), .. } = deed.roll else { panic!("witnessed") };
    let alone = bent(entry.clone(), |deed| deed.roll = Roll::Pair { host });
    lie_in(honest(), "without a witness", Falsehood::Witness, search, alone);
    lie_in(honest(), "without saying so before", Falsehood::Witness, search, vec![entry]);
}

#[test]
fn a_guest_who_plays_whom_he_may_not_is_refused() {
    let mut night = table(81, 3);
    agree(&mut night, &[0, 2]);
    let before = entries(&night, 0).len();
    let says = |night: &mut Night, seat, verb| {
        let verb = Verb::For { seat, verb: Box::new(verb) };
        asks(night, 2, CID, verb);
        *refusals(night, 2).last().expect("an answer")
    };
    let refused = Denial::Rules(Refusal::NotYourSeat);
    assert_eq!(says(&mut night, SeatId(0), Verb::Search), refused);
    assert_eq!(says(&mut night, BOB, Verb::Search), refused, "he is here");
    assert_eq!(says(&mut night, CID, Verb::Search), refused, "his own");
    assert_eq!(entries(&night, 0).len(), before, "nothing was written");
    calm(night);
}

/// Whoever is on does something that he is offered, with a friend's hero where he may.
fn does_something(night: &mut Night, number: usize) {
    let draw: usize = night.chance().random_range(0..10_000);
    let player = night.machines[number].player;
    let Some(world) = night.machines[number].guest.as_ref().and_then(|guest| guest.world()) else { return };
    let offers = rules::offers(world, player);
    let own = |seat: SeatId| world.now.seats.get(&seat).is_some_and(|it| it.player == player);
    let (mine, lent): (Vec<_>, Vec<_>) = offers.into_iter().partition(|offer| own(offer.command.seat));
    let mut all = if draw.is_multiple_of(3) || lent.is_empty() { mine } else { lent };
    if !all.is_empty() {
        let offer = all.swap_remove(draw % all.len());
        night.ask(number, Ask::Do(offer.command));
    }
}

#[test]
fn friends_play_for_each_other_through_crashes_and_foul_weather() {
    let mut played = 0;
    for seed in 90..90 + number("SEEDS", 3) as u64 {
        let mut night = table(seed, 4);
        agree(&mut night, &[0, 1, 2]);
        if seed % 2 == 0 {
            to_the_fight(&mut night, 4);
        }
        night.weather = Weather::foul();
        let mut down = None;
        for round in 0..80 {
            let who = night.chance().random_range(0..4);
            does_something(&mut night, who);
            match (round % 20, down) {
                (3, None) => {
                    night.crash(who);
                    down = Some(who);
                }
                (17, Some(off)) => {
                    night.restart(off);
                    down = None;
                }
                _ => {}
            }
            let span = night.chance().random_range(20..1_500);
            night.run(span);
        }
        night.weather = Weather::fair();
        let one_end = |night: &Night| {
            let end =
                |number: usize| night.machines[number].guest.as_ref().map(|guest| (guest.tail(), guest.durable()));
            (1..4).all(|number| end(number) == end(0)) && end(0).is_some_and(|(tail, durable)| tail.index == durable)
        };
        assert!(night.run_until(60_000, one_end), "seed {seed}: no agreement\n{}", night.lines);
        let all = entries(&night, 0);
        let lent = |entry: &&Entry| matches!(entry, Entry::Deed(deed) if matches!(deed.asked.said.command.verb, Verb::For { .. }));
        played += all.iter().filter(lent).count();
        rolls(&night, 0);
        night.run(3_000);
        night.check_end();
        assert!(night.wrongs.is_empty(), "seed {seed}: {:?}", night.wrongs);
    }
    assert!(played > 10, "only {played}");
}

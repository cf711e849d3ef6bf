//! A fork that takes its parent's place: by the word of a majority there, and only where the parent has nothing newer.

use std::sync::Arc;

use rand::RngExt;
use roundtable::lab::night::Night;
use roundtable::lab::weather::Weather;
use roundtable::session::adoption::Adoption;
use roundtable::session::entry::Entry;
use roundtable::session::guest::{self, Ask, Guest, NotAlong, Output, Told};
use roundtable::session::hash::TableId;
use roundtable::session::host;
use roundtable::session::invite::Secret;
use roundtable::session::journal::record::Record;
use roundtable::session::library::Library;
use roundtable::session::roster::Role;
use roundtable::session::seal::{Identity, Sealed};
use roundtable::session::verify::verify;
use roundtable::session::wire::{Message, ToGuest, ToHost};

use super::{act, table, table_of, told};

fn guest(night: &Night, number: usize) -> &Guest {
    night.machines[number].guest.as_ref().expect("it is on")
}

fn id(night: &Night, number: usize) -> TableId {
    guest(night, number).table_id().expect("a table")
}

fn weight(night: &Night, at: usize, of: usize) -> u32 {
    table_of(night, at).rosters.now.weight(night.machines[of].player)
}

fn is_adopted(night: &Night, number: usize) -> bool {
    let parted = guest(night, number).table().and_then(|table| table.parting.as_ref());
    parted.is_some_and(|parted| parted.is_adopted())
}

fn agree(night: &Night, numbers: &[usize]) -> bool {
    let end = |number: &usize| (id(night, *number), guest(night, *number).tail(), guest(night, *number).durable());
    let first = end(&numbers[0]);
    first.1.index == first.2 && numbers.iter().all(|number| end(number) == first)
}

fn heard(night: &Night, number: usize, newer: bool) -> bool {
    told(night, number, |told| matches!(told, Told::WentOn { newer: said, .. } if *said == newer))
}

/// A pair whose founder's machine is off; the other one goes on apart and plays.
fn pair(seed: u64) -> (Night, TableId) {
    let mut night = table(seed, Weather::fair(), 2);
    let parent = id(&night, 1);
    for _ in 0..6 {
        act(&mut night, 0);
        act(&mut night, 1);
        night.run(300);
    }
    night.crash(0);
    night.run(10_000);
    night.ask(1, Ask::Fork);
    assert!(night.run_until(5_000, |night| night.machines[1].host.is_some()), "{}", night.lines);
    play(&mut night, 1);
    (night, parent)
}

/// Someone acts until something that he did is kept.
fn play(night: &mut Night, who: usize) {
    let deeds = |night: &Night| {
        let entries = guest(night, who).ledger().batches().iter().flat_map(|batch| &batch.lines);
        let player = night.machines[who].player;
        entries.filter(|line| matches!(&line.entry, Entry::Deed(deed) if deed.asked.is_by(player))).count()
    };
    let before = deeds(night);
    for _ in 0..60 {
        if deeds(night) > before {
            return;
        }
        act(night, who);
        night.run(500);
    }
    panic!("{who} can do nothing\n{}", night.lines);
}

fn nobody_lied(night: &Night) {
    for guest in night.machines.iter().filter_map(|machine| machine.guest.as_ref()) {
        assert!(guest.distrusted().is_empty() && guest.evidence().is_empty(), "nobody lied");
    }
}

#[test]
fn the_founder_is_back_goes_along_and_is_the_chair_again() {
    for seed in [2_000, 2_001, 2_002] {
        let (mut night, parent) = pair(seed);
        let fork = id(&night, 1);
        night.restart(0);
        // He alone is a majority there, so he hosts: that is nothing newer yet.
        let heard = |night: &Night| heard(night, 0, false) && night.machines[0].host.is_some();
        assert!(night.run_until(10_000, heard), "seed {seed}\n{}", night.lines);
        night.run(3_000);
        assert!(id(&night, 0) == parent && !is_adopted(&night, 1), "nothing happens by itself");
        let before = night.machines[0].disk.clone();
        night.ask(0, Ask::Follow);
        let adopted = |night: &Night| id(night, 0) == fork && is_adopted(night, 0) && agree(night, &[0, 1]);
        assert!(night.run_until(15_000, adopted), "seed {seed}\n{}", night.lines);
        let roster = &table_of(&night, 1).rosters;
        assert_eq!((roster.now.chair, roster.next.is_none()), (night.machines[0].player, true));
        assert_eq!((weight(&night, 1, 0), weight(&night, 1, 1)), (3, 2));
        assert!(!guest(&night, 0).is_mute() && !guest(&night, 1).is_mute());
        play(&mut night, 0);
        play(&mut night, 1);
        assert!(night.run_until(10_000, |night| agree(night, &[0, 1])), "seed {seed}\n{}", night.lines);
        let ledger = guest(&night, 0).ledger().batches().iter().map(Arc::as_ref);
        assert_eq!(verify(ledger, &Library::standard()).expect("it holds").table, fork);
        // With the chair back he goes on alone, as in the table that it was.
        night.crash(1);
        assert!(night.run_until(10_000, |night| night.machines[0].host.is_some()), "seed {seed}\n{}", night.lines);
        night.restart(1);
        assert!(night.run_until(10_000, |night| agree(night, &[0, 1])), "seed {seed}\n{}", night.lines);
        nobody_lied(&night);
        parent_is_a_save(&mut night, parent, seed);
        stale_disk_is_seen(night, before, seed);
    }
}

/// Both open the parent again, from what their disks have of it: nothing is ever written there.
fn parent_is_a_save(night: &mut Night, parent: TableId, seed: u64) {
    let mut forks = Vec::new();
    for number in 0..2 {
        night.crash(number);
        let machine = &mut night.machines[number];
        let disk = machine.put_away[0].clone();
        forks.push(std::mem::replace(&mut machine.disk, disk));
    }
    night.restart(0);
    night.restart(1);
    assert!(guest(night, 0).is_mute() && guest(night, 0).given().is_some(), "seed {seed}: it reads its word back");
    let ends = |night: &Night| (guest(night, 0).tail(), guest(night, 1).durable());
    let before = ends(night);
    for _ in 0..10 {
        for number in 0..2 {
            night.ask(number, Ask::Host);
            act(night, number);
        }
        night.run(2_000);
    }
    assert_eq!((id(night, 0), id(night, 1)), (parent, parent));
    assert!(night.machines.iter().all(|machine| machine.host.is_none()), "seed {seed}\n{}", night.lines);
    assert_eq!(ends(night), before, "seed {seed}");
    for (number, fork) in forks.into_iter().enumerate() {
        night.crash(number);
        night.machines[number].disk = fork;
        night.restart(number);
    }
    assert!(night.run_until(15_000, |night| agree(night, &[0, 1])), "seed {seed}\n{}", night.lines);
}

/// A copy of the parent from before the word is put back behind the program's back: the fork shows it the word.
fn stale_disk_is_seen(mut night: Night, before: roundtable::lab::disk::Disk, seed: u64) {
    let heir = night.machines[1].player;
    for _ in 0..20 {
        if night.machines[0].host.is_some() {
            night.ask_host(0, host::Ask::HandOver { heir });
        }
        night.run(500);
    }
    assert!(night.machines[1].host.is_some(), "seed {seed}\n{}", night.lines);
    night.crash(0);
    night.machines[0].disk = before;
    night.restart(0);
    assert!(!guest(&night, 0).is_mute() && !told(&night, 0, |told| *told == Told::Restored));
    // The fork's host decides nothing alone, but answers him.
    let quiet = |night: &Night| guest(night, 0).is_mute() && night.machines[0].host.is_none();
    assert!(night.run_until(10_000, quiet), "seed {seed}\n{}", night.lines);
    assert!(told(&night, 0, |told| *told == Told::Restored));
}

#[test]
fn a_word_leaves_from_the_disk_only_and_nothing_is_signed_meanwhile() {
    let (mut night, _) = pair(2_005);
    night.restart(0);
    let heard = |night: &Night| heard(night, 0, false) && night.machines[0].host.is_some();
    assert!(night.run_until(10_000, heard), "{}", night.lines);
    night.run(3_000);
    let guest = night.machines[0].guest.as_mut().expect("on");
    let outputs = guest.handle(guest::Input::Asked(Ask::Follow));
    let [Output::Deposed, Output::Persist { token, records }] = outputs.as_slice() else { panic!("{outputs:?}") };
    assert!(matches!(records.last(), Some(Record::Given(_))), "{records:?}");
    // Asked again he does nothing twice, and he neither stands nor acknowledges any more.
    assert_eq!(guest.handle(guest::Input::Asked(Ask::Follow)), []);
    assert!(guest.is_mute() && guest.given().is_none());
    let later = night.now_ms() + 20_000;
    let guest = night.machines[0].guest.as_mut().expect("on");
    let mut all = guest.handle(guest::Input::Ticked { now_ms: later });
    all.extend(guest.handle(guest::Input::Asked(Ask::Host)));
    let signs = |output: &Output| match output {
        Output::Send { frame, .. } => matches!(
            Message::from_frame(frame),
            Ok(Message::ToHost(ToHost::Ack(_) | ToHost::Word(_))
                | Message::ToGuest(ToGuest::Stand(_) | ToGuest::Vote(_)))
        ),
        Output::GoAlong(_) | Output::Elected(_) => true,
        _ => false,
    };
    assert!(!all.iter().any(signs), "{all:?}");
    let kept = guest.handle(guest::Input::Persisted { token: *token });
    assert!(matches!(kept.as_slice(), [Output::GoAlong(_)]), "{kept:?}");
    assert!(guest.given().is_some());
}

#[test]
fn a_word_counts_when_its_machine_has_the_fork_and_from_its_own_key_only() {
    let (mut night, parent) = pair(2_006);
    let (ada, bob) =
        (Identity::from_secret(&night.machines[0].secret), Identity::from_secret(&night.machines[1].secret));
    let parting = table_of(&night, 1).parting.clone().expect("a fork").parting;
    let frame = |word| Message::ToHost(ToHost::Word(Box::new(word))).to_frame();
    let other = Adoption { fork: parent, ..parting.adoption() };
    for word in [Sealed::new(&bob, parting.adoption()), Sealed::new(&ada, other), Sealed::new(&ada, parting.adoption())]
    {
        night.slip(1, ada.player(), frame(word));
        night.run(5_000);
        assert!(!is_adopted(&night, 1) && weight(&night, 1, 0) == 0, "she has nothing of it yet");
        assert!(table_of(&night, 1).rosters.next.is_none());
    }
}

#[test]
fn where_the_founder_went_on_first_both_stay() {
    let (mut night, parent) = pair(2_010);
    let fork = id(&night, 1);
    night.cut(0, 1);
    night.restart(0);
    assert!(night.run_until(10_000, |night| night.machines[0].host.is_some()), "{}", night.lines);
    play(&mut night, 0);
    night.ask(0, Ask::Follow);
    assert!(told(&night, 0, |told| *told == Told::NotAlong(NotAlong::Nobody)), "he knows of no fork yet");
    night.heal(0, 1);
    assert!(night.run_until(20_000, |night| heard(night, 0, true)), "{}", night.lines);
    night.ask(0, Ask::Follow);
    assert!(told(&night, 0, |told| *told == Told::NotAlong(NotAlong::Newer)));
    night.run(10_000);
    assert_eq!((id(&night, 0), id(&night, 1)), (parent, fork));
    assert!(!guest(&night, 0).is_mute() && !is_adopted(&night, 1));
    play(&mut night, 0);
    play(&mut night, 1);
    nobody_lied(&night);
}

/// Five, of whom the last go on apart; then every way is open again.
fn five(seed: u64, apart: std::ops::Range<usize>) -> Night {
    let mut night = table(seed, Weather::fair(), 5);
    let parent = id(&night, 0);
    for far in 0..apart.start {
        apart.clone().for_each(|near| night.cut(far, near));
    }
    night.run(12_000);
    for number in apart.clone() {
        night.ask(number, Ask::Fork);
        night.run(1_000);
    }
    let hosts = |night: &Night| {
        let gone = apart.clone().all(|number| id(night, number) != parent);
        gone && night.machines[apart.clone()].iter().any(|machine| machine.host.is_some())
    };
    assert!(night.run_until(20_000, hosts), "{}", night.lines);
    for far in 0..apart.start {
        apart.clone().for_each(|near| night.heal(far, near));
    }
    let heard = |night: &Night| (0..apart.start).all(|number| heard(night, number, false));
    assert!(night.run_until(20_000, heard), "{}", night.lines);
    night
}

#[test]
fn three_of_five_adopt_what_a_minority_cannot() {
    let mut night = five(2_020, 3..5);
    let (parent, fork) = (id(&night, 0), id(&night, 3));
    for number in [1, 2] {
        night.ask(number, Ask::Follow);
        assert!(night.run_until(10_000, |night| agree(night, &[number, 3, 4])), "{}", night.lines);
        night.run(12_000);
        assert!(!is_adopted(&night, 3), "{number}: a minority");
        assert_eq!(weight(&night, 3, number), 0);
    }
    assert_eq!(id(&night, 0), parent);
    // What the three had alone they do not have without two of them.
    assert!(night.machines[0].host.as_ref().is_none_or(|host| host.frozen().is_some()), "{}", night.lines);
    night.ask(0, Ask::Follow);
    let adopted = |night: &Night| is_adopted(night, 0) && agree(night, &[0, 1, 2, 3, 4]);
    assert!(night.run_until(20_000, adopted), "{}", night.lines);
    assert_eq!((0..5).map(|of| weight(&night, 4, of)).collect::<Vec<_>>(), [3, 2, 2, 2, 2]);
    assert_eq!(id(&night, 4), fork);
    (0..5).for_each(|number| play(&mut night, number));
    // The chair and two more go on without those who began the fork.
    night.crash(3);
    night.crash(4);
    let hosts = |night: &Night| night.machines[..3].iter().any(|machine| machine.host.is_some());
    assert!(night.run_until(15_000, hosts), "{}", night.lines);
    play(&mut night, 1);
    night.restart(3);
    night.restart(4);
    assert!(night.run_until(20_000, |night| agree(night, &[0, 1, 2, 3, 4])), "{}", night.lines);
    nobody_lied(&night);
}

#[test]
fn a_late_word_has_its_place_back() {
    let mut night = five(2_030, 4..5);
    // A word that hurries ahead of its machine waits for it: who weighs again has the fork's ledger first.
    let dot = Identity::from_secret(&night.machines[3].secret);
    let said = table_of(&night, 4).parting.as_ref().expect("a fork").parting.adoption();
    night.slip(4, dot.player(), Message::ToHost(ToHost::Word(Box::new(Sealed::new(&dot, said)))).to_frame());
    for number in [0, 1, 2] {
        night.ask(number, Ask::Follow);
        night.run(1_000);
    }
    let adopted = |night: &Night| is_adopted(night, 4) && agree(night, &[0, 1, 2, 4]);
    assert!(night.run_until(20_000, adopted), "{}", night.lines);
    assert_eq!((0..5).map(|of| weight(&night, 4, of)).collect::<Vec<_>>(), [3, 2, 2, 0, 2]);
    play(&mut night, 2);
    night.ask(3, Ask::Follow);
    let back = |night: &Night| weight(night, 4, 3) == 2 && agree(night, &[0, 1, 2, 3, 4]);
    assert!(night.run_until(20_000, back), "{}", night.lines);
    assert!(!guest(&night, 3).is_mute() && id(&night, 3) == id(&night, 4));
    play(&mut night, 3);
    let ledger = guest(&night, 3).ledger().batches().iter().map(Arc::as_ref);
    verify(ledger, &Library::standard()).expect("it holds");
    nobody_lied(&night);
}

#[test]
fn an_adoption_comes_through_a_crash_and_foul_weather() {
    for seed in super::range(2_040, 4) {
        let (mut night, _) = pair(seed);
        let fork = id(&night, 1);
        night.restart(0);
        assert!(night.run_until(10_000, |night| heard(night, 0, false)), "seed {seed}\n{}", night.lines);
        night.weather = Weather::foul();
        // The word may be on the disk or not when the power fails.
        night.ask(0, Ask::Follow);
        night.crash(0);
        night.restart(0);
        for _ in 0..60 {
            if id(&night, 0) != fork {
                night.ask(0, Ask::Follow);
            }
            let span = night.chance().random_range(500..1_500);
            night.run(span);
        }
        night.weather = Weather::fair();
        let adopted = |night: &Night| is_adopted(night, 1) && agree(night, &[0, 1]) && weight(night, 1, 0) == 3;
        assert!(night.run_until(60_000, adopted), "seed {seed}\n{}", night.lines);
        assert!(!guest(&night, 0).is_mute());
        nobody_lied(&night);
    }
}

#[test]
fn a_founder_whose_laptop_is_lost_plays_on_in_the_fork_with_her_hero() {
    let (mut night, parent) = pair(2_050);
    let (ada, fork) = (night.machines[0].player, id(&night, 1));
    let seats = table_of(&night, 1).members[&ada].seats.clone();
    let hero = guest(&night, 1).world().unwrap().now.seats[&seats[0]].creature;
    assert!(night.run_until(20_000, |night| table_of(night, 1).away.contains(&ada)), "{}", night.lines);
    let secret = Secret::new(night.chance().random());
    let invite = host::Ask::Invite { secret: secret.clone(), role: Role::Voter, uses: 1, lasts_ms: 3_600_000 };
    night.ask_host(1, invite);
    night.run(300);
    night.look_for(fork);
    let again = night.knock("Ada", Some(secret));
    let player = night.machines[again].player;
    let knocks = |night: &Night| {
        let host = night.machines[1].host.as_ref();
        host.is_some_and(|host| host.at_the_door().any(|(who, ..)| who == player))
    };
    assert!(night.run_until(20_000, knocks), "{}", night.lines);
    night.ask_host(1, host::Ask::AdmitAs { player, place: ada });
    let back =
        |night: &Night| told(night, again, |told| matches!(told, Told::SatDown { .. })) && agree(night, &[1, again]);
    assert!(night.run_until(20_000, back), "{}", night.lines);
    assert_eq!((weight(&night, 1, again), weight(&night, 1, 1)), (2, 3), "she weighs at once what a voter weighs");
    let world = &guest(&night, again).world().unwrap().now;
    assert_eq!((world.seats[&seats[0]].player, world.seats[&seats[0]].creature), (player, hero), "with her hero");
    play(&mut night, again);
    play(&mut night, 1);
    // The old laptop turns up after all: it is told nothing there, and its table is as it was.
    night.restart(0);
    night.run(15_000);
    assert!(id(&night, 0) == parent && !heard(&night, 0, false) && !is_adopted(&night, 1));
    let ledger = guest(&night, again).ledger().batches().iter().map(Arc::as_ref);
    verify(ledger, &Library::standard()).expect("it holds");
    nobody_lied(&night);
}

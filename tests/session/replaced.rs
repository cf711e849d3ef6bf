//! A friend on a new machine: his new key takes the place of the old one, with everything, and the old one is told so.

use roundtable::lab::night::Night;
use roundtable::lab::weather::Weather;
use roundtable::session::ack::Ack;
use roundtable::session::ballot::{Candidacy, NoVote, Round};
use roundtable::session::chat::Saying;
use roundtable::session::entry::{Wish, Wishing};
use roundtable::session::guest::{self, Guest, Told};
use roundtable::session::host;
use roundtable::session::invite::Secret;
use roundtable::session::knock::ShutDoor;
use roundtable::session::replaced::NotReplaced;
use roundtable::session::roster::Role;
use roundtable::session::seal::{Identity, Sealed};
use roundtable::session::term::{Ballot, Tail};
use roundtable::session::wire::{Hello, Message, ToGuest, ToHost};

use super::{act, finish, host_of, range, table, table_of, told};

use rand::RngExt;

fn guest(night: &Night, number: usize) -> &Guest {
    night.machines[number].guest.as_ref().expect("it is on")
}

/// A new machine knocks with a ticket from whoever hosts, and is heard.
fn knock(night: &mut Night, name: &str) -> usize {
    let secret = Secret::new(night.chance().random());
    let at = host_of(night).expect("someone hosts");
    let invite = host::Ask::Invite { secret: secret.clone(), role: Role::Voter, uses: 1, lasts_ms: 3_600_000 };
    night.ask_host(at, invite);
    night.run(300);
    let newcomer = night.knock(name, Some(secret));
    let player = night.machines[newcomer].player;
    let knocked = |night: &Night| {
        let host = night.machines[at].host.as_ref();
        host.is_some_and(|host| host.at_the_door().any(|(who, ..)| who == player))
    };
    assert!(night.run_until(20_000, knocked), "{name} knocks\n{}", night.lines);
    newcomer
}

/// A new machine knocks, and is let in where an old one was.
fn come_back(night: &mut Night, name: &str, old: usize) -> usize {
    let place = night.machines[old].player;
    let away = |night: &Night| host_of(night).is_some_and(|at| table_of(night, at).away.contains(&place));
    assert!(night.run_until(20_000, away), "his machine is missed\n{}", night.lines);
    let newcomer = knock(night, name);
    let (player, at) = (night.machines[newcomer].player, host_of(night).expect("someone hosts"));
    night.ask_host(at, host::Ask::AdmitAs { player, place });
    let seated = |night: &Night| told(night, newcomer, |told| matches!(told, Told::SatDown { .. }));
    assert!(night.run_until(20_000, seated), "{name} is back\n{}", night.lines);
    newcomer
}

fn agree(night: &Night, numbers: &[usize]) -> bool {
    let end = |number: &usize| (guest(night, *number).tail(), guest(night, *number).durable());
    let first = end(&numbers[0]);
    first.0.index == first.1 && numbers.iter().all(|number| end(number) == first)
}

#[test]
fn a_friend_with_a_new_machine_takes_his_old_seat() {
    for seed in [1_000, 1_001, 1_002] {
        let mut night = table(seed, Weather::fair(), 3);
        act(&mut night, 1);
        night.run(2_000);
        let bob = night.machines[1].player;
        let seats = table_of(&night, 0).members[&bob].seats.clone();
        let hero = guest(&night, 0).world().unwrap().now.seats[&seats[0]].creature;
        night.crash(1);
        let again = come_back(&mut night, "Bob", 1);
        assert!(night.run_until(10_000, |night| agree(night, &[0, 2, again])), "seed {seed}\n{}", night.lines);
        let (now, new) = (table_of(&night, 2), night.machines[again].player);
        assert_eq!((&now.members[&new].name[..], &now.members[&new].seats), ("Bob", &seats));
        assert!(!now.members.contains_key(&bob) && now.rosters.now.weight(bob) == 0);
        assert_eq!(now.rosters.now.weight(new), 2);
        let world = &guest(&night, 2).world().unwrap().now;
        assert_eq!((world.seats[&seats[0]].player, world.seats[&seats[0]].creature), (new, hero), "the same hero");
        assert!(world.players[&new].present && !world.players.contains_key(&bob));
        // He plays on, and his word counts: without the host the two others go on.
        let before = guest(&night, again).durable();
        for _ in 0..12 {
            act(&mut night, again);
            night.run(300);
        }
        assert!(guest(&night, again).durable() > before, "seed {seed}: what he does is kept");
        night.crash(0);
        assert!(night.run_until(10_000, |night| host_of(night).is_some()), "seed {seed}\n{}", night.lines);
        night.restart(0);
        assert!(night.run_until(20_000, |night| agree(night, &[0, 2, again])), "seed {seed}\n{}", night.lines);
        // The old machine turns up: it sees with its own eyes that it is replaced, and is quiet.
        night.restart(1);
        let knows = |night: &Night| told(night, 1, |told| *told == Told::Replaced);
        assert!(night.run_until(20_000, knows), "seed {seed}\n{}", night.lines);
        assert!(guest(&night, 1).is_replaced());
        let (promised, end) = (guest(&night, 1).promised(), guest(&night, 1).tail());
        night.run(20_000);
        assert_eq!((guest(&night, 1).promised(), guest(&night, 1).tail()), (promised, end), "and stays so");
        assert!(end.index < guest(&night, 0).tail().index, "of what came later it is shown nothing");
        for number in [0, 2, again, 1] {
            assert!(guest(&night, number).distrusted().is_empty() && guest(&night, number).evidence().is_empty());
        }
        night.crash(1);
        finish(night, seed);
    }
}

#[test]
fn the_founder_s_laptop_is_lost_and_he_is_the_chair_again() {
    let mut night = table(1_010, Weather::fair(), 3);
    act(&mut night, 0);
    night.run(1_000);
    let ada = night.machines[0].player;
    night.crash(0);
    assert!(night.run_until(6_000, |night| host_of(night).is_some()), "{}", night.lines);
    let again = come_back(&mut night, "Ada", 0);
    assert!(night.run_until(10_000, |night| agree(night, &[1, 2, again])), "{}", night.lines);
    let roster = &table_of(&night, 1).rosters.now;
    assert_eq!((roster.chair, roster.weight(ada)), (night.machines[again].player, 0));
    // The three weigh seven: with the chair one other is enough.
    night.crash(1);
    assert!(night.run_until(10_000, |night| host_of(night).is_some()), "{}", night.lines);
    night.restart(1);
    assert!(night.run_until(20_000, |night| agree(night, &[1, 2, again])), "{}", night.lines);
    finish(night, 1_010);
}

#[test]
fn nobody_is_put_out_of_a_seat_he_is_using() {
    let mut night = table(1_020, Weather::fair(), 3);
    let (ada, bob) = (night.machines[0].player, night.machines[1].player);
    let eve = knock(&mut night, "Eve");
    let eve = night.machines[eve].player;
    let may = |night: &Night, place| night.machines[0].host.as_ref().unwrap().may_replace(eve, place);
    assert_eq!(may(&night, bob), Err(NotReplaced::Here));
    assert_eq!(may(&night, ada), Err(NotReplaced::Hosts));
    assert_eq!(may(&night, eve), Err(NotReplaced::NoMember));
    night.ask_host(0, host::Ask::AdmitAs { player: eve, place: bob });
    night.run(5_000);
    assert!(table_of(&night, 0).replaced.is_empty() && table_of(&night, 0).members.contains_key(&bob));
    assert!(night.machines[0].host_told.contains(&host::Told::CannotNow));
    finish(night, 1_020);
}

#[test]
fn whose_old_machine_answers_again_keeps_it() {
    let mut night = table(1_030, Weather::fair(), 3);
    let bob = night.machines[1].player;
    night.crash(1);
    assert!(night.run_until(20_000, |night| table_of(night, 0).away.contains(&bob)));
    let again = knock(&mut night, "Bob");
    let player = night.machines[again].player;
    night.restart(1);
    assert!(night.run_until(20_000, |night| !table_of(night, 0).away.contains(&bob)), "{}", night.lines);
    night.ask_host(0, host::Ask::AdmitAs { player, place: bob });
    night.run(2_000);
    assert!(table_of(&night, 0).members.contains_key(&bob), "nothing was changed");
    // As someone new he needs a name of his own.
    night.ask_host(0, host::Ask::Admit { player });
    night.run(2_000);
    assert!(told(&night, again, |told| *told == Told::Shut(ShutDoor::NameTaken)), "{:?}", night.machines[again].told);
    finish(night, 1_030);
}

#[test]
fn a_stolen_laptop_gets_no_vote_no_seat_and_no_news() {
    let mut night = table(1_035, Weather::calm(), 3);
    act(&mut night, 1);
    night.run(1_000);
    let (ada, bob) = (night.machines[0].secret, night.machines[1].secret);
    night.crash(1);
    let again = come_back(&mut night, "Bob", 1);
    assert!(night.run_until(10_000, |night| agree(night, &[0, 2, again])), "{}", night.lines);
    let (ada, bob) = (Identity::from_secret(&ada), Identity::from_secret(&bob));
    // A changed program says hello from nothing: it is shown how the key was replaced, and nothing that came later.
    let last = table_of(&night, 0).replaced[&bob.player()];
    act(&mut night, again);
    night.run(1_000);
    let table = guest(&night, 0).table_id().expect("a table");
    let from_bob = |night: &mut Night, message: ToHost| {
        let frame = Message::ToHost(message).to_frame();
        let host = night.machines[0].host.as_mut().expect("he hosts");
        let outputs = host.handle(host::Input::Received { from: bob.player(), frame });
        let sent = outputs.into_iter().filter_map(|output| match output {
            host::Output::Send { to, frame, .. } if to == bob.player() => Message::from_frame(&frame).ok(),
            _ => None,
        });
        sent.collect::<Vec<Message>>()
    };
    let hello = Hello { table, nonce: 1, ends: vec![Tail::default()], durable: 0, promised: 0, life: 1 };
    let shown = from_bob(&mut night, ToHost::Hello(hello));
    let batches = shown.iter().filter_map(|message| match message {
        Message::ToGuest(ToGuest::Batch(batch)) => Some(batch.head.said),
        _ => None,
    });
    let batches: Vec<_> = batches.collect();
    assert!(batches.iter().any(|head| (head.first..=head.end()).contains(&last)), "{shown:?}");
    assert!(batches.iter().all(|head| head.first <= last), "{shown:?}");
    let before = guest(&night, 0).tail();
    let saying = Saying { table, number: u64::MAX / 2, text: "hello".to_owned() };
    assert_eq!(from_bob(&mut night, ToHost::Say(Sealed::new(&bob, saying))), []);
    let ack = Ack { table, term: 1, tail: before };
    assert_eq!(from_bob(&mut night, ToHost::Ack(Sealed::new(&bob, ack))), []);
    let wish = Wish { table, term: 1, wishing: Wishing::Leave };
    assert_eq!(from_bob(&mut night, ToHost::Wish(Sealed::new(&bob, wish))), []);
    night.run(1_000);
    assert!(table_of(&night, 0).members.contains_key(&night.machines[again].player));
    // Nor is it voted for, however well its candidacy is made: Ada's, made the same way, is.
    let voter = guest(&night, 2);
    let (head, rosters) =
        (voter.ledger().last().expect("a ledger").head, voter.table().expect("a table").rosters.clone());
    let (term, certificate) = (voter.promised() + 1, voter.certificate().cloned().map(Box::new));
    let later = night.now_ms() + 1_600;
    let stands = |night: &mut Night, by: &Identity| {
        let ballot = Ballot { table, term, candidate: by.player(), tail: head.said.tail(), rosters: rosters.hash() };
        let (round, rosters, certificate) = (Round::Sounding, rosters.clone(), certificate.clone());
        let candidacy = Candidacy { round, ballot, head, rosters, certificate, leave: None };
        let frame = Message::ToGuest(ToGuest::Stand(Box::new(Sealed::new(by, candidacy)))).to_frame();
        let voter = night.machines[2].guest.as_mut().expect("on");
        let _ = voter.handle(guest::Input::Ticked { now_ms: later });
        let outputs = voter.handle(guest::Input::Received { from: by.player(), frame });
        outputs.into_iter().find_map(|output| match output {
            guest::Output::Send { frame, .. } => match Message::from_frame(&frame) {
                Ok(Message::ToGuest(ToGuest::Answer { answer, .. })) => Some(answer),
                _ => None,
            },
            _ => None,
        })
    };
    assert_eq!(stands(&mut night, &bob), Some(Err(NoVote::BadProof)));
    assert_eq!(stands(&mut night, &ada), Some(Ok(())));
}

/// Whoever hosts opens an invite; a machine called Bob knocks with it.
fn knock_anew(night: &mut Night) -> Option<usize> {
    let at = host_of(night)?;
    let secret = Secret::new(night.chance().random());
    let invite = host::Ask::Invite { secret: secret.clone(), role: Role::Voter, uses: 1, lasts_ms: 3_600_000 };
    night.ask_host(at, invite);
    night.run(500);
    Some(night.knock("Bob", Some(secret)))
}

/// Knocks where that was not done or came to nothing, and lets the newcomer in.
fn try_again(night: &mut Night, newcomer: Option<usize>) -> Option<usize> {
    let bob = night.machines[1].player;
    let missed = host_of(night).is_some_and(|at| table_of(night, at).away.contains(&bob));
    let waits = newcomer.is_some_and(|number| !told(night, number, |told| matches!(told, Told::Shut(_))));
    let newcomer = if missed && !waits { knock_anew(night).or(newcomer) } else { newcomer };
    newcomer.into_iter().for_each(|number| admit(night, number));
    newcomer
}

/// Lets the newcomer in as Bob at every door where he may come in so.
fn admit(night: &mut Night, newcomer: usize) {
    let (player, place) = (night.machines[newcomer].player, night.machines[1].player);
    for at in 0..night.machines.len() {
        if night.machines[at].host.as_ref().is_some_and(|host| host.may_replace(player, place).is_ok()) {
            night.ask_host(at, host::Ask::AdmitAs { player, place });
        }
    }
}

#[test]
fn a_change_of_keys_comes_through_foul_weather_and_new_hosts() {
    let mut replaced = 0;
    for seed in range(1_040, 10) {
        let mut night = table(seed, Weather::fair(), 4);
        night.weather = Weather::foul();
        let bob = night.machines[1].player;
        let mut newcomer = None;
        for round in 0..70 {
            let who = [0, 2, 3][night.chance().random_range(0..3)];
            act(&mut night, who);
            match (round, host_of(&night)) {
                (2, _) => night.crash(1),
                (30, Some(at)) if at != 1 => night.crash(at),
                // Now and then the old machine turns up again, perhaps in the middle of it.
                (36, _) if seed % 2 == 0 => night.restart(1),
                (40, _) => [0, 2, 3].into_iter().for_each(|number| on(&mut night, number)),
                _ => {}
            }
            if round > 8 {
                newcomer = try_again(&mut night, newcomer);
            }
            let span = night.chance().random_range(50..900);
            night.run(span);
        }
        night.weather = Weather::fair();
        // Foul weather may have cut him off at the door: then he knocks once more.
        for _ in 0..40 {
            newcomer = try_again(&mut night, newcomer);
            night.run(500);
        }
        let calm = |night: &Night| {
            let Some(at) = host_of(night) else { return false };
            let members = &table_of(night, at).rosters;
            let seated = (0..night.machines.len()).filter(|number| members.contains(night.machines[*number].player));
            let seated: Vec<usize> = seated.filter(|number| night.machines[*number].guest.is_some()).collect();
            members.next.is_none() && agree(night, &seated)
        };
        assert!(night.run_until(60_000, calm), "seed {seed}: no agreement\n{}", end(&night));
        let at = host_of(&night).unwrap();
        let old = table_of(&night, at).replaced.contains_key(&bob);
        assert!(old || seed % 2 == 0, "seed {seed}: he is not back\n{}", end(&night));
        replaced += u32::from(old);
        for machine in night.machines.iter().filter_map(|machine| machine.guest.as_ref()) {
            assert!(machine.distrusted().is_empty() && machine.evidence().is_empty(), "seed {seed}: nobody lied");
        }
        // Whoever was replaced is no part of it any more; what it still holds is old.
        if night.machines[1].guest.is_some() && old {
            night.crash(1);
        }
        finish(night, seed);
    }
    assert!(replaced > 4, "{replaced} came back");
}

fn on(night: &mut Night, number: usize) {
    if night.machines[number].guest.is_none() {
        night.restart(number);
    }
}

fn end(night: &Night) -> String {
    let lines: Vec<&str> = night.lines.lines().rev().take(40).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join("\n")
}

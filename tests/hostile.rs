//! Vandals: forged, replayed, oversized and random frames, wrong tickets, votes that are asked for wrongly.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

#[path = "hostile/cheats.rs"]
mod cheats;
#[path = "hostile/stage.rs"]
mod stage;

use std::sync::Arc;

use rand::rngs::ChaCha20Rng;
use rand::{RngExt, SeedableRng};
use roundtable::lab::night::Night;
use roundtable::session::ballot::{Candidacy, Leave, NoVote, Round};
use roundtable::session::entry::Asked;
use roundtable::session::guest::{self, Guest, Told};
use roundtable::session::hash::Hash;
use roundtable::session::host;
use roundtable::session::invite::{Secret, minute_of};
use roundtable::session::journal::record::Record;
use roundtable::session::knock::ShutDoor;
use roundtable::session::library::Library;
use roundtable::session::limits::{LOOKS_BURST, SEATS_MAX};
use roundtable::session::roster::Role;
use roundtable::session::seal::{Identity, Sealed};
use roundtable::session::term::{Ballot, Tail};
use roundtable::session::wire::{Message, ToGuest, ToHost};

use stage::{answers, asked, follower, honest, ledger, tail};

#[test]
fn commands_that_are_not_the_sender_s_change_nothing() {
    let mut night = honest();
    let table = night.machines[0].guest.as_ref().unwrap().table_id().unwrap();
    let ada = Identity::from_secret(&night.machines[0].secret);
    let eve = Identity::from_secret(&[66; 32]);
    let tail = night.machines[0].host.as_ref().unwrap().state().table.index;
    let asked = |number: u64, seat: u8| asked(table, number, seat);
    let send = |asked: Sealed<Asked>| Message::ToHost(ToHost::Ask(asked)).to_frame();
    // A stranger has no commands; a forged one, a foreign seat, an old number, another table do nothing.
    assert_eq!(answers(&mut night, &eve, send(Sealed::new(&eve, asked(u64::MAX / 4, 0)))), []);
    assert_eq!(answers(&mut night, &eve, send(Sealed::new(&ada, asked(u64::MAX / 4, 0)))), []);
    let refused = answers(&mut night, &ada, send(Sealed::new(&eve, asked(u64::MAX / 4, 0))));
    assert!(matches!(
        refused.as_slice(),
        [ToGuest::Refused { why: roundtable::session::wire::Denial::BadSignature, .. }]
    ));
    let refused = answers(&mut night, &ada, send(Sealed::new(&ada, asked(u64::MAX / 4, 7))));
    assert!(matches!(
        refused.as_slice(),
        [ToGuest::Refused { why: roundtable::session::wire::Denial::NotYourSeat, .. }]
    ));
    assert_eq!(answers(&mut night, &ada, send(Sealed::new(&ada, asked(1, 0)))), []);
    assert_eq!(night.machines[0].host.as_ref().unwrap().state().table.index, tail, "nothing was written");
}

#[test]
fn too_many_commands_are_refused_then_ignored_and_do_not_stop_the_host() {
    let mut night = honest();
    let table = night.machines[0].guest.as_ref().unwrap().table_id().unwrap();
    let ada = Identity::from_secret(&night.machines[0].secret);
    let mut said = 0;
    for number in 0..200 {
        let asked = asked(table, u64::MAX / 4 + number, 0);
        let frame = Message::ToHost(ToHost::Ask(Sealed::new(&ada, asked))).to_frame();
        said += answers(&mut night, &ada, frame).len();
    }
    assert!((20..=45).contains(&said), "{said} answers: the burst is decided, some are refused, the rest is silence");
    night.run(1_000);
    assert!(night.machines[0].host.is_some());
}

#[test]
fn random_and_bent_frames_panic_nowhere_and_change_nothing() {
    let mut night = honest();
    let ada = Identity::from_secret(&night.machines[0].secret);
    let eve = Identity::from_secret(&[66; 32]);
    let (_, batch, _) = ledger();
    let mut chance = ChaCha20Rng::seed_from_u64(1);
    let good = Message::ToGuest(ToGuest::Batch(Box::new(batch))).to_frame();
    let before = night.machines[0].guest.as_ref().unwrap().state().unwrap().digest();
    for round in 0..3_000 {
        let mut frame: Vec<u8> = match round % 3 {
            0 => (0..chance.random_range(0..400)).map(|_| chance.random()).collect(),
            1 => good.to_vec(),
            _ => vec![chance.random_range(0..2), chance.random_range(0..24)],
        };
        for _ in 0..chance.random_range(0..4) {
            if !frame.is_empty() {
                let place = chance.random_range(0..frame.len());
                frame[place] = chance.random();
            }
        }
        let who = if round % 2 == 0 { &eve } else { &ada };
        let frame: Arc<[u8]> = frame.into();
        answers(&mut night, who, Arc::clone(&frame));
        let guest = night.machines[0].guest.as_mut().unwrap();
        let _ = guest.handle(guest::Input::Received { from: who.player(), frame });
    }
    assert_eq!(night.machines[0].guest.as_ref().unwrap().state().unwrap().digest(), before);
}

#[test]
fn frames_are_bounded_and_have_one_spelling() {
    let long: Arc<[u8]> = vec![1; 64 * 1024 + 1].into();
    assert!(Message::from_frame(&long).is_err());
    let saying = roundtable::session::chat::Saying { table: Default::default(), number: 1, text: "x".repeat(3_000) };
    let saying = Message::ToHost(ToHost::Say(Sealed::new(&Identity::from_secret(&[1; 32]), saying))).to_frame();
    assert!(Message::from_frame(&saying).is_err(), "chat longer than 2 KiB");
    let want = Message::ToHost(ToHost::Want { after: 5 }).to_frame();
    assert!(Message::from_frame(&want).is_ok());
    let mut more = want.to_vec();
    more.push(0);
    assert!(Message::from_frame(&more).is_err(), "a byte too many");
    let mut loose = want.to_vec();
    let last = loose.pop().unwrap();
    loose.extend([last | 0x80, 0]);
    assert!(Message::from_frame(&loose).is_err(), "the same number written longer");
}

/// Knocks with a secret and says why the door stayed shut.
fn shut_out(night: &mut Night, name: &str, secret: Option<Secret>) -> Option<ShutDoor> {
    let at = night.knock(name, secret);
    night.run(12_000);
    night.machines[at].told.iter().find_map(|told| match told {
        Told::Shut(door) => Some(*door),
        _ => None,
    })
}

fn invited(night: &mut Night, uses: u16, lasts_ms: u64) -> Secret {
    let secret = Secret::new(night.chance().random());
    night.ask_host(0, host::Ask::Invite { secret: secret.clone(), role: Role::Voter, uses, lasts_ms });
    night.run(200);
    secret
}

#[test]
fn each_wrong_ticket_has_its_own_answer_and_nothing_is_written() {
    let mut night = honest();
    let expired = invited(&mut night, 1, 1_000);
    let revoked = invited(&mut night, 1, 3_600_000);
    let good = invited(&mut night, 1, 3_600_000);
    night.ask_host(0, host::Ask::Revoke { tag: revoked.tag() });
    night.run(61_000);
    let before = night.machines[0].guest.as_ref().unwrap().tail();
    assert_eq!(shut_out(&mut night, "Bob", Some(Secret::new([5; 12]))), Some(ShutDoor::WrongTicket));
    assert_eq!(shut_out(&mut night, "Bob", Some(expired)), Some(ShutDoor::Expired));
    assert_eq!(shut_out(&mut night, "Bob", Some(revoked)), Some(ShutDoor::Revoked));
    assert_eq!(shut_out(&mut night, "Аda", Some(good.clone())), Some(ShutDoor::NameTaken));
    assert!(matches!(shut_out(&mut night, "GM", Some(good.clone())), Some(ShutDoor::BadName(_))));
    let waiting = night.knock("Bob", Some(good.clone()));
    night.run(12_000);
    let bob = night.machines[waiting].player;
    night.ask_host(0, host::Ask::TurnAway { player: bob });
    night.run(500);
    assert!(night.machines[waiting].told.contains(&Told::Shut(ShutDoor::TurnedAway)));
    assert_eq!(night.machines[0].guest.as_ref().unwrap().tail(), before, "nothing was written");
    // The host heard of each one too.
    let mut heard: Vec<ShutDoor> = night.machines[0]
        .host_told
        .iter()
        .filter_map(|told| match told {
            host::Told::ShutOut { door, .. } => Some(*door),
            _ => None,
        })
        .collect();
    heard.dedup();
    assert_eq!(heard.len(), 6, "{heard:?}");

    let newcomer = night.knock("Bob", Some(good.clone()));
    night.run(12_000);
    let player = night.machines[newcomer].player;
    night.ask_host(0, host::Ask::Admit { player });
    night.run(3_000);
    let machine = &night.machines[newcomer];
    let sat = machine.told.iter().any(|told| matches!(told, Told::SatDown { .. }));
    assert!(sat, "{:?}\n{:?}", machine.told, night.machines[0].host_told);
    assert_eq!(shut_out(&mut night, "Cid", Some(good)), Some(ShutDoor::Spent));
}

/// Bob is at the door, and so many milliseconds before or after his ticket runs out he is let in: he learns of it.
fn admitted_late(early_ms: u64, late_ms: u64) {
    let mut night = honest();
    let brief = invited(&mut night, 1, 60_000);
    let invites = &night.machines[0].host.as_ref().unwrap().state().table.invites;
    let last_minute = invites.values().map(|invite| invite.expires_minute).min().unwrap();
    let late = night.knock("Bob", Some(brief));
    while minute_of(night.now_ms() + early_ms) <= last_minute {
        night.run(1);
    }
    night.run(late_ms);
    let player = night.machines[late].player;
    night.ask_host(0, host::Ask::Admit { player });
    night.run(3_000);
    let (told, heard) = (&night.machines[late].told, &night.machines[0].host_told);
    assert_eq!(told.contains(&Told::Admitted), late_ms == 0, "{}", night.lines);
    assert_eq!(told.iter().filter(|told| **told == Told::Shut(ShutDoor::Expired)).count(), 1, "he is told why, once");
    assert!(heard.iter().any(|told| matches!(told, host::Told::ShutOut { door: ShutDoor::Expired, .. })), "{heard:?}");
    assert!(!heard.iter().any(|told| matches!(told, host::Told::Fault(_))), "{heard:?}");
    assert_eq!(night.machines[0].host.as_ref().unwrap().at_the_door().count(), 0);
}

#[test]
fn a_ticket_that_runs_out_at_the_door_is_told() {
    admitted_late(0, 1_000);
}

#[test]
fn a_ticket_that_runs_out_while_its_bearer_catches_up_is_told() {
    admitted_late(3, 0);
}

#[test]
fn guessing_tickets_is_slow() {
    let mut night = honest();
    let eve = Identity::from_secret(&[66; 32]);
    let book = Library::standard().book();
    let mut tries = 0;
    for guess in 0..100u8 {
        let knock = roundtable::session::knock::Knock {
            protocol: roundtable::session::limits::PROTOCOL,
            book,
            tag: Some(Secret::new([guess; 12]).tag()),
            nonce: [guess; 16],
            name: "Eve".into(),
            seats: 1,
        };
        let said = answers(&mut night, &eve, Message::ToHost(ToHost::Knock(knock)).to_frame());
        tries += usize::from(matches!(said.as_slice(), [ToGuest::Challenge(_)]));
    }
    assert_eq!(tries, 5);
}

#[test]
fn anyone_may_look_but_not_without_end_and_nothing_is_kept_of_him() {
    let mut night = honest();
    let (mut boards, heard) = (Vec::new(), night.machines[0].host_told.len());
    let look = Message::ToHost(ToHost::Look).to_frame();
    for stranger in 0..200 {
        boards.extend(answers(&mut night, &Identity::from_secret(&[stranger; 32]), Arc::clone(&look)));
    }
    assert_eq!(boards.len(), LOOKS_BURST as usize, "a new key is no new look");
    let table = night.machines[0].guest.as_ref().unwrap().table().unwrap();
    let ToGuest::Signboard(board) = &boards[0] else { panic!("{:?}", boards[0]) };
    assert_eq!((board.fingerprint, &board.table), (table.id.fingerprint(), &table.genesis.name));
    assert_eq!((board.host.as_str(), usize::from(board.free)), ("Ada", SEATS_MAX - table.seats_taken()));
    assert_eq!((night.machines[0].host_told.len(), board.fits(Library::standard().book())), (heard, true));
    night.run(1_000);
    let again = answers(&mut night, &Identity::from_secret(&[250; 32]), Arc::clone(&look));
    assert!(matches!(again.as_slice(), [ToGuest::Signboard(_)]), "{again:?}");
    // Who does not host has no signboard.
    let (before, _, founder) = ledger();
    let mut guest = follower(&before, &founder);
    let from = Identity::from_secret(&[66; 32]).player();
    let outputs = guest.handle(guest::Input::Received { from, frame: look });
    assert_eq!(sent(&outputs), []);
}

#[test]
fn other_protocols_and_books_are_told_apart() {
    let mut night = honest();
    let mut knock = roundtable::session::knock::Knock {
        protocol: 999,
        book: Library::standard().book(),
        tag: None,
        nonce: [1; 16],
        name: "Bob".into(),
        seats: 1,
    };
    let bob = Identity::from_secret(&[77; 32]);
    let said = answers(&mut night, &bob, Message::ToHost(ToHost::Knock(knock.clone())).to_frame());
    assert!(matches!(said.as_slice(), [ToGuest::Shut(ShutDoor::OtherProtocol { .. })]), "{said:?}");
    knock.protocol = roundtable::session::limits::PROTOCOL;
    knock.book = Hash([1; 32]);
    let said = answers(&mut night, &bob, Message::ToHost(ToHost::Knock(knock)).to_frame());
    assert_eq!(said, [ToGuest::Shut(ShutDoor::OtherBook)]);
}

/// What a guest sends and keeps when it hears something.
fn hears(guest: &mut Guest, from: &Identity, message: ToGuest) -> Vec<guest::Output> {
    let frame = Message::ToGuest(message).to_frame();
    guest.handle(guest::Input::Received { from: from.player(), frame })
}

fn sent(outputs: &[guest::Output]) -> Vec<Message> {
    let frames = outputs.iter().filter_map(|output| match output {
        guest::Output::Send { frame, .. } => Message::from_frame(frame).ok(),
        _ => None,
    });
    frames.collect()
}

#[test]
fn a_vote_is_on_disk_before_it_leaves_and_fences_the_old_term() {
    let (before, batch, founder) = ledger();
    let mut guest = follower(&before, &founder);
    let tail = tail(&before);
    let certificate = guest.certificate().cloned().unwrap();
    let rosters = guest.table().unwrap().rosters.clone();
    let table = guest.table_id().unwrap();
    let stand = |term: u64, tail: Tail| {
        let ballot = Ballot { table, term, candidate: founder.player(), tail, rosters: rosters.hash() };
        let leave = Leave { table, term: certificate.term(), heir: founder.player() };
        ToGuest::Stand(Box::new(Sealed::new(
            &founder,
            Candidacy {
                round: Round::Voting,
                ballot,
                head: before.last().unwrap().head,
                rosters: rosters.clone(),
                certificate: Some(Box::new(certificate.clone())),
                leave: Some(Sealed::new(&founder, leave)),
            },
        )))
    };
    // A tail that the head does not prove gets no vote.
    let outputs = hears(&mut guest, &founder, stand(2, Tail { index: tail.index + 1, ..tail }));
    assert!(matches!(
        sent(&outputs).as_slice(),
        [Message::ToGuest(ToGuest::Answer { answer: Err(NoVote::BadProof), .. })]
    ));

    let outputs = hears(&mut guest, &founder, stand(2, tail));
    let token = outputs.iter().find_map(|output| match output {
        guest::Output::Persist { token, records } if matches!(records.last(), Some(Record::Vote(_))) => Some(*token),
        _ => None,
    });
    assert_eq!(sent(&outputs), [], "nothing leaves before the disk has it");
    // The old term's batch is neither taken in nor acknowledged from the promise on.
    let late = hears(&mut guest, &founder, ToGuest::Batch(Box::new(batch)));
    assert!(sent(&late).is_empty() && guest.tail() == tail, "{late:?}");
    let outputs = guest.handle(guest::Input::Persisted { token: token.expect("the vote is kept") });
    assert!(matches!(sent(&outputs).as_slice(), [Message::ToGuest(ToGuest::Vote(vote))] if vote.ballot.term == 2));
    // The same question again gets the same vote; a lower or equal term with another tail gets none.
    assert_eq!(sent(&hears(&mut guest, &founder, stand(2, tail))), sent(&outputs));
    let outputs = hears(&mut guest, &founder, stand(1, tail));
    assert!(matches!(
        sent(&outputs).as_slice(),
        [.., Message::ToGuest(ToGuest::Answer { answer: Err(NoVote::OldTerm { .. }), .. })]
    ));
}

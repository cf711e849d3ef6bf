//! Liars and vandals: cheating hosts named by guest and offline check alike; forged, replayed, oversized and random frames.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

use std::sync::{Arc, OnceLock};

use rand::rngs::ChaCha20Rng;
use rand::{RngExt, SeedableRng};
use roundtable::dice::Face;
use roundtable::dice::chain::Value;
use roundtable::lab::night::{EVENING_MS, Night};
use roundtable::lab::weather::Weather;
use roundtable::rules;
use roundtable::rules::command::{Command, Verb};
use roundtable::session::ballot::{Candidacy, Leave, NoVote, Round};
use roundtable::session::distrust::{Distrust, Falsehood};
use roundtable::session::entry::{Asked, Entry, Line};
use roundtable::session::evidence::Evidence;
use roundtable::session::guest::{self, Ask, Guest, Told};
use roundtable::session::fair::Roll;
use roundtable::session::hash::{Hash, TableId};
use roundtable::session::host;
use roundtable::session::invite::Secret;
use roundtable::session::journal::record::Record;
use roundtable::session::knock::ShutDoor;
use roundtable::session::ledger::{Batch, Setting};
use roundtable::session::library::Library;
use roundtable::session::pledge::Given;
use roundtable::session::roster::Role;
use roundtable::session::seal::{Identity, Sealed};
use roundtable::session::term::{Ballot, Tail};
use roundtable::session::verify::verify;
use roundtable::session::wire::{Follow, Message, ToGuest, ToHost};
use roundtable::srd::Book;
use roundtable::tale;
use roundtable::world::event::Event;
use roundtable::world::id::SeatId;

fn library() -> Arc<Library> {
    static LIBRARY: OnceLock<Arc<Library>> = OnceLock::new();
    Arc::clone(LIBRARY.get_or_init(|| {
        let tales = tale::standard().iter().map(|tale| Arc::new(tale.clone()));
        Arc::new(Library::new(Arc::new(Book::standard().clone()), tales))
    }))
}

/// A founder who has made a hero and done some more.
fn honest() -> Night {
    let mut night = Night::new(7, Weather::calm(), library());
    night.found("Ada", Library::print_of(&tale::standard()[0]));
    night.run(500);
    night.ask(0, Ask::Do(create(0)));
    night.run(500);
    assert!(night.machines[0].guest.as_ref().unwrap().world().unwrap().now.creatures.len() == 1);
    night
}

fn create(seat: u8) -> Command {
    Command { seat: SeatId(seat), verb: Verb::Create(Box::new(rules::ready::heroes()[0].clone())) }
}

/// A command with a value for the dice that is nobody's.
fn asked(table: TableId, number: u64, seat: u8) -> Asked {
    let given = Given { part: 0, value: Value([0; 32]) };
    Asked { table, number, term: 1, since: 1, given, command: create(seat) }
}

/// The batches before the one with the deed, that one, and the founder's identity.
fn ledger() -> (Vec<Arc<Batch>>, Batch, Identity) {
    let night = honest();
    let guest = night.machines[0].guest.as_ref().unwrap();
    let batches = guest.ledger().batches();
    let is_deed = |batch: &&Arc<Batch>| batch.lines.iter().any(|line| matches!(line.entry, Entry::Deed(_)));
    let place = batches.iter().position(|batch| is_deed(&batch)).expect("a deed was done");
    let identity = Identity::from_secret(&night.machines[0].secret);
    (batches[..place].to_vec(), batches[place].as_ref().clone(), identity)
}

fn tail(batches: &[Arc<Batch>]) -> Tail {
    batches.last().unwrap().head.said.tail()
}

/// The batch with other lines, bound and signed anew as a host would.
fn signed_anew(batch: &Batch, before: &[Arc<Batch>], by: &Identity, lines: Vec<Line>) -> Batch {
    let head = batch.head.said;
    let setting = Setting { table: head.table, term: head.term, rosters: head.rosters, time_ms: head.time_ms };
    Batch::new(by, setting, tail(before), lines)
}

/// Feeds a batch to a guest that has everything before it, and to the offline check: both must say the same.
fn check(name: &str, wanted: Falsehood, bend: impl Fn(&Batch, &[Arc<Batch>], &Identity) -> Batch) {
    let (before, batch, identity) = ledger();
    let bent = bend(&batch, &before, &identity);
    let offline = verify(before.iter().map(Arc::as_ref).chain([&bent]), &library());
    let offline = offline.map(|_| ()).expect_err(name);
    assert_eq!(offline.why, wanted, "{name} offline");
    assert_eq!(offline.host, identity.player(), "{name}: the liar is named");

    let mut guest = follower(&before, &identity);
    let frame = Message::ToGuest(ToGuest::Batch(Box::new(bent))).to_frame();
    let outputs = guest.handle(guest::Input::Received { from: identity.player(), frame });
    let found: Vec<&Distrust> = outputs
        .iter()
        .filter_map(|output| match output {
            guest::Output::Tell(Told::Distrusted(distrust)) => Some(distrust),
            _ => None,
        })
        .collect();
    assert_eq!(found, [&offline], "{name}: guest and offline check name the same entry");
    assert_eq!(guest.tail(), tail(&before), "{name}: nothing was taken in");

    // Nothing more of him is believed, not even the truth.
    let frame = Message::ToGuest(ToGuest::Batch(Box::new(batch))).to_frame();
    let outputs = guest.handle(guest::Input::Received { from: identity.player(), frame });
    assert!(!outputs.iter().any(|output| matches!(output, guest::Output::Persist { .. })), "{name}: still believed");
    assert_eq!(guest.tail(), tail(&before), "{name}: still believed");
}

/// Another machine with the ledger to here, following the founder.
fn follower(before: &[Arc<Batch>], host: &Identity) -> Guest {
    let Some(Entry::Opened(certificate)) = before
        .iter()
        .flat_map(|batch| &batch.lines)
        .map(|line| &line.entry)
        .find(|entry| matches!(entry, Entry::Opened(_)))
    else {
        panic!("no term was opened")
    };
    let mut records: Vec<Record> = before.iter().map(|batch| Record::Batch(Arc::clone(batch))).collect();
    records.push(Record::Certificate(certificate.clone()));
    let me = Identity::from_secret(&[42; 32]);
    let mut guest = Guest::restored(me, library(), records, [1; 32], EVENING_MS).expect("honest records");
    let outputs = guest.handle(guest::Input::Linked { player: host.player() });
    let nonce = outputs
        .iter()
        .find_map(|output| match output {
            guest::Output::Send { frame, .. } => match Message::from_frame(frame) {
                Ok(Message::ToHost(ToHost::Hello(hello))) => Some(hello.nonce),
                _ => None,
            },
            _ => None,
        })
        .expect("a guest says hello");
    let follow = Follow { nonce, certificate: certificate.as_ref().clone(), shared: tail(before) };
    let frame = Message::ToGuest(ToGuest::Follow(Box::new(follow))).to_frame();
    let _ = guest.handle(guest::Input::Received { from: host.player(), frame });
    guest
}

fn with_deed(batch: &Batch, change: impl Fn(&mut roundtable::session::entry::Deed)) -> Vec<Line> {
    let mut lines = batch.lines.clone();
    for line in &mut lines {
        if let Entry::Deed(deed) = &mut line.entry {
            change(deed);
        }
    }
    lines
}

#[test]
fn the_honest_ledger_holds() {
    let (before, batch, _) = ledger();
    let verified = verify(before.iter().map(Arc::as_ref).chain([&batch]), &library()).expect("honest");
    assert_eq!(verified.deeds, 1);
    assert_eq!(verified.terms.len(), 1);
}

#[test]
fn a_host_that_alters_a_sum() {
    check("a sum", Falsehood::Events, |batch, before, by| {
        let lines = with_deed(batch, |deed| {
            for event in &mut deed.events {
                if let Event::HeroMade { hero, .. } = event {
                    hero.hp_max += 1;
                }
            }
        });
        signed_anew(batch, before, by, lines)
    });
}

#[test]
fn a_host_that_invents_faces() {
    check("faces", Falsehood::Faces, |batch, before, by| {
        signed_anew(batch, before, by, with_deed(batch, |deed| deed.faces.push(Face(20))))
    });
}

#[test]
fn a_host_that_alters_a_digest() {
    check("a digest", Falsehood::Digest, |batch, before, by| {
        let mut lines = batch.lines.clone();
        lines[0].digest = Hash([7; 32]);
        signed_anew(batch, before, by, lines)
    });
}

#[test]
fn a_batch_that_the_host_did_not_sign() {
    check("a signature", Falsehood::Signature, |batch, before, _| {
        signed_anew(batch, before, &Identity::from_secret(&[9; 32]), batch.lines.clone())
    });
    check("a bent signature", Falsehood::Signature, |batch, _, _| {
        let mut bent = batch.clone();
        bent.head.signature = bent.head.signature.bent();
        bent
    });
}

#[test]
fn a_host_that_alters_the_order() {
    check("the chain before", Falsehood::Order, |batch, before, by| {
        let wrong = Tail { hash: Hash([3; 32]), ..tail(before) };
        let head = batch.head.said;
        let setting = Setting { table: head.table, term: head.term, rosters: head.rosters, time_ms: head.time_ms };
        Batch::new(by, setting, wrong, batch.lines.clone())
    });
    check("entries swapped under the head", Falsehood::Chain, |batch, _, _| {
        let mut bent = batch.clone();
        bent.lines.push(batch.lines[0].clone());
        bent
    });
    check("time", Falsehood::Time, |batch, before, by| {
        let head = batch.head.said;
        let setting = Setting { table: head.table, term: head.term, rosters: head.rosters, time_ms: 1 };
        Batch::new(by, setting, tail(before), batch.lines.clone())
    });
}

#[test]
fn a_host_that_speaks_for_a_player() {
    check("an author", Falsehood::Author, |batch, before, by| {
        let forger = Identity::from_secret(&[9; 32]);
        let lines = with_deed(batch, |deed| deed.asked = Sealed::new(&forger, deed.asked.said.clone()));
        signed_anew(batch, before, by, lines)
    });
    check("a bent command", Falsehood::Author, |batch, before, by| {
        signed_anew(batch, before, by, with_deed(batch, |deed| deed.asked.said.number += 1))
    });
    check("a seat nobody has", Falsehood::Author, |batch, before, by| {
        let lines = with_deed(batch, |deed| {
            let mut asked = deed.asked.said.clone();
            asked.command.seat = SeatId(9);
            deed.asked = Sealed::new(by, asked);
        });
        signed_anew(batch, before, by, lines)
    });
    check("another table's command", Falsehood::Author, |batch, before, by| {
        let lines = with_deed(batch, |deed| {
            let asked = Asked { table: Default::default(), ..deed.asked.said.clone() };
            deed.asked = Sealed::new(by, asked);
        });
        signed_anew(batch, before, by, lines)
    });
}

#[test]
fn a_host_that_does_things_twice_or_for_nothing() {
    check("a command twice", Falsehood::Number, |batch, before, by| {
        let twice = vec![batch.lines[0].clone(), batch.lines[0].clone()];
        signed_anew(batch, before, by, twice)
    });
    check("a course where someone must choose", Falsehood::Idle, |batch, before, by| {
        let events = vec![Event::TimePassed { seconds: 60 }];
        let entry = Entry::Course { roll: Roll::Idle, again: false, faces: Vec::new(), events };
        signed_anew(batch, before, by, vec![Line { entry, digest: Hash::default() }])
    });
    check("a second genesis", Falsehood::Genesis, |batch, before, by| {
        signed_anew(batch, before, by, vec![before[0].lines[0].clone()])
    });
}

#[test]
fn a_host_that_bends_the_roster() {
    check("rosters in the head", Falsehood::Rosters, |batch, before, by| {
        let head = batch.head.said;
        let setting = Setting { table: head.table, term: head.term, rosters: Hash([1; 32]), time_ms: head.time_ms };
        Batch::new(by, setting, tail(before), batch.lines.clone())
    });
    check("a settled change that never began", Falsehood::Change, |batch, before, by| {
        let roster = roundtable::session::roster::Roster::of(Identity::from_secret(&[9; 32]).player());
        signed_anew(batch, before, by, vec![Line { entry: Entry::Settled { roster }, digest: Hash::default() }])
    });
    check("an invite that nobody gave", Falsehood::Invite, |batch, before, by| {
        let secret = Secret::new([1; 12]);
        let invite = secret.invite(Role::Voter, 1, 99_999_999, Identity::from_secret(&[9; 32]).player());
        let entry = Entry::Invited { tag: secret.tag(), invite };
        signed_anew(batch, before, by, vec![Line { entry, digest: Hash::default() }])
    });
    check("a term without votes", Falsehood::Place, |batch, before, by| {
        let Entry::Opened(certificate) = &before[1].lines[0].entry else { panic!("the second batch opens the term") };
        let line = Line { entry: Entry::Opened(certificate.clone()), digest: Hash::default() };
        signed_anew(batch, before, by, vec![line])
    });
}

#[test]
fn a_host_that_tells_two_stories_is_convicted_by_both_heads() {
    let (before, batch, identity) = ledger();
    let mut guest = follower(&before, &identity);
    let frame = Message::ToGuest(ToGuest::Batch(Box::new(batch.clone()))).to_frame();
    let _ = guest.handle(guest::Input::Received { from: identity.player(), frame });
    assert_eq!(guest.tail(), batch.head.said.tail());
    let mut other = batch.head.said;
    other.time_ms += 1;
    let other = Sealed::new(&identity, other);
    let frame = Message::ToGuest(ToGuest::Head(other)).to_frame();
    let _ = guest.handle(guest::Input::Received { from: identity.player(), frame });
    let [proof @ Evidence::TwoBatches { by, .. }] = guest.evidence() else { panic!("{:?}", guest.evidence()) };
    assert_eq!(*by, identity.player());
    assert!(proof.convicts(guest.table_id().unwrap()).contains(&identity.player()), "anyone can check it");
    assert!(!proof.convicts(Default::default()).contains(&identity.player()), "at this table only");
}

/// Sends a frame to the founder's host from a peer and says what was answered.
fn answers(night: &mut Night, from: &Identity, frame: Arc<[u8]>) -> Vec<ToGuest> {
    let host = night.machines[0].host.as_mut().expect("he hosts");
    let player = from.player();
    let outputs = host.handle(host::Input::Received { from: player, frame });
    outputs
        .into_iter()
        .filter_map(|output| match output {
            host::Output::Send { to, frame, .. } if to == player => match Message::from_frame(&frame) {
                Ok(Message::ToGuest(message)) => Some(message),
                _ => None,
            },
            _ => None,
        })
        .collect()
}

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

#[test]
fn guessing_tickets_is_slow() {
    let mut night = honest();
    let eve = Identity::from_secret(&[66; 32]);
    let book = library().book();
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
fn other_protocols_and_books_are_told_apart() {
    let mut night = honest();
    let mut knock = roundtable::session::knock::Knock {
        protocol: 999,
        book: library().book(),
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

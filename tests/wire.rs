//! Golden bytes: every message and every ledger record as it was first released. `BLESS=1` writes them anew.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use roundtable::dice::Face;
use roundtable::dice::chain::Value;
use roundtable::rules::command::{Command, Verb};
use roundtable::rules::refusal::Refusal;
use roundtable::session::ack::{Ack, Durable};
use roundtable::session::adoption::{Given as Word, Onward};
use roundtable::session::ballot::{Candidacy, Leave, NoVote, Round};
use roundtable::session::charter::Motion;
use roundtable::session::chat::Saying;
use roundtable::session::entry::{Absent, Asked, Change, Charter, Deed, Entry, Genesis, Line, Wish, Wishing};
use roundtable::session::evidence::Evidence;
use roundtable::session::fair::{Cause, Consent, Reveal, Roll};
use roundtable::session::fork::{Fork, Parting};
use roundtable::session::hash::{Hash, TableId};
use roundtable::session::invite::{Address, Rung, Secret, Ticket};
use roundtable::session::journal::record::Record;
use roundtable::session::journal::{Journal, Step};
use roundtable::session::knock::{Knock, Proof, ShutDoor, Transcript};
use roundtable::session::ledger::{Batch, Head, Setting};
use roundtable::session::pledge::{End, Given, Pledge, Strand};
use roundtable::session::presence::{Spot, Steering};
use roundtable::session::roster::{Role, Roster, Rosters};
use roundtable::session::seal::{Identity, Sealed, Signature};
use roundtable::session::signboard::Signboard;
use roundtable::session::term::{Ballot, Certificate, Tail, Vote};
use roundtable::session::whereabouts::Whereabouts;
use roundtable::session::wire::{Beat, BeatBack, Challenge, Denial, Doubt, Follow, Hello, Message, ToGuest, ToHost};
use roundtable::world::event::Event;
use roundtable::world::id::{PlayerId, SeatId};
use roundtable::world::walk::Buttons;

fn ada() -> Identity {
    Identity::from_secret(&[1; 32])
}

fn bob() -> PlayerId {
    Identity::from_secret(&[2; 32]).player()
}

fn genesis() -> Genesis {
    Genesis {
        random: [7; 16],
        founder: ada().player(),
        founder_name: "Ada".into(),
        founder_seats: 1,
        name: "Ada's table".into(),
        charter: Charter { absent: Absent::Guard },
        book: Hash([3; 32]),
        tale: Hash([4; 32]),
        protocol: 1,
    }
}

fn table() -> TableId {
    genesis().table()
}

fn tail() -> Tail {
    Tail { term: 2, index: 300, hash: Hash([5; 32]) }
}

fn rosters() -> Rosters {
    let mut next = Roster::of(ada().player());
    next.members.insert(bob(), Role::Voter);
    Rosters { now: Roster::of(ada().player()), next: Some(next) }
}

fn ballot() -> Ballot {
    Ballot { table: table(), term: 3, candidate: ada().player(), tail: tail(), rosters: rosters().hash() }
}

/// A signature that stays the same: what is signed here is of no matter.
fn signature() -> Signature {
    Sealed::new(&ada(), Wish { table: table(), term: 1, wishing: Wishing::Rest }).signature
}

fn certificate() -> Certificate {
    Certificate { ballot: ballot(), rosters: rosters(), votes: vec![(ada().player(), signature())] }
}

fn proof() -> Proof {
    let transcript = Transcript {
        table: table(),
        tag: Some(Secret::new([9; 12]).tag()),
        host: ada().player(),
        player: bob(),
        host_nonce: [1; 16],
        player_nonce: [2; 16],
        name: "Bob".into(),
        seats: 1,
    };
    Proof { transcript, by_ticket: Some(signature()), by_player: signature() }
}

fn asked() -> Sealed<Asked> {
    let command = Command { seat: SeatId(1), verb: Verb::Begin };
    let number = 1_795_000_000_000;
    Sealed::new(&ada(), Asked { table: table(), number, term: 2, since: 1, given: given(7), command })
}

fn given(byte: u8) -> Given {
    Given { part: 0, value: Value([byte; 32]) }
}

fn pledge() -> Sealed<Pledge> {
    let end = |byte: u8| End { part: 0, commitment: Value([byte; 32]) };
    let all = [Strand::Own(SeatId(0)), Strand::For(SeatId(1)), Strand::Course, Strand::Witness];
    let ends = all.into_iter().zip((1..).map(end)).collect();
    Sealed::new(&ada(), Pledge { table: table(), term: 2, player: ada().player(), ends })
}

fn reveal() -> Reveal {
    Reveal { term: 2, index: 300, given: given(9) }
}

fn wish() -> Sealed<Wish> {
    Sealed::new(&ada(), Wish { table: table(), term: 2, wishing: Wishing::Leave })
}

fn batch() -> Batch {
    let entry = Entry::Deed(Deed {
        asked: asked(),
        roll: Roll::Pair { host: given(8) },
        faces: vec![Face(15), Face(6)],
        events: vec![Event::TaleBegan],
    });
    let setting = Setting { table: table(), term: 2, rosters: rosters().hash(), time_ms: 1_795_000_000_000 };
    Batch::new(&ada(), setting, tail(), vec![Line { entry, digest: Hash([6; 32]) }])
}

fn head() -> Sealed<Head> {
    batch().head
}

fn vote() -> Vote {
    Vote { ballot: ballot(), voter: ada().player(), signature: signature() }
}

fn parting() -> Parting {
    let present = BTreeSet::from([ada().player()]);
    Parting { parent: table(), at: tail(), random: [8; 16], founder: ada().player(), present }
}

fn for_friend() -> Sealed<Asked> {
    let command = Command { seat: SeatId(1), verb: Verb::For { seat: SeatId(4), verb: Box::new(Verb::Search) } };
    Sealed::new(&ada(), Asked { command, ..asked().said })
}

fn motion() -> Sealed<Motion> {
    Sealed::new(&ada(), Motion { table: table(), round: 1, charter: Charter { absent: Absent::Machine } })
}

fn whereabouts() -> Sealed<Whereabouts> {
    let addresses = vec!["/ip4/192.168.1.20/udp/4711/quic-v1".to_owned()];
    Sealed::new(&ada(), Whereabouts { table: table(), said_ms: 1_795_000_000_000, addresses })
}

fn signboard() -> Signboard {
    let (table, host) = ("Ada's table".into(), "Ada".into());
    Signboard { protocol: 1, book: Hash([3; 32]), fingerprint: self::table().fingerprint(), table, host, free: 98 }
}

fn steering() -> Steering {
    Steering {
        seat: SeatId(1),
        number: 70_000,
        buttons: Buttons(9),
        spot: Spot { x: 5_000, y: 900, air: Some((300, -14)) },
    }
}

fn to_host() -> Vec<(&'static str, ToHost)> {
    let hello = Hello { table: table(), nonce: 77, ends: vec![tail()], durable: 299, promised: 2, life: 1_234_567 };
    let knock = Knock {
        protocol: 1,
        book: Hash([3; 32]),
        tag: Some(Secret::new([9; 12]).tag()),
        nonce: [2; 16],
        name: "Bob".into(),
        seats: 1,
    };
    let consent = Consent { table: table(), term: 2, index: 300, witness: bob() };
    vec![
        ("Knock", ToHost::Knock(knock)),
        ("Prove", ToHost::Prove(Box::new(proof()))),
        ("Hello", ToHost::Hello(hello)),
        ("Ack", ToHost::Ack(Sealed::new(&ada(), Ack { table: table(), term: 3, tail: tail() }))),
        ("Ask", ToHost::Ask(asked())),
        ("Say", ToHost::Say(Sealed::new(&ada(), Saying { table: table(), number: 9, text: "hello".into() }))),
        ("BeatBack", ToHost::BeatBack(BeatBack { term: 3, sent_ms: 1_795_000_000_000, index: 300, durable: 299 })),
        ("Want", ToHost::Want { after: 300 }),
        ("Wish", ToHost::Wish(wish())),
        ("Steer", ToHost::Steer(steering())),
        ("Here", ToHost::Here(Box::new(whereabouts()))),
        ("Accuse", ToHost::Accuse(Box::new(Evidence::TwoVotes { one: vote(), other: vote() }))),
        ("Pledge", ToHost::Pledge(Box::new(pledge()))),
        ("Reveal", ToHost::Reveal(reveal())),
        ("Consent", ToHost::Consent(Sealed::new(&ada(), consent))),
        ("Move", ToHost::Move(Box::new(motion()))),
        ("Look", ToHost::Look),
        ("Word", ToHost::Word(Box::new(given_word().word))),
    ]
}

fn to_guest() -> Vec<(&'static str, ToGuest)> {
    let challenge = Challenge {
        nonce: [1; 16],
        genesis: genesis(),
        certificate: certificate(),
        parting: Some(Box::new(parting())),
    };
    let doubt = Some(Doubt::Acked(Sealed::new(&ada(), Ack { table: table(), term: 3, tail: tail() })));
    let follow = Follow { nonce: 77, certificate: certificate(), shared: tail(), doubt, twin: true };
    let durable = Durable { term: 3, index: 300, kept: vec![(ada().player(), tail(), signature())] };
    let beat =
        Beat { term: 3, sent_ms: 1_795_000_000_000, index: 300, durable: 299, machines: 3, frozen: Some((1, 3)) };
    let saying = Sealed::new(&ada(), Saying { table: table(), number: 9, text: "hello".into() });
    let leave = Sealed::new(&ada(), Leave { table: table(), term: 3, heir: bob() });
    let candidacy = Candidacy {
        round: Round::Voting,
        ballot: ballot(),
        head: head(),
        rosters: rosters(),
        certificate: Some(Box::new(certificate())),
        leave: Some(leave),
    };
    let onward = Onward {
        fork: fork(),
        certificate: certificate(),
        since_ms: 1_795_000_000_000,
        shared: Some(tail()),
        word: Some(signature()),
    };
    let evidence = Evidence::TwoBatches { by: ada().player(), one: head(), other: head() };
    vec![
        ("Challenge", ToGuest::Challenge(Box::new(challenge))),
        ("Shut", ToGuest::Shut(ShutDoor::OtherProtocol { theirs: 2 })),
        ("Admitted", ToGuest::Admitted(Box::new(certificate()))),
        ("Follow", ToGuest::Follow(Box::new(follow))),
        ("Batch", ToGuest::Batch(Box::new(batch()))),
        ("Durable", ToGuest::Durable(durable)),
        ("Refused", ToGuest::Refused { seat: SeatId(1), number: 5, why: Denial::Rules(Refusal::NotYourTurn) }),
        ("Beat", ToGuest::Beat(beat)),
        ("Said", ToGuest::Said { player: ada().player(), saying }),
        ("Stand", ToGuest::Stand(Box::new(Sealed::new(&ada(), candidacy)))),
        ("Answer", ToGuest::Answer { ballot: ballot(), answer: Err(NoVote::OldTerm { promised: 9 }) }),
        ("Vote", ToGuest::Vote(Box::new(vote()))),
        ("Term", ToGuest::Term(Box::new(certificate()))),
        ("Slower", ToGuest::Slower),
        ("TakeOver", ToGuest::TakeOver(leave)),
        ("Surpassed", ToGuest::Surpassed { term: 9 }),
        ("Head", ToGuest::Head(head())),
        ("Evidence", ToGuest::Evidence(Box::new(evidence))),
        ("Steered", ToGuest::Steered(vec![steering()])),
        ("There", ToGuest::There { player: ada().player(), at: Box::new(whereabouts()) }),
        ("Reveal", ToGuest::Reveal(reveal())),
        ("Apart", ToGuest::Apart(Box::new(Sealed::new(&ada(), parting())))),
        ("Agreed", ToGuest::Agreed { table: parting().table(), signature: signature() }),
        ("WentApart", ToGuest::WentApart(Box::new(batch()))),
        ("Moved", ToGuest::Moved { player: ada().player(), motion: Box::new(motion()) }),
        ("Signboard", ToGuest::Signboard(Box::new(signboard()))),
        ("WentOn", ToGuest::WentOn(Box::new(onward))),
    ]
}

fn entries() -> Vec<(&'static str, Entry)> {
    let (old, new) = (rosters().now, rosters().next.unwrap());
    let secret = Secret::new([9; 12]);
    let join = Change::Join { role: Role::Voter, proof: Box::new(proof()) };
    let (player, roster) = (bob(), old.clone());
    let twice = Box::new(Evidence::TwoVotes { one: vote(), other: vote() });
    let roll = Roll::Witnessed { host: Some(given(3)), by: bob(), witness: given(4) };
    let events = vec![Event::TimePassed { seconds: 6 }];
    let course = Entry::Course { roll, again: true, faces: vec![Face(3)], events };
    vec![
        ("Genesis", Entry::Genesis(genesis())),
        ("Opened", Entry::Opened(Box::new(certificate()))),
        ("Joint.Join", Entry::Joint { change: join, old: old.clone(), new: new.clone() }),
        (
            "Joint.Wished",
            Entry::Joint { change: Change::Wished { player, wish: wish() }, old: old.clone(), new: new.clone() },
        ),
        ("Joint.Kick", Entry::Joint { change: Change::Kick { player }, old: old.clone(), new: new.clone() }),
        (
            "Joint.Convicted",
            Entry::Joint { change: Change::Convicted { player, proof: twice }, old: old.clone(), new: new.clone() },
        ),
        ("Joint.Chair", Entry::Joint { change: Change::Chair { player }, old: old.clone(), new: new.clone() }),
        (
            "Joint.Replaced",
            Entry::Joint {
                change: Change::Replaced { player, proof: Box::new(proof()) },
                old: old.clone(),
                new: new.clone(),
            },
        ),
        (
            "Joint.Adopted",
            Entry::Joint { change: Change::Adopted { words: vec![(player, signature())] }, old, new: new.clone() },
        ),
        ("Settled", Entry::Settled { roster: new }),
        ("CalledOff", Entry::CalledOff { roster }),
        ("Deed", batch().lines[0].entry.clone()),
        ("Course", course),
        ("Away", Entry::Away { player }),
        ("Back", Entry::Back { player }),
        (
            "Invited",
            Entry::Invited { tag: secret.tag(), invite: secret.invite(Role::Voter, 1, 999_999, ada().player()) },
        ),
        ("Revoked", Entry::Revoked { tag: secret.tag() }),
        ("Pledged", Entry::Pledged(pledge())),
        ("Owed.Deed", Entry::Owed(Cause::Deed(asked()))),
        ("Owed.Deed.For", Entry::Owed(Cause::Deed(for_friend()))),
        ("Owed.Course", Entry::Owed(Cause::Course)),
        ("PassedOver", Entry::PassedOver { witness: bob(), consents: vec![(ada().player(), signature())] }),
        ("Forked", Entry::Forked(Box::new(fork()))),
        ("Chartered", Entry::Chartered { charter: motion().said.charter, votes: vec![(ada().player(), signature())] }),
    ]
}

fn records() -> Vec<(&'static str, Record)> {
    let evidence = Evidence::TwoVotes { one: vote(), other: vote() };
    vec![
        ("Batch", Record::Batch(batch().into())),
        ("Certificate", Record::Certificate(Box::new(certificate()))),
        ("Vote", Record::Vote(Box::new(vote()))),
        ("Muted", Record::Muted),
        ("Cut", Record::Cut { from: 290 }),
        ("Durable", Record::Durable { index: 299 }),
        ("Evidence", Record::Evidence(Box::new(evidence))),
        ("Restored", Record::Restored { index: 299, at_ms: 1_795_000_000_000 }),
        ("Given", Record::Given(Box::new(given_word()))),
        ("Carried", Record::Carried(Box::new(given_word()))),
    ]
}

fn fork() -> Fork {
    Fork { parting: parting(), consents: vec![(ada().player(), signature())] }
}

fn given_word() -> Word {
    Word { word: Sealed::new(&ada(), parting().adoption()), end: tail() }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a record looks like in the journal's first write.
fn written(record: Record) -> Vec<u8> {
    let steps = Journal::default().append(&[record]);
    steps.into_iter().find_map(|step| if let Step::Write { bytes, .. } = step { Some(bytes) } else { None }).unwrap()
}

fn all() -> BTreeMap<String, String> {
    let mut golden = BTreeMap::new();
    for (number, (name, message)) in to_host().into_iter().enumerate() {
        let frame = Message::ToHost(message).to_frame();
        assert_eq!(frame[..2], [0, number as u8], "{name}: cases are only ever added at the end");
        golden.insert(format!("ToHost.{name}"), hex(&frame));
    }
    for (number, (name, message)) in to_guest().into_iter().enumerate() {
        let frame = Message::ToGuest(message).to_frame();
        assert_eq!(frame[..2], [1, number as u8], "{name}: cases are only ever added at the end");
        golden.insert(format!("ToGuest.{name}"), hex(&frame));
    }
    for (name, entry) in entries() {
        golden.insert(format!("Entry.{name}"), hex(&postcard::to_stdvec(&entry).unwrap()));
    }
    for (name, record) in records() {
        golden.insert(format!("Record.{name}"), hex(&written(record)));
    }
    let address = |text: &str, rung| Address { at: text.parse().unwrap(), rung };
    let addresses = [address("192.168.1.20:4711", Rung::Direct), address("[2001:db8::1]:4711", Rung::Relay)];
    let ticket = Ticket::new(table(), Secret::new([9; 12]), 999_999, &addresses);
    golden.insert("Ticket".into(), ticket.to_string());
    golden
}

#[test]
fn every_message_and_record_keeps_its_bytes() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/wire.txt");
    let text: String = all().iter().map(|(name, bytes)| format!("{name} {bytes}\n")).collect();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let known = std::fs::read_to_string(&path).unwrap();
    for (line, wanted) in text.lines().zip(known.lines()) {
        assert_eq!(line, wanted, "the bytes of a release never change");
    }
    assert_eq!(text.lines().count(), known.lines().count(), "every case has its golden bytes");
}

#[test]
fn every_message_reads_back_and_nothing_shorter_does() {
    let hosts = to_host().into_iter().map(|(_, message)| Message::ToHost(message));
    let guests = to_guest().into_iter().map(|(_, message)| Message::ToGuest(message));
    for message in hosts.chain(guests) {
        let frame = message.to_frame();
        assert_eq!(Message::from_frame(&frame), Ok(message.clone()));
        for length in 0..frame.len() {
            assert!(Message::from_frame(&frame[..length]).is_err(), "{message:?} cut at {length}");
        }
    }
}

#[test]
fn nobody_stands_in_for_who_stands_in() {
    let command = for_friend().said.command;
    let bytes = postcard::to_stdvec(&command).unwrap();
    let [seat, stands_in, other, verb] = bytes[..] else { panic!("four numbers: {bytes:?}") };
    assert_eq!(postcard::from_bytes(&bytes), Ok(command.clone()));
    let deep = [vec![seat], [stands_in, other].repeat(20_000), vec![verb]].concat();
    assert!(postcard::from_bytes::<Command>(&deep).is_err(), "however deep, it is not read far");
    let twice = Command { verb: Verb::For { seat: SeatId(4), verb: Box::new(command.verb) }, ..command };
    let bytes = postcard::to_stdvec(&twice).unwrap();
    assert!(postcard::from_bytes::<Command>(&bytes).is_err());
}

//! Cheats: kinds of cheating hosts and players, each convicted by a proof that any machine can check, or refused.

use std::collections::BTreeSet;
use std::sync::Arc;

use roundtable::dice::Face;
use roundtable::lab::night::EVENING_MS;
use roundtable::session::ack::Durable;
use roundtable::session::distrust::{Distrust, Falsehood};
use roundtable::session::entry::{Asked, Change, Entry, Line};
use roundtable::session::evidence::Evidence;
use roundtable::session::export::{Cover, Export};
use roundtable::session::fair::Roll;
use roundtable::session::guest::{self, Guest, Told};
use roundtable::session::hash::Hash;
use roundtable::session::invite::Secret;
use roundtable::session::knock::{Proof, Transcript};
use roundtable::session::ledger::{Batch, Setting};
use roundtable::session::library::Library;
use roundtable::session::roster::{Role, Roster};
use roundtable::session::seal::{Identity, Sealed};
use roundtable::session::term::{BadCertificate, Ballot, Certificate, Tail, Vote};
use roundtable::session::verify::verify;
use roundtable::session::wire::{Follow, Message, ToGuest, ToHost};
use roundtable::world::event::Event;
use roundtable::world::id::{PlayerId, SeatId};

use super::stage::{asked, follower, ledger, seated, signed_anew, tail, with_deed};

/// One way for a host to cheat with a batch.
struct Cheat {
    name: &'static str,
    wanted: Falsehood,
    /// What he signed proves it to anyone; else his word is refused and nothing is proven.
    convicted: bool,
    bend: fn(&Batch, &[Arc<Batch>], &Identity) -> Batch,
}

/// A step of the course for which no die falls.
fn idly(events: Vec<Event>) -> Entry {
    Entry::Course { roll: Roll::Idle, again: false, faces: Vec::new(), events }
}

/// The batch with one other entry, signed by the host.
fn instead(batch: &Batch, before: &[Arc<Batch>], by: &Identity, entry: Entry) -> Batch {
    signed_anew(batch, before, by, vec![Line { entry, digest: Hash::default() }])
}

/// The batch with its head's setting changed, signed by the host.
fn set_anew(batch: &Batch, after: Tail, by: &Identity, change: impl Fn(&mut Setting)) -> Batch {
    let head = batch.head.said;
    let mut setting = Setting { table: head.table, term: head.term, rosters: head.rosters, time_ms: head.time_ms };
    change(&mut setting);
    Batch::new(by, setting, after, batch.lines.clone())
}

fn eve() -> Identity {
    Identity::from_secret(&[9; 32])
}

const fn cheat(
    name: &'static str,
    wanted: Falsehood,
    convicted: bool,
    bend: fn(&Batch, &[Arc<Batch>], &Identity) -> Batch,
) -> Cheat {
    Cheat { name, wanted, convicted, bend }
}

/// Cheats with what was rolled, summed up, ordered and signed.
const WITH_DEEDS: [Cheat; 13] = [
    cheat("alters a sum", Falsehood::Events, true, |batch, before, by| {
        let lines = with_deed(batch, |deed| {
            for event in &mut deed.events {
                if let Event::HeroMade { hero, .. } = event {
                    hero.hp_max += 1;
                }
            }
        });
        signed_anew(batch, before, by, lines)
    }),
    cheat("invents a roll", Falsehood::Faces, true, |batch, before, by| {
        signed_anew(batch, before, by, with_deed(batch, |deed| deed.faces.push(Face(20))))
    }),
    cheat("claims another world", Falsehood::Digest, true, |batch, before, by| {
        let mut lines = batch.lines.clone();
        lines[0].digest = Hash([7; 32]);
        signed_anew(batch, before, by, lines)
    }),
    cheat("has a stranger sign", Falsehood::Signature, false, |batch, before, _| {
        signed_anew(batch, before, &eve(), batch.lines.clone())
    }),
    cheat("bends his own signature", Falsehood::Signature, false, |batch, _, _| {
        let mut bent = batch.clone();
        bent.head.signature = bent.head.signature.bent();
        bent
    }),
    cheat("hides what was before", Falsehood::Order, true, |batch, before, by| {
        set_anew(batch, Tail { hash: Hash([3; 32]), ..tail(before) }, by, |_| {})
    }),
    cheat("slips an entry under a signed head", Falsehood::Chain, false, |batch, _, _| {
        let mut bent = batch.clone();
        bent.lines.push(batch.lines[0].clone());
        bent
    }),
    cheat("turns the clock back", Falsehood::Time, true, |batch, before, by| {
        set_anew(batch, tail(before), by, |setting| setting.time_ms = 1)
    }),
    cheat("speaks for a player", Falsehood::Author, true, |batch, before, by| {
        let lines = with_deed(batch, |deed| deed.asked = Sealed::new(&eve(), deed.asked.said.clone()));
        signed_anew(batch, before, by, lines)
    }),
    cheat("alters a player's command", Falsehood::Author, true, |batch, before, by| {
        signed_anew(batch, before, by, with_deed(batch, |deed| deed.asked.said.number += 1))
    }),
    cheat("acts for a seat nobody has", Falsehood::Author, true, |batch, before, by| {
        let lines = with_deed(batch, |deed| {
            let mut asked = deed.asked.said.clone();
            asked.command.seat = SeatId(9);
            deed.asked = Sealed::new(by, asked);
        });
        signed_anew(batch, before, by, lines)
    }),
    cheat("brings a command from another table", Falsehood::Author, true, |batch, before, by| {
        let lines = with_deed(batch, |deed| {
            deed.asked = Sealed::new(by, Asked { table: Default::default(), ..deed.asked.said.clone() });
        });
        signed_anew(batch, before, by, lines)
    }),
    cheat("does one command twice", Falsehood::Number, true, |batch, before, by| {
        signed_anew(batch, before, by, vec![batch.lines[0].clone(), batch.lines[0].clone()])
    }),
];

/// Cheats with time, the roster, votes and tickets.
const WITH_THE_TABLE: [Cheat; 13] = [
    cheat("lets something happen by itself", Falsehood::Idle, true, |batch, before, by| {
        let events = vec![Event::TimePassed { seconds: 60 }];
        instead(batch, before, by, idly(events))
    }),
    cheat("begins the table again", Falsehood::Genesis, true, |batch, before, by| {
        instead(batch, before, by, before[0].lines[0].entry.clone())
    }),
    cheat("names other players in the head", Falsehood::Rosters, true, |batch, before, by| {
        set_anew(batch, tail(before), by, |setting| setting.rosters = Hash([1; 32]))
    }),
    cheat("settles a change that never began", Falsehood::Change, true, |batch, before, by| {
        instead(batch, before, by, Entry::Settled { roster: Roster::of(eve().player()) })
    }),
    cheat("calls off a change that never began", Falsehood::Change, true, |batch, before, by| {
        instead(batch, before, by, Entry::CalledOff { roster: Roster::of(by.player()) })
    }),
    cheat("votes someone out on a proof of nothing", Falsehood::Change, true, |batch, before, by| {
        let (one, other) = (batch.head, batch.head);
        let proof = Box::new(Evidence::TwoBatches { by: by.player(), one, other });
        let change = Change::Convicted { player: by.player(), proof };
        let (old, new) = (Roster::of(by.player()), Roster::of(eve().player()));
        instead(batch, before, by, Entry::Joint { change, old, new })
    }),
    cheat("seats a friend who has no ticket", Falsehood::Invite, true, |batch, before, by| {
        let mut new = Roster::of(by.player());
        new.members.insert(eve().player(), Role::Voter);
        let change = Change::Join { role: Role::Voter, proof: unproven(batch, by) };
        instead(batch, before, by, Entry::Joint { change, old: Roster::of(by.player()), new })
    }),
    cheat("puts a friend without a ticket in a member's place", Falsehood::Invite, true, |batch, before, by| {
        let (player, proof) = (by.player(), unproven(batch, by));
        let (old, new) = (Roster::of(player), Roster::of(eve().player()));
        instead(batch, before, by, Entry::Joint { change: Change::Replaced { player, proof }, old, new })
    }),
    cheat("invites in a stranger's name", Falsehood::Invite, true, |batch, before, by| {
        let secret = Secret::new([1; 12]);
        let invite = secret.invite(Role::Voter, 1, 99_999_999, eve().player());
        instead(batch, before, by, Entry::Invited { tag: secret.tag(), invite })
    }),
    cheat("takes back an invite nobody gave", Falsehood::Invite, true, |batch, before, by| {
        instead(batch, before, by, Entry::Revoked { tag: Secret::new([1; 12]).tag() })
    }),
    cheat("sends a stranger away from his machine", Falsehood::Idle, true, |batch, before, by| {
        instead(batch, before, by, Entry::Away { player: eve().player() })
    }),
    cheat("opens a term with old votes", Falsehood::Place, true, |batch, before, by| {
        let Entry::Opened(certificate) = &before[1].lines[0].entry else { panic!("the second batch opens the term") };
        instead(batch, before, by, Entry::Opened(certificate.clone()))
    }),
    cheat("opens a term without votes", Falsehood::Certificate(BadCertificate::Minority), true, |batch, before, by| {
        let Entry::Opened(mut certificate) = before[1].lines[0].entry.clone() else { panic!("a term opens") };
        certificate.votes.clear();
        certificate.ballot.term += 1;
        certificate.ballot.tail = tail(before);
        let lines = vec![Line { entry: Entry::Opened(certificate), digest: Hash::default() }];
        let head = batch.head.said;
        let setting = Setting { table: head.table, term: 2, rosters: head.rosters, time_ms: head.time_ms };
        Batch::new(by, setting, tail(before), lines)
    }),
];

/// That Eve asked for a seat with a ticket which nobody gave, signed by someone else.
fn unproven(batch: &Batch, by: &Identity) -> Box<Proof> {
    let transcript = Transcript {
        table: batch.head.said.table,
        tag: Some(Secret::new([4; 12]).tag()),
        host: by.player(),
        player: eve().player(),
        host_nonce: [0; 16],
        player_nonce: [0; 16],
        name: "Eve".into(),
        seats: 1,
    };
    let signature = batch.head.signature;
    Box::new(Proof { transcript, by_ticket: Some(signature), by_player: signature })
}

/// A guest that has everything before it, the offline check and a third machine all come to the same verdict.
fn check(cheat: &Cheat) {
    let name = cheat.name;
    let (before, batch, identity) = ledger();
    let liar = identity.player();
    let bent = (cheat.bend)(&batch, &before, &identity);
    let opens = bent.head.said.term > batch.head.said.term;
    let offline = verify(before.iter().map(Arc::as_ref).chain([&bent]), &Library::standard());
    let offline = offline.map(|_| ()).expect_err(name);
    assert_eq!((offline.why, offline.host), (cheat.wanted, liar), "{name} offline");

    let mut guest = follower(&before, &identity);
    let outputs = hears(&mut guest, liar, ToGuest::Batch(Box::new(bent.clone())));
    if opens {
        // Votes that do not hold open nothing: a guest does not even look at what comes with them.
        assert!(guest.evidence().is_empty() && guest.tail() == tail(&before), "{name}");
    } else {
        let told = |output: &guest::Output| matches!(output, guest::Output::Tell(Told::Distrusted(_)));
        assert_eq!(outputs.iter().filter(|output| told(output)).count(), 1, "{name}: {outputs:?}");
        let [Distrust { host, index, .. }] = guest.distrusted() else { panic!("{name}: {:?}", guest.distrusted()) };
        assert_eq!((*host, *index), (liar, offline.index), "{name}: guest and offline check name the same entry");
        assert_eq!(guest.evidence().len(), usize::from(cheat.convicted), "{name}: {:?}", guest.evidence());
        // Nothing more of him is believed, not even the truth.
        let outputs = hears(&mut guest, liar, ToGuest::Batch(Box::new(batch.clone())));
        assert!(!outputs.iter().any(|output| matches!(output, guest::Output::Persist { .. })), "{name}: believed");
        assert_eq!(guest.tail(), tail(&before), "{name}: nothing was taken in");
    }
    for evidence in guest.evidence() {
        let bytes = Message::ToGuest(ToGuest::Evidence(Box::new(evidence.clone()))).to_frame();
        let mut third = follower(&before, &identity);
        let outputs = third.handle(guest::Input::Received { from: liar, frame: bytes });
        assert_eq!(third.distrusted().first().map(|lie| lie.host), Some(liar), "{name}: {outputs:?}");
        // The same proof about an honest batch, or with another's name on it, convicts nobody.
        let table = guest.table_id().unwrap();
        for innocent in variants(evidence, &batch) {
            assert_eq!(innocent.convicts(table, &Library::standard()), BTreeSet::new(), "{name}: {innocent:?}");
        }
    }
    println!("a host who {name}: {}", if cheat.convicted && !opens { "convicted" } else { "refused" });
}

/// False uses of a true proof.
fn variants(evidence: &Evidence, honest: &Batch) -> Vec<Evidence> {
    match evidence.clone() {
        Evidence::FalseBatch { by, ground, batch } => {
            let mut other = ground.clone();
            other.state.table.time_ms += 1;
            let mut line = ground.clone();
            line.line.digest = Hash([8; 32]);
            let mut lines = batch.clone();
            lines.lines.push(honest.lines[0].clone());
            vec![
                Evidence::FalseBatch { by, ground: ground.clone(), batch: Box::new(honest.clone()) },
                Evidence::FalseBatch { by: eve().player(), ground: ground.clone(), batch: batch.clone() },
                Evidence::FalseBatch { by, ground: other, batch: batch.clone() },
                Evidence::FalseBatch { by, ground: line, batch },
                Evidence::FalseBatch { by, ground, batch: lines },
            ]
        }
        Evidence::TwoBatches { by, one, other } => {
            vec![Evidence::TwoBatches { by, one, other: one }, Evidence::TwoBatches { by: eve().player(), one, other }]
        }
        other => vec![other],
    }
}

fn hears(guest: &mut Guest, from: PlayerId, message: ToGuest) -> Vec<guest::Output> {
    guest.handle(guest::Input::Received { from, frame: Message::ToGuest(message).to_frame() })
}

#[test]
fn the_honest_ledger_holds() {
    let (before, batch, _) = ledger();
    let verified = verify(before.iter().map(Arc::as_ref).chain([&batch]), &Library::standard()).expect("honest");
    assert_eq!((verified.deeds, verified.terms.len()), (1, 1));
}

#[test]
fn hosts_who_cheat_with_deeds_are_convicted_or_refused() {
    WITH_DEEDS.iter().for_each(check);
}

#[test]
fn hosts_who_cheat_with_the_table_are_convicted_or_refused() {
    WITH_THE_TABLE.iter().for_each(check);
}

#[test]
fn a_host_who_tells_two_stories_is_convicted_by_both_heads() {
    let (before, batch, identity) = ledger();
    let mut guest = follower(&before, &identity);
    hears(&mut guest, identity.player(), ToGuest::Batch(Box::new(batch.clone())));
    assert_eq!(guest.tail(), batch.head.said.tail());
    let mut other = batch.head.said;
    other.time_ms += 1;
    hears(&mut guest, identity.player(), ToGuest::Head(Sealed::new(&identity, other)));
    let [proof @ Evidence::TwoBatches { by, .. }] = guest.evidence() else { panic!("{:?}", guest.evidence()) };
    assert_eq!(*by, identity.player());
    let liars = |table| proof.convicts(table, &Library::standard());
    assert!(liars(guest.table_id().unwrap()).contains(&identity.player()), "anyone can check it");
    assert!(liars(Default::default()).is_empty(), "at this table only");
}

#[test]
fn a_host_who_promises_or_takes_back_what_a_majority_keeps_is_refused() {
    let (before, batch, identity) = ledger();
    let mut guest = follower(&before, &identity);
    let index = tail(&before).index;
    let claim = Durable { term: 1, index, kept: Vec::new() };
    hears(&mut guest, identity.player(), ToGuest::Durable(claim));
    assert_eq!(guest.durable(), 0, "nobody keeps it");
    hears(&mut guest, identity.player(), ToGuest::Batch(Box::new(batch)));
    let Some(certificate) = guest.certificate().cloned() else { panic!("a term") };
    // A second answer within one term says nothing new: the ledger is not cut.
    let follow = Follow { nonce: 0, certificate, shared: Tail::default(), doubt: None, twin: false };
    hears(&mut guest, identity.player(), ToGuest::Follow(Box::new(follow)));
    assert!(guest.tail().index > index, "nothing was taken back");
}

/// Everyone left agrees that the liar is out, his place is empty for good, and play goes on.
fn voted_out(night: &mut roundtable::lab::night::Night, liar: usize) {
    let player = night.machines[liar].player;
    let rest: Vec<usize> = (0..night.machines.len()).filter(|number| *number != liar).collect();
    let out = |night: &roundtable::lab::night::Night| {
        rest.iter().all(|number| {
            let table = night.machines[*number].guest.as_ref().and_then(|guest| guest.table()).unwrap();
            table.banned.contains(&player) && !table.rosters.contains(player) && table.rosters.next.is_none()
        })
    };
    assert!(night.run_until(20_000, out), "{}", night.lines.lines().rev().take(30).collect::<Vec<_>>().join("\n"));
    for number in &rest {
        let guest = night.machines[*number].guest.as_ref().unwrap();
        assert!(guest.distrusted().iter().all(|lie| lie.host == player), "{:?}", guest.distrusted());
        assert!(verify(guest.ledger().batches().iter().map(Arc::as_ref), &Library::standard()).is_ok());
    }
    let hosts = rest.iter().filter(|number| night.machines[**number].host.is_some()).count();
    assert_eq!(hosts, 1, "one of the others hosts");
}

#[test]
fn a_convicted_host_is_dropped_another_is_elected_and_he_is_voted_out() {
    let mut night = seated(31, 3);
    let host = Identity::from_secret(&night.machines[0].secret);
    let last = night.machines[1].guest.as_ref().unwrap().ledger().last().unwrap().clone();
    // To Cid alone he tells that something happened by itself.
    let entry = idly(vec![Event::TimePassed { seconds: 60 }]);
    let after = last.head.said.tail();
    let said = last.head.said;
    let setting = Setting { table: said.table, term: said.term, rosters: said.rosters, time_ms: said.time_ms };
    let bent = Batch::new(&host, setting, after, vec![Line { entry, digest: Hash::default() }]);
    night.slip(2, host.player(), Message::ToGuest(ToGuest::Batch(Box::new(bent))).to_frame());
    assert_eq!(night.machines[2].guest.as_ref().unwrap().evidence().len(), 1);
    voted_out(&mut night, 0);
    let table = night.machines[1].guest.as_ref().unwrap().table().unwrap();
    assert_ne!(table.rosters.now.chair, host.player(), "the chair went to another");
}

#[test]
fn a_player_who_votes_twice_is_convicted_and_voted_out() {
    let mut night = seated(32, 4);
    let cid = Identity::from_secret(&night.machines[2].secret);
    let guest = night.machines[1].guest.as_ref().unwrap();
    let rosters = guest.table().unwrap().rosters.hash();
    let ballot = |candidate: PlayerId| Ballot {
        table: guest.table_id().unwrap(),
        term: 40,
        candidate,
        tail: guest.tail(),
        rosters,
    };
    let vote = |candidate: usize| {
        let ballot = ballot(night.machines[candidate].player);
        Vote { ballot, voter: cid.player(), signature: Sealed::new(&cid, ballot).signature }
    };
    let (one, other) = (vote(1), vote(3));
    night.slip(3, cid.player(), Message::ToGuest(ToGuest::Vote(Box::new(one))).to_frame());
    assert!(night.machines[3].guest.as_ref().unwrap().evidence().is_empty(), "one vote is no crime");
    night.slip(3, cid.player(), Message::ToGuest(ToGuest::Vote(Box::new(other))).to_frame());
    voted_out(&mut night, 2);
    assert!(night.machines[0].host.is_some(), "the host stays");
}

#[test]
fn two_certificates_of_one_term_convict_whoever_voted_for_both() {
    let mut night = seated(33, 3);
    let identities: Vec<Identity> =
        night.machines.iter().map(|machine| Identity::from_secret(&machine.secret)).collect();
    let guest = night.machines[1].guest.as_ref().unwrap();
    let rosters = guest.table().unwrap().rosters.clone();
    let certificate = |candidate: usize, voters: [usize; 2]| {
        let ballot = Ballot {
            table: guest.table_id().unwrap(),
            term: 9,
            candidate: identities[candidate].player(),
            tail: guest.tail(),
            rosters: rosters.hash(),
        };
        let vote = |voter: &usize| (identities[*voter].player(), Sealed::new(&identities[*voter], ballot).signature);
        Certificate { ballot, rosters: rosters.clone(), votes: voters.iter().map(vote).collect() }
    };
    let (one, other) = (certificate(0, [0, 2]), certificate(1, [1, 2]));
    let proof = Evidence::TwoCertificates { one: Box::new(one.clone()), other: Box::new(other.clone()) };
    let table = guest.table_id().unwrap();
    assert_eq!(proof.convicts(table, &Library::standard()), BTreeSet::from([identities[2].player()]));
    let fewer = Evidence::TwoCertificates { one: Box::new(one), other: Box::new(certificate(0, [0, 1])) };
    assert_eq!(fewer.convicts(table, &Library::standard()), BTreeSet::new(), "one host, asked for twice");
    let frame = Message::ToGuest(ToGuest::Evidence(Box::new(proof))).to_frame();
    night.slip(1, identities[1].player(), frame);
    voted_out(&mut night, 2);
}

#[test]
fn players_who_cheat_are_refused_and_change_nothing() {
    let mut night = seated(34, 3);
    let table = night.machines[0].guest.as_ref().unwrap().table_id().unwrap();
    let (ada, bob, eve) = (night.machines[0].player, Identity::from_secret(&night.machines[1].secret), eve());
    let before = night.machines[0].host.as_ref().unwrap().state().table.index;
    let number = u64::MAX / 4;
    let asked = |number: u64, seat: u8| asked(table, number, seat);
    let ask = |by: &Identity, asked: Asked| ToHost::Ask(Sealed::new(by, asked));
    let term = 1;
    let own = night.machines[0].guest.as_ref().unwrap().tail();
    let ack = |by: &Identity, index: u64| {
        let tail = Tail { index, ..own };
        ToHost::Ack(Sealed::new(by, roundtable::session::ack::Ack { table, term, tail }))
    };
    let saying = roundtable::session::chat::Saying { table, number, text: "I am Ada".into() };
    let wish = roundtable::session::entry::Wish { table, term, wishing: roundtable::session::entry::Wishing::Leave };
    let tries: Vec<(&str, ToHost)> = vec![
        ("acts with another's seat", ask(&bob, asked(number, 0))),
        ("acts with a seat nobody has", ask(&bob, asked(number, 77))),
        ("sends a command he did not sign", ask(&eve, asked(number, 1))),
        ("sends an old number", ask(&bob, asked(0, 1))),
        ("sends a command of another table", ask(&bob, Asked { table: Default::default(), ..asked(number, 1) })),
        ("confirms what he does not have", ack(&bob, own.index + 9)),
        ("confirms in another's name", ack(&eve, own.index)),
        ("speaks in another's name", ToHost::Say(Sealed::new(&eve, saying))),
        ("makes another leave", ToHost::Wish(Sealed::new(&eve, wish))),
        ("accuses without being asked", {
            let head = night.machines[0].guest.as_ref().unwrap().ledger().last().unwrap().head;
            ToHost::Accuse(Box::new(Evidence::TwoBatches { by: ada, one: head, other: head }))
        }),
        ("steers another's hero", {
            let steering = roundtable::session::presence::Steering {
                seat: SeatId(0),
                number: 1,
                buttons: roundtable::world::walk::Buttons::LEFT,
                spot: roundtable::session::presence::Spot { x: 0, y: 0, air: None },
            };
            ToHost::Steer(steering)
        }),
        ("asks for far more than there is", ToHost::Want { after: u64::MAX }),
    ];
    for (name, message) in tries {
        night.slip(0, bob.player(), Message::ToHost(message).to_frame());
        night.run(200);
        let table = &night.machines[0].host.as_ref().expect("he hosts on").state().table;
        assert_eq!(table.index, before, "a player who {name} wrote something");
        assert!(table.rosters.contains(bob.player()) && table.rosters.contains(ada), "{name}");
        println!("a player who {name}: refused");
    }
    // False proofs convict nobody, whoever passes them on.
    let head = night.machines[0].guest.as_ref().unwrap().ledger().last().unwrap().head;
    let proof = Evidence::TwoBatches { by: ada, one: head, other: Sealed { signature: head.signature.bent(), ..head } };
    night.slip(2, bob.player(), Message::ToGuest(ToGuest::Evidence(Box::new(proof))).to_frame());
    night.run(3_000);
    assert!(night.machines.iter().all(|machine| machine.guest.as_ref().unwrap().distrusted().is_empty()));
}

#[test]
fn a_proof_travels_in_a_table_file_and_convicts_after_a_restart() {
    let (before, batch, identity) = ledger();
    let bent = (WITH_DEEDS[1].bend)(&batch, &before, &identity);
    let mut guest = follower(&before, &identity);
    hears(&mut guest, identity.player(), ToGuest::Batch(Box::new(bent)));
    let cover = Cover {
        table: guest.table_id().unwrap(),
        name: "evening".into(),
        tail: guest.tail(),
        durable: 0,
        certificate: guest.certificate().cloned(),
        by: guest.player(),
        made_ms: 0,
        proofs: 0,
        content: Hash::default(),
    };
    let bytes = Export::to_bytes(&eve(), cover, &before, guest.evidence());
    let export = Export::from_bytes(&bytes).expect("a whole file");
    assert_eq!(export.evidence, guest.evidence());
    let guest = Guest::restored(eve(), Library::standard(), export.records(), &[], [0; 32], EVENING_MS).unwrap();
    assert_eq!(guest.distrusted().iter().map(|lie| lie.host).collect::<Vec<_>>(), [identity.player()]);
}

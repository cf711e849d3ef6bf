//! One key on two machines, or a disk that was copied back: the machine whose key signed elsewhere finds out and is quiet.

use std::sync::Arc;

use roundtable::lab::night::Night;
use roundtable::lab::weather::Weather;
use roundtable::session::guest::{self, Guest, Told};
use roundtable::session::host;
use roundtable::session::journal::record::Record;
use roundtable::session::ledger::{Batch, Setting};
use roundtable::session::library::Library;
use roundtable::session::seal::Identity;
use roundtable::session::wire::{Follow, Hello, Message, ToGuest, ToHost};

use super::{act, digests_agree, finish, host_of, table, table_of, told};

fn guest(night: &Night, number: usize) -> &Guest {
    night.machines[number].guest.as_ref().expect("it is on")
}

/// What the founder's host answers when Bob's key says hello from one start of a machine.
fn greets(night: &mut Night, life: u64) -> Follow {
    let (bob, own) = (night.machines[1].player, guest(night, 1));
    let (table, promised) = (own.table_id().expect("a table"), own.promised());
    let hello = Hello { table, nonce: 5, ends: vec![own.tail()], durable: own.durable(), promised, life };
    let frame = Message::ToHost(ToHost::Hello(hello)).to_frame();
    let host = night.machines[0].host.as_mut().expect("he hosts");
    let answers = host.handle(host::Input::Received { from: bob, frame });
    let follow = |output| match output {
        host::Output::Send { to, frame, .. } if to == bob => match Message::from_frame(&frame) {
            Ok(Message::ToGuest(ToGuest::Follow(follow))) => Some(*follow),
            _ => None,
        },
        _ => None,
    };
    answers.into_iter().find_map(follow).expect("a hello is answered")
}

#[test]
fn a_machine_that_starts_again_is_one_and_two_that_take_turns_are_two() {
    let mut night = table(1_100, Weather::calm(), 2);
    night.run(1_000);
    let twins: Vec<bool> = [7, 7, 8, 9, 9, 8, 9].into_iter().map(|life| greets(&mut night, life).twin).collect();
    assert_eq!(twins, [false, false, false, false, false, true, true]);
}

#[test]
fn who_has_a_twin_is_told_once_and_once_more_when_it_is_the_one_to_go() {
    let mut night = table(1_101, Weather::calm(), 2);
    night.run(1_000);
    let twin = |night: &mut Night, mute: bool| {
        if mute {
            night.fail_disk(1);
        }
        let ada = night.machines[0].player;
        let outputs = night.machines[1].guest.as_mut().expect("on").handle(guest::Input::Linked { player: ada });
        let nonce = outputs.iter().find_map(|output| match output {
            guest::Output::Send { frame, .. } => match Message::from_frame(frame) {
                Ok(Message::ToHost(ToHost::Hello(hello))) => Some(hello.nonce),
                _ => None,
            },
            _ => None,
        });
        let certificate = guest(night, 1).certificate().cloned().expect("a term");
        let (nonce, shared) = (nonce.expect("a hello"), guest(night, 1).tail());
        let follow = Follow { nonce, certificate, shared, doubt: None, twin: true };
        let frame = Message::ToGuest(ToGuest::Follow(Box::new(follow))).to_frame();
        let outputs = night.machines[1].guest.as_mut().expect("on").handle(guest::Input::Received { from: ada, frame });
        let told = |output: &guest::Output| match output {
            guest::Output::Tell(Told::Twin { mute }) => Some(*mute),
            _ => None,
        };
        outputs.iter().filter_map(told).collect::<Vec<bool>>()
    };
    assert_eq!(twin(&mut night, false), [false]);
    assert_eq!(twin(&mut night, false), [] as [bool; 0]);
    assert_eq!(twin(&mut night, true), [true]);
}

#[test]
fn a_disk_that_was_copied_back_sees_its_own_later_vote_however_long_ago() {
    let mut night = table(1_110, Weather::calm(), 3);
    act(&mut night, 1);
    night.run(1_000);
    night.back_up();
    // Bob votes, and then another hosts a term in which nothing of Bob's stands.
    night.crash(0);
    assert!(night.run_until(10_000, |night| host_of(night).is_some()), "{}", night.lines);
    night.run(1_000);
    night.restart(0);
    assert!(night.run_until(10_000, digests_agree), "{}", night.lines);
    night.crash(1);
    assert!(night.run_until(10_000, |night| host_of(night).is_some()), "{}", night.lines);
    let (at, next) = if host_of(&night) == Some(0) { (0, 2) } else { (2, 0) };
    let heir = night.machines[next].player;
    night.ask_host(at, host::Ask::HandOver { heir });
    assert!(night.run_until(5_000, |night| night.machines[next].host.is_some()), "{}", night.lines);
    night.run(2_000);
    let votes = |night: &Night| guest(night, next).certificate().expect("a term").votes.clone();
    let bob = night.machines[1].player;
    assert!(votes(&night).iter().all(|(voter, _)| *voter != bob), "Bob's vote is in an older certificate");
    let older = table_of(&night, next).term;
    night.restore(1);
    assert!(night.run_until(10_000, |night| told(night, 1, |told| *told == Told::Restored)), "{}", night.lines);
    assert!(guest(&night, 1).is_mute() && guest(&night, next).certificate().expect("a term").term() >= older);
    assert!(night.run_until(20_000, digests_agree), "it follows\n{}", night.lines);
    finish(night, 1_110);
}

#[test]
fn a_host_that_sees_what_it_never_signed_hosts_no_more() {
    let mut night = table(1_120, Weather::calm(), 2);
    night.run(1_000);
    let ada = Identity::from_secret(&night.machines[0].secret);
    let own = guest(&night, 0);
    // What a copy of the founder's machine wrote after the copy was made, as Bob shows it.
    let last = own.ledger().last().expect("a ledger").head.said;
    let setting = Setting { table: last.table, term: last.term, rosters: last.rosters, time_ms: last.time_ms + 1 };
    let lines = own.ledger().last().expect("a ledger").lines.clone();
    let elsewhere = Batch::new(&ada, setting, own.tail(), lines).head;
    let known = own.ledger().last().expect("a ledger").head;
    let bob = night.machines[1].player;
    let mut records: Vec<Record> = own.ledger().batches().iter().cloned().map(Record::Batch).collect();
    records.push(Record::Certificate(Box::new(own.certificate().cloned().expect("a term"))));
    let again = |records: Vec<Record>| {
        let ada = Identity::from_secret(&night.machines[0].secret);
        Guest::restored(ada, Library::standard(), records, &[], [3; 32], night.now_ms()).expect("honest records")
    };
    let mut copy = again(records);
    let shows = |copy: &mut Guest, head| {
        let frame: Arc<[u8]> = Message::ToGuest(ToGuest::Head(head)).to_frame();
        copy.handle(guest::Input::Received { from: bob, frame })
    };
    assert_eq!(shows(&mut copy, known), [], "its own last batch is nothing new");
    let outputs = shows(&mut copy, elsewhere);
    assert!(copy.is_mute() && copy.evidence().is_empty(), "{outputs:?}");
    assert!(outputs.contains(&guest::Output::Deposed) && outputs.contains(&guest::Output::Tell(Told::Restored)));
}

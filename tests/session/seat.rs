//! A seat that was begun to be given and is lost with its host: the newcomer is told, and his ticket is still good.

use rand::RngExt;
use roundtable::lab::night::Night;
use roundtable::lab::weather::Weather;
use roundtable::session::guest::Told;
use roundtable::session::host;
use roundtable::session::invite::Secret;
use roundtable::session::knock::ShutDoor;
use roundtable::session::roster::Role;

use super::{digests_agree, finish, host_of, table, table_of, told};

/// Whoever hosts lets in a newcomer as soon as he knocks.
fn let_in(night: &mut Night, secret: &Secret) -> usize {
    let newcomer = night.knock("Dot", Some(secret.clone()));
    let player = night.machines[newcomer].player;
    let at = host_of(night).expect("someone hosts");
    let knocks = |night: &Night| {
        let host = night.machines[at].host.as_ref();
        host.is_some_and(|host| host.at_the_door().any(|(who, ..)| who == player))
    };
    assert!(night.run_until(20_000, knocks), "{}", night.lines);
    night.ask_host(at, host::Ask::Admit { player });
    newcomer
}

#[test]
fn a_seat_that_is_lost_with_its_host_is_told_so_and_can_be_had_again() {
    let mut night = table(1_200, Weather::calm(), 3);
    let secret = Secret::new(night.chance().random());
    let invite = host::Ask::Invite { secret: secret.clone(), role: Role::Voter, uses: 1, lasts_ms: 3_600_000 };
    night.ask_host(0, invite);
    night.run(1_000);
    let dot = let_in(&mut night, &secret);
    let player = night.machines[dot].player;
    // The first entry of the change is written, and has left for nobody yet.
    let begun = |night: &Night| night.machines[0].host.as_ref().is_some_and(|host| host.state().table.change.is_some());
    while !begun(&night) {
        night.run(1);
    }
    night.cut(0, 1);
    night.cut(0, 2);
    let half = |night: &Night| table_of(night, dot).rosters.contains(player);
    assert!(night.run_until(2_000, half), "he has the entry that begins to give him a seat\n{}", night.lines);
    let elected = |night: &Night| night.machines[1..3].iter().any(|machine| machine.host.is_some());
    assert!(night.run_until(20_000, elected), "the other two go on\n{}", night.lines);
    assert!(!told(&night, dot, |told| matches!(told, Told::Shut(_))), "nobody who could know has said so");
    night.heal_all();
    let shut = |night: &Night| told(night, dot, |told| *told == Told::Shut(ShutDoor::NotNow));
    assert!(night.run_until(10_000, shut), "he is told\n{}", night.lines);
    night.crash(dot);
    let again = let_in(&mut night, &secret);
    let sits = |night: &Night| told(night, again, |told| matches!(told, Told::SatDown { .. })) && digests_agree(night);
    assert!(night.run_until(20_000, sits), "one ticket, one seat\n{}", night.lines);
    assert!(!table_of(&night, 0).members.contains_key(&player));
    finish(night, 1_200);
}

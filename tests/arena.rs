//! The arena's golden digests: the same fights to the last face, in debug and in release, on one thread and on two.
//!
//! Work that only makes things quicker must not change a line of `tests/golden/arena.txt`. Work on the rules may: look at
//! the difference, then write the file anew with `BLESS=1 cargo test --test arena`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::fmt::Write;
use std::path::Path;

use roundtable::lab::arena::{Arena, Bout, Odds};

/// Heroes, monsters, seed, and how often they fight: every class, and foes that bite, breathe, cast, engulf, haunt.
const FIGHTS: [(&str, &str, u64, u64); 6] = [
    ("fighter:5,cleric:5,rogue:5,wizard:5", "troll", 7, 12),
    ("monk:5,paladin:5,druid:5,sorcerer:5", "young_red_dragon", 3, 4),
    ("ranger:3,bard:3,barbarian:3,warlock:3", "goblin*6,ogre", 11, 4),
    ("wizard:11,cleric:11,druid:11", "adult_black_dragon", 5, 2),
    ("fighter:8,rogue:8,monk:8", "mage,knight*2,gelatinous_cube", 1, 3),
    ("warlock:5,wizard:5", "ghost,zombie*4", 2, 4),
];

fn told((heroes, monsters, seed, _): (&str, &str, u64, u64), bouts: &[Bout]) -> String {
    let odds = Odds::of(bouts);
    let digest = odds.digest.iter().fold(String::new(), |mut all, byte| {
        let _ = write!(all, "{byte:02x}");
        all
    });
    let (fights, wins, rounds) = (odds.fights, odds.wins, odds.rounds);
    format!("{heroes} against {monsters}, seed {seed}: {wins} of {fights} won in {rounds} rounds, {digest}\n")
}

#[test]
fn fights_go_as_they_went_before() {
    let mut went = String::new();
    for fight in FIGHTS {
        let arena = Arena::new(fight.0, fight.1, fight.2).unwrap_or_else(|problem| panic!("{problem}"));
        let bouts: Vec<Bout> = (0..fight.3).map(|number| arena.bout(number)).collect();
        went.push_str(&told(fight, &bouts));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/arena.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &went).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(golden, went, "the same seeds fought otherwise; BLESS=1 writes down how, where that is meant");
}

#[test]
fn how_many_threads_share_the_fights_changes_nothing() {
    let (heroes, monsters, seed, _) = FIGHTS[0];
    let arena = Arena::new(heroes, monsters, seed).unwrap();
    let alone: Vec<Bout> = (0..6).map(|number| arena.bout(number)).collect();
    let (front, back) = std::thread::scope(|scope| {
        let share = |from: u64| (from..from + 3).map(|number| arena.bout(number)).collect::<Vec<_>>();
        let back = scope.spawn(move || share(3));
        (share(0), back.join().unwrap())
    });
    assert_eq!(alone, [front, back].concat());
}

//! How long the rules take: deciding one command, listing what may be done, a step that nobody plays, a whole fight.
//!
//! # Where the time of a fight goes
//!
//! Four heroes of 5th level against a troll, one core, optimised, instructions under callgrind (2026-11-20):
//!
//! | where | share | what there costs most |
//! | --- | --- | --- |
//! | choosing what to do (`rules/tactics`) | 41 % | where to walk 13 %, the best blow 8 %, arms 8 %, spells 7 % |
//! | deciding it (`rules/dispatch`) | 11 % | what was chosen is asked once more whether it may be |
//! | what follows (`rules/steps`) | 40 % | a blow that lands 19 %, its roll 10 %, walking 5 % |
//! | across all three | | figures of a creature 15 %, arms 10 %, memory taken and given back 9 %, lines of sight 5 % |
//!
//! A fight is 43 steps of 109,000 instructions in release. A step took half as many again while a blow asked up to
//! twelve times for the arm behind it, and fifteen times as many before records were found at once
//! ([`roundtable::srd::shelf`]) and what follows from a sheet or a pack was remembered beside it
//! ([`roundtable::world::memo`]). In the same minutes on the same busy core, 1,820 fights in a second of its time
//! became 2,540 when arms were handed on.
//!
//! `roundtable arena fighter:5,cleric:5,rogue:5,wizard:5 troll --jobs 1` tells fights a second.

#![allow(clippy::unwrap_used, reason = "a benchmark that cannot go on stops")]

use divan::Bencher;
use roundtable::dice::Dice;
use roundtable::lab::arena::Arena;
use roundtable::rules::command::{Command, Verb};
use roundtable::rules::scene::Setting;
use roundtable::rules::{commands, offers, proceed, resolve};
use roundtable::world::World;
use roundtable::world::event::Event;
use roundtable::world::id::PlayerId;

fn main() {
    divan::main();
}

/// A fight with room to walk, somebody to strike and spells to cast.
const FIGHT: &str = "map . . . . . . . . . . . .\n    . A . . . . . t . . . .\n    . W . # # . . . . . . .\n    . C . . . . . g . . . .\n    \
                     . . . . . . . . . . . .\nAda A fighter 5 longsword shield chain_mail\nWil W wizard 5 whole\nCor C cleric 5 \
                     whole\ntro t troll\ngob g goblin\n---\n";

fn world() -> (World, PlayerId) {
    let world = Setting::read(FIGHT).unwrap_or_else(|wrong| panic!("{wrong}")).world;
    let player = world.now.players.keys().copied().next().unwrap();
    (world, player)
}

/// Everything that may be done now, with the lines that mean it.
#[divan::bench]
fn offers_in_a_fight(bencher: Bencher) {
    let (world, player) = world();
    bencher.bench_local(|| offers(&world, player));
}

/// The same without lines.
#[divan::bench]
fn commands_in_a_fight(bencher: Bencher) {
    let (world, player) = world();
    bencher.bench_local(|| commands(&world, player));
}

/// The longest walk that is offered, and the end of the turn: most and least to decide.
#[divan::bench(args = ["walk", "end"])]
fn decides(bencher: Bencher, what: &str) {
    let (world, player) = world();
    let steps = |command: &Command| match (&command.verb, what) {
        (Verb::Go(path), "walk") => path.len(),
        (Verb::EndTurn, "end") => 1,
        _ => 0,
    };
    let command = commands(&world, player).into_iter().max_by_key(steps).unwrap();
    bencher.bench_local(|| resolve(&world, player, &command, &mut Dice::rolled([7; 32])));
}

/// One step of an absent hero or a monster: chosen and decided.
#[divan::bench]
fn a_step_that_nobody_plays(bencher: Bencher) {
    let (mut world, player) = world();
    world.apply(&Event::WentAway { player }).unwrap();
    bencher.bench_local(|| proceed(&world, &mut Dice::rolled([7; 32])));
}

/// A whole fight, as `roundtable arena` counts them.
#[divan::bench]
fn a_fight_in_the_arena(bencher: Bencher) {
    let arena = Arena::new("fighter:5,cleric:5,rogue:5,wizard:5", "troll", 7).unwrap();
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        arena.bout(number)
    });
}

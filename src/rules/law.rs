//! Laws that hold whatever is played: no illegal world, every offer accepted, every refusal without change.

use std::collections::BTreeSet;

use super::command::Verb;
use super::scene::Setting;
use super::{arms, caster, decide, dispatch, figure, grid, known, movement, tactics, text, wear};
use crate::dice::{Dice, Face, Sides};
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Weapon};
use crate::world::id::CreatureId;
use crate::world::seat::Stead;

/// Fights of many kinds on one small map with walls, rough ground and water.
const FIGHTS: [&str; 6] = [
    "map . . . # . . . .\n    A . . # . g h .\n    B . ^ . . . . .\n    . . ~ . . i . .\nAda A fighter 2 hp 20 longsword shield chain_mail 5 javelin second_wind protection\nBea B wizard 2 hp 14 dagger fire_bolt magic_missile shield sleep burning_hands\ngob g goblin\nhob h goblin\nwulf i wolf\n---\n",
    "map . . . . . . . .\n    A . . + . g . .\n    B . ^ . . . h .\n    . . . . . i . .\n    . . . . . . . .\nAda A cleric 2 hp 17 mace shield scale_mail bless cure_wounds sacred_flame guiding_bolt\nBea B rogue 2 hp 15 shortsword dagger leather shortbow 20 arrow\nsk g skeleton\nzo h zombie\nog i ogre\n---\n",
    "map . . . . . . . .\n    A . . . . g . .\n    . B . . . . h .\nAda A rogue 1 hp 9 halfling rapier 4 dagger\nBea B fighter 1 hp 12 dwarf greataxe chain_mail great_weapon_fighting\ngob g goblin\nor h orc\n---\n",
    "map . . # . .\n    A . . . g\n    B . # . h\nAda A wizard 1 hp 8 quarterstaff mage_armor shield ray_of_frost thunderwave\nBea B cleric 1 hp 10 mace shield healing_word sanctuary shield_of_faith bane\ngob g hobgoblin\nor h bugbear\n---\n",
    "map . . . . . . .\n    A . . . . g .\n    B . . . . . .\nAda A fighter 1 hp 1 shortsword shortsword two_weapon_fighting\nBea B rogue 1 hp 1 dagger away\nogre g ogre\n---\n",
    "dark\nmap . . . . . . .\n    A . . . . g .\n    B . . . . . .\n    . . . . . h .\nAda A fighter 2 hp 18 longbow 20 arrow archery torch\nBea B wizard 2 hp 12 hill_dwarf dagger light fire_bolt\ng1 g giant_spider\ng2 h ghoul\n---\n",
];

/// A small generator of its own: the faces of the dice are the book's, the choices are the test's.
struct Chance(Dice);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        usize::from(self.0.roll(Sides(1000)).0) % bound.max(1)
    }
}

/// Words that the book does not know are left out, so that a fight does not hang on one spell.
fn setting(text: &str) -> World {
    let book = crate::srd::Book::standard();
    let known = |word: &str| {
        word.len() < 3
            || word.chars().next().is_some_and(|letter| letter.is_uppercase() || letter.is_numeric())
            || !word.contains('_') && ["hp", "away", "shield"].contains(&word)
            || book.items.keys().any(|id| id.as_str() == word)
            || book.spells.keys().any(|id| id.as_str() == word)
            || book.features.keys().any(|id| id.as_str() == word)
            || book.monsters.keys().any(|id| id.as_str() == word)
            || book.races.keys().any(|id| id.as_str() == word)
            || book.classes.keys().any(|id| id.as_str() == word)
    };
    let mut lines = Vec::new();
    for line in text.lines() {
        let creature =
            line.starts_with(|letter: char| letter.is_alphabetic()) && !line.starts_with("map") && line != "dark";
        let mut words = line.split(' ').enumerate();
        lines.push(if creature {
            words
                .by_ref()
                .filter(|(at, word)| *at < 2 || known(word))
                .map(|(_, word)| word)
                .collect::<Vec<_>>()
                .join(" ")
        } else {
            line.to_owned()
        });
    }
    let text = lines.join("\n");
    Setting::read(&text).unwrap_or_else(|wrong| panic!("{wrong}\n{text}")).world
}

fn apply(world: &mut World, events: &[Event]) {
    for event in events {
        world.apply(event).unwrap_or_else(|wrong| panic!("{event:?}: {wrong:?}"));
    }
}

/// Everything that can never be.
fn check(world: &World) {
    let mut taken: BTreeSet<Tile> = BTreeSet::new();
    for one in world.now.creatures.values() {
        assert!((0..=one.hp_max).contains(&one.hp), "{} has {} of {} hit points", one.name, one.hp, one.hp_max);
        assert!(one.hp_temporary >= 0, "{} temporary hit points", one.name);
        if let Some(sheet) = one.sheet() {
            let anew = known::anew(world, sheet);
            assert_eq!(known::of(world, sheet), Some(&anew), "what is remembered of {} is stale", one.name);
        }
        let magic: Vec<_> = wear::working(world, one).map(|magic| &magic.of).collect();
        let anew =
            wear::worked(world, &one.pack).into_iter().filter_map(|row| world.book.items.at(row)?.magic.as_ref());
        assert_eq!(magic, anew.map(|magic| &magic.of).collect::<Vec<_>>(), "what works for {} is stale", one.name);
        assert!(!one.dead || one.hp == 0, "{} is dead with {} hit points", one.name, one.hp);
        assert_eq!(one.dying.is_some(), one.hp == 0 && !one.dead, "{} at {} hit points", one.name, one.hp);
        for (level, spent) in (1..).zip(one.slots_spent) {
            let most = caster::slots(world, one)[level - 1];
            assert!(spent <= most, "{} spent {spent} of {most} slots of level {level}", one.name);
        }
        for (resource, spent) in &one.spent {
            let (most, _) = figure::uses(world, one, resource);
            assert!(one.sheet().is_none() || most == 0 || *spent <= most, "{} spent {spent} of {resource}", one.name);
        }
        for item in [&one.pack.main_hand, &one.pack.off_hand, &one.pack.shield, &one.pack.worn].into_iter().flatten() {
            assert!(
                one.pack.items.get(item).is_some_and(|count| *count >= one.pack.in_use(item)),
                "{} holds {item}",
                one.name
            );
        }
        assert!(one.hidden.is_none() || one.is_up(), "{} hides at 0 hit points", one.name);
        assert!(one.concentration.is_none() || !figure::incapacitated(one), "{} concentrates", one.name);
        // Whoever rides shares the square of his mount.
        if !one.dead && one.rides().is_none() {
            for square in grid::squares(one) {
                assert!(
                    movement::walkable(world, square) || world.ground(square).water,
                    "{} stands in a wall",
                    one.name
                );
                assert!(taken.insert(square) || !world.now.questions.is_empty(), "two stand on {square:?}");
            }
        }
        let names: Vec<_> = one.ongoing.values().map(|lasts| (&lasts.name, lasts.source, lasts.condition)).collect();
        let distinct: BTreeSet<String> = names.iter().map(|name| format!("{name:?}")).collect();
        let _ = distinct;
    }
    if let Some(fight) = &world.now.encounter {
        assert!(fight.current().is_some() && fight.used.actions <= fight.used.surges + 1);
    }
}

/// A command near a legal one that may be legal or not.
fn bent(world: &World, verb: &Verb, chance: &mut Chance) -> Verb {
    let ids: Vec<CreatureId> = world.now.creatures.keys().copied().chain([CreatureId(999)]).collect();
    let any = ids[chance.below(ids.len())];
    let small = |value: usize| i16::try_from(value).unwrap_or(0);
    let tile = Tile { x: small(chance.below(12)) - 2, y: small(chance.below(8)) - 2 };
    match verb.clone() {
        Verb::Attack { weapon, .. } => Verb::Attack { target: any, weapon },
        Verb::Cast { spell, level, targets, how, .. } => {
            let level = level + u8::from(chance.below(3) == 0);
            let targets = if chance.below(2) == 0 { vec![any; chance.below(5)] } else { targets };
            Verb::Cast { spell, level, targets, at: (chance.below(2) == 0).then_some(tile), how }
        }
        Verb::Go(mut path) => {
            path.push(tile);
            Verb::Go(path)
        }
        Verb::Grapple { .. } => Verb::Grapple { target: any },
        Verb::Shove { prone, .. } => Verb::Shove { target: any, prone },
        Verb::Use { feature, level, how, .. } => Verb::Use { feature, targets: vec![any], level, at: None, how },
        Verb::EndTurn => Verb::Attack { target: any, weapon: Weapon::Unarmed },
        other => other,
    }
}

/// The same check with the line that led there.
fn check_after(world: &World, line: &str) {
    let found = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check(world)));
    assert!(found.is_ok(), "after \"{line}\"");
}

fn same(one: &World, other: &World) -> bool {
    one.now == other.now
}

/// Plays one fight with random legal commands; how many steps it took.
fn fight(text: &str, seed: u8) -> usize {
    let mut world = setting(text);
    let mut chance = Chance(Dice::rolled([seed; 32]));
    let mut dice = Dice::rolled([seed.wrapping_add(100); 32]);
    for step in 0..400 {
        check(&world);
        let owed = world.now.questions.last().map(|question| question.of);
        let Some(who) = owed.or(world.now.encounter.as_ref().and_then(|fight| fight.current())) else { return step };
        let mut verbs = Vec::new();
        dispatch::verbs(&world, who, &mut verbs);
        assert!(
            !verbs.is_empty(),
            "{:?} may do nothing, not even end the turn",
            world.creature(who).map(|one| &one.name)
        );
        let verb = verbs[chance.below(verbs.len())].clone();
        let line = text::print_verb(&world, who, &verb);
        assert_eq!(text::parse_verb(&line, &world, who).as_ref(), Ok(&verb), "{line}");
        // A bent command is refused without a change, or it is legal and leads to a legal world.
        let other = bent(&world, &verb, &mut chance);
        let before = world.clone();
        if let Ok(events) = decide(&world, who, &other, &mut dice) {
            let mut changed = world.clone();
            apply(&mut changed, &events);
            check(&changed);
        }
        assert!(same(&before, &world));
        dice.take_shown();
        let events = decide(&world, who, &verb, &mut dice);
        let events = events.unwrap_or_else(|why| panic!("{line} was offered but refused: {why:?}"));
        // The same faces lead to the same events.
        let faces: Vec<Face> = dice.take_shown();
        let mut read = Dice::read(faces);
        assert_eq!(decide(&world, who, &verb, &mut read), Ok(events.clone()), "{line}");
        assert!(read.settled(), "{line}");
        apply(&mut world, &events);
        check_after(&world, &line);
    }
    400
}

#[test]
fn random_fights_never_lead_to_an_illegal_world() {
    let steps: usize = FIGHTS
        .iter()
        .enumerate()
        .flat_map(|(at, text)| (0..4).map(move |seed| (at, text, seed)))
        .map(|(at, text, seed)| fight(text, u8::try_from(at * 10 + seed).unwrap_or(0)))
        .sum();
    assert!(steps > 500, "only {steps} steps were played");
}

#[test]
fn what_nobody_plays_always_finds_something_legal_and_fights_end() {
    for (at, text) in FIGHTS.iter().enumerate() {
        let mut world = setting(text);
        let players: Vec<_> = world.now.players.keys().copied().collect();
        for player in players {
            apply(&mut world, &[Event::WentAway { player }]);
        }
        let mut dice = Dice::rolled([u8::try_from(at).unwrap_or(0); 32]);
        for _ in 0..3000 {
            let Some((who, verb)) = tactics::next(&world) else { break };
            let line = text::print_verb(&world, who, &verb);
            let events = decide(&world, who, &verb, &mut dice);
            let events = events.unwrap_or_else(|why| panic!("{line} was refused: {why:?}"));
            apply(&mut world, &events);
            check(&world);
        }
        assert!(world.now.encounter.is_none(), "the fight goes on for ever:\n{text}");
    }
}

/// What absent heroes did until the fight ended or nobody went on: how many of their steps were more than to guard.
fn without_players(text: &str, stead: Stead) -> (usize, bool) {
    let mut world = setting(text);
    let away = world.now.players.keys().map(|player| Event::WentAway { player: *player });
    let events: Vec<Event> = away.chain([Event::SteadAgreed { stead }]).collect();
    apply(&mut world, &events);
    let (mut dice, mut deeds) = (Dice::rolled([7; 32]), 0);
    for _ in 0..3000 {
        let Some((who, verb)) = tactics::next(&world) else { break };
        let hero = world.creature(who).is_some_and(|one| one.sheet().is_some());
        deeds += usize::from(hero && matches!(verb, Verb::Attack { .. } | Verb::Go(_)));
        let events = decide(&world, who, &verb, &mut dice).expect("legal");
        apply(&mut world, &events);
    }
    (deeds, world.now.encounter.is_some())
}

#[test]
fn absent_heroes_do_what_the_charter_says() {
    let (mut guarded, mut fought, mut waited) = (0, 0, 0);
    for text in FIGHTS {
        guarded += without_players(text, Stead::Guard).0;
        fought += without_players(text, Stead::Machine).0;
        for stead in [Stead::Pause, Stead::Friend] {
            let (deeds, goes_on) = without_players(text, stead);
            assert_eq!(deeds, 0, "play waits for him:\n{text}");
            waited += usize::from(goes_on);
        }
    }
    assert_eq!(guarded, 0, "they only guard themselves");
    assert!(fought > 20, "the machine fights for them: {fought}");
    assert!(waited > 0, "a fight stops at an absent hero's turn");
}

#[test]
fn monsters_of_the_book_have_arms_that_can_be_used() {
    let book = crate::srd::Book::standard();
    for block in book.monsters.values() {
        let world = setting(&format!(
            "map A . . . . .\n    . . . . . g\n    . . . . . .\n    . . . . . .\nAda A fighter 2\ngob g {}\n---\n",
            block.id
        ));
        let gob: &Creature = world.now.creatures.values().find(|one| one.name == "gob").unwrap();
        let attacks = block.actions.iter().any(|action| matches!(action.does, crate::srd::monster::Does::Attack(_)));
        assert_eq!(!arms::choices(&world, gob).is_empty(), attacks, "{}", block.id);
    }
}

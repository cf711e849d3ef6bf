//! Laws of growing: every class rises from the first to the twentieth level by legal offers alone, also beside another.

use super::advance::HitPoints;
use super::command::Verb;
use super::scene::Setting;
use super::unfold::Unfold;
use super::{caster, decide, dispatch, encounter, figure, owed, tactics, text};
use crate::dice::Dice;
use crate::srd::Book;
use crate::srd::id::{ClassId, MonsterId};
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::event::Event;
use crate::world::growth::Growth;
use crate::world::id::CreatureId;

const ADA: CreatureId = CreatureId(1);
/// Experience points that the twentieth level asks for.
const XP: u32 = 355_000;

fn apply(world: &mut World, events: &[Event]) {
    for event in events {
        world.apply(event).unwrap_or_else(|wrong| panic!("{event:?}: {wrong:?}"));
    }
}

/// Does what was offered; the line that means it must mean it again.
fn does(world: &mut World, verb: &Verb, dice: &mut Dice) {
    let line = text::print_verb(world, ADA, verb);
    assert_eq!(text::parse_verb(&line, world, ADA).as_ref(), Ok(verb), "{line}");
    let events = decide(world, ADA, verb, dice).unwrap_or_else(|why| panic!("{line} was offered but refused: {why:?}"));
    apply(world, &events);
}

fn exchanges(verb: &Verb) -> bool {
    matches!(verb, Verb::Grow(Growth::Forget(_) | Growth::GiveUp(_)))
}

/// Rises to the twentieth level in these classes by turns; how many choices were made.
fn rise(classes: &[&str], world: &mut World) -> usize {
    let mut dice = Dice::rolled([7; 32]);
    let mut made = 0;
    for step in 0..2000 {
        let mut verbs = Vec::new();
        dispatch::verbs(world, ADA, &mut verbs);
        let sheet = world.creature(ADA).and_then(|one| one.sheet()).unwrap();
        let level = sheet.level();
        let grows: Vec<&Verb> = verbs.iter().filter(|verb| matches!(verb, Verb::Grow(_)) && !exchanges(verb)).collect();
        if let Some(verb) = grows.get((step * 7) % grows.len().max(1)) {
            let verb = (*verb).clone();
            does(world, &verb, &mut dice);
            made += 1;
            continue;
        }
        // Now and then something that was learnt is given up for another.
        if let Some(verb) = verbs.iter().find(|verb| exchanges(verb) && level % 5 == 3).cloned() {
            does(world, &verb, &mut dice);
            continue;
        }
        if level == 20 {
            return made;
        }
        let class = ClassId::new(classes[usize::from(level) % classes.len()]);
        let hp = if level.is_multiple_of(2) { HitPoints::Average } else { HitPoints::Rolled };
        let up = |verb: &&Verb| matches!(verb, Verb::LevelUp(step) if step.class == class && step.hp == hp);
        let verb = verbs.iter().find(up).cloned();
        let verb = verb.unwrap_or_else(|| panic!("no level {} of {class} is offered", level + 1));
        does(world, &verb, &mut dice);
    }
    panic!("{classes:?} never reach the twentieth level");
}

/// A fight against a troll with nobody at the table.
fn fights(world: &mut World) {
    let mut dice = Dice::rolled([3; 32]);
    let players: Vec<_> = world.now.players.keys().copied().collect();
    for player in players {
        apply(world, &[Event::WentAway { player }]);
    }
    let events = {
        let mut now = Unfold::new(world, &mut dice);
        encounter::begin(&mut now, &[(MonsterId::new("troll"), Tile { x: 4, y: 1 })], None, &[]);
        now.finish()
    };
    apply(world, &events);
    for _ in 0..400 {
        let Some((who, verb)) = tactics::fighting(world) else { break };
        let line = text::print_verb(world, who, &verb);
        let events = decide(world, who, &verb, &mut dice);
        let events = events.unwrap_or_else(|why| panic!("{line} was refused: {why:?}"));
        apply(world, &events);
    }
    assert!(world.now.encounter.is_none(), "the fight goes on for ever");
}

fn check(classes: &[&str]) {
    let line = format!(
        "map . . . . . .\n    A . . . . .\n    . . . . . .\nAda A {} 1 whole xp {XP} str 15 dex 15 con 14 int 15 wis 15 cha 15 mace\n---\n",
        classes[0]
    );
    let mut world = Setting::read(&line).unwrap_or_else(|wrong| panic!("{wrong}")).world;
    let made = rise(classes, &mut world);
    let one = world.creature(ADA).unwrap();
    let sheet = one.sheet().unwrap();
    assert_eq!(sheet.level(), 20, "{classes:?}");
    assert!(made > 0, "{classes:?} chose nothing on their way");
    let left: Vec<Growth> = owed::owed(&world, sheet);
    assert!(
        left.iter().all(|it| matches!(it, Growth::Forget(_) | Growth::GiveUp(_))),
        "{classes:?} still owe {left:?}"
    );
    assert!(one.hp_max >= 20, "{classes:?} has {} hit points", one.hp_max);
    assert_eq!(figure::proficiency(&world, one), 6);
    let most = caster::slots(&world, one);
    assert!(most.iter().all(|count| *count <= 4), "{classes:?} has {most:?}");
    fights(&mut world);
}

#[test]
fn every_class_rises_to_the_twentieth_level_and_fights() {
    for class in Book::standard().classes.keys() {
        check(&[class.as_str()]);
    }
}

#[test]
fn two_classes_rise_together() {
    for classes in
        [["fighter", "wizard"], ["sorcerer", "paladin"], ["warlock", "bard"], ["monk", "druid"], ["cleric", "ranger"]]
    {
        check(&classes);
    }
}

#[test]
fn slots_of_several_classes_follow_the_book() {
    let slots = |line: &str| {
        let text = format!("map A\nAda A {line}\n---\n");
        let world = Setting::read(&text).unwrap_or_else(|wrong| panic!("{wrong}")).world;
        caster::slots(&world, world.creature(ADA).unwrap())
    };
    assert_eq!(slots("wizard 3")[..2], [4, 2]);
    assert_eq!(slots("paladin 5")[..2], [4, 2]);
    // 3 + 5 / 2 = 5 levels of a full caster.
    assert_eq!(slots("wizard 3 paladin 5")[..3], [4, 3, 2]);
    assert_eq!(slots("fighter 5 ranger 1")[..1], [0]);
    assert_eq!(slots("warlock 5 fighter 1")[..3], [0, 0, 0]);
}

//! Commands as lines: what a person, a scene or a bot writes, and how an offer is written so that it means itself.
//!
//! `Ada attacks gob with longsword`, `Ada casts sleep at 3,4`, `seat 2 plays Pip`. Ids of the book are written with
//! spaces for underscores. What [`print()`] writes, [`parse()`] reads back as the same command.

mod charms;
mod deeds;
mod fights;
mod find;
mod growth;
mod print;
mod tries;
mod walks;
mod wares;

pub use print::{print, print_verb};

use super::command::{Command, Verb};
use super::deputy;
use super::ready;
use crate::words::sentence::{Sentence, Value};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::id::{CreatureId, PlayerId, SeatId};

/// Why a line is no command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// It names nobody whom this player plays.
    Who(String),
    /// It says nothing that can be done.
    Verb(String),
    /// It names a creature that is not here.
    Creature(String),
    /// It names something that the book, the pack or the place does not have.
    Thing(String),
    /// It should say where, as in `3,4` or `north`.
    Where(String),
    /// It should say how many.
    Count(String),
}

impl Unclear {
    /// The sentence that says what to do instead.
    pub fn sentence(&self) -> Sentence {
        let (id, what) = match self {
            Unclear::Who(what) => ("unclear-who", what),
            Unclear::Verb(what) => ("unclear-verb", what),
            Unclear::Creature(what) => ("unclear-creature", what),
            Unclear::Thing(what) => ("unclear-thing", what),
            Unclear::Where(what) => ("unclear-where", what),
            Unclear::Count(what) => ("unclear-count", what),
        };
        Sentence::new(id).with("what", Value::text(what))
    }
}

/// Reads a player's line. The hero may be left out by whoever has one only; one whom he plays for a friend is named.
pub fn parse(line: &str, world: &World, player: PlayerId) -> Result<Command, Unclear> {
    let line = line.trim();
    let seats: Vec<SeatId> =
        world.now.seats.iter().filter(|(_, seat)| seat.player == player).map(|(id, _)| *id).collect();
    let lent: Vec<SeatId> =
        world.now.seats.keys().copied().filter(|seat| deputy::stands_in(world, player, *seat)).collect();
    let (seat, rest) = numbered(line, &seats)
        .or_else(|| named(line, world, &seats))
        .or_else(|| numbered(line, &lent))
        .or_else(|| named(line, world, &lent))
        .or_else(|| (seats.len() == 1).then(|| (seats[0], line)))
        .ok_or_else(|| Unclear::Who(line.to_owned()))?;
    match world.hero(seat) {
        // Whoever has lost a hero makes another one in the same seat.
        Some(hero) if hero.dead && sitting(rest).is_ok() => Ok(Command { seat, verb: sitting(rest)? }),
        Some(hero) => Ok(Command { seat, verb: parse_verb(rest, world, hero.id)? }),
        None => Ok(Command { seat, verb: sitting(rest)? }),
    }
}

/// Reads what one creature does, whoever plays it: the line without its name.
pub fn parse_verb(text: &str, world: &World, who: CreatureId) -> Result<Verb, Unclear> {
    let one = world.creature(who).ok_or_else(|| Unclear::Who(text.to_owned()))?;
    let said = Said { world, one };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let low = text.to_lowercase();
    let phrases = fights::PHRASES.iter().chain(deeds::PHRASES).chain(wares::PHRASES).chain(walks::PHRASES);
    let phrases = phrases.chain(charms::PHRASES).chain(tries::PHRASES);
    let mut fitting: Vec<_> = phrases.filter(|(phrase, _)| find::starts(&low, phrase)).collect();
    fitting.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    let (phrase, read) = fitting.first().ok_or_else(|| Unclear::Verb(text.clone()))?;
    read(&said, low[phrase.len()..].trim())
}

/// The creature a line begins with, by the longest name that fits, and what is left of the line.
pub fn actor<'a>(line: &'a str, world: &World) -> Option<(CreatureId, &'a str)> {
    let here = world.now.creatures.values();
    let (one, rest) =
        here.filter_map(|one| Some((one, find::after(line, &one.name)?))).max_by_key(|(one, _)| one.name.len())?;
    Some((one.id, rest))
}

/// A line about one creature, half read.
struct Said<'a> {
    world: &'a World,
    one: &'a Creature,
}

/// How the rest of a phrase is read.
type Read = fn(&Said<'_>, &str) -> Result<Verb, Unclear>;

fn numbered<'a>(line: &'a str, seats: &[SeatId]) -> Option<(SeatId, &'a str)> {
    let rest = find::after(line, "seat")?;
    let (number, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let seat = SeatId(number.parse().ok()?);
    seats.contains(&seat).then(|| (seat, rest.trim()))
}

fn named<'a>(line: &'a str, world: &World, seats: &[SeatId]) -> Option<(SeatId, &'a str)> {
    let heroes = seats.iter().filter_map(|seat| Some((*seat, world.hero(*seat)?)));
    let fitting = heroes.filter_map(|(seat, hero)| Some((seat, hero, find::after(line, &hero.name)?)));
    fitting.max_by_key(|(_, hero, _)| hero.name.len()).map(|(seat, _, rest)| (seat, rest))
}

/// What a seat without a hero can say: which ready-made hero it plays, or a whole plan.
fn sitting(text: &str) -> Result<Verb, Unclear> {
    if let Some(name) = find::after(text, "plays") {
        let plan = ready::heroes().iter().find(|plan| plan.name.to_lowercase() == name.to_lowercase());
        return plan.map(|plan| Verb::Create(Box::new(plan.clone()))).ok_or_else(|| Unclear::Thing(name.to_owned()));
    }
    if let Some(plan) = find::after(text, "makes") {
        return ron::from_str(plan)
            .map(|plan| Verb::Create(Box::new(plan)))
            .map_err(|_| Unclear::Thing(plan.to_owned()));
    }
    Err(Unclear::Verb(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::dice::Dice;
    use crate::rules::command::{Consent, Cost, Shoving};
    use crate::rules::resolve;
    use crate::srd::Book;
    use crate::srd::effect::Grant;
    use crate::srd::id::{ActionId, ItemId, MonsterId, SpellId};
    use crate::tale::map::Tile;
    use crate::world::creature::{Being, Side};
    use crate::world::event::{Event, Slot, Weapon};
    use crate::world::question::How;

    const ADA: PlayerId = PlayerId([1; 32]);
    const PIP: PlayerId = PlayerId([2; 32]);

    /// Ada the fighter and Elra the wizard of one player, Pip of another, and a goblin, at the start of our adventure.
    fn world() -> World {
        let tale = Arc::new(crate::tale::standard()[0].clone());
        let mut world = World::new(Arc::new(Book::standard().clone()), tale);
        for (player, name, seats) in [(ADA, "Ann", vec![SeatId(1), SeatId(2)]), (PIP, "Bea", vec![SeatId(3)])] {
            world.apply(&Event::Joined { player, name: name.into(), seats }).unwrap();
        }
        for (player, line) in [(ADA, "seat 1 plays ada"), (ADA, "seat 2 plays Elra"), (PIP, "plays pip")] {
            let command = parse(line, &world, player).unwrap();
            for event in resolve(&world, player, &command, &mut Dice::read([])).unwrap() {
                world.apply(&event).unwrap();
            }
        }
        let mut goblin = world.hero(SeatId(1)).unwrap().clone();
        goblin.id = CreatureId(40);
        goblin.name = "goblin 2".into();
        goblin.side = Side::Foes;
        goblin.being = Being::Monster(MonsterId::new("goblin"));
        world.now.creatures.insert(goblin.id, goblin);
        world
    }

    /// The line means the verb, and the verb is written as `back` (the line itself where that is empty).
    fn check(line: &str, verb: Verb, back: &str) {
        let world = world();
        let command = parse(line, &world, ADA).unwrap_or_else(|why| panic!("{line}: {why:?}"));
        assert_eq!(command.verb, verb, "{line}");
        assert_eq!(print(&world, &command), if back.is_empty() { line } else { back });
        assert_eq!(parse(&print(&world, &command), &world, ADA), Ok(command));
    }

    fn unclear(line: &str, why: &str) {
        let told = format!("{:?}", parse(line, &world(), ADA).unwrap_err());
        assert!(told.starts_with(why), "{line}: {told}");
    }

    #[test]
    fn attacks_are_said_as_they_are_made() {
        let goblin = CreatureId(40);
        let held = |item| Weapon::Held(ItemId::new(item));
        let attack = |weapon| Verb::Attack { target: goblin, weapon };
        check("Ada attacks goblin 2 with longsword", attack(held("longsword")), "");
        check("ada Attacks the Goblin 2", attack(held("longsword")), "Ada attacks goblin 2 with longsword");
        check("Ada attacks goblin 2 unarmed", attack(Weapon::Unarmed), "");
        check("Ada throws handaxe at goblin 2", attack(Weapon::Thrown(ItemId::new("handaxe"))), "");
        let both = Weapon::BothHands(ItemId::new("longsword"));
        check("Ada attacks goblin 2 with longsword in both hands", attack(both), "");
        check("Ada shoves goblin 2 away", Verb::Shove { target: goblin, prone: Shoving::Away }, "");
        check("Ada dashes as a bonus action", Verb::Act { action: Grant::Dash, cost: Cost::Bonus }, "");
        check("Ada answers no", Verb::Answer { yes: Consent::No }, "");
        check("Ada ends turn", Verb::EndTurn, "Ada ends the turn");
    }

    #[test]
    fn spells_name_whom_where_and_the_slot() {
        let world = world();
        let id = |seat: u8| world.hero(SeatId(seat)).unwrap().id;
        let cast = |spell, level, targets: &[CreatureId], at| Verb::Cast {
            spell: SpellId::new(spell),
            level,
            targets: targets.to_vec(),
            at,
            how: How::default(),
        };
        check("Elra casts fire bolt on goblin 2", cast("fire_bolt", 0, &[CreatureId(40)], None), "");
        check("Elra casts sleep at 3,4", cast("sleep", 1, &[], Some(Tile { x: 3, y: 4 })), "");
        check("Elra casts sleep at 3,4 at level 2", cast("sleep", 2, &[], Some(Tile { x: 3, y: 4 })), "");
        let three = [CreatureId(40), CreatureId(40), id(3)];
        check("Elra casts magic missile on goblin 2, goblin 2, Pip", cast("magic_missile", 1, &three, None), "");
        check("Elra casts shield", cast("shield", 1, &[], None), "");
        let ritual =
            Verb::Ritual { spell: SpellId::new("detect_magic"), targets: vec![], at: None, how: How::default() };
        check("Elra casts detect magic as a ritual", ritual, "");
    }

    #[test]
    fn things_and_places_are_named_by_their_ids() {
        let world = world();
        let pip = world.hero(SeatId(3)).unwrap().id;
        let torch = ItemId::new("torch");
        check("Ada gives 2 torch to Pip", Verb::Give { to: pip, item: torch.clone(), count: 2 }, "");
        check("Ada gives 250 cp to Pip", Verb::GiveCoins { to: pip, cp: 250 }, "");
        check(
            "Ada equips longsword as main hand",
            Verb::Equip { item: ItemId::new("longsword"), slot: Slot::MainHand },
            "",
        );
        check("Ada puts away the shield", Verb::Unequip { slot: Slot::Shield }, "");
        check("Ada uses torch", Verb::UseItem { item: torch, target: None }, "");
        check("Ada takes a short rest", Verb::ShortRest, "");
    }

    #[test]
    fn ways_are_said_by_direction_or_by_where_they_end() {
        let world = world();
        let at = world.hero(SeatId(1)).unwrap().at;
        let step = |x, y| Tile { x: at.x + x, y: at.y + y };
        check("Ada goes north", Verb::Go(vec![step(0, -1)]), "");
        let Verb::Go(path) = parse("Ada goes north 2", &world, ADA).unwrap().verb else { panic!("no way") };
        assert_eq!(path, [step(0, -1), step(0, -2)]);
        let far = format!("Ada goes to {},{}", at.x, at.y - 3);
        let command = parse(&far, &world, ADA).unwrap();
        assert_eq!(print(&world, &command), far);
    }

    #[test]
    fn a_monster_does_what_its_block_names() {
        let world = world();
        let (goblin, rest) = actor("goblin 2 attacks Ada", &world).unwrap();
        let verb = parse_verb(rest, &world, goblin).unwrap();
        let ada = world.hero(SeatId(1)).unwrap().id;
        assert_eq!(verb, Verb::Attack { target: ada, weapon: Weapon::Action(ActionId::new("scimitar")) });
        assert_eq!(print_verb(&world, goblin, &verb), "attacks Ada with scimitar");
    }

    #[test]
    fn what_is_unclear_is_said() {
        unclear("Pip attacks goblin 2", "Who");
        unclear("nobody attacks", "Who");
        unclear("Ada juggles", "Verb");
        unclear("Ada attacks dragon", "Creature");
        unclear("Ada casts great joy", "Thing");
        unclear("Ada goes sideways", "Where");
        unclear("Ada gives some cp to Pip", "Count");
        unclear("", "Who");
        unclear("Ada", "Verb");
        unclear("Ada goes", "Where");
    }
}

//! What a scene begins with: a map, who stands on it, and whose turn it is.
//!
//! `map` rows: `.` floor, `#` wall, `~` deep water, `^` rough ground, `+` a low wall that gives cover, letters for creatures.
//! `dark` makes the map dark; `exploring` begins no fight although foes are there; `initiative` rolls for turns (its
//! faces follow as `dice`), else turns go in the order of the lines. A creature's line: a name, its letter, and words in any
//! order: a class with its level or a monster; a race; `hp 5` or `hp 5/12`; `temp 3`; scores (`str 18`); things (a number
//! before one counts it; the first weapon is in hand); spells (`casts shield` where a thing has the same name); features; skills; conditions (with `by NAME`); `friend`,
//! `foe` or `bystander`; `of NAME` (its master); `away`; `slots 9` (spell slots up to that level); `dying`, `stable`, `dead`; `reacted`;
//! `hidden 15`; `surprised`; `exhaustion 2`; `xp 300`; `whole` (all open choices are made, the first one first).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::props::Props;
use super::word::sheet_mut;
use super::{SceneProblem, board, word};
use crate::dice::Face;
use crate::rules::figure;
use crate::rules::owed;
use crate::srd::Book;
use crate::srd::ability::{Ability, Scores};
use crate::srd::condition::Condition;
use crate::srd::id::{BackgroundId, ClassId, ItemId, MonsterId, RaceId};
use crate::tale::Tale;
use crate::tale::id::MapId;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::{Being, Creature, Sheet, Side};
use crate::world::event::Event;
use crate::world::growth::Growth;
use crate::world::id::{CreatureId, OngoingId, PlayerId, SeatId};
use crate::world::memo::{Kept, Memo};
use crate::world::ongoing::{Expires, Ongoing};

/// A scene's beginning.
pub struct Setting {
    /// The world before the first command.
    pub world: World,
    /// How many lines it takes, the `---` included.
    pub head_lines: usize,
    /// The faces of a rolled initiative.
    pub initiative: Option<Vec<Face>>,
}

/// One creature's line, read.
pub(super) struct Row {
    pub(super) creature: Creature,
    letter: char,
    pub(super) away: bool,
    pub(super) surprised: bool,
    /// Slots up to this level, whatever the class has.
    pub(super) slots: Option<usize>,
    /// Makes all choices that are open.
    pub(super) whole: bool,
    /// The name of its master.
    pub(super) master: Option<String>,
    /// Conditions and the name of who caused them.
    pub(super) conditions: Vec<(Condition, Option<String>)>,
}

/// What is read before a world can be made.
#[derive(Default)]
struct Head {
    rows: Vec<String>,
    lit: bool,
    fight: bool,
    initiative: Option<Vec<Face>>,
    creatures: Vec<Row>,
    props: Props,
}

impl Setting {
    /// Reads the lines above `---`.
    pub fn read(text: &str) -> Result<Setting, SceneProblem> {
        let book = Book::standard();
        let mut head = Head { lit: true, fight: true, ..Head::default() };
        let mut in_map = false;
        let mut head_lines = 0;
        let mut ended = false;
        for line in text.lines() {
            head_lines += 1;
            if line.trim() == "---" {
                ended = true;
                break;
            }
            in_map = head_line(book, &mut head, line, in_map).map_err(|why| SceneProblem { line: head_lines, why })?;
        }
        let wrong = |why: &str| SceneProblem { line: head_lines, why: why.to_owned() };
        if !ended {
            return Err(wrong("a line --- must end what the scene begins with"));
        }
        let initiative = head.initiative.clone();
        let world = make(book, head).map_err(|why| wrong(&why))?;
        Ok(Setting { world, head_lines, initiative })
    }
}

/// Reads one line; whether the next one may go on with the map.
fn head_line(book: &Book, head: &mut Head, line: &str, in_map: bool) -> Result<bool, String> {
    let bare = line.trim();
    if bare.is_empty() || bare.starts_with('#') && !in_map {
        return Ok(false);
    }
    if let Some(row) = bare.strip_prefix("map ") {
        head.rows.push(row.to_owned());
        return Ok(true);
    }
    if in_map && line.starts_with(' ') {
        head.rows.push(bare.to_owned());
        return Ok(true);
    }
    if head.props.line(line)? {
        return Ok(false);
    }
    match bare.split_whitespace().next() {
        Some("dark") => head.lit = false,
        Some("exploring") => head.fight = false,
        Some("initiative") => {
            let faces = bare.split_whitespace().filter_map(|word| word.parse().ok().map(Face));
            head.initiative = Some(faces.collect());
        }
        _ => {
            let number = u16::try_from(head.creatures.len()).unwrap_or(u16::MAX) + 1;
            head.creatures.push(row(book, bare, CreatureId(number))?);
        }
    }
    Ok(false)
}

fn row(book: &Book, line: &str, id: CreatureId) -> Result<Row, String> {
    let mut words = line.split_whitespace().peekable();
    let name = words.next().unwrap_or_default().to_owned();
    let letter = words.next().filter(|word| word.chars().count() == 1).and_then(|word| word.chars().next());
    let letter = letter.ok_or_else(|| format!("after \"{name}\" comes its letter on the map"))?;
    let rest: Vec<&str> = words.collect();
    // Some words name a class and a stat block: with a level behind it the class is meant. A hero may own an animal.
    let level = |at: usize| rest.get(at + 1).is_some_and(|next| next.parse::<u8>().is_ok());
    let class = |(at, word): (usize, &&str)| {
        let both = book.monsters.contains_key(&MonsterId::new(word));
        book.classes.contains_key(&ClassId::new(word)) && (level(at) || !both)
    };
    let hero = rest.iter().enumerate().any(class);
    let mut monsters = rest.iter().map(|word| MonsterId::new(word)).filter(|_| !hero);
    let monster = monsters.find(|id| book.monsters.contains_key(id));
    let being = match monster {
        Some(monster) => Being::Monster(monster),
        None => Being::Hero(Kept::new(plain_sheet(&rest, book)?)),
    };
    let creature = Creature::new(id, name, being);
    let mut row = Row {
        creature,
        letter,
        away: false,
        surprised: false,
        slots: None,
        whole: false,
        master: None,
        conditions: Vec::new(),
    };
    if let Being::Monster(monster) = &row.creature.being
        && let Some(block) = book.monsters.get(monster)
    {
        row.creature.size = block.size;
        row.creature.hp_max = block.hp.average().max(1);
    } else {
        row.creature.hp_max = hero_hp(book, &row.creature);
        row.creature.size = row
            .creature
            .sheet()
            .and_then(|sheet| book.races.get(&sheet.race))
            .map_or(row.creature.size, |race| race.size);
    }
    row.creature.hp = row.creature.hp_max;
    let mut at = 0;
    while let Some(word) = rest.get(at) {
        let next = rest.get(at + 1).copied();
        at += word::read(book, &mut row, word, next, rest.get(at + 2).copied())?;
    }
    Ok(row)
}

/// A sheet with the class, the level and the race that a line names; scores as a class likes them.
fn plain_sheet(words: &[&str], book: &Book) -> Result<Sheet, String> {
    let mut classes = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let class = ClassId::new(word);
        if book.classes.contains_key(&class) {
            let level = words.get(at + 1).and_then(|level| level.parse().ok()).unwrap_or(1);
            classes.push((class, level));
        }
    }
    let (first, _) = classes.first().ok_or("neither a monster nor a class of the book is named")?;
    let scores = match first.as_str() {
        "fighter" => Scores { str: 16, dex: 14, con: 14, int: 10, wis: 12, cha: 10 },
        "rogue" => Scores { str: 10, dex: 16, con: 14, int: 12, wis: 12, cha: 10 },
        "wizard" => Scores { str: 8, dex: 14, con: 14, int: 16, wis: 12, cha: 10 },
        "barbarian" => Scores { str: 16, dex: 14, con: 14, int: 8, wis: 12, cha: 10 },
        "monk" | "ranger" => Scores { str: 12, dex: 16, con: 14, int: 10, wis: 14, cha: 8 },
        "paladin" => Scores { str: 16, dex: 10, con: 14, int: 8, wis: 12, cha: 14 },
        "bard" | "sorcerer" | "warlock" => Scores { str: 8, dex: 14, con: 14, int: 10, wis: 12, cha: 16 },
        _ => Scores { str: 14, dex: 10, con: 14, int: 10, wis: 16, cha: 12 },
    };
    let race = words.iter().map(|word| RaceId::new(word)).find(|race| book.races.contains_key(race));
    Ok(Sheet {
        seat: SeatId(0),
        race: race.unwrap_or_else(|| RaceId::new("human")),
        background: BackgroundId::new("acolyte"),
        classes,
        scores,
        skills: BTreeSet::new(),
        expertise: BTreeSet::new(),
        chosen: BTreeSet::new(),
        languages: BTreeSet::new(),
        tools: BTreeSet::new(),
        raised: 0,
        inherited: BTreeSet::new(),
        cantrips: BTreeSet::new(),
        spellbook: BTreeSet::new(),
        prepared: BTreeSet::new(),
        learnt: BTreeMap::new(),
        granted: BTreeMap::new(),
        exchanges: None,
        xp: 0,
        hit_dice_spent: 0,
        memo: Memo::default(),
    })
}

/// The most at the first level, the average at each further one.
fn hero_hp(book: &Book, one: &Creature) -> i32 {
    let Some(sheet) = one.sheet() else { return 1 };
    let die = |class: &ClassId| book.classes.get(class).map_or(8, |class| i32::from(class.hit_die));
    let first = sheet.classes.first().map_or(8, |(class, _)| die(class));
    let average = sheet.classes.iter().map(|(class, level)| i32::from(*level) * (die(class) / 2 + 1)).sum::<i32>();
    let con = sheet.scores.modifier(Ability::Con);
    first - (first / 2 + 1) + average + i32::from(sheet.level()) * con
}

fn make(book: &Book, head: Head) -> Result<World, String> {
    let (map, spots) = board::map(&head.rows, head.lit);
    let id = MapId::new("scene");
    let start = (id.clone(), Tile::default());
    let mut tale = Tale { start, maps: BTreeMap::from([(id.clone(), map)]), ..Tale::default() };
    head.props.put(&mut tale, &id, |letter| spots.get(&letter).cloned().unwrap_or_default())?;
    let mut book = book.clone();
    head.creatures.iter().for_each(|row| grants(&mut book, row));
    let mut world = World::new(Arc::new(book), Arc::new(tale));
    let happens = |world: &mut World, event: Event| world.apply(&event).map_err(|why| why.0);
    if !head.props.unbegun {
        happens(&mut world, Event::TaleBegan)?;
    }
    head.props.sit(&mut world)?;
    head.props.roam(&mut world);
    let names: BTreeMap<String, CreatureId> =
        head.creatures.iter().map(|row| (row.creature.name.clone(), row.creature.id)).collect();
    let (mut foes, mut surprised, mut order) = (Vec::new(), Vec::new(), Vec::new());
    let mut next = world.now.next_ongoing;
    for mut row in head.creatures {
        let one = &mut row.creature;
        let spot = spots.get(&row.letter).and_then(|tiles| tiles.first());
        one.at = *spot.ok_or_else(|| format!("{} is not on the map", row.letter))?;
        for (condition, by) in &row.conditions {
            let by = by.as_ref().and_then(|by| names.get(by)).copied().unwrap_or(one.id);
            let ongoing = lasting(OngoingId(next), *condition, by);
            one.ongoing.insert(ongoing.id, ongoing);
            next += 1;
        }
        one.master = row.master.as_ref().and_then(|name| names.get(name)).copied();
        if row.surprised {
            surprised.push(one.id);
        }
        if one.side != Side::Bystanders {
            order.push((one.id, 0));
        }
        world.now.next_ongoing = next;
        let (side, away, whole) = (one.side, row.away, row.whole);
        match one.sheet().is_some() {
            true => seat(&mut world, row.creature, away, whole)?,
            false if side == Side::Foes => foes.push(row.creature),
            false => stands(&mut world, row.creature),
        }
    }
    if head.fight
        && (!foes.is_empty()
            || order.iter().any(|(id, _)| world.creature(*id).is_some_and(|one| one.side == Side::Foes)))
    {
        happens(&mut world, Event::EncounterBegan { foes, surprised, won: Vec::new() })?;
        world = started(world);
        if head.initiative.is_none() {
            let first = order.first().map(|(id, _)| *id);
            let reacted: Vec<CreatureId> =
                world.now.creatures.values().filter(|one| one.reacted).map(|one| one.id).collect();
            happens(&mut world, Event::OrderSettled { order })?;
            if let Some(creature) = first {
                happens(&mut world, Event::TurnBegan { creature, round: 1 })?;
            }
            for id in reacted {
                if let Some(one) = world.now.creatures.get_mut(&id) {
                    one.reacted = true;
                }
            }
        }
    } else {
        foes.into_iter().for_each(|foe| stands(&mut world, foe));
    }
    Ok(world)
}

/// What holds of stat blocks from the start of a fight; nobody rolls for it.
fn started(world: World) -> World {
    let all: Vec<CreatureId> = world.now.creatures.keys().copied().collect();
    let mut dice = crate::dice::Dice::read([]);
    let mut unfold = crate::rules::unfold::Unfold::owning(world, &mut dice);
    all.into_iter().for_each(|id| crate::rules::nature::starts(&mut unfold, id));
    unfold.finish_owning().0
}

/// Somebody stands there without a fight.
fn stands(world: &mut World, one: Creature) {
    world.now.next_creature = world.now.next_creature.max(one.id.0 + 1);
    world.now.creatures.insert(one.id, one);
}

/// The slots of a full caster up to some level, in the row of the class that a line names.
const FULL_SLOTS: [u8; 9] = [4, 3, 3, 3, 3, 2, 2, 1, 1];

/// Slots that a line grants stand in the scene's own book.
fn grants(book: &mut Book, row: &Row) {
    let (Some(most), Some(sheet)) = (row.slots, row.creature.sheet()) else { return };
    for (class, level) in &sheet.classes {
        let Some(levels) = book.classes.record_mut(class).map(|class| &mut class.levels) else { continue };
        let Some(last) = levels.last().cloned() else { continue };
        while levels.len() < usize::from(*level) {
            levels.push(last.clone());
        }
        if let Some(level) = levels.get_mut(usize::from(*level) - 1) {
            level.slots = FULL_SLOTS.iter().take(most).copied().collect();
        }
    }
}

/// A hero gets a seat and a player of his own, with what his class carries for its spells.
fn seat(world: &mut World, mut hero: Creature, away: bool, whole: bool) -> Result<(), String> {
    let number = u8::try_from(hero.id.0).map_err(|_| "too many creatures".to_owned())?;
    let (player, seat) = (PlayerId([number; 32]), SeatId(number));
    if let Some(sheet) = sheet_mut(&mut hero) {
        sheet.seat = seat;
        if whole {
            fill(world, sheet);
        }
        let focus = match sheet.classes.first().map(|(class, _)| class.as_str()) {
            Some("wizard" | "sorcerer" | "warlock" | "druid" | "bard" | "ranger") => Some("component_pouch"),
            Some("cleric" | "paladin") => Some("emblem_holy_symbol"),
            _ => None,
        };
        if let Some(focus) = focus {
            hero.pack.items.entry(ItemId::new(focus)).or_insert(1);
        }
    }
    // The bonus hit points of dwarves and the like are part of what a line says, or of the class's usual ones.
    debug_assert!(figure::incapacitated(&hero) || hero.hp > 0);
    let name = hero.name.clone();
    let mut happens = |event: Event| world.apply(&event).map_err(|why| why.0);
    happens(Event::Joined { player, name, seats: vec![seat] })?;
    happens(Event::HeroMade { seat, hero: Box::new(hero) })?;
    if away { happens(Event::WentAway { player }) } else { Ok(()) }
}

/// Makes every choice that is open, the first one first.
fn fill(world: &World, sheet: &mut Sheet) {
    let exchange = |growth: &Growth| matches!(growth, Growth::Forget(_) | Growth::GiveUp(_));
    while let Some(growth) = owed::owed(world, sheet).into_iter().find(|growth| !exchange(growth)) {
        sheet.grow(&growth);
    }
}

fn lasting(id: OngoingId, condition: Condition, source: CreatureId) -> Ongoing {
    // A hold by somebody is a grapple, which ends as grapples do.
    let name = if condition == Condition::Grappled { "grapple" } else { condition.as_str() };
    Ongoing { condition: Some(condition), ..Ongoing::new(id, name.into(), source, Expires::Never) }
}

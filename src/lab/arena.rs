//! The arena: one fight, fought again and again with other dice, and what it comes to.
//!
//! A bout hangs on the seed and its own number alone, so that it does not matter how many are fought at a time, or in
//! which order: the digest of all of them is the same.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use smol_str::SmolStr;

use super::party;
use crate::dice::Dice;
use crate::rules::skirmish;
use crate::srd::Book;
use crate::srd::budget::Budget;
use crate::srd::id::{ClassId, MonsterId};
use crate::tale::Tale;
use crate::tale::id::MapId;
use crate::tale::map::{Ground, Map, Tile};
use crate::world::World;
use crate::world::event::{Event, Outcome};
use crate::world::id::{PlayerId, SeatId};

/// Heroes and monsters in one fight at the most, each.
pub const FIGHTERS_MAX: usize = 16;
/// After so many rounds nobody wins any more.
const ROUNDS_MAX: u32 = 100;
/// Both sides begin so many squares apart.
const APART_SQUARES: i16 = 6;
/// Squares from top to bottom.
const HEIGHT: i16 = 12;
/// The one who holds all seats, and is away.
const PLAYER: PlayerId = PlayerId([1; 32]);

/// A fight that is ready to begin.
#[derive(Debug)]
pub struct Arena {
    world: World,
    foes: Vec<(MonsterId, Tile)>,
    seed: u64,
    /// What the foes are worth together, in XP.
    pub xp: u32,
    /// What the heroes can take, by their levels.
    pub budget: Budget,
}

/// How one fight went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bout {
    /// The heroes were left standing.
    pub won: bool,
    /// Rounds that were begun.
    pub rounds: u32,
    /// BLAKE3 over every face that fell and the world at the end.
    pub digest: [u8; 32],
}

/// What many bouts come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Odds {
    /// How many were fought.
    pub fights: u64,
    /// How many the heroes won.
    pub wins: u64,
    /// Rounds of all of them together.
    pub rounds: u64,
    /// BLAKE3 over the digests of all bouts in their order.
    pub digest: [u8; 32],
}

/// Why there is no such fight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArenaProblem {
    /// A hero is not written as class:level.
    NotAHero(String),
    /// The book has no such class; those it has.
    UnknownClass(String, Vec<String>),
    /// The book has no such stat block; the nearest names.
    UnknownMonster(String, Vec<String>),
    /// The count behind the star is none.
    NotACount(String),
    /// Nobody on one side.
    Nobody(&'static str),
    /// More on one side than there is room for.
    TooMany(&'static str),
    /// The class does not go so far.
    LevelTooHigh {
        /// Which.
        class: String,
        /// What was asked for.
        asked: u8,
        /// As far as it goes.
        most: u8,
    },
    /// Nobody of the class can be made.
    NoPlan {
        /// Which.
        class: String,
    },
}

impl Arena {
    /// The fight of heroes (`fighter:5,cleric:5`) against monsters (`troll,goblin*3`) of the book.
    pub fn new(heroes: &str, monsters: &str, seed: u64) -> Result<Arena, ArenaProblem> {
        let book = Book::standard();
        let heroes = party_of(book, heroes)?;
        let foes = foes_of(book, monsters)?;
        let mut world = World::new(Arc::new(book.clone()), Arc::new(ground(&foes, book)));
        let count = u8::try_from(heroes.len()).unwrap_or(u8::MAX);
        let seats: Vec<SeatId> = (0..count).map(SeatId).collect();
        let happens = |world: &mut World, event: Event| {
            let done = world.apply(&event);
            assert!(done.is_ok(), "the arena made {event:?}, but {done:?}");
        };
        happens(&mut world, Event::Joined { player: PLAYER, name: "Arena".to_owned(), seats: seats.clone() });
        for ((class, level), seat) in heroes.iter().zip(&seats) {
            party::hero(&mut world, PLAYER, *seat, class, *level)?;
        }
        party::rest_and_prepare(&mut world, PLAYER, &seats);
        let map = world.now.place.map.clone();
        let spots = world.heroes().map(|hero| hero.id).zip(lines(1, &vec![1; heroes.len()])).collect();
        happens(&mut world, Event::Travelled { map, spots });
        happens(&mut world, Event::WentAway { player: PLAYER });
        let worth = |id| book.monsters.get(id).map_or(0, |monster| monster.xp);
        let (xp, budget) = (foes.iter().map(worth).sum(), Budget::of(heroes.iter().map(|(_, level)| *level)));
        let sides: Vec<i16> = foes.iter().map(|id| side(book, id)).collect();
        let foes = foes.into_iter().zip(lines(1 + APART_SQUARES, &sides)).collect();
        Ok(Arena { world, foes, seed, xp, budget })
    }

    /// Fights one bout.
    pub fn bout(&self, number: u64) -> Bout {
        let mut world = self.world.clone();
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.seed.to_le_bytes()).update(&number.to_le_bytes());
        let mut dice = Dice::rolled(*hasher.finalize().as_bytes());
        let mut events = skirmish::begin(&mut world, &self.foes, &mut dice);
        let (mut won, mut rounds) = (false, 0);
        loop {
            for event in &events {
                match event {
                    Event::TurnBegan { round, .. } => rounds = *round,
                    Event::EncounterEnded { outcome } => won = *outcome == Outcome::Won,
                    _ => {}
                }
            }
            if rounds > ROUNDS_MAX {
                break;
            }
            let Some(more) = skirmish::fight_on(&mut world, &mut dice) else { break };
            events = more;
        }
        let mut all = blake3::Hasher::new();
        for face in dice.take_shown() {
            all.update(&face.0.to_le_bytes());
        }
        all.update(&world.digest());
        Bout { won, rounds, digest: *all.finalize().as_bytes() }
    }
}

impl Odds {
    /// What bouts come to, given in the order of their numbers.
    pub fn of(bouts: &[Bout]) -> Odds {
        let mut hasher = blake3::Hasher::new();
        bouts.iter().for_each(|bout| {
            hasher.update(&bout.digest);
        });
        Odds {
            fights: bouts.len() as u64,
            wins: bouts.iter().filter(|bout| bout.won).count() as u64,
            rounds: bouts.iter().map(|bout| u64::from(bout.rounds)).sum(),
            digest: *hasher.finalize().as_bytes(),
        }
    }

    /// Rounds a fight, on average.
    pub fn rounds_mean(&self) -> f64 {
        if self.fights == 0 { 0.0 } else { self.rounds as f64 / self.fights as f64 }
    }
}

fn party_of(book: &Book, text: &str) -> Result<Vec<(ClassId, u8)>, ArenaProblem> {
    let mut all = Vec::new();
    for word in words(text) {
        let Some((class, level)) = word.split_once(':') else { return Err(ArenaProblem::NotAHero(word.to_owned())) };
        let id = ClassId::new(&plain(class));
        if !book.classes.contains_key(&id) {
            let known = book.classes.keys().map(ToString::to_string).collect();
            return Err(ArenaProblem::UnknownClass(class.to_owned(), known));
        }
        let level: u8 = level.trim().parse().map_err(|_| ArenaProblem::NotAHero(word.to_owned()))?;
        if !(1..=20).contains(&level) {
            return Err(ArenaProblem::NotAHero(word.to_owned()));
        }
        all.push((id, level));
    }
    counted("heroes", all)
}

fn foes_of(book: &Book, text: &str) -> Result<Vec<MonsterId>, ArenaProblem> {
    let mut all = Vec::new();
    for word in words(text) {
        let (name, count) = word.split_once('*').unwrap_or((word, "1"));
        let id = MonsterId::new(&plain(name));
        if !book.monsters.contains_key(&id) {
            return Err(ArenaProblem::UnknownMonster(name.trim().to_owned(), near(book, id.as_str())));
        }
        let count: usize = count.trim().parse().map_err(|_| ArenaProblem::NotACount(word.to_owned()))?;
        if count == 0 {
            return Err(ArenaProblem::NotACount(word.to_owned()));
        }
        all.extend(std::iter::repeat_n(id, count.min(FIGHTERS_MAX + 1)));
    }
    counted("monsters", all)
}

fn counted<T>(side: &'static str, all: Vec<T>) -> Result<Vec<T>, ArenaProblem> {
    match all.len() {
        0 => Err(ArenaProblem::Nobody(side)),
        1..=FIGHTERS_MAX => Ok(all),
        _ => Err(ArenaProblem::TooMany(side)),
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|word| !word.is_empty())
}

/// A name as the tables write it: `Young Red Dragon` is `young_red_dragon`.
fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

/// Names that share the most with what was written.
fn near(book: &Book, name: &str) -> Vec<String> {
    let pairs = |text: &str| text.as_bytes().windows(2).map(<[u8]>::to_vec).collect::<std::collections::BTreeSet<_>>();
    let wanted = pairs(name);
    let mut all: Vec<(usize, &MonsterId)> = book
        .monsters
        .keys()
        .map(|id| (pairs(id.as_str()), id))
        .map(|(own, id)| (wanted.intersection(&own).count() * 1000 / (own.len() + wanted.len()).max(1), id))
        .collect();
    all.sort_by_key(|(score, id)| (std::cmp::Reverse(*score), (*id).clone()));
    all.into_iter().take(3).filter(|(score, _)| *score > 200).map(|(_, id)| id.to_string()).collect()
}

/// An open floor in full light, wide enough for everyone.
fn ground(foes: &[MonsterId], book: &Book) -> Tale {
    let id = MapId::new("arena");
    let sides: Vec<i16> = foes.iter().map(|id| side(book, id)).collect();
    let right = lines(1 + APART_SQUARES, &sides).into_iter().zip(&sides).map(|(tile, side)| tile.x + side);
    let width = right.max().unwrap_or(0) + 4;
    let count = usize::from(width.unsigned_abs()) * usize::from(HEIGHT.unsigned_abs());
    let ground = vec![Ground { lit: true, ..Ground::default() }; count];
    let looks = vec![vec![SmolStr::new("floor"); count]];
    let map = Map { width, height: HEIGHT, ground, looks, restful: true, ..Map::default() };
    Tale { start: (id.clone(), Tile { x: 1, y: 5 }), maps: BTreeMap::from([(id, map)]), ..Tale::default() }
}

fn side(book: &Book, id: &MonsterId) -> i16 {
    book.monsters.get(id).map_or(1, |block| i16::from(block.size.squares()))
}

/// Places for creatures of these sizes, in files from the middle outwards, one row behind the other from a column on.
fn lines(from: i16, sides: &[i16]) -> Vec<Tile> {
    let mut spots = Vec::new();
    let mut column = from;
    let mut rest = sides;
    while let Some(widest) = rest.iter().max().copied() {
        let rows = usize::try_from(HEIGHT / (widest + 1)).unwrap_or(1).max(1);
        let (these, others) = rest.split_at(rows.min(rest.len()));
        let height = i16::try_from(these.len()).unwrap_or(1) * (widest + 1) - 1;
        let top = (HEIGHT - height) / 2;
        spots.extend((0..).zip(these).map(|(row, _)| Tile { x: column, y: top + row * (widest + 1) }));
        column += widest + 1;
        rest = others;
    }
    spots
}

impl fmt::Display for ArenaProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ArenaProblem::NotAHero(word) => {
                write!(f, "\"{word}\" is no hero: write class:level with a level from 1 to 20, like fighter:5")
            }
            ArenaProblem::UnknownClass(class, known) => {
                write!(f, "the book has no class \"{class}\": choose one of {}", known.join(", "))
            }
            ArenaProblem::UnknownMonster(name, near) if near.is_empty() => {
                write!(f, "the book has no monster \"{name}\": write its name as in the book, like troll or goblin*3")
            }
            ArenaProblem::UnknownMonster(name, near) => {
                write!(f, "the book has no monster \"{name}\": did you mean {}?", near.join(", "))
            }
            ArenaProblem::NotACount(word) => write!(f, "\"{word}\" says no number of monsters: write goblin*3"),
            ArenaProblem::Nobody(side) => {
                write!(f, "there are no {side}: name from 1 to {FIGHTERS_MAX}, with commas between them")
            }
            ArenaProblem::TooMany(side) => {
                write!(f, "there are too many {side}: name from 1 to {FIGHTERS_MAX}, with commas between them")
            }
            ArenaProblem::LevelTooHigh { class, asked, most } => {
                write!(f, "the book takes a {class} no further than level {most}: ask for {class}:{most}, not {asked}")
            }
            ArenaProblem::NoPlan { class } => write!(f, "no {class} can be made by the book: choose another class"),
        }
    }
}

impl std::error::Error for ArenaProblem {}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(heroes: &str, monsters: &str, told: &str) {
        let problem = Arena::new(heroes, monsters, 1).map(|_| ()).unwrap_err().to_string();
        assert!(problem.contains(told), "{problem}");
    }

    #[test]
    fn what_cannot_be_fought_says_what_to_do() {
        check("fighter", "troll", "write class:level");
        check("fighter:0", "troll", "from 1 to 20");
        check("ninja:1", "troll", "choose one of");
        check("fighter:1", "trol", "did you mean troll");
        check("fighter:1", "zzz", "like troll or goblin*3");
        check("fighter:1", "goblin*x", "write goblin*3");
        check("fighter:1", "goblin*40", "there are too many monsters: name from 1 to 16");
        check("", "goblin", "there are no heroes");
    }

    #[test]
    fn a_fight_is_weighed_by_levels_and_xp() {
        let arena = Arena::new("fighter:5,wizard:5", "troll,goblin*2", 1).unwrap();
        assert_eq!((arena.xp, arena.budget.difficulty(arena.xp).to_string().as_str()), (1_900, "high"));
    }

    #[test]
    fn the_same_seed_and_number_fight_the_same_bout() {
        let arena = Arena::new("fighter:1,wizard:1", "goblin*2", 7).unwrap();
        let again = Arena::new("fighter:1,wizard:1", "goblin*2", 7).unwrap();
        let bouts: Vec<Bout> = (0..6).map(|number| arena.bout(number)).collect();
        let backwards: Vec<Bout> = (0..6).rev().map(|number| again.bout(number)).collect();
        assert_eq!(bouts, backwards.into_iter().rev().collect::<Vec<_>>());
        let other = Arena::new("fighter:1,wizard:1", "goblin*2", 8).unwrap();
        assert_ne!(other.bout(0).digest, bouts[0].digest);
    }

    #[test]
    fn every_class_enters_the_arena_at_fifth_level() {
        for class in Book::standard().classes.keys() {
            let arena = Arena::new(&format!("{class}:5"), "ogre", 5);
            let bout = arena.unwrap_or_else(|problem| panic!("{problem}")).bout(0);
            assert!(bout.rounds <= ROUNDS_MAX, "{class} fights for ever");
        }
    }

    #[test]
    fn the_strong_win_and_the_weak_lose() {
        let odds = |heroes, monsters| {
            let arena = Arena::new(heroes, monsters, 3).unwrap();
            Odds::of(&(0..12).map(|number| arena.bout(number)).collect::<Vec<_>>())
        };
        assert!(odds("fighter:2,fighter:2,cleric:2,wizard:2", "kobold").wins > 10);
        assert!(odds("wizard:1", "ogre*3").wins < 2);
    }

    /// Every stat block fights a pair of heroes; whatever it does must be legal and come to an end. An image that
    /// nothing hurts is no foe.
    #[test]
    fn all_stat_blocks_fight() {
        for id in Book::standard().monsters.keys().filter(|id| id.as_str() != "illusory_double") {
            let arena = Arena::new("fighter:2,cleric:2", id.as_str(), 11).unwrap();
            let bout = arena.bout(0);
            assert!(bout.rounds <= ROUNDS_MAX, "{id} fights for ever");
        }
    }
}

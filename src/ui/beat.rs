//! One thing after another: what an entry's events look like when they are played on the board.

use super::tumble::Roll;
use crate::canvas::sparks::Burst;
use crate::tale::map::Tile;
use crate::words::sentence::{Sentence, Value};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Hits, Outcome};
use crate::world::id::CreatureId;

/// Something that plays for a while.
#[derive(Clone, Debug)]
pub(super) enum Beat {
    /// Someone walks from tile to tile.
    Walk(CreatureId, Vec<Tile>),
    /// Someone is moved.
    Slide(CreatureId, Tile),
    /// Dice roll.
    Roll(Box<Roll>),
    /// Someone strikes at someone.
    Lunge(CreatureId, CreatureId),
    /// A blow lands: hit points taken.
    Blow(CreatureId, i32),
    /// A blow does not land.
    Miss(CreatureId),
    /// Hit points come back.
    Mend(CreatureId, i32),
    /// Magic flies from someone to someone or to a tile.
    Magic(CreatureId, Vec<CreatureId>, Option<Tile>),
    /// Someone falls.
    Fall(CreatureId),
    /// Someone dies.
    Die(CreatureId),
    /// Sparks on someone, and a word.
    Mark(CreatureId, Burst, Option<Sentence>),
    /// A word across the board.
    Banner(Sentence),
}

impl Beat {
    /// What an event looks like, if it looks like anything.
    pub(super) fn of(event: &Event, world: &World) -> Option<Beat> {
        if let Some(roll) = Roll::of(event, world) {
            return Some(Beat::Roll(Box::new(roll)));
        }
        Some(match event {
            Event::Moved { creature, path, .. } => Beat::Walk(*creature, path.clone()),
            Event::Shoved { creature, to } => Beat::Slide(*creature, *to),
            Event::Damaged { creature, taken, .. } => Beat::Blow(*creature, *taken),
            Event::Healed { creature, hp, .. } => Beat::Mend(*creature, *hp),
            Event::Fell { creature } => Beat::Fall(*creature),
            Event::Died { creature } => Beat::Die(*creature),
            Event::Cast { creature, targets, at, .. } => Beat::Magic(*creature, targets.clone(), *at),
            Event::TrapSprung { creature, .. } => Beat::Mark(*creature, Burst::Dust, Some(Sentence::new("pop-trap"))),
            Event::Began { creature, ongoing } => {
                let condition = ongoing.condition?;
                let name = format!("condition-{}", format!("{condition:?}").to_lowercase());
                Beat::Mark(*creature, Burst::Dust, Some(Sentence::new(name)))
            }
            Event::Featured { creature, feature } => {
                let name = Value::name("feature", feature);
                Beat::Mark(*creature, Burst::Gold, Some(Sentence::new("pop-name").with("name", name)))
            }
            Event::Hid { creature, .. } => Beat::Mark(*creature, Burst::Dust, Some(Sentence::new("pop-hidden"))),
            Event::CoinsGained { creature, .. } => Beat::Mark(*creature, Burst::Gold, None),
            Event::EncounterBegan { .. } => Beat::Banner(Sentence::new("banner-fight")),
            Event::EncounterEnded { outcome: Outcome::Won } => Beat::Banner(Sentence::new("banner-won")),
            Event::EncounterEnded { outcome: Outcome::Lost } => Beat::Banner(Sentence::new("banner-lost")),
            Event::EncounterEnded { outcome: Outcome::Left } => Beat::Banner(Sentence::new("told-left-the-fight")),
            Event::LevelGained { creature, .. } => {
                let who = world.creature(*creature).map_or(String::new(), |creature| creature.name.clone());
                Beat::Banner(Sentence::new("banner-level").with("who", Value::text(who)))
            }
            Event::ShortRested => Beat::Banner(Sentence::new("banner-short-rest")),
            Event::LongRested => Beat::Banner(Sentence::new("banner-long-rest")),
            _ => return None,
        })
    }

    /// What follows a roll at once: an attacker's step forward, and the air where nobody was hit.
    pub(super) fn after(event: &Event) -> Vec<Beat> {
        match event {
            Event::Attacked { attacker, target, hits, .. } => {
                let lunge = Beat::Lunge(*attacker, *target);
                if *hits == Hits::Miss { vec![lunge, Beat::Miss(*target)] } else { vec![lunge] }
            }
            _ => Vec::new(),
        }
    }

    /// How many steps it takes at the usual pace.
    pub(super) fn steps(&self) -> u32 {
        match self {
            Beat::Walk(_, path) => 8 * u32::try_from(path.len()).unwrap_or(1),
            Beat::Slide(..) => 10,
            Beat::Roll(roll) => roll.steps(),
            Beat::Lunge(..) => 12,
            Beat::Blow(..) | Beat::Mend(..) => 24,
            Beat::Miss(_) => 20,
            Beat::Magic(..) => 30,
            Beat::Fall(_) | Beat::Die(_) => 30,
            Beat::Mark(_, _, word) => {
                if word.is_some() {
                    20
                } else {
                    4
                }
            }
            Beat::Banner(_) => 70,
        }
    }

    /// Whose it is, where the camera should look.
    pub(super) fn whose(&self) -> Option<CreatureId> {
        match self {
            Beat::Walk(who, _) | Beat::Slide(who, _) | Beat::Blow(who, _) | Beat::Mend(who, _) | Beat::Miss(who) => {
                Some(*who)
            }
            Beat::Lunge(_, who) | Beat::Fall(who) | Beat::Die(who) | Beat::Mark(who, ..) => Some(*who),
            Beat::Magic(who, ..) => Some(*who),
            Beat::Roll(roll) => Some(roll.whose),
            Beat::Banner(_) => None,
        }
    }
}

/// The tile that a creature's picture stands on, from a tile of the map.
pub(super) fn pixels(tile: Tile) -> (i32, i32) {
    (i32::from(tile.x) * crate::canvas::tiles::TILE_SIDE, i32::from(tile.y) * crate::canvas::tiles::TILE_SIDE)
}

/// How many pixels a creature covers along one side.
pub(super) fn side(creature: &Creature) -> i32 {
    i32::from(creature.size.squares()) * crate::canvas::tiles::TILE_SIDE
}

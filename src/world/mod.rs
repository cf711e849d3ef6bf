//! What is true now: heroes, foes, the place, the story, the fight. Changed by [`World::apply`] and nothing else.

pub mod apply;
mod change_arms;
mod change_body;
mod change_fight;
mod change_hardship;
mod change_magic;
mod change_pack;
mod change_place;
mod change_shape;
mod change_story;
mod change_table;
pub mod creature;
pub mod digest;
pub mod encounter;
pub mod event;
pub mod floor;
pub mod form;
pub mod growth;
pub mod hardship;
pub mod id;
pub mod memo;
pub mod need;
mod now;
pub mod ongoing;
pub mod place;
pub mod question;
pub mod returning;
pub mod roll;
pub mod seat;
pub mod speech;
pub mod spending;
pub mod tell;
pub mod walk;
pub mod why;
pub mod wrought;
pub mod zone;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use change_body::ONGOING_MAX;
use creature::Creature;
use encounter::Encounter;
use id::{CreatureId, PlayerId, SeatId, ZoneId};
use place::{Place, Story};
use question::Question;
use returning::Returning;
use seat::{Player, Seat, Stead};
use zone::Zone;

use crate::srd::Book;
use crate::tale::Tale;

/// The book and the adventure, which never change, and what is true now, which only events change.
#[derive(Clone, Debug)]
pub struct World {
    /// The rules as facts.
    pub book: Arc<Book>,
    /// The adventure.
    pub tale: Arc<Tale>,
    /// All that changes, saves and digests.
    pub now: Now,
}

/// Everything that changes. Two machines with the same ledger hold the same bytes of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Now {
    /// Who plays here.
    pub players: BTreeMap<PlayerId, Player>,
    /// Places at the table.
    pub seats: BTreeMap<SeatId, Seat>,
    /// Heroes, foes and friends.
    pub creatures: BTreeMap<CreatureId, Creature>,
    /// Seconds that have passed in the adventure.
    pub clock_seconds: u64,
    /// When the party last finished a short rest, in seconds of the adventure's clock.
    pub short_rest_seconds: Option<u64>,
    /// When the party last finished a long rest, in seconds of the adventure's clock.
    pub long_rest_seconds: Option<u64>,
    /// Where the party is and what it has changed there.
    pub place: Place,
    /// What the story remembers.
    pub story: Story,
    /// The fight, if there is one.
    pub encounter: Option<Encounter>,
    /// Choices that are owed before play goes on; the last is asked first.
    pub questions: Vec<Question>,
    /// The number the next creature gets.
    pub next_creature: u16,
    /// The number the next lasting effect gets.
    pub next_ongoing: u32,
    /// Areas that stay on the map.
    pub zones: BTreeMap<ZoneId, Zone>,
    /// The number the next area gets.
    pub next_zone: u32,
    /// What becomes of heroes whose players are away.
    pub stead: Stead,
    /// Those who have died and will come back.
    pub returning: Vec<Returning>,
    /// How many events have ever changed this world.
    pub events: u64,
}

impl World {
    /// The world before anything has happened.
    pub fn new(book: Arc<Book>, tale: Arc<Tale>) -> World {
        let mut now = Now::default();
        now.place.map = tale.start.0.clone();
        World { book, tale, now }
    }

    /// One creature, if it is there.
    pub fn creature(&self, id: CreatureId) -> Option<&Creature> {
        self.now.creatures.get(&id)
    }

    /// The creature of a seat, once it has been made.
    pub fn hero(&self, seat: SeatId) -> Option<&Creature> {
        self.creature(self.now.seats.get(&seat)?.creature?)
    }
}

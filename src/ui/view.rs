//! All that a screen can show: the world, who sits where, and how the table stands. Plain data that the app fills in.

use std::collections::BTreeMap;

use super::night::Lab;
use super::recent::Recent;
use crate::words::sentence::Sentence;
use crate::world::World;
use crate::world::event::Event;
use crate::world::id::{CreatureId, PlayerId, SeatId};
use crate::world::walk::Walker;

/// What a screen looks at while it is drawn or a key is understood.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The world of the player's own guest; none while he sits at no table.
    pub world: Option<&'a World>,
    /// The player in front of the screen.
    pub player: PlayerId,
    /// His seats, at most four.
    pub seats: &'a [SeatId],
    /// How the table and the program stand.
    pub status: &'a Status,
}

/// How the table and the program stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// This machine's part at the table.
    pub role: Role,
    /// The term, from 1.
    pub term: u64,
    /// The table's name.
    pub table: String,
    /// Everyone at the table, the player himself included, in the order of the seats.
    pub people: Vec<Person>,
    /// The ticket, where this machine has one to give.
    pub ticket: Option<Ticket>,
    /// The last entry that is accepted here.
    pub accepted: u64,
    /// The last entry that is durable.
    pub durable: u64,
    /// On how many machines the durable entries are kept.
    pub machines: u8,
    /// Who knocks at the door.
    pub knocks: Vec<Knock>,
    /// Tables saved here, the last played first.
    pub saved: Vec<Saved>,
    /// Adventures that can be begun: name and title.
    pub adventures: Vec<Adventure>,
    /// Tables on this network, while the player looks for one.
    pub nearby: Option<Nearby>,
    /// How sitting down goes, while it goes.
    pub joining: Option<Joining>,
    /// What was said, oldest first.
    pub chat: Recent<Said>,
    /// What went wrong or must be known, oldest first; the newest is shown for a while.
    pub notices: Recent<Notice>,
    /// Who walks where while exploring, as it is to be drawn now; a creature that is not named stands on its tile.
    pub walkers: BTreeMap<CreatureId, Walker>,
    /// Why this machine has no voice at the table, where it has none.
    pub voiceless: Option<Voiceless>,
    /// Some went on apart from this table, and this player may go along.
    pub onward: bool,
    /// What the partition lab shows, while it is open.
    pub lab: Option<Lab>,
}

/// This machine's part at the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// At no table.
    #[default]
    Nowhere,
    /// Alone on purpose.
    Alone,
    /// In charge.
    Host,
    /// A guest of whoever is in charge.
    Guest,
    /// Asks to be in charge.
    Candidate,
    /// In charge, but too few answer: nothing is decided until more do.
    Frozen {
        /// How many answer, this machine included.
        here: u8,
        /// How many there are.
        of: u8,
    },
    /// Too few can be reached; waits for a host.
    Waiting {
        /// How many can be reached, this machine included.
        here: u8,
        /// How many there are.
        of: u8,
    },
    /// Its disk takes nothing more: it decides nothing.
    Stopped,
}

/// Why a machine has no voice at the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voiceless {
    /// Its save is older than what its key once confirmed.
    PutBack,
    /// It is proven that its key lied.
    Convicted,
    /// Another machine's key took the place of its own.
    Replaced,
}

/// Someone at the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub player: PlayerId,
    /// His name.
    pub name: String,
    /// He is in charge.
    pub host: bool,
    /// His word weighs 3.
    pub chair: bool,
    /// The others play without him tonight.
    pub rests: bool,
    /// How he can be reached.
    pub link: Link,
    /// Which way, in words, such as "same network".
    pub path: Option<Sentence>,
    /// There and back, in milliseconds.
    pub round_trip_ms: Option<u32>,
}

/// How someone can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// This is oneself.
    Here,
    /// At once.
    Good,
    /// With a delay that is felt.
    Slow,
    /// Not now; it is being tried.
    Trying,
    /// Away.
    Gone,
}

/// An invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// The ticket as it is copied.
    pub text: String,
    /// Minutes until it expires.
    pub minutes_left: u32,
}

/// Someone at the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knock {
    /// Who.
    pub player: PlayerId,
    /// His name.
    pub name: String,
    /// The same six digits that stand on his screen.
    pub digits: String,
    /// He has a ticket; without one he found the table on this network.
    pub by_ticket: bool,
    /// How many seats he asks for.
    pub seats: u8,
    /// In whose place he may be let in, with their names: members whose machine does not answer.
    pub places: Vec<(PlayerId, String)>,
}

/// What was found on this network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nearby {
    /// The tables, by name.
    pub tables: Vec<NearTable>,
    /// Someone was found whose machine does not answer.
    pub unreached: bool,
    /// It was looked for long enough: what is not here by now is not likely to come.
    pub waited: bool,
}

/// A table on this network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearTable {
    /// Whose machine hosts it.
    pub player: PlayerId,
    /// The table's name.
    pub name: String,
    /// The host's name.
    pub host: String,
    /// Seats nobody has yet, at most 100.
    pub free: u8,
    /// How it stands to this player.
    pub stands: Stands,
}

/// How a table on this network stands to a player.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// He may knock.
    Open,
    /// No seat is free.
    Full,
    /// He sits there already: it is saved here.
    Saved,
    /// It is played with another release.
    OtherVersion,
}

/// A table, wherever it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TableId(pub [u8; 32]);

/// A table saved here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Which.
    pub table: TableId,
    /// The table's name.
    pub name: String,
    /// Who played, himself not included.
    pub with: Vec<String>,
    /// When it was last played, as the reader writes days.
    pub played: String,
}

/// An adventure that can be begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adventure {
    /// Its name on the command line.
    pub name: String,
    /// Its title for readers.
    pub title: String,
}

/// How sitting down goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Joining {
    /// Looking for the table; the sentence says which ways are being tried.
    Trying(Sentence),
    /// Knocked; the host has not yet opened. The six digits stand on his screen too.
    Knocking {
        /// The digits.
        digits: String,
        /// Who is asked.
        host: String,
    },
    /// It did not work; the sentence says why.
    Failed(Sentence),
}

/// Something that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Whose words.
    pub name: String,
    /// The words.
    pub text: String,
}

/// Something to be known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How bad it is.
    pub weight: Weight,
    /// What it is.
    pub line: Sentence,
}

/// How bad something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Good to know.
    Plain,
    /// Take care.
    Warning,
    /// Something failed.
    Error,
}

/// One ledger entry as it is told: what happened, in order, and the sentences for the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The entry's number in the ledger.
    pub index: u64,
    /// What happened.
    pub events: Vec<Event>,
    /// The sentences that tell it.
    pub lines: Vec<Sentence>,
    /// Where dice fell: whose they were.
    pub mark: Option<Sentence>,
}

/// What a mouse or a finger does, in pixels of the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// Moved there.
    Moved(i32, i32),
    /// Pressed there.
    Pressed(i32, i32),
    /// The other button was pressed: back.
    Back,
    /// The wheel turned by so many notches, downwards positive.
    Wheel(i32),
}

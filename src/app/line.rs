//! The lines of the text face: each is one object with a `kind` under `--json`, and one or more sentences without it.
//!
//! Fields may be added, never renamed or removed: programs read these lines.

use serde::Serialize;

/// One thing the text face says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Line {
    /// The program has started.
    Ready {
        /// Of the program.
        version: &'static str,
        /// This player's key, hex.
        player: String,
        /// Of the protocol.
        protocol: u16,
        /// The book's fingerprint, hex.
        book: String,
    },
    /// The network listens.
    Listening {
        /// Where.
        address: String,
    },
    /// An invite to pass on.
    Ticket {
        /// The text to send to a friend.
        ticket: String,
        /// When it ends: seconds since 1970.
        expires: u64,
    },
    /// Someone is at the door.
    Knock {
        /// The key, hex.
        player: String,
        /// The name.
        name: String,
        /// How many seats are asked for.
        seats: u8,
        /// Whether there is a ticket; none when he found the table on this network.
        by_ticket: bool,
        /// Six digits that he sees too.
        digits: String,
        /// Members in whose place he may be let in: the line `admit NAME as MEMBER`.
        places: Vec<String>,
    },
    /// A table on this network, while one looks around; said again when something of it changes.
    Near {
        /// The key of whoever hosts, hex.
        player: String,
        /// The table's name.
        table: String,
        /// The host's name.
        host: String,
        /// Seats nobody has yet.
        free: u8,
        /// `open`, `full`, `saved` (this player sits there) or `other_version`.
        stands: &'static str,
    },
    /// Someone goes on from another machine.
    Moved {
        /// The new key, hex.
        player: String,
        /// The old key, hex: no good at this table from here on.
        before: String,
        /// The name.
        name: String,
        /// The seats' numbers.
        seats: Vec<u8>,
    },
    /// Someone has sat down.
    Joined {
        /// The key, hex.
        player: String,
        /// The name.
        name: String,
        /// The seats' numbers.
        seats: Vec<u8>,
    },
    /// Someone has left for good.
    Left {
        /// The key, hex.
        player: String,
        /// The name.
        name: String,
        /// The seats' numbers.
        seats: Vec<u8>,
    },
    /// An entry of the ledger was verified and applied.
    Entry {
        /// Its place in the ledger.
        index: u64,
        /// The host's term.
        term: u64,
        /// Whose command it was: the seat's number; none for what nobody asked for.
        seat: Option<u8>,
        /// The command's number, which grows with every command of a seat and is applied once.
        number: Option<u64>,
        /// Of the whole world after it, hex.
        digest: String,
        /// What happened, in sentences.
        told: Vec<String>,
        /// What happened, as facts.
        events: Vec<serde_json::Value>,
        /// Who made the roll; none where no die fell.
        dice: Option<Dice>,
    },
    /// Everything up to here is kept by a majority.
    Durable {
        /// Up to which entry.
        index: u64,
        /// On how many machines.
        machines: usize,
    },
    /// What was asked for is not possible.
    Refused {
        /// A stable name.
        reason: String,
        /// Why, and what to do.
        told: String,
    },
    /// A choice is owed.
    Question {
        /// By which seat.
        seat: u8,
        /// By whom.
        name: String,
        /// The answers.
        offers: Vec<Offered>,
    },
    /// What may be done now.
    Offers {
        /// The commands.
        offers: Vec<Offered>,
    },
    /// How things stand.
    State(Box<State>),
    /// A link changed.
    Link {
        /// With whom: the key, hex.
        player: String,
        /// The name, or the key's beginning before there is one.
        name: String,
        /// `good`, `slow`, `trying` or `gone`.
        state: &'static str,
        /// The way it goes, in words.
        path: String,
        /// There and back, in milliseconds; none before it was measured.
        round_trip_ms: Option<u32>,
    },
    /// A term began.
    Term {
        /// Its number.
        term: u64,
        /// The host's key, hex.
        host: String,
        /// The host's name.
        host_name: String,
        /// Why, in words.
        why: String,
    },
    /// Someone said something.
    Said {
        /// The seat's number.
        seat: u8,
        /// Its name.
        name: String,
        /// What was said.
        text: String,
    },
    /// What the eye sees: the board as lines.
    Look {
        /// One after another.
        told: Vec<String>,
    },
    /// What can be said.
    Help {
        /// One after another.
        told: Vec<String>,
    },
    /// Something to know.
    Warning {
        /// A stable name.
        reason: String,
        /// The sentence.
        told: String,
    },
    /// Something went wrong.
    Error {
        /// A stable name.
        reason: String,
        /// What, and what to do.
        told: String,
    },
}

/// Who made a roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dice {
    /// `pair`: drawn from a player's and the host's value; `witness`: a witness gave one; `alone`: the host's machine alone.
    pub proof: &'static str,
    /// Whose values: names.
    pub by: Vec<String>,
    /// Rolled in the place of a roll that an earlier host did not finish or may have seen.
    pub again: bool,
    /// The same in words.
    pub told: String,
}

/// A command that may be sent back as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Offered {
    /// For which seat.
    pub seat: u8,
    /// The line that means it.
    pub text: String,
}

/// How things stand at the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct State {
    /// The last entry.
    pub index: u64,
    /// The host's term.
    pub term: u64,
    /// Of the whole world, hex.
    pub digest: String,
    /// `host`, `guest`, `candidate` or `frozen`.
    pub role: &'static str,
    /// `disk` when this machine's disk takes nothing more: it decides nothing, whoever answers.
    pub stopped: Option<&'static str>,
    /// The host's key, hex.
    pub host: String,
    /// Everyone with a vote.
    pub roster: Vec<Voter>,
    /// `lobby`, `exploring`, `encounter`, `scene`, `shop` or `over`.
    pub mode: &'static str,
    /// The places at the table.
    pub seats: Vec<SeatState>,
}

/// One vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Voter {
    /// The key, hex.
    pub player: String,
    /// The name.
    pub name: String,
    /// What the vote weighs.
    pub weight: u32,
    /// Whether the machine answers.
    pub present: bool,
}

/// One place at the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeatState {
    /// Its number.
    pub seat: u8,
    /// Whose: the key, hex.
    pub player: String,
    /// The hero's name, once made.
    pub name: Option<String>,
    /// Hit points now and at the most.
    pub hp: Option<(i32, i32)>,
    /// The hero's tile.
    pub at: Option<(i16, i16)>,
    /// The hero's level.
    pub level: Option<u8>,
    /// The purse in copper pieces.
    pub purse_cp: Option<u32>,
}

impl Line {
    /// The line as one JSON object.
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|wrong| {
            // Every field is a string, a number or a list of them; maps with odd keys do not occur.
            format!(r#"{{"kind":"error","reason":"Unprintable","told":{:?}}}"#, wrong.to_string())
        })
    }
}

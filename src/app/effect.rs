//! Everything the app wants done outside, in the imperative. The shell does it and asks nothing.

use super::line::Line;
use crate::session::journal::Step;
use crate::sound::{Cue, Loudness, Tune};
use crate::ui::night::Wish;
use crate::ui::settings::Settings;
use crate::ui::view::TableId;
use crate::world::id::PlayerId;

/// Something to be done outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Something for the network.
    Reach(Reach),
    /// Something for the store.
    Keep(Keep),
    /// Something for the loudspeaker; only a screen has one.
    Sound(Sound),
    /// A line of the text face.
    Say {
        /// As an object.
        line: Box<Line>,
        /// As sentences.
        plain: Vec<String>,
    },
    /// A picture or a recording, to be kept in the pictures folder under a name with this ending.
    SavePicture {
        /// The file's bytes.
        bytes: Vec<u8>,
        /// `png` or `gif`.
        ending: &'static str,
    },
    /// Something in the partition lab.
    Lab(Wish),
    /// Text for the clipboard.
    Copy(String),
    /// The clipboard's text is wanted.
    Paste,
    /// The program ends, well or not.
    Quit(Farewell),
}

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Farewell {
    /// As it should.
    Well,
    /// What was asked for did not come about: turned away, a wrong ticket.
    Refused,
    /// The outside failed.
    Failed,
}

/// Something for the loudspeaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sound {
    /// Sound these now, in order.
    Play(Vec<Cue>),
    /// Play this over and over from now on.
    Tune(Tune),
    /// Be this loud from now on.
    Loudness {
        /// What happens.
        cues: Loudness,
        /// What plays underneath.
        tunes: Loudness,
    },
}

/// Something for the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Open this address.
    Listen {
        /// Where.
        address: String,
    },
    /// Try these addresses once, whoever answers.
    Dial {
        /// Where.
        addresses: Vec<String>,
    },
    /// Keep a link to this player, dialling again whenever it is lost.
    KeepLink {
        /// To whom.
        player: PlayerId,
        /// Where they may be.
        addresses: Vec<String>,
    },
    /// No longer dial this player.
    Forget {
        /// Whom.
        player: PlayerId,
    },
    /// Send.
    Send {
        /// To whom.
        player: PlayerId,
        /// On which lane.
        lane: Lane,
        /// What.
        bytes: Vec<u8>,
    },
    /// End the link.
    Close {
        /// With whom.
        player: PlayerId,
        /// Why, in words.
        why: String,
    },
    /// Look for tables on the local network, and be found.
    Discover,
    /// Look no more, and be found no more.
    Hide,
    /// Ask the router to let friends from outside in (UPnP); what it opens is listened on.
    MapPort,
}

/// The three streams between two machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Ledger, votes, acknowledgements, chat.
    Ctrl,
    /// Presence; newest wins.
    Live,
    /// What is large.
    Bulk,
}

/// Something for the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Work on a table's ledger files.
    Ledger(LedgerWork),
    /// Keep this player's settings.
    Settings(Box<Settings>),
    /// Remember where a friend was reached last.
    Friend {
        /// Who.
        player: PlayerId,
        /// Where.
        addresses: Vec<String>,
    },
    /// Keep what the table list shows of a table.
    Card {
        /// Which.
        table: TableId,
        /// What it shows.
        card: Card,
    },
}

/// Work on the ledger files of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LedgerWork {
    /// Read them all.
    Open {
        /// Of which table.
        table: TableId,
    },
    /// Do these steps, in this order, and say when they are done.
    Do {
        /// Of which table.
        table: TableId,
        /// What a journal planned.
        steps: Vec<Step>,
        /// What the answer is called.
        token: u64,
    },
    /// Mend both copies by these steps.
    Mend {
        /// Of which table.
        table: TableId,
        /// For the first copy.
        first: Vec<Step>,
        /// For the second copy, afterwards.
        second: Vec<Step>,
    },
    /// Keep one more generation of a table's file, and the newest twenty of them.
    Generation {
        /// Of which table.
        table: TableId,
        /// When it was made, in milliseconds since 1970: the generations' order.
        made_ms: u64,
        /// The table file.
        bytes: Vec<u8>,
    },
    /// Keep one more checkpoint of a table, and the one before it.
    Checkpoint {
        /// Of which table.
        table: TableId,
        /// The last entry it covers.
        index: u64,
        /// The checkpoint.
        bytes: Vec<u8>,
    },
    /// None of a table's checkpoints fits its ledger: they go.
    Unfit {
        /// Of which table.
        table: TableId,
    },
    /// Put both copies aside, damaged as they are: what is left of them will be written anew.
    SetAside {
        /// Of which table.
        table: TableId,
    },
}

/// What the table list shows of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Card {
    /// Its name.
    pub name: String,
    /// The adventure.
    pub adventure: String,
    /// Who played besides oneself.
    pub with: Vec<String>,
    /// Seconds since 1970 when it was played last.
    pub played: u64,
}

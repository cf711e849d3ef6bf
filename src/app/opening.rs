//! How a run begins: what the shell hands over, and what the player asked for on the command line.

use std::sync::Arc;

use super::effect::Card;
use super::face::Face;
use crate::srd::Book;
use crate::ui::settings::Settings;
use crate::ui::view::TableId;
use crate::world::id::PlayerId;

/// What the shell hands over.
#[derive(Debug)]
pub struct Setup {
    /// The player's secret key.
    pub secret: [u8; 32],
    /// Bytes nobody can foresee: dice, nonces and secrets grow from them.
    pub chance: [u8; 32],
    /// The rules as facts.
    pub book: Arc<Book>,
    /// This player's own choices.
    pub settings: Settings,
    /// What the player is called while the settings name nobody.
    pub login: String,
    /// Milliseconds since 1970.
    pub now_ms: u64,
    /// Tables in the data folder, the last played first.
    pub saved: Vec<(TableId, Card)>,
    /// Where friends were reached last.
    pub friends: Vec<(PlayerId, Vec<String>)>,
    /// Screen or lines.
    pub face: Face,
}

/// What the player asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// The title page.
    Title,
    /// The partition lab, over the title page.
    Lab,
    /// Open or reopen a table.
    Host {
        /// A saved table's name or the beginning of its id; none opens a new one.
        table: Option<String>,
        /// The adventure's name; none means the first.
        adventure: Option<String>,
        /// The name of the ready-made hero to play.
        hero: Option<String>,
        /// Addresses to listen on; none means every interface, any port.
        listen: Vec<String>,
        /// Whom to let in.
        admit: Admit,
        /// How long a ticket is good, ms, at least a minute; none means 48 hours.
        ticket_ms: Option<u64>,
    },
    /// Sit down at a friend's table.
    Join {
        /// The ticket, in whatever shape; or the name of a table, or of its host, on this network.
        ticket: String,
        /// The name of the ready-made hero to play.
        hero: Option<String>,
        /// Addresses to listen on; none means every interface, any port.
        listen: Vec<String>,
    },
    /// Play alone.
    Solo {
        /// The adventure's name; none means the first.
        adventure: Option<String>,
        /// A saved table's name or the beginning of its id; none opens a new one.
        table: Option<String>,
        /// The name of the ready-made hero to play.
        hero: Option<String>,
    },
}

/// Whom a host lets in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Admit {
    /// Asks for each.
    #[default]
    Ask,
    /// Everyone with a good ticket.
    All,
}

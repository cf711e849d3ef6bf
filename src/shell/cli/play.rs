//! The commands that play: the title page, `host`, `join` and `solo`.

use std::time::Duration;

use clap::{Args, ValueEnum};

use super::{Everywhere, Exit};
use crate::app::opening::{Admit, Opening};
use crate::shell::net::is_address;
use crate::shell::play::{Face, play};

/// How the game is shown.
#[derive(Debug, Args)]
struct Shown {
    /// Play as lines of text
    #[arg(long, conflicts_with = "json")]
    text: bool,
    /// Play as lines of text, each a JSON object
    #[arg(long)]
    json: bool,
}

impl Shown {
    fn face(&self) -> Face {
        match (self.json, self.text) {
            (true, _) => Face::Json,
            (false, true) => Face::Text,
            (false, false) => Face::Window,
        }
    }
}

/// Whom a host lets in.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Door {
    /// Ask for each
    #[default]
    Ask,
    /// Everyone with a good ticket
    All,
}

/// Open or reopen a table on this machine and print an invite.
#[derive(Debug, Args)]
#[command(after_help = "Example: roundtable host --hero Ada --text\n\
                        The ticket it prints is what a friend gives to: roundtable join TICKET")]
pub(super) struct Host {
    /// The adventure to play (default: the first of ours)
    #[arg(long, value_name = "NAME")]
    adventure: Option<String>,
    /// Reopen this saved table: its name or the beginning of its id (see: roundtable table list)
    #[arg(long, value_name = "NAME")]
    table: Option<String>,
    /// Sit down with this ready-made hero
    #[arg(long, value_name = "NAME")]
    hero: Option<String>,
    /// Listen here instead of everywhere: IP:PORT for QUIC and TCP, or an address such as /ip4/127.0.0.1/tcp/4001
    #[arg(long, value_name = "ADDR", value_parser = address)]
    listen: Vec<String>,
    /// Whom to let in
    #[arg(long, value_enum, default_value_t)]
    admit: Door,
    /// How long a ticket is good, at least a minute: 30m, 2h, 2days
    #[arg(long, value_name = "TIME", default_value = "48h", value_parser = ticket_time)]
    ticket_for: Duration,
    #[command(flatten)]
    shown: Shown,
}

/// An address to listen at, as it was written.
fn address(text: &str) -> Result<String, String> {
    let told = "write IP:PORT, like 0.0.0.0:47471, or an address such as /ip4/127.0.0.1/tcp/4001";
    is_address(text).then(|| text.to_owned()).ok_or_else(|| told.to_owned())
}

/// A ticket's time as people write it. Tickets count whole minutes.
fn ticket_time(text: &str) -> Result<Duration, String> {
    let time = humantime::parse_duration(text).map_err(|why| format!("{why}; write it like 30m, 2h or 2days"))?;
    let whole = time >= Duration::from_secs(60);
    whole.then_some(time).ok_or_else(|| "a ticket is good for a minute at least: write 1m or more".to_owned())
}

/// Sit down at a friend's table.
#[derive(Debug, Args)]
#[command(after_help = "Example: roundtable join RT1-ABCD-EFGH-... --hero Pip\n\
                        The ticket may be pasted in any shape: spaces, line breaks and case do not matter.\n\
                        On one network: roundtable join Ada   (knocks without a ticket at the table that Ada hosts)")]
pub(super) struct Join {
    /// The ticket a friend gave you; or, on one network, the name of the table or of its host
    #[arg(required = true, num_args = 1.., value_name = "TICKET")]
    ticket: Vec<String>,
    /// Sit down with this ready-made hero
    #[arg(long, value_name = "NAME")]
    hero: Option<String>,
    /// Listen here instead of everywhere, for the others and for the day this machine hosts (as with host)
    #[arg(long, value_name = "ADDR", value_parser = address)]
    listen: Vec<String>,
    #[command(flatten)]
    shown: Shown,
}

/// Play alone.
#[derive(Debug, Args)]
#[command(after_help = "Example: roundtable solo --text")]
pub(super) struct Solo {
    /// The adventure to play (default: the first of ours)
    #[arg(long, value_name = "NAME")]
    adventure: Option<String>,
    /// Go on with this saved table: its name or the beginning of its id
    #[arg(long, value_name = "NAME")]
    table: Option<String>,
    /// Sit down with this ready-made hero
    #[arg(long, value_name = "NAME")]
    hero: Option<String>,
    #[command(flatten)]
    shown: Shown,
}

/// The game in a window, at its title page.
pub(super) fn title(everywhere: &Everywhere) -> Exit {
    play(Face::Window, Opening::Title, everywhere)
}

impl Host {
    pub(super) fn run(self, everywhere: &Everywhere) -> Exit {
        let admit = match self.admit {
            Door::Ask => Admit::Ask,
            Door::All => Admit::All,
        };
        let Host { adventure, table, hero, listen, .. } = self;
        let ticket_ms = u64::try_from(self.ticket_for.as_millis()).ok();
        play(self.shown.face(), Opening::Host { table, adventure, hero, listen, admit, ticket_ms }, everywhere)
    }
}

impl Join {
    pub(super) fn run(self, everywhere: &Everywhere) -> Exit {
        let opening = Opening::Join { ticket: self.ticket.join(" "), hero: self.hero, listen: self.listen };
        play(self.shown.face(), opening, everywhere)
    }
}

impl Solo {
    pub(super) fn run(self, everywhere: &Everywhere) -> Exit {
        let Solo { adventure, table, hero, .. } = self;
        play(self.shown.face(), Opening::Solo { adventure, table, hero }, everywhere)
    }
}

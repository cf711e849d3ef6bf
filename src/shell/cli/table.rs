//! `roundtable table ...`: lists saved tables, shows one, writes one to a `.table` file, brings one in.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, Subcommand};
use data_encoding::HEXLOWER;

use super::{Everywhere, Exit};
use crate::app::said;
use crate::session::export::{Cover, Export};
use crate::session::hash::Hash;
use crate::session::journal::Journal;
use crate::session::journal::record::Record;
use crate::session::library::Library;
use crate::session::seal::Identity;
use crate::session::verify::{Verified, verify};
use crate::shell::clock::Clock;
use crate::shell::store::folder::{Folder, replace_file};
use crate::shell::store::generations;
use crate::shell::store::keeper;
use crate::shell::store::saves::{self, Save};
use crate::shell::store::secret::player_secret;
use crate::shell::terminal;
use crate::words::fluent::{Language, Words};

/// Saved tables: list, show, export, import, restore.
#[derive(Debug, Args)]
#[command(after_help = "Example: roundtable table list\n         roundtable table export 3f2a evening.table")]
pub(super) struct Table {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, Subcommand)]
enum Act {
    /// List the saved tables: identity, entries, name, players
    List,
    /// Show one saved table
    Show {
        /// The beginning of its identity, or its name
        table: String,
    },
    /// Write a saved table to a file that any member can open
    Export {
        /// The beginning of its identity, or its name
        table: String,
        /// The file to write
        file: PathBuf,
    },
    /// Put a table back to the newest generation that holds, or to a named one; what is there now is put aside
    Restore {
        /// The beginning of its identity
        table: String,
        /// When the generation was made, as `table show` says (default: the newest that holds)
        #[arg(long, value_name = "MILLISECONDS")]
        generation: Option<u64>,
    },
    /// Bring a table file in; nothing that is there already is overwritten
    Import {
        /// The file to read
        file: PathBuf,
    },
}

/// A saved table that was read and checked.
struct Found {
    id: String,
    save: Save,
    sound: Verified,
}

impl Table {
    pub(super) fn run(self, everywhere: &Everywhere) -> Exit {
        let done = Folder::open(everywhere.data.as_deref()).map_err(|wrong| (Exit::Failed, wrong.to_string()));
        let done = done.and_then(|folder| match &self.act {
            Act::List => list(&folder),
            Act::Show { table } => show(&folder, table),
            Act::Export { table, file } => export(&folder, table, file),
            Act::Import { file } => import(&folder, file),
            Act::Restore { table, generation } => restore(&folder, table, *generation),
        });
        match done {
            Ok(lines) => match lines.iter().try_for_each(|line| terminal::say(line)) {
                Ok(()) => Exit::Done,
                Err(_) => Exit::Failed,
            },
            Err((exit, told)) => {
                terminal::complain(&told);
                exit
            }
        }
    }
}

type Done = Result<Vec<String>, (Exit, String)>;

fn list(folder: &Folder) -> Done {
    let lines = ids(folder)?.into_iter().map(|id| match found(folder, &id) {
        Ok(found) => summary(&found),
        Err((_, told)) => format!("{}  {told}", &id[..8]),
    });
    let lines: Vec<String> = lines.collect();
    Ok(if lines.is_empty() { vec!["There are no saved tables yet.".to_owned()] } else { lines })
}

fn show(folder: &Folder, name: &str) -> Done {
    let found = named(folder, name)?;
    let (table, now) = (&found.sound.state.table, &found.sound.state.world.now);
    let mut lines =
        vec![summary(&found), format!("identity  {}", found.id), format!("digest    {}", found.sound.digest)];
    lines.push(format!("durable   up to entry {}", found.save.durable));
    for (index, at_ms) in &found.save.restored {
        lines.push(format!("put back  at entry {index}, {} s after 1970", at_ms / 1_000));
    }
    for (term, host) in &found.sound.terms {
        let name = table.members.get(host).map_or("?", |member| &member.name);
        lines.push(format!("term {term}    hosted by {name}"));
    }
    for (seat, place) in &now.seats {
        let player = now.players.get(&place.player).map_or("?", |player| &player.name);
        let hero = found.sound.state.world.hero(*seat).map_or("no hero yet", |hero| &hero.name);
        lines.push(format!("seat {}    {player}: {hero}", seat.0));
    }
    for (made_ms, _) in generations_of(folder, &found.id)? {
        lines.push(format!("generation {made_ms}"));
    }
    Ok(lines)
}

fn generations_of(folder: &Folder, id: &str) -> Result<Vec<(u64, PathBuf)>, (Exit, String)> {
    generations::all(&folder.path("generations").join(id)).map_err(|wrong| (Exit::Failed, wrong.to_string()))
}

/// The newest generation that holds wins; one that does not is said, and the one before it is tried.
fn restore(folder: &Folder, name: &str, wanted: Option<u64>) -> Done {
    let ids = ids(folder)?.into_iter().chain(kept_in(&folder.path("generations")));
    let Some(id) = ids.into_iter().find(|id| id.starts_with(&name.to_lowercase())) else {
        return Err((Exit::Untrue, format!("There is no saved table {name}; see: roundtable table list")));
    };
    let mut lines = Vec::new();
    for (made_ms, path) in generations_of(folder, &id)? {
        if wanted.is_some_and(|wanted| wanted != made_ms) {
            continue;
        }
        let read = fs::read(&path).map_err(|wrong| wrong.to_string());
        let export = read.and_then(|bytes| Export::from_bytes(&bytes).map_err(|wrong| saves::why(wrong).to_owned()));
        match export.and_then(|export| checked(&export.batches).map(|sound| (export, sound)).map_err(|(_, told)| told))
        {
            Ok((export, sound)) => {
                let failed = |told: String| (Exit::Failed, format!("{}: {told}", path.display()));
                for kept in ["tables", "copies"].map(|kept| folder.path(kept).join(&id)) {
                    if kept.exists() {
                        keeper::put_aside(&kept).map_err(|wrong| failed(wrong.to_string()))?;
                    }
                }
                put_back(folder, &id, &export).map_err(failed)?;
                lines.push(format!("{}  put back to generation {made_ms}, entry {}", &id[..8], sound.tail.index));
                return Ok(lines);
            }
            Err(told) => lines.push(format!("generation {made_ms} does not hold: {told}")),
        }
    }
    lines.push("No generation holds; nothing was changed.".to_owned());
    Err((Exit::Untrue, lines.join("\n")))
}

fn export(folder: &Folder, name: &str, file: &Path) -> Done {
    let found = named(folder, name)?;
    let secret = player_secret(folder).map_err(|wrong| (Exit::Failed, wrong.to_string()))?;
    let identity = Identity::from_secret(&secret);
    let cover = Cover {
        table: found.sound.table,
        name: found.sound.state.table.genesis.name.clone(),
        tail: found.sound.tail,
        durable: found.save.durable,
        certificate: found.save.certificate.clone(),
        by: identity.player(),
        made_ms: Clock::start().now_ms(),
        proofs: 0,
        content: Hash::default(),
    };
    let bytes = Export::to_bytes(&identity, cover, &found.save.batches, &found.save.evidence);
    replace_file(file, &bytes).map_err(|wrong| (Exit::Failed, format!("{}: {wrong}", file.display())))?;
    Ok(vec![format!("{}: {} entries, {} bytes", file.display(), found.sound.tail.index, bytes.len())])
}

fn import(folder: &Folder, file: &Path) -> Done {
    let failed = |told: String| (Exit::Failed, format!("{}: {told}", file.display()));
    let bytes = fs::read(file).map_err(|wrong| failed(wrong.to_string()))?;
    let export = Export::from_bytes(&bytes).map_err(|wrong| failed(saves::why(wrong).to_owned()))?;
    let sound = checked(&export.batches)?;
    let id = sound.table.to_string();
    if ids(folder)?.contains(&id) {
        return Err((Exit::Untrue, format!("{} is saved here already; nothing was changed", &id[..8])));
    }
    put_back(folder, &id, &export).map_err(failed)?;
    let Export { cover, batches, evidence } = export;
    let save =
        Save { durable: cover.durable, certificate: None, damage: None, batches, evidence, restored: Vec::new() };
    Ok(vec![summary(&Found { id, save, sound })])
}

/// Writes both copies of a ledger's folder from a file. That it was put back is kept in it: its machine knows from then
/// on that it may have promised more than it remembers.
fn put_back(folder: &Folder, id: &str, export: &Export) -> Result<(), String> {
    let mut records = export.records();
    records.push(Record::Restored { index: export.cover.tail.index, at_ms: Clock::start().now_ms() });
    let steps = Journal::default().append(&records);
    for kept in ["tables", "copies"] {
        let folder = folder.folder(kept).map_err(|wrong| wrong.to_string())?;
        keeper::take_steps(&folder.join(id), &steps).map_err(|wrong| wrong.to_string())?;
    }
    Ok(())
}

fn summary(found: &Found) -> String {
    let table = &found.sound.state.table;
    let players: Vec<&str> = table.members.values().map(|member| member.name.as_str()).collect();
    format!(
        "{}  {:>6} entries  {}  ({})",
        &found.id[..8],
        found.sound.tail.index,
        table.genesis.name,
        players.join(", ")
    )
}

fn named(folder: &Folder, name: &str) -> Result<Found, (Exit, String)> {
    for id in ids(folder)? {
        let found =
            if id.starts_with(&name.to_lowercase()) { Some(found(folder, &id)?) } else { found(folder, &id).ok() };
        let fits = |found: &Found| {
            found.id.starts_with(&name.to_lowercase())
                || found.sound.state.table.genesis.name.to_lowercase() == name.to_lowercase()
        };
        if let Some(found) = found.filter(fits) {
            return Ok(found);
        }
    }
    Err((Exit::Untrue, format!("There is no saved table called {name}; see: roundtable table list")))
}

fn ids(folder: &Folder) -> Result<Vec<String>, (Exit, String)> {
    let tables = folder.folder("tables").map_err(|wrong| (Exit::Failed, wrong.to_string()))?;
    Ok(kept_in(&tables))
}

/// The folder names that are tables' identities.
fn kept_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut ids: Vec<String> =
        names.filter(|name| HEXLOWER.decode(name.as_bytes()).is_ok_and(|id| id.len() == 32)).collect();
    ids.sort();
    ids
}

fn found(folder: &Folder, id: &str) -> Result<Found, (Exit, String)> {
    let save = saves::read(&folder.path("tables").join(id)).map_err(|wrong| (Exit::Failed, wrong.to_string()))?;
    let sound = checked(&save.batches)?;
    Ok(Found { id: id.to_owned(), save, sound })
}

fn checked(batches: &[Arc<crate::session::ledger::Batch>]) -> Result<Verified, (Exit, String)> {
    verify(batches.iter().map(AsRef::as_ref), &Library::standard())
        .map_err(|distrust| (Exit::Untrue, Words::new(Language::English).say(&said::verdict(&distrust))))
}

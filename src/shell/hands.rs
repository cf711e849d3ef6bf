//! The hands of the app: whatever it wants done outside is done here, and what fails is said in its words.

use std::path::PathBuf;
use std::sync::mpsc::SyncSender;
use std::time::{SystemTime, UNIX_EPOCH};

use super::bench::Bench;
use super::clipboard::Clip;
use super::net::{Ask, Net};
use super::play::Face;
use super::speaker::Speaker;
use super::store::folder::{Folder, FolderError, replace_file};
use super::store::keeper::Keeper;
use super::store::shelf::{Row, Shelf, ShelfError};
use super::{terminal, wire};
use crate::app::effect::{Card, Effect, Keep};
use crate::app::happening::{Happening, Stored};
use crate::lab::script::Script;
use crate::ui::night::Lab;
use crate::ui::settings::Settings;
use crate::ui::view::TableId;
use crate::words::fluent::Language;
use crate::world::id::PlayerId;

/// The key of this player's settings on the shelf.
const OWN: &[u8] = b"own";

/// Everything outside that the app can reach.
pub(crate) struct Hands {
    folder: Folder,
    shelf: Shelf,
    net: Net,
    keeper: Keeper,
    clip: Clip,
    /// Lines of text have none.
    speaker: Option<Speaker>,
    bench: Bench,
    happened: SyncSender<Happening>,
    face: Face,
}

impl Hands {
    /// Takes hold of everything.
    pub(crate) fn new(
        folder: Folder,
        shelf: Shelf,
        net: Net,
        happened: SyncSender<Happening>,
        face: Face,
    ) -> Result<Hands, FolderError> {
        let (tables, copies) = (folder.folder("tables")?, folder.folder("copies")?);
        let keeper = Keeper::start(tables, copies, shelf.clone(), happened.clone());
        let speaker = (face == Face::Window).then(|| Speaker::start(happened.clone()));
        let (clip, bench) = (Clip::default(), Bench::default());
        Ok(Hands { folder, shelf, net, keeper, clip, speaker, bench, happened, face })
    }

    /// The lab begins with this script.
    pub(crate) fn put_on_bench(&mut self, script: Script) {
        self.bench.play(script);
    }

    /// What the lab shows now, while anyone is there.
    pub(crate) fn watch(&mut self, now_ms: u64) -> Option<Lab> {
        self.bench.step(now_ms)
    }

    /// This player's settings; language and name are those asked for, else those kept, else the system's.
    pub(crate) fn settings(&self, language: Option<&str>, name: Option<&str>) -> Settings {
        let kept = self.shelf.find(Row::Settings, OWN).unwrap_or_else(|wrong| {
            tracing::warn!("settings could not be read: {wrong}");
            None
        });
        let mut settings = kept.unwrap_or_else(|| Settings { language: system_language(), ..Settings::default() });
        if let Some(name) = name {
            name.clone_into(&mut settings.name);
            if let Err(wrong) = self.shelf.put(Row::Settings, OWN, &settings) {
                tracing::warn!("the name could not be kept: {wrong}");
            }
        }
        // The language of one run is not kept: only the settings page changes what is.
        if let Some(language) = language {
            language.clone_into(&mut settings.language);
        }
        settings
    }

    /// The tables in the data folder, the last played first. A table whose card was lost is listed all the same.
    pub(crate) fn saved(&self) -> Vec<(TableId, Card)> {
        let mut saved: Vec<(TableId, Card)> =
            self.keeper.tables().into_iter().map(|table| (table, self.card(table))).collect();
        saved.sort_by_key(|(_, card)| std::cmp::Reverse(card.played));
        saved
    }

    /// What the list shows of a table: from the shelf, or, where that was lost, from the ledger itself.
    fn card(&self, table: TableId) -> Card {
        let kept: Option<Card> = self.shelf.find(Row::Tables, &table.0).ok().flatten();
        kept.filter(|card| !card.name.is_empty()).unwrap_or_else(|| Card {
            name: self.keeper.genesis(table).map(|genesis| genesis.name).unwrap_or_default(),
            ..Card::default()
        })
    }

    /// Where friends were reached last.
    pub(crate) fn friends(&self) -> Vec<(PlayerId, Vec<String>)> {
        let all = self.shelf.all::<Vec<String>>(Row::Peers).unwrap_or_else(|wrong| {
            tracing::warn!("friends' addresses could not be read: {wrong}");
            Vec::new()
        });
        let named = |(key, addresses): (Vec<u8>, _)| Some((PlayerId(key.try_into().ok()?), addresses));
        all.into_iter().filter_map(named).collect()
    }

    /// Does one thing. What fails is told to the app as something that happened.
    pub(crate) fn work(&mut self, effect: Effect) {
        match effect {
            Effect::Reach(reach) => {
                if let Err(wrong) = self.net.ask(wire::asked(reach)) {
                    tracing::warn!("the network did not take an ask: {wrong}");
                }
            }
            Effect::Keep(keep) => self.keep(keep),
            Effect::Sound(sound) => {
                if let Some(speaker) = &self.speaker {
                    speaker.work(sound);
                }
            }
            Effect::Say { line, plain } => self.say(&line.json(), &plain),
            Effect::SavePicture { bytes, ending } => self.save("pictures", &bytes, ending),
            Effect::Lab(wish) => {
                if let Some(script) = self.bench.wish(wish) {
                    self.save("scripts", script.as_bytes(), "script");
                }
            }
            Effect::Copy(text) => {
                if let Err(why) = self.clip.copy(&text) {
                    self.failed(format!("The clipboard cannot be used ({why}); copy it by hand: {text}"));
                }
            }
            Effect::Paste => match self.clip.paste() {
                Ok(text) => self.tell(Happening::Pasted(text)),
                Err(why) => self.failed(format!("The clipboard cannot be read ({why}); type it instead.")),
            },
            Effect::Quit(_) => {}
        }
    }

    /// Ends what runs: the network says goodbye, the keeper finishes what it was given.
    pub(crate) fn rest(self) {
        if let Err(wrong) = self.net.ask(Ask::Stop) {
            tracing::warn!("no goodbye was said: {wrong}");
        }
        self.keeper.finish();
    }

    fn keep(&mut self, keep: Keep) {
        let kept: Result<(), ShelfError> = match keep {
            Keep::Ledger(work) => {
                self.keeper.work(work);
                Ok(())
            }
            Keep::Settings(settings) => self.shelf.put(Row::Settings, OWN, &*settings),
            Keep::Friend { player, addresses } => self.shelf.put(Row::Peers, &player.0, &addresses),
            Keep::Card { table, card } => self.shelf.put(Row::Tables, &table.0, &card),
        };
        if let Err(wrong) = kept {
            self.failed(wrong.to_string());
        }
    }

    fn say(&self, json: &str, plain: &[String]) {
        let lines = match self.face {
            Face::Json => std::slice::from_ref(&json).iter().map(|line| (*line).to_owned()).collect(),
            Face::Text | Face::Window => plain.to_vec(),
        };
        for line in lines {
            if terminal::say(&line).is_err() {
                // Whoever read our lines is gone; the table goes on until its input ends too.
                tracing::warn!("standard output is closed");
            }
        }
    }

    fn save(&self, folder: &str, bytes: &[u8], ending: &str) {
        let saved = self.folder.folder(folder).and_then(|folder| {
            let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
            let path: PathBuf = folder.join(format!("roundtable-{seconds}.{ending}"));
            replace_file(&path, bytes).map_err(|source| FolderError::Disk { path: path.clone(), source })?;
            Ok(path)
        });
        match saved {
            Ok(path) => self.tell(Happening::Stored(Stored::Saved { path: path.display().to_string() })),
            Err(wrong) => self.failed(wrong.to_string()),
        }
    }

    fn failed(&self, told: String) {
        tracing::warn!("{told}");
        self.tell(Happening::Stored(Stored::Failed { told }));
    }

    fn tell(&self, happening: Happening) {
        // Called on the app's own thread: a full queue must not block it, and a lost notice is in the log.
        if self.happened.try_send(happening).is_err() {
            tracing::warn!("the app is too busy to be told");
        }
    }
}

fn system_language() -> String {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok());
    let code = named.unwrap_or_default().chars().take(2).collect::<String>();
    Language::of_code(&code).unwrap_or(Language::English).code().to_owned()
}

//! A run of the game: sets the outside up, starts the app on its thread, and gives the main thread to window or terminal.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use super::cli::{Everywhere, Exit};
use super::clock::Clock;
use super::hands::Hands;
use super::net::{Inbox, Net, Settings as NetSettings};
use super::store::folder::Folder;
use super::store::secret;
use super::store::shelf::Shelf;
use super::window::Screen;
use super::{chance, log, terminal, turn, window, wire};
use crate::app::happening::Happening;
use crate::app::opening::{Opening, Setup};
use crate::app::{App, face};
use crate::lab::script::Script;
use crate::srd::Book;

/// Happenings that may wait for the app; the network waits when there are more.
const HAPPENINGS_MAX: usize = 4096;
const INBOX_WAIT: Duration = Duration::from_secs(1);

/// How the player sees the game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Face {
    /// In a window.
    Window,
    /// As sentences.
    Text,
    /// As JSON objects, one a line.
    Json,
}

/// What the app begins with; it is made on its own thread and never leaves it.
struct Begun(Setup, Opening);

/// Plays until the app, the window or the terminal ends it.
pub(crate) fn play(face: Face, opening: Opening, everywhere: &Everywhere) -> Exit {
    run(face, opening, everywhere, None)
}

/// Opens the window at the partition lab, with a script of the tester's own or with those that come with the program.
pub(crate) fn lab(script: Option<Script>, everywhere: &Everywhere) -> Exit {
    run(Face::Window, Opening::Lab, everywhere, script)
}

fn run(face: Face, opening: Opening, everywhere: &Everywhere, script: Option<Script>) -> Exit {
    let (happened, happenings) = sync_channel(HAPPENINGS_MAX);
    let (face, opened) = match face {
        Face::Window => match window::open("Roundtable") {
            Ok(opened) => (Face::Window, Some(opened)),
            Err(why) if opening == Opening::Lab => {
                terminal::complain(&format!("There is no window here ({why}); without --window the lab prints lines."));
                return Exit::Failed;
            }
            Err(why) => {
                terminal::complain(&format!(
                    "There is no window here ({why}), so the game is played as text. Type help."
                ));
                (Face::Text, None)
            }
        },
        other => (other, None),
    };
    let clock = Clock::start();
    let (app, mut hands) = match outside(face, opening, everywhere, (&happened, clock)) {
        Ok(outside) => outside,
        Err(told) => {
            terminal::complain(&told);
            return Exit::Failed;
        }
    };
    if let Some(script) = script {
        hands.put_on_bench(script);
    }
    let app = (app, hands);
    let screen = Arc::new(Screen::default());
    match opened {
        Some(opened) => {
            #[cfg(target_os = "linux")]
            super::pads::start(happened.clone());
            let playing = begin(app, happenings, clock, Some(Arc::clone(&screen)));
            window::run(opened, &screen, &happened);
            end(playing)
        }
        None => {
            terminal::listen(happened);
            end(begin(app, happenings, clock, None))
        }
    }
}

fn begin(
    (app, hands): (Begun, Hands),
    happenings: Receiver<Happening>,
    clock: Clock,
    screen: Option<Arc<Screen>>,
) -> thread::JoinHandle<Exit> {
    let Begun(setup, opening) = app;
    thread::spawn(move || turn::turn(App::new(setup, opening), hands, &happenings, clock, screen.as_deref()))
}

fn end(playing: thread::JoinHandle<Exit>) -> Exit {
    playing.join().unwrap_or_else(|_| {
        terminal::complain("The game stopped by a mistake of its own; what was durable is kept. The log says more.");
        Exit::Failed
    })
}

/// Folder, key, shelf and network; the sentence says what failed and what to do.
fn outside(
    face: Face,
    opening: Opening,
    everywhere: &Everywhere,
    (happened, clock): (&SyncSender<Happening>, Clock),
) -> Result<(Begun, Hands), String> {
    let folder = Folder::open(everywhere.data.as_deref()).map_err(|wrong| wrong.to_string())?;
    let logs = folder.folder("log").map_err(|wrong| wrong.to_string())?;
    log::start(Path::new(&logs));
    let secret = secret::player_secret(&folder).map_err(|wrong| wrong.to_string())?;
    let shelf = Shelf::open(&folder).map_err(|wrong| wrong.to_string())?;
    let (net, inbox) = Net::start(&secret, NetSettings::default()).map_err(|wrong| wrong.to_string())?;
    forward(inbox, happened.clone());
    let hands = Hands::new(folder, shelf, net, happened.clone(), face).map_err(|wrong| wrong.to_string())?;
    let setup = Setup {
        secret: *secret,
        chance: chance::bytes(),
        book: Arc::new(Book::standard().clone()),
        settings: hands.settings(everywhere.lang.as_deref(), everywhere.name.as_deref()),
        login: login(),
        now_ms: clock.now_ms(),
        saved: hands.saved(),
        friends: hands.friends(),
        face: match face {
            Face::Window => face::Face::Screen,
            Face::Text | Face::Json => face::Face::Lines,
        },
    };
    Ok((Begun(setup, opening), hands))
}

/// What the player is called on this computer.
fn login() -> String {
    ["USER", "USERNAME", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default()
}

/// Passes the network's words on. It ends when nobody listens, or when the network has.
fn forward(mut inbox: Inbox, happened: SyncSender<Happening>) {
    thread::spawn(move || {
        loop {
            let Some(told) = inbox.wait(INBOX_WAIT) else { continue };
            let over = matches!(told, super::net::Told::Ended { .. });
            let sent = wire::happened(told).is_none_or(|reached| happened.send(Happening::Reached(reached)).is_ok());
            if over || !sent {
                return;
            }
        }
    });
}

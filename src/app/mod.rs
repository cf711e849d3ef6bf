//! Joins ui, guest and host: happenings in, effects out. The only place where values change hands between the rooms.

mod chance;
mod door;
pub mod effect;
pub mod face;
pub mod happening;
mod heard;
mod intents;
mod invite;
mod join;
mod keep;
pub mod line;
mod lines;
mod links;
mod look;
mod mark;
mod near;
mod open;
pub mod opening;
pub mod plain;
mod reach;
mod reading;
mod report;
mod roster;
pub mod said;
mod sitting;
mod standing;
mod steps;

use std::net::SocketAddr;
use std::sync::Arc;

use chance::Chance;
use effect::{Card, Effect};
use face::Face;
use happening::{Happening, Stored};
use heard::Heard;
use line::Line;
use links::Links;
use near::Near;
use opening::{Admit, Opening, Setup};
use reading::Reading;
use sitting::{Outcome, Sitting};
use steps::Steps;

use crate::canvas::Canvas;
use crate::canvas::present::{Fit, Glass};
use crate::canvas::recorder::Recorder;
use crate::session::guest;
use crate::session::invite::minute_of;
use crate::session::library::Library;
use crate::session::limits::{INVITE_MS, PROTOCOL};
use crate::session::names;
use crate::session::seal::Identity;
use crate::tale::Tale;
use crate::ui::Ui;
use crate::ui::settings::{Settings, Size};
use crate::ui::view::{self, Notice, Status, TableId, View, Weight};
use crate::words::fluent::{Language, Words};
use crate::words::sentence::{Sentence, Value};
use crate::world::World;
use crate::world::id::{PlayerId, SeatId};

/// The whole program but the outside.
pub struct App {
    face: Face,
    identity: Identity,
    library: Arc<Library>,
    tales: Vec<Arc<Tale>>,
    chance: Chance,
    words: Words,
    settings: Settings,
    login: String,
    ui: Ui,
    recorder: Recorder,
    now_ms: u64,
    plan: open::Plan,
    admit: Admit,
    /// How long a new ticket is good, ms.
    ticket_ms: u64,
    saved: Vec<(TableId, Card)>,
    links: Links,
    listening: Vec<SocketAddr>,
    /// Others on this network find us.
    announced: bool,
    near: Near,
    open_ticket: Option<invite::Open>,
    sitting: Option<Sitting>,
    /// The world as it was told last: sentences need what was true before.
    told: Option<World>,
    coming: Option<(PlayerId, String)>,
    going: Option<(PlayerId, String)>,
    /// Whose key is being replaced, and by which.
    moving: Option<(PlayerId, PlayerId)>,
    /// The fork that is sat at takes its parent's place.
    adopting: bool,
    steps: Steps,
    seats: Vec<SeatId>,
    status: Status,
    heard: Heard,
    reading: Reading,
    effects: Vec<Effect>,
}

impl App {
    /// Begins as the command line asked.
    pub fn new(setup: Setup, opening: Opening) -> (App, Vec<Effect>) {
        let tales: Vec<Arc<Tale>> = crate::tale::standard().iter().cloned().map(Arc::new).collect();
        let library = Arc::new(Library::new(Arc::clone(&setup.book), tales.iter().cloned()));
        let mut app = App {
            face: setup.face,
            identity: Identity::from_secret(&setup.secret),
            library,
            chance: Chance::new(setup.chance),
            words: Words::new(setup.settings.spoken()),
            ui: Ui::new(setup.settings.clone()),
            settings: setup.settings,
            login: setup.login,
            recorder: Recorder::new(),
            now_ms: setup.now_ms,
            plan: open::Plan::default(),
            admit: Admit::default(),
            ticket_ms: INVITE_MS,
            saved: setup.saved,
            links: Links::default(),
            listening: Vec::new(),
            announced: false,
            near: Near::default(),
            open_ticket: None,
            sitting: None,
            told: None,
            coming: None,
            going: None,
            moving: None,
            adopting: false,
            steps: Steps::default(),
            seats: Vec::new(),
            status: Status::default(),
            heard: Heard::default(),
            reading: Reading::default(),
            effects: Vec::new(),
            tales,
        };
        for (player, addresses) in setup.friends {
            app.links.remember(player, addresses);
        }
        app.learn_words();
        app.list_tables();
        let player = data_encoding::HEXLOWER.encode(&app.me().0);
        let book = app.library.book().to_string();
        app.say(Line::Ready { version: env!("CARGO_PKG_VERSION"), player, protocol: PROTOCOL, book });
        app.open(opening);
        app.refresh();
        let effects = std::mem::take(&mut app.effects);
        (app, effects)
    }

    /// Takes in what happened and returns what is to be done, in order.
    #[must_use]
    pub fn step(&mut self, happening: Happening) -> Vec<Effect> {
        match happening {
            Happening::Ticked { now_ms } => self.ticked(now_ms),
            Happening::Pressed(key) => self.with_ui(|ui, view| ui.press(key, view)),
            Happening::Released(key) => self.ui.release(key),
            Happening::Typed(letter) => self.ui.typed(letter),
            Happening::Pointed(point) => self.with_ui(|ui, view| ui.point(point, view)),
            Happening::Pasted(text) => text.chars().for_each(|letter| self.ui.typed(letter)),
            Happening::LineRead(line) => self.read(Some(line)),
            Happening::Closed => self.read(None),
            Happening::Reached(reached) => self.reached(reached),
            Happening::Stored(stored) => self.stored(stored),
            Happening::Watched(lab) => self.status.lab = Some(lab),
            Happening::Silenced { why } => {
                self.inform("Silent", Sentence::new("notice-silent").with("why", Value::text(why)));
            }
        }
        self.read_on();
        std::mem::take(&mut self.effects)
    }

    /// Draws the picture of this moment.
    pub fn draw(&mut self, canvas: &mut Canvas) {
        self.ui.draw(&self.view(), canvas);
        self.recorder.watch(canvas);
    }

    /// How the picture fills the window, as the player likes it.
    pub fn glass(&self) -> (Fit, Glass) {
        let fit = match self.settings.size {
            Size::Whole => Fit::Whole,
            Size::Stretched => Fit::Stretched,
        };
        (fit, if self.settings.lined { Glass::Lined } else { Glass::Crisp })
    }

    fn ticked(&mut self, now_ms: u64) {
        let now_ms = now_ms.max(self.now_ms);
        self.with_sitting(|sitting| sitting.tick(now_ms));
        self.walk(now_ms - self.now_ms);
        let minute_passed = minute_of(now_ms) > minute_of(self.now_ms);
        self.now_ms = now_ms;
        if minute_passed {
            self.count_down();
        }
        if self.face == Face::Screen {
            self.refresh();
            self.with_ui(|ui, view| ui.step(view));
            self.mind_near();
            self.sound();
        }
        self.near_ticked();
    }

    fn stored(&mut self, stored: Stored) {
        match stored {
            Stored::Kept { token: 0 } => {}
            Stored::Kept { token } => {
                self.with_sitting(|sitting| sitting.tell_guest(guest::Input::Persisted { token }));
            }
            // Said once: everything that was on its way comes back with it.
            Stored::Lost { .. } if self.is_stopped() => {}
            Stored::Lost { told, .. } => {
                self.error("DiskFailed", Sentence::new("notice-disk").with("why", Value::text(told)));
                self.with_sitting(|sitting| sitting.tell_guest(guest::Input::Failed));
            }
            Stored::Opened { table, copies, checkpoints } => self.opened(table, &copies, &checkpoints),
            Stored::CopyLost { told } => {
                self.warn("CopyLost", Sentence::new("notice-copy-lost").with("why", Value::text(told)));
            }
            Stored::Saved { path } => {
                self.inform("Saved", Sentence::new("notice-picture").with("path", Value::text(path)));
            }
            Stored::Failed { told } => {
                self.error("DiskFailed", Sentence::new("notice-disk").with("why", Value::text(told)));
            }
        }
    }

    /// Lets something happen at the table, if there is one, and passes on what comes of it.
    fn with_sitting(&mut self, act: impl FnOnce(&mut Sitting) -> Outcome) {
        if let Some(sitting) = &mut self.sitting {
            let outcome = act(sitting);
            self.follow(outcome);
        }
    }

    /// Does and tells what came of something.
    fn follow(&mut self, outcome: Outcome) {
        self.effects.extend(outcome.effects);
        let newer = !outcome.news.is_empty();
        for news in outcome.news {
            self.report(news);
        }
        if newer {
            self.told = self.world().cloned();
            self.refresh();
        }
    }

    /// Lets the screen act, and does what the player wants by it.
    fn with_ui(&mut self, act: impl FnOnce(&mut Ui, &View) -> Vec<crate::ui::intent::Intent>) {
        let view = View {
            world: self.sitting.as_ref().and_then(|sitting| sitting.guest.world()),
            player: self.identity.player(),
            seats: &self.seats,
            status: &self.status,
        };
        for intent in act(&mut self.ui, &view) {
            self.intend(intent);
        }
    }

    fn view(&self) -> View<'_> {
        View { world: self.world(), player: self.me(), seats: &self.seats, status: &self.status }
    }

    /// The screen plays what happened.
    fn play(&mut self, told: view::Told) {
        if self.face == Face::Screen {
            self.with_ui(|ui, view| {
                ui.tell(&[told], view);
                Vec::new()
            });
        }
    }

    fn me(&self) -> PlayerId {
        self.identity.player()
    }

    /// The world of this machine's own guest.
    fn world(&self) -> Option<&World> {
        self.sitting.as_ref()?.guest.world()
    }

    fn name_of(&self, player: PlayerId) -> String {
        let table = self.sitting.as_ref().and_then(|sitting| sitting.guest.table());
        let member = table.and_then(|table| table.members.get(&player));
        member.map_or_else(|| data_encoding::HEXLOWER.encode(&player.0[..4]), |member| member.name.clone())
    }

    fn seats_of(&self, player: PlayerId) -> Vec<SeatId> {
        let table = self.sitting.as_ref().and_then(|sitting| sitting.guest.table());
        table.and_then(|table| table.members.get(&player)).map(|member| member.seats.clone()).unwrap_or_default()
    }

    /// What this player is called: as in the settings, else as on this computer.
    fn own_name(&self) -> String {
        let named = names::name(&self.settings.name).or_else(|_| names::name(&self.login));
        let named = named.unwrap_or_else(|_| "Player".to_owned());
        match self.plan.names_taken {
            0 => named,
            taken => format!("{named} {}", taken + 1),
        }
    }

    /// Adds the adventures' own words to those of the program.
    fn learn_words(&mut self) {
        for tale in &self.tales {
            for (code, text) in &tale.words {
                let Some(language) = Language::of_code(code) else { continue };
                if let Err(wrong) = self.words.add(language, text) {
                    let told = Sentence::new("notice-fault").with("why", Value::text(format!("{wrong:?}")));
                    self.status.notices.tell(Notice { weight: Weight::Error, line: told });
                }
            }
        }
    }

    fn say(&mut self, line: Line) {
        if self.face == Face::Lines {
            let plain = plain::plain(&line, &self.words, self.now_ms / 1000);
            self.effects.push(Effect::Say { line: Box::new(line), plain });
        }
    }

    fn notice(&mut self, weight: Weight, line: Sentence) {
        self.status.notices.tell(Notice { weight, line });
    }

    fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }
}

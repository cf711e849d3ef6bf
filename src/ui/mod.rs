//! What is on the screen and what a key means: pages on a pile over a ground that follows the world.
//!
//! Pure: sixty times a second [`Ui::step`] is told how things stand, [`Ui::draw`] draws them, and what the player wants
//! comes back as [intents](intent::Intent). No clock, no network, no word about who is host.

mod about;
mod actor;
mod aim;
mod ask;
mod beat;
mod board;
mod chat;
mod deeds;
mod desk;
mod die;
mod door;
mod ear;
mod ending;
mod explore;
mod field;
mod fight;
mod figure;
mod figure_card;
mod fog;
mod ground;
mod hear;
mod heroes;
mod hud;
pub mod intent;
mod join;
mod journal;
pub mod key;
mod lab;
mod lanes;
mod links;
mod list;
mod lobby;
mod log;
mod maker;
mod meddle;
mod members;
mod menu;
mod name;
pub mod night;
mod options;
mod pack;
mod page;
mod pause;
mod pen;
pub mod recent;
mod recipe;
mod ring;
pub mod settings;
mod sheet;
mod shelf;
mod stage;
mod steer;
mod stride;
mod talk;
mod terrain;
mod thing;
mod tidings;
mod title;
mod trade;
mod tries;
mod tumble;
pub mod view;
mod voiceless;

use desk::Kit;
use ground::Ground;
use intent::Intent;
use key::{Button, Key};
use page::{Page, Reply, Turn};
use pen::Pen;
use settings::Settings;
use steer::Steer;
use view::{Point, Told, View, Voiceless};
use voiceless::VoicelessPage;

use crate::canvas::{Canvas, Palette};
use crate::sound::{Cue, Tune};

/// The whole screen of one player.
pub struct Ui {
    kit: Kit,
    ground: Ground,
    lowest: Box<dyn Page>,
    pile: Vec<Box<dyn Page>>,
    steer: Steer,
    /// Steps since the ground changed, for the fade.
    shown_for: u32,
    /// The key that has just opened a field: the letter it writes is not for it.
    opened: Option<Key>,
    /// The player was told why this machine has no voice.
    voiceless: Option<Voiceless>,
}

impl Ui {
    /// The title page, as the player likes his screen.
    pub fn new(settings: Settings) -> Ui {
        Ui {
            kit: Kit::new(settings),
            ground: Ground::Title,
            lowest: Ground::Title.page(),
            pile: Vec::new(),
            steer: Steer::default(),
            shown_for: 0,
            opened: None,
            voiceless: None,
        }
    }

    /// Lays the lab page over what is there: the command line asked for it.
    pub fn visit_lab(&mut self) {
        self.pile.push(Box::new(lab::LabPage::new()));
    }

    /// The player's own choices as they are now.
    pub const fn settings(&self) -> &Settings {
        &self.kit.settings
    }

    /// A key went down. A key that is down already is ignored: repeating is for [`Ui::step`].
    pub fn press(&mut self, key: Key, view: &View) -> Vec<Intent> {
        self.settle(view);
        let button = self.kit.settings.bindings.button(key);
        if !self.steer.press(key, button) {
            return Vec::new();
        }
        let desk = self.kit.desk(view);
        let top = top(&mut self.pile, &mut self.lowest);
        if let Some(reply) = top.key(key, &desk) {
            return self.means(key, |ui| ui.follow(reply, view));
        }
        let writes = match top.field() {
            Some(field) => {
                field.key(key);
                matches!(key, Key::Letter(_) | Key::Space | Key::Backspace)
            }
            None => false,
        };
        match button {
            Some(Button::Shot) => vec![Intent::Screenshot],
            Some(Button::Gif) => vec![Intent::SaveGif],
            Some(button) if !writes => self.means(key, |ui| ui.push(button, view)),
            Some(_) | None => Vec::new(),
        }
    }

    /// Does what a key means. A field that opens by it does not get its letter.
    fn means(&mut self, key: Key, does: impl FnOnce(&mut Ui) -> Vec<Intent>) -> Vec<Intent> {
        let wrote = top(&mut self.pile, &mut self.lowest).field().is_some();
        let intents = does(self);
        if !wrote && top(&mut self.pile, &mut self.lowest).field().is_some() {
            self.opened = Some(key);
        }
        intents
    }

    /// A key came up.
    pub fn release(&mut self, key: Key) {
        self.steer.release(key);
    }

    /// All keys came up: the window lost the keyboard.
    pub fn release_all(&mut self) {
        self.steer = Steer::default();
    }

    /// A letter was written, by any means; pasted text comes letter by letter.
    pub fn typed(&mut self, letter: char) {
        if self.opened.is_some_and(|key| key.writes(letter)) {
            return;
        }
        if let Some(field) = top(&mut self.pile, &mut self.lowest).field() {
            field.typed(letter);
        }
    }

    /// The mouse or a finger did something.
    pub fn point(&mut self, point: Point, view: &View) -> Vec<Intent> {
        self.settle(view);
        let desk = self.kit.desk(view);
        let reply = top(&mut self.pile, &mut self.lowest).point(point, &desk);
        self.follow(reply, view)
    }

    /// A sixtieth of a second went by.
    pub fn step(&mut self, view: &View) -> Vec<Intent> {
        self.settle(view);
        self.kit.step(view);
        self.opened = None;
        if self.kit.stage.take_arrival() {
            self.shown_for = 0;
        }
        self.shown_for = self.shown_for.saturating_add(1);
        let desk = self.kit.desk(view);
        self.lowest.step(&desk);
        for page in &mut self.pile {
            page.step(&desk);
        }
        // Said once on a page of its own: a notice would be gone before it is understood.
        if std::mem::replace(&mut self.voiceless, view.status.voiceless) != view.status.voiceless
            && self.voiceless.is_some()
        {
            self.pile.push(Box::new(VoicelessPage));
        }
        let walks = self.ground.walks() && self.pile.is_empty();
        let mut intents = self.steer.step(walks, view, self.kit.seat(view));
        for button in self.steer.repeats(walks) {
            intents.extend(self.push(button, view));
        }
        intents
    }

    /// Something happened at the table: it is told in the log and played on the board.
    pub fn tell(&mut self, told: &[Told], view: &View) {
        self.settle(view);
        self.kit.tell(told, view);
    }

    /// True while the player wants to see the tables on this network.
    pub fn looks_around(&self) -> bool {
        self.pile.iter().any(|page| page.looks_around())
    }

    /// The sounds since this was last asked, in order.
    pub fn cues(&mut self) -> Vec<Cue> {
        self.kit.take_cues()
    }

    /// The tune that goes with what is on the screen.
    pub fn tune(&self, view: &View) -> Tune {
        hear::tune(view)
    }

    /// Draws the picture of this moment.
    pub fn draw(&self, view: &View, canvas: &mut Canvas) {
        self.draw_noting(view, canvas);
    }

    /// Labels that do not fit on the page as it is now, in this language; there should be none.
    pub fn misfits(&self, view: &View) -> Vec<String> {
        self.draw_noting(view, &mut Canvas::new())
    }

    /// Draws and says which labels did not fit.
    fn draw_noting(&self, view: &View, canvas: &mut Canvas) -> Vec<String> {
        canvas.clear(crate::canvas::Ink::BACKGROUND);
        let desk = self.kit.desk(view);
        let mut pen = Pen::new(canvas, &self.kit.sprites, &self.kit.letters, &self.kit.words, self.kit.tick);
        let first = self.pile.iter().rposition(|page| page.covers());
        if first.is_none() {
            self.lowest.draw(&desk, &mut pen);
        }
        for page in &self.pile[first.unwrap_or(0)..] {
            page.draw(&desk, &mut pen);
        }
        if first.is_some() || !self.ground.is_board() {
            hud::news(&desk, &mut pen);
        }
        hud::caption(&desk, &mut pen);
        let misfits = std::mem::take(&mut pen.misfits);
        if self.shown_for < FADE_STEPS && !self.kit.settings.calm {
            let dark = 16 - 16 * self.shown_for / FADE_STEPS;
            canvas.set_palette(Palette::own().towards(0x14_10_1e, dark));
        }
        misfits
    }

    /// Sends a button to the page on top.
    fn push(&mut self, button: Button, view: &View) -> Vec<Intent> {
        if button == Button::A && self.pile.is_empty() && self.kit.awaits() {
            return Vec::new();
        }
        self.kit.sound_of(button);
        let desk = self.kit.desk(view);
        let reply = top(&mut self.pile, &mut self.lowest).press(button, &desk);
        self.follow(reply, view)
    }

    /// Does what a page answered.
    fn follow(&mut self, reply: Reply, view: &View) -> Vec<Intent> {
        match reply.turn {
            Turn::Stay => {}
            Turn::Open(page) => self.pile.push(page),
            Turn::Close => {
                self.pile.pop();
            }
            Turn::CloseAll => self.pile.clear(),
            Turn::Hurry => self.kit.stage.hurry(),
            Turn::NextHero => {
                self.pile.clear();
                self.kit.next_seat();
            }
        }
        for intent in &reply.intents {
            match intent {
                Intent::Settings(settings) => self.kit.set(settings.as_ref().clone(), view),
                Intent::Ask(_) => self.kit.ask(view),
                _ => {}
            }
        }
        reply.intents
    }

    /// Lays out the ground that the world asks for.
    fn settle(&mut self, view: &View) {
        self.kit.learn(view);
        let ground = Ground::of(view, &self.kit, self.ground);
        if ground == self.ground {
            return;
        }
        // What is open above stays open unless the new ground wants the player's whole attention. What lay over the title
        // page chose the table that has now opened, and is done.
        let writes = self.pile.last_mut().is_some_and(|page| page.field().is_some());
        if self.ground == Ground::Title || ground.interrupts() && !(writes && ground.is_board()) {
            self.pile.clear();
        }
        if ground.is_board() != self.ground.is_board() {
            self.shown_for = 0;
        }
        self.kit.sound(hear::cue_of_ground(ground));
        self.ground = ground;
        self.lowest = ground.page();
    }
}

/// The page that keys go to.
fn top<'a>(pile: &'a mut [Box<dyn Page>], lowest: &'a mut Box<dyn Page>) -> &'a mut dyn Page {
    match pile.last_mut() {
        Some(page) => page.as_mut(),
        None => lowest.as_mut(),
    }
}

/// How long a new ground takes to come out of the dark.
const FADE_STEPS: u32 = 12;

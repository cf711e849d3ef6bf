//! What the player in front of the screen wants, done.

use super::App;
use super::effect::{Effect, Farewell, Keep, Reach};
use super::open::Plan;
use super::opening::Admit;
use crate::canvas::picture;
use crate::session::guest::{self, Ask};
use crate::session::host;
use crate::ui::intent::Intent;
use crate::ui::settings::Settings;
use crate::words::fluent::Words;
use crate::words::sentence::{Sentence, Value};

/// Screenshots are twice the size of the canvas.
const SHOT_SCALE: u8 = 2;

impl App {
    /// Does what the player wants.
    pub(super) fn intend(&mut self, intent: Intent) {
        match intent {
            Intent::PlayAlone { adventure } => {
                self.plan = Plan { host: true, alone: true, ..Plan::default() };
                self.found_named(&adventure);
            }
            Intent::Host { adventure } => {
                self.plan = Plan { host: true, ..Plan::default() };
                self.admit = Admit::Ask;
                self.listen(Vec::new());
                self.found_named(&adventure);
            }
            Intent::Join { ticket } => {
                self.plan = Plan::default();
                self.join(&ticket);
            }
            Intent::Visit { player } => {
                self.plan = Plan::default();
                self.approach(player);
            }
            Intent::GiveUp => {
                self.status.joining = None;
                self.sitting = None;
            }
            Intent::Continue { table } => {
                self.plan = Plan { host: true, ..Plan::default() };
                self.listen(Vec::new());
                self.reopen(table);
            }
            Intent::Admit { player } => self.answer_door(host::Ask::Admit { player }),
            Intent::AdmitAs { player, place } => self.admit_as(player, place),
            Intent::TurnAway { player } => self.answer_door(host::Ask::TurnAway { player }),
            Intent::Ask(command) => {
                self.settle(command.seat);
                self.ask(command);
            }
            Intent::Steer { seat, held } => self.steer(seat, held),
            Intent::Say(text) => self.with_sitting(|sitting| sitting.tell_guest(guest::Input::Asked(Ask::Say(text)))),
            Intent::CopyTicket => {
                if let Some(ticket) = &self.status.ticket {
                    let text = ticket.text.clone();
                    self.effect(Effect::Copy(text));
                }
            }
            Intent::Paste => self.effect(Effect::Paste),
            Intent::NewTicket => {
                self.open_ticket = None;
                self.invite();
            }
            Intent::Settings(settings) => self.set(*settings),
            Intent::Lab(wish) => self.effect(Effect::Lab(wish)),
            Intent::Screenshot => self.shoot(),
            Intent::SaveGif => match self.recorder.gif() {
                Some(bytes) => self.effect(Effect::SavePicture { bytes, ending: "gif" }),
                None => self.warn("NoGif", Sentence::new("notice-no-gif")),
            },
            Intent::Member(wish) => self.decide(wish),
            Intent::Fork => self.with_sitting(|sitting| sitting.tell_guest(guest::Input::Asked(Ask::Fork))),
            Intent::Follow => self.with_sitting(|sitting| sitting.tell_guest(guest::Input::Asked(Ask::Follow))),
            Intent::Leave => self.leave(),
            Intent::Quit => self.quit(Farewell::Well),
        }
    }

    fn found_named(&mut self, adventure: &str) {
        match self.tale(Some(adventure)) {
            Some(tale) => self.found(&tale),
            None => {
                let told = Sentence::new("notice-no-such-adventure").with("name", Value::text(adventure));
                self.error("NoSuchAdventure", told);
            }
        }
    }

    /// Back to the title page; the table stays saved and can be continued.
    pub(super) fn leave(&mut self) {
        self.keep_card();
        self.keep_generation();
        for player in self.links.standing().collect::<Vec<_>>() {
            self.reach(Reach::Forget { player });
            self.reach(Reach::Close { player, why: "left the table".to_owned() });
        }
        self.sitting = None;
        self.told = None;
        self.open_ticket = None;
        // Nobody is to find a table here that is left; what is opened next is announced again.
        self.announced = false;
        self.reach(Reach::Hide);
        self.status = crate::ui::view::Status::default();
        self.list_tables();
    }

    fn set(&mut self, settings: Settings) {
        if settings.spoken() != self.settings.spoken() {
            self.words = Words::new(settings.spoken());
            self.learn_words();
        }
        self.settings = settings.clone();
        self.list_tables();
        self.effect(Effect::Keep(Keep::Settings(Box::new(settings))));
    }

    fn shoot(&mut self) {
        let mut canvas = crate::canvas::Canvas::new();
        self.ui.draw(&self.view(), &mut canvas);
        let bytes = picture::png(&canvas, SHOT_SCALE);
        self.effect(Effect::SavePicture { bytes, ending: "png" });
    }
}

//! The door as the person who hosts sees it: who knocks, in whose place he may sit down, and the answer.

use super::App;
use super::line::Line;
use super::opening::Admit;
use super::said;
use crate::session::host;
use crate::session::knock::ShutDoor;
use crate::ui::view;
use crate::words::sentence::{Sentence, Value};
use crate::world::id::PlayerId;

impl App {
    /// Someone knocks.
    pub(super) fn knocked(&mut self, player: PlayerId, (name, seats): (String, u8), by_ticket: bool) {
        let (digits, places) = (self.digits(player), self.places(player));
        self.status.knocks.retain(|knock| knock.player != player);
        self.status.knocks.push(view::Knock { player, name, digits, by_ticket, seats, places });
        self.say_knock(player);
        // Whoever was found on the network and has no ticket is let in by a person, and by nothing else.
        if self.admit == Admit::All && by_ticket {
            self.answer_door(host::Ask::Admit { player });
        }
    }

    fn say_knock(&mut self, player: PlayerId) {
        let Some(knock) = self.status.knocks.iter().find(|knock| knock.player == player) else { return };
        let places = knock.places.iter().map(|(_, name)| name.clone()).collect();
        let (name, seats, by_ticket) = (knock.name.clone(), knock.seats, knock.by_ticket);
        let (digits, player) = (knock.digits.clone(), data_encoding::HEXLOWER.encode(&player.0));
        self.say(Line::Knock { player, name, seats, by_ticket, digits, places });
    }

    /// The members in whose place someone who knocks may be let in: those whose machine does not answer.
    fn places(&self, player: PlayerId) -> Vec<(PlayerId, String)> {
        let host = self.sitting.as_ref().and_then(|sitting| sitting.host.as_ref());
        let places = host.map(|host| host.places(player)).unwrap_or_default();
        places.into_iter().map(|place| (place, self.name_of(place))).collect()
    }

    /// Brings up to date in whose place each one who knocks may sit down; said again where there are more than before.
    pub(super) fn refresh_door(&mut self) {
        let knocking: Vec<PlayerId> = self.status.knocks.iter().map(|knock| knock.player).collect();
        for player in knocking {
            let places = self.places(player);
            let Some(knock) = self.status.knocks.iter_mut().find(|knock| knock.player == player) else { continue };
            let more = places.len() > knock.places.len();
            knock.places = places;
            if more {
                self.say_knock(player);
            }
        }
    }

    /// Lets someone in, or not.
    pub(super) fn answer_door(&mut self, ask: host::Ask) {
        if let host::Ask::Admit { player } | host::Ask::AdmitAs { player, .. } | host::Ask::TurnAway { player } = &ask {
            self.status.knocks.retain(|knock| knock.player != *player);
        }
        self.with_sitting(|sitting| sitting.tell_host(host::Input::Asked(ask)));
    }

    /// Lets someone in as a member who is away, or says why that cannot be.
    pub(super) fn admit_as(&mut self, player: PlayerId, place: PlayerId) {
        let host = self.sitting.as_ref().and_then(|sitting| sitting.host.as_ref());
        match host.map(|host| host.may_replace(player, place)) {
            None => self.refused("NotHost".to_owned(), &Sentence::new("line-only-host")),
            Some(Ok(())) => self.answer_door(host::Ask::AdmitAs { player, place }),
            Some(Err(why)) => {
                let (reason, told) = said::not_replaced(why);
                let told = told.with("name", Value::text(self.name_of(place)));
                self.refused(reason.to_owned(), &told);
            }
        }
    }

    pub(super) fn shut_out(&mut self, player: PlayerId, name: Option<String>, door: ShutDoor) {
        self.status.knocks.retain(|knock| knock.player != player);
        let name = name.unwrap_or_else(|| self.name_of(player));
        let why = Value::Sentence(Box::new(said::shut(door)));
        self.warn(
            &format!("{door:?}"),
            Sentence::new("door-refused-here").with("name", Value::text(name)).with("why", why),
        );
    }

    /// A roster change is settled: where it brought a new key in the place of an old one, that is said.
    pub(super) fn moved(&mut self) {
        let Some((before, player)) = self.moving.take() else { return };
        let hex = |player: &PlayerId| data_encoding::HEXLOWER.encode(&player.0);
        let seats = self.seats_of(player).iter().map(|seat| seat.0).collect();
        let name = self.name_of(player);
        self.say(Line::Moved { player: hex(&player), before: hex(&before), name, seats });
    }
}

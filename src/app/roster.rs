//! What a line says about who sits here: to hand over, send away, move the chair, rest, come back, leave, go apart.

use super::App;
use super::effect::{Effect, Farewell};
use super::face::Face;
use super::said;
use super::sitting::table_id;
use crate::session::adoption::Given;
use crate::session::entry::Absent;
use crate::session::guest::{self, Ask, NotAlong};
use crate::session::host;
use crate::ui::intent::MemberWish;
use crate::words::sentence::{Sentence, Value};
use crate::world::id::PlayerId;
use crate::world::seat::Stead;

impl App {
    /// Does what a line says about the roster; false when it says nothing about it.
    pub(super) fn roster_line(&mut self, line: &str) -> bool {
        let lower = line.to_lowercase();
        let named = |start: &str| lower.starts_with(start).then(|| line.get(start.len()..).unwrap_or_default().trim());
        if let Some(name) = named("hand over to ") {
            self.as_host(name, |heir| host::Ask::HandOver { heir });
        } else if let Some(name) = named("send away ") {
            self.as_host(name, |player| host::Ask::Kick { player });
        } else if let Some(name) = named("chair to ") {
            self.as_host(name, |player| host::Ask::MoveChair { player });
        } else {
            let ask = match lower.as_str() {
                "rest" => Ask::Rest,
                "wake" => Ask::Wake,
                "fork" => Ask::Fork,
                "follow" => Ask::Follow,
                "absent pause" => Ask::Absent(Absent::Pause),
                "absent guard" => Ask::Absent(Absent::Guard),
                "absent friend" => Ask::Absent(Absent::Friend),
                "absent machine" => Ask::Absent(Absent::Machine),
                "leave the table" => Ask::Leave,
                _ => return false,
            };
            self.with_sitting(|sitting| sitting.tell_guest(guest::Input::Asked(ask)));
        }
        true
    }

    /// Does what the player in front of the screen decided about the members.
    pub(super) fn decide(&mut self, wish: MemberWish) {
        let ask = match wish {
            MemberWish::Away(stead) => Ask::Absent(match stead {
                Stead::Pause => Absent::Pause,
                Stead::Guard => Absent::Guard,
                Stead::Friend => Absent::Friend,
                Stead::Machine => Absent::Machine,
            }),
            MemberWish::Rest => Ask::Rest,
            MemberWish::Wake => Ask::Wake,
            MemberWish::LeaveForGood => Ask::Leave,
            MemberWish::HandOver(heir) => return self.ask_host(host::Ask::HandOver { heir }),
            MemberWish::Chair(player) => return self.ask_host(host::Ask::MoveChair { player }),
            MemberWish::SendAway(player) => return self.ask_host(host::Ask::Kick { player }),
        };
        self.with_sitting(|sitting| sitting.tell_guest(guest::Input::Asked(ask)));
    }

    fn ask_host(&mut self, ask: host::Ask) {
        if self.sitting.as_ref().is_none_or(|sitting| sitting.host.is_none()) {
            return self.refused("NotHost".to_owned(), &Sentence::new("line-only-host"));
        }
        self.with_sitting(|sitting| sitting.tell_host(host::Input::Asked(ask)));
    }

    fn as_host(&mut self, name: &str, ask: impl Fn(PlayerId) -> host::Ask) {
        match self.member(name) {
            Some(player) => self.ask_host(ask(player)),
            None => {
                let told = Sentence::new("line-no-member").with("name", Value::text(name));
                self.refused("NoSuchMember".to_owned(), &told);
            }
        }
    }

    /// A member by name.
    pub(super) fn member(&self, name: &str) -> Option<PlayerId> {
        let table = self.sitting.as_ref()?.guest.table()?;
        let fits =
            |(_, member): &(_, &crate::session::table::Member)| member.name.to_lowercase() == name.to_lowercase();
        table.members.iter().find(fits).map(|(player, _)| *player)
    }
}

impl App {
    /// The same key plays on another machine. The one of the two that has no voice any more makes room: with one link for
    /// both, neither could be reached for long.
    pub(super) fn twinned(&mut self, mute: bool) {
        if !mute {
            return self.warn("Twin", Sentence::new("notice-twin"));
        }
        self.leave();
        self.error("Twin", Sentence::new("notice-twin-mute"));
        if self.face == Face::Lines {
            self.effect(Effect::Quit(Farewell::Refused));
        }
    }

    /// The table goes on apart: it is a save of its own, and the parent stays one.
    pub(super) fn went_apart(&mut self) {
        self.open_ticket = None;
        self.status.ticket = None;
        self.keep_card();
        self.warn("Forked", Sentence::new("notice-apart-now"));
    }

    /// Some went on apart while this machine was not with them.
    pub(super) fn others_went_on(&mut self, by: PlayerId, since_ms: u64, newer: bool) {
        let told = said::went_on(newer, self.now_ms.saturating_sub(since_ms));
        self.warn("WentOn", told.with("name", Value::text(self.name_of(by))));
    }

    /// This player cannot go along with them.
    pub(super) fn not_along(&mut self, why: NotAlong) {
        let (reason, told) = said::not_along(why);
        self.refused(reason.to_owned(), &told);
    }

    /// This player's word for a fork is on the disk: what this machine has of the fork is opened, perhaps nothing yet.
    pub(super) fn go_along(&mut self, given: Given) {
        self.open_ticket = None;
        self.status.ticket = None;
        // From now on the list says of the two which one is played.
        self.keep_card();
        (self.plan.host, self.plan.alone) = (false, false);
        self.plan.given = Some(given);
        self.reopen(table_id(given.word.said.fork));
    }
}

//! What guest and host have to say, passed on: as lines, as notices, as what the screen plays.

use super::App;
use super::effect::{Effect, Farewell};
use super::face::Face;
use super::keep::GENERATION_ENTRIES;
use super::line::{Line, Offered};
use super::said;
use super::sitting::News;
use crate::rules::command::{Command, Verb};
use crate::rules::{self, deputy, ready};
use crate::session::entry::{Change, Entry};
use crate::session::guest::{self, Ask, Happened, Told};
use crate::session::host;
use crate::session::knock::ShutDoor;
use crate::ui::view;
use crate::words::sentence::{Sentence, Value};
use crate::world::event::Event;
use crate::world::id::{PlayerId, SeatId};
use crate::world::tell::tell;

impl App {
    /// Passes one piece of news on.
    pub(super) fn report(&mut self, news: News) {
        match news {
            News::Guest(told) => self.guest_told(told),
            News::Host(told) => self.host_told(told),
            News::Apart => self.went_apart(),
            News::GoAlong(given) => self.go_along(*given),
        }
    }

    fn guest_told(&mut self, told: Told) {
        match told {
            Told::Happened(happened) => self.happened(&happened),
            Told::Durable { index, machines } => {
                if index / GENERATION_ENTRIES > self.status.durable / GENERATION_ENTRIES {
                    self.keep_generation();
                }
                self.status.durable = index;
                self.status.machines = u8::try_from(machines).unwrap_or(u8::MAX);
                self.say(Line::Durable { index, machines: usize::from(machines) });
                self.show_ticket();
            }
            Told::Refused { seat, why, .. } => {
                self.stand_back(seat);
                let (reason, told) = said::denial(why);
                self.refused(reason, &told);
            }
            Told::Said { player, saying } => {
                let name = self.name_of(player);
                self.status.chat.tell(view::Said { name: name.clone(), text: saying.text.clone() });
                let seat = self.seats_of(player).first().map_or(0, |seat| seat.0);
                self.say(Line::Said { seat, name, text: saying.text });
            }
            Told::Term { term, host } => self.term_began(term, host),
            Told::HostSilent { host } => self.warn("HostSilent", self.about(host, "notice-lost-link")),
            Told::HostElsewhere { host, .. } => self.warn("HostElsewhere", self.about(host, "notice-host-elsewhere")),
            Told::HostBack { host } => self.inform("HostBack", self.about(host, "notice-found-link")),
            Told::Waiting { answer, of } => self.warn("Waiting", waiting(answer, of)),
            Told::GoingOn => self.inform("GoingOn", Sentence::new("notice-thawed")),
            Told::Lost { entries } => {
                self.warn("Lost", Sentence::new("notice-lost-commands").with("count", entries.len() as i64));
            }
            Told::Distrusted(distrust) => {
                let name = self.name_of(distrust.host);
                self.error("Distrusted", said::falsehood(&distrust, &name));
            }
            Told::AtTheDoor { host, .. } => self.at_the_door(host),
            Told::Admitted => self.inform("Admitted", Sentence::new("join-catching-up")),
            Told::SatDown { seats } => self.sat_down(&seats),
            Told::Whereabouts { player, addresses } => self.member_at(player, addresses),
            Told::Shut(ShutDoor::NameTaken) if self.name_taken() => {}
            Told::Shut(door) => self.not_joined(&format!("{door:?}"), said::door(door)),
            Told::Slower => self.warn("Slower", Sentence::new("denied-too-fast")),
            Told::Misbehaved { player } => self.warn("Misbehaved", self.about(player, "notice-misbehaved")),
            Told::DiskFailed => {
                let id = if self.is_lone() { "notice-disk-failed-alone" } else { "notice-disk-failed" };
                self.error("DiskFailed", Sentence::new(id));
            }
            Told::AskedApart { of } => self.inform("AskedApart", said::apart(of)),
            Told::ProposedApart { by, of } => {
                let told = self.about(by, "notice-apart-proposed").with("of", i64::from(of));
                self.warn("ProposedApart", told);
            }
            Told::Moved { player, absent } => {
                let how = Value::Sentence(Box::new(Sentence::new(said::absent(absent))));
                self.warn("Moved", self.about(player, "notice-moved").with("how", how));
            }
            Told::NotApart(why) => {
                let (reason, told) = said::not_apart(why);
                self.refused(reason.to_owned(), &told);
            }
            Told::WentOn { by, since_ms, newer } => self.others_went_on(by, since_ms, newer),
            Told::NotAlong(why) => self.not_along(why),
            Told::Restored => self.error("Restored", Sentence::new("notice-restored")),
            Told::Twin { mute } => self.twinned(mute),
            Told::Replaced => self.error("Replaced", Sentence::new("notice-replaced")),
        }
    }

    fn host_told(&mut self, told: host::Told) {
        match told {
            host::Told::Knocked { player, name, seats, by_ticket } => self.knocked(player, (name, seats), by_ticket),
            host::Told::ShutOut { player, name, door } => self.shut_out(player, name, door),
            host::Told::Invited { tag, expires_minute, index } => {
                self.invited(tag, expires_minute, index);
                self.show_ticket();
            }
            host::Told::Frozen { answer, of } => self.warn("Frozen", waiting(answer, of)),
            host::Told::Thawed => {
                self.inform("Thawed", Sentence::new("notice-thawed"));
                self.invite();
            }
            host::Told::RoundTrip { .. } => {}
            host::Told::CannotNow => {
                self.not_invited();
                self.refused("CannotNow".to_owned(), &Sentence::new("door-not-now"));
            }
            host::Told::Misbehaved { player } => self.warn("Misbehaved", self.about(player, "notice-misbehaved")),
            host::Told::Fault(why) => self.error("Fault", Sentence::new("notice-fault").with("why", Value::text(why))),
        }
    }

    /// An entry became true: told as a line, played on the screen, and what it means for the table passed on.
    fn happened(&mut self, happened: &Happened) {
        let empty = Vec::new();
        let events = match &happened.entry {
            Entry::Deed(deed) => &deed.events,
            Entry::Course { events, .. } => events,
            Entry::Chartered { charter, .. } => {
                let how = Sentence::new(said::absent(charter.absent));
                self.inform("Chartered", Sentence::new("notice-chartered").with("how", Value::Sentence(Box::new(how))));
                &empty
            }
            _ => &empty,
        };
        self.status.accepted = happened.index;
        self.status.term = happened.term;
        let lines = self.sentences(events);
        self.entry_of_table(&happened.entry);
        let objects = events.iter().filter_map(|event| serde_json::to_value(event).ok()).collect();
        let told = lines.iter().map(|line| self.words.say(line)).collect();
        let (mark, dice) = self.mark(happened).unzip();
        let asked = match &happened.entry {
            Entry::Deed(deed) => Some(&deed.asked.said),
            _ => None,
        };
        self.say(Line::Entry {
            index: happened.index,
            term: happened.term,
            seat: asked.map(|asked| asked.command.seat.0),
            number: asked.map(|asked| asked.number),
            digest: happened.digest.to_string(),
            told,
            events: objects,
            dice,
        });
        self.play(view::Told { index: happened.index, events: events.clone(), lines, mark });
        self.asked_of_me(events);
        if matches!(happened.entry, Entry::Opened(_)) {
            self.hosting();
        }
        if matches!(happened.entry, Entry::Settled { .. } | Entry::Opened(_)) {
            self.keep_card();
        }
        self.invite();
    }

    /// What happened, told from the world as it was before: whoever died in it still has a name there.
    fn sentences(&mut self, events: &[Event]) -> Vec<Sentence> {
        let Some(mut before) = self.told.take().or_else(|| self.world().cloned()) else { return Vec::new() };
        let lines = tell(&before, events);
        for event in events {
            // Several entries may come at once; each is told from where the one before it ended.
            let _ = before.apply(event);
        }
        self.told = Some(before);
        lines
    }

    /// Says who founded the present table: his own machine wrote that entry and is not told of it.
    pub(super) fn say_founder(&mut self) {
        let table = self.sitting.as_ref().and_then(|sitting| sitting.guest.table());
        if let Some(genesis) = table.map(|table| table.genesis.clone()) {
            self.entry_of_table(&Entry::Genesis(genesis));
        }
    }

    fn entry_of_table(&mut self, entry: &Entry) {
        let hex = |player: &PlayerId| data_encoding::HEXLOWER.encode(&player.0);
        match entry {
            Entry::Genesis(genesis) => {
                let seats = self.seats_of(genesis.founder).iter().map(|seat| seat.0).collect();
                self.say(Line::Joined { player: hex(&genesis.founder), name: genesis.founder_name.clone(), seats });
            }
            Entry::Joint { change: Change::Join { proof, .. }, .. } => {
                self.coming = Some((proof.transcript.player, proof.transcript.name.clone()));
            }
            Entry::Joint { change: Change::Convicted { player, .. }, .. } => {
                self.going = Some((*player, self.name_of(*player)));
                self.warn("Convicted", self.about(*player, "notice-convicted"));
            }
            Entry::Joint { change: Change::Kick { player } | Change::Wished { player, .. }, .. } => {
                self.going = Some((*player, self.name_of(*player)));
            }
            Entry::Joint { change: Change::Replaced { player, proof }, .. } => {
                self.moving = Some((*player, proof.transcript.player));
            }
            Entry::Joint { change: Change::Adopted { .. }, .. } => self.adopting = true,
            Entry::Settled { .. } => {
                self.moved();
                if std::mem::take(&mut self.adopting) {
                    self.inform("Adopted", Sentence::new("notice-adopted"));
                }
                if let Some((player, name)) = self.coming.take() {
                    let seats = self.seats_of(player).iter().map(|seat| seat.0).collect();
                    self.say(Line::Joined { player: hex(&player), name, seats });
                }
                if let Some((player, name)) = self.going.take() {
                    self.say(Line::Left { player: hex(&player), name, seats: Vec::new() });
                }
            }
            Entry::CalledOff { .. } => {
                (self.coming, self.going, self.moving, self.adopting) = (None, None, None, false)
            }
            _ => {}
        }
    }

    /// Says the question that one of this player's seats owes, when it was just asked.
    fn asked_of_me(&mut self, events: &[Event]) {
        let me = self.me();
        let Some(world) = self.world() else { return };
        let Some(question) = world.now.questions.last() else { return };
        let asked = events.iter().any(|event| matches!(event, Event::Asked { .. } | Event::Answered { .. }));
        if !asked || !deputy::acts(world, me, question.of) {
            return;
        }
        let Some(one) = world.creature(question.of) else { return };
        let seat = one.sheet().map_or(0, |sheet| sheet.seat.0);
        let line = Line::Question { seat, name: one.name.clone(), offers: offered(&rules::offers(world, me)) };
        self.say(line);
    }

    fn term_began(&mut self, term: u64, host: PlayerId) {
        let why = match term {
            1 => "term-founded",
            _ if host == self.me() && self.plan.host => "term-reopened",
            _ => "term-elected",
        };
        let line = Line::Term {
            term,
            host: data_encoding::HEXLOWER.encode(&host.0),
            host_name: self.name_of(host),
            why: self.words.text(why),
        };
        self.say(line);
    }

    /// This machine hosts: friends may come, and the hero that was named sits down.
    fn hosting(&mut self) {
        self.choose_hero();
    }

    /// Sits down with the hero that the command line named, once there is a seat without one.
    pub(super) fn choose_hero(&mut self) {
        let me = self.me();
        let Some(name) = self.plan.hero.clone() else { return };
        let Some(world) = self.world() else { return };
        let empty = world.now.seats.iter().find(|(_, seat)| seat.player == me && seat.creature.is_none());
        let Some(seat) = empty.map(|(seat, _)| *seat) else { return };
        self.plan.hero = None;
        match ready::heroes().iter().find(|plan| plan.name.to_lowercase() == name.to_lowercase()) {
            Some(plan) => self.ask(Command { seat, verb: Verb::Create(Box::new(plan.clone())) }),
            None => self.error("NoSuchHero", Sentence::new("notice-no-such-hero").with("name", Value::text(name))),
        }
    }

    fn sat_down(&mut self, _seats: &[SeatId]) {
        self.status.joining = None;
        self.keep_card();
        self.choose_hero();
        // A member may have to host one day: from now on this machine can be reached too.
        if self.listening.is_empty() {
            self.listen_as_member();
        } else if self.listening.iter().any(|socket| !socket.ip().is_loopback()) {
            self.announce();
        }
        self.look_away();
    }

    /// Asks the host for a command.
    pub(super) fn ask(&mut self, command: Command) {
        self.with_sitting(|sitting| sitting.tell_guest(guest::Input::Asked(Ask::Do(command))));
    }

    /// Something was refused here or at the host.
    pub(super) fn refused(&mut self, reason: String, why: &Sentence) {
        self.notice(view::Weight::Plain, why.clone());
        let told = self.words.say(why);
        self.say(Line::Refused { reason, told });
    }

    /// Something to know.
    pub(super) fn warn(&mut self, reason: &str, why: Sentence) {
        let told = self.words.say(&why);
        self.notice(view::Weight::Warning, why);
        self.say(Line::Warning { reason: short(reason), told });
    }

    /// Something good to know.
    pub(super) fn inform(&mut self, reason: &str, what: Sentence) {
        let told = self.words.say(&what);
        self.notice(view::Weight::Plain, what);
        self.say(Line::Warning { reason: short(reason), told });
    }

    /// Something went wrong.
    pub(super) fn error(&mut self, reason: &str, why: Sentence) {
        let told = self.words.say(&why);
        self.notice(view::Weight::Error, why);
        self.say(Line::Error { reason: short(reason), told });
    }

    /// The program ends.
    pub(super) fn quit(&mut self, farewell: Farewell) {
        if self.face == Face::Lines && self.sitting.is_some() {
            self.say_saved();
            let told = vec![self.words.text("line-good-night")];
            self.say(Line::Help { told });
        }
        self.keep_card();
        self.keep_generation();
        self.effect(Effect::Quit(farewell));
    }

    fn about(&self, player: PlayerId, id: &'static str) -> Sentence {
        Sentence::new(id).with("name", Value::text(self.name_of(player)))
    }
}

/// Offers as lines that may be sent back.
pub(super) fn offered(offers: &[rules::Offer]) -> Vec<Offered> {
    offers.iter().map(|offer| Offered { seat: offer.command.seat.0, text: offer.text.clone() }).collect()
}

fn waiting(answer: u16, of: u16) -> Sentence {
    Sentence::new("notice-frozen").with("here", i64::from(answer)).with("all", i64::from(of))
}

/// A reason's stable name: what stands before its details.
fn short(reason: &str) -> String {
    reason.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default().to_owned()
}

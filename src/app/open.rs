//! How an evening begins: founding a table, opening a saved one, knocking at a friend's.

use std::sync::Arc;

use super::App;
use super::chance::Chance;
use super::effect::{Effect, Farewell, Keep, LedgerWork, Reach};
use super::face::Face;
use super::invite::socket;
use super::join::Door;
use super::line::Line;
use super::opening::Opening;
use super::sitting::{Sitting, table_id};
use crate::session::adoption::Given;
use crate::session::entry::{Absent, Charter};
use crate::session::guest::{self, Ask, Founding, Guest};
use crate::session::journal::Journal;
use crate::session::journal::mend::{Copies, Mended, mend};
use crate::session::journal::record::Record;
use crate::session::journal::recover::{Damage, Recovered};
use crate::session::library::Library;
use crate::session::limits::INVITE_MS;
use crate::tale::Tale;
use crate::ui::night::Wish;
use crate::ui::view::TableId;
use crate::words::fluent::Language;
use crate::words::sentence::{Sentence, Value};

/// Where a host listens when nothing else is said, so that a forwarded port stays good.
pub(super) const USUAL_ADDRESS: &str = "0.0.0.0:47471";
/// Any port, for this machine only.
const HERE_ADDRESS: &str = "127.0.0.1:0";
/// Any port of any interface.
pub(super) const ANY_ADDRESS: &str = "0.0.0.0:0";

/// What is being opened, until it is open.
#[derive(Clone, Default)]
pub(super) struct Plan {
    /// The table is to be hosted here.
    pub(super) host: bool,
    /// Nobody is invited.
    pub(super) alone: bool,
    /// The ready-made hero to sit down with.
    pub(super) hero: Option<String>,
    /// Where to listen, when it was said.
    pub(super) listen: Vec<String>,
    /// Where to try, for a table that someone else hosts.
    pub(super) addresses: Vec<String>,
    /// The door that is knocked at.
    pub(super) door: Option<Door>,
    /// The word that was given for the fork that is being opened.
    pub(super) given: Option<Given>,
    /// How many names were taken already.
    pub(super) names_taken: u8,
}

impl App {
    /// Does what the command line asked for.
    pub(super) fn open(&mut self, opening: Opening) {
        match opening {
            Opening::Title => {
                let told = self.words.text("title-in-words").split(" - ").map(str::to_owned).collect();
                self.say(Line::Help { told });
            }
            Opening::Lab => {
                self.ui.visit_lab();
                self.effect(Effect::Lab(Wish::Look));
            }
            Opening::Solo { adventure, table, hero } => {
                self.plan = Plan { host: true, alone: true, hero, ..Plan::default() };
                self.found_or_reopen(table, adventure);
            }
            Opening::Host { table, adventure, hero, listen, admit, ticket_ms } => {
                self.plan = Plan { host: true, hero, ..Plan::default() };
                self.admit = admit;
                self.ticket_ms = ticket_ms.unwrap_or(INVITE_MS);
                self.listen(listen);
                self.found_or_reopen(table, adventure);
            }
            Opening::Join { ticket, hero, listen } => {
                self.plan = Plan { hero, listen, ..Plan::default() };
                self.join_named(&ticket);
            }
        }
    }

    /// Opens the usual or the named addresses. A table that is open on this machine alone is not announced to others.
    pub(super) fn listen(&mut self, addresses: Vec<String>) {
        let addresses = if addresses.is_empty() { vec![USUAL_ADDRESS.to_owned()] } else { addresses };
        let here = |address: &String| socket(address).is_some_and(|socket| socket.ip().is_loopback());
        let announced = !addresses.iter().all(here);
        for address in addresses {
            self.reach(Reach::Listen { address });
        }
        if announced {
            self.announce();
            self.reach(Reach::MapPort);
        }
    }

    /// Lets others on this network find us.
    pub(super) fn announce(&mut self) {
        self.announced = true;
        self.reach(Reach::Discover);
    }

    /// Opens an address for a member who may have to host one day: the named ones, or any. Whoever came to this very
    /// machine stays on it.
    pub(super) fn listen_as_member(&mut self) {
        let here = |address: &String| socket(address).is_some_and(|socket| socket.ip().is_loopback());
        let named = self.plan.listen.clone();
        let stays = !self.plan.addresses.is_empty() && self.plan.addresses.iter().all(here);
        let any = if stays { HERE_ADDRESS } else { ANY_ADDRESS };
        self.listen(if named.is_empty() { vec![any.to_owned()] } else { named });
    }

    fn found_or_reopen(&mut self, table: Option<String>, adventure: Option<String>) {
        match table {
            Some(name) => match self.saved_table(&name) {
                Some(table) => self.reopen(table),
                None => self.give_up(Sentence::new("notice-no-such-table").with("name", Value::text(name))),
            },
            None => match self.tale(adventure.as_deref()) {
                Some(tale) => self.found(&tale),
                None => {
                    let name = adventure.unwrap_or_default();
                    self.give_up(Sentence::new("notice-no-such-adventure").with("name", Value::text(name)));
                }
            },
        }
    }

    /// Founds a table for an adventure and hosts it.
    pub(super) fn found(&mut self, tale: &Arc<Tale>) {
        let founding = Founding {
            random: self.chance.bytes(),
            name: self.title(tale),
            founder_name: self.own_name(),
            seats: 1,
            charter: Charter { absent: Absent::Guard },
            tale: Library::print_of(tale),
        };
        let seed = self.chance.bytes();
        let founded = Guest::founding(self.identity.again(), Arc::clone(&self.library), founding, seed, self.now_ms);
        match founded {
            Ok((guest, first)) => {
                self.sit(guest, Journal::default(), first);
                self.say_founder();
            }
            Err(why) => self.give_up(Sentence::new("notice-fault").with("why", Value::text(format!("{why:?}")))),
        }
    }

    /// Reads a saved table from the disk; [`App::opened`] goes on.
    pub(super) fn reopen(&mut self, table: TableId) {
        self.effect(Effect::Keep(Keep::Ledger(LedgerWork::Open { table })));
    }

    /// A saved table was read.
    pub(super) fn opened(&mut self, table: TableId, copies: &Copies, checkpoints: &[Vec<u8>]) {
        let Mended { found: mut recovered, second, mended } = mend(copies);
        let about = |id: &'static str, damage: Damage| {
            let told = Sentence::new(id).with("file", i64::from(damage.segment));
            told.with("byte", damage.offset as i64)
        };
        if let Some(damage) = mended {
            self.warn("Mended", about("notice-mended", damage));
        }
        match recovered.damage {
            Some(damage) => {
                self.warn("Damaged", about("notice-damaged", damage));
                self.begin_anew(table, &mut recovered);
            }
            None => {
                let first = std::mem::take(&mut recovered.steps);
                self.effect(Effect::Keep(Keep::Ledger(LedgerWork::Mend { table, first, second })));
            }
        }
        let seed = self.chance.bytes();
        let given = self.plan.given.take().filter(|given| table_id(given.word.said.fork) == table);
        if let Some(given) = given.filter(|_| recovered.records.is_empty()) {
            // Who left meanwhile goes along another time.
            let Some(sitting) = &self.sitting else { return };
            let (guest, first) = sitting.guest.goes_along(given, seed);
            self.sit(guest, recovered.journal, first);
            return self.meet_again();
        }
        let (identity, library) = (self.identity.again(), Arc::clone(&self.library));
        match Guest::restored(identity, library, recovered.records, checkpoints, seed, self.now_ms) {
            Ok(mut guest) => {
                if guest.entered() == 0 && !checkpoints.is_empty() {
                    self.effect(Effect::Keep(Keep::Ledger(LedgerWork::Unfit { table })));
                }
                let (restored, over) = (guest.put_back_at(), guest.given().is_some());
                if let Some(sitting) = &self.sitting {
                    guest.count_on_from(&sitting.guest);
                }
                let first = given.map(|given| guest.carry(given)).unwrap_or_default();
                self.sit(guest, recovered.journal, first);
                if over {
                    self.warn("GivenOver", Sentence::new("notice-given-over"));
                }
                if let Some((index, _)) = restored {
                    self.warn("Restored", Sentence::new("notice-put-back").with("index", index as i64));
                }
                self.meet_again();
            }
            Err((index, _)) => self.give_up(Sentence::new("notice-foreign").with("index", index as i64)),
        }
    }

    /// Both copies are damaged in one place. They are put aside as they are; what is whole before the damage begins a
    /// ledger of its own, which knows that it was put back, and a peer's ledger supplies the rest.
    fn begin_anew(&mut self, table: TableId, recovered: &mut Recovered) {
        let index = recovered.records.iter().rev().find_map(|record| match record {
            Record::Batch(batch) => Some(batch.end()),
            Record::Cut { from } => Some(*from),
            _ => None,
        });
        recovered.records.push(Record::Restored { index: index.unwrap_or(0), at_ms: self.now_ms });
        recovered.journal = Journal::default();
        let steps = recovered.journal.append(&recovered.records);
        self.effect(Effect::Keep(Keep::Ledger(LedgerWork::SetAside { table })));
        self.effect(Effect::Keep(Keep::Ledger(LedgerWork::Do { table, steps, token: 0 })));
    }

    /// After a saved table was opened: host it, or look for its friends.
    fn meet_again(&mut self) {
        let me = self.me();
        let Some(sitting) = &self.sitting else { return };
        let members: Vec<_> =
            sitting.guest.table().map(|table| table.members.keys().copied().collect()).unwrap_or_default();
        let alone = members.iter().all(|member| *member == me);
        self.plan.alone = self.plan.alone && alone;
        self.dial_plan();
        for member in members.into_iter().filter(|member| *member != me) {
            let addresses = self.links.addresses(member);
            if !addresses.is_empty() {
                self.reach(Reach::KeepLink { player: member, addresses });
            }
        }
        if !alone && !self.plan.host {
            self.listen_as_member();
        }
        for player in self.links.standing().collect::<Vec<_>>() {
            self.with_sitting(|sitting| sitting.linked(player));
        }
        if self.plan.host {
            self.with_sitting(|sitting| sitting.tell_guest(guest::Input::Asked(Ask::Host)));
        }
        self.look_away();
    }

    pub(super) fn sit(&mut self, guest: Guest, journal: Journal, first: Vec<guest::Output>) {
        let chance = Chance::new(self.chance.bytes());
        let (sitting, outcome) = Sitting::begin(guest, journal, chance, first);
        self.sitting = Some(sitting);
        self.status.saved.clear();
        self.follow(outcome);
        self.say_whereabouts();
    }

    /// A saved table by its name, or by the beginning of its identity (four digits or more).
    pub(super) fn saved_table(&self, name: &str) -> Option<TableId> {
        let by_name = self.saved.iter().find(|(_, card)| card.name.to_lowercase() == name.to_lowercase());
        let by_id = || {
            let hex = name.len() >= 4 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
            let fits = |table: &TableId| data_encoding::HEXLOWER.encode(&table.0).starts_with(&name.to_lowercase());
            self.saved.iter().find(|(table, _)| hex && fits(table))
        };
        by_name.or_else(by_id).map(|(table, _)| *table)
    }

    /// An adventure by its name; the first one where none is named.
    pub(super) fn tale(&self, name: Option<&str>) -> Option<Arc<Tale>> {
        self.tales.iter().find(|tale| name.is_none_or(|name| tale.name == name)).cloned()
    }

    /// An adventure's title in the player's language.
    pub(super) fn title(&self, tale: &Tale) -> String {
        let mut words = crate::words::fluent::Words::new(self.settings.spoken());
        for (code, text) in &tale.words {
            if let Some(language) = Language::of_code(code) {
                // A built-in adventure's words were checked by its lint; what cannot be said is shown by its name.
                if words.add(language, text).is_err() {
                    return tale.name.clone();
                }
            }
        }
        words.text(tale.title.as_str())
    }

    /// What cannot be begun: the text face ends, the screen says why and stays at the title.
    pub(super) fn give_up(&mut self, told: Sentence) {
        self.error("CannotOpen", told);
        self.sitting = None;
        if self.face == Face::Lines {
            self.effect(Effect::Quit(Farewell::Refused));
        }
    }
}

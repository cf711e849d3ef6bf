//! An evening: a script performed from the first seat taken to the last check.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rand::RngExt;

use crate::lab::check::{self, Violation, c09_dice};
use crate::lab::deed::{Deed, Expectation};
use crate::lab::faces::Faces;
use crate::lab::fault::{Fault, Reached};
use crate::lab::history::{History, Seen};
use crate::lab::night::Night;
use crate::lab::script::Script;
use crate::lab::weather::Weather;
use crate::session::guest::Told;
use crate::session::hash::Hash;
use crate::session::host;
use crate::session::invite::Secret;
use crate::session::library::Library;
use crate::session::roster::Role;

const DOOR_MS: u64 = 250;
const INVITED_MS: u64 = 250;
const SEAT_MS: u64 = 20_000;
pub(super) const INVITE_MS: u64 = 3_600_000;

/// What an evening came to.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What did not hold.
    pub violations: Vec<Violation>,
    /// Which faults were reached.
    pub reached: Reached,
    /// A hash over everything that happened.
    pub trace: Hash,
    /// How long it was, in simulated milliseconds.
    pub evening_ms: u64,
    /// How many commands were asked.
    pub commands: u64,
    /// How often each face of a d20 came.
    pub d20: Faces,
    /// What was seen.
    pub history: History,
    /// One line an event, where they were wanted.
    pub lines: String,
}

/// Whether the lines of an evening are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// One line an event.
    Loud,
    /// None: for evenings by the thousand.
    Quiet,
}

/// Performs a script.
pub fn perform(script: &Script, library: &Arc<Library>, voice: Voice) -> Outcome {
    let mut evening = Evening::new(script, library, voice);
    if evening.open() {
        for line in &script.lines {
            evening.wait_until(line.at_ms);
            evening.done(&line.deed);
        }
        evening.close();
    } else {
        evening.nobody_sat();
    }
    evening.outcome()
}

/// Performs a script; a panic on the way is what the last checker would say of it.
pub fn attempt(script: &Script, library: &Arc<Library>, voice: Voice) -> Result<Outcome, Violation> {
    let tried = catch_unwind(AssertUnwindSafe(|| perform(script, library, voice)));
    tried.map_err(|panic| {
        let words = panic.downcast_ref::<String>().map(String::as_str);
        let words = words.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic without words");
        Violation { checker: "C18 process", what: format!("a panic: {words}") }
    })
}

/// An evening under way.
#[derive(Debug)]
pub(super) struct Evening {
    pub(super) night: Night,
    /// Who plays in what weather; its lines are done by whoever performs it.
    pub(super) script: Script,
    /// When everyone had sat down.
    began_ms: u64,
    pub(super) calm: bool,
    /// How often someone was to play.
    pub(super) plays: usize,
    /// Machines that are to be let in, and which lost machine each of them takes the place of.
    pub(super) invited: BTreeMap<usize, Option<usize>>,
    /// A player whose machine was lost, and that machine: he knocks once it is missed.
    pub(super) renewed: Option<(String, usize)>,
}

impl Evening {
    /// Before anyone is there.
    pub(super) fn new(script: &Script, library: &Arc<Library>, voice: Voice) -> Evening {
        let night = Night::new(script.seed, Weather::fair(), Arc::clone(library));
        let night = if voice == Voice::Quiet { night.quiet() } else { night };
        Evening {
            night,
            script: script.clone(),
            began_ms: 0,
            calm: false,
            plays: 0,
            invited: BTreeMap::new(),
            renewed: None,
        }
    }

    /// The founder hosts and everyone sits down, in fair weather. False when someone could not.
    pub(super) fn open(&mut self) -> bool {
        let tale = Library::print_of(&crate::tale::standard()[0]);
        let name = self.script.names[0].clone();
        let founder = self.night.found(&name, tale);
        self.night.machines[founder].name = name;
        if !self.night.run_until(5_000, |night| night.machines[founder].host.is_some()) {
            return false;
        }
        for place in 1..self.script.seated {
            self.sit(place);
            let seated = |night: &Night| sits(night, place);
            let until = self.night.evening_ms() + SEAT_MS;
            while !seated(&self.night) && self.night.evening_ms() < until {
                self.night.run(50);
                self.attend_door();
            }
            if !seated(&self.night) {
                return false;
            }
        }
        self.night.back_up();
        self.night.weather = self.script.weather;
        if self.script.shuffled {
            self.night.shuffle();
            self.night.reached.count(Fault::Order);
        }
        if self.script.weather.replayed > 0 {
            self.night.remember();
        }
        self.began_ms = self.night.evening_ms();
        self.night.history.began_ms = self.began_ms;
        true
    }

    /// The next one by name gets a ticket from whoever hosts, and knocks. Machines are numbered as they come.
    pub(super) fn sit(&mut self, place: usize) {
        let name = self.script.names[place].clone();
        self.sit_as(&name, None);
    }

    /// The same, perhaps in the place of a machine that was lost.
    fn sit_as(&mut self, name: &str, lost: Option<usize>) {
        let Some(at) = self.host() else { return };
        let secret = self.secret();
        let invite = host::Ask::Invite { secret: secret.clone(), role: Role::Voter, uses: 1, lasts_ms: INVITE_MS };
        self.night.ask_host(at, invite);
        // A ticket is good once its invite is durable.
        self.night.run(INVITED_MS);
        let newcomer = self.night.knock(name, Some(secret));
        self.invited.insert(newcomer, lost);
    }

    /// Whose machine was lost knocks from another one as soon as the host has missed it.
    fn knock_renewed(&mut self) {
        let Some((name, lost)) = self.renewed.clone() else { return };
        let player = self.night.machines[lost].player;
        let host = self.host().and_then(|at| self.night.machines[at].host.as_ref());
        if host.is_some_and(|host| host.state().table.away.contains(&player)) {
            self.renewed = None;
            self.sit_as(&name, Some(lost));
        }
    }

    /// A ticket's secret, which must never be seen on a wire.
    pub(super) fn secret(&mut self) -> Secret {
        let bytes: [u8; 12] = self.night.chance().random();
        self.night.secrets.push(bytes.to_vec());
        Secret::new(bytes)
    }

    /// Whoever hosts lets in everyone who was invited.
    pub(super) fn attend_door(&mut self) {
        for at in 0..self.night.machines.len() {
            let Some(host) = &self.night.machines[at].host else { continue };
            let knocking: Vec<_> = host.at_the_door().map(|(player, ..)| player).collect();
            for player in knocking {
                let number = self.night.machines.iter().position(|machine| machine.player == player);
                let ask = match number.and_then(|number| self.invited.get(&number)) {
                    Some(Some(lost)) => host::Ask::AdmitAs { player, place: self.night.machines[*lost].player },
                    Some(None) => host::Ask::Admit { player },
                    None => continue,
                };
                self.night.ask_host(at, ask);
            }
        }
    }

    fn wait_until(&mut self, at_ms: u64) {
        while self.at_ms() < at_ms {
            self.wait_once(at_ms);
        }
    }

    /// Lets a moment go by, at most until then.
    pub(super) fn wait_once(&mut self, at_ms: u64) {
        let until = self.began_ms + at_ms;
        let span = until.saturating_sub(self.night.evening_ms()).min(DOOR_MS);
        self.night.run(span);
        self.knock_renewed();
        self.attend_door();
        self.night.measure();
    }

    /// The script could not be begun.
    pub(super) fn nobody_sat(&mut self) {
        self.night.see(0, Seen::Fault("nobody could sit down".to_owned()));
    }

    /// When everyone had sat down, in milliseconds since the evening began.
    pub(super) fn began_ms(&self) -> u64 {
        self.began_ms
    }

    /// Milliseconds since everyone sat down.
    pub(super) fn at_ms(&self) -> u64 {
        self.night.evening_ms() - self.began_ms
    }

    /// The machine that hosts the newest term.
    pub(super) fn host(&self) -> Option<usize> {
        let hosts = self.night.machines.iter().enumerate();
        let newest = hosts.filter_map(|(number, machine)| Some((machine.host.as_ref()?.term(), number)));
        newest.max().map(|(_, number)| number)
    }

    /// The number of the machine at a place of the script; none while its player never came.
    pub(super) fn machine_of(&self, place: usize) -> Option<usize> {
        let name = self.script.names.get(place)?;
        self.night.machines.iter().position(|machine| machine.name == *name)
    }

    /// Does a line of a script, or sees whether what it expects holds.
    pub(super) fn done(&mut self, deed: &Deed) {
        match deed {
            Deed::Expect(expected) => {
                if !self.holds(*expected) {
                    let said = self.script.said(deed);
                    let at = self.at_ms();
                    self.night.see(0, Seen::Missed(format!("at {at} ms `{said}` does not hold")));
                }
            }
            deed => self.perform(deed),
        }
    }

    fn holds(&self, expected: Expectation) -> bool {
        let host_at = |place: usize| {
            let machine = self.machine_of(place).map(|number| &self.night.machines[number]);
            machine.and_then(|machine| machine.host.as_ref())
        };
        match expected {
            Expectation::Together => self.is_together(),
            Expectation::Host(place) => self.host() == self.machine_of(place) && host_at(place).is_some(),
            Expectation::NoHost => self
                .night
                .machines
                .iter()
                .all(|machine| machine.host.as_ref().is_none_or(|host| host.frozen().is_some())),
            Expectation::Frozen(place) => host_at(place).is_some_and(|host| host.frozen().is_some()),
            Expectation::Durable(index) => self.durable() >= index,
            Expectation::Term(term) => self.steady().any(|number| {
                let guest = self.night.machines[number].guest.as_ref();
                guest.and_then(|guest| guest.certificate()).is_some_and(|certificate| certificate.term() >= term)
            }),
        }
    }

    /// What was seen so far, with what everyone is called.
    pub(super) fn history(&mut self) -> &History {
        self.night.history.names = self.night.machines.iter().map(|machine| machine.name.clone()).collect();
        &self.night.history
    }

    /// The evening is over: every checker is asked.
    pub(super) fn outcome(&mut self) -> Outcome {
        self.night.measure();
        self.night.note_ends();
        self.history();
        let history = std::mem::take(&mut self.night.history);
        let mut d20 = Faces::default();
        c09_dice::rolls(&history.line).into_iter().for_each(|(seat, face)| d20.add(seat, face));
        Outcome {
            violations: check::violations(&history),
            reached: self.night.reached.clone(),
            trace: self.night.trace(),
            evening_ms: self.night.evening_ms(),
            commands: history.commands() as u64,
            d20,
            history,
            lines: std::mem::take(&mut self.night.lines),
        }
    }
}

fn sits(night: &Night, number: usize) -> bool {
    night
        .machines
        .get(number)
        .is_some_and(|machine| machine.told.iter().any(|told| matches!(told, Told::SatDown { .. })))
}

//! One evening at one table on this machine: the guest, the host beside it while there is one, and the loop between.

use std::collections::VecDeque;
use std::sync::Arc;

use super::chance::Chance;
use super::effect::{Effect, Keep, Lane, LedgerWork, Reach};
use crate::session::adoption::Given;
use crate::session::guest::{self, Guest};
use crate::session::hash::TableId;
use crate::session::host::{self, Host};
use crate::session::journal::{Journal, Step};
use crate::session::wire::{self, Addressee, addressee};
use crate::ui::view;
use crate::world::id::PlayerId;

/// A guest and perhaps a host, with the journal that both rest on.
#[derive(Debug)]
pub(super) struct Sitting {
    pub(super) guest: Guest,
    pub(super) host: Option<Host>,
    journal: Journal,
    chance: Chance,
    /// What waits to be handed to one of the two, in order.
    queue: VecDeque<Handed>,
}

/// Something for one of the two.
#[derive(Debug)]
enum Handed {
    Guest(guest::Input),
    Host(host::Input),
}

/// What one of the two had to say for the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum News {
    /// The guest.
    Guest(guest::Told),
    /// The host.
    Host(host::Told),
    /// The table goes on apart from now on.
    Apart,
    /// This player goes along with a fork: its own ledger is to be opened.
    GoAlong(Box<Given>),
}

/// What is to be done outside and what is to be told, in order.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) effects: Vec<Effect>,
    pub(super) news: Vec<News>,
}

impl Sitting {
    /// A guest that begins, with what it wants done first.
    pub(super) fn begin(
        guest: Guest,
        journal: Journal,
        chance: Chance,
        first: Vec<guest::Output>,
    ) -> (Sitting, Outcome) {
        let mut sitting = Sitting { guest, host: None, journal, chance, queue: VecDeque::new() };
        let mut outcome = Outcome::default();
        sitting.done_by_guest(first, &mut outcome);
        sitting.run(&mut outcome);
        (sitting, outcome)
    }

    /// Tells the guest something.
    pub(super) fn tell_guest(&mut self, input: guest::Input) -> Outcome {
        self.queue.push_back(Handed::Guest(input));
        self.ran()
    }

    /// Tells the host something, if there is one.
    pub(super) fn tell_host(&mut self, input: host::Input) -> Outcome {
        self.queue.push_back(Handed::Host(input));
        self.ran()
    }

    /// A frame came in: for the host where there is one and it is meant, else for the guest.
    pub(super) fn receive(&mut self, from: PlayerId, bytes: Vec<u8>) -> Outcome {
        self.hand_over(from, bytes.into());
        self.ran()
    }

    /// Time went on, for both.
    pub(super) fn tick(&mut self, now_ms: u64) -> Outcome {
        self.queue.push_back(Handed::Guest(guest::Input::Ticked { now_ms }));
        self.queue.push_back(Handed::Host(host::Input::Ticked { now_ms }));
        self.ran()
    }

    /// A link came or went, for both.
    pub(super) fn linked(&mut self, player: PlayerId) -> Outcome {
        self.queue.push_back(Handed::Guest(guest::Input::Linked { player }));
        self.queue.push_back(Handed::Host(host::Input::Linked { player }));
        self.ran()
    }

    /// A link went, for both.
    pub(super) fn unlinked(&mut self, player: PlayerId) -> Outcome {
        self.queue.push_back(Handed::Guest(guest::Input::Unlinked { player }));
        self.queue.push_back(Handed::Host(host::Input::Unlinked { player }));
        self.ran()
    }

    fn ran(&mut self) -> Outcome {
        let mut outcome = Outcome::default();
        self.run(&mut outcome);
        outcome
    }

    fn run(&mut self, outcome: &mut Outcome) {
        while let Some(handed) = self.queue.pop_front() {
            match handed {
                Handed::Guest(input) => {
                    let done = self.guest.handle(input);
                    self.done_by_guest(done, outcome);
                }
                Handed::Host(input) => {
                    let done = self.host.as_mut().map(|host| host.handle(input)).unwrap_or_default();
                    self.done_by_host(done, outcome);
                }
            }
        }
    }

    fn done_by_guest(&mut self, outputs: Vec<guest::Output>, outcome: &mut Outcome) {
        for output in outputs {
            match output {
                guest::Output::Send { to, lane, frame } => self.send(to, lane, frame, outcome),
                guest::Output::Persist { token, records } => {
                    let steps = self.journal.append(&records);
                    outcome.effects.extend(self.keep(steps, token));
                }
                guest::Output::Tell(told) => outcome.news.push(News::Guest(told)),
                guest::Output::Elected(certificate) => {
                    if let Some((host, first)) = self.guest.rise(*certificate, self.chance.bytes()) {
                        self.host = Some(host);
                        self.done_by_host(first, outcome);
                    }
                }
                guest::Output::Deposed => self.host = None,
                guest::Output::Apart(batch) => match self.guest.apart(*batch, self.chance.bytes()) {
                    Ok((guest, first)) => {
                        (self.guest, self.host, self.journal) = (guest, None, Journal::default());
                        outcome.news.push(News::Apart);
                        self.done_by_guest(first, outcome);
                    }
                    // What everyone signed is built from this very ledger: only a fault of the program gets here.
                    Err(why) => outcome.news.push(News::Host(host::Told::Fault(format!("a fork: {why:?}")))),
                },
                guest::Output::GoAlong(given) => outcome.news.push(News::GoAlong(given)),
                guest::Output::Drop { player } => outcome.effects.push(drop_link(player)),
            }
        }
    }

    fn done_by_host(&mut self, outputs: Vec<host::Output>, outcome: &mut Outcome) {
        for output in outputs {
            match output {
                host::Output::Send { to, lane, frame } => self.send(to, lane, frame, outcome),
                host::Output::Tell(told) => outcome.news.push(News::Host(told)),
                host::Output::Drop { player } => outcome.effects.push(drop_link(player)),
            }
        }
    }

    /// The loop: what is for this machine's own player never touches the network.
    fn send(&mut self, to: PlayerId, lane: wire::Lane, frame: Arc<[u8]>, outcome: &mut Outcome) {
        if to == self.guest.player() {
            return self.hand_over(to, frame);
        }
        let lane = match lane {
            wire::Lane::Ctrl => Lane::Ctrl,
            wire::Lane::Live => Lane::Live,
            wire::Lane::Bulk => Lane::Bulk,
        };
        outcome.effects.push(Effect::Reach(Reach::Send { player: to, lane, bytes: frame.to_vec() }));
    }

    fn hand_over(&mut self, from: PlayerId, frame: Arc<[u8]>) {
        let for_host = self.host.is_some() && addressee(&frame) == Some(Addressee::Host);
        self.queue.push_back(if for_host {
            Handed::Host(host::Input::Received { from, frame })
        } else {
            Handed::Guest(guest::Input::Received { from, frame })
        });
    }

    fn keep(&self, steps: Vec<Step>, token: u64) -> Option<Effect> {
        let table = table_id(self.guest.table_id()?);
        Some(Effect::Keep(Keep::Ledger(LedgerWork::Do { table, steps, token })))
    }
}

/// A table's identity as the screen and the shell know it.
pub(super) fn table_id(id: TableId) -> view::TableId {
    view::TableId(id.0.0)
}

fn drop_link(player: PlayerId) -> Effect {
    Effect::Reach(Reach::Close { player, why: "misbehaved".to_owned() })
}

//! One machine of the lab: a guest, perhaps a host, a disk, and the loop that joins them as the app does.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use crate::lab::clock::Clock;
use crate::lab::disk::Disk;
use crate::lab::rack::Rack;
use crate::session::guest::{self, Guest};
use crate::session::host::{self, Host};
use crate::session::journal::Journal;
use crate::session::journal::record::Record;
use crate::session::journal::recover::recover;
use crate::session::wire::{Addressee, addressee};
use crate::world::id::PlayerId;

// What the write of a word is called: no guest counts so far.
const VOUCHED: u64 = u64::MAX;

// Frames that one who lies remembers.
const OVERHEARD: usize = 64;

/// One machine.
#[derive(Debug)]
pub struct Machine {
    /// Its player.
    pub player: PlayerId,
    /// What its player is called.
    pub name: String,
    /// The 32 secret bytes its player's key grows from.
    pub secret: [u8; 32],
    /// The guest; none while the machine is off.
    pub guest: Option<Guest>,
    /// The host, while this machine hosts.
    pub host: Option<Host>,
    /// Its disk.
    pub disk: Disk,
    /// Where its journal goes on.
    pub journal: Journal,
    /// How often it was started.
    pub starts: u64,
    /// Everything its person was told by the guest.
    pub told: Vec<guest::Told>,
    /// Everything its person was told by the host.
    pub host_told: Vec<host::Told>,
    /// Its clock.
    pub clock: Clock,
    /// It stands still until then.
    pub paused_ms: u64,
    /// Everything takes so much longer.
    pub slow_ms: u64,
    /// Promises do not hold for it any more: it lost its ledger, or lies.
    pub flawed: bool,
    /// Its player left or was sent away.
    pub gone: bool,
    /// The term that it hosted when it was last looked at.
    pub(super) hosted: Option<u64>,
    /// It takes nothing in that comes, and keeps its links.
    pub deaf: bool,
    /// It has lied, and keeps what it hears, to send it again.
    pub hears: bool,
    /// What it heard last.
    pub overheard: VecDeque<Arc<[u8]>>,
    /// Older copies of its disk, the newest first.
    pub generations: Vec<Disk>,
    /// The disks of tables that it left for their forks, the newest last.
    pub put_away: Vec<Disk>,
    /// The newest beat that each machine answered this host, by this machine's own clock.
    pub(super) answered: BTreeMap<PlayerId, u64>,
    /// Since when its lease is over and it decides all the same, by the night's clock.
    pub(super) late_ms: Option<u64>,
    /// Since when it hosts, by its own clock.
    pub(super) hosts_ms: u64,
    /// What is on its way to the disk, by token.
    pub(super) persisting: BTreeMap<u64, Vec<Record>>,
    /// Where its checkpoints lie.
    pub(super) rack: Rack,
}

/// What a machine does to the world around it.
#[derive(Debug)]
pub enum Effect {
    /// A frame leaves for another machine.
    Frame {
        /// For whom.
        to: PlayerId,
        /// What.
        frame: Arc<[u8]>,
    },
    /// The disk has work; it will be done some time later.
    Disk {
        /// The token.
        token: u64,
    },
    /// A link is cut off by this machine.
    Drop {
        /// To whom.
        player: PlayerId,
    },
}

enum Turn {
    Guest(guest::Output),
    Host(host::Output),
}

impl Machine {
    /// A machine that was never started.
    pub fn new(secret: [u8; 32], player: PlayerId, now_ms: u64) -> Machine {
        Machine {
            player,
            name: String::new(),
            secret,
            guest: None,
            host: None,
            disk: Disk::default(),
            journal: Journal::default(),
            starts: 0,
            told: Vec::new(),
            host_told: Vec::new(),
            clock: Clock::right(now_ms),
            paused_ms: 0,
            slow_ms: 0,
            flawed: false,
            gone: false,
            hosted: None,
            deaf: false,
            hears: false,
            overheard: VecDeque::new(),
            generations: Vec::new(),
            put_away: Vec::new(),
            answered: BTreeMap::new(),
            late_ms: None,
            hosts_ms: 0,
            persisting: BTreeMap::new(),
            rack: Rack::default(),
        }
    }

    /// True when its player sits at the table, by its own ledger; false where it is off. A newcomer's seat that was never
    /// settled may be lost with the host who gave it: who was told so since he was let in has none.
    pub fn is_seated(&self) -> bool {
        let Some(table) = self.guest.as_ref().and_then(Guest::table) else { return false };
        let settled = table.rosters.now.members.contains_key(&self.player);
        let told = self.told.iter().rev().find(|told| matches!(told, guest::Told::Admitted | guest::Told::Shut(_)));
        settled || (table.rosters.contains(self.player) && !matches!(told, Some(guest::Told::Shut(_))))
    }

    /// Gives the guest an input and follows everything that comes of it on this machine.
    pub fn guest(&mut self, input: guest::Input) -> Vec<Effect> {
        let Some(guest) = &mut self.guest else { return Vec::new() };
        let outputs = guest.handle(input);
        self.settle(outputs.into_iter().map(Turn::Guest).collect())
    }

    /// Follows outputs that a new guest came with.
    pub fn begin(&mut self, outputs: Vec<guest::Output>) -> Vec<Effect> {
        self.settle(outputs.into_iter().map(Turn::Guest).collect())
    }

    /// Gives the host an input, if there is one.
    pub fn host(&mut self, input: host::Input) -> Vec<Effect> {
        let Some(host) = &mut self.host else { return Vec::new() };
        let outputs = host.handle(input);
        self.settle(outputs.into_iter().map(Turn::Host).collect())
    }

    /// A frame from a machine, its own included, goes to whom its first byte names.
    pub fn frame(&mut self, from: PlayerId, frame: Arc<[u8]>) -> Vec<Effect> {
        if self.deaf {
            return Vec::new();
        }
        if self.hears {
            self.overheard.push_front(Arc::clone(&frame));
            self.overheard.truncate(OVERHEARD);
        }
        let turns = self.deliver(from, frame);
        self.settle(turns)
    }

    /// Gives the word for a fork, on the disk of its parent first, which is quick here.
    fn vouch(&mut self) -> Vec<Turn> {
        let (Some(guest), Some(parent)) = (&mut self.guest, self.put_away.last_mut()) else { return Vec::new() };
        let mut found = recover(&parent.segments());
        match guest.vouch(found.records) {
            Ok(given) => {
                parent.begin(VOUCHED, found.journal.append(&[Record::Given(Box::new(given))]));
                parent.finish(VOUCHED);
                guest.carry(given).into_iter().map(Turn::Guest).collect()
            }
            Err(why) => vec![Turn::Guest(guest::Output::Tell(guest::Told::NotAlong(why)))],
        }
    }

    /// The lab goes on with a fork; the parent's disk is put away.
    fn leave_for(&mut self, guest: Guest) {
        (self.guest, self.host) = (Some(guest), None);
        self.put_away.push(std::mem::take(&mut self.disk));
        self.journal = Journal::default();
    }

    fn deliver(&mut self, from: PlayerId, frame: Arc<[u8]>) -> VecDeque<Turn> {
        let for_host = addressee(&frame) == Some(Addressee::Host);
        match (&mut self.host, &mut self.guest) {
            (Some(host), _) if for_host => {
                host.handle(host::Input::Received { from, frame }).into_iter().map(Turn::Host).collect()
            }
            (_, Some(guest)) => {
                guest.handle(guest::Input::Received { from, frame }).into_iter().map(Turn::Guest).collect()
            }
            (_, None) => VecDeque::new(),
        }
    }

    fn settle(&mut self, mut turns: VecDeque<Turn>) -> Vec<Effect> {
        let mut effects = Vec::new();
        while let Some(turn) = turns.pop_front() {
            match turn {
                Turn::Guest(guest::Output::Send { to, frame, .. })
                | Turn::Host(host::Output::Send { to, frame, .. }) => {
                    if to == self.player {
                        let more = self.deliver(to, frame);
                        turns.extend(more);
                    } else {
                        effects.push(Effect::Frame { to, frame });
                    }
                }
                Turn::Guest(guest::Output::Persist { token, records }) => {
                    let steps = self.journal.append(&records);
                    if self.disk.begin(token, steps) {
                        self.persisting.insert(token, records);
                        effects.push(Effect::Disk { token });
                    }
                }
                Turn::Guest(guest::Output::Tell(told)) => self.told.push(told),
                Turn::Host(host::Output::Tell(told)) => self.host_told.push(told),
                Turn::Guest(guest::Output::Elected(certificate)) => {
                    let mut seed = self.secret;
                    seed[0] ^= certificate.term() as u8;
                    let risen = self.guest.as_ref().and_then(|guest| guest.rise(*certificate, seed));
                    if let Some((host, outputs)) = risen {
                        self.host = Some(host);
                        turns.extend(outputs.into_iter().map(Turn::Host));
                    }
                }
                Turn::Guest(guest::Output::Deposed) => self.host = None,
                Turn::Guest(guest::Output::Apart(batch)) => {
                    let risen = self.guest.as_ref().and_then(|guest| guest.apart(*batch, self.secret).ok());
                    if let Some((guest, outputs)) = risen {
                        self.leave_for(guest);
                        turns.extend(outputs.into_iter().map(Turn::Guest));
                    }
                }
                Turn::Guest(guest::Output::Vouch(_)) => turns.extend(self.vouch()),
                Turn::Guest(guest::Output::GoAlong(given)) => {
                    let risen = self.guest.as_ref().map(|guest| guest.goes_along(*given, self.secret));
                    if let Some((guest, outputs)) = risen {
                        self.leave_for(guest);
                        turns.extend(outputs.into_iter().map(Turn::Guest));
                    }
                }
                Turn::Guest(guest::Output::Drop { player }) | Turn::Host(host::Output::Drop { player }) => {
                    effects.push(Effect::Drop { player });
                }
            }
        }
        if let Some(guest) = &self.guest {
            self.rack.keep(guest);
        }
        effects
    }
}

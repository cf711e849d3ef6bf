//! Noting: what people were told, what disks kept and what left on the wires becomes the night's history.

use std::sync::Arc;

use crate::lab::check::c08_secrecy;
use crate::lab::frame;
use crate::lab::history::{End, Seen};
use crate::lab::night::Night;
use crate::session::entry::Entry;
use crate::session::guest::{Guest, Told, Wanted};
use crate::session::hash::{Hash, encode};
use crate::session::host::{self, Host};
use crate::session::journal::record::Record;
use crate::session::limits::{AHEAD_BATCHES_MAX, LEASE_MS, STRANGERS_MAX, WAITING_COMMANDS_MAX};
use crate::session::state::{Snapshot, State};
use crate::session::wire::{Denial, Message, ToGuest, ToHost};
use crate::world::id::PlayerId;

// Frames between two searches for secrets; each search walks a whole frame.
const SEARCHED: usize = 64;
// A host looks at its lease when its clock ticks, and is not looked at more often than this.
const LEASE_SLACK_MS: u64 = 800;

impl Night {
    /// Notes what a machine's person was told since the last time.
    pub(super) fn note(&mut self, number: usize) {
        let (from, from_host) = self.noted[number];
        let hosts = self.machines[number].host.as_ref().map(Host::term);
        let hosted = std::mem::replace(&mut self.machines[number].hosted, hosts);
        if hosted.is_some() && hosts.is_none() {
            self.see(number, Seen::Deposed);
        }
        // Who hosts and is elected again begins a lease of its own.
        if hosts.is_some() && hosts != hosted {
            self.machines[number].answered.clear();
            self.machines[number].hosts_ms = self.machines[number].clock.read(self.now_ms);
        }
        let machine = &self.machines[number];
        if from == machine.told.len() && from_host == machine.host_told.len() {
            return;
        }
        self.noted[number] = (machine.told.len(), machine.host_told.len());
        let mut seen: Vec<Seen> = machine.told[from..].iter().filter_map(|told| self.seen_by_guest(told)).collect();
        seen.extend(machine.host_told[from_host..].iter().filter_map(seen_by_host));
        for one in seen {
            match &one {
                Seen::Term { term, host } => {
                    self.line(format_args!("{} obeys term {term} of {}", self.name(number), self.name(*host)));
                }
                Seen::Lost { indices } => self.line(format_args!("{} is told {indices:?} are lost", self.name(number))),
                Seen::Hosts { .. } | Seen::Deposed | Seen::Frozen(..) | Seen::Thawed | Seen::Distrusts { .. } => {
                    self.line(format_args!("{} {one:?}", self.name(number)));
                }
                _ => {}
            }
            let hosts = match one {
                Seen::Term { term, host } if host == number => Some(term),
                _ => None,
            };
            self.see(number, one);
            if let Some(term) = hosts {
                self.see(number, Seen::Hosts { term });
            }
        }
    }

    fn number_of(&self, player: PlayerId) -> Option<usize> {
        self.machines.iter().position(|machine| machine.player == player)
    }

    fn seen_by_guest(&self, told: &Told) -> Option<Seen> {
        Some(match told {
            Told::Happened(happened) => Seen::Entry {
                index: happened.index,
                term: happened.term,
                digest: happened.digest,
                deed: match &happened.entry {
                    Entry::Deed(deed) => Some((deed.asked.said.command.seat.0, deed.asked.said.number)),
                    _ => None,
                },
            },
            Told::Durable { index, .. } => Seen::Durable { index: *index },
            Told::Term { term, host } => Seen::Term { term: *term, host: self.number_of(*host)? },
            Told::Lost { entries } => Seen::Lost { indices: entries.iter().map(|(index, _)| *index).collect() },
            Told::Refused { seat, number, .. } => Seen::Refused { seat: seat.0, number: *number },
            Told::Distrusted(distrust) => Seen::Distrusts { host: self.number_of(distrust.host)? },
            Told::Restored => Seen::Mute,
            _ => return None,
        })
    }

    /// Notes what a disk has kept.
    pub(super) fn note_kept(&mut self, number: usize, token: u64) {
        let later = self.machines[number].persisting.split_off(&(token + 1));
        let done = std::mem::replace(&mut self.machines[number].persisting, later);
        for record in done.into_values().flatten() {
            let seen = match record {
                Record::Batch(batch) => Seen::Kept { index: batch.end(), hash: batch.head.said.last },
                Record::Cut { from } => Seen::Cut { index: from },
                Record::Certificate(certificate) => Seen::Fenced { term: certificate.term() },
                Record::Vote(vote) => match self.number_of(vote.ballot.candidate) {
                    Some(candidate) => {
                        let tail = (vote.ballot.tail.term, vote.ballot.tail.index);
                        Seen::Votes { term: vote.ballot.term, candidate, tail }
                    }
                    None => continue,
                },
                _ => continue,
            };
            self.see(number, seen);
        }
    }

    /// Notes what leaves on a wire: acknowledgements, and secrets that must not.
    pub(super) fn note_frame(&mut self, from: usize, to: usize, bytes: &Arc<[u8]>) {
        let kind = frame::kind(bytes);
        if !self.machines[from].flawed {
            self.note_word(from, kind, bytes);
        }
        self.frames += 1;
        if self.frames.is_multiple_of(SEARCHED) || matches!(kind, "refusal" | "challenge" | "whereabouts" | "proof") {
            if self.secrets.iter().any(|secret| c08_secrecy::holds(bytes, secret)) {
                self.see(to, Seen::Leaks("a secret"));
            }
            // Whoever was let in at the door is to be a member; who only knocks knows no table. What a liar passes on is his
            // own doing.
            let member =
                self.is_known(to) || self.machines[to].guest.as_ref().is_none_or(|guest| guest.table_id().is_some());
            if !member && !self.machines[from].hears && c08_secrecy::holds(bytes, b"/udp/") {
                self.see(to, Seen::Leaks(crate::lab::check::ADDRESS));
            }
        }
    }

    /// True when a machine's own value is waited for, and its disk is sound.
    fn owes(&self, number: usize) -> bool {
        let machine = &self.machines[number];
        let witness = machine.guest.as_ref().and_then(|guest| guest.table()?.fair.witness());
        witness.is_some_and(|(player, _)| player == machine.player) && !machine.disk.has_failed()
    }

    /// Notes secrets that would stand in the log of whoever knocks.
    pub(super) fn note_logged(&mut self, number: usize, wanted: &Wanted) {
        let logged = format!("{wanted:?}");
        if self.secrets.iter().any(|secret| logged.contains(&hex(secret))) {
            self.see(number, Seen::Leaks("a secret, in the log"));
        }
    }

    /// Notes what an honest machine binds itself to on a wire.
    fn note_word(&mut self, from: usize, kind: &str, bytes: &Arc<[u8]>) {
        if !matches!(kind, frame::ACK | frame::VOTE | "reveal" | "refusal") {
            return;
        }
        let seen = match Message::from_frame(bytes) {
            Ok(Message::ToHost(ToHost::Ack(ack))) => Seen::Acks { term: ack.said.term, index: ack.said.tail.index },
            Ok(Message::ToGuest(ToGuest::Vote(vote))) if vote.voter == self.machines[from].player => {
                Seen::SendsVote { term: vote.ballot.term }
            }
            Ok(Message::ToHost(ToHost::Reveal(reveal)) | Message::ToGuest(ToGuest::Reveal(reveal)))
                if self.owes(from) =>
            {
                Seen::Reveals { index: reveal.index }
            }
            Ok(Message::ToGuest(ToGuest::Refused { seat, why, .. })) if why != Denial::TooFast => {
                Seen::Denies { seat: seat.0 }
            }
            _ => return,
        };
        self.see(from, seen);
    }

    /// Notes to which sign of life a host was answered.
    pub(super) fn note_answer(&mut self, host: usize, by: PlayerId, bytes: &[u8]) {
        let Ok(Message::ToHost(ToHost::BeatBack(back))) = Message::from_frame(bytes) else { return };
        let newest = self.machines[host].answered.entry(by).or_default();
        *newest = (*newest).max(back.sent_ms);
    }

    /// How long ago, by the clock of a host that decides things, it sent the oldest sign of life that a majority needs to
    /// have answered; none while it is frozen, new or stands still.
    fn lease_ms(&self, number: usize) -> Option<u64> {
        let machine = &self.machines[number];
        let host = machine.host.as_ref().filter(|host| host.frozen().is_none())?;
        let now_ms = machine.clock.read(self.now_ms);
        let new = machine.hosts_ms + LEASE_MS + LEASE_SLACK_MS > now_ms;
        let idle = new || machine.paused_ms + LEASE_SLACK_MS > self.now_ms;
        let rosters = &host.state().table.rosters;
        let mut since: Vec<u64> = machine.answered.values().copied().collect();
        since.sort_unstable_by_key(|sent_ms| std::cmp::Reverse(*sent_ms));
        let enough = |since_ms: &u64| {
            let answered = machine.answered.iter().filter(|(_, sent_ms)| *sent_ms >= since_ms);
            rosters.is_majority(&answered.map(|(player, _)| *player).chain([machine.player]).collect())
        };
        if idle || enough(&u64::MAX) {
            return None;
        }
        Some(now_ms.saturating_sub(since.into_iter().find(enough).unwrap_or(0)).min(now_ms))
    }

    /// Notes queues that are longer than they may be.
    pub(super) fn measure(&mut self) {
        let mut over = Vec::new();
        for (who, machine) in self.machines.iter().enumerate() {
            let waiting = machine.guest.as_ref().map_or(0, |guest| guest.waiting().count());
            let door = machine.host.as_ref().map_or(0, |host| host.at_the_door().count());
            let evidence = machine.guest.as_ref().map_or(0, |guest| guest.evidence().len());
            let remembered = machine.guest.as_ref().map_or(0, |guest| guest.remembered());
            let ahead = machine.host.as_ref().map_or(0, |host| host.ahead());
            let sizes = [
                ("machines that are remembered", remembered, self.machines.len()),
                ("batches sent ahead", ahead, AHEAD_BATCHES_MAX),
                ("commands that wait", waiting, WAITING_COMMANDS_MAX),
                ("strangers", door, STRANGERS_MAX),
                ("proofs", evidence, 256),
            ];
            over.extend(
                sizes
                    .into_iter()
                    .filter(|(_, size, most)| size > most)
                    .map(|(what, size, most)| (who, Seen::Size { what, size: size as u64, most: most as u64 })),
            );
        }
        for who in 0..self.machines.len() {
            let late = self.lease_ms(who).filter(|size| *size > LEASE_MS + LEASE_SLACK_MS);
            // A clock that has just jumped is not read before the next tick.
            let since = self.machines[who].late_ms.filter(|_| late.is_some());
            self.machines[who].late_ms = late.map(|_| since.unwrap_or(self.now_ms));
            if let (Some(size), Some(since)) = (late, since)
                && self.now_ms > since + LEASE_SLACK_MS
            {
                over.push((who, Seen::Size { what: "milliseconds of a lease", size, most: LEASE_MS }));
            }
        }
        for (who, seen) in over {
            self.see(who, seen);
        }
    }

    /// True when anyone's table has this machine's player as a member.
    fn is_known(&self, number: usize) -> bool {
        let player = self.machines[number].player;
        let tables = self.machines.iter().filter_map(|machine| machine.guest.as_ref()?.table());
        tables.into_iter().any(|table| table.members.contains_key(&player))
    }

    /// Notes what every machine holds in the end.
    pub(super) fn note_ends(&mut self) {
        self.history.ends.clear();
        let mut best: Option<&Guest> = None;
        for (who, machine) in self.machines.iter().enumerate() {
            let Some(guest) = &machine.guest else { continue };
            let Some(state) = guest.state() else { continue };
            let lines = guest.ledger().batches().iter().flat_map(|batch| &batch.lines);
            self.history.ends.push(End {
                who,
                seated: machine.is_seated() && !machine.flawed && !machine.gone,
                digests: lines.map(|line| line.digest).collect(),
                durable: guest.durable(),
                digest: state.digest(),
                counted: counted(state),
                waiting: guest.waiting_numbers().map(|(seat, number)| (seat.0, number)).collect(),
            });
            if !machine.flawed && best.is_none_or(|best| guest.durable() > best.durable()) {
                best = Some(guest);
            }
        }
        if let Some(best) = best {
            self.history.line = best.ledger().batches().to_vec();
            let creatures = best.world().map(|world| &world.now.creatures);
            let purses = creatures.into_iter().flatten().map(|(id, one)| (id.0, one.pack.purse_cp));
            self.history.purses = purses.collect();
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

/// The digest of a state by the formula that the format names, field by field as it is kept.
fn counted(state: &State) -> Hash {
    let Snapshot { table, now } = state.snapshot();
    let world = *blake3::hash(&encode(&now)).as_bytes();
    Hash::of("roundtable 2026 table state", &encode(&table)).chain(&world)
}

fn seen_by_host(told: &host::Told) -> Option<Seen> {
    Some(match told {
        host::Told::Frozen { answer, of } => Seen::Frozen(*answer, *of),
        host::Told::Thawed => Seen::Thawed,
        host::Told::Fault(why) => Seen::Fault(why.chars().take(400).collect()),
        _ => return None,
    })
}

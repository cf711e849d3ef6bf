//! Noting: what people were told, what disks kept and what left on the wires becomes the night's history.

use std::sync::Arc;

use crate::lab::check::c08_secrecy;
use crate::lab::frame;
use crate::lab::history::{End, Seen};
use crate::lab::night::Night;
use crate::session::entry::Entry;
use crate::session::guest::{Guest, Told};
use crate::session::host;
use crate::session::journal::record::Record;
use crate::session::limits::{STRANGERS_MAX, WAITING_COMMANDS_MAX};
use crate::session::wire::{Message, ToHost};
use crate::world::id::PlayerId;

// Frames between two searches for secrets; each search walks a whole frame.
const SEARCHED: usize = 64;

impl Night {
    /// Notes what a machine's person was told since the last time.
    pub(super) fn note(&mut self, number: usize) {
        let (from, from_host) = self.noted[number];
        let hosts = self.machines[number].host.is_some();
        if std::mem::replace(&mut self.machines[number].hosted, hosts) && !hosts {
            self.see(number, Seen::Deposed);
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
                    Some(candidate) => Seen::Votes { term: vote.ballot.term, candidate },
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
        if kind == frame::ACK
            && let Ok(Message::ToHost(ToHost::Ack(ack))) = Message::from_frame(bytes)
            && !self.machines[from].flawed
        {
            self.see(from, Seen::Acks { term: ack.said.term, index: ack.said.tail.index });
        }
        self.frames += 1;
        if self.frames.is_multiple_of(SEARCHED) || matches!(kind, "refusal" | "challenge" | "whereabouts" | "proof") {
            if self.secrets.iter().any(|secret| c08_secrecy::holds(bytes, secret)) {
                self.see(to, Seen::Leaks("a secret"));
            }
            // Whoever was let in at the door is to be a member; who only knocks knows no table.
            let member =
                self.is_known(to) || self.machines[to].guest.as_ref().is_none_or(|guest| guest.table_id().is_some());
            if !member && c08_secrecy::holds(bytes, b"/udp/") {
                self.see(to, Seen::Leaks(crate::lab::check::ADDRESS));
            }
        }
    }

    /// Notes queues that are longer than they may be.
    pub(super) fn measure(&mut self) {
        let mut over = Vec::new();
        for (who, machine) in self.machines.iter().enumerate() {
            let waiting = machine.guest.as_ref().map_or(0, |guest| guest.waiting().count());
            let door = machine.host.as_ref().map_or(0, |host| host.at_the_door().count());
            let evidence = machine.guest.as_ref().map_or(0, |guest| guest.evidence().len());
            let sizes = [
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
                seated: state.table.rosters.contains(guest.player()) && !machine.flawed && !machine.gone,
                digests: lines.map(|line| line.digest).collect(),
                durable: guest.durable(),
                digest: state.digest(),
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

fn seen_by_host(told: &host::Told) -> Option<Seen> {
    Some(match told {
        host::Told::Frozen { answer, of } => Seen::Frozen(*answer, *of),
        host::Told::Thawed => Seen::Thawed,
        host::Told::Fault(why) => Seen::Fault(why.chars().take(400).collect()),
        _ => return None,
    })
}

//! What must hold through a night: one history, one host a term, nothing durable lost, nothing done twice.

use std::collections::BTreeSet;

use crate::lab::night::Night;
use crate::session::entry::Entry;
use crate::session::guest::Told;
use crate::session::hash::Hash;
use crate::session::host;

impl Night {
    /// What one machine's person was told must agree with what everyone was told before.
    pub(super) fn check(&mut self, number: usize) {
        let from = std::mem::replace(&mut self.heard[number], self.machines[number].told.len());
        for place in from..self.machines[number].told.len() {
            let told = self.machines[number].told[place].clone();
            match told {
                Told::Happened(happened) => {
                    let key = (happened.term, happened.index);
                    let known = *self.digests.entry(key).or_insert(happened.digest);
                    if known != happened.digest {
                        self.wrong(format!("two digests at term {} index {}", happened.term, happened.index));
                    }
                }
                Told::Durable { index, .. } => self.check_durable(number, index),
                Told::Term { term, host } => {
                    let known = *self.hosts.entry(term).or_insert(host);
                    if known != host {
                        self.wrong(format!("two hosts in term {term}"));
                    }
                }
                Told::Lost { entries } => {
                    let durable = self.durable.last_key_value().map_or(0, |(index, _)| *index);
                    for (index, _) in entries {
                        // What is durable may be lost from one machine's tail only if it never had that very entry.
                        if index <= durable {
                            self.line(format_args!("{} lost its own {index}", self.name(number)));
                        }
                    }
                }
                Told::Distrusted(why) => self.wrong(format!("{} distrusts: {why:?}", self.name(number))),
                _ => {}
            }
        }
    }

    fn check_durable(&mut self, number: usize, index: u64) {
        let Some(guest) = &self.machines[number].guest else { return };
        let lines: Vec<(u64, Hash)> = guest
            .ledger()
            .batches()
            .iter()
            .filter(|batch| batch.head.said.first <= index)
            .flat_map(|batch| (batch.head.said.first..).zip(batch.lines.iter().map(|line| line.digest)))
            .filter(|(at, _)| *at <= index)
            .collect();
        if lines.len() as u64 != index {
            self.wrong(format!("{} was told {index} is durable and holds {}", self.name(number), lines.len()));
        }
        for (at, digest) in lines {
            let known = *self.durable.entry(at).or_insert(digest);
            if known != digest {
                self.wrong(format!("two durable entries at {at}"));
            }
        }
    }

    /// At the end: every machine that is on must hold everything that anyone was told is durable, and each command once.
    pub fn check_end(&mut self) {
        let last = self.durable.last_key_value().map_or(0, |(index, _)| *index);
        for number in 0..self.machines.len() {
            for told in &self.machines[number].host_told {
                if let host::Told::Fault(why) = told {
                    self.wrongs.push(format!(
                        "the rules led to what cannot be: {}",
                        why.chars().take(400).collect::<String>()
                    ));
                }
            }
            let Some(guest) = &self.machines[number].guest else { continue };
            if guest.table().is_none_or(|table| !table.rosters.contains(guest.player())) {
                continue;
            }
            if guest.tail().index < last {
                let wrong = format!("{} ends at {} where {last} is durable", self.name(number), guest.tail().index);
                self.wrongs.push(wrong);
                continue;
            }
            let mut numbers = BTreeSet::new();
            let mut twice = Vec::new();
            for line in guest.ledger().batches().iter().flat_map(|batch| &batch.lines) {
                if let Entry::Deed(deed) = &line.entry {
                    let key = (deed.asked.said.command.seat, deed.asked.said.number);
                    if !numbers.insert(key) {
                        twice.push(key);
                    }
                }
            }
            if !twice.is_empty() {
                self.wrong(format!("applied twice: {twice:?}"));
            }
            self.check_durable(number, last);
        }
    }
}

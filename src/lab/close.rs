//! Closing: the calm end of an evening, when everyone must come together and nothing may wait any more.

use rand::RngExt;

use crate::lab::evening::{Evening, INVITE_MS};
use crate::lab::history::Seen;
use crate::session::host;
use crate::session::roster::Role;

// How long the way back may take before nobody waits any more; the checker's bound is shorter.
const GIVE_UP_MS: u64 = 60_000;
// A drawn night has at least so many commands; for so long its players try to get there, one after another at this pace.
const COMMANDS_LEAST: usize = 200;
const PLAY_ON_MS: u64 = 120_000;
const TURN_MS: u64 = 400;

impl Evening {
    /// Machines for which promises hold, and whose players sit at the table.
    pub(super) fn steady(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.night.machines.len()).filter(|number| {
            let machine = &self.night.machines[*number];
            !machine.flawed && !machine.gone && machine.is_seated()
        })
    }

    /// True when someone hosts whom every steady machine obeys, and all of them hold the same, all of it durable. The host
    /// himself may have lied as a guest: who was not found out may host like anyone.
    pub(super) fn is_together(&self) -> bool {
        let Some(at) = self.host() else { return false };
        let (player, host) = (self.night.machines[at].player, self.night.machines[at].host.as_ref());
        let Some(host) = host.filter(|host| host.frozen().is_none()) else { return false };
        let mut ends = self.steady().filter_map(|number| {
            let guest = self.night.machines[number].guest.as_ref()?;
            let obeys = guest.certificate().is_some_and(|it| (it.term(), it.host()) == (host.term(), player));
            let believes = !guest.distrusted().iter().any(|lie| lie.host == player);
            Some((guest.tail(), guest.durable(), obeys && believes))
        });
        let Some(first) = ends.next() else { return false };
        first.2 && first.0.index == first.1 && ends.all(|end| end == first)
    }

    fn wait_for(&mut self, span_ms: u64, holds: impl Fn(&Evening) -> bool) -> bool {
        let until = self.night.evening_ms() + span_ms;
        loop {
            if holds(self) {
                return true;
            }
            if self.night.evening_ms() >= until {
                return false;
            }
            self.night.run(50);
            self.attend_door();
        }
    }

    /// Everyone comes together, something new becomes durable, and nothing waits any more.
    pub(super) fn close(&mut self) {
        if !self.calm {
            return;
        }
        if self.wait_for(GIVE_UP_MS, |evening| evening.is_together()) {
            self.night.see(0, Seen::Together);
            let before = self.durable();
            self.fresh();
            if self.wait_for(GIVE_UP_MS / 4, |evening| evening.durable() > before) {
                self.night.see(0, Seen::Answered);
            }
            self.wait_for(GIVE_UP_MS / 4, |evening| evening.is_together() && evening.nothing_waits());
        }
        self.play_on();
    }

    /// Where most of what was to be played found every machine off, the players go on until the night has its commands.
    fn play_on(&mut self) {
        let until = self.night.evening_ms() + PLAY_ON_MS;
        // A script with less in it shows one thing, and is done when that was seen.
        let short = |evening: &Evening| {
            evening.plays >= COMMANDS_LEAST
                && evening.night.history.commands() < COMMANDS_LEAST
                && evening.night.evening_ms() < until
        };
        if !short(self) {
            return;
        }
        while short(self) {
            for number in self.steady().collect::<Vec<usize>>() {
                let draw = self.night.chance().random_range(0..1_000_000);
                self.night.play(number, draw);
            }
            self.wait_for(TURN_MS, |_| false);
        }
        self.wait_for(GIVE_UP_MS / 4, |evening| evening.is_together() && evening.nothing_waits());
    }

    pub(super) fn durable(&self) -> u64 {
        let known = self.steady().filter_map(|number| self.night.machines[number].guest.as_ref());
        known.map(|guest| guest.durable()).min().unwrap_or(0)
    }

    fn nothing_waits(&self) -> bool {
        self.steady().all(|number| {
            self.night.machines[number].guest.as_ref().is_none_or(|guest| guest.waiting().next().is_none())
        })
    }

    /// Something that is always allowed: whoever hosts opens an invite.
    fn fresh(&mut self) {
        let steady: Vec<usize> = self.steady().collect();
        let (Some(at), Some(first)) = (self.host(), steady.first()) else { return };
        let machine = &self.night.machines[at];
        let table = machine.guest.as_ref().and_then(|guest| guest.table());
        if table.is_some_and(|table| table.rosters.contains(machine.player)) {
            let secret = self.secret();
            self.night.ask_host(at, host::Ask::Invite { secret, role: Role::Voter, uses: 1, lasts_ms: INVITE_MS });
        } else {
            // Who left and still hosts hands the table over.
            let heir = self.night.machines[*first].player;
            self.night.ask_host(at, host::Ask::HandOver { heir });
        }
        for (draw, number) in steady.into_iter().enumerate() {
            self.night.play(number, 41 + 10 * draw as u64);
        }
    }
}

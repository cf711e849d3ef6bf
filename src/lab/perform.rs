//! Deeds done: each line of a script becomes what happens to machines, ways and players.

use std::collections::BTreeSet;

use crate::lab::deed::{Act, Deed};
use crate::lab::evening::Evening;
use crate::lab::fault::Fault;
use crate::lab::history::Seen;
use crate::lab::weather::Weather;
use crate::session::guest::Ask;
use crate::session::host;

impl Evening {
    /// Does one deed. What cannot be done now, such as a crash of a machine that is off, is left out.
    pub(super) fn perform(&mut self, deed: &Deed) {
        let pair = |one: &usize, other: &usize| Some((self.machine_of(*one)?, self.machine_of(*other)?));
        match deed {
            Deed::Play { who, draw } => {
                // Where one cannot, since his machine is off or nothing is open to him, the next one plays.
                let order = (*who..self.script.names.len()).chain(0..*who);
                let numbers: Vec<usize> = order.filter_map(|place| self.machine_of(place)).collect();
                self.plays += 1;
                let _ = numbers.into_iter().any(|number| self.night.play(number, *draw));
            }
            Deed::Partition { one, other } => {
                for (one, other) in self.pairs(one, other) {
                    self.night.cut(one, other);
                }
            }
            Deed::Deafen { from, to } => {
                for (from, to) in self.pairs(from, to) {
                    self.night.cut_way(from, to);
                }
            }
            Deed::Heal => self.night.heal_all(),
            Deed::Hold(one, other) => {
                if let Some((one, other)) = pair(one, other) {
                    self.night.hold(one, other);
                }
            }
            Deed::Release(one, other) => {
                if let Some((one, other)) = pair(one, other) {
                    self.night.release(one, other);
                }
            }
            Deed::Break(one, other) => {
                if let Some((one, other)) = pair(one, other) {
                    self.night.reset(one, other);
                }
            }
            Deed::HalfClose(one, other) => {
                if let Some((one, other)) = pair(one, other) {
                    self.night.half_close(one, other);
                }
            }
            Deed::Miss { kind, span_ms } => self.night.miss(kind, *span_ms),
            Deed::To { who, act: Act::Join } => self.join(*who),
            Deed::To { who, act } => {
                if let Some(number) = self.machine_of(*who) {
                    self.act(number, *act);
                }
            }
            Deed::Stranger(prank) => self.night.prank(*prank),
            Deed::Calm => self.calm(),
            Deed::Expect(_) => {}
        }
    }

    fn pairs(&self, one: &[usize], other: &[usize]) -> Vec<(usize, usize)> {
        let machines =
            |group: &[usize]| -> Vec<usize> { group.iter().filter_map(|who| self.machine_of(*who)).collect() };
        let others = machines(other);
        machines(one).into_iter().flat_map(|one| others.iter().map(move |other| (one, *other))).collect()
    }

    fn join(&mut self, place: usize) {
        if self.machine_of(place).is_none() && self.host().is_some() {
            self.night.reached.count(Fault::Churn);
            self.sit(place);
        }
    }

    fn act(&mut self, number: usize, act: Act) {
        let up = self.night.machines[number].guest.is_some();
        let name = self.night.machines[number].name.clone();
        match act {
            Act::Pause(span_ms) if up => self.night.pause(number, span_ms),
            Act::Crash if up => self.night.crash(number),
            Act::Restart if !up => self.night.restart(number),
            Act::Wipe => self.night.wipe(number, &name),
            Act::Restore => self.night.restore(number),
            Act::Slow(slow_ms) => self.night.slow(number, slow_ms),
            Act::Lose(share) => self.night.lose(number, share),
            Act::FailDisk if up => self.night.fail_disk(number),
            Act::Rot => self.night.rot(number),
            Act::Misdirect => self.night.misdirect(number),
            Act::Drift(per_mille) => {
                self.night.reached.count(Fault::Clock);
                let now_ms = self.night.now_ms();
                self.night.machines[number].clock.drift(now_ms, per_mille);
            }
            Act::Jump(ahead_ms) => {
                self.night.reached.count(Fault::Clock);
                let now_ms = self.night.now_ms();
                self.night.machines[number].clock.jump(now_ms, ahead_ms);
            }
            Act::Lie(lie) => self.night.lie(number, lie),
            Act::Move if up => {
                self.night.reached.count(Fault::Reset);
                let port = 4_001 + self.night.evening_ms() % 1_000;
                let here = format!("/ip4/10.9.{number}.1/udp/{port}/quic-v1");
                self.night.ask(number, Ask::Here(vec![here]));
                for other in (0..self.night.machines.len()).filter(|other| *other != number) {
                    self.night.reset(number, other);
                }
            }
            Act::Renew => self.renew(number),
            Act::Leave | Act::Rest | Act::Wake | Act::Kick | Act::Chair | Act::HandOver => self.churn(number, act),
            Act::Pause(_) | Act::Crash | Act::Restart | Act::FailDisk | Act::Join | Act::Move => {}
        }
    }

    /// A machine is lost for good, and its player knocks from another one under his old name.
    fn renew(&mut self, number: usize) {
        if self.host().is_none_or(|host| host == number) {
            return;
        }
        if self.night.machines[number].guest.is_some() {
            self.night.crash(number);
        }
        self.night.reached.count(Fault::Churn);
        let lost = &mut self.night.machines[number];
        (lost.gone, self.renewed) = (true, Some((std::mem::take(&mut lost.name), number)));
    }

    /// The roster changes, or the host does.
    fn churn(&mut self, number: usize, act: Act) {
        let player = self.night.machines[number].player;
        let ask = match act {
            Act::Leave => Err(Ask::Leave),
            Act::Rest => Err(Ask::Rest),
            Act::Wake => Err(Ask::Wake),
            Act::Kick => Ok(host::Ask::Kick { player }),
            Act::Chair => Ok(host::Ask::MoveChair { player }),
            _ => Ok(host::Ask::HandOver { heir: player }),
        };
        if matches!(act, Act::Leave | Act::Kick) {
            self.night.machines[number].gone = true;
        }
        self.night.reached.count(Fault::Churn);
        match (ask, self.host()) {
            (Ok(ask), Some(at)) => self.night.ask_host(at, ask),
            (Ok(_), None) => {}
            (Err(ask), _) => self.night.ask(number, ask),
        }
    }

    /// From now on nothing is broken any more but what was lost for good.
    fn calm(&mut self) {
        self.night.weather = Weather::fair();
        self.night.heal_all();
        self.night.sky.settle();
        let now_ms = self.night.now_ms();
        let places: BTreeSet<usize> = (0..self.script.names.len()).filter_map(|place| self.machine_of(place)).collect();
        for number in places {
            self.night.wake(number);
            self.night.machines[number].clock.drift(now_ms, 1_000);
            self.night.machines[number].slow_ms = 0;
            if self.night.machines[number].disk.has_failed() && self.night.machines[number].guest.is_some() {
                self.night.crash(number);
            }
            if self.night.machines[number].guest.is_none() {
                self.night.restart(number);
            }
        }
        self.calm = true;
        self.night.see(0, Seen::Calm);
    }
}

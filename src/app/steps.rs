//! Walking in real time: the player's own heroes move at once, and where they walked is sent when it matters.

use std::collections::BTreeMap;

use super::App;
use crate::rules::command::{Command, Verb};
use crate::rules::figure;
use crate::session::guest::{self, Ask};
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::floor::Floor;
use crate::world::id::{CreatureId, SeatId};
use crate::world::walk::{Buttons, Gait, STEPS_PER_SECOND, Trail, Walker};

/// After a pause of the machine so many steps are caught up at the most.
const CATCH_UP_STEPS: u64 = 10;
/// How long after the last button a walk is sent, in steps.
const REST_STEPS: u32 = 8;

/// This player's heroes on foot.
#[derive(Debug, Default)]
pub(super) struct Steps {
    walkers: BTreeMap<SeatId, OnFoot>,
    /// Milliseconds that are not yet a whole step.
    left_over_ms: u64,
    floor: Option<(u64, Floor)>,
}

/// One hero on foot.
#[derive(Debug)]
struct OnFoot {
    creature: CreatureId,
    walker: Walker,
    trail: Trail,
    held: Buttons,
    /// The tile the ledger has; where it moves on its own (a scene, a fight) the walker follows.
    settled: Tile,
    /// Walks that were sent and are not in the ledger yet.
    sent: Option<Tile>,
    rested: u32,
}

impl App {
    /// Buttons changed.
    pub(super) fn steer(&mut self, seat: SeatId, held: Buttons) {
        if let Some(one) = self.steps.walkers.get_mut(&seat) {
            one.held = held;
            one.rested = 0;
        }
    }

    /// So much time went by: every hero on foot walks, and what he has walked is sent once he rests, meets something
    /// that waits to be stepped on, or has come far.
    pub(super) fn walk(&mut self, elapsed_ms: u64) {
        let Some(world) = self.sitting.as_ref().and_then(|sitting| sitting.guest.world()) else {
            return self.steps = Steps::default();
        };
        let roams = world.now.story.begun && world.now.encounter.is_none() && world.now.story.scene.is_none();
        let free = roams && world.now.story.shop.is_none() && world.now.questions.is_empty();
        self.steps.meet(world, &self.seats);
        if self.steps.floor.as_ref().is_none_or(|(events, _)| *events != world.now.events) {
            self.steps.floor = Some((world.now.events, Floor::of(world)));
        }
        let gaits: BTreeMap<SeatId, Gait> =
            self.seats.iter().filter_map(|seat| Some((*seat, gait(world, *seat)?))).collect();
        let mut commands = Vec::new();
        let steps = self.steps.take_steps(elapsed_ms);
        let Some((_, floor)) = &self.steps.floor else { return };
        for (seat, one) in &mut self.steps.walkers {
            let Some(gait) = gaits.get(seat).filter(|_| free) else { continue };
            if let Some(path) = one.walk(steps, *gait, floor) {
                commands.push(Command { seat: *seat, verb: Verb::Go(path) });
            }
        }
        for command in commands {
            self.ask(command);
        }
        self.share_walkers(free);
        self.show_walkers();
    }

    /// Sends at once what was walked, before anything else is asked for.
    pub(super) fn settle(&mut self, seat: SeatId) {
        let path = self.steps.walkers.get_mut(&seat).and_then(OnFoot::take);
        if let Some(path) = path {
            self.ask(Command { seat, verb: Verb::Go(path) });
        }
    }

    /// A command of this seat was refused: its hero stands where the ledger says.
    pub(super) fn stand_back(&mut self, seat: SeatId) {
        self.steps.walkers.remove(&seat);
    }

    /// The others see these heroes walk: what is held is passed on, as far as it is news.
    fn share_walkers(&mut self, free: bool) {
        let all: Vec<Ask> = self
            .steps
            .walkers
            .iter()
            .filter(|_| free)
            .map(|(seat, one)| Ask::Steer { seat: *seat, buttons: one.held, walker: one.walker })
            .collect();
        for ask in all {
            self.with_sitting(|sitting| sitting.tell_guest(guest::Input::Asked(ask)));
        }
    }

    /// Everyone on foot, the others as this machine reckons them.
    fn show_walkers(&mut self) {
        let others = self.sitting.iter().flat_map(|sitting| {
            let world = sitting.guest.world();
            let walkers = sitting.guest.strollers();
            walkers.filter_map(move |(seat, one)| Some((world?.hero(seat)?.id, one.walker)))
        });
        let own = self.steps.walkers.values().map(|one| (one.creature, one.walker));
        self.status.walkers = others.chain(own).collect();
    }
}

impl Steps {
    /// Every hero of these seats has a walker; one whose tile changed otherwise than by walking stands there.
    fn meet(&mut self, world: &World, seats: &[SeatId]) {
        self.walkers
            .retain(|seat, one| seats.contains(seat) && world.hero(*seat).is_some_and(|it| it.id == one.creature));
        for seat in seats {
            let Some(hero) = world.hero(*seat) else { continue };
            let one = self.walkers.entry(*seat).or_insert_with(|| OnFoot::at(hero.id, hero.at));
            if one.settled == hero.at {
                continue;
            }
            one.settled = hero.at;
            let expected = one.sent == Some(hero.at) || one.trail.path().contains(&hero.at);
            if one.sent == Some(hero.at) {
                one.sent = None;
            }
            if !expected && hero.at != one.walker.tile() {
                *one = OnFoot { held: one.held, ..OnFoot::at(hero.id, hero.at) };
            }
        }
    }

    fn take_steps(&mut self, elapsed_ms: u64) -> u64 {
        self.left_over_ms += elapsed_ms * STEPS_PER_SECOND as u64;
        let steps = self.left_over_ms / 1000;
        self.left_over_ms %= 1000;
        steps.min(CATCH_UP_STEPS)
    }
}

impl OnFoot {
    fn at(creature: CreatureId, at: Tile) -> OnFoot {
        let held = Buttons::default();
        OnFoot { creature, walker: Walker::at(at), trail: Trail::new(at), held, settled: at, sent: None, rested: 0 }
    }

    /// Walks, and returns the path when it is time to send it.
    fn walk(&mut self, steps: u64, gait: Gait, floor: &Floor) -> Option<Vec<Tile>> {
        for _ in 0..steps {
            self.walker = self.walker.step(self.held, gait, floor);
            self.trail.visit(&self.walker);
            self.rested = if self.held == Buttons::default() { self.rested.saturating_add(1) } else { 0 };
        }
        let meets = floor.waits(self.walker.tile()) && !self.trail.path().is_empty();
        let due = meets || self.trail.is_full() || self.rested >= REST_STEPS;
        if due { self.take() } else { None }
    }

    fn take(&mut self) -> Option<Vec<Tile>> {
        if self.sent.is_some() || self.trail.path().is_empty() || !self.walker.is_grounded() {
            return None;
        }
        self.sent = Some(self.trail.end());
        Some(self.trail.take())
    }
}

fn gait(world: &World, seat: SeatId) -> Option<Gait> {
    let hero = world.hero(seat)?;
    let strength = hero.sheet().map_or(10, |sheet| sheet.scores.str);
    Some(Gait::of(figure::speed_feet(world, hero), strength))
}

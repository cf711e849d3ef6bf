//! What is playing on the board: where figures are seen, what flies and rolls, while the world is already further on.

use std::cell::Cell;
use std::collections::{BTreeMap, VecDeque};

use super::actor::{Figure, POP_STEPS, Pop, Popped};
use super::beat::{Beat, pixels, side};
use super::fog::Fog;
use super::hear;
use super::settings::{Pace, Settings};
use super::stride::{Strides, towards};
use super::terrain::Terrain;
use super::view::{Told, View};
use crate::canvas::sparks::{Burst, Motion, Sparks};
use crate::sound::Cue;
use crate::tale::id::MapId;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::{Creature, Side};
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::walk::Facing;

/// Everything that moves for show.
pub(super) struct Stage {
    pub(super) sparks: Sparks,
    pub(super) fog: Fog,
    pub(super) terrain: Terrain,
    pub(super) pops: Vec<Pop>,
    /// Where the middle of the picture looks, in pixels of the map.
    pub(super) eye: (i32, i32),
    figures: BTreeMap<CreatureId, Figure>,
    strides: Strides,
    /// The tile that is aimed at in this step: it has to be in the picture too.
    pub(super) gaze: Cell<Option<Tile>>,
    beats: VecDeque<Beat>,
    /// How long the first beat has played, in steps.
    age: u32,
    seeds: u64,
    cues: Vec<Cue>,
    map: MapId,
    arrived: bool,
    pace: Pace,
}

/// From more hit points than these on a blow counts as heavy.
pub(super) const HEAVY_HP: i32 = 9;
/// More steps than any beat takes.
const HURRY_STEPS: u32 = 10_000;
/// Beats that may wait before they are hurried, and before they are dropped.
const HURRY_BEATS: usize = 14;
const DROP_BEATS: usize = 60;

impl Stage {
    pub(super) fn new(settings: &Settings) -> Stage {
        Stage {
            sparks: Sparks::new(motion(settings)),
            fog: Fog::default(),
            terrain: Terrain::default(),
            pops: Vec::new(),
            eye: (0, 0),
            figures: BTreeMap::new(),
            strides: Strides::default(),
            gaze: Cell::new(None),
            beats: VecDeque::new(),
            age: 0,
            seeds: 0,
            cues: Vec::new(),
            map: MapId::default(),
            arrived: false,
            pace: settings.pace,
        }
    }

    /// Takes over changed settings.
    pub(super) fn set(&mut self, settings: &Settings) {
        self.sparks.set_motion(motion(settings));
        self.pace = settings.pace;
    }

    /// Something is playing that a player should see before he chooses.
    pub(super) fn is_busy(&self) -> bool {
        !self.beats.is_empty()
    }

    /// The beat that plays now, how long it has played, and how long it will in all.
    pub(super) fn now(&self) -> Option<(&Beat, u32, u32)> {
        self.beats.front().map(|beat| (beat, self.age, self.steps_of(beat)))
    }

    /// Ends what plays now: the player has seen enough.
    pub(super) fn hurry(&mut self) {
        self.age = self.age.saturating_add(HURRY_STEPS);
    }

    /// The sounds of what has begun to play.
    pub(super) fn take_cues(&mut self) -> Vec<Cue> {
        std::mem::take(&mut self.cues)
    }

    /// Someone as he is seen.
    pub(super) fn figure(&self, id: CreatureId) -> Option<&Figure> {
        self.figures.get(&id)
    }

    /// Queues what an entry looks like.
    pub(super) fn play(&mut self, told: &Told, view: &View) {
        let Some(world) = view.world else { return };
        self.seeds = told.index.wrapping_mul(1_000);
        if self.pace == Pace::AtOnce {
            // Nothing is shown on its way, but all of it is heard.
            let beats =
                told.events.iter().flat_map(|event| Beat::of(event, world).into_iter().chain(Beat::after(event)));
            self.cues.extend(beats.filter_map(|beat| hear::cue(&beat)));
        }
        if self.pace == Pace::AtOnce || self.beats.len() > DROP_BEATS {
            self.beats.clear();
            return;
        }
        for event in &told.events {
            if let (Event::Moved { creature, path, .. }, None) = (event, &world.now.encounter) {
                // While exploring nobody waits for anybody's walk.
                self.strides.add(*creature, path);
                continue;
            }
            self.beats.extend(Beat::of(event, world));
            self.beats.extend(Beat::after(event));
        }
    }

    /// A sixtieth of a second.
    pub(super) fn step(&mut self, view: &View) {
        self.sparks.step();
        for pop in &mut self.pops {
            pop.age += 1;
        }
        self.pops.retain(|pop| pop.age < POP_STEPS);
        let Some(world) = view.world else { return };
        let moved = self.map != world.now.place.map;
        if moved {
            self.map = world.now.place.map.clone();
            self.terrain = world.map().map_or(Terrain::default(), Terrain::of);
            self.figures.clear();
            self.strides.clear();
            self.beats.retain(|beat| matches!(beat, Beat::Banner(_)));
            self.age = 0;
        }
        self.gather(world);
        if world.now.encounter.is_none() {
            self.strides.step(&mut self.figures, view, world);
        } else {
            self.strides.clear();
        }
        self.play_on(world);
        if self.beats.is_empty() {
            self.sync(world);
        }
        for figure in self.figures.values_mut() {
            figure.flash = figure.flash.saturating_sub(1);
            figure.walks = figure.walks.saturating_sub(1);
        }
        let eyes: Vec<Tile> = world.heroes().filter(|hero| !hero.dead).map(|hero| self.tile_of(hero)).collect();
        self.fog.look(world, eyes);
        self.follow(view, world, moved);
        self.arrived |= moved;
    }

    /// True once after the party has come to another map.
    pub(super) fn take_arrival(&mut self) -> bool {
        std::mem::take(&mut self.arrived)
    }

    /// The tile that a creature is seen on.
    fn tile_of(&self, creature: &Creature) -> Tile {
        let Some(figure) = self.figures.get(&creature.id) else { return creature.at };
        let tile = |pixel: i32| i16::try_from((pixel + 8).div_euclid(16)).unwrap_or(0);
        Tile { x: tile(figure.x), y: tile(figure.y) }
    }

    /// Newcomers appear, those who are gone disappear.
    fn gather(&mut self, world: &World) {
        self.figures.retain(|id, _| world.now.creatures.contains_key(id));
        for creature in world.now.creatures.values() {
            self.figures.entry(creature.id).or_insert_with(|| {
                let (x, y) = pixels(creature.at);
                let facing = if creature.side == Side::Heroes { Facing::Down } else { Facing::Left };
                Figure { x, y, hp: creature.hp, gone: creature.dead, facing, ..Figure::default() }
            });
        }
    }

    /// Nothing plays: everyone is seen as he is.
    fn sync(&mut self, world: &World) {
        for creature in world.now.creatures.values() {
            let Some(figure) = self.figures.get_mut(&creature.id) else { continue };
            figure.hp = creature.hp;
            figure.gone = creature.dead;
            if world.now.encounter.is_some() {
                (figure.x, figure.y) = pixels(creature.at);
                figure.height = 0;
            }
        }
    }

    fn play_on(&mut self, world: &World) {
        let Some(beat) = self.beats.front().cloned() else { return };
        let steps = self.steps_of(&beat);
        if self.age == 0 {
            self.cues.extend(hear::cue(&beat));
            self.begin(&beat, world);
        }
        self.age = self.age.saturating_add(1);
        self.middle(&beat, world, steps);
        if self.age >= steps {
            self.end(&beat);
            self.beats.pop_front();
            self.age = 0;
        }
    }

    fn steps_of(&self, beat: &Beat) -> u32 {
        let steps = self.pace.steps(beat.steps());
        if self.beats.len() > HURRY_BEATS { steps.div_ceil(2) } else { steps }
    }

    fn begin(&mut self, beat: &Beat, world: &World) {
        match beat {
            Beat::Blow(who, taken) => {
                let Some(middle) = self.middle_of(*who, world) else { return };
                self.burst(if *taken > HEAVY_HP { Burst::Critical } else { Burst::Hit }, middle);
                self.pop(middle, Popped::Lost(*taken));
                if let Some(figure) = self.figures.get_mut(who) {
                    figure.flash = 12;
                    figure.hp -= taken;
                }
            }
            Beat::Mend(who, hp) => {
                let Some(middle) = self.middle_of(*who, world) else { return };
                self.burst(Burst::Heal, middle);
                self.pop(middle, Popped::Regained(*hp));
                if let Some(figure) = self.figures.get_mut(who) {
                    figure.hp =
                        (figure.hp.max(0) + hp).min(world.creature(*who).map_or(*hp, |creature| creature.hp_max));
                }
            }
            Beat::Miss(who) => {
                let Some(middle) = self.middle_of(*who, world) else { return };
                self.pop(middle, Popped::Missed);
            }
            Beat::Fall(who) | Beat::Die(who) => {
                let Some(middle) = self.middle_of(*who, world) else { return };
                self.burst(if matches!(beat, Beat::Die(_)) { Burst::Soul } else { Burst::Dust }, middle);
                if let Some(figure) = self.figures.get_mut(who) {
                    figure.hp = figure.hp.min(0);
                    figure.gone |= matches!(beat, Beat::Die(_));
                }
            }
            Beat::Mark(who, burst, word) => {
                let Some(middle) = self.middle_of(*who, world) else { return };
                self.burst(*burst, middle);
                if let Some(word) = word {
                    self.pop(middle, Popped::Word(word.clone()));
                }
            }
            Beat::Magic(who, ..) => {
                if let Some(middle) = self.middle_of(*who, world) {
                    self.burst(Burst::Spell, middle);
                }
            }
            Beat::Lunge(who, target) => {
                let (Some(from), Some(to)) = (self.figures.get(who), self.figures.get(target)) else { return };
                let facing = towards((to.x - from.x, to.y - from.y), from.facing);
                if let Some(figure) = self.figures.get_mut(who) {
                    figure.facing = facing;
                }
            }
            Beat::Walk(..) | Beat::Slide(..) | Beat::Roll(_) | Beat::Banner(_) => {}
        }
    }

    fn middle(&mut self, beat: &Beat, world: &World, steps: u32) {
        match beat {
            Beat::Walk(who, path) => self.walk(*who, path, steps),
            Beat::Slide(who, to) => self.glide(*who, pixels(*to), steps.saturating_sub(self.age) + 1),
            Beat::Magic(_, targets, at) if self.age == steps / 2 => {
                for target in targets {
                    if let Some(middle) = self.middle_of(*target, world) {
                        self.burst(Burst::Spell, middle);
                    }
                }
                if let Some(at) = at {
                    let (x, y) = pixels(*at);
                    self.burst(Burst::Fire, (x + 8, y + 8));
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, beat: &Beat) {
        let (who, to) = match beat {
            Beat::Walk(who, path) => (who, path.last()),
            Beat::Slide(who, to) => (who, Some(to)),
            _ => return,
        };
        if let (Some(figure), Some(to)) = (self.figures.get_mut(who), to) {
            (figure.x, figure.y) = pixels(*to);
        }
    }

    /// Moves along a path: at each step towards the tile whose turn it is.
    fn walk(&mut self, who: CreatureId, path: &[Tile], steps: u32) {
        let each = (steps / u32::try_from(path.len()).unwrap_or(1).max(1)).max(1);
        let at = ((self.age - 1) / each) as usize;
        let Some(tile) = path.get(at.min(path.len().saturating_sub(1))) else { return };
        let left = each - (self.age - 1) % each;
        self.glide(who, pixels(*tile), left);
    }

    /// Moves towards a place so that so many steps arrive there.
    fn glide(&mut self, who: CreatureId, to: (i32, i32), left: u32) {
        let Some(figure) = self.figures.get_mut(&who) else { return };
        let (dx, dy) = (to.0 - figure.x, to.1 - figure.y);
        figure.facing = towards((dx, dy), figure.facing);
        figure.walks = 4;
        let left = left.max(1) as i32;
        figure.x += dx / left;
        figure.y += dy / left;
    }

    fn middle_of(&self, who: CreatureId, world: &World) -> Option<(i32, i32)> {
        let figure = self.figures.get(&who)?;
        let half = world.creature(who).map_or(8, |creature| side(creature) / 2);
        Some((figure.x + half, figure.y + half))
    }

    fn burst(&mut self, burst: Burst, middle: (i32, i32)) {
        self.seeds = self.seeds.wrapping_add(1);
        self.sparks.burst(self.seeds, burst, middle.0, middle.1);
    }

    fn pop(&mut self, middle: (i32, i32), what: Popped) {
        // Several words at one place stand above each other.
        let near = self.pops.iter().filter(|pop| pop.x == middle.0 && pop.age < 20).count() as i32;
        self.pops.push(Pop { x: middle.0, y: middle.1 - 9 * near, age: 0, what });
    }

    /// The picture follows whoever acts: softly, and at once onto a new map.
    fn follow(&mut self, view: &View, world: &World, at_once: bool) {
        let acting = self.beats.front().and_then(Beat::whose);
        let turn = world.now.encounter.as_ref().and_then(|encounter| encounter.current());
        let own = view.seats.iter().find_map(|seat| world.now.seats.get(seat)?.creature);
        let anyone = world.heroes().next().map(|hero| hero.id);
        let Some(middle) = acting.or(turn).or(own).or(anyone).and_then(|who| self.middle_of(who, world)) else {
            return;
        };
        let middle = match self.gaze.take().map(pixels) {
            Some((x, y)) => ((middle.0 + x + 8) / 2, (middle.1 + y + 8) / 2),
            None => middle,
        };
        if at_once || self.eye == (0, 0) {
            self.eye = middle;
            return;
        }
        let walks = world.now.encounter.is_none() && acting.is_none();
        let ease = |from: i32, to: i32| {
            let far = to - from;
            // While one walks oneself the picture is nailed to the walker: any lag would make it swim.
            if walks && far.abs() <= 6 {
                to
            } else {
                from + far / 8 + far.signum() * i32::from(far.abs() < 8 && far != 0)
            }
        };
        self.eye = (ease(self.eye.0, middle.0), ease(self.eye.1, middle.1));
    }
}

const fn motion(settings: &Settings) -> Motion {
    if settings.calm { Motion::Reduced } else { Motion::Full }
}

//! Plays our first adventure from "begin" to each of its endings through the rules, with seeded dice and scripted choices.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use roundtable::dice::{Dice, Sides};
use roundtable::rules::advance::threshold;
use roundtable::rules::command::{Command, Verb};
use roundtable::rules::refusal::Refusal;
use roundtable::rules::{Offer, offers, proceed, ready, resolve};
use roundtable::srd::Book;
use roundtable::tale::map::{Is, Tile};
use roundtable::tale::standard;
use roundtable::world::World;
use roundtable::world::creature::{Creature, Sheet, Side};
use roundtable::world::event::Event;
use roundtable::world::floor::Floor;
use roundtable::world::id::{CreatureId, PlayerId, SeatId};

const PLAYER: PlayerId = PlayerId([7; 32]);
/// More acts than any walkthrough needs; a table that goes round in circles is a failure.
const ACTS_MAX: usize = 4_000;

/// What a party does: answers by scene (`scene: choice`), then places to go to and things to use (`map/thing`,
/// or `map/thing!` to use it until it is gone).
struct Plan {
    answers: BTreeMap<&'static str, Vec<&'static str>>,
    goals: VecDeque<(&'static str, &'static str)>,
}

impl Plan {
    /// Lines of `scene: choice choice` and `map/thing`, in order.
    fn read(text: &'static str) -> Plan {
        let mut plan = Plan { answers: BTreeMap::new(), goals: VecDeque::new() };
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match (line.split_once(": "), line.split_once('/')) {
                (Some((scene, choices)), _) => {
                    plan.answers.insert(scene, choices.split(' ').collect());
                }
                (None, Some(goal)) => plan.goals.push_back(goal),
                (None, None) => panic!("not a line of a plan: {line}"),
            }
        }
        plan
    }
}

/// One evening: the world, its dice, and how much was done.
struct Night {
    world: World,
    dice: Dice,
    acts: usize,
    log: Vec<String>,
}

impl Night {
    /// A party of ready-made heroes, one for each number, sitting at one machine.
    fn new(seed: u8, heroes: &[usize]) -> Night {
        let bell = standard().iter().find(|tale| tale.name == "bell").unwrap();
        let world = World::new(Arc::new(Book::standard().clone()), Arc::new(bell.clone()));
        let mut night = Night { world, dice: Dice::rolled([seed; 32]), acts: 0, log: Vec::new() };
        let seats: Vec<SeatId> = (0..heroes.len()).map(|seat| SeatId(seat as u8)).collect();
        night.apply(vec![Event::Joined { player: PLAYER, name: "Ada".to_owned(), seats: seats.clone() }]);
        for (seat, hero) in seats.iter().zip(heroes) {
            let plan = ready::heroes()[*hero].clone();
            night.act(*seat, Verb::Create(Box::new(plan))).unwrap();
        }
        night.act(SeatId(0), Verb::Begin).unwrap();
        night
    }

    fn apply(&mut self, events: Vec<Event>) {
        self.acts += 1;
        assert!(
            self.acts < ACTS_MAX,
            "round in circles:\n{}",
            self.log[self.log.len().saturating_sub(30)..].join("\n")
        );
        for event in events {
            self.world.apply(&event).unwrap_or_else(|wrong| panic!("{event:?}: {wrong:?}"));
        }
    }

    fn act(&mut self, seat: SeatId, verb: Verb) -> Result<(), Refusal> {
        let command = Command { seat, verb };
        let events = resolve(&self.world, PLAYER, &command, &mut self.dice)?;
        self.log.push(format!("{command:?} = {events:?}"));
        self.apply(events);
        Ok(())
    }

    fn take(&mut self, offer: &Offer) {
        let Command { seat, verb } = offer.command.clone();
        self.act(seat, verb).unwrap_or_else(|wrong| panic!("offered but refused as {wrong:?}: {:?}", offer.command));
    }

    fn offers(&self) -> Vec<Offer> {
        offers(&self.world, PLAYER)
    }

    /// The first offer that the test likes.
    fn offered(&self, likes: impl Fn(&Verb) -> bool) -> Option<Offer> {
        self.offers().into_iter().find(|offer| likes(&offer.command.verb))
    }

    fn ending(&self) -> Option<&str> {
        self.world.now.story.ending.as_ref().map(|ending| ending.as_str())
    }

    fn scene(&self) -> Option<String> {
        self.world.now.story.scene.as_ref().map(|(scene, _)| scene.to_string())
    }

    /// Everything that is not the party's own plan: monsters, questions, fights, shops, rests, new levels.
    fn aside(&mut self) -> bool {
        if let Some(events) = proceed(&self.world, &mut self.dice) {
            self.log.push(format!("proceed {events:?}"));
            self.apply(events);
            return true;
        }
        if !self.world.now.questions.is_empty() {
            let offer = self.offers().into_iter().next().expect("a question is owed by us");
            self.take(&offer);
            return true;
        }
        if self.world.now.encounter.is_some() {
            self.fight();
            return true;
        }
        if self.world.now.story.scene.is_some() {
            return false;
        }
        if self.world.now.story.shop.is_some() {
            let buy = self.offered(|verb| matches!(verb, Verb::Buy { item, .. } if item.as_str() == "torch"));
            let torch = self.world.heroes().any(|hero| hero.pack.items.keys().any(|item| item.as_str() == "torch"));
            let leave = self.offered(|verb| matches!(verb, Verb::LeaveShop));
            let offer = buy.filter(|_| !torch).or(leave).expect("a counter can be left");
            self.take(&offer);
            return true;
        }
        self.mend()
    }

    /// Gains levels and rests when someone is badly hurt.
    fn mend(&mut self) -> bool {
        let ripe = |sheet: &Sheet| threshold(sheet.level() + 1).is_some_and(|xp| sheet.xp >= xp && sheet.level() < 2);
        if self.world.heroes().filter_map(|hero| hero.sheet()).any(ripe)
            && let Some(offer) = self.offered(|verb| matches!(verb, Verb::LevelUp(_)))
        {
            self.take(&offer);
            return true;
        }
        let hurt: BTreeSet<CreatureId> =
            self.world.heroes().filter(|hero| !hero.dead && hero.hp * 2 < hero.hp_max).map(|hero| hero.id).collect();
        if hurt.is_empty() {
            return false;
        }
        let spare = |hero: &Creature| {
            let dice = hero.sheet().is_some_and(|sheet| sheet.hit_dice_spent < sheet.level());
            hurt.contains(&hero.id) && hero.hp > 0 && dice
        };
        let seats: Vec<SeatId> = self.world.now.seats.keys().copied().collect();
        if self.act(seats[0], Verb::LongRest).is_ok() {
            return true;
        }
        let tired: Vec<SeatId> = seats.into_iter().filter(|seat| self.world.hero(*seat).is_some_and(spare)).collect();
        let die = tired.iter().any(|seat| self.act(*seat, Verb::SpendHitDie).is_ok());
        die || tired.first().is_some_and(|seat| self.act(*seat, Verb::ShortRest).is_ok())
    }

    /// One act of a simple fighter: strike the weakest foe in reach, else come nearer, else end the turn.
    fn fight(&mut self) {
        let all = self.offers();
        assert!(!all.is_empty(), "a fight with nothing to do: {:?}", self.world.now.encounter);
        let hp = |target: &CreatureId| self.world.creature(*target).map_or(0, |one| one.hp);
        let foe =
            |target: &CreatureId| self.world.creature(*target).is_some_and(|one| one.side == Side::Foes && one.is_up());
        let strike = all.iter().filter_map(|offer| match &offer.command.verb {
            Verb::Attack { target, .. } if foe(target) => Some((hp(target), offer)),
            Verb::Cast { targets, level: 0, .. } if targets.len() == 1 && foe(&targets[0]) => {
                Some((hp(&targets[0]), offer))
            }
            _ => None,
        });
        if let Some((_, offer)) = strike.min_by_key(|(hp, _)| *hp) {
            let offer = offer.clone();
            return self.take(&offer);
        }
        let foes: Vec<Tile> = self
            .world
            .now
            .creatures
            .values()
            .filter(|one| one.side == Side::Foes && one.is_up())
            .map(|one| one.at)
            .collect();
        let far =
            |tile: Tile| foes.iter().map(|foe| (foe.x - tile.x).abs().max((foe.y - tile.y).abs())).min().unwrap_or(0);
        let here = self.world.now.encounter.as_ref().and_then(|fight| fight.current());
        let here = here.and_then(|id| self.world.creature(id)).map_or(0, |one| far(one.at));
        let nearer = all.iter().filter_map(|offer| match &offer.command.verb {
            Verb::Go(path) => path.last().map(|end| (far(*end), offer)).filter(|(far, _)| *far < here),
            _ => None,
        });
        let end = || all.iter().find(|offer| matches!(offer.command.verb, Verb::EndTurn));
        let offer = nearer.min_by_key(|(far, _)| *far).map(|(_, offer)| offer).or_else(end).unwrap_or(&all[0]).clone();
        self.take(&offer);
    }

    /// Answers a scene: the plan's first choice that is open, else the last one offered, which is the polite way out.
    fn answer(&mut self, scene: &str, plan: &Plan) {
        let offers = self.offers();
        let chosen = |offer: &Offer| match &offer.command.verb {
            Verb::Choose { choice } => Some(choice.to_string()),
            _ => None,
        };
        let wanted = plan.answers.get(scene).into_iter().flatten();
        let mut wanted = wanted.filter_map(|want| offers.iter().find(|offer| chosen(offer).as_deref() == Some(want)));
        let offer = wanted.next().or_else(|| offers.iter().rfind(|offer| chosen(offer).is_some()));
        let offer = offer.or_else(|| offers.iter().find(|offer| matches!(offer.command.verb, Verb::Continue)));
        let offer = offer.unwrap_or_else(|| panic!("no way out of scene {scene}")).clone();
        self.take(&offer);
    }

    /// One step towards a thing on some map: whether it is gone, once it was found gone or used.
    fn pursue(&mut self, map: &str, name: &str) -> Option<bool> {
        let here = self.world.now.place.map.to_string();
        let next = if here == map { name.to_owned() } else { self.way_out(&here, map) };
        let Some((id, thing)) = self.world.things().find(|(id, _)| id.as_str() == next) else { return Some(true) };
        let (id, at, door) = (id.clone(), thing.at.clone(), matches!(thing.is, Is::Door(_)));
        let carrier = self.carrier();
        if self.act(carrier, Verb::Interact { thing: id.clone() }).is_ok() {
            return (here == map).then_some(false);
        }
        if door && self.world.fate(&id).is_some() {
            return Some(true);
        }
        let hero = self.world.hero(carrier).expect("a hero is up");
        let path = path(&Floor::of(&self.world), hero.at, &at).unwrap_or_else(|| panic!("no way to {map}/{next}"));
        assert!(!path.is_empty(), "{map}/{next} is here but cannot be used by {carrier:?}:\n{}", self.state());
        let path: Vec<Tile> = path.into_iter().take(40).collect();
        let verb = Verb::Go(path);
        self.act(carrier, verb.clone()).unwrap_or_else(|wrong| panic!("{verb:?}: {wrong:?}"));
        None
    }

    /// Heroes and the last acts, for a failure.
    fn state(&self) -> String {
        let hero = |one: &Creature| format!("{} at {:?} hp {} has {:?}", one.name, one.at, one.hp, one.pack.items);
        let heroes: Vec<String> = self.world.heroes().map(hero).collect();
        format!("{}\n{}", heroes.join("\n"), self.log[self.log.len().saturating_sub(8)..].join("\n"))
    }

    /// Who leads: whoever has a key, else the first who is up.
    fn carrier(&self) -> SeatId {
        let up =
            self.world.now.seats.iter().filter(|(seat, _)| self.world.hero(**seat).is_some_and(|hero| hero.is_up()));
        let keyed = |seat: &SeatId| {
            let items = self.world.hero(*seat).map(|hero| &hero.pack.items);
            items.is_some_and(|items| items.keys().any(|item| item.as_str() == "iron_key"))
        };
        up.map(|(seat, _)| *seat).max_by_key(|seat| (keyed(seat), std::cmp::Reverse(*seat))).expect("someone is up")
    }

    /// The exit of this map that leads, over however many maps, to another.
    fn way_out(&self, from: &str, to: &str) -> String {
        let exits = |map: &str| -> Vec<(String, String)> {
            let is = self.world.tale.maps.iter().find(|(id, _)| id.as_str() == map).map(|(_, is)| is).unwrap();
            let out = is.things.iter().filter_map(|(name, thing)| match &thing.is {
                Is::Exit { map, .. } => Some((name.to_string(), map.to_string())),
                _ => None,
            });
            out.collect()
        };
        let mut next: VecDeque<(String, String)> = exits(from).into();
        let mut seen = BTreeSet::from([from.to_owned()]);
        while let Some((first, map)) = next.pop_front() {
            if map == to {
                return first;
            }
            if seen.insert(map.clone()) {
                next.extend(exits(&map).into_iter().map(|(_, map)| (first.clone(), map)));
            }
        }
        panic!("no way from {from} to {to}")
    }

    /// Plays the plan until the adventure is over.
    fn play(&mut self, mut plan: Plan) {
        while self.ending().is_none() {
            if self.aside() {
                continue;
            }
            if let Some(scene) = self.scene() {
                self.answer(&scene, &plan);
                continue;
            }
            let (map, thing) = *plan.goals.front().unwrap_or_else(|| panic!("the plan ends before the adventure"));
            // A fight may be lost: what is marked is sought out again until it is gone.
            let (thing, until_gone) = thing.strip_suffix('!').map_or((thing, false), |thing| (thing, true));
            if let Some(gone) = self.pursue(map, thing)
                && (gone || !until_gone)
            {
                plan.goals.pop_front();
            }
        }
    }
}

/// The shortest walk to a tile beside one of these, or onto it; empty when already there.
fn path(floor: &Floor, from: Tile, to: &[Tile]) -> Option<Vec<Tile>> {
    let beside = |tile: Tile| to.iter().any(|to| (to.x - tile.x).abs() <= 1 && (to.y - tile.y).abs() <= 1);
    let mut before = BTreeMap::from([(from, from)]);
    let mut next = VecDeque::from([from]);
    while let Some(tile) = next.pop_front() {
        if beside(tile) {
            let mut path = Vec::new();
            let mut here = tile;
            while here != from {
                path.push(here);
                here = before[&here];
            }
            path.reverse();
            return Some(path);
        }
        for (x, y) in [(0, -1), (1, 0), (0, 1), (-1, 0), (1, -1), (1, 1), (-1, 1), (-1, -1)] {
            let to = Tile { x: tile.x + x, y: tile.y + y };
            let dry = floor.at(to) != roundtable::world::floor::Footing::Water;
            if dry && floor.joins(tile, to) && !before.contains_key(&to) {
                before.insert(to, tile);
                next.push_back(to);
            }
        }
    }
    None
}

/// A hero alone and a party of four: each reaches the ending and has experience for level 2.
fn check(plan: &'static str, ending: &str) {
    for (seed, heroes) in [(1, vec![0]), (3, vec![0, 1, 2, 3])] {
        let mut night = Night::new(seed, &heroes);
        night.play(Plan::read(plan));
        assert_eq!(night.ending(), Some(ending), "{heroes:?}");
        // Who fell on the way has what was won until then.
        for hero in night.world.heroes().filter(|hero| !hero.dead) {
            let xp = hero.sheet().map_or(0, |sheet| sheet.xp);
            assert!(xp >= 300, "{} of {heroes:?} has {xp} experience points at \"{ending}\"", hero.name);
        }
    }
}

#[test]
fn the_bell_rings_again_over_an_empty_hill() {
    check(
        "oda: go
        vesk: trade
        den: fight
        tongue: hang
        bell_rings: home
        oda_bell: night
        mallow/oda
        mallow/vesk
        crypt/hush!
        crypt/iron_door
        crypt/tongue
        mallow/oda_bell",
        "bell-ending-bell",
    );
}

#[test]
fn the_bell_rings_again_and_the_goblins_move_behind_the_hills() {
    check(
        "oda: pay
        oda_pay: haggle
        oda_firm: go
        oda_fifteen: go
        oda_accept: thanks
        duchess: rope pull
        den: blanket
        den_dead: rest
        tongue: hang
        bell_rings: home
        oda_bell: goblins
        oda_pasture: night
        mallow/oda
        road/duchess
        mallow/hanne_thanks
        crypt/hush!
        crypt/iron_door
        crypt/tongue
        mallow/oda_bell",
        "bell-ending-pasture",
    );
}

#[test]
fn the_dead_and_the_goblins_both_get_their_rest() {
    check(
        "oda: go
        duchess: coax pull
        den: blanket
        register: read
        draught: search
        threshold: names
        tongue: names
        names_well: home
        names_hard: home
        oda_peace: night
        mallow/oda
        road/duchess
        mallow/hanne_thanks
        crypt/sacristy_door
        crypt/register
        crypt/draught
        crypt/hush!
        crypt/iron_door
        crypt/tongue
        mallow/oda_peace",
        "bell-ending-peace",
    );
}

#[test]
fn the_dead_rest_and_nobody_is_left_to_hush() {
    check(
        "oda: go
        register: read
        den: fight
        tongue: names
        names_well: home
        names_hard: home
        oda_names: night
        mallow/oda
        crypt/sacristy_door
        crypt/register
        crypt/hush!
        crypt/iron_door
        crypt/tongue
        mallow/oda_names",
        "bell-ending-names",
    );
}

#[test]
fn silver_is_sold_and_something_knocks() {
    check(
        "oda: go
        wick: pay
        den: song whisper
        den_woken: sorry
        tongue: keep
        tongue_kept: home
        vesk: sell
        oda_silver: sold
        oda_sold: leave
        mallow/oda
        mallow/wick
        crypt/hush!
        crypt/iron_door
        crypt/tongue
        mallow/vesk
        mallow/oda_silver",
        "bell-ending-silver",
    );
}

#[test]
fn silver_comes_home_in_the_end() {
    check(
        "oda: go
        den: fight
        tongue: keep
        tongue_kept: home
        oda_silver: give
        oda_late: carry
        mallow/oda
        crypt/hush!
        crypt/iron_door
        crypt/tongue
        mallow/oda_silver",
        "bell-ending-bell",
    );
}

#[test]
fn whatever_is_chosen_there_is_always_something_to_do() {
    for seed in 0..2 {
        let heroes = &[0, 1, 2][..usize::from(seed) * 2 + 1];
        let mut night = Night::new(seed, heroes);
        // Two times in three something else than walking, so that things, talks and fights all come up.
        let mut chance = Dice::rolled([seed + 100; 32]);
        while night.ending().is_none() && night.acts < 400 {
            if let Some(events) = proceed(&night.world, &mut night.dice) {
                night.apply(events);
                continue;
            }
            let mut all = night.offers();
            assert!(!all.is_empty(), "nothing to do after {:?}", night.log.last());
            let still = |offer: &Offer| !matches!(offer.command.verb, Verb::Go(_));
            if all.iter().any(still) && chance.roll(Sides(3)).0 > 1 {
                all.retain(still);
            }
            let pick = usize::from(chance.roll(Sides(all.len().min(1_000) as u16)).0) - 1;
            let offer = all[pick].clone();
            night.take(&offer);
        }
    }
}

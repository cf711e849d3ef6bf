//! A player that reads lines and says lines: plays an adventure by what is offered, with a plan for scenes and places.

#![allow(dead_code, reason = "each test file uses its own half of this")]

use std::time::Duration;

use serde_json::Value;

use super::player::Player;

/// More deeds than an evening needs, also one of many lost fights: a party that goes round in circles is a failure.
const DEEDS_MAX: usize = 2_000;

/// How many tenths of a second monsters may take for all that they do between two deeds of players.
const IDLE_MAX: usize = 300;

/// What a party means to do: which choice in which scene, and which places in which order.
pub(crate) struct Plan {
    /// Scene and the choices that are taken there, the first that is offered.
    pub(crate) answers: &'static [(&'static str, &'static str)],
    /// Map and thing, in order.
    pub(crate) goals: &'static [(&'static str, &'static str)],
    /// From which map to which other an exit leads.
    pub(crate) exits: &'static [(&'static str, &'static str, &'static str)],
}

/// What was seen of the things an evening is made of.
#[derive(Debug, Default)]
pub(crate) struct Evening {
    pub(crate) fights: usize,
    pub(crate) purchases: usize,
    pub(crate) rests: usize,
    pub(crate) dice_choices: usize,
    pub(crate) levels: usize,
    pub(crate) endings: usize,
    pub(crate) deeds: usize,
}

/// A party of players, each at a machine of his own.
pub(crate) struct Party<'a> {
    pub(crate) players: Vec<&'a mut Player>,
    plan: Plan,
    goals: Vec<(&'static str, &'static str)>,
    /// Up to which line of the first player everything was taken in.
    read: usize,
    scene: Option<String>,
    map: String,
    bought: bool,
    deeds: usize,
    /// How many times in a row nobody was offered anything.
    idle: usize,
}

impl<'a> Party<'a> {
    pub(crate) fn new(players: Vec<&'a mut Player>, plan: Plan) -> Party<'a> {
        let goals = plan.goals.to_vec();
        Party { players, plan, goals, read: 0, scene: None, map: String::new(), bought: false, deeds: 0, idle: 0 }
    }

    /// Plays until the adventure is over, or until `enough` says so.
    pub(crate) fn play(&mut self, enough: impl Fn(&Party<'_>) -> bool) {
        while !enough(self) {
            if self.deeds > DEEDS_MAX {
                self.players[0].fail(&format!("round in circles on {} before {:?}", self.map, self.goals.first()));
            }
            let state = self.together();
            match state["mode"].as_str().unwrap_or_default() {
                "over" => return,
                "lobby" => drop(self.first(&["begins"])),
                "encounter" => self.fight(),
                "scene" => self.answer(),
                "shop" => self.trade(),
                _ => self.explore(),
            }
        }
    }

    /// Waits until everyone has what the first has, so that all see one world.
    fn together(&mut self) -> Value {
        let state = self.players[0].state();
        let index = state["index"].as_u64().unwrap_or(0);
        for player in &mut self.players[1..] {
            player.reach(index);
        }
        self.take_in();
        state
    }

    /// Notes which scene is on and which map this is.
    fn take_in(&mut self) {
        let lines = &self.players[0].lines;
        for event in lines[self.read..].iter().filter_map(|line| line["events"].as_array()).flatten() {
            if let Some(scene) = event["SceneBegan"]["scene"].as_str() {
                self.scene = Some(scene.to_owned());
            } else if event == "SceneEnded" {
                self.scene = None;
            } else if let Some(map) = event["Travelled"]["map"].as_str() {
                self.map = map.to_owned();
            }
        }
        self.read = lines.len();
    }

    /// Does the first thing offered to anyone that has one of these words in it, the earlier words first.
    fn first(&mut self, words: &[&str]) -> Option<String> {
        let offers: Vec<(usize, String)> = (0..self.players.len())
            .flat_map(|at| self.players[at].offers().into_iter().map(move |offer| (at, offer)))
            .collect();
        let wanted = words.iter().find_map(|word| offers.iter().find(|(_, offer)| offer.contains(word)));
        let (at, offer) = wanted?.clone();
        self.done(at, &offer);
        Some(offer)
    }

    /// Does something that was offered: it must be accepted, unless the world went on meanwhile.
    fn done(&mut self, at: usize, line: &str) {
        self.deeds += 1;
        self.idle = 0;
        println!("{} on {}: {line}", self.deeds, self.map);
        if let Err(why) = self.players[at].act(line) {
            self.players[at].fail(&format!("{line} was offered and is refused: {why}"));
        }
    }

    fn answer(&mut self) {
        let scene = self.scene.clone().unwrap_or_default();
        let wanted: Vec<String> = self
            .plan
            .answers
            .iter()
            .filter(|(of, _)| *of == scene)
            .flat_map(|(_, choices)| choices.split(' '))
            .map(|choice| format!(" chooses {choice}"))
            .collect();
        let mut words: Vec<&str> = wanted.iter().map(String::as_str).collect();
        words.extend([" continues", " chooses bye", " chooses later", " chooses leave", " chooses"]);
        if scene == "vesk" && self.bought {
            words = vec![" chooses bye"];
        }
        if self.first(&words).is_none() {
            self.players[0].fail(&format!("no way out of {scene}"));
        }
    }

    fn trade(&mut self) {
        let words: &[&str] =
            if self.bought { &[" leaves the shop"] } else { &[" buys torch", " buys 1 torch", " buys"] };
        self.bought = true;
        self.first(words);
    }

    /// Answers what is asked; on a turn strikes where that is offered, comes nearer while it still may, and ends it.
    fn fight(&mut self) {
        let all: Vec<Vec<String>> = self.players.iter_mut().map(|player| player.offers()).collect();
        let turn = all.iter().position(|offers| offers.iter().any(|offer| offer.ends_with(" ends the turn")));
        let Some(at) = turn.or_else(|| all.iter().position(|offers| !offers.is_empty())) else {
            return self.idle();
        };
        let mine = |word: &str| all[at].iter().find(|offer| offer.contains(word)).cloned();
        let hurt = self.players[at].hp().is_some_and(|(hp, most)| hp * 2 < most);
        let heal = [" uses second wind", " drinks "].into_iter().find_map(mine).filter(|_| hurt);
        let bolt = [" casts fire bolt at ", " casts ray of frost at ", " casts sacred flame at "].into_iter();
        let blow = ["longsword", "shortbow", "shortsword"].iter().find_map(|with| mine(&format!(" with {with}")));
        let strike = bolt.filter_map(mine).next().or(blow.filter(|offer| offer.contains(" attacks ")));
        let line = heal.or(strike).or_else(|| mine(" attacks "));
        // Whoever has struck stays; the action is still to be had as long as there is dashing.
        let line = line.or_else(|| mine(" dashes").and_then(|_| self.nearer(at, &all[at])));
        let line = line.or_else(|| mine(" dodges")).or_else(|| mine(" ends the turn"));
        self.done(at, &line.unwrap_or_else(|| all[at][0].clone()));
    }

    /// Lets monsters act, and whoever is down: the table may not stand still while nobody is asked anything.
    fn idle(&mut self) {
        self.idle += 1;
        if self.idle > IDLE_MAX {
            self.players[0].fail(&format!("nobody may do anything on {}", self.map));
        }
        self.players[0].now().heard_within(Duration::from_millis(100), |line| line["kind"] == "entry");
    }

    /// The step towards the foe that is named first and not at hand, straight or around a friend, if it is offered.
    fn nearer(&mut self, at: usize, offers: &[String]) -> Option<String> {
        self.players[at].now().say("look");
        let look = self.players[at].kind("look");
        let foes = look["told"].as_array()?.iter().filter_map(Value::as_str).filter(|told| told.starts_with("A foe"));
        let foe = foes.filter(|told| !told.contains(" 5 feet ")).find_map(|told| told.split(" to the ").nth(1))?;
        let foe = foe.trim_end_matches('.');
        let ways = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];
        let to = ways.iter().position(|way| *way == foe)?;
        let around = [to, (to + 1) % ways.len(), (to + 7) % ways.len()];
        let step = |way: usize| offers.iter().find(|offer| offer.ends_with(&format!(" goes {}", ways[way]))).cloned();
        around.into_iter().find_map(step)
    }

    fn explore(&mut self) {
        // Whoever fell for good comes back as someone else; whoever is badly hurt rests where that may be.
        if self.first(&[" gains a level in ", " plays "]).is_some() {
            return;
        }
        let hurt = |player: &Player| player.hp().is_some_and(|(hp, most)| hp < most);
        if self.players.iter().any(|player| hurt(player)) && self.first(&[" takes a long rest"]).is_some() {
            return;
        }
        let Some((map, thing)) = self.goals.first().copied() else {
            self.players[0].fail("the plan ends before the adventure");
        };
        let next = if self.map == map { thing } else { self.way_out(map) };
        let using = [" talks to the ", " looks at the ", " opens the ", " forces the ", " goes through the "]
            .map(|verb| format!("{verb}{next}"));
        let using: Vec<&str> = using.iter().map(String::as_str).collect();
        if let Some(done) = self.first(&using) {
            // A door may hold out against being forced; then it is offered again.
            let again = self.players.iter_mut().any(|player| player.offers().contains(&done));
            if self.map == map && !(done.contains(" forces the ") && again) {
                self.goals.remove(0);
            }
            return;
        }
        // Everyone goes, so that nobody is left behind where it is dark.
        self.deeds += 1;
        let mut stuck = true;
        for at in (0..self.players.len()).rev() {
            let name = self.players[at].hero();
            match self.players[at].act(&format!("{name} goes to {next}")) {
                Ok(_) => stuck = false,
                Err(why) if at == 0 && why.contains("nothing called") && self.map == map => {
                    self.goals.remove(0);
                    return;
                }
                Err(_) => {}
            }
        }
        if stuck {
            // Two in a narrow passage bar each other's way: someone steps aside. Going round in circles ends by itself.
            let ways = [" goes north", " goes south", " goes east", " goes west"];
            self.first(&[ways[self.deeds % 4], " goes "]);
        }
    }

    fn way_out(&self, to: &str) -> &'static str {
        let mut from = vec![to];
        // Backwards from where the way shall end to where the party is.
        for _ in 0..self.plan.exits.len() {
            for (map, exit, leads) in self.plan.exits {
                if from.contains(leads) && *map == self.map {
                    return exit;
                }
                if from.contains(leads) && !from.contains(map) {
                    from.push(map);
                }
            }
        }
        self.players[0].fail(&format!("no way from {} to {to}", self.map));
    }

    /// What happened so far, by the lines of the first player.
    pub(crate) fn evening(&self) -> Evening {
        let told: Vec<String> = self.players[0].lines.iter().map(|line| line["events"].to_string()).collect();
        let has = |line: &str, event: &str| line.contains(&format!("\"{event}\""));
        let count = |event: &str| told.iter().filter(|line| has(line, event)).count();
        Evening {
            fights: count("EncounterBegan"),
            purchases: count("Bought"),
            rests: count("ShortRested") + count("LongRested"),
            dice_choices: told.iter().filter(|line| has(line, "Chosen") && has(line, "Checked")).count(),
            levels: count("LevelGained"),
            endings: count("TaleEnded"),
            deeds: self.deeds,
        }
    }
}

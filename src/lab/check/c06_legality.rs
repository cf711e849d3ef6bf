//! C06: a small model of its own, not the engine's code: coins, turns, actions, steps and falls must add up.

use std::collections::{BTreeMap, BTreeSet};

use crate::lab::history::History;
use crate::rules::command::Verb;
use crate::session::entry::Entry;
use crate::world::event::{Event, Spending};
use crate::world::id::CreatureId;

/// Walks the line that everyone ends with through the model.
pub(super) fn check(history: &History) -> Vec<String> {
    let mut model = Model::default();
    for line in history.line.iter().flat_map(|batch| &batch.lines) {
        let (events, gift): (&[Event], bool) = match &line.entry {
            Entry::Deed(deed) => (&deed.events, matches!(deed.asked.said.command.meant().1, Verb::GiveCoins { .. })),
            Entry::Course { events, .. } => (events, false),
            _ => (&[], false),
        };
        model.entry(events, gift);
    }
    for (creature, cp) in &history.purses {
        let counted = model.purses.get(&CreatureId(*creature)).copied().unwrap_or(0);
        if counted != i64::from(*cp) {
            model.wrongs.push(format!("creature {creature} holds {cp} coins where {counted} were counted"));
        }
    }
    model.wrongs
}

/// What is left of the rules when only sums are kept.
#[derive(Debug, Default)]
struct Model {
    wrongs: Vec<String>,
    purses: BTreeMap<CreatureId, i64>,
    turn: Option<CreatureId>,
    actions: u32,
    bonuses: u32,
    surges: u32,
    reacted: BTreeSet<CreatureId>,
    dead: BTreeSet<CreatureId>,
}

impl Model {
    fn entry(&mut self, events: &[Event], gift: bool) {
        let before: i64 = self.purses.values().sum();
        let (mut made, mut lost) = (0, 0);
        for event in events {
            match event {
                Event::HeroMade { hero, .. } => {
                    made += i64::from(hero.pack.purse_cp);
                    self.purses.insert(hero.id, i64::from(hero.pack.purse_cp));
                }
                Event::EncounterBegan { foes, .. } => {
                    for foe in foes {
                        made += i64::from(foe.pack.purse_cp);
                        self.purses.insert(foe.id, i64::from(foe.pack.purse_cp));
                    }
                    self.reacted.clear();
                }
                Event::CoinsGained { creature, cp } | Event::Sold { creature, cp, .. } => {
                    made += i64::from(*cp);
                    *self.purses.entry(*creature).or_default() += i64::from(*cp);
                }
                Event::CoinsLost { creature, cp } | Event::Bought { creature, cp, .. } => {
                    lost += i64::from(*cp);
                    self.pay(*creature, i64::from(*cp));
                }
                event => self.turns(event),
            }
        }
        if self.purses.values().sum::<i64>() != before + made - lost || gift && made != lost {
            self.wrongs.push("coins came from nowhere".to_owned());
        }
    }

    fn pay(&mut self, creature: CreatureId, cp: i64) {
        let purse = self.purses.entry(creature).or_default();
        *purse -= cp;
        if *purse < 0 {
            self.wrongs.push(format!("creature {} spends {cp} coins it does not have", creature.0));
        }
    }

    fn turns(&mut self, event: &Event) {
        match event {
            Event::TurnBegan { creature, .. } => {
                (self.turn, self.actions, self.bonuses, self.surges) = (Some(*creature), 0, 0, 0);
                self.reacted.remove(creature);
                if self.dead.contains(creature) {
                    self.wrongs.push(format!("creature {} is dead and has a turn", creature.0));
                }
            }
            Event::EncounterEnded { .. } => self.turn = None,
            Event::Spent { creature, what } if self.turn.is_some() => self.spend(*creature, what),
            Event::Moved { creature, path, .. } => {
                let far =
                    path.windows(2).any(|step| (step[0].x - step[1].x).abs().max((step[0].y - step[1].y).abs()) > 1);
                if far || self.dead.contains(creature) {
                    self.wrongs.push(format!("creature {} moves in a way nobody can", creature.0));
                }
            }
            Event::Died { creature } => drop(self.dead.insert(*creature)),
            Event::Revived { creature, .. } => drop(self.dead.remove(creature)),
            Event::Damaged { creature, taken, absorbed, dealt, .. } if *taken < 0 || *absorbed < 0 || *dealt < 0 => {
                self.wrongs.push(format!("creature {} takes less than no damage", creature.0));
            }
            _ => {}
        }
    }

    fn spend(&mut self, creature: CreatureId, what: &Spending) {
        let own = self.turn == Some(creature);
        match what {
            Spending::Action if own => self.actions += 1,
            Spending::Bonus if own => self.bonuses += 1,
            Spending::Surge if own => self.surges += 1,
            Spending::Reaction if !self.reacted.insert(creature) => {
                self.wrongs.push(format!("creature {} reacts twice in a round", creature.0));
            }
            _ => {}
        }
        if self.actions > 1 + self.surges || self.bonuses > 1 {
            self.wrongs.push(format!("creature {} acts more often than a turn allows", creature.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tale::map::Tile;

    /// Events in words: `turn 1`, `action 1`, `bonus 1`, `reaction 1`, `surge 1`, `gain 1 5`, `pay 1 5`, `die 1`, `walk 1 2`.
    fn check(text: &str, wrong: bool) {
        let mut model = Model::default();
        for line in text.split(';') {
            let words: Vec<&str> = line.split_whitespace().collect();
            let creature = CreatureId(words[1].parse().unwrap());
            let number = words.get(2).map_or(0, |word| word.parse().unwrap());
            let spent = |what| Event::Spent { creature, what };
            let event = match words[0] {
                "turn" => Event::TurnBegan { creature, round: 1 },
                "action" => spent(Spending::Action),
                "bonus" => spent(Spending::Bonus),
                "reaction" => spent(Spending::Reaction),
                "surge" => spent(Spending::Surge),
                "gain" => Event::CoinsGained { creature, cp: number },
                "pay" => Event::CoinsLost { creature, cp: number },
                "die" => Event::Died { creature },
                "walk" => {
                    let path = vec![Tile { x: 0, y: 0 }, Tile { x: number as _, y: 0 }];
                    Event::Moved { creature, path, feet: 5 }
                }
                other => panic!("nothing is called {other}"),
            };
            model.entry(&[event], false);
        }
        assert_eq!(!model.wrongs.is_empty(), wrong, "{text}: {:?}", model.wrongs);
    }

    #[test]
    fn the_model_sees_what_cannot_be() {
        for good in [
            "turn 1; action 1; bonus 1; reaction 2; turn 2; action 2; reaction 1",
            "gain 1 10; pay 1 10",
            "turn 1; action 1; surge 1; action 1",
            "walk 1 1; die 1",
            "turn 1; reaction 1; turn 2; turn 1; reaction 1",
        ] {
            check(good, false);
        }
        for bad in [
            "turn 1; action 1; action 1",
            "turn 1; bonus 1; bonus 1",
            "turn 1; reaction 2; reaction 2",
            "gain 1 5; pay 1 6",
            "walk 1 2",
            "die 1; walk 1 1",
            "die 1; turn 1",
        ] {
            check(bad, true);
        }
    }
}

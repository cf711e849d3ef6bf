//! Telling: events as sentences, one for each thing worth saying; an attack and its damage are one sentence.

mod charms;
mod fights;
mod hardship;
mod magic;
mod name;
mod people;
mod places;
mod wrought;

pub use name::who;

use super::World;
use super::event::{Event, Hits};
use super::id::CreatureId;
use crate::words::sentence::{Sentence, Value};

/// The sentences that tell what happened, in order. `before` is the world in which the first event happened.
pub fn tell(before: &World, events: &[Event]) -> Vec<Sentence> {
    let mut world = before.clone();
    let mut told = Vec::new();
    let mut rest = events;
    while let Some((event, after)) = rest.split_first() {
        let is_hit = matches!(event, Event::Attacked { hits: Hits::Hit | Hits::Critical, .. });
        let damage = if is_hit { damage_of(event, after) } else { 0 };
        let (these, others) = rest.split_at(1 + damage);
        told.extend(if is_hit { fights::hit(&world, these) } else { one(&world, event) });
        for event in these {
            // An event that cannot be is the audit's to report; telling goes on with what can.
            let _ = world.apply(event);
        }
        rest = others;
    }
    told
}

/// How many of the events that follow an attack are its damage to its target.
fn damage_of(attack: &Event, after: &[Event]) -> usize {
    let Event::Attacked { attacker, target, .. } = attack else { return 0 };
    let mine = |event: &&Event| match event {
        Event::DamageRolled { by, .. } => by == attacker,
        Event::Damaged { creature, by, .. } => creature == target && *by == Some(*attacker),
        _ => false,
    };
    after.iter().take_while(mine).count()
}

/// The sentence of one event; events that only keep the books have none.
fn one(world: &World, event: &Event) -> Option<Sentence> {
    let tellers = [people::tell, places::tell, fights::tell, magic::magic, charms::tell, hardship::tell, wrought::tell];
    tellers.into_iter().find_map(|teller| teller(world, event))
}

/// A sentence about one creature.
fn about(world: &World, id: &'static str, creature: CreatureId) -> Sentence {
    Sentence::new(id).with("who", who(world, creature))
}

/// A number as a value.
fn number(number: impl Into<i64>) -> Value {
    Value::Number(number.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Face;
    use crate::srd::Book;
    use crate::srd::damage::DamageKind;
    use crate::srd::id::{ItemId, MonsterId};
    use crate::tale::Tale;
    use crate::words::fluent::{Language, Words};
    use crate::world::creature::{Being, Creature};
    use crate::world::event::{D20, Edge, Weapon};
    use std::sync::Arc;

    const GOB: CreatureId = CreatureId(1);
    const WOLF: CreatureId = CreatureId(2);

    fn world() -> World {
        let mut world = World::new(Arc::new(Book::standard().clone()), Arc::new(Tale::default()));
        for (id, name, monster) in [(GOB, "gob", "goblin"), (WOLF, "wolf 2", "wolf")] {
            world.now.creatures.insert(id, creature(id, name, monster));
        }
        world
    }

    fn creature(id: CreatureId, name: &str, monster: &str) -> Creature {
        Creature { hp: 7, hp_max: 7, ..Creature::new(id, name.into(), Being::Monster(MonsterId::new(monster))) }
    }

    fn attack(face: u16, edge: Edge, hits: Hits) -> Event {
        let roll = D20 { faces: vec![Face(face)], kept: Face(face), edge, dice: vec![], bonus: 5 };
        let weapon = Weapon::Held(ItemId::new("longsword"));
        Event::Attacked { attacker: GOB, target: WOLF, weapon, roll, ac: 13, hits }
    }

    fn damage(kind: DamageKind, dealt: i32, taken: i32) -> Event {
        Event::Damaged { creature: WOLF, by: Some(GOB), kind, dealt, taken, absorbed: 0 }
    }

    fn check(events: &[Event], english: &str, japanese: &str) {
        let told = tell(&world(), events);
        for (language, text) in [(Language::English, english), (Language::Japanese, japanese)] {
            let words = Words::new(language);
            let said: Vec<String> = told.iter().map(|sentence| words.say(sentence)).collect();
            assert_eq!(said.join(" / "), text);
        }
    }

    #[test]
    fn an_attack_and_its_damage_are_one_sentence() {
        let rolled = Event::DamageRolled { by: GOB, kind: DamageKind::Slashing, faces: vec![Face(6)], total: 9 };
        check(
            &[
                attack(15, Edge::Even, Hits::Hit),
                rolled,
                damage(DamageKind::Slashing, 9, 4),
                damage(DamageKind::Fire, 2, 2),
            ],
            "gob hits Wolf 2 (20 against 13) for 4 slashing and 2 fire",
            "gobの攻撃がウルフ2に命中(20対13)、斬撃4と火2のダメージ",
        );
        check(
            &[attack(3, Edge::Disadvantage, Hits::Miss)],
            "gob misses Wolf 2 (8 against 13, with disadvantage)",
            "gobの攻撃はウルフ2に当たらない(8対13、不利)",
        );
        check(&[Event::Died { creature: WOLF }], "Wolf 2 dies", "ウルフ2は死んだ");
    }

    #[test]
    fn bookkeeping_is_not_told() {
        check(
            &[Event::UseSpent { creature: GOB, resource: crate::srd::id::ResourceId::new("second_wind"), count: 1 }],
            "",
            "",
        );
    }
}

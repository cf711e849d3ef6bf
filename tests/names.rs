//! Every record of the book has a name in every language, and every narrative spell a sentence.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

use std::fmt::Display;

use roundtable::srd::Book;
use roundtable::srd::ability::{Ability, Skill};
use roundtable::srd::condition::Condition;
use roundtable::srd::effect::{Effect, Success};
use roundtable::srd::item::Use;
use roundtable::words::fluent::{Language, Words};
use roundtable::words::sentence::Value;

struct Missing {
    words: Words,
    names: Vec<String>,
}

impl Missing {
    fn name(&mut self, kind: &str, id: &impl Display) {
        let sentence = Value::name_sentence(kind, &id.to_string());
        if !self.words.complete(&sentence) {
            self.names.push(format!("{kind}-{id}"));
        }
    }

    fn narratives(&mut self, effects: &[Effect]) {
        for effect in effects {
            match effect {
                Effect::Narrative { told, .. } => {
                    self.name("narrative", told);
                }
                Effect::Save { fail, success, .. } => {
                    self.narratives(fail);
                    if let Success::Then(then) = success {
                        self.narratives(then);
                    }
                }
                Effect::Attack { hit, miss, .. } => {
                    self.narratives(hit);
                    self.narratives(miss);
                }
                _ => {}
            }
        }
    }
}

#[test]
fn every_record_has_a_name_in_every_language() {
    let book = Book::standard();
    let mut missing = Missing { words: Words::new(Language::English), names: Vec::new() };
    book.languages.iter().chain(&book.tongues).for_each(|id| missing.name("language", id));
    book.races.keys().for_each(|id| missing.name("race", id));
    book.classes.keys().for_each(|id| missing.name("class", id));
    book.backgrounds.keys().for_each(|id| missing.name("background", id));
    book.items.keys().for_each(|id| missing.name("item", id));
    for feature in book.features.values() {
        missing.name("feature", &feature.id);
        feature.counts.iter().for_each(|counted| missing.name("resource", &counted.id));
    }
    for spell in book.spells.values() {
        missing.name("spell", &spell.id);
        spell.classes.iter().for_each(|id| missing.name("class", id));
        missing.name("school", &spell.school.as_str());
        missing.narratives(&spell.effects);
    }
    for monster in book.monsters.values() {
        missing.name("monster", &monster.id);
        missing.name("size", &monster.size.as_str());
        missing.name("creature", &monster.kind.as_str());
        monster.subkinds.iter().for_each(|id| missing.name("subkind", id));
        monster.traits.iter().for_each(|given| missing.name("feature", &given.id));
        let legendary = monster.legendary.iter().flat_map(|legend| &legend.options);
        monster.actions.iter().chain(legendary).for_each(|action| missing.name("action", &action.id));
        monster.quirks.iter().for_each(|quirk| missing.name("action", &quirk.id));
    }
    // What a player chooses from, and what befalls him, is told in a line.
    book.races.keys().for_each(|id| missing.name("about-race", id));
    book.classes.keys().for_each(|id| missing.name("about-class", id));
    book.backgrounds.keys().for_each(|id| missing.name("about-background", id));
    book.features.keys().for_each(|id| missing.name("about-feature", id));
    book.spells.keys().for_each(|id| missing.name("about-spell", id));
    Condition::ALL.into_iter().for_each(|condition| missing.name("about-condition", &condition.as_str()));
    for power in book.magic.values().flat_map(|template| &template.powers).filter(|power| !power.id.is_empty()) {
        missing.name("power", &power.id);
    }
    let consumed = book.items.values().filter(|item| item.magic.is_none());
    let consumed = consumed.filter(|item| matches!(item.use_, Use::Consumed { .. }));
    consumed.for_each(|item| missing.name("about-item", &item.id));
    Ability::ALL.into_iter().for_each(|ability| missing.name("ability", &ability.short()));
    Ability::ALL.into_iter().for_each(|ability| missing.name("ability-short", &ability.short()));
    Skill::ALL.into_iter().for_each(|skill| missing.name("skill", &skill.as_str()));
    Condition::ALL.into_iter().for_each(|condition| missing.name("condition", &condition.as_str()));
    missing.names.sort();
    missing.names.dedup();
    assert_eq!(missing.names, Vec::<String>::new(), "without a name in some language");
}

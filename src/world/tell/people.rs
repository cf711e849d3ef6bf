//! What is told of people: who comes and goes, heroes, talk, the story.

use super::{about, number};
use crate::srd::id::ClassId;
use crate::tale::id::TextId;
use crate::words::sentence::{Sentence, Value};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::growth::Growth;
use crate::world::id::{CreatureId, PlayerId};
use crate::world::seat::Stead;

/// The sentence of a choice that a level left open.
fn grew(world: &World, creature: CreatureId, growth: &Growth) -> Sentence {
    let (id, what) = match growth {
        Growth::Feature(id) => ("told-takes-up", Value::name("feature", id)),
        Growth::GiveUp(id) => ("told-gives-up", Value::name("feature", id)),
        Growth::Cantrip(_, id) | Growth::Spell(_, id) | Growth::Granted(_, id) | Growth::Inscribe(id) => {
            ("told-learns", Value::name("spell", id))
        }
        Growth::Forget(id) => ("told-gives-up", Value::name("spell", id)),
        Growth::Skill(skill) => ("told-learns", Value::name("skill", skill.as_str())),
        Growth::Expertise(skill) => ("told-masters", Value::name("skill", skill.as_str())),
        Growth::Language(id) => ("told-learns", Value::name("language", id)),
        Growth::Tool(id) => ("told-learns", Value::name("item", id)),
        Growth::Raise(ability) | Growth::Inherit(ability) => ("told-raises", Value::name("ability", ability.short())),
    };
    about(world, id, creature).with("what", what)
}

/// What becomes of absent heroes from now on.
fn agreed(stead: Stead) -> Sentence {
    Sentence::new(match stead {
        Stead::Guard => "told-stead-guard",
        Stead::Pause => "told-stead-pause",
        Stead::Machine => "told-stead-machine",
        Stead::Friend => "told-stead-friend",
    })
}

/// The sentence of an event among people.
pub(super) fn tell(world: &World, event: &Event) -> Option<Sentence> {
    match event {
        Event::Joined { name, .. } => Some(Sentence::new("told-joined").with("who", Value::text(name))),
        Event::Left { player } => Some(person(world, "told-left", *player)),
        Event::WentAway { player } => Some(person(world, "told-away", *player)),
        Event::CameBack { player } => Some(person(world, "told-back", *player)),
        Event::Reseated { before, .. } => Some(person(world, "told-reseated", *before)),
        Event::SteadAgreed { stead } => Some(agreed(*stead)),
        Event::HeroMade { hero, .. } => made(hero),
        Event::LevelGained { creature, sheet, .. } => {
            Some(about(world, "told-level", *creature).with("level", number(sheet.level())))
        }
        Event::Grew { creature, growth, .. } => Some(grew(world, *creature, growth)),
        Event::Reborn { creature, sheet, .. } => {
            Some(about(world, "told-reborn", *creature).with("race", Value::name("race", &sheet.race)))
        }
        Event::Resisted { spell, roll, dc, success, .. } => {
            let id = if *success { "told-resisted" } else { "told-not-resisted" };
            let sentence = Sentence::new(id).with("spell", Value::name("spell", spell));
            Some(sentence.with("total", number(roll.total())).with("goal", number(*dc)))
        }
        Event::Prepared { creature, .. } => Some(about(world, "told-prepared", *creature)),
        Event::XpGained { creature, xp } => Some(about(world, "told-xp", *creature).with("xp", number(*xp))),
        Event::TaleBegan => Some(Sentence::new("told-tale-began").with("title", text(&world.tale.title))),
        Event::SceneBegan { scene, .. } => {
            let scene = world.tale.scenes.get(scene)?;
            Some(match &scene.speaker {
                Some(speaker) => Sentence::new("told-says").with("who", text(speaker)).with("text", text(&scene.text)),
                None => Sentence::new("told-scene").with("text", text(&scene.text)),
            })
        }
        Event::Chosen { by, scene, choice } => {
            let choice = world.tale.scenes.get(scene)?.choices.iter().find(|it| it.id == *choice)?;
            Some(about(world, "told-chooses", *by).with("text", text(&choice.text)))
        }
        Event::Journaled { line } => Some(Sentence::new("told-journal").with("text", text(line))),
        Event::TaleEnded { ending } => Some(Sentence::new("told-ending").with("text", text(ending))),
        Event::Checked { creature, ability, skill, roll, dc, success } => {
            let what = match skill {
                Some(skill) => {
                    let id = format!("{skill:?}");
                    let mut name = String::new();
                    for letter in id.chars() {
                        if letter.is_uppercase() && !name.is_empty() {
                            name.push('_');
                        }
                        name.extend(letter.to_lowercase());
                    }
                    Value::name("skill", name)
                }
                None => Value::name("ability", ability.short()),
            };
            let id = match (dc, success) {
                (None, _) => "told-checked",
                (Some(_), true) => "told-check-passed",
                (Some(_), false) => "told-check-failed",
            };
            let sentence = about(world, id, *creature).with("what", what).with("total", number(roll.total()));
            Some(match dc {
                Some(dc) => sentence.with("goal", number(*dc)),
                None => sentence,
            })
        }
        _ => None,
    }
}

fn made(hero: &Creature) -> Option<Sentence> {
    let sheet = hero.sheet()?;
    let class: Option<&ClassId> = sheet.classes.first().map(|(class, _)| class);
    let sentence = Sentence::new("told-hero").with("who", Value::text(&hero.name));
    Some(sentence.with("race", Value::name("race", &sheet.race)).with("class", Value::name("class", class?)))
}

fn person(world: &World, id: &'static str, player: PlayerId) -> Sentence {
    let name = world.now.players.get(&player).map(|player| player.name.clone()).unwrap_or_default();
    Sentence::new(id).with("who", Value::text(name))
}

/// A sentence of the adventure's own.
fn text(id: &TextId) -> Value {
    Value::Sentence(Box::new(Sentence::new(id.as_str().to_owned())))
}

//! What is said to people, doors and stories: beginning, using things, choosing, resting, growing.

use super::find::spoken;
use super::{Read, Said, Unclear, growth};
use crate::rules::choose;
use crate::rules::command::Verb;
use crate::tale::id::ThingId;
use crate::tale::map::Is;
use crate::world::World;
use crate::world::growth::Growth;

/// The phrases, each with its reader.
pub(super) const PHRASES: &[(&str, Read)] = &[
    ("begins", |_, _| Ok(Verb::Begin)),
    ("opens", interact),
    ("talks to", interact),
    ("goes through", interact),
    ("looks at", interact),
    ("trades at", interact),
    ("picks the lock of", |said, rest| Ok(Verb::PickLock { thing: said.thing(rest)? })),
    ("forces", |said, rest| Ok(Verb::Force { thing: said.thing(rest)? })),
    ("disarms", |said, rest| Ok(Verb::Disarm { thing: said.thing(rest)? })),
    ("chooses", chooses),
    ("continues", |_, _| Ok(Verb::Continue)),
    ("takes a short rest", |_, _| Ok(Verb::ShortRest)),
    ("takes a long rest", |_, _| Ok(Verb::LongRest)),
    ("spends a hit die", |_, _| Ok(Verb::SpendHitDie)),
    ("prepares", |said, rest| Ok(Verb::Prepare { spells: said.spells(rest)? })),
    ("gains a level in", growth::level_up),
    ("takes up", |said, rest| Ok(Verb::Grow(Growth::Feature(growth::feature(said, rest)?)))),
    ("learns", growth::learns),
    ("learns to speak", growth::speaks),
    ("learns to use", |said, rest| Ok(Verb::Grow(Growth::Tool(said.item(rest)?)))),
    ("inscribes", |said, rest| Ok(Verb::Grow(Growth::Inscribe(said.spell(rest)?)))),
    ("forgets", |said, rest| Ok(Verb::Grow(Growth::Forget(said.spell(rest)?)))),
    ("gives up", |said, rest| Ok(Verb::Grow(Growth::GiveUp(growth::feature(said, rest)?)))),
    ("trains", |_, rest| Ok(Verb::Grow(Growth::Skill(growth::skill(rest)?)))),
    ("masters", |_, rest| Ok(Verb::Grow(Growth::Expertise(growth::skill(rest)?)))),
    ("raises", |_, rest| Ok(Verb::Grow(Growth::Raise(growth::ability(rest)?)))),
    ("inherits", |_, rest| Ok(Verb::Grow(Growth::Inherit(growth::ability(rest)?)))),
];

/// What using a thing is called, by what it is.
pub(super) fn using(world: &World, thing: &ThingId) -> &'static str {
    match world.thing(thing).map(|thing| &thing.is) {
        Some(Is::Person(_)) => "talks to",
        Some(Is::Exit { .. }) => "goes through",
        Some(Is::Shop(_)) => "trades at",
        Some(Is::Door(_) | Is::Chest { .. }) => "opens",
        Some(_) | None => "looks at",
    }
}

fn interact(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    Ok(Verb::Interact { thing: said.thing(rest)? })
}

/// A choice by its name, or by its number among those that the scene shows to the speaker, from 1.
fn chooses(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    let unclear = || Unclear::Thing(rest.to_owned());
    let shown = choose::open_to(said.world, said.one.id);
    let by_number = rest.parse::<usize>().ok().and_then(|number| shown.get(number.checked_sub(1)?));
    // A choice that is not open to the speaker is understood all the same: the rules say why not.
    let scene = said.world.now.story.scene.as_ref().and_then(|(id, _)| said.world.tale.scenes.get(id));
    let mut all = scene.into_iter().flat_map(|scene| &scene.choices).map(|choice| &choice.id);
    let chosen = by_number.copied().or_else(|| all.find(|choice| spoken(choice.as_str()) == rest));
    chosen.map(|choice| Verb::Choose { choice: choice.clone() }).ok_or_else(unclear)
}

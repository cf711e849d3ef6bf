//! What is told of magic things: put on, attuned to, used, spent, smeared on blades.

use super::name::item;
use super::{about, number};
use crate::srd::id::ItemId;
use crate::words::sentence::{Sentence, Value};
use crate::world::World;
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// The sentence of an event about magic things.
pub(super) fn tell(world: &World, event: &Event) -> Option<Sentence> {
    let with = |id, creature: CreatureId, what: &ItemId| about(world, id, creature).with("what", item(world, what));
    match event {
        Event::Donned { creature, item } => Some(with("told-dons", *creature, item)),
        Event::Doffed { creature, item } => Some(with("told-doffs", *creature, item)),
        Event::Attuned { creature, item } => Some(with("told-attunes", *creature, item)),
        Event::Unattuned { creature, item } => Some(with("told-unattunes", *creature, item)),
        Event::Identified { creature, item } => Some(with("told-identifies", *creature, item)),
        Event::ChargesRegained { creature, item, charges, .. } => {
            Some(with("told-charges-back", *creature, item).with("count", number(*charges)))
        }
        Event::Invoked { creature, item: id, power } => {
            let magic = world.book.items.get(id)?.magic.as_ref()?;
            let power = magic.powers.get(usize::from(*power)).filter(|power| !power.id.is_empty());
            let what = match power {
                Some(power) => Sentence::new("told-power")
                    .with("what", item(world, id))
                    .with("power", Value::name("power", &power.id))
                    .into(),
                None => item(world, id),
            };
            Some(about(world, "told-uses", *creature).with("what", what))
        }
        Event::Waned { creature, item, gone: true, .. } => Some(with("told-waned", *creature, item)),
        Event::Coated { creature, weapon, poison } => {
            Some(with("told-coats", *creature, weapon).with("poison", item(world, poison)))
        }
        Event::MaxHpChanged { creature, by } => {
            let id = if *by < 0 { "told-max-falls" } else { "told-max-rises" };
            Some(about(world, id, *creature).with("hp", number(by.abs())))
        }
        Event::ScoreGained { creature, ability, .. } => {
            Some(about(world, "told-score", *creature).with("ability", Value::name("ability", ability.short())))
        }
        Event::Corroded { creature, item } => Some(with("told-corrodes", *creature, item)),
        _ => None,
    }
}

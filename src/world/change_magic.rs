//! How magic things are worn, attuned to, known, spent and smeared on blades.

use super::World;
use super::apply::Impossible;
use super::creature::{Being, Pack};
use super::event::Event;
use super::id::CreatureId;
use super::now::must;

/// Makes an event about magic things true; others leave everything as it is.
pub(super) fn apply(world: &mut World, event: &Event) -> Result<(), Impossible> {
    match event {
        Event::Donned { creature, item } => {
            let pack = pack(world, *creature)?;
            must(pack.items.contains_key(item), "it is not owned")?;
            pack.adorned.insert(item.clone());
        }
        Event::Doffed { creature, item } => {
            must(pack(world, *creature)?.adorned.remove(item), "it is not worn")?;
        }
        Event::Attuned { creature, item } => {
            let pack = pack(world, *creature)?;
            must(pack.items.contains_key(item), "it is not owned")?;
            pack.attuned.insert(item.clone());
            pack.known.insert(item.clone());
            rests_with(world, *creature)?;
        }
        Event::Unattuned { creature, item } => {
            must(pack(world, *creature)?.attuned.remove(item), "nobody has attuned to it")?;
            rests_with(world, *creature)?;
        }
        Event::Identified { creature, item } => {
            pack(world, *creature)?.known.insert(item.clone());
        }
        Event::ChargesSpent { creature, item, charges } => {
            let spent = pack(world, *creature)?.spent.entry(item.clone()).or_default();
            *spent = spent.saturating_add(*charges);
        }
        Event::ChargesRegained { creature, item, charges, .. } => {
            let pack = pack(world, *creature)?;
            let left = pack.spent.get(item).copied().unwrap_or_default().saturating_sub(*charges);
            if left > 0 {
                pack.spent.insert(item.clone(), left);
            } else {
                pack.spent.remove(item);
            }
        }
        Event::InvokedFor { creature, item } => pack(world, *creature)?.invoking = Some(item.clone()),
        Event::Coated { creature, weapon, poison } => {
            let pack = pack(world, *creature)?;
            must(pack.items.contains_key(weapon), "it is not owned")?;
            pack.coated.insert(weapon.clone(), poison.clone());
        }
        Event::CoatingSpent { creature, weapon } => {
            must(pack(world, *creature)?.coated.remove(weapon).is_some(), "nothing is on it")?;
        }
        Event::MaxHpChanged { creature, by } => {
            let one = world.now.one_mut(*creature)?;
            one.hp_max = one.hp_max.saturating_add(*by).max(1);
            one.hp = one.hp.saturating_add((*by).max(0)).min(one.hp_max);
        }
        Event::ScoreGained { creature, ability, by, most } => {
            let one = world.now.one_mut(*creature)?;
            let Being::Hero(sheet) = &mut one.being else { return must(false, "it has no sheet") };
            let score = sheet.scores.of_mut(*ability);
            *score = score.saturating_add(*by).min((*most).max(*score));
        }
        _ => {}
    }
    Ok(())
}

/// A rest that was spent on one thing serves no other.
fn rests_with(world: &mut World, creature: CreatureId) -> Result<(), Impossible> {
    let clock = world.now.clock_seconds;
    pack(world, creature)?.attuned_seconds = Some(clock);
    Ok(())
}

fn pack(world: &mut World, id: CreatureId) -> Result<&mut Pack, Impossible> {
    Ok(&mut world.now.one_mut(id)?.pack)
}

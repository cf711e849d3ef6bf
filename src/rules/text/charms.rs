//! What is said of magic things: wearing, attuning, using their powers, poison on blades.

use super::fights::{aimed, targets};
use super::find::spoken;
use super::print::aim;
use super::wares::said_slot;
use super::{Read, Said, Unclear};
use crate::rules::command::Verb;
use crate::srd::id::ItemId;
use crate::srd::magic::{Does, Power};
use crate::world::World;

/// The phrases, each with its reader.
pub(super) const PHRASES: &[(&str, Read)] = &[
    ("puts on", |said, rest| Ok(Verb::Wear { item: said.item(rest)? })),
    ("takes off", |said, rest| Ok(Verb::TakeOff { item: said.item(rest)? })),
    ("attunes to", |said, rest| Ok(Verb::Attune { item: said.item(rest)? })),
    ("ends attunement to", |said, rest| Ok(Verb::Unattune { item: said.item(rest)? })),
    ("invokes", invoke),
    ("coats", coat),
];

/// `wand of fireballs at 3,4 with 3 charges`, `staff of fire: burning hands at 2,2`.
fn invoke(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    let words = rest.strip_suffix(" charges").or_else(|| rest.strip_suffix(" charge"));
    let counted = words.and_then(|words| words.rsplit_once(" with "));
    let (rest, charges) = match counted {
        Some((rest, count)) => (rest, Some(count.parse().map_err(|_| Unclear::Count(count.to_owned()))?)),
        None => (rest, None),
    };
    let (name, aim) = aimed(rest);
    let (name, wanted) = name.split_once(": ").map_or((name, None), |(name, power)| (name, Some(power)));
    let item = said.item(name)?;
    let magic = said.world.book.items.get(&item).and_then(|item| item.magic.as_ref());
    let powers = magic.map_or(&[][..], |magic| &magic.powers);
    let number = match wanted {
        Some(wanted) => powers.iter().position(|power| called(power) == wanted),
        None => Some(0),
    };
    let number = number.ok_or_else(|| Unclear::Thing(rest.to_owned()))?;
    let (targets, at) = targets(said, aim)?;
    let least = powers.get(number).map_or(0, |power| power.charges.0);
    let power = u8::try_from(number).map_err(|_| Unclear::Thing(rest.to_owned()))?;
    Ok(Verb::Invoke { item, power, charges: charges.unwrap_or(least), targets, at })
}

/// What a power is called: its own name, or its spell's.
fn called(power: &Power) -> String {
    match &power.does {
        Does::Cast { spell, .. } if power.id.is_empty() => spoken(spell.as_str()),
        _ => spoken(&power.id),
    }
}

/// What is done with a thing that is worn or held, as it is read back.
pub(super) fn of_wear(world: &World, verb: &Verb) -> String {
    match verb {
        Verb::Equip { item, slot } => format!("equips {} as {}", spoken(item.as_str()), said_slot(*slot)),
        Verb::Unequip { slot } => format!("puts away the {}", said_slot(*slot)),
        Verb::Wear { item } => format!("puts on {}", spoken(item.as_str())),
        Verb::TakeOff { item } => format!("takes off {}", spoken(item.as_str())),
        Verb::Attune { item } => format!("attunes to {}", spoken(item.as_str())),
        Verb::Unattune { item } => format!("ends attunement to {}", spoken(item.as_str())),
        Verb::Invoke { item, power, charges, targets, at } => {
            let (name, charges) = said_power(world, item, *power, *charges);
            format!("invokes {name}{}{charges}", aim(world, targets, *at))
        }
        Verb::Coat { weapon, poison } => format!("coats {} with {}", spoken(weapon.as_str()), spoken(poison.as_str())),
        _ => String::new(),
    }
}

/// An item and its power as [`invoke`] reads them, and the charges where they are more than the least.
fn said_power(world: &World, item: &ItemId, number: u8, charges: u8) -> (String, String) {
    let magic = world.book.items.get(item).and_then(|item| item.magic.as_ref());
    let powers = magic.map_or(&[][..], |magic| &magic.powers);
    let power = powers.get(usize::from(number));
    let least = power.map_or(0, |power| power.charges.0);
    let name = match power {
        Some(power) if powers.len() > 1 => format!("{}: {}", spoken(item.as_str()), called(power)),
        _ => spoken(item.as_str()),
    };
    (name, if charges == least { String::new() } else { format!(" with {charges} charges") })
}

/// `dagger with serpent venom`.
fn coat(said: &Said<'_>, rest: &str) -> Result<Verb, Unclear> {
    let (weapon, poison) = rest.split_once(" with ").ok_or_else(|| Unclear::Thing(rest.to_owned()))?;
    Ok(Verb::Coat { weapon: said.item(weapon)?, poison: said.item(poison)? })
}

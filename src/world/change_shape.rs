//! How areas come and go, how creatures are called, change shape, leave the world for a while, change sides.

use super::Now;
use super::apply::Impossible;
use super::creature::{Creature, Side};
use super::event::Event;
use super::form::Form;
use super::id::{CreatureId, ZoneId};
use super::now::must;
use super::ongoing::Ongoing;
use super::zone::{ZONES_MAX, Zone};
use crate::srd::conjure::Keeps;
use crate::srd::modifier::Modifier;
use crate::tale::map::Tile;

/// Makes an event about areas, shapes and called creatures true; others leave everything as it is.
pub(super) fn apply(now: &mut Now, event: &Event) -> Result<(), Impossible> {
    match event {
        Event::ZoneBegan { zone } => {
            must(now.zones.len() < ZONES_MAX && !now.zones.contains_key(&zone.id), "there is no room for the area")?;
            now.next_zone = now.next_zone.max(zone.id.0.saturating_add(1));
            now.zones.insert(zone.id, (**zone).clone());
        }
        Event::ZoneMoved { zone, at, tiles, side } => {
            let zone = one_zone(now, *zone)?;
            (zone.at, zone.tiles, zone.side) = (*at, tiles.clone(), side.clone());
        }
        Event::ZoneTouched { zone, creature } => one_zone(now, *zone)?.touched.push(*creature),
        Event::ZoneTurned { zone } => {
            let zone = one_zone(now, *zone)?;
            zone.turns = zone.turns.saturating_add(1);
        }
        Event::ZoneSpent { zone, damage } => {
            let zone = one_zone(now, *zone)?;
            zone.dealt = zone.dealt.saturating_add(*damage);
        }
        Event::ZoneEnded { zone } => must(now.zones.remove(zone).is_some(), "there is no such area")?,
        Event::Arrived { creature, initiative } => arrived(now, creature, *initiative)?,
        Event::Vanished { creature } => vanished(now, *creature)?,
        Event::Shaped { creature, .. } => shaped(now.one_mut(*creature)?, event),
        Event::Unshaped { creature } => unshaped(now.one_mut(*creature)?)?,
        Event::TrialCounted { creature, ongoing, success } => {
            let lasts = now.one_mut(*creature)?.ongoing.get_mut(ongoing);
            let Some(trial) = lasts.and_then(|lasts| lasts.trial.as_mut()) else {
                return Err(Impossible("nothing is counted there".to_owned()));
            };
            let count = if *success { &mut trial.made } else { &mut trial.failed };
            *count = count.saturating_add(1);
        }
        Event::ExhaustionEased { creature } => {
            let one = now.one_mut(*creature)?;
            one.exhaustion = one.exhaustion.saturating_sub(1);
        }
        Event::Preserved { creature, seconds } => {
            let one = now.one_mut(*creature)?;
            one.died_seconds = one.died_seconds.map(|died| died.saturating_add(*seconds));
        }
        Event::MaxHpRestored { creature } => {
            let one = now.one_mut(*creature)?;
            one.hp_max = one.hp_max.saturating_add(std::mem::take(&mut one.hp_max_lost));
        }
        Event::Split { creature } => {
            let one = now.one_mut(*creature)?;
            must(one.hp >= 2, "there is too little of it")?;
            (one.hp, one.hp_max, one.size) = (one.hp / 2, one.hp / 2, one.size.step(-1));
        }
        _ => {}
    }
    Ok(())
}

/// Another shape, over whatever shape there was.
fn shaped(one: &mut Creature, event: &Event) {
    let Event::Shaped { monster, keeps_mind, casts, keeps, hp, size, .. } = event else { return };
    let kept = one.form.take().map_or((one.hp, one.hp_max, one.size), |form| (form.hp, form.hp_max, form.size));
    let (keeps_mind, casts, keeps) = (*keeps_mind, *casts, *keeps);
    let form = Form { monster: monster.clone(), keeps_mind, casts, hp: kept.0, hp_max: kept.1, size: kept.2, keeps };
    one.form = Some(Box::new(form));
    one.size = *size;
    if keeps == Keeps::Nothing {
        (one.hp, one.hp_max) = (*hp, *hp);
    }
}

/// The true shape, with its own hit points where the other one had others.
fn unshaped(one: &mut Creature) -> Result<(), Impossible> {
    let Some(form) = one.form.take() else { return Err(Impossible("it has its own shape".to_owned())) };
    one.size = form.size;
    if form.keeps == Keeps::Nothing {
        (one.hp, one.hp_max) = (form.hp, form.hp_max);
    }
    Ok(())
}

fn one_zone(now: &mut Now, id: ZoneId) -> Result<&mut Zone, Impossible> {
    now.zones.get_mut(&id).ok_or_else(|| Impossible(format!("there is no area {}", id.0)))
}

/// Somebody comes into the world, and into the order of turns where there is one.
fn arrived(now: &mut Now, one: &Creature, initiative: Option<i32>) -> Result<(), Impossible> {
    must(!now.creatures.contains_key(&one.id), "the number is taken")?;
    now.next_creature = now.next_creature.max(one.id.0.saturating_add(1));
    now.creatures.insert(one.id, one.clone());
    let Some((fight, total)) = now.encounter.as_mut().zip(initiative) else { return Ok(()) };
    let place = fight.order.iter().position(|(_, other)| *other < total).unwrap_or(fight.order.len());
    fight.order.insert(place, (one.id, total));
    // Whose turn it is stays so, although somebody stands before him now.
    if place <= usize::from(fight.turn) && fight.order.len() > 1 {
        fight.turn = fight.turn.saturating_add(1);
    }
    Ok(())
}

fn vanished(now: &mut Now, id: CreatureId) -> Result<(), Impossible> {
    let one = now.one(id)?;
    must(one.called || one.sheet().is_none(), "heroes do not vanish")?;
    now.creatures.remove(&id);
    let Some(fight) = now.encounter.as_mut() else { return Ok(()) };
    let Some(place) = fight.order.iter().position(|(one, _)| *one == id) else { return Ok(()) };
    must(place != usize::from(fight.turn) || fight.order.len() == 1, "it vanishes in its own turn")?;
    fight.order.remove(place);
    if place < usize::from(fight.turn) {
        fight.turn -= 1;
    }
    Ok(())
}

/// Where those are who are out of the world: far from everything and from each other.
fn nowhere(id: CreatureId) -> Tile {
    let column = i16::try_from(id.0 % 200).unwrap_or_default();
    Tile { x: -10_000 - column * 100, y: -10_000 }
}

/// What beginning changes at once: hit points, sides, whether somebody is here.
pub(super) fn began(now: &mut Now, id: CreatureId, ongoing: &Ongoing) -> Result<(), Impossible> {
    let side = now.creatures.get(&ongoing.source).map(|source| source.side);
    let one = now.one_mut(id)?;
    for given in &ongoing.gives {
        match given {
            Modifier::Away if one.away.is_none() => {
                one.away = Some(one.at);
                one.at = nowhere(id);
            }
            Modifier::Controlled => {
                let own = one.own_side.unwrap_or(one.side);
                (one.own_side, one.master) = (Some(own), Some(ongoing.source));
                one.side = side.unwrap_or(own);
            }
            Modifier::MaxHp(plus) => {
                one.hp_max = one.hp_max.saturating_add(i32::from(*plus)).max(0);
                one.hp = one.hp.min(one.hp_max);
            }
            Modifier::Size(steps) => one.size = one.size.step(*steps),
            _ => {}
        }
    }
    Ok(())
}

/// What ending changes back.
pub(super) fn ended(one: &mut Creature, ongoing: &Ongoing) {
    let still = |wanted: &Modifier| one.ongoing.values().any(|lasts| lasts.gives.contains(wanted));
    let (away, controlled) = (still(&Modifier::Away), still(&Modifier::Controlled));
    for given in &ongoing.gives {
        match given {
            Modifier::Away if !away => one.at = one.away.take().unwrap_or(one.at),
            Modifier::Controlled if !controlled => {
                one.side = one.own_side.take().unwrap_or(one.side);
                one.master = None;
            }
            Modifier::Size(steps) => one.size = one.size.step(-steps),
            Modifier::TempHpGoes => one.hp_temporary = 0,
            Modifier::MaxHp(plus) => {
                one.hp_max = one.hp_max.saturating_sub(i32::from(*plus)).max(1);
                one.hp = one.hp.min(one.hp_max);
            }
            _ => {}
        }
    }
}

/// The side that a creature is on by itself.
pub(super) fn own_side(one: &Creature) -> Side {
    one.own_side.unwrap_or(one.side)
}

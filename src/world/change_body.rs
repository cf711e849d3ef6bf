//! How bodies and minds fare: hit points, death, what lasts, concentration, slots and uses, hiding.

use super::apply::Impossible;
use super::creature::{Creature, Dying};
use super::event::Event;
use super::id::CreatureId;
use super::now::must;
use super::ongoing::Ongoing;
use super::{Now, change_shape};
use crate::dice::Face;
use crate::srd::condition::Condition;

/// Things that last on one creature at the most; `rules` begin nothing beyond.
pub const ONGOING_MAX: usize = 64;

/// Makes an event about a creature's state true; others leave everything as it is.
pub(super) fn apply(now: &mut Now, event: &Event) -> Result<(), Impossible> {
    match event {
        Event::Damaged { creature, by, taken, absorbed, .. } => {
            must(*taken >= 0 && *absorbed >= 0, "damage is never negative")?;
            let one = now.one_mut(*creature)?;
            must(*absorbed <= one.hp_temporary, "there are not so many temporary hit points")?;
            one.hp_temporary -= absorbed;
            one.hp = one.hp.saturating_sub(*taken).max(0);
            if let Some(fight) = now.encounter.as_mut() {
                fight.stirred.insert(*creature);
                let hurt = fight.used.hurt.entry(*creature).or_default();
                *hurt = hurt.saturating_add(taken + absorbed);
            }
            from_inside(now, *creature, *by, taken + absorbed);
        }
        Event::Healed { creature, hp, .. } => {
            must(*hp >= 0, "healing is never negative")?;
            let one = now.one_mut(*creature)?;
            must(!one.dead, "the dead do not heal")?;
            one.hp = one.hp.saturating_add(*hp).min(one.hp_max);
            if one.hp > 0 {
                one.dying = None;
            }
        }
        Event::TempHpGained { creature, hp, .. } => now.one_mut(*creature)?.hp_temporary = (*hp).max(0),
        Event::Fell { creature } => {
            let one = now.one_mut(*creature)?;
            // Nobody hides who lies there for all to see.
            (one.hp, one.dying, one.hidden) = (0, Some(Dying::default()), None);
        }
        Event::DeathFailed { creature, failures } => {
            let dying = dying(now, *creature)?;
            dying.failures = dying.failures.saturating_add(*failures).min(3);
            dying.stable = false;
        }
        Event::DeathSaved { creature, face, success } => death_saved(dying(now, *creature)?, *face, *success),
        Event::Stabilized { creature } => {
            *dying(now, *creature)? = Dying { successes: 0, failures: 0, stable: true };
        }
        Event::Died { creature } => {
            let clock = now.clock_seconds;
            let one = now.one_mut(*creature)?;
            must(!one.dead, "it is dead")?;
            (one.hp, one.hp_temporary, one.dying, one.dead) = (0, 0, None, true);
            (one.died_seconds, one.hidden) = (Some(clock), None);
        }
        Event::Began { creature, ongoing } => began(now, *creature, ongoing)?,
        Event::Ended { creature, ongoing } => {
            let one = now.one_mut(*creature)?;
            let Some(over) = one.ongoing.remove(ongoing) else {
                return Err(Impossible("nothing of the kind lasts".to_owned()));
            };
            change_shape::ended(one, &over);
        }
        Event::Concentrated { creature, spell } => now.one_mut(*creature)?.concentration = Some(spell.clone()),
        Event::ConcentrationEnded { creature, .. } => {
            must(now.one_mut(*creature)?.concentration.take().is_some(), "it does not concentrate")?;
        }
        Event::MaxHpLost { .. } | Event::Revived { .. } => restored(now, event)?,
        Event::UseSpent { .. }
        | Event::UsesRegained { .. }
        | Event::SlotSpent { .. }
        | Event::SlotRegained { .. }
        | Event::Hid { .. }
        | Event::Revealed { .. } => counted(now, event)?,
        _ => {}
    }
    Ok(())
}

fn restored(now: &mut Now, event: &Event) -> Result<(), Impossible> {
    match event {
        Event::MaxHpLost { creature, hp } => {
            let one = now.one_mut(*creature)?;
            one.hp_max_lost = one.hp_max_lost.saturating_add((*hp).clamp(0, one.hp_max));
            one.hp_max = one.hp_max.saturating_sub((*hp).max(0)).max(0);
            one.hp = one.hp.min(one.hp_max);
        }
        Event::Revived { creature, hp } => {
            let one = now.one_mut(*creature)?;
            must(one.dead, "it is alive")?;
            (one.dead, one.hp, one.dying) = (false, (*hp).clamp(1, one.hp_max), None);
        }
        _ => {}
    }
    Ok(())
}

/// Counts what somebody inside a creature has done to it in this turn.
fn from_inside(now: &mut Now, creature: CreatureId, by: Option<CreatureId>, hurt: i32) {
    let inside = by.and_then(|by| now.creatures.get(&by)).is_some_and(|by| by.inside() == Some(creature));
    if let Some(fight) = now.encounter.as_mut().filter(|_| inside) {
        let before = fight.used.from_inside.filter(|(who, _)| *who == creature).map_or(0, |(_, hurt)| hurt);
        fight.used.from_inside = Some((creature, before.saturating_add(hurt)));
    }
}

fn counted(now: &mut Now, event: &Event) -> Result<(), Impossible> {
    match event {
        Event::UseSpent { creature, resource, count } => {
            let spent = now.one_mut(*creature)?.spent.entry(resource.clone()).or_default();
            *spent = spent.saturating_add(*count);
        }
        Event::UsesRegained { creature, resource, count } => {
            let spent = &mut now.one_mut(*creature)?.spent;
            let left = spent.get(resource).map_or(0, |spent| spent.saturating_sub(*count));
            if left > 0 {
                spent.insert(resource.clone(), left)
            } else {
                spent.remove(resource)
            };
        }
        Event::SlotSpent { creature, level } => {
            let slot = slot(now.one_mut(*creature)?, *level)?;
            *slot = slot.saturating_add(1);
        }
        Event::SlotRegained { creature, level } => {
            let slot = slot(now.one_mut(*creature)?, *level)?;
            must(*slot > 0, "no such slot is spent")?;
            *slot -= 1;
        }
        Event::Hid { creature, total } => now.one_mut(*creature)?.hidden = Some(*total),
        Event::Revealed { creature } => now.one_mut(*creature)?.hidden = None,
        _ => {}
    }
    Ok(())
}

fn dying(now: &mut Now, id: CreatureId) -> Result<&mut Dying, Impossible> {
    now.one_mut(id)?.dying.as_mut().ok_or_else(|| Impossible(format!("creature {} is not dying", id.0)))
}

fn death_saved(dying: &mut Dying, face: Face, success: bool) {
    if success {
        dying.successes = dying.successes.saturating_add(1).min(3);
    } else {
        // A natural 1 counts twice.
        let failures = if face == Face(1) { 2 } else { 1 };
        dying.failures = dying.failures.saturating_add(failures).min(3);
    }
}

fn began(now: &mut Now, id: CreatureId, ongoing: &Ongoing) -> Result<(), Impossible> {
    let next = now.next_ongoing.max(ongoing.id.0.saturating_add(1));
    let one = now.one_mut(id)?;
    must(!one.ongoing.contains_key(&ongoing.id), "the number is taken")?;
    must(one.ongoing.len() < ONGOING_MAX, "too much lasts on it")?;
    // Exhaustion has levels instead of an end.
    if ongoing.condition == Some(Condition::Exhaustion) {
        one.exhaustion = one.exhaustion.saturating_add(1).min(6);
    } else {
        one.ongoing.insert(ongoing.id, ongoing.clone());
    }
    now.next_ongoing = next;
    change_shape::began(now, id, ongoing)
}

fn slot(one: &mut Creature, level: u8) -> Result<&mut u8, Impossible> {
    let index = usize::from(level).checked_sub(1);
    index.and_then(|at| one.slots_spent.get_mut(at)).ok_or_else(|| Impossible(format!("no slots of level {level}")))
}

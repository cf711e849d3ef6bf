//! How players, seats and sheets change.

use super::Now;
use super::apply::Impossible;
use super::creature::{Being, Creature, Sheet, Side};
use super::event::Event;
use super::id::{CreatureId, PlayerId, SeatId};
use super::memo::Kept;
use super::now::must;
use super::seat::{Player, Seat};
use crate::srd::id::{ClassId, SpellId};

/// Makes an event about players and sheets true; others leave everything as it is.
pub(super) fn apply(now: &mut Now, event: &Event) -> Result<(), Impossible> {
    match event {
        Event::Joined { player, name, seats } => joined(now, *player, name, seats),
        Event::Left { player } => left(now, *player),
        Event::WentAway { player } => present(now, *player, false),
        Event::CameBack { player } => present(now, *player, true),
        Event::Reseated { player, before } => reseated(now, *player, *before),
        Event::SteadAgreed { stead } => {
            now.stead = *stead;
            Ok(())
        }
        Event::HeroMade { seat, hero } => hero_made(now, *seat, hero),
        Event::LevelGained { creature, sheet, hp_max, .. } => {
            let one = now.one_mut(*creature)?;
            must(one.sheet().is_some() && *hp_max > 0, "only heroes gain levels")?;
            one.hp = one.hp.saturating_add(hp_max.saturating_sub(one.hp_max)).clamp(0, *hp_max);
            one.hp_max = *hp_max;
            one.being = Being::Hero(Kept::new(Sheet::clone(sheet)));
            Ok(())
        }
        Event::Reborn { creature, sheet, hp_max, size } => {
            let one = now.one_mut(*creature)?;
            must(one.sheet().is_some() && *hp_max > 0, "only heroes are born again")?;
            (one.hp_max, one.hp, one.size) = (*hp_max, one.hp.min(*hp_max), *size);
            one.being = Being::Hero(Kept::new(Sheet::clone(sheet)));
            Ok(())
        }
        Event::Prepared { creature, class, spells } => {
            prepared(sheet_mut(now, *creature)?, class, spells);
            Ok(())
        }
        Event::Grew { creature, growth, hp_max } => {
            must(*hp_max > 0, "nobody lives without hit points")?;
            sheet_mut(now, *creature)?.grow(growth);
            let one = now.one_mut(*creature)?;
            one.hp = one.hp.saturating_add(hp_max.saturating_sub(one.hp_max)).clamp(0, *hp_max);
            one.hp_max = *hp_max;
            Ok(())
        }
        Event::XpGained { creature, xp } => {
            let sheet = sheet_mut(now, *creature)?;
            sheet.xp = sheet.xp.saturating_add(*xp);
            Ok(())
        }
        _ => Ok(()),
    }
}

fn sheet_mut(now: &mut Now, id: CreatureId) -> Result<&mut Sheet, Impossible> {
    match &mut now.one_mut(id)?.being {
        Being::Hero(sheet) => Ok(sheet),
        Being::Monster(_) => Err(Impossible(format!("creature {} has no sheet", id.0))),
    }
}

/// Each class prepares its own: what another has prepared stays.
fn prepared(sheet: &mut Sheet, class: &ClassId, spells: &[SpellId]) {
    let own = |spell: &SpellId| sheet.learnt.get(spell).is_none_or(|of| of == class);
    let gone: Vec<SpellId> = sheet.prepared.iter().filter(|spell| own(spell)).cloned().collect();
    for spell in gone {
        sheet.prepared.remove(&spell);
        sheet.learnt.remove(&spell);
    }
    for spell in spells {
        sheet.prepared.insert(spell.clone());
        sheet.learnt.insert(spell.clone(), class.clone());
    }
}

fn joined(now: &mut Now, player: PlayerId, name: &str, seats: &[SeatId]) -> Result<(), Impossible> {
    let free = |seat: &SeatId| now.seats.get(seat).is_none_or(|taken| taken.player == player);
    must(seats.iter().all(free), "the seat is another player's")?;
    now.players.insert(player, Player { name: name.to_owned(), present: true });
    for seat in seats {
        now.seats.entry(*seat).or_insert(Seat { player, creature: None });
    }
    Ok(())
}

/// The seats stay behind, so that no other player ever gets their numbers.
fn left(now: &mut Now, player: PlayerId) -> Result<(), Impossible> {
    must(now.players.remove(&player).is_some(), "the player is not here")?;
    let heroes = now.seats.values().filter(|seat| seat.player == player).filter_map(|seat| seat.creature);
    for hero in heroes.collect::<Vec<_>>() {
        if let Some(hero) = now.creatures.get_mut(&hero) {
            hero.side = Side::Bystanders;
        }
    }
    Ok(())
}

/// Everything that the old key had is the new one's, and he is here.
fn reseated(now: &mut Now, player: PlayerId, before: PlayerId) -> Result<(), Impossible> {
    must(!now.players.contains_key(&player), "the player is here already")?;
    let Some(known) = now.players.remove(&before) else {
        return Err(Impossible("the player is not here".to_owned()));
    };
    now.players.insert(player, Player { present: true, ..known });
    now.seats.values_mut().filter(|seat| seat.player == before).for_each(|seat| seat.player = player);
    Ok(())
}

fn present(now: &mut Now, player: PlayerId, present: bool) -> Result<(), Impossible> {
    let Some(player) = now.players.get_mut(&player) else {
        return Err(Impossible("the player is not here".to_owned()));
    };
    player.present = present;
    Ok(())
}

fn hero_made(now: &mut Now, seat: SeatId, hero: &Creature) -> Result<(), Impossible> {
    must(!now.creatures.contains_key(&hero.id), "the number is taken")?;
    let Some(seat) = now.seats.get_mut(&seat) else {
        return Err(Impossible("there is no such seat".to_owned()));
    };
    let lives = |id: CreatureId| now.creatures.get(&id).is_some_and(|one| !one.dead);
    must(!seat.creature.is_some_and(lives), "the seat has its hero")?;
    seat.creature = Some(hero.id);
    now.next_creature = now.next_creature.max(hero.id.0.saturating_add(1));
    now.creatures.insert(hero.id, hero.clone());
    Ok(())
}

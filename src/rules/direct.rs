//! Doing again what a spell allows: striking with what it made, moving its area, hurling it (SRD: Spell Descriptions).

use super::afflict::{self, Cause};
use super::aim::{self, Aim};
use super::attack;
use super::command::Verb;
use super::creep;
use super::grid;
use super::lasting;
use super::movement;
use super::options;
use super::refusal::Refusal;
use super::sight;
use super::state;
use super::turn;
use super::unfold::Unfold;
use super::window;
use super::zones;
use crate::srd::conjure::May;
use crate::srd::effect::{Effect, Grant};
use crate::srd::id::{FeatureId, SpellId};
use crate::srd::instinct::Terrain;
use crate::srd::modifier::Modifier;
use crate::srd::spell::{Spell, Targets, Time};
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending};
use crate::world::id::{CreatureId, OngoingId};
use crate::world::ongoing::Ongoing;
use crate::world::question::How;

/// Areas that could be moved are offered next to so many creatures at the most.
const MOVES_MAX: usize = 8;

/// Everything that may be done again, at every target.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Ok(one) = turn::may_act(world, who) else { return };
    for lasts in one.ongoing.values() {
        let Some(may) = &lasts.may else { continue };
        let spell = SpellId::new(&lasts.name);
        let effects = effects(world, may, &spell);
        for choice in options::of(world, one, &effects, &may.targets, lasts.level, 0) {
            let how = How { choice, also: Vec::new() };
            for (targets, at) in choices(world, one, may, &spell, &how) {
                if allowed(world, who, &spell, &targets, at, &how).is_ok() {
                    into.push(Verb::Direct { spell: spell.clone(), targets, at, how: how.clone() });
                }
            }
        }
    }
}

fn choices(
    world: &World,
    one: &Creature,
    may: &May,
    spell: &SpellId,
    how: &How,
) -> Vec<(Vec<CreatureId>, Option<Tile>)> {
    if let Some(terrain) = may.beside {
        return landings(world, one, may, terrain).into_iter().map(|tile| (Vec::new(), Some(tile))).collect();
    }
    if may.moves_feet == 0 {
        let Some(ghost) = stands(world, one, may, spell, None) else { return Vec::new() };
        return aim::choices(world, &ghost, aimed(may, how));
    }
    // Beside each foe, with a blow at it, or on top of it.
    let foes = world.now.creatures.values().filter(|foe| foe.side != one.side && foe.is_up());
    let tiles = foes.flat_map(|foe| [(foe.at, foe.id), (Tile { x: foe.at.x - 1, ..foe.at }, foe.id)]);
    let single = matches!(may.targets, Targets::Creatures(_));
    tiles.take(MOVES_MAX).map(|(at, foe)| (if single { vec![foe] } else { Vec::new() }, Some(at))).collect()
}

fn aimed<'a>(may: &'a May, how: &'a How) -> Aim<'a> {
    let range_feet = (may.range_feet > 0).then_some(may.range_feet);
    let attack = matches!(may.effects.first(), Some(Effect::Attack { .. }));
    Aim { range_feet, attack, how: Some(how), ..Aim::plain(&may.targets) }
}

/// The doer as distances are taken: where the area is, or where it would be moved to.
fn stands(world: &World, one: &Creature, may: &May, spell: &SpellId, to: Option<Tile>) -> Option<Creature> {
    let mut ghost = one.clone();
    if may.from_zone || may.moves_feet > 0 {
        ghost.at = to.or_else(|| zones::own(world, one.id, spell.as_str()).map(|zone| zone.at))?;
        ghost.size = crate::srd::kind::Size::Medium;
    }
    Some(ghost)
}

/// What it does: its own effects, or those of the spell but for what it leaves behind.
fn effects(world: &World, may: &May, spell: &SpellId) -> Vec<Effect> {
    if !may.effects.is_empty() {
        return may.effects.clone();
    }
    let all = world.book.spells.get(spell).map_or(&[][..], |spell| &spell.effects);
    let own = |effect: &&Effect| !matches!(effect, Effect::May(_) | Effect::Zone(_) | Effect::Light { .. });
    all.iter().filter(own).cloned().collect()
}

/// What is allowed: which lasting thing allows it, what exactly, and whom it touches.
pub(super) struct Checked {
    lasts: OngoingId,
    may: May,
    touched: Vec<CreatureId>,
}

/// Whether it may be done so.
pub(super) fn allowed(
    world: &World,
    who: CreatureId,
    spell: &SpellId,
    targets: &[CreatureId],
    at: Option<Tile>,
    how: &How,
) -> Result<Checked, Refusal> {
    let one = turn::may_act(world, who)?;
    // Where a spell allows several things what was chosen says which.
    let here = |lasts: &&Ongoing| lasts.name == spell.as_str() && !super::store::is_out_of_reach(world, one, lasts);
    let named = || one.ongoing.values().filter(here);
    let fits_choice = |lasts: &&Ongoing| {
        let may = lasts.may.as_deref();
        may.is_some_and(|may| {
            options::of(world, one, &effects(world, may, spell), &may.targets, lasts.level, 0).contains(&how.choice)
        })
    };
    let lasts = named().find(fits_choice).or_else(|| named().find(|lasts| lasts.may.is_some()));
    let (lasts, may) = lasts.and_then(|lasts| Some((lasts, lasts.may.as_deref()?))).ok_or(Refusal::NoSuchSpell)?;
    // What a spell forbids is never what it allows itself.
    if !lasts_only(one, spell) {
        attack::only(world, one, Grant::Action)?;
    }
    match may.time {
        Time::Action => turn::has_action(world)?,
        Time::BonusAction => turn::has_bonus(world)?,
        Time::Minutes(_) => {}
        Time::Reaction(_) => return Err(Refusal::NoReaction),
    }
    fits(world, one, may, spell, at)?;
    let moved = if may.moves_feet > 0 { at } else { None };
    if let Some(to) = moved {
        let zone = zones::own(world, who, spell.as_str()).ok_or(Refusal::NothingThere)?;
        let strays = may.near_feet > 0 && grid::feet_to(one, to) > may.near_feet;
        let strays = strays || (may.tether_feet > 0 && grid::feet(zone.began_at, to) > may.tether_feet);
        let strays = strays || (zone.is.leash_feet > 0 && grid::feet_to(one, to) > zone.is.leash_feet);
        if strays || grid::feet(zone.at, to) > may.moves_feet {
            return Err(Refusal::OutOfRange);
        }
        if world.ground(to).wall || !sight::clear(world, zone.at, to) {
            return Err(Refusal::Blocked);
        }
    }
    let ghost = stands(world, one, may, spell, moved).ok_or(Refusal::NothingThere)?;
    let resting = moved.is_some() && targets.is_empty();
    let touched = match may.targets {
        // A move alone is enough where a blow may follow it.
        Targets::Creatures(_) if resting => Vec::new(),
        _ if may.moves_feet > 0 && matches!(may.targets, Targets::Oneself | Targets::Thing) => vec![who],
        _ => aim::check(world, &ghost, aimed(may, how), targets, if moved.is_some() { None } else { at })?,
    };
    if may.on_bearers && !touched.iter().all(|id| world.creature(*id).is_some_and(|it| it.bears(spell.as_str()))) {
        return Err(Refusal::NoSuchTarget);
    }
    let bears = |one: &Creature| {
        one.is_up() && one.ongoing.values().any(|it| it.name == spell.as_str() && it.source == who && it.may.is_none())
    };
    if may.once_dropped && world.now.creatures.values().any(bears) {
        return Err(Refusal::AlreadySo);
    }
    let immune = |id: &CreatureId| {
        let one = world.creature(*id);
        one.is_some_and(|one| super::figure::gives(world, one).contains(&&Modifier::ImmuneToSpell(spell.clone())))
    };
    if touched.iter().any(immune) {
        return Err(Refusal::NoSuchTarget);
    }
    Ok(Checked { lasts: lasts.id, may: may.clone(), touched })
}

/// Whether the doer is as he must be, has the movement left, and lands where there is room for him.
fn fits(world: &World, one: &Creature, may: &May, spell: &SpellId, at: Option<Tile>) -> Result<(), Refusal> {
    if !may.must.iter().all(|it| state::holds(world, one, it)) {
        return Err(Refusal::NothingThere);
    }
    if may.once && window::used(world, one.id, &FeatureId::new(spell.as_str())) {
        return Err(Refusal::NoUses);
    }
    if may.feet > 0 && world.now.encounter.is_some() && movement::left_feet(world, one) < may.feet {
        return Err(Refusal::NoMovement);
    }
    let Some((terrain, to)) = may.beside.zip(at) else { return Ok(()) };
    let open = movement::walkable(world, to) && movement::stands_free(world, one, to);
    if open && state::beside(world, to, terrain) { Ok(()) } else { Err(Refusal::Blocked) }
}

/// Free squares beside ground of the sort that is asked for.
fn landings(world: &World, one: &Creature, may: &May, terrain: Terrain) -> Vec<Tile> {
    let (width, height) = world.map().map_or((0, 0), |map| (map.width, map.height));
    let all = (0..width).flat_map(|x| (0..height).map(move |y| Tile { x, y }));
    let fits = |tile: &Tile| {
        let near = grid::feet_to(one, *tile) <= may.range_feet && *tile != one.at;
        near && state::beside(world, *tile, terrain) && movement::walkable(world, *tile)
    };
    all.filter(fits).collect()
}

/// True when nothing but this spell leaves its bearer only certain actions.
fn lasts_only(one: &Creature, spell: &SpellId) -> bool {
    let bars = |given: &Modifier| matches!(given, Modifier::OnlyActions(_));
    let mut barring = one.ongoing.values().filter(|it| it.gives.iter().any(bars)).peekable();
    barring.peek().is_some() && barring.all(|it| it.name == spell.as_str())
}

/// Does it.
pub(super) fn resolve(
    now: &mut Unfold<'_>,
    who: CreatureId,
    spell: &SpellId,
    targets: &[CreatureId],
    at: Option<Tile>,
    how: &How,
) -> Result<(), Refusal> {
    let Checked { lasts, may, touched } = allowed(now.world(), who, spell, targets, at, how)?;
    if now.world().now.encounter.is_some() {
        match may.time {
            Time::Action => now.happens(Event::Spent { creature: who, what: Spending::Action }),
            Time::BonusAction => now.happens(Event::Spent { creature: who, what: Spending::Bonus }),
            Time::Minutes(_) | Time::Reaction(_) => {}
        }
        if may.feet > 0 {
            now.happens(Event::Spent { creature: who, what: Spending::Feet(may.feet) });
        }
    }
    now.happens(Event::Directed { creature: who, spell: spell.clone(), targets: targets.to_vec(), at });
    if let Some(to) = at.filter(|_| may.moves_feet > 0) {
        creep::sets_out(now, who, spell.as_str(), to);
    }
    let world = now.world();
    let Some(ongoing) = world.creature(who).and_then(|one| one.ongoing.get(&lasts)) else { return Ok(()) };
    let mut cause = Cause::again(world, ongoing.source, spell.as_str(), ongoing.level);
    let book: Option<&Spell> = world.book.spells.get(spell);
    cause.by = who;
    cause.how = how.clone();
    if cause.how.choice.is_none() {
        cause.how.choice.clone_from(&ongoing.chosen);
    }
    cause.at = at.or_else(|| zones::own(world, who, spell.as_str()).map(|zone| zone.at));
    cause.from = at.or_else(|| world.creature(who).map(|one| one.at)).unwrap_or(cause.from);
    let round = book.is_none_or(|_| {
        matches!(may.targets, Targets::Area(crate::srd::spell::Area::Cone(_) | crate::srd::spell::Area::Line(..)))
    });
    if round {
        cause.from = world.creature(who).map_or(cause.from, |one| one.at);
    }
    let effects = effects(world, &may, spell);
    let kept = ongoing.gives.contains(&Modifier::Instinct(crate::srd::instinct::Instinct::Stored));
    if may.casts && cause.concentration {
        lasting::end_concentration(now, who);
        now.happens(Event::Concentrated { creature: who, spell: spell.clone() });
    }
    if may.ends && !may.by_target {
        lasting::finish_spell(now, who, spell.as_str());
    }
    afflict::run(now, &cause, &effects, &touched);
    if kept {
        super::store::lets_go(now, who, lasts);
    }
    lasting::drop_idle(now);
    Ok(())
}

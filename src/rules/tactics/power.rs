//! What is more than a blow: breath, webs, spells, at as many foes and as few friends as can be.

use std::ops::RangeInclusive;

use super::foes;
use super::wit::{self, Wit};
use crate::rules::aim::{self, Aim};
use crate::rules::arms::Arm;
use crate::rules::cast::{self, Casting};
use crate::rules::caster;
use crate::rules::command::Verb;
use crate::rules::components;
use crate::rules::figure;
use crate::rules::stat_action;
use crate::rules::turn;
use crate::srd::effect::{Effect, Success};
use crate::srd::monster::Does;
use crate::srd::spell::{Spell, Targets, Time};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Weapon;
use crate::world::id::CreatureId;
use crate::world::question::How;

/// Whether somebody is there to be struck.
#[derive(Clone, Copy)]
pub(super) enum Armed<'a> {
    /// In reach or range of a blow with one of these.
    Within(&'a [(Weapon, Arm<'a>)]),
    /// Nobody is.
    Without,
}

/// The power that hurts most, if any is worth more than a blow.
pub(super) fn uses(world: &World, one: &Creature, armed: Armed<'_>) -> Option<Verb> {
    if turn::has_action(world).is_err() {
        return None;
    }
    special(world, one).or_else(|| spell(world, one, armed))
}

/// Breath, webs and the like.
fn special(world: &World, one: &Creature) -> Option<Verb> {
    let block = figure::block(world, one)?;
    let wit = wit::of(world, one);
    let mut best: Option<(i32, Verb)> = None;
    for action in block.actions.iter().filter(|action| matches!(action.does, Does::Effects { .. })) {
        for (targets, at) in stat_action::choices(world, one, action) {
            let Ok(touched) = stat_action::allowed(world, one.id, &action.id, &targets, at) else { continue };
            let score = value(world, one, &touched, wit);
            if score > 0 && best.as_ref().is_none_or(|(most, _)| score > *most) {
                best =
                    Some((score, Verb::MonsterAction { action: action.id.clone(), targets, at, how: How::default() }));
            }
        }
    }
    best.map(|(_, verb)| verb)
}

/// Foes who are up count for it, friends against it, but not with those who have no mind to spare them.
pub(super) fn value(world: &World, one: &Creature, touched: &[CreatureId], wit: Wit) -> i32 {
    let worth = |other: &Creature| match other.side == one.side {
        _ if !other.is_up() => 0,
        true if wit == Wit::Mindless => 0,
        true => -2,
        false => 2,
    };
    touched.iter().filter_map(|id| world.creature(*id)).map(worth).sum()
}

/// A harmful spell at those it hurts most, if it does more than a blow would.
fn spell(world: &World, one: &Creature, armed: Armed<'_>) -> Option<Verb> {
    let spells = caster::spells(world, one);
    if spells.is_empty() {
        return None;
    }
    let wit = wit::of(world, one);
    let blow = if let Armed::Within(arms) = armed { strength(world, one, arms) } else { 0 };
    let crowd = foes(world, one).count();
    let mut best: Option<(i32, Verb)> = None;
    for spell in spells {
        let harm = harm(&spell.effects);
        if harm == 0 || !matches!(spell.time, Time::Action | Time::BonusAction) {
            continue;
        }
        // What cannot do more than the best so far is not looked at any closer: most of it never is.
        let most = best.as_ref().map_or(blow, |(most, _)| *most);
        let hopeful = |hit: usize, level: u8| worth(i32::try_from(hit).unwrap_or(i32::MAX), harm, level) > most;
        let hit = match &spell.targets {
            Targets::Creatures(1) => 1,
            Targets::Area(_) => crowd,
            _ => crowd.max(MANY),
        };
        if !hopeful(hit, spell.level) {
            continue;
        }
        let Some(level) = cheapest(world, one, spell) else { continue };
        let how = How::default();
        if cast::ready(world, one.id, &spell.id, level).is_err() {
            continue;
        }
        let shape = cast::aimed(world, one, spell, level, &how);
        for (targets, at) in aims(world, one, spell, shape) {
            if !hopeful(if targets.is_empty() { crowd } else { targets.len() }, level) {
                continue;
            }
            let Ok(touched) = cast::at_those(world, one, spell, level, &targets, at, &how) else { continue };
            let sum = value(world, one, &touched, wit);
            let score = sum * harm - i32::from(level) * 3;
            if sum > 0 && score > blow && best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, Verb::Cast { spell: spell.id.clone(), level, targets, at, how: how.clone() }));
            }
        }
    }
    best.map(|(_, verb)| verb)
}

/// The best harmful spell of these levels, cast out of turn: how much it hurts, and the casting.
pub(super) fn casting(world: &World, one: &Creature, levels: RangeInclusive<u8>) -> Option<(i32, Casting)> {
    let wit = wit::of(world, one);
    let mut best: Option<(i32, Casting)> = None;
    for spell in caster::spells(world, one) {
        let harm = harm(&spell.effects);
        let able = levels.contains(&spell.level) && spell.time == Time::Action;
        if harm == 0 || !able || components::components(world, one, spell).is_err() {
            continue;
        }
        let Some(level) = cheapest(world, one, spell) else { continue };
        let how = How::default();
        let shape = cast::aimed(world, one, spell, level, &how);
        for (targets, at) in aims(world, one, spell, shape) {
            let Ok(touched) = aim::check(world, one, shape, &targets, at) else { continue };
            let score = value(world, one, &touched, wit) * harm;
            if score > 0 && best.as_ref().is_none_or(|(most, _)| score > *most) {
                let how = how.clone();
                best = Some((score, Casting { spell: spell.clone(), level, targets, at, touched, how }));
            }
        }
    }
    best
}

/// Rays and darts may strike more often than there are foes, but never more often than this.
const MANY: usize = 64;

/// What a spell from such a slot is worth that hits so many foes and no friend.
fn worth(hit: i32, harm: i32, level: u8) -> i32 {
    hit.saturating_mul(2).saturating_mul(harm).saturating_sub(i32::from(level) * 3)
}

/// What the best blows of a turn are good for, on the scale of spells.
fn strength(world: &World, one: &Creature, arms: &[(Weapon, Arm<'_>)]) -> i32 {
    let each = arms.iter().map(|(_, arm)| crate::rules::attack::worth(arm)).max().unwrap_or(0);
    let multi = figure::block(world, one).and_then(|block| {
        let rows = block.actions.iter().find_map(|action| match &action.does {
            Does::Multiattack(rows) => Some(rows),
            _ => None,
        })?;
        rows.iter().map(|row| row.iter().map(|(_, count)| i32::from(*count)).sum::<i32>()).max()
    });
    each / 2 * multi.unwrap_or(1)
}

/// The smallest slot that will do; cantrips need none.
fn cheapest(world: &World, one: &Creature, spell: &Spell) -> Option<u8> {
    if spell.level == 0 {
        return Some(0);
    }
    crate::rules::respond::slot_for(world, one, spell)
}

/// Ways to aim that are worth a thought: at each foe, around each foe, towards each foe.
fn aims(
    world: &World,
    one: &Creature,
    spell: &Spell,
    shape: Aim<'_>,
) -> Vec<(Vec<CreatureId>, Option<crate::tale::map::Tile>)> {
    match &spell.targets {
        Targets::Area(_) => {
            let mut tiles: Vec<_> = foes(world, one).map(|foe| (Vec::new(), Some(foe.at))).collect();
            tiles.push((Vec::new(), None));
            tiles
        }
        Targets::Creatures(1) => foes(world, one).map(|foe| (vec![foe.id], None)).collect(),
        Targets::Shared(count) => {
            let rays = usize::from(*count) + usize::from(shape.more);
            foes(world, one).map(|foe| (vec![foe.id; rays], None)).collect()
        }
        Targets::Creatures(count) | Targets::Near { count, .. } => {
            let all: Vec<CreatureId> = foes(world, one).map(|foe| foe.id).collect();
            let most = usize::from(*count) + usize::from(shape.more);
            let mut lists: Vec<_> = all.iter().map(|id| (vec![*id], None)).collect();
            lists.push((all.into_iter().take(most).collect(), None));
            lists
        }
        Targets::Oneself
        | Targets::Thing
        | Targets::Areas(..)
        | Targets::Point(_)
        | Targets::Square
        | Targets::Dead(_)
        | Targets::Anywhere(_) => aim::choices(world, one, shape),
    }
}

/// True when some of it heals.
pub(super) fn heals(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Heal { .. }))
}

/// Roughly how much a list of effects hurts one target: average damage, and something for what cripples.
pub(super) fn harm(effects: &[Effect]) -> i32 {
    let each = |effect: &Effect| match effect {
        Effect::Attack { hit, .. } => harm(hit) * 2 / 3,
        Effect::Save { fail, success, .. } => {
            let all = harm(fail);
            if matches!(success, Success::Half) { all * 3 / 4 } else { all * 3 / 5 }
        }
        Effect::Damage { dice, .. } => dice.is.average().max(1),
        Effect::Condition { is, .. } if is.incapacitates() => 15,
        Effect::Condition { .. } => 5,
        Effect::HpPool { then, .. } => harm(then) / 2,
        Effect::Ongoing { effects, .. } => harm(effects),
        Effect::Zone(zone) => harm(&zone.does),
        Effect::Choose(options) => options.first().map_or(0, |(_, effects)| harm(effects)),
        _ => 0,
    };
    effects.iter().map(each).sum()
}

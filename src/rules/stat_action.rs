//! Actions of stat blocks other than single attacks: several attacks at once, breath, webs (SRD: Monsters, Actions).

use smol_str::SmolStr;

use super::afflict::{self, Cause};
use super::aim::{self, Aim};
use super::arms;

use super::attack;
use super::body;
use super::command::Verb;
use super::fang;
use super::figure;
use super::heads;
use super::lasting;
use super::options;
use super::quirk;
use super::refusal::Refusal;
use super::turn;
use super::unfold::Unfold;
use crate::srd::effect::{Effect, Grant};
use crate::srd::id::{ActionId, ResourceId, SpellId};
use crate::srd::modifier::Modifier;
use crate::srd::monster::{Action, Does};
use crate::srd::spell::Targets;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending, Weapon};
use crate::world::id::CreatureId;
use crate::world::question::{How, Strike};

/// Every such action at every target.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Ok(one) = turn::may_fight(world, who) else { return };
    if one.block_id().is_none() {
        return;
    }
    quirk::offers(world, who, into);
    for action in body::actions(world, one) {
        for (targets, at) in choices(world, one, action) {
            if allowed(world, who, &action.id, &targets, at).is_ok() {
                into.extend(ways(world, one, action).into_iter().map(|choice| {
                    let (targets, how) = (targets.clone(), How { choice, also: Vec::new() });
                    Verb::MonsterAction { action: action.id.clone(), targets, at, how }
                }));
            }
        }
    }
}

/// What an action leaves to choose; nothing alone where it leaves nothing. Only its maker's own shapes are named: what
/// else its effects leave open goes as it usually goes.
fn ways(world: &World, one: &Creature, action: &Action) -> Vec<Option<SmolStr>> {
    match &action.does {
        Does::Effects { targets: Targets::Oneself, effects, .. } => {
            options::of(world, one, effects, &Targets::Oneself, 0, 0)
        }
        _ => vec![None],
    }
}

/// Ways to take an action: at every target, every area that catches somebody; a multiattack has one.
pub(super) fn choices(world: &World, one: &Creature, action: &Action) -> Vec<(Vec<CreatureId>, Option<Tile>)> {
    match &action.does {
        Does::Attack(_) => Vec::new(),
        Does::Multiattack(_) => vec![(Vec::new(), None)],
        Does::Effects { targets, range_feet, only, effects } if !spent(one, action) => {
            aim::choices(world, one, Aim { only: only.as_ref(), ..aimed(targets, *range_feet, effects) })
        }
        _ => Vec::new(),
    }
}

/// Whom effects may be aimed at.
pub(super) fn aimed<'a>(targets: &'a Targets, range_feet: u16, effects: &[Effect]) -> Aim<'a> {
    let range_feet = (range_feet > 0).then_some(range_feet);
    let attack = matches!(effects.first(), Some(Effect::Attack { .. }));
    Aim { range_feet, attack, ..Aim::plain(targets) }
}

/// Whether the action may be taken so; whom it touches.
pub(super) fn allowed(
    world: &World,
    who: CreatureId,
    id: &ActionId,
    targets: &[CreatureId],
    at: Option<Tile>,
) -> Result<Vec<CreatureId>, Refusal> {
    let one = turn::may_fight(world, who)?;
    let action = arms::action(world, one, id).ok_or(Refusal::NoSuchFeature)?;
    attack::only(world, one, Grant::Attack)?;
    if spent(one, action) {
        return Err(Refusal::NoUses);
    }
    match &action.does {
        // What legends do at the end of others' turns is no action of their own turn.
        Does::Attack(_) | Does::Use(_) | Does::Walk(_) | Does::Stride(_) | Does::Cantrip | Does::Spell => {
            Err(Refusal::NoSuchTarget)
        }
        Does::Multiattack(rows) => {
            turn::has_action(world)?;
            if targets.is_empty() && at.is_none() && !rows.is_empty() {
                Ok(Vec::new())
            } else {
                Err(Refusal::NoSuchTarget)
            }
        }
        Does::Effects { targets: shape, range_feet, only, effects } => {
            if !under_way(world, id) {
                turn::has_action(world)?;
            }
            let aim = Aim { only: only.as_ref(), ..aimed(shape, *range_feet, effects) };
            let touched = aim::check(world, one, aim, targets, at)?;
            let follows =
                |id: &CreatureId| world.creature(*id).is_some_and(|it| fang::may_follow(world, one, &action.id, it));
            let bound = action.after.is_some() || action.apart;
            if bound && !touched.iter().all(follows) { Err(Refusal::NoSuchTarget) } else { Ok(touched) }
        }
    }
}

fn targets_of(action: &Action) -> Option<&Targets> {
    if let Does::Effects { targets, .. } = &action.does { Some(targets) } else { None }
}

/// Whether its uses are spent.
pub(super) fn spent(one: &Creature, action: &Action) -> bool {
    let used = one.spent.get(&counter(action)).copied().unwrap_or(0);
    (action.recharge.is_some() && used > 0) || action.per_day.is_some_and(|most| used >= most)
}

/// Counts an attack that can be made so often a day.
pub(super) fn uses_up(now: &mut Unfold<'_>, strike: &Strike) {
    let Weapon::Action(id) = &strike.weapon else { return };
    let Some(action) = now.creature(strike.attacker).and_then(|one| arms::action(now.world(), one, id)) else { return };
    if action.per_day.is_some() {
        let resource = counter(action);
        now.happens(Event::UseSpent { creature: strike.attacker, resource, count: 1 });
    }
}

/// Under which name its uses are counted: its own, or that of the action that it shares them with.
fn counter(action: &Action) -> ResourceId {
    ResourceId::new(action.shares.as_ref().unwrap_or(&action.id).as_str())
}

fn under_way(world: &World, id: &ActionId) -> bool {
    let fight = world.now.encounter.as_ref();
    fight.is_some_and(|fight| fight.used.multiattack.iter().any(|(action, left)| action == id && *left > 0))
}

/// Takes it.
pub(super) fn resolve(
    now: &mut Unfold<'_>,
    who: CreatureId,
    id: &ActionId,
    targets: &[CreatureId],
    at: Option<Tile>,
    how: &How,
) -> Result<(), Refusal> {
    let quirk = now.creature(who).and_then(|one| quirk::of(now.world(), one, id)).cloned();
    if let Some(quirk) = quirk {
        if *how != How::default() {
            return Err(Refusal::NoSuchChoice);
        }
        return quirk::resolve(now, who, &quirk, targets, at);
    }
    let touched = allowed(now.world(), who, id, targets, at)?;
    let world = now.world();
    let Some(action) = world.creature(who).and_then(|one| arms::action(world, one, id)).cloned() else {
        return Err(Refusal::NoSuchFeature);
    };
    let chosen =
        world.creature(who).is_some_and(|one| how.choice.is_none() || ways(world, one, &action).contains(&how.choice));
    if !chosen || !how.also.is_empty() {
        return Err(Refusal::NoSuchChoice);
    }
    if !under_way(now.world(), id) {
        now.happens(Event::Spent { creature: who, what: Spending::Action });
    }
    if action.recharge.is_some() || action.per_day.is_some() {
        now.happens(Event::UseSpent { creature: who, resource: counter(&action), count: 1 });
    }
    match &action.does {
        Does::Attack(_) | Does::Use(_) | Does::Walk(_) | Does::Stride(_) | Does::Cantrip | Does::Spell => {}
        Does::Multiattack(rows) => {
            let mut attacks = fitting(now.world(), who, rows);
            heads::bites(now.world(), who, &mut attacks);
            if now.creature(who).is_some_and(|one| figure::gives(now.world(), one).contains(&&Modifier::OneAttack)) {
                attacks = attacks.into_iter().take(1).map(|(id, count)| (id, count.min(1))).collect();
            }
            if let Some(times) = action.times {
                let face = now.roll(times.sides);
                now.happens(Event::TableRolled { creature: who, face });
                let count = u8::try_from(face.0).unwrap_or(1);
                attacks.iter_mut().for_each(|(_, each)| *each = each.saturating_mul(count));
            }
            now.happens(Event::Multiattacked { creature: who, attacks });
        }
        Does::Effects { effects, .. } => {
            now.happens(Event::MonsterActed { creature: who, action: id.clone() });
            let mut cause = Cause::named(now.world(), who, id.as_str(), effects);
            if action.held {
                lasting::end_concentration(now, who);
                now.happens(Event::Concentrated { creature: who, spell: SpellId::new(id.as_str()) });
                cause.concentration = true;
            }
            (cause.at, cause.how) = (at, how.clone());
            cause.from = at.filter(|_| touched.is_empty()).unwrap_or(cause.from);
            // Who goes somewhere himself is touched by it.
            let goes = matches!(targets_of(&action), Some(Targets::Point(_))) && touched.is_empty();
            let touched = if goes { vec![who] } else { touched };
            afflict::run(now, &cause, effects, &touched);
        }
    }
    Ok(())
}

/// The first row whose attacks reach somebody from here or after a walk; else the first one.
fn fitting(world: &World, who: CreatureId, rows: &[Vec<(ActionId, u8)>]) -> Vec<(ActionId, u8)> {
    let near = world.creature(who).is_some_and(|one| {
        let mut foes = world.now.creatures.values().filter(|foe| foe.side != one.side && foe.is_up());
        foes.any(|foe| super::grid::feet_between(one, foe) <= 10)
    });
    let ranged = |row: &&Vec<(ActionId, u8)>| {
        row.iter().all(|(id, _)| {
            let one = world.creature(who);
            let arm = one.and_then(|one| arms::arm(world, one, &Weapon::Action(id.clone())));
            arm.is_some_and(|arm| arm.range_feet.is_some())
        })
    };
    let able = |row: &&Vec<(ActionId, u8)>| {
        let one = world.creature(who);
        row.iter().all(|(id, _)| one.is_some_and(|one| arms::action(world, one, id).is_some_and(|it| !spent(one, it))))
    };
    let rows: Vec<&Vec<(ActionId, u8)>> = rows.iter().filter(able).collect();
    let wanted = if near { rows.first() } else { rows.iter().find(|row| ranged(row)).or(rows.first()) };
    wanted.map(|row| (*row).clone()).unwrap_or_default()
}

//! What traits let stat blocks do besides their actions (SRD: Monsters, Traits).

use super::afflict::{self, Cause};
use super::aim::{self, Aim};
use super::attack;
use super::caster;
use super::command::Verb;
use super::figure;
use super::grid;
use super::movement;
use super::refusal::Refusal;
use super::sight;
use super::state;
use super::turn;
use super::unfold::Unfold;
use super::window;
use crate::srd::condition::Condition;
use crate::srd::effect::{Effect, Grant};
use crate::srd::id::{ActionId, FeatureId};
use crate::srd::nature::Maw;
use crate::srd::quirk::{Done, Quirk, Takes};
use crate::srd::spell::Targets;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending};
use crate::world::id::CreatureId;
use crate::world::question::How;

/// A quirk of a creature by its name.
pub(super) fn of<'w>(world: &'w World, one: &Creature, id: &ActionId) -> Option<&'w Quirk> {
    all(world, one).iter().find(|quirk| quirk.id == *id)
}

fn all<'w>(world: &'w World, one: &Creature) -> &'w [Quirk] {
    figure::block(world, one).map_or(&[], |block| &block.quirks)
}

/// Every quirk at every target.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Some(one) = world.creature(who).filter(|one| !all(world, one).is_empty()) else { return };
    for quirk in all(world, one) {
        into.extend(ways(world, one, quirk));
    }
}

fn ways(world: &World, one: &Creature, quirk: &Quirk) -> Vec<Verb> {
    if fit(world, one.id, quirk).is_err() {
        return Vec::new();
    }
    let here = Creature { at: one.away.unwrap_or(one.at), away: None, ..one.clone() };
    let found = aim::choices(world, &here, aimed(quirk)).into_iter();
    let found = found.filter(|(targets, at)| allowed(world, one.id, quirk, targets, *at).is_ok());
    found
        .map(|(targets, at)| Verb::MonsterAction { action: quirk.id.clone(), targets, at, how: How::default() })
        .collect()
}

fn aimed(quirk: &Quirk) -> Aim<'_> {
    let range_feet = (quirk.range_feet > 0).then_some(quirk.range_feet);
    Aim { range_feet, only: quirk.only.as_ref(), ..Aim::plain(&quirk.targets) }
}

/// Whether it may be done at all now, whomever it is aimed at.
fn fit(world: &World, who: CreatureId, quirk: &Quirk) -> Result<(), Refusal> {
    let one = turn::may_fight(world, who)?;
    if !quirk.must.iter().all(|it| state::holds(world, one, it)) {
        return Err(Refusal::NoSuchFeature);
    }
    if quirk.slot > 0 && caster::slots_left(world, one, quirk.slot) == 0 {
        return Err(Refusal::NoSlot);
    }
    if quirk.feet > 0 && unheld_feet(world, one) < quirk.feet {
        return Err(Refusal::NoMovement);
    }
    match quirk.takes {
        Takes::Bonus => turn::has_bonus(world),
        // Another form can be taken by those too whose form lets them do nothing else.
        Takes::Action if matches!(quirk.effects.first(), Some(Effect::Maw(Maw::Form(_)))) => turn::has_action(world),
        Takes::Action => attack::only(world, one, Grant::Attack).and_then(|()| turn::has_action(world)),
        Takes::Free => Ok(()),
        Takes::Once if window::used(world, who, &FeatureId::new(quirk.id.as_str())) => Err(Refusal::NoUses),
        Takes::Once => Ok(()),
    }
}

/// Feet of movement that are left, or would be if nothing held the creature.
fn unheld_feet(world: &World, one: &Creature) -> u16 {
    let mut free = one.clone();
    let holds = [Some(Condition::Grappled), Some(Condition::Restrained)];
    free.ongoing.retain(|_, lasts| !holds.contains(&lasts.condition));
    movement::left_feet(world, &free)
}

/// Whether it may be done so; whom it touches.
fn allowed(
    world: &World,
    who: CreatureId,
    quirk: &Quirk,
    targets: &[CreatureId],
    at: Option<Tile>,
) -> Result<Vec<CreatureId>, Refusal> {
    fit(world, who, quirk)?;
    let one = turn::may_fight(world, who)?;
    // Who is elsewhere aims from where he would come back to.
    let here = Creature { at: one.away.unwrap_or(one.at), away: None, ..one.clone() };
    if let Some(to) = at {
        let apart = quirk.beside.is_some_and(|terrain| !state::beside(world, to, terrain));
        if apart || !movement::walkable(world, to) || !movement::stands_free(world, &here, to) {
            return Err(Refusal::Blocked);
        }
        if quirk.leaps && movement::left_feet(world, one) < grid::feet(here.at, to) {
            return Err(Refusal::NoMovement);
        }
    }
    aim::check(world, &here, aimed(quirk), targets, at)
}

/// Does it.
pub(super) fn resolve(
    now: &mut Unfold<'_>,
    who: CreatureId,
    quirk: &Quirk,
    targets: &[CreatureId],
    at: Option<Tile>,
) -> Result<(), Refusal> {
    let touched = allowed(now.world(), who, quirk, targets, at)?;
    match quirk.takes {
        Takes::Bonus => now.happens(Event::Spent { creature: who, what: Spending::Bonus }),
        Takes::Action => now.happens(Event::Spent { creature: who, what: Spending::Action }),
        Takes::Once | Takes::Free => {}
    }
    if quirk.feet > 0 {
        now.happens(Event::Spent { creature: who, what: Spending::Feet(quirk.feet) });
    }
    if quirk.slot > 0 {
        now.happens(Event::SlotSpent { creature: who, level: quirk.slot });
    }
    match quirk.takes {
        // What works once a turn is kept count of where it is told.
        Takes::Once => now.happens(Event::Featured { creature: who, feature: FeatureId::new(quirk.id.as_str()) }),
        Takes::Bonus | Takes::Action | Takes::Free => {
            now.happens(Event::MonsterActed { creature: who, action: quirk.id.clone() })
        }
    }
    if let Some(to) = at.filter(|_| quirk.leaps) {
        return leaps(now, who, to);
    }
    let mut cause = Cause::named(now.world(), who, quirk.id.as_str(), &quirk.effects);
    cause.at = at;
    let goes = matches!(quirk.targets, Targets::Point(_)) && touched.is_empty();
    let touched = if goes { vec![who] } else { touched };
    afflict::run(now, &cause, &quirk.effects, &touched);
    Ok(())
}

/// Leaps to a square; those whose reach it leaves may strike at it.
fn leaps(now: &mut Unfold<'_>, who: CreatureId, to: Tile) -> Result<(), Refusal> {
    let world = now.world();
    let Some(one) = world.creature(who) else { return Err(Refusal::NoSuchTarget) };
    let (feet, from) = (grid::feet(one.at, to), one.at);
    let strikes = super::reaction::provoked(world, one, to);
    now.happens(Event::Moved { creature: who, path: vec![to], feet });
    super::zones::entered(now, who, from);
    strikes.into_iter().rev().for_each(|strike| now.steps.push_front(strike));
    Ok(())
}

/// What a creature that nobody plays does of it now: `blow` says whether a blow is left with somebody in reach, `spent`
/// that none is left.
pub(super) fn likes(world: &World, one: &Creature, blow: bool, spent: bool) -> Option<Verb> {
    all(world, one).iter().find_map(|quirk| {
        let wanted = match quirk.done {
            Done::Never => false,
            Done::Always => true,
            Done::BeforeBlows => blow,
            Done::AfterBlows => spent,
            Done::InDark => !sight::lit(world, one.at),
        };
        wanted.then(|| ways(world, one, quirk).into_iter().next()).flatten()
    })
}

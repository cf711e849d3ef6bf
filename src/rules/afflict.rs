//! The one reader of `srd::effect::Effect`: does what spells, features, actions and items do, in their order.

use smol_str::SmolStr;

use super::d20::{self, Save, Tally};
use super::damage::{self, Harm};
use super::figure;
use super::lasting;
use super::shift;
use super::sight;
use super::unfold::Unfold;
use super::{act, cause, pool};
use crate::srd::ability::{Ability, Skill};
use crate::srd::condition::Condition;
use crate::srd::damage::DamageKind;
use crate::srd::effect::{Effect, Escape, Success, Until};
use crate::srd::filter::Filter;
use crate::srd::id::SpellId;
use crate::srd::modifier::Modifier;
use crate::srd::quantity::{Dc, Quantity};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::ongoing::{Expires, Ongoing};
use crate::world::question::Pending;

pub(super) use cause::Cause;

/// Does what a list of effects says to these targets, in order.
pub(super) fn run(now: &mut Unfold<'_>, cause: &Cause, effects: &[Effect], targets: &[CreatureId]) {
    for effect in effects {
        one(now, cause, effect, targets);
    }
}

fn one(now: &mut Unfold<'_>, cause: &Cause, effect: &Effect, targets: &[CreatureId]) {
    match effect {
        Effect::Attack { .. } => attacks(now, cause, targets),
        Effect::Save { .. } => saves(now, cause, effect, targets),
        Effect::Check { ability, skill, dc, success, fail } => {
            let dc = cause.dc(now.world(), *dc);
            let done = d20::check(now, cause.by, *ability, *skill, dc);
            run(now, cause, if done { success } else { fail }, targets);
        }
        Effect::Damage { dice, kind, only } => {
            let targets = filtered(now.world(), cause, only.as_ref(), targets);
            hurt(now, cause, dice, kind, &targets, &[]);
        }
        Effect::Heal { dice, never, pool } => heals(now, cause, dice, never, *pool, targets),
        Effect::TempHp { dice, .. } => temporary(now, cause, dice, targets),
        Effect::Condition { only, .. } | Effect::Modifier { only, .. } => {
            for target in filtered(now.world(), cause, only.as_ref(), targets) {
                lasts(now, cause, effect, target);
            }
        }
        Effect::Light { .. } | Effect::Ongoing { .. } => {
            targets.iter().for_each(|target| lasts(now, cause, effect, *target));
        }
        Effect::HpPool { dice, then, never, never_immune_to } => {
            let covered = pool::cover(now, cause, dice, targets, |world, one| {
                never.contains(&figure::kind(world, one))
                    || never_immune_to.is_some_and(|condition| lasting::immune(world, one.id, condition))
                    || (puts_to_sleep(then) && wakeful(world, one))
            });
            run(now, cause, then, &covered);
        }
        Effect::Move { way, feet } => targets.iter().for_each(|target| shift::push(now, cause, *target, *way, *feet)),
        Effect::Act { grant } => act::granted(now, cause.by, *grant),
        Effect::Regain { what } => targets.iter().for_each(|target| super::regain::run(now, *target, what)),
        Effect::Stabilize => {
            for target in targets {
                if now.creature(*target).and_then(|one| one.dying).is_some_and(|dying| !dying.stable) {
                    now.happens(Event::Stabilized { creature: *target });
                }
            }
        }
        Effect::Remove { conditions } => {
            for target in targets {
                lasting::end_where(now, *target, |_, it| it.condition.is_some_and(|is| conditions.contains(&is)));
            }
        }
        Effect::Narrative { told, .. } => {
            now.happens(Event::Narrated { creature: cause.by, told: SmolStr::new(told) });
        }
        Effect::IfDropped { by, then } => {
            let dropped = dropped(now, *by, targets);
            run(now, cause, then, &dropped);
        }
        Effect::Grapple { escape_dc, also, only } => {
            for target in filtered(now.world(), cause, only.as_ref(), targets) {
                holds(now, cause, target, *escape_dc, also);
            }
        }
        Effect::Shine(effect) => one(now, cause, effect, &[cause.by]),
        Effect::Grow { ability, by } => targets.iter().for_each(|one| super::wear::grow(now, *one, *ability, *by)),
        Effect::AsSpell { spell, until } => as_spell(now, cause, spell, *until, targets),
        Effect::MaxHpLoss => targets.iter().for_each(|target| drains(now, *target)),
    }
}

/// What a spell does, from a bottle: nobody concentrates on it.
fn as_spell(now: &mut Unfold<'_>, cause: &Cause, id: &SpellId, until: Option<Until>, targets: &[CreatureId]) {
    let Some(spell) = now.world().book.spells.get(id).cloned() else { return };
    let mut whole = Cause::spell(now.world(), cause.by, &spell, spell.level);
    whole.concentration = false;
    for effect in &spell.effects {
        let effect = until.map_or_else(|| effect.clone(), |until| effect.lasting(until));
        one(now, &whole, &effect, targets);
    }
}

/// A spell's attacks: one for each target named, a target named twice is attacked twice.
fn attacks(now: &mut Unfold<'_>, cause: &Cause, targets: &[CreatureId]) {
    let Some(weapon) = cause.weapon.clone() else { return };
    for target in targets.iter().rev() {
        let mut strike = super::attack::strike(cause.by, *target, &weapon);
        strike.level = cause.level;
        now.steps.push_front(Pending::Roll(strike));
    }
}

fn saves(now: &mut Unfold<'_>, cause: &Cause, effect: &Effect, targets: &[CreatureId]) {
    let Effect::Save { ability, dc, fail, success, only, advantage, disadvantage, ignores_cover, fail_by_5 } = effect
    else {
        return;
    };
    let world = now.world();
    let dc = cause.dc(world, *dc);
    let mut against: Vec<Condition> = fail.iter().filter_map(brings).collect();
    if fail.iter().any(poisons) {
        against.push(Condition::Poisoned);
    }
    let (mut failed, mut passed, mut badly) = (Vec::new(), Vec::new(), Vec::new());
    for target in filtered(world, cause, only.as_ref(), targets) {
        let world = now.world();
        let Some(one) = world.creature(target) else { continue };
        let mut tally = Tally::default();
        tally.up_if(advantage.as_ref().is_some_and(|filter| matches(world, cause.by, filter, one)));
        tally.down_if(disadvantage.as_ref().is_some_and(|filter| matches(world, cause.by, filter, one)));
        let covered = *ability == Ability::Dex && !ignores_cover;
        let bonus = if covered { sight::cover_from(world, cause.from, one).bonus() } else { 0 };
        let against = against.clone();
        let turning = fail.iter().any(turns);
        let save = Save { who: target, ability: *ability, dc, against, turning, magic: cause.magic, tally, bonus };
        let evades = matches!(success, Success::Half) && *ability == Ability::Dex && evades(now.world(), target);
        match d20::save_margin(now, &save) {
            // Who evades is not touched at all by what would still do half.
            margin if margin >= 0 && evades => {}
            margin if margin >= 0 => passed.push(target),
            _ if evades => passed.push(target),
            margin => {
                failed.push(target);
                if margin <= -5 {
                    badly.push(target);
                }
            }
        }
    }
    for effect in fail {
        match (effect, success) {
            (Effect::Damage { dice, kind, only }, Success::Half) => {
                let full = filtered(now.world(), cause, only.as_ref(), &failed);
                let half = filtered(now.world(), cause, only.as_ref(), &passed);
                hurt(now, cause, dice, kind, &full, &half);
            }
            _ if failed.is_empty() => {}
            (effect, _) => one(now, cause, effect, &failed),
        }
    }
    if !badly.is_empty() {
        run(now, cause, fail_by_5, &badly);
    }
    if let Success::Then(effects) = success
        && !passed.is_empty()
    {
        run(now, cause, effects, &passed);
    }
}

/// True for poison that hurts: whoever stands poison well stands it better too.
fn poisons(effect: &Effect) -> bool {
    matches!(effect, Effect::Damage { kind, .. } if kind.contains(&DamageKind::Poison))
}

fn evades(world: &World, target: CreatureId) -> bool {
    let one = world.creature(target).filter(|one| !figure::incapacitated(one));
    one.is_some_and(|one| figure::gives(world, one).iter().any(|given| matches!(given, Modifier::Evasion)))
}

fn turns(effect: &Effect) -> bool {
    matches!(effect, Effect::Modifier { gives, .. } if gives.contains(&Modifier::Turned))
}

fn brings(effect: &Effect) -> Option<Condition> {
    if let Effect::Condition { is, .. } = effect { Some(*is) } else { None }
}

/// Rolls damage once for everyone and deals it: whole to some, half to others.
fn hurt(
    now: &mut Unfold<'_>,
    cause: &Cause,
    dice: &Quantity,
    kinds: &[DamageKind],
    full: &[CreatureId],
    half: &[CreatureId],
) {
    let Some(kind) = kinds.first().copied() else { return };
    if full.is_empty() && half.is_empty() {
        return;
    }
    let amount = cause.amount(now.world(), dice);
    let total = damage::roll(now, cause.by, kind, amount, cause.critical, 0);
    let (magical, critical) = (cause.magic, cause.critical);
    for (targets, amount) in [(full, total), (half, total / 2)] {
        for target in targets {
            let by = Some(cause.by);
            damage::deal(now, Harm { target: *target, by, kind, amount, magical, critical });
        }
    }
}

fn heals(
    now: &mut Unfold<'_>,
    cause: &Cause,
    dice: &Quantity,
    never: &[crate::srd::kind::CreatureKind],
    pool: bool,
    targets: &[CreatureId],
) {
    let mut left = None;
    for target in targets {
        let Some(one) = now.creature(*target) else { continue };
        if never.contains(&figure::kind(now.world(), one)) {
            continue;
        }
        if pool {
            // One pool for all of them, the first one first, and nobody is brought above half.
            let rest = left.unwrap_or(cause.amount(now.world(), dice).average());
            let given = (one.hp_max / 2 - one.hp).clamp(0, rest);
            left = Some(rest - given);
            if given > 0 {
                damage::heal(now, *target, Some(cause.by), Vec::new(), given);
            }
            continue;
        }
        let amount = cause.amount(now.world(), dice);
        let faces: Vec<_> = (0..amount.count).map(|_| now.roll(amount.sides)).collect();
        let sum = i32::from(amount.plus) + faces.iter().map(|face| i32::from(face.0)).sum::<i32>();
        let more = cause.heal_bonus(now.world());
        damage::heal(now, *target, Some(cause.by), faces, sum.max(0) + more);
    }
}

fn temporary(now: &mut Unfold<'_>, cause: &Cause, dice: &Quantity, targets: &[CreatureId]) {
    for target in targets {
        let amount = cause.amount(now.world(), dice);
        let faces: Vec<_> = (0..amount.count).map(|_| now.roll(amount.sides)).collect();
        let sum = i32::from(amount.plus) + faces.iter().map(|face| i32::from(face.0)).sum::<i32>();
        let has = now.creature(*target).map_or(0, |one| one.hp_temporary);
        // They do not add up: whoever has more keeps what he has.
        now.happens(Event::TempHpGained { creature: *target, faces, hp: sum.max(has) });
    }
}

/// Lets something last on a target.
fn lasts(now: &mut Unfold<'_>, cause: &Cause, effect: &Effect, target: CreatureId) {
    let fresh = |now: &Unfold<'_>, until: Until| -> Ongoing {
        let expires = lasting::expires(now.world(), until, cause.by, target);
        let mut ongoing = lasting::new(now, cause.name.clone(), cause.by, expires);
        ongoing.concentration = cause.concentration;
        ongoing
    };
    let world = now.world();
    let ongoing = match effect {
        Effect::Condition { is, until, ends_on, repeat, escape, .. } => {
            if *is == Condition::Unconscious
                && cause.magic
                && world.creature(target).is_none_or(|one| wakeful(world, one))
            {
                return;
            }
            let mut ongoing = fresh(now, *until);
            ongoing.condition = Some(*is);
            ongoing.ends_on.clone_from(ends_on);
            ongoing.repeat = repeat.and_then(|when| Some((when, cause.save?, cause.dc_byte())));
            ongoing.escape = escape.map(|escape| cause.fixed(world, escape));
            ongoing
        }
        Effect::Modifier { gives, until, ends_on, repeat, .. } => {
            let mut ongoing = fresh(now, *until);
            ongoing.gives.clone_from(gives);
            ongoing.ends_on.clone_from(ends_on);
            ongoing.repeat = repeat.and_then(|when| Some((when, cause.save?, cause.dc_byte())));
            ongoing
        }
        Effect::Light { bright_feet, dim_feet, until } => {
            let mut ongoing = fresh(now, *until);
            ongoing.light_feet = Some((*bright_feet, *dim_feet));
            ongoing
        }
        Effect::Ongoing { effects, at, until, escape } => {
            let mut ongoing = fresh(now, *until);
            ongoing.again = Some((*at, effects.clone()));
            ongoing.escape = escape.map(|escape| cause.fixed(world, escape));
            ongoing
        }
        _ => return,
    };
    lasting::begin(now, target, ongoing);
}

/// Those whom the damage just dealt has brought to 0 hit points, by this kind where one is named.
fn dropped(now: &Unfold<'_>, by: Option<DamageKind>, targets: &[CreatureId]) -> Vec<CreatureId> {
    let last = |id: CreatureId| {
        now.events().iter().rev().find_map(|event| match event {
            Event::Damaged { creature, kind, taken, .. } if *creature == id => Some((*kind, *taken)),
            _ => None,
        })
    };
    let down = |id: &CreatureId| {
        let by_that = last(*id).is_some_and(|(kind, taken)| taken > 0 && by.is_none_or(|by| by == kind));
        by_that && now.creature(*id).is_some_and(|one| !one.is_up())
    };
    targets.iter().copied().filter(down).collect()
}

/// Takes hold of a target with claws or tentacles; what else the hold brings ends with it.
fn holds(now: &mut Unfold<'_>, cause: &Cause, target: CreatureId, escape_dc: u8, also: &[Condition]) {
    if now.creature(target).is_none_or(|one| !one.is_up()) {
        return;
    }
    let escape = Escape { ability: Ability::Str, skill: Some(Skill::Athletics), dc: Dc::Is(escape_dc) };
    for condition in std::iter::once(Condition::Grappled).chain(also.iter().copied()) {
        let mut ongoing = lasting::new(now, "grapple", cause.by, Expires::Never);
        ongoing.condition = Some(condition);
        ongoing.escape = Some(escape);
        lasting::begin(now, target, ongoing);
    }
}

/// The most hit points go down by what was just lost, until the next long rest.
fn drains(now: &mut Unfold<'_>, target: CreatureId) {
    let lost = now.events().iter().rev().find_map(|event| match event {
        Event::Damaged { creature, taken, .. } if *creature == target => Some(*taken),
        _ => None,
    });
    let Some(hp) = lost.filter(|lost| *lost > 0) else { return };
    now.happens(Event::MaxHpLost { creature: target, hp });
    if now.creature(target).is_some_and(|one| one.hp_max == 0 && !one.dead) {
        damage::die(now, target);
    }
}

fn puts_to_sleep(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| brings(effect) == Some(Condition::Unconscious))
}

fn wakeful(world: &World, one: &Creature) -> bool {
    figure::gives(world, one).iter().any(|given| matches!(given, Modifier::NoMagicSleep))
}

fn filtered(world: &World, cause: &Cause, only: Option<&Filter>, targets: &[CreatureId]) -> Vec<CreatureId> {
    let fits = |id: &&CreatureId| {
        world.creature(**id).is_some_and(|one| only.is_none_or(|it| matches(world, cause.by, it, one)))
    };
    targets.iter().filter(fits).copied().collect()
}

/// True when the creature is one of those that a filter is for.
pub(super) fn matches(world: &World, by: CreatureId, filter: &Filter, one: &Creature) -> bool {
    let kind = figure::kind(world, one);
    let foe = world.creature(by).is_some_and(|by| by.side != one.side);
    let metal = one.pack.worn.as_ref().and_then(|id| figure::armour(world, id)).is_some_and(|armour| armour.metal);
    (filter.kinds.is_empty() || filter.kinds.contains(&kind))
        && !filter.not_kinds.contains(&kind)
        && (!filter.wounded || one.hp < one.hp_max)
        && (!filter.foes || foe)
        && (!filter.friends || !foe)
        && filter.size_max.is_none_or(|most| one.size <= most)
        && !subkinds(world, one).iter().any(|id| filter.not_subkinds.iter().any(|not| not.as_str() == *id))
        && (!filter.in_metal || metal)
        && (filter.has.is_empty() || filter.has.iter().any(|condition| one.has(*condition)))
}

fn subkinds<'w>(world: &'w World, one: &'w Creature) -> Vec<&'w str> {
    match one.sheet() {
        Some(sheet) => {
            let parent = world.book.races.get(&sheet.race).and_then(|race| race.of.as_ref());
            std::iter::once(&sheet.race).chain(parent).map(|id| id.as_str()).collect()
        }
        None => figure::block(world, one).into_iter().flat_map(|block| &block.subkinds).map(|id| id.as_str()).collect(),
    }
}

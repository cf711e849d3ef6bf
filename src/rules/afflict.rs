//! The one reader of `srd::effect::Effect`: which file does what spells, features, actions and items do, in their order.

use smol_str::SmolStr;

use super::unfold::Unfold;
use super::{act, boon, cause, chance, d20, dispel, figure, lasting, linger, mend, object, pool};
use super::{regain, resist, sense, shape, shift, summon, wound, zones};
use crate::srd::effect::{Effect, Until};
use crate::srd::id::SpellId;
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::question::Pending;

pub(super) use super::sieve::{filtered, matches};
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
        Effect::Save { .. } => resist::saves(now, cause, effect, targets),
        Effect::Check { ability, skill, dc, success, fail } => {
            let dc = cause.dc(now.world(), *dc);
            let done = d20::check(now, cause.by, *ability, *skill, dc);
            run(now, cause, if done { success } else { fail }, targets);
        }
        Effect::Damage { only, .. } => {
            let targets = filtered(now.world(), cause, only.as_ref(), targets);
            wound::hurt(now, cause, effect, &targets, &[]);
        }
        Effect::Heal { dice, never, pool } => mend::heals(now, cause, dice, never, *pool, targets),
        Effect::TempHp { dice, .. } => mend::temporary(now, cause, dice, targets),
        Effect::Condition { only, .. } | Effect::Modifier { only, .. } => {
            for target in filtered(now.world(), cause, only.as_ref(), targets) {
                linger::lasts(now, cause, effect, target);
            }
        }
        Effect::Grapple { escape_dc, also, only, .. } => {
            for target in filtered(now.world(), cause, only.as_ref(), targets) {
                linger::holds(now, cause, target, *escape_dc, also);
            }
        }
        Effect::HpPool { dice, then, never, never_immune_to } => {
            let covered = pool::cover(now, cause, dice, targets, |world, one| {
                never.contains(&figure::kind(world, one))
                    || never_immune_to.is_some_and(|condition| lasting::immune(world, one.id, condition))
                    || (linger::puts_to_sleep(then) && wakeful(world, one))
            });
            run(now, cause, then, &covered);
        }
        Effect::Act { grant } => act::granted(now, cause.by, *grant),
        Effect::Narrative { told, .. } => {
            now.happens(Event::Narrated { creature: cause.by, told: SmolStr::new(told) });
        }
        Effect::IfDropped { by, then } => {
            let dropped = wound::dropped(now, *by, targets);
            run(now, cause, then, &dropped);
        }
        Effect::Choose(options) => {
            let chosen = options.iter().find(|(name, _)| Some(name.as_str()) == cause.how.choice.as_deref());
            if let Some((_, effects)) = chosen.or(options.first()) {
                run(now, cause, effects, targets);
            }
        }
        Effect::Some { count, effects } => {
            let chosen = zones::some(now.world(), cause.by, targets, usize::from(*count));
            run(now, cause, effects, &chosen);
        }
        Effect::Replace => zones::replaces(now, cause),
        Effect::Shine(effect) => one(now, cause, effect, &[cause.by]),
        Effect::Grow { ability, by } => targets.iter().for_each(|one| super::wear::grow(now, *one, *ability, *by)),
        Effect::AsSpell { spell, until } => as_spell(now, cause, spell, *until, targets),
        Effect::Contest(it) => {
            let targets = filtered(now.world(), cause, it.only.as_ref(), targets);
            let won = chance::contest(now, cause, it.mine, (it.against, it.skill), &targets);
            let lost: Vec<CreatureId> = targets.into_iter().filter(|target| !won.contains(target)).collect();
            run(now, cause, &it.win, &won);
            run(now, cause, &it.lose, &lost);
        }
        _ => makes(now, cause, effect, targets),
    }
}

/// What is made or found once, whoever the targets are.
fn makes(now: &mut Unfold<'_>, cause: &Cause, effect: &Effect, targets: &[CreatureId]) {
    match effect {
        Effect::Zone(zone) => zones::begin(now, cause, zone),
        Effect::May(may) => linger::may(now, cause, may, targets),
        Effect::Summon(summon) => summon::call(now, cause, summon),
        Effect::Dispel => dispel::dispels(now, cause, targets),
        Effect::Counter => dispel::counters(now, cause, targets),
        Effect::Create { item, count } => {
            now.happens(Event::ItemGained { creature: cause.by, item: item.clone(), count: *count });
        }
        Effect::Unlock => object::unlocks(now, cause),
        Effect::Sense(it) => sense::senses(now, cause, it, targets),
        Effect::ExtraTurns { dice } => linger::extra_turns(now, cause, dice),
        Effect::EndDarkness => zones::brightens(now, cause),
        Effect::Boon(it) => boon::run(now, cause, it, targets),
        Effect::Maw(maw) => super::maw::run(now, cause, maw, targets),
        Effect::Plight(plight) => super::plight::befall(now, plight, targets),
        Effect::Wonder(it) => super::wonder::run(now, cause, it, targets),
        Effect::Trick(trick) => super::trick::run(now, cause, trick, targets),
        _ => targets.iter().for_each(|target| alone(now, cause, effect, *target)),
    }
}

/// What is done to each target by itself.
fn alone(now: &mut Unfold<'_>, cause: &Cause, effect: &Effect, target: CreatureId) {
    match effect {
        Effect::Light { .. } | Effect::Ongoing { .. } | Effect::Trial(_) => linger::lasts(now, cause, effect, target),
        Effect::MoreHp { dice, until } => linger::more_hp(now, cause, dice, *until, target),
        Effect::Move { way, feet } => shift::push(now, cause, target, *way, *feet),
        Effect::Regain { what } => regain::run(now, cause, target, what),
        Effect::Stabilize => mend::steadies(now, target),
        Effect::Remove { conditions } => {
            lasting::end_where(now, target, |_, it| it.condition.is_some_and(|is| conditions.contains(&is)));
        }
        Effect::MaxHpLoss => wound::drains(now, target),
        Effect::HpGate { hp, then, otherwise } => {
            let low = now.creature(target).is_some_and(|one| one.hp <= i32::from(*hp));
            run(now, cause, if low { then } else { otherwise }, &[target]);
        }
        Effect::Table { die, rows } => {
            if let Some(effects) = chance::row(now, target, *die, rows) {
                run(now, cause, &effects, &[target]);
            }
        }
        Effect::Transform(transform) => shape::takes(now, cause, transform, target),
        Effect::Revive(revive) => mend::revives(now, cause, revive, target),
        Effect::Mend(list) => mend::mends(now, list, target),
        Effect::Wither { until } => linger::withers(now, cause, *until, target),
        Effect::Stagger => chance::staggers(now, target),
        Effect::Lash => chance::lashes(now, target),
        Effect::SendHome => summon::sends_home(now, target),
        Effect::RaiseAs(monster) => summon::raises(now, cause, monster, target),
        Effect::Preserve { days } => mend::preserves(now, target, *days),
        Effect::Kill => wound::kills(now, target),
        Effect::Leech => wound::leeches(now, cause.by, target),
        Effect::DropHeld => object::drops(now, target),
        Effect::BreakConcentration => lasting::end_concentration(now, target),
        Effect::EndThis => lasting::end_where(now, target, |_, it| {
            it.name == cause.name && (it.source == cause.by || target == cause.by)
        }),
        _ => {}
    }
}

/// A spell's attacks: one for each target, a target named twice is attacked twice.
fn attacks(now: &mut Unfold<'_>, cause: &Cause, targets: &[CreatureId]) {
    let Some(weapon) = cause.weapon.clone() else { return };
    let from = zones::own(now.world(), cause.by, &cause.name).map(|zone| zone.at);
    // A blow that nobody was named for strikes nobody.
    for target in targets.iter().rev().filter(|target| **target != cause.by) {
        let mut strike = super::attack::strike(cause.by, *target, &weapon);
        (strike.level, strike.from, strike.how) = (cause.level, from, cause.how.clone());
        now.steps.push_front(Pending::Roll(strike));
    }
}

/// True for those whom magic cannot put to sleep.
pub(super) fn wakeful(world: &World, one: &Creature) -> bool {
    figure::gives(world, one).iter().any(|given| matches!(given, Modifier::NoMagicSleep))
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

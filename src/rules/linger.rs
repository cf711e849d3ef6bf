//! What effects leave on creatures for a while: conditions, changes, light, holds, things that may be done again.

use super::afflict::{Cause, wakeful};
use super::lasting;
use super::prowess;
use super::resist::brings;
use super::unfold::Unfold;
use crate::srd::ability::{Ability, Skill};
use crate::srd::condition::Condition;
use crate::srd::conjure::May;
use crate::srd::effect::{Effect, Escape, Until};
use crate::srd::id::LanguageId;
use crate::srd::modifier::Modifier;
use crate::srd::quantity::{Dc, Quantity};
use crate::srd::speech::Speech;
use crate::world::World;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::ongoing::{Expires, Ongoing, Trial};

/// Something that begins to last on a target by this cause: no more than a name and an end so far.
fn fresh(now: &Unfold<'_>, cause: &Cause, until: Until, target: CreatureId) -> Ongoing {
    let expires =
        lasting::expires(now.world(), prowess::extended(now.world(), cause, cause.until(until)), cause.by, target);
    let mut ongoing = lasting::new(now, cause.name.clone(), cause.by, expires);
    (ongoing.concentration, ongoing.level) = (cause.concentration, cause.level);
    ongoing.chosen.clone_from(&cause.how.choice);
    ongoing
}

/// Lets something last on a target.
pub(super) fn lasts(now: &mut Unfold<'_>, cause: &Cause, effect: &Effect, target: CreatureId) {
    let world = now.world();
    let ongoing = match effect {
        Effect::Condition { is, until, ends_on, repeat, escape, .. } => {
            let asleep = *is == Condition::Unconscious && cause.magic;
            if asleep && world.creature(target).is_none_or(|one| wakeful(world, one)) {
                return;
            }
            let mut ongoing = fresh(now, cause, *until, target);
            ongoing.condition = Some(*is);
            ongoing.ends_on.clone_from(ends_on);
            ongoing.repeat = repeat.and_then(|when| Some((when, cause.save?, cause.dc_byte())));
            ongoing.escape = escape.map(|escape| cause.fixed(world, escape));
            ongoing
        }
        Effect::Modifier { gives, until, ends_on, repeat, escape, named, .. } => {
            let mut ongoing = fresh(now, cause, *until, target);
            ongoing.escape = escape.map(|escape| cause.fixed(world, escape));
            if let Some(name) = named {
                ongoing.name.clone_from(name);
            }
            ongoing.gives = gives.iter().map(|given| chosen(world, cause, given)).collect();
            ongoing.ends_on.clone_from(ends_on);
            ongoing.repeat = repeat.and_then(|when| Some((when, cause.save?, cause.dc_byte())));
            ongoing
        }
        Effect::Light { bright_feet, dim_feet, until } => {
            let mut ongoing = fresh(now, cause, *until, target);
            ongoing.light_feet = Some((*bright_feet, *dim_feet));
            ongoing
        }
        Effect::Ongoing { effects, at, until, escape, repeat, ends_on } => {
            let mut ongoing = fresh(now, cause, *until, target);
            ongoing.ends_on.clone_from(ends_on);
            ongoing.repeat = repeat.and_then(|when| Some((when, cause.save?, cause.dc_byte())));
            ongoing.again = Some((*at, effects.clone()));
            ongoing.escape = escape.map(|escape| cause.fixed(world, escape));
            ongoing
        }
        Effect::Trial(it) => {
            let mut ongoing = fresh(now, cause, it.until, target);
            let (ability, dc, times, fail) = (it.ability, cause.dc_byte(), it.times, it.fail.clone());
            ongoing.trial = Some(Box::new(Trial { ability, dc, times, made: 0, failed: 0, fail }));
            ongoing.gives.clone_from(&it.meanwhile);
            ongoing.condition = it.is;
            ongoing
        }
        _ => return,
    };
    lasting::begin(now, target, ongoing);
}

/// A change as it was chosen: of several kinds of damage, or of the languages of whoever acts, the one that was named.
pub(super) fn chosen(world: &World, cause: &Cause, given: &Modifier) -> Modifier {
    match given {
        Modifier::Resist(kinds) if cause.how.choice.is_some() => {
            let named = cause.kind(kinds).filter(|kind| cause.how.choice.as_deref() == Some(kind.as_str()));
            Modifier::Resist(named.map_or_else(|| kinds.clone(), |kind| vec![kind]))
        }
        Modifier::Speech(Speech::Learns) => {
            let known = world.creature(cause.by).map(|by| world.languages(by)).unwrap_or_default();
            let chosen = cause.how.choice.as_deref().map(LanguageId::new).filter(|id| known.contains(id));
            chosen
                .or_else(|| known.first().cloned())
                .map_or_else(|| given.clone(), |id| Modifier::Speech(Speech::Knows(id)))
        }
        // A magic weapon grows with every second slot level.
        Modifier::WeaponPlus(plus) => Modifier::WeaponPlus((plus + cause.above() / 2).min(3)),
        _ => given.clone(),
    }
}

/// More hit points for a while.
pub(super) fn more_hp(now: &mut Unfold<'_>, cause: &Cause, dice: &Quantity, until: Until, target: CreatureId) {
    let amount = cause.amount(now.world(), dice);
    let faces: Vec<_> = (0..amount.count).map(|_| now.roll(amount.sides)).collect();
    let sum = i32::from(amount.plus) + faces.iter().map(|face| i32::from(face.0)).sum::<i32>();
    let mut ongoing = fresh(now, cause, until, target);
    ongoing.gives = vec![Modifier::MaxHp(i16::try_from(sum.max(0)).unwrap_or(i16::MAX))];
    lasting::begin(now, target, ongoing);
    super::damage::heal(now, target, Some(cause.by), faces, sum.max(0));
}

/// Fewer hit points at the most, by what was just lost.
pub(super) fn withers(now: &mut Unfold<'_>, cause: &Cause, until: Until, target: CreatureId) {
    let lost = super::wound::last(now, target).map_or(0, |(_, taken)| taken);
    let mut ongoing = fresh(now, cause, until, target);
    ongoing.gives = vec![Modifier::MaxHp(i16::try_from(-lost).unwrap_or(i16::MIN))];
    lasting::begin(now, target, ongoing);
}

/// So many turns in a row: each of them counts down what lets the next one follow.
pub(super) fn extra_turns(now: &mut Unfold<'_>, cause: &Cause, dice: &Quantity) {
    let amount = cause.amount(now.world(), dice);
    let turns = now.sum(amount);
    let mut ongoing = fresh(now, cause, Until::Ended, cause.by);
    // The turn under way is none of them.
    ongoing.expires = Expires::TurnEnd(cause.by, u16::try_from(turns).unwrap_or(1).saturating_add(1));
    ongoing.gives = vec![Modifier::TurnAgain];
    ongoing.ends_on = vec![crate::srd::effect::EndsOn::TouchesOthers];
    lasting::begin(now, cause.by, ongoing);
}

/// Lets whoever made it, or each target, do something again and again.
pub(super) fn may(now: &mut Unfold<'_>, cause: &Cause, may: &May, targets: &[CreatureId]) {
    let own = [cause.by];
    for bearer in if may.by_target { targets } else { &own[..] } {
        let mut ongoing = fresh(now, cause, may.until, *bearer);
        ongoing.may = Some(Box::new(may.clone()));
        lasting::begin(now, *bearer, ongoing);
    }
}

/// Takes hold of a target with claws or tentacles; what else the hold brings ends with it.
pub(super) fn holds(now: &mut Unfold<'_>, cause: &Cause, target: CreatureId, escape_dc: u8, also: &[Condition]) {
    if now.creature(target).is_none_or(|one| !one.is_up()) {
        return;
    }
    let escape = Escape {
        ability: Ability::Str,
        skill: Some(Skill::Athletics),
        dc: Dc::Is(escape_dc),
        saves: false,
        days: 0,
        breaks: false,
        by_friends: false,
    };
    for condition in std::iter::once(Condition::Grappled).chain(also.iter().copied()) {
        let mut ongoing = lasting::new(now, "grapple", cause.by, Expires::Never);
        ongoing.condition = Some(condition);
        ongoing.escape = Some(escape);
        lasting::begin(now, target, ongoing);
    }
}

/// True for effects that bring sleep.
pub(super) fn puts_to_sleep(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| brings(effect) == Some(Condition::Unconscious))
}

/// Rolls the saving throws that are counted at the end of a turn, and does what enough of them decide.
pub(super) fn trials(now: &mut Unfold<'_>, who: CreatureId) {
    let Some(one) = now.creature(who) else { return };
    let due: Vec<Ongoing> = one.ongoing.values().filter(|lasts| lasts.trial.is_some()).cloned().collect();
    for lasts in due {
        let Some(trial) = &lasts.trial else { continue };
        let still = now.creature(who).is_some_and(|one| !one.dead && one.ongoing.contains_key(&lasts.id));
        if !still {
            continue;
        }
        let dc = i32::from(trial.dc);
        let success = super::d20::save(now, &super::d20::Save::plain(who, trial.ability, dc));
        now.happens(Event::TrialCounted { creature: who, ongoing: lasts.id, success });
        let (made, failed) = (trial.made + u8::from(success), trial.failed + u8::from(!success));
        if made >= trial.times || failed >= trial.times {
            let cause = Cause::lasting(now.world(), &lasts);
            lasting::finish(now, who, lasts.id);
            if failed >= trial.times {
                super::afflict::run(now, &cause, &trial.fail, &[who]);
            } else if cause.concentration {
                lasting::drop_idle(now);
            }
        }
    }
}

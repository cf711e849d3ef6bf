//! Saving throws against effects: who must roll, and what failing and succeeding do (SRD: Saving Throws).

use super::absorb;
use super::afflict::run;
use super::cause::Cause;
use super::d20::{self, Save, Tally};
use super::figure;
use super::maw;
use super::prowess;
use super::sieve::{filtered, matches};
use super::sight;
use super::unfold::Unfold;
use super::ward;
use super::wound;
use crate::srd::ability::Ability;
use crate::srd::condition::Condition;
use crate::srd::damage::DamageKind;
use crate::srd::effect::{Effect, Success};
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::id::CreatureId;

/// How the saving throws of one effect went.
#[derive(Default)]
struct Fared {
    failed: Vec<CreatureId>,
    passed: Vec<CreatureId>,
    badly: Vec<CreatureId>,
}

/// Lets every target roll, then does what failing and succeeding do, once for all of them.
pub(super) fn saves(now: &mut Unfold<'_>, cause: &Cause, effect: &Effect, targets: &[CreatureId]) {
    let Effect::Save { ability, dc, fail, success, only, fail_by_5, .. } = effect else { return };
    let mut fared = Fared::default();
    let mut spared = prowess::spares(now.world(), cause);
    let success = &prowess::success(now.world(), cause, success);
    let alone = targets.len() == 1;
    for target in filtered(now.world(), cause, only.as_ref(), targets) {
        if prowess::spared(now.world(), cause, target, &mut spared) {
            fared.passed.push(target);
            continue;
        }
        rolls(now, cause, effect, (target, alone), &mut fared);
        if alone && ward::throws_back(now, cause, target) {
            fared.passed.clear();
            // What is thrown back touches nobody but its caster.
            rolls(now, cause, effect, (cause.by, false), &mut fared);
        } else if alone
            && fared.passed.contains(&target)
            && let Some(own) = absorb::throws_back(now, cause, target)
        {
            fared.passed.clear();
            saves(now, &own, effect, &[cause.by]);
        }
    }
    let Fared { failed, passed, badly } = fared;
    let cause = &cause.after(*ability, cause.dc(now.world(), *dc));
    for effect in fail {
        match (effect, success) {
            (Effect::Damage { only, .. }, Success::Half) => {
                let full = filtered(now.world(), cause, only.as_ref(), &failed);
                let half = filtered(now.world(), cause, only.as_ref(), &passed);
                wound::hurt(now, cause, effect, &full, &half);
            }
            _ if failed.is_empty() => {}
            (effect, _) => run(now, cause, std::slice::from_ref(effect), &failed),
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

fn rolls(now: &mut Unfold<'_>, cause: &Cause, effect: &Effect, (target, alone): (CreatureId, bool), fared: &mut Fared) {
    let Effect::Save { ability, dc, fail, success, advantage, disadvantage, ignores_cover, willing, .. } = effect
    else {
        return;
    };
    let world = now.world();
    let safe = |one: &&Creature| one.is_away() || maw::is_proof(one, &cause.name);
    let Some(one) = world.creature(target).filter(|one| !safe(one)) else { return };
    let friend = world.creature(cause.by).is_some_and(|by| by.side == one.side);
    if prowess::proof(one, cause) {
        return;
    }
    if *willing && friend {
        return fared.failed.push(target);
    }
    let mut tally = Tally::default();
    tally.up_if(prowess::holy(world, cause, one));
    tally.down_if(fared.failed.is_empty() && fared.passed.is_empty() && prowess::heightens(world, cause));
    tally.up_if(advantage.as_ref().is_some_and(|filter| matches(world, cause.by, filter, one)));
    tally.down_if(disadvantage.as_ref().is_some_and(|filter| matches(world, cause.by, filter, one)));
    ward::tallies(world, one, cause, alone, &mut tally);
    let covered = *ability == Ability::Dex && !ignores_cover;
    let bonus = if covered { sight::cover_from(world, cause.from, one).bonus() } else { 0 };
    let mut against: Vec<Condition> = fail.iter().filter_map(brings).collect();
    if fail.iter().any(poisons) {
        against.push(Condition::Poisoned);
    }
    let dc = cause.dc(world, *dc);
    let turning = fail.iter().any(turns);
    let (magic, by) = (cause.magic, Some((cause.by, cause.name.clone())));
    let save = Save { who: target, ability: *ability, dc, against, turning, magic, tally, bonus, by, alone };
    let evades = matches!(success, Success::Half) && *ability == Ability::Dex && evades(world, target);
    match d20::save_margin(now, &save) {
        // Who evades is not touched at all by what would still do half.
        margin if margin >= 0 && evades => {}
        margin if margin >= 0 => fared.passed.push(target),
        _ if evades => fared.passed.push(target),
        margin => {
            fared.failed.push(target);
            if margin <= -5 {
                fared.badly.push(target);
            }
        }
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

/// The condition that an effect brings.
pub(super) fn brings(effect: &Effect) -> Option<Condition> {
    if let Effect::Condition { is, .. } = effect { Some(*is) } else { None }
}

//! What magic things do besides: they break, sort whom they touch, let go whom they keep (SRD: Magic Items A-Z).

use super::afflict::{self, Cause};
use super::dance;
use super::globe;
use super::glow;
use super::grid;
use super::hurl;
use super::invoke;
use super::lasting;
use super::object;
use super::sight;
use super::state;
use super::unfold::Unfold;
use super::vapour;
use super::wear;
use super::wound;
use crate::dice::Face;
use crate::srd::condition::Condition;
use crate::srd::effect::{Effect, Until};
use crate::srd::id::ItemId;
use crate::srd::trick::Trick;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::ongoing::Ongoing;

/// Does it to these targets.
pub(super) fn run(now: &mut Unfold<'_>, cause: &Cause, trick: &Trick, targets: &[CreatureId]) {
    match trick {
        Trick::Breaks => breaks(now, cause.by, &cause.name),
        Trick::If { only, then, otherwise } => {
            let some = afflict::filtered(now.world(), cause, Some(only), targets);
            let rest: Vec<CreatureId> = targets.iter().filter(|id| !some.contains(id)).copied().collect();
            for (effects, targets) in [(then, some), (otherwise, rest)] {
                if !targets.is_empty() {
                    afflict::run(now, cause, effects, &targets);
                }
            }
        }
        Trick::Lasting { dice, minutes, effects } => {
            let faces: Vec<Face> = (0..dice.count).map(|_| now.roll(dice.sides)).collect();
            let sum = i32::from(dice.plus) + faces.iter().map(|face| i32::from(face.0)).sum::<i32>();
            let until = Until::Minutes(u16::try_from(sum.max(1)).unwrap_or(1).saturating_mul(*minutes));
            for face in faces {
                now.happens(Event::TableRolled { creature: cause.by, face });
            }
            let effects: Vec<_> = effects.iter().map(|effect| effect.lasting(until)).collect();
            afflict::run(now, cause, &effects, targets);
        }
        Trick::Frees { named, then } => {
            let kept =
                |one: &&Creature| one.ongoing.values().any(|lasts| lasts.name == *named && lasts.source == cause.by);
            let all: Vec<CreatureId> = now.world().now.creatures.values().filter(kept).map(|one| one.id).collect();
            for id in all {
                lasting::end_where(now, id, |_, lasts| lasts.name == *named && lasts.source == cause.by);
                afflict::run(now, cause, then, &[id]);
            }
        }
        Trick::DrinksLife => {
            let dealt: i32 = targets.iter().filter_map(|id| wound::last(now, *id)).map(|(_, taken)| taken).sum();
            if dealt > now.creature(cause.by).map_or(0, |one| one.hp_temporary) {
                now.happens(Event::TempHpGained { creature: cause.by, hp: dealt, faces: Vec::new() });
            }
        }
        Trick::OnCritical(effects) if cause.critical => {
            // What a critical hit does besides is no part of the hit that is doubled.
            let mut plain = cause.clone();
            plain.critical = false;
            afflict::run(now, &plain, effects, targets);
        }
        Trick::OnCritical(_) => {}
        Trick::Charged(effects) => {
            let item = ItemId::new(&cause.name);
            invoke::finds_out(now, cause.by, &item);
            let magic = wear::magic(now.world(), &item);
            let left = now.creature(cause.by).zip(magic).map_or(0, |(one, magic)| invoke::left(one, &item, magic));
            if left > 0 {
                afflict::run(now, cause, effects, targets);
            }
        }
        Trick::Spends(charges) => {
            let (creature, item) = (cause.by, ItemId::new(&cause.name));
            now.happens(Event::ChargesSpent { creature, item, charges: *charges });
        }
        _ => besides(now, cause, trick, targets),
    }
}

/// What happens around whoever acts, and what takes longer.
fn besides(now: &mut Unfold<'_>, cause: &Cause, trick: &Trick, targets: &[CreatureId]) {
    match trick {
        Trick::Around { feet, beyond_feet, effects } => {
            let Some(one) = now.creature(cause.by) else { return };
            let near = |other: &&Creature| {
                let far = grid::feet_between(one, other);
                other.id != one.id && !other.dead && far <= *feet && (far > *beyond_feet || *beyond_feet == 0)
            };
            let all: Vec<CreatureId> = now.world().now.creatures.values().filter(near).map(|it| it.id).collect();
            afflict::run(now, cause, effects, &all);
        }
        Trick::Labours { days, cp } => {
            now.happens(Event::CoinsLost { creature: cause.by, cp: *cp });
            super::downtime::days(now, *days);
        }
        Trick::Piles(effect) => targets.iter().for_each(|id| piles(now, cause, effect, *id)),
        Trick::Unhealing => targets.iter().for_each(|id| wound::stays_open(now, cause.by, *id)),
        Trick::Dotes { minutes } => targets.iter().for_each(|id| dotes(now, *id, *minutes)),
        _ => goes_on(now, cause, trick, targets),
    }
}

/// The rest of them: what opens, flies, spreads, burns low.
fn goes_on(now: &mut Unfold<'_>, cause: &Cause, trick: &Trick, targets: &[CreatureId]) {
    match trick {
        Trick::Opens => object::opens(now, cause),
        Trick::Hurls => targets.iter().for_each(|id| hurl::hurls(now, cause, *id)),
        Trick::Expels(feet) => targets.iter().for_each(|id| globe::expels(now, cause, *feet, *id)),
        Trick::Rolls => globe::rolls(now, cause),
        Trick::Dances(times) => dance::strikes(now, cause, *times, targets),
        Trick::Along(effects) => targets.iter().for_each(|id| {
            let between = hurl::between(now.world(), cause.by, *id);
            afflict::run(now, cause, effects, &between);
        }),
        Trick::Burst { feet, effects } => targets.iter().for_each(|id| {
            let near = hurl::near(now.world(), *id, *feet);
            afflict::run(now, cause, effects, &near);
        }),
        Trick::While { must, then } => {
            let world = now.world();
            if world.creature(cause.by).is_some_and(|one| must.iter().all(|it| state::holds(world, one, it))) {
                afflict::run(now, cause, then, targets);
            }
        }
        Trick::Lands => targets.iter().for_each(|id| object::lands(now, *id)),
        Trick::Widens { by, least, most } => glow::widens(now, cause, *by, (*least, *most)),
        Trick::Douses(feet) => object::douses(now, cause.by, *feet),
        Trick::Settles(until) => vapour::settles(now, cause, *until),
        Trick::Fades { effects, .. } => afflict::run(now, cause, effects, targets),
        _ => {}
    }
}

/// One thing of somebody's is no more.
pub(super) fn breaks(now: &mut Unfold<'_>, who: CreatureId, name: &str) {
    let item = ItemId::new(name);
    if now.creature(who).is_some_and(|one| one.pack.items.contains_key(&item)) {
        now.happens(Event::ItemLost { creature: who, item, count: 1 });
    }
}

/// What comes again on the target comes with more dice than before.
fn piles(now: &mut Unfold<'_>, cause: &Cause, effect: &Effect, target: CreatureId) {
    let same = |lasts: &Ongoing| lasts.name == cause.name && lasts.source == cause.by && lasts.again.is_some();
    let lasts = now.creature(target).and_then(|one| one.ongoing.values().find(|lasts| same(lasts)));
    let count = |effect: &Effect| if let Effect::Damage { dice, .. } = effect { Some(dice.is.count) } else { None };
    let again = lasts.and_then(|lasts| lasts.again.as_ref());
    let before = again.and_then(|(_, effects)| effects.iter().find_map(count)).unwrap_or(0);
    let mut grown = effect.clone();
    if let Effect::Ongoing { effects, .. } = &mut grown {
        for effect in effects {
            if let Effect::Damage { dice, .. } = effect {
                dice.is.count = dice.is.count.saturating_add(before);
            }
        }
    }
    lasting::end_where(now, target, |_, lasts| same(lasts));
    afflict::run(now, cause, std::slice::from_ref(&grown), &[target]);
}

/// Whoever drank it loves the first whom he sees: the nearest one.
fn dotes(now: &mut Unfold<'_>, who: CreatureId, minutes: u16) {
    let world = now.world();
    let Some(one) = world.creature(who) else { return };
    let seen = world.now.creatures.values().filter(|other| other.id != who && sight::sees(world, one, other));
    let Some(loved) = seen.min_by_key(|other| (grid::feet_between(one, other), other.id)).map(|it| it.id) else {
        return;
    };
    let expires = lasting::expires(world, Until::Minutes(minutes), loved, who);
    let mut charm = lasting::new(now, "philter_of_love", loved, expires);
    charm.condition = Some(Condition::Charmed);
    lasting::begin(now, who, charm);
}

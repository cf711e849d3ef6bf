//! Decisions that features bring in the middle of something: who could make one, who is asked, what it costs (SRD: Classes).
//!
//! A decision of someone who is played stops the command: nothing of it has happened but the question. The answer
//! plays the command again from its beginning, with the faces that were rolled and the answers that were given.

use super::afflict::{self, Cause};
use super::caster;
use super::figure;
use super::grid;
use super::lasting;
use super::sight;
use super::state;
use super::turn;
use super::unfold::Unfold;
use crate::dice::{Amount, Face};
use crate::srd::chance::{Chance, Turn, Window};
use crate::srd::condition::Condition;
use crate::srd::id::{FeatureId, ItemId};
use crate::srd::knack::Knack;
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending};
use crate::world::id::{CreatureId, OngoingId};
use crate::world::question::Asks;

/// What the die of inspiration is asked for by.
const INSPIRATION: &str = "bardic_inspiration";

/// What a decision is about: somebody else, a roll, what it must reach.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct About<'a> {
    /// The other one.
    pub(super) other: Option<CreatureId>,
    /// The roll so far.
    pub(super) total: i32,
    /// What it must reach; 0 where nothing was rolled.
    pub(super) goal: i32,
    /// A critical hit led here.
    pub(super) critical: bool,
    /// The thing that struck.
    pub(super) with: Option<&'a ItemId>,
    /// The one whom a save is against, and the spell.
    pub(super) against: Option<(CreatureId, &'a str)>,
    /// That is at nobody else.
    pub(super) alone: bool,
    /// The conditions that would come of it.
    pub(super) conditions: &'a [Condition],
}

/// A feature with a decision that could be made now.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub(super) feature: FeatureId,
    pub(super) chance: Chance,
    /// The thing that brings it, and which of its gifts it is.
    pub(super) thing: Option<(ItemId, u8)>,
}

/// Every decision that a creature could make in this window.
pub(super) fn open(world: &World, who: CreatureId, window: Window, about: About<'_>) -> Vec<Open> {
    let Some(one) = world.creature(who) else { return Vec::new() };
    let Some(sheet) = one.sheet() else { return Vec::new() };
    let features = figure::features(world, sheet).filter_map(|(feature, _)| {
        let chance = feature.chance.as_ref().filter(|chance| chance.at == window)?;
        may(world, one, &feature.id, chance, about).then(|| Open {
            feature: feature.id.clone(),
            chance: chance.clone(),
            thing: None,
        })
    });
    features.chain(super::gift::open(world, one, window, about)).collect()
}

pub(super) fn may(world: &World, one: &Creature, id: &FeatureId, chance: &Chance, about: About<'_>) -> bool {
    let other = about.other.and_then(|id| world.creature(id));
    let near = chance.within_feet == 0
        || other.is_some_and(|other| {
            grid::feet_between(one, other) <= chance.within_feet && sight::sees(world, one, other)
        });
    let left = |resource| figure::uses(world, one, resource).1 >= chance.cost;
    let fresh = !chance.once || !used(world, one.id, id);
    let slot = !chance.slot || (1..=9).any(|level| caster::slots_left(world, one, level) > 0);
    let able = if chance.reaction { turn::may_react(world, one) } else { !figure::incapacitated(one) };
    let fits =
        chance.only.as_ref().is_none_or(|only| other.is_some_and(|it| afflict::matches(world, one.id, only, it)));
    near && able
        && fresh
        && slot
        && fits
        && chance.spends.as_ref().is_none_or(left)
        && chance.must.iter().all(|state| state::holds(world, one, state))
}

/// True when it has worked in this turn already.
pub(super) fn used(world: &World, who: CreatureId, id: &FeatureId) -> bool {
    world.now.encounter.as_ref().is_some_and(|fight| fight.used.once.iter().any(|(one, it)| *one == who && it == id))
}

/// Lets the owner decide and pays for it; 0 when it is let pass, else which of its ways or which slot.
pub(super) fn take(now: &mut Unfold<'_>, who: CreatureId, open: &Open, about: About<'_>) -> u8 {
    // Something else may have used it up in the meantime.
    let world = now.world();
    let Some(one) = world.creature(who).filter(|one| may(world, one, &open.feature, &open.chance, about)) else {
        return 0;
    };
    if !super::gift::left(world, one, open) {
        return 0;
    }
    let options: Vec<u8> = match &open.chance.does {
        _ if open.thing.is_some() => super::gift::options(world, one, open),
        _ if open.chance.slot => (1..=9).filter(|level| caster::slots_left(world, one, *level) > 0).collect(),
        Turn::OneOf(ways) => (1..=ways.len()).filter_map(|way| u8::try_from(way).ok()).collect(),
        _ => Vec::new(),
    };
    let usual = options.first().copied().unwrap_or(1);
    let chosen = now.decide(who, asks(&open.feature, about, options), usual);
    if chosen == 0 {
        return 0;
    }
    if open.chance.reaction {
        now.happens(Event::Spent { creature: who, what: Spending::Reaction });
    }
    if let Some(resource) = &open.chance.spends {
        now.happens(Event::UseSpent { creature: who, resource: resource.clone(), count: open.chance.cost });
    }
    if open.chance.slot {
        caster::spend_slot(now, who, chosen);
    }
    match &open.thing {
        Some(_) if !super::gift::pays(now, who, open, chosen) => return 0,
        Some(_) => {}
        None => now.happens(Event::Featured { creature: who, feature: open.feature.clone() }),
    }
    chosen
}

fn asks(feature: &FeatureId, about: About<'_>, options: Vec<u8>) -> Asks {
    let About { other, total, goal, .. } = about;
    Asks::Feature { feature: feature.clone(), other, total, goal, options }
}

/// What a roll of one's own that has failed becomes, by decisions of its maker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mended {
    /// It is rolled once more.
    Again,
    /// These faces are added.
    Plus(Vec<Face>, i32),
    /// The d20 counts as a 20, the attack as a hit.
    Made,
}

/// Lets whoever failed a roll mend it, once.
pub(super) fn mend(now: &mut Unfold<'_>, who: CreatureId, window: Window, about: About<'_>) -> Option<Mended> {
    for open in open(now.world(), who, window, about) {
        if take(now, who, &open, about) == 0 {
            continue;
        }
        return Some(match &open.chance.does {
            Turn::Add(amount) => added(now, *amount),
            Turn::AddInspiration => {
                let die = die_of(now.world(), who);
                added(now, die)
            }
            Turn::Natural20 | Turn::Hits => Mended::Made,
            Turn::Reroll => Mended::Again,
            // Nothing else mends a roll.
            _ => return None,
        });
    }
    inspired(now, who, about)
}

/// Lets somebody help himself before he rolls, once; true where he has advantage by it.
pub(super) fn helps(now: &mut Unfold<'_>, who: CreatureId, window: Window, about: About<'_>) -> bool {
    // Only things bring such help: most creatures are not asked at all.
    if now.creature(who).is_none_or(|one| one.pack.items.is_empty()) {
        return false;
    }
    let open = open(now.world(), who, window, about);
    open.iter().any(|open| open.chance.does == Turn::Advantage && take(now, who, open, about) > 0)
}

/// The die that a bard has given, if its bearer spends it now.
fn inspired(now: &mut Unfold<'_>, who: CreatureId, about: About<'_>) -> Option<Mended> {
    let gift = |one: &Creature| {
        let mut gifts = one.ongoing.values();
        gifts
            .find(|lasts| lasts.gives.contains(&Modifier::Knack(Knack::Inspired)))
            .map(|lasts| (lasts.id, lasts.source))
    };
    let (ongoing, bard): (OngoingId, CreatureId) = now.creature(who).and_then(gift)?;
    let feature = FeatureId::new(INSPIRATION);
    if now.decide(who, asks(&feature, about, Vec::new()), 1) == 0 {
        return None;
    }
    let die = die_of(now.world(), bard);
    now.happens(Event::Ended { creature: who, ongoing });
    Some(added(now, die))
}

fn added(now: &mut Unfold<'_>, amount: Amount) -> Mended {
    let faces: Vec<Face> = (0..amount.count).map(|_| now.roll(amount.sides)).collect();
    let sum = faces.iter().map(|face| i32::from(face.0)).sum::<i32>() + i32::from(amount.plus);
    Mended::Plus(faces, sum)
}

/// The die of inspiration that a bard gives.
pub(super) fn die_of(world: &World, bard: CreatureId) -> Amount {
    let die = world.creature(bard).and_then(|one| {
        figure::knacks(world, one).find_map(|knack| match knack {
            Knack::InspirationDie(die) => Some(*die),
            _ => None,
        })
    });
    die.unwrap_or(Amount::flat(0))
}

/// What foes of the roller take from a roll that would succeed.
pub(super) fn cut(now: &mut Unfold<'_>, roller: CreatureId, window: Window, about: About<'_>) -> i32 {
    let world = now.world();
    let Some(side) = world.creature(roller).map(|one| one.side) else { return 0 };
    let about = About { other: Some(roller), ..about };
    let foes: Vec<CreatureId> = world
        .now
        .creatures
        .values()
        .filter(|one| one.side != side && one.sheet().is_some())
        .map(|one| one.id)
        .collect();
    for foe in foes {
        for open in open(now.world(), foe, window, about) {
            if open.chance.does == Turn::TakeInspiration && take(now, foe, &open, about) > 0 {
                let die = die_of(now.world(), foe);
                let Mended::Plus(faces, sum) = added(now, die) else { continue };
                now.happens(Event::Helped { creature: roller, by: open.feature.as_str().into(), faces });
                return sum;
            }
        }
    }
    0
}

/// What the target of a hit does about its damage; it holds until [`Unfold::unward`].
pub(super) fn ward(now: &mut Unfold<'_>, target: CreatureId, attacker: CreatureId, shot: bool) {
    let seen = |world: &World| {
        let (one, other) = (world.creature(target), world.creature(attacker));
        one.zip(other).is_some_and(|(one, other)| one.sheet().is_some() && sight::sees(world, one, other))
    };
    let about = About { other: Some(attacker), ..About::default() };
    let mut all = if seen(now.world()) { open(now.world(), target, Window::HitBy, about) } else { Vec::new() };
    if shot {
        all.extend(open(now.world(), target, Window::HitByShot, about));
    }
    for open in all {
        if take(now, target, &open, about) == 0 {
            continue;
        }
        match &open.chance.does {
            Turn::Halve => now.ward(target, Ward::Half),
            Turn::Reduce(quantity) => {
                let amount = Cause::feature(now.world(), target, &open.feature).amount(now.world(), quantity);
                let faces: i32 = (0..amount.count).map(|_| i32::from(now.roll(amount.sides).0)).sum();
                now.ward(target, Ward::Less((faces + i32::from(amount.plus)).max(0)));
            }
            _ => {}
        }
    }
    let less = cut(now, attacker, Window::FoeHurts, About::default());
    if less > 0 {
        now.ward(target, Ward::Less(less));
    }
}

/// What damage to somebody is worth less by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ward {
    /// Half of it.
    Half,
    /// So much less, of all of it together.
    Less(i32),
}

/// Does what features of the attacker add to a hit.
pub(super) fn on_hit(now: &mut Unfold<'_>, who: CreatureId, windows: &[Window], about: About<'_>) {
    let Some(target) = about.other else { return };
    for window in windows {
        for open in open(now.world(), who, *window, about) {
            // Nobody spends anything on those who are down already.
            if now.creature(target).is_none_or(|one| !one.is_up()) {
                return;
            }
            let chosen = take(now, who, &open, about);
            if chosen == 0 {
                continue;
            }
            let mut cause = Cause::feature(now.world(), who, &open.feature);
            if open.thing.is_some() {
                cause = super::gift::cause(now.world(), who, &open, chosen);
            }
            cause.critical = about.critical;
            if open.chance.slot {
                cause.cast_from(chosen);
            }
            if let Some(name) = &open.chance.marks {
                cause.name = name.as_str().into();
                lasting::end_everywhere(now, |_, _, lasts| lasts.source == who && lasts.name == name.as_str());
            }
            let effects = match &open.chance.does {
                Turn::Effects(effects) => effects.clone(),
                Turn::OneOf(ways) if open.thing.is_none() => {
                    ways.get(usize::from(chosen) - 1).cloned().unwrap_or_default()
                }
                _ => Vec::new(),
            };
            cause.saved_by(&effects);
            afflict::run(now, &cause, &effects, &[target]);
        }
    }
}

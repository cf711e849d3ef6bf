//! Falling: a d6 for each 10 feet, and whoever is hurt lies prone (SRD: The Environment, Falling).

use super::afflict;
use super::cause::Cause;
use super::damage::{self, Harm};
use super::grid;
use super::lasting;
use super::movement;
use super::price;
use super::respond;
use super::sight;
use super::turn;
use super::unfold::Unfold;
use super::ward;
use super::window::{self, About};
use crate::dice::{Amount, Sides};
use crate::srd::chance::{Turn, Window};
use crate::srd::charm::Charm;
use crate::srd::damage::DamageKind;
use crate::srd::spell::{Range, Spell, Targets, Trigger};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending};
use crate::world::id::CreatureId;
use crate::world::question::Asks;

/// Feet for each die of damage.
const DIE_FEET: u16 = 10;
/// Dice at the most.
const DICE_MAX: u16 = 20;
/// What lets fall as slowly as a feather, by its name.
const FEATHER: &str = "feather_fall";
/// So far such a fall goes in a round, feet.
pub(super) const SLOW_FEET: u16 = 60;

/// Falls over so many feet, unless somebody lets it float.
pub(super) fn falls(now: &mut Unfold<'_>, who: CreatureId, feet: u16) {
    floats(now, &[(who, feet)]);
    lands(now, who, feet);
}

/// Comes down over so many feet: damage, then prone, unless nothing hurt. What let it float is over then.
pub(super) fn lands(now: &mut Unfold<'_>, who: CreatureId, feet: u16) {
    let soft = now.creature(who).is_none_or(|one| softly(now.world(), one));
    lasting::end_where(now, who, |_, lasts| lasts.name == FEATHER);
    let count = (feet / DIE_FEET).min(DICE_MAX);
    if count == 0 || soft {
        return;
    }
    let kind = DamageKind::Bludgeoning;
    let amount = damage::roll(now, who, kind, Amount { count, sides: Sides(6), plus: 0 }, false, 0);
    let amount = (amount - broken(now, who)).max(0);
    let dealt = damage::deal(now, Harm { target: who, by: None, kind, amount, magical: false, critical: false });
    if dealt > 0 && now.creature(who).is_some_and(|one| !one.dead) {
        lasting::prone(now, who, who);
    }
}

/// True for those whom a spell lets fall slowly.
pub(super) fn is_slow(one: &Creature) -> bool {
    one.bears(FEATHER)
}

/// Lets everyone who could make friends of his float down decide, while they fall.
pub(super) fn floats(now: &mut Unfold<'_>, falling: &[(CreatureId, u16)]) {
    if !falling.iter().any(|(_, feet)| *feet >= DIE_FEET) {
        return;
    }
    let helpers: Vec<CreatureId> = now.world().now.creatures.keys().copied().collect();
    for helper in helpers {
        let Some((spell, targets)) = rescue(now.world(), helper, falling) else { continue };
        let answer = now.decide(helper, Asks::Reaction(spell.id.clone()), 1);
        let Some(level) = slot(now.world(), helper, &spell, answer) else { continue };
        now.happens(Event::Spent { creature: helper, what: Spending::Reaction });
        price::pays(now, helper, &spell, level);
        let cast = Event::Cast { creature: helper, spell: spell.id.clone(), level, targets: targets.clone(), at: None };
        now.happens(cast);
        if !respond::stopped(now, helper, level) {
            let cause = Cause::spell(now.world(), helper, &spell, level);
            afflict::run(now, &cause, &spell.effects, &targets);
        }
    }
}

/// The slot that an answer means: the one it names, else the smallest that will do.
fn slot(world: &World, who: CreatureId, spell: &Spell, answer: u8) -> Option<u8> {
    match answer {
        0 => None,
        1 => respond::slot_for(world, world.creature(who)?, spell),
        level => Some(level),
    }
}

/// The spell with which somebody could answer now, and whom of those who fall it would reach: friends whom it helps.
fn rescue(world: &World, helper: CreatureId, falling: &[(CreatureId, u16)]) -> Option<(Spell, Vec<CreatureId>)> {
    let one = world.creature(helper).filter(|one| !one.dead && !one.is_away() && turn::may_react(world, one))?;
    let spell = respond::answer(world, one, Trigger::Falling)?;
    let (Range::Feet(far), Targets::Creatures(most)) = (spell.range, &spell.targets) else { return None };
    let helped = |(id, feet): &(CreatureId, u16)| {
        let other = world.creature(*id).filter(|other| !other.dead && other.side == one.side)?;
        let seen = other.id == helper || sight::sees(world, one, other);
        let near = grid::feet_between(one, other) <= far && *feet >= DIE_FEET;
        (near && seen && !softly(world, other)).then_some(*id)
    };
    let targets: Vec<CreatureId> = falling.iter().filter_map(helped).take(usize::from(*most)).collect();
    (!targets.is_empty()).then(|| (spell.clone(), targets))
}

/// What those who know how to fall take off it.
fn broken(now: &mut Unfold<'_>, who: CreatureId) -> i32 {
    let about = About::default();
    let mut less = 0;
    for open in window::open(now.world(), who, Window::Falls, about) {
        if let Turn::Reduce(quantity) = &open.chance.does
            && window::take(now, who, &open, about) > 0
        {
            let amount = Cause::feature(now.world(), who, &open.feature).amount(now.world(), quantity);
            let faces: i32 = (0..amount.count).map(|_| i32::from(now.roll(amount.sides).0)).sum();
            less += faces + i32::from(amount.plus);
        }
    }
    less
}

/// True for those who float down, or who never fall while they fly.
fn softly(world: &World, one: &Creature) -> bool {
    is_slow(one) || ward::bears(world, one, |charm| *charm == Charm::FallsSoftly) || movement::soars(world, one)
}

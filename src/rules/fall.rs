//! Falling: a d6 for each 10 feet, and whoever is hurt lies prone (SRD: The Environment, Falling).

use super::cause::Cause;
use super::damage::{self, Harm};
use super::lasting;
use super::movement;
use super::unfold::Unfold;
use super::ward;
use super::window::{self, About};
use crate::dice::{Amount, Sides};
use crate::srd::chance::{Turn, Window};
use crate::srd::charm::Charm;
use crate::srd::damage::DamageKind;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::id::CreatureId;

/// Feet for each die of damage.
const DIE_FEET: u16 = 10;
/// Dice at the most.
const DICE_MAX: u16 = 20;
/// What lets fall as slowly as a feather, by its name.
const FEATHER: &str = "feather_fall";

/// Falls over so many feet: damage, then prone, unless nothing hurt.
pub(super) fn falls(now: &mut Unfold<'_>, who: CreatureId, feet: u16) {
    let count = (feet / DIE_FEET).min(DICE_MAX);
    if count == 0 || now.creature(who).is_none_or(|one| softly(now.world(), one)) {
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
    one.bears(FEATHER) || ward::bears(world, one, |charm| *charm == Charm::FallsSoftly) || movement::soars(world, one)
}

//! Bodies that are thrown: where they fly, what stops them, who is hit by them (SRD: Monsters, Actions).

use super::cause::Cause;
use super::d20::{self, Save};
use super::damage::{self, Harm};
use super::grid;
use super::lasting;
use super::movement;
use super::unfold::Unfold;
use super::wrestle;
use super::zones;
use crate::dice::{Amount, Sides};
use crate::srd::ability::Ability;
use crate::srd::damage::DamageKind;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// For each of so many feet of flight there is a roll of damage.
const FEET_A_ROLL: u16 = 10;

/// What ends a flight before its time.
enum Stop {
    /// Nothing.
    Nothing,
    /// Something that does not give way.
    Ground,
    /// Somebody.
    Body(CreatureId),
}

/// Throws somebody in a direction that a die tells; he lands prone. A wall in the way hurts him, and so does somebody
/// who does not get out of the way, whom it hurts and knocks down as well.
pub(super) fn flings(now: &mut Unfold<'_>, cause: &Cause, target: CreatureId, feet: u16, dice: Amount, dc: u8) {
    if now.creature(target).is_none_or(|one| one.dead) {
        return;
    }
    let face = now.roll(Sides(8));
    now.happens(Event::TableRolled { creature: target, face });
    let (x, y) = grid::WAYS.get(usize::from(face.0).saturating_sub(1)).copied().unwrap_or((0, -1));
    let Some(start) = now.creature(target).map(|one| one.at) else { return };
    let (at, flown, stop) = flight(now.world(), cause.by, target, (x, y), feet);
    if at != start {
        now.happens(Event::Shoved { creature: target, to: at });
        wrestle::break_holds(now);
        zones::entered(now, target, start);
    }
    let rolls = flown / FEET_A_ROLL;
    match stop {
        Stop::Ground => hits(now, cause, &[target], dice, rolls),
        Stop::Body(other) => {
            let save = Save::plain(other, Ability::Dex, i32::from(dc));
            if !d20::save(now, &save) {
                hits(now, cause, &[target, other], dice, rolls);
                lasting::prone(now, other, cause.by);
            }
        }
        Stop::Nothing => {}
    }
    lasting::prone(now, target, cause.by);
}

/// Where somebody comes down who is thrown that way, after how many feet, and what has stopped him. He passes over
/// whoever throws him.
fn flight(world: &World, by: CreatureId, target: CreatureId, (x, y): (i16, i16), feet: u16) -> (Tile, u16, Stop) {
    let Some(one) = world.creature(target) else { return (Tile::default(), 0, Stop::Nothing) };
    let (mut at, mut lands, mut flown) = (one.at, one.at, 0);
    for _ in 0..feet / grid::SQUARE_FEET {
        let next = Tile { x: at.x.saturating_add(x), y: at.y.saturating_add(y) };
        let mut ground = grid::squares_at(one, next);
        if !ground.all(|square| movement::walkable(world, square)) {
            return (lands, flown, Stop::Ground);
        }
        if let Some(other) = in_the_way(world, by, one, next) {
            return (lands, flown, Stop::Body(other));
        }
        (at, flown) = (next, flown + grid::SQUARE_FEET);
        if movement::stands_free(world, one, at) {
            lands = at;
        }
    }
    (lands, flown, Stop::Nothing)
}

/// Somebody who stands there, other than who has thrown.
fn in_the_way(world: &World, by: CreatureId, one: &Creature, at: Tile) -> Option<CreatureId> {
    let hit = |other: &&Creature| {
        let there = || grid::squares_at(one, at).any(|square| grid::squares(other).any(|it| it == square));
        ![one.id, by].contains(&other.id) && !other.dead && !other.is_away() && there()
    };
    world.now.creatures.values().find(hit).map(|other| other.id)
}

fn hits(now: &mut Unfold<'_>, cause: &Cause, targets: &[CreatureId], dice: Amount, rolls: u16) {
    let kind = DamageKind::Bludgeoning;
    let dice = Amount { count: dice.count.saturating_mul(rolls), ..dice };
    if dice.count == 0 {
        return;
    }
    let amount = damage::roll(now, cause.by, kind, dice, false, 0);
    for target in targets {
        let harm = Harm { target: *target, by: Some(cause.by), kind, amount, magical: false, critical: false };
        damage::deal(now, harm);
    }
}

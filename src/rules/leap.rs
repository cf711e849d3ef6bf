//! Jumping in fights: over water, rubble, traps and low walls, as far as strength reaches (SRD: Movement, Jumping).
//! Rulings 20 and 49.

use super::attempt::Attempt;
use super::d20;
use super::grid::{self, SQUARE_FEET};
use super::hazard;
use super::lasting;
use super::movement;
use super::reaction;
use super::refusal::Refusal;
use super::turn;
use super::unfold::Unfold;
use super::wear;
use super::{explore, zones};
use crate::srd::ability::{Ability, Skill};
use crate::srd::charm::Charm;
use crate::srd::condition::Condition;
use crate::srd::effect::EndsOn;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::floor::Footing;
use crate::world::id::CreatureId;
use crate::world::question::Pending;

/// So far one runs before a long jump.
const RUN_FEET: u16 = 10;
/// Clearing a low wall, and coming down on rough ground, ask for a check of this.
const CHECK_DC: i32 = 10;

/// Every jump that crosses something.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Attempt>) {
    let Ok(one) = turn::may_fight(world, who) else { return };
    for (x, y) in WAYS {
        for squares in 2..=span(world, one, (x, y)) + 1 {
            let to = Tile { x: one.at.x.saturating_add(x * squares), y: one.at.y.saturating_add(y * squares) };
            if may_leap(world, who, to).is_ok() {
                into.push(Attempt::Leap(to));
            }
        }
    }
}

const WAYS: [(i16, i16); 8] = [(0, -1), (0, 1), (-1, 0), (1, 0), (-1, -1), (1, -1), (-1, 1), (1, 1)];

/// Jumps, once everyone whose reach it leaves had his chance.
pub(super) fn leaps(now: &mut Unfold<'_>, who: CreatureId, to: Tile) -> Result<(), Refusal> {
    may_leap(now.world(), who, to)?;
    let Some(one) = now.creature(who) else { return Ok(()) };
    let strikes = reaction::provoked(now.world(), one, to);
    let feet = grid::feet(one.at, to);
    now.steps.push_front(Pending::Leap { creature: who, to, feet, height_feet: None });
    strikes.into_iter().rev().for_each(|strike| now.steps.push_front(strike));
    Ok(())
}

/// Takes off and lands.
pub(super) fn go_on(now: &mut Unfold<'_>, who: CreatureId, to: Tile, feet: u16) {
    let world = now.world();
    let Some(one) = world.creature(who).filter(|one| one.is_up()) else { return };
    if movement::left_feet(world, one) < feet {
        return;
    }
    let (from, walls) = (one.at, between(one.at, to).any(|tile| is_low(world, tile)));
    let over = !walls || d20::check(now, who, Ability::Str, Some(Skill::Athletics), CHECK_DC);
    // Whoever does not clear the wall lands before it.
    let end =
        if over { to } else { between(from, to).take_while(|tile| !is_low(now.world(), *tile)).last().unwrap_or(from) };
    let feet = grid::feet(from, end).max(if over { feet } else { SQUARE_FEET });
    now.happens(Event::Moved { creature: who, path: vec![end], feet });
    lasting::end_where(now, who, |_, lasts| lasts.ends_on.contains(&EndsOn::Moves));
    zones::entered(now, who, from);
    if now.world().footing(end) == Footing::Rough
        && !d20::check(now, who, Ability::Dex, Some(Skill::Acrobatics), CHECK_DC)
    {
        lasting::prone(now, who, who);
    }
    hazard::stepped(now, who, end);
}

/// The squares that a jump goes over, the last one left out.
fn between(from: Tile, to: Tile) -> impl Iterator<Item = Tile> {
    let (x, y) = ((to.x - from.x).signum(), (to.y - from.y).signum());
    let squares = (to.x - from.x).abs().max((to.y - from.y).abs());
    (1..squares).map(move |step| Tile { x: from.x + x * step, y: from.y + y * step })
}

fn is_low(world: &World, tile: Tile) -> bool {
    let ground = world.ground(tile);
    ground.cover && !ground.wall
}

/// Squares that a jump this way may cross: a foot a point of strength after a run of ten feet, half of it without.
fn span(world: &World, one: &Creature, way: (i16, i16)) -> i16 {
    let run = world.now.encounter.as_ref().map(|fight| fight.used.run).unwrap_or_default();
    let running = run.feet >= RUN_FEET && (run.x, run.y) == way;
    let times =
        wear::charms(world, one).find_map(|charm| if let Charm::Leaps(times) = charm { Some(*times) } else { None });
    let tiles = i16::from(explore::leap(world, one));
    if running || times.is_some() { tiles } else { tiles / 2 }
}

fn may_leap(world: &World, who: CreatureId, to: Tile) -> Result<(), Refusal> {
    let one = turn::may_fight(world, who)?;
    let (x, y) = (to.x - one.at.x, to.y - one.at.y);
    let squares = x.abs().max(y.abs());
    let straight = x == 0 || y == 0 || x.abs() == y.abs();
    if !straight || squares < 2 || one.has(Condition::Prone) || one.size.squares() > 1 {
        return Err(Refusal::Blocked);
    }
    if squares - 1 > span(world, one, (x.signum(), y.signum())) {
        return Err(Refusal::NoMovement);
    }
    if movement::left_feet(world, one) < grid::feet(one.at, to) {
        return Err(Refusal::NoMovement);
    }
    let stands = |tile: Tile| {
        world
            .now
            .creatures
            .values()
            .any(|other| other.id != who && !other.dead && grid::squares(other).any(|square| square == tile))
    };
    let open = |tile: Tile| world.footing(tile) != Footing::Solid || is_low(world, tile);
    let clear = between(one.at, to).all(|tile| open(tile) && !stands(tile));
    let walls = between(one.at, to).filter(|tile| is_low(world, *tile)).count();
    // An obstacle is cleared where it is no higher than a quarter of the jump: one low wall, by twelve feet or more.
    let high = walls > 1 || (walls == 1 && squares < 2);
    let crosses =
        between(one.at, to).any(|tile| world.footing(tile) != Footing::Free || world.things_on(tile).next().is_some());
    let lands = movement::walkable(world, to) && movement::stands_free(world, one, to);
    if clear && !high && crosses && lands { Ok(()) } else { Err(Refusal::Blocked) }
}

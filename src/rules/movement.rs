//! Walking in fights: what a step costs, where it leads, who may strike at it (SRD: Movement and Position).

use super::body;
use super::command::Verb;
use super::field::Reach;
use super::figure;
use super::grid::{self, SQUARE_FEET};
use super::hazard;
use super::instinct;
use super::lasting;
use super::lurk;
use super::mounted;
use super::nature;
use super::passage::{self, Passage};
use super::reaction;
use super::refusal::Refusal;
use super::squeeze;
use super::sticky;
use super::turn;
use super::unfold::Unfold;
use super::ward;
use super::water;
use super::zones;
use crate::srd::charm::Charm;
use crate::srd::condition::Condition;
use crate::srd::effect::EndsOn;
use crate::srd::knack::Knack;
use crate::srd::modifier::Modifier;
use crate::srd::zone::On;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::floor::Footing;
use crate::world::id::CreatureId;
use crate::world::question::Pending;
use crate::world::walk::PATH_TILES_MAX;

/// The eight ways to step, straight ones first so that a path does not slant without need.
const STEPS: [(i16, i16); 8] = [(0, -1), (0, 1), (-1, 0), (1, 0), (-1, -1), (1, -1), (-1, 1), (1, 1)];

/// A walk to every tile that can be reached and stood on; it stands for every legal path to that tile.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Ok(one) = turn::may_fight(world, who) else { return };
    if left_feet(world, one) == 0 {
        return;
    }
    let reach = reachable(world, one);
    // Whatever the flood reaches is a legal walk: it asks the same of every step.
    let paths = reach.tiles().map(|(tile, _)| reach.path(tile)).filter(|path| path.len() <= PATH_TILES_MAX);
    into.extend(paths.map(Verb::Go));
}

/// Whether the creature may walk over these tiles now.
pub(super) fn allowed(world: &World, who: CreatureId, path: &[Tile]) -> Result<(), Refusal> {
    let one = turn::may_fight(world, who)?;
    let last = *path.last().ok_or(Refusal::NoMovement)?;
    if path.len() > PATH_TILES_MAX {
        return Err(Refusal::NoMovement);
    }
    let mut left = left_feet(world, one);
    let mut at = one.at;
    for step in path {
        if !joins(world, one, at, *step) {
            return Err(Refusal::Blocked);
        }
        if nears_fear(world, one, at, *step) {
            return Err(Refusal::Blocked);
        }
        left = left.checked_sub(cost_feet(world, one, at, *step)).ok_or(Refusal::NoMovement)?;
        at = *step;
    }
    if stands_free(world, one, last) { Ok(()) } else { Err(Refusal::Blocked) }
}

/// Begins the walk.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId, path: &[Tile]) -> Result<(), Refusal> {
    allowed(now.world(), who, path)?;
    now.steps.push_front(Pending::Walk { creature: who, path: path.to_vec(), struck: false });
    Ok(())
}

/// Goes on with a walk: up to the next step that somebody may strike at.
pub(super) fn go_on(now: &mut Unfold<'_>, creature: CreatureId, path: Vec<Tile>, struck: bool) {
    let Some(next) = path.first().copied() else { return };
    let world = now.world();
    let Some(one) = world.creature(creature) else { return };
    // Whoever was stopped on the way stays where he is, unless that is somebody else's square.
    let feet = cost_feet(world, one, one.at, next);
    let able = !figure::incapacitated(one) && left_feet(world, one) >= feet;
    if !able || !joins(world, one, one.at, next) {
        return squeeze_out(now, creature);
    }
    let dragged = drags(world, one);
    if !struck {
        let mut strikes = reaction::provoked(world, one, next);
        // Whoever is dragged along is not left.
        strikes.retain(|step| !matches!(step, Pending::Opportunity { creature, .. } if Some(*creature) == dragged));
        if !strikes.is_empty() {
            now.steps.push_front(Pending::Walk { creature, path, struck: true });
            strikes.into_iter().rev().for_each(|strike| now.steps.push_front(strike));
            return;
        }
    }
    let from = one.at;
    now.happens(Event::Moved { creature, path: vec![next], feet });
    lasting::end_where(now, creature, |_, lasts| lasts.ends_on.contains(&EndsOn::Moves));
    zones::entered(now, creature, from);
    instinct::suffers(now, creature, On::Step);
    instinct::enters(now, creature);
    lurk::stirs(now, creature);
    passage::digs(now, creature);
    sticky::walked_into(now, creature, from);
    if let Some(held) = dragged {
        drag(now, creature, held);
    }
    hazard::stepped(now, creature, next);
    let rest = path.get(1..).unwrap_or_default().to_vec();
    if !rest.is_empty() {
        now.steps.push_front(Pending::Walk { creature, path: rest, struck: false });
    }
    let Some(one) = now.creature(creature) else { return };
    let ready = reaction::readied(now.world(), one);
    ready.into_iter().rev().for_each(|strike| now.steps.push_front(strike));
}

/// Takes along whom the walker holds: to the free square beside the walker that is nearest to where he was. Without
/// one the hold is broken.
fn drag(now: &mut Unfold<'_>, creature: CreatureId, held: CreatureId) {
    let world = now.world();
    let (Some(one), Some(other)) = (world.creature(creature), world.creature(held)) else { return };
    if grid::feet_between(one, other) <= SQUARE_FEET {
        return;
    }
    let reach = i16::from(one.size.squares()) + i16::from(other.size.squares());
    let tiles = (-reach..=reach).flat_map(|y| (-reach..=reach).map(move |x| (x, y)));
    let tiles = tiles.map(|(x, y)| Tile { x: one.at.x.saturating_add(x), y: one.at.y.saturating_add(y) });
    let fits = |tile: &Tile| {
        let ground = grid::squares_at(other, *tile).all(|square| walkable(world, square));
        ground && grid::feet_between_at(other, *tile, one) <= SQUARE_FEET && stands_free(world, other, *tile)
    };
    let to = tiles.filter(fits).min_by_key(|tile| (apart(*tile, other.at), *tile));
    match to {
        Some(to) => now.happens(Event::Shoved { creature: held, to }),
        None => super::wrestle::break_holds(now),
    }
}

fn apart(one: Tile, other: Tile) -> i32 {
    let (x, y) = (i32::from(one.x) - i32::from(other.x), i32::from(one.y) - i32::from(other.y));
    x * x + y * y
}

/// A walker who was stopped on a friend's square stands on the nearest free one.
fn squeeze_out(now: &mut Unfold<'_>, creature: CreatureId) {
    let world = now.world();
    let Some(one) = world.creature(creature) else { return };
    if stands_free(world, one, one.at) {
        return;
    }
    let free = neighbours(one.at).find(|tile| joins(world, one, one.at, *tile) && stands_free(world, one, *tile));
    if let Some(to) = free {
        now.happens(Event::Shoved { creature, to });
    }
}

/// Feet of movement that are left this turn.
pub(super) fn left_feet(world: &World, one: &Creature) -> u16 {
    let Some(fight) = world.now.encounter.as_ref().filter(|fight| fight.current() == Some(one.id)) else { return 0 };
    // Whoever rides goes where the mount goes.
    if one.rides().is_some() {
        return 0;
    }
    let speed = figure::speed_feet(world, one);
    if speed == 0 {
        return 0;
    }
    speed.saturating_add(fight.used.dashed_feet).saturating_sub(fight.used.moved_feet)
}

/// What a step costs: twice over rough ground or through a friend, once more crawling, twice with somebody in tow.
pub(super) fn cost_feet(world: &World, one: &Creature, from: Tile, to: Tile) -> u16 {
    // Most ground is plain: only what is not asks how somebody walks.
    let free = || unhindered(world, one);
    let sure = || ward::bears(world, one, |charm| *charm == Charm::SureFooted);
    let floats = || {
        ward::bears(world, one, |charm| matches!(charm, Charm::WaterWalks | Charm::Swims(_) | Charm::ClimbsAndSwims))
    };
    let passage = Passage::of(world, one);
    let rough = grid::squares_at(one, to).any(|square| {
        let through = passage.through(world, square);
        let ground = match world.footing(square) {
            _ if through.is_some() => through > Some(0),
            Footing::Rough => {
                let eased = passage.ignores_rough(world, square) || zones::smooth(world, square);
                !eased && !free() && !sure() && !strides(world, one)
            }
            Footing::Water => !free() && !floats() && !water::swims(world, one),
            _ => false,
        };
        ground || occupant(world, one, square).is_some()
    });
    let zoned = if world.now.zones.is_empty() || free() {
        0
    } else {
        grid::squares_at(one, to).map(|it| zones::rough(world, one, from, it)).max().unwrap_or(0)
    };
    let mut feet = SQUARE_FEET + SQUARE_FEET * zoned.max(u16::from(rough));
    if one.has(Condition::Prone) {
        feet += SQUARE_FEET;
    }
    if one.bears(squeeze::SQUEEZING) {
        feet += SQUARE_FEET;
    }
    if drags(world, one).is_some_and(|held| slows(world, one, held)) { feet * 2 } else { feet }
}

/// True for whoever a thing lets fly.
fn flies(world: &World, one: &Creature) -> bool {
    ward::bears(world, one, |charm| matches!(charm, Charm::Flies(_)))
}

/// True for those who keep in the air by themselves or by what lifts them.
pub(super) fn soars(world: &World, one: &Creature) -> bool {
    let winged = figure::form(world, one).is_none_or(|form| !form.grounded);
    let wings = winged && body::of(world, one).is_some_and(|block| block.fly_feet > 0);
    let lifted = || figure::gives(world, one).iter().any(|it| matches!(it, Modifier::Fly(_)));
    !figure::incapacitated(one) && !one.has(Condition::Prone) && (wings || lifted() || flies(world, one))
}

/// True when one step leads from a tile to its neighbour for a body of this size.
pub(super) fn joins(world: &World, one: &Creature, from: Tile, to: Tile) -> bool {
    let (x, y) = (to.x - from.x, to.y - from.y);
    if (x, y) == (0, 0) || x.abs() > 1 || y.abs() > 1 {
        return false;
    }
    let passage = Passage::of(world, one);
    if passage.squeezes() && one.size.squares() > 1 {
        return passage::flows(one, from, to, |square| enters(world, one, square));
    }
    let open = |at: Tile| grid::squares_at(one, at).all(|square| enters(world, one, square));
    if passage.rounds_corners() {
        return open(to);
    }
    // A corner of a wall is not cut.
    let solid = |at: Tile| {
        grid::squares_at(one, at)
            .any(|square| world.footing(square) == Footing::Solid && passage.through(world, square).is_none())
    };
    open(to) && !solid(Tile { x: to.x, y: from.y }) && !solid(Tile { x: from.x, y: to.y })
}

/// True when the ground carries walkers.
pub(super) fn walkable(world: &World, tile: Tile) -> bool {
    matches!(world.footing(tile), Footing::Free | Footing::Rough)
}

/// True when the creature could pass through a square: solid ground, and nobody in the way who does not let it.
fn enters(world: &World, one: &Creature, square: Tile) -> bool {
    // Everyone swims; those who have no speed for it, slowly.
    let ground = world.footing(square) != Footing::Solid || Passage::of(world, one).through(world, square).is_some();
    let barred = !world.now.zones.is_empty() && zones::bars(world, one, square);
    let barred = barred || passage::forbids(world, one, square);
    ground && !barred && occupant(world, one, square).is_none_or(|other| lets_through(world, one, other))
}

/// True for those who stride over rough ground as over any other.
pub(super) fn strides(world: &World, one: &Creature) -> bool {
    figure::knacks(world, one).any(|knack| matches!(knack, Knack::IgnoresRough))
}

/// True for those whom rough ground does not slow.
pub(super) fn unhindered(world: &World, one: &Creature) -> bool {
    figure::gives(world, one)
        .iter()
        .any(|it| matches!(it, Modifier::Unhindered | Modifier::Fly(_) | Modifier::WaterWalk))
        || flies(world, one)
}

/// True when it could stay there: nobody else's square.
pub(super) fn stands_free(world: &World, one: &Creature, at: Tile) -> bool {
    let shares = |other: &Creature| {
        nature::shares_space(world, one) || nature::shares_space(world, other) || sticky::is_open(world, other)
    };
    grid::squares_at(one, at).all(|square| occupant(world, one, square).is_none_or(shares))
}

fn occupant<'w>(world: &'w World, one: &Creature, square: Tile) -> Option<&'w Creature> {
    let mut all = world.now.creatures.values();
    let there =
        |other: &&Creature| other.id != one.id && !other.dead && grid::squares(other).any(|tile| tile == square);
    all.find(|other| there(other) && other.inside().is_none() && !mounted::pair(one, other))
}

/// Friends make way; foes only to those who are two sizes apart, or one size smaller and nimble.
pub(super) fn lets_through(world: &World, one: &Creature, other: &Creature) -> bool {
    let apart = (one.size as i32 - other.size as i32).abs() >= 2;
    if one.side == other.side || apart || !other.is_up() || sticky::is_open(world, other) {
        return true;
    }
    let nimble = one.size < other.size && figure::gives(world, one).iter().any(|it| matches!(it, Modifier::Nimble));
    nimble || nature::passes_through(world, one) || nature::passes_through(world, other)
}

/// Nobody willingly comes closer to what he is frightened of; the turned do not come near whoever turned them.
fn nears_fear(world: &World, one: &Creature, from: Tile, to: Tile) -> bool {
    let nears = |source: &Creature| grid::feet_between_at(one, to, source) < grid::feet_between_at(one, from, source);
    let turned = one.ongoing.values().filter(|lasts| lasts.gives.contains(&Modifier::Turned));
    let flees = one.ongoing.values().filter(|lasts| lasts.gives.contains(&Modifier::Flees));
    let mut turned = turned.chain(flees).filter_map(|lasts| world.creature(lasts.source));
    super::d20::fears(world, one).any(nears) || turned.any(nears)
}

/// Someone whom the creature holds and takes along.
pub(super) fn drags(world: &World, one: &Creature) -> Option<CreatureId> {
    let holds = |other: &&Creature| {
        other
            .ongoing
            .values()
            .any(|it| it.condition == Some(Condition::Grappled) && it.source == one.id && it.name == "grapple")
    };
    world.now.creatures.values().find(holds).map(|other| other.id)
}

/// True when somebody in tow is no light burden.
pub(super) fn slows(world: &World, one: &Creature, held: CreatureId) -> bool {
    world.creature(held).is_some_and(|held| (one.size as i32) - (held.size as i32) < 2)
}

/// The eight tiles around one, in the order in which walks prefer them.
pub(super) fn neighbours(at: Tile) -> impl Iterator<Item = Tile> {
    STEPS.into_iter().map(move |(x, y)| Tile { x: at.x.saturating_add(x), y: at.y.saturating_add(y) })
}

/// Every tile that the creature can reach and stand on with the movement it has left.
pub(super) fn reachable(world: &World, one: &Creature) -> Reach {
    Reach::of(world, one, left_feet(world, one))
}

/// The path that a walk to a tile takes, if it can be reached now.
pub(super) fn path_to(world: &World, who: CreatureId, to: Tile) -> Option<Vec<Tile>> {
    let reach = reachable(world, world.creature(who)?);
    let stands = reach.tiles().any(|(tile, _)| tile == to);
    stands.then(|| reach.path(to))
}

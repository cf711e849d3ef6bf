//! Whom a spell, a feature or an action may be aimed at, and whom that touches (SRD: Spellcasting, Targets).

use std::collections::BTreeSet;

use super::area;
use super::globe;
use super::grid;
use super::instinct;
use super::refusal::Refusal;
use super::sight;
use crate::srd::filter::Filter;
use crate::srd::instinct::Instinct;
use crate::srd::spell::{Area, Targets};
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::{Creature, Side};
use crate::world::id::CreatureId;
use crate::world::question::How;

/// Areas offered for one spell at the most: those that catch different creatures.
const AREAS_MAX: usize = 12;

/// What is aimed: at whom, how far, how many more than printed, in anger or not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Aim<'a> {
    /// Whom it may be aimed at.
    pub(super) targets: &'a Targets,
    /// How far it reaches; none means oneself, or an area that starts there.
    pub(super) range_feet: Option<u16>,
    /// More targets, rays or darts than printed.
    pub(super) more: u8,
    /// It is an attack: only at foes.
    pub(super) attack: bool,
    /// Whom it may be aimed at; others are no targets.
    pub(super) only: Option<&'a Filter>,
    /// What was chosen: the side of a wall, further points.
    pub(super) how: Option<&'a How>,
    /// The radius of an area is so many feet wider.
    pub(super) wider_feet: u16,
}

impl<'a> Aim<'a> {
    /// Aimed at these targets, at oneself until a range is given.
    pub(super) fn plain(targets: &'a Targets) -> Aim<'a> {
        Aim { targets, range_feet: None, more: 0, attack: false, only: None, how: None, wider_feet: 0 }
    }
}

/// Whom it touches when it is aimed so, or why it cannot be.
pub(super) fn check(
    world: &World,
    one: &Creature,
    aim: Aim<'_>,
    targets: &[CreatureId],
    at: Option<Tile>,
) -> Result<Vec<CreatureId>, Refusal> {
    match aim.targets {
        Targets::Oneself | Targets::Thing => match targets {
            [] => Ok(vec![one.id]),
            [only] if *only == one.id => Ok(vec![one.id]),
            _ => Err(Refusal::NoSuchTarget),
        },
        Targets::Creatures(count) => several(world, one, aim, targets, usize::from(*count)),
        Targets::Near { count, feet } => {
            let touched = several(world, one, aim, targets, usize::from(*count))?;
            let all: Vec<&Creature> = touched.iter().filter_map(|id| world.creature(*id)).collect();
            let near = all.iter().all(|a| all.iter().all(|b| grid::feet_between(a, b) <= *feet));
            if near { Ok(touched) } else { Err(Refusal::OutOfRange) }
        }
        Targets::Shared(count) => {
            let rays = usize::from(*count) + usize::from(aim.more);
            if targets.len() != rays {
                return Err(if targets.is_empty() { Refusal::NoSuchTarget } else { Refusal::TooManyTargets });
            }
            targets.iter().try_for_each(|target| single(world, one, aim, *target))?;
            Ok(targets.to_vec())
        }
        Targets::Area(shape) => {
            let (touched, _) = aimed_area(world, one, aim, *shape, targets, at)?;
            Ok(touched)
        }
        Targets::Areas(count, shape) => {
            let also = aim.how.map_or(&[][..], |how| &how.also);
            if also.len() >= usize::from(*count) {
                return Err(Refusal::TooManyTargets);
            }
            // Whoever stands in several of them is caught once.
            let mut touched = BTreeSet::new();
            for at in at.into_iter().chain(also.iter().copied()) {
                touched.extend(aimed_area(world, one, aim, *shape, targets, Some(at))?.0);
            }
            if at.is_none() { Err(Refusal::NoSuchTarget) } else { Ok(touched.into_iter().collect()) }
        }
        Targets::Point(count) => {
            let Some(tile) = at else { return several(world, one, aim, targets, usize::from(*count)) };
            point(world, one, aim, tile)?;
            let mut touched = beside(world, one, aim, targets, usize::from(*count), tile)?;
            // Friends come along; a foe is whom it strikes.
            let foe = |id: &CreatureId| world.creature(*id).is_some_and(|other| other.side != one.side);
            if !touched.iter().any(foe) {
                touched.insert(0, one.id);
            }
            Ok(touched)
        }
        Targets::Square => square(world, one, aim, targets, at),
        Targets::Anywhere(count) => anywhere(world, one, targets, usize::from(*count)),
        Targets::Dead(count) => the_dead(world, one, aim, targets, usize::from(*count)),
    }
}

/// Any square in range that is in view, walls too.
fn square(
    world: &World,
    one: &Creature,
    aim: Aim<'_>,
    targets: &[CreatureId],
    at: Option<Tile>,
) -> Result<Vec<CreatureId>, Refusal> {
    let tile = at.ok_or(Refusal::NoSuchTarget)?;
    if grid::feet_to(one, tile) > aim.range_feet.unwrap_or(0) {
        return Err(Refusal::OutOfRange);
    }
    if !targets.is_empty() {
        return Err(Refusal::TooManyTargets);
    }
    if sight::in_view(world, one.at, tile) { Ok(vec![one.id]) } else { Err(Refusal::Blocked) }
}

/// A square in range that is no wall. What one cannot see cannot be aimed at, unless one may go there blindly.
fn point(world: &World, one: &Creature, aim: Aim<'_>, tile: Tile) -> Result<(), Refusal> {
    if grid::feet_to(one, tile) > aim.range_feet.unwrap_or(0) {
        return Err(Refusal::OutOfRange);
    }
    let blind = aim.range_feet.is_some_and(|feet| feet >= BLIND_FEET);
    let seen = blind || sight::clear(world, one.at, tile) || faces_lock(world, one, tile);
    let solid = world.ground(tile).wall && super::object::lock_at(world, tile).is_none();
    if solid || !seen { Err(Refusal::Blocked) } else { Ok(()) }
}

/// True for a shut door or a chest that fills its square: who sees the square before it sees it.
fn faces_lock(world: &World, one: &Creature, tile: Tile) -> bool {
    super::object::lock_at(world, tile).is_some() && sight::in_view(world, one.at, tile)
}

/// From this range on a place may be reached unseen, feet.
const BLIND_FEET: u16 = 500;

/// Those who are meant with a point: foes beside it where it strikes, friends beside the caster where they come along.
fn beside(
    world: &World,
    one: &Creature,
    aim: Aim<'_>,
    targets: &[CreatureId],
    count: usize,
    tile: Tile,
) -> Result<Vec<CreatureId>, Refusal> {
    if targets.len() > count + usize::from(aim.more) {
        return Err(Refusal::TooManyTargets);
    }
    for target in targets {
        let other = world.creature(*target).filter(|other| !other.dead).ok_or(Refusal::NoSuchTarget)?;
        let near = if other.side == one.side { grid::feet_between(one, other) } else { grid::feet_to(other, tile) };
        if near > grid::SQUARE_FEET {
            return Err(Refusal::OutOfReach);
        }
    }
    Ok(targets.to_vec())
}

/// Anybody else who lives, wherever he is on the map.
fn anywhere(world: &World, one: &Creature, targets: &[CreatureId], count: usize) -> Result<Vec<CreatureId>, Refusal> {
    if targets.len() > count {
        return Err(Refusal::TooManyTargets);
    }
    let there = |id: &CreatureId| world.creature(*id).is_some_and(|it| !it.dead && !it.is_away() && it.id != one.id);
    if targets.is_empty() || !targets.iter().all(there) { Err(Refusal::NoSuchTarget) } else { Ok(targets.to_vec()) }
}

/// The dead in range.
fn the_dead(
    world: &World,
    one: &Creature,
    aim: Aim<'_>,
    targets: &[CreatureId],
    count: usize,
) -> Result<Vec<CreatureId>, Refusal> {
    if targets.is_empty() {
        return Err(Refusal::NoSuchTarget);
    }
    if targets.len() > count + usize::from(aim.more) {
        return Err(Refusal::TooManyTargets);
    }
    for target in targets {
        let gone = |other: &Creature| instinct::has(world, other, |it| *it == Instinct::LeavesNoBody);
        let other = world.creature(*target).filter(|other| other.dead && !gone(other)).ok_or(Refusal::NoSuchTarget)?;
        if grid::feet_between(one, other) > aim.range_feet.unwrap_or(0) {
            return Err(Refusal::OutOfRange);
        }
        if aim.only.is_some_and(|only| !super::afflict::matches(world, one.id, only, other)) {
            return Err(Refusal::NoSuchTarget);
        }
    }
    Ok(targets.to_vec())
}

fn aimed_area(
    world: &World,
    one: &Creature,
    aim: Aim<'_>,
    shape: Area,
    targets: &[CreatureId],
    at: Option<Tile>,
) -> Result<(Vec<CreatureId>, Tile), Refusal> {
    if !targets.is_empty() {
        return Err(Refusal::TooManyTargets);
    }
    let shape = super::zones::wider(shape, aim.wider_feet);
    let round = matches!(shape, Area::Sphere(_) | Area::Cylinder(..));
    let tile = match (aim.range_feet, at) {
        (None, None) if round => one.at,
        (None, Some(tile)) if !round && tile != one.at => tile,
        (Some(feet), Some(tile)) => {
            if grid::feet_to(one, tile) > feet {
                return Err(Refusal::OutOfRange);
            }
            if world.ground(tile).wall || !sight::clear(world, one.at, tile) {
                return Err(Refusal::Blocked);
            }
            tile
        }
        (None, _) | (Some(_), None) => return Err(Refusal::NoSuchTarget),
    };
    let mut caught = {
        let facing = aim.how.and_then(|how| how.choice.as_deref());
        area::caught(world, one, shape, aim.range_feet.is_none(), tile, facing)
    };
    caught.retain(|id| {
        let other = world.creature(*id);
        let meant = |it: &Creature| aim.only.is_none_or(|only| super::afflict::matches(world, one.id, only, it));
        other.is_some_and(|it| meant(it) && !globe::parts(world, one, it))
    });
    Ok((caught, tile))
}

fn several(
    world: &World,
    one: &Creature,
    aim: Aim<'_>,
    targets: &[CreatureId],
    count: usize,
) -> Result<Vec<CreatureId>, Refusal> {
    if targets.is_empty() {
        return Err(Refusal::NoSuchTarget);
    }
    let distinct: BTreeSet<CreatureId> = targets.iter().copied().collect();
    if targets.len() > count + usize::from(aim.more) || distinct.len() != targets.len() {
        return Err(Refusal::TooManyTargets);
    }
    targets.iter().try_for_each(|target| single(world, one, aim, *target))?;
    Ok(targets.to_vec())
}

/// One target: there, alive, seen, in range, not wholly behind something.
fn single(world: &World, one: &Creature, aim: Aim<'_>, target: CreatureId) -> Result<(), Refusal> {
    let other = world.creature(target).ok_or(Refusal::NoSuchTarget)?;
    if other.dead {
        return Err(Refusal::TargetDown);
    }
    if aim.attack {
        super::attack::target_of(world, one, target)?;
    }
    if aim.only.is_some_and(|only| !super::afflict::matches(world, one.id, only, other)) {
        return Err(Refusal::NoSuchTarget);
    }
    if grid::feet_between(one, other) > aim.range_feet.unwrap_or(0) {
        return Err(Refusal::OutOfRange);
    }
    if other.id == one.id {
        return Ok(());
    }
    if sight::out_of_line(world, one, other) || globe::parts(world, one, other) {
        return Err(Refusal::Blocked);
    }
    if aim.attack || sight::sees(world, one, other) { Ok(()) } else { Err(Refusal::NotSeen) }
}

/// Aims to offer: every single target, as many as may be at once, every area that catches others. Any set of single
/// targets is accepted as they are, and so is an area anywhere in range: these offers stand for all of them.
pub(super) fn choices(world: &World, one: &Creature, aim: Aim<'_>) -> Vec<(Vec<CreatureId>, Option<Tile>)> {
    match aim.targets {
        Targets::Oneself | Targets::Thing => vec![(Vec::new(), None)],
        Targets::Creatures(count) | Targets::Near { count, .. } => {
            let all = singles(world, one, aim);
            let most = usize::from(*count).saturating_add(usize::from(aim.more));
            let mut lists: Vec<Vec<CreatureId>> = all.iter().map(|id| vec![*id]).collect();
            if most > 1 && all.len() > 1 {
                // Friends come first, for what does good; foes are named one by one.
                let friends =
                    all.iter().copied().filter(|id| world.creature(*id).is_some_and(|it| it.side == one.side));
                lists.push(friends.take(most).collect());
                let foes = all.iter().copied().filter(|id| world.creature(*id).is_some_and(|it| it.side != one.side));
                lists.push(foes.take(most).collect());
            }
            lists.retain(|list| check(world, one, aim, list, None).is_ok());
            lists.dedup();
            lists.into_iter().map(|list| (list, None)).collect()
        }
        Targets::Shared(count) => {
            let rays = usize::from(*count) + usize::from(aim.more);
            singles(world, one, aim).into_iter().map(|id| (vec![id; rays], None)).collect()
        }
        Targets::Area(shape) | Targets::Areas(_, shape) => areas(world, one, aim, *shape),
        Targets::Point(count) => points(world, one, aim, *count),
        Targets::Square => {
            let near = super::movement::neighbours(one.at).map(|tile| (Vec::new(), Some(tile)));
            near.filter(|(targets, at)| check(world, one, aim, targets, *at).is_ok()).collect()
        }
        Targets::Anywhere(_) => {
            let all = world.now.creatures.keys().map(|id| vec![*id]);
            all.filter(|list| check(world, one, aim, list, None).is_ok()).map(|list| (list, None)).collect()
        }
        Targets::Dead(_) => {
            let dead = world.now.creatures.values().filter(|other| other.dead).map(|other| vec![other.id]);
            dead.filter(|list| check(world, one, aim, list, None).is_ok()).map(|list| (list, None)).collect()
        }
    }
}

fn singles(world: &World, one: &Creature, aim: Aim<'_>) -> Vec<CreatureId> {
    world.now.creatures.keys().copied().filter(|id| single(world, one, aim, *id).is_ok()).collect()
}

/// Squares to offer: beside each foe with him as a target where one is meant, and near the caster.
fn points(world: &World, one: &Creature, aim: Aim<'_>, count: u8) -> Vec<(Vec<CreatureId>, Option<Tile>)> {
    let foes = world.now.creatures.values().filter(|foe| foe.side != one.side && foe.is_up());
    let with = |foe: &Creature| if count > 0 { vec![foe.id] } else { Vec::new() };
    let mut all: Vec<_> =
        foes.map(|foe| (with(foe), Some(Tile { x: foe.at.x.saturating_sub(1), ..foe.at }))).take(AREAS_MAX).collect();
    let around = [(1, 0), (-1, 0), (0, 1), (0, -1), (4, 0), (-4, 0), (0, 4), (0, -4)];
    all.extend(
        around.map(|(x, y)| (Vec::new(), Some(Tile { x: one.at.x.saturating_add(x), y: one.at.y.saturating_add(y) }))),
    );
    all.retain(|(targets, at)| check(world, one, aim, targets, *at).is_ok());
    all
}

fn areas(world: &World, one: &Creature, aim: Aim<'_>, shape: Area) -> Vec<(Vec<CreatureId>, Option<Tile>)> {
    if aim.range_feet.is_none() && matches!(shape, Area::Sphere(_) | Area::Cylinder(..)) {
        return vec![(Vec::new(), None)];
    }
    let others = world.now.creatures.values().filter(|other| other.is_up() && other.id != one.id);
    let beside = |tile: Tile| {
        (-1..=1)
            .flat_map(move |y| (-1..=1).map(move |x| Tile { x: tile.x.saturating_add(x), y: tile.y.saturating_add(y) }))
    };
    let tiles: BTreeSet<Tile> =
        others.filter(|other| other.side != Side::Bystanders).flat_map(|other| beside(other.at)).collect();
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for tile in tiles {
        let Ok((touched, _)) = aimed_area(world, one, aim, shape, &[], Some(tile)) else { continue };
        let touched = if matches!(shape, Area::Wall(..)) {
            vec![CreatureId(u16::try_from(all.len()).unwrap_or(0))]
        } else {
            touched
        };
        if !touched.is_empty() && seen.insert(touched) {
            all.push((Vec::new(), Some(tile)));
        }
        if all.len() >= AREAS_MAX {
            break;
        }
    }
    all
}

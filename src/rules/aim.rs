//! Whom a spell, a feature or an action may be aimed at, and whom that touches (SRD: Spellcasting, Targets).

use std::collections::BTreeSet;

use super::area;
use super::grid;
use super::refusal::Refusal;
use super::sight::{self, Cover};
use crate::srd::filter::Filter;
use crate::srd::spell::{Area, Targets};
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::{Creature, Side};
use crate::world::id::CreatureId;

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
    }
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
    let tile = square(world, one, aim, shape, at)?;
    let mut caught = area::caught(world, one, shape, aim.range_feet.is_none(), tile);
    caught.retain(|id| {
        let other = world.creature(*id);
        other.is_some_and(|it| aim.only.is_none_or(|only| super::afflict::matches(world, one.id, only, it)))
    });
    Ok((caught, tile))
}

/// Where an area begins that is aimed so: a square that its caster reaches, or he himself.
pub(super) fn square(
    world: &World,
    one: &Creature,
    aim: Aim<'_>,
    shape: Area,
    at: Option<Tile>,
) -> Result<Tile, Refusal> {
    let round = matches!(shape, Area::Sphere(_) | Area::Cylinder(..));
    match (aim.range_feet, at) {
        (None, None) if round => Ok(one.at),
        (None, Some(tile)) if !round && tile != one.at => Ok(tile),
        (Some(feet), Some(tile)) => {
            if grid::feet_to(one, tile) > feet {
                return Err(Refusal::OutOfRange);
            }
            if world.ground(tile).wall || !sight::clear(world, one.at, tile) {
                return Err(Refusal::Blocked);
            }
            Ok(tile)
        }
        (None, _) | (Some(_), None) => Err(Refusal::NoSuchTarget),
    }
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
    if sight::cover(world, one, other) == Cover::Total {
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
            }
            lists.retain(|list| check(world, one, aim, list, None).is_ok());
            lists.dedup();
            lists.into_iter().map(|list| (list, None)).collect()
        }
        Targets::Shared(count) => {
            let rays = usize::from(*count) + usize::from(aim.more);
            singles(world, one, aim).into_iter().map(|id| (vec![id; rays], None)).collect()
        }
        Targets::Area(shape) => areas(world, one, aim, *shape),
    }
}

fn singles(world: &World, one: &Creature, aim: Aim<'_>) -> Vec<CreatureId> {
    world.now.creatures.keys().copied().filter(|id| single(world, one, aim, *id).is_ok()).collect()
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
        if !touched.is_empty() && seen.insert(touched) {
            all.push((Vec::new(), Some(tile)));
        }
        if all.len() >= AREAS_MAX {
            break;
        }
    }
    all
}

//! What a spell leaves to choose: options, kinds of damage, shapes, creatures, the side of a wall.

use smol_str::SmolStr;

use super::area;
use super::portal;
use super::shape;
use super::summon;
use super::wonder;
use crate::srd::effect::Effect;
use crate::srd::modifier::Modifier;
use crate::srd::speech::Speech;
use crate::srd::spell::{Area, Targets};
use crate::srd::zone::Zone;
use crate::world::World;
use crate::world::creature::Creature;

/// What may be chosen with effects: options, kinds of damage, shapes, creatures, sides of walls; nothing alone
/// where they leave no choice.
pub(super) fn of(
    world: &World,
    one: &Creature,
    effects: &[Effect],
    targets: &Targets,
    level: u8,
    above: u8,
) -> Vec<Option<SmolStr>> {
    let mut all: Vec<SmolStr> = Vec::new();
    let walled = |area: Option<Area>| matches!(area, Some(Area::Wall(..)));
    if matches!(targets, Targets::Area(area) if walled(Some(*area))) {
        all.extend(area::FACINGS.map(SmolStr::new));
    }
    for effect in effects {
        match effect {
            Effect::Choose(options) => all.extend(options.iter().map(|(name, _)| SmolStr::new(name))),
            Effect::Summon(summon) => all.extend(summon::names(world, summon, level, above)),
            Effect::Transform(transform) => {
                let shapes = shape::choices(world, transform, one);
                all.extend(shapes.into_iter().map(|id| SmolStr::new(id.as_str())));
            }
            Effect::Damage { kind, .. } if kind.len() > 1 => {
                all.extend(kind.iter().map(|kind| SmolStr::new(kind.as_str())))
            }
            Effect::Modifier { gives, .. } => {
                let kinds = gives
                    .iter()
                    .filter_map(|given| if let Modifier::Resist(kinds) = given { Some(kinds) } else { None });
                let several = kinds.filter(|kinds| kinds.len() > 1).flatten();
                all.extend(several.map(|kind| SmolStr::new(kind.as_str())));
                if gives.contains(&Modifier::Speech(Speech::Learns)) {
                    all.extend(world.languages(one).iter().map(|id| SmolStr::new(id.as_str())));
                }
            }
            Effect::Save { fail, .. } => {
                all.extend(of(world, one, fail, &Targets::Oneself, level, above).into_iter().flatten())
            }
            Effect::Attack { hit, .. } => {
                all.extend(of(world, one, hit, &Targets::Oneself, level, above).into_iter().flatten())
            }
            Effect::Wonder(it) => {
                all.extend(of(world, one, it.effects(), &Targets::Oneself, level, above).into_iter().flatten());
                all.extend(wonder::choices(world, one, it, level));
            }
            Effect::Trial(it) => {
                all.extend(of(world, one, &it.fail, &Targets::Oneself, level, above).into_iter().flatten())
            }
            Effect::Zone(zone) => all.extend(of_zone(world, one, zone, level, above)),
            _ => {}
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|name| seen.insert(name.clone()));
    if all.is_empty() {
        return vec![None];
    }
    let without = portal::may_do_without(effects).then_some(None);
    all.into_iter().map(Some).chain(without).collect()
}

/// What an area that stays leaves to choose.
fn of_zone(world: &World, one: &Creature, zone: &Zone, level: u8, above: u8) -> Vec<SmolStr> {
    let mut all: Vec<SmolStr> = Vec::new();
    if zone.panels.as_ref().is_some_and(|panels| panels.thin.is_some()) {
        all.extend(area::thin_facings().map(SmolStr::new));
    }
    if matches!(zone.area, Some(Area::Wall(..))) {
        all.extend(area::FACINGS.map(SmolStr::new));
    }
    for effects in [&zone.does, &zone.over] {
        all.extend(of(world, one, effects, &Targets::Oneself, level, above).into_iter().flatten());
    }
    all
}

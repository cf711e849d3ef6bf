//! What one offer of a spell stands for: every square it may fall on, every way to share it out (SRD: Targets).

use std::collections::BTreeSet;

use super::aim::{self, Aim};
use super::command::{Command, Verb};
use super::{area, cast, grid};
use crate::srd::spell::{Area, Targets};
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::id::CreatureId;

/// The choices that are left when a spell has been chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spread {
    /// None: each offer is all there is.
    One,
    /// An area, on any of these squares.
    Squares(BTreeSet<Tile>),
    /// So many different creatures at the most, out of those that are offered alone.
    Several(usize),
    /// Exactly so many darts or rays, each at anyone who is offered.
    Shared(usize),
}

/// The choices that an offered command leaves to its player.
pub fn of(world: &World, command: &Command) -> Spread {
    let Some((one, aim, targets)) = aimed(world, command) else { return Spread::One };
    let count = |count: u8| usize::from(count) + usize::from(aim.more);
    let shape = match aim.targets {
        Targets::Area(shape) => Some(*shape),
        Targets::Point(_) => None,
        Targets::Creatures(most) | Targets::Near { count: most, .. } if count(*most) > 1 => {
            return Spread::Several(count(*most));
        }
        Targets::Shared(rays) if count(*rays) > 1 => return Spread::Shared(count(*rays)),
        _ => return Spread::One,
    };
    let squares = near(world, one, aim.range_feet.unwrap_or(shape.map_or(0, length_feet)));
    let squares = squares.filter(|tile| aim::check(world, one, aim, targets, Some(*tile)).is_ok());
    let squares: BTreeSet<Tile> = squares.collect();
    if squares.len() > 1 { Spread::Squares(squares) } else { Spread::One }
}

/// True when the spell may be aimed like this; what it costs is not looked at again.
pub fn fits(world: &World, command: &Command) -> bool {
    let (Verb::Cast { at, .. } | Verb::Ritual { at, .. }) = &command.verb else { return false };
    aimed(world, command).is_some_and(|(one, aim, targets)| aim::check(world, one, aim, targets, *at).is_ok())
}

/// The open squares that an area covers when it is aimed like this; none for what is no area.
pub fn covered(world: &World, command: &Command) -> BTreeSet<Tile> {
    let covered = || {
        let (Verb::Cast { at, how, .. } | Verb::Ritual { at, how, .. }) = &command.verb else { return None };
        let (one, aim, _) = aimed(world, command)?;
        let (Targets::Area(shape) | Targets::Areas(_, shape)) = aim.targets else { return None };
        let (from_self, at) = (aim.range_feet.is_none(), at.unwrap_or(one.at));
        Some(area::squares(world, one, *shape, from_self, at, how.choice.as_deref(), 0).0)
    };
    covered().unwrap_or_default().into_iter().collect()
}

/// Who aims which spell how, and at whom.
fn aimed<'w>(world: &'w World, command: &'w Command) -> Option<(&'w Creature, Aim<'w>, &'w [CreatureId])> {
    let one = world.hero(command.seat)?;
    let (spell, level, targets, how) = match &command.verb {
        Verb::Cast { spell, level, targets, how, .. } => (world.book.spells.get(spell)?, *level, targets, how),
        Verb::Ritual { spell, targets, how, .. } => {
            let spell = world.book.spells.get(spell)?;
            (spell, spell.level, targets, how)
        }
        _ => return None,
    };
    Some((one, cast::aimed(world, one, spell, level, how), targets))
}

/// How far an area that starts at its maker reaches.
const fn length_feet(shape: Area) -> u16 {
    match shape {
        Area::Cone(feet)
        | Area::Cube(feet)
        | Area::Sphere(feet)
        | Area::Cylinder(feet, _)
        | Area::Line(feet, _)
        | Area::Wall(feet, _) => feet,
    }
}

/// The squares of the map that are at most so far away.
fn near(world: &World, one: &Creature, feet: u16) -> impl Iterator<Item = Tile> {
    let (width, height) = world.map().map_or((0, 0), |map| (map.width, map.height));
    let far = i16::try_from(feet / grid::SQUARE_FEET).unwrap_or(i16::MAX).saturating_add(i16::from(one.size.squares()));
    let (left, top) = (one.at.x.saturating_sub(far).max(0), one.at.y.saturating_sub(far).max(0));
    let (right, bottom) = (one.at.x.saturating_add(far).min(width - 1), one.at.y.saturating_add(far).min(height - 1));
    (top..=bottom).flat_map(move |y| (left..=right).map(move |x| Tile { x, y }))
}

#[cfg(test)]
mod tests {
    use super::super::offers;
    use super::super::scene::Setting;
    use super::*;
    use crate::world::id::PlayerId;

    /// The first offer of a spell to a hero whose turn it is, and what it leaves to choose.
    fn check(hero: &str, spell: &str, expected: &str) {
        let map = "map . . . # . . .\n    A B . . . g h\n    . . . . . . .";
        let others = "Bea B fighter 1 hp 12 longsword\ngob g goblin\nhob h hobgoblin\n---";
        let world = Setting::read(&format!("{map}\nAda A {hero} {spell}\n{others}\n")).unwrap().world;
        let players: BTreeSet<PlayerId> = world.now.seats.values().map(|seat| seat.player).collect();
        let offers = players.into_iter().flat_map(|player| offers(&world, player));
        let mut cast =
            offers.filter(|offer| matches!(&offer.command.verb, Verb::Cast { spell: id, .. } if id.as_str() == spell));
        let command = cast.next().unwrap_or_else(|| panic!("{spell} is not offered")).command;
        let spread = of(&world, &command);
        let told = match &spread {
            Spread::One => "one".to_owned(),
            Spread::Several(most) => format!("{most} creatures"),
            Spread::Shared(rays) => format!("{rays} rays"),
            Spread::Squares(squares) => format!("squares, {} covered", {
                // Every one of them is accepted: the choice is the rules' own.
                for square in squares {
                    let mut command = command.clone();
                    let Verb::Cast { at, .. } = &mut command.verb else { unreachable!() };
                    *at = Some(*square);
                    assert!(fits(&world, &command), "{square:?}");
                }
                assert!(squares.len() > 8, "{squares:?}");
                !covered(&world, &command).is_empty()
            }),
        };
        assert_eq!(told, expected, "{spell}");
    }

    #[test]
    fn a_spell_leaves_to_choose_what_the_book_says() {
        check("cleric 2 hp 17 mace", "cure_wounds", "one");
        check("cleric 2 hp 17 mace", "bless", "3 creatures");
        check("wizard 2 hp 14 dagger", "magic_missile", "3 rays");
        check("wizard 2 hp 14 dagger", "burning_hands", "squares, true covered");
    }
}

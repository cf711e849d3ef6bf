//! What one offer of a spell stands for: every square it may fall on, every way to share it out (SRD: Targets).

use std::collections::BTreeSet;

use super::command::{Command, Verb};
use super::{aim, area, cast, grid};
use crate::srd::spell::{Area, Spell, Targets};
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;

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
    let Some((one, spell, level)) = parts(world, command) else { return Spread::One };
    let aim = cast::aimed(spell, level);
    match &spell.targets {
        Targets::Area(shape) => {
            let squares = near(world, one, aim.range_feet.unwrap_or(length_feet(*shape)));
            let squares = squares.filter(|tile| aim::square(world, one, aim, *shape, Some(*tile)).is_ok());
            let squares: BTreeSet<Tile> = squares.collect();
            if squares.len() > 1 { Spread::Squares(squares) } else { Spread::One }
        }
        Targets::Creatures(count) | Targets::Near { count, .. } => match usize::from(*count) + usize::from(aim.more) {
            0 | 1 => Spread::One,
            most => Spread::Several(most),
        },
        Targets::Shared(count) => match usize::from(*count) + usize::from(aim.more) {
            0 | 1 => Spread::One,
            rays => Spread::Shared(rays),
        },
        Targets::Oneself | Targets::Thing => Spread::One,
    }
}

/// True when the spell may be aimed like this; what it costs is not looked at again.
pub fn fits(world: &World, command: &Command) -> bool {
    let Some((one, spell, level)) = parts(world, command) else { return false };
    let (Verb::Cast { targets, at, .. } | Verb::Ritual { targets, at, .. }) = &command.verb else { return false };
    aim::check(world, one, cast::aimed(spell, level), targets, *at).is_ok()
}

/// The squares that an area covers when it is aimed like this, walls or not; none for what is no area.
pub fn covered(world: &World, command: &Command) -> BTreeSet<Tile> {
    let covered = || {
        let (one, spell, level) = parts(world, command)?;
        let (Verb::Cast { at, .. } | Verb::Ritual { at, .. }) = &command.verb else { return None };
        let Targets::Area(shape) = spell.targets else { return None };
        let range = cast::aimed(spell, level).range_feet;
        let at = at.unwrap_or(one.at);
        let reach = range.unwrap_or(0).saturating_add(length_feet(shape)).saturating_add(grid::SQUARE_FEET);
        let tiles = near(world, one, reach);
        Some(tiles.filter(|tile| area::covers(one, shape, range.is_none(), at, *tile)).collect())
    };
    covered().unwrap_or_default()
}

/// Who casts which spell from which slot.
fn parts<'w>(world: &'w World, command: &Command) -> Option<(&'w Creature, &'w Spell, u8)> {
    let one = world.hero(command.seat)?;
    match &command.verb {
        Verb::Cast { spell, level, .. } => Some((one, world.book.spells.get(spell)?, *level)),
        Verb::Ritual { spell, .. } => {
            let spell = world.book.spells.get(spell)?;
            Some((one, spell, spell.level))
        }
        _ => None,
    }
}

/// How far an area that starts at its maker reaches.
const fn length_feet(shape: Area) -> u16 {
    match shape {
        Area::Cone(feet) | Area::Cube(feet) | Area::Sphere(feet) | Area::Cylinder(feet, _) | Area::Line(feet, _) => {
            feet
        }
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

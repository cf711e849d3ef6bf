//! How cleverly a creature fights: four levels, out of its stat block.

use crate::rules::figure;
use crate::srd::kind::CreatureKind;
use crate::world::World;
use crate::world::creature::Creature;

/// How cleverly a creature fights, from the dullest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Wit {
    /// Strikes at whatever is nearest, friends in the way or not.
    Mindless,
    /// Hunts: the near and the hurt first, its own kind spared.
    Instinct,
    /// Picks its targets and uses what it has.
    Trained,
    /// Saves its best for when it counts and goes for those who do most harm.
    Shrewd,
}

/// Intelligence decides, and whether there is a mind at all; heroes are shrewd.
pub(super) fn of(world: &World, one: &Creature) -> Wit {
    if one.sheet().is_some() {
        return Wit::Shrewd;
    }
    if one.bears(crate::rules::instinct::BERSERK) {
        return Wit::Mindless;
    }
    let kind = figure::kind(world, one);
    let mindless = matches!(kind, CreatureKind::Construct | CreatureKind::Ooze | CreatureKind::Plant);
    match figure::scores(world, one).int {
        0..=3 if mindless || kind == CreatureKind::Undead => Wit::Mindless,
        0..=5 => Wit::Instinct,
        6..=11 => Wit::Trained,
        _ => Wit::Shrewd,
    }
}

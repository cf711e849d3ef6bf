//! Squeezing through places that are too narrow (SRD: Movement and Position). Ruling 44.

use super::attempt::Attempt;
use super::grid;
use super::lasting;
use super::movement;
use super::refusal::Refusal;
use super::toll;
use super::turn;
use super::unfold::Unfold;
use crate::srd::ability::Ability;
use crate::srd::kind::Size;
use crate::srd::modifier::{Modifier, On};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::hardship::Pose;
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;

/// What lasts on whoever squeezes goes by this name.
pub(super) const SQUEEZING: &str = "squeezing";

/// What may be done of it.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Attempt>) {
    if may_squeeze(world, who).is_ok() {
        into.push(Attempt::Squeeze);
    }
    if may_straighten(world, who).is_ok() {
        into.push(Attempt::Straighten);
    }
}

/// Makes itself one size smaller: clumsy, slow and easy to hit.
pub(super) fn squeezes(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    may_squeeze(now.world(), who)?;
    let mut squeezing = lasting::new(now, SQUEEZING, who, Expires::Never);
    squeezing.gives = vec![
        Modifier::Size(-1),
        Modifier::Disadvantage(On::Attacks),
        Modifier::Disadvantage(On::Save(Ability::Dex)),
        Modifier::AttackedWithAdvantage,
    ];
    lasting::begin(now, who, squeezing);
    toll::poses(now, who, Pose::Squeezes, None);
    Ok(())
}

/// Stands as tall as it is.
pub(super) fn straightens(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    may_straighten(now.world(), who)?;
    lasting::end_where(now, who, |_, lasts| lasts.name == SQUEEZING);
    toll::poses(now, who, Pose::Straightens, None);
    Ok(())
}

/// Only those who cover more than one square have anything to draw in on the grid.
fn may_squeeze(world: &World, who: CreatureId) -> Result<(), Refusal> {
    let one = turn::may_fight(world, who)?;
    if one.bears(SQUEEZING) || one.size < Size::Large {
        return Err(Refusal::AlreadySo);
    }
    Ok(())
}

/// There must be room for all of it.
fn may_straighten(world: &World, who: CreatureId) -> Result<(), Refusal> {
    let one = turn::may_fight(world, who)?;
    if !one.bears(SQUEEZING) {
        return Err(Refusal::AlreadySo);
    }
    let whole = Creature { size: one.size.step(1), ..one.clone() };
    let ground = grid::squares_at(&whole, whole.at).all(|square| movement::walkable(world, square));
    if ground && movement::stands_free(world, &whole, whole.at) { Ok(()) } else { Err(Refusal::Blocked) }
}

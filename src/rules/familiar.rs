//! Servants that share magic with whoever called them: touches carried out for him, spells shared in the saddle (SRD:
//! Find Familiar, Find Steed).
//!
//! Ruling: what heals, strengthens or hinders its caster alone is shared with the steed; what changes his shape is not.

use super::aim::{self, Aim};
use super::cast;
use super::figure;
use super::grid;
use super::refusal::Refusal;
use super::unfold::Unfold;
use crate::srd::effect::Effect;
use crate::srd::spell::{Range, Spell};
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending};
use crate::world::id::CreatureId;
use crate::world::question::How;

/// What calls those who carry touches out, and those who share spells.
const FAMILIAR: &str = "find_familiar";
const STEED: &str = "find_steed";
/// So far a familiar carries a touch, feet.
const CARRIES_FEET: u16 = 100;

/// Who carries the caster's touch out: near enough, able, and with a reaction left.
fn carrier<'w>(world: &'w World, one: &Creature, spell: &Spell) -> Option<&'w Creature> {
    let able = |it: &&Creature| {
        let own = it.called && it.master == Some(one.id) && it.bears(FAMILIAR);
        own && it.is_up() && !it.is_away() && !it.reacted && !figure::incapacitated(it)
    };
    let near = |it: &&Creature| grid::feet_between(one, it) <= CARRIES_FEET;
    world.now.creatures.values().filter(|_| spell.range == Range::Touch).filter(able).find(near)
}

/// The caster, as his touch is aimed from where his servant is.
fn ghost(one: &Creature, carrier: &Creature) -> Creature {
    Creature { at: carrier.at, size: carrier.size, ..one.clone() }
}

/// Whom a spell touches that is aimed so, by the caster's own hand or by his servant's.
pub(super) fn check(
    world: &World,
    one: &Creature,
    spell: &Spell,
    aim: Aim<'_>,
    targets: &[CreatureId],
    at: Option<Tile>,
) -> Result<Vec<CreatureId>, Refusal> {
    aim::check(world, one, aim, targets, at).or_else(|refusal| {
        let carrier = carrier(world, one, spell).ok_or(refusal)?;
        aim::check(world, &ghost(one, carrier), aim, targets, at).map_err(|_| refusal)
    })
}

/// Whom it may be aimed at, either way.
pub(super) fn choices(
    world: &World,
    one: &Creature,
    spell: &Spell,
    aim: Aim<'_>,
) -> Vec<(Vec<CreatureId>, Option<Tile>)> {
    let mut all = aim::choices(world, one, aim);
    if let Some(carrier) = carrier(world, one, spell) {
        let far = aim::choices(world, &ghost(one, carrier), aim);
        all.extend(far.into_iter().filter(|it| !all.contains(it)).collect::<Vec<_>>());
    }
    all
}

/// The servant's reaction is used where the caster's own hand does not reach.
pub(super) fn delivers(
    now: &mut Unfold<'_>,
    who: CreatureId,
    spell: &Spell,
    level: u8,
    targets: &[CreatureId],
    at: Option<Tile>,
    how: &How,
) {
    let world = now.world();
    let Some(one) = world.creature(who).filter(|_| world.now.encounter.is_some()) else { return };
    if aim::check(world, one, cast::aimed(world, one, spell, level, how), targets, at).is_ok() {
        return;
    }
    if let Some(creature) = carrier(world, one, spell).map(|it| it.id) {
        now.happens(Event::Spent { creature, what: Spending::Reaction });
    }
}

/// Those whom a spell touches, and the steed of one who casts it on himself in the saddle.
pub(super) fn shared(world: &World, who: CreatureId, spell: &Spell, touched: Vec<CreatureId>) -> Vec<CreatureId> {
    let simple = |effect: &Effect| {
        matches!(
            effect,
            Effect::Modifier { .. } | Effect::Condition { .. } | Effect::Heal { .. } | Effect::TempHp { .. }
        )
    };
    if touched != [who] || !spell.effects.iter().all(simple) {
        return touched;
    }
    let mount = world.creature(who).and_then(Creature::rides).and_then(|id| world.creature(id));
    let steed = mount.filter(|it| it.called && it.master == Some(who) && it.bears(STEED));
    touched.into_iter().chain(steed.map(|it| it.id)).collect()
}

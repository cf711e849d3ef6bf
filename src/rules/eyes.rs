//! Averting one's eyes from what is better not seen (SRD: Monsters, Petrifying Gaze, Horrific Appearance).

use super::figure;
use super::lasting;
use super::maw;
use super::unfold::Unfold;
use crate::srd::id::FeatureId;
use crate::srd::instinct::Instinct;
use crate::srd::modifier::Modifier;
use crate::srd::nature::{Averted, Nature};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;
use crate::world::question::Asks;

/// What lasts on whoever looks away.
const AVERTED: &str = "averted";

/// What averting one's eyes from this aura costs, where that is possible.
fn cost(world: &World, bearer: &Creature, name: &str) -> Option<Averted> {
    let block = figure::block(world, bearer)?;
    let given = block.traits.iter().find(|given| given.id.as_str() == name)?;
    given.gives.iter().find_map(|it| match it {
        Modifier::Trait(Nature::Aura(aura)) => aura.averted,
        _ => None,
    })
}

/// Whether a creature that is about to feel this aura looks away instead; who is surprised cannot. Those who are not
/// asked always do.
pub(super) fn averts(now: &mut Unfold<'_>, bearer: CreatureId, name: &str, who: CreatureId) -> bool {
    let world = now.world();
    let (Some(by), Some(one)) = (world.creature(bearer), world.creature(who)) else { return false };
    let Some(cost) = cost(world, by, name) else { return false };
    let surprised = world.now.encounter.as_ref().is_some_and(|fight| fight.surprised.contains(&who));
    if surprised || figure::incapacitated(one) || maw::is_proof(one, name) {
        return false;
    }
    let feature = FeatureId::new(name);
    let asks = Asks::Feature { feature, other: Some(bearer), total: 0, goal: 0, options: Vec::new() };
    if now.decide(who, asks, 1) == 0 {
        return false;
    }
    let mut averted = lasting::new(now, AVERTED, bearer, Expires::TurnStart(who, 1));
    averted.gives = vec![match cost {
        Averted::Blindly => Modifier::Instinct(Instinct::EyesAverted),
        Averted::Clumsily => Modifier::DisadvantageAgainstSource,
    }];
    lasting::begin(now, who, averted);
    true
}

/// True while a creature looks away from another one.
pub(super) fn are_averted(one: &Creature, from: &Creature) -> bool {
    let away = Modifier::Instinct(Instinct::EyesAverted);
    one.ongoing.values().any(|lasts| lasts.source == from.id && lasts.gives.contains(&away))
}

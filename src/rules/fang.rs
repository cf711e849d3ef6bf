//! The attacks of stat blocks as figures: printed ones, and what becomes of them while a body is changed (SRD: Monsters).

use super::arms::{self, Arm};
use super::body;
use super::figure;
use super::grid;
use super::nature;
use crate::dice::Face;
use crate::srd::condition::Condition;
use crate::srd::damage::DamageKind;
use crate::srd::effect::Effect;
use crate::srd::id::ActionId;
use crate::srd::modifier::Modifier;
use crate::srd::monster::{Alt, Does, Strike};
use crate::srd::nature::{Maw, Nature};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{D20, Edge, Weapon};
use crate::world::question;

/// The figures of an attack of a stat block.
pub(super) fn arm<'w>(world: &'w World, one: &Creature, id: &ActionId) -> Option<Arm<'w>> {
    let action = arms::action(world, one, id)?;
    let Does::Attack(strike) = &action.does else { return None };
    let alt = strike.alt.iter().find(|alt| fits(world, one, alt));
    let bonus = alt.and_then(|alt| alt.bonus).unwrap_or(strike.bonus);
    Some(Arm {
        reach_feet: strike.reach_feet,
        range_feet: strike.range_feet,
        effects: alt.map_or(&strike.hit, |alt| &alt.hit),
        critical: &strike.critical,
        only: strike.only.as_ref(),
        magical: nature::strikes_with_magic(world, one),
        ..arms::plain(i32::from(bonus) + body::strength(world, one, action), DamageKind::Bludgeoning)
    })
}

fn printed<'w>(world: &'w World, one: &Creature, id: &ActionId) -> Option<&'w Strike> {
    if let Does::Attack(strike) = &arms::action(world, one, id)?.does { Some(strike) } else { None }
}

fn fits(world: &World, one: &Creature, alt: &Alt) -> bool {
    alt.bears.as_ref().is_none_or(|name| one.bears(name))
        && (alt.forms.is_empty() || figure::form(world, one).is_some_and(|form| alt.forms.contains(&form.id)))
}

/// True when one holds the other.
pub(super) fn holds(one: &Creature, other: &Creature) -> bool {
    other.ongoing.values().any(|lasts| lasts.condition == Some(Condition::Grappled) && lasts.source == one.id)
}

/// True for a blow at somebody whom its maker holds and cannot miss.
pub(super) fn is_sure(world: &World, strike: &question::Strike) -> bool {
    let Weapon::Action(id) = &strike.weapon else { return false };
    let (Some(one), Some(foe)) = (world.creature(strike.attacker), world.creature(strike.target)) else { return false };
    printed(world, one, id).is_some_and(|strike| strike.sure) && holds(one, foe)
}

/// What stands for the roll of a blow that cannot miss: as much as it needs.
pub(super) fn unrolled(ac: i32) -> D20 {
    D20 { faces: Vec::new(), kept: Face(10), edge: Edge::Even, dice: Vec::new(), bonus: ac - 10 }
}

/// So far a creature holds on to others, feet: as far as its longest attack that takes hold.
pub(super) fn hold_feet(world: &World, one: &Creature) -> u16 {
    let actions = figure::block(world, one).into_iter().flat_map(|block| &block.actions);
    let grapples = |strike: &&Strike| strike.hit.iter().any(|effect| matches!(effect, Effect::Grapple { .. }));
    let strikes =
        actions.filter_map(|action| if let Does::Attack(strike) = &action.does { Some(strike) } else { None });
    let feet = strikes.filter(grapples).filter_map(|strike| strike.reach_feet).max();
    feet.unwrap_or(grid::SQUARE_FEET).max(grid::SQUARE_FEET)
}

/// What a hit does, where its maker may rather hold than hurt: it holds while it holds nobody and could.
pub(super) fn chosen(world: &World, one: &Creature, foe: &Creature, hit: Vec<Effect>) -> Vec<Effect> {
    let Some(Effect::Maw(Maw::HoldsInstead { escape_dc })) = hit.first() else { return hit };
    let busy = world.now.creatures.values().any(|other| holds(one, other));
    let immune = super::lasting::immune(world, foe.id, Condition::Grappled);
    let too_big = foe.size as u8 > one.size as u8 + 1;
    if busy || immune || too_big {
        return hit.into_iter().skip(1).collect();
    }
    vec![Effect::Grapple { escape_dc: *escape_dc, also: Vec::new(), only: None, limbs: 0 }]
}

/// True when the creature may make this attack with its bonus action.
pub(super) fn is_bonus(world: &World, one: &Creature, weapon: &Weapon) -> bool {
    let Weapon::Action(id) = weapon else { return false };
    figure::gives(world, one)
        .into_iter()
        .any(|given| matches!(given, Modifier::Trait(Nature::BonusStrike(with)) if with == id))
}

/// True where an action of a multiattack under way may be aimed at this foe, after what the others have done.
pub(super) fn may_follow(world: &World, one: &Creature, id: &ActionId, foe: &Creature) -> bool {
    let used = world.now.encounter.as_ref().map(|fight| &fight.used);
    let (Some(used), Some(action)) = (used, arms::action(world, one, id)) else { return false };
    let hit = |with: &ActionId| used.hits.iter().filter(|(it, whom)| it == with && *whom == foe.id).count();
    action.after.as_ref().is_none_or(|(with, often)| hit(with) >= usize::from(*often))
        && !(action.apart && used.struck_at.contains(&foe.id))
}

//! Whom one could strike who leaves one's reach, and with what (SRD: Opportunity Attacks).

use super::arms::{self, Arm};
use super::attack;
use crate::srd::id::ItemId;
use crate::world::World;
use crate::world::creature::{Creature, Side};
use crate::world::event::Weapon;

/// The weapon that a creature would strike with when someone leaves its reach: its best attack in reach.
pub(super) fn for_opportunity(world: &World, one: &Creature) -> Option<(Weapon, u16)> {
    let best = in_reach(world, one).into_iter().max_by_key(|(_, arm)| attack::worth(arm));
    best.and_then(|(weapon, arm)| Some((weapon, arm.reach_feet?)))
}

/// Every attack in reach that can be made with what is in hand now.
pub(super) fn in_reach<'w>(world: &'w World, one: &Creature) -> Vec<(Weapon, Arm<'w>)> {
    let main = |id: &ItemId| one.pack.main_hand.as_ref() == Some(id);
    let both = one.pack.off_hand.is_none() && !super::ward::arm_taken(one);
    let ready = |weapon: &Weapon| match weapon {
        Weapon::Held(id) => main(id),
        Weapon::BothHands(id) => main(id) && both,
        Weapon::Unarmed | Weapon::Action(_) => true,
        Weapon::Thrown(_) | Weapon::OffHand(_) | Weapon::Spell(_) | Weapon::Flask(_) => false,
    };
    let all = arms::choices(world, one).into_iter().filter(ready);
    let all = all.filter_map(|weapon| arms::arm(world, one, &weapon).map(|arm| (weapon, arm)));
    all.filter(|(_, arm)| arm.reach_feet.is_some() && (both || !arm.two_hands)).collect()
}

/// How far a creature strikes at whoever leaves its reach; none for bystanders and those without an arm for it.
pub(super) fn reach_feet(world: &World, one: &Creature) -> Option<u16> {
    if one.side == Side::Bystanders {
        return None;
    }
    for_opportunity(world, one).map(|(_, reach)| reach)
}

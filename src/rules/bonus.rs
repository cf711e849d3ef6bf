//! What more a hit does: sneak attacks, charges, allies beside the target (SRD: Classes, Monsters).

use super::arms::{self, Arm};
use super::figure;
use super::grid;
use super::unfold::Unfold;
use crate::dice::Amount;
use crate::srd::damage::DamageKind;
use crate::srd::effect::Effect;
use crate::srd::id::{ActionId, FeatureId, ItemId};
use crate::srd::item::{Property, Use};
use crate::srd::knack::Knack;
use crate::srd::modifier::{Modifier, When};
use crate::world::World;
use crate::world::creature::{Creature, Side};
use crate::world::event::{Edge, Event, Weapon};
use crate::world::id::CreatureId;
use crate::world::question::Strike;

/// Dice that a hit adds.
pub(super) struct Extra {
    /// How many.
    pub(super) dice: Amount,
    /// Of which kind; none means the weapon's.
    pub(super) kind: Option<DamageKind>,
    /// The feature that is used up for this turn.
    once: Option<FeatureId>,
}

/// Every further die that this hit brings.
pub(super) fn extra(world: &World, strike: &Strike, edge: Edge) -> Vec<Extra> {
    let (Some(one), Some(foe)) = (world.creature(strike.attacker), world.creature(strike.target)) else {
        return Vec::new();
    };
    if matches!(strike.weapon, Weapon::Spell(_) | Weapon::Flask(_)) {
        return Vec::new();
    }
    let fresh = |name: &str| {
        let fight = world.now.encounter.as_ref();
        fight.is_none_or(|it| !it.used.once.iter().any(|(who, id)| *who == one.id && id.as_str() == name))
    };
    let once = |dice: Amount, name: &str| Some((dice, None, Some(FeatureId::new(name))));
    let beside = friend_beside(world, one, foe);
    let mut all = Vec::new();
    let given = figure::gives(world, one).into_iter().filter(|given| !elsewhere(world, one, &strike.weapon, given));
    for given in given {
        let found = match given {
            Modifier::ExtraDamage { dice, kind, when, once, only }
                if grip(world, one, &strike.weapon, *when)
                    && only.as_ref().is_none_or(|it| super::afflict::matches(world, one.id, it, foe))
                    && once.as_ref().is_none_or(|id| fresh(id.as_str())) =>
            {
                Some((*dice, *kind, once.clone()))
            }
            Modifier::Knack(Knack::DamageOf { ability, least, kind, when })
                if grip(world, one, &strike.weapon, *when) =>
            {
                let plus = figure::modifier(world, one, *ability).max(i32::from(*least));
                Some((Amount::flat(0).and(plus), *kind, None))
            }
            Modifier::Knack(Knack::SlaysFavoured(ability)) if favoured(world, one, foe) && fresh("foe_slayer") => {
                let plus = figure::modifier(world, one, *ability).max(0);
                Some((Amount::flat(0).and(plus), None, Some(FeatureId::new("foe_slayer"))))
            }
            Modifier::SneakAttack { dice }
                if grip(world, one, &strike.weapon, When::FinesseOrRanged)
                    && (edge == Edge::Advantage || (beside && edge != Edge::Disadvantage))
                    && fresh("sneak_attack") =>
            {
                once(*dice, "sneak_attack")
            }
            Modifier::MartialAdvantage { dice } if beside && fresh("martial_advantage") => {
                once(*dice, "martial_advantage")
            }
            Modifier::SurpriseAttack { dice } if surprised(world, foe) && fresh("surprise_attack") => {
                once(*dice, "surprise_attack")
            }
            Modifier::Charge { feet, dice, with, .. }
                if strike.weapon == Weapon::Action(with.clone())
                    && charged(world, one, foe, *feet)
                    && fresh("charge") =>
            {
                once(*dice, "charge")
            }
            _ => None,
        };
        all.extend(found.map(|(dice, kind, once)| Extra { dice, kind, once }));
    }
    all
}

/// True for what a power of another weapon than this one has lit: it counts for that weapon only.
fn elsewhere(world: &World, one: &Creature, weapon: &Weapon, given: &Modifier) -> bool {
    let this = match weapon {
        Weapon::Held(id) | Weapon::BothHands(id) | Weapon::Thrown(id) | Weapon::OffHand(id) => id.as_str(),
        _ => "",
    };
    let arms =
        |name: &str| world.book.items.get(&ItemId::new(name)).is_some_and(|item| matches!(item.use_, Use::Weapon(_)));
    let mut lit = one.ongoing.values().filter(|lasts| lasts.name != this && arms(&lasts.name));
    lit.any(|lasts| lasts.gives.iter().any(|other| std::ptr::eq(other, given)))
}

/// Further dice against a target that the attacker himself has marked or cursed.
pub(super) fn marked(world: &World, strike: &Strike) -> Vec<Extra> {
    let Some(foe) = world.creature(strike.target) else { return Vec::new() };
    let weapon = !matches!(strike.weapon, Weapon::Spell(_) | Weapon::Flask(_));
    let own = foe.ongoing.values().filter(|lasts| lasts.source == strike.attacker);
    let dice = own.flat_map(|lasts| &lasts.gives).filter_map(|given| match given {
        Modifier::HurtBySource { dice, kind, weapons } if weapon || !weapons => {
            Some(Extra { dice: *dice, kind: *kind, once: None })
        }
        _ => None,
    });
    dice.collect()
}

/// What a die takes from the damage of somebody who was made smaller.
pub(super) fn less(now: &mut Unfold<'_>, strike: &Strike) -> i32 {
    let Some(one) = now.creature(strike.attacker) else { return 0 };
    let given = figure::gives(now.world(), one);
    let dice =
        given.into_iter().find_map(|given| if let Modifier::LessDamage(dice) = given { Some(*dice) } else { None });
    dice.map_or(0, |dice| now.sum(dice))
}

/// True when the blow comes from strength that a spell has taken.
pub(super) fn weak_blow(world: &World, one: &Creature, strike: &Strike) -> bool {
    let weak = figure::gives(world, one).iter().any(|given| matches!(given, Modifier::WeakBlows));
    let ranged = arms::book_weapon(world, &strike.weapon).is_some_and(|weapon| weapon.ranged);
    let nimble = || {
        let finesse = arms::book_weapon(world, &strike.weapon)
            .is_some_and(|weapon| weapon.properties.contains(&Property::Finesse));
        let modifier = |ability| figure::modifier(world, one, ability);
        finesse && modifier(crate::srd::ability::Ability::Dex) > modifier(crate::srd::ability::Ability::Str)
    };
    weak && !ranged && !nimble()
}

/// Marks what works once a turn.
pub(super) fn uses_up(now: &mut Unfold<'_>, creature: CreatureId, extra: &Extra) {
    if let Some(feature) = extra.once.clone() {
        now.happens(Event::Featured { creature, feature });
    }
}

/// True when those who are surprised are easy for this attacker.
pub(super) fn ambushes(world: &World, one: &Creature, foe: &Creature) -> bool {
    surprised(world, foe) && figure::gives(world, one).iter().any(|given| matches!(given, Modifier::Ambusher))
}

/// The strength save that a pounce with this attack asks for, and the attack that follows if it fails.
pub(super) fn pounce(world: &World, one: &Creature, foe: &Creature, strike: &Strike) -> Option<(u8, ActionId)> {
    figure::gives(world, one).into_iter().find_map(|given| match given {
        Modifier::Pounce { feet, with, dc, then } if strike.weapon == Weapon::Action(with.clone()) => {
            charged(world, one, foe, *feet).then(|| (*dc, then.clone()))
        }
        _ => None,
    })
}

/// The strength save against falling prone that ends a charge, if this attack was one.
pub(super) fn charge_dc(world: &World, one: &Creature) -> Option<u8> {
    figure::gives(world, one).iter().find_map(|given| match given {
        Modifier::Charge { prone_dc, .. } => *prone_dc,
        _ => None,
    })
}

/// True when one of those that this ranger knows well is struck.
pub(super) fn favoured(world: &World, one: &Creature, foe: &Creature) -> bool {
    let kind = figure::kind(world, foe);
    figure::knacks(world, one).any(|knack| matches!(knack, Knack::Favours(kinds) if kinds.contains(&kind)))
}

/// True when an attack is made as a modifier wants it.
pub(super) fn grip(world: &World, one: &Creature, weapon: &Weapon, when: When) -> bool {
    match (arms::book_weapon(world, weapon), arms::arm(world, one, weapon)) {
        (Some(weapon), Some(arm)) => arms::fits(one, &arm, weapon, when),
        (None, Some(arm)) => match when {
            When::Always => arm.weapon,
            When::MeleeWeapon => arm.weapon && arm.reach_feet.is_some() && *weapon != Weapon::Unarmed,
            When::RangedWeapon => arm.weapon && arm.range_feet.is_some(),
            // A stat block's sneak attack goes with every weapon that it prints.
            When::FinesseOrRanged => arm.weapon,
            When::MeleeStrength => arm.weapon && arm.reach_feet.is_some() && arm.strength,
            When::AnyWeapon => arm.weapon && (one.sheet().is_none() || *weapon != Weapon::Unarmed),
            When::OneHandedAlone | When::TwoHanded | When::Bow | When::Thrown => false,
        },
        (_, None) => false,
    }
}

/// Faces up to this one are rolled once more: great weapons in trained hands.
pub(super) fn rerolls_up_to(world: &World, one: &Creature, weapon: &Weapon, arm: &Arm<'_>) -> u16 {
    let Some(book) = arms::book_weapon(world, weapon) else { return 0 };
    let given = figure::gives(world, one);
    let rerolls =
        given.iter().any(|given| matches!(given, Modifier::RerollLowDamage(when) if arms::fits(one, arm, book, *when)));
    if rerolls { 2 } else { 0 }
}

/// True when a friend of the attacker who can act stands within 5 feet of the target.
pub(super) fn friend_beside(world: &World, one: &Creature, foe: &Creature) -> bool {
    let friend = |other: &&Creature| {
        other.id != one.id && other.id != foe.id && other.side == one.side && !figure::incapacitated(other)
    };
    world.now.creatures.values().filter(friend).any(|other| grid::feet_between(other, foe) <= 5)
}

fn surprised(world: &World, foe: &Creature) -> bool {
    world.now.encounter.as_ref().is_some_and(|fight| fight.round == 1 && fight.surprised.contains(&foe.id))
}

/// True when the attacker has just come so far in a straight line towards the target.
fn charged(world: &World, one: &Creature, foe: &Creature, feet: u16) -> bool {
    let Some(fight) = world.now.encounter.as_ref().filter(|fight| fight.current() == Some(one.id)) else {
        return false;
    };
    let run = fight.used.run;
    let towards = |step: i16, from: i16, to: i16| step == (to - from).signum() || step == 0 || from == to;
    run.feet >= feet
        && towards(run.x, one.at.x, foe.at.x)
        && towards(run.y, one.at.y, foe.at.y)
        && one.side != Side::Bystanders
}

/// True when the attacking spell has advantage against this target.
pub(super) fn spell_advantage(world: &World, foe: &Creature, strike: &Strike) -> bool {
    let Weapon::Spell(id) = &strike.weapon else { return false };
    let first = world.book.spells.get(id).and_then(|spell| spell.effects.first());
    match first {
        Some(Effect::Attack { advantage: Some(filter), .. }) => {
            super::afflict::matches(world, strike.attacker, filter, foe)
        }
        _ => false,
    }
}

/// True when everything that this attack could hold with holds somebody else.
pub(super) fn holds_enough(world: &World, one: &Creature, foe: &Creature, arm: &Arm<'_>) -> bool {
    let limbs = arm.effects.iter().find_map(|effect| match effect {
        Effect::Grapple { limbs, .. } => Some(usize::from(*limbs)),
        _ => None,
    });
    let Some(limbs) = limbs.filter(|limbs| *limbs > 0) else { return false };
    let held =
        |other: &&Creature| other.ongoing.values().any(|lasts| lasts.name == "grapple" && lasts.source == one.id);
    !held(&foe) && world.now.creatures.values().filter(held).count() >= limbs
}

/// True for weapons that must be loaded: one shot with each action, however many attacks it has.
pub(super) fn loads(world: &World, weapon: &Weapon) -> bool {
    arms::book_weapon(world, weapon).is_some_and(|it| it.properties.contains(&Property::Loading))
}

//! Attacking: what may be attacked with what, announced, rolled, landed (SRD: Making an Attack).

use super::arms::{self, Arm};
use super::bonus;
use super::command::Verb;
use super::fang;
use super::figure;
use super::globe;
use super::grid;
use super::instinct;
use super::refusal::Refusal;
use super::sight;
use super::turn;
use super::unfold::Unfold;
use super::ward;
use crate::srd::condition::Condition;
use crate::srd::effect::Effect;
use crate::srd::id::{FeatureId, ItemId};
use crate::srd::item::Property;
use crate::srd::knack::Knack;
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::{Creature, Side};
use crate::world::event::{Event, Slot, Spending, Weapon};
use crate::world::id::CreatureId;
use crate::world::question::{How, Pending, Strike};

/// How an attack is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pay {
    /// A new attack action that brings so many attacks.
    Action(u8),
    /// One more attack of the attack action under way.
    More,
    /// One strike of a multiattack under way.
    Multi,
    /// The bonus action.
    Bonus,
    /// The further action of the hasted: one attack.
    Hasted,
    /// One strike of a flurry.
    Flurry(u8),
    /// One more at somebody beside the first target.
    Horde,
}

/// An attack that may be made.
pub(super) struct Checked {
    pay: Pay,
    draws: Option<ItemId>,
}

/// Every attack that the creature may make.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Ok(one) = turn::may_fight(world, who) else { return };
    let weapons = arms::choices(world, one);
    for target in world.now.creatures.values().filter(|target| target.side != one.side) {
        for weapon in &weapons {
            if allowed(world, who, target.id, weapon).is_ok() {
                into.push(Verb::Attack { target: target.id, weapon: weapon.clone() });
            }
        }
    }
}

/// Whether this attack may be made now.
pub(super) fn allowed(world: &World, who: CreatureId, target: CreatureId, weapon: &Weapon) -> Result<Checked, Refusal> {
    let one = turn::may_fight(world, who)?;
    let foe = target_of(world, one, target)?;
    if matches!(weapon, Weapon::Spell(_)) {
        return Err(Refusal::NotAWeapon);
    }
    let arm = arms::arm(world, one, weapon).ok_or(Refusal::NotAWeapon)?;
    with(world, one, foe, weapon, &arm)
}

/// The same for those who know their arm and that this is somebody to be attacked.
pub(super) fn with(
    world: &World,
    one: &Creature,
    foe: &Creature,
    weapon: &Weapon,
    arm: &Arm<'_>,
) -> Result<Checked, Refusal> {
    let pay = payment(world, one, foe, weapon)?;
    let draws = in_hand(world, one, weapon, arm)?;
    within(world, one, foe, arm)?;
    Ok(Checked { pay, draws })
}

/// Makes the attack.
pub(super) fn resolve(
    now: &mut Unfold<'_>,
    who: CreatureId,
    target: CreatureId,
    weapon: &Weapon,
) -> Result<(), Refusal> {
    let checked = allowed(now.world(), who, target, weapon)?;
    pay(now, who, weapon, &checked);
    now.steps.push_front(Pending::Roll(strike(who, target, weapon)));
    Ok(())
}

/// An attack that nothing has hindered yet.
pub(super) fn strike(attacker: CreatureId, target: CreatureId, weapon: &Weapon) -> Strike {
    let weapon = weapon.clone();
    Strike {
        attacker,
        target,
        weapon,
        level: 0,
        reaction: false,
        asked: Vec::new(),
        hindered: false,
        from: None,
        how: How::default(),
    }
}

/// Someone of another side who can be harmed and whom no charm protects.
pub(super) fn target_of<'w>(world: &'w World, one: &Creature, target: CreatureId) -> Result<&'w Creature, Refusal> {
    let foe = world.creature(target).ok_or(Refusal::NoSuchTarget)?;
    let raging = one.bears(instinct::BERSERK);
    if foe.id == one.id || (foe.side == one.side && !raging) || foe.side == Side::Bystanders {
        return Err(Refusal::NotAFoe);
    }
    if foe.dead {
        return Err(Refusal::TargetDown);
    }
    let sealed = |one: &Creature| one.ongoing.values().any(|it| it.gives.contains(&Modifier::Sealed));
    if sealed(one) || sealed(foe) || globe::parts(world, one, foe) {
        return Err(Refusal::Blocked);
    }
    if super::state::is_elsewhere(foe) {
        return Err(Refusal::NoSuchTarget);
    }
    if ward::spared(world, one, foe) {
        return Err(Refusal::NotAFoe);
    }
    let charmed = one.ongoing.values().any(|it| it.condition == Some(Condition::Charmed) && it.source == target)
        && !shaken_off(world, one);
    if charmed { Err(Refusal::NotAFoe) } else { Ok(foe) }
}

/// Charms do not count for those who rage beyond them.
fn shaken_off(world: &World, one: &Creature) -> bool {
    figure::knacks(world, one).any(|knack| matches!(knack, Knack::Unshaken))
}

/// Whether the target is in reach or range and not wholly behind something.
pub(super) fn within(world: &World, one: &Creature, foe: &Creature, arm: &Arm<'_>) -> Result<(), Refusal> {
    if arm.only.is_some_and(|only| !super::afflict::matches(world, one.id, only, foe)) {
        return Err(Refusal::NoSuchTarget);
    }
    if bonus::holds_enough(world, one, foe, arm) {
        return Err(Refusal::HandsFull);
    }
    let lifted = |it: &Creature| it.ongoing.values().any(|lasts| lasts.gives.contains(&Modifier::Lifted));
    // Whoever hangs in the air is out of the reach of arms, and they out of his.
    let high = if lifted(one) != lifted(foe) { LIFTED_FEET } else { 0 };
    let far = grid::feet_between(one, foe).max(high);
    if arm.reach_feet.is_none_or(|reach| far > reach) {
        match arm.range_feet {
            Some((_, long)) if far <= long && !super::water::stops_shot(world, one, arm, far) => {}
            Some(_) => return Err(Refusal::OutOfRange),
            None => return Err(Refusal::OutOfReach),
        }
    }
    if sight::out_of_line(world, one, foe) { Err(Refusal::Blocked) } else { Ok(()) }
}

/// So high hangs whoever is lifted.
const LIFTED_FEET: u16 = 20;

/// How the attack can be paid for in this turn.
fn payment(world: &World, one: &Creature, foe: &Creature, weapon: &Weapon) -> Result<Pay, Refusal> {
    let fight = world.now.encounter.as_ref().ok_or(Refusal::NoEncounter)?;
    if let Weapon::OffHand(_) = weapon {
        if !fight.used.light_attack {
            return Err(Refusal::NotAWeapon);
        }
        return turn::has_bonus(world).map(|()| Pay::Bonus);
    }
    if let Weapon::Action(id) = weapon
        && fight.used.multiattack.iter().any(|(action, left)| action == id && *left > 0)
        && fang::may_follow(world, one, id, foe)
    {
        return Ok(Pay::Multi);
    }
    let loads = fight.used.loaded && bonus::loads(world, weapon);
    if fight.used.attacks_left > 0 && !loads && !alone(world, weapon) {
        return Ok(Pay::More);
    }
    if *weapon == Weapon::Unarmed && fight.used.flurry > 0 {
        return Ok(Pay::Flurry(fight.used.flurry));
    }
    only(world, one, crate::srd::effect::Grant::Attack)?;
    if turn::has_action(world).is_ok() {
        // A multiattack is an action of its own; nobody throws several flasks with one.
        let more = if alone(world, weapon) { 0 } else { extra(world, one) };
        return Ok(Pay::Action(more));
    }
    if breaks_horde(world, one, foe, weapon) {
        return Ok(Pay::Horde);
    }
    if bonus_attack(world, one, weapon) || fang::is_bonus(world, one, weapon) {
        return turn::has_bonus(world).map(|()| Pay::Bonus);
    }
    if turn::has_haste(world) && !matches!(weapon, Weapon::Flask(_)) {
        return Ok(Pay::Hasted);
    }
    Err(Refusal::NoAction)
}

/// True for what leaves no time for another attack with the same action: flasks, and what only holds, like a net.
fn alone(world: &World, weapon: &Weapon) -> bool {
    matches!(weapon, Weapon::Flask(_)) || arms::book_weapon(world, weapon).is_some_and(|it| it.damage.is_none())
}

/// Attacks beyond the first that one attack action brings.
pub(super) fn extra(world: &World, one: &Creature) -> u8 {
    let given = figure::gives(world, one);
    let more = given.iter().filter_map(|given| match given {
        Modifier::Knack(Knack::ExtraAttacks(more)) => Some(*more),
        _ => None,
    });
    if given.contains(&&Modifier::OneAttack) { 0 } else { more.max().unwrap_or(0) }
}

/// What lets attack once more, by its name.
const HORDE_BREAKER: &str = "horde_breaker";

/// Whether somebody else beside one who was attacked in this turn may be attacked too.
fn breaks_horde(world: &World, one: &Creature, foe: &Creature, weapon: &Weapon) -> bool {
    let Some(fight) = &world.now.encounter else { return false };
    let able = figure::knacks(world, one).any(|knack| matches!(knack, Knack::HordeBreaker));
    let first = fight.used.struck_at.iter().filter_map(|id| world.creature(*id));
    let beside = first.into_iter().any(|other| other.id != foe.id && grid::feet_between(other, foe) <= 5);
    able && beside
        && fight.used.attack_action
        && !fight.used.struck_at.contains(&foe.id)
        && !matches!(weapon, Weapon::Unarmed | Weapon::Flask(_))
        && !super::window::used(world, one.id, &FeatureId::new(HORDE_BREAKER))
}

/// Whether something lets the creature attack so with its bonus action: a frenzy, a fist after fists.
fn bonus_attack(world: &World, one: &Creature, weapon: &Weapon) -> bool {
    if ward::quick(world, one, weapon) {
        return true;
    }
    let martial = world.now.encounter.as_ref().is_some_and(|fight| fight.used.martial);
    figure::knacks(world, one).any(|knack| match knack {
        Knack::MartialArts(_) => martial && *weapon == Weapon::Unarmed,
        Knack::BonusAttack(when) => bonus::grip(world, one, weapon, *when),
        _ => false,
    })
}

/// Errs when something lets the creature take other actions only.
pub(super) fn only(world: &World, one: &Creature, action: crate::srd::effect::Grant) -> Result<(), Refusal> {
    let barred = figure::gives(world, one).iter().any(|given| match given {
        Modifier::OnlyActions(list) => !list.contains(&action),
        Modifier::NoActions => true,
        Modifier::NoAttacks => action == crate::srd::effect::Grant::Attack,
        Modifier::Turned | Modifier::Flees => !TURNED.contains(&action),
        _ => false,
    });
    if barred { Err(Refusal::NoAction) } else { Ok(()) }
}

/// What the turned may do with an action: get away, or shake off what holds them.
const TURNED: [crate::srd::effect::Grant; 3] =
    [crate::srd::effect::Grant::Dash, crate::srd::effect::Grant::Dodge, crate::srd::effect::Grant::Escape];

/// Whether the hands can do it; the weapon that must be drawn first, if any. One free interaction puts away what is
/// held and draws another (ruling 5).
fn in_hand(world: &World, one: &Creature, weapon: &Weapon, arm: &Arm<'_>) -> Result<Option<ItemId>, Refusal> {
    let pack = &one.pack;
    let object = world.now.encounter.as_ref().is_some_and(|fight| fight.used.object);
    let draws = match weapon {
        Weapon::Unarmed | Weapon::Action(_) | Weapon::Spell(_) => return Ok(None),
        Weapon::Held(id) | Weapon::BothHands(id) | Weapon::Thrown(id) | Weapon::Flask(id)
            if !pack.items.contains_key(id) =>
        {
            return Err(Refusal::NotOwned);
        }
        Weapon::OffHand(id) => {
            let light = arm.properties.contains(&Property::Light) && arm.range_feet.is_none();
            return if pack.off_hand.as_ref() == Some(id) && light { Ok(None) } else { Err(Refusal::NotAWeapon) };
        }
        Weapon::Held(id) | Weapon::BothHands(id) => (pack.main_hand.as_ref() != Some(id)).then(|| id.clone()),
        Weapon::Thrown(id) => {
            (pack.main_hand.as_ref() != Some(id) && pack.off_hand.as_ref() != Some(id)).then(|| id.clone())
        }
        Weapon::Flask(_) => None,
    };
    if draws.is_some() && object {
        return Err(Refusal::HandsFull);
    }
    // Two hands are needed: a shield is in the way, and so is a weapon in the other hand unless it is put away now.
    let off = pack.off_hand.is_some() && draws.is_none();
    if arm.two_hands && (ward::arm_taken(one) || off) {
        return Err(Refusal::HandsFull);
    }
    if let Some(ammunition) = arm.ammunition {
        if pack.shot(&world.book, ammunition).is_none() {
            return Err(Refusal::NoAmmunition);
        }
        // A hand must be free to load, also for one-handed weapons.
        if ward::arm_taken(one) && pack.off_hand.is_some() {
            return Err(Refusal::HandsFull);
        }
    }
    Ok(draws)
}

fn pay(now: &mut Unfold<'_>, who: CreatureId, weapon: &Weapon, checked: &Checked) {
    match checked.pay {
        Pay::Action(more) => {
            now.happens(Event::Spent { creature: who, what: Spending::Action });
            now.happens(Event::Spent { creature: who, what: Spending::Attack(more) });
        }
        Pay::More => {
            let left = now.world().now.encounter.as_ref().map_or(0, |fight| fight.used.attacks_left);
            now.happens(Event::Spent { creature: who, what: Spending::Attack(left.saturating_sub(1)) });
        }
        Pay::Multi => {}
        Pay::Hasted => now.happens(Event::Spent { creature: who, what: Spending::Hasted }),
        Pay::Horde => {
            now.happens(Event::Featured { creature: who, feature: FeatureId::new(HORDE_BREAKER) });
        }
        Pay::Flurry(left) => {
            now.happens(Event::Spent { creature: who, what: Spending::Flurry(left.saturating_sub(1)) });
        }
        Pay::Bonus => now.happens(Event::Spent { creature: who, what: Spending::Bonus }),
    }
    if let Some(item) = &checked.draws {
        draw(now, who, item, weapon);
    }
    let monk = now.creature(who).is_some_and(|one| super::fists::is_martial(now.world(), one, weapon));
    if monk && matches!(checked.pay, Pay::Action(_) | Pay::More) {
        now.happens(Event::Spent { creature: who, what: Spending::Martial });
    }
    if bonus::loads(now.world(), weapon) {
        now.happens(Event::Spent { creature: who, what: Spending::Loaded });
    }
    let light =
        arms::book_weapon(now.world(), weapon).is_some_and(|it| it.properties.contains(&Property::Light) && !it.ranged);
    if light && matches!(weapon, Weapon::Held(_)) && checked.pay != Pay::Bonus {
        now.happens(Event::Spent { creature: who, what: Spending::LightAttack });
    }
}

/// Takes a weapon in the main hand in place of what was held; one that needs both hands clears the other one.
fn draw(now: &mut Unfold<'_>, who: CreatureId, item: &ItemId, weapon: &Weapon) {
    now.happens(Event::Spent { creature: who, what: Spending::Object });
    let both = arms::book_weapon(now.world(), weapon).is_some_and(|it| it.properties.contains(&Property::TwoHanded))
        || matches!(weapon, Weapon::BothHands(_));
    let one = now.creature(who);
    let off = one.is_some_and(|one| one.pack.off_hand.is_some());
    // The only one of its kind cannot be in both hands.
    let moves = one.is_some_and(|one| one.pack.off_hand.as_ref() == Some(item) && one.pack.items.get(item) == Some(&1));
    if off && (both || moves) {
        now.happens(Event::Unequipped { creature: who, slot: Slot::OffHand });
    }
    now.happens(Event::Equipped { creature: who, item: item.clone(), slot: Slot::MainHand });
}

/// Every way to attack with what is in hand now.
pub(super) fn ready_weapons(world: &World, one: &Creature) -> Vec<Weapon> {
    let hand = |id: &ItemId| one.pack.main_hand.as_ref() == Some(id);
    let fits = |weapon: &Weapon| match weapon {
        Weapon::Held(id) | Weapon::BothHands(id) | Weapon::Thrown(id) => hand(id),
        Weapon::Unarmed => true,
        _ => false,
    };
    let shot = |weapon: &Weapon| {
        arms::arm(world, one, weapon).and_then(|arm| arm.ammunition).is_none_or(|it| one.pack.items.contains_key(it))
    };
    arms::choices(world, one).into_iter().filter(|weapon| fits(weapon) && shot(weapon)).collect()
}

/// Roughly what an attack is good for: average damage, and how well it hits.
pub(super) fn worth(arm: &Arm<'_>) -> i32 {
    let printed = arm.effects.iter().map(|effect| match effect {
        Effect::Damage { dice, .. } => dice.is.average(),
        _ => 1,
    });
    let own = arm.damage.map_or(0, |dice| dice.average() + arm.plus);
    (own + printed.sum::<i32>()).max(0) * 4 + arm.bonus
}

//! What worn magic does by itself when its bearer is struck, seen, held or hurt (SRD: Magic Items A-Z).
//!
//! Ruling 34: a ring of evasion answers by itself as long as it holds a charge and its bearer can react.

use super::cause::Cause;
use super::d20::Tally;
use super::damage::Harm;
use super::figure;
use super::grid;
use super::lasting;
use super::state;
use super::turn;
use super::unfold::Unfold;
use super::wear;
use crate::dice::Face;
use crate::srd::charm::Charm;
use crate::srd::condition::Condition;
use crate::srd::effect::Until;
use crate::srd::id::{FeatureId, ItemId, SpellId};
use crate::srd::modifier::Modifier;
use crate::srd::monster::Monster;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending, Weapon};
use crate::world::id::CreatureId;
use crate::world::ongoing::Ongoing;
use crate::world::question::{Asks, Strike};

/// What shows where a displaced body really is, for a turn.
const SHOWN: &str = "shown";

/// True when the creature wears something that does so.
pub(super) fn bears(world: &World, one: &Creature, wanted: impl Fn(&Charm) -> bool) -> bool {
    wear::charms(world, one).any(wanted)
}

/// Whether a thing that either wears hinders the attack.
pub(super) fn hinders(world: &World, one: &Creature, foe: &Creature, strike: &Strike) -> bool {
    let spell = matches!(strike.weapon, Weapon::Spell(_));
    let guarded = spell && bears(world, foe, |charm| *charm == Charm::HindersSpellAttacks);
    let stuck = || figure::incapacitated(foe) || figure::speed_feet(world, foe) == 0;
    let displaced = bears(world, foe, |charm| *charm == Charm::Displaced) && !foe.bears(SHOWN) && !stuck();
    let away = strike.reaction && bears(world, foe, |charm| *charm == Charm::HardToCatch);
    let block = figure::block(world, foe);
    let dreads = bears(world, one, |charm| matches!(charm, Charm::Dreads(subkind) if is_a(block, subkind)));
    guarded || displaced || away || dreads || (!spell && jealous(world, one, &strike.weapon))
}

/// What worn things do to a saving throw: some know gases, breath or demons; some turn spells at their bearer alone.
pub(super) fn tallies(world: &World, one: &Creature, cause: &Cause, alone: bool, tally: &mut Tally) {
    let Some(by) = world.creature(cause.by) else { return };
    let (kind, block) = (figure::kind(world, by), figure::block(world, by));
    let breath = block.is_some() && (cause.name.contains("breath") || cause.name == "frightful_presence");
    for charm in wear::charms(world, one) {
        match charm {
            Charm::Braves(names) => tally.up_if(names.iter().any(|name| cause.name == name.as_str())),
            Charm::BravesBreath(its) => tally.up_if(breath && kind == *its),
            Charm::Dreads(subkind) => tally.down_if(is_a(block, subkind)),
            Charm::TurnsSpells => tally.up_if(alone && world.book.spells.contains_key(&SpellId::new(&cause.name))),
            _ => {}
        }
    }
}

fn is_a(block: Option<&Monster>, subkind: &str) -> bool {
    block.is_some_and(|block| block.subkinds.iter().any(|its| its.as_str() == subkind))
}

/// Whether a 20 has just thrown a spell of 7th level or lower, which is at its bearer alone, back at its caster.
pub(super) fn throws_back(now: &Unfold<'_>, cause: &Cause, target: CreatureId) -> bool {
    let world = now.world();
    let spell = cause.level <= 7 && world.book.spells.contains_key(&SpellId::new(&cause.name));
    let turns = |one| bears(world, one, |charm| *charm == Charm::TurnsSpells);
    let twenty = now.events().iter().rev().find_map(|event| match event {
        Event::Saved { creature, roll, .. } if *creature == target => Some(roll.kept == Face(crate::dice::D20.0)),
        _ => None,
    });
    spell && cause.by != target && twenty == Some(true) && world.creature(target).is_some_and(turns)
}

/// What the thing in hand adds against this target, to hit and to hurt.
pub(super) fn bane(world: &World, foe: &Creature, strike: &Strike) -> i32 {
    let kind = figure::kind(world, foe);
    let plus = of_weapon(world, strike).iter().map(|given| match given {
        Modifier::Charm(Charm::Bane(its, plus)) if *its == kind => i32::from(*plus),
        _ => 0,
    });
    plus.sum()
}

/// What the weapon of an attack gives, where it is magic and works.
fn of_weapon<'w>(world: &'w World, strike: &Strike) -> &'w [Modifier] {
    let (Weapon::Held(id) | Weapon::BothHands(id) | Weapon::Thrown(id) | Weapon::OffHand(id)) = &strike.weapon else {
        return &[];
    };
    let works = world.creature(strike.attacker).is_some_and(|one| wear::works(world, one, id));
    wear::magic(world, id).filter(|_| works).map_or(&[][..], |magic| &magic.gives)
}

/// True when the weapon strikes once more with the bonus action.
pub(super) fn quick(world: &World, one: &Creature, weapon: &Weapon) -> bool {
    let (Weapon::Held(id) | Weapon::BothHands(id)) = weapon else { return false };
    let magic = wear::magic(world, id).filter(|_| wear::works(world, one, id));
    magic.is_some_and(|magic| magic.gives.contains(&Modifier::Charm(Charm::Quick)))
}

/// Whoever draws a shot at somebody near by to himself: bound to, or because he likes and has his reaction.
pub(super) fn drawn(now: &mut Unfold<'_>, strike: &Strike) -> Option<CreatureId> {
    let world = now.world();
    let (one, foe) = world.creature(strike.attacker).zip(world.creature(strike.target))?;
    let shot = super::arms::arm(world, one, &strike.weapon).is_some_and(|arm| arm.weapon && arm.reach_feet.is_none());
    let own = bears(world, foe, |charm| matches!(charm, Charm::DrawsMissiles { .. }));
    if !shot || own {
        return None;
    }
    let draws = world.now.creatures.values().filter(|it| it.id != foe.id && it.id != one.id && it.is_up());
    let draws = draws.filter_map(|it| {
        let far = grid::feet_between(it, foe);
        let bound =
            bears(world, it, |charm| matches!(charm, Charm::DrawsMissiles { feet, asked: false } if far <= *feet));
        let may =
            || bears(world, it, |charm| matches!(charm, Charm::DrawsMissiles { feet, asked: true } if far <= *feet));
        let friend = it.side == foe.side && turn::may_react(world, it) && !strike.asked.contains(&it.id);
        (bound || (friend && may())).then_some((it.id, bound))
    });
    let (id, bound) = draws.min_by_key(|(id, bound)| (!bound, *id))?;
    if !bound {
        let shield = FeatureId::new("arrow_catching_shield");
        let asks = Asks::Feature { feature: shield, other: Some(foe.id), total: 0, goal: 0, options: Vec::new() };
        if now.decide(id, asks, 1) == 0 {
            return None;
        }
        now.happens(Event::Spent { creature: id, what: Spending::Reaction });
    }
    Some(id)
}

/// How many feet of a push somebody withstands with his reaction.
pub(super) fn steadies(now: &mut Unfold<'_>, who: CreatureId, feet: u16) -> u16 {
    let world = now.world();
    let Some(one) = world.creature(who).filter(|one| turn::may_react(world, one)) else { return feet };
    let less = wear::charms(world, one).find_map(|charm| match charm {
        Charm::Steady(less) => Some(*less),
        _ => None,
    });
    let Some(less) = less.filter(|_| feet > 0) else { return feet };
    if world.now.encounter.is_some() {
        now.happens(Event::Spent { creature: who, what: Spending::Reaction });
    }
    feet.saturating_sub(less)
}

/// True in the light of something that shows whatever is unseen.
pub(super) fn revealed(world: &World, other: &Creature) -> bool {
    world.now.creatures.values().any(|bearer| {
        let far = grid::feet_between(bearer, other);
        bears(world, bearer, |charm| matches!(charm, Charm::Reveals(feet) if *feet >= far))
    })
}

/// An axe that is jealous spoils attacks with anything else.
fn jealous(world: &World, one: &Creature, weapon: &Weapon) -> bool {
    let other = |item: &&ItemId| {
        let own = matches!(weapon, Weapon::Held(id) | Weapon::BothHands(id) | Weapon::Thrown(id) if id == *item);
        let mut given = Vec::new();
        state::count(world, one, wear::magic(world, item).map_or(&[][..], |magic| &magic.gives), &mut given);
        !own && given.contains(&&Modifier::Charm(Charm::Jealous))
    };
    one.pack.attuned.iter().any(|item| other(&item))
}

/// True when the weapon of an attack hunts this target.
pub(super) fn hunts(world: &World, foe: &Creature, strike: &Strike) -> bool {
    of_weapon(world, strike).iter().any(|given| match given {
        Modifier::Charm(Charm::Hunts(name)) => state::hunted(world, strike.attacker, name).any(|it| it.id == foe.id),
        _ => false,
    })
}

/// How far a thing can be thrown that usually cannot, while its power lasts.
pub(super) fn hurled(one: &Creature, item: &ItemId) -> Option<(u16, u16)> {
    let lasting = one.ongoing.values().filter(|lasts| lasts.name == item.as_str()).flat_map(|lasts| &lasts.gives);
    lasting.into_iter().find_map(|given| match given {
        Modifier::Charm(Charm::Hurled(near, far)) => Some((*near, *far)),
        _ => None,
    })
}

/// True when a shield takes up an arm.
pub(super) fn arm_taken(one: &Creature) -> bool {
    let hovers = || one.ongoing.values().any(|lasts| lasts.gives.contains(&Modifier::Charm(Charm::Hovers)));
    one.pack.shield.is_some() && !hovers()
}

/// True for those who do not mind the bearer of something as long as nobody has hurt them.
pub(super) fn spared(world: &World, one: &Creature, foe: &Creature) -> bool {
    let Some(kind) = one.block_id().filter(|_| one.hp >= one.hp_max) else { return false };
    bears(world, foe, |charm| matches!(charm, Charm::Spared(kinds) if kinds.contains(kind)))
}

/// What was hurt is seen where it is until its next turn begins.
pub(super) fn shows(now: &mut Unfold<'_>, harm: Harm) {
    let world = now.world();
    let Some(one) = world.creature(harm.target) else { return };
    if bears(world, one, |charm| *charm == Charm::Displaced) {
        let expires = lasting::expires(world, Until::StartOfTargetTurn, harm.target, harm.target);
        let shown = lasting::new(now, SHOWN, harm.target, expires);
        lasting::begin(now, harm.target, shown);
    }
}

/// True when magic can neither hold nor paralyse the creature.
pub(super) fn unbound(world: &World, one: &Creature, ongoing: &Ongoing) -> bool {
    let holds = matches!(ongoing.condition, Some(Condition::Paralyzed | Condition::Restrained));
    let magic = ongoing.concentration || world.book.spells.contains_key(&SpellId::new(&ongoing.name));
    let free = |one: &Creature| figure::gives(world, one).contains(&&Modifier::Unhindered);
    holds && magic && (bears(world, one, |charm| *charm == Charm::Unbound) || free(one))
}

/// True for those whom what goes by this name does not catch.
pub(super) fn uncaught(world: &World, one: &Creature, name: &str) -> bool {
    bears(world, one, |charm| matches!(charm, Charm::Uncaught(names) if names.iter().any(|it| it == name)))
}

/// A charge and the reaction make a failed dexterity save a success.
pub(super) fn evades(now: &mut Unfold<'_>, who: CreatureId) -> bool {
    let world = now.world();
    let Some(one) = world.creature(who).filter(|one| turn::may_react(world, one)) else { return false };
    let charged = one.pack.adorned.iter().find(|item| {
        let magic = wear::magic(world, item).filter(|_| wear::works(world, one, item));
        magic.is_some_and(|magic| {
            magic.gives.contains(&Modifier::Charm(Charm::Evades)) && super::invoke::left(one, item, magic) > 0
        })
    });
    let Some(item) = charged.cloned() else { return false };
    if world.now.encounter.is_some() {
        now.happens(Event::Spent { creature: who, what: Spending::Reaction });
    }
    now.happens(Event::Invoked { creature: who, item: item.clone(), power: 0 });
    now.happens(Event::ChargesSpent { creature: who, item, charges: 1 });
    true
}

/// Things that mend their bearer as time passes do, outside of fights.
pub(super) fn mends(now: &mut Unfold<'_>, seconds: u32) {
    let world = now.world();
    let hurt = world.now.creatures.values().filter(|one| one.hp > 0 && one.hp < one.hp_max);
    let mended = hurt.filter_map(|one| {
        wear::charms(world, one).find_map(|charm| match charm {
            Charm::Mends { dice, minutes } => Some((one.id, *dice, seconds / 60 / u32::from((*minutes).max(1)))),
            _ => None,
        })
    });
    for (creature, dice, times) in mended.collect::<Vec<_>>() {
        // A day mends whatever there is: nobody rolls longer than that.
        for _ in 0..times.min(24 * 6) {
            if now.creature(creature).is_none_or(|one| one.hp >= one.hp_max) {
                break;
            }
            let faces: Vec<Face> = (0..dice.count).map(|_| now.roll(dice.sides)).collect();
            let hp = i32::from(dice.plus) + faces.iter().map(|face| i32::from(face.0)).sum::<i32>();
            super::damage::heal(now, creature, None, faces, hp);
        }
    }
}

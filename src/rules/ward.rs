//! What worn magic does by itself when its bearer is struck, seen, held or hurt (SRD: Magic Items A-Z).
//!
//! Ruling 34: a ring of evasion answers by itself as long as it holds a charge and its bearer can react.

use super::damage::Harm;
use super::figure;
use super::lasting;
use super::turn;
use super::unfold::Unfold;
use super::wear;
use crate::dice::Face;
use crate::srd::charm::Charm;
use crate::srd::condition::Condition;
use crate::srd::effect::Until;
use crate::srd::id::{ItemId, SpellId};
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending, Weapon};
use crate::world::id::CreatureId;
use crate::world::ongoing::Ongoing;
use crate::world::question::Strike;

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
    let stuck = figure::incapacitated(foe) || figure::speed_feet(world, foe) == 0;
    let displaced = !stuck && !foe.bears(SHOWN) && bears(world, foe, |charm| *charm == Charm::Displaced);
    let away = strike.reaction && bears(world, foe, |charm| *charm == Charm::HardToCatch);
    guarded || displaced || away || (!spell && jealous(world, one, &strike.weapon))
}

/// An axe that is jealous spoils attacks with anything else.
fn jealous(world: &World, one: &Creature, weapon: &Weapon) -> bool {
    let other = |item: &&ItemId| {
        let own = matches!(weapon, Weapon::Held(id) | Weapon::BothHands(id) | Weapon::Thrown(id) if id == *item);
        let gives = wear::magic(world, item).map_or(&[][..], |magic| &magic.gives);
        !own && gives.contains(&Modifier::Charm(Charm::Jealous))
    };
    one.pack.attuned.iter().any(|item| other(&item))
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

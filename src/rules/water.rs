//! Under water: clumsy blows, weak shots, fire that does half, breath that runs out (SRD: Underwater Combat, Suffocating).

use super::arms::Arm;
use super::body;
use super::clock;
use super::damage;
use super::figure;
use super::instinct;
use super::movement;
use super::toll;
use super::unfold::Unfold;
use super::ward;
use crate::srd::ability::Ability;
use crate::srd::charm::Charm;
use crate::srd::instinct::Instinct;
use crate::srd::kind::CreatureKind;
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Weapon;
use crate::world::floor::Footing;
use crate::world::hardship::Pose;
use crate::world::id::CreatureId;

/// Rounds of breath that somebody has held, by this name.
const HELD: &str = "breath";
/// Six seconds.
const ROUND_SECONDS: u32 = 6;
/// What strikes as well under water as above it.
const SLENDER: [&str; 5] = ["dagger", "javelin", "shortsword", "spear", "trident"];
/// What shoots as well under water as above it, besides what is thrown like a javelin.
const SHOOTS: [&str; 7] = ["light_crossbow", "hand_crossbow", "heavy_crossbow", "net", "javelin", "spear", "trident"];

/// True for whoever is in the water: on a map that lies under it, or swimming in deep water.
pub(super) fn immersed(world: &World, one: &Creature) -> bool {
    if world.map().is_some_and(|map| map.underwater) {
        return true;
    }
    let dry = movement::soars(world, one)
        || figure::gives(world, one).iter().any(|it| matches!(it, Modifier::WaterWalk))
        || ward::bears(world, one, |charm| *charm == Charm::WaterWalks);
    world.footing(one.at) == Footing::Water && !dry
}

/// True when an attack of this attacker is clumsy because of the water.
pub(super) fn hinders(world: &World, one: &Creature, weapon: &Weapon, arm: &Arm<'_>, ranged: bool) -> bool {
    if !arm.weapon || !immersed(world, one) {
        return false;
    }
    let name = match weapon {
        Weapon::Held(id) | Weapon::BothHands(id) | Weapon::Thrown(id) | Weapon::OffHand(id) => {
            id.as_str().split('+').next().unwrap_or_default()
        }
        Weapon::Action(id) => id.as_str(),
        Weapon::Unarmed | Weapon::Flask(_) | Weapon::Spell(_) => "",
    };
    if ranged { !SHOOTS.contains(&name) } else { !swims(world, one) && !SLENDER.contains(&name) }
}

/// True where water stops a shot: beyond its normal range.
pub(super) fn stops_shot(world: &World, one: &Creature, arm: &Arm<'_>, far: u16) -> bool {
    let reached = arm.reach_feet.is_some_and(|reach| far <= reach);
    let beyond = arm.range_feet.is_some_and(|(normal, _)| far > normal);
    arm.weapon && !reached && beyond && immersed(world, one)
}

/// Has a speed of its own for swimming.
pub(super) fn swims(world: &World, one: &Creature) -> bool {
    let own = figure::form(world, one).is_none_or(|form| !form.grounded);
    (own && body::of(world, one).is_some_and(|block| block.swim_feet > 0))
        || figure::gives(world, one).iter().any(|it| matches!(it, Modifier::Swim))
        || ward::bears(world, one, |charm| matches!(charm, Charm::Swims(_) | Charm::ClimbsAndSwims))
}

/// True for whoever has nothing to breathe: under water without gills, spell or need; with nothing but gills elsewhere.
pub(super) fn airless(world: &World, one: &Creature) -> bool {
    if world.map().is_some_and(|map| map.underwater) { !breathes_there(world, one) } else { gasps(world, one) }
}

/// True for those who breathe water only and are out of it.
fn gasps(world: &World, one: &Creature) -> bool {
    let gills = instinct::has(world, one, |it| *it == Instinct::Gills { air: false });
    let slimed = || figure::gives(world, one).contains(&&Modifier::Instinct(Instinct::Gilled));
    (gills || (!one.ongoing.is_empty() && slimed())) && world.footing(one.at) != Footing::Water
}

/// What breathes water, or does not breathe at all.
fn breathes_there(world: &World, one: &Creature) -> bool {
    const LUNGLESS: [CreatureKind; 3] = [CreatureKind::Construct, CreatureKind::Elemental, CreatureKind::Undead];
    let slimed = || figure::gives(world, one).contains(&&Modifier::Instinct(Instinct::Gilled));
    instinct::has(world, one, |it| matches!(it, Instinct::Gills { .. }))
        || (!one.ongoing.is_empty() && slimed())
        || LUNGLESS.contains(&figure::kind(world, one))
        || one.bears("water_breathing")
        || ward::bears(world, one, |charm| *charm == Charm::Breathes)
}

/// Rounds that a creature holds its breath, and lasts after that: a minute and its constitution's more, then as many
/// rounds as constitution gives, one at least.
fn rounds(world: &World, one: &Creature) -> i32 {
    let long = instinct::of(world, one).find_map(|it| match it {
        Instinct::HoldsBreath(minutes) => Some(i32::from(*minutes) * 10),
        _ => None,
    });
    let con = figure::modifier(world, one, Ability::Con);
    if let Some(long) = long {
        return long + con.max(1);
    }
    (10 * (1 + con)).max(5) + con.max(1)
}

/// Time goes by for those without air, and at the end of it they fall.
pub(super) fn breath(now: &mut Unfold<'_>, who: CreatureId, seconds: u32) {
    let Some(one) = now.creature(who).filter(|one| !one.dead) else { return };
    if !airless(now.world(), one) {
        return toll::set(now, who, HELD, 0);
    }
    let held =
        i32::from(toll::of(now.world(), who, HELD)) + i32::try_from(seconds / ROUND_SECONDS).unwrap_or(i32::MAX / 2);
    let (most, up, hero) = (rounds(now.world(), one), one.is_up(), one.sheet().is_some());
    toll::set(now, who, HELD, u8::try_from(held).unwrap_or(u8::MAX));
    if held > most && up {
        toll::poses(now, who, Pose::Chokes, None);
        if hero { damage::fall(now, who) } else { damage::die(now, who) }
    }
}

/// A round in a fight.
pub(super) fn holds(now: &mut Unfold<'_>, who: CreatureId) {
    if now.creature(who).is_some_and(|one| one.tolls.contains_key(HELD) || airless(now.world(), one)) {
        breath(now, who, ROUND_SECONDS);
    }
}

/// Time outside of fights.
pub(super) fn passes(now: &mut Unfold<'_>, seconds: u32) {
    if now.world().map().is_some_and(|map| map.underwater) && seconds >= clock::MINUTE_SECONDS / 10 {
        let heroes: Vec<CreatureId> = now.world().heroes().filter(|hero| hero.is_up()).map(|hero| hero.id).collect();
        heroes.into_iter().for_each(|who| breath(now, who, seconds));
    }
}

/// Nothing brings round whoever chokes until there is air.
pub(super) fn choking(world: &World, one: &Creature) -> bool {
    one.hp == 0
        && airless(world, one)
        && i32::from(one.tolls.get(HELD).copied().unwrap_or_default()) > rounds(world, one)
}

//! What sticks, engulfs and commands: mimics that are touched, cubes that are walked into, sharks that are called (SRD:
//! Monsters, Traits).

use super::afflict::{self, Cause};
use super::arms;
use super::d20;
use super::damage::{self, Harm};
use super::figure;
use super::grid;
use super::instinct;
use super::lasting;
use super::linger;
use super::maw;
use super::state;
use super::unfold::Unfold;
use crate::dice::Amount;
use crate::srd::ability::Ability;
use crate::srd::condition::Condition;
use crate::srd::damage::DamageKind;
use crate::srd::effect::Effect;
use crate::srd::filter::Filter;
use crate::srd::instinct::{Instinct, Terrain};
use crate::srd::kind::Size;
use crate::srd::knack::State;
use crate::srd::modifier::Modifier;
use crate::srd::monster::Does;
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::{Creature, INSIDE};
use crate::world::event::{Event, Weapon};
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;
use crate::world::question::Strike;

/// The DC at which a creature lets go of what sticks to it in the form that it has now.
fn adhesive(world: &World, one: &Creature) -> Option<u8> {
    let form = figure::form(world, one).map(|form| &form.id);
    instinct::of(world, one).find_map(|it| match it {
        Instinct::Adhesive { dc, form: sticky } if form == Some(sticky) => Some(*dc),
        _ => None,
    })
}

/// Whoever touches it with hand or claw sticks to it.
pub(super) fn sticks(now: &mut Unfold<'_>, strike: &Strike) {
    let world = now.world();
    let (Some(one), Some(foe)) = (world.creature(strike.attacker), world.creature(strike.target)) else { return };
    let bare = matches!(strike.weapon, Weapon::Unarmed | Weapon::Action(_));
    let reaches = || arms::arm(world, one, &strike.weapon).is_some_and(|arm| arm.reach_feet.is_some());
    let touches = || bare && one.size <= Size::Huge && reaches();
    if let Some(dc) = adhesive(world, foe).filter(|_| touches()) {
        let cause = Cause::named(world, strike.target, "adhesive", &[]);
        linger::holds(now, &cause, strike.attacker, dc, &[]);
    }
}

/// What whoever hits it in melee from beside it suffers.
pub(super) fn touched(now: &mut Unfold<'_>, strike: &Strike) {
    let world = now.world();
    let (Some(one), Some(foe)) = (world.creature(strike.attacker), world.creature(strike.target)) else { return };
    if grid::feet_between(one, foe) > grid::SQUARE_FEET {
        return;
    }
    let due = instinct::of(world, foe).find_map(|it| match it {
        Instinct::Touched { when, does } if when.iter().all(|it| state::holds(world, foe, it)) => Some(does.clone()),
        _ => None,
    });
    if let Some(effects) = due {
        let cause = Cause::named(now.world(), strike.target, "mucous_cloud", &effects);
        afflict::run(now, &cause, &effects, &[strike.attacker]);
    }
}

/// Weapons of wood that pierce: they serve as stakes.
const STAKES: [&str; 4] = ["javelin", "spear", "arrow", "crossbow_bolt"];

/// A stake through the heart of one that lies helpless where it rests destroys it, or holds it fast.
pub(super) fn staked(now: &mut Unfold<'_>, strike: &Strike) {
    let world = now.world();
    let (Some(one), Some(foe)) = (world.creature(strike.attacker), world.creature(strike.target)) else { return };
    let held = instinct::of(world, foe).find_map(|it| match it {
        Instinct::Forbidden { held } => Some(*held),
        _ => None,
    });
    let Some(held) = held else { return };
    let rests = state::holds(world, foe, &State::OnGround(Terrain::Grave)) && figure::incapacitated(foe);
    let wood = match &strike.weapon {
        Weapon::Held(id) | Weapon::BothHands(id) | Weapon::Thrown(id) => {
            let shot = arms::arm(world, one, &strike.weapon).and_then(|arm| arm.ammunition);
            STAKES.contains(&shot.unwrap_or(id).as_str())
        }
        _ => false,
    };
    if !rests || !wood || foe.dead {
        return;
    }
    if !held {
        return damage::die(now, strike.target);
    }
    let mut stake = lasting::new(now, "stake", strike.attacker, Expires::Never);
    stake.condition = Some(Condition::Paralyzed);
    lasting::begin(now, strike.target, stake);
}

/// True when getting free of this one is harder.
pub(super) fn clings(world: &World, holder: CreatureId) -> bool {
    world.creature(holder).is_some_and(|one| adhesive(world, one).is_some())
}

/// True for those whose place others can walk into, at their peril.
pub(super) fn is_open(world: &World, one: &Creature) -> bool {
    instinct::has(world, one, |it| *it == Instinct::Open)
}

/// Whoever walks into such a body is engulfed unless he saves, with disadvantage; then he is back where he was.
pub(super) fn walked_into(now: &mut Unfold<'_>, who: CreatureId, from: Tile) {
    let world = now.world();
    let Some(one) = world.creature(who).filter(|one| one.inside().is_none()) else { return };
    let here = |other: &&Creature| {
        let meets = || grid::squares(other).any(|square| grid::squares(one).any(|own| own == square));
        other.id != who && other.is_up() && is_open(world, other) && meets()
    };
    let Some(cube) = world.now.creatures.values().find(here) else { return };
    let engulfs = figure::block(world, cube).into_iter().flat_map(|block| &block.actions);
    let engulfs = engulfs.filter(|action| action.id.as_str() == "engulf").find_map(|action| match &action.does {
        Does::Effects { effects, .. } => Some(effects.clone()),
        _ => None,
    });
    let (by, mut effects) = (cube.id, engulfs.unwrap_or_default());
    for effect in &mut effects {
        if let Effect::Save { disadvantage, .. } = effect {
            *disadvantage = Some(Filter::default());
        }
    }
    let cause = Cause::named(now.world(), by, "engulf", &effects);
    afflict::run(now, &cause, &effects, &[who]);
    if now.creature(who).is_some_and(|one| !one.dead && one.inside().is_none()) {
        now.happens(Event::Shoved { creature: who, to: from });
    }
}

/// Who has engulfed a friend beside whom one could pull him out.
pub(super) fn holds_within(world: &World, one: &Creature, friend: &Creature) -> Option<CreatureId> {
    let cube = world.creature(friend.inside()?)?;
    (is_open(world, cube) && grid::feet_between(one, cube) <= grid::SQUARE_FEET).then_some(cube.id)
}

/// A strength check to pull somebody out takes.
const PULL_DC: i32 = 12;

/// Pulls a friend out, if strong enough; the acid burns in any case.
pub(super) fn pulls_out(now: &mut Unfold<'_>, who: CreatureId, friend: CreatureId, cube: CreatureId) {
    let done = d20::check(now, who, Ability::Str, None, PULL_DC);
    if done {
        lasting::end_where(now, friend, |_, lasts| lasts.name == INSIDE && lasts.source == cube);
        maw::comes_out(now, friend, cube);
    }
    let kind = DamageKind::Acid;
    let amount = damage::roll(now, cube, kind, Amount::dice(3, 6), false, 0);
    damage::deal(now, Harm { target: who, by: Some(cube), kind, amount, magical: false, critical: false });
}

/// What obeys by nature is called so.
const COMMANDED: &str = "shark_telepathy";

/// Takes command of beasts near by as a turn starts.
pub(super) fn commands(now: &mut Unfold<'_>, who: CreatureId) {
    let world = now.world();
    let Some(one) = world.creature(who).filter(|one| !figure::incapacitated(one)) else { return };
    let Some((these, feet)) = instinct::of(world, one).find_map(|it| match it {
        Instinct::Commands { these, feet } => Some((these, *feet)),
        _ => None,
    }) else {
        return;
    };
    let heeds = |other: &&Creature| {
        let kind = other.block_id().is_some_and(|id| these.contains(id));
        kind && other.side != one.side && other.is_up() && grid::feet_between(one, other) <= feet
    };
    let all: Vec<CreatureId> = world.now.creatures.values().filter(heeds).map(|other| other.id).collect();
    for creature in all {
        let mut will = lasting::new(now, COMMANDED, who, Expires::Never);
        will.gives = vec![Modifier::Controlled];
        lasting::begin(now, creature, will);
    }
}

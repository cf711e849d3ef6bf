//! What stat blocks are by themselves: what comes upon them in sunlight, water and walls, what drives them, what does
//! not touch them (SRD: Monsters, Traits).

use super::afflict::{self, Cause};
use super::d20::{self, Save};
use super::figure;
use super::grid;
use super::lasting;
use super::sight;
use super::state;
use super::unfold::Unfold;
use super::zones;
use crate::dice::Sides;
use crate::srd::ability::Ability;
use crate::srd::condition::Condition;
use crate::srd::effect::{Effect, Until};
use crate::srd::instinct::Instinct;
use crate::srd::modifier::Modifier;
use crate::srd::zone::On;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::ongoing::{Expires, Ongoing};

/// Everything of the sort that a creature's stat block has. Heroes have none, so that asking costs nothing.
pub(super) fn of<'w>(world: &'w World, one: &Creature) -> impl Iterator<Item = &'w Instinct> + use<'w> {
    let traits = figure::block(world, one).into_iter().flat_map(|block| &block.traits);
    traits.flat_map(|given| &given.gives).filter_map(|given| match given {
        Modifier::Instinct(instinct) => Some(instinct),
        _ => None,
    })
}

/// True when its stat block has it.
pub(super) fn has(world: &World, one: &Creature, wanted: impl Fn(&Instinct) -> bool) -> bool {
    of(world, one).any(wanted)
}

/// What its nature makes a creature suffer at the start or the end of its turn, or with a step.
pub(super) fn suffers(now: &mut Unfold<'_>, who: CreatureId, moment: On) {
    let world = now.world();
    let Some(one) = world.creature(who).filter(|one| !one.dead && !one.is_away()) else { return };
    let traits = figure::block(world, one).into_iter().flat_map(|block| &block.traits);
    let mut due: Vec<(String, Vec<Effect>)> = Vec::new();
    for given in traits {
        for modifier in &given.gives {
            if let Modifier::Instinct(Instinct::Suffers { on, when, does }) = modifier
                && *on == moment
                && when.iter().all(|it| state::holds(world, one, it))
            {
                due.push((given.id.to_string(), does.clone()));
            }
        }
    }
    for (name, effects) in due {
        let cause = Cause::named(now.world(), who, &name, &effects);
        afflict::run(now, &cause, &effects, &[who]);
    }
}

/// What goes berserk is called so.
pub(super) const BERSERK: &str = "berserk";

/// Goes berserk as its turn starts, or calms down because it is whole again.
pub(super) fn rages(now: &mut Unfold<'_>, who: CreatureId) {
    super::rampage::calms(now, who);
    let Some(one) = now.creature(who).filter(|one| one.is_up()) else { return };
    let least = of(now.world(), one).find_map(|it| match it {
        Instinct::Berserk { hp, .. } => Some(i32::from(*hp)),
        _ => None,
    });
    let Some(least) = least else { return };
    let (raging, hp, hp_max) = (one.bears(BERSERK), one.hp, one.hp_max);
    if raging && hp >= hp_max {
        lasting::end_where(now, who, |_, lasts| lasts.name == BERSERK);
    } else if !raging && hp <= least {
        let face = now.roll(Sides(6));
        now.happens(Event::TableRolled { creature: who, face });
        if face.0 == 6 {
            let rage = lasting::new(now, BERSERK, who, Expires::Never);
            lasting::begin(now, who, rage);
        }
    }
}

/// The DC at which its master may calm a creature that has gone berserk, where he may.
pub(super) fn calmed_at(world: &World, one: &Creature, by: CreatureId) -> Option<u8> {
    let dc = of(world, one).find_map(|it| match it {
        Instinct::Berserk { calm_dc, .. } => *calm_dc,
        _ => None,
    });
    dc.filter(|_| one.bears(BERSERK) && one.master == Some(by) && super::sieve::hears(world, one))
}

/// True for those whom a friend in sight keeps from being frightened.
pub(super) fn stands_firm(world: &World, one: &Creature) -> bool {
    let Some(feet) = of(world, one).find_map(|it| match it {
        Instinct::Steadfast(feet) => Some(*feet),
        _ => None,
    }) else {
        return false;
    };
    let friend = |other: &&Creature| other.id != one.id && other.side == one.side && other.is_up();
    let mut friends = world.now.creatures.values().filter(friend);
    friends.any(|other| grid::feet_between(one, other) <= feet && sight::sees(world, one, other))
}

/// True when somebody near helps it not to be turned.
pub(super) fn defies(world: &World, one: &Creature) -> bool {
    world.now.creatures.values().any(|bearer| {
        let able = bearer.side == one.side && !figure::incapacitated(bearer);
        able && has(world, bearer, |it| match it {
            Instinct::Defies { these, feet } => {
                let own = bearer.id == one.id || one.block_id().is_some_and(|id| these.contains(id));
                own && grid::feet_between(bearer, one) <= *feet
            }
            _ => false,
        })
    })
}

/// True when what goes by this name neither slows nor holds the creature.
pub(super) fn walks_in(world: &World, one: &Creature, name: &str) -> bool {
    has(world, one, |it| matches!(it, Instinct::WalksIn(own) if own == name))
}

/// True for those who find the way out of a spell at once.
pub(super) fn knows_way(world: &World, one: &Creature, lasts: &Ongoing) -> bool {
    has(world, one, |it| matches!(it, Instinct::FindsWayOut(spell) if spell.as_str() == lasts.name))
}

/// True for those who lie at 0 hit points and grow back.
pub(super) fn rises(world: &World, one: &Creature) -> bool {
    has(world, one, |it| *it == Instinct::Rises)
}

/// What keeps still whatever magic moves.
const STILLED: &str = "antimagic";

/// Stills what magic moves where no magic works, and lets it move again elsewhere.
pub(super) fn settle(now: &mut Unfold<'_>) {
    let world = now.world();
    let quiet = |one: &Creature| {
        let near = |zone: &crate::world::zone::Zone| zone.is.antimagic && zones::holds(world, zone, one);
        world.now.zones.values().any(near)
    };
    let stilled = |one: &Creature| one.bears(STILLED);
    if world.now.zones.is_empty() && !world.now.creatures.values().any(stilled) {
        return;
    }
    let moved = world.now.creatures.values().filter(|one| has(world, one, |it| *it == Instinct::Animated));
    let changed: Vec<(CreatureId, bool)> = moved
        .map(|one| (one, quiet(one)))
        .filter(|(one, quiet)| stilled(one) != *quiet)
        .map(|(one, quiet)| (one.id, quiet))
        .collect();
    for (creature, quiet) in changed {
        if quiet {
            let mut still = lasting::new(now, STILLED, creature, Expires::Never);
            still.condition = Some(Condition::Incapacitated);
            lasting::begin(now, creature, still);
        } else {
            lasting::end_where(now, creature, |_, lasts| lasts.name == STILLED);
        }
    }
}

/// A spell that dispels puts what magic moves to sleep for a minute, unless it withstands.
pub(super) fn dispelled(now: &mut Unfold<'_>, cause: &Cause, targets: &[CreatureId]) {
    for target in targets {
        let Some(one) = now.creature(*target).filter(|one| one.is_up()) else { continue };
        if !has(now.world(), one, |it| *it == Instinct::Animated) {
            continue;
        }
        let dc = cause.dc(now.world(), crate::srd::quantity::Dc::Spell);
        let save = Save { magic: true, ..Save::plain(*target, Ability::Con, dc) };
        if !d20::save(now, &save) {
            let expires = lasting::expires(now.world(), Until::Minutes(1), cause.by, *target);
            let mut asleep = lasting::new(now, cause.name.clone(), cause.by, expires);
            asleep.condition = Some(Condition::Unconscious);
            lasting::begin(now, *target, asleep);
        }
    }
}

/// What a creature does to those whose place it has come into, once a turn.
pub(super) fn enters(now: &mut Unfold<'_>, who: CreatureId) {
    let world = now.world();
    let Some(one) = world.creature(who) else { return };
    let Some(effects) = of(world, one).find_map(|it| match it {
        Instinct::Enters(effects) => Some(effects.clone()),
        _ => None,
    }) else {
        return;
    };
    let met = |other: &&Creature| {
        let here = grid::squares(other).any(|square| grid::squares(one).any(|own| own == square));
        other.id != who && !other.dead && here && !other.bears(ENTERED)
    };
    let all: Vec<CreatureId> = world.now.creatures.values().filter(met).map(|other| other.id).collect();
    for target in all {
        let expires = lasting::expires(now.world(), Until::EndOfTurn, who, target);
        let mark = lasting::new(now, ENTERED, who, expires);
        lasting::begin(now, target, mark);
        let cause = Cause::named(now.world(), who, "fire_form", &effects);
        afflict::run(now, &cause, &effects, &[target]);
    }
}

/// The mark of those whose place was entered in this turn.
const ENTERED: &str = "entered";

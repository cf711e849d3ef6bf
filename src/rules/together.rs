//! Working together outside of fights, and getting out of what holds there (SRD: Working Together, Group Checks).

use super::act;
use super::attempt::Attempt;
use super::clock;
use super::d20::{self, Tally};
use super::gate;
use super::lasting;
use super::refusal::Refusal;
use super::toll;
use super::unfold::Unfold;
use crate::srd::effect::EndsOn;
use crate::srd::modifier::{Modifier, On};
use crate::tale::map::Test;
use crate::world::World;
use crate::world::event::Event;
use crate::world::hardship::Pose;
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;

const HELP: &str = "help";
/// So long help is good for.
const HELP_SECONDS: u64 = 600;
/// A try to get free takes as long as a turn.
const TURN_SECONDS: u32 = 6;

/// What may be done of it.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Attempt>) {
    let friends = world.heroes().map(|hero| hero.id).filter(|friend| may_assist(world, who, *friend).is_ok());
    into.extend(friends.map(Attempt::Assist));
    if may_break_free(world, who).is_ok() {
        into.push(Attempt::BreakFree);
    }
}

/// Helps a friend: the next check has advantage.
pub(super) fn assists(now: &mut Unfold<'_>, who: CreatureId, friend: CreatureId) -> Result<(), Refusal> {
    may_assist(now.world(), who, friend)?;
    let until = Expires::At(now.world().now.clock_seconds + HELP_SECONDS);
    let mut help = lasting::new(now, HELP, who, until);
    (help.gives, help.ends_on) = (vec![Modifier::Advantage(On::Checks)], vec![EndsOn::Used]);
    lasting::begin(now, friend, help);
    toll::poses(now, who, Pose::Assists, Some(friend));
    Ok(())
}

/// A check of everyone who is able to make one: the total that at least half of them reach.
pub(super) fn group(now: &mut Unfold<'_>, test: Test) -> i32 {
    let able = now.world().heroes().filter(|hero| hero.is_up()).map(|hero| hero.id).collect::<Vec<_>>();
    let mut totals = Vec::new();
    for creature in able {
        let Test { ability, skill, .. } = test;
        let roll = d20::test_roll(now, creature, test, Tally::default());
        totals.push(roll.total());
        now.happens(Event::Checked { creature, ability, skill, roll, dc: None, success: true });
    }
    totals.sort_unstable();
    totals.get(totals.len() / 2).copied().unwrap_or_default()
}

/// Tries to get out of a net, a pit, a hold.
pub(super) fn breaks_free(now: &mut Unfold<'_>, who: CreatureId) -> Result<(), Refusal> {
    may_break_free(now.world(), who)?;
    clock::pass(now, TURN_SECONDS);
    act::granted(now, who, crate::srd::effect::Grant::Escape);
    Ok(())
}

fn may_assist(world: &World, who: CreatureId, friend: CreatureId) -> Result<(), Refusal> {
    gate::awake(world, who)?;
    let other = world.heroes().find(|hero| hero.id == friend && friend != who && hero.is_up());
    match other {
        None => Err(Refusal::NoSuchTarget),
        Some(other) if other.bears(HELP) => Err(Refusal::AlreadySo),
        Some(_) => Ok(()),
    }
}

fn may_break_free(world: &World, who: CreatureId) -> Result<(), Refusal> {
    let one = gate::at_leisure(world, who)?;
    if act::way_out(one).is_some() { Ok(()) } else { Err(Refusal::NotGrappled) }
}

//! Working off the steps that an action is made of, until none is left or somebody is asked.

use super::cast;
use super::dance;
use super::dormant;
use super::encounter;
use super::glow;
use super::instinct;
use super::lasting;
use super::leap;
use super::legend;
use super::mounted;
use super::movement;
use super::reaction;
use super::respond;
use super::returns;
use super::soar;
use super::stride;
use super::strike;
use super::summon;
use super::unfold::Unfold;
use crate::world::question::{Asks, Pending};

/// Works off every step; then a fight that is over ends.
pub(super) fn run(now: &mut Unfold<'_>) {
    loop {
        work(now);
        instinct::settle(now);
        lasting::settle(now);
        soar::settle(now);
        mounted::settle(now);
        encounter::settle(now);
        summon::sweep(now);
        returns::settle(now);
        dance::settle(now);
        glow::settle(now);
        dormant::settle(now);
        // A turn that ended by itself may have left something to do.
        if now.asked() || now.steps.is_empty() {
            return;
        }
    }
}

fn work(now: &mut Unfold<'_>) {
    while !now.asked() {
        let Some(step) = now.steps.pop_front() else { break };
        match step {
            Pending::Walk { creature, path, struck } => movement::go_on(now, creature, path, struck),
            Pending::Opportunity { creature, target, .. } => {
                reaction::strike_at(now, creature, target, Asks::OpportunityAttack(target), step);
            }
            Pending::Readied { creature, target, .. } => {
                reaction::strike_at(now, creature, target, Asks::Readied, step);
            }
            // Answers take these up themselves.
            Pending::Again { .. } => {}
            Pending::Spell { .. } => cast::takes_hold(now, step),
            Pending::Rebuke { creature, target } => respond::rebuke(now, creature, target),
            Pending::Roll(strike) => strike::roll(now, strike),
            Pending::Land { strike, roll } => strike::land(now, &strike, roll),
            Pending::Leap { creature, to, feet, height_feet: None } => leap::go_on(now, creature, to, feet),
            Pending::Leap { creature, feet, height_feet: Some(height), .. } => soar::go_on(now, creature, height, feet),
            Pending::Stride { creature, path, struck } => stride::go_on(now, creature, path, struck),
            Pending::Legend { after, asked } => legend::go_on(now, after, asked),
        }
    }
}

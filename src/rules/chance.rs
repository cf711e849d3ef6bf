//! What dice decide besides saves and attacks: rows of tables, contests of wills and bodies (SRD: Contests).

use super::cause::Cause;
use super::d20::{self, Tally};
use super::figure;
use super::grid;
use super::unfold::Unfold;
use crate::dice::Sides;
use crate::srd::ability::{Ability, Skill};
use crate::srd::effect::Effect;
use crate::srd::modifier::On;
use crate::srd::quantity::{Plus, Quantity};
use crate::tale::map::Tile;
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// Rolls on a table: the first row that the face does not exceed.
pub(super) fn row(
    now: &mut Unfold<'_>,
    creature: CreatureId,
    die: u16,
    rows: &[(u16, Vec<Effect>)],
) -> Option<Vec<Effect>> {
    let face = now.roll(Sides(die));
    now.happens(Event::TableRolled { creature, face });
    rows.iter().find(|(most, _)| face.0 <= *most).map(|(_, effects)| effects.clone())
}

/// A check of whoever acts against one of each target; those against whom it was won. Ties change nothing.
pub(super) fn contest(
    now: &mut Unfold<'_>,
    cause: &Cause,
    mine: Plus,
    (ability, skill): (Ability, Option<Skill>),
    targets: &[CreatureId],
) -> Vec<CreatureId> {
    let mut won = Vec::new();
    for target in targets {
        let quantity = Quantity {
            is: crate::dice::Amount::flat(0),
            plus: vec![mine],
            per_slot: None,
            every: 0,
            grows: Vec::new(),
            dice_max: 0,
        };
        let bonus = i32::from(cause.amount(now.world(), &quantity).plus);
        let roll = d20::roll(now, cause.by, &[On::Checks], bonus, Tally::default());
        let best = now.creature(*target).and_then(|one| {
            let bonus = |skill| figure::check_bonus(now.world(), one, ability, skill);
            skill.filter(|it| bonus(Some(*it)) >= bonus(None))
        });
        let other = d20::check_roll(now, *target, ability, best, Tally::default());
        let success = roll.total() > other.total();
        now.happens(Event::Contested { creature: cause.by, roll, against: *target, other, success });
        if success {
            won.push(*target);
        }
    }
    won
}

/// Walks in a direction that a d8 tells, as far as the speed reaches, and does nothing else this turn.
pub(super) fn staggers(now: &mut Unfold<'_>, creature: CreatureId) {
    let face = now.roll(Sides(8));
    now.happens(Event::TableRolled { creature, face });
    let Some((x, y)) = grid::WAYS.get(usize::from(face.0).saturating_sub(1)).copied() else { return };
    let Some(feet) = now.creature(creature).map(|one| figure::speed_feet(now.world(), one)) else { return };
    let Some(start) = now.creature(creature).map(|one| one.at) else { return };
    let mut at = start;
    for _ in 0..feet / grid::SQUARE_FEET {
        let next = Tile { x: at.x.saturating_add(x), y: at.y.saturating_add(y) };
        let room = now.creature(creature).is_some_and(|one| super::shift::room(now.world(), one, at, next));
        if !room {
            break;
        }
        at = next;
    }
    if at != start {
        now.happens(Event::Shoved { creature, to: at });
        super::zones::entered(now, creature, start);
    }
}

/// Strikes at somebody in reach, friend or foe, whom a die picks; at nobody where nobody is.
pub(super) fn lashes(now: &mut Unfold<'_>, creature: CreatureId) {
    let world = now.world();
    let Some(one) = world.creature(creature) else { return };
    let Some((weapon, reach)) = super::threat::for_opportunity(world, one) else { return };
    let near = |other: &&crate::world::creature::Creature| {
        other.id != creature && other.is_up() && grid::feet_between(one, other) <= reach
    };
    let all: Vec<CreatureId> = world.now.creatures.values().filter(near).map(|other| other.id).collect();
    let Ok(count) = u16::try_from(all.len()) else { return };
    let face = match count {
        0 => return,
        1 => 1,
        _ => now.roll(Sides(count)).0,
    };
    if let Some(target) = all.get(usize::from(face) - 1) {
        let strike = super::attack::strike(creature, *target, &weapon);
        now.steps.push_front(crate::world::question::Pending::Roll(strike));
    }
}

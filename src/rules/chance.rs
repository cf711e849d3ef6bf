//! What dice decide besides saves and attacks: rows of tables, contests of wills and bodies (SRD: Contests).

use super::cause::Cause;
use super::d20::{self, Tally};
use super::figure;
use super::unfold::Unfold;
use crate::dice::Sides;
use crate::srd::ability::{Ability, Skill};
use crate::srd::effect::Effect;
use crate::srd::modifier::On;
use crate::srd::quantity::{Plus, Quantity};
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

//! Madness: a d100, and what its row does for minutes, hours or until it is cured (SRD: Madness). Ruling 43.

use super::afflict::{self, Cause};
use super::lasting;
use super::unfold::Unfold;
use crate::dice::Sides;
use crate::srd::effect::Until;
use crate::srd::plight::Span;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;

/// How what madness brings is named.
const NAMED: &str = "madness_";

/// The mind gives way: how, and for how long, dice say.
pub(super) fn strikes(now: &mut Unfold<'_>, who: CreatureId, span: Span) {
    let Some(table) = now.world().book.madness.get(&span).cloned() else { return };
    let face = now.roll(Sides(100));
    let Some((_, name, effects)) = table.rows.iter().find(|(most, ..)| face.0 <= *most) else { return };
    now.happens(Event::TableRolled { creature: who, face });
    let until = match table.lasts {
        Some(lasts) => {
            let units =
                lasts.plus + i16::try_from((0..lasts.count).map(|_| now.roll(lasts.sides).0).sum::<u16>()).unwrap_or(1);
            Until::Minutes(u16::try_from(units).unwrap_or(1).saturating_mul(table.unit_minutes))
        }
        None => Until::Ended,
    };
    let cause = Cause::named(now.world(), who, &format!("{NAMED}{name}"), effects);
    for effect in effects {
        afflict::run(now, &cause, &[effect.lasting(until)], &[who]);
    }
}

/// Ends what madness does, where its end is such a one.
pub(super) fn ends(now: &mut Unfold<'_>, who: CreatureId, which: impl Fn(Expires) -> bool) {
    lasting::end_where(now, who, |_, lasts| lasts.name.starts_with(NAMED) && which(lasts.expires));
}

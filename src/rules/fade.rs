//! What grows weaker with each saving throw against it instead of ending at once (SRD: Magic Items, Potion of Poison).

use super::lasting;
use super::unfold::Unfold;
use crate::srd::effect::Effect;
use crate::srd::trick::Trick;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::ongoing::Ongoing;

/// Lets some of what lasts grow weaker; false where nothing of it fades, or no dice are left.
pub(super) fn fades(now: &mut Unfold<'_>, who: CreatureId, all: &[&Ongoing]) -> bool {
    let Some((lasts, weaker)) = all.iter().find_map(|lasts| Some((lasts.id, weaker(lasts)?))) else { return false };
    now.happens(Event::Ended { creature: who, ongoing: lasts });
    let fresh = Ongoing { id: lasting::new(now, weaker.name.clone(), weaker.source, weaker.expires).id, ..weaker };
    lasting::begin(now, who, fresh);
    true
}

fn weaker(lasts: &Ongoing) -> Option<Ongoing> {
    let mut weaker = lasts.clone();
    let (_, effects) = weaker.again.as_mut()?;
    let less = effects.iter_mut().find_map(|effect| match effect {
        Effect::Trick(Trick::Fades { by, effects }) => Some(effects.iter_mut().any(|effect| loses(effect, *by))),
        _ => None,
    });
    (less == Some(true)).then_some(weaker)
}

/// Takes so many dice off; false where that would leave none.
fn loses(effect: &mut Effect, by: u16) -> bool {
    let Effect::Damage { dice, .. } = effect else { return false };
    dice.is.count = dice.is.count.saturating_sub(by);
    dice.is.count > 0
}

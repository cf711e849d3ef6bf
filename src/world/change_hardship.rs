//! How hardships change the world: tolls are counted; shots and poses only show in what follows them.

use super::Now;
use super::apply::Impossible;
use super::hardship::Hardship;

/// Makes it true.
pub(super) fn apply(now: &mut Now, hardship: &Hardship) -> Result<(), Impossible> {
    match hardship {
        Hardship::Tolled { creature, toll, count } => {
            let tolls = &mut now.one_mut(*creature)?.tolls;
            if *count == 0 {
                tolls.remove(toll)
            } else {
                tolls.insert(toll.clone(), *count)
            };
            Ok(())
        }
        Hardship::Battered { creature, thing, dealt, .. } => {
            now.one(*creature)?;
            let lost = now.place.battered.entry((now.place.map.clone(), thing.clone())).or_default();
            *lost = lost.saturating_add(*dealt);
            Ok(())
        }
        Hardship::Agreed { pace, marches, .. } => {
            (now.place.pace, now.place.marches) = (*pace, *marches);
            Ok(())
        }
        Hardship::Lives { creature, lifestyle } => {
            now.one_mut(*creature)?.days.lifestyle = *lifestyle;
            Ok(())
        }
        Hardship::TakesUp { creature, pastime } => {
            let days = &mut now.one_mut(*creature)?.days;
            (days.pastime, days.done) = (Some(pastime.clone()), 0);
            Ok(())
        }
        Hardship::Worked { creature, done } => {
            now.one_mut(*creature)?.days.done = *done;
            Ok(())
        }
        Hardship::Finished { creature, .. } => {
            let days = &mut now.one_mut(*creature)?.days;
            (days.pastime, days.done) = (None, 0);
            Ok(())
        }
        Hardship::Rose { creature, feet, cost_feet } => {
            now.one_mut(*creature)?.height_feet = *feet;
            if let Some(fight) = now.encounter.as_mut().filter(|fight| fight.current() == Some(*creature)) {
                fight.used.moved_feet = fight.used.moved_feet.saturating_add(*cost_feet);
            }
            Ok(())
        }
        Hardship::Travels { .. } => Ok(()),
        Hardship::Shot { creature, .. } | Hardship::Posed { creature, .. } => now.one(*creature).map(|_| ()),
    }
}

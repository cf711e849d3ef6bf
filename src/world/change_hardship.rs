//! How hardships change the world: tolls are counted; shots and poses only show in what follows them.

use super::Now;
use super::apply::Impossible;
use super::hardship::Hardship;

/// Makes it true.
pub(super) fn apply(now: &mut Now, hardship: &Hardship) -> Result<(), Impossible> {
    match hardship {
        Hardship::Tolled { creature, toll, count } => {
            let tolls = &mut now.one_mut(*creature)?.tolls;
            if *count == 0 { tolls.remove(toll) } else { tolls.insert(toll.clone(), *count) };
            Ok(())
        }
        Hardship::Shot { creature, .. } | Hardship::Posed { creature, .. } => now.one(*creature).map(|_| ()),
    }
}

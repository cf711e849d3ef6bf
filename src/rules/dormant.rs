//! Diseases that sleep while their bearer wears what wards them off, and wake when he takes it off (SRD: Periapt of Health).

use smol_str::SmolStr;

use super::disease;
use super::lasting;
use super::plight;
use super::toll;
use super::unfold::Unfold;
use super::ward;
use crate::srd::charm::Charm;
use crate::srd::id::DiseaseId;
use crate::srd::plight::{Disease, Night};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::id::CreatureId;
use crate::world::ongoing::{Expires, Ongoing};

/// What follows the name of a disease that sleeps.
const DORMANT: &str = "_dormant";

/// What somebody bears in whom the disease sleeps.
pub(super) fn name(id: &DiseaseId) -> String {
    format!("{id}{DORMANT}")
}

/// Under which name the levels of exhaustion are counted that come of the disease.
pub(super) fn weary(id: &DiseaseId) -> String {
    format!("{id}_weary")
}

/// A disease that would break out now sleeps instead, with all that it will bring; false where nothing keeps it down.
pub(super) fn begins(now: &mut Unfold<'_>, who: CreatureId, disease: &Disease) -> bool {
    if !now.creature(who).is_some_and(|one| is_warded(now.world(), one)) {
        return false;
    }
    toll::set(now, who, &weary(&disease.id), disease.exhaustion);
    if let Night::Dims { .. } = disease.night {
        toll::set(now, who, disease.id.as_str(), 1);
    }
    sleeps(now, who, &disease.id);
    true
}

/// Puts diseases to sleep and wakes them as their bearers put things on and take them off.
pub(super) fn settle(now: &mut Unfold<'_>) {
    let world = now.world();
    let mut changed = Vec::new();
    for one in world.now.creatures.values().filter(|one| !one.dead && !one.ongoing.is_empty()) {
        for disease in world.book.diseases.values() {
            let sleeps = |lasts: &Ongoing| lasts.name.strip_suffix(DORMANT) == Some(disease.id.as_str());
            let (sick, asleep) = (one.bears(disease.id.as_str()), one.ongoing.values().any(sleeps));
            if (sick || asleep) && is_warded(world, one) == sick {
                changed.push((one.id, disease.clone()));
            }
        }
    }
    for (who, disease) in changed {
        let sick = now.creature(who).is_some_and(|one| one.bears(disease.id.as_str()));
        if sick { is_kept_down(now, who, &disease.id) } else { wakes(now, who, &disease) }
    }
}

/// All that comes of it is gone as long as it sleeps; how far it has gone stays counted.
fn is_kept_down(now: &mut Unfold<'_>, who: CreatureId, id: &DiseaseId) {
    let (dimming, fit) = (disease::dimming(id), disease::fits(id));
    let signs = [id.as_str(), &dimming, &fit];
    lasting::end_where(now, who, |_, lasts| signs.contains(&lasts.name.as_str()));
    let count = weary(id);
    // Levels that rest or magic has eased since then come back no more.
    let now_weary = now.creature(who).map_or(0, |one| one.exhaustion);
    let levels = toll::of(now.world(), who, &count).min(now_weary);
    toll::set(now, who, &count, levels);
    (0..levels).for_each(|_| toll::rests(now, who));
    sleeps(now, who, id);
}

/// It is as it was when it fell asleep.
fn wakes(now: &mut Unfold<'_>, who: CreatureId, disease: &Disease) {
    let id = &disease.id;
    lasting::end_where(now, who, |_, lasts| lasts.name == name(id));
    disease::sickens(now, who, disease);
    (0..toll::of(now.world(), who, &weary(id))).for_each(|_| plight::tires(now, who, id.as_str()));
    if let Night::Dims { blind_at, .. } = disease.night {
        disease::dims(now, who, id, toll::of(now.world(), who, id.as_str()), blind_at);
    }
}

fn sleeps(now: &mut Unfold<'_>, who: CreatureId, id: &DiseaseId) {
    let asleep = lasting::new(now, SmolStr::new(name(id)), who, Expires::Never);
    lasting::begin(now, who, asleep);
}

fn is_warded(world: &World, one: &Creature) -> bool {
    ward::bears(world, one, |charm| *charm == Charm::NoDisease)
}

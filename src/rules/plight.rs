//! What the world does to those who travel it: which file does what (SRD: The Environment, Diseases, Madness).

use super::unfold::Unfold;
use super::{disease, fall, lasting, madness};
use crate::srd::condition::Condition;
use crate::srd::plight::Plight;
use crate::world::id::CreatureId;
use crate::world::ongoing::Expires;

/// Does it to all of them; those who fall do so at the same time.
pub(super) fn befall(now: &mut Unfold<'_>, plight: &Plight, all: &[CreatureId]) {
    if let Plight::Fall(feet) = plight {
        let falling: Vec<(CreatureId, u16)> = all.iter().map(|who| (*who, *feet)).collect();
        fall::floats(now, &falling);
        return all.iter().for_each(|who| fall::lands(now, *who, *feet));
    }
    all.iter().for_each(|who| befalls(now, plight, *who));
}

/// Does it to one creature.
pub(super) fn befalls(now: &mut Unfold<'_>, plight: &Plight, who: CreatureId) {
    match plight {
        Plight::Fall(feet) => fall::falls(now, who, *feet),
        Plight::Catch(id) => disease::catches(now, who, id),
        Plight::Sicken(id) => disease::breaks_out(now, who, id),
        Plight::Stress(id) => disease::fit(now, who, id),
        Plight::Dose(id) => disease::dosed(now, who, id),
        Plight::Madden(span) => madness::strikes(now, who, *span),
        Plight::Tire => tires(now, who, "exhaustion"),
    }
}

/// One level of exhaustion more; the sixth kills.
pub(super) fn tires(now: &mut Unfold<'_>, who: CreatureId, by: &str) {
    let mut weary = lasting::new(now, by, who, Expires::Never);
    weary.condition = Some(Condition::Exhaustion);
    lasting::begin(now, who, weary);
}

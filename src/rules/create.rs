//! Making a hero: race, class, scores, skills, equipment, spells, all out of the book (SRD: Races, Classes, Equipment).

use serde::{Deserialize, Serialize};

use super::command::Verb;
use super::refusal::Refusal;
use super::unfold::Unfold;
use crate::srd::ability::{Scores, Skill};
use crate::srd::id::{BackgroundId, ClassId, FeatureId, ItemId, LanguageId, RaceId, SpellId};
use crate::world::World;
use crate::world::id::SeatId;

/// Every choice that makes a hero of 1st level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The name everyone will see.
    pub name: String,
    /// Race, or subrace where the race has kinds.
    pub race: RaceId,
    /// Class.
    pub class: ClassId,
    /// Background.
    pub background: BackgroundId,
    /// Scores before the race adds to them: the standard array in any order, or 27 points.
    pub scores: Scores,
    /// Skills of the class.
    pub skills: Vec<Skill>,
    /// Skills that become expertise.
    pub expertise: Vec<Skill>,
    /// Features where there is a choice.
    pub chosen: Vec<FeatureId>,
    /// Which alternative of each equipment choice, in the class's order.
    pub equipment: Vec<u8>,
    /// What each "any of these" in that equipment and the background's becomes, in the order they come up.
    pub picks: Vec<ItemId>,
    /// Languages of one's choice.
    pub languages: Vec<LanguageId>,
    /// Cantrips: those of the class first, then those that traits bring.
    pub cantrips: Vec<SpellId>,
    /// Spells for the book, of which the first are prepared, or all that are prepared from the list.
    pub spells: Vec<SpellId>,
}

/// Plans that a seat without a hero may choose.
pub(super) fn offers(world: &World, seat: SeatId, into: &mut Vec<Verb>) {
    let _ = (world, seat, into);
}

/// Makes the seat's hero.
pub(super) fn resolve(now: &mut Unfold<'_>, seat: SeatId, plan: &Plan) -> Result<(), Refusal> {
    let _ = (now, seat, plan);
    Err(Refusal::BadPlan)
}

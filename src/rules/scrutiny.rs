//! Somebody in a story resists magic: looks into a disguise, guards a mind (SRD: Disguise Self, Detect Thoughts).

use super::caster;
use super::unfold::Unfold;
use crate::srd::id::SpellId;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::roll::{self, Edge};

/// Whether he does, with this bonus to his roll, against whoever has cast the spell that lasts on this creature; where
/// none does there is nothing to resist, and nothing that would hold.
pub(super) fn resists(now: &mut Unfold<'_>, who: CreatureId, spell: &SpellId, bonus: i8) -> bool {
    let world = now.world();
    let lasts = world.creature(who).and_then(|one| one.ongoing.values().find(|lasts| lasts.name == spell.as_str()));
    let Some(by) = lasts.and_then(|lasts| world.creature(lasts.source)) else { return true };
    let dc = caster::dc(world, by, world.book.spells.get(spell));
    let face = now.roll(crate::dice::D20);
    let roll =
        roll::D20 { faces: vec![face], kept: face, edge: Edge::default(), dice: Vec::new(), bonus: i32::from(bonus) };
    let success = roll.total() >= dc;
    now.happens(Event::Resisted { creature: who, spell: spell.clone(), roll, dc, success });
    success
}

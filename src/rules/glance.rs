//! Spells that glance off a carapace, and back at their maker (SRD: Monsters, Tarrasque).

use super::arms;
use super::attack;
use super::instinct;
use super::unfold::Unfold;
use crate::dice::Sides;
use crate::srd::effect::Mode;
use crate::srd::instinct::Instinct;
use crate::srd::spell::{Area, Spell, Targets};
use crate::world::event::{Event, Weapon};
use crate::world::id::CreatureId;
use crate::world::question::Pending;

/// Those of a spell's targets that it does not glance off. On a 6 it comes back at its maker.
pub(super) fn off(now: &mut Unfold<'_>, who: CreatureId, spell: &Spell, touched: Vec<CreatureId>) -> Vec<CreatureId> {
    let ray = matches!(arms::spell_attack(spell), Some((Mode::Ranged, ..)));
    let missiles = spell.id.as_str() == "magic_missile";
    let line = matches!(spell.targets, Targets::Area(Area::Line(..)));
    if !(ray || missiles || line) {
        return touched;
    }
    let mut left = Vec::new();
    // A die for each spell, not for each of its darts.
    let mut rolled: Vec<(CreatureId, bool)> = Vec::new();
    for target in touched {
        let reflects =
            now.creature(target).is_some_and(|one| instinct::has(now.world(), one, |it| *it == Instinct::Reflects));
        if !reflects || target == who {
            left.push(target);
            continue;
        }
        let back = match rolled.iter().find(|(one, _)| *one == target) {
            Some((_, back)) => *back,
            None => {
                let face = now.roll(Sides(6));
                now.happens(Event::TableRolled { creature: target, face });
                rolled.push((target, face.0 == 6));
                face.0 == 6
            }
        };
        if back && ray {
            now.steps.push_front(Pending::Roll(attack::strike(who, who, &Weapon::Spell(spell.id.clone()))));
        } else if back {
            left.push(who);
        }
    }
    left
}

//! What a caster's calling changes about a spell's work: spared friends, extra damage, better healing (SRD: Classes).

use super::caster;
use super::cause::Cause;
use super::damage;
use super::figure;
use super::lasting;
use super::meta;
use super::unfold::Unfold;
use crate::dice::{Amount, Face, Sides};
use crate::srd::damage::DamageKind;
use crate::srd::effect::{Success, Until};
use crate::srd::id::{ResourceId, SpellId};
use crate::srd::kind::CreatureKind;
use crate::srd::knack::{Knack, Meta};
use crate::srd::modifier::Modifier;
use crate::srd::spell::Spell;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// The name under which maximal spells are counted.
const OVERCHANNEL: &str = "overchannel";
/// The highest level of a spell that can be made maximal.
const OVERCHANNEL_LEVEL_MAX: u8 = 5;

fn spell<'w>(world: &'w World, cause: &Cause) -> Option<(&'w Creature, &'w Spell)> {
    let one = world.creature(cause.by).filter(|one| one.sheet().is_some())?;
    Some((one, world.book.spells.get(&SpellId::new(&cause.name))?))
}

fn announced(world: &World, cause: &Cause, meta: Meta) -> bool {
    spell(world, cause).is_some_and(|(one, _)| meta::active(one).contains(&meta))
}

/// How many friends a careful caster spares.
pub(super) fn spares(world: &World, cause: &Cause) -> usize {
    let careful = spell(world, cause).filter(|_| announced(world, cause, Meta::Careful));
    careful.map_or(0, |(one, spell)| meta::spares(world, one, spell))
}

/// Whether this target is one of the friends that are spared.
pub(super) fn spared(world: &World, cause: &Cause, target: CreatureId, left: &mut usize) -> bool {
    let friend = world.creature(cause.by).zip(world.creature(target)).is_some_and(|(one, it)| one.side == it.side);
    if *left == 0 || !friend {
        return false;
    }
    *left -= 1;
    true
}

/// Whether the first to save does so with disadvantage.
pub(super) fn heightens(world: &World, cause: &Cause) -> bool {
    announced(world, cause, Meta::Heightened)
}

/// What saving leaves: cantrips of some casters do half their damage all the same.
pub(super) fn success(world: &World, cause: &Cause, printed: &Success) -> Success {
    let potent = spell(world, cause).is_some_and(|(one, spell)| {
        spell.level == 0 && figure::knacks(world, one).any(|knack| matches!(knack, Knack::PotentCantrips))
    });
    if potent && *printed == Success::None { Success::Half } else { printed.clone() }
}

/// True for those on whom this has failed already.
pub(super) fn proof(one: &Creature, cause: &Cause) -> bool {
    one.ongoing.values().any(|lasts| {
        lasts.source == cause.by
            && lasts
                .gives
                .iter()
                .any(|given| matches!(given, Modifier::Knack(Knack::ProofAgainst(it)) if *it == cause.name))
    })
}

/// True for those in a holy light when a fiend or an undead casts.
pub(super) fn holy(world: &World, cause: &Cause, one: &Creature) -> bool {
    let unholy = world.creature(cause.by).map(|by| figure::kind(world, by));
    cause.magic
        && matches!(unholy, Some(CreatureKind::Fiend | CreatureKind::Undead))
        && figure::knacks(world, one).any(|knack| matches!(knack, Knack::HolySaves))
}

/// The damage kind of a hero's draconic ancestor.
pub(super) fn ancestry(world: &World, one: &Creature) -> Option<DamageKind> {
    figure::knacks(world, one).find_map(|knack| if let Knack::Ancestry(kind) = knack { Some(*kind) } else { None })
}

/// What is added to one damage roll of a spell, or to each of some spells' attacks.
pub(super) fn more(now: &Unfold<'_>, cause: &Cause, kinds: &[DamageKind]) -> i32 {
    let world = now.world();
    let Some((one, spell)) = spell(world, cause) else { return 0 };
    let first = !now.events().iter().any(|event| matches!(event, Event::DamageRolled { by, .. } if *by == cause.by));
    let own = ancestry(world, one);
    let plus = figure::knacks(world, one).map(|knack| match knack {
        Knack::SpellDamageOf { ability, spell: Some(id), .. } if *id == spell.id => {
            figure::modifier(world, one, *ability)
        }
        Knack::SpellDamageOf { ability, school, kind, spell: None } => {
            let fits = school.is_none_or(|it| it == spell.school) && kind.is_none_or(|it| kinds.contains(&it));
            if fits && first { figure::modifier(world, one, *ability) } else { 0 }
        }
        Knack::AncestralDamage(ability) if first && own.is_some_and(|kind| kinds.contains(&kind)) => {
            figure::modifier(world, one, *ability)
        }
        _ => 0,
    });
    plus.sum::<i32>().max(0)
}

/// Rolls a spell's damage: at its most for whoever overchannels, low dice again for whoever empowers it.
pub(super) fn roll(now: &mut Unfold<'_>, cause: &Cause, kind: DamageKind, amount: Amount) -> i32 {
    if overchannels(now.world(), cause) {
        let faces: Vec<Face> = (0..amount.count).map(|_| Face(amount.sides.0)).collect();
        let total = faces.iter().map(|face| i32::from(face.0)).sum::<i32>() + i32::from(amount.plus);
        now.happens(Event::DamageRolled { by: cause.by, kind, faces, total });
        burns_out(now, cause);
        return total;
    }
    if !announced(now.world(), cause, Meta::Empowered) {
        return damage::roll(now, cause.by, kind, amount, cause.critical, 0);
    }
    let again = spell(now.world(), cause).map_or(1, |(one, spell)| meta::spares(now.world(), one, spell));
    let count = amount.count * if cause.critical { 2 } else { 1 };
    let mut faces: Vec<Face> = (0..count).map(|_| now.roll(amount.sides)).collect();
    // The lowest dice that showed less than the average are rolled once more.
    let mut low: Vec<usize> = (0..faces.len()).filter(|at| faces[*at].0 * 2 <= amount.sides.0).collect();
    low.sort_by_key(|at| faces[*at]);
    for at in low.into_iter().take(again) {
        faces[at] = now.roll(amount.sides);
    }
    let total = faces.iter().map(|face| i32::from(face.0)).sum::<i32>() + i32::from(amount.plus);
    now.happens(Event::DamageRolled { by: cause.by, kind, faces, total });
    lasting::end_where(now, cause.by, |_, lasts| {
        lasts.gives.contains(&Modifier::Knack(Knack::Metamagic(Meta::Empowered)))
    });
    total
}

fn overchannels(world: &World, cause: &Cause) -> bool {
    spell(world, cause).is_some_and(|(one, spell)| {
        (1..=OVERCHANNEL_LEVEL_MAX).contains(&spell.level)
            && cause.level <= OVERCHANNEL_LEVEL_MAX
            && figure::knacks(world, one).any(|knack| matches!(knack, Knack::Overchannels))
    })
}

/// The first time between long rests is free; each further one hurts more.
fn burns_out(now: &mut Unfold<'_>, cause: &Cause) {
    let (creature, resource) = (cause.by, ResourceId::new(OVERCHANNEL));
    let before = now.creature(creature).and_then(|one| one.spent.get(&resource).copied()).unwrap_or(0);
    lasting::end_where(now, creature, |_, lasts| lasts.name == OVERCHANNEL);
    now.happens(Event::UseSpent { creature, resource, count: 1 });
    if before == 0 {
        return;
    }
    let count = u16::from(before + 1) * u16::from(cause.level);
    let amount = Amount { count, sides: Sides(12), plus: 0 };
    let hurt = damage::roll(now, creature, DamageKind::Necrotic, amount, false, 0);
    // Nothing shields from it.
    let taken = hurt.min(now.creature(creature).map_or(0, |one| one.hp));
    let by = Some(creature);
    now.happens(Event::Damaged { creature, by, kind: DamageKind::Necrotic, dealt: hurt, taken, absorbed: 0 });
    if now.creature(creature).is_some_and(|one| one.hp == 0) {
        damage::fall(now, creature);
    }
}

/// Twice as long, a day at the most.
pub(super) fn extended(world: &World, cause: &Cause, until: Until) -> Until {
    if !announced(world, cause, Meta::Extended) {
        return until;
    }
    match until {
        Until::Minutes(minutes) => Until::Minutes(minutes.saturating_mul(2).min(24 * 60)),
        Until::Hours(hours) => Until::Hours(hours.saturating_mul(2).min(24)),
        until => until,
    }
}

/// Whether healing dice show their highest faces.
pub(super) fn heals_most(world: &World, cause: &Cause) -> bool {
    spell(world, cause).is_some_and(|(one, _)| figure::knacks(world, one).any(|it| matches!(it, Knack::HealsMost)))
}

/// Whoever heals another with a spell may be healed too.
pub(super) fn heals_healer(now: &mut Unfold<'_>, cause: &Cause, target: CreatureId) {
    let Some((one, spell)) = spell(now.world(), cause) else { return };
    if target == cause.by || spell.level == 0 {
        return;
    }
    let plus = figure::knacks(now.world(), one).find_map(|knack| match knack {
        Knack::HealsHealer(plus) => Some(i32::from(*plus)),
        _ => None,
    });
    if let Some(plus) = plus {
        damage::heal(now, cause.by, Some(cause.by), Vec::new(), plus + i32::from(cause.level));
    }
}

/// What bringing a foe down gives whoever did it.
pub(super) fn thrives(now: &mut Unfold<'_>, by: CreatureId, target: CreatureId) {
    let world = now.world();
    let Some((one, foe)) = world.creature(by).zip(world.creature(target)) else { return };
    let Some(sheet) = one.sheet().filter(|_| one.side != foe.side && one.is_up()) else { return };
    let found = figure::features(world, sheet).find_map(|(feature, level)| {
        feature.gives_at(level).iter().find_map(|given| match given {
            Modifier::Knack(Knack::Thrives(ability)) => Some((*ability, level)),
            _ => None,
        })
    });
    let Some((ability, level)) = found else { return };
    let hp = (figure::modifier(world, one, ability) + i32::from(level)).max(1).max(one.hp_temporary);
    now.happens(Event::TempHpGained { creature: by, faces: Vec::new(), hp });
}

/// The spell DC of a hero, for what beasts and plants must overcome.
pub(super) fn dc(world: &World, one: &Creature) -> i32 {
    caster::dc(world, one, None)
}

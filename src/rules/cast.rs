//! Casting spells: slots, components, targets, concentration (SRD: Spellcasting).

use super::absorb;
use super::afflict::{self, Cause};
use super::aim::{self, Aim};
use super::attack;
use super::caster;
use super::command::Verb;
use super::components::components;
use super::dazzle;
use super::delay;
use super::familiar;
use super::figure;
use super::refusal::Refusal;
use super::respond;
use super::store;
use super::turn;
use super::unfold::Unfold;
use super::zones;
use super::{free, glance, lasting, meta, nature, options, portal, price};
use crate::srd::effect::{Effect, EndsOn, Grant, Until};
use crate::srd::id::SpellId;
use crate::srd::knack::Knack;
use crate::srd::modifier::Modifier;
use crate::srd::nature::Nature;
use crate::srd::spell::{Range, School, Spell, Targets, Time};
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending};
use crate::world::id::CreatureId;
use crate::world::question::{How, Pending};

/// A ritual takes ten minutes more than the spell.
const RITUAL_SECONDS: u32 = 600;

/// Every spell that may be cast, from every slot, in every way, at every target (see [`aim::choices`]).
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Ok(one) = turn::may_act(world, who) else { return };
    for spell in caster::spells(world, one) {
        let levels = if spell.level == 0 { 0..=0 } else { spell.level..=9 };
        for level in levels {
            if payable(world, one, spell, level).is_err() {
                continue;
            }
            store::offers(world, one, spell, level, into);
            let above = level.saturating_sub(spell.level);
            for choice in options::of(world, one, &spell.effects, &spell.targets, level, above) {
                let how = How { choice, also: Vec::new() };
                for (targets, at) in familiar::choices(world, one, spell, aimed(world, one, spell, level, &how)) {
                    if allowed(world, who, &spell.id, level, &targets, at, &how).is_ok() {
                        into.push(Verb::Cast { spell: spell.id.clone(), level, targets, at, how: how.clone() });
                    }
                }
            }
        }
        if may_ritual(world, one, spell).is_ok() {
            let how = How::default();
            for (targets, at) in aim::choices(world, one, aimed(world, one, spell, spell.level, &how)) {
                if aim::check(world, one, aimed(world, one, spell, spell.level, &how), &targets, at).is_ok() {
                    into.push(Verb::Ritual { spell: spell.id.clone(), targets, at, how: how.clone() });
                }
            }
        }
    }
}

/// How a spell is aimed by this creature from this slot.
pub(super) fn aimed<'a>(world: &World, one: &Creature, spell: &'a Spell, level: u8, how: &'a How) -> Aim<'a> {
    let above = level.saturating_sub(spell.level);
    let touch = matches!(spell.targets, Targets::Creatures(_));
    let range_feet = match (spell.range, spell.aims_feet) {
        (_, Some(feet)) => Some(feet),
        // What is held in the hand after casting reaches as far as a touch.
        (Range::Oneself, None) => touch.then_some(5),
        (Range::Touch, None) => Some(5),
        (Range::Feet(feet), None) => Some(feet),
    };
    let more = match spell.targets {
        Targets::Shared(rays) if spell.grows => {
            let times = one.sheet().map_or(1, |sheet| caster::growth(sheet.level()));
            rays.saturating_mul(u8::try_from(times - 1).unwrap_or(0))
        }
        Targets::Shared(_) => above.saturating_mul(spell.targets_per_slot.max(1)),
        _ => above.saturating_mul(spell.targets_per_slot),
    };
    let (range_feet, more) = meta::reach(world, one, spell, range_feet, more);
    let attack = matches!(spell.effects.first(), Some(Effect::Attack { .. }));
    let wider_feet = spell.feet_per_slot * u16::from(above);
    Aim {
        range_feet,
        more,
        attack,
        only: spell.only.as_ref(),
        how: Some(how),
        wider_feet,
        ..Aim::plain(&spell.targets)
    }
}

/// Whether the spell may be cast so; whom it touches.
pub(super) fn allowed(
    world: &World,
    who: CreatureId,
    spell: &SpellId,
    level: u8,
    targets: &[CreatureId],
    at: Option<Tile>,
    how: &How,
) -> Result<Vec<CreatureId>, Refusal> {
    let (one, spell) = ready(world, who, spell, level)?;
    at_those(world, one, spell, level, targets, at, how)
}

/// Whether the spell may be cast at all: by whom, and which it is.
pub(super) fn ready<'w>(
    world: &'w World,
    who: CreatureId,
    spell: &SpellId,
    level: u8,
) -> Result<(&'w Creature, &'w Spell), Refusal> {
    let one = turn::may_act(world, who)?;
    let spell = known(world, one, spell)?;
    payable(world, one, spell, level)?;
    Ok((one, spell))
}

/// Whether a spell that is ready may be cast so; whom it touches.
pub(super) fn at_those(
    world: &World,
    one: &Creature,
    spell: &Spell,
    level: u8,
    targets: &[CreatureId],
    at: Option<Tile>,
    how: &How,
) -> Result<Vec<CreatureId>, Refusal> {
    if store::is_meant(how) {
        return store::allowed(world, one, spell, level, targets);
    }
    if targets.iter().any(|target| *target != one.id) && free::only_oneself(world, one, spell) {
        return Err(Refusal::NoSuchTarget);
    }
    if !targets.iter().all(|target| free::may_target(world, one, spell, *target)) {
        return Err(Refusal::NoSuchTarget);
    }
    if let Some(choice) = &how.choice {
        let above = level.saturating_sub(spell.level);
        let options = options::of(world, one, &spell.effects, &spell.targets, level, above);
        if !options.contains(&Some(choice.clone())) {
            return Err(Refusal::NoSuchChoice);
        }
    }
    portal::allowed(world, one, spell, targets, how)?;
    familiar::check(world, one, spell, aimed(world, one, spell, level, how), targets, at)
}

fn known<'w>(world: &'w World, one: &Creature, id: &SpellId) -> Result<&'w Spell, Refusal> {
    let spell = world.book.spells.get(id).ok_or(Refusal::NoSuchSpell)?;
    // Most are on the sheet: all others are looked for only then.
    let plain = one
        .sheet()
        .filter(|_| one.form.is_none())
        .is_some_and(|sheet| sheet.prepared.contains(id) || sheet.cantrips.contains(id));
    let known = plain || caster::spells(world, one).iter().any(|it| it.id == *id);
    if known { Ok(spell) } else { Err(Refusal::NotPrepared) }
}

/// A spell that one knows and could pay for from this slot.
pub(super) fn may_pay<'w>(world: &'w World, one: &Creature, id: &SpellId, level: u8) -> Result<&'w Spell, Refusal> {
    let spell = known(world, one, id)?;
    payable(world, one, spell, level).map(|()| spell)
}

/// Whether time, slot and components are there.
fn payable(world: &World, one: &Creature, spell: &Spell, level: u8) -> Result<(), Refusal> {
    attack::only(world, one, Grant::Action)?;
    if (spell.level == 0) != (level == 0) || level < spell.level {
        return Err(Refusal::NoSlot);
    }
    let fight = world.now.encounter.as_ref();
    let time = meta::time(one, spell);
    meta::payable(world, one, spell)?;
    if figure::knacks(world, one).any(|knack| matches!(knack, Knack::NoCasting)) {
        return Err(Refusal::CannotCast);
    }
    match time {
        Time::Action => turn::has_action(world)?,
        Time::BonusAction => turn::has_bonus(world)?,
        Time::Minutes(_) if fight.is_some() => return Err(Refusal::InEncounter),
        Time::Minutes(_) => {}
        Time::Reaction(_) => return Err(Refusal::NoReaction),
    }
    if let Some(used) = fight.map(|fight| &fight.used) {
        // With a spell by bonus action, all else that is cast this turn is a cantrip by action.
        let bonus = time == Time::BonusAction;
        if (used.bonus_spell && (level > 0 || bonus)) || (bonus && used.leveled_spell) {
            return Err(Refusal::AlreadyCast);
        }
    }
    if free::is_free(world, one, spell, level) {
        return components(world, one, spell);
    }
    if let Some(left) = caster::innate_left(world, one, &spell.id).filter(|_| level > 0) {
        return if left == 0 || level != spell.level { Err(Refusal::NoUses) } else { components(world, one, spell) };
    }
    if (level > 0 && caster::slots_left(world, one, level) == 0) || !free::takes_slot(world, one, spell) {
        return Err(Refusal::NoSlot);
    }
    components(world, one, spell)
}

/// Casts the spell.
pub(super) fn resolve(
    now: &mut Unfold<'_>,
    who: CreatureId,
    spell: &SpellId,
    level: u8,
    targets: &[CreatureId],
    at: Option<Tile>,
    how: &How,
) -> Result<(), Refusal> {
    let touched = allowed(now.world(), who, spell, level, targets, at, how)?;
    let Some(spell) = now.world().book.spells.get(spell).cloned() else { return Err(Refusal::NoSuchSpell) };
    let time = now.creature(who).map_or(spell.time, |one| meta::time(one, &spell));
    if now.world().now.encounter.is_some() {
        let bonus = time == Time::BonusAction;
        now.happens(Event::Spent { creature: who, what: if bonus { Spending::Bonus } else { Spending::Action } });
        if bonus {
            now.happens(Event::Spent { creature: who, what: Spending::BonusSpell });
        } else if level > 0 {
            now.happens(Event::Spent { creature: who, what: Spending::LeveledSpell });
        }
    } else if let Time::Minutes(minutes) = spell.time {
        now.happens(Event::TimePassed { seconds: u32::from(minutes) * 60 });
    }
    familiar::delivers(now, who, &spell, level, targets, at, how);
    price::pays(now, who, &spell, level);
    meta::pay(now, who, &spell);
    let casting = Casting { spell, level, targets: targets.to_vec(), at, touched, how: how.clone() };
    if !delay::delays(now, who, &casting) {
        unfolds(now, who, casting);
    }
    Ok(())
}

/// A spell that is paid for: from which slot, at whom, where, how.
pub(super) struct Casting {
    /// Which spell.
    pub(super) spell: Spell,
    /// From a slot of this level.
    pub(super) level: u8,
    /// Whom it was aimed at.
    pub(super) targets: Vec<CreatureId>,
    /// Where it was aimed.
    pub(super) at: Option<Tile>,
    /// Whom it touches.
    pub(super) touched: Vec<CreatureId>,
    /// What was chosen with it.
    pub(super) how: How,
}

/// What a spell does once it is paid for.
pub(super) fn unfolds(now: &mut Unfold<'_>, who: CreatureId, casting: Casting) {
    let Casting { spell, level, targets, at, touched, how } = casting;
    if let Some(item) = spell.needs.item.as_ref().filter(|_| spell.needs.consumed) {
        now.happens(Event::ItemLost { creature: who, item: item.clone(), count: 1 });
    }
    let price = spell.needs.material_cp;
    let purse = now.creature(who).filter(|one| one.sheet().is_some()).map_or(0, |one| one.pack.purse_cp);
    if spell.needs.consumed && spell.needs.item.is_none() && price > 0 && purse >= price {
        now.happens(Event::CoinsLost { creature: who, cp: price });
    }
    now.happens(Event::Cast { creature: who, spell: spell.id.clone(), level, targets, at });
    lasting::end_where(now, who, |_, lasts| lasts.ends_on.contains(&EndsOn::AttackOrCast));
    if touched.iter().any(|id| *id != who) {
        lasting::end_where(now, who, |_, lasts| lasts.ends_on.contains(&EndsOn::TouchesOthers));
    }
    if spell.held_from(level) && !store::is_meant(&how) {
        lasting::end_concentration(now, who);
        now.happens(Event::Concentrated { creature: who, spell: spell.id.clone() });
    }
    now.steps.push_front(Pending::Spell { creature: who, spell: spell.id, level, at, touched, asked: Vec::new(), how });
}

/// What a spell does to those it touches, once nobody is left who could break or turn it.
pub(super) fn takes_hold(now: &mut Unfold<'_>, step: Pending) {
    let Some(step) = respond::answered(now, step) else { return };
    let Pending::Spell { creature: who, spell: id, level, at, touched, how, .. } = step else { return };
    let Some(spell) = now.world().book.spells.get(&id).cloned() else { return };
    if let Some(keeper) = touched.first().filter(|_| store::is_meant(&how)) {
        return store::stores(now, who, &spell, level, *keeper);
    }
    if absorb::takes_in(now, who, &spell, level, &touched) {
        return meta::used_up(now, who);
    }
    let touched = spared(now.world(), who, &spell, level, &touched);
    let touched = nature::kept_off(now, who, &spell, touched);
    let touched = glance::off(now, who, &spell, touched);
    let touched = familiar::shared(now.world(), who, &spell, touched);
    let mut cause = Cause::spell(now.world(), who, &spell, level);
    cause.from = at.filter(|_| spell.range != Range::Oneself).unwrap_or(cause.from);
    (cause.at, cause.how) = (at, how);
    afflict::run(now, &cause, &spell.effects, &touched);
    dazzle::dazzles(now, who, &spell, at, &touched);
    meta::used_up(now, who);
    let told = spell.effects.iter().any(|effect| matches!(effect, Effect::Narrative { .. }));
    if cause.concentration && told {
        // What the table decides on hangs on the caster, so that it lasts as long as he holds it.
        let expires = lasting::expires(now.world(), cause.until(Until::Spell), who, who);
        let mut held = lasting::new(now, spell.id.as_str(), who, expires);
        (held.concentration, held.level) = (true, level);
        lasting::begin(now, who, held);
    }
    lasting::drop_idle(now);
}

/// Evokers of some schools spare their friends in an area; those immune to the spell are not touched either.
fn spared(world: &World, who: CreatureId, spell: &Spell, level: u8, touched: &[CreatureId]) -> Vec<CreatureId> {
    let Some(one) = world.creature(who) else { return Vec::new() };
    let sculpts = figure::gives(world, one).iter().find_map(|given| match given {
        Modifier::SculptSpells(count) => Some(*count),
        _ => None,
    });
    let area = matches!(spell.targets, Targets::Area(_)) && spell.school == School::Evocation;
    let mut spares = if area { sculpts.map_or(0, |count| count.saturating_add(level)) } else { 0 };
    let immune = |other: &Creature| {
        let given = figure::gives(world, other);
        let immune = given.iter().any(|given| match given {
            Modifier::ImmuneToSpell(id) => *id == spell.id,
            Modifier::SpellWard(most) => level <= *most && who != other.id,
            Modifier::Sealed => who != other.id,
            Modifier::Trait(Nature::SpellProof(most)) => level.max(spell.level) <= *most && other.side != one.side,
            _ => false,
        });
        immune || zones::wards(world, level, who, other)
    };
    let mut all = Vec::new();
    for id in touched {
        let Some(other) = world.creature(*id) else { continue };
        if spares > 0 && other.side == one.side && other.id != who {
            spares -= 1;
        } else if !immune(other) {
            all.push(*id);
        }
    }
    all
}

fn may_ritual(world: &World, one: &Creature, spell: &Spell) -> Result<(), Refusal> {
    if world.now.encounter.is_some() {
        return Err(Refusal::InEncounter);
    }
    if !spell.ritual || !free::knows_ritual(world, one, spell) {
        return Err(Refusal::NotPrepared);
    }
    components(world, one, spell)
}

/// Casts a spell as a ritual: ten minutes more, no slot.
pub(super) fn ritual(
    now: &mut Unfold<'_>,
    who: CreatureId,
    spell: &SpellId,
    targets: &[CreatureId],
    at: Option<Tile>,
    how: &How,
) -> Result<(), Refusal> {
    let world = now.world();
    let one = turn::may_act(world, who)?;
    let spell = world.book.spells.get(spell).ok_or(Refusal::NoSuchSpell)?;
    may_ritual(world, one, spell)?;
    let touched = aim::check(world, one, aimed(world, one, spell, spell.level, how), targets, at)?;
    let spell = spell.clone();
    let minutes = if let Time::Minutes(minutes) = spell.time { u32::from(minutes) } else { 0 };
    now.happens(Event::TimePassed { seconds: RITUAL_SECONDS + minutes * 60 });
    let (level, how) = (spell.level, how.clone());
    unfolds(now, who, Casting { spell, level, targets: targets.to_vec(), at, touched, how });
    Ok(())
}

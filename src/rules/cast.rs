//! Casting spells: slots, components, targets, concentration (SRD: Spellcasting).

use super::afflict::{self, Cause};
use super::aim::{self, Aim};
use super::arms;
use super::attack;
use super::caster;
use super::command::Verb;
use super::figure;
use super::lasting;
use super::refusal::Refusal;
use super::turn;
use super::unfold::Unfold;
use crate::srd::effect::{Effect, EndsOn, Grant};
use crate::srd::id::SpellId;
use crate::srd::item::{Focus, Use};
use crate::srd::modifier::Modifier;
use crate::srd::spell::{Range, School, Spell, Targets, Time, Trigger};
use crate::tale::map::Tile;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::{Event, Spending};
use crate::world::id::CreatureId;
use crate::world::question::{Asks, Pending};

/// A ritual takes ten minutes more than the spell.
const RITUAL_SECONDS: u32 = 600;

/// Every spell that may be cast, from every slot, at every target (see [`aim::choices`]).
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Ok(one) = turn::may_act(world, who) else { return };
    for spell in caster::spells(world, one) {
        let levels = if spell.level == 0 { 0..=0 } else { spell.level..=9 };
        for level in levels {
            if payable(world, one, spell, level).is_err() {
                continue;
            }
            for (targets, at) in aim::choices(world, one, aimed(spell, level)) {
                if allowed(world, who, &spell.id, level, &targets, at).is_ok() {
                    into.push(Verb::Cast { spell: spell.id.clone(), level, targets, at });
                }
            }
        }
        if may_ritual(world, one, spell).is_ok() {
            for (targets, at) in aim::choices(world, one, aimed(spell, spell.level)) {
                if aim::check(world, one, aimed(spell, spell.level), &targets, at).is_ok() {
                    into.push(Verb::Ritual { spell: spell.id.clone(), targets, at });
                }
            }
        }
    }
}

/// Whom a spell may be aimed at from a slot of this level.
pub(super) fn aimed(spell: &Spell, level: u8) -> Aim<'_> {
    let above = level.saturating_sub(spell.level);
    let range_feet = match spell.range {
        Range::Oneself => None,
        Range::Touch => Some(5),
        Range::Feet(feet) => Some(feet),
    };
    let per_slot = if matches!(spell.targets, Targets::Shared(_)) { 1 } else { spell.targets_per_slot };
    let more = above.saturating_mul(per_slot.max(spell.targets_per_slot));
    Aim {
        targets: &spell.targets,
        range_feet,
        more,
        attack: arms::spell_attack(spell).is_some(),
        only: spell.only.as_ref(),
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
) -> Result<Vec<CreatureId>, Refusal> {
    let one = turn::may_act(world, who)?;
    let spell = known(world, one, spell)?;
    payable(world, one, spell, level)?;
    aim::check(world, one, aimed(spell, level), targets, at)
}

fn known<'w>(world: &'w World, one: &Creature, id: &SpellId) -> Result<&'w Spell, Refusal> {
    let spell = world.book.spells.get(id).ok_or(Refusal::NoSuchSpell)?;
    if caster::spells(world, one).iter().any(|it| it.id == *id) { Ok(spell) } else { Err(Refusal::NotPrepared) }
}

/// Whether time, slot and components are there.
fn payable(world: &World, one: &Creature, spell: &Spell, level: u8) -> Result<(), Refusal> {
    attack::only(world, one, Grant::Action)?;
    if (spell.level == 0) != (level == 0) || level < spell.level {
        return Err(Refusal::NoSlot);
    }
    let fight = world.now.encounter.as_ref();
    match spell.time {
        Time::Action => turn::has_action(world)?,
        Time::BonusAction => turn::has_bonus(world)?,
        Time::Minutes(_) if fight.is_some() => return Err(Refusal::InEncounter),
        Time::Minutes(_) => {}
        Time::Reaction(_) => return Err(Refusal::NoReaction),
    }
    if let Some(used) = fight.map(|fight| &fight.used) {
        // With a spell by bonus action, all else that is cast this turn is a cantrip by action.
        let bonus = spell.time == Time::BonusAction;
        if (used.bonus_spell && (level > 0 || bonus)) || (bonus && used.leveled_spell) {
            return Err(Refusal::AlreadyCast);
        }
    }
    if level > 0 && caster::slots_left(world, one, level) == 0 {
        return Err(Refusal::NoSlot);
    }
    components(world, one, spell)
}

/// Voice and hands, a focus or a pouch, and what is worth something (ruling 7).
fn components(world: &World, one: &Creature, spell: &Spell) -> Result<(), Refusal> {
    if figure::burdened(world, one) {
        return Err(Refusal::NotTrained);
    }
    if one.sheet().is_none() {
        return Ok(());
    }
    let pack = &one.pack;
    let focus = pack.items.keys().any(|id| match world.book.items.get(id).map(|item| &item.use_) {
        Some(Use::Focus(Focus::Pouch)) => true,
        Some(Use::Focus(kind)) => suits(one, spell, *kind),
        _ => false,
    });
    let needs = &spell.needs;
    if needs.material {
        let owned = needs.item.as_ref().is_some_and(|id| pack.items.contains_key(id));
        if !owned && (needs.material_cp > 0 || !focus) {
            return Err(Refusal::NoComponents);
        }
    }
    let full = pack.main_hand.is_some() && (pack.off_hand.is_some() || pack.shield.is_some());
    let symbol = needs.material && pack.shield.is_some() && focus;
    if needs.somatic && full && !symbol { Err(Refusal::HandsFull) } else { Ok(()) }
}

fn suits(one: &Creature, spell: &Spell, focus: Focus) -> bool {
    let Some(sheet) = one.sheet() else { return true };
    let of = |class: &str| sheet.classes.iter().any(|(id, _)| id.as_str() == class && spell.classes.contains(id));
    match focus {
        Focus::Arcane => of("wizard") || of("sorcerer") || of("warlock"),
        Focus::Druidic => of("druid"),
        Focus::Holy => of("cleric") || of("paladin"),
        Focus::Instrument => of("bard"),
        Focus::Pouch => true,
    }
}

/// Casts the spell.
pub(super) fn resolve(
    now: &mut Unfold<'_>,
    who: CreatureId,
    spell: &SpellId,
    level: u8,
    targets: &[CreatureId],
    at: Option<Tile>,
) -> Result<(), Refusal> {
    let touched = allowed(now.world(), who, spell, level, targets, at)?;
    let Some(spell) = now.world().book.spells.get(spell).cloned() else { return Err(Refusal::NoSuchSpell) };
    if now.world().now.encounter.is_some() {
        let bonus = spell.time == Time::BonusAction;
        now.happens(Event::Spent { creature: who, what: if bonus { Spending::Bonus } else { Spending::Action } });
        if bonus {
            now.happens(Event::Spent { creature: who, what: Spending::BonusSpell });
        } else if level > 0 {
            now.happens(Event::Spent { creature: who, what: Spending::LeveledSpell });
        }
    } else if let Time::Minutes(minutes) = spell.time {
        now.happens(Event::TimePassed { seconds: u32::from(minutes) * 60 });
    }
    if level > 0 {
        now.happens(Event::SlotSpent { creature: who, level });
    }
    unfolds(now, who, &spell, level, targets, at, &touched);
    Ok(())
}

/// What a spell does once it is paid for.
pub(super) fn unfolds(
    now: &mut Unfold<'_>,
    who: CreatureId,
    spell: &Spell,
    level: u8,
    targets: &[CreatureId],
    at: Option<Tile>,
    touched: &[CreatureId],
) {
    if let Some(item) = spell.needs.item.as_ref().filter(|_| spell.needs.consumed) {
        now.happens(Event::ItemLost { creature: who, item: item.clone(), count: 1 });
    }
    now.happens(Event::Cast { creature: who, spell: spell.id.clone(), level, targets: targets.to_vec(), at });
    lasting::end_where(now, who, |_, lasts| lasts.ends_on.contains(&EndsOn::AttackOrCast));
    if spell.concentration {
        lasting::end_concentration(now, who);
        now.happens(Event::Concentrated { creature: who, spell: spell.id.clone() });
    }
    let (spell, touched) = (spell.id.clone(), touched.to_vec());
    now.steps.push_front(Pending::Spell { creature: who, spell, level, at, touched, asked: Vec::new() });
}

/// What a spell does to those it touches, once nobody is left who could turn it.
pub(super) fn takes_hold(now: &mut Unfold<'_>, step: Pending) {
    let Pending::Spell { creature: who, spell: id, level, at, touched, mut asked } = step else { return };
    let Some(spell) = now.world().book.spells.get(&id).cloned() else { return };
    if let Some((target, shield)) = turns(now.world(), &spell, &touched, &asked) {
        asked.push(target);
        let next = Pending::Spell { creature: who, spell: id, level, at, touched, asked };
        if super::reaction::is_played(now.world(), target) {
            return now.ask(target, Asks::Reaction(shield), vec![next]);
        }
        now.steps.push_front(next);
        return react(now, target, &shield);
    }
    let touched = spared(now.world(), who, &spell, level, &touched);
    let mut cause = Cause::spell(now.world(), who, &spell, level);
    cause.from = at.filter(|_| spell.range != Range::Oneself).unwrap_or(cause.from);
    afflict::run(now, &cause, &spell.effects, &touched);
    let told = spell.effects.iter().any(|effect| matches!(effect, Effect::Narrative { .. }));
    if spell.concentration && told {
        // What the table decides on hangs on the caster, so that it lasts as long as he holds it.
        let expires = lasting::expires(now.world(), spell.lasts, who, who);
        let mut held = lasting::new(now, spell.id.as_str(), who, expires);
        held.concentration = true;
        lasting::begin(now, who, held);
    }
    lasting::drop_idle(now);
}

/// The next one touched who has a reaction that makes him immune to just this spell.
fn turns(world: &World, spell: &Spell, touched: &[CreatureId], asked: &[CreatureId]) -> Option<(CreatureId, SpellId)> {
    let against = |reaction: &Spell| {
        let mut gives = reaction.effects.iter().filter_map(|effect| match effect {
            Effect::Modifier { gives, .. } => Some(gives),
            _ => None,
        });
        gives.any(|gives| gives.contains(&Modifier::ImmuneToSpell(spell.id.clone())))
    };
    let open = touched.iter().filter(|id| !asked.contains(id)).filter_map(|id| world.creature(*id));
    open.filter(|one| turn::may_react(world, one)).find_map(|one| {
        let reaction = reaction(world, one, Trigger::HitByAttack).filter(|reaction| against(reaction))?;
        Some((one.id, reaction.id.clone()))
    })
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
        given.iter().any(|given| matches!(given, Modifier::ImmuneToSpell(id) if *id == spell.id))
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

/// A spell that the creature could cast now in answer to this.
pub(super) fn reaction<'w>(world: &'w World, one: &Creature, trigger: Trigger) -> Option<&'w Spell> {
    let able = |spell: &&Spell| {
        super::reaction::answers(spell, trigger)
            && slot_for(world, one, spell).is_some()
            && components(world, one, spell).is_ok()
    };
    caster::spells(world, one).into_iter().find(able)
}

fn slot_for(world: &World, one: &Creature, spell: &Spell) -> Option<u8> {
    (spell.level.max(1)..=9).find(|level| caster::slots_left(world, one, *level) > 0)
}

/// Casts a spell as a reaction from the smallest slot that will do.
pub(super) fn react(now: &mut Unfold<'_>, who: CreatureId, spell: &SpellId) {
    let world = now.world();
    let (Some(one), Some(spell)) = (world.creature(who), world.book.spells.get(spell).cloned()) else { return };
    let Some(level) = slot_for(world, one, &spell) else { return };
    now.happens(Event::Spent { creature: who, what: Spending::Reaction });
    now.happens(Event::SlotSpent { creature: who, level });
    unfolds(now, who, &spell, level, &[], None, &[who]);
}

fn may_ritual(world: &World, one: &Creature, spell: &Spell) -> Result<(), Refusal> {
    if world.now.encounter.is_some() {
        return Err(Refusal::InEncounter);
    }
    let book =
        one.sheet().is_some_and(|sheet| sheet.spellbook.contains(&spell.id) || sheet.prepared.contains(&spell.id));
    if !spell.ritual || !book {
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
) -> Result<(), Refusal> {
    let world = now.world();
    let one = turn::may_act(world, who)?;
    let spell = world.book.spells.get(spell).ok_or(Refusal::NoSuchSpell)?;
    may_ritual(world, one, spell)?;
    let touched = aim::check(world, one, aimed(spell, spell.level), targets, at)?;
    let spell = spell.clone();
    now.happens(Event::TimePassed { seconds: RITUAL_SECONDS });
    unfolds(now, who, &spell, spell.level, targets, at, &touched);
    Ok(())
}

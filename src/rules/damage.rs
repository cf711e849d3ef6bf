//! Losing and regaining hit points, falling, dying (SRD: Damage and Healing).

use super::aura;
use super::body;
use super::bond;
use super::d20::{self, Save};
use super::disease;
use super::double;
use super::figure;
use super::heads;
use super::instinct;
use super::lasting;
use super::maw;
use super::mercy;
use super::nature;
use super::prowess;
use super::rampage;
use super::reflex;
use super::respond;
use super::returns;
use super::unfold::Unfold;
use super::ward;
use super::water;
use super::wound;
use crate::dice::{Amount, Face};
use crate::srd::ability::Ability;
use crate::srd::charm::Charm;
use crate::srd::condition::Condition;
use crate::srd::conjure::Keeps;
use crate::srd::damage::DamageKind;
use crate::srd::effect::{EndsOn, Repeat};
use crate::srd::id::{FeatureId, ResourceId};
use crate::srd::knack::Knack;
use crate::srd::modifier::Modifier;
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;

/// Damage that is about to be dealt to one creature.
#[derive(Clone, Copy, Debug)]
pub(super) struct Harm {
    /// To whom.
    pub(super) target: CreatureId,
    /// By whom, if by anyone.
    pub(super) by: Option<CreatureId>,
    /// Of which kind.
    pub(super) kind: DamageKind,
    /// How much, before resistances.
    pub(super) amount: i32,
    /// By magic, or by a weapon that counts as such.
    pub(super) magical: bool,
    /// By a critical hit.
    pub(super) critical: bool,
}

impl Harm {
    /// What is left over when another shape is gone: resistances have had their say.
    fn rest(harm: Harm) -> Harm {
        Harm { critical: false, ..harm }
    }
}

/// Rolls damage dice; a critical hit rolls them twice. `low` rolls dice of that face or less once more.
pub(super) fn roll(
    now: &mut Unfold<'_>,
    by: CreatureId,
    kind: DamageKind,
    amount: Amount,
    critical: bool,
    low: u16,
) -> i32 {
    let count = amount.count * if critical { 2 } else { 1 };
    let mut faces = Vec::new();
    let mut total = i32::from(amount.plus);
    for _ in 0..count {
        let mut face = now.roll(amount.sides);
        if face.0 <= low {
            faces.push(face);
            face = now.roll(amount.sides);
        }
        faces.push(face);
        total += i32::from(face.0);
    }
    let total = total.max(0);
    now.happens(Event::DamageRolled { by, kind, faces, total });
    total
}

/// Deals damage and everything that follows from it; what it was worth after resistances.
pub(super) fn deal(now: &mut Unfold<'_>, harm: Harm) -> i32 {
    dealt(now, harm, Least::Nothing)
}

/// The same, but it leaves 1 hit point.
pub(super) fn deal_sparing(now: &mut Unfold<'_>, harm: Harm) -> i32 {
    dealt(now, harm, Least::One)
}

/// What damage leaves at the least.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Least {
    Nothing,
    One,
}

fn dealt(now: &mut Unfold<'_>, harm: Harm, least: Least) -> i32 {
    if now.creature(harm.target).is_none_or(|one| one.dead) {
        return 0;
    }
    let dealt = now.warded(harm.target, harm.amount.max(0));
    let Some(one) = now.creature(harm.target) else { return 0 };
    if nature::absorbs(now.world(), one, harm) {
        heal(now, harm.target, harm.by, Vec::new(), dealt);
        return 0;
    }
    let dealt = bond::parted(now, harm, dealt);
    let Some(one) = now.creature(harm.target) else { return 0 };
    let before = heads::hurt_so_far(now.world(), harm.target);
    let worth = resisted(now.world(), one, harm, dealt);
    let (hp, hp_max, absorbed) = (one.hp, one.hp_max, one.hp_temporary.min(worth));
    let (up, hero) = (one.is_up(), one.sheet().is_some());
    let mut taken = worth - absorbed;
    if up && taken >= hp && (least == Least::One || clings(now, harm, taken)) {
        taken = hp - 1;
    }
    let Harm { target: creature, by, kind, .. } = harm;
    now.happens(Event::Damaged { creature, by, kind, dealt, taken, absorbed });
    if worth == 0 {
        reflex::splits(now, harm);
        return 0;
    }
    wakes(now, harm);
    ward::shows(now, harm);
    rampage::angers(now, harm);
    nature::sears(now, harm);
    aura::recoils(now, creature, kind);
    nature::shares(now, harm, worth);
    if let Some(by) = by {
        respond::rebukes(now, creature, by);
    }
    let shaped = now.creature(creature).is_some_and(|one| one.form.is_some() && body::keeps(one) == Keeps::Nothing);
    if up && taken >= hp && shaped {
        // The true form comes back and takes what is left over.
        lasting::end_where(now, creature, |_, lasts| lasts.gives.contains(&Modifier::Shaped));
        if taken > hp {
            deal(now, Harm { amount: taken - hp, kind: harm.kind, ..Harm::rest(harm) });
        }
    } else if !up {
        hit_while_down(now, harm, taken, hp_max);
    } else if taken >= hp {
        if mercy::knocks_out(now, harm) {
            // Nobody dies of a blow that was held back.
        } else if hero && taken - hp < hp_max {
            fall(now, creature)
        } else if now.creature(creature).is_some_and(|one| instinct::rises(now.world(), one)) {
            fall(now, creature);
            now.happens(Event::Stabilized { creature });
        } else {
            die(now, creature)
        }
        if let Some(by) = by {
            prowess::thrives(now, by, creature);
        }
    } else {
        reflex::splits(now, harm);
        concentrate(now, creature, worth);
        disease::stressed(now, creature);
    }
    heads::falls(now, harm, before, worth);
    worth
}

/// Resistance halves, then vulnerability doubles; several of one sort count once.
fn resisted(world: &World, one: &Creature, harm: Harm, amount: i32) -> i32 {
    let kind = harm.kind;
    let block = figure::block(world, one);
    let listed =
        |list: fn(&crate::srd::monster::Monster) -> &Vec<DamageKind>| block.is_some_and(|it| list(it).contains(&kind));
    let given = figure::gives(world, one);
    let gives = |wanted: fn(&Modifier) -> Option<&Vec<DamageKind>>| {
        given.iter().filter_map(|given| wanted(given)).any(|kinds| kinds.contains(&kind))
    };
    let stone = one.has(Condition::Petrified);
    let immune = listed(|it| &it.immune)
        || (!harm.magical && listed(|it| &it.immune_nonmagical))
        || gives(|given| if let Modifier::Immune(kinds) = given { Some(kinds) } else { None })
        || (!harm.magical
            && gives(|given| match given {
                Modifier::Charm(Charm::ImmuneNonmagical(kinds)) => Some(kinds),
                _ => None,
            }))
        || (stone && kind == DamageKind::Poison);
    if immune {
        return 0;
    }
    let resists = listed(|it| &it.resists)
        || (!harm.magical && listed(|it| &it.resists_nonmagical))
        || gives(|given| if let Modifier::Resist(kinds) = given { Some(kinds) } else { None })
        || knows_to_resist(world, one, harm)
        || bond::lends(world, one, kind)
        || (kind == DamageKind::Fire && water::immersed(world, one))
        || (!harm.magical
            && gives(|given| match given {
                Modifier::ResistNonmagical(kinds) | Modifier::Charm(Charm::ResistNonmagical(kinds)) => Some(kinds),
                _ => None,
            }))
        || stone;
    let vulnerable = listed(|it| &it.vulnerable)
        || gives(|given| if let Modifier::Vulnerable(kinds) = given { Some(kinds) } else { None });
    let cuts = |by| ward::bears(world, by, |charm| *charm == Charm::Pierces);
    let cut = kind == DamageKind::Slashing && harm.by.and_then(|by| world.creature(by)).is_some_and(cuts);
    let amount = if resists && !cut { amount / 2 } else { amount };
    if vulnerable { amount.saturating_mul(2) } else { amount }
}

/// Resistance that hangs on an ancestor, or that magic weapons get through.
fn knows_to_resist(world: &World, one: &Creature, harm: Harm) -> bool {
    let weapon = matches!(harm.kind, DamageKind::Bludgeoning | DamageKind::Piercing | DamageKind::Slashing);
    figure::knacks(world, one).any(|knack| match knack {
        Knack::ResistsMundane(kind) => *kind == harm.kind && !(weapon && harm.magical),
        Knack::ResistsAncestry => prowess::ancestry(world, one) == Some(harm.kind),
        _ => false,
    })
}

/// Whether something keeps the target at 1 hit point.
fn clings(now: &mut Unfold<'_>, harm: Harm, taken: i32) -> bool {
    if endures(now, harm, taken) {
        return true;
    }
    let Some(one) = now.creature(harm.target) else { return false };
    let given = figure::gives(now.world(), one);
    let relentless = ResourceId::new("relentless");
    let stands = given.iter().any(|given| matches!(given, Modifier::Relentless(most) if taken <= i32::from(*most)));
    if stands && !one.spent.contains_key(&relentless) {
        now.happens(Event::UseSpent { creature: harm.target, resource: relentless, count: 1 });
        return true;
    }
    if warded_from_death(now, harm.target) {
        return true;
    }
    let Some(one) = now.creature(harm.target) else { return false };
    let given = figure::gives(now.world(), one);
    let fortitude = given.iter().any(|given| matches!(given, Modifier::UndeadFortitude));
    if !fortitude || harm.critical || harm.kind == DamageKind::Radiant {
        return false;
    }
    let save = Save::plain(harm.target, Ability::Con, 5 + taken);
    d20::save(now, &save)
}

/// Whether a hero stays up by himself: nobody does who is killed outright.
fn endures(now: &mut Unfold<'_>, harm: Harm, taken: i32) -> bool {
    let world = now.world();
    let Some(one) = world.creature(harm.target) else { return false };
    if taken - one.hp >= one.hp_max {
        return false;
    }
    let creature = harm.target;
    let by_save = figure::knacks(world, one).find_map(|knack| match knack {
        Knack::EnduresBySave { tries, dc, step } => Some((tries.clone(), *dc, *step)),
        _ => None,
    });
    let free = figure::knacks(world, one).find_map(|knack| match knack {
        Knack::Endures(resource) if figure::uses(world, one, resource).1 > 0 => Some(resource.clone()),
        _ => None,
    });
    if let Some((resource, dc, step)) = by_save {
        let tried = i32::from(one.spent.get(&resource).copied().unwrap_or(0));
        let dc = i32::from(dc) + i32::from(step) * tried;
        now.happens(Event::UseSpent { creature, resource, count: 1 });
        if d20::save(now, &Save::plain(creature, Ability::Con, dc)) {
            return true;
        }
    }
    if let Some(resource) = free {
        now.happens(Event::UseSpent { creature, resource: resource.clone(), count: 1 });
        now.happens(Event::Featured { creature, feature: FeatureId::new(resource.as_str()) });
        return true;
    }
    false
}

/// Whether a ward against death is spent on this one.
pub(super) fn warded_from_death(now: &mut Unfold<'_>, target: CreatureId) -> bool {
    let ward = now.creature(target).and_then(|one| {
        one.ongoing.values().find(|lasts| lasts.gives.contains(&Modifier::DeathWard)).map(|lasts| lasts.id)
    });
    if let Some(ward) = ward {
        lasting::finish(now, target, ward);
    }
    ward.is_some()
}

/// What damage ends: sleep and the like, and what its own maker breaks.
fn wakes(now: &mut Unfold<'_>, harm: Harm) {
    lasting::end_where(now, harm.target, |_, lasts| lasts.ends_on.contains(&EndsOn::Damage));
    let Some(by) = harm.by.and_then(|by| now.creature(by)).map(|by| by.side) else { return };
    lasting::end_where(now, harm.target, |world, lasts| {
        let source = world.creature(lasts.source).map(|source| source.side);
        lasts.ends_on.contains(&EndsOn::HarmedBySource) && source == Some(by)
    });
    lasting::repeat(now, harm.target, Repeat::OnDamage);
    let Some(side) = now.creature(harm.target).map(|one| one.side) else { return };
    // Calm does not outlast harm to oneself or to a friend.
    lasting::end_everywhere(now, |world, bearer, lasts| {
        let friend = world.creature(bearer).is_some_and(|one| one.side == side);
        friend && lasts.ends_on.contains(&EndsOn::Harmed)
    });
    stuns(now, harm.target);
    if now.creature(harm.target).is_some_and(|one| one.hp_temporary == 0) {
        lasting::end_where(now, harm.target, |_, lasts| lasts.ends_on.contains(&EndsOn::TempHpGone));
    }
}

/// Those whom a disease makes so are stunned by damage until the end of their next turn.
fn stuns(now: &mut Unfold<'_>, target: CreatureId) {
    let Some(one) = now.creature(target) else { return };
    if figure::gives(now.world(), one).contains(&&Modifier::StunnedByDamage) {
        let until = crate::srd::effect::Until::EndOfTargetTurn;
        let expires = lasting::expires(now.world(), until, target, target);
        let mut stunned = lasting::new(now, "slimy_doom", target, expires);
        stunned.condition = Some(Condition::Stunned);
        lasting::begin(now, target, stunned);
    }
}

fn hit_while_down(now: &mut Unfold<'_>, harm: Harm, taken: i32, hp_max: i32) {
    let creature = harm.target;
    if now.creature(creature).is_some_and(|one| instinct::rises(now.world(), one)) {
        return;
    }
    if taken >= hp_max {
        return die(now, creature);
    }
    if now.creature(creature).is_some_and(|one| one.dying.is_none()) {
        now.happens(Event::Fell { creature });
    }
    now.happens(Event::DeathFailed { creature, failures: if harm.critical { 2 } else { 1 } });
    if now.creature(creature).and_then(|one| one.dying).is_some_and(|dying| dying.failures >= 3) {
        die(now, creature);
    }
}

/// Down to 0 hit points at once, whatever there were.
pub(super) fn drop_to_0(now: &mut Unfold<'_>, creature: CreatureId, by: CreatureId) {
    let Some(one) = now.creature(creature).filter(|one| one.is_up()) else { return };
    let (taken, hero) = (one.hp, one.sheet().is_some());
    let (kind, by) = (DamageKind::Necrotic, Some(by));
    now.happens(Event::Damaged { creature, by, kind, dealt: taken, taken, absorbed: 0 });
    if hero { fall(now, creature) } else { die(now, creature) }
}

/// Falls to 0 hit points and lies dying.
pub(super) fn fall(now: &mut Unfold<'_>, creature: CreatureId) {
    now.happens(Event::Fell { creature });
    lasting::end_where(now, creature, |_, lasts| lasts.ends_on.contains(&EndsOn::Unconscious));
    lasting::end_where(now, creature, |_, lasts| lasts.ends_on.contains(&EndsOn::Dropped));
    lasting::lets_go(now, creature);
    if now.creature(creature).is_some_and(|one| !one.has(Condition::Prone)) {
        lasting::prone(now, creature, creature);
    }
}

/// Death, and what ends with it.
pub(super) fn die(now: &mut Unfold<'_>, creature: CreatureId) {
    if returns::escapes(now, creature) {
        return;
    }
    let spared = double::spared(now.world(), creature);
    now.happens(Event::Died { creature });
    maw::opens(now, creature);
    lasting::lets_go(now, creature);
    // A ban holds the dead no longer, a shape goes with the life in it.
    lasting::end_where(now, creature, |_, _| true);
    aura::bursts(now, creature);
    returns::promises(now, creature);
    spared.into_iter().for_each(|soul| double::wakes(now, soul));
}

fn concentrate(now: &mut Unfold<'_>, who: CreatureId, worth: i32) {
    if now.creature(who).is_none_or(|one| one.concentration.is_none()) {
        return;
    }
    let save = Save::plain(who, Ability::Con, (worth / 2).max(10));
    if !d20::save(now, &save) {
        lasting::end_concentration(now, who);
    }
}

/// Regains hit points; nothing for the dead and for those who cannot heal.
pub(super) fn heal(now: &mut Unfold<'_>, creature: CreatureId, by: Option<CreatureId>, faces: Vec<Face>, hp: i32) {
    let Some(one) = now.creature(creature).filter(|one| !one.dead) else { return };
    let barred = figure::gives(now.world(), one).iter().any(|given| matches!(given, Modifier::NoHealing));
    let barred = barred || nature::is_swarm(now.world(), one) || water::choking(now.world(), one);
    let hp = if barred { 0 } else { hp.clamp(0, (one.hp_max - one.hp - wound::unhealed(one)).max(0)) };
    now.happens(Event::Healed { creature, by, faces, hp });
}

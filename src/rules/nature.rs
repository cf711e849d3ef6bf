//! What traits and wards change about attacks: frenzies, wards, burning bodies, swarms, regrowth (SRD: Monsters).
//! Left out: a body at 0 hit points that grows back; harmful spells aimed at a sanctuary.

use super::caster;
use super::d20::{self, Save, Tally};
use super::damage::{self, Harm};
use super::figure;
use super::grid;
use super::lasting;
use super::unfold::Unfold;
use crate::srd::ability::Ability;
use crate::srd::condition::Condition;
use crate::srd::effect::{Effect, Until};
use crate::srd::id::SpellId;
use crate::srd::modifier::Modifier;
use crate::srd::spell::{Spell, Targets};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::question::Strike;

/// Advantage against the wounded for the frenzied, disadvantage against those who are warded from one's like.
pub(super) fn tallies(world: &World, one: &Creature, foe: &Creature, ranged: bool, tally: &mut Tally) {
    let frenzied = bears(world, one, |given| matches!(given, Modifier::BloodFrenzy));
    tally.up_if(frenzied && !ranged && foe.hp < foe.hp_max);
    tally.down_if(warded(world, foe, one));
    let kind = figure::kind(world, one);
    for given in figure::gives(world, foe) {
        tally.down_if(matches!(given, Modifier::HardToHitFor(kinds) if kinds.contains(&kind)));
        tally.up_if(matches!(given, Modifier::Glows) && super::sight::sees(world, one, foe));
    }
    let chosen = |lasts: &crate::world::ongoing::Ongoing| {
        lasts.source == one.id && lasts.gives.contains(&Modifier::AdvantageToSource)
    };
    tally.up_if(foe.ongoing.values().any(chosen));
}

/// Whether a ward keeps a condition off that this source would bring.
pub(super) fn wards_off(world: &World, bearer: &Creature, condition: Condition, source: CreatureId) -> bool {
    matches!(condition, Condition::Charmed | Condition::Frightened)
        && world.creature(source).is_some_and(|source| warded(world, bearer, source))
}

fn warded(world: &World, bearer: &Creature, from: &Creature) -> bool {
    let kind = figure::kind(world, from);
    bears(world, bearer, |given| matches!(given, Modifier::WardedFrom(kinds) if kinds.contains(&kind)))
}

/// What a stat block's attack does: a swarm of at most half its hit points has lost half its teeth.
pub(super) fn effects(world: &World, one: &Creature, printed: &[Effect]) -> Vec<Effect> {
    let mut all = printed.to_vec();
    if is_swarm(world, one) && one.hp * 2 <= one.hp_max {
        for effect in &mut all {
            if let Effect::Damage { dice, .. } = effect {
                dice.is.count /= 2;
            }
        }
    }
    all
}

/// True for swarms: they share squares with others and never regain hit points.
pub(super) fn is_swarm(world: &World, one: &Creature) -> bool {
    bears(world, one, |given| matches!(given, Modifier::Swarm))
}

/// True for weapons that count as magical because of who bears them.
pub(super) fn strikes_with_magic(world: &World, one: &Creature) -> bool {
    bears(world, one, |given| matches!(given, Modifier::MagicWeapons))
}

/// True for those who fly out of reach before anyone can strike.
pub(super) fn flies_by(world: &World, one: &Creature) -> bool {
    bears(world, one, |given| matches!(given, Modifier::Flyby))
}

/// True when the damage heals its target instead.
pub(super) fn absorbs(world: &World, one: &Creature, harm: Harm) -> bool {
    bears(world, one, |given| matches!(given, Modifier::Absorbs(kinds) if kinds.contains(&harm.kind)))
}

/// Hurts whoever has hit a burning body from within 5 feet.
pub(super) fn burns_back(now: &mut Unfold<'_>, strike: &Strike) {
    let world = now.world();
    let (Some(one), Some(foe)) = (world.creature(strike.attacker), world.creature(strike.target)) else { return };
    if grid::feet_between(one, foe) > 5 {
        return;
    }
    let burns = figure::gives(world, foe).into_iter().find_map(|given| match given {
        Modifier::HurtsAttackers { dice, kind } => Some((*dice, *kind)),
        _ => None,
    });
    let Some((dice, kind)) = burns else { return };
    let (target, by) = (strike.attacker, Some(strike.target));
    let amount = damage::roll(now, strike.target, kind, dice, false, 0);
    damage::deal(now, Harm { target, by, kind, amount, magical: false, critical: false });
}

/// Whether a sanctuary turns the attacker away: a wisdom save against its caster's DC.
pub(super) fn turned_away(now: &mut Unfold<'_>, strike: &Strike) -> bool {
    // A spell that attacks was turned away when it was aimed.
    let spell = matches!(strike.weapon, crate::world::event::Weapon::Spell(_));
    !spell && sanctuary(now, strike.attacker, strike.target)
}

fn sanctuary(now: &mut Unfold<'_>, by: CreatureId, target: CreatureId) -> bool {
    let world = now.world();
    let Some(foe) = world.creature(target) else { return false };
    let ward = foe.ongoing.values().find(|lasts| lasts.gives.contains(&Modifier::Sanctuary));
    let Some((ward, caster)) = ward.and_then(|ward| Some((ward, world.creature(ward.source)?))) else { return false };
    let dc = caster::dc(world, caster, world.book.spells.get(&SpellId::new(&ward.name)));
    let mut save = Save::plain(by, Ability::Wis, dc);
    save.magic = true;
    !d20::save(now, &save)
}

/// Those of a foe's targets whom no sanctuary keeps a spell off; areas ask nobody.
pub(super) fn kept_off(
    now: &mut Unfold<'_>,
    who: CreatureId,
    spell: &Spell,
    touched: Vec<CreatureId>,
) -> Vec<CreatureId> {
    if matches!(spell.targets, Targets::Area(_) | Targets::Areas(..) | Targets::Oneself | Targets::Thing) {
        return touched;
    }
    let mut all = Vec::new();
    for target in touched {
        let side = |id| now.creature(id).map(|one| one.side);
        if side(who) == side(target) || !sanctuary(now, who, target) {
            all.push(target);
        }
    }
    all
}

/// What keeps a body from growing back together until its next turn is over.
const SEARED: &str = "seared";

/// Marks a body that regenerates when it takes what stops it.
pub(super) fn sears(now: &mut Unfold<'_>, harm: Harm) {
    let world = now.world();
    let Some(one) = world.creature(harm.target).filter(|one| one.is_up()) else { return };
    let stops =
        |given: &Modifier| matches!(given, Modifier::Regenerates { stopped_by, .. } if stopped_by.contains(&harm.kind));
    if bears(world, one, stops) {
        let expires = lasting::expires(world, Until::EndOfTargetTurn, harm.target, harm.target);
        let mark = lasting::new(now, SEARED, harm.target, expires);
        lasting::begin(now, harm.target, mark);
    }
}

/// Grows back together at the start of a turn, as long as there is life in it.
pub(super) fn regenerates(now: &mut Unfold<'_>, who: CreatureId) {
    let world = now.world();
    let Some(one) = world.creature(who).filter(|one| one.is_up() && one.hp < one.hp_max) else { return };
    let hp = figure::gives(world, one).into_iter().find_map(|given| match given {
        Modifier::Regenerates { hp, .. } => Some(i32::from(*hp)),
        _ => None,
    });
    if let Some(hp) = hp.filter(|_| !one.bears(SEARED)) {
        damage::heal(now, who, None, Vec::new(), hp);
    }
}

/// Deals the same damage to whoever is bound to the target.
pub(super) fn shares(now: &mut Unfold<'_>, harm: Harm, worth: i32) {
    let Some(one) = now.creature(harm.target) else { return };
    let bound =
        one.ongoing.values().find(|lasts| lasts.gives.contains(&Modifier::SharesDamage) && lasts.source != one.id);
    let Some(target) = bound.map(|lasts| lasts.source) else { return };
    damage::deal(now, Harm { target, by: None, amount: worth, critical: false, ..harm });
}

/// What whoever hits in melee suffers from it.
pub(super) fn strikes_back(now: &mut Unfold<'_>, strike: &Strike) {
    let world = now.world();
    let (Some(one), Some(foe)) = (world.creature(strike.attacker), world.creature(strike.target)) else { return };
    let mut due = Vec::new();
    let lasting = foe.ongoing.values().flat_map(|lasts| lasts.gives.iter().map(move |given| (lasts, given)));
    for (lasts, given) in lasting {
        if let Modifier::StrikesBack { effects, only } = given
            && only.as_ref().is_none_or(|only| super::afflict::matches(world, foe.id, only, one))
        {
            due.push((super::afflict::Cause::lasting(world, lasts), effects.clone()));
        }
    }
    for (cause, effects) in due {
        super::afflict::run(now, &cause, &effects, &[strike.attacker]);
    }
}

/// An image that is hit instead of its maker: a d20 tells while there are any; an image hit is gone.
pub(super) fn hits_image(now: &mut Unfold<'_>, strike: &Strike, total: i32) -> bool {
    let world = now.world();
    let (Some(one), Some(foe)) = (world.creature(strike.attacker), world.creature(strike.target)) else { return false };
    let images = foe.ongoing.values().find_map(|lasts| {
        let count = lasts
            .gives
            .iter()
            .find_map(|given| if let Modifier::MirrorImages(count) = given { Some(*count) } else { None });
        count.map(|count| (lasts.clone(), count))
    });
    let Some((lasts, count)) = images.filter(|_| super::sight::by_eyes(world, one, foe)) else { return false };
    let dex = figure::modifier(world, foe, Ability::Dex);
    let creature = strike.target;
    let face = now.roll(crate::dice::D20);
    now.happens(Event::TableRolled { creature, face });
    let least = match count {
        3.. => 6,
        2 => 8,
        _ => 11,
    };
    if face.0 < least {
        return false;
    }
    if total >= 10 + dex {
        lasting::finish(now, creature, lasts.id);
        if count > 1 {
            let mut fewer = lasts;
            fewer.id = crate::world::id::OngoingId(now.world().now.next_ongoing);
            fewer.gives = vec![Modifier::MirrorImages(count - 1)];
            lasting::begin(now, creature, fewer);
        }
    }
    true
}

fn bears(world: &World, one: &Creature, wanted: impl Fn(&Modifier) -> bool) -> bool {
    figure::gives(world, one).into_iter().any(wanted)
}

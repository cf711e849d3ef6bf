//! What traits and wards change about attacks: frenzies, wards, burning bodies, swarms, regrowth (SRD: Monsters).

use super::afflict::{self, Cause};
use super::caster;
use super::d20::{self, Save, Tally};
use super::damage::{self, Harm};
use super::figure;
use super::grid;
use super::instinct;
use super::lasting;
use super::state;
use super::unfold::Unfold;
use crate::srd::ability::Ability;
use crate::srd::condition::Condition;
use crate::srd::effect::{Effect, Until};
use crate::srd::id::{FeatureId, SpellId};
use crate::srd::knack::Knack;
use crate::srd::modifier::Modifier;
use crate::srd::nature::Nature;
use crate::srd::spell::{Spell, Targets};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::ongoing::Ongoing;
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
    let chosen = |lasts: &Ongoing| lasts.source == one.id && lasts.gives.contains(&Modifier::AdvantageToSource);
    tally.up_if(foe.ongoing.values().any(chosen));
    for given in figure::gives(world, one) {
        match given {
            Modifier::Trait(Nature::HoldsFast) => {
                let held = |lasts: &Ongoing| lasts.name == "grapple" && lasts.source == one.id;
                tally.up_if(foe.ongoing.values().any(held));
            }
            Modifier::Trait(Nature::Assassin) => tally.up_if(waits_for_first_turn(world, foe)),
            _ => {}
        }
    }
}

/// True for those who had no turn yet in this fight.
fn waits_for_first_turn(world: &World, foe: &Creature) -> bool {
    world.now.encounter.as_ref().is_some_and(|fight| {
        let later = fight.order.iter().skip(usize::from(fight.turn) + 1);
        fight.round == 1 && later.into_iter().any(|(id, _)| *id == foe.id)
    })
}

/// True for a hit that is critical because it takes its target unawares.
pub(super) fn kills_unawares(world: &World, one: &Creature, foe: &Creature) -> bool {
    let unawares = world.now.encounter.as_ref().is_some_and(|fight| fight.surprised.contains(&foe.id));
    unawares && bears(world, one, |given| matches!(given, Modifier::Trait(Nature::Assassin)))
}

/// Whether a ward keeps a condition off that this source would bring.
pub(super) fn wards_off(world: &World, bearer: &Creature, condition: Condition, source: CreatureId) -> bool {
    matches!(condition, Condition::Charmed | Condition::Frightened)
        && world.creature(source).is_some_and(|source| warded(world, bearer, source) || unswayed(world, bearer, source))
}

fn unswayed(world: &World, bearer: &Creature, by: &Creature) -> bool {
    let kind = figure::kind(world, by);
    figure::knacks(world, bearer).any(|knack| matches!(knack, Knack::UnswayedBy(kinds) if kinds.contains(&kind)))
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

/// True for those who may stop where others stand: swarms, and bodies of air and water.
pub(super) fn shares_space(world: &World, one: &Creature) -> bool {
    bears(world, one, |given| matches!(given, Modifier::Swarm | Modifier::Trait(Nature::SharesSpace)))
}

/// Turns a saving throw that failed into one that succeeded, for those who may so often a day.
pub(super) fn wills_it(now: &mut Unfold<'_>, who: CreatureId) -> bool {
    let Some(one) = now.creature(who).filter(|one| one.sheet().is_none()) else { return false };
    let most = figure::gives(now.world(), one).into_iter().find_map(|given| match given {
        Modifier::Trait(Nature::LegendaryResistance(most)) => Some(*most),
        _ => None,
    });
    let resource = crate::srd::id::ResourceId::new("legendary_resistance");
    let left = most.unwrap_or(0) > one.spent.get(&resource).copied().unwrap_or(0);
    if left {
        now.happens(Event::UseSpent { creature: who, resource, count: 1 });
        now.happens(Event::Featured { creature: who, feature: FeatureId::new("legendary_resistance") });
    }
    left
}

/// What holds of a stat block from the start of a fight: it is unseen, it glows, it has taken a form.
pub(super) fn starts(now: &mut Unfold<'_>, who: CreatureId) {
    let world = now.world();
    let starts = world.creature(who).and_then(|one| figure::block(world, one)).map(|block| &block.starts);
    let Some(starts) = starts.filter(|effects| !effects.is_empty()).cloned() else { return };
    let cause = Cause::named(world, who, "nature", &starts);
    afflict::run(now, &cause, &starts, &[who]);
}

/// True for those who walk through others.
pub(super) fn passes_through(world: &World, one: &Creature) -> bool {
    let through = |given: &Modifier| {
        matches!(given, Modifier::Swarm | Modifier::Trait(Nature::SharesSpace | Nature::Incorporeal))
    };
    bears(world, one, through)
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
    let world = now.world();
    let Some(foe) = world.creature(strike.target) else { return false };
    if shied_from(world, foe, strike) {
        return shies(now, strike);
    }
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

/// True where a wall of stone stands beside the creature.
pub(super) fn beside_stone(world: &World, one: &Creature) -> bool {
    let stone = |tile| world.map().is_some_and(|map| map.index(tile).is_some() && map.ground(tile).wall);
    super::movement::neighbours(one.at).any(stone)
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

/// True when what attacks must first overcome its awe of its target.
fn shied_from(world: &World, foe: &Creature, strike: &Strike) -> bool {
    let Some(one) = world.creature(strike.attacker) else { return false };
    let kind = figure::kind(world, one);
    let awed =
        figure::knacks(world, foe).any(|knack| matches!(knack, Knack::SanctuaryFrom(kinds) if kinds.contains(&kind)));
    let over = one.ongoing.values().any(|lasts| lasts.name == SANCTUARY && lasts.source == foe.id);
    awed && !over
}

/// What marks those who have overcome it for a day.
const SANCTUARY: &str = "natures_sanctuary";

/// A wisdom save against the target's spell DC; whoever makes it is free of it for a day.
fn shies(now: &mut Unfold<'_>, strike: &Strike) -> bool {
    let Some(foe) = now.creature(strike.target) else { return false };
    let dc = super::prowess::dc(now.world(), foe);
    let save = Save { magic: true, ..Save::plain(strike.attacker, Ability::Wis, dc) };
    if !d20::save(now, &save) {
        return true;
    }
    let expires = lasting::expires(now.world(), Until::Hours(24), strike.target, strike.attacker);
    let mark = lasting::new(now, SANCTUARY, strike.target, expires);
    lasting::begin(now, strike.attacker, mark);
    false
}

/// What keeps a body from growing back together until its next turn is over.
const SEARED: &str = "seared";

/// Marks a body that regenerates when it takes what stops it.
pub(super) fn sears(now: &mut Unfold<'_>, harm: Harm) {
    let world = now.world();
    let Some(one) = world.creature(harm.target).filter(|one| !one.dead) else { return };
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
    let Some(one) = world.creature(who).filter(|one| !one.dead && one.hp < one.hp_max) else { return };
    let rises = one.hp == 0 && instinct::rises(world, one);
    if !one.is_up() && !rises {
        return;
    }
    let hp = figure::gives(world, one).into_iter().find_map(|given| match given {
        Modifier::Regenerates { hp, not_in, .. } => {
            let barred = not_in.iter().any(|it| state::holds(world, one, it));
            (!barred && !one.bears(SEARED)).then(|| i32::from(*hp))
        }
        _ => None,
    });
    match hp {
        Some(hp) => damage::heal(now, who, None, Vec::new(), hp),
        // What does not grow back as its turn starts at 0 hit points is dead.
        None if rises => damage::die(now, who),
        None => {}
    }
}

/// Gets some breath back at the start of a turn with 1 to half its hit points.
pub(super) fn rallies(now: &mut Unfold<'_>, who: CreatureId) {
    let world = now.world();
    let Some(one) = world.creature(who).filter(|one| one.is_up() && one.hp * 2 <= one.hp_max) else { return };
    let hp = figure::knacks(world, one).find_map(|knack| match knack {
        Knack::Rallies(hp, ability) => Some(i32::from(*hp) + figure::modifier(world, one, *ability)),
        _ => None,
    });
    if let Some(hp) = hp {
        damage::heal(now, who, None, Vec::new(), hp.max(0));
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
            && only.as_ref().is_none_or(|only| afflict::matches(world, foe.id, only, one))
        {
            due.push((Cause::lasting(world, lasts), effects.clone()));
        }
    }
    for (cause, effects) in due {
        afflict::run(now, &cause, &effects, &[strike.attacker]);
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

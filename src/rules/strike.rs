//! Rolling an announced attack and doing what a hit does (SRD: Making an Attack, Damage Rolls).

use super::afflict::{self, Cause};
use super::arms::{self, Arm};
use super::body;
use super::bonus;
use super::coat;
use super::corrode;
use super::d20::{self, Tally};
use super::damage::{self, Harm};
use super::fang;
use super::figure;
use super::grid;
use super::heroic;
use super::laden;
use super::lasting;
use super::nature;
use super::reaction;
use super::reflex;
use super::sight::{self, Cover};
use super::stat_action;
use super::sticky;
use super::unfold::Unfold;
use super::ward;
use super::water;
use super::wear;
use crate::dice::{Amount, D20 as DIE, Face};
use crate::srd::ability::Ability;
use crate::srd::charm::Charm;
use crate::srd::condition::Condition;
use crate::srd::damage::DamageKind;
use crate::srd::effect::{Effect, EndsOn};
use crate::srd::modifier::{Modifier, On};
use crate::srd::zone::Solid;
use crate::world::World;
use crate::world::creature::{Creature, Side};
use crate::world::event::{D20, Event, Hits, Weapon};
use crate::world::ongoing::Ongoing;
use crate::world::question::{Pending, Strike};
use crate::world::zone::Zone;

/// Rolls the attack, once nobody is left who could hinder it.
pub(super) fn roll(now: &mut Unfold<'_>, strike: Strike) {
    let world = now.world();
    let (Some(one), Some(foe)) = (world.creature(strike.attacker), world.creature(strike.target)) else { return };
    if foe.dead || !one.is_up() {
        return;
    }
    if let Some(strike) = reaction::protect(now, &strike) {
        return now.steps.push_front(Pending::Roll(strike));
    }
    if now.asked() || nature::turned_away(now, &strike) {
        return;
    }
    reflex::shields(now, &strike);
    let mut strike = strike;
    if let Some(bearer) = ward::drawn(now, &strike) {
        strike.target = bearer;
    }
    let world = now.world();
    let (Some(one), Some(foe)) = (world.creature(strike.attacker), world.creature(strike.target)) else { return };
    let Some(arm) = arms::arm(world, one, &strike.weapon) else { return };
    if fang::is_sure(world, &strike) {
        let roll = fang::unrolled(figure::ac(world, foe));
        return now.steps.push_front(Pending::Land { strike, roll });
    }
    let tally = tally(world, one, foe, &strike, &arm);
    let (bonus, ac) = (arm.bonus + ward::bane(world, foe, &strike), figure::ac(world, foe));
    let on: &[On] = if arm.weapon { &[On::Attacks, On::WeaponAttacks] } else { &[On::Attacks] };
    let roll = d20::roll(now, strike.attacker, on, bonus, tally);
    spends_marks(now, &strike);
    let world = now.world();
    let (Some(one), Some(foe)) = (world.creature(strike.attacker), world.creature(strike.target)) else { return };
    let blown = blown_away(world, one, foe, &strike);
    if blown || nature::hits_image(now, &strike, roll.total()) {
        let Strike { attacker, target, weapon, .. } = strike;
        return now.happens(Event::Attacked { attacker, target, weapon, roll, ac, hits: Hits::Miss });
    }
    now.steps.push_front(Pending::Land { strike, roll });
}

/// Compares the roll with armour class, after reactions that may still change it, and does what it does.
pub(super) fn land(now: &mut Unfold<'_>, strike: &Strike, roll: D20) {
    let world = now.world();
    let (Some(one), Some(foe)) = (world.creature(strike.attacker), world.creature(strike.target)) else { return };
    let mut ac = ac_of(world, one, foe, strike);
    let mut hits = outcome(world, strike, &roll, ac);
    if hits == Hits::Hit && !fang::is_sure(world, strike) {
        if reaction::turns_hit(now, strike, &roll, ac) {
            return;
        }
        let world = now.world();
        let (Some(one), Some(foe)) = (world.creature(strike.attacker), world.creature(strike.target)) else { return };
        // A parry or a shield may have raised it.
        ac = ac_of(world, one, foe, strike);
        hits = outcome(world, strike, &roll, ac);
    }
    let mut roll = roll;
    let hits = heroic::bends(now, strike, &mut roll, ac, hits);
    let (edge, natural) = (roll.edge, roll.kept == Face(DIE.0));
    let world = now.world();
    let (Some(one), Some(_)) = (world.creature(strike.attacker), world.creature(strike.target)) else { return };
    let Strike { attacker, target, weapon, .. } = strike.clone();
    // What was shot has left the pack by the time it hits: what it does is looked up before.
    let arm = arms::arm(world, one, &strike.weapon);
    let cause = Cause::attack(world, strike, arm.as_ref(), hits == Hits::Critical);
    let missed = arm.as_ref().map_or(&[][..], |arm| arm.missed).to_vec();
    // Stat blocks tell what any critical hit does, things what a 20 does.
    let by_block = matches!(weapon, Weapon::Action(_)) && hits == Hits::Critical;
    let arm = arm.filter(|_| hits != Hits::Miss);
    let blow = arm.and_then(|arm| blow(world, one, strike, &arm, natural || by_block));
    let oiled = coat::shot(world, strike);
    now.happens(Event::Attacked { attacker, target, weapon, roll, ac, hits });
    match (hits, blow) {
        (Hits::Miss, _) => afflict::run(now, &cause, &missed, &[target]),
        (Hits::Hit | Hits::Critical, Some(blow)) => hit(now, strike, &cause, edge, blow),
        (Hits::Hit | Hits::Critical, None) => {}
    }
    if let Some(shot) = oiled {
        coat::shoots(now, attacker, shot);
    }
    let touches = |lasts: &Ongoing| {
        lasts.ends_on.contains(&EndsOn::AttackOrCast) || lasts.ends_on.contains(&EndsOn::TouchesOthers)
    };
    lasting::end_where(now, attacker, |_, lasts| touches(lasts));
    if now.creature(attacker).is_some_and(|one| one.hidden.is_some()) {
        now.happens(Event::Revealed { creature: attacker });
    }
    stat_action::uses_up(now, strike);
    reaction::after_attack(now, strike, hits);
    heroic::answers(now, strike, hits);
}

/// True when a storm or a wind lies between that no missile passes.
fn blown_away(world: &World, one: &Creature, foe: &Creature, strike: &Strike) -> bool {
    let windy = |zone: &Zone| zone.is.solid == Some(Solid::Missiles);
    let missile = || arms::arm(world, one, &strike.weapon).is_some_and(|arm| arm.weapon && arm.reach_feet.is_none());
    let crosses = |tile| world.zones_at(tile).any(windy);
    world.now.zones.values().any(windy)
        && missile()
        && grid::crosses(grid::middle(one.at), grid::middle(foe.at), crosses)
}

/// What a hit with a weapon does, apart from what its wielder adds.
struct Blow {
    own: Option<Amount>,
    kind: DamageKind,
    plus: i32,
    magical: bool,
    low: u16,
    hit: Vec<Effect>,
    utmost: Vec<Effect>,
    melee: bool,
    weapon: bool,
}

fn blow(world: &World, one: &Creature, strike: &Strike, arm: &Arm<'_>, utmost: bool) -> Option<Blow> {
    let foe = world.creature(strike.target)?;
    let hurts = nature::effects(world, one, arm.effects);
    Some(Blow {
        own: arm.damage,
        kind: arm.kind,
        plus: arm.plus + world.creature(strike.target).map_or(0, |foe| ward::bane(world, foe, strike)),
        magical: arm.magical,
        low: bonus::rerolls_up_to(world, one, &strike.weapon, arm),
        hit: body::strikes(world, one, &strike.weapon, fang::chosen(world, one, foe, hurts)),
        utmost: if utmost { arm.critical.to_vec() } else { Vec::new() },
        melee: arm.range_feet.is_none() || arm.reach_feet.is_some(),
        weapon: arm.weapon,
    })
}

fn hit(now: &mut Unfold<'_>, strike: &Strike, cause: &Cause, edge: crate::world::event::Edge, blow: Blow) {
    if reflex::catches(now, strike) {
        return;
    }
    let critical = cause.critical;
    let Blow { own, kind, plus, magical, low, hit, utmost, melee, weapon } = blow;
    let world = now.world();
    let Some(one) = world.creature(strike.attacker) else { return };
    let weak = weapon && bonus::weak_blow(world, one, strike);
    let mut more = bonus::extra(world, strike, edge);
    more.extend(bonus::marked(world, strike));
    // A stat block prints its damage as an effect; what is added to it is of the same kind.
    let printed = if own.is_some() { None } else { hit.iter().find_map(printed_kind) };
    let kind = printed.unwrap_or(kind);
    let mut dealt = Vec::new();
    heroic::braces(now, strike);
    if let Some(dice) = own {
        let mut rolled = damage::roll(now, strike.attacker, kind, dice.and(plus), critical, low);
        if let Some(more) = heroic::brutal(now.world(), strike, dice).filter(|_| critical) {
            rolled += damage::roll(now, strike.attacker, kind, more, false, low);
        }
        dealt.push((kind, rolled));
    }
    for extra in &more {
        let of = extra.kind.unwrap_or(kind);
        let rolled = damage::roll(now, strike.attacker, of, extra.dice, critical, 0);
        match dealt.iter_mut().find(|(kind, _)| *kind == of) {
            Some((_, amount)) => *amount += rolled,
            None => dealt.push((of, rolled)),
        }
    }
    let less = bonus::less(now, strike);
    let turned = missiles_halved(now.world(), strike);
    for (kind, amount) in dealt {
        let amount = if weak { amount / 2 } else { amount };
        let amount = if less > 0 && weapon { (amount - less).max(1) } else { amount };
        let by = Some(strike.attacker);
        let amount = if turned { amount / 2 } else { amount };
        damage::deal(now, Harm { target: strike.target, by, kind, amount, magical, critical });
    }
    more.iter().for_each(|extra| bonus::uses_up(now, strike.attacker, extra));
    afflict::run(now, cause, &hit, &[strike.target]);
    // What a 20 does besides is no part of the hit that is doubled.
    let mut plain = cause.clone();
    (plain.critical, plain.magic) = (false, magical);
    afflict::run(now, &plain, &utmost, &[strike.target]);
    coat::wounds(now, strike);
    now.unward();
    heroic::presses(now, strike, critical);
    if weapon {
        smites(now, strike, critical);
    }
    corrode::eats(now, strike);
    sticky::staked(now, strike);
    if melee {
        sticky::sticks(now, strike);
        sticky::touched(now, strike);
        nature::burns_back(now, strike);
        nature::strikes_back(now, strike);
    }
}

/// True where something halves what weapons from afar do to the target.
fn missiles_halved(world: &World, strike: &Strike) -> bool {
    let (Some(one), Some(foe)) = (world.creature(strike.attacker), world.creature(strike.target)) else { return false };
    let weapon = !matches!(strike.weapon, Weapon::Spell(_) | Weapon::Flask(_));
    let halves = ward::bears(world, foe, |charm| *charm == Charm::ResistFromAfar);
    weapon && halves && from_afar(world, one, foe, strike)
}

/// What waits for the next hit of a weapon happens now, once.
fn smites(now: &mut Unfold<'_>, strike: &Strike, critical: bool) {
    let Some(one) = now.creature(strike.attacker) else { return };
    let due = one.ongoing.values().filter_map(|lasts| {
        let effects =
            lasts.gives.iter().find_map(|it| if let Modifier::Smites { effects } = it { Some(effects) } else { None });
        effects.map(|effects| (lasts.clone(), effects.clone()))
    });
    for (lasts, effects) in due.collect::<Vec<_>>() {
        let mut cause = Cause::lasting(now.world(), &lasts);
        cause.critical = critical;
        afflict::run(now, &cause, &effects, &[strike.target]);
        lasting::finish(now, strike.attacker, lasts.id);
    }
    lasting::drop_idle(now);
}

fn printed_kind(effect: &Effect) -> Option<DamageKind> {
    if let Effect::Damage { kind, .. } = effect { kind.first().copied() } else { None }
}

/// Armour class with cover, against this attacker.
fn ac_of(world: &World, one: &Creature, foe: &Creature, strike: &Strike) -> i32 {
    let more = wear::charms(world, foe).map(|charm| match charm {
        Charm::AcFromAfar(plus) if from_afar(world, one, foe, strike) => i32::from(*plus),
        _ => 0,
    });
    let pierces = matches!(strike.weapon, Weapon::Spell(_))
        && ward::bears(world, one, |charm| *charm == Charm::SpellsPierceHalfCover);
    let cover = strike.from.map_or_else(|| sight::cover(world, one, foe), |from| sight::cover_from(world, from, foe));
    let cover = match cover {
        Cover::Half if pierces => Cover::None,
        _ if ward::hunts(world, foe, strike) => Cover::None,
        cover => cover,
    };
    figure::ac(world, foe) + cover.bonus() + heroic::ac_against(foe, one) + more.sum::<i32>()
}

/// A natural 20 hits and a natural 1 misses whatever the numbers say; the helpless are hit critically from near by.
fn outcome(world: &World, strike: &Strike, roll: &D20, ac: i32) -> Hits {
    let foe = world.creature(strike.target);
    let plain = foe.is_some_and(|foe| ward::bears(world, foe, |charm| *charm == Charm::NoCriticals));
    match rolled(world, strike, roll, ac) {
        _ if fang::is_sure(world, strike) => Hits::Hit,
        Hits::Critical if plain => Hits::Hit,
        hits => hits,
    }
}

fn from_afar(world: &World, one: &Creature, foe: &Creature, strike: &Strike) -> bool {
    let near = arms::arm(world, one, &strike.weapon).and_then(|arm| arm.reach_feet);
    near.is_none_or(|reach| grid::feet_between(one, foe) > reach)
}

fn rolled(world: &World, strike: &Strike, roll: &D20, ac: i32) -> Hits {
    let (Some(one), Some(foe)) = (world.creature(strike.attacker), world.creature(strike.target)) else {
        return Hits::Miss;
    };
    let near = grid::feet_between(one, foe) <= 5;
    let helpless = foe.has(Condition::Paralyzed) || foe.has(Condition::Unconscious) || foe.dying.is_some();
    if roll.kept == Face(1) {
        Hits::Miss
    } else if roll.kept >= heroic::critical_from(world, one, strike) {
        Hits::Critical
    } else if roll.total() < ac {
        Hits::Miss
    } else if (near && helpless) || nature::kills_unawares(world, one, foe) {
        Hits::Critical
    } else {
        Hits::Hit
    }
}

/// All that gives this attack advantage or disadvantage.
fn tally(world: &World, one: &Creature, foe: &Creature, strike: &Strike, arm: &Arm<'_>) -> Tally {
    let mut tally = Tally::default();
    let far = strike.from.map_or_else(|| grid::feet_between(one, foe), |from| grid::feet_to(foe, from));
    let (seen, sees) = (sight::sees(world, foe, one), sight::sees(world, one, foe));
    tally.up_if(!seen);
    tally.down_if(!sees && !heroic::fights_unseen(world, one, foe));
    by_state(one, foe, far, &mut tally);
    tally.down_if(d20::frightened(world, one));
    tally.down_if(figure::burdened(world, one) || arm.clumsy || strike.hindered);
    let ranged = arm.reach_feet.is_none_or(|reach| far > reach);
    if ranged {
        // A spell knows no long range.
        let strained = arm.weapon && arm.range_feet.is_some_and(|(normal, _)| far > normal);
        tally.down_if(strained && !ward::hunts(world, foe, strike));
        tally.down_if(crowded(world, one));
    }
    tally.down_if(arm.weapon && laden::hinders(world, one, Ability::Str));
    tally.down_if(water::hinders(world, one, &strike.weapon, arm, ranged));
    for given in figure::gives(world, foe) {
        tally.up_if(matches!(given, Modifier::AttackedWithAdvantage));
        tally.down_if(matches!(given, Modifier::Blurred) && sight::by_eyes(world, one, foe));
    }
    tally.down_if(hard_to_hit(world, foe, seen));
    for lasts in one.ongoing.values() {
        let against = lasts.gives.contains(&Modifier::DisadvantageAgainstSource);
        tally.down_if(against && lasts.source == foe.id);
    }
    let pack = figure::gives(world, one).iter().any(|given| matches!(given, Modifier::PackTactics));
    tally.up_if(pack && bonus::friend_beside(world, one, foe));
    tally.up_if(bonus::spell_advantage(world, foe, strike));
    tally.down_if(ward::hinders(world, one, foe, strike));
    tally.up_if(ward::hunts(world, foe, strike));
    tally.up_if(bonus::ambushes(world, one, foe));
    nature::tallies(world, one, foe, ranged, &mut tally);
    heroic::tallies(world, one, foe, strike, &mut tally);
    tally
}

fn by_state(one: &Creature, foe: &Creature, far: u16, tally: &mut Tally) {
    let has = |condition| one.has(condition);
    tally.down_if(
        has(Condition::Poisoned) || has(Condition::Prone) || has(Condition::Restrained) || one.exhaustion >= 3,
    );
    let open =
        [Condition::Paralyzed, Condition::Petrified, Condition::Restrained, Condition::Stunned, Condition::Unconscious];
    tally.up_if(open.into_iter().any(|condition| foe.has(condition)) || foe.dying.is_some());
    let prone = foe.has(Condition::Prone);
    tally.up_if(prone && far <= 5);
    tally.down_if(prone && far > 5);
}

/// Dodging helps only those who see the attacker and can move; blurs and the like always help.
fn hard_to_hit(world: &World, foe: &Creature, sees: bool) -> bool {
    let dodges = || sees && !figure::incapacitated(foe) && figure::speed_feet(world, foe) > 0;
    foe.ongoing
        .values()
        .any(|lasts| lasts.gives.contains(&Modifier::AttackedWithDisadvantage) && (lasts.name != "dodge" || dodges()))
}

/// A foe within 5 feet who sees the shooter and can act.
fn crowded(world: &World, one: &Creature) -> bool {
    let hostile =
        |other: &&Creature| other.side != one.side && other.side != Side::Bystanders && one.side != Side::Bystanders;
    let mut foes = world.now.creatures.values().filter(hostile);
    foes.any(|foe| !figure::incapacitated(foe) && grid::feet_between(one, foe) <= 5 && sight::sees(world, foe, one))
}

/// Marks on the target that were good for one attack only.
fn spends_marks(now: &mut Unfold<'_>, strike: &Strike) {
    lasting::end_where(now, strike.target, |_, lasts| {
        let mark =
            |given: &Modifier| matches!(given, Modifier::AttackedWithAdvantage | Modifier::AttackedWithDisadvantage);
        let own = lasts.source == strike.attacker && lasts.gives.contains(&Modifier::AdvantageToSource);
        lasts.ends_on.contains(&EndsOn::Used) && (own || lasts.gives.iter().any(mark))
    });
}

//! How fights begin, turn by turn use themselves up, and end.

use super::apply::Impossible;
use super::creature::{Being, Creature, Side};
use super::encounter::{Encounter, Used};
use super::event::{Event, Spending};
use super::id::{CreatureId, ZoneId};
use super::now::must;
use super::ongoing::{Expires, Ongoing};
use super::returning::RETURNING_MAX;
use super::zone::Zone;
use super::{Now, change_shape};
use crate::bugs::{Bug, seeded};
use crate::srd::id::FeatureId;
use crate::srd::modifier::Modifier;
use crate::tale::deed::Deed;

/// A round of a fight takes so long.
const ROUND_SECONDS: u64 = 6;

/// Makes an event of a fight true; others leave everything as it is.
pub(super) fn apply(now: &mut Now, event: &Event) -> Result<(), Impossible> {
    match event {
        Event::EncounterBegan { foes, surprised, won } => began(now, foes, surprised, won),
        Event::OrderSettled { order } => {
            must(order.iter().all(|(id, _)| now.creatures.contains_key(id)), "nobody to take a turn")?;
            now.fight_mut()?.order = order.clone();
            Ok(())
        }
        Event::TurnBegan { creature, round } => turn_began(now, *creature, *round),
        Event::TurnEnded { creature } => turn_ended(now, *creature),
        Event::EncounterEnded { .. } => ended(now),
        Event::Spent { creature, what } => spent(now, *creature, *what),
        Event::Acted { creature, .. } => now.one(*creature).map(|_| ()),
        Event::Multiattacked { creature, attacks } => {
            now.one(*creature)?;
            now.fight_mut()?.used.multiattack = attacks.clone();
            Ok(())
        }
        Event::Featured { creature, feature } => worked(now, *creature, feature.clone()),
        // What things let their bearers decide is counted like features.
        Event::Invoked { creature, item, power: GIFTS_FROM.. } => worked(now, *creature, FeatureId::new(item.as_str())),
        Event::Invoked { creature, .. } => now.one(*creature).map(|_| ()),
        Event::Directed { creature, spell, at, .. } => {
            // Whatever is said to what goes by itself stops it, or sends it elsewhere.
            let own = |zone: &&mut Zone| zone.source == *creature && zone.name == spell.as_str();
            now.zones.values_mut().filter(own).for_each(|zone| zone.heads = at.filter(|_| zone.is.creeps_feet > 0));
            worked(now, *creature, FeatureId::new(spell.as_str()))
        }
        Event::Reasoned { creature, .. } => {
            now.one(*creature)?;
            now.fight_mut()?.used.reasoned = true;
            Ok(())
        }
        Event::ReturnSet { creature, returning } => {
            now.one(*creature)?;
            if now.returning.len() < RETURNING_MAX {
                now.returning.push((**returning).clone());
            }
            Ok(())
        }
        Event::Returned { index } => {
            must(usize::from(*index) < now.returning.len(), "nobody comes back")?;
            now.returning.remove(usize::from(*index));
            Ok(())
        }
        Event::ReactionRegained { creature } => {
            now.one_mut(*creature)?.reacted = false;
            Ok(())
        }
        Event::Withdrew { creature } => withdrew(now, *creature),
        Event::Asked { question } => {
            now.one(question.of)?;
            now.questions.push((**question).clone());
            Ok(())
        }
        Event::Answered { of, .. } => {
            must(now.questions.last().is_some_and(|question| question.of == *of), "nobody asked")?;
            now.questions.pop();
            Ok(())
        }
        _ => Ok(()),
    }
}

fn began(now: &mut Now, foes: &[Creature], surprised: &[CreatureId], won: &[Deed]) -> Result<(), Impossible> {
    must(now.encounter.is_none(), "a fight is under way")?;
    must(foes.iter().all(|foe| !now.creatures.contains_key(&foe.id)), "the number is taken")?;
    for foe in foes {
        now.next_creature = now.next_creature.max(foe.id.0.saturating_add(1));
        now.creatures.insert(foe.id, foe.clone());
    }
    now.encounter = Some(Encounter {
        order: Vec::new(),
        turn: 0,
        round: 0,
        surprised: surprised.to_vec(),
        used: Used::default(),
        won: won.to_vec(),
        shot: Vec::new(),
        stirred: std::collections::BTreeSet::new(),
    });
    Ok(())
}

fn turn_began(now: &mut Now, id: CreatureId, round: u32) -> Result<(), Impossible> {
    let steps_out = |lasts: &Ongoing| lasts.gives.contains(&Modifier::TurnAgain);
    let again = now.one(id)?.ongoing.values().any(steps_out);
    let fight = now.fight_mut()?;
    // Within a round turns only go forward: whoever has two of them has the later one now.
    let on = usize::from(fight.turn) + usize::from(fight.round > 0);
    let ahead = fight.order.iter().skip(on).position(|(one, _)| *one == id).map(|place| place + on);
    let first = fight.order.iter().position(|(one, _)| *one == id);
    let stays = (again && fight.current() == Some(id)).then_some(usize::from(fight.turn));
    let place = if round == fight.round && fight.round > 0 { stays.or(ahead) } else { first };
    let Some(turn) = place.and_then(|place| u16::try_from(place).ok()) else {
        return Err(Impossible("it has no turn in this fight".to_owned()));
    };
    must(round >= fight.round, "rounds do not run backwards")?;
    // The first round begins with the fight; each further one is six seconds later.
    let later = fight.round > 0 && round > fight.round;
    (fight.turn, fight.round, fight.used) = (turn, round, Used::default());
    if later {
        now.clock_seconds = now.clock_seconds.saturating_add(ROUND_SECONDS);
    }
    now.one_mut(id)?.reacted = false;
    // What comes once a turn may come again.
    now.zones.values_mut().for_each(|zone| zone.touched.clear());
    tick(now, |expires| match expires {
        Expires::TurnStart(whose, left) if *whose == id => *left = left.saturating_sub(1),
        Expires::TurnStart(..) | Expires::TurnEnd(..) | Expires::At(_) | Expires::LongRest | Expires::Never => {}
    });
    Ok(())
}

fn turn_ended(now: &mut Now, id: CreatureId) -> Result<(), Impossible> {
    let fight = now.fight_mut()?;
    must(fight.current() == Some(id), "it is not its turn")?;
    fight.surprised.retain(|one| *one != id);
    fight.stirred.remove(&id);
    fight.used.attacks_left = 0;
    tick(now, |expires| match expires {
        Expires::TurnEnd(whose, left) if *whose == id => *left = left.saturating_sub(1),
        Expires::TurnStart(..) | Expires::TurnEnd(..) | Expires::At(_) | Expires::LongRest | Expires::Never => {}
    });
    Ok(())
}

fn tick(now: &mut Now, change: impl Fn(&mut Expires)) {
    let ongoing = now.creatures.values_mut().flat_map(|one: &mut Creature| one.ongoing.values_mut());
    ongoing.for_each(|ongoing: &mut Ongoing| change(&mut ongoing.expires));
    now.zones.values_mut().for_each(|zone| change(&mut zone.expires));
}

/// The foes leave the world with their fight; what they leave behind are deeds and things of the tale.
fn ended(now: &mut Now) -> Result<(), Impossible> {
    must(now.encounter.take().is_some(), "there is no fight")?;
    let foes = |id: &CreatureId| now.creatures.get(id).is_none_or(|one| change_shape::own_side(one) == Side::Foes);
    let left: Vec<ZoneId> = now.zones.values().filter(|zone| foes(&zone.source)).map(|zone| zone.id).collect();
    left.iter().for_each(|zone| drop(now.zones.remove(zone)));
    now.questions.clear();
    now.creatures
        .retain(|_, one| !(change_shape::own_side(one) == Side::Foes && matches!(one.being, Being::Monster(_))));
    for one in now.creatures.values_mut() {
        one.reacted = false;
    }
    Ok(())
}

fn withdrew(now: &mut Now, id: CreatureId) -> Result<(), Impossible> {
    now.one(id)?;
    let fight = now.fight_mut()?;
    must(fight.order.iter().any(|(one, _)| *one == id), "it is not in this fight")?;
    must(fight.current() != Some(id), "it withdraws in its own turn")?;
    while let Some(place) = fight.order.iter().position(|(one, _)| *one == id) {
        fight.order.remove(place);
        if place < usize::from(fight.turn) {
            fight.turn -= 1;
        }
    }
    now.creatures.retain(|other, one| *other != id || one.sheet().is_some());
    Ok(())
}

fn spent(now: &mut Now, id: CreatureId, what: Spending) -> Result<(), Impossible> {
    if what == Spending::Reaction {
        let one = now.one_mut(id)?;
        must(!one.reacted || seeded(Bug::SecondReaction), "its reaction is used")?;
        one.reacted = true;
        return Ok(());
    }
    let fight = now.fight_mut()?;
    must(fight.current() == Some(id), "it is not its turn")?;
    let used = &mut fight.used;
    match what {
        Spending::Action => {
            must(used.actions <= used.surges, "no action is left")?;
            used.actions += 1;
            used.loaded = false;
        }
        Spending::Bonus => {
            must(!used.bonus, "the bonus action is used")?;
            used.bonus = true;
        }
        Spending::Object => {
            must(!used.object, "the free interaction is used")?;
            used.object = true;
        }
        Spending::Reaction => {}
        Spending::Attack(left) => (used.attacks_left, used.attack_action) = (left, true),
        Spending::Martial => used.martial = true,
        Spending::Loaded => used.loaded = true,
        Spending::Flurry(left) => used.flurry = left,
        Spending::Feet(feet) => used.moved_feet = used.moved_feet.saturating_add(feet),
        Spending::Dashed(feet) => used.dashed_feet = used.dashed_feet.saturating_add(feet),
        Spending::Surge => used.surges = used.surges.saturating_add(1),
        Spending::LightAttack => used.light_attack = true,
        Spending::BonusSpell => used.bonus_spell = true,
        Spending::LeveledSpell => used.leveled_spell = true,
        Spending::Hasted => {
            must(!used.hasted, "the further action is used")?;
            used.hasted = true;
        }
    }
    Ok(())
}

/// Powers of things are numbered from 0, what they let their bearers decide from here.
const GIFTS_FROM: u8 = 200;

/// What works once a turn has now worked in this one.
fn worked(now: &mut Now, creature: CreatureId, feature: FeatureId) -> Result<(), Impossible> {
    now.one(creature)?;
    let used = now.encounter.as_mut().map(|fight| &mut fight.used.once);
    if let Some(used) = used.filter(|used| !used.iter().any(|(who, id)| *who == creature && *id == feature)) {
        used.push((creature, feature));
    }
    Ok(())
}

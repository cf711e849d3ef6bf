//! What is told of fights: attacks, damage, saves, spells, what begins and ends.

use super::name::{cause, spell, who};
use super::{about, number};
use crate::srd::ability::Ability;
use crate::srd::damage::DamageKind;
use crate::srd::effect::Grant;
use crate::words::sentence::{Sentence, Value};
use crate::world::World;
use crate::world::event::{D20, Edge, Event, Hits, Outcome};
use crate::world::id::CreatureId;
use crate::world::question::Asks;
use crate::world::why::Why;

/// An attack that hit, with the damage that follows it: one sentence.
pub(super) fn hit(world: &World, events: &[Event]) -> Option<Sentence> {
    let Event::Attacked { attacker, target, roll, ac, hits, .. } = events.first()? else { return None };
    let taken: Vec<Value> = events
        .iter()
        .filter_map(|event| match event {
            Event::Damaged { kind, taken, .. } => Some(amount(*taken, *kind)),
            _ => None,
        })
        .collect();
    let id = match (hits, taken.is_empty()) {
        (Hits::Critical, false) => "told-crits-for",
        (Hits::Critical, true) => "told-crits",
        (Hits::Hit | Hits::Miss, false) => "told-hits-for",
        (Hits::Hit | Hits::Miss, true) => "told-hits",
    };
    let sentence = Sentence::new(id)
        .with("who", who(world, *attacker))
        .with("target", who(world, *target))
        .with("roll", against(roll, *ac));
    Some(if taken.is_empty() { sentence } else { sentence.with("damage", Value::List(taken)) })
}

/// The sentence of any other event of a fight.
pub(super) fn tell(world: &World, event: &Event) -> Option<Sentence> {
    turns(world, event).or_else(|| rolls(world, event)).or_else(|| harm(world, event))
}

fn turns(world: &World, event: &Event) -> Option<Sentence> {
    match event {
        Event::EncounterBegan { surprised, .. } if !surprised.is_empty() => {
            let names = surprised.iter().map(|creature| who(world, *creature)).collect();
            Some(Sentence::new("told-fight-surprised").with("who", Value::List(names)))
        }
        Event::EncounterBegan { .. } => Some(Sentence::new("told-fight")),
        Event::OrderSettled { order } => {
            let place = |(creature, total): &(CreatureId, i32)| {
                let sentence = about(world, "told-order-place", *creature).with("total", number(*total));
                Value::Sentence(Box::new(sentence))
            };
            Some(Sentence::new("told-order").with("order", Value::List(order.iter().map(place).collect())))
        }
        Event::TurnBegan { creature, round } => {
            Some(about(world, "told-turn", *creature).with("round", number(*round)))
        }
        Event::EncounterEnded { outcome: Outcome::Won } => Some(Sentence::new("told-won")),
        Event::EncounterEnded { outcome: Outcome::Lost } => Some(Sentence::new("told-lost")),
        Event::EncounterEnded { outcome: Outcome::Left } => Some(Sentence::new("told-left-the-fight")),
        Event::Acted { creature, action, target } => acted(world, *creature, *action, *target),
        Event::Withdrew { creature } => Some(about(world, "told-withdrew", *creature)),
        Event::Asked { question } => Some(asked(world, question.of, &question.asks)),
        // What nobody could find is not told either.
        Event::Hid { total: 99.., .. } => None,
        Event::Hid { creature, total } => Some(about(world, "told-hid", *creature).with("total", number(*total))),
        Event::Revealed { creature } => Some(about(world, "told-revealed", *creature)),
        _ => None,
    }
}

fn acted(world: &World, creature: CreatureId, action: Grant, target: Option<CreatureId>) -> Option<Sentence> {
    let id = match action {
        Grant::Dash => "told-dashes",
        Grant::Disengage => "told-disengages",
        Grant::Dodge => "told-dodges",
        Grant::Help => "told-helps",
        Grant::Search => "told-searches",
        Grant::Escape => "told-escapes",
        Grant::Attack => "told-readies",
        Grant::Action | Grant::Hide | Grant::UseObject => return None,
    };
    let sentence = about(world, id, creature);
    Some(match (action, target) {
        (Grant::Help, Some(friend)) => sentence.with("target", who(world, friend)),
        (Grant::Help, None) => return None,
        _ => sentence,
    })
}

fn asked(world: &World, of: CreatureId, asks: &Asks) -> Sentence {
    match asks {
        Asks::OpportunityAttack(target) => {
            about(world, "told-asked-opportunity", of).with("target", who(world, *target))
        }
        Asks::Reaction(id) | Asks::Rebuke(id, _) => about(world, "told-asked-reaction", of).with("spell", spell(id)),
        Asks::Protect(target) => about(world, "told-asked-protect", of).with("target", who(world, *target)),
        Asks::Readied => about(world, "told-asked-readied", of),
        Asks::Feature { feature, total, goal, .. } => {
            let id = if *goal > 0 { "told-asked-feature-roll" } else { "told-asked-feature" };
            let sentence = about(world, id, of).with("what", cause(world, feature.as_str()));
            sentence.with("total", number(*total)).with("goal", number(*goal))
        }
    }
}

fn rolls(world: &World, event: &Event) -> Option<Sentence> {
    match event {
        Event::Attacked { attacker, target, roll, ac, .. } => Some(
            about(world, "told-misses", *attacker).with("target", who(world, *target)).with("roll", against(roll, *ac)),
        ),
        Event::Saved { creature, ability, roll, dc, success } => {
            let id = if *success { "told-saved" } else { "told-save-failed" };
            let sentence = about(world, id, *creature).with("ability", ability_name(*ability));
            Some(sentence.with("roll", against(roll, *dc)))
        }
        Event::Contested { creature, roll, against, other, success } => {
            let id = if *success { "told-contest-won" } else { "told-contest-lost" };
            let sentence = about(world, id, *creature).with("target", who(world, *against));
            Some(sentence.with("total", number(roll.total())).with("other", number(other.total())))
        }
        Event::DeathSaved { creature, face, success } => {
            let id = if *success { "told-death-saved" } else { "told-death-save-failed" };
            Some(about(world, id, *creature).with("face", number(face.0)))
        }
        Event::Recharged { creature, action, success: true, .. } => {
            Some(about(world, "told-recharged", *creature).with("action", Value::name("action", action)))
        }
        Event::Reasoned { creature, why } => Some(reason(world, *creature, why)),
        Event::Helped { creature, by, faces } => {
            let sum: i64 = faces.iter().map(|face| i64::from(face.0)).sum();
            Some(about(world, "told-die", *creature).with("by", cause(world, by)).with("sum", number(sum)))
        }
        _ => None,
    }
}

/// Why a creature does what follows.
fn reason(world: &World, creature: CreatureId, why: &Why) -> Sentence {
    let (id, target) = match why {
        Why::Several { with, foes } => {
            let sentence = about(world, "told-why-several", creature).with("what", cause(world, with));
            return sentence.with("count", number(*foes));
        }
        Why::Falling(target) => ("told-why-falling", target),
        Why::Wounded(target) => ("told-why-wounded", target),
        Why::Weakest(target) => ("told-why-weakest", target),
        Why::Holding(target) => ("told-why-holding", target),
        Why::Nearest(target) => ("told-why-nearest", target),
        Why::Beside(target) => ("told-why-beside", target),
        Why::Open(target) => ("told-why-open", target),
        Why::Flees(target) => ("told-why-flees", target),
        Why::Rescues(target) => ("told-why-rescues", target),
    };
    about(world, id, creature).with("target", who(world, *target))
}

fn harm(world: &World, event: &Event) -> Option<Sentence> {
    match event {
        Event::Damaged { creature, kind, taken, .. } => {
            Some(about(world, "told-damaged", *creature).with("damage", amount(*taken, *kind)))
        }
        Event::Healed { creature, hp, .. } => Some(about(world, "told-healed", *creature).with("hp", number(*hp))),
        Event::TempHpGained { creature, hp, .. } => {
            Some(about(world, "told-temporary", *creature).with("hp", number(*hp)))
        }
        Event::Fell { creature } => Some(about(world, "told-fell", *creature)),
        Event::DeathFailed { creature, failures } => {
            Some(about(world, "told-death-failed", *creature).with("failures", number(*failures)))
        }
        Event::Stabilized { creature } => Some(about(world, "told-stable", *creature)),
        Event::Revived { creature, hp } => Some(about(world, "told-revived", *creature).with("hp", number(*hp))),
        Event::MaxHpRestored { creature } => Some(about(world, "told-max-restored", *creature)),
        Event::ExhaustionEased { creature } => Some(about(world, "told-eased", *creature)),
        Event::MaxHpLost { creature, hp } => Some(about(world, "told-max-lost", *creature).with("hp", number(*hp))),
        Event::Died { creature } => Some(about(world, "told-dies", *creature)),
        _ => None,
    }
}

fn amount(amount: i32, kind: DamageKind) -> Value {
    let kind = Value::name("damage", format!("{kind:?}").to_lowercase());
    Value::Sentence(Box::new(Sentence::new("told-amount").with("amount", number(amount)).with("kind", kind)))
}

/// `20 against 15`, and whether two dice were rolled.
fn against(roll: &D20, goal: i32) -> Value {
    let id = match roll.edge {
        Edge::Even => "told-roll",
        Edge::Advantage => "told-roll-advantage",
        Edge::Disadvantage => "told-roll-disadvantage",
    };
    let sentence = Sentence::new(id).with("total", number(roll.total())).with("goal", number(goal));
    Value::Sentence(Box::new(sentence))
}

fn ability_name(ability: Ability) -> Value {
    Value::name("ability", ability.short())
}

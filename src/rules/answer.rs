//! Answering a question, and going on with what waited for it.

use super::command::{Consent, Verb};
use super::dispatch;
use super::refusal::Refusal;
use super::respond;
use super::unfold::Unfold;
use crate::dice::Face;
use crate::world::World;
use crate::world::event::{Event, Spending};
use crate::world::id::CreatureId;
use crate::world::question::{Asks, Pending, Question};

/// Yes and no, where an answer is owed.
pub(super) fn offers(world: &World, who: CreatureId, into: &mut Vec<Verb>) {
    let Ok(question) = allowed(world, who) else { return };
    match &question.asks {
        Asks::Feature { options, .. } if !options.is_empty() => {
            into.extend(options.iter().map(|way| Verb::Answer { yes: Consent::Way(*way) }));
        }
        _ => into.push(Verb::Answer { yes: Consent::Yes }),
    }
    into.push(Verb::Answer { yes: Consent::No });
    into.extend((1..=9).filter(|level| may_from(world, who, *level).is_ok()).map(|level| Verb::AnswerFrom { level }));
}

/// The question that this creature owes an answer to.
pub(super) fn allowed(world: &World, who: CreatureId) -> Result<&Question, Refusal> {
    world.now.questions.last().filter(|question| question.of == who).ok_or(Refusal::NoQuestion)
}

/// Answers it.
pub(super) fn resolve(now: &mut Unfold<'_>, who: CreatureId, yes: Consent) -> Result<(), Refusal> {
    decides(now, who, yes, None)
}

/// Answers with a spell from a slot that is named.
pub(super) fn resolve_from(now: &mut Unfold<'_>, who: CreatureId, level: u8) -> Result<(), Refusal> {
    may_from(now.world(), who, level)?;
    decides(now, who, Consent::Yes, Some(level))
}

fn may_from(world: &World, who: CreatureId, level: u8) -> Result<(), Refusal> {
    let question = allowed(world, who)?;
    let (Asks::Reaction(spell) | Asks::Rebuke(spell, _)) = &question.asks else { return Err(Refusal::NoQuestion) };
    let one = world.creature(who).ok_or(Refusal::NoHero)?;
    if respond::may_answer_from(world, one, spell, level) { Ok(()) } else { Err(Refusal::NoSlot) }
}

/// Whom an answer is aimed at: who casts, or who strikes.
fn answered(step: &Pending, who: CreatureId) -> CreatureId {
    match step {
        Pending::Spell { creature, .. } => *creature,
        Pending::Land { strike, .. } => strike.attacker,
        _ => who,
    }
}

fn decides(now: &mut Unfold<'_>, who: CreatureId, yes: Consent, from: Option<u8>) -> Result<(), Refusal> {
    let Question { asks, then, .. } = allowed(now.world(), who)?.clone();
    let open = match (&asks, yes) {
        (Asks::Feature { options, .. }, Consent::Way(way)) => options.contains(&way),
        (Asks::Feature { options, .. }, Consent::Yes) => options.is_empty(),
        (_, Consent::Way(_)) => false,
        _ => true,
    };
    if !open {
        return Err(Refusal::NoQuestion);
    }
    let agreed = yes != Consent::No;
    now.happens(Event::Answered { of: who, yes: agreed });
    let mut then = std::collections::VecDeque::from(then);
    match asks {
        Asks::OpportunityAttack(_) | Asks::Readied => match then.pop_front() {
            Some(Pending::Opportunity { creature, target, .. }) if agreed => {
                then.push_front(Pending::Opportunity { creature, target, agreed });
            }
            Some(Pending::Readied { creature, target, .. }) if agreed => {
                then.push_front(Pending::Readied { creature, target, agreed });
            }
            // The step that was asked about is not taken.
            Some(_) | None => {}
        },
        Asks::Protect(_) if agreed => {
            now.happens(Event::Spent { creature: who, what: Spending::Reaction });
            if let Some(Pending::Roll(strike)) = then.front_mut() {
                strike.hindered = true;
            }
        }
        // A command that was stopped for it is played again.
        Asks::Reaction(_) if matches!(then.front(), Some(Pending::Again { .. })) => {
            let Some(Pending::Again { creature, verb, faces, answers }) = then.pop_front() else { return Ok(()) };
            let way = if agreed { from.unwrap_or(1) } else { 0 };
            return again(now, creature, &verb, faces, [answers, vec![way]].concat());
        }
        Asks::Reaction(spell) if agreed => {
            let against = then.front().map_or(who, |step| answered(step, who));
            respond::react(now, who, &spell, from, against);
        }
        Asks::Rebuke(spell, target) if agreed => respond::react(now, who, &spell, from, target),
        Asks::Feature { .. } => {
            let Some(Pending::Again { creature, verb, faces, answers }) = then.pop_front() else { return Ok(()) };
            let way = match yes {
                Consent::Yes => 1,
                Consent::No => 0,
                Consent::Way(way) => way,
            };
            return again(now, creature, &verb, faces, [answers, vec![way]].concat());
        }
        Asks::Protect(_) | Asks::Reaction(_) | Asks::Rebuke(..) => {}
    }
    // What the answer itself brings comes first.
    now.steps.extend(then);
    Ok(())
}

/// Plays the command that was stopped once more, with what was rolled and decided.
fn again(
    now: &mut Unfold<'_>,
    who: CreatureId,
    verb: &[u8],
    faces: Vec<Face>,
    answers: Vec<u8>,
) -> Result<(), Refusal> {
    let verb: Verb = postcard::from_bytes(verb).map_err(|_| Refusal::NoQuestion)?;
    now.begin_again(faces, answers);
    dispatch::verb(now, who, &verb)
}

//! A question that the player owes: strike at the one who leaves, cast in answer, shield a friend.

use super::board::{self, Marks};
use super::desk::Desk;
use super::hud;
use super::intent::Intent;
use super::key::Button;
use super::list::List;
use super::page::{Page, Reply};
use super::pause::Pause;
use super::pen::Pen;
use crate::canvas::{Area, Ink};
use crate::rules::Offer;
use crate::rules::command::{Consent, Verb};
use crate::words::sentence::{Sentence, Value};
use crate::world::id::CreatureId;
use crate::world::question::{Asks, Pending, Question};

/// The question.
pub(super) struct Ask {
    list: List,
}

impl Ask {
    pub(super) fn new() -> Ask {
        Ask { list: List::new(2) }
    }
}

fn answers<'a>(desk: &Desk<'a>) -> Vec<(&'a Offer, Consent)> {
    let mut answers: Vec<(&Offer, Consent)> = desk
        .offers
        .iter()
        .filter_map(|offer| match offer.command.verb {
            Verb::Answer { yes } => Some((offer, yes)),
            _ => None,
        })
        .collect();
    answers.sort_by_key(|(_, yes)| *yes == Consent::No);
    answers
}

impl Page for Ask {
    fn press(&mut self, button: Button, desk: &Desk) -> Reply {
        let answers = answers(desk);
        let no = answers.iter().find(|(_, yes)| *yes == Consent::No);
        let chosen = match button {
            Button::A => answers.get(self.list.at()),
            Button::B if no.is_some() => no,
            Button::B => return Reply::open(Pause::new(desk)),
            button => {
                self.list.press(button);
                None
            }
        };
        chosen.map_or(Reply::stay(), |(offer, _)| Reply::want(Intent::Ask(offer.command.clone())))
    }

    fn step(&mut self, desk: &Desk) {
        self.list.resize(answers(desk).len());
    }

    fn draw(&self, desk: &Desk, pen: &mut Pen) {
        let Some(world) = desk.world() else { return };
        let Some(question) = world.now.questions.last() else { return };
        let mut marks = Marks::default();
        marks.chosen.extend(subject(question));
        board::draw(desk, pen, &marks);
        hud::order(desk, pen, world);
        hud::sign(desk, pen);
        hud::for_friend(desk, pen, 30);
        hud::strip(desk, pen);
        if desk.stage.is_busy() {
            board::draw_show(desk, pen);
            return;
        }
        let text = pen.tell(&words(desk, question));
        let lines = pen.letters.wrap(&text, 184).len() as i32;
        let row = pen.row();
        let answers = answers(desk);
        let height = lines * pen.line() + answers.len() as i32 * row + 24;
        let frame = Area::new(22, 176 - height, 212, height);
        pen.panel(frame);
        pen.picture("small_bolt", frame.x + 8, frame.y + 9);
        let y = pen.paragraph(Area::new(frame.x + 20, frame.y + 9, 184, lines * pen.line()), &text, Ink::TEXT);
        let area = Area::new(frame.x + 8, y + 5, frame.width - 16, answers.len() as i32 * row);
        self.list.draw(pen, area, row, |pen, area, at, chosen| {
            let Some((_, yes)) = answers.get(at) else { return };
            let text = answer(desk, question, *yes);
            pen.choice(area, &text, chosen, Ink::DIM_TEXT);
        });
    }

    fn list(&mut self) -> Option<&mut List> {
        Some(&mut self.list)
    }
}

/// An answer in words.
fn answer(desk: &Desk, question: &Question, yes: Consent) -> String {
    match (yes, &question.asks) {
        (Consent::Yes, _) => desk.say("verb-yes"),
        (Consent::No, _) => desk.say("verb-no"),
        (Consent::Way(way), Asks::Feature { feature, .. }) if feature.as_str() == "open_hand_technique" => {
            desk.say(&format!("answer-open-hand-{way}"))
        }
        (Consent::Way(level), _) => desk.say_with("answer-slot", "level", level),
    }
}

/// Whom the question is about.
fn subject(question: &Question) -> Option<CreatureId> {
    if let Asks::OpportunityAttack(who) | Asks::Rebuke(_, who) = question.asks {
        return Some(who);
    }
    question.then.first().map(|pending| match pending {
        Pending::Walk { creature, .. } | Pending::Stride { creature, .. } | Pending::Spell { creature, .. } => {
            *creature
        }
        Pending::Opportunity { target, .. } | Pending::Readied { target, .. } | Pending::Rebuke { target, .. } => {
            *target
        }
        Pending::Roll(strike) | Pending::Land { strike, .. } => strike.attacker,
        Pending::Again { creature, .. } | Pending::Leap { creature, .. } => *creature,
        Pending::Legend { after, .. } => *after,
    })
}

/// The question in words.
fn words(desk: &Desk, question: &Question) -> Sentence {
    let who = Value::text(desk.called(question.of));
    let other = Value::text(subject(question).map_or(String::new(), |id| desk.called(id)));
    match &question.asks {
        Asks::OpportunityAttack(_) => Sentence::new("ask-opportunity").with("who", who).with("other", other),
        Asks::Reaction(spell) | Asks::Rebuke(spell, _) => {
            let spell = Value::name("spell", spell);
            Sentence::new("ask-reaction").with("who", who).with("other", other).with("spell", spell)
        }
        Asks::Protect(friend) => {
            let friend = Value::text(desk.called(*friend));
            Sentence::new("ask-protect").with("who", who).with("other", other).with("friend", friend)
        }
        Asks::Readied => Sentence::new("ask-readied").with("who", who).with("other", other),
        Asks::Feature { feature, other, total, goal, .. } => {
            let id = if *goal > 0 { "ask-feature-roll" } else { "ask-feature" };
            let other = Value::text(other.map_or(String::new(), |id| desk.called(id)));
            let sentence = Sentence::new(id).with("who", who).with("other", other);
            let item = crate::srd::id::ItemId::new(feature.as_str());
            let thing = desk.world().is_some_and(|world| world.book.items.contains_key(&item));
            let what = Value::name(if thing { "item" } else { "feature" }, feature);
            sentence.with("what", what).with("total", *total).with("goal", *goal)
        }
    }
}

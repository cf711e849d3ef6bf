//! A command unfolding: the events so far, the world as they leave it, the dice, and the steps still to come.

use std::borrow::Cow;
use std::collections::VecDeque;

use super::command::Verb;
use super::window::Ward;
use crate::dice::{Dice, Face, Sides};
use crate::world::World;
use crate::world::creature::Creature;
use crate::world::event::Event;
use crate::world::id::CreatureId;
use crate::world::question::{Asks, Pending, Question};

/// What one command has led to so far. The world is copied once, when the first event happens.
pub(super) struct Unfold<'a> {
    world: Cow<'a, World>,
    events: Vec<Event>,
    dice: &'a mut Dice,
    /// Steps still to come, first one first; a question takes them along until it is answered.
    pub(super) steps: VecDeque<Pending>,
    /// Who asked for what, and how many events came before.
    asked_for: Option<(CreatureId, Verb, usize)>,
    /// Faces and answers of an earlier try, to be used again.
    faces: VecDeque<Face>,
    answers: VecDeque<u8>,
    /// Faces and answers of this try so far.
    rolled: Vec<Face>,
    given: Vec<u8>,
    /// Who must decide before this can go on; from then on nothing counts.
    stopped: Option<(CreatureId, Asks)>,
    /// What damage to somebody is worth less by, until it is over.
    wards: Vec<(CreatureId, Ward)>,
}

impl<'a> Unfold<'a> {
    /// Nothing has happened yet.
    pub(super) fn new(world: &'a World, dice: &'a mut Dice) -> Unfold<'a> {
        Unfold::on(Cow::Borrowed(world), dice)
    }

    fn on(world: Cow<'a, World>, dice: &'a mut Dice) -> Unfold<'a> {
        Unfold {
            world,
            events: Vec::new(),
            dice,
            steps: VecDeque::new(),
            asked_for: None,
            faces: VecDeque::new(),
            answers: VecDeque::new(),
            rolled: Vec::new(),
            given: Vec::new(),
            stopped: None,
            wards: Vec::new(),
        }
    }

    /// Nothing has happened yet in a world that is nobody else's: it is changed in place and handed back at the end.
    pub(super) fn owning(world: World, dice: &'a mut Dice) -> Unfold<'a> {
        Unfold::on(Cow::Owned(world), dice)
    }

    /// The world as the events so far leave it.
    pub(super) fn world(&self) -> &World {
        &self.world
    }

    /// Makes an event true and keeps it. One that cannot happen is a mistake in the rules.
    pub(super) fn happens(&mut self, event: Event) {
        let done = self.world.to_mut().apply(&event);
        assert!(done.is_ok(), "the rules decided {event:?}, but {done:?}");
        match (self.events.last_mut(), event) {
            // Steps that nothing came between are one walk.
            (Some(Event::Moved { creature, path, feet }), Event::Moved { creature: who, path: more, feet: cost })
                if *creature == who =>
            {
                path.extend(more);
                *feet = feet.saturating_add(cost);
            }
            (_, event) => self.events.push(event),
        }
    }

    /// Asks someone, who then holds the steps still to come, `then` first.
    pub(super) fn ask(&mut self, of: CreatureId, asks: Asks, then: Vec<Pending>) {
        let then = then.into_iter().chain(self.steps.drain(..)).collect();
        self.happens(Event::Asked { question: Box::new(Question { of, asks, then }) });
    }

    /// True while someone owes an answer.
    pub(super) fn asked(&self) -> bool {
        !self.world.now.questions.is_empty()
    }

    /// Rolls one die. Faces of an earlier try come first; once somebody must decide, no more dice are rolled.
    pub(super) fn roll(&mut self, sides: Sides) -> Face {
        if self.stopped.is_some() {
            return Face(1);
        }
        let face = self.faces.pop_front().unwrap_or_else(|| self.dice.roll(sides));
        self.rolled.push(face);
        face
    }

    /// What this is the unfolding of; everything before it has happened for good.
    pub(super) fn begin(&mut self, who: CreatureId, verb: &Verb) {
        self.asked_for = Some((who, verb.clone(), self.events.len()));
    }

    /// Uses faces and answers of an earlier try again.
    pub(super) fn begin_again(&mut self, faces: Vec<Face>, answers: Vec<u8>) {
        (self.faces, self.answers) = (faces.into(), answers.into());
        (self.rolled, self.given) = (Vec::new(), Vec::new());
    }

    /// Lets a creature decide: an answer that was given, else the usual one where nobody plays it. Who must be asked
    /// first stops everything, and passes for having said no until then.
    pub(super) fn decide(&mut self, of: CreatureId, asks: Asks, usual: u8) -> u8 {
        if self.stopped.is_some() {
            return 0;
        }
        let played = super::reaction::is_played(&self.world, of) && self.asked_for.is_some();
        let answer = match self.answers.pop_front() {
            Some(answer) => answer,
            None if !played => usual,
            None => {
                self.stopped = Some((of, asks));
                return 0;
            }
        };
        self.given.push(answer);
        answer
    }

    /// Makes damage to somebody worth less until [`Unfold::unward`].
    pub(super) fn ward(&mut self, who: CreatureId, ward: Ward) {
        self.wards.push((who, ward));
    }

    /// What such damage is worth; what was taken off is not taken off again.
    pub(super) fn warded(&mut self, who: CreatureId, amount: i32) -> i32 {
        let mut amount = amount;
        for (_, ward) in self.wards.iter_mut().filter(|(one, _)| *one == who) {
            match ward {
                Ward::Half => amount /= 2,
                Ward::Less(left) => {
                    let taken = amount.min(*left);
                    (amount, *left) = (amount - taken, *left - taken);
                }
            }
        }
        amount
    }

    /// Nothing is worth less any more.
    pub(super) fn unward(&mut self) {
        self.wards.clear();
    }

    /// The sum of some dice and their constant, never below zero.
    pub(super) fn sum(&mut self, amount: crate::dice::Amount) -> i32 {
        self.dice.sum(amount)
    }

    /// The events so far.
    pub(super) fn events(&self) -> &[Event] {
        &self.events
    }

    /// The events, once nothing more follows.
    pub(super) fn finish(mut self) -> Vec<Event> {
        if let (Some((of, asks)), Some((creature, verb, before))) = (self.stopped, self.asked_for) {
            self.events.truncate(before);
            let verb = postcard::to_stdvec(&verb).unwrap_or_default();
            assert!(!verb.is_empty(), "a command can always be written");
            let again = Pending::Again { creature, verb, faces: self.rolled, answers: self.given };
            let question = Question { of, asks, then: vec![again] };
            self.events.push(Event::Asked { question: Box::new(question) });
            return self.events;
        }
        assert!(self.steps.is_empty(), "steps were left undone: {:?}", self.steps);
        self.events
    }

    /// The same with the world as they leave it, for those who gave it away.
    pub(super) fn finish_owning(self) -> (World, Vec<Event>) {
        assert!(self.steps.is_empty(), "steps were left undone: {:?}", self.steps);
        (self.world.into_owned(), self.events)
    }

    /// A creature that the step at hand has already made sure of; the one who is gone stands for nobody.
    pub(super) fn creature(&self, id: CreatureId) -> Option<&Creature> {
        self.world.creature(id)
    }
}

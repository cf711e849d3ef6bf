//! A command unfolding: the events so far, the world as they leave it, the dice, and the steps still to come.

use std::borrow::Cow;
use std::collections::VecDeque;

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
}

impl<'a> Unfold<'a> {
    /// Nothing has happened yet.
    pub(super) fn new(world: &'a World, dice: &'a mut Dice) -> Unfold<'a> {
        Unfold { world: Cow::Borrowed(world), events: Vec::new(), dice, steps: VecDeque::new() }
    }

    /// Nothing has happened yet in a world that is nobody else's: it is changed in place and handed back at the end.
    pub(super) fn owning(world: World, dice: &'a mut Dice) -> Unfold<'a> {
        Unfold { world: Cow::Owned(world), events: Vec::new(), dice, steps: VecDeque::new() }
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

    /// Rolls an amount and adds it up, never below zero.
    pub(super) fn sum(&mut self, amount: crate::dice::Amount) -> i32 {
        self.dice.sum(amount)
    }

    /// Rolls one die.
    pub(super) fn roll(&mut self, sides: Sides) -> Face {
        self.dice.roll(sides)
    }

    /// The events so far.
    pub(super) fn events(&self) -> &[Event] {
        &self.events
    }

    /// The events, once nothing more follows.
    pub(super) fn finish(self) -> Vec<Event> {
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

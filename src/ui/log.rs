//! What was told, in words, and which of it is durable.

use std::collections::VecDeque;

use super::view::{Told, View};
use crate::words::fluent::Words;
use crate::words::sentence::Sentence;
use crate::world::event::Event;

/// The last lines that were told.
#[derive(Debug, Default)]
pub(super) struct Log {
    lines: VecDeque<Line>,
}

/// One line that was told.
#[derive(Debug)]
pub(super) struct Line {
    /// The ledger entry that it belongs to.
    pub(super) index: u64,
    /// The line in the player's language.
    pub(super) text: String,
    sentence: Sentence,
    mark: Option<Sentence>,
}

const LINES_MAX: usize = 200;

impl Line {
    fn say(&mut self, words: &Words) {
        let mark = self.mark.iter().map(|mark| format!(" {}", words.say(mark)));
        self.text = std::iter::once(words.say(&self.sentence)).chain(mark).collect();
    }
}

impl Log {
    /// Takes an entry's sentences.
    pub(super) fn add(&mut self, told: &Told, view: &View, words: &Words) {
        let fights = view.world.is_some_and(|world| world.now.encounter.is_some());
        // Who walks where is seen; only in a fight, where every step counts, is it worth a line.
        let walk = !told.events.iter().any(|event| !matches!(event, Event::Moved { .. } | Event::TimePassed { .. }));
        for sentence in told.lines.iter().filter(|_| !walk || fights) {
            let mut line = Line { index: told.index, text: String::new(), sentence: sentence.clone(), mark: None };
            line.say(words);
            self.lines.push_back(line);
        }
        // Whose dice they were stands once, behind the last sentence of the roll.
        if let Some(line) = self.lines.back_mut().filter(|line| line.index == told.index) {
            line.mark = told.mark.clone();
            line.say(words);
        }
        let over = self.lines.len().saturating_sub(LINES_MAX);
        self.lines.drain(..over);
    }

    /// Says all lines again in another language.
    pub(super) fn say_again(&mut self, words: &Words) {
        for line in &mut self.lines {
            line.say(words);
        }
    }

    /// The lines, the newest first.
    pub(super) fn newest(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().rev()
    }
}

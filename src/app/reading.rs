//! Lines in their turn: each waits until what was said before it is decided, so that a whole evening can be piped in.

use std::collections::VecDeque;

use super::App;
use super::effect::Farewell;
use super::face::Face;

/// No line waits longer than this for what came before it: the host may be gone for a while.
const PATIENCE_MS: u64 = 3_000;

/// What was read and not done yet.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The lines; none is the end of the input.
    lines: VecDeque<Option<String>>,
    /// When the first of them began to wait.
    since_ms: u64,
}

impl App {
    /// A line was read, or none will come any more.
    pub(super) fn read(&mut self, line: Option<String>) {
        // Whoever closes a window means now.
        if self.face == Face::Screen || (self.reading.lines.is_empty() && !self.is_undecided()) {
            return self.take(line);
        }
        if self.reading.lines.is_empty() {
            self.reading.since_ms = self.now_ms;
        }
        self.reading.lines.push_back(line);
    }

    /// Does the lines whose turn has come.
    pub(super) fn read_on(&mut self) {
        while !self.reading.lines.is_empty() {
            if self.is_undecided() && self.now_ms.saturating_sub(self.reading.since_ms) < PATIENCE_MS {
                return;
            }
            self.reading.since_ms = self.now_ms;
            if let Some(line) = self.reading.lines.pop_front() {
                self.take(line);
            }
        }
    }

    fn take(&mut self, line: Option<String>) {
        match line {
            Some(line) => self.line(&line),
            None => self.quit(Farewell::Well),
        }
    }

    /// We are sitting down, the hero who was named has not joined, or a command of ours is not in the ledger.
    fn is_undecided(&self) -> bool {
        let me = self.me();
        let comes = self.plan.host || self.status.joining.is_some();
        let asks = self.sitting.as_ref().is_some_and(|sitting| sitting.guest.is_asking());
        let seats = || self.world().into_iter().flat_map(|world| world.now.seats.values());
        let mut own = seats().filter(|seat| seat.player == me).peekable();
        let seatless = comes && own.peek().is_none();
        asks || seatless || (self.plan.hero.is_some() && own.any(|seat| seat.creature.is_none()))
    }
}

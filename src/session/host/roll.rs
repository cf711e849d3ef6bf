//! Rolling: whose values a command or a step needs, and the entry that comes of them.

use super::{Host, Output};
use crate::dice::{Dice, Face};
use crate::rules;
use crate::session::entry::{Asked, Deed, Entry};
use crate::session::fair::{Cause, Reveal, Roll};
use crate::session::limits::COURSE_STEPS_MAX;
use crate::session::pledge::{Given, Strand};
use crate::session::seal::Sealed;
use crate::session::wire::Denial;
use crate::world::event::Event;
use crate::world::id::PlayerId;

impl Host {
    /// Decides a command whose author was checked: at once where two values are there, else when a witness has given his.
    pub(super) fn roll_deed(
        &mut self,
        player: PlayerId,
        asked: Sealed<Asked>,
        out: &mut Vec<Output>,
    ) -> Result<(), Denial> {
        let (said, own) = (&asked.said, player == self.player());
        let mut roll = None;
        if self.state.table.wants_witness(said) {
            let mut probe = Dice::read([]);
            rules::resolve(&self.state.world, player, &said.command, &mut probe).map_err(Denial::Rules)?;
            let rolls = !probe.take_shown().is_empty();
            if rolls && !self.state.table.rota_of(Some(said)).is_empty() {
                return if self.write(Entry::Owed(Cause::Deed(asked)), out) { Ok(()) } else { Err(Denial::Broken) };
            }
            roll = own.then_some(if rolls { Roll::Alone } else { Roll::Idle });
        }
        let roll = match roll {
            Some(roll) => roll,
            None => Roll::Pair { host: self.next(Strand::For(said.command.seat)).ok_or(Denial::Value)? },
        };
        let (faces, events) = self.resolved(player, said, roll)?;
        let deed = Deed { asked, roll, faces, events };
        if self.write(Entry::Deed(deed), out) { Ok(()) } else { Err(Denial::Broken) }
    }

    fn resolved(&mut self, player: PlayerId, asked: &Asked, roll: Roll) -> Result<(Vec<Face>, Vec<Event>), Denial> {
        let mut dice = self.dice(Some(asked), roll)?;
        let events = rules::resolve(&self.state.world, player, &asked.command, &mut dice).map_err(Denial::Rules)?;
        Ok((dice.take_shown(), events))
    }

    /// The dice of an entry. Alone, the faces come from the chance that the system gave this machine.
    fn dice(&mut self, asked: Option<&Asked>, roll: Roll) -> Result<Dice, Denial> {
        match roll {
            Roll::Alone => Ok(Dice::rolled(self.chance.bytes("roundtable 2026 dice"))),
            _ => self.state.table.dice(asked, roll, &[]).map_err(|_| Denial::Broken),
        }
    }

    /// This host's next value of a strand.
    fn next(&self, strand: Strand) -> Option<Given> {
        let me = self.player();
        let turn = self.state.table.fair.threads.turn(me, strand)?;
        let value = self.grown.value(&self.identity, (self.state.table.id, self.term(), me), strand, turn)?;
        Some(Given { part: turn.part, value })
    }

    /// What happens without anyone's choice, a bounded row of steps at a time, up to one that needs a witness.
    pub(super) fn course(&mut self, out: &mut Vec<Output>) {
        for _ in 0..COURSE_STEPS_MAX {
            let waits = self.state.table.fair.owed.is_some() || self.frozen.is_some() || self.heir.is_some();
            if waits || self.faulty_course == Some(self.end.index) {
                return;
            }
            if let Some(Cause::Deed(asked)) = self.state.table.fair.broken.clone() {
                return self.mend(asked, out);
            }
            let mut dice = Dice::read([]);
            let Some(events) = rules::proceed(&self.state.world, &mut dice) else { return };
            let rolls = !dice.take_shown().is_empty();
            let entry = if !rolls {
                Entry::Course { roll: Roll::Idle, again: false, faces: Vec::new(), events }
            } else if !self.state.table.rota_of(None).is_empty() {
                Entry::Owed(Cause::Course)
            } else {
                let Some(entry) = self.rolled_course(Roll::Alone) else { return };
                entry
            };
            if !self.write(entry, out) {
                // Told once; the same step would fail again until someone does something else.
                self.faulty_course = Some(self.end.index);
                return;
            }
        }
    }

    fn rolled_course(&mut self, roll: Roll) -> Option<Entry> {
        let mut dice = self.dice(None, roll).ok()?;
        let events = rules::proceed(&self.state.world, &mut dice).unwrap_or_default();
        Some(Entry::Course { roll, again: self.state.table.fair.broken.is_some(), faces: dice.take_shown(), events })
    }

    /// What an earlier host left owed is rolled before anything else.
    fn mend(&mut self, asked: Sealed<Asked>, out: &mut Vec<Output>) {
        let Some(player) = self.state.table.holder(asked.said.command.seat) else { return };
        let mut probe = Dice::read([]);
        let found = rules::resolve(&self.state.world, player, &asked.said.command, &mut probe);
        let rolls = found.is_ok() && !probe.take_shown().is_empty();
        let witnessed = rolls && !self.state.table.rota_of(Some(&asked.said)).is_empty();
        let cause = Cause::Deed(asked);
        if witnessed {
            self.write(Entry::Owed(cause), out);
        } else if let Some(entry) = self.owed_entry(&cause, None) {
            self.close_roll(entry, out);
        }
    }

    /// The result of what was owed, with the witness's value, or without one when every witness was passed over.
    pub(super) fn roll_owed(&mut self, reveal: Option<&Reveal>, out: &mut Vec<Output>) {
        let Some(owed) = self.state.table.fair.owed.clone() else { return };
        let Some(entry) = self.owed_entry(&owed.cause, reveal.map(|reveal| reveal.given)) else { return };
        self.close_roll(entry, out);
    }

    /// Writes a result; then whatever waited goes on.
    fn close_roll(&mut self, entry: Entry, out: &mut Vec<Output>) {
        if !self.write(entry.clone(), out) {
            // The rules led to what cannot be: the person was told. The roll is over all the same.
            if !self.write(voided(entry), out) {
                self.faulty_course = Some(self.end.index);
                return;
            }
        }
        for (player, asked) in std::mem::take(&mut self.held) {
            self.ask(player, asked, out);
        }
        self.course(out);
    }

    fn owed_entry(&mut self, cause: &Cause, witness: Option<Given>) -> Option<Entry> {
        let player = match cause {
            Cause::Deed(asked) => self.state.table.holder(asked.said.command.seat)?,
            Cause::Course => self.player(),
        };
        let strand = match cause {
            Cause::Deed(asked) if self.state.table.fair.is_mended(&asked.said) => Some(Strand::Course),
            Cause::Deed(asked) => (player != self.player()).then_some(Strand::For(asked.said.command.seat)),
            Cause::Course => Some(Strand::Course),
        };
        let host = strand.and_then(|strand| self.next(strand));
        let roll = match (witness, strand, host) {
            (_, Some(_), None) => return None,
            (Some(witness), _, host) => Roll::Witnessed { host, by: self.state.table.fair.witness()?.0, witness },
            (None, _, Some(host)) if player != self.player() => Roll::Pair { host },
            (None, ..) => Roll::Alone,
        };
        match cause {
            Cause::Course => self.rolled_course(roll),
            Cause::Deed(asked) => {
                let mut dice = self.dice(Some(&asked.said), roll).ok()?;
                let found = rules::resolve(&self.state.world, player, &asked.said.command, &mut dice);
                let deed =
                    Deed { asked: asked.clone(), roll, faces: dice.take_shown(), events: found.unwrap_or_default() };
                Some(Entry::Deed(deed))
            }
        }
    }
}

/// The same entry where nothing comes of it.
fn voided(mut entry: Entry) -> Entry {
    match &mut entry {
        Entry::Deed(Deed { events, .. }) | Entry::Course { events, .. } => events.clear(),
        _ => {}
    }
    entry
}

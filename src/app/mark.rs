//! The mark beside a roll: who gave values for it, or that nobody but the host's machine did.

use super::App;
use super::line::Dice;
use crate::session::entry::Entry;
use crate::session::fair::Roll;
use crate::session::guest::Happened;
use crate::words::sentence::{Sentence, Value};
use crate::world::id::PlayerId;

impl App {
    /// Who made the roll of an entry, as a sentence and for programs; none where no die fell.
    pub(super) fn mark(&self, happened: &Happened) -> Option<(Sentence, Dice)> {
        let table = self.sitting.as_ref()?.guest.table()?;
        let (player, roll, faces, again) = match &happened.entry {
            Entry::Deed(deed) => {
                let said = &deed.asked.said;
                (table.holder(said.command.seat), deed.roll, &deed.faces, said.since < happened.term)
            }
            Entry::Course { roll, again, faces, .. } => (None, *roll, faces, *again),
            _ => return None,
        };
        if faces.is_empty() {
            return None;
        }
        let (proof, who) = givers(roll, player, table.host)?;
        let by: Vec<String> = who.into_iter().map(|player| self.name_of(player)).collect();
        let id = match (proof, again) {
            ("alone", false) => "dice-alone",
            ("alone", true) => "dice-alone-again",
            (_, false) => "dice-of",
            (_, true) => "dice-of-again",
        };
        let sentence = Sentence::new(id).with("names", Value::text(by.join(" + ")));
        let told = self.words.say(&sentence);
        Some((sentence, Dice { proof, by, again, told }))
    }
}

/// What proves a roll, by its stable name, and everyone who gave a value, each once.
fn givers(roll: Roll, player: Option<PlayerId>, host: PlayerId) -> Option<(&'static str, Vec<PlayerId>)> {
    let (proof, others) = match roll {
        Roll::Idle => return None,
        Roll::Pair { .. } => ("pair", vec![host]),
        Roll::Witnessed { host: Some(_), by, .. } => ("witness", vec![host, by]),
        Roll::Witnessed { host: None, by, .. } => ("witness", vec![by]),
        Roll::Alone => return Some(("alone", vec![host])),
    };
    let mut all: Vec<PlayerId> = player.into_iter().collect();
    for other in others {
        if !all.contains(&other) {
            all.push(other);
        }
    }
    Some((proof, all))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::chain::Value;
    use crate::session::pledge::Given;

    const ADA: PlayerId = PlayerId([1; 32]);
    const BOB: PlayerId = PlayerId([2; 32]);
    const CID: PlayerId = PlayerId([3; 32]);
    const GIVEN: Given = Given { part: 0, value: Value([0; 32]) };

    /// Ada hosts.
    fn check(roll: Roll, player: Option<PlayerId>, wanted: Option<(&'static str, &[PlayerId])>) {
        assert_eq!(givers(roll, player, ADA), wanted.map(|(proof, all)| (proof, all.to_vec())));
    }

    #[test]
    fn everyone_who_gave_a_value_is_named_once() {
        let (own, others) = (None, Some(GIVEN));
        check(Roll::Idle, Some(BOB), None);
        check(Roll::Pair { host: GIVEN }, Some(BOB), Some(("pair", &[BOB, ADA])));
        check(Roll::Witnessed { host: own, by: CID, witness: GIVEN }, Some(ADA), Some(("witness", &[ADA, CID])));
        check(
            Roll::Witnessed { host: others, by: CID, witness: GIVEN },
            Some(BOB),
            Some(("witness", &[BOB, ADA, CID])),
        );
        check(Roll::Witnessed { host: others, by: BOB, witness: GIVEN }, None, Some(("witness", &[ADA, BOB])));
        check(Roll::Alone, Some(ADA), Some(("alone", &[ADA])));
    }
}

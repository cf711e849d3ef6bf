//! What is heard besides events: the player's own feet, notices, and the moment when all is safe after a wait.

use super::hear;
use super::view::View;
use crate::sound::Cue;
use crate::tale::map::Tile;
use crate::world::id::SeatId;

/// Listens to how things stand, sixty times a second.
#[derive(Debug, Default)]
pub(super) struct Ear {
    /// Where the hero at the keyboard was last.
    stood: Option<Tile>,
    /// How many notices were told until now.
    notices: u64,
    /// For how many steps something has not been durable.
    unsafe_for: u32,
}

/// Who waits as long as this to be safe is told when he is; a moment's wait is not worth a sound.
const WAIT_STEPS: u32 = 60;

impl Ear {
    /// The sounds of this step.
    pub(super) fn listen(&mut self, view: &View, seat: Option<SeatId>) -> Vec<Cue> {
        let all = [self.feet(view, seat), self.notice(view), self.safety(view)];
        all.into_iter().flatten().collect()
    }

    /// A footfall for every tile; in the air and after a leap to another place there is none.
    fn feet(&mut self, view: &View, seat: Option<SeatId>) -> Option<Cue> {
        let hero = view.world.and_then(|world| world.hero(seat?)).map(|hero| hero.id);
        let walker = hero.and_then(|hero| view.status.walkers.get(&hero));
        let before = std::mem::replace(&mut self.stood, walker.map(|walker| walker.tile()));
        let (walker, before) = (walker?, before?);
        let now = walker.tile();
        let far = (now.x - before.x).abs().max((now.y - before.y).abs());
        (far == 1 && walker.is_grounded()).then_some(Cue::Step)
    }

    fn notice(&mut self, view: &View) -> Option<Cue> {
        let notices = &view.status.notices;
        let before = std::mem::replace(&mut self.notices, notices.told());
        notices.last().filter(|_| notices.told() != before).and_then(hear::cue_of_notice)
    }

    fn safety(&mut self, view: &View) -> Option<Cue> {
        let safe = view.status.durable >= view.status.accepted;
        let waited = self.unsafe_for;
        self.unsafe_for = if safe { 0 } else { waited.saturating_add(1) };
        (safe && waited >= WAIT_STEPS).then_some(Cue::Saved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::view::{Notice, Status, Weight};
    use crate::words::sentence::Sentence;
    use crate::world::id::PlayerId;

    /// Hears a row of states, one a step, and says which cues came, in words.
    fn check(states: &[Status], heard: &str) {
        let mut ear = Ear::default();
        let mut cues = Vec::new();
        for status in states {
            let view = View { world: None, player: PlayerId([0; 32]), seats: &[], status };
            cues.extend(ear.listen(&view, None));
        }
        let cues: Vec<String> = cues.iter().map(|cue| format!("{cue:?}")).collect();
        assert_eq!(cues.join(" "), heard);
    }

    fn noticed(lines: &[(Weight, &'static str)]) -> Status {
        let notices = lines.iter().map(|(weight, id)| Notice { weight: *weight, line: Sentence::new(*id) }).collect();
        Status { notices, ..Status::default() }
    }

    #[test]
    fn each_notice_sounds_once() {
        let refused = noticed(&[(Weight::Plain, "denied-too-fast")]);
        let lost = noticed(&[(Weight::Plain, "denied-too-fast"), (Weight::Warning, "notice-lost-link")]);
        check(&[refused.clone(), refused, lost.clone(), lost.clone()], "Refused Danger");
        check(&[lost, noticed(&[])], "Danger");
        // A full list is as long as before when one more was told.
        let mut full = noticed(&[(Weight::Plain, "denied-too-fast"); 100]);
        let before = full.clone();
        full.notices.tell(Notice { weight: Weight::Error, line: Sentence::new("notice-disk") });
        check(&[before, full], "Refused Danger");
        check(&[noticed(&[(Weight::Plain, "notice-picture")])], "Saved");
        check(&[noticed(&[(Weight::Plain, "join-knocking")]), noticed(&[])], "");
        check(&[noticed(&[(Weight::Warning, "notice-silent")])], "");
    }

    #[test]
    fn safety_sounds_only_after_a_wait() {
        let at = |durable| Status { accepted: 5, durable, ..Status::default() };
        let waits = |steps: u32| (0..steps).map(|_| at(4)).chain([at(5), at(5)]).collect::<Vec<_>>();
        check(&waits(WAIT_STEPS - 1), "");
        check(&waits(WAIT_STEPS), "Saved");
    }
}

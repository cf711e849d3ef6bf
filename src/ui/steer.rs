//! Keys that are held: they repeat in menus and walk while exploring.

use std::collections::BTreeMap;

use super::intent::Intent;
use super::key::{Button, Key};
use super::view::View;
use crate::world::id::SeatId;
use crate::world::walk::Buttons;

/// Which keys are down, for how long, and what was last said about walking.
#[derive(Debug, Default)]
pub(super) struct Steer {
    down: BTreeMap<Key, (Option<Button>, u32)>,
    told: BTreeMap<SeatId, Buttons>,
}

/// Steps until a held direction repeats, and between repeats.
const REPEAT_AFTER: u32 = 20;
const REPEAT_EVERY: u32 = 6;

impl Steer {
    /// A key goes down; false when it was down already.
    pub(super) fn press(&mut self, key: Key, button: Option<Button>) -> bool {
        self.down.insert(key, (button, 0)).is_none()
    }

    /// A key comes up.
    pub(super) fn release(&mut self, key: Key) {
        self.down.remove(&key);
    }

    /// Counts how long keys are held, and says what changed about walking. A pad walks the seat of its number, the
    /// keyboard the seat at the keyboard.
    pub(super) fn step(&mut self, walks: bool, view: &View, seat: Option<SeatId>) -> Vec<Intent> {
        for (_, steps) in self.down.values_mut() {
            *steps = steps.saturating_add(1);
        }
        let mut held: BTreeMap<SeatId, Buttons> = view.seats.iter().map(|seat| (*seat, Buttons::default())).collect();
        for (key, (button, _)) in self.down.iter().filter(|_| walks) {
            let of = match key {
                Key::Pad(pad, _) if view.seats.len() > 1 => view.seats.get(usize::from(*pad)).copied(),
                _ => seat,
            };
            let Some(held) = of.and_then(|of| held.get_mut(&of)) else { continue };
            *held = held.and(match button {
                Some(Button::Up) => Buttons::UP,
                Some(Button::Down) => Buttons::DOWN,
                Some(Button::Left) => Buttons::LEFT,
                Some(Button::Right) => Buttons::RIGHT,
                Some(Button::Jump) => Buttons::JUMP,
                Some(_) | None => Buttons::default(),
            });
        }
        let mut intents = Vec::new();
        for (seat, held) in held {
            let before = self.told.insert(seat, held).unwrap_or_default();
            if before != held {
                intents.push(Intent::Steer { seat, held });
            }
        }
        intents
    }

    /// Directions that repeat in this step; none while they walk.
    pub(super) fn repeats(&self, walks: bool) -> Vec<Button> {
        let due = |steps: u32| steps >= REPEAT_AFTER && (steps - REPEAT_AFTER).is_multiple_of(REPEAT_EVERY);
        let directions = |button: &Button| matches!(button, Button::Up | Button::Down | Button::Left | Button::Right);
        let held = self.down.values().filter(|(_, steps)| !walks && due(*steps));
        held.filter_map(|(button, _)| *button).filter(directions).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::view::Status;
    use super::*;
    use crate::world::id::PlayerId;

    #[test]
    fn walking_is_told_when_it_changes_and_stops_with_a_menu() {
        let status = Status::default();
        let view = View { world: None, player: PlayerId([0; 32]), seats: &[SeatId(3)], status: &status };
        let mut steer = Steer::default();
        let step = |steer: &mut Steer, walks| steer.step(walks, &view, Some(SeatId(3))).len();
        assert!(steer.press(Key::Left, Some(Button::Left)));
        assert!(!steer.press(Key::Left, Some(Button::Left)), "the machine's own repeat");
        assert_eq!(step(&mut steer, true), 1);
        assert_eq!(step(&mut steer, true), 0);
        assert_eq!(step(&mut steer, false), 1, "a menu opened: all buttons up");
        assert_eq!(step(&mut steer, true), 1);
        steer.release(Key::Left);
        assert_eq!(step(&mut steer, true), 1);
    }

    #[test]
    fn held_directions_repeat_in_menus() {
        let status = Status::default();
        let view = View { world: None, player: PlayerId([0; 32]), seats: &[], status: &status };
        let mut steer = Steer::default();
        steer.press(Key::Down, Some(Button::Down));
        steer.press(Key::Enter, Some(Button::A));
        let mut repeats = Vec::new();
        for _ in 0..33 {
            steer.step(false, &view, None);
            repeats.extend(steer.repeats(false));
        }
        assert_eq!(repeats, [Button::Down; 3]);
    }
}

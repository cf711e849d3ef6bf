//! Gamepads: up to four, found and lost at any time; what is pressed on them becomes keys. Without any nothing happens.

mod grip;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use evdev::{Device, EventType, KeyCode};
use grip::{Grip, Reach};

use crate::app::happening::Happening;
use crate::ui::key::PADS;

/// How often is looked for gamepads that were plugged in.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Which gamepad has which number, by its device file.
#[derive(Clone, Default)]
struct Pads(Arc<Mutex<BTreeMap<PathBuf, u8>>>);

/// Looks for gamepads from now on, on threads of its own: reading one waits for its player.
pub(crate) fn start(happened: SyncSender<Happening>) {
    thread::spawn(move || {
        let pads = Pads::default();
        loop {
            for (path, device) in evdev::enumerate().filter(|(_, device)| is_gamepad(device)) {
                if let Some(number) = pads.take(&path) {
                    tracing::info!("gamepad {}: {}", number + 1, device.name().unwrap_or("no name"));
                    let (pads, happened) = (pads.clone(), happened.clone());
                    thread::spawn(move || {
                        listen(device, number, &happened);
                        pads.give_back(&path);
                    });
                }
            }
            thread::sleep(LOOK_EVERY);
        }
    });
}

/// Keyboards and mice are devices too; only what has a lower face button is held like a gamepad.
fn is_gamepad(device: &Device) -> bool {
    device.supported_keys().is_some_and(|keys| keys.contains(KeyCode::BTN_SOUTH))
}

/// Passes on what is done to one gamepad until it is unplugged or nobody listens.
fn listen(mut device: Device, number: u8, happened: &SyncSender<Happening>) {
    let axes = device.get_absinfo().map(Iterator::collect::<Vec<_>>).unwrap_or_default();
    let reaches = axes.into_iter().map(|(axis, about)| (axis.0, Reach { low: about.minimum(), high: about.maximum() }));
    let mut grip = Grip::new(number, reaches.collect());
    loop {
        let events = match device.fetch_events() {
            Ok(events) => events.collect::<Vec<_>>(),
            Err(wrong) => {
                tracing::info!("gamepad {} is gone: {wrong}", number + 1);
                break;
            }
        };
        for event in events {
            let felt = match event.event_type() {
                EventType::KEY => grip.button(event.code(), event.value()),
                EventType::ABSOLUTE => grip.axis(event.code(), event.value()),
                _ => Vec::new(),
            };
            if felt.into_iter().any(|felt| happened.send(felt).is_err()) {
                return;
            }
        }
    }
    for held in grip.let_go() {
        let _ = happened.send(held);
    }
}

impl Pads {
    /// The lowest free number for a gamepad that has none, while there are any.
    fn take(&self, path: &PathBuf) -> Option<u8> {
        let mut pads = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pads.contains_key(path) {
            return None;
        }
        let free = (0..PADS).find(|number| !pads.values().any(|taken| taken == number))?;
        pads.insert(path.clone(), free);
        Some(free)
    }

    fn give_back(&self, path: &PathBuf) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_gamepads_have_numbers_and_a_fifth_waits_for_one() {
        let pads = Pads::default();
        let path = |number: u8| PathBuf::from(format!("event{number}"));
        assert_eq!(
            (0..5).map(|at| pads.take(&path(at))).collect::<Vec<_>>(),
            [Some(0), Some(1), Some(2), Some(3), None]
        );
        assert_eq!(pads.take(&path(2)), None, "it has one already");
        pads.give_back(&path(1));
        assert_eq!(pads.take(&path(4)), Some(1));
    }
}

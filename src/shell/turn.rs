//! The loop between the app and the outside: what happened goes in, what is wanted is done, sixty times a second a frame.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::cli::Exit;
use super::hands::Hands;
use super::window::Screen;
use crate::app::App;
use crate::app::effect::{Effect, Farewell};
use crate::app::happening::Happening;
use crate::canvas::Canvas;

const FRAME: Duration = Duration::from_micros(16_667);

/// Turns until the app wants to end.
pub(crate) fn turn(mut app: App, mut hands: Hands, happenings: &Receiver<Happening>, screen: Option<&Screen>) -> Exit {
    let start = Instant::now();
    let mut next = start;
    let mut canvas = Canvas::new();
    let exit = loop {
        let wait = next.saturating_duration_since(Instant::now());
        let happening = match happenings.recv_timeout(wait) {
            Ok(happening) => happening,
            Err(RecvTimeoutError::Timeout) => {
                // After a pause (a laptop that slept) one frame is drawn, not all that were missed.
                next = (next + FRAME).max(Instant::now());
                ticked(start)
            }
            Err(RecvTimeoutError::Disconnected) => Happening::Closed,
        };
        let frame = matches!(happening, Happening::Ticked { .. });
        if let Some(farewell) = act(&mut app, &mut hands, happening) {
            break farewell;
        }
        if let Some(screen) = screen.filter(|_| frame) {
            app.draw(&mut canvas);
            let (fit, glass) = app.glass();
            screen.show(&canvas, fit, glass);
        }
    };
    hands.rest();
    if let Some(screen) = screen {
        screen.end();
    }
    match exit {
        Farewell::Well => Exit::Done,
        Farewell::Refused => Exit::Untrue,
        Farewell::Failed => Exit::Failed,
    }
}

fn act(app: &mut App, hands: &mut Hands, happening: Happening) -> Option<Farewell> {
    for effect in app.step(happening) {
        match effect {
            Effect::Quit(farewell) => return Some(farewell),
            other => hands.work(other),
        }
    }
    None
}

fn ticked(start: Instant) -> Happening {
    let now_ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    // A clock before 1970 is a clock that was never set: tickets then never expire early.
    let unix_seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Happening::Ticked { now_ms, unix_seconds }
}

//! The loop between the app and the outside: what happened goes in, what is wanted is done, sixty times a second a frame.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::cli::Exit;
use super::clock::Clock;
use super::hands::Hands;
use super::window::Screen;
use crate::app::App;
use crate::app::effect::{Effect, Farewell};
use crate::app::happening::Happening;
use crate::canvas::Canvas;

const FRAME: Duration = Duration::from_micros(16_667);

/// Turns until the app wants to end; `first` is what it wanted at its beginning.
pub(crate) fn turn(
    (mut app, first): (App, Vec<Effect>),
    mut hands: Hands,
    happenings: &Receiver<Happening>,
    clock: Clock,
    screen: Option<&Screen>,
) -> Exit {
    let mut next = Instant::now();
    let mut canvas = Canvas::new();
    let mut farewell = work(&mut hands, first);
    let farewell = loop {
        if let Some(farewell) = farewell {
            break farewell;
        }
        let wait = next.saturating_duration_since(Instant::now());
        let happening = match happenings.recv_timeout(wait) {
            Ok(happening) => happening,
            Err(RecvTimeoutError::Timeout) => {
                // After a pause (a laptop that slept) one frame is drawn, not all that were missed.
                next = (next + FRAME).max(Instant::now());
                Happening::Ticked { now_ms: clock.now_ms() }
            }
            Err(RecvTimeoutError::Disconnected) => Happening::Closed,
        };
        let frame = matches!(happening, Happening::Ticked { .. });
        let mut effects = app.step(happening);
        if frame && let Some(lab) = hands.watch(clock.now_ms()) {
            effects.extend(app.step(Happening::Watched(lab)));
        }
        farewell = work(&mut hands, effects);
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
    match farewell {
        Farewell::Well => Exit::Done,
        Farewell::Refused => Exit::Untrue,
        Farewell::Failed => Exit::Failed,
    }
}

/// Does what the app wants; the last thing it can want is to end.
fn work(hands: &mut Hands, effects: Vec<Effect>) -> Option<Farewell> {
    for effect in effects {
        match effect {
            Effect::Quit(farewell) => return Some(farewell),
            other => hands.work(other),
        }
    }
    None
}

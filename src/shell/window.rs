//! The window: shows the app's newest frame at any size and passes keys, letters and the mouse on. It waits for nobody.

use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, PoisonError};

use minifb::{InputCallback, MouseButton, MouseMode, ScaleMode, Window, WindowOptions};

use crate::app::happening::Happening;
use crate::canvas::present::{Fit, Glass, View, present_as};
use crate::canvas::{Canvas, HEIGHT, WIDTH};
use crate::ui::key::Key;
use crate::ui::view::Point;

/// Whole window pixels for a canvas pixel at the start; 3 makes 768 by 720, which fits the smallest common screens.
const SCALE: usize = 3;
const FRAMES_PER_SECOND: usize = 60;
/// A picture that stands still is shown again after so many frames.
const STILL_FRAMES: u32 = 15;

/// The newest frame, handed from the app's thread to the window's.
#[derive(Debug, Default)]
pub(crate) struct Screen {
    shown: Mutex<Shown>,
}

#[derive(Debug, Default)]
struct Shown {
    frame: Option<Box<Canvas>>,
    fit: Fit,
    glass: Glass,
    /// How often the picture changed: one that stands still need not be enlarged again.
    changes: u64,
    over: bool,
}

impl Screen {
    /// Shows a frame from now on.
    pub(crate) fn show(&self, canvas: &Canvas, fit: Fit, glass: Glass) {
        let mut shown = self.lock();
        if shown.frame.as_deref() == Some(canvas) && (shown.fit, shown.glass) == (fit, glass) {
            return;
        }
        match &mut shown.frame {
            Some(frame) => frame.as_mut().clone_from(canvas),
            None => shown.frame = Some(Box::new(canvas.clone())),
        }
        (shown.fit, shown.glass) = (fit, glass);
        shown.changes += 1;
    }

    /// Nothing more will be shown: the window closes.
    pub(crate) fn end(&self) {
        self.lock().over = true;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Shown> {
        // A frame is only pixels: one that was half written by a thread that died harms nobody.
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens the window; the sentence says why there is none (no display, no X library).
pub(crate) fn open(title: &str) -> Result<Window, String> {
    let options = WindowOptions { resize: true, scale_mode: ScaleMode::UpperLeft, ..WindowOptions::default() };
    Window::new(title, WIDTH as usize * SCALE, HEIGHT as usize * SCALE, options).map_err(|wrong| wrong.to_string())
}

/// Runs the window until it is closed or the app ends. Must be called on the main thread.
pub(crate) fn run(mut window: Window, screen: &Arc<Screen>, happened: &SyncSender<Happening>) {
    window.set_target_fps(FRAMES_PER_SECOND);
    window.set_input_callback(Box::new(Keys { happened: happened.clone() }));
    let mut buffer = Vec::new();
    let mut mouse = Mouse::default();
    let mut last = None;
    let mut still = 0;
    while window.is_open() {
        let (width, height) = window.get_size();
        let (width, height) = (width.max(1), height.max(1));
        let fit = {
            let shown = screen.lock();
            if shown.over {
                return;
            }
            // What lay under another window has to be shown again, and nobody says when: a few times a second is enough.
            let now = Some((shown.changes, width, height));
            still = if now == last { still + 1 } else { 0 };
            last = now;
            if still % STILL_FRAMES == 0 {
                match &shown.frame {
                    Some(frame) => present_as(frame, (width, height), shown.fit, shown.glass, &mut buffer),
                    None => buffer.resize(width * height, 0),
                }
            }
            shown.fit
        };
        if still % STILL_FRAMES > 0 {
            window.update();
        } else if let Err(wrong) = window.update_with_buffer(&buffer, width, height) {
            tracing::warn!("a frame could not be shown: {wrong}");
        }
        for point in mouse.look(&window, &View::fit(width, height, fit)) {
            // The app is gone when nobody listens; the next turn of the loop sees that.
            let _ = happened.send(Happening::Pointed(point));
        }
    }
    let _ = happened.send(Happening::Closed);
}

/// Keys and letters in the order they came; polling would lose taps shorter than a frame.
struct Keys {
    happened: SyncSender<Happening>,
}

impl InputCallback for Keys {
    fn add_char(&mut self, letter: u32) {
        if let Some(letter) = char::from_u32(letter).filter(|letter| !letter.is_control()) {
            let _ = self.happened.send(Happening::Typed(letter));
        }
    }

    fn set_key_state(&mut self, key: minifb::Key, down: bool) {
        if let Some(key) = understood(key) {
            let happening = if down { Happening::Pressed(key) } else { Happening::Released(key) };
            let _ = self.happened.send(happening);
        }
    }
}

/// What the mouse did since the last frame.
#[derive(Default)]
struct Mouse {
    at: Option<(i32, i32)>,
    left: bool,
    right: bool,
}

impl Mouse {
    fn look(&mut self, window: &Window, view: &View) -> Vec<Point> {
        let mut points = Vec::new();
        // minifb's own scaling is wrong after a resize, so the place is taken raw and mapped here.
        let raw = window.get_unscaled_mouse_pos(MouseMode::Discard);
        let at = raw.and_then(|(x, y)| view.canvas_at(x as i32, y as i32));
        if let Some((x, y)) = at.filter(|_| at != self.at) {
            points.push(Point::Moved(x, y));
        }
        self.at = at;
        let left = window.get_mouse_down(MouseButton::Left);
        if let Some((x, y)) = at.filter(|_| left && !self.left) {
            points.push(Point::Pressed(x, y));
        }
        self.left = left;
        let right = window.get_mouse_down(MouseButton::Right);
        if right && !self.right {
            points.push(Point::Back);
        }
        self.right = right;
        if let Some((_, notches)) = window.get_scroll_wheel()
            && notches != 0.0
        {
            points.push(Point::Wheel(if notches > 0.0 { -1 } else { 1 }));
        }
        points
    }
}

/// Our name for a key, for those the game understands.
fn understood(key: minifb::Key) -> Option<Key> {
    use minifb::Key as Raw;
    let letter = |letter| Some(Key::Letter(letter));
    match key {
        Raw::Up => Some(Key::Up),
        Raw::Down => Some(Key::Down),
        Raw::Left => Some(Key::Left),
        Raw::Right => Some(Key::Right),
        Raw::Enter | Raw::NumPadEnter => Some(Key::Enter),
        Raw::Escape => Some(Key::Escape),
        Raw::Backspace => Some(Key::Backspace),
        Raw::Delete => Some(Key::Delete),
        Raw::Tab => Some(Key::Tab),
        Raw::Space => Some(Key::Space),
        Raw::Home => Some(Key::Home),
        Raw::End => Some(Key::End),
        Raw::PageUp => Some(Key::PageUp),
        Raw::PageDown => Some(Key::PageDown),
        Raw::LeftShift | Raw::RightShift => Some(Key::Shift),
        Raw::LeftCtrl | Raw::RightCtrl => Some(Key::Ctrl),
        Raw::LeftAlt | Raw::RightAlt => Some(Key::Alt),
        Raw::Apostrophe => letter('\''),
        Raw::Backquote => letter('`'),
        Raw::Backslash => letter('\\'),
        Raw::Comma => letter(','),
        Raw::Equal => letter('='),
        Raw::LeftBracket => letter('['),
        Raw::Minus => letter('-'),
        Raw::Period => letter('.'),
        Raw::RightBracket => letter(']'),
        Raw::Semicolon => letter(';'),
        Raw::Slash => letter('/'),
        other => numbered(other),
    }
}

/// Letters, digits and function keys, which minifb numbers in rows.
fn numbered(key: minifb::Key) -> Option<Key> {
    use minifb::Key as Raw;
    let number = key as u8;
    let row = |first: Raw, last: Raw| (first as u8..=last as u8).contains(&number).then(|| number - first as u8);
    if let Some(step) = row(Raw::Key0, Raw::Key9) {
        return Some(Key::Letter((b'0' + step) as char));
    }
    if let Some(step) = row(Raw::A, Raw::Z) {
        return Some(Key::Letter((b'a' + step) as char));
    }
    row(Raw::F1, Raw::F15).map(|step| Key::F(step + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_digits_and_function_keys_keep_their_names() {
        assert_eq!(understood(minifb::Key::A), Some(Key::Letter('a')));
        assert_eq!(understood(minifb::Key::Z), Some(Key::Letter('z')));
        assert_eq!(understood(minifb::Key::Key7), Some(Key::Letter('7')));
        assert_eq!(understood(minifb::Key::F3), Some(Key::F(3)));
        assert_eq!(understood(minifb::Key::ScrollLock), None);
    }

    #[test]
    fn a_screen_shows_the_newest_frame() {
        let screen = Screen::default();
        let mut canvas = Canvas::new();
        screen.show(&canvas, Fit::Whole, Glass::Crisp);
        canvas.pixel(3, 4, crate::canvas::Ink::all().last().unwrap());
        screen.show(&canvas, Fit::Whole, Glass::Crisp);
        let shown = screen.lock();
        let frame = shown.frame.as_ref().unwrap();
        assert_eq!(frame.ink_at(3, 4), canvas.ink_at(3, 4));
    }
}

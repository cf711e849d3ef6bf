//! A person at a window: presses keys, waits until something can be read, chooses rows, takes pictures.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use roundtable::canvas::{HEIGHT, Ink, WIDTH};
use roundtable::tale;
use roundtable::words::fluent::{Language, Words};
use roundtable::words::sentence::Sentence;

use super::display::{self, Display};
use super::reader::{Frame, Reader};

/// How long anything may take to be seen: generous, since the machines of tests are slow and shared.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);
/// How often is looked.
const GLANCE: Duration = Duration::from_millis(40);
/// How long a press may take to show, before it counts as one that changes nothing.
const PRESS: Duration = Duration::from_secs(3);
/// How long a key is held for a step or two.
const STROKE_SECONDS: &str = "0.2";
/// How often is looked whether someone has come to rest; what moves besides never rests.
const REST_GLANCES: usize = 5;

/// One running program in its window.
pub(crate) struct Seat<'a> {
    pub(crate) name: String,
    display: &'a Display,
    reader: &'a Reader,
    words: Words,
    child: Child,
    window: String,
    at: (usize, usize),
    scale: usize,
    pictures: PathBuf,
}

impl<'a> Seat<'a> {
    /// Starts the program on this folder and puts its window at the left or the right half of the screen.
    pub(crate) fn start(
        (display, reader): (&'a Display, &'a Reader),
        folder: &Path,
        (half, scale): (usize, usize),
        pictures: &Path,
    ) -> Seat<'a> {
        let before = display.hands(&["search", "--name", "Roundtable"]);
        let child = Command::new(program())
            .arg("--data")
            .arg(folder)
            .env("DISPLAY", &display.name)
            .env("LANG", "C")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let end = Instant::now() + PATIENCE;
        let window = loop {
            let now = display.hands(&["search", "--name", "Roundtable"]);
            if let Some(window) = now.lines().find(|window| !before.lines().any(|old| old == *window)) {
                break window.to_owned();
            }
            assert!(Instant::now() < end, "{name}: no window within {PATIENCE:?}");
            thread::sleep(GLANCE);
        };
        let at = (half * display::WIDTH / 2, 0);
        let mut seat = Seat {
            name,
            display,
            reader,
            words: words(Language::English),
            child,
            window,
            at,
            scale,
            pictures: pictures.to_path_buf(),
        };
        seat.display.hands(&["windowmove", &seat.window, &at.0.to_string(), "0"]);
        let size = |pixels: i32| (pixels as usize * scale).to_string();
        seat.display.hands(&["windowsize", &seat.window, &size(WIDTH), &size(HEIGHT)]);
        seat.wait("a clear picture", |_, frame| frame.is_clear());
        seat
    }

    /// Reads this language from now on.
    pub(crate) fn speaks(&mut self, language: Language) {
        self.words = words(language);
    }

    /// A sentence as it stands on this screen.
    pub(crate) fn says(&self, id: &str) -> String {
        self.words.text(id)
    }

    /// A sentence with its values as it stands on this screen.
    pub(crate) fn tells(&self, sentence: &Sentence) -> String {
        self.words.say(sentence)
    }

    /// The picture as it is now.
    pub(crate) fn frame(&self) -> Frame {
        self.reader.frame(&self.display.look(self.at, self.size(), self.scale))
    }

    /// True when these words stand somewhere now.
    pub(crate) fn sees(&self, words: &str) -> bool {
        !self.reader.find(&self.frame(), words).is_empty()
    }

    /// Waits until these words stand somewhere.
    pub(crate) fn reads(&mut self, words: &str) {
        let text = words.to_owned();
        self.wait(words, |seat, frame| !seat.reader.find(frame, &text).is_empty());
    }

    /// Waits until these words stand nowhere.
    pub(crate) fn misses(&mut self, words: &str) {
        let text = words.to_owned();
        self.wait(&format!("no {words}"), |seat, frame| frame.is_clear() && seat.reader.find(frame, &text).is_empty());
    }

    /// Waits until these words stand somewhere, and returns what else stands on their line and on those below it that
    /// begin where they do.
    pub(crate) fn reads_on(&mut self, words: &str, alphabet: &str) -> Vec<String> {
        self.reads(words);
        let frame = self.frame();
        let Some(found) = self.reader.find(&frame, words).first().copied() else { self.fail("words came and went") };
        let apart = if self.words.language() == Language::Japanese { 12 } else { 9 };
        let line = |at: i32| self.reader.line(&frame, (found.x, found.y + apart * at), alphabet);
        (0..).map(line).take_while(|line| !line.is_empty()).collect()
    }

    /// Presses keys, one after the other.
    pub(crate) fn press(&self, keys: &[&str]) {
        self.focus();
        for key in keys {
            self.display.hands(&["key", key]);
        }
    }

    /// Writes on the keyboard.
    pub(crate) fn types(&self, text: &str) {
        self.focus();
        self.display.hands(&["type", "--delay", "20", text]);
    }

    /// Presses keys again and again until these words stand somewhere.
    pub(crate) fn presses_until(&mut self, keys: &[&str], words: &str) {
        let end = Instant::now() + PATIENCE;
        while !self.sees(words) {
            if Instant::now() > end {
                self.fail(&format!("{words:?} does not come, however often {keys:?} is pressed"));
            }
            self.press(keys);
            let end = Instant::now() + PRESS / 4;
            while Instant::now() < end && !self.sees(words) {
                thread::sleep(GLANCE);
            }
        }
    }

    /// Holds keys until something is so.
    pub(crate) fn holds(&mut self, keys: &[&str], patience: Duration, until: impl Fn(&Seat<'_>) -> bool) -> bool {
        self.focus();
        for key in keys {
            self.display.hands(&["keydown", key]);
        }
        let end = Instant::now() + patience;
        let mut so = until(self);
        while !so && Instant::now() < end {
            thread::sleep(GLANCE);
            so = until(self);
        }
        for key in keys {
            self.display.hands(&["keyup", key]);
        }
        so
    }

    /// Walks in short strokes until these words stand somewhere: a slow machine must not walk past what it looks for.
    pub(crate) fn strolls(&mut self, keys: [&str; 2], words: &str) {
        self.focus();
        let end = Instant::now() + PATIENCE;
        let [one, two] = keys;
        while !self.sees(words) {
            if Instant::now() > end {
                self.fail(&format!("walks and walks, and never finds {words:?}"));
            }
            self.display.hands(&["keydown", one, "keydown", two, "sleep", STROKE_SECONDS, "keyup", one, "keyup", two]);
            // He comes to rest: nothing on the way is missed.
            let mut before = self.frame();
            for _ in 0..REST_GLANCES {
                thread::sleep(GLANCE);
                let now = self.frame();
                if now == before {
                    break;
                }
                before = now;
            }
        }
    }

    /// Moves down a list until the hand points at the row with these words, and takes it.
    pub(crate) fn chooses(&mut self, words: &str) {
        self.goes_to(words);
        self.press(&["Return"]);
    }

    /// Moves down a list until the hand points at the row with these words.
    pub(crate) fn goes_to(&mut self, words: &str) {
        self.reads(words);
        self.seeks(words);
    }

    /// The same where the row may be further down than is shown.
    pub(crate) fn seeks(&mut self, words: &str) {
        let end = Instant::now() + PATIENCE;
        loop {
            let (frame, hands) = self.still();
            // A row's letters stand at most half a row from the hand.
            let beside = |y: i32| hands.iter().any(|hand| (hand + 3 - y).abs() <= 9);
            let found = self.reader.find(&frame, words);
            if found.iter().any(|found| found.ink == Ink::TEXT && beside(found.y + 3)) {
                return;
            }
            if Instant::now() > end {
                self.fail(&format!("the hand never points at {words:?}"));
            }
            self.press(&["Down"]);
            let end = Instant::now() + PRESS;
            while Instant::now() < end && self.still().1 == hands {
                thread::sleep(GLANCE);
            }
        }
    }

    /// A picture that was not taken in the middle of being drawn: the hands stand still.
    fn still(&self) -> (Frame, Vec<i32>) {
        let end = Instant::now() + PRESS;
        let mut before = self.reader.hands(&self.frame());
        loop {
            thread::sleep(GLANCE / 2);
            let frame = self.frame();
            let hands = self.reader.hands(&frame);
            if (hands == before && !hands.is_empty() && frame.is_clear()) || Instant::now() > end {
                return (frame, hands);
            }
            before = hands;
        }
    }

    /// Waits until the picture is so.
    pub(crate) fn wait(&mut self, what: &str, fits: impl Fn(&Seat<'_>, &Frame) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !fits(self, &self.frame()) {
            if let Ok(Some(code)) = self.child.try_wait() {
                self.fail(&format!("ended with {code} before {what:?} was seen"));
            }
            if Instant::now() > end {
                self.fail(&format!("{what:?} was not seen within {PATIENCE:?}"));
            }
            thread::sleep(GLANCE);
        }
    }

    /// Keeps the window as a picture, every pixel as it is on the glass.
    pub(crate) fn shoots(&self, what: &str) {
        let (width, height) = self.size();
        let path = self.pictures.join(format!("{what}.png"));
        let file = std::fs::File::create(&path).unwrap();
        let mut encoder = png::Encoder::new(file, width as u32, height as u32);
        encoder.set_color(png::ColorType::Rgb);
        let bytes: Vec<u8> = self
            .display
            .look(self.at, (width, height), 1)
            .iter()
            .flat_map(|colour| colour.to_be_bytes()[1..].to_vec())
            .collect();
        encoder.write_header().unwrap().write_image_data(&bytes).unwrap();
    }

    /// Waits for the program's own end; returns the exit code.
    pub(crate) fn ends(&mut self) -> Option<i32> {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(code) = self.child.try_wait().unwrap() {
                return code.code();
            }
            if Instant::now() > end {
                self.fail("did not end");
            }
            thread::sleep(GLANCE);
        }
    }

    /// Ends the test with a picture of what was there instead.
    pub(crate) fn fail(&self, why: &str) -> ! {
        let name = format!("failed-{}", self.name);
        self.shoots(&name);
        panic!("{}: {why}; see {}", self.name, self.pictures.join(format!("{name}.png")).display());
    }

    fn focus(&self) {
        self.display.hands(&["windowfocus", "--sync", &self.window]);
    }

    fn size(&self) -> (usize, usize) {
        (WIDTH as usize * self.scale, HEIGHT as usize * self.scale)
    }
}

impl Drop for Seat<'_> {
    fn drop(&mut self) {
        // A test that failed leaves no program behind; one that ended already cannot be killed again.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Our words and the adventure's, as the program has them.
fn words(language: Language) -> Words {
    let mut words = Words::new(language);
    for (code, text) in &tale::standard()[0].words {
        words.add(Language::of_code(code).unwrap(), text).unwrap();
    }
    words
}

/// The program that is tested: this build's, or the one that `ROUNDTABLE` names.
fn program() -> PathBuf {
    std::env::var_os("ROUNDTABLE").map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_roundtable")), PathBuf::from)
}

//! The lab page from key to frame: a tester plays a script, cuts the network, kills machines, and sees what follows.
//!
//! Runs the page over the real bench and the real simulation. The same keys give the same frames; what is on them is
//! judged by what the page was told, so that a change of the rules does not change this test. `PICTURES=folder` keeps
//! the frames.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot go on stops and says so"
)]

#[path = "screens/keys.rs"]
mod keys;

use roundtable::canvas::{Canvas, picture};
use roundtable::shell::bench::Bench;
use roundtable::ui::Ui;
use roundtable::ui::intent::Intent;
use roundtable::ui::night::{Lab, Night, Now};
use roundtable::ui::settings::Settings;
use roundtable::ui::view::{Point, Status, View};
use roundtable::world::id::PlayerId;

/// Sixty frames a second, as whole milliseconds.
const FRAME_MS: u64 = 17;

struct Tester {
    ui: Ui,
    bench: Bench,
    status: Status,
    clock_ms: u64,
    frames: blake3::Hasher,
    kept: Vec<String>,
}

impl Tester {
    /// A tester at the title page.
    fn new(language: &str) -> Tester {
        let settings = Settings { language: language.to_owned(), name: "Mika".to_owned(), ..Settings::default() };
        let mut tester = Tester {
            ui: Ui::new(settings),
            bench: Bench::default(),
            status: Status::default(),
            clock_ms: 1_000_000,
            frames: blake3::Hasher::new(),
            kept: Vec::new(),
        };
        tester.run(200);
        tester
    }

    fn with(&mut self, act: impl FnOnce(&mut Ui, &View) -> Vec<Intent>) {
        let view = View { world: None, player: PlayerId([1; 32]), seats: &[], status: &self.status };
        for intent in act(&mut self.ui, &view) {
            if let Intent::Lab(wish) = intent {
                self.kept.extend(self.bench.wish(wish));
            }
        }
    }

    /// So much time goes by on the tester's clock, frame by frame.
    fn run(&mut self, span_ms: u64) {
        for _ in 0..span_ms / FRAME_MS {
            self.clock_ms += FRAME_MS;
            self.with(|ui, view| ui.step(view));
            if let Some(lab) = self.bench.step(self.clock_ms) {
                self.status.lab = Some(lab);
            }
            let canvas = self.canvas();
            self.frames.update(&canvas.pixels().iter().map(|ink| ink.byte()).collect::<Vec<u8>>());
        }
    }

    fn canvas(&mut self) -> Canvas {
        let mut canvas = Canvas::new();
        let view = View { world: None, player: PlayerId([1; 32]), seats: &[], status: &self.status };
        self.ui.draw(&view, &mut canvas);
        assert_eq!(self.ui.misfits(&view), [""; 0]);
        canvas
    }

    fn press(&mut self, keys: &str) {
        for word in keys.split(' ') {
            let key = keys::key(word).unwrap();
            self.with(|ui, view| ui.press(key, view));
            self.ui.release(key);
            self.run(60);
        }
    }

    fn click(&mut self, x: i32, y: i32) {
        self.with(|ui, view| ui.point(Point::Moved(x, y), view));
        self.with(|ui, view| ui.point(Point::Pressed(x, y), view));
        self.run(60);
    }

    fn night(&self) -> &Night {
        match &self.status.lab {
            Some(Lab::Night(night)) => night,
            other => panic!("no evening is shown: {other:?}"),
        }
    }

    fn now(&self) -> Vec<Now> {
        self.night().lanes.iter().map(|lane| lane.now(self.night().shown_ms)).collect()
    }

    fn shoot(&mut self, name: &str) {
        let Ok(folder) = std::env::var("PICTURES") else { return };
        let png = picture::png(&self.canvas(), 3);
        std::fs::write(std::path::Path::new(&folder).join(name).with_extension("png"), png).unwrap();
    }
}

/// From the title page to an evening: the script at this place of the shelf.
fn open(language: &str, place: usize) -> Tester {
    let mut tester = Tester::new(language);
    // Nothing is saved, so that the title begins with playing alone.
    tester.press("down down down A");
    assert!(matches!(tester.status.lab, Some(Lab::Shelf(_))), "the shelf is shown");
    for _ in 0..place {
        tester.press("down");
    }
    tester.press("A");
    assert_eq!(tester.night().verdict, None);
    tester
}

#[test]
fn a_tester_cuts_kills_and_mends_with_keys() {
    let mut tester = open("en", 0);
    tester.run(2_000);
    assert_eq!(tester.now()[..2], [Now::Hosts(1), Now::Follows]);
    // Up brings the first machine, the host's, to the other side.
    tester.press("up");
    tester.run(4_000);
    tester.shoot("keys-cut");
    assert_eq!(tester.night().groups(tester.night().shown_ms).len(), 2);
    assert!(matches!(tester.now()[0], Now::Waits(..)), "who is alone decides nothing: {:?}", tester.now());
    let heir = tester.night().host().expect("the others go on");
    assert_ne!(heir, 0);
    tester.press("up");
    tester.run(3_000);
    assert!(!tester.night().is_cut());
    assert_eq!(tester.now()[0], Now::Follows, "whom the others went on without follows them");
    // The new host's machine dies and comes back.
    for _ in 0..heir {
        tester.press("right");
    }
    tester.press("k");
    tester.run(4_000);
    tester.shoot("keys-killed");
    assert_eq!(tester.now()[heir], Now::Off);
    assert!(tester.night().host().is_some_and(|host| host != heir), "a third one hosts");
    tester.press("k p h");
    tester.run(4_000);
    // Down to the end of the menu and up again: judge.
    tester.press("A up up up up A");
    tester.run(12_000);
    tester.shoot("keys-over");
    assert_eq!(tester.night().verdict, Some(Vec::new()), "everything holds");
    tester.press("A up up A");
    let kept = tester.kept.pop().expect("the evening is kept as a script");
    assert!(kept.contains("partition") && kept.contains("crash") && kept.contains("calm"), "{kept}");
}

#[test]
fn a_stroke_of_the_mouse_cuts_the_ways_it_crosses() {
    let mut tester = open("ja", 0);
    tester.run(2_000);
    // Below the machine at the top, from side to side: it is alone.
    tester.click(6, 182);
    tester.click(94, 182);
    tester.run(3_000);
    tester.shoot("mouse-cut");
    let groups = tester.night().groups(tester.night().shown_ms);
    assert_eq!(groups, [vec![0], vec![1, 2, 3, 4]]);
}

#[test]
fn the_same_keys_give_the_same_frames_to_the_end() {
    let play = |name: &str| {
        let mut tester = open("en", 1);
        tester.press("A down down down down A A down down down down A");
        assert_eq!(tester.night().pace, 4);
        while tester.night().verdict.is_none() {
            assert!(tester.night().shown_ms < 60_000, "the script has an end");
            tester.run(1_000);
            if (8_000..12_000).contains(&tester.night().shown_ms) {
                tester.shoot(&format!("{name}-early"));
            }
        }
        tester.shoot(&format!("{name}-end"));
        assert_eq!(tester.night().verdict, Some(Vec::new()), "everything holds");
        assert!(tester.night().lanes.iter().any(|lane| lane.now(20_500) == Now::Off), "the script kills a machine");
        tester.frames.finalize()
    };
    assert_eq!(play("first"), play("second"));
}

//! How long a frame takes: a step and a picture of the fullest pages.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark that cannot go on stops"
)]

#[path = "../tests/screens/evening.rs"]
mod evening;

use divan::Bencher;
use evening::{ME, evening, status};
use roundtable::canvas::Canvas;
use roundtable::ui::Ui;
use roundtable::ui::settings::Settings;
use roundtable::ui::view::View;
use roundtable::world::id::SeatId;

fn main() {
    divan::main();
}

/// One frame at a moment of the sample evening.
#[divan::bench(args = ["fight", "explore", "talk", "lobby", "trade"])]
fn frame(bencher: Bencher, moment: &str) {
    let evening = evening();
    let Some(at) = evening.iter().find(|at| at.name == moment) else { return };
    let status = status(moment);
    let view = View { world: at.world.as_ref(), player: ME, seats: &[SeatId(0)], status: &status };
    let mut ui = Ui::new(Settings::default());
    ui.step(&view);
    ui.tell(&at.told, &view);
    let mut canvas = Canvas::new();
    bencher.bench_local(|| {
        ui.step(&view);
        ui.draw(&view, &mut canvas);
    });
}

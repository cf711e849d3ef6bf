//! Draws the lanes of a simulated evening: one machine a lane, time to the right.

use super::night::{Lane, Night, Span, State};
use super::pen::Pen;
use crate::canvas::{Area, Ink};

/// Where names begin, where time begins, and where it ends.
const NAME: i32 = 6;
const LEFT: i32 = 42;
const RIGHT: i32 = 236;
const TOP: i32 = 22;
/// What lies below the lanes: the ring, besides lines for the ruler, the legend and the hints.
const BELOW: i32 = 79;
const LANE_MOST: i32 = 26;
/// Steps of the ruler, in seconds: the first that leaves room for its numbers.
const STEPS: [u64; 7] = [1, 2, 5, 10, 20, 30, 60];
/// Longer evenings are shown from their end.
const SHOWN_MOST_MS: u64 = 90_000;

/// From when to when lanes are drawn.
#[derive(Clone, Copy)]
struct Scale {
    from_ms: u64,
    to_ms: u64,
    shown_ms: u64,
}

impl Scale {
    fn of(night: &Night) -> Scale {
        // Room for what is yet to come, so that the picture does not shrink all the time.
        let to_ms = night.length_ms.max(night.shown_ms.next_multiple_of(10_000)).max(1_000);
        Scale { from_ms: to_ms.saturating_sub(SHOWN_MOST_MS), to_ms, shown_ms: night.shown_ms }
    }

    fn x(self, at_ms: u64) -> i32 {
        let within = at_ms.clamp(self.from_ms, self.to_ms.min(self.shown_ms).max(self.from_ms)) - self.from_ms;
        LEFT + (within * (RIGHT - LEFT) as u64 / (self.to_ms - self.from_ms)) as i32
    }
}

/// How high a lane is with so many of them, on a page whose lines are so high.
fn lane_height(lanes: usize, line: i32) -> i32 {
    ((240 - TOP - BELOW - 3 * line - 3) / (lanes.max(1) as i32)).clamp(1, LANE_MOST)
}

/// The machine whose name is under the mouse, on a page whose lines are so high.
pub(super) fn lane_at(night: &Night, line: i32, (x, y): (i32, i32)) -> Option<usize> {
    let at = usize::try_from((y - TOP) / lane_height(night.lanes.len(), line)).ok()?;
    (y >= TOP && (0..LEFT).contains(&x) && at < night.lanes.len()).then_some(at)
}

/// Draws all lanes, the ruler and the moment that is shown.
pub(super) fn draw(pen: &mut Pen, night: &Night, chosen: usize) {
    let scale = Scale::of(night);
    let height = lane_height(night.lanes.len(), pen.line());
    let bottom = TOP + height * night.lanes.len() as i32;
    ruler(pen, scale, bottom);
    // Before play begins everyone has sat down: the line climbs from there.
    let least = night.lanes.iter().map(|lane| lane.durable_at(0)).min().unwrap_or(0);
    let most = night.lanes.iter().flat_map(|lane| lane.durable.last()).map(|(_, index)| *index).max().unwrap_or(0);
    for (at, lane) in night.lanes.iter().enumerate() {
        let area = Area::new(LEFT, TOP + at as i32 * height, RIGHT - LEFT, height);
        let ink = if at == chosen { Ink::SELECTED } else { Ink::TEXT };
        let y = area.y + (bar(height) - 7) / 2;
        if at == chosen {
            pen.hand(0, y);
        }
        pen.text((NAME, y), LEFT - NAME - 2, &lane.name, ink);
        draw_lane(pen, lane, scale, (area, (least, most)));
    }
    let now = scale.x(night.shown_ms);
    pen.canvas.fill(Area::new(now, TOP - 2, 1, bottom - TOP + 3), Ink::PAPER);
}

/// How high the bar of a lane is that says what the machine is.
const fn bar(height: i32) -> i32 {
    if height >= 20 {
        9
    } else if height >= 14 {
        6
    } else {
        4
    }
}

fn ruler(pen: &mut Pen, scale: Scale, bottom: i32) {
    let seconds = (scale.to_ms - scale.from_ms) / 1_000;
    let step = STEPS.into_iter().find(|step| seconds / step <= 7).unwrap_or(120);
    let first = scale.from_ms.div_ceil(1_000).next_multiple_of(step);
    let whole = Scale { shown_ms: u64::MAX, ..scale };
    for second in (first..=scale.to_ms / 1_000).step_by(step as usize) {
        let x = whole.x(second * 1_000);
        for y in (TOP..bottom + 3).step_by(3) {
            pen.canvas.pixel(x, y, Ink::STONE);
        }
        let label = second.to_string();
        let width = pen.letters.width(&label);
        let left = (x - width / 2).min(RIGHT - width + 2);
        figures(pen, (left, bottom + 3), &label, Ink::DIM_TEXT);
    }
    let unit = pen.say("lab-seconds");
    pen.text((RIGHT + 5, bottom + 3 - (pen.line() - 9) / 3), 256 - RIGHT - 5, &unit, Ink::DIM_TEXT);
}

fn draw_lane(pen: &mut Pen, lane: &Lane, scale: Scale, (area, climb_of): (Area, (u64, u64))) {
    let high = bar(area.height);
    let follows = Span { from_ms: lane.since_ms, to_ms: scale.shown_ms, state: State::Off };
    fill(pen, &follows, scale, (area.y, high), Ink::STONE);
    for span in &lane.spans {
        let place = (area.y, high);
        match &span.state {
            State::Hosts(term) => {
                let (from, to) = fill(pen, span, scale, place, Ink::GOLD);
                let label = term.to_string();
                if high > 6 && to - from > pen.letters.width(&label) + 4 {
                    figures(pen, (from + 3, area.y + 1), &label, Ink::NIGHT);
                }
            }
            // Hatched besides being of another colour.
            State::Waits(..) => {
                let (from, to) = fill(pen, span, scale, place, Ink::EMBER);
                hatch(pen, Area::new(from, area.y, to - from, high), Ink::NIGHT);
            }
            State::Paused => {
                let (from, to) = fill(pen, span, scale, place, Ink::DUSK);
                pen.canvas.outline(Area::new(from, area.y, to - from, high), Ink::VIOLET);
            }
            State::Off => {
                let (from, to) = fill(pen, span, scale, place, Ink::NIGHT);
                if to > from {
                    pen.canvas.fill(Area::new(from, area.y + high / 2, to - from, 1), Ink::STONE);
                    cross(pen, from + 3, area.y + high / 2, high.min(7) / 2);
                }
            }
            State::Deaf(_) => {
                fill(pen, span, scale, (area.y + high + 1, 2), Ink::BLOOD);
            }
        }
    }
    climb(pen, lane, scale, (area, climb_of));
    if lane.wrong {
        cross(pen, RIGHT + 4, area.y + high / 2, 3);
    }
}

/// Fills a span as far as it is shown; returns where it begins and ends.
fn fill(pen: &mut Pen, span: &Span, scale: Scale, (y, height): (i32, i32), ink: Ink) -> (i32, i32) {
    if span.from_ms >= scale.shown_ms || span.to_ms <= scale.from_ms {
        return (0, 0);
    }
    let (from, to) = (scale.x(span.from_ms), scale.x(span.to_ms));
    let to = to.max(from + 1);
    pen.canvas.fill(Area::new(from, y, to - from, height), ink);
    (from, to)
}

fn hatch(pen: &mut Pen, area: Area, ink: Ink) {
    for x in area.x..area.right() {
        for y in area.y..area.bottom() {
            if (x + y).rem_euclid(4) == 0 {
                pen.canvas.pixel(x, y, ink);
            }
        }
    }
}

/// A cross for what died or does not hold.
pub(super) fn cross(pen: &mut Pen, x: i32, y: i32, reach: i32) {
    for step in -reach..=reach {
        for wide in 0..2 {
            pen.canvas.pixel(x + step + wide, y + step, Ink::BLOOD);
            pen.canvas.pixel(x + step + wide, y - step, Ink::BLOOD);
        }
    }
}

/// The line that climbs as entries become durable, with the number at its end.
fn climb(pen: &mut Pen, lane: &Lane, scale: Scale, (area, (least, most)): (Area, (u64, u64))) {
    let room = area.height - bar(area.height) - 5;
    let foot = area.bottom() - 2;
    let span = most.saturating_sub(least).max(1);
    let height = |index: u64| foot - (index.saturating_sub(least) * room.max(1) as u64 / span) as i32;
    let begun = (0, lane.durable_at(0));
    let later = lane.durable.iter().copied().filter(|(at_ms, _)| *at_ms > 0 && *at_ms < scale.shown_ms);
    let mut last: Option<(i32, i32)> = None;
    for (at_ms, index) in std::iter::once(begun).chain(later) {
        let here = (scale.x(at_ms), height(index));
        if let Some((x, y)) = last {
            pen.canvas.line((x, y), (here.0, y), Ink::LEAF);
            pen.canvas.line((here.0, y), here, Ink::LEAF);
        }
        last = Some(here);
    }
    if let Some((x, y)) = last {
        pen.canvas.line((x, y), (scale.x(scale.shown_ms), y), Ink::LEAF);
        let index = lane.durable_at(scale.shown_ms).to_string();
        let top = (area.bottom() - 9).max(area.y + bar(area.height) - 2);
        let left = 255 - pen.letters.width(&index);
        figures(pen, (left, top), &index, Ink::LEAF);
    }
}

/// Figures, seven pixels high from the place on: in any language without the air above them.
fn figures(pen: &mut Pen, (x, y): (i32, i32), text: &str, ink: Ink) {
    pen.letters.draw(pen.canvas, x, y - (pen.line() - 9), text, ink);
}

/// What the colours mean, in one row.
pub(super) fn legend(pen: &mut Pen, y: i32) {
    let signs = [
        (State::Hosts(0), "lab-sign-host"),
        (State::Waits(0, 0), "lab-sign-waits"),
        (State::Off, "lab-sign-off"),
        (State::Deaf(Vec::new()), "lab-sign-cut"),
    ];
    let mut x = 5;
    let middle = y + pen.line() / 2;
    for (state, id) in signs {
        let area = Area::new(x, middle - 3, 8, 6);
        match state {
            State::Hosts(_) => pen.canvas.fill(area, Ink::GOLD),
            State::Waits(..) => {
                pen.canvas.fill(area, Ink::EMBER);
                hatch(pen, area, Ink::NIGHT);
            }
            State::Deaf(_) => pen.canvas.fill(Area { y: middle - 1, height: 2, ..area }, Ink::BLOOD),
            State::Off | State::Paused => cross(pen, x + 3, middle, 2),
        }
        x += 11;
        x += pen.label((x, y), 60, id, Ink::DIM_TEXT) + 7;
    }
    pen.canvas.line((x, middle + 2), (x + 4, middle + 2), Ink::LEAF);
    pen.canvas.line((x + 4, middle + 2), (x + 4, middle - 2), Ink::LEAF);
    pen.canvas.line((x + 4, middle - 2), (x + 8, middle - 2), Ink::LEAF);
    pen.label((x + 12, y), 256 - x - 12, "lab-sign-kept", Ink::DIM_TEXT);
}

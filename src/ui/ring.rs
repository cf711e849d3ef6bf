//! Draws the machines of a simulated evening as a ring, with every way between them; knows which ways a line crosses.

use super::lanes::cross;
use super::night::{Lane, Night, Now};
use super::pen::Pen;
use crate::canvas::{Area, Ink};

const RADIUS: (i64, i64) = (36, 23);
const DISC: i32 = 6;
const HEIGHT: i32 = 74;

/// A ring of so many machines, above the hints of a page whose lines are so high.
#[derive(Clone, Copy)]
pub(super) struct Ring {
    /// How many machines.
    pub(super) count: usize,
    /// How high a line of words is.
    pub(super) line: i32,
}

impl Ring {
    /// Where it lies.
    pub(super) const fn area(self) -> Area {
        Area::new(3, 235 - self.line - HEIGHT, 94, HEIGHT)
    }

    /// Where each machine stands: the first at the top, the others with the clock. Above each is room for a crown.
    fn places(self) -> Vec<(i32, i32)> {
        let area = self.area();
        let middle = (area.x + area.width / 2, area.y + area.height / 2 + 6);
        let place = |at: usize| {
            let degrees = 360 * at as i64 / self.count.max(1) as i64;
            let across = RADIUS.0 * sine(degrees) / 1_000;
            let down = -RADIUS.1 * sine(degrees + 90) / 1_000;
            (middle.0 + across as i32, middle.1 + down as i32)
        };
        (0..self.count).map(place).collect()
    }

    /// The machine under the mouse.
    pub(super) fn machine_at(self, x: i32, y: i32) -> Option<usize> {
        let near = |(px, py): (i32, i32)| (px - x).pow(2) + (py - y).pow(2) <= (DISC + 2).pow(2);
        self.places().into_iter().position(near)
    }

    /// The ways that a straight line crosses.
    pub(super) fn crossed(self, from: (i32, i32), to: (i32, i32)) -> Vec<(usize, usize)> {
        let places = self.places();
        let side = |a: (i32, i32), b: (i32, i32), c: (i32, i32)| {
            (i64::from(b.0 - a.0) * i64::from(c.1 - a.1) - i64::from(b.1 - a.1) * i64::from(c.0 - a.0)).signum()
        };
        let meets = |one: (i32, i32), other: (i32, i32)| {
            side(from, to, one) * side(from, to, other) <= 0 && side(one, other, from) * side(one, other, to) <= 0
        };
        let pairs = (0..self.count).flat_map(|one| (one + 1..self.count).map(move |other| (one, other)));
        pairs.filter(|(one, other)| from != to && meets(places[*one], places[*other])).collect()
    }
}

/// The sine of whole degrees in thousandths, by Bhaskara's fraction: the same on every machine.
fn sine(degrees: i64) -> i64 {
    let degrees = degrees.rem_euclid(360);
    let (half, sign) = if degrees < 180 { (degrees, 1) } else { (degrees - 180, -1) };
    let part = half * (180 - half);
    sign * 4_000 * part / (40_500 - part)
}

/// Draws the ring at the moment that is shown, and the cut that is being drawn.
pub(super) fn draw(pen: &mut Pen, night: &Night, chosen: usize, drawn: Option<((i32, i32), (i32, i32))>) {
    let ring = Ring { count: night.lanes.len(), line: pen.line() };
    pen.panel(ring.area());
    let places = ring.places();
    let at_ms = night.shown_ms;
    for (one, from) in places.iter().enumerate() {
        for (other, to) in places.iter().enumerate().skip(one + 1) {
            way(pen, (*from, *to), ends(night, one, other));
        }
    }
    for (who, (place, lane)) in places.iter().zip(&night.lanes).enumerate() {
        machine(pen, *place, lane, (lane.now(at_ms), who == chosen));
    }
    if let Some((from, to)) = drawn {
        for (one, other) in ring.crossed(from, to) {
            pen.canvas.line(places[one], places[other], Ink::DANGER);
        }
        pen.canvas.line(from, to, Ink::PAPER);
        pen.canvas.line((from.0 + 1, from.1), (to.0 + 1, to.1), Ink::BLOOD);
    }
}

/// Whether the first hears the second, and the second the first; none where one of them is off.
fn ends(night: &Night, one: usize, other: usize) -> Option<(bool, bool)> {
    let lane = |who: usize| night.lanes.get(who);
    let (first, second) = (lane(one)?, lane(other)?);
    let on = |lane: &Lane| lane.now(night.shown_ms) != Now::Off;
    let hears = (!first.is_deaf_to(other, night.shown_ms), !second.is_deaf_to(one, night.shown_ms));
    (on(first) && on(second)).then_some(hears)
}

/// A way: whole, or in dots from the end that hears nothing.
fn way(pen: &mut Pen, (from, to): ((i32, i32), (i32, i32)), ends: Option<(bool, bool)>) {
    let Some(hears) = ends else { return };
    if hears == (true, true) {
        return pen.canvas.line(from, to, Ink::LEAF);
    }
    let steps = (to.0 - from.0).abs().max((to.1 - from.1).abs()).max(1);
    for step in 0..=steps {
        let at = (from.0 + (to.0 - from.0) * step / steps, from.1 + (to.1 - from.1) * step / steps);
        let open = if step * 2 < steps { hears.0 } else { hears.1 };
        if open || step % 4 < 2 {
            pen.canvas.pixel(at.0, at.1, if open { Ink::LEAF } else { Ink::BLOOD });
        }
    }
}

fn machine(pen: &mut Pen, (x, y): (i32, i32), lane: &Lane, (now, chosen): (Now, bool)) {
    let (ground, letter) = match now {
        Now::Hosts(_) => (Ink::GOLD, Ink::NIGHT),
        Now::Waits(..) => (Ink::EMBER, Ink::NIGHT),
        Now::Follows => (Ink::SKY, Ink::PAPER),
        Now::Paused => (Ink::DUSK, Ink::MIST),
        Now::Off => (Ink::NIGHT, Ink::STONE),
    };
    pen.canvas.disc(x, y, DISC + 1, Ink::NIGHT);
    pen.canvas.disc(x, y, DISC, ground);
    pen.canvas.circle(x, y, DISC, if now == Now::Paused { Ink::VIOLET } else { Ink::NIGHT });
    if chosen {
        pen.canvas.circle(x, y, DISC + 2, Ink::SELECTED);
        pen.canvas.circle(x, y, DISC + 1, Ink::SELECTED);
    }
    let first: String = lane.name.chars().take(1).collect();
    // A Latin letter stands at the foot of a line, a Japanese one fills it.
    let lift = if first.is_ascii() { pen.line() - 9 } else { 2 };
    pen.letters.draw_centred(pen.canvas, x + 1, y - 3 - lift, &first, letter);
    match now {
        Now::Hosts(_) | Now::Waits(..) => pen.picture("small_crown", x - 4, y - DISC - 9),
        Now::Off => cross(pen, x, y, 5),
        Now::Follows | Now::Paused => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_stand_around_the_middle() {
        for (count, line) in (1..=12).flat_map(|count| [(count, 9), (count, 12)]) {
            let ring = Ring { count, line };
            let places = ring.places();
            assert!(places.iter().all(|(x, y)| ring.area().inset(DISC + 1).holds(*x, *y)), "{count}: {places:?}");
            let first = places[0];
            assert_eq!(first.0, 50, "the first stands at the top");
            assert_eq!(ring.machine_at(first.0 + 3, first.1 - 3), Some(0));
            assert!(count < 3 || ring.machine_at(50, first.1 + RADIUS.1 as i32).is_none(), "nobody in the middle");
        }
    }

    #[test]
    fn a_line_cuts_the_ways_it_crosses() {
        let ring = Ring { count: 4, line: 9 };
        let (places, area) = (ring.places(), ring.area());
        let high = places[0].1 + 10;
        let (left, right) = ((area.x, high), (area.right(), high));
        assert_eq!(ring.crossed(left, right), [(0, 1), (0, 2), (0, 3)], "one above, three below");
        assert_eq!(ring.crossed(left, (left.0 + 1, left.1)), []);
        assert_eq!(ring.crossed(places[1], places[1]), [], "a press is no stroke");
        // A short stroke over one way cuts that one alone.
        let way = ((places[0].0 + places[1].0) / 2, (places[0].1 + places[1].1) / 2);
        assert_eq!(ring.crossed((way.0 - 2, way.1 + 3), (way.0 + 2, way.1 - 3)), [(0, 1)]);
    }
}

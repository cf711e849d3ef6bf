//! A picture of a night as plain shapes: machines as lanes over time; who hosted, who was cut off, what was durable.

use crate::lab::check::Violation;
use crate::lab::history::{History, Seen};
use crate::lab::lane::{Lane, lanes, name};
use crate::lab::span::{Span, State};

/// A picture in units that are about a pixel, from the upper left corner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// How wide.
    pub width: i32,
    /// How high.
    pub height: i32,
    /// What is drawn, later things above earlier ones.
    pub shapes: Vec<Shape>,
}

/// One thing to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A filled box.
    Box {
        /// Left, top, width, height.
        area: [i32; 4],
        /// In which meaning.
        tint: Tint,
    },
    /// A line through points.
    Line {
        /// The points.
        points: Vec<(i32, i32)>,
        /// In which meaning.
        tint: Tint,
    },
    /// A cross, centred.
    Cross {
        /// Where.
        at: (i32, i32),
        /// In which meaning.
        tint: Tint,
    },
    /// A word or two, from its left end on the base line.
    Text {
        /// Where.
        at: (i32, i32),
        /// What.
        text: String,
        /// How large.
        size: i32,
        /// In which meaning.
        tint: Tint,
    },
}

/// What a colour means. Each also has a shape or a place of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tint {
    /// Letters and axes.
    Ink,
    /// A machine that is on.
    Lane,
    /// A machine that hosts.
    Host,
    /// A host that too few answer.
    Frozen,
    /// A machine that is off.
    Off,
    /// A machine that stands still.
    Paused,
    /// A way that is cut.
    Cut,
    /// How far a machine knows the ledger to be durable.
    Durable,
    /// The end of the faults.
    Calm,
    /// Something that does not hold.
    Wrong,
}

const LEFT: i32 = 90;
const TOP: i32 = 64;
const LANE: i32 = 74;
const BAR: i32 = 20;
const STRIP: i32 = 6;
const CLIMB: i32 = 26;
const LETTER: i32 = 12;
const WIDTH: i32 = 1_000;

/// Draws a night.
pub fn picture(title: &str, history: &History, violations: &[Violation]) -> Picture {
    let end_ms = history.moments.last().map_or(1, |last| last.at_ms.max(1));
    let lanes = lanes(history, violations, end_ms);
    let below = TOP + lanes.len() as i32 * LANE;
    let listed = violations.len().min(6) as i32;
    let mut sheet = Sheet { shapes: Vec::new(), history, end_ms, most: most_durable(history), below };
    sheet.text((LEFT, 24), title, 16, Tint::Ink);
    sheet.ruler();
    for (place, lane) in lanes.iter().enumerate() {
        sheet.lane(lane, TOP + place as i32 * LANE);
    }
    sheet.end_of_faults();
    sheet.legend(below + 26);
    for (place, violation) in violations.iter().take(6).enumerate() {
        let y = below + 82 + 20 * place as i32;
        sheet.shapes.push(Shape::Cross { at: (LEFT + 6, y - 5), tint: Tint::Wrong });
        let what: String = violation.what.chars().take(120).collect();
        sheet.text((LEFT + 20, y), &format!("{}: {what}", violation.checker), 14, Tint::Wrong);
    }
    Picture { width: LEFT + WIDTH + 40, height: below + 76 + 20 * listed + 10, shapes: sheet.shapes }
}

struct Sheet<'a> {
    shapes: Vec<Shape>,
    history: &'a History,
    end_ms: u64,
    most: u64,
    below: i32,
}

impl Sheet<'_> {
    fn x(&self, at_ms: u64) -> i32 {
        LEFT + (at_ms.min(self.end_ms) * WIDTH as u64 / self.end_ms) as i32
    }

    fn text(&mut self, at: (i32, i32), text: &str, size: i32, tint: Tint) {
        self.shapes.push(Shape::Text { at, text: text.to_owned(), size, tint });
    }

    /// A bar from one time to another; returns where it begins and ends.
    fn bar(&mut self, (from_ms, to_ms): (u64, u64), top: i32, height: i32, tint: Tint) -> (i32, i32) {
        let (from, to) = (self.x(from_ms), self.x(to_ms));
        self.shapes.push(Shape::Box { area: [from, top, (to - from).max(2), height], tint });
        (from, to)
    }

    /// Seconds along the top, about ten of them named.
    fn ruler(&mut self) {
        let steps = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600];
        let step = steps.into_iter().find(|step| self.end_ms / 1_000 / step <= 12).unwrap_or(1_200);
        let began_ms = self.history.began_ms;
        let span = self.end_ms.saturating_sub(began_ms) / 1_000;
        if began_ms > 0 && self.x(began_ms) - LEFT > 40 {
            self.text((LEFT + 2, TOP - 18), "sit down", LETTER, Tint::Ink);
        }
        for second in (0..=span).step_by(step as usize) {
            let x = self.x(began_ms + second * 1_000);
            self.shapes.push(Shape::Line { points: vec![(x, TOP - 14), (x, self.below)], tint: Tint::Lane });
            self.text((x + 3, TOP - 18), &format!("{second} s"), LETTER, Tint::Ink);
        }
    }

    /// One machine: a bar that says what it is, a strip of whom it cannot hear, and a line that climbs as entries become
    /// durable.
    fn lane(&mut self, lane: &Lane, top: i32) {
        self.text((8, top + 15), &lane.name, 15, Tint::Ink);
        self.bar((lane.since_ms, self.end_ms), top, BAR, Tint::Lane);
        let bars = [
            (&lane.hosting, Tint::Host),
            (&lane.frozen, Tint::Frozen),
            (&lane.paused, Tint::Paused),
            (&lane.off, Tint::Off),
        ];
        for (span, tint) in bars.into_iter().flat_map(|(spans, tint)| spans.iter().map(move |span| (span, tint))) {
            let (from, to) = self.bar((span.from_ms, span.to_ms), top, BAR, tint);
            let (label, least) = self.label(span);
            if to - from > least {
                self.text((from + 4, top + 14), &label, LETTER, Tint::Ink);
            }
            if span.state == State::Off {
                self.shapes.push(Shape::Cross { at: (from + 1, top + BAR / 2), tint: Tint::Wrong });
            }
        }
        for span in &lane.apart {
            let (from, to) = self.bar((span.from_ms, span.to_ms), top + BAR + 2, STRIP, Tint::Cut);
            let (label, least) = self.label(span);
            if to - from > least {
                self.text((from + 2, top + BAR + 20), &label, LETTER - 1, Tint::Cut);
            }
        }
        self.climb(lane, top + LANE - 8);
        if lane.wrong {
            let at = (LEFT + WIDTH + 14, top + BAR / 2);
            self.shapes.push(Shape::Cross { at, tint: Tint::Wrong });
        }
    }

    /// What is written on a span, and how wide it must be for that.
    fn label(&self, span: &Span) -> (String, i32) {
        match &span.state {
            State::Hosts(term) => (format!("host, term {term}"), 46),
            State::Frozen(answer, of) => (format!("waits: {answer} of {of}"), 60),
            State::Off | State::Paused => (String::new(), i32::MAX),
            State::Deaf(others) => {
                let others: Vec<String> = others.iter().map(|other| name(self.history, *other)).collect();
                (format!("does not hear {}", others.join(", ")), 90)
            }
        }
    }

    /// The line that climbs as entries become durable.
    fn climb(&mut self, lane: &Lane, foot: i32) {
        let height = |index: u64| foot - (index * CLIMB as u64 / self.most) as i32;
        let steps: Vec<(i32, i32)> = lane.durable.iter().map(|step| (self.x(step.0), height(step.1))).collect();
        let mut points = Vec::new();
        for step in steps {
            points.extend(points.last().map(|last: &(i32, i32)| (step.0, last.1)));
            points.push(step);
        }
        if let (Some((_, y)), Some((_, index))) = (points.last(), lane.durable.last()) {
            self.text((LEFT + WIDTH + 4, y + 4), &index.to_string(), LETTER, Tint::Durable);
        }
        if points.len() > 1 {
            self.shapes.push(Shape::Line { points, tint: Tint::Durable });
        }
    }

    fn end_of_faults(&mut self) {
        if let Some(at_ms) = self.history.calm_ms() {
            let x = self.x(at_ms);
            self.shapes.push(Shape::Line { points: vec![(x, TOP - 14), (x, self.below)], tint: Tint::Calm });
            self.text((x - 76, TOP - 34), "faults end here", LETTER, Tint::Calm);
        }
    }

    fn legend(&mut self, y: i32) {
        let bars = [
            (Tint::Host, "hosts"),
            (Tint::Frozen, "host, but too few answer"),
            (Tint::Lane, "follows"),
            (Tint::Off, "off (cross: crash)"),
            (Tint::Paused, "stands still"),
            (Tint::Cut, "cut off"),
        ];
        let mut x = LEFT;
        for (tint, text) in bars {
            let height = if tint == Tint::Cut { STRIP } else { 12 };
            self.shapes.push(Shape::Box { area: [x, y - height + 1, 18, height], tint });
            self.text((x + 23, y), text, LETTER, Tint::Ink);
            x += 42 + 7 * text.len() as i32;
        }
        let line = vec![(x, y), (x + 6, y), (x + 6, y - 6), (x + 12, y - 6), (x + 12, y - 11), (x + 18, y - 11)];
        self.shapes.push(Shape::Line { points: line, tint: Tint::Durable });
        self.text((x + 23, y), "durable entries it knows of", LETTER, Tint::Ink);
        let note = "A host decides what happens. What a majority of machines has on disk is durable: that line never falls. Numbers: entries.";
        self.text((LEFT, y + 22), note, LETTER, Tint::Ink);
    }
}

fn most_durable(history: &History) -> u64 {
    let indices = history.moments.iter().filter_map(|moment| match moment.seen {
        Seen::Durable { index } => Some(index),
        _ => None,
    });
    indices.max().unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::history::of_text::history;

    /// The boxes of one tint, as lanes and whether they have any width.
    fn check(text: &str, tint: Tint, lanes: &[i32]) {
        let mut night = history(text);
        night.players.truncate(3);
        let shapes = picture("a night", &night, &[]).shapes;
        let below = TOP + 3 * LANE;
        let found: Vec<i32> = shapes
            .iter()
            .filter_map(|shape| match shape {
                Shape::Box { area: [_, top, width, _], tint: known } if *known == tint && *top < below => {
                    assert!(*width >= 2);
                    Some((top - TOP) / LANE)
                }
                _ => None,
            })
            .collect();
        assert_eq!(found, lanes, "{text}: {tint:?}");
    }

    #[test]
    fn lanes_show_who_hosted_and_who_was_off() {
        let text = "A starts; B starts; C starts; A hosts 1; A durable 3; B durable 3; A stops; B hosts 2; B durable 4; A starts";
        check(text, Tint::Host, &[0, 1]);
        check(text, Tint::Off, &[0]);
        check(text, Tint::Cut, &[]);
    }

    #[test]
    fn what_does_not_hold_is_marked() {
        let mut night = history("A starts; B starts; A hosts 1");
        night.players.truncate(2);
        let violation = Violation { checker: "C01 durability", what: "B holds another entry".to_owned() };
        let shapes = picture("a night", &night, &[violation]).shapes;
        let crosses = shapes.iter().filter(|shape| matches!(shape, Shape::Cross { tint: Tint::Wrong, .. }));
        assert_eq!(crosses.count(), 2, "one in the list, one on the lane");
    }
}

//! One gamepad in a hand: codes of buttons and axes, as Linux numbers them, become keys pressed and released.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::happening::Happening;
use crate::ui::key::{Key, PadKey};

/// The ends of an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    pub(super) low: i32,
    pub(super) high: i32,
}

/// What is held, and by what: a direction is held while the cross or the stick says so.
#[derive(Debug)]
pub(super) struct Grip {
    number: u8,
    reaches: BTreeMap<u16, Reach>,
    /// The codes of buttons and axes that hold a key.
    holds: BTreeSet<(Source, PadKey)>,
}

/// What holds a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Button(u16),
    Axis(u16),
}

impl Grip {
    /// Nothing is held yet; `reaches` are the axes that there are.
    pub(super) fn new(number: u8, reaches: BTreeMap<u16, Reach>) -> Grip {
        Grip { number, reaches, holds: BTreeSet::new() }
    }

    /// A button was pressed (1), repeats (2) or was released (0).
    pub(super) fn button(&mut self, code: u16, value: i32) -> Vec<Happening> {
        let key = BUTTONS.iter().find(|(known, _)| *known == code).map(|(_, key)| *key);
        self.holds_now(Source::Button(code), key.filter(|_| value != 0))
    }

    /// An axis moved: a stick or a cross that reports as one.
    pub(super) fn axis(&mut self, code: u16, value: i32) -> Vec<Happening> {
        let Some((_, back, ahead)) = AXES.iter().find(|(known, ..)| *known == code) else { return Vec::new() };
        let Some(Reach { low, high }) = self.reaches.get(&code).copied() else { return Vec::new() };
        let span = i64::from(high) - i64::from(low);
        // Twice the way from the middle, so that halves stay whole.
        let way = 2 * i64::from(value) - i64::from(high) - i64::from(low);
        let key = if way > 0 { *ahead } else { *back };
        // A stick counts from half of its way on, and until it is back at a third: at the edge it does not tremble.
        let held = self.holds.contains(&(Source::Axis(code), key));
        let far = if held { 3 * way.abs() >= span } else { 2 * way.abs() >= span };
        self.holds_now(Source::Axis(code), Some(key).filter(|_| span > 0 && far))
    }

    /// Everything is released, as when the gamepad is unplugged.
    pub(super) fn let_go(&mut self) -> Vec<Happening> {
        let held = self.held();
        self.holds.clear();
        held.into_iter().map(|key| Happening::Released(Key::Pad(self.number, key))).collect()
    }

    fn held(&self) -> BTreeSet<PadKey> {
        self.holds.iter().map(|(_, key)| *key).collect()
    }

    /// One source holds this key now, or none; what that changes is said.
    fn holds_now(&mut self, source: Source, key: Option<PadKey>) -> Vec<Happening> {
        let before = self.held();
        self.holds.retain(|(holder, _)| *holder != source);
        self.holds.extend(key.map(|key| (source, key)));
        let now = self.held();
        let name = |key: &PadKey| Key::Pad(self.number, *key);
        let released = before.difference(&now).map(|key| Happening::Released(name(key)));
        released.chain(now.difference(&before).map(|key| Happening::Pressed(name(key)))).collect()
    }
}

/// Buttons by the numbers of Linux' input-event-codes: the lower face button is A, the right one B.
const BUTTONS: [(u16, PadKey); 12] = [
    (0x130, PadKey::A),
    (0x131, PadKey::B),
    (0x133, PadKey::X),
    (0x134, PadKey::Y),
    (0x136, PadKey::ShoulderLeft),
    (0x137, PadKey::ShoulderRight),
    (0x13a, PadKey::Back),
    (0x13b, PadKey::Start),
    (0x220, PadKey::Up),
    (0x221, PadKey::Down),
    (0x222, PadKey::Left),
    (0x223, PadKey::Right),
];

/// The left stick and the cross, each with the keys of its low and its high end.
const AXES: [(u16, PadKey, PadKey); 4] = [
    (0x00, PadKey::Left, PadKey::Right),
    (0x01, PadKey::Up, PadKey::Down),
    (0x10, PadKey::Left, PadKey::Right),
    (0x11, PadKey::Up, PadKey::Down),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Does things to a gamepad, `b130=1` or `a0=255`, and says which keys went down and up.
    fn check(done: &str, felt: &str) {
        let stick = Reach { low: 0, high: 255 };
        let cross = Reach { low: -1, high: 1 };
        let reaches = [(0x00, stick), (0x01, stick), (0x10, cross), (0x11, cross)].into();
        let mut grip = Grip::new(1, reaches);
        let mut told = Vec::new();
        for word in done.split(' ') {
            let (code, value) = word[1..].split_once('=').unwrap();
            let (code, value) = (u16::from_str_radix(code, 16).unwrap(), value.parse().unwrap());
            let happened = match &word[..1] {
                "b" => grip.button(code, value),
                "a" => grip.axis(code, value),
                _ => grip.let_go(),
            };
            told.extend(happened.into_iter().map(|happening| match happening {
                Happening::Pressed(Key::Pad(1, key)) => format!("+{key:?}"),
                Happening::Released(Key::Pad(1, key)) => format!("-{key:?}"),
                other => format!("{other:?}"),
            }));
        }
        assert_eq!(told.join(" "), felt, "{done}");
    }

    #[test]
    fn buttons_go_down_and_up_and_repeats_say_nothing() {
        check("b130=1 b130=2 b130=0", "+A -A");
        check("b131=1 b13b=1 b131=0", "+B +Start -B");
        check("b2ff=1 b2ff=0", "");
    }

    #[test]
    fn a_stick_counts_from_half_its_way_and_does_not_tremble() {
        check("a0=128 a0=150 a0=200 a0=180 a0=172 a0=160", "+Right -Right");
        check("a0=0 a0=255 a0=127", "+Left -Left +Right -Right");
        check("a1=0 a1=127", "+Up -Up");
        check("a5=255", "");
    }

    #[test]
    fn cross_and_stick_hold_one_direction_together() {
        check("a10=1 a0=255 a10=0 a0=128", "+Right -Right");
        check("b220=1 a11=-1 b220=0 a11=0", "+Up -Up");
    }

    #[test]
    fn a_gamepad_that_is_unplugged_holds_nothing() {
        check("a10=-1 b130=1 x0=0 b130=0", "+Left +A -Left -A");
    }
}

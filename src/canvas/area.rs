//! A rectangle of pixels, safe for any numbers.

/// A rectangle: left and top edge, width and height in pixels. A width or height below one is an empty area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Area {
    /// Left edge in pixels.
    pub x: i32,
    /// Top edge in pixels.
    pub y: i32,
    /// Width in pixels.
    pub width: i32,
    /// Height in pixels.
    pub height: i32,
}

impl Area {
    /// An area from its left and top edge, width and height in pixels.
    pub const fn new(x: i32, y: i32, width: i32, height: i32) -> Area {
        Area { x, y, width, height }
    }

    /// The first column right of the area.
    pub const fn right(self) -> i32 {
        self.x.saturating_add(self.width)
    }

    /// The first row below the area.
    pub const fn bottom(self) -> i32 {
        self.y.saturating_add(self.height)
    }

    /// True when the area holds no pixel.
    pub const fn is_empty(self) -> bool {
        self.width <= 0 || self.height <= 0
    }

    /// True when the pixel at `x`, `y` lies inside.
    pub const fn holds(self, x: i32, y: i32) -> bool {
        x >= self.x && y >= self.y && x < self.right() && y < self.bottom()
    }

    /// The part that both areas share; empty when they do not touch.
    pub fn shared(self, other: Area) -> Area {
        let x = self.x.max(other.x);
        let y = self.y.max(other.y);
        let right = self.right().min(other.right());
        let bottom = self.bottom().min(other.bottom());
        Area { x, y, width: right.saturating_sub(x).max(0), height: bottom.saturating_sub(y).max(0) }
    }

    /// The same area moved by `dx`, `dy` pixels.
    pub const fn moved(self, dx: i32, dy: i32) -> Area {
        Area { x: self.x.saturating_add(dx), y: self.y.saturating_add(dy), ..self }
    }

    /// The area with `rim` pixels taken off every side (a negative rim adds them).
    pub const fn inset(self, rim: i32) -> Area {
        let twice = rim.saturating_mul(2);
        Area {
            x: self.x.saturating_add(rim),
            y: self.y.saturating_add(rim),
            width: self.width.saturating_sub(twice),
            height: self.height.saturating_sub(twice),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: [i32; 4], other: [i32; 4], shared: [i32; 4]) {
        let area = |[x, y, width, height]: [i32; 4]| Area { x, y, width, height };
        assert_eq!(area(one).shared(area(other)), area(shared), "{one:?} and {other:?}");
    }

    #[test]
    fn areas_share_what_lies_in_both() {
        check([0, 0, 10, 10], [5, 5, 10, 10], [5, 5, 5, 5]);
        check([0, 0, 10, 10], [20, 0, 10, 10], [20, 0, 0, 10]);
        check([0, 0, 10, 10], [i32::MIN, i32::MIN, i32::MAX, i32::MAX], [0, 0, 0, 0]);
        check([0, 0, 10, 10], [-5, -5, i32::MAX, i32::MAX], [0, 0, 10, 10]);
        check([i32::MAX, 0, i32::MAX, 1], [0, 0, 10, 10], [i32::MAX, 0, 0, 1]);
    }
}

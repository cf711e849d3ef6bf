//! The sixteen colours: their names, their meanings, and how a picture is tinted or faded as a whole.

/// One of the sixteen colours: an index from 0 to 15 that cannot be out of range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ink(u8);

impl Ink {
    /// Darkest; outlines.
    pub const NIGHT: Ink = Ink(0);
    /// Deep indigo.
    pub const DUSK: Ink = Ink(1);
    /// Dark brown.
    pub const BARK: Ink = Ink(2);
    /// Brown.
    pub const EARTH: Ink = Ink(3);
    /// Skin and brick.
    pub const CLAY: Ink = Ink(4);
    /// Dark grey.
    pub const STONE: Ink = Ink(5);
    /// Light grey.
    pub const MIST: Ink = Ink(6);
    /// Warm white.
    pub const PAPER: Ink = Ink(7);
    /// Red.
    pub const BLOOD: Ink = Ink(8);
    /// Orange.
    pub const EMBER: Ink = Ink(9);
    /// Yellow.
    pub const GOLD: Ink = Ink(10);
    /// Green.
    pub const LEAF: Ink = Ink(11);
    /// Dark green.
    pub const MOSS: Ink = Ink(12);
    /// Blue.
    pub const SKY: Ink = Ink(13);
    /// Violet.
    pub const VIOLET: Ink = Ink(14);
    /// Pale cyan.
    pub const ICE: Ink = Ink(15);

    /// Meaning: behind everything.
    pub const BACKGROUND: Ink = Ink::NIGHT;
    /// Meaning: the ground of windows and panels.
    pub const PANEL: Ink = Ink::DUSK;
    /// Meaning: what is to be read.
    pub const TEXT: Ink = Ink::PAPER;
    /// Meaning: what may be read.
    pub const DIM_TEXT: Ink = Ink::MIST;
    /// Meaning: on our side.
    pub const FRIEND: Ink = Ink::SKY;
    /// Meaning: against us.
    pub const FOE: Ink = Ink::BLOOD;
    /// Meaning: on nobody's side.
    pub const NEUTRAL: Ink = Ink::CLAY;
    /// Meaning: hit points are fine; all is well.
    pub const HP: Ink = Ink::LEAF;
    /// Meaning: danger; hit points are low.
    pub const DANGER: Ink = Ink::EMBER;
    /// Meaning: magic.
    pub const MAGIC: Ink = Ink::VIOLET;
    /// Meaning: chosen now.
    pub const SELECTED: Ink = Ink::ICE;

    /// The colour with this index; none above 15.
    pub const fn numbered(index: u8) -> Option<Ink> {
        if index < 16 { Some(Ink(index)) } else { None }
    }

    /// The colour with the low four bits of `bits`, for particles and patterns that draw lots.
    pub const fn of_bits(bits: u8) -> Ink {
        Ink(bits & 15)
    }

    /// The index, 0 to 15.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The index as one byte, 0 to 15.
    pub const fn byte(self) -> u8 {
        self.0
    }

    /// All sixteen, in order.
    pub fn all() -> impl Iterator<Item = Ink> {
        (0..16).map(Ink)
    }
}

/// What each of the sixteen inks looks like, as 0x00RRGGBB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    colours: [u32; 16],
}

impl Palette {
    /// Roundtable's own sixteen colours.
    pub fn own() -> Palette {
        Palette::read(OWN).unwrap_or(Palette { colours: GREYS })
    }

    /// Reads sixteen lines of `index rrggbb name meaning`; `#` starts a comment line. None unless all sixteen are there.
    pub fn read(text: &str) -> Option<Palette> {
        let mut found = [None; 16];
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            let mut words = line.split_whitespace();
            let index = usize::from_str_radix(words.next()?, 16).ok()?;
            let colour = words.next().filter(|hex| hex.len() == 6)?;
            *found.get_mut(index)? = Some(u32::from_str_radix(colour, 16).ok()?);
        }
        let mut colours = [0; 16];
        for (colour, found) in colours.iter_mut().zip(found) {
            *colour = found?;
        }
        Some(Palette { colours })
    }

    /// What an ink looks like, as 0x00RRGGBB.
    pub const fn colour(&self, ink: Ink) -> u32 {
        self.colours[ink.index()]
    }

    /// What an ink looks like, as red, green, blue.
    pub const fn rgb(&self, ink: Ink) -> [u8; 3] {
        let [_, red, green, blue] = self.colour(ink).to_be_bytes();
        [red, green, blue]
    }

    /// All colours moved towards one colour (0x00RRGGBB): 0 not at all, 16 and above entirely. For fades and tints.
    pub fn towards(&self, colour: u32, sixteenths: u32) -> Palette {
        let part = sixteenths.min(16);
        let mix = |from: u8, to: u8| ((u32::from(from) * (16 - part) + u32::from(to) * part) / 16) as u8;
        let mut colours = self.colours;
        for own in &mut colours {
            let (from, to) = (own.to_be_bytes(), colour.to_be_bytes());
            *own = u32::from_be_bytes([0, mix(from[1], to[1]), mix(from[2], to[2]), mix(from[3], to[3])]);
        }
        Palette { colours }
    }
}

/// Which ink is drawn in place of which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swap([Ink; 16]);

impl Default for Swap {
    fn default() -> Swap {
        Swap::NONE
    }
}

impl Swap {
    /// Every ink as itself.
    pub const NONE: Swap = {
        let mut inks = [Ink(0); 16];
        let mut index = 0;
        while index < 16 {
            inks[index] = Ink(index as u8);
            index += 1;
        }
        Swap(inks)
    };

    /// Every ink one step darker: rooms that are remembered but not seen, dim light.
    pub const DIMMED: Swap = Swap([
        Ink(0),
        Ink(0),
        Ink(0),
        Ink(2),
        Ink(3),
        Ink(1),
        Ink(5),
        Ink(6),
        Ink(2),
        Ink(3),
        Ink(3),
        Ink(12),
        Ink(1),
        Ink(1),
        Ink(1),
        Ink(13),
    ]);

    /// The whole sprite in one ink: silhouettes, a flash when hit.
    pub const fn only(ink: Ink) -> Swap {
        Swap([ink; 16])
    }

    /// The same swap, with `from` drawn as `to`.
    pub const fn with(mut self, from: Ink, to: Ink) -> Swap {
        self.0[from.index()] = to;
        self
    }

    /// The ink that is drawn in place of `ink`.
    pub const fn of(&self, ink: Ink) -> Ink {
        self.0[ink.index()]
    }
}

const OWN: &str = include_str!("../../assets/palette.txt");

/// Only seen if the embedded palette were broken, which a test forbids.
const GREYS: [u32; 16] = {
    let mut colours = [0; 16];
    let mut index = 0;
    while index < 16 {
        colours[index] = index as u32 * 0x11_11_11;
        index += 1;
    }
    colours
};

#[cfg(test)]
mod tests {
    use super::*;

    /// How strongly each kind of eye mixes red, green and blue, in linear light (Machado et al. 2009, severity 1).
    const EYES: [(&str, [[f64; 3]; 3]); 4] = [
        ("all colours", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "protanopia",
            [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        ),
        (
            "deuteranopia",
            [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        ),
        (
            "tritanopia",
            [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
        ),
    ];

    const MEANINGS: [Ink; 11] = [
        Ink::BACKGROUND,
        Ink::TEXT,
        Ink::DIM_TEXT,
        Ink::FRIEND,
        Ink::FOE,
        Ink::NEUTRAL,
        Ink::HP,
        Ink::DANGER,
        Ink::MAGIC,
        Ink::GOLD,
        Ink::SELECTED,
    ];

    fn linear(ink: Ink) -> [f64; 3] {
        Palette::own().rgb(ink).map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        })
    }

    fn dot(row: [f64; 3], light: [f64; 3]) -> f64 {
        row.iter().zip(light).map(|(weight, part)| weight * part).sum()
    }

    fn lab(light: [f64; 3]) -> [f64; 3] {
        let curve = |t: f64| if t > 0.008856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        let x = curve(dot([0.4124564, 0.3575761, 0.1804375], light) / 0.95047);
        let y = curve(dot([0.2126729, 0.7151522, 0.0721750], light));
        let z = curve(dot([0.0193339, 0.1191920, 0.9503041], light) / 1.08883);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    #[test]
    fn the_embedded_palette_reads() {
        assert!(Palette::read(OWN).is_some());
        assert_eq!(Palette::read("0 000000 night"), None, "fifteen are missing");
        assert_eq!(Palette::own().towards(0xff_ff_ff, 16).colour(Ink::NIGHT), 0xff_ff_ff);
        assert_eq!(Palette::own().towards(0xff_ff_ff, 0), Palette::own());
    }

    #[test]
    fn colours_with_a_meaning_stay_apart_in_every_eye() {
        for (eye, rows) in EYES {
            let seen = |ink| lab(rows.map(|row| dot(row, linear(ink)).clamp(0.0, 1.0)));
            for (at, one) in MEANINGS.iter().enumerate() {
                for other in &MEANINGS[at + 1..] {
                    let (a, b) = (seen(*one), seen(*other));
                    let apart = (0..3).map(|axis| (a[axis] - b[axis]).powi(2)).sum::<f64>().sqrt();
                    assert!(apart >= 20.0, "{one:?} and {other:?} are {apart:.1} apart under {eye}");
                }
            }
        }
    }

    #[test]
    fn text_is_readable_in_grey() {
        let light = |ink| dot([0.2126, 0.7152, 0.0722], linear(ink)) + 0.05;
        for ground in [Ink::BACKGROUND, Ink::PANEL] {
            assert!(light(Ink::TEXT) / light(ground) >= 7.0, "text on {ground:?}");
            assert!(light(Ink::DIM_TEXT) / light(ground) >= 4.5, "dim text on {ground:?}");
            assert!(light(Ink::SELECTED) / light(ground) >= 7.0, "selected text on {ground:?}");
        }
    }

    #[test]
    fn dimming_never_brightens() {
        let light = |ink| dot([0.2126, 0.7152, 0.0722], linear(ink));
        for ink in Ink::all() {
            assert!(light(Swap::DIMMED.of(ink)) <= light(ink), "{ink:?}");
        }
    }
}

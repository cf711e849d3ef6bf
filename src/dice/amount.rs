//! Amounts as the book writes them: `2d6+3`, `1d8`, `5`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Sides;

/// Some dice and a constant: at most 100 dice of at most 1,000 sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount {
    /// How many dice, 0 to 100.
    pub count: u16,
    /// Which dice; of no matter when `count` is 0.
    pub sides: Sides,
    /// What is added to the dice.
    pub plus: i16,
}

/// Text that is not an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmountError(String);

impl Amount {
    /// An amount without dice.
    pub const fn flat(plus: i16) -> Amount {
        Amount { count: 0, sides: Sides(1), plus }
    }

    /// `count` dice of `sides`, nothing added.
    pub const fn dice(count: u16, sides: u16) -> Amount {
        Amount { count, sides: Sides(sides), plus: 0 }
    }

    /// The same dice with `more` added to the constant.
    pub fn and(self, more: i32) -> Amount {
        let plus = (i32::from(self.plus) + more).clamp(i32::from(i16::MIN), i32::from(i16::MAX));
        Amount { plus: plus as i16, ..self }
    }

    /// The average, rounded down, as the book prints it.
    pub fn average(self) -> i32 {
        i32::from(self.count) * (i32::from(self.sides.0) + 1) / 2 + i32::from(self.plus)
    }
}

impl FromStr for Amount {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Amount, AmountError> {
        let wrong = || AmountError(text.to_owned());
        let (dice, plus) = match text.find(['+', '-']).filter(|at| *at > 0) {
            Some(at) => (&text[..at], text[at..].parse::<i16>().map_err(|_| wrong())?),
            None => (text, 0),
        };
        match dice.split_once('d') {
            Some((count, sides)) => {
                let count = count.parse::<u16>().ok().filter(|count| (1..=100).contains(count)).ok_or_else(wrong)?;
                let sides = sides.parse::<u16>().ok().filter(|sides| (2..=1000).contains(sides)).ok_or_else(wrong)?;
                Ok(Amount { count, sides: Sides(sides), plus })
            }
            None if dice.len() == text.len() => text.parse().map(Amount::flat).map_err(|_| wrong()),
            None => Err(wrong()),
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.count, self.plus) {
            (0, plus) => write!(f, "{plus}"),
            (count, 0) => write!(f, "{count}d{}", self.sides.0),
            (count, plus) => write!(f, "{count}d{}{plus:+}", self.sides.0),
        }
    }
}

impl fmt::Display for AmountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is not an amount such as 2d6+3, 1d8 or 5", self.0)
    }
}

impl std::error::Error for AmountError {}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() { to.collect_str(self) } else { (self.count, self.sides, self.plus).serialize(to) }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Amount, D::Error> {
        if from.is_human_readable() {
            String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
        } else {
            let (count, sides, plus) = Deserialize::deserialize(from)?;
            Ok(Amount { count, sides, plus })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, average: i32) {
        let amount: Amount = text.parse().unwrap_or_else(|wrong| panic!("{wrong}"));
        assert_eq!(amount.to_string(), text);
        assert_eq!(amount.average(), average, "{text}");
    }

    #[test]
    fn amounts_read_and_print_alike() {
        check("2d6+3", 10);
        check("1d8", 4);
        check("1d4-1", 1);
        check("5", 5);
        check("-2", -2);
    }

    #[test]
    fn what_is_not_an_amount_is_refused() {
        for text in ["", "d6", "2d", "0d6", "101d6", "1d1", "5+3", "2d6+", "2d6+x", "1d6 + 1"] {
            assert!(text.parse::<Amount>().is_err(), "{text}");
        }
    }
}

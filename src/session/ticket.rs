//! Tickets as text: `RT1-` and groups of four that can be read aloud, pasted in any shape, and tell when mistyped.

use std::fmt;

use bech32::primitives::checksum::Engine;
use bech32::{Bech32m, Fe32, Hrp};
use zeroize::Zeroizing;

use super::invite::{BadTicketBytes, Ticket};
use super::limits::TICKET_LETTERS_MAX;

/// Text that is not a ticket, and roughly where it goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadTicket {
    /// Does not begin with `RT1`.
    NotATicket,
    /// Contains a letter that no ticket has, in this group of four, counted from 1 after `RT1`.
    Letter {
        /// The group.
        group: usize,
        /// The letter.
        letter: char,
    },
    /// One letter is wrong, in this group of four, counted from 1 after `RT1`.
    Mistyped {
        /// The group.
        group: usize,
    },
    /// More than one letter is wrong, missing or too many.
    Garbled,
    /// Too short: the end is missing.
    TooShort,
    /// Too long.
    TooLong,
    /// Whole, but written by another release.
    Bytes(BadTicketBytes),
}

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECK_SYMBOLS: usize = 6;
const SHORTEST: usize = 40 + CHECK_SYMBOLS;

impl fmt::Display for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut symbols = to_symbols(&self.to_bytes());
        let check = checksum(&symbols);
        symbols.extend(check);
        f.write_str("RT1")?;
        for (place, symbol) in symbols.iter().enumerate() {
            if place % 4 == 0 {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(ALPHABET[usize::from(*symbol)]))?;
        }
        Ok(())
    }
}

/// Reads a ticket in whatever shape it was pasted: case, spaces, dashes, line breaks, quotes, O for 0, I and L for 1.
pub fn read(text: &str) -> Result<Ticket, BadTicket> {
    if text.len() > 4 * TICKET_LETTERS_MAX {
        return Err(BadTicket::TooLong);
    }
    let letters: Vec<char> =
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    let body = match letters.as_slice() {
        ['R', 'T', '1' | 'I' | 'L', body @ ..] => body,
        [..] => return Err(BadTicket::NotATicket),
    };
    let mut symbols = Zeroizing::new(Vec::with_capacity(body.len()));
    for (place, letter) in body.iter().enumerate() {
        let symbol = symbol_of(*letter).ok_or(BadTicket::Letter { group: place / 4 + 1, letter: *letter })?;
        symbols.push(symbol);
    }
    if symbols.len() < SHORTEST {
        return Err(BadTicket::TooShort);
    }
    if symbols.len() > TICKET_LETTERS_MAX {
        return Err(BadTicket::TooLong);
    }
    if !is_whole(&symbols) {
        return Err(where_mistyped(symbols.as_mut_slice()));
    }
    let content = symbols.len() - CHECK_SYMBOLS;
    let bytes = from_symbols(&symbols[..content]).ok_or(BadTicket::Garbled)?;
    Ticket::from_bytes(&bytes).map_err(BadTicket::Bytes)
}

/// A single wrong letter leaves exactly one place where another letter makes the checksum right.
fn where_mistyped(symbols: &mut [u8]) -> BadTicket {
    for place in 0..symbols.len() {
        let typed = symbols[place];
        for other in (0..32).filter(|other| *other != typed) {
            symbols[place] = other;
            if is_whole(symbols) {
                return BadTicket::Mistyped { group: place / 4 + 1 };
            }
        }
        symbols[place] = typed;
    }
    BadTicket::Garbled
}

fn symbol_of(letter: char) -> Option<u8> {
    let letter = match letter {
        'O' => '0',
        'I' | 'L' => '1',
        letter => letter,
    };
    ALPHABET.iter().position(|known| char::from(*known) == letter).and_then(|place| u8::try_from(place).ok())
}

fn to_symbols(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut symbols = Zeroizing::new(Vec::with_capacity(bytes.len() * 8 / 5 + 8));
    let (mut bits, mut held) = (0u32, 0u32);
    for byte in bytes {
        bits = (bits << 8 | u32::from(*byte)) & 0xfff;
        held += 8;
        while held >= 5 {
            held -= 5;
            symbols.push((bits >> held & 31) as u8);
        }
    }
    if held > 0 {
        symbols.push((bits << (5 - held) & 31) as u8);
    }
    symbols
}

/// None when the bits that fill up the last symbol are not zero or there are too many of them.
fn from_symbols(symbols: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(symbols.len() * 5 / 8));
    let (mut bits, mut held) = (0u32, 0u32);
    for symbol in symbols {
        bits = (bits << 5 | u32::from(*symbol)) & 0xfff;
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 255) as u8);
        }
    }
    (held < 5 && bits & ((1 << held) - 1) == 0).then_some(bytes)
}

fn engine(symbols: &[u8]) -> Engine<Bech32m> {
    let mut engine = Engine::<Bech32m>::new();
    engine.input_hrp(Hrp::parse_unchecked("rt1"));
    for symbol in symbols {
        // Every symbol is below 32 by construction.
        engine.input_fe(Fe32::try_from(*symbol).unwrap_or(Fe32::Q));
    }
    engine
}

fn checksum(symbols: &[u8]) -> [u8; CHECK_SYMBOLS] {
    let mut engine = engine(symbols);
    engine.input_target_residue();
    let residue = *engine.residue();
    std::array::from_fn(|place| (residue >> (5 * (CHECK_SYMBOLS - 1 - place)) & 31) as u8)
}

fn is_whole(symbols: &[u8]) -> bool {
    let (content, check) = symbols.split_at(symbols.len() - CHECK_SYMBOLS);
    checksum(content) == check
}

#[cfg(test)]
mod tests {
    use rand::rngs::ChaCha20Rng;
    use rand::{RngExt, SeedableRng};

    use super::*;
    use crate::session::hash::{Hash, TableId};
    use crate::session::invite::{Address, Rung, Secret};

    fn ticket(chance: &mut ChaCha20Rng, v6: bool) -> Ticket {
        let mut addresses = vec![Address { at: "192.168.1.20:4711".parse().unwrap(), rung: Rung::Direct }];
        if v6 {
            addresses.push(Address { at: "[2001:db8::77]:4711".parse().unwrap(), rung: Rung::Relay });
        }
        let table = TableId(Hash(chance.random()));
        Ticket::new(table, Secret::new(chance.random()), chance.random_range(0..1 << 24), &addresses)
    }

    #[test]
    fn one_ipv4_address_takes_fifty_six_letters() {
        let text = ticket(&mut ChaCha20Rng::seed_from_u64(1), false).to_string();
        assert!(text.starts_with("RT1-"), "{text}");
        assert_eq!(text.chars().filter(char::is_ascii_alphanumeric).count(), 3 + 56, "{text}");
        let text = ticket(&mut ChaCha20Rng::seed_from_u64(1), true).to_string();
        assert_eq!(text.chars().filter(char::is_ascii_alphanumeric).count(), 3 + 85, "{text}");
    }

    #[test]
    fn any_shape_is_read() {
        let mut chance = ChaCha20Rng::seed_from_u64(2);
        for round in 0..200 {
            let ticket = ticket(&mut chance, round % 2 == 0);
            let text = ticket.to_string();
            for shape in [
                text.clone(),
                text.to_lowercase(),
                text.replace('-', ""),
                text.replace('-', " \r\n"),
                format!(" \u{201c}{text}\u{201d}. "),
                text.replace('0', "O").replace('1', "l"),
                text.replace('0', "o").replace('1', "I"),
            ] {
                assert_eq!(read(&shape), Ok(ticket.clone()), "{shape}");
            }
        }
    }

    #[test]
    fn one_to_four_wrong_letters_are_always_seen_and_one_is_found() {
        let mut chance = ChaCha20Rng::seed_from_u64(3);
        for round in 0..300 {
            let text = ticket(&mut chance, round % 2 == 0).to_string();
            let mut letters: Vec<char> = text.chars().filter(|letter| *letter != '-').collect();
            let wrong = chance.random_range(1..=4);
            let mut places = std::collections::BTreeSet::new();
            while places.len() < wrong {
                places.insert(chance.random_range(3..letters.len()));
            }
            for place in &places {
                let was = letters[*place];
                while letters[*place] == was {
                    letters[*place] = char::from(ALPHABET[chance.random_range(0..32)]);
                }
            }
            let typed: String = letters.into_iter().collect();
            let found = read(&typed);
            assert!(found.is_err(), "{typed} from {text}");
            if let (1, Some(place)) = (wrong, places.first()) {
                assert_eq!(found, Err(BadTicket::Mistyped { group: (place - 3) / 4 + 1 }), "{typed} from {text}");
            }
        }
    }

    #[test]
    fn what_is_no_ticket_says_so() {
        assert_eq!(read("hello"), Err(BadTicket::NotATicket));
        assert_eq!(read(""), Err(BadTicket::NotATicket));
        assert_eq!(read("RT1-ABCU"), Err(BadTicket::Letter { group: 1, letter: 'U' }));
        assert_eq!(read("RT1-ABCD"), Err(BadTicket::TooShort));
        assert_eq!(read(&"RT1".repeat(900)), Err(BadTicket::TooLong));
        assert!(read(&format!("RT1{}", "0".repeat(56))).is_err());
        let text = ticket(&mut ChaCha20Rng::seed_from_u64(4), false).to_string();
        assert!(read(&text[..text.len() - 2]).is_err());
    }
}

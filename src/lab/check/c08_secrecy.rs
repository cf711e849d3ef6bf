//! C08: secrets never travel: no key and no ticket's secret is in any frame.

use crate::lab::history::{History, Seen, letter};

/// Reports what was seen on the wires.
pub(super) fn check(history: &History) -> Vec<String> {
    let leaks = history.moments.iter().filter_map(|moment| match moment.seen {
        Seen::Leaks(what) if what != super::c16_addresses::ADDRESS => {
            Some(format!("{what} is in a frame to {}", letter(moment.who)))
        }
        _ => None,
    });
    leaks.collect()
}

/// True when a secret is in the bytes.
pub(in crate::lab) fn holds(bytes: &[u8], secret: &[u8]) -> bool {
    let Some(first) = secret.first() else { return false };
    bytes.iter().enumerate().any(|(place, byte)| byte == first && bytes[place..].starts_with(secret))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::history::of_text::tell_apart;

    #[test]
    fn a_secret_is_found_wherever_it_stands() {
        assert!(holds(b"abcde", b"cd") && holds(b"cd", b"cd") && holds(b"ccd", b"cd"));
        assert!(!holds(b"abcde", b"ce") && !holds(b"c", b"cd") && !holds(b"", b"cd"));
        tell_apart(
            check,
            &["A starts", "A entry 1 1 x", "A stops"],
            &["A leaks", "B starts; B leaks", "A leaks; A leaks"],
        );
    }
}

//! Chat: signed, relayed by the host, limited, and gone when nobody listens. It is not in the ledger.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::hash::TableId;
use super::limits::{CHAT_BYTES_MAX, CHAT_LETTERS_MAX};
use super::seal::{Domain, Sealable};

/// One chat line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saying {
    /// At which table.
    pub table: TableId,
    /// Above every number this player has used for chat.
    pub number: u64,
    /// What is said.
    pub text: String,
}

impl Sealable for Saying {
    const DOMAIN: Domain = Domain::Chat;
}

/// A line as it may be sent and shown: one spelling, no control or direction marks, within bounds. None for no line.
pub fn saying(text: &str) -> Option<String> {
    if text.len() > CHAT_BYTES_MAX {
        return None;
    }
    let line: String = text.trim().nfc().map(|letter| if letter.is_whitespace() { ' ' } else { letter }).collect();
    let plain = !line.chars().any(is_steering);
    let bounded = !line.is_empty() && line.len() <= CHAT_BYTES_MAX && line.graphemes(true).count() <= CHAT_LETTERS_MAX;
    (plain && bounded).then_some(line)
}

/// Control characters, and those that turn the direction of what follows.
fn is_steering(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, line: Option<&str>) {
        assert_eq!(saying(text).as_deref(), line, "{text:?}");
    }

    #[test]
    fn lines_are_one_spelling_and_plain() {
        check(" hello there ", Some("hello there"));
        check("two\nlines", Some("two lines"));
        check("e\u{301}", Some("é"));
        check("こんにちは", Some("こんにちは"));
        check("", None);
        check("\u{1b}[2J", None);
        check("a\u{202e}b", None);
        check(&"x".repeat(501), None);
        check(&"x".repeat(500), Some(&"x".repeat(500)));
        check(&"x".repeat(3_000), None);
    }
}

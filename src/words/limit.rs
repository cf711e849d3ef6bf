//! What a file of words from outside may hold at the most, checked before anything parses it.

use std::fmt;

/// Longest file of words that an adventure may bring.
pub const FILE_BYTES_MAX: usize = 256 * 1024;
/// Most messages in one such file.
pub const MESSAGES_MAX: usize = 4_000;
/// Deepest placeables within placeables; the parser would follow any depth until its stack ends.
pub const DEPTH_MAX: usize = 8;

/// Why a file of words is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordsError {
    /// Longer than allowed.
    TooLong,
    /// More messages than allowed.
    TooMany,
    /// Placeables within placeables, deeper than allowed; the line.
    TooDeep(usize),
    /// A character that could hide or turn around what is shown; the line.
    Hidden(usize),
    /// Not Fluent; the line.
    Unreadable(usize),
    /// An id that has a message already.
    Taken(String),
}

/// Errs at the first thing that the parser must not see.
pub(super) fn check(text: &str) -> Result<(), WordsError> {
    if text.len() > FILE_BYTES_MAX {
        return Err(WordsError::TooLong);
    }
    let mut depth = 0_usize;
    for (line, text) in text.lines().enumerate() {
        // A new entry starts at the margin: whatever was left open before it is not nested around it.
        if text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '-') {
            depth = 0;
        }
        for letter in text.chars() {
            match letter {
                '{' => depth += 1,
                '(' if depth > 0 => depth += 1,
                '}' | ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > DEPTH_MAX {
                return Err(WordsError::TooDeep(line + 1));
            }
            if hides(letter) {
                return Err(WordsError::Hidden(line + 1));
            }
        }
    }
    Ok(())
}

/// Control characters and marks that turn the direction of writing around.
fn hides(letter: char) -> bool {
    (letter.is_control() && letter != '\t')
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl fmt::Display for WordsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WordsError::TooLong => write!(f, "the file of words is longer than {FILE_BYTES_MAX} bytes"),
            WordsError::TooMany => write!(f, "the file of words has more than {MESSAGES_MAX} messages"),
            WordsError::TooDeep(line) => write!(f, "line {line}: more than {DEPTH_MAX} braces within each other"),
            WordsError::Hidden(line) => write!(f, "line {line}: a character that cannot be seen"),
            WordsError::Unreadable(line) => write!(f, "line {line}: not a Fluent message"),
            WordsError::Taken(id) => write!(f, "the message \"{id}\" exists already"),
        }
    }
}

impl std::error::Error for WordsError {}

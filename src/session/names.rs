//! Names: what a player may be called, and when two names look alike.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::GeneralSecurityProfile;
use unicode_security::general_security_profile::IdentifierType;
use unicode_segmentation::UnicodeSegmentation;

use super::limits::{NAME_BYTES_MAX, NAME_LETTERS_MAX, NAME_MARKS_MAX, TABLE_NAME_LETTERS_MAX};

/// Why a name cannot be used. Append-only: it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BadName {
    /// Nothing to see.
    Empty,
    /// More than 32 letters or 128 bytes.
    TooLong,
    /// Contains something that is not a letter, mark, digit, space or common sign.
    Letter,
    /// Too many marks on one letter.
    Marks,
    /// Looks like a word the program itself speaks with.
    Reserved,
}

// Words that must not be mistaken for a person.
const RESERVED: [&str; 10] =
    ["gm", "dm", "system", "server", "host", "roundtable", "admin", "table", "システム", "ホスト"];

/// The one spelling of a name, or why it cannot be used.
pub fn name(text: &str) -> Result<String, BadName> {
    // Bytes first: nothing long is ever normalised.
    if text.len() > NAME_BYTES_MAX {
        return Err(BadName::TooLong);
    }
    let name: String = text.trim().nfc().collect();
    if name.is_empty() {
        return Err(BadName::Empty);
    }
    if name.len() > NAME_BYTES_MAX || name.graphemes(true).count() > NAME_LETTERS_MAX {
        return Err(BadName::TooLong);
    }
    if !name.chars().all(is_plain) || !name.chars().any(char::is_alphanumeric) || name.contains("  ") {
        return Err(BadName::Letter);
    }
    let mut marks = 0;
    for letter in name.nfd() {
        marks = if is_combining_mark(letter) { marks + 1 } else { 0 };
        if marks > NAME_MARKS_MAX {
            return Err(BadName::Marks);
        }
    }
    if name.chars().next().is_some_and(is_combining_mark) {
        return Err(BadName::Marks);
    }
    if RESERVED.iter().any(|word| is_like(word, &name)) {
        return Err(BadName::Reserved);
    }
    Ok(name)
}

/// True when a text can stand on a screen as a table's name: 1 to 64 letters that are seen and turn nothing around.
pub fn is_title(text: &str) -> bool {
    text.chars().count() <= TABLE_NAME_LETTERS_MAX && text.chars().all(is_plain) && !text.trim().is_empty()
}

/// True when two names may be mistaken for each other, whatever their case.
pub fn is_like(one: &str, other: &str) -> bool {
    // A capital may look like another letter's small form (I and l), so both orders of folding are tried.
    let small = |name: &str| name.to_lowercase();
    skeleton(&small(one)) == skeleton(&small(other)) || small(&skeleton(one)) == small(&skeleton(other))
}

fn skeleton(name: &str) -> String {
    let folded: String = name.nfkc().filter(|letter| !letter.is_whitespace()).collect();
    unicode_security::skeleton(&folded).collect()
}

fn is_plain(letter: char) -> bool {
    if letter == ' ' {
        return true;
    }
    if letter.is_control() || letter.is_whitespace() {
        return false;
    }
    // What is not a character, is invisible, or steers direction has one of these types or none that is known.
    !matches!(
        letter.identifier_type(),
        None | Some(IdentifierType::Not_Character | IdentifierType::Deprecated | IdentifierType::Default_Ignorable)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, wanted: Result<&str, BadName>) {
        assert_eq!(name(text), wanted.map(str::to_owned), "{text:?}");
    }

    #[test]
    fn names_people_have() {
        check("Ada", Ok("Ada"));
        check("  Bob the 2nd ", Ok("Bob the 2nd"));
        check("José", Ok("José"));
        check("Jose\u{301}", Ok("José"));
        check("さくら", Ok("さくら"));
        check("O'Neill", Ok("O'Neill"));
        check("Zoë-Marie", Ok("Zoë-Marie"));
    }

    #[test]
    fn names_nobody_may_have() {
        check("", Err(BadName::Empty));
        check("   ", Err(BadName::Empty));
        check(&"x".repeat(33), Err(BadName::TooLong));
        check(&"x".repeat(129), Err(BadName::TooLong));
        check("Ada\u{202e}", Err(BadName::Letter));
        check("A\u{200b}da", Err(BadName::Letter));
        check("Ada\n", Ok("Ada"));
        check("A\nda", Err(BadName::Letter));
        check("\u{1b}[2J", Err(BadName::Letter));
        check("\u{e000}a", Err(BadName::Letter));
        check("---", Err(BadName::Letter));
        check("a\u{301}\u{302}\u{303}\u{304}\u{305}", Err(BadName::Marks));
        check("GM", Err(BadName::Reserved));
        check("SystеM", Err(BadName::Reserved));
        check("System", Err(BadName::Reserved));
    }

    #[test]
    fn look_alikes_are_seen() {
        for (one, other) in
            [("Ada", "Аda"), ("paypal", "paypaI"), ("Bob", "B0b"), ("rn", "m"), ("Ada", "ADA"), ("bill", "BILL")]
        {
            assert!(is_like(one, other), "{one} {other}");
        }
        assert!(!is_like("Ada", "Bob"));
        assert!(!is_like("さくら", "さくれ"));
    }
}

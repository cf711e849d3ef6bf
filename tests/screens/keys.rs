//! Names of keys, as recorded keys and testers write them.

use roundtable::ui::key::Key;

/// The key that a word means: a way, a button, `next`, `space`, or a letter.
pub(crate) fn key(word: &str) -> Option<Key> {
    let mut letters = word.chars();
    Some(match word {
        "up" => Key::Up,
        "down" => Key::Down,
        "left" => Key::Left,
        "right" => Key::Right,
        "A" => Key::Enter,
        "B" => Key::Escape,
        "next" => Key::Tab,
        "space" => Key::Space,
        _ => Key::Letter(letters.next().filter(|_| letters.next().is_none())?),
    })
}

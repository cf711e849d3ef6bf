//! Keys as the machine names them, buttons as the game means them, and which key is which button.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A key of the keyboard, or a button of a gamepad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those on the keys")]
pub enum Key {
    Up,
    Down,
    Left,
    Right,
    Enter,
    Escape,
    Backspace,
    Delete,
    Tab,
    Space,
    Home,
    End,
    PageUp,
    PageDown,
    Shift,
    Ctrl,
    Alt,
    /// A key that writes a letter, a digit or a mark, as it is without shift and in lower case.
    Letter(char),
    /// F1 to F24.
    F(u8),
    /// A button of the gamepad with this number, 0 to 3.
    Pad(u8, PadKey),
}

/// A button of a gamepad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those on the buttons")]
pub enum PadKey {
    Up,
    Down,
    Left,
    Right,
    A,
    B,
    X,
    Y,
    Start,
    Back,
    ShoulderLeft,
    ShoulderRight,
}

/// What a press means. Everything can be reached with the first six; the others are short ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Button {
    /// Towards the top.
    Up,
    /// Towards the bottom.
    Down,
    /// Towards the left.
    Left,
    /// Towards the right.
    Right,
    /// Do it.
    A,
    /// Back, and the menu where there is nothing to go back to.
    B,
    /// Jump.
    Jump,
    /// The hero's sheet.
    Sheet,
    /// The hero's pack.
    Pack,
    /// The journal.
    Journal,
    /// Say something.
    Chat,
    /// Who can be reached.
    Links,
    /// The next of several: heroes of one player, foes to look at, leaves of a page.
    Next,
    /// A picture of the screen.
    Shot,
    /// The last ten seconds as a GIF.
    Gif,
    /// End the turn.
    EndTurn,
}

impl Button {
    /// Every button, in the order in which the settings list them.
    pub const ALL: [Button; 16] = [
        Button::Up,
        Button::Down,
        Button::Left,
        Button::Right,
        Button::A,
        Button::B,
        Button::Jump,
        Button::Next,
        Button::Sheet,
        Button::Pack,
        Button::Journal,
        Button::Chat,
        Button::Links,
        Button::EndTurn,
        Button::Shot,
        Button::Gif,
    ];

    /// The id of the sentence that names it.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Button::Up => "button-up",
            Button::Down => "button-down",
            Button::Left => "button-left",
            Button::Right => "button-right",
            Button::A => "button-a",
            Button::B => "button-b",
            Button::Jump => "button-jump",
            Button::Sheet => "button-sheet",
            Button::Pack => "button-pack",
            Button::Journal => "button-journal",
            Button::Chat => "button-chat",
            Button::Links => "button-links",
            Button::Next => "button-next",
            Button::Shot => "button-shot",
            Button::Gif => "button-gif",
            Button::EndTurn => "button-end-turn",
        }
    }
}

/// Which key is which button. Arrows, Enter and Escape always work besides, so that nobody locks himself out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(Key, Button)>", into = "Vec<(Key, Button)>")]
pub struct Bindings {
    keys: BTreeMap<Key, Button>,
}

// Kept as a list of pairs: where settings are written as text, the keys of a map would have to be text too.
impl From<Vec<(Key, Button)>> for Bindings {
    fn from(pairs: Vec<(Key, Button)>) -> Bindings {
        Bindings { keys: pairs.into_iter().collect() }
    }
}

impl From<Bindings> for Vec<(Key, Button)> {
    fn from(bindings: Bindings) -> Vec<(Key, Button)> {
        bindings.keys.into_iter().collect()
    }
}

impl Default for Bindings {
    fn default() -> Bindings {
        let mut keys: BTreeMap<Key, Button> = KEYS.into_iter().collect();
        for pad in 0..PADS {
            keys.extend(PAD_KEYS.map(|(key, button)| (Key::Pad(pad, key), button)));
        }
        Bindings { keys }
    }
}

impl Bindings {
    /// What a key means, if it means anything.
    pub fn button(&self, key: Key) -> Option<Button> {
        let own = self.keys.get(&key).copied();
        own.or_else(|| ALWAYS.iter().find(|(always, _)| *always == key).map(|(_, button)| *button))
    }

    /// Makes a key mean a button; what the key meant before it means no more. The keyboard keys that meant the button
    /// until now mean nothing, so that a button has one key after it was chosen.
    pub fn bind(&mut self, key: Key, button: Button) {
        let pad = matches!(key, Key::Pad(..));
        self.keys.retain(|old, meant| *meant != button || matches!(old, Key::Pad(..)) != pad);
        self.keys.insert(key, button);
    }

    /// The keyboard keys of a button, in order.
    pub fn keys(&self, button: Button) -> impl Iterator<Item = Key> {
        let own = self.keys.iter().filter(move |(_, meant)| **meant == button).map(|(key, _)| *key);
        own.filter(|key| !matches!(key, Key::Pad(..)))
    }
}

impl Key {
    /// True for the letter that this key writes, with shift or without.
    pub(super) fn writes(self, letter: char) -> bool {
        match self {
            Key::Letter(own) => own.to_lowercase().eq(letter.to_lowercase()),
            Key::Space => letter == ' ',
            _ => false,
        }
    }

    /// What stands on the key, short enough for a list.
    pub fn label(self) -> String {
        match self {
            Key::Letter(letter) => letter.to_uppercase().to_string(),
            Key::F(number) => format!("F{number}"),
            Key::Pad(pad, key) => format!("{}:{key:?}", pad + 1),
            Key::Escape => "Esc".to_owned(),
            Key::Backspace => "Back".to_owned(),
            Key::Delete => "Del".to_owned(),
            other => format!("{other:?}"),
        }
    }
}

/// Gamepads at one machine.
pub const PADS: u8 = 4;

const ALWAYS: [(Key, Button); 6] = [
    (Key::Up, Button::Up),
    (Key::Down, Button::Down),
    (Key::Left, Button::Left),
    (Key::Right, Button::Right),
    (Key::Enter, Button::A),
    (Key::Escape, Button::B),
];

const KEYS: [(Key, Button); 24] = [
    (Key::Up, Button::Up),
    (Key::Letter('w'), Button::Up),
    (Key::Down, Button::Down),
    (Key::Letter('s'), Button::Down),
    (Key::Left, Button::Left),
    (Key::Letter('a'), Button::Left),
    (Key::Right, Button::Right),
    (Key::Letter('d'), Button::Right),
    (Key::Letter('z'), Button::A),
    (Key::Enter, Button::A),
    (Key::Space, Button::A),
    (Key::Letter('x'), Button::B),
    (Key::Escape, Button::B),
    (Key::Backspace, Button::B),
    (Key::Letter('v'), Button::Jump),
    (Key::Tab, Button::Next),
    (Key::Letter('c'), Button::Sheet),
    (Key::Letter('i'), Button::Pack),
    (Key::Letter('j'), Button::Journal),
    (Key::Letter('t'), Button::Chat),
    (Key::Letter('l'), Button::Links),
    (Key::Letter('e'), Button::EndTurn),
    (Key::F(2), Button::Shot),
    (Key::F(3), Button::Gif),
];

const PAD_KEYS: [(PadKey, Button); 12] = [
    (PadKey::Up, Button::Up),
    (PadKey::Down, Button::Down),
    (PadKey::Left, Button::Left),
    (PadKey::Right, Button::Right),
    (PadKey::A, Button::A),
    (PadKey::B, Button::B),
    (PadKey::X, Button::Jump),
    (PadKey::Y, Button::Sheet),
    (PadKey::Start, Button::Pack),
    (PadKey::Back, Button::Links),
    (PadKey::ShoulderLeft, Button::Next),
    (PadKey::ShoulderRight, Button::EndTurn),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_key_means_its_button_and_nothing_else() {
        let mut bindings = Bindings::default();
        bindings.bind(Key::Letter('k'), Button::A);
        assert_eq!(bindings.button(Key::Letter('k')), Some(Button::A));
        assert_eq!(bindings.button(Key::Letter('z')), None);
        assert_eq!(bindings.button(Key::Enter), Some(Button::A), "always works");
        assert_eq!(bindings.button(Key::Pad(0, PadKey::A)), Some(Button::A), "pads keep theirs");
        bindings.bind(Key::Letter('k'), Button::B);
        assert_eq!(bindings.button(Key::Letter('k')), Some(Button::B));
    }

    #[test]
    fn bindings_are_kept_as_text() {
        let mut bindings = Bindings::default();
        bindings.bind(Key::Letter('k'), Button::Jump);
        let text = serde_json::to_string(&bindings).unwrap();
        assert_eq!(serde_json::from_str::<Bindings>(&text).unwrap(), bindings);
    }

    #[test]
    fn everything_has_a_key_and_a_name() {
        let bindings = Bindings::default();
        for button in Button::ALL {
            assert!(bindings.keys(button).next().is_some(), "{button:?}");
            assert!(button.words().starts_with("button-"));
        }
    }
}

//! The clipboard: a ticket goes out, a ticket comes in.

use arboard::Clipboard;

/// Holds the clipboard as long as the program runs: on X11 what was copied is gone when its owner is.
#[derive(Default)]
pub(crate) struct Clip {
    open: Option<Clipboard>,
}

impl Clip {
    /// Puts text on the clipboard; the sentence says why not.
    pub(crate) fn copy(&mut self, text: &str) -> Result<(), String> {
        self.clipboard()?.set_text(text).map_err(|wrong| wrong.to_string())
    }

    /// The text on the clipboard; the sentence says why there is none.
    pub(crate) fn paste(&mut self) -> Result<String, String> {
        self.clipboard()?.get_text().map_err(|wrong| wrong.to_string())
    }

    fn clipboard(&mut self) -> Result<&mut Clipboard, String> {
        if self.open.is_none() {
            self.open = Some(Clipboard::new().map_err(|wrong| wrong.to_string())?);
        }
        self.open.as_mut().ok_or_else(|| "no clipboard".to_owned())
    }
}

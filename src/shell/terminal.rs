//! The terminal: lines in from standard input on a thread of their own, lines out that escape what could harm it.

use std::io::{self, BufRead, Write};
use std::sync::mpsc::SyncSender;
use std::thread;

use crate::app::happening::Happening;

/// The longest line that is read; more is cut into several.
const LINE_BYTES_MAX: u64 = 4096;

/// Passes every line of standard input on, then that there are no more.
pub(crate) fn listen(happened: SyncSender<Happening>) {
    thread::spawn(move || {
        let mut input = io::stdin().lock();
        loop {
            let mut line = Vec::new();
            match io::Read::take(&mut input, LINE_BYTES_MAX).read_until(b'\n', &mut line) {
                Ok(0) => break,
                Ok(_) => {
                    let line = String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned();
                    if happened.send(Happening::LineRead(line)).is_err() {
                        return;
                    }
                }
                Err(wrong) => {
                    tracing::warn!("standard input ended: {wrong}");
                    break;
                }
            }
        }
        // Nobody listens any more when the game has ended first.
        let _ = happened.send(Happening::Closed);
    });
}

/// Prints one line. Control characters, and marks that turn the direction of writing, are shown as their numbers.
pub(crate) fn say(line: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", harmless(line))?;
    out.flush()
}

/// Says something that went wrong before or beside the game, on standard error.
pub(crate) fn complain(line: &str) {
    // When even standard error is closed there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{}", harmless(line));
}

fn harmless(line: &str) -> String {
    let mut safe = String::with_capacity(line.len());
    for letter in line.chars() {
        let turns = matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if turns || (letter.is_control() && letter != '\n') {
            safe.extend(letter.escape_unicode());
        } else {
            safe.push(letter);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_moves_the_cursor_or_turns_the_line() {
        for hostile in ["\u{1b}[2Jgone", "a\u{202e}b", "ring\u{7}", "back\u{8}", "re\rturn", "\u{9b}31m", "\u{2067}x"] {
            let safe = harmless(hostile);
            assert!(safe.contains("\\u{"), "{hostile:?}");
            assert!(!safe.chars().any(char::is_control));
        }
        assert_eq!(harmless("ゴブリン hits Ada"), "ゴブリン hits Ada");
    }
}

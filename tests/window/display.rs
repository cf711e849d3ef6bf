//! A display of its own for windows to be in: Xvfb, whose picture lies in a file that can be read at any time.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// Two windows of four times the canvas beside each other, and a little air.
pub(crate) const WIDTH: usize = 2100;
const HEIGHT: usize = 1000;

/// A running Xvfb; gone when dropped.
pub(crate) struct Display {
    /// What `DISPLAY` is for those who want to be on it.
    pub(crate) name: String,
    server: Child,
    picture: PathBuf,
    _folder: tempfile::TempDir,
}

impl Display {
    /// Starts one; says why where there is none to be had.
    pub(crate) fn start() -> Option<Display> {
        if std::env::var_os("ROUNDTABLE_XVFB").is_none() {
            println!("skipped: set ROUNDTABLE_XVFB=1 to play in real windows (Xvfb and xdotool are needed)");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let screen = format!("{WIDTH}x{HEIGHT}x24");
        // Without -noreset it begins anew when the last window closes, and one that opens just then finds no display.
        let server = Command::new("Xvfb")
            .args(["-noreset", "-displayfd", "1", "-screen", "0", &screen, "-nolisten", "tcp", "-fbdir"])
            .arg(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let xdotool = Command::new("xdotool").arg("version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        let (Ok(mut server), Ok(_)) = (server, xdotool) else {
            println!("skipped: Xvfb or xdotool is not installed");
            return None;
        };
        // The server writes its number when it is ready; it chose one that nobody uses.
        let mut number = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut number).unwrap();
        let picture = folder.path().join("Xvfb_screen0");
        let display = Display { name: format!(":{}", number.trim()), server, picture, _folder: folder };
        assert!(!number.trim().is_empty(), "Xvfb ended before it was ready");
        Some(display)
    }

    /// Gives a person's hands something to do; what xdotool says comes back.
    pub(crate) fn hands(&self, arguments: &[&str]) -> String {
        let done = Command::new("xdotool").args(arguments).env("DISPLAY", &self.name).output().unwrap();
        String::from_utf8_lossy(&done.stdout).trim().to_owned()
    }

    /// The colours (0x00RRGGBB) of every `step`th pixel of a part of the screen as it is now, row by row.
    pub(crate) fn look(&self, (left, top): (usize, usize), (width, height): (usize, usize), step: usize) -> Vec<u32> {
        let bytes = fs::read(&self.picture).unwrap();
        // The file is an X window dump: big-endian numbers, then the colour map, then the rows.
        let number = |at: usize| u32::from_be_bytes(bytes[4 * at..4 * at + 4].try_into().unwrap()) as usize;
        let (head, row, colours) = (number(0), number(12), number(19));
        assert_eq!((number(4), number(11)), (WIDTH, 32), "another screen than was asked for");
        let first = head + 12 * colours;
        let row = |y: usize| &bytes[first + y * row + 4 * left..][..4 * width];
        let colour = |pixel: &[u8]| u32::from_le_bytes(pixel.try_into().unwrap()) & 0xff_ff_ff;
        // The middle of every enlarged pixel.
        let rows = (top + step / 2..top + height).step_by(step).map(row);
        rows.flat_map(|row| row.chunks_exact(4).skip(step / 2).step_by(step).map(colour)).collect()
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

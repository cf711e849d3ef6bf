//! The log: what happened, in a file of bounded size, with control characters escaped and never a secret.

use std::path::Path;
use std::sync::Mutex;

use file_rotate::compression::Compression;
use file_rotate::suffix::AppendCount;
use file_rotate::{ContentLimit, FileRotate};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;

/// One log file's size.
const FILE_BYTES_MAX: usize = 10 << 20;
/// How many old ones are kept.
const OLD_FILES_MAX: usize = 4;

/// Starts writing `roundtable.log` in this folder. `ROUNDTABLE_LOG` (for example `debug`) says how much; the default
/// is what matters to a player who sends it along with a bug report.
pub(crate) fn start(folder: &Path) {
    let path = folder.join("roundtable.log");
    let limit = ContentLimit::BytesSurpassed(FILE_BYTES_MAX);
    let file = FileRotate::new(path, AppendCount::new(OLD_FILES_MAX), limit, Compression::None, None);
    let filter = EnvFilter::builder()
        .with_default_directive(LevelFilter::WARN.into())
        .with_env_var("ROUNDTABLE_LOG")
        .from_env_lossy()
        .add_directive(own_level());
    let writer = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(Mutex::new(file));
    if writer.try_init().is_err() {
        tracing::warn!("the log was started twice");
    }
}

fn own_level() -> tracing_subscriber::filter::Directive {
    let level = std::env::var("ROUNDTABLE_LOG").ok().and_then(|level| level.parse().ok());
    let level: LevelFilter = level.unwrap_or(LevelFilter::INFO);
    // The crate's own name parses as a directive; were it ever not to, everything is logged at that level.
    format!("roundtable={level}").parse().unwrap_or_else(|_| level.into())
}
